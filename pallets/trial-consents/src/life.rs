//! The pure part of a form's and a participation's life: what follows from the row and the clock, without storage.

use crate::types::{
	Approval, Ask, Consent, EndReason, Enrolment, Erasure, Form, FormStatus, Lapse, Month,
	OffReason, Participation, Party, Proposal, Reconsent, Step, Trial,
};
use salus_primitives::{Given, Lapsed, Moment, Scopes, Settle, Signers};

/// The stages that a new version can ask: None, Enrolled, OnStudy, FollowUp.
pub const STAGES: u8 = 0b1111;

impl<Ticket> Trial<Ticket> {
	/// When it ends or ended, exclusive.
	pub fn end(&self) -> Moment {
		self.ended.unwrap_or(Moment::MAX).min(self.ends_at)
	}
}

impl<Ticket> Form<Ticket> {
	/// The committee's approval, superseded or not.
	pub fn approval(&self) -> Option<&Approval> {
		match &self.status {
			FormStatus::Approved { approval, .. } | FormStatus::Superseded { approval, .. } => {
				Some(approval)
			},
			FormStatus::Submitted { .. } | FormStatus::Rejected => None,
		}
	}

	/// The same, to be changed.
	pub fn approval_mut(&mut self) -> Option<&mut Approval> {
		match &mut self.status {
			FormStatus::Approved { approval, .. } | FormStatus::Superseded { approval, .. } => {
				Some(approval)
			},
			FormStatus::Submitted { .. } | FormStatus::Rejected => None,
		}
	}

	/// Whether consents to it may be acted on: approved, its time running, suspended by nobody.
	pub fn is_in_force(&self, now: Moment) -> bool {
		let approved =
			self.approval().is_some_and(|approval| (approval.from..approval.until).contains(&now));
		approved && !self.suspended.any()
	}

	/// Whether it is the version of its trial in use: of all versions, at most one.
	pub fn is_current(&self, now: Moment) -> bool {
		match &self.status {
			FormStatus::Approved { approval, .. } => approval.from <= now,
			FormStatus::Superseded { approval, at, .. } => approval.from <= now && now < *at,
			FormStatus::Submitted { .. } | FormStatus::Rejected => false,
		}
	}

	/// A later version takes its place, or asks its participants once more.
	pub fn supersede(&mut self, reconsent: Reconsent, from: Moment) {
		if let FormStatus::Approved { approval, .. } = self.status {
			self.status = FormStatus::Superseded { approval, at: from, asks: [None; 4] };
		}
		let (FormStatus::Superseded { asks, .. }, Reconsent::Stages { mask, grace_until }) =
			(&mut self.status, reconsent)
		else {
			return;
		};
		let until = grace_until.max(from);
		for (stage, ask) in [1, 1 << 1, 1 << 2, 1 << 3].into_iter().zip(asks) {
			// Of two versions that ask the same stage the shorter grace counts.
			let sooner = ask.is_none_or(|ask| until < ask.until);
			if mask & stage != 0 && sooner {
				let from = ask.map_or(from, |ask| ask.from.min(from));
				*ask = Some(Ask { from, until });
			}
		}
	}

	/// Whether no consent to it can be in force any more, whatever comes.
	pub fn is_spent(&self, now: Moment) -> bool {
		match &self.status {
			FormStatus::Superseded { asks, .. } => {
				asks.iter().all(|ask| ask.is_some_and(|ask| ask.until <= now))
			},
			_ => false,
		}
	}
}

/// Silence is a rejection.
impl<Ticket> Settle for Form<Ticket> {
	type Lapse = ();
	const MAX_LAPSES: u32 = 1;

	fn due(&self) -> Option<Lapsed<()>> {
		match self.status {
			FormStatus::Submitted { until, .. } => Some(Lapsed { at: until, what: () }),
			_ => None,
		}
	}

	fn lapse(&mut self, _: &Lapsed<()>) {
		self.status = FormStatus::Rejected;
	}
}

impl Reconsent {
	/// Whether it names stages that exist, if it names stages.
	pub fn is_sound(&self) -> bool {
		match self {
			Reconsent::NewOnly => true,
			Reconsent::Stages { mask, .. } => *mask != 0 && mask & !STAGES == 0,
		}
	}

	/// Whether every participant must sign again.
	pub fn asks_all(&self) -> bool {
		matches!(self, Reconsent::Stages { mask: STAGES, .. })
	}
}

impl<A> Proposal<A> {
	/// Whether somebody signs for the participant.
	pub fn is_for_another(&self) -> bool {
		self.need.contains(Signers::REPRESENTATIVE)
	}

	/// Whether every signature is there.
	pub fn is_complete(&self) -> bool {
		self.have.contains(self.need)
	}

	/// Whether the participant must come of age, and when, by this proposal and what was known.
	pub fn majority_after(known: Option<Month>, said: Option<Month>) -> Option<Option<Month>> {
		match (known, said) {
			(Some(known), Some(said)) if said > known => None,
			(known, said) => Some(said.or(known)),
		}
	}
}

