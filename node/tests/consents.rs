//! `consents_*`: a participant followed from the first proposal to the withdrawal, with everything proved.
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
		act, act_often, clock, code, news, next, pass, proved, pruned, replayed, time, until_told,
		INVALID_PARAMS,
	},
	best,
	extrinsic::{account, key, submit},
	hash_at, Node,
};
use futures::{stream::FuturesUnordered, StreamExt};
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	rpc_params,
	ws_client::WsClient,
};
use pallet_trial_consents::{Consents, DataUse, Decision, Forms, ParticipationOf, Reconsent};
use salus_consortium_runtime::constants::SLOT_DURATION;
use salus_consortium_runtime::{Runtime, RuntimeCall};
use salus_primitives::{
	ids::DAY, LicenceId, Moment, Scopes, Signer as Capacity, Signers, Trail, TrialId,
};
use salus_rpc::{
	error::{BUSY, NOT_FOUND, STATE_PRUNED, TIMED_OUT, TOO_MANY, UNKNOWN_BLOCK},
	evidence::{Statement, WORKERS},
	json::{
		Consent, ConsentEnd, Earlier, Enrolment, FormStatus, OffReason, Renewal, Signer, Standing,
		Stands,
	},
	subscription::Certainty,
	ConsentsRpcClient, EvidenceOfRowsRpcClient, EvidenceRpcClient,
};
use serde_json::json;
use sp_core::{sr25519::Pair, Decode, H256};
use sp_runtime::AccountId32;
use std::{collections::BTreeSet, time::Duration};

/// The licences of the development chain's genesis.
const SPONSOR: LicenceId = 5;
const INVESTIGATOR: LicenceId = 6;
const ETHICS: LicenceId = 7;

/// The first trial of a chain.
const TRIAL: TrialId = 1;
/// What every form here offers; the first bit is core.
const OFFERED: Scopes = Scopes(0b111);

type Call = pallet_trial_consents::Call<Runtime>;

/// The parties of every test here.
struct Parties {
	client: WsClient,
	sponsor: Pair,
	investigator: Pair,
	ethics: Pair,
	subject: Pair,
}

impl Parties {
	async fn new(node: &Node) -> Self {
		let [sponsor, investigator, ethics, subject] =
			["Sponsor", "Investigator", "Ethics", "Charlie"].map(key);
		Parties { client: node.client().await, sponsor, investigator, ethics, subject }
	}

	fn id(&self) -> AccountId32 {
		account(&self.subject)
	}

	async fn act(&self, who: &Pair, call: Call) {
		act(&self.client, who, RuntimeCall::TrialConsents(call)).await;
	}

	/// The chain's clock.
	async fn now(&self) -> Moment {
		let best = self.client.request("chain_getBlockHash", rpc_params![]).await.unwrap();
		time(&self.client, best).await
	}

	/// A trial with a site. The first block gives the chain a clock.
	async fn register(&self) {
		act(&self.client, &self.sponsor, pass()).await;
		let ends_at = self.now().await + 1_000 * DAY;
		let (licence, protocol) = (SPONSOR, H256::repeat_byte(1));
		let register = Call::register_trial { licence, protocol, committee: ETHICS, ends_at };
		self.act(&self.sponsor, register).await;
		let (trial, investigator) = (TRIAL, INVESTIGATOR);
		self.act(&self.sponsor, Call::set_site { licence, trial, investigator, open: true }).await;
	}

	/// The next version of the form, approved.
	async fn form(&self, version: u16, replace: Option<Reconsent>) {
		let submit = Call::submit_form {
			licence: SPONSOR,
			trial: TRIAL,
			commitment: H256::repeat_byte(2),
			offered: OFFERED,
			core: Scopes(1),
			sets: vec![Signers::SELF.or(Signers::INVESTIGATOR)].try_into().unwrap(),
			replace,
			deferred_h: 0,
		};
		self.act(&self.sponsor, submit).await;
		let decision = Decision::Approve { from: None, until: self.now().await + 300 * DAY };
		let decide = Call::decide_form { licence: ETHICS, trial: TRIAL, version, decision };
		self.act(&self.ethics, decide).await;
	}

	/// The participant consents to everything, in round 1.
	async fn consent(&self) {
		let propose = Call::propose {
			licence: INVESTIGATOR,
			trial: TRIAL,
			subject: self.id(),
			version: 1,
			scopes: OFFERED,
			need: Signers::SELF.or(Signers::INVESTIGATOR),
			representative: None,
			majority: None,
		};
		self.act(&self.investigator, propose).await;
		self.act(&self.subject, self.sign(Capacity::Subject)).await;
		self.act(&self.investigator, self.sign(Capacity::Investigator)).await;
	}

