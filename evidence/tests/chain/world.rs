//! A chain without a node: headers, states, sets and votes, made with the SDK's own types.

use codec::Encode;
use finality_grandpa::{Commit, Precommit, SignedPrecommit};
use salus_evidence::{
	build::{self, Way},
	chain::tip,
	file::{
		Anchor, ChainId, Claims, ExtrinsicProof, File, Kind, Point, RuntimeFacts, Scalar, Schema,
		Statement, Unproved,
	},
	finality::Set,
	header::Header,
	reads::{Arg, Read, STORAGE_VERSION},
	rows::Pallet,
	trust::{Trust, TrustedAnchor},
	Hash,
};
use sp_consensus_grandpa::{
	AuthorityId, AuthoritySignature, ConsensusLog, GrandpaJustification, ScheduledChange,
	GRANDPA_ENGINE_ID,
};
use sp_core::{ed25519, Blake2Hasher, Pair, H256};
use sp_crypto_hashing::blake2_256;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Header as _},
	DigestItem,
};
use sp_trie::{LayoutV1, MemoryDB, TrieDBMutBuilder, TrieLayout, TrieMut};
use std::{collections::BTreeMap, sync::OnceLock};

pub type SdkHeader = generic::Header<u32, BlakeTwo256>;

/// Time of block 0, in milliseconds.
pub const EPOCH: u64 = 1_800_000_000_000;

/// Round of every vote.
pub const ROUND: u64 = 7;

/// The code of the runtime.
pub const CODE: [u8; 100] = [0xC0; 100];

/// Its hash.
pub fn code() -> Hash {
	blake2_256(&CODE)
}

/// What every point of a file reads, and what stands there: but for the time, the same in every block.
pub fn general(number: u32) -> [(Read, Option<Vec<u8>>); 4] {
	let read = |pallet, name| Read::new(pallet, name, []).unwrap();
	let time = EPOCH + 2_000 * u64::from(number);
	[
		(read("Timestamp", "Now"), Some(time.encode())),
		(read("System", "LastRuntimeUpgrade"), Some((codec::Compact(1u32), "salus").encode())),
		(read("", ":code"), Some(CODE.to_vec())),
		(read("MultiBlockMigrations", "Cursor"), None),
	]
}

/// How a pallet's rows are read, as a file says it without the text.
pub fn schema(pallet: Pallet) -> Schema {
	let (name, version) = (pallet.name().into(), pallet.version().into());
	Schema { name, version, hash: pallet.schema(), text: None }
}

/// Validator `i`.
pub fn key(i: usize) -> &'static ed25519::Pair {
	static KEYS: OnceLock<Vec<ed25519::Pair>> = OnceLock::new();
	let seed = |i: u8| ed25519::Pair::from_seed(&blake2_256(&[i]));
	&KEYS.get_or_init(|| (0..64).map(seed).collect())[i % 64]
}

/// A set of validators with weights.
#[derive(Clone)]
pub struct Validators {
	pub id: u64,
	pub members: Vec<(usize, u64)>,
}

impl Validators {
	pub fn new(id: u64, members: impl IntoIterator<Item = usize>) -> Self {
		Validators { id, members: members.into_iter().map(|i| (i, 1)).collect() }
	}

	pub fn set(&self) -> Set {
		Set::new(self.id, self.authorities()).unwrap()
	}

	pub fn authorities(&self) -> Vec<(Hash, u64)> {
		self.members.iter().map(|(i, weight)| (key(*i).public().0, *weight)).collect()
	}

	fn list(&self) -> Vec<(AuthorityId, u64)> {
		self.members.iter().map(|(i, weight)| (key(*i).public().into(), *weight)).collect()
	}

