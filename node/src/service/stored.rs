//! What the subcommands do with a stored chain, whichever network it belongs to.

use super::{consortium, dev, set_defaults, Client, FullBackend, Parts, Runtime};
use crate::chain_spec::Network;
use futures::{future::LocalBoxFuture, FutureExt};
use salus_runtime_common::{opaque::Block, BlockNumber};
use sc_cli::{CheckBlockCmd, ExportBlocksCmd, ExportStateCmd, ImportBlocksCmd, Result, RevertCmd};
use sc_consensus::DefaultImportQueue;
use sc_service::{config::DatabaseSource, ChainSpec, Configuration, Error, TaskManager};
use std::sync::Arc;

/// Opens a stored chain without running a node.
pub fn open(config: &mut Configuration) -> core::result::Result<Box<dyn StoredChain>, Error> {
	set_defaults(config);
	Ok(match Network::of(config.chain_spec.as_ref()) {
		Network::Dev => {
			let (parts, queue) = dev::open(config)?;
			Stored::boxed(parts, queue, None)
		},
		Network::Consortium => {
			let (parts, import) = consortium::open(config)?;
			Stored::boxed(parts, import.queue, Some(Box::new(consortium::revert)))
		},
		#[cfg(feature = "parachain")]
		Network::Parachain => {
			let (parts, import) = super::parachain::open(config)?;
			Stored::boxed(parts, import.queue, None)
		},
	})
}

/// What a subcommand does, and the tasks that this needs.
pub type Work<'a> = (LocalBoxFuture<'a, Result<()>>, TaskManager);

/// A stored chain. Clients of different runtimes have different types; behind this they are alike.
pub trait StoredChain {
	/// Executes a block again.
	fn check_block(self: Box<Self>, command: &CheckBlockCmd) -> Work<'_>;

	/// Writes blocks to a file.
	fn export_blocks(
		self: Box<Self>,
		command: &ExportBlocksCmd,
		database: DatabaseSource,
	) -> Work<'_>;

	/// Reads blocks from a file.
	fn import_blocks(self: Box<Self>, command: &ImportBlocksCmd) -> Work<'_>;

	/// Writes a state as the genesis of a spec.
	fn export_state(
		self: Box<Self>,
		command: &ExportStateCmd,
		spec: Box<dyn ChainSpec>,
	) -> Work<'_>;

	/// Takes back the newest blocks.
	fn revert(self: Box<Self>, command: &RevertCmd) -> Work<'_>;

	/// Writes the first header.
	#[cfg(feature = "parachain")]
	fn export_genesis_head(
		self: Box<Self>,
		command: &cumulus_client_cli::ExportGenesisHeadCommand,
	) -> Result<()>;
}

/// Takes back what consensus noted of so many of the newest blocks.
type RevertNotes<R> = Box<dyn FnOnce(Arc<Client<R>>, Arc<FullBackend>, BlockNumber) -> Result<()>>;

struct Stored<R: Runtime> {
	client: Arc<Client<R>>,
	backend: Arc<FullBackend>,
	import_queue: DefaultImportQueue<Block>,
	task_manager: TaskManager,
	revert_notes: Option<RevertNotes<R>>,
}

impl<R: Runtime> Stored<R> {
	fn boxed(
		parts: Parts<R>,
		import_queue: DefaultImportQueue<Block>,
		revert_notes: Option<RevertNotes<R>>,
	) -> Box<dyn StoredChain> {
		let Parts { client, backend, task_manager, .. } = parts;
		Box::new(Stored { client, backend, import_queue, task_manager, revert_notes })
	}
}

impl<R: Runtime> StoredChain for Stored<R> {
	fn check_block(self: Box<Self>, command: &CheckBlockCmd) -> Work<'_> {
		(command.run(self.client, self.import_queue).boxed_local(), self.task_manager)
	}

	fn export_blocks(
		self: Box<Self>,
		command: &ExportBlocksCmd,
		database: DatabaseSource,
	) -> Work<'_> {
		(command.run(self.client, database).boxed_local(), self.task_manager)
	}

	fn import_blocks(self: Box<Self>, command: &ImportBlocksCmd) -> Work<'_> {
		(command.run(self.client, self.import_queue).boxed_local(), self.task_manager)
	}

	fn export_state(
		self: Box<Self>,
		command: &ExportStateCmd,
		spec: Box<dyn ChainSpec>,
	) -> Work<'_> {
		(command.run(self.client, spec).boxed_local(), self.task_manager)
	}

	fn revert(self: Box<Self>, command: &RevertCmd) -> Work<'_> {
		let work = command.run(self.client, self.backend, self.revert_notes);
		(work.boxed_local(), self.task_manager)
	}

	#[cfg(feature = "parachain")]
	fn export_genesis_head(
		self: Box<Self>,
		command: &cumulus_client_cli::ExportGenesisHeadCommand,
	) -> Result<()> {
		command.run(self.client)
	}
}
