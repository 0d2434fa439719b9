//! Times and limits of this network. What the networks share is in [`salus_runtime_common::constants`].

use cumulus_primitives_core::relay_chain::MAX_POV_SIZE;
use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_SECOND, Weight},
};
use frame_system::limits::BlockWeights;
use salus_primitives::ids::{DAY, HOUR};
use salus_runtime_common::{
	constants::{block_weights, blocks},
	BlockNumber, Moment,
};

/// Length of a slot of the relay chain, in milliseconds.
pub const RELAY_SLOT_DURATION: u32 = 6_000;
/// Length of an Aura slot, in milliseconds: one block in each, as the relay chain includes them.
pub const SLOT_DURATION: Moment = RELAY_SLOT_DURATION as Moment;
/// Blocks in a day.
pub const DAYS: BlockNumber = blocks(DAY, SLOT_DURATION);

/// Blocks that the relay chain includes per slot of its own, at the most: the parachain has one core.
pub const VELOCITY: u32 = 1;
/// How many slots of the relay chain behind its newest block a block is built upon.
pub const RELAY_PARENT_OFFSET: u32 = 0;
/// Blocks that may be made before the first of them is included: being backed, being made available, being made.
pub const UNINCLUDED_SEGMENT_CAPACITY: u32 = (3 + RELAY_PARENT_OFFSET) * VELOCITY;

/// After how many blocks the collators may change: an hour. A change asked in one session is active two later. The last block of
/// a session has no room for transactions, because `pallet-session` reckons a full block for its end: one in so many.
pub const SESSION_LENGTH: BlockNumber = blocks(HOUR, SLOT_DURATION);

/// The weight of a full block: the two seconds in which the relay chain's validators must have executed it, and **half** of the
/// largest proof of validity that they accept. What a hook is weighed with may be less than what it reads, for a benchmark's
/// proof is that of its largest map and of a trie as deep as then; what a transaction is weighed with is put right after it,
/// what the last hooks are is not. A block with too large a proof would be made again and again. Blocks are full of time when
/// they have used a quarter of the largest proof, and one after an outage needs an eighth of it for what is due
/// (`tests/runtime/proof.rs`), so that the other half is not missed.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(2 * WEIGHT_REF_TIME_PER_SECOND, MAX_POV_SIZE as u64 / 2);

parameter_types! {
	/// See [`MAXIMUM_BLOCK_WEIGHT`].
	pub RuntimeBlockWeights: BlockWeights = block_weights(MAXIMUM_BLOCK_WEIGHT);
}
