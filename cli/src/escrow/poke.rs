//! Deadlines by hand: what the chain does by itself in its next block.

use super::{
	acts,
	asset::{AssetArg, AssetId},
	key::KeyArg,
};
use crate::{
	args::Common,
	chain::{salus, salus::runtime_types::pallet_reimbursement_escrow::types::DueKey, Chain},
	output::Report,
	rx::ItemRef,
};
use anyhow::Result;
use clap::Subcommand;

/// Whose deadline has passed.
#[derive(Debug, Subcommand)]
pub enum PokeCommand {
	/// A claim's; or try again to pay a payable one.
	Claim {
		/// The claim.
		claim: KeyArg,
	},
	/// A cover's.
	Cover {
		/// The item.
		item: ItemRef,
		/// 0 primary, 1 secondary, up to 3.
		#[arg(long, default_value_t = 0)]
		rank: u8,
	},
	/// A co-pay's.
	Copay {
		/// The item.
		item: ItemRef,
	},
	/// A contract's.
	Contract {
		/// The payer's licence.
		#[arg(long)]
		payer: u32,
		/// The provider's licence.
		#[arg(long)]
		provider: u32,
	},
	/// A tariff's.
	Tariff {
		/// The payer's licence.
		payer: u32,
		/// Its number.
		number: u16,
	},
	/// Serve the claims that wait for a pool's funds.
	Queue {
		/// The payer's licence.
		payer: u32,
		/// The asset.
		#[arg(long)]
		asset: AssetArg,
	},
}

impl PokeCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let chain = Chain::connect(common).await?;
		let calls = salus::transactions().reimbursement_escrow();
		let due = self.due_key(&chain).await?;
		let call = calls.poke(due.clone());
		if let DueKey::Claim(key) = due {
			return acts::on_claim(&chain, common, "Deadline met", key, &call).await;
		}
		let sent = chain.send(&call, &common.signer()?).await?;
		common.format().report(&Report::new("Deadline met").and(sent.facts()))
	}

	async fn due_key(&self, chain: &Chain) -> Result<DueKey<AssetId>> {
		Ok(match self {
			PokeCommand::Claim { claim } => DueKey::Claim(claim.key()?),
			PokeCommand::Cover { item, rank } => DueKey::Cover(item.id()?, *rank),
			PokeCommand::Copay { item } => DueKey::Copay(item.id()?),
			PokeCommand::Contract { payer, provider } => DueKey::Contract(*payer, *provider),
			PokeCommand::Tariff { payer, number } => DueKey::Tariff(*payer, *number),
			PokeCommand::Queue { payer, asset } => {
				DueKey::Queue(*payer, asset.find(&chain.best().await?).await?.id)
			},
		})
	}
}
