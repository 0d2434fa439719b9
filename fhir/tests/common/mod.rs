//! Inputs, and what is read out of them.

// Each test binary uses a part of them.
#![allow(dead_code)]

use salus_fhir::{claims::Terms, read, Completion, Currency, Error, Order, Profile, Reading};
use serde_json::{json, Value};
use std::{fs, path::Path};

pub const ACUTE: &str = "nhs-eps/primary-care/acute/nominated-pharmacy/medical-prescriber";
pub const SPEC: &str = "nhs-eps/spec";

pub fn file(name: &str) -> Value {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
	serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

/// A sample made for Salus.
pub fn sample(name: &str) -> Value {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
	serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

pub fn r4() -> Profile {
	Profile::r4(Some("Europe/Amsterdam")).unwrap()
}

pub fn completion(value: Value) -> Completion {
	Completion::parse(value.to_string().as_bytes()).unwrap()
}

pub fn reading(value: &Value, profile: &Profile) -> Result<Reading, Error> {
	read(value.to_string().as_bytes(), profile, None)
}

pub fn order(value: &Value, profile: &Profile, completion: Option<&Completion>) -> Order {
	match read(value.to_string().as_bytes(), profile, completion).unwrap() {
		Reading::Order(order) => order,
		other => panic!("{other:?}"),
	}
}

/// A resource that `r4/1` accepts as it stands.
pub fn base() -> Value {
	json!({
		"resourceType": "MedicationRequest",
		"id": "m1",
		"status": "active",
		"intent": "order",
		"authoredOn": "2026-03-01T10:00:00+01:00",
		"requester": { "reference": "Practitioner/1" },
		"subject": { "reference": "Patient/1" },
		"medicationCodeableConcept": { "text": "canary drug" },
		"dispenseRequest": {
			"quantity": { "value": 30, "system": "http://snomed.info/sct", "code": "428673006" },
			"numberOfRepeatsAllowed": 2,
			"dispenseInterval": { "value": 28, "system": "http://unitsofmeasure.org", "code": "d" },
			"validityPeriod": { "start": "2026-03-01", "end": "2026-10-24" }
		},
		"substitution": { "allowedBoolean": true }
	})
}

/// A Bundle that `nhs-eps/1` accepts as it stands.
pub fn eps() -> Value {
	file(&format!("{ACUTE}/1-Process-Request-Send-200_OK.json"))
}

pub fn set(mut value: Value, pointer: &str, new: Value) -> Value {
	let (parent, key) = pointer.rsplit_once('/').unwrap();
	match value.pointer_mut(parent).unwrap() {
		Value::Array(list) => list[key.parse::<usize>().unwrap()] = new,
		parent => parent[key] = new,
	}
	value
}

pub fn without(mut value: Value, pointer: &str) -> Value {
	let (parent, key) = pointer.rsplit_once('/').unwrap();
	value.pointer_mut(parent).unwrap().as_object_mut().unwrap().remove(key).unwrap();
	value
}

pub fn refusal(value: &Value, profile: &Profile) -> String {
	reading(value, profile).unwrap_err().to_string()
}

/// The clock and the currency under which [`claim`] is just young enough.
pub fn terms() -> Terms {
	let (now_ms, max_age_ms) = (1_772_445_600_000, 24 * 60 * 60 * 1000);
	Terms { currency: usd(), now_ms, max_age_ms }
}

pub fn usd() -> Currency {
	Currency::new("USD", 2).unwrap()
}

pub fn concept(system: &str, code: &str) -> Value {
	json!({ "coding": [{ "system": system, "code": code }] })
}

/// A claim that `r4/1` accepts as it stands: two dispenses of one prescription, one of them in two items.
pub fn claim() -> Value {
	let item = |sequence: u8, dispense: u8, net: f64| {
		json!({
			"sequence": sequence,
			"productOrService": { "text": "canary drug" },
			"extension": [{ "url": "urn:salus:dispense", "valueUnsignedInt": dispense }],
			"net": { "value": net, "currency": "USD" }
		})
	};
	json!({
		"resourceType": "Claim",
		"id": "c1",
		"status": "active",
		"type": concept("http://terminology.hl7.org/CodeSystem/claim-type", "pharmacy"),
		"use": "claim",
		"patient": { "reference": "Patient/canary" },
		"created": "2026-03-01T10:00:00Z",
		"insurer": { "identifier": { "system": "urn:example:payers", "value": "P1" } },
		"provider": { "reference": "Organization/1" },
		"priority": concept("http://terminology.hl7.org/CodeSystem/processpriority", "normal"),
		"prescription": {
			"identifier": { "system": "urn:salus:prescription", "value": format!("0x{}", "ab".repeat(32)) }
		},
		"diagnosis": [{ "sequence": 1, "diagnosisCodeableConcept": { "text": "canary diagnosis" } }],
		"insurance": [
			{ "sequence": 1, "focal": false, "coverage": { "reference": "Coverage/canary" } },
			{ "sequence": 2, "focal": true, "coverage": { "reference": "Coverage/canary" } }
		],
		"item": [item(1, 1, 200.5), item(2, 0, 50.0), item(3, 1, 4.5)],
		"total": { "value": 255.0, "currency": "USD" }
	})
}

/// What a payer's system decided on 255.00: 200.00 paid, 30.00 for the patient, the rest on the provider and others.
pub fn adjudication() -> Value {
	let hl7 = "http://terminology.hl7.org/CodeSystem/adjudication";
	let plain = |code: &str, value: f64| json!({ "category": concept(hl7, code), "amount": { "value": value, "currency": "USD" } });
	let x12 = |group: &str, carc: &str, value: f64| {
		json!({
			"category": concept("https://x12.org/codes/claim-adjustment-group-codes", group),
			"reason": concept("https://x12.org/codes/claim-adjustment-reason-codes", carc),
			"amount": { "value": value, "currency": "USD" }
		})
	};
	json!({
		"resourceType": "ClaimResponse",
		"id": "r1",
		"status": "active",
		"type": concept("http://terminology.hl7.org/CodeSystem/claim-type", "pharmacy"),
		"use": "claim",
		"patient": { "reference": "Patient/canary" },
		"created": "2026-03-02",
		"insurer": { "reference": "Organization/2" },
		"request": {
			"identifier": { "system": "urn:salus:claim", "value": format!("0x{}/1/0", "ab".repeat(32)) }
		},
		"outcome": "complete",
		"item": [
			{ "itemSequence": 1, "adjudication": [
				plain("submitted", 200.0), plain("eligible", 190.0), plain("benefit", 170.0),
				x12("PR", "3", 20.0), x12("CO", "45", 10.0)
			] },
			{ "itemSequence": 2, "adjudication": [
				plain("submitted", 55.0), plain("benefit", 30.0),
				x12("PR", "1", 10.0), x12("CO", "45", 5.0), x12("OA", "23", 7.5), x12("PI", "97", 2.5)
			] }
		],
		"total": [
			{ "category": concept(hl7, "submitted"), "amount": { "value": 255.0, "currency": "USD" } },
			{ "category": concept(hl7, "benefit"), "amount": { "value": 200.0, "currency": "USD" } }
		],
		"payment": {
			"type": { "text": "complete" },
			"amount": { "value": 201.5, "currency": "USD" },
			"adjustment": { "value": 1.5, "currency": "USD" }
		}
	})
}
