//! What a FHIR input says, in the chain's terms. Plain data without any pallet's types.
//!
//! Times are milliseconds since 1970 (UTC), intervals half-open. Identifiers are kept as they stand: mapping them to
//! licence ids is the caller's business. Nothing in here may go on the chain except what the fields' docs say.

use crate::document::Draft;

/// FHIR `Identifier`: a value within a system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identifier {
	/// URI of the system.
	pub system: Option<String>,
	/// The value in it.
	pub value: String,
}

/// FHIR `Reference`: at least one of both is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
	/// Literal reference.
	pub reference: Option<String>,
	/// Logical reference.
	pub identifier: Option<Identifier>,
}

impl Reference {
	/// The identifier's value, else the literal reference.
	pub fn code(&self) -> &str {
		match (&self.identifier, &self.reference) {
			(Some(identifier), _) => &identifier.value,
			(None, Some(reference)) => reference,
			(None, None) => "",
		}
	}
}

/// A professional or a house, by every identifier that the input gives.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Party {
	/// Literal reference, if that is how the party was named.
	pub reference: Option<String>,
	/// Identifiers of the person and the person's role.
	pub identifiers: Vec<Identifier>,
	/// Identifiers of the organisation.
	pub organisation: Vec<Identifier>,
}

impl Party {
	/// The first value under `system`, of person or organisation.
	pub fn value(&self, system: &str) -> Option<&str> {
		self.identifiers
			.iter()
			.chain(&self.organisation)
			.find(|identifier| identifier.system.as_deref() == Some(system))
			.map(|identifier| identifier.value.as_str())
	}
}

/// Who may claim the item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Access {
	/// Nobody until the patient says so.
	Closed,
	/// The nominated dispenser.
	Only(Reference),
}

/// One prescribed item (R4 `MedicationRequest`), prescriptions.md section 4.
#[derive(Debug, Clone)]
pub struct Prescription {
	/// The item's own identifier.
	pub line: Option<Identifier>,
	/// The form that the item stands on (`groupIdentifier`).
	pub group: Option<Identifier>,
	/// NHS EPS: long-form id of the prescription (extension of `groupIdentifier`).
	pub prescription: Option<Identifier>,
	/// When the prescriber signed.
	pub authored_at_ms: u64,
	/// Index into the chain's policy table: from the completion, never derived.
	pub class: Option<u8>,
	/// Index into [`crate::units`].
	pub unit: u8,
	/// Smallest units per fill, more than zero.
	pub quantity: u32,
	/// Fills on top of the first.
	pub repeats: u8,
	/// Hours between the starts of two fills.
	pub interval_h: u16,
	/// Hours within which a partial fill must be completed: from the completion only.
	pub partial_h: Option<u16>,
	/// First moment at which it may be dispensed.
	pub from_ms: u64,
	/// First moment at which it may no longer be dispensed.
	pub until_ms: u64,
	/// Whether another product may be handed out.
	pub substitution_allowed: bool,
	/// Who may claim it.
	pub access: Access,
	/// The prescription that this one renews.
	pub prior: Option<Reference>,
	/// Who prescribes.
	pub prescriber: Party,
	/// Everything else, to be committed to.
	pub draft: Draft,
}

/// Items to issue: one `MedicationRequest`, or those of a Bundle.
#[derive(Debug, Clone)]
pub struct Order {
	/// Identifier of the message, if it is one.
	pub message: Option<Identifier>,
	/// In the order of the input, at least one.
	pub items: Vec<Prescription>,
}

/// R4 `MedicationDispense.status` values that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DispenseStatus {
	/// Handed out, or nothing to hand out this time.
	Completed,
	/// Owed to the patient.
	OnHold,
	/// The line was cancelled.
	Cancelled,
	/// The dispenser will not supply it.
	Declined,
}

/// What a line of a dispense notice asks of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DispenseAction {
	/// `dispense(quantity)`.
	Dispense {
		/// Smallest units handed out, more than zero.
		quantity: u32,
		/// Index into [`crate::units`].
		unit: u8,
	},
	/// `decline(reason)`.
	Decline {
		/// Non-dispensing reason code, 0 if the source gives none.
		reason: u8,
	},
	/// Nothing handed out this time: owed, cancelled, or reported before.
	Nothing,
}

/// One line of a dispense notice (R4 `MedicationDispense`).
#[derive(Debug, Clone)]
pub struct DispenseLine {
	/// The dispense's own identifier.
	pub dispense: Option<Identifier>,
	/// The prescribed item: identifier of the line it answers, or the literal reference.
	pub order: Reference,
	/// The form, if known.
	pub group: Option<Identifier>,
	/// FHIR status.
	pub status: DispenseStatus,
	/// What follows for the chain.
	pub action: DispenseAction,
	/// `substitution.wasSubstituted`; R4: if nothing is specified, substitution was not done.
	pub substituted: bool,
	/// When it was handed out.
	pub handed_over_ms: Option<u64>,
	/// Product and circumstances: its commitment is the chain's `product`.
	pub draft: Draft,
}

