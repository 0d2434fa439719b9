//! What a benchmark of one healthcare pallet needs of the others.

use crate::AccountId;
use core::marker::PhantomData;
use pallet_registry::{
	types::{File, Licence, Organisation, Registrar, Standing},
	Files, Holders, Licences, NextLicence, Organisations, RegistrarByAccount, Registrars,
};
use salus_primitives::{Duties, LicenceId, Moment, Role, Roles, Trail};
use sp_core::H256;

/// Sets the scene in a runtime's storage.
pub struct Scene<T>(PhantomData<T>);

/// The organisation for which every licence of a scene is.
const HOUSE: u32 = u32::MAX;

impl<T> pallet_prescriptions::BenchmarkHelper<AccountId> for Scene<T>
where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_registry::Config
		+ pallet_timestamp::Config<Moment = Moment>,
{
	fn licence(who: &AccountId, role: Role) -> LicenceId {
		let id = NextLicence::<T>::get();
		NextLicence::<T>::put(id.saturating_add(1));
		Organisations::<T>::insert(
			HOUSE,
			Organisation {
				account: who.clone(),
				identity: H256::zero(),
				group: None,
				registrar: None,
				free: 0u32.into(),
				bonded: 0u32.into(),
				vetoed: false,
				pending: None,
				trail: Trail::of_id(H256::zero()),
			},
		);
		Licences::<T>::insert(
			id,
			Licence {
				holder: who.clone(),
				organisation: HOUSE,
				role,
				bonded: true,
				from: 0,
				until: Moment::MAX,
				standing: Standing::Active,
				set: (0, 0),
			},
		);
		Files::<T>::insert(
			id,
			File {
				registrar: 1,
				credential: H256::zero(),
				granted: 0,
				tier: 0,
				bond: 0u32.into(),
				ended: None,
				vetoed: false,
				pending: None,
				reports: Default::default(),
				trail: Trail::of_id(H256::zero()),
			},
		);
		Holders::<T>::mutate(who, |count| {
			*count = Some(count.unwrap_or_default().saturating_add(1))
		});
		id
	}

	fn registrar(who: &AccountId) {
		let id = u16::MAX;
		Registrars::<T>::insert(
			id,
			Registrar {
				account: who.clone(),
				organisation: HOUSE,
				roles: Roles::ALL,
				duties: Duties::ALL,
				allotment: 0,
				ended: None,
			},
		);
		RegistrarByAccount::<T>::insert(who, id);
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<T>::put(now);
	}
}
