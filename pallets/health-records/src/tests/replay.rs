//! What the events say, replayed in their order: the trail of each row, and the invariants that concern what happened before
//! what. It has none of the pallet's arithmetic.

use super::mock::*;
use crate::{views::RowKey, *};
use codec::Encode;
use salus_primitives::{ids::DAY, BlockNumber, LicenceId, Licensing, Moment, RecordId, Trail};
use std::collections::{BTreeMap, BTreeSet};

const MONTH: Moment = 30 * DAY;
/// How long a slot rests after its grant.
const REST: Moment = DAY + 300_000;
const RETENTION: Moment = 400 * DAY;
const MAX_HOLD: Moment = 366 * DAY;

struct Given {
	grantee: Grantee<u64>,
	from: Moment,
	until: Moment,
	left: u16,
	/// When it was spent or revoked.
	closed: Option<Moment>,
}

impl Given {
	fn closed_at(&self) -> Moment {
		self.closed.unwrap_or(self.until)
	}
}

struct Broken {
	patient: u64,
	by: LicenceId,
	read_until: Moment,
	justify_by: Moment,
	review: Moment,
	/// When it was explained.
	justified: Option<Moment>,
	/// When it was judged, or told to be closed.
	closed: Option<Moment>,
}

impl Broken {
	fn presumed_at(&self) -> Moment {
		self.justify_by + self.review
	}

	fn is_unexplained(&self, now: Moment) -> bool {
		self.justified.is_none() && self.closed.is_none() && now < self.presumed_at()
	}

	fn suspends(&self, now: Moment) -> bool {
		self.is_unexplained(now) && self.justify_by <= now
	}

	/// When it closes if nobody does anything more.
	fn ends_at(&self) -> Moment {
		self.justified.map_or(self.presumed_at(), |at| at + self.review)
	}
}

#[derive(Default)]
struct Kept {
	hold: Option<Moment>,
	/// When an answer is due.
	due: Option<Moment>,
	ignored: bool,
	shredded: Option<Moment>,
}

impl Kept {
	fn end_hold(&mut self, at: Moment) {
		self.hold = None;
		self.due = self.due.map(|_| at + MONTH);
	}
}

#[derive(Default)]
pub struct Replay {
	trails: BTreeMap<Vec<u8>, Trail>,
	grants: BTreeMap<(u64, u8), Given>,
	incidents: BTreeMap<IncidentId, Broken>,
	records: BTreeMap<RecordId, Kept>,
	/// Every id that ever was.
	ids: BTreeSet<RecordId>,
	/// Recoveries that were decided: the new key, and since when.
	decided: BTreeMap<u64, (u64, Moment)>,
	rules: EmergencyRules,
}

impl Replay {
	pub fn hear(&mut self, event: &Event<Test>, block: BlockNumber, now: Moment) {
		self.link(event, block, now);
		match event {
			Event::EmergencySet { rules } => self.rules = *rules,
			Event::Granted { .. }
			| Event::Accessed { .. }
			| Event::Revoked { .. }
			| Event::Expired { .. }
			| Event::GrantPruned { .. } => self.hear_of_grant(event, now),
			Event::GlassBroken { .. }
			| Event::EmergencyAccessed { .. }
			| Event::Justified { .. }
			| Event::Reviewed { .. }
			| Event::AccessSuspended { .. }
			| Event::IncidentClosed { .. }
			| Event::IncidentPruned { .. } => self.hear_of_incident(event, now),
			Event::RecoveryApproved { patient, new, effective_at: Some(at), .. } => {
				assert!(!self.is_deciding(*patient, now), "9: decided twice");
				self.decided.insert(*patient, (*new, *at));
			},
			Event::RecoveryVetoed { patient } => {
				if let Some((_, effective_at)) = self.decided.remove(patient) {
					assert!(now < effective_at, "9: vetoed too late");
				}
			},
			Event::Recovered { patient, controller, at } => {
				assert_eq!(self.decided.remove(patient), Some((*controller, *at)), "9");
			},
			_ => self.hear_of_record(event, now),
		}
	}

	fn is_deciding(&self, patient: u64, now: Moment) -> bool {
		self.decided.get(&patient).is_some_and(|(_, effective_at)| now < *effective_at)
	}

	fn suspends(&self, by: LicenceId, now: Moment) -> bool {
		self.incidents.values().any(|incident| incident.by == by && incident.suspends(now))
	}

