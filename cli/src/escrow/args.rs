//! What the longer commands are told, in the chain's terms.

use super::{
	asset::{Asset, AssetArg, AssetId, Decimal},
	key::KeyArg,
	Licence,
};
use crate::{
	args,
	chain::salus::runtime_types::pallet_reimbursement_escrow::{
		price::{PriceRule, Rule},
		types::{
			contracts::Terms,
			decisions::{Adjustment, Group},
		},
	},
	rx::ItemRef,
};
use anyhow::{anyhow, bail, Result};
use clap::{Args, ValueEnum};
use salus_fhir::{claims, Profile};
use std::{path::PathBuf, str::FromStr};
use subxt::utils::H256;

/// What `offer` is told.
#[derive(Args, Debug)]
pub struct OfferArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The provider's licence.
	#[arg(long)]
	pub provider: u32,
	/// What is paid in.
	#[arg(long)]
	pub asset: AssetArg,
	/// How long after a submission a deficiency notice can be given: 10d.
	#[arg(long, value_parser = args::span)]
	pub notice: u64,
	/// How long after a submission the claim is paid, whether the payer decides or not: 14d.
	#[arg(long, value_parser = args::span)]
	pub pay: u64,
	/// How long after a dispense it can be claimed: 90d.
	#[arg(long, value_parser = args::span)]
	pub filing: u64,
	/// Simple interest a year on late payment, in parts per million.
	#[arg(long, default_value_t = 0, value_name = "PPM")]
	pub interest: u32,
	/// What a claim without a cover is worth at most, and what silence pays.
	#[arg(long, value_name = "AMOUNT")]
	pub silent_cap: Decimal,
	/// End of the contract: 2027-12-31 or +365d.
	#[arg(long, value_parser = args::moment)]
	pub until: u64,
}

impl OfferArgs {
	/// The terms.
	pub fn terms(&self, asset: &Asset) -> Result<Terms<AssetId>> {
		Ok(Terms {
			asset: asset.id.clone(),
			notice: self.notice,
			pay: self.pay,
			filing: self.filing,
			interest_ppm: self.interest,
			silent_cap: asset.units(&self.silent_cap)?,
			until: self.until,
		})
	}
}

/// A price.
#[derive(Args, Debug)]
pub struct PriceArgs {
	/// Most that is recognised for a dispense.
	#[arg(long, value_name = "AMOUNT")]
	cap: Option<Decimal>,
	/// For the first dispense of a fill.
	#[arg(long, value_name = "AMOUNT", requires = "cap")]
	per_fill: Option<Decimal>,
	/// For each smallest unit of quantity.
	#[arg(long, value_name = "AMOUNT", requires = "cap")]
	per_unit: Option<Decimal>,
	/// The patient's share: a fixed part ...
	#[arg(long, value_name = "AMOUNT", requires = "cap")]
	copay: Option<Decimal>,
	/// ... and parts per million of what is recognised.
	#[arg(long, value_name = "PPM", default_value_t = 0)]
	copay_ppm: u32,
}

impl PriceArgs {
	/// The price, if one is given.
	fn rule(&self, asset: &Asset) -> Result<Option<PriceRule>> {
		let Some(cap) = &self.cap else { return Ok(None) };
		let part =
			|amount: &Option<Decimal>| amount.as_ref().map_or(Ok(0), |amount| asset.units(amount));
		Ok(Some(PriceRule {
			per_fill: part(&self.per_fill)?,
			per_unit: part(&self.per_unit)?,
			cap: asset.units(cap)?,
			fixed: part(&self.copay)?,
			ppm: self.copay_ppm,
		}))
	}
}

/// What `set-tariff` is told.
#[derive(Args, Debug)]
pub struct TariffArgs {
	#[command(flatten)]
	pub by: Licence,
	/// Its number, which is to mean nothing in public.
	pub number: u16,
	/// In whose decimals the price is given.
	#[arg(long, requires = "cap")]
	pub asset: AssetArg,
	#[command(flatten)]
	pub price: PriceArgs,
	/// From when covers may name it; now if absent.
	#[arg(long, value_parser = args::moment)]
	pub from: Option<u64>,
	/// Until when (exclusive).
	#[arg(long, value_parser = args::moment)]
	pub until: u64,
}

impl TariffArgs {
	/// The price.
	pub fn rule(&self, asset: &Asset) -> Result<PriceRule> {
		self.price.rule(asset)?.ok_or_else(|| anyhow!("name the price: --cap AMOUNT"))
	}
}

/// What `cover` is told.
#[derive(Args, Debug)]
#[group(id = "priced", required = true, multiple = false, args = ["cap", "tariff"])]
pub struct CoverArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The item.
	pub item: ItemRef,
	/// 0 primary, 1 secondary, up to 3.
	#[arg(long, default_value_t = 0)]
	pub rank: u8,
	/// What is paid in.
	#[arg(long)]
	pub asset: AssetArg,
	/// Price it by the payer's tariff with this number.
	#[arg(long, value_name = "NUMBER")]
	tariff: Option<u16>,
	#[command(flatten)]
	price: PriceArgs,
	/// The only dispenser who is paid under it; anyone if absent.
	#[arg(long, value_name = "LICENCE")]
	pub provider: Option<u32>,
	/// Covers dispenses before this moment.
	#[arg(long, value_parser = args::moment)]
	pub until: u64,
	/// Set funds aside: a pre-authorisation.
	#[arg(long, value_name = "AMOUNT")]
	pub reserve: Option<Decimal>,
}

impl CoverArgs {
	/// How it prices a dispense.
	pub fn rule(&self, asset: &Asset) -> Result<Rule> {
		match (self.price.rule(asset)?, self.tariff) {
			(Some(price), _) => Ok(Rule::Inline(price)),
			(None, Some(number)) => Ok(Rule::Tariff(number)),
			(None, None) => bail!("name the price: --cap AMOUNT or --tariff NUMBER"),
		}
	}
}

