//! What a row holds. The rules of its life are in [`life`](crate::life), the calls in the modules by topic.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	derive::serde,
	prelude::{BoundedVec, TypeInfo},
	traits::ConstU32,
};
use salus_primitives::{BlockNumber, LicenceId, Moment, RxId, Trail};

/// Most dispenses that one item can record, withdrawn ones included: a [`DispenseId`](salus_primitives::DispenseId) never
/// recurs, so a slot is never freed.
pub const MAX_DISPENSES: u32 = 16;

/// Items that a counter handles in one call: the lines of one form.
pub type MaxForm = ConstU32<4>;

/// The ids of one form.
pub type Form = BoundedVec<RxId, MaxForm>;

/// The ids of one form, each with the sequence number of its row.
pub type SequencedForm = BoundedVec<(RxId, u16), MaxForm>;

/// Items that one attestation of a death closes.
pub type MaxAttested = ConstU32<16>;

/// Rows that one query answers.
pub type MaxQueried = ConstU32<32>;

/// The dispenses of an item, oldest first; the position is the `seq` of a dispense id.
pub type Dispenses = BoundedVec<Dispense, ConstU32<MAX_DISPENSES>>;

/// One prescribed item (FHIR R4 `MedicationRequest`), as stored.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Rx<A, Ticket> {
	/// Open, or closed so recently that a dispense can still be withdrawn.
	#[codec(index = 0)]
	Live(LiveRx<A, Ticket>),
	/// What claims and courts ask for once nothing more can happen.
	#[codec(index = 1)]
	Archived(ArchivedRx),
}

/// An item with everything that its life needs.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct LiveRx<A, Ticket> {
	/// The patient's key: one per prescription or per relationship, never the patient.
	pub patient: A,
	/// Licence under which it was issued; of an emergency dispense, the prescriber whom the dispenser named.
	pub issuer: LicenceId,
	/// Block of its issue.
	pub issued_at: BlockNumber,
	/// What was prescribed.
	pub terms: Terms,
	/// Its history as one hash.
	pub trail: Trail,
	/// What the prescriber allows, how it came to be, and whether its end is settled.
	pub flags: Flags,
	/// The number that the next call of the patient must carry.
	pub patient_seq: u16,
	/// Who may claim it.
	pub access: Access,
	/// Transfers between dispensers still allowed.
	pub transfers_left: u8,
	/// Where it stands.
	pub stage: Stage,
	/// What was handed out.
	pub dispenses: Dispenses,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// An item whose patient key, terms, access and ticket are gone.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct ArchivedRx {
	/// Licence under which it was issued.
	pub issuer: LicenceId,
	/// Block of its issue.
	pub issued_at: BlockNumber,
	/// Its class.
	pub class: u8,
	/// Its unit.
	pub unit: u8,
	/// Why it closed.
	pub why: Closure,
	/// The later of its closing and the end of its validity: retention runs from here.
	pub at: Moment,
	/// Its history as one hash.
	pub trail: Trail,
	/// What was handed out.
	pub dispenses: Dispenses,
}

/// What was prescribed.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Terms {
	/// Index into the policy table (jurisdiction and schedule); never a drug code.
	pub class: u8,
	/// Index into the versioned table of units.
	pub unit: u8,
	/// Quantity of one fill, in the smallest unit; > 0.
	pub quantity: u32,
	/// Fills on top of the first (FHIR R4 `numberOfRepeatsAllowed`).
	pub repeats: u8,
	/// Least time from the start of one fill to the start of the next, in hours.
	pub interval_h: u16,
	/// Time from the first part of a fill within which the rest may follow, in hours; 0: a fill is handed out whole.
	pub partial_h: u16,
	/// Begin of the validity.
	pub from: Moment,
	/// End of the validity, exclusive.
	pub until: Moment,
}

/// What the prescriber allows, how the item came to be, and whether its end is settled. A bit that is set stays set.
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
pub struct Flags(pub u8);

impl Flags {
	/// The dispenser may substitute the product.
	pub const SUBSTITUTION: u8 = 1;
	/// It was dispensed in an emergency, before anything was prescribed.
	pub const EMERGENCY: u8 = 1 << 1;
	/// A cancellation found it completed, or a renewal replaced it: withdrawing a dispense does not open it again.
	pub const FINAL: u8 = 1 << 2;

	/// Sets all bits of `flag`.
	pub fn set(&mut self, flag: u8) {
		self.0 |= flag;
	}

