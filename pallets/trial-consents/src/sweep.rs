//! Bringing stored rows to what time has made of them, and removing those of trials long over. Tidiness only: no right
//! depends on it. A row whose retention is over can be used until the sweep comes to it.

use crate::{
	rows::Row, Config, Consents, Event, Forms, Pallet, Sites, SweepCursor, TrialCursor, Trials,
	WeightInfo,
};
use frame::{
	deps::{
		frame_support::{storage::with_storage_layer, weights::WeightMeter},
		sp_runtime::DispatchResult,
	},
	prelude::*,
};
use salus_primitives::{Moment, RowTicket, TrialId};

const LOG_TARGET: &str = "runtime::trial-consents";

impl<T: Config> Pallet<T> {
	/// Spends at most half of what remains of a block.
	pub(crate) fn do_idle(remaining: Weight) -> Weight {
		let half = remaining.checked_div(2).unwrap_or_default();
		let mut meter = WeightMeter::with_limit(half);
		let now = Self::now();
		Self::sweep_participants(now, &mut meter);
		Self::sweep_trials(now, &mut meter);
		meter.consumed()
	}

	/// Visits the next participants in the order of their keys, round and round.
	fn sweep_participants(now: Moment, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
			return;
		}
		let mut cursor = SweepCursor::<T>::get();
		let mut rows = match &cursor {
			Some((trial, subject)) => {
				Consents::<T>::iter_keys_from(Consents::<T>::hashed_key_for(trial, subject))
			},
			None => Consents::<T>::iter_keys(),
		};
		for _ in 0..T::SweepPerBlock::get() {
			if meter.try_consume(T::WeightInfo::sweep_row()).is_err() {
				break;
			}
			cursor = rows.next();
			match &cursor {
				Some((trial, subject)) => Self::sweep_row(*trial, subject, now),
				None => break,
			}
		}
		SweepCursor::<T>::set(cursor);
	}

	/// Visits the next trials, and takes one row at a time off those long over.
	fn sweep_trials(now: Moment, meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
			return;
		}
		let mut cursor = TrialCursor::<T>::get();
		let mut trials = match cursor {
			Some(last) => Trials::<T>::iter_keys_from(Trials::<T>::hashed_key_for(last)),
			None => Trials::<T>::iter_keys(),
		};
		let mut at = trials.next();
		for _ in 0..T::SweepPerBlock::get() {
			if meter.try_consume(T::WeightInfo::sweep_trial()).is_err() {
				break;
			}
			let Some(trial) = at else {
				cursor = None;
				break;
			};
			// A trial that has more rows to give stays the next to be visited.
			if !Self::sweep_trial(trial, now) {
				cursor = at;
				at = trials.next();
			}
		}
		TrialCursor::<T>::set(cursor);
	}

	/// One participant of the sweep.
	pub(crate) fn sweep_row(trial: TrialId, subject: &T::AccountId, now: Moment) {
		let gone = Self::is_gone(trial, now);
		tidy(|| match Row::<T>::load(trial, subject.clone(), now) {
			Some(row) if gone => row.prune(),
			Some(row) if row.has_news() => {
				row.save();
				Ok(())
			},
			_ => Ok(()),
		});
	}

	/// One step towards the removal of a trial: a site, a form, or the trial itself once nothing else is left of it. Whether
	/// there was one to make.
	pub(crate) fn sweep_trial(trial: TrialId, now: Moment) -> bool {
		if !Self::is_gone(trial, now) || Consents::<T>::iter_key_prefix(trial).next().is_some() {
			return false;
		}
		tidy(|| {
			if let Some((investigator, ticket)) = Sites::<T>::iter_prefix(trial).next() {
				Sites::<T>::remove(trial, investigator);
				ticket.drop()
			} else if let Some((version, form)) = Forms::<T>::iter_prefix(trial).next() {
				Forms::<T>::remove(trial, version);
				form.ticket.drop()
			} else {
				let row = Self::any_trial(trial)?;
				Trials::<T>::remove(trial);
				Self::deposit_event(Event::TrialPruned { trial });
				row.ticket.drop()
			}
		})
	}

	/// Whether the rows of the trial are kept no longer.
	fn is_gone(trial: TrialId, now: Moment) -> bool {
		Trials::<T>::get(trial)
			.is_some_and(|trial| trial.end().saturating_add(T::TrialRetention::get()) <= now)
	}
}

/// Does one thing or nothing: a hook is not transactional. What failed waits for the next round.
fn tidy(what: impl FnOnce() -> DispatchResult) -> bool {
	let done = with_storage_layer(what);
	if let Err(error) = done {
		log::warn!(target: LOG_TARGET, "row not tidied: {error:?}");
	}
	done.is_ok()
}
