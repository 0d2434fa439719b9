//! Weights of `pallet_trial_consents`'s calls. Written by `scripts/bench-weights`, never by hand.
//!
//! Measured 2026-11-22 with frame-omni-bencher 64.0.0 (50 steps, 20 repeats) on
//! AMD EPYC.

#![cfg_attr(rustfmt, rustfmt_skip)]
// Generated: a benchmark without components leaves parentheses and names unused.
#![allow(unused_parens, unused_imports, clippy::unnecessary_cast)]

use core::marker::PhantomData;
use frame::weights_prelude::*;

/// Weight of each call of `pallet_trial_consents`.
pub trait WeightInfo {
	/// Weight of `register_trial`.
	fn register_trial() -> Weight;
	/// Weight of `set_site`.
	fn set_site() -> Weight;
	/// Weight of `submit_form`.
	fn submit_form() -> Weight;
	/// Weight of `decide_form`.
	fn decide_form() -> Weight;
	/// Weight of `suspend`.
	fn suspend() -> Weight;
	/// Weight of `resume`.
	fn resume() -> Weight;
	/// Weight of `extend`.
	fn extend() -> Weight;
	/// Weight of `propose`.
	fn propose() -> Weight;
	/// Weight of `defer`.
	fn defer() -> Weight;
	/// Weight of `sign`.
	fn sign() -> Weight;
	/// Weight of `refuse`.
	fn refuse() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `withdraw_signed`.
	fn withdraw_signed() -> Weight;
	/// Weight of `authorize_withdraw_signed`.
	fn authorize_withdraw_signed() -> Weight;
	/// Weight of `enrol`.
	fn enrol() -> Weight;
	/// Weight of `advance`.
	fn advance() -> Weight;
	/// Weight of `record_data`.
	fn record_data() -> Weight;
	/// Weight of `end_participation`.
	fn end_participation() -> Weight;
	/// Weight of `answer_erasure`.
	fn answer_erasure() -> Weight;
	/// Weight of `end_trial`.
	fn end_trial() -> Weight;
	/// Weight of `extend_trial`.
	fn extend_trial() -> Weight;
	/// Weight of `rekey`.
	fn rekey() -> Weight;
	/// Weight of `sweep_base`.
	fn sweep_base() -> Weight;
	/// Weight of `sweep_row`.
	fn sweep_row() -> Weight;
	/// Weight of `sweep_trial`.
	fn sweep_trial() -> Weight;
}

