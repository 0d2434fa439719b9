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
	file::{self, ChainId, Claims, File, Statement, Unproved, ENDING, MAX_BYTES},
	report::{self, Outcome},
	rows::Pallet,
	trust::Trust,
	verify::verify,
};
use std::{collections::BTreeSet, path::PathBuf};

/// Prefix of the network's addresses.
const SS58: u32 = 42;
/// Most letters of a remark.
const MAX_NOTE: usize = 768;

/// How a file is made.
#[derive(Args, Clone, Debug)]
pub struct How {
	/// From where trust starts: `genesis`, or a trust file as `salus evidence fingerprint --out` writes it.
	#[arg(long, value_name = "genesis|FILE", default_value = "genesis")]
	anchor: AnchorArg,
	/// Put in the types by which rows are read, as text, for readers of the distant future.
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
			"a remark has {MAX_NOTE} letters of printable ASCII at most, without quotes and backslashes"
		)),
	}
}

fn named(text: &str) -> Result<PathBuf, String> {
	match text.ends_with(ENDING) {
		true => Ok(text.into()),
		false => Err(format!("the name of an evidence file ends in {ENDING}")),
	}
}

/// Makes a file, and says what it shows.
pub async fn export(what: &What, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let (how, case) = (what.how(), what.gather(&chain).await?);
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
	let report = Report::new("Written, and verified as it stands on the disk")
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
	let anchor = how.anchor.choose(node, lowest, highest).await?;
	let places = (0u32..).zip(&case.grounds);
	let runtime = places.filter_map(|(place, ground)| ground.facts(place)).collect::<Vec<_>>();
	let schemas = schemas(&case, how.with_schemas);
	let (changes, points) = finality::points(node, &anchor, case.grounds).await?;
	let statement =
		Statement { kind: case.kind, args: case.args.into(), expect: Claims::default() };
	build::finish(File {
		chain: ChainId { genesis: node.genesis().await?.0 },
		anchor,
		changes: changes.into(),
		points: points.into(),
		statement,
		openings: case.openings.into(),
		trail: case.history.map(|history| history.trail),
		document: case.document,
		runtime: runtime.into(),
		schemas: schemas.into(),
		unproved: Unproved {
			exporter: concat!("salus ", env!("CARGO_PKG_VERSION")).into(),
			time: u64::try_from(Timestamp::now().as_millisecond())?,
			ss58: SS58,
			note: how.note.as_str().into(),
		},
	})
	.map_err(|failure| unproved(&failure))
}

/// By which types the rows are read.
fn schemas(case: &Case, with_text: bool) -> Vec<file::Schema> {
	let pallets = case.grounds.iter().flat_map(|ground| &ground.pallets);
	let pallets: BTreeSet<Pallet> = pallets.copied().collect();
	let schema = |pallet: Pallet| file::Schema {
		name: pallet.name().into(),
		version: pallet.version().into(),
		hash: pallet.schema(),
		text: with_text.then(|| (*pallet.text()).into()),
	};
	pallets.into_iter().map(schema).collect()
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
		lines.push(format!("the {} events of the row's history", history.trail.entries.len()));
	}
	for extrinsic in case.grounds.iter().flat_map(|ground| &ground.extrinsics) {
		lines.push(format!("extrinsic {} as it was signed", extrinsic.index));
	}
	for opening in &case.openings {
		lines.push(format!(
			"that {} stands for a document of this licence, written at this time: whoever has the document can tell",
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
}
