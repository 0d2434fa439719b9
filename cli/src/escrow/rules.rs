//! What governance sets: rates, deadlines, reason codes, assets, panels.

use super::{
	asset::AssetArg,
	show::{ask, queries, span},
};
use crate::{
	args::{self, Common},
	chain::{
		salus::{
			self,
			runtime_types::{
				bounded_collections::bounded_vec::BoundedVec,
				pallet_reimbursement_escrow::types::{
					decisions::CarcUse,
					rules::{Bounds, Rules},
				},
			},
		},
		Chain,
	},
	files,
	output::Report,
	registry::council,
};
use anyhow::{anyhow, Context, Result};
use clap::Subcommand;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::path::{Path, PathBuf};
use subxt::transactions::Payload;

/// Largest file of rules, in bytes.
const LARGEST: usize = 64 << 10;

/// What the council sets.
#[derive(Debug, Subcommand)]
pub enum RulesCommand {
	/// Set rates and deadlines from a JSON file, as `rules --json` prints them (council).
	SetRules {
		/// The file.
		file: PathBuf,
	},
	/// Admit a reason code for some uses, or without any for none (council).
	SetCarc {
		/// The code; B7 is 2007.
		code: u16,
		/// To deny a claim.
		#[arg(long)]
		denies: bool,
		/// To deny a claim although funds were set aside for it.
		#[arg(long)]
		denies_reserved: bool,
		/// To adjust an amount.
		#[arg(long)]
		adjusts: bool,
	},
	/// Admit an asset for pools, contracts and co-pays (council).
	AdmitAsset {
		/// The asset.
		asset: AssetArg,
		/// Admit it no more for anything new.
		#[arg(long)]
		no_more: bool,
	},
	/// Name the panel of a level (council).
	SetPanel {
		/// 1 or 2.
		level: u8,
		/// Licences of the members.
		members: Vec<u32>,
	},
}

impl RulesCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let calls = salus::transactions().reimbursement_escrow();
		match self {
			RulesCommand::SetRules { file } => {
				act(common, "rates and deadlines set", &calls.set_rules(read(&file)?)).await
			},
			RulesCommand::SetCarc { code, denies, denies_reserved, adjusts } => {
				let usage = (denies || denies_reserved || adjusts).then_some(CarcUse {
					denies,
					denies_reserved,
					adjusts,
				});
				act(common, &format!("use of code {code} set"), &calls.set_carc(code, usage)).await
			},
			RulesCommand::AdmitAsset { asset, no_more } => {
				let asset = asset.find(&Chain::connect(common).await?.best().await?).await?;
				let done = if no_more { "admitted no more" } else { "admitted" };
				let done = format!("{} {done}", asset.symbol());
				act(common, &done, &calls.admit_asset(asset.id, !no_more)).await
			},
			RulesCommand::SetPanel { level, members } => {
				let call = calls.set_panel(level, BoundedVec(members));
				act(common, &format!("panel {level} named"), &call).await
			},
		}
	}
}

async fn act(common: &Common, done: &str, call: &impl Payload) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let acted = council::propose(&chain, common, call).await?;
	common.format().report(&acted.report(done))
}

/// A span of time in milliseconds, written `14d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span(u64);

impl Serialize for Span {
	fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
		serializer.serialize_str(&span(self.0))
	}
}

impl<'de> Deserialize<'de> for Span {
	fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
		let text = String::deserialize(deserializer)?;
		args::span(&text).map(Span).map_err(serde::de::Error::custom)
	}
}

/// Rates and deadlines as they are written. `[least, most]`, `[level 1, level 2]`.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
	notice: [Span; 2],
	pay: [Span; 2],
	filing: [Span; 2],
	interest_ppm: u32,
	renotice: Span,
	answer: Span,
	rounds: u8,
	defects: Vec<u8>,
	appeal: [Span; 2],
	decide: [Span; 2],
	ending: Span,
	cover: Span,
}

fn read(file: &Path) -> Result<Rules> {
	let bytes = files::read(file, LARGEST)?;
	let written: Written = serde_json::from_slice(&bytes)
		.map_err(|error| anyhow!("no rates and deadlines: {error}"))
		.with_context(|| file.display().to_string())?;
	written.rules().with_context(|| file.display().to_string())
}

