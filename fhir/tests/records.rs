//! Records, grants and receipts: each refusal, and what the chain says read back as it was meant.

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
	check_required,
	document::Hash,
	json as canonical, os_salt,
	records::{
		audit_event, consent, provenance, read, read_access, read_grants, Access, AccessReason,
		Grant, GrantStage, GrantStatement, ReceiptStatement, Record, RecordStatement, RecordStatus,
		SetTable, What,
	},
	required, BreakGlassReason, Error, HoldGround, Identifier, Profile, Purpose, Reference,
	ShredReason, StatementError,
};
use serde_json::{json, Value};

/// 2026-03-02T10:00:00Z, the moment of the samples.
const NOW: u64 = 1_772_445_600_000;
const DAY: u64 = 24 * 60 * 60 * 1000;
const RECORD: Hash = [0xcd; 32];

fn record(value: &Value) -> Result<Record, Error> {
	read(value.to_string().as_bytes(), &r4())
}

fn sets() -> SetTable {
	SetTable::parse(sample("sets.json").to_string().as_bytes()).unwrap()
}

fn grants(value: &Value) -> Result<Vec<Grant>, Error> {
	read_grants(value.to_string().as_bytes(), &r4(), &sets())
}

fn access(value: &Value) -> Result<Access, Error> {
	read_access(value.to_string().as_bytes(), &r4(), NOW + DAY, DAY)
}

fn expect_refused<T>(result: Result<T, Error>, expected: &str) {
	let Err(error) = result else { panic!("accepted, instead of {expected}") };
	assert!(matches!(error, Error::Refused(_)), "{error}");
	assert!(error.to_string().contains(expected), "{error}\n  instead of {expected}");
}

#[test]
fn lists_are_closed_and_their_numbers_stay() {
	let purposes: Vec<_> = Purpose::ALL.iter().map(|one| (one.index(), one.code())).collect();
	let expected =
		["TREAT", "HPAYMT", "HOPERAT", "HRESCH", "CLINTRCH", "PUBHLTH", "PATRQT", "HLEGAL"];
	assert_eq!(purposes, (0..).zip(expected).collect::<Vec<_>>());
	let reasons: Vec<_> =
		BreakGlassReason::ALL.iter().map(|one| (one.index(), one.code())).collect();
	let expected = ["ETREAT", "ERTREAT", "BTG", "DISASTER", "THREAT", "PATSFTY"];
	assert_eq!(reasons, (0..).zip(expected).collect::<Vec<_>>());
	let grounds: Vec<_> = HoldGround::ALL.iter().map(|one| (one.index(), one.code())).collect();
	let expected = ["retention-law", "legal-claim", "trial-data", "investigation"];
	assert_eq!(grounds, (0..).zip(expected).collect::<Vec<_>>());
	let reasons: Vec<_> = ShredReason::ALL.iter().map(|one| (one.index(), one.code())).collect();
	let expected = ["patient-request", "retention-ended", "legal-order", "entered-in-error"];
	assert_eq!(reasons, (0..).zip(expected).collect::<Vec<_>>());
	for purpose in Purpose::ALL {
		assert_eq!(Purpose::from_index(purpose.index()), Some(*purpose));
		assert_eq!(Purpose::of(purpose.code()), Some(*purpose));
		assert_eq!(BreakGlassReason::of(purpose.code()), None);
		assert_eq!(purpose.to_string(), purpose.code());
	}
	assert_eq!((Purpose::from_index(8), Purpose::of("treat")), (None, None));
	assert_eq!(BreakGlassReason::from_index(6), None);
	assert_eq!((HoldGround::from_index(4), ShredReason::from_index(4)), (None, None));
}

