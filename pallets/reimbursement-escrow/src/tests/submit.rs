use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn submit_sets_the_promise_aside() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let key = submitted(3_000);
		let pay_by = Now::get() + 14 * DAY;
		assert_eq!(
			last_event(),
			Event::Submitted {
				key,
				payer: licence(PAYER),
				provider: licence(PHARMACY),
				billed: 3_000,
				commitment: H256::repeat_byte(1),
				pay_by,
			}
		);
		let row = stored(key);
		assert_eq!((row.payer, row.provider, row.asset), (licence(PAYER), licence(PHARMACY), CARE));
		assert_eq!((row.billed, row.reserved, row.pay_by), (3_000, 3_000, pay_by));
		assert_eq!((row.interest_ppm, row.queued, row.due), (60_000, false, pay_by));
		assert_eq!(row.promise, Promise::of_contract(5_000));
		let deemed_at = Now::get() + 7 * DAY;
		assert_eq!(row.stage, Stage::Submitted { deemed_at, first: 0, rounds: 0 });
		assert_eq!((pooled(CARE, PAYER), free(PAYER, CARE)), (10_000, 7_000));
		assert_eq!(balance(CARE, PHARMACY), POOR);
	});
}

#[test]
fn submit_of_more_than_the_silent_cap_sets_the_cap_aside() {
	run(|| {
		let key = scene(8_000);
		assert_eq!(stored(key).reserved, 5_000);
		assert_eq!(free(PAYER, CARE), 5_000);
	});
}

#[test]
fn submit_under_a_cover_takes_its_price() {
	run(|| {
		// Without a contract the deadlines are the longest that the rules allow.
		let key = covered_scene(4_000);
		let row = stored(key);
		assert_eq!((row.reserved, free(PAYER, CARE)), (SHARE, 10_000 - SHARE));
		assert_eq!(row.promise.by, Promisor::Cover);
		assert_eq!((row.pay_by, row.interest_ppm), (Now::get() + 30 * DAY, 100_000));
		let deemed_at = Now::get() + 14 * DAY;
		assert_eq!(row.stage, Stage::Submitted { deemed_at, first: 0, rounds: 0 });

		// With one they are the contract's, in the cover's asset.
		contract_between(PAYER, PHARMACY, Terms { silent_cap: 1_000, ..terms() });
		let rx = preauthorised_with(|plan| {
			plan.asset = NATIVE;
			plan.reserve = 0;
		});
		let key = super::setup::key(rx, dispense(rx, 30));
		assert_ok!(submits(key, 4_000));
		let row = stored(key);
		assert_eq!((row.pay_by, row.asset, row.reserved), (Now::get() + 14 * DAY, NATIVE, SHARE));
	});
}

#[test]
fn submit_takes_the_better_of_cover_and_contract() {
	run(|| {
		contract();
		// A cover for next to nothing, written after the dispense, takes nothing from the provider.
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		fund(PAYER, CARE, 10_000);
		let cheap = PriceRule { per_fill: 0, per_unit: 0, ..price() };
		assert_ok!(covers(rx, Plan { rule: Rule::Inline(cheap), ..plan() }));
		assert_ok!(submits(key, 4_000));
		assert_eq!(
			(stored(key).promise, stored(key).reserved),
			(Promise::of_contract(5_000), 4_000)
		);
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 6_000);
	});
}

#[test]
fn submit_under_a_preauthorisation_takes_what_it_has_left() {
	run(|| {
		// The second dispense exceeds what is left by far: a claim, with the cover as its limit.
		let rx = preauthorised_with(|plan| plan.reserve = SHARE + 1_000);
		assert!(is_paid(key(rx, dispense(rx, 30))));
		let key = key(rx, dispense(rx, 30));
		assert_ok!(submits(key, 3_000));
		let row = stored(key);
		assert_eq!((row.reserved, row.promise.most), (1_000, 1_000));
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 0);
		assert_eq!(free(PAYER, CARE), 10_000 - SHARE - 1_000);

		// Taken back, it is the cover's again.
		assert_ok!(retract(PHARMACY, key));
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 1_000);
	});
}

#[test]
fn submit_to_a_short_pool_waits_in_line() {
	run(|| {
		contract();
		fund(PAYER, CARE, 2_999);
		let key = submitted(3_000);
		assert_eq!(last_event(), Event::Unfunded { key, missing: 3_000 });
		assert_eq!((stored(key).reserved, stored(key).queued), (0, true));
		// Nobody overtakes.
		let second = submitted(10);
		assert_eq!((stored(second).reserved, free(PAYER, CARE)), (0, 2_999));
		let line = Escrow::shortfalls(licence(PAYER), CARE, None, 10);
		assert_eq!(line.items, [key, second]);
	});
}

