//! Trials and the consents to take part in them (trial-consents.md, section 11).
//!
//! - In: [`read_consent`] turns an R4 `Consent` into the scopes that it gives, by the form's published [`ScopeTable`];
//!   [`read_study`] a `ResearchStudy` into a trial, [`read_subject`] a `ResearchSubject` into the stage of an enrolment.
//! - Out: [`consent`] and [`research_subject`] say what the chain holds.
//!
//! Who a participant is stands in the commitment and with the caller, never in the chain's part.

mod consent;
mod form;
mod statement;
mod study;

pub use consent::{read_consent, ConsentTerms, TrialConsent};
pub use form::{FormKey, NotAForm, ScopeTable, SCOPES_FORMAT};
pub use statement::{
	consent, research_subject, ConsentStage, ConsentStatement, Signer, Standing, SubjectStatement,
};
pub use study::{read_study, read_subject, Enrolment, Study, Subject};

/// Identifier system of consent forms on the chain: a [`FormKey`]. `Consent.sourceReference` names the form by it, or
/// `Consent.policy.uri` is it with a colon and the key behind.
pub const FORM: &str = "urn:salus:form";
/// Identifier system of trials on the chain: the number.
pub const TRIAL: &str = "urn:salus:trial";
/// Identifier system of consents on the chain: trial and the participant's key for it, `7/0x..`.
pub const CONSENT: &str = "urn:salus:consent";
/// Extension of `Consent.provision`: `valueUnsignedInt` are the scopes' bits.
pub const SCOPES: &str = "urn:salus:scopes";
/// Extension of `Consent.performer`: `valueCode` is the role in which somebody signed.
pub const SIGNER: &str = "urn:salus:signer";
/// Extension of what is said of a consent or an enrolment: `valueCode` is the chain's own word for it.
pub const STAGE: &str = "urn:salus:stage";
