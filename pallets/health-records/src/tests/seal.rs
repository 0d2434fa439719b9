use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;

#[test]
fn seal_says_all_that_is_closed() {
	run(|| {
		entered();
		assert_ok!(send(PATIENT, seal(PATIENT, 0b11)));
		let sealed = |sets| Event::Sealed { patient: PATIENT, sets, by: Voice::Patient };
		assert_eq!(last_event(), sealed(0b11));
		assert_ok!(send(PATIENT, seal(PATIENT, 0b10)));
		assert_eq!((patient(PATIENT).sealed, seq(PATIENT)), (0b10, 2));
		assert_ok!(send(CLINICIAN, break_glass(CLINICIAN, PATIENT, 1)));
		assert_ok!(send(PATIENT, seal(PATIENT, 0)));
		assert_ok!(send(COLLEAGUE, break_glass(COLLEAGUE, PATIENT, u32::MAX)));
	});
}

#[test]
fn seal_where_the_jurisdiction_allows_it() {
	run(|| {
		entered();
		SealAllowed::set(false);
		assert_noop!(send(PATIENT, seal(PATIENT, 1)), Error::<Test>::NotAllowed);
	});
}

#[test]
fn seal_by_the_patient_or_a_guardian_with_the_power_only() {
	run(|| {
		entered();
		for who in [GUARDIANS[1], HOSPITAL, STRANGER] {
			assert_noop!(send(who, seal(PATIENT, 1)), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(GUARDIANS[2], seal(PATIENT, 1)));
		assert_noop!(send(STRANGER, seal(STRANGER, 1)), Error::<Test>::NotFound);
	});
}

#[test]
fn seal_once_for_each_number() {
	run(|| {
		entered();
		let call = Call::seal { patient: PATIENT, sets: 1, seq: 0 };
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
		let ahead = Call::seal { patient: PATIENT, sets: 1, seq: 2 };
		assert_noop!(send(PATIENT, ahead), Error::<Test>::StaleSequence);
	});
}

#[test]
fn seal_while_a_recovery_is_decided_by_guardians_only() {
	run(|| {
		entered();
		let effective_at = decided();
		assert_noop!(send(PATIENT, seal(PATIENT, 1)), Error::<Test>::Recovering);
		assert_ok!(send(GUARDIANS[2], seal(PATIENT, 1)));
		at(effective_at);
		assert_ok!(send(SUCCESSOR, seal(PATIENT, 0)));
		assert_noop!(send(PATIENT, seal(PATIENT, 1)), Error::<Test>::NotAuthorized);
	});
}
