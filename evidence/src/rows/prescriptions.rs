//! Prescribed items.

#![allow(missing_docs)] // Mirrors of the pallet's types, which say what each field means.

use super::{apply, AccountId, BlockNumber, Bounded, Hash, Lapsed, LicenceId, Moment, Trail, HOUR};
use alloc::vec::Vec;

/// Hash of the text of its types, as [`Pallet::text`](super::Pallet::text) gives it.
pub const SCHEMA: Hash = [
	0x5f, 0x33, 0xff, 0x97, 0xc4, 0xd2, 0x8e, 0x7d, 0x4d, 0x50, 0xf2, 0xda, 0x5d, 0x52, 0x63, 0xdb,
	0x50, 0xb9, 0x24, 0xe0, 0x48, 0xfe, 0x63, 0x3b, 0xcc, 0xff, 0xf3, 0xb0, 0x8f, 0x26, 0x50, 0x9c,
];

/// What an item's id begins with, before it is hashed.
pub const DOMAIN: &[u8] = b"salus/rx";

mirror! {
	// One row of each is in memory at a time.
	#[allow(clippy::large_enum_variant)]
	pub enum Rx {
		Live(LiveRx),
		Archived(ArchivedRx),
	}

	pub struct LiveRx {
		pub patient: AccountId,
		pub issuer: LicenceId,
		pub issued_at: BlockNumber,
		pub terms: Terms,
		pub trail: Trail,
		pub flags: Flags,
		pub patient_seq: u16,
		pub access: Access,
		pub transfers_left: u8,
		pub stage: Stage,
		pub dispenses: Dispenses,
		/// The bond of the issuer's organisation stands behind the row: no bytes.
		pub ticket: (),
	}

	pub struct ArchivedRx {
		pub issuer: LicenceId,
		pub issued_at: BlockNumber,
		pub class: u8,
		pub unit: u8,
		pub why: Closure,
		pub at: Moment,
		pub trail: Trail,
		pub dispenses: Dispenses,
	}

	pub struct Terms {
		pub class: u8,
		pub unit: u8,
		pub quantity: u32,
		pub repeats: u8,
		pub interval_h: u16,
		pub partial_h: u16,
		pub from: Moment,
		pub until: Moment,
	}

	#[derive(Copy)]
	pub enum Access {
		Closed,
		Only(LicenceId),
		Any,
	}

	#[derive(Copy)]
	pub enum Stage {
		Free,
		Held { by: LicenceId, until: Moment, pending: bool },
		OnHold { by: LicenceId },
		Declined { by: LicenceId, until: Moment },
		Owed { until: Moment },
		Closed { why: Closure, at: Moment },
	}

	#[derive(Copy)]
	pub enum Closure {
		Completed,
		Cancelled,
		Stopped,
		Expired,
		NotDispensed,
		EnteredInError,
		Deceased,
		Unratified,
	}

	#[derive(Copy)]
	pub struct Dispense {
		pub by: LicenceId,
		pub block: BlockNumber,
		pub at: Moment,
		pub quantity: u32,
		pub fill: u8,
		pub flags: u8,
	}

	#[derive(Copy)]
	pub enum Outcome {
		Cancelled,
		WithDispenser,
		WithDispenserActive,
		AlreadyDispensed,
		AlreadyExpired,
		AlreadyCancelled,
		NotDispensed,
	}

	#[derive(Copy)]
	pub enum Lapse {
		DeclineEnded,
		HoldEnded,
		FillVoided,
		ValidityEnded,
		RatificationEnded,
	}

	/// Those that are links of an item's trail.
	pub enum Event {
		#[codec(index = 1)]
		Issued { id: Hash, issuer: LicenceId, prior: Option<Hash> },
		#[codec(index = 2)]
		Held { id: Hash, by: LicenceId, until: Moment },
		#[codec(index = 3)]
		Dispensed { id: Hash, seq: u8, by: LicenceId, quantity: u32, product: Hash, flags: u8 },
		#[codec(index = 4)]
		Returned { id: Hash, reason: u8 },
		#[codec(index = 5)]
		Declined { id: Hash, reason: u8, until: Moment },
		#[codec(index = 6)]
		Reopened { id: Hash },
		#[codec(index = 7)]
		Suspended { id: Hash, by: LicenceId },
		#[codec(index = 8)]
		Resumed { id: Hash, by: LicenceId },
		#[codec(index = 9)]
		CancelRequested { id: Hash, by: LicenceId, outcome: Outcome },
		#[codec(index = 10)]
		Discarded { id: Hash, outcome: Outcome },
		#[codec(index = 11)]
		Recalled { id: Hash, until: Moment },
		#[codec(index = 12)]
		AccessSet { id: Hash, access: Access },
		#[codec(index = 13)]
		Transferred { id: Hash, to: LicenceId },
		#[codec(index = 14)]
		DispenseWithdrawn { id: Hash, seq: u8 },
		#[codec(index = 15)]
		MarkedInError { id: Hash },
		#[codec(index = 16)]
		Closed { id: Hash, why: Closure },
		#[codec(index = 17)]
		EmergencyDispensed {
			id: Hash,
			by: LicenceId,
			prescriber: LicenceId,
			quantity: u32,
			until: Moment,
		},
		#[codec(index = 18)]
		Ratified { id: Hash, accepted: bool },
		#[codec(index = 19)]
		Lapsed { id: Hash, lapse: Lapse, at: Moment },
	}
}

/// What the prescriber allows, and how the item came to be.
pub type Flags = u8;
/// The dispenser may substitute the product.
pub const SUBSTITUTION: Flags = 1;
/// It was dispensed before anything was prescribed.
pub const EMERGENCY: Flags = 1 << 1;

/// What was handed out, oldest first.
pub type Dispenses = Bounded<Dispense, 16>;

