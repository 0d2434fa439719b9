//! Trials: what is agreed to and by whom, each refusal, and what the chain says read back as it was meant.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod common;

use common::*;
use proptest::prelude::*;
use salus_fhir::{
	check_required, json as canonical, os_salt, required,
	trials::{
		consent, read_consent, read_study, read_subject, research_subject, ConsentStage,
		ConsentStatement, ConsentTerms, Enrolment, FormKey, ScopeTable, Signer, Standing,
		SubjectStatement, TrialConsent,
	},
	Error, Identifier, Profile, Reference, StatementError,
};
use serde_json::{json, Value};

/// 2026-03-02T10:00:00Z, the moment of the sample.
const NOW: u64 = 1_772_445_600_000;
const DAY: u64 = 24 * 60 * 60 * 1000;
/// 2027-12-31T23:00:00Z: the sample's period ends with that day in Amsterdam.
const ENDS: u64 = 1_830_294_000_000;
const FORM: FormKey = FormKey { trial: 7, version: 2, commitment: [0xab; 32] };

fn table() -> ScopeTable {
	ScopeTable::parse(sample("scopes.json").to_string().as_bytes()).unwrap()
}

fn base_consent() -> Value {
	sample("consent.json")
}

fn terms(table: &ScopeTable) -> ConsentTerms<'_> {
	ConsentTerms { scopes: table, ends_ms: ENDS, now_ms: NOW + DAY, max_age_ms: DAY }
}

fn read(value: &Value) -> Result<TrialConsent, Error> {
	read_consent(value.to_string().as_bytes(), &r4(), &terms(&table()))
}

fn scopes(value: &Value) -> u32 {
	read(value).unwrap().scopes
}

#[test]
fn a_consent_is_read_into_scopes_and_committed_with_its_signatures() {
	let read = read(&base_consent()).unwrap();
	// All but further research, which is an exception.
	assert_eq!((read.form, read.scopes, read.dated_ms), (FORM, 0b1_0011, NOW));
	assert_eq!(read.patient.code(), "Patient/canary");
	assert_eq!(read.performers.len(), 2);
	assert_eq!(read.site.value("urn:example:sites"), Some("SITE1"));
	assert_eq!(read.id.unwrap().value, "canary-consent");
	assert!(read.draft.value("Consent.verification").is_some());
	assert!(read.draft.value("provenance").is_none());
	// A name is in the commitment, where it can be proved, and nowhere else.
	let document = read.draft.commit(os_salt).unwrap();
	let proof = document.disclose(&["Consent.patient"]).unwrap();
	assert!(proof.to_json().contains("Mona Canary"));
	assert!(!document.public_json().contains("Canary"));

	let provenance = file("hl7-r4/provenance-consent-signature.json");
	let provenance = set(provenance, "/target/0/reference", json!("Consent/canary-consent"));
	let other = set(provenance.clone(), "/target/0/reference", json!("Consent/other"));
	let bundle = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
		{ "resource": base_consent() }, { "resource": provenance }, { "resource": other }
	]});
	let in_bundle = self::read(&bundle).unwrap();
	assert_eq!(in_bundle.scopes, 0b1_0011);
	let signed = in_bundle.draft.value("provenance").unwrap().as_array().unwrap();
	assert_eq!(signed.len(), 1);
	assert!(signed[0].canonical().contains("Consent/canary-consent"));
}

