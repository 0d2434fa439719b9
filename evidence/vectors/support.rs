//! What the pallets' tests share that write and check `evidence/vectors`: cases at random from a fixed seed, and a file that must
//! be what they give. `SALUS_WRITE_VECTORS=1` writes the files anew, which is only right when a rule has changed on purpose.

#![allow(dead_code)] // Each pallet needs a part of it.

use frame::hashing::blake2_256;
use std::{env, fs, path::Path};

/// Numbers at random, always the same: SplitMix64.
pub struct Random(u64);

impl Random {
	pub fn new(seed: u64) -> Self {
		Random(seed)
	}

	pub fn next(&mut self) -> u64 {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		mixed ^ (mixed >> 31)
	}

	/// Less than `bound`.
	pub fn below(&mut self, bound: u64) -> u64 {
		self.next() % bound
	}

	pub fn pick<T: Clone>(&mut self, of: &[T]) -> T {
		of[self.below(of.len() as u64) as usize].clone()
	}

	/// True once in `n` times.
	pub fn once_in(&mut self, n: u64) -> bool {
		self.below(n) == 0
	}

	pub fn option<T>(&mut self, value: impl FnOnce(&mut Self) -> T) -> Option<T> {
		(!self.once_in(3)).then(|| value(self))
	}

	pub fn hash(&mut self) -> [u8; 32] {
		blake2_256(&self.next().to_le_bytes())
	}
}

/// One row with its outcome at several moments.
pub struct Case {
	/// What the function sees, in SCALE.
	pub input: Vec<u8>,
	/// Moment and outcome.
	pub outcomes: Vec<(u64, Vec<u8>)>,
}

/// Moments around deadlines, and far from them.
pub fn moments(random: &mut Random, deadlines: &[u64]) -> Vec<u64> {
	let mut moments = vec![0, u64::MAX];
	while moments.len() < 8 {
		let near = random.pick(deadlines);
		let step = random.pick(&[0, 1, 3_600_000]);
		moments.push(if random.once_in(2) {
			near.saturating_add(step)
		} else {
			near.saturating_sub(step)
		});
	}
	moments.sort();
	moments
}

/// The first bytes of a hash: enough to tell two rows apart, and short.
pub fn digest(bytes: &[u8]) -> Vec<u8> {
	blake2_256(bytes)[..8].to_vec()
}

fn hex(bytes: &[u8]) -> String {
	bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file `name` is what these cases of a function give.
pub fn check(name: &str, cases: &[Case]) {
	let count: usize = cases.iter().map(|case| case.outcomes.len()).sum();
	assert!(count >= 2_000, "{name}: {count} cases");
	let lines = cases.iter().map(|case| {
		let outcomes =
			case.outcomes.iter().map(|(at, what)| format!("[\"{at}\",\"{}\"]", hex(what)));
		format!("[\"{}\",[{}]]", hex(&case.input), outcomes.collect::<Vec<_>>().join(","))
	});
	let text = format!("[\n{}\n]\n", lines.collect::<Vec<_>>().join(",\n"));
	assert!(text.len() < 300_000, "{name}: {} bytes", text.len());
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../evidence/vectors").join(name);
	if env::var_os("SALUS_WRITE_VECTORS").is_some() {
		fs::write(&path, &text).unwrap();
	}
	let written = fs::read_to_string(&path).unwrap_or_default();
	assert!(
		written == text,
		"{name} is not what the rules give. If they were changed on purpose: SALUS_WRITE_VECTORS=1, and the verifier must follow.",
	);
}
