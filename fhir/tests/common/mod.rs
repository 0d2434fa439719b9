//! Inputs, and what is read out of them.

use salus_fhir::{read, Completion, Error, Order, Profile, Reading};
use serde_json::{json, Value};
use std::{fs, path::Path};

pub const ACUTE: &str = "nhs-eps/primary-care/acute/nominated-pharmacy/medical-prescriber";
pub const SPEC: &str = "nhs-eps/spec";

pub fn file(name: &str) -> Value {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
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
