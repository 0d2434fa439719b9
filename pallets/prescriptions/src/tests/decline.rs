use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn decline_waits_for_reopening_then_closes() {
	run(|| {
		let id = held();
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		let until = Now::get() + 3 * DAY;
		assert_eq!(stage(id), Stage::Declined { by: licence(PHARMACY), until });
		assert_eq!(last_event(), Event::Declined { id, reason: 2, until });
		at(until - 1);
		assert!(matches!(stage(id), Stage::Declined { .. }));
		at(until);
		assert_eq!(stage(id), Stage::Closed { why: Closure::NotDispensed, at: until });
	});
}

#[test]
fn decline_window_ends_with_the_validity_and_before_it() {
	run(|| {
		let id = issue_with(|t| t.until = t.from + HOUR);
		hand_to(id, PHARMACY);
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		after(HOUR);
		assert_eq!(closure(id), Some(Closure::NotDispensed));
	});
}

#[test]
fn decline_between_fills_works_within_one_fails() {
	run(|| {
		let id = held();
		hand_out(id, 10);
		assert_noop!(
			send(PHARMACY, decline(licence(PHARMACY), id)),
			Error::<Test>::PartlyDispensed
		);
		hand_out(id, 20);
		after(DAY);
		hand_to(id, PHARMACY);
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
	});
}

#[test]
fn decline_with_a_pending_cancel_closes() {
	run(|| {
		let id = held();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		assert_eq!(last_event(), Event::Closed { id, why: Closure::Cancelled });
	});
}

#[test]
fn decline_without_a_right_to_it_fails() {
	run(|| {
		let id = held();
		assert_noop!(send(STRANGER, decline(licence(PHARMACY), id)), Error::<Test>::NotAuthorized);
		assert_noop!(send(RIVAL, decline(licence(RIVAL), id)), Error::<Test>::NotHolder);
		let free = issued();
		assert_noop!(send(PHARMACY, decline(licence(PHARMACY), free)), Error::<Test>::NotHolder);
		assert_noop!(
			send(PHARMACY, decline(licence(PHARMACY), H256::zero())),
			Error::<Test>::NotFound
		);
		suspend_licence(PHARMACY);
		assert_noop!(
			send(PHARMACY, decline(licence(PHARMACY), id)),
			Error::<Test>::LicenceNotValid
		);
	});
}
