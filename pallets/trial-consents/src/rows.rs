//! Reading rows settled, and writing a participant's once with its events.

use crate::{
	AccountIdOf, Config, Consents, Error, Event, Form, FormOf, Forms, Lapse, Pallet, Participation,
	ParticipationOf, Trial, TrialOf, Trials,
};
use alloc::vec::Vec;
use frame::{
	prelude::*,
	traits::{Footprint, UnixTime},
};
use salus_primitives::{
	Actor, BlockNumber, Lapsed, LicenceFault, LicenceId, Licensing, Moment, PatientAuthority, Role,
	Roles, RowTicket, Settle, Trail, TrialId,
};

/// What a trail's first link names, beside the participant.
const TRAIL: &[u8] = b"TrialConsents";

/// A participant's row in hand: settled, changed by a call, written once.
pub struct Row<T: Config> {
	/// The trial.
	pub trial: TrialId,
	/// The participant's key.
	pub subject: AccountIdOf<T>,
	/// The present, in which it was settled.
	pub now: Moment,
	/// The settled row.
	pub row: ParticipationOf<T>,
	/// What happened, and when, in order.
	journal: Vec<(Event<T>, Moment)>,
}

impl<T: Config> Row<T> {
	/// A row that is not stored yet.
	pub fn new(
		trial: TrialId,
		subject: AccountIdOf<T>,
		now: Moment,
		row: ParticipationOf<T>,
	) -> Self {
		Row { trial, subject, now, row, journal: Vec::new() }
	}

	/// The stored row as time has left it.
	pub fn load(trial: TrialId, subject: AccountIdOf<T>, now: Moment) -> Option<Self> {
		let mut row = Consents::<T>::get(trial, &subject)?;
		let lapses = row.settle(now);
		let mut row = Row::new(trial, subject, now, row);
		row.enter(lapses);
		Some(row)
	}

	/// Notes an event of this block.
	pub fn emit(&mut self, event: Event<T>) {
		self.journal.push((event, self.now));
	}

	/// Whether there is something to write: time has changed the row, or a call.
	pub fn has_news(&self) -> bool {
		!self.journal.is_empty()
	}

	/// Writes the row, its events and their trail.
	pub fn save(mut self) {
		self.tell();
		Consents::<T>::insert(self.trial, self.subject, self.row);
	}

	/// Writes the row under another key.
	pub fn move_to(mut self, new: AccountIdOf<T>) {
		self.tell();
		Consents::<T>::remove(self.trial, &self.subject);
		Consents::<T>::insert(self.trial, new, self.row);
	}

	/// Removes the row. A lapse that nobody wrote down before is told all the same.
	pub fn prune(mut self) -> DispatchResult {
		self.tell();
		Consents::<T>::remove(self.trial, &self.subject);
		Pallet::<T>::deposit_event(Event::Pruned { trial: self.trial, subject: self.subject });
		self.row.ticket.drop()
	}

	fn tell(&mut self) {
		let block = Pallet::<T>::block();
		for (event, at) in self.journal.drain(..) {
			self.row.trail.push(&event, block, at);
			Pallet::<T>::deposit_event(event);
		}
	}

