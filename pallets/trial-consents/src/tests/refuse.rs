use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::Standing;

#[test]
fn refuse_works_for_participant_guardian_and_representative() {
	for (who, by) in [
		(SUBJECT, Party::Subject),
		(GUARDIAN, Party::Guardian),
		(REPRESENTATIVE, Party::Representative),
	] {
		run(|| {
			proposed(CORE, REPRESENTED);
			assert_ok!(send(who, refuse()));
			let refused = Event::Refused { trial: TRIAL, subject: SUBJECT, round: 1, by };
			assert_eq!(last_event(), refused);
			let why = EndReason::Refused;
			assert_eq!(row().consent, Consent::Ended { at: START, why, last: None });
			assert_eq!(standing(), Standing::Ended);
			assert_noop!(send(who, refuse()), Error::<Test>::StaleRound);
		});
	}
}

#[test]
fn refuse_leaves_the_former_consent() {
	run(|| {
		consent();
		let before = given();
		proposed(CORE, ADULT);
		assert_ok!(send(SUBJECT, refuse()));
		assert_eq!((given(), standing()), (before, Standing::Active));
	});
}

#[test]
fn refuse_fails_for_others() {
	run(|| {
		assert_noop!(send(SUBJECT, refuse()), Error::<Test>::NotFound);
		proposed(CORE, ADULT);
		for who in [REPRESENTATIVE, WITNESS, INVESTIGATOR, SPONSOR] {
			assert_noop!(send(who, refuse()), Error::<Test>::NotAuthorized);
		}
		for bad in [0, 2] {
			let call = but!(refuse(), refuse, round = bad);
			assert_noop!(send(SUBJECT, call), Error::<Test>::StaleRound);
		}
	});
}
