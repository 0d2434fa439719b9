//! The pure part of an item's life: what follows from the row and the clock, without storage.

use crate::types::{
	Access, ArchivedRx, Closure, Dispense, Flags, Lapse, LiveRx, Outcome, Rx, Stage, MAX_DISPENSES,
};
use alloc::vec::Vec;
use salus_primitives::{ids::HOUR, Lapsed, Moment, Settle};

/// How far the fills have come, from the dispenses that were not withdrawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
	/// The fill that the next dispense belongs to, from 0; equally, how many fills are used up.
	pub fill: u8,
	/// First dispense of that fill; `None` if it has not begun.
	pub begun: Option<Moment>,
	/// Quantity of that fill handed out so far.
	pub dispensed: u32,
	/// First dispense of the fill before.
	pub previous: Option<Moment>,
}

impl Progress {
	/// Counts one more dispense, of a fill of `quantity`.
	pub fn add(self, dispense: &Dispense, quantity: u32) -> Progress {
		let begun = self.begun.or(Some(dispense.at));
		let dispensed = self.dispensed.saturating_add(dispense.quantity);
		if dispensed >= quantity || dispense.has(Dispense::VOIDED) {
			Progress {
				fill: self.fill.saturating_add(1),
				begun: None,
				dispensed: 0,
				previous: begun,
			}
		} else {
			Progress { begun, dispensed, ..self }
		}
	}
}

impl<A, Ticket> LiveRx<A, Ticket> {
	/// How far the fills have come.
	pub fn progress(&self) -> Progress {
		self.dispenses
			.iter()
			.filter(|dispense| !dispense.has(Dispense::WITHDRAWN))
			.fold(Progress::default(), |progress, dispense| {
				progress.add(dispense, self.terms.quantity)
			})
	}

	/// Dispenses that can still be recorded.
	pub fn slots_left(&self) -> u8 {
		let used = u8::try_from(self.dispenses.len()).unwrap_or(u8::MAX);
		u8::try_from(MAX_DISPENSES).unwrap_or(u8::MAX).saturating_sub(used)
	}

	/// Fills that can still be dispensed, the begun one included.
	///
	/// A withdrawn dispense keeps its slot. If so many were withdrawn that slots run out before fills do, the fills beyond
	/// are lost: refusing the withdrawal instead would let a false record stand.
	pub fn fills_left(&self) -> u8 {
		self.terms
			.repeats
			.saturating_add(1)
			.saturating_sub(self.progress().fill)
			.min(self.slots_left())
	}

	/// When the next dispense may be at the earliest, as far as validity and interval say.
	pub fn eligible_from(&self) -> Moment {
		let progress = self.progress();
		match (progress.begun, progress.previous) {
			(None, Some(previous)) => {
				let interval = HOUR.saturating_mul(self.terms.interval_h.into());
				self.terms.from.max(previous.saturating_add(interval))
			},
			_ => self.terms.from,
		}
	}

	/// When the item can be dispensed next at the earliest; `None` if never again, as far as the row says.
	pub fn eligible_at(&self) -> Option<Moment> {
		let at = self.eligible_from();
		(self.is_open() && at < self.terms.until).then_some(at)
	}

	/// Whether anything was handed out and not withdrawn.
	pub fn anything_dispensed(&self) -> bool {
		self.dispenses.iter().any(|dispense| !dispense.has(Dispense::WITHDRAWN))
	}

	/// Whether an act can still change its course: not closed, and not waiting for a ratification.
	pub fn is_open(&self) -> bool {
		!matches!(self.stage, Stage::Owed { .. } | Stage::Closed { .. })
	}

	/// Closes the item.
	pub fn close(&mut self, why: Closure, at: Moment) {
		self.stage = Stage::Closed { why, at };
	}

	/// How a cancelled item closes (FHIR R4 `cancelled`, `stopped`).
	pub fn cancelled(&self) -> Closure {
		if self.anything_dispensed() {
			Closure::Stopped
		} else {
			Closure::Cancelled
		}
	}

	/// What a cancellation meets at this stage; `None` if only a ratification decides, or did.
	pub fn cancel_outcome(&self) -> Option<Outcome> {
		Some(match self.stage {
			Stage::Free | Stage::OnHold { .. } => Outcome::Cancelled,
			Stage::Held { .. } if self.progress().begun.is_some() => Outcome::WithDispenserActive,
			Stage::Held { .. } => Outcome::WithDispenser,
			Stage::Declined { .. } => Outcome::NotDispensed,
			Stage::Owed { .. } => return None,
			Stage::Closed { why, .. } => return why.cancel_outcome(),
		})
	}

	/// Lets a cancellation take effect, at once or when the hold ends, and says what it met. What it finds completed can
	/// no longer open again.
	pub fn cancel(&mut self, now: Moment) -> Option<Outcome> {
		let outcome = self.cancel_outcome()?;
		match &mut self.stage {
			Stage::Free | Stage::OnHold { .. } => self.close(self.cancelled(), now),
			Stage::Declined { .. } => self.close(Closure::NotDispensed, now),
			Stage::Held { pending, .. } => *pending = true,
			Stage::Closed { why: Closure::Completed, .. } => self.flags.set(Flags::FINAL),
			Stage::Owed { .. } | Stage::Closed { .. } => {},
		}
		Some(outcome)
	}

	/// Ends a hold: the item is free, or closes if a cancellation was pending.
	pub fn end_hold(&mut self, at: Moment) {
		if let Stage::Held { pending, .. } = self.stage {
			self.stage = Stage::Free;
			if pending {
				self.close(self.cancelled(), at);
			}
		}
	}

