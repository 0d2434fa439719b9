//! What each command does.

use crate::{
	chain_spec::{self, Network},
	cli::{Cli, Subcommand},
	limits, preflight,
	service::{self, FullBackend, FullClient},
	shutdown,
};
use salus_consortium_runtime::{opaque::Block, BlockNumber};
use sc_cli::{CliConfiguration, Result, SubstrateCli, TransactionPoolType};
use sc_service::{ChainSpec, Configuration, TransactionPoolOptions};
use std::{path::Path, sync::Arc};

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		"Salus Node".into()
	}

	fn impl_version() -> String {
		env!("SUBSTRATE_CLI_IMPL_VERSION").into()
	}

	fn description() -> String {
		env!("CARGO_PKG_DESCRIPTION").into()
	}

	fn author() -> String {
		env!("CARGO_PKG_AUTHORS").into()
	}

	fn support_url() -> String {
		"the members of your network".into()
	}

	fn copyright_start_year() -> i32 {
		2026
	}

	fn load_spec(&self, id: &str) -> core::result::Result<Box<dyn ChainSpec>, String> {
		chain_spec::load(id)
	}
}

/// Reads the command line and obeys it.
pub fn run() -> Result<()> {
	let mut cli = Cli::from_args();
	// Whoever signs with a published key (`--alice`) needs no lasting identity in the network either.
	let published = cli.run.get_keyring().is_some();
	cli.run.network_params.node_key_params.unsafe_force_node_key_generation |= published;
	if !cli.run.is_dev()? {
		limits::close_to_pages(&mut cli.run.rpc_params);
	}
	match &cli.subcommand {
		None => run_node(&cli),
		Some(Subcommand::Key(command)) => command.run(&cli),
		Some(Subcommand::ExportChainSpec(command)) => {
			let mut spec = cli.load_spec(&command.chain)?;
			if command.raw {
				spec.set_storage(service::genesis(spec.as_ref())?);
			}
			command.run(spec)
		},
		Some(Subcommand::CheckBlock(command)) => {
			cli.create_runner(command)?.async_run(|mut config| {
				let parts = service::chain_ops(&mut config)?;
				Ok((command.run(parts.client, parts.import_queue), parts.task_manager))
			})
		},
		Some(Subcommand::ExportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|mut config| {
				let parts = service::chain_ops(&mut config)?;
				Ok((command.run(parts.client, config.database), parts.task_manager))
			})
		},
		Some(Subcommand::ImportBlocks(command)) => {
			cli.create_runner(command)?.async_run(|mut config| {
				let parts = service::chain_ops(&mut config)?;
				Ok((command.run(parts.client, parts.import_queue), parts.task_manager))
			})
		},
		Some(Subcommand::ExportState(command)) => {
			cli.create_runner(command)?.async_run(|mut config| {
				let parts = service::chain_ops(&mut config)?;
				Ok((command.run(parts.client, config.chain_spec), parts.task_manager))
			})
		},
		Some(Subcommand::Revert(command)) => cli.create_runner(command)?.async_run(|mut config| {
			let parts = service::chain_ops(&mut config)?;
			let votes = (Network::of(config.chain_spec.as_ref()) == Network::Consortium)
				.then(|| Box::new(revert_votes) as RevertVotes);
			Ok((command.run(parts.client, parts.backend, votes), parts.task_manager))
		}),
		Some(Subcommand::PurgeChain(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run(config.database))
		},
		Some(Subcommand::ChainInfo(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run::<Block>(&config))
		},
	}
}

type RevertVotes = Box<dyn FnOnce(Arc<FullClient>, Arc<FullBackend>, BlockNumber) -> Result<()>>;

/// What GRANDPA noted of blocks goes with them.
fn revert_votes(client: Arc<FullClient>, _: Arc<FullBackend>, blocks: BlockNumber) -> Result<()> {
	Ok(sc_consensus_grandpa::revert(client, blocks)?)
}

fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = cli.create_runner(&cli.run)?;
	let config = runner.config_mut();
	check_flags(cli, config)?;
	match Network::of(config.chain_spec.as_ref()) {
		Network::Dev => config.transaction_pool = development_pool(cli),
		// Members often meet in a private network. The SDK forgets its addresses on a live chain, so that validators would
		// only know those whom their flags name.
		Network::Consortium => {
			config.network.allow_non_globals_in_dht |= !cli.run.network_params.no_private_ip;
		},
	}
	config.rpc.addr.iter_mut().flatten().for_each(limits::complete);
	preflight::check(config)?;
	let (sealing, monitor) = (cli.sealing.unwrap_or_default(), cli.storage_monitor.clone());
	shutdown::watch_signals()?;
	let database = config.database.path().map(Path::to_path_buf);
	runner.run_node_until_exit(|config| async {
		service::start(config, sealing, monitor).map_err(sc_cli::Error::Service)
	})?;
	database.as_deref().map(shutdown::wait_for_database);
	Ok(())
}

/// Flags that make sense on a development chain only.
fn check_flags(cli: &Cli, config: &Configuration) -> Result<()> {
	if Network::of(config.chain_spec.as_ref()) == Network::Dev {
		return Ok(());
	}
	let name = config.chain_spec.name();
	if cli.run.is_dev()? {
		return Err(format!("--dev is for development chains, and `{name}` is none").into());
	}
	if cli.sealing.is_some() {
		return Err(format!(
			"--sealing is for development chains; validators make the blocks of `{name}`"
		)
		.into());
	}
	Ok(())
}

/// The pool of a development chain, which has no forks. The fork-aware pool keeps a view per block, and what comes while it
/// builds one is only in the next: on a chain that is sealed on demand, the last transactions of a burst would wait for
/// somebody else's.
fn development_pool(cli: &Cli) -> TransactionPoolOptions {
	let mut params = cli.run.pool_config.clone();
	params.pool_type = TransactionPoolType::SingleState;
	params.transaction_pool(true)
}
