use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, OnDispensed, RxId};

fn remaining(rx: RxId) -> Balance {
	Escrow::cover_of(rx, 0).unwrap().remaining
}

fn payment(key: ClaimKey) -> Payment {
	match stage(key) {
		Stage::Paid { payment, .. } => payment,
		other => panic!("not paid: {other:?}"),
	}
}

/// What moved, was set off and collected, as the last event tells it.
fn told() -> (Balance, Balance, Balance) {
	match last_event() {
		Event::Paid { moved, set_off, collected, .. } => (moved, set_off, collected),
		other => panic!("not paid: {other:?}"),
	}
}

/// The next dispense of 30 units is not paid at once, for this cause, and nothing moves.
fn is_deferred(rx: RxId, expected: Deferral) -> ClaimKey {
	let before = (pooled(CARE, PAYER), remaining(rx), balance(CARE, PHARMACY));
	let dispense = dispense(rx, 30);
	assert_eq!(last_event(), Event::PaymentDeferred { rx, dispense, cause: expected });
	assert_eq!((pooled(CARE, PAYER), remaining(rx), balance(CARE, PHARMACY)), before);
	assert_eq!(Escrow::claim(key(rx, dispense)), None);
	key(rx, dispense)
}

fn hold_copay(rx: RxId, asset: Asset, amount: Balance) {
	let until = Now::get() + DAY;
	assert_ok!(send(STRANGER, Call::hold_copay { rx, asset, amount, until }));
}

/// A pre-authorised item of which the first dispense was paid, and `debt` of it is to come back by set-off.
fn indebted(debt: Balance) -> RxId {
	let rx = preauthorised();
	let key = key(rx, dispense(rx, 30));
	let call = Call::order_reversal { licence: licence(REGULATOR), key, amount: debt };
	assert_ok!(send(REGULATOR, call));
	rx
}

fn debt() -> Balance {
	Escrow::debt(licence(PAYER), licence(PHARMACY), CARE)
}

#[test]
fn a_preauthorised_dispense_is_paid_in_its_block() {
	run(|| {
		let rx = preauthorised();
		after(DAY);
		let key = key(rx, dispense(rx, 30));
		let (payer, provider) = (licence(PAYER), licence(PHARMACY));
		let split = split(SHARE, 420, 0, 0);
		let expected = Payment {
			split,
			interest: 0,
			collected: 0,
			at: START + DAY,
			cause: Cause::AtDispense,
			adjudicator: None,
		};
		let appeal_by = START + DAY;
		let claim = claim(key);
		assert_eq!(claim.stage, Stage::Paid { payment: expected, level: 0, appeal_by });
		assert_eq!((claim.payer, claim.provider, claim.billed), (payer, provider, 3_200));
		assert_eq!((claim.reserved, claim.due), (0, START + 401 * DAY));
		let event = Event::Paid {
			key,
			payer,
			provider,
			asset: CARE,
			split,
			interest: 0,
			moved: SHARE,
			set_off: 0,
			collected: 0,
			cause: Cause::AtDispense,
		};
		assert_eq!(events(), [event]);
		assert_eq!(remaining(rx), 6_000 - SHARE);
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (4_000, 10_000 - SHARE));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE);
		assert_noop!(submits(key, 3_200), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn a_preauthorised_dispense_is_paid_in_the_native_asset_too() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.asset = NATIVE);
		dispense(rx, 30);
		assert_eq!(balance(NATIVE, PHARMACY), RICH + SHARE);
	});
}

#[test]
fn the_fee_of_a_fill_is_paid_once() {
	run(|| {
		let rx = preauthorised();
		dispense(rx, 10);
		assert_eq!(told().0, 1_200 - 100 - 120);
		dispense(rx, 20);
		assert_eq!(told().0, 2_000 - 100 - 200);
	});
}

