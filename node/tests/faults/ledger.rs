//! What nodes called final: never two blocks at a height, never fewer than before, and no prescription of it lost.
//!
//! One thing a node may lose. Its database queues what it is given, and a thread of its own appends the queue to a log; what is
//! in the log survives the process. Killed in between, a node comes back without what it told last: the others know it, and it
//! must get the very same again. [`Ledger::killed`] allows this and no more.

use crate::{
	common::{finalized, height},
	load::existing,
	net::{final_head, Member},
};
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_primitives::RxId;
use serde_json::Value;
use sp_core::H256;
use std::{
	collections::BTreeMap,
	time::{Duration, Instant},
};

/// A database's queue is empty after milliseconds, on a busy machine later, but not so much later.
const QUEUED: Duration = Duration::from_secs(1);

/// A final block, and the state after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Final {
	hash: H256,
	state_root: H256,
}

/// What was ever seen as final, by whomever.
#[derive(Default)]
pub struct Ledger {
	blocks: BTreeMap<u64, Final>,
	/// The final heads of each node, and when it told them.
	heads: BTreeMap<&'static str, Vec<(Instant, u64)>>,
	/// Prescriptions that a final state held, and the height of the first such state that was seen.
	prescriptions: BTreeMap<RxId, u64>,
}

impl Ledger {
	/// Reads what a node has finalised since it was last asked. Panics if its final head went back, or if it holds another block
	/// or another state for final than any node ever did.
	pub async fn observe(&mut self, member: &Member) -> u64 {
		// The block that it knew is asked for again: after a restart it could be another one.
		let known = self.head(member);
		self.read(member, known).await
	}

	/// As [`observe`](Self::observe), and reads all that it holds for final, from the first block on.
	pub async fn audit(&mut self, member: &Member) -> u64 {
		self.read(member, 0).await
	}

	async fn read(&mut self, member: &Member, from: u64) -> u64 {
		let (rpc, known) = (member.rpc(), self.head(member));
		let head = finalized(&rpc).await;
		assert!(head >= known, "{}'s final head went back from {known} to {head}", member.name);
		for height in from..=head {
			let seen = block(&rpc, height).await;
			let first = *self.blocks.entry(height).or_insert(seen);
			assert_eq!(first, seen, "{} holds another block {height} for final", member.name);
		}
		self.heads.entry(member.name).or_default().push((Instant::now(), head));
		head
	}

	/// After a node was killed: what it told just before, it may have lost.
	pub fn killed(&mut self, member: &Member) {
		let heads = self.heads.entry(member.name).or_default();
		heads.retain(|(told, _)| told.elapsed() > QUEUED);
	}

	/// After the only node of a chain came back: what it lost nobody has, so other blocks may follow.
	pub fn forget_above(&mut self, head: u64) {
		self.blocks.retain(|height, _| *height <= head);
		self.prescriptions.retain(|_, height| *height <= head);
	}

	/// Enters those of the prescriptions that a node's final state holds.
	pub async fn enter(&mut self, member: &Member, issued: &[RxId]) {
		let rpc = member.rpc();
		let new: Vec<_> =
			issued.iter().filter(|id| !self.prescriptions.contains_key(id)).copied().collect();
		let at = final_head(&rpc).await;
		let (found, height) = (existing(&rpc, &new, at).await, height(&rpc, at).await);
		self.prescriptions.extend(found.into_iter().map(|id| (id, height)));
	}

	/// Panics unless a node's final state holds every prescription that was entered; answers how many they are.
	pub async fn holds_all(&self, member: &Member) -> usize {
		let (rpc, ids) = (member.rpc(), Vec::from_iter(self.prescriptions.keys().copied()));
		let found = existing(&rpc, &ids, final_head(&rpc).await).await;
		assert_eq!(found.len(), ids.len(), "{} lost final prescriptions", member.name);
		found.len()
	}

	/// The highest block that a node was seen to hold for final.
	pub fn head(&self, member: &Member) -> u64 {
		self.heads.get(member.name).and_then(|heads| heads.last()).map_or(0, |(_, head)| *head)
	}

	/// The highest block that anybody held for final.
	pub fn height(&self) -> u64 {
		self.blocks.last_key_value().map_or(0, |(height, _)| *height)
	}
}

async fn block(rpc: &HttpClient, height: u64) -> Final {
	let hash: H256 = rpc.request("chain_getBlockHash", rpc_params![height]).await.unwrap();
	let header: Value = rpc.request("chain_getHeader", rpc_params![hash]).await.unwrap();
	Final { hash, state_root: header["stateRoot"].as_str().unwrap().parse().unwrap() }
}
