//! What the pallet stores.

use crate::price::{PriceRule, Promise, Rule, MILLION};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::*;
use salus_primitives::{LicenceId, Moment, RxId, Trail};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// An amount of one asset, in its minor units.
pub type Balance = u128;

/// Most ranks that pay for one dispense: 0 is the primary payer, 1 the secondary (FHIR `Claim.insurance.sequence` less one).
pub const MAX_RANKS: u8 = 4;
/// Most adjustments of one adjudication.
pub const MAX_ADJUSTMENTS: u32 = 6;
/// Most members of a panel.
pub const MAX_PANEL: u32 = 12;
/// Most votes of one level: enough for three equal ones.
pub const MAX_VOTES: u32 = 5;
/// How long a claim that waits for money is owed before it becomes a certificate of debt: two years, in milliseconds.
pub const DEBT_LIFE: Moment = 730 * salus_primitives::ids::DAY;
/// How long the row of a cover, tariff or co-pay stays after its end, in milliseconds: longer than a dispense can be
/// withdrawn, so that money that comes back finds its place.
pub const AFTERLIFE: Moment = 7 * salus_primitives::ids::DAY;
/// How far ahead a contract or tariff may end: ten years, in milliseconds.
pub const MAX_TERM: Moment = 3_653 * salus_primitives::ids::DAY;

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

/// A payer's funds in one asset, all held on one account.
///
/// `hold = free + what covers have left + what claims have reserved`, over the pools of that account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pool<A> {
	/// The account on which the funds are held: whoever funded the pool first.
	pub account: A,
	/// Not promised to anybody.
	pub free: Balance,
	/// Position of the oldest claim that waits for funds.
	pub head: u64,
	/// Position after the newest.
	pub tail: u64,
}

impl<A> Pool<A> {
	/// Whether nobody waits for funds.
	pub fn is_queue_empty(&self) -> bool {
		self.head == self.tail
	}
}

/// What payer and provider agree on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<K> {
	/// What is paid in.
	pub asset: K,
	/// How long after a submission a deficiency notice can be given, in milliseconds; then the claim is deemed clean
	/// (42 CFR 423.520).
	pub notice: Moment,
	/// How long after a submission the claim is to be paid, in milliseconds; longer than `notice` (42 CFR 423.520).
	pub pay: Moment,
	/// How long after a dispense it can be claimed, in milliseconds (filing limit).
	pub filing: Moment,
	/// Simple interest a year on late payment, in parts per million.
	pub interest_ppm: u32,
	/// What a claim without a cover is worth at most, and what silence pays, in minor units.
	pub silent_cap: Balance,
	/// End of the contract, exclusive.
	pub until: Moment,
}

/// Between a payer and a provider.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Contract<K, Ticket> {
	/// In force since this moment; `None` until the provider accepts.
	pub since: Option<Moment>,
	/// What is in force, or offered first.
	pub terms: Terms<K>,
	/// A change that the provider has not accepted. Accepted, it binds later submissions only.
	pub offer: Option<Terms<K>>,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// A payer's price under a number without public meaning. Written once.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Tariff<Ticket> {
	/// The price.
	pub rule: PriceRule,
	/// From when covers may name it.
	pub from: Moment,
	/// Until when, exclusive.
	pub until: Moment,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// A payer's signed decision for one prescription and rank (FHIR `ClaimResponse` with `use = preauthorization`).
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Cover<A, K, Ticket> {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// The account of the payer's pool.
	pub account: A,
	/// What is paid in.
	pub asset: K,
	/// How a dispense is priced.
	pub rule: Rule,
	/// The only dispenser who is paid under it; `None`: anyone.
	pub provider: Option<LicenceId>,
	/// Covers dispenses before this moment.
	pub until: Moment,
	/// What is left of the funds set aside.
	pub remaining: Balance,
	/// Whether funds were set aside: then it is a pre-authorisation, and it binds.
	pub reserved: bool,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// What stands behind the row.
	pub ticket: Ticket,
}

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

/// Why a dispense with a pre-authorisation was not paid at once.
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
pub enum Deferral {
	/// The cover was over.
	#[codec(index = 0)]
	Expired,
	/// The cover names another dispenser.
	#[codec(index = 1)]
	OtherProvider,
	/// The payer's share is more than what is left.
	#[codec(index = 2)]
	Exhausted,
	/// The price exceeds any balance, or the tariff is gone.
	#[codec(index = 3)]
	NoPrice,
	/// The payee's account cannot receive.
	#[codec(index = 4)]
	Payee,
	/// The dispense has a claim, or may not be paid.
	#[codec(index = 5)]
	NotPayable,
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

/// Money that somebody set aside for a patient's shares of one prescription.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Copay<A, K, Ticket> {
	/// Who did.
	pub who: A,
	/// In what.
	pub asset: K,
	/// What is left.
	pub remaining: Balance,
	/// Used before this moment, then it goes back.
	pub until: Moment,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// How a provider is paid.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Payee<A> {
	/// The account, and the licence holder who chose it: a later holder is paid to its own account. `None`: the holder's.
	pub chosen: Option<(A, A)>,
	/// How many debts stand against the provider, so that a payment without any reads none.
	pub debts: u32,
}

