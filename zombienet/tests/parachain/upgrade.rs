//! Another runtime by decision of the council. On a parachain the relay chain's validators check the new code first and allow
//! it after a delay; blocks come all the while.
//!
//! `SALUS_REHEARSAL` names the Wasm of the next version, which `scripts/zombienet` builds.

use crate::{
	bounded,
	care::{knows, Desk},
	chain::{during, spec_version, within},
	cli::Salus,
	figure,
};
use salus_zombienet::{Net, BY_RPC, EMBEDDED};
use sp_maybe_compressed_blob::{compress_strongly, CODE_BLOB_BOMB_LIMIT};
use std::{
	fs,
	time::{Duration, Instant},
};
use tempfile::NamedTempFile;

/// Who may be of the council; as many vote as are needed.
const MEMBERS: [&str; 4] = ["//Alice", "//Bob", "//Charlie", "//Dave"];

/// How long the council may take: a proposal, its votes, and its end.
const DECISION: Duration = Duration::from_secs(600);
/// How long from the code's transaction until the new runtime makes blocks.
const UPGRADE: Duration = Duration::from_secs(600);
/// How long nothing may become final meanwhile: all nodes compile the code, on the same cores.
const PAUSE: Duration = Duration::from_secs(90);

/// The council agrees, somebody brings the code, and the chain goes on with it.
pub async fn the_council_changes_the_runtime(net: &Net, desk: &Desk) {
	let code = code();
	let file = code.path().to_str().unwrap();
	let (here, there) = (net.node(EMBEDDED).unwrap(), net.node(BY_RPC).unwrap());
	let (salus, before) = (Salus(here), spec_version(here).await.unwrap());
	let work = async {
		let begun = Instant::now();
		authorize(&salus, file).await;
		bounded("the council's decision, s", begun.elapsed(), DECISION);
		let begun = Instant::now();
		salus.ok(&["council", "apply-upgrade", file, "--suri", "//Dave"]).await;
		for node in [here, there] {
			within(UPGRADE, "the new runtime is in force", || async {
				Some(spec_version(node).await.ok()? == before + 1)
			})
			.await;
		}
		bounded("code sent to new runtime in force, s", begun.elapsed(), UPGRADE);
		// A transaction under the new version, final: the chain goes on.
		desk.issue(&salus, "anew").await
	};
	let (item, pulse) = during(there, work).await;
	figure("version of the runtime", spec_version(there).await.unwrap(), before + 1);
	bounded("longest time without a final block, upgrade, s", pulse.pause, PAUSE);
	knows(there, &item).await;
}

/// The code as a release has it: the relay chain takes five MiB at most.
fn code() -> NamedTempFile {
	let wasm = std::env::var_os("SALUS_REHEARSAL");
	let wasm = wasm.expect("no runtime to change to: run scripts/zombienet, which builds it");
	let code = compress_strongly(&fs::read(wasm).unwrap(), CODE_BLOB_BOMB_LIMIT).unwrap();
	let file = NamedTempFile::new().unwrap();
	fs::write(file.path(), code).unwrap();
	file
}

/// The council's way to Root: proposed, voted for, closed.
async fn authorize(salus: &Salus<'_>, file: &str) {
	let root = ["council", "root", "authorize-upgrade", file, "--suri", MEMBERS[0]];
	let proposed = salus.ok(&root).await;
	let hash = proposed["proposal"].as_str().unwrap();
	let open = salus.ok(&["council", "list"]).await;
	let threshold = open[0]["threshold"].as_u64().unwrap().try_into().unwrap();
	for member in MEMBERS.iter().take(threshold) {
		salus.ok(&["council", "vote", hash, "--suri", member]).await;
	}
	let closed = salus.ok(&["council", "close", hash, "--suri", MEMBERS[0]]).await;
	assert_eq!(closed["summary"], "Council: proposal closed", "{closed}");
}
