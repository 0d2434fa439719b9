//! Signed calls, on a chain: a withdrawal can be proved, whatever others send beside it and however it was sent; and what a hardware
//! wallet signs, where the runtime takes it.

use super::{
	digest, node,
	tests::{cli, common::Node, export, finalised, judged, queue},
};
use crate::{
	call::Call,
	chain::{
		salus::{
			self,
			runtime_types::{
				pallet_trial_consents::types::DataUse, salus_primitives::consent::Scopes,
			},
		},
		Chain,
	},
	key,
	output::hex,
};
use salus_evidence::{file::Scalar, report::Outcome, statement::Verdict};
use serde_json::Value;
use std::time::Duration;
use subxt::{
	ext::codec::{Compact, Encode},
	rpcs::client::rpc_params,
	utils::{AccountId32, H256},
};

/// Keys with tokens.
const ALONE: &str = "//Charlie//stash";
const IN_A_BATCH: &str = "//Dave//stash";
const STRANGER: &str = "//Hospital";

/// `Utility.batch_all` of one call.
const BATCH_OF_ONE: [u8; 3] = [30, 2, 4];

fn account(key: &str) -> AccountId32 {
	key::pair(key).unwrap().public_key().to_account_id()
}

/// Two take part in a trial.
fn a_trial(node: &Node) {
	let something = format!("0x{}", "77".repeat(32));
	let act = |key: &str, wait: &str, args: &[&str]| {
		node.ok(&[&["consent"], args, &["--suri", key, wait]].concat());
	};
	let (queued, in_block) = ("--no-wait", "--in-block");
	let people = [ALONE, IN_A_BATCH].map(|key| (key, account(key).to_string()));
	let terms = ["--protocol", &something, "--until", "+300d", "--licence", "5"];
	act("//Sponsor", queued, &[&["trial", "--committee", "7"], &terms[..]].concat());
	act("//Sponsor", queued, &["site", "1", "6", "--licence", "5"]);
	let form = ["form", "1", "--commitment", &something, "--offered", "0", "--core", "0"];
	let set = ["--set", "subject,investigator", "--licence", "5"];
	act("//Sponsor", in_block, &[&form[..], &set].concat());
	let decide = ["decide", "1", "1", "approve", "--until", "+299d", "--licence", "7"];
	act("//Ethics", in_block, &decide);
	let need = ["--scopes", "0", "--need", "subject,investigator", "--licence", "6"];
	let waits = [queued, in_block];
	for ((_, person), wait) in people.iter().zip(waits) {
		let propose = ["propose", "1", person, "--version", "1"];
		act("//Investigator", wait, &[&propose[..], &need].concat());
	}
	for ((key, person), wait) in people.iter().zip(waits) {
		act(key, wait, &["sign", "1", person, "--scopes", "0"]);
	}
	for ((_, person), wait) in people.iter().zip(waits) {
		let sign = ["sign", "1", person, "--as", "investigator", "--scopes", "0"];
		act("//Investigator", wait, &sign);
	}
}

fn withdrawal(of: &str) -> Call {
	let calls = salus::transactions().trial_consents();
	let (all, data) = (Scopes(u32::MAX), DataUse::KeepCollected);
	Call::new(&calls.withdraw(1, account(of), 1, all, data)).unwrap()
}

