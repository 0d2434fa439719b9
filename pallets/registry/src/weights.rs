//! Weights of `pallet_registry`. The numbers are estimates until `frame-omni-bencher` writes this file; reads and writes
//! are those of the worst case.

use frame::weights_prelude::*;

/// What each call of `pallet_registry` costs.
pub trait WeightInfo {
	/// `set_role_policy`.
	fn set_role_policy() -> Weight;
	/// `add_registrar`.
	fn add_registrar() -> Weight;
	/// `change_registrar`.
	fn change_registrar() -> Weight;
	/// `end_registrar`.
	fn end_registrar() -> Weight;
	/// `enter_organisation`.
	fn enter_organisation() -> Weight;
	/// `set_group` of `n` organisations, n in `1..=16`.
	fn set_group(n: u32) -> Weight;
	/// `grant`.
	fn grant() -> Weight;
	/// `renew`.
	fn renew() -> Weight;
	/// `suspend` of `n` licences, n in `1..=64`.
	fn suspend(n: u32) -> Weight;
	/// `resume`.
	fn resume() -> Weight;
	/// `revoke`.
	fn revoke() -> Weight;
	/// `surrender`.
	fn surrender() -> Weight;
	/// `countersign`.
	fn countersign() -> Weight;
	/// `overrule`.
	fn overrule() -> Weight;
	/// `rotate`.
	fn rotate() -> Weight;
	/// `replace_holder`.
	fn replace_holder() -> Weight;
	/// `accept_change`.
	fn accept_change() -> Weight;
	/// `cancel_change`.
	fn cancel_change() -> Weight;
	/// `set_tier`.
	fn set_tier() -> Weight;
	/// `rebond`.
	fn rebond() -> Weight;
	/// `deposit_bond`.
	fn deposit_bond() -> Weight;
	/// `withdraw_bond`.
	fn withdraw_bond() -> Weight;
	/// `release_bond`.
	fn release_bond() -> Weight;
	/// `forfeit`.
	fn forfeit() -> Weight;
	/// `answer_report`.
	fn answer_report() -> Weight;
	/// One report from another pallet: [`Licensing::report`](salus_primitives::Licensing::report).
	fn report() -> Weight;
}

