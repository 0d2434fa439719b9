//! Pools that are flooded with transactions: good ones, bad ones, and such as come too early.

use crate::{
	common::{
		acts::Paper,
		best,
		extrinsic::{self, account, key},
		height,
	},
	net::{figure, Chain, Net, SLOT},
	slots::Slots,
};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		params::BatchRequestBuilder,
		ClientError,
	},
	rpc_params,
	ws_client::WsClient,
};
use salus_consortium_runtime::RuntimeCall;
use salus_runtime_common::genesis::NEWCOMERS;
use serde_json::Value;
use sp_core::{sr25519::Pair, Bytes, Encode, H256};
use std::{
	thread,
	time::{Duration, Instant, UNIX_EPOCH},
};
use tokio::task::JoinSet;

/// How many transactions wait in a pool at most. Far below the default, so that unoptimised nodes that share one machine have full
/// pools all the time.
const READY: u32 = 256;

/// What is sent of good ones: forty times the pool.
const FLOOD: u32 = 40 * READY;

/// What is sent of such as wait for a nonce before theirs: ten times the room that a pool has for them, a tenth of its own.
const EARLY: u32 = READY;

/// Signatures that are of something else.
const BAD: u64 = 100_000;

/// Transactions that are sent in one request: as many as the node takes.
const BATCH: usize = 64;

/// How long the flood may take.
const LIMIT: Duration = Duration::from_secs(15 * 60);

/// Accounts with a million tokens each whom the chain does not know: the genesis's newcomers, and four more.
fn strangers() -> impl Iterator<Item = &'static str> {
	NEWCOMERS.into_iter().chain(["Alice//stash", "Bob//stash", "Eve", "Ferdie"])
}

fn remark(bytes: Vec<u8>) -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: bytes })
}

fn transfer(to: &Pair) -> RuntimeCall {
	let dest = account(to).into();
	RuntimeCall::Balances(pallet_balances::Call::transfer_keep_alive { dest, value: 1 })
}

/// One stranger's part.
fn each(all: u32) -> u32 {
	all / strangers().count() as u32
}

/// What a stranger signs: remarks and transfers, and then some that come too early.
struct Ammunition {
	who: Pair,
	good: Vec<Bytes>,
	early: Vec<Bytes>,
}

impl Ammunition {
	fn new(name: &str, genesis: H256) -> Self {
		let who = key(name);
		let sign = |nonce: u32| {
			let call = match nonce % 2 {
				0 => remark(vec![0; 32]),
				_ => transfer(&who),
			};
			Bytes(extrinsic::sign(&who, call, nonce, genesis).encode())
		};
		Ammunition {
			good: (0..each(FLOOD)).map(sign).collect(),
			early: (0..each(EARLY)).map(|n| sign(1_000_000 + n)).collect(),
			who,
		}
	}

	/// Sends all in order, as often as the node refuses.
	async fn fire(self, client: WsClient) -> Tally {
		let mut tally = Tally::default();
		tally.add(send(&client, &self.early).await);
		let (mut next, mut sent) = (0, 0);
		while sent < self.good.len() && next < self.good.len() {
			let batch = &self.good[next..self.good.len().min(next + BATCH)];
			let answered = send(&client, batch).await;
			sent += batch.len();
			next += batch.len();
			if answered.refused > 0 {
				next = extrinsic::nonce(&client, &self.who).await as usize;
			}
			tally.add(answered);
		}
		tally
	}
}

/// What became of transactions.
#[derive(Default, Clone, Debug)]
struct Tally {
	taken: u32,
	refused: u32,
	/// One of the reasons.
	because: Option<String>,
}

impl Tally {
	fn note(&mut self, refusal: Option<impl ToString>) {
		match refusal {
			None => self.taken += 1,
			Some(error) => {
				self.refused += 1;
				self.because = Some(error.to_string());
			},
		}
	}

	fn add(&mut self, other: Tally) {
		self.taken += other.taken;
		self.refused += other.refused;
		self.because = other.because.or(self.because.take());
	}
}

/// Sends transactions in batches.
async fn send(client: &WsClient, transactions: &[Bytes]) -> Tally {
	let mut tally = Tally::default();
	for chunk in transactions.chunks(BATCH) {
		let mut batch = BatchRequestBuilder::new();
		for transaction in chunk {
			batch.insert("author_submitExtrinsic", rpc_params![transaction]).unwrap();
		}
		match client.batch_request::<Value>(batch).await {
			Ok(answers) => answers.into_iter().for_each(|answer| tally.note(answer.err())),
			// No answer in time: the node is busy, which is the sender's purpose.
			Err(error) => chunk.iter().for_each(|_| tally.note(Some(&error))),
		}
	}
	tally
}

/// Transactions with a signature of another one: each costs the node a verification, and the sender nothing.
async fn fire_bad(client: WsClient, numbers: std::ops::Range<u64>, genesis: H256) -> Tally {
	let mark = [0xaa; 8];
	let signed = extrinsic::sign(&key("Eve"), remark(mark.to_vec()), 0, genesis).encode();
	let place = signed.windows(8).position(|window| window == mark).unwrap();
	let mut tally = Tally::default();
	for start in numbers.clone().step_by(BATCH) {
		let forged: Vec<_> = (start..numbers.end.min(start + BATCH as u64))
			.map(|n| {
				let mut forged = signed.clone();
				forged[place..place + 8].copy_from_slice(&n.to_be_bytes());
				Bytes(forged)
			})
			.collect();
		tally.add(send(&client, &forged).await);
	}
	tally
}

