//! What other pallets learn of consents.

use crate::{rows::Row, standing::standing, Config, Consent, Forms, Pallet};
use frame::prelude::*;
use salus_primitives::{ConsentFacts, Given, Moment, Scopes, Standing, TrialId};

impl<T: Config> Pallet<T> {
	/// The standing of whatever the participant has given: two reads.
	pub(crate) fn standing_of(trial: TrialId, subject: &T::AccountId, now: Moment) -> Standing {
		Row::<T>::load(trial, subject.clone(), now)
			.map_or(Standing::Absent, |row| Self::standing_in(&row))
	}

	/// The same of a row in hand.
	pub(crate) fn standing_in(row: &Row<T>) -> Standing {
		let given = match &row.row.consent {
			Consent::Absent => return Standing::Absent,
			Consent::Ended { .. } => return Standing::Ended,
			Consent::Given(given) if row.now < given.at => return Standing::Absent,
			Consent::Given(given) => given,
		};
		// A form outlives its consents.
		let Some(form) = Forms::<T>::get(row.trial, given.version) else {
			return Standing::Ended;
		};
		standing(given, &form, &row.row.circumstances(T::MajorityGrace::get()), row.now)
	}
}

impl<T: Config> ConsentFacts<T::AccountId> for Pallet<T> {
	fn standing(trial: TrialId, subject: &T::AccountId, now: Moment) -> Standing {
		Self::standing_of(trial, subject, now)
	}

	fn allows(trial: TrialId, subject: &T::AccountId, scopes: Scopes, now: Moment) -> bool {
		let Some(row) = Row::<T>::load(trial, subject.clone(), now) else { return false };
		let held = row.row.given().is_some_and(|given| given.scopes.contains(scopes));
		held && !scopes.is_empty() && Self::standing_in(&row).permits()
	}

	fn given(trial: TrialId, subject: &T::AccountId) -> Option<Given> {
		Row::<T>::load(trial, subject.clone(), Self::now())?.row.given().cloned()
	}
}
