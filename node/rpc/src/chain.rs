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
		Err(self.pruned(number))
	}

	/// That the state of a block is not here any more, with the oldest final block whose state is.
	fn pruned(&self, block: BlockNumber) -> Error {
		let has_state = |number| {
			let status = self.0.hash(number).ok().flatten().map(|hash| self.0.block_status(hash));
			matches!(status, Some(Ok(BlockStatus::InChainWithState)))
		};
		// States go in order, so halves do: a few reads instead of a walk.
		let (mut low, mut high) = (block, self.finalized().number);
		while low < high {
			let middle = low + (high - low) / 2;
			if has_state(middle) {
				high = middle;
			} else {
				low = middle + 1;
			}
		}
		Error::StatePruned { block, oldest: high }
	}

	/// The ancestor of a block at a height, with its state; the block itself at its own height, `None` above it.
	pub(crate) fn ancestor(
		&self,
		of: BlockRef,
		number: BlockNumber,
	) -> Result<Option<BlockRef>, Error> {
		let parent = |hash| {
			let header = self.0.header(hash)?.ok_or(Error::UnknownBlock(hash))?;
			Ok(*header.parent_hash())
		};
		let hash = ancestor(of, number, |height| Ok(self.0.hash(height)?), parent)?;
		hash.map(|hash| self.at(Some(hash))).transpose()
	}

	/// The block before, with its state; of the first block, itself.
	pub(crate) fn parent(&self, of: BlockRef) -> Result<BlockRef, Error> {
		let parent = self.ancestor(of, of.number.saturating_sub(1))?;
		parent.ok_or(Error::UnknownBlock(of.hash))
	}
}

/// The ancestor of a block at a height; `None` above the block.
///
/// The index by height knows the best chain only (`of_best`); a fork is followed by its headers until it joins.
fn ancestor(
	of: BlockRef,
	number: BlockNumber,
	of_best: impl Fn(BlockNumber) -> Result<Option<H256>, Error>,
	parent: impl Fn(H256) -> Result<H256, Error>,
) -> Result<Option<H256>, Error> {
	if number > of.number {
		return Ok(None);
	}
	let mut hash = of.hash;
	for height in (number + 1..=of.number).rev() {
		if of_best(height)? == Some(hash) {
			return Ok(Some(of_best(number)?.ok_or(Error::UnknownBlock(hash))?));
		}
		hash = parent(hash)?;
	}
	Ok(Some(hash))
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Block `height` of a branch.
	fn block(branch: u8, height: u8) -> H256 {
		let mut hash = H256::repeat_byte(branch);
		hash.0[0] = height;
		hash
	}

	/// Branch 1 is the best chain up to block 9; branch 2 leaves it behind block 4.
	fn found(of: BlockRef, number: BlockNumber) -> Option<H256> {
		let of_best = |height| {
			Ok(u8::try_from(height).ok().filter(|height| *height < 10).map(|at| block(1, at)))
		};
		let parent = |hash: H256| match (hash.0[1], hash.0[0]) {
			(_, 0) => Err(Error::UnknownBlock(hash)),
			(2, height) if height > 5 => Ok(block(2, height - 1)),
			(_, height) => Ok(block(1, height - 1)),
		};
		ancestor(of, number, of_best, parent).unwrap()
	}

	#[test]
	fn an_ancestor_stands_below_or_is_the_block_itself() {
		for (branch, height) in [(1, 7), (2, 7)] {
			let of = BlockRef { hash: block(branch, height), number: height.into() };
			assert_eq!(found(of, 8), None);
			assert_eq!(found(of, 7), Some(of.hash));
			assert_eq!(found(of, 6), Some(block(branch, 6)));
			assert_eq!(found(of, 4), Some(block(1, 4)));
			assert_eq!(found(of, 0), Some(block(1, 0)));
		}
	}
}
