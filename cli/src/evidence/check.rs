//! Verifying and showing files, without a node.

use super::anchors::Trusted;
use crate::{
	args::Common,
	files,
	output::{Format, Report},
};
use anyhow::{anyhow, Result};
use clap::Args;
use salus_evidence::{
	file::{Entry, File, Finality, Opening, Point, RuntimeFacts, Scalar, Statement, MAX_BYTES},
	json::{steers, to_hex},
	report,
	statement::date,
	verify,
};
use serde_json::value::RawValue;
use std::{fmt::Write, path::PathBuf, process::ExitCode};

/// A file, and what whoever verifies it trusts.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
	/// The evidence file.
	file: PathBuf,
	#[command(flatten)]
	trusted: Trusted,
}

/// A file that was read and verified.
pub struct Checked {
	/// Its bytes.
	pub bytes: Vec<u8>,
	/// What the verifier says.
	pub report: report::Report,
}

impl CheckArgs {
	/// Reads and verifies the file.
	pub fn check(&self) -> Result<Checked> {
		let trust = self.trusted.read()?;
		let bytes = files::read(&self.file, MAX_BYTES.saturating_add(1))?;
		let report = verify::verify(&bytes, &trust);
		Ok(Checked { bytes, report })
	}
}

/// Exit code without a verdict: a file cannot be read or written, or the trust file is none. None of a verdict's own, lest a
/// script takes the one for the other.
const NO_VERDICT: u8 = 66;

/// Says how a file was checked, or why it was not.
pub fn answered(checked: Result<ExitCode>, format: Format) -> ExitCode {
	checked.unwrap_or_else(|error| {
		format.failure(&error);
		ExitCode::from(NO_VERDICT)
	})
}

/// Verifies a file and says what it proves.
pub fn verify(args: &CheckArgs, common: &Common) -> Result<ExitCode> {
	let Checked { report, .. } = args.check()?;
	print(&report, report.to_string(), common.format())
}

/// Verifies a file and shows everything in it.
pub fn show(args: &CheckArgs, common: &Common) -> Result<ExitCode> {
	let Checked { bytes, report } = args.check()?;
	let mut text = report.to_string();
	if let Ok((file, digest)) = verify::parse(&bytes) {
		text.push_str(&contents(&file));
		section(&mut text, "Digest", [to_hex(&digest)]);
	}
	print(&report, text, common.format())
}

fn print(report: &report::Report, text: String, format: Format) -> Result<ExitCode> {
	match format {
		Format::Screen => format.line(&plain(text.trim_end()), &Report::new(""))?,
		Format::Json => format.document(&RawValue::from_string(report.to_json())?)?,
	}
	Ok(ExitCode::from(report.outcome.exit_code()))
}

/// A text in which letters that steer a screen, turn the direction of reading or are not seen stand as `\uXXXX`: a field of a
/// document may hold any, and means the same so.
pub fn plain(text: &str) -> String {
	let mut plain = String::with_capacity(text.len());
	for letter in text.chars() {
		match steers(letter) && letter != '\n' {
			true => written(letter, &mut plain),
			false => plain.push(letter),
		}
	}
	plain
}

/// A letter by its number, as JSON escapes it.
pub fn written(letter: char, text: &mut String) {
	for unit in letter.encode_utf16(&mut [0; 2]) {
		let _ = write!(text, "\\u{unit:04x}");
	}
}

/// What stands in a file, beside what its verification tells. Worth what that says.
fn contents(file: &File) -> String {
	let mut text = String::new();
	section(&mut text, "What is claimed", claimed(&file.statement));
	section(&mut text, "Blocks", file.points.iter().map(point));
	let events = file.trail.iter().flat_map(|trail| trail.entries.iter());
	section(&mut text, "Events of the row, in SCALE", events.map(event));
	section(&mut text, "What ids open to", file.openings.iter().map(opening));
	let runtime = file.runtime.iter().map(|facts| {
		let RuntimeFacts { point, spec, code, metadata } = facts;
		let digest = metadata.map(|digest| format!(", metadata {}", to_hex(&digest)));
		format!(
			"point {point}: version {spec}, code {}{}",
			to_hex(code),
			digest.unwrap_or_default()
		)
	});
	section(&mut text, "Runtime: the version that ran, the code left for the next block", runtime);
	let schemas = file
		.schemas
		.iter()
		.map(|schema| format!("{} {}: {}", &*schema.name, schema.version, to_hex(&schema.hash)));
	section(&mut text, "By which types rows are read", schemas);
	let unproved = &file.unproved;
	let mut lines = vec![
		format!("written by {}", &*unproved.exporter),
		format!("written on {}", date(unproved.time)),
		format!("addresses have the prefix {}", unproved.ss58),
	];
	lines.extend((!unproved.note.is_empty()).then(|| format!("remark: {}", &*unproved.note)));
	section(&mut text, "Unproved: what nobody vouches for", lines);
	text
}

