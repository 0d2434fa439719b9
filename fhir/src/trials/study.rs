//! R4 `ResearchStudy` to a trial, `ResearchSubject` to the stage of an enrolment.

use crate::{
	context::Context,
	document::Draft,
	error::{excerpt, Error, Reason, Refusal},
	json,
	model::{Identifier, Party, Reference},
	node::Node,
	profile::Profile,
	request, required,
	schema::RESEARCH_STUDY,
	time,
};

/// A trial, in the chain's terms.
#[derive(Debug, Clone)]
pub struct Study {
	/// The study's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// Who answers for it.
	pub sponsor: Party,
	/// The protocol.
	pub protocol: Reference,
	/// When it begins.
	pub from_ms: u64,
	/// First moment at which it is over: the trial's `ends_at`.
	pub until_ms: u64,
	/// Everything: its commitment is the trial's `protocol`.
	pub draft: Draft,
}

/// Reads a `ResearchStudy`, or a Bundle with exactly one, strictly: protocol, sponsor and a period with both ends.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_study(bytes: &[u8], profile: &Profile) -> Result<Study, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let context = Context::new(profile, None, Node::root(excerpt(kind), &value))?;
	let rule = "a ResearchStudy, or a Bundle with exactly one, is";
	let study = context.subject("ResearchStudy", rule)?;
	let status = study.need("status", "R4 requires it")?;
	match status.text()? {
		"active" | "approved" | "in-review" => {},
		other => {
			let expected = "`active`, `approved` or `in-review`: the chain registers what is ahead";
			return Err(status.code_error(other, expected).into());
		},
	}
	let why = "a trial follows a protocol";
	let protocol = study.only_one("protocol", why, "a trial follows one protocol")?;
	let sponsor = study.need("sponsor", "somebody must answer for the trial")?;
	let (sponsor, _) = context.party(&study, &sponsor)?;
	let period = study.need("period", "a trial without an end would never be over")?;
	let (from_ms, until_ms) = time::period(&period, profile.zone.as_ref())?;
	required::check(&study)?;
	Ok(Study {
		id: request::own_identifier(&study)?,
		sponsor,
		protocol: protocol.reference()?,
		from_ms,
		until_ms,
		draft: context.draft(&RESEARCH_STUDY, &study, vec![], None)?,
	})
}

/// Where a participant stands in a trial.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Enrolment {
	/// Not enrolled.
	None,
	/// Enrolled, nothing done yet.
	Enrolled,
	/// Takes part.
	OnStudy,
	/// Only looked after.
	FollowUp,
	/// Not any more.
	Off {
		/// Because the participant withdrew.
		withdrawn: bool,
	},
}

impl Enrolment {
	/// R4 `ResearchSubject.status`.
	///
	/// R4 calls `on-study` who "is enrolled or registered", so that both stages after the enrolment are; [`Self::name`]
	/// tells them apart. It means `withdrawn` for those who leave before they are registered; here it is everybody who
	/// withdrew, because a reader has to see that no more data may be collected.
	pub fn status(self) -> &'static str {
		match self {
			Self::None => "candidate",
			Self::Enrolled | Self::OnStudy => "on-study",
			Self::FollowUp => "follow-up",
			Self::Off { withdrawn: false } => "off-study",
			Self::Off { withdrawn: true } => "withdrawn",
		}
	}

	/// The chain's own word.
	pub fn name(self) -> &'static str {
		match self {
			Self::None => "none",
			Self::Enrolled => "enrolled",
			Self::OnStudy => "on-study",
			Self::FollowUp => "follow-up",
			Self::Off { withdrawn: false } => "off",
			Self::Off { withdrawn: true } => "withdrawn",
		}
	}
}

/// A participant, in the chain's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
	/// The subject's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// Where the participant stands.
	pub enrolment: Enrolment,
	/// The trial.
	pub study: Reference,
	/// Who it is; mapped to the participant's key off the chain.
	pub individual: Reference,
	/// The consent that it rests on.
	pub consent: Option<Reference>,
}

/// Reads a `ResearchSubject`.
///
/// `eligible`, `screening` and the like say nothing that the chain holds, and are refused by name.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_subject(bytes: &[u8]) -> Result<Subject, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let subject = Node::root(excerpt(kind), &value);
	if kind != "ResearchSubject" {
		let why = "only a ResearchSubject is";
		return Err(subject.refuse(Reason::NotRead { found: excerpt(kind), why }).into());
	}
	subject.check_unmodified()?;
	let consent = subject.get("consent");
	let read = Subject {
		id: request::own_identifier(&subject)?,
		enrolment: enrolment(&subject)?,
		study: subject.need("study", "R4 requires it")?.reference()?,
		individual: subject.need("individual", "R4 requires it")?.reference()?,
		consent: consent.map(|consent| consent.reference()).transpose()?,
	};
	required::check(&subject)?;
	Ok(read)
}

fn enrolment(subject: &Node<'_>) -> Result<Enrolment, Refusal> {
	let status = subject.need("status", "R4 requires it")?;
	match status.text()? {
		"candidate" => Ok(Enrolment::None),
		"on-study" | "on-study-intervention" | "on-study-observation" => Ok(Enrolment::OnStudy),
		"follow-up" => Ok(Enrolment::FollowUp),
		"off-study" => Ok(Enrolment::Off { withdrawn: false }),
		"withdrawn" => Ok(Enrolment::Off { withdrawn: true }),
		other => {
			let expected = "`candidate`, `on-study`, `follow-up`, `off-study` or `withdrawn`";
			Err(status.code_error(other, expected))
		},
	}
}
