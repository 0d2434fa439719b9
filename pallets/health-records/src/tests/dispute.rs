use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, RecordId};

fn numbered(id: RecordId, seq: u32) -> Call<Test> {
	Call::dispute { id, seq }
}

#[test]
fn dispute_flags_a_record_for_good() {
	run(|| {
		let id = anchored();
		assert_ok!(send(PATIENT, dispute(id)));
		assert_eq!(last_event(), Event::Disputed { id, patient: PATIENT, by: Voice::Patient });
		assert!(kept(id).disputed);
		assert_eq!(seq(PATIENT), 1);
		assert_noop!(send(PATIENT, dispute(id)), Error::<Test>::AlreadyDisputed);
	});
}

#[test]
fn dispute_of_any_version() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, amend(HOSPITAL, id, root())));
		assert_ok!(send(PATIENT, dispute(id)));
	});
}

#[test]
fn dispute_once_for_each_number() {
	run(|| {
		let (id, other) = (anchored(), anchored_for(PATIENT, 0));
		assert_noop!(send(PATIENT, numbered(id, 1)), Error::<Test>::StaleSequence);
		assert_ok!(send(PATIENT, numbered(id, 0)));
		assert_noop!(send(PATIENT, numbered(id, 0)), Error::<Test>::StaleSequence);
		assert_noop!(send(PATIENT, numbered(other, 0)), Error::<Test>::StaleSequence);
		assert_ok!(send(PATIENT, numbered(other, 1)));
	});
}

#[test]
fn dispute_is_refused_rather_than_wrapped_at_the_last_number() {
	run(|| {
		let id = anchored();
		Patients::<Test>::mutate(PATIENT, |row| row.as_mut().unwrap().seq = u32::MAX);
		assert_noop!(send(PATIENT, numbered(id, u32::MAX)), Error::<Test>::StaleSequence);
	});
}

#[test]
fn dispute_by_the_patient_or_a_guardian_with_the_power_only() {
	run(|| {
		let id = anchored();
		alone(OTHER_PATIENT);
		for who in [GUARDIANS[1], OTHER_PATIENT, HOSPITAL, STRANGER] {
			assert_noop!(send(who, dispute(id)), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(GUARDIANS[2], dispute(id)));
		assert_eq!(last_event(), Event::Disputed { id, patient: PATIENT, by: Voice::Guardian });
	});
}

#[test]
fn dispute_of_nothing_or_of_what_is_shredded_fails() {
	run(|| {
		let id = anchored();
		assert_noop!(send(PATIENT, dispute(H256::zero())), Error::<Test>::NotFound);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_noop!(send(PATIENT, dispute(id)), Error::<Test>::AlreadyShredded);
	});
}

/// A stolen key changes nothing; guardians do.
#[test]
fn dispute_while_a_recovery_is_decided_by_guardians_only() {
	run(|| {
		let (id, other) = (anchored(), anchored_for(PATIENT, 0));
		let effective_at = decided();
		assert_noop!(send(PATIENT, dispute(id)), Error::<Test>::Recovering);
		assert_ok!(send(GUARDIANS[2], dispute(id)));
		at(effective_at);
		assert_noop!(send(PATIENT, dispute(other)), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, dispute(other)));
	});
}

/// Closing the relationship does not end the patient's rights over what stays.
#[test]
fn dispute_after_the_relationship_was_closed() {
	run(|| {
		alone(PATIENT);
		let id = anchored_for(PATIENT, 0);
		closed();
		assert_noop!(send(STRANGER, dispute(id)), Error::<Test>::NotAuthorized);
		assert_noop!(send(PATIENT, numbered(id, 1)), Error::<Test>::StaleSequence);
		assert_ok!(send(PATIENT, numbered(id, 0)));
		assert_noop!(send(PATIENT, numbered(id, 0)), Error::<Test>::AlreadyDisputed);
	});
}

/// Two rows in one call: what time did to either is told before.
#[test]
fn dispute_tells_of_each_row_in_the_order_of_its_trail() {
	run(|| {
		let id = anchored();
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, START + DAY)));
		assert_ok!(send(GUARDIANS[0], recover(PATIENT, SUCCESSOR)));
		at(START + 14 * DAY);
		assert_ok!(send(PATIENT, dispute(id)));
		let told = [
			Event::RecoveryAbandoned { patient: PATIENT, at: START + 14 * DAY },
			Event::HoldEnded { id, at: START + DAY },
			Event::Disputed { id, patient: PATIENT, by: Voice::Patient },
		];
		assert_eq!(events(), told);
	});
}
