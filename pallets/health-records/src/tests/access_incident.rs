use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, RecordId,
};

fn reads(incident: IncidentId, records: &[RecordId]) -> DispatchResult {
	send(CLINICIAN, read(CLINICIAN, PATIENT, incident, records))
}

#[test]
fn access_incident_for_a_day() {
	run(|| {
		let (id, incident) = broken();
		assert_ok!(reads(incident, &[id]));
		let told = Event::EmergencyAccessed { patient: PATIENT, incident, receipt: RECEIPT };
		assert_eq!(last_event(), told);
		at(START + 24 * HOUR - 1);
		assert_ok!(reads(incident, &[id; 8]));
		at(START + 24 * HOUR);
		assert_noop!(reads(incident, &[id]), Error::<Test>::Expired);
	});
}

#[test]
fn access_incident_by_the_clinician_only() {
	run(|| {
		let (id, incident) = broken();
		let call = read(COLLEAGUE, PATIENT, incident, &[id]);
		assert_noop!(send(COLLEAGUE, call), Error::<Test>::NotAuthorized);
		let call = read(HOSPITAL, PATIENT, incident, &[id]);
		assert_noop!(send(HOSPITAL, call), Error::<Test>::NotAuthorized);
		let call = read(CLINICIAN, PATIENT, incident, &[id]);
		assert_noop!(send(STRANGER, call), Error::<Test>::NotAuthorized);
		fault(CLINICIAN, Some(LicenceFault::Suspended));
		assert_noop!(reads(incident, &[id]), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn access_incident_to_records_of_the_patient_in_its_sets_only() {
	run(|| {
		let (id, incident) = broken();
		alone(OTHER_PATIENT);
		let [elsewhere, others] = [anchored_for(PATIENT, 1), anchored_for(OTHER_PATIENT, 0)];
		for records in [&[elsewhere][..], &[others], &[id, elsewhere]] {
			assert_noop!(reads(incident, records), Error::<Test>::OutOfScope);
		}
		assert_noop!(reads(incident, &[]), Error::<Test>::InvalidScope);
		assert_noop!(reads(incident, &[H256::zero()]), Error::<Test>::NotFound);
		assert_noop!(reads(incident + 1, &[id]), Error::<Test>::NotFound);
		let call = read(CLINICIAN, OTHER_PATIENT, incident, &[others]);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::NotFound);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_noop!(reads(incident, &[id]), Error::<Test>::AlreadyShredded);
	});
}

/// Who has explained has no emergency any more.
#[test]
fn access_incident_after_the_explanation_fails() {
	run(|| {
		let (id, incident) = broken();
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		assert_noop!(reads(incident, &[id]), Error::<Test>::NotOpen);
	});
}

#[test]
fn access_incident_with_another_one_overdue_fails() {
	run(|| {
		let (id, first) = broken();
		alone(OTHER_PATIENT);
		at(START + 71 * HOUR);
		let other = anchored_for(OTHER_PATIENT, 0);
		let second = broken_by(CLINICIAN, OTHER_PATIENT);
		let reads = || send(CLINICIAN, read(CLINICIAN, OTHER_PATIENT, second, &[other]));
		assert_ok!(reads());
		at(START + 72 * HOUR);
		assert_noop!(reads(), Error::<Test>::AccessSuspended);
		let call = read(CLINICIAN, PATIENT, first, &[id]);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::AccessSuspended);
		assert_ok!(send(CLINICIAN, justify(PATIENT, first)));
		assert_ok!(reads());
	});
}

/// What was opened stays open: a seal is for emergencies to come.
#[test]
fn access_incident_to_a_set_sealed_since() {
	run(|| {
		let (id, incident) = broken();
		assert_ok!(send(PATIENT, seal(PATIENT, 1)));
		assert_ok!(reads(incident, &[id]));
		after(DAY);
		assert_noop!(reads(incident, &[id]), Error::<Test>::Expired);
	});
}
