//! Evidence: files that prove what the chain holds to somebody who has neither the chain nor a node.
//!
//! [`export`] asks an archive node and adds what only the holder has; [`check`] and [`page`] need no node. The format and the
//! verifier are the crate `salus-evidence`.

mod anchors;
mod check;
mod declarations;
mod digest;
mod disclosure;
mod export;
mod finality;
mod html;
mod node;
mod page;
mod people;
mod signatures;
#[cfg(test)]
mod signed_calls;
mod statements;
#[cfg(test)]
mod tests;

use crate::args::Common;
use anchors::FingerprintArgs;
use anyhow::Result;
use check::CheckArgs;
use clap::Subcommand;
use page::RenderArgs;
use statements::What;
use std::process::ExitCode;

/// Files that prove what the chain holds, without the chain.
#[derive(Debug, Subcommand)]
pub enum EvidenceCommand {
	/// Make a file: ask an archive node that runs with `--evidence-rpc`, add what only the holder has, verify, write.
	#[command(subcommand)]
	Export(What),
	/// Verify a file, without a node. Exit code 0: verified; 2: every link holds, but the anchor was not compared; 3: not an
	/// evidence file; 10 to 52: refused, one for each link; 64: the command line is wrong; 66: a file cannot be read or written.
	Verify(CheckArgs),
	/// Verify a file and show everything in it: every link, decoded values, what is not proved. Exit codes as of `verify`.
	Show(CheckArgs),
	/// Verify a file and write it as one page of HTML, with declarations to be signed. Exit codes as of `verify`.
	Render(RenderArgs),
	/// Show the fingerprint of the newest final block, or of block 0: what is published, and what is compared.
	Fingerprint(FingerprintArgs),
}

impl EvidenceCommand {
	/// Runs the command.
	pub async fn run(self, common: &Common) -> Result<ExitCode> {
		let format = common.format();
		Ok(match self {
			EvidenceCommand::Verify(args) => check::answered(check::verify(&args, common), format),
			EvidenceCommand::Show(args) => check::answered(check::show(&args, common), format),
			EvidenceCommand::Render(args) => check::answered(page::render(&args, common), format),
			EvidenceCommand::Export(what) => {
				export::export(&what, common).await.map(|()| ExitCode::SUCCESS)?
			},
			EvidenceCommand::Fingerprint(args) => {
				anchors::fingerprint(&args, common).await.map(|()| ExitCode::SUCCESS)?
			},
		})
	}
}
