//! Licences, and whether one was valid where an act needed it.

use super::{case::Case, said::Said, words::date};
use crate::{
	failure::Failure,
	json::to_hex,
	reads::Arg,
	rows::{
		registry::{Event, File, Ground, Licence, Standing, Status, Target},
		BlockNumber, Hash, LicenceId, Moment, Pallet, Role,
	},
	trail::{begin, History, Link, Step},
};
use alloc::{format, string::String, vec::Vec};

/// Time alone does nothing to a licence that its history tells.
impl Link for Event {
	fn lapsed_at(&self) -> Option<Moment> {
		None
	}
}

/// `licence(licence, role)`: where a licence stood at a block.
pub fn licence(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [id, role] = case.args()?;
	let (id, role) = (id.number::<LicenceId>()?, role.text()?);
	let args = [Arg::Number(id.into())];
	let row: Licence = case.main_row(Pallet::Registry, "Licences", args.clone())?;
	if row.role.word() != role {
		return Err(Failure::ValueMismatch { field: "role".into() });
	}
	let status = row.status(case.now);
	said.put("status", status.word())?;
	said.put_some("taintedSince", tainted_since(row.standing))?;
	put(&row, "", said)?;
	let (block, time) = row.set;
	said.put("set.block", block)?;
	said.put("set.time", time)?;
	case.no_opening()?;

	said.conclude(format!(
		"At the end of block {} ({}) licence {id} was {}: that of a {role}, held by account {} for organisation {}, for the time \
		 from {} until {}, exclusive.",
		case.at.number,
		date(case.now),
		status.word(),
		to_hex(&row.holder),
		row.organisation,
		date(row.from),
		date(row.until),
	));
	said.say(format!(
		"Holder, standing and beginning had been so since block {block}: for every block from there to block {} this row answers.",
		case.at.number,
	));
	if let Some(since) = tainted_since(row.standing) {
		said.say(format!(
			"The ground is fraud: what was issued in block {since} or later is barred."
		));
	}
	let committed = file(case, said, id, &row)?;
	Ok(committed.into_iter().collect())
}

/// What the file of the licence adds: the credential, and its history. Answers the commitment to the credential.
fn file(
	case: &Case<'_>,
	said: &mut Said<'_>,
	id: LicenceId,
	row: &Licence,
) -> Result<Option<Hash>, Failure> {
	if case.file.trail.is_none() && case.file.document.is_none() {
		return Ok(None);
	}
	let file: File = case.main_row(Pallet::Registry, "Files", [Arg::Number(id.into())])?;
	said.put("credential", file.credential)?;
	said.put("registrar", file.registrar)?;
	said.put("granted", file.granted)?;
	said.say(format!(
		"Registrar {} granted it in block {}, for the credential that commitment {} stands for.",
		file.registrar,
		file.granted,
		to_hex(&file.credential),
	));
	let first = begin(b"Registry", &Target::Licence(id));
	if let Some(history) = case.history_if_shown::<Event>(&first, &file.trail)? {
		said.put("events", file.trail.n)?;
		said.put("hidden", history.hidden)?;
		agree(&history, row)?;
		tell(&history, said);
	}
	Ok(Some(file.credential))
}

