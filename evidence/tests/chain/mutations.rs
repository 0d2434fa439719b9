//! Whatever is changed in a file, it is refused: as it is, and also written anew with its digest, but for what nobody vouches for.
//!
//! As a rule one small file with every byte changed, and 1,000 changes in each of four large ones. With `SALUS_LONG=1` in the
//! environment more small ones, and 20 large ones.

use crate::world::example;
use salus_evidence::{
	failure::Failure,
	file::File,
	report::Outcome,
	trust::Trust,
	verify::{parse, verify, write},
};
use std::collections::BTreeMap;

fn long() -> bool {
	std::env::var("SALUS_LONG").is_ok()
}

/// A file and what is tried with it.
struct Victim {
	file: File,
	bytes: Vec<u8>,
	trust: Trust,
	/// How often which failure was the answer, as it is and written anew.
	raw: BTreeMap<String, usize>,
	resealed: BTreeMap<String, usize>,
}

impl Victim {
	fn new(validators: usize, changes: usize, points: usize) -> Self {
		let (world, file) = example(validators, changes, points);
		let (bytes, trust) = (write(&file), world.trust());
		assert_eq!(verify(&bytes, &trust).outcome, Outcome::Verified);
		Victim { file, bytes, trust, raw: BTreeMap::new(), resealed: BTreeMap::new() }
	}

	/// Tries a changed file.
	fn attempt(&mut self, changed: &[u8]) {
		if changed == self.bytes {
			return;
		}
		let failure = match verify(changed, &self.trust).outcome {
			Outcome::Refused(failure) => failure,
			other => panic!("{other:?}: {}", String::from_utf8_lossy(changed)),
		};
		*self.raw.entry(failure.name()).or_default() += 1;
		let Ok((file, _)) = parse(changed) else { return };
		let resealed = write(&file);
		let mut known = self.file.clone();
		known.unproved = file.unproved.clone();
		match verify(&resealed, &self.trust).outcome {
			Outcome::Refused(failure) => {
				assert_ne!(failure, Failure::DigestMismatch);
				*self.resealed.entry(failure.name()).or_default() += 1;
			},
			_ => assert!(file == known, "{}", String::from_utf8_lossy(changed)),
		}
	}
}

/// Numbers without a source of chance, the same in every run.
struct Chance(u64);

impl Chance {
	fn below(&mut self, bound: usize) -> usize {
		self.0 ^= self.0 << 13;
		self.0 ^= self.0 >> 7;
		self.0 ^= self.0 << 17;
		(self.0 % bound as u64) as usize
	}
}

#[test]
fn every_byte_of_small_files() {
	let shapes: &[_] = if long() { &[(1, 0, 1), (1, 1, 1), (4, 1, 2)] } else { &[(1, 0, 1)] };
	for (validators, changes, points) in shapes {
		let mut victim = Victim::new(*validators, *changes, *points);
		let bytes = victim.bytes.clone();
		assert!(bytes.len() <= 24 * 1024);
		for at in 0..bytes.len() {
			let mut flipped = bytes.clone();
			flipped[at] ^= 1 << (at % 8);
			victim.attempt(&flipped);
			let mut removed = bytes.clone();
			removed.remove(at);
			victim.attempt(&removed);
			let mut doubled = bytes.clone();
			doubled.insert(at, bytes[at]);
			victim.attempt(&doubled);
		}
		println!("{} bytes\nraw: {:?}\nresealed: {:?}", bytes.len(), victim.raw, victim.resealed);
	}
}

#[test]
fn random_changes_of_large_files() {
	let files = if long() { 20 } else { 4 };
	for n in 0..files {
		let mut victim = Victim::new(1 + n * 5 % 21, 10 + n * 7, 1 + n % 8);
		let donor = Victim::new(2 + n * 3 % 20, 9 + n, 1 + n % 5).bytes;
		let mut chance = Chance(0x5A105 + n as u64);
		for _ in 0..1_000 {
			let changed = random(&victim.bytes, &donor, &mut chance);
			victim.attempt(&changed);
		}
		println!(
			"{} bytes\nraw: {:?}\nresealed: {:?}",
			victim.bytes.len(),
			victim.raw,
			victim.resealed
		);
	}
}

/// A bit, a letter for a letter, a swap, a cut, an insertion, a splice of two files.
fn random(bytes: &[u8], donor: &[u8], chance: &mut Chance) -> Vec<u8> {
	let mut changed = bytes.to_vec();
	let at = chance.below(bytes.len());
	let length = 1 + chance.below(200).min(bytes.len() - at - 1);
	match chance.below(6) {
		0 => changed[at] ^= 1 << chance.below(8),
		1 => changed[at] = b"AZaz09_-f"[chance.below(9)],
		2 => changed.swap(at, chance.below(bytes.len())),
		3 => drop(changed.drain(at..at + length)),
		4 => {
			let from = chance.below(bytes.len() - 200);
			changed.splice(at..at, bytes[from..from + length].to_vec());
		},
		_ => {
			let from = chance.below(donor.len() - 200);
			changed.splice(at..at + length, donor[from..from + length].to_vec());
		},
	}
	changed
}
