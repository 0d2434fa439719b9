//! The subcommands, on keys, specs and a stored chain.
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

use common::{acts::seal, best, finalized, hash_at, run_ok, run_refused, until, Node};
use serde_json::Value;
use sp_core::H256;
use tempfile::TempDir;

fn text(path: &std::path::Path) -> &str {
	path.to_str().unwrap()
}

#[test]
fn a_generated_key_can_be_inspected() {
	let key: Value =
		serde_json::from_str(&run_ok(&["key", "generate", "--output-type", "json"])).unwrap();
	let phrase = key["secretPhrase"].as_str().unwrap();
	let again: Value =
		serde_json::from_str(&run_ok(&["key", "inspect", "--output-type", "json", phrase]))
			.unwrap();
	assert_eq!(key["ss58Address"], again["ss58Address"]);
	assert!(again["ss58Address"].as_str().unwrap().starts_with('5'));
}

#[tokio::test]
async fn an_exported_spec_starts_the_same_chain() {
	let folder = TempDir::new().unwrap();
	let (plain, raw) = (folder.path().join("plain.json"), folder.path().join("raw.json"));
	run_ok(&["export-chain-spec", "--chain", "dev", "--output", text(&plain)]);
	run_ok(&["export-chain-spec", "--chain", text(&plain), "--raw", "--output", text(&raw)]);
	let spec: Value = serde_json::from_str(&std::fs::read_to_string(&raw).unwrap()).unwrap();
	assert_eq!(spec["properties"]["tokenSymbol"], "SAL");
	assert_eq!(spec["properties"]["tokenDecimals"], 12);
	assert_eq!(spec["properties"]["ss58Format"], 42);

	let (named, exported) = (Node::dev(&[]), Node::start(&["--chain", text(&raw), "--alice"]));
	let (named, exported) = (named.client().await, exported.client().await);
	assert_eq!(hash_at(&named, 0).await, hash_at(&exported, 0).await);
	seal(&exported, true).await;
	assert_eq!(finalized(&exported).await, 1);
}

#[tokio::test]
async fn a_stored_chain_is_checked_exported_reverted_and_imported() {
	let node = Node::dev(&["--sealing", "manual"]);
	let client = node.client().await;
	let mut last = H256::zero();
	for _ in 0..3 {
		last = seal(&client, true).await;
	}
	seal(&client, false).await;
	assert_eq!((best(&client).await, finalized(&client).await), (4, 3));
	drop(client);
	let base = node.stop();
	let on = |command: &[&str], more: &[&str]| {
		run_ok(&[command, &["--dev", "--base-path", text(base.path())], more].concat())
	};
	let head = || -> Value { serde_json::from_str(&on(&["chain-info"], &[])).unwrap() };

	assert_eq!(head()["best_number"], 4);
	on(&["revert", "1"], &[]);
	assert_eq!(head()["best_hash"], format!("{last:?}"));
	on(&["check-block", "2"], &[]);
	let state: Value = serde_json::from_str(&on(&["export-state", "3"], &[])).unwrap();
	assert!(state["genesis"]["raw"]["top"].as_object().unwrap().len() > 10);

	let file = base.path().join("blocks");
	on(&["export-blocks", text(&file)], &[]);
	on(&["purge-chain", "-y"], &[]);
	assert!(!base.path().join("chains/salus_dev/paritydb").exists());
	on(&["import-blocks", text(&file)], &[]);
	assert_eq!(head()["best_hash"], format!("{last:?}"));

	// The imported chain goes on.
	let node = Node::start_at(base, &["--dev", "--sealing", "manual"]);
	let client = node.client().await;
	seal(&client, true).await;
	assert_eq!((best(&client).await, finalized(&client).await), (4, 4));
}

#[tokio::test]
async fn a_database_serves_its_own_chain_only() {
	let node = Node::dev(&["--sealing", "manual"]);
	seal(&node.client().await, true).await;
	let (base, mut spec) = (node.stop(), raw_spec("dev"));
	spec["chainType"] = "Live".into();
	assert!(refusal(&spec, &base).contains("comes from a development chain"));
	spec["genesis"]["raw"]["top"]["0x00"] = "0x00".into();
	assert!(refusal(&spec, &base).contains("belongs to another chain"));

	let listen = ["--listen-addr", "/ip4/127.0.0.1/tcp/0"];
	let node =
		Node::start(&[&["--chain", "local", "--alice", "--force-authoring"], &listen[..]].concat());
	let client = node.client().await;
	until("a validator's block", || async { (best(&client).await > 0).then_some(()) }).await;
	let (base, mut spec) = (node.stop(), raw_spec("local"));
	spec["chainType"] = "Development".into();
	assert!(refusal(&spec, &base).contains("comes from a network of validators"));
	spec["genesis"]["raw"]["top"]["0x00"] = "0x00".into();
	assert!(refusal(&spec, &base).contains("belongs to another chain"));
}

fn raw_spec(chain: &str) -> Value {
	serde_json::from_str(&run_ok(&["export-chain-spec", "--chain", chain, "--raw"])).unwrap()
}

/// Why a node does not start by a spec on the database of another.
fn refusal(spec: &Value, base: &TempDir) -> String {
	let file = base.path().join("spec.json");
	std::fs::write(&file, spec.to_string()).unwrap();
	let base = text(base.path());
	run_refused(&["--chain", text(&file), "--base-path", base, "--rpc-port", "0", "--port", "0"])
}
