//! The lists of fields, in the order of their leaves. A list never changes under its name.

/// The fields of a kind of document.
pub struct Schema {
	/// Name and version.
	name: &'static str,
	/// The FHIR resource whose name stands before its own elements; empty if they stand alone.
	kind: &'static str,
	/// How the document was read and what surrounds it; then, if `kind` is set, [`RESOURCE`].
	around: &'static str,
	/// The elements of its own.
	own: &'static str,
}

/// What every FHIR resource begins with.
const RESOURCE: &str =
	"_ id meta implicitRules language text contained extension modifierExtension";

impl Schema {
	/// The schema of this name and version.
	pub fn named(name: &str) -> Option<&'static Schema> {
		ALL.iter().find(|schema| schema.name == name)
	}

	/// Position of a field among the leaves.
	pub fn position(&self, path: &str) -> Option<usize> {
		self.fields().position(|(kind, element)| match kind {
			"" => path == element,
			kind => {
				path.strip_prefix(kind).and_then(|rest| rest.strip_prefix('.')) == Some(element)
			},
		})
	}

	/// Hashes from a leaf up to the root: the leaves are padded to a power of two.
	pub fn depth(&self) -> usize {
		let leaves = self.fields().count().next_power_of_two();
		usize::try_from(leaves.ilog2()).unwrap_or(usize::MAX)
	}

	/// Each field with what stands before the point in its path.
	fn fields(&self) -> impl Iterator<Item = (&'static str, &'static str)> + '_ {
		let first = if self.kind.is_empty() { "" } else { RESOURCE };
		let around = self.around.split_whitespace().map(|element| ("", element));
		let own = first.split_whitespace().chain(self.own.split_whitespace());
		around.chain(own.map(|element| (self.kind, element)))
	}
}

