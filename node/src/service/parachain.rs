//! The parachain: Aura makes blocks, the relay chain's validators check each and make it final.
//!
//! The node follows the relay chain by a client of its own or asks another's ([`crate::relay`]), and takes from there which
//! blocks are final, and from the validators' stores those that no peer gave it.
//!
//! Collators build with Cumulus's look-ahead collator: whenever a block of the relay chain comes whose time is in their slot, they
//! build on it without waiting for the inclusion of the block before; and on its forks too, so that there is a block whichever
//! fork stays. This release's omni-node takes it for every chain with asynchronous backing unless told otherwise, and keeps the
//! other, slot-based collator for chains that fill several cores. That one builds by the clock on one fork, and to choose the
//! right one it wants a runtime that builds on older blocks of the relay chain (`RelayParentOffset`): each costs messages from
//! other chains 6 s. This chain has one core and a block in 6 s.

use super::{durable, Disk, FullBackend, NetworkSetup, Running};
use crate::{chain_spec::Extensions, relay::Relay};
use codec::Encode;
use cumulus_client_bootnodes::{start_bootnode_tasks, StartBootnodeTasksParams};
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::{
	collators::lookahead, equivocation_import_queue::fully_verifying_import_queue,
};
use cumulus_client_consensus_common::ParachainBlockImport;
use cumulus_client_service::{
	build_network, build_relay_chain_interface, prepare_node_config, start_relay_chain_tasks,
	BuildNetworkParams, DARecoveryProfile, ParachainTracingExecuteBlock,
	StartRelayChainTasksParams,
};
use cumulus_primitives_core::{
	relay_chain::{CollatorPair, ValidationCode},
	GetParachainInfo, ParaId,
};
use cumulus_relay_chain_interface::{OverseerHandle, RelayChainInterface};
use jsonrpsee::Methods;
use salus_parachain_runtime::RuntimeApi;
use salus_runtime_common::opaque::Block;
use sc_basic_authorship::ProposerFactory;
use sc_consensus::{DefaultImportQueue, ImportQueue};
use sc_network::{NetworkBackend, NetworkBlock, PeerId};
use sc_network_sync::SyncingService;
use sc_service::{ChainSpec, Configuration, Error, SpawnTasksParams, TaskManager};
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use sp_core::{crypto::key_types, H256};
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::Registry;

/// The length of a slot on every relay chain.
const RELAY_SLOT: Duration = Duration::from_secs(6);

/// How long a collator puts transactions into a block: as long as validators have to execute it.
const AUTHORING: Duration = Duration::from_secs(2);

type Client = super::Client<RuntimeApi>;
type Parts = super::Parts<RuntimeApi>;
type BlockImport = ParachainBlockImport<Block, Arc<Client>, FullBackend>;

/// How blocks come in.
pub(super) struct Import {
	/// From outside: seals and the time are checked.
	pub(super) queue: DefaultImportQueue<Block>,
	/// From outside and from this node: the relay chain decides which block is the best.
	block_import: BlockImport,
}

/// Opens the chain.
pub(super) fn open(config: &Configuration) -> Result<(Parts, Import), Error> {
	let parts = Parts::open(config, vec![])?;
	let block_import = BlockImport::new(parts.client.clone(), parts.backend.clone());
	let queue = fully_verifying_import_queue::<AuraPair, _, _, _, _>(
		parts.client.clone(),
		block_import.clone(),
		|_, ()| async { Ok(sp_timestamp::InherentDataProvider::from_system_time()) },
		&parts.task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
		parts.telemetry(),
	);
	Ok((parts, Import { queue, block_import }))
}

