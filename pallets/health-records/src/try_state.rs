//! The invariants that can be read from state, by their numbers in the crate's documentation.

use crate::{
	AccountIdOf, Conducts, Config, Due, Emergency, Erasure, GrantState, Grants, Incident,
	IncidentId, IncidentState, Incidents, LastIncident, Pallet, PatientOf, Patients, Record,
	RecordOf, Records, Recovery, SETS, SLOTS,
};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};
use salus_primitives::{Moment, Settle, Trail};

type Check = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every stored row, and what is kept beside them.
	pub fn do_try_state() -> Check {
		ensure!(Emergency::<T>::get().is_sound(), "rules of emergencies");
		for record in Records::<T>::iter_values() {
			Self::record_is_sound(&record)?;
		}
		for (_, slot, grant) in Grants::<T>::iter() {
			ensure!(slot < SLOTS, "2: a slot beyond the last");
			ensure!(grant.from < grant.until && grant.what.is_something(), "1: a grant of nothing");
			let ended = grant.closed_at().is_none_or(|at| at <= grant.until);
			ensure!(ended, "1: a grant closed after its end");
			let spent = matches!(grant.state, GrantState::Open { reads_left: 0 });
			ensure!(!spent, "2: open without a read left");
			Self::trail_is_begun(&grant.trail)?;
		}
		for (patient, id, incident) in Incidents::<T>::iter() {
			Self::incident_is_sound(&patient, id, &incident)?;
		}
		Self::queue_is_sound()?;
		Self::conducts_are_sound()?;
		for (key, patient) in Patients::<T>::iter() {
			Self::patient_is_sound(&key, &patient)?;
		}
		Ok(())
	}

	/// 12, as far as a row says: it has been written by an event of a block that exists.
	fn trail_is_begun(trail: &Trail) -> Check {
		ensure!(trail.n > 0, "12: a row without an event");
		ensure!(trail.last <= Self::block(), "12: an event of a block to come");
		Ok(())
	}

	/// 6, 11.
	fn record_is_sound(record: &RecordOf<T>) -> Check {
		match record {
			Record::Kept(kept) => {
				ensure!(kept.set < SETS, "a set beyond the last");
				let last = Self::now().saturating_add(T::MaxHold::get());
				let bounded = kept.hold.as_ref().is_none_or(|hold| hold.until <= last);
				ensure!(bounded, "11: a hold beyond its bound");
				let answered = match kept.erasure {
					Some(Erasure::Requested { due }) => due > 0,
					Some(Erasure::Ignored { since }) => since <= Self::now(),
					None => true,
				};
				ensure!(answered, "11: a request without a time");
				let mut settled = kept.clone();
				settled.settle(Self::now());
				ensure!(settled.settle(Self::now()).is_empty(), "settling settles more");
				Self::trail_is_begun(&kept.trail)
			},
			Record::Shredded(marker) => {
				ensure!(marker.at <= Self::now(), "6: shredded in the future");
				Self::trail_is_begun(&marker.trail)
			},
		}
	}

	/// 4, from the incident's side.
	fn incident_is_sound(patient: &AccountIdOf<T>, id: IncidentId, incident: &Incident) -> Check {
		ensure!((1..=LastIncident::<T>::get()).contains(&id), "an id that was never given");
		ensure!(incident.at < incident.read_until, "an incident without a time to read");
		Self::trail_is_begun(&incident.trail)?;
		let queued = Due::<T>::contains_key((incident.due.to_be_bytes(), (patient, id)));
		let due = incident.due().map(|lapsed| lapsed.at);
		ensure!(queued == due.is_some(), "4: an entry too few or too many");
		ensure!(due.is_none_or(|at| at == incident.due), "4: an entry at another time");
		let listed = Conducts::<T>::get(incident.by).is_some_and(|conduct| {
			conduct.open.iter().any(|entry| entry.incident == id && entry.patient == *patient)
		});
		let mut settled = incident.clone();
		settled.settle(Self::now());
		// Between the moment at which it is presumed abuse and the queue's turn, the list may have dropped it already.
		let stale = incident.is_unexplained() && !settled.is_unexplained();
		ensure!(stale || listed == incident.is_unexplained(), "4: an incident not in its conduct");
		Ok(())
	}

	/// 4, from the queue's side.
	fn queue_is_sound() -> Check {
		for ((at, (patient, id)), ()) in Due::<T>::iter() {
			let due = Incidents::<T>::get(&patient, id).map(|incident| incident.due);
			ensure!(due == Some(Moment::from_be_bytes(at)), "4: an entry without an incident");
		}
		Ok(())
	}

	/// 4, from the conduct's side.
	fn conducts_are_sound() -> Check {
		for (licence, conduct) in Conducts::<T>::iter() {
			ensure!(!conduct.open.is_empty(), "4: a conduct of nothing");
			for entry in &conduct.open {
				let incident = Incidents::<T>::get(&entry.patient, entry.incident);
				let of = incident.filter(|incident| incident.by == licence);
				let justify_by = of.and_then(|incident| match incident.state {
					IncidentState::Open { justify_by } => Some(justify_by),
					IncidentState::Overdue { since } => Some(since),
					_ => None,
				});
				ensure!(justify_by == Some(entry.justify_by), "4: an entry that waits for nothing");
			}
		}
		Ok(())
	}

	/// 9, 10.
	fn patient_is_sound(key: &AccountIdOf<T>, patient: &PatientOf<T>) -> Check {
		let speaker = patient.speaker(key);
		ensure!(patient.guardians.are_sound(&patient.own_keys(key)), "10: guardians");
		ensure!(patient.controller.as_ref() != Some(key), "9: a key that succeeded itself");
		if let Some(Recovery::Decided { new, .. }) = &patient.recovery {
			ensure!(new != speaker, "9: a recovery by the lost key");
		}
		Self::trail_is_begun(&patient.trail)
	}
}
