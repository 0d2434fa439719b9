//! `reimbursement_*`: money seen from pool to payment, and what the methods say to garbage.
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
	acts::{
		act, code, next, proved, pruned, replay, replayed, Paper, DISPENSER, INVALID_PARAMS, PAYER,
		QUANTITY,
	},
	extrinsic::key,
	Node,
};
use jsonrpsee::{
	core::client::{ClientT, Subscription},
	rpc_params,
	ws_client::WsClient,
};
use pallet_reimbursement_escrow as escrow;
use salus_consortium_runtime::constants::SLOT_DURATION;
use salus_consortium_runtime::{AnyAssetId, Runtime, RuntimeCall};
use salus_primitives::{ids::DAY, Moment, Trail};
use salus_rpc::{
	error::{NOT_FOUND, STATE_PRUNED, UNKNOWN_BLOCK},
	json::{
		Adjustment, Amount, Asset, Cause, Claim, ClaimKey, ClaimStage, DeadlineKind, Desk,
		QuoteFault, Split,
	},
	subscription::{Certainty, Notification},
	EvidenceOfRowsRpcClient, ReimbursementRpcClient,
};
use serde_json::json;
use sp_core::{sr25519::Pair, Decode, Encode, H256};
use sp_io::hashing::blake2_256;

/// The Care Dollar of the development chain.
const CARE: AnyAssetId = AnyAssetId::WithId(1);
const ASSET: Asset = Asset::WithId(1);

type Call = escrow::Call<Runtime>;

/// The parties of every test here.
struct Parties {
	prescriber: Pair,
	pharmacy: Pair,
	insurer: Pair,
}

impl Parties {
	fn new() -> Self {
		let (prescriber, pharmacy) = (key("Prescriber"), key("Pharmacy"));
		Parties { prescriber, pharmacy, insurer: key("Insurer") }
	}

	/// The insurer's act.
	async fn pay(&self, client: &WsClient, call: Call) {
		act(client, &self.insurer, RuntimeCall::ReimbursementEscrow(call)).await;
	}

	/// The pharmacy's act.
	async fn ask(&self, client: &WsClient, call: Call) {
		act(client, &self.pharmacy, RuntimeCall::ReimbursementEscrow(call)).await;
	}

	async fn fund(&self, client: &WsClient) {
		self.pay(client, Call::fund { licence: PAYER, asset: CARE, amount: 100_000 }).await;
	}

	async fn hand_out(&self, client: &WsClient, paper: &Paper) {
		act(client, &self.pharmacy, paper.claim()).await;
		act(client, &self.pharmacy, paper.dispense()).await;
	}
}

/// The first claim of a prescription's first dispense.
fn key_of(paper: &Paper) -> ClaimKey {
	ClaimKey { rx: paper.id(), dispense: 0, rank: 0 }
}

/// The first link of a claim's trail.
fn first_link(key: ClaimKey) -> H256 {
	Trail::of_key(b"ReimbursementEscrow", &escrow::ClaimKey::from(key)).head
}

fn split(payer: u128, patient: u128, writeoff: u128) -> Split {
	let [payer, patient, writeoff, other] = [payer, patient, writeoff, 0].map(Amount);
	Split { payer, patient, writeoff, other }
}

/// Both sides are told the same, first at the newest block and then when it is final.
async fn told(desks: &mut [Subscription<Notification<Desk>>; 2]) -> Desk {
	let mut all = vec![];
	for desk in desks {
		for certainty in [Certainty::Best, Certainty::Finalized] {
			let (told, value) = next(desk).await;
			assert_eq!(told, certainty);
			all.push(value);
		}
	}
	assert!(all.iter().all(|desk| *desk == all[0]), "{all:#?}");
	all.remove(0)
}

async fn subscribe(client: &WsClient) -> [Subscription<Notification<Desk>>; 2] {
	let mut desks = [
		client.subscribe_provider(DISPENSER).await.unwrap(),
		client.subscribe_payer(PAYER).await.unwrap(),
	];
	let nothing = Desk { claims: vec![], deadlines: vec![], open: 0, complete: true };
	assert_eq!(told(&mut desks).await, nothing);
	desks
}

