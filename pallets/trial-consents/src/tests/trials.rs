use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment};

#[test]
fn register_trial_works_for_a_deposit() {
	run_empty(|| {
		assert_ok!(send(SPONSOR, register(TRIAL_END)));
		let trial = TrialConsents::trial(TRIAL).unwrap();
		assert_eq!((trial.sponsor, trial.committee), (licence(SPONSOR), licence(COMMITTEE)));
		assert_eq!((trial.ends_at, trial.ended), (TRIAL_END, None));
		assert_eq!((trial.current, trial.next, trial.live.len()), (None, 1, 0));
		assert_eq!(
			last_event(),
			Event::TrialRegistered {
				trial: TRIAL,
				sponsor: licence(SPONSOR),
				committee: licence(COMMITTEE),
				protocol: H256::repeat_byte(1),
				ends_at: TRIAL_END,
			}
		);
		let size = TrialOf::<Test>::max_encoded_len();
		assert_eq!(on_hold(SPONSOR), TrialConsents::footprint(size).size);
		assert_ok!(send(SPONSOR, register(TRIAL_END)));
		assert_eq!(LastTrial::<Test>::get(), 2);
	});
}

#[test]
fn register_trial_fails_without_licences_or_independence() {
	run_empty(|| {
		let call = || register(TRIAL_END);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		let as_committee = but!(call(), register_trial, licence = licence(COMMITTEE));
		assert_noop!(send(COMMITTEE, as_committee), Error::<Test>::NotAuthorized);
		let no_committee = but!(call(), register_trial, committee = licence(REGULATOR));
		assert_noop!(send(SPONSOR, no_committee), Error::<Test>::NotAuthorized);
		let own_house = but!(call(), register_trial, committee = licence(HOUSE_COMMITTEE));
		assert_noop!(send(SPONSOR, own_house), Error::<Test>::ConflictOfInterest);
		expire(COMMITTEE);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		expire(SPONSOR);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn register_trial_fails_out_of_its_bounds() {
	run_empty(|| {
		for bad in [START, START + MAX_TRIAL + 1] {
			assert_noop!(send(SPONSOR, register(bad)), Error::<Test>::InvalidPeriod);
		}
		for good in [START + 1, START + MAX_TRIAL] {
			assert_ok!(send(SPONSOR, register(good)));
		}
		LastTrial::<Test>::put(u32::MAX);
		assert_noop!(send(SPONSOR, register(TRIAL_END)), Error::<Test>::LimitReached);
		LastTrial::<Test>::put(2);
		let balance = Balances::free_balance(SPONSOR);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(SPONSOR), 50, balance - 9));
		assert_noop!(send(SPONSOR, register(TRIAL_END)), TokenError::FundsUnavailable);
	});
}

#[test]
fn set_site_opens_and_closes_for_a_deposit() {
	run(|| {
		let before = on_hold(SPONSOR);
		let investigator = licence(OUTSIDER);
		assert_ok!(send(SPONSOR, set_site(OUTSIDER, true)));
		assert_eq!(last_event(), Event::SiteSet { trial: TRIAL, investigator, open: true });
		assert!(TrialConsents::is_site(TRIAL, investigator) && on_hold(SPONSOR) > before);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, true)), Error::<Test>::AlreadyExists);
		expire(OUTSIDER);
		assert_ok!(send(SPONSOR, set_site(OUTSIDER, false)));
		assert_eq!(last_event(), Event::SiteSet { trial: TRIAL, investigator, open: false });
		assert!(!TrialConsents::is_site(TRIAL, investigator));
		assert_eq!(on_hold(SPONSOR), before);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, false)), Error::<Test>::NotFound);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, true)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn set_site_fails_for_others() {
	run(|| {
		let call = || set_site(OUTSIDER, true);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		let other = but!(call(), set_site, licence = licence(OTHER_SPONSOR));
		assert_noop!(send(OTHER_SPONSOR, other), Error::<Test>::NotAuthorized);
		assert_noop!(send(SPONSOR, set_site(NURSE, true)), Error::<Test>::NotAuthorized);
		assert_noop!(send(SPONSOR, but!(call(), set_site, trial = 2)), Error::<Test>::NotFound);
		at(TRIAL_END);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::TrialEnded);
	});
}

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
