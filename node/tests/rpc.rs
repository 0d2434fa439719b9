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
	acts::{act, code, next, pruned, replay, seal, Paper, DISPENSER, INVALID_PARAMS, PRESCRIBER},
	extrinsic::{account, key},
	Node,
};
use jsonrpsee::{
	core::client::{ClientT, Subscription, SubscriptionClientT},
	rpc_params,
	ws_client::WsClient,
};
use salus_consortium_runtime::{Runtime, RuntimeCall};
use salus_rpc::{
	error::{NOT_FOUND, STATE_PRUNED, TOO_MANY, UNKNOWN_BLOCK},
	json::{Access, Closure, Item, LicenceStatus, Outcome, Role, Stage},
	subscription::Certainty,
	PrescriptionsRpcClient, RegistryRpcClient,
};
use serde_json::{json, Value};
use sp_core::H256;
use std::time::Duration;

type Call = pallet_prescriptions::Call<Runtime>;

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

	act(&client, &pharmacy, paper.claim()).await;
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
	let history = client.trail(id, None, None).await.unwrap();
	assert_eq!(history.trail, closed.trail);
	let names = replay(&client, id, &history).await;
	assert_eq!(names, ["Issued", "Held", "CancelRequested", "Closed"]);
	let newest = client.trail(id, None, Some(1)).await.unwrap();
	assert_eq!((newest.steps.len(), newest.complete), (1, false));
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

#[tokio::test]
async fn garbage_gives_documented_errors_and_the_node_lives() {
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
	let first = pruned(&client).await;
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
	seal(&client, true).await;
	tokio::time::sleep(Duration::from_millis(200)).await;
	assert!(!node.log().contains("panicked"));
}
