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
	trail::{History, Link},
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
	let (row, lapses) = item(case, &id)?;
	let (issuer, block) = row.issued();
	said.put("issuer", issuer)?;
	said.put("issuedAt", block)?;
	put_row(&row, said)?;
	let state = state(&row);
	tell_lapses(&lapses, said)?;

	let opened = case.opening(&id, DOMAIN)?.ok_or_else(|| missing("what the id opens to"))?;
	said.put("author", opened.licence)?;
	said.put("authoredAt", opened.authored_at)?;
	said.put("commitment", opened.commitment)?;

	let history: History<Event> = case.history(&id, row.trail())?;
	agree(&history, &id, &row)?;
	check_author(&history, &row, &opened, &id)?;
	said.put("events", row.trail().n)?;
	said.put("hidden", history.hidden)?;

	let time = case.time_of(block, Some(&history))?;
	let valid = licence::valid(case, issuer, Role::Prescriber, block, time)?;
	said.put("issuedTime", time)?;
	licence::put(&valid, "licence.", said)?;

	said.conclude(format!(
		"At the end of block {} ({}) item {} was {state}. It had been issued in block {block} ({}) under {}.",
		case.at.number,
		date(case.now),
		to_hex(&id),
		date(time),
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
	let (row, _) = item(case, &id)?;
	let dispense =
		*row.dispenses().get(usize::from(seq)).ok_or_else(|| missing("this dispense"))?;
	put_dispense("", &dispense, said)?;
	said.put("unit", unit(&row))?;
	case.opening(&id, DOMAIN)?;

	let history: History<Event> = case.history(&id, row.trail())?;
	agree(&history, &id, &row)?;
	let told = history.all(|step| told_dispense(&step.event).filter(|told| told.0 == seq));
	let (.., product) = told.last().ok_or_else(|| missing("the event of the dispense"))?;
	said.put_some("product", product)?;

	let Dispense { by, block, at, .. } = dispense;
	let valid = licence::valid(case, by, Role::Dispenser, block, at)?;
	licence::put(&valid, "licence.", said)?;
	said.conclude(format!(
		"In block {block} ({}) quantity {} of item {} was handed out as dispense {seq} under {}. {}",
		date(at),
		dispense.quantity,
		to_hex(&id),
		behind(by, &valid),
		if dispense.has(Dispense::WITHDRAWN) {
			"It was withdrawn since, and counts as nothing handed out."
		} else {
			"It had not been withdrawn."
		},
	));
	said.say(format!("So it stood at the end of block {} ({}).", case.at.number, date(case.now)));
	match product {
		Some(product) => {
			said.say(format!("Commitment {} stands for the product.", to_hex(&product)))
		},
		None => said.limit("An emergency dispense names no product."),
	}
	Ok(product.into_iter().collect())
}

/// The item as time has left it, and what time did since it was last written.
pub fn item(case: &Case<'_>, id: &Hash) -> Result<(Rx, Vec<Lapsed<Lapse>>), Failure> {
	let mut row: Rx = case.main_row(Pallet::Prescriptions, "Items", [Arg::Id(*id)])?;
	let lapses = row.settle(case.now);
	Ok((row, lapses))
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

/// That all events are of this item, that they tell the dispenses of the row, and that the row ends as the last of them.
fn agree(history: &History<Event>, id: &Hash, row: &Rx) -> Result<(), Failure> {
	if let Some(stranger) = history.steps.iter().find(|step| step.event.id() != id) {
		return Err(Failure::TrailMismatch { n: stranger.n });
	}
	for step in &history.steps {
		let tells = match (told_dispense(&step.event), &step.event) {
			(Some((seq, by, quantity, _)), _) => {
				let dispense = row.dispenses().get(usize::from(seq));
				dispense.is_some_and(|dispense| {
					(dispense.by, dispense.quantity) == (by, quantity)
						&& (dispense.block, dispense.at) == (step.block, step.now)
				})
			},
			(None, Event::DispenseWithdrawn { seq, .. }) => {
				let dispense = row.dispenses().get(usize::from(*seq));
				dispense.is_some_and(|dispense| dispense.has(Dispense::WITHDRAWN))
			},
			_ => true,
		};
		if !tells {
			return Err(Failure::TrailMismatch { n: step.n });
		}
	}
	let told = history.all(|step| told_dispense(&step.event)).count();
	let missing = history.is_whole() && told != row.dispenses().len();
	let open =
		history.steps.last().is_some_and(|step| closes(&step.event)) && row.closed().is_none();
	if missing || open {
		return Err(history.contradicted());
	}
	Ok(())
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

/// Whether an event closes the item whatever came before.
fn closes(event: &Event) -> bool {
	match event {
		Event::Closed { .. } | Event::MarkedInError { .. } | Event::Ratified { .. } => true,
		Event::CancelRequested { outcome, .. } | Event::Discarded { outcome, .. } => {
			!matches!(outcome, Outcome::WithDispenser | Outcome::WithDispenserActive)
		},
		Event::Lapsed { lapse, .. } => {
			matches!(lapse, Lapse::DeclineEnded | Lapse::ValidityEnded | Lapse::RatificationEnded)
		},
		_ => false,
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
		Event::Discarded { outcome, .. } => format!("given up by the patient: {}", outcome.word()),
		Event::Recalled { until, .. } => format!("recalled by the patient, held until {}", date(*until)),
		Event::AccessSet { .. } => "the patient chose who may claim it".into(),
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
