//! Another runtime by decision of the council, under load, with a migration that takes several blocks.
//!
//! `SALUS_REHEARSAL` names the folder in which `scripts/test-faults` puts the runtime of the feature `rehearsal`:
//! `rehearsal.wasm`, and `try-runtime/rehearsal.wasm` with the checks of every pallet.

use crate::{
	common::{
		extrinsic::{key, spec_version, submit},
		finalized, hash_at, run_ok,
	},
	council::motion,
	ledger::Ledger,
	load::{existing, Load},
	net::{figure, final_head, within_time, Chain, Member, Net, SLOT},
	state,
};
use frame_system::Call as SystemCall;
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	http_client::HttpClient,
	rpc_params,
};
use pallet_migrations::Event as Migration;
use pallet_preimage::Call as PreimageCall;
use pallet_whitelist::Call as WhitelistCall;
use salus_consortium_runtime::{Header, RuntimeCall, RuntimeEvent, VERSION};
use salus_primitives::RxId;
use serde_json::{from_value, Value};
use sp_core::{Bytes, Encode, H256};
use sp_io::hashing::{blake2_256, twox_128, twox_64};
use sp_maybe_compressed_blob::{compress_strongly, CODE_BLOB_BOMB_LIMIT};
use sp_runtime::{DigestItem, OpaqueExtrinsic, Weight};
use std::{
	fs,
	path::{Path, PathBuf},
	sync::atomic::{AtomicBool, Ordering},
	time::{Duration, Instant},
};
use tempfile::TempDir;

const FAULT: &str = "runtime upgrade with a migration";

/// Prescriptions before the upgrade is proposed. The rehearsed migration writes 32 in a block.
const ROWS: usize = 320;
const ROWS_IN_A_BLOCK: usize = 32;

/// Between two transactions: of those prescriptions, and of the load during the upgrade.
const BURST: Duration = Duration::from_millis(20);
const PERIOD: Duration = Duration::from_millis(400);

/// How far finality may be behind, in blocks.
const LAG: u64 = 4;

/// How long nothing may become final.
const PAUSE: Duration = Duration::from_secs(60);

/// More than it weighs to authorize an upgrade.
const WITNESS: Weight = Weight::from_parts(1_000_000_000, 100_000);

/// How long the upgrade may take, from its transaction to the end of the migration.
const UPGRADE: Duration = Duration::from_secs(180);

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn the_council_changes_the_runtime_under_load() {
	let folder = rehearsal();
	let code = code(&folder);
	let mut net = Net::start(&Chain::local()).await;
	let rpc = net.members[0].rpc();
	let before = issue_many(&net).await;

	let load = Load::start(&net.members, PERIOD);
	let (mut ledger, done) = (Ledger::default(), AtomicBool::new(false));
	let ((lag, pause), ()) = tokio::join!(follow(&net, &mut ledger, &done), async {
		authorize(&rpc, &code).await;
		let migration = apply(&rpc, code).await;
		report(&migration);
		for member in &net.members {
			let version = spec_version(&member.rpc()).await.unwrap();
			assert_eq!(version, VERSION.spec_version + 1, "{}", member.name);
		}
		goes_on(&rpc, &load).await;
		done.store(true, Ordering::Relaxed);
	});
	figure(FAULT, "worst lag of finality, blocks", lag, LAG);
	assert!(lag <= LAG, "finality lagged {lag} blocks");
	// Every validator compiles the new code before its next block: here all four on the same cores.
	figure(FAULT, "longest time without a new final block, s", pause.as_secs(), PAUSE.as_secs());
	assert!(pause <= PAUSE, "no new final block for {pause:?}");

	let issued = load.issued();
	drop(load);
	lost(&rpc, &issued).await;
	let kept = existing(&rpc, &before, final_head(&rpc).await).await;
	assert_eq!(kept.len(), before.len(), "the migration lost rows");
	for member in &net.members {
		ledger.enter(member, &before).await;
		ledger.enter(member, &issued).await;
		ledger.holds_all(member).await;
	}
	joins(&mut net, &mut ledger).await;
	let auditor = net.members.pop().unwrap();
	let spec = net.spec();
	net.members.clear();
	state_is_sound(auditor, &spec, &folder.join("try-runtime")).await;
}

/// Where the rehearsed runtime is.
fn rehearsal() -> PathBuf {
	let folder = std::env::var_os("SALUS_REHEARSAL");
	folder.expect("no runtime to change to: run scripts/test-faults, which builds it").into()
}

/// The code as a release has it.
fn code(folder: &Path) -> Vec<u8> {
	let wasm = fs::read(folder.join("rehearsal.wasm")).unwrap();
	compress_strongly(&wasm, CODE_BLOB_BOMB_LIMIT).unwrap()
}