#[tokio::test]
async fn a_covered_dispense_is_quoted_paid_explained_and_proved() {
	let node = Node::dev(&["--evidence-rpc"]);
	let client = node.client().await;
	let (parties, paper) = (Parties::new(), Paper::new(7));
	let (rx, key) = (paper.id(), key_of(&paper));
	let mut desks = subscribe(&client).await;

	parties.fund(&client).await;
	let pool = client.pool(PAYER, ASSET, None).await.unwrap();
	assert_eq!((pool.free, pool.waiting), (Amount(100_000), 0));

	act(&client, &parties.prescriber, paper.issue()).await;
	let rule = escrow::PriceRule { per_fill: 100, per_unit: 10, cap: 1_000, fixed: 50, ppm: 0 };
	let cover = Call::cover {
		licence: PAYER,
		rx,
		rank: 0,
		asset: CARE,
		rule: escrow::Rule::Inline(rule),
		provider: Some(DISPENSER),
		until: paper.authored_at + 30 * DAY,
		reserve: 600,
	};
	parties.pay(&client, cover).await;
	let cover = client.cover(rx, 0, None).await.unwrap();
	assert_eq!((cover.remaining, cover.reserved), (Amount(600), true));
	assert_eq!(client.pool(PAYER, ASSET, None).await.unwrap().free, Amount(99_400));
	quotes(&client, rx).await;

	parties.hand_out(&client, &paper).await;
	let claim = client.claim(key, None).await.unwrap();
	let ClaimStage::Paid { payment, .. } = &claim.stage else { panic!("{claim:?}") };
	assert_eq!((payment.cause, payment.split), (Cause::AtDispense, split(330, 50, 0)));
	assert_eq!(client.claims(rx, None).await.unwrap(), std::slice::from_ref(&claim));
	assert_eq!(client.cover(rx, 0, None).await.unwrap().remaining, Amount(270));

	let desk = told(&mut desks).await;
	assert_eq!((desk.claims, desk.deadlines, desk.open), (vec![claim.clone()], vec![], 0));

	let explained = client.explain(key, None).await.unwrap();
	assert_eq!((&explained.claim, explained.split), (&claim, Some(payment.split)));
	assert_eq!((explained.adjustments, explained.deadlines), (Some(vec![]), vec![]));
	assert!(explained.words[1].contains("in the block of the dispense"), "{:?}", explained.words);
	let history = explained.history.unwrap();
	assert_eq!(replay(&client, first_link(key), &history).await, ["Paid"]);

	let proof = client.of_claim(key, None).await.unwrap();
	let row = escrow::Claims::<Runtime>::hashed_key_for(rx, (key.dispense, key.rank));
	let item = pallet_prescriptions::Items::<Runtime>::hashed_key_for(rx);
	let [Some(row), Some(_)] = &proved(&proof.state, &[row, item])[..] else { panic!("{proof:?}") };
	let row = escrow::ClaimOf::<Runtime>::decode(&mut &row[..]).unwrap();
	let events = proof.trail.unwrap().events;
	assert_eq!(replayed(Trail::of_id(first_link(key)), &events), (&row.trail).into());

	// Before that block there was none.
	let before = history.steps[0].block.number - 1;
	let before: H256 = client.request("chain_getBlockHash", rpc_params![before]).await.unwrap();
	assert_eq!(client.claims(rx, Some(before)).await.unwrap(), []);
	assert_eq!(code(&client, "reimbursement_claim", json!([key, before])).await, NOT_FOUND);
}

/// What a dispense would pay under a cover of 600 for the pharmacy alone.
async fn quotes(client: &WsClient, rx: H256) {
	let quote = client.quote(rx, DISPENSER, QUANTITY, None).await.unwrap();
	assert_eq!((quote.payer, quote.asset, quote.allowed), (PAYER, ASSET, Amount(380)));
	assert_eq!((quote.split, quote.deferred), (split(330, 50, 0), None));
	let large = client.quote(rx, DISPENSER, 10_000, None).await.unwrap();
	assert_eq!((large.split, large.deferred), (split(950, 50, 0), Some(QuoteFault::Exhausted)));
	assert!(large.words.contains("less is left of the cover"), "{}", large.words);
	let other = client.quote(rx, PAYER, QUANTITY, None).await.unwrap();
	assert_eq!(other.deferred, Some(QuoteFault::OtherProvider));
}

/// A contract of a year with a cap of 500, signed by both, under which the payer has so long to pay.
async fn contract(client: &WsClient, parties: &Parties, paper: &Paper, pay: Moment) {
	let terms = escrow::Terms {
		asset: CARE,
		notice: pay / 2,
		pay,
		filing: 30 * DAY,
		interest_ppm: 50_000,
		silent_cap: 500,
		until: paper.authored_at + 365 * DAY,
	};
	let hash = blake2_256(&terms.encode()).into();
	parties.pay(client, Call::offer_contract { licence: PAYER, provider: DISPENSER, terms }).await;
	let offered = client.contract(PAYER, DISPENSER, None).await.unwrap();
	assert_eq!((offered.since, offered.terms.silent_cap), (None, Amount(500)));
	parties.ask(client, Call::accept_contract { licence: DISPENSER, payer: PAYER, hash }).await;
	assert!(client.contract(PAYER, DISPENSER, None).await.unwrap().since.is_some());
}

