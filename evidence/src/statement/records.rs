//! Records that were anchored, and grants to read them.

use super::{
	case::Case,
	licence::{self, behind, hidden, sentence},
	said::Said,
	words::{bits, count, date},
};
use crate::{
	facts::missing,
	failure::Failure,
	json::to_hex,
	reads::Arg,
	rows::{
		records::{
			Erasure, Event, Grant, GrantEnd, GrantState, Grantee, Hold, HoldGround, KeptRecord,
			Marker, Purpose, Record, ShredReason, Version, Voice, What, ANSWER_WITHIN, DOMAIN,
			GRANT_TRAIL,
		},
		AccountId, Hash, Moment, Pallet, Role,
	},
	trail::{begin, History, Link},
};
use alloc::{format, string::String, vec::Vec};

impl Link for Event {
	fn lapsed_at(&self) -> Option<Moment> {
		match self {
			Event::ShredIgnored { at, .. }
			| Event::HoldEnded { at, .. }
			| Event::Expired { at, .. } => Some(*at),
			_ => None,
		}
	}
}

/// `record(id)`: a record as it was anchored, and what became of it.
pub fn record(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [id] = case.args()?;
	let id = id.id()?;
	let stored: Record = case.main_row(Pallet::HealthRecords, "Records", [Arg::Id(id)])?;
	let mut row = stored.clone();
	let lapses = row.settle(case.now);
	let (custodian, block) = row.anchored();
	said.put("custodian", custodian)?;
	said.put("anchoredBlock", block)?;
	match &row {
		Record::Kept(kept) => put_kept(kept, said)?,
		Record::Shredded(marker) => put_marker(marker, said)?,
	}

	let opened = case.opening(&id, DOMAIN)?;
	match (&row, &opened) {
		(Record::Kept(_), None) => return Err(missing("what the id opens to")),
		(Record::Kept(_), Some(opened)) if opened.licence != custodian => {
			return Err(Failure::OpeningMismatch { id });
		},
		// A shredded record opens to nobody any more: who kept a copy does not prove it by the chain.
		(Record::Shredded(_), Some(_)) => return Err(Failure::OpeningMismatch { id }),
		(Record::Kept(_), Some(_)) | (Record::Shredded(_), None) => {},
	}
	if let Some(opened) = &opened {
		said.put("authoredAt", opened.authored_at)?;
		said.put("root", opened.commitment)?;
	}
	let history = case.history_if_shown::<Event>(&id, row.trail())?;
	if let Some(history) = &history {
		agree_record(history, &id, &stored)?;
		said.put("events", row.trail().n)?;
		said.put("hidden", history.hidden)?;
	}
	let time = case.time_of(block, history.as_ref())?;
	said.put("anchoredTime", time)?;
	let valid = licence::valid(case, custodian, Role::Hospital, block, time, said)?;
	licence::put(&valid, "licence.", said)?;

	said.conclude(format!(
		"Record {} was anchored in block {block} ({}) under {}. {}",
		to_hex(&id),
		date(time),
		behind(custodian, &valid),
		became(&row),
	));
	said.say(format!("So it stood at the end of block {} ({}).", case.at.number, date(case.now)));
	if let Some(opened) = &opened {
		said.say(format!(
			"Its id opens to this custodian, the time {} and the document that root {} stands for: any other document, or a changed \
			 one, has another id.",
			date(opened.authored_at),
			to_hex(&opened.commitment),
		));
	}
	said.counted_in(&lapses);
	if let Some(history) = &history {
		tell(history, said);
	}
	Ok(opened.map(|opened| opened.commitment).into_iter().collect())
}

fn put_kept(kept: &KeptRecord, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("status", kept.version.word())?;
	if let Version::Amended { by } = kept.version {
		said.put("amendedBy", by)?;
	}
	said.put("patient", kept.patient)?;
	said.put("set", kept.set)?;
	said.put("disputed", kept.disputed)?;
	if let Some(hold) = &kept.hold {
		said.put("hold.until", hold.until)?;
		said.put("hold.by", hold.by)?;
		said.put("hold.ground", hold.ground.word())?;
	}
	match kept.erasure {
		None => Ok(()),
		Some(Erasure::Requested { due }) => said.put("erasure.due", due),
		Some(Erasure::Ignored { since }) => said.put("erasure.ignoredSince", since),
	}
}

fn put_marker(marker: &Marker, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("status", "shredded")?;
	said.put("shreddedAt", marker.at)?;
	said.put("reason", marker.reason.word())
}