	/// Whether all bits of `flag` are set.
	pub const fn has(self, flag: u8) -> bool {
		self.0 & flag == flag
	}
}

/// The patient's choice of who may claim the item.
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
pub enum Access {
	/// Nobody, until the patient presents it.
	#[codec(index = 0)]
	Closed,
	/// One dispenser (FHIR R4 `dispenseRequest.performer`, an NHS EPS nomination).
	#[codec(index = 1)]
	Only(LicenceId),
	/// Every dispenser.
	#[codec(index = 2)]
	Any,
}

impl Access {
	/// Whether the dispenser with this licence may take the item.
	pub fn admits(self, dispenser: LicenceId) -> bool {
		match self {
			Access::Closed => false,
			Access::Only(licence) => licence == dispenser,
			Access::Any => true,
		}
	}
}

/// Where a live item stands. "Waiting" is no stage: it is `Free` before the next fill is eligible.
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
pub enum Stage {
	/// Nobody holds it.
	#[codec(index = 0)]
	Free,
	/// One dispenser has the exclusive right to it (gematik `$accept`, NHS EPS release).
	#[codec(index = 1)]
	Held {
		/// The dispenser.
		by: LicenceId,
		/// End of the hold, exclusive; at most the end of the validity.
		until: Moment,
		/// A cancellation takes effect when the hold ends.
		pending: bool,
	},
	/// Suspended (FHIR `on-hold`).
	#[codec(index = 2)]
	OnHold {
		/// Who suspended it: the issuer or a regulator.
		by: LicenceId,
	},
	/// A dispenser declined to dispense; the patient or the issuer may reopen it.
	#[codec(index = 3)]
	Declined {
		/// The dispenser.
		by: LicenceId,
		/// End of the window for reopening, exclusive; at most the end of the validity.
		until: Moment,
	},
	/// Dispensed in an emergency; the prescriber named owes a prescription (21 CFR 1306.11(d): verify).
	#[codec(index = 4)]
	Owed {
		/// End of the time to ratify, exclusive.
		until: Moment,
	},
	/// Nothing more is dispensed.
	#[codec(index = 5)]
	Closed {
		/// Why.
		why: Closure,
		/// When.
		at: Moment,
	},
}

/// Why an item closed.
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
pub enum Closure {
	/// All fills were dispensed, or the last one ended incomplete.
	#[codec(index = 0)]
	Completed,
	/// Cancelled or discarded before anything was dispensed.
	#[codec(index = 1)]
	Cancelled,
	/// Cancelled, discarded or replaced by a renewal.
	#[codec(index = 2)]
	Stopped,
	/// The validity ended.
	#[codec(index = 3)]
	Expired,
	/// A dispenser declined, and nobody reopened it.
	#[codec(index = 4)]
	NotDispensed,
	/// It should never have been issued (FHIR `entered-in-error`).
	#[codec(index = 5)]
	EnteredInError,
	/// The patient died.
	#[codec(index = 6)]
	Deceased,
	/// The prescriber named did not ratify the emergency dispense.
	#[codec(index = 7)]
	Unratified,
}

/// One handing-out (FHIR R4 `MedicationDispense`).
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
pub struct Dispense {
	/// Licence of the dispenser.
	pub by: LicenceId,
	/// Block in which it was recorded.
	pub block: BlockNumber,
	/// Time of that block.
	pub at: Moment,
	/// Quantity, in the smallest unit.
	pub quantity: u32,
	/// The fill it belongs to, from 0.
	pub fill: u8,
	/// See the constants of [`Dispense`].
	pub flags: u8,
}

impl Dispense {
	/// The dispenser took it back: its quantity is free again.
	pub const WITHDRAWN: u8 = 1;
	/// Another product than the one prescribed.
	pub const SUBSTITUTED: u8 = 1 << 1;
	/// Recorded while a cancellation was pending: the goods may already have left the counter.
	pub const LATE: u8 = 1 << 2;
	/// The last part of a fill whose window ended before it was complete.
	pub const VOIDED: u8 = 1 << 3;

	/// Whether all bits of `flag` are set.
	pub const fn has(&self, flag: u8) -> bool {
		self.flags & flag == flag
	}
}