#[test]
fn a_dispense_without_funds_set_aside_waits_for_a_claim() {
	run(|| {
		contract();
		let rx = preauthorised_with(|plan| plan.reserve = 0);
		let before = events();
		let seq = dispense(rx, 30);
		assert_eq!(events(), before);
		assert_ok!(submits(key(rx, seq), 3_200));
	});
}

#[test]
fn the_last_unit_of_a_cover_pays_and_one_more_does_not() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = SHARE);
		dispense(rx, 30);
		assert_eq!((remaining(rx), told().0), (0, SHARE));
	});
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = SHARE - 1);
		let key = is_deferred(rx, Deferral::Exhausted);
		// An ordinary claim then, for what the cover has left.
		assert_ok!(submits(key, 3_200));
		assert_eq!((claim(key).reserved, remaining(rx)), (SHARE - 1, 0));
	});
}

#[test]
fn the_last_moment_of_a_cover_pays_and_its_end_does_not() {
	run(|| {
		let rx = preauthorised();
		let until = plan().until;
		at(until - 1);
		dispense(rx, 30);
		assert_eq!(told().0, SHARE);
		at(until);
		is_deferred(rx, Deferral::Expired);
	});
}

#[test]
fn a_cover_for_one_dispenser_pays_no_other() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.provider = Some(licence(PHARMACY)));
		dispense(rx, 30);
		assert_eq!(told().0, SHARE);
	});
	run(|| {
		let rx = preauthorised_with(|plan| plan.provider = Some(licence(BRANCH)));
		is_deferred(rx, Deferral::OtherProvider);
	});
}

#[test]
fn a_price_beyond_any_balance_pays_nothing() {
	run(|| {
		let rule = Rule::Inline(PriceRule { per_unit: Balance::MAX / 29, ..price() });
		let rx = preauthorised_with(|plan| plan.rule = rule);
		let key = is_deferred(rx, Deferral::NoPrice);
		assert_noop!(submits(key, 1), Error::<Test>::OutOfBounds);
		// With one unit less it is the cap.
		dispense(rx, 29);
		assert_eq!(
			last_event(),
			Event::PaymentDeferred { rx, dispense: 1, cause: Deferral::Exhausted }
		);
	});
}

#[test]
fn a_dispense_that_may_not_be_paid_is_not() {
	run(|| {
		let rx = preauthorised();
		dispense_with(rx, |facts| facts.payable = false);
		let cause = Deferral::NotPayable;
		assert_eq!(last_event(), Event::PaymentDeferred { rx, dispense: 0, cause });
		let key = key(rx, dispense(rx, 30));
		let facts = Dispensed::get()[&(rx, 1)].clone();
		let paid = stored(key);
		Escrow::on_dispensed(&facts);
		assert_eq!(last_event(), Event::PaymentDeferred { rx, dispense: 1, cause });
		assert_eq!(stored(key), paid);
	});
}

#[test]
fn a_payee_that_cannot_receive_defers_the_payment() {
	run(|| {
		let rx = preauthorised();
		block(PHARMACY);
		let key = is_deferred(rx, Deferral::Payee);
		thaw(PHARMACY);
		// A frozen account receives.
		freeze(PHARMACY);
		dispense(rx, 10);
		assert_eq!(told().0, 900 - 90 - 100 + 90);
		assert_eq!(Escrow::claim(key), None);
	});
}

#[test]
fn a_payment_below_the_least_balance_of_its_payee_is_deferred() {
	run(|| {
		let flat = |cap| Rule::Inline(PriceRule { cap, fixed: 0, ppm: 0, ..price() });
		let set = Call::set_payee { licence: licence(PHARMACY), account: Some(NEWCOMER) };
		assert_ok!(send(PHARMACY, set));
		let four = preauthorised_with(|plan| plan.rule = flat(4));
		is_deferred(four, Deferral::Payee);
		let five = preauthorised_with(|plan| plan.rule = flat(5));
		dispense(five, 30);
		assert_eq!(balance(CARE, NEWCOMER), 5);
		dispense(four, 30);
		assert_eq!(balance(CARE, NEWCOMER), 9);
	});
}

