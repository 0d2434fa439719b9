// Which fields a document has, in which order: position `i` is leaf `i`. A list never changes within its version.
//
// The lists are copied from fhir/src/schema, so that a verifier needs nothing of the chain's code; `tests/documents.test.mjs`
// compares commitments under every schema with those of salus-fhir.

/** A schema: `leaves` is the number of fields, filled up to a power of two. */
const schema = (name, fields, kind) => ({ name, fields, kind, leaves: 2 ** Math.ceil(Math.log2(fields.length)) });

/** A schema of fields with names of their own. */
const plain = (name, fields) => schema(name, fields.trim().split(/\s+/));

const EVERY = '_ id meta implicitRules language text contained extension modifierExtension';

/** A schema of all elements of a type of resource, each with the type before it, after what says how it was read. */
const resource = (kind, name, elements, beside = []) => {
  const own = `${EVERY} ${elements.trim()}`.split(/\s+/).map((element) => `${kind}.${element}`);
  return schema(name, ['profile', ...beside, ...own], kind);
};

/** What has no schema of its own: the whole resource as one field. */
export const MESSAGE = plain('salus-message/1', 'profile completion resource');

const ALL = [
  MESSAGE,
  plain(
    'salus-prescription/1',
    `
      profile completion message patient prescriber provenance _ id meta implicitRules language text contained
      extension modifierExtension identifier status statusReason intent category priority doNotPerform
      reportedBoolean reportedReference medicationCodeableConcept medicationReference subject encounter
      supportingInformation authoredOn requester performer performerType recorder reasonCode reasonReference
      instantiatesCanonical instantiatesUri basedOn groupIdentifier courseOfTherapyType insurance note
      dosageInstruction dispenseRequest.id dispenseRequest.extension dispenseRequest.modifierExtension
      dispenseRequest.initialFill dispenseRequest.dispenseInterval dispenseRequest.validityPeriod
      dispenseRequest.numberOfRepeatsAllowed dispenseRequest.quantity dispenseRequest.expectedSupplyDuration
      dispenseRequest.performer substitution priorPrescription detectedIssue eventHistory
    `,
  ),
  plain(
    'salus-dispense/1',
    `
      profile completion message dispenser _ id meta implicitRules language text contained extension
      modifierExtension identifier partOf status statusReasonCodeableConcept statusReasonReference category
      medicationCodeableConcept medicationReference subject context supportingInformation performer location
      authorizingPrescription type quantity daysSupply whenPrepared whenHandedOver destination receiver note
      dosageInstruction substitution detectedIssue eventHistory
    `,
  ),
  plain(
    'salus-claim/1',
    `
      profile adaptations message _ id meta implicitRules language text contained extension modifierExtension
      identifier status type subType use patient billablePeriod created enterer insurer provider priority
      fundsReserve related prescription originalPrescription payee referral facility careTeam supportingInfo
      diagnosis procedure insurance accident item total
    `,
  ),
  resource(
    'Consent',
    'salus-consent/1',
    `
      category dateTime identifier organization patient performer policy policyRule provision scope sourceAttachment
      sourceReference status verification
    `,
    ['provenance'],
  ),
  resource(
    'ResearchStudy',
    'salus-research-study/1',
    `
      arm category condition contact description enrollment focus identifier keyword location note objective partOf
      period phase primaryPurposeType principalInvestigator protocol reasonStopped relatedArtifact site sponsor
      status title
    `,
  ),
  resource(
    'AuditEvent',
    'salus-audit-event/1',
    `
      action agent entity outcome outcomeDesc period purposeOfEvent recorded source subtype type
    `,
  ),
  resource(
    'DocumentReference',
    'salus-document-reference/1',
    `
      authenticator author category content context custodian date description docStatus identifier masterIdentifier
      relatesTo securityLabel status subject type
    `,
  ),
  resource(
    'Observation',
    'salus-observation/1',
    `
      basedOn bodySite category code component dataAbsentReason derivedFrom device effectiveDateTime effectivePeriod
      effectiveTiming effectiveInstant encounter focus hasMember identifier interpretation issued method note partOf
      performer referenceRange specimen status subject valueQuantity valueCodeableConcept valueString valueBoolean
      valueInteger valueRange valueRatio valueSampledData valueTime valueDateTime valuePeriod
    `,
  ),
  resource(
    'DiagnosticReport',
    'salus-diagnostic-report/1',
    `
      basedOn category code conclusion conclusionCode effectiveDateTime effectivePeriod encounter identifier
      imagingStudy issued media performer presentedForm result resultsInterpreter specimen status subject
    `,
  ),
  resource(
    'Condition',
    'salus-condition/1',
    `
      abatementDateTime abatementAge abatementPeriod abatementRange abatementString asserter bodySite category
      clinicalStatus code encounter evidence identifier note onsetDateTime onsetAge onsetPeriod onsetRange
      onsetString recordedDate recorder severity stage subject verificationStatus
    `,
  ),
  resource(
    'Procedure',
    'salus-procedure/1',
    `
      asserter basedOn bodySite category code complication complicationDetail encounter focalDevice followUp
      identifier instantiatesCanonical instantiatesUri location note outcome partOf performedDateTime performedPeriod
      performedString performedAge performedRange performer reasonCode reasonReference recorder report status
      statusReason subject usedCode usedReference
    `,
  ),
  resource(
    'Immunization',
    'salus-immunization/1',
    `
      doseQuantity education encounter expirationDate fundingSource identifier isSubpotent location lotNumber
      manufacturer note occurrenceDateTime occurrenceString patient performer primarySource programEligibility
      protocolApplied reaction reasonCode reasonReference recorded reportOrigin route site status statusReason
      subpotentReason vaccineCode
    `,
  ),
  resource(
    'AllergyIntolerance',
    'salus-allergy-intolerance/1',
    `
      asserter category clinicalStatus code criticality encounter identifier lastOccurrence note onsetDateTime
      onsetAge onsetPeriod onsetRange onsetString patient reaction recordedDate recorder type verificationStatus
    `,
  ),
  resource(
    'Encounter',
    'salus-encounter/1',
    `
      account appointment basedOn class classHistory diagnosis episodeOfCare hospitalization identifier length
      location participant partOf period priority reasonCode reasonReference serviceProvider serviceType status
      statusHistory subject type
    `,
  ),
  resource(
    'CarePlan',
    'salus-care-plan/1',
    `
      activity addresses author basedOn careTeam category contributor created description encounter goal identifier
      instantiatesCanonical instantiatesUri intent note partOf period replaces status subject supportingInfo title
    `,
  ),
  resource(
    'ImagingStudy',
    'salus-imaging-study/1',
    `
      basedOn description encounter endpoint identifier interpreter location modality note numberOfInstances
      numberOfSeries procedureCode procedureReference reasonCode reasonReference referrer series started status
      subject
    `,
  ),
];

/** All schemas by their name. */
export const SCHEMAS = new Map(ALL.map((schema) => [schema.name, schema]));

/** Under which schema a resource of this type is committed to. */
export const schemaOf = (kind) => ALL.find((schema) => schema.kind === kind) ?? MESSAGE;
