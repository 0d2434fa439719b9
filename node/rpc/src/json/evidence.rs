//! Evidence in JSON.

use super::Event;
use crate::BlockRef;
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};

/// What proves a few entries of a block's state: checked against the header's state root before it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
	/// The block.
	pub block: BlockRef,
	/// Whether it was final when this was answered.
	pub finalized: bool,
	/// Its header in SCALE: hashes to the block's hash, and holds the state root.
	pub header: Bytes,
	/// GRANDPA's justification of this very block in SCALE, if this node has one; `null` otherwise, always so on a chain
	/// with instant seal. Of another block `grandpa_proveFinality` proves that it is final.
	pub justification: Option<Bytes>,
	/// What stands in the state.
	pub reads: Vec<Read>,
	/// The nodes of the state's tree that prove it.
	pub proof: Vec<Bytes>,
}

/// One entry of the state.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Read {
	/// Its key.
	pub key: Bytes,
	/// What stands there, in SCALE and not settled; `null`: nothing does.
	pub value: Option<Bytes>,
}

/// A row, and what proves it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proved<T> {
	/// The row as it stands at the block, settled; `null` if there is none, which is proved too.
	pub row: Option<T>,
	/// What proves it.
	pub evidence: Evidence,
}

/// A row with its whole history, oldest event first, and what proves both. The history was replayed before it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export<T, Id> {
	/// The row as it stands at the block, settled.
	pub row: T,
	/// The link before the first of `events`: each event is hashed upon the one before, the last gives the row's `trail`.
	pub start: H256,
	/// How many events came before `start`: 0, unless the history is too long for one answer.
	pub skipped: u32,
	/// The events, in order.
	pub events: Vec<Link>,
	/// What to ask for to have those that came before; `null`: none did.
	pub earlier: Option<Earlier<Id>>,
	/// What proves the row.
	pub evidence: Evidence,
}

/// One event in the order of all of a row's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Link {
	/// Its block.
	pub block: BlockRef,
	/// The event.
	#[serde(flatten)]
	pub event: Event,
}

/// Where an earlier part of a history is found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Earlier<Id> {
	/// The row's name then.
	pub id: Id,
	/// The block, as `at`.
	pub at: H256,
}
