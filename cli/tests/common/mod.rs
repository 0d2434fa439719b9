//! A node for tests.
//!
//! It is `SALUS_NODE`, else the `salus-node` that was built beside the client. Without one that has the runtime's Wasm the test
//! fails and says what to build.

use serde_json::Value;
use std::{
	env, fs,
	net::TcpListener,
	path::{Path, PathBuf},
	process::{Child, Command, Output, Stdio},
	thread,
	time::{Duration, Instant},
};

const PATIENCE: Duration = Duration::from_secs(120);

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

/// Runs the client at a node.
pub fn run(url: &str, args: &[&str]) -> Output {
	let binary = env!("CARGO_BIN_EXE_salus");
	Command::new(binary).args(args).args(["--url", url]).output().expect("the binary runs")
}
