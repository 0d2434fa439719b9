//! What a transaction costs.
//!
//! Two parts. The **weight** pays for the time of every validator and rises with demand. The **length** pays for storage:
//! rows behind which only a bond in the registry stands ([`Bonded`](salus_primitives::Bonded)) have no deposit, so the fee
//! of the call that makes one must cover its bytes for as long as it may live, at the price of
//! [`BYTE_YEAR_PRICE`]. The bytes of such a call and those of its row are of one size, so a price per byte of
//! call does it; the multiplier does not touch this part, and wrapping calls in a batch does not make them shorter.

use crate::{
	constants::BYTE_YEAR_PRICE,
	types::{AccountId, Balance, Moment},
};
use core::marker::PhantomData;
use frame_support::{
	parameter_types,
	traits::{fungible::Credit, Get, OnUnbalanced},
	weights::{ConstantMultiplier, IdentityFee},
};
use pallet_transaction_payment::{Multiplier, TargetedFeeAdjustment};
use sp_runtime::{traits::Bounded, FixedPointNumber, Perquintill, SaturatedConversion};

/// Byte-years of storage that one byte of a call pays for. An item of 179 bytes that stays valid for the longest time a
/// class can allow (65,535 hours) and is kept 400 days more takes 1,536 of them, and its call has 108 bytes.
pub const BYTE_YEARS_PER_BYTE: Balance = 16;

parameter_types! {
	/// The fee for each byte of a transaction.
	pub const LengthFeePerByte: Balance = BYTE_YEARS_PER_BYTE * BYTE_YEAR_PRICE;

	/// A block at a quarter of its capacity leaves the weight's price as it is.
	pub const TargetBlockFullness: Perquintill = Perquintill::from_percent(25);
	/// Idle blocks do not make storage cheaper than it is.
	pub MinimumMultiplier: Multiplier = Multiplier::saturating_from_integer(1);
	/// No end upwards: a flood pays for itself.
	pub MaximumMultiplier: Multiplier = Bounded::max_value();
}

/// A fee per byte of the encoded transaction.
pub type LengthFee = ConstantMultiplier<Balance, LengthFeePerByte>;

/// One unit for each picosecond: a SAL for a second of every validator's time.
pub type WeightFee = IdentityFee<Balance>;

/// How fast the price follows demand, in a chain with slots of `SLOT` milliseconds: a block moves it as far as it is long, so
/// that a day of full blocks raises it by two fifths on every network.
pub struct AdjustmentVariable<const SLOT: Moment>;

impl<const SLOT: Moment> Get<Multiplier> for AdjustmentVariable<SLOT> {
	fn get() -> Multiplier {
		Multiplier::saturating_from_rational(SLOT, 200_000_000)
	}
}

/// The price of weight follows demand, slowly.
pub type FeeMultiplier<R, const SLOT: Moment> = TargetedFeeAdjustment<
	R,
	TargetBlockFullness,
	AdjustmentVariable<SLOT>,
	MinimumMultiplier,
	MaximumMultiplier,
>;

/// Fees go to whoever made the block: they circulate among the members who run the chain, and none is lost. If the author
/// cannot receive them, they are burnt.
pub struct ToAuthor<R>(PhantomData<R>);

impl<R> OnUnbalanced<Credit<AccountId, pallet_balances::Pallet<R>>> for ToAuthor<R>
where
	R: frame_system::Config<AccountId = AccountId>
		+ pallet_authorship::Config
		+ pallet_balances::Config,
{
	fn on_nonzero_unbalanced(fees: Credit<AccountId, pallet_balances::Pallet<R>>) {
		use frame_support::traits::fungible::Balanced;

		if let Some(author) = pallet_authorship::Pallet::<R>::author() {
			drop(pallet_balances::Pallet::<R>::resolve(&author, fees));
		}
	}
}

/// What `bytes` of storage cost for the given time, at [`BYTE_YEAR_PRICE`]: what a row's call must pay at least.
pub fn storage_price(bytes: usize, hundredths_of_a_year: u32) -> Balance {
	bytes
		.saturated_into::<Balance>()
		.saturating_mul(hundredths_of_a_year.into())
		.saturating_mul(BYTE_YEAR_PRICE)
		.div_ceil(100)
}

#[cfg(test)]
mod tests {
	use super::*;

	/// By how much `blocks` full ones raise the price: each by the adjustment's part of what the block is above the target.
	fn after(blocks: u32, adjustment: Multiplier) -> f64 {
		(1.0 + 0.75 * adjustment.to_float()).powi(blocks as i32)
	}

	#[test]
	fn a_day_of_full_blocks_raises_the_price_by_two_fifths_on_every_network() {
		let (two, six) = (AdjustmentVariable::<2_000>::get(), AdjustmentVariable::<6_000>::get());
		for raised in [after(43_200, two), after(14_400, six)] {
			assert!((1.38..1.39).contains(&raised), "{raised}");
		}
	}
}