#[test]
fn only_what_is_said_is_agreed_to() {
	let provision = |provision: Value| set(base_consent(), "/provision", provision);
	let ar = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
	let purpose = |code: &str| json!([{ "system": ar, "code": code }]);
	let action = json!([concept("http://terminology.hl7.org/CodeSystem/consentaction", "use")]);
	let core = json!({ "type": "permit", "purpose": purpose("CLINTRCH"), "action": action });
	assert_eq!(scopes(&provision(core.clone())), 0b11);
	// The same, as R4 has it: a root without a type, permissions inside.
	assert_eq!(scopes(&provision(json!({ "provision": [core.clone()] }))), 0b11);
	assert_eq!(scopes(&provision(json!({ "type": "deny", "provision": [core.clone()] }))), 0b11);
	let more = json!({ "type": "permit", "purpose": purpose("HRESCH") });
	let both = json!({ "provision": [core.clone(), more.clone()] });
	assert_eq!(scopes(&provision(both)), 0b10_0000_0011);
	let none = json!({ "type": "deny", "purpose": purpose("HRESCH") });
	let less = json!({ "provision": [core.clone(), more, none] });
	assert_eq!(scopes(&provision(less)), 0b11);
	// Existing data by reference.
	let panel = json!({ "identifier": { "system": "urn:example:panels", "value": "spirometry" } });
	let data = json!([{ "meaning": "instance", "reference": panel }]);
	assert_eq!(scopes(&provision(set(core.clone(), "/data", data))), 1 << 31 | 0b11);
	// An open end covers the trial, and so does no period.
	let open = json!({ "start": "2026-03-02" });
	assert_eq!(scopes(&provision(set(core.clone(), "/period", open))), 0b11);
	// Either place may name the form.
	assert_eq!(scopes(&without(base_consent(), "/sourceReference")), 0b1_0011);
	assert_eq!(scopes(&without(base_consent(), "/policy")), 0b1_0011);
	for status in ["draft", "active"] {
		assert_eq!(scopes(&set(base_consent(), "/status", json!(status))), 0b1_0011);
	}
	let act = concept("http://terminology.hl7.org/CodeSystem/v3-ActCode", "RESEARCH");
	let category = json!([concept("http://loinc.org", "59284-0"), act]);
	assert_eq!(scopes(&set(base_consent(), "/category", category)), 0b1_0011);
}

