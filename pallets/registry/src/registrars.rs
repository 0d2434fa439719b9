//! Registrars, and how they answer reports.

use crate::{authority::Authority, *};
use alloc::vec::Vec;
use frame::prelude::*;
use salus_primitives::{Duties, Infraction, LicenceId, OrganisationId, RegistrarId, Roles};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_add_registrar(
		account: T::AccountId,
		organisation: OrganisationId,
		roles: Roles,
		duties: Duties,
		allotment: u32,
	) -> DispatchResult {
		ensure!(Organisations::<T>::contains_key(organisation), Error::<T>::NotFound);
		ensure!(!RegistrarByAccount::<T>::contains_key(&account), Error::<T>::AlreadyExists);
		ensure!(
			RegistrarByAccount::<T>::count() < T::MaxRegistrars::get(),
			Error::<T>::LimitReached
		);
		ensure!(roles.is_valid() && duties.is_valid(), Error::<T>::InvalidRoles);
		let registrar = NextRegistrar::<T>::get();
		let next = registrar.checked_add(1).ok_or(Error::<T>::LimitReached)?;

		let row = Registrar { account, organisation, roles, duties, allotment, ended: None };
		NextRegistrar::<T>::put(next);
		RegistrarByAccount::<T>::insert(&row.account, registrar);
		Registrars::<T>::insert(registrar, &row);
		Self::deposit_event(Event::RegistrarAdded { registrar, row });
		Ok(())
	}

	pub(crate) fn do_change_registrar(
		registrar: RegistrarId,
		account: T::AccountId,
		roles: Roles,
		duties: Duties,
		allotment: u32,
	) -> DispatchResult {
		let mut row = Registrars::<T>::get(registrar).ok_or(Error::<T>::NotFound)?;
		let other = RegistrarByAccount::<T>::get(&account).filter(|other| *other != registrar);
		ensure!(other.is_none(), Error::<T>::AlreadyExists);
		ensure!(row.ended.is_none(), Error::<T>::AlreadyEnded);
		let grows = roles.is_valid() && roles.contains_all(row.roles);
		ensure!(grows && duties.is_valid(), Error::<T>::InvalidRoles);

		RegistrarByAccount::<T>::remove(&row.account);
		RegistrarByAccount::<T>::insert(&account, registrar);
		row = Registrar { account, roles, duties, allotment, ..row };
		Registrars::<T>::insert(registrar, &row);
		Self::deposit_event(Event::RegistrarChanged { registrar, row });
		Ok(())
	}

	/// A successor acts when it is named and what has ended never acts again, so successions have no cycle.
	pub(crate) fn do_end_registrar(
		registrar: RegistrarId,
		successor: Option<RegistrarId>,
	) -> DispatchResult {
		let mut row = Registrars::<T>::get(registrar).ok_or(Error::<T>::NotFound)?;
		if let Some(id) = successor {
			let fits = Registrars::<T>::get(id).is_some_and(|next| {
				id != registrar && next.ended.is_none() && next.roles.contains_all(row.roles)
			});
			ensure!(fits, Error::<T>::InvalidSuccessor);
		}
		let block = match row.ended {
			Some((block, _)) => {
				ensure!(successor.is_some(), Error::<T>::AlreadyEnded);
				block
			},
			None => Self::clock().0,
		};

		if row.ended.is_none() {
			RegistrarByAccount::<T>::remove(&row.account);
		}
		row.ended = Some((block, successor));
		Registrars::<T>::insert(registrar, row);
		Self::deposit_event(Event::RegistrarEnded { registrar, successor });
		Ok(())
	}

	pub(crate) fn do_answer_report(
		by: Authority<T>,
		licence: LicenceId,
		what: Infraction,
		decision: H256,
	) -> DispatchResult {
		let (row, mut file) = Self::governed(&by, licence)?;
		let own_house = Self::is_own_house(&by, row.organisation, &[&row.holder]);
		ensure!(!own_house, Error::<T>::NotAuthorized);
		let report = file
			.reports
			.iter_mut()
			.find(|report| report.what == what && report.is_open())
			.ok_or(Error::<T>::NothingReported)?;

		report.answered = report.count;
		let event = Event::ReportAnswered { licence, what, answered: report.answered, decision };
		Self::record(&mut file.trail, Self::clock(), event);
		Files::<T>::insert(licence, file);
		Ok(())
	}

	/// The acting registrars, by id.
	pub(crate) fn acting_registrars() -> Vec<(RegistrarId, RegistrarOf<T>)> {
		let mut rows: Vec<_> = RegistrarByAccount::<T>::iter_values()
			.filter_map(|id| Some((id, Registrars::<T>::get(id)?)))
			.collect();
		rows.sort_by_key(|(id, _)| *id);
		rows
	}
}
