//! Weights of `pallet_trial_consents`'s calls. Estimates, until `scripts/bench-weights pallet_trial_consents` overwrites this
//! file.

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

/// The weights, with the database costs of the runtime `T`.
pub struct SubstrateWeight<T>(PhantomData<T>);
impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn register_trial() -> Weight {
		Weight::from_parts(70_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn set_site() -> Weight {
		Weight::from_parts(60_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(5, 2))
	}
	fn submit_form() -> Weight {
		Weight::from_parts(75_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(14, 11))
	}
	fn decide_form() -> Weight {
		Weight::from_parts(70_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(14, 11))
	}
	fn suspend() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 8))
	}
	fn resume() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 8))
	}
	fn extend() -> Weight {
		Weight::from_parts(45_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn propose() -> Weight {
		Weight::from_parts(85_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(8, 2))
	}
	fn defer() -> Weight {
		Weight::from_parts(85_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(8, 2))
	}
	fn sign() -> Weight {
		Weight::from_parts(60_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(5, 1))
	}
	fn refuse() -> Weight {
		Weight::from_parts(45_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn withdraw() -> Weight {
		Weight::from_parts(50_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(2, 1))
	}
	fn withdraw_signed() -> Weight {
		Weight::from_parts(55_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn authorize_withdraw_signed() -> Weight {
		Weight::from_parts(130_000_000, 4_000).saturating_add(T::DbWeight::get().reads_writes(4, 0))
	}
	fn enrol() -> Weight {
		Weight::from_parts(50_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn advance() -> Weight {
		Weight::from_parts(50_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn record_data() -> Weight {
		Weight::from_parts(50_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn end_participation() -> Weight {
		Weight::from_parts(45_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
	fn answer_erasure() -> Weight {
		Weight::from_parts(45_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(4, 1))
	}
	fn end_trial() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(11, 9))
	}
	fn extend_trial() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
			.saturating_add(T::DbWeight::get().reads_writes(11, 9))
	}
	fn rekey() -> Weight {
		Weight::from_parts(60_000_000, 6_000).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(10_000_000, 2_000).saturating_add(T::DbWeight::get().reads_writes(2, 2))
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(60_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn sweep_trial() -> Weight {
		Weight::from_parts(60_000_000, 8_000).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
}

impl WeightInfo for () {
	fn register_trial() -> Weight {
		Weight::from_parts(70_000_000, 4_000)
	}
	fn set_site() -> Weight {
		Weight::from_parts(60_000_000, 4_000)
	}
	fn submit_form() -> Weight {
		Weight::from_parts(75_000_000, 12_000)
	}
	fn decide_form() -> Weight {
		Weight::from_parts(70_000_000, 12_000)
	}
	fn suspend() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
	}
	fn resume() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
	}
	fn extend() -> Weight {
		Weight::from_parts(45_000_000, 6_000)
	}
	fn propose() -> Weight {
		Weight::from_parts(85_000_000, 8_000)
	}
	fn defer() -> Weight {
		Weight::from_parts(85_000_000, 8_000)
	}
	fn sign() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn refuse() -> Weight {
		Weight::from_parts(45_000_000, 4_000)
	}
	fn withdraw() -> Weight {
		Weight::from_parts(50_000_000, 4_000)
	}
	fn withdraw_signed() -> Weight {
		Weight::from_parts(55_000_000, 4_000)
	}
	fn authorize_withdraw_signed() -> Weight {
		Weight::from_parts(130_000_000, 4_000)
	}
	fn enrol() -> Weight {
		Weight::from_parts(50_000_000, 6_000)
	}
	fn advance() -> Weight {
		Weight::from_parts(50_000_000, 6_000)
	}
	fn record_data() -> Weight {
		Weight::from_parts(50_000_000, 6_000)
	}
	fn end_participation() -> Weight {
		Weight::from_parts(45_000_000, 6_000)
	}
	fn answer_erasure() -> Weight {
		Weight::from_parts(45_000_000, 6_000)
	}
	fn end_trial() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
	}
	fn extend_trial() -> Weight {
		Weight::from_parts(55_000_000, 12_000)
	}
	fn rekey() -> Weight {
		Weight::from_parts(60_000_000, 6_000)
	}
	fn sweep_base() -> Weight {
		Weight::from_parts(10_000_000, 2_000)
	}
	fn sweep_row() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
	fn sweep_trial() -> Weight {
		Weight::from_parts(60_000_000, 8_000)
	}
}