	fn sign(&self, role: Capacity) -> Call {
		Call::sign { trial: TRIAL, subject: self.id(), role, round: 1, scopes: OFFERED }
	}

	fn enrol(&self) -> Call {
		Call::enrol { licence: INVESTIGATOR, trial: TRIAL, subject: self.id() }
	}

	fn record(&self, salt: u8) -> Call {
		let (licence, trial, subject) = (INVESTIGATOR, TRIAL, self.id());
		let commitment = H256::repeat_byte(salt);
		Call::record_data { licence, trial, subject, scopes: Scopes(1), commitment }
	}

	fn withdraw(&self) -> Call {
		let (scopes, data_use) = (Scopes::ALL, DataUse::EraseWhereLawful);
		Call::withdraw { trial: TRIAL, subject: self.id(), round: 1, scopes, data_use }
	}

	/// Where the participant stands in the state.
	fn key(&self) -> Vec<u8> {
		Consents::<Runtime>::hashed_key_for(TRIAL, self.id())
	}

	/// What the export says happened, replayed and proved here.
	async fn exported(&self, at: Option<H256>) -> Vec<String> {
		let export = self.client.export(TRIAL, self.id(), at).await.unwrap();
		let past = export.past;
		let first = Trail::of_key(b"TrialConsents", &(TRIAL, self.id()));
		assert_eq!((past.start, past.skipped, &past.earlier), (first.head, 0, &None));
		assert_eq!(replayed(first, &past.events), export.row.trail);
		let named = [
			format!("TrialConsents.Consents({TRIAL},{:?})", H256(self.id().into())),
			format!("TrialConsents.Forms({TRIAL},1)"),
			"Timestamp.Now".into(),
		];
		let read: BTreeSet<_> = export.evidence.reads.iter().cloned().collect();
		assert_eq!(read, BTreeSet::from(named));
		let keys = [self.key(), Forms::<Runtime>::hashed_key_for(TRIAL, 1), clock()];
		let [row, form, now] = &proved(&export.evidence, &keys)[..] else {
			panic!("{:?}", export.evidence)
		};
		let row = ParticipationOf::<Runtime>::decode(&mut &row.as_ref().unwrap()[..]).unwrap();
		assert_eq!(row.trail.head, export.row.trail.head);
		assert!(form.is_some() && now.is_some() && export.evidence.finalized);
		past.events.into_iter().map(|link| link.event.name).collect()
	}
}

#[tokio::test]
async fn a_participant_is_followed_from_proposal_to_withdrawal_and_proved() {
	let node = Node::dev(&["--evidence-rpc"]);
	let parties = Parties::new(&node).await;
	let (client, subject) = (&parties.client, parties.id());
	let mut told = client.subscribe_subject(TRIAL, subject.clone()).await.unwrap();
	for _ in 0..2 {
		let (_, news) = next(&mut told).await;
		assert_eq!((news.state, news.since, news.events), (None, None, vec![]));
	}

	parties.register().await;
	parties.form(1, None).await;
	let trial = client.trial(TRIAL, None).await.unwrap();
	assert_eq!((trial.sponsor, trial.committee, trial.current), (SPONSOR, ETHICS, Some(1)));
	assert!(matches!(trial.forms[0].status, FormStatus::Approved { .. }), "{trial:?}");
	assert_eq!(trial.forms[0].sets, [[Signer::Subject, Signer::Investigator]]);

	parties.consent().await;
	let consented = client.get(TRIAL, subject.clone(), None).await.unwrap();
	assert_eq!((consented.standing, consented.round), (Standing::Active, 1));
	let Consent::Given(given) = &consented.consent else { panic!("{consented:?}") };
	assert_eq!((given.scopes, given.core, given.investigator), (7, 1, INVESTIGATOR));
	assert_eq!(
		client.standing(TRIAL, subject.clone(), None, None).await.unwrap(),
		Standing::Active
	);
	let far = Some(trial.ends_at);
	assert_eq!(client.standing(TRIAL, subject.clone(), far, None).await.unwrap(), Standing::Ended);
	assert_eq!(client.due(TRIAL, None, None, None).await.unwrap().items, []);

	parties.act(&parties.investigator, parties.enrol()).await;
	let then: H256 = client.request("chain_getBlockHash", rpc_params![]).await.unwrap();
	parties.act(&parties.investigator, parties.record(9)).await;
	parties.act(&parties.subject, parties.withdraw()).await;
	let ended = client.get(TRIAL, subject.clone(), None).await.unwrap();
	assert_eq!((ended.standing, ended.records), (Standing::Ended, 1));
	assert!(matches!(ended.consent, Consent::Ended { why: ConsentEnd::Withdrawn, .. }));
	assert_eq!(ended.enrolment, Enrolment::Off { why: OffReason::Withdrawn });
	assert!(ended.erasure.is_some_and(|erasure| erasure.answer.is_none()));

	let all = ["Proposed", "Signed", "Signed", "Given", "Enrolled", "DataRecorded", "Withdrawn"];
	assert_eq!(parties.exported(None).await, all);
	// The past stays as it was.
	assert_eq!(parties.exported(Some(then)).await, all[..5]);
	let before = client.get(TRIAL, subject.clone(), Some(then)).await.unwrap();
	assert_eq!((before.standing, before.records), (Standing::Active, 0));

	// That nobody of another key takes part is proved as well.
	let dave = account(&key("Dave"));
	let absent = client.of_consent(TRIAL, dave.clone(), None).await.unwrap();
	assert_eq!(absent.trail, None);
	let row = Consents::<Runtime>::hashed_key_for(TRIAL, dave);
	assert_eq!(proved(&absent.state, &[row]), [None]);
}

