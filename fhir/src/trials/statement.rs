//! What the chain says of a consent and an enrolment, as R4 `Consent` and `ResearchSubject`.

use super::{Enrolment, FormKey, ScopeTable, CONSENT, FORM, SCOPES, SIGNER, STAGE, TRIAL};
use crate::{
	consent::SCOPE,
	error::StatementError,
	json::Value,
	model::Reference,
	write::{
		by_identifier, concept, extension, identifier, instant, known, last_before, reference,
		Members,
	},
};

/// What a consent that was given is worth now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
	/// In force.
	Active,
	/// In force, and to be given anew.
	Due,
	/// Not renewed in time.
	Lapsed,
	/// The ethics committee suspended its form.
	Suspended,
}

/// Where a consent stands on the chain, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ConsentStage {
	/// Signatures are missing.
	Proposed,
	/// All have signed.
	Given(Standing),
	/// Replaced by a later round.
	Replaced,
	/// The participant or the representative said no.
	Refused,
	/// Withdrawn.
	Withdrawn,
	/// Over for another reason: not signed in time, end of the participation or of the trial.
	Ended,
}

impl ConsentStage {
	/// R4 `Consent.status`. A suspended consent is `inactive`: nothing may rest on it now.
	pub fn status(self) -> &'static str {
		match self {
			Self::Proposed => "proposed",
			Self::Given(Standing::Active | Standing::Due) => "active",
			Self::Given(Standing::Lapsed | Standing::Suspended)
			| Self::Replaced
			| Self::Withdrawn
			| Self::Ended => "inactive",
			Self::Refused => "rejected",
		}
	}

	/// The chain's own word.
	pub fn name(self) -> &'static str {
		match self {
			Self::Proposed => "proposed",
			Self::Given(Standing::Active) => "active",
			Self::Given(Standing::Due) => "due",
			Self::Given(Standing::Lapsed) => "lapsed",
			Self::Given(Standing::Suspended) => "suspended",
			Self::Replaced => "replaced",
			Self::Refused => "refused",
			Self::Withdrawn => "withdrawn",
			Self::Ended => "ended",
		}
	}
}

/// The role in which somebody signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signer {
	/// The participant.
	Participant,
	/// The legally authorised representative.
	Representative,
	/// A minor who agrees beside the representative.
	Assent,
	/// An impartial witness.
	Witness,
	/// The investigator.
	Investigator,
}

impl Signer {
	/// The code in [`SIGNER`].
	pub fn code(self) -> &'static str {
		match self {
			Self::Participant => "self",
			Self::Representative => "representative",
			Self::Assent => "assent",
			Self::Witness => "witness",
			Self::Investigator => "investigator",
		}
	}
}

/// What the chain says of a consent.
#[derive(Debug, Clone)]
pub struct ConsentStatement<'a> {
	/// The participant's key for this trial: what identifies the consent beside the trial.
	pub key: [u8; 32],
	/// The form.
	pub form: FormKey,
	/// Where the consent stands.
	pub stage: ConsentStage,
	/// What is agreed to, or proposed to be: bits of the form.
	pub scopes: u32,
	/// The form's table; without it the scopes are bits alone.
	pub table: Option<&'a ScopeTable>,
	/// Who takes part, if the reader may know.
	pub patient: Option<Reference>,
	/// Who signed, and as what.
	pub signers: Vec<(Signer, Reference)>,
	/// The site.
	pub site: Reference,
	/// When it was given or, before that, proposed; in milliseconds since 1970.
	pub at_ms: u64,
	/// First moment at which it does not hold any more; in milliseconds since 1970.
	pub until_ms: u64,
}

