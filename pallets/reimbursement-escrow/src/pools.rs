//! Payers' funds: putting them in, taking them out, setting them aside, and serving those who wait.

use crate::{
	payment::Outcome, rows::Row, AccountIdOf, AdmittedAssets, AssetIdOf, Balance, ClaimKey, Claims,
	Config, Covers, Due, DueKey, Error, Event, HoldReason, Pallet, Pool, PoolOf, Pools, Promisor,
	Shortfalls, Stage, WeightInfo,
};
use frame::{
	deps::frame_support::traits::{
		fungibles::{Inspect, InspectHold, MutateHold},
		tokens::{Fortitude, Precision, Preservation, Restriction},
	},
	prelude::*,
};
use salus_primitives::{LicenceId, Licensing, Role, Roles};

/// Most claims that one call or one entry of the queue of deadlines serves.
pub(crate) const SERVED: u32 = 10;

/// A pool with nothing in it.
pub(crate) fn empty<A>(account: A) -> Pool<A> {
	Pool { account, free: 0, head: 0, tail: 0 }
}

/// What became of those who waited for a pool's funds.
pub(crate) struct Service {
	/// How many left the line.
	pub served: u32,
	/// How many were looked at: one more, where one could not be served.
	pub seen: u32,
}

impl<T: Config> Pallet<T> {
	/// Answers the weight of serving those who waited.
	pub(crate) fn do_fund(
		who: AccountIdOf<T>,
		licence: LicenceId,
		asset: AssetIdOf<T>,
		amount: Balance,
	) -> Result<Weight, DispatchError> {
		Self::actor(&who, licence, Roles::from(Role::Payer), Self::now())?;
		let pool = Pools::<T>::get(licence, &asset);
		// What is owed in an asset can be paid, whether anything new may begin in it or not.
		let admitted = pool.is_some() || AdmittedAssets::<T>::contains_key(&asset);
		ensure!(admitted, Error::<T>::AssetNotAdmitted);
		ensure!(amount > 0, Error::<T>::OutOfBounds);
		let mut pool = pool.unwrap_or_else(|| empty(who.clone()));
		if Self::held(&asset, &pool.account) == 0 {
			// The account of a key that was replaced meanwhile may be gone.
			pool.account = who.clone();
		}
		pool.free = pool.free.checked_add(amount).ok_or(ArithmeticError::Overflow)?;
		Self::put_on_hold(&asset, &who, &pool.account, amount)?;
		Pools::<T>::insert(licence, &asset, pool);
		Self::deposit_event(Event::Funded { payer: licence, asset: asset.clone(), amount });
		Ok(Self::serve_and_schedule(licence, &asset))
	}

	/// To whoever holds the licence now: its key may have been replaced since the pool was funded.
	pub(crate) fn do_withdraw(
		who: AccountIdOf<T>,
		licence: LicenceId,
		asset: AssetIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		Self::ensure_holder(&who, licence)?;
		let mut pool = Pools::<T>::get(licence, &asset).ok_or(Error::<T>::NotFound)?;
		ensure!(pool.is_queue_empty(), Error::<T>::PoolShort);
		ensure!(amount > 0, Error::<T>::OutOfBounds);
		pool.free = pool.free.checked_sub(amount).ok_or(Error::<T>::InsufficientFree)?;
		Self::pay_from_hold(&asset, &pool.account, &who, amount)?;
		Self::put_pool(licence, &asset, pool);
		Self::deposit_event(Event::Withdrawn { payer: licence, asset, amount });
		Ok(())
	}

	/// Writes the pool; one that is empty, with nothing promised, goes.
	fn put_pool(payer: LicenceId, asset: &AssetIdOf<T>, pool: PoolOf<T>) {
		if Self::held(asset, &pool.account) == 0 && pool.is_queue_empty() {
			Pools::<T>::remove(payer, asset);
		} else {
			Pools::<T>::insert(payer, asset, pool);
		}
	}

	/// What an account has on hold for pools.
	fn held(asset: &AssetIdOf<T>, account: &AccountIdOf<T>) -> Balance {
		T::Assets::balance_on_hold(asset.clone(), &HoldReason::Pool.into(), account)
	}

