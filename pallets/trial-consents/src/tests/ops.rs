//! What random calls are made of: by whom, about whom, in which state.

use super::{calls::*, mock::*};
use crate::*;
use proptest::prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Scopes, Signer, Signers,
};

/// What somebody does; `who` is the participant, by number.
#[derive(Clone, Debug)]
pub enum Op {
	Submit {
		replace: Option<Reconsent>,
		deferred_h: u16,
	},
	Decide {
		back: u16,
		by: u64,
		decision: Decision,
	},
	Suspend {
		by: u64,
		version: Option<u16>,
		suspend: bool,
	},
	Extend {
		version: u16,
		days: u64,
	},
	Site {
		investigator: u64,
		open: bool,
	},
	Propose {
		by: u64,
		who: u64,
		back: u16,
		scopes: Scopes,
		need: Signers,
		majority: Option<Month>,
	},
	Defer {
		by: u64,
		who: u64,
	},
	Sign {
		by: Option<u64>,
		who: u64,
		role: Option<Signer>,
		scopes: Option<Scopes>,
		skew: u16,
	},
	Refuse {
		by: u64,
		who: u64,
		skew: u16,
	},
	Withdraw {
		by: u64,
		who: u64,
		scopes: Scopes,
		erase: bool,
		skew: u16,
	},
	Enrol {
		by: u64,
		who: u64,
	},
	Advance {
		by: u64,
		who: u64,
		to: Step,
	},
	Record {
		by: u64,
		who: u64,
		scopes: Scopes,
	},
	EndParticipation {
		who: u64,
		why: ExitReason,
	},
	Answer {
		who: u64,
	},
	EndTrial {
		by: u64,
	},
	ExtendTrial {
		days: u64,
	},
	Recover {
		who: u64,
	},
	Rekey {
		who: u64,
		new: u64,
	},
	/// An earlier call of the random past once more.
	Replay {
		n: usize,
	},
	Licence {
		of: u64,
		valid: bool,
	},
	Wait {
		time: u64,
	},
	Idle,
}

/// The keys to which participants may move.
pub const SPARE: [u64; 2] = [300, 301];

fn subject() -> impl Strategy<Value = u64> {
	prop_oneof![20 => Just(SUBJECT), 3 => Just(OTHER_SUBJECT), 1 => Just(SPARE[0])]
}

fn site() -> impl Strategy<Value = u64> {
	prop_oneof![8 => Just(INVESTIGATOR), 2 => Just(COLLEAGUE), 1 => Just(RIVAL), 1 => Just(OUTSIDER)]
}

fn anybody() -> impl Strategy<Value = u64> {
	proptest::sample::select(everybody().into_iter().chain(SPARE).collect::<Vec<_>>())
}

fn scopes() -> impl Strategy<Value = Scopes> {
	prop_oneof![
		4 => Just(OFFERED),
		2 => Just(CORE),
		2 => Just(CORE.or(BIOBANK)),
		1 => Just(BIOBANK),
		1 => (0..32u32).prop_map(Scopes),
	]
}

fn need() -> impl Strategy<Value = Signers> {
	prop_oneof![
		4 => Just(ADULT),
		1 => Just(WITNESSED),
		2 => Just(REPRESENTED),
		2 => Just(ASSENTED),
		1 => Just(BOTH),
		1 => Just(CROWD),
		1 => (0..32u8).prop_map(Signers),
	]
}

fn role() -> impl Strategy<Value = Signer> {
	prop_oneof![
		3 => Just(Signer::Subject),
		3 => Just(Signer::Investigator),
		2 => Just(Signer::Representative),
		1 => Just(Signer::Assent),
		1 => Just(Signer::Witness),
	]
}

fn reconsent() -> impl Strategy<Value = Option<Reconsent>> {
	prop_oneof![
		1 => Just(None),
		2 => Just(NEW_ONLY),
		4 => (0..20u8, 0..40u64).prop_map(|(mask, days)| {
			Some(Reconsent::Stages { mask, grace_until: START + days * DAY })
		}),
	]
}

fn decision() -> impl Strategy<Value = Decision> {
	let from = proptest::option::weighted(0.3, (0..60u64).prop_map(|days| START + days * DAY));
	prop_oneof![
		8 => (from, prop_oneof![1 => 0..100u64, 4 => 300..800u64]).prop_map(|(from, days)| {
			Decision::Approve { from, until: START + days * DAY }
		}),
		1 => Just(Decision::Reject),
	]
}

fn wait() -> impl Strategy<Value = u64> {
	prop_oneof![
		6 => 1..12 * HOUR,
		4 => (1..8u64).prop_map(|days| days * DAY),
		2 => (20..40u64).prop_map(|days| days * DAY),
		1 => (90..200u64).prop_map(|days| days * DAY),
	]
}

fn skew() -> impl Strategy<Value = u16> {
	prop_oneof![12 => Just(0), 1 => 1..3u16]
}

