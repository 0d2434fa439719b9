//! A network of validators: its chain spec, processes, signals, and links that can be cut.

use crate::common::{best, finalized, run_ok, Node};
use futures::future::join_all;
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use sc_network::config::{ed25519, NodeKeyConfig, Secret};
use serde_json::Value;
use sp_core::{Encode, H256};
use sp_io::hashing::{blake2_256, twox_128};
use std::{
	fmt::Display,
	future::Future,
	net::{Ipv4Addr, SocketAddrV4},
	path::{Path, PathBuf},
	process,
	sync::atomic::{AtomicU8, Ordering},
	thread,
	time::{Duration, Instant},
};
use tempfile::TempDir;

/// Length of a slot.
pub const SLOT: Duration = Duration::from_secs(2);

/// The validators of the local chain.
pub const FOUR: [&str; 4] = ["alice", "bob", "charlie", "dave"];

/// A chain for a test: the local one, changed where the test needs it.
pub struct Chain {
	spec: Value,
}

impl Chain {
	/// The local chain: Alice, Bob, Charlie and Dave are validators and council.
	pub fn local() -> Self {
		Chain::from_raw(&run_ok(&["export-chain-spec", "--chain", "local", "--raw"]))
	}

	/// The chain of a raw spec.
	pub fn from_raw(spec: &str) -> Self {
		Chain { spec: serde_json::from_str(spec).unwrap() }
	}

	/// With sessions of so many blocks.
	pub fn with_sessions(self, blocks: u32) -> Self {
		self.with_state(&twox_128(b":SessionLength:"), &blocks.encode())
	}

	/// With another value in its first state.
	pub fn with_state(mut self, key: &[u8], value: &[u8]) -> Self {
		let hex = |bytes: &[u8]| sp_core::bytes::to_hex(bytes, false);
		self.spec["genesis"]["raw"]["top"][hex(key)] = hex(value).into();
		self
	}

	/// With another entry of the spec, such as `chainType`.
	pub fn with(mut self, entry: &str, value: impl Into<Value>) -> Self {
		self.spec[entry] = value.into();
		self
	}

	/// Writes the spec to a file.
	pub fn write(&self, path: &Path) {
		std::fs::write(path, self.spec.to_string()).unwrap();
	}
}

/// A member's node. It keeps its identity, its network address and its files through restarts; its RPC port may change.
pub struct Member {
	/// `alice`, ...
	pub name: &'static str,
	/// Where it listens for peers.
	pub listens: SocketAddrV4,
	secret: [u8; 32],
	args: Vec<String>,
	/// The process, or the files of a node that does not run.
	state: State,
}

enum State {
	Runs(Box<Node>),
	/// It is there, but the kernel gives it no time.
	Paused(Box<Node>),
	Down(TempDir),
	/// While one becomes the other.
	Between,
}

impl Member {
	/// A node that does not run yet, with a new identity. What it needs to know of the others is in `args`.
	pub fn new(name: &'static str) -> Self {
		Member {
			name,
			listens: own_address(),
			secret: blake2_256(name.as_bytes()),
			args: vec![],
			state: State::Down(TempDir::new().unwrap()),
		}
	}

	/// Where peers find it.
	pub fn address(&self) -> String {
		self.address_by(self.listens)
	}

	/// Where peers find it through a link.
	pub fn address_by(&self, link: SocketAddrV4) -> String {
		let secret = ed25519::SecretKey::try_from_bytes(self.secret).unwrap();
		let key = NodeKeyConfig::Ed25519(Secret::Input(secret)).into_keypair().unwrap();
		format!("{}/p2p/{}", multiaddr(link), key.public().to_peer_id())
	}

	/// Adds arguments, from the next start on.
	pub fn args<S: ToString>(&mut self, args: impl IntoIterator<Item = S>) -> &mut Self {
		self.args.extend(args.into_iter().map(|arg| arg.to_string()));
		self
	}

	/// Gives another argument instead of one, from the next start on.
	pub fn replace(&mut self, old: &str, new: &str) -> &mut Self {
		let arg = self.args.iter_mut().find(|arg| *arg == old);
		*arg.unwrap_or_else(|| panic!("{} has no {old}", self.name)) = new.to_string();
		self
	}

