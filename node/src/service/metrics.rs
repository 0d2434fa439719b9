//! Prometheus metrics of our own: how calls end, and how far the pallets' queues are behind. The node decodes nothing of that
//! itself: it asks the runtime, whatever runtime it is by then.
//!
//! Counted is what has become final while the node runs: a final block comes once and never goes again. A node that catches
//! up counts as it goes, so its rate is then that of its import. No block waits for this: it is a thread of its own, and what
//! it misses it leaves out.

use super::{Client, Runtime};
use futures::{FutureExt, StreamExt};
use salus_runtime_api::OperationsApi;
use salus_runtime_common::{opaque::Block, BlockNumber};
use sc_client_api::{BlockBackend, BlockchainEvents, FinalityNotification};
use sc_service::{Error, TaskManager};
use sp_api::{ApiExt, ProvideRuntimeApi};
use sp_blockchain::HeaderBackend;
use sp_core::H256;
use sp_runtime::traits::Header as _;
use std::{sync::Arc, time::Duration};
use substrate_prometheus_endpoint::{
	register, CounterVec, GaugeVec, Opts, PrometheusError, Registry, F64, U64,
};

const LOG_TARGET: &str = "salus";

/// Most blocks that are counted when many become final at once: as many states as a node keeps unless told otherwise.
const CATCH_UP: BlockNumber = 256;

/// Starts counting.
pub(super) fn spawn<R: Runtime>(
	registry: &Registry,
	client: Arc<Client<R>>,
	tasks: &TaskManager,
) -> Result<(), Error> {
	let counter = Counter {
		metrics: Metrics::register(registry)?,
		counted: client.info().finalized_number,
		client,
		knows: true,
	};
	tasks.spawn_handle().spawn_blocking("metrics", Some("operations"), counter.run());
	Ok(())
}

/// What is exported. Labels are names of pallets and outcomes, never of anybody or anything.
struct Metrics {
	calls: CounterVec<U64>,
	backlog: GaugeVec<U64>,
	oldest: GaugeVec<F64>,
}

impl Metrics {
	fn register(registry: &Registry) -> Result<Self, PrometheusError> {
		let calls = CounterVec::new(
			Opts::new("salus_calls_total", "Calls in final blocks, by pallet and outcome"),
			&["pallet", "outcome"],
		)?;
		let backlog = GaugeVec::new(
			Opts::new("salus_backlog_rows", "Rows that are due and not yet served, up to 1,024"),
			&["pallet"],
		)?;
		let oldest = GaugeVec::new(
			Opts::new(
				"salus_oldest_due_seconds",
				"How long the oldest row not yet served has been due, by chain time; 0 if none",
			),
			&["pallet"],
		)?;
		Ok(Metrics {
			calls: register(calls, registry)?,
			backlog: register(backlog, registry)?,
			oldest: register(oldest, registry)?,
		})
	}
}

/// Follows the final blocks.
struct Counter<R> {
	client: Arc<Client<R>>,
	metrics: Metrics,
	/// The last block that was counted or left out.
	counted: BlockNumber,
	/// Whether the last runtime asked knows the questions.
	knows: bool,
}

impl<R: Runtime> Counter<R> {
	async fn run(mut self) {
		let mut finality = self.client.finality_notification_stream();
		while let Some(mut newest) = finality.next().await {
			// What came while this was at work; the newest tells of all.
			while let Some(Some(later)) = finality.next().now_or_never() {
				newest = later;
			}
			self.follow(&newest).await;
		}
	}

	/// Counts all blocks up to a final one. Its state is kept at least as long as its notification.
	async fn follow(&mut self, newest: &FinalityNotification<Block>) {
		let newest_number = *newest.header.number();
		let next = self.counted.saturating_add(1);
		let first = next.max(newest_number.saturating_add(1).saturating_sub(CATCH_UP));
		if first > next {
			log::debug!(target: LOG_TARGET, "Calls of the blocks {next} to {} are not counted", first.saturating_sub(1));
		}
		for number in first..=newest_number {
			if let Err(error) = self.count(number) {
				log::debug!(target: LOG_TARGET, "Calls of block {number} are not counted: {error}");
			}
			// Where the node ends this, if it ends meanwhile.
			tokio::task::yield_now().await;
		}
		self.counted = newest_number;
		if let Err(error) = self.gauge(newest.hash) {
			log::debug!(target: LOG_TARGET, "No metrics of the queues at block {newest_number}: {error}");
		}
	}

	/// Counts the calls of a final block.
	fn count(&mut self, number: BlockNumber) -> sp_blockchain::Result<()> {
		let Some(block) = self.client.hash(number)? else { return Ok(()) };
		let Some(body) = self.client.block_body(block)? else { return Ok(()) };
		if !self.ask(block)? {
			return Ok(());
		}
		for tally in self.client.runtime_api().calls(block, body)? {
			for (outcome, calls) in [("ok", tally.ok), ("failed", tally.failed)] {
				let counter = self.metrics.calls.with_label_values(&[&tally.pallet, outcome]);
				counter.inc_by(calls.into());
			}
		}
		Ok(())
	}

	/// Shows the queues as a block left them.
	fn gauge(&mut self, block: H256) -> sp_blockchain::Result<()> {
		if !self.ask(block)? {
			return Ok(());
		}
		for (pallet, upkeep) in self.client.runtime_api().upkeep(block)? {
			let overdue = Duration::from_millis(upkeep.overdue).as_secs_f64();
			self.metrics.backlog.with_label_values(&[&pallet]).set(upkeep.backlog.into());
			self.metrics.oldest.with_label_values(&[&pallet]).set(overdue);
		}
		Ok(())
	}

	/// Whether the runtime at a block can be asked. Says so once when one cannot; a later one may.
	fn ask(&mut self, block: H256) -> sp_blockchain::Result<bool> {
		let knows = self.client.runtime_api().has_api::<dyn OperationsApi<Block>>(block)?;
		if self.knows && !knows {
			log::info!(
				target: LOG_TARGET,
				"The chain's runtime is older than this node's metrics of calls and queues: none are exported until an upgrade",
			);
		}
		self.knows = knows;
		Ok(knows)
	}
}
