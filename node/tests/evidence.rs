//! `evidence_*` on chains of one node: what it refuses, and what a chain without votes answers. What it proves is checked on
//! a network, in `faults/evidence.rs`.
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

use codec::{Compact, Decode, Encode};
use common::{
	acts::{code, header, proved, seal, values, INVALID_PARAMS, PRESCRIBER},
	extrinsic::{key, submit},
	hash_at, Node,
};
use jsonrpsee::{core::client::ClientT, rpc_params, ws_client::WsClient};
use salus_consortium_runtime::{RuntimeCall, VERSION};
use salus_rpc::{
	error::{
		NOT_FINAL, NOT_FOUND, NO_FINALITY, NO_JUSTIFICATION, TOO_LARGE, TOO_MANY, UNKNOWN_BLOCK,
	},
	evidence::{MAX_ANSWER, MAX_READS},
	json::Proof,
	EvidenceRpcClient,
};
use serde_json::{json, Value};
use sp_core::{Bytes, H256};
use sp_io::hashing::twox_128;
use std::collections::BTreeSet;

/// JSON-RPC's own code for a method that is not there.
const NO_METHOD: i32 = -32601;

#[tokio::test]
async fn nothing_of_it_is_there_unless_asked_for() {
	let node = Node::dev(&[]);
	let client = node.client().await;
	for method in [
		"evidence_finality",
		"evidence_setChanges",
		"evidence_extrinsic",
		"evidence_prove",
		"evidence_checkpoint",
		"prescriptions_evidence",
		"consents_evidence",
		"records_evidence",
		"reimbursement_evidence",
	] {
		assert_eq!(code(&client, method, json!([])).await, NO_METHOD, "{method}");
	}
}

#[tokio::test]
async fn a_chain_without_votes_proves_states_and_no_finality() {
	let node = Node::dev(&["--sealing", "manual", "--evidence-rpc"]);
	let client = node.client().await;
	let known = seal(&client, true).await;
	let genesis = hash_at(&client, 0).await.unwrap();
	let open = seal(&client, false).await;
	let nowhere = H256::repeat_byte(9);
	let of = |kind: &str, args: Value| json!({ "kind": kind, "args": args });
	let licence = of("licence", json!([PRESCRIBER]));
	let id = H256::repeat_byte(1);
	// With the row, its pallet's version and what every proof reads there are six names.
	let names = |count: usize| -> Vec<_> {
		(0..count).map(|number| format!("Registry.Licences({})", 100 + number)).collect()
	};
	let most = usize::from(MAX_READS) - 6;
	for (method, params, expected) in [
		("finality", json!([known]), NO_FINALITY),
		("finality", json!([nowhere]), UNKNOWN_BLOCK),
		("finality", json!([open]), NOT_FINAL),
		("finality", json!([7]), INVALID_PARAMS),
		("setChanges", json!([0]), NO_FINALITY),
		("setChanges", json!([-1]), INVALID_PARAMS),
		("checkpoint", json!([]), NO_FINALITY),
		("extrinsic", json!([nowhere, 0]), UNKNOWN_BLOCK),
		("extrinsic", json!([open, 0]), NOT_FINAL),
		("extrinsic", json!([known, 1]), NOT_FOUND),
		("extrinsic", json!([genesis, 0]), NOT_FOUND),
		("extrinsic", json!([known, 4_294_967_296u64]), INVALID_PARAMS),
		("prove", json!([licence, nowhere]), UNKNOWN_BLOCK),
		("prove", json!([licence, open]), NOT_FINAL),
		("prove", json!([licence, known, names(most + 1)]), TOO_MANY),
		// Sent away for their number, before it is seen that they are one.
		(
			"prove",
			json!([licence, known, vec![&names(1)[0]; usize::from(MAX_READS) + 1]]),
			TOO_MANY,
		),
		("prove", json!([licence, known, ["Balances.Account(1)"]]), INVALID_PARAMS),
		("prove", json!([licence, known, ["Registry.Licences"]]), INVALID_PARAMS),
		("prove", json!([of("licence", json!([]))]), INVALID_PARAMS),
		("prove", json!([of("licence", json!(["1"]))]), INVALID_PARAMS),
		("prove", json!([of("prescription", json!([id, 1]))]), INVALID_PARAMS),
		("prove", json!([of("consent", json!([1, "0x12"]))]), INVALID_PARAMS),
		("prove", json!([of("absent", json!(["Items"]))]), INVALID_PARAMS),
		("prove", json!([of("guess", json!([id]))]), INVALID_PARAMS),
	] {
		let method = format!("evidence_{method}");
		assert_eq!(code(&client, &method, params.clone()).await, expected, "{method} {params}");
	}
	let full = rpc_params![licence, known, names(most)];
	let full: Value = client.request("evidence_prove", full).await.unwrap();
	assert_eq!(full["reads"].as_array().unwrap().len(), usize::from(MAX_READS));
	every_statement_reads_its_rows(&client, known, id).await;
}

