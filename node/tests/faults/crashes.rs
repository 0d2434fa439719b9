//! Validators that end without a word or stand still, and come back.

use crate::{
	common::{best, finalized},
	ledger::Ledger,
	load::{existing, Load},
	net::{figure, final_head, within_time, Chain, Net, SLOT},
};
use std::time::{Duration, Instant};

/// Half a transaction in each slot would be little; this is five.
const PERIOD: Duration = Duration::from_millis(400);

/// How long one who was away may need to have what the others have.
const CATCH_UP: Duration = Duration::from_secs(20);

/// How long what a node took may need to be final everywhere.
const SETTLED: Duration = Duration::from_secs(20);

/// Four validators under load, and what they told.
struct Scene {
	net: Net,
	load: Load,
	ledger: Ledger,
	/// Of what was issued, how many the last node that ran may have had in its memory only when it was killed.
	at_risk: usize,
}

impl Scene {
	async fn begin() -> Scene {
		let net = Net::start(&Chain::local()).await;
		let load = Load::start(&net.members, PERIOD);
		let mut scene = Scene { net, load, ledger: Ledger::default(), at_risk: 0 };
		scene.watch(3).await;
		scene
	}

	/// Follows whoever runs for so many slots; answers the worst lag of finality that it saw.
	async fn watch(&mut self, slots: u32) -> u64 {
		let begun = Instant::now();
		let mut worst = 0;
		for slot in 1..=slots {
			tokio::time::sleep((SLOT * slot).saturating_sub(begun.elapsed())).await;
			worst = worst.max(self.net.lag().await);
			self.look().await;
		}
		worst
	}

	/// SIGKILL for one member.
	fn kill(&mut self, who: usize) {
		self.net.members[who].kill();
		self.ledger.killed(&self.net.members[who]);
		self.reroute();
	}

	/// Asks whoever runs what is final.
	async fn look(&mut self) {
		let issued = self.load.issued();
		for member in self.net.running() {
			self.ledger.observe(member).await;
			self.ledger.enter(member, &issued).await;
		}
	}

	/// Sends the load to whoever runs.
	fn reroute(&self) {
		self.load.through(self.net.running());
	}

	/// The highest blocks of whoever runs: the newest, and the newest final one.
	async fn heights(&self) -> (u64, u64) {
		let mut heights = (0, 0);
		for member in self.net.running() {
			let rpc = member.rpc();
			heights = (heights.0.max(best(&rpc).await), heights.1.max(finalized(&rpc).await));
		}
		heights
	}

	/// Waits until a member has what the others have, but for one block that may just come; answers how long it took.
	async fn catches_up(&self, who: usize) -> Duration {
		let member = &self.net.members[who];
		within_time(CATCH_UP, &format!("{} has caught up", member.name), || async {
			let (newest, last) = self.heights().await;
			let rpc = member.rpc();
			best(&rpc).await + 1 >= newest && finalized(&rpc).await + 1 >= last
		})
		.await
	}

	/// What a node took since somebody always ran is final soon, everywhere. Every node's whole chain is the same, and its final
	/// state holds every prescription that a final state held.
	async fn end(mut self) {
		self.watch(2).await;
		let taken = self.load.issued().split_off(self.at_risk);
		assert!(!taken.is_empty(), "nobody took a prescription");
		for member in self.net.running() {
			let (rpc, what) =
				(member.rpc(), format!("{} has what was issued for final", member.name));
			within_time(SETTLED, &what, || async {
				existing(&rpc, &taken, final_head(&rpc).await).await.len() == taken.len()
			})
			.await;
		}
		self.look().await;
		for member in self.net.running() {
			self.ledger.audit(member).await;
			self.ledger.holds_all(member).await;
		}
	}
}

