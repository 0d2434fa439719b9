//! From a parsed resource to a [`Reading`]: which reader it is for.

use crate::{
	completion::Completion,
	context::Context,
	dispense,
	error::{excerpt, Error, Reason, Refusal},
	json::{self, Value},
	model::Reading,
	node::Node,
	profile::{Profile, Rules},
	request, task,
};

/// Reads one FHIR resource as JSON.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise.
pub fn read(
	bytes: &[u8],
	profile: &Profile,
	completion: Option<&Completion>,
) -> Result<Reading, Error> {
	read_value(&json::parse(bytes)?, profile, completion)
}

pub(crate) fn read_value(
	value: &Value,
	profile: &Profile,
	completion: Option<&Completion>,
) -> Result<Reading, Error> {
	let kind = Node::root("$", value).resource_type()?;
	let root = Node::root(kind, value);
	let context = Context::new(profile, completion, root.clone())?;
	match (kind, profile.rules) {
		("MedicationRequest", _) => request::order(&context, None, vec![root]),
		("MedicationDispense", _) => dispense::notice(&context, None, None, vec![root]),
		("Bundle", rules) => bundle(&context, rules),
		("Task", Rules::NhsEps) => task::task(&context),
		("Parameters", Rules::NhsEps) => task::release(&context),
		_ => Err(not_read(&root, kind).into()),
	}
}

/// Why a type of resource is no instruction to the chain.
fn not_read(root: &Node<'_>, kind: &str) -> Refusal {
	let why = match kind {
		"Task" | "Parameters" => "only the profile nhs-eps/1 gives it a meaning",
		"OperationOutcome" => "it answers a message and asks for nothing",
		"Claim" | "ClaimResponse" | "ExplanationOfBenefit" => {
			"claims and decisions on them are read for reimbursement, with a currency and a clock"
		},
		"Consent" | "ResearchStudy" | "ResearchSubject" => {
			"consents and trials are read with a form's table of scopes or a custodian's of sets"
		},
		_ => "it is neither prescribed, dispensed, released, returned, withdrawn nor cancelled",
	};
	let found = excerpt(kind);
	Refusal::new(format!("{}.resourceType", root.path), Reason::NotRead { found, why })
}

fn bundle(context: &Context<'_>, rules: Rules) -> Result<Reading, Error> {
	let root = &context.root;
	let kind = root.need("type", "R4 requires it")?;
	match (kind.text()?, rules) {
		("message", Rules::NhsEps) => message(context),
		("message", Rules::R4 | Rules::Synthea) => {
			Err(kind.refuse(Reason::Rule("messages are read under the profile nhs-eps/1")).into())
		},
		("transaction" | "batch" | "collection" | "searchset" | "document", _) => {
			collection(context)
		},
		(other, _) => Err(kind.code_error(other, "a message or a collection of resources").into()),
	}
}

/// Items of a Bundle that is no message.
fn collection(context: &Context<'_>) -> Result<Reading, Error> {
	let (requests, dispenses) =
		(context.all("MedicationRequest"), context.all("MedicationDispense"));
	if !requests.is_empty() {
		request::order(context, None, requests)
	} else if !dispenses.is_empty() {
		dispense::notice(context, None, None, dispenses)
	} else {
		let why = "no MedicationRequest or MedicationDispense is among the entries";
		Err(Refusal::new(format!("{}.entry", context.root.path), Reason::Absent(why)).into())
	}
}

/// An NHS EPS message, by the event of its header.
fn message(context: &Context<'_>) -> Result<Reading, Error> {
	let id = context.root.get("identifier").map(|id| id.identifier()).transpose()?;
	let header = context.header().ok_or_else(|| {
		let why = "a message has a MessageHeader";
		Refusal::new(format!("{}.entry", context.root.path), Reason::Absent(why))
	})?;
	let event = header.need("eventCoding", "the event says what is asked")?;
	let event = event.need("code", "the event says what is asked")?;
	match event.text()? {
		"prescription-order" => request::order(context, id, context.all("MedicationRequest")),
		"prescription-order-update" => task::cancellation(context, id, &header),
		"prescription-order-response" => task::cancel_answer(context),
		"dispense-notification" => {
			let release = header.get("response").and_then(|response| response.get("identifier"));
			let release = release.map(|release| release.text().map(str::to_owned)).transpose()?;
			dispense::notice(context, id, release, context.all("MedicationDispense"))
		},
		other => Err(event.code_error(other, "an event of the prescription service").into()),
	}
}
