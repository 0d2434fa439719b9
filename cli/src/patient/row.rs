//! Rows that patients' acts are about, and the numbers that keep an act from being done twice.

use crate::{
	args,
	chain::{salus::runtime_types::pallet_prescriptions::types::Rx, Chain},
	consent::{show as consents, words::given},
	output::hex,
	record::show as records,
	rx::{acts::unknown, state},
};
use anyhow::{anyhow, bail, Result};
use std::{collections::BTreeMap, fmt, str::FromStr};
use subxt::utils::{AccountId32, H256};

/// A row and what of it is counted, as files and arguments name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
	/// `rx/ID`: an item of a prescription.
	Item(H256),
	/// `proposal/TRIAL/KEY`: what a participant is asked to sign; its round.
	Proposal(u32, AccountId32),
	/// `consent/TRIAL/KEY`: what a participant has given; the round in which it was.
	Given(u32, AccountId32),
	/// `patient/KEY`: a patient's relationship with a custodian.
	Patient(AccountId32),
	/// `recovery/KEY`: the recovery of a patient's key; which one.
	Recovery(AccountId32),
	/// `grant/KEY/SLOT`: a grant; when it was written.
	Grant(AccountId32, u8),
}

impl fmt::Display for Row {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Row::Item(id) => write!(f, "rx/{}", hex(id)),
			Row::Proposal(trial, key) => write!(f, "proposal/{trial}/{key}"),
			Row::Given(trial, key) => write!(f, "consent/{trial}/{key}"),
			Row::Patient(key) => write!(f, "patient/{key}"),
			Row::Recovery(key) => write!(f, "recovery/{key}"),
			Row::Grant(key, slot) => write!(f, "grant/{key}/{slot}"),
		}
	}
}

impl FromStr for Row {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let expected = || {
			format!("`{text}` is no row; expected rx/ID, proposal/TRIAL/KEY, consent/TRIAL/KEY, patient/KEY, recovery/KEY or grant/KEY/SLOT")
		};
		let parts: Vec<&str> = text.split('/').collect();
		match parts.as_slice() {
			["rx", id] => args::hash(id).map(Row::Item),
			[kind @ ("proposal" | "consent"), trial, key] => {
				let (trial, key) = (trial.parse().map_err(|_| expected())?, args::account(key)?);
				Ok(if *kind == "proposal" {
					Row::Proposal(trial, key)
				} else {
					Row::Given(trial, key)
				})
			},
			["patient", key] => args::account(key).map(Row::Patient),
			["recovery", key] => args::account(key).map(Row::Recovery),
			["grant", key, slot] => {
				Ok(Row::Grant(args::account(key)?, slot.parse().map_err(|_| expected())?))
			},
			_ => Err(expected()),
		}
	}
}

impl Row {
	/// The number that the next act on it carries.
	async fn number(&self, chain: &Chain) -> Result<u64> {
		let best = chain.best().await?;
		Ok(match self {
			Row::Item(id) => match state::row(&best, *id).await? {
				Some(Rx::Live(live)) => live.patient_seq.into(),
				Some(Rx::Archived(_)) => bail!("the item {} is archived", hex(id)),
				None => return Err(unknown(*id)),
			},
			Row::Proposal(trial, key) => consents::row(&best, *trial, *key).await?.round.into(),
			Row::Given(trial, key) => {
				let row = consents::row(&best, *trial, *key).await?;
				let given = given(&row).map(|given| given.round);
				given.ok_or_else(|| anyhow!("{key} has given no consent to trial {trial}"))?.into()
			},
			Row::Patient(key) => records::patient_row(&best, *key).await?.seq.into(),
			Row::Recovery(key) => records::patient_row(&best, *key).await?.attempt.into(),
			Row::Grant(key, slot) => records::grant_row(&best, *key, *slot).await?.authored_at,
		})
	}
}

/// The numbers that acts on rows carry, so that no act can be done twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
	rows: BTreeMap<String, u64>,
	every: Option<u64>,
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
	pub fn named_so(rows: BTreeMap<String, u64>) -> Self {
		Numbers { rows, every: None }
	}

	/// Numbers by the rows' names.
	pub fn named(self) -> BTreeMap<String, u64> {
		self.rows
	}

	/// The same, but `number`, if there is one, for every row.
	pub fn or_every(self, number: Option<u64>) -> Self {
		Numbers { every: number, ..self }
	}

	/// The number of a row.
	pub fn get<N: TryFrom<u64>>(&self, row: &Row) -> Result<N> {
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
		let key = AccountId32([7; 32]);
		for row in [
			Row::Item(H256([7; 32])),
			Row::Proposal(7, key),
			Row::Given(7, key),
			Row::Patient(key),
			Row::Recovery(key),
			Row::Grant(key, 31),
		] {
			assert_eq!(row.to_string().parse(), Ok(row));
		}
		for wrong in ["rx", "rx/0x12", "bed/7", "grant/7", "consent/x/5F", "patient/5F", ""] {
			assert!(wrong.parse::<Row>().is_err(), "{wrong}");
		}
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