#[test]
fn a_dispense_that_costs_nothing_leaves_its_key_to_a_claim() {
	run(|| {
		let rule = Rule::Inline(PriceRule { per_unit: 0, ..price() });
		let rx = preauthorised_with(|plan| plan.rule = rule);
		dispense(rx, 15);
		assert_eq!(told().0, 200 - 100 - 20);
		is_deferred(rx, Deferral::NoPrice);
	});
}

#[test]
fn a_dispense_that_the_patient_bears_moves_nothing() {
	run(|| {
		let rule = Rule::Inline(PriceRule { ppm: 1_000_000, ..price() });
		let rx = preauthorised_with(|plan| plan.rule = rule);
		let whole = key(rx, dispense(rx, 30));
		assert_eq!((told().0, payment(whole).split), (0, split(0, 3_200, 0, 0)));
	});
}

#[test]
fn a_debt_smaller_than_the_payment_is_set_off() {
	run(|| {
		let rx = indebted(1_000);
		assert_eq!(debt(), 1_000);
		let key = key(rx, dispense(rx, 30));
		// 3,000 less 100 and a tenth.
		assert_eq!(told(), (1_600, 1_000, 0));
		assert_eq!(payment(key).split.payer, 2_600);
		assert_eq!((debt(), Payees::<Test>::iter().count()), (0, 0));
		assert_eq!((remaining(rx), free(PAYER, CARE)), (6_000 - SHARE - 2_600, 5_000));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE + 1_600);
	});
}

#[test]
fn a_debt_equal_to_the_payment_leaves_nothing_to_move() {
	run(|| {
		let rx = indebted(2_600);
		block(PHARMACY);
		dispense(rx, 30);
		assert_eq!((told(), debt()), ((0, 2_600, 0), 0));
		assert_eq!(free(PAYER, CARE), 4_000 + 2_600);
	});
}

#[test]
fn a_debt_larger_than_the_payment_goes_on() {
	run(|| {
		let rx = indebted(2_601);
		dispense(rx, 30);
		assert_eq!((told(), debt()), ((0, 2_600, 0), 1));
		let payee = Payees::<Test>::get(licence(PHARMACY)).unwrap();
		assert_eq!(payee.debts, 1);
	});
}

#[test]
fn a_debt_to_one_payer_is_not_set_off_against_another() {
	run(|| {
		indebted(1_000);
		let rx = preauthorised_with(|plan| plan.payer = SECOND_PAYER);
		dispense(rx, 30);
		assert_eq!((told(), debt()), ((SHARE, 0, 0), 1_000));
		let native = preauthorised_with(|plan| plan.asset = NATIVE);
		dispense(native, 30);
		assert_eq!((told(), debt()), ((SHARE, 0, 0), 1_000));
	});
}

#[test]
fn a_deferred_payment_sets_nothing_off() {
	run(|| {
		let rx = indebted(1_000);
		block(PHARMACY);
		is_deferred(rx, Deferral::Payee);
		assert_eq!((debt(), free(PAYER, CARE)), (1_000, 4_000));
	});
}

#[test]
fn a_copay_pays_the_patients_share() {
	run(|| {
		let rx = preauthorised();
		hold_copay(rx, CARE, 500);
		let first = key(rx, dispense(rx, 30));
		assert_eq!((told(), payment(first).collected), ((SHARE, 0, 420), 420));
		assert_eq!(balance(CARE, PHARMACY), POOR + 3_200);
		// Of the next share, 400, what is left.
		let second = key(rx, dispense(rx, 30));
		assert_eq!((told().2, payment(second).collected), (80, 80));
		assert_eq!(Escrow::copay(rx).unwrap().1, 0);
		assert_eq!(on_hold(CARE, HoldReason::Copay, STRANGER), 0);
	});
}

