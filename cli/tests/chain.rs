//! Against a node: refusals by the chain, transactions, and the council. The whole story is `scripts/demo`.
//!
//! The node is `SALUS_NODE`, else the `salus-node` that was built beside the client. Without one that has the runtime's Wasm
//! the test fails and says what to build.

use serde_json::Value;
use std::{
	env, fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	thread,
	time::{Duration, Instant},
};

const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
const PATIENCE: Duration = Duration::from_secs(120);

/// A development chain of its own, which goes when the test ends.
struct Node {
	process: Child,
	dir: tempfile::TempDir,
	url: String,
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

impl Node {
	fn start() -> Node {
		let beside = Path::new(env!("CARGO_BIN_EXE_salus")).with_file_name("salus-node");
		let binary = env::var_os("SALUS_NODE").map_or(beside, PathBuf::from);
		let dir = tempfile::tempdir().unwrap();
		let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
		let log = fs::File::create(dir.path().join("log")).unwrap();
		let mut process = Command::new(&binary)
			.args(["--dev", "--no-prometheus", "--rpc-port", &port.to_string(), "--base-path"])
			.arg(dir.path().join("node"))
			.stdout(Stdio::null())
			.stderr(log)
			.spawn()
			.unwrap_or_else(|error| {
				let path = binary.display();
				panic!("{path}: {error}. Build it (cargo build -p salus-node) or name one in SALUS_NODE")
			});
		let url = format!("ws://127.0.0.1:{port}");
		let start = Instant::now();
		while !run(&url, &["registry", "list"]).status.success() {
			if process.try_wait().unwrap().is_some() {
				let log = fs::read_to_string(dir.path().join("log")).unwrap();
				let path = binary.display();
				assert!(
					!log.contains("without the runtime's Wasm"),
					"{path} has no runtime: build it without SKIP_WASM_BUILD"
				);
				panic!("{path} ended: {log}");
			}
			let last = run(&url, &["registry", "list"]);
			assert!(start.elapsed() < PATIENCE, "{}", String::from_utf8_lossy(&last.stderr));
			thread::sleep(Duration::from_millis(500));
		}
		Node { process, dir, url }
	}

	/// What a command prints with `--json`.
	fn ok(&self, args: &[&str]) -> Value {
		let output = run(&self.url, &[args, &["--json"]].concat());
		let errors = String::from_utf8_lossy(&output.stderr);
		assert!(output.status.success(), "{args:?}: {errors}");
		serde_json::from_slice(&output.stdout).unwrap()
	}

	/// The name of the error that a command is refused with; `-` if it has none.
	fn refused(&self, args: &[&str]) -> (String, String) {
		let output = run(&self.url, &[args, &["--json"]].concat());
		assert_eq!(output.status.code(), Some(1), "{args:?}");
		let error: Value = serde_json::from_slice(&output.stderr).unwrap();
		let name = error["error"].as_str().unwrap_or("-").to_owned();
		(name, error["message"].as_str().unwrap().to_owned())
	}
}

fn run(url: &str, args: &[&str]) -> Output {
	let binary = env!("CARGO_BIN_EXE_salus");
	Command::new(binary).args(args).args(["--url", url]).output().expect("the binary runs")
}

#[test]
fn a_chain_is_told_and_asked() {
	let node = Node::start();
	unknown_ids_are_sentences(&node);
	the_council_acts(&node);
	waiting_is_a_choice(&node);
}

fn unknown_ids_are_sentences(node: &Node) {
	let id = format!("0x{}", "7".repeat(64));
	let (_, message) = node.refused(&["rx", "show", &id]);
	assert!(message.contains("has no item 0x7777"), "{message}");
	let (_, message) = node.refused(&["registry", "show", "99999"]);
	assert!(message.contains("no licence 99999"), "{message}");
	let (_, message) = node.refused(&["council", "vote", &id, "--suri", "//Alice"]);
	assert!(message.contains("no open proposal"), "{message}");
	let (_, message) = node.refused(&["rx", "policy", "200"]);
	assert!(message.contains("class 200 has no policy"), "{message}");
	let (name, message) =
		node.refused(&["rx", "claim", &id, "--licence", "99999", "--suri", "//Bob"]);
	assert_eq!(name, "Prescriptions::NotAuthorized", "{message}");
	assert!(message.contains("Check the licence"), "{message}");
}

fn the_council_acts(node: &Node) {
	let policy = [
		"rx",
		"set-policy",
		"77",
		"--max-repeats",
		"3",
		"--max-validity",
		"100",
		"--max-quantity",
		"9",
	];
	let (name, _) = node.refused(&[&policy[..], &["--suri", "//Bob"]].concat());
	assert_eq!(name, "Council::NotMember");
	let done = node.ok(&[&policy[..], &["--suri", "//Alice"]].concat());
	assert_eq!(done["finality"], "final");
	assert_eq!(node.ok(&["rx", "policy", "77"])["maxRepeats"], 3);

	// An act that the pallet refuses keeps the pallet's name, though the council executed it.
	let bad = [
		"registry",
		"policy",
		"prescriber",
		"--max-validity",
		"0",
		"--tail",
		"1",
		"--bonds",
		"1,2,3,4",
	];
	let (name, _) = node.refused(&[&bad[..], &["--suri", "//Alice"]].concat());
	assert_eq!(name, "Registry::InvalidPolicy");

	let enter = ["registry", "enter-organisation", BOB, "--register", "R", "--number", "77"];
	let (name, _) = node.refused(&[&enter[..], &["--suri", "//Ferdie"]].concat());
	assert_eq!(name, "Registry::NotAuthorized");
	let entered = node.ok(&[&enter[..], &["--council", "--suri", "//Alice"]].concat());
	let organisations = node.ok(&["registry", "list", "organisations"]);
	let ids: Vec<_> =
		organisations.as_array().unwrap().iter().map(|row| &row["organisation"]).collect();
	assert!(ids.contains(&&entered["organisation"]), "{organisations}");
}

fn waiting_is_a_choice(node: &Node) {
	let list = [
		"rx",
		"set-policy",
		"78",
		"--max-repeats",
		"0",
		"--max-validity",
		"1",
		"--max-quantity",
		"1",
	];
	let sent = node.ok(&[&list[..], &["--suri", "//Alice", "--no-wait"]].concat());
	assert_eq!(sent["finality"], "accepted by the node, in no block yet");
	assert_eq!(sent["block"], Value::Null);
	let sent = node.ok(&[&list[..], &["--suri", "//Alice", "--in-block"]].concat());
	assert!(sent["block"].as_u64().is_some());
	assert!(node.dir.path().exists());
}
