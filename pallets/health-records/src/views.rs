//! Reads, all on settled rows; the row of an event; which calls may be relayed.

use crate::{
	rows::Row, AccountIdOf, Call, Conduct, Conducts, Config, Erasure, Event, GrantOf, Grantee,
	Grants, Incident, IncidentId, Incidents, KeptRecord, Pallet, Patient, PatientOf, PatientView,
	Record, RecordOf, RecordView, Records, Warrant,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use frame::prelude::*;
use salus_primitives::{LicenceId, Page, RecordId};

/// A row that has a trail.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum RowKey<A> {
	/// A record.
	#[codec(index = 0)]
	Record(RecordId),
	/// A grant: patient and slot.
	#[codec(index = 1)]
	Grant(A, u8),
	/// An incident: patient and id.
	#[codec(index = 2)]
	Incident(A, IncidentId),
	/// A patient.
	#[codec(index = 3)]
	Patient(A),
}

impl<T: Config> Pallet<T> {
	pub(crate) fn settled_record(id: RecordId) -> Option<RecordView<T>> {
		let row = Row::<T, RecordOf<T>>::load(id, Self::now())?;
		Some(match row.value {
			Record::Shredded(marker) => Record::Shredded(marker),
			Record::Kept(kept) => Record::Kept(kept.without_ticket()),
		})
	}

	pub(crate) fn settled_patient(key: AccountIdOf<T>) -> Option<PatientView<T>> {
		Row::<T, PatientOf<T>>::load(key, Self::now()).map(|row| row.value.without_ticket())
	}

	fn settled_grant(key: &(AccountIdOf<T>, u8)) -> Option<GrantOf<T>> {
		Row::<T, GrantOf<T>>::load(key.clone(), Self::now()).map(|row| row.value)
	}

	pub(crate) fn settled_grants(patient: &AccountIdOf<T>) -> Vec<(u8, GrantOf<T>)> {
		let mut grants: Vec<_> = Grants::<T>::iter_key_prefix(patient)
			.filter_map(|slot| Some((slot, Self::settled_grant(&(patient.clone(), slot))?)))
			.collect();
		grants.sort_by_key(|(slot, _)| *slot);
		grants
	}

	pub(crate) fn page_grants_to(
		licence: LicenceId,
		cursor: Option<(AccountIdOf<T>, u8)>,
		limit: u32,
	) -> Page<(AccountIdOf<T>, u8), (AccountIdOf<T>, u8)> {
		let keys = match &cursor {
			Some((patient, slot)) => {
				Grants::<T>::iter_keys_from(Grants::<T>::hashed_key_for(patient, slot))
			},
			None => Grants::<T>::iter_keys(),
		};
		Page::collect(cursor.into_iter().chain(keys), limit, |key| {
			Self::settled_grant(key)
				.filter(|grant| grant.is_open() && grant.grantee == Grantee::Licence(licence))
				.map(|_| key.clone())
		})
	}

	pub(crate) fn page_incidents(
		patient: &AccountIdOf<T>,
		cursor: Option<IncidentId>,
		limit: u32,
	) -> Page<(IncidentId, Incident), IncidentId> {
		let keys = match cursor {
			Some(id) => Incidents::<T>::iter_key_prefix_from(
				patient,
				Incidents::<T>::hashed_key_for(patient, id),
			),
			None => Incidents::<T>::iter_key_prefix(patient),
		};
		Page::collect(cursor.into_iter().chain(keys), limit, |id| {
			let row = Row::<T, Incident>::load((patient.clone(), *id), Self::now())?;
			Some((*id, row.value))
		})
	}

	pub(crate) fn conduct_of(licence: LicenceId) -> (Conduct<AccountIdOf<T>>, bool) {
		let now = Self::now();
		let conduct = Conducts::<T>::get(licence).unwrap_or_default().settled(now);
		let suspended = conduct.is_suspended(now);
		(conduct, suspended)
	}

	/// The custodian's records with a request to shred, as far as `pick` wants them.
	pub(crate) fn page_shred_requests<P>(
		custodian: LicenceId,
		cursor: Option<RecordId>,
		limit: u32,
		pick: impl Fn(RecordId, Erasure) -> Option<P>,
	) -> Page<P, RecordId> {
		let keys = match cursor {
			Some(id) => Records::<T>::iter_keys_from(Records::<T>::hashed_key_for(id)),
			None => Records::<T>::iter_keys(),
		};
		let now = Self::now();
		Page::collect(cursor.into_iter().chain(keys), limit, |id| {
			let row = Row::<T, RecordOf<T>>::load(*id, now)?;
			let Record::Kept(KeptRecord { custodian: of, erasure: Some(erasure), .. }) = row.value
			else {
				return None;
			};
			Self::is_custodian(custodian, of).then(|| pick(*id, erasure)).flatten()
		})
	}
}

