//! Participants' consents: what one was worth at a time, and that one was withdrawn.

use super::{
	case::Case,
	licence::{hidden, sentence},
	said::Said,
	words::{bits, date},
};
use crate::{
	facts::{missing, ProvedExtrinsic},
	failure::Failure,
	json::to_hex,
	reads::Arg,
	rows::{
		consents::{
			Consent, EndReason, Enrolment, Event, Form, Given, OffReason, Participation, Party,
			Renewal, Signer, Standing, Step as Stage, TRAIL,
		},
		AccountId, Hash, Moment, Pallet, TrialId,
	},
	trail::{begin, History, Link, Step},
};
use alloc::{format, string::String, vec::Vec};
use codec::Encode;

impl Link for Event {
	fn lapsed_at(&self) -> Option<Moment> {
		match self {
			Event::Lapsed { at, .. } => Some(*at),
			_ => None,
		}
	}
}

/// The calls of a withdrawal: pallet and place in it.
const WITHDRAW: [u8; 2] = [53, 11];
const WITHDRAW_SIGNED: [u8; 2] = [53, 12];
const REFUSE: [u8; 2] = [53, 10];

/// `consent(trial, subject, moment)`: what a participant's consent was worth at a moment.
pub fn consent(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [trial, subject, moment] = case.args()?;
	let (trial, subject, moment) = (trial.number::<TrialId>()?, subject.id()?, moment.number()?);
	case.no_opening()?;
	let args = [Arg::Number(trial.into()), Arg::Id(subject)];
	let row: Option<Participation> = case.row(case.at, Pallet::TrialConsents, "Consents", args)?;
	let Some(mut row) = row else {
		said.put("standing", "absent")?;
		check_bracket(case, moment)?;
		case.no_trail()?;
		said.conclude(format!(
			"At {} there was no row of participant {} in trial {trial}: no consent under this key.",
			date(moment),
			to_hex(&subject),
		));
		return Ok(Vec::new());
	};
	// Before it is settled: the history ends at what was written.
	let stored = row.clone();
	let lapses = row.settle(moment);
	let form = match &row.consent {
		Consent::Given(given) => {
			let args = [Arg::Number(trial.into()), Arg::Number(given.version.into())];
			case.row::<Form>(case.at, Pallet::TrialConsents, "Forms", args)?
		},
		Consent::Absent | Consent::Ended { .. } => None,
	};
	let standing = match (&row.consent, &form) {
		(Consent::Given(_), Some(form)) => row.standing(form, moment),
		(Consent::Absent, _) => Standing::Absent,
		// A form outlives its consents.
		_ => Standing::Ended,
	};
	put_standing(standing, said)?;
	put_row(&row, said)?;
	if let Some(form) = &form {
		said.put("form", form.commitment)?;
	}
	if case.file.trail.is_some() {
		let history = history(case, trial, &subject, &stored)?;
		said.put("events", stored.trail.n)?;
		said.put("hidden", history.hidden)?;
		tell(&history, said);
	}
	check_bracket(case, moment)?;

	said.conclude(format!(
		"At {} the consent of participant {} in trial {trial} was {}.",
		date(moment),
		to_hex(&subject),
		standing_words(standing),
	));
	tell_given(&row, said);
	said.counted_in(&lapses);
	said.say(format!(
		"Block {} is the last one not later than that moment: its time is {}, and its child came after the moment.",
		case.at.number,
		date(case.now),
	));
	Ok(form.into_iter().map(|form| form.commitment).collect())
}

/// That `at` is the last block not later than the moment.
fn check_bracket(case: &Case<'_>, moment: Moment) -> Result<(), Failure> {
	let after = case.further().next().ok_or_else(|| missing("the block after"))?;
	let is_child =
		after.parent == case.at.hash && Some(after.number) == case.at.number.checked_add(1);
	if is_child && case.now <= moment && moment < after.now()? {
		Ok(())
	} else {
		Err(Failure::TimeBracketInvalid)
	}
}

