//! Salus's own methods: a prescription's life seen through them, and what they say to garbage.
// A test fails by panicking, its helpers too.
#![allow(
	clippy::unwrap_used,
	clippy::expect_used,
	clippy::panic,
	clippy::indexing_slicing,
	clippy::arithmetic_side_effects,
	clippy::as_conversions
)]

mod common;

use common::{
	extrinsic::{self, account, key},
	until, Node,
};
use jsonrpsee::{
	core::{
		client::{ClientT, Subscription, SubscriptionClientT},
		ClientError,
	},
	rpc_params,
	ws_client::WsClient,
};
use salus_consortium_runtime::{Prescriptions, RuntimeCall};
use salus_primitives::{LicenceId, Moment, RxId};
use salus_rpc::{
	error::{NOT_FOUND, STATE_PRUNED, TOO_MANY, UNKNOWN_BLOCK},
	json::{Access, Closure, Item, LicenceStatus, Outcome, Role, Stage},
	subscription::{Certainty, Notification},
	PrescriptionsRpcClient, RegistryRpcClient,
};
use serde_json::{json, Value};
use sp_core::{sr25519::Pair, Encode, H256};
use sp_io::hashing::blake2_256;
use std::time::{Duration, UNIX_EPOCH};

/// The licences of the development chain's genesis.
const PRESCRIBER: LicenceId = 1;
const DISPENSER: LicenceId = 2;

const DAY: Moment = 86_400_000;

type Call = pallet_prescriptions::Call<salus_consortium_runtime::Runtime>;

/// A prescription on paper: what opens its id.
struct Paper {
	commitment: H256,
	authored_at: Moment,
}

impl Paper {
	fn new(salt: u8) -> Self {
		let authored_at = UNIX_EPOCH.elapsed().unwrap().as_millis() as u64;
		Paper { commitment: H256::repeat_byte(salt), authored_at }
	}

	fn id(&self) -> RxId {
		Prescriptions::rx_id(PRESCRIBER, self.authored_at, &self.commitment)
	}

