//! Organisations, their groups, and the policies of roles.

use crate::{authority::Authority, *};
use frame::{prelude::*, traits::Convert};
use salus_primitives::{OrganisationId, Role, Trail};

impl<Balance: Copy + PartialOrd> RolePolicy<Balance> {
	/// Whether it can be a policy: a validity, a tail of at least `min_tail_d`, bonds that do not descend.
	pub(crate) fn is_valid(&self, min_tail_d: u16) -> bool {
		self.max_validity_d > 0 && self.tail_d >= min_tail_d && self.bonds.is_sorted()
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_set_role_policy(role: Role, policy: PolicyOf<T>) -> DispatchResult {
		ensure!(policy.is_valid(T::MinTail::convert(role)), Error::<T>::InvalidPolicy);
		RolePolicies::<T>::insert(role, policy);
		Self::deposit_event(Event::RolePolicySet { role, policy });
		Ok(())
	}

	pub(crate) fn do_enter_organisation(
		by: Authority<T>,
		account: T::AccountId,
		identity: H256,
	) -> DispatchResult {
		// A registrar's own house is the council's to enter, and its allotment bounds the others.
		let granter = match by {
			Authority::Council => None,
			Authority::Registrar(id, mut row) => {
				ensure!(row.account != account, Error::<T>::NotAuthorized);
				row.allotment = row.allotment.checked_sub(1).ok_or(Error::<T>::AllotmentSpent)?;
				Some((id, row))
			},
		};
		let registrar = granter.as_ref().map(|(id, _)| *id);
		ensure!(!Identities::<T>::contains_key(identity), Error::<T>::AlreadyExists);
		let organisation = NextOrganisation::<T>::get();
		let next = organisation.checked_add(1).ok_or(Error::<T>::LimitReached)?;

		let mut row = Self::new_organisation(organisation, account.clone(), identity, registrar);
		let event = Event::OrganisationEntered { organisation, account, identity, registrar };
		Self::record(&mut row.trail, Self::clock(), event);
		if let Some((id, row)) = granter {
			Registrars::<T>::insert(id, row);
		}
		NextOrganisation::<T>::put(next);
		Identities::<T>::insert(identity, organisation);
		Organisations::<T>::insert(organisation, row);
		Ok(())
	}

	/// An organisation that has set nothing aside.
	pub(crate) fn new_organisation(
		id: OrganisationId,
		account: T::AccountId,
		identity: H256,
		registrar: Option<salus_primitives::RegistrarId>,
	) -> OrganisationOf<T> {
		Organisation {
			account,
			identity,
			group: None,
			registrar,
			free: Zero::zero(),
			bonded: Zero::zero(),
			vetoed: false,
			pending: None,
			trail: Trail::of_key(TRAIL, &Target::Organisation(id)),
		}
	}

	pub(crate) fn do_set_group(
		organisations: &[OrganisationId],
		group: Option<u32>,
	) -> DispatchResult {
		let known = organisations.iter().all(Organisations::<T>::contains_key);
		ensure!(known, Error::<T>::NotFound);
		let at = Self::clock();
		for organisation in organisations {
			Organisations::<T>::mutate_extant(organisation, |row| {
				row.group = group;
				let event = Event::GroupSet { organisation: *organisation, group };
				Self::record(&mut row.trail, at, event);
			});
		}
		Ok(())
	}
}
