//! What nodes called final: never two blocks at a height, never fewer than before.

use crate::{common::finalized, net::Member};
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use serde_json::Value;
use sp_core::H256;
use std::collections::BTreeMap;

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
	/// How far each node was.
	heads: BTreeMap<&'static str, u64>,
}

impl Ledger {
	/// Reads what a node has finalised since it was last asked. Panics if its final head went back, or if it holds another block
	/// or another state for final than any node ever did.
	pub async fn observe(&mut self, member: &Member) -> u64 {
		let rpc = member.rpc();
		let head = finalized(&rpc).await;
		let known = self.heads.get(member.name).copied().unwrap_or_default();
		assert!(head >= known, "{}'s final head went back from {known} to {head}", member.name);
		// The block that it knew is asked for again: after a restart it could be another one.
		for height in known..=head {
			let seen = block(&rpc, height).await;
			let first = *self.blocks.entry(height).or_insert(seen);
			assert_eq!(first, seen, "{} holds another block {height} for final", member.name);
		}
		self.heads.insert(member.name, head);
		head
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
