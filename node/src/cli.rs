//! Flags and subcommands.

use crate::limits;
use sc_cli::{
	ChainInfoCmd, CheckBlockCmd, ExportBlocksCmd, ExportChainSpecCmd, ExportStateCmd,
	ImportBlocksCmd, KeySubcommand, PurgeChainCmd, RevertCmd, RunCmd,
};
use std::{fmt, str::FromStr, time::Duration};

/// The command line.
#[derive(Debug, clap::Parser)]
#[command(mut_args(limits::default))]
pub struct Cli {
	/// What to do instead of running a node.
	#[command(subcommand)]
	pub subcommand: Option<Subcommand>,

	/// When a development chain makes a block: `instant` (one for each transaction), `interval=MS` (one every MS
	/// milliseconds, empty or not) or `manual` (only when `engine_createBlock` is called).
	#[arg(long, value_name = "MODE")]
	pub sealing: Option<Sealing>,

	/// How the node runs.
	#[command(flatten)]
	pub run: RunCmd,

	/// The free space below which the node stops itself.
	#[command(flatten)]
	pub storage_monitor: sc_storage_monitor::StorageMonitorParams,
}

/// What to do instead of running a node.
#[derive(Debug, clap::Subcommand)]
pub enum Subcommand {
	/// Make, inspect and insert keys.
	#[command(subcommand)]
	Key(KeySubcommand),

	/// Write a chain spec: of `dev` or `local`, or of a file (with `--raw` to turn it into its raw form).
	ExportChainSpec(ExportChainSpecCmd),

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
	use clap::CommandFactory;

	#[test]
	fn the_command_line_is_consistent() {
		Cli::command().debug_assert();
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