fn became(row: &Record) -> String {
	let kept = match row {
		Record::Shredded(marker) => {
			return format!(
				"Its document and salts were destroyed on {} ({}): nobody can open it by the chain any more.",
				date(marker.at),
				marker.reason.word(),
			);
		},
		Record::Kept(kept) => kept,
	};
	let mut text = match kept.version {
		Version::Live => String::from("It is the newest version."),
		Version::Amended { by } => format!("Record {} has replaced it.", to_hex(&by)),
		Version::InError => String::from("It was marked as entered in error."),
	};
	if kept.disputed {
		text.push_str(" The patient disputes it.");
	}
	match (&kept.hold, kept.erasure) {
		(Some(hold), _) => {
			text.push_str(&format!(" It must not be shredded before {}.", date(hold.until)));
		},
		(None, Some(Erasure::Requested { due })) => {
			text.push_str(&format!(
				" The patient asked to shred it, to be answered before {}.",
				date(due)
			));
		},
		(None, Some(Erasure::Ignored { since })) => {
			text.push_str(&format!(
				" A request to shred it was left unanswered: blocked since {}.",
				date(since)
			));
		},
		(None, None) => {},
	}
	text
}

/// What the events shown tell of a record; `None`: nothing, as the first ones are hidden.
struct Tale {
	version: Option<Version>,
	disputed: Option<bool>,
	hold: Option<Option<Hold>>,
	erasure: Option<Option<Erasure>>,
	shredded: Option<(ShredReason, Moment)>,
}

impl Tale {
	/// As a record begins, if its beginning is shown.
	fn new(whole: bool) -> Self {
		Tale {
			version: whole.then_some(Version::Live),
			disputed: whole.then_some(false),
			hold: whole.then_some(None),
			erasure: whole.then_some(None),
			shredded: None,
		}
	}

	fn add(&mut self, event: &Event, now: Moment) {
		match event {
			Event::Amended { by, .. } => self.version = Some(Version::Amended { by: *by }),
			Event::MarkedInError { .. } => self.version = Some(Version::InError),
			Event::Disputed { .. } => self.disputed = Some(true),
			Event::ShredRequested { due, .. } => {
				self.erasure = Some(Some(Erasure::Requested { due: *due }))
			},
			Event::ShredIgnored { at, .. } => {
				self.erasure = Some(Some(Erasure::Ignored { since: *at }))
			},
			Event::HoldPlaced { by, ground, until, .. } => {
				self.hold = Some(Some(Hold { until: *until, by: *by, ground: *ground }))
			},
			Event::HoldLifted { .. } | Event::HoldEnded { .. } => {
				self.hold = Some(None);
				// What waited for it begins.
				if let Some(Some(Erasure::Requested { due })) = &mut self.erasure {
					*due = now.saturating_add(ANSWER_WITHIN);
				}
			},
			Event::Shredded { reason, .. } => self.shredded = Some((*reason, now)),
			_ => {},
		}
	}

	/// Whether the row stands so.
	fn is(&self, row: &Record, anything: bool) -> bool {
		match (row, self.shredded) {
			(Record::Shredded(marker), Some(told)) => told == (marker.reason, marker.at),
			(Record::Shredded(_), None) => !anything,
			(Record::Kept(_), Some(_)) => false,
			(Record::Kept(kept), None) => {
				self.version.is_none_or(|version| version == kept.version)
					&& self.disputed.is_none_or(|disputed| disputed == kept.disputed)
					&& self.hold.is_none_or(|hold| hold == kept.hold)
					&& self.erasure.is_none_or(|erasure| erasure == kept.erasure)
			},
		}
	}
}

/// That all events are of this record, and that it stands as they left it.
fn agree_record(history: &History<Event>, id: &Hash, row: &Record) -> Result<(), Failure> {
	let mut tale = Tale::new(history.is_whole());
	for step in &history.steps {
		let anchored = match &step.event {
			Event::Anchored { custodian, patient, set, .. } => {
				let same = match row {
					Record::Kept(kept) => (*patient, *set) == (kept.patient, kept.set),
					Record::Shredded(_) => true,
				};
				same && (*custodian, step.block) == row.anchored()
			},
			_ => true,
		};
		if step.event.record() != Some(id) || !anchored {
			return Err(Failure::TrailMismatch { n: step.n });
		}
		tale.add(&step.event, step.now);
	}
	if tale.is(row, history.is_whole() || !history.steps.is_empty()) {
		Ok(())
	} else {
		Err(history.contradicted())
	}
}

