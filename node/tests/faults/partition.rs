//! Two against two, without connection.
//!
//! Everybody dials everybody through a [`Link`] alone, which bars the other half while the network is cut. The chain is of type
//! `Live` and the nodes take up no private addresses, such as those on loopback that peers tell of themselves: no node learns where
//! another one listens. The test looks at the processes' connections in each slot, whether that is so.

use crate::{
	common::{
		acts::Paper,
		best,
		extrinsic::{account, key, nonce, sign},
		finalized, hash_at, PATIENCE,
	},
	ledger::Ledger,
	links::{connected, Link},
	net::{figure, final_head, within_time, Chain, Member, Net, SLOT},
	state,
};
use futures::future::join_all;
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_consortium_runtime::{Runtime, RuntimeCall};
use serde_json::Value;
use sp_core::{sr25519::Pair, Bytes, Encode, H256};
use sp_runtime::transaction_validity::{
	InvalidTransaction, TransactionSource, TransactionValidity, TransactionValidityError,
};
use std::{
	collections::HashSet,
	time::{Duration, Instant},
};

/// How long each step of the recovery may take: ten slots.
const RECOVERY: Duration = Duration::from_secs(20);

/// Who is in a half: Alice and Bob, Charlie and Dave.
const HALVES: [[usize; 2]; 2] = [[0, 1], [2, 3]];

/// Validators that can be cut off from one another.
struct Split {
	net: Net,
	/// The way to each of them.
	links: Vec<Link>,
}

impl Split {
	async fn start() -> Split {
		let mut net = Net::prepare(&Chain::local().with("chainType", "Live"));
		let links: Vec<Link> = net.members.iter().map(|member| Link::to(member.listens)).collect();
		let addresses: Vec<String> = net
			.members
			.iter()
			.zip(&links)
			.map(|(member, link)| member.address_by(link.address))
			.collect();
		for (i, member) in net.members.iter_mut().enumerate() {
			member.args(["--reserved-only", "--no-private-ip"]);
			for (_, address) in addresses.iter().enumerate().filter(|(j, _)| *j != i) {
				member.args(["--reserved-nodes", address]);
			}
		}
		net.start_all();
		net.finality_goes_on(PATIENCE).await;
		let split = Split { net, links };
		split.must_use_links();
		split
	}

	/// Cuts the network in two; returns when everybody sees nobody but its mate.
	async fn cut(&self) {
		for (half, others) in [(HALVES[0], HALVES[1]), (HALVES[1], HALVES[0])] {
			for member in half {
				self.links[member].bar(others.map(|other| self.pid(other)));
			}
		}
		within_time(RECOVERY, "each sees its mate only", || async {
			self.net.peers().await == [1; 4]
		})
		.await;
	}

	/// Waits until finality stands still: votes that were under way may end a round yet. Answers where each stands.
	async fn stuck(&self) -> Vec<u64> {
		let begun = Instant::now();
		let mut seen = self.finals().await;
		loop {
			tokio::time::sleep(SLOT * 2).await;
			let now = self.finals().await;
			if now == seen {
				return now;
			}
			assert!(begun.elapsed() < PATIENCE, "finality goes on in a half of the network");
			seen = now;
		}
	}

	/// The cut is one still, and nothing became final since.
	async fn must_hold(&self, stuck: &[u64]) {
		self.must_use_links();
		assert_eq!(self.net.peers().await, [1; 4]);
		assert_eq!(self.finals().await, stuck, "finality in a half of the network");
	}

	fn heal(&self) {
		self.links.iter().for_each(|link| link.bar([]));
	}

	fn pid(&self, member: usize) -> u32 {
		self.net.members[member].node().pid()
	}

	/// No node is connected with another one but through the links, which are in this process.
	fn must_use_links(&self) {
		for one in 0..self.links.len() {
			assert!(connected(self.pid(one), std::process::id()), "{one} uses no link");
			for other in 0..one {
				let past = connected(self.pid(one), self.pid(other));
				assert!(!past, "{one} and {other} are connected past the links");
			}
		}
	}

	async fn finals(&self) -> Vec<u64> {
		join_all(self.rpcs().iter().map(finalized)).await
	}

	async fn bests(&self) -> Vec<u64> {
		join_all(self.rpcs().iter().map(best)).await
	}

	/// Each one's block at a height of its best chain.
	async fn blocks_at(&self, height: u64) -> Vec<Option<H256>> {
		let rpcs = self.rpcs();
		join_all(rpcs.iter().map(|rpc| hash_at(rpc, height))).await
	}