/// `withdrawal(trial, subject)`: that a participant withdrew, and that no data record was accepted after it.
pub fn withdrawal(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [trial, subject] = case.args()?;
	let (trial, subject) = (trial.number::<TrialId>()?, subject.id()?);
	case.no_opening()?;
	let args = [Arg::Number(trial.into()), Arg::Id(subject)];
	let row: Participation = case.main_row(Pallet::TrialConsents, "Consents", args)?;
	said.put("records", row.records)?;
	let Consent::Ended { why: EndReason::Withdrawn, last, .. } = &row.consent else {
		return Err(missing("a withdrawal that stands"));
	};
	if let Some(given) = last {
		said.put("version", given.version)?;
		said.put("scopes", given.scopes)?;
	}

	let history = history(case, trial, &subject, &row)?;
	let mut withdrawn = history.all(|step| match &step.event {
		Event::Withdrawn { by, round, erase_by, .. } => Some((step, *by, *round, *erase_by)),
		_ => None,
	});
	let found = withdrawn.next_back().ok_or_else(|| missing("the event of the withdrawal"))?;
	let (step, by, round, erase_by) = found;
	let recorded = |later: &&Step<Event>| {
		later.n > step.n && matches!(later.event, Event::DataRecorded { .. })
	};
	if history.steps.iter().any(|later| recorded(&later)) {
		return Err(missing("that no data record was accepted after it"));
	}
	said.put("block", step.block)?;
	said.put("time", step.now)?;
	said.put("position", step.n)?;
	said.put("by", by.word())?;
	said.put("round", round)?;
	said.put_some("eraseBy", erase_by)?;
	said.put("events", row.trail.n)?;
	said.put("hidden", history.hidden)?;

	said.conclude(format!(
		"In block {} ({}), as event {} of {} counted from 0, participant {} of trial {trial} withdrew ({}). The chain accepted \
		 no data record about the participant after it, up to the end of block {} ({}); what was collected elsewhere is not visible.",
		step.block,
		date(step.now),
		step.n,
		row.trail.n,
		to_hex(&subject),
		by.word(),
		case.at.number,
		date(case.now),
	));
	said.say(format!("Data records accepted before it: {}.", row.records));
	if let Some(erase_by) = erase_by {
		said.say(format!("An answer to the request to erase was due before {}.", date(erase_by)));
	}
	tell_signer(case, (trial, &row), (step, by, round), said)?;
	tell(&history, said);
	Ok(Vec::new())
}

/// Who signed the call of the withdrawal, if the file shows its block's extrinsics. That it took effect says the event.
fn tell_signer(
	case: &Case<'_>,
	(trial, row): (TrialId, &Participation),
	(step, by, round): (&Step<Event>, Party, u16),
	said: &mut Said<'_>,
) -> Result<(), Failure> {
	if by == Party::Guardian {
		// Whoever is none may have sent the same in vain: a call that failed stands in its block like any other.
		said.limit("The event names no guardian: whose call it was does not follow from any that stands in the block.");
		return Ok(());
	}
	let mut block = case.proved.points.iter().filter(|point| point.number == step.block);
	let Some(block) = block.find(|point| !point.extrinsics.is_empty()) else {
		said.limit("The signed call of the withdrawal is not shown; its event says that the chain accepted one.");
		return Ok(());
	};
	// The participant's key of that time: the row may have moved to another one since.
	let subject = step.event.subject();
	let begin = |call: [u8; 2]| [call.as_slice(), &(trial, subject).encode()].concat();
	let named = |call: &[u8]| {
		let withdrawn = [WITHDRAW, WITHDRAW_SIGNED]
			.into_iter()
			.any(|which| call.starts_with(&[begin(which), round.encode()].concat()));
		// A deferred consent ends with the refusal to confirm it.
		withdrawn || call.starts_with(&begin(REFUSE))
	};
	let account = |extrinsic: &ProvedExtrinsic| {
		extrinsic.signed.iter().find(|signed| named(&signed.call)).map(|signed| signed.account)
	};
	let found = case.extrinsic(block, |extrinsic| account(extrinsic).is_some());
	let found = found.and_then(|extrinsic| Some((extrinsic.index, account(extrinsic)?)));
	let (index, account) = found.ok_or_else(|| missing("the signed call of the withdrawal"))?;
	let party = if by == Party::Representative { row.representative } else { Some(*subject) };
	if Some(account) != party {
		return Err(Failure::SignerMismatch);
	}
	said.put("signer", account)?;
	said.say(format!(
		"Account {} signed the call, which stands in the same block as extrinsic {index}.",
		to_hex(&account),
	));
	Ok(())
}

