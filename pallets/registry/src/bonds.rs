//! Bonds: what organisations set aside, and the shares of it that are bound to licences.

use crate::{authority::Authority, *};
use frame::{
	prelude::*,
	token::fungible::MutateHold,
	traits::{tokens::Restriction, Convert},
};
use salus_primitives::{ids::DAY, LicenceId, Moment, OrganisationId, Role};

impl<T: Config> Pallet<T> {
	/// A role's policy, and the size of the share that it asks of a tier.
	pub(crate) fn asked(
		role: Role,
		tier: u8,
	) -> Result<(PolicyOf<T>, BalanceOf<T>), DispatchError> {
		let policy = RolePolicies::<T>::get(role).ok_or(Error::<T>::InvalidPolicy)?;
		let size = policy.bonds.get(usize::from(tier)).copied();
		Ok((policy, size.ok_or(Error::<T>::InvalidPolicy)?))
	}

	/// The organisation once a share has gone from `present` to `size`.
	pub(crate) fn with_share(
		mut house: OrganisationOf<T>,
		present: BalanceOf<T>,
		size: BalanceOf<T>,
	) -> Result<OrganisationOf<T>, DispatchError> {
		let free = house.free.checked_add(&present).ok_or(ArithmeticError::Overflow)?;
		house.free = free.checked_sub(&size).ok_or(Error::<T>::BondShort)?;
		house.bonded = house
			.bonded
			.checked_sub(&present)
			.and_then(|rest| rest.checked_add(&size))
			.ok_or(ArithmeticError::Overflow)?;
		Ok(house)
	}

	/// The organisation of a licence once the licence's share has the size asked at present, and that size.
	pub(crate) fn share_asked(
		row: &LicenceOf<T>,
		file: &FileOf<T>,
	) -> Result<(OrganisationOf<T>, BalanceOf<T>), DispatchError> {
		let (_, size) = Self::asked(row.role, file.tier)?;
		let house = Organisations::<T>::get(row.organisation).ok_or(Error::<T>::NotFound)?;
		Ok((Self::with_share(house, file.bond, size)?, size))
	}

	/// Brings a licence's share to the size asked at present; stores the organisation.
	pub(crate) fn share_anew(row: &mut LicenceOf<T>, file: &mut FileOf<T>) -> DispatchResult {
		let (house, size) = Self::share_asked(row, file)?;
		file.bond = size;
		row.bonded = true;
		Organisations::<T>::insert(row.organisation, house);
		Ok(())
	}

