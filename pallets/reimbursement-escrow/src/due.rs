//! The queue of deadlines. No right depends on it: it moves money and frees storage when time demands it, in the order of
//! time, without any transaction.

use crate::{
	pools::SERVED,
	rows::{Row, NOWHERE},
	Claims, Config, Contracts, Copays, Covers, Due, DueEntryOf, DueKey, DueKeyOf, Error, Pallet,
	Pools, Stage, Tariffs, Waits, WeightInfo,
};
use frame::{
	deps::frame_support::{storage::with_storage_layer, weights::WeightMeter},
	prelude::*,
};
use salus_primitives::{ids::HOUR, in_rest, in_slice, Moment, RowTicket, Upkeep};

const LOG_TARGET: &str = "runtime::reimbursement-escrow";

impl<T: Config> Pallet<T> {
	/// Fires what is due within a tenth of the block, or [`Config::DuePerBlock`] entries, whichever is more.
	pub(crate) fn fire_in_slice(meter: &mut WeightMeter) {
		let block = T::BlockWeights::get().max_block;
		in_slice(meter, block, Self::least_slice(), Self::fire_due);
	}

	/// Spends at most half of what remains of a block, and no more than [`in_rest`] allows.
	pub(crate) fn fire_in_rest(remaining: Weight) -> Weight {
		let half = remaining.checked_div(2).unwrap_or_default();
		let mut meter = WeightMeter::with_limit(half);
		in_rest(&mut meter, Self::least_slice(), Self::fire_due);
		meter.consumed()
	}

	/// What [`Config::DuePerBlock`] of the dearest entries take, one of them a pool whose claims are served.
	pub(crate) fn least_slice() -> Weight {
		T::WeightInfo::fire()
			.saturating_mul(T::DuePerBlock::get().into())
			.saturating_add(T::WeightInfo::serve(SERVED))
			.saturating_add(T::WeightInfo::fire_nothing())
	}

	/// What an entry takes at most.
	fn weight_of(key: &DueKeyOf<T>) -> Weight {
		let service = match key {
			DueKey::Queue(..) => T::WeightInfo::serve(SERVED),
			_ => Weight::zero(),
		};
		T::WeightInfo::fire().saturating_add(service)
	}

	/// What [`fire_due`](Self::fire_due) has before it.
	pub(crate) fn due_now() -> Upkeep {
		let due = Due::<T>::iter_keys().map(|(at, _)| Moment::from_be_bytes(at));
		Upkeep::count(due, Self::now())
	}

	/// Fires entries in the order of time until one lies ahead or the meter is spent.
	fn fire_due(meter: &mut WeightMeter) {
		let now = Self::now();
		if meter.try_consume(T::WeightInfo::fire_nothing()).is_err() {
			return;
		}
		for (at, key) in Due::<T>::iter_keys() {
			let at = Moment::from_be_bytes(at);
			if at > now || meter.try_consume(Self::weight_of(&key)).is_err() {
				break;
			}
			Self::fire((at, key));
		}
	}

	/// One entry. A hook is not transactional: a failure is rolled back here, and the entry waits an hour, so that it blocks
	/// nobody.
	pub(crate) fn fire(entry: DueEntryOf<T>) {
		let fired = with_storage_layer(|| Self::do_fire(&entry));
		if let Err(error) = fired {
			log::error!(target: LOG_TARGET, "deadline {entry:?} not met: {error:?}");
			Self::postpone(entry);
		}
	}

	fn do_fire((at, key): &DueEntryOf<T>) -> DispatchResult {
		let now = Self::now();
		Due::<T>::remove((at.to_be_bytes(), key));
		match key {
			DueKey::Claim(claim) => Self::fire_claim(*claim, now),
			DueKey::Cover(rx, rank) => match Covers::<T>::get(rx, rank) {
				Some(cover) => Self::close_cover(*rx, *rank, cover),
				None => Ok(()),
			},
			DueKey::Copay(rx) => match Copays::<T>::get(rx) {
				Some(copay) => Self::close_copay(*rx, copay),
				None => Ok(()),
			},
			DueKey::Tariff(payer, number) => match Tariffs::<T>::take(payer, number) {
				Some(tariff) => tariff.ticket.drop(),
				None => Ok(()),
			},
			DueKey::Contract(payer, provider) => match Contracts::<T>::get(payer, provider) {
				Some(contract) if now < contract.removable_at() => {
					Self::set_due(key, contract.removable_at());
					Ok(())
				},
				Some(contract) => Self::close_contract(*payer, *provider, contract),
				None => Ok(()),
			},
			DueKey::Queue(payer, asset) => {
				Self::serve_and_schedule(*payer, asset);
				Ok(())
			},
		}
	}

