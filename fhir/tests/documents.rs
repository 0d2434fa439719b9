//! Documents: vectors made by another implementation, properties of commitments and proofs.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

use proptest::prelude::*;
use salus_fhir::{
	document::{Hash, Salt},
	json::{parse, Value},
	os_salt,
	schema::{Schema, MESSAGE, PRESCRIPTION},
	Document, DocumentError, Draft, Error, FieldProof,
};

const PRIVATE: &str = include_str!("vectors/document.private.json");
const PUBLIC: &str = include_str!("vectors/document.public.json");
const PROOFS: [&str; 2] =
	[include_str!("vectors/proof.resource.json"), include_str!("vectors/proof.completion.json")];

/// Salts 0x01.., 0x02.. and so on.
fn counted() -> impl FnMut() -> Result<Salt, DocumentError> {
	let mut last = 0;
	move || {
		last += 1;
		Ok([last; 32])
	}
}

fn sample() -> Document {
	let value = |json: &str| parse(json.as_bytes()).unwrap();
	let resource = r#"{"note":[{"text":"Zürich \"a\"\n"}],"id":"t1","status":"rejected","resourceType":"Task"}"#;
	let fields = [
		("profile".into(), value(r#"{"zone":"Europe/Amsterdam","name":"r4/1"}"#)),
		("resource".into(), value(resource)),
	];
	Draft::new(&MESSAGE, fields).unwrap().commit(counted()).unwrap()
}

#[test]
fn vectors_of_another_implementation_agree() {
	let document = sample();
	assert_eq!(document.private_json(), PRIVATE.trim_end());
	assert_eq!(document.public_json(), PUBLIC.trim_end());
	assert_eq!(Document::open(PRIVATE.as_bytes()).unwrap(), document);
	for (path, file) in ["resource", "completion"].into_iter().zip(PROOFS) {
		let proof = document.prove(path).unwrap();
		assert_eq!(proof.to_json(), file.trim_end());
		assert_eq!(FieldProof::from_json(file.as_bytes()).unwrap(), proof);
		proof.verify(&document.commitment()).unwrap();
	}
}

#[test]
fn every_field_of_every_schema_is_proved_present_or_absent() {
	for schema in Schema::all() {
		let present: Vec<_> =
			schema.fields.iter().step_by(3).map(|path| path.to_string()).collect();
		let fields = present.iter().map(|path| (path.clone(), Value::string("x")));
		let document = Draft::new(schema, fields).unwrap().commit(os_salt).unwrap();
		for path in schema.fields {
			let proof = document.prove(path).unwrap();
			assert_eq!(proof.value.is_some(), present.iter().any(|field| field == path));
			proof.verify(&document.commitment()).unwrap();
			// The same leaf shown under another name, or as the opposite.
			for other in schema.fields.iter().filter(|other| *other != path) {
				let renamed = FieldProof { path: other.to_string(), ..proof.clone() };
				assert_eq!(renamed.verify(&document.commitment()), Err(DocumentError::Mismatch));
			}
			let opposite = if proof.value.is_some() { None } else { Some(Value::Null) };
			let opposite = FieldProof { value: opposite, ..proof };
			assert_eq!(opposite.verify(&document.commitment()), Err(DocumentError::Mismatch));
		}
	}
}

#[test]
fn proofs_of_another_shape_are_refused() {
	let document = sample();
	let root = document.commitment();
	let proof = document.prove("resource").unwrap();
	let refused = |proof: &FieldProof| proof.verify(&root).unwrap_err();
	let malformed = DocumentError::Malformed("siblings".into());
	let mut longer = proof.clone();
	longer.siblings.push([0; 32]);
	assert_eq!(refused(&longer), malformed);
	let mut shorter = proof.clone();
	shorter.siblings.pop();
	assert_eq!(refused(&shorter), malformed);
	let endless = FieldProof { siblings: vec![[0; 32]; 200], ..proof.clone() };
	assert_eq!(refused(&endless), malformed);
	let unknown = FieldProof { path: "status".into(), ..proof.clone() };
	assert_eq!(refused(&unknown), DocumentError::UnknownField("status".into()));
	// A node passed off as a leaf: the domains differ, so that no root can stand below another.
	let swapped = FieldProof { siblings: proof.siblings.iter().rev().copied().collect(), ..proof };
	assert_eq!(refused(&swapped), DocumentError::Mismatch);
	assert!(document.prove("status").is_err());
	assert!(Draft::new(&MESSAGE, [("status".to_owned(), Value::Null)]).is_err());
}

#[test]
fn salts_come_from_the_system_and_a_failing_source_is_reported() {
	assert_ne!(os_salt().unwrap(), os_salt().unwrap());
	let draft = Draft::new(&MESSAGE, []).unwrap();
	let (a, b) = (draft.commit(os_salt).unwrap(), draft.commit(os_salt).unwrap());
	assert_ne!(a.commitment(), b.commitment());
	let broken = || Err(DocumentError::Salt("none".into()));
	assert_eq!(draft.commit(broken), Err(DocumentError::Salt("none".into())));
}

#[test]
fn damaged_files_are_refused_by_name() {
	let open = |text: &str| match Document::open(text.as_bytes()).unwrap_err() {
		Error::Document(error) => error,
		other => panic!("{other}"),
	};
	let replaced = |from: &str, to: &str| {
		assert!(PRIVATE.contains(from));
		open(&PRIVATE.replace(from, to))
	};
	let unknown = |text: &str| DocumentError::UnknownFormat(text.into());
	assert_eq!(replaced("salus-document/1", "salus-document/2"), unknown("salus-document/2"));
	assert_eq!(replaced("salus-json/1", "jcs"), unknown("jcs"));
	assert_eq!(replaced("salus-message/1", "salus-message/9"), unknown("salus-message/9"));
	assert_eq!(replaced("rejected", "Rejected"), DocumentError::Mismatch);
	assert_eq!(replaced("\"secret\"", "\"public\""), DocumentError::UnknownField("public".into()));
	// What is not marked as secret may have been given away for the public part.
	let unmarked = DocumentError::Malformed("secret".into());
	assert_eq!(replaced("\"secret\":true", "\"secret\":false"), unmarked);
	assert_eq!(replaced(",\"secret\":true", ""), unmarked);
	assert_eq!(
		replaced("\"resource\":", "\"source\":"),
		DocumentError::UnknownField("source".into())
	);
	let short = DocumentError::Malformed("fields.profile".into());
	assert_eq!(replaced("0101010101", "01010101"), short);
	assert_eq!(
		replaced("\"padding\":[", "\"padding\":[7,"),
		DocumentError::Malformed("padding".into())
	);
	assert_eq!(open("[]"), DocumentError::Malformed("$".into()));
	assert!(matches!(Document::open(b"{"), Err(Error::Json(_))));
	for end in 0..PRIVATE.trim_end().len() {
		assert!(Document::open(&PRIVATE.as_bytes()[..end]).is_err());
	}
	assert!(FieldProof::from_json(PRIVATE.as_bytes()).is_err());
}

fn schema() -> impl Strategy<Value = &'static Schema> {
	prop::sample::select(Schema::all().collect::<Vec<_>>())
}

fn document() -> impl Strategy<Value = Document> {
	let fields = prop::collection::vec(prop::option::of("[a-z]{0,12}"), PRESCRIPTION.fields.len());
	(schema(), fields, any::<u64>()).prop_map(|(schema, values, seed)| {
		let fields = schema.fields.iter().zip(values);
		let fields =
			fields.filter_map(|(path, value)| Some((path.to_string(), Value::string(value?))));
		let mut counter = seed;
		let salts = || {
			counter = counter.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
			Ok([counter.to_le_bytes(); 4].concat().try_into().unwrap())
		};
		Draft::new(schema, fields).unwrap().commit(salts).unwrap()
	})
}

proptest! {
	#[test]
	fn files_round_trip(document in document()) {
		prop_assert_eq!(Document::open(document.private_json().as_bytes()).unwrap(), document);
	}

	/// One byte of one salt or value of any field changes the root, so that the file is refused.
	#[test]
	fn any_change_of_a_field_changes_the_root(document in document(), at in any::<prop::sample::Index>()) {
		let text = document.private_json();
		let letters: Vec<_> = text
			.match_indices(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
			.map(|(index, _)| index)
			.collect();
		let mut bytes = text.into_bytes();
		let at = letters[at.index(letters.len())];
		bytes[at] = if bytes[at] == b'a' { b'b' } else { b'a' };
		prop_assert!(Document::open(&bytes).is_err());
	}

	#[test]
	fn proofs_verify_and_tampered_ones_do_not(
		document in document(),
		field in any::<prop::sample::Index>(),
		level in any::<prop::sample::Index>(),
		byte in 0_usize..32,
		bit in 0_u8..8,
	) {
		let root: Hash = document.commitment();
		let path = document.schema().fields[field.index(document.schema().fields.len())];
		let proof = document.prove(path).unwrap();
		prop_assert_eq!(proof.verify(&root), Ok(()));
		prop_assert_eq!(&FieldProof::from_json(proof.to_json().as_bytes()).unwrap(), &proof);

		let flip = |hash: &mut [u8; 32]| hash[byte] ^= 1 << bit;
		let (mut salt, mut sibling, mut value, mut other) = (proof.clone(), proof.clone(), proof, root);
		flip(&mut salt.salt);
		let level = level.index(sibling.siblings.len());
		flip(&mut sibling.siblings[level]);
		let longer = value.value.as_ref().and_then(Value::as_str).map(|text| format!("{text}x"));
		value.value = Some(Value::string(longer.unwrap_or_default()));
		for tampered in [&salt, &sibling, &value] {
			prop_assert_eq!(tampered.verify(&root), Err(DocumentError::Mismatch));
		}
		flip(&mut other);
		prop_assert_eq!(document.prove(path).unwrap().verify(&other), Err(DocumentError::Mismatch));
	}

	#[test]
	fn opening_arbitrary_text_does_not_panic(text in any::<String>()) {
		prop_assert!(Document::open(text.as_bytes()).is_err());
		prop_assert!(FieldProof::from_json(text.as_bytes()).is_err());
	}
}
