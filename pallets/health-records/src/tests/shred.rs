use super::{calls::*, mock::*, setup::*};
use crate::*;
use codec::Encode;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault, RecordFacts, RecordStatus};

#[test]
fn shred_leaves_a_marker_that_leads_to_no_patient() {
	run(|| {
		// A key that stands out among the bytes.
		let key = 0x5a17_c0de_5a17_c0de;
		alone(key);
		let id = anchored_for(key, 3);
		assert_ok!(send(key, request_shred(id)));
		after(DAY);
		let (licence, reason) = (licence(HOSPITAL), ShredReason::PatientRequest);
		assert_ok!(send(HOSPITAL, Call::shred { licence, id, reason }));
		assert_eq!(last_event(), Event::Shredded { id, reason });
		let at = Now::get();
		let status = <HealthRecords as RecordFacts>::status(&id);
		assert_eq!(status, Some(RecordStatus::Shredded { at }));
		let row = marker(id);
		assert_eq!((row.custodian, row.block, row.at), (licence, 1, at));
		let stored = Records::<Test>::get(id).encode();
		assert!(!stored.windows(8).any(|bytes| bytes == key.encode()));
		assert!(!last_event().encode().windows(8).any(|bytes| bytes == key.encode()));
	});
}

/// Invariant 6.
#[test]
fn shred_is_for_good() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		let until = START + DAY;
		for (who, call) in [
			(HOSPITAL, shred(HOSPITAL, id)),
			(HOSPITAL, hold(HOSPITAL, id, until)),
			(REGULATOR, hold(REGULATOR, id, until)),
			(REGULATOR, lift(REGULATOR, id)),
			(PATIENT, Call::dispute { id, seq: 0 }),
			(PATIENT, Call::request_shred { id, seq: 0 }),
		] {
			assert_noop!(send(who, call), Error::<Test>::AlreadyShredded);
		}
		at(START + 400 * DAY - 1);
		idle();
		assert!(HealthRecords::record(id).is_some());
		turn(START + 400 * DAY);
		assert_eq!(events(), [Event::RecordPruned { id }]);
	});
}

/// The custodian does not say of a record what the chain knows to be wrong.
#[test]
fn shred_for_a_reason_that_is_true() {
	run(|| {
		entered();
		let ids = [0; 4].map(|set| anchored_for(PATIENT, set));
		let shreds =
			|id, reason| send(HOSPITAL, Call::shred { licence: licence(HOSPITAL), id, reason });
		for reason in [ShredReason::PatientRequest, ShredReason::EnteredInError] {
			assert_noop!(shreds(ids[0], reason), Error::<Test>::NotAllowed);
		}
		assert_ok!(send(PATIENT, request_shred(ids[0])));
		assert_ok!(send(HOSPITAL, mark_error(HOSPITAL, ids[1])));
		for (id, reason) in ids.into_iter().zip([
			ShredReason::PatientRequest,
			ShredReason::EnteredInError,
			ShredReason::LegalOrder,
			ShredReason::RetentionEnded,
		]) {
			assert_ok!(shreds(id, reason));
			assert_eq!(last_event(), Event::Shredded { id, reason });
		}
	});
}

#[test]
fn shred_while_a_hold_is_in_force_fails() {
	run(|| {
		let id = anchored();
		let until = START + DAY;
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, until)));
		at(until - 1);
		assert_noop!(send(HOSPITAL, shred(HOSPITAL, id)), Error::<Test>::OnHold);
		at(until);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		let reason = ShredReason::RetentionEnded;
		assert_eq!(events(), [Event::HoldEnded { id, at: until }, Event::Shredded { id, reason }]);
	});
}

#[test]
fn shred_by_its_custodian_or_the_successor_only() {
	run(|| {
		let id = anchored();
		for who in [OTHER_HOSPITAL, CLINICIAN, REGULATOR] {
			assert_noop!(send(who, shred(who, id)), Error::<Test>::NotAuthorized);
		}
		for who in [PATIENT, STRANGER] {
			assert_noop!(send(who, shred(HOSPITAL, id)), Error::<Test>::NotAuthorized);
		}
		fault(HOSPITAL, Some(LicenceFault::Suspended));
		assert_noop!(send(HOSPITAL, shred(HOSPITAL, id)), Error::<Test>::LicenceNotValid);
		succeeded();
		assert_ok!(send(OTHER_HOSPITAL, shred(OTHER_HOSPITAL, id)));
		// With the old licence the id still opens.
		let root = H256::from_low_u64_be(Roots::get());
		assert!(HealthRecords::opens(id, licence(HOSPITAL), START, root));
	});
}

#[test]
fn shred_of_nothing_fails() {
	run(|| {
		entered();
		let call = shred(HOSPITAL, H256::zero());
		assert_noop!(send(HOSPITAL, call), Error::<Test>::NotFound);
	});
}

/// The page's edge case: read, then shredded in one block, and the reverse.
#[test]
fn shred_and_access_in_one_block() {
	run(|| {
		let (id, other) = (granted(), anchored_for(PATIENT, 0));
		assert_ok!(send(CLINIC, access(PATIENT, 0, &[id])));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_noop!(send(CLINIC, access(PATIENT, 0, &[id])), Error::<Test>::AlreadyShredded);
		let both = access(PATIENT, 0, &[other, id]);
		assert_noop!(send(CLINIC, both), Error::<Test>::AlreadyShredded);
		assert_ok!(send(CLINIC, access(PATIENT, 0, &[other])));
	});
}