/// A statement with its values.
pub fn claimed(statement: &Statement) -> Vec<String> {
	let args = statement.args.iter().map(scalar).collect::<Vec<_>>().join(", ");
	let values = statement.expect.0.iter();
	let values = values.map(|(name, value)| format!("{name}: {}", value_of(name, value)));
	[format!("{}({args})", statement.kind.name())].into_iter().chain(values).collect()
}

/// A value as it is written.
pub fn scalar(value: &Scalar) -> String {
	match value {
		Scalar::Number(number) => number.to_string(),
		Scalar::Flag(flag) => flag.to_string(),
		Scalar::Text(text) => text.clone(),
	}
}

/// The last words of the names of moments.
const MOMENTS: [&str; 7] = ["at", "by", "due", "from", "since", "time", "until"];
/// Milliseconds of the years 2001 to 5138: heights of blocks and numbers of licences are smaller.
const MILLISECONDS: std::ops::Range<u64> = 1_000_000_000_000..100_000_000_000_000;

/// A value as people read it: moments as dates, beside the number.
pub fn value_of(name: &str, value: &Scalar) -> String {
	let last = name.rsplit(['.']).next().unwrap_or(name).to_lowercase();
	match value {
		Scalar::Number(number)
			if MILLISECONDS.contains(number) && MOMENTS.iter().any(|word| last.ends_with(word)) =>
		{
			format!("{number} ({})", date(*number))
		},
		other => scalar(other),
	}
}

fn point(point: &Point) -> String {
	let header = &point.header;
	let finality = match &point.finality {
		Finality::Votes(votes) => {
			format!("{} votes in round {}", votes.signatures.len(), votes.round)
		},
		Finality::Ancestor => "led to the anchor".into(),
		Finality::Point(other) => format!("led to point {}", other.index),
	};
	let mut text = format!(
		"{} {}, {} headers on: {finality}",
		header.number(),
		to_hex(&header.hash()),
		point.links.len()
	);
	let reads = point.state.iter().flat_map(|state| state.reads.iter());
	for read in reads {
		let _ = write!(text, "\n    {read}");
	}
	let extrinsics = point.extrinsics.iter().flat_map(|list| list.iter());
	for extrinsic in extrinsics {
		let _ = write!(text, "\n    extrinsic {}", extrinsic.index);
	}
	text
}

fn event(entry: &Entry) -> String {
	format!("block {}, {}: {}", entry.block, date(entry.now), to_hex(&entry.event))
}

fn opening(opening: &Opening) -> String {
	let parts = opening.parts.iter().map(scalar).collect::<Vec<_>>().join(", ");
	format!("{}: {}, {parts}", to_hex(&opening.id), &*opening.domain)
}

fn section(text: &mut String, title: &str, lines: impl IntoIterator<Item = impl AsRef<str>>) {
	let mut lines = lines.into_iter().peekable();
	if lines.peek().is_none() {
		return;
	}
	let _ = write!(text, "\n{title}\n");
	for line in lines {
		let _ = writeln!(text, "- {}", line.as_ref());
	}
}

/// The file of a report that was not refused.
pub fn parsed(bytes: &[u8]) -> Result<File> {
	verify::parse(bytes).map(|(file, _)| file).map_err(|failure| anyhow!(failure))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn moments_are_dates_and_nothing_else_is() {
		let at = Scalar::Number(1_772_366_401_000);
		let dated = "1772366401000 (2026-03-01 12:00:01 UTC)";
		for name in
			["at", "lapses.0.at", "issuedTime", "stage.appealBy", "eraseBy", "state.until", "payBy"]
		{
			assert_eq!(value_of(name, &at), dated, "{name}");
		}
		// Amounts of twelve decimals are as large.
		for name in ["billed", "stage.owed", "paid.payer", "quantity"] {
			assert_eq!(value_of(name, &at), "1772366401000", "{name}");
		}
		assert_eq!(value_of("issuedBlock", &Scalar::Number(77)), "77");
		assert_eq!(value_of("withdrawn", &Scalar::Flag(false)), "false");
		assert_eq!(value_of("holder", &Scalar::Text("0x01".into())), "0x01");
	}

	#[test]
	fn a_screen_is_not_steered_by_a_document() {
		assert_eq!(plain("a\nGrüezi \u{1F600}"), "a\nGrüezi \u{1F600}");
		assert_eq!(plain("\u{1b}[2J\u{9b}1m\u{202e}x\r"), "\\u001b[2J\\u009b1m\\u202ex\\u000d");
		assert_eq!(plain("\u{61c}\u{feff}\u{ad}\u{e007f}"), "\\u061c\\ufeff\\u00ad\\udb40\\udc7f");
		// Hebrew and Arabic need them.
		assert_eq!(plain("\u{200e}\u{200f}"), "\u{200e}\u{200f}");
	}

	#[test]
	fn an_empty_section_is_left_out() {
		let mut text = String::new();
		section(&mut text, "Nothing", Vec::<String>::new());
		assert_eq!(text, "");
		section(&mut text, "Something", ["one", "two"]);
		assert_eq!(text, "\nSomething\n- one\n- two\n");
	}
}