	/// A digest that announces this set.
	pub fn announced(&self, delay: u32) -> DigestItem {
		let change = ScheduledChange { next_authorities: self.list(), delay };
		let log = ConsensusLog::<u32>::ScheduledChange(change);
		DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())
	}

	/// A digest that forces this set upon the chain.
	pub fn forced(&self) -> DigestItem {
		let change = ScheduledChange { next_authorities: self.list(), delay: 0 };
		let log = ConsensusLog::<u32>::ForcedChange(0, change);
		DigestItem::Consensus(GRANDPA_ENGINE_ID, log.encode())
	}

	/// A vote of one of them, by place.
	pub fn vote(&self, place: usize, target: &SdkHeader) -> SignedVote {
		vote(key(self.members[place].0), target, self.id)
	}

	/// All votes for a block.
	pub fn votes(&self, target: &SdkHeader) -> Vec<SignedVote> {
		(0..self.members.len()).map(|place| self.vote(place, target)).collect()
	}

	/// A justification of all of them.
	pub fn justify(&self, target: &SdkHeader) -> Vec<u8> {
		justification(target, self.votes(target), Vec::new()).encode()
	}
}

pub type SignedVote = SignedPrecommit<H256, u32, AuthoritySignature, AuthorityId>;

pub fn vote(key: &ed25519::Pair, target: &SdkHeader, set: u64) -> SignedVote {
	let precommit = Precommit { target_hash: target.hash(), target_number: target.number };
	let message = finality_grandpa::Message::Precommit(precommit.clone());
	let payload = sp_consensus_grandpa::localized_payload(ROUND, set, &message);
	SignedPrecommit { precommit, signature: key.sign(&payload).into(), id: key.public().into() }
}

pub fn justification(
	target: &SdkHeader,
	precommits: Vec<SignedVote>,
	votes_ancestries: Vec<SdkHeader>,
) -> GrandpaJustification<SdkHeader> {
	let commit = Commit { target_hash: target.hash(), target_number: target.number, precommits };
	GrandpaJustification { round: ROUND, commit, votes_ancestries }
}

/// What stands in a state.
pub type Entries = BTreeMap<Vec<u8>, Vec<u8>>;

/// A trie's root and its nodes.
pub fn trie<L: TrieLayout<Hash = Blake2Hasher>>(entries: &Entries) -> (H256, Vec<Vec<u8>>) {
	let (mut nodes, mut root) = (MemoryDB::<Blake2Hasher>::default(), H256::default());
	let mut trie = TrieDBMutBuilder::<L>::new(&mut nodes, &mut root).build();
	entries.iter().for_each(|(key, value)| {
		trie.insert(key, value).unwrap();
	});
	drop(trie);
	(root, nodes.drain().into_values().map(|(node, _)| node).collect())
}

/// A block with what was put into it.
#[derive(Clone)]
pub struct Block {
	pub header: SdkHeader,
	pub nodes: Vec<Vec<u8>>,
	pub body: Vec<Vec<u8>>,
}

/// The header as evidence knows it.
pub fn known(header: &SdkHeader) -> Header {
	Header::from_bytes(&header.encode()).unwrap()
}

/// A chain.
#[derive(Clone)]
pub struct World {
	pub blocks: Vec<Block>,
	/// The sets so far, each with its last block, if it ended.
	pub sets: Vec<(Validators, Option<usize>)>,
}

impl World {
	/// Block 0, with these validators.
	pub fn new(validators: usize) -> Self {
		World::with(Validators::new(0, 0..validators))
	}

	/// Block 0, with these validators.
	pub fn with(validators: Validators) -> Self {
		let mut world = World { blocks: Vec::new(), sets: vec![(validators, None)] };
		world.block(Vec::new(), Vec::new());
		world
	}

	/// The set that votes now.
	pub fn set(&self) -> &Validators {
		&self.sets.last().unwrap().0
	}

	/// Height of the last block.
	pub fn head(&self) -> usize {
		self.blocks.len() - 1
	}

	pub fn header(&self, number: usize) -> &SdkHeader {
		&self.blocks[number].header
	}

	pub fn known(&self, number: usize) -> Header {
		known(self.header(number))
	}

	/// What every state holds: neighbours of what is read, and what is read.
	fn entries(&self, number: usize) -> Entries {
		let named = |pallet: &str, name: &str, args: Vec<Arg>, value: Vec<u8>| {
			(Read::new(pallet, name, args).unwrap().key().to_vec(), value)
		};
		let mut entries = Entries::from([
			named("Grandpa", "Authorities", vec![], self.set().authorities().encode()),
			named("Prescriptions", STORAGE_VERSION, vec![], 1u16.encode()),
		]);
		let general = general(number as u32).into_iter();
		entries.extend(general.filter_map(|(read, value)| Some((read.key().to_vec(), value?))));
		for i in 0..64u8 {
			let id = blake2_256(&[i, 1]);
			// Some rows stand in their nodes, some under their hashes.
			let row = vec![i; if i % 2 == 0 { 8 } else { 80 }];
			entries.extend([named("Prescriptions", "Items", vec![Arg::Id(id)], row)]);
		}
		entries
	}

