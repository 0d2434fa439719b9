use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Scopes, Signer, Signers};

fn change(change: impl FnOnce(&mut ParticipationOf<Test>)) {
	Consents::<Test>::mutate(TRIAL, SUBJECT, |row| change(row.as_mut().unwrap()));
}

fn change_given(of: impl FnOnce(&mut salus_primitives::Given)) {
	change(|row| match &mut row.consent {
		Consent::Given(given) => of(given),
		other => panic!("{other:?}"),
	});
}

fn change_proposal(of: impl FnOnce(&mut Proposal<u64>)) {
	change(|row| of(row.proposal.as_mut().unwrap()));
}

fn change_form(version: u16, of: impl FnOnce(&mut FormOf<Test>)) {
	Forms::<Test>::mutate(TRIAL, version, |form| of(form.as_mut().unwrap()));
}

fn change_trial(of: impl FnOnce(&mut TrialOf<Test>)) {
	Trials::<Test>::mutate(TRIAL, |trial| of(trial.as_mut().unwrap()));
}

/// Whether the damage is seen, under its number.
fn detects(number: &str, damage: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		open_trial();
		approve_new(None);
		proposed(OFFERED, REPRESENTED);
		sign_all();
		assert_ok!(send(INVESTIGATOR, enrol()));
		approve_new(NEW_ONLY);
		proposed(CORE, CROWD);
		signed(Signer::Witness);
		assert_ok!(TrialConsents::do_try_state());
		damage();
		match TrialConsents::do_try_state() {
			Err(DispatchError::Other(what)) => assert!(what.starts_with(number), "{what}"),
			other => panic!("{number} not detected: {other:?}"),
		}
	});
}

#[test]
fn drift_of_consents_is_detected() {
	detects("1", || change(|row| row.consent = Consent::Absent));
	detects("1", || {
		change(|row| {
			let (at, why) = (START, EndReason::Refused);
			row.consent = Consent::Ended { at, why, last: None };
			row.enrolment = Enrolment::OnStudy;
		})
	});
	detects("2", || change_given(|given| given.at -= 1));
	detects("2", || change_given(|given| given.at += 1));
	detects("2", || change_given(|given| given.version = 9));
	detects("2", || change_given(|given| given.scopes = Scopes::ALL));
	detects("2", || change_given(|given| given.scopes = Scopes(1)));
	detects("2", || change_given(|given| given.core = Scopes(1)));
	detects("2", || change_given(|given| given.by = SITE));
	detects("2", || change_given(|given| given.deferred = Some(START)));
	detects("4", || {
		change(|row| {
			(row.consent, row.enrolment, row.records) = (Consent::Absent, Enrolment::None, 1)
		})
	});
	detects("5", || {
		change(|row| {
			let (at, why) = (START, EndReason::Withdrawn);
			row.consent = Consent::Ended { at, why, last: row.given().cloned() };
			row.enrolment = Enrolment::None;
		})
	});
	detects("6", || change_given(|given| given.round = 9));
	detects("10", || change(|row| row.trail.n = 0));
	detects("10", || change(|row| row.trail.last = 9));
}

#[test]
fn drift_of_signers_is_detected() {
	detects("3", || change_proposal(|proposal| proposal.representative = Some(SUBJECT)));
	detects("3", || change_proposal(|proposal| proposal.witness = Some(SUBJECT)));
	detects("3", || change_proposal(|proposal| proposal.witness = Some(REPRESENTATIVE)));
	detects("3", || change_proposal(|proposal| proposal.witness = None));
	detects("3", || change_proposal(|proposal| proposal.representative = None));
	detects("3", || change_proposal(|proposal| proposal.have = proposal.need));
	detects("3", || change_proposal(|proposal| proposal.have.0 |= Signers::SELF.0));
	detects("9", || {
		change(|row| row.refused = true);
		change_proposal(|proposal| (proposal.need, proposal.have) = (REPRESENTED, Signers::NONE));
		change_proposal(|proposal| proposal.witness = None);
	});
}

#[test]
fn drift_of_trials_and_forms_is_detected() {
	detects("2", || change_form(1, |form| form.core = Scopes(1 << 9)));
	detects("7", || change_trial(|trial| trial.live.clear()));
	detects("7", || change_trial(|trial| trial.live.try_push(9).unwrap()));
	detects("7", || change_trial(|trial| trial.current = Some(1)));
	detects("7", || change_trial(|trial| trial.next = 2));
	detects("7", || change_trial(|trial| trial.ends_at += DAY));
	detects("7", || change_form(1, |form| form.ends_at += 1));
	detects("7", || change_form(2, |form| form.status = FormStatus::Rejected));
	detects("7", || {
		change_form(1, |form| match &mut form.status {
			FormStatus::Superseded { at, .. } => *at += DAY,
			other => panic!("{other:?}"),
		})
	});
	detects("a form", || {
		let form = Forms::<Test>::get(TRIAL, 1).unwrap();
		Forms::<Test>::insert(2, 1, form);
	});
	detects("a site", || {
		let site = Sites::<Test>::get(TRIAL, licence(RIVAL)).unwrap();
		Sites::<Test>::insert(2, 1, site);
	});
	detects("a participant", || Consents::<Test>::insert(2, SUBJECT, stored()));
	detects("more free", || {
		for _ in 0..3 {
			FreeCalls::<Test>::mutate(|quota| quota.count(1));
		}
	});
}
