//! The set of validators changes while it works: one is added, one removed, one has new session keys. This is what operators
//! do, and the test does the same:
//!
//! To add a validator:
//! 1. Its operator starts a node with `--validator` and lets it reach the newest block.
//! 2. On that machine, `author_rotateKeysWithOwner` with the validator's account makes session keys in the node's keystore,
//!    and answers them with a proof that the account's holder has them.
//! 3. The account sends `session.setKeys` with these keys and this proof.
//! 4. The council makes a motion: `validators.addMember` with the account. One proposes, two thirds agree, anybody closes.
//! 5. When the session ends, the new set is planned; when the next ends, it is in force: the node makes blocks and votes.
//!
//! To remove one:
//! 1. The council makes a motion: `validators.removeMember` with the account.
//! 2. After two ends of sessions the account's keys are in neither set. Only then is its node stopped.
//!
//! To give one new session keys:
//! 1. Steps 2 and 3 of adding, on its running node. The node has old and new keys now.
//! 2. After two ends of sessions the new keys are in force. Only then are the old ones removed from the node.

use crate::{
	common::{
		extrinsic::{account, key, submit},
		finalized, hash_at,
	},
	council::motion,
	net::{figure, final_head, within_time, Chain, Member, Net, SLOT},
	state,
	watch::Watch,
};
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_consortium_runtime::{validators::ValidatorMembers, Runtime, RuntimeCall, SessionKeys};
use serde::Deserialize;
use sp_consensus_aura::{digests::CompatibleDigestItem, sr25519::AuthoritySignature};
use sp_core::{ed25519, Bytes, Decode, Encode, Pair, H256};
use sp_runtime::DigestItem;
use std::{collections::HashSet, time::Duration};

/// Blocks of a session here.
pub const SESSION: u32 = 10;

/// Two ends of sessions, and what it takes to see that they are final.
const CHANGE: Duration = Duration::from_secs(2 * (2 * SESSION as u64 + 8));

/// How far finality may be behind, in blocks, with all or all but one at work.
const LAG: u64 = 8;

/// A validator's session keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Keys {
	/// With which it seals blocks.
	aura: [u8; 32],
	/// With which it votes.
	grandpa: [u8; 32],
}

impl Keys {
	/// The keys that a flag such as `--charlie` stands for.
	pub fn published(name: &str) -> Keys {
		let grandpa = ed25519::Pair::from_string(&format!("//{name}"), None).unwrap();
		Keys { aura: key(name).public().0, grandpa: grandpa.public().0 }
	}
}

/// Who makes blocks and who votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Set {
	id: u64,
	aura: HashSet<[u8; 32]>,
	grandpa: HashSet<[u8; 32]>,
}

impl Set {
	/// The set at a node's newest final block.
	pub async fn of(rpc: &HttpClient) -> Set {
		let at = Some(final_head(rpc).await);
		let grandpa: Vec<([u8; 32], u64)> =
			state::api(rpc, "GrandpaApi_grandpa_authorities", vec![], at).await;
		Set {
			id: state::api(rpc, "GrandpaApi_current_set_id", vec![], at).await,
			aura: sealers(rpc, at).await.into_iter().collect(),
			grandpa: grandpa.into_iter().map(|(key, _)| key).collect(),
		}
	}

	/// The next set after this.
	fn with(mut self, change: impl Fn(&mut HashSet<[u8; 32]>, &mut HashSet<[u8; 32]>)) -> Set {
		self.id += 1;
		change(&mut self.aura, &mut self.grandpa);
		self
	}

	/// The next set, with keys that come and keys that go.
	pub fn changed(self, comes: Option<Keys>, goes: Option<Keys>) -> Set {
		self.with(|aura, grandpa| {
			if let Some(keys) = goes {
				assert!(aura.remove(&keys.aura) && grandpa.remove(&keys.grandpa), "{keys:?}");
			}
			if let Some(keys) = comes {
				assert!(aura.insert(keys.aura) && grandpa.insert(keys.grandpa), "{keys:?}");
			}
		})
	}
}

/// Who seals blocks after a block, in the order of their slots.
async fn sealers(rpc: &HttpClient, at: Option<H256>) -> Vec<[u8; 32]> {
	state::api(rpc, "AuraApi_authorities", vec![], at).await
}

#[derive(Deserialize)]
struct Rotated {
	keys: Bytes,
	proof: Bytes,
}

/// Makes new session keys on a node and registers them for an account.
pub async fn register_keys(node: &Member, owner: &str) -> Keys {
	let rpc = node.rpc();
	let params = rpc_params![Bytes(account(&key(owner)).encode())];
	let made: Rotated = rpc.request("author_rotateKeysWithOwner", params).await.unwrap();
	let [aura, grandpa] = Decode::decode(&mut &made.keys[..]).unwrap();
	let keys = SessionKeys::decode(&mut &made.keys[..]).unwrap();
	let call = pallet_session::Call::set_keys { keys, proof: made.proof.0 };
	submit(&rpc, &key(owner), RuntimeCall::Session(call)).await;
	Keys { aura, grandpa }
}

/// Waits until a set is in force, in the final state; answers how long it took.
pub async fn in_force(rpc: &HttpClient, set: &Set) -> Duration {
	within_time(CHANGE, "the new set is in force", || async { Set::of(rpc).await == *set }).await
}

