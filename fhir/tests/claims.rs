//! Claims and adjudications that are read, and those that are refused: each rule once, both sides of each boundary.

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
	claims::{
		carc_code, carc_number, of_bundle, read, read_adjudication, Adjudication, Adjustment,
		Claim, ClaimKey, Group, NotAKey, Prescribed, Split, Use,
	},
	os_salt, Currency, Error, Profile, Reason, Refusal,
};
use serde_json::{json, Value};

fn claimed(value: &Value) -> Result<Claim, Error> {
	read(value.to_string().as_bytes(), &r4(), &terms())
}

fn decided(value: &Value) -> Result<Adjudication, Error> {
	read_adjudication(value.to_string().as_bytes(), &usd())
}

fn reason<T: std::fmt::Debug>(result: Result<T, Error>) -> Reason {
	match result.unwrap_err() {
		Error::Refused(Refusal { reason, .. }) => reason,
		other => panic!("{other}"),
	}
}

#[test]
fn a_claim_is_read_in_the_chains_terms() {
	let claim = claimed(&claim()).unwrap();
	assert_eq!((claim.purpose, claim.rank, claim.total), (Use::Claim, 1, 25_500));
	assert_eq!(claim.prescription, Prescribed::Chain([0xab; 32]));
	assert_eq!(claim.id.as_ref().unwrap().value, "c1");
	assert_eq!(claim.provider.reference.as_deref(), Some("Organization/1"));
	assert_eq!(claim.insurer.value("urn:example:payers"), Some("P1"));
	assert_eq!(claim.created_ms, 1_772_359_200_000);
	let nets: Vec<_> = claim.lines.iter().map(|line| (line.sequence, line.net)).collect();
	assert_eq!(nets, [(1, 20_050), (2, 5_000), (3, 450)]);
	// One call per dispense.
	assert_eq!(claim.billed(), [(Some(0), 5_000), (Some(1), 20_500)]);
	assert_eq!(claim.adaptations, []);
}

/// What is clinical is in the commitment, field by field, and in nothing that goes on the chain.
#[test]
fn what_is_clinical_is_only_committed_to() {
	let claim = claimed(&claim()).unwrap();
	assert!(!format!("{claim:?}").contains("canary"), "{claim:?}");
	for path in ["patient", "diagnosis", "item", "insurance"] {
		assert!(claim.draft.value(path).unwrap().canonical().contains("canary"), "{path}");
	}
	let document = claim.draft.commit(os_salt).unwrap();
	for (path, present) in [("diagnosis", true), ("procedure", false), ("supportingInfo", false)] {
		let proof = document.prove(path).unwrap();
		assert_eq!(proof.value.is_some(), present);
		proof.verify(&document.commitment()).unwrap();
	}
	assert!(!document.public_json().contains("canary"));
}

#[test]
fn requests_before_a_dispense_name_none() {
	let mut asked = set(claim(), "/use", json!("predetermination"));
	for item in asked["item"].as_array_mut().unwrap() {
		item.as_object_mut().unwrap().remove("extension");
		item["quantity"] =
			json!({ "value": 30, "system": "http://snomed.info/sct", "code": "428673006" });
	}
	let read = claimed(&asked).unwrap();
	assert_eq!(read.purpose, Use::Predetermination);
	assert_eq!((read.lines[0].dispense, read.lines[0].quantity), (None, Some((1, 30))));
	let read = claimed(&set(asked.clone(), "/use", json!("preauthorization"))).unwrap();
	assert_eq!(read.purpose, Use::Preauthorization);
	assert_eq!((read.lines[0].quantity, read.billed()), (None, vec![(None, 25_500)]));

	let early = set(asked.clone(), "/item/1/extension", claim()["item"][1]["extension"].clone());
	assert_eq!(
		claimed(&early).unwrap_err().to_string(),
		"Claim.item[1].extension[0]: may not be present: nothing is dispensed yet on what this claim is for"
	);
	assert_eq!(
		claimed(&without(asked, "/item/2/quantity")).unwrap_err().to_string(),
		"Claim.item[2].quantity: absent; a price is quoted for a quantity"
	);
}

