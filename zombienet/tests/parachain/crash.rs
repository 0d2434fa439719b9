//! A collator is killed: the other one goes on alone, takes transactions, and the first finds its way back.

use crate::{
	bounded,
	care::{knows, Desk},
	chain::{both_make_blocks, during, finalized, within},
	cli::Salus,
	figure, WINDOW,
};
use salus_zombienet::{Net, BY_RPC, EMBEDDED};
use std::time::Duration;
use tokio::{join, time::sleep};

/// Of twenty slots half are the dead collator's.
const ALONE: u64 = 4;
/// How long nothing may become final meanwhile.
const PAUSE: Duration = Duration::from_secs(60);
/// How long the dead one may take, once started, until it has all that is final.
const BACK: Duration = Duration::from_secs(180);

/// Kills the collator with the client of the relay chain inside, which has the most to lose.
pub async fn a_killed_collator_stops_nobody(net: &Net, desk: &Desk) {
	let (dead, alive) = (net.node(EMBEDDED).unwrap(), net.node(BY_RPC).unwrap());
	net.kill(EMBEDDED).unwrap();
	let salus = Salus(alive);
	let work = async { join!(desk.issue(&salus, "alone"), sleep(WINDOW)) };
	let ((item, ()), pulse) = during(alive, work).await;
	figure(
		&format!("final blocks in {} s or more, one killed", WINDOW.as_secs()),
		pulse.blocks,
		format!("at least {ALONE}"),
	);
	assert!(pulse.blocks >= ALONE, "only {} blocks became final", pulse.blocks);
	bounded("longest time without a final block, one killed, s", pulse.pause, PAUSE);

	net.restart(EMBEDDED).await.unwrap();
	let height = finalized(alive).await.unwrap();
	let took = within(BACK, "the killed collator has the chain again", || async {
		Some(finalized(dead).await.ok()? >= height)
	})
	.await;
	bounded("started again, it has the chain after, s", took, BACK);
	knows(dead, &item).await;
	both_make_blocks(alive).await;
}