/// `grant(patient, slot, time of writing)`: what was granted, every receipt, and what is left.
pub fn grant(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [patient, slot, authored_at] = case.args()?;
	let (patient, slot): (AccountId, u8) = (patient.id()?, slot.number()?);
	let authored_at: Moment = authored_at.number()?;
	case.no_opening()?;
	let args = [Arg::Id(patient), Arg::Number(slot.into())];
	let stored: Grant = case.main_row(Pallet::HealthRecords, "Grants", args)?;
	if stored.authored_at != authored_at {
		return Err(Failure::ValueMismatch { field: "authoredAt".into() });
	}
	let mut row = stored.clone();
	let lapses = row.settle(case.now);
	put_grant(&row, said)?;

	let key = (patient, slot, authored_at);
	let history: History<Event> = case.history(&begin(GRANT_TRAIL, &key), &row.trail)?;
	if !history.is_whole() {
		return Err(missing("the beginning of the grant's history"));
	}
	let Given { by, now, reads } = agree_grant(&history, &patient, slot, &stored)?;
	let receipts = history.all(|step| match &step.event {
		Event::Accessed { receipt, .. } => Some(*receipt),
		_ => None,
	});
	let receipts = receipts.collect::<Vec<_>>();
	said.put("by", by.word())?;
	said.put("grantedTime", now)?;
	said.put("reads", reads)?;
	said.put("receipts", number(receipts.len()))?;
	said.put("events", row.trail.n)?;

	said.conclude(format!(
		"{} {} granted {} to read {} for {}, from {} until {}, exclusive, {}. By the end of block {} ({}) {} \
		 had been taken, each with a receipt, and {}.",
		match by {
			Voice::Patient => "Patient",
			Voice::Guardian => "A guardian of patient",
		},
		to_hex(&patient),
		row.grantee.words(),
		row.what.words(),
		row.purpose.word(),
		date(row.from),
		date(row.until),
		count(reads.into(), "time"),
		case.at.number,
		date(case.now),
		count(receipts.len(), "read"),
		row.state.words(),
	));
	said.say("The history is whole: nothing was left out, before, between or after.");
	said.counted_in(&lapses);
	said.limit("A receipt commits to who read what and why; what it stands for is shown by whoever has it.");
	tell(&history, said);
	Ok(receipts)
}

fn number(length: usize) -> u64 {
	u64::try_from(length).unwrap_or(u64::MAX)
}

fn put_grant(row: &Grant, said: &mut Said<'_>) -> Result<(), Failure> {
	match row.grantee {
		Grantee::Licence(licence) => said.put("grantee", licence)?,
		Grantee::Key(key) => said.put("grantee", key)?,
	}
	match row.what {
		What::Sets(sets) => said.put("sets", sets)?,
		What::Record(record) => said.put("record", record)?,
	}
	said.put("purpose", row.purpose.word())?;
	said.put("from", row.from)?;
	said.put("until", row.until)?;
	match row.state {
		GrantState::Open { reads_left } => {
			said.put("state", "open")?;
			said.put("readsLeft", reads_left)
		},
		GrantState::Closed { why, at } => {
			said.put("state", why.word())?;
			said.put("closedAt", at)
		},
	}
}

/// What a grant began with.
struct Given {
	/// In whose name.
	by: Voice,
	/// When.
	now: Moment,
	/// How many reads.
	reads: u16,
}

/// That the events are a grant as the row has it, and every read taken from it, one by one. Answers with what it began.
fn agree_grant(
	history: &History<Event>,
	patient: &AccountId,
	slot: u8,
	row: &Grant,
) -> Result<Given, Failure> {
	let Some((first, later)) = history.steps.split_first() else {
		return Err(history.contradicted());
	};
	let begins = matches!(&first.event,
		Event::Granted { patient: of, slot: at, authored_at, grantee, what, purpose, from, until, .. }
			if (of, *at, *authored_at) == (patient, slot, row.authored_at)
				&& (*grantee, *what, *purpose) == (row.grantee, row.what, row.purpose)
				&& (*from, *until) == (row.from, row.until));
	let (true, Event::Granted { by, reads, .. }) = (begins, &first.event) else {
		return Err(Failure::TrailMismatch { n: first.n });
	};
	let mut state = GrantState::Open { reads_left: *reads };
	for step in later {
		let close = |why| GrantState::Closed { why, at: step.now };
		let next = match (&step.event, state) {
			(
				Event::Accessed { patient: of, slot: at, reads_left, .. },
				GrantState::Open { reads_left: before },
			) if (of, *at) == (patient, slot) && reads_left.checked_add(1) == Some(before) => {
				match *reads_left {
					0 => close(GrantEnd::Spent),
					reads_left => GrantState::Open { reads_left },
				}
			},
			(Event::Revoked { patient: of, slot: at, .. }, GrantState::Open { .. })
				if (of, *at) == (patient, slot) =>
			{
				close(GrantEnd::Revoked)
			},
			(Event::Expired { patient: of, slot: at, .. }, GrantState::Open { .. })
				if (of, *at) == (patient, slot) =>
			{
				close(GrantEnd::Expired)
			},
			_ => return Err(Failure::TrailMismatch { n: step.n }),
		};
		state = next;
	}
	if state == row.state {
		Ok(Given { by: *by, now: first.now, reads: *reads })
	} else {
		Err(history.contradicted())
	}
}

