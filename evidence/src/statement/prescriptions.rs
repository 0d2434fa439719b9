//! Prescribed items and what was handed out on them.

use super::{
	case::{Case, Opened},
	licence::{self, behind, hidden, sentence},
	said::Said,
	words::date,
};
use crate::{
	facts::missing,
	failure::Failure,
	json::to_hex,
	reads::Arg,
	rows::{
		prescriptions::{
			Access, Closure, Dispense, Event, Lapse, LiveRx, Outcome, Rx, Stage, DOMAIN, EMERGENCY,
			SUBSTITUTION,
		},
		Hash, Lapsed, LicenceId, Moment, Pallet, Role,
	},
	trail::{History, Link, Step},
};
use alloc::{format, string::String, vec::Vec};

impl Link for Event {
	fn lapsed_at(&self) -> Option<Moment> {
		match self {
			Event::Lapsed { at, .. } => Some(*at),
			_ => None,
		}
	}
}

/// `prescription(id)`: state and whole history of an item, and the licence under which it was issued.
pub fn prescription(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [id] = case.args()?;
	let id = id.id()?;
	let Item { stored, row, lapses } = item(case, &id)?;
	let (issuer, block) = row.issued();
	said.put("issuer", issuer)?;
	said.put("issuedBlock", block)?;
	put_row(&row, said)?;
	let state = state(&row);
	tell_lapses(&lapses, said)?;

	let opened = case.opening(&id, DOMAIN)?.ok_or_else(|| missing("what the id opens to"))?;
	said.put("author", opened.licence)?;
	said.put("authoredAt", opened.authored_at)?;
	said.put("commitment", opened.commitment)?;

	let history: History<Event> = case.history(&id, row.trail())?;
	agree(&history, &id, &stored)?;
	check_author(&history, &row, &opened, &id)?;
	said.put("events", row.trail().n)?;
	said.put("hidden", history.hidden)?;

	let time = case.time_of(block, Some(&history))?;
	let valid = licence::valid(case, issuer, Role::Prescriber, block, time, said)?;
	said.put("issuedTime", time)?;
	licence::put(&valid, "licence.", said)?;

	let begun = begun(&history, &row);
	said.conclude(format!(
		"At the end of block {} ({}) item {} was {state}. It had been {} in block {block} ({}) {} {}.",
		case.at.number,
		date(case.now),
		to_hex(&id),
		begun.0,
		date(time),
		begun.1,
		behind(issuer, &valid),
	));
	said.say(format!(
		"Its id opens to licence {}, written {}, and the document that commitment {} stands for.",
		opened.licence,
		date(opened.authored_at),
		to_hex(&opened.commitment),
	));
	hidden(history.hidden, said);
	for step in &history.steps {
		said.say(sentence(step, &words(&step.event)));
	}
	Ok(Vec::from([opened.commitment]))
}

/// `dispense(id, number)`: one handing-out.
pub fn dispense(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [id, seq] = case.args()?;
	let (id, seq) = (id.id()?, seq.number::<u8>()?);
	let Item { stored, row, lapses } = item(case, &id)?;
	let dispense =
		*row.dispenses().get(usize::from(seq)).ok_or_else(|| missing("this dispense"))?;
	put_dispense("", &dispense, said)?;
	said.put("unit", unit(&row))?;
	case.no_opening()?;

	let history: History<Event> = case.history(&id, row.trail())?;
	agree(&history, &id, &stored)?;
	let told = history.all(|step| told_dispense(&step.event).filter(|told| told.0 == seq));
	let (.., product) = told.last().ok_or_else(|| missing("the event of the dispense"))?;
	said.put_some("product", product)?;

	let Dispense { by, block, at, .. } = dispense;
	let valid = licence::valid(case, by, Role::Dispenser, block, at, said)?;
	licence::put(&valid, "licence.", said)?;
	said.conclude(format!(
		"In block {block} ({}) quantity {} (unit code {}) of item {} was handed out as dispense {seq} under {}. {}",
		date(at),
		dispense.quantity,
		unit(&row),
		to_hex(&id),
		behind(by, &valid),
		if dispense.has(Dispense::WITHDRAWN) {
			"It was withdrawn since, and counts as nothing handed out."
		} else {
			"It had not been withdrawn."
		},
	));
	said.say(format!("So it stood at the end of block {} ({}).", case.at.number, date(case.now)));
	said.counted_in(&lapses);
	match product {
		Some(product) => {
			said.say(format!("Commitment {} stands for the product.", to_hex(&product)))
		},
		None => said.limit("An emergency dispense names no product."),
	}
	Ok(product.into_iter().collect())
}