/// The limits of a class, set by governance. They bind when an item is issued; later changes leave it alone.
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
	serde::Serialize,
	serde::Deserialize,
)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct Policy {
	/// Most repeats; < [`MAX_DISPENSES`].
	pub max_repeats: u8,
	/// Longest time from authoring (or the begin of the validity, if earlier) to the end of the validity, in hours.
	pub max_validity_h: u16,
	/// Largest quantity of one fill, in the smallest unit.
	pub max_quantity: u32,
	/// Shortest interval between fills of an item with repeats, in hours.
	pub min_interval_h: u16,
	/// Longest window for the rest of a fill, in hours; 0: no partial dispensing.
	pub partial_h: u16,
	/// Transfers between dispensers over the life of an item.
	pub transfers: u8,
	/// A renewal has no more transfers than the item it replaces had left: none, if that is archived.
	pub inherit_transfers: bool,
	/// It may be dispensed in an emergency, before the prescription.
	pub emergency: bool,
}

/// What a cancellation met. The numbers are those of NHS EPS.
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
pub enum Outcome {
	/// R-0001: nobody held it; it closed.
	#[codec(index = 0)]
	Cancelled,
	/// R-0002: a dispenser holds it, nothing of this fill was dispensed; it closes when the hold ends.
	#[codec(index = 1)]
	WithDispenser,
	/// R-0003: a dispenser holds it and dispensed a part of this fill; it closes when the hold ends.
	#[codec(index = 2)]
	WithDispenserActive,
	/// R-0004: it was dispensed before.
	#[codec(index = 3)]
	AlreadyDispensed,
	/// R-0005: it expired before.
	#[codec(index = 4)]
	AlreadyExpired,
	/// R-0006: it was cancelled, stopped, marked in error or closed by a death before.
	#[codec(index = 5)]
	AlreadyCancelled,
	/// R-0010: a dispenser declined it; it is closed for good.
	#[codec(index = 6)]
	NotDispensed,
}

/// What time alone did to an item.
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
	/// Nobody reopened a declined item: it closed as not dispensed.
	#[codec(index = 0)]
	DeclineEnded,
	/// A hold ended: the item is free, or closed if a cancellation was pending.
	#[codec(index = 1)]
	HoldEnded,
	/// A begun fill was not completed in its window: the rest is void, and the item closed if it was the last.
	#[codec(index = 2)]
	FillVoided,
	/// The validity ended: the item expired.
	#[codec(index = 3)]
	ValidityEnded,
	/// The prescriber named did not ratify in time: the item closed as unratified.
	#[codec(index = 4)]
	RatificationEnded,
}

impl<A, Ticket> Rx<A, Ticket> {
	/// Its history.
	pub fn trail_mut(&mut self) -> &mut Trail {
		match self {
			Rx::Live(live) => &mut live.trail,
			Rx::Archived(archived) => &mut archived.trail,
		}
	}

	/// Its history.
	pub fn trail(&self) -> &Trail {
		match self {
			Rx::Live(live) => &live.trail,
			Rx::Archived(archived) => &archived.trail,
		}
	}

	/// Licence under which it was issued.
	pub fn issuer(&self) -> LicenceId {
		match self {
			Rx::Live(live) => live.issuer,
			Rx::Archived(archived) => archived.issuer,
		}
	}

	/// What was handed out.
	pub fn dispenses(&self) -> &Dispenses {
		match self {
			Rx::Live(live) => &live.dispenses,
			Rx::Archived(archived) => &archived.dispenses,
		}
	}

	/// Why and when it closed; `None` while it is open or owed.
	pub fn closed(&self) -> Option<(Closure, Moment)> {
		match self {
			Rx::Live(LiveRx { stage: Stage::Closed { why, at }, .. }) => Some((*why, *at)),
			Rx::Live(_) => None,
			Rx::Archived(archived) => Some((archived.why, archived.at)),
		}
	}

	/// The row as a reader sees it: without its ticket.
	pub fn without_ticket(self) -> Rx<A, ()> {
		match self {
			Rx::Live(live) => Rx::Live(live.take_ticket().0),
			Rx::Archived(archived) => Rx::Archived(archived),
		}
	}
}

impl<A, Ticket> LiveRx<A, Ticket> {
	/// The row and its ticket, apart.
	pub fn take_ticket(self) -> (LiveRx<A, ()>, Ticket) {
		let row = LiveRx {
			patient: self.patient,
			issuer: self.issuer,
			issued_at: self.issued_at,
			terms: self.terms,
			trail: self.trail,
			flags: self.flags,
			patient_seq: self.patient_seq,
			access: self.access,
			transfers_left: self.transfers_left,
			stage: self.stage,
			dispenses: self.dispenses,
			ticket: (),
		};
		(row, self.ticket)
	}
}
