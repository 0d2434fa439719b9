use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault, Moment};

const MAX_HOLD: Moment = 366 * DAY;

#[test]
fn place_hold_forbids_shredding_until_a_bounded_time() {
	run(|| {
		let id = anchored();
		let until = START + MAX_HOLD;
		assert_noop!(send(HOSPITAL, hold(HOSPITAL, id, until + 1)), Error::<Test>::InvalidPeriod);
		assert_noop!(send(HOSPITAL, hold(HOSPITAL, id, START)), Error::<Test>::InvalidPeriod);
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, until)));
		let (by, ground) = (licence(HOSPITAL), HoldGround::LegalClaim);
		assert_eq!(last_event(), Event::HoldPlaced { id, by, ground, until });
		assert_eq!(kept(id).hold, Some(Hold { until, by, ground }));
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, START + 1)));
		after(1);
		assert_eq!(kept(id).hold, None);
	});
}

/// Each renewal is an event with its ground, and ends within the bound.
#[test]
fn place_hold_again_and_again() {
	run(|| {
		let id = anchored();
		assert_ok!(send(PATIENT, request_shred(id)));
		for _ in 0..4 {
			let until = Now::get() + MAX_HOLD;
			assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, until)));
			assert!(matches!(last_event(), Event::HoldPlaced { .. }));
			at(until - 1);
			assert_noop!(send(HOSPITAL, shred(HOSPITAL, id)), Error::<Test>::OnHold);
		}
		// A regulator ends it.
		assert_ok!(send(REGULATOR, lift(REGULATOR, id)));
		let due = Now::get() + 30 * DAY;
		assert_eq!(kept(id).erasure, Some(Erasure::Requested { due }));
	});
}

#[test]
fn place_hold_by_the_custodian_or_a_regulator_only() {
	run(|| {
		let id = anchored();
		let until = START + DAY;
		for who in [OTHER_HOSPITAL, CLINICIAN, AUDITOR] {
			assert_noop!(send(who, hold(who, id, until)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(PATIENT, hold(HOSPITAL, id, until)), Error::<Test>::NotAuthorized);
		fault(HOSPITAL, Some(LicenceFault::Expired));
		assert_noop!(send(HOSPITAL, hold(HOSPITAL, id, until)), Error::<Test>::LicenceNotValid);
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, until)));
	});
}

#[test]
fn place_hold_in_the_stead_of_a_regulators_by_a_regulator_only() {
	run(|| {
		let id = anchored();
		let until = START + 2 * DAY;
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, START + DAY)));
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, until)));
		let shorter = hold(HOSPITAL, id, START + 1);
		assert_noop!(send(HOSPITAL, shorter.clone()), Error::<Test>::NotAuthorized);
		at(until - 1);
		assert_noop!(send(HOSPITAL, shorter), Error::<Test>::NotAuthorized);
		at(until);
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, until + 1)));
	});
}

#[test]
fn place_hold_in_the_stead_of_the_predecessors() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, START + DAY)));
		succeeded();
		assert_ok!(send(OTHER_HOSPITAL, hold(OTHER_HOSPITAL, id, START + 2 * DAY)));
		assert_ok!(send(OTHER_HOSPITAL, lift(OTHER_HOSPITAL, id)));
	});
}

/// It answers a request in time; silence that has taken effect it does not undo.
#[test]
fn place_hold_after_the_answer_was_due_leaves_the_record_blocked() {
	run(|| {
		let (late, in_time) = (anchored(), anchored_for(PATIENT, 0));
		assert_ok!(send(PATIENT, request_shred(late)));
		assert_ok!(send(PATIENT, request_shred(in_time)));
		let due = START + 30 * DAY;
		at(due - 1);
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, in_time, due + DAY)));
		at(due);
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, late, due + DAY)));
		assert_eq!(kept(late).erasure, Some(Erasure::Ignored { since: due }));
		at(due + DAY);
		assert_eq!(kept(late).erasure, Some(Erasure::Ignored { since: due }));
		assert_eq!(kept(in_time).erasure, Some(Erasure::Requested { due: due + 31 * DAY }));
	});
}

#[test]
fn place_hold_on_nothing_or_on_what_is_shredded_fails() {
	run(|| {
		let id = anchored();
		let unknown = hold(HOSPITAL, H256::zero(), START + 1);
		assert_noop!(send(HOSPITAL, unknown), Error::<Test>::NotFound);
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		let call = hold(HOSPITAL, id, START + 1);
		assert_noop!(send(HOSPITAL, call), Error::<Test>::AlreadyShredded);
	});
}