/// An item.
struct Item {
	/// As it was last written.
	stored: Rx,
	/// As time has left it.
	row: Rx,
	/// What time did in between.
	lapses: Vec<Lapsed<Lapse>>,
}

fn item(case: &Case<'_>, id: &Hash) -> Result<Item, Failure> {
	let stored: Rx = case.main_row(Pallet::Prescriptions, "Items", [Arg::Id(*id)])?;
	let mut row = stored.clone();
	let lapses = row.settle(case.now);
	Ok(Item { stored, row, lapses })
}

fn put_row(row: &Rx, said: &mut Said<'_>) -> Result<(), Failure> {
	match row {
		Rx::Live(live) => put_live(live, said)?,
		Rx::Archived(archived) => {
			said.put("state", "archived")?;
			said.put("state.why", archived.why.word())?;
			said.put("class", archived.class)?;
			said.put("unit", archived.unit)?;
		},
	}
	for (n, dispense) in row.dispenses().iter().enumerate() {
		put_dispense(&format!("dispenses.{n}."), dispense, said)?;
	}
	Ok(())
}

fn put_live(live: &LiveRx, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("state", live.stage.word())?;
	match live.stage {
		Stage::Free => {},
		Stage::Held { by, until, pending } => {
			said.put("state.by", by)?;
			said.put("state.until", until)?;
			said.put("state.pending", pending)?;
		},
		Stage::OnHold { by } => said.put("state.by", by)?,
		Stage::Declined { by, until } => {
			said.put("state.by", by)?;
			said.put("state.until", until)?;
		},
		Stage::Owed { until } => said.put("state.until", until)?,
		Stage::Closed { why, at } => {
			said.put("state.why", why.word())?;
			said.put("state.at", at)?;
		},
	}
	said.put("patient", live.patient)?;
	let terms = &live.terms;
	said.put("class", terms.class)?;
	said.put("unit", terms.unit)?;
	said.put("quantity", terms.quantity)?;
	said.put("repeats", terms.repeats)?;
	said.put("intervalH", terms.interval_h)?;
	said.put("partialH", terms.partial_h)?;
	said.put("from", terms.from)?;
	said.put("until", terms.until)?;
	said.put("substitution", live.flags & SUBSTITUTION != 0)?;
	said.put("emergency", live.flags & EMERGENCY != 0)?;
	match live.access {
		Access::Closed => said.put("access", "closed"),
		Access::Any => said.put("access", "any"),
		Access::Only(licence) => said.put("access", licence),
	}
}

fn put_dispense(prefix: &str, dispense: &Dispense, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put(format!("{prefix}by"), dispense.by)?;
	said.put(format!("{prefix}block"), dispense.block)?;
	said.put(format!("{prefix}at"), dispense.at)?;
	said.put(format!("{prefix}quantity"), dispense.quantity)?;
	said.put(format!("{prefix}fill"), dispense.fill)?;
	for (name, flag) in [
		("withdrawn", Dispense::WITHDRAWN),
		("substituted", Dispense::SUBSTITUTED),
		("late", Dispense::LATE),
		("voided", Dispense::VOIDED),
	] {
		said.put(format!("{prefix}{name}"), dispense.has(flag))?;
	}
	Ok(())
}

fn tell_lapses(lapses: &[Lapsed<Lapse>], said: &mut Said<'_>) -> Result<(), Failure> {
	for (n, lapsed) in lapses.iter().enumerate() {
		said.put(format!("lapses.{n}.what"), lapsed.what.word())?;
		said.put(format!("lapses.{n}.at"), lapsed.at)?;
		said.say(format!(
			"Time alone did this, which the chain had not written down yet: {}, {}.",
			lapsed.what.word(),
			date(lapsed.at),
		));
	}
	Ok(())
}

