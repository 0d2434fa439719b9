//! A claim's deadlines, as a pure function of its row.

use crate::types::{
	Balance, Cause, Claim, Payment, Ruling, Split, Stage, Votes, Waits, Why, DEBT_LIFE,
};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_primitives::{Lapsed, Moment, Settle};
use scale_info::TypeInfo;

/// What time alone does to a claim.
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
pub enum Lapse {
	/// The payer was silent until `pay_by`: payable (42 CFR 423.520).
	#[codec(index = 0)]
	Silence,
	/// The provider did not answer a notice: closed.
	#[codec(index = 1)]
	Unanswered,
	/// Nobody appealed a denial: closed.
	#[codec(index = 2)]
	NotAppealed,
	/// The panel of level 1 was silent: level 2.
	#[codec(index = 3)]
	FirstPanel,
	/// The panel of level 2 was silent: a cover is paid, without one the decision stands.
	#[codec(index = 4)]
	SecondPanel,
	/// Owed for two years: a certificate of debt.
	#[codec(index = 5)]
	Debt,
}

impl<K: Clone> Settle for Claim<K> {
	type Lapse = Lapse;

	/// Two panels, then two years of debt.
	const MAX_LAPSES: u32 = 3;

	fn due(&self) -> Option<Lapsed<Lapse>> {
		let (at, what) = match &self.stage {
			Stage::Submitted { .. } => (self.pay_by, Lapse::Silence),
			Stage::Noticed { answer_by, .. } => (*answer_by, Lapse::Unanswered),
			Stage::Denied { appeal_by, .. } => (*appeal_by, Lapse::NotAppealed),
			Stage::Appealed { level: 1, decide_by, .. } => (*decide_by, Lapse::FirstPanel),
			Stage::Appealed { decide_by, .. } => (*decide_by, Lapse::SecondPanel),
			Stage::Payable { since, .. } => (since.saturating_add(DEBT_LIFE), Lapse::Debt),
			Stage::Paid { .. }
			| Stage::Reversed { .. }
			| Stage::Recouped { .. }
			| Stage::Unpaid { .. }
			| Stage::Closed { .. } => return None,
		};
		Some(Lapsed { at, what })
	}

	fn lapse(&mut self, lapsed: &Lapsed<Lapse>) {
		let at = lapsed.at;
		self.stage = match (lapsed.what, self.stage.clone()) {
			(Lapse::Silence, _) => {
				payable(self.promise.split(self.billed), Cause::Deadline, 0, None, at)
			},
			(Lapse::Unanswered, _) => Stage::Closed { why: Why::Unanswered, at },
			(Lapse::NotAppealed, _) => Stage::Closed { why: Why::Denied, at },
			(Lapse::FirstPanel, Stage::Appealed { ruling, by, last_by, votes, .. }) => {
				self.hear(&votes);
				let votes = Default::default();
				Stage::Appealed { ruling, by, level: 2, decide_by: last_by, last_by, votes }
			},
			(Lapse::SecondPanel, Stage::Appealed { ruling, .. }) => self.unheard(ruling, at),
			(Lapse::Debt, Stage::Payable { split, earlier, .. }) => {
				Stage::Unpaid { split, earlier, at }
			},
			(_, stage) => stage,
		};
	}
}

/// To be paid, since a moment.
fn payable(
	split: Split,
	cause: Cause,
	level: u8,
	earlier: Option<Payment>,
	since: Moment,
) -> Stage {
	Stage::Payable {
		split,
		cause,
		adjudicator: None,
		level,
		earlier,
		owed: 0,
		since,
		waits: Waits::Nothing,
	}
}

impl<K: Clone> Claim<K> {
	/// Remembers who voted on level 1.
	pub fn hear(&mut self, votes: &Votes) {
		let voters = votes.iter().map(|(voter, _)| *voter).collect::<Vec<_>>();
		// The bounds are equal.
		self.heard = voters.try_into().unwrap_or_default();
	}

	/// After two silent panels. A payer who gave a cover has promised already; without one the reasoned decision stands, and
	/// the evidence goes to court.
	fn unheard(&self, ruling: Ruling, at: Moment) -> Stage {
		let covered = self.promise.is_covered();
		match (covered, ruling) {
			(true, ruling) => self.overturned(ruling, 2, at),
			(false, Ruling::Denial { .. }) => Stage::Closed { why: Why::Denied, at },
			(false, Ruling::Payment(payment)) => {
				// The time of the payment is when a right to appeal ended at the latest.
				let appeal_by = payment.at;
				Stage::Paid { payment, level: 2, appeal_by }
			},
		}
	}

	/// A decision is overturned: what was promised is due, less what was paid, which is less (or nothing was contested).
	pub fn overturned(&self, ruling: Ruling, level: u8, at: Moment) -> Stage {
		let promised = self.promise.split(self.billed);
		let (split, earlier) = match ruling {
			Ruling::Denial { .. } => (promised, None),
			Ruling::Payment(payment) => (promised, Some(payment)),
		};
		payable(split, Cause::Appeal, level, earlier, at)
	}

	/// When the claim became final; `None` while something can still change it. A paid one is final when its cut can no longer
	/// be appealed.
	pub fn final_at(&self, now: Moment) -> Option<Moment> {
		match &self.stage {
			Stage::Paid { payment, appeal_by, .. } => {
				(*appeal_by <= now).then_some(payment.at.max(*appeal_by))
			},
			Stage::Reversed { at, .. }
			| Stage::Recouped { at, .. }
			| Stage::Unpaid { at, .. }
			| Stage::Closed { at, .. } => Some(*at),
			Stage::Submitted { .. }
			| Stage::Noticed { .. }
			| Stage::Denied { .. }
			| Stage::Appealed { .. }
			| Stage::Payable { .. } => None,
		}
	}

	/// When the row is to be looked at next: at its deadline, when a reserve that stands behind a cut is free, or when the row
	/// can go.
	pub fn next_look(&self, retention: Moment, now: Moment) -> Moment {
		if let Some(lapsed) = Settle::due(self) {
			return lapsed.at;
		}
		match (&self.stage, self.final_at(now)) {
			(Stage::Paid { appeal_by, .. }, _) if self.reserved > 0 => *appeal_by,
			(Stage::Paid { payment, appeal_by, .. }, _) => {
				payment.at.max(*appeal_by).saturating_add(retention)
			},
			(_, at) => at.unwrap_or(now).saturating_add(retention),
		}
	}

	/// What the payer still owes of the claim at most, for which funds are to be set aside.
	pub fn wanted(&self) -> Balance {
		match &self.stage {
			Stage::Submitted { .. } | Stage::Noticed { .. } => {
				self.promise.split(self.billed).payer
			},
			_ => 0,
		}
	}

	/// What the payer of the next rank may still be asked for; `None` while this rank is not finished or left nothing.
	pub fn residual(&self) -> Option<Balance> {
		let residual = match &self.stage {
			Stage::Denied { .. } | Stage::Closed { why: Why::Denied, .. } => {
				self.billed.saturating_sub(self.promise.prior)
			},
			Stage::Paid { payment, .. } => payment.split.patient.saturating_sub(payment.collected),
			_ => 0,
		};
		(residual > 0).then_some(residual)
	}
}
