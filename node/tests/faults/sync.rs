//! Nodes that begin with nothing while the chain is old: by all blocks, and by the proof of its finality.

use crate::{
	common::{finalized, hash_at},
	net::{figure, within_time, Chain, Member, Net, SLOT},
	validators::{in_force, register_keys, Keys, Set, SESSION},
};
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	http_client::HttpClient,
	rpc_params,
};
use serde_json::Value;
use sp_core::{storage::StateVersion, Bytes, H256};
use std::time::{Duration, Instant};

/// How long a new node may take until it has what the others have.
const SYNC: Duration = Duration::from_secs(60);

/// Entries of the state that a node is asked for at a time.
const PAGE: usize = 500;

/// The key of the runtime's code, which every state has.
const CODE: &str = "0x3a636f6465";

/// The root of the state that a node holds at a block, computed from all its entries.
async fn root(rpc: &HttpClient, at: H256) -> H256 {
	let (mut entries, mut last) = (vec![], None::<Bytes>);
	loop {
		let params = rpc_params![Bytes(vec![]), PAGE, &last, at];
		let keys: Vec<Bytes> = rpc.request("state_getKeysPaged", params).await.unwrap();
		for key in &keys {
			let value: Option<Bytes> =
				rpc.request("state_getStorage", rpc_params![key, at]).await.unwrap();
			entries.push((key.0.clone(), value.unwrap().0));
		}
		if keys.len() < PAGE {
			return sp_io::trie::blake2_256_root(entries, StateVersion::V1);
		}
		last = keys.last().cloned();
	}
}

async fn header(rpc: &HttpClient, hash: H256) -> Value {
	rpc.request("chain_getHeader", rpc_params![hash]).await.unwrap()
}

/// Whether a node has the state after a block.
async fn has_state(rpc: &HttpClient, at: H256) -> bool {
	let answer: Result<Option<H256>, _> =
		rpc.request("state_getStorageHash", rpc_params![CODE, at]).await;
	match answer {
		Ok(value) => value.is_some(),
		Err(ClientError::Call(_)) => false,
		Err(error) => panic!("{error}"),
	}
}

/// A node and a validator hold the same final block at a height, and the same state: the one of the header.
async fn must_agree(one: &Member, other: &Member, height: u64) {
	let mut roots = vec![];
	for member in [one, other] {
		let rpc = member.rpc();
		let hash = hash_at(&rpc, height).await.unwrap();
		let told: H256 =
			serde_json::from_value(header(&rpc, hash).await["stateRoot"].clone()).unwrap();
		assert_eq!(root(&rpc, hash).await, told, "{}'s state at {height}", member.name);
		roots.push((hash, told));
	}
	assert_eq!(roots[0], roots[1], "{} and {} at {height}", one.name, other.name);
}

/// Every block of a validator's chain up to a height is on another node, its body too; and so is the proof of finality of the
/// first, which is that of the first set of validators.
async fn must_have_history(node: &Member, validator: &Member, height: u64) {
	let (rpc, theirs) = (node.rpc(), validator.rpc());
	for height in 0..=height {
		let hash = hash_at(&theirs, height).await;
		assert_eq!(hash_at(&rpc, height).await, hash, "block {height}");
		let block: Option<Value> = rpc.request("chain_getBlock", rpc_params![hash]).await.unwrap();
		assert!(block.is_some(), "{} has no body of block {height}", node.name);
	}
	let [ours, theirs] = [proof(&rpc, 1).await, proof(&theirs, 1).await];
	assert!(ours.is_some() && ours == theirs, "{} proves otherwise", node.name);
}

/// A node's proof that a block is final.
async fn proof(rpc: &HttpClient, height: u32) -> Option<Bytes> {
	rpc.request("grandpa_proveFinality", rpc_params![height]).await.unwrap()
}

/// Alice and Bob have new keys, one after the other.
async fn change_twice(net: &Net) {
	let rpc = net.members[0].rpc();
	for (member, name) in net.members.iter().zip(["Alice", "Bob"]) {
		let before = Set::of(&rpc).await;
		let keys = register_keys(member, name).await;
		in_force(&rpc, &before.changed(Some(keys), Some(Keys::published(name)))).await;
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn new_nodes_have_the_same_state_by_either_way() {
	let mut net = Net::start(&Chain::local().with_sessions(SESSION)).await;
	change_twice(&net).await;

	let begun = Instant::now();
	let full = net.join("full", &["--sync", "full"]).await;
	figure("full sync", "caught up after its start, s", begun.elapsed().as_secs(), SYNC.as_secs());
	let begun = Instant::now();
	let warp = net.join("warp", &["--sync", "warp"]).await;
	figure("warp sync", "caught up after its start, s", begun.elapsed().as_secs(), SYNC.as_secs());

	let [alice, full, warp] = [0, full, warp].map(|i| &net.members[i]);
	for line in ["Warp sync is complete", "State sync is complete"] {
		within_time(SLOT, line, || async { warp.node().log().contains(line) }).await;
	}
	// Whoever executed all blocks has their states; whoever warped does not.
	let first = hash_at(&alice.rpc(), 1).await.unwrap();
	assert!(has_state(&full.rpc(), first).await);
	assert!(!has_state(&warp.rpc(), first).await);

	let height = finalized(&full.rpc()).await.min(finalized(&warp.rpc()).await);
	must_agree(full, alice, height).await;
	must_agree(warp, alice, height).await;
	let took = within_time(SYNC, "it has the old blocks too", || async {
		warp.node().log().contains("Block history download is complete")
	})
	.await;
	figure("warp sync", "history complete after that, s", took.as_secs(), SYNC.as_secs());
	must_have_history(full, alice, height).await;
	must_have_history(warp, alice, height).await;

	// Both follow through another change.
	let rpc = net.members[0].rpc();
	let before = Set::of(&rpc).await;
	let keys = register_keys(&net.members[2], "Charlie").await;
	let set = before.changed(Some(keys), Some(Keys::published("Charlie")));
	for member in [alice, full, warp] {
		in_force(&member.rpc(), &set).await;
	}
	net.finality_goes_on(SLOT * 10).await;
	let height = finalized(&full.rpc()).await.min(finalized(&warp.rpc()).await);
	must_agree(full, alice, height).await;
	must_agree(warp, alice, height).await;
}
