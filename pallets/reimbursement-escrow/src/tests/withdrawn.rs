//! A dispense is withdrawn, or may not be paid any more.

use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

fn withdrawn(key: ClaimKey) -> DispatchResult {
	withdraw_dispense(key.rx, key.dispense)
}

#[test]
fn withdrawn_closes_what_is_open() {
	run(|| {
		let open = scene(1_000);
		let noticed = submitted(1_000);
		assert_ok!(notice(PAYER, noticed, 1));
		let denied = submitted(1_000);
		assert_ok!(deny(PAYER, denied, 16));
		let appealed = submitted(1_000);
		assert_ok!(deny(PAYER, appealed, 16));
		assert_ok!(appeal(PHARMACY, appealed));
		for key in [open, noticed, denied, appealed] {
			assert_ok!(withdrawn(key));
			assert_eq!(last_event(), Event::Closed { key, why: Why::Withdrawn });
			assert_eq!(stage(key), Stage::Closed { why: Why::Withdrawn, at: Now::get() });
		}
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
		// Nothing is claimed, nothing happens.
		let rx = item();
		assert_ok!(withdraw_dispense(rx, dispense(rx, 30)));
	});
}

#[test]
fn withdrawn_returns_a_preauthorised_payment_to_the_cover() {
	run(|| {
		let rx = preauthorised();
		assert_ok!(send(
			STRANGER,
			Call::hold_copay { rx, asset: CARE, amount: 420, until: Now::get() + DAY }
		));
		let key = key(rx, dispense(rx, 30));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE + 420);
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 6_000 - SHARE);
		assert_ok!(withdrawn(key));
		assert_eq!(last_event(), Event::Reversed { key, amount: SHARE, collected: 420 });
		assert_eq!(stage(key), Stage::Reversed { amount: SHARE, at: Now::get() });
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR, 10_000));
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 6_000);
		assert_eq!(Escrow::copay(rx).unwrap().1, 420);
	});
}

#[test]
fn withdrawn_returns_interest_too() {
	run(|| {
		contract();
		let key = submitted(5_000);
		turn_after(14 * DAY);
		turn_after(100 * DAY);
		fund(PAYER, CARE, 10_000);
		let interest = 5_000 * 60_000 * 100 / 365_000_000;
		assert_eq!(balance(CARE, PHARMACY), POOR + 5_000 + interest);
		assert_ok!(withdrawn(key));
		assert_eq!(stage(key), Stage::Reversed { amount: 5_000 + interest, at: Now::get() });
		assert_eq!((balance(CARE, PHARMACY), free(PAYER, CARE)), (POOR, 10_000));
	});
}

#[test]
fn withdrawn_is_refused_while_the_money_is_gone() {
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		leave_care(PHARMACY, 100);
		let root = frame::deps::sp_io::storage::root(StateVersion::V1);
		assert!(withdrawn(key).is_err());
		assert_eq!(root, frame::deps::sp_io::storage::root(StateVersion::V1));
		// A regulator may order the recoupment.
		assert_ok!(order_reversal(REGULATOR, key, SHARE));
		assert_ok!(withdrawn(key));
		assert!(matches!(stage(key), Stage::Recouped { amount: SHARE, .. }));
	});
}

#[test]
fn withdrawn_after_a_recoupment_in_part_is_refused() {
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		assert_ok!(order_reversal(REGULATOR, key, SHARE - 1));
		assert_noop!(withdrawn(key), Error::<Test>::AlreadyPaid);
	});
}

#[test]
fn withdrawn_while_a_cut_is_appealed_returns_what_was_paid() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(adjudicate(PAYER, key, 1_000, 0));
		assert_ok!(appeal(PHARMACY, key));
		assert_ok!(withdrawn(key));
		assert_eq!(stage(key), Stage::Reversed { amount: 1_000, at: Now::get() });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn withdrawn_while_a_correction_waits_returns_what_was_paid() {
	run(|| {
		contract();
		fund(PAYER, CARE, 1_000);
		let key = submitted(3_000);
		assert_ok!(adjudicate(PAYER, key, 0, 0));
		assert_ok!(appeal(PHARMACY, key));
		block(PHARMACY);
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, true));
		}
		assert!(waits_for(key).is_some());
		thaw(PHARMACY);
		assert_ok!(withdrawn(key));
		assert_eq!(stage(key), Stage::Reversed { amount: 0, at: Now::get() });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (1_000, POOR));
	});
}

#[test]
fn withdrawn_returns_every_ranks_payment() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(adjudicate(PAYER, key, 2_000, 1_000));
		fund(SECOND_PAYER, CARE, 10_000);
		contract_between(SECOND_PAYER, PHARMACY, terms());
		let next = at_rank(1, key);
		assert_ok!(submit(PHARMACY, next, SECOND_PAYER, 3_000));
		turn_after(14 * DAY);
		assert_eq!(balance(CARE, PHARMACY), POOR + 3_000);
		assert_ok!(withdrawn(key));
		assert_eq!(balance(CARE, PHARMACY), POOR);
		assert_eq!((free(PAYER, CARE), free(SECOND_PAYER, CARE)), (10_000, 10_000));
		assert!(matches!(stage(next), Stage::Reversed { amount: 1_000, .. }));
	});
}

#[test]
fn withdrawn_into_a_pool_that_was_closed_opens_it_again() {
	run(|| {
		contract();
		fund(PAYER, CARE, 1_000);
		let key = submitted(1_000);
		turn_after(14 * DAY);
		assert!(is_paid(key));
		assert_eq!(free(PAYER, CARE), 0);
		fund(PAYER, CARE, 10);
		let all = Call::withdraw { licence: licence(PAYER), asset: CARE, amount: 10 };
		assert_ok!(send(PAYER, all));
		assert_eq!(Escrow::pool(licence(PAYER), CARE), None);
		assert_ok!(withdrawn(key));
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (1_000, 1_000));
	});
}

#[test]
fn withdrawn_and_pay_by_in_one_block() {
	run(|| {
		let (first, second) = (scene(1_000), submitted(1_000));
		let pay_by = stored(first).pay_by;
		at(pay_by - 1);
		assert_ok!(withdrawn(first));
		turn(pay_by);
		assert_eq!(stage(first), Stage::Closed { why: Why::Withdrawn, at: pay_by - 1 });
		// The hook comes first, and the provider pays back.
		assert!(is_paid(second));
		assert_ok!(withdrawn(second));
		assert!(matches!(stage(second), Stage::Reversed { .. }));
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn withdrawn_by_the_clock_though_no_hook_ran() {
	run(|| {
		// At `pay_by` it is payable, not paid: nothing is to be returned.
		let key = scene(1_000);
		at(stored(key).pay_by);
		assert_ok!(withdrawn(key));
		assert_eq!(stage(key), Stage::Closed { why: Why::Withdrawn, at: Now::get() });
		assert_eq!(free(PAYER, CARE), 10_000);
	});
}

#[test]
fn entered_in_error_closes_at_the_next_step() {
	run(|| {
		let key = scene(1_000);
		void(key.rx, key.dispense);
		assert_eq!(stored(key).reserved, 1_000);
		let pay_by = stored(key).pay_by;
		turn(pay_by);
		assert_eq!(stage(key), Stage::Closed { why: Why::NotPayable, at: pay_by });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn pruned_since_the_submission_is_paid() {
	run(|| {
		let key = scene(1_000);
		prune(key.rx);
		turn_after(14 * DAY);
		assert!(is_paid(key));
	});
}
