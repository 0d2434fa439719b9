//! A patient who has nothing but a key does all that patients do, in every pallet; and who acts for a patient's key does so in
//! every pallet.

use super::{care::*, meta::dispatched, support::*};
use codec::Encode;
use frame_support::assert_ok;
use pallet_health_records::{Call as Records, GrantState, Warrant};
use pallet_prescriptions::{Access, Call as Rx, Closure, Stage};
use pallet_sponsorship::CallId;
use pallet_trial_consents::{Call as Trials, Consent};
use runtime::{Balances, HealthRecords, Runtime, RuntimeCall, TrialConsents};
use salus_primitives::{
	ids::{DAY, HOUR},
	Signer, Signers, Standing,
};
use salus_runtime_common::{
	genesis::healthcare::PATIENTS_CALLS, healthcare::GUARDIAN_DELAY, sequenced::is_sequenced,
};
use std::{cell::RefCell, collections::BTreeSet};

/// Everybody in these tests who has nothing but a key.
const PEOPLE: [&str; 5] = ["Patient", "Guardian", "Guardian2", "Witness", "Successor"];

thread_local! {
	static DONE: RefCell<BTreeSet<CallId>> = const { RefCell::new(BTreeSet::new()) };
}

/// Does it, and notes that it was done.
fn does(who: &str, call: impl Into<RuntimeCall>) {
	let call = call.into();
	let id = (call.encode()[0], call.encode()[1]);
	assert_ok!(relayed(who, call));
	DONE.with_borrow_mut(|done| done.insert(id));
}

fn penniless(test: impl FnOnce()) {
	development(|| {
		wait(0);
		let relayer = Balances::free_balance(account("Relayer"));
		test();
		for who in PEOPLE {
			let account = account(who);
			assert!(!frame_system::Account::<Runtime>::contains_key(&account), "{who}");
		}
		assert_eq!(Balances::free_balance(account("Relayer")), relayer);
	});
}

#[test]
fn every_patients_call_of_every_pallet() {
	penniless(|| {
		prescriptions();
		entered("Patient", &["Guardian", "Guardian2"]);
		records();
		consents();
		keys();
		let listed = PATIENTS_CALLS;
		let listed = listed.into_iter().flat_map(|(pallet, calls)| {
			calls.iter().map(move |call| (pallet, *call)).collect::<Vec<_>>()
		});
		assert_eq!(DONE.take(), listed.collect());
	});
}

fn prescriptions() {
	let id = issued(1, "Patient", Access::Closed);
	let present = |seq| Rx::present { ids: vec![(id, seq)].try_into().unwrap(), to: PHARMACY };
	does("Patient", present(0));
	does("Patient", Rx::recall { id, seq: 1 });
	wait(2 * HOUR);
	does("Patient", Rx::set_access { id, access: Access::Any, seq: 2 });
	does("Patient", present(3));
	assert_ok!(act("Pharmacy", Rx::decline { licence: PHARMACY, id, reason: 0 }));
	does("Patient", Rx::reopen { id, seq: Some(4) });
	does("Patient", Rx::discard { id, seq: 5 });
	assert!(matches!(item(id).stage, Stage::Closed { why: Closure::Cancelled, .. }));
}

fn records() {
	let patient = account("Patient");
	let (first, second) = (anchored(1, "Patient", 0), anchored(2, "Patient", 1));
	does("Patient", Records::dispute { id: first, seq: 0 });
	does("Patient", Records::request_shred { id: second, seq: 1 });
	let authored_at = now();
	does("Patient", grant("Patient", 0));
	let read = |records: Vec<_>| Records::<Runtime>::access {
		patient: patient.clone(),
		slot: 0,
		licence: Some(CLINICIAN),
		records: records.try_into().unwrap(),
		receipt: Default::default(),
	};
	assert_ok!(act("Clinician", read(vec![first])));
	does("Patient", Records::revoke { patient: patient.clone(), slot: 0, authored_at });
	assert_eq!(error_of(act("Clinician", read(vec![first]))), "NotOpen");
	does("Patient", Records::seal { patient: patient.clone(), sets: 2, seq: 2 });
	let guardians = HealthRecords::patient(patient.clone()).unwrap().guardians;
	let warrant = Warrant::Patient { seq: 3 };
	does("Patient", Records::set_guardians { patient, guardians, warrant });
}

