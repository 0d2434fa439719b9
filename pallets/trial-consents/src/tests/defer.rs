use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Given, Renewal, Standing,
};

#[test]
fn defer_takes_in_for_the_core_and_for_a_time() {
	run(|| {
		assert_ok!(send(INVESTIGATOR, defer()));
		let until = START + HOUR * u64::from(DEFERRED_H);
		let given = Given {
			version: 1,
			scopes: CORE,
			core: CORE,
			by: SITE,
			round: 1,
			at: START,
			block: 1,
			investigator: licence(INVESTIGATOR),
			deferred: Some(until),
		};
		assert_eq!(
			last_event(),
			Event::Deferred {
				trial: TRIAL,
				subject: SUBJECT,
				organisation: 500,
				given: given.clone()
			}
		);
		assert_eq!(super::mock::given(), given);
		assert!(on_hold(INVESTIGATOR) > 0);
		let why = Renewal::Deferred;
		assert_eq!(standing(), Standing::Due { until, why });
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		let beyond = record(BIOBANK);
		assert_noop!(send(INVESTIGATOR, beyond), Error::<Test>::ScopeNotGranted);
		at(until - 1);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		// The record says what it stands on.
		assert!(matches!(
			last_event(),
			Event::DataRecorded { standing: Standing::Due { why: Renewal::Deferred, .. }, .. }
		));
		at(until);
		assert_eq!(standing(), Standing::Lapsed { since: until, why });
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		assert_eq!(row().records, 2);
		// Once the participant can, they complete it; nobody is enrolled twice.
		proposed(OFFERED, ADULT);
		sign_all();
		assert_eq!(standing(), Standing::Active);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
		assert_ok!(send(INVESTIGATOR, record(BIOBANK)));
	});
}

#[test]
fn defer_fails_for_others_and_where_it_is_not_allowed() {
	run(|| {
		assert_noop!(send(STRANGER, defer()), Error::<Test>::NotAuthorized);
		let outsider = but!(defer(), defer, licence = licence(OUTSIDER));
		assert_noop!(send(OUTSIDER, outsider), Error::<Test>::NotAuthorized);
		let own = but!(defer(), defer, subject = INVESTIGATOR);
		assert_noop!(send(INVESTIGATOR, own), Error::<Test>::SameSigner);
		let missing = but!(defer(), defer, version = 9);
		assert_noop!(send(INVESTIGATOR, missing), Error::<Test>::NotFound);
		expire(INVESTIGATOR);
		assert_noop!(send(INVESTIGATOR, defer()), Error::<Test>::LicenceNotValid);
		fault(INVESTIGATOR, None);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		assert_noop!(send(INVESTIGATOR, defer()), Error::<Test>::NotApproved);
		assert_ok!(send(COMMITTEE, resume(COMMITTEE, None)));
		proposed(CORE, ADULT);
		assert_noop!(send(INVESTIGATOR, defer()), Error::<Test>::AlreadyExists);
		assert_ok!(send(SPONSOR, but!(submit(NEW_ONLY), submit_form, deferred_h = 0)));
		assert_ok!(send(COMMITTEE, approve(2)));
		let other = but!(defer(), defer, subject = OTHER_SUBJECT);
		assert_noop!(send(INVESTIGATOR, other), Error::<Test>::NotAllowed);
		after(DAY);
		assert_ok!(send(SPONSOR, end_trial(SPONSOR)));
		assert_noop!(send(INVESTIGATOR, defer()), Error::<Test>::TrialEnded);
	});
}

#[test]
fn who_refuses_to_confirm_a_deferred_consent_ends_it() {
	for (who, by, need) in
		[(SUBJECT, Party::Subject, ADULT), (REPRESENTATIVE, Party::Representative, REPRESENTED)]
	{
		run(|| {
			assert_ok!(send(INVESTIGATOR, defer()));
			assert_ok!(send(INVESTIGATOR, enrol()));
			proposed(OFFERED, need);
			assert_ok!(send(who, refuse()));
			let (trial, subject, erase_by) = (TRIAL, SUBJECT, None);
			let withdrawn = Event::Withdrawn { trial, subject, round: 1, by, erase_by };
			assert_eq!((last_event(), standing()), (withdrawn, Standing::Ended));
			assert_eq!(row().enrolment, Enrolment::Off(OffReason::Withdrawn));
			assert_eq!(row().refused, who == SUBJECT);
			assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		});
	}
}

#[test]
fn who_withdraws_a_deferred_consent_is_asked_in_person() {
	run(|| {
		assert_ok!(send(INVESTIGATOR, defer()));
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		let call = propose(CORE, REPRESENTED);
		assert_noop!(send(INVESTIGATOR, call), Error::<Test>::AssentRequired);
		assert_ok!(send(INVESTIGATOR, propose(CORE, ADULT)));
	});
}
