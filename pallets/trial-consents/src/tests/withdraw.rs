use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Scopes, Signer, Standing};

#[test]
fn withdraw_of_the_core_ends_everything() {
	for scopes in [CORE, Scopes(0b0001), Scopes(0b0110), Scopes::ALL] {
		run(|| {
			on_study();
			assert_ok!(send(INVESTIGATOR, record(CORE)));
			let last = given();
			after(DAY);
			assert_ok!(send(SUBJECT, withdraw(scopes)));
			assert_eq!(
				last_event(),
				Event::Withdrawn {
					trial: TRIAL,
					subject: SUBJECT,
					round: 1,
					by: Party::Subject,
					erase_by: None
				}
			);
			let row = row();
			let (at, why) = (START + DAY, EndReason::Withdrawn);
			assert_eq!(row.consent, Consent::Ended { at, why, last: Some(last) });
			assert_eq!(row.enrolment, Enrolment::Off(OffReason::Withdrawn));
			assert_eq!((row.records, row.erasure), (1, None));
			assert_eq!(standing(), Standing::Ended);
			assert_noop!(send(SUBJECT, withdraw(CORE)), Error::<Test>::NothingToWithdraw);
		});
	}
}

#[test]
fn withdraw_of_the_rest_leaves_the_core() {
	run(|| {
		on_study();
		assert_ok!(send(SUBJECT, withdraw(BIOBANK.or(Scopes(1 << 30)))));
		assert_eq!(
			last_event(),
			Event::ScopesWithdrawn {
				trial: TRIAL,
				subject: SUBJECT,
				round: 1,
				by: Party::Subject,
				scopes: BIOBANK,
				erase_by: None
			}
		);
		assert_eq!((given().scopes, given().round), (OFFERED.without(BIOBANK), 1));
		assert_eq!((row().enrolment, standing()), (Enrolment::OnStudy, Standing::Active));
		let banked = record(BIOBANK);
		assert_noop!(send(INVESTIGATOR, banked), Error::<Test>::ScopeNotGranted);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		let again = withdraw(BIOBANK);
		assert_noop!(send(SUBJECT, again), Error::<Test>::NothingToWithdraw);
		assert!(!row().refused);
		assert_ok!(send(SUBJECT, withdraw(GENETICS)));
		assert_ok!(send(SUBJECT, withdraw(Scopes::ALL)));
	});
}

#[test]
fn withdraw_fails_in_another_round_and_for_others() {
	run(|| {
		assert_noop!(send(SUBJECT, withdraw(CORE)), Error::<Test>::NotFound);
		proposed(OFFERED, WITNESSED);
		assert_noop!(send(SUBJECT, withdraw(CORE)), Error::<Test>::NothingToWithdraw);
		sign_all();
		for who in everybody() {
			if ![SUBJECT, GUARDIAN].contains(&who) {
				assert_noop!(send(who, withdraw(CORE)), Error::<Test>::NotAuthorized);
			}
		}
		for round in [0, 2] {
			let call = but!(withdraw(CORE), withdraw, round = round);
			assert_noop!(send(SUBJECT, call), Error::<Test>::StaleRound);
		}
		let nothing = withdraw(Scopes(1 << 30));
		assert_noop!(send(SUBJECT, nothing), Error::<Test>::NothingToWithdraw);
		assert_noop!(send(SUBJECT, withdraw(Scopes::NONE)), Error::<Test>::NothingToWithdraw);
	});
}