impl<T: Config> Event<T> {
	/// The row that the event is about.
	pub fn row(&self) -> Option<RowKey<AccountIdOf<T>>> {
		match self {
			Event::EmergencySet { .. } | Event::CustodySucceeded { .. } | Event::__Ignore(..) => {
				None
			},
			Event::Anchored { id, .. }
			| Event::Amended { id, .. }
			| Event::MarkedInError { id }
			| Event::Disputed { id, .. }
			| Event::ShredRequested { id, .. }
			| Event::ShredIgnored { id, .. }
			| Event::Shredded { id, .. }
			| Event::HoldPlaced { id, .. }
			| Event::HoldLifted { id, .. }
			| Event::HoldEnded { id, .. }
			| Event::RecordPruned { id } => Some(RowKey::Record(*id)),
			Event::Granted { patient, slot, .. }
			| Event::Accessed { patient, slot, .. }
			| Event::Revoked { patient, slot, .. }
			| Event::Expired { patient, slot, .. }
			| Event::GrantPruned { patient, slot } => Some(RowKey::Grant(patient.clone(), *slot)),
			Event::GlassBroken { patient, incident, .. }
			| Event::EmergencyAccessed { patient, incident, .. }
			| Event::Justified { patient, incident, .. }
			| Event::Reviewed { patient, incident, .. }
			| Event::AccessSuspended { patient, incident, .. }
			| Event::IncidentClosed { patient, incident, .. }
			| Event::IncidentPruned { patient, incident } => {
				Some(RowKey::Incident(patient.clone(), *incident))
			},
			Event::PatientEntered { patient, .. }
			| Event::PatientClosed { patient }
			| Event::Sealed { patient, .. }
			| Event::GuardiansSet { patient, .. }
			| Event::RecoveryApproved { patient, .. }
			| Event::RecoveryVetoed { patient }
			| Event::RecoveryAbandoned { patient, .. }
			| Event::Recovered { patient, .. } => Some(RowKey::Patient(patient.clone())),
		}
	}

	/// The patient of whose trail the event is a link beside that of its own row.
	pub fn joined(&self) -> Option<&AccountIdOf<T>> {
		match self {
			Event::Disputed { patient, .. } | Event::ShredRequested { patient, .. } => {
				Some(patient)
			},
			_ => None,
		}
	}
}

impl<T: Config> Call<T> {
	/// Whether the call is a patient's or guardian's and guards itself against replay, so that it can be relayed without a
	/// nonce: by the number of the patient's row (`Pallet::sequenced`), of its recovery (`do_recover`), by the slot (`do_grant`)
	/// or by the grant's name (`do_revoke`). A registrar's [`recover`](Pallet::recover) is guarded as a guardian's.
	pub fn is_sequenced(&self) -> bool {
		matches!(
			self,
			Call::dispute { .. }
				| Call::request_shred { .. }
				| Call::grant { .. }
				| Call::revoke { .. }
				| Call::seal { .. }
				| Call::set_guardians { warrant: Warrant::Patient { .. }, .. }
				| Call::recover { .. }
				| Call::veto { .. }
		)
	}
}

impl<A, Ticket> KeptRecord<A, Ticket> {
	/// The record as readers see it.
	pub(crate) fn without_ticket(self) -> KeptRecord<A, ()> {
		KeptRecord {
			custodian: self.custodian,
			patient: self.patient,
			set: self.set,
			block: self.block,
			disputed: self.disputed,
			version: self.version,
			hold: self.hold,
			erasure: self.erasure,
			trail: self.trail,
			ticket: (),
		}
	}
}

impl<A, Ticket> Patient<A, Ticket> {
	/// The row as readers see it.
	pub(crate) fn without_ticket(self) -> Patient<A, ()> {
		Patient {
			custodian: self.custodian,
			controller: self.controller,
			guardians: self.guardians,
			recovery: self.recovery,
			attempt: self.attempt,
			vetoed_at: self.vetoed_at,
			sealed: self.sealed,
			seq: self.seq,
			agreed_at: self.agreed_at,
			trail: self.trail,
			ticket: (),
		}
	}
}
