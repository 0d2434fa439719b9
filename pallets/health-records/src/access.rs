//! Reading under a grant: a receipt for every access.

use crate::{
	rows::Row, AccountIdOf, Asked, Conducts, Config, Error, Event, GrantEnd, GrantOf, GrantState,
	Grantee, KeptRecord, Pallet, Record, RecordOf,
};
use frame::prelude::*;
use salus_primitives::{LicenceId, Licensing, Moment, RecordId, Roles};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_access(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		slot: u8,
		licence: Option<LicenceId>,
		records: Asked,
		receipt: H256,
	) -> DispatchResult {
		let now = Self::now();
		let reader = Self::reader(&who, licence, now)?;
		let mut row = Self::row::<GrantOf<T>>((patient.clone(), slot), now)?;
		ensure!(row.value.grantee == reader, Error::<T>::NotAuthorized);
		Self::ensure_readable(&row.value, now)?;
		let what = row.value.what.clone();
		Self::ensure_within(&patient, &records, now, |id, set| what.covers(id, set))?;
		let reads_left = row.value.take_read(now).ok_or(Error::<T>::ReadsExhausted)?;
		row.emit(Event::Accessed { patient, slot, by: licence, receipt, reads_left });
		row.save();
		Ok(())
	}

	/// As whom the caller reads. A licence is checked at this block, and with it what it has not explained.
	fn reader(
		who: &AccountIdOf<T>,
		licence: Option<LicenceId>,
		now: Moment,
	) -> Result<Grantee<AccountIdOf<T>>, DispatchError> {
		match licence {
			None => Ok(Grantee::Key(who.clone())),
			Some(licence) => {
				T::Licences::check(licence, who, Roles::ALL, now).map_err(Self::fault)?;
				ensure!(!Self::is_suspended(licence, now), Error::<T>::AccessSuspended);
				Ok(Grantee::Licence(licence))
			},
		}
	}

	/// Whether the licence has left an emergency unexplained for longer than it may.
	pub(crate) fn is_suspended(licence: LicenceId, now: Moment) -> bool {
		Conducts::<T>::get(licence).is_some_and(|conduct| conduct.is_suspended(now))
	}

	fn ensure_readable(grant: &GrantOf<T>, now: Moment) -> DispatchResult {
		match grant.state {
			GrantState::Open { .. } if now < grant.from => Err(Error::<T>::TooEarly.into()),
			GrantState::Open { .. } => Ok(()),
			GrantState::Closed { why: GrantEnd::Spent, .. } => {
				Err(Error::<T>::ReadsExhausted.into())
			},
			GrantState::Closed { why: GrantEnd::Expired, .. } => Err(Error::<T>::Expired.into()),
			GrantState::Closed { why: GrantEnd::Revoked, .. } => Err(Error::<T>::NotOpen.into()),
		}
	}

	/// Every record is the patient's, exists, and is open to the reader.
	pub(crate) fn ensure_within(
		patient: &AccountIdOf<T>,
		records: &[RecordId],
		now: Moment,
		covers: impl Fn(&RecordId, u8) -> bool,
	) -> DispatchResult {
		ensure!(!records.is_empty(), Error::<T>::InvalidScope);
		for id in records {
			let row: Row<T, RecordOf<T>> = Self::row(*id, now)?;
			let Record::Kept(KeptRecord { patient: of, set, .. }) = &row.value else {
				return Err(Error::<T>::AlreadyShredded.into());
			};
			ensure!(of == patient && covers(id, *set), Error::<T>::OutOfScope);
			ensure!(!Self::is_blocked(&row.value), Error::<T>::Blocked);
		}
		Ok(())
	}

	/// Whether nobody reads the record any more because its custodian left a request unanswered.
	pub(crate) fn is_blocked(record: &RecordOf<T>) -> bool {
		matches!(record, Record::Kept(kept) if kept.is_blocked())
	}
}