fn consents() {
	let (trial, subject) = (trial(), account("Patient"));
	let round = proposed(trial, "Patient", Signers::SELF.or(Signers::WITNESS));
	does("Patient", Trials::refuse { trial, subject: subject.clone(), round });
	let round = proposed(trial, "Patient", Signers::SELF.or(Signers::WITNESS));
	does("Witness", sign(trial, &subject, Signer::Witness, round, OFFERED));
	does("Patient", sign(trial, &subject, Signer::Subject, round, OFFERED));
	assert_eq!(TrialConsents::standing(trial, subject), Standing::Active);
	does("Patient", withdraw(trial, "Patient", round, OFFERED.without(CORE)));
}

fn keys() {
	let patient = account("Patient");
	let attempt = |attempt| Records::<Runtime>::recover {
		patient: patient.clone(),
		new: account("Successor"),
		attempt,
	};
	for guardian in ["Guardian", "Guardian2"] {
		does(guardian, attempt(0));
	}
	does("Patient", Records::veto { patient: patient.clone(), attempt: 0 });
	recovered("Patient", "Successor", &["Guardian", "Guardian2"]);
	let rekey = Trials::rekey { trial: 1, subject: patient.clone(), new: account("Successor") };
	does("Successor", rekey);
	assert_eq!(TrialConsents::consent(1, patient), None);
	assert_eq!(TrialConsents::standing(1, account("Successor")), Standing::Active);
}

/// The successor of a lost key acts on what was written for the lost one, in pallets that know nothing of guardians; the lost
/// key does not any more; a guardian may do what it was given the power for, and never speaks as the patient.
#[test]
fn a_successor_acts_in_every_pallet_and_the_lost_key_in_none() {
	penniless(|| {
		entered("Patient", &["Guardian", "Guardian2"]);
		let (rx, trial) = (issued(1, "Patient", Access::Closed), trial());
		let given = consented(trial, "Patient");
		let record = anchored(1, "Patient", 0);
		let authored_at = granted("Patient", 0);
		let access = |access, seq| Rx::set_access { id: rx, access, seq };
		// The key itself, and a guardian.
		assert_ok!(relayed("Patient", access(Access::Any, 0)));
		assert_ok!(relayed("Guardian", access(Access::Closed, 1)));
		assert_eq!(error_of(relayed("Successor", access(Access::Any, 2))), "NotAuthorized");

		recovered("Patient", "Successor", &["Guardian", "Guardian2"]);
		let subject = account("Patient");
		let gone: Vec<RuntimeCall> = vec![
			access(Access::Any, 2).into(),
			Records::revoke { patient: subject.clone(), slot: 0, authored_at }.into(),
			Records::dispute { id: record, seq: 0 }.into(),
			grant("Patient", 1).into(),
			withdraw(trial, "Patient", given, OFFERED).into(),
			Trials::rekey { trial, subject: subject.clone(), new: account("Witness") }.into(),
		];
		for call in gone {
			assert_eq!(error_of(relayed("Patient", call.clone())), "NotAuthorized", "{call:?}");
		}
		for free in [
			general(withdraw_signed(trial, "Patient", given, OFFERED, "Patient")),
			general(revoke_signed("Patient", 0, authored_at, "Patient")),
		] {
			assert!(pooled(free).is_err());
		}
		assert_ok!(relayed("Successor", access(Access::Any, 2)));
		assert_eq!(item(rx).access, Access::Any);
		assert_ok!(relayed("Successor", Records::dispute { id: record, seq: 0 }));
		let revoke = general(revoke_signed("Patient", 0, authored_at, "Successor"));
		assert_ok!(free(revoke));
		let grants = HealthRecords::grants(subject.clone());
		assert!(matches!(grants[0].1.state, GrantState::Closed { .. }));
		assert_ok!(free(general(withdraw_signed(trial, "Patient", given, OFFERED, "Successor"))));
		let consent = TrialConsents::consent(trial, subject).unwrap().consent;
		assert!(matches!(consent, Consent::Ended { .. }));
	});
}