#[tokio::test]
async fn a_subscriber_misses_no_block() {
	let node = Node::dev(&[]);
	let parties = Parties::new(&node).await;
	let subject = parties.id();
	let mut told = parties.client.subscribe_subject(TRIAL, subject.clone()).await.unwrap();
	parties.register().await;
	parties.form(1, None).await;
	parties.consent().await;
	parties.act(&parties.investigator, parties.enrol()).await;
	// Blocks that come faster than anybody reads.
	let records = (0..20).map(|salt| RuntimeCall::TrialConsents(parties.record(salt)));
	act_often(&parties.client, &parties.investigator, records.collect()).await;
	parties.act(&parties.subject, parties.withdraw()).await;

	let export = parties.client.export(TRIAL, subject, None).await.unwrap();
	assert_eq!(export.row.records, 20);
	let all: Vec<_> =
		export.past.events.clone().into_iter().map(|link| (link.block, link.event)).collect();
	let [best, finalized] = news(&mut told, all.len()).await;
	assert_eq!(best, all);
	assert_eq!(finalized, all);
	// Whoever comes later is told how it stands, not what was.
	let mut late = parties.client.subscribe_subject(TRIAL, parties.id()).await.unwrap();
	let (_, news) = next(&mut late).await;
	assert_eq!((news.state, news.events), (Some(export.row), vec![]));
}

#[tokio::test]
async fn a_trial_tells_who_must_sign_again_and_who_did_not() {
	let node = Node::dev(&[]);
	let parties = Parties::new(&node).await;
	let (client, subject) = (&parties.client, parties.id());
	parties.register().await;
	parties.form(1, None).await;
	parties.consent().await;
	let mut told = client.subscribe_trial(TRIAL).await.unwrap();
	let (_, first) = next(&mut told).await;
	assert_eq!((first.participants, first.due, first.lapsed), (vec![], 0, 0));
	assert!(first.complete && first.trial.is_some());

	// Version 2 asks everybody again, within some blocks: slow ones take more than a slot of this each.
	let grace_until = parties.now().await + 15 * SLOT_DURATION;
	parties.form(2, Some(Reconsent::Stages { mask: 0b1111, grace_until })).await;
	let due = Standing::Due { until: grace_until, why: Renewal::NewVersion };
	let announced = |standing| vec![Stands { subject: subject.clone(), standing }];
	for certainty in [Certainty::Best, Certainty::Finalized] {
		let desk = until_told(&mut told, certainty, |desk| desk.due == 1).await;
		assert_eq!((desk.participants, desk.lapsed), (announced(due), 0));
	}
	assert_eq!(client.due(TRIAL, None, None, None).await.unwrap().items, announced(due));

	// Nobody does anything: the clock alone lets the consent lapse, and that is told.
	while parties.now().await < grace_until {
		act(client, &key("Alice"), pass()).await;
	}
	let lapsed = Standing::Lapsed { since: grace_until, why: Renewal::NewVersion };
	for certainty in [Certainty::Best, Certainty::Finalized] {
		let desk = until_told(&mut told, certainty, |desk| desk.lapsed == 1).await;
		assert_eq!((desk.participants, desk.due), (announced(lapsed), 0));
	}
	let participant = client.get(TRIAL, subject.clone(), None).await.unwrap();
	assert_eq!((participant.standing, participant.trail.events), (lapsed, 4));
}

/// Blocks of a history in one answer.
const STEPS: usize = 256;

