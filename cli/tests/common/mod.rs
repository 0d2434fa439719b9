//! A node for tests.
//!
//! It is `SALUS_NODE`, else the `salus-node` that was built beside the client. Without one that has the runtime's Wasm the test
//! fails and says what to build.
// Every test is a crate of its own and uses a part of this.
#![allow(dead_code)]

use serde_json::Value;
use std::{
	env, fs,
	path::PathBuf,
	process::{Child, Command, Output, Stdio},
	thread,
	time::{Duration, Instant},
};

/// How long a node may take to start, and to do what a test waits for.
pub const PATIENCE: Duration = Duration::from_secs(120);

/// A development chain of its own, which goes when the test ends.
pub struct Node {
	process: Child,
	/// A folder that goes with it.
	pub dir: tempfile::TempDir,
	/// Its address.
	pub url: String,
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.process.kill();
		let _ = self.process.wait();
	}
}

impl Node {
	/// Starts one, and waits until it answers.
	pub fn start() -> Node {
		Node::launch(tempfile::tempdir().unwrap(), &["--dev"])
	}

	/// Starts one with more arguments.
	pub fn dev(args: &[&str]) -> Node {
		Node::launch(tempfile::tempdir().unwrap(), &[&["--dev"], args].concat())
	}

	/// Starts one whose only validator votes on its blocks, and which answers what evidence is made of.
	pub fn finalising() -> Node {
		let dir = tempfile::tempdir().unwrap();
		let spec = Command::new(node()).args(["export-chain-spec", "--chain", "dev"]).output();
		let spec = spec.unwrap_or_else(|error| panic!("{}", no_node(&error)));
		let mut spec: Value = serde_json::from_slice(&spec.stdout).expect("a node with a runtime");
		spec["chainType"] = "Local".into();
		let file = dir.path().join("spec.json");
		fs::write(&file, spec.to_string()).unwrap();
		let chain = ["--chain", file.to_str().unwrap(), "--alice", "--force-authoring"];
		let alone = ["--no-mdns", "--listen-addr", "/ip4/127.0.0.1/tcp/0", "--evidence-rpc"];
		let archive = ["--state-pruning", "archive", "--blocks-pruning", "archive"];
		Node::launch(dir, &[&chain[..], &alone, &archive].concat())
	}

	fn launch(dir: tempfile::TempDir, args: &[&str]) -> Node {
		let file = dir.path().join("log");
		let process = Command::new(node())
			.args(args)
			.args(["--no-prometheus", "--rpc-port", "0", "--base-path"])
			.arg(dir.path().join("node"))
			.stdout(Stdio::null())
			.stderr(fs::File::create(&file).unwrap())
			.spawn()
			.unwrap_or_else(|error| panic!("{}", no_node(&error)));
		let mut node = Node { process, dir, url: String::new() };
		let start = Instant::now();
		while node.url.is_empty() {
			thread::sleep(Duration::from_millis(50));
			let log = fs::read_to_string(&file).unwrap();
			node.url = address(&log).map_or_else(String::new, |address| format!("ws://{address}"));
			let ended = node.process.try_wait().unwrap().is_some();
			assert!(
				!log.contains("without the runtime's Wasm"),
				"the node has no runtime: build it without SKIP_WASM_BUILD"
			);
			assert!(!ended && start.elapsed() < PATIENCE, "the node did not start: {log}");
		}
		node
	}

	/// Ends it; what was written stays.
	pub fn stop(mut self) -> tempfile::TempDir {
		let none = tempfile::tempdir().unwrap();
		let _ = self.process.kill();
		let _ = self.process.wait();
		std::mem::replace(&mut self.dir, none)
	}

	/// What a command prints with `--json`.
	pub fn ok(&self, args: &[&str]) -> Value {
		let output = run(&self.url, &[args, &["--json"]].concat());
		let errors = String::from_utf8_lossy(&output.stderr);
		assert!(output.status.success(), "{args:?}: {errors}");
		serde_json::from_slice(&output.stdout).unwrap()
	}

	/// The name of the error that a command is refused with; `-` if it has none.
	pub fn refused(&self, args: &[&str]) -> (String, String) {
		let output = run(&self.url, &[args, &["--json"]].concat());
		assert_eq!(output.status.code(), Some(1), "{args:?}");
		let error: Value = serde_json::from_slice(&output.stderr).unwrap();
		let name = error["error"].as_str().unwrap_or("-").to_owned();
		(name, error["message"].as_str().unwrap().to_owned())
	}
}

/// The address in the line by which a node's RPC server says where it listens.
fn address(log: &str) -> Option<&str> {
	let (_, rest) = log.split_once("Running JSON-RPC server: addr=")?;
	let (line, _) = rest.split_once('\n')?;
	line.split(',').find(|address| address.starts_with("127.0.0.1:"))
}

/// Runs the client at a node.
pub fn run(url: &str, args: &[&str]) -> Output {
	client(&[args, &["--url", url]].concat())
}

/// Runs the client.
pub fn client(args: &[&str]) -> Output {
	Command::new(salus()).args(args).output().expect("the binary runs")
}

/// The client: built for a test of the whole, else beside whatever is tested.
fn salus() -> PathBuf {
	let built = option_env!("CARGO_BIN_EXE_salus");
	built.map_or_else(|| env::current_exe().unwrap().with_file_name("../salus"), PathBuf::from)
}

fn node() -> PathBuf {
	env::var_os("SALUS_NODE").map_or_else(|| salus().with_file_name("salus-node"), PathBuf::from)
}

fn no_node(error: &std::io::Error) -> String {
	let path = node().display().to_string();
	format!("{path}: {error}. Build it (cargo build -p salus-node) or name one in SALUS_NODE")
}
