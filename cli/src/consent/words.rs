//! What people write and read about consents, in the chain's terms.

use crate::{
	chain::salus::runtime_types::{
		pallet_trial_consents::types::{
			Answer, Consent, EndReason, Enrolment, ExitReason, OffReason, Participation, Proposal,
			Step,
		},
		salus_primitives::consent::{Given, Renewal, Signer, Signers, Standing},
	},
	output::{bits, moment, Report},
};
use clap::ValueEnum;
use std::str::FromStr;
use subxt::utils::AccountId32;

/// A participant's row, settled.
pub type Row = Participation<AccountId32, ()>;

/// In which capacity somebody signs; in the order of the runtime's indices, which are the bits of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Capacity {
	/// The participant, consenting for themself.
	Subject,
	/// The legally authorised representative.
	Representative,
	/// The participant, assenting to what the representative consents to.
	Assent,
	/// The impartial witness.
	Witness,
	/// The investigator who explained the trial.
	Investigator,
}

impl From<Capacity> for Signer {
	fn from(capacity: Capacity) -> Self {
		match capacity {
			Capacity::Subject => Signer::Subject,
			Capacity::Representative => Signer::Representative,
			Capacity::Assent => Signer::Assent,
			Capacity::Witness => Signer::Witness,
			Capacity::Investigator => Signer::Investigator,
		}
	}
}

/// A set of capacities: `subject,witness,investigator`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set(pub Vec<Capacity>);

impl FromStr for Set {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let one =
			|name| {
				Capacity::from_str(name, false).map_err(|_| {
					format!("`{name}` is none of subject, representative, assent, witness, investigator")
				})
			};
		text.split(',').map(one).collect::<Result<_, _>>().map(Set)
	}
}

impl From<Set> for Signers {
	fn from(set: Set) -> Self {
		Signers(set.0.iter().fold(0, |mask, capacity| mask | 1 << *capacity as u8))
	}
}

/// Who is in a set.
fn signers(set: &Signers) -> String {
	let all = Capacity::value_variants().iter();
	let named = all.filter(|capacity| set.0 & (1 << **capacity as u8) != 0);
	named.map(|capacity| format!("{capacity:?}").to_lowercase()).collect::<Vec<_>>().join(", ")
}

/// A month of the calendar: 2027-05.
pub fn month(text: &str) -> Result<u16, String> {
	let expected = || format!("`{text}` is no month; expected one as 2027-05");
	let (year, month) = text.split_once('-').ok_or_else(expected)?;
	let (year, month): (u16, u16) = match (year.parse(), month.parse()) {
		(Ok(year), Ok(month)) => (year, month),
		_ => return Err(expected()),
	};
	match year {
		1970..=7000 if (1..=12).contains(&month) => Ok((year - 1970) * 12 + month - 1),
		_ => Err(expected()),
	}
}

/// To which stage somebody advances.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum StepArg {
	/// Under the trial's intervention.
	OnStudy,
	/// Observed after it.
	FollowUp,
}

impl From<StepArg> for Step {
	fn from(step: StepArg) -> Self {
		match step {
			StepArg::OnStudy => Step::OnStudy,
			StepArg::FollowUp => Step::FollowUp,
		}
	}
}

/// Why a site ends a participation.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum ExitArg {
	/// It came to its planned end.
	Completed,
	/// The participant could not be reached.
	LostToFollowUp,
	/// The investigator decided so.
	Investigator,
	/// The sponsor decided so.
	Sponsor,
}

impl From<ExitArg> for ExitReason {
	fn from(why: ExitArg) -> Self {
		match why {
			ExitArg::Completed => ExitReason::Completed,
			ExitArg::LostToFollowUp => ExitReason::LostToFollowUp,
			ExitArg::Investigator => ExitReason::Investigator,
			ExitArg::Sponsor => ExitReason::Sponsor,
		}
	}
}

/// What the sponsor did about a request to erase.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum AnswerArg {
	/// Erased everything.
	Erased,
	/// Kept a part, because a law demands it.
	Partly,
	/// Kept all, because a law demands it.
	Kept,
}