	/// Starts the process, which must not run.
	pub fn start(&mut self) {
		let State::Down(base) = std::mem::replace(&mut self.state, State::Between) else {
			panic!("{} runs already", self.name)
		};
		let secret = format!("{:x}", H256(self.secret));
		let listen = multiaddr(self.listens);
		let mut args = vec!["--node-key", &secret, "--listen-addr", &listen];
		args.extend(self.args.iter().map(String::as_str));
		self.state = State::Runs(Box::new(Node::start_at(base, &args)));
	}

	/// SIGKILL.
	pub fn kill(&mut self) {
		self.end(Node::kill)
	}

	/// SIGTERM, and waits.
	pub fn stop(&mut self) {
		self.end(Node::stop)
	}

	fn end(&mut self, how: fn(Node) -> TempDir) {
		let State::Runs(node) = std::mem::replace(&mut self.state, State::Between) else {
			panic!("{} does not run", self.name)
		};
		self.state = State::Down(how(*node));
	}

	/// SIGSTOP: it keeps its memory and its connections, and does nothing.
	pub fn pause(&mut self) {
		let State::Runs(node) = std::mem::replace(&mut self.state, State::Between) else {
			panic!("{} does not run", self.name)
		};
		node.signal("STOP");
		self.state = State::Paused(node);
	}

	/// SIGCONT.
	pub fn resume(&mut self) {
		let State::Paused(node) = std::mem::replace(&mut self.state, State::Between) else {
			panic!("{} is not paused", self.name)
		};
		node.signal("CONT");
		self.state = State::Runs(node);
	}

	/// The running process.
	pub fn node(&self) -> &Node {
		match &self.state {
			State::Runs(node) => node,
			_ => panic!("{} does not run", self.name),
		}
	}

	/// Whether the process runs, and is not paused.
	pub fn runs(&self) -> bool {
		matches!(self.state, State::Runs(_))
	}

	/// Its JSON-RPC.
	pub fn rpc(&self) -> HttpClient {
		self.node().http()
	}

	/// The most memory that the process ever had, in MiB.
	pub fn peak_memory(&self) -> u64 {
		peak_memory(self.node().pid())
	}
}

/// The most memory that a process ever had, in MiB.
pub fn peak_memory(pid: u32) -> u64 {
	let status = std::fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
	let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
	let kib: u64 = line.trim().trim_end_matches(" kB").parse().unwrap();
	kib / 1024
}

/// The members' nodes.
pub struct Net {
	/// In the order of [`FOUR`]; who joins later stands behind.
	pub members: Vec<Member>,
	folder: TempDir,
}

impl Net {
	/// Four validators that know one another, running, with finality going on.
	pub async fn start(chain: &Chain) -> Net {
		Net::start_with(chain, &[]).await
	}

	/// The same with arguments for each of them.
	pub async fn start_with(chain: &Chain, args: &[&str]) -> Net {
		let mut net = Net::prepare(chain);
		let addresses: Vec<_> = net.members.iter().map(Member::address).collect();
		for (i, member) in net.members.iter_mut().enumerate() {
			member.args(args);
			for (j, address) in addresses.iter().enumerate() {
				if i != j {
					member.args(["--reserved-nodes", address]);
				}
			}
		}
		net.start_all();
		net.finality_goes_on(Duration::from_secs(60)).await;
		net
	}

	/// The same without a start, and without knowing one another.
	pub fn prepare(chain: &Chain) -> Net {
		let folder = TempDir::new().unwrap();
		let mut net = Net { members: vec![], folder };
		chain.write(&net.spec());
		for name in FOUR {
			let flag = format!("--{name}");
			net.add(name).args([flag]);
		}
		net
	}

	/// The file of the chain spec.
	pub fn spec(&self) -> PathBuf {
		self.folder.path().join("spec.json")
	}

	/// One more node of the chain, not running yet and without keys. It knows nobody.
	pub fn add(&mut self, name: &'static str) -> &mut Member {
		let spec = self.spec();
		let mut member = Member::new(name);
		member.args(["--chain", spec.to_str().unwrap()]);
		self.members.push(member);
		self.members.last_mut().unwrap()
	}

