//! The first policies, organisations, registrars and licences, as a chain spec names them.
//!
//! Their trails are empty: the genesis itself is their history. Whoever licensed an own house, a regulator or an auditor here
//! did so by agreement of all who run the chain, so nothing waits for the council.

use crate::*;
use alloc::vec::Vec;
use frame::{prelude::*, token::fungible::MutateHold, traits::Convert};
use salus_primitives::{Duties, Duty, Moment, OrganisationId, RegistrarId, Role, Roles};

/// A role's policy.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisPolicy<Balance> {
	/// The role.
	pub role: Role,
	/// Longest validity ahead, in days.
	pub max_validity_d: u16,
	/// How long a share stays held after its licence's end, in days.
	pub tail_d: u16,
	/// Size of the share by tier, ascending.
	pub bonds: [Balance; TIERS],
}

/// An organisation entered by the council.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisOrganisation<A, Balance> {
	/// Its account, which must own the bond.
	pub account: A,
	/// Hash of its entry in a public register.
	pub identity: H256,
	/// Its group.
	pub group: Option<u32>,
	/// What it sets aside; held at build.
	pub bond: Balance,
}

/// A registrar.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisRegistrar<A> {
	/// Its account.
	pub account: A,
	/// Its own house.
	pub organisation: OrganisationId,
	/// What it may license.
	pub roles: Vec<Role>,
	/// What it may do in other pallets.
	pub duties: Vec<Duty>,
	/// How many licences it may grant.
	pub allotment: u32,
}

/// A licence in force.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisLicence<A> {
	/// The key that may act.
	pub holder: A,
	/// What it may act as.
	pub role: Role,
	/// For whom.
	pub organisation: OrganisationId,
	/// Who answers for it.
	pub registrar: RegistrarId,
	/// First millisecond of validity.
	pub from: Moment,
	/// First millisecond after validity. The policy's longest validity binds from the first renewal.
	pub until: Moment,
	/// Commitment to the credential off the chain.
	pub credential: H256,
	/// Index into the role's bond sizes.
	pub tier: u8,
}

/// Before the first block there is neither a block nor a clock.
const GENESIS: Stamp = (0, 0);

/// Fails the build on anything that a call would refuse: a duplicate identity, an unknown id, a short bond. A chain must not
/// start from a spec that contradicts itself, and no block is built, so this may panic.
pub(crate) fn build<T: Config>(config: &GenesisConfig<T>) {
	for policy in &config.policies {
		add_policy::<T>(policy);
	}
	for organisation in &config.organisations {
		add_organisation::<T>(organisation);
	}
	for registrar in &config.registrars {
		let roles = Roles::of(&registrar.roles);
		let duties = Duties::of(&registrar.duties);
		let account = registrar.account.clone();
		let added = Pallet::<T>::do_add_registrar(
			account,
			registrar.organisation,
			roles,
			duties,
			registrar.allotment,
		);
		assert!(added.is_ok(), "registrar {registrar:?}: {added:?}");
	}
	for licence in &config.licences {
		let added = add_licence::<T>(licence);
		assert!(added.is_ok(), "licence {licence:?}: {added:?}");
	}
}

fn add_policy<T: Config>(genesis: &GenesisPolicy<BalanceOf<T>>) {
	let policy = RolePolicy {
		max_validity_d: genesis.max_validity_d,
		tail_d: genesis.tail_d,
		bonds: genesis.bonds,
	};
	let valid = policy.is_valid(T::MinTail::convert(genesis.role));
	assert!(valid, "policy {genesis:?}: no validity, too short a tail or descending bonds");
	RolePolicies::<T>::insert(genesis.role, policy);
}

fn add_organisation<T: Config>(genesis: &GenesisOrganisation<T::AccountId, BalanceOf<T>>) {
	let identity = genesis.identity;
	assert!(!Identities::<T>::contains_key(identity), "identity {identity:?} twice");
	let id = NextOrganisation::<T>::get();
	let mut row = Pallet::<T>::new_organisation(id, genesis.account.clone(), identity, None);
	row.group = genesis.group;
	row.free = genesis.bond;
	let held = T::Currency::hold(&HoldReason::Bond.into(), &genesis.account, genesis.bond);
	assert!(held.is_ok(), "organisation {genesis:?}: its account does not own the bond: {held:?}");
	NextOrganisation::<T>::put(id.saturating_add(1));
	Identities::<T>::insert(identity, id);
	Organisations::<T>::insert(id, row);
}

fn add_licence<T: Config>(genesis: &GenesisLicence<T::AccountId>) -> DispatchResult {
	ensure!(Registrars::<T>::contains_key(genesis.registrar), Error::<T>::NotFound);
	ensure!(genesis.from < genesis.until, Error::<T>::InvalidPeriod);
	let house = Organisations::<T>::get(genesis.organisation).ok_or(Error::<T>::NotFound)?;
	Pallet::<T>::ensure_personal(genesis.role, &genesis.holder, &house.account)?;
	let (_, bond) = Pallet::<T>::asked(genesis.role, genesis.tier)?;
	let house = Pallet::<T>::with_share(house, Zero::zero(), bond)?;
	let terms = Terms {
		holder: genesis.holder.clone(),
		role: genesis.role,
		organisation: genesis.organisation,
		registrar: genesis.registrar,
		from: genesis.from,
		until: genesis.until,
		credential: genesis.credential,
		tier: genesis.tier,
		bond,
	};
	let id = NextLicence::<T>::get();
	let (row, file) = Pallet::<T>::new_licence(id, &terms, GENESIS);
	NextLicence::<T>::put(id.saturating_add(1));
	Organisations::<T>::insert(genesis.organisation, house);
	Pallet::<T>::count_holder(&terms.holder);
	Licences::<T>::insert(id, row);
	Files::<T>::insert(id, file);
	Ok(())
}