/// A claim, by a FHIR document or by flags.
#[derive(Args, Debug)]
#[group(id = "claimed", required = true, multiple = false, args = ["claim", "document"])]
pub struct ClaimArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The claim.
	#[arg(requires_all = ["billed", "commitment"])]
	pub claim: Option<KeyArg>,
	/// What is billed, over all payers.
	#[arg(long, requires = "claim")]
	pub billed: Option<Decimal>,
	/// The commitment to the claim document, which stays off the chain.
	#[arg(long, requires = "claim", value_parser = args::hash)]
	pub commitment: Option<H256>,
	/// A FHIR Claim.
	#[arg(long, value_name = "FILE", requires_all = ["out", "currency", "asset"])]
	pub document: Option<PathBuf>,
	/// The folder for the committed document with its salts, `STEM-1.json`.
	#[arg(long, value_name = "DIR", requires = "document")]
	pub out: Option<PathBuf>,
	/// What is paid in; that of cover or contract if absent.
	#[arg(long)]
	pub asset: Option<AssetArg>,
	/// The currency of the document, of which the asset is the money on the chain: USD.
	#[arg(long, value_name = "CODE", requires = "document")]
	pub currency: Option<String>,
	#[command(flatten)]
	pub reading: ReadingArgs,
}

/// How a FHIR Claim is read.
#[derive(Args, Debug)]
pub struct ReadingArgs {
	/// The greatest age of `created`.
	#[arg(long, value_name = "SPAN", default_value = "390d", value_parser = args::span)]
	pub max_age: u64,
	/// The time zone of the document's dates: `Europe/Zurich`.
	#[arg(long)]
	pub zone: Option<String>,
}

impl ReadingArgs {
	/// What the reader of a strict claim must know.
	pub fn profile(&self) -> Result<Profile> {
		Profile::r4(self.zone.as_deref()).ok_or_else(|| {
			anyhow!(
				"there is no time zone `{}`; give its IANA name",
				self.zone.as_deref().unwrap_or_default()
			)
		})
	}
}

/// What `submit` is told.
#[derive(Args, Debug)]
pub struct SubmitArgs {
	#[command(flatten)]
	pub claim: ClaimArgs,
	/// The payer's licence.
	#[arg(long)]
	pub payer: u32,
}

/// What `adjudicate` is told.
#[derive(Args, Debug)]
#[group(id = "decided", required = true, multiple = false, args = ["payer_share", "document"])]
pub struct AdjudicateArgs {
	#[command(flatten)]
	pub by: Licence,
	/// The claim; may be left to the document.
	#[arg(required_unless_present = "document")]
	pub claim: Option<KeyArg>,
	/// What the payer pays.
	#[arg(long, value_name = "AMOUNT")]
	pub payer_share: Option<Decimal>,
	/// What the patient bears.
	#[arg(long, value_name = "AMOUNT", requires = "payer_share")]
	pub patient_share: Option<Decimal>,
	/// Why the rest is not paid, once for each reason: CO/45/10.00 (B7 is 2007).
	#[arg(long, value_name = "GROUP/CARC/AMOUNT", requires = "payer_share")]
	pub adjust: Vec<AdjustArg>,
	/// A FHIR ClaimResponse or ExplanationOfBenefit.
	#[arg(long, value_name = "FILE", requires = "currency")]
	pub document: Option<PathBuf>,
	/// The currency of the document: USD.
	#[arg(long, value_name = "CODE")]
	pub currency: Option<String>,
}

/// An adjustment on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdjustArg {
	group: claims::Group,
	carc: u16,
	amount: Decimal,
}

impl FromStr for AdjustArg {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		let expected = || {
			format!("`{text}` is no adjustment; expected GROUP/CARC/AMOUNT with the group CO, OA or PI, as CO/45/10.00")
		};
		let parts: Vec<&str> = text.split('/').collect();
		let [group, carc, amount] = parts.as_slice() else { return Err(expected()) };
		let group = claims::Group::of(group).ok_or_else(expected)?;
		if matches!(group, claims::Group::Pr | claims::Group::Cr) {
			return Err(expected());
		}
		let carc = carc.parse().map_err(|_| expected())?;
		Ok(AdjustArg { group, carc, amount: amount.parse()? })
	}
}

impl AdjustArg {
	/// As the call takes it.
	pub fn adjustment(&self, asset: &Asset) -> Result<Adjustment> {
		let (carc, amount) = (self.carc, asset.units(&self.amount)?);
		Ok(Adjustment { group: group(self.group), carc, amount })
	}
}

/// A group as the chain has it.
pub fn group(group: claims::Group) -> Group {
	match group {
		claims::Group::Co => Group::CO,
		claims::Group::Pr => Group::PR,
		claims::Group::Oa => Group::OA,
		claims::Group::Pi => Group::PI,
		claims::Group::Cr => Group::CR,
	}
}

/// A vote of a panel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Vote {
	/// The decision is wrong: what was promised is paid.
	Overturn,
	/// The decision stands.
	Uphold,
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_adjustment_is_group_code_and_amount() {
		let adjust: AdjustArg = "CO/45/10.00".parse().unwrap();
		assert_eq!((adjust.group, adjust.carc), (claims::Group::Co, 45));
		for wrong in [
			"CO/45",
			"PR/3/1",
			"CR/1/1",
			"XX/45/1",
			"CO/x/1",
			"CO/45/-1",
			"CO/45/1/2",
			"CO/70000/1",
		] {
			assert!(wrong.parse::<AdjustArg>().is_err(), "{wrong}");
		}
	}
}
