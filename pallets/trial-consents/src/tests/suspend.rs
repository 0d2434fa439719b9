use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Standing};

#[test]
fn suspend_stops_and_resume_goes_on() {
	for who in [COMMITTEE, REGULATOR] {
		run(|| {
			enrolled();
			let by = licence(who);
			assert_ok!(send(who, suspend(who, Some(1))));
			assert_eq!(last_event(), Event::FormSuspended { trial: TRIAL, version: 1, by });
			assert_eq!(standing(), Standing::Suspended);
			for (call, error) in [
				(record(CORE), Error::<Test>::NotConsented),
				(advance(Step::OnStudy), Error::<Test>::NotConsented),
				(propose(CORE, ADULT), Error::<Test>::NotApproved),
			] {
				assert_noop!(send(INVESTIGATOR, call), error);
			}
			let again = suspend(who, Some(1));
			assert_noop!(send(who, again), Error::<Test>::AlreadySuspended);
			assert_ok!(send(who, resume(who, Some(1))));
			assert_eq!(last_event(), Event::FormResumed { trial: TRIAL, version: 1, by });
			assert_noop!(send(who, resume(who, Some(1))), Error::<Test>::NotSuspended);
			assert_eq!(standing(), Standing::Active);
			assert_ok!(send(INVESTIGATOR, record(CORE)));
		});
	}
}

#[test]
fn suspend_of_a_trial_reaches_every_live_version() {
	run(|| {
		assert_noop!(send(COMMITTEE, resume(COMMITTEE, None)), Error::<Test>::NotSuspended);
		consent();
		let second = approve_new(NEW_ONLY);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, Some(second))));
		assert_eq!(standing(), Standing::Active);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		assert_eq!(standing(), Standing::Suspended);
		assert_noop!(send(COMMITTEE, suspend(COMMITTEE, None)), Error::<Test>::AlreadySuspended);
		assert_ok!(send(COMMITTEE, resume(COMMITTEE, None)));
		assert_eq!(standing(), Standing::Active);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
	});
}

#[test]
fn suspend_and_resume_fail_for_others() {
	run(|| {
		for who in [SPONSOR, INVESTIGATOR, HOUSE_COMMITTEE] {
			assert_noop!(send(who, suspend(who, None)), Error::<Test>::NotAuthorized);
			assert_noop!(send(who, resume(who, None)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, suspend(REGULATOR, None)), Error::<Test>::NotAuthorized);
		let version = submitted(NEW_ONLY);
		for (of, error) in [(9, Error::<Test>::NotFound), (version, Error::<Test>::NotApproved)] {
			assert_noop!(send(COMMITTEE, suspend(COMMITTEE, Some(of))), error);
		}
		let other = but!(suspend(COMMITTEE, None), suspend, trial = 2);
		assert_noop!(send(COMMITTEE, other), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, suspend(COMMITTEE, None)), Error::<Test>::LicenceNotValid);
	});
	run_empty(|| {
		open_trial();
		assert_noop!(send(COMMITTEE, suspend(COMMITTEE, None)), Error::<Test>::NotApproved);
	});
}

#[test]
fn a_suspended_consent_can_be_withdrawn_and_refused() {
	run(|| {
		consent();
		proposed(CORE, ADULT);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		after(DAY);
		assert_noop!(
			send(SUBJECT, sign(salus_primitives::Signer::Subject)),
			Error::<Test>::NotApproved
		);
		assert_ok!(send(SUBJECT, refuse()));
		assert_ok!(send(SUBJECT, withdraw(CORE)));
	});
}
