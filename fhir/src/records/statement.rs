//! What the chain says of grants, receipts and records, as R4 `Consent`, `AuditEvent` and `Provenance`.

use super::{AccessReason, What, CHAIN, GRANT, READS, READS_LEFT, RECEIPT, RECORD, SET, STATUS};
use crate::{
	consent::SCOPE,
	document::Hash,
	error::StatementError,
	json::Value,
	lists::{Purpose, ACT_REASON},
	model::Reference,
	write::{
		by_identifier, coding, concept, extension, identifier, instant, known, period, reference,
		Members,
	},
};

const PARTICIPATION: &str = "http://terminology.hl7.org/CodeSystem/v3-ParticipationType";

/// Where a grant stands on the chain, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantStage {
	/// May be used within its period.
	Open,
	/// No read is left.
	Spent,
	/// Its time is up.
	Expired,
	/// Taken back.
	Revoked,
}

impl GrantStage {
	/// R4 `Consent.status`.
	pub fn status(self) -> &'static str {
		match self {
			Self::Open => "active",
			Self::Spent | Self::Expired | Self::Revoked => "inactive",
		}
	}
}

/// What the chain says of a grant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantStatement {
	/// The patient key.
	pub key: Hash,
	/// The slot.
	pub slot: u8,
	/// What names the grant within its slot, in milliseconds since 1970.
	pub authored_ms: u64,
	/// Where it stands.
	pub stage: GrantStage,
	/// Whose records, if the reader may know.
	pub patient: Option<Reference>,
	/// Who may read.
	pub grantee: Reference,
	/// What may be read.
	pub what: What,
	/// What for.
	pub purpose: Purpose,
	/// First moment, in milliseconds since 1970.
	pub from_ms: u64,
	/// First moment at which it may not be read any more, in milliseconds since 1970.
	pub until_ms: u64,
	/// Reads granted.
	pub reads: u16,
	/// Reads left, at most those granted.
	pub reads_left: u16,
}

/// A grant. Sets are written by their numbers, codes of [`SET`]: what they mean, patient and custodian alone know.
///
/// # Errors
/// [`StatementError::EmptyPeriod`], [`StatementError::NoSet`], [`StatementError::TakenOff`] if more reads are left than were
/// granted, [`StatementError::TooLarge`] for a time after the year 9999.
pub fn consent(grant: &GrantStatement) -> Result<Value, StatementError> {
	if grant.reads_left > grant.reads {
		let (taken, from) = (grant.reads_left.into(), grant.reads.into());
		return Err(StatementError::TakenOff { taken, from });
	}
	let key = format!("0x{}/{}/{}", hex::encode(grant.key), grant.slot, grant.authored_ms);
	let left = Value::Number(grant.reads_left.to_string());
	let reads = Value::Number(grant.reads.to_string());
	let recipient = Value::object([
		("role", concept(PARTICIPATION, "PRCP")),
		("reference", reference(&grant.grantee)),
	]);
	let (element, what) = what(grant.what)?;
	let provision = Value::object([
		("extension", list(extension(READS, "valuePositiveInt", reads))),
		("type", Value::string("permit")),
		("period", period(grant.from_ms, grant.until_ms)?),
		("actor", list(recipient)),
		("purpose", list(coding(Purpose::SYSTEM, grant.purpose.code()))),
		(element, what),
	]);
	let category = concept("http://loinc.org", "59284-0");
	Ok(Value::object([
		("resourceType", Value::string("Consent")),
		("extension", list(extension(READS_LEFT, "valueUnsignedInt", left))),
		("identifier", list(identifier(GRANT, key))),
		("status", Value::string(grant.stage.status())),
		("scope", concept(SCOPE, "patient-privacy")),
		("category", list(category)),
		("patient", known(grant.patient.as_ref())),
		("dateTime", instant(grant.authored_ms)?),
		("policyRule", concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "OPTIN")),
		("provision", provision),
	]))
}

fn list(only: Value) -> Value {
	Value::Array(vec![only])
}

fn what(what: What) -> Result<(&'static str, Value), StatementError> {
	match what {
		What::Sets(0) => Err(StatementError::NoSet),
		What::Sets(mask) => {
			let sets = (0..u32::BITS).filter(|bit| mask.checked_shr(*bit).unwrap_or(0) & 1 == 1);
			let sets = sets.map(|set| coding(SET, &set.to_string()));
			Ok(("class", Value::Array(sets.collect())))
		},
		What::Record(id) => {
			let data = Value::object([
				("meaning", Value::string("instance")),
				("reference", by_identifier(RECORD, hash(&id))),
			]);
			Ok(("data", list(data)))
		},
	}
}

