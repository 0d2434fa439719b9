//! Invariant 12: every interleaving of what the parties of a trial can do, to a depth of eight acts, judged by a court that
//! knows only who did what and when. Its rules are written from the design, not from the code.

use super::{calls::*, mock::*};
use crate::*;
use codec::Encode;
use frame::{
	deps::{
		frame_support::storage::with_transaction, sp_io::hashing::blake2_128,
		sp_runtime::TransactionOutcome,
	},
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, Moment, Scopes, Signer};
use std::collections::HashSet;

/// Two of them are what a proposal can wait, one is what a new version gives, three are what an approval lasts.
const STEP: Moment = 15 * DAY;
const APPROVED: Moment = 3 * STEP;
const GRACE: Moment = STEP;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Act {
	/// A version for new participants.
	Approve,
	/// A version that everybody must sign within the grace.
	Supersede,
	/// A version that whoever is not enrolled must sign at once.
	SupersedeUnenrolled,
	Suspend,
	Resume,
	Propose,
	Sign(Signer),
	Withdraw(Scopes),
	Enrol,
	Record(Scopes),
	Wait,
}

const ACTS: [Act; 14] = [
	Act::Approve,
	Act::Supersede,
	Act::SupersedeUnenrolled,
	Act::Suspend,
	Act::Resume,
	Act::Propose,
	Act::Sign(Signer::Subject),
	Act::Sign(Signer::Investigator),
	Act::Withdraw(CORE),
	Act::Withdraw(BIOBANK),
	Act::Enrol,
	Act::Record(CORE),
	Act::Record(BIOBANK),
	Act::Wait,
];

/// What a court has before it.
#[derive(Clone, Default)]
struct Court {
	/// The versions in the order of their approval.
	papers: Vec<Paper>,
	/// The paper that lies on the table: its place, who has signed it, and when it was laid there.
	table: Option<(u32, bool, bool, Moment)>,
	/// What was agreed: on which paper, and what is left of it.
	word: Option<(u32, Scopes)>,
	enrolled: bool,
	gone: bool,
}

#[derive(Clone)]
struct Paper {
	until: Moment,
	stopped: bool,
	/// By when others must have signed a later one: the enrolled, and the rest.
	enrolled_by: Option<Moment>,
	others_by: Option<Moment>,
}

impl Court {
	/// Takes note of an act that the chain accepted.
	fn note(&mut self, act: Act, now: Moment) {
		match act {
			Act::Approve => self.lay_down(None, None, now),
			Act::Supersede => self.lay_down(Some(now + GRACE), Some(now + GRACE), now),
			Act::SupersedeUnenrolled => self.lay_down(None, Some(now), now),
			Act::Suspend => self.papers.iter_mut().for_each(|paper| paper.stopped = true),
			Act::Resume => self.papers.iter_mut().for_each(|paper| paper.stopped = false),
			Act::Propose => self.table = Some((self.newest(), false, false, now)),
			Act::Sign(signer) => {
				let (paper, mut subject, mut investigator, since) =
					self.table.expect("signed what was not there");
				assert!(now < since + SIGN_WITHIN, "signed what had lapsed");
				assert!(self.is_in_use(paper, now), "signed what was not in use");
				match signer {
					Signer::Subject => subject = true,
					_ => investigator = true,
				}
				self.table = Some((paper, subject, investigator, since));
				if subject && investigator {
					(self.table, self.word) = (None, Some((paper, OFFERED)));
				}
			},
			Act::Withdraw(scopes) => {
				let (paper, held) = self.word.expect("withdrew what was not given");
				self.table = None;
				if scopes == CORE {
					(self.word, self.gone) = (None, true);
				} else {
					self.word = Some((paper, held.without(scopes)));
				}
			},
			Act::Enrol => self.enrolled = true,
			Act::Record(_) | Act::Wait => {},
		}
	}