impl Written {
	fn rules(&self) -> Result<Rules> {
		let bounds = |[least, most]: [Span; 2]| Bounds { least: least.0, most: most.0 };
		let levels = |[one, two]: [Span; 2]| (one.0, two.0);
		let defects = self.defects.iter().try_fold(0u32, |mask, bit| {
			let bit = 1u32.checked_shl(u32::from(*bit));
			bit.map(|bit| mask | bit).ok_or_else(|| anyhow!("defects are numbered from 0 to 31"))
		})?;
		Ok(Rules {
			notice: bounds(self.notice),
			pay: bounds(self.pay),
			filing: bounds(self.filing),
			interest_ppm: self.interest_ppm,
			renotice: self.renotice.0,
			answer: self.answer.0,
			rounds: self.rounds,
			defects,
			appeal: levels(self.appeal),
			decide: levels(self.decide),
			ending: self.ending.0,
			cover: self.cover.0,
		})
	}

	fn of(rules: &Rules) -> Self {
		let bounds = |bounds: &Bounds| [Span(bounds.least), Span(bounds.most)];
		let levels = |(one, two): (u64, u64)| [Span(one), Span(two)];
		Written {
			notice: bounds(&rules.notice),
			pay: bounds(&rules.pay),
			filing: bounds(&rules.filing),
			interest_ppm: rules.interest_ppm,
			renotice: Span(rules.renotice),
			answer: Span(rules.answer),
			rounds: rules.rounds,
			defects: (0..32).filter(|bit| rules.defects & (1 << bit) != 0).collect(),
			appeal: levels(rules.appeal),
			decide: levels(rules.decide),
			ending: Span(rules.ending),
			cover: Span(rules.cover),
		}
	}
}

/// Rates and deadlines.
pub async fn show(common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let rules = ask(&at, queries().rules()).await?;
	let rules = rules.ok_or_else(|| anyhow!("governance has set no rules yet"))?;
	common.format().document(&Written::of(&rules))
}

/// What a code may be used for.
pub async fn carc(code: u16, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let usage = ask(&at, queries().carc(code)).await?;
	let usage = usage.ok_or_else(|| anyhow!("the code {code} is not admitted for anything"))?;
	common.format().report(
		&Report::new(format!("Code {code}"))
			.with("denies", usage.denies)
			.with("deniesReserved", usage.denies_reserved)
			.with("adjusts", usage.adjusts),
	)
}

/// The panel of a level.
pub async fn panel(level: u8, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let members = ask(&at, queries().panel(level)).await?;
	common.format().report(&Report::new(format!("Panel {level}")).with("members", members))
}

#[cfg(test)]
mod tests {
	use super::*;

	const RULES: &str = r#"{"notice":["1s","14d"],"pay":["2s","30d"],"filing":["1m","390d"],"interestPpm":100000,
		"renotice":"10d","answer":"60d","rounds":3,"defects":[0,1,15],"appeal":["60d","30d"],"decide":["30d","30d"],
		"ending":"30d","cover":"366d"}"#;

	#[test]
	fn rules_are_read_as_they_are_written() {
		let written: Written = serde_json::from_str(RULES).unwrap();
		let rules = written.rules().unwrap();
		assert_eq!((rules.notice.least, rules.defects), (1_000, 0x8003));
		assert_eq!(Written::of(&rules), written);
		let again = serde_json::to_string(&written).unwrap();
		assert_eq!(serde_json::from_str::<Written>(&again).unwrap(), written);
	}

	#[test]
	fn what_is_no_rule_is_refused() {
		for (from, to) in
			[("\"1s\"", "1"), ("rounds", "round"), ("15]", "32]"), ("\"10d\"", "\"-10d\"")]
		{
			let changed = RULES.replace(from, to);
			assert_ne!(changed, RULES);
			let read = serde_json::from_str::<Written>(&changed).map_err(anyhow::Error::from);
			assert!(read.and_then(|written| written.rules()).is_err(), "{to}");
		}
	}
}