/// The names that each kind of statement reads of a chain on which nothing has happened, beside those that all read.
async fn every_statement_reads_its_rows(client: &WsClient, at: H256, id: H256) {
	let all =
		["Timestamp.Now", "System.LastRuntimeUpgrade", "MultiBlockMigrations.Cursor", ":code"];
	for (kind, args, pallet, row) in [
		("prescription", json!([id]), "Prescriptions", format!("Items({id:?})")),
		("dispense", json!([id, 0]), "Prescriptions", format!("Items({id:?})")),
		("licence", json!([1]), "Registry", "Licences(1)".into()),
		("consent", json!([7, id]), "TrialConsents", format!("Consents(7,{id:?})")),
		("withdrawal", json!([7, id]), "TrialConsents", format!("Consents(7,{id:?})")),
		("record", json!([id]), "HealthRecords", format!("Records({id:?})")),
		("grant", json!([id, 3, 4]), "HealthRecords", format!("Grants({id:?},3)")),
		("claim", json!([id, 2, 1]), "ReimbursementEscrow", format!("Claims({id:?},2,1)")),
		("absent", json!(["Registry.Files(9)"]), "Registry", "Files(9)".into()),
		("signed", json!([1, 0]), "", String::new()),
		("authorities", json!([]), "Grandpa", "Authorities".into()),
	] {
		let statement = json!({ "kind": kind, "args": args });
		let proof: Proof =
			client.request("evidence_prove", rpc_params![statement, at]).await.unwrap();
		let mut rows = BTreeSet::from([(pallet, row)]);
		if kind == "claim" {
			rows.insert(("Prescriptions", format!("Items({id:?})")));
		}
		// What reads no row of Salus's needs no version of one.
		rows.retain(|(pallet, _)| !pallet.is_empty());
		let pallets = rows.iter().map(|(pallet, _)| *pallet).filter(|pallet| *pallet != "Grandpa");
		let pallets: BTreeSet<_> = pallets.map(String::from).collect();
		let named: BTreeSet<String> = (all.iter().map(ToString::to_string))
			.chain(rows.iter().map(|(pallet, row)| format!("{pallet}.{row}")))
			.chain(pallets.iter().map(|pallet| format!("{pallet}.:__STORAGE_VERSION__:")))
			.collect();
		assert_eq!(proof.state.reads.iter().cloned().collect::<BTreeSet<_>>(), named, "{kind}");
		assert_eq!(proof.runtime.versions.into_keys().collect::<BTreeSet<_>>(), pallets, "{kind}");
		assert_eq!((proof.trail, proof.runtime.migrating), (None, false), "{kind}");
	}
}

#[tokio::test]
async fn an_extrinsic_is_proved_up_to_a_megabyte() {
	let node = Node::dev(&["--sealing", "manual", "--evidence-rpc"]);
	let client = node.client().await;
	let remark = |length| frame_system::Call::remark { remark: vec![7; length] };
	let sent = [MAX_ANSWER - 1_024, MAX_ANSWER];
	let mut blocks = vec![];
	for length in sent {
		submit(&client, &key("Alice"), RuntimeCall::System(remark(length))).await;
		blocks.push(seal(&client, true).await);
	}
	let proof = client.extrinsic(blocks[0], 1).await.unwrap();
	let root = header(&proof.header).extrinsics_root;
	let nodes: Vec<_> = proof.nodes.iter().map(|node| node.to_vec()).collect();
	let block: Value = client.request("chain_getBlock", rpc_params![blocks[0]]).await.unwrap();
	let bytes: Bytes = serde_json::from_value(block["block"]["extrinsics"][1].clone()).unwrap();
	assert_eq!(values(root, nodes, &[Compact(1u32).encode()]), [Some(bytes.0)]);
	assert_eq!(code(&client, "evidence_extrinsic", json!([blocks[1], 1])).await, TOO_LARGE);
	assert!(client.extrinsic(blocks[1], 0).await.is_ok(), "its neighbour is small");
}

/// One validator of four, alone: of its chain the first block is final, and no other comes.
#[tokio::test]
async fn before_the_first_vote_there_is_an_anchor_and_nothing_else() {
	let listen = ["--listen-addr", "/ip4/127.0.0.1/tcp/0"];
	let node =
		Node::start(&[&["--chain", "local", "--alice", "--evidence-rpc"], &listen[..]].concat());
	let client = node.client().await;
	let genesis = hash_at(&client, 0).await.unwrap();
	assert_eq!(code(&client, "evidence_finality", json!([genesis])).await, NO_JUSTIFICATION);
	let changes = client.set_changes(0).await.unwrap();
	assert_eq!((changes.changes, changes.next), (vec![], None));

	let anchor = client.checkpoint().await.unwrap();
	assert_eq!((anchor.genesis, anchor.hash, anchor.number), (genesis, genesis, 0));
	assert_eq!((anchor.set, anchor.authorities.len(), anchor.weights), (0, 4, None));
	// The same, by the state of block 0.
	let first = serde_json::from_value(json!({ "kind": "authorities", "args": [] })).unwrap();
	let proof = client.prove(first, None, None).await.unwrap();
	let key = [twox_128(b"Grandpa"), twox_128(b"Authorities")].concat();
	let [Some(stored)] = &proved(&proof.state, &[key])[..] else { panic!("{proof:?}") };
	let stored = Vec::<(H256, u64)>::decode(&mut &stored[..]).unwrap();
	let keys: Vec<_> =
		stored.into_iter().map(|(key, weight)| (weight == 1).then_some(key)).collect();
	assert_eq!(keys, anchor.authorities.into_iter().map(Some).collect::<Vec<_>>());
	assert_eq!(proof.runtime.spec, Some(VERSION.spec_version));
}
