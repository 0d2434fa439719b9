//! Between health records and whoever releases or proves them.

use crate::ids::{LicenceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;

/// A record: [`content_id`](crate::content_id) of its custodian, when it was authored, and the root of its document.
pub type RecordId = H256;

/// For what a record may be read: HL7 v3 PurposeOfUse, as far as a patient can grant it. Append only.
///
/// Emergency treatment is not among them: nobody grants it, it is accounted for afterwards.
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
pub enum Purpose {
	/// `TREAT`.
	#[codec(index = 0)]
	Treatment,
	/// `HPAYMT`: payment.
	#[codec(index = 1)]
	Payment,
	/// `HOPERAT`: healthcare operations.
	#[codec(index = 2)]
	Operations,
	/// `HRESCH`: research.
	#[codec(index = 3)]
	Research,
	/// `CLINTRCH`: research in a clinical trial.
	#[codec(index = 4)]
	ClinicalTrial,
	/// `PUBHLTH`: public health.
	#[codec(index = 5)]
	PublicHealth,
	/// `PATRQT`: at the patient's own request.
	#[codec(index = 6)]
	PatientRequested,
	/// `HLEGAL`: legal proceedings.
	#[codec(index = 7)]
	Legal,
}

/// Where a record stands at present.
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
pub enum RecordStatus {
	/// The newest version (FHIR DocumentReference `current`).
	#[codec(index = 0)]
	Live,
	/// Another version replaced it (`superseded`).
	#[codec(index = 1)]
	Amended {
		/// The version that did.
		by: RecordId,
	},
	/// It should never have been written (`entered-in-error`).
	#[codec(index = 2)]
	InError,
	/// Document and salts were destroyed.
	#[codec(index = 3)]
	Shredded {
		/// When.
		at: Moment,
	},
}

/// Facts about who may read, for gateways and contracts that release records.
pub trait AccessFacts<A> {
	/// Whether `who`, in its own name or as the holder of a licence, has at `now` a grant of the record's patient for this
	/// purpose with a read left. A look takes no read.
	fn allowed(who: &A, record: &RecordId, purpose: Purpose, now: Moment) -> bool;
}

/// Facts about records, for whoever proves or judges them.
pub trait RecordFacts {
	/// Where the record stands; `None` if there is none, or its marker was pruned.
	fn status(id: &RecordId) -> Option<RecordStatus>;

	/// Whether the id stands for this document of this custodian. Says nothing of whether it was ever anchored.
	fn opens(id: &RecordId, custodian: LicenceId, authored_at: Moment, root: &H256) -> bool;
}
