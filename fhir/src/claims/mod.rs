//! Claims and what becomes of them (reimbursement-escrow.md, section 11).
//!
//! - In: [`read`] and [`of_bundle`] turn R4 `Claim`s into [`Claim`]s, [`read_adjudication`] what a payer's own system
//!   decided into an [`Adjudication`].
//! - Out: [`claim_response`], [`explanation_of_benefit`], [`authorisation`] and [`payment_reconciliation`] say what the
//!   chain holds.
//!
//! Amounts are in the smallest unit of a [`Currency`](crate::Currency), exactly or not at all. What is clinical (patient, diagnosis, procedure,
//! product, supporting information) is committed to and stands in no other field of these types.

mod adjudication;
mod bundle;
mod reader;
mod reconciliation;
mod remittance;

pub use adjudication::{read_adjudication, Adjudication, MAX_ADJUSTMENTS};
pub use bundle::{of_bundle, BundleClaim, LinkedRequest};
pub use reader::{read, Terms};
pub use reconciliation::{payment_reconciliation, Payment, Reconciliation};
pub use remittance::{
	authorisation, claim_response, explanation_of_benefit, Authorisation, ClaimStage, Deadline,
	Decision, Parties, Remittance,
};

use crate::{
	document::{parse_hash, Draft, Hash},
	model::{Identifier, Party, Reference},
};
use std::{fmt, str::FromStr};

/// Identifier system of prescriptions on the chain: the id as `0x` and 64 lower-case digits. `Claim.prescription` names
/// the prescription by it.
pub const PRESCRIPTION: &str = "urn:salus:prescription";
/// Extension of `Claim.item`: `valueUnsignedInt` is the number of the dispense on its prescription, from 0.
pub const DISPENSE: &str = "urn:salus:dispense";
/// Identifier system of claims on the chain: a [`ClaimKey`].
pub const CLAIM: &str = "urn:salus:claim";
/// Code system of `ClaimResponse.error`: the bit of the deficiency, 0 to 31.
pub const DEFECT: &str = "urn:salus:defect";
/// Extension of an answer: one deadline, with the parts `kind` (code) and `at` (instant).
pub const DEADLINE: &str = "urn:salus:deadline";
/// Code system of what changes a payment beside the claim's adjudication: `interest`, `set-off`.
pub const PAYMENT_ADJUSTMENT: &str = "urn:salus:payment-adjustment";

/// HL7's code system of adjudication categories.
pub(crate) const ADJUDICATION: &str = "http://terminology.hl7.org/CodeSystem/adjudication";
/// X12's group codes.
pub(crate) const GROUP: &str = "https://x12.org/codes/claim-adjustment-group-codes";
/// X12's reason codes (CARC).
pub(crate) const CARC: &str = "https://x12.org/codes/claim-adjustment-reason-codes";

/// The largest rank that the chain has.
pub const MAX_RANK: u8 = 3;

/// What a claim is identified by on the chain. As text: `0x<prescription>/<dispense>/<rank>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimKey {
	/// The prescription.
	pub rx: Hash,
	/// The dispense, counted from 0 on its prescription.
	pub dispense: u8,
	/// 0 for the primary payer.
	pub rank: u8,
}

impl ClaimKey {
	/// `ClaimResponse.preAuthRef`: prescription and rank, which is what a cover is identified by.
	pub fn pre_auth_ref(&self) -> String {
		pre_auth_ref(&self.rx, self.rank)
	}
}

fn pre_auth_ref(rx: &Hash, rank: u8) -> String {
	format!("0x{}/{rank}", hex::encode(rx))
}

impl fmt::Display for ClaimKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "0x{}/{}/{}", hex::encode(self.rx), self.dispense, self.rank)
	}
}

/// No [`ClaimKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is no claim: 0x and 64 lower-case digits, the dispense (0 to 255) and the rank (0 to 3), with `/` between")]
pub struct NotAKey;

impl FromStr for ClaimKey {
	type Err = NotAKey;

	fn from_str(text: &str) -> Result<Self, NotAKey> {
		let mut parts = text.split('/');
		let rx = parts.next().and_then(parse_hash);
		let mut number = || -> Option<u8> { parts.next()?.parse().ok() };
		let (dispense, rank) = (number(), number().filter(|rank| *rank <= MAX_RANK));
		match (rx, dispense, rank, parts.next()) {
			(Some(rx), Some(dispense), Some(rank), None) => {
				let key = Self { rx, dispense, rank };
				// One spelling only: no `+1`, no `01`.
				if key.to_string() == text {
					Ok(key)
				} else {
					Err(NotAKey)
				}
			},
			_ => Err(NotAKey),
		}
	}
}

/// R4 `Claim.use`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
	/// `claim`: `submit`, one call per dispense.
	Claim,
	/// `preauthorization`: asked of the payer off the chain; the answer is `cover`.
	Preauthorization,
	/// `predetermination`: `quote`, without assurance.
	Predetermination,
}

/// The prescription that a claim is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prescribed {
	/// By its id on the chain.
	Chain(Hash),
	/// Under `synthea/1`: a MedicationRequest in the same Bundle, which has to be issued first.
	Request(Reference),
}

