use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn nominated() -> RxId {
	let id = issued();
	open_to(id, Access::Only(licence(PHARMACY)));
	id
}

#[test]
fn claim_holds_until_the_lock_or_the_validity_ends() {
	run(|| {
		let id = nominated();
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
		let until = Now::get() + 3 * DAY;
		let by = licence(PHARMACY);
		assert_eq!(stage(id), Stage::Held { by, until, pending: false });
		assert_eq!(last_event(), Event::Held { id, by, until });

		let short = issue_with(|t| t.until = t.from + HOUR);
		open_to(short, Access::Any);
		assert_ok!(send(RIVAL, claim(licence(RIVAL), &[short])));
		let until = Now::get() + HOUR;
		assert_eq!(stage(short), Stage::Held { by: licence(RIVAL), until, pending: false });
	});
}

#[test]
fn claim_of_a_form_is_all_or_nothing() {
	run(|| {
		let ids = [nominated(), nominated(), nominated(), nominated()];
		let taken = issued();
		assert_noop!(
			send(PHARMACY, claim(licence(PHARMACY), &[ids[0], ids[1], taken])),
			Error::<Test>::AccessDenied
		);
		assert_noop!(
			send(PHARMACY, claim(licence(PHARMACY), &[ids[0], ids[0]])),
			Error::<Test>::AlreadyHeld
		);
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &ids)));
		assert!(ids.iter().all(|id| matches!(stage(*id), Stage::Held { .. })));
	});
}

#[test]
fn claim_without_a_right_to_it_fails() {
	run(|| {
		let id = nominated();
		assert_noop!(send(STRANGER, claim(licence(PHARMACY), &[id])), Error::<Test>::NotAuthorized);
		assert_noop!(send(DOCTOR, claim(licence(DOCTOR), &[id])), Error::<Test>::NotAuthorized);
		assert_noop!(send(RIVAL, claim(licence(RIVAL), &[id])), Error::<Test>::AccessDenied);
		assert_noop!(
			send(PHARMACY, claim(licence(PHARMACY), &[H256::zero()])),
			Error::<Test>::NotFound
		);
		suspend_licence(PHARMACY);
		assert_noop!(
			send(PHARMACY, claim(licence(PHARMACY), &[id])),
			Error::<Test>::LicenceNotValid
		);
	});
}

#[test]
fn claim_of_a_closed_access_fails() {
	run(|| {
		let id = issued();
		assert_noop!(send(PHARMACY, claim(licence(PHARMACY), &[id])), Error::<Test>::AccessDenied);
	});
}

#[test]
fn claim_by_two_in_one_block_first_wins() {
	for (first, second) in [(PHARMACY, RIVAL), (RIVAL, PHARMACY)] {
		run(|| {
			let id = issued();
			open_to(id, Access::Any);
			assert_ok!(send(first, claim(licence(first), &[id])));
			assert_noop!(send(second, claim(licence(second), &[id])), Error::<Test>::AlreadyHeld);
		});
	}
}

#[test]
fn claim_of_what_is_not_free_fails() {
	run(|| {
		let by = licence(PHARMACY);
		let fails = |id, error: Error<Test>| {
			assert_noop!(send(PHARMACY, claim(by, &[id])), error);
		};
		let id = nominated();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		fails(id, Error::NotOpen);
		let id = nominated();
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), id)));
		fails(id, Error::NotOpen);
		let id = nominated();
		assert_ok!(send(PHARMACY, claim(by, &[id])));
		assert_ok!(send(PHARMACY, decline(by, id)));
		fails(id, Error::NotOpen);
		fails(owed(), Error::NotOpen);
		let id = nominated();
		after(30 * DAY);
		fails(id, Error::Expired);
		after(3 * DAY);
		fails(id, Error::NotOpen); // archived
	});
}

#[test]
fn claim_before_it_is_eligible_fails() {
	run(|| {
		let id = issue_with(|t| (t.from, t.until) = (t.from + HOUR, t.from + 30 * DAY));
		open_to(id, Access::Any);
		let me = licence(PHARMACY);
		after(HOUR - 1);
		assert_noop!(send(PHARMACY, claim(me, &[id])), Error::<Test>::TooEarly);
		after(1);
		assert_ok!(send(PHARMACY, claim(me, &[id])));
		hand_out(id, 30);
		after(DAY - 1);
		assert_noop!(send(PHARMACY, claim(me, &[id])), Error::<Test>::TooEarly);
		after(1);
		assert_ok!(send(PHARMACY, claim(me, &[id])));
	});
}

#[test]
fn claim_of_a_fraudulent_prescribers_item_fails_from_the_tainted_block_on() {
	run(|| {
		let clean = nominated();
		at(Now::get() + 1);
		let tainted = nominated();
		revoke_for_fraud(DOCTOR, 2);
		let me = licence(PHARMACY);
		assert_noop!(send(PHARMACY, claim(me, &[tainted])), Error::<Test>::IssuerRevoked);
		assert_ok!(send(PHARMACY, claim(me, &[clean])));
	});
}

#[test]
fn claim_of_a_suspended_prescribers_item_works() {
	run(|| {
		let id = nominated();
		suspend_licence(DOCTOR);
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
		assert_noop!(
			send(DOCTOR, issue(licence(DOCTOR), commitment(), terms(), Access::Closed, Some(id))),
			Error::<Test>::LicenceNotValid
		);
	});
}

#[test]
fn claim_after_a_silent_holder() {
	run(|| {
		let id = held();
		open_to(id, Access::Only(licence(RIVAL)));
		after(3 * DAY - 1);
		assert_noop!(send(RIVAL, claim(licence(RIVAL), &[id])), Error::<Test>::AlreadyHeld);
		after(1);
		assert_ok!(send(RIVAL, claim(licence(RIVAL), &[id])));
		let lapse = Event::Lapsed { id, lapse: Lapse::HoldEnded, at: Now::get() };
		assert!(events().contains(&lapse));
	});
}

#[test]
fn claim_after_a_silent_holder_with_a_pending_cancel_fails() {
	run(|| {
		let id = held();
		open_to(id, Access::Only(licence(RIVAL)));
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[id])));
		after(3 * DAY);
		assert_noop!(send(RIVAL, claim(licence(RIVAL), &[id])), Error::<Test>::NotOpen);
		assert_eq!(closure(id), Some(Closure::Cancelled));
	});
}

#[test]
fn claim_after_a_lapse_under_any_needs_the_patient() {
	run(|| {
		let id = issued();
		open_to(id, Access::Any);
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
		after(3 * DAY);
		assert_noop!(send(PHARMACY, claim(licence(PHARMACY), &[id])), Error::<Test>::AccessDenied);
		open_to(id, Access::Any);
		assert_ok!(send(RIVAL, claim(licence(RIVAL), &[id])));
		assert_ok!(send(RIVAL, return_item(&[id])));
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
	});
}