	fn hear_of_grant(&mut self, event: &Event<Test>, now: Moment) {
		match event {
			Event::Granted { patient, slot, by, grantee, from, until, reads, .. } => {
				let lost = *by == Voice::Patient && self.is_deciding(*patient, now);
				assert!(!lost, "9: given by the old key while it is decided");
				assert!(*slot < 32, "2: a slot beyond the last");
				let (from, until, left) = (*from, *until, *reads);
				let given = Given { grantee: grantee.clone(), from, until, left, closed: None };
				if let Some(former) = self.grants.insert((*patient, *slot), given) {
					assert!(former.closed_at() + REST < now, "2: two grants in one slot");
				}
			},
			Event::Accessed { patient, slot, by, reads_left, .. } => {
				let suspended = by.is_some_and(|by| self.suspends(by, now));
				assert!(!suspended, "5: a suspended licence reads");
				let grant = self.grants.get_mut(&(*patient, *slot)).expect("1: no grant");
				assert_eq!(grant.closed, None, "1, 3: read under a closed grant");
				assert!((grant.from..grant.until).contains(&now), "1: not in the period");
				let licensed = grant.grantee == by.map_or(grant.grantee.clone(), Grantee::Licence);
				let by_key = by.is_none() && matches!(grant.grantee, Grantee::Key(_));
				assert!(licensed && by.is_some() || by_key, "1: read by another");
				grant.left -= 1;
				assert_eq!(*reads_left, grant.left, "2");
				grant.closed = (grant.left == 0).then_some(now);
			},
			Event::Revoked { patient, slot, .. } => {
				let grant = self.grants.get_mut(&(*patient, *slot)).expect("no grant");
				assert!(grant.closed.is_none() && now < grant.until, "revoked when closed");
				grant.closed = Some(now);
			},
			Event::Expired { patient, slot, at } => {
				let grant = &self.grants[&(*patient, *slot)];
				assert_eq!((grant.closed, grant.until), (None, *at), "expired at another time");
			},
			Event::GrantPruned { patient, slot } => {
				let grant = self.grants.remove(&(*patient, *slot)).expect("no grant");
				assert!(grant.closed_at() + RETENTION <= now, "pruned early");
			},
			_ => {},
		}
	}

	fn hear_of_incident(&mut self, event: &Event<Test>, now: Moment) {
		match event {
			Event::GlassBroken { patient, incident, by, read_until, justify_by, .. } => {
				let (patient, by) = (*patient, *by);
				assert!(!self.suspends(by, now), "5: a suspended licence breaks the glass");
				let open = self.unexplained(by, now);
				assert!(open.len() < 16, "more than sixteen");
				assert!(!open.iter().any(|(of, _)| *of == patient), "twice with a patient");
				let (read_until, justify_by, review) =
					(*read_until, *justify_by, self.rules.review);
				let (justified, closed) = (None, None);
				let new = Broken { patient, by, read_until, justify_by, review, justified, closed };
				assert!(self.incidents.keys().all(|id| id < incident), "7: an id twice");
				self.incidents.insert(*incident, new);
			},
			Event::EmergencyAccessed { patient, incident, .. } => {
				let open = &self.incidents[incident];
				assert_eq!(open.patient, *patient, "1: another patient's");
				assert!(open.is_unexplained(now) && now < open.read_until, "1: not open");
				assert!(!self.suspends(open.by, now), "5: a suspended licence reads");
			},
			Event::Justified { incident, late, .. } => {
				let open = self.incidents.get_mut(incident).expect("no incident");
				assert!(open.is_unexplained(now), "justified twice");
				assert_eq!(*late, open.justify_by <= now, "late");
				open.justified = Some(now);
			},
			Event::Reviewed { incident, by, .. } => {
				let open = self.incidents.get_mut(incident).expect("no incident");
				let [clinician, reviewer] =
					[open.by, *by].map(|licence| Licences::organisation(licence).unwrap());
				assert!(!Licences::related(clinician, reviewer), "8");
				assert!(open.closed.is_none() && now < open.ends_at(), "reviewed when closed");
				assert!(open.justified.is_some() || open.justify_by <= now, "reviewed early");
				open.closed = Some(now);
			},
			Event::AccessSuspended { incident, at, .. } => {
				let open = &self.incidents[incident];
				assert!(open.justified.is_none() && open.closed.is_none(), "told too late");
				assert!(open.justify_by == *at && *at <= now, "suspended at another time");
			},
			Event::IncidentClosed { incident, verdict, at, .. } => {
				let open = self.incidents.get_mut(incident).expect("no incident");
				assert!(open.closed.is_none() && *at <= now, "closed twice");
				assert_eq!(*at, open.ends_at(), "closed at another time");
				let presumed = open.justified.is_none();
				assert_eq!(*verdict == Verdict::PresumedAbuse, presumed, "another verdict");
				open.closed = Some(*at);
			},
			Event::IncidentPruned { incident, .. } => {
				let closed = self.incidents.remove(incident).and_then(|gone| gone.closed);
				assert!(closed.is_some_and(|at| at + RETENTION <= now), "pruned early");
			},
			_ => {},
		}
	}

