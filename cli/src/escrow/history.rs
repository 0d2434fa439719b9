//! What the chain's blocks tell that its rows do not: reasons of decisions, and single payments.
//!
//! The node must keep the states of the blocks that are read.

use super::show::{ask, queries};
use crate::chain::{
	salus::{
		reimbursement_escrow::events,
		runtime_types::{
			pallet_reimbursement_escrow::types::{
				claims::ClaimKey,
				decisions::{Adjustment, Split},
			},
			salus_primitives::trail::Trail,
		},
	},
	AtBlock, Chain,
};
use anyhow::{anyhow, Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use subxt::{events::DecodeAsEvent, rpcs::client::rpc_params, utils::H256};

/// What was decided and paid, newest first.
#[derive(Default)]
pub struct Story {
	/// Decisions of the payer on what it pays: the parts, and the reasons.
	pub adjudicated: Vec<(Split, Vec<Adjustment>)>,
	/// The codes of denials.
	pub denied: Vec<u16>,
	/// Who bore what when money moved.
	pub paid: Vec<Split>,
}

/// The story of a claim. Its trail names the block of its last event; the row in the block before names the one before that.
pub async fn of_claim(chain: &Chain, key: &ClaimKey, trail: &Trail) -> Result<Story> {
	let (mut story, mut last) = (Story::default(), Some(trail.last));
	while let Some(number) = last {
		read(&at_number(chain, number.into()).await?, key, &mut story).await?;
		last = match number.checked_sub(1) {
			Some(before) => {
				let before = at_number(chain, before.into()).await?;
				ask(&before, queries().claim(key.clone())).await?.map(|row| row.trail.last)
			},
			None => None,
		};
	}
	Ok(story)
}

async fn read(block: &AtBlock, key: &ClaimKey, story: &mut Story) -> Result<()> {
	for event in found::<events::Adjudicated>(block).await?.into_iter().rev() {
		if event.key == *key {
			story.adjudicated.push((event.split, event.adjustments.0));
		}
	}
	for event in found::<events::Denied>(block).await?.into_iter().rev() {
		if event.key == *key {
			story.denied.push(event.carc);
		}
	}
	for event in found::<events::Paid>(block).await?.into_iter().rev() {
		if event.key == *key {
			story.paid.push(event.split);
		}
	}
	Ok(())
}

/// All payments in a period: when, and the event.
pub async fn payments(chain: &Chain, from: u64, until: u64) -> Result<Vec<(u64, events::Paid)>> {
	let newest = chain.finalised().await?.block_number();
	let (first, end) =
		(first_at(chain, from, newest).await?, first_at(chain, until, newest).await?);
	let bar = bar(end.saturating_sub(first));
	let mut payments = Vec::new();
	for number in first..end {
		let block = at_number(chain, number).await?;
		let at = ask(&block, queries().now()).await?;
		let paid = found::<events::Paid>(&block).await?;
		payments.extend(paid.into_iter().map(|event| (at, event)));
		bar.inc(1);
	}
	bar.finish_and_clear();
	Ok(payments)
}

/// The first block whose time is not before a moment, by bisection: time rises from block to block.
pub async fn first_at(chain: &Chain, moment: u64, newest: u64) -> Result<u64> {
	let (mut low, mut high) = (0, newest + 1);
	while low < high {
		let middle = low + (high - low) / 2;
		let block = at_number(chain, middle).await?;
		if ask(&block, queries().now()).await? < moment {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	Ok(low)
}

async fn at_number(chain: &Chain, number: u64) -> Result<AtBlock> {
	let hash: Option<H256> = chain.request("chain_getBlockHash", rpc_params![number]).await?;
	chain.at(hash.ok_or_else(|| anyhow!("the node has no block {number}"))?).await
}

async fn found<E: DecodeAsEvent>(block: &AtBlock) -> Result<Vec<E>> {
	let events = block.events().fetch().await.with_context(|| {
		format!(
			"the node does not keep the state of block {}; ask an archive",
			block.block_number()
		)
	})?;
	events.find::<E>().collect::<Result<_, _>>().context("cannot decode an event")
}

/// Shown only if there is much to read.
fn bar(blocks: u64) -> ProgressBar {
	if blocks < 200 {
		return ProgressBar::hidden();
	}
	let style = ProgressStyle::with_template("{bar:40} {pos}/{len} blocks").ok();
	let bar = ProgressBar::new(blocks);
	match style {
		Some(style) => bar.with_style(style),
		None => bar,
	}
}