	/// Moves spendable funds of `from` under the hold of a pool on `account`. The existential deposit stays outside.
	pub(crate) fn put_on_hold(
		asset: &AssetIdOf<T>,
		from: &AccountIdOf<T>,
		account: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		Self::set_aside(asset, HoldReason::Pool, from, account, amount)
	}

	/// Moves spendable funds of `from` under a hold on `account`, which may be its own. What is locked or frozen is not
	/// spendable: it could not be paid out.
	pub(crate) fn set_aside(
		asset: &AssetIdOf<T>,
		reason: HoldReason,
		from: &AccountIdOf<T>,
		account: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		let (keep, polite) = (Preservation::Preserve, Fortitude::Polite);
		let spendable = T::Assets::reducible_balance(asset.clone(), from, keep, polite);
		ensure!(amount <= spendable, TokenError::FundsUnavailable);
		let reason = reason.into();
		if from == account {
			return T::Assets::hold(asset.clone(), &reason, account, amount);
		}
		T::Assets::transfer_and_hold(
			asset.clone(),
			&reason,
			from,
			account,
			amount,
			Precision::Exact,
			keep,
			polite,
		)
		.map(|_| ())
	}

	/// Pays out of a pool's hold.
	pub(crate) fn pay_from_hold(
		asset: &AssetIdOf<T>,
		account: &AccountIdOf<T>,
		to: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		Self::pay_out(asset, HoldReason::Pool, account, to, amount)
	}

	/// Pays held funds out. Nothing, and nothing to oneself but a release.
	pub(crate) fn pay_out(
		asset: &AssetIdOf<T>,
		reason: HoldReason,
		account: &AccountIdOf<T>,
		to: &AccountIdOf<T>,
		amount: Balance,
	) -> DispatchResult {
		let (reason, asset) = (reason.into(), asset.clone());
		if amount == 0 {
			return Ok(());
		}
		if account == to {
			return T::Assets::release(asset, &reason, account, amount, Precision::Exact)
				.map(|_| ());
		}
		T::Assets::transfer_on_hold(
			asset,
			&reason,
			account,
			to,
			amount,
			Precision::Exact,
			Restriction::Free,
			Fortitude::Polite,
		)
		.map(|_| ())
	}

	/// Sets the payer's promise aside for a new claim: from its pre-authorisation, else from the pool, else the claim waits in
	/// line.
	pub(crate) fn reserve(row: &mut Row<T>) {
		let wanted = row.claim.wanted();
		if wanted == 0 {
			return;
		}
		let (payer, asset) = (row.claim.payer, row.claim.asset.clone());
		if row.claim.promise.by == Promisor::Preauthorisation {
			// The promise is at most what the cover has left.
			Covers::<T>::mutate(row.key.rx, row.key.rank, |cover| {
				if let Some(cover) = cover {
					cover.remaining = cover.remaining.saturating_sub(wanted);
					row.claim.reserved = wanted;
				}
			});
			return;
		}
		let drawn = Pools::<T>::mutate(payer, &asset, |pool| match pool {
			Some(pool) if pool.is_queue_empty() && pool.free >= wanted => {
				pool.free = pool.free.saturating_sub(wanted);
				true
			},
			_ => false,
		});
		if drawn {
			row.claim.reserved = wanted;
		} else {
			Self::wait_in_line(row);
			row.emit(Event::Unfunded { key: row.key, missing: wanted });
		}
	}

	/// Puts a claim at the end of its pool's queue, if it is not in it. A payer without a pool gets an empty one, on the
	/// account of its licence.
	pub(crate) fn wait_in_line(row: &mut Row<T>) {
		let (payer, asset) = (row.claim.payer, row.claim.asset.clone());
		if row.claim.queued {
			return;
		}
		let pool = Pools::<T>::get(payer, &asset).or_else(|| T::Licences::holder(payer).map(empty));
		if let Some(mut pool) = pool {
			Shortfalls::<T>::insert((payer, &asset), pool.tail, row.key);
			pool.tail = pool.tail.saturating_add(1);
			Pools::<T>::insert(payer, &asset, pool);
			row.claim.queued = true;
		}
	}

	/// Gives a claim's reserve back: to the cover it came from while that lives, else to the pool.
	pub(crate) fn release(row: &mut Row<T>) {
		let amount = core::mem::take(&mut row.claim.reserved);
		Self::give_back(row, amount);
	}

