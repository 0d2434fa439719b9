//! What went wrong elsewhere, tried here (section 13 of the design).

use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Signer};

#[test]
fn no_consent_without_an_approved_form() {
	run_empty(|| {
		open_trial();
		let (rejected, waiting) = (submitted(None), submitted(None));
		assert_ok!(send(COMMITTEE, decide(rejected, Decision::Reject)));
		let refused = |version| {
			for call in [propose_on(version, CORE, ADULT), but!(defer(), defer, version = version)]
			{
				assert_noop!(send(INVESTIGATOR, call), Error::<Test>::NotApproved);
			}
		};
		refused(rejected);
		refused(waiting);
		assert_ok!(send(COMMITTEE, approve(waiting)));
		assert_ok!(send(INVESTIGATOR, propose_on(waiting, CORE, ADULT)));
		approve_new(NEW_ONLY);
		refused(waiting);
	});
}

#[test]
fn no_enrolment_without_a_consent_and_none_twice() {
	run(|| {
		proposed(CORE, ADULT);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
		sign_all();
		// With somebody else's consent.
		let other = but!(enrol(), enrol, subject = OTHER_SUBJECT);
		assert_noop!(send(INVESTIGATOR, other), Error::<Test>::NotFound);
		let other = but!(propose(CORE, ADULT), propose, subject = OTHER_SUBJECT);
		assert_ok!(send(INVESTIGATOR, other));
		let other = but!(enrol(), enrol, subject = OTHER_SUBJECT);
		assert_noop!(send(INVESTIGATOR, other), Error::<Test>::NotConsented);
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
	});
	run(|| {
		consent();
		approve_new(ask_all(DAY));
		after(DAY);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
	});
}

#[test]
fn an_investigator_cannot_consent_for_the_participant() {
	run(|| {
		let own = but!(propose(CORE, ADULT), propose, subject = INVESTIGATOR);
		assert_noop!(send(INVESTIGATOR, own), Error::<Test>::SameSigner);
		let own = propose_with(CORE, REPRESENTED, Some(INVESTIGATOR), None);
		assert_noop!(send(INVESTIGATOR, own), Error::<Test>::SameSigner);
		proposed(CORE, CROWD);
		for role in [Signer::Assent, Signer::Representative, Signer::Witness] {
			assert_noop!(send(INVESTIGATOR, sign(role)), Error::<Test>::NotAuthorized);
		}
		// Nor can a guardian be talked into it: that is a representative's part, and named.
		proposed(CORE, ADULT);
		assert_noop!(send(GUARDIAN, sign(Signer::Subject)), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn approval_is_the_committees_alone() {
	run(|| {
		let version = submitted(NEW_ONLY);
		for who in everybody().into_iter().filter(|who| *who != COMMITTEE) {
			for licence in [licence(who), licence(COMMITTEE)] {
				let call = but!(approve(version), decide_form, licence = licence);
				assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
			}
		}
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, approve(version)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn history_outlives_the_trial() {
	run(|| {
		on_study();
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		let before = row();
		assert_ok!(send(SPONSOR, end_trial(SPONSOR)));
		at(START + TRIAL_RETENTION - 1);
		for _ in 0..4 {
			TrialConsents::on_idle(1, Weight::MAX);
		}
		assert_eq!(row(), before);
		assert!(TrialConsents::form(TRIAL, 1).unwrap().approval().is_some());
	});
}
