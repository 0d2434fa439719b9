//! Fields shown together: a file made by another implementation, and every way in which one can be wrong.

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
	document::{Hash, Salt},
	os_salt, records,
	schema::{Schema, OBSERVATION},
	Disclosure, Document, DocumentError, Error, Link,
};
use serde_json::{json, Value};

const VECTOR: &str = include_str!("vectors/disclosure.observation.json");
const SHOWN: [&str; 4] = [
	"Observation.valueQuantity",
	"Observation.code",
	"Observation.component",
	"Observation.status",
];

/// Salts 0x01.., 0x02.. and so on.
fn counted() -> impl FnMut() -> Result<Salt, DocumentError> {
	let mut last = 0;
	move || {
		last += 1;
		Ok([last; 32])
	}
}

fn bytes(name: &str) -> Vec<u8> {
	file(name).to_string().into_bytes()
}

fn observation() -> Document {
	let record = records::read(&bytes("hl7-r4/observation-example-spirometry.json"), &r4());
	record.unwrap().draft.commit(counted()).unwrap()
}

fn vector() -> Value {
	serde_json::from_str(VECTOR).unwrap()
}

fn opened(value: &Value) -> Disclosure {
	Disclosure::from_json(value.to_string().as_bytes()).unwrap()
}

fn refused(value: &Value) -> DocumentError {
	match Disclosure::from_json(value.to_string().as_bytes()).unwrap_err() {
		Error::Document(error) => error,
		other => panic!("{other}"),
	}
}

fn broken(value: &Value) -> DocumentError {
	opened(value).verify(&observation().commitment()).unwrap_err()
}

#[test]
fn the_vector_of_another_implementation_agrees() {
	let document = observation();
	// In whatever order and however often they are named.
	let shown = document.disclose(&[SHOWN.as_slice(), &SHOWN[1..]].concat()).unwrap();
	assert_eq!(shown.to_json(), VECTOR.trim_end());
	assert_eq!(shown, Disclosure::from_json(VECTOR.as_bytes()).unwrap());
	assert_eq!(shown.commitment(), document.commitment());
	shown.verify(&document.commitment()).unwrap();
	let fields: Vec<_> = shown.fields().collect();
	let absent = ("Observation.component", None);
	assert!(fields.len() == SHOWN.len() && fields.contains(&absent), "{fields:?}");
	// Nothing else of the record is in the file.
	assert!(VECTOR.contains("MDC_FLOW_AWAY_EXP_FORCED_PEAK"));
	for hidden in ["PatientId-patientId", "2017-05-03", "patientId-urn"] {
		assert!(!VECTOR.contains(hidden), "{hidden}");
	}
}

#[test]
fn a_changed_link_is_named_with_its_field() {
	let broken_at = |path: &str, link| DocumentError::Broken { path: path.into(), link };
	let [value, code, component, status] = SHOWN;
	let at = |path: &str, member: &str| format!("/fields/{path}/{member}");
	let changed = |path: &str, member: &str, new: Value| set(vector(), &at(path, member), new);
	let other = json!(format!("0x{}", "07".repeat(32)));

	let grown = set(vector(), &format!("{}/value", at(value, "value")), json!(8200));
	assert_eq!(broken(&grown), broken_at(value, Link::Leaf));
	let hidden = without(vector(), &at(code, "value"));
	assert_eq!(broken(&hidden), broken_at(code, Link::Leaf));
	let invented = changed(component, "value", json!([]));
	assert_eq!(broken(&invented), broken_at(component, Link::Leaf));
	assert_eq!(broken(&changed(status, "salt", other.clone())), broken_at(status, Link::Leaf));
	assert_eq!(broken(&changed(status, "leaf", other.clone())), broken_at(status, Link::Leaf));
	let way = set(vector(), &format!("{}/5", at(status, "proof")), other.clone());
	assert_eq!(broken(&way), broken_at(status, Link::Way));
	assert_eq!(
		broken(&way).to_string(),
		"field `Observation.status`: its leaf and the hashes beside the way up do not give the commitment: it was changed, \
		 or is of another document"
	);
	// A leaf that fits value and salt, and is in no such document.
	let elsewhere = observation_of(&json!("final"), &json!("amended"));
	let foreign = elsewhere["fields"][status].clone();
	let foreign = set(vector(), &format!("/fields/{status}"), foreign);
	assert_eq!(broken(&foreign), broken_at(status, Link::Way));
	// One field in the place of another.
	let moved = vector()["fields"][status].clone();
	let moved = set(vector(), &format!("/fields/{code}"), moved);
	assert_eq!(broken(&moved), broken_at(code, Link::Leaf));
	// A way of another length.
	for proof in [json!([]), json!(vec![other.clone(); 7]), json!(vec![other.clone(); 300])] {
		let malformed = DocumentError::Malformed("siblings".into());
		assert_eq!(broken(&changed(code, "proof", proof)), malformed);
	}

	let stated = [7; 32];
	let file = set(vector(), "/commitment", other);
	let expected = observation().commitment();
	assert_eq!(broken(&file), DocumentError::OtherDocument { stated, expected });
	// Made to agree with the wrong commitment: nothing leads there.
	assert_eq!(opened(&file).verify(&stated), Err(broken_at(code, Link::Way)));
}

