//! Weights of `pallet_sponsorship`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-23 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

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

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Registry::Organisations` (r:1 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Sponsorship::Policies` (r:1 w:1)
	/// Proof: `Sponsorship::Policies` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn set_policy() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1366`
		//  Estimated: `3712`
		// Minimum execution time: 129_703_000 picoseconds.
		Weight::from_parts(143_133_000, 3712)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Sponsorship::Policies` (r:1 w:1)
	/// Proof: `Sponsorship::Policies` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn remove_policy() -> Weight {
		// Proof size in bytes:
		//  Measured:  `747`
		//  Estimated: `3712`
		// Minimum execution time: 99_458_000 picoseconds.
		Weight::from_parts(105_807_000, 3712)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Sponsorship::Policies` (r:1 w:1)
	/// Proof: `Sponsorship::Policies` (`max_values`: None, `max_size`: Some(213), added: 2688, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn relay() -> Weight {
		// Proof size in bytes:
		//  Measured:  `248`
		//  Estimated: `3678`
		// Minimum execution time: 34_892_000 picoseconds.
		Weight::from_parts(37_226_000, 3678)
			.saturating_add(T::DbWeight::get().reads(2_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn set_policy() -> Weight {
		Weight::from_parts(143_133_000, 3712)
	}
	fn remove_policy() -> Weight {
		Weight::from_parts(105_807_000, 3712)
	}
	fn relay() -> Weight {
		Weight::from_parts(37_226_000, 3678)
	}
}
