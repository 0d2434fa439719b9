//! What is final survives a loss of power.
//!
//! ParityDb appends what it is given to a log, and hands the log to the disk only when it is 64 MiB long; until then the kernel
//! writes it back when it pleases, half a minute later. Were all validators to lose power together, blocks that people were told
//! to be final could be gone everywhere. Collators are no different: the relay chain keeps the header of a final block, and its
//! body for a day only. So the log goes to the disk whenever finality moves. A thread of its own does that,
//! and no block waits for it.

use futures::{FutureExt, StreamExt};
use salus_runtime_common::opaque::Block;
use sc_client_api::BlockchainEvents;
use std::{
	fs, io,
	path::{Path, PathBuf},
	sync::Arc,
};

/// Hands the database's log to the disk after each step of finality, until the node ends.
pub(super) async fn run(client: Arc<impl BlockchainEvents<Block>>, database: PathBuf) {
	let mut finality = client.finality_notification_stream();
	let mut told = false;
	while finality.next().await.is_some() {
		// One write for all that came while the last was under way.
		while let Some(Some(_)) = finality.next().now_or_never() {}
		match sync(&database) {
			Ok(_) => told = false,
			Err(_) if told => {},
			Err(error) => {
				log::warn!(
					target: "salus",
					"⚠️  The database's log in {} could not be handed to the disk ({error}): a loss of power may lose half a \
					 minute; see the disk",
					database.display()
				);
				told = true;
			},
		}
	}
}

/// Answers how many files the log has.
fn sync(database: &Path) -> io::Result<usize> {
	let mut files = 0_usize;
	for entry in fs::read_dir(database)? {
		let entry = entry?;
		if !entry.file_name().to_string_lossy().starts_with("log") {
			continue;
		}
		match fs::File::open(entry.path()).and_then(|file| file.sync_data()) {
			Ok(()) => files = files.saturating_add(1),
			// The database has done with it meanwhile.
			Err(error) if error.kind() == io::ErrorKind::NotFound => {},
			Err(error) => return Err(error),
		}
	}
	Ok(files)
}

#[cfg(test)]
mod tests {
	use super::*;
	use std::os::unix::fs::symlink;

	#[test]
	fn the_log_is_handed_over_whole_or_the_fault_is_told() {
		let folder = tempfile::tempdir().unwrap();
		assert_eq!(sync(folder.path()).unwrap(), 0);
		for name in ["log0", "log17", "table_00_15", "metadata"] {
			fs::write(folder.path().join(name), name).unwrap();
		}
		assert_eq!(sync(folder.path()).unwrap(), 2);
		// Gone between its listing and its opening.
		symlink("gone", folder.path().join("log18")).unwrap();
		assert_eq!(sync(folder.path()).unwrap(), 2);
		// There, and not to be opened.
		symlink("log19", folder.path().join("log19")).unwrap();
		assert!(sync(folder.path()).is_err());
		assert!(sync(Path::new("/no/such/folder")).is_err());
	}
}
