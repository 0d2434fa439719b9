//! Records and what stands in the way of shredding them.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::{BlockNumber, LicenceId, Moment, RecordId, RecordStatus, Trail};

/// A record: a document off the chain, of which the chain knows nothing but that its id opens to one custodian, time and root.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Record<A, Ticket> {
	/// The custodian keeps document and salts.
	#[codec(index = 0)]
	Kept(KeptRecord<A, Ticket>),
	/// Both are destroyed. Nothing here leads to a patient.
	#[codec(index = 1)]
	Shredded(Marker),
}

/// A record whose document exists.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct KeptRecord<A, Ticket> {
	/// Licence of the hospital that anchored it; with it the id opens.
	pub custodian: LicenceId,
	/// The patient's key with this custodian.
	pub patient: A,
	/// Its set, below [`SETS`].
	pub set: u8,
	/// Block in which it was anchored.
	pub block: BlockNumber,
	/// Whether the patient disputes it (GDPR, article 16: verify).
	pub disputed: bool,
	/// Which version it is.
	pub version: Version,
	/// What forbids to shred it.
	pub hold: Option<Hold>,
	/// What the patient asked for.
	pub erasure: Option<Erasure>,
	/// Its history as one hash.
	pub trail: Trail,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// What is left of a shredded record, until its retention ends.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Marker {
	/// Licence of the hospital that anchored it.
	pub custodian: LicenceId,
	/// Block in which it was anchored.
	pub block: BlockNumber,
	/// When it was shredded.
	pub at: Moment,
	/// Why.
	pub reason: ShredReason,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Which version of a document a record is (FHIR DocumentReference.status).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Version {
	/// The newest.
	#[codec(index = 0)]
	Live,
	/// Replaced.
	#[codec(index = 1)]
	Amended {
		/// By this one.
		by: RecordId,
	},
	/// It should never have been written.
	#[codec(index = 2)]
	InError,
}

/// A ban on shredding.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Hold {
	/// End of the ban, exclusive.
	pub until: Moment,
	/// Licence of the custodian or regulator that placed it.
	pub by: LicenceId,
	/// Why.
	pub ground: HoldGround,
}

/// A patient's request to shred (GDPR, articles 17 and 12(3): verify).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Erasure {
	/// The custodian has until `due` to shred or to place a hold.
	#[codec(index = 0)]
	Requested {
		/// End of the time to answer, exclusive.
		due: Moment,
	},
	/// It stayed silent: nobody reads the record any more.
	#[codec(index = 1)]
	Ignored {
		/// Since when.
		since: Moment,
	},
}

/// Why a record must not be shredded. Coarse, since a ground may hint at a dispute. Append only.
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
pub enum HoldGround {
	/// A law says how long to keep it.
	#[codec(index = 0)]
	RetentionLaw,
	/// A claim stands or is expected.
	#[codec(index = 1)]
	LegalClaim,
	/// It is data of a trial that used it already.
	#[codec(index = 2)]
	TrialData,
	/// An authority investigates.
	#[codec(index = 3)]
	Investigation,
}

/// Why a record was shredded. Append only.
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
pub enum ShredReason {
	/// The patient asked for it.
	#[codec(index = 0)]
	PatientRequest,
	/// The time for which it must be kept is over.
	#[codec(index = 1)]
	RetentionEnded,
	/// A court or authority ordered it.
	#[codec(index = 2)]
	LegalOrder,
	/// It should never have been written.
	#[codec(index = 3)]
	EnteredInError,
}

/// What time did to a record.
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
pub enum RecordLapse {
	/// The ban on shredding is over.
	#[codec(index = 0)]
	HoldEnded,
	/// The custodian left a request to shred unanswered.
	#[codec(index = 1)]
	ErasureIgnored,
}

impl<A, Ticket> Record<A, Ticket> {
	/// Licence of the hospital that anchored it.
	pub fn custodian(&self) -> LicenceId {
		match self {
			Record::Kept(kept) => kept.custodian,
			Record::Shredded(marker) => marker.custodian,
		}
	}

	/// Where it stands.
	pub fn status(&self) -> RecordStatus {
		match self {
			Record::Kept(KeptRecord { version: Version::Live, .. }) => RecordStatus::Live,
			Record::Kept(KeptRecord { version: Version::Amended { by }, .. }) => {
				RecordStatus::Amended { by: *by }
			},
			Record::Kept(KeptRecord { version: Version::InError, .. }) => RecordStatus::InError,
			Record::Shredded(Marker { at, .. }) => RecordStatus::Shredded { at: *at },
		}
	}

	/// Its history as one hash.
	pub fn trail_mut(&mut self) -> &mut Trail {
		match self {
			Record::Kept(kept) => &mut kept.trail,
			Record::Shredded(marker) => &mut marker.trail,
		}
	}
}