#[test]
fn every_rule_refuses_a_consent_by_name() {
	let change = |pointer: &str, new: Value| set(base_consent(), pointer, new);
	let drop = |pointer: &str| without(base_consent(), pointer);
	let provision = |new: Value| change("/provision", new);
	let absent = "absent; neither permit nor deny may be assumed";
	let short = "does not cover the trial from this consent on: narrow the scopes instead";
	let with = "the table of scopes, which is that of 7/2/0x";
	let purpose = json!([{ "system": "http://terminology.hl7.org/CodeSystem/v3-ActReason", "code": "CLINTRCH" }]);
	let permit = json!({ "type": "permit", "purpose": purpose });
	let deny = json!({ "type": "deny", "purpose": purpose });
	let nested = |inner: Value| change("/provision/provision", json!([inner]));
	let other_form = format!("urn:salus:form:7/3/0x{}", "ab".repeat(32));
	let cases = [
		(change("/status", json!("inactive")), "status: is `inactive`, must be `draft`, `proposed` or `active`"),
		(change("/status", json!("entered-in-error")), "status: is `entered-in-error`"),
		(drop("/status"), "status: absent; R4 requires it"),
		(drop("/scope"), "scope: absent; R4 requires it"),
		(change("/scope", concept("http://terminology.hl7.org/CodeSystem/consentscope", "treatment")), "scope: is `treatment`, must be `research`"),
		(change("/scope", concept("urn:other", "research")), "scope: is `research`, must be `research`"),
		(change("/scope", json!({ "text": "research" })), "scope.coding: absent; the concept is not coded"),
		(drop("/category"), "category: absent"),
		(change("/category", json!([concept("http://loinc.org", "59284-0")])), "category: none says research (consentcategorycodes or v3-ActCode)"),
		(drop("/patient"), "patient: absent; a consent is somebody's"),
		(drop("/organization"), "organization: absent; the site answers for the consent"),
		(change("/organization", json!([])), "organization: absent"),
		(change("/organization", json!([{ "reference": "Organization/1" }, { "reference": "Organization/2" }])), "organization[1]: a consent is given at one site"),
		(drop("/dateTime"), "dateTime: absent; the chain takes no consent of unknown age"),
		(change("/dateTime", json!("2026-03-02T09:59:59.999Z")), "dateTime: is 86400001 ms old, at most 86400000 ms are allowed: write a new one"),
		(change("/dateTime", json!("2026-03-03T10:00:00.001Z")), "dateTime: is 1 ms ahead of the reader's clock"),
		(without(drop("/sourceReference"), "/policy"), "sourceReference: absent; neither an identifier of urn:salus:form nor a policy names the form"),
		(change("/policy/0/uri", json!(other_form)), with),
		(change("/sourceReference/identifier/value", json!("7/2")), "sourceReference.identifier.value: is `7/2`, must be trial, version and commitment, with `/` between"),
		(drop("/provision"), absent),
		(drop("/provision/type"), "provision.action: may not be present: a condition around the permissions: write it in each of them"),
		(without(drop("/provision/type"), "/provision/provision"), absent),
		(change("/provision/type", json!("allow")), "provision.type: is `allow`, must be `permit` or `deny`"),
		(provision(json!({ "type": "deny" })), "provision: may not be present: nothing is permitted: this refuses to take part"),
		(provision(json!({ "provision": [deny] })), "provision: may not be present: nothing is permitted"),
		(provision(json!({ "type": "deny", "provision": [deny] })), "provision.provision[0]: may not be present: it says the same as the provision around it"),
		(nested(permit.clone()), "provision.provision[0]: may not be present: it says the same as the provision around it"),
		(nested(json!({ "purpose": purpose })), "provision.provision[0].type: absent; R4 requires it here"),
		(nested(set(deny.clone(), "/provision", json!([permit]))), "provision.provision[0].provision: may not be present: an exception from an exception cannot be expressed"),
		(nested(set(deny.clone(), "/period", json!({ "start": "2027-01-01" }))), "provision.provision[0].period: may not be present: an exception for a time cannot be expressed"),
		(nested(set(deny.clone(), "/class", json!([{ "system": "urn:example:samples", "code": "genetic" }]))), "provision.provision[0]: an exception names one code"),
		(nested(json!({ "type": "deny" })), "provision.provision[0]: absent; it names no purpose"),
		(nested(set(deny.clone(), "/modifierExtension", json!([]))), "provision.provision[0].modifierExtension: may not be present"),
		// The core is excepted.
		(nested(deny), "provision: leaves out a scope without which nobody takes part"),
		(drop("/provision/action"), "provision: leaves out a scope without which nobody takes part"),
		(provision(json!({ "type": "permit" })), "provision: absent; it names no purpose, class, code, action or data, and agrees to nothing"),
		(change("/provision/purpose/0/code", json!("TREAT")), "provision.purpose[0]: is `http://terminology.hl7.org/CodeSystem/v3-ActReason|TREAT`, must be a code of the form's table of scopes"),
		(change("/provision/purpose/0/system", json!("urn:other")), "provision.purpose[0]: is `urn:other|CLINTRCH`"),
		(change("/provision/code", json!([concept("http://loinc.org", "1")])), "provision.code[0]: is `http://loinc.org|1`"),
		(change("/provision/data", json!([{ "meaning": "instance", "reference": { "reference": "Observation/1" } }])), "provision.data[0]: is `|Observation/1`"),
		(change("/provision/actor", json!([])), "provision.actor: may not be present: it narrows the consent, and no scope of a form says so"),
		(change("/provision/securityLabel", json!([])), "provision.securityLabel: may not be present"),
		(change("/provision/dataPeriod", json!({})), "provision.dataPeriod: may not be present"),
		(change("/provision/reason", json!("x")), "provision.reason: is no element of FHIR R4 here"),
		// A day less than the trial takes, and a day too late.
		(change("/provision/period/end", json!("2027-12-30")), "provision.period.end: "),
		(change("/provision/period/start", json!("2026-03-03")), "provision.period.start: "),
		(change("/provision/period/start", json!("2026-03-03")), short),
		(change("/verification", json!([{}])), "verification[0].verified: absent; R4 requires it"),
		(change("/modifierExtension", json!([])), "modifierExtension: may not be present"),
		(change("/implicitRules", json!("x")), "implicitRules: may not be present"),
		(change("/grantee", json!("x")), "grantee: is no element of FHIR R4 here"),
		(sample("grant.json"), "scope: is `patient-privacy`, must be `research`"),
		(sample("study.json"), "ResearchStudy: `ResearchStudy` is not read: a Consent, or a Bundle with exactly one, is"),
		(json!({ "resourceType": "Bundle", "type": "collection", "entry": [] }), "Bundle.entry: a Consent, or a Bundle with exactly one, is"),
	];
	for (value, expected) in cases {
		let error = read(&value).unwrap_err();
		assert!(matches!(error, Error::Refused(_)), "{error}");
		assert!(error.to_string().contains(expected), "{error}\n  instead of {expected}");
	}
	// The published example is about something else.
	let published = read(&file("hl7-r4/consent-example-notThis.json")).unwrap_err().to_string();
	assert_eq!(published, "Consent.scope: is `patient-privacy`, must be `research`");
	// The end of the trial itself.
	let table = table();
	let bytes = base_consent().to_string();
	let ending = |ends_ms: u64| {
		let terms = ConsentTerms { ends_ms, ..terms(&table) };
		read_consent(bytes.as_bytes(), &r4(), &terms).is_ok()
	};
	assert_eq!([ending(ENDS), ending(ENDS + 1)], [true, false]);
	let utc = Profile::r4(None).unwrap();
	let refused = read_consent(bytes.as_bytes(), &utc, &terms(&table)).unwrap_err().to_string();
	assert!(refused.contains("names no time zone"), "{refused}");
}

