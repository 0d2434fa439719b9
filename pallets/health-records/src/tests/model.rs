//! A plain model: who may speak for whom and who may read what, kept from what was sent and answered, without the pallet's
//! own arithmetic.

use super::{mock::*, ops::PATIENTS, replay::Replay, setup::*};
use crate::*;
use salus_primitives::{
	ids::DAY, LicenceId, Moment, PatientAuthority, Power, Purpose, RecordId, Role,
};
use std::collections::BTreeMap;

/// Keys that may come to speak for a patient.
const KEYS: [u64; 9] = [
	PATIENTS[0],
	PATIENTS[1],
	PATIENTS[2],
	GUARDIANS[0],
	GUARDIANS[1],
	GUARDIANS[2],
	SUCCESSOR,
	OTHER_SUCCESSOR,
	STRANGER,
];

#[derive(Clone)]
struct Ward {
	guardians: Guardians<u64>,
	speaker: u64,
	decided: Option<(u64, Moment)>,
	/// Votes of the present attempt, and its number.
	votes: Vec<(u64, u64)>,
	attempt: u16,
}

impl Ward {
	fn settle(&mut self, now: Moment) {
		if let Some((new, at)) = self.decided {
			if at <= now {
				(self.speaker, self.decided) = (new, None);
			}
		}
	}

	fn guards(&self, who: u64, power: Power, now: Moment) -> bool {
		let list = self.guardians.list.iter();
		list.filter(|row| row.key == who && now < row.until).any(|row| row.powers.contains(power))
	}
}

struct Doc {
	patient: u64,
	set: u8,
	gone: bool,
	hold: Option<Moment>,
	due: Option<Moment>,
	blocked: bool,
}

impl Doc {
	fn settle(&mut self, now: Moment) {
		if let Some(until) = self.hold.filter(|until| *until <= now) {
			self.end_hold(until);
		}
		if self.hold.is_none() && self.due.is_some_and(|due| due <= now) {
			(self.due, self.blocked) = (None, true);
		}
	}

	fn end_hold(&mut self, at: Moment) {
		self.hold = None;
		self.due = self.due.map(|_| at + 30 * DAY);
	}
}

struct Loan {
	grantee: Grantee<u64>,
	what: What,
	from: Moment,
	until: Moment,
	left: u16,
	revoked: bool,
	/// When it ended; `until` if nothing ended it before.
	ended: Moment,
}

struct Case {
	by: LicenceId,
	patient: u64,
	sets: u32,
	read_until: Moment,
	overdue: core::ops::Range<Moment>,
	explained: bool,
}

#[derive(Default)]
pub struct Model {
	wards: BTreeMap<u64, Ward>,
	docs: BTreeMap<RecordId, Doc>,
	/// The same, oldest first.
	pub order: Vec<RecordId>,
	loans: BTreeMap<(u64, u8), Loan>,
	cases: BTreeMap<IncidentId, Case>,
	/// The incidents with their patients, oldest first.
	pub incidents: Vec<(u64, IncidentId)>,
	/// Calls that were heard and must not be again: who sent them, and until which block a signature over them lives.
	pub heard: Vec<(u64, Call<Test>, u64)>,
	replay: Replay,
	/// Events of the journal that were learnt.
	known: usize,
	review: Moment,
}

impl Model {
	pub fn new() -> Self {
		Model { review: EmergencyRules::default().review, ..Default::default() }
	}

	/// The grants that have not ended, with their grantees.
	pub fn grants(&self) -> Vec<(u64, u8, u64)> {
		let open = self.loans.iter().filter(|(_, loan)| Now::get() < loan.ended);
		let keyed = open.map(|((patient, slot), loan)| match loan.grantee {
			Grantee::Licence(licence) => (*patient, *slot, licence.into()),
			Grantee::Key(key) => (*patient, *slot, key),
		});
		keyed.collect()
	}

	/// The patient's records, oldest first.
	pub fn records_of(&self, patient: u64) -> Vec<RecordId> {
		let own = self.order.iter().filter(|id| self.docs[*id].patient == patient);
		own.copied().collect()
	}

	/// Who speaks as the patient.
	pub fn speaker(&self, patient: u64) -> u64 {
		let mut ward = self.wards.get(&patient).cloned();
		ward.iter_mut().for_each(|ward| ward.settle(Now::get()));
		ward.map_or(patient, |ward| ward.speaker)
	}

