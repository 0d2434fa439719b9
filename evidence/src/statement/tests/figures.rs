//! How large a file of each kind is, and how it grows with the chain. The same files, written to a folder, are what
//! `scripts/evidence-figures` measures the time of.

use super::{scene::*, *};
use crate::{
	build,
	facts::ProvedPoint,
	file::{Finality, PointRef, Unproved},
	reads::Arg,
	rows::Role,
	state,
};
use codec::{Compact, Encode};
use sp_core::{ed25519, Blake2Hasher, Pair, H256};
use sp_crypto_hashing::blake2_256;
use sp_trie::{LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieDBMutBuilder, TrieMut};
use std::{
	collections::{BTreeMap, BTreeSet},
	env, fs,
	path::PathBuf,
};
use world::{general, World};

/// The chains of `tests/chain`.
#[path = "../../../tests/chain/world.rs"]
#[allow(dead_code)] // The rest of it serves the tests there.
pub(super) mod world;

type Layout = LayoutV1<Blake2Hasher>;

/// One block in so many has its votes stored, if every block is final by itself.
const PERIOD: usize = 8;
/// Height of what is shown, in the middle of a period; and after the chain has grown tenfold.
const HEIGHT: usize = 4_004;
const LATER: usize = 40_044;
/// The aims: bytes of a file of one block, of each change of the set, of each further block; how many more a row takes, on
/// average, when its map has ten times as many.
const MOST: usize = 16 << 10;
const PER_CHANGE: usize = 3 << 9;
const PER_POINT: usize = 6 << 10;
const PER_ROW: usize = 7 * 1024 / 10;
/// Rows of each map in the files that are timed.
const ROWS: u64 = 100_000;
/// A prescription whose licence is shown as it was at its issue, too.
const LICENCE_THEN: &str = "prescription + licence then";
/// The state of a chain that is in use: rows beside those that are read, in each of their maps.
struct Ledger {
	nodes: MemoryDB<Blake2Hasher>,
	root: H256,
	/// How many rows each map has.
	rows: u64,
}

impl Ledger {
	/// Of a runtime with 40 pallets of 8 items, before anybody has used it.
	fn new() -> Self {
		let mut ledger = Ledger { nodes: MemoryDB::default(), root: H256::zero(), rows: 0 };
		let name = |pallet: u8, item: u8| {
			[blake2_256(&[pallet])[..16].to_vec(), blake2_256(&[item])[16..].to_vec()].concat()
		};
		let others = (0..40).flat_map(|pallet| (0..8).map(move |item| name(pallet, item)));
		let known = general(0).into_iter();
		let known = known.filter_map(|(read, value)| Some((read.key().to_vec(), value?)));
		ledger.put(known.chain(others.map(|key| (key, vec![1; 40]))));
		ledger
	}

	fn put(&mut self, entries: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>) {
		let (nodes, root) = (&mut self.nodes, &mut self.root);
		let mut trie = match root.is_zero() {
			true => TrieDBMutBuilder::<Layout>::new(nodes, root).build(),
			false => TrieDBMutBuilder::<Layout>::from_existing(nodes, root).build(),
		};
		for (key, value) in entries {
			trie.insert(&key, &value).unwrap();
		}
	}

	/// Adds rows to every map until each has so many.
	fn grow(&mut self, rows: u64) {
		let begun = self.rows;
		for map in maps() {
			self.put((begun..rows).map(|n| (neighbour(&map, n).key().to_vec(), vec![1; 80])));
		}
		self.rows = rows;
	}

	/// What it takes a file to show one row of a map, on average: characters.
	fn row(&self, map: &Read) -> usize {
		let rows = 64;
		let size = |n| {
			let row = neighbour(map, n);
			let proof = self.proof([&row]);
			let proof = proof.iter().map(|node| &node[..]);
			let nodes = state::compact(&self.root.0, proof, &[row.wanted()]).unwrap();
			// Of base64, with quotes and a comma.
			nodes.iter().map(|node| (node.0.len() * 4).div_ceil(3) + 3).sum::<usize>()
		};
		(0..rows).map(size).sum::<usize>() / rows as usize
	}

	/// What a node answers who is asked for these names: the nodes on the way to them.
	fn proof<'a>(&self, reads: impl IntoIterator<Item = &'a Read>) -> Vec<Vec<u8>> {
		let mut recorder = Recorder::<Layout>::new();
		let trie = TrieDBBuilder::<Layout>::new(&self.nodes, &self.root);
		let trie = trie.with_recorder(&mut recorder).build();
		for read in reads {
			let found = match read.wanted().hash_only {
				true => trie.get_hash(read.key()).map(drop),
				false => trie.get(read.key()).map(drop),
			};
			found.unwrap();
		}
		drop(trie);
		recorder.drain().into_iter().map(|record| record.data).collect()
	}

	/// Adds the block of a point to a chain, with what is read there in its state.
	fn stand(&mut self, world: &mut World, point: &ProvedPoint, body: &[Vec<u8>]) {
		assert_eq!(world.head() + 1, point.number as usize);
		self.put(point.reads.iter().filter_map(|(read, value)| match value {
			Value::Bytes(bytes) => Some((read.key().to_vec(), bytes.clone())),
			_ => None,
		}));
		let state = (self.root, self.proof(&reads(point)));
		world.block_with(state, vec![], body.to_vec());
	}
}

