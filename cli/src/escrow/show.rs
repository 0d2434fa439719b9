//! What the chain has: claims, covers, pools, contracts, tariffs, deadlines.

use super::{
	asset::{Asset, AssetArg, AssetId, Assets},
	key::{self, KeyArg},
	state::{self, Claim},
};
use crate::{
	args::Common,
	chain::{
		salus::{
			self,
			runtime_apis::reimbursement_api::ReimbursementApi,
			runtime_types::pallet_reimbursement_escrow::types::{
				claims::ClaimKey,
				contracts::Terms,
				covers::{Deferral, QuoteFault},
				DueKey,
			},
		},
		AtBlock, Chain,
	},
	output::{hex, moment, Report},
	rx::ItemRef,
};
use anyhow::{anyhow, Context, Result};
use sp_crypto_hashing::blake2_256;
use subxt::{ext::codec::Encode, runtime_apis::Payload, utils::H256};

/// Most ranks of one dispense.
const RANKS: u8 = 4;

/// Most rows of a page.
const PAGE: u32 = 64;

/// The chain's queries about reimbursement.
pub fn queries() -> ReimbursementApi {
	salus::runtime_apis().reimbursement_api()
}

/// Asks the chain at a block.
pub async fn ask<P: Payload>(at: &AtBlock, query: P) -> Result<P::ReturnType> {
	at.runtime_apis().call(query).await.context("cannot read the escrow")
}

/// A claim that must be there.
pub async fn found(at: &AtBlock, key: &ClaimKey) -> Result<Claim> {
	let row = ask(at, queries().claim(key.clone())).await?;
	row.ok_or_else(|| anyhow!("the chain has no claim {}", key::text(key)))
}

/// A claim at the newest final block.
pub async fn claim(claim: &KeyArg, common: &Common) -> Result<()> {
	let key = claim.key()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let row = found(&at, &key).await?;
	let asset = Asset::of(&at, &row.asset).await?;
	common.format().report(&state::full(&key, &row, &asset))
}

/// An item's covers, co-pay and claims.
pub async fn item(item: &ItemRef, common: &Common) -> Result<()> {
	let rx = item.id()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let mut assets = Assets::default();
	let mut covers = Vec::new();
	for rank in 0..RANKS {
		let Some(cover) = ask(&at, queries().cover(rx, rank)).await? else { continue };
		let asset = assets.get(&at, &cover.asset).await?;
		let kind = if cover.reserved { "pre-authorised" } else { "covered" };
		let whom = cover.provider.map_or("anyone".into(), |by| format!("licence {by}"));
		covers.push(format!(
			"rank {rank}: {kind} by payer {} for {whom} until {}, {} left; {}",
			cover.payer,
			moment(cover.until),
			asset.show(cover.remaining),
			state::rule(&cover.rule, &asset)
		));
	}
	let copay = match ask(&at, queries().copay(rx)).await? {
		Some((id, left, until)) => {
			let left = assets.get(&at, &id).await?.show(left);
			Some(format!("{left} left, used before {}", moment(until)))
		},
		None => None,
	};
	let mut claims = Vec::new();
	for (key, row) in ask(&at, queries().claims(rx)).await? {
		let asset = assets.get(&at, &row.asset).await?;
		let state = state::state(&row, &asset);
		claims.push(format!("{}/{}: payer {}, {state}", key.dispense, key.rank, row.payer));
	}
	common.format().report(
		&Report::new(format!("Item {}", hex(rx)))
			.with("covers", covers)
			.with("copay", copay)
			.with("claims", claims),
	)
}

/// All claims of a provider or a payer, at the newest final block.
pub async fn list(provider: Option<u32>, payer: Option<u32>, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (mut assets, mut rows, mut cursor) = (Assets::default(), Vec::new(), None);
	loop {
		let page = match (provider, payer) {
			(Some(provider), _) => {
				ask(&at, queries().claims_of_provider(provider, cursor, PAGE)).await?
			},
			(None, payer) => {
				ask(&at, queries().claims_of_payer(payer.unwrap_or_default(), cursor, PAGE)).await?
			},
		};
		for (key, row) in page.items {
			let asset = assets.get(&at, &row.asset).await?;
			rows.push(state::brief(&key, &row, &asset));
		}
		match page.next {
			Some(next) => cursor = Some(next),
			None => return common.format().table("There is no claim.", &rows),
		}
	}
}

