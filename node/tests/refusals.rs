//! What a node refuses before it writes anything: one sentence and a status that scripts see.
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

use common::{run, run_refused};
use std::{fs, net::TcpListener};

#[test]
fn a_taken_port_is_named_and_nothing_is_written() {
	let base = tempfile::tempdir().unwrap();
	let taken = TcpListener::bind("127.0.0.1:0").unwrap();
	let port = taken.local_addr().unwrap().port().to_string();
	let line =
		run_refused(&["--dev", "--rpc-port", &port, "--base-path", base.path().to_str().unwrap()]);
	assert!(line.contains(&port) && line.contains("in use"), "{line}");
	assert!(!base.path().join("chains/salus_dev/paritydb").exists());

	let line = run_refused(&[
		"--chain",
		"local",
		"--rpc-port",
		"0",
		"--listen-addr",
		&format!("/ip4/127.0.0.1/tcp/{port}"),
		"--base-path",
		base.path().to_str().unwrap(),
	]);
	assert!(line.contains(&port) && line.contains("--port"), "{line}");
}

#[test]
fn a_wrong_chain_is_named() {
	let folder = tempfile::tempdir().unwrap();
	let garbage = folder.path().join("garbage.json");
	fs::write(&garbage, "{\"name\": 1").unwrap();
	for (args, reason) in [
		(vec![], "which chain?"),
		(vec!["--chain", "polkadot"], "neither `dev` nor `local` nor"),
		(vec!["--chain", garbage.to_str().unwrap()], "is no chain spec"),
		(vec!["--dev", "--chain", "local"], "--dev is for development chains"),
		(
			vec!["--chain", "local", "--sealing", "manual", "--tmp"],
			"--sealing is for development chains",
		),
		(vec!["--chain", "local", "--validator", "--tmp"], "needs a network key"),
		(vec!["export-chain-spec", "--chain", "/no/such/file"], "nor a file"),
	] {
		let line = run_refused(&args);
		assert!(line.contains(reason), "{args:?}: {line}");
	}
	let usage = run(&["--dev", "--sealing", "sometimes"]);
	assert_eq!(usage.status.code(), Some(2));
	assert!(String::from_utf8_lossy(&usage.stderr).contains("interval=MS"));
}

#[test]
fn a_base_path_without_room_is_refused() {
	let folder = tempfile::tempdir().unwrap();
	let file = folder.path().join("file");
	fs::write(&file, "").unwrap();
	let under_a_file = file.join("base");
	let path = under_a_file.to_str().unwrap();
	let line = run_refused(&["--dev", "--rpc-port", "0", "--base-path", path]);
	assert!(line.contains("cannot write to"), "{line}");

	// More than any disk has free, in MiB.
	let line = run_refused(&[
		"--dev",
		"--rpc-port",
		"0",
		"--no-prometheus",
		"--base-path",
		folder.path().to_str().unwrap(),
		"--db-storage-threshold",
		"100000000000",
	]);
	assert!(line.contains("space"), "{line}");
}

#[test]
fn a_development_chain_takes_no_peers() {
	let peer = "/ip4/127.0.0.1/tcp/1/p2p/12D3KooWEyoppNCUx8Yx66oV9fJnriXwCcXwDDUA2kj6vnc6iDEp";
	let line = run_refused(&["--dev", "--rpc-port", "0", "--bootnodes", peer]);
	assert!(line.contains("no peers"), "{line}");
}
