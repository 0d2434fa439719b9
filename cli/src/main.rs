//! `salus`: the command line of the Salus chain.
//!
//! Commands by topic: [`fhir`] and [`key`] need no node, nor does [`evidence`] to verify; [`registry`], [`rx`] and [`escrow`]
//! speak to one through [`chain`]. What is printed, and how a refusal becomes a sentence: [`output`], [`refusal`].
// A program on somebody's own machine: an overflow ends it, and no chain with it.
#![allow(clippy::arithmetic_side_effects)]

mod args;
mod call;
mod chain;
mod consent;
mod escrow;
mod evidence;
mod fhir;
mod files;
mod key;
mod output;
mod patient;
mod receipt;
mod record;
mod refusal;
mod registry;
mod relay;
mod rx;
mod sponsor;
mod transfer;
mod validators;

use args::{Cli, Command};
use clap::Parser;
use std::process::ExitCode;

/// Exit code of a wrong command line: `evidence verify` has a meaning for the 2 that is usual.
const USAGE: u8 = 64;

#[tokio::main]
async fn main() -> ExitCode {
	let Cli { common, command } = match Cli::try_parse() {
		Ok(cli) => cli,
		Err(error) => {
			// If nobody reads it, the exit code still says it.
			let _ = error.print();
			return ExitCode::from(if error.use_stderr() { USAGE } else { 0 });
		},
	};
	let done = match command {
		Command::Fhir(command) => command.run(&common),
		Command::Key(command) => command.run(&common).map(|()| ExitCode::SUCCESS),
		Command::Registry(command) => command.run(&common).await.map(|()| ExitCode::SUCCESS),
		Command::Council(command) => command.run(&common).await.map(|()| ExitCode::SUCCESS),
		Command::Rx(command) => command.run(&common).await,
		Command::Escrow(command) => command.run(&common).await,
		Command::Consent(command) => command.run(&common).await,
		Command::Record(command) => command.run(&common).await,
		Command::Evidence(command) => command.run(&common).await,
		Command::Patient(command) => command.run(&common).await.map(|()| ExitCode::SUCCESS),
		Command::Relay(command) => command.run(&common).await,
		Command::Sponsor(command) => command.run(&common).await.map(|()| ExitCode::SUCCESS),
		Command::Validators(command) => command.run(&common).await.map(|()| ExitCode::SUCCESS),
		Command::Transfer(transfer) => transfer.run(&common).await.map(|()| ExitCode::SUCCESS),
	};
	done.unwrap_or_else(|error| common.format().failure(&error))
}
