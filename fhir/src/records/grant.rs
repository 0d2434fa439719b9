//! R4 `Consent` as grants of access to records.

use super::{READS, RECORD};
use crate::{
	consent::{check_scope, provisions},
	context::Context,
	document::{parse_hash, Hash},
	error::{excerpt, Error, Reason, Refusal},
	json::{self, Value},
	lists::{BreakGlassReason, Purpose},
	model::{Identifier, Party, Reference},
	node::Node,
	profile::Profile,
	request, required, time,
};

/// Format of a custodian's table of sets.
pub const SETS_FORMAT: &str = "salus-sets/1";

/// What a custodian's words stand for on the chain, for one patient key:
///
/// ```json
/// {
///   "format": "salus-sets/1",
///   "classes": [ { "system": "http://loinc.org", "code": "11502-2", "set": 7 } ],
///   "records": [ { "reference": "DocumentReference/1", "record": "0x..." } ]
/// }
/// ```
///
/// The numbers are drawn at random for each patient key, so that a set says nothing in clear; the table is kept off the
/// chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SetTable {
	classes: Vec<(String, String, u32)>,
	records: Vec<(String, Hash)>,
}

impl SetTable {
	/// Reads a table.
	///
	/// # Errors
	/// [`Error::Json`]; [`Error::Refused`] for an unknown member, a set above 31, a code or reference that stands twice in
	/// the table, and what is no record's id.
	pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
		Ok(Self::read(&json::parse(bytes)?)?)
	}

	fn read(value: &Value) -> Result<Self, Refusal> {
		let node = Node::root("sets", value);
		node.only(&["format", "classes", "records"])?;
		node.need("format", "it names the format")?.expect(SETS_FORMAT, SETS_FORMAT)?;
		let twice = |entry: &Node<'_>| entry.refuse(Reason::Rule("stands twice in the list"));
		let mut table = Self { classes: Vec::new(), records: Vec::new() };
		for entry in node.list("classes")? {
			entry.only(&["system", "code", "set"])?;
			let (system, code) = entry.coding()?;
			if table.set(system, code).is_some() {
				return Err(twice(&entry));
			}
			let set = entry.need("set", "it is the number on the chain")?;
			let range = "0 to 31";
			let number: u32 = set.integer(range)?;
			let out = || set.refuse(Reason::OutOfRange { found: number.to_string(), range });
			let mask = 1_u32.checked_shl(number).ok_or_else(out)?;
			table.classes.push((system.to_owned(), code.to_owned(), mask));
		}
		for entry in node.list("records")? {
			entry.only(&["reference", "record"])?;
			let reference = entry.need("reference", "it is the custodian's own word")?.text()?;
			if table.record(reference).is_some() {
				return Err(twice(&entry));
			}
			let record = entry.need("record", "it is the id on the chain")?;
			table.records.push((reference.to_owned(), record_id(&record)?));
		}
		Ok(table)
	}

	fn set(&self, system: &str, code: &str) -> Option<u32> {
		let mut classes = self.classes.iter();
		Some(classes.find(|entry| (entry.0.as_str(), entry.1.as_str()) == (system, code))?.2)
	}

	fn record(&self, reference: &str) -> Option<Hash> {
		Some(self.records.iter().find(|entry| entry.0 == reference)?.1)
	}
}

fn record_id(node: &Node<'_>) -> Result<Hash, Refusal> {
	let text = node.text()?;
	parse_hash(text).ok_or_else(|| node.code_error(text, "0x and 64 lower-case hex digits"))
}

/// What a grant is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
	/// All records of these sets, now and later: a bit each.
	Sets(u32),
	/// One record, by its id on the chain.
	Record(Hash),
}

/// A grant, in the chain's terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
	/// The consent's own identifier, else the resource's id.
	pub consent: Option<Identifier>,
	/// Whose records; mapped to the patient key off the chain.
	pub patient: Reference,
	/// Who may read: mapped to a licence or a key by the caller.
	pub grantee: Party,
	/// What may be read.
	pub what: What,
	/// What for.
	pub purpose: Purpose,
	/// First moment.
	pub from_ms: u64,
	/// First moment at which it may not be read any more.
	pub until_ms: u64,
	/// How often, at least once.
	pub reads: u16,
}

/// Reads a `Consent` about records, or a Bundle with exactly one: a grant for each permission, none for a `deny`.
///
/// Nothing is granted by silence: each permission says for itself who, what, what for, from when, until when and how often
/// (extension [`READS`]). What the chain cannot express, exceptions among them, is refused.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_grants(bytes: &[u8], profile: &Profile, sets: &SetTable) -> Result<Vec<Grant>, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let context = Context::new(profile, None, Node::root(excerpt(kind), &value))?;
	let consent = context.subject("Consent", "a Consent, or a Bundle with exactly one, is")?;
	consent.check_unmodified()?;
	consent.need("status", "R4 requires it")?.expect("active", "`active`")?;
	check_scope(&consent, "patient-privacy", "`patient-privacy`")?;
	let found = provisions(&consent)?;
	if let (Some(exception), false) = (found.exceptions.first(), found.permits.is_empty()) {
		let why = "the chain has no exceptions: permit what may be read, and nothing else";
		return Err(exception.refuse(Reason::NotUnderstood(why)).into());
	}
	let patient = consent.need("patient", "records are somebody's")?.reference()?;
	required::check(&consent)?;
	let id = request::own_identifier(&consent)?;
	let mut grants = Vec::new();
	for permit in &found.permits {
		check_expressible(permit)?;
		let period = permit.need("period", "no grant is open-ended")?;
		let (from_ms, until_ms) = time::period(&period, profile.zone.as_ref())?;
		grants.push(Grant {
			consent: id.clone(),
			patient: patient.clone(),
			grantee: grantee(&context, &consent, permit)?,
			what: what(permit, sets)?,
			purpose: purpose(permit)?,
			from_ms,
			until_ms,
			reads: reads(permit)?,
		});
	}
	Ok(grants)
}

