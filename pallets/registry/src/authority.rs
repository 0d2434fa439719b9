//! Who asks, in whose house, and what it leaves in the books.

use crate::*;
use frame::{prelude::*, traits::UnixTime};
use salus_primitives::{BlockNumber, Moment, OrganisationId, RegistrarId, Trail};

/// Most successors that are followed from an ended registrar.
const MAX_SUCCESSION: u32 = 4;

/// Who asks for what a registrar may do.
pub(crate) enum Authority<T: Config> {
	/// The council, which may do it to any licence.
	Council,
	/// An acting registrar.
	Registrar(RegistrarId, RegistrarOf<T>),
}

impl<T: Config> Pallet<T> {
	/// The present block and its time.
	pub(crate) fn clock() -> Stamp {
		let block = frame_system::Pallet::<T>::block_number().saturated_into::<BlockNumber>();
		(block, T::Time::now().as_millis().saturated_into::<Moment>())
	}

	/// Emits an event and links it into the trail of what it is about.
	pub(crate) fn record(trail: &mut Trail, at: Stamp, event: Event<T>) {
		trail.push(&event, at.0, at.1);
		Self::deposit_event(event);
	}

	/// The council or an acting registrar.
	pub(crate) fn authority(origin: OriginFor<T>) -> Result<Authority<T>, DispatchError> {
		let origin = match T::GovernanceOrigin::try_origin(origin) {
			Ok(_) => return Ok(Authority::Council),
			Err(origin) => origin,
		};
		let (id, row) =
			Self::acting_registrar(&ensure_signed(origin)?).ok_or(Error::<T>::NotAuthorized)?;
		Ok(Authority::Registrar(id, row))
	}

	/// The acting registrar with this account.
	pub(crate) fn acting_registrar(who: &T::AccountId) -> Option<(RegistrarId, RegistrarOf<T>)> {
		let id = RegistrarByAccount::<T>::get(who)?;
		Some((id, Registrars::<T>::get(id)?))
	}

	/// Who answers at present for what a registrar granted: itself or, once it has ended, its successor.
	pub(crate) fn successor_of(registrar: RegistrarId) -> Option<(RegistrarId, RegistrarOf<T>)> {
		let mut id = registrar;
		for _ in 0..=MAX_SUCCESSION {
			let row = Registrars::<T>::get(id)?;
			match row.ended {
				None => return Some((id, row)),
				Some((_, successor)) => id = successor?,
			}
		}
		None
	}

	/// That the council or the registrar answering for `registrar` asks.
	pub(crate) fn ensure_answers_for(
		by: &Authority<T>,
		registrar: Option<RegistrarId>,
	) -> DispatchResult {
		let answers = match by {
			Authority::Council => true,
			Authority::Registrar(id, _) => registrar.is_some_and(|registrar| {
				registrar == *id
					|| Self::successor_of(registrar).is_some_and(|(successor, _)| successor == *id)
			}),
		};
		ensure!(answers, Error::<T>::NotAuthorized);
		Ok(())
	}

	/// Whether a registrar acts in favour of its own house; the council has none.
	pub(crate) fn is_own_house(
		by: &Authority<T>,
		organisation: OrganisationId,
		keys: &[&T::AccountId],
	) -> bool {
		match by {
			Authority::Council => false,
			Authority::Registrar(_, row) => Self::is_house_of(row, organisation, keys),
		}
	}

	/// Whether one of the keys is the registrar's account, or the organisation is related to its own.
	pub(crate) fn is_house_of(
		registrar: &RegistrarOf<T>,
		organisation: OrganisationId,
		keys: &[&T::AccountId],
	) -> bool {
		keys.contains(&&registrar.account)
			|| Self::are_related(registrar.organisation, organisation)
	}

	/// Whether two organisations are equal or of one group.
	pub(crate) fn are_related(a: OrganisationId, b: OrganisationId) -> bool {
		if a == b {
			return true;
		}
		let group = |id| Organisations::<T>::get(id).and_then(|row| row.group);
		group(a).is_some_and(|of_a| group(b) == Some(of_a))
	}
}

impl<A, Balance> File<A, Balance> {
	/// What waits and can still take effect.
	pub(crate) fn live(&self, now: Moment) -> Option<&Pending<A>> {
		self.pending.as_ref().filter(|pending| pending.is_live(now))
	}
}
