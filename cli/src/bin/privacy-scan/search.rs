//! Looking for documents in a dump.

use crate::{
	dump::{GENESIS, KEY},
	forms::{self, Form},
	index::Index,
	needles::{self, Needles},
};
use anyhow::{bail, Context, Result};
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
	process::ExitCode,
};

/// Shortest form that is exact, and shortest one in any case.
const WIDTHS: [usize; 2] = [5, 6];
/// A map's key begins with the hashes of its pallet's and its own name, which are the runtime's and not a document's.
const NAMES: usize = 32;
/// So many finds are printed.
const SHOWN: usize = 100;

/// A piece of the dump.
struct Piece {
	place: String,
	bytes: Vec<u8>,
}

/// Searches, and says what was found: where on the chain, in which form, from which place of a document; never the text.
pub fn run(dump: &Path, controls: &[String], documents: &[PathBuf]) -> Result<ExitCode> {
	let pieces = read(dump)?;
	control(&pieces, controls)?;
	let needles = needles::of(documents)?;
	let forms: Vec<(Form, &str)> = needles
		.iter()
		.flat_map(|(needle, place)| {
			forms::of(needle).into_iter().map(move |form| (form, place.as_str()))
		})
		.collect();
	let found = find(&pieces, &forms);
	for line in found.iter().take(SHOWN) {
		println!("found: {line}");
	}
	println!("{}", summary(&pieces, &needles, &forms, documents.len(), found.len()));
	Ok(if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(
	pieces: &[Piece],
	needles: &Needles,
	forms: &[(Form, &str)],
	documents: usize,
	found: usize,
) -> String {
	let bytes: usize = pieces.iter().map(|piece| piece.bytes.len()).sum();
	format!(
		"{found} hits: {} strings and dates of {documents} documents, in {} forms, looked for in {} pieces, {bytes} bytes",
		needles.len(),
		forms.len(),
		pieces.len(),
	)
}

fn read(dump: &Path) -> Result<Vec<Piece>> {
	let name = dump.display();
	let text = fs::read_to_string(dump).with_context(|| format!("cannot read {name}"))?;
	let piece = |line: &str| {
		let (place, hex) = line.split_once('\t')?;
		let mut bytes = hex::decode(hex.strip_prefix("0x")?).ok()?;
		if place == KEY && bytes.len() >= NAMES {
			bytes.drain(..NAMES);
		}
		Some(Piece { place: place.into(), bytes })
	};
	text.lines()
		.enumerate()
		.filter(|(_, line)| !line.starts_with(GENESIS))
		.map(|(at, line)| {
			piece(line).with_context(|| format!("{name}: line {} is no piece", at + 1))
		})
		.collect()
}

/// What is known to be on the chain must be in a key, in a transaction and in the events.
fn control(pieces: &[Piece], controls: &[String]) -> Result<()> {
	for control in controls {
		let bytes = hex::decode(control.trim_start_matches("0x"))
			.ok()
			.filter(|bytes| bytes.len() >= 8)
			.with_context(|| format!("the control {control} is no 8 bytes in hexadecimal"))?;
		for kind in ["key", "extrinsic", "events"] {
			let mut of_kind = pieces.iter().filter(|piece| piece.place.starts_with(kind));
			if !of_kind.any(|piece| piece.bytes.windows(bytes.len()).any(|part| part == bytes)) {
				bail!(
					"{control} is on the chain, but the dump has it in no {kind}: it is not whole"
				);
			}
		}
	}
	Ok(())
}

fn find(pieces: &[Piece], forms: &[(Form, &str)]) -> BTreeSet<String> {
	let mut found = BTreeSet::new();
	for (any_case, width) in [false, true].into_iter().zip(WIDTHS) {
		let forms: Vec<&(Form, &str)> =
			forms.iter().filter(|(form, _)| form.any_case == any_case).collect();
		let index = Index::new(width, forms.iter().map(|(form, _)| form.bytes.clone()).collect());
		for piece in pieces {
			let lower = any_case.then(|| piece.bytes.to_ascii_lowercase());
			let bytes = lower.as_ref().unwrap_or(&piece.bytes);
			for (form, place) in index.find(bytes).filter_map(|number| forms.get(number)) {
				found.insert(format!("{}: {place} as {}", piece.place, form.name));
			}
		}
	}
	found
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::needles::Needle;

	fn piece(place: &str, bytes: impl AsRef<[u8]>) -> Piece {
		Piece { place: place.into(), bytes: [b"\x00\xff", bytes.as_ref(), b"\xff"].concat() }
	}

	#[test]
	fn each_form_is_found_when_it_is_planted_and_nothing_else() {
		let texts = ["Paracetamol 500mg", "Anne", "9434765919", "AB"];
		let uuid = "123e4567-e89b-12d3-a456-426614174000";
		let mut needles: Vec<Needle> =
			texts.iter().chain([&uuid]).map(|text| Needle::Text((*text).into())).collect();
		needles.push(Needle::Day(86_400_000));
		let forms: Vec<(Form, &str)> =
			needles.iter().flat_map(forms::of).map(|form| (form, "a.json")).collect();
		assert!(find(&[piece("clean", [7; 1000])], &forms).is_empty());
		for (form, _) in &forms {
			let mut planted = form.bytes.clone();
			if form.any_case {
				planted.make_ascii_uppercase();
			}
			let found = find(&[piece("dirty", planted)], &forms);
			assert!(found.contains(&format!("dirty: a.json as {}", form.name)), "{form:?}");
		}
	}

	#[test]
	fn a_dump_without_what_is_known_is_not_whole() {
		let control_bytes = [9; 8];
		let all = ["key", "extrinsic 0 of block 0x1", "events"];
		let pieces = |places: &[&str]| {
			places.iter().map(|place| piece(place, control_bytes)).collect::<Vec<_>>()
		};
		let controls = [hex::encode(control_bytes)];
		control(&pieces(&all), &controls).unwrap();
		for missing in 0..all.len() {
			let mut places = all.to_vec();
			places.remove(missing);
			assert!(control(&pieces(&places), &controls).is_err());
		}
		assert!(control(&[], &["0x00".into()]).unwrap_err().to_string().contains("8 bytes"));
	}
}
