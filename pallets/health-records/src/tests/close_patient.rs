use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, Power,
};

/// How many blocks a signature can live.
const ERA: u64 = 10;

fn closes() -> DispatchResult {
	send(HOSPITAL, close(HOSPITAL, PATIENT))
}

/// The agreement and every signature have died.
fn rest() {
	after(2 * DAY);
	blocks(ERA);
}

#[test]
fn close_patient_gives_the_deposit_back_and_leaves_records_and_closed_grants() {
	run(|| {
		alone(PATIENT);
		let id = anchored_for(PATIENT, 0);
		give(PATIENT, gift());
		assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
		rest();
		assert_ok!(closes());
		assert_eq!(last_event(), Event::PatientClosed { patient: PATIENT });
		assert_eq!((HealthRecords::patient(PATIENT), deposited(HOSPITAL)), (None, 0));
		assert_eq!(kept(id).patient, PATIENT);
		assert!(matches!(state(), GrantState::Closed { why: GrantEnd::Revoked, .. }));
		assert_noop!(closes(), Error::<Test>::NotFound);
		// What needs a row fails, what reads none goes on.
		assert_noop!(send(PATIENT, grant(PATIENT, gift())), Error::<Test>::NotFound);
		assert_noop!(send(CLINICIAN, break_glass(CLINICIAN, PATIENT, 1)), Error::<Test>::NotFound);
		let amended = send(HOSPITAL, amend(HOSPITAL, id, root()));
		assert_ok!(amended);
		// The key may be entered again, by another hospital too.
		assert_ok!(send(OTHER_HOSPITAL, enter(OTHER_HOSPITAL, PATIENT, guardians())));
	});
}

#[test]
fn close_patient_returns_the_deposit_to_who_paid_it() {
	run(|| {
		alone(PATIENT);
		replace_key(HOSPITAL, STRANGER);
		rest();
		assert_noop!(closes(), Error::<Test>::NotAuthorized);
		assert_ok!(send(STRANGER, close(HOSPITAL, PATIENT)));
		assert_eq!(Balances::free_balance(HOSPITAL), RICH);
	});
}

#[test]
fn close_patient_by_its_custodian_or_the_successor_only() {
	run(|| {
		alone(PATIENT);
		rest();
		for who in [OTHER_HOSPITAL, CLINICIAN, REGULATOR] {
			assert_noop!(send(who, close(who, PATIENT)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(PATIENT, close(HOSPITAL, PATIENT)), Error::<Test>::NotAuthorized);
		fault(HOSPITAL, Some(LicenceFault::Expired));
		assert_noop!(closes(), Error::<Test>::LicenceNotValid);
		succeeded();
		assert_noop!(closes(), Error::<Test>::LicenceNotValid);
		assert_ok!(send(OTHER_HOSPITAL, close(OTHER_HOSPITAL, PATIENT)));
	});
}

#[test]
fn close_patient_before_signatures_over_earlier_calls_die_fails() {
	run(|| {
		alone(PATIENT);
		after(2 * DAY);
		let id = anchored_for(PATIENT, 0);
		assert_ok!(send(PATIENT, dispute(id)));
		blocks(ERA);
		assert_noop!(closes(), Error::<Test>::InUse);
		next_block();
		assert_ok!(closes());
	});
}

#[test]
fn close_patient_with_a_grant_open_or_resting_fails() {
	run(|| {
		alone(PATIENT);
		give(PATIENT, Gift { until: START + 3 * DAY, ..gift() });
		at(START + 3 * DAY - 1);
		blocks(ERA);
		assert_noop!(closes(), Error::<Test>::InUse);
		at(START + 4 * DAY + 300_000);
		assert_noop!(closes(), Error::<Test>::InUse);
		after(1);
		assert_ok!(closes());
	});
}

#[test]
fn close_patient_with_an_incident_not_closed_fails() {
	run(|| {
		alone(PATIENT);
		let incident = broken_by(CLINICIAN, PATIENT);
		rest();
		assert_noop!(closes(), Error::<Test>::InUse);
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		let closed = Now::get() + 90 * DAY;
		at(closed - 1);
		assert_noop!(closes(), Error::<Test>::InUse);
		after(1);
		assert_ok!(closes());
		poll();
	});
}

#[test]
fn close_patient_with_more_incidents_than_it_looks_at_waits_for_the_sweep() {
	run(|| {
		alone(PATIENT);
		for _ in 0..17 {
			let incident = broken_by(CLINICIAN, PATIENT);
			assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
			assert_ok!(send(
				AUDITOR,
				super::calls::review(AUDITOR, PATIENT, incident, Finding::Cleared)
			));
			after(HOUR);
		}
		rest();
		assert_noop!(closes(), Error::<Test>::InUse);
		at(START + 400 * DAY);
		idle();
		assert_ok!(closes());
	});
}

#[test]
fn close_patient_while_a_guardian_has_powers_fails() {
	run(|| {
		let only = guardian(GUARDIANS[0], &[Power::Consents], GUARDED);
		let call = enter(HOSPITAL, PATIENT, guardians_of(vec![only], 0));
		assert_ok!(send(HOSPITAL, call));
		at(GUARDED - 1);
		blocks(ERA);
		assert_noop!(closes(), Error::<Test>::InUse);
		at(GUARDED);
		assert_ok!(closes());
	});
}

/// A registrar recovers a key without guardians.
#[test]
fn close_patient_while_another_key_speaks_or_will_fails() {
	run(|| {
		alone(PATIENT);
		assert_ok!(send(REGISTRAR, recover(PATIENT, SUCCESSOR)));
		rest();
		assert_noop!(closes(), Error::<Test>::InUse);
		at(START + 14 * DAY);
		assert_noop!(closes(), Error::<Test>::InUse);
		assert_ok!(send(SUCCESSOR, seal(PATIENT, 0)));
		rest();
		assert_noop!(closes(), Error::<Test>::InUse);
	});
}

#[test]
fn close_patient_after_a_vote_that_came_to_nothing() {
	run(|| {
		let until = START + 10 * DAY;
		let two = [1, 2].map(|key| guardian(key, &[Power::Recovery], until));
		assert_ok!(send(HOSPITAL, enter(HOSPITAL, PATIENT, guardians_of(two.to_vec(), 2))));
		assert_ok!(send(1, recover(PATIENT, SUCCESSOR)));
		at(START + 14 * DAY - 1);
		blocks(ERA);
		assert_noop!(closes(), Error::<Test>::InUse);
		after(1);
		assert_ok!(closes());
		let told = Event::RecoveryAbandoned { patient: PATIENT, at: START + 14 * DAY };
		assert_eq!(events(), [told, Event::PatientClosed { patient: PATIENT }]);
	});
}
