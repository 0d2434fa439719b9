use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

fn declined() -> RxId {
	let id = held();
	assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
	id
}

#[test]
fn reopen_by_patient_guardian_or_issuer_frees() {
	run(|| {
		let id = declined();
		let n = seq(id);
		assert_ok!(send(PATIENT, reopen_by_patient(id)));
		assert_eq!((stage(id), seq(id)), (Stage::Free, n + 1));
		assert_eq!(last_event(), Event::Reopened { id });

		let id = declined();
		assert_ok!(send(GUARDIAN, reopen_by_patient(id)));

		let id = declined();
		let n = seq(id);
		assert_ok!(send(DOCTOR, reopen_by_issuer(id)));
		assert_eq!((stage(id), seq(id)), (Stage::Free, n));
	});
}

#[test]
fn reopen_in_the_window_only() {
	run(|| {
		let (in_time, late) = (declined(), declined());
		after(3 * DAY - 1);
		assert_ok!(send(PATIENT, reopen_by_patient(in_time)));
		after(1);
		assert_noop!(send(PATIENT, reopen_by_patient(late)), Error::<Test>::NotOpen);
		assert_noop!(send(DOCTOR, reopen_by_issuer(late)), Error::<Test>::NotOpen);
	});
}

#[test]
fn reopen_without_a_right_to_it_fails() {
	run(|| {
		let id = declined();
		for who in [STRANGER, COLLEAGUE, PHARMACY, PATIENT] {
			assert_noop!(send(who, reopen_by_issuer(id)), Error::<Test>::NotAuthorized);
		}
		for who in [STRANGER, DOCTOR, PHARMACY] {
			assert_noop!(send(who, reopen_by_patient(id)), Error::<Test>::NotAuthorized);
		}
		let stale = Call::reopen { id, seq: Some(0) };
		assert_noop!(send(PATIENT, stale), Error::<Test>::StaleSequence);
		suspend_licence(DOCTOR);
		assert_noop!(send(DOCTOR, reopen_by_issuer(id)), Error::<Test>::LicenceNotValid);
		assert_noop!(send(DOCTOR, reopen_by_issuer(H256::zero())), Error::<Test>::NotFound);
	});
}

#[test]
fn reopen_of_what_is_not_declined_fails() {
	run(|| {
		for id in [issued(), held(), owed()] {
			assert_noop!(send(PATIENT, reopen_by_patient(id)), Error::<Test>::NotOpen);
		}
	});
}