#[test]
fn a_document_reference_is_a_record_of_its_custodian() {
	let document = || file("hl7-r4/documentreference-example.json");
	let read = record(&document()).unwrap();
	assert_eq!((read.status, read.replaces), (RecordStatus::Live, None));
	assert_eq!(read.custodian.unwrap().reference.unwrap(), "Organization/f001");
	assert_eq!(read.id.unwrap().value, "urn:oid:1.3.6.1.4.1.21367.2005.3.7.1234");
	// Its hash of the file is unsalted: it is shown with the content or not at all.
	let committed = read.draft.commit(os_salt).unwrap();
	let content = committed.disclose(&["DocumentReference.content"]).unwrap().to_json();
	assert!(content.contains("2jmj7l5rSw0yVb"));
	let fields = committed.schema().fields.iter().copied();
	let told = ["DocumentReference.content", "DocumentReference.text"];
	let others: Vec<_> = fields.filter(|path| !told.contains(path)).collect();
	assert!(!committed.disclose(&others).unwrap().to_json().contains("2jmj7l5rSw0yVb"));
	// What it does not say is proved absent.
	let without_type = record(&without(document(), "/type")).unwrap().draft;
	let absent = without_type.commit(os_salt).unwrap();
	let absent = absent.disclose(&["DocumentReference.type"]).unwrap();
	assert_eq!(absent.fields().next(), Some(("DocumentReference.type", None)));

	let change = |pointer: &str, new: Value| record(&set(document(), pointer, new));
	let status = |code: &str| change("/status", json!(code)).unwrap().status;
	assert_eq!(status("superseded"), RecordStatus::Amended);
	assert_eq!(status("entered-in-error"), RecordStatus::InError);
	let replaces =
		json!({ "code": "replaces", "target": { "reference": "DocumentReference/old" } });
	let amends = change("/relatesTo", json!([replaces.clone()])).unwrap().replaces;
	assert_eq!(amends.unwrap().code(), "DocumentReference/old");
	let drop = |pointer: &str| record(&without(document(), pointer));
	expect_refused(
		drop("/custodian"),
		"DocumentReference.custodian: absent; a custodian answers for every record",
	);
	expect_refused(drop("/status"), "DocumentReference.status: absent; R4 requires it");
	expect_refused(drop("/content"), "DocumentReference.content: absent; R4 requires it");
	expect_refused(drop("/relatesTo/0/target"), "relatesTo[0].target: absent; R4 requires it");
	expect_refused(
		change("/status", json!("final")),
		"status: is `final`, must be `current`, `superseded`",
	);
	let twice = json!([replaces.clone(), replaces]);
	expect_refused(change("/relatesTo", twice), "relatesTo[1]: one record replaces one other");
	expect_refused(
		change("/modifierExtension", json!([])),
		"modifierExtension: may not be present",
	);
	expect_refused(
		change("/result", json!([])),
		"DocumentReference.result: is no element of FHIR R4 here",
	);
}

#[test]
fn any_resource_is_a_record() {
	let spirometry = || file("hl7-r4/observation-example-spirometry.json");
	let read = record(&spirometry()).unwrap();
	assert_eq!((read.kind.as_str(), read.status), ("Observation", RecordStatus::Live));
	assert!(read.custodian.is_none());
	let value = read.draft.value("Observation.valueQuantity").unwrap().canonical();
	assert!(value.contains("\"value\":820"), "{value}");
	let error = record(&set(spirometry(), "/status", json!("entered-in-error"))).unwrap();
	assert_eq!(error.status, RecordStatus::InError);
	let system = "http://terminology.hl7.org/CodeSystem/condition-ver-status";
	let wrong = json!({
		"resourceType": "Condition", "verificationStatus": concept(system, "entered-in-error")
	});
	assert_eq!(record(&wrong).unwrap().status, RecordStatus::InError);
	// No table of its elements: shown whole or not at all.
	let patient = record(&file("hl7-r4/patient-example-mom.json")).unwrap();
	assert!(patient.draft.value("resource").is_some());
	expect_refused(
		record(&set(spirometry(), "/valueMoney", json!({}))),
		"valueMoney: is no element",
	);
	expect_refused(
		record(&set(spirometry(), "/implicitRules", json!("x"))),
		"implicitRules: may not",
	);
	let modified = set(file("hl7-r4/patient-example-mom.json"), "/modifierExtension", json!([]));
	expect_refused(record(&modified), "Patient.modifierExtension: may not be present");
	let bundle = json!({ "resourceType": "Bundle", "type": "collection" });
	expect_refused(
		record(&bundle),
		"Bundle: `Bundle` is not read: a Bundle is read entry by entry",
	);
	expect_refused(record(&json!({})), "$.resourceType: absent");
}

