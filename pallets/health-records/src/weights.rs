//! Weights of `pallet_health_records`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-23 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

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
	fn access(n: u32, ) -> Weight;
	/// Weight of `break_glass`.
	fn break_glass() -> Weight;
	/// Weight of `access_incident`.
	fn access_incident(n: u32, ) -> Weight;
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

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `HealthRecords::Emergency` (r:0 w:1)
	/// Proof: `HealthRecords::Emergency` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	fn set_emergency() -> Weight {
		// Proof size in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Minimum execution time: 9_434_000 picoseconds.
		Weight::from_parts(14_291_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn enter_patient() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1493`
		//  Estimated: `3993`
		// Minimum execution time: 261_108_000 picoseconds.
		Weight::from_parts(334_137_000, 3993)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:33 w:0)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:17 w:0)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn close_patient() -> Weight {
		// Proof size in bytes:
		//  Measured:  `7101`
		//  Estimated: `89199`
		// Minimum execution time: 464_872_000 picoseconds.
		Weight::from_parts(533_033_000, 89199)
			.saturating_add(T::DbWeight::get().reads(56_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	fn anchor() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1427`
		//  Estimated: `3993`
		// Minimum execution time: 65_978_000 picoseconds.
		Weight::from_parts(78_327_000, 3993)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:2 w:2)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn amend() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1255`
		//  Estimated: `6284`
		// Minimum execution time: 84_086_000 picoseconds.
		Weight::from_parts(101_611_000, 6284)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn mark_error() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1255`
		//  Estimated: `3637`
		// Minimum execution time: 64_396_000 picoseconds.
		Weight::from_parts(77_696_000, 3637)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	fn dispute() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1503`
		//  Estimated: `3993`
		// Minimum execution time: 108_762_000 picoseconds.
		Weight::from_parts(135_772_000, 3993)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn request_shred() -> Weight {
		// Proof size in bytes:
		//  Measured:  `710`
		//  Estimated: `3993`
		// Minimum execution time: 84_746_000 picoseconds.
		Weight::from_parts(133_549_000, 3993)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	fn shred() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1734`
		//  Estimated: `3707`
		// Minimum execution time: 93_048_000 picoseconds.
		Weight::from_parts(155_531_000, 3707)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	fn place_hold() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1734`
		//  Estimated: `3707`
		// Minimum execution time: 90_735_000 picoseconds.
		Weight::from_parts(117_925_000, 3707)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:1 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:2 w:0)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn lift_hold() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1264`
		//  Estimated: `5972`
		// Minimum execution time: 60_921_000 picoseconds.
		Weight::from_parts(77_565_000, 5972)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:3 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Successors` (r:1 w:1)
	/// Proof: `HealthRecords::Successors` (`max_values`: None, `max_size`: Some(16), added: 2491, mode: `MaxEncodedLen`)
	fn succeed() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1460`
		//  Estimated: `8667`
		// Minimum execution time: 65_978_000 picoseconds.
		Weight::from_parts(72_438_000, 8667)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:1 w:1)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	fn grant() -> Weight {
		// Proof size in bytes:
		//  Measured:  `715`
		//  Estimated: `3993`
		// Minimum execution time: 65_567_000 picoseconds.
		Weight::from_parts(80_499_000, 3993)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:1 w:1)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Proof size in bytes:
		//  Measured:  `715`
		//  Estimated: `3993`
		// Minimum execution time: 50_915_000 picoseconds.
		Weight::from_parts(72_177_000, 3993)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:1 w:1)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::FreeCalls` (r:1 w:1)
	/// Proof: `HealthRecords::FreeCalls` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn revoke_signed() -> Weight {
		// Proof size in bytes:
		//  Measured:  `715`
		//  Estimated: `3993`
		// Minimum execution time: 76_484_000 picoseconds.
		Weight::from_parts(102_963_000, 3993)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:1 w:0)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::FreeCalls` (r:1 w:0)
	/// Proof: `HealthRecords::FreeCalls` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_revoke_signed() -> Weight {
		// Proof size in bytes:
		//  Measured:  `769`
		//  Estimated: `3993`
		// Minimum execution time: 130_615_000 picoseconds.
		Weight::from_parts(146_839_000, 3993)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:0)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Grants` (r:1 w:1)
	/// Proof: `HealthRecords::Grants` (`max_values`: None, `max_size`: Some(198), added: 2673, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:8 w:0)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 8]`.
	fn access(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `2037 + n * (139 ±0)`
		//  Estimated: `4374 + n * (2647 ±0)`
		// Minimum execution time: 74_060_000 picoseconds.
		Weight::from_parts(86_773_621, 4374)
			// Standard error: 166_156
			.saturating_add(Weight::from_parts(7_207_215, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(1_u64))
			.saturating_add(Weight::from_parts(0, 2647).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:1)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::LastIncident` (r:1 w:1)
	/// Proof: `HealthRecords::LastIncident` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Emergency` (r:1 w:0)
	/// Proof: `HealthRecords::Emergency` (`max_values`: Some(1), `max_size`: Some(24), added: 519, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Due` (r:0 w:1)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:0 w:1)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	fn break_glass() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2251`
		//  Estimated: `4374`
		// Minimum execution time: 91_817_000 picoseconds.
		Weight::from_parts(132_037_000, 4374)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:0)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:1 w:1)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Records` (r:8 w:0)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Due` (r:0 w:1)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 8]`.
	fn access_incident(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `2145 + n * (139 ±0)`
		//  Estimated: `4374 + n * (2647 ±0)`
		// Minimum execution time: 84_656_000 picoseconds.
		Weight::from_parts(106_303_248, 4374)
			// Standard error: 307_281
			.saturating_add(Weight::from_parts(11_246_799, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(2_u64))
			.saturating_add(Weight::from_parts(0, 2647).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:1 w:1)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:1)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Due` (r:0 w:2)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn justify() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2125`
		//  Estimated: `4374`
		// Minimum execution time: 77_365_000 picoseconds.
		Weight::from_parts(103_244_000, 4374)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:1 w:1)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:1)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Due` (r:0 w:1)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn review() -> Weight {
		// Proof size in bytes:
		//  Measured:  `3417`
		//  Estimated: `6358`
		// Minimum execution time: 110_754_000 picoseconds.
		Weight::from_parts(134_881_000, 6358)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn seal() -> Weight {
		// Proof size in bytes:
		//  Measured:  `555`
		//  Estimated: `3993`
		// Minimum execution time: 46_830_000 picoseconds.
		Weight::from_parts(74_331_000, 3993)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn set_guardians() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1122`
		//  Estimated: `3993`
		// Minimum execution time: 94_080_000 picoseconds.
		Weight::from_parts(124_836_000, 3993)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn recover() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1283`
		//  Estimated: `3993`
		// Minimum execution time: 79_689_000 picoseconds.
		Weight::from_parts(99_207_000, 3993)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:1)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn veto() -> Weight {
		// Proof size in bytes:
		//  Measured:  `555`
		//  Estimated: `3993`
		// Minimum execution time: 37_105_000 picoseconds.
		Weight::from_parts(44_616_000, 3993)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn may_act() -> Weight {
		// Proof size in bytes:
		//  Measured:  `518`
		//  Estimated: `3993`
		// Minimum execution time: 12_829_000 picoseconds.
		Weight::from_parts(18_086_000, 3993)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Due` (r:1 w:0)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	fn fire_nothing() -> Weight {
		// Proof size in bytes:
		//  Measured:  `365`
		//  Estimated: `3513`
		// Minimum execution time: 12_689_000 picoseconds.
		Weight::from_parts(17_727_000, 3513)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
	/// Storage: `HealthRecords::Due` (r:1 w:1)
	/// Proof: `HealthRecords::Due` (`max_values`: None, `max_size`: Some(48), added: 2523, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Incidents` (r:1 w:1)
	/// Proof: `HealthRecords::Incidents` (`max_values`: None, `max_size`: Some(187), added: 2662, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Conducts` (r:1 w:1)
	/// Proof: `HealthRecords::Conducts` (`max_values`: None, `max_size`: Some(909), added: 3384, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn fire() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2194`
		//  Estimated: `4374`
		// Minimum execution time: 76_664_000 picoseconds.
		Weight::from_parts(98_757_000, 4374)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `HealthRecords::SweepCursor` (r:1 w:1)
	/// Proof: `HealthRecords::SweepCursor` (`max_values`: Some(1), `max_size`: Some(42), added: 537, mode: `MaxEncodedLen`)
	fn sweep_base() -> Weight {
		// Proof size in bytes:
		//  Measured:  `249`
		//  Estimated: `1527`
		// Minimum execution time: 7_120_000 picoseconds.
		Weight::from_parts(10_866_000, 1527)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `HealthRecords::Records` (r:2 w:1)
	/// Proof: `HealthRecords::Records` (`max_values`: None, `max_size`: Some(172), added: 2647, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn sweep_row() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1177`
		//  Estimated: `6284`
		// Minimum execution time: 67_310_000 picoseconds.
		Weight::from_parts(85_307_000, 6284)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn set_emergency() -> Weight {
		Weight::from_parts(14_291_000, 0)
	}
	fn enter_patient() -> Weight {
		Weight::from_parts(334_137_000, 3993)
	}
	fn close_patient() -> Weight {
		Weight::from_parts(533_033_000, 89199)
	}
	fn anchor() -> Weight {
		Weight::from_parts(78_327_000, 3993)
	}
	fn amend() -> Weight {
		Weight::from_parts(101_611_000, 6284)
	}
	fn mark_error() -> Weight {
		Weight::from_parts(77_696_000, 3637)
	}
	fn dispute() -> Weight {
		Weight::from_parts(135_772_000, 3993)
	}
	fn request_shred() -> Weight {
		Weight::from_parts(133_549_000, 3993)
	}
	fn shred() -> Weight {
		Weight::from_parts(155_531_000, 3707)
	}
	fn place_hold() -> Weight {
		Weight::from_parts(117_925_000, 3707)
	}
	fn lift_hold() -> Weight {
		Weight::from_parts(77_565_000, 5972)
	}
	fn succeed() -> Weight {
		Weight::from_parts(72_438_000, 8667)
	}
	fn grant() -> Weight {
		Weight::from_parts(80_499_000, 3993)
	}
	fn revoke() -> Weight {
		Weight::from_parts(72_177_000, 3993)
	}
	fn revoke_signed() -> Weight {
		Weight::from_parts(102_963_000, 3993)
	}
	fn authorize_revoke_signed() -> Weight {
		Weight::from_parts(146_839_000, 3993)
	}
	fn access(_: u32, ) -> Weight {
		Weight::from_parts(86_773_621, 4374)
	}
	fn break_glass() -> Weight {
		Weight::from_parts(132_037_000, 4374)
	}
	fn access_incident(_: u32, ) -> Weight {
		Weight::from_parts(106_303_248, 4374)
	}
	fn justify() -> Weight {
		Weight::from_parts(103_244_000, 4374)
	}
	fn review() -> Weight {
		Weight::from_parts(134_881_000, 6358)
	}
	fn seal() -> Weight {
		Weight::from_parts(74_331_000, 3993)
	}
	fn set_guardians() -> Weight {
		Weight::from_parts(124_836_000, 3993)
	}
	fn recover() -> Weight {
		Weight::from_parts(99_207_000, 3993)
	}
	fn veto() -> Weight {
		Weight::from_parts(44_616_000, 3993)
	}
	fn may_act() -> Weight {
		Weight::from_parts(18_086_000, 3993)
	}
	fn fire_nothing() -> Weight {
		Weight::from_parts(17_727_000, 3513)
	}
	fn fire() -> Weight {
		Weight::from_parts(98_757_000, 4374)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(10_866_000, 1527)
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(85_307_000, 6284)
	}
}