/// That all events are of this item, that they tell the dispenses of the row, and that the row stands as the last of them left it.
fn agree(history: &History<Event>, id: &Hash, row: &Rx) -> Result<(), Failure> {
	if let Some(stranger) = history.steps.iter().find(|step| step.event.id() != id) {
		return Err(Failure::TrailMismatch { n: stranger.n });
	}
	for step in &history.steps {
		let seq = match &step.event {
			Event::DispenseWithdrawn { seq, .. } => Some(*seq),
			event => told_dispense(event).map(|told| told.0),
		};
		let Some(seq) = seq else { continue };
		let dispense = row.dispenses().get(usize::from(seq));
		if !dispense.is_some_and(|dispense| tells(step, dispense)) {
			return Err(Failure::TrailMismatch { n: step.n });
		}
	}
	let told = history.all(|step| told_dispense(&step.event)).count();
	let taken_back = |seq: usize| {
		let is_it = |event: &Event| matches!(event, Event::DispenseWithdrawn { seq: told, .. } if usize::from(*told) == seq);
		history.steps.iter().any(|step| is_it(&step.event))
	};
	let mut withdrawn =
		row.dispenses().iter().enumerate().filter(|(_, it)| it.has(Dispense::WITHDRAWN));
	let all = told == row.dispenses().len() && withdrawn.all(|(seq, _)| taken_back(seq));
	let ends = history.steps.last().is_none_or(|step| leaves(step, row));
	if ends && (all || !history.is_whole()) {
		Ok(())
	} else {
		Err(history.contradicted())
	}
}

/// Whether an event tells of a dispense what the row has.
fn tells(step: &Step<Event>, dispense: &Dispense) -> bool {
	// Set once, with the dispense; the others later.
	let of_old = |flags: u8| flags & (Dispense::SUBSTITUTED | Dispense::LATE);
	let flags = match &step.event {
		Event::DispenseWithdrawn { .. } => return dispense.has(Dispense::WITHDRAWN),
		Event::Dispensed { flags, .. } => *flags,
		_ => 0,
	};
	told_dispense(&step.event).is_some_and(|(_, by, quantity, _)| {
		(dispense.by, dispense.quantity) == (by, quantity)
			&& (dispense.block, dispense.at) == (step.block, step.now)
			&& of_old(dispense.flags) == of_old(flags)
	})
}

/// What an event says of a dispense: its number, by whom, how much, and of what product if it names one.
fn told_dispense(event: &Event) -> Option<(u8, LicenceId, u32, Option<Hash>)> {
	match event {
		Event::Dispensed { seq, by, quantity, product, .. } => {
			Some((*seq, *by, *quantity, Some(*product)))
		},
		Event::EmergencyDispensed { by, quantity, .. } => Some((0, *by, *quantity, None)),
		_ => None,
	}
}

/// Whether a row stands as its last event left it. What the event leaves open is not compared.
fn leaves(step: &Step<Event>, row: &Rx) -> bool {
	let stage = match row {
		Rx::Live(live) => live.stage,
		Rx::Archived(archived) => Stage::Closed { why: archived.why, at: archived.at },
	};
	let closed = |why: Closure, at: Moment| match row {
		Rx::Live(_) => stage == Stage::Closed { why, at },
		// Which has the time of its last deadline.
		Rx::Archived(archived) => archived.why == why,
	};
	match &step.event {
		Event::Issued { .. }
		| Event::Returned { .. }
		| Event::Reopened { .. }
		| Event::Resumed { .. } => stage == Stage::Free,
		Event::Held { by, until, .. } => {
			stage == Stage::Held { by: *by, until: *until, pending: false }
		},
		Event::Transferred { to, .. } => matches!(stage, Stage::Held { by, .. } if by == *to),
		Event::Recalled { until, .. } => {
			matches!(stage, Stage::Held { until: told, .. } if told == *until)
		},
		Event::Declined { until, .. } => {
			matches!(stage, Stage::Declined { until: told, .. } if told == *until)
		},
		Event::Suspended { by, .. } => stage == Stage::OnHold { by: *by },
		Event::EmergencyDispensed { until, .. } => stage == Stage::Owed { until: *until },
		Event::Dispensed { .. } => matches!(stage, Stage::Held { .. } | Stage::Free),
		Event::AccessSet { access, .. } => {
			matches!(row, Rx::Live(live) if live.access == *access)
		},
		Event::CancelRequested { outcome, .. } | Event::Discarded { outcome, .. } => {
			match outcome {
				Outcome::WithDispenser | Outcome::WithDispenserActive => {
					matches!(stage, Stage::Held { pending: true, .. })
				},
				_ => matches!(stage, Stage::Closed { .. }),
			}
		},
		Event::Closed { why, .. } => closed(*why, step.now),
		Event::Ratified { accepted: true, .. } => closed(Closure::Completed, step.now),
		Event::Ratified { accepted: false, .. } => closed(Closure::Unratified, step.now),
		// An item that had closed before keeps its time.
		Event::MarkedInError { .. } => {
			matches!(stage, Stage::Closed { why: Closure::EnteredInError, .. })
		},
		Event::Lapsed { lapse, at, .. } => match lapse {
			Lapse::DeclineEnded => closed(Closure::NotDispensed, *at),
			Lapse::ValidityEnded => closed(Closure::Expired, *at),
			Lapse::RatificationEnded => closed(Closure::Unratified, *at),
			Lapse::HoldEnded => matches!(stage, Stage::Free | Stage::Closed { .. }),
			Lapse::FillVoided => true,
		},
		Event::DispenseWithdrawn { .. } => true,
	}
}