	/// Adds a block.
	pub fn block(&mut self, digest: Vec<DigestItem>, body: Vec<Vec<u8>>) -> usize {
		let state = trie::<LayoutV1<Blake2Hasher>>(&self.entries(self.blocks.len()));
		self.block_with(state, digest, body)
	}

	/// Adds a block with a state of its own: the root and the nodes, of which those will do that are read.
	pub fn block_with(
		&mut self,
		(state_root, nodes): (H256, Vec<Vec<u8>>),
		digest: Vec<DigestItem>,
		body: Vec<Vec<u8>>,
	) -> usize {
		let extrinsics = frame_system::extrinsics_data_root::<BlakeTwo256>(
			body.clone(),
			sp_runtime::StateVersion::V0,
		);
		let parent = self.blocks.last().map(|block| block.header.hash()).unwrap_or_default();
		let digest = generic::Digest { logs: digest };
		let number = self.blocks.len() as u32;
		let header = SdkHeader::new(number, extrinsics, state_root, parent, digest);
		self.blocks.push(Block { header, nodes, body });
		self.head()
	}

	/// Adds blocks of which nothing is read.
	pub fn pass(&mut self, blocks: usize) {
		for _ in 0..blocks {
			let parent = self.blocks.last().unwrap().header.hash();
			let number = self.blocks.len() as u32;
			let root = H256(blake2_256(&number.encode()));
			let header = SdkHeader::new(number, root, root, parent, Default::default());
			self.blocks.push(Block { header, nodes: Vec::new(), body: Vec::new() });
		}
	}

	/// Adds a block that ends the set.
	pub fn change(&mut self, members: impl IntoIterator<Item = usize>) {
		let next = Validators::new(self.set().id + 1, members);
		self.change_to(next);
	}

	/// Adds a block that ends the set.
	pub fn change_to(&mut self, next: Validators) {
		let last = self.block(vec![next.announced(0)], Vec::new());
		self.sets.last_mut().unwrap().1 = Some(last);
		self.sets.push((next, None));
	}

	/// The set that votes on a block.
	pub fn voting(&self, number: usize) -> &Validators {
		let of = |(_, last): &&(_, Option<usize>)| last.is_none_or(|last| number <= last);
		&self.sets.iter().find(of).unwrap().0
	}

	/// The genesis hash.
	pub fn genesis(&self) -> Hash {
		self.header(0).hash().0
	}

	/// What an expert trusts who knows the genesis hash alone.
	pub fn trust(&self) -> Trust {
		Trust { genesis: Some(self.genesis()), ..Trust::default() }
	}

	/// The block as an anchor.
	pub fn anchor(&self, number: usize) -> Anchor {
		let set = self.voting(number + 1).set();
		match number {
			0 => {
				let nodes = self.blocks[0].nodes.iter().map(|node| &node[..]);
				build::genesis(&self.known(0), nodes, &set).unwrap()
			},
			_ => Anchor::checkpoint(number as u32, self.header(number).hash().0, &set),
		}
	}

	/// The block as an accepted anchor.
	pub fn trusted(&self, number: usize) -> TrustedAnchor {
		let Anchor { number, hash, set, authorities, weights, .. } = self.anchor(number);
		TrustedAnchor { number, hash, set, authorities, weights }
	}

	/// The way from an anchor to the present set.
	pub fn way(&self, anchor: usize) -> Way {
		let mut way = Way::new(self.voting(anchor + 1).set());
		for (set, last) in &self.sets {
			let Some(last) = last.filter(|last| *last > anchor) else { continue };
			way.change(self.known(last), &set.justify(self.header(last))).unwrap();
		}
		way
	}

