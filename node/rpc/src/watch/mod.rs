//! What the subscriptions look at.

mod claims;
mod items;
mod news;
mod requests;
mod trials;

pub(crate) use claims::{Side, WatchClaims};
pub(crate) use items::{WatchDispenser, WatchItem};
pub(crate) use news::{Source, WatchNews};
pub(crate) use requests::WatchRequests;
pub(crate) use trials::WatchTrial;

use crate::{
	chain::{BlockRef, Chain, Client},
	Error,
};
use salus_runtime_api::RowEvent;
use sp_core::H256;
use std::collections::BTreeSet;

/// Between two looks, events of so many blocks are read; beyond that everything is read again.
const MAX_CATCH_UP: usize = 64;

/// The blocks between two looks.
struct Between {
	/// On the branch of the first look alone, the newest first.
	retracted: Vec<BlockRef>,
	/// On the way to the second, in order.
	enacted: Vec<BlockRef>,
}

/// The blocks between two; `None` if there are too many.
fn between<C: Client>(
	chain: &Chain<C>,
	from: BlockRef,
	to: BlockRef,
) -> Result<Option<Between>, Error> {
	let route = sp_blockchain::tree_route(&*chain.0, from.hash, to.hash)?;
	if route.retracted().len().saturating_add(route.enacted().len()) > MAX_CATCH_UP {
		return Ok(None);
	}
	let blocks = |blocks: &[sp_blockchain::HashAndNumber<crate::Block>]| {
		blocks.iter().map(|block| BlockRef { hash: block.hash, number: block.number }).collect()
	};
	let (retracted, enacted) = (blocks(route.retracted()), blocks(route.enacted()));
	Ok(Some(Between { retracted, enacted }))
}

/// The rows with an event between two blocks, on both sides if they are on different branches; `None` if there are too many
/// blocks between them.
fn touched<C: Client, Id: Ord>(
	chain: &Chain<C>,
	from: BlockRef,
	to: BlockRef,
	events: impl Fn(H256) -> Result<Vec<RowEvent<Id>>, sp_api::ApiError>,
) -> Result<Option<BTreeSet<Id>>, Error> {
	let Some(Between { retracted, enacted }) = between(chain, from, to)? else { return Ok(None) };
	let mut touched = BTreeSet::new();
	for block in retracted.into_iter().chain(enacted) {
		touched.extend(events(block.hash)?.into_iter().map(|event| event.id));
	}
	Ok(Some(touched))
}
