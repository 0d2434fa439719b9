//! Shredding, on a chain: of 500 records a tenth, by chance, is shredded. No file about a later block opens one of those;
//! of every other one a new file verifies.
//!
//! Here, and not among the tests of the whole, because 500 transactions and 500 files in processes of their own would take too
//! long.

#[path = "../../tests/common/mod.rs"]
pub mod common;

use super::{export::assemble, node::Node, EvidenceCommand};
use crate::{
	args::{Cli, Command},
	chain::{
		salus::{self, runtime_types::pallet_health_records::types::records::ShredReason},
		Chain, Progress,
	},
	key,
	output::hex,
	receipt::{Receipt, RECORD},
	refusal::Refused,
};
use anyhow::Result;
use clap::Parser;
use futures::{stream, StreamExt};
use salus_evidence::{
	report::{Outcome, Report},
	trust::Trust,
	verify::verify,
};
use salus_fhir::{json, os_salt, schema, Draft};
use std::{fs, sync::Arc};
use subxt::{
	config::DefaultExtrinsicParamsBuilder,
	transactions::Payload,
	utils::{AccountId32, H256},
};
use subxt_signer::sr25519::Keypair;

const RECORDS: usize = 500;
const SHREDDED: usize = RECORDS / 10;
/// The first hospital of the genesis.
const HOSPITAL: u32 = 4;

/// The client's own arguments.
pub fn cli(url: &str, args: &[&str]) -> Cli {
	Cli::parse_from([&["salus", "--url", url], args].concat())
}

/// A patient whom the hospital knows.
fn patient(node: &common::Node) -> AccountId32 {
	let path = |name: &str| node.dir.path().join(name).to_str().unwrap().to_owned();
	let (context, agreement) = (path("context"), path("agreement"));
	node.ok(&["patient", "context", "--out", &context]);
	let agree = ["patient", "agree", "--context-file", &context, "--custodian", "4"];
	node.ok(&[&agree[..], &["--out", &agreement, "--suri", "//Patient"]].concat());
	let enter = ["record", "enter-patient", &agreement, "--licence", "4", "--suri", "//Hospital"];
	node.ok(&enter);
	key::pair("//Patient").unwrap().public_key().to_account_id()
}

