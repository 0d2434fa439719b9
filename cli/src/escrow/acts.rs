//! Acts that need no document: money in and out, contracts, covers, and what either side says to a claim.

use super::{
	args::{CoverArgs, OfferArgs, TariffArgs, Vote},
	asset::{Asset, AssetArg, Decimal},
	key::KeyArg,
	show::{self, ask, queries},
	state, EscrowCommand, Licence,
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self, reimbursement_escrow::events,
			runtime_types::pallet_reimbursement_escrow::types::claims::ClaimKey,
		},
		Chain, Sent,
	},
	output::{hex, moment, Report},
};
use anyhow::{bail, Result};
use subxt::transactions::Payload;

/// Runs an act.
pub async fn run(command: EscrowCommand, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
	let calls = salus::transactions().reimbursement_escrow();
	match command {
		EscrowCommand::Fund { by, asset, amount } => {
			let (asset, amount) = money(&chain, &asset, &amount).await?;
			let sent =
				send(&chain, common, &calls.fund(by.licence, asset.id.clone(), amount)).await?;
			pool(&chain, common, "Funded", by, &asset, amount, &sent).await
		},
		EscrowCommand::Withdraw { by, asset, amount } => {
			let (asset, amount) = money(&chain, &asset, &amount).await?;
			let call = calls.withdraw(by.licence, asset.id.clone(), amount);
			let sent = send(&chain, common, &call).await?;
			pool(&chain, common, "Withdrawn", by, &asset, amount, &sent).await
		},
		EscrowCommand::Offer(args) => offer(&chain, common, args).await,
		EscrowCommand::Accept { by, payer, hash } => {
			let sent =
				send(&chain, common, &calls.accept_contract(by.licence, payer, hash)).await?;
			let report = Report::new("Contract accepted").with("payer", payer);
			done(common, report.with("provider", by.licence), &sent)
		},
		EscrowCommand::EndContract { by, other } => {
			let sent = send(&chain, common, &calls.end_contract(by.licence, other)).await?;
			let until = sent.event::<events::ContractEnded>()?.map(|event| moment(event.until));
			done(common, Report::new("Contract ends").with_some("until", until), &sent)
		},
		EscrowCommand::SetTariff(args) => set_tariff(&chain, common, args).await,
		EscrowCommand::Cover(args) => cover(&chain, common, args).await,
		EscrowCommand::EndCover { by, item, rank } => {
			let sent = send(&chain, common, &calls.end_cover(by.licence, item.id()?, rank)).await?;
			done(common, Report::new("Cover ended").with("item", hex(item.id()?)), &sent)
		},
		EscrowCommand::HoldCopay { item, asset, amount, until } => {
			let (asset, amount) = money(&chain, &asset, &amount).await?;
			let call = calls.hold_copay(item.id()?, asset.id.clone(), amount, until);
			let sent = send(&chain, common, &call).await?;
			let report = Report::new("Co-pay held").with("item", hex(item.id()?));
			done(
				common,
				report.with("amount", asset.show(amount)).with("until", moment(until)),
				&sent,
			)
		},
		EscrowCommand::ReleaseCopay { item } => {
			let sent = send(&chain, common, &calls.release_copay(item.id()?)).await?;
			done(common, Report::new("Co-pay released").with("item", hex(item.id()?)), &sent)
		},
		EscrowCommand::Payee { by, account } => {
			let sent = send(&chain, common, &calls.set_payee(by.licence, account)).await?;
			let account = account.map_or_else(|| "the licence holder's".into(), |a| a.to_string());
			done(common, Report::new("Paid to").with("account", account), &sent)
		},
		claim => act_on_claim(&chain, common, claim).await,
	}
}

/// What either side, a panel or a regulator says to one claim.
async fn act_on_claim(chain: &Chain, common: &Common, command: EscrowCommand) -> Result<()> {
	let calls = salus::transactions().reimbursement_escrow();
	match command {
		EscrowCommand::Notice { by, claim, defects } => {
			let mask = defects.iter().fold(0u32, |mask, bit| mask | 1 << bit);
			let key = claim.key()?;
			let call = calls.notice(by.licence, key.clone(), mask);
			on_claim(chain, common, "Notice given", key, &call).await
		},
		EscrowCommand::Retract { by, claim } => {
			let key = claim.key()?;
			let call = calls.retract(by.licence, key.clone());
			on_claim(chain, common, "Retracted", key, &call).await
		},
		EscrowCommand::Deny { by, claim, carc } => {
			let key = claim.key()?;
			let call = calls.deny(by.licence, key.clone(), carc);
			on_claim(chain, common, "Denied", key, &call).await
		},
		EscrowCommand::Appeal { by, claim, grounds } => {
			let key = claim.key()?;
			let call = calls.appeal(by.licence, key.clone(), grounds);
			on_claim(chain, common, "Appealed", key, &call).await
		},
		EscrowCommand::Vote { by, claim, vote } => {
			let key = claim.key()?;
			let call = calls.vote(by.licence, key.clone(), vote == Vote::Overturn);
			on_claim(chain, common, "Voted", key, &call).await
		},
		EscrowCommand::Reverse { by, claim, amount } => {
			let (key, asset) = known(chain, &claim).await?;
			let call = calls.order_reversal(by.licence, key.clone(), asset.units(&amount)?);
			on_claim(chain, common, "Reversal ordered", key, &call).await
		},
		_ => bail!("this command is no act"),
	}
}

