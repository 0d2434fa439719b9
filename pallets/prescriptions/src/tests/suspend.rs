use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn suspend_by_issuer_or_regulator_ends_a_hold() {
	run(|| {
		for (who, id) in [(DOCTOR, issued()), (REGULATOR, issued()), (DOCTOR, held())] {
			assert_ok!(send(who, suspend(licence(who), id)));
			assert_eq!(stage(id), Stage::OnHold { by: licence(who) });
			assert_eq!(last_event(), Event::Suspended { id, by: licence(who) });
		}
	});
}

#[test]
fn suspend_with_a_pending_cancel_closes() {
	run(|| {
		let id = held();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		assert_ok!(send(REGULATOR, suspend(licence(REGULATOR), id)));
		assert_eq!(last_event(), Event::Closed { id, why: Closure::Cancelled });
	});
}

#[test]
fn suspend_without_a_right_to_it_fails() {
	run(|| {
		let id = issued();
		for (who, by) in [
			(STRANGER, licence(DOCTOR)),
			(COLLEAGUE, licence(COLLEAGUE)),
			(PHARMACY, licence(PHARMACY)),
			(PATIENT, licence(REGULATOR)),
		] {
			assert_noop!(send(who, suspend(by, id)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(DOCTOR, suspend(licence(DOCTOR), H256::zero())), Error::<Test>::NotFound);
		suspend_licence(DOCTOR);
		assert_noop!(send(DOCTOR, suspend(licence(DOCTOR), id)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn suspend_of_what_is_neither_free_nor_held_fails() {
	run(|| {
		let fails = |id| {
			assert_noop!(send(DOCTOR, suspend(licence(DOCTOR), id)), Error::<Test>::NotOpen);
		};
		let id = issued();
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), id)));
		fails(id);
		fails(owed());
		let id = held();
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		fails(id);
		let id = issued();
		after(30 * DAY);
		fails(id);
		after(3 * DAY);
		fails(id);
	});
}

#[test]
fn suspended_items_expire_all_the_same() {
	run(|| {
		let id = issue_with(|t| t.until = t.from + HOUR);
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), id)));
		after(HOUR);
		assert_eq!(closure(id), Some(Closure::Expired));
	});
}
