//! Reading a row settled, and writing it once with its events.

use crate::{
	life::{Aged, Keeping},
	AccountIdOf, Closure, Config, Error, Event, Items, Lapse, LiveRx, Obligations, Pallet, Rx,
	RxOf, Stage,
};
use alloc::vec::Vec;
use frame::{
	prelude::*,
	traits::{Footprint, UnixTime},
};
use salus_primitives::{
	content_id, content_id_may_be_created, ids::HOUR, Actor, BlockNumber, Infraction, Lapsed,
	LicenceFault, LicenceId, Licensing, Moment, PatientAuthority, Power, Role, RowTicket, RxId,
	Settle,
};

/// Domain of the ids of items.
pub const DOMAIN: &[u8] = b"salus/rx";

/// A row in hand: settled, changed by a call, written once.
pub struct Row<T: Config> {
	/// Its id.
	pub id: RxId,
	/// The present, in which it was settled.
	pub now: Moment,
	/// The settled row.
	pub rx: RxOf<T>,
	/// The ticket of a row that was archived in hand.
	freed: Option<T::Ticket>,
	/// Its removal is due.
	gone: bool,
	/// What happened, and when, in order.
	journal: Vec<(Event<T>, Moment)>,
}

impl<T: Config> Row<T> {
	/// A row that is not stored yet.
	pub fn new(id: RxId, now: Moment, live: LiveRx<AccountIdOf<T>, T::Ticket>) -> Self {
		Row { id, now, rx: Rx::Live(live), freed: None, gone: false, journal: Vec::new() }
	}

	/// The stored row as time has left it; `None` if there is none any more.
	pub fn load(id: RxId, now: Moment) -> Option<Self> {
		Self::load_stored(id, now).filter(|row| !row.gone)
	}

	/// As [`load`](Self::load), but also a row that is only waiting to be removed.
	pub fn load_stored(id: RxId, now: Moment) -> Option<Self> {
		let Aged { rx, freed, lapses, gone } =
			Items::<T>::get(id)?.aged(now, Pallet::<T>::keeping());
		let mut row = Row { id, now, rx, freed, gone, journal: Vec::new() };
		row.enter(lapses);
		Some(row)
	}

	/// The row while it has its life ahead or just behind it; archived, nothing but its record can change.
	pub fn live(&mut self) -> Result<&mut LiveRx<AccountIdOf<T>, T::Ticket>, Error<T>> {
		match &mut self.rx {
			Rx::Live(live) => Ok(live),
			Rx::Archived(_) => Err(Error::NotOpen),
		}
	}

	/// The row while an act can change its course.
	pub fn open(&mut self) -> Result<&mut LiveRx<AccountIdOf<T>, T::Ticket>, Error<T>> {
		self.live().and_then(|live| if live.is_open() { Ok(live) } else { Err(Error::NotOpen) })
	}

	/// Notes an event of this block.
	pub fn emit(&mut self, event: Event<T>) {
		self.journal.push((event, self.now));
	}

	/// Closes the item and notes it.
	pub fn close(&mut self, why: Closure) -> Result<(), Error<T>> {
		let now = self.now;
		self.live()?.close(why, now);
		self.emit(Event::Closed { id: self.id, why });
		Ok(())
	}

	/// Applies what a change has made due in the past.
	pub fn settle(&mut self) {
		if let Rx::Live(live) = &mut self.rx {
			let lapses = live.settle(self.now);
			self.enter(lapses);
		}
	}

	/// Writes what time has changed, nothing else having been done; whether there was anything.
	pub fn tidy(self) -> Result<bool, DispatchError> {
		if self.gone {
			self.prune().map(|()| true)
		} else if self.freed.is_some() || !self.journal.is_empty() {
			self.save().map(|()| true)
		} else {
			Ok(false)
		}
	}

	/// Writes the row, its events and their trail.
	pub fn save(mut self) -> DispatchResult {
		self.tell()?;
		Items::<T>::insert(self.id, self.rx);
		Ok(())
	}

	/// Removes the row. Lapses that nobody wrote down before are told all the same.
	fn prune(mut self) -> DispatchResult {
		self.tell()?;
		Items::<T>::remove(self.id);
		Pallet::<T>::deposit_event(Event::Pruned { id: self.id });
		Ok(())
	}

	/// Emits the events, each a link of the trail. An emergency dispense that nobody ratified is reported with its lapse, and
	/// so once.
	fn tell(&mut self) -> DispatchResult {
		if let Some(ticket) = self.freed.take() {
			ticket.drop()?;
		}
		let block = Pallet::<T>::block();
		for (event, at) in self.journal.drain(..) {
			self.rx.trail_mut().push(&event, block, at);
			if let Event::Lapsed { lapse: Lapse::RatificationEnded, at, .. } = &event {
				Pallet::<T>::report_unratified(&self.id, *at, &self.rx);
			}
			Pallet::<T>::deposit_event(event);
		}
		Ok(())
	}

	fn enter(&mut self, lapses: Vec<Lapsed<Lapse>>) {
		let id = self.id;
		self.journal.extend(
			lapses
				.into_iter()
				.map(|Lapsed { at, what }| (Event::Lapsed { id, lapse: what, at }, at)),
		);
	}
}

impl<T: Config> Pallet<T> {
	/// The present, in milliseconds.
	pub(crate) fn now() -> Moment {
		T::Time::now().as_millis().saturated_into()
	}

