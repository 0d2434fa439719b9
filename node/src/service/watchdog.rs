//! Says in the log what an operator must know and the SDK does not tell: once when it begins, once when it is over.
//!
//! [`run`] collects [`Facts`] every few seconds and [`Watch::look`] decides, from nothing else.

use super::{
	consortium::Client,
	keys::{Duty, Keys},
};
use futures::{FutureExt, Stream, StreamExt};
use salus_consortium_runtime::{opaque::Block, BlockNumber};
use sc_client_api::{BlockImportNotification, BlockchainEvents};
use sc_consensus_aura::SlotDuration;
use sc_network_sync::SyncingService;
use sp_blockchain::HeaderBackend;
use sp_consensus::BlockOrigin;
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_timestamp::Timestamp;
use std::{
	collections::VecDeque,
	fmt,
	path::PathBuf,
	sync::Arc,
	time::{Duration, Instant},
};

/// Time between two looks. Nothing here is urgent for a machine, and nobody reads faster.
const PERIOD: Duration = Duration::from_secs(5);

/// Blocks that finality may lag: half a minute, several times what four validators need.
const LAG: BlockNumber = 15;
/// Blocks of lag at which finality is well again.
const LAG_OVER: BlockNumber = 5;
/// How long a node may be without peers or without a new block: peers that restart are back before.
const QUIET: Duration = Duration::from_secs(30);
/// Blocks of others, in rounds of all validators, without one of ours.
const ROUNDS: usize = 5;
/// Blocks whose lateness tells something of the clocks.
const SAMPLE: usize = 8;
/// Milliseconds that blocks may come before their slot by our clock: NTP keeps clocks far closer.
const EARLY: i64 = 500;
/// Milliseconds that each of them may come after its slot began: it is made within two thirds of 2 s.
const LATE: i64 = 4_000;
/// The free space at which the warning begins, in shares of that at which the node stops.
const SPACE: u64 = 4;
/// The free space at which it is over, in the same shares.
const SPACE_OVER: u64 = 5;

/// What one look finds.
#[derive(Debug, Clone)]
struct Facts {
	/// Since the first look.
	at: Duration,
	best: BlockNumber,
	finalized: BlockNumber,
	/// The newest block that a peer told of.
	heard: BlockNumber,
	peers: u32,
	/// Whether it loads many blocks at once.
	catching_up: bool,
	validators: usize,
	duty: Duty,
	/// MiB on the database's disk.
	free: Option<u64>,
	/// Blocks since the last look.
	blocks: Vec<Arrival>,
}

/// A block that came at its time, not in the course of catching up.
#[derive(Debug, Clone, Copy)]
enum Arrival {
	/// Made here.
	Own,
	/// Made elsewhere, so many milliseconds after its slot began.
	Other(i64),
}

/// What the log says.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Notice {
	Duty(Duty),
	Lag { best: BlockNumber, finalized: BlockNumber, peers: u32, validators: usize },
	LagOver { finalized: BlockNumber },
	Alone,
	AloneOver { peers: u32 },
	Standstill { best: BlockNumber, heard: BlockNumber, peers: u32 },
	StandstillOver { best: BlockNumber },
	Idle { others: usize },
	IdleOver,
	Clock { early: bool, by: i64 },
	ClockOver,
	Space { free: u64, floor: u64 },
	SpaceOver { free: u64 },
}

