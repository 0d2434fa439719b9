//! A claim on its way from storage and back.

use crate::{
	AccountIdOf, ClaimKey, ClaimOf, Claims, Config, Due, DueKey, DueKeyOf, Error, Event, Pallet,
	Payees, Stage,
};
use alloc::vec::Vec;
use frame::{prelude::*, traits::UnixTime};
use salus_primitives::{
	Actor, BlockNumber, Lapsed, LicenceFault, LicenceId, Licensing, Moment, Roles, Settle, Trail,
};

/// A claim that a call looks at: settled, with the events that are to be told when it is saved.
pub(crate) struct Row<T: Config> {
	pub key: ClaimKey,
	pub claim: ClaimOf<T>,
	pub now: Moment,
	/// Whether it stood in its pool's queue when it was opened.
	waited: bool,
	events: Vec<Event<T>>,
}

impl<T: Config> Row<T> {
	/// A claim that is not stored yet.
	pub fn new(key: ClaimKey, claim: ClaimOf<T>, now: Moment) -> Self {
		Row { key, waited: claim.queued, claim, now, events: Vec::new() }
	}

	/// A stored claim, as time has left it.
	pub fn open(key: ClaimKey, now: Moment) -> Result<Self, Error<T>> {
		let claim = Claims::<T>::get(key.rx, (key.dispense, key.rank)).ok_or(Error::NotFound)?;
		let mut row = Row::new(key, claim, now);
		for Lapsed { at, what } in row.claim.settle(now) {
			row.note(Event::Lapsed { key, lapse: what, at }, at);
		}
		match row.claim.stage {
			Stage::Closed { why, .. } if row.has_news() => row.emit(Event::Closed { key, why }),
			_ => {},
		}
		Ok(row)
	}

	/// Whether there is something to tell: a deadline had passed when it was opened, or something happened since.
	pub fn has_news(&self) -> bool {
		!self.events.is_empty()
	}

	/// Something happened to the claim now.
	pub fn emit(&mut self, event: Event<T>) {
		self.note(event, self.now);
	}

	/// Something happened to the claim; told when the row is saved.
	fn note(&mut self, event: Event<T>, at: Moment) {
		self.claim.trail.push(&event, Pallet::<T>::block(), at);
		self.events.push(event);
	}

	/// Takes the row out of storage, with its entry of the queue of deadlines, and tells what happened.
	pub fn remove(self) {
		let ClaimKey { rx, dispense, rank } = self.key;
		Due::<T>::remove((self.claim.due.to_be_bytes(), DueKey::Claim(self.key)));
		Claims::<T>::remove(rx, (dispense, rank));
		if self.claim.queued {
			// Its place in the queue goes with the next service.
			Pallet::<T>::schedule_service(self.claim.payer, &self.claim.asset);
		}
		for event in self.events {
			Pallet::<T>::deposit_event(event);
		}
		Pallet::<T>::deposit_event(Event::ClaimPruned { key: self.key });
	}

	/// Writes the row, with what a final claim no longer needs given back and its next deadline in the queue.
	pub fn save(mut self) {
		if self.claim.reserved > 0 && self.claim.final_at(self.now).is_some() {
			Pallet::<T>::release(&mut self);
		}
		if self.waited && self.claim.queued {
			// It may need less than before, and whoever is behind it need not wait for it.
			Pallet::<T>::schedule_service(self.claim.payer, &self.claim.asset);
		}
		let next = self.claim.next_look(T::Retention::get(), self.now);
		Pallet::<T>::bring_forward(&mut self.claim.due, next, DueKey::Claim(self.key));
		let ClaimKey { rx, dispense, rank } = self.key;
		Claims::<T>::insert(rx, (dispense, rank), self.claim);
		for event in self.events {
			Pallet::<T>::deposit_event(event);
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Milliseconds since the Unix epoch, of this block.
	pub(crate) fn now() -> Moment {
		T::Time::now().as_millis().saturated_into()
	}

	/// Height of this block.
	pub(crate) fn block() -> BlockNumber {
		frame_system::Pallet::<T>::block_number().saturated_into()
	}

	/// The caller's own valid licence, of one of `roles`.
	pub(crate) fn actor(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		roles: Roles,
		now: Moment,
	) -> Result<Actor<AccountIdOf<T>>, Error<T>> {
		T::Licences::check(licence, who, roles, now).map_err(Self::fault)
	}

	pub(crate) fn fault(fault: LicenceFault) -> Error<T> {
		if fault.is_validity() {
			Error::LicenceNotValid
		} else {
			Error::NotAuthorized
		}
	}

	/// The caller holds the licence, valid or not.
	pub(crate) fn ensure_holder(who: &AccountIdOf<T>, licence: LicenceId) -> DispatchResult {
		ensure!(T::Licences::holder(licence).as_ref() == Some(who), Error::<T>::NotAuthorized);
		Ok(())
	}

	/// The caller holds a licence, valid or not, of the organisation of `side`: its rights in what was begun do not end with a
	/// licence.
	pub(crate) fn ensure_side(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		side: LicenceId,
	) -> DispatchResult {
		Self::ensure_holder(who, licence)?;
		ensure!(
			licence == side || T::Licences::same_organisation(licence, side),
			Error::<T>::NotAuthorized
		);
		Ok(())
	}

	/// Whether two licences' organisations are equal or of one group. An unknown licence has ties with everybody.
	pub(crate) fn have_ties(a: LicenceId, b: LicenceId) -> bool {
		match (T::Licences::organisation(a), T::Licences::organisation(b)) {
			(Some(a), Some(b)) => T::Licences::related(a, b),
			_ => true,
		}
	}

	/// A claim as time has left it.
	pub(crate) fn settled(key: &ClaimKey) -> Option<ClaimOf<T>> {
		let mut claim = Claims::<T>::get(key.rx, (key.dispense, key.rank))?;
		claim.settle(Self::now());
		Some(claim)
	}

	/// Where the provider is paid, and how many debts stand against it: to the account that the present holder of its licence
	/// chose, else to the holder's. `None` if its licence is unknown.
	pub(crate) fn payee_of(provider: LicenceId) -> Option<(AccountIdOf<T>, u32)> {
		let holder = T::Licences::holder(provider)?;
		let Some(payee) = Payees::<T>::get(provider) else { return Some((holder, 0)) };
		let chosen = payee.chosen.filter(|(_, by)| *by == holder).map(|(account, _)| account);
		Some((chosen.unwrap_or(holder), payee.debts))
	}

	/// Puts a row's entry of the queue of deadlines at `next` if it stands later. One that stands earlier fires, finds nothing
	/// and is put back then: moving a deadline costs nothing.
	pub(crate) fn bring_forward(due: &mut Moment, next: Moment, key: DueKeyOf<T>) {
		if next < *due {
			if *due != NOWHERE {
				Due::<T>::remove((due.to_be_bytes(), &key));
			}
			Due::<T>::insert((next.to_be_bytes(), key), ());
			*due = next;
		}
	}
}

/// Where the entry of a row stands that has none yet.
pub(crate) const NOWHERE: Moment = Moment::MAX;

/// The empty trail of a claim.
pub(crate) fn trail_of(key: &ClaimKey) -> Trail {
	Trail::of_key(b"ReimbursementEscrow", key)
}
