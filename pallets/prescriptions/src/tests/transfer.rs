use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn pass(from: u64, id: RxId, to: u64) -> DispatchResult {
	send(from, transfer(licence(from), id, licence(to)))
}

fn open_hold() -> RxId {
	let id = held();
	open_to(id, Access::Any);
	id
}

#[test]
fn transfer_changes_the_holder_only() {
	run(|| {
		let id = open_hold();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		let Stage::Held { until, .. } = stage(id) else { panic!() };
		after(HOUR);
		assert_ok!(pass(PHARMACY, id, RIVAL));
		assert_eq!(stage(id), Stage::Held { by: licence(RIVAL), until, pending: true });
		assert_eq!(live(id).transfers_left, 1);
		assert_eq!(last_event(), Event::Transferred { id, to: licence(RIVAL) });
		assert_noop!(send(PHARMACY, dispense(licence(PHARMACY), id, 1)), Error::<Test>::NotHolder);
	});
}

#[test]
fn transfer_is_counted_over_the_life_of_the_item() {
	run(|| {
		let id = open_hold();
		assert_ok!(pass(PHARMACY, id, RIVAL));
		assert_ok!(send(RIVAL, return_item(&[id])));
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
		assert_ok!(pass(PHARMACY, id, RIVAL));
		assert_noop!(pass(RIVAL, id, PHARMACY), Error::<Test>::TransferLimitReached);
	});
}

#[test]
fn transfer_needs_the_patients_leave() {
	run(|| {
		let id = held();
		assert_noop!(pass(PHARMACY, id, RIVAL), Error::<Test>::AccessDenied);
		open_to(id, Access::Only(licence(PHARMACY)));
		assert_noop!(pass(PHARMACY, id, RIVAL), Error::<Test>::AccessDenied);
		open_to(id, Access::Only(licence(RIVAL)));
		assert_ok!(pass(PHARMACY, id, RIVAL));
	});
}

#[test]
fn transfer_without_a_right_or_to_nobody_fails() {
	run(|| {
		let id = open_hold();
		let not_authorized = DispatchError::from(Error::<Test>::NotAuthorized);
		assert_noop!(
			send(STRANGER, transfer(licence(PHARMACY), id, licence(RIVAL))),
			not_authorized
		);
		assert_noop!(pass(RIVAL, id, RIVAL), Error::<Test>::NotHolder);
		let free = issued();
		assert_noop!(pass(PHARMACY, free, RIVAL), Error::<Test>::NotHolder);
		assert_noop!(pass(PHARMACY, H256::zero(), RIVAL), Error::<Test>::NotFound);
		assert_noop!(pass(PHARMACY, id, DOCTOR), not_authorized);
		assert_noop!(pass(PHARMACY, id, STRANGER), not_authorized);
		suspend_licence(RIVAL);
		assert_noop!(pass(PHARMACY, id, RIVAL), Error::<Test>::LicenceNotValid);
		suspend_licence(PHARMACY);
		assert_noop!(pass(PHARMACY, id, RIVAL), Error::<Test>::LicenceNotValid);
		after(3 * DAY);
		fault(PHARMACY, None);
		assert_noop!(pass(PHARMACY, id, RIVAL), Error::<Test>::NotHolder);
	});
}
