use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

fn suspended(by: u64) -> RxId {
	let id = issued();
	assert_ok!(send(by, suspend(licence(by), id)));
	id
}

#[test]
fn resume_by_who_suspended_or_a_regulator_frees() {
	run(|| {
		for (by, who) in [(DOCTOR, DOCTOR), (DOCTOR, REGULATOR), (REGULATOR, REGULATOR)] {
			let id = suspended(by);
			assert_ok!(send(who, resume(licence(who), id)));
			assert_eq!(stage(id), Stage::Free);
			assert_eq!(last_event(), Event::Resumed { id, by: licence(who) });
		}
	});
}

#[test]
fn resume_without_a_right_to_it_fails() {
	run(|| {
		let by_regulator = suspended(REGULATOR);
		let by_doctor = suspended(DOCTOR);
		let fails = |who, by, id| {
			assert_noop!(send(who, resume(by, id)), Error::<Test>::NotAuthorized);
		};
		fails(DOCTOR, licence(DOCTOR), by_regulator);
		fails(COLLEAGUE, licence(COLLEAGUE), by_doctor);
		fails(STRANGER, licence(DOCTOR), by_doctor);
		fails(PHARMACY, licence(PHARMACY), by_doctor);
		assert_noop!(send(DOCTOR, resume(licence(DOCTOR), H256::zero())), Error::<Test>::NotFound);
		suspend_licence(DOCTOR);
		assert_noop!(
			send(DOCTOR, resume(licence(DOCTOR), by_doctor)),
			Error::<Test>::LicenceNotValid
		);
	});
}

#[test]
fn resume_of_what_is_not_suspended_fails() {
	run(|| {
		let id = suspended(DOCTOR);
		for other in [issued(), held(), owed()] {
			assert_noop!(send(DOCTOR, resume(licence(DOCTOR), other)), Error::<Test>::NotSuspended);
		}
		after(33 * DAY);
		assert_noop!(send(DOCTOR, resume(licence(DOCTOR), id)), Error::<Test>::NotSuspended);
	});
}
