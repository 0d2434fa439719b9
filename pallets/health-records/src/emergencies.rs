//! Reading without a grant, and the account that must follow.

use crate::{
	rows::Row, AccountIdOf, Asked, BreakGlassReason, Conduct, Conducts, Config, Emergency, Error,
	Event, Finding, Incident, IncidentKey, IncidentState, LastIncident, Pallet, PatientOf, Sets,
	Unexplained, Verdict,
};
use frame::prelude::*;
use salus_primitives::{Infraction, LicenceId, Licensing, Moment, Role, Trail};

impl<T: Config> Pallet<T> {
	/// An emergency waits for no deposit: an incident has none, and what bounds them is that sixteen can be unexplained.
	pub(crate) fn do_break_glass(
		who: AccountIdOf<T>,
		licence: LicenceId,
		patient: AccountIdOf<T>,
		sets: Sets,
		reason: BreakGlassReason,
		receipt: H256,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Prescriber, Role::Clinician], now)?;
		ensure!(sets != 0, Error::<T>::InvalidScope);
		let sealed = Self::row::<PatientOf<T>>(patient.clone(), now)?.value.sealed;
		let conduct = Self::conduct_for(licence, &patient, now)?;
		ensure!(sets & sealed == 0, Error::<T>::Sealed);
		let id = LastIncident::<T>::get().checked_add(1).ok_or(ArithmeticError::Overflow)?;
		let rules = Emergency::<T>::get();
		let read_until = now.saturating_add(rules.read);
		let justify_by = now.saturating_add(rules.justify);
		let entry = Unexplained {
			patient: patient.clone(),
			incident: id,
			justify_by,
			presumed_at: justify_by.saturating_add(rules.review),
		};
		let conduct = Self::with_entry(conduct, entry)?;
		let incident = Incident {
			by: licence,
			sets,
			reason,
			at: now,
			read_until,
			state: IncidentState::Open { justify_by },
			review: rules.review,
			due: justify_by,
			trail: Trail::of_key(b"HealthRecords/incident", &id),
		};
		LastIncident::<T>::put(id);
		Conducts::<T>::insert(licence, conduct);
		let mut row = Row::<T, Incident>::new((patient.clone(), id), now, incident);
		row.emit(Event::GlassBroken {
			patient,
			incident: id,
			by: licence,
			sets,
			reason,
			receipt,
			read_until,
			justify_by,
		});
		row.save();
		Ok(())
	}

	/// The licence's conduct, if it lets it break the glass with this patient.
	fn conduct_for(
		licence: LicenceId,
		patient: &AccountIdOf<T>,
		now: Moment,
	) -> Result<Conduct<AccountIdOf<T>>, Error<T>> {
		let conduct = Conducts::<T>::get(licence).unwrap_or_default().settled(now);
		ensure!(!conduct.is_suspended(now), Error::AccessSuspended);
		ensure!(!conduct.concerns(patient, now), Error::AlreadyExists);
		Ok(conduct)
	}

	fn with_entry(
		mut conduct: Conduct<AccountIdOf<T>>,
		entry: Unexplained<AccountIdOf<T>>,
	) -> Result<Conduct<AccountIdOf<T>>, Error<T>> {
		conduct.open.try_push(entry).map_err(|_| Error::MaxIncidentsExceeded)?;
		Ok(conduct)
	}

	pub(crate) fn do_access_incident(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: IncidentKey<T>,
		records: Asked,
		receipt: H256,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Prescriber, Role::Clinician], now)?;
		ensure!(!Self::is_suspended(licence, now), Error::<T>::AccessSuspended);
		let mut row = Self::row::<Incident>(key.clone(), now)?;
		let incident = &row.value;
		ensure!(incident.by == licence, Error::<T>::NotAuthorized);
		ensure!(matches!(incident.state, IncidentState::Open { .. }), Error::<T>::NotOpen);
		ensure!(now < incident.read_until, Error::<T>::Expired);
		let sets = incident.sets;
		let (patient, incident) = key;
		Self::ensure_within(&patient, &records, now, |_, set| crate::types::holds(sets, set))?;
		row.emit(Event::EmergencyAccessed { patient, incident, receipt });
		row.save();
		Ok(())
	}

	/// In the clinician's own hands at any time until it is presumed abuse, whatever became of its licence.
	pub(crate) fn do_justify(
		who: AccountIdOf<T>,
		key: IncidentKey<T>,
		commitment: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row::<Incident>(key.clone(), now)?;
		let by = row.value.by;
		ensure!(T::Licences::holder(by) == Some(who), Error::<T>::NotAuthorized);
		ensure!(row.value.is_unexplained(), Error::<T>::NotOpen);
		let late = matches!(row.value.state, IncidentState::Overdue { .. });
		row.value.state = IncidentState::Justified { commitment, late, at: now };
		let (patient, incident) = key;
		Self::strike(by, incident);
		row.emit(Event::Justified { patient, incident, commitment, late });
		row.save();
		Ok(())
	}

	pub(crate) fn do_review(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: IncidentKey<T>,
		finding: Finding,
	) -> DispatchResult {
		let now = Self::now();
		let reviewer = Self::actor(&who, licence, &[Role::Auditor, Role::Regulator], now)?;
		let mut row = Self::row::<Incident>(key.clone(), now)?;
		let by = row.value.by;
		let house = T::Licences::organisation(by);
		let conflict = house.is_none_or(|of| T::Licences::related(of, reviewer.organisation));
		ensure!(!conflict, Error::<T>::ConflictOfInterest);
		let ripe = matches!(
			row.value.state,
			IncidentState::Justified { .. } | IncidentState::Overdue { .. }
		);
		ensure!(ripe, Error::<T>::NotOpen);
		let (patient, incident) = key;
		if row.value.is_unexplained() {
			Self::strike(by, incident);
		}
		row.value.close(finding, now);
		if finding == Finding::Abuse {
			T::Licences::report(by, Infraction::AbusedAccess);
		}
		row.emit(Event::Reviewed { patient, incident, by: licence, finding });
		row.save();
		Ok(())
	}
}

impl Incident {
	fn close(&mut self, finding: Finding, at: Moment) {
		let verdict = match finding {
			Finding::Cleared => Verdict::Cleared,
			Finding::Abuse => Verdict::Abuse,
		};
		self.state = IncidentState::Closed { verdict, at };
	}
}
