//! Relaying patients' acts: looked at from all sides first, so that the relayer does not pay for rubbish, then sent; what the
//! act itself answered counts, not that it was carried.

use crate::{
	args::{self, Common},
	call::Call,
	chain::{
		salus::{meta_tx::events::Dispatched, sponsorship::events::Paid},
		AtBlock, Chain, Sent,
	},
	output::{hex, sentence, Report},
	patient::{
		context::Binding,
		signed::{Act, MetaTx, Signed},
	},
	refusal::{self, Refused},
	sponsor,
};
use anyhow::{bail, Context, Result};
use clap::Subcommand;
use std::{
	path::{Path, PathBuf},
	process::ExitCode,
};
use subxt::{
	error::DispatchError,
	rpcs::client::rpc_params,
	transactions::dynamic,
	utils::{AccountId32, Encoded, Era, Static, H256},
};
use subxt_signer::sr25519::Keypair;

/// Relay patients' acts, and pay for them.
#[derive(Debug, Subcommand)]
pub enum RelayCommand {
	/// Check signed acts, and submit those that the chain will take (the relayer signs).
	Submit {
		/// The files that `salus patient sign` wrote.
		#[arg(required = true)]
		files: Vec<PathBuf>,
		/// Whose policy pays; the relayer itself, if absent.
		#[arg(long, value_parser = args::account)]
		sponsor: Option<AccountId32>,
	},
	/// Check signed acts without submitting them.
	Check {
		/// The files that `salus patient sign` wrote.
		#[arg(required = true)]
		files: Vec<PathBuf>,
	},
}

impl RelayCommand {
	/// Runs the command. Of several files each is dealt with, whatever became of those before.
	pub async fn run(self, common: &Common) -> Result<ExitCode> {
		let (files, submit, sponsor) = match self {
			RelayCommand::Submit { files, sponsor } => (files, true, sponsor),
			RelayCommand::Check { files } => (files, false, None),
		};
		// What is wrong without a node is said without one.
		let mut acts: Vec<_> = files.iter().map(|file| Signed::read(file)).collect();
		let pays = acts.iter().any(|act| matches!(act, Ok((_, Act::MetaTx(_)))));
		let relayer = if submit && pays { Some(common.signer()?) } else { None };
		let way = Way { submit, relayer, sponsor };
		if let [file] = files.as_slice() {
			let act = acts.pop().context("one file, one act")??;
			let chain = Chain::connect(common).await?;
			common.format().report(&relay(&chain, &way, file, &act).await?)?;
			return Ok(ExitCode::SUCCESS);
		}
		let chain = Chain::connect(common).await?;
		let mut rows = Vec::new();
		let mut refused = false;
		for (file, act) in files.iter().zip(acts) {
			let outcome = match act {
				Ok(act) => relay(&chain, &way, file, &act).await,
				Err(error) => Err(error),
			};
			refused |= outcome.is_err();
			let outcome = outcome.map_or_else(|error| sentence(&error), |_| "done".into());
			rows.push(
				Report::new("").with("file", file.display().to_string()).with("outcome", outcome),
			);
		}
		common.format().table("", &rows)?;
		Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
	}
}

/// How acts go to the chain: not at all, or by whom, and who pays.
struct Way {
	submit: bool,
	/// Nobody, if there is nothing to pay for.
	relayer: Option<Keypair>,
	sponsor: Option<AccountId32>,
}

/// Checks one act and, if that is wanted, submits it.
async fn relay(
	chain: &Chain,
	way: &Way,
	file: &Path,
	(signed, act): &(Signed, Act),
) -> Result<Report> {
	check(chain, signed, act).await.with_context(|| file.display().to_string())?;
	match act {
		_ if !way.submit => Ok(signed.report("The chain would take it")),
		Act::MetaTx(meta_tx) => carry(chain, way, signed, meta_tx).await,
		Act::Free(call) => {
			let sent = chain.send_free(&call.payload()?).await?;
			Ok(signed.report("Heard, for free").and(sent.facts()))
		},
	}
}

async fn carry(chain: &Chain, way: &Way, signed: &Signed, meta_tx: &MetaTx) -> Result<Report> {
	let relayer = way.relayer.as_ref().context("somebody must relay it")?;
	let bytes = meta_tx.encode();
	let length = u32::try_from(bytes.len())?;
	let dispatch = dynamic("MetaTx", "dispatch", (Static(Encoded(bytes)), length));
	let sent = match &way.sponsor {
		None => chain.send(&dispatch, relayer).await?,
		Some(sponsor) => {
			let dispatch = Call::new(&dispatch)?.bytes().to_vec();
			let relay = dynamic("Sponsorship", "relay", (*sponsor, Static(Encoded(dispatch))));
			let fee = chain.fee(&relay, relayer).await?;
			let account = relayer.public_key().to_account_id();
			let act = meta_tx.call.indices()?;
			sponsor::would_pay(chain, sponsor, &account, act, fee).await?;
			chain.send(&relay, relayer).await?
		},
	};
	answer(chain, &sent).await?;
	let paid =
		sent.event::<Paid>()?.map(|paid| format!("{}, {}", paid.sponsor, args::sal(paid.fee)));
	Ok(signed.report("Relayed").with_some("paidBy", paid).and(sent.facts()))
}

