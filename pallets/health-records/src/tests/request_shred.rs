use super::{calls::*, mock::*, setup::*};
use crate::{life::ANSWER_WITHIN, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Infraction, Moment, Purpose, RecordId};

fn asks(id: RecordId) -> DispatchResult {
	send(PATIENT, request_shred(id))
}

fn requested(id: RecordId, due: Moment) -> Event<Test> {
	Event::ShredRequested { id, patient: PATIENT, by: Voice::Patient, due }
}

#[test]
fn request_shred_is_answered_within_a_month() {
	run(|| {
		let id = anchored();
		assert_ok!(asks(id));
		let due = START + 30 * DAY;
		assert_eq!(last_event(), requested(id, due));
		assert_eq!(kept(id).erasure, Some(Erasure::Requested { due }));
		assert_eq!(seq(PATIENT), 1);
		assert_noop!(asks(id), Error::<Test>::AlreadyRequested);
	});
}

#[test]
fn request_shred_of_any_version() {
	run(|| {
		entered();
		let [amended, wrong] = [0; 2].map(|set| anchored_for(PATIENT, set));
		assert_ok!(send(HOSPITAL, amend(HOSPITAL, amended, root())));
		assert_ok!(send(HOSPITAL, mark_error(HOSPITAL, wrong)));
		assert_ok!(asks(amended));
		assert_ok!(asks(wrong));
	});
}

/// The custodian stays silent: nobody reads the record any more, and it is reported once.
#[test]
fn request_shred_unanswered_blocks_every_reader() {
	run(|| {
		let id = anchored();
		give(PATIENT, Gift { until: START + 60 * DAY, reads: 9, ..gift() });
		assert_ok!(asks(id));
		at(START + 29 * DAY);
		let emergency = broken_by(CLINICIAN, PATIENT);
		let due = START + 30 * DAY;
		at(due - 1);
		assert_ok!(send(CLINIC, access(PATIENT, 0, &[id])));
		assert_ok!(send(CLINICIAN, read(CLINICIAN, PATIENT, emergency, &[id])));
		assert!(HealthRecords::may_access(CLINIC, id, Purpose::Treatment));
		at(due);
		assert_eq!(kept(id).erasure, Some(Erasure::Ignored { since: due }));
		assert_noop!(send(CLINIC, access(PATIENT, 0, &[id])), Error::<Test>::Blocked);
		let emergency = broken_by(DOCTOR, PATIENT);
		let call = read(DOCTOR, PATIENT, emergency, &[id]);
		assert_noop!(send(DOCTOR, call), Error::<Test>::Blocked);
		assert!(!HealthRecords::may_access(CLINIC, id, Purpose::Treatment));
		assert_eq!(HealthRecords::overdue_shreds(licence(HOSPITAL), None, 10).items, [id]);
		for _ in 0..3 {
			assert!(Reports::get().len() <= 1);
			turn(Now::get() + DAY);
		}
		assert_eq!(Reports::get(), [(licence(HOSPITAL), Infraction::IgnoredShredding)]);
		// Late is better than never.
		assert_noop!(asks(id), Error::<Test>::AlreadyRequested);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_eq!(Reports::get().len(), 1);
	});
}

#[test]
fn request_shred_waits_while_a_hold_is_in_force() {
	run(|| {
		let (before, after_it) = (anchored(), anchored_for(PATIENT, 0));
		assert_ok!(asks(before));
		after(DAY);
		let until = Now::get() + 100 * DAY;
		for id in [before, after_it] {
			assert_ok!(send(REGULATOR, hold(REGULATOR, id, until)));
		}
		after(DAY);
		assert_ok!(asks(after_it));
		let due = until + ANSWER_WITHIN;
		assert_eq!(last_event(), requested(after_it, due));
		at(until);
		for id in [before, after_it] {
			assert_eq!(kept(id).erasure, Some(Erasure::Requested { due }));
		}
		at(due - 1);
		assert!(kept(before).erasure.is_some_and(|row| row == Erasure::Requested { due }));
		at(due);
		for id in [before, after_it] {
			assert_eq!(kept(id).erasure, Some(Erasure::Ignored { since: due }));
		}
	});
}

#[test]
fn request_shred_by_the_patient_or_a_guardian_with_the_power_only() {
	run(|| {
		let id = anchored();
		alone(OTHER_PATIENT);
		for who in [GUARDIANS[1], OTHER_PATIENT, HOSPITAL, REGULATOR] {
			assert_noop!(send(who, request_shred(id)), Error::<Test>::NotAuthorized);
		}
		assert_ok!(send(GUARDIANS[0], request_shred(id)));
	});
}

#[test]
fn request_shred_once_for_each_number() {
	run(|| {
		let (id, other) = (anchored(), anchored_for(PATIENT, 0));
		assert_ok!(asks(id));
		for seq in [0, 2] {
			let call = Call::request_shred { id: other, seq };
			assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
		}
		assert_ok!(asks(other));
	});
}

#[test]
fn request_shred_of_nothing_or_of_what_is_shredded_fails() {
	run(|| {
		let id = anchored();
		assert_noop!(asks(H256::zero()), Error::<Test>::NotFound);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_noop!(asks(id), Error::<Test>::AlreadyShredded);
	});
}

#[test]
fn request_shred_while_a_recovery_is_decided_by_guardians_only() {
	run(|| {
		let id = anchored();
		decided();
		assert_noop!(asks(id), Error::<Test>::Recovering);
		assert_ok!(send(GUARDIANS[2], request_shred(id)));
	});
}

#[test]
fn request_shred_after_the_relationship_was_closed() {
	run(|| {
		alone(PATIENT);
		let id = anchored_for(PATIENT, 0);
		closed();
		let call = Call::request_shred { id, seq: 0 };
		assert_noop!(send(STRANGER, call.clone()), Error::<Test>::NotAuthorized);
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::AlreadyRequested);
		after(30 * DAY);
		assert_eq!(HealthRecords::overdue_shreds(licence(HOSPITAL), None, 10).items, [id]);
	});
}
