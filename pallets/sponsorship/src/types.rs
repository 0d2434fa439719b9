//! What a sponsor promises, and why it does not pay.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	deps::sp_runtime::BoundedBTreeSet,
	prelude::{ConstU32, SaturatedConversion, TypeInfo, Zero},
};
use salus_primitives::{ids::DAY, Moment};

/// Most calls that a policy can name.
pub const MAX_CALLS: u32 = 32;

/// A call of a runtime: index of the pallet, index of the call in it.
pub type CallId = (u8, u8);

/// For what a sponsor pays.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms<Balance> {
	/// The relayed calls that it pays for; at least one.
	pub calls: BoundedBTreeSet<CallId, ConstU32<MAX_CALLS>>,
	/// How many of them in a day, which begins at midnight UTC; at least one.
	pub per_day: u32,
	/// Until when, exclusive.
	pub until: Moment,
	/// The dearest fee of one transaction, as reckoned before it runs. With `per_day` it bounds what a relayer can cost.
	pub max_fee: Balance,
}

impl<Balance: Zero> Terms<Balance> {
	/// Whether anything would ever be paid for.
	pub fn grant_something(&self) -> bool {
		!self.calls.is_empty() && self.per_day > 0 && !self.max_fee.is_zero()
	}
}

/// How much of a day's quota was used.
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
pub struct Used {
	/// The day of the last paid transaction, counted from 1 January 1970 UTC.
	pub day: u32,
	/// How many were paid on it.
	pub count: u32,
}

/// What a sponsor promised to pay of what one relayer relays.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Policy<Balance, Ticket> {
	/// For what it pays.
	pub terms: Terms<Balance>,
	/// How much of it was used.
	pub used: Used,
	/// The sponsor's deposit for this row.
	pub ticket: Ticket,
}

/// Why a sponsor does not pay. Append only.
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
pub enum Refusal {
	/// The sponsor has no policy for this relayer.
	#[codec(index = 0)]
	NoPolicy,
	/// The policy has expired.
	#[codec(index = 1)]
	Expired,
	/// What is relayed is nothing that can be relayed, or too long.
	#[codec(index = 2)]
	NotRelayable,
	/// The policy does not name the call.
	#[codec(index = 3)]
	NotListed,
	/// The day's quota is used up.
	#[codec(index = 4)]
	QuotaSpent,
	/// The fee is above the policy's bound.
	#[codec(index = 5)]
	FeeTooHigh,
	/// The transaction has a tip: a sponsor pays for room in a block, not for a place in the queue.
	#[codec(index = 6)]
	Tipped,
}

/// The day of a moment, counted from 1 January 1970 UTC.
pub fn day_of(moment: Moment) -> u32 {
	moment.checked_div(DAY).unwrap_or_default().saturated_into()
}

impl<Balance: PartialOrd, Ticket> Policy<Balance, Ticket> {
	/// How many more are paid today.
	pub fn left(&self, now: Moment) -> u32 {
		if now >= self.terms.until {
			return 0;
		}
		let used = if self.used.day == day_of(now) { self.used.count } else { 0 };
		self.terms.per_day.saturating_sub(used)
	}

	/// Why a call is not paid for now, at this fee.
	pub fn refusal(&self, call: &CallId, fee: &Balance, now: Moment) -> Option<Refusal> {
		if now >= self.terms.until {
			Some(Refusal::Expired)
		} else if !self.terms.calls.contains(call) {
			Some(Refusal::NotListed)
		} else if *fee > self.terms.max_fee {
			Some(Refusal::FeeTooHigh)
		} else if self.left(now) == 0 {
			Some(Refusal::QuotaSpent)
		} else {
			None
		}
	}

	/// Counts one more.
	pub fn count(&mut self, now: Moment) {
		let day = day_of(now);
		if self.used.day != day {
			self.used = Used { day, count: 0 };
		}
		self.used.count = self.used.count.saturating_add(1);
	}
}
