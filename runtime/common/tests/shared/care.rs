//! A trial and a hospital's patient on the development chain, and patients who have nothing but a key.

use super::{
	meta::{dispatch, dispatched, meta},
	support::*,
};
use pallet_health_records::{Call as Records, Grantee, Guardian, Guardians, What};
use pallet_trial_consents::{Call as Trials, DataUse, Decision};
use runtime::{
	HealthRecords, Moment, Runtime, RuntimeCall, Signature, TrialConsents, UncheckedExtrinsic,
};
use salus_primitives::{
	ids::DAY, LicenceId, Powers, Purpose, RecordId, Scopes, Signer, Signers, Statement, TrialId,
};
use sp_core::{Pair, H256};
use sp_runtime::{generic::Era, DispatchResult};

/// Licences of the development genesis.
pub const HOSPITAL: LicenceId = 4;
pub const SPONSOR: LicenceId = 5;
pub const INVESTIGATOR: LicenceId = 6;
pub const ETHICS: LicenceId = 7;
pub const CLINICIAN: LicenceId = 10;

/// The one scope without which nobody takes part, and all three.
pub const CORE: Scopes = Scopes(0b001);
pub const OFFERED: Scopes = Scopes(0b111);

/// Relays what somebody signed at the hospital's expense; the outer error, or what the inner call answered.
pub fn relayed(signer: &str, call: impl Into<RuntimeCall>) -> DispatchResult {
	let call = Box::new(dispatch(meta(signer, call)).into());
	act("Relayer", pallet_sponsorship::Call::relay { sponsor: account("Hospital"), call })?;
	dispatched().pop().expect("a relayed call is told of")
}

/// A transaction of nobody.
pub fn general(call: impl Into<RuntimeCall>) -> UncheckedExtrinsic {
	UncheckedExtrinsic::new_transaction(call.into(), extensions(0, Era::Immortal))
}

/// A statement's signature.
pub fn stated(signer: &str, statement: &Statement) -> Signature {
	key(signer).sign(statement.as_bytes()).into()
}

/// A trial with a site, and a form that the committee has approved.
pub fn trial() -> TrialId {
	let protocol = H256::repeat_byte(7);
	let ends_at = now() + 1_000 * DAY;
	let register =
		Trials::register_trial { licence: SPONSOR, protocol, committee: ETHICS, ends_at };
	act("Sponsor", register).unwrap();
	let trial = pallet_trial_consents::LastTrial::<Runtime>::get();
	let site = Trials::set_site { licence: SPONSOR, trial, investigator: INVESTIGATOR, open: true };
	act("Sponsor", site).unwrap();
	let investigator = Signers::INVESTIGATOR;
	let sets = [Signers::SELF, Signers::SELF.or(Signers::WITNESS), Signers::REPRESENTATIVE];
	let form = Trials::submit_form {
		licence: SPONSOR,
		trial,
		commitment: H256::repeat_byte(8),
		offered: OFFERED,
		core: CORE,
		sets: sets.map(|set| set.or(investigator)).to_vec().try_into().unwrap(),
		replace: None,
		deferred_h: 0,
	};
	act("Sponsor", form).unwrap();
	let decision = Decision::Approve { from: None, until: now() + 900 * DAY };
	act("Ethics", Trials::decide_form { licence: ETHICS, trial, version: 1, decision }).unwrap();
	trial
}

/// The investigator proposes everything to the subject, and signs; the round.
pub fn proposed(trial: TrialId, subject: &str, with: Signers) -> u16 {
	let subject = account(subject);
	let propose = Trials::propose {
		licence: INVESTIGATOR,
		trial,
		subject: subject.clone(),
		version: 1,
		scopes: OFFERED,
		need: Signers::INVESTIGATOR.or(with),
		representative: None,
		majority: None,
	};
	act("Investigator", propose).unwrap();
	let round = TrialConsents::consent(trial, subject.clone()).unwrap().round;
	act("Investigator", sign(trial, &subject, Signer::Investigator, round, OFFERED)).unwrap();
	round
}

