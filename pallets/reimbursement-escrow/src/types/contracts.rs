//! What payer and provider agree on.

use super::Balance;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::{ids::DAY, Moment};

/// How far ahead a contract or tariff may end: ten years, in milliseconds.
pub const MAX_TERM: Moment = 3_653 * DAY;

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
