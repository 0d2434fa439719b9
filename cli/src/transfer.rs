//! Sending the native token: what a newcomer needs for its first fees.

use crate::{
	args::{self, Common},
	chain::{salus, Chain},
	output::Report,
};
use anyhow::Result;
use clap::Args;
use subxt::utils::{AccountId32, MultiAddress};

/// Send tokens of one's own.
#[derive(Args, Debug)]
pub struct Transfer {
	/// To whom.
	#[arg(value_parser = args::account)]
	to: AccountId32,
	/// How many, in SAL.
	#[arg(value_parser = args::amount)]
	amount: u128,
}

impl Transfer {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<()> {
		let chain = Chain::connect(common).await?;
		let to = self.to.to_string();
		let calls = salus::transactions().balances();
		let call = calls.transfer_keep_alive(MultiAddress::Id(self.to), self.amount);
		let sent = chain.send(&call, &common.signer()?).await?;
		common.format().report(&Report::new("Sent").with("to", to).and(sent.facts()))
	}
}