/// A pool, and who waits for it.
pub async fn pool(payer: u32, asset: &AssetArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let asset = asset.find(&at).await?;
	let pool = ask(&at, queries().pool(payer, asset.id.clone())).await?;
	let pool = pool.ok_or_else(|| anyhow!("payer {payer} has no pool in {}", asset.symbol()))?;
	let waiting = ask(&at, queries().shortfalls(payer, asset.id.clone(), None, PAGE)).await?;
	let waiting: Vec<String> = waiting.items.iter().map(key::text).collect();
	common.format().report(
		&Report::new(format!("Pool of payer {payer}"))
			.with("account", pool.account.to_string())
			.with("free", asset.show(pool.free))
			.with("waiting", pool.tail - pool.head)
			.with("first", waiting),
	)
}

/// A contract, and what is offered.
pub async fn contract(payer: u32, provider: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let row = ask(&at, queries().contract(payer, provider)).await?.ok_or_else(|| {
		anyhow!("payer {payer} and provider {provider} have no contract, and none is offered")
	})?;
	let report = Report::new(format!("Contract of payer {payer} and provider {provider}"));
	let report = match row.since {
		Some(since) => {
			let asset = Asset::of(&at, &row.terms.asset).await?;
			report.with("since", moment(since)).and(terms(&row.terms, &asset))
		},
		None => report.with("since", "not accepted yet"),
	};
	let report = match row.offer {
		Some(offer) => {
			let asset = Asset::of(&at, &offer.asset).await?;
			report.with("offered", offered(&offer, &asset)).with("hash", hex(hash_of(&offer)))
		},
		None => report,
	};
	common.format().report(&report)
}

/// The terms of a contract.
pub fn terms(terms: &Terms<AssetId>, asset: &Asset) -> Report {
	Report::new("")
		.with("notice", span(terms.notice))
		.with("pay", span(terms.pay))
		.with("filing", span(terms.filing))
		.with("interest", format!("{} ppm a year", terms.interest_ppm))
		.with("silentCap", asset.show(terms.silent_cap))
		.with("until", moment(terms.until))
}

fn offered(terms: &Terms<AssetId>, asset: &Asset) -> String {
	format!(
		"notice {}, pay {}, filing {}, interest {} ppm, silent cap {}, until {}",
		span(terms.notice),
		span(terms.pay),
		span(terms.filing),
		terms.interest_ppm,
		asset.show(terms.silent_cap),
		moment(terms.until)
	)
}

/// What the provider signs to have seen: `blake2_256` of the terms in SCALE.
pub fn hash_of(terms: &Terms<AssetId>) -> H256 {
	// `NativeOrWithId` and `Option` have the same encoding.
	let asset = match terms.asset {
		AssetId::Native => None,
		AssetId::WithId(id) => Some(id),
	};
	let Terms { asset: _, notice, pay, filing, interest_ppm, silent_cap, until } = terms;
	H256(blake2_256(&(asset, notice, pay, filing, interest_ppm, silent_cap, until).encode()))
}

/// A tariff.
pub async fn tariff(payer: u32, number: u16, asset: &AssetArg, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let asset = asset.find(&at).await?;
	let row = ask(&at, queries().tariff(payer, number)).await?;
	let row = row.ok_or_else(|| anyhow!("payer {payer} has no tariff {number}"))?;
	common.format().report(
		&Report::new(format!("Tariff {number} of payer {payer}"))
			.with("price", state::price(&row.rule, &asset))
			.with("valid", format!("{} until {}", moment(row.from), moment(row.until))),
	)
}

