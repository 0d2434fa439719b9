use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment};

#[test]
fn extend_trial_works_for_the_committee_while_it_goes_on() {
	run(|| {
		enrolled();
		assert_ok!(send(COMMITTEE, extend(1, TRIAL_END + 9 * DAY)));
		at(TRIAL_END - 1);
		let to = TRIAL_END + DAY;
		assert_ok!(send(COMMITTEE, extend_trial(to)));
		assert_eq!(last_event(), Event::TrialExtended { trial: TRIAL, ends_at: to });
		at(TRIAL_END);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		at(to);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		assert_noop!(send(COMMITTEE, extend_trial(to + 1)), Error::<Test>::TrialEnded);
	});
}

#[test]
fn extend_trial_fails_for_others_and_out_of_its_bounds() {
	run(|| {
		let longest: Moment = START + MAX_TRIAL;
		for bad in [TRIAL_END - 1, TRIAL_END, longest + 1] {
			assert_noop!(send(COMMITTEE, extend_trial(bad)), Error::<Test>::InvalidPeriod);
		}
		for (who, as_who) in [(SPONSOR, SPONSOR), (STRANGER, COMMITTEE)] {
			let call = but!(extend_trial(longest), extend_trial, licence = licence(as_who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = but!(extend_trial(longest), extend_trial, licence = licence(HOUSE_COMMITTEE));
		assert_noop!(send(HOUSE_COMMITTEE, call), Error::<Test>::NotAuthorized);
		let other = but!(extend_trial(longest), extend_trial, trial = 2);
		assert_noop!(send(COMMITTEE, other), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, extend_trial(longest)), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		assert_ok!(send(COMMITTEE, extend_trial(longest)));
	});
}