	pub(crate) fn do_set_tier(by: Authority<T>, licence: LicenceId, tier: u8) -> DispatchResult {
		let (mut row, mut file) = Self::governed(&by, licence)?;
		let own_house = Self::is_own_house(&by, row.organisation, &[&row.holder]);
		ensure!(tier >= file.tier || !own_house, Error::<T>::NotAuthorized);
		let at = Self::clock();
		Self::ensure_not_final(&row, at.1)?;
		// The council countersigns the terms that it saw.
		ensure!(row.standing != Standing::Awaiting, Error::<T>::AlreadyPending);
		file.tier = tier;
		Self::share_anew(&mut row, &mut file)?;
		let event = Event::TierSet { licence, tier, bond: file.bond };
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	pub(crate) fn do_rebond(who: &T::AccountId, licence: LicenceId) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		Self::owned(who, row.organisation)?;
		let at = Self::clock();
		Self::ensure_not_final(&row, at.1)?;
		Self::share_anew(&mut row, &mut file)?;
		let event = Event::Rebonded { licence, bond: file.bond };
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	/// An organisation, if its account asks.
	fn owned(
		who: &T::AccountId,
		organisation: OrganisationId,
	) -> Result<OrganisationOf<T>, DispatchError> {
		let row = Organisations::<T>::get(organisation).ok_or(Error::<T>::NotFound)?;
		ensure!(row.account == *who, Error::<T>::NotAuthorized);
		Ok(row)
	}

	pub(crate) fn do_deposit_bond(
		who: &T::AccountId,
		organisation: OrganisationId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let mut row = Self::owned(who, organisation)?;
		ensure!(!amount.is_zero(), Error::<T>::NoBond);
		T::Currency::hold(&HoldReason::Bond.into(), who, amount)?;
		row.free = row.free.checked_add(&amount).ok_or(ArithmeticError::Overflow)?;
		let event = Event::BondDeposited { organisation, amount };
		Self::record(&mut row.trail, Self::clock(), event);
		Organisations::<T>::insert(organisation, row);
		Ok(())
	}

	pub(crate) fn do_withdraw_bond(
		who: &T::AccountId,
		organisation: OrganisationId,
		amount: BalanceOf<T>,
	) -> DispatchResult {
		let mut row = Self::owned(who, organisation)?;
		ensure!(!amount.is_zero(), Error::<T>::NoBond);
		row.free = row.free.checked_sub(&amount).ok_or(Error::<T>::BondInUse)?;
		T::Currency::release(&HoldReason::Bond.into(), who, amount, Precision::Exact)?;
		let event = Event::BondWithdrawn { organisation, amount };
		Self::record(&mut row.trail, Self::clock(), event);
		Organisations::<T>::insert(organisation, row);
		Ok(())
	}

	pub(crate) fn do_release_bond(licence: LicenceId) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		let amount = file.bond;
		ensure!(!amount.is_zero(), Error::<T>::NoBond);
		let at = Self::clock();
		ensure!(Self::releasable(&row, &file) <= at.1, Error::<T>::TooEarly);
		let house = Organisations::<T>::get(row.organisation).ok_or(Error::<T>::NotFound)?;
		let house = Self::with_share(house, amount, Zero::zero())?;

		if row.standing == Standing::Awaiting {
			let since = row.awaits_until(T::CountersignWithin::get());
			Self::make_void(&mut row, &mut file, at, since);
		}
		row.bonded = false;
		file.bond = Zero::zero();
		Organisations::<T>::insert(row.organisation, house);
		Self::close(licence, row, file, at, Event::BondReleased { licence, amount });
		Ok(())
	}

	/// When a share may be released, as things are: at once if the licence never came into force, else a tail after its end.
	fn releasable(row: &LicenceOf<T>, file: &FileOf<T>) -> Moment {
		let ended = file.ended.unwrap_or(row.until.saturating_add(T::RenewGrace::get()));
		match row.standing {
			Standing::Awaiting => row.awaits_until(T::CountersignWithin::get()),
			Standing::Void => ended,
			_ => {
				let tail_d = RolePolicies::<T>::get(row.role)
					.map_or(T::MinTail::convert(row.role), |policy| policy.tail_d);
				ended.saturating_add(Moment::from(tail_d).saturating_mul(DAY))
			},
		}
	}

	/// What stands behind a licence.
	pub(crate) fn bond_of(licence: LicenceId) -> Option<Bond<BalanceOf<T>>> {
		let (row, file) = Self::open(licence).ok()?;
		Some(Bond {
			share: file.bond,
			asked: Self::asked(row.role, file.tier).ok().map(|(_, size)| size),
			bonded: row.bonded,
			releasable: Self::releasable(&row, &file),
		})
	}

	/// Pays from the hold, whatever else locks the account.
	pub(crate) fn do_forfeit(
		licence: LicenceId,
		amount: BalanceOf<T>,
		to: T::AccountId,
		decision: H256,
	) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		ensure!(!file.bond.is_zero() && !amount.is_zero(), Error::<T>::NoBond);
		let rest = file.bond.checked_sub(&amount).ok_or(Error::<T>::ExceedsBond)?;
		let mut house = Organisations::<T>::get(row.organisation).ok_or(Error::<T>::NotFound)?;
		house.bonded = house.bonded.checked_sub(&amount).ok_or(ArithmeticError::Underflow)?;

		T::Currency::transfer_on_hold(
			&HoldReason::Bond.into(),
			&house.account,
			&to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Force,
		)?;
		row.bonded = false;
		file.bond = rest;
		Organisations::<T>::insert(row.organisation, house);
		let event = Event::BondForfeited { licence, amount, to, decision };
		Self::close(licence, row, file, Self::clock(), event);
		Ok(())
	}
}
