use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment, PatientAuthority, Power};

const FIRST: u64 = GUARDIANS[0];
const SECOND: u64 = GUARDIANS[1];
const THIRD: u64 = GUARDIANS[2];

fn votes(who: u64, new: u64) -> DispatchResult {
	send(who, recover(PATIENT, new))
}

fn approved(by: Option<u64>, effective_at: Option<Moment>) -> Event<Test> {
	Event::RecoveryApproved { patient: PATIENT, by, new: SUCCESSOR, effective_at }
}

#[test]
fn recover_by_guardians_takes_effect_a_week_after_it_is_decided() {
	run(|| {
		entered();
		assert_ok!(votes(FIRST, SUCCESSOR));
		assert_eq!(last_event(), approved(Some(FIRST), None));
		after(DAY);
		assert_ok!(votes(SECOND, SUCCESSOR));
		let effective_at = START + 8 * DAY;
		assert_eq!(last_event(), approved(Some(SECOND), Some(effective_at)));
		at(effective_at - 1);
		assert_eq!(patient(PATIENT).controller, None);
		at(effective_at);
		let row = patient(PATIENT);
		assert_eq!((row.controller, row.recovery, row.attempt), (Some(SUCCESSOR), None, 1));
		assert_ok!(send(SUCCESSOR, seal(PATIENT, 0)));
		let told = Event::Recovered { patient: PATIENT, controller: SUCCESSOR, at: effective_at };
		assert_eq!(events()[0], told);
	});
}

#[test]
fn recover_by_a_registrar_takes_two_weeks() {
	run(|| {
		entered();
		assert_ok!(votes(REGISTRAR, SUCCESSOR));
		assert_eq!(last_event(), approved(None, Some(START + 14 * DAY)));
		assert_noop!(votes(FIRST, SUCCESSOR), Error::<Test>::Recovering);
		at(START + 14 * DAY);
		assert_eq!(patient(PATIENT).controller, Some(SUCCESSOR));
	});
}

#[test]
fn recover_by_a_registrar_overrides_a_vote() {
	run(|| {
		entered();
		assert_ok!(votes(FIRST, OTHER_SUCCESSOR));
		assert_ok!(votes(REGISTRAR, SUCCESSOR));
		assert_noop!(votes(SECOND, OTHER_SUCCESSOR), Error::<Test>::Recovering);
		at(START + 14 * DAY);
		assert_eq!(patient(PATIENT).controller, Some(SUCCESSOR));
	});
}

#[test]
fn recover_by_guardians_with_the_power_or_a_registrar_with_the_duty_only() {
	run(|| {
		entered();
		for who in [PATIENT, THIRD, HOSPITAL, OTHER_REGISTRAR, SUCCESSOR, STRANGER] {
			assert_noop!(votes(who, SUCCESSOR), Error::<Test>::NotAuthorized);
		}
		let call = recover(STRANGER, SUCCESSOR);
		assert_noop!(send(REGISTRAR, call), Error::<Test>::NotFound);
	});
}

/// Invariant 10.
#[test]
fn recover_by_a_guardian_until_its_end() {
	run(|| {
		entered();
		at(GUARDED - 1);
		assert_ok!(votes(FIRST, SUCCESSOR));
		after(1);
		assert_noop!(votes(FIRST, SUCCESSOR), Error::<Test>::NotAuthorized);
		// Its vote went with it.
		assert_ok!(votes(SECOND, SUCCESSOR));
		assert_eq!(last_event(), approved(Some(SECOND), None));
	});
}

#[test]
fn recover_to_the_lost_key_the_speaker_or_a_guardian_fails() {
	run(|| {
		entered();
		for new in [PATIENT, FIRST, SECOND, THIRD] {
			assert_noop!(votes(FIRST, new), Error::<Test>::InvalidKey);
			assert_noop!(votes(REGISTRAR, new), Error::<Test>::InvalidKey);
		}
		recovered();
		for new in [PATIENT, SUCCESSOR] {
			assert_noop!(votes(FIRST, new), Error::<Test>::InvalidKey);
		}
		assert_ok!(votes(FIRST, OTHER_SUCCESSOR));
	});
}

#[test]
fn recover_once_for_each_guardian_and_attempt() {
	run(|| {
		entered();
		let vote = recover(PATIENT, SUCCESSOR);
		assert_ok!(send(FIRST, vote.clone()));
		for new in [SUCCESSOR, OTHER_SUCCESSOR] {
			assert_noop!(votes(FIRST, new), Error::<Test>::AlreadyApproved);
		}
		// Nobody else's vote stands in the way of the others, and none decides what two did not want.
		assert_ok!(votes(SECOND, OTHER_SUCCESSOR));
		assert!(matches!(patient(PATIENT).recovery, Some(Recovery::Gathering { .. })));
		for who in [FIRST, SECOND] {
			assert_noop!(votes(who, SUCCESSOR), Error::<Test>::AlreadyApproved);
		}
		at(START + 14 * DAY - 1);
		assert_noop!(votes(FIRST, SUCCESSOR), Error::<Test>::AlreadyApproved);
		// The attempt has ended: a replay of its votes is of the past.
		at(START + 14 * DAY);
		assert_eq!(patient(PATIENT).attempt, 1);
		assert_noop!(send(FIRST, vote), Error::<Test>::TooLate);
		assert_ok!(votes(FIRST, SUCCESSOR));
		let told = Event::RecoveryAbandoned { patient: PATIENT, at: START + 14 * DAY };
		assert_eq!(events()[0], told);
	});
}

/// A replay of votes after the veto, after the effect, and of an attempt to come.
#[test]
fn recover_in_the_attempt_that_it_names_only() {
	run(|| {
		entered();
		let in_attempt = |attempt| Call::recover { patient: PATIENT, new: SUCCESSOR, attempt };
		for who in [FIRST, REGISTRAR] {
			assert_noop!(send(who, in_attempt(1)), Error::<Test>::TooLate);
		}
		decided();
		assert_ok!(send(PATIENT, veto(PATIENT)));
		for who in [FIRST, SECOND, REGISTRAR] {
			assert_noop!(send(who, in_attempt(0)), Error::<Test>::TooLate);
		}
		recovered();
		for who in [FIRST, SECOND, REGISTRAR] {
			assert_noop!(send(who, in_attempt(1)), Error::<Test>::TooLate);
		}
	});
}

/// Invariant 9, in every pallet that asks.
#[test]
fn recover_moves_the_patients_voice_from_one_key_to_another() {
	run(|| {
		entered();
		let speaks = |who: u64| {
			let now = Now::get();
			let powers = Power::ALL.map(|power| HealthRecords::may_act(&PATIENT, &who, power, now));
			assert_eq!(powers, [HealthRecords::speaks_as(&PATIENT, &who, now); 4]);
			powers[0]
		};
		let effective_at = decided();
		at(effective_at - 1);
		assert_eq!([PATIENT, SUCCESSOR].map(speaks), [true, false]);
		at(effective_at);
		assert_eq!([PATIENT, SUCCESSOR].map(speaks), [false, true]);
		// The successor is lost in its turn.
		for who in [FIRST, SECOND] {
			assert_ok!(votes(who, OTHER_SUCCESSOR));
		}
		at(effective_at + 7 * DAY);
		assert_eq!([PATIENT, SUCCESSOR, OTHER_SUCCESSOR].map(speaks), [false, false, true]);
	});
}