#[test]
fn submit_to_a_payer_without_a_pool_waits_too() {
	run(|| {
		contract();
		let key = submitted(3_000);
		assert!(stored(key).queued);
		fund(PAYER, CARE, 3_000);
		assert_eq!((stored(key).reserved, stored(key).queued), (3_000, false));
	});
}

#[test]
fn submit_of_what_is_promised_nothing_waits_for_nothing() {
	run(|| {
		contract_between(PAYER, PHARMACY, Terms { silent_cap: 0, ..terms() });
		let key = submitted(3_000);
		assert_eq!((stored(key).reserved, stored(key).queued), (0, false));
		assert_eq!(Escrow::pool(licence(PAYER), CARE), None);
		turn_after(14 * DAY);
		assert!(is_paid(key));
	});
}

#[test]
fn submit_is_for_the_dispensers_side() {
	run(|| {
		contract();
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		only_signed(submit_call(PHARMACY, key, PAYER, 100));
		for who in [RIVAL, PAYER, REGULATOR, STRANGER] {
			assert_noop!(submit(who, key, PAYER, 100), Error::<Test>::NotAuthorized);
		}
		let stolen = submit_call(PHARMACY, key, PAYER, 100);
		assert_noop!(send(RIVAL, stolen), Error::<Test>::NotAuthorized);

		// The dispenser's licence ended since; its organisation's other one claims, and the dispenser is paid.
		fault(PHARMACY, Some(LicenceFault::Ended));
		assert_noop!(submit(PHARMACY, key, PAYER, 100), Error::<Test>::LicenceNotValid);
		fund(PAYER, CARE, 10_000);
		assert_ok!(submit(BRANCH, key, PAYER, 100));
		assert_eq!(stored(key).provider, licence(PHARMACY));
		turn_after(14 * DAY);
		assert_eq!((balance(CARE, PHARMACY), balance(CARE, BRANCH)), (POOR + 100, POOR));
	});
}

#[test]
fn submit_without_a_dispense_that_may_be_paid_fails() {
	run(|| {
		contract();
		let rx = item();
		let first = key(rx, 0);
		assert_noop!(submits(first, 100), Error::<Test>::NotFound);
		dispense(rx, 30);
		void(rx, 0);
		assert_noop!(submits(first, 100), Error::<Test>::NotPayable);
	});
}