	fn enter(&mut self, lapses: Vec<Lapsed<Lapse>>) {
		for Lapsed { at, what } in lapses {
			let (trial, subject) = (self.trial, self.subject.clone());
			self.journal.push((Event::Lapsed { trial, subject, lapse: what, at }, at));
		}
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

	/// The settled row of a call.
	pub(crate) fn row(
		trial: TrialId,
		subject: AccountIdOf<T>,
		now: Moment,
	) -> Result<Row<T>, Error<T>> {
		Row::load(trial, subject, now).ok_or(Error::NotFound)
	}

	/// The empty trail of a participant.
	pub(crate) fn trail(trial: TrialId, subject: &AccountIdOf<T>) -> Trail {
		Trail::of_key(TRAIL, &(trial, subject))
	}

	/// A trial, over or not.
	pub(crate) fn any_trial(trial: TrialId) -> Result<TrialOf<T>, Error<T>> {
		Trials::<T>::get(trial).ok_or(Error::NotFound)
	}

	/// A trial that goes on.
	pub(crate) fn open_trial(trial: TrialId, now: Moment) -> Result<TrialOf<T>, Error<T>> {
		let trial = Self::any_trial(trial)?;
		ensure!(now < trial.end(), Error::TrialEnded);
		Ok(trial)
	}

	/// A form as time has left it.
	pub(crate) fn form_at(
		trial: TrialId,
		version: u16,
		now: Moment,
	) -> Result<FormOf<T>, Error<T>> {
		let mut form = Forms::<T>::get(trial, version).ok_or(Error::NotFound)?;
		form.settle(now);
		Ok(form)
	}

	/// The caller's licence in one of the roles.
	pub(crate) fn actor(
		who: &T::AccountId,
		licence: LicenceId,
		roles: &[Role],
		now: Moment,
	) -> Result<Actor<T::AccountId>, Error<T>> {
		T::Licences::check(licence, who, Roles::of(roles), now).map_err(Self::fault)
	}

	/// A valid licence that somebody else named.
	pub(crate) fn named(
		licence: LicenceId,
		role: Role,
		now: Moment,
	) -> Result<Actor<T::AccountId>, Error<T>> {
		T::Licences::find(licence, role.into(), now).map_err(Self::fault)
	}

	/// What a caller learns of a licence that does not serve: of another's, nothing.
	fn fault(fault: LicenceFault) -> Error<T> {
		if fault.is_validity() {
			Error::LicenceNotValid
		} else {
			Error::NotAuthorized
		}
	}

	/// A ticket for a row of at most `size` bytes, its key not counted.
	pub(crate) fn ticket(
		by: &Actor<T::AccountId>,
		size: usize,
	) -> Result<T::Ticket, DispatchError> {
		T::Ticket::new(by, Self::footprint(size))
	}

	/// What a row takes: two names of the map, and at most two hashed keys.
	pub(crate) fn footprint(size: usize) -> Footprint {
		let key = T::AccountId::max_encoded_len().saturating_add(60);
		Footprint::from_parts(1, size.saturating_add(key))
	}

	/// Weight of asking who may act for so many keys. A second question about a key finds the row that the first has read.
	pub(crate) fn authority_weight(keys: u64) -> Weight {
		T::Patients::may_act_weight().saturating_mul(keys)
	}
}

impl<Ticket> Trial<Ticket> {
	/// The trial as readers see it.
	pub(crate) fn without_ticket(self) -> Trial<()> {
		Trial {
			sponsor: self.sponsor,
			committee: self.committee,
			protocol: self.protocol,
			ends_at: self.ends_at,
			ended: self.ended,
			current: self.current,
			next: self.next,
			live: self.live,
			ticket: (),
		}
	}
}

impl<Ticket> Form<Ticket> {
	/// The form as readers see it.
	pub(crate) fn without_ticket(self) -> Form<()> {
		Form {
			commitment: self.commitment,
			offered: self.offered,
			core: self.core,
			sets: self.sets,
			deferred_h: self.deferred_h,
			ends_at: self.ends_at,
			suspended: self.suspended,
			status: self.status,
			ticket: (),
		}
	}
}

impl<A, Ticket> Participation<A, Ticket> {
	/// The row as readers see it.
	pub(crate) fn without_ticket(self) -> Participation<A, ()> {
		Participation {
			organisation: self.organisation,
			representative: self.representative,
			majority: self.majority,
			refused: self.refused,
			round: self.round,
			consent: self.consent,
			proposal: self.proposal,
			enrolment: self.enrolment,
			records: self.records,
			erasure: self.erasure,
			trail: self.trail,
			ticket: (),
		}
	}
}