impl<A, Ticket> Participation<A, Ticket> {
	/// The consent that was given and not ended.
	pub fn given(&self) -> Option<&Given> {
		match &self.consent {
			Consent::Given(given) => Some(given),
			Consent::Absent | Consent::Ended { .. } => None,
		}
	}

	/// The consent that can be withdrawn: one in force, or one that the site ended. A site does not take away, by ending the
	/// participation first, the right to withdraw and to have data erased (GDPR 7(3), 17: verify).
	pub fn withdrawable(&self) -> Option<&Given> {
		match &self.consent {
			Consent::Given(given)
			| Consent::Ended { why: EndReason::Exited, last: Some(given), .. } => Some(given),
			Consent::Absent | Consent::Ended { .. } => None,
		}
	}

	/// Whether nothing was ever given and nothing is being signed.
	pub fn is_vacant(&self) -> bool {
		let nothing = matches!(self.consent, Consent::Absent | Consent::Ended { last: None, .. });
		nothing && self.proposal.is_none()
	}

	/// The proposal is not signed any more. If nothing was ever given, that is the end.
	pub fn drop_proposal(&mut self, why: EndReason, at: Moment) {
		self.proposal = None;
		if self.consent == Consent::Absent {
			self.consent = Consent::Ended { at, why, last: None };
		}
	}

	/// Ends the consent, and with it the participation.
	pub fn end(&mut self, why: EndReason, off: OffReason, at: Moment) {
		let last = self.given().cloned();
		self.consent = Consent::Ended { at, why, last };
		self.proposal = None;
		self.enrolment = Enrolment::Off(off);
	}

	/// Takes scopes away. Says which of them were held, and whether the consent ended with that; `None` if it held none of
	/// them. What is being signed beside it is void: a signature from before does not bring back what was withdrawn.
	pub fn withdraw(&mut self, scopes: Scopes, by: Party, now: Moment) -> Option<(Scopes, bool)> {
		let (given, exited) = match &mut self.consent {
			Consent::Given(given) => (given, None),
			Consent::Ended { why: why @ EndReason::Exited, last: Some(given), .. } => {
				(given, Some(why))
			},
			Consent::Absent | Consent::Ended { .. } => return None,
		};
		let held = given.scopes.and(scopes);
		if held.is_empty() {
			return None;
		}
		self.proposal = None;
		let ends = !held.and(given.core).is_empty();
		match (ends, exited) {
			(false, _) => given.scopes = given.scopes.without(held),
			(true, None) => self.end(EndReason::Withdrawn, OffReason::Withdrawn, now),
			// When and why the participation ended stays as the site said.
			(true, Some(why)) => *why = EndReason::Withdrawn,
		}
		self.refused |= ends && by == Party::Subject;
		Some((held, ends))
	}

	/// Asks for the erasure of what was collected under `scopes`, and says by when. A request that was not answered yet is
	/// widened, and its time goes on.
	pub fn ask_erasure(&mut self, scopes: Scopes, due: Moment) -> Moment {
		let open = self.erasure.filter(|erasure| erasure.answer.is_none());
		let erasure = open.map_or(Erasure { scopes, due, answer: None }, |open| Erasure {
			scopes: open.scopes.or(scopes),
			..open
		});
		self.erasure = Some(erasure);
		erasure.due
	}

	/// Whether a request to erase was not answered in time.
	pub fn erasure_is_overdue(&self, now: Moment) -> bool {
		self.erasure.is_some_and(|erasure| erasure.answer.is_none() && erasure.due <= now)
	}

	/// Whether the participant takes part at present.
	pub fn is_enrolled(&self) -> bool {
		!matches!(self.enrolment, Enrolment::None | Enrolment::Off(_))
	}

	/// The stage after a step; `None` if that is no step forward.
	pub fn stepped(&self, to: Step) -> Option<Enrolment> {
		match (self.enrolment, to) {
			(Enrolment::Enrolled(_), Step::OnStudy) => Some(Enrolment::OnStudy),
			(Enrolment::Enrolled(_) | Enrolment::OnStudy, Step::FollowUp) => {
				Some(Enrolment::FollowUp)
			},
			_ => None,
		}
	}
}

/// A proposal ends by time. What a given consent is worth is no matter of settling: see [`standing`](crate::standing).
impl<A, Ticket> Settle for Participation<A, Ticket> {
	type Lapse = Lapse;
	const MAX_LAPSES: u32 = 1;

	fn due(&self) -> Option<Lapsed<Lapse>> {
		let proposal = self.proposal.as_ref()?;
		Some(Lapsed { at: proposal.until, what: Lapse::ProposalEnded })
	}

	fn lapse(&mut self, lapsed: &Lapsed<Lapse>) {
		match lapsed.what {
			Lapse::ProposalEnded => self.drop_proposal(EndReason::Unsigned, lapsed.at),
		}
	}
}