/// What carries a participant through the trial.
fn usual() -> impl Strategy<Value = Op> {
	let majority = || proptest::option::weighted(0.4, MAJORITY - 2..MAJORITY + 2);
	let by = || prop_oneof![12 => Just(None), 1 => anybody().prop_map(Some)];
	let less = || proptest::option::weighted(0.1, scopes());
	let own = || prop_oneof![8 => Just(SUBJECT), 1 => Just(GUARDIAN), 2 => Just(REPRESENTATIVE), 1 => anybody()];
	prop_oneof![
		5 => (site(), subject(), prop_oneof![9 => Just(0), 1 => 0..3u16], scopes(), need(), majority())
			.prop_map(|(by, who, back, scopes, need, majority)| Op::Propose { by, who, back, scopes, need, majority }),
		20 => (by(), subject(), proptest::option::weighted(0.2, role()), less(), skew())
			.prop_map(|(by, who, role, scopes, skew)| Op::Sign { by, who, role, scopes, skew }),
		7 => (site(), subject()).prop_map(|(by, who)| Op::Enrol { by, who }),
		3 => (site(), subject(), prop_oneof![Just(Step::OnStudy), Just(Step::FollowUp)])
			.prop_map(|(by, who, to)| Op::Advance { by, who, to }),
		9 => (site(), subject(), scopes()).prop_map(|(by, who, scopes)| Op::Record { by, who, scopes }),
		4 => (own(), subject(), scopes(), any::<bool>(), skew())
			.prop_map(|(by, who, scopes, erase, skew)| Op::Withdraw { by, who, scopes, erase, skew }),
		4 => (reconsent(), prop_oneof![Just(0), Just(24)])
			.prop_map(|(replace, deferred_h)| Op::Submit { replace, deferred_h }),
		4 => (prop_oneof![6 => Just(0), 1 => 0..3u16], decision())
			.prop_map(|(back, decision)| Op::Decide { back, by: COMMITTEE, decision }),
		6 => wait().prop_map(|time| Op::Wait { time }),
		2 => Just(Op::Idle),
	]
}

/// What disturbs that course.
fn unusual() -> impl Strategy<Value = Op> {
	let watch = || prop_oneof![3 => Just(COMMITTEE), 2 => Just(REGULATOR), 1 => anybody()];
	let version = || proptest::option::weighted(0.5, 1..4u16);
	prop_oneof![
		3 => (anybody(), subject(), skew()).prop_map(|(by, who, skew)| Op::Refuse { by, who, skew }),
		1 => (0..2u16, anybody(), decision()).prop_map(|(back, by, decision)| Op::Decide { back, by, decision }),
		4 => (watch(), version(), proptest::bool::weighted(0.3))
			.prop_map(|(by, version, suspend)| Op::Suspend { by, version, suspend }),
		2 => (1..4u16, 0..600u64).prop_map(|(version, days)| Op::Extend { version, days }),
		1 => (site(), any::<bool>()).prop_map(|(investigator, open)| Op::Site { investigator, open }),
		4 => (site(), subject()).prop_map(|(by, who)| Op::Defer { by, who }),
		2 => (subject(), Just(ExitReason::Completed)).prop_map(|(who, why)| Op::EndParticipation { who, why }),
		6 => subject().prop_map(|who| Op::Answer { who }),
		1 => (watch(), Just(())).prop_map(|(by, ())| Op::EndTrial { by }),
		1 => (900..2_000u64).prop_map(|days| Op::ExtendTrial { days }),
		2 => subject().prop_map(|who| Op::Recover { who }),
		2 => (subject(), proptest::sample::select(&SPARE[..])).prop_map(|(who, new)| Op::Rekey { who, new }),
		8 => (0..20usize).prop_map(|n| Op::Replay { n }),
		2 => (prop_oneof![Just(INVESTIGATOR), Just(COMMITTEE), Just(SPONSOR)], proptest::bool::weighted(0.9))
			.prop_map(|(of, valid)| Op::Licence { of, valid }),
	]
}

/// Before anything odd happens version 1 is approved, a participant is asked and some sign.
pub fn ops() -> impl Strategy<Value = Vec<Op>> {
	let sets = [ADULT, WITNESSED, REPRESENTED, ASSENTED, BOTH, CROWD];
	let begin =
		(proptest::sample::select(sets.to_vec()), 0..6usize).prop_map(|(need, signatures)| {
			let (by, who, back, scopes, majority) =
				(INVESTIGATOR, SUBJECT, 0, OFFERED, Some(MAJORITY));
			let ask = Op::Propose { by, who, back, scopes, need, majority };
			let sign = Op::Sign { by: None, who, role: None, scopes: None, skew: 0 };
			let rest = [vec![sign; signatures], vec![Op::Enrol { by, who }]].concat();
			[vec![ask], rest].concat()
		});
	let any = prop_oneof![3 => usual(), 1 => unusual()];
	(begin, proptest::collection::vec(any, 1..60)).prop_map(|(begin, rest)| [begin, rest].concat())
}

fn row_of(who: u64) -> Option<ParticipationView<Test>> {
	TrialConsents::consent(TRIAL, who)
}