impl fmt::Display for Notice {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Notice::Duty(duty) => write!(f, "Keys: {duty}"),
			Notice::Lag { best, finalized, peers, validators } => write!(
				f,
				"Finality lags: best block #{best}, final #{finalized}. It needs votes of more than two thirds of the \
				 {validators} validators, and this node has {peers} peers: see which validators run, whether they reach one \
				 another, and whether their keys are set"
			),
			Notice::LagOver { finalized } => write!(f, "Finality is well again: final block #{finalized}"),
			Notice::Alone => write!(
				f,
				"No peers: see whether the members' nodes run, whether --bootnodes or --reserved-nodes name them, and whether \
				 the firewalls let the network port through"
			),
			Notice::AloneOver { peers } => write!(f, "Peers again: {peers}"),
			Notice::Standstill { best, heard, peers } if heard > best => write!(
				f,
				"No new block since #{best}, though peers ({peers}) tell of #{heard}: see whether this machine's clock is \
				 right, whether its disk takes writes, and whether this version of the node is the others'"
			),
			Notice::Standstill { best, peers, .. } => write!(
				f,
				"No new block since #{best}, with {peers} peers: see whether validators run and are connected"
			),
			Notice::StandstillOver { best } => write!(f, "New blocks again: #{best}"),
			Notice::Idle { others } => write!(
				f,
				"No block of this validator among the last {others}, though it is in the set: see whether its clock is right, \
				 its processor and disk are fast enough, and no other node uses its keys"
			),
			Notice::IdleOver => write!(f, "This validator makes blocks again"),
			Notice::Clock { early: true, by } => write!(
				f,
				"The others' blocks come {by} ms before their time: this machine's clock is behind theirs; see its time service"
			),
			Notice::Clock { early: false, by } => write!(
				f,
				"The others' blocks come {by} ms after their time: this machine's clock is ahead of theirs, or it or the \
				 network is too slow; see its time service first"
			),
			Notice::ClockOver => write!(f, "The others' blocks come at their time again"),
			Notice::Space { free, floor } => write!(
				f,
				"{free} MiB free on the database's disk; at {floor} MiB the node stops itself: make room"
			),
			Notice::SpaceOver { free } => write!(f, "Room on the database's disk again: {free} MiB"),
		}
	}
}

impl Notice {
	/// Whether somebody must look.
	fn is_bad(&self) -> bool {
		match self {
			Notice::Duty(duty) => !matches!(duty, Duty::Validate | Duty::Observe),
			Notice::Lag { .. }
			| Notice::Alone
			| Notice::Standstill { .. }
			| Notice::Idle { .. }
			| Notice::Clock { .. }
			| Notice::Space { .. } => true,
			Notice::LagOver { .. }
			| Notice::AloneOver { .. }
			| Notice::StandstillOver { .. }
			| Notice::IdleOver
			| Notice::ClockOver
			| Notice::SpaceOver { .. } => false,
		}
	}
}

/// A trouble that is told when it begins and when it is over.
#[derive(Debug, Default)]
struct Trouble(bool);

impl Trouble {
	/// What to tell: `begins` and `over` may both be false, and then the trouble stays as it is.
	fn tell(
		&mut self,
		begins: bool,
		over: bool,
		bad: impl FnOnce() -> Notice,
		good: impl FnOnce() -> Notice,
	) -> Option<Notice> {
		match (self.0, begins, over) {
			(false, true, _) => {
				self.0 = true;
				Some(bad())
			},
			(true, _, true) => {
				self.0 = false;
				Some(good())
			},
			_ => None,
		}
	}
}

/// What was seen and told so far.
#[derive(Debug, Default)]
struct Watch {
	/// MiB at which the node stops itself; 0 if it does not.
	floor: u64,
	duty: Option<Duty>,
	/// The newest block, and since when.
	newest: (BlockNumber, Duration),
	/// Since when it has peers, or has none.
	connected: (bool, Duration),
	/// Others' blocks since our last.
	others: usize,
	lateness: VecDeque<i64>,
	lag: Trouble,
	alone: Trouble,
	standstill: Trouble,
	idle: Trouble,
	clock: Trouble,
	space: Trouble,
}

impl Watch {
	/// What to tell after another look.
	fn look(&mut self, facts: &Facts) -> Vec<Notice> {
		self.note(facts);
		let told = [
			self.duty(facts),
			self.lag(facts),
			self.alone(facts),
			self.standstill(facts),
			self.idle(facts),
			self.clock(),
			self.space(facts),
		];
		told.into_iter().flatten().collect()
	}

