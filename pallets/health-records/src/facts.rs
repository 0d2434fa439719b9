//! What other pallets may ask.

use crate::{
	rows::Row, AccountIdOf, Config, GrantOf, Grantee, Grants, KeptRecord, Pallet, PatientOf,
	Record, RecordOf, WeightInfo,
};
use frame::prelude::*;
use salus_primitives::{
	AccessFacts, LicenceId, Licensing, Moment, PatientAuthority, Power, Purpose, RecordFacts,
	RecordId, RecordStatus, Roles,
};

/// A key that no custodian entered acts for itself alone.
impl<T: Config> PatientAuthority<AccountIdOf<T>> for Pallet<T> {
	fn may_act(key: &AccountIdOf<T>, who: &AccountIdOf<T>, power: Power, now: Moment) -> bool {
		match Row::<T, PatientOf<T>>::load(key.clone(), now) {
			Some(row) => row.value.voice(key, who, power, now).is_some(),
			None => key == who,
		}
	}

	fn speaks_as(key: &AccountIdOf<T>, who: &AccountIdOf<T>, now: Moment) -> bool {
		match Row::<T, PatientOf<T>>::load(key.clone(), now) {
			Some(row) => row.value.speaker(key) == who,
			None => key == who,
		}
	}

	fn may_act_weight() -> Weight {
		T::WeightInfo::may_act()
	}
}

impl<T: Config> AccessFacts<AccountIdOf<T>> for Pallet<T> {
	fn allowed(who: &AccountIdOf<T>, id: &RecordId, purpose: Purpose, now: Moment) -> bool {
		let Some(row) = Row::<T, RecordOf<T>>::load(*id, now) else { return false };
		if Self::is_blocked(&row.value) {
			return false;
		}
		let Record::Kept(KeptRecord { patient, set, .. }) = row.value else { return false };
		Grants::<T>::iter_prefix_values(&patient).any(|mut grant: GrantOf<T>| {
			salus_primitives::Settle::settle(&mut grant, now);
			grant.is_open()
				&& grant.from <= now
				&& grant.purpose == purpose
				&& grant.what.covers(id, set)
				&& Self::is_grantee(&grant.grantee, who, now)
		})
	}
}

impl<T: Config> Pallet<T> {
	fn is_grantee(grantee: &Grantee<AccountIdOf<T>>, who: &AccountIdOf<T>, now: Moment) -> bool {
		match grantee {
			Grantee::Key(key) => key == who,
			Grantee::Licence(licence) => {
				T::Licences::check(*licence, who, Roles::ALL, now).is_ok()
					&& !Self::is_suspended(*licence, now)
			},
		}
	}
}

impl<T: Config> RecordFacts for Pallet<T> {
	fn status(id: &RecordId) -> Option<RecordStatus> {
		Row::<T, RecordOf<T>>::load(*id, Self::now()).map(|row| row.value.status())
	}

	fn opens(id: &RecordId, custodian: LicenceId, authored_at: Moment, root: &H256) -> bool {
		Self::record_id(custodian, authored_at, root) == *id
	}
}