	fn rpcs(&self) -> Vec<HttpClient> {
		self.net.members.iter().map(Member::rpc).collect()
	}
}

/// Somebody who signs one transaction after the other and sends them to one node.
struct Sender {
	who: Pair,
	rpc: HttpClient,
	nonce: u32,
	genesis: H256,
	sent: Vec<Bytes>,
}

impl Sender {
	/// A name of the local chain, and where it sends to.
	async fn new(name: &str, through: &Member) -> Sender {
		let (who, rpc) = (key(name), through.rpc());
		let nonce = nonce(&rpc, &who).await;
		let genesis = hash_at(&rpc, 0).await.unwrap();
		Sender { who, rpc, nonce, genesis, sent: vec![] }
	}

	async fn send(&mut self, call: RuntimeCall) {
		let bytes = Bytes(sign(&self.who, call, self.nonce, self.genesis).encode());
		let _: H256 =
			self.rpc.request("author_submitExtrinsic", rpc_params![&bytes]).await.unwrap();
		self.nonce += 1;
		self.sent.push(bytes);
	}

	async fn pay(&mut self, to: &str) {
		let call = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: account(&key(to)).into(),
			value: 1_000_000_000_000,
		};
		self.send(RuntimeCall::Balances(call)).await;
	}
}

/// People in both halves. One of them, Eve, has her key in both and knows nothing of the cut.
struct People {
	prescriber: Sender,
	pharmacy: Sender,
	payer: Sender,
	twins: [Sender; 2],
	/// What the pharmacy has not claimed yet.
	papers: Vec<Paper>,
	salt: u8,
}

impl People {
	/// Issues so many prescriptions before the cut, which the pharmacy claims after it, in the other half than the prescriber.
	async fn new(net: &Net, prescriptions: u8) -> People {
		let [alice, bob, charlie, dave] = [0, 1, 2, 3].map(|i| &net.members[i]);
		let mut people = People {
			prescriber: Sender::new("Prescriber", alice).await,
			pharmacy: Sender::new("Pharmacy", charlie).await,
			payer: Sender::new("Ferdie", dave).await,
			twins: [Sender::new("Eve", bob).await, Sender::new("Eve", charlie).await],
			papers: vec![],
			salt: 0,
		};
		for _ in 0..prescriptions {
			let paper = people.issue().await;
			people.papers.push(paper);
		}
		let issued = std::mem::take(&mut people.prescriber.sent);
		within_time(PATIENCE, "the prescriptions are final", || async {
			let chain = transactions(&charlie.rpc(), 1).await;
			issued.iter().all(|bytes| chain.contains(&bytes.0))
		})
		.await;
		people
	}

	async fn issue(&mut self) -> Paper {
		self.salt += 1;
		let paper = Paper::new(self.salt);
		self.prescriber.send(paper.issue()).await;
		paper
	}

	/// What each does in a slot.
	async fn act(&mut self) {
		self.issue().await;
		self.pharmacy.send(self.papers.pop().unwrap().claim()).await;
		self.payer.pay("Relayer").await;
		let [near, far] = &mut self.twins;
		near.pay("Surgery2").await;
		far.pay("Surgery3").await;
	}

	/// What must be in blocks in the end.
	fn single(&self) -> impl Iterator<Item = &Bytes> {
		[&self.prescriber, &self.pharmacy, &self.payer].into_iter().flat_map(|who| &who.sent)
	}

	/// What cannot both be on the chain.
	fn pairs(&self) -> impl Iterator<Item = (&Bytes, &Bytes)> {
		let [near, far] = &self.twins;
		near.sent.iter().zip(&far.sent)
	}
}

/// The transactions in the final blocks from a height on.
async fn transactions(rpc: &HttpClient, from: u64) -> HashSet<Vec<u8>> {
	let mut found = HashSet::new();
	for height in from..=finalized(rpc).await {
		let hash = hash_at(rpc, height).await.unwrap();
		let block: Value = rpc.request("chain_getBlock", rpc_params![hash]).await.unwrap();
		for bytes in block["block"]["extrinsics"].as_array().unwrap() {
			found.insert(serde_json::from_value::<Bytes>(bytes.clone()).unwrap().0);
		}
	}
	found
}

/// What waits in the pools.
async fn pooled(rpcs: &[HttpClient]) -> HashSet<Vec<u8>> {
	let mut found = HashSet::new();
	for rpc in rpcs {
		let pending: Vec<Bytes> =
			rpc.request("author_pendingExtrinsics", rpc_params![]).await.unwrap();
		found.extend(pending.into_iter().map(|bytes| bytes.0));
	}
	found
}

