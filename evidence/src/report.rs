//! What a verifier says of a file.

use crate::{
	anchor::Fingerprint,
	document::Shown,
	failure::Failure,
	file::{Statement, Unproved},
	json::{Json, Writer},
	statement::{Verdict, NOT_PROVED},
};
use alloc::{
	string::{String, ToString},
	vec::Vec,
};
use core::fmt;

/// How it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
	/// Every link holds, from an anchor that the expert accepts.
	Verified,
	/// Every link holds, from an anchor that the expert has yet to compare.
	Consistent,
	/// A link does not hold.
	Refused(Failure),
}

impl Outcome {
	/// The exit code of a program that verifies: 0 verified, 2 consistent, else that of the failure.
	pub fn exit_code(&self) -> u8 {
		match self {
			Outcome::Verified => 0,
			Outcome::Consistent => 2,
			Outcome::Refused(failure) => failure.exit_code(),
		}
	}

	/// The outcome in one word.
	pub fn word(&self) -> &'static str {
		match self {
			Outcome::Verified => "verified",
			Outcome::Consistent => "consistent",
			Outcome::Refused(_) => "refused",
		}
	}
}

/// What a verifier says of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
	/// How it ended.
	pub outcome: Outcome,
	/// The links that hold, in the order in which they were checked, in sentences.
	pub links: Vec<String>,
	/// The fingerprint of the anchor from which everything follows, as far as the verifier came.
	pub anchor: Option<Fingerprint>,
	/// What is claimed, as far as the file reads as one. Worth what the outcome says.
	pub statement: Option<Statement>,
	/// What is proved; only if nothing was refused.
	pub verdict: Option<Verdict>,
	/// What nobody vouches for.
	pub unproved: Option<Unproved>,
}

impl Report {
	/// What stands above the sentences of the verdict: they are worth what the anchor is.
	pub fn title(&self) -> &'static str {
		match self.outcome {
			Outcome::Verified => "Proved",
			_ => "What would be proved, if the anchor is the published one",
		}
	}

	/// The report as JSON, for programs: as what it shows may hold any letter, with escapes, unlike evidence itself.
	pub fn to_json(&self) -> String {
		let mut writer = Writer::default();
		writer.raw("{");
		writer.key("outcome");
		writer.string(self.outcome.word());
		let refused = matches!(self.outcome, Outcome::Refused(_));
		if let Outcome::Refused(failure) = &self.outcome {
			writer.key("failure");
			writer.string(&failure.name());
			writer.key("why");
			writer.escaped(&failure.to_string());
		}
		if let Some(anchor) = &self.anchor {
			anchor.write_field("anchor", &mut writer);
		}
		writer.sentences("links", &self.links);
		// Of a refused file it is worth nothing.
		let claimed = if refused { "claimed" } else { "statement" };
		self.statement.write_field(claimed, &mut writer);
		if let Some(verdict) = &self.verdict {
			writer.sentences("proved", &verdict.sentences);
			writer.sentences("limits", &verdict.limits);
			writer
				.sentences("fields", &verdict.fields.iter().map(Shown::words).collect::<Vec<_>>());
		}
		writer.sentences("notProved", &NOT_PROVED);
		self.unproved.write_field("unproved", &mut writer);
		writer.raw("}");
		writer.into_text()
	}
}

/// In sentences, for people.
impl fmt::Display for Report {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match &self.outcome {
			Outcome::Verified => {
				writeln!(f, "Verified: every link holds, from an anchor that you accept.")?
			},
			Outcome::Consistent => writeln!(
				f,
				"Consistent: every link holds, from an anchor that you must compare with the published one.",
			)?,
			Outcome::Refused(failure) => writeln!(f, "Refused: {failure}")?,
		}
		if let Some(anchor) = &self.anchor {
			writeln!(f, "Fingerprint of the anchor: {anchor}")?;
		}
		if let Some(verdict) = &self.verdict {
			section(f, self.title(), &verdict.sentences)?;
			let fields = verdict.fields.iter().map(Shown::words).collect::<Vec<_>>();
			section(f, "Shown of the document", &fields)?;
		}
		section(f, "Links that hold", &self.links)?;
		if let Some(verdict) = &self.verdict {
			section(f, "Not shown by this file", &verdict.limits)?;
		}
		section(f, "Not proved by any file", &NOT_PROVED)
	}
}

fn section(f: &mut fmt::Formatter<'_>, title: &str, lines: &[impl AsRef<str>]) -> fmt::Result {
	if lines.is_empty() {
		return Ok(());
	}
	writeln!(f, "\n{title}")?;
	lines.iter().try_for_each(|line| writeln!(f, "- {}", line.as_ref()))
}
