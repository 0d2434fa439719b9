//! Proofs under a root: what a trie holds under given keys, or that it holds nothing.
//!
//! A proof is accepted in one form only, the one that [`compact`] makes of the same nodes: so no node is missing, none is to
//! spare, and none stands there in another shape.

use crate::{facts::Value, failure::ProofFault, json::Bytes, Hash};
use alloc::{boxed::Box, vec::Vec};
use sp_core::{Blake2Hasher, H256};
use sp_trie::{HashDBT, LayoutV1, MemoryDB, Recorder, Trie, TrieDBBuilder, TrieHash, EMPTY_PREFIX};
use trie_db::{
	decode_compact_from_iter, encode_compact_skip_duplicates, recorder::Record, CError, SeenHashes,
	TrieError,
};

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
	let mut nodes = Nodes::default();
	let items = proof.iter().map(|node| &node.0[..]);
	let (found, consumed) = decode_compact_from_iter::<Layout, _, _>(&mut nodes, items)
		.map_err(|fault| fault_of(&fault))?;
	if found.0 != *root {
		return Err(ProofFault::RootMismatch);
	}
	if consumed != proof.len() {
		return Err(ProofFault::Unused);
	}
	let (values, used) = look_up(&nodes, root, keys)?;
	match compacted(&used, root)? {
		same if same == proof => Ok(values),
		other if other.len() < proof.len() => Err(ProofFault::Unused),
		_ => Err(ProofFault::Malformed),
	}
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
	let mut all = Nodes::default();
	nodes.into_iter().for_each(|node| {
		all.insert(EMPTY_PREFIX, node);
	});
	let (_, used) = look_up(&all, root, keys)?;
	compacted(&used, root)
}

/// Most bytes of the values that one proof shows, together: many keys may share a value that the proof holds once.
pub const MAX_VALUES: usize = 4 << 20;

/// Reads the keys; their values, and the nodes that it took.
fn look_up(
	nodes: &Nodes,
	root: &Hash,
	keys: &[Wanted<'_>],
) -> Result<(Vec<Value>, Nodes), ProofFault> {
	let (mut values, mut used, mut size) = (Vec::new(), Nodes::default(), 0usize);
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
