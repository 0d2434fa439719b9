//! Enrolment and data, each through the gate of the consent; the end of a participation; a new key.

use crate::{
	rows::Row, standing::standing, Answer, Config, Consents, EndReason, Enrolment, Error, Event,
	ExitReason, FormOf, OffReason, Pallet, Sites, Step,
};
use frame::prelude::*;
use salus_primitives::{
	LicenceId, Licensing, PatientAuthority, Renewal, Role, Scopes, Standing, TrialId,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_enrol(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
	) -> DispatchResult {
		let mut row = Self::site_row(&who, licence, trial, subject)?;
		let (standing, form) = Self::gate(&row)?;
		let in_force =
			matches!(standing, Standing::Active | Standing::Due { why: Renewal::Deferred, .. });
		ensure!(in_force && form.is_current(row.now), Error::<T>::NotConsented);
		// A site that was closed takes nobody on; those whom it has taken on it goes on observing.
		ensure!(Sites::<T>::contains_key(trial, licence), Error::<T>::NotAuthorized);
		ensure!(row.row.enrolment == Enrolment::None, Error::<T>::AlreadyEnrolled);
		row.row.enrolment = Enrolment::Enrolled(row.now);
		row.emit(Event::Enrolled { trial, subject: row.subject.clone(), by: licence, standing });
		row.save();
		Ok(())
	}

	pub(crate) fn do_advance(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		to: Step,
	) -> DispatchResult {
		let mut row = Self::site_row(&who, licence, trial, subject)?;
		let (standing, _) = Self::gate(&row)?;
		ensure!(standing == Standing::Active, Error::<T>::NotConsented);
		row.row.enrolment = row.row.stepped(to).ok_or(Error::<T>::InvalidStep)?;
		row.emit(Event::Advanced { trial, subject: row.subject.clone(), by: licence, to });
		row.save();
		Ok(())
	}

	pub(crate) fn do_record_data(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		scopes: Scopes,
		commitment: H256,
	) -> DispatchResult {
		let mut row = Self::site_row(&who, licence, trial, subject)?;
		let (standing, _) = Self::gate(&row)?;
		let held = row.row.given().is_some_and(|given| given.scopes.contains(scopes));
		ensure!(held && !scopes.is_empty(), Error::<T>::ScopeNotGranted);
		ensure!(row.row.is_enrolled(), Error::<T>::NotEnrolled);
		let number = row.row.records.checked_add(1).ok_or(Error::<T>::LimitReached)?;
		row.row.records = number;
		let subject = row.subject.clone();
		row.emit(Event::DataRecorded {
			trial,
			subject,
			by: licence,
			scopes,
			commitment,
			number,
			standing,
		});
		row.save();
		Ok(())
	}

	pub(crate) fn do_end_participation(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		why: ExitReason,
	) -> DispatchResult {
		let mut row = Self::site_row(&who, licence, trial, subject)?;
		ensure!(row.row.given().is_some(), Error::<T>::NotConsented);
		row.row.end(EndReason::Exited, OffReason::Exited(why), row.now);
		row.emit(Event::Ended { trial, subject: row.subject.clone(), by: licence, why });
		row.save();
		Ok(())
	}

	/// The trial may be over: the duty to answer is not.
	pub(crate) fn do_answer_erasure(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
		answer: Answer,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Sponsor], now)?;
		ensure!(Self::any_trial(trial)?.sponsor == licence, Error::<T>::NotAuthorized);
		let mut row = Self::row(trial, subject, now)?;
		let erasure = row
			.row
			.erasure
			.as_mut()
			.filter(|erasure| erasure.answer.is_none())
			.ok_or(Error::<T>::NotRequested)?;
		erasure.answer = Some(answer);
		row.emit(Event::ErasureAnswered { trial, subject: row.subject.clone(), answer });
		row.save();
		Ok(())
	}

	/// Relayed without a nonce: the row is under another key afterwards, so that the same call finds none; and the old key,
	/// which was recovered, gets no new row (`new_row`). The round goes on under the new key.
	///
	/// What was being signed is void: part of it may bear the old key's signature, which can be a thief's.
	pub(crate) fn do_rekey(
		who: T::AccountId,
		trial: TrialId,
		subject: T::AccountId,
		new: T::AccountId,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(trial, subject, now)?;
		let succeeded = who != row.subject && T::Patients::speaks_as(&row.subject, &who, now);
		ensure!(succeeded, Error::<T>::NotAuthorized);
		ensure!(!Consents::<T>::contains_key(trial, &new), Error::<T>::AlreadyExists);
		// A key of somebody's own: not the representative's, no licence holder's, and none that was lost itself.
		ensure!(row.row.representative.as_ref() != Some(&new), Error::<T>::SameSigner);
		let own = T::Patients::speaks_as(&new, &new, now) && !T::Licences::is_holder(&new);
		ensure!(own, Error::<T>::NotAuthorized);
		row.row.proposal = None;
		row.emit(Event::Rekeyed { trial, subject: row.subject.clone(), new: new.clone() });
		row.move_to(new);
		Ok(())
	}

	/// The row of a participant of the caller's organisation, for an investigator.
	fn site_row(
		who: &T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		subject: T::AccountId,
	) -> Result<Row<T>, Error<T>> {
		let now = Self::now();
		let actor = Self::actor(who, licence, &[Role::Investigator], now)?;
		let row = Self::row(trial, subject, now)?;
		ensure!(row.row.organisation == actor.organisation, Error::NotAuthorized);
		Ok(row)
	}

	/// What the consent is worth, and its form, if it permits anything.
	fn gate(row: &Row<T>) -> Result<(Standing, FormOf<T>), Error<T>> {
		let given = row.row.given().ok_or(Error::NotConsented)?;
		let form = Self::form_at(row.trial, given.version, row.now)?;
		let circumstances = row.row.circumstances(T::MajorityGrace::get());
		let standing = standing(given, &form, &circumstances, row.now);
		ensure!(standing.permits(), Error::NotConsented);
		Ok((standing, form))
	}
}