#[test]
fn every_rule_refuses_a_claim_by_name() {
	let change = |pointer: &str, value: Value| set(claim(), pointer, value);
	let drop = |pointer: &str| without(claim(), pointer);
	let money = |value: Value, currency: &str| json!({ "value": value, "currency": currency });
	let modifier = json!([{ "url": "x" }]);
	let twice =
		[claim()["item"][0]["extension"][0].clone(), claim()["item"][0]["extension"][0].clone()];
	let negative = "`-1` is outside 0 and more: a claim bills, it does not give back";
	let priced = |value: Value| change("/item/0/net/value", value);
	let cases = [
		(change("/status", json!("draft")), "status: is `draft`, must be `active`"),
		(drop("/use"), "use: absent; it says what is asked"),
		(change("/use", json!("quote")), "use: is `quote`, must be `claim`, `preauthorization` or `predetermination`"),
		(drop("/prescription"), "prescription: no prescription: only what was dispensed on a prescription is claimed here"),
		(change("/prescription", json!({ "reference": "MedicationRequest/1" })), "prescription.identifier: absent; the prescription is named by an identifier of urn:salus:prescription"),
		(change("/prescription/identifier/system", json!("x")), "prescription.identifier.system: is `x`, must be urn:salus:prescription"),
		(change("/prescription/identifier/value", json!("0xAB")), "prescription.identifier.value: is `0xAB`, must be 0x and 64 lower-case hex digits"),
		(drop("/provider"), "provider: absent; somebody must answer for the claim, and be paid"),
		(drop("/insurer"), "insurer: absent; the chain must know which payer is claimed from"),
		(drop("/insurance"), "insurance: absent; it says which payer's turn it is"),
		(drop("/insurance/1/sequence"), "insurance[1].sequence: absent; a missing sequence is not taken as the first"),
		(drop("/insurance/0/sequence"), "insurance[0].sequence: absent; a missing sequence is not taken as the first"),
		(change("/insurance/1/sequence", json!(0)), "insurance[1].sequence: `0` is outside 1 to 2147483647"),
		(change("/insurance/1/sequence", json!(1)), "insurance[1].sequence: stands twice in the list"),
		(change("/insurance/1/sequence", json!(5)), "insurance[1].sequence: `5` is outside 1 to 4: the chain has ranks 0 to 3"),
		(change("/insurance/1/sequence", json!(300)), "insurance[1].sequence: `300` is outside 1 to 4: the chain has ranks 0 to 3"),
		(drop("/insurance/0/focal"), "insurance[0].focal: absent; exactly one insurance is the one that is claimed from"),
		(change("/insurance/0/focal", json!(true)), "insurance: exactly one must be focal"),
		(change("/insurance/1/focal", json!(false)), "insurance: exactly one must be focal"),
		(change("/insurance/0/modifierExtension", modifier.clone()), "insurance[0].modifierExtension: may not be present: it changes the meaning, and this reader does not know how"),
		(drop("/created"), "created: absent; R4 requires it"),
		(change("/created", json!("2026-03-01T09:59:59.999Z")), "created: is 86400001 ms old, at most 86400000 ms are allowed: write a new one"),
		(change("/created", json!("2026-03-02T10:00:00.001Z")), "created: is 1 ms ahead of the reader's clock: correct the clock that wrote it"),
		(change("/created", json!("2026-03-01 10:00")), "created: `2026-03-01 10:00` is no FHIR dateTime"),
		(change("/payee", json!({ "type": concept("x", "subscriber") })), "payee.type.coding[0].code: is `subscriber`, must be `provider`: the chain pays nobody else"),
		(drop("/total"), "total: absent; it is what is billed"),
		(change("/total", money(json!(255.01), "USD")), "total: is 255.01, but the nets of the items sum to 255.00: correct one of them"),
		(change("/total", money(json!(254.99), "USD")), "total: is 254.99, but the nets of the items sum to 255.00: correct one of them"),
		(change("/total", money(json!(255), "EUR")), "total.currency: is in `EUR`, must be in USD: a claim has one currency"),
		(drop("/total/currency"), "total.currency: absent; an amount without its currency is no amount"),
		(drop("/total/value"), "total.value: absent; it is the amount"),
		(change("/total/value", json!("255.00")), "total.value: is not a number"),
		(drop("/item"), "item: absent; nothing is billed"),
		(change("/item", json!([])), "item: absent; nothing is billed"),
		(change("/item/2/sequence", json!(1)), "item[2].sequence: stands twice in the list"),
		(change("/item/0/modifierExtension", modifier.clone()), "item[0].modifierExtension: may not be present: it changes the meaning, and this reader does not know how"),
		(drop("/item/0/net"), "item[0].net: absent; every item says what it costs, with quantity and factor counted in"),
		(change("/item/1/net", money(json!(50), "EUR")), "item[1].net.currency: is in `EUR`, must be in USD: a claim has one currency"),
		(priced(json!(0)), "item[0].net: `0.00` is outside more than 0"),
		(priced(json!(-1)), &format!("item[0].net.value: {negative}")),
		(priced(json!(449.66400000000004)), "item[0].net.value: `449.66400000000004` is no amount of USD with 2 decimals: send the exact decimal"),
		(priced(json!(1e30)), "item[0].net.value: `1e+30` is no amount of USD with 2 decimals: send the exact decimal"),
		(drop("/item/0/extension"), "item[0].extension: absent; the extension urn:salus:dispense names the dispense"),
		(change("/item/0/extension", json!(twice)), "item[0].extension[1]: an item is for one dispense only"),
		(drop("/item/0/extension/0/valueUnsignedInt"), "item[0].extension[0].valueUnsignedInt: absent; the extension carries the number of the dispense"),
		(change("/item/0/extension/0/valueUnsignedInt", json!(256)), "item[0].extension[0].valueUnsignedInt: `256` is outside 0 to 255"),
		(drop("/item/0/productOrService"), "item[0].productOrService: absent; R4 requires it"),
		(drop("/patient"), "patient: absent; R4 requires it"),
		(change("/modifierExtension", modifier), "modifierExtension: may not be present: it changes the meaning, and this reader does not know how"),
		(change("/quantity", json!(1)), "quantity: is no element of FHIR R4 here"),
	];
	for (input, expected) in cases {
		assert_eq!(claimed(&input).unwrap_err().to_string(), format!("Claim.{expected}"));
	}
	let other = claimed(&base()).unwrap_err().to_string();
	assert_eq!(other, "MedicationRequest: `MedicationRequest` is not read: only a Claim is");
	let huge =
		claim().to_string().replace("\"value\":255.0", &format!("\"value\":{}", "9".repeat(36)));
	assert!(reason(read(huge.as_bytes(), &r4(), &terms())).to_string().starts_with("is 9999"));
	let huge =
		claim().to_string().replace("\"value\":255.0", &format!("\"value\":{}", "9".repeat(37)));
	assert!(matches!(reason(read(huge.as_bytes(), &r4(), &terms())), Reason::OutOfRange { .. }));
}

