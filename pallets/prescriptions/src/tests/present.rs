use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn present_gives_it_to_the_dispenser_whatever_the_access() {
	run(|| {
		for access in [Access::Closed, Access::Any, Access::Only(licence(RIVAL))] {
			let id = issued();
			open_to(id, access);
			let n = seq(id);
			assert_ok!(send(PATIENT, present(&[id], licence(PHARMACY))));
			let until = Now::get() + 3 * DAY;
			let by = licence(PHARMACY);
			assert_eq!(stage(id), Stage::Held { by, until, pending: false });
			assert_eq!((live(id).access, seq(id)), (access, n + 1));
			assert_eq!(last_event(), Event::Held { id, by, until });
		}
	});
}

#[test]
fn present_by_a_guardian_shares_the_number() {
	run(|| {
		let id = issued();
		let call = present(&[id], licence(PHARMACY));
		assert_ok!(send(GUARDIAN, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
	});
}

#[test]
fn present_by_anybody_else_fails() {
	run(|| {
		let id = issued();
		for who in [STRANGER, DOCTOR, PHARMACY] {
			assert_noop!(
				send(who, present(&[id], licence(PHARMACY))),
				Error::<Test>::NotAuthorized
			);
		}
		let none = Call::present { ids: vec![(H256::zero(), 0)].try_into().unwrap(), to: 10 };
		assert_noop!(send(PATIENT, none), Error::<Test>::NotFound);
	});
}

#[test]
fn present_to_somebody_without_a_valid_licence_fails() {
	run(|| {
		let id = issued();
		let to = |licence| send(PATIENT, present(&[id], licence));
		assert_noop!(to(licence(DOCTOR)), Error::<Test>::NotAuthorized);
		assert_noop!(to(99), Error::<Test>::NotAuthorized);
		suspend_licence(PHARMACY);
		assert_noop!(to(licence(PHARMACY)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn present_replayed_fails() {
	run(|| {
		let id = issued();
		let call = present(&[id], licence(PHARMACY));
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call.clone()), Error::<Test>::StaleSequence);
		assert_ok!(send(PHARMACY, return_item(&[id])));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
	});
}

#[test]
fn present_that_failed_can_succeed_later_unless_the_patient_acts_between() {
	run(|| {
		let begins = |t: &mut Terms| t.from += HOUR;
		let (kept, voided) = (issue_with(begins), issue_with(begins));
		let (first, second) =
			(present(&[kept], licence(PHARMACY)), present(&[voided], licence(PHARMACY)));
		for call in [&first, &second] {
			assert_noop!(send(PATIENT, call.clone()), Error::<Test>::TooEarly);
		}
		open_to(voided, Access::Closed);
		after(HOUR);
		assert_ok!(send(PATIENT, first));
		assert_noop!(send(PATIENT, second), Error::<Test>::StaleSequence);
	});
}

#[test]
fn present_with_an_id_twice_fails_whatever_its_numbers() {
	run(|| {
		let id = issued();
		let twice = |seqs: [u16; 2]| Call::present {
			ids: vec![(id, seqs[0]), (id, seqs[1])].try_into().unwrap(),
			to: licence(PHARMACY),
		};
		assert_noop!(send(PATIENT, twice([0, 0])), Error::<Test>::StaleSequence);
		assert_noop!(send(PATIENT, twice([0, 1])), Error::<Test>::AlreadyHeld);
	});
}

#[test]
fn present_at_the_end_of_the_numbers_is_refused_not_wrapped() {
	run(|| {
		let id = issued();
		Items::<Test>::mutate(id, |row| {
			if let Some(Rx::Live(live)) = row {
				live.patient_seq = u16::MAX - 1;
			}
		});
		open_to(id, Access::Any);
		assert_eq!(seq(id), u16::MAX);
		assert_noop!(
			send(PATIENT, present(&[id], licence(PHARMACY))),
			Error::<Test>::StaleSequence
		);
		assert_noop!(send(PATIENT, discard(id)), Error::<Test>::StaleSequence);
		// The item goes on without its patient.
		assert_ok!(send(PHARMACY, claim(licence(PHARMACY), &[id])));
	});
}

#[test]
fn present_of_what_is_not_free_fails() {
	run(|| {
		let fails = |id, error: Error<Test>| {
			assert_noop!(send(PATIENT, present(&[id], licence(PHARMACY))), error);
		};
		fails(held(), Error::AlreadyHeld);
		fails(owed(), Error::NotOpen);
		let closed = issued();
		assert_ok!(send(DOCTOR, cancel(licence(DOCTOR), &[closed])));
		fails(closed, Error::NotOpen);
		let waiting = held();
		hand_out(waiting, 30);
		fails(waiting, Error::TooEarly);
		let expired = issued();
		let tainted = issue_with(|t| t.until += DAY);
		revoke_for_fraud(DOCTOR, 1);
		fails(tainted, Error::IssuerRevoked);
		after(30 * DAY);
		fails(expired, Error::Expired);
		// Archived: the patient's key is gone.
		after(3 * DAY);
		fails(expired, Error::NotOpen);
	});
}
