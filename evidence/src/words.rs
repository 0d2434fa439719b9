//! The links of a file, in sentences.

use crate::{
	anchor::Start,
	chain::{tip, Reigns},
	facts::{ProvedExtrinsic, ProvedPoint},
	file::{AnchorKind, File, Finality, Point},
	header::Header,
	json::to_hex,
};
use alloc::{format, string::String};

fn block(header: &Header) -> String {
	format!("block {} ({})", header.number(), to_hex(&header.hash()))
}

/// From where trust starts.
pub fn anchor(file: &File, start: &Start) -> String {
	let kind = match file.anchor.kind {
		AnchorKind::Genesis => "the genesis",
		AnchorKind::Checkpoint => "the checkpoint",
	};
	let accepted = if start.confirmed { "you accept it" } else { "you have yet to compare it" };
	format!(
		"Trust starts at {kind} at block {} of chain {}: set {} with {} validators, fingerprint {}; {accepted}.",
		file.anchor.number,
		to_hex(&file.chain.genesis),
		start.set.id,
		start.set.authorities.len(),
		start.fingerprint,
	)
}

/// How the set changed, if it did.
pub fn changes(file: &File, reigns: &Reigns) -> Option<String> {
	let last = file.changes.last()?;
	let count = file.changes.len();
	let set = reigns.last();
	let (id, size) = (set.id, set.authorities.len());
	Some(format!(
		"The validators changed {count} times up to {}, each time by the votes of those before: set {id} has {size}.",
		block(&last.header),
	))
}

/// Why a point is final.
pub fn finality(place: usize, point: &Point, reigns: &Reigns) -> String {
	let why = match &point.finality {
		Finality::Votes(votes) => format!(
			"{} validators of set {} voted for {}, {} blocks later",
			votes.signatures.len(),
			reigns.at(tip(point).number()).id,
			block(tip(point)),
			point.links.len(),
		),
		Finality::Ancestor => format!("the anchor follows {} blocks later", point.links.len()),
		Finality::Point(other) => format!("point {} follows on it", other.index),
	};
	format!("Point {place}, {}, is final: {why}.", block(&point.header))
}

/// What is proved of a point.
pub fn contents(point: &ProvedPoint) -> String {
	let place = point.place;
	let signatures = |extrinsic: &ProvedExtrinsic| extrinsic.signed.len();
	format!(
		"Point {place}: {} names are read from its state, {} extrinsics stand in it with {} valid signatures.",
		point.reads.len(),
		point.extrinsics.len(),
		point.extrinsics.iter().map(signatures).fold(0, usize::saturating_add),
	)
}
