//! Weights of `pallet_prescriptions`. Estimated by hand; `scripts/bench-weights` replaces this file by measured ones.
#![allow(missing_docs)] // Shaped as the benchmark tool writes it.

use frame::weights_prelude::*;

/// Weight functions needed for `pallet_prescriptions`.
pub trait WeightInfo {
	fn set_policy() -> Weight;
	fn issue() -> Weight;
	fn renew() -> Weight;
	fn claim(n: u32) -> Weight;
	fn present(n: u32) -> Weight;
	fn dispense() -> Weight;
	fn return_item(n: u32) -> Weight;
	fn decline() -> Weight;
	fn reopen() -> Weight;
	fn suspend() -> Weight;
	fn resume() -> Weight;
	fn cancel(n: u32) -> Weight;
	fn discard() -> Weight;
	fn recall() -> Weight;
	fn set_access() -> Weight;
	fn transfer() -> Weight;
	fn withdraw_dispense() -> Weight;
	fn mark_error() -> Weight;
	fn attest_death(n: u32) -> Weight;
	fn emergency_dispense() -> Weight;
	fn ratify() -> Weight;
	fn poke() -> Weight;
	fn sweep_base() -> Weight;
	fn sweep_row() -> Weight;
	fn obligations_base() -> Weight;
	fn obligation() -> Weight;
}

/// Weights for `pallet_prescriptions` on the database of the runtime.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_policy() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn issue() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn renew() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn claim(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(1, 0))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1).saturating_mul(n.into()))
	}
	fn present(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(0, 0))
			.saturating_add(T::DbWeight::get().reads_writes(4, 1).saturating_mul(n.into()))
	}
	fn dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn return_item(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(0, 0))
			.saturating_add(T::DbWeight::get().reads_writes(2, 1).saturating_mul(n.into()))
	}
	fn decline() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn reopen() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn suspend() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn resume() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn cancel(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(0, 0))
			.saturating_add(T::DbWeight::get().reads_writes(4, 1).saturating_mul(n.into()))
	}
	fn discard() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn recall() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn set_access() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn transfer() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn withdraw_dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn mark_error() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn attest_death(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads_writes(2, 0))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1).saturating_mul(n.into()))
	}
	fn emergency_dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn ratify() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn poke() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 2))
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn obligations_base() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}
	fn obligation() -> Weight {
		Weight::from_parts(25_000_000, 7_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
}

// For tests.
impl WeightInfo for () {
	fn set_policy() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(0, 1))
	}
	fn issue() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 1))
	}
	fn renew() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 2))
	}
	fn claim(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads_writes(1, 0))
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1).saturating_mul(n.into()))
	}
	fn present(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads_writes(0, 0))
			.saturating_add(ParityDbWeight::get().reads_writes(4, 1).saturating_mul(n.into()))
	}
	fn dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 1))
	}
	fn return_item(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads_writes(0, 0))
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1).saturating_mul(n.into()))
	}
	fn decline() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn reopen() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn suspend() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn resume() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn cancel(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads_writes(0, 0))
			.saturating_add(ParityDbWeight::get().reads_writes(4, 1).saturating_mul(n.into()))
	}
	fn discard() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1))
	}
	fn recall() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1))
	}
	fn set_access() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1))
	}
	fn transfer() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 1))
	}
	fn withdraw_dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 1))
	}
	fn mark_error() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn attest_death(n: u32) -> Weight {
		Weight::from_parts(20_000_000, 3_000)
			.saturating_add(Weight::from_parts(15_000_000, 3_500).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads_writes(2, 0))
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1).saturating_mul(n.into()))
	}
	fn emergency_dispense() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(5, 3))
	}
	fn ratify() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 2))
	}
	fn poke() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 2))
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1))
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 1))
	}
	fn obligations_base() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1))
	}
	fn obligation() -> Weight {
		Weight::from_parts(25_000_000, 7_000)
			.saturating_add(ParityDbWeight::get().reads_writes(2, 2))
	}
}