impl From<AnswerArg> for Answer {
	fn from(answer: AnswerArg) -> Self {
		match answer {
			AnswerArg::Erased => Answer::Erased,
			AnswerArg::Partly => Answer::Partly,
			AnswerArg::Kept => Answer::Kept,
		}
	}
}

/// What a consent is worth.
pub fn standing(standing: &Standing) -> String {
	let renewal = |why: &Renewal| match why {
		Renewal::NewVersion => "a new version of the form",
		Renewal::Majority => "the participant comes of age",
		Renewal::Deferred => "it was deferred",
	};
	match standing {
		Standing::Absent => "Absent: nobody has consented".into(),
		Standing::Active => "Active".into(),
		Standing::Due { until, why } => {
			format!("Due for renewal before {}: {}", moment(*until), renewal(why))
		},
		Standing::Lapsed { since, why } => {
			format!("Lapsed {}: {}, and it was not renewed", moment(*since), renewal(why))
		},
		Standing::Suspended => "Suspended: the form's approval is not in force".into(),
		Standing::Ended => "Ended".into(),
	}
}

/// Everything about a participant.
pub fn full(row: &Row) -> Report {
	Report::new("")
		.with("consent", consent(&row.consent))
		.with_some("proposed", row.proposal.as_ref().map(proposal))
		.with("enrolment", enrolment(&row.enrolment))
		.with("records", row.records)
		.with("round", row.round)
		.with_some("givenRound", given(row).map(|given| given.round))
		.with_some(
			"erasure",
			row.erasure.as_ref().map(|erasure| {
				format!(
					"of scopes {}, due {}: {:?}",
					bits(erasure.scopes.0),
					moment(erasure.due),
					erasure.answer
				)
			}),
		)
		.with("organisation", row.organisation)
		.with_some("representative", row.representative.map(|key| key.to_string()))
		.with("refusedBefore", row.refused)
		.with("events", row.trail.n)
}

/// The consent that was given and not ended.
pub fn given(row: &Row) -> Option<&Given> {
	match &row.consent {
		Consent::Given(given) => Some(given),
		_ => None,
	}
}

fn consent(consent: &Consent) -> String {
	match consent {
		Consent::Absent => "none".into(),
		Consent::Given(given) => format!(
			"given {} to version {} by {}, scopes {}",
			moment(given.at),
			given.version,
			signers(&given.by),
			bits(given.scopes.0)
		),
		Consent::Ended { at, why, .. } => {
			let why = match why {
				EndReason::Withdrawn => "withdrawn",
				EndReason::Refused => "refused",
				EndReason::Unsigned => "not signed in time",
				EndReason::Exited => "the site ended the participation",
			};
			format!("ended {}: {why}", moment(*at))
		},
	}
}

fn proposal(proposal: &Proposal<AccountId32>) -> String {
	format!(
		"version {}, scopes {}, needs {}, has {}, until {}",
		proposal.version,
		bits(proposal.scopes.0),
		signers(&proposal.need),
		signers(&proposal.have),
		moment(proposal.until)
	)
}

fn enrolment(enrolment: &Enrolment) -> String {
	match enrolment {
		Enrolment::None => "none".into(),
		Enrolment::Enrolled(at) => format!("enrolled {}", moment(*at)),
		Enrolment::OnStudy => "on study".into(),
		Enrolment::FollowUp => "follow-up".into(),
		Enrolment::Off(OffReason::Withdrawn) => "off: withdrawn".into(),
		Enrolment::Off(OffReason::Exited(why)) => format!("off: {why:?}"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sets_have_the_runtimes_bits() {
		let set: Set = "subject,witness,investigator".parse().unwrap();
		let mask = Signers::from(set);
		assert_eq!(mask.0, 0b1_1001);
		assert_eq!(signers(&mask), "subject, witness, investigator");
		assert!("subject,doctor".parse::<Set>().is_err());
		assert!("".parse::<Set>().is_err());
	}

	#[test]
	fn months_are_counted_from_1970() {
		assert_eq!(month("1970-01"), Ok(0));
		assert_eq!(month("2027-05"), Ok(57 * 12 + 4));
		for wrong in ["1969-12", "2027-13", "2027-00", "2027", "2027-05-01", "May"] {
			assert!(month(wrong).is_err(), "{wrong}");
		}
	}
}