	fn issue(&self) -> RuntimeCall {
		let terms = pallet_prescriptions::Terms {
			class: 0,
			unit: 1,
			quantity: 28,
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
}

/// Sends a call and waits until it is in a block.
async fn act(client: &WsClient, who: &Pair, call: RuntimeCall) {
	let nonce = extrinsic::nonce(client, who).await;
	extrinsic::submit(client, who, call).await;
	until("the transaction is in a block", || async {
		let pending: Vec<Value> =
			client.request("author_pendingExtrinsics", rpc_params![]).await.unwrap();
		(pending.is_empty() && extrinsic::nonce(client, who).await > nonce).then_some(())
	})
	.await;
}

async fn next<T: serde::de::DeserializeOwned>(
	notifications: &mut Subscription<Notification<T>>,
) -> (Certainty, T) {
	let next = tokio::time::timeout(common::PATIENCE, notifications.next()).await;
	let told = next.expect("a notification in time").expect("not ended").expect("well formed");
	(told.certainty, told.value)
}

/// What the chain's clock said at a block.
async fn time(client: &WsClient, block: H256) -> Moment {
	// twox_128("Timestamp") ++ twox_128("Now")
	let key = "0xf0c365c3cf59d671eb72da0e7a4113c49f1f0515f462cdcf84e0f1d6045dfcbb";
	let value: String = client.request("state_getStorage", rpc_params![key, block]).await.unwrap();
	let bytes = sp_core::bytes::from_hex(&value).unwrap();
	u64::from_le_bytes(bytes.try_into().unwrap())
}

#[tokio::test]
async fn a_prescription_is_followed_from_issue_to_cancellation() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (prescriber, pharmacy, paper) = (key("Prescriber"), key("Pharmacy"), Paper::new(7));
	let id = paper.id();

	// Somebody waits for the item before it exists, the pharmacy for whatever comes.
	let mut item = client.subscribe_item(id).await.unwrap();
	let mut counter = client.subscribe_dispenser(DISPENSER).await.unwrap();
	for certainty in [Certainty::Best, Certainty::Finalized] {
		assert_eq!(next(&mut item).await, (certainty, None));
		assert_eq!(next(&mut counter).await, (certainty, vec![]));
	}

	act(&client, &prescriber, paper.issue()).await;
	let issued = client.get(id, None).await.unwrap();
	assert_eq!((issued.issuer, issued.stage, issued.trail.events), (PRESCRIBER, Stage::Free, 1));
	let live = issued.live.clone().unwrap();
	assert_eq!(live.patient, account(&key("Patient")));
	assert_eq!(
		(live.quantity, live.repeats, live.access),
		(28, 1, Access::Only { licence: DISPENSER })
	);
	for certainty in [Certainty::Best, Certainty::Finalized] {
		assert_eq!(next(&mut item).await, (certainty, Some(issued.clone())));
	}

	let claim = Call::claim { licence: DISPENSER, ids: vec![id].try_into().unwrap() };
	act(&client, &pharmacy, RuntimeCall::Prescriptions(claim)).await;
	let held = client.get(id, None).await.unwrap();
	assert!(matches!(held.stage, Stage::Held { by: DISPENSER, pending: false, .. }), "{held:?}");
	assert_eq!(
		client.outcomes(vec![id, H256::zero()]).await.unwrap(),
		[Some(Outcome::WithDispenser), None]
	);
	assert_eq!(client.held_by(DISPENSER, None, None, None).await.unwrap().items, [id]);
	for certainty in [Certainty::Best, Certainty::Finalized] {
		assert_eq!(next(&mut counter).await, (certainty, vec![id]));
		assert_eq!(next(&mut item).await, (certainty, Some(held.clone())));
	}
	// The past stays as it was.
	let then: H256 =
		client.request("chain_getBlockHash", rpc_params![issued.trail.last]).await.unwrap();
	assert_eq!(client.get(id, Some(then)).await.unwrap(), issued);
	assert_eq!(client.held_by(DISPENSER, None, None, Some(then)).await.unwrap().items, []);

	let cancel = Call::cancel { licence: PRESCRIBER, ids: vec![id].try_into().unwrap() };
	act(&client, &prescriber, RuntimeCall::Prescriptions(cancel)).await;
	let back = Call::return_item { ids: vec![id].try_into().unwrap(), reason: 1 };
	act(&client, &pharmacy, RuntimeCall::Prescriptions(back)).await;
	let closed = client.get(id, None).await.unwrap();
	assert!(matches!(closed.stage, Stage::Closed { why: Closure::Cancelled, .. }), "{closed:?}");
	assert_eq!(client.outcomes(vec![id]).await.unwrap(), [Some(Outcome::AlreadyCancelled)]);

	verify(&client, &paper, &closed).await;
	replay(&client, &closed).await;
}

/// The paper opens the id, another does not.
async fn verify(client: &WsClient, paper: &Paper, item: &Item) {
	let told =
		client.verify(item.id, None, paper.authored_at, paper.commitment, None).await.unwrap();
	assert!(told.opens && !told.tainted);
	assert_eq!((told.issuer, told.issued_at, told.stage), (PRESCRIBER, item.issued_at, item.stage));
	assert_eq!(
		(told.issuer_then, told.issuer_now),
		(Some(LicenceStatus::Valid), Some(LicenceStatus::Valid))
	);
	let forged = H256::repeat_byte(8);
	assert!(!client.verify(item.id, None, paper.authored_at, forged, None).await.unwrap().opens);
	let other = Some(DISPENSER);
	assert!(
		!client
			.verify(item.id, other, paper.authored_at, paper.commitment, None)
			.await
			.unwrap()
			.opens
	);
}

/// The events that the node finds hash to the trail's head.
async fn replay(client: &WsClient, item: &Item) {
	let mut history = client.trail(item.id, None, None).await.unwrap();
	assert!(history.complete);
	assert_eq!(history.trail, item.trail);
	history.steps.reverse();
	let (mut head, mut names) = (item.id, vec![]);
	for step in &history.steps {
		let now = time(client, step.block.hash).await;
		for event in &step.events {
			let link =
				[head.as_bytes(), &event.scale[..], &(step.block.number, now).encode()].concat();
			head = blake2_256(&link).into();
			names.push(event.name.as_str());
		}
	}
	assert_eq!(names, ["Issued", "Held", "CancelRequested", "Closed"]);
	assert_eq!(head, item.trail.head);

	let newest = client.trail(item.id, None, Some(1)).await.unwrap();
	assert_eq!((newest.steps.len(), newest.complete), (1, false));
}

#[tokio::test]
async fn licences_are_told_by_id_and_by_holder() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let holder = account(&key("Prescriber"));
	let licence = client.licence(PRESCRIBER, None).await.unwrap();
	assert_eq!((licence.role, licence.status), (Role::Prescriber, LicenceStatus::Valid));
	assert_eq!(licence.holder, holder);
	let page = client.licences_of(holder, None, None, None).await.unwrap();
	assert_eq!((page.items, page.next), (vec![licence], None));
	assert_eq!(client.status(DISPENSER, None).await.unwrap(), LicenceStatus::Valid);
	assert!(client.policy(0).await.unwrap().max_quantity > 0);
}