	/// In whose name somebody uses a power; nobody's if there is none.
	pub fn voice(&self, patient: u64, who: u64, power: Power) -> Option<Voice> {
		let now = Now::get();
		let Some(mut ward) = self.wards.get(&patient).cloned() else {
			return (patient == who).then_some(Voice::Patient);
		};
		ward.settle(now);
		if ward.speaker == who {
			return Some(Voice::Patient);
		}
		ward.guards(who, power, now).then_some(Voice::Guardian)
	}

	/// Whether a recovery is decided and not in effect yet.
	fn is_deciding(&self, patient: u64) -> bool {
		let decided = self.wards.get(&patient).and_then(|ward| ward.decided);
		decided.is_some_and(|(_, at)| Now::get() < at)
	}

	fn is_suspended(&self, by: LicenceId) -> bool {
		let now = Now::get();
		self.cases
			.values()
			.any(|case| case.by == by && !case.explained && case.overdue.contains(&now))
	}

	/// Whether the record can be read by anybody to whom `covers` opens it.
	fn is_open(&self, patient: u64, id: &RecordId, covers: impl Fn(u8) -> bool) -> bool {
		self.docs.get(id).is_some_and(|doc| {
			!doc.gone && !doc.blocked && doc.patient == patient && covers(doc.set)
		})
	}

	fn licensed(&self, who: u64, licence: LicenceId, roles: &[Role]) -> bool {
		let found = Registry::get().get(&licence).cloned();
		found.is_some_and(|row| {
			row.holder == who && row.fault.is_none() && roles.contains(&row.role)
		}) && !self.is_suspended(licence)
	}

	fn lends(
		&self,
		who: u64,
		licence: Option<LicenceId>,
		patient: u64,
		slot: u8,
		ids: &[RecordId],
	) -> bool {
		let now = Now::get();
		let Some(loan) = self.loans.get(&(patient, slot)) else { return false };
		let reader = match licence {
			Some(licence) => {
				self.licensed(who, licence, &Role::ALL) && loan.grantee == Grantee::Licence(licence)
			},
			None => loan.grantee == Grantee::Key(who),
		};
		let open = (loan.from..loan.until).contains(&now) && loan.left > 0 && !loan.revoked;
		let covered = ids.iter().all(|id| {
			self.is_open(patient, id, |set| match loan.what {
				What::Sets(sets) => sets >> set & 1 == 1,
				What::Record(record) => record == *id,
			})
		});
		reader && open && covered && !ids.is_empty()
	}

	/// What becomes of a call, if the model knows: both that it is heard and that it is not.
	pub fn expects(&self, who: u64, call: &Call<Test>) -> Option<bool> {
		let now = Now::get();
		Some(match call {
			Call::access { patient, slot, licence, records, .. } => {
				self.lends(who, *licence, *patient, *slot, records)
			},
			Call::access_incident { licence, patient, incident, records, .. } => {
				let roles = [Role::Clinician, Role::Prescriber];
				self.cases.get(incident).is_some_and(|case| {
					let own = case.by == *licence && case.patient == *patient;
					let open = !case.explained && now < case.read_until;
					let covers = |id| self.is_open(*patient, id, |set| case.sets >> set & 1 == 1);
					let covered = !records.is_empty() && records.iter().all(covers);
					own && open && covered && self.licensed(who, *licence, &roles)
				})
			},
			Call::justify { patient, incident, .. } => {
				self.cases.get(incident).is_some_and(|case| {
					let holder = Registry::get()[&case.by].holder == who;
					let own = case.patient == *patient && holder;
					own && !case.explained && now < case.overdue.end
				})
			},
			Call::revoke { patient, slot, .. } | Call::revoke_signed { patient, slot, .. } => {
				let who = match call {
					Call::revoke_signed { who, .. } => *who,
					_ => who,
				};
				let open = self
					.loans
					.get(&(*patient, *slot))
					.is_some_and(|loan| now < loan.until && loan.left > 0 && !loan.revoked);
				open && self.voice(*patient, who, Power::Records).is_some()
			},
			Call::grant { patient, slot, what, from, until, reads, authored_at, .. } => {
				let free = self
					.loans
					.get(&(*patient, *slot))
					.is_none_or(|loan| loan.ended + DAY + 300_000 < now);
				let sound = *reads > 0 && *what != What::Sets(0) && from < until && now < *until;
				let bounded = *until <= now + 366 * DAY && authored_at + DAY >= now;
				let may = match self.voice(*patient, who, Power::Records) {
					Some(Voice::Patient) => !self.is_deciding(*patient),
					voice => voice.is_some(),
				};
				free && sound && bounded && may && self.wards.contains_key(patient)
			},
			_ => return None,
		})
	}

