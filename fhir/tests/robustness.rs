//! No input makes the readers panic: arbitrary JSON, truncations and mutations of real files.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod common;

use proptest::prelude::*;
use salus_fhir::{
	check, check_required,
	claims::{self, ClaimKey},
	read, records, trials, Completion, Error, Profile,
};
use std::{fs, path::Path};

/// One file of each kind that is read.
const FILES: [&str; 7] = [
	"nhs-eps/primary-care/acute/nominated-pharmacy/medical-prescriber/cancellations/1-Process-Request-Send-200_OK.json",
	"nhs-eps/primary-care/acute/nominated-pharmacy/medical-prescriber/cancellations/1-Process-Request-Cancel-200_OK.json",
	"nhs-eps/spec/dispensing/dispense-notification/repeat-primary-example-req.json",
	"nhs-eps/spec/dispensing/return/acute-primary-example-req.json",
	"nhs-eps/spec/dispensing/release/acute-primary-example-req.json",
	"nhs-eps/spec/errors/prescription-order-update/R-0002-Cancellation.json",
	"hl7-r4/medicationrequest0301.json",
];

fn file(name: &str) -> Vec<u8> {
	fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name)).unwrap()
}

/// Published claims and decisions, and two that are accepted as they stand.
fn claim_files() -> Vec<Vec<u8>> {
	let published = [
		"hl7-r4/claim-example-oral-identifier.json",
		"hl7-r4/claimresponse-example.json",
		"hl7-r4/explanationofbenefit-example.json",
		"hl7-r4/paymentreconciliation-example.json",
		"nhs-eps/spec/dispensing/claim/acute-primary-example-req.json",
	];
	let accepted = [common::claim(), common::adjudication()];
	let accepted = accepted.iter().map(|value| value.to_string().into_bytes());
	published.into_iter().map(file).chain(accepted).collect()
}

/// All that is read of claims. Errors of the document layer would be our own.
fn read_claims(bytes: &[u8]) -> Vec<Error> {
	let mut errors = Vec::new();
	for profile in profiles().into_iter().chain([Profile::synthea()]) {
		errors.extend(claims::read(bytes, &profile, &common::terms()).err());
		match claims::of_bundle(bytes, &profile, &common::terms()) {
			Ok(found) => errors.extend(found.into_iter().filter_map(|claim| claim.outcome.err())),
			Err(error) => errors.push(error),
		}
	}
	errors.extend(claims::read_adjudication(bytes, &common::usd()).err());
	errors.extend(check_required(bytes).err());
	errors
}

/// Consents, trials, receipts and records: published, and accepted as they stand.
fn record_files() -> Vec<Vec<u8>> {
	let published = [
		"hl7-r4/consent-example-notThis.json",
		"hl7-r4/researchstudy-example.json",
		"hl7-r4/researchsubject-example.json",
		"hl7-r4/audit-event-example-vread.json",
		"hl7-r4/documentreference-example.json",
	];
	let samples = ["study", "scopes", "consent", "subject", "sets", "grant", "access", "emergency"];
	let samples = samples.map(|name| common::sample(&format!("{name}.json")));
	let samples = samples.iter().map(|value| value.to_string().into_bytes());
	published.into_iter().map(file).chain(samples).collect()
}

/// All that is read of them. Errors of the document layer would be our own.
fn read_records(bytes: &[u8]) -> Vec<Error> {
	let sample = |name: &str| common::sample(name).to_string().into_bytes();
	let scopes = trials::ScopeTable::parse(&sample("scopes.json")).unwrap();
	let sets = records::SetTable::parse(&sample("sets.json")).unwrap();
	let (now_ms, max_age_ms, ends_ms) = (2_000_000_000_000, u64::MAX, 0);
	let terms = trials::ConsentTerms { scopes: &scopes, ends_ms, now_ms, max_age_ms };
	let mut errors = Vec::new();
	for profile in profiles() {
		errors.extend(trials::read_consent(bytes, &profile, &terms).err());
		errors.extend(trials::read_study(bytes, &profile).err());
		errors.extend(records::read_grants(bytes, &profile, &sets).err());
		errors.extend(records::read_access(bytes, &profile, now_ms, max_age_ms).err());
		errors.extend(records::read(bytes, &profile).err());
		match records::of_bundle(bytes, &profile) {
			Ok(found) => errors.extend(found.into_iter().filter_map(|entry| entry.outcome.err())),
			Err(error) => errors.push(error),
		}
	}
	errors.extend(trials::read_subject(bytes).err());
	errors.extend(trials::ScopeTable::parse(bytes).err());
	errors.extend(records::SetTable::parse(bytes).err());
	errors.extend(check_required(bytes).err());
	errors
}

fn profiles() -> [Profile; 2] {
	[Profile::nhs_eps(), Profile::r4(Some("Europe/Amsterdam")).unwrap()]
}

#[test]
fn every_truncation_is_unreadable() {
	let bytes = file(FILES[3]);
	let end = bytes.iter().rposition(|byte| *byte == b'}').unwrap();
	for length in 0..=end {
		let checked = check(&bytes[..length], &Profile::nhs_eps(), None);
		assert!(checked.unreadable(), "{length}: {checked}");
	}
}

