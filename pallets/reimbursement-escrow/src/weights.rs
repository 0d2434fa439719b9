//! Weights of `pallet_reimbursement_escrow`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-22 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_reimbursement_escrow`.
pub trait WeightInfo {
	/// Weight of `set_rules`.
	fn set_rules() -> Weight;
	/// Weight of `set_carc`.
	fn set_carc() -> Weight;
	/// Weight of `admit_asset`.
	fn admit_asset() -> Weight;
	/// Weight of `set_panel`.
	fn set_panel() -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `offer_contract`.
	fn offer_contract() -> Weight;
	/// Weight of `accept_contract`.
	fn accept_contract() -> Weight;
	/// Weight of `end_contract`.
	fn end_contract() -> Weight;
	/// Weight of `set_tariff`.
	fn set_tariff() -> Weight;
	/// Weight of `cover`.
	fn cover() -> Weight;
	/// Weight of `end_cover`.
	fn end_cover() -> Weight;
	/// Weight of `submit`.
	fn submit() -> Weight;
	/// Weight of `notice`.
	fn notice() -> Weight;
	/// Weight of `resubmit`.
	fn resubmit() -> Weight;
	/// Weight of `retract`.
	fn retract() -> Weight;
	/// Weight of `adjudicate`.
	fn adjudicate() -> Weight;
	/// Weight of `deny`.
	fn deny() -> Weight;
	/// Weight of `appeal`.
	fn appeal() -> Weight;
	/// Weight of `vote`.
	fn vote() -> Weight;
	/// Weight of `order_reversal`.
	fn order_reversal() -> Weight;
	/// Weight of `hold_copay`.
	fn hold_copay() -> Weight;
	/// Weight of `release_copay`.
	fn release_copay() -> Weight;
	/// Weight of `set_payee`.
	fn set_payee() -> Weight;
	/// Weight of `poke`.
	fn poke() -> Weight;
	/// Weight of `on_dispensed_uncovered`.
	fn on_dispensed_uncovered() -> Weight;
	/// Weight of `on_dispensed_paid`.
	fn on_dispensed_paid() -> Weight;
	/// Weight of `on_dispensed_paid_native`.
	fn on_dispensed_paid_native() -> Weight;
	/// Weight of `on_dispensed_set_off`.
	fn on_dispensed_set_off() -> Weight;
	/// Weight of `withdrawn`.
	fn withdrawn() -> Weight;
	/// Weight of `fire`.
	fn fire() -> Weight;
	/// Weight of `serve`.
	fn serve(n: u32, ) -> Weight;
	/// Weight of `fire_nothing`.
	fn fire_nothing() -> Weight;
}

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	fn set_rules() -> Weight {
		// Proof size in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Minimum execution time: 9_034_000 picoseconds.
		Weight::from_parts(9_815_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `ReimbursementEscrow::Carcs` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Carcs` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	fn set_carc() -> Weight {
		// Proof size in bytes:
		//  Measured:  `0`
		//  Estimated: `0`
		// Minimum execution time: 11_026_000 picoseconds.
		Weight::from_parts(12_058_000, 0)
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Assets::Asset` (r:1 w:0)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::AdmittedAssets` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::AdmittedAssets` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
	fn admit_asset() -> Weight {
		// Proof size in bytes:
		//  Measured:  `351`
		//  Estimated: `3675`
		// Minimum execution time: 19_339_000 picoseconds.
		Weight::from_parts(20_861_000, 3675)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Panels` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Panels` (`max_values`: None, `max_size`: Some(58), added: 2533, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:24 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:12 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	fn set_panel() -> Weight {
		// Proof size in bytes:
		//  Measured:  `5785`
		//  Estimated: `62406`
		// Minimum execution time: 1_798_567_000 picoseconds.
		Weight::from_parts(1_905_867_000, 62406)
			.saturating_add(T::DbWeight::get().reads(38_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:2 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	fn fund() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1864`
		//  Estimated: `6208`
		// Minimum execution time: 144_495_000 picoseconds.
		Weight::from_parts(154_029_000, 6208)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1853`
		//  Estimated: `3678`
		// Minimum execution time: 113_209_000 picoseconds.
		Weight::from_parts(174_901_000, 3678)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::AdmittedAssets` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::AdmittedAssets` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Contracts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Contracts` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn offer_contract() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1949`
		//  Estimated: `6108`
		// Minimum execution time: 155_021_000 picoseconds.
		Weight::from_parts(229_472_000, 6108)
			.saturating_add(T::DbWeight::get().reads(9_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Contracts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Contracts` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn accept_contract() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1170`
		//  Estimated: `3669`
		// Minimum execution time: 53_309_000 picoseconds.
		Weight::from_parts(65_457_000, 3669)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Contracts` (r:2 w:1)
	/// Proof: `ReimbursementEscrow::Contracts` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn end_contract() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1224`
		//  Estimated: `6348`
		// Minimum execution time: 57_105_000 picoseconds.
		Weight::from_parts(61_512_000, 6348)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn set_tariff() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1248`
		//  Estimated: `3658`
		// Minimum execution time: 122_522_000 picoseconds.
		Weight::from_parts(129_893_000, 3658)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::AdmittedAssets` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::AdmittedAssets` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn cover() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2102`
		//  Estimated: `6108`
		// Minimum execution time: 167_840_000 picoseconds.
		Weight::from_parts(180_899_000, 6108)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn end_cover() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1863`
		//  Estimated: `6108`
		// Minimum execution time: 70_124_000 picoseconds.
		Weight::from_parts(78_286_000, 6108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:4 w:2)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Contracts` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Contracts` (`max_values`: None, `max_size`: Some(204), added: 2679, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:2 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:2 w:2)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	fn submit() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2886`
		//  Estimated: `12706`
		// Minimum execution time: 189_573_000 picoseconds.
		Weight::from_parts(208_991_000, 12706)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn notice() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1426`
		//  Estimated: `6108`
		// Minimum execution time: 72_879_000 picoseconds.
		Weight::from_parts(77_655_000, 6108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn resubmit() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1528`
		//  Estimated: `6108`
		// Minimum execution time: 83_484_000 picoseconds.
		Weight::from_parts(90_094_000, 6108)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:2 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:3 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:3 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn retract() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2681`
		//  Estimated: `8817`
		// Minimum execution time: 298_685_000 picoseconds.
		Weight::from_parts(310_733_000, 8817)
			.saturating_add(T::DbWeight::get().reads(17_u64))
			.saturating_add(T::DbWeight::get().writes(12_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:3 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Carcs` (r:6 w:0)
	/// Proof: `ReimbursementEscrow::Carcs` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:3)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn adjudicate() -> Weight {
		// Proof size in bytes:
		//  Measured:  `4090`
		//  Estimated: `15918`
		// Minimum execution time: 358_253_000 picoseconds.
		Weight::from_parts(372_334_000, 15918)
			.saturating_add(T::DbWeight::get().reads(25_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:3 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Carcs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Carcs` (`max_values`: None, `max_size`: Some(13), added: 2488, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn deny() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2125`
		//  Estimated: `8667`
		// Minimum execution time: 96_914_000 picoseconds.
		Weight::from_parts(101_441_000, 8667)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn appeal() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1498`
		//  Estimated: `6108`
		// Minimum execution time: 79_399_000 picoseconds.
		Weight::from_parts(83_534_000, 6108)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:5 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Panels` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Panels` (`max_values`: None, `max_size`: Some(58), added: 2533, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	fn vote() -> Weight {
		// Proof size in bytes:
		//  Measured:  `4727`
		//  Estimated: `13785`
		// Minimum execution time: 392_504_000 picoseconds.
		Weight::from_parts(408_979_000, 13785)
			.saturating_add(T::DbWeight::get().reads(22_u64))
			.saturating_add(T::DbWeight::get().writes(14_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	fn order_reversal() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1297`
		//  Estimated: `3919`
		// Minimum execution time: 68_892_000 picoseconds.
		Weight::from_parts(73_329_000, 3919)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::RulesInForce` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::RulesInForce` (`max_values`: Some(1), `max_size`: Some(121), added: 616, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::AdmittedAssets` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::AdmittedAssets` (`max_values`: None, `max_size`: Some(21), added: 2496, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn hold_copay() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1521`
		//  Estimated: `3981`
		// Minimum execution time: 220_609_000 picoseconds.
		Weight::from_parts(231_845_000, 3981)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	fn release_copay() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1189`
		//  Estimated: `3678`
		// Minimum execution time: 94_300_000 picoseconds.
		Weight::from_parts(106_849_000, 3678)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:0)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	fn set_payee() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1029`
		//  Estimated: `3593`
		// Minimum execution time: 42_062_000 picoseconds.
		Weight::from_parts(47_520_000, 3593)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:3)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	fn poke() -> Weight {
		// Proof size in bytes:
		//  Measured:  `3161`
		//  Estimated: `6366`
		// Minimum execution time: 347_718_000 picoseconds.
		Weight::from_parts(393_856_000, 6366)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	fn on_dispensed_uncovered() -> Weight {
		// Proof size in bytes:
		//  Measured:  `410`
		//  Estimated: `3702`
		// Minimum execution time: 9_955_000 picoseconds.
		Weight::from_parts(11_197_000, 3702)
			.saturating_add(T::DbWeight::get().reads(1_u64))
	}
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:1 w:1)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:1 w:1)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn on_dispensed_paid() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2188`
		//  Estimated: `3919`
		// Minimum execution time: 157_965_000 picoseconds.
		Weight::from_parts(168_882_000, 3919)
			.saturating_add(T::DbWeight::get().reads(12_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(193), added: 2668, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:2 w:2)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn on_dispensed_paid_native() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1856`
		//  Estimated: `6196`
		// Minimum execution time: 161_120_000 picoseconds.
		Weight::from_parts(168_090_000, 6196)
			.saturating_add(T::DbWeight::get().reads(10_u64))
			.saturating_add(T::DbWeight::get().writes(6_u64))
	}
	/// Storage: `ReimbursementEscrow::Covers` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Tariffs` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Tariffs` (`max_values`: None, `max_size`: Some(162), added: 2637, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:2)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn on_dispensed_set_off() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2690`
		//  Estimated: `6366`
		// Minimum execution time: 268_860_000 picoseconds.
		Weight::from_parts(280_217_000, 6366)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(15_u64))
	}
	/// Storage: `ReimbursementEscrow::Claims` (r:4 w:4)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:4 w:4)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:6 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:6 w:5)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:5 w:5)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Covers` (r:4 w:4)
	/// Proof: `ReimbursementEscrow::Covers` (`max_values`: None, `max_size`: Some(237), added: 2712, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:6)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn withdrawn() -> Weight {
		// Proof size in bytes:
		//  Measured:  `4660`
		//  Estimated: `16644`
		// Minimum execution time: 909_734_000 picoseconds.
		Weight::from_parts(950_885_000, 16644)
			.saturating_add(T::DbWeight::get().reads(33_u64))
			.saturating_add(T::DbWeight::get().writes(31_u64))
	}
	/// Storage: `ReimbursementEscrow::Due` (r:1 w:3)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:1 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:2 w:2)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:2 w:2)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:1 w:1)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:0 w:1)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	fn fire() -> Weight {
		// Proof size in bytes:
		//  Measured:  `3229`
		//  Estimated: `6366`
		// Minimum execution time: 339_466_000 picoseconds.
		Weight::from_parts(357_482_000, 6366)
			.saturating_add(T::DbWeight::get().reads(16_u64))
			.saturating_add(T::DbWeight::get().writes(16_u64))
	}
	/// Storage: `ReimbursementEscrow::Pools` (r:1 w:1)
	/// Proof: `ReimbursementEscrow::Pools` (`max_values`: None, `max_size`: Some(97), added: 2572, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Shortfalls` (r:10 w:10)
	/// Proof: `ReimbursementEscrow::Shortfalls` (`max_values`: None, `max_size`: Some(67), added: 2542, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Claims` (r:10 w:10)
	/// Proof: `ReimbursementEscrow::Claims` (`max_values`: None, `max_size`: Some(454), added: 2929, mode: `MaxEncodedLen`)
	/// Storage: `Prescriptions::Items` (r:10 w:0)
	/// Proof: `Prescriptions::Items` (`max_values`: None, `max_size`: Some(516), added: 2991, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:10 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Payees` (r:10 w:10)
	/// Proof: `ReimbursementEscrow::Payees` (`max_values`: None, `max_size`: Some(81), added: 2556, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Debts` (r:10 w:10)
	/// Proof: `ReimbursementEscrow::Debts` (`max_values`: None, `max_size`: Some(61), added: 2536, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::Holds` (r:11 w:11)
	/// Proof: `AssetsHolder::Holds` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `AssetsHolder::BalancesOnHold` (r:11 w:11)
	/// Proof: `AssetsHolder::BalancesOnHold` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Asset` (r:1 w:1)
	/// Proof: `Assets::Asset` (`max_values`: None, `max_size`: Some(210), added: 2685, mode: `MaxEncodedLen`)
	/// Storage: `Assets::Account` (r:10 w:10)
	/// Proof: `Assets::Account` (`max_values`: None, `max_size`: Some(134), added: 2609, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:10 w:10)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Copays` (r:10 w:10)
	/// Proof: `ReimbursementEscrow::Copays` (`max_values`: None, `max_size`: Some(117), added: 2592, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:0 w:21)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	/// The range of component `n` is `[0, 10]`.
	fn serve(n: u32, ) -> Weight {
		// Proof size in bytes:
		//  Measured:  `1804 + n * (1471 ±0)`
		//  Estimated: `3692 + n * (2991 ±0)`
		// Minimum execution time: 14_352_000 picoseconds.
		Weight::from_parts(53_399_601, 3692)
			// Standard error: 626_344
			.saturating_add(Weight::from_parts(256_031_166, 0).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().reads((11_u64).saturating_mul(n.into())))
			.saturating_add(T::DbWeight::get().writes(3_u64))
			.saturating_add(T::DbWeight::get().writes((11_u64).saturating_mul(n.into())))
			.saturating_add(Weight::from_parts(0, 2991).saturating_mul(n.into()))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `ReimbursementEscrow::Due` (r:1 w:0)
	/// Proof: `ReimbursementEscrow::Due` (`max_values`: None, `max_size`: Some(43), added: 2518, mode: `MaxEncodedLen`)
	fn fire_nothing() -> Weight {
		// Proof size in bytes:
		//  Measured:  `245`
		//  Estimated: `3508`
		// Minimum execution time: 10_226_000 picoseconds.
		Weight::from_parts(11_737_000, 3508)
			.saturating_add(T::DbWeight::get().reads(2_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn set_rules() -> Weight {
		Weight::from_parts(9_815_000, 0)
	}
	fn set_carc() -> Weight {
		Weight::from_parts(12_058_000, 0)
	}
	fn admit_asset() -> Weight {
		Weight::from_parts(20_861_000, 3675)
	}
	fn set_panel() -> Weight {
		Weight::from_parts(1_905_867_000, 62406)
	}
	fn fund() -> Weight {
		Weight::from_parts(154_029_000, 6208)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(174_901_000, 3678)
	}
	fn offer_contract() -> Weight {
		Weight::from_parts(229_472_000, 6108)
	}
	fn accept_contract() -> Weight {
		Weight::from_parts(65_457_000, 3669)
	}
	fn end_contract() -> Weight {
		Weight::from_parts(61_512_000, 6348)
	}
	fn set_tariff() -> Weight {
		Weight::from_parts(129_893_000, 3658)
	}
	fn cover() -> Weight {
		Weight::from_parts(180_899_000, 6108)
	}
	fn end_cover() -> Weight {
		Weight::from_parts(78_286_000, 6108)
	}
	fn submit() -> Weight {
		Weight::from_parts(208_991_000, 12706)
	}
	fn notice() -> Weight {
		Weight::from_parts(77_655_000, 6108)
	}
	fn resubmit() -> Weight {
		Weight::from_parts(90_094_000, 6108)
	}
	fn retract() -> Weight {
		Weight::from_parts(310_733_000, 8817)
	}
	fn adjudicate() -> Weight {
		Weight::from_parts(372_334_000, 15918)
	}
	fn deny() -> Weight {
		Weight::from_parts(101_441_000, 8667)
	}
	fn appeal() -> Weight {
		Weight::from_parts(83_534_000, 6108)
	}
	fn vote() -> Weight {
		Weight::from_parts(408_979_000, 13785)
	}
	fn order_reversal() -> Weight {
		Weight::from_parts(73_329_000, 3919)
	}
	fn hold_copay() -> Weight {
		Weight::from_parts(231_845_000, 3981)
	}
	fn release_copay() -> Weight {
		Weight::from_parts(106_849_000, 3678)
	}
	fn set_payee() -> Weight {
		Weight::from_parts(47_520_000, 3593)
	}
	fn poke() -> Weight {
		Weight::from_parts(393_856_000, 6366)
	}
	fn on_dispensed_uncovered() -> Weight {
		Weight::from_parts(11_197_000, 3702)
	}
	fn on_dispensed_paid() -> Weight {
		Weight::from_parts(168_882_000, 3919)
	}
	fn on_dispensed_paid_native() -> Weight {
		Weight::from_parts(168_090_000, 6196)
	}
	fn on_dispensed_set_off() -> Weight {
		Weight::from_parts(280_217_000, 6366)
	}
	fn withdrawn() -> Weight {
		Weight::from_parts(950_885_000, 16644)
	}
	fn fire() -> Weight {
		Weight::from_parts(357_482_000, 6366)
	}
	fn serve(_: u32, ) -> Weight {
		Weight::from_parts(53_399_601, 3692)
	}
	fn fire_nothing() -> Weight {
		Weight::from_parts(11_737_000, 3508)
	}
}
