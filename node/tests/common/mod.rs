//! A node as a child process: started with free ports and its own base path, stopped when dropped, its log shown if the test
//! fails.
// Every test file is a crate of its own and uses a part of this.
#![allow(dead_code)]

pub mod acts;
pub mod extrinsic;

use jsonrpsee::{
	core::client::ClientT,
	http_client::{HttpClient, HttpClientBuilder},
	rpc_params,
	ws_client::{WsClient, WsClientBuilder},
};
use serde_json::Value;
use sp_core::H256;
use std::{
	ffi::OsStr,
	future::Future,
	io::{BufRead, BufReader, Read, Write},
	net::TcpStream,
	path::Path,
	process::{Child, Command, ExitStatus, Output, Stdio},
	sync::{mpsc, Arc, Mutex},
	thread::{self, JoinHandle},
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// How long a node may take to open its RPC port: it compiles the runtime, on a machine that does other things too.
pub const START: Duration = Duration::from_secs(60);

/// How long anything else may take.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// The largest answer, in bytes: what nodes send at most. The runtime of a debug build alone is 11 MiB in hexadecimal.
const LARGEST_ANSWER: u32 = 15 << 20;

/// The binary under test; `SALUS_NODE` names another one.
fn binary() -> Command {
	let built = OsStr::new(env!("CARGO_BIN_EXE_salus-node")).to_owned();
	Command::new(std::env::var_os("SALUS_NODE").unwrap_or(built))
}

/// Runs the binary to its end.
pub fn run(args: &[&str]) -> Output {
	binary().args(args).output().expect("the binary starts")
}

/// Runs the binary to its successful end, and answers what it printed.
pub fn run_ok(args: &[&str]) -> String {
	let output = run(args);
	let errors = String::from_utf8_lossy(&output.stderr);
	assert!(output.status.success(), "{args:?} failed:\n{errors}");
	String::from_utf8(output.stdout).expect("UTF-8")
}

/// Runs the binary, which must fail with one line that starts with `Error:`, and answers that line.
pub fn run_refused(args: &[&str]) -> String {
	let output = run(args);
	let errors = String::from_utf8_lossy(&output.stderr).into_owned();
	assert_eq!(output.status.code(), Some(1), "{args:?}:\n{errors}");
	let line = errors.lines().find(|line| line.starts_with("Error: "));
	line.unwrap_or_else(|| panic!("{args:?} gave no reason:\n{errors}")).to_string()
}

/// A running node.
pub struct Node {
	child: Child,
	rpc: u16,
	log: Arc<Mutex<String>>,
	/// Ends when the process has ended and all that it said is in the log.
	reader: Option<JoinHandle<()>>,
	base: TempDir,
}

impl Node {
	/// Starts a development chain.
	pub fn dev(args: &[&str]) -> Node {
		Node::start(&[&["--dev"], args].concat())
	}

	/// Starts a node on a new base path.
	pub fn start(args: &[&str]) -> Node {
		Node::start_at(TempDir::new().expect("a temporary folder"), args)
	}

	/// Starts a node on a base path. It finds nobody of whom it is not told: another test's network may have the same genesis.
	pub fn start_at(base: TempDir, args: &[&str]) -> Node {
		let mut child = binary()
			.args(["--rpc-port", "0", "--prometheus-port", "0", "--no-mdns", "--no-telemetry"])
			.arg("--base-path")
			.arg(base.path())
			.args(args)
			.stdout(Stdio::null())
			.stderr(Stdio::piped())
			.spawn()
			.expect("the binary starts");
		let log = Arc::new(Mutex::new(String::new()));
		let (ready, port) = mpsc::channel();
		let (lines, shared) = (BufReader::new(child.stderr.take().unwrap()).lines(), log.clone());
		let reader = thread::spawn(move || {
			for line in lines.map_while(Result::ok) {
				if let Some(port) = rpc_port(&line) {
					let _ = ready.send(port);
				}
				let mut log = shared.lock().unwrap();
				log.push_str(&line);
				log.push('\n');
			}
		});
		let mut node = Node { child, rpc: 0, log, reader: Some(reader), base };
		node.rpc = port.recv_timeout(START).unwrap_or_else(|_| panic!("the node did not start"));
		node
	}

	/// Asks the node to end as an operator does, so that the database is closed in order, and answers its base path.
	pub fn stop(self) -> TempDir {
		self.signal("TERM");
		self.ended(PATIENCE).2
	}

	/// Ends the node at once, as a loss of power would but for what the kernel still writes, and answers its base path.
	pub fn kill(mut self) -> TempDir {
		let _ = self.child.kill();
		let _ = self.child.wait();
		std::mem::replace(&mut self.base, TempDir::new().expect("a temporary folder"))
	}

	/// Waits until the node has ended by itself, and answers how, with its last words and its base path.
	pub fn ended(mut self, patience: Duration) -> (ExitStatus, String, TempDir) {
		let deadline = Instant::now() + patience;
		let status = loop {
			match self.child.try_wait().expect("it is a child") {
				Some(status) => break status,
				None => assert!(Instant::now() < deadline, "it goes on after {patience:?}"),
			}
			thread::sleep(Duration::from_millis(20));
		};
		self.read_to_end();
		let base = TempDir::new().expect("a temporary folder");
		(status, self.log(), std::mem::replace(&mut self.base, base))
	}

	/// Sends a signal by its name, such as `STOP`.
	pub fn signal(&self, name: &str) {
		let pid = self.child.id().to_string();
		let sent = Command::new("kill").args([&format!("-{name}"), &pid]).status();
		assert!(sent.expect("kill is there").success(), "no process {pid}");
	}

	/// The process.
	pub fn pid(&self) -> u32 {
		self.child.id()
	}

	/// Where its JSON-RPC listens.
	pub fn rpc_port(&self) -> u16 {
		self.rpc
	}

	/// Where the node keeps its files.
	pub fn base(&self) -> &Path {
		self.base.path()
	}

	/// What the node has logged so far.
	pub fn log(&self) -> String {
		self.log.lock().unwrap().clone()
	}

	/// Waits until the log has the last words of a process that has ended.
	fn read_to_end(&mut self) {
		if let Some(reader) = self.reader.take() {
			let _ = reader.join();
		}
	}

	/// A connection to the node.
	pub async fn client(&self) -> WsClient {
		WsClientBuilder::default()
			.request_timeout(PATIENCE)
			.build(format!("ws://127.0.0.1:{}", self.rpc))
			.await
			.expect("the node listens")
	}

	/// The same, with a connection for each request, so that it outlives a restart of whatever listens there.
	pub fn http(&self) -> HttpClient {
		HttpClientBuilder::default()
			.request_timeout(PATIENCE)
			.max_response_size(LARGEST_ANSWER)
			.build(format!("http://127.0.0.1:{}", self.rpc))
			.expect("a valid address")
	}

	/// What the node exports to Prometheus, as text.
	pub async fn metrics(&self) -> String {
		let port = until("the exporter listens", || async { exporter_port(&self.log()) }).await;
		let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("the exporter listens");
		write!(stream, "GET /metrics HTTP/1.0\r\n\r\n").expect("it takes a request");
		let mut answer = String::new();
		stream.read_to_string(&mut answer).expect("it answers");
		assert!(answer.starts_with("HTTP/1.0 200"), "{answer}");
		answer
	}
}

impl Drop for Node {
	fn drop(&mut self) {
		let _ = self.child.kill();
		let _ = self.child.wait();
		self.read_to_end();
		if thread::panicking() {
			eprintln!("--- log of the node ---\n{}", self.log());
		}
	}
}

/// The port in the line by which the RPC server says where it listens.
fn rpc_port(line: &str) -> Option<u16> {
	let (_, addresses) = line.split_once("Running JSON-RPC server: addr=")?;
	let (_, rest) = addresses.split_once("127.0.0.1:")?;
	rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// The port on which the log says that metrics are exported.
fn exporter_port(log: &str) -> Option<u16> {
	let (_, rest) = log.split_once("Prometheus exporter started at 127.0.0.1:")?;
	rest.lines().next()?.trim().parse().ok()
}

/// Waits until a question has an answer.
pub async fn until<T, F: Future<Output = Option<T>>>(what: &str, mut ask: impl FnMut() -> F) -> T {
	let deadline = Instant::now() + PATIENCE;
	while Instant::now() < deadline {
		if let Some(answer) = ask().await {
			return answer;
		}
		tokio::time::sleep(Duration::from_millis(100)).await;
	}
	panic!("in vain: {what}");
}

/// Height of the newest final block.
pub async fn finalized(client: &impl ClientT) -> u64 {
	let hash: H256 = client.request("chain_getFinalizedHead", rpc_params![]).await.unwrap();
	height(client, hash).await
}

/// Height of the newest block.
pub async fn best(client: &impl ClientT) -> u64 {
	let header: Value = client.request("chain_getHeader", rpc_params![]).await.unwrap();
	number(&header)
}

/// Height of a block.
pub async fn height(client: &impl ClientT, hash: H256) -> u64 {
	let header: Value = client.request("chain_getHeader", rpc_params![hash]).await.unwrap();
	number(&header)
}

/// Hash of the block at a height of the best chain.
pub async fn hash_at(client: &impl ClientT, height: u64) -> Option<H256> {
	client.request("chain_getBlockHash", rpc_params![height]).await.unwrap()
}

fn number(header: &Value) -> u64 {
	let hex = header["number"].as_str().unwrap().trim_start_matches("0x");
	u64::from_str_radix(hex, 16).unwrap()
}
