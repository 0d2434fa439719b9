//! Bringing stored rows to what time has made of them. Tidiness only: no right depends on it.

use crate::{
	rows::Row, Config, Error, Items, LiveRx, ObligationHour, Obligations, Pallet, Rx, Stage,
	SweepCursor, WeightInfo,
};
use frame::{
	deps::frame_support::storage::with_storage_layer, deps::frame_support::weights::WeightMeter,
	prelude::*,
};
use salus_primitives::{ids::HOUR, Moment, RxId, Upkeep};

const LOG_TARGET: &str = "runtime::prescriptions";

impl<T: Config> Pallet<T> {
	/// Spends at most half of what remains of a block, on obligations first.
	pub(crate) fn do_idle(remaining: Weight) -> Weight {
		let half = remaining.checked_div(2).unwrap_or_default();
		let mut meter = WeightMeter::with_limit(half);
		let now = Self::now();
		Self::settle_obligations(now, &mut meter);
		Self::sweep(now, &mut meter);
		meter.consumed()
	}

	pub(crate) fn do_poke(id: RxId) -> DispatchResult {
		let row = Row::<T>::load_stored(id, Self::now()).ok_or(Error::<T>::NotFound)?;
		ensure!(row.tidy()?, Error::<T>::NothingDue);
		Ok(())
	}

	/// Closes what nobody ratified. The hours are taken in order, each once it is over, and left only when empty.
	fn settle_obligations(now: Moment, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::obligations_base()).is_err() {
			return;
		}
		let Some(mut hour) = ObligationHour::<T>::get() else { return };
		let each = T::WeightInfo::obligation().saturating_add(Self::reports_weight());
		let mut left = T::ObligationsPerBlock::get();
		while left > 0 && hour < Self::hour_of(now) && meter.try_consume(each).is_ok() {
			match Obligations::<T>::iter_key_prefix(hour).next() {
				Some(id) => {
					left = left.saturating_sub(1);
					Self::settle_obligation(hour, id, now);
				},
				// After a long halt there are many empty hours. They count by their weight only: that of a row, since to look is
				// to read.
				None => hour = hour.saturating_add(1),
			}
		}
		ObligationHour::<T>::put(hour);
	}

	/// What [`settle_obligations`](Self::settle_obligations) has before it. Looks at no more hours than it counts rows.
	pub(crate) fn obligations_due() -> Upkeep {
		let now = Self::now();
		let Some(oldest) = ObligationHour::<T>::get() else { return Upkeep::default() };
		let last = oldest.saturating_add(Upkeep::MAX_COUNTED).min(Self::hour_of(now));
		let due = (oldest..last).flat_map(|hour| {
			let over = Moment::from(hour).saturating_add(1).saturating_mul(HOUR);
			Obligations::<T>::iter_key_prefix(hour).map(move |_| over)
		});
		Upkeep::count(due, now)
	}

	/// The entry goes whatever happens, so that nothing blocks the queue; the row settles on its next use in any case.
	pub(crate) fn settle_obligation(hour: u32, id: RxId, now: Moment) {
		Self::tidy(id, now);
		Obligations::<T>::remove(hour, id);
	}

	/// Visits the next rows in the order of their keys, round and round.
	fn sweep(now: Moment, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
			return;
		}
		let mut cursor = SweepCursor::<T>::get();
		let mut rows = match cursor {
			Some(last) => Items::<T>::iter_keys_from(Items::<T>::hashed_key_for(last)),
			None => Items::<T>::iter_keys(),
		};
		let each = T::WeightInfo::sweep_row();
		for _ in 0..T::SweepPerBlock::get() {
			if meter.try_consume(each).is_err() {
				break;
			}
			cursor = rows.next();
			match cursor {
				Some(id) => Self::sweep_row(id, now),
				None => break,
			}
		}
		SweepCursor::<T>::set(cursor);
	}

	/// One row of the sweep. Owed rows are left to the obligations, while they are queued there.
	pub(crate) fn sweep_row(id: RxId, now: Moment) {
		let queued = match Items::<T>::get(id) {
			Some(Rx::Live(LiveRx { stage: Stage::Owed { until }, .. })) => {
				ObligationHour::<T>::get().is_some_and(|hour| hour <= Self::hour_of(until))
			},
			_ => false,
		};
		if !queued {
			Self::tidy(id, now);
		}
	}

	/// Writes, archives or removes one row as time demands. A hook is not transactional: a failure is rolled back here, and
	/// the row waits for the next round.
	fn tidy(id: RxId, now: Moment) {
		let tidied =
			with_storage_layer(|| Row::<T>::load_stored(id, now).map_or(Ok(false), Row::tidy));
		if let Err(error) = tidied {
			log::error!(target: LOG_TARGET, "row {id:?} not settled: {error:?}");
		}
	}
}
