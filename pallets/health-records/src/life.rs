//! The pure part: what follows from a row and the clock, without storage.

use crate::types::{
	Conduct, Erasure, Grant, GrantEnd, GrantState, Incident, IncidentState, KeptRecord, Patient,
	RecordLapse, Recovery, RecoveryLapse, Verdict, Voice,
};
use alloc::vec::Vec;
use salus_primitives::{ids::DAY, Lapsed, LicenceId, Moment, Power, Settle};

/// A custodian answers a request to shred within a month (GDPR, article 12(3): verify), in milliseconds.
pub const ANSWER_WITHIN: Moment = 30 * DAY;

/// A hold stops the time to answer; it runs anew from the hold's end.
impl<A, Ticket> Settle for KeptRecord<A, Ticket> {
	type Lapse = RecordLapse;
	const MAX_LAPSES: u32 = 2;

	fn due(&self) -> Option<Lapsed<RecordLapse>> {
		match (&self.hold, &self.erasure) {
			(Some(hold), _) => Some(Lapsed { at: hold.until, what: RecordLapse::HoldEnded }),
			(None, Some(Erasure::Requested { due })) => {
				Some(Lapsed { at: *due, what: RecordLapse::ErasureIgnored })
			},
			(None, _) => None,
		}
	}

	fn lapse(&mut self, lapsed: &Lapsed<RecordLapse>) {
		match lapsed.what {
			RecordLapse::HoldEnded => self.end_hold(lapsed.at),
			RecordLapse::ErasureIgnored => {
				self.erasure = Some(Erasure::Ignored { since: lapsed.at });
			},
		}
	}
}

impl<A, Ticket> KeptRecord<A, Ticket> {
	/// Ends the hold; a request that waited is due a month later.
	pub fn end_hold(&mut self, at: Moment) {
		self.hold = None;
		if let Some(Erasure::Requested { due }) = &mut self.erasure {
			*due = at.saturating_add(ANSWER_WITHIN);
		}
	}

	/// Whether nobody may read it any more.
	pub fn is_blocked(&self) -> bool {
		matches!(self.erasure, Some(Erasure::Ignored { .. }))
	}
}

impl<A> Settle for Grant<A> {
	type Lapse = GrantEnd;
	const MAX_LAPSES: u32 = 1;

	fn due(&self) -> Option<Lapsed<GrantEnd>> {
		match self.state {
			GrantState::Open { .. } => Some(Lapsed { at: self.until, what: GrantEnd::Expired }),
			GrantState::Closed { .. } => None,
		}
	}

	fn lapse(&mut self, lapsed: &Lapsed<GrantEnd>) {
		self.state = GrantState::Closed { why: lapsed.what, at: lapsed.at };
	}
}

impl<A> Grant<A> {
	/// Whether it can be read under, or will be.
	pub fn is_open(&self) -> bool {
		matches!(self.state, GrantState::Open { .. })
	}

	/// When it ended.
	pub fn closed_at(&self) -> Option<Moment> {
		match self.state {
			GrantState::Open { .. } => None,
			GrantState::Closed { at, .. } => Some(at),
		}
	}

	/// Takes one read off; how many are left. `None` if it is not open.
	pub fn take_read(&mut self, now: Moment) -> Option<u16> {
		let GrantState::Open { reads_left } = self.state else { return None };
		let left = reads_left.checked_sub(1)?;
		self.state = match left {
			0 => GrantState::Closed { why: GrantEnd::Spent, at: now },
			_ => GrantState::Open { reads_left: left },
		};
		Some(left)
	}
}

/// What time did to an incident.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IncidentLapse {
	/// It was not explained in time.
	Overdue,
	/// It closed without a review.
	Closed(Verdict),
}

impl Settle for Incident {
	type Lapse = IncidentLapse;
	const MAX_LAPSES: u32 = 2;

	fn due(&self) -> Option<Lapsed<IncidentLapse>> {
		let after = |at: Moment| at.saturating_add(self.review);
		match self.state {
			IncidentState::Open { justify_by } => {
				Some(Lapsed { at: justify_by, what: IncidentLapse::Overdue })
			},
			IncidentState::Overdue { since } => {
				let what = IncidentLapse::Closed(Verdict::PresumedAbuse);
				Some(Lapsed { at: after(since), what })
			},
			IncidentState::Justified { at, .. } => {
				Some(Lapsed { at: after(at), what: IncidentLapse::Closed(Verdict::Unreviewed) })
			},
			IncidentState::Closed { .. } => None,
		}
	}

