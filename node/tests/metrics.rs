//! What a node tells Prometheus of calls and of queues.
// A test fails by panicking, its helpers too.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects
)]

mod common;

use common::{
	acts::{act, pass, seal, PRESCRIBER},
	best,
	extrinsic::{self, key},
	until, Node,
};
use jsonrpsee::{core::client::ClientT, rpc_params};
use salus_consortium_runtime::RuntimeCall;
use sp_core::H256;
use std::collections::BTreeMap;

/// There is no such item.
fn fails() -> RuntimeCall {
	let call = pallet_prescriptions::Call::mark_error { licence: PRESCRIBER, id: H256::zero() };
	RuntimeCall::Prescriptions(call)
}

/// Our own metrics: name and labels, without the chain's name that is on every metric, and value.
fn ours(text: &str) -> BTreeMap<String, f64> {
	let lines = text.lines().filter(|line| line.starts_with("salus_"));
	let parsed = lines.map(|line| {
		let (name, value) = line.rsplit_once(' ').expect("a value");
		(name.replace(",chain=\"salus_dev\"", ""), value.parse().expect("a number"))
	});
	parsed.collect()
}

/// Waits until the calls are counted as given, the queues are told to be idle, and nothing else is told.
async fn until_counted(node: &Node, calls: &[(&str, &str, f64)]) {
	let calls = calls.iter().map(|(pallet, outcome, calls)| {
		(format!("salus_calls_total{{outcome=\"{outcome}\",pallet=\"{pallet}\"}}"), *calls)
	});
	let pallets = ["Prescriptions", "ReimbursementEscrow", "HealthRecords"];
	let idle = ["salus_backlog_rows", "salus_oldest_due_seconds"]
		.map(|name| pallets.map(|pallet| (format!("{name}{{pallet=\"{pallet}\"}}"), 0.0)));
	let expected: BTreeMap<_, _> = calls.chain(idle.into_iter().flatten()).collect();
	until(&format!("{expected:?}"), || async {
		(ours(&node.metrics().await) == expected).then_some(())
	})
	.await;
}

#[tokio::test]
async fn calls_and_queues_are_exported_by_pallet() {
	let node = Node::dev(&[]);
	let (client, alice) = (node.client().await, key("Alice"));
	assert_eq!(ours(&node.metrics().await), BTreeMap::new());
	act(&client, &alice, pass()).await;
	act(&client, &alice, fails()).await;
	let batch = pallet_utility::Call::force_batch { calls: vec![pass(), fails(), fails()] };
	act(&client, &alice, RuntimeCall::Utility(batch)).await;
	until_counted(
		&node,
		&[
			("Prescriptions", "failed", 3.0),
			("Prescriptions", "ok", 0.0),
			("System", "failed", 0.0),
			("System", "ok", 2.0),
		],
	)
	.await;
}

/// Only what is final is counted, and every block once, however many become final together.
#[tokio::test]
async fn blocks_that_become_final_together_are_all_counted() {
	let node = Node::dev(&["--sealing", "manual"]);
	let (client, alice) = (node.client().await, key("Alice"));
	let mut last = H256::zero();
	for _ in 0..5 {
		extrinsic::submit(&client, &alice, pass()).await;
		last = seal(&client, false).await;
	}
	assert_eq!(best(&client).await, 5);
	assert_eq!(ours(&node.metrics().await), BTreeMap::new());
	let finalised: bool = client.request("engine_finalizeBlock", rpc_params![last]).await.unwrap();
	assert!(finalised);
	until_counted(&node, &[("System", "ok", 5.0), ("System", "failed", 0.0)]).await;
	extrinsic::submit(&client, &alice, pass()).await;
	seal(&client, true).await;
	until_counted(&node, &[("System", "ok", 6.0), ("System", "failed", 0.0)]).await;
}
