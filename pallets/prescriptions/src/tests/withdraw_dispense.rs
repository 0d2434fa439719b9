use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn take_back(id: RxId, seq: u8) -> DispatchResult {
	send(PHARMACY, withdraw(id, seq))
}

#[test]
fn withdraw_dispense_frees_the_quantity() {
	run(|| {
		let id = held();
		hand_out(id, 10);
		hand_out(id, 5);
		assert_ok!(take_back(id, 1));
		assert_eq!(last_event(), Event::DispenseWithdrawn { id, seq: 1 });
		assert_eq!(live(id).progress().dispensed, 10);
		assert!(live(id).dispenses[1].has(Dispense::WITHDRAWN));
		hand_out(id, 20);
		assert_eq!(live(id).dispenses.len(), 3);
		assert_eq!(stage(id), Stage::Free);
	});
}

#[test]
fn withdraw_dispense_gives_the_hold_back_that_the_fill_had_ended() {
	run(|| {
		for repeats in [0, 2] {
			let id = issue_with(|t| t.repeats = repeats);
			hand_to(id, PHARMACY);
			hand_out(id, 30);
			let until = Now::get() + 3 * DAY;
			after(HOUR);
			assert_ok!(take_back(id, 0));
			assert_eq!(stage(id), Stage::Held { by: licence(PHARMACY), until, pending: false });
			hand_out(id, 30);
		}
	});
}

#[test]
fn withdraw_dispense_leaves_what_happened_since() {
	run(|| {
		let suspended = held();
		hand_out(suspended, 30);
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), suspended)));
		assert_ok!(take_back(suspended, 0));
		assert!(matches!(stage(suspended), Stage::OnHold { .. }));

		let stopped = held();
		hand_out(stopped, 30);
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[stopped])));
		assert_ok!(take_back(stopped, 0));
		assert_eq!(closure(stopped), Some(Closure::Stopped));

		let elsewhere = issue_with(|t| t.interval_h = 24);
		hand_to(elsewhere, PHARMACY);
		hand_out(elsewhere, 30);
		after(DAY);
		hand_to(elsewhere, RIVAL);
		assert_ok!(take_back(elsewhere, 0));
		assert!(matches!(stage(elsewhere), Stage::Held { by, .. } if by == licence(RIVAL)));
		assert_eq!(live(elsewhere).progress().fill, 0);
	});
}

#[test]
fn withdraw_dispense_of_an_expired_item_expires_it_again() {
	run(|| {
		let id = issue_with(|t| (t.repeats, t.until) = (0, t.from + HOUR));
		let until = Now::get() + HOUR;
		hand_to(id, PHARMACY);
		hand_out(id, 30);
		after(2 * HOUR);
		assert_ok!(take_back(id, 0));
		assert_eq!(stage(id), Stage::Closed { why: Closure::Expired, at: until });
	});
}

#[test]
fn withdraw_dispense_of_the_second_part_leaves_the_window_of_the_first() {
	run(|| {
		let id = issue_with(|t| (t.repeats, t.partial_h) = (0, 1));
		let window = Now::get() + HOUR;
		hand_to(id, PHARMACY);
		hand_out(id, 10);
		hand_out(id, 20);
		after(2 * HOUR);
		assert_ok!(take_back(id, 1));
		assert_eq!(stage(id), Stage::Closed { why: Closure::Completed, at: window });
		assert_ok!(take_back(id, 0));
		assert_eq!(stage(id), Stage::Free);
	});
}

#[test]
fn withdraw_dispense_in_the_window_only() {
	run(|| {
		let (in_time, late) = (held(), held());
		hand_out(in_time, 30);
		hand_out(late, 30);
		after(3 * DAY - 1);
		assert_ok!(take_back(in_time, 0));
		after(1);
		assert_noop!(take_back(late, 0), Error::<Test>::TooLate);
		after(60 * DAY);
		assert_noop!(take_back(late, 0), Error::<Test>::TooLate);
		assert!(matches!(Prescriptions::item(late), Some(Rx::Archived(_))));
	});
}

#[test]
fn withdraw_dispense_of_any_but_the_last_fails() {
	run(|| {
		let id = held();
		hand_out(id, 1);
		hand_out(id, 2);
		assert_noop!(take_back(id, 0), Error::<Test>::NotLast);
		assert_noop!(take_back(id, 2), Error::<Test>::NotFound);
		assert_ok!(take_back(id, 1));
		assert_noop!(take_back(id, 1), Error::<Test>::NotLast);
		assert_ok!(take_back(id, 0));
		assert_noop!(take_back(id, 0), Error::<Test>::NotLast);
		assert_noop!(take_back(H256::zero(), 0), Error::<Test>::NotFound);
	});
}

#[test]
fn withdraw_dispense_while_the_money_is_out_fails() {
	run(|| {
		let id = held();
		hand_out(id, 30);
		MoneyIsOut::set(true);
		assert_noop!(take_back(id, 0), Error::<Test>::AlreadyPaid);
		MoneyIsOut::set(false);
		assert_ok!(take_back(id, 0));
	});
}

#[test]
fn withdraw_dispense_by_who_dispensed_valid_or_not() {
	run(|| {
		let id = held();
		hand_out(id, 30);
		for who in [RIVAL, PATIENT, DOCTOR, STRANGER] {
			assert_noop!(send(who, withdraw(id, 0)), Error::<Test>::NotAuthorized);
		}
		suspend_licence(PHARMACY);
		assert_ok!(take_back(id, 0));
	});
}

#[test]
fn withdraw_dispense_of_an_emergency_waits_and_gives_no_second_one() {
	run(|| {
		let id = owed();
		assert_noop!(take_back(id, 0), Error::<Test>::NotOpen);
		assert_ok!(send(DOCTOR, ratify(licence(DOCTOR), id, true)));
		assert_ok!(take_back(id, 0));
		assert_eq!(closure(id), Some(Closure::Completed));
	});
}

#[test]
fn withdraw_dispense_uses_slots_up_and_the_last_fills_with_them() {
	run(|| {
		let id = issue_with(|t| (t.repeats, t.interval_h) = (0, 0));
		hand_to(id, PHARMACY);
		for seq in 0..15 {
			hand_out(id, 30);
			assert_ok!(take_back(id, seq));
		}
		assert_eq!((live(id).slots_left(), live(id).fills_left()), (1, 1));
		hand_out(id, 30);
		assert_ok!(take_back(id, 15));
		assert_eq!(closure(id), Some(Closure::Completed));
		assert!(!live(id).anything_dispensed());
	});
}
