use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn end_trial_works_for_sponsor_and_regulator_and_once() {
	for who in [SPONSOR, REGULATOR] {
		run(|| {
			enrolled();
			after(DAY);
			assert_ok!(send(who, end_trial(who)));
			assert_eq!(last_event(), Event::TrialEnded { trial: TRIAL, by: licence(who) });
			assert_eq!(TrialConsents::trial(TRIAL).unwrap().ended, Some(START + DAY));
			assert_eq!(standing(), salus_primitives::Standing::Ended);
			assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
			assert_noop!(send(who, end_trial(who)), Error::<Test>::TrialEnded);
			// What was given is still there to be withdrawn, and its data to be erased.
			let erase = withdraw_and(CORE, DataUse::EraseWhereLawful);
			assert_ok!(send(SUBJECT, erase));
			assert_ok!(send(SPONSOR, answer(Answer::Kept)));
		});
	}
}

#[test]
fn end_trial_fails_for_others() {
	run(|| {
		for who in [COMMITTEE, OTHER_SPONSOR, INVESTIGATOR] {
			assert_noop!(send(who, end_trial(who)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, end_trial(SPONSOR)), Error::<Test>::NotAuthorized);
		let other = but!(end_trial(SPONSOR), end_trial, trial = 2);
		assert_noop!(send(SPONSOR, other), Error::<Test>::NotFound);
		expire(SPONSOR);
		assert_noop!(send(SPONSOR, end_trial(SPONSOR)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn trials_end_by_the_clock() {
	run(|| {
		assert_ok!(send(COMMITTEE, extend(1, TRIAL_END + DAY)));
		enrolled();
		at(TRIAL_END - 1);
		assert_eq!(standing(), salus_primitives::Standing::Active);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		at(TRIAL_END);
		assert_eq!(standing(), salus_primitives::Standing::Ended);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		for (who, call) in [
			(SPONSOR, submit(None)),
			(COMMITTEE, approve(1)),
			(COMMITTEE, extend(1, TRIAL_END + 2 * DAY)),
			(COMMITTEE, extend_trial(TRIAL_END + DAY)),
			(COMMITTEE, suspend(COMMITTEE, None)),
			(COMMITTEE, resume(COMMITTEE, None)),
			(INVESTIGATOR, propose(CORE, ADULT)),
		] {
			assert_noop!(send(who, call), Error::<Test>::TrialEnded);
		}
	});
}
