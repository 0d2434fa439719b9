use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn appeal_of_a_denial() {
	run(|| {
		let key = denied(3_000);
		after(60 * DAY - 1);
		assert_ok!(appeal(PHARMACY, key));
		let (by, decide_by) = (licence(PHARMACY), Now::get() + 30 * DAY);
		let commitment = H256::repeat_byte(3);
		assert_eq!(last_event(), Event::Appealed { key, by, level: 1, commitment, decide_by });
		assert_eq!(
			stage(key),
			Stage::Appealed {
				ruling: Ruling::Denial { carc: 16, by: licence(ADJUDICATOR) },
				by,
				level: 1,
				decide_by,
				last_by: decide_by + 30 * DAY,
				votes: Default::default(),
			}
		);
		assert_eq!(stored(key).reserved, 3_000);
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::NothingContested);
	});
}

#[test]
fn appeal_of_a_cut_keeps_the_payment() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(adjudicate(PAYER, key, 1_000, 0));
		let Stage::Paid { payment, appeal_by, .. } = stage(key) else { panic!("not paid") };
		at(appeal_by - 1);
		assert_ok!(appeal(BRANCH, key));
		let Stage::Appealed { ruling, by, .. } = stage(key) else { panic!("not appealed") };
		assert_eq!((ruling, by), (Ruling::Payment(payment), licence(BRANCH)));
		assert_eq!(stored(key).reserved, 2_000);
	});
}

#[test]
fn appeal_after_its_time_fails() {
	run(|| {
		let denial = denied(1_000);
		let cut = submitted(1_000);
		assert_ok!(adjudicate(PAYER, cut, 500, 0));
		after(60 * DAY);
		assert_noop!(appeal(PHARMACY, denial), Error::<Test>::TooLate);
		assert_noop!(appeal(PHARMACY, cut), Error::<Test>::TooLate);
		hooks();
		assert_noop!(appeal(PHARMACY, denial), Error::<Test>::TooLate);
		assert_noop!(appeal(PHARMACY, cut), Error::<Test>::TooLate);
	});
}

#[test]
fn appeal_of_what_is_not_cut_fails() {
	run(|| {
		let paid = scene(5_001);
		assert_noop!(appeal(PHARMACY, paid), Error::<Test>::NothingContested);
		// The promise is all that can be asked for.
		assert_ok!(adjudicate(PAYER, paid, 5_000, 1));
		assert_noop!(appeal(PHARMACY, paid), Error::<Test>::NothingContested);
		let retracted = submitted(1_000);
		assert_ok!(retract(PHARMACY, retracted));
		assert_noop!(appeal(PHARMACY, retracted), Error::<Test>::NothingContested);
	});
}

