//! Flags and subcommands.

use crate::limits;
#[cfg(feature = "parachain")]
use crate::relay;
use clap::Arg;
use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd,
};
use std::{fmt, str::FromStr, time::Duration};

/// The command line.
#[derive(Debug, clap::Parser)]
#[command(mut_args(default), mut_subcommands(|command| command.mut_args(default)))]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// When a development chain makes a block: `instant` (one for each transaction), `interval=MS` (one every MS
	/// milliseconds, empty or not) or `manual` (only when `engine_createBlock` is called).
	#[arg(long, value_name = "MODE")]
	pub sealing: Option<Sealing>,

	/// Answer `evidence_*`: what evidence files are made of. For archive nodes behind a member's gateway, not for validators:
	/// an answer may take a core for seconds, and a question says in whom somebody is interested.
	#[arg(long)]
	pub evidence_rpc: bool,

	/// How the node runs.
	#[command(flatten)]
	pub run: RunCmd,

	/// The free space below which the node stops itself.
	#[command(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,

	/// How a parachain's node meets the relay chain.
	#[cfg(feature = "parachain")]
	#[command(flatten)]
	pub relay: relay::Flags,
}

/// Gives a flag its default, where it is not the SDK's.
pub fn default(flag: Arg) -> Arg {
	match flag.get_id().as_str() {
		// The SDK's is RocksDB as soon as that is compiled, which the relay chain's client forces: a node built with it would
		// not find the database of one built without.
		"database" => flag.default_value("paritydb"),
		// The SDK's keeps a view per block. What waits for an earlier nonce is sometimes known to one view only, since whatever
		// comes while a view is built goes to the one before, and is lost with it when the next block becomes final: of a burst
		// from one key the last transactions, in silence. Validators in turn have few forks, for which that pool is made.
		"pool_type" => flag.default_value("single-state"),
		_ => limits::default(flag),
	}
}

/// What to do instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Write a chain spec: of a chain by its name, or of a file (with `--raw` to turn it into its raw form).
	ExportChainSpec(ExportChainSpecCmd),

	/// Write the header of a parachain's first block, which the relay chain wants at its registration.
	#[cfg(feature = "parachain")]
	#[command(alias = "export-genesis-state")]
	ExportGenesisHead(cumulus_client_cli::ExportGenesisHeadCommand),

	/// Write a parachain's first Wasm, which the relay chain wants at its registration.
	#[cfg(feature = "parachain")]
	ExportGenesisWasm(cumulus_client_cli::ExportGenesisWasmCommand),

	/// Execute a stored block again and check the outcome.
	CheckBlock(CheckBlockCmd),

	/// Write blocks to a file.
	ExportBlocks(ExportBlocksCmd),

	/// Read blocks from a file.
	ImportBlocks(ImportBlocksCmd),

	/// Write the state of a block as a chain spec.
	ExportState(ExportStateCmd),

	/// Remove the chain's database.
	PurgeChain(PurgeChainCmd),

	/// Take back the newest blocks that are not final.
	Revert(RevertCmd),

	/// Print the best, the final and the first block of the database.
	ChainInfo(ChainInfoCmd),
}

/// When a development chain makes a block. Every block is final at once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Sealing {
	/// One for each transaction that becomes ready.
	#[default]
	Instant,
	/// One in each interval, empty or not.
	Interval(Duration),
	/// Only on request.
	Manual,
}

impl FromStr for Sealing {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		match text.split_once('=') {
			None if text == "instant" => Ok(Sealing::Instant),
			None if text == "manual" => Ok(Sealing::Manual),
			Some(("interval", ms)) => match ms.parse() {
				Ok(ms) if ms > 0 => Ok(Sealing::Interval(Duration::from_millis(ms))),
				_ => Err(format!("`{ms}` is not a number of milliseconds above 0")),
			},
			_ => Err("expected `instant`, `interval=MS` or `manual`".into()),
		}
	}
}

impl fmt::Display for Sealing {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		match self {
			Sealing::Instant => write!(f, "instant"),
			Sealing::Interval(period) => write!(f, "interval={}", period.as_millis()),
			Sealing::Manual => write!(f, "manual"),
		}
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::{Command, CommandFactory, Parser};
	use sc_cli::{CliConfiguration, Database, TransactionPoolType};

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
	}

	#[test]
	fn the_pool_keeps_one_state_unless_the_operator_decides() {
		let pool = |args: &[&str]| {
			let cli = Cli::try_parse_from([&["salus-node", "--chain", "local"], args].concat());
			cli.unwrap().run.pool_config.pool_type
		};
		assert!(matches!(pool(&[]), TransactionPoolType::SingleState));
		assert!(matches!(pool(&["--pool-type", "fork-aware"]), TransactionPoolType::ForkAware));
	}

	/// Whatever else this binary was built with: see [`default`].
	#[test]
	fn the_database_is_parity_db_whoever_opens_it() {
		let cli = Cli::try_parse_from(["salus-node", "--chain", "local"]).unwrap();
		assert_eq!(cli.run.database().unwrap(), Some(Database::ParityDb));
		let cli = Cli::try_parse_from(["salus-node", "chain-info", "--chain", "local"]).unwrap();
		let Some(Subcommand::ChainInfo(command)) = cli.subcommand else { panic!("no subcommand") };
		assert_eq!(command.database().unwrap(), Some(Database::ParityDb));

		let command = Cli::command();
		let opens =
			|command: &&Command| command.get_arguments().any(|arg| arg.get_id() == "database");
		let commands: Vec<_> = command.get_subcommands().chain([&command]).filter(opens).collect();
		assert_eq!(commands.len(), 8);
		for command in commands {
			let mut args = command.get_arguments().filter(|arg| arg.get_id() == "database");
			assert_eq!(args.next().unwrap().get_default_values(), ["paritydb"]);
		}
	}

	#[test]
	fn sealing_reads_its_three_modes() {
		assert_eq!("instant".parse(), Ok(Sealing::Instant));
		assert_eq!("manual".parse(), Ok(Sealing::Manual));
		assert_eq!("interval=500".parse(), Ok(Sealing::Interval(Duration::from_millis(500))));
		assert_eq!(Sealing::Interval(Duration::from_millis(500)).to_string(), "interval=500");
		for wrong in
			["", "Instant", "interval", "interval=", "interval=0", "interval=-1", "manual=1"]
		{
			assert!(wrong.parse::<Sealing>().is_err(), "{wrong}");
		}
	}
}
