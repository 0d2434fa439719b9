//! Nothing is read that smoldot does not read alike.

use crate::{
	cases, files,
	world::{trie, Entries},
};
use proptest::prelude::*;
use salus_evidence::{
	facts::Value,
	failure::ProofFault,
	json::Bytes,
	reads::Read,
	state::{self, Wanted},
	Hash,
};
use salus_evidence_oracle::smoldot_reads;
use sp_core::{Blake2Hasher, H256};
use sp_crypto_hashing::blake2_256;
use sp_trie::{CompactProof, LayoutV0, LayoutV1};
use std::collections::BTreeSet;

/// Why we refuse what smoldot reads: a proof has one form, without nodes that nothing needs.
const SMOLDOT_READS: [ProofFault; 2] = [ProofFault::Unused, ProofFault::Malformed];

/// What smoldot reads from a proof as a file holds it.
fn theirs(root: &Hash, proof: &[Bytes], keys: &[Wanted<'_>]) -> Option<Vec<Value>> {
	let encoded_nodes = proof.iter().map(|node| node.0.clone()).collect();
	let compact = CompactProof { encoded_nodes };
	let (whole, _) = compact.to_storage_proof::<Blake2Hasher>(&H256(*root)).ok()?;
	let nodes: Vec<_> = whole.into_iter_nodes().collect();
	let read = |wanted: &Wanted<'_>| match smoldot_reads(root, &nodes, wanted.key)? {
		Value::Bytes(value) if wanted.hash_only => Some(Value::Hash(blake2_256(&value))),
		// The proof should hold the value itself.
		Value::Hash(_) if !wanted.hash_only => None,
		value => Some(value),
	};
	keys.iter().map(read).collect()
}

/// What stands against us.
fn judge(root: &Hash, proof: &[Bytes], keys: &[Wanted<'_>]) -> Result<bool, String> {
	match (state::read(root, proof, keys), theirs(root, proof, keys)) {
		(Ok(ours), Some(theirs)) if ours == theirs => Ok(true),
		(Ok(ours), theirs) => Err(format!("we read {ours:?}, smoldot {theirs:?}")),
		(Err(why), Some(_)) if !SMOLDOT_READS.contains(&why) => {
			Err(format!("smoldot reads what we refuse: {why:?}"))
		},
		(Err(_), _) => Ok(false),
	}
}

/// What a forger does to a proof; `other` is one of another trie.
fn mutate(proof: &mut Vec<Bytes>, other: &[Bytes], kind: u8, at: usize, bit: u8) {
	let count = proof.len();
	if count == 0 {
		return;
	}
	match kind {
		0 => {
			let node = &mut proof[at % count].0;
			let length = node.len().max(1);
			if let Some(byte) = node.get_mut((at / count) % length) {
				*byte ^= 1 << bit;
			}
		},
		1 => drop(proof.remove(at % count)),
		2 => proof.insert(at % count, proof[(at / count) % count].clone()),
		3 => proof.swap(0, at % count),
		4 => proof[at % count] = other[(at / count) % other.len()].clone(),
		5 => proof.push(other[at % other.len()].clone()),
		6 => drop(proof[at % count].0.pop()),
		_ => proof[at % count].0.push(bit),
	}
}

fn rows() -> impl Strategy<Value = Entries> {
	let key = proptest::collection::vec(0u8..4, 1..6);
	let row = proptest::collection::vec(any::<u8>(), 0..70);
	proptest::collection::btree_map(key, row, 1..40)
}

fn keys() -> impl Strategy<Value = BTreeSet<Vec<u8>>> {
	proptest::collection::btree_set(proptest::collection::vec(0u8..4, 1..6), 1..6)
}

fn wanted(keys: &BTreeSet<Vec<u8>>) -> Vec<Wanted<'_>> {
	keys.iter().map(|key| Wanted { key, hash_only: false }).collect()
}

proptest! {
	#![proptest_config(cases(5_000))]

	#[test]
	fn proofs_made_at_random(
		(rows, other) in (rows(), rows()),
		(shown, asked) in (keys(), keys()),
		mutations in proptest::collection::vec((0u8..8, any::<usize>(), 0u8..8), 0..3),
		by_hash in any::<bool>(),
	) {
		let proof = |rows: &Entries| {
			let (root, nodes) = match by_hash {
				true => trie::<LayoutV1<Blake2Hasher>>(rows),
				false => trie::<LayoutV0<Blake2Hasher>>(rows),
			};
			let nodes = nodes.iter().map(|node| &node[..]);
			(root.0, state::compact(&root.0, nodes, &wanted(&shown)).unwrap())
		};
		let ((root, mut proof), (_, other)) = (proof(&rows), proof(&other));
		prop_assert_eq!(judge(&root, &proof, &wanted(&shown)), Ok(true));
		// The same nodes for other keys.
		prop_assert!(judge(&root, &proof, &wanted(&asked)).is_ok());
		for (kind, at, bit) in mutations {
			mutate(&mut proof, &other, kind, at, bit);
		}
		for keys in [&shown, &asked] {
			let judged = judge(&root, &proof, &wanted(keys));
			prop_assert!(judged.is_ok(), "{judged:?}");
		}
	}
}

#[test]
fn proofs_of_files() {
	let (mut good, mut forged, mut harmless) = (0, 0, 0);
	for file in files() {
		let states =
			file.points.iter().filter_map(|point| Some((&point.header, point.state.as_ref()?)));
		for (header, state) in states {
			let keys: Vec<_> = state.reads.iter().map(Read::wanted).collect();
			let root = header.state_root();
			assert_eq!(judge(&root, &state.nodes, &keys), Ok(true));
			good += 1;
			let other = vec![Bytes(vec![0; 40])];
			for kind in 0..8 {
				for at in 0..50 {
					let mut proof = state.nodes.to_vec();
					mutate(&mut proof, &other, kind, at * 7, (at % 8) as u8);
					harmless += usize::from(proof == state.nodes.0);
					let accepted = judge(&root, &proof, &keys).unwrap();
					assert_eq!(accepted, proof == state.nodes.0);
					forged += 1;
				}
			}
		}
	}
	println!("{good} good, {forged} forged, {harmless} of them unchanged");
	assert!(good >= 14 && forged >= 5_000);
}
