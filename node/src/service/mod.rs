//! The running node: what every network builds alike, and the choice between networks.

mod consortium;
mod dev;
mod durable;
mod keys;
mod metrics;
#[cfg(feature = "parachain")]
mod parachain;
mod runtime;
mod stored;
mod wasm;
mod watchdog;

pub use runtime::Runtime;
pub use stored::{open, StoredChain, Work};
pub use wasm::genesis;

#[cfg(feature = "parachain")]
use crate::relay::Relay;
use crate::{chain_spec::Network, cli::Sealing, rpc};
use jsonrpsee::{Methods, RpcModule};
use salus_rpc::evidence::Voters;
use salus_runtime_common::opaque::Block;
use sc_client_api::Backend;
use sc_consensus::{DefaultImportQueue, LongestChain};
use sc_executor::WasmExecutor;
use sc_network::{
	config::{FullNetworkConfiguration, NetworkBackendType},
	service::{traits::NetworkService, NotificationMetrics},
	Litep2pNetworkBackend, NetworkBackend, NetworkWorker,
};
use sc_network_sync::SyncingService;
use sc_offchain::{OffchainWorkerOptions, OffchainWorkers};
use sc_service::{
	BuildGenesisBlock, BuildNetworkParams, Configuration, Error, GenesisBlockBuilder,
	KeystoreContainer, PruningFilter, PruningMode, SpawnTasksParams, TFullBackend, TFullClient,
	TaskManager, WarpSyncConfig,
};
use sc_storage_monitor::{StorageMonitorParams, StorageMonitorService};
use sc_telemetry::{Telemetry, TelemetryHandle, TelemetryWorker};
use sc_transaction_pool::TransactionPoolHandle;
use sc_transaction_pool_api::OffchainTransactionPoolFactory;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{
	traits::{CallContext, SpawnNamed},
	H256,
};
use sp_runtime::{
	traits::{Block as _, Header as _},
	DigestItem,
};
use std::{
	path::{Path, PathBuf},
	sync::Arc,
};

/// What a runtime's Wasm may ask of the node.
#[cfg(not(feature = "parachain"))]
type HostFunctions = sp_io::SubstrateHostFunctions;
/// What a runtime's Wasm may ask of the node. A parachain's also asks how large the proof of what it read has become.
#[cfg(feature = "parachain")]
type HostFunctions = cumulus_client_service::ParachainHostFunctions;

type Executor = WasmExecutor<HostFunctions>;

/// The client of a network with the runtime `R`: it executes blocks by their Wasm and stores them.
pub type Client<R> = TFullClient<Block, R, Executor>;
/// The database.
pub type FullBackend = TFullBackend<Block>;
/// The transactions that wait for a block.
pub type Pool<R> = TransactionPoolHandle<Block, Client<R>>;
type SelectChain = LongestChain<FullBackend, Block>;
/// Where subscriptions run.
type RpcSpawner = Arc<dyn SpawnNamed>;

/// Where the database is, and the MiB of free space at which the node stops itself.
type Disk = Option<(PathBuf, u64)>;

/// The service that a node renders, with what the command line says of it alone.
pub enum Service {
	/// One developer's chain, which makes blocks at these moments.
	Dev(Sealing),
	/// The members' chain.
	Consortium,
	/// The members' chain under this relay chain.
	#[cfg(feature = "parachain")]
	Parachain(Box<Relay>),
}

impl Service {
	/// Where its databases are.
	pub fn databases(&self, config: &Configuration) -> Vec<PathBuf> {
		let own = config.database.path();
		let relay = match self {
			Service::Dev(_) | Service::Consortium => None,
			#[cfg(feature = "parachain")]
			Service::Parachain(relay) => relay.config.database.path(),
		};
		own.into_iter().chain(relay).map(Path::to_path_buf).collect()
	}
}

