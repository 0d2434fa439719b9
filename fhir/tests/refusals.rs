//! Every rule refuses, with the element's path and the reason.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod common;

use common::*;
use salus_fhir::{read, Access, Completion, Error, Profile};
use serde_json::{json, Value};

/// (what is changed, the refusal's path and reason), under `r4/1`.
#[test]
fn every_rule_of_r4_refuses_by_name() {
	let d = "/dispenseRequest";
	let change = |pointer: &str, value: Value| set(base(), pointer, value);
	let drop = |pointer: &str| without(base(), pointer);
	let unit =
		json!({ "value": 30, "system": "http://snomed.info/sct", "code": "1", "unit": "box" });
	let quantity = |value: Value| change(&format!("{d}/quantity/value"), value);
	let interval = |key: &str, value: Value| change(&format!("{d}/dispenseInterval/{key}"), value);
	let cases = [
		(drop("/resourceType"), "$.resourceType: absent; this is no FHIR resource"),
		(json!([]), "$.resourceType: absent; this is no FHIR resource"),
		(change("/resourceType", json!(1)), "$.resourceType: is not a string"),
		(drop("/status"), "status: absent; R4 requires it"),
		(change("/status", json!("draft")), "status: is `draft`, must be `active`"),
		(change("/status", json!(true)), "status: is not a string"),
		(change("/intent", json!("plan")), "intent: is `plan`, must be `order`"),
		(change("/doNotPerform", json!(true)), "doNotPerform: may not be present: it forbids the medication"),
		(change("/doNotPerform", json!("no")), "doNotPerform: is not a boolean"),
		(drop("/requester"), "requester: absent; somebody must answer for the prescription"),
		(change("/requester", json!({})), "requester: absent; neither a reference nor an identifier is given"),
		(change("/requester", json!("x")), "requester: is not an object"),
		(drop("/authoredOn"), "authoredOn: absent; the chain needs the time of authoring"),
		(change("/authoredOn", json!("2026-03-01")), "authoredOn: `2026-03-01` has no time of day"),
		(change("/authoredOn", json!("2026-03-01 10:00")), "authoredOn: `2026-03-01 10:00` is no FHIR dateTime"),
		(change("/authoredOn", json!("2026-02-30T10:00:00Z")), "authoredOn: `2026-02-30T10:00:00Z` is no FHIR dateTime"),
		(change("/authoredOn", json!("2026-03-01T10:00:00")), "authoredOn: `2026-03-01T10:00:00` is no FHIR dateTime"),
		(change("/authoredOn", json!("1969-03-01T10:00:00Z")), "authoredOn: `1969-03-01T10:00:00Z` is no FHIR dateTime"),
		(drop(&format!("{d}/quantity")), "dispenseRequest.quantity: absent; it is the size of a fill"),
		(quantity(json!(0)), "dispenseRequest.quantity: `0` is outside 1 to 4294967295"),
		(quantity(json!(2.5)), "dispenseRequest.quantity.value: `2.5` is not a whole number"),
		(quantity(json!(-1)), "dispenseRequest.quantity.value: `-1` is not a whole number"),
		(quantity(json!(1e30)), "dispenseRequest.quantity.value: `1e+30` is not a whole number"),
		(quantity(json!(4_294_967_296_u64)), "dispenseRequest.quantity.value: `4294967296` is outside 0 to 4294967295"),
		(quantity(json!("30")), "dispenseRequest.quantity.value: is not a number"),
		(change(&format!("{d}/quantity/comparator"), json!("<")), "dispenseRequest.quantity.comparator: may not be present: a quantity must be exact"),
		(drop(&format!("{d}/quantity/code")), "dispenseRequest.quantity.code: absent; the unit must be coded"),
		(change(&format!("{d}/quantity"), unit), "dispenseRequest.quantity: `1` (`box`) of `http://snomed.info/sct` is no unit of salus-units/1"),
		(change(&format!("{d}/initialFill"), json!({ "duration": {} })), "dispenseRequest.initialFill: may not be present: a first fill that differs from the others has no place on the chain"),
		(drop(&format!("{d}/numberOfRepeatsAllowed")), "dispenseRequest.numberOfRepeatsAllowed: absent; some profiles read that as no repeats, others as any number"),
		(change(&format!("{d}/numberOfRepeatsAllowed"), json!(256)), "dispenseRequest.numberOfRepeatsAllowed: `256` is outside 0 to 255"),
		(drop(&format!("{d}/dispenseInterval")), "dispenseRequest.dispenseInterval: absent; repeats need the time between them"),
		(interval("code", json!("mo")), "dispenseRequest.dispenseInterval.code: is `mo`, must be min, h, d or wk"),
		(interval("system", json!("x")), "dispenseRequest.dispenseInterval.system: is `x`, must be UCUM"),
		(interval("value", json!(2731)), "dispenseRequest.dispenseInterval.value: `2731` is outside 0 to 65535 hours"),
		(drop(&format!("{d}/validityPeriod")), "dispenseRequest.validityPeriod.start: absent; validity needs both ends"),
		(drop(&format!("{d}/validityPeriod/end")), "dispenseRequest.validityPeriod.end: absent; validity needs both ends"),
		(change(&format!("{d}/validityPeriod/end"), json!("2026-02-28")), "dispenseRequest.validityPeriod: ends before it begins"),
		(drop("/substitution"), "substitution: absent; R4 leaves substitution open when nothing is said"),
		(change("/substitution", json!({})), "substitution.allowedBoolean: absent; substitution must be allowed or forbidden by a boolean"),
		(change("/dose", json!(1)), "dose: is no element of FHIR R4 here"),
		(change("/profile", json!(1)), "profile: is no element of FHIR R4 here"),
		(change("/_", json!({})), "_: is no element of FHIR R4 here"),
		(change("/dispenseRequest.quantity", json!(1)), "dispenseRequest.quantity: is no element of FHIR R4 here"),
		(change(&format!("{d}/refills"), json!(1)), "dispenseRequest.refills: is no element of FHIR R4 here"),
		(change("/modifierExtension", json!([])), "modifierExtension: may not be present: it changes the meaning, and this reader does not know how"),
		(change(&format!("{d}/modifierExtension"), json!([])), "dispenseRequest.modifierExtension: may not be present: it changes the meaning, and this reader does not know how"),
		(change("/identifier", json!({})), "identifier: is not an array"),
		(change("/identifier", json!([{}])), "identifier[0].value: absent; an identifier without a value identifies nothing"),
	];
	for (input, expected) in cases {
		let expected = if expected.starts_with('$') {
			expected.into()
		} else {
			format!("MedicationRequest.{expected}")
		};
		assert_eq!(refusal(&input, &r4()), expected);
	}
	let crowd = |entries| json!({ "resourceType": "Bundle", "type": "collection", "entry": vec![json!({}); entries] });
	assert_eq!(refusal(&crowd(10_001), &r4()), "Bundle.entry: has more than 10000 entries");
	assert!(refusal(&crowd(10_000), &r4()).starts_with("Bundle.entry: absent;"));
	let zoneless = refusal(&base(), &Profile::r4(None).unwrap());
	assert!(
		zoneless.ends_with("validityPeriod.start: is a date, and the profile names no time zone"),
		"{zoneless}"
	);
	assert!(
		Profile::r4(Some("Europe/Nowhere")).is_none()
			&& Profile::named("nhs-eps/1", Some("UTC")).is_none()
	);
	for odd in ["_status", "_note"] {
		assert!(reading(&change(&format!("/{odd}"), json!({ "id": "x" })), &r4()).is_ok());
	}
}

