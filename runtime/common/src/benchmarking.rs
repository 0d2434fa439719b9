//! What a benchmark of one healthcare pallet needs of the others.

// Never in a block.
#![allow(clippy::expect_used, clippy::arithmetic_side_effects)]

use crate::types::{AccountId, AnyAssetId, AssetId, Balance, Signature};
use alloc::vec;
use core::marker::PhantomData;
use frame_support::{
	traits::{
		fungible,
		fungibles::{self, Inspect},
		Footprint,
	},
	BoundedVec,
};
use pallet_health_records::{Guardian, Guardians, Patient, Patients};
use pallet_prescriptions::{
	Access, Dispense, Flags, Items, LiveRx, Rx, Stage, Terms, MAX_DISPENSES,
};
use pallet_registry::{
	types::{File, Ground, Licence, Organisation, Registrar, Standing},
	Files, Holders, Licences, NextLicence, Organisations, RegistrarByAccount, Registrars,
};
use salus_primitives::{
	Actor, Duties, LicenceId, Moment, OrganisationId, Powers, Role, Roles, RowTicket, RxId, Trail,
};
use sp_core::{crypto::KeyTypeId, H256};

/// Sets the scene in a runtime's storage.
pub struct Scene<T>(PhantomData<T>);

/// Organisations of a scene count down from here, so that none is one of the genesis.
const LAST_ORGANISATION: OrganisationId = OrganisationId::MAX;
/// The organisation for which every licence of prescriptions' scenes is.
const HOUSE: OrganisationId = LAST_ORGANISATION;
/// Where the keystore keeps a scene's keys.
const SCENE: KeyTypeId = KeyTypeId(*b"scen");
/// An asset that no genesis has.
const ASSET: AssetId = AssetId::MAX;

impl<T: pallet_registry::Config<AccountId = AccountId>> Scene<T> {
	/// An organisation with this account, of a group of its own: to find two of them unrelated both are read.
	pub(crate) fn organisation(organisation: OrganisationId, account: &AccountId) {
		Organisations::<T>::insert(
			organisation,
			Organisation {
				account: account.clone(),
				identity: H256::zero(),
				group: Some(organisation),
				registrar: None,
				free: 0u32.into(),
				bonded: 0u32.into(),
				vetoed: false,
				pending: None,
				trail: Trail::of_id(H256::zero()),
			},
		);
	}

