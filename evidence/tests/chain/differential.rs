//! Against other implementations: nothing is accepted that they refuse.

use crate::{
	votes::{as_justification, mutate, voted},
	world::{absence, example, known, trie, Entries, SdkHeader, Validators},
};
use finality_grandpa::{voter_set::VoterSet, Chain, Error};
use proptest::prelude::*;
use salus_evidence::{
	build,
	facts::Value,
	finality::Set,
	json::Bytes,
	state::{self, Wanted},
	Hash,
};
use sp_consensus_grandpa::{AuthorityId, GrandpaJustification};
use sp_core::{Blake2Hasher, H256};
use sp_runtime::traits::{BlakeTwo256, Header as _};
use sp_trie::{CompactProof, LayoutV0, LayoutV1};
use std::collections::{BTreeMap, BTreeSet};

/// The headers of a justification, as the client reads them.
struct Ancestry(BTreeMap<H256, SdkHeader>);

impl Chain<H256, u32> for Ancestry {
	fn ancestry(&self, base: H256, block: H256) -> Result<Vec<H256>, Error> {
		let mut route = vec![block];
		while *route.last().unwrap() != base {
			let header = self.0.get(route.last().unwrap()).ok_or(Error::NotDescendent)?;
			route.push(header.parent_hash);
		}
		route.pop();
		Ok(route.into_iter().skip(1).collect())
	}
}

/// What the client checks of a justification: the commit, every signature, that every header is on a way.
fn client_accepts(justification: &GrandpaJustification<SdkHeader>, set: &Validators) -> bool {
	let authorities = set.authorities().into_iter();
	let voters = authorities
		.map(|(key, weight)| (AuthorityId::from(sp_core::ed25519::Public::from_raw(key)), weight));
	let Some(voters) = VoterSet::new(voters) else { return false };
	let headers = justification.votes_ancestries.iter();
	let chain = Ancestry(headers.map(|header| (header.hash(), header.clone())).collect());
	let commit = &justification.commit;
	let valid = finality_grandpa::validate_commit(commit, &voters, &chain);
	if !valid.is_ok_and(|result| result.is_valid()) {
		return false;
	}
	let mut visited = BTreeSet::new();
	for signed in &commit.precommits {
		let message = finality_grandpa::Message::Precommit(signed.precommit.clone());
		if !sp_consensus_grandpa::check_message_signature(
			&message,
			&signed.id,
			&signed.signature,
			justification.round,
			set.id,
		)
		.is_valid()
		{
			return false;
		}
		if signed.precommit.target_hash != commit.target_hash {
			visited.insert(signed.precommit.target_hash);
			match chain.ancestry(commit.target_hash, signed.precommit.target_hash) {
				Ok(route) => visited.extend(route),
				Err(_) => return false,
			}
		}
	}
	visited == chain.0.into_keys().collect()
}

fn cases() -> u32 {
	if std::env::var("SALUS_LONG").is_ok() {
		20_000
	} else {
		150
	}
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

	#[test]
	fn nothing_is_final_that_is_not_for_the_client(
		weights in proptest::collection::vec(1u64..4, 1..9),
		ahead in proptest::collection::vec(0usize..7, 1..5),
		mutations in proptest::collection::vec((0u8..9, 0usize..64, 0u8..8), 0..3),
	) {
		let (world, mut votes, set) = voted(&weights, &ahead);
		let block = world.header(world.head());
		for (kind, at, bit) in &mutations {
			mutate(&mut votes, *kind, *at, *bit);
		}
		let ours = set.set().check(&votes, &known(block));
		let theirs = as_justification(&votes, &set.set(), block);
		let theirs = theirs.is_some_and(|whole| client_accepts(&whole, &set));
		// Where we refuse more: votes to spare, and forms that the client does not have.
		prop_assert!(theirs || ours.is_err(), "{ours:?}");
		if mutations.is_empty() {
			prop_assert_eq!(theirs, ours.is_ok());
		}
	}

	#[test]
	fn proofs_show_what_the_sdk_reads(
		rows in proptest::collection::btree_map(
			proptest::collection::vec(0u8..4, 1..6),
			proptest::collection::vec(any::<u8>(), 0..70),
			1..40,
		),
		asked in proptest::collection::btree_set(proptest::collection::vec(0u8..4, 1..6), 1..6),
		mutation in proptest::option::of((any::<usize>(), any::<usize>(), 0u8..8)),
		value_by_hash in any::<bool>(),
	) {
		let (root, nodes) = match value_by_hash {
			true => trie::<LayoutV1<Blake2Hasher>>(&rows),
			false => trie::<LayoutV0<Blake2Hasher>>(&rows),
		};
		let keys: Vec<_> = asked.iter().map(|key| Wanted { key, hash_only: false }).collect();
		let nodes = nodes.iter().map(|node| &node[..]);
		let mut proof = state::compact(&root.0, nodes, &keys).unwrap();
		if let Some((node, byte, bit)) = mutation {
			let node = node % proof.len();
			let byte = byte % proof[node].len().max(1);
			proof[node].0[byte] ^= 1 << bit;
		}
		let ours = state::read(&root.0, &proof, &keys);
		match mutation {
			Some(_) => prop_assert!(ours.is_err(), "one form"),
			None => prop_assert_eq!(ours.clone(), Ok(expected(&rows, &asked))),
		}
		if let Ok(values) = ours {
			prop_assert_eq!(values, sdk_reads(root, &proof, &asked).unwrap());
		}
	}
}