/// The events end where the row stands.
fn agree(history: &History<Event>, row: &Licence) -> Result<(), Failure> {
	let decided = history.all(|step| {
		Some(match &step.event {
			Event::Granted { .. } | Event::Resumed { .. } | Event::Overruled { .. } => {
				Standing::Active
			},
			Event::CouncilAsked { terms: Some(_), .. } => Standing::Awaiting,
			Event::Suspended { ground, .. } => Standing::Suspended(*ground),
			Event::Revoked { ground, .. } => Standing::Revoked(*ground),
			Event::Surrendered { .. } => Standing::Surrendered,
			_ => return None,
		})
	});
	// A refused grant is void; so is one whose bond was released while it waited.
	let stands = decided.last().is_none_or(|last| {
		last == row.standing || (last == Standing::Awaiting && row.standing == Standing::Void)
	});
	let held = history.all(|step| match &step.event {
		Event::Granted { terms, .. } | Event::CouncilAsked { terms: Some(terms), .. } => {
			Some(terms.holder)
		},
		Event::HolderChanged { new, .. } => Some(*new),
		_ => None,
	});
	let ends = history.all(|step| match &step.event {
		Event::Granted { terms, .. } | Event::CouncilAsked { terms: Some(terms), .. } => {
			Some(terms.until)
		},
		Event::Renewed { until, .. } => Some(*until),
		_ => None,
	});
	let same = held.last().is_none_or(|holder| holder == row.holder)
		&& ends.last().is_none_or(|until| until == row.until);
	if stands && same {
		Ok(())
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
	let ground = |ground: &Ground| match ground {
		Ground::Ordinary => "on an ordinary ground".into(),
		Ground::Fraud { since } => format!("for fraud since block {since}"),
	};
	match event {
		Event::Granted { terms, .. } => format!("in force, held by {}", to_hex(&terms.holder)),
		Event::CouncilAsked { .. } => "the council was asked".into(),
		Event::Countersigned { .. } => "the council agreed".into(),
		Event::Refused { .. } => "the council refused".into(),
		Event::Renewed { until, .. } => format!("renewed until {}", date(*until)),
		Event::Suspended { ground: why, .. } => format!("suspended {}", ground(why)),
		Event::Resumed { .. } => "the suspension ended".into(),
		Event::Revoked { ground: why, .. } => format!("revoked {}", ground(why)),
		Event::Surrendered { .. } => "given up".into(),
		Event::Overruled { .. } => "the council undid a suspension or revocation".into(),
		Event::ChangeRequested { new, .. } => {
			format!("a change of key to {} was asked for", to_hex(new))
		},
		Event::ChangeCancelled { .. } => "the change of key was called off".into(),
		Event::HolderChanged { new, .. } => format!("held by {} from here", to_hex(new)),
		Event::TierSet { .. } | Event::Rebonded { .. } => "the share of the bond changed".into(),
		Event::BondReleased { .. } => "the share of the bond was released".into(),
		Event::BondForfeited { .. } => "a part of the bond was forfeited".into(),
		Event::InfractionReported { .. } => "an infraction was reported".into(),
		Event::ReportAnswered { .. } => "a report was answered".into(),
	}
}

/// An event, as a sentence of the history.
pub fn sentence<E>(step: &Step<E>, what: &str) -> String {
	format!("Event {}, block {}, {}: {what}.", step.n, step.block, date(step.now))
}

/// That a history begins late.
pub fn hidden(hidden: u32, said: &mut Said<'_>) {
	if hidden > 0 {
		said.limit(format!(
			"The history begins late: not shown of it are the first events, {hidden} in number."
		));
	}
}

/// The first block whose items are barred.
fn tainted_since(standing: Standing) -> Option<BlockNumber> {
	match standing {
		Standing::Suspended(Ground::Fraud { since })
		| Standing::Revoked(Ground::Fraud { since }) => Some(since),
		_ => None,
	}
}

/// A licence that an act needed: valid in the block of the act, in this role.
///
/// The row at `at` answers for every block since it was set; for an earlier one it must be read at that block too. What has become
/// of the licence since then is told.
pub fn valid(
	case: &Case<'_>,
	id: LicenceId,
	role: Role,
	block: BlockNumber,
	time: Moment,
	said: &mut Said<'_>,
) -> Result<Licence, Failure> {
	let args = [Arg::Number(id.into())];
	let read = |point| {
		let row = case.row::<Licence>(point, Pallet::Registry, "Licences", args.clone())?;
		// Never pruned: what is not there was never granted.
		row.ok_or(Failure::LicenceNotValidAt { block })
	};
	let present = read(case.at)?;
	let row = match present.set.0 <= block {
		true => present.clone(),
		false => read(case.point(block)?)?,
	};
	if row.role != role || row.status(time) != Status::Valid {
		return Err(Failure::LicenceNotValidAt { block });
	}
	let barred =
		match tainted_since(present.standing).filter(|since| *since <= block) {
			Some(since) => {
				format!("; the ground is fraud, and what was issued in block {since} or later is barred")
			},
			None => String::new(),
		};
	match present.status(case.now) {
		Status::Valid => (),
		status => {
			let (at, word) = (case.at.number, status.word());
			said.say(format!("At block {at} licence {id} was {word}{barred}."))
		},
	}
	Ok(row)
}

/// The values of a licence, under names that begin with `prefix`.
pub fn put(row: &Licence, prefix: &str, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put(format!("{prefix}holder"), row.holder)?;
	said.put(format!("{prefix}organisation"), row.organisation)?;
	said.put(format!("{prefix}from"), row.from)?;
	said.put(format!("{prefix}until"), row.until)
}

/// Who stands behind a licence, as part of a sentence.
pub fn behind(id: LicenceId, row: &Licence) -> String {
	format!(
		"licence {id}, that of a {}, held by account {} for organisation {} and valid at that block",
		row.role.word(),
		to_hex(&row.holder),
		row.organisation,
	)
}
