//! Weights of `pallet_health_records`'s calls: estimates until `scripts/bench-weights` writes this file.

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_health_records`.
pub trait WeightInfo {
	/// Weight of `set_emergency`.
	fn set_emergency() -> Weight;
	/// Weight of `enter_patient`.
	fn enter_patient() -> Weight;
	/// Weight of `close_patient`.
	fn close_patient() -> Weight;
	/// Weight of `anchor`.
	fn anchor() -> Weight;
	/// Weight of `amend`.
	fn amend() -> Weight;
	/// Weight of `mark_error`.
	fn mark_error() -> Weight;
	/// Weight of `dispute`.
	fn dispute() -> Weight;
	/// Weight of `request_shred`.
	fn request_shred() -> Weight;
	/// Weight of `shred`.
	fn shred() -> Weight;
	/// Weight of `place_hold`.
	fn place_hold() -> Weight;
	/// Weight of `lift_hold`.
	fn lift_hold() -> Weight;
	/// Weight of `succeed`.
	fn succeed() -> Weight;
	/// Weight of `grant`.
	fn grant() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `revoke_signed`.
	fn revoke_signed() -> Weight;
	/// Weight of `authorize_revoke_signed`.
	fn authorize_revoke_signed() -> Weight;
	/// Weight of `access`.
	fn access(n: u32) -> Weight;
	/// Weight of `break_glass`.
	fn break_glass() -> Weight;
	/// Weight of `access_incident`.
	fn access_incident(n: u32) -> Weight;
	/// Weight of `justify`.
	fn justify() -> Weight;
	/// Weight of `review`.
	fn review() -> Weight;
	/// Weight of `seal`.
	fn seal() -> Weight;
	/// Weight of `set_guardians`.
	fn set_guardians() -> Weight;
	/// Weight of `recover`.
	fn recover() -> Weight;
	/// Weight of `veto`.
	fn veto() -> Weight;
	/// Weight of `may_act`.
	fn may_act() -> Weight;
	/// Weight of `fire_nothing`.
	fn fire_nothing() -> Weight;
	/// Weight of `fire`.
	fn fire() -> Weight;
	/// Weight of `sweep_base`.
	fn sweep_base() -> Weight;
	/// Weight of `sweep_row`.
	fn sweep_row() -> Weight;
}

/// Estimates: reads and writes by the page.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_emergency() -> Weight {
		estimate::<T>(0)
	}
	fn enter_patient() -> Weight {
		estimate::<T>(0)
	}
	fn close_patient() -> Weight {
		estimate::<T>(0)
	}
	fn anchor() -> Weight {
		estimate::<T>(0)
	}
	fn amend() -> Weight {
		estimate::<T>(0)
	}
	fn mark_error() -> Weight {
		estimate::<T>(0)
	}
	fn dispute() -> Weight {
		estimate::<T>(0)
	}
	fn request_shred() -> Weight {
		estimate::<T>(0)
	}
	fn shred() -> Weight {
		estimate::<T>(0)
	}
	fn place_hold() -> Weight {
		estimate::<T>(0)
	}
	fn lift_hold() -> Weight {
		estimate::<T>(0)
	}
	fn succeed() -> Weight {
		estimate::<T>(0)
	}
	fn grant() -> Weight {
		estimate::<T>(0)
	}
	fn revoke() -> Weight {
		estimate::<T>(0)
	}
	fn revoke_signed() -> Weight {
		estimate::<T>(0)
	}
	fn authorize_revoke_signed() -> Weight {
		estimate::<T>(0)
	}
	fn access(n: u32) -> Weight {
		estimate::<T>(n.into())
	}
	fn break_glass() -> Weight {
		estimate::<T>(0)
	}
	fn access_incident(n: u32) -> Weight {
		estimate::<T>(n.into())
	}
	fn justify() -> Weight {
		estimate::<T>(0)
	}
	fn review() -> Weight {
		estimate::<T>(0)
	}
	fn seal() -> Weight {
		estimate::<T>(0)
	}
	fn set_guardians() -> Weight {
		estimate::<T>(0)
	}
	fn recover() -> Weight {
		estimate::<T>(0)
	}
	fn veto() -> Weight {
		estimate::<T>(0)
	}
	fn may_act() -> Weight {
		estimate::<T>(0)
	}
	fn fire_nothing() -> Weight {
		estimate::<T>(0)
	}
	fn fire() -> Weight {
		estimate::<T>(0)
	}
	fn sweep_base() -> Weight {
		estimate::<T>(0)
	}
	fn sweep_row() -> Weight {
		estimate::<T>(0)
	}
}

fn estimate<T: frame_system::Config>(n: u64) -> Weight {
	Weight::from_parts(60_000_000, 8_000)
		.saturating_add(T::DbWeight::get().reads_writes(4u64.saturating_add(n), 3))
}

impl WeightInfo for () {
	fn set_emergency() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn enter_patient() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn close_patient() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn anchor() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn amend() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn mark_error() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn dispute() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn request_shred() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn shred() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn place_hold() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn succeed() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn grant() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn revoke() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn revoke_signed() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn authorize_revoke_signed() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn access(_: u32) -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn break_glass() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn access_incident(_: u32) -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn justify() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn review() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn seal() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn set_guardians() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn recover() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn veto() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn may_act() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn fire_nothing() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn fire() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
}
