//! Trials and sites: what a sponsor sets up, and how a trial ends.

use crate::{Config, Error, Event, Form, Forms, LastTrial, Pallet, Sites, Trial, TrialOf, Trials};
use frame::prelude::*;
use salus_primitives::{Actor, LicenceId, Licensing, Moment, Role, RowTicket, TrialId};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_register_trial(
		who: T::AccountId,
		licence: LicenceId,
		protocol: H256,
		committee: LicenceId,
		ends_at: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let sponsor = Self::actor(&who, licence, &[Role::Sponsor], now)?;
		let watching = Self::named(committee, Role::EthicsCommittee, now)?;
		ensure!(
			!T::Licences::related(sponsor.organisation, watching.organisation),
			Error::<T>::ConflictOfInterest
		);
		Self::end_may_be(ends_at, now)?;
		let id = LastTrial::<T>::get().checked_add(1).ok_or(Error::<T>::LimitReached)?;
		let row = Trial {
			sponsor: licence,
			committee,
			protocol,
			ends_at,
			ended: None,
			current: None,
			next: 1,
			live: Default::default(),
			ticket: Self::ticket(&sponsor, TrialOf::<T>::max_encoded_len())?,
		};
		LastTrial::<T>::put(id);
		Trials::<T>::insert(id, row);
		Self::deposit_event(Event::TrialRegistered {
			trial: id,
			sponsor: licence,
			committee,
			protocol,
			ends_at,
		});
		Ok(())
	}

	pub(crate) fn do_set_site(
		who: T::AccountId,
		licence: LicenceId,
		trial: TrialId,
		investigator: LicenceId,
		open: bool,
	) -> DispatchResult {
		let now = Self::now();
		let (sponsor, _) = Self::own_trial(&who, licence, trial, now)?;
		if open {
			Self::named(investigator, Role::Investigator, now)?;
			ensure!(!Sites::<T>::contains_key(trial, investigator), Error::<T>::AlreadyExists);
			let ticket = Self::ticket(&sponsor, T::Ticket::max_encoded_len())?;
			Sites::<T>::insert(trial, investigator, ticket);
		} else {
			Sites::<T>::take(trial, investigator).ok_or(Error::<T>::NotFound)?.drop()?;
		}
		Self::deposit_event(Event::SiteSet { trial, investigator, open });
		Ok(())
	}

	pub(crate) fn do_end_trial(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, &[Role::Sponsor, Role::Regulator], now)?;
		let mut trial = Self::open_trial(id, now)?;
		ensure!(
			actor.role == Role::Regulator || trial.sponsor == licence,
			Error::<T>::NotAuthorized
		);
		trial.ended = Some(now);
		Self::each_live(id, &trial, |form| form.ends_at = now);
		Trials::<T>::insert(id, trial);
		Self::deposit_event(Event::TrialEnded { trial: id, by: licence });
		Ok(())
	}

	pub(crate) fn do_extend_trial(
		who: T::AccountId,
		licence: LicenceId,
		id: TrialId,
		ends_at: Moment,
	) -> DispatchResult {
		let now = Self::now();
		let mut trial = Self::watched_trial(&who, licence, id, now)?;
		Self::ensure_independent(&trial, licence)?;
		ensure!(ends_at > trial.ends_at, Error::<T>::InvalidPeriod);
		Self::end_may_be(ends_at, now)?;
		trial.ends_at = ends_at;
		Self::each_live(id, &trial, |form| form.ends_at = ends_at);
		Trials::<T>::insert(id, trial);
		Self::deposit_event(Event::TrialExtended { trial: id, ends_at });
		Ok(())
	}

	/// A trial that goes on, of the caller as its sponsor.
	pub(crate) fn own_trial(
		who: &T::AccountId,
		licence: LicenceId,
		id: TrialId,
		now: Moment,
	) -> Result<(Actor<T::AccountId>, TrialOf<T>), Error<T>> {
		let sponsor = Self::actor(who, licence, &[Role::Sponsor], now)?;
		let trial = Self::open_trial(id, now)?;
		ensure!(trial.sponsor == licence, Error::NotAuthorized);
		Ok((sponsor, trial))
	}

	/// A trial that goes on, over which the caller watches as its committee.
	pub(crate) fn watched_trial(
		who: &T::AccountId,
		licence: LicenceId,
		id: TrialId,
		now: Moment,
	) -> Result<TrialOf<T>, Error<T>> {
		Self::actor(who, licence, &[Role::EthicsCommittee], now)?;
		let trial = Self::open_trial(id, now)?;
		ensure!(trial.committee == licence, Error::NotAuthorized);
		Ok(trial)
	}

	/// Changes every form on which a consent may be in force. The rare call pays, so that no hot one reads the trial.
	pub(crate) fn each_live(
		id: TrialId,
		trial: &TrialOf<T>,
		mut change: impl FnMut(&mut Form<T::Ticket>),
	) {
		for version in &trial.live {
			Forms::<T>::mutate(id, version, |form| form.iter_mut().for_each(&mut change));
		}
	}

	fn end_may_be(ends_at: Moment, now: Moment) -> Result<(), Error<T>> {
		let longest = now.saturating_add(T::MaxTrial::get());
		ensure!(now < ends_at && ends_at <= longest, Error::InvalidPeriod);
		Ok(())
	}
}
