//! The vectors of the format, made by another implementation, and every way in which a field can be wrong.

use super::*;
use crate::json::Bytes;
use salus_fhir::{
	json::{parse, Value},
	schema::MESSAGE,
	Draft,
};

const OBSERVATION: &str = include_str!("../../../fhir/tests/vectors/disclosure.observation.json");
const PROOFS: [&str; 2] = [
	include_str!("../../../fhir/tests/vectors/proof.resource.json"),
	include_str!("../../../fhir/tests/vectors/proof.completion.json"),
];
const PUBLIC: &str = include_str!("../../../fhir/tests/vectors/document.public.json");

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
	value.get(key).unwrap().as_str().unwrap()
}

fn hash(text: &str) -> Hash {
	hex::decode(text.strip_prefix("0x").unwrap()).unwrap().try_into().unwrap()
}

fn field(path: &str, shown: &Value) -> Field {
	let proof = shown.get("proof").unwrap().as_array().unwrap();
	let value = shown.get("value").map(|value| Bytes(value.canonical().into_bytes()));
	Field {
		path: path.into(),
		salt: hash(text(shown, "salt")),
		value,
		proof: proof
			.iter()
			.map(|hash_of| hash(hash_of.as_str().unwrap()))
			.collect::<Vec<_>>()
			.into(),
	}
}

/// Four fields of an observation, one of them absent.
fn observation() -> Document {
	let file = parse(OBSERVATION.as_bytes()).unwrap();
	let shown = file.get("fields").unwrap().as_object().unwrap();
	let mut fields: Vec<_> = shown.iter().map(|(path, shown)| field(path, shown)).collect();
	let schema = Schema::named("salus-observation/1").unwrap();
	fields.sort_by_key(|field| schema.position(&field.path));
	let commitment = hash(text(&file, "commitment"));
	Document { commitment, version: text(&file, "schema").into(), fields: fields.into() }
}

fn invalid(document: &Document, path: &str) {
	assert_eq!(verify(document), Err(Failure::FieldProofInvalid { path: path.into() }));
}

#[test]
fn the_vectors_verify() {
	let shown = verify(&observation()).unwrap();
	let values: Vec<_> =
		shown.iter().map(|field| (field.path.as_str(), field.value.as_deref())).collect();
	assert!(values.contains(&("Observation.status", Some("\"final\""))));
	assert!(values.contains(&("Observation.component", None)));
	assert_eq!(values.len(), 4);

	let commitment = hash(text(&parse(PUBLIC.as_bytes()).unwrap(), "commitment"));
	for proof in PROOFS {
		let proof = parse(proof.as_bytes()).unwrap();
		let path = text(&proof, "path");
		let version = text(&proof, "schema").into();
		let document = Document { commitment, version, fields: vec![field(path, &proof)].into() };
		assert_eq!(verify(&document).unwrap()[0].path, path);
	}
}

#[test]
fn every_changed_part_of_a_field_is_refused_by_its_path() {
	let document = observation();
	for (n, field) in document.fields.iter().enumerate() {
		let path: &str = &field.path;
		let with = |change: &dyn Fn(&mut Field)| {
			let mut changed = document.clone();
			change(&mut changed.fields.0[n]);
			invalid(&changed, path);
		};
		with(&|field| field.salt[31] ^= 1);
		for beside in 0..field.proof.len() {
			with(&|field| field.proof.0[beside][0] ^= 1);
		}
		with(&|field| field.proof.0.truncate(5));
		with(&|field| field.proof.0.push([0; 32]));
		// Absent where there is a value, and the other way round.
		with(&|field| match &mut field.value {
			Some(_) => field.value = None,
			absent => *absent = Some(Bytes(b"null".to_vec())),
		});
		if let Some(value) = &field.value {
			for bit in 0..value.len() * 8 {
				with(&|field| field.value.as_mut().unwrap().0[bit / 8] ^= 1 << (bit % 8));
			}
			with(&|field| field.value.as_mut().unwrap().0.push(b' '));
		}
	}
}

