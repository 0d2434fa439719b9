//! Proofs under a root: what a trie holds under given keys, or that it holds nothing.
//!
//! A proof is accepted in one form only, the one that [`compact`] makes of the same nodes: so no node is missing, none is to
//! spare, and none stands there in another shape.

use crate::{facts::Value, failure::ProofFault, json::Bytes, Hash};
use alloc::{boxed::Box, vec::Vec};
use hash256_std_hasher::Hash256StdHasher;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;
use sp_trie::{HashDBT, LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieHash, EMPTY_PREFIX};
use trie_db::{
	decode_compact_from_iter, encode_compact_skip_duplicates, recorder::Record, CError, Hasher,
	SeenHashes, TrieError,
};

/// The hash of tries. `sp-core` has the same, but not where it leaves out what a browser has no use for (`scripts/evidence-wasm`).
pub(crate) struct Blake2Hasher;

impl Hasher for Blake2Hasher {
	type Out = H256;
	type StdHasher = Hash256StdHasher;
	const LENGTH: usize = 32;

	fn hash(bytes: &[u8]) -> H256 {
		blake2_256(bytes).into()
	}
}

/// Of the state. A trie of layout V0, as that of extrinsics, reads alike: a reader follows hashes.
type Layout = LayoutV1<Blake2Hasher>;
type Nodes = MemoryDB<Blake2Hasher>;
type Fault = Box<TrieError<TrieHash<Layout>, CError<Layout>>>;

/// A key to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted<'a> {
	/// The key.
	pub key: &'a [u8],
	/// Whether the value's hash suffices, so that the proof need not hold the value.
	pub hash_only: bool,
}

/// What the trie under `root` holds under the keys, in their order.
///
/// # Errors
/// Why the proof does not show it.
pub fn read(root: &Hash, proof: &[Bytes], keys: &[Wanted<'_>]) -> Result<Vec<Value>, ProofFault> {
	let nodes = expanded(root, proof)?;
	let (values, used) = look_up(&nodes, root, keys)?;
	match compacted(&used, root)? {
		same if same == proof => Ok(values),
		other if other.len() < proof.len() => Err(ProofFault::Unused),
		_ => Err(ProofFault::Malformed),
	}
}

/// The nodes of a proof, which are all there are below `root`.
fn expanded(root: &Hash, proof: &[Bytes]) -> Result<Nodes, ProofFault> {
	let mut nodes = no_nodes();
	let items = proof.iter().map(|node| &node.0[..]);
	let (found, consumed) = decode_compact_from_iter::<Layout, _, _>(&mut nodes, items)
		.map_err(|fault| fault_of(&fault))?;
	if found.0 != *root {
		return Err(ProofFault::RootMismatch);
	}
	match consumed == proof.len() {
		true => Ok(nodes),
		false => Err(ProofFault::Unused),
	}
}

/// The proof of some of the keys of another proof.
///
/// # Errors
/// Why the other proof does not show them.
pub fn narrow(root: &Hash, proof: &[Bytes], keys: &[Wanted<'_>]) -> Result<Vec<Bytes>, ProofFault> {
	let (_, used) = look_up(&expanded(root, proof)?, root, keys)?;
	compacted(&used, root)
}

/// The proof of the keys under `root`, from nodes of the trie in any order: those that a node answers, and more than needed.
///
/// # Errors
/// [`ProofFault::Incomplete`] if a node is missing, [`ProofFault::Malformed`] if one is none, [`ProofFault::TooLarge`] beyond
/// [`MAX_VALUES`].
pub fn compact<'a>(
	root: &Hash,
	nodes: impl IntoIterator<Item = &'a [u8]>,
	keys: &[Wanted<'_>],
) -> Result<Vec<Bytes>, ProofFault> {
	let mut all = no_nodes();
	nodes.into_iter().for_each(|node| {
		all.insert(EMPTY_PREFIX, node);
	});
	let (_, used) = look_up(&all, root, keys)?;
	compacted(&used, root)
}

/// A database of nodes that has but the empty trie's; `Default` is for those with `std`.
pub(crate) fn no_nodes() -> Nodes {
	Nodes::new(&[0])
}

/// Most bytes of the values that one proof shows, together: many keys may share a value that the proof holds once.
pub const MAX_VALUES: usize = 4 << 20;

/// Reads the keys; their values, and the nodes that it took.
fn look_up(
	nodes: &Nodes,
	root: &Hash,
	keys: &[Wanted<'_>],
) -> Result<(Vec<Value>, Nodes), ProofFault> {
	let (mut values, mut used, mut size) = (Vec::new(), no_nodes(), 0usize);
	for wanted in keys {
		let (value, on_the_way) =
			look_up_one(nodes, root, wanted).map_err(|fault| fault_of(&fault))?;
		if let Value::Bytes(bytes) = &value {
			size = size.saturating_add(bytes.len());
		}
		if size > MAX_VALUES {
			return Err(ProofFault::TooLarge);
		}
		values.push(value);
		for node in on_the_way {
			used.insert(EMPTY_PREFIX, &node.data);
		}
	}
	Ok((values, used))
}

fn look_up_one(
	nodes: &Nodes,
	root: &Hash,
	wanted: &Wanted<'_>,
) -> Result<(Value, Vec<Record<H256>>), Fault> {
	let root = H256(*root);
	let mut recorder = Recorder::<Layout>::new();
	let value = {
		let trie = TrieDBBuilder::<Layout>::new(nodes, &root).with_recorder(&mut recorder).build();
		match wanted.hash_only {
			true => trie.get_hash(wanted.key)?.map(|hash| Value::Hash(hash.0)),
			false => trie.get(wanted.key)?.map(Value::Bytes),
		}
	};
	Ok((value.unwrap_or(Value::Absent), recorder.drain()))
}

fn compacted(nodes: &Nodes, root: &Hash) -> Result<Vec<Bytes>, ProofFault> {
	let root = H256(*root);
	let trie = TrieDBBuilder::<Layout>::new(nodes, &root).build();
	let proof = encode_compact_skip_duplicates::<Layout>(&trie, &mut SeenHashes::default());
	Ok(proof.map_err(|fault| fault_of(&fault))?.into_iter().map(Bytes).collect())
}

fn fault_of<H, E>(fault: &TrieError<H, E>) -> ProofFault {
	match fault {
		TrieError::IncompleteDatabase(_) | TrieError::InvalidStateRoot(_) => ProofFault::Incomplete,
		_ => ProofFault::Malformed,
	}
}