/// The history of a participant, followed through the keys that the row has had.
fn history(
	case: &Case<'_>,
	trial: TrialId,
	subject: &AccountId,
	row: &Participation,
) -> Result<History<Event>, Failure> {
	let shown = case.trail()?;
	let first = shown.entries.first().and_then(|entry| crate::rows::decode::<Event>(&entry.event));
	let first = first.map_or(*subject, |event| *event.subject());
	let history: History<Event> = case.history(&begin(TRAIL, &(trial, first)), &row.trail)?;
	let mut name = first;
	for step in &history.steps {
		if step.event.trial() != trial || *step.event.subject() != name {
			return Err(Failure::TrailMismatch { n: step.n });
		}
		if let Event::Rekeyed { new, .. } = &step.event {
			name = *new;
		}
	}
	if name != *subject || !agrees(&history, row) {
		return Err(history.contradicted());
	}
	Ok(history)
}

/// Whether the events end where the row stands. Of a history that begins late, only what is shown can differ.
fn agrees(history: &History<Event>, row: &Participation) -> bool {
	let mut told = history.is_whole().then_some((Consent::Absent, Enrolment::None, 0));
	for step in &history.steps {
		match &step.event {
			Event::DataRecorded { number, .. } if *number > row.records => return false,
			Event::Given { given, .. } | Event::Deferred { given, .. } => {
				// From here on nothing of the consent depends on what is hidden.
				let (enrolment, records) =
					told.take().map_or((row.enrolment, row.records), |told| (told.1, told.2));
				told = Some((Consent::Given(given.clone()), enrolment, records));
			},
			event => {
				if let Some((consent, enrolment, records)) = &mut told {
					tell_event(event, step.now, consent, enrolment, records);
				}
			},
		}
	}
	told.is_none_or(|(consent, enrolment, records)| {
		consent == row.consent
			&& (!history.is_whole() || (enrolment, records) == (row.enrolment, row.records))
	})
}

/// What an event makes of consent, enrolment and count of records.
fn tell_event(
	event: &Event,
	now: Moment,
	consent: &mut Consent,
	enrolment: &mut Enrolment,
	records: &mut u32,
) {
	let end = |consent: &mut Consent, why| {
		let last = match consent {
			Consent::Given(given) => Some(given.clone()),
			_ => None,
		};
		*consent = Consent::Ended { at: now, why, last };
	};
	match event {
		Event::ScopesWithdrawn { scopes, .. } => match consent {
			Consent::Given(given) | Consent::Ended { last: Some(given), .. } => {
				given.scopes &= !scopes
			},
			_ => {},
		},
		Event::Withdrawn { .. } => match consent {
			// When the participation ended stays as the site said.
			Consent::Ended { why, .. } => *why = EndReason::Withdrawn,
			_ => {
				end(consent, EndReason::Withdrawn);
				*enrolment = Enrolment::Off(OffReason::Withdrawn);
			},
		},
		Event::Ended { why, .. } => {
			end(consent, EndReason::Exited);
			*enrolment = Enrolment::Off(OffReason::Exited(*why));
		},
		Event::Refused { .. } if *consent == Consent::Absent => end(consent, EndReason::Refused),
		Event::Lapsed { .. } if *consent == Consent::Absent => end(consent, EndReason::Unsigned),
		Event::Enrolled { .. } => *enrolment = Enrolment::Enrolled(now),
		Event::Advanced { to: Stage::OnStudy, .. } => *enrolment = Enrolment::OnStudy,
		Event::Advanced { to: Stage::FollowUp, .. } => *enrolment = Enrolment::FollowUp,
		Event::DataRecorded { number, .. } => *records = *number,
		_ => {},
	}
}

