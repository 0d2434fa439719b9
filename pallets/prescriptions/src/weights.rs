//! Weights of `pallet_prescriptions`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-22 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_prescriptions`.
pub trait WeightInfo {
	/// Weight of `set_policy`.
	fn set_policy() -> Weight;
	/// Weight of `issue`.
	fn issue() -> Weight;
	/// Weight of `renew`.
	fn renew() -> Weight;
	/// Weight of `claim`.
	fn claim(n: u32, ) -> Weight;
	/// Weight of `present`.
	fn present(n: u32, ) -> Weight;
	/// Weight of `dispense`.
	fn dispense() -> Weight;
	/// Weight of `return_item`.
	fn return_item(n: u32, ) -> Weight;
	/// Weight of `decline`.
	fn decline() -> Weight;
	/// Weight of `reopen`.
	fn reopen() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `cancel`.
	fn cancel(n: u32, ) -> Weight;
	/// Weight of `discard`.
	fn discard() -> Weight;
	/// Weight of `recall`.
	fn recall() -> Weight;
	/// Weight of `set_access`.
	fn set_access() -> Weight;
	/// Weight of `transfer`.
	fn transfer() -> Weight;
	/// Weight of `withdraw_dispense`.
	fn withdraw_dispense() -> Weight;
	/// Weight of `mark_error`.
	fn mark_error() -> Weight;
	/// Weight of `attest_death`.
	fn attest_death(n: u32, ) -> Weight;
	/// Weight of `emergency_dispense`.
	fn emergency_dispense() -> Weight;
	/// Weight of `ratify`.
	fn ratify() -> Weight;
	/// Weight of `poke`.
	fn poke() -> Weight;
	/// Weight of `sweep_base`.
	fn sweep_base() -> Weight;
	/// Weight of `sweep_row`.
	fn sweep_row() -> Weight;
	/// Weight of `obligations_base`.
	fn obligations_base() -> Weight;
	/// Weight of `obligation`.
	fn obligation() -> Weight;
}

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Prescriptions::Policies` (r:0 w:1)
	/// Proof: `Prescriptions::Policies` (`max_values`: None, `max_size`: Some(23), added: 2498, mode: `MaxEncodedLen`)
	fn set_policy() -> Weight {
		// Proof size in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Minimum execution time: 11_967_000 picoseconds.
		Weight::from_parts(13_009_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Policies` (r:1 w:0)
	/// Proof: `Prescriptions::Policies` (`max_values`: None, `max_size`: Some(23), added: 2498, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn issue() -> Weight {
		// Proof size in bytes:
		//  Measured:  `894`
		//  Estimated: `3981`
		// Minimum execution time: 45_407_000 picoseconds.
		Weight::from_parts(47_931_000, 3981)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Policies` (r:1 w:0)
	/// Proof: `Prescriptions::Policies` (`max_values`: None, `max_size`: Some(23), added: 2498, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:2 w:2)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn renew() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1399`
		//  Estimated: `6972`
		// Minimum execution time: 67_200_000 picoseconds.
		Weight::from_parts(72_568_000, 6972)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:4 w:4)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 4]`.
	fn claim(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `904 + n * (175 ±0)`
		//  Estimated: `6108 + n * (2991 ±0)`
		// Minimum execution time: 53_981_000 picoseconds.
		Weight::from_parts(30_199_843, 6108)
			// Standard error: 21_674
			.saturating_add(Weight::from_parts(27_137_129, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:4 w:4)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 4]`.
	fn present(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `904 + n * (175 ±0)`
		//  Estimated: `6108 + n * (2991 ±0)`
		// Minimum execution time: 53_600_000 picoseconds.
		Weight::from_parts(27_005_582, 6108)
			// Standard error: 13_313
			.saturating_add(Weight::from_parts(29_673_071, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn dispense() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1410`
		//  Estimated: `6108`
		// Minimum execution time: 56_264_000 picoseconds.
		Weight::from_parts(58_958_000, 6108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:4 w:4)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 4]`.
	fn return_item(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `780 + n * (505 ±0)`
		//  Estimated: `3549 + n * (2991 ±0)`
		// Minimum execution time: 42_483_000 picoseconds.
		Weight::from_parts(23_145_215, 3549)
			// Standard error: 19_430
			.saturating_add(Weight::from_parts(22_065_551, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn decline() -> Weight {
		// Proof size in bytes:
		//  Measured:  `956`
		//  Estimated: `3981`
		// Minimum execution time: 40_661_000 picoseconds.
		Weight::from_parts(42_894_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn reopen() -> Weight {
		// Proof size in bytes:
		//  Measured:  `989`
		//  Estimated: `3981`
		// Minimum execution time: 40_490_000 picoseconds.
		Weight::from_parts(43_214_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1320`
		//  Estimated: `3981`
		// Minimum execution time: 41_642_000 picoseconds.
		Weight::from_parts(45_207_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1311`
		//  Estimated: `3981`
		// Minimum execution time: 41_883_000 picoseconds.
		Weight::from_parts(45_177_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:4 w:4)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 4]`.
	fn cancel(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `867 + n * (505 ±0)`
		//  Estimated: `6108 + n * (2991 ±0)`
		// Minimum execution time: 57_345_000 picoseconds.
		Weight::from_parts(27_410_837, 6108)
			// Standard error: 36_488
			.saturating_add(Weight::from_parts(33_567_493, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn discard() -> Weight {
		// Proof size in bytes:
		//  Measured:  `596`
		//  Estimated: `3981`
		// Minimum execution time: 30_415_000 picoseconds.
		Weight::from_parts(32_288_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn recall() -> Weight {
		// Proof size in bytes:
		//  Measured:  `596`
		//  Estimated: `3981`
		// Minimum execution time: 30_345_000 picoseconds.
		Weight::from_parts(32_208_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn set_access() -> Weight {
		// Proof size in bytes:
		//  Measured:  `596`
		//  Estimated: `3981`
		// Minimum execution time: 30_685_000 picoseconds.
		Weight::from_parts(32_568_000, 3981)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn transfer() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1372`
		//  Estimated: `6108`
		// Minimum execution time: 46_249_000 picoseconds.
		Weight::from_parts(49_334_000, 6108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn withdraw_dispense() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1406`
		//  Estimated: `6108`
		// Minimum execution time: 49_804_000 picoseconds.
		Weight::from_parts(53_099_000, 6108)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn mark_error() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1320`
		//  Estimated: `3981`
		// Minimum execution time: 48_772_000 picoseconds.
		Weight::from_parts(51_717_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:16 w:16)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 16]`.
	fn attest_death(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `666 + n * (502 ±0)`
		//  Estimated: `3526 + n * (2991 ±0)`
		// Minimum execution time: 50_576_000 picoseconds.
		Weight::from_parts(30_607_777, 3526)
			// Standard error: 28_961
			.saturating_add(Weight::from_parts(19_396_196, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Policies` (r:1 w:0)
	/// Proof: `Prescriptions::Policies` (`max_values`: None, `max_size`: Some(23), added: 2498, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::ObligationHour` (r:1 w:1)
	/// Proof: `Prescriptions::ObligationHour` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Obligations` (r:0 w:1)
	/// Proof: `Prescriptions::Obligations` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn emergency_dispense() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1126`
		//  Estimated: `6108`
		// Minimum execution time: 60_170_000 picoseconds.
		Weight::from_parts(63_444_000, 6108)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Obligations` (r:0 w:1)
	/// Proof: `Prescriptions::Obligations` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn ratify() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1059`
		//  Estimated: `3981`
		// Minimum execution time: 45_218_000 picoseconds.
		Weight::from_parts(47_751_000, 3981)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:2 w:2)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Obligations` (r:0 w:1)
	/// Proof: `Prescriptions::Obligations` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn poke() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1142`
		//  Estimated: `6424`
		// Minimum execution time: 69_493_000 picoseconds.
		Weight::from_parts(72_929_000, 6424)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Prescriptions::SweepCursor` (r:1 w:1)
	/// Proof: `Prescriptions::SweepCursor` (`max_values`: Some(1), `max_size`: Some(32), added: 527, mode: `MaxEncodedLen`)
	fn sweep_base() -> Weight {
		// Proof size in bytes:
		//  Measured:  `93`
		//  Estimated: `1517`
		// Minimum execution time: 4_768_000 picoseconds.
		Weight::from_parts(5_118_000, 1517)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Prescriptions::Items` (r:2 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	fn sweep_row() -> Weight {
		// Proof size in bytes:
		//  Measured:  `559`
		//  Estimated: `6972`
		// Minimum execution time: 32_809_000 picoseconds.
		Weight::from_parts(35_312_000, 6972)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Prescriptions::ObligationHour` (r:1 w:1)
	/// Proof: `Prescriptions::ObligationHour` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn obligations_base() -> Weight {
		// Proof size in bytes:
		//  Measured:  `64`
		//  Estimated: `1489`
		// Minimum execution time: 4_176_000 picoseconds.
		Weight::from_parts(4_527_000, 1489)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Prescriptions::Obligations` (r:1 w:1)
	/// Proof: `Prescriptions::Obligations` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:1)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:2 w:2)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn obligation() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1174`
		//  Estimated: `6424`
		// Minimum execution time: 76_193_000 picoseconds.
		Weight::from_parts(79_959_000, 6424)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn set_policy() -> Weight {
		Weight::from_parts(13_009_000, 0)
	}
	fn issue() -> Weight {
		Weight::from_parts(47_931_000, 3981)
	}
	fn renew() -> Weight {
		Weight::from_parts(72_568_000, 6972)
	}
	fn claim(_: u32, ) -> Weight {
		Weight::from_parts(30_199_843, 6108)
	}
	fn present(_: u32, ) -> Weight {
		Weight::from_parts(27_005_582, 6108)
	}
	fn dispense() -> Weight {
		Weight::from_parts(58_958_000, 6108)
	}
	fn return_item(_: u32, ) -> Weight {
		Weight::from_parts(23_145_215, 3549)
	}
	fn decline() -> Weight {
		Weight::from_parts(42_894_000, 3981)
	}
	fn reopen() -> Weight {
		Weight::from_parts(43_214_000, 3981)
	}
	fn suspend() -> Weight {
		Weight::from_parts(45_207_000, 3981)
	}
	fn resume() -> Weight {
		Weight::from_parts(45_177_000, 3981)
	}
	fn cancel(_: u32, ) -> Weight {
		Weight::from_parts(27_410_837, 6108)
	}
	fn discard() -> Weight {
		Weight::from_parts(32_288_000, 3981)
	}
	fn recall() -> Weight {
		Weight::from_parts(32_208_000, 3981)
	}
	fn set_access() -> Weight {
		Weight::from_parts(32_568_000, 3981)
	}
	fn transfer() -> Weight {
		Weight::from_parts(49_334_000, 6108)
	}
	fn withdraw_dispense() -> Weight {
		Weight::from_parts(53_099_000, 6108)
	}
	fn mark_error() -> Weight {
		Weight::from_parts(51_717_000, 3981)
	}
	fn attest_death(_: u32, ) -> Weight {
		Weight::from_parts(30_607_777, 3526)
	}
	fn emergency_dispense() -> Weight {
		Weight::from_parts(63_444_000, 6108)
	}
	fn ratify() -> Weight {
		Weight::from_parts(47_751_000, 3981)
	}
	fn poke() -> Weight {
		Weight::from_parts(72_929_000, 6424)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(5_118_000, 1517)
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(35_312_000, 6972)
	}
	fn obligations_base() -> Weight {
		Weight::from_parts(4_527_000, 1489)
	}
	fn obligation() -> Weight {
		Weight::from_parts(79_959_000, 6424)
	}
}