/// Rows for the migration. Answers those that are final.
async fn issue_many(net: &Net) -> Vec<RxId> {
	let (rpc, load) = (net.members[0].rpc(), Load::start(&net.members, BURST));
	within_time(Duration::from_secs(180), "there are rows for the migration", || async {
		let issued = load.issued();
		issued.len() >= ROWS && existing(&rpc, &issued, final_head(&rpc).await).await.len() >= ROWS
	})
	.await;
	existing(&rpc, &load.issued(), final_head(&rpc).await).await
}

/// Follows the members until they are through; answers the worst lag of finality, and the longest time in which nothing
/// became final.
async fn follow(net: &Net, ledger: &mut Ledger, done: &AtomicBool) -> (u64, Duration) {
	let (mut lag, mut pause, mut last) = (0, Duration::ZERO, (0, Instant::now()));
	while !done.load(Ordering::Relaxed) {
		lag = lag.max(net.lag().await);
		for member in &net.members {
			ledger.observe(member).await;
		}
		if ledger.height() > last.0 {
			last = (ledger.height(), Instant::now());
		}
		pause = pause.max(last.1.elapsed());
		tokio::time::sleep(SLOT / 4).await;
	}
	(lag, pause)
}

/// The council's way to Root: the call is published, whitelisted by one motion and dispatched by another.
async fn authorize(rpc: &HttpClient, code: &[u8]) {
	let call = RuntimeCall::System(SystemCall::authorize_upgrade { code_hash: hash(code) });
	let bytes = call.encode();
	let (call_hash, call_encoded_len) = (hash(&bytes), bytes.len() as u32);
	submit(rpc, &key("Alice"), RuntimeCall::Preimage(PreimageCall::note_preimage { bytes })).await;
	motion(rpc, RuntimeCall::Whitelist(WhitelistCall::whitelist_call { call_hash })).await;
	let dispatch = WhitelistCall::dispatch_whitelisted_call {
		call_hash,
		call_encoded_len,
		call_weight_witness: WITNESS,
	};
	motion(rpc, RuntimeCall::Whitelist(dispatch)).await;
}

fn hash(bytes: &[u8]) -> H256 {
	blake2_256(bytes).into()
}

/// What the upgrade's blocks told.
struct Upgrade {
	took: Duration,
	/// Blocks in which the migration went on.
	blocks: usize,
}

/// Somebody brings the authorized code; returns when a final block has ended the migration.
async fn apply(rpc: &HttpClient, code: Vec<u8>) -> Upgrade {
	let (begun, mut height) = (Instant::now(), finalized(rpc).await);
	let call = SystemCall::apply_authorized_upgrade { code };
	submit(rpc, &key("Dave"), RuntimeCall::System(call)).await;
	let (mut started, mut blocks) = (false, 0);
	while begun.elapsed() < UPGRADE {
		while height < finalized(rpc).await {
			height += 1;
			let block = hash_at(rpc, height).await.unwrap();
			for event in state::events(rpc, block).await {
				let RuntimeEvent::MultiBlockMigrations(event) = event else { continue };
				match event {
					Migration::UpgradeStarted { migrations } => started = migrations == 1,
					Migration::MigrationAdvanced { .. } => blocks += 1,
					Migration::MigrationCompleted { .. } => {},
					Migration::UpgradeCompleted => {
						assert!(started, "a migration without an upgrade");
						return Upgrade { took: begun.elapsed(), blocks };
					},
					other => panic!("the migration ended with {other:?}"),
				}
			}
		}
		tokio::time::sleep(SLOT / 4).await;
	}
	panic!("no upgrade within {UPGRADE:?}; the migration went on in {blocks} blocks")
}

fn report(upgrade: &Upgrade) {
	let least = ROWS / ROWS_IN_A_BLOCK;
	figure(FAULT, "blocks of the migration", upgrade.blocks, format!("at least {least}"));
	assert!(upgrade.blocks >= least, "the migration did not visit every row");
	figure(FAULT, "code sent to migration final, s", upgrade.took.as_secs(), UPGRADE.as_secs());
}

/// Waits until prescriptions that are issued from now on are final.
async fn goes_on(rpc: &HttpClient, load: &Load) {
	let known = load.issued().len();
	within_time(Duration::from_secs(60), "ten new prescriptions are final", || async {
		existing(rpc, &load.issued()[known..], final_head(rpc).await).await.len() >= 10
	})
	.await;
}