/// What the next dispense would pay.
pub async fn quote(
	item: &ItemRef,
	quantity: u32,
	provider: Option<u32>,
	common: &Common,
) -> Result<()> {
	let rx = item.id()?;
	let at = Chain::connect(common).await?.finalised().await?;
	let quote = ask(&at, queries().quote(rx, provider, quantity)).await?;
	let quote = quote.ok_or_else(|| anyhow!("the item {} has no cover", hex(rx)))?;
	let asset = Asset::of(&at, &quote.asset).await?;
	common.format().report(
		&Report::new(format!(
			"A dispense of {quantity} would pay {}",
			asset.show(quote.split.payer)
		))
		.with("payer", quote.payer)
		.with("allowed", asset.show(quote.allowed))
		.with("split", state::split_table(&quote.split, &asset))
		.with("inItsBlock", quote.deferred.is_none())
		.with_some("whyNot", quote.deferred.as_ref().map(why_not)),
	)
}

fn why_not(fault: &QuoteFault) -> &'static str {
	match fault {
		QuoteFault::NotReserved => "no funds are set aside: the provider submits a claim",
		QuoteFault::NotDispensable => "the item cannot be dispensed at present",
		QuoteFault::Deferred(Deferral::Expired) => "the cover is over",
		QuoteFault::Deferred(Deferral::OtherProvider) => "the cover names another dispenser",
		QuoteFault::Deferred(Deferral::Exhausted) => "the payer's share is more than what is left",
		QuoteFault::Deferred(Deferral::NoPrice) => {
			"the price is out of range, or its tariff is gone"
		},
		QuoteFault::Deferred(Deferral::Payee) => "the provider's account cannot receive",
		QuoteFault::Deferred(Deferral::NotPayable) => {
			"the dispense has a claim, or may not be paid"
		},
	}
}

/// The deadlines ahead.
pub async fn due(limit: u32, common: &Common) -> Result<()> {
	let at = Chain::connect(common).await?.finalised().await?;
	let (mut rows, mut cursor) = (Vec::new(), None);
	let wanted = usize::try_from(limit)?;
	while rows.len() < wanted {
		let left = u32::try_from(wanted - rows.len())?;
		let page = ask(&at, queries().due(cursor, left)).await?;
		rows.extend(
			page.items.iter().map(|(at, what)| {
				Report::new("").with("at", moment(*at)).with("what", due_of(what))
			}),
		);
		match page.next {
			Some(next) => cursor = Some(next),
			None => break,
		}
	}
	common.format().table("No deadline is ahead.", &rows)
}

fn due_of(what: &DueKey<AssetId>) -> String {
	match what {
		DueKey::Claim(key) => format!("claim {}", key::text(key)),
		DueKey::Cover(rx, rank) => format!("cover {} rank {rank}", hex(rx)),
		DueKey::Copay(rx) => format!("co-pay {}", hex(rx)),
		DueKey::Contract(payer, provider) => format!("contract of {payer} and {provider}"),
		DueKey::Tariff(payer, number) => format!("tariff {number} of {payer}"),
		DueKey::Queue(payer, _) => format!("claims that wait for payer {payer}"),
	}
}

/// A span in its largest whole unit.
pub fn span(millis: u64) -> String {
	for (unit, name) in [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")] {
		if millis > 0 && millis.is_multiple_of(unit) {
			return format!("{}{name}", millis / unit);
		}
	}
	format!("{millis} ms")
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn spans_are_shown_as_they_are_given() {
		for text in ["14d", "36h", "90m", "2s"] {
			assert_eq!(span(crate::args::span(text).unwrap()), text);
		}
		assert_eq!(span(1_500), "1500 ms");
		assert_eq!(span(0), "0 ms");
	}

	#[test]
	fn the_hash_of_terms_is_of_their_scale() {
		let terms = |asset| Terms {
			asset,
			notice: 1,
			pay: 2,
			filing: 3,
			interest_ppm: 4,
			silent_cap: 5,
			until: 6,
		};
		let mut bytes = vec![1, 1, 0, 0, 0];
		for number in [1u64, 2, 3] {
			bytes.extend(number.to_le_bytes());
		}
		bytes.extend(4u32.to_le_bytes());
		bytes.extend(5u128.to_le_bytes());
		bytes.extend(6u64.to_le_bytes());
		assert_eq!(hash_of(&terms(AssetId::WithId(1))).0, blake2_256(&bytes));
		bytes.splice(0..5, [0]);
		assert_eq!(hash_of(&terms(AssetId::Native)).0, blake2_256(&bytes));
	}
}
