//! The members' chain: Aura makes blocks, GRANDPA makes them final.

use super::{
	durable,
	keys::Keys,
	spawn,
	watchdog::{self, Watched},
	Disk, FullBackend, NetworkSetup, RpcSpawner, Running, SelectChain,
};
use jsonrpsee::Methods;
use salus_consortium_runtime::{opaque::Block, BlockNumber, RuntimeApi};
use sc_basic_authorship::ProposerFactory;
use sc_client_api::BlockBackend;
use sc_consensus::DefaultImportQueue;
use sc_consensus_aura::{ImportQueueParams, SlotDuration, SlotProportion, StartAuraParams};
use sc_consensus_grandpa::{
	FinalityProofProvider, GrandpaBlockImport, GrandpaParams, GrandpaPruningFilter, LinkHalf,
	SharedVoterState,
};
use sc_consensus_grandpa_rpc::{Grandpa, GrandpaApiServer};
use sc_consensus_slots::BackoffAuthoringOnFinalizedHeadLagging;
use sc_network::{
	config::{FullNetworkConfiguration, ProtocolName},
	service::traits::NotificationService,
	NetworkBackend,
};
use sc_service::{Configuration, Error, TaskManager, WarpSyncConfig};
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_consensus_aura::sr25519::AuthorityPair as AuraPair;
use sp_core::H256;
use std::{sync::Arc, time::Duration};

/// A justification is stored when finality enters another period of so many blocks, and at every change of validators.
/// Small, because an evidence file leads from its block to the next justification; above 1, because a block with a
/// justification keeps its body whatever `--blocks-pruning` says.
const JUSTIFICATION_PERIOD: u32 = 8;

/// How long a vote may take through the network, with room: on a LAN it takes milliseconds. A validator prevotes twice this
/// time after a round begins and precommits four times after it, so a round takes 1.3 s. A block waits for the next prevotes,
/// 0.7 s on average, and is final 0.7 s after them. Half of the value would gain half a second and double the votes, each of
/// which every validator checks and writes to its disk.
const GOSSIP: Duration = Duration::from_millis(333);

/// Ten minutes of blocks without finality, then validators slow down, to one block in 200 seconds at the slowest. Counters
/// go on while two of four members restart; a longer outage does not fill the memory of all with states that are not final.
const BACKOFF: BackoffAuthoringOnFinalizedHeadLagging<u32> =
	BackoffAuthoringOnFinalizedHeadLagging {
		unfinalized_slack: 300,
		max_interval: 100,
		authoring_bias: 2,
	};

/// The share of a slot in which transactions are put into a block: a third, as much as the weight of a full block. Everybody
/// else needs that time again to execute it.
const PROPOSAL: f32 = 1.0 / 3.0;

/// The share after empty slots. Aura gives the block after them more time, by default without end: on overloaded machines
/// blocks then take longer and longer to execute, and more slots stay empty.
const LATE_PROPOSAL: f32 = 1.0 / 2.0;

/// The consortium's client, and a developer's.
pub(super) type Client = super::Client<RuntimeApi>;
/// Its pool.
pub(super) type Pool = super::Pool<RuntimeApi>;
/// What its node is made of.
pub(super) type Parts = super::Parts<RuntimeApi>;
type BlockImport = GrandpaBlockImport<FullBackend, Block, Client, SelectChain>;

/// How blocks come in.
pub(super) struct Import {
	/// From outside: seals and inherents are checked.
	pub(super) queue: DefaultImportQueue<Block>,
	/// From outside and from this node: watches for changes of validators.
	block_import: BlockImport,
	/// What the voter needs of the import.
	link: LinkHalf<Block, Client, SelectChain>,
	slot: SlotDuration,
}

/// Opens the chain.
pub(super) fn open(config: &Configuration) -> Result<(Parts, Import), Error> {
	let parts = Parts::open(config, vec![Arc::new(GrandpaPruningFilter)])?;
	let client = parts.client.clone();
	let (block_import, link) = sc_consensus_grandpa::block_import(
		client.clone(),
		JUSTIFICATION_PERIOD,
		&client,
		parts.select_chain.clone(),
		parts.telemetry(),
	)?;
	let slot = sc_consensus_aura::slot_duration(&*client)?;
	let queue = sc_consensus_aura::import_queue::<AuraPair, _, _, _, _, _>(ImportQueueParams {
		block_import: block_import.clone(),
		justification_import: Some(Box::new(block_import.clone())),
		client,
		create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot)) },
		spawner: &parts.task_manager.spawn_essential_handle(),
		registry: config.prometheus_registry(),
		check_for_equivocation: Default::default(),
		telemetry: parts.telemetry(),
		compatibility_mode: Default::default(),
	})?;
	Ok((parts, Import { queue, block_import, link, slot }))
}

fn inherents(
	slot: SlotDuration,
) -> (sp_consensus_aura::inherents::InherentDataProvider, sp_timestamp::InherentDataProvider) {
	let time = sp_timestamp::InherentDataProvider::from_system_time();
	let slot = sp_consensus_aura::inherents::InherentDataProvider::from_timestamp_and_slot_duration(
		*time, slot,
	);
	(slot, time)
}