	/// Whatever time demands of a claim: payment, closing, giving a reserve back, or removing the row.
	fn fire_claim(key: crate::ClaimKey, now: Moment) -> DispatchResult {
		let Ok(mut row) = Row::<T>::open(key, now) else { return Ok(()) };
		let gone = row.claim.final_at(now).map(|at| at.saturating_add(T::Retention::get()));
		if row.claim.reserved == 0 && gone.is_some_and(|gone| gone <= now) {
			row.remove();
			return Ok(());
		}
		row.claim.due = NOWHERE;
		Self::conclude(&mut row);
		row.save();
		Ok(())
	}

	/// Moves an entry that could not be fired.
	fn postpone((at, key): DueEntryOf<T>) {
		Due::<T>::remove((at.to_be_bytes(), &key));
		Self::set_due(&key, Self::now().saturating_add(HOUR));
	}

	/// Puts a row's entry somewhere, its former one being gone.
	fn set_due(key: &DueKeyOf<T>, at: Moment) {
		Due::<T>::insert((at.to_be_bytes(), key), ());
		match key {
			DueKey::Claim(key) => Claims::<T>::mutate(key.rx, (key.dispense, key.rank), |row| {
				row.iter_mut().for_each(|row| row.due = at)
			}),
			DueKey::Cover(rx, rank) => {
				Covers::<T>::mutate(rx, rank, |row| row.iter_mut().for_each(|row| row.due = at))
			},
			DueKey::Copay(rx) => {
				Copays::<T>::mutate(rx, |row| row.iter_mut().for_each(|row| row.due = at))
			},
			DueKey::Tariff(payer, number) => Tariffs::<T>::mutate(payer, number, |row| {
				row.iter_mut().for_each(|row| row.due = at)
			}),
			DueKey::Contract(payer, provider) => Contracts::<T>::mutate(payer, provider, |row| {
				row.iter_mut().for_each(|row| row.due = at)
			}),
			DueKey::Queue(..) => {},
		}
	}

	/// By hand what the hook does. Answers the weight of serving those who waited.
	pub(crate) fn do_poke(key: DueKeyOf<T>) -> Result<Weight, DispatchError> {
		match &key {
			DueKey::Claim(claim) => Self::poke_claim(*claim),
			DueKey::Queue(payer, asset) => {
				let service = Self::serve(*payer, asset);
				ensure!(service.served > 0, Error::<T>::NothingDue);
				Ok(T::WeightInfo::serve(service.seen))
			},
			_ => {
				let at = Self::due_of(&key).ok_or(Error::<T>::NotFound)?;
				ensure!(at <= Self::now(), Error::<T>::NothingDue);
				Self::do_fire(&(at, key)).map(|()| Weight::zero())
			},
		}
	}

	/// A claim whose deadline has passed, or that is payable. One that waits for funds is served in its turn.
	fn poke_claim(key: crate::ClaimKey) -> Result<Weight, DispatchError> {
		let now = Self::now();
		let mut row = Row::<T>::open(key, now)?;
		if row.claim.queued && matches!(row.claim.stage, Stage::Payable { .. }) && !row.has_news() {
			let (payer, asset) = (row.claim.payer, row.claim.asset);
			let head = || Pools::<T>::get(payer, &asset).map(|pool| pool.head);
			let before = head();
			let service = Self::serve_and_schedule(payer, &asset);
			ensure!(head() != before, Error::<T>::PoolShort);
			return Ok(service);
		}
		if row.claim.due <= now {
			return Self::do_fire(&(row.claim.due, DueKey::Claim(key))).map(|()| Weight::zero());
		}
		let payable = matches!(row.claim.stage, Stage::Payable { .. });
		ensure!(row.has_news() || payable, Error::<T>::NothingDue);
		let known = row.has_news();
		Self::conclude(&mut row);
		let stuck = matches!(row.claim.stage, Stage::Payable { waits: Waits::Payee(_), .. });
		ensure!(known || !stuck, Error::<T>::NoSuchAccount);
		row.save();
		Ok(Weight::zero())
	}

	/// Where a row's entry stands.
	pub(crate) fn due_of(key: &DueKeyOf<T>) -> Option<Moment> {
		match key {
			DueKey::Claim(key) => {
				Claims::<T>::get(key.rx, (key.dispense, key.rank)).map(|row| row.due)
			},
			DueKey::Cover(rx, rank) => Covers::<T>::get(rx, rank).map(|row| row.due),
			DueKey::Copay(rx) => Copays::<T>::get(rx).map(|row| row.due),
			DueKey::Tariff(payer, number) => Tariffs::<T>::get(payer, number).map(|row| row.due),
			DueKey::Contract(payer, provider) => {
				Contracts::<T>::get(payer, provider).map(|row| row.due)
			},
			DueKey::Queue(..) => None,
		}
	}
}
