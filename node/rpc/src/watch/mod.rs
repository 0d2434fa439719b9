//! What the subscriptions look at.

mod claims;
mod items;

pub(crate) use claims::{Side, WatchClaims};
pub(crate) use items::{WatchDispenser, WatchItem};

use crate::{
	chain::{BlockRef, Chain, Client},
	Error,
};
use salus_runtime_api::RowEvent;
use sp_core::H256;
use std::collections::BTreeSet;

/// Between two looks, events of so many blocks are read; beyond that everything is read again.
const MAX_CATCH_UP: usize = 64;

/// The rows with an event between two blocks, on both sides if they are on different branches; `None` if there are too many
/// blocks between them.
fn touched<C: Client, Id: Ord>(
	chain: &Chain<C>,
	from: BlockRef,
	to: BlockRef,
	events: impl Fn(H256) -> Result<Vec<RowEvent<Id>>, sp_api::ApiError>,
) -> Result<Option<BTreeSet<Id>>, Error> {
	let route = sp_blockchain::tree_route(&*chain.0, from.hash, to.hash)?;
	let blocks: Vec<H256> =
		route.retracted().iter().chain(route.enacted()).map(|block| block.hash).collect();
	if blocks.len() > MAX_CATCH_UP {
		return Ok(None);
	}
	let mut touched = BTreeSet::new();
	for hash in blocks {
		touched.extend(events(hash)?.into_iter().map(|event| event.id));
	}
	Ok(Some(touched))
}
