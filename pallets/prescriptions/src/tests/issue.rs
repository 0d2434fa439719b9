use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;
use salus_primitives::LicenceFault;

fn try_terms(change: impl FnOnce(&mut Terms)) -> DispatchResult {
	let mut terms = terms();
	change(&mut terms);
	send(DOCTOR, issue(licence(DOCTOR), commitment(), terms, Access::Closed, None))
}

fn renewal(prior: RxId) -> Call<Test> {
	issue(licence(DOCTOR), commitment(), terms(), Access::Closed, Some(prior))
}

#[test]
fn issue_writes_the_row_takes_the_ticket_and_tells() {
	run(|| {
		let commitment = commitment();
		let access = Access::Only(licence(PHARMACY));
		assert_ok!(send(DOCTOR, issue(licence(DOCTOR), commitment, terms(), access, None)));
		let id = Prescriptions::id(licence(DOCTOR), Now::get(), commitment);
		let row = live(id);
		assert_eq!((row.patient, row.issuer, row.issued_at), (PATIENT, licence(DOCTOR), 1));
		assert_eq!((row.terms, row.access, row.stage), (terms(), access, Stage::Free));
		assert_eq!((row.patient_seq, row.transfers_left, row.trail.n), (0, 2, 1));
		assert_eq!(last_event(), Event::Issued { id, issuer: licence(DOCTOR), prior: None });
		assert_eq!(on_hold(DOCTOR), RxOf::<Test>::max_encoded_len() as u64 + 64);
	});
}

#[test]
fn issue_without_a_right_to_it_fails() {
	run(|| {
		let call = |licence| issue(licence, commitment(), terms(), Access::Closed, None);
		for (who, licence) in [
			(STRANGER, licence(DOCTOR)),
			(OTHER_DOCTOR, licence(DOCTOR)),
			(PHARMACY, licence(PHARMACY)),
			(DOCTOR, 99),
		] {
			assert_noop!(send(who, call(licence)), Error::<Test>::NotAuthorized);
		}
		for not_valid in [
			LicenceFault::NotYetValid,
			LicenceFault::Expired,
			LicenceFault::Suspended,
			LicenceFault::Ended,
		] {
			fault(DOCTOR, Some(not_valid));
			assert_noop!(send(DOCTOR, call(licence(DOCTOR))), Error::<Test>::LicenceNotValid);
		}
		assert_noop!(send_from(RuntimeOrigin::root(), call(licence(DOCTOR))), BadOrigin);
	});
}

#[test]
fn issue_age_is_bounded_on_both_sides() {
	run(|| {
		let authored = |authored_at| {
			let mut call = issue(licence(DOCTOR), commitment(), terms(), Access::Closed, None);
			if let Call::issue { authored_at: at, terms, .. } = &mut call {
				*at = authored_at;
				terms.from = authored_at;
			}
			send(DOCTOR, call)
		};
		assert_noop!(authored(Now::get() - DAY - 1), Error::<Test>::Stale);
		assert_ok!(authored(Now::get() - DAY));
		assert_ok!(authored(Now::get() + 300_000));
		assert_noop!(authored(Now::get() + 300_001), Error::<Test>::Stale);
	});
}

#[test]
fn issue_keeps_to_the_policy() {
	run(|| {
		let violated = DispatchError::from(Error::<Test>::PolicyViolated);
		assert_noop!(try_terms(|t| t.class = 9), violated);
		assert_noop!(try_terms(|t| t.repeats = 6), violated);
		assert_noop!(try_terms(|t| t.quantity = 101), violated);
		assert_noop!(try_terms(|t| t.interval_h = 23), violated);
		assert_noop!(try_terms(|t| t.partial_h = 49), violated);
		assert_noop!(try_terms(|t| t.until = t.from + 60 * DAY + 1), violated);
		// A later begin does not lengthen the validity, an earlier one counts.
		let until = Now::get() + 60 * DAY;
		assert_noop!(try_terms(|t| (t.from, t.until) = (until - 1, until + 1)), violated);
		assert_noop!(try_terms(|t| (t.from, t.until) = (t.from - 1, until)), violated);
		assert_ok!(try_terms(|t| t.until = until));
		assert_ok!(try_terms(|t| (t.from, t.until) = (until - 1, until)));
		assert_ok!(try_terms(|t| (t.repeats, t.quantity, t.partial_h) = (5, 100, 48)));
		assert_ok!(try_terms(|t| (t.repeats, t.interval_h) = (0, 0)));
	});
}