/// What the newest final block would say to a transaction.
async fn validity(rpc: &HttpClient, bytes: &Bytes) -> TransactionValidity {
	let at = final_head(rpc).await;
	let arguments = [&TransactionSource::External.encode()[..], &bytes.0, at.as_bytes()].concat();
	state::api(rpc, "TaggedTransactionQueue_validate_transaction", arguments, Some(at)).await
}

/// Of two transactions with the same nonce one is in a final block, and the other is invalid for that and soon nowhere.
async fn must_have_one_of(people: &People, rpcs: &[HttpClient], since: u64) {
	let rpc = &rpcs[0];
	let (chain, mut losers) = (transactions(rpc, since).await, vec![]);
	for (near, far) in people.pairs() {
		let loser = match (chain.contains(&near.0), chain.contains(&far.0)) {
			(true, false) => far,
			(false, true) => near,
			both => panic!("of two transactions with one nonce these are on the chain: {both:?}"),
		};
		let stale = TransactionValidityError::Invalid(InvalidTransaction::Stale);
		assert_eq!(validity(rpc, loser).await, Err(stale));
		losers.push(&loser.0);
	}
	within_time(RECOVERY, "no pool keeps what is stale", || async {
		let pool = pooled(rpcs).await;
		!losers.iter().any(|loser| pool.contains(*loser))
	})
	.await;
}

/// What the cut left.
struct Fork {
	/// The first block that can be final only after healing.
	since: u64,
	/// A height at which the halves have different blocks.
	height: u64,
	/// The highest block of all.
	top: u64,
}

/// Lets the halves go on without each other, people too: both make blocks, none is final.
async fn apart(split: &Split, people: &mut People, slots: u8) -> Fork {
	split.cut().await;
	let stuck = split.stuck().await;
	let from = split.bests().await;
	let mut clock = tokio::time::interval(SLOT);
	clock.tick().await;
	for _ in 0..slots {
		people.act().await;
		clock.tick().await;
		split.must_hold(&stuck).await;
	}
	// Two of four slots are a half's own.
	within_time(PATIENCE, "both halves have made a block in every third slot", || async {
		split.must_hold(&stuck).await;
		let tops = split.bests().await;
		from.iter().zip(&tops).all(|(from, top)| (top - from) * 3 >= u64::from(slots))
	})
	.await;
	let tops = split.bests().await;
	let fork = Fork {
		since: stuck.iter().min().unwrap() + 1,
		height: from.iter().max().unwrap() + 1,
		top: *tops.iter().max().unwrap(),
	};
	let blocks = split.blocks_at(fork.height).await;
	assert!(blocks[0] == blocks[1] && blocks[2] == blocks[3] && blocks[0] != blocks[2]);
	fork
}

async fn two_against_two(fault: &str, slots: u8) {
	let split = Split::start().await;
	let rpcs = split.rpcs();
	let mut people = People::new(&split.net, slots).await;
	let fork = apart(&split, &mut people, slots).await;

	split.heal();
	let healed = Instant::now();
	let well = |what: &str, bound: Duration| {
		figure(fault, what, healed.elapsed().as_secs(), bound.as_secs());
	};
	within_time(RECOVERY, "everybody has one chain", || async {
		let blocks = split.blocks_at(fork.height).await;
		blocks.iter().all(|block| *block == blocks[0])
	})
	.await;
	well("one chain after healing, s", RECOVERY);
	within_time(RECOVERY, "its new blocks are final everywhere", || async {
		split.finals().await.iter().all(|height| *height > fork.top)
	})
	.await;
	well("its new blocks final, s", RECOVERY * 2);
	let mut ledger = Ledger::default();
	for member in &split.net.members {
		ledger.observe(member).await;
	}
	split.must_use_links();

	within_time(RECOVERY, "all transactions of both halves are in final blocks", || async {
		let chain = transactions(&rpcs[0], fork.since).await;
		let has = |bytes: &Bytes| chain.contains(&bytes.0);
		people.single().all(has) && people.pairs().all(|(near, far)| has(near) || has(far))
	})
	.await;
	well("all transactions of both halves final, s", RECOVERY * 3);
	must_have_one_of(&people, &rpcs, fork.since).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_against_two_for_a_short_time() {
	two_against_two("two against two, 8 slots", 8).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn two_against_two_for_thirty_slots() {
	two_against_two("two against two, 30 slots", 30).await;
}