/// The pharmacy claims 450.
fn submit(key: ClaimKey) -> Call {
	let (key, commitment) = (key.into(), H256::repeat_byte(3));
	Call::submit { licence: DISPENSER, key, payer: PAYER, billed: 450, commitment }
}

/// The number of claims in each bucket, and what is outstanding in the first.
async fn ages(client: &WsClient) -> (Vec<u32>, Option<Amount>) {
	let ageing = client.ageing(DISPENSER, None, None).await.unwrap();
	assert_eq!(ageing.next, None);
	let claims = ageing.buckets.iter().map(|bucket| bucket.claims).collect();
	(claims, ageing.buckets[0].sums.first().map(|sum| sum.outstanding))
}

#[tokio::test]
async fn a_claim_is_followed_from_submission_to_a_cut_payment() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (parties, paper) = (Parties::new(), Paper::new(8));
	let key = key_of(&paper);
	let mut desks = subscribe(&client).await;
	parties.fund(&client).await;
	contract(&client, &parties, &paper, 14 * DAY).await;
	act(&client, &parties.prescriber, paper.issue()).await;
	parties.hand_out(&client, &paper).await;
	assert_eq!(
		code(&client, "reimbursement_quote", json!([paper.id(), DISPENSER, 28])).await,
		NOT_FOUND
	);

	parties.ask(&client, submit(key)).await;
	let submitted = client.claim(key, None).await.unwrap();
	assert!(matches!(submitted.stage, ClaimStage::Submitted { .. }), "{submitted:?}");
	assert_eq!((submitted.billed, submitted.reserved), (Amount(450), Amount(450)));
	let desk = told(&mut desks).await;
	assert_eq!((desk.claims, desk.open), (vec![submitted.clone()], 1));
	let ahead = desk.deadlines.iter().map(|ahead| (ahead.key, ahead.deadline.what));
	assert_eq!(
		ahead.collect::<Vec<_>>(),
		[(key, DeadlineKind::Notice), (key, DeadlineKind::Payment)]
	);
	assert_eq!(desk.deadlines[1].deadline.at, submitted.pay_by);
	assert_eq!(ages(&client).await, (vec![1, 0, 0, 0, 0], Some(Amount(450))));
	assert_eq!(client.explain(key, None).await.unwrap().split, None);

	let cut = escrow::Adjustment { group: escrow::Group::CO, carc: 45, amount: 30 };
	let adjudicate = Call::adjudicate {
		licence: PAYER,
		key: key.into(),
		payer: 400,
		patient: 20,
		adjustments: vec![cut].try_into().unwrap(),
	};
	parties.pay(&client, adjudicate).await;
	let paid = told(&mut desks).await;
	assert_eq!((paid.claims.len(), paid.open), (1, 1));
	assert_eq!(ages(&client).await, (vec![0; 5], None));
	cut_is_explained(&client, &paid.claims[0]).await;
}

/// The cut with its reason, and until when it can be appealed.
async fn cut_is_explained(client: &WsClient, claim: &Claim) {
	let key = claim.key;
	let ClaimStage::Paid { appeal_by, .. } = claim.stage else { panic!("{claim:?}") };
	let explained = client.explain(key, None).await.unwrap();
	assert_eq!((&explained.claim, explained.split), (claim, Some(split(400, 20, 30))));
	let adjustment = Adjustment { group: "CO".into(), carc: "45".into(), amount: Amount(30) };
	assert_eq!(explained.adjustments, Some(vec![adjustment]));
	assert_eq!(explained.deadlines.len(), 1);
	let deadline = &explained.deadlines[0];
	assert_eq!((deadline.what, deadline.at), (DeadlineKind::Appeal, appeal_by));
	assert!(explained.words.contains(&deadline.words));
	let cut = "30 minor units of asset 1 taken off: group CO, reason code 45.";
	assert!(explained.words.iter().any(|words| words == cut), "{:?}", explained.words);
	let history = explained.history.unwrap();
	assert_eq!(history.trail, claim.trail);
	let names = replay(client, first_link(key), &history).await;
	assert_eq!(names, ["Submitted", "Adjudicated", "Paid"]);
}