/// Everything that can be known of an act before anybody pays for it.
async fn check(chain: &Chain, signed: &Signed, act: &Act) -> Result<()> {
	let genesis = chain.genesis().await?;
	if signed.genesis()? != genesis {
		bail!(Refused::new(
			"WrongChain",
			format!(
				"it was signed for another chain, {}; this one is {}",
				hex(signed.genesis()?),
				hex(genesis)
			)
		));
	}
	let best = chain.best().await?;
	if signed.spec_version() != best.spec_version() {
		bail!(Refused::new(
			"WrongVersion",
			format!(
				"it was signed for version {} of the runtime, the chain runs {}: sign it anew",
				signed.spec_version(),
				best.spec_version()
			)
		));
	}
	match act {
		Act::MetaTx(meta_tx) => proof(chain, signed, meta_tx, &best, genesis).await,
		// The pool looks at everything else, for nothing.
		Act::Free(_) => Ok(()),
	}
}

/// That a meta-transaction is signed for this chain, at this time, and what would come of it.
async fn proof(
	chain: &Chain,
	signed: &Signed,
	meta_tx: &MetaTx,
	best: &AtBlock,
	genesis: H256,
) -> Result<()> {
	let (now, ends) = (best.block_number(), signed.ends().context("it does not say when it ends")?);
	if now >= ends {
		bail!(Refused::new(
			"Expired",
			format!("it was good until block {ends}, the chain is at {now}: sign it anew")
		));
	}
	let birth = birth(meta_tx.era, now);
	let block_hash: Option<H256> = chain.request("chain_getBlockHash", rpc_params![birth]).await?;
	let binding = Binding {
		genesis,
		spec_version: best.spec_version(),
		transaction_version: best.transaction_version(),
		era: meta_tx.era,
		block_hash: block_hash.with_context(|| format!("the node has no block {birth}"))?,
	};
	if meta_tx.is_signed_for(&binding) == Some(false) {
		bail!(Refused::new(
			"BadProof",
			"the signature is not good for this chain at this time: the file was changed, or signed on a fork"
		));
	}
	dry_run(chain, meta_tx, best.block_hash()).await
}

/// The block that an era begins with, seen from a block in it.
pub fn birth(era: Era, now: u64) -> u64 {
	match era {
		Era::Immortal => 0,
		Era::Mortal { period, phase } => (now.max(phase) - phase) / period * period + phase,
	}
}

/// Lets the node try it: the chain's list of calls, and all that the call itself checks.
async fn dry_run(chain: &Chain, meta_tx: &MetaTx, at: H256) -> Result<()> {
	let asked = [meta_tx.encode(), at.0.to_vec()].concat();
	let params = rpc_params!["RelayApi_dry_run", hex(asked), at];
	let answer: String = chain.request("state_call", params).await?;
	let bytes = hex::decode(answer.trim_start_matches("0x")).context("the node's answer")?;
	let error = match bytes.as_slice() {
		[0, 0] => return Ok(()),
		[0, 1, error @ ..] | [1, error @ ..] => error,
		_ => bail!("the node answers the dry run with what is no answer"),
	};
	let metadata = chain.at(at).await?.metadata();
	let error = DispatchError::decode_from(error, metadata).context("the node's answer")?;
	Err(refusal::of_dispatch(error))
}

/// What the act answered: that it was carried says nothing.
async fn answer(chain: &Chain, sent: &Sent) -> Result<()> {
	if sent.block().is_none() {
		return Ok(());
	}
	let dispatched = sent.event::<Dispatched>()?.context("the block does not tell of the act")?;
	match dispatched.result {
		Ok(_) => Ok(()),
		Err(failed) => {
			let metadata = chain.best().await?.metadata();
			Err(refusal::of_nested(&failed.error, metadata))
		},
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_era_begins_where_it_was_signed() {
		let era = Era::mortal(64, 100);
		for now in [100, 101, 163] {
			assert_eq!(birth(era, now), 100);
		}
		assert_eq!(birth(era, 164), 164);
		assert_eq!(birth(Era::mortal(4096, 5), 3), 5);
	}
}