#[test]
fn appeal_is_for_the_providers_side_and_for_a_regulator() {
	run(|| {
		let keys = [denied(1_000), submitted(1_000), submitted(1_000)];
		for key in &keys[1..] {
			assert_ok!(deny(PAYER, *key, 16));
		}
		let call =
			Call::appeal { licence: licence(PHARMACY), key: keys[0], commitment: H256::zero() };
		only_signed(call);
		for who in [PAYER, SECOND_PAYER, RIVAL, DOCTOR, STRANGER] {
			assert_noop!(appeal(who, keys[0]), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..keys[0] };
		assert_noop!(appeal(PHARMACY, unknown), Error::<Test>::NotFound);
		let rules = RulesInForce::<Test>::take();
		assert_noop!(appeal(PHARMACY, keys[0]), Error::<Test>::NoRules);
		RulesInForce::<Test>::set(rules);

		// The provider's right needs no valid licence, the regulator's office does.
		fault(PHARMACY, Some(LicenceFault::Ended));
		fault(REGULATOR, Some(LicenceFault::Suspended));
		assert_noop!(appeal(REGULATOR, keys[2]), Error::<Test>::LicenceNotValid);
		fault(REGULATOR, None);
		assert_ok!(appeal(PHARMACY, keys[0]));
		assert_ok!(appeal(BRANCH, keys[1]));
		assert_ok!(appeal(REGULATOR, keys[2]));
	});
}

#[test]
fn appeal_to_the_second_level_within_a_month() {
	run(|| {
		let (first, second) = (appealed(1_000), submitted(1_000));
		assert_ok!(deny(ADJUDICATOR, second, 16));
		assert_ok!(appeal(PHARMACY, second));
		for key in [first, second] {
			for who in &FIRST_PANEL[..2] {
				assert_ok!(vote(*who, key, false));
			}
			let (by, appeal_by) = (licence(ADJUDICATOR), Now::get() + 30 * DAY);
			assert_eq!(stage(key), Stage::Denied { carc: 16, by, level: 1, appeal_by });
		}
		after(30 * DAY - 1);
		assert_ok!(appeal(PHARMACY, first));
		let decide_by = Now::get() + 30 * DAY;
		assert!(matches!(
			stage(first),
			Stage::Appealed { level: 2, decide_by: by, last_by, .. } if by == decide_by && last_by == by
		));
		after(1);
		assert_noop!(appeal(PHARMACY, second), Error::<Test>::TooLate);
		for who in &SECOND_PANEL[..3] {
			assert_ok!(vote(*who, first, false));
		}
		assert_noop!(appeal(PHARMACY, first), Error::<Test>::TooLate);
	});
}

#[test]
fn appeal_of_a_cut_that_was_upheld_goes_to_the_second_level() {
	run(|| {
		let key = scene(1_000);
		assert_ok!(adjudicate(PAYER, key, 400, 0));
		assert_ok!(appeal(PHARMACY, key));
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, false));
		}
		let appeal_by = Now::get() + 30 * DAY;
		assert!(
			matches!(stage(key), Stage::Paid { level: 1, appeal_by: by, .. } if by == appeal_by)
		);
		assert_eq!(stored(key).reserved, 600);
		assert_ok!(appeal(PHARMACY, key));
		for who in &SECOND_PANEL[..3] {
			assert_ok!(vote(*who, key, false));
		}
		assert!(matches!(stage(key), Stage::Paid { level: 2, .. }));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::TooLate);
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 9_600));
	});
}

#[test]
fn appeal_that_nobody_hears_ends_by_itself() {
	run(|| {
		// Without a cover the reasoned denial stands.
		let key = appealed(1_000);
		let begin = Now::get();
		turn_after(30 * DAY);
		assert!(matches!(stage(key), Stage::Appealed { level: 2, .. }));
		let lapse = life::Lapse::FirstPanel;
		assert_eq!(last_event(), Event::Lapsed { key, lapse, at: begin + 30 * DAY });
		turn_after(30 * DAY);
		assert_eq!(stage(key), Stage::Closed { why: Why::Denied, at: begin + 60 * DAY });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
	run(|| {
		// With one the payer has promised already; interest runs since the claim was to be paid.
		let covered = covered_scene(4_000);
		let pay_by = stored(covered).pay_by;
		assert_ok!(deny(PAYER, covered, 16));
		assert_ok!(appeal(PHARMACY, covered));
		turn_after(60 * DAY);
		let days = u128::from((Now::get() - pay_by) / DAY);
		let interest = SHARE * 100_000 * days / 365_000_000;
		assert!(days == 30 && interest > 0);
		let Stage::Paid { payment, level, .. } = stage(covered) else { panic!("not paid") };
		assert_eq!((payment.cause, payment.interest, level), (Cause::Appeal, interest, 2));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE + interest);
	});
}

#[test]
fn appeal_of_a_cut_that_nobody_hears_leaves_it() {
	run(|| {
		let key = scene(1_000);
		assert_ok!(adjudicate(PAYER, key, 400, 0));
		assert_ok!(appeal(PHARMACY, key));
		turn_after(60 * DAY);
		assert!(matches!(stage(key), Stage::Paid { level: 2, .. }));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 9_600));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::TooLate);
	});
}
