//! Rates and deadlines that governance sets, and what they admit.

use super::{Terms, MAX_TERM};
use crate::price::MILLION;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::Moment;
use serde::{Deserialize, Serialize};

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
