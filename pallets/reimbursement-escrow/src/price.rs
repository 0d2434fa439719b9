//! What a dispense is worth: pure arithmetic in minor units, rounded down, never wrapping.

use crate::types::{Balance, Split};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use salus_primitives::{ids::DAY, Moment};
use scale_info::TypeInfo;

/// The whole, in parts per million.
pub const MILLION: u32 = 1_000_000;

/// A price: so much for a fill, so much for a unit, at most the cap; and of that the patient's share.
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
pub struct PriceRule {
	/// For the first dispense of a fill, in minor units.
	pub per_fill: Balance,
	/// For each smallest unit of quantity, in minor units.
	pub per_unit: Balance,
	/// At most, in minor units.
	pub cap: Balance,
	/// The patient's share: a fixed part, in minor units ...
	pub fixed: Balance,
	/// ... and parts per million of what is allowed.
	pub ppm: u32,
}

impl PriceRule {
	/// Whether the patient's share is a share.
	pub fn is_sound(&self) -> bool {
		self.ppm <= MILLION
	}

	/// What is allowed for a quantity; `None` if the price exceeds any balance.
	pub fn allowed(&self, quantity: u32, first_of_fill: bool) -> Option<Balance> {
		let fill = if first_of_fill { self.per_fill } else { 0 };
		let price = self.per_unit.checked_mul(quantity.into())?.checked_add(fill)?;
		Some(price.min(self.cap))
	}
}

/// How a cover prices a dispense.
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
pub enum Rule {
	/// For this prescription alone.
	#[codec(index = 0)]
	Inline(PriceRule),
	/// The payer's tariff with this number.
	#[codec(index = 1)]
	Tariff(u16),
}

/// What a payer has promised for one claim. It answers every question of amount: at the dispense, by silence, on appeal.
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
pub struct Promise {
	/// What is recognised at most, before the patient's share: by the cover's price, else the contract's silent cap.
	pub allowed: Balance,
	/// The patient's share: a fixed part ...
	pub fixed: Balance,
	/// ... and parts per million of what is allowed.
	pub ppm: u32,
	/// Most that the payer pays: what the cover had left. No bound without funds set aside.
	pub most: Balance,
	/// What payers of lower rank leave to nobody of this rank: `billed` less the residual.
	pub prior: Balance,
	/// Who promised.
	pub by: Promisor,
}

/// Where a promise comes from.
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
pub enum Promisor {
	/// The contract alone: the payer may deny, and adjudicate anything that balances.
	#[codec(index = 0)]
	Contract,
	/// A cover: the payer may deny, but not pay less.
	#[codec(index = 1)]
	Cover,
	/// A cover with funds set aside: only what the filing limit or the like demands can be denied.
	#[codec(index = 2)]
	Preauthorisation,
}

impl Promise {
	/// Of a cover's price for a quantity.
	pub fn of_rule(rule: &PriceRule, allowed: Balance, by: Promisor) -> Self {
		Promise { allowed, fixed: rule.fixed, ppm: rule.ppm, most: Balance::MAX, prior: 0, by }
	}

	/// Of a contract's silent cap.
	pub fn of_contract(silent_cap: Balance) -> Self {
		Promise {
			allowed: silent_cap,
			fixed: 0,
			ppm: 0,
			most: Balance::MAX,
			prior: 0,
			by: Promisor::Contract,
		}
	}

	/// Whether a cover stands behind it.
	pub fn is_covered(&self) -> bool {
		!matches!(self.by, Promisor::Contract)
	}

	/// Who bears what of `billed`. What exceeds the price is the provider's loss; after an earlier payer has left only the
	/// patient's share, it stays the patient's.
	pub fn split(&self, billed: Balance) -> Split {
		let prior = self.prior.min(billed);
		let open = billed.saturating_sub(prior);
		let allowed = self.allowed.min(open);
		let copay = allowed.min(self.fixed.saturating_add(parts(allowed, self.ppm)));
		let payer = allowed.saturating_sub(copay).min(self.most);
		let rest = open.saturating_sub(payer);
		if prior == 0 {
			Split { payer, patient: copay, writeoff: rest.saturating_sub(copay), other: 0 }
		} else {
			Split { payer, patient: rest, writeoff: 0, other: prior }
		}
	}
}

/// `floor(amount x ppm / 10^6)`, for `ppm` up to a million.
fn parts(amount: Balance, ppm: u32) -> Balance {
	let (ppm, million) = (Balance::from(ppm.min(MILLION)), Balance::from(MILLION));
	let whole = amount.checked_div(million).unwrap_or_default();
	let rest = amount.checked_rem(million).unwrap_or_default();
	// Neither can overflow: the first is at most `amount`, the second less than 10^12.
	whole
		.saturating_mul(ppm)
		.saturating_add(rest.saturating_mul(ppm).checked_div(million).unwrap_or_default())
}

/// Simple interest for whole days from `since` to `until`: `floor(principal x ppm x days / (365 x 10^6))`, so that a claim of
/// one unit may earn nothing. `None` if it exceeds any balance.
pub fn interest(principal: Balance, ppm: u32, since: Moment, until: Moment) -> Option<Balance> {
	let days = until.saturating_sub(since).checked_div(DAY)?;
	let year = Balance::from(MILLION).checked_mul(365)?;
	let rate = Balance::from(ppm).checked_mul(days.into())?;
	let whole = principal.checked_div(year)?.checked_mul(rate)?;
	let rest = principal.checked_rem(year)?.checked_mul(rate)?.checked_div(year)?;
	whole.checked_add(rest)
}