#[test]
fn a_grant_says_who_what_why_when_and_how_often() {
	let [grant] = <[Grant; 1]>::try_from(grants(&sample("grant.json")).unwrap()).unwrap();
	assert_eq!(grant.what, What::Sets(1 << 19 | 1 << 4));
	assert_eq!((grant.purpose, grant.reads), (Purpose::Treatment, 2));
	// From midnight to midnight in Amsterdam: winter, then summer.
	assert_eq!((grant.from_ms, grant.until_ms), (1_772_406_000_000, 1_775_080_800_000));
	assert_eq!(grant.grantee.value("urn:example:houses"), Some("CLINIC2"));
	assert_eq!(grant.patient.code(), "Patient/canary");
	assert_eq!(grant.consent.unwrap().value, "canary-grant");

	let provision = || sample("grant.json")["provision"].clone();
	let whole = |provision: Value| grants(&set(sample("grant.json"), "/provision", provision));
	let by_record = |reference: Value| {
		let data = json!([{ "meaning": "instance", "reference": reference }]);
		set(without(provision(), "/class"), "/data", data)
	};
	let id = format!("0x{}", "cd".repeat(32));
	let named = json!({ "identifier": { "system": "urn:salus:record", "value": id } });
	for reference in [named, json!({ "reference": "DocumentReference/canary" })] {
		assert_eq!(whole(by_record(reference)).unwrap()[0].what, What::Record(RECORD));
	}
	// To deny is to grant nothing, whatever else is said of it.
	assert_eq!(whole(json!({ "type": "deny" })), Ok(vec![]));
	assert_eq!(whole(set(provision(), "/type", json!("deny"))), Ok(vec![]));
	// Several permissions are several grants.
	let other = set(provision(), "/purpose/0/code", json!("HPAYMT"));
	for root in [json!({ "type": "deny" }), json!({})] {
		let nested = set(root, "/provision", json!([provision(), other]));
		let purposes: Vec<_> = whole(nested).unwrap().iter().map(|grant| grant.purpose).collect();
		assert_eq!(purposes, [Purpose::Treatment, Purpose::Payment]);
	}
}

