//! What the pallet stores, and the closed lists that calls name.

mod grants;
mod incidents;
mod patients;
mod records;

pub use grants::*;
pub use incidents::*;
pub use patients::*;
pub use records::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	prelude::{BoundedVec, TypeInfo},
	traits::ConstU32,
};
use salus_primitives::RecordId;

/// Sets of records of one patient key: bit `n` is set `n`. What a set means is known to patient and custodian only.
pub type Sets = u32;

/// Sets that a patient key has.
pub const SETS: u8 = 32;

/// Slots in which a patient key's grants live.
pub const SLOTS: u8 = 32;

/// Records that one access opens.
pub type MaxRecords = ConstU32<8>;

/// The records of one access.
pub type Asked = BoundedVec<RecordId, MaxRecords>;

/// Whether the set is among the sets.
pub fn holds(sets: Sets, set: u8) -> bool {
	1u32.checked_shl(set.into()).is_some_and(|bit| sets & bit != 0)
}

/// Where the sweep goes on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Cursor<A> {
	/// After this grant.
	#[codec(index = 0)]
	Grants(Option<(A, u8)>),
	/// After this incident.
	#[codec(index = 1)]
	Incidents(Option<(A, IncidentId)>),
	/// After this record.
	#[codec(index = 2)]
	Records(Option<RecordId>),
	/// After this patient.
	#[codec(index = 3)]
	Patients(Option<A>),
}
