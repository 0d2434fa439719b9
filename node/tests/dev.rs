//! A development chain: its three ways of sealing, and its clock.
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

use common::{
	acts::{act, seal, time, until_in_blocks},
	best,
	extrinsic::{self, account, key},
	finalized, run_ok, until, Node,
};
use futures::future::join_all;
use jsonrpsee::{core::client::ClientT, rpc_params};
use salus_consortium_runtime::constants::SLOT_DURATION;
use salus_consortium_runtime::RuntimeCall;
use serde_json::Value;
use sp_core::H256;
use sp_io::hashing::twox_128;
use sp_runtime::MultiAddress;
use std::time::{Duration, UNIX_EPOCH};

fn transfer(to: &str) -> RuntimeCall {
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive {
		dest: MultiAddress::Id(account(&key(to))),
		value: 1_000_000_000_000,
	})
}

#[tokio::test]
async fn instant_sealing_finalises_each_transaction_at_once() {
	let node = Node::dev(&[]);
	let (client, alice) = (node.client().await, key("Alice"));
	assert_eq!(best(&client).await, 0, "an idle chain makes no blocks");

	// Faster than slots: chain time runs ahead of the clock, and no transaction is lost.
	for height in 1..=5 {
		act(&client, &alice, transfer("Bob")).await;
		assert_eq!((finalized(&client).await, best(&client).await), (height, height));
	}
}

#[tokio::test]
async fn a_burst_of_transactions_is_sealed_completely() {
	let node = Node::dev(&[]);
	let (client, alice) = (node.client().await, key("Alice"));
	let genesis: H256 = client.request("chain_getBlockHash", rpc_params![0]).await.unwrap();
	let mut sent = 0;
	// All at once or a few at a time, so that they come while a block is made, imported and taken out of the pool.
	for at_once in [20, 1, 2, 3, 5, 7, 10, 20] {
		let burst: Vec<u32> = (sent..sent + 20).collect();
		sent += 20;
		for few in burst.chunks(at_once) {
			// Out of order, so that some wait for another.
			let submissions = few.iter().rev().map(|nonce| {
				extrinsic::submit_with(&client, &alice, transfer("Bob"), *nonce, genesis)
			});
			join_all(submissions).await;
		}
		// Nothing else was needed.
		until_in_blocks(&client, &alice, sent).await;
		assert_eq!(finalized(&client).await, best(&client).await);
	}
	let height = best(&client).await;
	tokio::time::sleep(Duration::from_secs(1)).await;
	assert_eq!(best(&client).await, height, "an idle chain makes no blocks");
}

#[tokio::test]
async fn the_end_of_a_session_stops_no_transaction() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("short-sessions.json");
	let mut spec: Value =
		serde_json::from_str(&run_ok(&["export-chain-spec", "--chain", "dev", "--raw"])).unwrap();
	let key_of_length = sp_core::bytes::to_hex(&twox_128(b":SessionLength:"), false);
	spec["genesis"]["raw"]["top"][key_of_length] = "0x03000000".into();
	std::fs::write(&file, spec.to_string()).unwrap();

	let node = Node::start(&["--chain", file.to_str().unwrap()]);
	let (client, alice) = (node.client().await, key("Alice"));
	for _ in 0..8 {
		act(&client, &alice, transfer("Bob")).await;
	}
	// Eight with a transaction, and the last of each session.
	assert_eq!(finalized(&client).await, 11);
}

#[tokio::test]
async fn interval_sealing_makes_empty_blocks() {
	let node = Node::dev(&["--sealing", "interval=200"]);
	let client = node.client().await;
	until("five final blocks", || async { (finalized(&client).await >= 5).then_some(()) }).await;
}

#[tokio::test]
async fn manual_sealing_waits_to_be_asked_and_keeps_the_clock() {
	let node = Node::dev(&["--sealing", "manual"]);
	let client = node.client().await;
	extrinsic::submit(&client, &key("Alice"), transfer("Ferdie")).await;
	tokio::time::sleep(Duration::from_millis(500)).await;
	assert_eq!(best(&client).await, 0);

	let before = UNIX_EPOCH.elapsed().unwrap().as_millis() as u64;
	let mut times = vec![];
	for _ in 0..3 {
		let block = seal(&client, true).await;
		times.push(time(&client, block).await);
	}
	assert_eq!(finalized(&client).await, 3);
	assert!(times[0] >= before, "the first block has the clock's time");
	let slots: Vec<u64> = times.iter().map(|time| time / SLOT_DURATION).collect();
	assert!(slots.windows(2).all(|pair| pair[0] < pair[1]), "a slot each: {times:?}");

	// A block on request that is not final.
	seal(&client, false).await;
	assert_eq!((best(&client).await, finalized(&client).await), (4, 3));
}
