//! What only Root may do, by the council: one motion that whitelists a call and dispatches it.

use super::council::{propose, Acted};
use crate::{
	args::Common,
	chain::{salus, Chain},
	output::{hex, Report},
};
use anyhow::{bail, Context, Result};
use clap::Subcommand;
use sp_crypto_hashing::{blake2_256, twox_128};
use std::{fs, path::PathBuf};
use subxt::{
	ext::codec::Encode,
	transactions::{dynamic, Payload},
	utils::{Encoded, Static, H256},
};

/// The first bytes of Wasm.
const WASM: [u8; 4] = *b"\0asm";
/// The first bytes of Wasm that the SDK's builder compressed.
const COMPRESSED: [u8; 8] = [0x52, 0xbc, 0x53, 0x76, 0x46, 0xdb, 0x8e, 0x05];

/// Acts of the council with the power of Root.
#[derive(Debug, Subcommand)]
pub enum RootCommand {
	/// Authorise a new runtime; `apply-upgrade` then puts it in force.
	AuthorizeUpgrade {
		/// The runtime's Wasm.
		wasm: PathBuf,
	},
	/// Set how many blocks a session has.
	SessionLength {
		/// The number of blocks.
		#[arg(value_parser = clap::value_parser!(u32).range(4..=100_000))]
		blocks: u32,
	},
	/// Finality is lost for good: let the next session's validators finalise without the votes of the present ones.
	NoteStalled {
		/// How many blocks after the next session's first the new votes begin. All nodes must be on the same chain by
		/// then.
		#[arg(long)]
		delay: u32,
		/// The newest block that is final at every node that still runs.
		#[arg(long, value_name = "BLOCK")]
		last_final: u32,
	},
}

impl RootCommand {
	/// Proposes the act.
	pub async fn run(self, common: &Common) -> Result<Report> {
		let chain = Chain::connect(common).await?;
		Ok(match self {
			RootCommand::AuthorizeUpgrade { wasm } => {
				let hash = H256(blake2_256(&read(&wasm)?));
				let call = salus::transactions().system().authorize_upgrade(hash);
				let acted = as_root(&chain, common, &call).await?;
				acted.report("runtime authorised").with("codeHash", hex(hash))
			},
			RootCommand::SessionLength { blocks } => {
				let item = (twox_128(b":SessionLength:").to_vec(), blocks.encode());
				let call = salus::transactions().system().set_storage(vec![item]);
				let acted = as_root(&chain, common, &call).await?;
				acted.report(&format!("sessions of {blocks} blocks"))
			},
			RootCommand::NoteStalled { delay, last_final } => {
				let call = salus::transactions().grandpa().note_stalled(delay, last_final);
				let acted = as_root(&chain, common, &call).await?;
				acted.report("the next session begins without the votes of this one")
			},
		})
	}
}

/// Puts an authorised runtime in force. Anybody may.
pub async fn apply_upgrade(common: &Common, wasm: &PathBuf) -> Result<Report> {
	let code = read(wasm)?;
	let hash = H256(blake2_256(&code));
	let chain = Chain::connect(common).await?;
	let call = salus::transactions().system().apply_authorized_upgrade(code);
	let sent = chain.send(&call, &common.signer()?).await?;
	// A parachain's code is the relay chain's to check and to allow.
	let on_parachain =
		chain.best().await?.metadata_ref().pallet_by_name("ParachainSystem").is_some();
	let report = match on_parachain {
		true => Report::new("Runtime waits for the relay chain").with(
			"next",
			"it is in force after ParachainSystem.ValidationFunctionApplied; after ValidationFunctionDiscarded, authorise it again",
		),
		false => Report::new("Runtime in force from the next block on"),
	};
	Ok(report.with("codeHash", hex(hash)).and(sent.facts()))
}

/// Proposes that a call be dispatched as Root.
async fn as_root(chain: &Chain, common: &Common, call: &impl Payload) -> Result<Acted> {
	let at = chain.best().await?;
	let call = at.transactions().call_data(call)?;
	let allow = salus::transactions().whitelist().whitelist_call(H256(blake2_256(&call)));
	let dispatch = (Static(Encoded(call)),);
	let dispatch = dynamic("Whitelist", "dispatch_whitelisted_call_with_preimage", dispatch);
	let both = [at.transactions().call_data(&allow)?, at.transactions().call_data(&dispatch)?];
	let both = both.map(|call| Static(Encoded(call))).to_vec();
	propose(chain, common, &dynamic("Utility", "batch_all", (both,))).await
}

fn read(wasm: &PathBuf) -> Result<Vec<u8>> {
	let code = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
	if !code.starts_with(&WASM) && !code.starts_with(&COMPRESSED) {
		bail!("{} is no runtime: it is neither Wasm nor compressed Wasm", wasm.display());
	}
	Ok(code)
}
