use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Scopes};

#[test]
fn erasure_is_asked_for_and_answered() {
	run(|| {
		consent();
		let due = START + ERASE_WITHIN;
		assert_noop!(send(SPONSOR, answer(Answer::Erased)), Error::<Test>::NotRequested);
		let call = withdraw_and(BIOBANK, DataUse::EraseWhereLawful);
		assert_ok!(send(SUBJECT, call));
		assert!(
			matches!(last_event(), Event::ScopesWithdrawn { erase_by, .. } if erase_by == Some(due))
		);
		let open = |scopes| Some(Erasure { scopes, due, answer: None });
		assert_eq!(row().erasure, open(BIOBANK));
		after(DAY);
		// More is asked while the first is open: it is wider, not later.
		let call = withdraw_and(GENETICS, DataUse::EraseWhereLawful);
		assert_ok!(send(SUBJECT, call));
		assert_eq!(row().erasure, open(BIOBANK.or(GENETICS)));

		let overdue = || TrialConsents::overdue_erasures(TRIAL, None, 64).items;
		at(due - 1);
		assert_eq!(overdue(), []);
		at(due);
		assert_eq!(overdue(), [(SUBJECT, row().erasure.unwrap())]);
		assert_noop!(send(STRANGER, answer(Answer::Erased)), Error::<Test>::NotAuthorized);
		let other = but!(answer(Answer::Erased), answer_erasure, licence = licence(OTHER_SPONSOR));
		assert_noop!(send(OTHER_SPONSOR, other), Error::<Test>::NotAuthorized);
		assert_ok!(send(SPONSOR, answer(Answer::Partly)));
		let answered = Answer::Partly;
		let event = Event::ErasureAnswered { trial: TRIAL, subject: SUBJECT, answer: answered };
		assert_eq!((last_event(), overdue()), (event, vec![]));
		assert_noop!(send(SPONSOR, answer(Answer::Erased)), Error::<Test>::NotRequested);
		// Another request, another time.
		let call = withdraw_and(CORE, DataUse::EraseWhereLawful);
		assert_ok!(send(SUBJECT, call));
		let due = due + ERASE_WITHIN;
		assert_eq!(row().erasure, Some(Erasure { scopes: Scopes::ALL, due, answer: None }));
		// No new proposal makes it forgotten.
		proposed(CORE, ADULT);
		sign_all();
		assert_ok!(send(SPONSOR, answer(Answer::Erased)));
	});
}

#[test]
fn answer_erasure_fails_for_what_is_not_there() {
	run(|| {
		let call = || answer(Answer::Erased);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::NotFound);
		let other = but!(call(), answer_erasure, trial = 2);
		assert_noop!(send(SPONSOR, other), Error::<Test>::NotFound);
		expire(SPONSOR);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
	});
}
