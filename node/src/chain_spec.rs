//! The chains that the binary knows by name, and the network that a chain belongs to.

use salus_consortium_runtime::WASM_BINARY;
use sc_service::{ChainType, Properties};
use sp_genesis_builder::{DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use std::path::Path;

/// The spec of a chain: its name, its genesis, its first peers.
pub type ChainSpec = sc_service::GenericChainSpec;

/// Prefix of addresses: 42, the one for chains that have none of their own.
const SS58_PREFIX: u16 = 42;

/// Which service a chain needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
	/// One developer's chain: sealed on demand, no peers, no votes.
	Dev,
	/// The members' chain: Aura blocks, GRANDPA finality.
	Consortium,
}

impl Network {
	/// The network of a chain, which its spec alone decides.
	pub fn of(spec: &dyn sc_service::ChainSpec) -> Self {
		match spec.chain_type() {
			ChainType::Development => Network::Dev,
			ChainType::Local | ChainType::Live | ChainType::Custom(_) => Network::Consortium,
		}
	}
}

/// The chain that `--chain` names: `dev`, `local`, or a file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"dev" => development()?,
		"local" => local()?,
		"" => return Err("which chain? Give --dev, --chain local or --chain FILE".into()),
		path if !Path::new(path).is_file() => {
			return Err(format!("`{path}` is neither `dev` nor `local` nor a file"));
		},
		path => ChainSpec::from_json_file(path.into())
			.map_err(|error| format!("`{path}` is no chain spec: {error}"))?,
	}))
}

/// One developer's chain.
fn development() -> Result<ChainSpec, String> {
	build("Salus Development", "salus_dev", ChainType::Development, DEV_RUNTIME_PRESET)
}

/// Four validators on one machine, for tests and demonstrations of the consortium network.
fn local() -> Result<ChainSpec, String> {
	build("Salus Local", "salus_local", ChainType::Local, LOCAL_TESTNET_RUNTIME_PRESET)
}

fn build(name: &str, id: &str, chain_type: ChainType, preset: &str) -> Result<ChainSpec, String> {
	let wasm = WASM_BINARY.ok_or(
		"this binary was built without the runtime's Wasm (SKIP_WASM_BUILD): build it again, or give --chain FILE",
	)?;
	let genesis = salus_consortium_runtime::genesis::preset(&preset.into())
		.and_then(|json| serde_json::from_slice(&json).ok())
		.ok_or_else(|| format!("the runtime has no genesis preset `{preset}`"))?;
	Ok(ChainSpec::builder(wasm, None)
		.with_name(name)
		.with_id(id)
		.with_chain_type(chain_type)
		.with_protocol_id("salus")
		.with_properties(properties())
		.with_genesis_config_patch(genesis)
		.build())
}

/// What wallets show of the chain's token.
fn properties() -> Properties {
	[
		("tokenSymbol", "SAL".into()),
		("tokenDecimals", 12.into()),
		("ss58Format", SS58_PREFIX.into()),
	]
	.into_iter()
	.map(|(key, value)| (key.to_string(), value))
	.collect()
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_chain_that_cannot_be_read_says_why() {
		let message = |id| load(id).err().unwrap();
		assert!(message("").contains("--chain local"));
		assert!(message("no/such/file").contains("neither"));
		let file = tempfile::NamedTempFile::new().unwrap();
		assert!(message(file.path().to_str().unwrap()).contains("no chain spec"));
	}
}
