//! What a command prints: one screen for people or, with `--json`, one value for programs.

use crate::refusal::Refused;
use anyhow::{Context, Result};
use jiff::Timestamp;
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{json, Value};
use std::{
	io::{self, Write},
	process::ExitCode,
};

/// What happened: a headline and named facts, in order. Both forms of the output are made from it.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
	headline: String,
	facts: Vec<(&'static str, Value)>,
}

impl Report {
	/// A report with nothing but its headline.
	pub fn new(headline: impl Into<String>) -> Self {
		Report { headline: headline.into(), facts: Vec::new() }
	}

	/// Adds a fact.
	pub fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
		self.facts.push((name, value.into()));
		self
	}

	/// Adds a fact if there is one.
	pub fn with_some(self, name: &'static str, value: Option<impl Into<Value>>) -> Self {
		match value {
			Some(value) => self.with(name, value),
			None => self,
		}
	}

	/// Adds the facts of another report; its headline is dropped.
	pub fn and(mut self, other: Report) -> Self {
		self.facts.extend(other.facts);
		self
	}

	fn screen(&self) -> String {
		let width = self.facts.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
		let mut screen = format!("{}\n", self.headline);
		for (name, value) in &self.facts {
			let text = plain(value);
			let indented = text.replace('\n', &format!("\n{:1$}", "", width + 4));
			screen.push_str(&format!("  {name:width$}  {indented}\n"));
		}
		screen
	}
}

impl Serialize for Report {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		let mut map = serializer.serialize_map(Some(self.facts.len() + 1))?;
		map.serialize_entry("summary", &self.headline)?;
		for (name, value) in &self.facts {
			map.serialize_entry(name, value)?;
		}
		map.end()
	}
}

/// For whom a command prints.
#[derive(Clone, Copy, Debug)]
pub enum Format {
	/// People.
	Screen,
	/// Programs: JSON on standard output, errors as JSON on standard error.
	Json,
}

impl Format {
	/// Prints what happened.
	pub fn report(self, report: &Report) -> Result<()> {
		match self {
			Format::Screen => emit(&report.screen()),
			Format::Json => emit_json(report),
		}
	}

	/// Prints several things of one kind: a table whose columns are the facts of the first.
	pub fn table(self, empty: &str, rows: &[Report]) -> Result<()> {
		match self {
			Format::Json => emit_json(&rows),
			Format::Screen if rows.is_empty() => emit(&format!("{empty}\n")),
			Format::Screen => emit(&table(rows)),
		}
	}

	/// Prints a document: JSON for people and programs alike.
	pub fn document(self, document: &impl Serialize) -> Result<()> {
		emit_json(document)
	}

	/// Prints one line of a command that reports as it goes: `line` for people, the facts, on one line, for programs.
	pub fn line(self, line: &str, report: &Report) -> Result<()> {
		match self {
			Format::Screen => emit(&format!("{line}\n")),
			Format::Json => emit(&format!("{}\n", serde_json::to_string(report)?)),
		}
	}

	/// Says why a command failed, and with which exit code.
	pub fn failure(self, error: &anyhow::Error) -> ExitCode {
		let sentence = sentence(error);
		let text = match self {
			Format::Screen => format!("salus: {sentence}"),
			Format::Json => {
				let name = error.downcast_ref::<Refused>().map(|refused| refused.name.as_str());
				json!({ "error": name, "message": sentence }).to_string()
			},
		};
		// Nobody is left to be told if standard error is closed.
		let _ = writeln!(io::stderr(), "{text}");
		ExitCode::FAILURE
	}
}

/// An error and its causes in one sentence. Many errors repeat their cause in their own words: it is said once.
pub fn sentence(error: &anyhow::Error) -> String {
	let mut parts: Vec<String> = Vec::new();
	for cause in error.chain().map(ToString::to_string) {
		if !parts.iter().any(|part| part.contains(&cause)) {
			parts.push(cause);
		}
	}
	parts.join(": ")
}

/// A moment of the chain, milliseconds since the Unix epoch, as people read it.
pub fn moment(millis: u64) -> String {
	let stamp = i64::try_from(millis).ok().and_then(|ms| Timestamp::from_millisecond(ms).ok());
	match stamp {
		Some(stamp) => stamp.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(),
		None => format!("{millis} ms"),
	}
}

