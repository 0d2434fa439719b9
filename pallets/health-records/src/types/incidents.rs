//! Accesses in an emergency and the account for them.

use super::Sets;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	derive::serde,
	prelude::{BoundedVec, TypeInfo, H256},
	traits::ConstU32,
};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceId, Moment, Trail,
};

/// Unexplained emergencies that one licence can have open.
pub type MaxIncidents = ConstU32<16>;

/// An emergency access: sequential, from 1, never reused.
pub type IncidentId = u64;

/// An access without a grant, in an emergency.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Incident {
	/// Licence of the clinician.
	pub by: LicenceId,
	/// The sets opened.
	pub sets: Sets,
	/// What kind of emergency.
	pub reason: BreakGlassReason,
	/// When the glass was broken.
	pub at: Moment,
	/// End of the reading, exclusive.
	pub read_until: Moment,
	/// Where its account stands.
	pub state: IncidentState,
	/// How long a review may take; what was never explained is presumed abuse after as long.
	pub review: Moment,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Where the account for an emergency stands.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum IncidentState {
	/// The clinician has time to explain.
	#[codec(index = 0)]
	Open {
		/// End of the time, exclusive.
		justify_by: Moment,
	},
	/// The time is over: the clinician's licence opens nothing here until this is explained.
	#[codec(index = 1)]
	Overdue {
		/// Since when.
		since: Moment,
	},
	/// Explained, open to review.
	#[codec(index = 2)]
	Justified {
		/// Salted commitment to the explanation.
		commitment: H256,
		/// Whether it came too late.
		late: bool,
		/// When.
		at: Moment,
	},
	/// Over.
	#[codec(index = 3)]
	Closed {
		/// How.
		verdict: Verdict,
		/// When.
		at: Moment,
	},
}

/// What became of an incident.
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
pub enum Verdict {
	/// A reviewer found it in order.
	#[codec(index = 0)]
	Cleared,
	/// A reviewer found it abusive.
	#[codec(index = 1)]
	Abuse,
	/// Explained, and nobody reviewed it in time.
	#[codec(index = 2)]
	Unreviewed,
	/// Never explained.
	#[codec(index = 3)]
	PresumedAbuse,
}

/// What a reviewer finds.
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
pub enum Finding {
	/// In order.
	#[codec(index = 0)]
	Cleared,
	/// Abusive.
	#[codec(index = 1)]
	Abuse,
}

/// What kind of emergency (HL7 v3 PurposeOfUse). None names a condition. Append only.
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
pub enum BreakGlassReason {
	/// `ETREAT`: emergency treatment.
	#[codec(index = 0)]
	EmergencyTreatment,
	/// `ERTREAT`: treatment in an emergency room.
	#[codec(index = 1)]
	EmergencyRoom,
	/// `BTG`: a policy is overridden.
	#[codec(index = 2)]
	PolicyOverride,
	/// `DISASTER`.
	#[codec(index = 3)]
	Disaster,
	/// `THREAT`: a serious threat to a person or the public.
	#[codec(index = 4)]
	Threat,
	/// `PATSFTY`: the patient's safety.
	#[codec(index = 5)]
	PatientSafety,
}

/// The incidents that a licence has not explained yet.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Conduct<A> {
	/// In the order in which they happened.
	pub open: BoundedVec<Unexplained<A>, MaxIncidents>,
}

impl<A> Default for Conduct<A> {
	fn default() -> Self {
		Conduct { open: BoundedVec::new() }
	}
}

/// An incident without an explanation.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Unexplained<A> {
	/// Whose records were opened.
	pub patient: A,
	/// The incident.
	pub incident: IncidentId,
	/// End of the time to explain, exclusive.
	pub justify_by: Moment,
	/// When it is presumed abuse.
	pub presumed_at: Moment,
}

/// How long emergencies take, in milliseconds. Governance sets them; what is open keeps the times under which it began.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct EmergencyRules {
	/// How long the records stay readable.
	pub read: Moment,
	/// How long the clinician has to explain.
	pub justify: Moment,
	/// How long a review may take.
	pub review: Moment,
}

impl EmergencyRules {
	/// The longest review that governance can set.
	pub const MAX_REVIEW: Moment = 366 * DAY;

	/// Whether reading ends before explaining, explaining before reviewing, and all of them end.
	pub fn is_sound(&self) -> bool {
		0 < self.read
			&& self.read <= self.justify
			&& self.justify < self.review
			&& self.review <= Self::MAX_REVIEW
	}
}

impl Default for EmergencyRules {
	/// A day to read, three to explain, ninety to review.
	fn default() -> Self {
		EmergencyRules { read: 24 * HOUR, justify: 72 * HOUR, review: 90 * DAY }
	}
}