	fn lapse(&mut self, lapsed: &Lapsed<IncidentLapse>) {
		self.state = match lapsed.what {
			IncidentLapse::Overdue => IncidentState::Overdue { since: lapsed.at },
			IncidentLapse::Closed(verdict) => IncidentState::Closed { verdict, at: lapsed.at },
		};
	}
}

impl Incident {
	/// Whether it waits for its explanation, in time or not.
	pub fn is_unexplained(&self) -> bool {
		matches!(self.state, IncidentState::Open { .. } | IncidentState::Overdue { .. })
	}

	/// When it closed.
	pub fn closed_at(&self) -> Option<Moment> {
		match self.state {
			IncidentState::Closed { at, .. } => Some(at),
			_ => None,
		}
	}
}

impl<A: PartialEq> Conduct<A> {
	/// As the clock has left it: what is presumed abuse by now is closed, swept or not.
	pub fn settled(mut self, now: Moment) -> Self {
		self.open.retain(|entry| now < entry.presumed_at);
		self
	}

	/// Whether an incident waits for its explanation longer than it may. One that is presumed abuse by now is the registrar's
	/// matter and suspends no more.
	pub fn is_suspended(&self, now: Moment) -> bool {
		self.open.iter().any(|entry| (entry.justify_by..entry.presumed_at).contains(&now))
	}

	/// Whether an incident with this patient waits for its explanation.
	pub fn concerns(&self, patient: &A, now: Moment) -> bool {
		self.open.iter().any(|entry| entry.patient == *patient && now < entry.presumed_at)
	}
}

impl<A: Clone, Ticket> Settle for Patient<A, Ticket> {
	type Lapse = RecoveryLapse;
	const MAX_LAPSES: u32 = 1;

	fn due(&self) -> Option<Lapsed<RecoveryLapse>> {
		self.recovery.as_ref().map(|recovery| match recovery {
			Recovery::Gathering { until, .. } => {
				Lapsed { at: *until, what: RecoveryLapse::Abandoned }
			},
			Recovery::Decided { effective_at, .. } => {
				Lapsed { at: *effective_at, what: RecoveryLapse::Effective }
			},
		})
	}

	fn lapse(&mut self, _: &Lapsed<RecoveryLapse>) {
		if let Some(Recovery::Decided { new, .. }) = self.end_recovery() {
			self.controller = Some(new);
		}
	}
}

impl<A, Ticket> Patient<A, Ticket> {
	/// Ends the attempt, so that its votes and its veto are void.
	pub fn end_recovery(&mut self) -> Option<Recovery<A>> {
		self.attempt = self.attempt.saturating_add(1);
		self.recovery.take()
	}

	/// Whether a recovery is decided: the old key may veto and revoke, and nothing else.
	pub fn is_recovering(&self) -> bool {
		matches!(self.recovery, Some(Recovery::Decided { .. }))
	}

	/// Keys that are the patient's, or will be when a decided recovery takes effect: no guardian has one of them.
	pub fn own_keys<'a>(&'a self, key: &'a A) -> Vec<&'a A> {
		let heir = match &self.recovery {
			Some(Recovery::Decided { new, .. }) => Some(new),
			_ => None,
		};
		[key, self.speaker(key)].into_iter().chain(heir).collect()
	}

	/// The key that speaks as the patient: `key`, or what the last recovery put in its place.
	pub fn speaker<'a>(&'a self, key: &'a A) -> &'a A {
		self.controller.as_ref().unwrap_or(key)
	}
}

impl<A: PartialEq, Ticket> Patient<A, Ticket> {
	/// As what `who` may use the power, if at all.
	pub fn voice(&self, key: &A, who: &A, power: Power, now: Moment) -> Option<Voice> {
		if self.speaker(key) == who {
			Some(Voice::Patient)
		} else {
			self.guardians.admit(who, power, now).then_some(Voice::Guardian)
		}
	}
}

/// Whether `licence` keeps what `custodian` anchored, given who took over from the latter.
pub fn keeps(licence: LicenceId, custodian: LicenceId, successor: Option<LicenceId>) -> bool {
	licence == custodian || successor == Some(licence)
}
