//! What is looked for.
//!
//! The rule: of every JSON document, **every string and every number that is a value**, whatever its member is called, and of
//! every string with blanks or marks in it also each of its words of two letters or more. Names of members are not looked
//! for: they are FHIR's, not the patient's.

use anyhow::{Context, Result};
use serde_json::Value;
use std::{
	collections::BTreeMap,
	fs,
	path::{Path, PathBuf},
};

/// What is looked for, each with the first place it stands at. The place is printed, never the text.
pub type Needles = BTreeMap<Needle, String>;

/// Something of a document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Needle {
	/// A string, a number as it is written, or a word of a string.
	Text(String),
	/// The day of a birth or a death, in milliseconds since the Unix epoch.
	Day(i64),
}

/// The members whose dates are nobody's business; other dates, of acts, are on the chain by design.
const DAYS: [&str; 3] = ["birthDate", "deceasedDateTime", "onsetDateTime"];

/// Takes documents apart.
pub fn of(documents: &[PathBuf]) -> Result<Needles> {
	let mut needles = Needles::new();
	for path in documents {
		let name = path.display().to_string();
		let bytes = fs::read(path).with_context(|| format!("cannot read {name}"))?;
		let document =
			serde_json::from_slice(&bytes).with_context(|| format!("{name}: no JSON"))?;
		let file = path.file_name().unwrap_or(Path::new("-").as_os_str()).to_string_lossy();
		take(&document, "", &file, &mut needles);
	}
	Ok(needles)
}

fn take(value: &Value, member: &str, place: &str, needles: &mut Needles) {
	match value {
		Value::String(text) => {
			add(text, place, needles);
			let words = text.split(|letter: char| !letter.is_alphanumeric());
			for word in words.filter(|word| word.chars().count() >= 2) {
				add(word, place, needles);
			}
			if let Some(day) = DAYS.contains(&member).then(|| day(text)).flatten() {
				needles.entry(Needle::Day(day)).or_insert_with(|| place.to_owned());
			}
		},
		Value::Number(number) => add(&number.to_string(), place, needles),
		Value::Array(values) => {
			for (at, value) in values.iter().enumerate() {
				take(value, member, &format!("{place}[{at}]"), needles);
			}
		},
		Value::Object(members) => {
			for (name, value) in members {
				take(value, name, &format!("{place}.{name}"), needles);
			}
		},
		Value::Bool(_) | Value::Null => {},
	}
}

fn add(text: &str, place: &str, needles: &mut Needles) {
	let text = text.trim();
	if !text.is_empty() {
		needles.entry(Needle::Text(text.to_owned())).or_insert_with(|| place.to_owned());
	}
}

/// The start of a day, in UTC.
fn day(text: &str) -> Option<i64> {
	let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
	Some(date.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn every_string_number_and_word_is_a_needle_and_no_name_of_a_member() {
		let document = serde_json::json!({
			"name": [{ "family": "O'Hara", "given": [" Ann "] }],
			"birthDate": "1970-01-02",
			"count": 12345678,
			"active": true,
			"gender": null,
		});
		let mut needles = Needles::new();
		take(&document, "", "p.json", &mut needles);
		let texts: Vec<_> = needles.keys().cloned().collect();
		let text = |text: &str| Needle::Text(text.into());
		let expected = ["01", "02", "12345678", "1970", "1970-01-02", "Ann", "Hara", "O'Hara"];
		let mut expected: Vec<_> = expected.map(text).into();
		expected.push(Needle::Day(86_400_000));
		assert_eq!(texts, expected);
		assert_eq!(needles[&text("O'Hara")], "p.json.name[0].family");
	}
}
