//! The end of a node: a signal ends it in order, a second one at once.

use sc_service::Error;
use std::{
	fs::File,
	future::poll_fn,
	path::PathBuf,
	process,
	task::Poll,
	thread,
	time::{Duration, Instant},
};
use tokio::signal::unix::{signal, Signal, SignalKind};

/// How long the end waits for the database after all tasks were told to stop.
const PATIENCE: Duration = Duration::from_secs(10);

/// What ParityDb calls the file that it locks.
const LOCK: &str = "lock";

/// The exit code of a node that a second signal ended.
const IMPATIENT: i32 = 130;

/// Says what the first SIGTERM or SIGINT does (the SDK's runner obeys it), and ends the process at the second, which the SDK
/// would ignore. On a thread of its own, because the node's runtime is what ends.
pub fn watch_signals() -> Result<(), Error> {
	let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
	let mut signals = {
		let _entered = runtime.enter();
		[signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?]
	};
	thread::Builder::new().name("signals".into()).spawn(move || {
		runtime.block_on(async {
			next(&mut signals).await;
			log::info!(
				target: "salus",
				"Asked to stop: tasks end (the SDK calls that a failure), then the database is closed. Ask again to stop \
				 at once"
			);
			next(&mut signals).await;
			log::warn!(
				target: "salus",
				"Asked twice: stopping at once; the next start replays the database's journal"
			);
			process::exit(IMPATIENT);
		})
	})?;
	Ok(())
}

async fn next(signals: &mut [Signal]) {
	poll_fn(|context| {
		let came = signals.iter_mut().any(|signal| signal.poll_recv(context).is_ready());
		if came {
			Poll::Ready(())
		} else {
			Poll::Pending
		}
	})
	.await;
}

/// Waits until the databases in these folders are closed: a writer works in the background, and what it has not written when the
/// process ends is lost. While a database is open it holds a lock on a file, and releases it last of all.
pub fn wait_for_databases(folders: &[PathBuf]) {
	let asked = Instant::now();
	let open =
		|folder: &PathBuf| File::open(folder.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_err());
	while folders.iter().any(open) {
		if asked.elapsed() > PATIENCE {
			log::warn!(
				target: "salus",
				"Stopped while something still uses the database; the next start replays its journal"
			);
			return;
		}
		thread::sleep(Duration::from_millis(10));
	}
	log::info!(target: "salus", "Stopped in order: the database is closed");
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn an_open_database_is_waited_for() {
		let folder = tempfile::tempdir().unwrap();
		let lock = File::create(folder.path().join(LOCK)).unwrap();
		lock.lock().unwrap();
		let asked = Instant::now();
		let database = thread::spawn(move || {
			thread::sleep(Duration::from_millis(300));
			drop(lock);
		});
		wait_for_databases(&[folder.path().into()]);
		assert!(asked.elapsed() >= Duration::from_millis(300));
		database.join().unwrap();
	}
}
