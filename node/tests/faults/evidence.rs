//! What evidence is made of, on a network whose validators change three times: every part of it is checked with the SDK's own
//! code and nothing of the node's that answered; then the files with the crate `salus-evidence`, when no node runs any more.

mod files;

use crate::{
	common::{
		acts::{act, header, proved, replayed, values, Paper, PRESCRIBER},
		extrinsic::key,
		finalized, hash_at, until,
	},
	load::existing,
	net::{figure, final_head, within_time, Chain, Net, SLOT},
	validators::{in_force, register_keys, Keys, Set},
};
use codec::{Compact, Decode, Encode};
use files::Told;
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	http_client::HttpClient,
	rpc_params,
};
use pallet_prescriptions::RxOf;
use salus_consortium_runtime::{Runtime, VERSION};
use salus_evidence::anchor::Fingerprint;
use salus_primitives::{BlockNumber, Trail};
use salus_rpc::{
	error::{BODY_PRUNED, STATE_PRUNED},
	evidence::Statement,
	json::{Checkpoint, Finality},
	Block, EvidenceOfRowsRpcClient, EvidenceRpcClient,
};
use sc_consensus_grandpa::{find_scheduled_change, GrandpaJustification};
use serde_json::{json, Value};
use sp_consensus_grandpa::AuthorityList;
use sp_core::{storage::well_known_keys::CODE, Bytes, H256};
use std::{collections::BTreeMap, time::Duration};

const FAULT: &str = "evidence";

/// Blocks of a period, of which one keeps its votes; and periods of a day in which every slot has its block.
const PERIOD: u64 = 8;
const PERIODS_OF_A_DAY: u64 = 24 * 60 * 60 / SLOT.as_secs() / PERIOD;

/// What a justification of four votes takes: round, target, number of votes, votes, and no headers.
const LARGEST: u64 = 8 + 36 + 1 + 4 * 132 + 1;

/// Blocks of a session here: a change of the set takes two.
const SESSION: u64 = 6;

/// What a node that keeps everything needs.
const ARCHIVE: [&str; 5] =
	["--evidence-rpc", "--state-pruning", "archive", "--blocks-pruning", "archive"];

#[tokio::test(flavor = "multi_thread")]
async fn everything_that_proves_a_statement_holds_without_the_node() {
	let chain = Chain::local().with_sessions(SESSION as u32);
	let mut net = Net::start_with(&chain, &ARCHIVE).await;
	let pruned = ["--evidence-rpc", "--state-pruning", "8", "--blocks-pruning", "8"];
	let pruned = net.join("eve", &pruned).await;
	let rpc = net.members[0].rpc();
	let (paper, later) = (Paper::new(3), Paper::new(4));
	three_members_have_new_keys(&net, &paper).await;
	let client = net.members[0].node().client().await;
	act(&client, &key("Prescriber"), later.issue()).await;
	within_time(SLOT * 15, "it is final", || async {
		!existing(&rpc, &[later.id()], final_head(&rpc).await).await.is_empty()
	})
	.await;
	let height = finalized(&rpc).await;
	for member in &net.members {
		let rpc = member.rpc();
		within_time(SLOT * 15, "that block is final everywhere", || async {
			finalized(&rpc).await >= height
		})
		.await;
	}

	let sets = sets(&rpc).await;
	every_block_is_final(&rpc, &sets).await;
	let head = hash_at(&rpc, height).await.unwrap();
	let issued_at = a_prescription_is_proved(&rpc, &paper, head).await;
	its_transaction_stands_in_its_block(&rpc, issued_at).await;
	a_node_that_prunes_says_so(&net.members[pruned].rpc(), &rpc).await;
	all_name_one_anchor(&net, &sets).await;
	files_hold_when_the_network_is_gone(net, [&paper, &later], height as u32, &sets).await;
}