#[test]
fn every_rule_of_nhs_eps_refuses_by_name() {
	let item = "/entry/1/resource";
	let at = "Bundle.entry[1].MedicationRequest";
	let change = |pointer: &str, value: Value| set(eps(), &format!("{item}{pointer}"), value);
	let drop = |pointer: &str| without(eps(), &format!("{item}{pointer}"));
	let drug =
		json!([{ "url": "https://fhir.nhs.uk/StructureDefinition/Extension-DM-ControlledDrug" }]);
	let course = |code: &str| change("/courseOfTherapyType/coding/0/code", json!(code));
	let erd = set(
		course("continuous-repeat-dispensing"),
		&format!("{item}/intent"),
		json!("original-order"),
	);
	let mut signed_twice = eps();
	let provenance = signed_twice["entry"].as_array().unwrap().last().unwrap().clone();
	signed_twice["entry"].as_array_mut().unwrap().push(provenance);
	let cases = [
		(drop("/courseOfTherapyType"), format!("{at}.courseOfTherapyType: absent; NHS EPS requires it")),
		(course("seasonal"), format!("{at}.courseOfTherapyType.coding[0].code: is `seasonal`, must be a course of therapy of NHS EPS")),
		(change("/intent", json!("reflex-order")), format!("{at}.intent: is `reflex-order`, must be `order` in an acute prescription")),
		(course("continuous"), format!("{at}.intent: is `order`, must be `instance-order` in a repeat prescription")),
		(erd, format!("{at}.dispenseRequest.numberOfRepeatsAllowed: absent; repeat dispensing says how many issues it has")),
		(change("/dispenseRequest/numberOfRepeatsAllowed", json!(1)), format!("{at}.dispenseRequest.numberOfRepeatsAllowed: only repeat dispensing may have repeats")),
		(change("/substitution/allowedBoolean", json!(true)), format!("{at}.substitution.allowedBoolean: NHS EPS has no substitution")),
		(change("/extension", drug), format!("{at}.extension[0]: a controlled drug needs an explicit validityPeriod.end")),
		(change("/identifier/0/system", json!("x")), format!("{at}.identifier: absent; NHS EPS numbers every item")),
		(change("/dispenseRequest/performer/identifier/system", json!("x")), format!("{at}.dispenseRequest.performer: NHS EPS nominates a dispenser by ODS code")),
		(change("/requester/reference", json!("urn:uuid:0")), format!("{at}.requester: refers to `urn:uuid:0`, which is not in the input")),
		(change("/authoredOn", json!("2022-10-21T13:46:59Z")), format!("{at}.authoredOn: contradicts `Bundle.entry[9].Provenance.signature[0].when`")),
		(signed_twice, "Bundle.entry[10].Provenance: NHS EPS signs a form once".into()),
		(set(eps(), "/type", json!("history")), "Bundle.type: is `history`, must be a message or a collection of resources".into()),
		(without(eps(), "/type"), "Bundle.type: absent; R4 requires it".into()),
		(set(eps(), "/entry", json!([])), "Bundle.entry: absent; a message has a MessageHeader".into()),
		(set(eps(), "/entry/0/resource/eventCoding/code", json!("x")), "Bundle.entry[0].MessageHeader.eventCoding.code: is `x`, must be an event of the prescription service".into()),
		(set(eps(), "/entry/0/resource/eventCoding/code", json!("prescription-order-update")), "Bundle.entry: the message is about exactly one MedicationRequest".into()),
		(set(eps(), "/entry/0/resource/eventCoding/code", json!("dispense-notification")), "Bundle.entry: absent; nothing is dispensed".into()),
	];
	for (input, expected) in cases {
		assert_eq!(refusal(&input, &Profile::nhs_eps()), expected);
	}
	assert_eq!(
		refusal(&eps(), &r4()),
		"Bundle.type: messages are read under the profile nhs-eps/1"
	);
	assert!(reading(
		&change("/authoredOn", json!("2022-10-21T14:47:00+01:00")),
		&Profile::nhs_eps()
	)
	.is_ok());
}

