use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn end(who: u64) {
	fault(who, Some(LicenceFault::Ended));
}

fn names(old: u64, new: u64) -> DispatchResult {
	send(REGISTRAR, succeed(old, new))
}

#[test]
fn succeed_lets_another_custodian_do_what_the_ended_one_did() {
	run(|| {
		let id = anchored();
		end(HOSPITAL);
		assert_ok!(names(HOSPITAL, OTHER_HOSPITAL));
		let (old, new) = (licence(HOSPITAL), licence(OTHER_HOSPITAL));
		assert_eq!(last_event(), Event::CustodySucceeded { old, new });
		// Whoever stands in the way of the others is still nobody here.
		let call = mark_error(CLINIC, id);
		assert_noop!(send(CLINIC, call), Error::<Test>::NotAuthorized);
		for call in [
			anchor(OTHER_HOSPITAL, root(), PATIENT, 0),
			hold(OTHER_HOSPITAL, id, START + DAY),
			lift(OTHER_HOSPITAL, id),
			amend(OTHER_HOSPITAL, id, root()),
			shred(OTHER_HOSPITAL, id),
		] {
			assert_ok!(send(OTHER_HOSPITAL, call));
		}
		assert_eq!(kept_custodian(), new);
	});
}

/// Of the record that was amended last.
fn kept_custodian() -> salus_primitives::LicenceId {
	HealthRecords::record(HealthRecords::id(
		licence(OTHER_HOSPITAL),
		START,
		H256::from_low_u64_be(Roots::get()),
	))
	.unwrap()
	.custodian()
}

#[test]
fn succeed_of_a_custodian_that_has_not_ended_fails() {
	run(|| {
		for standing in [
			None,
			Some(LicenceFault::Suspended),
			Some(LicenceFault::Expired),
			Some(LicenceFault::NotYetValid),
		] {
			fault(HOSPITAL, standing);
			assert_noop!(names(HOSPITAL, OTHER_HOSPITAL), Error::<Test>::NotAllowed);
		}
		end(CLINICIAN);
		for other in [CLINICIAN, STRANGER] {
			assert_noop!(names(other, OTHER_HOSPITAL), Error::<Test>::NotAllowed);
		}
	});
}

#[test]
fn succeed_by_a_valid_hospital_only() {
	run(|| {
		end(HOSPITAL);
		for new in [CLINICIAN, STRANGER] {
			assert_noop!(names(HOSPITAL, new), Error::<Test>::NotAuthorized);
		}
		assert_noop!(names(HOSPITAL, HOSPITAL), Error::<Test>::LicenceNotValid);
		fault(OTHER_HOSPITAL, Some(LicenceFault::Suspended));
		assert_noop!(names(HOSPITAL, OTHER_HOSPITAL), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn succeed_is_a_registrars_with_the_duty() {
	run(|| {
		end(HOSPITAL);
		for who in [OTHER_REGISTRAR, OTHER_HOSPITAL, REGULATOR, STRANGER] {
			let call = succeed(HOSPITAL, OTHER_HOSPITAL);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn succeed_again_when_the_successor_has_ended_too() {
	run(|| {
		let id = anchored();
		end(HOSPITAL);
		assert_ok!(names(HOSPITAL, OTHER_HOSPITAL));
		assert_noop!(names(HOSPITAL, CLINIC), Error::<Test>::NotAllowed);
		end(OTHER_HOSPITAL);
		// Custody does not pass on by itself.
		assert_ok!(names(OTHER_HOSPITAL, CLINIC));
		assert_noop!(send(CLINIC, mark_error(CLINIC, id)), Error::<Test>::NotAuthorized);
		assert_ok!(names(HOSPITAL, CLINIC));
		assert_ok!(send(CLINIC, mark_error(CLINIC, id)));
	});
}
