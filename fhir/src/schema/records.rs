//! Consents, studies, audit events, and the records that are shown field by field: the elements of R4, each under its
//! resource's name (`Observation.valueQuantity`).
//!
//! `_` are the extensions of primitive elements. A resource of any other type is a [`super::MESSAGE`], shown whole or not
//! at all.

use super::Schema;

/// A schema of all elements of a resource, those that every resource has first.
macro_rules! resource {
	(
		$(#[$doc:meta])*
		$name:ident = $version:literal, $around:literal [$($beside:literal)*] $kind:literal
		{ $($element:literal)* }
	) => {
		$(#[$doc])*
		pub static $name: Schema = Schema {
			name: $version,
			around: $around,
			kind: Some($kind),
			fields: &[
				"profile",
				$($beside,)*
				concat!($kind, "._"),
				concat!($kind, ".id"),
				concat!($kind, ".meta"),
				concat!($kind, ".implicitRules"),
				concat!($kind, ".language"),
				concat!($kind, ".text"),
				concat!($kind, ".contained"),
				concat!($kind, ".extension"),
				concat!($kind, ".modifierExtension"),
				$(concat!($kind, ".", $element),)*
			],
		};
	};
}

resource! {
	/// A consent to take part in a trial, and the Provenance resources that sign it.
	CONSENT = "salus-consent/1", 3 ["provenance"] "Consent" {
		"category" "dateTime" "identifier" "organization" "patient" "performer" "policy" "policyRule" "provision"
		"scope" "sourceAttachment" "sourceReference" "status" "verification"
	}
}

resource! {
	/// A trial.
	RESEARCH_STUDY = "salus-research-study/1", 2 [] "ResearchStudy" {
		"arm" "category" "condition" "contact" "description" "enrollment" "focus" "identifier" "keyword"
		"location" "note" "objective" "partOf" "period" "phase" "primaryPurposeType" "principalInvestigator"
		"protocol" "reasonStopped" "relatedArtifact" "site" "sponsor" "status" "title"
	}
}

resource! {
	/// A receipt: who read what, why and when.
	AUDIT_EVENT = "salus-audit-event/1", 2 [] "AuditEvent" {
		"action" "agent" "entity" "outcome" "outcomeDesc" "period" "purposeOfEvent" "recorded" "source" "subtype"
		"type"
	}
}

resource! {
	/// R4 `DocumentReference`.
	DOCUMENT_REFERENCE = "salus-document-reference/1", 2 [] "DocumentReference" {
		"authenticator" "author" "category" "content" "context" "custodian" "date" "description" "docStatus"
		"identifier" "masterIdentifier" "relatesTo" "securityLabel" "status" "subject" "type"
	}
}

resource! {
	/// R4 `Observation`.
	OBSERVATION = "salus-observation/1", 2 [] "Observation" {
		"basedOn" "bodySite" "category" "code" "component" "dataAbsentReason" "derivedFrom" "device"
		"effectiveDateTime" "effectivePeriod" "effectiveTiming" "effectiveInstant" "encounter" "focus" "hasMember"
		"identifier" "interpretation" "issued" "method" "note" "partOf" "performer" "referenceRange" "specimen"
		"status" "subject" "valueQuantity" "valueCodeableConcept" "valueString" "valueBoolean" "valueInteger"
		"valueRange" "valueRatio" "valueSampledData" "valueTime" "valueDateTime" "valuePeriod"
	}
}

resource! {
	/// R4 `DiagnosticReport`.
	DIAGNOSTIC_REPORT = "salus-diagnostic-report/1", 2 [] "DiagnosticReport" {
		"basedOn" "category" "code" "conclusion" "conclusionCode" "effectiveDateTime" "effectivePeriod"
		"encounter" "identifier" "imagingStudy" "issued" "media" "performer" "presentedForm" "result"
		"resultsInterpreter" "specimen" "status" "subject"
	}
}

resource! {
	/// R4 `Condition`.
	CONDITION = "salus-condition/1", 2 [] "Condition" {
		"abatementDateTime" "abatementAge" "abatementPeriod" "abatementRange" "abatementString" "asserter"
		"bodySite" "category" "clinicalStatus" "code" "encounter" "evidence" "identifier" "note" "onsetDateTime"
		"onsetAge" "onsetPeriod" "onsetRange" "onsetString" "recordedDate" "recorder" "severity" "stage" "subject"
		"verificationStatus"
	}
}

resource! {
	/// R4 `Procedure`.
	PROCEDURE = "salus-procedure/1", 2 [] "Procedure" {
		"asserter" "basedOn" "bodySite" "category" "code" "complication" "complicationDetail" "encounter"
		"focalDevice" "followUp" "identifier" "instantiatesCanonical" "instantiatesUri" "location" "note"
		"outcome" "partOf" "performedDateTime" "performedPeriod" "performedString" "performedAge" "performedRange"
		"performer" "reasonCode" "reasonReference" "recorder" "report" "status" "statusReason" "subject"
		"usedCode" "usedReference"
	}
}

resource! {
	/// R4 `Immunization`.
	IMMUNIZATION = "salus-immunization/1", 2 [] "Immunization" {
		"doseQuantity" "education" "encounter" "expirationDate" "fundingSource" "identifier" "isSubpotent"
		"location" "lotNumber" "manufacturer" "note" "occurrenceDateTime" "occurrenceString" "patient" "performer"
		"primarySource" "programEligibility" "protocolApplied" "reaction" "reasonCode" "reasonReference"
		"recorded" "reportOrigin" "route" "site" "status" "statusReason" "subpotentReason" "vaccineCode"
	}
}

resource! {
	/// R4 `AllergyIntolerance`.
	ALLERGY_INTOLERANCE = "salus-allergy-intolerance/1", 2 [] "AllergyIntolerance" {
		"asserter" "category" "clinicalStatus" "code" "criticality" "encounter" "identifier" "lastOccurrence"
		"note" "onsetDateTime" "onsetAge" "onsetPeriod" "onsetRange" "onsetString" "patient" "reaction"
		"recordedDate" "recorder" "type" "verificationStatus"
	}
}

resource! {
	/// R4 `Encounter`.
	ENCOUNTER = "salus-encounter/1", 2 [] "Encounter" {
		"account" "appointment" "basedOn" "class" "classHistory" "diagnosis" "episodeOfCare" "hospitalization"
		"identifier" "length" "location" "participant" "partOf" "period" "priority" "reasonCode" "reasonReference"
		"serviceProvider" "serviceType" "status" "statusHistory" "subject" "type"
	}
}

resource! {
	/// R4 `CarePlan`.
	CARE_PLAN = "salus-care-plan/1", 2 [] "CarePlan" {
		"activity" "addresses" "author" "basedOn" "careTeam" "category" "contributor" "created" "description"
		"encounter" "goal" "identifier" "instantiatesCanonical" "instantiatesUri" "intent" "note" "partOf"
		"period" "replaces" "status" "subject" "supportingInfo" "title"
	}
}

resource! {
	/// R4 `ImagingStudy`.
	IMAGING_STUDY = "salus-imaging-study/1", 2 [] "ImagingStudy" {
		"basedOn" "description" "encounter" "endpoint" "identifier" "interpreter" "location" "modality" "note"
		"numberOfInstances" "numberOfSeries" "procedureCode" "procedureReference" "reasonCode" "reasonReference"
		"referrer" "series" "started" "status" "subject"
	}
}

/// All of them.
pub(super) static ALL: [&Schema; 13] = [
	&CONSENT,
	&RESEARCH_STUDY,
	&AUDIT_EVENT,
	&DOCUMENT_REFERENCE,
	&OBSERVATION,
	&DIAGNOSTIC_REPORT,
	&CONDITION,
	&PROCEDURE,
	&IMMUNIZATION,
	&ALLERGY_INTOLERANCE,
	&ENCOUNTER,
	&CARE_PLAN,
	&IMAGING_STUDY,
];