/// One item of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimLine {
	/// `item.sequence`.
	pub sequence: u32,
	/// The dispense. `None` before anything is dispensed, and under `synthea/1`, which does not name it.
	pub dispense: Option<u8>,
	/// In a predetermination, what is to be quoted: index into [`crate::units`], smallest units.
	pub quantity: Option<(u8, u32)>,
	/// `item.net` in smallest units of the currency, more than 0.
	pub net: u128,
}

/// A claim, in the chain's terms.
#[derive(Debug, Clone)]
pub struct Claim {
	/// The claim's own identifier, else the resource's id.
	pub id: Option<Identifier>,
	/// What is asked.
	pub purpose: Use,
	/// What it is for.
	pub prescription: Prescribed,
	/// Who dispensed and is to be paid.
	pub provider: Party,
	/// Who is to pay.
	pub insurer: Party,
	/// 0 for the primary payer: the focal `insurance.sequence` less 1.
	pub rank: u8,
	/// `created`; a date counts from its start.
	pub created_ms: u64,
	/// In the order of the input, at least one.
	pub lines: Vec<ClaimLine>,
	/// `total`, which is the sum of the lines.
	pub total: u128,
	/// What the profile read otherwise than R4 says, empty under `r4/1`. Committed with the claim.
	pub adaptations: Vec<Adaptation>,
	/// Everything, to be committed to: the call's `commitment`.
	pub draft: Draft,
}

impl Claim {
	/// What is billed for each dispense, by ascending number: one `submit` each.
	pub fn billed(&self) -> Vec<(Option<u8>, u128)> {
		let mut billed: Vec<(Option<u8>, u128)> = Vec::new();
		for line in &self.lines {
			match billed.iter_mut().find(|(dispense, _)| *dispense == line.dispense) {
				// No sum of lines is above the total.
				Some((_, sum)) => *sum = sum.saturating_add(line.net),
				None => billed.push((line.dispense, line.net)),
			}
		}
		billed.sort();
		billed
	}
}

/// Something that a profile read otherwise than R4 says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Adaptation {
	/// Path of the element.
	pub path: String,
	/// What was done.
	pub what: &'static str,
}

impl fmt::Display for Adaptation {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}: {}", self.path, self.what)
	}
}

/// X12 835: who answers for a part of what was billed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
	/// Contractual obligation: the provider may not charge it to the patient.
	Co,
	/// Patient responsibility.
	Pr,
	/// Other adjustment.
	Oa,
	/// Payer initiated reduction.
	Pi,
	/// Correction or reversal of an earlier decision.
	Cr,
}

impl Group {
	/// All of them.
	pub const ALL: [Self; 5] = [Self::Co, Self::Pr, Self::Oa, Self::Pi, Self::Cr];

	/// X12's code.
	pub fn code(self) -> &'static str {
		match self {
			Self::Co => "CO",
			Self::Pr => "PR",
			Self::Oa => "OA",
			Self::Pi => "PI",
			Self::Cr => "CR",
		}
	}

	/// The group of this code.
	pub fn of(code: &str) -> Option<Self> {
		Self::ALL.into_iter().find(|group| group.code() == code)
	}
}

/// X12's spelling of a reason code. On the chain a code is its number, from 1 to 999; one with a letter is 1,000 for A,
/// 2,000 for B and so on, plus its number: 2007 is `B7`. `None` for a number that is no code.
pub fn carc_code(number: u16) -> Option<String> {
	let (letter, number) = (number / 1000, number % 1000);
	match letter {
		0 if number == 0 => None,
		0 => Some(number.to_string()),
		_ => {
			let letter = u8::try_from(letter.checked_sub(1)?).ok()?.checked_add(b'A')?;
			letter.is_ascii_uppercase().then(|| format!("{}{number}", char::from(letter)))
		},
	}
}

/// The chain's number of a reason code in X12's spelling. `None` for any other text.
pub fn carc_number(code: &str) -> Option<u16> {
	let digits = code.trim_start_matches(|c: char| c.is_ascii_uppercase());
	let letters = code.strip_suffix(digits)?;
	let thousands = match letters.as_bytes() {
		[] => 0,
		[letter] => u16::from(letter.checked_sub(b'A')?).checked_add(1)?,
		_ => return None,
	};
	let number: u16 = digits.parse().ok().filter(|number| *number < 1000)?;
	let number = thousands.checked_mul(1000)?.checked_add(number)?;
	// One spelling only: no `045`, no `+45`.
	(carc_code(number).as_deref() == Some(code)).then_some(number)
}

/// A part of what was billed that the payer does not pay, and why (X12 835 CAS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Adjustment {
	/// Who answers for it.
	pub group: Group,
	/// Claim adjustment reason code, in the chain's numbers: [`carc_code`].
	pub carc: u16,
	/// Smallest units of the currency, more than 0.
	pub amount: u128,
}

/// Who bears what was billed. `billed` is the sum (X12 835).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Split {
	/// The payer.
	pub payer: u128,
	/// The patient (group PR).
	pub patient: u128,
	/// The provider (group CO).
	pub writeoff: u128,
	/// Groups OA and PI.
	pub other: u128,
}

impl Split {
	/// The sum of all shares, `None` above 2^128 - 1.
	pub fn sum(&self) -> Option<u128> {
		self.payer.checked_add(self.patient)?.checked_add(self.writeoff)?.checked_add(self.other)
	}
}
