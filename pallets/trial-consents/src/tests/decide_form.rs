use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment, Standing};

fn current(version: u16) -> bool {
	form(version).is_current(Now::get())
}

fn form(version: u16) -> Form<()> {
	TrialConsents::form(TRIAL, version).unwrap()
}

#[test]
fn decide_form_approves_from_this_block() {
	run_empty(|| {
		open_trial();
		let version = submitted(None);
		after(DAY);
		let from = Now::get();
		assert_ok!(send(COMMITTEE, approve(version)));
		let (until, block) = (APPROVED_UNTIL, 2);
		assert_eq!(
			last_event(),
			Event::FormApproved {
				trial: TRIAL,
				version,
				from,
				until,
				replaces: None,
				reconsent: None
			}
		);
		let approval = Approval { from, until, block };
		assert_eq!(form(1).status, FormStatus::Approved { approval, replace: None });
		let trial = TrialConsents::trial(TRIAL).unwrap();
		assert_eq!((trial.current, &trial.live[..]), (Some(1), &[1][..]));
		assert_noop!(send(COMMITTEE, approve(1)), Error::<Test>::NotSubmitted);
		let reject = decide(1, Decision::Reject);
		assert_noop!(send(COMMITTEE, reject), Error::<Test>::NotSubmitted);
	});
}

#[test]
fn decide_form_fails_for_others() {
	run(|| {
		let version = submitted(NEW_ONLY);
		let call = || approve(version);
		// Stranger, sponsor, a committee of another trial, an expired one.
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		for who in [SPONSOR, HOUSE_COMMITTEE, REGULATOR] {
			let call = but!(call(), decide_form, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(COMMITTEE, approve(9)), Error::<Test>::NotFound);
		let other = but!(call(), decide_form, trial = 2);
		assert_noop!(send(COMMITTEE, other), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, call()), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		// Bought by the sponsor's group since.
		change(COMMITTEE, |entry| entry.organisation = 102);
		assert_noop!(send(COMMITTEE, call()), Error::<Test>::ConflictOfInterest);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		for call in [extend(1, TRIAL_END), extend_trial(TRIAL_END + 1), resume(COMMITTEE, None)] {
			assert_noop!(send(COMMITTEE, call), Error::<Test>::ConflictOfInterest);
		}
	});
}

#[test]
fn silence_of_the_committee_is_a_rejection() {
	run_empty(|| {
		open_trial();
		let (first, second) = (submitted(None), submitted(None));
		at(START + REVIEW - 1);
		assert_ok!(send(COMMITTEE, decide(first, Decision::Reject)));
		assert_eq!(last_event(), Event::FormRejected { trial: TRIAL, version: first });
		at(START + REVIEW);
		assert_eq!(form(second).status, FormStatus::Rejected);
		assert_noop!(send(COMMITTEE, approve(second)), Error::<Test>::NotSubmitted);
		let third = submitted(None);
		assert_ok!(send(COMMITTEE, approve(third)));
		for rejected in [first, second] {
			let call = propose_on(rejected, CORE, ADULT);
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::NotApproved);
		}
	});
}

#[test]
fn decide_form_fails_out_of_its_bounds() {
	run_empty(|| {
		open_trial();
		let (version, without) = (submitted(None), submitted(None));
		let (now, later) = (START, START + DAY);
		let decide = |from, until| decide(version, Decision::Approve { from, until });
		for (from, until) in
			[(Some(now - 1), later), (Some(later), later), (None, now), (Some(later), now)]
		{
			assert_noop!(send(COMMITTEE, decide(from, until)), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(send(COMMITTEE, decide(Some(now), now + 1)));
		// Without a word on those who consented, an approved version is not replaced.
		assert_noop!(send(COMMITTEE, approve(without)), Error::<Test>::InvalidReconsent);
	});
}

#[test]
fn a_version_is_in_use_until_its_successor_is() {
	run(|| {
		let second = submitted(NEW_ONLY);
		let third = submitted(ask_all(20 * DAY));
		let from = |days: Moment| {
			let from = Some(START + days * DAY);
			Decision::Approve { from, until: APPROVED_UNTIL }
		};
		assert_ok!(send(COMMITTEE, decide(second, from(10))));
		assert_noop!(send(COMMITTEE, decide(third, from(9))), Error::<Test>::InvalidPeriod);
		assert_ok!(send(COMMITTEE, decide(third, from(15))));
		assert_ok!(send(INVESTIGATOR, propose_on(1, OFFERED, ADULT)));
		sign_all();
		assert_noop!(
			send(INVESTIGATOR, propose_on(second, CORE, ADULT)),
			Error::<Test>::NotApproved
		);
		let used = || [1, second, third].map(current);
		at(START + 10 * DAY - 1);
		assert_eq!(used(), [true, false, false]);
		at(START + 10 * DAY);
		assert_eq!(used(), [false, true, false]);
		assert_eq!(standing(), Standing::Active, "the second is for new participants");
		assert_noop!(send(INVESTIGATOR, propose_on(1, CORE, ADULT)), Error::<Test>::NotApproved);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
		at(START + 15 * DAY - 1);
		assert_eq!((used(), standing()), ([false, true, false], Standing::Active));
		at(START + 15 * DAY);
		let until = START + 20 * DAY;
		let why = salus_primitives::Renewal::NewVersion;
		assert_eq!((used(), standing()), ([false, false, true], Standing::Due { until, why }));
	});
}
