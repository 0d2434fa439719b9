//! The canonical form: vectors, limits, properties.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

use proptest::prelude::*;
use salus_fhir::{
	json::{parse, Value, MAX_BYTES, MAX_DEPTH},
	JsonReason,
};

fn vectors(file: &str) -> Vec<serde_json::Value> {
	serde_json::from_str(file).unwrap()
}

#[test]
fn vectors_have_their_canonical_form() {
	for vector in vectors(include_str!("vectors/canonical.json")) {
		let value = parse(vector["input"].as_str().unwrap().as_bytes()).unwrap();
		assert_eq!(value.canonical(), vector["canonical"].as_str().unwrap(), "{}", vector["name"]);
	}
}

#[test]
fn what_has_no_canonical_form_is_refused_with_place_and_reason() {
	let mut wrong = Vec::new();
	for vector in vectors(include_str!("vectors/refused.json")) {
		let bytes = match vector["hex"].as_str() {
			Some(digits) => hex::decode(digits).unwrap(),
			None => vector["text"].as_str().unwrap().as_bytes().to_vec(),
		};
		let error = parse(&bytes).unwrap_err();
		let expected = vector["message"].as_str().unwrap();
		let matches = match error.reason {
			JsonReason::Syntax(_) => expected == "syntax",
			_ => error.to_string() == expected,
		};
		if !matches {
			wrong.push(format!("{vector}: {error}"));
		}
	}
	assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn limits_are_exact() {
	let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
	assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
	let error = parse(nested(MAX_DEPTH + 1).as_bytes()).unwrap_err();
	assert_eq!(error.reason, JsonReason::TooDeep { limit: MAX_DEPTH });
	assert!(parse("[".repeat(1_000_000).as_bytes()).is_err());

	let mut large = vec![b' '; MAX_BYTES - 1];
	large.push(b'1');
	assert!(parse(&large).is_ok());
	large.push(b' ');
	assert_eq!(parse(&large).unwrap_err().reason, JsonReason::TooLarge { limit: MAX_BYTES });
}

fn value() -> impl Strategy<Value = Value> {
	let number = "-?(0|[1-9][0-9]{0,25})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,3})?";
	let leaf = prop_oneof![
		Just(Value::Null),
		any::<bool>().prop_map(Value::Bool),
		number.prop_map(Value::Number),
		any::<String>().prop_map(Value::String),
	];
	leaf.prop_recursive(5, 48, 6, |inner| {
		prop_oneof![
			prop::collection::vec(inner.clone(), 0..6).prop_map(Value::Array),
			prop::collection::hash_map(any::<String>(), inner, 0..6).prop_map(Value::object),
		]
	})
}

/// JSON as a careless writer would produce it: members reversed, every character escaped, white space.
fn scrawl(value: &Value) -> String {
	let text = |text: &str| {
		let units = text.encode_utf16().map(|unit| format!("\\u{unit:04X}"));
		format!("\"{}\"", units.collect::<String>())
	};
	match value {
		Value::String(string) => text(string),
		Value::Array(elements) => {
			let elements: Vec<_> = elements.iter().map(scrawl).collect();
			format!("[ {}\n]", elements.join(" ,\t"))
		},
		Value::Object(object) => {
			let mut members: Vec<_> = object
				.iter()
				.map(|(key, value)| format!("{} : {}", text(key), scrawl(value)))
				.collect();
			members.reverse();
			format!("{{\r\n{} }}", members.join(" , "))
		},
		other => other.canonical(),
	}
}

proptest! {
	#[test]
	fn canonicalisation_is_idempotent_and_ignores_order_escapes_and_space(value in value()) {
		let canonical = value.canonical();
		prop_assert_eq!(&parse(canonical.as_bytes()).unwrap(), &value);
		let scrawled = parse(scrawl(&value).as_bytes()).unwrap();
		prop_assert_eq!(scrawled.canonical(), canonical);
	}

	#[test]
	fn different_values_have_different_forms(a in value(), b in value()) {
		prop_assert_eq!(a == b, a.canonical() == b.canonical());
	}

	/// What we read as text, another parser reads as the same.
	#[test]
	fn agrees_with_serde_json(value in value()) {
		let canonical = value.canonical();
		if let Ok(theirs) = serde_json::from_str::<serde_json::Value>(&canonical) {
			let ours = parse(theirs.to_string().as_bytes()).unwrap();
			prop_assert_eq!(skeleton(&ours), skeleton(&value));
		}
	}

	#[test]
	fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
		let _ = parse(&bytes);
	}

	#[test]
	fn json_like_bytes_do_not_panic(text in "[\\[\\]{}\",:0-9eE.+\\-\\\\u\u{e9}dD89abntrfalsue \n]{0,60}") {
		if let Ok(value) = parse(text.as_bytes()) {
			prop_assert_eq!(parse(value.canonical().as_bytes()).unwrap(), value);
		}
	}
}

/// A value without its numbers, which serde_json rounds.
fn skeleton(value: &Value) -> Value {
	match value {
		Value::Number(_) => Value::Null,
		Value::Array(elements) => Value::Array(elements.iter().map(skeleton).collect()),
		Value::Object(object) => {
			Value::object(object.iter().map(|(key, value)| (key, skeleton(value))))
		},
		other => other.clone(),
	}
}