	/// Whether somebody who was heard had the right to be.
	pub fn admits(&self, who: u64, call: &Call<Test>) {
		let patient_of = |id: &RecordId| self.docs[id].patient;
		let (patient, guardians_too) = match call {
			Call::dispute { id, .. } | Call::request_shred { id, .. } => (patient_of(id), true),
			Call::seal { patient, .. } => (*patient, true),
			Call::set_guardians { patient, warrant: Warrant::Patient { .. }, .. } => {
				(*patient, false)
			},
			Call::veto { patient, .. } => {
				let voice = self.voice(*patient, who, Power::Records);
				assert_eq!(voice, Some(Voice::Patient), "9: vetoed by another");
				assert!(self.is_deciding(*patient), "9: nothing to veto");
				return;
			},
			_ => return,
		};
		match self.voice(patient, who, Power::Records) {
			Some(Voice::Patient) => assert!(!self.is_deciding(patient), "9: by a lost key"),
			Some(Voice::Guardian) => assert!(guardians_too, "10: {call:?}"),
			None => panic!("9, 10: {who} was heard: {call:?}"),
		}
	}

	/// Takes down what a call that was heard has changed.
	pub fn heard(&mut self, who: u64, call: &Call<Test>) {
		match call {
			Call::enter_patient { patient, guardians, .. } => {
				let (speaker, votes) = (*patient, Vec::new());
				let guardians = guardians.clone();
				let ward = Ward { guardians, speaker, decided: None, votes, attempt: 0 };
				self.wards.insert(*patient, ward);
			},
			Call::close_patient { patient, .. } => {
				let ward = self.wards.remove(patient).expect("closed twice");
				assert_eq!((ward.speaker, ward.decided), (*patient, None), "9: a lost key revives");
			},
			Call::set_guardians { patient, guardians, .. } => {
				self.ward(*patient).guardians = guardians.clone();
			},
			Call::recover { patient, new, attempt } => self.vote(who, *patient, *new, *attempt),
			Call::veto { patient, .. } => self.ward(*patient).decided = None,
			_ => {},
		}
	}

	fn ward(&mut self, patient: u64) -> &mut Ward {
		let ward = self.wards.get_mut(&patient).expect("nobody entered it");
		ward.settle(Now::get());
		ward
	}

	/// Invariant 9: as many guardians as it takes want this key, in this attempt.
	fn vote(&mut self, who: u64, patient: u64, new: u64, attempt: u16) {
		let now = Now::get();
		let ward = self.ward(patient);
		if ward.attempt != attempt {
			(ward.votes, ward.attempt) = (Vec::new(), attempt);
		}
		let by_guardian = ward.guards(who, Power::Recovery, now);
		assert!(by_guardian || who == REGISTRAR, "9: {who} has no vote");
		ward.votes.push((who, new));
		let Event::RecoveryApproved { effective_at, .. } = last_event() else { panic!() };
		let Some(effective_at) = effective_at else { return };
		let wants = |row: &&(u64, u64)| row.1 == new && ward.guards(row.0, Power::Recovery, now);
		let mut voters: Vec<_> = ward.votes.iter().filter(wants).map(|row| row.0).collect();
		voters.sort_unstable();
		voters.dedup();
		let enough = voters.len() >= usize::from(ward.guardians.threshold);
		assert!(!by_guardian || enough, "9: decided by too few");
		let delay = if by_guardian { 7 } else { 14 };
		assert_eq!(effective_at, now + delay * DAY, "9: another delay");
		ward.decided = Some((new, effective_at));
	}

