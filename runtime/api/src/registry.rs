//! Organisations, licences, registrars.

// The macro's hidden items.
#![allow(missing_docs)]

use alloc::vec::Vec;
use codec::Codec;
use pallet_registry::{
	Bond, File, Licence, Organisation, Pending, Registrar, Report, RolePolicy, Target,
};
use salus_primitives::{
	BlockNumber, LicenceId, LicenceStatus, Moment, OrganisationId, Page, RegistrarId, Role,
};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// Organisations, licences, registrars.
	pub trait RegistryApi<AccountId, Balance> where AccountId: Codec, Balance: Codec {
		/// The row of a licence.
		fn licence(licence: LicenceId) -> Option<Licence<AccountId>>;
		/// The rows of licences, at most [`MAX_ASKED`](crate::MAX_ASKED), in the order asked for.
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