/// One `MedicationDispense`, or an NHS EPS `dispense-notification`.
#[derive(Debug, Clone)]
pub struct DispenseNotice {
	/// Identifier of the message.
	pub message: Option<Identifier>,
	/// NHS EPS: identifier of the release that is answered.
	pub release: Option<String>,
	/// Who dispensed.
	pub dispenser: Party,
	/// In the order of the input, at least one.
	pub lines: Vec<DispenseLine>,
}

/// NHS EPS `prescription-order-update` with reason cancel.
#[derive(Debug, Clone)]
pub struct Cancellation {
	/// Identifier of the message.
	pub message: Option<Identifier>,
	/// The item.
	pub line: Identifier,
	/// Its form.
	pub group: Option<Identifier>,
	/// Reason code of NHS EPS (1 to 9), e.g. 2 for a contra-indication.
	pub reason: u8,
	/// Who prescribed, and asks.
	pub prescriber: Party,
	/// The message, to be kept.
	pub draft: Draft,
}

/// NHS EPS: answer to a cancellation. The numbers are those of prescriptions.md, section 3.
#[derive(Debug, Clone)]
pub struct CancelAnswer {
	/// The item.
	pub line: Identifier,
	/// Its form.
	pub group: Option<Identifier>,
	/// What became of it.
	pub outcome: CancelOutcome,
	/// The message, to be kept.
	pub draft: Draft,
}

/// What became of a cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CancelOutcome {
	/// R-0001.
	Cancelled,
	/// R-0002.
	WithDispenser,
	/// R-0003.
	WithDispenserActive,
	/// R-0004.
	AlreadyDispensed,
	/// R-0005.
	AlreadyExpired,
	/// R-0006.
	AlreadyCancelled,
	/// R-0007.
	NotAuthorized,
	/// R-0010.
	NotDispensed,
}

/// NHS EPS return: the dispenser gives the whole form back.
#[derive(Debug, Clone)]
pub struct Return {
	/// The form.
	pub group: Identifier,
	/// Identifier of the release that ends.
	pub release: Identifier,
	/// Reason code of NHS EPS, e.g. 3 for "patient requested release".
	pub reason: u8,
	/// Who returns it.
	pub dispenser: Party,
	/// When.
	pub at_ms: u64,
	/// The message, to be kept.
	pub draft: Draft,
}

/// NHS EPS withdrawal of a dispense notification.
#[derive(Debug, Clone)]
pub struct Withdrawal {
	/// The form.
	pub group: Identifier,
	/// Identifier of the notification that is taken back.
	pub notification: Identifier,
	/// Reason code of NHS EPS, e.g. `MU` for a medication update.
	pub reason: String,
	/// Who withdraws it.
	pub dispenser: Party,
	/// When.
	pub at_ms: u64,
	/// The message, to be kept.
	pub draft: Draft,
}

/// NHS EPS release request: a dispenser claims a form, or what is nominated to it.
#[derive(Debug, Clone)]
pub struct Release {
	/// The form; none asks for whatever is nominated to the dispenser.
	pub group: Option<Identifier>,
	/// Who asks.
	pub dispenser: Party,
	/// The message, to be kept.
	pub draft: Draft,
}

/// What an input turned out to be.
#[derive(Debug, Clone)]
pub enum Reading {
	/// Items to issue.
	Order(Order),
	/// An item to cancel.
	Cancellation(Cancellation),
	/// What became of a cancellation.
	CancelAnswer(CancelAnswer),
	/// Items dispensed.
	DispenseNotice(DispenseNotice),
	/// A form claimed.
	Release(Release),
	/// A form returned.
	Return(Return),
	/// A dispense notification withdrawn.
	Withdrawal(Withdrawal),
}

impl Reading {
	/// What is to be committed to: one draft per item or line, else one for the message.
	pub fn drafts(&self) -> Vec<&Draft> {
		match self {
			Self::Order(order) => order.items.iter().map(|item| &item.draft).collect(),
			Self::DispenseNotice(notice) => notice.lines.iter().map(|line| &line.draft).collect(),
			Self::Cancellation(Cancellation { draft, .. })
			| Self::CancelAnswer(CancelAnswer { draft, .. })
			| Self::Return(Return { draft, .. })
			| Self::Withdrawal(Withdrawal { draft, .. })
			| Self::Release(Release { draft, .. }) => vec![draft],
		}
	}
}