#[test]
fn boundaries_that_are_allowed() {
	let change = |pointer: &str, value: Value| claimed(&set(claim(), pointer, value));
	assert_eq!(
		change("/created", json!("2026-03-02T10:00:00Z")).unwrap().created_ms,
		terms().now_ms
	);
	// A date counts from its start in the zone of the profile.
	let day = change("/created", json!("2026-03-02")).unwrap();
	assert_eq!(day.created_ms, 1_772_406_000_000);
	assert_eq!(change("/insurance/1/sequence", json!(4)).unwrap().rank, 3);
	assert_eq!(
		change("/item/0/extension/0/valueUnsignedInt", json!(255)).unwrap().lines[0].dispense,
		Some(255)
	);
	assert!(change("/payee", json!({ "type": concept("x", "provider") })).is_ok());
	let other = json!([{ "url": "x", "valueString": "y" }, claim()["item"][0]["extension"][0]]);
	assert!(change("/item/0/extension", other).is_ok());
}

#[test]
fn currencies_are_exact() {
	let parsed = |decimals, text: &str| Currency::new("USD", decimals).unwrap().parse(text);
	assert_eq!(parsed(2, "255"), Ok(25_500));
	assert_eq!(parsed(2, "255.0"), Ok(25_500));
	assert_eq!(parsed(2, "255.010000"), Ok(25_501));
	assert_eq!(parsed(0, "255"), Ok(255));
	assert_eq!(parsed(0, "255.00"), Ok(255));
	assert_eq!(parsed(18, "0.000000000000000001"), Ok(1));
	assert_eq!(parsed(2, "3402823669209384634633746074317682114.55"), Ok(u128::MAX));
	for text in ["255.001", "255.0100000001", "2.55e2", "", ".5", "1.x", "1,5", "+1", "1.€", "NaN"]
	{
		assert!(matches!(parsed(2, text), Err(Reason::NotMinorUnits { .. })), "{text}");
	}
	for text in ["-1", "-0", "3402823669209384634633746074317682114.56"] {
		assert!(matches!(parsed(2, text), Err(Reason::OutOfRange { .. })), "{text}");
	}
	assert_eq!(usd().render(5), "0.05");
	assert_eq!(usd().render(25_500), "255.00");
	assert_eq!(Currency::new("JPY", 0).unwrap().render(0), "0");
	assert!(Currency::new("JPY", 18).is_some() && Currency::new("JPY", 19).is_none());
	for code in ["", "usd", "USDC", "U5D"] {
		assert!(Currency::new(code, 2).is_none(), "{code}");
	}
}

