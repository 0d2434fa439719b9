//! Times and limits of this network. What the networks share is in [`salus_runtime_common::constants`].

use frame_support::{
	parameter_types,
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use frame_system::limits::BlockWeights;
use salus_primitives::ids::DAY;
use salus_runtime_common::{
	constants::{block_weights, blocks},
	BlockNumber, Moment,
};

/// Length of an Aura slot, in milliseconds: one block in each.
pub const SLOT_DURATION: Moment = 2_000;
/// Blocks in a day.
pub const DAYS: BlockNumber = blocks(DAY, SLOT_DURATION);

/// After how many blocks the validator set may change: ten minutes. A change asked in one session is active two later.
pub const SESSION_LENGTH: BlockNumber = blocks(600_000, SLOT_DURATION);
/// For how many sessions a misbehaviour can be proved: a week.
pub const SESSIONS_KEPT: u32 = 7 * 24 * 6;

/// The weight of a full block: a third of a slot, so that the other two are left for gossip and for everybody's import.
pub const MAXIMUM_BLOCK_WEIGHT: Weight =
	Weight::from_parts(667 * WEIGHT_REF_TIME_PER_MILLIS, u64::MAX);

parameter_types! {
	/// See [`MAXIMUM_BLOCK_WEIGHT`].
	pub RuntimeBlockWeights: BlockWeights = block_weights(MAXIMUM_BLOCK_WEIGHT);
}
