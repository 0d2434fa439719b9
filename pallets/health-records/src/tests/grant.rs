use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Moment, Purpose,
};

const MAX_GRANT: Moment = 366 * DAY;
/// How long a slot rests after its grant.
const REST: Moment = DAY + 300_000;

fn gives(gift: Gift) -> DispatchResult {
	send(PATIENT, grant(PATIENT, gift))
}

#[test]
fn grant_lets_somebody_read() {
	run(|| {
		entered();
		assert_ok!(gives(gift()));
		let (grantee, what) = (Grantee::Licence(licence(CLINIC)), What::Sets(1));
		let until = START + 10 * DAY;
		assert!(matches!(
			last_event(),
			Event::Granted { patient: PATIENT, slot: 0, authored_at: START, reads: 2, .. }
		));
		let row = granted_in(PATIENT, 0);
		assert_eq!((row.grantee, row.what, row.purpose), (grantee, what, Purpose::Treatment));
		assert_eq!((row.authored_at, row.from, row.until), (START, START, until));
		assert_eq!(row.state, GrantState::Open { reads_left: 2 });
		// It is not counted: its replay guard is the slot.
		assert_eq!(seq(PATIENT), 0);
	});
}

#[test]
fn grant_by_the_patient_or_a_guardian_with_the_power_only() {
	run(|| {
		entered();
		alone(OTHER_PATIENT);
		for who in [GUARDIANS[1], OTHER_PATIENT, HOSPITAL, CLINIC] {
			assert_noop!(send(who, grant(PATIENT, gift())), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(GUARDIANS[0], grant(PATIENT, gift())));
		assert_ok!(send(GUARDIANS[2], grant(PATIENT, Gift { slot: 1, ..gift() })));
		assert_noop!(send(STRANGER, grant(STRANGER, gift())), Error::<Test>::NotFound);
	});
}

/// A minor comes of age: what the guardian gave stays until it is revoked.
#[test]
fn grant_by_a_guardian_until_its_end() {
	run(|| {
		entered();
		at(GUARDED - 1);
		assert_ok!(send(GUARDIANS[0], grant(PATIENT, gift())));
		after(1);
		let call = grant(PATIENT, Gift { slot: 1, ..gift() });
		assert_noop!(send(GUARDIANS[0], call), Error::<Test>::NotAuthorized);
		assert_noop!(send(GUARDIANS[0], revoke(PATIENT, 0)), Error::<Test>::NotAuthorized);
		assert_eq!(state(), GrantState::Open { reads_left: 2 });
		assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
	});
}

#[test]
fn grant_of_today() {
	run(|| {
		entered();
		let written = |slot, authored_at| gives(Gift { slot, authored_at, ..gift() });
		assert_noop!(written(0, START - DAY - 1), Error::<Test>::Stale);
		assert_noop!(written(0, START + 300_001), Error::<Test>::Stale);
		assert_ok!(written(0, START - DAY));
		assert_ok!(written(1, START + 300_000));
	});
}

#[test]
fn grant_in_one_of_thirty_two_slots() {
	run(|| {
		entered();
		for slot in [32, u8::MAX] {
			assert_noop!(gives(Gift { slot, ..gift() }), Error::<Test>::InvalidSet);
		}
		for slot in 0..32 {
			assert_ok!(gives(Gift { slot, ..gift() }));
		}
		assert_eq!(HealthRecords::grants(PATIENT).len(), 32);
		for slot in 0..32 {
			assert_noop!(gives(Gift { slot, ..gift() }), Error::<Test>::AlreadyExists);
		}
	});
}

#[test]
fn grant_for_a_period_that_ends() {
	run(|| {
		entered();
		after(DAY);
		let now = Now::get();
		for (from, until) in [
			(now, now),
			(now + 2, now + 1),
			(now - 2, now - 1),
			(now - 1, now),
			(now, now + MAX_GRANT + 1),
			(now, Moment::MAX),
		] {
			let gift = Gift { from, until, ..gift() };
			assert_noop!(gives(gift), Error::<Test>::InvalidPeriod);
		}
		for (slot, (from, until)) in [
			(now, now + 1),
			(now - 1, now + 1),
			(now, now + MAX_GRANT),
			(now + MAX_GRANT - 1, now + MAX_GRANT),
		]
		.into_iter()
		.enumerate()
		{
			assert_ok!(gives(Gift { slot: slot as u8, from, until, ..gift() }));
		}
	});
}

#[test]
fn grant_of_no_set_or_no_read_fails() {
	run(|| {
		entered();
		let nothing = Gift { what: What::Sets(0), ..gift() };
		assert_noop!(gives(nothing), Error::<Test>::InvalidScope);
		assert_noop!(gives(Gift { reads: 0, ..gift() }), Error::<Test>::InvalidScope);
		assert_ok!(gives(Gift { reads: 1, ..gift() }));
		let most = Gift { slot: 1, reads: u16::MAX, what: What::Sets(u32::MAX), ..gift() };
		assert_ok!(gives(most));
	});
}

/// A replay meets the occupied slot until it is too old to be taken: for each way in which a grant can end, and both ends of
/// the clock's skew.
#[test]
fn grant_is_never_heard_twice() {
	for authored_at in [START, START + 300_000] {
		for end in 0..3 {
			run(|| {
				let id = anchored();
				let until = START + 3 * HOUR;
				let gift = Gift { authored_at, until, reads: 1, ..gift() };
				let replay = grant(PATIENT, gift.clone());
				assert_ok!(send(PATIENT, replay.clone()));
				assert_noop!(send(PATIENT, replay.clone()), Error::<Test>::AlreadyExists);
				match end {
					0 => send(PATIENT, revoke(PATIENT, 0)).unwrap(),
					1 => send(CLINIC, access(PATIENT, 0, &[id])).unwrap(),
					_ => at(until),
				}
				let closed = granted_in(PATIENT, 0).closed_at().unwrap();
				let again = |error: Error<Test>| {
					let refused = send(PATIENT, replay.clone());
					assert_eq!(refused, Err(error.into()));
				};
				again(Error::AlreadyExists);
				at(authored_at + DAY);
				again(Error::AlreadyExists);
				// Another one waits for the slot longer than any replay lives.
				at(closed + REST);
				assert_noop!(gives(super::calls::gift()), Error::<Test>::AlreadyExists);
				after(1);
				again(Error::Stale);
				assert_ok!(gives(super::calls::gift()));
				again(Error::Stale);
			});
		}
	}
}

/// What time did to the former grant is told before the slot is another's.
#[test]
fn grant_tells_how_the_former_one_ended() {
	run(|| {
		entered();
		give(PATIENT, gift());
		let until = START + 10 * DAY;
		at(until + REST + 1);
		assert_ok!(gives(gift()));
		let told = events();
		assert_eq!(told[0], Event::Expired { patient: PATIENT, slot: 0, at: until });
		assert!(matches!(told[1..], [Event::Granted { .. }]));
	});
}

/// Invariant 9.
#[test]
fn grant_while_a_recovery_is_decided_by_guardians_only() {
	run(|| {
		entered();
		assert_ok!(send(GUARDIANS[0], recover(PATIENT, SUCCESSOR)));
		assert_ok!(gives(gift()));
		assert_ok!(send(GUARDIANS[1], recover(PATIENT, SUCCESSOR)));
		let effective_at = START + 7 * DAY;
		at(effective_at - 1);
		let call = |slot| grant(PATIENT, Gift { slot, ..gift() });
		assert_noop!(send(PATIENT, call(1)), Error::<Test>::Recovering);
		assert_noop!(send(SUCCESSOR, call(1)), Error::<Test>::NotAuthorized);
		assert_ok!(send(GUARDIANS[2], call(1)));
		assert!(matches!(last_event(), Event::Granted { by: Voice::Guardian, .. }));
		at(effective_at);
		assert_noop!(send(PATIENT, call(2)), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, call(2)));
		assert!(matches!(last_event(), Event::Granted { by: Voice::Patient, .. }));
		// What the old key gave before stands until it is revoked.
		assert_eq!(state(), GrantState::Open { reads_left: 2 });
		assert_ok!(send(SUCCESSOR, revoke(PATIENT, 0)));
	});
}
