//! No input makes the readers panic: arbitrary JSON, truncations and mutations of real files.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

use proptest::prelude::*;
use salus_fhir::{check, read, Completion, Error, Profile};
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

/// Every value of these files is replaced by one of another type.
#[test]
fn every_value_may_be_of_the_wrong_type() {
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
	for name in FILES {
		let original: Value = serde_json::from_slice(&file(name)).unwrap();
		let mut found = Vec::new();
		pointers(&original, String::new(), &mut found);
		let others =
			[json!(null), json!(-1.5), json!("\u{10ffff}"), json!([]), json!({}), json!([[null]])];
		for (pointer, other) in found.into_iter().zip(others.into_iter().cycle()) {
			let mut changed = original.clone();
			*changed.pointer_mut(&pointer).unwrap() = other;
			let text = changed.to_string();
			for profile in profiles() {
				let result = read(text.as_bytes(), &profile, None);
				assert!(
					!matches!(result, Err(Error::Json(_) | Error::Document(_))),
					"{pointer}: {result:?}"
				);
			}
		}
	}
}

proptest! {
	#[test]
	fn mutated_files_do_not_panic(
		name in prop::sample::select(FILES.to_vec()),
		edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..3), 1..8),
	) {
		let mut bytes = file(name);
		for (at, byte, kind) in edits {
			let at = at.index(bytes.len());
			match kind {
				0 => bytes[at] = byte,
				1 => drop(bytes.remove(at)),
				_ => bytes.insert(at, byte),
			}
		}
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
