use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::{deps::sp_runtime::testing::TestSignature, testing_prelude::*};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, Moment, Power, Powers,
};

fn enters(guardians: Guardians<u64>) -> DispatchResult {
	send(HOSPITAL, enter(HOSPITAL, PATIENT, guardians))
}

fn authored(authored_at: Moment) -> Call<Test> {
	let none = Guardians::default();
	let agreement = HealthRecords::agreement(licence(HOSPITAL), &PATIENT, &none, authored_at);
	enter_signed(HOSPITAL, PATIENT, none, authored_at, sign(PATIENT, &agreement))
}

#[test]
fn enter_patient_takes_the_custodians_deposit_for_row_and_grants() {
	run(|| {
		assert_ok!(enters(guardians()));
		let (patient, custodian) = (PATIENT, licence(HOSPITAL));
		let guardians = guardians();
		assert_eq!(last_event(), Event::PatientEntered { patient, custodian, guardians });
		let row = super::setup::patient(PATIENT);
		assert_eq!((row.custodian, row.guardians), (custodian, super::setup::guardians()));
		assert_eq!((row.seq, row.attempt, row.sealed), (0, 0, 0));
		assert_eq!((row.controller, row.recovery, row.vetoed_at), (None, None, None));
		assert_eq!(deposited(HOSPITAL), deposit());
		assert!(deposit() > 32 * 100, "the deposit stands behind 32 grants");
		assert_eq!(System::providers(&PATIENT), 0);
	});
}

#[test]
fn enter_patient_by_a_valid_hospital_only() {
	run(|| {
		for who in [CLINICIAN, REGULATOR] {
			let call = enter(who, PATIENT, Guardians::default());
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = enter(HOSPITAL, PATIENT, Guardians::default());
		assert_noop!(send(STRANGER, call.clone()), Error::<Test>::NotAuthorized);
		assert_noop!(send_from(RuntimeOrigin::root(), call.clone()), DispatchError::BadOrigin);
		fault(HOSPITAL, Some(LicenceFault::Suspended));
		assert_noop!(send(HOSPITAL, call), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn enter_patient_twice_fails_whoever_does() {
	run(|| {
		entered();
		assert_noop!(enters(guardians()), Error::<Test>::AlreadyExists);
		let call = enter(OTHER_HOSPITAL, PATIENT, guardians());
		assert_noop!(send(OTHER_HOSPITAL, call), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn enter_patient_without_its_signature_over_all_of_it_fails() {
	run(|| {
		let now = Now::get();
		let agreement = |by: u64, key: u64, guardians: &Guardians<u64>, at| {
			HealthRecords::agreement(licence(by), &key, guardians, at)
		};
		let mine = agreement(HOSPITAL, PATIENT, &guardians(), now);
		let revocation = HealthRecords::revocation(&PATIENT, 0, now);
		for signature in [
			sign(HOSPITAL, &mine),
			sign(GUARDIANS[0], &mine),
			sign(PATIENT, &agreement(OTHER_HOSPITAL, PATIENT, &guardians(), now)),
			sign(PATIENT, &agreement(HOSPITAL, OTHER_PATIENT, &guardians(), now)),
			sign(PATIENT, &agreement(HOSPITAL, PATIENT, &Guardians::default(), now)),
			sign(PATIENT, &agreement(HOSPITAL, PATIENT, &guardians(), now - 1)),
			sign(PATIENT, &revocation),
			TestSignature(PATIENT, vec![]),
		] {
			let call = enter_signed(HOSPITAL, PATIENT, guardians(), now, signature);
			assert_noop!(send(HOSPITAL, call), Error::<Test>::BadSignature);
		}
		let wrapped = [b"<Bytes>", mine.as_bytes(), b"</Bytes>"].concat();
		let signature = TestSignature(PATIENT, wrapped);
		assert_ok!(send(HOSPITAL, enter_signed(HOSPITAL, PATIENT, guardians(), now, signature)));
	});
}

#[test]
fn enter_patient_on_an_agreement_of_today() {
	for (authored_at, is_fresh) in [
		(START - DAY - 1, false),
		(START - DAY, true),
		(START + 300_000, true),
		(START + 300_001, false),
	] {
		run(|| {
			let call = authored(authored_at);
			if is_fresh {
				assert_ok!(send(HOSPITAL, call));
			} else {
				assert_noop!(send(HOSPITAL, call), Error::<Test>::Stale);
			}
		});
	}
}

#[test]
fn enter_patient_with_guardians_that_do_not_work_fails() {
	let end = Moment::MAX;
	let one = |key, powers: &[Power]| guardian(key, powers, end);
	let recovers = |key| one(key, &[Power::Recovery]);
	let unknown: Powers = codec::Decode::decode(&mut &[16u8][..]).unwrap();
	run(|| {
		for (list, threshold) in [
			(vec![recovers(1), recovers(1)], 1),
			(vec![recovers(PATIENT)], 1),
			(vec![one(1, &[])], 0),
			(vec![Guardian { key: 1, powers: unknown, until: end }], 0),
			(vec![recovers(1), recovers(2)], 3),
			(vec![recovers(1), one(2, &[Power::Records])], 2),
			(vec![recovers(1)], 0),
			(vec![one(1, &[Power::Records])], 1),
			(vec![], 1),
		] {
			let guardians = guardians_of(list, threshold);
			assert_noop!(enters(guardians), Error::<Test>::InvalidGuardians);
		}
		assert_ok!(enters(guardians_of(vec![one(1, &[Power::Records])], 0)));
	});
}

#[test]
fn enter_patient_without_funds_fails() {
	run(|| {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), HOSPITAL, deposit()));
		assert!(enters(guardians()).is_err());
		assert!(HealthRecords::patient(PATIENT).is_none());
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), HOSPITAL, deposit() + 1));
		assert_ok!(enters(guardians()));
	});
}

/// An agreement is heard once: what the patient has changed since does not come back with it.
#[test]
fn enter_patient_again_on_the_old_agreement_fails() {
	run(|| {
		let call = enter(HOSPITAL, PATIENT, guardians());
		assert_ok!(send(HOSPITAL, call.clone()));
		after(HOUR);
		assert_ok!(send(PATIENT, set_guardians(PATIENT, Guardians::default())));
		blocks(11);
		assert_noop!(send(HOSPITAL, close(HOSPITAL, PATIENT)), Error::<Test>::InUse);
		at(START + DAY);
		assert_noop!(send(HOSPITAL, close(HOSPITAL, PATIENT)), Error::<Test>::InUse);
		after(1);
		assert_ok!(send(HOSPITAL, close(HOSPITAL, PATIENT)));
		assert_noop!(send(HOSPITAL, call), Error::<Test>::Stale);
		assert_ok!(enters(Guardians::default()));
	});
}
