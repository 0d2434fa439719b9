//! Validators on one machine.
// A test fails by panicking, its helpers too.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	clippy::as_conversions
)]

mod common;

use common::{finalized, hash_at, run_ok, until, Node};
use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClient};
use serde_json::Value;
use std::{thread, time::Duration};

/// A free port on loopback, where nodes may tell one another of their neighbours.
const LOOPBACK: [&str; 3] = ["--listen-addr", "/ip4/127.0.0.1/tcp/0", "--discover-local"];

/// A validator of a chain that knows the given peers.
fn validator(name: &str, chain: &str, peers: &[String]) -> Node {
	let mut args = vec![name, "--chain", chain];
	args.extend(LOOPBACK);
	for peer in peers {
		args.extend(["--bootnodes", peer]);
	}
	Node::start(&args)
}

/// Where a node listens, its identity included.
async fn address(client: &WsClient) -> String {
	until("the node listens", || async {
		let all: Vec<String> =
			client.request("system_localListenAddresses", rpc_params![]).await.unwrap();
		all.into_iter().find(|address| address.starts_with("/ip4/127.0.0.1/tcp/"))
	})
	.await
}

async fn peers(client: &WsClient) -> u64 {
	let health: Value = client.request("system_health", rpc_params![]).await.unwrap();
	health["peers"].as_u64().unwrap()
}

#[tokio::test]
async fn four_validators_agree_on_a_final_chain() {
	let alice = validator("--alice", "local", &[]);
	let first = alice.client().await;
	let known = vec![address(&first).await];
	let others: Vec<_> = ["--bob", "--charlie", "--dave"]
		.map(|name| {
			let known = known.clone();
			thread::spawn(move || validator(name, "local", &known))
		})
		.into_iter()
		.map(|starting| starting.join().expect("a validator starts"))
		.collect();

	let mut clients = vec![first];
	for node in &others {
		clients.push(node.client().await);
	}
	for client in &clients {
		until("a peer", || async { (peers(client).await > 0).then_some(()) }).await;
	}
	// Three blocks of the four together are only final by votes of more than two thirds.
	for client in &clients {
		until("three final blocks", || async { (finalized(client).await >= 3).then_some(()) })
			.await;
	}
	let mut hashes = vec![];
	for client in &clients {
		hashes.push(hash_at(client, 3).await.expect("block 3"));
	}
	assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]), "{hashes:?}");
	// What the node hands to the disk after each step of finality is called so.
	let database = alice.base().join("chains/salus_local/paritydb/full");
	let mut files = std::fs::read_dir(database).unwrap().map(|file| file.unwrap().file_name());
	assert!(files.any(|name| name.to_string_lossy().starts_with("log")));
}

#[tokio::test]
async fn a_node_of_another_chain_stays_alone() {
	let folder = tempfile::tempdir().unwrap();
	let other = folder.path().join("other.json");
	let mut spec: Value =
		serde_json::from_str(&run_ok(&["export-chain-spec", "--chain", "local", "--raw"])).unwrap();
	spec["genesis"]["raw"]["top"]["0x00"] = "0x00".into();
	std::fs::write(&other, spec.to_string()).unwrap();

	let alice = validator("--alice", "local", &[]);
	let first = alice.client().await;
	let known = [address(&first).await];
	let bob = validator("--bob", other.to_str().unwrap(), &known);
	let second = bob.client().await;
	assert_ne!(hash_at(&first, 0).await, hash_at(&second, 0).await);
	for _ in 0..8 {
		tokio::time::sleep(Duration::from_millis(500)).await;
		assert_eq!((peers(&first).await, peers(&second).await), (0, 0));
	}
}