	fn note(&mut self, facts: &Facts) {
		if facts.best != self.newest.0 {
			self.newest = (facts.best, facts.at);
		}
		if (facts.peers > 0) != self.connected.0 {
			self.connected = (facts.peers > 0, facts.at);
		}
		for block in &facts.blocks {
			match block {
				Arrival::Own => self.others = 0,
				Arrival::Other(lateness) => {
					self.others = self.others.saturating_add(1);
					self.lateness.push_back(*lateness);
					if self.lateness.len() > SAMPLE {
						self.lateness.pop_front();
					}
				},
			}
		}
		// Nobody expects blocks of it now, and so nothing of this is told.
		if facts.duty != Duty::Validate || facts.catching_up {
			(self.others, self.idle) = (0, Trouble::default());
		}
	}

	/// A node that catches up does not know its set yet.
	fn duty(&mut self, facts: &Facts) -> Option<Notice> {
		(!facts.catching_up && self.duty.replace(facts.duty) != Some(facts.duty))
			.then_some(Notice::Duty(facts.duty))
			.filter(|_| facts.duty != Duty::Observe)
	}

	fn lag(&mut self, facts: &Facts) -> Option<Notice> {
		let &Facts { best, finalized, peers, validators, .. } = facts;
		let lag = best.saturating_sub(finalized);
		self.lag.tell(
			lag > LAG && !facts.catching_up,
			lag <= LAG_OVER,
			|| Notice::Lag { best, finalized, peers, validators },
			|| Notice::LagOver { finalized },
		)
	}

	/// A chain with one validator needs no peers.
	fn alone(&mut self, facts: &Facts) -> Option<Notice> {
		let (connected, since) = self.connected;
		let long = facts.at.saturating_sub(since) >= QUIET;
		self.alone.tell(
			!connected && long && facts.validators > 1,
			connected,
			|| Notice::Alone,
			|| Notice::AloneOver { peers: facts.peers },
		)
	}

	fn standstill(&mut self, facts: &Facts) -> Option<Notice> {
		let &Facts { best, heard, peers, .. } = facts;
		let still = facts.at.saturating_sub(self.newest.1);
		self.standstill.tell(
			still >= QUIET,
			still.is_zero(),
			|| Notice::Standstill { best, heard, peers },
			|| Notice::StandstillOver { best },
		)
	}

	fn idle(&mut self, facts: &Facts) -> Option<Notice> {
		let others = self.others;
		let limit = facts.validators.max(2).saturating_mul(ROUNDS);
		let none = others >= limit;
		self.idle.tell(none, !none, || Notice::Idle { others }, || Notice::IdleOver)
	}

	/// The least lateness of several blocks: one may be slow, all are not.
	fn clock(&mut self) -> Option<Notice> {
		let least = *self.lateness.iter().min()?;
		let full = self.lateness.len() == SAMPLE;
		let early = least < -EARLY;
		self.clock.tell(
			full && (early || least > LATE),
			!early && least <= LATE,
			|| Notice::Clock { early, by: least.abs() },
			|| Notice::ClockOver,
		)
	}

	fn space(&mut self, facts: &Facts) -> Option<Notice> {
		let (free, floor) = (facts.free?, self.floor);
		self.space.tell(
			free < floor.saturating_mul(SPACE),
			free > floor.saturating_mul(SPACE_OVER),
			|| Notice::Space { free, floor },
			|| Notice::SpaceOver { free },
		)
	}
}

/// What the watchdog watches.
pub(super) struct Watched {
	pub(super) client: Arc<Client>,
	pub(super) sync: Arc<SyncingService<Block>>,
	pub(super) keys: Keys,
	pub(super) slot: SlotDuration,
	/// Where the database is, and the MiB at which the node stops itself.
	pub(super) disk: Option<(PathBuf, u64)>,
}