#[test]
fn every_rule_of_the_other_messages_refuses_by_name() {
	let profile = Profile::nhs_eps();
	let refused = |value: Value| refusal(&value, &profile);
	let task = || file(&format!("{SPEC}/dispensing/return/acute-primary-example-req.json"));
	assert_eq!(
		refused(set(task(), "/status", json!("failed"))),
		"Task.status: is `failed`, must be `rejected` to return, `in-progress` to withdraw"
	);
	assert_eq!(
		refused(set(task(), "/code/coding/0/code", json!("approve"))),
		"Task.code.coding[0].code: is `approve`, must be `fulfill` to return, `abort` to withdraw"
	);
	assert_eq!(
		refused(without(task(), "/groupIdentifier")),
		"Task.groupIdentifier: absent; NHS EPS returns and withdraws whole forms"
	);
	assert_eq!(
		refused(without(task(), "/focus")),
		"Task.focus: absent; it names the message that is undone"
	);
	assert_eq!(
		refused(without(task(), "/statusReason")),
		"Task.statusReason: absent; NHS EPS requires a reason"
	);
	assert_eq!(
		refused(set(task(), "/statusReason/coding/0/code", json!("MU"))),
		"Task.statusReason.coding[0].code: is `MU`, must be a code of digits up to 255"
	);
	assert_eq!(
		refused(without(task(), "/requester")),
		"Task.requester: absent; somebody must answer for it"
	);

	let release = || file(&format!("{SPEC}/dispensing/release/acute-primary-example-req.json"));
	assert_eq!(
		refused(set(release(), "/parameter/0/name", json!("x"))),
		"Parameters.parameter[0].name: is `x`, must be a parameter of $release"
	);
	assert_eq!(
		refused(set(release(), "/parameter/2/valueCode", json!("draft"))),
		"Parameters.parameter[2].valueCode: is `draft`, must be `accepted`"
	);
	assert_eq!(
		refused(set(release(), "/parameter", json!([]))),
		"Parameters.parameter: absent; a release names its dispenser as `owner` by ODS code"
	);

	let cancel = || file(&format!("{ACUTE}/cancellations/1-Process-Request-Cancel-200_OK.json"));
	let reason = json!({ "coding": [{ "code": "amend" }] });
	assert_eq!(
		refused(set(cancel(), "/entry/0/resource/reason", reason)),
		"Bundle.entry[0].MessageHeader.reason.coding[0].code: is `amend`, must be `cancel`"
	);
	let text = cancel().to_string().replace("\"cancelled\"", "\"active\"");
	assert!(refused(serde_json::from_str(&text).unwrap())
		.ends_with(".MedicationRequest.status: is `active`, must be `cancelled`"));
	let answer = file(&format!("{SPEC}/errors/prescription-order-update/R-0002-Cancellation.json"));
	let text = answer.to_string().replace("R-0002", "R-9999");
	assert!(refused(serde_json::from_str(&text).unwrap())
		.ends_with("code: is `R-9999`, must be an outcome that the chain knows"));
	let text = answer.to_string().replace("PrescriptionStatusHistory", "Other");
	assert!(refused(serde_json::from_str(&text).unwrap())
		.ends_with(".extension: absent; the answer carries its R-code in the status history"));

	let notice = || {
		file(&format!("{SPEC}/dispensing/dispense-notification/acute-primary-example-01-req.json"))
	};
	let line = "/entry/1/resource";
	assert!(refused(without(notice(), &format!("{line}/type")))
		.ends_with(".type: absent; NHS EPS says what became of the line"));
	assert!(refused(without(notice(), &format!("{line}/quantity")))
		.ends_with(".quantity: absent; NHS EPS reports what was handed out, 0 included"));
	let elsewhere = json!([{ "reference": "#m9" }]);
	assert!(refused(set(notice(), &format!("{line}/authorizingPrescription"), elsewhere))
		.ends_with(": refers to `#m9`, which is not in the input"));
	assert!(refused(without(notice(), &format!("{line}/performer")))
		.ends_with(".performer: absent; somebody must answer for the dispense"));
	let stranger = json!({ "identifier": { "value": "x" } });
	let other = refused(set(notice(), "/entry/2/resource/contained/0/organization", stranger));
	assert!(
		other.ends_with(".performer: contradicts `the performer of the first line`"),
		"{other}"
	);
}