/// Refuses conditions that the chain does not know.
fn check_expressible(permit: &Node<'_>) -> Result<(), Refusal> {
	for (key, _) in permit.object()?.iter() {
		let path = || format!("{}.{}", permit.path, excerpt(key));
		match key {
			"id" | "extension" | "type" | "provision" | "actor" | "period" | "purpose"
			| "class" | "data" | "action" => {},
			"securityLabel" | "dataPeriod" | "code" => {
				let why = "it narrows the grant, and the chain cannot say so: use a set";
				return Err(Refusal::new(path(), Reason::NotUnderstood(why)));
			},
			_ => return Err(Refusal::new(path(), Reason::UnknownElement)),
		}
	}
	let access = "http://terminology.hl7.org/CodeSystem/consentaction";
	for action in permit.list("action")? {
		let (system, code) = action.first_coding()?;
		if (system, code) != (access, "access") {
			return Err(action.code_error(code, "`access`: a grant lets read, nothing else"));
		}
	}
	Ok(())
}

/// One reader. R4's roles of who receives information; any other actor narrows the grant in another way.
fn grantee<'a>(
	context: &Context<'a>,
	consent: &Node<'a>,
	permit: &Node<'a>,
) -> Result<Party, Refusal> {
	let rule = "a grant has one grantee: write a provision for each";
	let actor = permit.only_one("actor", "no grant is universal", rule)?;
	let role = actor.need("role", "R4 requires it")?;
	match role.first_coding()?.1 {
		"PRCP" | "IRCP" | "GRANTEE" => {},
		other => return Err(role.code_error(other, "`PRCP`, `IRCP` or `GRANTEE`: who reads")),
	}
	let who = actor.need("reference", "R4 requires it")?;
	Ok(context.party(consent, &who)?.0)
}

fn purpose(permit: &Node<'_>) -> Result<Purpose, Refusal> {
	let rule = "a grant has one purpose: write a provision for each";
	let purpose = permit.only_one("purpose", "no grant is without purpose", rule)?;
	match purpose.coding()? {
		(Purpose::SYSTEM, code) if BreakGlassReason::of(code).is_some() => {
			let why = "in an emergency records are opened without a grant";
			Err(purpose.refuse(Reason::NotUnderstood(why)))
		},
		(Purpose::SYSTEM, code) => {
			let expected = "TREAT, HPAYMT, HOPERAT, HRESCH, CLINTRCH, PUBHLTH, PATRQT or HLEGAL";
			Purpose::of(code).ok_or_else(|| purpose.code_error(code, expected))
		},
		(system, _) => Err(purpose.code_error(system, "a code of v3-ActReason")),
	}
}

/// Sets by their classes, or one record by `data`.
fn what(permit: &Node<'_>, sets: &SetTable) -> Result<What, Refusal> {
	let (classes, data) = (permit.list("class")?, permit.list("data")?);
	match (classes.as_slice(), data.as_slice()) {
		([], []) => {
			let why =
				"neither class nor data says what may be read, and no grant is for everything";
			Err(Refusal::new(format!("{}.data", permit.path), Reason::Absent(why)))
		},
		([], [one]) => record(one, sets).map(What::Record),
		([], [_, second, ..]) => {
			let rule = "a grant is for sets or for one record: write a provision for each";
			Err(second.refuse(Reason::Rule(rule)))
		},
		(_, [one, ..]) => {
			let why = "class and data together cannot be expressed";
			Err(one.refuse(Reason::NotUnderstood(why)))
		},
		(classes, []) => {
			let mut mask = 0;
			for class in classes {
				let (system, code) = class.coding()?;
				let expected = "a class of the custodian's table of sets";
				let found = || class.code_error(&format!("{system}|{code}"), expected);
				mask |= sets.set(system, code).ok_or_else(found)?;
			}
			Ok(What::Sets(mask))
		},
	}
}

fn record(data: &Node<'_>, sets: &SetTable) -> Result<Hash, Refusal> {
	let meaning = data.need("meaning", "R4 requires it")?;
	meaning.expect("instance", "`instance`: what is related is not granted with a record")?;
	let target = data.need("reference", "R4 requires it")?;
	let reference = target.reference()?;
	match reference.identifier {
		Some(Identifier { system: Some(system), .. }) if system == RECORD => {
			record_id(&target.need("identifier", "R4 requires it")?.need("value", "it is the id")?)
		},
		_ => {
			let literal = reference.reference.unwrap_or_default();
			let known = sets.record(&literal);
			known.ok_or_else(|| target.refuse(Reason::Unresolved(excerpt(&literal))))
		},
	}
}

fn reads(permit: &Node<'_>) -> Result<u16, Refusal> {
	let extension = permit.extension(READS)?.ok_or_else(|| {
		let why = "the extension urn:salus:reads says how often may be read";
		Refusal::new(format!("{}.extension", permit.path), Reason::Absent(why))
	})?;
	let reads = extension.need("valuePositiveInt", "it is the number of reads")?;
	let range = "1 to 65535";
	match reads.integer(range)? {
		0 => Err(reads.refuse(Reason::OutOfRange { found: "0".into(), range })),
		number => Ok(number),
	}
}
