//! Weights of `pallet_sponsorship`'s calls. Estimates, until `scripts/bench-weights pallet_sponsorship` overwrites this file.

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_sponsorship`.
pub trait WeightInfo {
	/// Weight of `set_policy`.
	fn set_policy() -> Weight;
	/// Weight of `remove_policy`.
	fn remove_policy() -> Weight;
	/// Weight of `relay`.
	fn relay() -> Weight;
}

/// The weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_policy() -> Weight {
		Weight::from_parts(70_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn remove_policy() -> Weight {
		Weight::from_parts(60_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(3, 3))
	}
	fn relay() -> Weight {
		Weight::from_parts(30_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
}

impl WeightInfo for () {
	fn set_policy() -> Weight {
		Weight::from_parts(70_000_000, 4_000)
	}
	fn remove_policy() -> Weight {
		Weight::from_parts(60_000_000, 4_000)
	}
	fn relay() -> Weight {
		Weight::from_parts(30_000_000, 4_000)
	}
}