/// Three times the set changes, by the keys of one member each time. A prescription is issued before, and dispensed between.
async fn three_members_have_new_keys(net: &Net, paper: &Paper) {
	let rpc = net.members[0].rpc();
	let client = net.members[0].node().client().await;
	let mut set = Set::of(&rpc).await;
	act(&client, &key("Prescriber"), paper.issue()).await;
	for (place, name) in [(1, "Bob"), (2, "Charlie"), (3, "Dave")] {
		if place == 3 {
			act(&client, &key("Pharmacy"), paper.claim()).await;
			act(&client, &key("Pharmacy"), paper.dispense()).await;
		}
		let keys = register_keys(&net.members[place], name).await;
		set = set.changed(Some(keys), Some(Keys::published(name)));
		// So that the next change is another one.
		in_force(&rpc, &set).await;
	}
}

/// Every validator names the same anchor for the same block.
async fn all_name_one_anchor(net: &Net, sets: &[(AuthorityList, Option<BlockNumber>)]) {
	let told = until("four nodes name the same block", || async {
		let asked = net.members[..4].iter().map(|member| member.rpc());
		let asked = asked.map(|rpc| async move { rpc.checkpoint().await.unwrap() });
		let told = futures::future::join_all(asked).await;
		told.iter().all(|anchor| anchor.number == told[0].number).then_some(told)
	})
	.await;
	let fingerprint = |anchor: &Checkpoint| {
		assert_eq!(anchor.weights, None);
		let members = anchor.authorities.iter().map(|key| (key.0, 1)).collect();
		let set = salus_evidence::finality::Set::new(anchor.set, members).unwrap();
		Fingerprint::new(&anchor.genesis.0, anchor.number, &anchor.hash.0, &set)
	};
	assert_eq!(told[0].set, sets.len() as u64 - 1);
	let prints: Vec<_> = told.iter().map(fingerprint).collect();
	assert!(prints.iter().all(|print| *print == prints[0]), "{prints:?}");
}

/// Each file is made of another node's answers.
async fn files_hold_when_the_network_is_gone(
	mut net: Net,
	[paper, later]: [&Paper; 2],
	top: BlockNumber,
	sets: &[(AuthorityList, Option<BlockNumber>)],
) {
	let rpcs: Vec<_> = net.members.iter().map(|member| member.rpc()).collect();
	let whole = Told::by(&rpcs[0], paper, top, top).await;
	let [issued, .., dispensed] = whole.happened()[..] else { panic!("a life of its own") };
	let late = Told::by(&rpcs[1], later, top, top).await;
	let between = Told::by(&rpcs[2], paper, top, top).await;
	let old = Told::by(&rpcs[3], paper, dispensed, top).await;
	let [first, _, last] = whole.ends()[..] else { panic!("three changes") };
	assert!(issued <= first && first < dispensed && dispensed <= last, "before, and between");
	assert!(last < late.happened()[0], "after");
	net.kill_all();
	assert!(rpcs[0].checkpoint().await.is_err(), "nobody is there to be asked");
	files::verify_without_a_node([&whole, &late, &between, &old], &files::known_sets(sets));
}

/// The sets of validators with the last block of each, by their votes alone from the keys of block 0.
async fn sets(rpc: &HttpClient) -> Vec<(AuthorityList, Option<BlockNumber>)> {
	let genesis = hash_at(rpc, 0).await;
	let first = serde_json::from_value(json!({ "kind": "authorities", "args": [] })).unwrap();
	let proof = rpc.prove(first, genesis, None).await.unwrap();
	let key = [sp_io::hashing::twox_128(b"Grandpa"), sp_io::hashing::twox_128(b"Authorities")];
	let [Some(stored)] = &proved(&proof.state, &[key.concat()])[..] else { panic!("{proof:?}") };
	let mut present = AuthorityList::decode(&mut &stored[..]).unwrap();

	let told = rpc.set_changes(0).await.unwrap();
	assert_eq!(told.next, None);
	let mut sets = vec![];
	for change in &told.changes {
		assert_eq!(change.set, sets.len() as u64);
		let last = header(&change.header);
		assert_eq!(last.hash(), change.block.hash);
		let votes = GrandpaJustification::<Block>::decode(&change.justification).unwrap();
		votes.verify(change.set, &present).unwrap();
		assert_eq!(votes.target(), (last.number, last.hash()));
		let next = find_scheduled_change::<Block>(&last).unwrap();
		assert_eq!(next.delay, 0);
		sets.push((std::mem::replace(&mut present, next.next_authorities), Some(last.number)));
	}
	assert_eq!(sets.len(), 3, "each time one has new keys");
	let [last, before] =
		[1, 2].map(|back| told.changes[told.changes.len() - 1].block.number - back + 1);
	assert_eq!(rpc.set_changes(last).await.unwrap().changes, []);
	assert_eq!(
		rpc.set_changes(before).await.unwrap().changes[..],
		told.changes[told.changes.len() - 1..]
	);

	let anchor = rpc.checkpoint().await.unwrap();
	let keys: Vec<_> = present.iter().map(|(key, _)| H256::from_slice(key.as_ref())).collect();
	assert_eq!((anchor.set, anchor.authorities), (sets.len() as u64, keys));
	sets.push((present, None));
	sets
}

