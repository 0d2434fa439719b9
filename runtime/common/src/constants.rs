//! Units, times and limits.

use crate::types::{Balance, BlockNumber, Moment};
use frame_support::{
	dispatch::DispatchClass,
	parameter_types,
	weights::constants::{BlockExecutionWeight, ExtrinsicBaseWeight},
	weights::Weight,
};
use frame_system::limits::{BlockLength, BlockWeights};
use sp_runtime::Perbill;

/// Symbol of the native token. It pays fees and stands behind bonds; it buys nothing else. The runtimes' build scripts, which
/// cannot read this, repeat symbol and decimals for the metadata's hash.
pub const TOKEN_SYMBOL: &str = "SAL";
/// Decimals of the native token.
pub const TOKEN_DECIMALS: u8 = 12;
/// Prefix of addresses: the one for chains that have none of their own.
pub const SS58_PREFIX: u16 = 42;
/// One SAL.
pub const UNIT: Balance = 1_000_000_000_000;
/// A thousandth of a SAL.
pub const MILLI: Balance = 1_000_000_000;
/// A millionth of a SAL.
pub const MICRO: Balance = 1_000_000;

/// What an account must hold to exist.
pub const EXISTENTIAL_DEPOSIT: Balance = MILLI;

/// Price of one byte of storage kept for one year, for rows that the registry's bond stands behind. A row's fee covers its
/// bytes for as long as the row may live: see [`fees`](crate::fees).
pub const BYTE_YEAR_PRICE: Balance = MICRO / 10;

/// Price of one byte of a deposit that goes back when its entry does.
pub const DEPOSIT_PER_BYTE: Balance = 10 * MICRO;
/// Price of one entry of a deposit that goes back when it does.
pub const DEPOSIT_PER_ITEM: Balance = 10 * MILLI;

/// The deposit for `items` entries of `bytes` together.
pub const fn deposit(items: u32, bytes: u32) -> Balance {
	// Two factors of 32 bits and two constants below 2^40: no overflow of 128 bits.
	#[allow(clippy::arithmetic_side_effects)]
	{
		items as Balance * DEPOSIT_PER_ITEM + bytes as Balance * DEPOSIT_PER_BYTE
	}
}

/// How many blocks take `span`, in a chain with one block in each slot. Both in milliseconds.
pub const fn blocks(span: Moment, slot: Moment) -> BlockNumber {
	match span.checked_div(slot) {
		// The spans of a runtime are years at most.
		#[allow(clippy::cast_possible_truncation)]
		Some(blocks) => blocks as BlockNumber,
		None => 0,
	}
}

/// How many in each block, for so many in a minute, in a chain with one block in each slot of `slot` milliseconds. What a block
/// may do is told so once for all networks; a network with longer slots has blocks with as much more room.
pub const fn per_block(per_minute: u32, slot: Moment) -> u32 {
	// Two factors of 32 bits: slots are seconds.
	#[allow(clippy::arithmetic_side_effects, clippy::cast_possible_truncation)]
	{
		(per_minute as Moment * slot / 60_000) as u32
	}
}

/// The share of a block that ordinary transactions may fill; the rest is for the council's emergencies.
pub const NORMAL_DISPATCH_RATIO: Perbill = Perbill::from_percent(75);
/// The share of a block that hooks are expected to take before the first transaction.
pub const AVERAGE_ON_INITIALIZE_RATIO: Perbill = Perbill::from_percent(5);
/// The bytes of a full block: a runtime upgrade must fit.
pub const MAXIMUM_BLOCK_LENGTH: u32 = 5 * 1024 * 1024;

/// A share of a weight.
pub fn share(ratio: Perbill, of: Weight) -> Weight {
	Weight::from_parts(ratio.mul_floor(of.ref_time()), ratio.mul_floor(of.proof_size()))
}

/// The limits of blocks whose weight is `maximum` when they are full.
pub fn block_weights(maximum: Weight) -> BlockWeights {
	let normal = share(NORMAL_DISPATCH_RATIO, maximum);
	BlockWeights::builder()
		.base_block(BlockExecutionWeight::get())
		.for_class(DispatchClass::all(), |weights| {
			weights.base_extrinsic = ExtrinsicBaseWeight::get();
		})
		.for_class(DispatchClass::Normal, |weights| weights.max_total = Some(normal))
		.for_class(DispatchClass::Operational, |weights| {
			weights.max_total = Some(maximum);
			weights.reserved = Some(maximum.saturating_sub(normal));
		})
		.avg_block_initialization(AVERAGE_ON_INITIALIZE_RATIO)
		.build_or_panic()
}

parameter_types! {
	/// See [`MAXIMUM_BLOCK_LENGTH`].
	pub RuntimeBlockLength: BlockLength = BlockLength::builder()
		.max_length(MAXIMUM_BLOCK_LENGTH)
		.modify_max_length_for_class(DispatchClass::Normal, |length| {
			*length = NORMAL_DISPATCH_RATIO.mul_floor(MAXIMUM_BLOCK_LENGTH)
		})
		.build();
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn longer_slots_have_as_much_more_in_a_block() {
		assert_eq!([2_000, 6_000].map(|slot| per_block(600, slot)), [20, 60]);
		assert_eq!([2_000, 6_000].map(|slot| per_block(u32::MAX, slot) / 100_000), [1_431, 4_294]);
	}
}
