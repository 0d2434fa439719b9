//! Whatever a verifier is given: it does not panic, asks for no more than 64 MiB, reads no second form of a file, and verifies none
//! but the files that are known to be good, with what their holder may choose.
//!
//! The good files are those of `seeds` and of `evidence/vectors/files`. The mutator changes one of their values, or takes it from
//! another file, and writes the file anew with its digest: bytes at random rarely come past the form.
#![no_main]

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};
use salus_evidence::{
	file::{File, Kind, ENDING},
	report::Outcome,
	trust::{Trust, TrustedAnchor},
	verify::{parse, verify, write},
};
use std::{
	alloc::{GlobalAlloc, Layout, System},
	fs,
	path::Path,
	sync::{
		atomic::{AtomicUsize, Ordering::Relaxed},
		LazyLock,
	},
};
use tree::{accepting, Node};

#[path = "../../tests/chain/tree.rs"]
mod tree;

/// Most bytes that verifying a file may take.
const MEMORY: usize = 64 << 20;

/// A field, its quotes, the bracket and the newline: what follows the bytes that the digest covers.
const DIGEST: usize = r#","digest":"0x"}"#.len() + 64 + 1;

fuzz_target!(|bytes: &[u8]| {
	let file = parse(bytes).ok().map(|(file, _)| file);
	let trust = trust(file.as_ref());
	let before = LIVE.load(Relaxed);
	PEAK.store(before, Relaxed);
	let report = verify(bytes, trust);
	let taken = PEAK.load(Relaxed).saturating_sub(before);
	assert!(taken <= MEMORY, "{taken} bytes of memory");

	let (text, json) = (report.to_string(), report.to_json());
	assert!(!text.is_empty() && json.is_ascii());
	let Some(file) = file else { return };
	let covered = |bytes: &[u8]| bytes[..bytes.len() - DIGEST].to_vec();
	assert!(covered(&write(&file)) == covered(bytes), "a second form of a file");
	if report.outcome == Outcome::Verified {
		assert!(GOOD.iter().any(|good| without_choice(&file) == without_choice(good)), "{text}");
	}
});

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
	let mut chance = Chance(u64::from(seed) << 1 | 1);
	let tree = Node::parse(&data[..size]).filter(|_| !chance.once_in(8));
	let changed = tree.map(|tree| chance.change(&tree).sealed());
	match changed.filter(|changed| changed.len() <= max_size) {
		Some(changed) => {
			data[..changed.len()].copy_from_slice(&changed);
			changed.len()
		},
		None => fuzzer_mutate(data, size, max_size),
	}
});

/// The files that are known to be good.
static GOOD: LazyLock<Vec<File>> = LazyLock::new(|| {
	let folders = ["seeds", "../vectors/files"];
	let folders = folders.map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
	let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap());
	let paths = entries.map(|entry| entry.unwrap().path());
	let paths = paths.filter(|path| path.to_string_lossy().ends_with(ENDING));
	paths.map(|path| parse(&fs::read(path).unwrap()).unwrap().0).collect()
});

/// The same as trees.
static TREES: LazyLock<Vec<Node>> =
	LazyLock::new(|| GOOD.iter().map(|good| Node::parse(&write(good)).unwrap()).collect());

/// For each good file, what an expert trusts who accepts it, and all of its chain with it.
static TRUST: LazyLock<Vec<Trust>> = LazyLock::new(|| {
	let anchors = |file: &File| {
		let of_chain = GOOD.iter().filter(|good| good.chain == file.chain);
		let mut anchors: Vec<TrustedAnchor> = Vec::new();
		for anchor in of_chain.flat_map(|good| accepting(good).anchors.to_vec()) {
			if !anchors.contains(&anchor) {
				anchors.push(anchor);
			}
		}
		anchors
	};
	let trust = |file: &File| Trust { anchors: anchors(file).into(), ..accepting(file) };
	let all = GOOD.iter().map(trust).collect::<Vec<_>>();
	for (good, trust) in GOOD.iter().zip(&all) {
		let report = verify(&write(good), trust);
		assert_eq!(report.outcome, Outcome::Verified, "{report}");
	}
	all
});

/// What is trusted of the chain that a file names.
fn trust(file: Option<&File>) -> &'static Trust {
	let own = file.and_then(|file| GOOD.iter().position(|good| good.chain == file.chain));
	&TRUST[own.unwrap_or(0)]
}

/// A file without what its holder may choose: fields shown, texts of schemas, what nobody vouches for; of a consent the moment
/// between two blocks.
fn without_choice(file: &File) -> File {
	let mut file = file.clone();
	(file.document, file.unproved) = Default::default();
	file.schemas.0.iter_mut().for_each(|schema| schema.text = None);
	if file.statement.kind == Kind::Consent {
		file.statement.args.0.truncate(2);
	}
	file
}

/// Numbers from a seed: SplitMix64.
struct Chance(u64);

impl Chance {
	fn below(&mut self, bound: usize) -> usize {
		self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
		let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
		let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
		((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
	}

	fn once_in(&mut self, times: usize) -> bool {
		self.below(times) == 0
	}

	fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
		of.get(self.below(of.len())).cloned()
	}

	/// The file with another value in one place.
	fn change(&mut self, tree: &Node) -> Node {
		let (address, path) = self.pick(&tree.values()).unwrap_or_default();
		let value = tree.at(&address);
		let other = match self.below(4) {
			0 => self.of_another(&path),
			1 => Some(self.scribbled(value)),
			_ => self.pick(&value.forged()),
		};
		tree.with(&address, other.unwrap_or_else(|| value.clone()))
	}

	/// A value from the same place of a good file.
	fn of_another(&mut self, path: &str) -> Option<Node> {
		let donor = self.pick(&TREES)?;
		let places = donor.values().into_iter().filter(|(_, other)| other == path);
		let place = self.pick(&places.collect::<Vec<_>>())?.0;
		Some(donor.at(&place).clone())
	}

	/// A value of the same kind.
	fn scribbled(&mut self, value: &Node) -> Node {
		const LETTERS: &[u8] = b"0123456789abcdefABCXYZxyz_-.(),";
		match value {
			Node::Number(number) => Node::Number(number ^ (1 << self.below(53))),
			Node::Text(text) if !text.is_empty() => {
				let mut letters = text.clone().into_bytes();
				let place = self.below(letters.len());
				letters[place] = LETTERS[self.below(LETTERS.len())];
				Node::Text(String::from_utf8_lossy(&letters).into_owned())
			},
			Node::List(items) if items.len() > 1 => {
				let mut items = items.clone();
				let (one, other) = (self.below(items.len()), self.below(items.len()));
				items.swap(one, other);
				Node::List(items)
			},
			other => other.clone(),
		}
	}
}

/// The system's allocator, and how much is taken.
struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static LIVE: AtomicUsize = AtomicUsize::new(0);
static PEAK: AtomicUsize = AtomicUsize::new(0);

// SAFETY: every call is passed on as it came.
unsafe impl GlobalAlloc for Counting {
	unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
		let live = LIVE.fetch_add(layout.size(), Relaxed).wrapping_add(layout.size());
		PEAK.fetch_max(live, Relaxed);
		unsafe { System.alloc(layout) }
	}

	unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
		LIVE.fetch_sub(layout.size(), Relaxed);
		unsafe { System.dealloc(pointer, layout) }
	}
}
