//! Slots in which nobody made a block.

use crate::net::SLOT;
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_consortium_runtime::Header;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature, Slot};
use std::time::UNIX_EPOCH;

/// A block's place on the chain and in time.
#[derive(Clone, Copy)]
struct Place {
	height: u64,
	slot: u64,
}

/// The slots of a chain since a moment.
pub struct Slots {
	from: Place,
}

impl Slots {
	/// Counts from the newest block of a node.
	pub async fn since_now(rpc: &HttpClient) -> Slots {
		Slots { from: newest(rpc).await }
	}

	/// How many slots had no block, and how many passed in all. The slot that is not over counts only if it has its block.
	pub async fn missed(&self, rpc: &HttpClient) -> (u64, u64) {
		let to = newest(rpc).await;
		let now = (UNIX_EPOCH.elapsed().unwrap().as_millis() / SLOT.as_millis()) as u64;
		let passed = to.slot.max(now - 1) - self.from.slot;
		(passed - (to.height - self.from.height), passed)
	}
}

async fn newest(rpc: &HttpClient) -> Place {
	let header: Header = rpc.request("chain_getHeader", rpc_params![]).await.unwrap();
	let slot = header.digest.logs.iter().find_map(|log| {
		let slot: Option<Slot> =
			CompatibleDigestItem::<AuthoritySignature>::as_aura_pre_digest(log);
		slot
	});
	Place { height: header.number.into(), slot: *slot.expect("validators' blocks tell their slot") }
}
