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
fn withdraw_dispense_gives_the_hold_back_for_the_notice() {
	run(|| {
		for repeats in [0, 2] {
			let id = issue_with(|t| t.repeats = repeats);
			hand_to(id, PHARMACY);
			hand_out(id, 30);
			after(HOUR);
			let until = Now::get() + 2 * HOUR;
			assert_ok!(take_back(id, 0));
			assert_eq!(stage(id), Stage::Held { by: licence(PHARMACY), until, pending: false });
			hand_out(id, 30);
		}
	});
}

#[test]
fn withdraw_dispense_gives_no_hold_beyond_the_lock_or_the_validity() {
	run(|| {
		let end = Now::get() + 3 * DAY;
		let (locked, ending) = (held(), issue_with(|t| t.until = end - 1));
		hand_to(ending, PHARMACY);
		hand_out(locked, 30);
		hand_out(ending, 30);
		at(end - HOUR);
		for (id, until) in [(locked, end), (ending, end - 1)] {
			assert_ok!(take_back(id, 0));
			assert!(matches!(stage(id), Stage::Held { until: at, .. } if at == until));
		}
	});
}

#[test]
fn withdraw_dispense_does_not_outlast_a_recall() {
	run(|| {
		let id = held();
		assert_ok!(send(PATIENT, recall(id)));
		after(2 * HOUR - 1);
		hand_out(id, 30);
		assert_ok!(take_back(id, 0));
		after(2 * HOUR - 1);
		assert!(matches!(stage(id), Stage::Held { .. }));
		after(1);
		assert_eq!((stage(id), live(id).access), (Stage::Free, Access::Closed));
		hand_to(id, RIVAL);
	});
}

#[test]
fn withdraw_dispense_again_and_again_gains_a_notice_each_time() {
	run(|| {
		let id = issue_with(|t| t.repeats = 0);
		hand_to(id, PHARMACY);
		let lock = Now::get() + 3 * DAY;
		at(lock - 1);
		for seq in 0..15 {
			hand_out(id, 30);
			assert_ok!(take_back(id, seq));
			let until = Now::get() + 2 * HOUR;
			assert_eq!(stage(id), Stage::Held { by: licence(PHARMACY), until, pending: false });
			at(until - 1);
		}
		assert!(Now::get() < lock + 15 * 2 * HOUR);
		after(1);
		assert_eq!(stage(id), Stage::Free);
	});
}

#[test]
fn withdraw_dispense_gives_no_hold_to_who_may_not_dispense() {
	run(|| {
		for repeats in [0, 2] {
			let [suspended, tainted] = [(); 2].map(|()| {
				let id = issue_with(|t| t.repeats = repeats);
				hand_to(id, PHARMACY);
				hand_out(id, 30);
				id
			});
			suspend_licence(PHARMACY);
			assert_ok!(take_back(suspended, 0));
			assert_eq!(stage(suspended), Stage::Free);
			fault(PHARMACY, None);

			let sound = Registry::get();
			revoke_for_fraud(DOCTOR, 1);
			assert_ok!(take_back(tainted, 0));
			assert_eq!(stage(tainted), Stage::Free);
			Registry::set(sound);
		}
	});
}

#[test]
fn withdraw_dispense_does_not_undo_a_cancellation_that_came_too_late() {
	run(|| {
		let [whole, parts] = [(); 2].map(|()| issue_with(|t| t.repeats = 0));
		hand_to(whole, PHARMACY);
		hand_out(whole, 30);
		hand_to(parts, PHARMACY);
		hand_out(parts, 10);
		hand_out(parts, 20);
		for (id, seq, why) in [(whole, 0, Closure::Cancelled), (parts, 1, Closure::Stopped)] {
			assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
			let outcome = Outcome::AlreadyDispensed;
			let answer = Event::CancelRequested { id, by: licence(DOCTOR), outcome };
			assert_eq!(last_event(), answer);
			assert_eq!(closure(id), Some(Closure::Completed));
			assert_ok!(take_back(id, seq));
			assert_eq!(last_event(), Event::Closed { id, why });
			assert_eq!(closure(id), Some(why));
			assert!(live(id).dispenses[usize::from(seq)].has(Dispense::WITHDRAWN));
			let again = send(PATIENT, present(&[id], licence(PHARMACY)));
			assert_eq!(again, Err(Error::<Test>::NotOpen.into()));
			let outcome = Outcome::AlreadyCancelled;
			assert_eq!(Prescriptions::cancel_outcome(id), Some(outcome));
		}
	});
}

#[test]
fn withdraw_dispense_does_not_bring_a_replaced_item_back() {
	run(|| {
		let id = issue_with(|t| t.repeats = 0);
		hand_to(id, PHARMACY);
		hand_out(id, 30);
		let trail = stored(id).trail().clone();
		let renewal = issue(licence(DOCTOR), commitment(), terms(), Access::Closed, Some(id));
		assert_ok!(send(DOCTOR, renewal));
		assert_eq!(closure(id), Some(Closure::Completed));
		assert_eq!(stored(id).trail(), &trail);
		assert_ok!(take_back(id, 0));
		assert_eq!(closure(id), Some(Closure::Cancelled));
		assert_noop!(send(PATIENT, present(&[id], licence(PHARMACY))), Error::<Test>::NotOpen);
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

		let id = owed();
		assert_ok!(send(DOCTOR, ratify(licence(DOCTOR), id, true)));
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		assert_ok!(take_back(id, 0));
		assert_eq!(closure(id), Some(Closure::Cancelled));
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
