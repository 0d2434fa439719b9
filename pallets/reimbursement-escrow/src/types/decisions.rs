//! Who bears what of a bill, why, and what was paid.

use super::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	prelude::{BoundedVec, TypeInfo},
	traits::ConstU32,
};
use salus_primitives::{LicenceId, Moment};
use serde::{Deserialize, Serialize};

/// Most adjustments of one adjudication.
pub const MAX_ADJUSTMENTS: u32 = 6;

/// Who bears which part of what was billed (X12 835): `billed = payer + patient + writeoff + other`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Split {
	/// The payer's share.
	pub payer: Balance,
	/// The patient's share (group PR).
	pub patient: Balance,
	/// What the provider gives up by contract (group CO). Never charged to a patient.
	pub writeoff: Balance,
	/// Borne by earlier payers, or taken off by this one (groups OA and PI).
	pub other: Balance,
}

impl Split {
	/// The sum of the four parts; `None` if it exceeds any balance.
	pub fn total(&self) -> Option<Balance> {
		self.payer.checked_add(self.patient)?.checked_add(self.writeoff)?.checked_add(self.other)
	}
}

/// Why an adjusted amount is not paid (X12 835 claim adjustment group codes).
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
pub enum Group {
	/// Contractual obligation: the provider gives it up.
	#[codec(index = 0)]
	CO,
	/// Patient responsibility. In an adjudication it stands in the patient's share, never among the adjustments.
	#[codec(index = 1)]
	PR,
	/// Other adjustment, such as what an earlier payer has borne.
	#[codec(index = 2)]
	OA,
	/// Reduced by the payer.
	#[codec(index = 3)]
	PI,
	/// Correction and reversal. The chain makes it; nobody submits it.
	#[codec(index = 4)]
	CR,
}

/// A part of what was billed that the payer does not pay.
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
pub struct Adjustment {
	/// The group.
	pub group: Group,
	/// The reason ([`CarcUse`]).
	pub carc: u16,
	/// In minor units.
	pub amount: Balance,
}

/// The adjustments of one adjudication.
pub type Adjustments = BoundedVec<Adjustment, ConstU32<MAX_ADJUSTMENTS>>;

/// What a claim adjustment reason code may be used for. The codes are governance data.
///
/// A code is its number; one with a letter is 1,000 for A, 2,000 for B and so on, plus its number: B7 is 2007.
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
	Serialize,
	Deserialize,
)]
pub struct CarcUse {
	/// To deny a claim.
	pub denies: bool,
	/// To deny a claim although funds were set aside for it, such as 29: the time limit for filing has expired.
	pub denies_reserved: bool,
	/// To adjust an amount.
	pub adjusts: bool,
}

/// What moved the money.
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
pub enum Cause {
	/// A pre-authorisation, in the block of the dispense.
	#[codec(index = 0)]
	AtDispense,
	/// The payer's adjudicator.
	#[codec(index = 1)]
	Adjudicated,
	/// The payer's silence.
	#[codec(index = 2)]
	Deadline,
	/// A panel, or its silence.
	#[codec(index = 3)]
	Appeal,
}

/// What has been paid for a claim.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Payment {
	/// Who bears what.
	pub split: Split,
	/// Paid on top of the payer's share.
	pub interest: Balance,
	/// Part of the patient's share that moved from a held co-pay.
	pub collected: Balance,
	/// When.
	pub at: Moment,
	/// What moved it.
	pub cause: Cause,
	/// Licence of the adjudicator, if a person decided.
	pub adjudicator: Option<LicenceId>,
}

/// What an appeal is against.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Ruling {
	/// Nothing was paid.
	#[codec(index = 0)]
	Denial {
		/// The reason.
		carc: u16,
		/// Licence of the adjudicator.
		by: LicenceId,
	},
	/// Less was paid than billed.
	#[codec(index = 1)]
	Payment(Payment),
}

impl Ruling {
	/// Licence of whoever decided, if a person did.
	pub fn adjudicator(&self) -> Option<LicenceId> {
		match self {
			Ruling::Denial { by, .. } => Some(*by),
			Ruling::Payment(payment) => payment.adjudicator,
		}
	}
}