/// What is shown of the same record with another status, in JSON.
fn observation_of(from: &Value, to: &Value) -> Value {
	let original = file("hl7-r4/observation-example-spirometry.json");
	assert_eq!(&original["status"], from);
	let changed = set(original, "/status", to.clone()).to_string();
	let record = records::read(changed.as_bytes(), &r4()).unwrap();
	let document = record.draft.commit(counted()).unwrap();
	serde_json::from_str(&document.disclose(&SHOWN).unwrap().to_json()).unwrap()
}

#[test]
fn damaged_files_are_refused_by_name() {
	let changed = |pointer: &str, new: Value| refused(&set(vector(), pointer, new));
	let unknown = |text: &str| DocumentError::UnknownFormat(text.into());
	let malformed = |text: &str| DocumentError::Malformed(text.into());
	let field = |text: &str| DocumentError::UnknownField(text.into());
	let code = "fields.Observation.code";
	assert_eq!(changed("/format", json!("salus-disclosure/2")), unknown("salus-disclosure/2"));
	assert_eq!(changed("/canonical", json!("jcs")), unknown("jcs"));
	assert_eq!(changed("/schema", json!("salus-observation/2")), unknown("salus-observation/2"));
	assert_eq!(changed("/commitment", json!("0x07")), malformed("commitment"));
	assert_eq!(changed("/secret", json!(true)), field("secret"));
	assert_eq!(changed("/fields", json!({})), DocumentError::NothingShown);
	assert_eq!(changed("/fields", json!([])), malformed("fields"));
	assert_eq!(changed("/fields/Observation.result", json!({})), field("Observation.result"));
	for (member, new) in [
		("salt", json!("0X07")),
		("leaf", json!("AB".repeat(32))),
		("proof", json!([1])),
		("hint", json!(1)),
	] {
		let pointer = format!("/fields/Observation.code/{member}");
		assert_eq!(changed(&pointer, new), malformed(code), "{member}");
	}
	for member in ["salt", "leaf", "proof"] {
		let file = without(vector(), &format!("/fields/Observation.code/{member}"));
		assert_eq!(refused(&file), malformed(code), "{member}");
	}
	for member in ["format", "canonical", "schema", "commitment", "fields"] {
		assert_eq!(refused(&without(vector(), &format!("/{member}"))), malformed(member));
	}
	for end in 0..VECTOR.trim_end().len() {
		assert!(Disclosure::from_json(&VECTOR.as_bytes()[..end]).is_err());
	}
	// The holder's own files are no files to show.
	let private = observation().private_json();
	assert!(Disclosure::from_json(private.as_bytes()).is_err());
	assert_eq!(observation().disclose(&[]), Err(DocumentError::NothingShown));
	let unlisted = observation().disclose(&["Observation.code", "code"]);
	assert_eq!(unlisted, Err(field("code")));
}

