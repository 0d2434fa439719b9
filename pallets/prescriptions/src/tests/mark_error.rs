use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn mark_error_keeps_the_history_and_freezes_the_claims() {
	run(|| {
		let id = held();
		hand_out(id, 10);
		assert_ok!(send(DOCTOR, mark_error(licence(DOCTOR), id)));
		assert_eq!(last_event(), Event::MarkedInError { id });
		assert_eq!(stage(id), Stage::Closed { why: Closure::EnteredInError, at: Now::get() });
		assert_eq!(live(id).dispenses.len(), 1);
		assert_eq!(Frozen::get(), [id]);
		let facts = <Prescriptions as salus_primitives::DispenseFacts>::get(&(id, 0)).unwrap();
		assert!(!facts.payable);
	});
}

#[test]
fn mark_error_of_a_closed_item_keeps_the_time_of_closing() {
	run(|| {
		let id = issue_with(|t| t.until = t.from + HOUR);
		let at = Now::get() + HOUR;
		after(2 * HOUR);
		assert_ok!(send(DOCTOR, mark_error(licence(DOCTOR), id)));
		assert_eq!(stage(id), Stage::Closed { why: Closure::EnteredInError, at });
		let other = issued();
		after(40 * DAY);
		assert_ok!(send(DOCTOR, mark_error(licence(DOCTOR), other)));
		assert!(matches!(stored(other), Rx::Archived(_)));
		assert_eq!(closure(other), Some(Closure::EnteredInError));
		assert_eq!(on_hold(DOCTOR), RxOf::<Test>::max_encoded_len() as u64 + 64);
	});
}

#[test]
fn mark_error_twice_or_while_owed_fails() {
	run(|| {
		let call = |id| mark_error(licence(DOCTOR), id);
		let id = issued();
		assert_ok!(send(DOCTOR, call(id)));
		assert_noop!(send(DOCTOR, call(id)), Error::<Test>::AlreadyMarked);
		let owed = owed();
		assert_noop!(send(DOCTOR, call(owed)), Error::<Test>::NotOpen);
	});
}

#[test]
fn mark_error_without_a_right_to_it_fails() {
	run(|| {
		let id = issued();
		for (who, by) in [
			(STRANGER, licence(DOCTOR)),
			(COLLEAGUE, licence(COLLEAGUE)),
			(PHARMACY, licence(PHARMACY)),
		] {
			assert_noop!(send(who, mark_error(by, id)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			send(DOCTOR, mark_error(licence(DOCTOR), H256::zero())),
			Error::<Test>::NotFound
		);
		suspend_licence(DOCTOR);
		assert_noop!(send(DOCTOR, mark_error(licence(DOCTOR), id)), Error::<Test>::LicenceNotValid);
	});
}