#[test]
fn completions_say_only_what_the_document_does_not() {
	let file = |members: Value| {
		let mut file = json!({ "format": "salus-completion/1", "author": "A", "reason": "B" });
		file.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
		file
	};
	let parse =
		|value: Value| Completion::parse(value.to_string().as_bytes()).unwrap_err().to_string();
	assert_eq!(
		parse(file(json!({ "format": "x" }))),
		"completion.format: is `x`, must be salus-completion/1"
	);
	assert_eq!(
		parse(file(json!({ "author": " " }))),
		"completion.author: absent; a completion names its author and reason"
	);
	assert_eq!(
		parse(json!({ "format": "salus-completion/1", "author": "A" })),
		"completion.reason: absent; a completion names its author and reason"
	);
	assert_eq!(parse(file(json!({ "clas": 1 }))), "completion.clas: is no element of FHIR R4 here");
	assert_eq!(parse(file(json!({ "class": 256 }))), "completion.class: `256` is outside 0 to 255");
	assert_eq!(
		parse(file(json!({ "partialHours": 0 }))),
		"completion.partialHours: `0` is outside 1 to 65535"
	);
	assert_eq!(
		parse(file(json!({ "supply": { "intent": "order" } }))),
		"completion.supply.intent: is no element of FHIR R4 here"
	);
	assert!(matches!(Completion::parse(b"{"), Err(Error::Json(_))));

	let applied = |members: Value| {
		let completion = completion(file(members));
		read(base().to_string().as_bytes(), &r4(), Some(&completion)).unwrap_err().to_string()
	};
	assert_eq!(
		applied(json!({ "supply": { "status": "active" } })),
		"completion.supply.status: is in the document already: only `override` may replace it"
	);
	assert_eq!(
		applied(json!({ "override": { "priorPrescription": {} } })),
		"completion.override.priorPrescription: is not in the document: only `supply` may add it"
	);
	assert_eq!(
		applied(json!({ "supply": { "quantity": {} } })),
		"completion.supply.quantity: has no effect on this resource"
	);
	assert_eq!(
		applied(json!({ "lines": ["m2"] })),
		"completion.lines: refers to `m2`, which is not in the input"
	);
	assert_eq!(
		applied(json!({ "lines": [] })),
		"MedicationRequest.entry: absent; nothing is prescribed"
	);
	assert_eq!(
		applied(json!({ "override": { "status": "draft" } })),
		"completion.override.status: is `draft`, must be `active`"
	);
	let nominated = completion(file(
		json!({ "supply": { "dispenseRequest.performer": { "reference": "x" }, "priorPrescription": { "reference": "y" } } }),
	));
	let item = order(&base(), &r4(), Some(&nominated)).items.remove(0);
	let Access::Only(dispenser) = item.access else { panic!() };
	assert_eq!((dispenser.code(), item.prior.unwrap().code()), ("x", "y"));
}
