//! What governance sets: rules, codes, assets, panels; and what must hold between constants.

use crate::{
	appeals::JUDGES, AdmittedAssets, AssetIdOf, CarcUse, Carcs, Config, Error, Event,
	GenesisConfig, Pallet, Panels, Rules, RulesInForce, MAX_PANEL,
};
use frame::{deps::frame_support::traits::fungibles::Inspect, prelude::*};
use salus_primitives::{LicenceId, Licensing};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_rules(rules: Rules) -> DispatchResult {
		ensure!(rules.is_sound(T::Retention::get()), Error::<T>::InvalidRules);
		RulesInForce::<T>::put(&rules);
		Self::deposit_event(Event::RulesSet { rules });
		Ok(())
	}

	pub(crate) fn do_set_carc(carc: u16, usage: Option<CarcUse>) -> DispatchResult {
		Carcs::<T>::set(carc, usage);
		Self::deposit_event(Event::CarcSet { carc, usage });
		Ok(())
	}

	pub(crate) fn do_admit_asset(asset: AssetIdOf<T>, admitted: bool) -> DispatchResult {
		if admitted {
			// An asset that nobody has issued has no least balance.
			let exists = T::Assets::minimum_balance(asset.clone()) > 0;
			ensure!(exists, Error::<T>::NotFound);
			AdmittedAssets::<T>::insert(&asset, ());
		} else {
			AdmittedAssets::<T>::remove(&asset);
		}
		Self::deposit_event(Event::AssetAdmitted { asset, admitted });
		Ok(())
	}

	pub(crate) fn do_set_panel(
		level: u8,
		members: BoundedVec<LicenceId, ConstU32<MAX_PANEL>>,
	) -> DispatchResult {
		let other = match level {
			1 => 2,
			2 => 1,
			_ => return Err(Error::<T>::OutOfBounds.into()),
		};
		let now = Self::now();
		let others = Panels::<T>::get(other);
		for (index, member) in members.iter().enumerate() {
			T::Licences::find(*member, JUDGES, now).map_err(Self::fault)?;
			// One house has one vote, on one level.
			let mut seated = members.iter().take(index).chain(others.iter());
			let tied = seated.any(|other| Self::have_ties(*member, *other));
			ensure!(!tied, Error::<T>::ConflictOfInterest);
		}
		Panels::<T>::insert(level, &members);
		Self::deposit_event(Event::PanelSet { level, members });
		Ok(())
	}

	/// A chain that starts with contradictions does not start.
	pub(crate) fn build_genesis(genesis: &GenesisConfig<T>) {
		if let Some(rules) = &genesis.rules {
			assert!(rules.is_sound(T::Retention::get()), "the rules are not sound");
			RulesInForce::<T>::put(rules);
		}
		for (carc, usage) in &genesis.carcs {
			Carcs::<T>::insert(carc, usage);
		}
		for asset in &genesis.assets {
			AdmittedAssets::<T>::insert(asset, ());
		}
		for (level, members) in &genesis.panels {
			assert!(matches!(level, 1 | 2), "there is no panel of level {level}");
			let members = BoundedVec::try_from(members.clone());
			assert!(members.is_ok(), "a panel has at most {MAX_PANEL} members");
			Panels::<T>::insert(level, members.unwrap_or_default());
		}
		let (first, second) = (Panels::<T>::get(1), Panels::<T>::get(2));
		assert!(!first.iter().any(|member| second.contains(member)), "a judge on both levels");
	}

	pub(crate) fn check_integrity() {
		assert!(T::DuePerBlock::get() > 0, "no deadline would be met");
		let room = T::BlockWeights::get().max_block.checked_div(2).unwrap_or_default();
		assert!(Self::least_slice().all_lte(room), "deadlines would take more than half a block");
		assert!(T::Retention::get() > crate::AFTERLIFE, "a claim would go before its cover");
	}
}
