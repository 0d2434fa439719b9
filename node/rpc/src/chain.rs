//! The block at which a question is answered.

use crate::Error;
use salus_primitives::BlockNumber;
use sc_client_api::{BlockBackend, BlockchainEvents, ProofProvider};
use serde::{Deserialize, Serialize};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::{HeaderBackend, HeaderMetadata};
use sp_consensus::BlockStatus;
use sp_core::H256;
use sp_runtime::{
	generic,
	traits::{BlakeTwo256, Header as _},
	OpaqueExtrinsic,
};
use std::{sync::Arc, time::Duration};

/// A block of any Salus network, as a node sees it: its transactions are bytes.
pub type Block = generic::Block<generic::Header<BlockNumber, BlakeTwo256>, OpaqueExtrinsic>;

/// A block by hash and height.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct BlockRef {
	/// Its hash.
	pub hash: H256,
	/// Its height.
	pub number: BlockNumber,
}

/// What the methods need of a client, beside its runtime's APIs.
pub trait Client:
	ProvideRuntimeApi<Block>
	+ HeaderBackend<Block>
	+ HeaderMetadata<Block, Error = sp_blockchain::Error>
	+ BlockBackend<Block>
	+ BlockchainEvents<Block>
	+ ProofProvider<Block>
	+ Send
	+ Sync
	+ 'static
{
}

impl<C> Client for C where
	C: ProvideRuntimeApi<Block>
		+ HeaderBackend<Block>
		+ HeaderMetadata<Block, Error = sp_blockchain::Error>
		+ BlockBackend<Block>
		+ BlockchainEvents<Block>
		+ ProofProvider<Block>
		+ Send
		+ Sync
		+ 'static
{
}

/// While a block becomes final, its state is on its way from memory to disk and cannot be read: so often, and so long each
/// time, it is waited for.
pub(crate) const PATIENCE: (u32, Duration) = (10, Duration::from_millis(20));

/// The chain: which blocks there are, and whose state is here.
pub(crate) struct Chain<C>(pub(crate) Arc<C>);

impl<C> Clone for Chain<C> {
	fn clone(&self) -> Self {
		Chain(self.0.clone())
	}
}

impl<C: Client> Chain<C> {
	/// The newest block.
	pub(crate) fn best(&self) -> BlockRef {
		let info = self.0.info();
		BlockRef { hash: info.best_hash, number: info.best_number }
	}

	/// The newest final block.
	pub(crate) fn finalized(&self) -> BlockRef {
		let info = self.0.info();
		BlockRef { hash: info.finalized_hash, number: info.finalized_number }
	}

	/// Whether a block is final.
	pub(crate) fn is_final(&self, block: BlockRef) -> Result<bool, Error> {
		let passed = block.number <= self.finalized().number;
		Ok(passed && self.0.hash(block.number)? == Some(block.hash))
	}

	/// The block that was asked for, the newest if none was, with its state. May block the thread for a moment.
	pub(crate) fn at(&self, at: Option<H256>) -> Result<BlockRef, Error> {
		let hash = at.unwrap_or_else(|| self.best().hash);
		let number = self.0.number(hash)?.ok_or(Error::UnknownBlock(hash))?;
		let (tries, pause) = PATIENCE;
		for _ in 0..tries {
			if self.0.block_status(hash)? == BlockStatus::InChainWithState {
				return Ok(BlockRef { hash, number });
			}
			if number < self.finalized().number {
				break;
			}
			std::thread::sleep(pause);
		}
		Err(Error::StatePruned(number))
	}

	/// The ancestor of a block at a height, with its state; the block itself at its own height and above.
	pub(crate) fn ancestor(&self, of: BlockRef, number: BlockNumber) -> Result<BlockRef, Error> {
		let BlockRef { mut hash, number: mut height } = of;
		while height > number {
			// The index by height knows the best chain only; a fork is followed by its headers until it joins.
			if self.0.hash(height)? == Some(hash) {
				hash = self.0.hash(number)?.ok_or(Error::StatePruned(number))?;
				break;
			}
			hash = *self.0.header(hash)?.ok_or(Error::StatePruned(height))?.parent_hash();
			height -= 1;
		}
		self.at(Some(hash))
	}

	/// The block before, with its state.
	pub(crate) fn parent(&self, of: BlockRef) -> Result<BlockRef, Error> {
		self.ancestor(of, of.number.saturating_sub(1))
	}
}
