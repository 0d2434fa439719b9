//! Reads, all on settled rows; the participant of an event; which calls may be relayed.

use crate::{
	rows::Row, Call, Config, Consents, Erasure, Event, Form, Pallet, ParticipationView, Trial,
	Trials,
};
use salus_primitives::{Page, Standing, TrialId};

impl<T: Config> Pallet<T> {
	pub(crate) fn trial_view(id: TrialId) -> Option<Trial<()>> {
		Trials::<T>::get(id).map(Trial::without_ticket)
	}

	pub(crate) fn form_view(trial: TrialId, version: u16) -> Option<Form<()>> {
		Self::form_at(trial, version, Self::now()).ok().map(Form::without_ticket)
	}

	pub(crate) fn page_forms(
		trial: TrialId,
		cursor: Option<u16>,
		limit: u32,
	) -> Page<(u16, Form<()>), u16> {
		let next = Trials::<T>::get(trial).map_or(0, |trial| trial.next);
		Page::collect(cursor.unwrap_or(1)..next, limit, |version| {
			Self::form_view(trial, *version).map(|form| (*version, form))
		})
	}

	/// The row as time has left it.
	pub(crate) fn settled(trial: TrialId, subject: &T::AccountId) -> Option<ParticipationView<T>> {
		let row = Row::<T>::load(trial, subject.clone(), Self::now())?;
		Some(row.row.without_ticket())
	}

	pub(crate) fn page_due(
		trial: TrialId,
		cursor: Option<T::AccountId>,
		limit: u32,
	) -> Page<(T::AccountId, Standing), T::AccountId> {
		let now = Self::now();
		Page::collect(Self::subjects(trial, cursor), limit, |subject| {
			let standing = Self::standing_of(trial, subject, now);
			matches!(standing, Standing::Due { .. } | Standing::Lapsed { .. })
				.then(|| (subject.clone(), standing))
		})
	}

	pub(crate) fn page_overdue_erasures(
		trial: TrialId,
		cursor: Option<T::AccountId>,
		limit: u32,
	) -> Page<(T::AccountId, Erasure), T::AccountId> {
		let now = Self::now();
		Page::collect(Self::subjects(trial, cursor), limit, |subject| {
			let row = Consents::<T>::get(trial, subject)?;
			let overdue = row.erasure_is_overdue(now);
			row.erasure.filter(|_| overdue).map(|erasure| (subject.clone(), erasure))
		})
	}

	/// The participants of a trial from `cursor` on, it included.
	fn subjects(
		trial: TrialId,
		cursor: Option<T::AccountId>,
	) -> impl Iterator<Item = T::AccountId> {
		let keys = match &cursor {
			Some(last) => Consents::<T>::iter_key_prefix_from(
				trial,
				Consents::<T>::hashed_key_for(trial, last),
			),
			None => Consents::<T>::iter_key_prefix(trial),
		};
		cursor.into_iter().chain(keys)
	}
}

impl<T: Config> Event<T> {
	/// The participant whose row the event is about, by the key that it had then.
	pub fn participant(&self) -> Option<(TrialId, &T::AccountId)> {
		match self {
			Event::TrialRegistered { .. }
			| Event::SiteSet { .. }
			| Event::FormSubmitted { .. }
			| Event::FormApproved { .. }
			| Event::FormRejected { .. }
			| Event::FormSuspended { .. }
			| Event::FormResumed { .. }
			| Event::FormExtended { .. }
			| Event::TrialEnded { .. }
			| Event::TrialExtended { .. }
			| Event::TrialPruned { .. }
			| Event::__Ignore(..) => None,
			Event::Proposed { trial, subject, .. }
			| Event::Deferred { trial, subject, .. }
			| Event::Signed { trial, subject, .. }
			| Event::ScopesNarrowed { trial, subject, .. }
			| Event::Given { trial, subject, .. }
			| Event::Refused { trial, subject, .. }
			| Event::ScopesWithdrawn { trial, subject, .. }
			| Event::Withdrawn { trial, subject, .. }
			| Event::Enrolled { trial, subject, .. }
			| Event::Advanced { trial, subject, .. }
			| Event::DataRecorded { trial, subject, .. }
			| Event::Ended { trial, subject, .. }
			| Event::ErasureAnswered { trial, subject, .. }
			| Event::Rekeyed { trial, subject, .. }
			| Event::Lapsed { trial, subject, .. }
			| Event::Pruned { trial, subject } => Some((*trial, subject)),
		}
	}
}

impl<T: Config> Call<T> {
	/// Whether the call guards itself against replay, so that it can be relayed without a nonce. Why that is sound stands with
	/// each guard: `Pallet::proposal` for signing and refusing, `Pallet::withdrawable` for withdrawing, `Pallet::do_rekey` for
	/// a new key.
	pub fn is_sequenced(&self) -> bool {
		matches!(
			self,
			Call::sign { .. } | Call::refuse { .. } | Call::withdraw { .. } | Call::rekey { .. }
		)
	}
}
