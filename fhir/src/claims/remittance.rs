//! What the chain says of a claim, as R4 `ClaimResponse` and `ExplanationOfBenefit`.

use super::{
	carc_code, pre_auth_ref, Adjustment, ClaimKey, Group, Split, ADJUDICATION, CARC, CLAIM,
	DEADLINE, DEFECT, DISPENSE, GROUP, MAX_RANK, PAYMENT_ADJUSTMENT, PRESCRIPTION,
};
use crate::{
	document::Hash,
	error::StatementError,
	json::Value,
	model::Reference,
	money::Currency,
	write::{
		by_identifier, concept, date, extension, instant, known, last_before, masked, reference,
		Members,
	},
};

/// Where a claim stands on the chain, settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimStage {
	/// The payer has not decided.
	Submitted,
	/// The payer named deficiencies.
	Noticed {
		/// Bits of the closed list, at least one.
		defects: u32,
	},
	/// Decided: nothing is paid.
	Denied,
	/// A panel looks at the decision.
	Appealed,
	/// Decided, waiting for funds.
	Payable,
	/// Paid.
	Paid {
		/// When, in milliseconds since 1970.
		at_ms: u64,
		/// Paid on top of the payer's share, in smallest units.
		interest: u128,
	},
	/// Paid, and given back by the provider.
	Reversed {
		/// What came back, interest included, in smallest units.
		amount: u128,
	},
	/// Paid, and to be set off against later payments.
	Recouped {
		/// Smallest units, at most the payer's share.
		amount: u128,
	},
	/// Payable for two years, never paid.
	Unpaid,
	/// Ended without a payment.
	Closed,
}

/// Whether a stage goes with a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decided {
	Yes,
	Perhaps,
	No,
}

impl ClaimStage {
	/// The stage's name, which is the answer's `disposition`.
	pub fn name(self) -> &'static str {
		match self {
			Self::Submitted => "submitted",
			Self::Noticed { .. } => "noticed",
			Self::Denied => "denied",
			Self::Appealed => "appealed",
			Self::Payable => "payable",
			Self::Paid { .. } => "paid",
			Self::Reversed { .. } => "reversed",
			Self::Recouped { .. } => "recouped",
			Self::Unpaid => "unpaid",
			Self::Closed => "closed",
		}
	}

	/// R4 `outcome`. It is about the adjudication, not the payment: what is payable and not yet paid is `complete`, and
	/// what has been decided and is decided again is `partial` ("some of the adjudication has been performed").
	pub fn outcome(self) -> &'static str {
		match self {
			Self::Submitted => "queued",
			Self::Noticed { .. } => "error",
			Self::Appealed => "partial",
			Self::Denied
			| Self::Payable
			| Self::Paid { .. }
			| Self::Reversed { .. }
			| Self::Recouped { .. }
			| Self::Unpaid
			| Self::Closed => "complete",
		}
	}

	fn decided(self) -> Decided {
		match self {
			Self::Submitted | Self::Noticed { .. } => Decided::No,
			Self::Appealed | Self::Reversed { .. } | Self::Closed => Decided::Perhaps,
			_ => Decided::Yes,
		}
	}
}

/// A decision on a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
	/// Who bears what was billed.
	pub split: Split,
	/// Why the payer does not pay all: CO sums to writeoff, OA and PI to other, PR (if any) to patient.
	///
	/// Without PR the patient's share is written as CARC 3 (co-payment), which is what a patient's share is on the chain.
	pub adjustments: Vec<Adjustment>,
}

impl Decision {
	/// A denial: the provider bears all that was billed, for this reason.
	pub fn denied(billed: u128, carc: u16) -> Self {
		let adjustment = Adjustment { group: Group::Co, carc, amount: billed };
		let split = Split { writeoff: billed, ..Split::default() };
		Self { split, adjustments: vec![adjustment] }
	}

	/// What the chain's rules decided without an adjudicator, at the dispense or by silence: the provider gives up what is
	/// above the agreed price (CARC 45), and earlier payers bear the rest (OA, CARC 23).
	pub fn by_rule(split: Split) -> Self {
		let parts = [(Group::Co, 45, split.writeoff), (Group::Oa, 23, split.other)];
		let parts = parts.into_iter().filter(|(.., amount)| *amount > 0);
		let adjustments = parts.map(|(group, carc, amount)| Adjustment { group, carc, amount });
		Self { split, adjustments: adjustments.collect() }
	}