/// The measured weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::LastTrial` (r:1 w:1)
	/// Proof: `TrialConsents::LastTrial` (`max_values`: Some(1), `max_size`: Some(4), added: 499, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:0 w:1)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	fn register_trial() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2248`
		//  Estimated: `6358`
		// Minimum execution time: 137_335_000 picoseconds.
		Weight::from_parts(146_118_000, 6358)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(4_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:1)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn set_site() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1649`
		//  Estimated: `6108`
		// Minimum execution time: 130_063_000 picoseconds.
		Weight::from_parts(141_030_000, 6108)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:1)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:8 w:8)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn submit_form() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2305`
		//  Estimated: `22598`
		// Minimum execution time: 213_517_000 picoseconds.
		Weight::from_parts(240_058_000, 22598)
			.saturating_add(T::DbWeight::get().reads(13_u64))
			.saturating_add(T::DbWeight::get().writes(11_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:1)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:9 w:9)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn decide_form() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2703`
		//  Estimated: `25299`
		// Minimum execution time: 209_752_000 picoseconds.
		Weight::from_parts(233_908_000, 25299)
			.saturating_add(T::DbWeight::get().reads(15_u64))
			.saturating_add(T::DbWeight::get().writes(10_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:8 w:8)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn suspend() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1769`
		//  Estimated: `22598`
		// Minimum execution time: 146_929_000 picoseconds.
		Weight::from_parts(184_464_000, 22598)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:8 w:8)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn resume() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2559`
		//  Estimated: `22598`
		// Minimum execution time: 172_917_000 picoseconds.
		Weight::from_parts(209_522_000, 22598)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(8_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:1)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn extend() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2067`
		//  Estimated: `6358`
		// Minimum execution time: 70_735_000 picoseconds.
		Weight::from_parts(79_889_000, 6358)
			.saturating_add(T::DbWeight::get().reads(7_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:0)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn propose() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1758`
		//  Estimated: `3993`
		// Minimum execution time: 151_355_000 picoseconds.
		Weight::from_parts(166_678_000, 3993)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:0)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn defer() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1758`
		//  Estimated: `3993`
		// Minimum execution time: 149_392_000 picoseconds.
		Weight::from_parts(166_217_000, 3993)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:0)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn sign() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1926`
		//  Estimated: `3993`
		// Minimum execution time: 80_319_000 picoseconds.
		Weight::from_parts(95_121_000, 3993)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn refuse() -> Weight {
		// Proof size in bytes:
		//  Measured:  `931`
		//  Estimated: `3993`
		// Minimum execution time: 60_590_000 picoseconds.
		Weight::from_parts(85_847_000, 3993)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	fn withdraw() -> Weight {
		// Proof size in bytes:
		//  Measured:  `965`
		//  Estimated: `3993`
		// Minimum execution time: 58_787_000 picoseconds.
		Weight::from_parts(84_215_000, 3993)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::FreeCalls` (r:1 w:1)
	/// Proof: `TrialConsents::FreeCalls` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	fn withdraw_signed() -> Weight {
		// Proof size in bytes:
		//  Measured:  `965`
		//  Estimated: `3993`
		// Minimum execution time: 69_633_000 picoseconds.
		Weight::from_parts(103_194_000, 3993)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `TrialConsents::FreeCalls` (r:1 w:0)
	/// Proof: `TrialConsents::FreeCalls` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:0)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:1 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `System::BlockHash` (r:1 w:0)
	/// Proof: `System::BlockHash` (`max_values`: None, `max_size`: Some(44), added: 2519, mode: `MaxEncodedLen`)
	fn authorize_withdraw_signed() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1019`
		//  Estimated: `3993`
		// Minimum execution time: 136_913_000 picoseconds.
		Weight::from_parts(159_958_000, 3993)
			.saturating_add(T::DbWeight::get().reads(5_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:0)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	fn enrol() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1595`
		//  Estimated: `3823`
		// Minimum execution time: 84_566_000 picoseconds.
		Weight::from_parts(109_142_000, 3823)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn advance() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1559`
		//  Estimated: `3823`
		// Minimum execution time: 69_884_000 picoseconds.
		Weight::from_parts(92_457_000, 3823)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:1 w:0)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn record_data() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1559`
		//  Estimated: `3823`
		// Minimum execution time: 68_902_000 picoseconds.
		Weight::from_parts(88_712_000, 3823)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	fn end_participation() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1391`
		//  Estimated: `3823`
		// Minimum execution time: 60_420_000 picoseconds.
		Weight::from_parts(80_279_000, 3823)
			.saturating_add(T::DbWeight::get().reads(3_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	fn answer_erasure() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1503`
		//  Estimated: `3823`
		// Minimum execution time: 68_752_000 picoseconds.
		Weight::from_parts(91_777_000, 3823)
			.saturating_add(T::DbWeight::get().reads(4_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:1 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:1)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:8 w:8)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn end_trial() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1806`
		//  Estimated: `22598`
		// Minimum execution time: 109_683_000 picoseconds.
		Weight::from_parts(136_683_000, 22598)
			.saturating_add(T::DbWeight::get().reads(11_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Licences` (r:2 w:0)
	/// Proof: `Registry::Licences` (`max_values`: None, `max_size`: Some(84), added: 2559, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:1)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Organisations` (r:2 w:0)
	/// Proof: `Registry::Organisations` (`max_values`: None, `max_size`: Some(209), added: 2684, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:8 w:8)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	fn extend_trial() -> Weight {
		// Proof size in bytes:
		//  Measured:  `2559`
		//  Estimated: `22598`
		// Minimum execution time: 135_933_000 picoseconds.
		Weight::from_parts(161_760_000, 22598)
			.saturating_add(T::DbWeight::get().reads(14_u64))
			.saturating_add(T::DbWeight::get().writes(9_u64))
	}
	/// Storage: `Timestamp::Now` (r:1 w:0)
	/// Proof: `Timestamp::Now` (`max_values`: Some(1), `max_size`: Some(8), added: 503, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:2 w:2)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `HealthRecords::Patients` (r:2 w:0)
	/// Proof: `HealthRecords::Patients` (`max_values`: None, `max_size`: Some(528), added: 3003, mode: `MaxEncodedLen`)
	/// Storage: `Registry::Holders` (r:1 w:0)
	/// Proof: `Registry::Holders` (`max_values`: None, `max_size`: Some(52), added: 2527, mode: `MaxEncodedLen`)
	fn rekey() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1679`
		//  Estimated: `6996`
		// Minimum execution time: 82_372_000 picoseconds.
		Weight::from_parts(106_308_000, 6996)
			.saturating_add(T::DbWeight::get().reads(6_u64))
			.saturating_add(T::DbWeight::get().writes(2_u64))
	}
	/// Storage: `TrialConsents::SweepCursor` (r:1 w:1)
	/// Proof: `TrialConsents::SweepCursor` (`max_values`: Some(1), `max_size`: Some(36), added: 531, mode: `MaxEncodedLen`)
	fn sweep_base() -> Weight {
		// Proof size in bytes:
		//  Measured:  `204`
		//  Estimated: `1521`
		// Minimum execution time: 5_679_000 picoseconds.
		Weight::from_parts(6_359_000, 1521)
			.saturating_add(T::DbWeight::get().reads(1_u64))
			.saturating_add(T::DbWeight::get().writes(1_u64))
	}
	/// Storage: `TrialConsents::Consents` (r:2 w:1)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Trials` (r:1 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn sweep_row() -> Weight {
		// Proof size in bytes:
		//  Measured:  `1242`
		//  Estimated: `6656`
		// Minimum execution time: 123_544_000 picoseconds.
		Weight::from_parts(161_890_000, 6656)
			.saturating_add(T::DbWeight::get().reads(5_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
	/// Storage: `TrialConsents::Trials` (r:2 w:0)
	/// Proof: `TrialConsents::Trials` (`max_values`: None, `max_size`: Some(139), added: 2614, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Consents` (r:1 w:0)
	/// Proof: `TrialConsents::Consents` (`max_values`: None, `max_size`: Some(358), added: 2833, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Sites` (r:1 w:0)
	/// Proof: `TrialConsents::Sites` (`max_values`: None, `max_size`: Some(72), added: 2547, mode: `MaxEncodedLen`)
	/// Storage: `TrialConsents::Forms` (r:2 w:1)
	/// Proof: `TrialConsents::Forms` (`max_values`: None, `max_size`: Some(226), added: 2701, mode: `MaxEncodedLen`)
	/// Storage: `System::Account` (r:1 w:1)
	/// Proof: `System::Account` (`max_values`: None, `max_size`: Some(128), added: 2603, mode: `MaxEncodedLen`)
	/// Storage: `Balances::Holds` (r:1 w:1)
	/// Proof: `Balances::Holds` (`max_values`: None, `max_size`: Some(247), added: 2722, mode: `MaxEncodedLen`)
	fn sweep_trial() -> Weight {
		// Proof size in bytes:
		//  Measured:  `974`
		//  Estimated: `6392`
		// Minimum execution time: 120_950_000 picoseconds.
		Weight::from_parts(139_568_000, 6392)
			.saturating_add(T::DbWeight::get().reads(8_u64))
			.saturating_add(T::DbWeight::get().writes(3_u64))
	}
}

/// For mocks, whose calls need no price.
impl WeightInfo for () {
	fn register_trial() -> Weight {
		Weight::from_parts(146_118_000, 6358)
	}
	fn set_site() -> Weight {
		Weight::from_parts(141_030_000, 6108)
	}
	fn submit_form() -> Weight {
		Weight::from_parts(240_058_000, 22598)
	}
	fn decide_form() -> Weight {
		Weight::from_parts(233_908_000, 25299)
	}
	fn suspend() -> Weight {
		Weight::from_parts(184_464_000, 22598)
	}
	fn resume() -> Weight {
		Weight::from_parts(209_522_000, 22598)
	}
	fn extend() -> Weight {
		Weight::from_parts(79_889_000, 6358)
	}
	fn propose() -> Weight {
		Weight::from_parts(166_678_000, 3993)
	}
	fn defer() -> Weight {
		Weight::from_parts(166_217_000, 3993)
	}
	fn sign() -> Weight {
		Weight::from_parts(95_121_000, 3993)
	}
	fn refuse() -> Weight {
		Weight::from_parts(85_847_000, 3993)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(84_215_000, 3993)
	}
	fn withdraw_signed() -> Weight {
		Weight::from_parts(103_194_000, 3993)
	}
	fn authorize_withdraw_signed() -> Weight {
		Weight::from_parts(159_958_000, 3993)
	}
	fn enrol() -> Weight {
		Weight::from_parts(109_142_000, 3823)
	}
	fn advance() -> Weight {
		Weight::from_parts(92_457_000, 3823)
	}
	fn record_data() -> Weight {
		Weight::from_parts(88_712_000, 3823)
	}
	fn end_participation() -> Weight {
		Weight::from_parts(80_279_000, 3823)
	}
	fn answer_erasure() -> Weight {
		Weight::from_parts(91_777_000, 3823)
	}
	fn end_trial() -> Weight {
		Weight::from_parts(136_683_000, 22598)
	}
	fn extend_trial() -> Weight {
		Weight::from_parts(161_760_000, 22598)
	}
	fn rekey() -> Weight {
		Weight::from_parts(106_308_000, 6996)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(6_359_000, 1521)
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(161_890_000, 6656)
	}
	fn sweep_trial() -> Weight {
		Weight::from_parts(139_568_000, 6392)
	}
}
