//! What nodes say of their chain by JSON-RPC, and how it goes on while something else happens.

use anyhow::{Context, Result};
use salus_zombienet::PARA_ID;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::{
	collections::BTreeSet,
	future::Future,
	time::{Duration, Instant},
};
use tokio::time::sleep;
use zombienet_sdk::{
	subxt::{
		dynamic,
		ext::subxt_rpcs::client::{rpc_params, RpcParams},
		PolkadotConfig,
	},
	NetworkNode,
};

/// Between two looks.
const GLANCE: Duration = Duration::from_secs(1);

/// How a digest tells of Aura's slot: a pre-runtime item (6) of `aura`, eight bytes long.
const AURA_SLOT: &str = "0x066175726120";

/// How many blocks are looked at for their makers, and how long until both are among them.
const RECENT: u64 = 6;
const BOTH: Duration = Duration::from_secs(180);

/// Asks a node, on a connection of its own: the node may have been away since the last question.
pub async fn ask<T: DeserializeOwned>(
	node: &NetworkNode,
	method: &str,
	params: RpcParams,
) -> Result<T> {
	let rpc = node.rpc().await?;
	rpc.request(method, params).await.with_context(|| format!("{} at {}", method, node.name()))
}

/// Height of a node's newest block.
pub async fn best(node: &NetworkNode) -> Result<u64> {
	number(&ask(node, "chain_getHeader", rpc_params![]).await?)
}

/// Height of a node's newest final block.
pub async fn finalized(node: &NetworkNode) -> Result<u64> {
	let hash: String = ask(node, "chain_getFinalizedHead", rpc_params![]).await?;
	number(&ask(node, "chain_getHeader", rpc_params![hash]).await?)
}

fn number(header: &Value) -> Result<u64> {
	let hex = header["number"].as_str().context("a header without a number")?;
	Ok(u64::from_str_radix(hex.trim_start_matches("0x"), 16)?)
}

/// The version of the runtime that makes a node's next block.
pub async fn spec_version(node: &NetworkNode) -> Result<u64> {
	let version: Value = ask(node, "state_getRuntimeVersion", rpc_params![]).await?;
	version["specVersion"].as_u64().context("a runtime without a version")
}

/// Whether the relay chain counts ours among its parachains.
pub async fn lists_the_parachain(validator: &NetworkNode) -> bool {
	let relay = validator.wait_client::<PolkadotConfig>().await.unwrap();
	let parachains = dynamic::storage("Paras", "Parachains", ());
	let state = relay.storage().at_latest().await.unwrap();
	let Some(parachains) = state.fetch(&parachains).await.unwrap() else { return false };
	parachains.as_type::<Vec<u32>>().unwrap().contains(&PARA_ID)
}

/// Waits until both collators are among the makers of the newest blocks: slots are theirs in turn.
pub async fn both_make_blocks(node: &NetworkNode) {
	within(BOTH, "both collators make blocks", || async {
		let newest = best(node).await.ok()?;
		let mut turns = BTreeSet::new();
		for height in newest.checked_sub(RECENT)?..newest {
			turns.insert(slot(node, height).await.ok()? % 2);
		}
		Some(turns.len() == 2)
	})
	.await;
}

/// The slot in which a block was made.
async fn slot(node: &NetworkNode, height: u64) -> Result<u64> {
	let hash: String = ask(node, "chain_getBlockHash", rpc_params![height]).await?;
	let header: Value = ask(node, "chain_getHeader", rpc_params![hash]).await?;
	let mut logs = header["digest"]["logs"].as_array().into_iter().flatten();
	let slot = logs.find_map(|log| log.as_str()?.strip_prefix(AURA_SLOT));
	let bytes = u64::from_str_radix(slot.context("a block without a slot")?, 16)?;
	Ok(bytes.swap_bytes())
}

/// Waits until something holds, and answers how long that took. Who cannot be asked may be starting.
pub async fn within<F>(bound: Duration, what: &str, mut holds: impl FnMut() -> F) -> Duration
where
	F: Future<Output = Option<bool>>,
{
	let begun = Instant::now();
	while begun.elapsed() < bound {
		if holds().await == Some(true) {
			return begun.elapsed();
		}
		sleep(GLANCE).await;
	}
	panic!("not within {bound:?}: {what}")
}

/// How a chain went on for a while.
pub struct Pulse {
	/// How many blocks became final.
	pub blocks: u64,
	/// The longest time without a new one.
	pub pause: Duration,
}

/// Looks at a collator's final blocks until something else is done.
pub async fn during<T>(node: &NetworkNode, work: impl Future<Output = T>) -> (T, Pulse) {
	tokio::pin!(work);
	let first = finalized(node).await.unwrap();
	let (mut height, mut since, mut pause) = (first, Instant::now(), Duration::ZERO);
	loop {
		let done = tokio::select! {
			done = &mut work => Some(done),
			() = sleep(GLANCE) => None,
		};
		// Who does not answer has shown no new block.
		let newest = finalized(node).await.unwrap_or(height);
		pause = pause.max(since.elapsed());
		if newest > height {
			(height, since) = (newest, Instant::now());
		}
		if let Some(done) = done {
			return (done, Pulse { blocks: height - first, pause });
		}
	}
}
