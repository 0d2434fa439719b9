//! `records_*`: a patient's records, who read them, and what became of them.
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
		act, act_often, code, news, next, pass, proved, pruned, replayed, time, until_told,
		INVALID_PARAMS,
	},
	extrinsic::{account, key},
	Node,
};
use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClient};
use pallet_health_records::{
	BreakGlassReason, GrantOf, Grantee as Reader, Grants, Guardians, HoldGround as Ground,
	RecordOf, Records, ShredReason as Reason, What as Scope,
};
use salus_consortium_runtime::{HealthRecords, Runtime, RuntimeCall};
use salus_primitives::{ids::DAY, LicenceId, Moment, Purpose as For, RecordId, Statement, Trail};
use salus_rpc::{
	error::{NOT_FOUND, STATE_PRUNED, TOO_MANY, UNKNOWN_BLOCK},
	evidence::Statement as Claimed,
	json::{
		Erasure, GrantEnd, GrantState, Grantee, IncidentState, Purpose, RecordRow, RecordStatus,
		RequestDesk, ShredReason, What,
	},
	subscription::Certainty,
	EvidenceOfRowsRpcClient, EvidenceRpcClient, RecordsRpcClient,
};
use serde_json::json;
use sp_core::{sr25519::Pair, Decode, Pair as _, H256};
use sp_runtime::AccountId32;

/// The licences of the development chain's genesis.
const HOSPITAL: LicenceId = 4;
const CLINICIAN: LicenceId = 10;

/// The slot of every grant here.
const SLOT: u8 = 3;
/// The set of every record here.
const SET: u8 = 7;

type Call = pallet_health_records::Call<Runtime>;

/// The parties of every test here.
struct Parties {
	client: WsClient,
	hospital: Pair,
	clinician: Pair,
	patient: Pair,
	/// The chain's clock when they met.
	since: Moment,
}

impl Parties {
	/// A patient whom the hospital has entered. The first block gives the chain a clock.
	async fn new(node: &Node) -> Self {
		let client = node.client().await;
		let [hospital, clinician, patient] = ["Hospital", "Clinician", "Charlie"].map(key);
		act(&client, &hospital, pass()).await;
		let best = client.request("chain_getBlockHash", rpc_params![]).await.unwrap();
		let since = time(&client, best).await;
		Parties { client, hospital, clinician, patient, since }
	}

	fn id(&self) -> AccountId32 {
		account(&self.patient)
	}

	async fn act(&self, who: &Pair, call: Call) {
		act(&self.client, who, RuntimeCall::HealthRecords(call)).await;
	}

	/// The hospital enters the patient, who signed for it.
	async fn enter(&self) {
		let genesis: H256 =
			self.client.request("chain_getBlockHash", rpc_params![0]).await.unwrap();
		let guardians = Guardians::<AccountId32>::default();
		let said = (HOSPITAL, self.id(), &guardians, self.since);
		let statement = Statement::new(b"salus/enter-patient", &genesis, &said);
		let signature = self.patient.sign(statement.as_bytes()).into();
		let (licence, patient, authored_at) = (HOSPITAL, self.id(), self.since);
		let enter = Call::enter_patient { licence, patient, guardians, authored_at, signature };
		self.act(&self.hospital, enter).await;
	}

	/// A record of the patient.
	fn record(&self, salt: u8) -> RecordId {
		HealthRecords::record_id(HOSPITAL, self.since, &H256::repeat_byte(salt))
	}

	fn anchor(&self, salt: u8) -> Call {
		Call::anchor {
			licence: HOSPITAL,
			root: H256::repeat_byte(salt),
			authored_at: self.since,
			patient: self.id(),
			set: SET,
		}
	}

	/// The clinician may read the set for a while, so often.
	fn grant(&self, reads: u16) -> Call {
		Call::grant {
			patient: self.id(),
			slot: SLOT,
			grantee: Reader::Licence(CLINICIAN),
			what: Scope::Sets(1 << SET),
			purpose: For::Treatment,
			from: self.since,
			until: self.since + 30 * DAY,
			reads,
			authored_at: self.since,
		}
	}

	/// The clinician reads a record.
	fn read(&self, salt: u8, receipt: u8) -> Call {
		Call::access {
			patient: self.id(),
			slot: SLOT,
			licence: Some(CLINICIAN),
			records: vec![self.record(salt)].try_into().unwrap(),
			receipt: H256::repeat_byte(receipt),
		}
	}

	async fn may_read(&self, purpose: Purpose) -> bool {
		let who = account(&self.clinician);
		self.client.may_access(who, self.record(1), purpose, None).await.unwrap()
	}
}

