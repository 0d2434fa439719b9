//! What each command does.

#[cfg(feature = "parachain")]
use crate::relay::Relay;
use crate::{
	chain_spec::{self, Network},
	cli::{Cli, Subcommand},
	limits, preflight,
	service::{self, Service, StoredChain, Work},
	shutdown,
};
use salus_runtime_common::opaque::Block;
#[cfg(feature = "parachain")]
use sc_cli::TransactionPoolType;
use sc_cli::{CliConfiguration, Result, SubstrateCli};
#[cfg(feature = "parachain")]
use sc_service::{config::DatabaseSource, TransactionPoolOptions};
use sc_service::{ChainSpec, Configuration};

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
	#[cfg(feature = "parachain")]
	{
		cli.run.validator |= cli.relay.collator;
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
		#[cfg(feature = "parachain")]
		Some(Subcommand::ExportGenesisHead(command)) => {
			cli.create_runner(command)?.sync_run(|mut config| {
				needs_relay_chain(config.chain_spec.as_ref())?;
				// The command has no flag for it, and a temporary base path.
				config.database = DatabaseSource::ParityDb { path: config.data_path.clone() };
				service::open(&mut config)?.export_genesis_head(command)
			})
		},
		#[cfg(feature = "parachain")]
		Some(Subcommand::ExportGenesisWasm(command)) => {
			cli.create_runner(command)?.sync_run(|mut config| {
				let spec = &mut config.chain_spec;
				needs_relay_chain(spec.as_ref())?;
				// Built here, by the Wasm that is compiled already.
				spec.set_storage(service::genesis(spec.as_ref())?);
				command.run(spec.as_ref())
			})
		},
		Some(Subcommand::CheckBlock(command)) => {
			with_stored(&cli, command, |chain, _| chain.check_block(command))
		},
		Some(Subcommand::ExportBlocks(command)) => with_stored(&cli, command, |chain, config| {
			chain.export_blocks(command, config.database)
		}),
		Some(Subcommand::ImportBlocks(command)) => {
			with_stored(&cli, command, |chain, _| chain.import_blocks(command))
		},
		Some(Subcommand::ExportState(command)) => with_stored(&cli, command, |chain, config| {
			chain.export_state(command, config.chain_spec)
		}),
		Some(Subcommand::Revert(command)) => {
			with_stored(&cli, command, |chain, _| chain.revert(command))
		},
		Some(Subcommand::PurgeChain(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run(config.database))
		},
		Some(Subcommand::ChainInfo(command)) => {
			cli.create_runner(command)?.sync_run(|config| command.run::<Block>(&config))
		},
	}
}

/// Does a command's work on the stored chain.
fn with_stored<'a>(
	cli: &Cli,
	command: &impl CliConfiguration,
	work: impl FnOnce(Box<dyn StoredChain>, Configuration) -> Work<'a>,
) -> Result<()> {
	cli.create_runner(command)?.async_run(|mut config| {
		let chain = service::open(&mut config)?;
		Ok(work(chain, config))
	})
}

/// Refuses a chain that no relay chain knows.
#[cfg(feature = "parachain")]
fn needs_relay_chain(spec: &dyn ChainSpec) -> Result<()> {
	match Network::of(spec) {
		Network::Parachain => Ok(()),
		Network::Dev | Network::Consortium => {
			Err(format!("`{}` is no parachain: its spec names no relay chain", spec.name()).into())
		},
	}
}

fn run_node(cli: &Cli) -> Result<()> {
	let mut runner = cli.create_runner(&cli.run)?;
	let config = runner.config_mut();
	check_flags(cli, config)?;
	config.rpc.addr.iter_mut().flatten().for_each(limits::complete);
	preflight::check(config)?;
	let service = service(cli, config)?;
	let monitor = cli.storage_monitor.clone();
	let databases = service.databases(config);
	shutdown::watch_signals()?;
	runner.run_node_until_exit(|config| async {
		service::start(config, service, monitor, cli.evidence_rpc)
			.await
			.map_err(sc_cli::Error::Service)
	})?;
	shutdown::wait_for_databases(&databases);
	Ok(())
}

/// The service that the chain needs, with what the network decides of the configuration.
fn service(cli: &Cli, config: &mut Configuration) -> Result<Service> {
	Ok(match Network::of(config.chain_spec.as_ref()) {
		Network::Dev => {
			// What was refused may be right a block later, and nobody floods a developer.
			config.transaction_pool = cli.run.pool_config.transaction_pool(true);
			Service::Dev(cli.sealing.unwrap_or_default())
		},
		Network::Consortium => {
			// Members often meet in a private network. The SDK forgets its addresses on a live chain, so that validators would
			// only know those whom their flags name.
			config.network.allow_non_globals_in_dht |= !cli.run.network_params.no_private_ip;
			Service::Consortium
		},
		// What it tells of its addresses goes into the relay chain's network, to which private ones mean nothing.
		#[cfg(feature = "parachain")]
		Network::Parachain => {
			config.transaction_pool = forking_pool(cli);
			Service::Parachain(Box::new(Relay::new(&cli.relay, config)?))
		},
	})
}

/// Flags that make sense on another network only.
fn check_flags(cli: &Cli, config: &Configuration) -> Result<()> {
	let (network, name) = (Network::of(config.chain_spec.as_ref()), config.chain_spec.name());
	#[cfg(feature = "parachain")]
	if let (Network::Dev | Network::Consortium, Some(flag)) = (network, cli.relay.given()) {
		return Err(format!(
			"{flag} is for parachains, and the spec of `{name}` names no relay chain"
		)
		.into());
	}
	if network == Network::Dev {
		return Ok(());
	}
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

/// The pool of a parachain, which builds on every fork of the relay chain.
#[cfg(feature = "parachain")]
fn forking_pool(cli: &Cli) -> TransactionPoolOptions {
	let mut params = cli.run.pool_config.clone();
	params.pool_type = TransactionPoolType::ForkAware;
	params.transaction_pool(false)
}