/// That the first event, if it is shown, issued the item as the row says, and that the id's author is the issuer; of an emergency
/// dispense, the dispenser.
fn check_author(
	history: &History<Event>,
	row: &Rx,
	opened: &Opened,
	id: &Hash,
) -> Result<(), Failure> {
	let (issuer, block) = row.issued();
	let dispenser = row.dispenses().first().map(|dispense| dispense.by);
	let first = history.steps.first().filter(|step| step.n == 0);
	let authors = match (first.map(|step| &step.event), row) {
		(Some(Event::Issued { issuer: by, .. }), _) if *by == issuer => [Some(issuer), None],
		(Some(Event::EmergencyDispensed { prescriber, .. }), _) if *prescriber == issuer => {
			[dispenser, None]
		},
		(Some(_), _) => return Err(Failure::TrailMismatch { n: 0 }),
		(None, Rx::Live(live)) if live.flags & EMERGENCY != 0 => [dispenser, None],
		(None, Rx::Live(_)) => [Some(issuer), None],
		// Neither the event nor the flag is there to tell the one from the other.
		(None, Rx::Archived(_)) => [Some(issuer), dispenser],
	};
	if first.is_some_and(|step| step.block != block) {
		return Err(Failure::TrailMismatch { n: 0 });
	}
	if authors.contains(&Some(opened.licence)) {
		Ok(())
	} else {
		Err(Failure::OpeningMismatch { id: *id })
	}
}

/// How the item began, and what its prescriber's licence has to do with it, as parts of a sentence.
fn begun(history: &History<Event>, row: &Rx) -> (&'static str, &'static str) {
	const ISSUED: (&str, &str) = ("issued", "under");
	const EMERGENCY_CASE: (&str, &str) = ("dispensed in an emergency", "in the name of");
	let first = history.steps.first().filter(|step| step.n == 0);
	match (first.map(|step| &step.event), row) {
		(Some(Event::EmergencyDispensed { .. }), _) => EMERGENCY_CASE,
		(None, Rx::Live(live)) if live.flags & EMERGENCY != 0 => EMERGENCY_CASE,
		(None, Rx::Archived(_)) => ("issued, or dispensed in an emergency,", "in the name of"),
		_ => ISSUED,
	}
}

/// Where the item stands, as part of a sentence.
fn state(row: &Rx) -> String {
	let live = match row {
		Rx::Archived(archived) => {
			return format!("closed ({}) and archived", archived.why.word());
		},
		Rx::Live(live) => live,
	};
	match live.stage {
		Stage::Free => "open and held by nobody".into(),
		Stage::Held { by, until, pending } => {
			let end = if pending { ", where it ends as cancelled" } else { "" };
			format!("held by licence {by} until {}{end}", date(until))
		},
		Stage::OnHold { by } => format!("suspended by licence {by}"),
		Stage::Declined { by, until } => {
			format!("declined by licence {by}, to be reopened before {}", date(until))
		},
		Stage::Owed { until } => {
			format!("dispensed in an emergency, to be ratified before {}", date(until))
		},
		Stage::Closed { why, at } => format!("closed ({}) since {}", why.word(), date(at)),
	}
}

fn unit(row: &Rx) -> u8 {
	match row {
		Rx::Live(live) => live.terms.unit,
		Rx::Archived(archived) => archived.unit,
	}
}

impl Stage {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Stage::Free => "free",
			Stage::Held { .. } => "held",
			Stage::OnHold { .. } => "on hold",
			Stage::Declined { .. } => "declined",
			Stage::Owed { .. } => "owed",
			Stage::Closed { .. } => "closed",
		}
	}
}

