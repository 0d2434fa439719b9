//! A development chain: one node makes a block when it is asked to, and every block is final at once.
//!
//! Blocks carry no seal and no justification, so the node has no peers. Chain time is the clock's, but at least one slot
//! after the parent's: the runtime demands rising slots, and under load blocks come faster than slots. So chain time may
//! run ahead of the clock, and clients read time from the chain.

use super::{
	consortium::{Client, Parts, Pool},
	spawn, NetworkSetup,
};
use crate::cli::Sealing;
use futures::{channel::mpsc, future, stream, Stream, StreamExt};
use jsonrpsee::Methods;
use salus_consortium_runtime::opaque::Block;
use sc_basic_authorship::ProposerFactory;
use sc_client_api::{BlockBackend, BlockchainEvents};
use sc_consensus::DefaultImportQueue;
use sc_consensus_aura::SlotDuration;
use sc_consensus_manual_seal::{
	consensus::aura::AuraConsensusDataProvider,
	rpc::{ManualSeal, ManualSealApiServer},
	run_manual_seal, EngineCommand, ManualSealParams,
};
use sc_network::{
	config::{NonReservedPeerMode, SetConfig},
	multiaddr::Protocol,
	Multiaddr, NetworkBackend,
};
use sc_service::{Configuration, Error, TaskManager};
use sc_transaction_pool_api::TransactionPool;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::sr25519::AuthoritySignature;
use sp_core::H256;
use sp_timestamp::Timestamp;
use std::{net::Ipv4Addr, pin::Pin, sync::Arc, time::Duration};

type Commands = Pin<Box<dyn Stream<Item = EngineCommand<H256>> + Send>>;

/// Opens the chain.
pub(super) fn open(config: &Configuration) -> Result<(Parts, DefaultImportQueue<Block>), Error> {
	let parts = Parts::open(config, vec![])?;
	let queue = sc_consensus_manual_seal::import_queue(
		Box::new(parts.client.clone()),
		&parts.task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	);
	Ok((parts, queue))
}

/// Runs the chain.
pub(super) fn start<N: NetworkBackend<Block, H256>>(
	mut config: Configuration,
	sealing: Sealing,
	evidence: bool,
) -> Result<TaskManager, Error> {
	without_peers(&mut config)?;
	let (mut parts, queue) = open(&config)?;
	if evidence {
		parts.answer_evidence(None)?;
	}
	let introduction = parts.introduction(&config, "validator", &format!("sealing {sealing}"))?;
	log::info!(target: "salus", "{introduction}");

	let (requests, requested) = mpsc::channel(16);
	let authorship = run_manual_seal(ManualSealParams {
		block_import: parts.client.clone(),
		env: ProposerFactory::new(
			parts.task_manager.spawn_handle(),
			parts.client.clone(),
			parts.pool.clone(),
			config.prometheus_registry(),
			parts.telemetry(),
		),
		client: parts.client.clone(),
		pool: parts.pool.clone(),
		commands_stream: stream::select(
			requested,
			commands(sealing, parts.client.clone(), parts.pool.clone()),
		),
		select_chain: parts.select_chain.clone(),
		consensus_data_provider: Some(Box::new(AuraConsensusDataProvider::new(
			parts.client.clone(),
		))),
		create_inherent_data_providers: clock(parts.client.clone())?,
	});
	parts.task_manager.spawn_essential_handle().spawn_blocking(
		"sealing",
		Some("block-authoring"),
		authorship,
	);

	let setup = NetworkSetup::<N>::new(&config);
	spawn(config, &mut parts, setup, queue, move |_| -> Methods {
		ManualSeal::new(requests.clone()).into_rpc().into()
	})?;
	Ok(parts.task_manager)
}

fn without_peers(config: &mut Configuration) -> Result<(), Error> {
	let network = &mut config.network;
	if !network.boot_nodes.is_empty() || !network.default_peers_set.reserved_nodes.is_empty() {
		return Err(Error::Other("a development chain has no peers: start without them".into()));
	}
	network.listen_addresses = vec![Multiaddr::from(Ipv4Addr::LOCALHOST).with(Protocol::Tcp(0))];
	network.default_peers_set = SetConfig {
		in_peers: 0,
		out_peers: 0,
		reserved_nodes: vec![],
		non_reserved_mode: NonReservedPeerMode::Deny,
	};
	Ok(())
}