impl Dispense {
	/// Taken back.
	pub const WITHDRAWN: u8 = 1;
	/// Another product than the one prescribed.
	pub const SUBSTITUTED: u8 = 1 << 1;
	/// Recorded while a cancellation waited.
	pub const LATE: u8 = 1 << 2;
	/// The last part of a fill that was never completed.
	pub const VOIDED: u8 = 1 << 3;

	/// Whether the bit is set.
	pub const fn has(&self, flag: u8) -> bool {
		self.flags & flag != 0
	}
}

/// How far the fills of an item have come.
struct Fills {
	/// Those that are used up.
	done: u8,
	/// When the present one began; `None` if it has not.
	begun: Option<Moment>,
}

impl Rx {
	/// Its history.
	pub fn trail(&self) -> &Trail {
		match self {
			Rx::Live(live) => &live.trail,
			Rx::Archived(archived) => &archived.trail,
		}
	}

	/// Licence under which it was issued, and the block of its issue.
	pub fn issued(&self) -> (LicenceId, BlockNumber) {
		match self {
			Rx::Live(live) => (live.issuer, live.issued_at),
			Rx::Archived(archived) => (archived.issuer, archived.issued_at),
		}
	}

	/// What was handed out.
	pub fn dispenses(&self) -> &[Dispense] {
		match self {
			Rx::Live(live) => &live.dispenses.0,
			Rx::Archived(archived) => &archived.dispenses.0,
		}
	}

	/// Why it closed; `None` while it is open or owed.
	pub fn closed(&self) -> Option<Closure> {
		match self {
			Rx::Live(LiveRx { stage: Stage::Closed { why, .. }, .. }) => Some(*why),
			Rx::Live(_) => None,
			Rx::Archived(archived) => Some(archived.why),
		}
	}

	/// Applies what time has done by `now`. An archived row has no deadline.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<Lapse>> {
		match self {
			Rx::Live(live) => live.settle(now),
			Rx::Archived(_) => Vec::new(),
		}
	}
}

impl LiveRx {
	/// Applies every deadline at or before `now`: of equal ones first the decline window or the hold, then the partial window,
	/// then the validity.
	pub fn settle(&mut self, now: Moment) -> Vec<Lapsed<Lapse>> {
		apply(self, now, Self::next, Self::take)
	}

	fn next(&self) -> Option<Lapsed<Lapse>> {
		let lapsed = |at, what| Some(Lapsed { what, at });
		let own = match self.stage {
			Stage::Closed { .. } => return None,
			Stage::Owed { until } => return lapsed(until, Lapse::RatificationEnded),
			Stage::Declined { until, .. } => lapsed(until, Lapse::DeclineEnded),
			Stage::Held { until, .. } => lapsed(until, Lapse::HoldEnded),
			Stage::Free | Stage::OnHold { .. } => None,
		};
		let window = HOUR.saturating_mul(self.terms.partial_h.into());
		let fill = self.fills().begun.map(|begun| begun.saturating_add(window));
		let mut next = lapsed(self.terms.until, Lapse::ValidityEnded)?;
		if let Some(at) = fill.filter(|at| *at <= next.at) {
			next = Lapsed { at, what: Lapse::FillVoided };
		}
		own.filter(|own| own.at <= next.at).or(Some(next))
	}

	fn take(&mut self, lapsed: &Lapsed<Lapse>) {
		let why = match lapsed.what {
			Lapse::HoldEnded => return self.end_hold(lapsed.at),
			Lapse::FillVoided => return self.void_fill(lapsed.at),
			Lapse::DeclineEnded => Closure::NotDispensed,
			Lapse::ValidityEnded => Closure::Expired,
			Lapse::RatificationEnded => Closure::Unratified,
		};
		self.stage = Stage::Closed { why, at: lapsed.at };
	}

	/// A pending cancellation takes effect. Who let a hold run out under open access does not get the next one at once.
	fn end_hold(&mut self, at: Moment) {
		self.stage = match self.stage {
			Stage::Held { pending: true, .. } => {
				let kept =
					self.dispenses.0.iter().any(|dispense| !dispense.has(Dispense::WITHDRAWN));
				Stage::Closed { why: if kept { Closure::Stopped } else { Closure::Cancelled }, at }
			},
			_ => Stage::Free,
		};
		if self.access == Access::Any {
			self.access = Access::Closed;
		}
	}

	/// The rest of the begun fill is void; the item closes with its last fill.
	fn void_fill(&mut self, at: Moment) {
		let mut kept =
			self.dispenses.0.iter_mut().filter(|dispense| !dispense.has(Dispense::WITHDRAWN));
		if let Some(last) = kept.next_back() {
			last.flags |= Dispense::VOIDED;
		}
		let slots_left = 16usize.saturating_sub(self.dispenses.0.len());
		let allowed = self.terms.repeats.saturating_add(1);
		if self.fills().done >= allowed || slots_left == 0 {
			let why = match self.stage {
				Stage::Held { pending: true, .. } => Closure::Stopped,
				_ => Closure::Completed,
			};
			self.stage = Stage::Closed { why, at };
		}
	}

	fn fills(&self) -> Fills {
		let (mut fills, mut handed_out) = (Fills { done: 0, begun: None }, 0u32);
		for dispense in
			self.dispenses.0.iter().filter(|dispense| !dispense.has(Dispense::WITHDRAWN))
		{
			handed_out = handed_out.saturating_add(dispense.quantity);
			if handed_out >= self.terms.quantity || dispense.has(Dispense::VOIDED) {
				fills = Fills { done: fills.done.saturating_add(1), begun: None };
				handed_out = 0;
			} else {
				fills.begun = fills.begun.or(Some(dispense.at));
			}
		}
		fills
	}
}
