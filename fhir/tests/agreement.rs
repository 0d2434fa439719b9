//! What a second implementation of the canonical form and of documents must arrive at by itself. Written to `vectors/files.json`,
//! `schemas.json` and `changed.json`; recomputed in JavaScript by `clients/evidence`.
//!
//! `SALUS_BLESS=1` rewrites them; whether the other implementation agrees, `scripts/js-smoke evidence` says.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod common;

use common::r4;
use salus_fhir::{
	document::{Hash, Salt},
	json::{parse, Value},
	records,
	schema::Schema,
	DocumentError, Draft,
};
use serde_json::json;
use sp_crypto_hashing::blake2_256;
use std::{fs, path::Path};

/// Salts 0x01.., 0x02.. and so on.
fn counted() -> impl FnMut() -> Result<Salt, DocumentError> {
	let mut last = 0;
	move || {
		last += 1;
		Ok([last; 32])
	}
}

fn commitment(draft: &Draft) -> Hash {
	draft.commit(counted()).unwrap().commitment()
}

fn hash(bytes: &[u8]) -> String {
	format!("0x{}", hex::encode(blake2_256(bytes)))
}

/// Compares with the committed file, which has a line for each entry.
fn compare(file: &str, entries: &[(String, serde_json::Value)]) {
	let line = |(name, value): &(String, serde_json::Value)| format!("  {}: {value}", json!(name));
	let lines: Vec<_> = entries.iter().map(line).collect();
	let text = format!("{{\n{}\n}}\n", lines.join(",\n"));
	let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors").join(file);
	if std::env::var_os("SALUS_BLESS").is_some() {
		fs::write(&committed, &text).unwrap();
	}
	assert_eq!(fs::read_to_string(&committed).unwrap(), text);
}

fn files(root: &Path, folder: &Path, found: &mut Vec<String>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			files(root, &path, found);
		} else if path.extension().is_some_and(|extension| extension == "json") {
			found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
		}
	}
}

/// The canonical form of every file, and the commitments to all records in it, each with counted salts.
#[test]
fn files_and_the_records_in_them() {
	let root = Path::new(env!("CARGO_MANIFEST_DIR"));
	// Beside what is published, a record with extensions of primitive elements.
	let mut names = vec!["tests/vectors/record.json".to_owned()];
	files(root, &root.join("data"), &mut names);
	files(root, &root.join("samples"), &mut names);
	names.sort();
	let entry = |name: String| {
		let bytes = fs::read(root.join(&name)).unwrap();
		let canonical = hash(parse(&bytes).unwrap().canonical().as_bytes());
		// The tables of scopes and sets among the samples are no resources.
		let entries = records::of_bundle(&bytes, &r4()).unwrap_or_default();
		let records = entries.iter().filter_map(|entry| entry.outcome.as_ref().ok());
		let roots: Vec<_> = records.map(|record| commitment(&record.draft)).collect();
		let commitments = hash(&roots.concat());
		(
			name,
			json!({ "canonical": canonical, "commitments": commitments, "records": roots.len() }),
		)
	};
	compare("files.json", &names.into_iter().map(entry).collect::<Vec<_>>());
}

/// The commitment to a document of every schema: each third field is present and says its own path.
#[test]
fn a_document_of_every_schema() {
	let entry = |schema: &'static Schema| {
		let present = schema.fields.iter().step_by(3);
		let fields = present.map(|path| (path.to_string(), Value::string(*path)));
		let root = commitment(&Draft::new(schema, fields).unwrap());
		(schema.name.to_owned(), json!(format!("0x{}", hex::encode(root))))
	};
	compare("schemas.json", &Schema::all().map(entry).collect::<Vec<_>>());
}

/// Every input of `canonical.json` and `refused.json` with each of its bytes replaced by each byte: how many of them have a
/// canonical form, and the hash of all these, each with a line feed after it, the empty line for one that is refused.
#[test]
fn changed_inputs_are_read_or_refused() {
	let inputs = |file: &str, text: &str| -> Vec<_> {
		let vectors: Vec<serde_json::Value> = serde_json::from_str(text).unwrap();
		let input = |vector: &serde_json::Value| match vector["hex"].as_str() {
			Some(digits) => hex::decode(digits).unwrap(),
			None => vector.get("input").unwrap_or(&vector["text"]).as_str().unwrap().into(),
		};
		let name = |index| format!("{file} {index}");
		vectors.iter().enumerate().map(|(index, vector)| (name(index), input(vector))).collect()
	};
	let canonical = inputs("canonical.json", include_str!("vectors/canonical.json"));
	let refused = inputs("refused.json", include_str!("vectors/refused.json"));
	let entry = |(name, input): (String, Vec<u8>)| {
		let (mut read, mut forms) = (0, Vec::new());
		for at in 0..input.len() {
			for byte in 0..=u8::MAX {
				let mut changed = input.clone();
				changed[at] = byte;
				if let Ok(value) = parse(&changed) {
					read += 1;
					forms.extend(value.canonical().into_bytes());
				}
				forms.push(b'\n');
			}
		}
		(name, json!({ "forms": hash(&forms), "read": read }))
	};
	compare("changed.json", &canonical.into_iter().chain(refused).map(entry).collect::<Vec<_>>());
}