#[test]
fn issue_of_nothing_or_for_no_time_fails() {
	run(|| {
		let invalid = DispatchError::from(Error::<Test>::InvalidTerms);
		assert_noop!(try_terms(|t| t.quantity = 0), invalid);
		assert_noop!(try_terms(|t| t.until = t.from), invalid);
		assert_noop!(try_terms(|t| (t.from, t.until) = (t.from - 5, t.from)), invalid);
		assert_ok!(try_terms(|t| t.until = t.from + 1));
		let open = issue(licence(DOCTOR), commitment(), terms(), Access::Any, None);
		assert_noop!(send(DOCTOR, open), invalid);
	});
}

#[test]
fn issue_again_fails_until_it_is_stale_for_ever() {
	run(|| {
		let first = issue(licence(DOCTOR), commitment(), terms(), Access::Closed, None);
		assert_ok!(send(DOCTOR, first.clone()));
		assert_noop!(send(DOCTOR, first.clone()), Error::<Test>::AlreadyExists);
		// The same drug with a new salt is a new item.
		assert_ok!(try_terms(|_| ()));
		after(DAY);
		assert_noop!(send(DOCTOR, first.clone()), Error::<Test>::AlreadyExists);
		after(1);
		assert_noop!(send(DOCTOR, first.clone()), Error::<Test>::Stale);
		after(500 * DAY);
		Prescriptions::on_idle(1, Weight::MAX);
		assert_eq!(Items::<Test>::iter().count(), 0);
		assert_noop!(send(DOCTOR, first), Error::<Test>::Stale);
	});
}

#[test]
fn issue_without_the_ticket_changes_nothing() {
	run(|| {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), DOCTOR, 10));
		assert_noop!(try_terms(|_| ()), DispatchError::Token(TokenError::FundsUnavailable));
	});
}

#[test]
fn issue_replaces_a_free_suspended_or_closed_item() {
	run(|| {
		let free = issued();
		assert_ok!(send(DOCTOR, renewal(free)));
		assert_eq!(closure(free), Some(Closure::Stopped));
		assert!(events().contains(&Event::Closed { id: free, why: Closure::Stopped }));

		let on_hold = issued();
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), on_hold)));
		assert_ok!(send(DOCTOR, renewal(on_hold)));
		assert_eq!(closure(on_hold), Some(Closure::Stopped));

		let closed = issued();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[closed])));
		let trail = stored(closed).trail().clone();
		assert_ok!(send(DOCTOR, renewal(closed)));
		assert_eq!(closure(closed), Some(Closure::Cancelled));
		assert_eq!(stored(closed).trail(), &trail);
		after(60 * DAY);
		assert_ok!(send(DOCTOR, renewal(closed)));
	});
}

#[test]
fn issue_replacing_what_is_in_other_hands_fails() {
	run(|| {
		let id = held();
		assert_noop!(send(DOCTOR, renewal(id)), Error::<Test>::AlreadyHeld);
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		assert_noop!(send(DOCTOR, renewal(id)), Error::<Test>::AlreadyHeld);
		let owed = owed();
		assert_noop!(send(DOCTOR, renewal(owed)), Error::<Test>::AlreadyHeld);
		assert_noop!(send(DOCTOR, renewal(H256::zero())), Error::<Test>::NotFound);
		let strange = issue(licence(COLLEAGUE), commitment(), terms(), Access::Closed, Some(id));
		assert_noop!(send(COLLEAGUE, strange), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn issue_inherits_transfers_where_the_policy_says_so() {
	run(|| {
		let renewed = |prior| {
			let commitment = commitment();
			let call = issue(licence(DOCTOR), commitment, terms(), Access::Closed, Some(prior));
			assert_ok!(send(DOCTOR, call));
			Prescriptions::id(licence(DOCTOR), Now::get(), commitment)
		};
		let id = held();
		open_to(id, Access::Any);
		assert_ok!(send(PHARMACY, transfer(licence(PHARMACY), id, licence(RIVAL))));
		assert_ok!(send(RIVAL, return_item(&[id])));
		let heir = renewed(id);
		assert_eq!(live(heir).transfers_left, 1);
		// An archived item does not say how many it had left, so none are inherited.
		after(3 * DAY);
		assert!(matches!(Prescriptions::item(id), Some(Rx::Archived(_))));
		let late = renewed(id);
		assert_eq!(live(late).transfers_left, 0);
		hand_to(late, PHARMACY);
		open_to(late, Access::Any);
		assert_noop!(
			send(PHARMACY, transfer(licence(PHARMACY), late, licence(RIVAL))),
			Error::<Test>::TransferLimitReached
		);
		Policies::<Test>::insert(CLASS, Policy { inherit_transfers: false, ..policy() });
		assert_eq!(live(renewed(heir)).transfers_left, 2);
	});
}