/// The numbers of the bits that are set.
pub fn bits(mask: u32) -> String {
	let set = (0..u32::BITS).filter(|bit| mask & (1 << bit) != 0);
	set.map(|bit| bit.to_string()).collect::<Vec<_>>().join(", ")
}

/// Bytes as `0x` and hexadecimal digits.
pub fn hex(bytes: impl AsRef<[u8]>) -> String {
	format!("0x{}", hex::encode(bytes))
}

/// Facts for which a table on a screen has no room.
const WIDE: [&str; 4] = ["blockHash", "transaction", "aura", "grandpa"];

fn table(rows: &[Report]) -> String {
	let facts = rows.first().map(|row| row.facts.iter()).unwrap_or_default();
	let names: Vec<&str> =
		facts.map(|(name, _)| *name).filter(|name| !WIDE.contains(name)).collect();
	let mut lines: Vec<Vec<String>> = vec![names.iter().map(|n| n.to_string()).collect()];
	for row in rows {
		lines.push(
			names
				.iter()
				.map(|name| {
					let fact = row.facts.iter().find(|(n, _)| n == name);
					fact.map(|(_, value)| plain(value)).unwrap_or_default()
				})
				.collect(),
		);
	}
	let width = |column: usize| {
		lines.iter().filter_map(|l| l.get(column)).map(|c| c.chars().count()).max().unwrap_or(0)
	};
	let widths: Vec<usize> = (0..names.len()).map(width).collect();
	let mut text = String::new();
	for line in &lines {
		let cells: Vec<String> =
			line.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}")).collect();
		text.push_str(cells.join("  ").trim_end());
		text.push('\n');
	}
	text
}

fn plain(value: &Value) -> String {
	match value {
		Value::Null => "-".into(),
		Value::String(text) => text.clone(),
		Value::Array(values) if values.is_empty() => "-".into(),
		Value::Array(values) => {
			let separator = if values.iter().all(Value::is_number) { ", " } else { "\n" };
			values.iter().map(plain).collect::<Vec<_>>().join(separator)
		},
		Value::Object(map) => map
			.iter()
			.map(|(name, value)| format!("{name} {}", plain(value)))
			.collect::<Vec<_>>()
			.join(", "),
		other => other.to_string(),
	}
}

fn emit_json(value: &impl Serialize) -> Result<()> {
	emit(&format!("{}\n", serde_json::to_string_pretty(value)?))
}

/// Writes to standard output. A reader that has seen enough (`| head`) is no error.
fn emit(text: &str) -> Result<()> {
	let mut out = io::stdout().lock();
	match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
		Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
		result => result.context("cannot write to standard output"),
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn report() -> Report {
		Report::new("Item issued")
			.with("id", "0x01")
			.with("quantity", 20)
			.with_some("holder", None::<u32>)
			.with("dispenses", vec!["first", "second"])
	}

	#[test]
	fn a_screen_aligns_its_facts() {
		assert_eq!(
			report().screen(),
			"Item issued\n  id         0x01\n  quantity   20\n  dispenses  first\n             second\n"
		);
	}

	#[test]
	fn json_keeps_the_order_and_the_types() {
		assert_eq!(
			serde_json::to_string(&report()).unwrap(),
			r#"{"summary":"Item issued","id":"0x01","quantity":20,"dispenses":["first","second"]}"#
		);
	}

	#[test]
	fn a_table_has_the_columns_of_its_first_row_but_the_wide_ones() {
		let row = |id: u32, role: &str| {
			Report::new("").with("id", id).with("transaction", "0x00").with("role", role)
		};
		assert_eq!(
			table(&[row(1, "Prescriber"), row(12, "Payer")]),
			"id  role\n1   Prescriber\n12  Payer\n"
		);
	}

	#[test]
	fn a_cause_is_said_once() {
		let error =
			anyhow::anyhow!("disk full").context("cannot write a: disk full").context("key new");
		assert_eq!(sentence(&error), "key new: cannot write a: disk full");
	}

	#[test]
	fn bits_are_named_by_their_numbers() {
		assert_eq!(bits(0b1001), "0, 3");
		assert_eq!(bits(1 << 31), "31");
		assert_eq!(bits(0), "");
	}

	#[test]
	fn moments_are_written_in_utc() {
		assert_eq!(moment(1_700_000_000_123), "2023-11-14 22:13:20 UTC");
		assert_eq!(moment(u64::MAX), "18446744073709551615 ms");
	}
}