#[tokio::test]
async fn a_record_is_granted_read_and_shredded_and_every_step_is_told() {
	let node = Node::dev(&["--evidence-rpc"]);
	let parties = Parties::new(&node).await;
	let (client, patient, id) = (&parties.client, parties.id(), parties.record(1));
	let mut told = client.subscribe_patient(patient.clone()).await.unwrap();

	parties.enter().await;
	parties.act(&parties.hospital, parties.anchor(1)).await;
	let record = client.get(id, None).await.unwrap();
	assert_eq!((record.custodian, record.status), (HOSPITAL, RecordStatus::Live));
	assert_eq!(
		record.kept.clone().map(|kept| (kept.patient, kept.set)),
		Some((patient.clone(), SET))
	);
	let before: H256 = client.request("chain_getBlockHash", rpc_params![]).await.unwrap();

	assert!(!parties.may_read(Purpose::Treatment).await);
	parties.act(&parties.patient, parties.grant(3)).await;
	assert!(parties.may_read(Purpose::Treatment).await);
	assert!(!parties.may_read(Purpose::Research).await);
	let grants = client.grants(patient.clone(), None).await.unwrap();
	assert_eq!((grants.len(), grants[0].slot), (1, SLOT));
	assert_eq!(grants[0].grantee, Grantee::Licence { licence: CLINICIAN });
	assert_eq!(grants[0].what, What::Sets { sets: 1 << SET });
	for receipt in [11, 12] {
		parties.act(&parties.clinician, parties.read(1, receipt)).await;
	}
	receipts(&parties).await;

	let (slot, authored_at) = (SLOT, parties.since);
	let revoke = Call::revoke { patient: patient.clone(), slot, authored_at };
	parties.act(&parties.patient, revoke).await;
	assert!(!parties.may_read(Purpose::Treatment).await);
	let grants = client.grants(patient.clone(), None).await.unwrap();
	assert!(matches!(grants[0].state, GrantState::Closed { why: GrantEnd::Revoked, .. }));
	granted(&parties).await;

	parties.act(&parties.patient, Call::request_shred { id, seq: 0 }).await;
	let reason = Reason::PatientRequest;
	parties.act(&parties.hospital, Call::shred { licence: HOSPITAL, id, reason }).await;
	shredded(&parties, id, before).await;

	let names = [
		"PatientEntered",
		"Anchored",
		"Granted",
		"Accessed",
		"Accessed",
		"Revoked",
		"ShredRequested",
		"Shredded",
	];
	let [best, finalized] = news(&mut told, names.len()).await;
	assert_eq!(best.iter().map(|(_, event)| &event.name).collect::<Vec<_>>(), names);
	assert_eq!(best, finalized);
}

/// Two receipts, newest first; and one at a time.
async fn receipts(parties: &Parties) {
	let ask = |limit, at| parties.client.receipts(parties.id(), SLOT, limit, at);
	let all = ask(None, None).await.unwrap();
	let told: Vec<_> =
		all.receipts.iter().map(|read| (read.receipt, read.by, read.reads_left)).collect();
	let receipt = |byte| H256::repeat_byte(byte);
	let by = Some(CLINICIAN);
	assert_eq!(told, [(receipt(12), by, 1), (receipt(11), by, 2)]);
	assert_eq!((all.earlier, all.grant.trail.events), (None, 3));
	let newest = ask(Some(1), None).await.unwrap();
	assert_eq!(newest.receipts, all.receipts[..1]);
	let older = ask(Some(64), newest.earlier).await.unwrap();
	assert_eq!((older.receipts, older.earlier), (all.receipts[1..].to_vec(), None));
	let empty = parties.client.receipts(parties.id(), SLOT, None, Some(all.receipts[1].block.hash));
	assert_eq!(empty.await.unwrap().receipts.len(), 1, "the past stays as it was");
}

/// The grant's history is proved; that of a grant of another time in the same slot is not told for it.
async fn granted(parties: &Parties) {
	let key = H256(parties.id().into());
	let statement = |authored_at| Claimed::Grant((key, SLOT, authored_at));
	let proof = parties.client.prove(statement(parties.since), None, None).await.unwrap();
	let stored = Grants::<Runtime>::hashed_key_for(parties.id(), SLOT);
	let [Some(row)] = &proved(&proof.state, &[stored])[..] else { panic!("{proof:?}") };
	let row = GrantOf::<Runtime>::decode(&mut &row[..]).unwrap();
	let first = Trail::of_key(b"HealthRecords/grant", &(parties.id(), SLOT, parties.since));
	let events = proof.trail.unwrap().events;
	assert_eq!(replayed(first, &events), (&row.trail).into());
	let names: Vec<_> = events.iter().map(|link| &link.event.name[..]).collect();
	assert_eq!(names, ["Granted", "Accessed", "Accessed", "Revoked"]);
	let other = parties.client.prove(statement(parties.since + 1), None, None).await.unwrap();
	assert_eq!(other.trail, None);
}

