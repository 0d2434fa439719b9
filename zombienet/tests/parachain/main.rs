//! The parachain under a relay chain: real nodes, driven as people drive them, by the command line.
//!
//! | module | holds |
//! |---|---|
//! | [`chain`] | what nodes say of their chain, and how it goes on while something else happens |
//! | [`cli`] | the program `salus`, run at a node |
//! | [`care`] | a prescription from its issue to its payment |
//! | [`crash`] | a collator that is killed |
//! | [`upgrade`] | another runtime by decision of the council |
//!
//! One network serves them all, one after the other. Lines `FIGURE|what|measured|bound` are the table that
//! `scripts/zombienet` prints.

mod care;
mod chain;
mod cli;
mod crash;
mod upgrade;

use chain::{best, both_make_blocks, during, finalized, lists_the_parachain, within};
use salus_zombienet::{Net, BY_RPC, EMBEDDED, PARA_ID, VALIDATOR};
use std::{
	fmt::Display,
	time::{Duration, Instant},
};

/// How long the parachain may take from the start of its collators to its first block, and to its first final one.
const FIRST_BLOCK: Duration = Duration::from_secs(180);
const FIRST_FINAL: Duration = Duration::from_secs(300);

/// How long a healthy chain is looked at, and how many blocks become final meanwhile at least: one comes in six seconds.
pub const WINDOW: Duration = Duration::from_secs(120);
const HEALTHY: u64 = 12;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/zombienet"]
async fn a_parachain_pays_for_a_dispense_survives_a_crash_and_changes_its_runtime() {
	let net = begins().await;
	let desk = care::Desk::new();
	care::a_dispense_is_paid(&net, &desk).await;
	crash::a_killed_collator_stops_nobody(&net, &desk).await;
	upgrade::the_council_changes_the_runtime(&net, &desk).await;
	net.end().await.unwrap();
}

/// The network comes up, and both collators make blocks that the relay chain finalises.
async fn begins() -> Net {
	let begun = Instant::now();
	let net = Net::start().await.unwrap();
	println!("the nodes' logs are in {}", net.folder().display());
	figure("all processes up, s", begun.elapsed().as_secs(), "-");
	let validator = net.node(VALIDATOR).unwrap();
	assert!(lists_the_parachain(validator).await, "the relay chain has no parachain {PARA_ID}");

	let collator = net.node(EMBEDDED).unwrap();
	let took =
		within(FIRST_BLOCK, "a first block", || async { Some(best(collator).await.ok()? >= 1) })
			.await;
	bounded("first block after, s", took, FIRST_BLOCK);
	let took = within(FIRST_FINAL, "a first final block", || async {
		Some(finalized(collator).await.ok()? >= 1)
	})
	.await;
	bounded("first final block after that, s", took, FIRST_FINAL);
	both_make_blocks(net.node(BY_RPC).unwrap()).await;
	let listed = cli::Salus(collator).ok(&["collators", "list"]).await;
	let standing: Vec<_> = listed.as_array().unwrap().iter().map(|row| &row["standing"]).collect();
	assert_eq!(standing, ["makes blocks", "makes blocks"], "{listed}");

	let ((), pulse) = during(collator, tokio::time::sleep(WINDOW)).await;
	figure(
		&format!("final blocks in {} s, two collators", WINDOW.as_secs()),
		pulse.blocks,
		format!("at least {HEALTHY}"),
	);
	assert!(pulse.blocks >= HEALTHY, "only {} blocks became final in {WINDOW:?}", pulse.blocks);
	net
}

/// Reports what was measured.
pub fn figure(what: &str, measured: impl Display, bound: impl Display) {
	println!("FIGURE|{what}|{measured}|{bound}");
}

/// Reports how long something took, and refuses what took longer than it may.
pub fn bounded(what: &str, took: Duration, bound: Duration) {
	figure(what, took.as_secs(), bound.as_secs());
	assert!(took <= bound, "{what}: {took:?}");
}
