//! What people do on the development chain, and how a test follows it.

use super::{
	extrinsic::{self, account, key},
	until, PATIENCE,
};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription},
		ClientError,
	},
	rpc_params,
	ws_client::WsClient,
};
use salus_consortium_runtime::{Prescriptions, Runtime, RuntimeCall};
use salus_primitives::{ids::DAY, BlockNumber, LicenceId, Moment, RxId, Trail};
use salus_rpc::{
	json::{Event, History, Link, News, StateProof},
	subscription::{Certainty, Notification},
	BlockRef,
};
use serde_json::Value;
use sp_core::{sr25519::Pair, storage::well_known_keys::CODE, Bytes, Decode, Encode, H256};
use sp_io::hashing::{blake2_256, twox_128};
use sp_runtime::{generic::Header, traits::BlakeTwo256};
use sp_state_machine::{read_proof_check, CompactProof};
use std::time::UNIX_EPOCH;

/// The licences of the development chain's genesis.
pub const PRESCRIBER: LicenceId = 1;
pub const DISPENSER: LicenceId = 2;
pub const PAYER: LicenceId = 3;

/// The quantity of a fill of every prescription here.
pub const QUANTITY: u32 = 28;

type Call = pallet_prescriptions::Call<Runtime>;

/// A prescription on paper: what opens its id.
pub struct Paper {
	pub commitment: H256,
	pub authored_at: Moment,
}

impl Paper {
	pub fn new(salt: u8) -> Self {
		let authored_at = UNIX_EPOCH.elapsed().unwrap().as_millis() as u64;
		Paper { commitment: H256::repeat_byte(salt), authored_at }
	}

	pub fn id(&self) -> RxId {
		Prescriptions::rx_id(PRESCRIBER, self.authored_at, &self.commitment)
	}

	pub fn issue(&self) -> RuntimeCall {
		let terms = pallet_prescriptions::Terms {
			class: 0,
			unit: 1,
			quantity: QUANTITY,
			repeats: 1,
			interval_h: 24,
			partial_h: 0,
			from: self.authored_at - DAY,
			until: self.authored_at + 30 * DAY,
		};
		RuntimeCall::Prescriptions(Call::issue {
			licence: PRESCRIBER,
			commitment: self.commitment,
			authored_at: self.authored_at,
			patient: account(&key("Patient")),
			terms,
			substitution: true,
			access: pallet_prescriptions::Access::Only(DISPENSER),
			prior: None,
		})
	}

	pub fn claim(&self) -> RuntimeCall {
		let ids = vec![self.id()].try_into().unwrap();
		RuntimeCall::Prescriptions(Call::claim { licence: DISPENSER, ids })
	}

	pub fn dispense(&self) -> RuntimeCall {
		RuntimeCall::Prescriptions(Call::dispense {
			licence: DISPENSER,
			id: self.id(),
			quantity: QUANTITY,
			product: H256::repeat_byte(1),
			substituted: false,
		})
	}
}

/// Sends a call and waits until it is in a block.
pub async fn act(client: &WsClient, who: &Pair, call: RuntimeCall) {
	act_often(client, who, vec![call]).await;
}

/// Sends calls one after the other without waiting, and waits until all are in blocks.
pub async fn act_often(client: &WsClient, who: &Pair, calls: Vec<RuntimeCall>) {
	let genesis = client.request("chain_getBlockHash", rpc_params![0]).await.unwrap();
	let mut nonce = extrinsic::nonce(client, who).await;
	for call in calls {
		extrinsic::submit_with(client, who, call, nonce, genesis).await;
		nonce += 1;
	}
	until_in_blocks(client, who, nonce).await;
}

/// Waits until all of somebody's transactions below a nonce are in blocks: first the pool has them, or blocks do, then no pool.
pub async fn until_in_blocks(client: &WsClient, who: &Pair, nonce: u32) {
	until("the transactions are in blocks", || async {
		if extrinsic::nonce(client, who).await < nonce {
			return None;
		}
		let pending: Vec<Value> =
			client.request("author_pendingExtrinsics", rpc_params![]).await.unwrap();
		pending.is_empty().then_some(())
	})
	.await;
}

/// Makes a block on a node that does so on request; final or not.
pub async fn seal(client: &WsClient, finalize: bool) -> H256 {
	let made: Value =
		client.request("engine_createBlock", rpc_params![true, finalize]).await.unwrap();
	serde_json::from_value(made["hash"].clone()).unwrap()
}

/// Makes final blocks, as [`seal`] does, until the state of the first is gone, and answers that block. How many that takes is not
/// known: whoever still looks at a block keeps its state.
pub async fn pruned(client: &WsClient) -> H256 {
	let first = seal(client, true).await;
	until("the first state is gone", || async {
		seal(client, true).await;
		let code = rpc_params![Bytes(CODE.to_vec()), first];
		client.request::<Value, _>("state_getStorageHash", code).await.is_err().then_some(())
	})
	.await;
	first
}

/// A call that changes nothing but makes a block, with which the chain's time goes on.
pub fn pass() -> RuntimeCall {
	RuntimeCall::System(frame_system::Call::remark { remark: vec![] })
}