#[test]
fn keys_have_one_spelling() {
	let text = format!("0x{}/7/3", "ab".repeat(32));
	let key: ClaimKey = text.parse().unwrap();
	assert_eq!(key, ClaimKey { rx: [0xab; 32], dispense: 7, rank: 3 });
	assert_eq!(key.to_string(), text);
	assert_eq!(key.pre_auth_ref(), format!("0x{}/3", "ab".repeat(32)));
	let other = |from: &str, to: &str| text.replace(from, to).parse::<ClaimKey>();
	for (from, to) in [
		("/7/3", "/7/4"),
		("/7/", "/256/"),
		("/7/", "/07/"),
		("/7/", "/+7/"),
		("/3", ""),
		("/3", "/3/0"),
		("0xab", "0xAB"),
		("0x", ""),
	] {
		assert_eq!(other(from, to), Err(NotAKey), "{from} {to}");
	}
}

#[test]
fn reason_codes_have_one_number_and_one_spelling() {
	let pairs =
		[("1", 1), ("45", 45), ("999", 999), ("A0", 1_000), ("B7", 2_007), ("Z999", 26_999)];
	for (code, number) in pairs {
		assert_eq!((carc_number(code), carc_code(number).as_deref()), (Some(number), Some(code)));
	}
	for code in ["", "0", "045", "1000", "B", "b7", "BB7", "7B", "B07", "B1000", "+1", "Ä1", "-1"]
	{
		assert_eq!(carc_number(code), None, "{code}");
	}
	for number in 0..=u16::MAX {
		let code = carc_code(number);
		assert_eq!(code.is_some(), (1..27_000).contains(&number));
		assert_eq!(code.and_then(|code| carc_number(&code)).unwrap_or(number), number);
	}
}

#[test]
fn a_payers_decision_is_read_with_its_reasons() {
	let decision = decided(&adjudication()).unwrap();
	let split = Split { payer: 20_000, patient: 3_000, writeoff: 1_500, other: 1_000 };
	assert_eq!((decision.billed, decision.split), (25_500, split));
	let one = |group, carc, amount| Adjustment { group, carc, amount };
	use Group::*;
	assert_eq!(decision.adjustments, [one(Co, 45, 1_500), one(Oa, 23, 750), one(Pi, 97, 250)]);
	assert_eq!(decision.patient_reasons, [one(Pr, 3, 2_000), one(Pr, 1, 1_000)]);
	assert_eq!(decision.claim, Some(ClaimKey { rx: [0xab; 32], dispense: 1, rank: 0 }));
	assert_eq!(decision.id.unwrap().value, "r1");

	let foreign = set(adjudication(), "/request", json!({ "reference": "Claim/1" }));
	assert_eq!(decided(&foreign).unwrap().claim, None);
	let foreign = set(adjudication(), "/request/identifier/system", json!("x"));
	assert_eq!(decided(&foreign).unwrap().claim, None);
	// What was submitted may stand in the total alone.
	let mut total = adjudication();
	for item in total["item"].as_array_mut().unwrap() {
		item["adjudication"].as_array_mut().unwrap().remove(0);
	}
	assert_eq!(decided(&total).unwrap().billed, 25_500);
	assert!(decided(&without(without(adjudication(), "/total"), "/payment")).is_ok());
}

