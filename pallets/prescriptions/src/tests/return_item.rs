use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn return_item_frees_all_and_keeps_the_access() {
	run(|| {
		let ids = [held(), held()];
		open_to(ids[0], Access::Any);
		assert_ok!(send(PHARMACY, return_item(&ids)));
		assert!(ids.iter().all(|id| stage(*id) == Stage::Free));
		assert_eq!(last_event(), Event::Returned { id: ids[1], reason: 1 });
		assert_eq!(live(ids[0]).access, Access::Any);
	});
}

#[test]
fn return_item_under_a_suspended_licence_works() {
	run(|| {
		let id = held();
		suspend_licence(PHARMACY);
		assert_noop!(
			send(PHARMACY, dispense(licence(PHARMACY), id, 1)),
			Error::<Test>::LicenceNotValid
		);
		assert_ok!(send(PHARMACY, return_item(&[id])));
	});
}

#[test]
fn return_item_with_a_pending_cancel_closes() {
	run(|| {
		let (untouched, begun) = (held(), held());
		hand_out(begun, 10);
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[untouched, begun])));
		assert_ok!(send(PHARMACY, return_item(&[untouched, begun])));
		assert_eq!(closure(untouched), Some(Closure::Cancelled));
		assert_eq!(closure(begun), Some(Closure::Stopped));
		assert_eq!(last_event(), Event::Closed { id: begun, why: Closure::Stopped });
	});
}

#[test]
fn return_item_by_others_or_of_others_fails() {
	run(|| {
		let (mine, free) = (held(), issued());
		let not_holder = DispatchError::from(Error::<Test>::NotHolder);
		for who in [RIVAL, STRANGER, PATIENT, DOCTOR] {
			assert_noop!(send(who, return_item(&[mine])), not_holder);
		}
		assert_noop!(send(PHARMACY, return_item(&[mine, free])), not_holder);
		assert_noop!(send(PHARMACY, return_item(&[mine, mine])), not_holder);
		assert_noop!(send(PHARMACY, return_item(&[H256::zero()])), Error::<Test>::NotFound);
		after(3 * DAY);
		assert_noop!(send(PHARMACY, return_item(&[mine])), not_holder);
		after(60 * DAY);
		assert_noop!(send(PHARMACY, return_item(&[mine])), not_holder);
	});
}

#[test]
fn return_item_and_dispense_in_both_orders() {
	run(|| {
		let id = held();
		assert_ok!(send(PHARMACY, return_item(&[id])));
		let not_holder = DispatchError::from(Error::<Test>::NotHolder);
		let late = dispense(licence(PHARMACY), id, 30);
		assert_noop!(send(PHARMACY, late), not_holder);
		let id = held();
		hand_out(id, 30);
		assert_eq!(stage(id), Stage::Free);
		assert_noop!(send(PHARMACY, return_item(&[id])), not_holder);
	});
}
