//! What the chain has of an item: show, verify, watch.

use super::{
	acts::unknown,
	receipt::{ItemRef, Receipt, ITEM},
	state::{self, Row},
};
use crate::{
	args::Common,
	chain::{salus, AtBlock, Chain},
	output::{hex, moment, sentence, Report},
	refusal::Refused,
};
use anyhow::{anyhow, Context, Result};
use futures::{stream, StreamExt};
use serde::Deserialize;
use std::path::Path;
use subxt::{rpcs::client::rpc_params, utils::H256};

/// What a node answers about an id and what should open it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Verification {
	/// Whether licence, authoring time and commitment give the id.
	opens: bool,
	/// The licence under which the item was issued.
	issuer: u32,
	/// The block of its issue.
	issued_at: u32,
	/// Where that licence stood then; nothing if the node does not keep that block's state.
	issuer_then: Option<Status>,
	/// Where it stands now.
	issuer_now: Option<Status>,
	/// Whether nothing can be dispensed because of a fraud.
	tainted: bool,
}

/// Where a licence stands: `valid`, `suspended` and so on.
#[derive(Deserialize)]
struct Status {
	kind: String,
}

/// Shows an item, or a table of several, at the newest final block.
pub async fn items(items: &[ItemRef], common: &Common) -> Result<()> {
	let ids: Vec<H256> = items.iter().map(ItemRef::id).collect::<Result<_>>()?;
	let at = Chain::connect(common).await?.finalised().await?;
	if let [id] = ids.as_slice() {
		let row = found(&at, *id).await?;
		let query = salus::runtime_apis().prescriptions_api().eligible_at(*id);
		let eligible =
			at.runtime_apis().call(query).await.context("cannot read the item's interval")?;
		return common.format().report(&state::full(*id, &row, eligible));
	}
	let mut rows = Vec::new();
	for (item, id) in items.iter().zip(ids) {
		rows.push(state::brief(name(item), &found(&at, id).await?));
	}
	common.format().table("", &rows)
}

/// How a table names an item: by its receipt's file if it was given so.
fn name(item: &ItemRef) -> String {
	match item {
		ItemRef::Id(id) => hex(id),
		ItemRef::File(path) => {
			path.file_stem().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
		},
	}
}

async fn found(at: &AtBlock, id: H256) -> Result<Row> {
	state::row(at, id).await?.ok_or_else(|| unknown(id))
}

/// Checks that the document of a receipt is the one under an id.
///
/// The receipt alone already shows whether anything in it was changed; the chain shows that the id was issued, by whom and
/// when, and whether that licence is still in force.
pub async fn verify(item: &ItemRef, receipt: &Path, common: &Common) -> Result<()> {
	let tampered = |error: anyhow::Error| mismatch(sentence(&error));
	let id = item.id().map_err(tampered)?;
	let receipt = Receipt::read(ITEM, receipt).map_err(tampered)?;
	if receipt.id != id {
		let sentence =
			format!("the receipt is for the item {}, not for {}", hex(receipt.id), hex(id));
		return Err(mismatch(sentence).into());
	}
	let chain = Chain::connect(common).await?;
	let commitment = hex(receipt.document.commitment());
	let row = found(&chain.best().await?, id).await?;
	let found: Verification = chain
		.request(
			"prescriptions_verify",
			rpc_params![hex(id), receipt.licence, receipt.authored_at, commitment.as_str()],
		)
		.await?;
	if !found.opens || found.issuer != receipt.licence {
		return Err(mismatch("the chain says that the document does not open the id").into());
	}
	common.format().report(
		&Report::new("Verified: the document is what was issued")
			.with("item", hex(id))
			.with("commitment", commitment)
			.with("authoredAt", moment(receipt.authored_at))
			.with("issuedAt", found.issued_at)
			.with("issuer", found.issuer)
			.with("issuerThen", found.issuer_then.map(|status| status.kind))
			.with("issuerNow", found.issuer_now.map(|status| status.kind))
			.with("tainted", found.tainted)
			.with("state", state::state(&row)),
	)
}

fn mismatch(sentence: impl Into<String>) -> Refused {
	Refused::new("DocumentMismatch", sentence)
}

/// Prints a line whenever the item's row changes: once for the newest block, once when that is final.
pub async fn watch(item: &ItemRef, until_closed: bool, common: &Common) -> Result<()> {
	let id = item.id()?;
	let chain = Chain::connect(common).await?;
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
pub async fn policy(class: u8, common: &Common) -> Result<()> {
	let chain = Chain::connect(common).await?;
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