/// Runs the chain.
#[sc_tracing::logging::prefix_logs_with("Parachain")]
pub(super) async fn start<N: NetworkBackend<Block, H256>>(
	config: Configuration,
	relay: Relay,
	disk: Disk,
	evidence: bool,
) -> Result<TaskManager, Error> {
	let config = prepare_node_config(config);
	let (mut parts, Import { queue, block_import }) = open(&config)?;
	if evidence {
		// The relay chain's votes, which make blocks final, are not in this node's database.
		parts.answer_evidence(None)?;
	}
	let para_id = para_id(&parts.client, config.chain_spec.as_ref())?;
	let finality = format!("parachain {para_id}, finality by {}", relay.config.chain_spec.name());
	let introduction = parts.introduction(&config, "collator", &finality)?;
	let collates = config.role.is_authority();

	// The configurations move into what they configure.
	let registry = config.prometheus_registry().cloned();
	let relay_fork_id = relay.config.chain_spec.fork_id().map(Into::into);
	let fork_id = config.chain_spec.fork_id().map(Into::into);
	let addresses = config.network.public_addresses.clone();
	let private_addresses = config.network.allow_non_globals_in_dht;
	let (relay_chain, collator_key, relay_network, requests) = build_relay_chain_interface(
		relay.config,
		&config,
		None,
		&mut parts.task_manager,
		relay.options.clone(),
		None,
	)
	.await
	.map_err(|error| Error::Application(error.into()))?;
	let overseer =
		relay_chain.overseer_handle().map_err(|error| Error::Application(error.into()))?;
	let import_queue = queue.service();
	let Running { network, sync } =
		serve::<N>(config, &mut parts, para_id, relay_chain.clone(), queue).await?;
	log::info!(target: "salus", "{introduction}");
	if let Some((path, _)) = disk {
		let kept = durable::run(parts.client.clone(), path);
		parts.task_manager.spawn_handle().spawn_blocking("database-log", None, kept);
	}

	start_relay_chain_tasks(StartRelayChainTasksParams {
		client: parts.client.clone(),
		announce_block: announcer(&sync),
		para_id,
		relay_chain_interface: relay_chain.clone(),
		task_manager: &mut parts.task_manager,
		da_recovery_profile: recovery(collates),
		import_queue,
		relay_chain_slot_duration: RELAY_SLOT,
		recovery_handle: Box::new(overseer.clone()),
		sync_service: sync.clone(),
		prometheus_registry: registry.as_ref(),
	})?;
	let peer_id = relay_network.local_peer_id();
	start_bootnode_tasks(StartBootnodeTasksParams {
		embedded_dht_bootnode: relay.options.embedded_dht_bootnode,
		dht_bootnode_discovery: relay.options.dht_bootnode_discovery,
		para_id,
		task_manager: &mut parts.task_manager,
		relay_chain_interface: relay_chain.clone(),
		relay_chain_fork_id: relay_fork_id,
		relay_chain_network: relay_network,
		request_receiver: requests,
		parachain_network: network,
		advertise_non_global_ips: private_addresses,
		parachain_genesis_hash: parts.client.info().genesis_hash.encode(),
		parachain_fork_id: fork_id,
		parachain_public_addresses: addresses,
	});
	if let (true, Some(key)) = (collates, collator_key) {
		warn_keyless(&parts);
		let announce = announcer(&sync);
		let collator =
			Collator { block_import, relay_chain, overseer, key, peer_id, para_id, announce };
		collator.spawn(&parts, registry.as_ref());
	}
	Ok(parts.task_manager)
}

/// The parachain's number, which its runtime knows.
fn para_id(client: &Client, spec: &dyn ChainSpec) -> Result<ParaId, Error> {
	let block = client.info().best_hash;
	let id = client.runtime_api().parachain_id(block).map_err(sp_blockchain::Error::from)?;
	match Extensions::of(spec).and_then(|said| said.para_id) {
		Some(said) if ParaId::from(said) != id => Err(Error::Other(format!(
			"the chain spec says that `{}` is parachain {said}, and its runtime says {id}: correct `para_id`",
			spec.name(),
		))),
		_ => Ok(id),
	}
}