	/// End of the window for the rest of a begun fill.
	fn partial_window(&self) -> Option<Moment> {
		let window = HOUR.saturating_mul(self.terms.partial_h.into());
		self.progress().begun.map(|begun| begun.saturating_add(window))
	}

	/// Ends the begun fill as it is.
	fn void_fill(&mut self, at: Moment) {
		let last =
			self.dispenses.iter_mut().rev().find(|dispense| !dispense.has(Dispense::WITHDRAWN));
		if let Some(dispense) = last {
			dispense.flags |= Dispense::VOIDED;
		}
		if self.fills_left() == 0 {
			let pending = matches!(self.stage, Stage::Held { pending: true, .. });
			self.close(if pending { Closure::Stopped } else { Closure::Completed }, at);
		}
	}
}

/// Deadlines of a live item. Ties in the order decline window, hold, partial window, validity, so that a pending
/// cancellation wins over expiry.
impl<A, Ticket> Settle for LiveRx<A, Ticket> {
	type Lapse = Lapse;

	/// A hold or a decline window, a partial window, the validity; an owed item has one deadline only.
	const MAX_LAPSES: u32 = 3;

	fn due(&self) -> Option<Lapsed<Lapse>> {
		let own = match self.stage {
			Stage::Closed { .. } => return None,
			Stage::Owed { until } => {
				return Some(Lapsed { at: until, what: Lapse::RatificationEnded })
			},
			Stage::Declined { until, .. } => Some(Lapsed { at: until, what: Lapse::DeclineEnded }),
			Stage::Held { until, .. } => Some(Lapsed { at: until, what: Lapse::HoldEnded }),
			Stage::Free | Stage::OnHold { .. } => None,
		};
		let fill = self.partial_window().map(|at| Lapsed { at, what: Lapse::FillVoided });
		let validity = Lapsed { at: self.terms.until, what: Lapse::ValidityEnded };
		// `min_by_key` answers the first of several minima.
		own.into_iter().chain(fill).chain([validity]).min_by_key(|lapsed| lapsed.at)
	}

	fn lapse(&mut self, lapsed: &Lapsed<Lapse>) {
		let at = lapsed.at;
		match lapsed.what {
			Lapse::DeclineEnded => self.close(Closure::NotDispensed, at),
			Lapse::HoldEnded => {
				self.end_hold(at);
				// Whoever let a hold run out does not get the next one by being the fastest.
				if self.access == Access::Any {
					self.access = Access::Closed;
				}
			},
			Lapse::FillVoided => self.void_fill(at),
			Lapse::ValidityEnded => self.close(Closure::Expired, at),
			Lapse::RatificationEnded => self.close(Closure::Unratified, at),
		}
	}
}

impl Closure {
	/// What a cancellation meets afterwards; `None` for an emergency dispense that was not ratified: there was never a
	/// prescription to cancel.
	pub fn cancel_outcome(self) -> Option<Outcome> {
		Some(match self {
			Closure::Completed => Outcome::AlreadyDispensed,
			Closure::Expired => Outcome::AlreadyExpired,
			Closure::NotDispensed => Outcome::NotDispensed,
			Closure::Cancelled | Closure::Stopped | Closure::Deceased | Closure::EnteredInError => {
				Outcome::AlreadyCancelled
			},
			Closure::Unratified => return None,
		})
	}
}

/// Time alone also archives a row and removes it; the constants of the pallet say when.
#[derive(Clone, Copy, Debug)]
pub struct Keeping {
	/// From closing to archiving: while a dispense can be withdrawn.
	pub withdraw_window: Moment,
	/// From the later of closing and the end of validity to removal.
	pub retention: Moment,
}

/// A row with everything that time alone has changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Aged<A, Ticket> {
	/// The row, settled and, when that is due, archived.
	pub rx: Rx<A, Ticket>,
	/// The ticket of a row that was archived just now.
	pub freed: Option<Ticket>,
	/// What lapsed.
	pub lapses: Vec<Lapsed<Lapse>>,
	/// Its removal is due: to everybody it is as if there were no row.
	pub gone: bool,
}

impl<A, Ticket> Rx<A, Ticket> {
	/// The row as it is at `now`.
	pub fn aged(self, now: Moment, keeping: Keeping) -> Aged<A, Ticket> {
		let (rx, freed, lapses) = match self {
			Rx::Archived(archived) => (Rx::Archived(archived), None, Vec::new()),
			Rx::Live(mut live) => {
				let lapses = live.settle(now);
				match live.stage {
					Stage::Closed { why, at }
						if at.saturating_add(keeping.withdraw_window) <= now =>
					{
						let (live, ticket) = live.take_ticket();
						(Rx::Archived(live.archive(why, at)), Some(ticket), lapses)
					},
					_ => (Rx::Live(live), None, lapses),
				}
			},
		};
		let gone = matches!(&rx, Rx::Archived(archived)
			if archived.at.saturating_add(keeping.retention) <= now);
		Aged { rx, freed, lapses, gone }
	}

	/// What a cancellation meets; `None` if only a ratification decides, or did.
	pub fn cancel_outcome(&self) -> Option<Outcome> {
		match self {
			Rx::Live(live) => live.cancel_outcome(),
			Rx::Archived(archived) => archived.why.cancel_outcome(),
		}
	}
}

impl<A> LiveRx<A, ()> {
	fn archive(self, why: Closure, at: Moment) -> ArchivedRx {
		ArchivedRx {
			issuer: self.issuer,
			issued_at: self.issued_at,
			class: self.terms.class,
			unit: self.terms.unit,
			why,
			at: at.max(self.terms.until),
			trail: self.trail,
			dispenses: self.dispenses,
		}
	}
}
