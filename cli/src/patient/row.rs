//! Rows that patients' acts are about, and the numbers that keep an act from being done twice.

use crate::{
	args,
	chain::{salus::runtime_types::pallet_prescriptions::types::Rx, Chain},
	output::hex,
	rx::{acts::unknown, state},
};
use anyhow::{anyhow, bail, Result};
use std::{collections::BTreeMap, fmt, str::FromStr};
use subxt::utils::H256;

/// A row, as files and arguments name it: `rx/0x...`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
	/// An item of a prescription.
	Item(H256),
}

impl fmt::Display for Row {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Row::Item(id) => write!(f, "rx/{}", hex(id)),
		}
	}
}

impl FromStr for Row {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let (kind, name) = text.split_once('/').unwrap_or((text, ""));
		match kind {
			"rx" => args::hash(name).map(Row::Item),
			_ => Err(format!("`{text}` is no row; expected rx/ID")),
		}
	}
}

impl Row {
	/// The number that the next act on it carries.
	async fn number(&self, chain: &Chain) -> Result<u32> {
		let best = chain.best().await?;
		match self {
			Row::Item(id) => match state::row(&best, *id).await? {
				Some(Rx::Live(live)) => Ok(live.patient_seq.into()),
				Some(Rx::Archived(_)) => bail!("the item {} is archived", hex(id)),
				None => Err(unknown(*id)),
			},
		}
	}
}

/// The numbers that acts on rows carry, so that no act can be done twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
	rows: BTreeMap<String, u32>,
	every: Option<u32>,
}

impl Numbers {
	/// The numbers of these rows at the newest block.
	pub async fn of_chain(chain: &Chain, rows: &[Row]) -> Result<Self> {
		let mut numbers = BTreeMap::new();
		for row in rows {
			numbers.insert(row.to_string(), row.number(chain).await?);
		}
		Ok(Numbers { rows: numbers, every: None })
	}

	/// Numbers by the rows' names.
	pub fn named_so(rows: BTreeMap<String, u32>) -> Self {
		Numbers { rows, every: None }
	}

	/// Numbers by the rows' names.
	pub fn named(self) -> BTreeMap<String, u32> {
		self.rows
	}

	/// The same, but `number`, if there is one, for every row.
	pub fn or_every(self, number: Option<u32>) -> Self {
		Numbers { every: number, ..self }
	}

	/// The number of a row.
	pub fn get<N: TryFrom<u32>>(&self, row: &Row) -> Result<N> {
		let name = row.to_string();
		let number = self.every.or_else(|| self.rows.get(&name).copied()).ok_or_else(|| {
			anyhow!("the context has no number for {name}: fetch it with `salus patient context --row {name}`, or give --seq")
		})?;
		N::try_from(number).map_err(|_| anyhow!("the number {number} of {name} is too large"))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn rows_are_read_as_they_are_written() {
		let row = Row::Item(H256([7; 32]));
		assert_eq!(row.to_string().parse(), Ok(row));
		assert!("rx".parse::<Row>().is_err());
		assert!("rx/0x12".parse::<Row>().is_err());
		assert!("bed/7".parse::<Row>().unwrap_err().contains("no row"));
	}

	#[test]
	fn a_number_is_the_rows_own_or_the_one_for_all() {
		let (one, other) = (Row::Item(H256([1; 32])), Row::Item(H256([2; 32])));
		let numbers = Numbers::named_so([(one.to_string(), 70_000)].into());
		assert_eq!(numbers.get::<u32>(&one).unwrap(), 70_000);
		assert!(numbers.get::<u16>(&one).unwrap_err().to_string().contains("too large"));
		assert!(numbers.get::<u32>(&other).unwrap_err().to_string().contains("--row"));
		let numbers = numbers.or_every(Some(3));
		assert_eq!(
			(numbers.get::<u16>(&one).unwrap(), numbers.get::<u16>(&other).unwrap()),
			(3, 3)
		);
	}
}