#[test]
fn every_rule_refuses_an_adjudication_by_name() {
	let change = |pointer: &str, value: Value| set(adjudication(), pointer, value);
	let drop = |pointer: &str| without(adjudication(), pointer);
	let first = "/item/0/adjudication";
	let category =
		|system: &str, code: &str| change(&format!("{first}/3/category"), concept(system, code));
	let hl7 = "http://terminology.hl7.org/CodeSystem/adjudication";
	let x12 = "https://x12.org/codes/claim-adjustment-group-codes";
	let carc = |code: &str| change(&format!("{first}/3/reason/coding/0/code"), json!(code));
	let uncoded = "a part that the payer does not pay needs an X12 group and reason code (CARC)";
	let no_group = format!("item[0].adjudication[3].category: has no group: {uncoded}");
	let no_reason = format!("item[0].adjudication[3]: has no reason code: {uncoded}");
	let reversed = "may not be present: CR corrects an earlier decision, and the chain reverses by calls of its own";
	let unread = "may not be present: decisions are read from item.adjudication only";
	let reversed_total =
		json!([{ "category": concept(x12, "CR"), "amount": { "value": 1, "currency": "USD" } }]);
	let mut many = adjudication();
	for carc in 100..104 {
		let entries = many.pointer_mut("/item/1/adjudication").unwrap().as_array_mut().unwrap();
		let mut part = entries[4].clone();
		part["reason"]["coding"][0]["code"] = json!(carc.to_string());
		part["amount"]["value"] = json!(1.0);
		entries[4]["amount"]["value"] =
			json!(entries[4]["amount"]["value"].as_f64().unwrap() - 1.0);
		entries.push(part);
	}
	let mut six = many.clone();
	let last =
		six.pointer_mut("/item/1/adjudication").unwrap().as_array_mut().unwrap().pop().unwrap();
	six["item"][1]["adjudication"][4]["amount"]["value"] = json!(4.5);
	assert_eq!(last["amount"]["value"], json!(1.0));
	assert_eq!(decided(&six).unwrap().adjustments.len(), 6);

	let cases = [
		(change("/status", json!("cancelled")), "status: is `cancelled`, must be `active`".into()),
		(change("/use", json!("preauthorization")), "use: is `preauthorization`, must be `claim`: nothing else is paid".into()),
		(change("/outcome", json!("partial")), "outcome: is `partial`, must be `complete`: anything else is no decision yet".into()),
		(change("/outcome", json!("queued")), "outcome: is `queued`, must be `complete`: anything else is no decision yet".into()),
		(drop("/item"), "item: absent; nothing is decided".into()),
		(change("/addItem", json!([])), format!("addItem: {unread}")),
		(change("/adjudication", json!([])), format!("adjudication: {unread}")),
		(change("/modifierExtension", json!([])), format!("modifierExtension: {unread}")),
		(change("/implicitRules", json!("x")), format!("implicitRules: {unread}")),
		(change("/item/1/detail", json!([])), format!("item[1].detail: {unread}")),
		// Without a group, without a reason, with a group that nobody knows.
		(category(hl7, "copay"), no_group.clone()),
		(category(hl7, "deductible"), no_group.clone()),
		(category("", "CO"), no_group),
		(category(x12, "XX"), "item[0].adjudication[3].category: is `XX`, must be CO, PR, OA or PI".into()),
		(category(x12, "CR"), format!("item[0].adjudication[3].category: {reversed}")),
		(drop(&format!("{first}/3/reason")), no_reason.clone()),
		(change(&format!("{first}/3/reason"), concept("http://terminology.hl7.org/CodeSystem/adjudication-reason", "ar002")), no_reason),
		(carc("0"), "item[0].adjudication[3].reason: is `0`, must be a CARC: up to three digits, a capital in front or not".into()),
		(change(&format!("{first}/3/amount/value"), json!(0)), "item[0].adjudication[3].amount: `0.00` is outside more than 0".into()),
		(drop(&format!("{first}/3/amount")), "item[0].adjudication[3].amount: absent; it is what the entry is about".into()),
		(change(&format!("{first}/3/amount/value"), json!(28.104000000000003)), "item[0].adjudication[3].amount.value: `28.104000000000003` is no amount of USD with 2 decimals: send the exact decimal".into()),
		// The 835 equation, off by one unit either way.
		(change(&format!("{first}/3/amount/value"), json!(20.01)), "item: is 255.00, but benefit and adjustments sum to 255.01: correct one of them".into()),
		(change(&format!("{first}/3/amount/value"), json!(19.99)), "item: is 255.00, but benefit and adjustments sum to 254.99: correct one of them".into()),
		(change("/total/0/amount/value", json!(255.01)), "item: contradicts `total: `submitted``".into()),
		(change("/total/1/amount/value", json!(200.01)), "total: contradicts `item.adjudication: `benefit``".into()),
		(change("/total/1/category", concept(hl7, "submitted")), "total[1]: stands twice in the list".into()),
		(change("/total", reversed_total), format!("total: {reversed}")),
		(change("/payment/amount/value", json!(200)), "payment.amount: contradicts `item.adjudication: `benefit``".into()),
		(change("/item", json!([])), "item: absent; no item says what the payer pays (`benefit`, also if it is 0)".into()),
		(without(change("/item", json!([])), "/total"), "item: absent; neither an item nor the total says what was `submitted`".into()),
		(change("/request/identifier/value", json!("0x/1/0")), "request.identifier: is `0x/1/0`, must be 0x and 64 digits, dispense and rank, with `/` between".into()),
		(drop("/payment/type"), "payment.type: absent; R4 requires it".into()),
		(many, "item: has more than 6 different pairs of group and reason code".into()),
	];
	for (input, expected) in cases {
		assert_eq!(decided(&input).unwrap_err().to_string(), format!("ClaimResponse.{expected}"));
	}
	assert_eq!(
		decided(&claim()).unwrap_err().to_string(),
		"Claim: `Claim` is not read: only a ClaimResponse or ExplanationOfBenefit is"
	);
	assert_eq!(
		decided(&category("https://x12.org/codes/claim-adjustment-group-codes", "CO"))
			.unwrap()
			.split
			.writeoff,
		3_500
	);
	assert_eq!(decided(&carc("B7")).unwrap().patient_reasons[0].carc, 2_007);
}

