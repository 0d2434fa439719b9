//! What other implementations say of the votes and the proofs of evidence files: the bridges of Parity, and smoldot.
//!
//! The verifier of evidence accepts nothing that one of them refuses. It refuses more; where, the tests list.

use bp_header_chain::justification::{
	verify_justification, GrandpaJustification, JustificationVerificationContext,
};
use codec::{DecodeAll, Encode};
use finality_grandpa::voter_set::VoterSet;
use salus_evidence::{facts::Value, finality::Set, Hash};
use smoldot::{
	finality::verify::{self, JustificationVerifyConfig},
	trie::{
		bytes_to_nibbles,
		proof_decode::{decode_and_verify_proof, Config, StorageValue},
	},
};
use sp_consensus_grandpa::AuthorityId;
use sp_core::{ed25519, H256};
use sp_runtime::{generic, traits::BlakeTwo256};

/// A header of the SDK.
pub type Header = generic::Header<u32, BlakeTwo256>;

/// Whether the bridges' strict rule finds that a justification, in SCALE, makes a block final. Votes to spare are refused there too.
///
/// # Errors
/// Why not, in its words.
pub fn bridges(justification: &[u8], set: &Set, target: (H256, u32)) -> Result<(), String> {
	let decoded = GrandpaJustification::<Header>::decode_all(&mut &justification[..]);
	let members = set.authorities.iter();
	let members =
		members.map(|(key, weight)| (AuthorityId::from(ed25519::Public::from_raw(*key)), *weight));
	let voter_set = VoterSet::new(members).ok_or("no set")?;
	let context = JustificationVerificationContext { voter_set, authority_set_id: set.id };
	verify_justification(target, &context, &decoded.map_err(|error| error.to_string())?)
		.map_err(|error| format!("{error:?}"))
}

/// Whether smoldot finds that a justification, in SCALE, makes its target final. It counts heads: weights are all 1 to it.
///
/// # Errors
/// Why not, in its words.
pub fn smoldot(justification: &[u8], set: &Set) -> Result<(), String> {
	verify::verify_justification(JustificationVerifyConfig {
		justification,
		block_number_bytes: 4,
		authorities_set_id: set.id,
		authorities_list: set.authorities.iter().map(|(key, _)| &key[..]),
		randomness_seed: [0; 32],
	})
	.map_err(|error| error.to_string())
}

/// What smoldot reads under a key, from the nodes of a proof; `None` if they do not show it, or show more than one trie.
pub fn smoldot_reads(root: &Hash, nodes: &[Vec<u8>], key: &[u8]) -> Option<Value> {
	let proof = decode_and_verify_proof(Config { proof: nodes.encode() }).ok()?;
	let node = proof.trie_node_info(root, bytes_to_nibbles(key.iter().copied())).ok()?;
	Some(match node.storage_value {
		StorageValue::Known { value, .. } => Value::Bytes(value.to_vec()),
		StorageValue::HashKnownValueMissing(hash) => Value::Hash(*hash),
		StorageValue::None => Value::Absent,
	})
}
