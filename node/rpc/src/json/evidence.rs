//! Evidence in JSON. Headers, proofs, votes and events are bytes as they go into an evidence file; names and words are those
//! of the crate `salus-evidence`, which checks them.

use super::Event;
use crate::{evidence::Statement, BlockRef};
use salus_primitives::BlockNumber;
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};
use std::collections::BTreeMap;

/// What a block's state holds under a few names, or that it holds nothing there: checked before it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateProof {
	/// The block.
	pub block: BlockRef,
	/// Whether it was final when this was answered.
	pub finalized: bool,
	/// Its header in SCALE: hashes to the block's hash, and holds the state's root.
	pub header: Bytes,
	/// The names in the order of their storage keys, as `Prescriptions.Items(0x..)`.
	pub reads: Vec<String>,
	/// One compact proof of all of them, which holds the values. Of `:code` it holds the hash alone.
	pub nodes: Vec<Bytes>,
}

/// A statement's part of a point: what the state of one block says to it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Proof {
	/// What stands in the state.
	#[serde(flatten)]
	pub state: StateProof,
	/// What happened to the row; `null` if there is none, or its history is no part of the statement.
	pub trail: Option<Past<Statement>>,
	/// Which code left the state.
	pub runtime: RuntimeFacts,
}

/// Which code left a state. Everything here is proved by the nodes beside it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimeFacts {
	/// Version of the runtime; `null` in a first state that does not name it.
	pub spec: Option<u32>,
	/// Hash of the code that executes the next block.
	pub code: H256,
	/// Storage version of each pallet that was read, by which its rows are decoded.
	pub versions: BTreeMap<String, u16>,
	/// Whether a migration is under way: then rows are neither of the old form nor of the new, and no file is made of them.
	pub migrating: bool,
}

/// What happened to a row up to a block, oldest event first. It was replayed before it was answered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Past<Id> {
	/// The link before the first of `events`: each event is hashed upon the one before, the last gives the row's `trail`.
	pub start: H256,
	/// How many events came before `start`: 0, unless the history is too long for one answer.
	pub skipped: u32,
	/// The events, in order.
	pub events: Vec<Link>,
	/// What to ask for to have those that came before; `null`: none did.
	pub earlier: Option<Earlier<Id>>,
}

/// A row with its whole history, and what proves both.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Export<T, Id> {
	/// The row as it stands at the block, settled.
	pub row: T,
	/// What happened to it.
	#[serde(flatten)]
	pub past: Past<Id>,
	/// What proves the row.
	pub evidence: StateProof,
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

/// That a block is final.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Finality {
	/// The block.
	pub block: BlockRef,
	/// Its header in SCALE.
	pub header: Bytes,
	/// The headers after it, each the child of the one before, up to the block that was voted for.
	pub links: Vec<Bytes>,
	/// Id of the set of validators that voted: the block's own.
	pub set: u64,
	/// GRANDPA's justification of the last of these headers, in SCALE.
	pub justification: Bytes,
}

/// How the set of validators changed, oldest change first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetChanges {
	/// The changes.
	pub changes: Vec<SetChange>,
	/// What to pass as `from` for those after them; `null`: there were none when this was answered.
	pub next: Option<BlockNumber>,
}

/// The end of a set of validators.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SetChange {
	/// Id of the set that ended.
	pub set: u64,
	/// Its last block.
	pub block: BlockRef,
	/// The block's header in SCALE, whose digest names the next set.
	pub header: Bytes,
	/// GRANDPA's justification of this block by the set that ended, in SCALE.
	pub justification: Bytes,
}

/// That an extrinsic stands in a block. Standing there is not success.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExtrinsicProof {
	/// The block.
	pub block: BlockRef,
	/// Its header in SCALE, which holds the root of its extrinsics.
	pub header: Bytes,
	/// The extrinsic's place.
	pub index: u32,
	/// A compact proof under that root. The extrinsic is the value in it.
	pub nodes: Vec<Bytes>,
}

/// From where trust may start: the block is final, and these authorities, as this set, vote on what follows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Checkpoint {
	/// Hash of block 0.
	pub genesis: H256,
	/// Height of the block.
	pub number: BlockNumber,
	/// Its hash.
	pub hash: H256,
	/// Id of the set.
	pub set: u64,
	/// The set's GRANDPA keys, in its order.
	pub authorities: Vec<H256>,
	/// Weights of their votes in the order of the keys; `null` if all are 1.
	pub weights: Option<Vec<u64>>,
}
