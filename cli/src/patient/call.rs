//! What the calls of patients have in common, whatever row they are about.

use super::{
	context::Context,
	row::{Numbers, Row},
	signed::Signed,
};
use crate::{
	args::Common,
	call::Call,
	chain::{Chain, Sent},
	output::Report,
};
use anyhow::Result;
use subxt::utils::H256;
use subxt_signer::sr25519::Keypair;

/// A call that a patient sends, or signs for somebody else to relay.
pub trait PatientCall {
	/// The rows whose numbers it carries.
	fn rows(&self) -> Result<Vec<Row>>;

	/// It, carrying the numbers that its rows expect, so that nobody can send it twice.
	fn call(&self, numbers: &Numbers) -> Result<Call>;

	/// The same for the free lane: signed as a statement, for which nobody pays.
	fn free(&self, numbers: &Numbers, genesis: H256, key: &Keypair) -> Result<Call>;

	/// What is told once it was sent.
	async fn report(&self, chain: &Chain, sent: &Sent) -> Result<Report>;

	/// Signs it without a node, for the free lane or for a relayer to pay.
	fn sign(
		&self,
		free: bool,
		numbers: &Numbers,
		context: &Context,
		key: &Keypair,
	) -> Result<Signed> {
		match free {
			true => Signed::free(&self.free(numbers, context.genesis()?, key)?, context, key),
			false => Signed::new(&self.call(numbers)?, context, key),
		}
	}

	/// Sends it with the numbers of the newest block, for whoever has an account.
	async fn send(&self, common: &Common) -> Result<()> {
		let signer = common.signer()?;
		let rows = self.rows()?;
		let chain = Chain::connect(common).await?;
		let call = self.call(&Numbers::of_chain(&chain, &rows).await?)?;
		let sent = chain.send(&call.payload()?, &signer).await?;
		common.format().report(&self.report(&chain, &sent).await?)
	}
}