/// A row of each map of which some scene reads a row.
fn maps() -> Vec<Read> {
	let scenes = kinds().into_iter().map(|(_, scene)| scene);
	let points = scenes.flat_map(|scene| scene.proved.points);
	let reads = points.flat_map(|point| point.reads.into_keys());
	let rows = reads.filter(|read| !read.args().is_empty());
	let maps: BTreeMap<_, _> = rows.map(|read| ((read.pallet(), read.name()), read)).collect();
	maps.into_values().collect()
}

/// Another row of a map: ids vary, where there are none the first number.
fn neighbour(read: &Read, n: u64) -> Read {
	let ids = read.args().iter().any(|arg| matches!(arg, Arg::Id(_)));
	let mut args = read.args().to_vec();
	for arg in &mut args {
		*arg = match arg {
			Arg::Id(_) => Arg::Id(blake2_256(&n.encode())),
			Arg::Number(number) if ids => Arg::Number(*number),
			Arg::Number(_) => Arg::Number(1_000 + n),
		};
		if !ids {
			break;
		}
	}
	Read::new(read.pallet(), read.name(), args).unwrap()
}

/// What a file reads at a point: for the statement, and what every point reads.
pub(super) fn reads(point: &ProvedPoint) -> Vec<Read> {
	let every = general(point.number).into_iter().map(|(read, _)| read);
	let reads: BTreeSet<_> = point.reads.keys().cloned().chain(every).collect();
	reads.into_iter().collect()
}

/// A statement of each kind.
fn kinds() -> Vec<(&'static str, Scene)> {
	vec![
		("prescription", prescriptions::item()),
		("dispense", prescriptions::handed_out()),
		("licence", licence::known()),
		("consent", consents::given()),
		("withdrawal", consents::withdrawn()),
		("record", records::kept()),
		("grant", records::granted()),
		("claim", claim::paid()),
		("absent", others::no_item()),
		("signed", Scene::new(Kind::Signed, vec![AT.into(), 1u32.into()])),
	]
}

/// The same statement about a later block.
fn later(mut scene: Scene, height: usize) -> Scene {
	let blocks = height as u32 - AT;
	let now = read("Timestamp", "Now", vec![]);
	for point in scene.proved.points.iter_mut().filter(|point| point.number >= AT) {
		point.number += blocks;
		point.reads.insert(now.clone(), Value::Bytes(time(point.number).encode()));
	}
	let args = &mut scene.file.statement.args.0;
	match (scene.file.statement.kind, &mut args[..]) {
		(Kind::Consent, [_, _, Scalar::Number(moment)]) => *moment += 2_000 * u64::from(blocks),
		(Kind::Signed, [Scalar::Number(block), _]) => *block += u64::from(blocks),
		_ => {},
	}
	scene
}

/// A chain that goes on up to a block, on the way to which the set changes so often, evenly.
fn extended(mut world: World, changes: usize, head: usize) -> World {
	let (begun, members) = (world.head(), world.set().members.len());
	for change in 1..=changes {
		let last = begun + change * (head - begun - 1) / changes;
		world.pass(last - world.head() - 1);
		world.change(change..change + members);
	}
	world.pass(head - world.head());
	world
}

/// A block's transactions, of which the second is a remark that a key signed, and what was signed with it.
fn transactions(genesis: Hash) -> (Vec<Vec<u8>>, Vec<u8>) {
	let key = ed25519::Pair::from_seed(&[1; 32]);
	let call = [vec![0, 0], b"I have read it".to_vec().encode()].concat();
	// Good for ever, the fourth of its signer, no tip, without the metadata's digest.
	let extension = (0u8, Compact(3u32), Compact(0u128), 0u8).encode();
	let implicit = (1u32, 1u32, genesis, genesis, None::<Hash>).encode();
	let signature = key.sign(&[&call[..], &extension, &implicit].concat());
	let signed = [&[0x84, 0][..], &key.public().0, &[0], &signature.0, &extension, &call].concat();
	(vec![vec![4u8, 0].encode(), signed.encode()], implicit)
}

