use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn retract_closes_what_is_undecided_or_denied() {
	run(|| {
		let keys = [scene(1_000), submitted(1_000), submitted(1_000)];
		assert_ok!(notice(PAYER, keys[1], 1));
		assert_ok!(deny(PAYER, keys[2], 16));
		assert_eq!(free(PAYER, CARE), 7_000);
		fault(PHARMACY, Some(LicenceFault::Ended));
		for (n, key) in keys.into_iter().enumerate() {
			assert_ok!(retract(if n == 1 { BRANCH } else { PHARMACY }, key));
			assert_eq!(last_event(), Event::Closed { key, why: Why::Retracted });
			assert_eq!(stage(key), Stage::Closed { why: Why::Retracted, at: Now::get() });
		}
		assert_eq!(free(PAYER, CARE), 10_000);
	});
}

#[test]
fn retract_of_what_is_decided_fails() {
	run(|| {
		let paid = scene(1_000);
		assert_ok!(adjudicate(PAYER, paid, 1_000, 0));
		assert_noop!(retract(PHARMACY, paid), Error::<Test>::AlreadyPaid);
		let silent = submitted(1_000);
		after(14 * DAY);
		assert_noop!(retract(PHARMACY, silent), Error::<Test>::AlreadyPaid);
		let appealed = submitted(1_000);
		assert_ok!(deny(PAYER, appealed, 16));
		assert_ok!(appeal(PHARMACY, appealed));
		assert_noop!(retract(PHARMACY, appealed), Error::<Test>::TooLate);
		let closed = submitted(1_000);
		assert_ok!(retract(PHARMACY, closed));
		assert_noop!(retract(PHARMACY, closed), Error::<Test>::TooLate);
	});
}

#[test]
fn retract_is_for_the_providers_side() {
	run(|| {
		let key = scene(1_000);
		only_signed(Call::retract { licence: licence(PHARMACY), key });
		for who in [PAYER, RIVAL, REGULATOR, STRANGER] {
			assert_noop!(retract(who, key), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(retract(PHARMACY, unknown), Error::<Test>::NotFound);
	});
}

#[test]
fn retract_of_the_first_in_line_serves_the_next() {
	run(|| {
		contract();
		fund(PAYER, CARE, 1_000);
		let (first, second) = (submitted(2_000), submitted(1_000));
		assert_ok!(retract(PHARMACY, first));
		assert_eq!(stored(second).reserved, 0);
		turn_after(6_000);
		assert_eq!((stored(second).reserved, stored(second).queued), (1_000, false));
		assert!(!stored(first).queued);
	});
}

#[test]
fn retract_of_a_payment_at_the_dispense_pays_it_back() {
	run(|| {
		contract();
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE);
		assert_noop!(retract(BRANCH, key), Error::<Test>::NotAuthorized);
		after(AFTERLIFE - 1);
		assert_ok!(retract(PHARMACY, key));
		assert_eq!(last_event(), Event::ClaimPruned { key });
		assert!(events().contains(&Event::Reversed { key, amount: SHARE, collected: 0 }));
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR, 10_000));
		// The dispense can be claimed as if nothing had been paid.
		assert_eq!(Escrow::claim(key), None);
		assert_ok!(submits(key, 4_000));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (4_000, 0));
	});
}

#[test]
fn retract_of_a_payment_at_the_dispense_fails_later() {
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		after(AFTERLIFE);
		assert_noop!(retract(PHARMACY, key), Error::<Test>::TooLate);
	});
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		fund(SECOND_PAYER, CARE, 10_000);
		contract_between(SECOND_PAYER, PHARMACY, terms());
		assert_ok!(submit(PHARMACY, at_rank(1, key), SECOND_PAYER, claim(key).billed));
		assert_noop!(retract(PHARMACY, key), Error::<Test>::TooLate);
	});
}
