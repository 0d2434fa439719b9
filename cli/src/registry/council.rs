//! The council: an act becomes a proposal, and takes effect when two thirds of the members agree.

use super::root::{self, RootCommand};
use crate::{
	args::{self, Common},
	chain::{
		salus::{
			self,
			council::events,
			runtime_types::{pallet_collective::Votes, sp_weights::weight_v2::Weight},
		},
		AtBlock, Chain, Sent,
	},
	output::{hex, Report},
	refusal,
};
use anyhow::{anyhow, Context, Result};
use clap::Subcommand;
use std::path::PathBuf;
use subxt::{
	ext::scale_value::Value,
	storage,
	transactions::{dynamic, Payload},
	utils::{AccountId32, Encoded, Static, H256},
};

/// The largest weight of a proposal that `close` executes: a fifth of a block, far above every act of the council.
const LARGEST_ACT: Weight = Weight { ref_time: 100_000_000_000, proof_size: 1 << 20 };

/// The council's proposals. Most are made by the commands on what they change: `salus registry`, `salus validators` ...
#[derive(Debug, Subcommand)]
pub enum CouncilCommand {
	/// List the members and the open proposals.
	List,
	/// Vote on a proposal.
	Vote {
		/// The proposal's hash, as `list` shows it.
		#[arg(value_parser = args::hash)]
		proposal: H256,
		/// Vote against it.
		#[arg(long)]
		no: bool,
	},
	/// Close a proposal: it takes effect if enough members agreed.
	Close {
		/// The proposal's hash, as `list` shows it.
		#[arg(value_parser = args::hash)]
		proposal: H256,
	},
	/// Propose what only Root may do.
	#[command(subcommand)]
	Root(RootCommand),
	/// Put a runtime in force that the council has authorised (anybody).
	ApplyUpgrade {
		/// The runtime's Wasm.
		wasm: PathBuf,
	},
}

impl CouncilCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		match self {
			CouncilCommand::List => list(&Chain::connect(common).await?, common).await,
			CouncilCommand::Vote { proposal, no } => {
				let chain = Chain::connect(common).await?;
				let votes = votes(&chain.best().await?, proposal).await?;
				let call = salus::transactions().council().vote(proposal, votes.index, !no);
				let sent = chain.send(&call, &common.signer()?).await?;
				let report = Report::new(if no { "Voted against" } else { "Voted for" });
				common.format().report(&report.with("proposal", hex(proposal)).and(sent.facts()))
			},
			CouncilCommand::Close { proposal } => {
				let chain = Chain::connect(common).await?;
				let sent = close(&chain, common, proposal).await?;
				let outcome = outcome(&chain, &sent).await?;
				let acted = Acted { sent, outcome };
				common
					.format()
					.report(&acted.report("proposal closed").with("proposal", hex(proposal)))
			},
			CouncilCommand::Root(command) => common.format().report(&command.run(common).await?),
			CouncilCommand::ApplyUpgrade { wasm } => {
				common.format().report(&root::apply_upgrade(common, &wasm).await?)
			},
		}
	}
}

/// Sends a call as an act of the council: at once if its only member signs, else as a proposal.
pub async fn propose(chain: &Chain, common: &Common, call: &impl Payload) -> Result<Acted> {
	let at = chain.best().await?;
	let members = members(&at).await?.len();
	// Two thirds, rounded up: what `GovernanceOrigin` asks.
	let threshold = u32::try_from((members * 2).div_ceil(3))?;
	let call = at.transactions().call_data(call)?;
	let length = u32::try_from(call.len())?;
	let proposal = dynamic("Council", "propose", (threshold, Static(Encoded(call)), length));
	let sent = chain.send(&proposal, &common.signer()?).await?;
	let outcome = outcome(chain, &sent).await?;
	Ok(Acted { sent, outcome })
}

/// What became of an act of the council.
pub struct Acted {
	/// The transaction.
	pub sent: Sent,
	outcome: Outcome,
}