/// The file of a scene whose last blocks follow on a chain.
fn file(base: &World, ledger: &mut Ledger, scene: Scene) -> File {
	let mut world = base.clone();
	let (body, implicit) = transactions(world.genesis());
	for point in &scene.proved.points {
		if point.number as usize > world.head() {
			ledger.stand(&mut world, point, &body);
		}
	}
	let tip = world.head().next_multiple_of(PERIOD);
	world.pass(tip - world.head());
	let way = world.way(0);
	let show = |point: &ProvedPoint| {
		let number = point.number as usize;
		let mut shown = world.voted(&way, number, number.next_multiple_of(PERIOD));
		let next = scene.proved.points.iter().position(|next| next.number == point.number + 1);
		if let Some(index) = next {
			shown.links = vec![].into();
			shown.finality = Finality::Point(PointRef { index: index as u32 });
		}
		world.reading_of(shown, number, reads(point))
	};
	let mut points = scene.proved.points.iter().map(show).collect::<Vec<_>>();
	if scene.file.statement.kind == Kind::Signed {
		let shown = world.extrinsic(points[0].header.number() as usize, 1, vec![implicit]);
		points[0].extrinsics = Some(vec![shown].into());
	}
	let unproved = Unproved {
		exporter: concat!("salus ", env!("CARGO_PKG_VERSION")).into(),
		time: START,
		ss58: 42,
		note: "".into(),
	};
	File {
		statement: scene.file.statement,
		openings: scene.file.openings,
		trail: scene.file.trail,
		document: scene.file.document,
		unproved,
		..world.file(0, &way, points)
	}
}

/// The finished file.
fn made(base: &World, ledger: &mut Ledger, scene: Scene) -> Vec<u8> {
	let height = base.head() + 1;
	build::finish(file(base, ledger, later(scene, height)), false).unwrap()
}

/// A prescription whose licence has changed since: what it was is read at the block of the issue.
fn of_two_blocks(ledger: &mut Ledger, validators: usize, changes: usize) -> Vec<u8> {
	let (doctor, issued) = (1, 10);
	let mut scene = prescriptions::item();
	let mut since = licence(Role::Prescriber);
	since.set = (AT - 1, time(AT - 1));
	scene.licence_as(0, doctor, &since);
	let place = scene.point(issued);
	scene.licence(place, doctor, Role::Prescriber);
	let mut world = extended(World::new(validators), 0, issued as usize - 1);
	ledger.stand(&mut world, &scene.proved.points[place], &[]);
	made(&extended(world, changes, HEIGHT - 1), ledger, scene)
}

#[test]
fn files_grow_with_what_they_show_and_not_with_the_chain() {
	let mut ledger = Ledger::new();
	let young = extended(World::new(7), 2, HEIGHT - 1);
	let old = extended(World::new(7), 2, LATER - 1);
	let sizes = |base: &World, ledger: &mut Ledger| {
		let size = |(_, scene)| made(base, ledger, scene).len();
		kinds().into_iter().map(size).collect::<Vec<_>>()
	};
	ledger.grow(1_000);
	let (now, later) = (sizes(&young, &mut ledger), sizes(&old, &mut ledger));
	for (n, (name, scene)) in kinds().into_iter().enumerate() {
		let further = scene.proved.points.len() - 1;
		assert!(now[n] <= MOST + 2 * PER_CHANGE + further * PER_POINT, "{name}: {}", now[n]);
		assert!(later[n].abs_diff(now[n]) <= now[n] / 20, "{name}: {} to {}", now[n], later[n]);
	}
	let further = of_two_blocks(&mut ledger, 7, 2).len() - now[0];
	assert!(further <= PER_POINT, "{further}");

	let rows = |ledger: &Ledger| maps().iter().map(|map| ledger.row(map)).collect::<Vec<_>>();
	let few = rows(&ledger);
	ledger.grow(10_000);
	for (map, (few, many)) in maps().iter().zip(few.into_iter().zip(rows(&ledger))) {
		assert!(many <= few + PER_ROW, "{map:?}: {few} to {many}");
	}
}

/// Writes the files that are timed, each under a name that says what it is of: KIND-VALIDATORS-CHANGES-BLOCKS-ROWS.
#[test]
#[ignore = "for scripts/evidence-figures"]
fn files_are_written_to_be_timed() {
	let folder = PathBuf::from(env::var_os("SALUS_FIGURES").unwrap());
	let mut ledger = Ledger::new();
	let mut write_kinds = |rows, [validators, changes, blocks]: [usize; 3]| {
		ledger.grow(rows);
		let base = extended(World::new(validators), changes, blocks - 1);
		let write = |name: &str, file: Vec<u8>| {
			let name = format!("{name}-{validators}-{changes}-{blocks}-{rows}.salus.json");
			fs::write(folder.join(name), file).unwrap();
		};
		// What differs by the set alone is the same for all kinds.
		let kinds = kinds().into_iter().take(if validators == 7 { usize::MAX } else { 1 });
		for (name, scene) in kinds {
			write(name, made(&base, &mut ledger, scene));
		}
		if blocks == HEIGHT {
			write(LICENCE_THEN, of_two_blocks(&mut ledger, validators, changes));
		}
	};
	write_kinds(ROWS / 100, [7, 10, HEIGHT]);
	for validators in [4, 7, 21] {
		for changes in [0, 1, 10, 100] {
			write_kinds(ROWS, [validators, changes, HEIGHT]);
		}
	}
	write_kinds(ROWS, [7, 10, LATER]);
}