/// Nothing leads from a shredded record to the patient; what it was before is still proved.
async fn shredded(parties: &Parties, id: RecordId, before: H256) {
	let marker = parties.client.get(id, None).await.unwrap();
	let reason = ShredReason::PatientRequest;
	assert!(matches!(marker.status, RecordStatus::Shredded { reason: why, .. } if why == reason));
	assert_eq!(marker.kept, None);
	for (at, is_kept) in [(None, false), (Some(before), true)] {
		let shown = parties.client.of_record(id, at).await.unwrap();
		assert!(shown.state.reads.contains(&format!("HealthRecords.Records({id:?})")));
		let [row] = &proved(&shown.state, &[Records::<Runtime>::hashed_key_for(id)])[..] else {
			panic!("{shown:?}")
		};
		let row = RecordOf::<Runtime>::decode(&mut &row.as_ref().unwrap()[..]).unwrap();
		assert_eq!(matches!(row, pallet_health_records::Record::Kept(_)), is_kept);
		let past = shown.trail.unwrap();
		let names: Vec<_> = past.events.iter().map(|link| &link.event.name[..]).collect();
		assert_eq!((names[0], names.last() == Some(&"Shredded")), ("Anchored", !is_kept));
		let trail = match row {
			pallet_health_records::Record::Kept(kept) => kept.trail,
			pallet_health_records::Record::Shredded(marker) => marker.trail,
		};
		assert_eq!(replayed(Trail::of_id(id), &past.events), (&trail).into());
	}
	let nobody = H256::repeat_byte(5);
	let absent = parties.client.of_record(nobody, None).await.unwrap();
	assert_eq!(absent.trail, None);
	assert_eq!(proved(&absent.state, &[Records::<Runtime>::hashed_key_for(nobody)]), [None]);
}

#[tokio::test]
async fn a_subscriber_misses_no_receipt_and_no_other_patients_news() {
	let node = Node::dev(&[]);
	let parties = Parties::new(&node).await;
	let mut told = parties.client.subscribe_patient(parties.id()).await.unwrap();
	let mut other = parties.client.subscribe_patient(account(&key("Dave"))).await.unwrap();
	for _ in 0..2 {
		assert_eq!(next(&mut other).await.1.events, []);
	}
	parties.enter().await;
	parties.act(&parties.hospital, parties.anchor(1)).await;
	parties.act(&parties.patient, parties.grant(30)).await;
	// Blocks that come faster than anybody reads.
	let reads = (0..20).map(|receipt| RuntimeCall::HealthRecords(parties.read(1, receipt)));
	act_often(&parties.client, &parties.clinician, reads.collect()).await;
	let receipts = parties.client.receipts(parties.id(), SLOT, None, None).await.unwrap();
	assert_eq!(receipts.receipts.len(), 20);

	let [best, finalized] = news(&mut told, 3 + 20).await;
	assert_eq!(best, finalized);
	let reads = best.iter().filter(|(_, event)| event.name == "Accessed").map(|(block, _)| *block);
	let receipts = receipts.receipts.iter().rev().map(|receipt| receipt.block);
	assert_eq!(reads.collect::<Vec<_>>(), receipts.collect::<Vec<_>>());
	let silent = tokio::time::timeout(std::time::Duration::from_millis(500), other.next()).await;
	assert!(silent.is_err(), "{silent:?}");
}

#[tokio::test]
async fn an_emergency_is_told_to_the_patient() {
	let node = Node::dev(&[]);
	let parties = Parties::new(&node).await;
	let (client, patient) = (&parties.client, parties.id());
	parties.enter().await;
	parties.act(&parties.hospital, parties.anchor(1)).await;
	let mut told = client.subscribe_patient(patient.clone()).await.unwrap();
	let break_glass = Call::break_glass {
		licence: CLINICIAN,
		patient: patient.clone(),
		sets: 1 << SET,
		reason: BreakGlassReason::EmergencyTreatment,
		receipt: H256::repeat_byte(9),
	};
	parties.act(&parties.clinician, break_glass).await;
	for certainty in [Certainty::Best, Certainty::Finalized] {
		let news = until_told(&mut told, certainty, |news| !news.events.is_empty()).await;
		assert_eq!(news.events[0].row, RecordRow::Incident { id: 1 });
		assert_eq!(news.events[0].event.name, "GlassBroken");
		assert!(matches!(news.state.incidents[0].state, IncidentState::Open { .. }));
	}
	let commitment = H256::repeat_byte(8);
	let justify = Call::justify { patient: patient.clone(), incident: 1, commitment };
	parties.act(&parties.clinician, justify).await;
	let page = client.incidents(patient, None, None, None).await.unwrap();
	assert_eq!((page.items.len(), page.next), (1, None));
	let state = page.items[0].state;
	assert!(matches!(state, IncidentState::Justified { late: false, .. }), "{state:?}");
}

