use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn lift_hold_starts_the_time_to_answer_anew() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, START + 100 * DAY)));
		assert_ok!(send(PATIENT, request_shred(id)));
		after(DAY);
		assert_ok!(send(HOSPITAL, lift(HOSPITAL, id)));
		assert_eq!(last_event(), Event::HoldLifted { id, by: licence(HOSPITAL) });
		let row = kept(id);
		assert_eq!(row.hold, None);
		assert_eq!(row.erasure, Some(Erasure::Requested { due: START + 31 * DAY }));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
	});
}

#[test]
fn lift_hold_by_who_placed_it_or_a_regulator_only() {
	run(|| {
		let (own, regulators) = (anchored(), anchored_for(PATIENT, 0));
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, own, START + DAY)));
		assert_ok!(send(REGULATOR, hold(REGULATOR, regulators, START + DAY)));
		for who in [OTHER_HOSPITAL, CLINICIAN] {
			assert_noop!(send(who, lift(who, own)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, lift(HOSPITAL, own)), Error::<Test>::NotAuthorized);
		assert_noop!(send(HOSPITAL, lift(HOSPITAL, regulators)), Error::<Test>::NotAuthorized);
		fault(REGULATOR, Some(LicenceFault::Suspended));
		assert_noop!(send(REGULATOR, lift(REGULATOR, own)), Error::<Test>::LicenceNotValid);
		fault(REGULATOR, None);
		assert_ok!(send(REGULATOR, lift(REGULATOR, own)));
		assert_ok!(send(REGULATOR, lift(REGULATOR, regulators)));
	});
}

#[test]
fn lift_hold_when_none_is_in_force_fails() {
	run(|| {
		let id = anchored();
		assert_noop!(send(HOSPITAL, lift(HOSPITAL, id)), Error::<Test>::NotOnHold);
		assert_ok!(send(HOSPITAL, hold(HOSPITAL, id, START + DAY)));
		at(START + DAY);
		for who in [HOSPITAL, REGULATOR] {
			assert_noop!(send(who, lift(who, id)), Error::<Test>::NotOnHold);
		}
		let unknown = lift(HOSPITAL, H256::zero());
		assert_noop!(send(HOSPITAL, unknown), Error::<Test>::NotFound);
	});
}

#[test]
fn lift_hold_on_what_is_shredded_fails() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
		assert_noop!(send(HOSPITAL, lift(HOSPITAL, id)), Error::<Test>::AlreadyShredded);
	});
}
