//! The links of a file, in sentences.

use crate::{
	anchor::Start,
	chain::{tip, Reigns},
	facts::{ProvedExtrinsic, ProvedPoint},
	file::{AnchorKind, File, Finality, Point},
	header::Header,
	json::to_hex,
	statement::count as counted,
	trust::Trust,
};
use alloc::{format, string::String};

fn block(header: &Header) -> String {
	format!("block {} ({})", header.number(), to_hex(&header.hash()))
}

fn are(number: usize, what: &str) -> String {
	let verb = if number == 1 { "is" } else { "are" };
	format!("{} {verb}", counted(number, what))
}

/// From where trust starts.
pub fn anchor(file: &File, start: &Start) -> String {
	let kind = match file.anchor.kind {
		AnchorKind::Genesis => "the genesis",
		AnchorKind::Checkpoint => "the checkpoint",
	};
	let accepted = if start.confirmed { "you accept it" } else { "you have yet to compare it" };
	format!(
		"Trust starts at {kind} at block {} of chain {}: set {} with {}, fingerprint {}; {accepted}.",
		file.anchor.number,
		to_hex(&file.chain.genesis),
		start.set.id,
		counted(start.set.authorities.len(), "validator"),
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
		"The validators changed {} up to {}, each time by the votes of those before: set {id} has {size}.",
		counted(count, "time"),
		block(&last.header),
	))
}

/// Why a point is final.
pub fn finality(place: usize, point: &Point, reigns: &Reigns) -> String {
	let why = match &point.finality {
		Finality::Votes(votes) => format!(
			"{} of set {} voted for {}{}, {} later",
			counted(votes.signatures.len(), "validator"),
			reigns.at(tip(point).number()).id,
			block(tip(point)),
			if votes.targets.is_some() { " or for what follows on it" } else { "" },
			counted(point.links.len(), "block"),
		),
		Finality::Ancestor => {
			format!("the anchor follows {} later", counted(point.links.len(), "block"))
		},
		Finality::Point(other) => format!("point {} follows on it", other.index),
	};
	format!("Point {place}, {}, is final: {why}.", block(&point.header))
}

/// Which points the anchors of the expert do not protect: votes below an anchor are by keys that are out of use by then.
pub fn unprotected<'a>(file: &'a File, trust: &'a Trust) -> impl Iterator<Item = String> + 'a {
	let voted = file.points.iter().filter(|point| matches!(point.finality, Finality::Votes(_)));
	voted.filter_map(move |point| {
		let above = trust.known().map(|known| known.number);
		let anchor = above.filter(|number| tip(point).number() < *number).min()?;
		Some(format!(
			"Block {} lies below your anchor at block {anchor}, and no headers lead up to that one: whoever got the old keys of its \
			 validators could have made it. Only a time stamp from somebody else, taken while the keys were safe, tells.",
			point.header.number(),
		))
	})
}

/// What is proved of a point.
pub fn contents(point: &ProvedPoint) -> String {
	let place = point.place;
	let signatures = |extrinsic: &ProvedExtrinsic| extrinsic.signed.len();
	format!(
		"Point {place}: of its state {} proved, of its transactions {} shown with {}.",
		are(point.reads.len(), "value"),
		are(point.extrinsics.len(), "extrinsic"),
		counted(
			point.extrinsics.iter().map(signatures).fold(0, usize::saturating_add),
			"valid signature"
		),
	)
}
