//! Evidence files out of what nodes answered. They are made and verified when no node runs any more.

use crate::common::{
	acts::{Paper, PRESCRIBER},
	extrinsic::{account, key},
	hash_at,
};
use jsonrpsee::{core::client::ClientT, http_client::HttpClient, rpc_params};
use salus_evidence::{
	build::{self, Way},
	failure::{ChangeFault, Failure, VoteFault},
	file::{
		Anchor, ChainId, Claims, Entry, File, Finality, Kind, Opening, Point, Scalar, State,
		Statement, Trail, Unproved,
	},
	finality::Set,
	header::Header,
	json::{self, to_hex},
	reads::Read,
	report::Outcome,
	trust::{Trust, TrustedAnchor},
	verify::{parse, verify, write},
	Hash,
};
use salus_rpc::{evidence, json as told, EvidenceRpcClient};
use serde_json::Value;
use sp_consensus_grandpa::AuthorityList;
use sp_core::{Bytes, H256};

/// What a node said of a prescription at a block, and of the chain.
pub struct Told {
	genesis: Hash,
	/// Nodes of the first state, which lead to who votes first.
	first: Vec<Bytes>,
	changes: Vec<told::SetChange>,
	/// Of every block.
	headers: Vec<Header>,
	justified: told::Finality,
	proof: told::Proof,
	opening: Opening,
}

impl Told {
	/// Asks a node that has seen that block `top` is final.
	pub async fn by(rpc: &HttpClient, paper: &Paper, at: u32, top: u32) -> Told {
		let mut headers = vec![];
		for number in 0..=top {
			let hash = hash_at(rpc, number.into()).await.unwrap();
			headers.push(known(&rpc.finality(hash).await.unwrap().header));
		}
		let genesis = hash_at(rpc, 0).await.unwrap();
		let authorities = Read::new("Grandpa", "Authorities", []).unwrap();
		let keys = vec![Bytes(authorities.key().to_vec())];
		let proof: Value =
			rpc.request("state_getReadProof", rpc_params![keys, genesis]).await.unwrap();
		let at = hash_at(rpc, at.into()).await.unwrap();
		let asked = evidence::Statement::Prescription((paper.id(),));
		Told {
			genesis: genesis.0,
			first: serde_json::from_value(proof["proof"].clone()).unwrap(),
			changes: rpc.set_changes(0).await.unwrap().changes,
			headers,
			justified: rpc.finality(at).await.unwrap(),
			proof: rpc.prove(asked, Some(at), None).await.unwrap(),
			opening: opening(paper),
		}
	}

	/// Heights of the last blocks of the sets that have ended.
	pub fn ends(&self) -> Vec<u32> {
		self.changes.iter().map(|change| change.block.number).collect()
	}

	/// Heights of the blocks in which something happened to the item.
	pub fn happened(&self) -> Vec<u32> {
		let past = self.proof.trail.as_ref().unwrap();
		past.events.iter().map(|link| link.block.number).collect()
	}

	/// The file that starts at a height.
	fn file(&self, sets: &[Set], anchor: u32) -> Vec<u8> {
		let set = &sets[self.ends().iter().filter(|end| **end <= anchor).count()];
		let header = known(&self.proof.state.header);
		let (mut way, mut changes) = (Way::new(set.clone()), vec![]);
		let mut point = if header.number() <= anchor {
			let links = self.headers[header.number() as usize + 1..=anchor as usize].to_vec();
			let (links, finality) = (links.into(), Finality::Ancestor);
			Point { header, links, finality, state: None, extrinsics: None }
		} else {
			let links: Vec<_> = self.justified.links.iter().map(known).collect();
			// Those on the way to the votes: no other is needed.
			let tip = links.last().unwrap_or(&header).number();
			let needed =
				|change: &&told::SetChange| (anchor + 1..tip).contains(&change.block.number);
			for change in self.changes.iter().filter(needed) {
				way.change(known(&change.header), &change.justification).unwrap();
			}
			changes = way.changes.clone();
			way.point(header, links, &self.justified.justification).unwrap()
		};
		let reads = self.proof.state.reads.iter().map(|name| Read::parse(name).unwrap());
		let nodes = self.proof.state.nodes.iter().map(|node| json::Bytes(node.to_vec()));
		let (nodes, reads) = (nodes.collect::<Vec<_>>(), reads.collect::<Vec<_>>());
		point.state = Some(State { nodes: nodes.into(), reads: reads.into() });
		let file = File {
			chain: ChainId { genesis: self.genesis },
			anchor: self.anchor(set, anchor),
			changes: changes.into(),
			points: vec![point].into(),
			statement: Statement {
				kind: Kind::Prescription,
				args: vec![Scalar::Text(to_hex(&self.opening.id))].into(),
				expect: Claims::default(),
			},
			openings: vec![self.opening.clone()].into(),
			trail: Some(self.trail()),
			document: None,
			runtime: vec![].into(),
			schemas: vec![].into(),
			unproved: Unproved::default(),
		};
		build::finish(file, false).unwrap()
	}