/// All schemas.
static ALL: &[Schema] = &[
	Schema {
		name: "salus-prescription/1",
		kind: "",
		around: "profile completion message patient prescriber provenance _",
		own: "
			id meta implicitRules language text contained extension modifierExtension identifier
			status statusReason intent category priority doNotPerform reportedBoolean
			reportedReference medicationCodeableConcept medicationReference subject encounter
			supportingInformation authoredOn requester performer performerType recorder reasonCode
			reasonReference instantiatesCanonical instantiatesUri basedOn groupIdentifier
			courseOfTherapyType insurance note dosageInstruction dispenseRequest.id
			dispenseRequest.extension dispenseRequest.modifierExtension
			dispenseRequest.initialFill dispenseRequest.dispenseInterval
			dispenseRequest.validityPeriod dispenseRequest.numberOfRepeatsAllowed
			dispenseRequest.quantity dispenseRequest.expectedSupplyDuration
			dispenseRequest.performer substitution priorPrescription detectedIssue eventHistory
		",
	},
	Schema {
		name: "salus-dispense/1",
		kind: "",
		around: "profile completion message dispenser _",
		own: "
			id meta implicitRules language text contained extension modifierExtension identifier
			partOf status statusReasonCodeableConcept statusReasonReference category
			medicationCodeableConcept medicationReference subject context supportingInformation
			performer location authorizingPrescription type quantity daysSupply whenPrepared
			whenHandedOver destination receiver note dosageInstruction substitution detectedIssue
			eventHistory
		",
	},
	Schema {
		name: "salus-claim/1",
		kind: "",
		around: "profile adaptations message _",
		own: "
			id meta implicitRules language text contained extension modifierExtension identifier
			status type subType use patient billablePeriod created enterer insurer provider
			priority fundsReserve related prescription originalPrescription payee referral
			facility careTeam supportingInfo diagnosis procedure insurance accident item total
		",
	},
	Schema { name: "salus-message/1", kind: "", around: "profile completion", own: "resource" },
	Schema {
		name: "salus-consent/1",
		kind: "Consent",
		around: "profile provenance",
		own: "
			category dateTime identifier organization patient performer policy policyRule
			provision scope sourceAttachment sourceReference status verification
		",
	},
	Schema {
		name: "salus-research-study/1",
		kind: "ResearchStudy",
		around: "profile",
		own: "
			arm category condition contact description enrollment focus identifier keyword
			location note objective partOf period phase primaryPurposeType principalInvestigator
			protocol reasonStopped relatedArtifact site sponsor status title
		",
	},
	Schema {
		name: "salus-audit-event/1",
		kind: "AuditEvent",
		around: "profile",
		own: "
			action agent entity outcome outcomeDesc period purposeOfEvent recorded source subtype
			type
		",
	},
	Schema {
		name: "salus-document-reference/1",
		kind: "DocumentReference",
		around: "profile",
		own: "
			authenticator author category content context custodian date description docStatus
			identifier masterIdentifier relatesTo securityLabel status subject type
		",
	},
	Schema {
		name: "salus-observation/1",
		kind: "Observation",
		around: "profile",
		own: "
			basedOn bodySite category code component dataAbsentReason derivedFrom device
			effectiveDateTime effectivePeriod effectiveTiming effectiveInstant encounter focus
			hasMember identifier interpretation issued method note partOf performer referenceRange
			specimen status subject valueQuantity valueCodeableConcept valueString valueBoolean
			valueInteger valueRange valueRatio valueSampledData valueTime valueDateTime
			valuePeriod
		",
	},
	Schema {
		name: "salus-diagnostic-report/1",
		kind: "DiagnosticReport",
		around: "profile",
		own: "
			basedOn category code conclusion conclusionCode effectiveDateTime effectivePeriod
			encounter identifier imagingStudy issued media performer presentedForm result
			resultsInterpreter specimen status subject
		",
	},
	Schema {
		name: "salus-condition/1",
		kind: "Condition",
		around: "profile",
		own: "
			abatementDateTime abatementAge abatementPeriod abatementRange abatementString asserter
			bodySite category clinicalStatus code encounter evidence identifier note onsetDateTime
			onsetAge onsetPeriod onsetRange onsetString recordedDate recorder severity stage
			subject verificationStatus
		",
	},
	Schema {
		name: "salus-procedure/1",
		kind: "Procedure",
		around: "profile",
		own: "
			asserter basedOn bodySite category code complication complicationDetail encounter
			focalDevice followUp identifier instantiatesCanonical instantiatesUri location note
			outcome partOf performedDateTime performedPeriod performedString performedAge
			performedRange performer reasonCode reasonReference recorder report status
			statusReason subject usedCode usedReference
		",
	},
	Schema {
		name: "salus-immunization/1",
		kind: "Immunization",
		around: "profile",
		own: "
			doseQuantity education encounter expirationDate fundingSource identifier isSubpotent
			location lotNumber manufacturer note occurrenceDateTime occurrenceString patient
			performer primarySource programEligibility protocolApplied reaction reasonCode
			reasonReference recorded reportOrigin route site status statusReason subpotentReason
			vaccineCode
		",
	},
	Schema {
		name: "salus-allergy-intolerance/1",
		kind: "AllergyIntolerance",
		around: "profile",
		own: "
			asserter category clinicalStatus code criticality encounter identifier lastOccurrence
			note onsetDateTime onsetAge onsetPeriod onsetRange onsetString patient reaction
			recordedDate recorder type verificationStatus
		",
	},
	Schema {
		name: "salus-encounter/1",
		kind: "Encounter",
		around: "profile",
		own: "
			account appointment basedOn class classHistory diagnosis episodeOfCare hospitalization
			identifier length location participant partOf period priority reasonCode
			reasonReference serviceProvider serviceType status statusHistory subject type
		",
	},
	Schema {
		name: "salus-care-plan/1",
		kind: "CarePlan",
		around: "profile",
		own: "
			activity addresses author basedOn careTeam category contributor created description
			encounter goal identifier instantiatesCanonical instantiatesUri intent note partOf
			period replaces status subject supportingInfo title
		",
	},
	Schema {
		name: "salus-imaging-study/1",
		kind: "ImagingStudy",
		around: "profile",
		own: "
			basedOn description encounter endpoint identifier interpreter location modality note
			numberOfInstances numberOfSeries procedureCode procedureReference reasonCode
			reasonReference referrer series started status subject
		",
	},
];

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_lists_are_those_of_whoever_commits() {
		let mut known = 0;
		for theirs in salus_fhir::schema::Schema::all() {
			let ours = Schema::named(theirs.name).unwrap();
			let paths = ours.fields().map(|(kind, element)| match kind {
				"" => element.to_string(),
				kind => format!("{kind}.{element}"),
			});
			assert_eq!(paths.collect::<Vec<_>>(), theirs.fields);
			for (position, path) in theirs.fields.iter().enumerate() {
				assert_eq!(ours.position(path), Some(position), "{path}");
			}
			assert_eq!(1 << ours.depth(), theirs.leaves());
			known += 1;
		}
		assert_eq!(known, ALL.len());
		let observation = Schema::named("salus-observation/1").unwrap();
		for no_field in ["status", "Observation", "Observation.", "Condition.code", ""] {
			assert_eq!(observation.position(no_field), None, "{no_field}");
		}
		assert!(Schema::named("salus-observation/2").is_none());
	}
}
