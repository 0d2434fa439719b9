//! Thousands of justifications and proofs, good ones and forged ones, before the verifier and before the oracles. With
//! `SALUS_LONG=1` in the environment ten times as many.

mod proofs;
mod votes_of_sets;

// Of the verifier's own tests; not all of it is needed here.
#[allow(dead_code)]
#[path = "../../../tests/chain/votes.rs"]
mod votes;
#[allow(dead_code)]
#[path = "../../../tests/chain/world.rs"]
mod world;

use proptest::prelude::ProptestConfig;
use salus_evidence::{
	file::{File, ENDING},
	verify::parse,
};
use std::{fs, path::Path};

/// So many cases of each property.
fn cases(usual: u32) -> ProptestConfig {
	let times = if std::env::var("SALUS_LONG").is_ok() { 10 } else { 1 };
	ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(usual * times) }
}

/// Files that are known to be good: the committed ones, and some of larger sets.
fn files() -> Vec<File> {
	let folders = ["../fuzz/seeds", "../vectors/files"];
	let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
	let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
	let paths = entries.map(|entry| entry.unwrap().path());
	let paths = paths.filter(|path| path.to_string_lossy().ends_with(ENDING));
	let committed = paths.map(|path| parse(&fs::read(path).unwrap()).unwrap().0);
	let made = [(1, 0, 1), (4, 3, 2), (7, 12, 3), (21, 2, 8)];
	let made = made.map(|(members, changes, points)| world::example(members, changes, points).1);
	committed.chain(made).collect()
}