	fn lay_down(&mut self, enrolled: Option<Moment>, others: Option<Moment>, now: Moment) {
		let sooner = |a: Option<Moment>, b: Option<Moment>| match (a, b) {
			(Some(a), Some(b)) => Some(a.min(b)),
			(a, b) => a.or(b),
		};
		for paper in &mut self.papers {
			paper.enrolled_by = sooner(paper.enrolled_by, enrolled);
			paper.others_by = sooner(paper.others_by, others);
		}
		let until = now + APPROVED;
		let paper = Paper { until, stopped: false, enrolled_by: None, others_by: None };
		self.papers.push(paper);
	}

	fn newest(&self) -> u32 {
		self.papers.len() as u32 - 1
	}

	fn paper(&self, n: u32) -> &Paper {
		&self.papers[n as usize]
	}

	fn is_allowed(&self, paper: u32, now: Moment) -> bool {
		now < self.paper(paper).until && !self.paper(paper).stopped
	}

	fn is_in_use(&self, paper: u32, now: Moment) -> bool {
		paper == self.newest() && self.is_allowed(paper, now)
	}

	/// Whether there is a word, for all of this, that is good now.
	fn has_word(&self, scopes: Scopes, now: Moment) -> bool {
		self.word.is_some_and(|(n, held)| {
			let paper = self.paper(n);
			let asked = if self.enrolled { paper.enrolled_by } else { paper.others_by };
			held.contains(scopes) && self.is_allowed(n, now) && asked.is_none_or(|by| now < by)
		})
	}

	/// Whether the act is one that the chain must accept, as far as this is about consent.
	fn allows(&self, act: Act, now: Moment) -> Option<bool> {
		match act {
			Act::Record(scopes) => Some(self.enrolled && !self.gone && self.has_word(scopes, now)),
			Act::Enrol => Some(
				!self.enrolled
					&& !self.gone && self.has_word(CORE, now)
					&& self.word.is_some_and(|(paper, _)| self.is_in_use(paper, now)),
			),
			Act::Withdraw(scopes) => {
				Some(self.word.is_some_and(|(_, held)| !held.and(scopes).is_empty()))
			},
			_ => None,
		}
	}
}

fn perform(act: Act) -> DispatchResult {
	let now = Now::get();
	let put_up = |reconsent: Reconsent| {
		let trial = TrialConsents::trial(TRIAL).unwrap();
		send(SPONSOR, submit(trial.current.map(|_| reconsent)))?;
		send(COMMITTEE, decide(trial.next, approve_until(now + APPROVED)))
	};
	match act {
		Act::Approve => put_up(Reconsent::NewOnly),
		Act::Supersede => put_up(Reconsent::Stages { mask: 0b1111, grace_until: now + GRACE }),
		Act::SupersedeUnenrolled => put_up(Reconsent::Stages { mask: 0b0001, grace_until: now }),
		Act::Suspend => send(COMMITTEE, suspend(COMMITTEE, None)),
		Act::Resume => send(COMMITTEE, resume(COMMITTEE, None)),
		Act::Propose => send(INVESTIGATOR, propose(OFFERED, ADULT)),
		Act::Sign(role) => send(signer(role), sign(role)),
		Act::Withdraw(scopes) => send(SUBJECT, withdraw(scopes)),
		Act::Enrol => send(INVESTIGATOR, enrol()),
		Act::Record(scopes) => send(INVESTIGATOR, record(scopes)),
		Act::Wait => {
			Now::set(now + STEP);
			Ok(())
		},
	}
}

