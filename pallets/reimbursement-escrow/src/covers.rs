//! What payers publish and promise beforehand: tariffs and covers.

use crate::{
	rows::NOWHERE, AccountIdOf, AdmittedAssets, AssetIdOf, Balance, Config, Cover, CoverOf, Covers,
	Deferral, DueKey, Error, Event, Pallet, Pools, PriceRule, Promise, Promisor, Rule,
	RulesInForce, Tariff, TariffOf, Tariffs, AFTERLIFE, MAX_RANKS, MAX_TERM,
};
use frame::{prelude::*, traits::Footprint};
use salus_primitives::{DispenseFacts, LicenceId, Licensing, Moment, Role, Roles, RowTicket, RxId};

/// What a payer decides in a cover.
pub struct NewCover<K> {
	pub asset: K,
	pub rule: Rule,
	pub provider: Option<LicenceId>,
	pub until: Moment,
	pub reserve: Balance,
}

/// What a cover says to a dispense.
pub(crate) struct Priced {
	/// The payer's promise.
	pub promise: Promise,
	/// What is recognised before the patient's share.
	pub allowed: Balance,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_tariff(
		who: AccountIdOf<T>,
		licence: LicenceId,
		number: u16,
		rule: PriceRule,
		from: Moment,
		until: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, Roles::from(Role::Payer), now)?;
		ensure!(!Tariffs::<T>::contains_key(licence, number), Error::<T>::AlreadyExists);
		ensure!(rule.is_sound(), Error::<T>::OutOfBounds);
		let latest = now.saturating_add(MAX_TERM);
		ensure!(now <= from && from < until && until <= latest, Error::<T>::InvalidPeriod);
		let end = until.saturating_add(AFTERLIFE);
		let ticket = T::Ticket::new(&actor, Self::size_of::<TariffOf<T>>())?;
		let mut tariff = Tariff { rule, from, until, due: NOWHERE, ticket };
		Self::bring_forward(&mut tariff.due, end, DueKey::Tariff(licence, number));
		Tariffs::<T>::insert(licence, number, tariff);
		Self::deposit_event(Event::TariffSet { payer: licence, number });
		Ok(())
	}

	pub(crate) fn do_cover(
		who: AccountIdOf<T>,
		licence: LicenceId,
		rx: RxId,
		rank: u8,
		new: NewCover<AssetIdOf<T>>,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, Roles::from(Role::Payer), now)?;
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		let NewCover { asset, rule, provider, until, reserve } = new;
		ensure!(rank < MAX_RANKS, Error::<T>::OutOfBounds);
		ensure!(T::Dispenses::exists(&rx), Error::<T>::NotFound);
		ensure!(!Covers::<T>::contains_key(rx, rank), Error::<T>::AlreadyExists);
		ensure!(AdmittedAssets::<T>::contains_key(&asset), Error::<T>::AssetNotAdmitted);
		let latest = now.saturating_add(rules.cover);
		ensure!(now < until && until <= latest, Error::<T>::InvalidPeriod);
		Self::ensure_names_a_price(licence, &rule, now, until)?;
		if let Some(provider) = provider {
			T::Licences::find(provider, Roles::from(Role::Dispenser), now).map_err(Self::fault)?;
		}
		let mut pool = Pools::<T>::get(licence, &asset).ok_or(Error::<T>::InsufficientFree)?;
		if reserve > 0 {
			ensure!(pool.is_queue_empty(), Error::<T>::PoolShort);
			pool.free = pool.free.checked_sub(reserve).ok_or(Error::<T>::InsufficientFree)?;
		}
		let ticket = T::Ticket::new(&actor, Self::size_of::<CoverOf<T>>())?;

		let mut cover = Cover {
			payer: licence,
			account: pool.account.clone(),
			asset: asset.clone(),
			rule,
			provider,
			until,
			remaining: reserve,
			reserved: reserve > 0,
			due: NOWHERE,
			ticket,
		};
		let end = until.saturating_add(AFTERLIFE);
		Self::bring_forward(&mut cover.due, end, DueKey::Cover(rx, rank));
		Covers::<T>::insert(rx, rank, cover);
		if reserve > 0 {
			Pools::<T>::insert(licence, asset, pool);
		}
		Self::deposit_event(Event::Covered { rx, rank, payer: licence, reserved: reserve, until });
		Ok(())
	}

	/// A share is a share, and a tariff in force lasts as long as the cover: it is written once, so the price stands.
	fn ensure_names_a_price(
		payer: LicenceId,
		rule: &Rule,
		now: Moment,
		until: Moment,
	) -> DispatchResult {
		match rule {
			Rule::Inline(rule) => ensure!(rule.is_sound(), Error::<T>::OutOfBounds),
			Rule::Tariff(number) => {
				let tariff = Tariffs::<T>::get(payer, number).ok_or(Error::<T>::NotFound)?;
				ensure!(tariff.from <= now && until <= tariff.until, Error::<T>::InvalidPeriod);
			},
		}
		Ok(())
	}

	pub(crate) fn do_end_cover(
		who: AccountIdOf<T>,
		licence: LicenceId,
		rx: RxId,
		rank: u8,
	) -> DispatchResult {
		Self::ensure_holder(&who, licence)?;
		let now = Self::now();
		let mut cover = Covers::<T>::get(rx, rank).ok_or(Error::<T>::NotFound)?;
		ensure!(cover.payer == licence, Error::<T>::NotAuthorized);
		ensure!(now < cover.until, Error::<T>::TooLate);
		let binding = cover.reserved && T::Dispenses::may_dispense(&rx);
		ensure!(!binding, Error::<T>::AuthorisationBinding);
		// What was dispensed before can still be claimed under it.
		cover.until = now;
		let end = now.saturating_add(AFTERLIFE);
		Self::bring_forward(&mut cover.due, end, DueKey::Cover(rx, rank));
		Covers::<T>::insert(rx, rank, cover);
		Self::deposit_event(Event::CoverShortened { rx, rank, until: now });
		Ok(())
	}

	/// The row goes, what it had left is free again, and the deposit goes back.
	pub(crate) fn close_cover(rx: RxId, rank: u8, cover: CoverOf<T>) -> DispatchResult {
		cover.ticket.drop()?;
		Covers::<T>::remove(rx, rank);
		Self::free(cover.payer, &cover.asset, cover.remaining);
		Self::deposit_event(Event::CoverEnded { rx, rank, returned: cover.remaining });
		Ok(())
	}

	/// What a pre-authorisation would pay at once for a dispense, or why not.
	pub(crate) fn price(
		cover: &CoverOf<T>,
		at: Moment,
		by: LicenceId,
		quantity: u32,
		first_of_fill: bool,
	) -> Result<Priced, Deferral> {
		ensure!(at < cover.until, Deferral::Expired);
		ensure!(cover.provider.is_none_or(|provider| provider == by), Deferral::OtherProvider);
		let priced = Self::promise_of(cover, quantity, first_of_fill).ok_or(Deferral::NoPrice)?;
		// Nothing is no price: it would use up the key of the claim.
		ensure!(priced.allowed > 0, Deferral::NoPrice);
		let share = priced.promise.split(priced.allowed).payer;
		ensure!(share <= cover.remaining, Deferral::Exhausted);
		Ok(priced)
	}

	/// What a cover promises for a quantity; `None` if its tariff is gone or the price exceeds any balance.
	pub(crate) fn promise_of(
		cover: &CoverOf<T>,
		quantity: u32,
		first_of_fill: bool,
	) -> Option<Priced> {
		let rule = match cover.rule {
			Rule::Inline(rule) => rule,
			Rule::Tariff(number) => Tariffs::<T>::get(cover.payer, number)?.rule,
		};
		let allowed = rule.allowed(quantity, first_of_fill)?;
		let by = if cover.reserved { Promisor::Preauthorisation } else { Promisor::Cover };
		Some(Priced { promise: Promise::of_rule(&rule, allowed, by), allowed })
	}

	/// What a row takes at most.
	pub(crate) fn size_of<R: MaxEncodedLen>() -> Footprint {
		Footprint::from_parts(1, R::max_encoded_len())
	}
}
