//! The council of the local chain, of one mind.

use crate::{
	common::{
		extrinsic::{key, submit},
		finalized, hash_at,
	},
	net::{within_time, SLOT},
	state,
};
use jsonrpsee::http_client::HttpClient;
use pallet_collective::{Call, Event};
use salus_consortium_runtime::{Runtime, RuntimeCall, RuntimeEvent};
use salus_runtime_common::governance::CouncilCollective;
use sp_core::{Encode, H256};
use sp_io::hashing::blake2_256;
use sp_runtime::{AccountId32, DispatchResult, Weight};
use std::time::{Duration, Instant};

type CouncilCall = Call<Runtime, CouncilCollective>;

/// Two thirds of four, rounded up.
const THRESHOLD: usize = 3;

/// How long each step may take.
const STEP: Duration = Duration::from_secs(60);

/// The largest weight of a motion that is executed: two fifths of a block, within what the runtime allows.
const HEAVIEST: Weight = Weight::from_parts(200_000_000_000, 1 << 20);

/// Makes a motion of the council: Alice proposes it, she, Bob and Charlie vote for it, Alice closes it. Returns when a final
/// block has executed it; panics if the call failed.
pub async fn motion(rpc: &HttpClient, call: RuntimeCall) {
	let hash = H256(blake2_256(&call.encode()));
	let length_bound = call.encoded_size() as u32;
	let from = finalized(rpc).await;

	let threshold = THRESHOLD as u32;
	let proposal = Box::new(call);
	send(rpc, "Alice", CouncilCall::propose { threshold, proposal, length_bound }).await;
	within_time(STEP, "the council has the motion", || async { votes(rpc, hash).await.is_some() })
		.await;
	let (index, ..) = votes(rpc, hash).await.unwrap();
	for member in ["Alice", "Bob", "Charlie"] {
		send(rpc, member, CouncilCall::vote { proposal: hash, index, approve: true }).await;
	}
	within_time(STEP, "three votes are counted", || async {
		votes(rpc, hash).await.is_some_and(|(.., ayes)| ayes.len() == THRESHOLD)
	})
	.await;
	let close = CouncilCall::close {
		proposal_hash: hash,
		index,
		proposal_weight_bound: HEAVIEST,
		length_bound,
	};
	send(rpc, "Alice", close).await;
	executed(rpc, hash, from).await.unwrap();
}

async fn send(rpc: &HttpClient, who: &str, call: CouncilCall) {
	submit(rpc, &key(who), RuntimeCall::Council(call)).await;
}

/// A motion's index and who voted for it, while it is open.
async fn votes(rpc: &HttpClient, hash: H256) -> Option<(u32, Vec<AccountId32>)> {
	let (index, _, ayes): (u32, u32, Vec<AccountId32>) =
		state::value(rpc, ["Council", "Voting"], hash.as_bytes(), None).await?;
	Some((index, ayes))
}

/// What came of a motion in the final blocks after a height.
async fn executed(rpc: &HttpClient, hash: H256, mut height: u64) -> DispatchResult {
	let begun = Instant::now();
	while begun.elapsed() < STEP {
		while height < finalized(rpc).await {
			height += 1;
			let block = hash_at(rpc, height).await.unwrap();
			for event in state::events(rpc, block).await {
				if let RuntimeEvent::Council(Event::Executed { proposal_hash, result }) = event {
					if proposal_hash == hash {
						return result;
					}
				}
			}
		}
		tokio::time::sleep(SLOT / 4).await;
	}
	panic!("the motion was not executed within {STEP:?}")
}
