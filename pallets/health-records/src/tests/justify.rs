use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault,
};

const JUSTIFY_BY: salus_primitives::Moment = START + 72 * HOUR;

fn justifies(incident: IncidentId) -> DispatchResult {
	send(CLINICIAN, justify(PATIENT, incident))
}

#[test]
fn justify_in_time() {
	run(|| {
		let (_, id) = broken();
		at(JUSTIFY_BY - 1);
		assert_ok!(justifies(id));
		let commitment = H256::repeat_byte(9);
		let (incident, late) = (id, false);
		let told = Event::Justified { patient: PATIENT, incident, commitment, late };
		assert_eq!(events(), [told]);
		let row = super::setup::incident(PATIENT, id);
		assert_eq!(row.state, IncidentState::Justified { commitment, late, at: Now::get() });
		assert_eq!(row.due, Now::get() + 90 * DAY);
		assert!(!Conducts::<Test>::contains_key(licence(CLINICIAN)));
		assert_noop!(justifies(id), Error::<Test>::NotOpen);
	});
}

#[test]
fn justify_too_late_ends_the_suspension_at_once() {
	run(|| {
		let (_, incident) = broken();
		at(JUSTIFY_BY);
		assert!(suspended(CLINICIAN));
		let breaks = || send(CLINICIAN, break_glass(CLINICIAN, PATIENT, 1));
		assert_noop!(breaks(), Error::<Test>::AccessSuspended);
		assert_ok!(justifies(incident));
		let (by, at) = (licence(CLINICIAN), JUSTIFY_BY);
		let commitment = H256::repeat_byte(9);
		let told = [
			Event::AccessSuspended { patient: PATIENT, incident, by, at },
			Event::Justified { patient: PATIENT, incident, commitment, late: true },
		];
		assert_eq!(events(), told);
		assert!(!suspended(CLINICIAN));
		assert_ok!(breaks());
	});
}

/// Each one that is overdue must be explained.
#[test]
fn justify_one_of_two_leaves_the_other() {
	run(|| {
		let (_, first) = broken();
		alone(OTHER_PATIENT);
		let second = broken_by(CLINICIAN, OTHER_PATIENT);
		at(JUSTIFY_BY);
		assert_ok!(justifies(first));
		assert!(suspended(CLINICIAN));
		assert_ok!(send(CLINICIAN, justify(OTHER_PATIENT, second)));
		assert!(!suspended(CLINICIAN));
	});
}

#[test]
fn justify_until_it_is_presumed_abuse() {
	run(|| {
		let (_, first) = broken();
		let second = broken_by(COLLEAGUE, PATIENT);
		let presumed_at = JUSTIFY_BY + 90 * DAY;
		at(presumed_at - 1);
		assert_ok!(justifies(first));
		at(presumed_at);
		let call = justify(PATIENT, second);
		assert_noop!(send(COLLEAGUE, call), Error::<Test>::NotOpen);
	});
}

#[test]
fn justify_by_the_present_holder_valid_or_not() {
	run(|| {
		let (_, incident) = broken();
		for who in [COLLEAGUE, HOSPITAL, PATIENT, STRANGER] {
			let call = justify(PATIENT, incident);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		fault(CLINICIAN, Some(LicenceFault::Ended));
		replace_key(CLINICIAN, STRANGER);
		assert_noop!(justifies(incident), Error::<Test>::NotAuthorized);
		assert_ok!(send(STRANGER, justify(PATIENT, incident)));
	});
}

#[test]
fn justify_of_nothing_fails() {
	run(|| {
		let (_, incident) = broken();
		assert_noop!(justifies(incident + 1), Error::<Test>::NotFound);
		let others = justify(OTHER_PATIENT, incident);
		assert_noop!(send(CLINICIAN, others), Error::<Test>::NotFound);
	});
}
