//! What happens without any transaction. The queue of deadlines tells of what the clock has done to incidents; the sweep frees
//! storage. No right depends on either.

use crate::{
	rows::{Row, Stored},
	Config, Cursor, Due, GrantOf, Grants, Incident, IncidentKey, Incidents, Pallet, PatientOf,
	Patients, Record, RecordOf, Records, SweepCursor, WeightInfo,
};
use frame::{deps::frame_support::weights::WeightMeter, prelude::*};
use salus_primitives::{in_rest, in_slice, Licensing, Moment, RecordId, Upkeep};

impl<T: Config> Pallet<T> {
	/// Fires what is due within a tenth of the block, or [`Config::DuePerBlock`] entries, whichever is more.
	pub(crate) fn fire_in_slice(meter: &mut WeightMeter) {
		let block = T::BlockWeights::get().max_block;
		in_slice(meter, block, Self::least_slice(), Self::fire_due);
	}

	/// What [`Config::DuePerBlock`] entries take.
	pub(crate) fn least_slice() -> Weight {
		Self::weight_of_fire()
			.saturating_mul(T::DuePerBlock::get().into())
			.saturating_add(T::WeightInfo::fire_nothing())
	}

	fn weight_of_fire() -> Weight {
		T::WeightInfo::fire().saturating_add(T::Licences::report_weight())
	}

	/// Spends at most half of what remains of a block: on deadlines first, as many as [`in_rest`] allows.
	pub(crate) fn do_idle(remaining: Weight) -> Weight {
		let half = remaining.checked_div(2).unwrap_or_default();
		let mut meter = WeightMeter::with_limit(half);
		in_rest(&mut meter, Self::least_slice(), Self::fire_due);
		Self::sweep(&mut meter);
		meter.consumed()
	}

	/// What [`fire_due`](Self::fire_due) has before it.
	pub(crate) fn due_now() -> Upkeep {
		let due = Due::<T>::iter_keys().map(|(at, _)| Moment::from_be_bytes(at));
		Upkeep::count(due, Self::now())
	}