fn put_standing(standing: Standing, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("standing", standing.word())?;
	match standing {
		Standing::Due { until, why } => {
			said.put("standing.until", until)?;
			said.put("standing.why", why.word())
		},
		Standing::Lapsed { since, why } => {
			said.put("standing.since", since)?;
			said.put("standing.why", why.word())
		},
		Standing::Absent | Standing::Active | Standing::Suspended | Standing::Ended => Ok(()),
	}
}

fn put_row(row: &Participation, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("organisation", row.organisation)?;
	said.put_some("representative", row.representative)?;
	said.put_some("majority", row.majority)?;
	match &row.consent {
		Consent::Absent => {},
		Consent::Given(given) => put_given(given, said)?,
		Consent::Ended { at, why, last } => {
			said.put("ended.at", *at)?;
			said.put("ended.why", why.word())?;
			last.iter().try_for_each(|given| put_given(given, said))?;
		},
	}
	said.put("enrolment", row.enrolment.word())?;
	said.put("records", row.records)
}

fn put_given(given: &Given, said: &mut Said<'_>) -> Result<(), Failure> {
	said.put("version", given.version)?;
	said.put("scopes", given.scopes)?;
	said.put("core", given.core)?;
	said.put("signers", signers(given.by))?;
	said.put("round", given.round)?;
	said.put("givenAt", given.at)?;
	said.put("block", given.block)?;
	said.put("investigator", given.investigator)?;
	said.put_some("deferredUntil", given.deferred)
}

fn tell_given(row: &Participation, said: &mut Said<'_>) {
	let (given, was) = match &row.consent {
		Consent::Given(given) => (given, "It was given for"),
		Consent::Ended { last: Some(given), .. } => {
			(given, "Before it ended it had been given for")
		},
		Consent::Absent | Consent::Ended { .. } => return,
	};
	said.say(format!(
		"{was} version {} of the form, with the scopes numbered {}, signed as {}, and was complete in block {} ({}), under investigator's licence {}. \
		 What a scope means stands in the form.",
		given.version,
		bits(given.scopes),
		signers(given.by),
		given.block,
		date(given.at),
		given.investigator,
	));
	if given.deferred.is_some() {
		said.limit(
			"The consent was deferred in an emergency: it is the investigator's word alone.",
		);
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
		Event::Proposed { version, scopes, need, round, by, .. } => format!(
			"round {round}: version {version} with scopes {} proposed under licence {by}, to be signed as {}",
			bits(*scopes),
			signers(*need),
		),
		Event::Deferred { given, .. } => {
			format!("deferred in an emergency under licence {}", given.investigator)
		},
		Event::Signed { role, by, round, .. } => {
			format!("round {round}: signed as {} by account {}", role.word(), to_hex(by))
		},
		Event::ScopesNarrowed { role, by, round, scopes, .. } => format!(
			"round {round}: signed as {} by account {} for scopes {} only",
			role.word(),
			to_hex(by),
			bits(*scopes),
		),
		Event::Given { given, .. } => {
			format!("round {}: given, with scopes {}", given.round, bits(given.scopes))
		},
		Event::Refused { round, by, .. } => format!("round {round}: refused ({})", by.word()),
		Event::ScopesWithdrawn { by, scopes, .. } => {
			format!("scopes {} withdrawn ({})", bits(*scopes), by.word())
		},
		Event::Withdrawn { by, .. } => format!("withdrawn ({})", by.word()),
		Event::Enrolled { by, standing, .. } => format!(
			"enrolled under licence {by}, the consent being {}",
			standing_words(*standing),
		),
		Event::Advanced { to, .. } => match to {
			Stage::OnStudy => "on the study".into(),
			Stage::FollowUp => "followed up".into(),
		},
		Event::DataRecorded { by, scopes, commitment, number, standing, .. } => format!(
			"data record {number} accepted under licence {by} for scopes {}, commitment {}, the consent being {}",
			bits(*scopes),
			to_hex(commitment),
			standing_words(*standing),
		),
		Event::Ended { by, .. } => format!("the participation was ended under licence {by}"),
		Event::ErasureAnswered { .. } => "the sponsor answered the request to erase".into(),
		Event::Rekeyed { new, .. } => format!("moved to the participant's new key {}", to_hex(new)),
		Event::Lapsed { .. } => "a proposal was not signed in time".into(),
	}
}

