//! The calls as tests write them: by whom they are usual, about the participant of most tests, in the present round.

use super::mock::*;
use crate::{Answer, Call, DataUse, Decision, ExitReason, Month, Reconsent, Sets, Step};
use frame::{
	deps::sp_runtime::testing::TestSignature,
	prelude::{BoundedVec, H256},
	testing_prelude::*,
	traits::GetCallName,
};
use salus_primitives::{Moment, Scopes, Signer, Signers};

/// A call with one of its arguments changed.
macro_rules! but {
	($call:expr, $variant:ident, $field:ident = $value:expr) => {{
		let (mut call, value) = ($call, $value);
		let crate::Call::$variant { $field, .. } = &mut call else { unreachable!() };
		*$field = value;
		call
	}};
}
pub(crate) use but;

pub fn register(ends_at: Moment) -> Call<Test> {
	Call::register_trial {
		licence: licence(SPONSOR),
		protocol: H256::repeat_byte(1),
		committee: licence(COMMITTEE),
		ends_at,
	}
}

pub fn set_site(investigator: u64, open: bool) -> Call<Test> {
	let (licence, investigator) = (licence(SPONSOR), licence(investigator));
	Call::set_site { licence, trial: TRIAL, investigator, open }
}

pub fn sets(of: &[Signers]) -> Sets {
	BoundedVec::try_from(of.to_vec()).unwrap()
}

pub fn submit(replace: Option<Reconsent>) -> Call<Test> {
	Call::submit_form {
		licence: licence(SPONSOR),
		trial: TRIAL,
		commitment: H256::repeat_byte(2),
		offered: OFFERED,
		core: CORE,
		sets: sets(&[ADULT, WITNESSED, REPRESENTED, ASSENTED, BOTH, CROWD]),
		replace,
		deferred_h: DEFERRED_H,
	}
}

pub fn approve(version: u16) -> Call<Test> {
	decide(version, approve_until(APPROVED_UNTIL))
}

pub fn decide(version: u16, decision: Decision) -> Call<Test> {
	Call::decide_form { licence: licence(COMMITTEE), trial: TRIAL, version, decision }
}

pub fn suspend(who: u64, version: Option<u16>) -> Call<Test> {
	Call::suspend { licence: licence(who), trial: TRIAL, version }
}

pub fn resume(who: u64, version: Option<u16>) -> Call<Test> {
	Call::resume { licence: licence(who), trial: TRIAL, version }
}

pub fn extend(version: u16, until: Moment) -> Call<Test> {
	Call::extend { licence: licence(COMMITTEE), trial: TRIAL, version, until }
}

/// On the version approved last, with a representative if one must sign.
pub fn propose(scopes: Scopes, need: Signers) -> Call<Test> {
	let represented = need.contains(Signers::REPRESENTATIVE);
	let minor = need.contains(Signers::ASSENT).then_some(MAJORITY);
	propose_with(scopes, need, represented.then_some(REPRESENTATIVE), minor)
}

pub fn propose_with(
	scopes: Scopes,
	need: Signers,
	representative: Option<u64>,
	majority: Option<Month>,
) -> Call<Test> {
	let version = TrialConsents::trial(TRIAL).and_then(|trial| trial.current).unwrap_or(1);
	Call::propose {
		licence: licence(INVESTIGATOR),
		trial: TRIAL,
		subject: SUBJECT,
		version,
		scopes,
		need,
		representative,
		majority,
	}
}

/// A proposal under another licence.
pub fn propose_by(who: u64, scopes: Scopes, need: Signers) -> Call<Test> {
	but!(propose(scopes, need), propose, licence = licence(who))
}

/// A proposal on another version.
pub fn propose_on(of: u16, scopes: Scopes, need: Signers) -> Call<Test> {
	but!(propose(scopes, need), propose, version = of)
}

pub fn defer() -> Call<Test> {
	let version = TrialConsents::trial(TRIAL).and_then(|trial| trial.current).unwrap_or(1);
	Call::defer { licence: licence(INVESTIGATOR), trial: TRIAL, subject: SUBJECT, version }
}

/// What is proposed, in the present round.
pub fn sign(role: Signer) -> Call<Test> {
	let row = TrialConsents::consent(TRIAL, SUBJECT);
	let scopes = row.and_then(|row| row.proposal).map_or(OFFERED, |proposal| proposal.scopes);
	sign_for(role, scopes)
}

pub fn sign_for(role: Signer, scopes: Scopes) -> Call<Test> {
	let round = TrialConsents::consent(TRIAL, SUBJECT).map_or(0, |row| row.round);
	Call::sign { trial: TRIAL, subject: SUBJECT, role, round, scopes }
}

pub fn refuse() -> Call<Test> {
	let round = TrialConsents::consent(TRIAL, SUBJECT).map_or(0, |row| row.round);
	Call::refuse { trial: TRIAL, subject: SUBJECT, round }
}