#[test]
fn every_rule_refuses_a_table_of_scopes() {
	let table = || sample("scopes.json");
	let change = |pointer: &str, new: Value| set(table(), pointer, new);
	let code = json!({ "element": "purpose", "system": "urn:x", "code": "x" });
	let cases = [
		(
			change("/format", json!("salus-scopes/2")),
			"scopes.format: is `salus-scopes/2`, must be salus-scopes/1",
		),
		(change("/form", json!("7/02/0xab")), "scopes.form: is `7/02/0xab`"),
		(without(table(), "/form"), "scopes.form: absent; a table belongs to a version of a form"),
		(change("/scopes", json!([])), "scopes.scopes: absent; one scope at least is core"),
		(change("/scopes/0/bit", json!(32)), "scopes.scopes[0].bit: `32` is outside 0 to 31"),
		(change("/scopes/0/bit", json!(-1)), "scopes.scopes[0].bit: `-1` is outside 0 to 31"),
		(change("/scopes/1/bit", json!(0)), "scopes.scopes[1].bit: stands twice in the list"),
		(
			change("/scopes/1/codes", json!([])),
			"scopes.scopes[1].codes: absent; no code stands for this scope",
		),
		(
			change("/scopes/1/codes/0", table()["scopes"][0]["codes"][0].clone()),
			"scopes.scopes[1].codes[0]: stands for two scopes",
		),
		(
			change("/scopes/1/codes/0/element", json!("actor")),
			"scopes.scopes[1].codes[0].element: is `actor`, must be `purpose`",
		),
		(
			change("/scopes/1/codes/0", set(code, "/display", json!("x"))),
			"scopes.scopes[1].codes[0].display: is no element",
		),
		(without(table(), "/scopes/0/core"), "scopes.scopes[0].core: absent"),
		(without(table(), "/scopes/0/title"), "scopes.scopes[0].title: absent"),
		(change("/owner", json!("x")), "scopes.owner: is no element"),
	];
	for (value, expected) in cases {
		let error = ScopeTable::parse(value.to_string().as_bytes()).unwrap_err().to_string();
		assert!(error.contains(expected), "{error}\n  instead of {expected}");
	}
	let table = self::table();
	assert_eq!((table.form(), table.core()), (FORM, 0b11));
	assert_eq!(table.offered(), 1 << 31 | 1 << 9 | 0b1_0011);
	for text in ["", "7/2", "7/2/0xab", "+7/2/0x", "7/2/0x00/"] {
		assert!(text.parse::<FormKey>().is_err(), "{text}");
	}
	for text in [format!("07/2/0x{}", "ab".repeat(32)), format!("7/2/0x{}", "AB".repeat(32))] {
		assert!(text.parse::<FormKey>().is_err(), "{text}");
	}
}