/// To sign as the participant of a trial is nobody else's.
#[test]
fn a_guardian_consents_for_nobody() {
	penniless(|| {
		entered("Patient", &["Guardian", "Guardian2"]);
		let (trial, subject) = (trial(), account("Patient"));
		let round = proposed(trial, "Patient", Signers::SELF);
		let sign = sign(trial, &subject, Signer::Subject, round, OFFERED);
		assert_eq!(error_of(relayed("Guardian", sign.clone())), "NotAuthorized");
		assert_ok!(relayed("Patient", sign));
	});
}

/// While a recovery is decided the old key takes back and vetoes, and gives nothing away; a veto leaves everything as it was.
#[test]
fn a_key_that_is_being_recovered_gives_nothing_away() {
	penniless(|| {
		entered("Patient", &["Guardian", "Guardian2"]);
		let authored_at = granted("Patient", 0);
		let (patient, new) = (account("Patient"), account("Successor"));
		let decide = Records::recover { patient: patient.clone(), new, attempt: 0 };
		assert_ok!(relayed("Guardian", decide.clone()));
		assert_ok!(relayed("Guardian2", decide));
		assert_eq!(error_of(relayed("Patient", grant("Patient", 1))), "Recovering");
		assert_ok!(free(general(revoke_signed("Patient", 0, authored_at, "Patient"))));
		wait(GUARDIAN_DELAY - DAY);
		assert_ok!(relayed("Patient", Records::veto { patient: patient.clone(), attempt: 0 }));
		wait(2 * DAY);
		assert_ok!(relayed("Patient", grant("Patient", 1)));
		assert_eq!(HealthRecords::patient(patient).unwrap().controller, None);
	});
}

/// A patient's act that was relayed once is not heard again, in any pallet.
#[test]
fn a_replay_is_refused_in_every_pallet() {
	use super::meta::{dispatch, meta};

	penniless(|| {
		entered("Patient", &["Guardian", "Guardian2"]);
		let (rx, trial) = (issued(1, "Patient", Access::Closed), trial());
		let subject = account("Patient");
		let record = anchored(1, "Patient", 0);
		let round = proposed(trial, "Patient", Signers::SELF);
		let once: Vec<(RuntimeCall, &str)> = vec![
			(Rx::set_access { id: rx, access: Access::Any, seq: 0 }.into(), "StaleSequence"),
			(Records::dispute { id: record, seq: 0 }.into(), "StaleSequence"),
			(grant("Patient", 0).into(), "AlreadyExists"),
			(
				Records::revoke { patient: subject.clone(), slot: 0, authored_at: now() }.into(),
				"NotOpen",
			),
			(sign(trial, &subject, Signer::Subject, round, OFFERED).into(), "StaleRound"),
			(withdraw(trial, "Patient", round, OFFERED).into(), "NothingToWithdraw"),
		];
		// The grant and its revocation name the time at which they were written.
		for (call, error) in once {
			let call = match call {
				RuntimeCall::HealthRecords(Records::revoke { patient, slot, .. }) => {
					let authored_at = HealthRecords::grants(patient.clone())[0].1.authored_at;
					Records::revoke { patient, slot, authored_at }.into()
				},
				call => call,
			};
			assert!(is_sequenced::<Runtime>(&call));
			let signed = meta("Patient", call);
			assert_ok!(act("Charlie", dispatch(signed.clone())));
			assert_eq!(dispatched(), [Ok(())]);
			assert_ok!(act("Bob", dispatch(signed)));
			assert_eq!(error_of(dispatched()[0]), error);
		}
	});
}

/// The longest call that a patient can sign fits into a meta-transaction, and so into what a sponsor pays for.
#[test]
fn the_longest_call_of_a_patient_fits() {
	use codec::MaxEncodedLen;
	use pallet_health_records::Guardians;
	use runtime::AccountId;
	use salus_runtime_common::sequenced::MAX_LENGTH;

	let guardians = Guardians::<AccountId>::max_encoded_len();
	let longest = guardians.max(pallet_prescriptions::SequencedForm::max_encoded_len());
	assert!(longest * 2 < MAX_LENGTH, "{longest}");
}