/// Both of HL7's answers lack X12's codes.
#[test]
fn published_adjudications_without_reasons_are_refused() {
	for name in ["claimresponse-example", "explanationofbenefit-example"] {
		let error = decided(&file(&format!("hl7-r4/{name}.json"))).unwrap_err();
		assert!(matches!(error, Error::Refused(_)), "{error}");
	}
	let hl7 = decided(&file("hl7-r4/claimresponse-example.json")).unwrap_err().to_string();
	assert!(
		hl7.starts_with("ClaimResponse.item[0].adjudication[0].category: has no group"),
		"{hl7}"
	);
}

const SYNTHEA: &str = "synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json";

/// The record's text, with the numbers as they were written.
fn record() -> String {
	let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(SYNTHEA);
	std::fs::read_to_string(path).unwrap()
}

#[test]
fn claims_of_a_synthea_record_are_linked_with_their_prescriptions() {
	let lenient = salus_fhir::claims::Terms { max_age_ms: u64::MAX, ..terms() };
	let claims = of_bundle(record().as_bytes(), &Profile::synthea(), &lenient).unwrap();
	assert_eq!(claims.len(), 26);
	let (pharmacy, encounters): (Vec<_>, Vec<_>) =
		claims.into_iter().partition(|claim| claim.request.is_some());
	assert_eq!((pharmacy.len(), encounters.len()), (4, 22));
	for claim in encounters {
		assert_eq!(claim.kind.as_deref(), Some("institutional"));
		assert_eq!(reason(claim.outcome), Reason::NoPrescription);
	}
	let lines = [
		"de698418-6100-4b80-890d-4e1f26b832d0",
		"fdfc5406-6824-4bc7-ad2c-21c349225a29",
		"fe1ddf3f-f751-464e-9c69-c9006b6dbdb9",
		"b09e102a-a4e0-455a-b8a4-c38a930a49d4",
	];
	for (claim, line) in pharmacy.into_iter().zip(lines) {
		assert_eq!(claim.kind.as_deref(), Some("pharmacy"));
		let request = claim.request.unwrap();
		assert_eq!((request.line.unwrap().value.as_str(), request.quantity), (line, None));
		let read = claim.outcome.unwrap();
		assert_eq!((read.total, read.billed(), read.rank), (25_500, vec![(None, 25_500)], 0));
		let Prescribed::Request(target) = &read.prescription else { panic!() };
		assert_eq!(target.code(), format!("urn:uuid:{line}"));
		assert_eq!(
			read.insurer.value("https://github.com/synthetichealth/synthea"),
			Some("medicaid")
		);
		// What was read otherwise than R4 says is said, and committed to.
		let said: Vec<_> =
			read.adaptations.iter().map(|adaptation| adaptation.to_string()).collect();
		assert_eq!(
			said,
			[
				format!(
					"{}.insurer: absent, the payer is the name of the focal coverage",
					claim.path
				),
				format!(
					"{}.item[0].net: absent, what the total leaves beside the other items",
					claim.path
				),
			]
		);
		assert!(read.draft.value("adaptations").is_some());
		assert_eq!(read.draft.value("profile").unwrap().canonical(), r#"{"name":"synthea/1"}"#);
	}
	// Strict is the default: none is imported, and it says what to mend.
	for claim in of_bundle(record().as_bytes(), &r4(), &lenient).unwrap() {
		let text = claim.outcome.unwrap_err().to_string();
		let mend = if claim.request.is_some() {
			".prescription.identifier: absent;"
		} else {
			"no prescription"
		};
		assert!(text.contains(mend), "{text}");
	}
}

#[test]
fn synthea_claims_are_refused_where_nothing_follows() {
	let bundle = |change: fn(&str) -> String| {
		let lenient = salus_fhir::claims::Terms { max_age_ms: u64::MAX, ..terms() };
		let claims =
			of_bundle(change(&record()).as_bytes(), &Profile::synthea(), &lenient).unwrap();
		let first = claims.into_iter().find(|claim| claim.kind.as_deref() == Some("pharmacy"));
		first.unwrap().outcome.unwrap_err().to_string()
	};
	let text = bundle(|text| {
		text.replace("\"resourceType\": \"MedicationRequest\"", "\"resourceType\": \"Basic\"")
	});
	assert!(text.ends_with(", which is not in the input"), "{text}");
	let text = bundle(|text| text.replace("\"value\": 255.0,", "\"value\": 255.00000000000003,"));
	assert!(
		text.contains("total.value: `255.00000000000003` is no amount of USD with 2 decimals"),
		"{text}"
	);
	let text = bundle(|text| text.replace("\"display\": \"medicaid\"", "\"other\": \"medicaid\""));
	assert!(
		text.contains("insurer: absent; the chain must know which payer is claimed from"),
		"{text}"
	);
	let text = bundle(|text| text.replace("\"value\": 255.0,", "\"value\": 0.0,"));
	assert!(text.contains("item[0].net: `0.00` is outside more than 0"), "{text}");
}

proptest! {
	#[test]
	fn amounts_round_trip(units in any::<u128>(), decimals in 0_u8..=18) {
		let currency = Currency::new("EUR", decimals).unwrap();
		prop_assert_eq!(currency.parse(&currency.render(units)), Ok(units));
	}

	/// An amount is read exactly or refused: no text is read as the amount of another.
	#[test]
	fn amounts_are_exact(text in "[0-9]{1,12}(\\.[0-9]{1,9})?", decimals in 0_u8..=6) {
		let currency = Currency::new("EUR", decimals).unwrap();
		let scale = 10_u128.pow(9);
		let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
		let billionths = whole.parse::<u128>().unwrap() * scale + format!("{fraction:0<9}").parse::<u128>().unwrap();
		let unit = scale / 10_u128.pow(decimals.into());
		match currency.parse(&text) {
			Ok(units) => prop_assert_eq!(units * unit, billionths),
			Err(_) => prop_assert_ne!(billionths % unit, 0),
		}
	}
}
