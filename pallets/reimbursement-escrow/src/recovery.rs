//! Money that comes back: because a dispense was withdrawn, or because a regulator orders it.

use crate::{
	pools, rows::Row, AccountIdOf, Balance, ClaimKey, Config, Copays, Error, Event, HoldReason,
	Pallet, Payment, Pools, Stage, Why, AFTERLIFE,
};
use frame::{deps::frame_support::storage::with_storage_layer, prelude::*};
use salus_primitives::{LicenceId, Licensing, Role, Roles};

impl<T: Config> Pallet<T> {
	/// The dispense of a claim is withdrawn: an open claim closes, a paid one is paid back by the dispenser's licence holder,
	/// who signs the withdrawal. What a regulator has recouped in full needs nothing more; in part, the withdrawal is refused.
	pub(crate) fn take_back(key: ClaimKey) -> DispatchResult {
		let mut row = Row::<T>::open(key, Self::now())?;
		match row.claim.stage.clone() {
			Stage::Paid { payment, .. } => Self::reverse(&mut row, &payment)?,
			Stage::Appealed { ruling: crate::Ruling::Payment(payment), .. }
			| Stage::Payable { earlier: Some(payment), .. } => Self::reverse(&mut row, &payment)?,
			Stage::Recouped { amount, payment, .. } => {
				ensure!(amount >= payment.split.payer, Error::<T>::AlreadyPaid);
				return Ok(());
			},
			Stage::Reversed { .. } | Stage::Unpaid { .. } | Stage::Closed { .. } => return Ok(()),
			Stage::Submitted { .. }
			| Stage::Noticed { .. }
			| Stage::Denied { .. }
			| Stage::Appealed { .. }
			| Stage::Payable { .. } => Self::close(&mut row, Why::Withdrawn),
		}
		row.save();
		Ok(())
	}

	/// The dispenser does not want what a pre-authorisation paid at the dispense: it pays back, and may claim the dispense as if
	/// there had been none. Without this a payer could settle a dispense with a cover for next to nothing.
	pub(crate) fn refuse_payment(who: &AccountIdOf<T>, mut row: Row<T>) -> DispatchResult {
		ensure!(
			T::Licences::holder(row.claim.provider).as_ref() == Some(who),
			Error::<T>::NotAuthorized
		);
		let Stage::Paid { payment, .. } = row.claim.stage.clone() else {
			return Err(Error::<T>::NotPaid.into());
		};
		ensure!(row.now < payment.at.saturating_add(AFTERLIFE), Error::<T>::TooLate);
		let next = ClaimKey { rank: row.key.rank.saturating_add(1), ..row.key };
		ensure!(!Self::claim_exists(&next), Error::<T>::TooLate);
		Self::reverse(&mut row, &payment)?;
		row.remove();
		Ok(())
	}

	/// The provider pays back principal and interest to the payer's hold, and the co-pay's part to the co-pay.
	fn reverse(row: &mut Row<T>, payment: &Payment) -> DispatchResult {
		let claim = &row.claim;
		let provider = T::Licences::holder(claim.provider).ok_or(Error::<T>::NotFound)?;
		let pool = Pools::<T>::get(claim.payer, &claim.asset).map(|pool| pool.account);
		let account =
			pool.or_else(|| T::Licences::holder(claim.payer)).ok_or(Error::<T>::NotFound)?;
		let amount =
			payment.split.payer.checked_add(payment.interest).ok_or(ArithmeticError::Overflow)?;
		Self::refill(row, &provider, &account, amount)?;
		let collected = Self::return_copay(row, &provider, payment.collected);
		Self::give_back(row, payment.split.payer);
		Self::free(row.claim.payer, &row.claim.asset, payment.interest);
		row.claim.stage = Stage::Reversed { amount, at: row.now };
		row.emit(Event::Reversed { key: row.key, amount, collected });
		Ok(())
	}

	/// A pool that was emptied and closed meanwhile opens again.
	fn refill(
		row: &Row<T>,
		provider: &AccountIdOf<T>,
		account: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		let (payer, asset) = (row.claim.payer, &row.claim.asset);
		if amount > 0 {
			Self::put_on_hold(asset, provider, account, amount)?;
			if !Pools::<T>::contains_key(payer, asset) {
				Pools::<T>::insert(payer, asset, pools::empty(account.clone()));
			}
		}
		Ok(())
	}

	/// The row of a co-pay outlives every withdrawal of a dispense that it paid for. An account that can hold nothing any more
	/// stops no withdrawal: then the co-pay's part stays with the provider, and the event says so.
	fn return_copay(row: &Row<T>, provider: &AccountIdOf<T>, collected: Balance) -> Balance {
		let Some(mut copay) = Copays::<T>::get(row.key.rx).filter(|_| collected > 0) else {
			return 0;
		};
		let returned = with_storage_layer(|| {
			Self::set_aside(&copay.asset, HoldReason::Copay, provider, &copay.who, collected)
		});
		if returned.is_err() {
			return 0;
		}
		copay.remaining = copay.remaining.saturating_add(collected);
		Copays::<T>::insert(row.key.rx, copay);
		collected
	}

	pub(crate) fn do_order_reversal(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		amount: Balance,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, Roles::from(Role::Regulator), now)?;
		let mut row = Row::<T>::open(key, now)?;
		let Stage::Paid { payment, .. } = row.claim.stage.clone() else {
			return Err(Error::<T>::NotPaid.into());
		};
		ensure!(amount > 0, Error::<T>::OutOfBounds);
		ensure!(amount <= payment.split.payer, Error::<T>::Exceeds);
		let debt = (row.claim.payer, row.claim.provider, row.claim.asset.clone());
		Self::add_debt(debt, amount)?;
		row.claim.stage = Stage::Recouped { amount, payment, at: now };
		row.emit(Event::Recouped { key, by: licence, amount });
		row.save();
		Ok(())
	}
}