#[test]
fn every_rule_refuses_a_grant_by_name() {
	let base = || sample("grant.json");
	let change = |pointer: &str, new: Value| set(base(), pointer, new);
	let drop = |pointer: &str| without(base(), pointer);
	let provision = |pointer: &str, new: Value| change(&format!("/provision{pointer}"), new);
	let inner = || base()["provision"].clone();
	let two = |pointer: &str| {
		let one = base().pointer(pointer).unwrap()[0].clone();
		set(base(), pointer, json!([one, one]))
	};
	let data = |value: Value| without(provision("/data", json!([value])), "/provision/class");
	let instance = |reference: Value| json!({ "meaning": "instance", "reference": reference });
	let nested = |kind: &str| provision("/provision", json!([set(inner(), "/type", json!(kind))]));
	let nested_exception = change(
		"/provision",
		json!({ "provision": [inner(), set(inner(), "/type", json!("deny"))] }),
	);
	let action = "http://terminology.hl7.org/CodeSystem/consentaction";
	let cases = [
		(drop("/status"), "status: absent"),
		(change("/status", json!("proposed")), "status: is `proposed`, must be `active`"),
		(change("/status", json!("inactive")), "status: is `inactive`, must be `active`"),
		(drop("/scope"), "scope: absent"),
		(sample("consent.json"), "status: is `proposed`"),
		(set(sample("consent.json"), "/status", json!("active")), "scope: is `research`, must be `patient-privacy`"),
		(drop("/patient"), "patient: absent; records are somebody's"),
		(drop("/category"), "category: absent; R4 requires it"),
		(drop("/provision"), "provision: absent; neither permit nor deny may be assumed"),
		(drop("/provision/type"), "provision.type: absent; neither permit nor deny may be assumed"),
		(nested("permit"), "provision.provision[0]: may not be present: it says the same as the provision around it"),
		(nested("deny"), "provision.provision[0]: may not be present: the chain has no exceptions"),
		(nested_exception, "provision.provision[1]: may not be present: the chain has no exceptions"),
		(set(nested("permit"), "/provision/type", json!("deny")), "may not be present: a condition around the permissions"),
		(drop("/provision/actor"), "provision.actor: absent; no grant is universal"),
		(provision("/actor", json!([])), "provision.actor: absent; no grant is universal"),
		(two("/provision/actor"), "provision.actor[1]: a grant has one grantee"),
		(drop("/provision/actor/0/role"), "provision.actor[0].role: absent"),
		(drop("/provision/actor/0/reference"), "provision.actor[0].reference: absent"),
		(provision("/actor/0/reference", json!({})), "provision.actor[0].reference: absent; neither a reference nor an identifier is given"),
		(provision("/actor/0/role", concept("x", "CST")), "provision.actor[0].role: is `CST`, must be `PRCP`, `IRCP` or `GRANTEE`"),
		(drop("/provision/purpose"), "provision.purpose: absent; no grant is without purpose"),
		(provision("/purpose", json!([])), "provision.purpose: absent"),
		(two("/provision/purpose"), "provision.purpose[1]: a grant has one purpose"),
		(provision("/purpose/0/code", json!("HMARKT")), "provision.purpose[0]: is `HMARKT`, must be TREAT, HPAYMT"),
		(provision("/purpose/0/code", json!("ETREAT")), "provision.purpose[0]: may not be present: in an emergency records are opened without a grant"),
		(provision("/purpose/0/system", json!("urn:other")), "provision.purpose[0]: is `urn:other`, must be a code of v3-ActReason"),
		(drop("/provision/period"), "provision.period: absent; no grant is open-ended"),
		(drop("/provision/period/end"), "provision.period.end: absent; the chain has no open-ended period"),
		(drop("/provision/period/start"), "provision.period.start: absent"),
		(provision("/period/end", json!("2026-03-01")), "provision.period: ends before it begins"),
		(drop("/provision/class"), "provision.data: absent; neither class nor data says what may be read"),
		(provision("/class", json!([])), "provision.data: absent"),
		(provision("/class/1/code", json!("11502-2")), "provision.class[1]: is `http://loinc.org|11502-2`, must be a class of the custodian's table of sets"),
		(provision("/data", json!([instance(json!({ "reference": "DocumentReference/canary" }))])), "provision.data[0]: may not be present: class and data together"),
		(data(instance(json!({ "reference": "DocumentReference/other" }))), "provision.data[0].reference: refers to `DocumentReference/other`, which is not in the input"),
		(data(instance(json!({ "identifier": { "system": "urn:salus:record", "value": "0xCD" } }))), "provision.data[0].reference.identifier.value: is `0xCD`, must be 0x and 64 lower-case hex digits"),
		(data(json!({ "meaning": "related", "reference": { "reference": "DocumentReference/canary" } })), "provision.data[0].meaning: is `related`, must be `instance`"),
		(without(two("/provision/class"), "/provision/extension"), "provision.extension: absent; the extension urn:salus:reads"),
		(drop("/provision/extension"), "provision.extension: absent; the extension urn:salus:reads says how often may be read"),
		(provision("/extension/0/valuePositiveInt", json!(0)), "provision.extension[0].valuePositiveInt: `0` is outside 1 to 65535"),
		(provision("/extension/0/valuePositiveInt", json!(65_536)), "provision.extension[0].valuePositiveInt: `65536` is outside 1 to 65535"),
		(drop("/provision/extension/0/valuePositiveInt"), "provision.extension[0].valuePositiveInt: absent"),
		(provision("/action", json!([concept(action, "access"), concept(action, "correct")])), "provision.action[1]: is `correct`, must be `access`"),
		(provision("/securityLabel", json!([])), "provision.securityLabel: may not be present: it narrows the grant"),
		(provision("/dataPeriod", json!({})), "provision.dataPeriod: may not be present"),
		(provision("/code", json!([])), "provision.code: may not be present"),
		(provision("/reads", json!(2)), "provision.reads: is no element of FHIR R4 here"),
		(provision("/modifierExtension", json!([])), "provision.modifierExtension: may not be present"),
		(change("/modifierExtension", json!([])), "Consent.modifierExtension: may not be present"),
		(sample("access.json"), "AuditEvent: `AuditEvent` is not read"),
	];
	for (value, expected) in cases {
		expect_refused(grants(&value), expected);
	}
	// The published example says neither permit nor deny.
	let published = grants(&file("hl7-r4/consent-example-notThis.json"));
	expect_refused(
		published,
		"Consent.provision.type: absent; neither permit nor deny may be assumed",
	);
}