/// Starts a service. `evidence`: whether it answers `evidence_*`.
pub async fn start(
	mut config: Configuration,
	service: Service,
	monitor: StorageMonitorParams,
	evidence: bool,
) -> Result<TaskManager, Error> {
	set_defaults(&mut config);
	let disk = config.database.path().map(|path| (path.to_path_buf(), monitor.threshold));
	let tasks = match config.network.network_backend {
		NetworkBackendType::Libp2p => {
			start_on::<NetworkWorker<Block, H256>>(config, service, disk.clone(), evidence).await
		},
		NetworkBackendType::Litep2p => {
			start_on::<Litep2pNetworkBackend>(config, service, disk.clone(), evidence).await
		},
	}?;
	if let Some((path, _)) = disk {
		let spawner = tasks.spawn_essential_handle();
		StorageMonitorService::try_spawn(monitor, path, &spawner)
			.map_err(|error| Error::Other(error.to_string()))?;
	}
	Ok(tasks)
}

async fn start_on<N: NetworkBackend<Block, H256>>(
	config: Configuration,
	service: Service,
	disk: Disk,
	evidence: bool,
) -> Result<TaskManager, Error> {
	match service {
		Service::Dev(sealing) => dev::start::<N>(config, sealing, evidence),
		Service::Consortium => consortium::start::<N>(config, disk, evidence),
		#[cfg(feature = "parachain")]
		Service::Parachain(relay) => parachain::start::<N>(config, *relay, disk, evidence).await,
	}
}

/// What the command line may leave open and the network decides.
fn set_defaults(config: &mut Configuration) {
	// A developer looks back. A database that is there already stays as it is; another network's is refused later, for what it
	// is and not for what it prunes.
	let new = !config.database.path().is_some_and(Path::exists);
	if new && Network::of(config.chain_spec.as_ref()) == Network::Dev {
		config.state_pruning.get_or_insert(PruningMode::ArchiveAll);
	}
}

/// What every network builds alike.
struct Parts<R: Runtime> {
	client: Arc<Client<R>>,
	backend: Arc<FullBackend>,
	keystore: KeystoreContainer,
	task_manager: TaskManager,
	select_chain: SelectChain,
	pool: Arc<Pool<R>>,
	telemetry: Option<Telemetry>,
	/// JSON-RPC that the operator asked for.
	wanted: Methods,
}

impl<R: Runtime> Parts<R> {
	/// Opens the database. `filters`: which blocks keep their bodies however old they are.
	fn open(config: &Configuration, filters: Vec<Arc<dyn PruningFilter>>) -> Result<Self, Error> {
		let telemetry = config
			.telemetry_endpoints
			.clone()
			.filter(|endpoints| !endpoints.is_empty())
			.map(|endpoints| {
				let worker = TelemetryWorker::new(16)?;
				let telemetry = worker.handle().new_telemetry(endpoints);
				Ok::<_, sc_telemetry::Error>((worker, telemetry))
			})
			.transpose()?;
		let handle = telemetry.as_ref().map(|(_, telemetry)| telemetry.handle());

		let (client, backend, keystore, task_manager) = open_database(config, handle, filters)?;
		let client = Arc::new(client);
		let telemetry = telemetry.map(|(worker, telemetry)| {
			task_manager.spawn_handle().spawn("telemetry", None, worker.run());
			telemetry
		});
		let pool = sc_transaction_pool::Builder::new(
			task_manager.spawn_essential_handle(),
			client.clone(),
			config.role.is_authority().into(),
		)
		.with_options(config.transaction_pool.clone())
		.with_prometheus(config.prometheus_registry())
		.build();
		let select_chain = LongestChain::new(backend.clone());
		Ok(Parts {
			client,
			backend,
			keystore,
			task_manager,
			select_chain,
			pool: Arc::new(pool),
			telemetry,
			wanted: Methods::new(),
		})
	}

	/// Lets the node answer `evidence_*`. `voters`: who makes blocks final, if votes do.
	fn answer_evidence(&mut self, voters: Option<Voters>) -> Result<(), Error> {
		let methods = rpc::evidence(&self.client, &self.backend, voters);
		self.wanted = methods.map_err(|error| Error::Application(error.into()))?.into();
		Ok(())
	}