	/// X12 835: all shares sum to what was billed, and the adjustments explain the shares.
	///
	/// # Errors
	/// [`StatementError::Unbalanced`], [`StatementError::Unexplained`], [`StatementError::Reversal`],
	/// [`StatementError::Carc`].
	pub fn check(&self, billed: u128) -> Result<(), StatementError> {
		let sum = self.split.sum().unwrap_or(u128::MAX);
		if sum != billed || self.split.sum().is_none() {
			return Err(StatementError::Unbalanced { billed, sum });
		}
		if self.adjustments.iter().any(|adjustment| adjustment.group == Group::Cr) {
			return Err(StatementError::Reversal);
		}
		let no_code = |one: &&Adjustment| carc_code(one.carc).is_none();
		if let Some(unknown) = self.adjustments.iter().find(no_code) {
			return Err(StatementError::Carc(unknown.carc));
		}
		let explained = |groups: &'static str, share: u128| {
			let amounts = self.of_groups(groups).map(|one| one.amount);
			let sum = amounts.fold(0_u128, u128::saturating_add);
			if sum == share {
				Ok(())
			} else {
				Err(StatementError::Unexplained { groups, share, sum })
			}
		};
		explained("CO", self.split.writeoff)?;
		explained("OA PI", self.split.other)?;
		match self.of_groups("PR").next() {
			Some(_) => explained("PR", self.split.patient),
			None => Ok(()),
		}
	}

	fn of_groups<'a>(&'a self, groups: &'a str) -> impl Iterator<Item = &'a Adjustment> {
		self.adjustments.iter().filter(|one| groups.contains(one.group.code()))
	}

	/// The adjustments, with the patient's share.
	fn written(&self) -> Vec<Adjustment> {
		let said = self.of_groups("PR").next().is_some();
		let patient = (self.split.patient > 0 && !said).then_some(self.split.patient);
		let patient = patient.map(|amount| Adjustment { group: Group::Pr, carc: 3, amount });
		patient.into_iter().chain(self.adjustments.iter().copied()).collect()
	}
}

/// The kinds of deadline of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deadline {
	/// From here on the claim counts as clean.
	DeemedClean,
	/// From here on silence pays.
	PayBy,
	/// From here on an unanswered notice closes the claim.
	AnswerBy,
	/// From here on the decision cannot be appealed.
	AppealBy,
	/// From here on a silent panel has decided.
	DecideBy,
}

impl Deadline {
	/// The code in [`DEADLINE`].
	pub fn code(self) -> &'static str {
		match self {
			Self::DeemedClean => "deemed-clean",
			Self::PayBy => "pay-by",
			Self::AnswerBy => "answer-by",
			Self::AppealBy => "appeal-by",
			Self::DecideBy => "decide-by",
		}
	}
}

/// Who an answer is about. The chain knows neither patient nor coverage: without one, the element that R4 requires is
/// there and says `masked` (data-absent-reason).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parties {
	/// The patient, if the reader of the answer may know.
	pub patient: Option<Reference>,
	/// The coverage, if the reader of the answer may know.
	pub coverage: Option<Reference>,
	/// The payer.
	pub insurer: Reference,
	/// The provider.
	pub provider: Reference,
}

/// What the chain says of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remittance {
	/// The claim.
	pub key: ClaimKey,
	/// Where it stands.
	pub stage: ClaimStage,
	/// The `item.sequence` of the Claim that is answered.
	pub item: u32,
	/// When this is said, in milliseconds since 1970.
	pub created_ms: u64,
	/// Whom it is about.
	pub parties: Parties,
	/// What was billed, in smallest units.
	pub billed: u128,
	/// The decision, where the stage has one.
	pub decision: Option<Decision>,
	/// End of the pre-authorisation, exclusive, if there is one.
	pub authorised_until_ms: Option<u64>,
	/// Deadlines ahead, each in milliseconds since 1970.
	pub deadlines: Vec<(Deadline, u64)>,
}

/// A cover with reserved funds, or without: the answer to a pre-authorisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authorisation {
	/// The prescription.
	pub rx: Hash,
	/// 0 for the primary payer.
	pub rank: u8,
	/// When this is said, in milliseconds since 1970.
	pub created_ms: u64,
	/// End of the cover, exclusive.
	pub until_ms: u64,
	/// What is set aside, in smallest units.
	pub reserved: Option<u128>,
	/// Whom it is about.
	pub parties: Parties,
}

