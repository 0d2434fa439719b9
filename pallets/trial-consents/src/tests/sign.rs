use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{Given, LicenceFault, Scopes, Signer, Signers, Standing};

const ROLES: [Signer; 5] = [
	Signer::Subject,
	Signer::Representative,
	Signer::Assent,
	Signer::Witness,
	Signer::Investigator,
];

/// Every order of the signatures of a set.
fn orders(of: Signers) -> Vec<Vec<Signer>> {
	fn rest(left: Vec<Signer>) -> Vec<Vec<Signer>> {
		if left.is_empty() {
			return vec![vec![]];
		}
		let first = |n: usize| {
			let mut others = left.clone();
			let first = others.remove(n);
			rest(others).into_iter().map(move |order| [vec![first], order].concat())
		};
		(0..left.len()).flat_map(first).collect()
	}
	rest(ROLES.into_iter().filter(|role| of.contains(role.only())).collect())
}

#[test]
fn the_last_signature_gives_the_consent_in_whatever_order() {
	for need in [ADULT, WITNESSED, REPRESENTED, ASSENTED, BOTH, CROWD] {
		for order in orders(need) {
			run(|| {
				proposed(OFFERED, need);
				let (last, before) = order.split_last().unwrap();
				for role in before {
					signed(*role);
					let signed = Event::Signed {
						trial: TRIAL,
						subject: SUBJECT,
						role: *role,
						by: signer(*role),
						round: 1,
					};
					assert_eq!(last_event(), signed);
					assert_eq!(row().consent, Consent::Absent);
				}
				after(SHORT);
				signed(*last);
				let given = Given {
					version: 1,
					scopes: OFFERED,
					core: CORE,
					by: need,
					round: 1,
					at: START + SHORT,
					block: 2,
					investigator: licence(INVESTIGATOR),
					deferred: None,
				};
				let event = Event::Given { trial: TRIAL, subject: SUBJECT, given: given.clone() };
				assert_eq!((last_event(), standing()), (event, Standing::Active));
				let row = row();
				assert_eq!((row.given(), &row.proposal), (Some(&given), &None));
				let represented = need.contains(Signers::REPRESENTATIVE);
				assert_eq!(row.representative, represented.then_some(REPRESENTATIVE));
				let minor = need.contains(Signers::ASSENT);
				assert_eq!(row.majority, minor.then_some(MAJORITY));
			});
		}
	}
}

#[test]
fn nobody_signs_twice_or_unasked_or_in_another_round() {
	run(|| {
		assert_noop!(send(SUBJECT, sign_for(Signer::Subject, CORE)), Error::<Test>::NotFound);
		proposed(OFFERED, WITNESSED);
		signed(Signer::Investigator);
		signed(Signer::Witness);
		for role in [Signer::Investigator, Signer::Witness] {
			let call = sign(role);
			assert_noop!(send(signer(role), call), Error::<Test>::AlreadySigned);
		}
		for role in [Signer::Representative, Signer::Assent] {
			let call = sign(role);
			assert_noop!(send(signer(role), call), Error::<Test>::NotRequired);
		}
		let last = || sign(Signer::Subject);
		for round in [0, 2] {
			let call = but!(last(), sign, round = round);
			assert_noop!(send(SUBJECT, call), Error::<Test>::StaleRound);
		}
		let replayed = last();
		assert_ok!(send(SUBJECT, replayed.clone()));
		assert_noop!(send(SUBJECT, replayed), Error::<Test>::StaleRound);
	});
}

