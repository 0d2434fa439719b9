//! What the methods answer, in JSON: camelCase, times in milliseconds since the Unix epoch, hashes in hex with `0x`,
//! accounts in SS58, amounts of money as decimal strings of minor units. A field is added, never renamed nor given another
//! meaning.

mod access;
mod claims;
mod consents;
mod evidence;
mod money;
mod news;
mod prescriptions;
mod records;
mod registry;
mod reimbursement;
mod trials;

pub use access::*;
pub use claims::*;
pub use consents::*;
pub use evidence::*;
pub use money::*;
pub use news::*;
pub use prescriptions::*;
pub use records::*;
pub use registry::*;
pub use reimbursement::*;
pub use trials::*;

#[cfg(test)]
pub(crate) use claims::tests as claim_tests;

use crate::BlockRef;
use salus_primitives::{BlockNumber, Moment};
use salus_runtime_api::RowEvent;
use serde::{Deserialize, Serialize};
use sp_core::{Bytes, H256};

/// A row's history as one hash.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Trail {
	/// The last link.
	pub head: H256,
	/// How many events there were.
	pub events: u32,
	/// Block of the newest event.
	pub last: BlockNumber,
}

impl From<&salus_primitives::Trail> for Trail {
	fn from(trail: &salus_primitives::Trail) -> Self {
		Trail { head: trail.head, events: trail.n, last: trail.last }
	}
}

/// What happened to a row, newest block first.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct History {
	/// The trail in which it ends.
	pub trail: Trail,
	/// The blocks in which something happened.
	pub steps: Vec<Step>,
	/// Whether the oldest step is the row's first.
	pub complete: bool,
}

/// What happened to a row in one block.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Step {
	/// The block.
	pub block: BlockRef,
	/// What happened, in order.
	pub events: Vec<Event>,
}

/// One event of a row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Event {
	/// The name of the pallet's event.
	pub name: String,
	/// The time with which it enters the trail: the block's, or when time alone did it.
	pub at: Moment,
	/// The event in SCALE, as the trail hashes it.
	pub scale: Bytes,
}

impl<Id> From<RowEvent<Id>> for Event {
	fn from(event: RowEvent<Id>) -> Self {
		Event { name: event.name, at: event.at, scale: event.event.into() }
	}
}

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T, Cursor> {
	/// What was found. May be empty although there is more.
	pub items: Vec<T>,
	/// What to pass as `cursor` for the next part; `null` at the end.
	pub next: Option<Cursor>,
}