#[test]
fn a_copay_is_used_before_its_end_only() {
	run(|| {
		let rx = preauthorised();
		hold_copay(rx, CARE, 500);
		at(START + DAY - 1);
		dispense(rx, 10);
		assert_eq!(told().2, 100 + 120);
		at(START + DAY);
		dispense(rx, 10);
		assert_eq!(told().2, 0);
	});
}

#[test]
fn a_copay_in_another_asset_is_not_touched() {
	run(|| {
		let rx = preauthorised();
		hold_copay(rx, NATIVE, 500);
		dispense(rx, 30);
		assert_eq!((told(), Escrow::copay(rx).unwrap().1), ((SHARE, 0, 0), 500));
	});
}

#[test]
fn a_copay_may_be_the_payees_own() {
	run(|| {
		let rx = preauthorised();
		let until = START + DAY;
		assert_ok!(send(PHARMACY, Call::hold_copay { rx, asset: CARE, amount: 500, until }));
		dispense(rx, 30);
		assert_eq!(told().2, 420);
		assert_eq!(balance(CARE, PHARMACY), POOR - 500 + SHARE + 420);
	});
}

#[test]
fn a_withdrawn_dispense_brings_everything_back() {
	run(|| {
		let rx = preauthorised();
		hold_copay(rx, CARE, 500);
		let key = key(rx, dispense(rx, 30));
		assert_ok!(withdraw_dispense(rx, 0));
		assert_eq!(last_event(), Event::Reversed { key, amount: SHARE, collected: 420 });
		assert_eq!(stage(key), Stage::Reversed { amount: SHARE, at: START });
		assert_eq!((remaining(rx), free(PAYER, CARE), pooled(CARE, PAYER)), (6_000, 4_000, 10_000));
		assert_eq!(Escrow::copay(rx).unwrap().1, 500);
		assert_eq!(balance(CARE, PHARMACY), POOR);
		assert_noop!(submits(key, 3_200), Error::<Test>::NotPayable);
	});
}

#[test]
fn a_withdrawal_that_the_provider_cannot_pay_back_is_refused() {
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		leave_care(PHARMACY, SHARE + 4);
		assert_noop!(withdraw_dispense(rx, 0), TokenError::FundsUnavailable);
		assert!(matches!(stage(key), Stage::Paid { .. }));
		assert_eq!((remaining(rx), balance(CARE, PHARMACY)), (6_000 - SHARE, SHARE + 4));
		assert_ok!(Assets::transfer(RuntimeOrigin::signed(STRANGER), 1, PHARMACY, 1));
		assert_ok!(withdraw_dispense(rx, 0));
		assert_eq!(balance(CARE, PHARMACY), 5);
	});
}

#[test]
fn the_weight_is_that_of_what_was_done() {
	run(|| {
		type Weights = <Test as Config>::WeightInfo;
		let facts = |rx| {
			dispense_with(rx, |facts| facts.payable = false);
			let mut facts = Dispensed::get()[&(rx, 0)].clone();
			(facts.payable, facts.seq) = (true, 1);
			facts
		};
		let weigh = |rx| Escrow::on_dispensed(&facts(rx));
		assert_eq!(weigh(item()), Weights::on_dispensed_uncovered());
		assert_eq!(weigh(preauthorised()), Weights::on_dispensed_paid());
		let native = preauthorised_with(|plan| plan.asset = NATIVE);
		assert_eq!(weigh(native), Weights::on_dispensed_paid_native());
		let rx = preauthorised();
		hold_copay(rx, CARE, 1);
		assert_eq!(weigh(rx), Weights::on_dispensed_set_off());
		assert_eq!(
			weigh(preauthorised_with(|plan| plan.reserve = 1)),
			Weights::on_dispensed_set_off()
		);
	});
}
