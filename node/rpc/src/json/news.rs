//! What subscriptions to histories tell.

use super::Event;
use crate::BlockRef;
use serde::{Deserialize, Serialize};

/// How something stands, and what happened to it since the message before.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct News<S, R> {
	/// How it stands at the block, settled.
	pub state: S,
	/// The block of the look before: `events` are all that happened after it. `null` in the first message, and after a gap
	/// that this node could not bridge: then read the history.
	pub since: Option<BlockRef>,
	/// Blocks told of before that another branch has replaced: what happened in them did not happen.
	pub retracted: Vec<BlockRef>,
	/// What happened, in order.
	pub events: Vec<Happened<R>>,
}

/// An event with its place.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Happened<R> {
	/// The block.
	pub block: BlockRef,
	/// The row.
	pub row: R,
	/// The event.
	#[serde(flatten)]
	pub event: Event,
}
