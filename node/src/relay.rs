//! The relay chain's side of a parachain's node: its own client of the relay chain, or somebody else's asked over
//! JSON-RPC.
//!
//! Both meet the relay chain's network, so both have flags of their own, behind `--`. What these leave open follows from the
//! parachain's: the relay chain is the one that the spec names, its data lie in the folder `relay` of the base path, and its
//! ports are one above the parachain's defaults.

use crate::{chain_spec::Extensions, cli, limits, preflight};
use clap::{Arg, CommandFactory, FromArgMatches};
use cumulus_client_cli::{CollatorOptions, RelayChainMode};
use polkadot_service::chain_spec as known;
use sc_cli::{CliConfiguration, Result, RunCmd, SubstrateCli};
use sc_service::{ChainSpec, Configuration};
use std::path::Path;
use url::Url;

/// Where the relay chain's data lie in the parachain's base path.
const FOLDER: &str = "relay";

/// Flags of a parachain's node.
#[derive(Debug, Default, clap::Args)]
pub struct Flags {
	/// Make a parachain's blocks. The same as --validator.
	#[arg(long, conflicts_with = "validator")]
	pub collator: bool,

	/// Ask these nodes about the relay chain, by WebSocket and in order of preference, instead of following it here. The node
	/// believes what they say.
	#[arg(long, value_name = "URL", num_args = 1.., value_parser = endpoint, alias = "relay-chain-rpc-url")]
	pub relay_chain_rpc_urls: Vec<Url>,

	/// Do not let other nodes of the parachain find this one through the relay chain.
	#[arg(long)]
	pub no_dht_bootnode: bool,

	/// Do not look for nodes of the parachain through the relay chain.
	#[arg(long)]
	pub no_dht_bootnode_discovery: bool,

	/// Flags of the relay chain's node: those that this one has, too.
	#[arg(raw = true, value_name = "RELAY_CHAIN_FLAGS")]
	pub relay_chain: Vec<String>,
}

fn endpoint(text: &str) -> core::result::Result<Url, String> {
	let url = Url::parse(text).map_err(|error| error.to_string())?;
	match url.scheme() {
		"ws" | "wss" => Ok(url),
		other => Err(format!("the relay chain is asked by ws or wss, not by `{other}`")),
	}
}

impl Flags {
	/// The first flag that says something, for a chain without a relay chain.
	pub fn given(&self) -> Option<&'static str> {
		[
			("--collator", self.collator),
			("--relay-chain-rpc-urls", !self.relay_chain_rpc_urls.is_empty()),
			("--no-dht-bootnode", self.no_dht_bootnode),
			("--no-dht-bootnode-discovery", self.no_dht_bootnode_discovery),
			("-- (flags of the relay chain)", !self.relay_chain.is_empty()),
		]
		.into_iter()
		.find_map(|(flag, given)| given.then_some(flag))
	}

	fn options(&self) -> CollatorOptions {
		CollatorOptions {
			relay_chain_mode: match &self.relay_chain_rpc_urls[..] {
				[] => RelayChainMode::Embedded,
				urls => RelayChainMode::ExternalRpc(urls.to_vec()),
			},
			embedded_dht_bootnode: !self.no_dht_bootnode,
			dht_bootnode_discovery: !self.no_dht_bootnode_discovery,
		}
	}
}

/// The relay chain's side of a node.
pub struct Relay {
	/// How its client runs.
	pub config: Configuration,
	/// Which client that is, and who finds whom through the relay chain.
	pub options: CollatorOptions,
}

impl Relay {
	/// The side that a parachain's node with these flags has.
	pub fn new(flags: &Flags, parachain: &Configuration) -> Result<Self> {
		let relay_chain = Extensions::of(parachain.chain_spec.as_ref())
			.and_then(|said| said.relay_chain.as_deref());
		let mut command = parse(&flags.relay_chain, relay_chain, parachain.base_path.path())
			.unwrap_or_else(|error| error.exit());
		limits::close_to_pages(&mut command.rpc_params);
		let mut config = command.create_configuration(&Cli, parachain.tokio_handle.clone())?;
		config.rpc.addr.iter_mut().flatten().for_each(limits::complete);
		// A collator meets validators, who listen on TCP. The SDK takes this side for an ordinary node, which browsers meet.
		let wanted = &command.network_params;
		if parachain.role.is_authority()
			&& wanted.listen_addr.is_empty()
			&& !wanted.force_enable_webrtc
		{
			config.network.remove_webrtc_addresses();
		}
		preflight::check_relay(&config)?;
		Ok(Relay { config, options: flags.options() })
	}
}

/// Reads the flags behind `--`.
fn parse(
	flags: &[String],
	relay_chain: Option<&str>,
	base: &Path,
) -> core::result::Result<RunCmd, clap::Error> {
	let command = RunCmd::command()
		.no_binary_name(true)
		.override_usage("salus-node [FLAGS] -- [RELAY_CHAIN_FLAGS]")
		.mut_args(default);
	let mut command = RunCmd::from_arg_matches(&command.try_get_matches_from(flags)?)?;
	let shared = &mut command.shared_params;
	shared.base_path.get_or_insert_with(|| base.join(FOLDER));
	shared.chain = shared.chain.take().or_else(|| relay_chain.map(Into::into));
	Ok(command)
}