/// Watches until the node ends.
pub(super) async fn run(watched: Watched) {
	let mut blocks = arrivals(&watched.client, watched.slot);
	let floor = watched.disk.as_ref().map_or(0, |(_, floor)| *floor);
	let mut watch = Watch { floor, ..Watch::default() };
	let begin = Instant::now();
	loop {
		if let Some(facts) = watched.facts(begin.elapsed(), &mut blocks).await {
			for notice in watch.look(&facts) {
				if notice.is_bad() {
					log::warn!(target: "salus", "⚠️  {notice}");
				} else {
					log::info!(target: "salus", "{notice}");
				}
			}
		}
		tokio::time::sleep(PERIOD).await;
	}
}

impl Watched {
	/// None while the node begins or ends.
	async fn facts(
		&self,
		at: Duration,
		blocks: &mut (impl Stream<Item = Arrival> + Unpin),
	) -> Option<Facts> {
		let mut arrived = vec![];
		while let Some(Some(block)) = blocks.next().now_or_never() {
			arrived.push(block);
		}
		let sync = self.sync.status().await.ok()?;
		let info = self.client.info();
		Some(Facts {
			at,
			best: info.best_number,
			finalized: info.finalized_number,
			heard: sync.best_seen_block.unwrap_or_default(),
			peers: sync.num_peers,
			catching_up: sync.state.is_major_syncing(),
			validators: self.keys.authors().ok()?.len(),
			duty: self.keys.duty().ok()?,
			free: self.disk.as_ref().and_then(|(path, _)| free(path)),
			blocks: arrived,
		})
	}
}

/// MiB; none if the system does not say.
fn free(path: &PathBuf) -> Option<u64> {
	fs4::available_space(path).ok().map(|bytes| bytes >> 20)
}

/// The blocks that come at their time.
fn arrivals(client: &Client, slot: SlotDuration) -> impl Stream<Item = Arrival> + Unpin {
	let arrival = move |block: BlockImportNotification<Block>| {
		futures::future::ready(match block.origin {
			BlockOrigin::Own => Some(Arrival::Own),
			BlockOrigin::NetworkBroadcast => lateness(&block.header, slot).map(Arrival::Other),
			_ => None,
		})
	};
	Box::pin(client.import_notification_stream().filter_map(arrival))
}

