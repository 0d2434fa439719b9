//! Policies, and how an item comes into being.

use crate::{
	rows::Row, Access, AccountIdOf, Closure, Config, Error, Event, Flags, Items, LiveRx, Pallet,
	Policies, Policy, Rx, Stage, Terms, MAX_DISPENSES,
};
use frame::prelude::*;
use salus_primitives::{ids::HOUR, LicenceId, Moment, Role, RxId, Trail};

/// What the prescriber says of a new item.
pub struct NewRx<A> {
	pub patient: A,
	pub terms: Terms,
	pub substitution: bool,
	pub access: Access,
}

impl Policy {
	/// Whether every fill that it allows has a slot.
	pub fn is_sound(&self) -> bool {
		u32::from(self.max_repeats) < MAX_DISPENSES
	}

	/// Whether the terms keep to it.
	///
	/// The validity counts from authoring, or from its own begin if that is earlier: a later begin ("do not fill before")
	/// does not lengthen it (21 CFR 1306.22 counts from the date of issue: verify), and a row's life is bounded.
	pub fn admits(&self, terms: &Terms, authored_at: Moment) -> bool {
		let validity = terms.until.saturating_sub(terms.from.min(authored_at));
		terms.repeats <= self.max_repeats
			&& terms.quantity <= self.max_quantity
			&& validity <= HOUR.saturating_mul(self.max_validity_h.into())
			&& (terms.repeats == 0 || terms.interval_h >= self.min_interval_h)
			&& terms.partial_h <= self.partial_h
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_policy(class: u8, policy: Option<Policy>) -> DispatchResult {
		ensure!(policy.as_ref().is_none_or(Policy::is_sound), Error::<T>::InvalidPolicy);
		Policies::<T>::set(class, policy.clone());
		Self::deposit_event(Event::PolicySet { class, policy });
		Ok(())
	}

	pub(crate) fn do_issue(
		who: AccountIdOf<T>,
		licence: LicenceId,
		commitment: H256,
		authored_at: Moment,
		new: NewRx<AccountIdOf<T>>,
		prior: Option<RxId>,
	) -> DispatchResult {
		let now = Self::now();
		let NewRx { patient, terms, substitution, access } = new;
		let actor = Self::actor(&who, licence, &[Role::Prescriber], now)?;
		let id = Self::new_id(licence, authored_at, &commitment, now)?;
		let policy = Policies::<T>::get(terms.class).ok_or(Error::<T>::PolicyViolated)?;
		ensure!(terms.quantity > 0, Error::<T>::InvalidTerms);
		ensure!(terms.from < terms.until && now < terms.until, Error::<T>::InvalidTerms);
		ensure!(policy.admits(&terms, authored_at), Error::<T>::PolicyViolated);
		// Opening an item to everybody is the patient's choice.
		ensure!(access != Access::Any, Error::<T>::InvalidTerms);
		ensure!(!Items::<T>::contains_key(id), Error::<T>::AlreadyExists);
		let replaced = prior.map(|prior| Self::replaceable(prior, licence, now)).transpose()?;
		let transfers_left = match &replaced {
			Some(Row { rx: Rx::Live(prior), .. }) if policy.inherit_transfers => {
				policy.transfers.min(prior.transfers_left)
			},
			// The archive does not say how many were left.
			Some(Row { rx: Rx::Archived(_), .. }) if policy.inherit_transfers => 0,
			_ => policy.transfers,
		};
		let ticket = Self::ticket(&actor)?;

		if let Some(mut prior) = replaced {
			if let Ok(live) = prior.live() {
				// Withdrawing a dispense must not bring a completed item back beside its successor.
				live.flags.set(Flags::FINAL);
			}
			if prior.open().is_ok() {
				prior.close(Closure::Stopped)?;
			}
			prior.save()?;
		}
		let live = LiveRx {
			patient,
			issuer: licence,
			issued_at: Self::block(),
			terms,
			trail: Trail::of_id(id),
			flags: Flags(if substitution { Flags::SUBSTITUTION } else { 0 }),
			patient_seq: 0,
			access,
			transfers_left,
			stage: Stage::Free,
			dispenses: Default::default(),
			ticket,
		};
		let mut row = Row::<T>::new(id, now, live);
		row.emit(Event::Issued { id, issuer: licence, prior });
		row.save()
	}

	/// The item that a renewal replaces: the prescriber's own, in nobody's hands.
	fn replaceable(id: RxId, licence: LicenceId, now: Moment) -> Result<Row<T>, Error<T>> {
		let row = Self::row(id, now)?;
		ensure!(row.rx.issuer() == licence, Error::NotAuthorized);
		match &row.rx {
			Rx::Live(LiveRx {
				stage: Stage::Held { .. } | Stage::Declined { .. } | Stage::Owed { .. },
				..
			}) => Err(Error::AlreadyHeld),
			_ => Ok(row),
		}
	}
}