	fn telemetry(&self) -> Option<TelemetryHandle> {
		self.telemetry.as_ref().map(Telemetry::handle)
	}

	/// What somebody who reads the log asks first.
	fn introduction(
		&self,
		config: &Configuration,
		author: &str,
		blocks: &str,
	) -> Result<String, Error> {
		let info = self.client.info();
		let runtime = self.client.runtime_version_at(info.best_hash, CallContext::Offchain)?;
		Ok(format!(
			"Chain {} with genesis {:?}: {}{author}, {blocks}; block #{} (final #{}) under runtime {}; database in {}",
			config.chain_spec.id(),
			info.genesis_hash,
			if config.role.is_authority() { "" } else { "no " },
			info.best_number,
			info.finalized_number,
			runtime.spec_version,
			config.data_path.display(),
		))
	}

	/// JSON-RPC: what every network offers, what the operator asked for, and a service's own methods.
	fn methods(
		&self,
		own: impl Fn(RpcSpawner) -> Methods + 'static,
	) -> Box<dyn Fn(RpcSpawner) -> Result<RpcModule<()>, Error>> {
		let (client, backend) = (self.client.clone(), self.backend.clone());
		let (pool, wanted) = (self.pool.clone(), self.wanted.clone());
		Box::new(move |executor| {
			let all = rpc::base(&client, &backend, &pool).and_then(|mut module| {
				module.merge(wanted.clone())?;
				module.merge(own(executor))?;
				Ok(module)
			});
			all.map_err(|error| Error::Application(error.into()))
		})
	}

	/// Starts what follows the blocks on every node: offchain workers and metrics.
	fn follow(
		&self,
		config: &Configuration,
		network: &Arc<dyn NetworkService>,
	) -> Result<(), Error> {
		if config.offchain_worker.enabled {
			spawn_offchain_workers(config, self, network.clone())?;
		}
		if let Some(registry) = config.prometheus_registry() {
			metrics::spawn(registry, self.client.clone(), &self.task_manager)?;
		}
		Ok(())
	}
}

/// Opens the database and refuses one that belongs to another chain: the SDK would go on with the stored genesis and
/// ignore the spec's.
fn open_database<R: Runtime>(
	config: &Configuration,
	telemetry: Option<TelemetryHandle>,
	filters: Vec<Arc<dyn PruningFilter>>,
) -> Result<(Client<R>, Arc<FullBackend>, KeystoreContainer, TaskManager), Error> {
	let executor = wasm::executor(&config.executor);
	let mut settings = config.db_config();
	settings.pruning_filters = filters;
	let backend = sc_service::new_db_backend::<Block>(settings)?;
	let storage = wasm::genesis_by(config.chain_spec.as_ref(), &executor)?;
	let builder = |commit| {
		GenesisBlockBuilder::<Block, _, _>::new_with_storage(
			storage.clone(),
			commit,
			backend.clone(),
			executor.clone(),
		)
	};

	if let Some(stored) = backend.blockchain().hash(0)? {
		let (expected, _) = builder(false)?.build_genesis_block()?;
		let expected = expected.header().hash();
		if stored != expected {
			return Err(Error::Other(format!(
				"the database in {} belongs to another chain (genesis {stored:?}; the chain spec has {expected:?}): give \
				 another --base-path, or remove it with purge-chain",
				config.data_path.display(),
			)));
		}
	}
	let genesis = builder(!config.no_genesis())?;
	let (client, backend, keystore, task_manager) =
		sc_service::new_full_parts_with_genesis_builder(
			config,
			telemetry,
			executor,
			backend,
			genesis,
			R::PROVES,
		)?;
	check_seals(config, &client)?;
	Ok((client, backend, keystore, task_manager))
}

