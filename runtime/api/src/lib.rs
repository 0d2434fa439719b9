//! What nodes and clients ask of a Salus runtime, whichever network it runs.
//!
//! Every answer is of the block at which it is asked, on settled rows: what time alone has changed is in it. Lists come in
//! [pages](salus_primitives::Page). The pallets' view functions answer the same; these traits have versions, so a node can
//! ask runtimes of different ages.
#![cfg_attr(not(feature = "std"), no_std)]
// The macro's hidden items.
#![allow(missing_docs)]

extern crate alloc;

use alloc::{string::String, vec::Vec};
use codec::{Codec, Decode, Encode};
use pallet_prescriptions::{Outcome, Policy, Rx};
use pallet_registry::{
	Bond, File, Licence, Organisation, Pending, Registrar, Report, RolePolicy, Target,
};
use salus_primitives::{
	BlockNumber, LicenceId, LicenceStatus, Moment, OrganisationId, Page, RegistrarId, Role, RxId,
};
use scale_info::{TypeDef, TypeInfo};
use sp_core::H256;

pub use pallet_prescriptions;
pub use pallet_registry;

/// Most items that [`PrescriptionsApi::items`] and [`RegistryApi::licences`] answer; the rest of a longer list is ignored.
pub const MAX_ASKED: usize = 32;

/// Something that happened to an item in a block.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct ItemEvent {
	/// The item.
	pub id: RxId,
	/// The name of the pallet's event.
	pub name: String,
	/// The event as the item's trail hashes it.
	pub event: Vec<u8>,
}

impl ItemEvent {
	/// An event of the pallet, which concerns the item.
	pub fn new<E: Encode + TypeInfo + 'static>(id: RxId, event: &E) -> Self {
		let event = event.encode();
		let name = match E::type_info().type_def {
			TypeDef::Variant(all) => all
				.variants
				.iter()
				.find(|variant| event.first() == Some(&variant.index))
				.map(|variant| variant.name.into())
				.unwrap_or_default(),
			_ => String::new(),
		};
		ItemEvent { id, name, event }
	}
}

sp_api::decl_runtime_apis! {
	/// Prescriptions.
	pub trait PrescriptionsApi<AccountId> where AccountId: Codec {
		/// The item.
		fn item(id: RxId) -> Option<Rx<AccountId, ()>>;
		/// Several items, at most [`MAX_ASKED`], in the order asked for.
		fn items(ids: Vec<RxId>) -> Vec<Option<Rx<AccountId, ()>>>;
		/// When the item can be dispensed next at the earliest; `None` if never again.
		fn eligible_at(id: RxId) -> Option<Moment>;
		/// What a cancellation would meet now; `None` if there is no such item, or its ratification is owed.
		fn cancel_outcome(id: RxId) -> Option<Outcome>;
		/// The limits of a class.
		fn policy(class: u8) -> Option<Policy>;
		/// The items that a dispenser holds, in the order of their keys.
		fn held_by(licence: LicenceId, cursor: Option<RxId>, limit: u32) -> Page<RxId, RxId>;
		/// The id of an item: of a prescription with the prescriber's licence, of an emergency dispense with the dispenser's.
		fn id(licence: LicenceId, authored_at: Moment, commitment: H256) -> RxId;
		/// What happened to items in this block, in order.
		fn events() -> Vec<ItemEvent>;
	}

	/// Organisations, licences, registrars.
	pub trait RegistryApi<AccountId, Balance> where AccountId: Codec, Balance: Codec {
		/// The row of a licence.
		fn licence(licence: LicenceId) -> Option<Licence<AccountId>>;
		/// The rows of licences, at most [`MAX_ASKED`], in the order asked for.
		fn licences(licences: Vec<LicenceId>) -> Vec<Option<Licence<AccountId>>>;
		/// Where a licence stands.
		fn status(licence: LicenceId) -> Option<LicenceStatus>;
		/// The file of a licence.
		fn file(licence: LicenceId) -> Option<File<AccountId, Balance>>;
		/// An organisation.
		fn organisation(organisation: OrganisationId) -> Option<Organisation<AccountId, Balance>>;
		/// The organisation with this identity.
		fn organisation_by_identity(
			identity: H256,
		) -> Option<(OrganisationId, Organisation<AccountId, Balance>)>;
		/// The acting registrars, by id.
		fn registrars() -> Vec<(RegistrarId, Registrar<AccountId>)>;
		/// What stands behind a licence.
		fn bond(licence: LicenceId) -> Option<Bond<Balance>>;
		/// What a role's licences must keep to.
		fn policy(role: Role) -> Option<RolePolicy<Balance>>;
		/// The licences that an account holds, in any standing.
		fn licences_by_holder(
			holder: AccountId,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Licence<AccountId>), LicenceId>;
		/// The licences for an organisation, in any standing.
		fn licences_by_organisation(
			organisation: OrganisationId,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Licence<AccountId>), LicenceId>;
		/// The licences that a registrar granted, in block `since` or later.
		fn licences_by_registrar(
			registrar: RegistrarId,
			since: Option<BlockNumber>,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Licence<AccountId>), LicenceId>;
		/// What waits for the council or for a new key: licences first, then organisations.
		fn pending(cursor: Option<Target>, limit: u32) -> Page<(Target, Pending<AccountId>), Target>;
		/// The unanswered reports whose newest is older than a block.
		fn open_reports(
			older_than: BlockNumber,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Vec<Report>), LicenceId>;
		/// The licences suspended before a moment and still.
		fn old_suspensions(
			older_than: Moment,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Licence<AccountId>), LicenceId>;
		/// The active licences that end before a moment and can still be renewed.
		fn expiring(
			before: Moment,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Licence<AccountId>), LicenceId>;
	}
}