fn lateness(header: &salus_consortium_runtime::Header, slot: SlotDuration) -> Option<i64> {
	let number = sc_consensus_aura::find_pre_digest::<Block, AuthoritySignature>(header).ok()?;
	let begin = number.timestamp(slot)?;
	let now = i64::try_from(Timestamp::current().as_millis()).ok()?;
	Some(now.saturating_sub(i64::try_from(begin.as_millis()).ok()?))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A healthy member of four.
	fn well(seconds: u64) -> Facts {
		let best = 100 + u32::try_from(seconds).unwrap() / 2;
		Facts {
			at: Duration::from_secs(seconds),
			best,
			finalized: best - 2,
			heard: best,
			peers: 3,
			catching_up: false,
			validators: 4,
			duty: Duty::Validate,
			free: Some(100_000),
			blocks: vec![Arrival::Own, Arrival::Other(300), Arrival::Other(900)],
		}
	}

	fn watch() -> Watch {
		let mut watch = Watch { floor: 1024, ..Watch::default() };
		assert_eq!(watch.look(&well(5)), [Notice::Duty(Duty::Validate)]);
		watch
	}

	/// What is told while facts are changed, second by second, and after it.
	fn told(watch: &mut Watch, seconds: u64, change: impl Fn(&mut Facts)) -> [Vec<Notice>; 2] {
		let mut bad = vec![];
		for second in 6..6 + seconds {
			let mut facts = well(second);
			change(&mut facts);
			bad.extend(watch.look(&facts));
		}
		let good = (6 + seconds..20 + seconds).flat_map(|second| watch.look(&well(second)));
		let good = good.collect();
		[bad, good]
	}

	#[test]
	fn nothing_is_told_of_a_healthy_node() {
		assert_eq!(told(&mut watch(), 300, |_| ()), [vec![], vec![]]);
	}

	#[test]
	fn lagging_finality_is_told_once_and_its_recovery() {
		let [bad, good] = told(&mut watch(), 60, |facts| facts.finalized = 98);
		assert_eq!(bad, [Notice::Lag { best: 114, finalized: 98, peers: 3, validators: 4 }]);
		assert!(matches!(good[..], [Notice::LagOver { .. }]), "{good:?}");
		let [bad, _] = told(&mut watch(), 60, |facts| {
			facts.finalized = 98;
			facts.catching_up = true;
		});
		assert_eq!(bad, []);
	}

	#[test]
	fn a_node_alone_is_told_if_the_chain_has_other_validators() {
		let [bad, good] = told(&mut watch(), 60, |facts| facts.peers = 0);
		assert_eq!((bad, good), (vec![Notice::Alone], vec![Notice::AloneOver { peers: 3 }]));
		let [bad, _] = told(&mut watch(), 20, |facts| facts.peers = 0);
		assert_eq!(bad, []);
		let [bad, _] = told(&mut watch(), 60, |facts| (facts.peers, facts.validators) = (0, 1));
		assert_eq!(bad, []);
	}

	#[test]
	fn a_standstill_says_whether_peers_go_on() {
		let [bad, good] = told(&mut watch(), 60, |facts| {
			(facts.best, facts.finalized, facts.heard) = (102, 100, 120);
		});
		assert_eq!(bad, [Notice::Standstill { best: 102, heard: 120, peers: 3 }]);
		assert!(bad[0].to_string().contains("clock"));
		assert!(matches!(good[..], [Notice::StandstillOver { .. }]), "{good:?}");
	}

	#[test]
	fn a_validator_without_blocks_is_told() {
		let others = |facts: &mut Facts| facts.blocks = vec![Arrival::Other(500)];
		let [bad, good] = told(&mut watch(), 60, others);
		assert_eq!((bad, good), (vec![Notice::Idle { others: 20 }], vec![Notice::IdleOver]));
		let [bad, _] = told(&mut watch(), 60, |facts| {
			others(facts);
			facts.duty = Duty::Observe;
		});
		assert_eq!(bad, []);
	}

	#[test]
	fn clocks_that_differ_are_told() {
		let [bad, good] = told(&mut watch(), 60, |facts| {
			facts.blocks = vec![Arrival::Own, Arrival::Other(-700)];
		});
		assert_eq!(bad, [Notice::Clock { early: true, by: 700 }]);
		assert_eq!(good, [Notice::ClockOver]);
		// One slow block is none.
		let [bad, _] = told(&mut watch(), 60, |facts| facts.blocks.push(Arrival::Other(9_000)));
		assert_eq!(bad, []);
		let [bad, _] = told(&mut watch(), 60, |facts| {
			facts.blocks = vec![Arrival::Own, Arrival::Other(5_000)];
		});
		assert_eq!(bad, [Notice::Clock { early: false, by: 5_000 }]);
	}

	#[test]
	fn a_disk_is_told_before_the_node_stops() {
		let [bad, good] = told(&mut watch(), 60, |facts| facts.free = Some(4_000));
		assert_eq!(bad, [Notice::Space { free: 4_000, floor: 1024 }]);
		assert_eq!(good, [Notice::SpaceOver { free: 100_000 }]);
	}

	#[test]
	fn a_change_of_duty_is_told_as_good_or_bad() {
		let mut watch = watch();
		let [bad, good] = told(&mut watch, 60, |facts| facts.duty = Duty::Wait);
		assert_eq!(
			(bad, good),
			(vec![Notice::Duty(Duty::Wait)], vec![Notice::Duty(Duty::Validate)])
		);
		assert!(Notice::Duty(Duty::Keyless).is_bad() && !Notice::Duty(Duty::Validate).is_bad());
	}
}