/// The answer to a claim.
///
/// # Errors
/// [`StatementError`] if the parts contradict one another; nothing is corrected.
pub fn claim_response(
	remittance: &Remittance,
	currency: &Currency,
) -> Result<Value, StatementError> {
	remittance.check()?;
	let mut members = remittance.head("ClaimResponse")?;
	members.push(("requestor", reference(&remittance.parties.provider)));
	members.push(("request", by_identifier(CLAIM, remittance.key.to_string())));
	members.extend(remittance.pre_auth()?);
	if let Some(decision) = &remittance.decision {
		let adjudication = adjudication(remittance.billed, decision, currency);
		let item = Value::object([
			("itemSequence", Value::Number(remittance.item.to_string())),
			("adjudication", adjudication),
		]);
		members.push(("item", Value::Array(vec![item])));
	}
	if let ClaimStage::Noticed { defects } = remittance.stage {
		let bits = (0..u32::BITS).filter(|bit| defects.checked_shr(*bit).unwrap_or(0) & 1 == 1);
		let error = |bit: u32| Value::object([("code", concept(DEFECT, &bit.to_string()))]);
		members.push(("error", Value::Array(bits.map(error).collect())));
	}
	members.extend(remittance.amounts(currency)?);
	Ok(Value::object(members))
}

/// The decision on a claim, for the patient and the provider.
///
/// # Errors
/// As [`claim_response`], and [`StatementError::Undecided`] while there is no decision.
pub fn explanation_of_benefit(
	remittance: &Remittance,
	currency: &Currency,
) -> Result<Value, StatementError> {
	remittance.check()?;
	let decision = remittance.decision.as_ref();
	let decision = decision.ok_or(StatementError::Undecided(remittance.stage.name()))?;
	let key = &remittance.key;
	let mut members = remittance.head("ExplanationOfBenefit")?;
	members.push(("provider", reference(&remittance.parties.provider)));
	members.push(("claim", by_identifier(CLAIM, key.to_string())));
	let rx = format!("0x{}", hex::encode(key.rx));
	members.push(("prescription", by_identifier(PRESCRIPTION, rx)));
	if remittance.authorised_until_ms.is_some() {
		let references = Value::Array(vec![Value::string(key.pre_auth_ref())]);
		members.push(("preAuthRef", references));
	}
	members.push(("precedence", Value::Number(key.rank.saturating_add(1).to_string())));
	let coverage = known(remittance.parties.coverage.as_ref());
	let insurance = Value::object([("focal", Value::Bool(true)), ("coverage", coverage)]);
	members.push(("insurance", Value::Array(vec![insurance])));
	let dispense = Value::Number(key.dispense.to_string());
	let dispense = extension(DISPENSE, "valueUnsignedInt", dispense);
	let item = Value::object([
		("extension", Value::Array(vec![dispense])),
		("sequence", Value::Number(remittance.item.to_string())),
		("productOrService", masked()),
		("adjudication", adjudication(remittance.billed, decision, currency)),
	]);
	members.push(("item", Value::Array(vec![item])));
	members.extend(remittance.amounts(currency)?);
	Ok(Value::object(members))
}

/// The answer to a pre-authorisation: a `ClaimResponse` that says for how long and, if funds are set aside, how much.
///
/// # Errors
/// [`StatementError::Rank`], [`StatementError::EmptyPeriod`], [`StatementError::TooLarge`].
pub fn authorisation(
	authorisation: &Authorisation,
	currency: &Currency,
) -> Result<Value, StatementError> {
	check_rank(authorisation.rank)?;
	let parties = &authorisation.parties;
	let mut members = head("ClaimResponse", "preauthorization", authorisation.created_ms, parties)?;
	members.push(("requestor", reference(&parties.provider)));
	members.push(("outcome", Value::string("complete")));
	let reference = pre_auth_ref(&authorisation.rx, authorisation.rank);
	members.push(("preAuthRef", Value::string(reference)));
	members.push(("preAuthPeriod", until(authorisation.until_ms)?));
	if let Some(reserved) = authorisation.reserved {
		let benefit = total((ADJUDICATION, "benefit"), currency.money(reserved));
		members.push(("total", Value::Array(vec![benefit])));
	}
	Ok(Value::object(members))
}

impl Remittance {
	fn check(&self) -> Result<(), StatementError> {
		check_rank(self.key.rank)?;
		match (self.stage.decided(), &self.decision) {
			(Decided::Yes, None) => return Err(StatementError::Undecided(self.stage.name())),
			(Decided::No, Some(_)) => return Err(StatementError::Premature(self.stage.name())),
			_ => {},
		}
		let payer = self.decision.as_ref().map_or(0, |decision| decision.split.payer);
		match self.stage {
			ClaimStage::Noticed { defects: 0 } => return Err(StatementError::NoDefects),
			ClaimStage::Recouped { amount: taken } if taken > payer => {
				return Err(StatementError::TakenOff { taken, from: payer })
			},
			_ => {},
		}
		self.decision.as_ref().map_or(Ok(()), |decision| decision.check(self.billed))
	}