/// Runs the chain.
pub(super) fn start<N: NetworkBackend<Block, H256>>(
	config: Configuration,
	disk: Disk,
	evidence: bool,
) -> Result<TaskManager, Error> {
	let (mut parts, Import { queue, block_import, link, slot }) = open(&config)?;
	if evidence {
		parts.answer_evidence(Some(link.shared_authority_set().clone()))?;
	}
	let mut setup = NetworkSetup::<N>::new(&config);
	let (protocol, notifications) = add_votes(&config, &parts, &mut setup)?;
	setup.warp_sync = Some(WarpSyncConfig::WithProvider(Arc::new(
		sc_consensus_grandpa::warp_proof::NetworkProvider::new(
			parts.backend.clone(),
			link.shared_authority_set().clone(),
			vec![],
		),
	)));

	let voter = sc_consensus_grandpa::Config {
		gossip_duration: GOSSIP,
		justification_generation_period: JUSTIFICATION_PERIOD,
		observer_enabled: false,
		local_role: config.role,
		name: Some(config.network.node_name.clone()),
		keystore: config.role.is_authority().then(|| parts.keystore.keystore()),
		telemetry: parts.telemetry(),
		protocol_name: protocol,
	};
	let votes = !config.disable_grandpa;
	let authority = config.role.is_authority();
	let force_authoring = config.force_authoring;
	let registry = config.prometheus_registry().cloned();
	let introduction =
		parts.introduction(&config, "validator", "slots of Aura, finality by GRANDPA")?;
	let voter_state = SharedVoterState::empty();
	let methods = finality_methods(&parts, &link, voter_state.clone());
	let running = spawn(config, &mut parts, setup, queue, methods)?;
	log::info!(target: "salus", "{introduction}");
	if let Some((path, _)) = &disk {
		let kept = durable::run(parts.client.clone(), path.clone());
		parts.task_manager.spawn_handle().spawn_blocking("database-log", None, kept);
	}
	parts.task_manager.spawn_handle().spawn(
		"watchdog",
		None,
		watchdog::run(Watched {
			client: parts.client.clone(),
			sync: running.sync.clone(),
			keys: Keys {
				authority,
				keystore: parts.keystore.keystore(),
				client: parts.client.clone(),
				voters: link.shared_authority_set().clone(),
			},
			slot,
			disk,
		}),
	);

	if authority {
		let author = StartAuraParams {
			slot_duration: slot,
			client: parts.client.clone(),
			select_chain: parts.select_chain.clone(),
			block_import,
			proposer_factory: ProposerFactory::new(
				parts.task_manager.spawn_handle(),
				parts.client.clone(),
				parts.pool.clone(),
				registry.as_ref(),
				parts.telemetry(),
			),
			sync_oracle: running.sync.clone(),
			justification_sync_link: running.sync.clone(),
			create_inherent_data_providers: move |_, ()| async move { Ok(inherents(slot)) },
			force_authoring,
			backoff_authoring_blocks: Some(BACKOFF),
			keystore: parts.keystore.keystore(),
			block_proposal_slot_portion: SlotProportion::new(PROPOSAL),
			max_block_proposal_slot_portion: Some(SlotProportion::new(LATE_PROPOSAL)),
			telemetry: parts.telemetry(),
			compatibility_mode: Default::default(),
		};
		parts.task_manager.spawn_essential_handle().spawn_blocking(
			"aura",
			Some("block-authoring"),
			sc_consensus_aura::start_aura::<AuraPair, _, _, _, _, _, _, _, _, _, _>(author)?,
		);
	}
	if votes {
		let Running { network, sync } = running;
		let params = GrandpaParams {
			config: voter,
			link,
			network,
			sync: Arc::new(sync),
			notification_service: notifications,
			// No rule: votes of validators that see different heads count for the common ancestor anyway, and the usual
			// rules would let each counter wait two blocks longer.
			voting_rule: (),
			prometheus_registry: registry,
			shared_voter_state: voter_state,
			telemetry: parts.telemetry(),
			offchain_tx_pool_factory: OffchainTransactionPoolFactory::new(parts.pool.clone()),
		};
		parts.task_manager.spawn_essential_handle().spawn_blocking(
			"grandpa-voter",
			None,
			sc_consensus_grandpa::run_grandpa_voter(params)?,
		);
	}
	Ok(parts.task_manager)
}

/// Takes back what GRANDPA noted of the newest blocks.
pub(super) fn revert(
	client: Arc<Client>,
	_: Arc<FullBackend>,
	blocks: BlockNumber,
) -> sc_cli::Result<()> {
	Ok(sc_consensus_grandpa::revert(client, blocks)?)
}

/// Adds the votes' protocol to the network.
fn add_votes<N: NetworkBackend<Block, H256>>(
	config: &Configuration,
	parts: &Parts,
	setup: &mut NetworkSetup<N>,
) -> Result<(ProtocolName, Box<dyn NotificationService>), Error> {
	let genesis = parts
		.client
		.block_hash(0)?
		.ok_or_else(|| Error::Other("the database has no genesis block".into()))?;
	let name = sc_consensus_grandpa::protocol_standard_name(&genesis, &config.chain_spec);
	let (protocol, notifications) = sc_consensus_grandpa::grandpa_peers_set_config::<_, N>(
		name.clone(),
		setup.metrics.clone(),
		FullNetworkConfiguration::peer_store_handle(&setup.config),
	);
	setup.config.add_notification_protocol(protocol);
	Ok((name, notifications))
}

/// JSON-RPC about finality.
fn finality_methods(
	parts: &Parts,
	link: &LinkHalf<Block, Client, SelectChain>,
	voter_state: SharedVoterState,
) -> impl Fn(RpcSpawner) -> Methods {
	let authorities = link.shared_authority_set().clone();
	let justifications = link.justification_stream();
	let proofs =
		FinalityProofProvider::new_for_service(parts.backend.clone(), Some(authorities.clone()));
	move |executor| {
		Grandpa::new(
			executor,
			authorities.clone(),
			voter_state.clone(),
			justifications.clone(),
			proofs.clone(),
		)
		.into_rpc()
		.into()
	}
}