/// Records of many types have a field of the same name at the same place: the type is part of what is proved.
#[test]
fn a_field_of_one_type_does_not_pass_for_that_of_another() {
	let kinds: Vec<_> = Schema::all().filter(|schema| schema.kind.is_some()).collect();
	assert_eq!(kinds.len(), 13);
	for other in kinds.iter().filter(|other| ***other != OBSERVATION) {
		let renamed = set(vector(), "/schema", json!(other.name));
		assert_eq!(refused(&renamed), DocumentError::UnknownField("Observation.code".into()));
		let id = observation().disclose(&["Observation.id"]).unwrap().to_json();
		let kind = other.kind.unwrap();
		let id = id.replace("Observation.id", &format!("{kind}.id"));
		let id = id.replace(OBSERVATION.name, other.name);
		let id = Disclosure::from_json(id.as_bytes()).unwrap();
		let refused = id.verify(&observation().commitment());
		let path = format!("{kind}.id");
		assert_eq!(refused, Err(DocumentError::Broken { path, link: Link::Leaf }));
	}
}

#[test]
fn names_and_fields_of_schemas_are_unique() {
	let names: Vec<_> = Schema::all().map(|schema| schema.name).collect();
	assert!(names.iter().all(|name| names.iter().filter(|other| *other == name).count() == 1));
	for schema in Schema::all() {
		assert_eq!(Schema::named(schema.name), Some(schema));
		for (position, path) in schema.fields.iter().enumerate() {
			assert_eq!(schema.position(path), Some(position), "{} {path}", schema.name);
			let own = schema.kind.is_none_or(|kind| path.starts_with(&format!("{kind}.")));
			assert!(own || position < schema.around, "{} {path}", schema.name);
		}
	}
}

/// Documents of every kind, prescriptions among them.
fn documents() -> impl Strategy<Value = Document> {
	let schemas: Vec<_> = Schema::all().collect();
	let fields = prop::collection::vec(prop::option::of("[a-z]{0,12}"), 64);
	(prop::sample::select(schemas), fields).prop_map(|(schema, values)| {
		let fields = schema.fields.iter().zip(values);
		let value = |text: String| salus_fhir::json::Value::string(text);
		let fields = fields.filter_map(|(path, text)| Some((path.to_string(), value(text?))));
		salus_fhir::Draft::new(schema, fields).unwrap().commit(os_salt).unwrap()
	})
}

proptest! {
	#[test]
	fn any_fields_of_any_document_are_shown_and_verified(
		document in documents(),
		chosen in prop::collection::vec(any::<prop::sample::Index>(), 1..20),
		flipped in 0_usize..256,
	) {
		let fields = document.schema().fields;
		let chosen: Vec<_> = chosen.iter().map(|index| fields[index.index(fields.len())]).collect();
		let shown = document.disclose(&chosen).unwrap();
		let again = Disclosure::from_json(shown.to_json().as_bytes()).unwrap();
		prop_assert_eq!(&again, &shown);
		let root: Hash = document.commitment();
		prop_assert_eq!(again.verify(&root), Ok(()));
		for (path, value) in again.fields() {
			prop_assert!(chosen.contains(&path));
			prop_assert_eq!(value, document.value(path));
		}
		let mut other = root;
		other[flipped / 8] ^= 1 << (flipped % 8);
		prop_assert!(again.verify(&other).is_err());
	}

	/// Whatever is changed in a file, it is refused or says the same (white space).
	#[test]
	fn random_mutations_are_refused(
		edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0_u8..4), 1..6),
	) {
		let mut bytes = VECTOR.trim_end().as_bytes().to_vec();
		for (at, byte, kind) in edits {
			let at = at.index(bytes.len());
			match kind {
				0 => bytes[at] = byte,
				1 => bytes[at] = b"0123456789abcdef"[usize::from(byte % 16)],
				2 => drop(bytes.remove(at)),
				_ => bytes.insert(at, byte),
			}
		}
		if let Ok(read) = Disclosure::from_json(&bytes) {
			let same = read == Disclosure::from_json(VECTOR.as_bytes()).unwrap();
			prop_assert_eq!(read.verify(&observation().commitment()).is_ok(), same);
		}
	}

	#[test]
	fn arbitrary_text_does_not_panic(text in any::<String>()) {
		prop_assert!(Disclosure::from_json(text.as_bytes()).is_err());
	}
}
