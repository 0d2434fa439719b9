use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment};

fn named(authored_at: Moment) -> Call<Test> {
	Call::revoke { patient: PATIENT, slot: 0, authored_at }
}

fn takes_back() -> DispatchResult {
	send(PATIENT, revoke(PATIENT, 0))
}

#[test]
fn revoke_takes_effect_at_its_position_in_the_block() {
	run(|| {
		let id = granted();
		assert_ok!(send(CLINIC, access(PATIENT, 0, &[id])));
		assert_ok!(takes_back());
		assert_eq!(events().len(), 5);
		assert!(matches!(last_event(), Event::Revoked { patient: PATIENT, slot: 0, .. }));
		assert_eq!(state(), GrantState::Closed { why: GrantEnd::Revoked, at: START });
		assert_noop!(send(CLINIC, access(PATIENT, 0, &[id])), Error::<Test>::NotOpen);
	});
}

#[test]
fn revoke_before_the_period_begins() {
	run(|| {
		entered();
		give(PATIENT, Gift { from: START + DAY, ..gift() });
		assert_ok!(takes_back());
	});
}

#[test]
fn revoke_by_the_patient_or_a_guardian_with_the_power_only() {
	run(|| {
		granted();
		alone(OTHER_PATIENT);
		for who in [GUARDIANS[1], OTHER_PATIENT, CLINIC, HOSPITAL, STRANGER] {
			assert_noop!(send(who, revoke(PATIENT, 0)), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(GUARDIANS[2], revoke(PATIENT, 0)));
	});
}

#[test]
fn revoke_of_a_grant_that_is_not_open_fails() {
	run(|| {
		let id = granted();
		for slot in [1, 2] {
			give(PATIENT, Gift { slot, reads: 1, ..gift() });
		}
		assert_noop!(send(PATIENT, revoke(PATIENT, 3)), Error::<Test>::NotFound);
		assert_noop!(send(STRANGER, revoke(STRANGER, 0)), Error::<Test>::NotFound);
		assert_ok!(takes_back());
		assert_noop!(takes_back(), Error::<Test>::NotOpen);
		assert_ok!(send(CLINIC, access(PATIENT, 1, &[id])));
		assert_noop!(send(PATIENT, revoke(PATIENT, 1)), Error::<Test>::NotOpen);
		at(START + 10 * DAY);
		assert_noop!(send(PATIENT, revoke(PATIENT, 2)), Error::<Test>::NotOpen);
	});
}

#[test]
fn revoke_until_the_period_ends() {
	run(|| {
		granted();
		at(START + 10 * DAY - 1);
		assert_ok!(takes_back());
	});
}

/// An old revocation never hits a later grant in the slot.
#[test]
fn revoke_names_the_grant() {
	run(|| {
		granted();
		for authored_at in [START - 1, START + 1] {
			assert_noop!(send(PATIENT, named(authored_at)), Error::<Test>::NotOpen);
		}
		let old = named(START);
		assert_ok!(send(PATIENT, old.clone()));
		after(2 * DAY);
		give(PATIENT, gift());
		assert_noop!(send(PATIENT, old), Error::<Test>::NotOpen);
		assert_ok!(takes_back());
	});
}

/// A stolen key takes back, and gives nothing.
#[test]
fn revoke_while_a_recovery_is_decided() {
	run(|| {
		granted();
		give(PATIENT, Gift { slot: 1, ..gift() });
		let effective_at = decided();
		assert_noop!(send(SUCCESSOR, revoke(PATIENT, 0)), Error::<Test>::NotAuthorized);
		assert_ok!(takes_back());
		at(effective_at);
		assert_noop!(send(PATIENT, revoke(PATIENT, 1)), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, revoke(PATIENT, 1)));
	});
}
