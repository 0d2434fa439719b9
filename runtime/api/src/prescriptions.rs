//! Prescriptions.

// The macro's hidden items.
#![allow(missing_docs)]

use crate::RowEvent;
use alloc::vec::Vec;
use codec::Codec;
use pallet_prescriptions::{Outcome, Policy, Rx};
use salus_primitives::{LicenceId, Moment, Page, RxId};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// Prescriptions.
	pub trait PrescriptionsApi<AccountId> where AccountId: Codec {
		/// The item.
		fn item(id: RxId) -> Option<Rx<AccountId, ()>>;
		/// Several items, at most [`MAX_ASKED`](crate::MAX_ASKED), in the order asked for.
		fn items(ids: Vec<RxId>) -> Vec<Option<Rx<AccountId, ()>>>;
		/// When the item can be dispensed next at the earliest; `None` if never again.
		fn eligible_at(id: RxId) -> Option<Moment>;
		/// What a cancellation would meet now; `None` if there is no such item, or its ratification is owed.
		fn cancel_outcome(id: RxId) -> Option<Outcome>;
		/// The limits of a class.
		// Parameters' names are in the metadata; polkadot-api makes TypeScript of them, which does not take `class` as a name.
		fn policy(index: u8) -> Option<Policy>;
		/// The items that a dispenser holds, in the order of their keys.
		fn held_by(licence: LicenceId, cursor: Option<RxId>, limit: u32) -> Page<RxId, RxId>;
		/// The id of an item: of a prescription with the prescriber's licence, of an emergency dispense with the dispenser's.
		fn id(licence: LicenceId, authored_at: Moment, commitment: H256) -> RxId;
		/// What happened to items in this block, in order.
		fn events() -> Vec<RowEvent<RxId>>;
	}
}
