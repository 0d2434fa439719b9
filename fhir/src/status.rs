//! The chain's stages as R4 `MedicationRequest.status` (prescriptions.md, section 11 "Status out").

/// A prescription's stage on the chain, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainStage {
	/// May be claimed.
	Free,
	/// A dispenser holds it.
	Held,
	/// Suspended.
	OnHold,
	/// A dispenser declined; it may be reopened until its time is up.
	Declined,
	/// Dispensed in an emergency, not yet ratified by the prescriber.
	Owed,
	/// Closed.
	Closed(ChainClosure),
}

/// Why a prescription is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChainClosure {
	/// Everything dispensed.
	Completed,
	/// Before anything was dispensed.
	Cancelled,
	/// After something was dispensed.
	Stopped,
	/// Validity over.
	Expired,
	/// Declined and not reopened.
	NotDispensed,
	/// Should never have been issued.
	EnteredInError,
	/// Death attested.
	Deceased,
	/// An emergency supply that no prescriber ratified.
	Unratified,
}

/// The FHIR status.
///
/// The design page leaves three open. `Declined` is `on-hold`: nothing may be dispensed now, and it may continue.
/// `Owed` is `draft`: R4 "requires sign-off". `Unratified` is `stopped`: something was handed out, so that it is not
/// `cancelled`, and the order was never made.
pub fn fhir_status(stage: ChainStage) -> &'static str {
	use ChainClosure::*;
	match stage {
		ChainStage::Free | ChainStage::Held => "active",
		ChainStage::OnHold | ChainStage::Declined => "on-hold",
		ChainStage::Owed => "draft",
		ChainStage::Closed(Completed) => "completed",
		ChainStage::Closed(Cancelled | NotDispensed) => "cancelled",
		ChainStage::Closed(Stopped | Expired | Deceased | Unratified) => "stopped",
		ChainStage::Closed(EnteredInError) => "entered-in-error",
	}
}