#[test]
fn a_study_says_protocol_sponsor_and_both_ends() {
	let study = |value: &Value| read_study(value.to_string().as_bytes(), &r4());
	let read = study(&sample("study.json")).unwrap();
	// 2026-03-01T00:00 in Amsterdam.
	assert_eq!((read.from_ms, read.until_ms), (1_772_319_600_000, ENDS));
	assert_eq!(read.sponsor.value("urn:example:sponsors"), Some("S1"));
	assert_eq!(read.protocol.code(), "PlanDefinition/canary-protocol");
	assert_eq!(read.id.unwrap().value, "NCT00000000");
	assert!(read.draft.value("ResearchStudy.condition").is_some());
	let change = |pointer: &str, new: Value| set(sample("study.json"), pointer, new);
	let drop = |pointer: &str| without(sample("study.json"), pointer);
	let two = json!([{ "reference": "PlanDefinition/1" }, { "reference": "PlanDefinition/2" }]);
	let cases = [
		(drop("/status"), "status: absent; R4 requires it"),
		(
			change("/status", json!("completed")),
			"status: is `completed`, must be `active`, `approved` or `in-review`",
		),
		(drop("/protocol"), "protocol: absent; a trial follows a protocol"),
		(change("/protocol", two), "protocol[1]: a trial follows one protocol"),
		(drop("/sponsor"), "sponsor: absent; somebody must answer for the trial"),
		(drop("/period"), "period: absent; a trial without an end would never be over"),
		(drop("/period/end"), "period.end: absent; the chain has no open-ended period"),
		(drop("/period/start"), "period.start: absent"),
		(change("/period/end", json!("2026-02-28")), "period: ends before it begins"),
		(change("/arm", json!([{}])), "arm[0].name: absent; R4 requires it"),
		(change("/modifierExtension", json!([])), "modifierExtension: may not be present"),
		(change("/patient", json!([])), "patient: is no element of FHIR R4 here"),
		(base_consent(), "Consent: `Consent` is not read"),
		(file("hl7-r4/researchstudy-example.json"), "status: is `completed`"),
	];
	for (value, expected) in cases {
		let error = study(&value).unwrap_err().to_string();
		assert!(error.contains(expected), "{error}\n  instead of {expected}");
	}
}