impl Closure {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Closure::Completed => "completed",
			Closure::Cancelled => "cancelled",
			Closure::Stopped => "stopped",
			Closure::Expired => "expired",
			Closure::NotDispensed => "not dispensed",
			Closure::EnteredInError => "entered in error",
			Closure::Deceased => "deceased",
			Closure::Unratified => "unratified",
		}
	}
}

impl Lapse {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Lapse::DeclineEnded => "nobody reopened it",
			Lapse::HoldEnded => "the hold ended",
			Lapse::FillVoided => "the rest of a fill became void",
			Lapse::ValidityEnded => "the validity ended",
			Lapse::RatificationEnded => "the time to ratify ended",
		}
	}
}

impl Outcome {
	/// What a cancellation met, with the number of NHS EPS.
	const fn word(self) -> &'static str {
		match self {
			Outcome::Cancelled => "closed at once (R-0001)",
			Outcome::WithDispenser => "with a dispenser (R-0002)",
			Outcome::WithDispenserActive => "with a dispenser, partly dispensed (R-0003)",
			Outcome::AlreadyDispensed => "dispensed before (R-0004)",
			Outcome::AlreadyExpired => "expired before (R-0005)",
			Outcome::AlreadyCancelled => "cancelled before (R-0006)",
			Outcome::NotDispensed => "declined before (R-0010)",
		}
	}
}

impl Event {
	/// The item.
	const fn id(&self) -> &Hash {
		match self {
			Event::Issued { id, .. }
			| Event::Held { id, .. }
			| Event::Dispensed { id, .. }
			| Event::Returned { id, .. }
			| Event::Declined { id, .. }
			| Event::Reopened { id }
			| Event::Suspended { id, .. }
			| Event::Resumed { id, .. }
			| Event::CancelRequested { id, .. }
			| Event::Discarded { id, .. }
			| Event::Recalled { id, .. }
			| Event::AccessSet { id, .. }
			| Event::Transferred { id, .. }
			| Event::DispenseWithdrawn { id, .. }
			| Event::MarkedInError { id }
			| Event::Closed { id, .. }
			| Event::EmergencyDispensed { id, .. }
			| Event::Ratified { id, .. }
			| Event::Lapsed { id, .. } => id,
		}
	}
}

fn words(event: &Event) -> String {
	match event {
		Event::Issued { issuer, prior: None, .. } => format!("issued under licence {issuer}"),
		Event::Issued { issuer, prior: Some(prior), .. } => {
			format!("issued under licence {issuer}, in place of {}", to_hex(prior))
		},
		Event::Held { by, until, .. } => format!("held by licence {by} until {}", date(*until)),
		Event::Dispensed { seq, by, quantity, .. } => {
			format!("dispense {seq}: quantity {quantity} by licence {by}")
		},
		Event::Returned { .. } => "given back".into(),
		Event::Declined { until, .. } => format!("declined, to be reopened before {}", date(*until)),
		Event::Reopened { .. } => "reopened".into(),
		Event::Suspended { by, .. } => format!("suspended by licence {by}"),
		Event::Resumed { by, .. } => format!("resumed by licence {by}"),
		Event::CancelRequested { by, outcome, .. } => {
			format!("cancelled by licence {by}: {}", outcome.word())
		},
		Event::Discarded { outcome, .. } => format!("given up by the patient's side: {}", outcome.word()),
		Event::Recalled { until, .. } => format!("recalled by the patient's side, held until {}", date(*until)),
		Event::AccessSet { .. } => "the patient's side chose who may claim it".into(),
		Event::Transferred { to, .. } => format!("passed on to licence {to}"),
		Event::DispenseWithdrawn { seq, .. } => format!("dispense {seq} was withdrawn"),
		Event::MarkedInError { .. } => "marked as entered in error".into(),
		Event::Closed { why, .. } => format!("closed ({})", why.word()),
		Event::EmergencyDispensed { by, prescriber, quantity, .. } => format!(
			"dispense 0: quantity {quantity} by licence {by} in an emergency, on the word of licence {prescriber}",
		),
		Event::Ratified { accepted: true, .. } => "ratified by the prescriber".into(),
		Event::Ratified { accepted: false, .. } => "refused by the prescriber".into(),
		Event::Lapsed { lapse, .. } => lapse.word().into(),
	}
}
