//! What the methods answer, in JSON: camelCase, times in milliseconds since the Unix epoch, hashes in hex with `0x`,
//! accounts in SS58. A field is added, never renamed nor given another meaning.

mod prescriptions;
mod registry;

pub use prescriptions::*;
pub use registry::*;

use salus_primitives::BlockNumber;
use serde::{Deserialize, Serialize};
use sp_core::H256;

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

/// A part of a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Page<T, Cursor> {
	/// What was found. May be empty although there is more.
	pub items: Vec<T>,
	/// What to pass as `cursor` for the next part; `null` at the end.
	pub next: Option<Cursor>,
}
