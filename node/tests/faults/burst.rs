//! Many transactions of one key at once, while the machine does other things.
//!
//! The fork-aware pool of this release loses some of them (`sc-transaction-pool` 48), and with each all later ones of that key:
//!
//! 1. A view is made of what the mempool has at that moment. What comes before the view is in use goes to the one before it only.
//! 2. So there is a gap in the new view, and what comes next waits in it for a nonce (`future`).
//! 3. Of this, what comes while the next view is made is known to the view with the gap only.
//! 4. A block becomes final, and that view is removed. A transaction that waited in no other is taken for one that the limits
//!    pushed out (`dropped_watcher.rs`: `pending_dropped_transactions`): it leaves the mempool, and its bytes are refused from
//!    then on.
//!
//! A validator's pool therefore has a single state (`node/src/cli.rs`).

use crate::{
	common::extrinsic::{self, account, key},
	net::{figure, within_time, Chain, Net},
	state,
};
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_consortium_runtime::RuntimeCall;
use sp_core::{sr25519::Pair, Bytes, Encode, H256};
use std::{
	hint,
	sync::{
		atomic::{AtomicBool, Ordering},
		Arc,
	},
	thread,
	time::Duration,
};

/// Who sends: one after the other, so that each burst meets an idle pool.
const SENDERS: [&str; 10] = [
	"Prescriber",
	"Pharmacy",
	"Insurer",
	"Eve",
	"Ferdie",
	"Alice//stash",
	"Bob//stash",
	"Prescriber2",
	"Prescriber3",
	"Pharmacy2",
];

/// Transactions of one burst.
const BURST: u32 = 320;

/// How long a burst may take until all of it is in blocks.
const PATIENCE: Duration = Duration::from_secs(60);

/// Keeps processors busy until it is dropped: the more often the pool is interrupted, the more comes at a bad moment.
struct Busy(Arc<AtomicBool>);

impl Busy {
	/// One thread for each processor.
	fn start() -> Busy {
		let goes_on = Arc::new(AtomicBool::new(true));
		for _ in 0..thread::available_parallelism().unwrap().get() {
			let goes_on = goes_on.clone();
			thread::spawn(move || {
				while goes_on.load(Ordering::Relaxed) {
					hint::spin_loop();
				}
			});
		}
		Busy(goes_on)
	}
}

impl Drop for Busy {
	fn drop(&mut self) {
		self.0.store(false, Ordering::Relaxed);
	}
}

/// Signs before anything is sent, so that nothing but the node takes time.
fn burst(who: &Pair, first: u32, genesis: H256) -> Vec<Bytes> {
	let sign = |nonce| {
		let call = RuntimeCall::System(frame_system::Call::remark { remark: vec![0; 32] });
		Bytes(extrinsic::sign(who, call, nonce, genesis).encode())
	};
	(first..first + BURST).map(sign).collect()
}

/// How many transactions of a key are in blocks. A node's pool counts what waits, too.
async fn in_blocks(rpc: &HttpClient, who: &Pair) -> u32 {
	state::api(rpc, "AccountNonceApi_account_nonce", account(who).encode(), None).await
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn a_burst_of_one_key_is_in_blocks_to_the_last() {
	let net = Net::start(&Chain::local()).await;
	let genesis: H256 =
		net.members[0].rpc().request("chain_getBlockHash", rpc_params![0]).await.unwrap();
	let _busy = Busy::start();
	let mut longest = Duration::ZERO;
	for (name, member) in SENDERS.into_iter().zip(net.members.iter().cycle()) {
		let (client, who) = (member.node().client().await, key(name));
		let first = extrinsic::nonce(&client, &who).await;
		for transaction in burst(&who, first, genesis) {
			let sent =
				client.request::<H256, _>("author_submitExtrinsic", rpc_params![transaction]);
			sent.await.unwrap();
		}
		let (rpc, what) = (member.rpc(), format!("all of {name} is in blocks"));
		let in_blocks = || async { in_blocks(&rpc, &who).await == first + BURST };
		longest = longest.max(within_time(PATIENCE, &what, in_blocks).await);
	}
	let what =
		format!("bursts of {BURST} from one key, all in blocks after, worst of {}", SENDERS.len());
	figure(
		"pool burst",
		&what,
		format!("{} s", longest.as_secs()),
		format!("{} s", PATIENCE.as_secs()),
	);
}
