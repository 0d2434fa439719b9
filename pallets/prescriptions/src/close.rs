//! How an item stops: cancel, discard, suspend and resume, entered in error, death.

use crate::{
	rows::Row, AccountIdOf, Closure, Config, Error, Event, Form, LiveRx, MaxAttested, Pallet, Rx,
	Stage,
};
use frame::prelude::*;
use salus_primitives::{Duty, LicenceId, Licensing, OnDispensed, Role, RxId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_cancel(who: AccountIdOf<T>, licence: LicenceId, ids: Form) -> DispatchResult {
		let now = Self::now();
		for id in ids {
			let mut row = Self::row(id, now)?;
			Self::ensure_may_cancel(&who, licence, row.rx.issuer(), now)?;
			let outcome = match &mut row.rx {
				Rx::Live(live) => live.cancel(now),
				Rx::Archived(archived) => archived.why.cancel_outcome(),
			};
			let outcome = outcome.ok_or(Error::<T>::NotAuthorized)?;
			row.emit(Event::CancelRequested { id, by: licence, outcome });
			row.save()?;
		}
		Ok(())
	}

	pub(crate) fn do_discard(who: AccountIdOf<T>, id: RxId, seq: u16) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(id, now)?;
		let live = row.live()?;
		Self::sequenced(live, &who, seq, now)?;
		ensure!(live.is_open(), Error::<T>::NotOpen);
		let outcome = live.cancel(now).ok_or(Error::<T>::NotOpen)?;
		row.emit(Event::Discarded { id, outcome });
		row.save()
	}

	/// With a cancellation pending there is nothing to resume: the item closes as it does when it is returned.
	pub(crate) fn do_suspend(who: AccountIdOf<T>, licence: LicenceId, id: RxId) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Prescriber, Role::Regulator], now)?;
		let mut row = Self::row(id, now)?;
		ensure!(
			actor.role == Role::Regulator || row.rx.issuer() == licence,
			Error::<T>::NotAuthorized
		);
		let live = row.open()?;
		ensure!(matches!(live.stage, Stage::Free | Stage::Held { .. }), Error::<T>::NotOpen);
		live.end_hold(now);
		let event = match live.stage {
			Stage::Closed { why, .. } => Event::Closed { id, why },
			_ => {
				live.stage = Stage::OnHold { by: licence };
				Event::Suspended { id, by: licence }
			},
		};
		row.emit(event);
		row.save()
	}

	pub(crate) fn do_resume(who: AccountIdOf<T>, licence: LicenceId, id: RxId) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Prescriber, Role::Regulator], now)?;
		let mut row = Self::row(id, now)?;
		let live = row.live().map_err(|_| Error::<T>::NotSuspended)?;
		let Stage::OnHold { by } = live.stage else { return Err(Error::<T>::NotSuspended.into()) };
		ensure!(actor.role == Role::Regulator || by == licence, Error::<T>::NotAuthorized);
		live.stage = Stage::Free;
		row.emit(Event::Resumed { id, by: licence });
		row.save()
	}

	/// What was dispensed stays on record; nothing of it is payable any more. An item that had closed keeps its time of
	/// closing.
	pub(crate) fn do_mark_error(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RxId,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Prescriber], now)?;
		let mut row = Self::row(id, now)?;
		ensure!(row.rx.issuer() == licence, Error::<T>::NotAuthorized);
		ensure!(
			!matches!(row.rx, Rx::Live(LiveRx { stage: Stage::Owed { .. }, .. })),
			Error::<T>::NotOpen
		);
		let closed = row.rx.closed();
		ensure!(!matches!(closed, Some((Closure::EnteredInError, _))), Error::<T>::AlreadyMarked);
		match &mut row.rx {
			Rx::Live(live) => live.close(Closure::EnteredInError, closed.map_or(now, |(_, at)| at)),
			Rx::Archived(archived) => archived.why = Closure::EnteredInError,
		}
		row.emit(Event::MarkedInError { id });
		row.save()?;
		T::OnDispensed::frozen(&id);
		Ok(())
	}

	pub(crate) fn do_attest_death(
		who: AccountIdOf<T>,
		ids: BoundedVec<RxId, MaxAttested>,
	) -> DispatchResult {
		let now = Self::now();
		T::Licences::registrar(&who, Duty::Deaths).map_err(Self::fault)?;
		for id in ids {
			let mut row: Row<T> = Self::row(id, now)?;
			row.open()?;
			row.close(Closure::Deceased)?;
			row.save()?;
		}
		Ok(())
	}

	/// The issuer, whatever its licence has become, or a colleague with a valid one: cancelling cannot wait.
	fn ensure_may_cancel(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		issuer: LicenceId,
		now: salus_primitives::Moment,
	) -> Result<(), Error<T>> {
		let entitled = if licence == issuer {
			T::Licences::holder(issuer).as_ref() == Some(who)
		} else {
			Self::actor(who, licence, &[Role::Prescriber], now)?;
			T::Licences::same_organisation(licence, issuer)
		};
		ensure!(entitled, Error::NotAuthorized);
		Ok(())
	}
}
