//! Closed lists that the chain stores as a number: index, code, and the code's system.
//!
//! An index never changes its meaning. None of the words names a condition or a speciality, because the number stands in
//! clear (health-records.md, section 12).

/// HL7's reasons of an act, of which the purposes of use are a part.
pub const ACT_REASON: &str = "http://terminology.hl7.org/CodeSystem/v3-ActReason";

macro_rules! closed_list {
	(
		$(#[$doc:meta])* $name:ident of $system:expr;
		$($(#[$about:meta])* $variant:ident = $index:literal, $code:literal;)*
	) => {
		$(#[$doc])*
		#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
		pub enum $name {
			$($(#[$about])* $variant,)*
		}

		impl $name {
			/// All of them, by ascending index.
			pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

			/// System of the codes.
			pub const SYSTEM: &'static str = $system;

			/// The number on the chain.
			pub fn index(self) -> u8 {
				match self {
					$(Self::$variant => $index,)*
				}
			}

			/// What this number stands for; `None` for a number that is not in the list.
			pub fn from_index(index: u8) -> Option<Self> {
				Self::ALL.iter().copied().find(|one| one.index() == index)
			}

			/// The code in [`Self::SYSTEM`].
			pub fn code(self) -> &'static str {
				match self {
					$(Self::$variant => $code,)*
				}
			}

			/// What this code stands for; `None` for a code that is not in the list.
			pub fn of(code: &str) -> Option<Self> {
				Self::ALL.iter().copied().find(|one| one.code() == code)
			}
		}

		impl std::fmt::Display for $name {
			fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
				f.write_str(self.code())
			}
		}
	};
}

closed_list! {
	/// What a grant lets its grantee use records for (HL7 v3 PurposeOfUse).
	///
	/// Codes are compared as they are: a grant for `HRESCH` is none for `CLINTRCH`. Emergency treatment is no purpose of a
	/// grant but a [`BreakGlassReason`].
	Purpose of ACT_REASON;
	/// Treatment.
	Treatment = 0, "TREAT";
	/// Payment.
	Payment = 1, "HPAYMT";
	/// Healthcare operations.
	Operations = 2, "HOPERAT";
	/// Healthcare research.
	Research = 3, "HRESCH";
	/// A clinical trial.
	ClinicalTrial = 4, "CLINTRCH";
	/// Public health.
	PublicHealth = 5, "PUBHLTH";
	/// The patient asked for it.
	PatientRequested = 6, "PATRQT";
	/// Legal.
	Legal = 7, "HLEGAL";
}

closed_list! {
	/// Why records were opened without a grant (HL7 v3 PurposeOfUse).
	BreakGlassReason of ACT_REASON;
	/// Emergency treatment.
	EmergencyTreatment = 0, "ETREAT";
	/// Treatment in an emergency room.
	EmergencyRoom = 1, "ERTREAT";
	/// A policy overridden, break the glass.
	PolicyOverride = 2, "BTG";
	/// A disaster.
	Disaster = 3, "DISASTER";
	/// A serious threat to a person or the public.
	Threat = 4, "THREAT";
	/// Safety of patients.
	PatientSafety = 5, "PATSFTY";
}

closed_list! {
	/// Why a record may not be shredded for a while. Coarse: a hold may hint at litigation.
	HoldGround of "urn:salus:hold-ground";
	/// The law says how long it is kept.
	RetentionLaw = 0, "retention-law";
	/// A legal claim is made or defended.
	LegalClaim = 1, "legal-claim";
	/// It was used in a trial, whose data are kept.
	TrialData = 2, "trial-data";
	/// An authority investigates.
	Investigation = 3, "investigation";
}

closed_list! {
	/// Why a record was shredded.
	ShredReason of "urn:salus:shred-reason";
	/// The patient asked for it.
	PatientRequest = 0, "patient-request";
	/// Its retention is over.
	RetentionEnded = 1, "retention-ended";
	/// A court or an authority ordered it.
	LegalOrder = 2, "legal-order";
	/// It should never have existed.
	EnteredInError = 3, "entered-in-error";
}