/// Every value of these files is replaced by one of another type, one at a time.
fn of_wrong_types(original: &[u8]) -> Vec<(String, String)> {
	use serde_json::{json, Value};
	fn pointers(value: &Value, at: String, found: &mut Vec<String>) {
		match value {
			Value::Object(members) => {
				for (key, value) in members {
					pointers(value, format!("{at}/{key}"), found);
				}
			},
			Value::Array(elements) => {
				for (index, value) in elements.iter().enumerate() {
					pointers(value, format!("{at}/{index}"), found);
				}
			},
			_ => {},
		}
		found.push(at);
	}
	let original: Value = serde_json::from_slice(original).unwrap();
	let mut found = Vec::new();
	pointers(&original, String::new(), &mut found);
	let others =
		[json!(null), json!(-1.5), json!("\u{10ffff}"), json!([]), json!({}), json!([[null]])];
	let changed = found.into_iter().zip(others.into_iter().cycle()).map(|(pointer, other)| {
		let mut changed = original.clone();
		*changed.pointer_mut(&pointer).unwrap() = other;
		(pointer, changed.to_string())
	});
	changed.collect()
}

#[test]
fn every_value_may_be_of_the_wrong_type() {
	let ours = |error: &Error| matches!(error, Error::Json(_) | Error::Document(_));
	for name in FILES {
		for (pointer, text) in of_wrong_types(&file(name)) {
			for profile in profiles() {
				let result = read(text.as_bytes(), &profile, None);
				assert!(!result.as_ref().is_err_and(ours), "{pointer}: {result:?}");
			}
		}
	}
	for original in claim_files() {
		for (pointer, text) in of_wrong_types(&original) {
			let errors = read_claims(text.as_bytes());
			assert!(!errors.iter().any(ours), "{pointer}: {errors:?}");
		}
	}
	for original in record_files() {
		for (pointer, text) in of_wrong_types(&original) {
			let errors = read_records(text.as_bytes());
			assert!(!errors.iter().any(ours), "{pointer}: {errors:?}");
		}
	}
}

fn edit(bytes: &mut Vec<u8>, edits: Vec<(prop::sample::Index, u8, u8)>) {
	for (at, byte, kind) in edits {
		let at = at.index(bytes.len());
		match kind {
			0 => bytes[at] = byte,
			1 => drop(bytes.remove(at)),
			_ => bytes.insert(at, byte),
		}
	}
}

proptest! {
	#[test]
	fn mutated_claims_do_not_panic(
		mut bytes in prop::sample::select(claim_files()),
		edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..8),
	) {
		edit(&mut bytes, edits);
		read_claims(&bytes);
	}

	#[test]
	fn mutated_records_do_not_panic(
		mut bytes in prop::sample::select(record_files()),
		edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..8),
	) {
		edit(&mut bytes, edits);
		read_records(&bytes);
	}

	/// Any number where a bit, a set or a count of reads should stand, any text where a form should be named.
	#[test]
	fn numbers_and_names_do_not_panic(number in "-?[0-9]{1,12}(\\.[0-9]{1,3})?", text in any::<String>()) {
		let number = serde_json::from_str(&number).unwrap_or(serde_json::json!(0));
		for (sample, pointer) in [
			("scopes.json", "/scopes/0/bit"),
			("sets.json", "/classes/0/set"),
			("grant.json", "/provision/extension/0/valuePositiveInt"),
		] {
			let changed = common::set(common::sample(sample), pointer, number.clone());
			read_records(changed.to_string().as_bytes());
		}
		prop_assert!(text.parse::<trials::FormKey>().is_err());
	}

	/// Any number where an amount should stand is read exactly or refused.
	#[test]
	fn amounts_do_not_panic(text in "-?(0|[1-9][0-9]{0,45})(\\.[0-9]{1,45})?([eE][+-]?[0-9]{1,5})?") {
		for original in [common::claim(), common::adjudication()] {
			let changed = original.to_string().replace("\"value\":255.0", &format!("\"value\":{text}"));
			prop_assert!(changed.contains(&text));
			read_claims(changed.as_bytes());
		}
	}

	#[test]
	fn keys_do_not_panic(text in any::<String>()) {
		prop_assert!(text.parse::<ClaimKey>().is_err());
	}

	#[test]
	fn mutated_files_do_not_panic(
		name in prop::sample::select(FILES.to_vec()),
		edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..8),
	) {
		let mut bytes = file(name);
		edit(&mut bytes, edits);
		for profile in profiles() {
			let _ = check(&bytes, &profile, None);
		}
		let _ = Completion::parse(&bytes);
	}

	#[test]
	fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
		for profile in profiles() {
			prop_assert!(check(&bytes, &profile, None).outcome.is_err());
		}
		read_claims(&bytes);
		read_records(&bytes);
		prop_assert!(Completion::parse(&bytes).is_err());
	}

	/// Any text where a date should stand.
	#[test]
	fn dates_do_not_panic(text in "[0-9]{4}(-[0-9]{2}(-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,12})?(Z|[+-][0-9]{2}:[0-9]{2}))?)?)?") {
		let file = String::from_utf8(file(FILES[0])).unwrap();
		for replaced in ["2021-04-20T05:45:31+00:00", "\"2021-04-20\"", "2021-05-18T23:59:59Z"] {
			let with = if replaced.starts_with('"') { format!("\"{text}\"") } else { text.clone() };
			prop_assert!(file.contains(replaced));
			let _ = check(file.replace(replaced, &with).as_bytes(), &Profile::nhs_eps(), None);
		}
	}
}