	/// A point at a block, final by votes for a later one, with an item's absence read.
	pub fn point(&self, way: &Way, number: usize, justified: usize) -> Point {
		self.reading(self.voted(way, number, justified), number)
	}

	/// A point at a block, final by votes for a later one, with nothing read.
	pub fn voted(&self, way: &Way, number: usize, justified: usize) -> Point {
		let links = (number + 1..=justified).map(|number| self.known(number)).collect();
		let justification = self.voting(justified).justify(self.header(justified));
		way.point(self.known(number), links, &justification).unwrap()
	}

	/// The point with an item's absence read.
	pub fn reading(&self, point: Point, number: usize) -> Point {
		self.reading_of(point, number, absence())
	}

	/// The point with this read.
	pub fn reading_of(&self, mut point: Point, number: usize, reads: Vec<Read>) -> Point {
		let nodes = self.blocks[number].nodes.iter().map(|node| &node[..]);
		point.state = Some(build::state(&point.header, nodes, reads).unwrap());
		point
	}

	/// The proof that an extrinsic stands in a block.
	pub fn extrinsic(&self, number: usize, index: u32, implicit: Vec<Vec<u8>>) -> ExtrinsicProof {
		let implicit = implicit.into_iter().map(salus_evidence::json::Bytes).collect();
		build::extrinsic(&self.known(number), &self.blocks[number].body, index, implicit).unwrap()
	}

	/// A file about the absence of an item, with its claim filled in; of the changes on the way, those that its points need.
	pub fn file(&self, anchor: usize, way: &Way, points: Vec<Point>) -> File {
		let top = points.iter().map(|point| tip(point).number()).max().unwrap_or_default();
		let needed = way.changes.iter().filter(|change| change.header.number() < top);
		let facts = |point| RuntimeFacts { point, spec: 1, code: code(), metadata: None };
		let absent = |(n, point): (usize, &Point)| {
			let block = point.header.number();
			let time = EPOCH + 2_000 * u64::from(block);
			let named = |part, value: u64| (format!("absent.{n}.{part}"), Scalar::Number(value));
			[named("block", block.into()), named("time", time)]
		};
		let mut expect: Vec<_> = points.iter().enumerate().flat_map(absent).collect();
		expect.push(("neverCreated".into(), Scalar::Flag(false)));
		File {
			chain: ChainId { genesis: self.genesis() },
			anchor: self.anchor(anchor),
			changes: needed.cloned().collect::<Vec<_>>().into(),
			runtime: (0..points.len() as u32).map(facts).collect::<Vec<_>>().into(),
			points: points.into(),
			statement: Statement {
				kind: Kind::Absent,
				args: vec![Scalar::Text(item().to_string())].into(),
				expect: Claims(expect),
			},
			openings: Vec::new().into(),
			trail: None,
			document: None,
			schemas: vec![schema(Pallet::Prescriptions)].into(),
			unproved: Unproved {
				exporter: "test".into(),
				time: EPOCH,
				ss58: 42,
				note: "a note".into(),
			},
		}
	}
}

/// The item that is in no state.
pub fn item() -> Read {
	Read::new("Prescriptions", "Items", [Arg::Id([0xAB; 32])]).unwrap()
}

/// What its absence takes.
pub fn absence() -> Vec<Read> {
	let version = Read::new("Prescriptions", STORAGE_VERSION, []).unwrap();
	let general = general(0).into_iter().map(|(read, _)| read);
	[item(), version].into_iter().chain(general).collect()
}

/// A chain of `validators` with `changes` of the set, each by one member, and a file with `points` points, each justified a few
/// blocks later.
pub fn example(validators: usize, changes: usize, points: usize) -> (World, File) {
	let mut world = World::new(validators);
	for change in 1..=changes {
		world.pass(change % 2);
		world.change(change..change + validators);
	}
	let mut numbers = Vec::new();
	for point in 0..points {
		numbers.push((world.block(Vec::new(), vec![vec![8, 4, 5]]), point % 3));
		world.pass(point % 3);
	}
	let way = world.way(0);
	let point = |(number, after): &(usize, usize)| world.point(&way, *number, number + after);
	let points = numbers.iter().map(point).collect();
	let file = world.file(0, &way, points);
	(world, file)
}