/// When to make a block.
fn commands(sealing: Sealing, client: Arc<Client>, pool: Arc<Pool>) -> Commands {
	match sealing {
		Sealing::Instant => Box::pin(
			news(&client, &pool)
				.filter_map(move |()| waiting(client.clone(), pool.clone()))
				.map(|()| seal(true)),
		),
		Sealing::Interval(period) => {
			Box::pin(stream::repeat_with(|| seal(true)).then(move |command| async move {
				tokio::time::sleep(period).await;
				command
			}))
		},
		Sealing::Manual => Box::pin(stream::pending()),
	}
}

/// What may leave transactions to seal: one came, or a block did not take all. Whatever happened since the last look is one
/// piece of news.
fn news(client: &Arc<Client>, pool: &Pool) -> impl Stream<Item = ()> + Send {
	let came = pool.import_notification_stream().map(|_| true);
	let sealed = client.import_notification_stream().map(|_| false);
	let client = client.clone();
	stream::select(came, sealed).ready_chunks(NEWS).filter_map(move |news| {
		let hope = news.contains(&true) || !in_vain(&client);
		future::ready(hope.then_some(()))
	})
}

/// Whether what waits fits no block, to judge by the newest blocks. One block without transactions says little: the runtime keeps
/// the last block of a session to itself, and those of a migration.
fn in_vain(client: &Client) -> bool {
	let mut hash = client.info().best_hash;
	for _ in 0..EMPTY {
		let (Ok(Some(body)), Ok(Some(header))) = (client.block_body(hash), client.header(hash))
		else {
			return true;
		};
		if body.len() > INHERENTS {
			return false;
		}
		hash = header.parent_hash;
	}
	true
}

/// Transactions of every block that nobody sent: the time.
const INHERENTS: usize = 1;

/// Blocks in a row that may be empty while transactions wait.
const EMPTY: usize = 32;

/// How many pieces of news are one. A burst of transactions beyond it costs a further look each time, no transaction.
const NEWS: usize = 4096;

/// Whether a transaction waits, asked of the pool after it has removed what the newest block took.
async fn waiting(client: Arc<Client>, pool: Arc<Pool>) -> Option<()> {
	let best = client.info().best_hash;
	pool.ready_at_with_timeout(best, POOL_PATIENCE).await.next().map(drop)
}

/// How long the pool may take for a block before it is asked as it is. Longer than it ever takes.
const POOL_PATIENCE: Duration = Duration::from_secs(10);

fn seal(create_empty: bool) -> EngineCommand<H256> {
	EngineCommand::SealNewBlock { create_empty, finalize: true, parent_hash: None, sender: None }
}

type InherentError = Box<dyn std::error::Error + Send + Sync>;

/// The time of a new block: the clock's, but at least one slot after the parent's.
fn clock(
	client: Arc<Client>,
) -> Result<
	impl Fn(H256, ()) -> future::Ready<Result<sp_timestamp::InherentDataProvider, InherentError>>
		+ Send
		+ Sync,
	Error,
> {
	let slot = sc_consensus_aura::slot_duration(&*client)?;
	Ok(move |parent, ()| {
		let time = next_time(&client, parent, slot, Timestamp::current());
		future::ready(time.map(sp_timestamp::InherentDataProvider::new))
	})
}

fn next_time(
	client: &Client,
	parent: H256,
	slot: SlotDuration,
	now: Timestamp,
) -> Result<Timestamp, InherentError> {
	let header = client.expect_header(parent)?;
	let parent_slot =
		sc_consensus_aura::standalone::find_pre_digest::<Block, AuthoritySignature>(&header)?;
	let earliest =
		Duration::from_millis((*parent_slot).saturating_add(1).saturating_mul(slot.as_millis()));
	Ok(now.max(earliest.into()))
}
