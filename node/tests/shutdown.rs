//! The end of a node that its operator asks for.
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
	best,
	extrinsic::{self, key},
	finalized, hash_at, until, Node,
};
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::WsClient,
};
use salus_consortium_runtime::RuntimeCall;
use serde_json::Value;
use sp_core::{Bytes, Encode, H256};
use std::{fs, path::Path, time::Duration};
use tempfile::TempDir;

/// How long an operator waits.
const PATIENCE: Duration = Duration::from_secs(10);

/// Heads that somebody listens to, and does not read.
async fn subscriptions(client: &WsClient) -> Vec<Subscription<Value>> {
	let mut all = vec![];
	for _ in 0..50 {
		let next =
			client.subscribe("chain_subscribeAllHeads", rpc_params![], "chain_unsubscribeAllHeads");
		all.push(next.await.unwrap());
	}
	all
}

/// Submits until the node is gone.
async fn load(client: WsClient, genesis: H256) {
	let remark = RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 1024] });
	for nonce in 0.. {
		let bytes = Bytes(extrinsic::sign(&key("Alice"), remark.clone(), nonce, genesis).encode());
		if client.request::<H256, _>("author_submitExtrinsic", rpc_params![bytes]).await.is_err() {
			return;
		}
	}
}

/// The journals that the database would replay, in bytes.
fn journals(database: &Path) -> u64 {
	let files = fs::read_dir(database).unwrap().map(Result::unwrap);
	files
		.filter(|file| file.file_name().to_string_lossy().starts_with("log"))
		.map(|file| file.metadata().unwrap().len())
		.sum()
}

/// Signals a node under load and looks at its end; answers its base path and the last final block that it told of.
async fn end(node: Node, signal: &str, chain: &str) -> (TempDir, u64) {
	let client = node.client().await;
	let listening = subscriptions(&client).await;
	let genesis = hash_at(&client, 0).await.unwrap();
	let working = tokio::spawn(load(node.client().await, genesis));
	until("blocks under load", || async {
		(extrinsic::nonce(&client, &key("Alice")).await > 50 && best(&client).await >= 2)
			.then_some(())
	})
	.await;
	let told = finalized(&client).await;
	node.signal(signal);
	let (status, log, base) = node.ended(PATIENCE);
	assert_eq!(status.code(), Some(0), "{log}");
	assert!(log.contains("Asked to stop") && log.contains("the database is closed"), "{log}");
	assert!(!log.contains("panicked"), "{log}");
	assert_eq!(journals(&base.path().join("chains").join(chain).join("paritydb/full")), 0);
	drop(listening);
	working.await.unwrap();
	(base, told)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_development_chain_stops_in_order_and_goes_on() {
	let node = Node::dev(&["--sealing", "interval=300"]);
	let (base, told) = end(node, "TERM", "salus_dev").await;
	let node = Node::start_at(base, &["--dev", "--sealing", "manual"]);
	assert!(finalized(&node.client().await).await >= told);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_validator_stops_in_order_and_goes_on() {
	let args = [
		"--alice",
		"--chain",
		"local",
		"--listen-addr",
		"/ip4/127.0.0.1/tcp/0",
		"--force-authoring",
	];
	let (base, _) = end(Node::start(&args), "INT", "salus_local").await;
	let node = Node::start_at(base, &args);
	assert!(best(&node.client().await).await >= 2);
}
