//! Reading rows settled, and writing each once with its events.

use crate::{
	life::IncidentLapse, AccountIdOf, Conducts, Config, Due, Error, Event, GrantOf, Grants,
	Incident, IncidentId, Incidents, Pallet, PatientOf, Patients, Record, RecordLapse, RecordOf,
	Records, RecoveryLapse, Verdict,
};
use alloc::vec::Vec;
use frame::prelude::*;
use salus_primitives::{
	Actor, BlockNumber, Infraction, Lapsed, LicenceFault, LicenceId, Licensing, Moment, RecordId,
	Role, Roles, Settle, Trail,
};

/// A kind of row.
pub trait Stored<T: Config>: Sized {
	/// Where it stands.
	type Key: Clone;

	/// The row as it was last written.
	fn get(key: &Self::Key) -> Option<Self>;

	/// Writes it, and what is kept beside it.
	fn put(self, key: &Self::Key);

	/// Its history.
	fn trail_mut(&mut self) -> &mut Trail;

	/// Applies what time has changed. Answers it as events, each with the time at which it took effect.
	fn age(&mut self, key: &Self::Key, now: Moment) -> Vec<(Event<T>, Moment)>;

	/// What such an event changes elsewhere, once, when it is first written.
	fn told(&self, _: &Event<T>) {}
}

/// A row in hand: settled, changed by a call, written once.
pub struct Row<T: Config, V: Stored<T>> {
	/// Where it stands.
	pub key: <V as Stored<T>>::Key,
	/// The settled row.
	pub value: V,
	/// The present, in which it was settled.
	pub now: Moment,
	/// What happened, and when, in order.
	journal: Vec<(Event<T>, Moment, Telling)>,
}

/// Who tells of an event.
#[derive(PartialEq)]
enum Telling {
	/// This row, of what time did to it.
	Time,
	/// This row.
	Own,
	/// Another row, whose event is a link of this one's history too.
	Other,
}

impl<T: Config, V: Stored<T>> Row<T, V> {
	/// A row that is not stored yet.
	pub fn new(key: V::Key, now: Moment, value: V) -> Self {
		Row { key, value, now, journal: Vec::new() }
	}

	/// The stored row as time has left it.
	pub fn load(key: V::Key, now: Moment) -> Option<Self> {
		let mut value = V::get(&key)?;
		let journal = value
			.age(&key, now)
			.into_iter()
			.map(|(event, at)| (event, at, Telling::Time))
			.collect();
		Some(Row { key, value, now, journal })
	}

	/// Notes an event of this block.
	pub fn emit(&mut self, event: Event<T>) {
		self.journal.push((event, self.now, Telling::Own));
	}

	/// Notes an event that another row tells.
	pub fn join(&mut self, event: Event<T>) {
		self.journal.push((event, self.now, Telling::Other));
	}

	/// What was noted last.
	pub fn last_event(&self) -> Option<Event<T>> {
		self.journal.last().map(|(event, ..)| event.clone())
	}

	/// Whether there is anything to write.
	pub fn has_news(&self) -> bool {
		!self.journal.is_empty()
	}

	/// Writes the row and its events, each a link of its history.
	pub fn save(mut self) {
		self.tell();
		self.value.put(&self.key);
	}

	/// Tells what happened to a row that goes.
	pub fn tell(&mut self) {
		let block = Pallet::<T>::block();
		for (event, at, telling) in self.journal.drain(..) {
			self.value.trail_mut().push(&event, block, at);
			if telling == Telling::Time {
				self.value.told(&event);
			}
			if telling != Telling::Other {
				Pallet::<T>::deposit_event(event);
			}
		}
	}
}

impl<T: Config> Stored<T> for RecordOf<T> {
	type Key = RecordId;

	fn get(id: &RecordId) -> Option<Self> {
		Records::<T>::get(id)
	}

	fn put(self, id: &RecordId) {
		Records::<T>::insert(id, self);
	}

	fn trail_mut(&mut self) -> &mut Trail {
		Record::trail_mut(self)
	}

	fn age(&mut self, id: &RecordId, now: Moment) -> Vec<(Event<T>, Moment)> {
		let Record::Kept(kept) = self else { return Vec::new() };
		let events = kept.settle(now).into_iter().map(|Lapsed { at, what }| match what {
			RecordLapse::HoldEnded => (Event::HoldEnded { id: *id, at }, at),
			RecordLapse::ErasureIgnored => (Event::ShredIgnored { id: *id, at }, at),
		});
		events.collect()
	}

	fn told(&self, event: &Event<T>) {
		if let Event::ShredIgnored { .. } = event {
			T::Licences::report(self.custodian(), Infraction::IgnoredShredding);
		}
	}
}

impl<T: Config> Stored<T> for GrantOf<T> {
	type Key = (AccountIdOf<T>, u8);

