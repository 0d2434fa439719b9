//! Execution of the runtime's Wasm, compiled once for a machine.
//!
//! To compile it takes seconds, in a debug build of the node a quarter of a minute, at each start, and twice if the chain
//! spec names its genesis in JSON. So compiled code stays in the user's cache folder, and the genesis is built by the same
//! executor.

use super::Executor;
use codec::{Decode, Encode};
use sc_executor::{HeapAllocStrategy, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::{config::ExecutorConfiguration, ChainSpec, Error};
use serde_json::Value;
use sp_core::{
	storage::{well_known_keys::CODE, Storage},
	traits::{CallContext, CodeExecutor, RuntimeCode, WrappedRuntimeCode},
};
use sp_genesis_builder::PresetId;
use sp_io::hashing::blake2_256;
use sp_state_machine::BasicExternalities;
use std::{env, path::PathBuf};

/// The executor of a node.
pub(super) fn executor(config: &ExecutorConfiguration) -> Executor {
	let heap = config.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: pages.try_into().unwrap_or(u32::MAX) }
	});
	let builder = WasmExecutor::builder()
		.with_execution_method(config.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(config.max_runtime_instances)
		.with_runtime_cache_size(config.runtime_cache_size);
	match cache_folder() {
		Some(folder) => builder.with_cache_path(folder),
		None => builder,
	}
	.build()
}

/// Where compiled code stays: a folder that only the user writes to, because what is in it is executed. None without a home.
fn cache_folder() -> Option<PathBuf> {
	let absolute =
		|name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
	let caches = absolute("XDG_CACHE_HOME").or_else(|| Some(absolute("HOME")?.join(".cache")))?;
	Some(caches.join("salus-node"))
}

/// The state with which the chain begins.
pub fn genesis(spec: &dyn ChainSpec) -> Result<Storage, Error> {
	genesis_by(spec, &executor(&ExecutorConfiguration::default()))
}

/// The same, by a node's executor.
pub(super) fn genesis_by(spec: &dyn ChainSpec, executor: &Executor) -> Result<Storage, Error> {
	let json: Value =
		serde_json::from_str(&spec.as_json(false)?).map_err(|error| error.to_string())?;
	let Some(build) = json.pointer("/genesis/runtimeGenesis") else {
		// A raw spec: the state itself.
		return Ok(spec.as_storage_builder().build_storage()?);
	};
	let code = build.get("code").and_then(Value::as_str).ok_or("the chain spec has no code")?;
	let code = sp_core::bytes::from_hex(code).map_err(|error| error.to_string())?;
	let runtime = Genesis { executor, code: &code };
	let config = match build.get("config") {
		Some(config) => config.clone(),
		None => {
			let mut config = runtime.default_config()?;
			if let Some(patch) = build.get("patch") {
				sc_chain_spec::json_merge(&mut config, patch.clone());
			}
			config
		},
	};
	let mut storage = runtime.build(&config)?;
	storage.top.insert(CODE.to_vec(), code);
	Ok(storage)
}

/// What the runtime knows of its own genesis.
struct Genesis<'a> {
	executor: &'a Executor,
	code: &'a [u8],
}

impl Genesis<'_> {
	fn default_config(&self) -> Result<Value, Error> {
		let preset: Option<Vec<u8>> = self.call(
			&mut BasicExternalities::new_empty(),
			"GenesisBuilder_get_preset",
			&None::<PresetId>,
		)?;
		let json = preset.ok_or("the runtime has no default genesis")?;
		Ok(serde_json::from_slice(&json).map_err(|error| error.to_string())?)
	}

	fn build(&self, config: &Value) -> Result<Storage, Error> {
		let mut state = BasicExternalities::new_empty();
		let json = config.to_string().into_bytes();
		self.call::<sp_genesis_builder::Result>(&mut state, "GenesisBuilder_build_state", &json)?
			.map_err(|error| format!("the runtime refuses the chain spec's genesis: {error}"))?;
		Ok(state.into_storages())
	}

	fn call<T: Decode>(
		&self,
		state: &mut BasicExternalities,
		method: &str,
		input: &impl Encode,
	) -> Result<T, Error> {
		let code = RuntimeCode {
			code_fetcher: &WrappedRuntimeCode(self.code.into()),
			heap_pages: None,
			hash: blake2_256(self.code).to_vec(),
		};
		let (answer, _) =
			self.executor.call(state, &code, method, &input.encode(), CallContext::Offchain);
		let answer = answer.map_err(|error| format!("the chain spec's runtime failed: {error}"))?;
		Ok(T::decode(&mut &answer[..]).map_err(|error| format!("{method}: {error}"))?)
	}
}
