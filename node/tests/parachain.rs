//! What a node with the feature `parachain` does without a relay chain: specs, what a registration needs, subcommands,
//! refusals. With one it is tested by `zombienet/`.
#![cfg(feature = "parachain")]
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

use common::{run_ok, run_refused};
use serde_json::Value;
use std::{fs, path::Path};
use tempfile::TempDir;

fn text(path: &Path) -> &str {
	path.to_str().unwrap()
}

fn json(path: &Path) -> Value {
	serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

#[test]
fn a_registration_has_what_it_needs() {
	let folder = TempDir::new().unwrap();
	let raw = folder.path().join("raw.json");
	run_ok(&["export-chain-spec", "--chain", "parachain-local", "--raw", "--output", text(&raw)]);
	let spec = json(&raw);
	assert_eq!((&spec["relay_chain"], &spec["para_id"]), (&"westend-local".into(), &2600.into()));

	let head = run_ok(&["export-genesis-head", "--chain", "parachain-local"]);
	assert_eq!(head, run_ok(&["export-genesis-state", "--chain", text(&raw)]));
	// The header of block 0: it has no parent.
	assert!(head.starts_with(&format!("0x{}", "00".repeat(32))), "{head}");

	let wasm = run_ok(&["export-genesis-wasm", "--chain", text(&raw)]);
	// The key is `:code`.
	assert_eq!(spec["genesis"]["raw"]["top"]["0x3a636f6465"].as_str(), Some(&wasm[..]));
}

#[test]
fn subcommands_work_on_its_database() {
	let base = TempDir::new().unwrap();
	let on = |args: &[&str]| {
		let chain = ["--chain", "parachain-local", "--base-path", text(base.path())];
		run_ok(&[args, &chain].concat())
	};
	let state: Value = serde_json::from_str(&on(&["export-state"])).unwrap();
	assert_eq!(state["relay_chain"], "westend-local");
	let database = base.path().join("chains/salus_parachain_local/paritydb");
	assert!(database.is_dir());
	on(&["revert", "1"]);
	on(&["chain-info"]);
	on(&["export-blocks", "--from", "0", "--to", "0", text(&base.path().join("blocks"))]);
	on(&["purge-chain", "-y"]);
	assert!(!database.exists());
}

#[test]
fn what_it_cannot_serve_is_refused() {
	let folder = TempDir::new().unwrap();
	let renumbered = folder.path().join("renumbered.json");
	let spec = run_ok(&["export-chain-spec", "--chain", "parachain-local"]);
	let mut spec: Value = serde_json::from_str(&spec).unwrap();
	spec["para_id"] = 7.into();
	fs::write(&renumbered, spec.to_string()).unwrap();

	for (args, reason) in [
		// Its relay chain has no name that is known everywhere.
		(&["--chain", "parachain-local", "--alice", "--tmp"][..], "`westend-local` is neither"),
		(&["--chain", "parachain-local", "--dev"], "--dev is for development chains"),
		(&["--chain", "parachain-local", "--tmp", "--sealing", "manual"], "--sealing is for"),
		// Who makes blocks needs a network key that stays, before anything else.
		(
			&[&["--chain", "local", "--collator", "--tmp", "--node-key"][..], &[&"01".repeat(32)]]
				.concat(),
			"--collator is for parachains",
		),
		(&["--dev", "--", "--chain", "paseo"], "for parachains"),
		(&["export-genesis-head", "--chain", "local"], "no parachain"),
		(&["export-genesis-wasm", "--chain", "dev"], "no parachain"),
		(
			&[
				"--chain",
				text(&renumbered),
				"--tmp",
				"--port",
				"0",
				"--rpc-port",
				"0",
				"--no-prometheus",
				"--",
				"--chain",
				"paseo",
				"--port",
				"0",
			],
			"its runtime says 2600",
		),
	] {
		let line = run_refused(args);
		assert!(line.contains(reason), "{args:?}: {line}");
	}
}
