//! Making a file: gathered from an archive node and the holder's own documents, proved before it is written and once more as it
//! stands on the disk.

use super::{
	anchors::AnchorArg,
	disclosure, finality,
	node::Node,
	statements::{Case, What},
};
use crate::{
	args::Common,
	chain::Chain,
	files,
	output::{hex, Report},
	refusal::Refused,
};
use anyhow::{bail, Result};
use clap::Args;
use jiff::Timestamp;
use salus_evidence::{
	anchor::Fingerprint,
	build,
	failure::Failure,
	file::{ChainId, Claims, File, Statement, Unproved, ENDING, MAX_BYTES},
	json::List,
	report::{self, Outcome},
	statement::count,
	trust::Trust,
	verify::verify,
};
use std::path::{Path, PathBuf};

/// Prefix of the network's addresses.
pub const SS58: u16 = 42;
/// Most characters of a remark.
const MAX_NOTE: usize = 768;

/// How a file is made.
#[derive(Args, Clone, Debug)]
pub struct How {
	/// From where trust starts: `genesis`, or a trust file as `salus evidence fingerprint --out` writes it.
	#[arg(long, value_name = "genesis|FILE", default_value = "genesis")]
	from: AnchorArg,
	/// Put in the types by which rows are read, as text, so that the file can be read without this program's source.
	#[arg(long)]
	with_schemas: bool,
	/// A remark, for which nobody vouches: printable ASCII without quotes and backslashes.
	#[arg(long, value_parser = remark, default_value = "")]
	note: String,
	/// The file to write, NAME.salus.json. Nothing is overwritten.
	#[arg(long, value_name = "FILE", value_parser = named)]
	out: PathBuf,
}

fn remark(text: &str) -> Result<String, String> {
	let plain = |letter| matches!(letter, ' '..='~') && !matches!(letter, '"' | '\\');
	match text.len() <= MAX_NOTE && text.chars().all(plain) {
		true => Ok(text.into()),
		false => Err(format!(
			"a remark has {MAX_NOTE} characters of printable ASCII at most, without quotes and backslashes"
		)),
	}
}

fn named(text: &str) -> Result<PathBuf, String> {
	match text.ends_with(ENDING) {
		true => Ok(text.into()),
		false => Err(format!("the name of an evidence file ends in {ENDING}")),
	}
}

/// Refuses a place where nothing can be written, before anybody is asked anything.
fn is_free(out: &Path) -> Result<()> {
	if out.symlink_metadata().is_ok() {
		bail!("{} exists already and is not overwritten", out.display());
	}
	let folder = out.parent().filter(|folder| !folder.as_os_str().is_empty());
	if folder.is_some_and(|folder| !folder.is_dir()) {
		bail!("cannot write {}: there is no such folder", out.display());
	}
	Ok(())
}

/// Makes a file, and says what it shows.
pub async fn export(what: &What, common: &Common) -> Result<()> {
	let how = what.how();
	is_free(&how.out)?;
	let chain = Chain::connect(common).await?;
	let case = what.gather(&chain).await?;
	if let Some(chosen) = what.chosen() {
		chosen.confirm(case.document.as_ref())?;
	}
	let shows = shows(&case);
	let at = case.grounds.first().map(|ground| ground.header.number());
	let bytes = assemble(Node(&chain), how, case).await?;
	files::write_new(&[(how.out.clone(), bytes)])?;
	let (report, size) = match written(how) {
		Ok(verified) => verified,
		Err(error) => {
			files::remove(&how.out)?;
			return Err(error);
		},
	};
	let sentence = report.verdict.as_ref().and_then(|verdict| verdict.sentences.first()).cloned();
	let report = Report::new("Written; every link holds. Whoever gets it compares the fingerprint with the published one")
		.with("file", how.out.display().to_string())
		.with("bytes", size)
		.with_some("block", at)
		.with_some("proves", sentence)
		.with_some("fingerprint", report.anchor.map(|anchor| anchor.to_string()))
		.with("discloses", shows);
	common.format().report(&report)
}

