//! The patient's permissions to read.

use super::{holds, Sets};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::{LicenceId, Moment, Purpose, RecordId, Trail};

/// The patient's permission to read.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Grant<A> {
	/// When the patient wrote it. Names the grant within its slot for ever.
	pub authored_at: Moment,
	/// Who may read.
	pub grantee: Grantee<A>,
	/// What.
	pub what: What,
	/// For what.
	pub purpose: Purpose,
	/// First moment.
	pub from: Moment,
	/// End, exclusive.
	pub until: Moment,
	/// What is left of it.
	pub state: GrantState,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Who may read.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Grantee<A> {
	/// Whoever holds this licence, while it is valid.
	#[codec(index = 0)]
	Licence(LicenceId),
	/// A key, for instance of a relative.
	#[codec(index = 1)]
	Key(A),
}

/// What may be read.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum What {
	/// Every record of these sets, later ones too.
	#[codec(index = 0)]
	Sets(Sets),
	/// This record and no other version of it.
	#[codec(index = 1)]
	Record(RecordId),
}

impl What {
	/// Whether a record of this set is within.
	pub fn covers(&self, id: &RecordId, set: u8) -> bool {
		match self {
			What::Sets(sets) => holds(*sets, set),
			What::Record(record) => record == id,
		}
	}

	/// Whether anything is within.
	pub fn is_something(&self) -> bool {
		!matches!(self, What::Sets(0))
	}
}

/// What is left of a grant.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum GrantState {
	/// It stands.
	#[codec(index = 0)]
	Open {
		/// Accesses left, at least 1.
		reads_left: u16,
	},
	/// It is over.
	#[codec(index = 1)]
	Closed {
		/// How it ended.
		why: GrantEnd,
		/// When.
		at: Moment,
	},
}

/// How a grant ended.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum GrantEnd {
	/// Every read was taken.
	#[codec(index = 0)]
	Spent,
	/// Its period is over.
	#[codec(index = 1)]
	Expired,
	/// The patient took it back.
	#[codec(index = 2)]
	Revoked,
}
