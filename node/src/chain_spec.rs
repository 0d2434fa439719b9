//! The chains that the binary knows by name, and the network that a chain belongs to.

use salus_runtime_common::constants::{SS58_PREFIX, TOKEN_DECIMALS, TOKEN_SYMBOL};
use sc_chain_spec::ChainSpecExtension;
use sc_service::{ChainType, Properties};
use serde::{Deserialize, Serialize};
use sp_genesis_builder::{PresetId, DEV_RUNTIME_PRESET, LOCAL_TESTNET_RUNTIME_PRESET};
use std::path::Path;

/// The spec of a chain: its name, its genesis, its first peers.
pub type ChainSpec = sc_service::GenericChainSpec<Extensions>;

/// What the spec of a parachain says beyond that.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ChainSpecExtension)]
pub struct Extensions {
	/// The relay chain, by a name that its client knows or the file of its spec. A chain without one is no parachain.
	#[serde(alias = "relayChain", skip_serializing_if = "Option::is_none")]
	pub relay_chain: Option<String>,
	/// The parachain's number. The runtime knows it too, so it may be left out.
	#[serde(alias = "paraId", skip_serializing_if = "Option::is_none")]
	pub para_id: Option<u32>,
}

#[cfg(feature = "parachain")]
impl Extensions {
	/// What a spec says. None: it is another binary's, as a relay chain's is.
	pub fn of(spec: &dyn sc_service::ChainSpec) -> Option<&Self> {
		sc_chain_spec::get_extension(spec.extensions())
	}
}

/// Which service a chain needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Network {
	/// One developer's chain: sealed on demand, no peers, no votes.
	Dev,
	/// The members' chain: Aura blocks, GRANDPA finality.
	Consortium,
	/// The members' chain under a relay chain, which makes its blocks final.
	#[cfg(feature = "parachain")]
	Parachain,
}

impl Network {
	/// The network of a chain, which its spec alone decides.
	pub fn of(spec: &dyn sc_service::ChainSpec) -> Self {
		#[cfg(feature = "parachain")]
		if Extensions::of(spec).is_some_and(|said| said.relay_chain.is_some()) {
			return Network::Parachain;
		}
		match spec.chain_type() {
			ChainType::Development => Network::Dev,
			ChainType::Local | ChainType::Live | ChainType::Custom(_) => Network::Consortium,
		}
	}
}

/// The names that `--chain` knows, as a refusal lists them.
#[cfg(not(feature = "parachain"))]
const NAMES: &str = "`dev` nor `local`";
/// The names that `--chain` knows, as a refusal lists them.
#[cfg(feature = "parachain")]
const NAMES: &str = "`dev` nor `local` nor `parachain-local`";

/// The chain that `--chain` names: one of those the binary knows, or a file.
pub fn load(id: &str) -> Result<Box<dyn sc_service::ChainSpec>, String> {
	Ok(Box::new(match id {
		"dev" => development()?,
		"local" => local()?,
		#[cfg(feature = "parachain")]
		"parachain-local" => parachain_local()?,
		"" => return Err("which chain? Give --dev, --chain local or --chain FILE".into()),
		path if !Path::new(path).is_file() => {
			return Err(format!("`{path}` is neither {NAMES} nor a file"));
		},
		path => file(path)?,
	}))
}

fn file(path: &str) -> Result<ChainSpec, String> {
	let spec = ChainSpec::from_json_file(path.into())
		.map_err(|error| format!("`{path}` is no chain spec: {error}"))?;
	#[cfg(not(feature = "parachain"))]
	if let Some(relay) = &spec.extensions().relay_chain {
		return Err(format!(
			"`{path}` is a parachain of `{relay}`, and this binary has no client of relay chains: build it with \
			 `cargo build --release -p salus-node --features parachain`"
		));
	}
	Ok(spec)
}

/// A runtime's Wasm, and the genesis states that it knows by name.
struct Runtime {
	wasm: Option<&'static [u8]>,
	preset: fn(&PresetId) -> Option<Vec<u8>>,
}

const CONSORTIUM: Runtime = Runtime {
	wasm: salus_consortium_runtime::WASM_BINARY,
	preset: salus_consortium_runtime::genesis::preset,
};

#[cfg(feature = "parachain")]
const PARACHAIN: Runtime = Runtime {
	wasm: salus_parachain_runtime::WASM_BINARY,
	preset: salus_parachain_runtime::genesis::preset,
};

/// One developer's chain.
fn development() -> Result<ChainSpec, String> {
	let spec = CONSORTIUM.genesis(DEV_RUNTIME_PRESET, Extensions::default())?;
	Ok(spec
		.with_name("Salus Development")
		.with_id("salus_dev")
		.with_chain_type(ChainType::Development)
		.build())
}

