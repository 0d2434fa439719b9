//! Claims on the command line: item, dispense and rank.

use crate::{
	chain::salus::runtime_types::pallet_reimbursement_escrow::types::claims::ClaimKey, rx::ItemRef,
};
use anyhow::Result;
use salus_fhir::claims;
use std::str::FromStr;
use subxt::utils::H256;

/// A claim: `ITEM/DISPENSE/RANK`, the item as its id or its receipt.
#[derive(Clone, Debug)]
pub struct KeyArg {
	item: ItemRef,
	dispense: u8,
	rank: u8,
}

impl FromStr for KeyArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let expected = || {
			format!("`{text}` is no claim: expected ITEM/DISPENSE/RANK, such as 0x.../0/0 or receipts/acute-1.json/0/0")
		};
		let mut parts = text.rsplitn(3, '/');
		let mut number = || -> Option<u8> {
			let part = parts.next()?;
			// One spelling only: no `+1`, no `01`.
			part.parse().ok().filter(|number: &u8| number.to_string() == part)
		};
		let (rank, dispense) = (number(), number());
		let item = parts.next().filter(|item| !item.is_empty());
		match (item, dispense, rank.filter(|rank| *rank <= claims::MAX_RANK)) {
			(Some(item), Some(dispense), Some(rank)) => {
				Ok(KeyArg { item: item.parse()?, dispense, rank })
			},
			_ => Err(expected()),
		}
	}
}

impl KeyArg {
	/// The claim's key.
	pub fn key(&self) -> Result<ClaimKey> {
		Ok(ClaimKey { rx: self.item.id()?, dispense: self.dispense, rank: self.rank })
	}
}

/// What is shown: all about an item, or one claim of it.
#[derive(Clone, Debug)]
pub enum Shown {
	/// The item.
	Item(ItemRef),
	/// A claim.
	Claim(KeyArg),
}

impl FromStr for Shown {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.parse() {
			Ok(key) => Ok(Shown::Claim(key)),
			Err(_) => text.parse().map(Shown::Item),
		}
	}
}

/// A key as text: `0x.../DISPENSE/RANK`.
pub fn text(key: &ClaimKey) -> String {
	fhir(key).to_string()
}

/// A key as FHIR documents have it.
pub fn fhir(key: &ClaimKey) -> claims::ClaimKey {
	claims::ClaimKey { rx: key.rx.0, dispense: key.dispense, rank: key.rank }
}

/// A key as the chain has it.
pub fn chain(key: &claims::ClaimKey) -> ClaimKey {
	ClaimKey { rx: H256(key.rx), dispense: key.dispense, rank: key.rank }
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_claim_is_item_dispense_and_rank() {
		let id = format!("0x{}", "ab".repeat(32));
		let key = format!("{id}/3/1").parse::<KeyArg>().unwrap().key().unwrap();
		assert_eq!((key.rx, key.dispense, key.rank), (H256([0xab; 32]), 3, 1));
		assert_eq!(text(&key), format!("{id}/3/1"));
		assert_eq!(chain(&fhir(&key)), key);
		let file = "receipts/a.json/0/0".parse::<KeyArg>().unwrap();
		assert!(matches!(file.item, ItemRef::File(path) if path.ends_with("receipts/a.json")));
		for wrong in [
			"",
			"/0/0",
			"0x12/0/0",
			"0/0",
			&format!("{id}/0/4"),
			&format!("{id}/256/0"),
			&format!("{id}/01/0"),
			&format!("{id}/+1/0"),
			&id,
		] {
			assert!(wrong.parse::<KeyArg>().is_err(), "{wrong}");
		}
	}
}
