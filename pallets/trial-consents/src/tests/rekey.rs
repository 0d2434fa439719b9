use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{Signer, Standing};

fn moved() -> ParticipationView<Test> {
	TrialConsents::consent(TRIAL, NEW_KEY).unwrap()
}

#[test]
fn the_successor_moves_the_row_and_the_trail_goes_on() {
	run(|| {
		on_study();
		let before = row();
		recover(SUBJECT, SUCCESSOR);
		assert_ok!(send(SUCCESSOR, rekey(NEW_KEY)));
		let event = Event::Rekeyed { trial: TRIAL, subject: SUBJECT, new: NEW_KEY };
		assert_eq!(last_event(), event);
		assert_eq!(TrialConsents::consent(TRIAL, SUBJECT), None);
		let after = moved();
		assert_eq!(after.trail.n, before.trail.n + 1);
		assert_eq!(ParticipationView::<Test> { trail: before.trail.clone(), ..after }, before);
		let call = but!(record(CORE), record_data, subject = NEW_KEY);
		assert_ok!(send(INVESTIGATOR, call));
		let call = but!(withdraw(CORE), withdraw, subject = NEW_KEY);
		let call = but!(call, withdraw, round = 1);
		assert_noop!(send(SUBJECT, call.clone()), Error::<Test>::NotAuthorized);
		assert_ok!(send(NEW_KEY, call));
	});
}

#[test]
fn rekey_fails_without_a_recovery_and_for_others() {
	run(|| {
		assert_noop!(send(SUCCESSOR, rekey(NEW_KEY)), Error::<Test>::NotFound);
		consent();
		for who in everybody() {
			assert_noop!(send(who, rekey(NEW_KEY)), Error::<Test>::NotAuthorized);
		}
		recover(SUBJECT, SUCCESSOR);
		for who in [SUBJECT, GUARDIAN, NEW_KEY] {
			assert_noop!(send(who, rekey(NEW_KEY)), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn rekey_fails_to_a_key_in_use() {
	run(|| {
		proposed(OFFERED, REPRESENTED);
		sign_all();
		let other = but!(propose(CORE, ADULT), propose, subject = OTHER_SUBJECT);
		assert_ok!(send(INVESTIGATOR, other));
		recover(SUBJECT, SUCCESSOR);
		for taken in [OTHER_SUBJECT, SUBJECT] {
			assert_noop!(send(SUCCESSOR, rekey(taken)), Error::<Test>::AlreadyExists);
		}
		assert_noop!(send(SUCCESSOR, rekey(REPRESENTATIVE)), Error::<Test>::SameSigner);
		assert_noop!(send(SUCCESSOR, rekey(INVESTIGATOR)), Error::<Test>::NotAuthorized);
		recover(NEW_KEY, STRANGER);
		assert_noop!(send(SUCCESSOR, rekey(NEW_KEY)), Error::<Test>::NotAuthorized);
	});
}

/// What makes relaying without a nonce sound.
#[test]
fn nothing_that_the_old_key_signed_is_good_again() {
	run(|| {
		proposed(OFFERED, ADULT);
		let old = sign(Signer::Subject);
		assert_ok!(send(SUBJECT, old.clone()));
		recover(SUBJECT, SUCCESSOR);
		let rekeyed = rekey(NEW_KEY);
		assert_ok!(send(SUCCESSOR, rekeyed.clone()));
		assert_eq!(moved().proposal, None, "a thief's signature may have been in it");
		assert_noop!(send(SUCCESSOR, rekeyed), Error::<Test>::NotFound);
		// No row is made for the old key, in which rounds would begin again.
		for call in [propose(OFFERED, ADULT), defer()] {
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(SUBJECT, old), Error::<Test>::NotFound);
		let call = but!(propose(OFFERED, ADULT), propose, subject = NEW_KEY);
		assert_ok!(send(INVESTIGATOR, call));
		assert_eq!((moved().round, TrialConsents::standing(TRIAL, NEW_KEY)), (2, Standing::Absent));
	});
}