#[test]
fn a_subject_stands_where_its_status_says() {
	let subject = |value: &Value| read_subject(value.to_string().as_bytes());
	let status = |code: &str| set(sample("subject.json"), "/status", json!(code));
	let stands = |code: &str| subject(&status(code)).unwrap().enrolment;
	for (code, enrolment) in [
		("candidate", Enrolment::None),
		("on-study", Enrolment::OnStudy),
		("on-study-intervention", Enrolment::OnStudy),
		("on-study-observation", Enrolment::OnStudy),
		("follow-up", Enrolment::FollowUp),
		("off-study", Enrolment::Off { withdrawn: false }),
		("withdrawn", Enrolment::Off { withdrawn: true }),
	] {
		assert_eq!(stands(code), enrolment);
	}
	let read = subject(&sample("subject.json")).unwrap();
	assert_eq!(read.study.code(), "ResearchStudy/canary-study");
	assert_eq!(read.individual.code(), "Patient/canary");
	assert_eq!(read.consent.unwrap().code(), "Consent/canary-consent");
	let published = file("hl7-r4/researchsubject-example.json");
	assert_eq!(subject(&published).unwrap().enrolment, Enrolment::None);
	let drop = |pointer: &str| without(sample("subject.json"), pointer);
	for (value, expected) in [
		(status("screening"), "status: is `screening`, must be `candidate`, `on-study`"),
		(drop("/status"), "status: absent"),
		(drop("/study"), "study: absent"),
		(drop("/individual"), "individual: absent"),
		(set(drop("/study"), "/implicitRules", json!("x")), "implicitRules: may not be present"),
		(base_consent(), "Consent: `Consent` is not read: only a ResearchSubject is"),
	] {
		let error = subject(&value).unwrap_err().to_string();
		assert!(error.contains(expected), "{error}\n  instead of {expected}");
	}
}

fn who(value: &str) -> Reference {
	let identifier = Identifier { system: Some("urn:example".into()), value: value.into() };
	Reference { reference: None, identifier: Some(identifier) }
}

fn statement(stage: ConsentStage, table: &ScopeTable) -> ConsentStatement<'_> {
	ConsentStatement {
		key: [0xcd; 32],
		form: FORM,
		stage,
		scopes: 0b1_0011,
		table: Some(table),
		patient: None,
		signers: vec![(Signer::Participant, who("P")), (Signer::Investigator, who("I"))],
		site: who("SITE1"),
		at_ms: NOW,
		until_ms: ENDS,
	}
}

/// The value, which R4's rules accept, and none of whose required elements can be left out.
fn complete(value: &canonical::Value) -> Value {
	let parsed: Value = serde_json::from_str(&value.canonical()).unwrap();
	check_required(value.canonical().as_bytes()).unwrap();
	for path in required(parsed["resourceType"].as_str().unwrap()).unwrap() {
		if parsed.get(path).is_some() {
			let less = without(parsed.clone(), &format!("/{path}")).to_string();
			assert!(check_required(less.as_bytes()).is_err(), "{path}");
		}
	}
	parsed
}

#[test]
fn a_consent_is_said_as_the_chain_has_it() {
	use ConsentStage::*;
	let table = table();
	for (stage, status, name) in [
		(Proposed, "proposed", "proposed"),
		(Given(Standing::Active), "active", "active"),
		(Given(Standing::Due), "active", "due"),
		(Given(Standing::Lapsed), "inactive", "lapsed"),
		(Given(Standing::Suspended), "inactive", "suspended"),
		(Replaced, "inactive", "replaced"),
		(Refused, "rejected", "refused"),
		(Withdrawn, "inactive", "withdrawn"),
		(Ended, "inactive", "ended"),
	] {
		let said = complete(&consent(&statement(stage, &table)).unwrap());
		assert_eq!(
			(&said["status"], &said["extension"][0]["valueCode"]),
			(&json!(status), &json!(name))
		);
	}
	let said = complete(&consent(&statement(Given(Standing::Active), &table)).unwrap());
	assert_eq!(said["identifier"][0]["value"], json!(format!("7/0x{}", "cd".repeat(32))));
	// FHIR's end is inclusive.
	assert_eq!(said["provision"]["period"]["end"], json!("2027-12-31T22:59:59.999Z"));
	assert_eq!(said["provision"]["extension"][0]["valueUnsignedInt"], json!(0b1_0011));
	assert_eq!(said["performer"][1]["extension"][0]["valueCode"], json!("investigator"));
	assert_eq!(said["patient"]["extension"][0]["valueCode"], json!("masked"));
	assert!(said["provision"].get("data").is_none());
	// Without the table the scopes are bits.
	let bare = consent(&ConsentStatement { table: None, ..statement(Proposed, &table) }).unwrap();
	assert!(complete(&bare)["provision"].get("purpose").is_none());

	let refused = |statement: ConsentStatement<'_>| consent(&statement).unwrap_err();
	let given = || statement(Given(Standing::Active), &table);
	assert_eq!(refused(ConsentStatement { scopes: 0, ..given() }), StatementError::NoScope);
	let scopes = 1 << 30;
	assert_eq!(
		refused(ConsentStatement { scopes: scopes | 1, ..given() }),
		StatementError::NotOffered { scopes }
	);
	let form = FormKey { version: 3, ..FORM };
	let other = StatementError::OtherForm { table: FORM, consent: form };
	assert_eq!(refused(ConsentStatement { form, ..given() }), other);
	let never = ConsentStatement { until_ms: 0, ..given() };
	assert_eq!(refused(never), StatementError::EmptyPeriod);
	assert_eq!(refused(ConsentStatement { at_ms: u64::MAX, ..given() }), StatementError::TooLarge);
}

