use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn recall_shortens_the_hold_to_the_notice_and_closes_the_access() {
	run(|| {
		let id = held();
		open_to(id, Access::Any);
		assert_ok!(send(PATIENT, recall(id)));
		let until = Now::get() + 2 * HOUR;
		let by = licence(PHARMACY);
		assert_eq!(stage(id), Stage::Held { by, until, pending: false });
		assert_eq!(live(id).access, Access::Closed);
		assert_eq!(last_event(), Event::Recalled { id, until });
		at(until - 1);
		hand_out(id, 10);
		at(until);
		assert_eq!((stage(id), live(id).access), (Stage::Free, Access::Closed));
	});
}

#[test]
fn recall_never_lengthens() {
	run(|| {
		let id = held();
		after(3 * DAY - HOUR);
		assert_ok!(send(PATIENT, recall(id)));
		let until = Now::get() + HOUR;
		assert!(matches!(stage(id), Stage::Held { until: end, .. } if end == until));
		assert_ok!(send(PATIENT, recall(id)));
		assert!(matches!(stage(id), Stage::Held { until: end, .. } if end == until));
	});
}

#[test]
fn recall_stops_a_holder_from_passing_it_on() {
	run(|| {
		let id = held();
		open_to(id, Access::Any);
		assert_ok!(send(PATIENT, recall(id)));
		assert_noop!(
			send(PHARMACY, transfer(licence(PHARMACY), id, licence(RIVAL))),
			Error::<Test>::AccessDenied
		);
		// What the patient chooses in the notice stands.
		open_to(id, Access::Only(licence(RIVAL)));
		after(2 * HOUR);
		assert_ok!(send(RIVAL, claim(licence(RIVAL), &[id])));
	});
}

#[test]
fn recall_without_a_hold_or_a_right_fails() {
	run(|| {
		let id = held();
		for who in [STRANGER, DOCTOR, PHARMACY] {
			assert_noop!(send(who, recall(id)), Error::<Test>::NotAuthorized);
		}
		let call = recall(id);
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
		for other in [issued(), owed()] {
			assert_noop!(send(PATIENT, recall(other)), Error::<Test>::NotHeld);
		}
		assert_noop!(send(PATIENT, recall(H256::zero())), Error::<Test>::NotFound);
		after(33 * DAY);
		assert_noop!(send(PATIENT, recall(id)), Error::<Test>::NotOpen);
	});
}
