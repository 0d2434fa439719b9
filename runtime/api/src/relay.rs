//! Patients' acts that others relay.

// The macro's hidden items.
#![allow(missing_docs)]

use codec::Codec;
use sp_runtime::{DispatchError, DispatchResult};

sp_api::decl_runtime_apis! {
	/// What a relayer asks before it pays.
	pub trait RelayApi<MetaTx> where MetaTx: Codec {
		/// What a meta-transaction would come to, relayed in the block after this one, whose hash is `block_hash`: an error if
		/// `MetaTx::dispatch` would refuse it (no signature, another chain, too old, a call that is not listed), else what the
		/// call in it would answer. Nothing is kept.
		fn dry_run(
			meta_tx: MetaTx,
			block_hash: Block::Hash,
		) -> Result<DispatchResult, DispatchError>;
	}
}