/// A member's prescription, through one node: after how many blocks it is in.
async fn issue(client: &WsClient, n: u64, genesis: H256) -> Result<u64, ClientError> {
	let prescriber = key("Prescriber");
	let paper = Paper {
		commitment: H256::from_low_u64_be(n),
		authored_at: UNIX_EPOCH.elapsed().unwrap().as_millis() as u64,
	};
	let nonce = extrinsic::nonce(client, &prescriber).await;
	let signed = extrinsic::sign(&prescriber, paper.issue(), nonce, genesis);
	let newest = best(client).await;
	let mut statuses: Subscription<Value> = client
		.subscribe(
			"author_submitAndWatchExtrinsic",
			rpc_params![Bytes(signed.encode())],
			"author_unwatchExtrinsic",
		)
		.await?;
	loop {
		let status = statuses.next().await.expect("it ends with finality").unwrap();
		if let Some(block) = status.get("inBlock").and_then(Value::as_str) {
			return Ok(height(client, block.parse().unwrap()).await - newest);
		}
		if status.get("broadcast").is_none() && status != "ready" && status != "future" {
			return Err(ClientError::Custom(status.to_string()));
		}
	}
}

/// How a member fared who prescribed all the time, through the nodes in turn.
#[derive(Default)]
struct Practice {
	/// For each prescription, after how many blocks it was in.
	blocks: Vec<u64>,
	lost: Vec<String>,
}

impl Practice {
	/// Until the flood is over.
	async fn during(
		&mut self,
		flood: &mut JoinSet<Tally>,
		clients: &[WsClient],
		genesis: H256,
	) -> Tally {
		let mut tally = Tally::default();
		for (n, client) in (0..).zip(clients.iter().cycle()) {
			match tokio::time::timeout(SLOT * 30, issue(client, n, genesis)).await {
				Ok(Ok(blocks)) => self.blocks.push(blocks),
				Ok(Err(error)) => self.lost.push(error.to_string()),
				Err(_) => self.lost.push("not within 30 slots".into()),
			}
			while let Some(done) = flood.try_join_next() {
				tally.add(done.unwrap());
			}
			if flood.is_empty() {
				break;
			}
			tokio::time::sleep(SLOT / 4).await;
		}
		tally
	}
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn a_flood_of_transactions_does_not_stop_members() {
	let limit = READY.to_string();
	let net = Net::start_with(&Chain::local(), &["--pool-limit", &limit]).await;
	let victim = &net.members[0];
	let genesis: H256 = victim.rpc().request("chain_getBlockHash", rpc_params![0]).await.unwrap();
	let ammunition: Vec<_> = thread::scope(|scope| {
		let sign = |name| scope.spawn(move || Ammunition::new(name, genesis));
		let threads: Vec<_> = strangers().map(sign).collect();
		threads.into_iter().map(|thread| thread.join().unwrap()).collect()
	});
	let clients = [net.members[1].node().client().await, victim.node().client().await];
	let observer = net.members[3].rpc();

	let (slots, begun) = (Slots::since_now(&observer).await, Instant::now());
	let mut flood = JoinSet::new();
	for ammunition in ammunition {
		flood.spawn(ammunition.fire(victim.node().client().await));
	}
	let share = BAD / 4;
	for n in 0..4 {
		let client = victim.node().client().await;
		flood.spawn(fire_bad(client, n * share..(n + 1) * share, genesis));
	}
	let mut practice = Practice::default();
	let during = practice.during(&mut flood, &clients, genesis);
	let tally = tokio::time::timeout(LIMIT, during).await.expect("the flood ends");
	let (missed, passed) = slots.missed(&observer).await;

	println!("{tally:?} in {:?}; a member's calls: {:?}", begun.elapsed(), practice.blocks);
	let sent = tally.taken + tally.refused;
	let all = FLOOD + EARLY + BAD as u32;
	figure("pool spam", "transactions sent, at least", sent, all);
	figure("pool spam", &format!("slots missed of {passed}"), missed, passed / 20);
	let worst = practice.blocks.iter().max().copied().unwrap_or(u64::MAX);
	let calls = practice.blocks.len();
	figure("pool spam", &format!("blocks until each of {calls} calls was in, worst"), worst, 3);
	let memory = net.members.iter().map(|member| member.peak_memory()).max().unwrap();
	figure("pool spam", "most memory of a node, MiB", memory, 2048);
	assert!(sent >= all, "{sent} of {all} were sent");
	assert!(practice.lost.is_empty(), "{:?}", practice.lost);
	assert!(worst <= 3, "a member's call waited {worst} blocks");
	assert!(missed * 20 <= passed, "{missed} of {passed} slots missed");
	assert!(memory < 2048, "{memory} MiB");
	net.finality_goes_on(Duration::from_secs(60)).await;
}