fn tell(history: &History<Event>, said: &mut Said<'_>) {
	hidden(history.hidden, said);
	for step in &history.steps {
		said.say(sentence(step, &words(&step.event)));
	}
}

fn words(event: &Event) -> String {
	match event {
		Event::Anchored { custodian, .. } => format!("anchored under licence {custodian}"),
		Event::Amended { by, .. } => format!("replaced by record {}", to_hex(by)),
		Event::MarkedInError { .. } => "marked as entered in error".into(),
		Event::Disputed { .. } => "disputed by the patient's side".into(),
		Event::ShredRequested { due, .. } => {
			format!("the patient's side asked to shred it, to be answered before {}", date(*due))
		},
		Event::ShredIgnored { .. } => "the request to shred was left unanswered".into(),
		Event::Shredded { reason, .. } => format!("shredded ({})", reason.word()),
		Event::HoldPlaced { by, ground, until, .. } => format!(
			"not to be shredded before {}, by licence {by} ({})",
			date(*until),
			ground.word(),
		),
		Event::HoldLifted { by, .. } => format!("the ban on shredding was lifted by licence {by}"),
		Event::HoldEnded { .. } => "the ban on shredding ended".into(),
		Event::Granted { reads, .. } => format!("granted, {}", count((*reads).into(), "read")),
		Event::Accessed { by, receipt, reads_left, .. } => {
			let by = by.map_or("the grantee's key".into(), |by| format!("licence {by}"));
			format!(
				"read by {by}, receipt {}, {} left",
				to_hex(receipt),
				count((*reads_left).into(), "read")
			)
		},
		Event::Revoked { .. } => "revoked".into(),
		Event::Expired { .. } => "expired".into(),
	}
}

impl Event {
	/// The record, if it is about one.
	const fn record(&self) -> Option<&Hash> {
		match self {
			Event::Anchored { id, .. }
			| Event::Amended { id, .. }
			| Event::MarkedInError { id }
			| Event::Disputed { id, .. }
			| Event::ShredRequested { id, .. }
			| Event::ShredIgnored { id, .. }
			| Event::Shredded { id, .. }
			| Event::HoldPlaced { id, .. }
			| Event::HoldLifted { id, .. }
			| Event::HoldEnded { id, .. } => Some(id),
			Event::Granted { .. }
			| Event::Accessed { .. }
			| Event::Revoked { .. }
			| Event::Expired { .. } => None,
		}
	}
}

impl Version {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Version::Live => "live",
			Version::Amended { .. } => "amended",
			Version::InError => "in error",
		}
	}
}

impl HoldGround {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			HoldGround::RetentionLaw => "retention law",
			HoldGround::LegalClaim => "legal claim",
			HoldGround::TrialData => "trial data",
			HoldGround::Investigation => "investigation",
		}
	}
}

impl ShredReason {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			ShredReason::PatientRequest => "patient's request",
			ShredReason::RetentionEnded => "retention ended",
			ShredReason::LegalOrder => "legal order",
			ShredReason::EnteredInError => "entered in error",
		}
	}
}

impl Purpose {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Purpose::Treatment => "treatment",
			Purpose::Payment => "payment",
			Purpose::Operations => "operations",
			Purpose::Research => "research",
			Purpose::ClinicalTrial => "clinical trial",
			Purpose::PublicHealth => "public health",
			Purpose::PatientRequested => "patient's request",
			Purpose::Legal => "legal proceedings",
		}
	}
}

impl GrantEnd {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			GrantEnd::Spent => "spent",
			GrantEnd::Expired => "expired",
			GrantEnd::Revoked => "revoked",
		}
	}
}

impl Voice {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Voice::Patient => "patient",
			Voice::Guardian => "guardian",
		}
	}
}

impl Grantee {
	fn words(self) -> String {
		match self {
			Grantee::Licence(licence) => format!("licence {licence}"),
			Grantee::Key(key) => format!("account {}", to_hex(&key)),
		}
	}
}

impl What {
	fn words(self) -> String {
		match self {
			What::Sets(sets) => format!("every record of the sets {}", bits(sets)),
			What::Record(record) => format!("record {}", to_hex(&record)),
		}
	}
}

impl GrantState {
	fn words(self) -> String {
		match self {
			GrantState::Open { reads_left } => {
				let verb = if reads_left == 1 { "was" } else { "were" };
				format!("{} {verb} left", count(reads_left.into(), "read"))
			},
			GrantState::Closed { why, at } => {
				format!("the grant was over: {} on {}", why.word(), date(at))
			},
		}
	}
}