/// The weights of a runtime whose database costs `T::DbWeight`.
pub struct SubstrateWeight<T>(PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_role_policy() -> Weight {
		Weight::from_parts(19_000_000, 3_600).saturating_add(T::DbWeight::get().reads_writes(0, 1))
	}
	fn add_registrar() -> Weight {
		Weight::from_parts(47_000_000, 14_400).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn change_registrar() -> Weight {
		Weight::from_parts(43_000_000, 10_800).saturating_add(T::DbWeight::get().reads_writes(3, 4))
	}
	fn end_registrar() -> Weight {
		Weight::from_parts(47_000_000, 14_400).saturating_add(T::DbWeight::get().reads_writes(4, 4))
	}
	fn enter_organisation() -> Weight {
		Weight::from_parts(47_000_000, 18_000).saturating_add(T::DbWeight::get().reads_writes(5, 4))
	}
	fn set_group(n: u32) -> Weight {
		Weight::from_parts(15_000_000, 3_600)
			.saturating_add(Weight::from_parts(8_000_000, 2_700).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(1))
			.saturating_add(T::DbWeight::get().reads_writes(1, 1).saturating_mul(n.into()))
	}
	fn grant() -> Weight {
		Weight::from_parts(83_000_000, 36_000)
			.saturating_add(T::DbWeight::get().reads_writes(10, 7))
	}
	fn renew() -> Weight {
		Weight::from_parts(75_000_000, 43_200)
			.saturating_add(T::DbWeight::get().reads_writes(12, 3))
	}
	fn suspend(n: u32) -> Weight {
		Weight::from_parts(25_000_000, 3_600)
			.saturating_add(Weight::from_parts(20_000_000, 16_000).saturating_mul(n.into()))
			.saturating_add(T::DbWeight::get().reads(3))
			.saturating_add(T::DbWeight::get().reads_writes(7, 2).saturating_mul(n.into()))
	}
	fn resume() -> Weight {
		Weight::from_parts(67_000_000, 39_600)
			.saturating_add(T::DbWeight::get().reads_writes(11, 2))
	}
	fn revoke() -> Weight {
		Weight::from_parts(67_000_000, 39_600)
			.saturating_add(T::DbWeight::get().reads_writes(11, 2))
	}
	fn surrender() -> Weight {
		Weight::from_parts(39_000_000, 14_400).saturating_add(T::DbWeight::get().reads_writes(4, 2))
	}
	fn countersign() -> Weight {
		Weight::from_parts(51_000_000, 21_600).saturating_add(T::DbWeight::get().reads_writes(6, 3))
	}
	fn overrule() -> Weight {
		Weight::from_parts(35_000_000, 10_800).saturating_add(T::DbWeight::get().reads_writes(3, 2))
	}
	fn rotate() -> Weight {
		Weight::from_parts(55_000_000, 32_400).saturating_add(T::DbWeight::get().reads_writes(9, 1))
	}
	fn replace_holder() -> Weight {
		Weight::from_parts(63_000_000, 39_600)
			.saturating_add(T::DbWeight::get().reads_writes(11, 1))
	}
	fn accept_change() -> Weight {
		Weight::from_parts(63_000_000, 25_200).saturating_add(T::DbWeight::get().reads_writes(7, 5))
	}
	fn cancel_change() -> Weight {
		Weight::from_parts(55_000_000, 32_400).saturating_add(T::DbWeight::get().reads_writes(9, 1))
	}
	fn set_tier() -> Weight {
		Weight::from_parts(75_000_000, 43_200)
			.saturating_add(T::DbWeight::get().reads_writes(12, 3))
	}
	fn rebond() -> Weight {
		Weight::from_parts(47_000_000, 18_000).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn deposit_bond() -> Weight {
		Weight::from_parts(43_000_000, 14_400).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(43_000_000, 14_400).saturating_add(T::DbWeight::get().reads_writes(4, 3))
	}
	fn release_bond() -> Weight {
		Weight::from_parts(47_000_000, 18_000).saturating_add(T::DbWeight::get().reads_writes(5, 3))
	}
	fn forfeit() -> Weight {
		Weight::from_parts(59_000_000, 25_200).saturating_add(T::DbWeight::get().reads_writes(7, 6))
	}
	fn answer_report() -> Weight {
		Weight::from_parts(63_000_000, 39_600)
			.saturating_add(T::DbWeight::get().reads_writes(11, 1))
	}
	fn report() -> Weight {
		Weight::from_parts(31_000_000, 10_800).saturating_add(T::DbWeight::get().reads_writes(3, 1))
	}
}

/// The same with ParityDb's constants, for tests.
impl WeightInfo for () {
	fn set_role_policy() -> Weight {
		Weight::from_parts(19_000_000, 3_600)
			.saturating_add(ParityDbWeight::get().reads_writes(0, 1))
	}
	fn add_registrar() -> Weight {
		Weight::from_parts(47_000_000, 14_400)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 4))
	}
	fn change_registrar() -> Weight {
		Weight::from_parts(43_000_000, 10_800)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 4))
	}
	fn end_registrar() -> Weight {
		Weight::from_parts(47_000_000, 14_400)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 4))
	}
	fn enter_organisation() -> Weight {
		Weight::from_parts(47_000_000, 18_000)
			.saturating_add(ParityDbWeight::get().reads_writes(5, 4))
	}
	fn set_group(n: u32) -> Weight {
		Weight::from_parts(15_000_000, 3_600)
			.saturating_add(Weight::from_parts(8_000_000, 2_700).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(1))
			.saturating_add(ParityDbWeight::get().reads_writes(1, 1).saturating_mul(n.into()))
	}
	fn grant() -> Weight {
		Weight::from_parts(83_000_000, 36_000)
			.saturating_add(ParityDbWeight::get().reads_writes(10, 7))
	}
	fn renew() -> Weight {
		Weight::from_parts(75_000_000, 43_200)
			.saturating_add(ParityDbWeight::get().reads_writes(12, 3))
	}
	fn suspend(n: u32) -> Weight {
		Weight::from_parts(25_000_000, 3_600)
			.saturating_add(Weight::from_parts(20_000_000, 16_000).saturating_mul(n.into()))
			.saturating_add(ParityDbWeight::get().reads(3))
			.saturating_add(ParityDbWeight::get().reads_writes(7, 2).saturating_mul(n.into()))
	}
	fn resume() -> Weight {
		Weight::from_parts(67_000_000, 39_600)
			.saturating_add(ParityDbWeight::get().reads_writes(11, 2))
	}
	fn revoke() -> Weight {
		Weight::from_parts(67_000_000, 39_600)
			.saturating_add(ParityDbWeight::get().reads_writes(11, 2))
	}
	fn surrender() -> Weight {
		Weight::from_parts(39_000_000, 14_400)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 2))
	}
	fn countersign() -> Weight {
		Weight::from_parts(51_000_000, 21_600)
			.saturating_add(ParityDbWeight::get().reads_writes(6, 3))
	}
	fn overrule() -> Weight {
		Weight::from_parts(35_000_000, 10_800)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 2))
	}
	fn rotate() -> Weight {
		Weight::from_parts(55_000_000, 32_400)
			.saturating_add(ParityDbWeight::get().reads_writes(9, 1))
	}
	fn replace_holder() -> Weight {
		Weight::from_parts(63_000_000, 39_600)
			.saturating_add(ParityDbWeight::get().reads_writes(11, 1))
	}
	fn accept_change() -> Weight {
		Weight::from_parts(63_000_000, 25_200)
			.saturating_add(ParityDbWeight::get().reads_writes(7, 5))
	}
	fn cancel_change() -> Weight {
		Weight::from_parts(55_000_000, 32_400)
			.saturating_add(ParityDbWeight::get().reads_writes(9, 1))
	}
	fn set_tier() -> Weight {
		Weight::from_parts(75_000_000, 43_200)
			.saturating_add(ParityDbWeight::get().reads_writes(12, 3))
	}
	fn rebond() -> Weight {
		Weight::from_parts(47_000_000, 18_000)
			.saturating_add(ParityDbWeight::get().reads_writes(5, 3))
	}
	fn deposit_bond() -> Weight {
		Weight::from_parts(43_000_000, 14_400)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 3))
	}
	fn withdraw_bond() -> Weight {
		Weight::from_parts(43_000_000, 14_400)
			.saturating_add(ParityDbWeight::get().reads_writes(4, 3))
	}
	fn release_bond() -> Weight {
		Weight::from_parts(47_000_000, 18_000)
			.saturating_add(ParityDbWeight::get().reads_writes(5, 3))
	}
	fn forfeit() -> Weight {
		Weight::from_parts(59_000_000, 25_200)
			.saturating_add(ParityDbWeight::get().reads_writes(7, 6))
	}
	fn answer_report() -> Weight {
		Weight::from_parts(63_000_000, 39_600)
			.saturating_add(ParityDbWeight::get().reads_writes(11, 1))
	}
	fn report() -> Weight {
		Weight::from_parts(31_000_000, 10_800)
			.saturating_add(ParityDbWeight::get().reads_writes(3, 1))
	}
}