/// Whose keys sealed the blocks from one height to another.
async fn authors(rpc: &HttpClient, from: u64, to: u64) -> HashSet<[u8; 32]> {
	let mut found = HashSet::new();
	for height in from..=to {
		let (parent, hash) = (hash_at(rpc, height - 1).await, hash_at(rpc, height).await.unwrap());
		let keys = sealers(rpc, parent).await;
		let slot = slot(rpc, hash).await;
		found.insert(keys[(slot % keys.len() as u64) as usize]);
	}
	found
}

/// The slot of a block.
async fn slot(rpc: &HttpClient, hash: H256) -> u64 {
	let header: serde_json::Value =
		rpc.request("chain_getHeader", rpc_params![hash]).await.unwrap();
	let logs: Vec<Bytes> = serde_json::from_value(header["digest"]["logs"].clone()).unwrap();
	let slots = logs.iter().filter_map(|log| {
		let item = DigestItem::decode(&mut &log[..]).unwrap();
		<DigestItem as CompatibleDigestItem<AuthoritySignature>>::as_aura_pre_digest(&item)
	});
	slots.map(u64::from).next().unwrap()
}

/// Waits until somebody's keys have sealed a final block that comes now.
async fn makes_blocks(rpc: &HttpClient, keys: Keys) {
	let from = finalized(rpc).await + 1;
	within_time(SLOT * 20, "it makes blocks", || async {
		authors(rpc, from, finalized(rpc).await).await.contains(&keys.aura)
	})
	.await;
}

type Members = pallet_membership::Call<Runtime, ValidatorMembers>;

fn who(name: &str) -> sp_runtime::MultiAddress<sp_runtime::AccountId32, ()> {
	account(&key(name)).into()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "scripts/test-faults"]
async fn one_is_added_one_removed_one_has_new_keys() {
	let mut net = Net::start(&Chain::local().with_sessions(SESSION)).await;
	let rpc = net.members[0].rpc();
	let mut watch = Watch::default();
	let set = Set::of(&rpc).await;
	assert_eq!((set.id, set.aura.len(), set.grandpa.len()), (0, 4, 4));

	let set = eve_is_added(&mut net, &mut watch, set).await;
	let set = dave_is_removed(&mut net, &mut watch, set).await;
	charlie_has_new_keys(&mut net, &mut watch, set).await;

	let fault = "validators change";
	figure(fault, "worst lag of finality, blocks", watch.lag, LAG);
	assert!(watch.lag <= LAG, "finality lagged {} blocks", watch.lag);
}

async fn eve_is_added(net: &mut Net, watch: &mut Watch, set: Set) -> Set {
	let rpc = net.members[0].rpc();
	let eve = net.join("eve", &["--validator"]).await;
	let keys = register_keys(&net.members[eve], "Eve").await;
	let motion = motion(&rpc, RuntimeCall::Validators(Members::add_member { who: who("Eve") }));
	watch.during(net, motion).await;
	let set = set.changed(Some(keys), None);
	let took = watch.during(net, in_force(&rpc, &set)).await;
	figure("validator added", "in force after the motion, s", took.as_secs(), CHANGE.as_secs());
	watch.during(net, makes_blocks(&rpc, keys)).await;

	// Four of five votes are needed: without Dave, hers is one of them.
	net.members[3].kill();
	let went_on = net.finality_goes_on(SLOT * 15);
	let took = watch.during(net, went_on).await;
	figure("validator added", "finality by its vote, s", took.as_secs(), 30);
	net.members[3].start();
	net.finality_goes_on(SLOT * 10).await;
	set
}

async fn dave_is_removed(net: &mut Net, watch: &mut Watch, set: Set) -> Set {
	let rpc = net.members[0].rpc();
	let motion = motion(&rpc, RuntimeCall::Validators(Members::remove_member { who: who("Dave") }));
	watch.during(net, motion).await;
	let keys = Keys::published("Dave");
	let set = set.changed(None, Some(keys));
	let took = watch.during(net, in_force(&rpc, &set)).await;
	figure("validator removed", "in force after the motion, s", took.as_secs(), CHANGE.as_secs());

	// He runs on and makes no block.
	let from = finalized(&rpc).await + 1;
	let later = within_time(SLOT * 30, "ten more blocks are final", || async {
		finalized(&rpc).await > from + 10
	});
	watch.during(net, later).await;
	let authors = authors(&rpc, from, from + 10).await;
	assert_eq!(authors, set.aura, "the authors are the others");
	net.members[3].stop();
	let went_on = net.finality_goes_on(SLOT * 15);
	watch.during(net, went_on).await;
	set
}

async fn charlie_has_new_keys(net: &mut Net, watch: &mut Watch, set: Set) -> Set {
	let rpc = net.members[0].rpc();
	let keys = register_keys(&net.members[2], "Charlie").await;
	let set = set.changed(Some(keys), Some(Keys::published("Charlie")));
	let took = watch.during(net, in_force(&rpc, &set)).await;
	figure("session keys rotated", "in force, s", took.as_secs(), CHANGE.as_secs());
	watch.during(net, makes_blocks(&rpc, keys)).await;

	// What the flag stands for goes with the flag; the keystore has the new keys only.
	net.members[2].stop();
	net.members[2].replace("--charlie", "--validator").start();
	watch.during(net, makes_blocks(&rpc, keys)).await;
	let went_on = net.finality_goes_on(SLOT * 15);
	watch.during(net, went_on).await;
	set
}
