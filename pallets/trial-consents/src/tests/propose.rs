use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{Scopes, Signer, Signers, Standing};

#[test]
fn propose_works_for_a_deposit_of_the_investigator() {
	run(|| {
		assert_ok!(send(INVESTIGATOR, propose(OFFERED, ASSENTED)));
		let until = START + SIGN_WITHIN;
		assert_eq!(
			last_event(),
			Event::Proposed {
				trial: TRIAL,
				subject: SUBJECT,
				by: licence(INVESTIGATOR),
				organisation: 500,
				version: 1,
				scopes: OFFERED,
				need: ASSENTED,
				representative: Some(REPRESENTATIVE),
				majority: Some(MAJORITY),
				round: 1,
				until,
			}
		);
		let row = row();
		assert_eq!((row.round, row.organisation, row.consent), (1, 500, Consent::Absent));
		assert_eq!(row.enrolment, Enrolment::None);
		let size = ParticipationOf::<Test>::max_encoded_len();
		assert_eq!(on_hold(INVESTIGATOR), TrialConsents::footprint(size).size);
		assert_eq!(standing(), Standing::Absent);
		// Another proposal voids the first and costs nothing more.
		assert_ok!(send(COLLEAGUE, propose_by(COLLEAGUE, CORE, ADULT)));
		assert_eq!((super::mock::row().round, on_hold(COLLEAGUE)), (2, 0));
	});
}

