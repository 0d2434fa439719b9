//! What the chain has, as FHIR documents.

use super::{
	asset::{Asset, AssetArg},
	history::{self, Story},
	key::{self, KeyArg},
	show::{self, ask, queries},
	state::{self, Claim},
};
use crate::{
	args::{self, Common},
	chain::{
		salus::runtime_types::pallet_reimbursement_escrow::{
			price::Promisor,
			types::{
				claims::{ClaimKey, Stage, Why},
				decisions::{Adjustment, Group, Ruling, Split},
			},
		},
		AtBlock, Chain,
	},
	output::hex,
	rx::ItemRef,
};
use anyhow::{anyhow, bail, Result};
use clap::Args;
use salus_fhir::{
	claims::{self, ClaimStage, Decision, Parties, Payment, Reconciliation, Remittance},
	json::Value,
	Currency, Identifier, Reference,
};
use serde_json::value::RawValue;

/// Identifier system of licences on the chain.
const LICENCE: &str = "urn:salus:licence";

/// CARC 45: what is billed exceeds the price agreed (verify).
const ABOVE_PRICE: u16 = 45;
/// CARC 23: what earlier payers have decided (verify).
const EARLIER_PAYERS: u16 = 23;

/// What the chain does not know, and a reader of the document may.
#[derive(Args, Debug)]
pub struct Known {
	/// The currency of the document, of which the asset is the money on the chain: USD.
	#[arg(long, value_name = "CODE")]
	currency: String,
	/// A reference to the patient; masked if absent.
	#[arg(long, value_name = "REFERENCE")]
	patient: Option<String>,
	/// A reference to the coverage; masked if absent.
	#[arg(long, value_name = "REFERENCE")]
	coverage: Option<String>,
}

/// What `response` and `eob` are told.
#[derive(Args, Debug)]
pub struct AnswerArgs {
	/// The claim.
	claim: KeyArg,
	/// The `item.sequence` of the FHIR Claim that is answered.
	#[arg(long, default_value_t = 1)]
	item: u32,
	#[command(flatten)]
	known: Known,
}

/// What `authorisation` is told.
#[derive(Args, Debug)]
pub struct AuthorisationArgs {
	/// The item.
	item: ItemRef,
	/// 0 primary, 1 secondary, up to 3.
	#[arg(long, default_value_t = 0)]
	rank: u8,
	/// The licence of the dispenser who asked; whom the cover names if absent.
	#[arg(long)]
	provider: Option<u32>,
	#[command(flatten)]
	known: Known,
}

/// What `reconcile` is told.
#[derive(Args, Debug)]
pub struct ReconcileArgs {
	/// The payer's licence.
	#[arg(long)]
	payer: u32,
	/// The provider's licence.
	#[arg(long)]
	provider: u32,
	/// The asset.
	#[arg(long)]
	asset: AssetArg,
	/// The currency of the document, of which the asset is the money on the chain: USD.
	#[arg(long, value_name = "CODE")]
	currency: String,
	/// Start of the period.
	#[arg(long, value_parser = args::moment)]
	from: u64,
	/// Its end, exclusive.
	#[arg(long, value_parser = args::moment)]
	until: u64,
}

/// A claim as a ClaimResponse.
pub async fn response(args: AnswerArgs, common: &Common) -> Result<()> {
	let (remittance, currency) = remittance(args, common).await?;
	print(common, &claims::claim_response(&remittance, &currency)?)
}

/// A claim as an ExplanationOfBenefit.
pub async fn explanation(args: AnswerArgs, common: &Common) -> Result<()> {
	let (remittance, currency) = remittance(args, common).await?;
	print(common, &claims::explanation_of_benefit(&remittance, &currency)?)
}

