//! Killed again and again at random times, under load.
//!
//! | variable | does |
//! |---|---|
//! | `SALUS_SEED` | repeats the choices of a run, which prints its seed; the processes' timing stays their own |
//! | `SALUS_LONG=1` | 100 rounds instead of 20 |

use crate::{
	common::{finalized, START},
	ledger::Ledger,
	load::Load,
	net::{figure, within_time, Chain, Member, Net},
};
use sp_core::Encode;
use sp_io::hashing::blake2_256;
use std::{
	env,
	time::{Duration, Instant, UNIX_EPOCH},
};

/// A transaction in each. A development chain makes five blocks a second of them.
const PERIOD: Duration = Duration::from_millis(200);

/// Milliseconds that pass at most between two kills: some blocks, and one and a half turn of GRANDPA's rounds.
const LIFE: u64 = 6_000;

/// How long one who was away may need to have what the others had.
const CATCH_UP: Duration = Duration::from_secs(20);

/// Choices that a seed repeats.
struct Chance {
	seed: u64,
	drawn: u64,
}

impl Chance {
	fn new() -> Self {
		let given = env::var("SALUS_SEED").ok().map(|seed| seed.parse().expect("a number"));
		let seed = given.unwrap_or_else(|| UNIX_EPOCH.elapsed().unwrap().as_secs());
		println!("SALUS_SEED={seed} repeats these choices");
		Chance { seed, drawn: 0 }
	}

	/// A number below a bound.
	fn below(&mut self, bound: u64) -> u64 {
		self.drawn += 1;
		let drawn = (self.seed, self.drawn).using_encoded(blake2_256);
		u64::from_le_bytes(*drawn.first_chunk().unwrap()) % bound
	}
}

/// What is asked of nodes that are killed again and again.
struct Trial {
	load: Load,
	ledger: Ledger,
	slowest_start: Duration,
	slowest_return: Duration,
	/// Rounds in which a node came back without the last that it had told.
	lossy: u32,
	equivocations: u32,
}

impl Trial {
	fn begin(members: &[Member]) -> Self {
		Trial {
			load: Load::start(members, PERIOD),
			ledger: Ledger::default(),
			slowest_start: Duration::ZERO,
			slowest_return: Duration::ZERO,
			lossy: 0,
			equivocations: 0,
		}
	}

	/// Follows all for so long; whoever is about to be killed, to the last moment.
	async fn follow(&mut self, members: &[Member], who: usize, life: Duration) {
		let begun = Instant::now();
		while begun.elapsed() < life {
			for member in members {
				self.ledger.observe(member).await;
			}
			self.ledger.enter(&members[who], &self.load.issued()).await;
			tokio::time::sleep(Duration::from_millis(100)).await;
		}
		self.ledger.observe(&members[who]).await;
	}

	/// Kills a node and starts it.
	fn strike(&mut self, members: &mut [Member], who: usize) {
		self.equivocations += noticed(&members[who]);
		members[who].kill();
		self.ledger.killed(&members[who]);
		self.load.through(members.iter().filter(|member| member.runs()));
		let begun = Instant::now();
		members[who].start();
		self.slowest_start = self.slowest_start.max(begun.elapsed());
		self.load.through(&*members);
	}

	/// Waits until a node that told a final head before it was killed has what the others have, and looks whether it is the same.
	async fn recover(&mut self, members: &[Member], who: usize, told: u64) {
		let head = self.ledger.observe(&members[who]).await;
		self.lossy += u32::from(head < told);
		if members.len() == 1 {
			self.ledger.forget_above(head);
		}
		for member in members {
			self.ledger.observe(member).await;
		}
		let (rpc, height) = (members[who].rpc(), self.ledger.height());
		let took = within_time(CATCH_UP, &format!("{} is back", members[who].name), || async {
			finalized(&rpc).await >= height
		})
		.await;
		self.slowest_return = self.slowest_return.max(took);
		self.ledger.audit(&members[who]).await;
		self.ledger.holds_all(&members[who]).await;
	}

	/// Finality goes on, and all hold the same.
	async fn end(mut self, fault: &str, members: &[Member], rounds: u32) {
		let height = self.ledger.height();
		for member in members {
			let rpc = member.rpc();
			within_time(CATCH_UP, "finality goes on", || async { finalized(&rpc).await > height })
				.await;
			self.ledger.audit(member).await;
			self.ledger.enter(member, &self.load.issued()).await;
		}
		let mut kept = 0;
		for member in members {
			self.equivocations += noticed(member);
			kept = self.ledger.holds_all(member).await;
		}
		figure(fault, "rounds", rounds, rounds);
		figure(fault, "slowest start, s", self.slowest_start.as_secs_f32(), START.as_secs());
		figure(
			fault,
			"caught up after its RPC answered, slowest, s",
			self.slowest_return.as_secs_f32(),
			CATCH_UP.as_secs(),
		);
		// What a node tells is in its log within milliseconds: more often than not it comes back with all of it.
		let most = rounds / 2 + 1;
		figure(fault, "rounds in which it lost the last it told", self.lossy, most);
		assert!(self.lossy <= most, "what was told was lost in {} of {rounds} rounds", self.lossy);
		figure(fault, "final blocks, the same at every node", self.ledger.height(), "all");
		figure(fault, "final prescriptions, none lost", kept, "all");
		// A kill may let a validator forget its two votes of a round, as each of the others notices.
		let most = rounds * 2 * (members.len() as u32 - 1);
		figure(fault, "votes against its own vote, noticed by others", self.equivocations, most);
		assert!(self.equivocations <= most, "validators contradict themselves for no reason");
		assert!(kept > rounds as usize, "there was no load");
	}
}

/// Kills one of the members at a time, and brings it back.
async fn survive(fault: &str, members: &mut [Member], rounds: u32) {
	let (mut chance, mut trial) = (Chance::new(), Trial::begin(members));
	for _ in 0..rounds {
		let who = chance.below(members.len() as u64) as usize;
		trial.follow(members, who, Duration::from_millis(chance.below(LIFE))).await;
		let told = trial.ledger.head(&members[who]);
		trial.strike(members, who);
		trial.recover(members, who, told).await;
	}
	trial.end(fault, members, rounds).await;
}

/// How often a node said that a validator contradicted itself. A vote that was sent while the database still queued it is
/// forgotten by a kill, and may be followed by another in the same round: of four validators GRANDPA bears one who does so.
fn noticed(member: &Member) -> u32 {
	let log = member.node().log();
	log.lines().filter(|line| line.contains("equivocation in the finality worker")).count() as u32
}

fn rounds() -> u32 {
	match env::var("SALUS_LONG") {
		Ok(long) if long == "1" => 100,
		_ => 20,
	}
}

async fn development_chain(rounds: u32) {
	let mut node = Member::new("dev");
	node.args(["--dev"]).start();
	survive("--dev killed again and again", &mut [node], rounds).await;
}

async fn validators(rounds: u32) {
	let mut net = Net::start(&Chain::local()).await;
	survive("one of four killed again and again", &mut net.members, rounds).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_development_chain_survives_3_kills() {
	development_chain(3).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn a_development_chain_survives_20_kills() {
	development_chain(rounds()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn validators_survive_3_kills() {
	validators(3).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn validators_survive_20_kills() {
	validators(rounds()).await;
}