fn hash(hash: &Hash) -> String {
	format!("0x{}", hex::encode(hash))
}

/// What the chain says of an access.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptStatement {
	/// The chain, by its genesis hash.
	pub chain: Hash,
	/// The receipt: the salted commitment given before the data.
	pub receipt: Hash,
	/// Time of the block, in milliseconds since 1970.
	pub at_ms: u64,
	/// Who read.
	pub reader: Reference,
	/// Under which grant or in which emergency.
	pub reason: AccessReason,
	/// Whose records, if the reader of this statement may know.
	pub patient: Option<Reference>,
	/// What was read.
	pub records: Vec<Hash>,
}

/// A receipt: a successful read, observed by the chain.
///
/// # Errors
/// [`StatementError::TooLarge`] for a time after the year 9999.
pub fn audit_event(receipt: &ReceiptStatement) -> Result<Value, StatementError> {
	let agent = Value::object([
		("type", concept(PARTICIPATION, "IRCP")),
		("who", reference(&receipt.reader)),
		("requestor", Value::Bool(true)),
	]);
	let event = |code| coding("http://dicom.nema.org/resources/ontology/DCM", code);
	let (kind, subtype) = match receipt.reason {
		AccessReason::Grant(_) => ("110110", None),
		AccessReason::BreakGlass(_) => ("110113", Some("110127")),
	};
	let entity = |what: Value, kind: &str, role: &str| {
		Value::object([
			("what", what),
			("type", coding("http://terminology.hl7.org/CodeSystem/audit-entity-type", kind)),
			("role", coding("http://terminology.hl7.org/CodeSystem/object-role", role)),
		])
	};
	let records = receipt.records.iter();
	let mut entities: Vec<_> =
		records.map(|record| entity(by_identifier(RECORD, hash(record)), "2", "4")).collect();
	entities.push(entity(by_identifier(RECEIPT, hash(&receipt.receipt)), "2", "3"));
	entities.extend(receipt.patient.as_ref().map(|patient| entity(reference(patient), "1", "1")));
	let mut members: Members = vec![
		("resourceType", Value::string("AuditEvent")),
		("type", event(kind)),
		("action", Value::string("R")),
		("recorded", instant(receipt.at_ms)?),
		("outcome", Value::string("0")),
		("purposeOfEvent", list(concept(ACT_REASON, receipt.reason.code()))),
		("agent", list(agent)),
		("source", Value::object([("observer", by_identifier(CHAIN, hash(&receipt.chain)))])),
		("entity", Value::Array(entities)),
	];
	members.extend(subtype.map(|code| ("subtype", list(event(code)))));
	Ok(Value::object(members))
}

/// What the chain says of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordStatement {
	/// The record's id.
	pub record: Hash,
	/// Who keeps it.
	pub custodian: Reference,
	/// Time of the block in which it was anchored, in milliseconds since 1970.
	pub anchored_ms: u64,
	/// The chain's own word for its status: `live`, `amended`, `in-error`, `requested` or `shredded`.
	pub status: &'static str,
	/// The record that it took the place of.
	pub amends: Option<Hash>,
}

/// Where a record comes from: anchored by its custodian, in place of another one or not.
///
/// # Errors
/// [`StatementError::TooLarge`] for a time after the year 9999.
pub fn provenance(record: &RecordStatement) -> Result<Value, StatementError> {
	let custodian = Value::object([
		(
			"type",
			concept(
				"http://terminology.hl7.org/CodeSystem/provenance-participant-type",
				"custodian",
			),
		),
		("who", reference(&record.custodian)),
	]);
	let operation = if record.amends.is_some() { "UPDATE" } else { "CREATE" };
	let mut members: Members = vec![
		("resourceType", Value::string("Provenance")),
		("extension", list(extension(STATUS, "valueCode", Value::string(record.status)))),
		("target", list(by_identifier(RECORD, hash(&record.record)))),
		("recorded", instant(record.anchored_ms)?),
		("activity", concept("http://terminology.hl7.org/CodeSystem/v3-DataOperation", operation)),
		("agent", list(custodian)),
	];
	members.extend(record.amends.as_ref().map(|old| {
		let old = Value::object([
			("role", Value::string("revision")),
			("what", by_identifier(RECORD, hash(old))),
		]);
		("entity", list(old))
	}));
	Ok(Value::object(members))
}