/// The code of the error that a method answers.
async fn code(client: &WsClient, method: &str, params: Value) -> i32 {
	let Value::Array(params) = params else { panic!("parameters are a list") };
	let mut list = jsonrpsee::core::params::ArrayParams::new();
	params.into_iter().for_each(|param| list.insert(param).unwrap());
	match client.request::<Value, _>(method, list).await {
		Err(ClientError::Call(error)) => error.code(),
		other => panic!("{method}: {other:?}"),
	}
}

#[tokio::test]
async fn garbage_gives_documented_errors_and_the_node_lives() {
	const INVALID_PARAMS: i32 = -32602;
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (id, nowhere) = (H256::repeat_byte(1), H256::repeat_byte(2));
	let many = vec![id; 33];
	let flood = vec![id; 20_000];
	for (method, params, expected) in [
		("prescriptions_get", json!([]), INVALID_PARAMS),
		("prescriptions_get", json!(["0x12"]), INVALID_PARAMS),
		("prescriptions_get", json!(["zz".repeat(40)]), INVALID_PARAMS),
		("prescriptions_get", json!([5]), INVALID_PARAMS),
		("prescriptions_get", json!([{"id": id}]), INVALID_PARAMS),
		("prescriptions_get", json!([id, nowhere]), UNKNOWN_BLOCK),
		("prescriptions_get", json!([id]), NOT_FOUND),
		("prescriptions_trail", json!([id]), NOT_FOUND),
		("prescriptions_trail", json!([id, null, 65]), TOO_MANY),
		("prescriptions_outcomes", json!([many]), TOO_MANY),
		("prescriptions_outcomes", json!([flood]), TOO_MANY),
		("prescriptions_outcomes", json!([id]), INVALID_PARAMS),
		("prescriptions_heldBy", json!([1, null, 65]), TOO_MANY),
		("prescriptions_heldBy", json!([-1]), INVALID_PARAMS),
		("prescriptions_policy", json!([250]), NOT_FOUND),
		("prescriptions_policy", json!([256]), INVALID_PARAMS),
		("prescriptions_verify", json!([id, null, 1, nowhere]), NOT_FOUND),
		("prescriptions_verify", json!([id, null, "now", nowhere]), INVALID_PARAMS),
		("prescriptions_subscribeItem", json!(["0x12"]), INVALID_PARAMS),
		("prescriptions_subscribeDispenser", json!([4_294_967_296u64]), INVALID_PARAMS),
		("registry_licence", json!([0]), NOT_FOUND),
		("registry_licence", json!([4_294_967_295u32]), NOT_FOUND),
		("registry_licence", json!([1, "0x"]), INVALID_PARAMS),
		("registry_status", json!([99]), NOT_FOUND),
		("registry_licencesOf", json!(["5Grw"]), INVALID_PARAMS),
	] {
		assert_eq!(
			code(&client, method, params.clone()).await,
			expected,
			"{method} {}",
			&params.to_string()[..40.min(params.to_string().len())]
		);
	}
	assert!(client.licence(PRESCRIBER, None).await.is_ok());
}

#[tokio::test]
async fn a_state_that_is_gone_is_said_to_be_gone() {
	let node = Node::dev(&["--sealing", "manual", "--state-pruning", "4"]);
	let client = node.client().await;
	for _ in 0..12 {
		client.request::<Value, _>("engine_createBlock", rpc_params![true, true]).await.unwrap();
	}
	let first: H256 = client.request("chain_getBlockHash", rpc_params![1]).await.unwrap();
	assert_eq!(code(&client, "prescriptions_get", json!([first, first])).await, STATE_PRUNED);
	assert_eq!(code(&client, "registry_licence", json!([1, first])).await, STATE_PRUNED);
}

#[tokio::test]
async fn a_subscriber_that_leaves_takes_nothing_along() {
	let node = Node::dev(&["--sealing", "manual"]);
	for round in 0..3 {
		let client = node.client().await;
		let mut item: Subscription<Value> = client
			.subscribe(
				"prescriptions_subscribeItem",
				rpc_params![H256::repeat_byte(round)],
				"prescriptions_unsubscribeItem",
			)
			.await
			.unwrap();
		assert!(item.next().await.is_some());
		if round == 0 {
			item.unsubscribe().await.unwrap();
		}
	}
	let client = node.client().await;
	client.request::<Value, _>("engine_createBlock", rpc_params![true, true]).await.unwrap();
	tokio::time::sleep(Duration::from_millis(200)).await;
	assert!(!node.log().contains("panicked"));
}