/// Four validators on one machine, for tests and demonstrations of the consortium network.
fn local() -> Result<ChainSpec, String> {
	let spec = CONSORTIUM.genesis(LOCAL_TESTNET_RUNTIME_PRESET, Extensions::default())?;
	Ok(spec
		.with_name("Salus Local")
		.with_id("salus_local")
		.with_chain_type(ChainType::Local)
		.build())
}

/// Two collators on one machine, under a relay chain of the same kind.
#[cfg(feature = "parachain")]
fn parachain_local() -> Result<ChainSpec, String> {
	let extensions = Extensions {
		relay_chain: Some("westend-local".into()),
		para_id: Some(salus_parachain_runtime::genesis::PARA_ID),
	};
	let spec = PARACHAIN.genesis(LOCAL_TESTNET_RUNTIME_PRESET, extensions)?;
	Ok(spec
		.with_name("Salus Parachain Local")
		.with_id("salus_parachain_local")
		.with_chain_type(ChainType::Local)
		.build())
}

impl Runtime {
	/// A spec that begins with this preset.
	fn genesis(
		&self,
		preset: &str,
		extensions: Extensions,
	) -> Result<sc_chain_spec::ChainSpecBuilder<Extensions>, String> {
		let wasm = self.wasm.ok_or(
			"this binary was built without the runtime's Wasm (SKIP_WASM_BUILD): build it again, or give --chain FILE",
		)?;
		let genesis = (self.preset)(&preset.into())
			.and_then(|json| serde_json::from_slice(&json).ok())
			.ok_or_else(|| format!("the runtime has no genesis preset `{preset}`"))?;
		Ok(ChainSpec::builder(wasm, extensions)
			.with_protocol_id("salus")
			.with_properties(properties())
			.with_genesis_config_patch(genesis))
	}
}

/// What wallets show of the chain's token.
fn properties() -> Properties {
	[
		("tokenSymbol", TOKEN_SYMBOL.into()),
		("tokenDecimals", TOKEN_DECIMALS.into()),
		("ss58Format", SS58_PREFIX.into()),
	]
	.into_iter()
	.map(|(key, value)| (key.to_string(), value))
	.collect()
}

#[cfg(test)]
mod tests {
	use super::*;
	use serde_json::{json, Value};
	use tempfile::NamedTempFile;

	fn why(id: &str) -> String {
		load(id).err().unwrap()
	}

	/// A spec with an empty genesis.
	fn spec(extensions: Value) -> NamedTempFile {
		let file = NamedTempFile::new().unwrap();
		let mut spec = json!({
			"name": "Some Chain",
			"id": "some_chain",
			"chainType": "Live",
			"bootNodes": [],
			"genesis": { "raw": { "top": {}, "childrenDefault": {} } },
		});
		spec.as_object_mut().unwrap().extend(extensions.as_object().unwrap().clone());
		serde_json::to_writer(&file, &spec).unwrap();
		file
	}

	fn path(file: &NamedTempFile) -> &str {
		file.path().to_str().unwrap()
	}

	#[test]
	fn a_chain_that_cannot_be_read_says_why() {
		assert!(why("").contains("--chain local"));
		assert!(why("no/such/file").contains("neither"));
		assert!(why(path(&NamedTempFile::new().unwrap())).contains("no chain spec"));
	}

	#[test]
	fn a_spec_without_a_relay_chain_stays_without() {
		let file = spec(json!({}));
		let spec = load(path(&file)).unwrap();
		assert_eq!(Network::of(spec.as_ref()), Network::Consortium);
		let written = spec.as_json(true).unwrap();
		assert!(!written.contains("relay_chain") && !written.contains("para_id"), "{written}");
	}

	#[cfg(not(feature = "parachain"))]
	#[test]
	fn a_parachain_names_the_feature() {
		let reason = why(path(&spec(json!({ "relay_chain": "polkadot", "para_id": 2600 }))));
		assert!(reason.contains("a parachain of `polkadot`"), "{reason}");
		assert!(reason.contains("--features parachain"), "{reason}");
	}

	#[cfg(feature = "parachain")]
	#[test]
	fn a_parachain_is_told_by_its_relay_chain() {
		for said in [
			json!({ "relay_chain": "polkadot", "para_id": 2600 }),
			json!({ "relayChain": "polkadot", "paraId": 2600, "chainType": "Development" }),
		] {
			let spec = load(path(&spec(said))).unwrap();
			assert_eq!(Network::of(spec.as_ref()), Network::Parachain);
			let expected = Extensions { relay_chain: Some("polkadot".into()), para_id: Some(2600) };
			assert_eq!(Extensions::of(spec.as_ref()), Some(&expected));
		}
	}
}