fn standing_words(standing: Standing) -> String {
	match standing {
		Standing::Due { until, why } => {
			format!("in force, and due for renewal before {} ({})", date(until), why.word())
		},
		Standing::Lapsed { since, why } => {
			format!("lapsed since {} ({})", date(since), why.word())
		},
		Standing::Active => "active".into(),
		Standing::Suspended => "suspended with its form".into(),
		Standing::Absent => "not given".into(),
		Standing::Ended => "ended".into(),
	}
}

/// The names of a set of signers.
fn signers(set: u8) -> &'static str {
	// A form admits an investigator with participant or representative; whoever consents does not assent as well.
	match set & 0b1_1111 {
		0b1_0000 => "investigator",
		0b1_0001 => "participant, investigator",
		0b1_0010 => "representative, investigator",
		0b1_0011 => "participant, representative, investigator",
		0b1_0110 => "representative, participant's assent, investigator",
		0b1_1001 => "participant, witness, investigator",
		0b1_1010 => "representative, witness, investigator",
		0b1_1011 => "participant, representative, witness, investigator",
		0b1_1110 => "representative, participant's assent, witness, investigator",
		_ => "a set that no form admits",
	}
}

impl Standing {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Standing::Absent => "absent",
			Standing::Active => "active",
			Standing::Due { .. } => "due",
			Standing::Lapsed { .. } => "lapsed",
			Standing::Suspended => "suspended",
			Standing::Ended => "ended",
		}
	}
}

impl Renewal {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Renewal::NewVersion => "new version",
			Renewal::Majority => "majority",
			Renewal::Deferred => "deferred",
		}
	}
}

impl EndReason {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			EndReason::Withdrawn => "withdrawn",
			EndReason::Refused => "refused",
			EndReason::Unsigned => "unsigned",
			EndReason::Exited => "exited",
		}
	}
}

impl Enrolment {
	/// Its name in a claim.
	const fn word(self) -> &'static str {
		match self {
			Enrolment::None => "none",
			Enrolment::Enrolled(_) => "enrolled",
			Enrolment::OnStudy => "on study",
			Enrolment::FollowUp => "follow-up",
			Enrolment::Off(_) => "off",
		}
	}
}

impl Party {
	/// Whose word it is.
	const fn word(self) -> &'static str {
		match self {
			Party::Subject => "the participant's own word",
			Party::Representative => "the representative's word",
			Party::Guardian => "a guardian's word",
		}
	}
}

impl Signer {
	/// In which capacity.
	pub const fn word(self) -> &'static str {
		match self {
			Signer::Subject => "participant",
			Signer::Representative => "representative",
			Signer::Assent => "participant, assenting",
			Signer::Witness => "witness",
			Signer::Investigator => "investigator",
		}
	}
}

impl Event {
	const fn trial(&self) -> TrialId {
		*self.row().0
	}

	const fn subject(&self) -> &AccountId {
		self.row().1
	}

	/// Trial and participant.
	const fn row(&self) -> (&TrialId, &AccountId) {
		match self {
			Event::Proposed { trial, subject, .. }
			| Event::Deferred { trial, subject, .. }
			| Event::Signed { trial, subject, .. }
			| Event::ScopesNarrowed { trial, subject, .. }
			| Event::Given { trial, subject, .. }
			| Event::Refused { trial, subject, .. }
			| Event::ScopesWithdrawn { trial, subject, .. }
			| Event::Withdrawn { trial, subject, .. }
			| Event::Enrolled { trial, subject, .. }
			| Event::Advanced { trial, subject, .. }
			| Event::DataRecorded { trial, subject, .. }
			| Event::Ended { trial, subject, .. }
			| Event::ErasureAnswered { trial, subject, .. }
			| Event::Rekeyed { trial, subject, .. }
			| Event::Lapsed { trial, subject, .. } => (trial, subject),
		}
	}
}
