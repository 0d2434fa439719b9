//! Records, grants, emergencies, patients.

// The macro's hidden items.
#![allow(missing_docs)]

use crate::RowEvent;
use alloc::vec::Vec;
use codec::Codec;
use pallet_health_records::{
	Conduct, EmergencyRules, Erasure, Grant, Incident, IncidentId, Patient, Record, RowKey,
};
use salus_primitives::{LicenceId, Moment, Page, Purpose, RecordId};
use sp_core::H256;

sp_api::decl_runtime_apis! {
	/// Records, grants, emergencies, patients.
	pub trait HealthRecordsApi<AccountId> where AccountId: Codec {
		/// The record.
		fn record(id: RecordId) -> Option<Record<AccountId, ()>>;
		/// Whether the id stands for this document of this custodian.
		fn opens(id: RecordId, custodian: LicenceId, authored_at: Moment, root: H256) -> bool;
		/// The id of a record.
		fn id(custodian: LicenceId, authored_at: Moment, root: H256) -> RecordId;
		/// The patient's grants with their slots, at most 32.
		fn grants(patient: AccountId) -> Vec<(u8, Grant<AccountId>)>;
		/// The open grants to a licence, in the order of their keys.
		fn grants_to(
			licence: LicenceId,
			cursor: Option<(AccountId, u8)>,
			limit: u32,
		) -> Page<(AccountId, u8), (AccountId, u8)>;
		/// The patient's incidents, in the order of their keys.
		fn incidents(
			patient: AccountId,
			cursor: Option<IncidentId>,
			limit: u32,
		) -> Page<(IncidentId, Incident), IncidentId>;
		/// What a licence has not explained, and whether it is suspended for that.
		fn conduct(licence: LicenceId) -> (Conduct<AccountId>, bool);
		/// Whether `who`, in its own name or as the holder of a licence, may read the record now for this purpose.
		fn may_access(who: AccountId, record: RecordId, purpose: Purpose) -> bool;
		/// The patient's relationship with its custodian.
		fn patient(key: AccountId) -> Option<Patient<AccountId, ()>>;
		/// The custodian's records that a patient asked to shred, answered in vain or not yet, in the order of their ids.
		fn shred_requests(
			custodian: LicenceId,
			cursor: Option<RecordId>,
			limit: u32,
		) -> Page<(RecordId, Erasure), RecordId>;
		/// Those of them whose patient waits in vain.
		fn overdue_shreds(
			custodian: LicenceId,
			cursor: Option<RecordId>,
			limit: u32,
		) -> Page<RecordId, RecordId>;
		/// Who keeps what an ended custodian anchored.
		fn successor(custodian: LicenceId) -> Option<LicenceId>;
		/// How long emergencies take.
		fn emergency() -> EmergencyRules;
		/// The time of the block, by which deadlines have passed or are ahead.
		fn now() -> Moment;
		/// What happened to rows in this block, in order. What is a link of two rows' trails is told of both.
		fn events() -> Vec<RowEvent<RowKey<AccountId>>>;
		/// Where in storage a row stands, for proofs: the row, the time.
		fn keys(row: RowKey<AccountId>) -> Vec<Vec<u8>>;
	}
}
