//! The errors of Salus's methods.
//!
//! Parameters of a wrong form (bad hex, a number out of range, one too few) give JSON-RPC's own `-32602`. The rest is below;
//! `data` of the error says more where the message alone does not.

use jsonrpsee::types::{ErrorObject, ErrorObjectOwned};
use salus_primitives::BlockNumber;
use sp_core::H256;

/// No block has the hash that was given, or it is not known here.
pub const UNKNOWN_BLOCK: i32 = 7001;
/// The block is known, its state is not kept here any more: ask a node that runs with `--state-pruning archive`.
pub const STATE_PRUNED: i32 = 7002;
/// At that block there is nothing with the id that was given: it never existed, or was pruned since.
pub const NOT_FOUND: i32 = 7003;
/// More ids, or a larger page, than one call answers.
pub const TOO_MANY: i32 = 7004;
/// The node serves as many subscriptions as it can.
pub const BUSY: i32 = 7005;
/// The runtime of that block does not answer the question, or failed at it.
pub const RUNTIME: i32 = 7006;
/// The node could not read its database.
pub const DATABASE: i32 = 7007;

/// What the node has of a row does not add up to its trail, or to the state's root: its database is damaged.
pub const DAMAGED: i32 = 7008;

/// Why a method did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// [`UNKNOWN_BLOCK`]
	#[error("no block {0:?} is known here: check the hash, or wait until this node has seen it")]
	UnknownBlock(H256),
	/// [`STATE_PRUNED`]
	#[error(
		"the state of block {0} is not kept here any more: ask a node that runs with --state-pruning archive"
	)]
	StatePruned(BlockNumber),
	/// [`NOT_FOUND`]
	#[error("there is no {0} with this id at this block")]
	NotFound(&'static str),
	/// [`TOO_MANY`]
	#[error("at most {most} {what} in one call: split it")]
	TooMany {
		/// What there were too many of.
		what: &'static str,
		/// How many are answered.
		most: u32,
	},
	/// [`BUSY`]
	#[error("this node serves its {0} subscriptions already: ask another one, or later")]
	Busy(usize),
	/// [`RUNTIME`]
	#[error("the runtime did not answer")]
	Runtime(#[from] sp_api::ApiError),
	/// [`DATABASE`]
	#[error("the node could not read its database")]
	Database(#[from] sp_blockchain::Error),
	/// [`DAMAGED`]
	#[error(
		"what this node has of block {0} does not add up: its database is damaged, ask another node and tell the operator"
	)]
	Damaged(BlockNumber),
}

impl Error {
	/// The code in the JSON-RPC answer.
	pub fn code(&self) -> i32 {
		match self {
			Error::UnknownBlock(_) => UNKNOWN_BLOCK,
			Error::StatePruned(_) => STATE_PRUNED,
			Error::NotFound(_) => NOT_FOUND,
			Error::TooMany { .. } => TOO_MANY,
			Error::Busy(_) => BUSY,
			Error::Runtime(_) => RUNTIME,
			Error::Database(_) => DATABASE,
			Error::Damaged(_) => DAMAGED,
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		let detail = std::error::Error::source(&error).map(ToString::to_string);
		ErrorObject::owned(error.code(), error.to_string(), detail)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_are_distinct_and_outside_of_json_rpcs_own_range() {
		let codes =
			[UNKNOWN_BLOCK, STATE_PRUNED, NOT_FOUND, TOO_MANY, BUSY, RUNTIME, DATABASE, DAMAGED];
		let distinct: std::collections::BTreeSet<_> = codes.into_iter().collect();
		assert_eq!(distinct.len(), codes.len());
		assert!(codes.into_iter().all(|code| !(-32768..=-32000).contains(&code)));
	}

	#[test]
	fn an_error_carries_its_cause_as_data() {
		let object =
			ErrorObjectOwned::from(Error::Database(sp_blockchain::Error::Backend("disk".into())));
		assert_eq!(object.code(), DATABASE);
		assert!(object.data().unwrap().get().contains("disk"));
		assert!(ErrorObjectOwned::from(Error::NotFound("item")).data().is_none());
	}
}