/// A cover as a ClaimResponse.
pub async fn authorisation(args: AuthorisationArgs, common: &Common) -> Result<()> {
	let rx = args.item.id()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let cover = ask(&at, queries().cover(rx, args.rank)).await?;
	let cover =
		cover.ok_or_else(|| anyhow!("the item {} has no cover of rank {}", hex(rx), args.rank))?;
	let provider = args.provider.or(cover.provider).ok_or_else(|| {
		anyhow!("the cover names no dispenser: say who asked for it, --provider LICENCE")
	})?;
	let authorisation = claims::Authorisation {
		rx: rx.0,
		rank: args.rank,
		created_ms: ask(&at, queries().now()).await?,
		until_ms: cover.until,
		reserved: cover.reserved.then_some(cover.remaining),
		parties: parties(&args.known, cover.payer, provider),
	};
	let currency = Asset::of(&at, &cover.asset).await?.currency(&args.known.currency)?;
	print(common, &claims::authorisation(&authorisation, &currency)?)
}

/// All payments in a period as a PaymentReconciliation.
pub async fn reconcile(args: ReconcileArgs, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let at = chain.finalised().await?;
	let asset = args.asset.find(&at).await?;
	let mut statement = Reconciliation {
		issuer: licence(args.payer),
		payee: licence(args.provider),
		from_ms: args.from,
		until_ms: args.until,
		created_ms: ask(&at, queries().now()).await?,
		paid: 0,
		payments: Vec::new(),
	};
	for (at_ms, paid) in history::payments(&chain, args.from, args.until).await? {
		let ours = paid.payer == args.payer && paid.provider == args.provider;
		if !ours || paid.asset != asset.id {
			continue;
		}
		// A correction after an appeal pays the difference: the share is what moved, not what the split says.
		let share =
			paid.moved.checked_add(paid.set_off).and_then(|due| due.checked_sub(paid.interest));
		statement.payments.push(Payment {
			claim: key::fhir(&paid.key),
			at_ms,
			amount: share.ok_or_else(|| {
				anyhow!("a payment of {} contradicts itself", key::text(&paid.key))
			})?,
			interest: paid.interest,
			set_off: paid.set_off,
		});
		statement.paid = statement.paid.saturating_add(paid.moved);
	}
	print(common, &claims::payment_reconciliation(&statement, &asset.currency(&args.currency)?)?)
}

/// In the document's own spelling: its decimals must stay as they are.
fn print(common: &Common, document: &Value) -> Result<()> {
	common.format().document(&RawValue::from_string(document.canonical())?)
}

fn licence(licence: u32) -> Reference {
	let identifier = Identifier { system: Some(LICENCE.into()), value: licence.to_string() };
	Reference { reference: None, identifier: Some(identifier) }
}

fn parties(known: &Known, payer: u32, provider: u32) -> Parties {
	let literal = |text: &Option<String>| {
		text.clone().map(|text| Reference { reference: Some(text), identifier: None })
	};
	Parties {
		patient: literal(&known.patient),
		coverage: literal(&known.coverage),
		insurer: licence(payer),
		provider: licence(provider),
	}
}

async fn remittance(args: AnswerArgs, common: &Common) -> Result<(Remittance, Currency)> {
	let key = args.claim.key()?;
	let chain = Chain::connect(common).await?;
	let at = chain.finalised().await?;
	let row = show::found(&at, &key).await?;
	let currency = Asset::of(&at, &row.asset).await?.currency(&args.known.currency)?;
	let story = match needs_story(&row) {
		true => history::of_claim(&chain, &key, &row.trail).await?,
		false => Story::default(),
	};
	let remittance = Remittance {
		key: key::fhir(&key),
		stage: stage(&row),
		item: args.item,
		created_ms: ask(&at, queries().now()).await?,
		parties: parties(&args.known, row.payer, row.provider),
		billed: row.billed,
		decision: decision(&row, &story)?,
		authorised_until_ms: authorised_until(&at, &key, &row).await?,
		deadlines: state::deadlines(&row),
	};
	Ok((remittance, currency))
}

/// Whether the row alone does not tell the decision and its reasons.
fn needs_story(row: &Claim) -> bool {
	match &row.stage {
		Stage::Reversed { .. } | Stage::Closed { why: Why::Denied, .. } => true,
		Stage::Payable { adjudicator, .. } => adjudicator.is_some(),
		_ => state::payment(row).is_some_and(|payment| payment.adjudicator.is_some()),
	}
}

