//! Weights of `pallet_registry`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-22 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_registry`.
pub trait WeightInfo {
	/// Weight of `set_role_policy`.
	fn set_role_policy() -> Weight;
	/// Weight of `add_registrar`.
	fn add_registrar() -> Weight;
	/// Weight of `change_registrar`.
	fn change_registrar() -> Weight;
	/// Weight of `end_registrar`.
	fn end_registrar() -> Weight;
	/// Weight of `enter_organisation`.
	fn enter_organisation() -> Weight;
	/// Weight of `set_group`.
	fn set_group(n: u32, ) -> Weight;
	/// Weight of `grant`.
	fn grant() -> Weight;
	/// Weight of `renew`.
	fn renew() -> Weight;
	/// Weight of `suspend`.
	fn suspend(n: u32, ) -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `revoke`.
	fn revoke() -> Weight;
	/// Weight of `surrender`.
	fn surrender() -> Weight;
	/// Weight of `countersign`.
	fn countersign() -> Weight;
	/// Weight of `overrule`.
	fn overrule() -> Weight;
	/// Weight of `rotate`.
	fn rotate() -> Weight;
	/// Weight of `replace_holder`.
	fn replace_holder() -> Weight;
	/// Weight of `accept_change`.
	fn accept_change() -> Weight;
	/// Weight of `cancel_change`.
	fn cancel_change() -> Weight;
	/// Weight of `set_tier`.
	fn set_tier() -> Weight;
	/// Weight of `rebond`.
	fn rebond() -> Weight;
	/// Weight of `deposit_bond`.
	fn deposit_bond() -> Weight;
	/// Weight of `withdraw_bond`.
	fn withdraw_bond() -> Weight;
	/// Weight of `release_bond`.
	fn release_bond() -> Weight;
	/// Weight of `forfeit`.
	fn forfeit() -> Weight;
	/// Weight of `answer_report`.
	fn answer_report() -> Weight;
	/// Weight of `report`.
	fn report() -> Weight;
}

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Registry::RolePolicies` (r:0 w:1)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	fn set_role_policy() -> Weight {
		// Proof size in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Minimum execution time: 11_968_000 picoseconds.
		Weight::from_parts(13_109_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:1)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::CounterForRegistrarByAccount` (r:1 w:1)
	/// Proof: `Registry::CounterForRegistrarByAccount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Registry::NextRegistrar` (r:1 w:1)
	/// Proof: `Registry::NextRegistrar` (`max_values`: Some(1), `max_size`: Some(2), added: 497, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:0 w:1)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn add_registrar() -> Weight {
		// Proof size in bytes:
		//  Measured:  `703`
		//  Estimated: `3674`
		// Minimum execution time: 38_187_000 picoseconds.
		Weight::from_parts(41_782_000, 3674)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Registry::Registrars` (r:1 w:1)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:2 w:2)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::CounterForRegistrarByAccount` (r:1 w:1)
	/// Proof: `Registry::CounterForRegistrarByAccount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn change_registrar() -> Weight {
		// Proof size in bytes:
		//  Measured:  `615`
		//  Estimated: `6040`
		// Minimum execution time: 46_860_000 picoseconds.
		Weight::from_parts(49_925_000, 6040)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Registry::Registrars` (r:2 w:1)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:1)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::CounterForRegistrarByAccount` (r:1 w:1)
	/// Proof: `Registry::CounterForRegistrarByAccount` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	fn end_registrar() -> Weight {
		// Proof size in bytes:
		//  Measured:  `721`
		//  Estimated: `6062`
		// Minimum execution time: 53_801_000 picoseconds.
		Weight::from_parts(58_017_000, 6062)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:1)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Identities` (r:1 w:1)
	/// Proof: `Registry::Identities` (`max_values`: None, `max_size`: Some(36), added: 2511, mode: `MaxEncodedLen`)
	/// Storage: `Registry::NextOrganisation` (r:1 w:1)
	/// Proof: `Registry::NextOrganisation` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:0 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn enter_organisation() -> Weight {
		// Proof size in bytes:
		//  Measured:  `825`
		//  Estimated: `3526`
		// Minimum execution time: 59_408_000 picoseconds.
		Weight::from_parts(64_076_000, 3526)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Registry::Organisations` (r:16 w:16)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 16]`.
	fn set_group(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `606 + n * (168 ±0)`
		//  Estimated: `1493 + n * (2684 ±0)`
		// Minimum execution time: 37_786_000 picoseconds.
		Weight::from_parts(26_796_662, 1493)
			// Standard error: 45_070
			.saturating_add(Weight::from_parts(15_956_866, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().reads((1_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((1_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2684).saturating_mul(n.into()))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:1 w:1)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RolePolicies` (r:1 w:0)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Registry::NextLicence` (r:1 w:1)
	/// Proof: `Registry::NextLicence` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Holders` (r:1 w:1)
	/// Proof: `Registry::Holders` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:0 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:0 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn grant() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1750`
		//  Estimated: `6358`
		// Minimum execution time: 93_729_000 picoseconds.
		Weight::from_parts(98_346_000, 6358)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RolePolicies` (r:1 w:0)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn renew() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2566`
		//  Estimated: `13670`
		// Minimum execution time: 120_970_000 picoseconds.
		Weight::from_parts(126_138_000, 13670)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:64 w:64)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:64 w:64)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[1, 64]`.
	fn suspend(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `1562 + n * (202 ±0)`
		//  Estimated: `13670 + n * (2717 ±0)`
		// Minimum execution time: 91_025_000 picoseconds.
		Weight::from_parts(23_022_558, 13670)
			// Standard error: 48_239
			.saturating_add(Weight::from_parts(45_075_311, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().reads((2_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes((2_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2717).saturating_mul(n.into()))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2297`
		//  Estimated: `13670`
		// Minimum execution time: 102_603_000 picoseconds.
		Weight::from_parts(106_539_000, 13670)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn revoke() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2296`
		//  Estimated: `13670`
		// Minimum execution time: 104_556_000 picoseconds.
		Weight::from_parts(108_501_000, 13670)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn surrender() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1642`
		//  Estimated: `3707`
		// Minimum execution time: 60_259_000 picoseconds.
		Weight::from_parts(63_675_000, 3707)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RolePolicies` (r:1 w:0)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	fn countersign() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1925`
		//  Estimated: `3707`
		// Minimum execution time: 83_925_000 picoseconds.
		Weight::from_parts(87_891_000, 3707)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn overrule() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1151`
		//  Estimated: `3707`
		// Minimum execution time: 51_597_000 picoseconds.
		Weight::from_parts(54_311_000, 3707)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn rotate() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2053`
		//  Estimated: `13670`
		// Minimum execution time: 83_624_000 picoseconds.
		Weight::from_parts(87_440_000, 13670)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn replace_holder() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2296`
		//  Estimated: `13670`
		// Minimum execution time: 107_570_000 picoseconds.
		Weight::from_parts(112_788_000, 13670)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:2 w:2)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn accept_change() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1582`
		//  Estimated: `6218`
		// Minimum execution time: 132_126_000 picoseconds.
		Weight::from_parts(137_104_000, 6218)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	fn cancel_change() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1717`
		//  Estimated: `13670`
		// Minimum execution time: 84_456_000 picoseconds.
		Weight::from_parts(88_201_000, 13670)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RolePolicies` (r:1 w:0)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	fn set_tier() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2566`
		//  Estimated: `13670`
		// Minimum execution time: 115_803_000 picoseconds.
		Weight::from_parts(120_399_000, 13670)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::RolePolicies` (r:1 w:0)
	/// Proof: `Registry::RolePolicies` (`max_values`: None, `max_size`: Some(77), added: 2552, mode: `MaxEncodedLen`)
	fn rebond() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1950`
		//  Estimated: `3707`
		// Minimum execution time: 74_471_000 picoseconds.
		Weight::from_parts(78_246_000, 3707)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn deposit_bond() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1286`
		//  Estimated: `3674`
		// Minimum execution time: 124_525_000 picoseconds.
		Weight::from_parts(129_372_000, 3674)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn withdraw_bond() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1286`
		//  Estimated: `3674`
		// Minimum execution time: 111_947_000 picoseconds.
		Weight::from_parts(116_744_000, 3674)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn release_bond() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1650`
		//  Estimated: `3707`
		// Minimum execution time: 63_925_000 picoseconds.
		Weight::from_parts(67_671_000, 3707)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:1)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:1)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn forfeit() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2160`
		//  Estimated: `6196`
		// Minimum execution time: 148_100_000 picoseconds.
		Weight::from_parts(154_449_000, 6196)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Registry::RegistrarByAccount` (r:1 w:0)
	/// Proof: `Registry::RegistrarByAccount` (`max_values`: None, `max_size`: Some(50), added: 2525, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Registrars` (r:5 w:0)
	/// Proof: `Registry::Registrars` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn answer_report() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2296`
		//  Estimated: `13670`
		// Minimum execution time: 101_331_000 picoseconds.
		Weight::from_parts(105_697_000, 13670)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Registry::Files` (r:1 w:1)
	/// Proof: `Registry::Files` (`max_values`: None, `max_size`: Some(242), added: 2717, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn report() -> Weight {
		// Proof size in bytes:
		//  Measured:  `765`
		//  Estimated: `3707`
		// Minimum execution time: 28_793_000 picoseconds.
		Weight::from_parts(30_866_000, 3707)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn set_role_policy() -> Weight {
		Weight::from_parts(13_109_000, 0)
	}
	fn add_registrar() -> Weight {
		Weight::from_parts(41_782_000, 3674)
	}
	fn change_registrar() -> Weight {
		Weight::from_parts(49_925_000, 6040)
	}
	fn end_registrar() -> Weight {
		Weight::from_parts(58_017_000, 6062)
	}
	fn enter_organisation() -> Weight {
		Weight::from_parts(64_076_000, 3526)
	}
	fn set_group(_: u32, ) -> Weight {
		Weight::from_parts(26_796_662, 1493)
	}
	fn grant() -> Weight {
		Weight::from_parts(98_346_000, 6358)
	}
	fn renew() -> Weight {
		Weight::from_parts(126_138_000, 13670)
	}
	fn suspend(_: u32, ) -> Weight {
		Weight::from_parts(23_022_558, 13670)
	}
	fn resume() -> Weight {
		Weight::from_parts(106_539_000, 13670)
	}
	fn revoke() -> Weight {
		Weight::from_parts(108_501_000, 13670)
	}
	fn surrender() -> Weight {
		Weight::from_parts(63_675_000, 3707)
	}
	fn countersign() -> Weight {
		Weight::from_parts(87_891_000, 3707)
	}
	fn overrule() -> Weight {
		Weight::from_parts(54_311_000, 3707)
	}
	fn rotate() -> Weight {
		Weight::from_parts(87_440_000, 13670)
	}
	fn replace_holder() -> Weight {
		Weight::from_parts(112_788_000, 13670)
	}
	fn accept_change() -> Weight {
		Weight::from_parts(137_104_000, 6218)
	}
	fn cancel_change() -> Weight {
		Weight::from_parts(88_201_000, 13670)
	}
	fn set_tier() -> Weight {
		Weight::from_parts(120_399_000, 13670)
	}
	fn rebond() -> Weight {
		Weight::from_parts(78_246_000, 3707)
	}
	fn deposit_bond() -> Weight {
		Weight::from_parts(129_372_000, 3674)
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(116_744_000, 3674)
	}
	fn release_bond() -> Weight {
		Weight::from_parts(67_671_000, 3707)
	}
	fn forfeit() -> Weight {
		Weight::from_parts(154_449_000, 6196)
	}
	fn answer_report() -> Weight {
		Weight::from_parts(105_697_000, 13670)
	}
	fn report() -> Weight {
		Weight::from_parts(30_866_000, 3707)
	}
}