/// A transaction is signed for one version: those that no block had taken when it changed are void, and their senders sign
/// again. Reports how many that were.
async fn lost(rpc: &HttpClient, issued: &[RxId]) {
	let waiting = || async {
		let pending: Vec<Value> =
			rpc.request("author_pendingExtrinsics", rpc_params![]).await.unwrap();
		pending.is_empty()
	};
	within_time(Duration::from_secs(60), "nothing waits for a block", waiting).await;
	let height = finalized(rpc).await + 2;
	within_time(SLOT * 10, "that is final", || async { finalized(rpc).await >= height }).await;
	let lost = issued.len() - existing(rpc, issued, final_head(rpc).await).await.len();
	figure(FAULT, &format!("of {} issued, void by the new version", issued.len()), lost, 25);
	assert!(lost <= 25, "{lost} of {} prescriptions are void", issued.len());
}

/// A new node takes the whole chain, the upgrade and the migration among it.
async fn joins(net: &mut Net, ledger: &mut Ledger) {
	let known = net.members[0].address();
	net.add("erin").args(["--reserved-nodes", known.as_str()]).start();
	let (erin, height) = (net.members.last().unwrap(), ledger.height());
	let rpc = erin.rpc();
	let took = within_time(Duration::from_secs(120), "a new node has the chain", || async {
		finalized(&rpc).await >= height
	})
	.await;
	figure(FAULT, "a new node syncs through it, s", took.as_secs(), 120);
	ledger.audit(erin).await;
}

/// Every pallet's invariants hold in the state that the validators agreed on, which a node checks by runtimes that can. That
/// they would be found broken is shown by a row too many.
async fn state_is_sound(mut auditor: Member, spec: &Path, checks: &Path) {
	let base = auditor.node().base().to_owned();
	auditor.stop();
	auditor.args(["--wasm-runtime-overrides", checks.to_str().unwrap()]).start();
	let rpc = auditor.rpc();
	let newest = final_head(&rpc).await;
	let (parent, block) = block(&rpc, newest).await;
	// Its seal was checked and its root agreed upon by others: here, too, the state after it must be the very same.
	let arguments = [block, (true, true, EVERY_PALLET).encode()].concat();
	let _: Weight = state::api(&rpc, "TryRuntime_execute_block", arguments, Some(parent)).await;
	try_state(&rpc, newest).await.unwrap();
	auditor.stop();

	let [spec, base] = [spec, &base].map(|path| path.to_str().unwrap());
	let state = run_ok(&["export-state", "--chain", spec, "--base-path", base]);
	let folder = TempDir::new().unwrap();
	let broken = folder.path().join("broken.json");
	Chain::from_raw(&state).with_state(&obligation_of_nobody(), &[]).write(&broken);
	let mut copy = Member::new("copy");
	copy.args(["--chain", broken.to_str().unwrap()]);
	copy.args(["--wasm-runtime-overrides", checks.to_str().unwrap()]).start();
	try_state(&copy.rpc(), final_head(&copy.rpc()).await).await.unwrap_err();
	within_time(SLOT, "that fault is found, and no other", || async {
		copy.node().log().contains("8: an obligation")
	})
	.await;
}

/// Of `TryStateSelect`.
const EVERY_PALLET: u8 = 1;
/// Of `UpgradeCheckSelect`.
const STATE_ONLY: u8 = 3;

/// Checks the state at a block by a runtime that can: an upgrade to itself, which changes nothing.
async fn try_state(rpc: &HttpClient, at: H256) -> Result<Bytes, ClientError> {
	let arguments = Bytes(STATE_ONLY.encode());
	rpc.request("state_call", rpc_params!["TryRuntime_on_runtime_upgrade", arguments, at]).await
}

/// A block as it is executed, without the seal, and its parent.
async fn block(rpc: &HttpClient, hash: H256) -> (H256, Vec<u8>) {
	let signed: Value = rpc.request("chain_getBlock", rpc_params![hash]).await.unwrap();
	let mut header: Header = from_value(signed["block"]["header"].clone()).unwrap();
	let seal = header.digest.pop();
	assert!(matches!(seal, Some(DigestItem::Seal(..))), "{seal:?}");
	let extrinsics: Vec<OpaqueExtrinsic> =
		from_value(signed["block"]["extrinsics"].clone()).unwrap();
	(header.parent_hash, (header, extrinsics).encode())
}

/// The key of an entry that says that a prescription, which does not exist, must be ratified.
fn obligation_of_nobody() -> Vec<u8> {
	let hour = 1u32.encode();
	[
		&twox_128(b"Prescriptions")[..],
		&twox_128(b"Obligations"),
		&twox_64(&hour),
		&hour,
		H256::repeat_byte(7).as_bytes(),
	]
	.concat()
}
