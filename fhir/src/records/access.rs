//! R4 `AuditEvent` to the receipt of an access.

use super::RECORD;
use crate::{
	context::Context,
	document::{parse_hash, Draft, Hash},
	error::{excerpt, Error, Reason, Refusal},
	json,
	lists::{BreakGlassReason, Purpose, ACT_REASON},
	model::{Identifier, Party},
	node::Node,
	profile::Profile,
	request, required,
	schema::AUDIT_EVENT,
	time,
};

/// Why records were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccessReason {
	/// Under a grant for this purpose.
	Grant(Purpose),
	/// Without one, in an emergency: break-glass.
	BreakGlass(BreakGlassReason),
}

impl AccessReason {
	/// The code of v3-ActReason.
	pub fn code(self) -> &'static str {
		match self {
			Self::Grant(purpose) => purpose.code(),
			Self::BreakGlass(reason) => reason.code(),
		}
	}

	fn of(code: &str) -> Option<Self> {
		let granted = Purpose::of(code).map(Self::Grant);
		granted.or_else(|| BreakGlassReason::of(code).map(Self::BreakGlass))
	}
}

/// An access, in the chain's terms.
#[derive(Debug, Clone)]
pub struct Access {
	/// The event's id.
	pub id: Option<Identifier>,
	/// When it was recorded.
	pub recorded_ms: u64,
	/// Who asked: the one agent that is the requestor.
	pub reader: Party,
	/// Why.
	pub reason: AccessReason,
	/// The records among the entities, by their ids on the chain.
	pub records: Vec<Hash>,
	/// Everything, to be committed to: the commitment is the receipt.
	pub draft: Draft,
}

/// Reads an `AuditEvent`, strictly: who read what, why and when, with success.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read_access(
	bytes: &[u8],
	profile: &Profile,
	now_ms: u64,
	max_age_ms: u64,
) -> Result<Access, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(excerpt(kind), &value);
	let context = Context::new(profile, None, root)?;
	let event = context.subject("AuditEvent", "an AuditEvent, or a Bundle with exactly one, is")?;
	let recorded = event.need("recorded", "R4 requires it")?;
	let recorded_ms = time::instant(&recorded)?;
	time::check_age(&recorded, recorded_ms, now_ms, max_age_ms)?;
	let outcome = event.need("outcome", "a receipt says whether the access was allowed")?;
	outcome.expect("0", "`0`: there is no receipt for what was not read")?;
	let reader = reader(&context, &event)?;
	let (reason, records) = (reason(&event)?, records(&event)?);
	required::check(&event)?;
	Ok(Access {
		id: request::own_identifier(&event)?,
		recorded_ms,
		reader,
		reason,
		records,
		draft: context.draft(&AUDIT_EVENT, &event, vec![], None)?,
	})
}

fn reader<'a>(context: &Context<'a>, event: &Node<'a>) -> Result<Party, Refusal> {
	let agents = event.need("agent", "somebody read")?;
	let mut requestors = Vec::new();
	for agent in agents.elements()? {
		if agent.need("requestor", "R4 requires it")?.boolean()? {
			requestors.push(agent);
		}
	}
	let [requestor] = <[Node<'a>; 1]>::try_from(requestors).map_err(|_| {
		agents.refuse(Reason::Rule("exactly one agent is the requestor: who reads"))
	})?;
	let who = requestor.need("who", "the reader is somebody")?;
	Ok(context.party(event, &who)?.0)
}

fn reason(event: &Node<'_>) -> Result<AccessReason, Refusal> {
	let rule = "an access has one purpose, as its grant";
	let purpose = event.only_one("purposeOfEvent", "nobody reads without a purpose", rule)?;
	match purpose.first_coding()? {
		(ACT_REASON, code) => {
			let expected = "a purpose of a grant, or a reason of break-glass";
			AccessReason::of(code).ok_or_else(|| purpose.code_error(code, expected))
		},
		(system, _) => Err(purpose.code_error(system, "a code of v3-ActReason")),
	}
}

/// What was read. Entities that are no records on the chain (the patient, a query) are committed to alone.
fn records(event: &Node<'_>) -> Result<Vec<Hash>, Refusal> {
	let entities = event.need("entity", "something was read")?;
	let elements = entities.elements()?;
	if elements.is_empty() {
		return Err(entities.refuse(Reason::Absent("something was read")));
	}
	let mut records = Vec::new();
	for entity in elements {
		let Some(identifier) = entity.get("what").and_then(|what| what.get("identifier")) else {
			continue;
		};
		if identifier.identifier()?.system.as_deref() == Some(RECORD) {
			let value = identifier.need("value", "it is the record's id")?;
			let text = value.text()?;
			let expected = "0x and 64 lower-case hex digits";
			records.push(parse_hash(text).ok_or_else(|| value.code_error(text, expected))?);
		}
	}
	Ok(records)
}