#[test]
fn submit_twice_fails_whoever_is_to_pay() {
	run(|| {
		let key = scene(3_000);
		contract_between(SECOND_PAYER, PHARMACY, terms());
		assert_noop!(submits(key, 3_000), Error::<Test>::AlreadyExists);
		assert_noop!(submit(PHARMACY, key, SECOND_PAYER, 3_000), Error::<Test>::AlreadyExists);
		assert_ok!(retract(PHARMACY, key));
		assert_noop!(submits(key, 3_000), Error::<Test>::AlreadyExists);
		assert_ok!(withdraw_dispense(key.rx, key.dispense));
		assert_noop!(submits(key, 3_000), Error::<Test>::NotPayable);

		let rx = preauthorised();
		let paid = super::setup::key(rx, dispense(rx, 30));
		assert_noop!(submits(paid, 3_000), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn submit_outside_the_bounds_fails() {
	run(|| {
		contract();
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		assert_noop!(submits(key, 0), Error::<Test>::OutOfBounds);
		assert_noop!(submits(at_rank(MAX_RANKS, key), 100), Error::<Test>::OutOfBounds);
		// A price beyond any balance promises nothing that could be set aside.
		fund(PAYER, CARE, 10_000);
		let dear = PriceRule { per_unit: Balance::MAX, ..price() };
		let rx = preauthorised_with(|plan| {
			plan.rule = Rule::Inline(dear);
			plan.reserve = 0;
		});
		let key = super::setup::key(rx, dispense(rx, 30));
		assert_noop!(submits(key, 100), Error::<Test>::OutOfBounds);
	});
}

#[test]
fn submit_without_rules_fails() {
	run(|| {
		contract();
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		RulesInForce::<Test>::kill();
		assert_noop!(submits(key, 100), Error::<Test>::NoRules);
	});
}

#[test]
fn submit_without_a_promise_that_was_in_force_at_the_dispense_fails() {
	run(|| {
		let begin = Now::get();
		let early = item();
		dispense(early, 30);
		after(1);
		let until = Now::get() + 10 * DAY;
		contract_between(PAYER, PHARMACY, Terms { until, ..terms() });
		assert_noop!(submits(key(early, 0), 100), Error::<Test>::NoContract);
		let in_time = item();
		dispense_with(in_time, |facts| facts.at = begin + 1);
		assert_ok!(submits(key(in_time, 0), 100));
		let foreign = item();
		dispense(foreign, 30);
		assert_noop!(
			submit(PHARMACY, key(foreign, 0), SECOND_PAYER, 100),
			Error::<Test>::NoContract
		);

		at(until - 1);
		let last = item();
		dispense(last, 30);
		after(1);
		assert_ok!(submits(key(last, 0), 100));
		let late = item();
		dispense(late, 30);
		assert_noop!(submits(key(late, 0), 100), Error::<Test>::NoContract);

		// A cover for another dispenser, and one that was over.
		let other = preauthorised_with(|plan| plan.provider = Some(licence(RIVAL)));
		dispense(other, 30);
		assert_noop!(submits(key(other, 0), 100), Error::<Test>::NoContract);
		let over = preauthorised();
		let until = Escrow::cover_of(over, 0).unwrap().until;
		let before = dispense_with(over, |facts| (facts.at, facts.quantity) = (until - 1, 500));
		let after = dispense_with(over, |facts| facts.at = until);
		assert_ok!(submits(key(over, before), 100));
		assert_noop!(submits(key(over, after), 100), Error::<Test>::NoContract);
	});
}

#[test]
fn submit_until_the_filing_limit() {
	run(|| {
		contract();
		let (first, second) = (item(), item());
		dispense(first, 30);
		dispense(second, 30);
		after(90 * DAY - 1);
		assert_ok!(submits(key(first, 0), 100));
		after(1);
		assert_noop!(submits(key(second, 0), 100), Error::<Test>::TooLate);
	});
}

/// A claim against the second payer, at the rank after `key`.
fn second(key: ClaimKey, billed: Balance) -> DispatchResult {
	submit(PHARMACY, at_rank(key.rank + 1, key), SECOND_PAYER, billed)
}

fn second_contract() {
	fund(SECOND_PAYER, CARE, 10_000);
	contract_between(SECOND_PAYER, PHARMACY, terms());
}

#[test]
fn submit_to_the_next_payer_what_the_patient_is_left_with() {
	run(|| {
		let key = scene(4_000);
		second_contract();
		assert_noop!(second(key, 4_000), Error::<Test>::RankNotOpen);
		assert_ok!(adjudicate(ADJUDICATOR, key, 3_000, 600));
		assert_noop!(second(key, 3_999), Error::<Test>::Mismatch);
		let skipped = at_rank(1, key);
		assert_noop!(second(skipped, 4_000), Error::<Test>::RankNotOpen);

		// It asks for 600 at most, and accepts the cut of the first payer.
		assert_ok!(second(key, 4_000));
		let next = at_rank(1, key);
		assert_eq!((stored(next).reserved, stored(next).promise.prior), (600, 3_400));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 7_000));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::TooLate);
		turn_after(14 * DAY);
		let Stage::Paid { payment, .. } = stage(next) else { panic!("not paid") };
		assert_eq!(payment.split, split(600, 0, 0, 3_400));
	});
}

#[test]
fn submit_to_the_next_payer_what_was_refused() {
	run(|| {
		let key = denied(4_000);
		second_contract();
		assert_ok!(appeal(PHARMACY, key));
		assert_noop!(second(key, 4_000), Error::<Test>::RankNotOpen);
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, false));
		}
		// The second appeal is waived.
		assert_ok!(second(key, 4_000));
		assert_eq!(stage(key), Stage::Closed { why: Why::Denied, at: Now::get() });
		assert_eq!(stored(at_rank(1, key)).reserved, 4_000);
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::TooLate);
	});
}

#[test]
fn submit_to_the_next_payer_fails_where_nothing_is_left() {
	run(|| {
		let paid = scene(4_000);
		second_contract();
		assert_ok!(adjudicate(ADJUDICATOR, paid, 4_000, 0));
		assert_noop!(second(paid, 4_000), Error::<Test>::RankNotOpen);
		let retracted = submitted(4_000);
		assert_ok!(retract(PHARMACY, retracted));
		assert_noop!(second(retracted, 4_000), Error::<Test>::RankNotOpen);
		// A co-pay has paid the patient's share.
		let collected = submitted(5_000);
		hold_copay(STRANGER, collected, 200);
		assert_ok!(adjudicate(ADJUDICATOR, collected, 4_800, 200));
		turn_after(60 * DAY);
		assert_eq!(claim(collected).residual(), Some(200));
	});
}

#[test]
fn submit_to_a_payer_who_was_asked_before_or_in_another_asset_fails() {
	run(|| {
		let key = denied(4_000);
		let next = at_rank(1, key);
		assert_noop!(submit(PHARMACY, next, PAYER, 4_000), Error::<Test>::AlreadyExists);
		contract_between(SECOND_PAYER, PHARMACY, Terms { asset: NATIVE, ..terms() });
		assert_noop!(second(key, 4_000), Error::<Test>::Mismatch);
	});
}