#[test]
fn each_signs_with_the_own_key_only() {
	run(|| {
		proposed(OFFERED, CROWD);
		for role in [Signer::Assent, Signer::Representative, Signer::Investigator] {
			for who in everybody().into_iter().filter(|who| *who != signer(role)) {
				let call = sign(role);
				assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
			}
		}
		proposed(OFFERED, ADULT);
		for who in everybody().into_iter().filter(|who| *who != SUBJECT) {
			let call = sign(Signer::Subject);
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
	});
}

#[test]
fn a_witness_is_nobody_else() {
	run(|| {
		proposed(OFFERED, CROWD);
		let sign = |who| send(who, sign(Signer::Witness));
		for licensed in [INVESTIGATOR, COLLEAGUE, SPONSOR, NURSE] {
			assert_noop!(sign(licensed), Error::<Test>::NotAuthorized);
		}
		for involved in [SUBJECT, REPRESENTATIVE, GUARDIAN] {
			assert_noop!(sign(involved), Error::<Test>::SameSigner);
		}
		assert_ok!(sign(STRANGER));
		assert_eq!(row().proposal.unwrap().witness, Some(STRANGER));
		sign_all();
		assert_eq!(row().proposal, None, "the witness's key goes with the proposal");
	});
}

#[test]
fn one_key_signs_in_one_capacity_whatever_it_became() {
	let taken_over_by = |who: u64| change(INVESTIGATOR, |entry| entry.holder = who);
	let refused = |who, role| {
		assert_noop!(send(who, sign(role)), Error::<Test>::SameSigner);
	};
	// The licence changed hands after the proposal.
	for (who, role) in [
		(SUBJECT, Signer::Assent),
		(REPRESENTATIVE, Signer::Representative),
		(REPRESENTATIVE, Signer::Investigator),
		(SUBJECT, Signer::Investigator),
		(GUARDIAN, Signer::Investigator),
	] {
		run(|| {
			proposed(OFFERED, CROWD);
			taken_over_by(who);
			refused(who, role);
		});
	}
	run(|| {
		proposed(OFFERED, CROWD);
		signed(Signer::Witness);
		taken_over_by(WITNESS);
		refused(WITNESS, Signer::Investigator);
	});
	// The key that was lost, and may have signed as the participant.
	for role in [Signer::Witness, Signer::Investigator] {
		run(|| {
			proposed(OFFERED, CROWD);
			signed(Signer::Assent);
			recover(SUBJECT, SUCCESSOR);
			if role == Signer::Investigator {
				taken_over_by(SUBJECT);
			}
			refused(SUBJECT, role);
		});
	}
	// The participant was succeeded by one who signs already.
	for (who, first) in [(REPRESENTATIVE, Signer::Representative), (WITNESS, Signer::Witness)] {
		run(|| {
			proposed(OFFERED, CROWD);
			signed(first);
			recover(SUBJECT, who);
			refused(who, Signer::Assent);
		});
	}
	run(|| {
		proposed(OFFERED, CROWD);
		assert_ok!(send(WITNESS, sign(Signer::Witness)));
		Consents::<Test>::mutate(TRIAL, SUBJECT, |row| {
			let proposal = row.as_mut().unwrap().proposal.as_mut().unwrap();
			(proposal.representative, proposal.witness) = (Some(WITNESS), Some(WITNESS));
		});
		refused(WITNESS, Signer::Representative);
		assert_ok!(send(SUBJECT, refuse()));
	});
}

#[test]
fn a_successor_signs_as_the_participant_and_the_old_key_does_not() {
	run(|| {
		proposed(OFFERED, ADULT);
		recover(SUBJECT, SUCCESSOR);
		let call = || sign(Signer::Subject);
		assert_noop!(send(SUBJECT, call()), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, call()));
		signed(Signer::Investigator);
		assert_noop!(send(SUBJECT, withdraw(CORE)), Error::<Test>::NotAuthorized);
		assert_ok!(send(SUCCESSOR, withdraw(CORE)));
	});
}

#[test]
fn the_investigator_needs_a_valid_licence_to_sign() {
	run(|| {
		proposed(OFFERED, ADULT);
		signed(Signer::Subject);
		fault(INVESTIGATOR, Some(LicenceFault::Suspended));
		let call = || sign(Signer::Investigator);
		assert_noop!(send(INVESTIGATOR, call()), Error::<Test>::LicenceNotValid);
		assert_noop!(send(COLLEAGUE, call()), Error::<Test>::NotAuthorized);
		fault(INVESTIGATOR, None);
		assert_ok!(send(SPONSOR, set_site(INVESTIGATOR, false)));
		assert_noop!(send(INVESTIGATOR, call()), Error::<Test>::NotAuthorized);
		assert_ok!(send(SPONSOR, set_site(INVESTIGATOR, true)));
		assert_ok!(send(INVESTIGATOR, call()));
	});
}

