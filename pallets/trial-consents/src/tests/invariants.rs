//! Random calls by many actors, with the numbered invariants after each. The rows are rebuilt from nothing but the events.

use super::{
	mock::*,
	ops::{call, hand, ops, Op},
};
use crate::*;
use frame::{
	deps::{frame_support::storage::with_transaction, sp_runtime::TransactionOutcome},
	testing_prelude::*,
	traits::GetCallIndex,
};
use proptest::prelude::*;
use salus_primitives::{ids::DAY, Given, Scopes, Settle, Signer, Signers, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// What the events say, kept without the pallet's own code.
#[derive(Default)]
struct Model {
	rows: BTreeMap<u64, ParticipationView<Test>>,
	/// Who signed each round of a participant.
	hands: BTreeMap<(u64, u16), BTreeSet<u64>>,
	/// The widest that was signed in each round.
	widest: BTreeMap<(u64, u16), Scopes>,
	/// Calls that were sent, with their senders.
	past: Vec<(u64, Call<Test>)>,
}

impl Model {
	fn row(&mut self, who: u64) -> &mut ParticipationView<Test> {
		self.rows.get_mut(&who).expect("an event of nobody")
	}

	/// Applies the events of a call by `by`.
	fn learn(&mut self, by: u64) {
		let new = events();
		keep_events();
		for event in &new {
			self.apply(event, by);
			if let Some((_, who)) = event.participant() {
				let at = match event {
					Event::Lapsed { at, .. } => *at,
					_ => Now::get(),
				};
				let key = match event {
					Event::Rekeyed { new, .. } => new,
					_ => who,
				};
				if let Some(row) = self.rows.get_mut(key) {
					row.trail.push(event, System::block_number() as u32, at);
				}
			}
		}
	}

	fn new_row(&mut self, who: u64, organisation: u32) {
		let row = Participation {
			organisation,
			representative: None,
			majority: None,
			refused: false,
			round: 0,
			consent: Consent::Absent,
			proposal: None,
			enrolment: Enrolment::None,
			records: 0,
			erasure: None,
			trail: TrialConsents::trail(TRIAL, &who),
			ticket: (),
		};
		self.rows.entry(who).or_insert(row);
	}

	fn apply(&mut self, event: &Event<Test>, sender: u64) {
		let now = Now::get();
		let form = |version| TrialConsents::form(TRIAL, version).unwrap();
		match event.clone() {
			Event::Proposed {
				subject,
				by,
				organisation,
				version,
				scopes,
				need,
				representative,
				majority,
				round,
				until,
				..
			} => {
				self.new_row(subject, organisation);
				let row = self.row(subject);
				if row.organisation != organisation {
					assert!(
						row.proposal.is_none() && row.given().is_none(),
						"another's participant"
					);
					row.organisation = organisation;
				}
				assert!(round > row.round, "6: rounds go up");
				assert!(
					!row.refused || need.intersects(Signers::SELF.or(Signers::ASSENT)),
					"9: not asked after a no"
				);
				assert!(form(version).is_current(now), "2: not in use");
				row.round = round;
				let (have, witness) = (Signers::NONE, None);
				row.proposal = Some(Proposal {
					version,
					scopes,
					need,
					have,
					representative,
					witness,
					majority,
					by,
					until,
				});
			},
			Event::Deferred { subject, organisation, given, .. } => {
				self.new_row(subject, organisation);
				assert_eq!((given.by, given.scopes), (SITE, form(given.version).core), "2");
				let row = self.row(subject);
				(row.round, row.consent) = (given.round, Consent::Given(given));
			},
			Event::Signed { subject, role, by, round, .. } => {
				assert_eq!(by, sender);
				self.signed(subject, round, sender);
				let row = self.row(subject);
				assert_eq!(row.round, round);
				let proposal = row.proposal.as_mut().unwrap();
				assert!(
					proposal.need.contains(role.only()) && !proposal.have.contains(role.only())
				);
				proposal.have = proposal.have.or(role.only());
				if role == Signer::Witness {
					proposal.witness = Some(sender);
				}
			},
			Event::ScopesNarrowed { subject, role, by, round, scopes, .. } => {
				assert_eq!(by, sender);
				self.signed(subject, round, sender);
				let row = self.row(subject);
				row.round = round;
				let proposal = row.proposal.as_mut().unwrap();
				let narrower = proposal.scopes.contains(scopes) && proposal.scopes != scopes;
				assert!(narrower, "6: narrowed to more");
				(proposal.scopes, proposal.have, proposal.witness) = (scopes, role.only(), None);
			},
			Event::Given { subject, given, .. } => self.given(subject, given),
			Event::Refused { subject, by, .. } => {
				let row = self.row(subject);
				let proposal = row.proposal.take().unwrap();
				row.refused |= by == Party::Subject && proposal.representative.is_some();
				if row.consent == Consent::Absent {
					let (at, why) = (now, EndReason::Refused);
					row.consent = Consent::Ended { at, why, last: None };
				}
			},
			Event::ScopesWithdrawn { subject, scopes, erase_by, .. } => {
				self.asked(subject, scopes, erase_by);
				let row = self.row(subject);
				row.proposal = None;
				let given = match &mut row.consent {
					Consent::Given(given)
					| Consent::Ended { why: EndReason::Exited, last: Some(given), .. } => given,
					other => panic!("nothing given: {other:?}"),
				};
				assert!(given.scopes.contains(scopes) && !scopes.is_empty());
				given.scopes = given.scopes.without(scopes);
			},
			Event::Withdrawn { subject, by, erase_by, .. } => {
				self.asked(subject, Scopes::ALL, erase_by);
				let row = self.row(subject);
				row.refused |= by == Party::Subject;
				row.proposal = None;
				if let Consent::Ended { why: why @ EndReason::Exited, .. } = &mut row.consent {
					*why = EndReason::Withdrawn;
				} else {
					row.enrolment = Enrolment::Off(OffReason::Withdrawn);
					self.ended(subject, EndReason::Withdrawn);
				}
			},
			Event::Enrolled { subject, standing, .. } => {
				let version = self.row(subject).given().expect("1: without a consent").version;
				assert!(form(version).is_current(now), "1: not on the version in use");
				let deferred = self.row(subject).given().unwrap().deferred.is_some();
				assert!(standing == Standing::Active || standing.permits() && deferred, "1");
				let row = self.row(subject);
				assert_eq!(row.enrolment, Enrolment::None, "1: twice");
				row.enrolment = Enrolment::Enrolled(now);
			},
			Event::Advanced { subject, to, .. } => {
				self.row(subject).enrolment = match to {
					Step::OnStudy => Enrolment::OnStudy,
					Step::FollowUp => Enrolment::FollowUp,
				};
			},
			Event::DataRecorded { subject, scopes, number, standing, .. } => {
				assert!(standing.permits(), "4: {standing:?}");
				let row = self.row(subject);
				let given = row.given().expect("5: a record after the end");
				assert!(
					given.scopes.contains(scopes) && !scopes.is_empty(),
					"4: beyond the scopes"
				);
				let part = matches!(
					row.enrolment,
					Enrolment::Enrolled(_) | Enrolment::OnStudy | Enrolment::FollowUp
				);
				assert!(part, "4: not in the trial");
				row.records += 1;
				assert_eq!(row.records, number);
			},
			Event::Ended { subject, why, .. } => {
				self.row(subject).enrolment = Enrolment::Off(OffReason::Exited(why));
				self.ended(subject, EndReason::Exited);
			},
			Event::ErasureAnswered { subject, answer, .. } => {
				let erasure = self.row(subject).erasure.as_mut().unwrap();
				assert_eq!(erasure.answer.replace(answer), None);
			},
			Event::Rekeyed { subject, new, .. } => {
				let mut row = self.rows.remove(&subject).unwrap();
				row.proposal = None;
				assert_eq!(self.rows.insert(new, row), None);
			},
			Event::Lapsed { subject, at, .. } => {
				let row = self.row(subject);
				assert_eq!(row.proposal.take().unwrap().until, at);
				if row.consent == Consent::Absent {
					row.consent = Consent::Ended { at, why: EndReason::Unsigned, last: None };
				}
			},
			Event::Pruned { subject, .. } => {
				self.rows.remove(&subject);
			},
			_ => {},
		}
	}

	/// Invariant 3.
	fn signed(&mut self, who: u64, round: u16, sender: u64) {
		let hands = self.hands.entry((who, round)).or_default();
		assert!(hands.insert(sender), "3: {sender} signed twice in round {round} of {who}");
		let licensed = (SPONSOR..=NURSE).contains(&sender);
		let by = self.row(who).proposal.as_ref().unwrap().by;
		assert!(!licensed || u64::from(by) == sender, "3: a licensed key signs as another");
	}

	/// Invariants 2 and 6.
	fn given(&mut self, who: u64, given: Given) {
		let form = TrialConsents::form(TRIAL, given.version).unwrap();
		assert!(form.is_in_force(Now::get()) && form.sets.contains(&given.by), "2");
		assert!(given.scopes.contains(form.core) && form.offered.contains(given.scopes), "2");
		let row = self.row(who);
		let proposal = row.proposal.take().unwrap();
		assert_eq!((proposal.have, proposal.need), (given.by, given.by), "6: incomplete");
		assert_eq!((proposal.scopes, proposal.version), (given.scopes, given.version));
		assert_eq!(row.round, given.round);
		(row.representative, row.majority) = (proposal.representative, proposal.majority);
		let scopes = given.scopes;
		let round = given.round;
		row.consent = Consent::Given(given);
		self.widest.insert((who, round), scopes);
	}

	fn ended(&mut self, who: u64, why: EndReason) {
		let row = self.row(who);
		row.proposal = None;
		let last = row.given().cloned();
		assert!(last.is_some());
		row.consent = Consent::Ended { at: Now::get(), why, last };
	}

	fn asked(&mut self, who: u64, scopes: Scopes, erase_by: Option<u64>) {
		let Some(due) = erase_by else { return };
		let row = self.row(who);
		let scopes = match row.erasure {
			Some(Erasure { scopes: before, answer: None, due: open }) => {
				assert_eq!(due, open, "a request that waits is not put off");
				before.or(scopes)
			},
			_ => scopes,
		};
		row.erasure = Some(Erasure { scopes, due, answer: None });
	}

	/// Invariants 6, 10 and 11, and the agreement of rows and events.
	fn check(&self) {
		let mut stored: BTreeMap<_, _> =
			Consents::<Test>::iter().map(|(_, who, row)| (who, row.without_ticket())).collect();
		assert_eq!(stored, self.rows, "10: rows and events differ");
		for (who, row) in &mut stored {
			row.settle(Now::get());
			let Some(given) = row.given() else { continue };
			if let Some(widest) = self.widest.get(&(*who, given.round)) {
				assert!(widest.contains(given.scopes), "6: scopes grew within a round");
			}
			let withdraw = Call::withdraw {
				trial: TRIAL,
				subject: *who,
				round: given.round,
				scopes: CORE,
				data_use: DataUse::KeepCollected,
			};
			let by = hand(*who, Signer::Subject);
			let done = with_transaction(|| TransactionOutcome::Rollback(send(by, withdraw)));
			assert_ok!(done);
		}
	}
}

fn perform(model: &mut Model, op: &Op) {
	match op {
		Op::Wait { time } => after(*time),
		Op::Idle => {
			TrialConsents::on_idle(1, Weight::MAX);
			model.learn(0);
		},
		Op::Recover { who } => recover(*who, *who + 1_000),
		Op::Licence { of, valid } => {
			fault(*of, (!valid).then_some(salus_primitives::LicenceFault::Suspended))
		},
		_ => {
			let Some((who, call)) = call(op, &model.past) else { return };
			let before = frame::deps::sp_io::storage::root(StateVersion::V1);
			model.past.push((who, call.clone()));
			let done = send(who, call.clone());
			if done.is_err() {
				let now = frame::deps::sp_io::storage::root(StateVersion::V1);
				assert_eq!(before, now, "a failed call changed something: {call:?}");
			} else {
				model.learn(who);
				if call.is_sequenced() {
					assert!(send(who, call.clone()).is_err(), "replayed: {call:?}");
				}
			}
			tally(call.encode()[0], done.is_ok());
		},
	}
}

parameter_types! {
	/// By call: how often it was made, and how often it succeeded.
	static Tally: BTreeMap<u8, (u32, u32)> = BTreeMap::new();
}

fn tally(call: u8, ok: bool) {
	Tally::mutate(|tally| {
		let (made, done) = tally.entry(call).or_default();
		(*made, *done) = (*made + 1, *done + u32::from(ok));
	});
}

/// `PROPTEST_CASES` asks for more than the usual 64.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64)
}

#[test]
fn invariants_hold_after_any_calls() {
	let config =
		ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) };
	proptest!(config, |(ops in ops())| {
		new_test_ext().execute_with(|| {
			open_trial();
			approve_new(None);
			keep_events();
			let mut model = Model::default();
			for op in &ops {
				perform(&mut model, op);
				model.check();
				TrialConsents::do_try_state().unwrap();
			}
			check_trails();
			// Left alone, everything goes.
			after(4_000 * DAY);
			for _ in 0..10 {
				TrialConsents::on_idle(1, Weight::MAX);
			}
			assert_eq!(Consents::<Test>::iter().count() + Forms::<Test>::iter().count(), 0);
			assert_eq!((on_hold(SPONSOR), on_hold(INVESTIGATOR), on_hold(COLLEAGUE)), (0, 0, 0));
		});
	});
	// A long run shows that chance reaches every call.
	if cases() >= 500 {
		let tally = Tally::get();
		for index in Call::<Test>::get_call_indices() {
			let by_hand = [0, 12].contains(index);
			let done = tally.get(index).is_some_and(|(_, done)| *done > 0);
			assert!(by_hand || done, "call {index}: {tally:?}");
		}
	}
}