/// Gives a flag its default: one above the parachain's, so that both sides run on one machine.
fn default(flag: Arg) -> Arg {
	match flag.get_id().as_str() {
		"port" => flag.default_value("30334"),
		"rpc_port" => flag.default_value("9945"),
		"prometheus_port" => flag.default_value("9616"),
		// The SDK's own: a relay chain forks.
		"pool_type" => flag,
		_ => cli::default(flag),
	}
}

/// What the relay chain's client says of itself, and the chains that it knows.
struct Cli;

impl SubstrateCli for Cli {
	fn impl_name() -> String {
		cli::Cli::impl_name()
	}

	fn impl_version() -> String {
		cli::Cli::impl_version()
	}

	fn description() -> String {
		cli::Cli::description()
	}

	fn author() -> String {
		cli::Cli::author()
	}

	fn support_url() -> String {
		cli::Cli::support_url()
	}

	fn copyright_start_year() -> i32 {
		cli::Cli::copyright_start_year()
	}

	fn load_spec(&self, id: &str) -> core::result::Result<Box<dyn ChainSpec>, String> {
		Ok(Box::new(match id {
			"kusama" => known::kusama_config()?,
			"paseo" => known::paseo_config()?,
			"polkadot" => known::polkadot_config()?,
			"westend" => known::westend_config()?,
			path if !Path::new(path).is_file() => {
				return Err(format!(
					"the relay chain `{path}` is neither `kusama`, `paseo`, `polkadot` nor `westend` nor a file: give its \
					 spec with `-- --chain FILE`"
				));
			},
			path => known::GenericChainSpec::from_json_file(path.into())
				.map_err(|error| format!("`{path}` is no chain spec of a relay chain: {error}"))?,
		}))
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use sc_cli::Database;

	fn command(flags: &[&str]) -> RunCmd {
		let flags: Vec<_> = flags.iter().map(ToString::to_string).collect();
		parse(&flags, Some("westend"), Path::new("/base")).unwrap()
	}

	#[test]
	fn what_the_flags_leave_open_follows_from_the_parachain() {
		let relay = command(&[]);
		assert_eq!(relay.database().unwrap(), Some(Database::ParityDb));
		assert_eq!(relay.chain_id(false).unwrap(), "westend");
		assert_eq!(relay.base_path().unwrap().unwrap().path(), Path::new("/base/relay"));
		assert_eq!(relay.network_params.port, Some(30334));
		assert_eq!(relay.rpc_params.rpc_port, Some(9945));
		assert_eq!(relay.prometheus_params.prometheus_port, Some(9616));
	}

	/// These are the flags with which zombienet starts a collator.
	#[test]
	fn what_the_flags_say_counts() {
		let relay = command(&[
			"--base-path",
			"/data",
			"--chain",
			"relay.json",
			"--execution",
			"wasm",
			"--port",
			"1",
			"--prometheus-port",
			"2",
		]);
		assert_eq!(relay.chain_id(false).unwrap(), "relay.json");
		assert_eq!(relay.base_path().unwrap().unwrap().path(), Path::new("/data"));
		assert_eq!(relay.network_params.port, Some(1));
		assert_eq!(relay.prometheus_params.prometheus_port, Some(2));
		let relay = command(&["--listen-addr", "/ip4/127.0.0.1/tcp/7"]);
		assert_eq!(relay.network_params.listen_addr.len(), 1);
	}

	#[test]
	fn an_unknown_relay_chain_is_named() {
		let reason = Cli.load_spec("westend-local").err().unwrap();
		assert!(reason.contains("`westend-local`") && reason.contains("-- --chain FILE"));
		assert_eq!(Cli.load_spec("paseo").unwrap().id(), "paseo");
	}

	#[test]
	fn a_parachains_flags_are_read() {
		let read = |flags: &[&str]| {
			cli::Cli::try_parse_from([&["salus-node", "--chain", "spec.json"], flags].concat())
		};
		let cli = read(&["--collator", "--", "--chain", "westend", "--tmp"]).unwrap();
		assert_eq!(cli.relay.given(), Some("--collator"));
		assert_eq!(cli.relay.relay_chain, ["--chain", "westend", "--tmp"]);
		assert!(matches!(cli.relay.options().relay_chain_mode, RelayChainMode::Embedded));

		let cli = read(&["--relay-chain-rpc-urls", "wss://a.example", "ws://b.example:9944"]);
		let options = cli.unwrap().relay.options();
		assert!(options.embedded_dht_bootnode && options.dht_bootnode_discovery);
		assert!(
			matches!(options.relay_chain_mode, RelayChainMode::ExternalRpc(urls) if urls.len() == 2)
		);

		assert_eq!(read(&[]).unwrap().relay.given(), None);
		for wrong in [
			&["--relay-chain-rpc-urls", "https://a.example"][..],
			&["--relay-chain-rpc-urls"],
			&["--collator", "--validator"],
		] {
			assert!(read(wrong).is_err(), "{wrong:?}");
		}
	}
}
