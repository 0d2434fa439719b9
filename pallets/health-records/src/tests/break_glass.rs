use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault,
};

fn breaks() -> DispatchResult {
	send(CLINICIAN, break_glass(CLINICIAN, PATIENT, 1))
}

/// Enters so many more patients and breaks the glass with each.
fn break_with(patients: core::ops::Range<u64>) {
	for key in patients {
		alone(key);
		assert_ok!(send(CLINICIAN, break_glass(CLINICIAN, key, 1)));
	}
}

#[test]
fn break_glass_opens_sets_for_a_day_and_asks_for_an_account() {
	run(|| {
		entered();
		assert_ok!(send(CLINICIAN, break_glass(CLINICIAN, PATIENT, 0b101)));
		let (read_until, justify_by) = (START + 24 * HOUR, START + 72 * HOUR);
		let told = Event::GlassBroken {
			patient: PATIENT,
			incident: 1,
			by: licence(CLINICIAN),
			sets: 0b101,
			reason: BreakGlassReason::EmergencyRoom,
			receipt: RECEIPT,
			read_until,
			justify_by,
		};
		assert_eq!(last_event(), told);
		let row = incident(PATIENT, 1);
		assert_eq!((row.by, row.sets, row.at), (licence(CLINICIAN), 0b101, START));
		assert_eq!((row.read_until, row.due), (read_until, justify_by));
		assert_eq!(row.state, IncidentState::Open { justify_by });
		let (conduct, suspended) = HealthRecords::conduct(licence(CLINICIAN));
		let presumed_at = justify_by + 90 * DAY;
		let entry = Unexplained { patient: PATIENT, incident: 1, justify_by, presumed_at };
		assert_eq!((&conduct.open[..], suspended), (&[entry][..], false));
		assert!(Due::<Test>::contains_key((justify_by.to_be_bytes(), (PATIENT, 1))));
		assert_eq!(LastIncident::<Test>::get(), 1);
	});
}

#[test]
fn break_glass_by_a_person_who_treats_only() {
	run(|| {
		entered();
		for who in [HOSPITAL, CLINIC, REGULATOR, AUDITOR] {
			let call = break_glass(who, PATIENT, 1);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = break_glass(CLINICIAN, PATIENT, 1);
		for who in [COLLEAGUE, PATIENT, STRANGER] {
			assert_noop!(send(who, call.clone()), Error::<Test>::NotAuthorized);
		}
		fault(CLINICIAN, Some(LicenceFault::Suspended));
		assert_noop!(breaks(), Error::<Test>::LicenceNotValid);
		fault(CLINICIAN, None);
		assert_ok!(breaks());
		assert_ok!(send(DOCTOR, break_glass(DOCTOR, PATIENT, 1)));
	});
}

#[test]
fn break_glass_on_no_set_or_with_nobody_fails() {
	run(|| {
		assert_noop!(breaks(), Error::<Test>::NotFound);
		entered();
		let call = break_glass(CLINICIAN, PATIENT, 0);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::InvalidScope);
	});
}

#[test]
fn break_glass_twice_with_a_patient_fails_until_it_is_explained() {
	run(|| {
		let (_, incident) = broken();
		assert_noop!(breaks(), Error::<Test>::AlreadyExists);
		at(START + 72 * HOUR - 1);
		assert_noop!(breaks(), Error::<Test>::AlreadyExists);
		// A colleague can.
		assert_ok!(send(COLLEAGUE, break_glass(COLLEAGUE, PATIENT, 1)));
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		assert_ok!(breaks());
		assert_eq!(HealthRecords::incidents(PATIENT, None, 9).items.len(), 3);
	});
}

#[test]
fn break_glass_on_a_sealed_set_fails_as_a_whole() {
	run(|| {
		entered();
		assert_ok!(send(PATIENT, seal(PATIENT, 0b110)));
		for sets in [0b010, 0b011, u32::MAX] {
			let call = break_glass(CLINICIAN, PATIENT, sets);
			assert_noop!(send(CLINICIAN, call), Error::<Test>::Sealed);
		}
		assert_ok!(send(CLINICIAN, break_glass(CLINICIAN, PATIENT, !0b110)));
	});
}

#[test]
fn break_glass_with_sixteen_unexplained_fails() {
	run(|| {
		entered();
		break_with(1_000..1_016);
		assert_noop!(breaks(), Error::<Test>::MaxIncidentsExceeded);
		assert_ok!(send(CLINICIAN, justify(1_007, 8)));
		assert_ok!(breaks());
		let listed = HealthRecords::conduct(licence(CLINICIAN)).0.open;
		assert_eq!(listed.len(), 16);
		assert!(listed.is_sorted_by_key(|entry| entry.incident));
		alone(1_016);
		let call = break_glass(CLINICIAN, 1_016, 1);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::MaxIncidentsExceeded);
	});
}

/// Invariant 5: whatever the queue has told.
#[test]
fn break_glass_with_an_overdue_incident_fails() {
	run(|| {
		let (_, incident) = broken();
		alone(OTHER_PATIENT);
		let breaks = || send(CLINICIAN, break_glass(CLINICIAN, OTHER_PATIENT, 1));
		at(START + 72 * HOUR);
		assert_noop!(breaks(), Error::<Test>::AccessSuspended);
		poll();
		assert_noop!(breaks(), Error::<Test>::AccessSuspended);
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		assert_ok!(breaks());
	});
}

/// What is presumed abuse is the registrar's matter: swept or not it stands in nobody's way here.
#[test]
fn break_glass_after_what_was_never_explained_is_presumed_abuse() {
	for swept in [false, true] {
		run(|| {
			let (id, _) = broken();
			let presumed_at = START + 72 * HOUR + 90 * DAY;
			at(presumed_at - 1);
			assert_noop!(breaks(), Error::<Test>::AccessSuspended);
			at(presumed_at);
			if swept {
				poll();
			}
			assert_ok!(breaks());
			assert_ok!(send(CLINICIAN, read(CLINICIAN, PATIENT, 2, &[id])));
			assert_eq!(HealthRecords::conduct(licence(CLINICIAN)).0.open.len(), 1);
			poll();
			assert_eq!(HealthRecords::conduct(licence(CLINICIAN)).0.open.len(), 1);
		});
	}
}

#[test]
fn break_glass_never_gives_an_id_twice() {
	run(|| {
		entered();
		LastIncident::<Test>::put(IncidentId::MAX);
		assert_noop!(breaks(), ArithmeticError::Overflow);
		LastIncident::<Test>::put(IncidentId::MAX - 1);
		assert_ok!(breaks());
	});
}