	/// Starts one more node, which knows the others, and waits until it has caught up with the final blocks; answers its place
	/// among the members.
	pub async fn join(&mut self, name: &'static str, args: &[&str]) -> usize {
		let others: Vec<_> = self.members.iter().map(Member::address).collect();
		let member = self.add(name).args(args);
		for other in others {
			member.args(["--reserved-nodes", &other]);
		}
		member.start();
		let rpc = member.rpc();
		let validator = self.members[0].rpc();
		within_time(Duration::from_secs(60), "it has caught up", || async {
			finalized(&rpc).await + 1 >= finalized(&validator).await
				&& best(&rpc).await + 1 >= best(&validator).await
		})
		.await;
		self.members.len() - 1
	}

	/// Starts whoever does not run, all at once.
	pub fn start_all(&mut self) {
		thread::scope(|scope| {
			for member in self.members.iter_mut().filter(|member| !member.runs()) {
				scope.spawn(|| member.start());
			}
		});
	}

	/// SIGKILL to whoever runs, all at once.
	pub fn kill_all(&mut self) {
		thread::scope(|scope| {
			for member in self.members.iter_mut().filter(|member| member.runs()) {
				scope.spawn(|| member.kill());
			}
		});
	}

	/// The members that run.
	pub fn running(&self) -> impl Iterator<Item = &Member> {
		self.members.iter().filter(|member| member.runs())
	}

	/// Waits until every running member sees two more final blocks; answers how long it took.
	pub async fn finality_goes_on(&self, within: Duration) -> Duration {
		let begun = Instant::now();
		for member in self.running() {
			let rpc = member.rpc();
			let from = finalized(&rpc).await;
			within_time(within, &format!("{} sees new final blocks", member.name), || async {
				finalized(&rpc).await >= from + 2
			})
			.await;
		}
		begun.elapsed()
	}

	/// The number of peers that each running member sees.
	pub async fn peers(&self) -> Vec<u64> {
		join_all(self.running().map(|member| async {
			let health: Value = member.rpc().request("system_health", rpc_params![]).await.unwrap();
			health["peers"].as_u64().unwrap()
		}))
		.await
	}

	/// How far finality is behind the newest block, at the worst of the running members.
	pub async fn lag(&self) -> u64 {
		let mut worst = 0;
		for member in self.running() {
			let rpc = member.rpc();
			// In this order: a block that becomes final between the questions must not count as lag.
			let newest = best(&rpc).await;
			worst = worst.max(newest.saturating_sub(finalized(&rpc).await));
		}
		worst
	}
}

/// Waits until something holds, for so long at most; answers how long it took.
pub async fn within_time<F: Future<Output = bool>>(
	limit: Duration,
	what: &str,
	mut holds: impl FnMut() -> F,
) -> Duration {
	let begun = Instant::now();
	while !holds().await {
		assert!(begun.elapsed() < limit, "not within {limit:?}: {what}");
		tokio::time::sleep(Duration::from_millis(200)).await;
	}
	begun.elapsed()
}

/// Hash of a node's newest final block.
pub async fn final_head(rpc: &HttpClient) -> H256 {
	rpc.request("chain_getFinalizedHead", rpc_params![]).await.unwrap()
}

/// A figure for the table of `scripts/test-faults`: what was measured, and the bound that it was held against.
pub fn figure(fault: &str, what: &str, measured: impl Display, bound: impl Display) {
	println!("FIGURE|{fault}|{what}|{measured}|{bound}");
}

/// Where a member listens through all its restarts, so nobody else may ever take it: an address of the loopback network that
/// only this process uses. A free port of 127.0.0.1 would be anybody's until the member has started, and while it is down. The
/// port is no node's usual one, at which a developer's may listen on all addresses. Each has another one: a node dials from the
/// port at which it listens, and from 127.0.0.1, so of two with one port only one could reach a third.
fn own_address() -> SocketAddrV4 {
	static MEMBERS: AtomicU8 = AtomicU8::new(1);
	let member = MEMBERS.fetch_add(1, Ordering::Relaxed);
	let [.., high, low] = process::id().to_be_bytes();
	SocketAddrV4::new(Ipv4Addr::new(127, member, high, low), 26_000 + u16::from(member))
}

fn multiaddr(socket: SocketAddrV4) -> String {
	format!("/ip4/{}/tcp/{}", socket.ip(), socket.port())
}