	/// What both answers begin with.
	fn head(&self, resource_type: &str) -> Result<Members, StatementError> {
		let mut members = head(resource_type, "claim", self.created_ms, &self.parties)?;
		members.push(("outcome", Value::string(self.stage.outcome())));
		members.push(("disposition", Value::string(self.stage.name())));
		if !self.deadlines.is_empty() {
			let deadlines = self.deadlines.iter().map(|(kind, at)| deadline(*kind, *at));
			members.push(("extension", Value::Array(deadlines.collect::<Result<_, _>>()?)));
		}
		Ok(members)
	}

	fn pre_auth(&self) -> Result<Members, StatementError> {
		let Some(until_ms) = self.authorised_until_ms else { return Ok(Members::new()) };
		let reference = Value::string(self.key.pre_auth_ref());
		Ok(vec![("preAuthRef", reference), ("preAuthPeriod", until(until_ms)?)])
	}

	/// What both answers end with: totals, and what was paid.
	fn amounts(&self, currency: &Currency) -> Result<Members, StatementError> {
		let mut totals = vec![total((ADJUDICATION, "submitted"), currency.money(self.billed))];
		let payer = self.decision.as_ref().map(|decision| decision.split.payer);
		totals.extend(payer.map(|payer| total((ADJUDICATION, "benefit"), currency.money(payer))));
		if let ClaimStage::Reversed { amount } | ClaimStage::Recouped { amount } = self.stage {
			totals.push(total((GROUP, Group::Cr.code()), currency.money(amount)));
		}
		let mut members = vec![("total", Value::Array(totals))];
		if let (ClaimStage::Paid { at_ms, interest }, Some(payer)) = (self.stage, payer) {
			members.push(("payment", payment(payer, interest, at_ms, currency)?));
		}
		Ok(members)
	}
}

fn check_rank(rank: u8) -> Result<(), StatementError> {
	if rank > MAX_RANK {
		Err(StatementError::Rank(rank))
	} else {
		Ok(())
	}
}

fn head(
	resource_type: &str,
	purpose: &str,
	created_ms: u64,
	parties: &Parties,
) -> Result<Members, StatementError> {
	let pharmacy = concept("http://terminology.hl7.org/CodeSystem/claim-type", "pharmacy");
	Ok(vec![
		("resourceType", Value::string(resource_type)),
		("status", Value::string("active")),
		("type", pharmacy),
		("use", Value::string(purpose)),
		("patient", known(parties.patient.as_ref())),
		("created", instant(created_ms)?),
		("insurer", reference(&parties.insurer)),
	])
}

/// What was billed, what the payer pays of it, and why not the rest.
fn adjudication(billed: u128, decision: &Decision, currency: &Currency) -> Value {
	let entry = |code, amount| {
		let category = concept(ADJUDICATION, code);
		Value::object([("category", category), ("amount", currency.money(amount))])
	};
	let mut entries = vec![entry("submitted", billed), entry("benefit", decision.split.payer)];
	entries.extend(decision.written().into_iter().map(|one| {
		Value::object([
			("category", concept(GROUP, one.group.code())),
			("reason", concept(CARC, &carc_code(one.carc).unwrap_or_default())),
			("amount", currency.money(one.amount)),
		])
	}));
	Value::Array(entries)
}

/// Interest is an adjustment of the payment, not of the claim: the 835 equation does not know it.
fn payment(
	payer: u128,
	interest: u128,
	at_ms: u64,
	currency: &Currency,
) -> Result<Value, StatementError> {
	let amount = payer.checked_add(interest).ok_or(StatementError::TooLarge)?;
	let complete = concept("http://terminology.hl7.org/CodeSystem/ex-paymenttype", "complete");
	let mut members =
		vec![("type", complete), ("date", date(at_ms)?), ("amount", currency.money(amount))];
	if interest > 0 {
		members.push(("adjustment", currency.money(interest)));
		members.push(("adjustmentReason", concept(PAYMENT_ADJUSTMENT, "interest")));
	}
	Ok(Value::object(members))
}

fn deadline(kind: Deadline, at_ms: u64) -> Result<Value, StatementError> {
	let parts = vec![
		extension("kind", "valueCode", Value::string(kind.code())),
		extension("at", "valueInstant", instant(at_ms)?),
	];
	Ok(extension(DEADLINE, "extension", Value::Array(parts)))
}

fn total((system, code): (&str, &str), amount: Value) -> Value {
	Value::object([("category", concept(system, code)), ("amount", amount)])
}

/// A period up to this moment.
fn until(until_ms: u64) -> Result<Value, StatementError> {
	Ok(Value::object([("end", last_before(until_ms)?)]))
}