/// A receipt of an observation of its own.
fn receipt(number: usize) -> Receipt {
	let note = format!(r#"[{{"text":"measurement {number}"}}]"#);
	let fields = [("Observation.note".to_owned(), json::parse(note.as_bytes()).unwrap())];
	let schema = schema::Schema::all().find(|schema| schema.name == "salus-observation/1");
	let draft = Draft::new(schema.unwrap(), fields).unwrap();
	let now = u64::try_from(jiff::Timestamp::now().as_millisecond()).unwrap();
	Receipt::new(RECORD, HOSPITAL, now, draft.commit(os_salt).unwrap())
}

/// Sends calls of one key without waiting, and answers the last of them. Counts the nonces, as everybody should who has many.
pub async fn queue<P: Payload>(chain: &Chain, key: &Keypair, calls: &[P]) -> Progress {
	let mut transactions = chain.best().await.unwrap().transactions();
	let next = chain.next_nonce(&key.public_key().to_account_id()).await.unwrap();
	let mut last = None;
	for (nonce, call) in (next..).zip(calls) {
		let params = DefaultExtrinsicParamsBuilder::new().nonce(nonce).immortal().build();
		let signed = transactions.create_signed(call, key, params).await.unwrap();
		last = Some(signed.submit_and_watch().await.unwrap());
	}
	last.unwrap()
}

/// Waits until a transaction, and so all before it of the same key, is final; the height of its block.
pub async fn finalised(chain: &Chain, sent: Progress) -> u32 {
	let block = sent.wait_for_finalized().await.unwrap();
	block.wait_for_success().await.unwrap();
	u32::try_from(chain.at(block.block_hash()).await.unwrap().block_number()).unwrap()
}

/// A file about a record: its receipt, or its id.
async fn file(chain: &Chain, record: &str, at: u32) -> Result<Vec<u8>> {
	export(chain, &["record", record, "--at", &at.to_string()]).await
}

/// A file, by the arguments of the client.
pub async fn export(chain: &Chain, args: &[&str]) -> Result<Vec<u8>> {
	let export = [&["evidence", "export"], args, &["--out", "a.salus.json"]].concat();
	let Command::Evidence(EvidenceCommand::Export(what)) = cli("ws://unused", &export).command
	else {
		panic!("another command")
	};
	let case = what.gather(chain).await?;
	assemble(Node(chain), what.how(), case).await
}

/// What an expert says who accepts the genesis.
pub fn judged(bytes: &[u8], genesis: H256) -> Report {
	verify(bytes, &Trust { genesis: Some(genesis.0), ..Trust::default() })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_shredded_record_opens_no_more_and_every_other_one_does() {
	let node = common::Node::finalising();
	let hospital = key::pair("//Hospital").unwrap();
	let patient = patient(&node);
	let chain = Arc::new(Chain::connect(&cli(&node.url, &["key", "show"]).common).await.unwrap());
	let genesis = chain.genesis().await.unwrap();

	let mut receipts: Vec<_> = (0..RECORDS).map(receipt).collect();
	let calls = salus::transactions().health_records();
	let anchor = |receipt: &Receipt| {
		let root = H256(receipt.document.commitment());
		calls.anchor(HOSPITAL, root, receipt.authored_at, patient, 3)
	};
	let anchors: Vec<_> = receipts.iter().map(anchor).collect();
	let anchored = finalised(&chain, queue(&chain, &hospital, &anchors).await).await;
	let path = |receipt: &Receipt| {
		let path = node.dir.path().join(format!("{}.json", hex(receipt.id)));
		path.to_str().unwrap().to_owned()
	};
	for receipt in &receipts {
		fs::write(path(receipt), receipt.to_bytes().unwrap()).unwrap();
	}

	// Their ids are as good as dice: the salts are random.
	receipts.sort_by_key(|receipt| receipt.id.0);
	let (shredded, kept) = receipts.split_at(SHREDDED);
	let before = file(&chain, &path(&shredded[0]), anchored).await.unwrap();
	let shred = |receipt: &Receipt| calls.shred(HOSPITAL, receipt.id, ShredReason::LegalOrder);
	let shreds: Vec<_> = shredded.iter().map(shred).collect();
	let at = finalised(&chain, queue(&chain, &hospital, &shreds).await).await;

	let verified = stream::iter(kept.iter().map(path))
		.map(|path| {
			let chain = chain.clone();
			tokio::spawn(async move { file(&chain, &path, at).await })
		})
		.buffer_unordered(4)
		.filter(|file| {
			let report = judged(file.as_ref().unwrap().as_ref().unwrap(), genesis);
			futures::future::ready(report.outcome == Outcome::Verified)
		});
	assert_eq!(verified.count().await, RECORDS - SHREDDED);

	for receipt in shredded {
		// Somebody kept a copy of document and salts: it opens nothing that the chain has.
		let error = file(&chain, &path(receipt), at).await.unwrap_err();
		let refused = error.downcast_ref::<Refused>().unwrap();
		assert_eq!(refused.name, "Evidence::OpeningMismatch");
		// That there was a record, whose and when, can still be proved.
		let marker = file(&chain, &hex(receipt.id), at).await.unwrap();
		let report = judged(&marker, genesis);
		assert_eq!(report.outcome, Outcome::Verified);
		let said = &report.verdict.unwrap().sentences[0];
		assert!(said.contains("nobody can open it by the chain any more"), "{said}");
		assert!(!String::from_utf8(marker).unwrap().contains(&hex(receipt.document.commitment())));
	}
	// What was given out before says what was so then; and whoever kept document and salts still makes such a file, of a block
	// before the shredding. Erasing is the custodian's to do.
	assert_eq!(judged(&before, genesis).outcome, Outcome::Verified);
	let late = file(&chain, &path(&shredded[0]), anchored).await.unwrap();
	assert_eq!(judged(&late, genesis).outcome, Outcome::Verified);
}
