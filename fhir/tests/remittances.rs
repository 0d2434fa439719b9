//! What is said of claims: complete by R4, balanced by X12 835, and read back as it was meant.

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
	claims::{
		authorisation, claim_response, explanation_of_benefit, payment_reconciliation,
		read_adjudication, Adjustment, Authorisation, ClaimKey, ClaimStage, Deadline, Decision,
		Group, Parties, Payment, Reconciliation, Remittance, Split,
	},
	json, required, Currency, Identifier, Reference, StatementError,
};
use serde_json::{json, Value};

const KEY: ClaimKey = ClaimKey { rx: [0xab; 32], dispense: 1, rank: 0 };
/// 2026-03-02T10:00:00Z.
const NOW: u64 = 1_772_445_600_000;
const DAY: u64 = 24 * 60 * 60 * 1000;

fn house(value: &str) -> Reference {
	let identifier = Identifier { system: Some("urn:example".into()), value: value.into() };
	Reference { reference: None, identifier: Some(identifier) }
}

fn parties() -> Parties {
	Parties { patient: None, coverage: None, insurer: house("payer"), provider: house("pharmacy") }
}

fn one(group: Group, carc: u16, amount: u128) -> Adjustment {
	Adjustment { group, carc, amount }
}

fn decision() -> Decision {
	let split = Split { payer: 20_000, patient: 3_000, writeoff: 1_500, other: 1_000 };
	let adjustments = vec![one(Group::Co, 45, 1_500), one(Group::Oa, 23, 1_000)];
	Decision { split, adjustments }
}

fn remittance(stage: ClaimStage, decision: Option<Decision>) -> Remittance {
	Remittance {
		key: KEY,
		stage,
		item: 1,
		created_ms: NOW,
		parties: parties(),
		billed: 25_500,
		decision,
		authorised_until_ms: Some(NOW + DAY),
		deadlines: vec![(Deadline::AppealBy, NOW + 60 * DAY)],
	}
}

fn paid() -> Remittance {
	remittance(ClaimStage::Paid { at_ms: NOW, interest: 150 }, Some(decision()))
}

fn reconciliation() -> Reconciliation {
	let payment = |dispense, at_ms, set_off| Payment {
		claim: ClaimKey { dispense, ..KEY },
		at_ms,
		amount: 20_000,
		interest: 150,
		set_off,
	};
	Reconciliation {
		issuer: house("payer"),
		payee: house("pharmacy"),
		from_ms: NOW,
		until_ms: NOW + DAY,
		created_ms: NOW + 2 * DAY,
		paid: 20_150 + 19_150,
		payments: vec![payment(0, NOW, 0), payment(1, NOW + DAY - 1, 1_000)],
	}
}

/// The value, which R4's rules accept, with its numbers as written.
fn complete(value: &json::Value) -> String {
	let text = value.canonical();
	check_required(text.as_bytes()).unwrap();
	text
}

fn parsed(value: &json::Value) -> Value {
	serde_json::from_str(&complete(value)).unwrap()
}

fn all() -> Vec<json::Value> {
	let (usd, cover) = (usd(), cover());
	vec![
		claim_response(&paid(), &usd).unwrap(),
		claim_response(&remittance(ClaimStage::Noticed { defects: 5 }, None), &usd).unwrap(),
		explanation_of_benefit(&paid(), &usd).unwrap(),
		authorisation(&cover, &usd).unwrap(),
		payment_reconciliation(&reconciliation(), &usd).unwrap(),
	]
}

fn cover() -> Authorisation {
	let reserved = Some(4_200);
	Authorisation {
		rx: KEY.rx,
		rank: 2,
		created_ms: NOW,
		until_ms: NOW + DAY,
		reserved,
		parties: parties(),
	}
}