#[test]
fn what_belongs_to_another_field_or_document_is_refused() {
	let document = observation();
	let [first, second] = [0, 1].map(|n| String::from(&*document.fields[n].path));
	let mut salts = document.clone();
	salts.fields.0[0].salt = salts.fields.0[1].salt;
	invalid(&salts, &first);
	let mut renamed = document.clone();
	renamed.fields.0[0].path = "Observation._".into();
	invalid(&renamed, "Observation._");
	let mut unknown = document.clone();
	unknown.fields.0[0].path = "Observation.colour".into();
	invalid(&unknown, "Observation.colour");

	let mut swapped = document.clone();
	swapped.fields.0.swap(0, 1);
	invalid(&swapped, &first);
	let mut doubled = document.clone();
	doubled.fields.0.insert(1, document.fields[0].clone());
	invalid(&doubled, &first);

	let mut other = document.clone();
	other.commitment[0] ^= 1;
	invalid(&other, &first);
	let mut schema = document.clone();
	schema.version = "salus-condition/1".into();
	invalid(&schema, &first);
	schema.version = "salus-observation/2".into();
	let name = "salus-observation/2".into();
	assert_eq!(verify(&schema), Err(Failure::SchemaMismatch { name }));

	let mut second_only = document.clone();
	second_only.fields.0.truncate(2);
	second_only.fields.0.remove(0);
	assert_eq!(verify(&second_only).unwrap()[0].path, second);
	second_only.fields.0.clear();
	assert!(matches!(verify(&second_only), Err(Failure::Malformed { .. })));
}

/// Commits to the bytes as they are, which no honest implementation does.
fn forged(value: &[u8]) -> Document {
	let mut field = Field {
		path: "resource".into(),
		salt: [1; 32],
		value: Some(Bytes(value.to_vec())),
		proof: vec![[2; 32], [3; 32]].into(),
	};
	field.salt = [1; 32];
	let position = Schema::named("salus-message/1").unwrap().position("resource").unwrap();
	let commitment = root(&field, position);
	Document { commitment, version: "salus-message/1".into(), fields: vec![field].into() }
}

#[test]
fn a_committed_value_that_has_not_the_canonical_form_is_refused() {
	verify(&forged(br#"{"a":1}"#)).unwrap();
	// The first reads as a second value behind the path, or as the end of the list.
	for value in [br#"1,"b""#.as_slice(), br#"1]"#, br#"{"a": 1}"#, b"", b"\"\xff\"", b"1e"] {
		invalid(&forged(value), "resource");
	}
	let long = |length| format!("\"{}\"", "a".repeat(length - 2)).into_bytes();
	verify(&forged(&long(MAX_VALUES))).unwrap();
	assert!(matches!(verify(&forged(&long(MAX_VALUES + 1))), Err(Failure::Malformed { .. })));
}

#[test]
fn whatever_the_other_implementation_commits_to_verifies() {
	let values = [
		r#"{"a":[1.0,-0,1E+2],"b":"\u0001\"\\é😀"}"#,
		"null",
		r#""""#,
		"0.10",
		r#"[[[[{"":{}}]]]]"#,
	];
	for value in values {
		let fields = [("resource".to_string(), parse(value.as_bytes()).unwrap())];
		let mut salt = 0;
		let document = Draft::new(&MESSAGE, fields).unwrap().commit(|| {
			salt += 1;
			Ok([salt; 32])
		});
		let document = document.unwrap();
		let fields = ["profile", "completion", "resource"].map(|path| {
			let proof = parse(document.prove(path).unwrap().to_json().as_bytes()).unwrap();
			field(path, &proof)
		});
		let (commitment, version) = (document.commitment(), "salus-message/1".into());
		let shown = verify(&Document { commitment, version, fields: Vec::from(fields).into() });
		let shown: Vec<_> = shown.unwrap().into_iter().map(|field| field.value).collect();
		assert_eq!(shown, [None, None, Some(value.to_string())]);
	}
}