/// Every final block is, by votes of its own set. The justifications that are found are those which are stored.
async fn every_block_is_final(rpc: &HttpClient, sets: &[(AuthorityList, Option<BlockNumber>)]) {
	let mut found = BTreeMap::new();
	let end = finalized(rpc).await as BlockNumber;
	for number in 0..=end {
		let hash = hash_at(rpc, number.into()).await.unwrap();
		let told = rpc.finality(hash).await.unwrap();
		let set = sets.iter().position(|(_, last)| last.is_none_or(|last| number <= last));
		assert_eq!((Some(told.set as usize), told.block.hash), (set, hash), "block {number}");
		let (authorities, last) = &sets[told.set as usize];
		let votes = checked(&told, authorities);
		let target = votes.target().0;
		assert!(last.is_none_or(|last| target <= last), "block {number}");
		let (size, headers) = (told.justification.len(), &votes.justification.votes_ancestries);
		let bare = (size - headers.encoded_size() + 1) as u64;
		assert!(bare <= LARGEST, "block {number}: {bare} bytes");
		found.insert(target, size as u64);
	}
	// The newest votes are kept until there are newer ones. One of each period stays, one of each set, and the first of all.
	found.pop_last();
	let count = found.len() as u64;
	let most = u64::from(end) / PERIOD + sets.len() as u64 + 1;
	figure(FAULT, &format!("justifications stored of {end} blocks"), count, most);
	let size = found.values().sum::<u64>() / count;
	figure(FAULT, "a justification stored, bytes on average", size, LARGEST);
	figure(FAULT, "bytes stored a day", size * PERIODS_OF_A_DAY, LARGEST * PERIODS_OF_A_DAY);
	assert!(count <= most && size <= LARGEST, "{found:?}");
}

/// The votes, once they and the headers on the way to their block are checked.
fn checked(told: &Finality, authorities: &AuthorityList) -> GrandpaJustification<Block> {
	let mut last = header(&told.header);
	assert_eq!((last.hash(), last.number), (told.block.hash, told.block.number));
	for link in &told.links {
		let link = header(link);
		assert_eq!((link.parent_hash, link.number), (last.hash(), last.number + 1));
		last = link;
	}
	let votes = GrandpaJustification::<Block>::decode(&told.justification).unwrap();
	votes.verify(told.set, authorities).unwrap();
	assert!(votes.verify(told.set + 1, authorities).is_err(), "they are of this set");
	assert_eq!(votes.target(), (last.number, last.hash()));
	votes
}