#[test]
fn participant_and_representative_may_sign_for_less() {
	for (need, role) in
		[(WITNESSED, Signer::Subject), (CROWD, Signer::Assent), (CROWD, Signer::Representative)]
	{
		run(|| {
			proposed(OFFERED, need);
			signed(Signer::Investigator);
			signed(Signer::Witness);
			let replay = sign(Signer::Investigator);
			let narrower = CORE.or(BIOBANK);
			let narrow = sign_for(role, narrower);
			assert_ok!(send(signer(role), narrow.clone()));
			assert_eq!(
				last_event(),
				Event::ScopesNarrowed {
					trial: TRIAL,
					subject: SUBJECT,
					role,
					by: signer(role),
					round: 2,
					scopes: narrower
				}
			);
			let proposal = row().proposal.unwrap();
			assert_eq!((proposal.have, proposal.witness), (role.only(), None));
			assert_eq!(proposal.until, START + SIGN_WITHIN, "no time is gained");
			assert_noop!(send(INVESTIGATOR, replay), Error::<Test>::StaleRound);
			assert_noop!(send(signer(role), narrow), Error::<Test>::StaleRound);
			let unnarrowed = sign_for(Signer::Investigator, OFFERED);
			assert_noop!(send(INVESTIGATOR, unnarrowed), Error::<Test>::Mismatch);
			sign_all();
			assert_eq!((given().scopes, given().round), (narrower, 2));
		});
	}
}

#[test]
fn nobody_signs_for_more_and_none_for_less_than_the_core() {
	run(|| {
		proposed(CORE.or(BIOBANK), WITNESSED);
		for more in [OFFERED, CORE.or(GENETICS), Scopes::ALL] {
			let call = sign_for(Signer::Subject, more);
			assert_noop!(send(SUBJECT, call), Error::<Test>::Mismatch);
		}
		for less in [Scopes::NONE, BIOBANK, Scopes(0b0001)] {
			let call = sign_for(Signer::Subject, less);
			assert_noop!(send(SUBJECT, call), Error::<Test>::InvalidScopes);
		}
		for role in [Signer::Witness, Signer::Investigator] {
			let call = sign_for(role, CORE);
			assert_noop!(send(signer(role), call), Error::<Test>::Mismatch);
		}
		assert_ok!(send(SUBJECT, sign_for(Signer::Subject, CORE)));
	});
}

#[test]
fn a_proposal_lapses_and_leaves_what_was() {
	run(|| {
		proposed(OFFERED, ADULT);
		signed(Signer::Investigator);
		at(START + SIGN_WITHIN);
		let call = sign(Signer::Subject);
		assert_noop!(send(SUBJECT, call), Error::<Test>::StaleRound);
		let (at, why) = (START + SIGN_WITHIN, EndReason::Unsigned);
		assert_eq!(row().consent, Consent::Ended { at, why, last: None });
		// The row's next event comes after the lapse, with its time.
		proposed(CORE, ADULT);
		let lapse = Lapse::ProposalEnded;
		let lapsed = Event::Lapsed { trial: TRIAL, subject: SUBJECT, lapse, at };
		assert_eq!(events()[0], lapsed);
		sign_all();
		proposed(OFFERED, ADULT);
		after(SIGN_WITHIN - 1);
		assert_ok!(send(INVESTIGATOR, sign(Signer::Investigator)));
		after(1);
		assert_eq!((row().proposal, standing()), (None, Standing::Active));
	});
}

#[test]
fn signing_needs_the_version_in_use() {
	run(|| {
		proposed(OFFERED, ADULT);
		signed(Signer::Investigator);
		let call = || sign(Signer::Subject);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		assert_noop!(send(SUBJECT, call()), Error::<Test>::NotApproved);
		assert_ok!(send(COMMITTEE, resume(COMMITTEE, None)));
		approve_new(NEW_ONLY);
		assert_noop!(send(SUBJECT, call()), Error::<Test>::NotApproved);
		assert_ok!(send(SPONSOR, end_trial(SPONSOR)));
		assert_noop!(send(SUBJECT, call()), Error::<Test>::TrialEnded);
		assert_ok!(send(SUBJECT, refuse()));
	});
}

#[test]
fn scopes_grow_only_by_a_complete_set_of_signatures() {
	run(|| {
		proposed(CORE, ADULT);
		sign_all();
		proposed(OFFERED, ADULT);
		signed(Signer::Investigator);
		assert_eq!(given().scopes, CORE);
		signed(Signer::Subject);
		assert_eq!((given().scopes, given().round), (OFFERED, 2));
	});
}