#[test]
fn a_paid_claim_is_answered_with_all_that_the_chain_holds() {
	let answer = claim_response(&paid(), &usd()).unwrap();
	let text = complete(&answer);
	for exact in ["255.00", "200.00", "30.00", "15.00", "10.00", "201.50", "1.50"] {
		assert!(text.contains(&format!("\"value\":{exact}")), "{exact}: {text}");
	}
	let answer = parsed(&answer);
	assert_eq!((&answer["outcome"], &answer["disposition"]), (&json!("complete"), &json!("paid")));
	assert_eq!(answer["preAuthRef"], json!(format!("0x{}/0", "ab".repeat(32))));
	// FHIR's end is inclusive.
	assert_eq!(answer["preAuthPeriod"]["end"], json!("2026-03-03T09:59:59.999Z"));
	assert_eq!(answer["request"]["identifier"]["value"], json!(KEY.to_string()));
	assert_eq!(answer["payment"]["date"], json!("2026-03-02"));
	assert_eq!(answer["payment"]["adjustmentReason"]["coding"][0]["code"], json!("interest"));
	let deadline = json!({ "url": "urn:salus:deadline", "extension": [
		{ "url": "kind", "valueCode": "appeal-by" },
		{ "url": "at", "valueInstant": "2026-05-01T10:00:00Z" },
	]});
	assert_eq!(answer["extension"], json!([deadline]));
	assert_eq!(answer["patient"]["extension"][0]["valueCode"], json!("masked"));
	// The payer's own reader understands it.
	let back = read_adjudication(text.as_bytes(), &usd()).unwrap();
	assert_eq!((back.claim, back.billed, back.split), (Some(KEY), 25_500, decision().split));
	assert_eq!(back.adjustments, decision().adjustments);
	assert_eq!(back.patient_reasons, [one(Group::Pr, 3, 3_000)]);
}

#[test]
fn an_explanation_names_reasons_and_no_product() {
	let mut known = paid();
	known.parties.patient =
		Some(Reference { reference: Some("Patient/1".into()), identifier: None });
	known.parties.coverage = Some(house("policy"));
	let benefit = explanation_of_benefit(&known, &usd()).unwrap();
	let back = read_adjudication(complete(&benefit).as_bytes(), &usd()).unwrap();
	assert_eq!((back.claim, back.split), (Some(KEY), decision().split));
	let benefit = parsed(&benefit);
	assert_eq!(benefit["patient"], json!({ "reference": "Patient/1" }));
	assert_eq!(benefit["insurance"][0]["coverage"]["identifier"]["value"], json!("policy"));
	assert_eq!(
		benefit["item"][0]["productOrService"]["extension"][0]["valueCode"],
		json!("masked")
	);
	assert_eq!(benefit["item"][0]["extension"][0]["valueUnsignedInt"], json!(1));
	assert_eq!(benefit["precedence"], json!(1));
	let codes: Vec<_> = benefit["item"][0]["adjudication"]
		.as_array()
		.unwrap()
		.iter()
		.map(|entry| {
			(
				entry["category"]["coding"][0]["code"].as_str().unwrap(),
				entry["reason"]["coding"][0]["code"].as_str(),
			)
		})
		.collect();
	assert_eq!(
		codes,
		[
			("submitted", None),
			("benefit", None),
			("PR", Some("3")),
			("CO", Some("45")),
			("OA", Some("23"))
		]
	);
}

#[test]
fn stages_have_outcomes() {
	use ClaimStage::*;
	let decided = || Some(decision());
	let cases = [
		(Submitted, None, "queued"),
		(Noticed { defects: 1 << 31 | 1 }, None, "error"),
		(Denied, Some(Decision::denied(25_500, 29)), "complete"),
		(Appealed, decided(), "partial"),
		(Appealed, None, "partial"),
		(Payable, decided(), "complete"),
		(Reversed { amount: 20_000 }, decided(), "complete"),
		(Recouped { amount: 1 }, decided(), "complete"),
		(Unpaid, decided(), "complete"),
		(Closed, None, "complete"),
		(Closed, Some(Decision::denied(25_500, 29)), "complete"),
	];
	for (stage, decision, outcome) in cases {
		let answer = parsed(&claim_response(&remittance(stage, decision), &usd()).unwrap());
		assert_eq!(answer["outcome"], json!(outcome), "{stage:?}");
		assert_eq!(answer["disposition"], json!(stage.name()));
		assert!(answer.get("payment").is_none(), "{stage:?}");
		if let Noticed { .. } = stage {
			let code = |bit: &str| json!({ "code": concept("urn:salus:defect", bit) });
			assert_eq!(answer["error"], json!([code("0"), code("31")]));
		}
	}
	// What came back has the interest in it, and the chain keeps no split of it.
	assert!(claim_response(&remittance(Reversed { amount: 20_150 }, None), &usd()).is_ok());
	// A reversal is said, and not taken for a decision.
	let reversed = remittance(Reversed { amount: 20_000 }, decided());
	let text = complete(&claim_response(&reversed, &usd()).unwrap());
	assert!(text.contains("\"CR\""));
	let error = read_adjudication(text.as_bytes(), &usd()).unwrap_err().to_string();
	assert!(error.contains("total: may not be present: CR"), "{error}");
}