/// Refuses blocks without seals on a network whose validators seal, and the reverse. A spec edited from `Development` to
/// `Live` keeps its genesis; its blocks still prove nothing to peers.
fn check_seals<R: Runtime>(config: &Configuration, client: &Client<R>) -> Result<(), Error> {
	let Some(first) = client.hash(1)?.map(|hash| client.header(hash)).transpose()?.flatten() else {
		return Ok(());
	};
	let sealed = first.digest().logs().iter().any(|log| {
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::as_aura_seal(log).is_some()
	});
	let (is, needs) = match Network::of(config.chain_spec.as_ref()) {
		Network::Dev if sealed => ("a network of validators", "a development chain"),
		Network::Consortium if !sealed => ("a development chain", "a network of validators"),
		#[cfg(feature = "parachain")]
		Network::Parachain if !sealed => ("a development chain", "a parachain"),
		_ => return Ok(()),
	};
	Err(Error::Other(format!(
		"the database in {} comes from {is} and cannot serve {needs}: give another --base-path",
		config.data_path.display(),
	)))
}

/// The network before it starts: a service adds its own protocols.
struct NetworkSetup<N: NetworkBackend<Block, H256>> {
	config: FullNetworkConfiguration<Block, H256, N>,
	metrics: NotificationMetrics,
	warp_sync: Option<WarpSyncConfig<Block>>,
}

impl<N: NetworkBackend<Block, H256>> NetworkSetup<N> {
	fn new(config: &Configuration) -> Self {
		let registry = config.prometheus_registry();
		NetworkSetup {
			config: FullNetworkConfiguration::new(&config.network, registry.cloned()),
			metrics: N::register_notification_metrics(registry),
			warp_sync: None,
		}
	}
}

/// The network once it runs.
struct Running {
	network: Arc<dyn NetworkService>,
	sync: Arc<SyncingService<Block>>,
}

/// Starts the network, the RPC server with the service's own methods, and the tasks that every node has.
fn spawn<R: Runtime, N: NetworkBackend<Block, H256>>(
	config: Configuration,
	parts: &mut Parts<R>,
	setup: NetworkSetup<N>,
	import_queue: DefaultImportQueue<Block>,
	own_methods: impl Fn(RpcSpawner) -> Methods + 'static,
) -> Result<Running, Error> {
	let (network, system_rpc_tx, tx_handler_controller, sync, _bitswap) =
		sc_service::build_network(BuildNetworkParams {
			config: &config,
			net_config: setup.config,
			client: parts.client.clone(),
			transaction_pool: parts.pool.clone(),
			spawn_handle: parts.task_manager.spawn_handle(),
			spawn_essential_handle: parts.task_manager.spawn_essential_handle(),
			import_queue,
			block_announce_validator_builder: None,
			warp_sync_config: setup.warp_sync,
			block_relay: None,
			metrics: setup.metrics,
			gap_sync_body_policy: None,
		})?;
	parts.follow(&config, &network)?;
	sc_service::spawn_tasks(SpawnTasksParams {
		config,
		rpc_builder: parts.methods(own_methods),
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
		tracing_execute_block: None,
	})?;
	Ok(Running { network, sync })
}

fn spawn_offchain_workers<R: Runtime>(
	config: &Configuration,
	parts: &Parts<R>,
	network: Arc<dyn NetworkService>,
) -> Result<(), Error> {
	let workers = OffchainWorkers::new(OffchainWorkerOptions {
		runtime_api_provider: parts.client.clone(),
		keystore: Some(parts.keystore.keystore()),
		offchain_db: parts.backend.offchain_storage(),
		transaction_pool: Some(OffchainTransactionPoolFactory::new(parts.pool.clone())),
		network_provider: Arc::new(network),
		is_validator: config.role.is_authority(),
		enable_http_requests: false,
		custom_extensions: |_| vec![],
	})?;
	parts.task_manager.spawn_handle().spawn(
		"offchain-workers",
		Some("offchain-worker"),
		workers.run(parts.client.clone(), parts.task_manager.spawn_handle()),
	);
	Ok(())
}
