//! The network of `salus.toml` as processes of this machine: two validators of a relay chain, and the Salus parachain with two
//! collators. `scripts/zombienet` puts their binaries on PATH.

use anyhow::{ensure, Context, Result};
use serde_json::Value;
use std::{path::Path, process::Command};
use zombienet_sdk::{LocalFileSystem, Network, NetworkConfig, NetworkConfigExt, NetworkNode};

/// A validator of the relay chain.
pub const VALIDATOR: &str = "validator-a";
/// The collator with a client of the relay chain inside.
pub const EMBEDDED: &str = "alice";
/// The collator that asks a validator about the relay chain.
pub const BY_RPC: &str = "bob";
/// The parachain's number on the relay chain.
pub const PARA_ID: u32 = 2600;

/// What defines the network, for `zombie-cli` too.
const DEFINITION: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/salus.toml");

/// How long a node may take to start again, in seconds.
const RESTART: u64 = 120;

/// The running network. Its processes end with it.
pub struct Net(Network<LocalFileSystem>);

impl Net {
	/// Starts all processes and waits until each tells of itself. Their files are in a new folder of the system's temporary
	/// one, which TMPDIR names.
	pub async fn start() -> Result<Self> {
		// The orchestrator says what it starts, and how; a program that uses this crate may listen already.
		let _ = tracing_subscriber::fmt().with_target(false).try_init();
		let definition = NetworkConfig::load_from_toml(DEFINITION)?;
		Ok(Net(definition.spawn_native().await?))
	}

	/// A node by its name.
	pub fn node(&self, name: &str) -> Result<&NetworkNode> {
		self.0.get_node(name)
	}

	/// All nodes: validators first, then collators.
	pub fn nodes(&self) -> Vec<&NetworkNode> {
		let mut nodes = self.0.nodes();
		nodes.sort_by_key(|node| {
			([EMBEDDED, BY_RPC].contains(&node.name()), node.name().to_owned())
		});
		nodes
	}

	/// Where the nodes' files are: the log of NAME is `NAME/NAME.log`.
	pub fn folder(&self) -> &Path {
		Path::new(self.0.base_dir().unwrap_or_default())
	}

	/// Ends a node at once and leaves it so. The SDK can only restart; but where it writes a node down, it names the process.
	pub fn kill(&self, name: &str) -> Result<()> {
		let written = serde_json::to_value(self.node(name)?)?;
		let process = written.pointer("/inner/process_handle").and_then(Value::as_i64);
		let process = process.with_context(|| format!("{name} has no process"))?.to_string();
		let killed = Command::new("kill").args(["-KILL", &process]).status()?;
		ensure!(killed.success(), "{name} did not run any more: process {process}");
		Ok(())
	}

	/// Starts a node again, on its files and with its arguments.
	pub async fn restart(&self, name: &str) -> Result<()> {
		let node = self.node(name)?;
		node.restart(None).await?;
		node.wait_until_is_up(RESTART).await
	}

	/// Ends all processes.
	pub async fn end(self) -> Result<()> {
		Ok(self.0.destroy().await?)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn the_definition_has_what_the_test_names() {
		let definition = NetworkConfig::load_from_toml(DEFINITION).unwrap();
		assert!(definition.relaychain().override_session_0());
		assert!(!definition.global_settings().tear_down_on_failure());
		assert!(definition.relaychain().nodes().iter().any(|node| node.name() == VALIDATOR));
		let [parachain] = definition.parachains()[..] else { panic!("one parachain") };
		assert_eq!(parachain.id(), PARA_ID);
		let collators = parachain.collators();
		assert_eq!(
			collators.iter().map(|node| node.name()).collect::<Vec<_>>(),
			[EMBEDDED, BY_RPC]
		);
		let by_rpc = &collators[1].args()[0];
		assert_eq!(by_rpc.to_vec(), ["--relay-chain-rpc-urls", "{{ZOMBIE:validator-a:ws_uri}}"]);
	}
}