/// What is proved by a file that is made with these arguments.
async fn proved(chain: &Chain, args: &[&str]) -> Verdict {
	let file = export(chain, args).await.unwrap();
	let report = judged(&file, chain.genesis().await.unwrap());
	assert_eq!(report.outcome, Outcome::Verified);
	report.verdict.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_call_is_proved_whatever_stands_beside_it() {
	let node = Node::finalising();
	let chain = Chain::connect(&cli(&node.url, &["key", "show"]).common).await.unwrap();
	what_a_hardware_wallet_signs_is_proved_or_refused(&chain).await;
	a_trial(&node);
	withdrawals_are_proved(&chain).await;
}

/// A runtime that was compiled without the digest of its metadata refuses whoever signed it. With the feature `metadata-hash` of
/// the runtime, as releases are (`SALUS_NODE` names one), the call is in a block, and the digest in the file.
async fn what_a_hardware_wallet_signs_is_proved_or_refused(chain: &Chain) {
	let (genesis, signer) = (chain.genesis().await.unwrap(), key::pair(STRANGER).unwrap());
	let version: Value = chain.request("state_getRuntimeVersion", rpc_params![]).await.unwrap();
	let name = version["specName"].as_str().unwrap().to_owned();
	let number = |name: &str| version[name].as_u64().unwrap() as u32;
	let (spec, transaction) = (number("specVersion"), number("transactionVersion"));
	let digest = digest::of(node::Node(chain), genesis, name, spec).await.unwrap();

	// For ever good, the first of this key, without a tip, over the digest.
	let remark = salus::transactions().system().remark(b"shown by a device".to_vec());
	let call = Call::new(&remark).unwrap();
	let extension = (0u8, Compact(0u32), Compact(0u128), 1u8).encode();
	let implicit = (spec, transaction, genesis.0, genesis.0, Some(digest)).encode();
	let payload = [call.bytes(), &extension, &implicit].concat();
	assert!(payload.len() <= 256, "longer ones are hashed");
	let signature = signer.sign(&payload).0;
	let head = [&[0x84, 0][..], &signer.public_key().0, &[1], &signature].concat();
	let sent = [&head, &extension[..], call.bytes()].concat();
	let submitted = rpc_params![hex(sent.encode())];
	match chain.request::<H256>("author_submitExtrinsic", submitted).await {
		Err(refused) => {
			let refused = format!("{refused:#}");
			assert!(refused.contains("Unknown Transaction Validity"), "{refused}");
		},
		Ok(_) => {
			let (block, index) = place(chain, &sent).await;
			let proved = proved(chain, &["signed", &block.to_string(), &index.to_string()]).await;
			let signed = ("signed.0.metadata".into(), Scalar::Text(hex(digest)));
			assert!(proved.claims.0.contains(&signed), "{proved:?}");
			let limit = "did not sign the metadata's digest";
			assert!(!proved.limits.iter().any(|said| said.contains(limit)), "{proved:?}");
		},
	}
}

/// Where a transaction stands, once that is final.
async fn place(chain: &Chain, sent: &[u8]) -> (u32, usize) {
	for number in 1.. {
		let block = loop {
			let last = chain.finalised().await.unwrap();
			if last.block_number() >= u64::from(number) {
				break node::Node(chain).block(Some(number)).await.unwrap();
			}
			assert!(number < 60, "it is in no block");
			tokio::time::sleep(Duration::from_millis(500)).await;
		};
		let body = node::Node(chain).body(block).await.unwrap();
		if let Some(index) = body.iter().position(|one| *one == sent.encode()) {
			return (number, index);
		}
	}
	unreachable!()
}

/// Two withdraw; a stranger is first with the same bytes, as a remark and as a call, in the hope that they are taken for it.
async fn withdrawals_are_proved(chain: &Chain) {
	let call = withdrawal(ALONE);
	let remark = salus::transactions().system().remark(call.bytes().to_vec());
	let remark = Call::new(&remark).unwrap();
	let batch = [&BATCH_OF_ONE[..], withdrawal(IN_A_BATCH).bytes()].concat();
	let batch = Call::take(&mut batch.as_slice()).unwrap();
	let send = async |who, calls: &[&Call]| {
		let calls: Vec<_> = calls.iter().map(|call| call.payload().unwrap()).collect();
		queue(chain, &key::pair(who).unwrap(), &calls).await
	};
	send(STRANGER, &[&remark, &call]).await;
	let sent = [send(ALONE, &[&call]).await, send(IN_A_BATCH, &[&batch]).await];
	for sent in sent {
		finalised(chain, sent).await;
	}

	let alone = proved(chain, &["withdrawal", "1", &account(ALONE).to_string()]).await;
	let signed = format!("Account {} signed the call", hex(account(ALONE)));
	assert!(alone.sentences.iter().any(|said| said.starts_with(&signed)), "{alone:?}");
	// What stands in a participant's own batch is not shown, and that is said.
	let batched = proved(chain, &["withdrawal", "1", &account(IN_A_BATCH).to_string()]).await;
	let limit = "The signed call of the withdrawal is not shown";
	assert!(batched.limits.iter().any(|said| said.starts_with(limit)), "{batched:?}");
}
