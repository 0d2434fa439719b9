use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Scopes, Standing};

#[test]
fn enrol_works_with_a_consent_in_force() {
	run(|| {
		consent();
		assert_ok!(send(INVESTIGATOR, enrol()));
		let (by, standing) = (licence(INVESTIGATOR), Standing::Active);
		let event = Event::Enrolled { trial: TRIAL, subject: SUBJECT, by, standing };
		assert_eq!((last_event(), row().enrolment), (event, Enrolment::Enrolled(START)));
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
	});
}

#[test]
fn a_colleague_may_act_and_others_may_not() {
	run(|| {
		consent();
		let by = |who: u64| but!(enrol(), enrol, licence = licence(who));
		for who in [RIVAL, NURSE, SPONSOR] {
			assert_noop!(send(who, by(who)), Error::<Test>::NotAuthorized);
			let call = but!(advance(Step::OnStudy), advance, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
			assert_noop!(send(who, record_by(who, CORE)), Error::<Test>::NotAuthorized);
			let end = end_participation(ExitReason::Completed);
			let end = but!(end, end_participation, licence = licence(who));
			assert_noop!(send(who, end), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, enrol()), Error::<Test>::NotAuthorized);
		// Who is no site takes nobody on, but goes on with whom the house has taken on.
		assert_noop!(send(OUTSIDER, by(OUTSIDER)), Error::<Test>::NotAuthorized);
		assert_ok!(send(COLLEAGUE, by(COLLEAGUE)));
		assert_ok!(send(OUTSIDER, record_by(OUTSIDER, CORE)));
		expire(INVESTIGATOR);
		for call in [
			enrol(),
			advance(Step::OnStudy),
			record(CORE),
			end_participation(ExitReason::Completed),
		] {
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::LicenceNotValid);
		}
	});
}

#[test]
fn nothing_without_a_consent() {
	let calls = || {
		[enrol(), advance(Step::OnStudy), record(CORE), end_participation(ExitReason::Completed)]
	};
	let refused = |error: Error<Test>| {
		let error = DispatchError::from(error);
		for call in calls() {
			assert_noop!(send(INVESTIGATOR, call), error);
		}
	};
	run(|| {
		refused(Error::NotFound);
		proposed(OFFERED, ADULT);
		refused(Error::NotConsented);
		signed(salus_primitives::Signer::Investigator);
		refused(Error::NotConsented);
		signed(salus_primitives::Signer::Subject);
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		refused(Error::NotConsented);
	});
}

#[test]
fn enrol_needs_the_version_in_use() {
	run(|| {
		consent();
		approve_new(NEW_ONLY);
		assert_eq!(standing(), Standing::Active);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
	});
	run(|| {
		consent();
		approve_new(ask_all(DAY));
		assert!(standing().permits());
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
		proposed(CORE, ADULT);
		sign_all();
		assert_ok!(send(INVESTIGATOR, enrol()));
	});
}

#[test]
fn advance_goes_forward_only() {
	run(|| {
		consent();
		let early = advance(Step::OnStudy);
		assert_noop!(send(INVESTIGATOR, early), Error::<Test>::InvalidStep);
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_ok!(send(INVESTIGATOR, advance(Step::OnStudy)));
		let (by, to) = (licence(INVESTIGATOR), Step::OnStudy);
		let event = Event::Advanced { trial: TRIAL, subject: SUBJECT, by, to };
		assert_eq!((last_event(), row().enrolment), (event, Enrolment::OnStudy));
		assert_noop!(send(INVESTIGATOR, advance(Step::OnStudy)), Error::<Test>::InvalidStep);
		assert_ok!(send(INVESTIGATOR, advance(Step::FollowUp)));
		assert_eq!(row().enrolment, Enrolment::FollowUp);
		for to in [Step::OnStudy, Step::FollowUp] {
			assert_noop!(send(INVESTIGATOR, advance(to)), Error::<Test>::InvalidStep);
		}
	});
	run(|| {
		enrolled();
		assert_ok!(send(INVESTIGATOR, advance(Step::FollowUp)));
	});
	run(|| {
		enrolled();
		approve_new(ask_all(DAY));
		let due = advance(Step::OnStudy);
		assert_noop!(send(INVESTIGATOR, due), Error::<Test>::NotConsented);
	});
}

#[test]
fn record_data_counts_and_tells() {
	run(|| {
		enrolled();
		for number in 1..=3 {
			assert_ok!(send(INVESTIGATOR, record(CORE.or(BIOBANK))));
			assert_eq!(
				last_event(),
				Event::DataRecorded {
					trial: TRIAL,
					subject: SUBJECT,
					by: licence(INVESTIGATOR),
					scopes: CORE.or(BIOBANK),
					commitment: H256::repeat_byte(3),
					number,
					standing: Standing::Active,
				}
			);
			assert_eq!(row().records, number);
		}
	});
}

#[test]
fn record_data_needs_every_scope_and_a_participant() {
	run(|| {
		proposed(CORE.or(BIOBANK), ADULT);
		sign_all();
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotEnrolled);
		assert_ok!(send(INVESTIGATOR, enrol()));
		for bad in [Scopes::NONE, GENETICS, OFFERED, Scopes::ALL] {
			assert_noop!(send(INVESTIGATOR, record(bad)), Error::<Test>::ScopeNotGranted);
		}
		assert_ok!(send(INVESTIGATOR, record(Scopes(1))));
		Consents::<Test>::mutate(TRIAL, SUBJECT, |row| row.as_mut().unwrap().records = u32::MAX);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::LimitReached);
	});
}

#[test]
fn end_participation_ends_the_consent_for_good() {
	for why in [
		ExitReason::Completed,
		ExitReason::LostToFollowUp,
		ExitReason::Investigator,
		ExitReason::Sponsor,
	] {
		run(|| {
			on_study();
			proposed(OFFERED, ADULT);
			let last = given();
			assert_ok!(send(INVESTIGATOR, end_participation(why)));
			let by = licence(INVESTIGATOR);
			let event = Event::Ended { trial: TRIAL, subject: SUBJECT, by, why };
			assert_eq!(last_event(), event);
			let row = row();
			assert_eq!(row.enrolment, Enrolment::Off(OffReason::Exited(why)));
			let (at, why) = (START, EndReason::Exited);
			assert_eq!(row.consent, Consent::Ended { at, why, last: Some(last) });
			assert_eq!((row.proposal, row.refused), (None, false));
			assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
			let again = end_participation(ExitReason::Completed);
			assert_noop!(send(INVESTIGATOR, again), Error::<Test>::NotConsented);
		});
	}
}

/// Invariant 5: whoever is off the trial gives no data again, whatever they sign.
#[test]
fn who_is_off_the_trial_stays_off() {
	run(|| {
		enrolled();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		proposed(OFFERED, ADULT);
		sign_all();
		assert_eq!(standing(), Standing::Active);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotEnrolled);
		assert_noop!(send(INVESTIGATOR, advance(Step::FollowUp)), Error::<Test>::InvalidStep);
		assert_eq!(row().enrolment, Enrolment::Off(OffReason::Withdrawn));
		// A new version asks them as any other.
		approve_new(Some(Reconsent::Stages { mask: 0b1000, grace_until: START + DAY }));
		let (until, why) = (START + DAY, salus_primitives::Renewal::NewVersion);
		assert_eq!(standing(), Standing::Due { until, why });
	});
}
