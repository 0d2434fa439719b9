use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn set_access_applies_after_the_present_hold() {
	run(|| {
		let id = held();
		let access = Access::Only(licence(RIVAL));
		assert_ok!(send(PATIENT, set_access(id, access)));
		assert_eq!(last_event(), Event::AccessSet { id, access });
		assert!(matches!(stage(id), Stage::Held { by, .. } if by == licence(PHARMACY)));
		hand_out(id, 30);
		after(DAY);
		assert_noop!(send(PHARMACY, claim(licence(PHARMACY), &[id])), Error::<Test>::AccessDenied);
		assert_ok!(send(RIVAL, claim(licence(RIVAL), &[id])));
	});
}

#[test]
fn set_access_by_others_or_replayed_fails() {
	run(|| {
		let id = issued();
		for who in [STRANGER, DOCTOR, PHARMACY] {
			let call = set_access(id, Access::Any);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		// Even a call that changes nothing uses its number up.
		let call = set_access(id, Access::Closed);
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call.clone()), Error::<Test>::StaleSequence);
		assert_noop!(send(GUARDIAN, call), Error::<Test>::StaleSequence);
		let none = set_access(H256::zero(), Access::Any);
		assert_noop!(send(PATIENT, none), Error::<Test>::NotFound);
	});
}

#[test]
fn set_access_of_what_is_not_open_fails() {
	run(|| {
		let (owed, id) = (owed(), issued());
		let fails = |id| {
			let call = set_access(id, Access::Any);
			assert_noop!(send(PATIENT, call), Error::<Test>::NotOpen);
		};
		fails(owed);
		after(30 * DAY);
		fails(id);
		after(3 * DAY);
		fails(id);
	});
}
