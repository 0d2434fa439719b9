//! Assets, and amounts in them: exact, or refused.

use crate::{
	args,
	chain::{
		salus::{
			self, runtime_types::frame_support::traits::tokens::fungible::union_of::NativeOrWithId,
		},
		AtBlock,
	},
};
use anyhow::{anyhow, bail, Context, Result};
use salus_fhir::Currency;
use std::{fmt, str::FromStr};

/// How the runtime names an asset.
pub type AssetId = NativeOrWithId<u32>;

/// An asset on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssetArg {
	/// The native token.
	Native,
	/// By its number.
	Id(u32),
	/// By its symbol or name.
	Name(String),
}

impl FromStr for AssetArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text {
			"" => Err("expected `native`, or an asset's number, symbol or name".into()),
			"native" | "SAL" => Ok(AssetArg::Native),
			text => Ok(text.parse().map_or_else(|_| AssetArg::Name(text.into()), AssetArg::Id)),
		}
	}
}

impl fmt::Display for AssetArg {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			AssetArg::Native => f.write_str("native"),
			AssetArg::Id(id) => write!(f, "{id}"),
			AssetArg::Name(name) => f.write_str(name),
		}
	}
}

impl AssetArg {
	/// The asset that is meant; a name that two assets share names none.
	pub async fn find(&self, at: &AtBlock) -> Result<Asset> {
		match self {
			AssetArg::Native => Asset::of(at, &AssetId::Native).await,
			AssetArg::Id(id) => Asset::of(at, &AssetId::WithId(*id)).await,
			AssetArg::Name(name) => {
				let mut found = Vec::new();
				let storage = at.storage();
				let address = salus::storage().assets().metadata();
				let mut entries = storage.iter(address, ()).await.context(READ)?;
				while let Some(entry) = entries.next().await {
					let entry = entry.context(READ)?;
					let (id,) = entry.key().and_then(|key| key.decode()).context(READ)?;
					let row = entry.value().decode().context(READ)?;
					if [&row.symbol.0, &row.name.0]
						.iter()
						.any(|own| own.eq_ignore_ascii_case(name.as_bytes()))
					{
						found.push(id);
					}
				}
				match found.as_slice() {
					[id] => Asset::of(at, &AssetId::WithId(*id)).await,
					[] => bail!("no asset has the symbol or name `{name}`; give its number"),
					many => bail!("`{name}` is the name of the assets {many:?}; give the number"),
				}
			},
		}
	}
}

const READ: &str = "cannot read the assets";

/// An asset of the chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Asset {
	/// As the runtime names it.
	pub id: AssetId,
	symbol: String,
	decimals: u8,
}

impl Asset {
	/// The asset under an id.
	pub async fn of(at: &AtBlock, id: &AssetId) -> Result<Asset> {
		let AssetId::WithId(number) = id else {
			let (symbol, decimals) = ("SAL".into(), args::SAL_DECIMALS);
			return Ok(Asset { id: AssetId::Native, symbol, decimals });
		};
		let exists = at.storage().try_fetch(salus::storage().assets().asset(), (*number,)).await;
		if exists.context(READ)?.is_none() {
			bail!("there is no asset {number}");
		}
		let row = at.storage().try_fetch(salus::storage().assets().metadata(), (*number,)).await;
		let row = row.context(READ)?.map(|row| row.decode().context(READ)).transpose()?;
		let (symbol, decimals) =
			row.map_or_else(Default::default, |row| (row.symbol.0, row.decimals));
		let symbol = match String::from_utf8(symbol) {
			Ok(symbol) if !symbol.is_empty() && !symbol.contains(char::is_control) => symbol,
			_ => format!("of asset {number}"),
		};
		Ok(Asset { id: id.clone(), symbol, decimals })
	}

	/// An amount in smallest units: exact, or refused.
	pub fn units(&self, amount: &Decimal) -> Result<u128> {
		args::units(&amount.0, self.decimals).ok_or_else(|| {
			anyhow!(
				"`{}` is no amount of {}, which has {} decimals",
				amount.0,
				self.symbol,
				self.decimals
			)
		})
	}

	/// An amount for people, with all decimals.
	pub fn show(&self, units: u128) -> String {
		format!("{} {}", args::decimal(units, self.decimals), self.symbol)
	}

	/// An amount without the symbol, as the command line takes it.
	pub fn plain(&self, units: u128) -> String {
		args::decimal(units, self.decimals)
	}

	/// The symbol.
	pub fn symbol(&self) -> &str {
		&self.symbol
	}

	/// The currency of FHIR documents, of which this asset is the money on the chain.
	pub fn currency(&self, code: &str) -> Result<Currency> {
		Currency::new(code, self.decimals).ok_or_else(|| {
			anyhow!(
				"`{code}` is no currency (three capitals), or {} has more than 18 decimals",
				self.symbol
			)
		})
	}
}

/// An amount whose asset is not known yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decimal(String);

impl FromStr for Decimal {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let most = u8::try_from(text.len()).unwrap_or(u8::MAX);
		match args::units(text, most.min(30)) {
			Some(_) => Ok(Decimal(text.into())),
			None if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() => {
				Err(format!("`{text}` is too large"))
			},
			None => Err(format!("`{text}` is no amount; expected a decimal such as 60.00")),
		}
	}
}

/// The assets that a list mentions, each asked for once.
#[derive(Default)]
pub struct Assets(Vec<Asset>);

impl Assets {
	/// The asset under an id.
	pub async fn get(&mut self, at: &AtBlock, id: &AssetId) -> Result<Asset> {
		if let Some(known) = self.0.iter().find(|asset| asset.id == *id) {
			return Ok(known.clone());
		}
		let asset = Asset::of(at, id).await?;
		self.0.push(asset.clone());
		Ok(asset)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn care() -> Asset {
		Asset { id: AssetId::WithId(1), symbol: "CARE".into(), decimals: 2 }
	}

	#[test]
	fn amounts_have_the_assets_decimals() {
		let units = |text: &str| care().units(&text.parse().unwrap());
		assert_eq!(units("60.00").unwrap(), 6_000);
		assert_eq!(units("60").unwrap(), 6_000);
		let error = units("60.001").unwrap_err().to_string();
		assert!(error.contains("CARE") && error.contains("2 decimals"), "{error}");
		assert_eq!(care().show(6_000), "60.00 CARE");
		assert_eq!(care().plain(5), "0.05");
	}

	#[test]
	fn what_is_no_decimal_is_refused_before_the_asset_is_known() {
		for wrong in ["", ".5", "-1", "+1", "1e3", "1,00", "NaN", "1.2.3"] {
			assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
		}
		assert!("9".repeat(40).parse::<Decimal>().unwrap_err().contains("too large"));
		assert!("0.000000000000000001".parse::<Decimal>().is_ok());
	}

	#[test]
	fn an_asset_is_native_a_number_or_a_name() {
		assert_eq!("native".parse(), Ok(AssetArg::Native));
		assert_eq!("1".parse(), Ok(AssetArg::Id(1)));
		assert_eq!("CARE".parse(), Ok(AssetArg::Name("CARE".into())));
		assert!("".parse::<AssetArg>().is_err());
	}
}