	/// Gives funds that are still on hold back to where they came from.
	pub(crate) fn give_back(row: &Row<T>, amount: Balance) {
		if amount == 0 {
			return;
		}
		let claim = &row.claim;
		// A pool that was emptied and funded anew may be on another account.
		let account = Pools::<T>::get(claim.payer, &claim.asset).map(|pool| pool.account);
		let to_cover = claim.promise.by == Promisor::Preauthorisation
			&& Covers::<T>::mutate(row.key.rx, row.key.rank, |cover| match cover {
				Some(cover)
					if cover.reserved
						&& cover.payer == claim.payer
						&& cover.asset == claim.asset
						&& Some(&cover.account) == account.as_ref() =>
				{
					cover.remaining = cover.remaining.saturating_add(amount);
					true
				},
				_ => false,
			});
		if !to_cover {
			Self::free(claim.payer, &claim.asset, amount);
		}
	}

	/// Funds on hold are promised to nobody any more. If claims wait for them, the next block serves those.
	pub(crate) fn free(payer: LicenceId, asset: &AssetIdOf<T>, amount: Balance) {
		if amount == 0 {
			return;
		}
		let waiting = Pools::<T>::mutate(payer, asset, |pool| match pool {
			Some(pool) => {
				pool.free = pool.free.saturating_add(amount);
				!pool.is_queue_empty()
			},
			_ => false,
		});
		if waiting {
			Self::schedule_service(payer, asset);
		}
	}

	/// The next block serves those who wait for a pool's funds.
	pub(crate) fn schedule_service(payer: LicenceId, asset: &AssetIdOf<T>) {
		let key = DueKey::Queue(payer, asset.clone());
		Due::<T>::insert((Self::now().to_be_bytes(), key), ());
	}

	/// Serves some of those who wait, and leaves word if more could be served. Answers the weight of that.
	pub(crate) fn serve_and_schedule(payer: LicenceId, asset: &AssetIdOf<T>) -> Weight {
		let service = Self::serve(payer, asset);
		if service.served == SERVED {
			Self::schedule_service(payer, asset);
		}
		T::WeightInfo::serve(service.seen)
	}

	/// Serves the claims that wait for a pool's funds in the order in which they began to wait, at most [`SERVED`], until one
	/// cannot be.
	pub(crate) fn serve(payer: LicenceId, asset: &AssetIdOf<T>) -> Service {
		let mut service = Service { served: 0, seen: 0 };
		while service.seen < SERVED {
			let Some(pool) = Pools::<T>::get(payer, asset) else { break };
			let Some(key) = Shortfalls::<T>::get((payer, asset), pool.head) else { break };
			service.seen = service.seen.saturating_add(1);
			// One that was pruned while it waited needs nothing.
			if let Ok(mut row) = Row::<T>::open(key, Self::now()) {
				if !Self::serve_one(&mut row, &pool) {
					if row.has_news() {
						row.save();
					}
					break;
				}
				row.claim.queued = false;
				row.save();
			}
			Shortfalls::<T>::remove((payer, asset), pool.head);
			Pools::<T>::mutate(payer, asset, |pool| {
				if let Some(pool) = pool {
					pool.head = pool.head.saturating_add(1);
				}
			});
			service.served = service.seen;
		}
		service
	}

	/// Gives the first in line what it waits for; whether it waits no more.
	fn serve_one(row: &mut Row<T>, pool: &PoolOf<T>) -> bool {
		if matches!(row.claim.stage, Stage::Payable { .. }) {
			return Self::pay(row, true) != Outcome::Short;
		}
		let missing = row.claim.wanted().saturating_sub(row.claim.reserved);
		let Some(free) = pool.free.checked_sub(missing) else { return false };
		if missing > 0 {
			Pools::<T>::mutate(row.claim.payer, &row.claim.asset, |pool| {
				if let Some(pool) = pool {
					pool.free = free;
				}
			});
			row.claim.reserved = row.claim.reserved.saturating_add(missing);
			row.emit(Event::Reserved { key: row.key, amount: missing });
		}
		true
	}

	/// Whether any claim stands under a key.
	pub(crate) fn claim_exists(key: &ClaimKey) -> bool {
		Claims::<T>::contains_key(key.rx, (key.dispense, key.rank))
	}
}
