//! What accounts have of an asset, holds included.

use super::asset::{Asset, AssetArg, AssetId};
use crate::{
	args::Common,
	chain::{salus, AtBlock, Chain},
	output::Report,
	refusal::Refused,
};
use anyhow::{anyhow, Context, Result};
use std::collections::BTreeMap;
use subxt::utils::AccountId32;

const READ: &str = "cannot read the accounts";

/// What an account may spend, and what is held on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Funds {
	free: u128,
	held: u128,
}

/// All accounts that have something of an asset at the newest final block, and their sum. A sum that is not the asset's
/// issuance is an error.
pub async fn list(asset: &AssetArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let asset = asset.find(&at).await?;
	let (accounts, issuance) = match asset.id {
		AssetId::Native => native(&at).await?,
		AssetId::WithId(id) => other(&at, id).await?,
	};
	let sum = accounts.values().try_fold(Funds::default(), |sum, funds| {
		let free = sum.free.checked_add(funds.free)?;
		Some(Funds { free, held: sum.held.checked_add(funds.held)? })
	});
	let sum = sum.ok_or_else(|| anyhow!("the balances exceed what can be counted"))?;
	let rows = accounts.iter().map(|(account, funds)| row(account.clone(), *funds, &asset));
	let rows: Vec<Report> = rows.chain([row("sum".into(), sum, &asset)]).collect();
	common.format().table("", &rows)?;
	match sum.free.checked_add(sum.held) {
		Some(total) if total == issuance => Ok(()),
		_ => Err(Refused::new(
			"NotTheIssuance",
			format!("the accounts do not sum to the issuance, {}", asset.show(issuance)),
		)
		.into()),
	}
}

fn row(account: String, funds: Funds, asset: &Asset) -> Report {
	Report::new("")
		.with("account", account)
		.with("free", asset.plain(funds.free))
		.with("held", asset.plain(funds.held))
		.with("total", asset.show(funds.free.saturating_add(funds.held)))
}

/// Accounts by their addresses.
type Accounts = BTreeMap<String, Funds>;

async fn native(at: &AtBlock) -> Result<(Accounts, u128)> {
	let storage = at.storage();
	let mut accounts = Accounts::new();
	let mut entries = storage.iter(salus::storage().system().account(), ()).await.context(READ)?;
	while let Some(entry) = entries.next().await {
		let entry = entry.context(READ)?;
		let (account,) = entry.key().and_then(|key| key.decode()).context(READ)?;
		let data = entry.value().decode().context(READ)?.data;
		accounts.insert(account.to_string(), Funds { free: data.free, held: data.reserved });
	}
	let issuance = storage.fetch(salus::storage().balances().total_issuance(), ()).await;
	Ok((accounts, issuance.context(READ)?.decode().context(READ)?))
}

async fn other(at: &AtBlock, id: u32) -> Result<(Accounts, u128)> {
	let storage = at.storage();
	let mut accounts = Accounts::new();
	let mut entries =
		storage.iter(salus::storage().assets().account(), (id,)).await.context(READ)?;
	while let Some(entry) = entries.next().await {
		let entry = entry.context(READ)?;
		let (_, account): (u32, AccountId32) =
			entry.key().and_then(|key| key.decode()).context(READ)?;
		let free = entry.value().decode().context(READ)?.balance;
		accounts.entry(account.to_string()).or_default().free = free;
	}
	let address = salus::storage().assets_holder().balances_on_hold();
	let mut entries = storage.iter(address, (id,)).await.context(READ)?;
	while let Some(entry) = entries.next().await {
		let entry = entry.context(READ)?;
		let (_, account): (u32, AccountId32) =
			entry.key().and_then(|key| key.decode()).context(READ)?;
		let held = entry.value().decode().context(READ)?;
		accounts.entry(account.to_string()).or_default().held = held;
	}
	let details =
		storage.try_fetch(salus::storage().assets().asset(), (id,)).await.context(READ)?;
	let details = details.ok_or_else(|| anyhow!("there is no asset {id}"))?;
	Ok((accounts, details.decode().context(READ)?.supply))
}
