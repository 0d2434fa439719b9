use super::{mock::*, setup::*};
use crate::*;
use codec::MaxEncodedLen;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault, RxId};

fn covers_with(change: impl FnOnce(&mut Plan)) -> DispatchResult {
	let mut plan = plan();
	change(&mut plan);
	covers(item(), plan)
}

fn tariff(from: Moment, until: Moment) {
	let (licence, number, rule) = (licence(PAYER), 4711, price());
	assert_ok!(send(PAYER, Call::set_tariff { licence, number, rule, from, until }));
}

fn row(rx: RxId) -> Option<Cover<u64, Asset, ()>> {
	Escrow::cover_of(rx, 0)
}

#[test]
fn cover_sets_funds_aside_until_a_week_after_its_end() {
	run(|| {
		let rx = preauthorised();
		let until = plan().until;
		let (payer, rule) = (licence(PAYER), Rule::Inline(price()));
		let due = until + AFTERLIFE;
		let expected = Cover {
			payer,
			account: PAYER,
			asset: CARE,
			rule,
			provider: None,
			until,
			remaining: 6_000,
			reserved: true,
			due,
			ticket: (),
		};
		assert_eq!(row(rx), Some(expected));
		let event = Event::Covered { rx, rank: 0, payer, reserved: 6_000, until };
		assert_eq!(last_event(), event);
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (4_000, 10_000));
		assert_eq!(deposited(PAYER), CoverOf::<Test>::max_encoded_len() as Balance);

		turn(due - 1);
		assert!(row(rx).is_some());
		turn(due);
		assert_eq!(row(rx), None);
		assert_eq!(last_event(), Event::CoverEnded { rx, rank: 0, returned: 6_000 });
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (10_000, 10_000));
		assert_eq!(deposited(PAYER), 0);
	});
}

#[test]
fn cover_without_funds_promises_a_price_only() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		assert!(!row(rx).unwrap().reserved);
		assert_eq!(free(PAYER, CARE), 10_000);
	});
}

#[test]
fn cover_is_one_for_each_rank() {
	run(|| {
		let rx = preauthorised();
		assert_noop!(covers(rx, plan()), Error::<Test>::AlreadyExists);
		let of_rank = |rank| Plan { rank, reserve: 1, ..plan() };
		assert_noop!(covers(rx, of_rank(4)), Error::<Test>::OutOfBounds);
		assert_ok!(covers(rx, of_rank(3)));
		fund(SECOND_PAYER, CARE, 100);
		assert_ok!(covers(rx, Plan { payer: SECOND_PAYER, ..of_rank(1) }));
	});
}

#[test]
fn cover_draws_only_on_what_is_free() {
	run(|| {
		assert_noop!(covers_with(|_| ()), Error::<Test>::InsufficientFree);
		assert_noop!(covers_with(|plan| plan.reserve = 0), Error::<Test>::InsufficientFree);
		fund(PAYER, CARE, 5_999);
		assert_noop!(covers_with(|_| ()), Error::<Test>::InsufficientFree);
		assert_noop!(covers_with(|plan| plan.asset = NATIVE), Error::<Test>::InsufficientFree);
		fund(PAYER, CARE, 1);
		assert_ok!(covers_with(|_| ()));
		assert_noop!(covers_with(|plan| plan.reserve = 1), Error::<Test>::InsufficientFree);
	});
}

#[test]
fn cover_sets_nothing_aside_while_claims_wait() {
	run(|| {
		contract();
		fund(PAYER, CARE, 999);
		submitted(1_000);
		assert_noop!(covers_with(|plan| plan.reserve = 1), Error::<Test>::PoolShort);
		assert_ok!(covers_with(|plan| plan.reserve = 0));
	});
}

#[test]
fn cover_ends_within_the_bounds() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		for until in [START, START + 366 * DAY + 1] {
			assert_noop!(covers_with(|plan| plan.until = until), Error::<Test>::InvalidPeriod);
		}
		for (rank, until) in [(0, START + 1), (1, START + 366 * DAY)] {
			assert_ok!(covers_with(|plan| {
				(plan.rank, plan.until, plan.reserve) = (rank, until, 1)
			}));
		}
	});
}

#[test]
fn cover_names_a_price_that_lasts() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		let by_tariff = |until| {
			covers_with(|plan| {
				(plan.rule, plan.until, plan.reserve) = (Rule::Tariff(4711), until, 1)
			})
		};
		assert_noop!(by_tariff(START + DAY), Error::<Test>::NotFound);
		tariff(START + 10, START + DAY);
		at(START + 9);
		assert_noop!(by_tariff(START + DAY), Error::<Test>::InvalidPeriod);
		at(START + 10);
		assert_noop!(by_tariff(START + DAY + 1), Error::<Test>::InvalidPeriod);
		assert_ok!(by_tariff(START + DAY));
		// Another's tariff is nobody's.
		fund(SECOND_PAYER, CARE, 1);
		let foreign = |plan: &mut Plan| {
			(plan.payer, plan.rule, plan.reserve) = (SECOND_PAYER, Rule::Tariff(4711), 1)
		};
		assert_noop!(covers_with(foreign), Error::<Test>::NotFound);

		let inline =
			|ppm| covers_with(|plan| plan.rule = Rule::Inline(PriceRule { ppm, ..price() }));
		assert_noop!(inline(1_000_001), Error::<Test>::OutOfBounds);
		assert_ok!(inline(1_000_000));
	});
}

#[test]
fn cover_names_a_valid_dispenser() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		let naming =
			|who| covers_with(|plan| (plan.provider, plan.reserve) = (Some(licence(who)), 1));
		for who in [PAYER, DOCTOR, STRANGER] {
			assert_noop!(naming(who), Error::<Test>::NotAuthorized);
		}
		fault(PHARMACY, Some(LicenceFault::Suspended));
		assert_noop!(naming(PHARMACY), Error::<Test>::LicenceNotValid);
		assert_ok!(naming(RIVAL));
	});
}

#[test]
fn cover_of_an_item_that_nobody_issued_fails() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		let rx = item();
		prune(rx);
		assert_noop!(covers(rx, plan()), Error::<Test>::NotFound);
	});
}

#[test]
fn cover_in_an_asset_not_admitted_or_without_rules_fails() {
	run(|| {
		assert_noop!(covers_with(|plan| plan.asset = OTHER), Error::<Test>::AssetNotAdmitted);
		RulesInForce::<Test>::kill();
		assert_noop!(covers_with(|_| ()), Error::<Test>::NoRules);
	});
}

#[test]
fn cover_without_the_payers_valid_licence_or_deposit_fails() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		let Plan { rank, asset, rule, provider, until, reserve, .. } = plan();
		let (licence, rx) = (licence(PAYER), item());
		let call = Call::cover { licence, rx, rank, asset, rule, provider, until, reserve };
		for who in [ADJUDICATOR, SECOND_PAYER, PHARMACY, STRANGER] {
			assert_noop!(send(who, call.clone()), Error::<Test>::NotAuthorized);
		}
		fault(PAYER, Some(LicenceFault::Expired));
		assert_noop!(send(PAYER, call.clone()), Error::<Test>::LicenceNotValid);
		fault(PAYER, None);
		fund(PAYER, NATIVE, RICH - 10);
		assert_noop!(send(PAYER, call.clone()), TokenError::FundsUnavailable);
		only_signed(call);
	});
}
