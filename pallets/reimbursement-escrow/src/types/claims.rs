//! A claim, and the stages that it passes through.

use super::{Balance, Cause, Payment, Ruling, Split};
use crate::price::Promise;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	prelude::{BoundedVec, TypeInfo},
	traits::ConstU32,
};
use salus_primitives::{ids::DAY, LicenceId, Moment, RxId, Trail};

/// Most ranks that pay for one dispense: 0 is the primary payer, 1 the secondary (FHIR `Claim.insurance.sequence` less one).
pub const MAX_RANKS: u8 = 4;
/// Most members of a panel.
pub const MAX_PANEL: u32 = 12;
/// Most votes of one level: enough for three equal ones.
pub const MAX_VOTES: u32 = 5;
/// How long a claim that waits for money is owed before it becomes a certificate of debt: two years, in milliseconds.
pub const DEBT_LIFE: Moment = 730 * DAY;

/// Names a claim: one dispense has one row for each rank, so that a duplicate cannot be written down.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct ClaimKey {
	/// The item.
	pub rx: RxId,
	/// Position of the dispense in the item's list, from 0.
	pub dispense: u8,
	/// 0 primary, 1 secondary, up to 3.
	pub rank: u8,
}

/// What a payable claim waits for.
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
pub enum Waits {
	/// Nothing: it has not been tried.
	#[codec(index = 0)]
	Nothing,
	/// The payer's pool is short. Interest runs.
	#[codec(index = 1)]
	Funds,
	/// The payee's account cannot receive since this moment. Interest stands still.
	#[codec(index = 2)]
	Payee(Moment),
}

/// Why a claim closed without payment.
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
pub enum Why {
	/// Denied, and not appealed or upheld.
	#[codec(index = 0)]
	Denied,
	/// A deficiency notice was not answered.
	#[codec(index = 1)]
	Unanswered,
	/// The provider took it back.
	#[codec(index = 2)]
	Retracted,
	/// The dispense was withdrawn.
	#[codec(index = 3)]
	Withdrawn,
	/// The item was entered in error, or its ratification failed.
	#[codec(index = 4)]
	NotPayable,
}

/// A vote of a panel: licence, and whether it overturns.
pub type Votes = BoundedVec<(LicenceId, bool), ConstU32<MAX_VOTES>>;

/// Where a claim stands.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub enum Stage {
	/// The payer decides.
	#[codec(index = 0)]
	Submitted {
		/// Deemed clean from here: no deficiency notice any more.
		deemed_at: Moment,
		/// The defects of the first notice; later ones name only these. 0: no notice yet.
		first: u32,
		/// Notices so far.
		rounds: u8,
	},
	/// The provider mends.
	#[codec(index = 1)]
	Noticed {
		/// What is to be mended.
		defects: u32,
		/// The defects of the first notice.
		first: u32,
		/// Notices so far.
		rounds: u8,
		/// When the notice was given: the payer's time stands still from here.
		at: Moment,
		/// Closed from here.
		answer_by: Moment,
	},
	/// Refused.
	#[codec(index = 2)]
	Denied {
		/// The reason.
		carc: u16,
		/// Licence of the adjudicator.
		by: LicenceId,
		/// Panels that have upheld it: 0 or 1.
		level: u8,
		/// Can be appealed before.
		appeal_by: Moment,
	},
	/// A panel decides.
	#[codec(index = 3)]
	Appealed {
		/// What it is against.
		ruling: Ruling,
		/// Licence of whoever appealed.
		by: LicenceId,
		/// 1 or 2.
		level: u8,
		/// Deadline of the panel.
		decide_by: Moment,
		/// Deadline of level 2, should level 1 be silent; at level 2 the same as `decide_by`.
		last_by: Moment,
		/// Votes of this level.
		votes: Votes,
	},
	/// To be paid as soon as it can.
	#[codec(index = 4)]
	Payable {
		/// Who bears what.
		split: Split,
		/// What moves the money.
		cause: Cause,
		/// Licence of the adjudicator, if a person decided.
		adjudicator: Option<LicenceId>,
		/// Panels that have decided: 0 to 2.
		level: u8,
		/// What was paid before: by a decision that this one corrects, or of this one, while interest is owed.
		earlier: Option<Payment>,
		/// Interest that is owed on what was paid before, in minor units.
		owed: Balance,
		/// Since when.
		since: Moment,
		/// What it waits for.
		waits: Waits,
	},
	/// Paid.
	#[codec(index = 5)]
	Paid {
		/// What was paid.
		payment: Payment,
		/// Panels that have decided: 0 to 2.
		level: u8,
		/// A cut can be appealed before; the time of the payment if there is none.
		appeal_by: Moment,
	},
	/// The dispense was withdrawn and the provider paid back (group CR).
	#[codec(index = 6)]
	Reversed {
		/// What came back, interest included.
		amount: Balance,
		/// When.
		at: Moment,
	},
	/// A regulator ordered the provider to pay back: a debt, set off against later payments of this payer.
	#[codec(index = 7)]
	Recouped {
		/// The debt when it was ordered.
		amount: Balance,
		/// What had been paid.
		payment: Payment,
		/// When.
		at: Moment,
	},
	/// Owed for two years: a certificate of debt.
	#[codec(index = 8)]
	Unpaid {
		/// Who bears what.
		split: Split,
		/// What was paid of it.
		earlier: Option<Payment>,
		/// When.
		at: Moment,
	},
	/// Closed without payment.
	#[codec(index = 9)]
	Closed {
		/// Why.
		why: Why,
		/// When.
		at: Moment,
	},
}

/// One dispense, claimed from one payer.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Claim<K> {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// Licence of the dispenser.
	pub provider: LicenceId,
	/// What is paid in.
	pub asset: K,
	/// What the provider asks for, over all payers.
	pub billed: Balance,
	/// What the payer has promised: by cover, else by contract.
	pub promise: Promise,
	/// Of the payer's funds, what is set aside for this claim.
	pub reserved: Balance,
	/// Simple interest a year on late payment, in parts per million.
	pub interest_ppm: u32,
	/// Paid from here, whether the payer decides or not; interest runs from here, whatever delayed the payment.
	pub pay_by: Moment,
	/// Who has voted on level 1, and has no vote on level 2.
	pub heard: BoundedVec<LicenceId, ConstU32<MAX_VOTES>>,
	/// Whether an entry of the pool's queue stands for it.
	pub queued: bool,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// Where it stands.
	pub stage: Stage,
	/// Its history as one hash.
	pub trail: Trail,
}

/// Several claims of an item, with their keys.
pub type ClaimsOf<K> = Vec<(ClaimKey, Claim<K>)>;
