use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

fn vetoes(who: u64) -> DispatchResult {
	send(who, veto(PATIENT))
}

#[test]
fn veto_ends_a_recovery_until_it_takes_effect() {
	run(|| {
		entered();
		let effective_at = decided();
		at(effective_at - 1);
		assert_ok!(vetoes(PATIENT));
		assert_eq!(last_event(), Event::RecoveryVetoed { patient: PATIENT });
		let row = patient(PATIENT);
		assert_eq!((row.recovery, row.attempt), (None, 1));
		assert_eq!(row.vetoed_at, Some(Now::get()));
		after(1);
		assert_eq!(patient(PATIENT).controller, None);
		give(PATIENT, gift());
	});
}

#[test]
fn veto_when_it_has_taken_effect_is_too_late() {
	run(|| {
		entered();
		at(decided());
		for who in [PATIENT, SUCCESSOR] {
			assert_noop!(vetoes(who), Error::<Test>::TooLate);
		}
	});
}

#[test]
fn veto_by_who_speaks_as_the_patient_only() {
	run(|| {
		entered();
		decided();
		for who in [GUARDIANS[0], SUCCESSOR, HOSPITAL, REGISTRAR] {
			assert_noop!(vetoes(who), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, veto(STRANGER)), Error::<Test>::NotFound);
	});
}

/// A single guardian cannot use the veto up.
#[test]
fn veto_of_what_is_not_decided_is_refused() {
	run(|| {
		entered();
		assert_noop!(vetoes(PATIENT), Error::<Test>::TooLate);
		assert_ok!(send(GUARDIANS[0], recover(PATIENT, SUCCESSOR)));
		assert_noop!(vetoes(PATIENT), Error::<Test>::TooLate);
		assert_ok!(send(GUARDIANS[1], recover(PATIENT, SUCCESSOR)));
		assert_ok!(vetoes(PATIENT));
	});
}

/// A replay of the veto does not meet the next recovery.
#[test]
fn veto_of_the_attempt_that_it_names() {
	run(|| {
		entered();
		decided();
		let ahead = Call::veto { patient: PATIENT, attempt: 1 };
		assert_noop!(send(PATIENT, ahead), Error::<Test>::TooLate);
		let call = veto(PATIENT);
		assert_ok!(send(PATIENT, call.clone()));
		after(30 * DAY);
		decided();
		assert_noop!(send(PATIENT, call), Error::<Test>::TooLate);
		assert_ok!(vetoes(PATIENT));
	});
}

/// A stolen key that vetoes again and again does not stop its own recovery.
#[test]
fn veto_once_in_thirty_days() {
	run(|| {
		entered();
		decided();
		assert_ok!(vetoes(PATIENT));
		let vetoed = Now::get();
		at(vetoed + 23 * DAY - 1);
		decided();
		at(vetoed + 30 * DAY - 2);
		assert_noop!(vetoes(PATIENT), Error::<Test>::TooLate);
		after(1);
		assert_eq!(patient(PATIENT).controller, Some(SUCCESSOR));
	});
	run(|| {
		entered();
		decided();
		assert_ok!(vetoes(PATIENT));
		at(START + 23 * DAY + 1);
		decided();
		at(START + 30 * DAY - 1);
		assert_noop!(vetoes(PATIENT), Error::<Test>::TooLate);
		after(1);
		assert_ok!(vetoes(PATIENT));
	});
}
