//! What weight costs here: the dearer of time and proof.

use crate::{constants::MAXIMUM_BLOCK_WEIGHT, Balance};
use frame_support::weights::{Weight, WeightToFee};

/// One unit for each picosecond, as on the consortium's chain, or the same share of a full block in bytes of the proof,
/// whichever is more: a block is full when either is.
pub struct WeightFee;

/// What a byte of the proof costs, so that a full proof costs what a full block's time does.
pub const PROOF_BYTE_PRICE: Balance =
	(MAXIMUM_BLOCK_WEIGHT.ref_time() / MAXIMUM_BLOCK_WEIGHT.proof_size()) as Balance;

impl WeightToFee for WeightFee {
	type Balance = Balance;

	fn weight_to_fee(weight: &Weight) -> Balance {
		let time = Balance::from(weight.ref_time());
		let proof = Balance::from(weight.proof_size()).saturating_mul(PROOF_BYTE_PRICE);
		time.max(proof)
	}
}