#[test]
fn who_signed_for_the_participant_may_withdraw_for_them() {
	for (need, who) in [
		(REPRESENTED, REPRESENTATIVE),
		(REPRESENTED, SUBJECT),
		(ASSENTED, REPRESENTATIVE),
		(ASSENTED, SUBJECT),
		(BOTH, REPRESENTATIVE),
		(BOTH, SUBJECT),
		(ADULT, GUARDIAN),
	] {
		run(|| {
			proposed(CORE, need);
			sign_all();
			assert_ok!(send(who, withdraw(CORE)));
			let expected = match who {
				REPRESENTATIVE => Party::Representative,
				GUARDIAN => Party::Guardian,
				_ => Party::Subject,
			};
			assert!(matches!(last_event(), Event::Withdrawn { by, .. } if by == expected));
			assert_eq!(row().refused, expected == Party::Subject);
		});
	}
	run(|| {
		// A representative who signed for nothing that is in force has no word.
		proposed(CORE, REPRESENTED);
		sign_all();
		proposed(CORE, ADULT);
		sign_all();
		assert_noop!(send(REPRESENTATIVE, withdraw(CORE)), Error::<Test>::NotAuthorized);
		proposed(CORE, REPRESENTED);
		assert_noop!(send(REPRESENTATIVE, withdraw(CORE)), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn the_representative_of_the_consent_keeps_the_word_beside_a_new_proposal() {
	run(|| {
		proposed(CORE, REPRESENTED);
		sign_all();
		let other = propose_with(CORE, REPRESENTED, Some(STRANGER), None);
		assert_ok!(send(INVESTIGATOR, other));
		assert_noop!(send(STRANGER, withdraw(CORE)), Error::<Test>::NotAuthorized);
		assert_ok!(send(REPRESENTATIVE, withdraw(CORE)));
	});
}

#[test]
fn proposals_do_not_stand_in_the_way_and_do_not_bring_anything_back() {
	for scopes in [BIOBANK, CORE] {
		run(|| {
			consent();
			let mine = withdraw(scopes);
			for _ in 0..5 {
				proposed(OFFERED, ADULT);
			}
			// What was signed before the withdrawal does not complete a consent after it.
			signed(Signer::Subject);
			let late = sign(Signer::Investigator);
			assert_ok!(send(SUBJECT, mine));
			assert_eq!(row().proposal, None);
			assert_noop!(send(INVESTIGATOR, late), Error::<Test>::StaleRound);
		});
	}
}

#[test]
fn a_withdrawal_is_good_for_its_round_only() {
	run(|| {
		consent();
		let old = withdraw(CORE);
		proposed(OFFERED, ADULT);
		sign_all();
		assert_noop!(send(SUBJECT, old), Error::<Test>::StaleRound);
		assert_ok!(send(SUBJECT, withdraw(CORE)));
	});
}

/// A site cannot take the right away by being faster.
#[test]
fn what_the_site_has_ended_can_be_withdrawn_and_erased() {
	run(|| {
		on_study();
		assert_ok!(send(INVESTIGATOR, end_participation(ExitReason::Completed)));
		let call = |scopes, data_use| but!(withdraw_and(scopes, data_use), withdraw, round = 1);
		after(DAY);
		assert_ok!(send(SUBJECT, call(BIOBANK, DataUse::KeepCollected)));
		assert!(matches!(last_event(), Event::ScopesWithdrawn { scopes: BIOBANK, .. }));
		assert_ok!(send(SUBJECT, call(CORE, DataUse::EraseWhereLawful)));
		let due = Now::get() + ERASE_WITHIN;
		assert_eq!(row().erasure, Some(Erasure { scopes: Scopes::ALL, due, answer: None }));
		let Consent::Ended { at: START, why: EndReason::Withdrawn, last: Some(last) } =
			row().consent
		else {
			panic!("{:?}", row().consent)
		};
		assert_eq!(last.scopes, OFFERED.without(BIOBANK));
		assert_eq!(row().enrolment, Enrolment::Off(OffReason::Exited(ExitReason::Completed)));
		assert!(row().refused);
		let again = call(CORE, DataUse::EraseWhereLawful);
		assert_noop!(send(SUBJECT, again), Error::<Test>::NothingToWithdraw);
	});
	run(|| {
		// What is being signed beside it is void here too.
		consent();
		assert_ok!(send(INVESTIGATOR, end_participation(ExitReason::Completed)));
		proposed(OFFERED, ADULT);
		signed(Signer::Subject);
		let call = but!(withdraw(CORE), withdraw, round = 1);
		assert_ok!(send(SUBJECT, call));
		assert_eq!(row().proposal, None);
	});
}

/// Invariant 11.
#[test]
fn withdraw_works_whatever_the_consent_is_worth() {
	let lapsed = || {
		approve_new(ask_all(DAY));
		after(DAY);
		assert!(matches!(standing(), Standing::Lapsed { .. }));
	};
	let due = || {
		approve_new(ask_all(DAY));
		assert!(matches!(standing(), Standing::Due { .. }));
	};
	let suspended = || send(REGULATOR, suspend(REGULATOR, None)).unwrap();
	let unapproved = || at(APPROVED_UNTIL);
	let over = || at(TRIAL_END);
	let ended = || send(REGULATOR, end_trial(REGULATOR)).unwrap();
	let proposed = || proposed(CORE, CROWD);
	let unlicensed = || expire(INVESTIGATOR);
	let states: [&dyn Fn(); 8] =
		[&lapsed, &due, &suspended, &unapproved, &over, &ended, &proposed, &unlicensed];
	for state in states {
		for enrol in [false, true] {
			run(|| {
				if enrol {
					on_study();
				} else {
					consent();
				}
				state();
				assert_ok!(send(SUBJECT, withdraw(BIOBANK)));
				assert_ok!(send(SUBJECT, withdraw(CORE)));
				assert_eq!(standing(), Standing::Ended);
			});
		}
	}
}
