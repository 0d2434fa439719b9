//! Entering a patient's key, its guardians, and what happens when it is lost.

use crate::{
	rows::Row, AccountIdOf, Config, Emergency, EmergencyRules, Error, Event, GrantOf, Grants,
	Guardians, Incidents, Pallet, Patient, PatientOf, Patients, Recovery, Sets, Warrant, SLOTS,
};
use frame::{prelude::*, traits::Footprint};
use salus_primitives::{
	content_id_may_be_created, Actor, Duty, LicenceId, Licensing, Moment, Power, Role, RowTicket,
	Settle, Statement, Trail,
};

/// Domain of what a patient's key signs to be entered.
pub const AGREEMENT: &[u8] = b"salus/enter-patient";

/// Incidents that closing a relationship looks at. With more than these on file it waits for the sweep.
pub const INCIDENTS_SEEN: usize = 16;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_emergency(rules: EmergencyRules) -> DispatchResult {
		ensure!(rules.is_sound(), Error::<T>::InvalidRules);
		Emergency::<T>::put(rules);
		Self::deposit_event(Event::EmergencySet { rules });
		Ok(())
	}

	/// What a patient's key signs to be entered: by whom, with which guardians, when. Without it a custodian could make
	/// itself the guardian of any key that it has seen.
	pub fn agreement(
		custodian: LicenceId,
		patient: &AccountIdOf<T>,
		guardians: &Guardians<AccountIdOf<T>>,
		authored_at: Moment,
	) -> Statement {
		let said = (custodian, patient, guardians, authored_at);
		Statement::new(AGREEMENT, &Self::genesis(), &said)
	}

	/// The genesis hash, which `frame_system` keeps for ever.
	pub(crate) fn genesis() -> T::Hash {
		frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero())
	}

	pub(crate) fn do_enter_patient(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: AccountIdOf<T>,
		guardians: Guardians<AccountIdOf<T>>,
		authored_at: Moment,
		signature: T::Signature,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Hospital], now)?;
		ensure!(!Patients::<T>::contains_key(&key), Error::<T>::AlreadyExists);
		ensure!(guardians.are_sound(&[&key]), Error::<T>::InvalidGuardians);
		content_id_may_be_created(authored_at, now, T::MaxAge::get(), T::MaxSkew::get())
			.map_err(|_| Error::<T>::Stale)?;
		let agreement = Self::agreement(licence, &key, &guardians, authored_at);
		ensure!(agreement.is_signed(&signature, &key), Error::<T>::BadSignature);
		let patient = Patient {
			custodian: licence,
			controller: None,
			guardians,
			recovery: None,
			attempt: 0,
			vetoed_at: None,
			sealed: 0,
			seq: 0,
			agreed_at: authored_at,
			trail: Trail::of_key(b"HealthRecords/patient", &(&key, Self::block())),
			ticket: Self::patient_ticket(&actor)?,
		};
		let mut row = Row::<T, PatientOf<T>>::new(key.clone(), now, patient);
		let guardians = row.value.guardians.clone();
		row.emit(Event::PatientEntered { patient: key, custodian: licence, guardians });
		row.save();
		Ok(())
	}

	/// The row itself and the 32 grants that it admits.
	pub(crate) fn patient_ticket(
		actor: &Actor<AccountIdOf<T>>,
	) -> Result<T::PatientTicket, DispatchError> {
		T::PatientTicket::new(actor, Self::patient_footprint())
	}

	pub(crate) fn patient_footprint() -> Footprint {
		let grants = GrantOf::<T>::max_encoded_len().saturating_add(64);
		let size = PatientOf::<T>::max_encoded_len()
			.saturating_add(64)
			.saturating_add(grants.saturating_mul(SLOTS.into()));
		Footprint::from_parts(1, size)
	}

	/// Not while anything is under way or a guardian has powers, here or in another pallet; not while a successor speaks for
	/// the key, or the lost key would revive; and not before every signature over an earlier call has died, since a new row
	/// would count from 0 again, and the agreement with them, since it would undo what the patient has changed.
	pub(crate) fn do_close_patient(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: AccountIdOf<T>,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Hospital], now)?;
		let mut row = Self::row::<PatientOf<T>>(key.clone(), now)?;
		let patient = &row.value;
		ensure!(Self::is_custodian(licence, patient.custodian), Error::<T>::NotAuthorized);
		ensure!(patient.controller.is_none(), Error::<T>::InUse);
		ensure!(patient.recovery.is_none(), Error::<T>::InUse);
		let guarded = patient.guardians.list.iter().any(|guardian| now < guardian.until);
		ensure!(!guarded, Error::<T>::InUse);
		let last_era: u32 = T::BlockHashCount::get().saturated_into();
		let idle_since = patient.trail.last.saturating_add(last_era);
		ensure!(Self::block() > idle_since, Error::<T>::InUse);
		ensure!(patient.agreed_at.saturating_add(T::MaxAge::get()) < now, Error::<T>::InUse);
		let free =
			Grants::<T>::iter_prefix_values(&key).all(|grant| Self::is_slot_free(&grant, now));
		ensure!(free, Error::<T>::InUse);
		ensure!(Self::incidents_are_closed(&key, now), Error::<T>::InUse);
		row.value.ticket.clone().drop()?;
		row.tell();
		Patients::<T>::remove(&key);
		Self::deposit_event(Event::PatientClosed { patient: key });
		Ok(())
	}

	/// Whether all are, and so few that this can be seen.
	fn incidents_are_closed(key: &AccountIdOf<T>, now: Moment) -> bool {
		let mut seen = Incidents::<T>::iter_prefix_values(key);
		let closed = seen.by_ref().take(INCIDENTS_SEEN).all(|mut incident| {
			incident.settle(now);
			incident.closed_at().is_some()
		});
		closed && seen.next().is_none()
	}

	pub(crate) fn do_seal(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		sets: Sets,
		seq: u32,
	) -> DispatchResult {
		ensure!(T::SealAllowed::get(), Error::<T>::NotAllowed);
		let row = Self::row::<PatientOf<T>>(patient.clone(), Self::now())?;
		let (mut row, by) = Self::sequenced(&who, row, seq)?;
		row.value.sealed = sets;
		row.emit(Event::Sealed { patient, sets, by });
		row.save();
		Ok(())
	}

	/// A guardian does not choose guardians: only whoever speaks as the patient, or a court.
	pub(crate) fn do_set_guardians(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		guardians: Guardians<AccountIdOf<T>>,
		warrant: Warrant,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row::<PatientOf<T>>(patient.clone(), now)?;
		let order = match warrant {
			Warrant::Patient { seq } => {
				ensure!(*row.value.speaker(&row.key) == who, Error::<T>::NotAuthorized);
				ensure!(!row.value.is_recovering(), Error::<T>::Recovering);
				Self::consume(&mut row, seq)?;
				None
			},
			Warrant::Court { order } => {
				T::Licences::registrar(&who, Duty::Recovery).map_err(Self::fault)?;
				Some(order)
			},
		};
		let sound = guardians.are_sound(&row.value.own_keys(&row.key));
		ensure!(sound, Error::<T>::InvalidGuardians);
		row.value.guardians = guardians.clone();
		row.emit(Event::GuardiansSet { patient, guardians, order });
		row.save();
		Ok(())
	}

	/// Each guardian has one vote in an attempt, whatever the others want, so that none can stand in the way of the others. A
	/// decided recovery cannot be voted away: only the old key's veto ends it.
	///
	/// A vote that was relayed is not heard twice: within its attempt the guardian has voted, and an attempt that has ended,
	/// by time, by effect or by veto, has another number.
	pub(crate) fn do_recover(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		new: AccountIdOf<T>,
		attempt: u16,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row::<PatientOf<T>>(patient.clone(), now)?;
		let guardian = row.value.guardians.admit(&who, Power::Recovery, now);
		if !guardian {
			T::Licences::registrar(&who, Duty::Recovery).map_err(Self::fault)?;
		}
		ensure!(row.value.attempt == attempt, Error::<T>::TooLate);
		ensure!(!row.value.is_recovering(), Error::<T>::Recovering);
		ensure!(Self::may_succeed(&row, &new), Error::<T>::InvalidKey);
		let by = guardian.then(|| who.clone());
		let effective_at = if guardian {
			Self::vote(&mut row, who, &new)?
		} else {
			Some(now.saturating_add(T::RegistrarDelay::get()))
		};
		if let Some(effective_at) = effective_at {
			row.value.recovery = Some(Recovery::Decided { new: new.clone(), effective_at });
		}
		row.emit(Event::RecoveryApproved { patient, by, new, effective_at });
		row.save();
		Ok(())
	}

	/// Enters a guardian's vote; when the recovery takes effect, if that decided it.
	fn vote(
		row: &mut Row<T, PatientOf<T>>,
		who: AccountIdOf<T>,
		new: &AccountIdOf<T>,
	) -> Result<Option<Moment>, DispatchError> {
		let first_until = row.now.saturating_add(T::VoteWithin::get());
		let (mut votes, until) = match row.value.recovery.take() {
			Some(Recovery::Gathering { votes, until }) => (votes, until),
			_ => (BoundedVec::new(), first_until),
		};
		let voted = votes.iter().any(|(guardian, _)| *guardian == who);
		ensure!(!voted, Error::<T>::AlreadyApproved);
		// Whoever is no guardian any more has no vote any more.
		let guardians = &row.value.guardians;
		votes.retain(|(key, _)| guardians.admit(key, Power::Recovery, row.now));
		votes.try_push((who, new.clone())).map_err(|_| Error::<T>::AlreadyApproved)?;
		let count = votes.iter().filter(|(_, key)| key == new).count();
		if count >= usize::from(guardians.threshold) {
			return Ok(Some(row.now.saturating_add(T::GuardianDelay::get())));
		}
		row.value.recovery = Some(Recovery::Gathering { votes, until });
		Ok(None)
	}

	/// The new key is neither the lost one nor a guardian's, who would be patient and guardian in one.
	fn may_succeed(row: &Row<T, PatientOf<T>>, new: &AccountIdOf<T>) -> bool {
		let patient = &row.value;
		row.key != *new
			&& patient.speaker(&row.key) != new
			&& patient.guardians.list.iter().all(|guardian| guardian.key != *new)
	}

	/// Only what is decided is vetoed, so that a single guardian cannot use the veto up. Once in a while: a stolen key that vetoes
	/// again and again does not stop its own recovery.
	pub(crate) fn do_veto(
		who: AccountIdOf<T>,
		patient: AccountIdOf<T>,
		attempt: u16,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row::<PatientOf<T>>(patient.clone(), now)?;
		let standing = row.value.is_recovering() && row.value.attempt == attempt;
		ensure!(standing, Error::<T>::TooLate);
		ensure!(*row.value.speaker(&row.key) == who, Error::<T>::NotAuthorized);
		let paused = row.value.vetoed_at.map(|at| at.saturating_add(T::VetoPause::get()));
		ensure!(paused.is_none_or(|until| until <= now), Error::<T>::TooLate);
		row.value.end_recovery();
		row.value.vetoed_at = Some(now);
		row.emit(Event::RecoveryVetoed { patient });
		row.save();
		Ok(())
	}
}