#[tokio::test]
async fn a_custodian_is_told_what_it_has_to_answer() {
	let node = Node::dev(&[]);
	let parties = Parties::new(&node).await;
	let (client, id) = (&parties.client, parties.record(1));
	parties.enter().await;
	parties.act(&parties.hospital, parties.anchor(1)).await;
	let mut told = client.subscribe_custodian(HOSPITAL).await.unwrap();
	let nothing = RequestDesk { requests: vec![], waiting: 0, ignored: 0, complete: true };
	for certainty in [Certainty::Best, Certainty::Finalized] {
		assert_eq!(next(&mut told).await, (certainty, nothing.clone()));
	}
	parties.act(&parties.patient, Call::request_shred { id, seq: 0 }).await;
	for certainty in [Certainty::Best, Certainty::Finalized] {
		let desk = until_told(&mut told, certainty, |desk| desk.waiting == 1).await;
		assert_eq!((desk.requests[0].id, desk.requests[0].held_until), (id, None));
		let Erasure::Requested { due } = desk.requests[0].erasure else { panic!("{desk:?}") };
		assert!(due > parties.since + 29 * DAY);
	}
	// Whoever subscribes later finds it as well.
	let mut late = client.subscribe_custodian(HOSPITAL).await.unwrap();
	assert_eq!(next(&mut late).await.1.waiting, 1);

	let (licence, until) = (HOSPITAL, parties.since + 60 * DAY);
	let hold = Call::place_hold { licence, id, ground: Ground::RetentionLaw, until };
	parties.act(&parties.hospital, hold).await;
	until_told(&mut told, Certainty::Finalized, |desk| {
		desk.requests.iter().any(|request| request.held_until == Some(until))
	})
	.await;
	parties.act(&parties.hospital, Call::lift_hold { licence, id }).await;
	let reason = Reason::PatientRequest;
	parties.act(&parties.hospital, Call::shred { licence, id, reason }).await;
	let done = until_told(&mut told, Certainty::Finalized, |desk| desk.waiting == 0).await;
	assert_eq!(done, nothing);
}

#[tokio::test]
async fn garbage_gives_documented_errors_and_the_node_lives() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	let (id, nowhere) = (H256::repeat_byte(1), H256::repeat_byte(2));
	let who = account(&key("Charlie")).to_string();
	for (method, params, expected) in [
		("get", json!([]), INVALID_PARAMS),
		("get", json!(["0x12"]), INVALID_PARAMS),
		("get", json!([id]), NOT_FOUND),
		("get", json!([id, nowhere]), UNKNOWN_BLOCK),
		("grants", json!([id]), INVALID_PARAMS),
		("grants", json!([who, nowhere]), UNKNOWN_BLOCK),
		("receipts", json!([who]), INVALID_PARAMS),
		("receipts", json!([who, 256]), INVALID_PARAMS),
		("receipts", json!([who, 255]), NOT_FOUND),
		("receipts", json!([who, 0, 65]), TOO_MANY),
		("incidents", json!([who, null, 65]), TOO_MANY),
		("incidents", json!([who, -1]), INVALID_PARAMS),
		("mayAccess", json!([who, id]), INVALID_PARAMS),
		("mayAccess", json!([who, id, "curiosity"]), INVALID_PARAMS),
		("mayAccess", json!([who, id, "treatment", nowhere]), UNKNOWN_BLOCK),
		("subscribePatient", json!([id]), INVALID_PARAMS),
		("subscribeCustodian", json!(["4"]), INVALID_PARAMS),
	] {
		let method = format!("records_{method}");
		assert_eq!(code(&client, &method, params.clone()).await, expected, "{method} {params}");
	}
	assert_eq!(client.grants(account(&key("Charlie")), None).await.unwrap(), []);
}

#[tokio::test]
async fn a_state_that_is_gone_is_said_to_be_gone() {
	let node = Node::dev(&["--sealing", "manual", "--state-pruning", "4"]);
	let client = node.client().await;
	let first = pruned(&client).await;
	assert_eq!(code(&client, "records_get", json!([first, first])).await, STATE_PRUNED);
}
