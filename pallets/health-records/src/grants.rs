//! The patient's grants: giving, taking back, and taking back without anybody's transaction.

use crate::{
	rows::Row, AccountIdOf, Config, Error, Event, FreeCalls, Grant, GrantEnd, GrantOf, GrantState,
	Grantee, Pallet, PatientOf, Voice, What, SLOTS,
};
use frame::{deps::sp_runtime::transaction_validity::*, prelude::*};
use salus_primitives::{content_id_may_be_created, Moment, Power, Purpose, Statement, Trail};

/// Domain of what a key signs to revoke a grant.
pub const REVOCATION: &[u8] = b"salus/revoke-grant";

/// What a patient gives.
pub struct NewGrant<A> {
	/// Who may read.
	pub grantee: Grantee<A>,
	/// What.
	pub what: What,
	/// For what.
	pub purpose: Purpose,
	/// First moment.
	pub from: Moment,
	/// End, exclusive.
	pub until: Moment,
	/// How often.
	pub reads: u16,
	/// When the patient wrote it.
	pub authored_at: Moment,
}

impl<T: Config> Pallet<T> {
	/// The replay guard of a relayed grant is its slot: occupied while the grant stands, and free again only when
	/// `authored_at` would be stale ([`is_slot_free`](Self::is_slot_free)).
	pub(crate) fn do_grant(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		slot: u8,
		new: NewGrant<AccountIdOf<T>>,
	) -> DispatchResult {
		let now = Self::now();
		let row = Self::row::<PatientOf<T>>(patient.clone(), now)?;
		let by = Self::giving(&row, &who)?;
		content_id_may_be_created(new.authored_at, now, T::MaxAge::get(), T::MaxSkew::get())
			.map_err(|_| Error::<T>::Stale)?;
		ensure!(slot < SLOTS, Error::<T>::InvalidSet);
		let former = Row::<T, GrantOf<T>>::load((patient.clone(), slot), now);
		let free = former.as_ref().is_none_or(|row| Self::is_slot_free(&row.value, now));
		ensure!(free, Error::<T>::AlreadyExists);
		let NewGrant { grantee, what, purpose, from, until, reads, authored_at } = new;
		let last = now.saturating_add(T::MaxGrant::get());
		let period = from < until && now < until && until <= last;
		ensure!(period, Error::<T>::InvalidPeriod);
		ensure!(reads > 0 && what.is_something(), Error::<T>::InvalidScope);
		// What time did to the former grant is told before the slot is another's.
		if let Some(mut former) = former {
			former.tell();
		}
		let event = Event::Granted {
			patient: patient.clone(),
			slot,
			by,
			authored_at,
			grantee: grantee.clone(),
			what: what.clone(),
			purpose,
			from,
			until,
			reads,
		};
		let state = GrantState::Open { reads_left: reads };
		let trail = Trail::of_key(b"HealthRecords/grant", &(&patient, slot, authored_at));
		let grant = Grant { authored_at, grantee, what, purpose, from, until, state, trail };
		let mut row = Row::<T, GrantOf<T>>::new((patient, slot), now, grant);
		row.emit(event);
		row.save();
		Ok(())
	}

	/// Whether another grant may take the slot: a replay of this one, which was written at most the allowed skew after it was
	/// given, would be stale by now.
	pub(crate) fn is_slot_free(grant: &GrantOf<T>, now: Moment) -> bool {
		let mut settled = grant.clone();
		salus_primitives::Settle::settle(&mut settled, now);
		let replayable = T::MaxAge::get().saturating_add(T::MaxSkew::get());
		settled.closed_at().is_some_and(|at| at.saturating_add(replayable) < now)
	}

	/// `authored_at` names the grant: an old revocation never hits a later one in the slot.
	pub(crate) fn do_revoke(
		who: &AccountIdOf<T>,
		patient: AccountIdOf<T>,
		slot: u8,
		authored_at: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::revocable(&patient, slot, authored_at, now)?;
		let by = Self::revoking(&patient, who, now)?;
		row.value.state = GrantState::Closed { why: GrantEnd::Revoked, at: now };
		row.emit(Event::Revoked { patient, slot, by });
		row.save();
		Ok(())
	}

	/// In whose name the caller takes something back. While a recovery is decided the old key may; after the relationship was
	/// closed the patient's key acts for itself.
	fn revoking(
		patient: &AccountIdOf<T>,
		who: &AccountIdOf<T>,
		now: Moment,
	) -> Result<Voice, Error<T>> {
		let voice = match Row::<T, PatientOf<T>>::load(patient.clone(), now) {
			Some(row) => row.value.voice(patient, who, Power::Records, now),
			None => (patient == who).then_some(Voice::Patient),
		};
		voice.ok_or(Error::NotAuthorized)
	}

	fn revocable(
		patient: &AccountIdOf<T>,
		slot: u8,
		authored_at: Moment,
		now: Moment,
	) -> Result<Row<T, GrantOf<T>>, Error<T>> {
		let row = Self::row::<GrantOf<T>>((patient.clone(), slot), now)?;
		let named = row.value.authored_at == authored_at && row.value.is_open();
		ensure!(named, Error::<T>::NotOpen);
		Ok(row)
	}

	/// As [`do_revoke`](Self::do_revoke), counted among what is free in this block.
	pub(crate) fn do_revoke_free(
		who: &AccountIdOf<T>,
		patient: AccountIdOf<T>,
		slot: u8,
		authored_at: Moment,
	) -> DispatchResult {
		Self::do_revoke(who, patient, slot, authored_at)?;
		FreeCalls::<T>::mutate(|quota| quota.count(Self::block()));
		Ok(())
	}

	fn has_free_room() -> bool {
		FreeCalls::<T>::get().used(Self::block()) < T::MaxFreePerBlock::get()
	}

	/// What a key signs to revoke a grant without a transaction of its own.
	pub fn revocation(patient: &AccountIdOf<T>, slot: u8, authored_at: Moment) -> Statement {
		Statement::new(REVOCATION, &Self::genesis(), &(patient, slot, authored_at))
	}

	/// Admits a free revocation to the pool and to a block. The cheap answers first: one read refuses whatever names no open
	/// grant, a second whoever has no right to it; only then the signature is checked.
	pub(crate) fn authorize_revoke(
		source: TransactionSource,
		patient: &AccountIdOf<T>,
		slot: &u8,
		authored_at: &Moment,
		who: &AccountIdOf<T>,
		signature: &T::Signature,
	) -> TransactionValidityWithRefund {
		let now = Self::now();
		let refuse = |why: InvalidTransaction| TransactionValidityError::from(why);
		Self::revocable(patient, *slot, *authored_at, now)
			.map_err(|_| refuse(InvalidTransaction::Stale))?;
		Self::revoking(patient, who, now).map_err(|_| refuse(InvalidTransaction::BadSigner))?;
		if source == TransactionSource::InBlock && !Self::has_free_room() {
			return Err(refuse(InvalidTransaction::ExhaustsResources));
		}
		let statement = Self::revocation(patient, *slot, *authored_at);
		if !statement.is_signed(signature, who) {
			return Err(refuse(InvalidTransaction::BadProof));
		}
		ValidTransaction::with_tag_prefix("HealthRecords/revoke")
			.and_provides((patient, slot, authored_at))
			.priority(salus_primitives::statement::FREE_PRIORITY)
			.longevity(salus_primitives::statement::FREE_LONGEVITY)
			.propagate(true)
			.build()
			.map(|valid| (valid, Weight::zero()))
	}
}