/// The file's bytes, from what was gathered.
pub async fn assemble(node: Node<'_>, how: &How, case: Case) -> Result<Vec<u8>> {
	let heights = || case.grounds.iter().map(|ground| ground.header.number());
	let (Some(lowest), Some(highest)) = (heights().min(), heights().max()) else {
		bail!("a file shows one block at least");
	};
	let anchor = how.from.choose(node, lowest, highest).await?;
	let (changes, points) = finality::points(node, &anchor, case.grounds).await?;
	let statement =
		Statement { kind: case.kind, args: case.args.into(), expect: Claims::default() };
	let file = File {
		chain: ChainId { genesis: node.genesis().await?.0 },
		anchor,
		changes: changes.into(),
		points: points.into(),
		statement,
		openings: case.openings.into(),
		trail: case.history.map(|history| history.trail),
		document: case.document,
		runtime: List::default(),
		schemas: List::default(),
		unproved: Unproved {
			exporter: concat!("salus ", env!("CARGO_PKG_VERSION")).into(),
			time: u64::try_from(Timestamp::now().as_millisecond())?,
			ss58: SS58.into(),
			note: how.note.as_str().into(),
		},
	};
	build::finish(file, how.with_schemas).map_err(|failure| unproved(&failure))
}

/// What was written does not prove what was asked for.
fn unproved(failure: &Failure) -> anyhow::Error {
	Refused::new(format!("Evidence::{}", failure.name()), failure.to_string()).into()
}

/// Verifies what stands on the disk; its size.
fn written(how: &How) -> Result<(report::Report, usize)> {
	let bytes = files::read(&how.out, MAX_BYTES.saturating_add(1))?;
	// The anchor is the one that was chosen: comparing it with the published one is for whoever gets the file.
	let anchor = verify(&bytes, &Trust::default()).anchor;
	let report = verify(&bytes, &accepting(anchor));
	match &report.outcome {
		Outcome::Verified => Ok((report, bytes.len())),
		Outcome::Refused(failure) => Err(unproved(failure)),
		Outcome::Consistent => bail!("the file on the disk names no anchor"),
	}
}

fn accepting(fingerprint: Option<Fingerprint>) -> Trust {
	Trust { fingerprint, ..Trust::default() }
}

/// What whoever gets the file learns, in words.
fn shows(case: &Case) -> Vec<String> {
	let blocks = case.grounds.iter().map(|ground| ground.header.number().to_string());
	let blocks = blocks.collect::<Vec<_>>().join(", ");
	let mut lines =
		vec![format!("what the chain holds at block {blocks}, as any member's node shows it")];
	if let Some(history) = &case.history {
		lines.push(format!("the row's history: {}", count(history.trail.entries.len(), "event")));
	}
	for extrinsic in case.grounds.iter().flat_map(|ground| &ground.extrinsics) {
		lines.push(format!("extrinsic {} as it was signed", extrinsic.index));
	}
	for opening in &case.openings {
		lines.push(format!(
			"that {} stands for a document of a licence and a time, which the file names: whoever has the document can tell",
			hex(opening.id)
		));
	}
	match &case.document {
		Some(document) => lines.extend(disclosure::in_words(document)),
		None => lines.push("no field of any document".into()),
	}
	lines
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn names_and_remarks_have_their_form() {
		assert!(named("a.salus.json").is_ok());
		assert!(named("a.json").is_err());
		assert_eq!(remark("Case 12/2026, exhibit A").unwrap(), "Case 12/2026, exhibit A");
		assert!(remark(&"a".repeat(MAX_NOTE)).is_ok());
		for wrong in ["a\"b", "a\\b", "a\nb", "Grüezi", &"a".repeat(MAX_NOTE + 1)] {
			assert!(remark(wrong).is_err(), "{wrong}");
		}
	}

	#[test]
	fn a_file_is_for_a_name_that_is_free() {
		let dir = tempfile::tempdir().unwrap();
		let path = |name: &str| dir.path().join(name);
		assert!(is_free(&path("a.salus.json")).is_ok());
		assert!(is_free(Path::new("a.salus.json")).is_ok(), "in the folder in which one is");
		std::fs::create_dir(path("b.salus.json")).unwrap();
		let refused = |name: &str| is_free(&path(name)).unwrap_err().to_string();
		assert!(refused("b.salus.json").contains("exists already"));
		assert!(refused("no/a.salus.json").contains("no such folder"));
	}
}