/// Row, history, licence and code; answers the block of the issue.
async fn a_prescription_is_proved(rpc: &HttpClient, paper: &Paper, at: H256) -> BlockNumber {
	let id = paper.id();
	let proof = rpc.prove(Statement::Prescription((id,)), Some(at), None).await.unwrap();
	assert_eq!(rpc.of_prescription(id, Some(at)).await.unwrap(), proof);
	for name in [format!("Prescriptions.Items({id:?})"), format!("Registry.Licences({PRESCRIBER})")]
	{
		assert!(proof.state.reads.contains(&name), "{name}");
	}
	let keys = [
		pallet_prescriptions::Items::<Runtime>::hashed_key_for(id),
		pallet_registry::Licences::<Runtime>::hashed_key_for(PRESCRIBER),
	];
	let [Some(row), Some(_)] = &proved(&proof.state, &keys)[..] else { panic!("{proof:?}") };
	let row = RxOf::<Runtime>::decode(&mut &row[..]).unwrap();
	let past = proof.trail.unwrap();
	assert_eq!((past.start, past.skipped, &past.earlier), (id, 0, &None));
	assert_eq!(replayed(Trail::of_id(id), &past.events), row.trail().into());
	let names: Vec<_> = past.events.iter().map(|link| &link.event.name[..]).collect();
	assert_eq!(names[..3], ["Issued", "Held", "Dispensed"]);

	let code: H256 =
		rpc.request("state_getStorageHash", rpc_params![Bytes(CODE.into()), at]).await.unwrap();
	assert_eq!((proof.runtime.code, proof.runtime.migrating), (code, false));
	assert_eq!(proof.runtime.spec, Some(VERSION.spec_version));
	let versions = [("Prescriptions", 1), ("Registry", 0)].map(|(name, of)| (name.into(), of));
	assert_eq!(proof.runtime.versions, BTreeMap::from(versions));

	// The pharmacy's licence stands beside its dispense.
	let dispense = rpc.prove(Statement::Dispense((id, 0)), Some(at), None).await.unwrap();
	assert!(dispense.state.reads.contains(&"Registry.Licences(2)".into()));
	past.events[0].block.number
}

/// Every extrinsic of a block is under its root.
async fn its_transaction_stands_in_its_block(rpc: &HttpClient, number: BlockNumber) {
	let hash = hash_at(rpc, number.into()).await.unwrap();
	let block: Value = rpc.request("chain_getBlock", rpc_params![hash]).await.unwrap();
	let body: Vec<Bytes> = serde_json::from_value(block["block"]["extrinsics"].clone()).unwrap();
	assert!(body.len() > 1, "the time, and the issue");
	for (index, extrinsic) in (0u32..).zip(body) {
		let proof = rpc.extrinsic(hash, index).await.unwrap();
		let header = header(&proof.header);
		assert_eq!((header.hash(), proof.index), (hash, index));
		let nodes = proof.nodes.iter().map(|node| node.to_vec()).collect();
		let found = values(header.extrinsics_root, nodes, &[Compact(index).encode()]);
		assert_eq!(found, [Some(extrinsic.0)]);
	}
}

/// Of old blocks it has neither state nor body; that they are final it still proves.
async fn a_node_that_prunes_says_so(rpc: &HttpClient, archive: &HttpClient) {
	within_time(Duration::from_secs(60), "it has caught up", || async {
		finalized(rpc).await >= 20
	})
	.await;
	let mut refused = 0;
	for number in 1..10 {
		let at = hash_at(rpc, number).await.unwrap();
		let statement = Statement::Licence((PRESCRIBER,));
		match rpc.prove(statement.clone(), Some(at), None).await {
			Err(ClientError::Call(error)) if error.code() == STATE_PRUNED => {
				let told: Value = serde_json::from_str(error.data().unwrap().get()).unwrap();
				let oldest = told["oldest"].as_u64().unwrap();
				assert!(oldest > number && oldest <= finalized(rpc).await, "{told}");
			},
			other => panic!("{other:?}"),
		}
		// A block with votes keeps its body.
		match rpc.extrinsic(at, 0).await {
			Err(ClientError::Call(error)) if error.code() == BODY_PRUNED => refused += 1,
			other => drop(other.unwrap()),
		}
		assert!(archive.prove(statement, Some(at), None).await.is_ok());
		assert!(archive.extrinsic(at, 0).await.is_ok());
		assert_eq!(rpc.finality(at).await.unwrap().block.hash, at);
	}
	assert!(refused >= 5, "{refused}");
	// What it says is the oldest is there, unless it has just gone too.
	within_time(SLOT * 10, "the oldest state is there", || async {
		let first = hash_at(rpc, 1).await;
		let asked = rpc.prove(Statement::Licence((PRESCRIBER,)), first, None).await;
		let Err(ClientError::Call(error)) = asked else { panic!("{asked:?}") };
		let told: Value = serde_json::from_str(error.data().unwrap().get()).unwrap();
		let oldest = hash_at(rpc, told["oldest"].as_u64().unwrap()).await;
		rpc.prove(Statement::Licence((PRESCRIBER,)), oldest, None).await.is_ok()
	})
	.await;
}
