//! How the chain does, for those who operate its nodes.

// The macro's hidden items.
#![allow(missing_docs)]

use alloc::{string::String, vec::Vec};
use codec::{Decode, Encode};
use salus_primitives::Upkeep;
use scale_info::TypeInfo;
use sp_runtime::OpaqueExtrinsic;

/// How the calls of a pallet ended in a block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Tally {
	/// The pallet's name in the runtime.
	pub pallet: String,
	/// Calls that took effect.
	pub ok: u32,
	/// Calls that did not.
	pub failed: u32,
}

sp_api::decl_runtime_apis! {
	/// How the chain does, in numbers: no account, no row, no call is named.
	pub trait OperationsApi {
		/// Each pallet that keeps a queue of deadlines, with what of it is due and not yet served.
		fn upkeep() -> Vec<(String, Upkeep)>;
		/// The calls of this block by pallet, each pallet once. `body` is the block's: the state knows how its transactions
		/// ended, not what they were.
		///
		/// Counted is whatever somebody asked for: not the block's own inherents, and of a call in a batch, a proxy's or a
		/// meta-transaction the call that is inside, with its own result. A transaction that failed changed nothing, so all
		/// calls in it failed; those of a batch behind the one that stopped it were not tried and are not counted. Any other
		/// call around a call (a multisig, the council) counts as itself. Of the block that brings a new runtime, which
		/// answers for it then, less may be counted.
		fn calls(body: Vec<OpaqueExtrinsic>) -> Vec<Tally>;
	}
}