	/// The present block.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	pub(crate) fn keeping() -> Keeping {
		Keeping { withdraw_window: T::WithdrawWindow::get(), retention: T::Retention::get() }
	}

	/// The settled row of a call.
	pub(crate) fn row(id: RxId, now: Moment) -> Result<Row<T>, Error<T>> {
		Row::load(id, now).ok_or(Error::NotFound)
	}

	/// The id of an item.
	pub fn rx_id(licence: LicenceId, authored_at: Moment, commitment: &H256) -> RxId {
		content_id(DOMAIN, licence, authored_at, commitment)
	}

	/// The id of an item about to be created, if it cannot have existed before.
	///
	/// While a row lives its id is taken. A row is pruned `Retention` after its last deadline, which lies after its
	/// creation, and creation is refused `MaxAge < Retention` after authoring: so no id comes twice.
	pub(crate) fn new_id(
		licence: LicenceId,
		authored_at: Moment,
		commitment: &H256,
		now: Moment,
	) -> Result<RxId, Error<T>> {
		content_id_may_be_created(authored_at, now, T::MaxAge::get(), T::MaxSkew::get())
			.map_err(|_| Error::Stale)?;
		Ok(Self::rx_id(licence, authored_at, commitment))
	}

	/// A ticket for a new row.
	pub(crate) fn ticket(by: &Actor<T::AccountId>) -> Result<T::Ticket, DispatchError> {
		T::Ticket::new(by, Self::footprint())
	}

	/// What a row takes at most, its key included.
	pub(crate) fn footprint() -> Footprint {
		let size = RxOf::<T>::max_encoded_len().saturating_add(64);
		Footprint::from_parts(1, size)
	}

	/// The caller's licence in one of the roles.
	pub(crate) fn actor(
		who: &T::AccountId,
		licence: LicenceId,
		roles: &[Role],
		now: Moment,
	) -> Result<Actor<T::AccountId>, Error<T>> {
		T::Licences::check(licence, who, salus_primitives::Roles::of(roles), now)
			.map_err(Self::fault)
	}

	/// A valid licence that somebody else named.
	pub(crate) fn named(licence: LicenceId, role: Role, now: Moment) -> Result<(), Error<T>> {
		T::Licences::find(licence, role.into(), now).map(drop).map_err(Self::fault)
	}

	/// What a caller learns of a licence that does not serve: of another's, nothing.
	pub(crate) fn fault(fault: LicenceFault) -> Error<T> {
		if fault.is_validity() {
			Error::LicenceNotValid
		} else {
			Error::NotAuthorized
		}
	}

	/// Checks a call of the patient and consumes its sequence number.
	///
	/// The number is the replay guard of relayed calls: the meta-transaction carries no nonce ([`Call::is_sequenced`](crate::Call::is_sequenced)
	/// says which calls may do without), so soundness rests on this function. What an attacker could try:
	///
	/// - **Replay of an executed call, or two sponsors relaying one signature**: the number was incremented in the write that
	///   the call made, so the second finds `StaleSequence`. A call that changes nothing else (access set to what it was)
	///   still writes the number.
	/// - **Replay after a failure**: a failed call writes nothing, so its signature stays good until its mortality ends, and
	///   may succeed later (`TooEarly` today, fine tomorrow). It is what the patient signed; any other call of the patient
	///   on the row voids it.
	/// - **Another row**: the id is part of the signed call, and each row has its own number. Within one call each id is
	///   read after the write of the one before: a repeated id meets its new number, or is held already.
	/// - **A row pruned and made again**, which would start at 0: impossible, see [`new_id`](Self::new_id).
	/// - **An archived row** has no patient key and no number: every patient call ends at `NotOpen` before this.
	/// - **Exhaustion**: the last number is refused, never wrapped; the item then goes on without its patient, until it
	///   closes by the clock. Only who may act for the key can get there, with 65,535 calls.
	/// - **Guardian and key at once** share the number: the first to be included wins, the other must look again.
	pub(crate) fn sequenced(
		live: &mut LiveRx<T::AccountId, T::Ticket>,
		who: &T::AccountId,
		seq: u16,
		now: Moment,
	) -> DispatchResult {
		ensure!(
			T::Patients::may_act(&live.patient, who, Power::Prescriptions, now),
			Error::<T>::NotAuthorized
		);
		ensure!(live.patient_seq == seq, Error::<T>::StaleSequence);
		live.patient_seq = seq.checked_add(1).ok_or(Error::<T>::StaleSequence)?;
		Ok(())
	}

	/// Weight of asking whether the caller may act for a patient, `n` times.
	pub(crate) fn authority_weight(n: usize) -> Weight {
		T::Patients::may_act_weight().saturating_mul(n.saturated_into())
	}

	/// Weight of reporting both licences of an emergency dispense.
	pub(crate) fn reports_weight() -> Weight {
		T::Licences::report_weight().saturating_mul(2)
	}

	/// The hour under which an obligation is queued.
	pub(crate) fn hour_of(until: Moment) -> u32 {
		until.checked_div(HOUR).unwrap_or_default().saturated_into()
	}

	/// Nobody ratified: the prescriber named and the dispenser are reported, and the obligation is settled.
	fn report_unratified(id: &RxId, until: Moment, rx: &RxOf<T>) {
		Obligations::<T>::remove(Self::hour_of(until), id);
		T::Licences::report(rx.issuer(), Infraction::Unratified);
		if let Some(dispense) = rx.dispenses().first() {
			T::Licences::report(dispense.by, Infraction::Unratified);
		}
	}
}

/// Whether the stage is a hold of this licence.
pub fn is_held_by(stage: &Stage, licence: LicenceId) -> bool {
	matches!(stage, Stage::Held { by, .. } if *by == licence)
}
