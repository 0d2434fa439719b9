//! Versions of the consent form: submitted by the sponsor, decided on and suspended by those who watch.

use crate::{
	Approval, Config, Decision, Error, Event, Form, FormOf, FormStatus, Forms, Pallet, Reconsent,
	Sets, TrialOf, Trials, MAX_DEFERRED_H,
};
use frame::prelude::*;
use salus_primitives::{LicenceId, Licensing, Moment, Role, Scopes, TrialId};

/// What a sponsor submits.
pub(crate) struct NewForm {
	pub commitment: H256,
	pub offered: Scopes,
	pub core: Scopes,
	pub sets: Sets,
	pub replace: Option<Reconsent>,
	pub deferred_h: u16,
}

impl NewForm {
	/// Whether the sets are there, can each sign a consent, and none is listed twice.
	fn sets_are_sound(&self) -> bool {
		let once = |(n, set)| !self.sets.iter().take(n).any(|other| other == set);
		!self.sets.is_empty()
			&& self.sets.iter().all(|set| set.is_well_formed())
			&& self.sets.iter().enumerate().all(once)
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit_form(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
		new: NewForm,
	) -> DispatchResult {
		let now = Self::now();
		let (sponsor, mut trial) = Self::own_trial(&who, licence, id, now)?;
		ensure!(!new.core.is_empty() && new.offered.contains(new.core), Error::<T>::InvalidScopes);
		ensure!(new.sets_are_sound(), Error::<T>::InvalidSigners);
		ensure!(new.replace.is_some() || trial.current.is_none(), Error::<T>::InvalidReconsent);
		ensure!(new.replace.is_none_or(|replace| replace.is_sound()), Error::<T>::InvalidReconsent);
		Self::retire_spent(id, &mut trial, now);
		// One that asks everybody again makes room itself, if its grace leaves none: there is always a way to an urgent one.
		let makes_room = new.replace.is_some_and(|replace| replace.asks_all());
		ensure!(makes_room || !trial.live.is_full(), Error::<T>::MaxFormsExceeded);
		ensure!(new.deferred_h <= MAX_DEFERRED_H, Error::<T>::InvalidPeriod);

		let NewForm { commitment, offered, core, sets, replace, deferred_h } = new;
		let version = trial.next;
		let until = now.saturating_add(T::ReviewWithin::get());
		let form = Form {
			commitment,
			offered,
			core,
			sets,
			deferred_h,
			ends_at: trial.ends_at,
			suspended: Default::default(),
			status: FormStatus::Submitted { until, replace },
			ticket: Self::ticket(&sponsor, FormOf::<T>::max_encoded_len())?,
		};
		trial.next = version.checked_add(1).ok_or(Error::<T>::LimitReached)?;
		Trials::<T>::insert(id, trial);
		Forms::<T>::insert(id, version, form);
		Self::deposit_event(Event::FormSubmitted { trial: id, version, commitment, until });
		Ok(())
	}

	pub(crate) fn do_decide_form(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
		version: u16,
		decision: Decision,
	) -> DispatchResult {
		let now = Self::now();
		let trial = Self::watched_trial(&who, licence, id, now)?;
		Self::ensure_independent(&trial, licence)?;
		let mut form = Self::form_at(id, version, now)?;
		let FormStatus::Submitted { replace, .. } = form.status else {
			return Err(Error::<T>::NotSubmitted.into());
		};
		match decision {
			Decision::Approve { from, until } => {
				let from = from.unwrap_or(now);
				ensure!(now <= from && from < until, Error::<T>::InvalidPeriod);
				let approval = Approval { from, until, block: Self::block() };
				form.status = FormStatus::Approved { approval, replace };
				Self::put_into_use(id, trial, version, form, now)?;
			},
			Decision::Reject => {
				form.status = FormStatus::Rejected;
				Forms::<T>::insert(id, version, form);
				Self::deposit_event(Event::FormRejected { trial: id, version });
			},
		}
		Ok(())
	}

	/// An approved form takes the place of the version in use, and asks whom it asks of all earlier ones: who signed the last
	/// but one must not be told less of a new risk than who signed the last.
	fn put_into_use(
		id: TrialId,
		mut trial: TrialOf<T>,
		version: u16,
		mut form: FormOf<T>,
		now: Moment,
	) -> DispatchResult {
		let FormStatus::Approved { approval, replace } = form.status else {
			return Err(Error::<T>::NotSubmitted.into());
		};
		let replaces = trial.current;
		if let Some(version) = replaces {
			let reconsent = replace.ok_or(Error::<T>::InvalidReconsent)?;
			let before = Self::form_at(id, version, now)?;
			// In the order of approval, so that at no moment two versions are in use.
			let earliest = before.approval().map_or(now, |before| before.from);
			ensure!(earliest <= approval.from, Error::<T>::InvalidPeriod);
			// What a regulator has stopped does not go on under a new version.
			form.suspended.regulator = before.suspended.regulator;
			Self::each_live(id, &trial, |form| form.supersede(reconsent, approval.from));
		}
		form.ends_at = trial.ends_at;
		Self::retire_spent(id, &mut trial, now);
		trial.live.try_push(version).map_err(|_| Error::<T>::MaxFormsExceeded)?;
		trial.current = Some(version);
		Trials::<T>::insert(id, trial);
		Forms::<T>::insert(id, version, form);
		Self::deposit_event(Event::FormApproved {
			trial: id,
			version,
			from: approval.from,
			until: approval.until,
			replaces,
			reconsent: replace,
		});
		Ok(())
	}

	/// Suspends, or no longer does, one version or all on which consents may be in force.
	pub(crate) fn do_set_suspended(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
		version: Option<u16>,
		suspend: bool,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::EthicsCommittee, Role::Regulator], now)?;
		let trial = Self::open_trial(id, now)?;
		let regulator = actor.role == Role::Regulator;
		ensure!(regulator || trial.committee == licence, Error::<T>::NotAuthorized);
		if !regulator && !suspend {
			Self::ensure_independent(&trial, licence)?;
		}
		let versions = match version {
			Some(version) => alloc::vec![version],
			None => trial.live.to_vec(),
		};
		ensure!(!versions.is_empty(), Error::<T>::NotApproved);
		let mut changed = false;
		for version in &versions {
			let mut form = Self::form_at(id, *version, now)?;
			ensure!(form.approval().is_some(), Error::<T>::NotApproved);
			let flags = &mut form.suspended;
			let flag = if regulator { &mut flags.regulator } else { &mut flags.committee };
			if *flag != suspend {
				*flag = suspend;
				changed = true;
				Forms::<T>::insert(id, version, form);
				Self::deposit_event(Self::suspension(id, *version, licence, suspend));
			}
		}
		let unchanged =
			if suspend { Error::<T>::AlreadySuspended } else { Error::<T>::NotSuspended };
		ensure!(changed, unchanged);
		Ok(())
	}

	fn suspension(trial: TrialId, version: u16, by: LicenceId, suspend: bool) -> Event<T> {
		if suspend {
			Event::FormSuspended { trial, version, by }
		} else {
			Event::FormResumed { trial, version, by }
		}
	}

	pub(crate) fn do_extend(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
		version: u16,
		until: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let trial = Self::watched_trial(&who, licence, id, now)?;
		Self::ensure_independent(&trial, licence)?;
		let mut form = Self::form_at(id, version, now)?;
		let approval = form.approval_mut().ok_or(Error::<T>::NotApproved)?;
		ensure!(now < until && approval.until < until, Error::<T>::InvalidPeriod);
		approval.until = until;
		Forms::<T>::insert(id, version, form);
		Self::deposit_event(Event::FormExtended { trial: id, version, until });
		Ok(())
	}

	/// The committee is no house of the sponsor's, whatever it was when the trial was registered.
	pub(crate) fn ensure_independent(
		trial: &TrialOf<T>,
		committee: LicenceId,
	) -> Result<(), Error<T>> {
		let organisation = T::Licences::organisation;
		let independent = match (organisation(trial.sponsor), organisation(committee)) {
			(Some(sponsor), Some(committee)) => !T::Licences::related(sponsor, committee),
			_ => false,
		};
		ensure!(independent, Error::ConflictOfInterest);
		Ok(())
	}

	/// Takes versions out of the list on which no consent can be in force any more.
	fn retire_spent(id: TrialId, trial: &mut TrialOf<T>, now: Moment) {
		trial.live.retain(|version| {
			let Ok(mut form) = Self::form_at(id, *version, now) else { return false };
			let spent = form.is_spent(now);
			if spent {
				form.ends_at = Moment::MAX;
				Forms::<T>::insert(id, version, form);
			}
			!spent
		});
	}
}
