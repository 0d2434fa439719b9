//! What went wrong elsewhere, tried here.

use super::{calls::*, mock::*, setup::*};
use crate::*;
use codec::Encode;
use frame::{deps::sp_io, testing_prelude::*};
use salus_primitives::ids::{DAY, HOUR};

/// A patient's story from entry to close.
fn story() -> RecordIds {
	alone(PATIENT);
	let [kept, shredded] = [0, 1].map(|set| anchored_for(PATIENT, set));
	give(PATIENT, Gift { what: What::Sets(0b11), ..gift() });
	assert_ok!(send(CLINIC, access(PATIENT, 0, &[kept, shredded])));
	assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
	let incident = broken_by(CLINICIAN, PATIENT);
	assert_ok!(send(CLINICIAN, read(CLINICIAN, PATIENT, incident, &[kept])));
	assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
	assert_ok!(send(AUDITOR, review(AUDITOR, PATIENT, incident, Finding::Cleared)));
	assert_ok!(send(PATIENT, request_shred(shredded)));
	assert_ok!(send(HOSPITAL, shred(HOSPITAL, shredded)));
	RecordIds { kept, shredded }
}

struct RecordIds {
	kept: salus_primitives::RecordId,
	shredded: salus_primitives::RecordId,
}

/// A relationship does not take its history with it.
#[test]
fn closing_a_relationship_leaves_its_history() {
	run(|| {
		let ids = story();
		// Not while somebody could still hear of it.
		let early = send(HOSPITAL, close(HOSPITAL, PATIENT));
		assert_eq!(early, Err(Error::<Test>::InUse.into()));
		closed();
		assert!(HealthRecords::record(ids.kept).is_some());
		assert_eq!(marker(ids.shredded).reason, ShredReason::RetentionEnded);
		assert_eq!(HealthRecords::grants(PATIENT).len(), 1);
		assert_eq!(HealthRecords::incidents(PATIENT, None, 10).items.len(), 1);
		// `run` replays every trail out of the events, those of the closed row's time included.
	});
}

/// What nobody may know is in no row, event or call: roots, salts, what a set stands for.
#[test]
fn no_root_is_stored_or_told() {
	run(|| {
		alone(PATIENT);
		let canary = H256::repeat_byte(0xc9);
		assert_ok!(send(HOSPITAL, anchor(HOSPITAL, canary, PATIENT, 0)));
		let holds = |bytes: &[u8]| bytes.windows(32).any(|part| part == canary.as_bytes());
		let told = events().encode();
		assert!(!holds(&told));
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			assert!(!holds(&next) && !holds(&sp_io::storage::get(&next).unwrap_or_default()));
			key = next;
		}
		assert!(key.len() > 32);
	});
}

/// Readers without an end, a number or a scope cannot be expressed.
#[test]
fn no_grant_without_an_end_a_number_and_a_scope() {
	run(|| {
		entered();
		let gives = |gift| send(PATIENT, grant(PATIENT, gift));
		let endless = Gift { until: u64::MAX, ..gift() };
		assert_noop!(gives(endless), Error::<Test>::InvalidPeriod);
		assert_noop!(gives(Gift { reads: 0, ..gift() }), Error::<Test>::InvalidScope);
		let nothing = Gift { what: What::Sets(0), ..gift() };
		assert_noop!(gives(nothing), Error::<Test>::InvalidScope);
	});
}

/// An override that nobody accounts for is the last one.
#[test]
fn an_emergency_without_an_account_is_the_last_one() {
	run(|| {
		let (id, incident) = broken();
		alone(OTHER_PATIENT);
		give(PATIENT, Gift { grantee: Grantee::Licence(licence(CLINICIAN)), ..gift() });
		at(START + 72 * HOUR);
		for call in [
			access_by(Some(licence(CLINICIAN)), PATIENT, 0, &[id]),
			read(CLINICIAN, PATIENT, incident, &[id]),
			break_glass(CLINICIAN, OTHER_PATIENT, 1),
		] {
			assert_noop!(send(CLINICIAN, call), Error::<Test>::AccessSuspended);
		}
		// Not even after years, unless it was closed against the clinician.
		at(START + 75 * DAY);
		let call = break_glass(CLINICIAN, OTHER_PATIENT, 1);
		assert_noop!(send(CLINICIAN, call), Error::<Test>::AccessSuspended);
		turn(START + 93 * DAY);
		assert_eq!(Reports::get().len(), 1);
	});
}

/// Any address acts for nobody.
#[test]
fn a_stranger_does_nothing_to_anybody() {
	run(|| {
		let (id, incident) = broken();
		give(PATIENT, gift());
		for call in [
			close(HOSPITAL, PATIENT),
			anchor(HOSPITAL, root(), PATIENT, 0),
			amend(HOSPITAL, id, root()),
			mark_error(HOSPITAL, id),
			dispute(id),
			request_shred(id),
			shred(HOSPITAL, id),
			hold(REGULATOR, id, START + DAY),
			lift(REGULATOR, id),
			succeed(HOSPITAL, OTHER_HOSPITAL),
			grant(PATIENT, gift()),
			revoke(PATIENT, 0),
			access(PATIENT, 0, &[id]),
			break_glass(CLINICIAN, PATIENT, 1),
			read(CLINICIAN, PATIENT, incident, &[id]),
			justify(PATIENT, incident),
			review(AUDITOR, PATIENT, incident, Finding::Cleared),
			seal(PATIENT, 1),
			set_guardians(PATIENT, Guardians::default()),
			order_guardians(PATIENT, Guardians::default()),
			recover(PATIENT, STRANGER),
		] {
			assert_noop!(send(STRANGER, call), Error::<Test>::NotAuthorized);
		}
		decided();
		assert_noop!(send(STRANGER, veto(PATIENT)), Error::<Test>::NotAuthorized);
	});
}

/// Every relayed call of a patient, sent again at once and after each thing that could make it fresh.
#[test]
fn nothing_that_was_relayed_is_heard_twice() {
	run(|| {
		let id = anchored();
		let calls = [
			dispute(id),
			Call::request_shred { id, seq: 1 },
			grant(PATIENT, gift()),
			Call::revoke { patient: PATIENT, slot: 0, authored_at: START },
			Call::seal { patient: PATIENT, sets: 1, seq: 2 },
			Call::set_guardians {
				patient: PATIENT,
				guardians: guardians(),
				warrant: Warrant::Patient { seq: 3 },
			},
		];
		let replay = || {
			for call in &calls {
				let before = sp_io::storage::root(StateVersion::V1);
				assert!(send(PATIENT, call.clone()).is_err(), "heard twice: {call:?}");
				assert_eq!(before, sp_io::storage::root(StateVersion::V1));
			}
		};
		for call in &calls {
			assert!(call.is_sequenced());
			assert_ok!(send(PATIENT, call.clone()));
		}
		replay();
		after(2 * DAY);
		replay();
		give(PATIENT, gift());
		replay();
		// Closed and entered anew: everything starts at 0 again but what could be replayed has died.
		assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
		assert_ok!(send(PATIENT, set_guardians(PATIENT, Guardians::default())));
		closed();
		let fresh: Vec<_> = calls[2..4].to_vec();
		entered();
		for call in fresh {
			assert!(send(PATIENT, call).is_err());
		}
	});
}
