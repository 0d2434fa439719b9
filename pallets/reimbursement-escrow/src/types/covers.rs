//! What a payer promises before a dispense, and at what price.

use super::{Balance, Split};
use crate::price::{PriceRule, Rule};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::{LicenceId, Moment};

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