pub fn sign(
	trial: TrialId,
	subject: &runtime::AccountId,
	role: Signer,
	round: u16,
	scopes: Scopes,
) -> Trials<Runtime> {
	Trials::sign { trial, subject: subject.clone(), role, round, scopes }
}

/// The subject has consented to everything; the round.
pub fn consented(trial: TrialId, subject: &str) -> u16 {
	let round = proposed(trial, subject, Signers::SELF);
	relayed(subject, sign(trial, &account(subject), Signer::Subject, round, OFFERED)).unwrap();
	round
}

pub fn withdraw(trial: TrialId, subject: &str, round: u16, scopes: Scopes) -> Trials<Runtime> {
	let (subject, data_use) = (account(subject), DataUse::KeepCollected);
	Trials::withdraw { trial, subject, round, scopes, data_use }
}

/// Signed by `who`, for free.
pub fn withdraw_signed(
	trial: TrialId,
	subject: &str,
	round: u16,
	scopes: Scopes,
	who: &str,
) -> Trials<Runtime> {
	let (subject, data_use) = (account(subject), DataUse::KeepCollected);
	let said = account(who);
	let statement = TrialConsents::withdrawal(trial, &subject, round, scopes, data_use, &said);
	let signature = stated(who, &statement);
	Trials::withdraw_signed { trial, subject, round, scopes, data_use, who: said, signature }
}

/// The hospital enters a patient's key, with guardians who may do everything.
pub fn entered(patient: &str, guardians: &[&str]) {
	let guardian = |name: &&str| Guardian {
		key: account(name),
		powers: Powers::ALL,
		until: now() + 1_000 * DAY,
	};
	let list: Vec<_> = guardians.iter().map(guardian).collect();
	let threshold = u8::try_from(list.len()).unwrap().min(2);
	let guardians = Guardians { list: list.try_into().unwrap(), threshold };
	let authored_at = now();
	let key = account(patient);
	let agreement = HealthRecords::agreement(HOSPITAL, &key, &guardians, authored_at);
	let signature = stated(patient, &agreement);
	let enter = Records::enter_patient {
		licence: HOSPITAL,
		patient: key,
		guardians,
		authored_at,
		signature,
	};
	act("Hospital", enter).unwrap();
}

/// The hospital anchors a record of its patient.
pub fn anchored(salt: u8, patient: &str, set: u8) -> RecordId {
	let (root, authored_at) = (H256::repeat_byte(salt), now());
	let patient = account(patient);
	act("Hospital", Records::anchor { licence: HOSPITAL, root, authored_at, patient, set })
		.unwrap();
	HealthRecords::id(HOSPITAL, authored_at, root)
}

/// The patient lets the clinician read the first set, twice.
pub fn grant(patient: &str, slot: u8) -> Records<Runtime> {
	Records::grant {
		patient: account(patient),
		slot,
		grantee: Grantee::Licence(CLINICIAN),
		what: What::Sets(1),
		purpose: Purpose::Treatment,
		from: now(),
		until: now() + 30 * DAY,
		reads: 2,
		authored_at: now(),
	}
}

/// What was given in `slot`, and when it was written.
pub fn granted(patient: &str, slot: u8) -> Moment {
	relayed(patient, grant(patient, slot)).unwrap();
	let grants = HealthRecords::grants(account(patient));
	let grant = grants.into_iter().find(|(other, _)| *other == slot);
	grant.expect("it was given").1.authored_at
}

/// Signed by `who`, for free.
pub fn revoke_signed(patient: &str, slot: u8, authored_at: Moment, who: &str) -> Records<Runtime> {
	let (patient, said) = (account(patient), account(who));
	let signature = stated(who, &HealthRecords::revocation(&patient, slot, authored_at));
	Records::revoke_signed { patient, slot, authored_at, who: said, signature }
}

/// The guardians put another key in the lost one's place, and the time for a veto passes.
pub fn recovered(patient: &str, new: &str, guardians: &[&str]) {
	let attempt = HealthRecords::patient(account(patient)).unwrap().attempt;
	for guardian in guardians {
		let (patient, new) = (account(patient), account(new));
		relayed(guardian, Records::recover { patient, new, attempt }).unwrap();
	}
	wait(salus_runtime_common::healthcare::GUARDIAN_DELAY);
}
