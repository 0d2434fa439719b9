use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, RecordId,
};

fn reads(records: &[RecordId]) -> DispatchResult {
	send(CLINIC, access(PATIENT, 0, records))
}

#[test]
fn access_takes_one_read_and_leaves_a_receipt() {
	run(|| {
		let (id, other) = (granted(), anchored_for(PATIENT, 0));
		assert_ok!(reads(&[id, other]));
		let by = Some(licence(CLINIC));
		let (patient, slot, receipt, reads_left) = (PATIENT, 0, RECEIPT, 1);
		assert_eq!(last_event(), Event::Accessed { patient, slot, by, receipt, reads_left });
		assert_eq!(state(), GrantState::Open { reads_left: 1 });
		let trail = granted_in(PATIENT, 0).trail;
		assert_eq!((trail.n, trail.last), (2, 1));
	});
}

#[test]
fn access_by_the_grantee_only() {
	run(|| {
		let id = granted();
		for (who, by) in [
			(CLINIC, Some(licence(HOSPITAL))),
			(CLINIC, None),
			(HOSPITAL, Some(licence(HOSPITAL))),
			(PATIENT, Some(licence(CLINIC))),
			(STRANGER, Some(licence(STRANGER))),
			(STRANGER, None),
		] {
			let call = access_by(by, PATIENT, 0, &[id]);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		replace_key(CLINIC, STRANGER);
		assert_noop!(reads(&[id]), Error::<Test>::NotAuthorized);
		assert_ok!(send(STRANGER, access(PATIENT, 0, &[id])));
	});
}

#[test]
fn access_by_a_key() {
	run(|| {
		let id = anchored();
		give(PATIENT, Gift { grantee: Grantee::Key(STRANGER), ..gift() });
		let call = |by| access_by(by, PATIENT, 0, &[id]);
		assert_noop!(send(CLINIC, call(Some(licence(CLINIC)))), Error::<Test>::NotAuthorized);
		assert_noop!(send(CLINIC, call(None)), Error::<Test>::NotAuthorized);
		assert_ok!(send(STRANGER, call(None)));
		assert!(matches!(last_event(), Event::Accessed { by: None, .. }));
	});
}

#[test]
fn access_in_the_period() {
	run(|| {
		let id = anchored();
		let (from, until) = (START + HOUR, START + 2 * HOUR);
		give(PATIENT, Gift { from, until, reads: 9, ..gift() });
		at(from - 1);
		assert_noop!(reads(&[id]), Error::<Test>::TooEarly);
		at(from);
		assert_ok!(reads(&[id]));
		at(until - 1);
		assert_ok!(reads(&[id]));
		at(until);
		assert_noop!(reads(&[id]), Error::<Test>::Expired);
	});
}

#[test]
fn access_until_every_read_is_taken() {
	run(|| {
		let id = granted();
		assert_ok!(reads(&[id]));
		assert_ok!(reads(&[id]));
		assert!(matches!(last_event(), Event::Accessed { reads_left: 0, .. }));
		assert_eq!(state(), GrantState::Closed { why: GrantEnd::Spent, at: START });
		assert_noop!(reads(&[id]), Error::<Test>::ReadsExhausted);
		at(START + 10 * DAY);
		assert_noop!(reads(&[id]), Error::<Test>::ReadsExhausted);
	});
}

#[test]
fn access_under_no_grant_or_a_closed_one_fails() {
	run(|| {
		let id = anchored();
		assert_noop!(reads(&[id]), Error::<Test>::NotFound);
		give(PATIENT, gift());
		assert_noop!(send(CLINIC, access(PATIENT, 1, &[id])), Error::<Test>::NotFound);
		assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
		assert_noop!(reads(&[id]), Error::<Test>::NotOpen);
	});
}

#[test]
fn access_by_a_licence_that_is_not_valid_fails_until_it_is() {
	run(|| {
		let id = granted();
		for standing in [LicenceFault::Suspended, LicenceFault::Expired, LicenceFault::Ended] {
			fault(CLINIC, Some(standing));
			assert_noop!(reads(&[id]), Error::<Test>::LicenceNotValid);
		}
		fault(CLINIC, None);
		assert_ok!(reads(&[id]));
	});
}

#[test]
fn access_to_records_in_scope_only() {
	run(|| {
		entered();
		alone(OTHER_PATIENT);
		let [first, second, third] = [0, 1, 31].map(|set| anchored_for(PATIENT, set));
		let others = anchored_for(OTHER_PATIENT, 0);
		give(PATIENT, Gift { what: What::Sets(1 | 1 << 31), reads: 9, ..gift() });
		give(PATIENT, Gift { slot: 1, what: What::Record(second), reads: 9, ..gift() });
		give(PATIENT, Gift { slot: 2, what: What::Record(others), reads: 9, ..gift() });
		assert_ok!(reads(&[first, third]));
		assert_ok!(reads(&[first, first]));
		assert_ok!(send(CLINIC, access(PATIENT, 1, &[second])));
		for records in [&[second][..], &[first, second], &[others], &[first, others]] {
			assert_noop!(reads(records), Error::<Test>::OutOfScope);
		}
		for (slot, records) in [(1, [first]), (2, [others])] {
			let call = access(PATIENT, slot, &records);
			assert_noop!(send(CLINIC, call), Error::<Test>::OutOfScope);
		}
		assert_noop!(reads(&[]), Error::<Test>::InvalidScope);
		assert_noop!(reads(&[first, H256::zero()]), Error::<Test>::NotFound);
		assert_ok!(reads(&[first; 8]));
	});
}

/// By set the new version is readable, by record the old one only.
#[test]
fn access_to_what_was_amended_since() {
	run(|| {
		let id = granted();
		give(PATIENT, Gift { slot: 1, what: What::Record(id), ..gift() });
		let root = root();
		assert_ok!(send(HOSPITAL, amend(HOSPITAL, id, root)));
		let by = HealthRecords::id(licence(HOSPITAL), START, root);
		assert_ok!(reads(&[id, by]));
		assert_noop!(send(CLINIC, access(PATIENT, 1, &[by])), Error::<Test>::OutOfScope);
		assert_ok!(send(CLINIC, access(PATIENT, 1, &[id])));
		assert_ok!(send(HOSPITAL, mark_error(HOSPITAL, by)));
		assert_ok!(reads(&[by]));
	});
}

#[test]
fn access_to_what_is_shredded_or_blocked_fails() {
	run(|| {
		let (gone, ignored) = (granted(), anchored_for(PATIENT, 0));
		give(PATIENT, Gift { slot: 1, until: START + 60 * DAY, ..gift() });
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, gone)));
		assert_noop!(reads(&[ignored, gone]), Error::<Test>::AlreadyShredded);
		assert_ok!(send(PATIENT, request_shred(ignored)));
		assert_ok!(reads(&[ignored]));
		at(START + 30 * DAY);
		let call = access(PATIENT, 1, &[ignored]);
		assert_noop!(send(CLINIC, call), Error::<Test>::Blocked);
	});
}

/// Any licence with an unexplained emergency opens nothing, its own grants included.
#[test]
fn access_with_an_overdue_incident_fails_until_it_is_explained() {
	run(|| {
		let id = anchored();
		give(PATIENT, Gift { grantee: Grantee::Licence(licence(CLINICIAN)), ..gift() });
		let incident = broken_by(CLINICIAN, PATIENT);
		let reads = || send(CLINICIAN, access_by(Some(licence(CLINICIAN)), PATIENT, 0, &[id]));
		at(START + 72 * HOUR - 1);
		assert_ok!(reads());
		at(START + 72 * HOUR);
		assert_noop!(reads(), Error::<Test>::AccessSuspended);
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		assert_ok!(reads());
	});
}

#[test]
fn access_while_a_recovery_is_decided() {
	run(|| {
		let id = granted();
		decided();
		assert_ok!(reads(&[id]));
	});
}
