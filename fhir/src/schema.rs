//! Which fields a document has, in which order.
//!
//! A list never changes within its version: a field's position is part of what is proved. The elements are those of
//! FHIR R4 (4.0.1); `dispenseRequest` is split, because its parts concern different readers.

mod records;

pub use records::*;

/// The fields of a kind of document.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
	/// Name and version.
	pub name: &'static str,
	/// Paths, in the order of the leaves.
	pub fields: &'static [&'static str],
	/// How many of the first fields say how the document was read and what surrounds it; elements of R4 follow.
	pub around: usize,
	/// The type of resource that stands before the dot in the paths of its own elements; `None` where they stand alone.
	///
	/// Records of many types are shown side by side: the path of a field says whose it is, so that none passes for that of
	/// another type.
	pub kind: Option<&'static str>,
}

impl Schema {
	/// The position of a field.
	pub fn position(&self, path: &str) -> Option<usize> {
		self.fields.iter().position(|field| *field == path)
	}

	/// The field of a resource's own element.
	pub(crate) fn own(&self, element: &str) -> String {
		self.kind.map_or_else(|| element.to_owned(), |kind| format!("{kind}.{element}"))
	}

	/// Whether R4 has this element, rather than that the field is ours.
	pub(crate) fn is_element(&self, element: &str) -> bool {
		self.position(&self.own(element)).is_some_and(|position| position >= self.around)
	}

	/// Number of leaves, padding included.
	pub fn leaves(&self) -> usize {
		self.fields.len().next_power_of_two()
	}

	/// The schema of this name and version.
	pub fn named(name: &str) -> Option<&'static Self> {
		Self::all().find(|schema| schema.name == name)
	}

	/// All schemas.
	pub fn all() -> impl Iterator<Item = &'static Self> {
		[&PRESCRIPTION, &DISPENSE, &CLAIM, &MESSAGE].into_iter().chain(records::ALL)
	}
}

/// A prescribed item: how it was read, the message around it, and the elements of R4 `MedicationRequest`.
///
/// `message` is the MessageHeader, `patient` and `prescriber` are the resources that `subject` and `requester` lead to,
/// `provenance` those that target the item, `_` the extensions of primitive elements.
pub static PRESCRIPTION: Schema = Schema {
	name: "salus-prescription/1",
	around: 7,
	kind: None,
	fields: &[
		"profile",
		"completion",
		"message",
		"patient",
		"prescriber",
		"provenance",
		"_",
		"id",
		"meta",
		"implicitRules",
		"language",
		"text",
		"contained",
		"extension",
		"modifierExtension",
		"identifier",
		"status",
		"statusReason",
		"intent",
		"category",
		"priority",
		"doNotPerform",
		"reportedBoolean",
		"reportedReference",
		"medicationCodeableConcept",
		"medicationReference",
		"subject",
		"encounter",
		"supportingInformation",
		"authoredOn",
		"requester",
		"performer",
		"performerType",
		"recorder",
		"reasonCode",
		"reasonReference",
		"instantiatesCanonical",
		"instantiatesUri",
		"basedOn",
		"groupIdentifier",
		"courseOfTherapyType",
		"insurance",
		"note",
		"dosageInstruction",
		"dispenseRequest.id",
		"dispenseRequest.extension",
		"dispenseRequest.modifierExtension",
		"dispenseRequest.initialFill",
		"dispenseRequest.dispenseInterval",
		"dispenseRequest.validityPeriod",
		"dispenseRequest.numberOfRepeatsAllowed",
		"dispenseRequest.quantity",
		"dispenseRequest.expectedSupplyDuration",
		"dispenseRequest.performer",
		"substitution",
		"priorPrescription",
		"detectedIssue",
		"eventHistory",
	],
};

/// What was handed out: how it was read, the message around it, and the elements of R4 `MedicationDispense`.
pub static DISPENSE: Schema = Schema {
	name: "salus-dispense/1",
	around: 5,
	kind: None,
	fields: &[
		"profile",
		"completion",
		"message",
		"dispenser",
		"_",
		"id",
		"meta",
		"implicitRules",
		"language",
		"text",
		"contained",
		"extension",
		"modifierExtension",
		"identifier",
		"partOf",
		"status",
		"statusReasonCodeableConcept",
		"statusReasonReference",
		"category",
		"medicationCodeableConcept",
		"medicationReference",
		"subject",
		"context",
		"supportingInformation",
		"performer",
		"location",
		"authorizingPrescription",
		"type",
		"quantity",
		"daysSupply",
		"whenPrepared",
		"whenHandedOver",
		"destination",
		"receiver",
		"note",
		"dosageInstruction",
		"substitution",
		"detectedIssue",
		"eventHistory",
	],
};

/// A claim: how it was read, what a profile read otherwise than R4 says, the message around it, and the elements of R4
/// `Claim`.
pub static CLAIM: Schema = Schema {
	name: "salus-claim/1",
	around: 4,
	kind: None,
	fields: &[
		"profile",
		"adaptations",
		"message",
		"_",
		"id",
		"meta",
		"implicitRules",
		"language",
		"text",
		"contained",
		"extension",
		"modifierExtension",
		"identifier",
		"status",
		"type",
		"subType",
		"use",
		"patient",
		"billablePeriod",
		"created",
		"enterer",
		"insurer",
		"provider",
		"priority",
		"fundsReserve",
		"related",
		"prescription",
		"originalPrescription",
		"payee",
		"referral",
		"facility",
		"careTeam",
		"supportingInfo",
		"diagnosis",
		"procedure",
		"insurance",
		"accident",
		"item",
		"total",
	],
};

/// Any other message: how it was read, and the whole resource.
pub static MESSAGE: Schema = Schema {
	name: "salus-message/1",
	fields: &["profile", "completion", "resource"],
	around: 2,
	kind: None,
};
