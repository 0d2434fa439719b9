use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn outcome(who: u64, id: RxId) -> Outcome {
	let expected = Prescriptions::cancel_outcome(id);
	assert_ok!(send(who, cancel(licence(who), &[id])));
	match last_event() {
		Event::CancelRequested { id: of, by, outcome } => {
			assert_eq!((of, by, Some(outcome)), (id, licence(who), expected));
			outcome
		},
		other => panic!("{other:?}"),
	}
}

#[test]
fn cancel_of_a_free_or_suspended_item_closes() {
	run(|| {
		let id = issued();
		assert_eq!(outcome(DOCTOR, id), Outcome::Cancelled);
		assert_eq!(closure(id), Some(Closure::Cancelled));
		let id = held();
		hand_out(id, 30);
		assert_eq!(outcome(DOCTOR, id), Outcome::Cancelled);
		assert_eq!(closure(id), Some(Closure::Stopped));
		let id = issued();
		assert_ok!(send(DOCTOR, suspend(licence(DOCTOR), id)));
		assert_eq!(outcome(DOCTOR, id), Outcome::Cancelled);
	});
}

#[test]
fn cancel_of_a_held_item_waits_for_the_holder() {
	run(|| {
		let id = held();
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenser);
		assert!(matches!(stage(id), Stage::Held { pending: true, .. }));
		hand_out(id, 10);
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenserActive);
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenserActive);
		after(3 * DAY);
		assert_eq!(closure(id), Some(Closure::Stopped));
	});
}

#[test]
fn cancel_then_the_last_dispense_is_recorded_flagged_and_stopped() {
	run(|| {
		let id = issue_with(|t| t.repeats = 0);
		hand_to(id, PHARMACY);
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenser);
		hand_out(id, 30);
		assert!(live(id).dispenses[0].has(Dispense::LATE));
		assert_eq!(closure(id), Some(Closure::Stopped));
		assert_eq!(outcome(DOCTOR, id), Outcome::AlreadyCancelled);
	});
}

#[test]
fn cancel_after_the_last_dispense_comes_too_late() {
	run(|| {
		let id = issue_with(|t| t.repeats = 0);
		hand_to(id, PHARMACY);
		hand_out(id, 30);
		assert_eq!(outcome(DOCTOR, id), Outcome::AlreadyDispensed);
		assert_eq!(closure(id), Some(Closure::Completed));
	});
}

#[test]
fn cancel_then_claim_and_the_reverse() {
	run(|| {
		let me = licence(PHARMACY);
		let id = issued();
		open_to(id, Access::Any);
		assert_eq!(outcome(DOCTOR, id), Outcome::Cancelled);
		assert_noop!(send(PHARMACY, claim(me, &[id])), Error::<Test>::NotOpen);
		let id = issued();
		open_to(id, Access::Any);
		assert_ok!(send(PHARMACY, claim(me, &[id])));
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenser);
	});
}

#[test]
fn cancel_wins_over_expiry_in_one_instant() {
	run(|| {
		let id = issue_with(|t| t.until = t.from + HOUR);
		hand_to(id, PHARMACY);
		assert_eq!(outcome(DOCTOR, id), Outcome::WithDispenser);
		after(HOUR);
		assert_eq!(closure(id), Some(Closure::Cancelled));
	});
}

#[test]
fn cancel_of_a_declined_item_closes_it_for_good() {
	run(|| {
		let id = held();
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		assert_eq!(outcome(DOCTOR, id), Outcome::NotDispensed);
		assert_eq!(closure(id), Some(Closure::NotDispensed));
		assert_eq!(outcome(DOCTOR, id), Outcome::NotDispensed);
	});
}

#[test]
fn cancel_of_a_closed_item_says_how_it_closed_archived_too() {
	run(|| {
		let expired = issue_with(|t| t.until = t.from + 1);
		let dead = issued();
		assert_ok!(send(REGISTRAR, attest_death(&[dead])));
		let wrong = issued();
		assert_ok!(send(DOCTOR, mark_error(licence(DOCTOR), wrong)));
		let refused = owed();
		assert_ok!(send(DOCTOR, ratify(licence(DOCTOR), refused, false)));
		after(1);
		for days in [0, 3] {
			after(days * DAY);
			assert_eq!(outcome(DOCTOR, expired), Outcome::AlreadyExpired);
			assert_eq!(outcome(DOCTOR, dead), Outcome::AlreadyCancelled);
			assert_eq!(outcome(DOCTOR, wrong), Outcome::AlreadyCancelled);
			assert_noop!(
				send(DOCTOR, cancel(licence(DOCTOR), &[refused])),
				Error::<Test>::NotAuthorized
			);
		}
		assert!(matches!(stored(expired), Rx::Archived(_)));
	});
}

#[test]
fn cancel_by_the_issuer_whatever_its_licence_or_a_valid_colleague() {
	run(|| {
		let (mine, ours, none) = (issued(), issued(), issued());
		suspend_licence(DOCTOR);
		assert_eq!(outcome(DOCTOR, mine), Outcome::Cancelled);
		assert_eq!(outcome(COLLEAGUE, ours), Outcome::Cancelled);
		suspend_licence(COLLEAGUE);
		assert_noop!(
			send(COLLEAGUE, cancel(licence(COLLEAGUE), &[none])),
			Error::<Test>::LicenceNotValid
		);
	});
}

#[test]
fn cancel_without_a_right_to_it_fails() {
	run(|| {
		let id = issued();
		for (who, by) in [
			(OTHER_DOCTOR, licence(OTHER_DOCTOR)),
			(OTHER_DOCTOR, licence(DOCTOR)),
			(STRANGER, licence(COLLEAGUE)),
			(PHARMACY, licence(PHARMACY)),
			(REGULATOR, licence(REGULATOR)),
			(PATIENT, licence(DOCTOR)),
		] {
			assert_noop!(send(who, cancel(by, &[id])), Error::<Test>::NotAuthorized);
		}
		assert_noop!(
			send(DOCTOR, cancel(licence(DOCTOR), &[id, H256::zero()])),
			Error::<Test>::NotFound
		);
		// What is owed only `ratify` decides.
		let owed = owed();
		assert_noop!(send(DOCTOR, cancel(licence(DOCTOR), &[owed])), Error::<Test>::NotAuthorized);
		assert_eq!(Prescriptions::cancel_outcome(owed), None);
	});
}