#[test]
fn a_participant_is_said_as_the_chain_has_it() {
	for (enrolment, status, name) in [
		(Enrolment::None, "candidate", "none"),
		(Enrolment::Enrolled, "on-study", "enrolled"),
		(Enrolment::OnStudy, "on-study", "on-study"),
		(Enrolment::FollowUp, "follow-up", "follow-up"),
		(Enrolment::Off { withdrawn: false }, "off-study", "off"),
		(Enrolment::Off { withdrawn: true }, "withdrawn", "withdrawn"),
	] {
		let statement = SubjectStatement {
			trial: 7,
			key: [0xcd; 32],
			enrolment,
			individual: Some(who("P")),
			enrolled_ms: Some(NOW),
		};
		let said = research_subject(&statement).unwrap();
		let parsed = complete(&said);
		assert_eq!(
			(&parsed["status"], &parsed["extension"][0]["valueCode"]),
			(&json!(status), &json!(name))
		);
		assert_eq!(parsed["study"]["identifier"]["value"], json!("7"));
		assert_eq!(parsed["period"]["start"], json!("2026-03-02T10:00:00Z"));
		let back = read_subject(said.canonical().as_bytes()).unwrap();
		let expected =
			if enrolment == Enrolment::Enrolled { Enrolment::OnStudy } else { enrolment };
		assert_eq!(back.enrolment, expected);
		let never = SubjectStatement { enrolled_ms: Some(u64::MAX), ..statement };
		assert_eq!(research_subject(&never), Err(StatementError::TooLarge));
	}
}

proptest! {
	/// Whatever scopes the chain holds are read back from what is said of them; without the core they are no consent.
	#[test]
	fn consents_round_trip(bits in prop::collection::vec(any::<bool>(), 32), patient in any::<bool>()) {
		let table = table();
		let mask = (0..32).filter(|bit| bits[*bit]).fold(0_u32, |sum, bit| sum | 1 << bit);
		for scopes in [mask & table.offered(), mask & table.offered() | table.core()] {
			let patient = patient.then(|| who("P"));
			let said = ConsentStatement { scopes, patient, ..statement(ConsentStage::Proposed, &table) };
			let Ok(said) = consent(&said) else {
				prop_assert_eq!(scopes, 0);
				continue;
			};
			let bytes = said.canonical().into_bytes();
			match read_consent(&bytes, &r4(), &terms(&table)) {
				Ok(read) => {
					prop_assert_eq!(read.scopes, scopes);
					prop_assert_eq!((read.form, read.dated_ms), (FORM, NOW));
					prop_assert_eq!(scopes & table.core(), table.core());
				},
				// Masked, the patient is not named; that is no consent to bring to the chain.
				Err(error) => prop_assert!(
					error.to_string().starts_with("Consent.patient: ") || scopes & table.core() != table.core()
				),
			}
		}
	}
}