/// SIGKILL for one of four, who comes back after so many slots.
async fn one_of_four_is_killed(slots: u32) {
	const FAULT: &str = "one of four killed";
	let mut scene = Scene::begin().await;

	scene.kill(3);
	let (_, before) = scene.heights().await;
	let lag = scene.watch(slots).await;
	let (_, after) = scene.heights().await;
	figure(FAULT, &format!("worst lag of finality over {slots} slots, blocks"), lag, 8);
	assert!(lag <= 8, "finality lagged {lag} blocks");
	// Three quarters of the slots have an author.
	let (gained, least) = (after - before, u64::from(slots) / 2);
	figure(
		FAULT,
		&format!("blocks made final in {slots} slots"),
		gained,
		format!("at least {least}"),
	);
	assert!(gained >= least, "{gained} blocks became final in {slots} slots");

	scene.net.members[3].start();
	let took = scene.catches_up(3).await;
	figure(FAULT, "caught up after its RPC answered, s", took.as_secs_f32(), CATCH_UP.as_secs());
	scene.reroute();
	scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_four_is_killed_and_comes_back() {
	one_of_four_is_killed(20).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn one_of_four_is_killed_and_comes_back_after_100_slots() {
	one_of_four_is_killed(100).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn two_of_four_are_killed_and_finality_waits_for_them() {
	const FAULT: &str = "two of four killed";
	let mut scene = Scene::begin().await;

	for who in [2, 3] {
		scene.kill(who);
	}
	// Votes that were on their way may still arrive.
	scene.watch(2).await;
	let (newest, last) = scene.heights().await;
	scene.watch(20).await;
	let (newest_now, last_now) = scene.heights().await;
	figure(FAULT, "blocks made final by two in 20 slots", last_now - last, 0);
	assert_eq!(last_now, last, "two of four made blocks final");
	figure(FAULT, "blocks made by two in 20 slots", newest_now - newest, "at least 5");
	assert!(newest_now >= newest + 5, "two of four made {} blocks", newest_now - newest);

	scene.net.start_all();
	scene.reroute();
	let took =
		within_time(Duration::from_secs(60), "finality is near the newest block", || async {
			scene.heights().await.1 > last && scene.net.lag().await <= 4
		})
		.await;
	figure(FAULT, "lag at most 4 after the restart, s", took.as_secs_f32(), 60);
	scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn one_of_four_stands_still_for_a_minute() {
	const FAULT: &str = "one of four stopped for 60 s";
	let mut scene = Scene::begin().await;

	scene.net.members[3].pause();
	scene.reroute();
	let lag = scene.watch(30).await;
	figure(FAULT, "worst lag of finality, blocks", lag, 8);
	assert!(lag <= 8, "finality lagged {lag} blocks");

	scene.net.members[3].resume();
	let took = scene.catches_up(3).await;
	figure(FAULT, "caught up, s", took.as_secs_f32(), CATCH_UP.as_secs());
	scene.end().await;
}

/// SIGKILL for all, so often, at whatever moment of their rounds.
async fn all_four_are_killed(times: u32) {
	const FAULT: &str = "all four killed";
	let mut scene = Scene::begin().await;
	let [mut start, mut finality] = [Duration::ZERO; 2];
	for _ in 0..times {
		let (newest, _) = scene.heights().await;
		scene.net.kill_all();
		scene.net.members.iter().for_each(|member| scene.ledger.killed(member));
		let begun = Instant::now();
		scene.net.start_all();
		start = start.max(begun.elapsed());
		scene.reroute();
		let last = scene.ledger.height();
		let what = "new blocks are made and become final";
		let took = within_time(SLOT * 5, what, || async {
			let (made, made_final) = scene.heights().await;
			made > newest && made_final > last
		});
		finality = finality.max(took.await);
		scene.look().await;
	}
	figure(FAULT, "start-up until every RPC answers, s", start.as_secs_f32(), 60);
	figure(FAULT, "new blocks and new finality after start-up, s", finality.as_secs_f32(), 10);
	// Who has not yet the others' last blocks could take what these have already.
	scene.net.finality_goes_on(CATCH_UP).await;
	scene.at_risk = scene.load.issued().len();
	scene.end().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn all_four_are_killed_at_once_and_go_on() {
	all_four_are_killed(1).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn all_four_are_killed_at_once_20_times_and_go_on() {
	all_four_are_killed(20).await;
}
