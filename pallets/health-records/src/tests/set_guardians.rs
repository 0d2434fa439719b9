use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{Moment, PatientAuthority, Power};

/// One who recovers alone.
fn one(key: u64) -> Guardians<u64> {
	guardians_of(vec![guardian(key, &[Power::Recovery], Moment::MAX)], 1)
}

fn may_recover(who: u64) -> bool {
	HealthRecords::may_act(&PATIENT, &who, Power::Recovery, Now::get())
}

#[test]
fn set_guardians_replaces_all_of_them() {
	run(|| {
		entered();
		assert_ok!(send(PATIENT, set_guardians(PATIENT, one(STRANGER))));
		let guardians = one(STRANGER);
		let told = Event::GuardiansSet { patient: PATIENT, guardians, order: None };
		assert_eq!(last_event(), told);
		assert_eq!((patient(PATIENT).guardians, seq(PATIENT)), (one(STRANGER), 1));
		assert!(may_recover(STRANGER) && !may_recover(GUARDIANS[0]));
	});
}

#[test]
fn set_guardians_by_the_patient_itself_only() {
	run(|| {
		entered();
		let call = set_guardians(PATIENT, one(STRANGER));
		for who in [GUARDIANS[0], GUARDIANS[2], HOSPITAL, REGISTRAR] {
			assert_noop!(send(who, call.clone()), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, set_guardians(STRANGER, one(1))), Error::<Test>::NotFound);
		recovered();
		assert_noop!(send(PATIENT, call.clone()), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, call));
	});
}

#[test]
fn set_guardians_by_a_courts_order() {
	run(|| {
		entered();
		let call = order_guardians(PATIENT, one(STRANGER));
		for who in [PATIENT, GUARDIANS[0], OTHER_REGISTRAR, HOSPITAL] {
			assert_noop!(send(who, call.clone()), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(REGISTRAR, call));
		let (guardians, order) = (one(STRANGER), Some(H256::repeat_byte(5)));
		let told = Event::GuardiansSet { patient: PATIENT, guardians, order };
		assert_eq!(last_event(), told);
		// The patient's number is the patient's.
		assert_eq!(seq(PATIENT), 0);
	});
}

#[test]
fn set_guardians_once_for_each_number() {
	run(|| {
		entered();
		let call = set_guardians(PATIENT, one(STRANGER));
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
	});
}

#[test]
fn set_guardians_that_do_not_work_fails() {
	run(|| {
		entered();
		let twice = one(1).list[0].clone();
		for guardians in [
			one(PATIENT),
			guardians_of(vec![twice.clone(), twice], 1),
			guardians_of(vec![guardian(1, &[], Moment::MAX)], 0),
			Guardians { threshold: 2, ..one(1) },
			Guardians { threshold: 0, ..one(1) },
		] {
			let call = set_guardians(PATIENT, guardians.clone());
			assert_noop!(send(PATIENT, call), Error::<Test>::InvalidGuardians);
			let call = order_guardians(PATIENT, guardians);
			assert_noop!(send(REGISTRAR, call), Error::<Test>::InvalidGuardians);
		}
		recovered();
		for key in [PATIENT, SUCCESSOR] {
			let call = set_guardians(PATIENT, one(key));
			assert_noop!(send(SUCCESSOR, call), Error::<Test>::InvalidGuardians);
		}
	});
}

/// Nobody is patient and guardian in one, not even in a week.
#[test]
fn set_guardians_while_a_recovery_is_decided_by_a_court_only_and_not_the_heir() {
	run(|| {
		entered();
		let effective_at = decided();
		let call = set_guardians(PATIENT, one(STRANGER));
		assert_noop!(send(PATIENT, call), Error::<Test>::Recovering);
		for key in [PATIENT, SUCCESSOR] {
			let call = order_guardians(PATIENT, one(key));
			assert_noop!(send(REGISTRAR, call), Error::<Test>::InvalidGuardians);
		}
		assert_ok!(send(REGISTRAR, order_guardians(PATIENT, one(STRANGER))));
		at(effective_at);
		assert_eq!(patient(PATIENT).controller, Some(SUCCESSOR));
		assert_ok!(send(SUCCESSOR, seal(PATIENT, 1)));
	});
}

/// Whoever is no guardian any more has no vote any more.
#[test]
fn set_guardians_takes_the_votes_of_who_goes() {
	run(|| {
		entered();
		assert_ok!(send(GUARDIANS[0], recover(PATIENT, SUCCESSOR)));
		let [_, second, third] = GUARDIANS;
		let recovers = |key| guardian(key, &[Power::Recovery], Moment::MAX);
		let others = guardians_of(vec![recovers(second), recovers(third)], 2);
		assert_ok!(send(PATIENT, set_guardians(PATIENT, others)));
		assert_ok!(send(second, recover(PATIENT, SUCCESSOR)));
		let Some(Recovery::Gathering { votes, .. }) = patient(PATIENT).recovery else { panic!() };
		assert_eq!(votes[..], [(second, SUCCESSOR)]);
		assert_ok!(send(third, recover(PATIENT, SUCCESSOR)));
		assert!(matches!(patient(PATIENT).recovery, Some(Recovery::Decided { .. })));
	});
}
