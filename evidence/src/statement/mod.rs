//! What a file claims, and whether the chain's part of it suffices for that.
//!
//! Each kind of statement derives its decoded values from the proved rows, openings and events, never from the claim, and the
//! claim is compared with them one by one in the order in which they are found. What follows is told in sentences.
//!
//! | kind | arguments | reads at `at`, beside the time | further points |
//! |---|---|---|---|
//! | `prescription` | id | `Prescriptions.Items` | licence |
//! | `dispense` | id, number | the same | licence |
//! | `licence` | licence, role | `Registry.Licences`; `Registry.Files` if history or credential is shown | - |
//! | `consent` | trial, subject, moment | `TrialConsents.Consents`, `.Forms` of its version | the block after `at` |
//! | `withdrawal` | trial, subject | `TrialConsents.Consents` | block of the event, if the signed call is shown |
//! | `record` | id | `HealthRecords.Records` | licence |
//! | `grant` | patient, slot, time of writing | `HealthRecords.Grants` | - |
//! | `claim` | item, dispense, rank | `ReimbursementEscrow.Claims`, `Prescriptions.Items` | - |
//! | `absent` | name of a read | that one | others that read the same, by height |
//! | `signed` | block, place | nothing; `at` is the block | - |
//!
//! "Licence": `Registry.Licences` at `at` answers for every block since the row was last set; only for an earlier one it is also read
//! at the block of the act. Wherever a pallet's row is read, its storage version is read too. Every point also reads what
//! `runtime` says of it. Nothing else may stand in a file, and no further point.

mod absent;
mod case;
mod claim;
mod consents;
mod licence;
mod limits;
mod needed;
mod prescriptions;
mod records;
mod said;
mod signed;
#[cfg(test)]
mod tests;
mod words;

pub use limits::NOT_PROVED;
pub use needed::{schemas, Needed};
pub use words::{count, date};

use crate::{
	document::{self, Shown},
	facts::Proved,
	failure::Failure,
	file::{Claims, File, Kind},
	Hash,
};
use alloc::{string::String, vec::Vec};
use case::Case;
use said::Said;

/// What was proved, in values and in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
	/// The decoded values, as the file claims them.
	pub claims: Claims,
	/// What is proved, in sentences; the first is the verdict.
	pub sentences: Vec<String>,
	/// What this file does not show, beside [`NOT_PROVED`].
	pub limits: Vec<String>,
	/// The fields shown of a document that the chain commits to.
	pub fields: Vec<Shown>,
}

/// Checks the statement of a file whose chain part is proved.
///
/// # Errors
/// The first link that does not hold: [`Failure::SchemaMismatch`], [`Failure::Undecodable`], [`Failure::ValueMismatch`],
/// [`Failure::OpeningMismatch`], [`Failure::TrailMismatch`], [`Failure::LicenceNotValidAt`], [`Failure::TimeBracketInvalid`],
/// [`Failure::FieldProofInvalid`], [`Failure::NotEstablished`], [`Failure::Unneeded`]; [`Failure::Malformed`] for arguments that
/// the kind has not.
pub fn check(file: &File, proved: &Proved) -> Result<Verdict, Failure> {
	let (verdict, needed) = judge(file, proved, Said::compared(&file.statement.expect))?;
	needed.check(file, proved)?;
	Ok(verdict)
}

/// Derives the values that a file must claim, and what it must show, for whoever makes one: `statement.expect` is not looked at.
///
/// # Errors
/// As [`check`], but never [`Failure::Unneeded`].
pub fn derive(file: &File, proved: &Proved) -> Result<(Verdict, Needed), Failure> {
	judge(file, proved, Said::free())
}

fn judge(file: &File, proved: &Proved, mut said: Said<'_>) -> Result<(Verdict, Needed), Failure> {
	needed::known(&file.schemas)?;
	let case = Case::new(file, proved)?;
	let judge = match file.statement.kind {
		Kind::Prescription => prescriptions::prescription,
		Kind::Dispense => prescriptions::dispense,
		Kind::Licence => licence::licence,
		Kind::Consent => consents::consent,
		Kind::Withdrawal => consents::withdrawal,
		Kind::Record => records::record,
		Kind::Grant => records::grant,
		Kind::Claim => claim::claim,
		Kind::Absent => absent::absent,
		Kind::Signed => signed::signed,
	};
	let committed = judge(&case, &mut said)?;
	let fields = shown_fields(&case, &committed)?;
	Ok((said.finish(fields)?, case.into_needed()))
}

/// The fields shown, of a document that the statement's rows or events commit to.
fn shown_fields(case: &Case<'_>, committed: &[Hash]) -> Result<Vec<Shown>, Failure> {
	let Some(document) = &case.file.document else { return Ok(Vec::new()) };
	if !committed.contains(&document.commitment) {
		return Err(Failure::OpeningMismatch { id: document.commitment });
	}
	document::verify(document)
}