/// What a deadline belongs to.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum DueKey<K> {
	/// A claim.
	#[codec(index = 0)]
	Claim(ClaimKey),
	/// The cover of an item, at a rank.
	#[codec(index = 1)]
	Cover(RxId, u8),
	/// The co-pay for an item.
	#[codec(index = 2)]
	Copay(RxId),
	/// The contract of payer and provider.
	#[codec(index = 3)]
	Contract(LicenceId, LicenceId),
	/// A payer's tariff.
	#[codec(index = 4)]
	Tariff(LicenceId, u16),
	/// A pool into which funds came back while claims waited for them.
	#[codec(index = 5)]
	Queue(LicenceId, K),
}

/// The least and the most that something may be.
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
pub struct Bounds {
	/// The least, inclusive.
	pub least: Moment,
	/// The most, inclusive.
	pub most: Moment,
}

impl Bounds {
	/// Whether a value lies within.
	pub fn admits(&self, value: Moment) -> bool {
		(self.least..=self.most).contains(&value)
	}
}

/// Rates and deadlines: governance data, all spans in milliseconds. A change binds what begins after it; what has begun
/// keeps the deadlines that it was given.
#[derive(
	Clone,
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
pub struct Rules {
	/// Bounds of [`Terms::notice`]; in a cover without a contract the most.
	pub notice: Bounds,
	/// Bounds of [`Terms::pay`]; in a cover without a contract the most (42 CFR 423.520: 14 days, electronic).
	pub pay: Bounds,
	/// Bounds of [`Terms::filing`]; in a cover without a contract the most. Less than the retention of claims.
	pub filing: Bounds,
	/// Most [`Terms::interest_ppm`]; in a cover without a contract as much.
	pub interest_ppm: u32,
	/// After a resubmission the claim is deemed clean from here (42 CFR 423.520: 10 days).
	pub renotice: Moment,
	/// How long the provider may take to answer a notice.
	pub answer: Moment,
	/// Most notices for one claim.
	pub rounds: u8,
	/// The defects that a notice may name, one bit each.
	pub defects: u32,
	/// How long a decision can be appealed, to level 1 and to level 2.
	pub appeal: (Moment, Moment),
	/// How long a panel may take, on level 1 and on level 2.
	pub decide: (Moment, Moment),
	/// How long a contract goes on after notice.
	pub ending: Moment,
	/// How long a cover or a co-pay may last.
	pub cover: Moment,
}

impl Rules {
	/// Whether the rules contradict nothing: bounds in order, every notice within the time to pay, filing limits within
	/// `retention`, no empty span.
	pub fn is_sound(&self, retention: Moment) -> bool {
		let ordered = [self.notice, self.pay, self.filing]
			.iter()
			.all(|bounds| 0 < bounds.least && bounds.least <= bounds.most);
		let spans = [
			self.renotice,
			self.answer,
			self.appeal.0,
			self.appeal.1,
			self.decide.0,
			self.decide.1,
			self.ending,
			self.cover,
		];
		ordered
			&& self.notice.most < self.pay.most
			&& self.filing.most < retention
			&& self.rounds > 0
			&& self.defects != 0
			&& self.interest_ppm <= MILLION
			&& spans.iter().all(|span| *span > 0 && *span < retention)
	}

	/// Whether both sides may agree on these terms at `now`.
	pub fn admits<K>(&self, terms: &Terms<K>, now: Moment) -> bool {
		self.notice.admits(terms.notice)
			&& self.pay.admits(terms.pay)
			&& self.filing.admits(terms.filing)
			&& terms.notice < terms.pay
			&& terms.interest_ppm <= self.interest_ppm
			&& terms.until > now
			&& terms.until <= now.saturating_add(MAX_TERM)
	}
}

/// What a dispense would pay now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub struct Quote<K> {
	/// Licence of the payer.
	pub payer: LicenceId,
	/// What is paid in.
	pub asset: K,
	/// What the cover allows for the quantity, in minor units.
	pub allowed: Balance,
	/// Who bears what of the allowed amount.
	pub split: Split,
	/// Why it would not be paid in the block of the dispense; `None`: it would.
	pub deferred: Option<QuoteFault>,
}

/// Why a quoted dispense would not be paid in its own block.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, TypeInfo)]
pub enum QuoteFault {
	/// The cover has no funds set aside: the provider submits a claim.
	#[codec(index = 0)]
	NotReserved,
	/// The item cannot be dispensed at present.
	#[codec(index = 1)]
	NotDispensable,
	/// As at the dispense.
	#[codec(index = 2)]
	Deferred(Deferral),
}

/// Several claims of an item, with their keys.
pub type ClaimsOf<K> = Vec<(ClaimKey, Claim<K>)>;
