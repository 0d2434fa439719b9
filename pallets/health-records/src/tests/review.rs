use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Infraction, LicenceFault,
};

fn judges(who: u64, incident: IncidentId, finding: Finding) -> DispatchResult {
	send(who, review(who, PATIENT, incident, finding))
}

fn justified() -> IncidentId {
	let (_, incident) = broken();
	assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
	incident
}

#[test]
fn review_clears_or_finds_abuse_and_reports_it() {
	run(|| {
		let id = justified();
		assert_ok!(judges(AUDITOR, id, Finding::Cleared));
		let (incident, by, finding) = (id, licence(AUDITOR), Finding::Cleared);
		assert_eq!(last_event(), Event::Reviewed { patient: PATIENT, incident, by, finding });
		let verdict = |id| super::setup::incident(PATIENT, id).state;
		let cleared = IncidentState::Closed { verdict: Verdict::Cleared, at: START };
		assert_eq!((verdict(id), Reports::get().len()), (cleared, 0));

		let id = broken_by(CLINICIAN, PATIENT);
		assert_ok!(send(CLINICIAN, justify(PATIENT, id)));
		assert_ok!(judges(REGULATOR, id, Finding::Abuse));
		let abuse = IncidentState::Closed { verdict: Verdict::Abuse, at: START };
		assert_eq!(verdict(id), abuse);
		assert_eq!(Reports::get(), [(licence(CLINICIAN), Infraction::AbusedAccess)]);
		assert_eq!(Due::<Test>::iter().count(), 0);
		assert_noop!(judges(AUDITOR, id, Finding::Cleared), Error::<Test>::NotOpen);
	});
}

#[test]
fn review_of_what_is_overdue_ends_the_suspension() {
	run(|| {
		let (_, incident) = broken();
		at(START + 72 * HOUR - 1);
		let early = judges(AUDITOR, incident, Finding::Cleared);
		assert_eq!(early, Err(Error::<Test>::NotOpen.into()));
		after(1);
		assert!(suspended(CLINICIAN));
		assert_ok!(judges(AUDITOR, incident, Finding::Cleared));
		assert!(!suspended(CLINICIAN));
		assert!(!Conducts::<Test>::contains_key(licence(CLINICIAN)));
		let call = justify(PATIENT, incident);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::NotOpen);
	});
}

/// Invariant 8.
#[test]
fn review_by_another_house_only() {
	run(|| {
		let incident = justified();
		for who in [HOUSE_AUDITOR, GROUP_AUDITOR] {
			let judged = judges(who, incident, Finding::Cleared);
			assert_eq!(judged, Err(Error::<Test>::ConflictOfInterest.into()));
		}
		// Of a house that nobody knows any more, everybody could be.
		Registry::mutate(|all| all.remove(&licence(CLINICIAN)));
		let judged = judges(AUDITOR, incident, Finding::Cleared);
		assert_eq!(judged, Err(Error::<Test>::ConflictOfInterest.into()));
	});
}

#[test]
fn review_by_a_valid_auditor_or_regulator_only() {
	run(|| {
		let incident = justified();
		for who in [CLINICIAN, DOCTOR, OTHER_HOSPITAL] {
			let call = review(who, PATIENT, incident, Finding::Cleared);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = review(AUDITOR, PATIENT, incident, Finding::Cleared);
		assert_noop!(send(STRANGER, call.clone()), Error::<Test>::NotAuthorized);
		fault(AUDITOR, Some(LicenceFault::Suspended));
		assert_noop!(send(AUDITOR, call), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn review_before_it_closes_by_itself() {
	run(|| {
		let (first, second) = (justified(), justified_by_colleague());
		at(START + 90 * DAY - 1);
		assert_ok!(judges(AUDITOR, first, Finding::Cleared));
		after(1);
		let late = judges(AUDITOR, second, Finding::Abuse);
		assert_eq!(late, Err(Error::<Test>::NotOpen.into()));
		let unreviewed = IncidentState::Closed { verdict: Verdict::Unreviewed, at: Now::get() };
		assert_eq!(super::setup::incident(PATIENT, second).state, unreviewed);
	});
}

fn justified_by_colleague() -> IncidentId {
	let incident = broken_by(COLLEAGUE, PATIENT);
	assert_ok!(send(COLLEAGUE, justify(PATIENT, incident)));
	incident
}

#[test]
fn review_of_nothing_fails() {
	run(|| {
		let incident = justified();
		let unknown = judges(AUDITOR, incident + 1, Finding::Cleared);
		assert_eq!(unknown, Err(Error::<Test>::NotFound.into()));
	});
}
