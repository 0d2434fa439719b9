//! All payments of a payer to a provider in a period, as R4 `PaymentReconciliation`.

use super::{ClaimKey, CLAIM, PAYMENT_ADJUSTMENT};
use crate::{
	error::StatementError,
	json::Value,
	model::Reference,
	money::Currency,
	write::{by_identifier, coding, date, instant, period, reference},
};

/// A payment of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Payment {
	/// The claim.
	pub claim: ClaimKey,
	/// When, in milliseconds since 1970.
	pub at_ms: u64,
	/// The payer's share, in smallest units.
	pub amount: u128,
	/// On top of it.
	pub interest: u128,
	/// Withheld for a debt of the provider, at most share and interest.
	pub set_off: u128,
}

impl Payment {
	/// What moved: share and interest, less the set-off.
	fn moved(&self) -> Result<u128, StatementError> {
		let due = self.amount.checked_add(self.interest).ok_or(StatementError::TooLarge)?;
		let taken = self.set_off;
		due.checked_sub(taken).ok_or(StatementError::TakenOff { taken, from: due })
	}
}

/// What a payer paid a provider in a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reconciliation {
	/// The payer.
	pub issuer: Reference,
	/// The provider.
	pub payee: Reference,
	/// Start of the period, in milliseconds since 1970.
	pub from_ms: u64,
	/// Its end, exclusive.
	pub until_ms: u64,
	/// When this is said, in milliseconds since 1970.
	pub created_ms: u64,
	/// What moved in all, in smallest units: counted elsewhere, and refused if the payments do not sum to it.
	pub paid: u128,
	/// All payments of the period.
	pub payments: Vec<Payment>,
}

/// The statement of a period: a detail for each share paid, each interest and each set-off (negative).
///
/// # Errors
/// [`StatementError::NotTheSum`] if the payments do not sum to `paid`; [`StatementError`] of other contradictions.
pub fn payment_reconciliation(
	statement: &Reconciliation,
	currency: &Currency,
) -> Result<Value, StatementError> {
	let (from, until) = (statement.from_ms, statement.until_ms);
	let period = period(from, until)?;
	let (mut details, mut sum) = (Vec::new(), 0_u128);
	for payment in &statement.payments {
		if !(from..until).contains(&payment.at_ms) {
			return Err(StatementError::OutsidePeriod { claim: payment.claim });
		}
		sum = sum.checked_add(payment.moved()?).ok_or(StatementError::TooLarge)?;
		details.extend(lines(payment, &statement.payee, currency)?);
	}
	if sum != statement.paid {
		return Err(StatementError::NotTheSum { amount: statement.paid, details: sum });
	}
	let newest = statement.payments.iter().map(|payment| payment.at_ms).max();
	let newest = newest.unwrap_or(until.saturating_sub(1));
	let mut members = vec![
		("resourceType", Value::string("PaymentReconciliation")),
		("status", Value::string("active")),
		("period", period),
		("created", instant(statement.created_ms)?),
		("paymentIssuer", reference(&statement.issuer)),
		("outcome", Value::string("complete")),
		("paymentDate", date(newest)?),
		("paymentAmount", currency.money(sum)),
	];
	if !details.is_empty() {
		members.push(("detail", Value::Array(details)));
	}
	Ok(Value::object(members))
}

/// The details of one payment.
fn lines(
	payment: &Payment,
	payee: &Reference,
	currency: &Currency,
) -> Result<Vec<Value>, StatementError> {
	let (at, claim) = (date(payment.at_ms)?, payment.claim.to_string());
	let line = |codings, amount| {
		Value::object([
			("type", Value::object([("coding", Value::Array(codings))])),
			("request", by_identifier(CLAIM, claim.clone())),
			("date", at.clone()),
			("payee", reference(payee)),
			("amount", amount),
		])
	};
	let kind = |code| coding("http://terminology.hl7.org/CodeSystem/payment-type", code);
	let beside = |code| vec![kind("adjustment"), coding(PAYMENT_ADJUSTMENT, code)];
	let mut lines = vec![line(vec![kind("payment")], currency.money(payment.amount))];
	if payment.interest > 0 {
		lines.push(line(beside("interest"), currency.money(payment.interest)));
	}
	if payment.set_off > 0 {
		lines.push(line(beside("set-off"), currency.minus(payment.set_off)));
	}
	Ok(lines)
}