#[test]
fn what_does_not_balance_is_not_written() {
	use StatementError::*;
	let refused =
		|stage, decision| claim_response(&remittance(stage, decision), &usd()).unwrap_err();
	let with = |change: fn(&mut Decision)| {
		let mut decision = decision();
		change(&mut decision);
		refused(ClaimStage::Payable, Some(decision))
	};
	let unbalanced = |sum| Unbalanced { billed: 25_500, sum };
	assert_eq!(with(|decision| decision.split.payer += 1), unbalanced(25_501));
	assert_eq!(with(|decision| decision.split.payer -= 1), unbalanced(25_499));
	assert_eq!(with(|decision| decision.split.payer = u128::MAX), unbalanced(u128::MAX));
	let unexplained = |groups, share, sum| Unexplained { groups, share, sum };
	assert_eq!(
		with(|decision| decision.adjustments[0].amount += 1),
		unexplained("CO", 1_500, 1_501)
	);
	assert_eq!(with(|decision| decision.adjustments.truncate(1)), unexplained("OA PI", 1_000, 0));
	assert_eq!(
		with(|decision| decision.adjustments[1].group = Group::Co),
		unexplained("CO", 1_500, 2_500)
	);
	// A patient's share beside the patient's share.
	assert_eq!(
		with(|decision| decision.adjustments.push(one(Group::Pr, 3, 1))),
		unexplained("PR", 3_000, 1)
	);
	assert_eq!(with(|decision| decision.adjustments[1].group = Group::Cr), Reversal);
	let mut split = decision();
	split.adjustments.extend([one(Group::Pr, 1, 1_000), one(Group::Pr, 3, 2_000)]);
	assert!(claim_response(&remittance(ClaimStage::Payable, Some(split)), &usd()).is_ok());

	assert_eq!(with(|decision| decision.adjustments[1].carc = 27_000), Carc(27_000));
	let ruled = Decision::by_rule(decision().split);
	assert_eq!(ruled, Decision { adjustments: decision().adjustments, ..ruled.clone() });
	assert_eq!(Decision::by_rule(Split { payer: 1, ..Split::default() }).adjustments, []);

	assert_eq!(refused(ClaimStage::Denied, None), Undecided("denied"));
	assert_eq!(refused(ClaimStage::Submitted, Some(decision())), Premature("submitted"));
	assert_eq!(refused(ClaimStage::Noticed { defects: 0 }, None), NoDefects);
	let taken = refused(ClaimStage::Recouped { amount: 20_001 }, Some(decision()));
	assert_eq!(taken, TakenOff { taken: 20_001, from: 20_000 });
	let mut ranked = paid();
	ranked.key.rank = 4;
	assert_eq!(claim_response(&ranked, &usd()), Err(Rank(4)));
	let mut late = paid();
	late.deadlines[0].1 = u64::MAX;
	assert_eq!(claim_response(&late, &usd()), Err(TooLarge));
	let open = remittance(ClaimStage::Submitted, None);
	assert_eq!(explanation_of_benefit(&open, &usd()), Err(Undecided("submitted")));
}