	fn get((patient, slot): &Self::Key) -> Option<Self> {
		Grants::<T>::get(patient, slot)
	}

	fn put(self, (patient, slot): &Self::Key) {
		Grants::<T>::insert(patient, slot, self);
	}

	fn trail_mut(&mut self) -> &mut Trail {
		&mut self.trail
	}

	fn age(&mut self, (patient, slot): &Self::Key, now: Moment) -> Vec<(Event<T>, Moment)> {
		let event = |at| (Event::Expired { patient: patient.clone(), slot: *slot, at }, at);
		self.settle(now).into_iter().map(|lapsed| event(lapsed.at)).collect()
	}
}

impl<T: Config> Stored<T> for Incident {
	type Key = (AccountIdOf<T>, IncidentId);

	fn get((patient, incident): &Self::Key) -> Option<Self> {
		Incidents::<T>::get(patient, incident)
	}

	/// Moves the entry in the queue of deadlines along.
	fn put(mut self, key: &Self::Key) {
		let due = Settle::due(&self).map(|lapsed| lapsed.at);
		if due != Some(self.due) {
			Due::<T>::remove((self.due.to_be_bytes(), key));
		}
		if let Some(at) = due {
			Due::<T>::insert((at.to_be_bytes(), key), ());
			self.due = at;
		}
		Incidents::<T>::insert(&key.0, key.1, self);
	}

	fn trail_mut(&mut self) -> &mut Trail {
		&mut self.trail
	}

	fn age(&mut self, (patient, incident): &Self::Key, now: Moment) -> Vec<(Event<T>, Moment)> {
		let (by, incident) = (self.by, *incident);
		let events = self.settle(now).into_iter().map(|Lapsed { at, what }| {
			let patient = patient.clone();
			let event = match what {
				IncidentLapse::Overdue => Event::AccessSuspended { patient, incident, by, at },
				IncidentLapse::Closed(verdict) => {
					Event::IncidentClosed { patient, incident, verdict, at }
				},
			};
			(event, at)
		});
		events.collect()
	}

	fn told(&self, event: &Event<T>) {
		if let Event::IncidentClosed { incident, verdict: Verdict::PresumedAbuse, .. } = event {
			Pallet::<T>::strike(self.by, *incident);
			T::Licences::report(self.by, Infraction::UnexplainedAccess);
		}
	}
}

impl<T: Config> Stored<T> for PatientOf<T> {
	type Key = AccountIdOf<T>;

	fn get(key: &Self::Key) -> Option<Self> {
		Patients::<T>::get(key)
	}

	fn put(self, key: &Self::Key) {
		Patients::<T>::insert(key, self);
	}

	fn trail_mut(&mut self) -> &mut Trail {
		&mut self.trail
	}

	fn age(&mut self, key: &Self::Key, now: Moment) -> Vec<(Event<T>, Moment)> {
		let lapses = self.settle(now);
		let controller = self.speaker(key).clone();
		let events = lapses.into_iter().map(|Lapsed { at, what }| {
			let patient = key.clone();
			let event = match what {
				RecoveryLapse::Abandoned => Event::RecoveryAbandoned { patient, at },
				RecoveryLapse::Effective => {
					Event::Recovered { patient, controller: controller.clone(), at }
				},
			};
			(event, at)
		});
		events.collect()
	}
}

impl<T: Config> Pallet<T> {
	/// The present, in milliseconds.
	pub(crate) fn now() -> Moment {
		use frame::traits::UnixTime;
		T::Time::now().as_millis().saturated_into()
	}

	/// The present block.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The settled row of a call.
	pub(crate) fn row<V: Stored<T>>(key: V::Key, now: Moment) -> Result<Row<T, V>, Error<T>> {
		Row::load(key, now).ok_or(Error::NotFound)
	}

	/// The caller's licence in one of the roles.
	pub(crate) fn actor(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		roles: &[Role],
		now: Moment,
	) -> Result<Actor<AccountIdOf<T>>, Error<T>> {
		T::Licences::check(licence, who, Roles::of(roles), now).map_err(Self::fault)
	}

	/// What a caller learns of a licence that does not serve: of another's, nothing.
	pub(crate) fn fault(fault: LicenceFault) -> Error<T> {
		if fault.is_validity() {
			Error::LicenceNotValid
		} else {
			Error::NotAuthorized
		}
	}

	/// Takes an explained or closed incident off the licence's conduct.
	pub(crate) fn strike(licence: LicenceId, incident: IncidentId) {
		Conducts::<T>::mutate_exists(licence, |conduct| {
			if let Some(row) = conduct {
				row.open.retain(|entry| entry.incident != incident);
				if row.open.is_empty() {
					*conduct = None;
				}
			}
		});
	}
}
