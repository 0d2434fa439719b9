//! Any R4 resource to a [`Record`].

use crate::{
	context::Context,
	document::Draft,
	error::{excerpt, Error, Reason, Refusal},
	json,
	model::{Identifier, Party, Reference},
	node::Node,
	profile::Profile,
	required,
	schema::{Schema, MESSAGE},
};

/// What a record's own status says for the chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RecordStatus {
	/// To be anchored, or to take another's place.
	Live,
	/// Another one took its place.
	Amended,
	/// It should never have existed.
	InError,
}

/// A record, in the chain's terms.
#[derive(Debug, Clone)]
pub struct Record {
	/// Type of the resource.
	pub kind: String,
	/// The record's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// What its status says.
	pub status: RecordStatus,
	/// The record that it amends (`DocumentReference.relatesTo` with `replaces`).
	pub replaces: Option<Reference>,
	/// Who keeps it. Given by every DocumentReference; other resources have no such element.
	pub custodian: Option<Party>,
	/// Everything, to be committed to: the root is the chain's.
	pub draft: Draft,
}

/// Reads a resource as a record. It is committed to by the elements of its type's [`Schema`], or whole if there is none.
///
/// What would change the meaning of a field that is shown alone (`modifierExtension`, `implicitRules`) is refused. Of a
/// `DocumentReference` status and custodian are needed; its `hash` of the document is unsalted, and committed like all else.
///
/// # Errors
/// [`Error::Json`] if the bytes have no canonical form, [`Error::Refused`] with element and reason otherwise; a Bundle is
/// read by [`of_bundle`].
pub fn read(bytes: &[u8], profile: &Profile) -> Result<Record, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(excerpt(kind), &value);
	record(&Context::new(profile, None, root.clone())?, &root)
}

/// An entry of a Bundle: read, or refused with the reason.
#[derive(Debug)]
pub struct BundleRecord {
	/// Where it stands: `Bundle.entry[3].Observation`.
	pub path: String,
	/// The record, or why it is refused.
	pub outcome: Result<Record, Error>,
}

/// The entries of a Bundle in their order; of a single resource, that one.
///
/// # Errors
/// Only if the input as a whole cannot be read; an entry that is refused is an outcome.
pub fn of_bundle(bytes: &[u8], profile: &Profile) -> Result<Vec<BundleRecord>, Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	let root = Node::root(excerpt(kind), &value);
	let context = Context::new(profile, None, root.clone())?;
	let entries = if kind == "Bundle" { context.resources() } else { vec![root] };
	let read = |entry: &Node<'_>| BundleRecord {
		path: entry.path.clone(),
		outcome: record(&context, entry),
	};
	Ok(entries.iter().map(read).collect())
}

fn record<'a>(context: &Context<'a>, resource: &Node<'a>) -> Result<Record, Error> {
	resource.check_unmodified()?;
	let kind = resource.resource_type()?;
	if kind == "Bundle" {
		let why = "a Bundle is read entry by entry";
		return Err(resource.refuse(Reason::NotRead { found: excerpt(kind), why }).into());
	}
	let document = kind == "DocumentReference";
	let (status, replaces, custodian) = if document {
		let custodian = resource.need("custodian", "a custodian answers for every record")?;
		let (custodian, _) = context.party(resource, &custodian)?;
		required::check(resource)?;
		(document_status(resource)?, replaced(resource)?, Some(custodian))
	} else {
		(status(resource)?, None, None)
	};
	Ok(Record {
		kind: kind.to_owned(),
		id: name(resource),
		status,
		replaces,
		custodian,
		draft: draft(context, resource, kind)?,
	})
}

fn draft<'a>(context: &Context<'a>, resource: &Node<'a>, kind: &str) -> Result<Draft, Error> {
	match Schema::all().find(|schema| schema.kind == Some(kind)) {
		Some(schema) => context.draft(schema, resource, vec![], None),
		None => {
			let whole = ("resource".to_owned(), resource.value.clone());
			Ok(Draft::new(&MESSAGE, context.reading().into_iter().chain([whole]))?)
		},
	}
}

/// The first identifier, of which a few types have one at most, else the id. It names the record to the caller only: an
/// identifier without a value is no reason to refuse.
fn name(resource: &Node<'_>) -> Option<Identifier> {
	let identifier = resource.get("identifier").and_then(|found| match found.value.as_object() {
		Some(_) => found.identifier().ok(),
		None => found.elements().ok()?.first()?.identifier().ok(),
	});
	let id = resource.get("id").and_then(|id| id.text().ok());
	identifier.or_else(|| Some(Identifier { system: None, value: id?.to_owned() }))
}

fn document_status(document: &Node<'_>) -> Result<RecordStatus, Refusal> {
	let status = document.need("status", "R4 requires it")?;
	match status.text()? {
		"current" => Ok(RecordStatus::Live),
		"superseded" => Ok(RecordStatus::Amended),
		"entered-in-error" => Ok(RecordStatus::InError),
		other => Err(status.code_error(other, "`current`, `superseded` or `entered-in-error`")),
	}
}

/// R4 says it in `status` of most resources, in `verificationStatus` of conditions and allergies.
fn status(resource: &Node<'_>) -> Result<RecordStatus, Refusal> {
	let plain = resource.get("status").and_then(|status| status.value.as_str());
	let verified = match resource.get("verificationStatus") {
		Some(status) => Some(status.first_coding()?.1),
		None => None,
	};
	match plain == Some("entered-in-error") || verified == Some("entered-in-error") {
		true => Ok(RecordStatus::InError),
		false => Ok(RecordStatus::Live),
	}
}

/// The chain amends one record by one other.
fn replaced(document: &Node<'_>) -> Result<Option<Reference>, Refusal> {
	let mut replaced = None;
	for relation in document.list("relatesTo")? {
		if relation.need("code", "R4 requires it")?.text()? == "replaces" {
			let target = relation.need("target", "R4 requires it")?.reference()?;
			if replaced.replace(target).is_some() {
				return Err(relation.refuse(Reason::Rule("one record replaces one other")));
			}
		}
	}
	Ok(replaced)
}