#[tokio::test(flavor = "multi_thread")]
async fn a_history_longer_than_an_answer_is_told_in_parts() {
	let node = Node::dev(&["--evidence-rpc"]);
	let parties = Parties::new(&node).await;
	let (client, subject) = (&parties.client, parties.id());
	parties.register().await;
	parties.form(1, None).await;
	parties.consent().await;
	parties.act(&parties.investigator, parties.enrol()).await;
	// A block for each: with the five events before, three blocks more than fit.
	let from = best(client).await;
	for record in 0..STEPS as u64 {
		let call = RuntimeCall::TrialConsents(parties.record(record as u8));
		submit(client, &parties.investigator, call).await;
		while best(client).await <= from + record {
			tokio::time::sleep(Duration::from_millis(5)).await;
		}
	}

	let first = Trail::of_key(b"TrialConsents", &(TRIAL, subject.clone()));
	let export = client.export(TRIAL, subject.clone(), None).await.unwrap();
	let newest = client.of_consent(TRIAL, subject.clone(), None).await.unwrap().trail.unwrap();
	assert_eq!((&newest.events, newest.start), (&export.past.events, export.past.start));
	let blocks: BTreeSet<_> = newest.events.iter().map(|link| link.block.number).collect();
	assert_eq!((blocks.len(), newest.skipped > 0), (STEPS, true));
	let Earlier { id, at } = newest.earlier.unwrap();
	let key = H256(subject.clone().into());
	assert_eq!(id, Statement::Consent((TRIAL, key)));
	let oldest = client.prove(id, Some(at), None).await.unwrap().trail.unwrap();
	assert_eq!((oldest.start, oldest.skipped, &oldest.earlier), (first.head, 0, &None));
	assert_eq!(oldest.events.len() as u32, newest.skipped);
	let all = [oldest.events, newest.events].concat();
	assert_eq!(replayed(first, &all), export.row.trail);

	a_crowd_is_sent_away(&node, Statement::Withdrawal((TRIAL, key))).await;
}

/// More questions than a node answers at a time: two are worked on, some wait, the others are told so.
async fn a_crowd_is_sent_away(node: &Node, statement: Statement) {
	let client = node.client().await;
	let height = best(&client).await;
	let mut questions = FuturesUnordered::new();
	for number in height - 60..=height {
		let at = hash_at(&client, number).await;
		let (client, statement) = (&client, statement.clone());
		questions.push(async move { client.prove(statement, at, None).await });
	}
	let (mut served, mut refused) = (0, BTreeSet::new());
	while let Some(answer) = questions.next().await {
		match answer {
			Ok(proof) => served += usize::from(proof.trail.is_some()),
			Err(ClientError::Call(error)) => drop(refused.insert(error.code())),
			Err(error) => panic!("{error}"),
		}
	}
	assert!(served >= WORKERS, "{served}");
	assert!(refused.contains(&BUSY), "{refused:?}");
	// On a slow machine some wait in vain.
	refused.remove(&BUSY);
	assert!(refused.is_empty() || refused == BTreeSet::from([TIMED_OUT]), "{refused:?}");
	let again = client.prove(statement, hash_at(&client, height).await, None).await;
	assert!(again.is_ok(), "{again:?}");
}

#[tokio::test]
async fn garbage_gives_documented_errors_and_the_node_lives() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (who, nowhere) = (account(&key("Charlie")).to_string(), H256::repeat_byte(2));
	for (method, params, expected) in [
		("trial", json!([]), INVALID_PARAMS),
		("trial", json!([-1]), INVALID_PARAMS),
		("trial", json!([7]), NOT_FOUND),
		("get", json!([1]), INVALID_PARAMS),
		("get", json!([1, "5Grw"]), INVALID_PARAMS),
		("get", json!([4_294_967_296u64, who]), INVALID_PARAMS),
		("get", json!([1, who, nowhere]), UNKNOWN_BLOCK),
		("get", json!([1, who]), NOT_FOUND),
		("standing", json!([1, who, "now"]), INVALID_PARAMS),
		("standing", json!([1, who, null, nowhere]), UNKNOWN_BLOCK),
		("due", json!([1, null, 65]), TOO_MANY),
		("due", json!([1, "0x12"]), INVALID_PARAMS),
		("export", json!([1, who]), NOT_FOUND),
		("export", json!([1, who, nowhere]), UNKNOWN_BLOCK),
		("subscribeSubject", json!([1, "0x12"]), INVALID_PARAMS),
		("subscribeTrial", json!([-1]), INVALID_PARAMS),
	] {
		let method = format!("consents_{method}");
		assert_eq!(code(&client, &method, params.clone()).await, expected, "{method} {params}");
	}
	assert_eq!(client.due(7, None, None, None).await.unwrap().items, []);
}

#[tokio::test]
async fn a_state_that_is_gone_is_said_to_be_gone() {
	let node = Node::dev(&["--sealing", "manual", "--state-pruning", "4"]);
	let client = node.client().await;
	let first = pruned(&client).await;
	let who = account(&key("Charlie")).to_string();
	for method in ["consents_get", "consents_export"] {
		assert_eq!(code(&client, method, json!([1, who, first])).await, STATE_PRUNED, "{method}");
	}
}