/// A claim's key, and the asset it is paid in.
pub async fn known(chain: &Chain, claim: &KeyArg) -> Result<(ClaimKey, Asset)> {
	let key = claim.key()?;
	let at = chain.best().await?;
	let row = show::found(&at, &key).await?;
	Ok((key, Asset::of(&at, &row.asset).await?))
}

/// Sends a call and reports where its claim stands afterwards.
pub async fn on_claim(
	chain: &Chain,
	common: &Common,
	headline: &str,
	key: ClaimKey,
	call: &impl Payload,
) -> Result<()> {
	let sent = send(chain, common, call).await?;
	common.format().report(&claimed(chain, headline, &key, &sent).await?)
}

/// Where a claim stands after a transaction. Retracting what was paid at the dispense leaves none.
pub async fn claimed(chain: &Chain, headline: &str, key: &ClaimKey, sent: &Sent) -> Result<Report> {
	let report = Report::new(headline).with("claim", super::key::text(key));
	let Some(block) = sent.block() else { return Ok(report.and(sent.facts())) };
	let at = chain.at(block).await?;
	let Some(row) = ask(&at, queries().claim(key.clone())).await? else {
		let state = "gone: the dispense can be claimed as if nothing had been paid";
		return Ok(report.with("state", state).and(sent.facts()));
	};
	let asset = Asset::of(&at, &row.asset).await?;
	let report = report
		.with("state", state::state(&row, &asset))
		.with_some("next", state::next(&row))
		.with_some("split", state::decided(&row).map(|split| state::split_table(&split, &asset)));
	Ok(report.and(sent.facts()))
}

async fn send(chain: &Chain, common: &Common, call: &impl Payload) -> Result<Sent> {
	chain.send(call, &common.signer()?).await
}

fn done(common: &Common, report: Report, sent: &Sent) -> Result<()> {
	common.format().report(&report.and(sent.facts()))
}

async fn money(chain: &Chain, asset: &AssetArg, amount: &Decimal) -> Result<(Asset, u128)> {
	let asset = asset.find(&chain.best().await?).await?;
	let amount = asset.units(amount)?;
	Ok((asset, amount))
}

async fn pool(
	chain: &Chain,
	common: &Common,
	headline: &str,
	by: Licence,
	asset: &Asset,
	amount: u128,
	sent: &Sent,
) -> Result<()> {
	let report = Report::new(headline).with("payer", by.licence).with("amount", asset.show(amount));
	let Some(block) = sent.block() else { return done(common, report, sent) };
	let pool = ask(&chain.at(block).await?, queries().pool(by.licence, asset.id.clone())).await?;
	done(common, report.with("free", asset.show(pool.map_or(0, |pool| pool.free))), sent)
}

async fn offer(chain: &Chain, common: &Common, args: OfferArgs) -> Result<()> {
	let asset = args.asset.find(&chain.best().await?).await?;
	let terms = args.terms(&asset)?;
	let hash = show::hash_of(&terms);
	let call = salus::transactions().reimbursement_escrow().offer_contract(
		args.by.licence,
		args.provider,
		terms.clone(),
	);
	let sent = send(chain, common, &call).await?;
	let report = Report::new("Contract offered")
		.with("payer", args.by.licence)
		.with("provider", args.provider)
		.and(show::terms(&terms, &asset))
		.with("hash", hex(hash))
		.with("next", "`salus escrow accept --hash HASH`, as the provider");
	done(common, report, &sent)
}

async fn set_tariff(chain: &Chain, common: &Common, args: TariffArgs) -> Result<()> {
	let at = chain.best().await?;
	let asset = args.asset.find(&at).await?;
	let rule = args.rule(&asset)?;
	// The next block's time is later than this one's, and a price may not begin in the past.
	let from = match args.from {
		Some(from) => from,
		None => ask(&at, queries().now()).await?.saturating_add(SOON),
	};
	let call = salus::transactions().reimbursement_escrow().set_tariff(
		args.by.licence,
		args.number,
		rule.clone(),
		from,
		args.until,
	);
	let sent = send(chain, common, &call).await?;
	let report = Report::new("Tariff set")
		.with("payer", args.by.licence)
		.with("number", args.number)
		.with("price", state::price(&rule, &asset))
		.with("valid", format!("{} until {}", moment(from), moment(args.until)));
	done(common, report, &sent)
}

/// How long a transaction may take into a block, in milliseconds.
const SOON: u64 = 60_000;

async fn cover(chain: &Chain, common: &Common, args: CoverArgs) -> Result<()> {
	let asset = args.asset.find(&chain.best().await?).await?;
	let (rx, rule) = (args.item.id()?, args.rule(&asset)?);
	let reserve = args.reserve.as_ref().map_or(Ok(0), |amount| asset.units(amount))?;
	let call = salus::transactions().reimbursement_escrow().cover(
		args.by.licence,
		rx,
		args.rank,
		asset.id.clone(),
		rule.clone(),
		args.provider,
		args.until,
		reserve,
	);
	let sent = send(chain, common, &call).await?;
	let report = Report::new(if reserve > 0 { "Pre-authorised" } else { "Covered" })
		.with("item", hex(rx))
		.with("rank", args.rank)
		.with("price", state::rule(&rule, &asset))
		.with("reserved", asset.show(reserve))
		.with("until", moment(args.until));
	done(common, report, &sent)
}