impl Acted {
	/// A report on the act: `done` if it took effect, else what is to be done.
	pub fn report(&self, done: &str) -> Report {
		let report = match self.outcome {
			Outcome::Executed => Report::new(format!("Council: {done}")),
			Outcome::Disapproved => Report::new(format!("Council disapproved: {done}")),
			Outcome::Unknown => Report::new(format!("Sent to the council: {done}")),
			Outcome::Proposed(hash) => {
				let hash = hex(hash);
				Report::new(format!("Proposed to the council: {done}"))
					.with("proposal", hash.as_str())
					.with(
						"next",
						format!("`salus council vote {hash}`, then `salus council close {hash}`"),
					)
			},
		};
		report.and(self.sent.facts())
	}
}

/// What became of a proposal, as far as the transaction tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
	Executed,
	Proposed(H256),
	Disapproved,
	/// Nobody waited for a block.
	Unknown,
}

/// What the events of a transaction of the council say. An act that was tried and failed is an error.
async fn outcome(chain: &Chain, sent: &Sent) -> Result<Outcome> {
	if let Some(executed) = sent.event::<events::Executed>()? {
		return match executed.result {
			Ok(()) => Ok(Outcome::Executed),
			Err(error) => Err(refusal::of_nested(&error, chain.best().await?.metadata())),
		};
	}
	if let Some(proposed) = sent.event::<events::Proposed>()? {
		return Ok(Outcome::Proposed(proposed.proposal_hash));
	}
	let disapproved = sent.event::<events::Disapproved>()?;
	Ok(disapproved.map_or(Outcome::Unknown, |_| Outcome::Disapproved))
}

async fn close(chain: &Chain, common: &Common, hash: H256) -> Result<Sent> {
	let at = chain.best().await?;
	let votes = votes(&at, hash).await?;
	// A call of the network at hand, of which only the length is needed: each has its own.
	let proposal = storage::dynamic::<(H256,), Value>("Council", "ProposalOf");
	let call = at
		.storage()
		.try_fetch(proposal, (hash,))
		.await
		.context("cannot read the proposal")?
		.ok_or_else(|| unknown(hash))?;
	let length = u32::try_from(call.bytes().len())?;
	let close = salus::transactions().council().close(hash, votes.index, LARGEST_ACT, length);
	chain.send(&close, &common.signer()?).await
}

async fn list(chain: &Chain, common: &Common) -> Result<()> {
	let at = chain.best().await?;
	let hashes = at.storage().fetch(salus::storage().council().proposals(), ()).await;
	let hashes = hashes.context("cannot read the proposals")?;
	let hashes = hashes.decode().context("cannot decode the proposals")?;
	let mut rows = Vec::new();
	for hash in hashes.0 {
		let votes = votes(&at, hash).await?;
		rows.push(
			Report::new("")
				.with("proposal", hex(hash))
				.with("index", votes.index)
				.with("threshold", votes.threshold)
				.with("ayes", votes.ayes.len())
				.with("nays", votes.nays.len())
				.with("end", votes.end),
		);
	}
	common.format().table("The council has no open proposal.", &rows)
}

async fn votes(at: &AtBlock, hash: H256) -> Result<Votes<AccountId32, u32>> {
	at.storage()
		.try_fetch(salus::storage().council().voting(), (hash,))
		.await
		.context("cannot read the votes")?
		.ok_or_else(|| unknown(hash))?
		.decode()
		.context("cannot decode the votes")
}

async fn members(at: &AtBlock) -> Result<Vec<AccountId32>> {
	let members = at.storage().fetch(salus::storage().council().members(), ()).await;
	members.context("cannot read the council")?.decode().context("cannot decode the council")
}

fn unknown(hash: H256) -> anyhow::Error {
	anyhow!("the council has no open proposal {hash:?}: see `salus council list`")
}