fn stage(row: &Claim) -> ClaimStage {
	match &row.stage {
		Stage::Submitted { .. } => ClaimStage::Submitted,
		Stage::Noticed { defects, .. } => ClaimStage::Noticed { defects: *defects },
		Stage::Denied { .. } => ClaimStage::Denied,
		Stage::Appealed { .. } => ClaimStage::Appealed,
		Stage::Payable { .. } => ClaimStage::Payable,
		Stage::Paid { payment, .. } => {
			ClaimStage::Paid { at_ms: payment.at, interest: payment.interest }
		},
		Stage::Reversed { amount, .. } => ClaimStage::Reversed { amount: *amount },
		Stage::Recouped { amount, .. } => ClaimStage::Recouped { amount: *amount },
		Stage::Unpaid { .. } => ClaimStage::Unpaid,
		Stage::Closed { .. } => ClaimStage::Closed,
	}
}

fn decision(row: &Claim, story: &Story) -> Result<Option<Decision>> {
	let split = match &row.stage {
		Stage::Denied { carc, .. }
		| Stage::Appealed { ruling: Ruling::Denial { carc, .. }, .. } => {
			return Ok(Some(Decision::denied(row.billed, *carc)))
		},
		Stage::Closed { why: Why::Denied, .. } => {
			return match story.denied.first() {
				Some(carc) => Ok(Some(Decision::denied(row.billed, *carc))),
				None => bail!("no block tells why the claim was denied"),
			}
		},
		Stage::Reversed { .. } => story.paid.first().cloned(),
		_ => state::decided(row),
	};
	Ok(split.map(|split| {
		let reasons = story.adjudicated.iter().find(|(decided, _)| *decided == split);
		let adjustments = reasons
			.map_or_else(|| by_rule(&split), |(_, said)| said.iter().map(adjustment).collect());
		let Split { payer, patient, writeoff, other } = split;
		Decision { split: claims::Split { payer, patient, writeoff, other }, adjustments }
	}))
}

/// The reasons of a split that no person made: the price, and what earlier payers left.
fn by_rule(split: &Split) -> Vec<claims::Adjustment> {
	[
		(claims::Group::Co, ABOVE_PRICE, split.writeoff),
		(claims::Group::Oa, EARLIER_PAYERS, split.other),
	]
	.into_iter()
	.filter(|(.., amount)| *amount > 0)
	.map(|(group, carc, amount)| claims::Adjustment { group, carc, amount })
	.collect()
}

fn adjustment(one: &Adjustment) -> claims::Adjustment {
	let group = match one.group {
		Group::CO => claims::Group::Co,
		Group::PR => claims::Group::Pr,
		Group::OA => claims::Group::Oa,
		Group::PI => claims::Group::Pi,
		Group::CR => claims::Group::Cr,
	};
	claims::Adjustment { group, carc: one.carc, amount: one.amount }
}

async fn authorised_until(at: &AtBlock, key: &ClaimKey, row: &Claim) -> Result<Option<u64>> {
	if row.promise.by != Promisor::Preauthorisation {
		return Ok(None);
	}
	let cover = ask(at, queries().cover(key.rx, key.rank)).await?;
	Ok(cover.filter(|cover| cover.payer == row.payer).map(|cover| cover.until))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_no_person_decided_has_the_reasons_of_the_rule() {
		let split = Split { payer: 55, patient: 5, writeoff: 40, other: 0 };
		let reasons = by_rule(&split);
		assert_eq!(reasons.len(), 1);
		assert_eq!(
			(reasons[0].group, reasons[0].carc, reasons[0].amount),
			(claims::Group::Co, 45, 40)
		);
		let second = Split { payer: 5, patient: 0, writeoff: 0, other: 95 };
		assert_eq!(by_rule(&second)[0].carc, 23);
		let whole = Split { payer: 60, patient: 0, writeoff: 0, other: 0 };
		assert!(by_rule(&whole).is_empty());
	}
}