	fn hear_of_record(&mut self, event: &Event<Test>, now: Moment) {
		if let Event::Anchored { id, .. } = event {
			assert!(self.ids.insert(*id), "7: an id twice");
			self.records.insert(*id, Kept::default());
		}
		let Some(RowKey::Record(id)) = event.row() else { return };
		let record = self.records.get_mut(&id).expect("6: an event of a record that is gone");
		assert!(
			record.shredded.is_none() || matches!(event, Event::RecordPruned { .. }),
			"6: a marker became something else"
		);
		match event {
			Event::ShredRequested { due, .. } => {
				assert_eq!(record.due, None, "requested twice");
				assert_eq!(*due, record.hold.unwrap_or(now) + MONTH, "11: a request's time");
				record.due = Some(*due);
			},
			Event::ShredIgnored { at, .. } => {
				assert_eq!((record.hold, record.due), (None, Some(*at)), "11: another time");
				assert!(*at <= now, "ignored too early");
				(record.due, record.ignored) = (None, true);
			},
			Event::HoldPlaced { until, .. } => {
				assert!(now < *until && *until <= now + MAX_HOLD, "11: a hold's end");
				record.hold = Some(*until);
			},
			Event::HoldLifted { .. } => record.end_hold(now),
			Event::HoldEnded { at, .. } => {
				assert!(record.hold == Some(*at) && *at <= now, "11: ended at another time");
				record.end_hold(*at);
			},
			Event::Shredded { .. } => {
				assert_eq!(record.hold, None, "6: shredded while held");
				record.shredded = Some(now);
			},
			Event::RecordPruned { id } => {
				let gone = self.records.remove(id).and_then(|record| record.shredded);
				assert!(gone.is_some_and(|at| at + RETENTION <= now), "pruned early");
			},
			_ => {},
		}
	}

	/// The incidents of a licence that wait for an explanation.
	fn unexplained(&self, by: LicenceId, now: Moment) -> Vec<(u64, IncidentId)> {
		let open = self.incidents.iter().filter(|(_, row)| row.by == by && row.is_unexplained(now));
		open.map(|(id, row)| (row.patient, *id)).collect()
	}

	/// Appends the event to the trails of its rows (invariant 12).
	fn link(&mut self, event: &Event<Test>, block: BlockNumber, now: Moment) {
		let time = match event {
			Event::ShredIgnored { at, .. }
			| Event::HoldEnded { at, .. }
			| Event::Expired { at, .. }
			| Event::AccessSuspended { at, .. }
			| Event::IncidentClosed { at, .. }
			| Event::RecoveryAbandoned { at, .. }
			| Event::Recovered { at, .. } => *at,
			_ => now,
		};
		let begun = match event {
			Event::Anchored { id, .. } => Some(Trail::of_id(*id)),
			Event::Granted { patient, slot, authored_at, .. } => {
				Some(Trail::of_key(b"HealthRecords/grant", &(*patient, *slot, *authored_at)))
			},
			Event::GlassBroken { incident, .. } => {
				Some(Trail::of_key(b"HealthRecords/incident", incident))
			},
			Event::PatientEntered { patient, .. } => {
				Some(Trail::of_key(b"HealthRecords/patient", &(*patient, block)))
			},
			_ => None,
		};
		let of_patient = match event {
			Event::Disputed { patient, .. } | Event::ShredRequested { patient, .. } => {
				Some(RowKey::Patient(*patient))
			},
			_ => None,
		};
		// After its relationship was closed a patient asks without a row.
		let of_patient = of_patient.filter(|key| self.trails.contains_key(&key.encode()));
		for key in event.row().into_iter().chain(of_patient).map(|key| key.encode()) {
			if let Some(begun) = &begun {
				self.trails.insert(key.clone(), begun.clone());
			}
			let gone = matches!(
				event,
				Event::PatientClosed { .. }
					| Event::GrantPruned { .. }
					| Event::IncidentPruned { .. }
					| Event::RecordPruned { .. }
			);
			if gone {
				assert!(self.trails.remove(&key).is_some(), "12: what went was not there");
			} else {
				let trail = self.trails.get_mut(&key).expect("12: an event of no row");
				trail.push(event, block, time);
			}
		}
	}

	/// The rows are what the events say: 2, 4, 6, 12.
	pub fn agrees(&self) {
		let now = Now::get();
		let mut stored = BTreeMap::new();
		for (id, mut record) in Records::<Test>::iter() {
			let shredded = matches!(record, Record::Shredded(_));
			assert_eq!(shredded, self.records[&id].shredded.is_some(), "6: {id:?}");
			stored.insert(RowKey::<u64>::Record(id).encode(), record.trail_mut().clone());
		}
		for (patient, slot, grant) in Grants::<Test>::iter() {
			let left = match grant.state {
				GrantState::Open { reads_left } => reads_left,
				GrantState::Closed { .. } => self.grants[&(patient, slot)].left,
			};
			assert_eq!(left, self.grants[&(patient, slot)].left, "2: {patient}, {slot}");
			stored.insert(RowKey::Grant(patient, slot).encode(), grant.trail);
		}
		for (patient, id, incident) in Incidents::<Test>::iter() {
			stored.insert(RowKey::Incident(patient, id).encode(), incident.trail);
		}
		for (key, patient) in Patients::<Test>::iter() {
			stored.insert(RowKey::Patient(key).encode(), patient.trail);
		}
		assert_eq!(stored, self.trails, "12: trails");
		for by in self.incidents.values().map(|incident| incident.by) {
			let listed = HealthRecords::conduct(by).0.open.into_iter();
			let mut listed: Vec<_> = listed.map(|entry| (entry.patient, entry.incident)).collect();
			listed.sort_by_key(|(_, incident)| *incident);
			assert_eq!(listed, self.unexplained(by, now), "4: conduct of {by}");
		}
	}
}
