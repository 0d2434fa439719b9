use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn discard_closes_or_waits_like_a_cancellation() {
	run(|| {
		let id = issued();
		assert_ok!(send(PATIENT, discard(id)));
		assert_eq!(last_event(), Event::Discarded { id, outcome: Outcome::Cancelled });
		assert_eq!((closure(id), seq(id)), (Some(Closure::Cancelled), 1));

		let id = held();
		hand_out(id, 10);
		assert_ok!(send(GUARDIAN, discard(id)));
		let outcome = Outcome::WithDispenserActive;
		assert_eq!(last_event(), Event::Discarded { id, outcome });
		assert_ok!(send(PHARMACY, return_item(&[id])));
		assert_eq!(closure(id), Some(Closure::Stopped));

		let id = held();
		assert_ok!(send(PHARMACY, decline(licence(PHARMACY), id)));
		assert_ok!(send(PATIENT, discard(id)));
		assert_eq!(closure(id), Some(Closure::NotDispensed));
	});
}

#[test]
fn discard_by_others_or_replayed_fails() {
	run(|| {
		let id = held();
		for who in [STRANGER, DOCTOR, PHARMACY] {
			assert_noop!(send(who, discard(id)), Error::<Test>::NotAuthorized);
		}
		let call = discard(id);
		assert_ok!(send(PATIENT, call.clone()));
		assert_noop!(send(PATIENT, call), Error::<Test>::StaleSequence);
		assert_noop!(send(PATIENT, discard(H256::zero())), Error::<Test>::NotFound);
	});
}

#[test]
fn discard_of_what_is_not_open_fails() {
	run(|| {
		let (owed, expired) = (owed(), issued());
		assert_noop!(send(PATIENT, discard(owed)), Error::<Test>::NotOpen);
		after(30 * DAY);
		assert_noop!(send(PATIENT, discard(expired)), Error::<Test>::NotOpen);
		after(3 * DAY);
		assert_noop!(send(PATIENT, discard(expired)), Error::<Test>::NotOpen);
	});
}