/// Starts the network, the RPC server, and the tasks that every node has.
async fn serve<N: NetworkBackend<Block, H256>>(
	config: Configuration,
	parts: &mut Parts,
	para_id: ParaId,
	relay_chain_interface: Arc<dyn RelayChainInterface>,
	import_queue: DefaultImportQueue<Block>,
) -> Result<Running, Error> {
	let setup = NetworkSetup::<N>::new(&config);
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		build_network(BuildNetworkParams {
			parachain_config: &config,
			net_config: setup.config,
			client: parts.client.clone(),
			transaction_pool: parts.pool.clone(),
			para_id,
			spawn_handle: parts.task_manager.spawn_handle(),
			spawn_essential_handle: parts.task_manager.spawn_essential_handle(),
			relay_chain_interface,
			import_queue,
			metrics: setup.metrics,
			gap_sync_body_policy: None,
		})
		.await?;
	parts.follow(&config, &network)?;
	// Re-executes a block as it was executed: with the size of its proof at hand.
	let tracing = ParachainTracingExecuteBlock::new(parts.client.clone());
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		rpc_builder: parts.methods(|_| Methods::new()),
		client: parts.client.clone(),
		backend: parts.backend.clone(),
		task_manager: &mut parts.task_manager,
		keystore: parts.keystore.keystore(),
		transaction_pool: parts.pool.clone(),
		network: network.clone(),
		system_rpc_tx,
		tx_handler_controller,
		sync_service: sync.clone(),
		telemetry: parts.telemetry.as_mut(),
		tracing_execute_block: Some(Arc::new(tracing)),
	})?;
	Ok(Running { network, sync })
}

/// Tells peers of a block.
type Announcer = Arc<dyn Fn(H256, Option<Vec<u8>>) + Send + Sync>;

fn announcer(sync: &Arc<SyncingService<Block>>) -> Announcer {
	let sync = sync.clone();
	Arc::new(move |hash, data| sync.announce_block(hash, data))
}

/// How soon a block that no peer gives is put together from the validators' pieces: others wait for collators to do it.
fn recovery(collates: bool) -> DARecoveryProfile {
	if collates {
		DARecoveryProfile::Collator
	} else {
		DARecoveryProfile::FullNode
	}
}

/// Tells of a collator that cannot make blocks.
fn warn_keyless(parts: &Parts) {
	// A folder that cannot be read has no keys.
	if parts.keystore.keystore().keys(key_types::AURA).unwrap_or_default().is_empty() {
		log::warn!(
			target: "salus",
			"⚠️  Keys: this collator has no session key in its keystore and makes no blocks: make one with \
			 author_rotateKeysWithOwner, or insert it with `salus-node key insert` (type aura)"
		);
	}
}

/// What makes blocks.
struct Collator {
	block_import: BlockImport,
	relay_chain: Arc<dyn RelayChainInterface>,
	overseer: OverseerHandle,
	/// Signs what is sent to the relay chain's validators; of this run alone.
	key: CollatorPair,
	/// Who it is in the relay chain's network.
	peer_id: PeerId,
	para_id: ParaId,
	announce: Announcer,
}

impl Collator {
	fn spawn(self, parts: &Parts, registry: Option<&Registry>) {
		let client = parts.client.clone();
		let code_hash_provider = {
			let client = client.clone();
			move |block| client.code_at(block).ok().map(|code| ValidationCode::from(code).hash())
		};
		let blocks = lookahead::run::<Block, AuraPair, _, _, _, _, _, _, _, _>(lookahead::Params {
			// Slot, time, and what the relay chain says, the look-ahead collator adds itself.
			create_inherent_data_providers: |_, ()| async { Ok(()) },
			block_import: self.block_import,
			para_client: client.clone(),
			para_backend: parts.backend.clone(),
			relay_client: self.relay_chain,
			code_hash_provider,
			keystore: parts.keystore.keystore(),
			collator_key: self.key,
			collator_peer_id: self.peer_id,
			para_id: self.para_id,
			overseer_handle: self.overseer,
			relay_chain_slot_duration: RELAY_SLOT,
			proposer: ProposerFactory::new(
				parts.task_manager.spawn_handle(),
				client.clone(),
				parts.pool.clone(),
				registry,
				parts.telemetry(),
			),
			collator_service: CollatorService::new(client.clone(), self.announce, client),
			authoring_duration: AUTHORING,
			reinitialize: false,
			max_pov_percentage: None,
		});
		let spawner = parts.task_manager.spawn_essential_handle();
		spawner.spawn("aura", Some("block-authoring"), blocks);
	}
}
