//! Validators that end without a word, and come back.

use crate::{
	common::{best, finalized},
	ledger::Ledger,
	load::{existing, Load},
	net::{figure, final_head, within_time, Chain, Net, SLOT},
};
use std::time::Duration;

/// Half a transaction in each slot would be little; this is five.
const PERIOD: Duration = Duration::from_millis(400);

/// Follows the network for so many slots; answers the worst lag of finality that it saw.
async fn watch(net: &Net, ledger: &mut Ledger, slots: u32) -> u64 {
	let mut worst = 0;
	for _ in 0..slots {
		tokio::time::sleep(SLOT).await;
		worst = worst.max(net.lag().await);
		for member in net.running() {
			ledger.observe(member).await;
		}
	}
	worst
}

#[tokio::test(flavor = "multi_thread")]
async fn one_of_four_is_killed_and_comes_back() {
	let mut net = Net::start(&Chain::local()).await;
	let load = Load::start(&net.members, PERIOD);
	let mut ledger = Ledger::default();
	watch(&net, &mut ledger, 5).await;

	net.members[3].kill();
	load.through(net.running());
	let worst = watch(&net, &mut ledger, 30).await;
	figure("one of four killed", "worst lag of finality, blocks", worst, 8);
	assert!(worst <= 8, "finality lagged {worst} blocks");

	net.members[3].start();
	let rpc = net.members[3].rpc();
	let others = net.members[0].rpc();
	let took = within_time(SLOT * 10, "it has caught up", || async {
		finalized(&rpc).await + 1 >= finalized(&others).await
			&& best(&rpc).await + 1 >= best(&others).await
	})
	.await;
	figure("one of four killed", "caught up after its start, s", took.as_secs(), 20);
	watch(&net, &mut ledger, 2).await;
	let ids = load.issued();
	let found = existing(&others, &ids, final_head(&others).await).await;
	assert!(found.len() > 10, "{} of {} are final", found.len(), ids.len());
}
