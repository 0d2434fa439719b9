//! The errors of Salus's methods.
//!
//! Parameters of a wrong form (bad hex, a number out of range, one too few) give JSON-RPC's own `-32602`. The rest is below;
//! `data` of the error says more where the message alone does not.

use jsonrpsee::types::{ErrorObject, ErrorObjectOwned};
use salus_primitives::BlockNumber;
use serde::Serialize;
use sp_core::H256;

/// No block has the hash that was given, or it is not known here.
pub const UNKNOWN_BLOCK: i32 = 7001;
/// The block is known, its state is not kept here any more: ask a node that runs with `--state-pruning archive`. `data` is
/// `{ oldest }`, the oldest final block whose state is here.
pub const STATE_PRUNED: i32 = 7002;
/// At that block there is nothing with the id that was given: it never existed, or was pruned since.
pub const NOT_FOUND: i32 = 7003;
/// More ids, or a larger page, than one call answers.
pub const TOO_MANY: i32 = 7004;
/// The node serves as many subscriptions, or questions about evidence, as it can.
pub const BUSY: i32 = 7005;
/// The runtime of that block does not answer the question, or failed at it.
pub const RUNTIME: i32 = 7006;
/// The node could not read its database.
pub const DATABASE: i32 = 7007;
/// What the node has of a row does not add up to its trail, or to the state's root: its database is damaged.
pub const DAMAGED: i32 = 7008;
/// The block is not final: evidence is of final blocks only.
pub const NOT_FINAL: i32 = 7009;
/// On this chain no votes make blocks final: it is a development chain, or a parachain, which the relay chain makes final.
pub const NO_FINALITY: i32 = 7010;
/// The transactions of the block are not kept here any more: ask a node that runs with `--blocks-pruning archive`.
pub const BODY_PRUNED: i32 = 7011;
/// From the block on no votes of its validators are kept here within the blocks searched. Another node may have some.
pub const NO_JUSTIFICATION: i32 = 7012;
/// The node does not know which sets of validators came before the present one: it still syncs, or must be synced anew.
pub const SETS_UNKNOWN: i32 = 7013;
/// The answer would be too large.
pub const TOO_LARGE: i32 = 7014;
/// The answer took too long, or nobody had time for it.
pub const TIMED_OUT: i32 = 7015;

/// Why a method did not answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
	/// [`UNKNOWN_BLOCK`]
	#[error("no block {0:?} is known here: check the hash, or wait until this node has seen it")]
	UnknownBlock(H256),
	/// [`STATE_PRUNED`]
	#[error(
		"the state of block {block} is not kept here any more: ask a node that runs with --state-pruning archive"
	)]
	StatePruned {
		/// The block.
		block: BlockNumber,
		/// The oldest final block whose state is kept.
		oldest: BlockNumber,
	},
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
	#[error("this node serves its {most} {what} already: ask another one, or later")]
	Busy {
		/// What there were too many of.
		what: &'static str,
		/// How many are served.
		most: usize,
	},
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
	/// [`NOT_FINAL`]
	#[error("block {0} is not final: wait, or name another one")]
	NotFinal(BlockNumber),
	/// [`NO_FINALITY`]
	#[error("no votes make the blocks of this chain final")]
	NoFinality,
	/// [`BODY_PRUNED`]
	#[error(
		"the transactions of block {0} are not kept here any more: ask a node that runs with --blocks-pruning archive"
	)]
	BodyPruned(BlockNumber),
	/// [`NO_JUSTIFICATION`]
	#[error("of block {block} and the {after} after it no votes of their validators are kept here: ask another node")]
	NoJustification {
		/// The block.
		block: BlockNumber,
		/// How many more were searched.
		after: BlockNumber,
	},
	/// [`SETS_UNKNOWN`]
	#[error("this node does not know all sets of validators yet: wait until it is synced, or sync it anew")]
	SetsUnknown,
	/// [`TOO_LARGE`]
	#[error("the answer would be larger than {0} bytes")]
	TooLarge(usize),
	/// [`TIMED_OUT`]
	#[error("the answer was not ready within {0} s: ask for less, or later")]
	TimedOut(u64),
}

/// What `data` of an error says.
#[derive(Serialize)]
#[serde(untagged)]
enum Detail {
	Oldest { oldest: BlockNumber },
	Cause(String),
}

impl Error {
	/// The code in the JSON-RPC answer.
	pub fn code(&self) -> i32 {
		match self {
			Error::UnknownBlock(_) => UNKNOWN_BLOCK,
			Error::StatePruned { .. } => STATE_PRUNED,
			Error::NotFound(_) => NOT_FOUND,
			Error::TooMany { .. } => TOO_MANY,
			Error::Busy { .. } => BUSY,
			Error::Runtime(_) => RUNTIME,
			Error::Database(_) => DATABASE,
			Error::Damaged(_) => DAMAGED,
			Error::NotFinal(_) => NOT_FINAL,
			Error::NoFinality => NO_FINALITY,
			Error::BodyPruned(_) => BODY_PRUNED,
			Error::NoJustification { .. } => NO_JUSTIFICATION,
			Error::SetsUnknown => SETS_UNKNOWN,
			Error::TooLarge(_) => TOO_LARGE,
			Error::TimedOut(_) => TIMED_OUT,
		}
	}

	fn detail(&self) -> Option<Detail> {
		match self {
			Error::StatePruned { oldest, .. } => Some(Detail::Oldest { oldest: *oldest }),
			_ => std::error::Error::source(self).map(|cause| Detail::Cause(cause.to_string())),
		}
	}
}

impl From<Error> for ErrorObjectOwned {
	fn from(error: Error) -> Self {
		ErrorObject::owned(error.code(), error.to_string(), error.detail())
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn codes_are_distinct_and_outside_of_json_rpcs_own_range() {
		let codes = [
			UNKNOWN_BLOCK,
			STATE_PRUNED,
			NOT_FOUND,
			TOO_MANY,
			BUSY,
			RUNTIME,
			DATABASE,
			DAMAGED,
			NOT_FINAL,
			NO_FINALITY,
			BODY_PRUNED,
			NO_JUSTIFICATION,
			SETS_UNKNOWN,
			TOO_LARGE,
			TIMED_OUT,
		];
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
		let object = ErrorObjectOwned::from(Error::StatePruned { block: 7, oldest: 9 });
		assert_eq!(object.data().unwrap().get(), r#"{"oldest":9}"#);
	}
}
