//! What the chain has of an item: show, verify, watch.

use super::{
	acts::unknown,
	receipt::{ItemRef, Receipt},
	state::{self, Row},
};
use crate::{
	args::Common,
	chain::{
		salus::{self, runtime_types::pallet_prescriptions::types::Rx},
		AtBlock, Chain,
	},
	output::{hex, moment, Report},
	refusal::Refused,
};
use anyhow::{anyhow, Context, Result};
use futures::{stream, StreamExt};
use std::path::Path;
use subxt::utils::H256;

/// Shows an item, or a table of several, at the newest final block.
pub async fn items(chain: &Chain, items: &[ItemRef], common: &Common) -> Result<()> {
	let at = chain.finalised().await?;
	if let [item] = items {
		let id = item.id()?;
		let row = found(&at, id).await?;
		let query = salus::runtime_apis().prescriptions_api().eligible_at(id);
		let eligible =
			at.runtime_apis().call(query).await.context("cannot read the item's interval")?;
		return common.format().report(&state::full(id, &row, eligible));
	}
	let mut rows = Vec::new();
	for item in items {
		rows.push(state::brief(name(item)?, &found(&at, item.id()?).await?));
	}
	common.format().table("", &rows)
}

/// How a table names an item: by its receipt's file if it was given so.
fn name(item: &ItemRef) -> Result<String> {
	Ok(match item {
		ItemRef::Id(id) => hex(id),
		ItemRef::File(path) => {
			path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
		},
	})
}

async fn found(at: &AtBlock, id: H256) -> Result<Row> {
	state::row(at, id).await?.ok_or_else(|| unknown(id))
}

/// Checks that the document of a receipt is the one under an id.
///
/// The receipt alone already shows whether anything in it was changed; the chain shows that the id was issued, by whom and
/// when, and whether that licence is still in force.
pub async fn verify(item: &ItemRef, receipt: &Path, common: &Common) -> Result<()> {
	let tampered = |error: anyhow::Error| {
		anyhow!(Refused::new(
			"DocumentMismatch",
			format!("the document does not verify: {error:#}")
		))
	};
	let id = item.id().map_err(tampered)?;
	let receipt = Receipt::read(receipt).map_err(tampered)?;
	if receipt.id != id {
		let sentence =
			format!("the receipt is for the item {}, not for {}", hex(receipt.id), hex(id));
		return Err(Refused::new("DocumentMismatch", sentence).into());
	}
	let chain = Chain::connect(common).await?;
	let at = chain.finalised().await?;
	let row = found(&at, id).await?;
	let (issuer, issued_at) = match &row {
		Rx::Live(live) => (live.issuer, live.issued_at),
		Rx::Archived(archived) => (archived.issuer, archived.issued_at),
	};
	let status = at
		.runtime_apis()
		.call(salus::runtime_apis().registry_api().status(issuer))
		.await
		.context("cannot read the issuer's licence")?;
	common.format().report(
		&Report::new("Verified: the document is what was issued")
			.with("item", hex(id))
			.with("commitment", hex(receipt.document.commitment()))
			.with("authoredAt", moment(receipt.authored_at))
			.with("issuedAt", issued_at)
			.with("issuer", issuer)
			.with_some("issuersLicenceNow", status.map(|status| format!("{status:?}")))
			.with("state", state::state(&row)),
	)
}

/// Prints a line whenever the item's row changes: once for the newest block, once when that is final.
pub async fn watch(
	chain: &Chain,
	item: &ItemRef,
	until_closed: bool,
	common: &Common,
) -> Result<()> {
	let id = item.id()?;
	let best = chain.client().stream_best_blocks().await.context("cannot follow the chain")?;
	let final_ = chain.client().stream_blocks().await.context("cannot follow the chain")?;
	let best = best.map(|block| (false, block)).boxed();
	let mut blocks = stream::select(best, final_.map(|block| (true, block)).boxed());
	// The newest row that was told, for the newest block and for the newest final one.
	let mut told: [Option<Option<Row>>; 2] = [None, None];
	while let Some((is_final, block)) = blocks.next().await {
		let block = block.context("the node stopped telling of blocks")?;
		let row = state::row(&chain.at(block.hash()).await?, id).await?;
		let [best, last] = &mut told;
		let seen = if is_final { last } else { best };
		if seen.as_ref() == Some(&row) {
			continue;
		}
		let certainty = if is_final { "final" } else { "best" };
		let text = row.as_ref().map_or_else(|| "no such item".into(), state::state);
		let report = Report::new(text.as_str())
			.with("item", hex(id))
			.with("certainty", certainty)
			.with("block", block.number())
			.with("state", text.as_str());
		common
			.format()
			.line(&format!("{certainty:5} block {}  {text}", block.number()), &report)?;
		if until_closed && is_final && row.as_ref().is_some_and(state::is_closed) {
			return Ok(());
		}
		*seen = Some(row);
	}
	Err(anyhow!("the node closed the connection"))
}

/// The limits of a class.
pub async fn policy(chain: &Chain, class: u8, common: &Common) -> Result<()> {
	let query = salus::runtime_apis().prescriptions_api().policy(class);
	let at = chain.finalised().await?;
	let policy = at.runtime_apis().call(query).await.context("cannot read the policy")?;
	let policy = policy
		.ok_or_else(|| anyhow!("class {class} has no policy: nothing can be issued in it"))?;
	common.format().report(
		&Report::new(format!("Limits of class {class}"))
			.with("maxRepeats", policy.max_repeats)
			.with("maxValidityHours", policy.max_validity_h)
			.with("maxQuantity", policy.max_quantity)
			.with("minIntervalHours", policy.min_interval_h)
			.with("partialHours", policy.partial_h)
			.with("transfers", policy.transfers)
			.with("inheritTransfers", policy.inherit_transfers)
			.with("emergency", policy.emergency),
	)
}