/// Everything on which what comes next depends, and what the court knows. Times count from now on, what is past is past; of
/// the versions only the newest and those that something was agreed or lies on the table for.
fn fingerprint(court: &Court) -> [u8; 16] {
	let now = Now::get();
	let left = |moment: Moment| moment.saturating_sub(now);
	let row = row_of_subject();
	let proposal = row.as_ref().and_then(|row| row.proposal.clone());
	let given = row.as_ref().and_then(|row| row.given().cloned());
	let versions = [
		TrialConsents::trial(TRIAL).and_then(|trial| trial.current),
		proposal.as_ref().map(|proposal| proposal.version),
		given.as_ref().map(|given| given.version),
	];
	let forms = versions.map(|version| {
		let form = TrialConsents::form(TRIAL, version?)?;
		let asks = match form.status {
			FormStatus::Superseded { asks, .. } => asks.map(|ask| ask.map(|ask| left(ask.until))),
			_ => [None; 4],
		};
		let until = left(form.approval()?.until);
		Some((until, form.suspended.any(), form.is_current(now), asks))
	});
	let row = row.map(|row| {
		let stage = standing::stage(row.enrolment).map(|stage| stage as u8);
		(stage, matches!(row.consent, Consent::Ended { .. }), row.refused)
	});
	let proposal = proposal.map(|proposal| (proposal.have, left(proposal.until)));
	let given = given.map(|given| given.scopes);

	let papers = [
		court.papers.len().checked_sub(1),
		court.table.map(|(paper, ..)| paper as usize),
		court.word.map(|(paper, _)| paper as usize),
	];
	let papers = papers.map(|paper| {
		let paper = &court.papers[paper?];
		let by = [paper.enrolled_by, paper.others_by].map(|by| by.map(left));
		Some((left(paper.until), paper.stopped, by))
	});
	let table = court.table.map(|(paper, subject, investigator, since)| {
		(court.is_in_use(paper, now), subject, investigator, left(since + SIGN_WITHIN))
	});
	let word = court.word.map(|(_, held)| held);
	let chain = (forms, row, proposal, given);
	blake2_128(&(chain, papers, table, word, court.enrolled, court.gone).encode())
}

fn row_of_subject() -> Option<ParticipationView<Test>> {
	TrialConsents::consent(TRIAL, SUBJECT)
}

/// Tries something and undoes it, the clock included.
fn tried<R>(what: impl FnOnce() -> R) -> R {
	let now = Now::get();
	let done = with_transaction(|| TransactionOutcome::Rollback(Ok::<_, DispatchError>(what())));
	Now::set(now);
	done.unwrap()
}

/// The act, judged; whether it was accepted.
fn judged(court: &mut Court, act: Act, path: &[Act]) -> bool {
	let now = Now::get();
	let allowed = court.allows(act, now);
	let accepted = perform(act).is_ok();
	System::reset_events();
	if let Some(allowed) = allowed {
		assert_eq!(accepted, allowed, "{act:?} after {path:?}");
	}
	if accepted {
		court.note(act, now);
	}
	accepted
}

/// Every state that can be reached from a beginning in so many acts, each looked at once, with every act tried in it.
/// Answers how many states there are and how many records were accepted.
fn explore(beginning: &[Act], depth: usize) -> (usize, usize) {
	let mut known = HashSet::new();
	let mut records = 0;
	let mut edge = vec![beginning.to_vec()];
	for _ in 0..depth {
		let mut next = Vec::new();
		for path in &edge {
			tried(|| {
				let mut court = Court::default();
				for (n, act) in path.iter().enumerate() {
					assert!(judged(&mut court, *act, &path[..n]), "{path:?} cannot be walked");
				}
				for act in ACTS {
					let new = tried(|| {
						let mut court = court.clone();
						let accepted = judged(&mut court, act, path);
						records += usize::from(accepted && matches!(act, Act::Record(_)));
						accepted && known.insert(fingerprint(&court))
					});
					if new {
						next.push([&path[..], &[act]].concat());
					}
				}
			});
		}
		edge = next;
	}
	(known.len(), records)
}

const TAKEN_IN: [Act; 5] = [
	Act::Approve,
	Act::Propose,
	Act::Sign(Signer::Subject),
	Act::Sign(Signer::Investigator),
	Act::Enrol,
];

#[test]
fn no_record_without_a_valid_consent_from_the_start() {
	new_test_ext().execute_with(|| {
		open_trial();
		let found = explore(&[], 8);
		println!("{found:?}");
		assert!(found.0 > 1_000 && found.1 > 40, "{found:?}");
	});
}

#[test]
fn no_record_without_a_valid_consent_once_enrolled() {
	new_test_ext().execute_with(|| {
		open_trial();
		let found = explore(&TAKEN_IN, 6);
		println!("{found:?}");
		assert!(found.0 > 1_000 && found.1 > 100, "{found:?}");
	});
}