	/// Fires entries in the order of time until one lies ahead or the meter is spent.
	fn fire_due(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::fire_nothing()).is_err() {
			return;
		}
		let now = Self::now();
		for (at, key) in Due::<T>::iter_keys() {
			let at = Moment::from_be_bytes(at);
			if at > now || meter.try_consume(Self::weight_of_fire()).is_err() {
				break;
			}
			Self::fire(at, key, now);
		}
	}

	/// One entry: writing the settled row moves or ends it. An entry without an incident goes, whatever left it there.
	pub(crate) fn fire(at: Moment, key: IncidentKey<T>, now: Moment) {
		match Row::<T, Incident>::load(key.clone(), now) {
			Some(row) if row.value.due == at => row.save(),
			_ => Due::<T>::remove((at.to_be_bytes(), key)),
		}
	}

	/// Visits the next rows in the order of their keys, one kind after the other, round and round.
	fn sweep(meter: &mut WeightMeter) {
		if meter.try_consume(T::WeightInfo::sweep_base()).is_err() {
			return;
		}
		let now = Self::now();
		let each = T::WeightInfo::sweep_row().saturating_add(T::Licences::report_weight());
		let mut cursor = SweepCursor::<T>::get().unwrap_or(Cursor::Grants(None));
		for _ in 0..T::SweepPerBlock::get() {
			if meter.try_consume(each).is_err() {
				break;
			}
			cursor = Self::sweep_next(cursor, now);
			if cursor == Cursor::Grants(None) {
				break;
			}
		}
		SweepCursor::<T>::put(cursor);
	}

	/// Sweeps the row after the cursor; the cursor after that.
	pub(crate) fn sweep_next(cursor: Cursor<T::AccountId>, now: Moment) -> Cursor<T::AccountId> {
		match cursor {
			Cursor::Grants(after) => match next_grant::<T>(after) {
				Some(key) => {
					Self::sweep_grant(key.clone(), now);
					Cursor::Grants(Some(key))
				},
				None => Cursor::Incidents(None),
			},
			Cursor::Incidents(after) => match next_incident::<T>(after) {
				Some(key) => {
					Self::sweep_incident(key.clone(), now);
					Cursor::Incidents(Some(key))
				},
				None => Cursor::Records(None),
			},
			Cursor::Records(after) => match next_record::<T>(after) {
				Some(id) => {
					Self::sweep_record(id, now);
					Cursor::Records(Some(id))
				},
				None => Cursor::Patients(None),
			},
			Cursor::Patients(after) => match next_patient::<T>(after) {
				Some(key) => {
					Self::tidy::<PatientOf<T>>(Row::load(key.clone(), now));
					Cursor::Patients(Some(key))
				},
				None => Cursor::Grants(None),
			},
		}
	}

	fn is_over(closed_at: Option<Moment>, now: Moment) -> bool {
		closed_at.is_some_and(|at| at.saturating_add(T::Retention::get()) <= now)
	}

	fn sweep_grant(key: (T::AccountId, u8), now: Moment) {
		let Some(mut row) = Row::<T, GrantOf<T>>::load(key, now) else { return };
		if Self::is_over(row.value.closed_at(), now) {
			row.tell();
			let (patient, slot) = row.key;
			Grants::<T>::remove(&patient, slot);
			Self::deposit_event(crate::Event::GrantPruned { patient, slot });
		} else {
			Self::tidy(Some(row));
		}
	}

	/// An incident with an entry in the queue is the queue's.
	fn sweep_incident(key: IncidentKey<T>, now: Moment) {
		let Some(row) = Row::<T, Incident>::load(key, now) else { return };
		if !row.has_news() && Self::is_over(row.value.closed_at(), now) {
			let (patient, incident) = row.key;
			Incidents::<T>::remove(&patient, incident);
			Self::deposit_event(crate::Event::IncidentPruned { patient, incident });
		}
	}

	fn sweep_record(id: RecordId, now: Moment) {
		let Some(row) = Row::<T, RecordOf<T>>::load(id, now) else { return };
		let shredded_at = match &row.value {
			Record::Shredded(marker) => Some(marker.at),
			Record::Kept(_) => None,
		};
		if Self::is_over(shredded_at, now) {
			Records::<T>::remove(id);
			Self::deposit_event(crate::Event::RecordPruned { id });
		} else {
			Self::tidy(Some(row));
		}
	}

	/// Writes what time has changed.
	fn tidy<V: Stored<T>>(row: Option<Row<T, V>>) {
		if let Some(row) = row {
			if row.has_news() {
				row.save();
			}
		}
	}
}

fn next_grant<T: Config>(after: Option<(T::AccountId, u8)>) -> Option<(T::AccountId, u8)> {
	match after {
		Some((patient, slot)) => {
			Grants::<T>::iter_keys_from(Grants::<T>::hashed_key_for(patient, slot)).next()
		},
		None => Grants::<T>::iter_keys().next(),
	}
}

fn next_incident<T: Config>(after: Option<IncidentKey<T>>) -> Option<IncidentKey<T>> {
	match after {
		Some((patient, incident)) => {
			Incidents::<T>::iter_keys_from(Incidents::<T>::hashed_key_for(patient, incident)).next()
		},
		None => Incidents::<T>::iter_keys().next(),
	}
}

fn next_record<T: Config>(after: Option<RecordId>) -> Option<RecordId> {
	match after {
		Some(id) => Records::<T>::iter_keys_from(Records::<T>::hashed_key_for(id)).next(),
		None => Records::<T>::iter_keys().next(),
	}
}

fn next_patient<T: Config>(after: Option<T::AccountId>) -> Option<T::AccountId> {
	match after {
		Some(key) => Patients::<T>::iter_keys_from(Patients::<T>::hashed_key_for(key)).next(),
		None => Patients::<T>::iter_keys().next(),
	}
}