fn expected(rows: &Entries, asked: &BTreeSet<Vec<u8>>) -> Vec<Value> {
	let value = |key| rows.get(key).cloned().map_or(Value::Absent, Value::Bytes);
	asked.iter().map(value).collect()
}

/// What the SDK reads from a proof.
fn sdk_reads(root: H256, proof: &[Bytes], asked: &BTreeSet<Vec<u8>>) -> Option<Vec<Value>> {
	let encoded_nodes = proof.iter().map(|node| node.0.clone()).collect();
	let compact = CompactProof { encoded_nodes };
	let (proof, _) = compact.to_storage_proof::<Blake2Hasher>(&root).ok()?;
	let mut read = sp_state_machine::read_proof_check::<BlakeTwo256, _>(root, proof, asked).ok()?;
	let values =
		asked.iter().map(|key| read.remove(key)?.map_or(Value::Absent, Value::Bytes).into());
	values.collect()
}

#[test]
fn a_files_proof_reads_alike_in_the_sdk() {
	let (world, file) = example(1, 0, 1);
	let state = file.points[0].state.as_ref().unwrap();
	let keys: Vec<_> = absence().iter().map(|read| read.wanted().key.to_vec()).collect();
	let compact =
		CompactProof { encoded_nodes: state.nodes.iter().map(|node| node.0.clone()).collect() };
	let root = world.header(world.head()).state_root;
	let (proof, found) = compact.to_storage_proof::<Blake2Hasher>(&root).unwrap();
	assert_eq!(found, root);
	// All but the code, of which the proof holds the hash alone.
	let keys: Vec<_> = keys.into_iter().filter(|key| key != b":code").collect();
	let read = sp_state_machine::read_proof_check::<BlakeTwo256, _>(root, proof, &keys).unwrap();
	let proved = salus_evidence::verify::prove(&file, &world.trust()).unwrap();
	for (name, value) in &proved.points[0].reads {
		let Some(theirs) = read.get(name.key()) else { continue };
		let ours = match value {
			Value::Bytes(bytes) => Some(bytes.clone()),
			_ => None,
		};
		assert_eq!(ours, *theirs, "{name}");
	}
}

#[test]
fn extrinsics_roots_are_those_of_the_sdk_in_both_layouts() {
	use sp_runtime::StateVersion::{V0, V1};
	let body: Vec<Vec<u8>> = (0..70u8).map(|i| vec![i; usize::from(i) * 3 + 1]).collect();
	let body: Vec<_> = body.iter().map(codec::Encode::encode).collect();
	for version in [V0, V1] {
		let root = frame_system::extrinsics_data_root::<BlakeTwo256>(body.clone(), version);
		let zero = H256::zero();
		let header = known(&SdkHeader::new(1, root, zero, zero, Default::default()));
		for index in [0, 1, 63, 64, 69] {
			let proof = build::extrinsic(&header, &body, index, vec![]).unwrap();
			let included = salus_evidence::extrinsic::included(&proof, &header).unwrap();
			assert_eq!(codec::Encode::encode(&included), body[index as usize]);
		}
		assert_eq!(build::extrinsic(&header, &body, 70, vec![]), Err(build::Unusable::OtherBody));
		assert_eq!(
			build::extrinsic(&header, &body[1..], 0, vec![]),
			Err(build::Unusable::OtherBody)
		);
	}
}

#[test]
fn thresholds_are_those_of_the_client() {
	for members in
		[vec![1], vec![1, 1], vec![1, 1, 1], vec![1, 1, 1, 1], vec![5, 1, 9], vec![1; 100]]
	{
		let members = members.into_iter().enumerate().collect::<Vec<_>>();
		let authorities: Vec<(Hash, u64)> =
			members.iter().map(|(i, weight)| ([*i as u8; 32], *weight)).collect();
		let theirs = VoterSet::new(authorities.clone()).unwrap().threshold().0.get();
		assert_eq!(Set::new(0, authorities).unwrap().threshold(), u128::from(theirs));
	}
}
