//! Who holds an item: claim, present, return, decline, reopen, transfer, recall, and the patient's choice of access.

use crate::{
	rows::{is_held_by, Row},
	Access, AccountIdOf, Closure, Config, Error, Event, Form, LiveRx, Pallet, SequencedForm, Stage,
};
use frame::prelude::*;
use salus_primitives::{LicenceId, Licensing, Moment, Role, RxId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_claim(who: AccountIdOf<T>, licence: LicenceId, ids: Form) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Dispenser], now)?;
		for id in ids {
			let mut row = Self::row(id, now)?;
			let live = row.live()?;
			Self::ensure_free(&live.stage)?;
			ensure!(live.access.admits(licence), Error::<T>::AccessDenied);
			Self::take(row, licence)?;
		}
		Ok(())
	}

	pub(crate) fn do_present(
		who: AccountIdOf<T>,
		ids: SequencedForm,
		to: LicenceId,
	) -> DispatchResult {
		let now = Self::now();
		for (id, seq) in ids {
			let mut row = Self::row(id, now)?;
			let live = row.live()?;
			Self::sequenced(live, &who, seq, now)?;
			Self::named(to, Role::Dispenser, now)?;
			Self::ensure_free(&live.stage)?;
			Self::take(row, to)?;
		}
		Ok(())
	}

	pub(crate) fn do_return_item(who: AccountIdOf<T>, ids: Form, reason: u8) -> DispatchResult {
		let now = Self::now();
		for id in ids {
			let mut row = Self::row(id, now)?;
			let live = row.live().map_err(|_| Error::<T>::NotHolder)?;
			let Stage::Held { by, .. } = live.stage else {
				return Err(Error::<T>::NotHolder.into());
			};
			ensure!(T::Licences::holder(by) == Some(who.clone()), Error::<T>::NotHolder);
			live.end_hold(now);
			let event = match live.stage {
				Stage::Closed { why, .. } => Event::Closed { id, why },
				_ => Event::Returned { id, reason },
			};
			row.emit(event);
			row.save()?;
		}
		Ok(())
	}

	/// With a cancellation pending there is nothing to reopen: the item closes as it does when it is returned.
	pub(crate) fn do_decline(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RxId,
		reason: u8,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Dispenser], now)?;
		let mut row = Self::row(id, now)?;
		let live = Self::held(&mut row, licence)?;
		ensure!(live.progress().begun.is_none(), Error::<T>::PartlyDispensed);
		live.end_hold(now);
		let event = match live.stage {
			Stage::Closed { why, .. } => Event::Closed { id, why },
			_ => {
				let until = now.saturating_add(T::DeclineWindow::get()).min(live.terms.until);
				live.stage = Stage::Declined { by: licence, until };
				Event::Declined { id, reason, until }
			},
		};
		row.emit(event);
		row.save()
	}

	pub(crate) fn do_reopen(who: AccountIdOf<T>, id: RxId, seq: Option<u16>) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(id, now)?;
		let live = row.live()?;
		match seq {
			Some(seq) => Self::sequenced(live, &who, seq, now)?,
			None => Self::actor(&who, live.issuer, &[Role::Prescriber], now).map(drop)?,
		}
		ensure!(matches!(live.stage, Stage::Declined { .. }), Error::<T>::NotOpen);
		live.stage = Stage::Free;
		row.emit(Event::Reopened { id });
		row.save()
	}

	/// Only the holder changes: a transfer neither lengthens the hold nor lifts a pending cancellation.
	pub(crate) fn do_transfer(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RxId,
		to: LicenceId,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Dispenser], now)?;
		let mut row = Self::row(id, now)?;
		let live = Self::held(&mut row, licence)?;
		Self::named(to, Role::Dispenser, now)?;
		ensure!(live.access.admits(to), Error::<T>::AccessDenied);
		live.transfers_left =
			live.transfers_left.checked_sub(1).ok_or(Error::<T>::TransferLimitReached)?;
		if let Stage::Held { by, .. } = &mut live.stage {
			*by = to;
		}
		row.emit(Event::Transferred { id, to });
		row.save()
	}

	/// The access closes with the recall, not with the hold's end: so the holder cannot pass the item on during the notice,
	/// and what the patient chooses meanwhile stands.
	pub(crate) fn do_recall(who: AccountIdOf<T>, id: RxId, seq: u16) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(id, now)?;
		let live = row.live()?;
		Self::sequenced(live, &who, seq, now)?;
		let Stage::Held { until, .. } = &mut live.stage else {
			return Err(Error::<T>::NotHeld.into());
		};
		*until = Self::notice_end(now).min(*until);
		let until = *until;
		live.access = Access::Closed;
		row.emit(Event::Recalled { id, until });
		row.save()
	}

	pub(crate) fn do_set_access(
		who: AccountIdOf<T>,
		id: RxId,
		access: Access,
		seq: u16,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(id, now)?;
		let live = row.live()?;
		Self::sequenced(live, &who, seq, now)?;
		ensure!(live.is_open(), Error::<T>::NotOpen);
		live.access = access;
		row.emit(Event::AccessSet { id, access });
		row.save()
	}

	/// The row if this dispenser holds it.
	fn held(
		row: &mut Row<T>,
		licence: LicenceId,
	) -> Result<&mut LiveRx<AccountIdOf<T>, T::Ticket>, Error<T>> {
		let live = row.live().map_err(|_| Error::NotHolder)?;
		ensure!(is_held_by(&live.stage, licence), Error::NotHolder);
		Ok(live)
	}

	fn ensure_free(stage: &Stage) -> Result<(), Error<T>> {
		match stage {
			Stage::Free => Ok(()),
			Stage::Held { .. } => Err(Error::AlreadyHeld),
			Stage::Closed { why: Closure::Expired, .. } => Err(Error::Expired),
			_ => Err(Error::NotOpen),
		}
	}

	/// Gives a free item to a dispenser, if a fill can be dispensed now.
	fn take(mut row: Row<T>, by: LicenceId) -> DispatchResult {
		let (id, now) = (row.id, row.now);
		let live = row.live()?;
		ensure!(live.eligible_from() <= now, Error::<T>::TooEarly);
		ensure!(!T::Licences::tainted(live.issuer, live.issued_at), Error::<T>::IssuerRevoked);
		let until = Self::hold_end(now, live.terms.until);
		live.stage = Stage::Held { by, until, pending: false };
		row.emit(Event::Held { id, by, until });
		row.save()
	}

	/// The end of a hold that is recalled, or given back after a withdrawal, at `now`.
	pub(crate) fn notice_end(now: Moment) -> Moment {
		now.saturating_add(T::RecallNotice::get())
	}

	/// The end of a hold that begins at `from`.
	pub(crate) fn hold_end(from: Moment, validity: Moment) -> Moment {
		from.saturating_add(T::Lock::get()).min(validity)
	}
}
