//! Money that somebody sets aside for a patient's shares.

use crate::{
	rows::NOWHERE, AccountIdOf, AdmittedAssets, AssetIdOf, Balance, Config, Copay, CopayOf, Copays,
	DueKey, Error, Event, HoldReason, Pallet, RulesInForce, AFTERLIFE,
};
use frame::{deps::frame_support::traits::Consideration, prelude::*};
use salus_primitives::{DispenseFacts, Moment, RxId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_hold_copay(
		who: AccountIdOf<T>,
		rx: RxId,
		asset: AssetIdOf<T>,
		amount: Balance,
		until: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		ensure!(T::Dispenses::exists(&rx), Error::<T>::NotFound);
		ensure!(!Copays::<T>::contains_key(rx), Error::<T>::AlreadyExists);
		ensure!(AdmittedAssets::<T>::contains_key(&asset), Error::<T>::AssetNotAdmitted);
		ensure!(amount > 0, Error::<T>::OutOfBounds);
		let latest = now.saturating_add(rules.cover);
		ensure!(now < until && until <= latest, Error::<T>::InvalidPeriod);
		let ticket = T::CopayTicket::new(&who, Self::size_of::<CopayOf<T>>())?;
		Self::set_aside(&asset, HoldReason::Copay, &who, &who, amount)?;
		let mut copay =
			Copay { who, asset: asset.clone(), remaining: amount, until, due: NOWHERE, ticket };
		let end = until.saturating_add(AFTERLIFE);
		Self::bring_forward(&mut copay.due, end, DueKey::Copay(rx));
		Copays::<T>::insert(rx, copay);
		Self::deposit_event(Event::CopayHeld { rx, asset, amount, until });
		Ok(())
	}

	pub(crate) fn do_release_copay(who: AccountIdOf<T>, rx: RxId) -> DispatchResult {
		let mut copay = Copays::<T>::get(rx).ok_or(Error::<T>::NotFound)?;
		ensure!(copay.who == who, Error::<T>::NotAuthorized);
		ensure!(copay.until <= Self::now(), Error::<T>::TooEarly);
		ensure!(copay.remaining > 0, Error::<T>::NothingDue);
		Self::empty_copay(&rx, &mut copay)?;
		Copays::<T>::insert(rx, copay);
		Ok(())
	}

	/// What is left goes back to whoever set it aside.
	fn empty_copay(rx: &RxId, copay: &mut CopayOf<T>) -> DispatchResult {
		let amount = core::mem::take(&mut copay.remaining);
		if amount > 0 {
			Self::pay_out(&copay.asset, HoldReason::Copay, &copay.who, &copay.who, amount)?;
			Self::deposit_event(Event::CopayReleased { rx: *rx, amount });
		}
		Ok(())
	}

	/// The row goes, with whatever is left given back.
	pub(crate) fn close_copay(rx: RxId, mut copay: CopayOf<T>) -> DispatchResult {
		Self::empty_copay(&rx, &mut copay)?;
		copay.ticket.drop(&copay.who)?;
		Copays::<T>::remove(rx);
		Ok(())
	}
}