fn current() -> u16 {
	TrialConsents::trial(TRIAL).and_then(|trial| trial.current).unwrap_or(1)
}

/// Who would sign in a capacity for a participant.
pub fn hand(who: u64, role: Signer) -> u64 {
	match role {
		Signer::Subject | Signer::Assent => Successors::get().get(&who).copied().unwrap_or(who),
		Signer::Representative => REPRESENTATIVE,
		Signer::Witness => WITNESS,
		Signer::Investigator => row_of(who)
			.and_then(|row| row.proposal)
			.map_or(INVESTIGATOR, |proposal| u64::from(proposal.by)),
	}
}

/// A capacity in which nobody has signed yet.
fn next_to_sign(who: u64) -> Option<Signer> {
	let proposal = row_of(who)?.proposal?;
	[Signer::Investigator, Signer::Witness, Signer::Representative, Signer::Assent, Signer::Subject]
		.into_iter()
		.find(|role| proposal.need.contains(role.only()) && !proposal.have.contains(role.only()))
}

/// The call of an operation, and who sends it.
pub fn call(op: &Op, past: &[(u64, Call<Test>)]) -> Option<(u64, Call<Test>)> {
	let trial = TRIAL;
	let next = || TrialConsents::trial(TRIAL).map_or(1, |trial| trial.next);
	Some(match op.clone() {
		Op::Submit { replace, deferred_h } => {
			(SPONSOR, but!(submit(replace), submit_form, deferred_h = deferred_h))
		},
		Op::Decide { back, by, decision } => {
			let version = next().saturating_sub(1 + back);
			(by, but!(decide(version, decision), decide_form, licence = licence(by)))
		},
		Op::Suspend { by, version, suspend: true } => (by, suspend(by, version)),
		Op::Suspend { by, version, .. } => (by, resume(by, version)),
		Op::Extend { version, days } => (COMMITTEE, extend(version, START + days * DAY)),
		Op::Site { investigator, open } => (SPONSOR, set_site(investigator, open)),
		Op::Propose { by, who, back, scopes, need, majority } => {
			let represented = need.contains(Signers::REPRESENTATIVE).then_some(REPRESENTATIVE);
			let assented = need.contains(Signers::ASSENT).then_some(MAJORITY);
			let majority = majority.filter(|_| represented.is_some()).or(assented);
			let call = propose_with(scopes, need, represented, majority);
			let call = but!(call, propose, licence = licence(by));
			let call = but!(call, propose, version = current().saturating_sub(back));
			(by, but!(call, propose, subject = who))
		},
		Op::Defer { by, who } => {
			let call = but!(defer(), defer, licence = licence(by));
			(by, but!(call, defer, subject = who))
		},
		Op::Sign { by, who, role, scopes, skew } => {
			let row = row_of(who);
			let round = row.as_ref().map_or(0, |row| row.round).wrapping_sub(skew);
			let proposed = row.and_then(|row| row.proposal).map(|proposal| proposal.scopes);
			let scopes = scopes.or(proposed).unwrap_or(OFFERED);
			let role = role.or_else(|| next_to_sign(who)).unwrap_or(Signer::Subject);
			let by = by.unwrap_or_else(|| hand(who, role));
			(by, Call::sign { trial, subject: who, role, round, scopes })
		},
		Op::Refuse { by, who, skew } => {
			let round = row_of(who).map_or(0, |row| row.round).wrapping_sub(skew);
			(by, Call::refuse { trial, subject: who, round })
		},
		Op::Withdraw { by, who, scopes, erase, skew } => {
			let round = row_of(who).and_then(|row| Some(row.given()?.round)).unwrap_or(0);
			let round = round.wrapping_sub(skew);
			let data_use = if erase { DataUse::EraseWhereLawful } else { DataUse::KeepCollected };
			let by = if by == SUBJECT { hand(who, Signer::Subject) } else { by };
			(by, Call::withdraw { trial, subject: who, round, scopes, data_use })
		},
		Op::Enrol { by, who } => (by, Call::enrol { licence: licence(by), trial, subject: who }),
		Op::Advance { by, who, to } => {
			(by, Call::advance { licence: licence(by), trial, subject: who, to })
		},
		Op::Record { by, who, scopes } => {
			(by, but!(record_by(by, scopes), record_data, subject = who))
		},
		Op::EndParticipation { who, why } => {
			let call = end_participation(why);
			(INVESTIGATOR, but!(call, end_participation, subject = who))
		},
		Op::Answer { who } => {
			(SPONSOR, but!(answer(Answer::Erased), answer_erasure, subject = who))
		},
		Op::EndTrial { by } => (by, end_trial(by)),
		Op::ExtendTrial { days } => (COMMITTEE, extend_trial(START + days * DAY)),
		Op::Rekey { who, new } => {
			(hand(who, Signer::Subject), but!(rekey(new), rekey, subject = who))
		},
		Op::Replay { n } => return past.iter().rev().nth(n).cloned(),
		Op::Recover { .. } | Op::Licence { .. } | Op::Wait { .. } | Op::Idle => return None,
	})
}
