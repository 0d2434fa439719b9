use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::{deps::sp_runtime::TokenError, testing_prelude::*};
use salus_primitives::{
	content_id,
	ids::{DAY, HOUR},
	LicenceFault, RecordFacts, RecordStatus,
};

#[test]
fn anchor_writes_a_record_that_opens_to_custodian_time_and_root() {
	run(|| {
		entered();
		let root = root();
		assert_ok!(send(HOSPITAL, anchor(HOSPITAL, root, PATIENT, 31)));
		let id = content_id(b"salus/record", licence(HOSPITAL), START, &root);
		let (custodian, patient) = (licence(HOSPITAL), PATIENT);
		assert_eq!(last_event(), Event::Anchored { id, custodian, patient, set: 31 });
		let record = kept(id);
		assert_eq!((record.custodian, record.patient, record.set), (custodian, PATIENT, 31));
		assert_eq!((record.block, record.disputed, record.version), (1, false, Version::Live));
		assert_eq!((record.hold, record.erasure), (None, None));
		assert_eq!(<HealthRecords as RecordFacts>::status(&id), Some(RecordStatus::Live));
		assert!(HealthRecords::opens(id, custodian, START, root));
	});
}

#[test]
fn anchor_by_the_patients_own_custodian_only() {
	run(|| {
		entered();
		let root = root();
		for who in [OTHER_HOSPITAL, CLINICIAN, REGULATOR] {
			let call = anchor(who, root, PATIENT, 0);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = anchor(HOSPITAL, root, PATIENT, 0);
		assert_noop!(send(PATIENT, call.clone()), Error::<Test>::NotAuthorized);
		fault(HOSPITAL, Some(LicenceFault::Expired));
		assert_noop!(send(HOSPITAL, call), Error::<Test>::LicenceNotValid);
		succeeded();
		assert_ok!(send(OTHER_HOSPITAL, anchor(OTHER_HOSPITAL, root, PATIENT, 0)));
	});
}

#[test]
fn anchor_for_a_key_that_nobody_entered_fails() {
	run(|| {
		let call = anchor(HOSPITAL, root(), PATIENT, 0);
		assert_noop!(send(HOSPITAL, call), Error::<Test>::NotFound);
	});
}

#[test]
fn anchor_in_one_of_thirty_two_sets() {
	run(|| {
		entered();
		for set in [32, u8::MAX] {
			let call = anchor(HOSPITAL, root(), PATIENT, set);
			assert_noop!(send(HOSPITAL, call), Error::<Test>::InvalidSet);
		}
	});
}

#[test]
fn anchor_what_was_written_today() {
	run(|| {
		entered();
		let anchors = |authored_at| {
			let (licence, root) = (licence(HOSPITAL), root());
			let call = Call::anchor { licence, root, authored_at, patient: PATIENT, set: 0 };
			send(HOSPITAL, call)
		};
		assert_eq!(anchors(START - DAY - 1), Err(Error::<Test>::Stale.into()));
		assert_ok!(anchors(START - DAY));
		assert_ok!(anchors(START + 300_000));
		assert_eq!(anchors(START + 300_001), Err(Error::<Test>::Stale.into()));
	});
}

/// Invariant 7: while the record or its marker stands the id is taken, and then it is too old.
#[test]
fn anchor_never_gives_an_id_twice() {
	run(|| {
		entered();
		let call = anchor(HOSPITAL, root(), PATIENT, 0);
		assert_ok!(send(HOSPITAL, call.clone()));
		assert_noop!(send(HOSPITAL, call.clone()), Error::<Test>::AlreadyExists);
		let Event::Anchored { id, .. } = last_event() else { panic!() };
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		after(HOUR);
		assert_noop!(send(HOSPITAL, call.clone()), Error::<Test>::AlreadyExists);
		turn(START + 400 * DAY);
		assert!(HealthRecords::record(id).is_none());
		assert_noop!(send(HOSPITAL, call), Error::<Test>::Stale);
	});
}

#[test]
fn anchor_without_a_bond_fails() {
	run(|| {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), UNBONDED, RICH));
		assert_ok!(send(UNBONDED, enter(UNBONDED, PATIENT, guardians())));
		let call = anchor(UNBONDED, root(), PATIENT, 0);
		assert_noop!(send(UNBONDED, call), TokenError::FundsUnavailable);
	});
}