	fn enter(who: &AccountId, role: Role, organisation: OrganisationId) -> LicenceId {
		let id = NextLicence::<T>::get();
		NextLicence::<T>::put(id.saturating_add(1));
		Self::organisation(organisation, who);
		Licences::<T>::insert(
			id,
			Licence {
				holder: who.clone(),
				organisation,
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
}

impl<T> pallet_prescriptions::BenchmarkHelper<AccountId> for Scene<T>
where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_registry::Config
		+ pallet_timestamp::Config<Moment = Moment>,
{
	fn licence(who: &AccountId, role: Role) -> LicenceId {
		Self::enter(who, role, HOUSE)
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

/// The `n`th key of a scene that can sign, in the keystore of whoever runs the benchmark.
fn public(n: u32) -> sp_core::sr25519::Public {
	let seed = alloc::format!("//salus//scene//{n}").into_bytes();
	sp_io::crypto::sr25519_generate(SCENE, Some(seed))
}

fn sign(n: u32, message: &[u8]) -> Signature {
	let signature = sp_io::crypto::sr25519_sign(SCENE, &public(n), message);
	signature.expect("the key was generated").into()
}

/// An organisation for each account, none of them one of the genesis.
fn house_of(who: &AccountId) -> OrganisationId {
	let bytes: &[u8; 32] = who.as_ref();
	bytes.iter().fold(HOUSE, |id, byte| id.rotate_left(5) ^ OrganisationId::from(*byte)) | 1 << 31
}

impl<T> pallet_health_records::BenchmarkHelper<AccountId, Signature> for Scene<T>
where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_prescriptions::Config
		+ pallet_registry::Config
		+ pallet_timestamp::Config<Moment = Moment>,
{
	fn licence(who: &AccountId, role: Role) -> LicenceId {
		Self::enter(who, role, house_of(who))
	}

	fn registrar(who: &AccountId) {
		<Self as pallet_prescriptions::BenchmarkHelper<_>>::registrar(who)
	}

	fn end(licence: LicenceId) {
		Licences::<T>::mutate(licence, |row| {
			row.iter_mut().for_each(|row| row.standing = Standing::Surrendered)
		});
	}

	fn key(n: u32) -> AccountId {
		public(n).into()
	}

	fn sign(n: u32, message: &[u8]) -> Signature {
		sign(n, message)
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<T>::put(now);
	}
}

impl<T> pallet_trial_consents::BenchmarkHelper<AccountId, Signature> for Scene<T>
where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_health_records::Config
		+ pallet_registry::Config
		+ pallet_timestamp::Config<Moment = Moment>,
{
	fn licence(who: &AccountId, role: Role) -> LicenceId {
		Self::enter(who, role, house_of(who))
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<T>::put(now);
	}

	fn key(n: u32) -> AccountId {
		public(n).into()
	}

	fn sign(n: u32, message: &[u8]) -> Signature {
		sign(n, message)
	}

	/// With as many guardians as there can be: the row is read whenever it is asked who speaks.
	fn succeed(key: &AccountId, successor: &AccountId) {
		let custodian = AccountId::new([4; 32]);
		let licence = Self::enter(&custodian, Role::Hospital, HOUSE);
		let actor =
			Actor { account: custodian, organisation: HOUSE, role: Role::Hospital, bonded: true };
		let size = Footprint::from_parts(1, 1);
		<T as pallet_health_records::Config>::PatientTicket::ensure_successful(&actor, size);
		let ticket = <T as pallet_health_records::Config>::PatientTicket::new(&actor, size);
		let guardian =
			|n| Guardian { key: AccountId::new([n; 32]), powers: Powers::ALL, until: Moment::MAX };
		let list = BoundedVec::truncate_from(vec![guardian(11), guardian(12), guardian(13)]);
		let patient = Patient {
			custodian: licence,
			controller: Some(successor.clone()),
			guardians: Guardians { list, threshold: 3 },
			recovery: None,
			attempt: 1,
			vetoed_at: None,
			agreed_at: 0,
			sealed: Default::default(),
			seq: 0,
			trail: Trail::of_id(H256::zero()),
			ticket: ticket.expect("the custodian can bear it"),
		};
		Patients::<T>::insert(key, patient);
	}
}

impl<T> pallet_reimbursement_escrow::BenchmarkHelper<AccountId, AnyAssetId> for Scene<T>
where
	T: frame_system::Config<AccountId = AccountId>
		+ pallet_assets::Config<AssetId = AssetId, Balance = Balance>
		+ pallet_balances::Config<Balance = Balance>
		+ pallet_prescriptions::Config
		+ pallet_registry::Config
		+ pallet_timestamp::Config<Moment = Moment>,
{
	fn licence(who: &AccountId, role: Role, organisation: OrganisationId) -> LicenceId {
		Self::enter(who, role, LAST_ORGANISATION.saturating_sub(organisation))
	}

	/// Free, with units left, and barred by the issuer's fraud: only a look at the licence tells.
	fn item(rx: RxId, by: LicenceId, quantity: u32) {
		let at = pallet_timestamp::Now::<T>::get();
		let doctor = AccountId::new([1; 32]);
		let issuer = Self::enter(&doctor, Role::Prescriber, HOUSE);
		Licences::<T>::mutate(issuer, |licence| {
			licence.iter_mut().for_each(|licence| {
				licence.standing = Standing::Suspended(Ground::Fraud { since: 0 })
			})
		});
		let actor =
			Actor { account: doctor, organisation: HOUSE, role: Role::Prescriber, bonded: true };
		let size = Footprint::from_parts(1, 1);
		<T as pallet_prescriptions::Config>::Ticket::ensure_successful(&actor, size);
		let Ok(ticket) = <T as pallet_prescriptions::Config>::Ticket::new(&actor, size) else {
			return;
		};
		let dispense = Dispense { by, block: 1, at, quantity, fill: 0, flags: 0 };
		let live = LiveRx {
			patient: AccountId::new([2; 32]),
			issuer,
			issued_at: 1,
			terms: Terms {
				class: 1,
				unit: 1,
				quantity: u32::MAX,
				repeats: 0,
				interval_h: 0,
				partial_h: u16::MAX,
				from: at,
				until: Moment::MAX,
			},
			trail: Trail::of_id(rx),
			flags: Flags::default(),
			patient_seq: 0,
			access: Access::Only(by),
			transfers_left: 0,
			stage: Stage::Free,
			dispenses: BoundedVec::truncate_from(vec![dispense; MAX_DISPENSES as usize]),
			ticket,
		};
		Items::<T>::insert(rx, Rx::Live(live));
	}

	fn asset() -> AnyAssetId {
		let bank = AccountId::new([3; 32]);
		if !pallet_assets::Pallet::<T>::asset_exists(ASSET) {
			let created = <pallet_assets::Pallet<T> as fungibles::Create<AccountId>>::create(
				ASSET, bank, true, 1,
			);
			debug_assert!(created.is_ok(), "{created:?}");
		}
		AnyAssetId::WithId(ASSET)
	}

	fn native() -> AnyAssetId {
		AnyAssetId::Native
	}

	fn mint(asset: AnyAssetId, who: &AccountId, amount: Balance) {
		let minted = match asset {
			AnyAssetId::Native => {
				<pallet_balances::Pallet<T> as fungible::Mutate<_>>::mint_into(who, amount)
			},
			AnyAssetId::WithId(id) => {
				<pallet_assets::Pallet<T> as fungibles::Mutate<_>>::mint_into(id, who, amount)
			},
		};
		debug_assert!(minted.is_ok(), "{minted:?}");
	}

	fn set_time(now: Moment) {
		pallet_timestamp::Now::<T>::put(now);
	}
}