pub fn withdraw(scopes: Scopes) -> Call<Test> {
	withdraw_and(scopes, DataUse::KeepCollected)
}

pub fn withdraw_and(scopes: Scopes, data_use: DataUse) -> Call<Test> {
	let given = TrialConsents::consent(TRIAL, SUBJECT).and_then(|row| row.given().cloned());
	let round = given.map_or(0, |given| given.round);
	Call::withdraw { trial: TRIAL, subject: SUBJECT, round, scopes, data_use }
}

/// The free one, with the signature of `who`.
pub fn withdraw_signed(who: u64, scopes: Scopes) -> Call<Test> {
	let (subject, round, data_use) = (SUBJECT, round_given(), DataUse::KeepCollected);
	let said = TrialConsents::withdrawal(TRIAL, &subject, round, scopes, data_use, &who);
	let signature = TestSignature(who, said.as_bytes().to_vec());
	Call::withdraw_signed { trial: TRIAL, subject, round, scopes, data_use, who, signature }
}

pub fn enrol() -> Call<Test> {
	Call::enrol { licence: licence(INVESTIGATOR), trial: TRIAL, subject: SUBJECT }
}

pub fn advance(to: Step) -> Call<Test> {
	Call::advance { licence: licence(INVESTIGATOR), trial: TRIAL, subject: SUBJECT, to }
}

pub fn record(scopes: Scopes) -> Call<Test> {
	record_by(INVESTIGATOR, scopes)
}

pub fn record_by(who: u64, scopes: Scopes) -> Call<Test> {
	let commitment = H256::repeat_byte(3);
	Call::record_data { licence: licence(who), trial: TRIAL, subject: SUBJECT, scopes, commitment }
}

pub fn end_participation(why: ExitReason) -> Call<Test> {
	Call::end_participation { licence: licence(INVESTIGATOR), trial: TRIAL, subject: SUBJECT, why }
}

pub fn answer(answer: Answer) -> Call<Test> {
	Call::answer_erasure { licence: licence(SPONSOR), trial: TRIAL, subject: SUBJECT, answer }
}

pub fn end_trial(who: u64) -> Call<Test> {
	Call::end_trial { licence: licence(who), trial: TRIAL }
}

pub fn extend_trial(ends_at: Moment) -> Call<Test> {
	Call::extend_trial { licence: licence(COMMITTEE), trial: TRIAL, ends_at }
}

pub fn rekey(new: u64) -> Call<Test> {
	Call::rekey { trial: TRIAL, subject: SUBJECT, new }
}

/// One of each call.
pub fn all() -> Vec<Call<Test>> {
	vec![
		register(TRIAL_END),
		set_site(RIVAL, false),
		submit(None),
		approve(1),
		suspend(COMMITTEE, None),
		resume(COMMITTEE, None),
		extend(1, TRIAL_END),
		propose(CORE, ADULT),
		defer(),
		sign(Signer::Subject),
		refuse(),
		withdraw(CORE),
		withdraw_signed(SUBJECT, CORE),
		enrol(),
		advance(Step::OnStudy),
		record(CORE),
		end_participation(ExitReason::Completed),
		answer(Answer::Erased),
		end_trial(SPONSOR),
		extend_trial(TRIAL_END),
		rekey(NEW_KEY),
	]
}

#[test]
fn sequenced_are_exactly_the_calls_of_keys_without_balance() {
	run(|| {
		consent();
		let all = all();
		let names: Vec<_> = all.iter().map(|call| call.get_call_name()).collect();
		assert_eq!(names, Call::<Test>::get_call_names());
		for (index, call) in all.iter().enumerate() {
			assert_eq!(usize::from(call.encode()[0]), index, "index of {}", names[index]);
			let sequenced = ["sign", "refuse", "withdraw", "rekey"].contains(&names[index]);
			assert_eq!(call.is_sequenced(), sequenced, "{}", names[index]);
		}
	});
}

/// Invariant 11, as far as the estimates of the mock go; the benchmark measures it.
#[test]
fn withdrawing_weighs_no_more_than_signing() {
	run(|| {
		consent();
		let withdraw = withdraw(CORE).get_dispatch_info();
		let sign = sign(Signer::Subject).get_dispatch_info();
		assert!(withdraw.call_weight.all_lte(sign.call_weight));
		// What comes signed by an account pays, whatever it is: only a general transaction is free.
		assert_eq!(withdraw_signed(SUBJECT, CORE).get_dispatch_info().pays_fee, Pays::Yes);
	});
}

#[test]
fn licensed_calls_want_a_signed_origin() {
	run(|| {
		consent();
		for call in all() {
			assert_noop!(send_from(RuntimeOrigin::none(), call.clone()), DispatchError::BadOrigin);
			assert_noop!(send_from(RuntimeOrigin::root(), call), DispatchError::BadOrigin);
		}
		let free = withdraw_signed(SUBJECT, CORE);
		assert_noop!(send(SUBJECT, free), DispatchError::BadOrigin);
	});
}