#[test]
fn propose_fails_for_others() {
	run(|| {
		let call = || propose(CORE, ADULT);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		for who in [NURSE, OUTSIDER, SPONSOR] {
			let call = propose_by(who, CORE, ADULT);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let other = but!(call(), propose, trial = 2);
		assert_noop!(send(INVESTIGATOR, other), Error::<Test>::NotAuthorized);
		expire(INVESTIGATOR);
		assert_noop!(send(INVESTIGATOR, call()), Error::<Test>::LicenceNotValid);
		fault(INVESTIGATOR, None);
		assert_ok!(send(INVESTIGATOR, call()));
		assert_ok!(send(SPONSOR, set_site(INVESTIGATOR, false)));
		assert_noop!(send(INVESTIGATOR, call()), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_participant_belongs_to_a_site_while_something_is_signed_or_was_given() {
	let rival = || send(RIVAL, propose_by(RIVAL, CORE, ADULT));
	run(|| {
		proposed(CORE, ADULT);
		assert_noop!(rival(), Error::<Test>::NotAuthorized);
		// Whoever asked first keeps nobody from the others.
		assert_ok!(send(SUBJECT, refuse()));
		assert_ok!(rival());
		assert_eq!((row().organisation, row().round), (600, 2));
		assert_noop!(send(INVESTIGATOR, propose(CORE, ADULT)), Error::<Test>::NotAuthorized);
		after(SIGN_WITHIN);
		consent();
		assert_eq!(row().organisation, 500);
		assert_noop!(rival(), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		assert_noop!(rival(), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn propose_needs_the_deposit() {
	run(|| {
		let balance = Balances::free_balance(INVESTIGATOR);
		let origin = RuntimeOrigin::signed(INVESTIGATOR);
		assert_ok!(Balances::transfer_allow_death(origin, 50, balance - 9));
		let call = propose(CORE, ADULT);
		assert_noop!(send(INVESTIGATOR, call), TokenError::FundsUnavailable);
	});
}

#[test]
fn propose_fails_on_versions_that_are_not_in_use() {
	run(|| {
		let second = submitted(NEW_ONLY);
		assert_noop!(
			send(INVESTIGATOR, propose_on(second, CORE, ADULT)),
			Error::<Test>::NotApproved
		);
		assert_noop!(send(INVESTIGATOR, propose_on(9, CORE, ADULT)), Error::<Test>::NotFound);
		assert_ok!(send(COMMITTEE, approve(second)));
		assert_noop!(send(INVESTIGATOR, propose_on(1, CORE, ADULT)), Error::<Test>::NotApproved);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
		at(APPROVED_UNTIL - 1);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
		at(APPROVED_UNTIL);
		assert_noop!(
			send(INVESTIGATOR, propose_on(second, CORE, ADULT)),
			Error::<Test>::NotApproved
		);
		at(TRIAL_END);
		assert_noop!(
			send(INVESTIGATOR, propose_on(second, CORE, ADULT)),
			Error::<Test>::TrialEnded
		);
	});
}

#[test]
fn propose_fails_with_scopes_that_the_form_does_not_offer() {
	run(|| {
		for bad in [Scopes::NONE, Scopes(0b0001), Scopes(0b1110), OFFERED.or(Scopes(1 << 4))] {
			let call = propose(bad, ADULT);
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::InvalidScopes);
		}
		for good in [CORE, OFFERED] {
			assert_ok!(send(INVESTIGATOR, propose(good, ADULT)));
		}
	});
}

#[test]
fn propose_fails_with_signers_that_the_form_does_not_admit() {
	run(|| {
		let call = |need, representative| propose_with(CORE, need, representative, None);
		for (need, representative) in [
			(Signers::SELF, None),
			(SITE, None),
			(REPRESENTED.or(Signers::WITNESS), Some(REPRESENTATIVE)),
			(ADULT, Some(REPRESENTATIVE)),
			(REPRESENTED, None),
		] {
			let call = call(need, representative);
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::InvalidSigners);
		}
		for representative in [SUBJECT, INVESTIGATOR] {
			let call = call(REPRESENTED, Some(representative));
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::SameSigner);
		}
		let own = but!(call(ADULT, None), propose, subject = INVESTIGATOR);
		assert_noop!(send(INVESTIGATOR, own), Error::<Test>::SameSigner);
	});
}

#[test]
fn a_minor_needs_a_representative_and_the_month_of_majority() {
	run(|| {
		let call = |need: Signers, majority| {
			let represented = need.contains(Signers::REPRESENTATIVE).then_some(REPRESENTATIVE);
			propose_with(CORE, need, represented, majority)
		};
		let no_month = call(ASSENTED, None);
		assert_noop!(send(INVESTIGATOR, no_month), Error::<Test>::InvalidMajority);
		let alone = || call(ADULT, Some(MAJORITY));
		assert_noop!(send(INVESTIGATOR, alone()), Error::<Test>::InvalidSigners);
		for need in [REPRESENTED, ASSENTED, BOTH] {
			assert_ok!(send(INVESTIGATOR, call(need, Some(MAJORITY))));
		}
		// The month is settled by a consent.
		sign_all();
		let later = call(BOTH, Some(MAJORITY + 1));
		assert_noop!(send(INVESTIGATOR, later), Error::<Test>::InvalidMajority);
		for month in [None, Some(MAJORITY), Some(MAJORITY - 1)] {
			assert_ok!(send(INVESTIGATOR, call(BOTH, month)));
		}
		assert_ok!(send(INVESTIGATOR, call(BOTH, None)));
		assert_eq!(row().proposal.unwrap().majority, Some(MAJORITY));

		at(OF_AGE - 1);
		assert_noop!(send(INVESTIGATOR, alone()), Error::<Test>::InvalidSigners);
		at(OF_AGE);
		assert_ok!(send(INVESTIGATOR, alone()));
		at(OF_AGE + MAJORITY_GRACE - 1);
		assert_ok!(send(INVESTIGATOR, call(REPRESENTED, None)));
		at(OF_AGE + MAJORITY_GRACE);
		assert_noop!(send(INVESTIGATOR, call(REPRESENTED, None)), Error::<Test>::InvalidSigners);
		for need in [ADULT, BOTH] {
			assert_ok!(send(INVESTIGATOR, call(need, None)));
		}
	});
}

#[test]
fn after_a_no_nobody_consents_without_assent() {
	for refusing in [true, false] {
		run(|| {
			proposed(CORE, REPRESENTED);
			if refusing {
				assert_ok!(send(SUBJECT, refuse()));
			} else {
				sign_all();
				assert_ok!(send(SUBJECT, withdraw(CORE)));
			}
			let call = propose(CORE, REPRESENTED);
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::AssentRequired);
			for need in [ADULT, BOTH, ASSENTED, CROWD] {
				assert_ok!(send(INVESTIGATOR, propose(CORE, need)));
			}
		});
	}
	run(|| {
		// The representative's no is not the participant's; neither is an adult's no to a paper.
		proposed(CORE, REPRESENTED);
		assert_ok!(send(REPRESENTATIVE, refuse()));
		proposed(CORE, ADULT);
		assert_ok!(send(SUBJECT, refuse()));
		proposed(CORE, REPRESENTED);
		assert_ok!(send(GUARDIAN, refuse()));
		proposed(CORE, REPRESENTED);
	});
}

#[test]
fn rounds_end_and_do_not_wrap() {
	run(|| {
		proposed(CORE, ADULT);
		Consents::<Test>::mutate(TRIAL, SUBJECT, |row| row.as_mut().unwrap().round = u16::MAX - 1);
		assert_ok!(send(INVESTIGATOR, propose(OFFERED, ADULT)));
		assert_noop!(send(INVESTIGATOR, propose(CORE, ADULT)), Error::<Test>::LimitReached);
		let narrow = sign_for(Signer::Subject, CORE);
		assert_noop!(send(SUBJECT, narrow), Error::<Test>::LimitReached);
		sign_all();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
	});
}
