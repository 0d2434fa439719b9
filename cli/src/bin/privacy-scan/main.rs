//! `privacy-scan`: looks for documents on a chain.
//!
//! `dump` writes everything that a chain has ever held and said into a file: every storage key of every block, every value
//! that any block left, events among them, every transaction and every header's digest. `search` takes documents apart into
//! [needles](needles) and looks for each of them in such a file: as it is, in other spellings and hashed without a salt.
//! `scripts/privacy-scan` does both, and proves that planted needles are found.
// A program on somebody's own machine: an overflow ends it, and no chain with it.
#![allow(clippy::arithmetic_side_effects)]

mod dump;
mod forms;
mod index;
mod needles;
mod search;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{path::PathBuf, process::ExitCode};

/// Look for documents on a chain.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
struct Cli {
	#[command(subcommand)]
	command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
	/// Write what a chain holds and has held, a piece on each line: where it was, and its bytes in hexadecimal. The node must
	/// keep the states of all blocks, and answer its unsafe methods.
	Dump {
		/// The node's WebSocket address.
		#[arg(long, default_value = "ws://127.0.0.1:9944")]
		url: String,
		/// The file to write.
		out: PathBuf,
	},
	/// Look for documents in a dump. Exit code 0: nothing was found; 1: something was, or a control was not; 2: it failed.
	Search {
		/// What `dump` wrote.
		dump: PathBuf,
		/// Bytes, in hexadecimal, that must be in a key, in a transaction and in the events: without them the dump is not whole.
		#[arg(long, value_name = "HEX")]
		control: Vec<String>,
		/// JSON documents.
		#[arg(required = true)]
		documents: Vec<PathBuf>,
	},
}

#[tokio::main]
async fn main() -> ExitCode {
	match run(Cli::parse().command).await {
		Ok(code) => code,
		Err(error) => {
			eprintln!("privacy-scan: {error:#}");
			ExitCode::from(2)
		},
	}
}

async fn run(command: Command) -> Result<ExitCode> {
	match command {
		Command::Dump { url, out } => dump::run(&url, &out).await.map(|()| ExitCode::SUCCESS),
		Command::Search { dump, control, documents } => search::run(&dump, &control, &documents),
	}
}
