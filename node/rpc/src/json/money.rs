//! Money in JSON.

use frame_support::traits::fungible::NativeOrWithId;
use salus_runtime_api::pallet_reimbursement_escrow as row;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How the runtime names an asset.
pub(crate) type AssetRow = NativeOrWithId<u32>;

/// An amount in minor units: a decimal string, since JavaScript's numbers end at 2^53.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Amount(pub u128);

impl fmt::Display for Amount {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		self.0.fmt(f)
	}
}

impl From<Amount> for String {
	fn from(amount: Amount) -> String {
		amount.to_string()
	}
}

impl TryFrom<String> for Amount {
	type Error = std::num::ParseIntError;

	fn try_from(decimal: String) -> Result<Self, Self::Error> {
		decimal.parse().map(Amount)
	}
}

/// An asset: `"native"`, or `{ "withId": 1 }`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Asset {
	/// The chain's own token.
	Native,
	/// An asset of the pallet `Assets`.
	WithId(u32),
}

impl fmt::Display for Asset {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Asset::Native => f.write_str("the native token"),
			Asset::WithId(id) => write!(f, "asset {id}"),
		}
	}
}

impl From<AssetRow> for Asset {
	fn from(asset: AssetRow) -> Self {
		match asset {
			NativeOrWithId::Native => Asset::Native,
			NativeOrWithId::WithId(id) => Asset::WithId(id),
		}
	}
}

impl From<Asset> for AssetRow {
	fn from(asset: Asset) -> Self {
		match asset {
			Asset::Native => NativeOrWithId::Native,
			Asset::WithId(id) => NativeOrWithId::WithId(id),
		}
	}
}

/// Who bears which part of what was billed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Split {
	/// The payer's share.
	pub payer: Amount,
	/// The patient's share (group PR).
	pub patient: Amount,
	/// What the provider gives up by contract (group CO).
	pub writeoff: Amount,
	/// Borne by earlier payers, or taken off by this one (groups OA and PI).
	pub other: Amount,
}

impl From<row::Split> for Split {
	fn from(split: row::Split) -> Self {
		Split {
			payer: Amount(split.payer),
			patient: Amount(split.patient),
			writeoff: Amount(split.writeoff),
			other: Amount(split.other),
		}
	}
}

/// A part of what was billed that the payer does not pay, and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Adjustment {
	/// The group: `CO`, `PR`, `OA`, `PI` or `CR`.
	pub group: String,
	/// The claim adjustment reason code, such as `45` or `B7`.
	pub carc: String,
	/// How much.
	pub amount: Amount,
}

impl From<&row::Adjustment> for Adjustment {
	fn from(adjustment: &row::Adjustment) -> Self {
		let group = match adjustment.group {
			row::Group::CO => "CO",
			row::Group::PR => "PR",
			row::Group::OA => "OA",
			row::Group::PI => "PI",
			row::Group::CR => "CR",
		};
		Adjustment {
			group: group.into(),
			carc: carc(adjustment.carc),
			amount: Amount(adjustment.amount),
		}
	}
}

/// A claim adjustment reason code as people write it: 2007 is B7.
pub(crate) fn carc(code: u16) -> String {
	let letter = match code / 1_000 {
		0 => None,
		letter => ('A'..='Z').nth(usize::from(letter) - 1),
	};
	match letter {
		Some(letter) => format!("{letter}{}", code % 1_000),
		None => code.to_string(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{from_value, json, to_value};

	#[test]
	fn amounts_are_decimal_strings() {
		let most = json!("340282366920938463463374607431768211455");
		assert_eq!(to_value(Amount(u128::MAX)).unwrap(), most);
		assert_eq!(from_value::<Amount>(most).unwrap(), Amount(u128::MAX));
		for bad in [json!(5), json!(""), json!("-1"), json!("1.5"), json!("0x10")] {
			assert!(from_value::<Amount>(bad.clone()).is_err(), "{bad}");
		}
	}

	#[test]
	fn assets_are_named_as_in_transactions() {
		assert_eq!(to_value(Asset::Native).unwrap(), json!("native"));
		assert_eq!(to_value(Asset::WithId(1)).unwrap(), json!({ "withId": 1 }));
		for bad in [json!(1), json!("withId"), json!({ "withId": -1 }), json!(null)] {
			assert!(from_value::<Asset>(bad.clone()).is_err(), "{bad}");
		}
	}

	#[test]
	fn codes_with_a_letter_are_written_with_it() {
		assert_eq!([29, 999, 1_001, 2_007, 26_001].map(carc), ["29", "999", "A1", "B7", "Z1"]);
		assert_eq!(carc(27_001), "27001");
	}
}
