//! How long people wait until their transaction is in a block, and until it is final.

use crate::{
	common::{
		acts::Paper,
		extrinsic::{self, key},
	},
	net::{figure, Chain, Net, SLOT},
};
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::WsClient,
};
use serde_json::Value;
use sp_core::{Bytes, Encode, H256};
use std::{
	sync::Arc,
	time::{Duration, Instant, UNIX_EPOCH},
};

/// Transactions that are followed.
const COUNT: u64 = 240;

/// Time between two of them: two a second, at ever another moment of the slot.
const PERIOD: Duration = Duration::from_millis(470);

/// What one person saw.
struct Wait {
	included: Duration,
	finalized: Duration,
}

/// Follows a transaction until it is final. The block that counts is the one that became final.
async fn follow(client: Arc<WsClient>, transaction: Bytes) -> Wait {
	let begun = Instant::now();
	let mut statuses: Subscription<Value> = client
		.subscribe(
			"author_submitAndWatchExtrinsic",
			rpc_params![transaction],
			"author_unwatchExtrinsic",
		)
		.await
		.unwrap();
	let mut included = None;
	loop {
		let status = statuses.next().await.expect("it ends with finality").unwrap();
		match status.as_object().and_then(|status| status.keys().next()).map(String::as_str) {
			Some("inBlock") => included = Some(begun.elapsed()),
			Some("finalized") => {
				let finalized = begun.elapsed();
				return Wait { included: included.unwrap_or(finalized), finalized };
			},
			Some("broadcast" | "retracted") => {},
			None if status == "ready" || status == "future" => {},
			_ => panic!("{status}"),
		}
	}
}

/// The value that so many of a hundred do not exceed.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
	sorted[(sorted.len() * percent).div_ceil(100) - 1]
}

fn report(what: &str, mut waits: Vec<Duration>, bounds: [Duration; 2]) {
	waits.sort();
	for (percent, bound) in [50, 95].into_iter().zip(bounds) {
		let value = percentile(&waits, percent);
		let what = format!("{what} p{percent} of {}, s", waits.len());
		figure("latency", &what, format!("{:.2}", value.as_secs_f64()), bound.as_secs());
		assert!(value <= bound, "{what}: {value:?}");
	}
	println!("{what}: the longest took {:?}", waits.last().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn a_prescription_is_final_within_seconds() {
	let net = Net::start(&Chain::local()).await;
	let mut clients = vec![];
	for member in &net.members {
		clients.push(Arc::new(member.node().client().await));
	}
	let prescriber = key("Prescriber");
	let genesis: H256 = clients[0].request("chain_getBlockHash", rpc_params![0]).await.unwrap();

	let mut waiting = vec![];
	for (nonce, client) in (0..COUNT).zip(clients.iter().cycle()) {
		let paper = Paper {
			commitment: H256::from_low_u64_be(nonce),
			authored_at: UNIX_EPOCH.elapsed().unwrap().as_millis() as u64,
		};
		let signed = extrinsic::sign(&prescriber, paper.issue(), nonce as u32, genesis);
		waiting.push(tokio::spawn(follow(client.clone(), Bytes(signed.encode()))));
		tokio::time::sleep(PERIOD).await;
	}
	let (mut included, mut finalized) = (vec![], vec![]);
	for wait in waiting {
		let wait = tokio::time::timeout(Duration::from_secs(60), wait).await;
		let wait = wait.expect("final within a minute").unwrap();
		included.push(wait.included);
		finalized.push(wait.finalized);
	}
	report("inclusion", included, [SLOT * 2, SLOT * 3]);
	report("finality", finalized, [Duration::from_secs(6), Duration::from_secs(9)]);
}
