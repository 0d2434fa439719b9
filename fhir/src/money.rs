//! Amounts of money: whole numbers of a currency's smallest unit, never a float.

use crate::{
	error::{excerpt, Reason, Refusal},
	json::Value,
	node::Node,
};

/// Most decimals of a currency: assets on chains have up to 18.
const MAX_DECIMALS: u8 = 18;

/// A currency, and how many decimals its smallest unit has.
///
/// The decimals are those of the asset in which the claim is paid, which need not be those of ISO 4217.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Currency {
	code: String,
	decimals: u8,
}

impl Currency {
	/// `code` is three capitals (ISO 4217), `decimals` at most 18; `None` otherwise.
	pub fn new(code: &str, decimals: u8) -> Option<Self> {
		let capitals = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
		(capitals && decimals <= MAX_DECIMALS).then(|| Self { code: code.to_owned(), decimals })
	}

	/// The code.
	pub fn code(&self) -> &str {
		&self.code
	}

	/// Decimals of the smallest unit.
	pub fn decimals(&self) -> u8 {
		self.decimals
	}

	/// A decimal's own text in smallest units. Zeros behind the last decimal are allowed, any other digit there is not:
	/// `255.0` of USD is 25500, `449.66400000000004` and `449.664` are refused, and so is an exponent.
	///
	/// # Errors
	/// [`Reason::NotMinorUnits`], or [`Reason::OutOfRange`] if it is negative or above 2^128 - 1.
	pub fn parse(&self, decimal: &str) -> Result<u128, Reason> {
		let range = |range| Reason::OutOfRange { found: excerpt(decimal), range };
		if decimal.starts_with('-') {
			return Err(range("0 and more: a claim bills, it does not give back"));
		}
		let decimals = usize::from(self.decimals);
		let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
		let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
		let kept = fraction.get(..decimals).unwrap_or(fraction);
		let beyond = fraction.get(decimals..).unwrap_or_default();
		if whole.is_empty()
			|| !digits(whole)
			|| !digits(fraction)
			|| beyond.bytes().any(|byte| byte != b'0')
		{
			return Err(Reason::NotMinorUnits {
				found: excerpt(decimal),
				currency: self.code.clone(),
				decimals: self.decimals,
			});
		}
		format!("{whole}{kept:0<decimals$}").parse().map_err(|_| range("0 to 2^128 - 1 units"))
	}

	/// Smallest units as an exact decimal with all of the currency's decimals: 25500 of USD is `255.00`.
	pub fn render(&self, units: u128) -> String {
		let decimals = usize::from(self.decimals);
		let digits = format!("{units:0>width$}", width = decimals.saturating_add(1));
		match digits.split_at_checked(digits.len().saturating_sub(decimals)) {
			Some((whole, fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
			_ => digits,
		}
	}

	/// FHIR `Money` in smallest units.
	pub(crate) fn read(&self, money: &Node<'_>) -> Result<u128, Refusal> {
		let currency = money.need("currency", "an amount without its currency is no amount")?;
		let found = currency.text()?;
		if found != self.code {
			let expected = self.code.clone();
			return Err(currency.refuse(Reason::Currency { found: excerpt(found), expected }));
		}
		let value = money.need("value", "it is the amount")?;
		self.parse(value.number()?).map_err(|reason| value.refuse(reason))
	}

	/// Smallest units as FHIR `Money`.
	pub(crate) fn money(&self, units: u128) -> Value {
		self.lexeme(self.render(units))
	}

	/// What is taken off, as FHIR `Money`.
	pub(crate) fn minus(&self, units: u128) -> Value {
		self.lexeme(format!("-{}", self.render(units)))
	}

	fn lexeme(&self, lexeme: String) -> Value {
		let currency = Value::string(self.code.as_str());
		Value::object([("value", Value::Number(lexeme)), ("currency", currency)])
	}
}