/// A consent.
///
/// # Errors
/// [`StatementError::NoScope`] if nothing is agreed to, [`StatementError::OtherForm`] if the table is that of another form,
/// [`StatementError::NotOffered`] for a scope that it does not have, [`StatementError::TooLarge`] for a time after the year
/// 9999.
pub fn consent(statement: &ConsentStatement<'_>) -> Result<Value, StatementError> {
	let research = "http://terminology.hl7.org/CodeSystem/consentcategorycodes";
	let key = Value::Array(vec![identity(statement.form.trial, &statement.key)]);
	let mut members: Members = vec![
		("resourceType", Value::string("Consent")),
		("extension", stage(statement.stage.name())),
		("identifier", key),
		("status", Value::string(statement.stage.status())),
		("scope", concept(SCOPE, "research")),
		("category", Value::Array(vec![concept(research, "research")])),
		("patient", known(statement.patient.as_ref())),
		("dateTime", instant(statement.at_ms)?),
		("organization", Value::Array(vec![reference(&statement.site)])),
		("sourceReference", by_identifier(FORM, statement.form.to_string())),
		("policy", policy(&statement.form)),
		("provision", provision(statement)?),
	];
	if !statement.signers.is_empty() {
		let signers = statement.signers.iter().map(|(role, who)| signer(*role, who));
		members.push(("performer", Value::Array(signers.collect())));
	}
	Ok(Value::object(members))
}

fn provision(statement: &ConsentStatement<'_>) -> Result<Value, StatementError> {
	let ConsentStatement { scopes, form, .. } = *statement;
	if scopes == 0 {
		return Err(StatementError::NoScope);
	}
	let bits = extension(SCOPES, "valueUnsignedInt", Value::Number(scopes.to_string()));
	let end = Value::object([("end", last_before(statement.until_ms)?)]);
	let mut members: Members = vec![
		("extension", Value::Array(vec![bits])),
		("type", Value::string("permit")),
		("period", end),
	];
	if let Some(table) = statement.table {
		if table.form() != form {
			return Err(StatementError::OtherForm { table: table.form(), consent: form });
		}
		if scopes & !table.offered() != 0 {
			return Err(StatementError::NotOffered { scopes: scopes & !table.offered() });
		}
		members.extend(table.written(scopes));
	}
	Ok(Value::object(members))
}

/// R4: a consent has a policy or a base rule.
fn policy(form: &FormKey) -> Value {
	let uri = Value::String(format!("{FORM}:{form}"));
	Value::Array(vec![Value::object([("uri", uri)])])
}

fn signer(role: Signer, who: &Reference) -> Value {
	let role = extension(SIGNER, "valueCode", Value::string(role.code()));
	let who = reference(who);
	let members = who.as_object().into_iter().flat_map(|members| members.iter());
	let members = members.map(|(key, value)| (key.to_owned(), value.clone()));
	Value::object(members.chain([("extension".to_owned(), Value::Array(vec![role]))]))
}

fn stage(name: &str) -> Value {
	Value::Array(vec![extension(STAGE, "valueCode", Value::string(name))])
}

/// A consent's or a participant's name on the chain.
fn identity(trial: u32, key: &[u8; 32]) -> Value {
	identifier(CONSENT, format!("{trial}/0x{}", hex::encode(key)))
}

/// What the chain says of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SubjectStatement {
	/// The trial.
	pub trial: u32,
	/// The participant's key for this trial.
	pub key: [u8; 32],
	/// Where the participant stands.
	pub enrolment: Enrolment,
	/// Who it is, if the reader may know.
	pub individual: Option<Reference>,
	/// When the participant was enrolled, if so; in milliseconds since 1970.
	pub enrolled_ms: Option<u64>,
}

/// A participant.
///
/// # Errors
/// [`StatementError::TooLarge`] for a time after the year 9999.
pub fn research_subject(statement: &SubjectStatement) -> Result<Value, StatementError> {
	let SubjectStatement { trial, key, enrolment, .. } = statement;
	let key = identity(*trial, key);
	let mut members: Members = vec![
		("resourceType", Value::string("ResearchSubject")),
		("extension", stage(enrolment.name())),
		("identifier", Value::Array(vec![key.clone()])),
		("status", Value::string(enrolment.status())),
		("study", by_identifier(TRIAL, trial.to_string())),
		("individual", known(statement.individual.as_ref())),
		("consent", Value::object([("identifier", key)])),
	];
	if let Some(enrolled_ms) = statement.enrolled_ms {
		members.push(("period", Value::object([("start", instant(enrolled_ms)?)])));
	}
	Ok(Value::object(members))
}