#[tokio::test]
async fn a_silent_payer_pays() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (parties, paper) = (Parties::new(), Paper::new(9));
	let key = key_of(&paper);
	let mut desks = subscribe(&client).await;
	parties.fund(&client).await;
	contract(&client, &parties, &paper, 4_000).await;
	act(&client, &parties.prescriber, paper.issue()).await;
	parties.hand_out(&client, &paper).await;
	parties.ask(&client, submit(key)).await;
	assert_eq!(told(&mut desks).await.open, 1);

	// Chain time goes on by a slot with each block, whatever is in it.
	let blocks_to_payment = 4_000 / SLOT_DURATION + 1;
	for _ in 0..blocks_to_payment {
		parties.fund(&client).await;
	}
	let paid = told(&mut desks).await;
	assert_eq!((paid.claims.len(), paid.open), (1, 0));
	let ClaimStage::Paid { payment, .. } = &paid.claims[0].stage else { panic!("{paid:?}") };
	assert_eq!((payment.cause, payment.split), (Cause::Deadline, split(450, 0, 0)));
	let explained = client.explain(key, None).await.unwrap();
	assert_eq!(explained.adjustments, Some(vec![]));
	assert!(explained.words[1].contains("because the payer was silent"), "{:?}", explained.words);
	let names = replay(&client, first_link(key), &explained.history.unwrap()).await;
	assert_eq!(names, ["Submitted", "Lapsed", "Paid"]);
}

#[tokio::test]
async fn garbage_gives_documented_errors_and_the_node_lives() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (rx, nowhere) = (H256::repeat_byte(1), H256::repeat_byte(2));
	let key = json!({ "rx": rx, "dispense": 0, "rank": 0 });
	for (method, params, expected) in [
		("claim", json!([]), INVALID_PARAMS),
		("claim", json!([rx]), INVALID_PARAMS),
		("claim", json!([{ "rx": rx, "dispense": 0 }]), INVALID_PARAMS),
		("claim", json!([{ "rx": rx, "dispense": -1, "rank": 0 }]), INVALID_PARAMS),
		("claim", json!([{ "rx": "0x12", "dispense": 0, "rank": 0 }]), INVALID_PARAMS),
		("claim", json!([key, nowhere]), UNKNOWN_BLOCK),
		("claim", json!([key]), NOT_FOUND),
		("claims", json!(["0x12"]), INVALID_PARAMS),
		("claims", json!([rx, nowhere]), UNKNOWN_BLOCK),
		("pool", json!([3]), INVALID_PARAMS),
		("pool", json!([3, 1]), INVALID_PARAMS),
		("pool", json!([3, { "withId": 4_294_967_296u64 }]), INVALID_PARAMS),
		("pool", json!([3, { "withId": 9 }]), NOT_FOUND),
		("pool", json!([3, "native"]), NOT_FOUND),
		("cover", json!([rx]), INVALID_PARAMS),
		("cover", json!([rx, 256]), INVALID_PARAMS),
		("cover", json!([rx, 0]), NOT_FOUND),
		("contract", json!([3]), INVALID_PARAMS),
		("contract", json!([3, 2]), NOT_FOUND),
		("quote", json!([rx, 2]), INVALID_PARAMS),
		("quote", json!([rx, 2, -1]), INVALID_PARAMS),
		("quote", json!([rx, 2, 28]), NOT_FOUND),
		("explain", json!(["claim"]), INVALID_PARAMS),
		("explain", json!([key]), NOT_FOUND),
		("ageing", json!([-1]), INVALID_PARAMS),
		("ageing", json!([2, 5]), INVALID_PARAMS),
		("ageing", json!([2, null, nowhere]), UNKNOWN_BLOCK),
		("subscribeProvider", json!([4_294_967_296u64]), INVALID_PARAMS),
		("subscribePayer", json!(["3"]), INVALID_PARAMS),
	] {
		let method = format!("reimbursement_{method}");
		assert_eq!(code(&client, &method, params.clone()).await, expected, "{method} {params}");
	}
	// An item without claims, a licence without claims: no error.
	assert_eq!(client.claims(rx, None).await.unwrap(), []);
	let nobody = client.ageing(99, None, None).await.unwrap();
	assert!(nobody.buckets.iter().all(|bucket| bucket.claims == 0));
}

#[tokio::test]
async fn a_state_that_is_gone_is_said_to_be_gone() {
	let node = Node::dev(&["--sealing", "manual", "--state-pruning", "4"]);
	let client = node.client().await;
	let first = pruned(&client).await;
	let key = json!({ "rx": first, "dispense": 0, "rank": 0 });
	for (method, params) in [
		("claim", json!([key, first])),
		("explain", json!([key, first])),
		("ageing", json!([2, null, first])),
	] {
		let method = format!("reimbursement_{method}");
		assert_eq!(code(&client, &method, params).await, STATE_PRUNED, "{method}");
	}
}