#[test]
fn a_cover_answers_a_preauthorisation() {
	let answer = parsed(&authorisation(&cover(), &usd()).unwrap());
	assert_eq!(
		(&answer["use"], &answer["outcome"]),
		(&json!("preauthorization"), &json!("complete"))
	);
	assert_eq!(answer["preAuthRef"], json!(format!("0x{}/2", "ab".repeat(32))));
	// Read from text: whether a number keeps its digits depends on what else is built with serde_json.
	let amount: Value = serde_json::from_str(r#"{"value":42.00,"currency":"USD"}"#).unwrap();
	assert_eq!(answer["total"][0]["amount"], amount);
	let unreserved = Authorisation { reserved: None, ..cover() };
	assert!(parsed(&authorisation(&unreserved, &usd()).unwrap()).get("total").is_none());
	assert_eq!(
		authorisation(&Authorisation { rank: 4, ..cover() }, &usd()),
		Err(StatementError::Rank(4))
	);
	assert_eq!(
		authorisation(&Authorisation { until_ms: 0, ..cover() }, &usd()),
		Err(StatementError::EmptyPeriod)
	);
}

#[test]
fn payments_of_a_period_sum_to_what_was_paid() {
	let value = payment_reconciliation(&reconciliation(), &usd()).unwrap();
	let text = complete(&value);
	assert!(text.contains("\"paymentAmount\":{\"currency\":\"USD\",\"value\":393.00}"), "{text}");
	assert!(text.contains("\"value\":-10.00"), "{text}");
	let statement = parsed(&value);
	assert_eq!(
		statement["period"],
		json!({ "start": "2026-03-02T10:00:00Z", "end": "2026-03-03T09:59:59.999Z" })
	);
	assert_eq!(statement["paymentDate"], json!("2026-03-03"));
	let details = statement["detail"].as_array().unwrap();
	let kinds: Vec<_> = details
		.iter()
		.map(|detail| {
			detail["type"]["coding"].as_array().unwrap().last().unwrap()["code"].as_str().unwrap()
		})
		.collect();
	assert_eq!(kinds, ["payment", "interest", "payment", "interest", "set-off"]);
	let sum: f64 = details.iter().map(|detail| detail["amount"]["value"].as_f64().unwrap()).sum();
	assert_eq!(sum, 393.0);

	let none = Reconciliation { paid: 0, payments: vec![], ..reconciliation() };
	assert_eq!(
		parsed(&payment_reconciliation(&none, &usd()).unwrap())["paymentDate"],
		json!("2026-03-03")
	);

	let refused = |change: fn(&mut Reconciliation)| {
		let mut statement = reconciliation();
		change(&mut statement);
		payment_reconciliation(&statement, &usd()).unwrap_err()
	};
	use StatementError::*;
	assert_eq!(
		refused(|statement| statement.paid += 1),
		NotTheSum { amount: 39_301, details: 39_300 }
	);
	assert_eq!(
		refused(|statement| statement.paid -= 1),
		NotTheSum { amount: 39_299, details: 39_300 }
	);
	assert_eq!(refused(|statement| statement.until_ms = NOW), EmptyPeriod);
	assert_eq!(
		refused(|statement| statement.payments[0].at_ms -= 1),
		OutsidePeriod { claim: ClaimKey { dispense: 0, ..KEY } }
	);
	assert_eq!(refused(|statement| statement.payments[1].at_ms += 1), OutsidePeriod { claim: KEY });
	assert_eq!(
		refused(|statement| statement.payments[1].set_off = 20_151),
		TakenOff { taken: 20_151, from: 20_150 }
	);
	assert_eq!(refused(|statement| statement.payments[1].amount = u128::MAX), TooLarge);
	// Withheld as a whole.
	let withheld = |statement: &mut Reconciliation| {
		statement.payments[1].set_off = 20_150;
		statement.paid = 20_150;
	};
	let mut statement = reconciliation();
	withheld(&mut statement);
	assert!(payment_reconciliation(&statement, &usd()).is_ok());
}

/// Each element that R4 requires is there, and is missed when it is taken away.
#[test]
fn every_required_element_is_written_and_would_be_missed() {
	let mut missed = std::collections::BTreeSet::new();
	for value in all() {
		let value = parsed(&value);
		let kind = value["resourceType"].as_str().unwrap();
		for path in required(kind).unwrap() {
			let mut poorer = value.clone();
			if remove(&mut poorer, path) {
				let error = check_required(poorer.to_string().as_bytes()).unwrap_err().to_string();
				assert!(error.ends_with(": absent; R4 requires it"), "{path}: {error}");
				missed.insert(format!("{kind}.{path}"));
			}
		}
	}
	// Of the resources' own elements, none is left out.
	for kind in ["ClaimResponse", "ExplanationOfBenefit", "PaymentReconciliation"] {
		for path in required(kind).unwrap().iter().filter(|path| !path.contains('.')) {
			assert!(missed.contains(&format!("{kind}.{path}")), "{kind}.{path}");
		}
	}
	for path in ["item.adjudication.category", "total.amount", "payment.type", "error.code"] {
		assert!(missed.contains(&format!("ClaimResponse.{path}")), "{path}");
	}
}

/// Removes the first element at `path`.
fn remove(value: &mut Value, path: &str) -> bool {
	let value = match value {
		Value::Array(elements) => match elements.first_mut() {
			Some(first) => first,
			None => return false,
		},
		value => value,
	};
	match path.split_once('.') {
		None => value.as_object_mut().is_some_and(|object| object.remove(path).is_some()),
		Some((parent, rest)) => value.get_mut(parent).is_some_and(|parent| remove(parent, rest)),
	}
}

/// The table is R4's: published resources pass it.
#[test]
fn published_resources_have_what_r4_requires() {
	let eps = "nhs-eps/spec/dispensing/claim";
	let names = [
		"hl7-r4/claim-example-oral-identifier.json".to_owned(),
		"hl7-r4/claimresponse-example.json".to_owned(),
		"hl7-r4/explanationofbenefit-example.json".to_owned(),
		"hl7-r4/paymentreconciliation-example.json".to_owned(),
		format!("{eps}/acute-primary-example-req.json"),
		format!("{eps}/eRD-primary-example-req.json"),
		format!("{eps}/repeat-primary-example-req.json"),
	];
	for name in names {
		check_required(file(&name).to_string().as_bytes()).unwrap();
	}
	let record = file("synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json");
	let resources = record["entry"].as_array().unwrap().iter().map(|entry| &entry["resource"]);
	let about =
		resources.filter(|resource| required(resource["resourceType"].as_str().unwrap()).is_some());
	let checked =
		about.map(|resource| check_required(resource.to_string().as_bytes()).unwrap()).count();
	assert_eq!(checked, 48);
	assert_eq!(
		check_required(base().to_string().as_bytes()).unwrap_err().to_string(),
		"MedicationRequest: `MedicationRequest` is not read: its required elements are not known here"
	);
	// A choice of types, and an extension in the place of a value.
	let diagnosis =
		|value: Value| check_required(set(claim(), "/diagnosis", value).to_string().as_bytes());
	assert!(diagnosis(json!([{ "sequence": 1, "diagnosisReference": {} }])).is_ok());
	assert!(diagnosis(json!([{ "sequence": 1, "diagnosis": {} }])).is_err());
	let created = set(without(claim(), "/created"), "/_created", json!({ "extension": [] }));
	assert!(check_required(created.to_string().as_bytes()).is_ok());
	assert!(check_required(set(claim(), "/insurance", json!([])).to_string().as_bytes()).is_err());
}

fn decisions() -> impl Strategy<Value = (Decision, u128)> {
	let group = prop::sample::select(vec![Group::Co, Group::Oa, Group::Pi]);
	let adjustments = prop::collection::btree_map((group, 1_u16..27_000), 1_u128..1 << 80, 0..6);
	(0_u128..1 << 100, 0_u128..1 << 100, adjustments).prop_map(|(payer, patient, adjustments)| {
		let adjustments: Vec<_> = adjustments
			.into_iter()
			.map(|((group, carc), amount)| one(group, carc, amount))
			.collect();
		let of = |co: bool| {
			adjustments
				.iter()
				.filter(|one| (one.group == Group::Co) == co)
				.map(|one| one.amount)
				.sum()
		};
		let split = Split { payer, patient, writeoff: of(true), other: of(false) };
		(Decision { split, adjustments }, split.sum().unwrap())
	})
}

proptest! {
	/// Whatever is decided is read back as it was, in any currency; one unit more or less is not written.
	#[test]
	fn decisions_round_trip((decision, billed) in decisions(), decimals in 0_u8..=18, more in any::<bool>()) {
		let currency = Currency::new("EUR", decimals).unwrap();
		let stage = ClaimStage::Paid { at_ms: NOW, interest: 7 };
		let paid = Remittance { billed, ..remittance(stage, Some(decision.clone())) };
		for value in [claim_response(&paid, &currency).unwrap(), explanation_of_benefit(&paid, &currency).unwrap()] {
			let back = read_adjudication(complete(&value).as_bytes(), &currency).unwrap();
			prop_assert_eq!((back.billed, back.split), (billed, decision.split));
			prop_assert_eq!(&back.adjustments, &decision.adjustments);
		}
		let billed = if more { billed + 1 } else { billed.saturating_sub(1) };
		let off = Remittance { billed, ..paid };
		prop_assert_eq!(claim_response(&off, &currency).is_ok(), Some(billed) == decision.split.sum());
	}
}