#[test]
fn every_rule_refuses_a_table_of_sets() {
	let change = |pointer: &str, new: Value| set(sample("sets.json"), pointer, new);
	for (value, expected) in [
		(change("/format", json!("salus-sets/2")), "sets.format: is `salus-sets/2`"),
		(change("/classes/0/set", json!(32)), "sets.classes[0].set: `32` is outside 0 to 31"),
		(
			change("/classes/1/code", json!("Observation")),
			"sets.classes[1]: stands twice in the list",
		),
		(change("/classes/0/title", json!("x")), "sets.classes[0].title: is no element"),
		(
			change("/records/0/record", json!("0xcd")),
			"sets.records[0].record: is `0xcd`, must be 0x and 64",
		),
		(change("/patient", json!("x")), "sets.patient: is no element"),
	] {
		expect_refused(SetTable::parse(value.to_string().as_bytes()), expected);
	}
}

#[test]
fn an_access_is_committed_to_and_an_emergency_breaks_the_glass() {
	let read = access(&sample("access.json")).unwrap();
	assert_eq!((read.reason, read.recorded_ms), (AccessReason::Grant(Purpose::Treatment), NOW));
	assert_eq!(read.records, [RECORD]);
	assert_eq!(read.reader.value("urn:example:doctors"), Some("D2"));
	let (a, b) = (read.draft.commit(os_salt).unwrap(), read.draft.commit(os_salt).unwrap());
	assert_ne!(a.commitment(), b.commitment());
	assert!(a.disclose(&["AuditEvent.agent"]).unwrap().to_json().contains("Dr Canary"));
	let emergency = access(&sample("emergency.json")).unwrap();
	let reason = AccessReason::BreakGlass(BreakGlassReason::EmergencyTreatment);
	assert_eq!((emergency.reason, emergency.records.len()), (reason, 0));

	let change = |pointer: &str, new: Value| set(sample("access.json"), pointer, new);
	let drop = |pointer: &str| without(sample("access.json"), pointer);
	let ar = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
	for purpose in Purpose::ALL {
		let read = access(&change("/purposeOfEvent/0", concept(ar, purpose.code()))).unwrap();
		assert_eq!(read.reason, AccessReason::Grant(*purpose));
	}
	for reason in BreakGlassReason::ALL {
		let read = access(&change("/purposeOfEvent/0", concept(ar, reason.code()))).unwrap();
		assert_eq!(read.reason, AccessReason::BreakGlass(*reason));
	}
	for (value, expected) in [
		(drop("/recorded"), "recorded: absent"),
		(change("/recorded", json!("2026-03-02")), "recorded: `2026-03-02` has no time of day"),
		(change("/recorded", json!("2026-03-02T09:59:59.999Z")), "recorded: is 86400001 ms old"),
		(change("/recorded", json!("2026-03-03T10:00:00.001Z")), "recorded: is 1 ms ahead"),
		(drop("/outcome"), "outcome: absent; a receipt says whether the access was allowed"),
		(change("/outcome", json!("8")), "outcome: is `8`, must be `0`: there is no receipt for what was not read"),
		(drop("/agent"), "agent: absent"),
		(change("/agent/0/requestor", json!(false)), "agent: exactly one agent is the requestor"),
		(change("/agent/1/requestor", json!(true)), "agent: exactly one agent is the requestor"),
		(drop("/agent/1/requestor"), "agent[1].requestor: absent; R4 requires it"),
		(drop("/agent/0/who"), "agent[0].who: absent; the reader is somebody"),
		(drop("/purposeOfEvent"), "purposeOfEvent: absent; nobody reads without a purpose"),
		(change("/purposeOfEvent", json!([concept(ar, "TREAT"), concept(ar, "ETREAT")])), "purposeOfEvent[1]: an access has one purpose"),
		(change("/purposeOfEvent/0", concept(ar, "HMARKT")), "purposeOfEvent[0]: is `HMARKT`, must be a purpose of a grant, or a reason of break-glass"),
		(change("/purposeOfEvent/0", concept("urn:other", "TREAT")), "purposeOfEvent[0]: is `urn:other`"),
		(drop("/entity"), "entity: absent; something was read"),
		(change("/entity", json!([])), "entity: absent; something was read"),
		(change("/entity/0/what/identifier/value", json!("0x00")), "entity[0].what.identifier.value: is `0x00`, must be 0x and 64"),
		(drop("/source"), "source: absent; R4 requires it"),
		(drop("/source/observer"), "source.observer: absent; R4 requires it"),
		(change("/modifierExtension", json!([])), "modifierExtension: may not be present"),
		(change("/patient", json!({})), "AuditEvent.patient: is no element of FHIR R4 here"),
		(sample("grant.json"), "Consent: `Consent` is not read: an AuditEvent"),
	] {
		expect_refused(access(&value), expected);
	}
	let published = file("hl7-r4/audit-event-example-vread.json").to_string();
	let read = |now_ms, age| read_access(published.as_bytes(), &r4(), now_ms, age);
	expect_refused(read(NOW, DAY), "AuditEvent.recorded: is ");
	expect_refused(
		read(NOW, NOW),
		"AuditEvent.purposeOfEvent: absent; nobody reads without a purpose",
	);
}