	/// Takes down what the events say.
	pub fn learn(&mut self) {
		keep_events();
		let journal = Journal::get();
		for (event, block, now) in journal.iter().skip(self.known) {
			self.replay.hear(event, *block, *now);
			self.note(event, *now);
		}
		self.known = journal.len();
		let now = Now::get();
		self.docs.values_mut().for_each(|doc| doc.settle(now));
	}

	fn note(&mut self, event: &Event<Test>, now: Moment) {
		let doc = |docs: &mut BTreeMap<RecordId, Doc>, id: &RecordId, change: &dyn Fn(&mut Doc)| {
			let doc = docs.get_mut(id).expect("no record");
			doc.settle(now);
			change(doc);
		};
		match event {
			Event::EmergencySet { rules } => self.review = rules.review,
			Event::Anchored { id, patient, set, .. } => {
				let (patient, set, hold, due) = (*patient, *set, None, None);
				let new = Doc { patient, set, gone: false, hold, due, blocked: false };
				self.docs.insert(*id, new);
				self.order.push(*id);
			},
			Event::Shredded { id, .. } => doc(&mut self.docs, id, &|doc| doc.gone = true),
			Event::HoldPlaced { id, until, .. } => {
				doc(&mut self.docs, id, &|doc| doc.hold = Some(*until))
			},
			Event::HoldLifted { id, .. } => doc(&mut self.docs, id, &|doc| doc.end_hold(now)),
			Event::ShredRequested { id, .. } => {
				doc(&mut self.docs, id, &|doc| doc.due = Some(doc.hold.unwrap_or(now) + 30 * DAY))
			},
			Event::Granted { patient, slot, grantee, what, from, until, reads, .. } => {
				let (grantee, what) = (grantee.clone(), what.clone());
				let (from, until, left, ended) = (*from, *until, *reads, *until);
				let loan = Loan { grantee, what, from, until, left, revoked: false, ended };
				self.loans.insert((*patient, *slot), loan);
			},
			Event::Accessed { patient, slot, .. } => {
				let loan = self.loans.get_mut(&(*patient, *slot)).expect("no grant");
				loan.left -= 1;
				if loan.left == 0 {
					loan.ended = now;
				}
			},
			Event::Revoked { patient, slot, .. } => {
				let loan = self.loans.get_mut(&(*patient, *slot)).expect("no grant");
				(loan.revoked, loan.ended) = (true, now);
			},
			Event::GlassBroken { patient, incident, by, sets, read_until, justify_by, .. } => {
				let overdue = *justify_by..justify_by + self.review;
				let (by, patient, sets, read_until) = (*by, *patient, *sets, *read_until);
				let case = Case { by, patient, sets, read_until, overdue, explained: false };
				self.cases.insert(*incident, case);
				self.incidents.push((patient, *incident));
			},
			Event::Justified { incident, .. } | Event::Reviewed { incident, .. } => {
				self.cases.get_mut(incident).expect("no incident").explained = true;
			},
			_ => {},
		}
	}

	/// Every invariant that state and events tell, and that the pallet answers as the model does.
	pub fn check(&self) {
		HealthRecords::do_try_state().unwrap();
		self.replay.agrees();
		let now = Now::get();
		for patient in PATIENTS {
			for who in KEYS {
				for power in Power::ALL {
					let may = HealthRecords::may_act(&patient, &who, power, now);
					let expected = self.voice(patient, who, power).is_some();
					assert_eq!(may, expected, "9, 10: {who} for {patient}: {power:?}");
				}
				let speaks = HealthRecords::speaks_as(&patient, &who, now);
				let voice = self.voice(patient, who, Power::Records);
				assert_eq!(speaks, voice == Some(Voice::Patient), "9: {who} as {patient}");
			}
		}
		for by in [CLINICIAN, COLLEAGUE, DOCTOR] {
			assert_eq!(suspended(by), self.is_suspended(licence(by)), "5: {by}");
		}
		for (id, doc) in self.docs.iter().rev().take(6) {
			let slots = 0..32;
			let mut lent = slots
				.map(|slot| self.lends(CLINIC, Some(licence(CLINIC)), doc.patient, slot, &[*id]));
			let expected = lent.any(|lent| lent);
			let allowed = HealthRecords::may_access(CLINIC, *id, Purpose::Treatment);
			assert_eq!(allowed, expected, "1: may the clinic read {id:?}");
		}
	}
}