/// What a subscription tells next.
pub async fn next<T: serde::de::DeserializeOwned>(
	notifications: &mut Subscription<Notification<T>>,
) -> (Certainty, T) {
	let next = tokio::time::timeout(PATIENCE, notifications.next()).await;
	let told = next.expect("a notification in time").expect("not ended").expect("well formed");
	(told.certainty, told.value)
}

/// The first message of a certainty, here or still to come, that is as wanted.
pub async fn until_told<T: serde::de::DeserializeOwned + std::fmt::Debug>(
	notifications: &mut Subscription<Notification<T>>,
	certainty: Certainty,
	wanted: impl Fn(&T) -> bool,
) -> T {
	loop {
		let (told, value) = next(notifications).await;
		if told == certainty && wanted(&value) {
			return value;
		}
	}
}

/// Events with their blocks.
pub type Events = Vec<(BlockRef, Event)>;

/// What a subscription to a history tells until so many events were told of the newest and of the final blocks. Between two
/// messages no block is left out.
pub async fn news<S, R>(
	notifications: &mut Subscription<Notification<News<S, R>>>,
	count: usize,
) -> [Events; 2]
where
	S: serde::de::DeserializeOwned,
	R: serde::de::DeserializeOwned,
{
	let (mut told, mut begun) = ([vec![], vec![]], [false; 2]);
	while told.iter().any(|events| events.len() < count) {
		let (certainty, news) = next(notifications).await;
		let of = usize::from(certainty == Certainty::Finalized);
		assert_eq!(news.since.is_some(), begun[of], "a gap");
		begun[of] = true;
		assert!(news.retracted.is_empty());
		told[of].extend(news.events.into_iter().map(|happened| (happened.block, happened.event)));
	}
	told
}

/// What a proof says to stand under storage keys, checked with nothing but the block's hash.
pub fn proved(state: &StateProof, keys: &[Vec<u8>]) -> Vec<Option<Vec<u8>>> {
	let header = header(&state.header);
	assert_eq!(header.hash(), state.block.hash);
	let nodes = state.nodes.iter().map(|node| node.to_vec());
	let values = values(header.state_root, nodes.collect(), keys);
	assert_eq!(values.len(), keys.len());
	values
}

/// A header, from its bytes.
pub fn header(bytes: &Bytes) -> Header<BlockNumber, BlakeTwo256> {
	Decode::decode(&mut &bytes[..]).unwrap()
}

/// What a compact proof says to stand under keys of a tree with this root.
pub fn values(root: H256, nodes: Vec<Vec<u8>>, keys: &[Vec<u8>]) -> Vec<Option<Vec<u8>>> {
	let proof = CompactProof { encoded_nodes: nodes };
	let (proof, _) = proof.to_storage_proof::<BlakeTwo256>(&root).unwrap();
	let mut values = read_proof_check::<BlakeTwo256, _>(root, proof, keys).unwrap();
	keys.iter().map(|key| values.remove(key).unwrap()).collect()
}

/// Where the chain's clock stands in the state.
pub fn clock() -> Vec<u8> {
	[twox_128(b"Timestamp"), twox_128(b"Now")].concat()
}

/// The trail to which events lead.
pub fn replayed(first: Trail, events: &[Link]) -> salus_rpc::json::Trail {
	let mut trail = first;
	for Link { block, event } in events {
		let link =
			[trail.head.as_bytes(), &event.scale[..], &(block.number, event.at).encode()].concat();
		trail = Trail { head: blake2_256(&link).into(), n: trail.n + 1, last: block.number };
	}
	(&trail).into()
}

/// What the chain's clock said at a block.
pub async fn time(client: &WsClient, block: H256) -> Moment {
	let value: Bytes =
		client.request("state_getStorage", rpc_params![Bytes(clock()), block]).await.unwrap();
	u64::from_le_bytes(value.0.try_into().unwrap())
}

/// The events that the node found hash to the trail's head, from the trail's first link; answers their names, oldest first.
pub async fn replay(client: &WsClient, first: H256, history: &History) -> Vec<String> {
	assert!(history.complete);
	let (mut head, mut names) = (first, vec![]);
	for step in history.steps.iter().rev() {
		let now = time(client, step.block.hash).await;
		for event in &step.events {
			// What time did enters with the time at which it took effect, the event's last field.
			let at = match event.name.as_str() {
				"Lapsed" => {
					Moment::from_le_bytes(*event.scale.last_chunk().expect("it ends with a time"))
				},
				_ => now,
			};
			let link =
				[head.as_bytes(), &event.scale[..], &(step.block.number, at).encode()].concat();
			head = blake2_256(&link).into();
			names.push(event.name.clone());
		}
	}
	assert_eq!(head, history.trail.head);
	names
}

/// The code of the error that a method answers.
pub async fn code(client: &WsClient, method: &str, params: Value) -> i32 {
	let Value::Array(params) = params else { panic!("parameters are a list") };
	let mut list = jsonrpsee::core::params::ArrayParams::new();
	params.into_iter().for_each(|param| list.insert(param).unwrap());
	match client.request::<Value, _>(method, list).await {
		Err(ClientError::Call(error)) => error.code(),
		other => panic!("{method}: {other:?}"),
	}
}

/// The code for parameters of a wrong form.
pub const INVALID_PARAMS: i32 = -32602;