fn who(value: &str) -> Reference {
	let identifier = Identifier { system: Some("urn:example:houses".into()), value: value.into() };
	Reference { reference: None, identifier: Some(identifier) }
}

fn grant(what: What) -> GrantStatement {
	GrantStatement {
		key: [0xee; 32],
		slot: 3,
		authored_ms: NOW,
		stage: GrantStage::Open,
		patient: Some(who("P")),
		grantee: who("CLINIC2"),
		what,
		purpose: Purpose::Legal,
		from_ms: NOW,
		until_ms: NOW + DAY,
		reads: 2,
		reads_left: 1,
	}
}

fn receipt(reason: AccessReason) -> ReceiptStatement {
	ReceiptStatement {
		chain: [1; 32],
		receipt: [2; 32],
		at_ms: NOW,
		reader: who("CLINIC2"),
		reason,
		patient: None,
		records: vec![RECORD, [3; 32]],
	}
}

/// The value, which R4's rules accept, and of which no required element can be left out.
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
fn a_grant_is_said_as_the_chain_has_it() {
	for (stage, status) in [
		(GrantStage::Open, "active"),
		(GrantStage::Spent, "inactive"),
		(GrantStage::Expired, "inactive"),
		(GrantStage::Revoked, "inactive"),
	] {
		let said = consent(&GrantStatement { stage, ..grant(What::Record(RECORD)) }).unwrap();
		assert_eq!(complete(&said)["status"], json!(status));
	}
	let said = complete(&consent(&grant(What::Sets(0x8000_0001))).unwrap());
	let set = |number: &str| json!({ "system": "urn:salus:set", "code": number });
	assert_eq!(said["provision"]["class"], json!([set("0"), set("31")]));
	assert_eq!(said["identifier"][0]["value"], json!(format!("0x{}/3/{NOW}", "ee".repeat(32))));
	assert_eq!(said["extension"][0]["valueUnsignedInt"], json!(1));
	assert_eq!(said["provision"]["period"]["end"], json!("2026-03-03T09:59:59.999Z"));
	// At its own precision: `.91` would last nine milliseconds longer.
	let tenth = consent(&GrantStatement { until_ms: NOW + 911, ..grant(What::Sets(1)) }).unwrap();
	assert_eq!(complete(&tenth)["provision"]["period"]["end"], json!("2026-03-02T10:00:00.910Z"));
	let masked = consent(&GrantStatement { patient: None, ..grant(What::Sets(1)) }).unwrap();
	assert_eq!(complete(&masked)["patient"]["extension"][0]["valueCode"], json!("masked"));

	let refused = |grant: GrantStatement| consent(&grant).unwrap_err();
	assert_eq!(refused(grant(What::Sets(0))), StatementError::NoSet);
	let sets = || grant(What::Sets(1));
	assert_eq!(refused(GrantStatement { until_ms: NOW, ..sets() }), StatementError::EmptyPeriod);
	let more = GrantStatement { reads_left: 3, ..sets() };
	assert_eq!(refused(more), StatementError::TakenOff { taken: 3, from: 2 });
	let late = GrantStatement { until_ms: u64::MAX, ..sets() };
	assert_eq!(refused(late), StatementError::TooLarge);
}