	fn anchor(&self, set: &Set, number: u32) -> Anchor {
		let header = &self.headers[number as usize];
		match number {
			0 => build::genesis(header, self.first.iter().map(|node| &node[..]), set).unwrap(),
			_ => Anchor::checkpoint(number, header.hash(), set),
		}
	}

	fn trail(&self) -> Trail {
		let past = self.proof.trail.as_ref().unwrap();
		let entries = past.events.iter().map(|link| Entry {
			event: json::Bytes(link.event.scale.to_vec()),
			block: link.block.number,
			now: link.event.at,
		});
		let entries = entries.collect::<Vec<_>>().into();
		Trail { start_n: past.skipped, start_head: past.start.0, entries }
	}
}

fn known(header: &Bytes) -> Header {
	Header::from_bytes(header).unwrap()
}

fn opening(paper: &Paper) -> Opening {
	let parts = vec![
		Scalar::Number(PRESCRIBER.into()),
		Scalar::Number(paper.authored_at),
		Scalar::Text(to_hex(&paper.commitment.0)),
	];
	Opening { id: paper.id().0, domain: "salus/rx".into(), parts: parts.into() }
}

/// Sets of validators, as files know them.
pub fn known_sets(sets: &[(AuthorityList, Option<u32>)]) -> Vec<Set> {
	let of = |(id, (list, _)): (u64, &(AuthorityList, _))| {
		let members = list.iter().map(|(key, weight)| (H256::from_slice(key.as_ref()).0, *weight));
		Set::new(id, members.collect()).unwrap()
	};
	(0..).zip(sets).map(of).collect()
}

/// Files of an item that was issued under the first set and dispensed under a later one, and of an item that was issued under
/// the last, each by another node: from block 0 over all changes, from a block between them, and of a block before the anchor.
pub fn verify_without_a_node([whole, late, between, old]: [&Told; 4], sets: &[Set]) {
	let patient = to_hex(account(&key("Patient")).as_ref());
	let genesis = Trust { genesis: Some(whole.genesis), ..Trust::default() };
	let far = whole.file(sets, 0);
	let middle = whole.ends()[0] + 1;
	let newest = old.headers.len() as u32 - 1;
	for (file, anchor, changes) in [
		(far.clone(), whole.anchor(&sets[0], 0), 3),
		(late.file(sets, 0), late.anchor(&sets[0], 0), 3),
		(between.file(sets, middle), between.anchor(&sets[1], middle), 2),
		(old.file(sets, newest), old.anchor(&sets[3], newest), 0),
	] {
		assert_eq!(parse(&file).unwrap().0.changes.len(), changes);
		assert_eq!(verify(&file, &Trust::default()).outcome, Outcome::Consistent);
		let fingerprint = verify(&file, &Trust::default()).anchor;
		let report = verify(&file, &Trust { fingerprint, ..Trust::default() });
		assert_eq!(report.outcome, Outcome::Verified);
		let claims = report.verdict.unwrap().claims.0;
		assert!(claims.contains(&("patient".into(), Scalar::Text(patient.clone()))));
		// With a trust file that has this anchor, and the newest block beside it.
		let known = [anchor, old.anchor(&sets[3], newest)].map(trusted);
		let trust = Trust { anchors: known.to_vec().into(), ..genesis.clone() };
		assert_eq!(verify(&file, &trust).outcome, Outcome::Verified);
	}
	forgeries_are_named(&far, &genesis);
	let unknown = verify(&between.file(sets, middle), &genesis).outcome;
	assert_eq!(unknown, Outcome::Refused(Failure::AnchorMismatch));
}

fn trusted(anchor: Anchor) -> TrustedAnchor {
	let Anchor { number, hash, set, authorities, weights, .. } = anchor;
	TrustedAnchor { number, hash, set, authorities, weights }
}

/// A file over three changes with one left out, with votes of another set, and with another set as the first.
fn forgeries_are_named(file: &[u8], trust: &Trust) {
	let refused = |change: &dyn Fn(&mut File)| {
		let (mut file, _) = parse(file).unwrap();
		change(&mut file);
		match verify(&write(&file), trust).outcome {
			Outcome::Refused(failure) => failure,
			other => panic!("{other:?}"),
		}
	};
	for left_out in 0..2 {
		let failure = refused(&|file| drop(file.changes.0.remove(left_out)));
		let Failure::SetChangeBroken { set, why: ChangeFault::Votes(why) } = failure else {
			panic!("{failure:?}")
		};
		assert_eq!(set, left_out as u64);
		assert!(matches!(why, VoteFault::BadSignature { .. }), "{why:?}");
	}
	let of_set = |failure: Failure, expected: u64| {
		let Failure::JustificationInvalid { set, why: VoteFault::BadSignature { .. } } = failure
		else {
			panic!("{failure:?}")
		};
		assert_eq!(set, expected);
	};
	of_set(refused(&|file| drop(file.changes.0.pop())), 2);
	let of_another = |file: &mut File| {
		file.points.0[0].finality = file.changes[2].finality.clone();
	};
	of_set(refused(&of_another), 3);
	let first = |file: &mut File| file.anchor.authorities.0.swap(0, 1);
	assert_eq!(refused(&first), Failure::GenesisProofInvalid);
}
