//! What FHIR R4 (4.0.1) requires of claims, consents, trials, records and what is said of them: elements of minimum
//! cardinality 1.
//!
//! A path is needed wherever its parent is: `item.adjudication` in every `item`. `[x]` is a choice of types.

use crate::{
	error::{Error, Reason, Refusal},
	json::{self, Value},
	node::Node,
};

const CLAIM: &[&str] = &[
	"status",
	"type",
	"use",
	"patient",
	"created",
	"provider",
	"priority",
	"insurance",
	"payee.type",
	"careTeam.sequence",
	"careTeam.provider",
	"supportingInfo.sequence",
	"supportingInfo.category",
	"diagnosis.sequence",
	"diagnosis.diagnosis[x]",
	"procedure.sequence",
	"procedure.procedure[x]",
	"insurance.sequence",
	"insurance.focal",
	"insurance.coverage",
	"accident.date",
	"item.sequence",
	"item.productOrService",
	"item.detail.sequence",
	"item.detail.productOrService",
	"item.detail.subDetail.sequence",
	"item.detail.subDetail.productOrService",
];

const CLAIM_RESPONSE: &[&str] = &[
	"status",
	"type",
	"use",
	"patient",
	"created",
	"insurer",
	"outcome",
	"item.itemSequence",
	"item.adjudication",
	"item.adjudication.category",
	"item.detail.detailSequence",
	"item.detail.adjudication",
	"item.detail.adjudication.category",
	"item.detail.subDetail.subDetailSequence",
	"item.detail.subDetail.adjudication.category",
	"addItem.productOrService",
	"addItem.adjudication",
	"addItem.adjudication.category",
	"addItem.detail.productOrService",
	"addItem.detail.adjudication",
	"addItem.detail.adjudication.category",
	"addItem.detail.subDetail.productOrService",
	"addItem.detail.subDetail.adjudication",
	"addItem.detail.subDetail.adjudication.category",
	"adjudication.category",
	"total.category",
	"total.amount",
	"payment.type",
	"payment.amount",
	"processNote.text",
	"insurance.sequence",
	"insurance.focal",
	"insurance.coverage",
	"error.code",
];

const EXPLANATION_OF_BENEFIT: &[&str] = &[
	"status",
	"type",
	"use",
	"patient",
	"created",
	"insurer",
	"provider",
	"outcome",
	"insurance",
	"careTeam.sequence",
	"careTeam.provider",
	"supportingInfo.sequence",
	"supportingInfo.category",
	"diagnosis.sequence",
	"diagnosis.diagnosis[x]",
	"procedure.sequence",
	"procedure.procedure[x]",
	"insurance.focal",
	"insurance.coverage",
	"item.sequence",
	"item.productOrService",
	"item.adjudication.category",
	"item.detail.sequence",
	"item.detail.productOrService",
	"item.detail.adjudication.category",
	"item.detail.subDetail.sequence",
	"item.detail.subDetail.productOrService",
	"item.detail.subDetail.adjudication.category",
	"addItem.productOrService",
	"addItem.adjudication.category",
	"addItem.detail.productOrService",
	"addItem.detail.adjudication.category",
	"addItem.detail.subDetail.productOrService",
	"addItem.detail.subDetail.adjudication.category",
	"adjudication.category",
	"total.category",
	"total.amount",
	"benefitBalance.category",
	"benefitBalance.financial.type",
];

const PAYMENT_RECONCILIATION: &[&str] =
	&["status", "created", "paymentDate", "paymentAmount", "detail.type"];

const CONSENT: &[&str] = &[
	"status",
	"scope",
	"category",
	"verification.verified",
	"provision.actor.role",
	"provision.actor.reference",
	"provision.data.meaning",
	"provision.data.reference",
	"provision.provision.actor.role",
	"provision.provision.actor.reference",
	"provision.provision.data.meaning",
	"provision.provision.data.reference",
];

const RESEARCH_STUDY: &[&str] = &["status", "arm.name"];

const RESEARCH_SUBJECT: &[&str] = &["status", "study", "individual"];

const DOCUMENT_REFERENCE: &[&str] =
	&["status", "content", "content.attachment", "relatesTo.code", "relatesTo.target"];

const AUDIT_EVENT: &[&str] = &[
	"type",
	"recorded",
	"agent",
	"agent.requestor",
	"source",
	"source.observer",
	"entity.detail.type",
	"entity.detail.value[x]",
];

const PROVENANCE: &[&str] = &[
	"target",
	"recorded",
	"agent",
	"agent.who",
	"entity.role",
	"entity.what",
	"entity.agent.who",
	"signature.type",
	"signature.when",
	"signature.who",
];

/// The required elements of a resource type, `None` for a type of which this crate neither reads nor writes all of them.
pub fn required(resource_type: &str) -> Option<&'static [&'static str]> {
	match resource_type {
		"Claim" => Some(CLAIM),
		"ClaimResponse" => Some(CLAIM_RESPONSE),
		"ExplanationOfBenefit" => Some(EXPLANATION_OF_BENEFIT),
		"PaymentReconciliation" => Some(PAYMENT_RECONCILIATION),
		"Consent" => Some(CONSENT),
		"ResearchStudy" => Some(RESEARCH_STUDY),
		"ResearchSubject" => Some(RESEARCH_SUBJECT),
		"DocumentReference" => Some(DOCUMENT_REFERENCE),
		"AuditEvent" => Some(AUDIT_EVENT),
		"Provenance" => Some(PROVENANCE),
		_ => None,
	}
}

/// Refuses a resource that lacks an element which R4 requires.
///
/// # Errors
/// The first such element with [`Reason::Absent`]; [`Reason::NotRead`] for another type of resource.
pub fn check_required(bytes: &[u8]) -> Result<(), Error> {
	let value = json::parse(bytes)?;
	let kind = Node::root("$", &value).resource_type()?;
	Ok(check(&Node::root(kind, &value))?)
}

pub(crate) fn check(resource: &Node<'_>) -> Result<(), Refusal> {
	let kind = resource.resource_type()?;
	let paths = required(kind).ok_or_else(|| {
		let found = crate::error::excerpt(kind);
		resource.refuse(Reason::NotRead { found, why: "its required elements are not known here" })
	})?;
	paths.iter().try_for_each(|path| present(resource, path))
}

/// Whether `path` is there wherever its parent is.
fn present(node: &Node<'_>, path: &str) -> Result<(), Refusal> {
	match path.split_once('.') {
		None if has(node, path) => Ok(()),
		None => {
			Err(Refusal::new(format!("{}.{path}", node.path), Reason::Absent("R4 requires it")))
		},
		Some((parent, rest)) => match node.get(parent) {
			None => Ok(()),
			Some(parent) if matches!(parent.value, Value::Array(_)) => {
				parent.elements()?.iter().try_for_each(|element| present(element, rest))
			},
			Some(parent) => present(&parent, rest),
		},
	}
}

/// A member of that name, an extension in its place, or one of the types of a choice.
fn has(node: &Node<'_>, element: &str) -> bool {
	let Some(object) = node.value.as_object() else { return false };
	let holds = |value: &Value| !matches!(value, Value::Array(elements) if elements.is_empty());
	let named = |key: &str| match element.strip_suffix("[x]") {
		Some(stem) => key
			.strip_prefix(stem)
			.is_some_and(|kind| kind.starts_with(|first: char| first.is_ascii_uppercase())),
		None => key.strip_prefix('_').unwrap_or(key) == element,
	};
	object.iter().any(|(key, value)| named(key) && holds(value))
}