#[test]
fn a_receipt_is_said_as_the_chain_has_it() {
	let treated = AccessReason::Grant(Purpose::Treatment);
	let said = audit_event(&receipt(treated)).unwrap();
	let parsed = complete(&said);
	assert_eq!(parsed["entity"].as_array().unwrap().len(), 3);
	assert_eq!(parsed["entity"][2]["what"]["identifier"]["system"], json!("urn:salus:receipt"));
	assert!(parsed.get("subtype").is_none());
	let patient = Some(who("P"));
	let shown = complete(&audit_event(&ReceiptStatement { patient, ..receipt(treated) }).unwrap());
	assert_eq!(shown["entity"][3]["what"]["identifier"]["value"], json!("P"));
	let broken = AccessReason::BreakGlass(BreakGlassReason::Threat);
	let emergency = complete(&audit_event(&receipt(broken)).unwrap());
	// DICOM: emergency override started.
	assert_eq!(emergency["subtype"][0]["code"], json!("110127"));
	let late = ReceiptStatement { at_ms: u64::MAX, ..receipt(treated) };
	assert_eq!(audit_event(&late), Err(StatementError::TooLarge));
	for reason in [treated, broken] {
		let said = audit_event(&receipt(reason)).unwrap().canonical();
		let read = read_access(said.as_bytes(), &r4(), NOW, 0).unwrap();
		assert_eq!((read.reason, read.recorded_ms), (reason, NOW));
		assert_eq!(read.records, [RECORD, [3; 32]]);
		assert_eq!(read.reader.value("urn:example:houses"), Some("CLINIC2"));
	}
}

#[test]
fn a_record_is_said_as_the_chain_has_it() {
	let record = |amends| RecordStatement {
		record: RECORD,
		custodian: who("HOSPITAL"),
		anchored_ms: NOW,
		status: "live",
		amends,
	};
	let said = complete(&provenance(&record(None)).unwrap());
	let id = |byte: &str| json!(format!("0x{}", byte.repeat(32)));
	assert_eq!(said["target"][0]["identifier"]["value"], id("cd"));
	assert_eq!(said["activity"]["coding"][0]["code"], json!("CREATE"));
	assert_eq!(said["recorded"], json!("2026-03-02T10:00:00Z"));
	assert_eq!(said["agent"][0]["who"]["identifier"]["value"], json!("HOSPITAL"));
	assert!(said.get("entity").is_none());
	let said = complete(&provenance(&record(Some([9; 32]))).unwrap());
	assert_eq!(said["entity"][0]["what"]["identifier"]["value"], id("09"));
	assert_eq!(said["activity"]["coding"][0]["code"], json!("UPDATE"));
	let late = RecordStatement { anchored_ms: u64::MAX, ..record(None) };
	assert_eq!(provenance(&late), Err(StatementError::TooLarge));
	// The table is R4's: published resources pass it.
	for name in
		["provenance-consent-signature", "audit-event-example-vread", "consent-example-notThis"]
	{
		check_required(file(&format!("hl7-r4/{name}.json")).to_string().as_bytes()).unwrap();
	}
}

proptest! {
	/// Whatever grant the chain holds is read back from what is said of it.
	#[test]
	fn grants_round_trip(
		mask in 1_u32..,
		one in any::<Option<Hash>>(),
		purpose in prop::sample::select(Purpose::ALL.to_vec()),
		from_ms in 0_u64..2_000_000_000_000,
		length in 1_u64..100_000_000_000,
		reads in 1_u16..,
	) {
		let what = one.map_or(What::Sets(mask), What::Record);
		let until_ms = from_ms + length;
		let said = GrantStatement { what, purpose, from_ms, until_ms, reads, ..grant(what) };
		let said = consent(&said).unwrap().canonical();
		let classes: Vec<_> = (0..32)
			.map(|set| json!({ "system": "urn:salus:set", "code": set.to_string(), "set": set }))
			.collect();
		let table = json!({ "format": "salus-sets/1", "classes": classes }).to_string();
		let table = SetTable::parse(table.as_bytes()).unwrap();
		let utc = Profile::r4(None).unwrap();
		let read = read_grants(said.as_bytes(), &utc, &table).unwrap();
		prop_assert_eq!(read.len(), 1);
		prop_assert_eq!((read[0].what, read[0].purpose, read[0].reads), (what, purpose, reads));
		prop_assert_eq!((read[0].from_ms, read[0].until_ms), (from_ms, until_ms));
	}
}
