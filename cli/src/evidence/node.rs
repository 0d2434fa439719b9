//! What an archive node answers, as far as evidence is made of it. Nothing of it is believed: whatever goes into a file is proved
//! before it is written.

use crate::chain::Chain;
use anyhow::{anyhow, bail, Context, Result};
use salus_evidence::{
	build,
	facts::Value,
	file::{self, ExtrinsicProof, State},
	header::Header,
	json::Bytes,
	reads::{Arg, Read},
	rows::{self, Pallet},
	state, trail,
};
use serde::Deserialize;
use serde_json::{json, Value as Json};
use std::collections::BTreeMap;
use subxt::{
	ext::codec::{Compact, Decode, Encode},
	rpcs::client::rpc_params,
	utils::H256,
};

/// Most events of one file.
const MAX_EVENTS: usize = 1_024;

/// A node that answers `evidence_*`.
#[derive(Clone, Copy)]
pub struct Node<'a>(pub &'a Chain);

/// Bytes in hexadecimal.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub struct Hex(pub Vec<u8>);

impl TryFrom<String> for Hex {
	type Error = String;

	fn try_from(text: String) -> Result<Self, String> {
		let digits = text.strip_prefix("0x").ok_or("no 0x before the digits")?;
		hex::decode(digits).map(Hex).map_err(|error| error.to_string())
	}
}

/// A block by hash and height.
#[derive(Clone, Copy, Debug, Deserialize)]
pub struct BlockRef {
	/// Its hash.
	pub hash: H256,
	/// Its height.
	pub number: u32,
}

/// Why a block is final.
#[derive(Debug, Deserialize)]
pub struct Finality {
	/// The headers after the block, up to the one that was voted for.
	pub links: Vec<Hex>,
	/// The votes.
	pub justification: Hex,
}

/// A change of the set of validators.
#[derive(Debug, Deserialize)]
pub struct SetChange {
	/// The last block of the older set.
	pub block: BlockRef,
	/// Its header.
	pub header: Hex,
	/// The older set's votes for it.
	pub justification: Hex,
}

#[derive(Deserialize)]
struct SetChanges {
	changes: Vec<SetChange>,
	next: Option<u32>,
}

#[derive(Deserialize)]
struct Proof {
	header: Hex,
	reads: Vec<String>,
	nodes: Vec<Hex>,
	trail: Option<Past>,
	runtime: Runtime,
}

#[derive(Deserialize)]
struct Runtime {
	migrating: bool,
}

/// What happened to a row, oldest event first.
#[derive(Debug, Deserialize)]
struct Past {
	start: H256,
	skipped: u32,
	events: Vec<Event>,
	earlier: Option<Earlier>,
}

/// An event of a row.
#[derive(Clone, Debug, Deserialize)]
pub struct Event {
	/// Its name.
	pub name: String,
	/// Its block.
	pub block: BlockRef,
	/// The time with which it entered the trail.
	at: u64,
	/// As the trail hashes it.
	scale: Hex,
}

/// How to ask for the events before.
#[derive(Debug, Deserialize)]
struct Earlier {
	id: Json,
	at: H256,
}

/// Who votes on what follows a block.
#[derive(Debug, Deserialize)]
pub struct Checkpoint {
	/// Hash of block 0.
	pub genesis: H256,
	/// Height.
	pub number: u32,
	/// Hash.
	pub hash: H256,
	/// Id of the set.
	pub set: u64,
	/// The set's keys.
	pub authorities: Vec<H256>,
	/// Weights, if they differ from 1.
	pub weights: Option<Vec<u64>>,
}

/// What a block's state says to a statement.
pub struct Answer {
	/// What goes into the file.
	pub ground: Ground,
	/// What the state holds.
	values: BTreeMap<Read, Value>,
	/// What happened to the row.
	past: Option<Past>,
}

/// A block at which something is proved, but for why it is final.
#[derive(Clone)]
pub struct Ground {
	/// The block.
	pub header: Header,
	/// What is read of its state.
	pub state: State,
	/// Extrinsics that are shown.
	pub extrinsics: Vec<ExtrinsicProof>,
}

impl Node<'_> {
	/// The hash of the chain's first block.
	pub async fn genesis(&self) -> Result<H256> {
		self.0.genesis().await
	}

	/// The block at a height; the newest final one if none is named.
	pub async fn block(&self, number: Option<u32>) -> Result<H256> {
		let Some(number) = number else {
			return self.0.request("chain_getFinalizedHead", rpc_params![]).await;
		};
		let hash: Option<H256> = self.0.request("chain_getBlockHash", rpc_params![number]).await?;
		hash.ok_or_else(|| anyhow!("the node has no block {number} yet"))
	}

	/// A header by its block's hash.
	pub async fn header(&self, hash: H256) -> Result<Header> {
		let header: Option<HeaderJson> =
			self.0.request("chain_getHeader", rpc_params![hash]).await?;
		let header = header.ok_or_else(|| anyhow!("the node has no block {hash:?}"))?;
		let header = read_header(&header.encode()?)?;
		if header.hash() != hash.0 {
			bail!("the node's header of block {hash:?} has another hash");
		}
		Ok(header)
	}

	/// The extrinsics of a block, each with its length.
	pub async fn body(&self, hash: H256) -> Result<Vec<Vec<u8>>> {
		#[derive(Deserialize)]
		struct Body {
			extrinsics: Vec<Hex>,
		}
		#[derive(Deserialize)]
		struct Signed {
			block: Body,
		}
		let block: Option<Signed> = self.0.request("chain_getBlock", rpc_params![hash]).await?;
		let body = block.map(|signed| signed.block.extrinsics.into_iter().map(|one| one.0));
		body.map(Iterator::collect).ok_or_else(|| anyhow!("the node has no block {hash:?}"))
	}

	/// Why a block is final.
	pub async fn finality(&self, block: H256) -> Result<Finality> {
		self.0.request("evidence_finality", rpc_params![block]).await
	}

	/// The changes of the set whose last block is above one height and below another.
	pub async fn set_changes(&self, above: u32, below: u32) -> Result<Vec<SetChange>> {
		let mut from = Some(above);
		let mut changes = Vec::new();
		while let Some(height) = from {
			let page: SetChanges =
				self.0.request("evidence_setChanges", rpc_params![height]).await?;
			let (count, next) = (page.changes.len(), page.next);
			let wanted = page.changes.into_iter().filter(|change| change.block.number < below);
			let before = changes.len();
			changes.extend(wanted);
			let all = changes.len() == before + count;
			from = next.filter(|next| all && *next > height);
		}
		Ok(changes)
	}

	/// An extrinsic of a block.
	pub async fn extrinsic(
		&self,
		block: H256,
		index: u32,
		implicit: Vec<Vec<u8>>,
	) -> Result<ExtrinsicProof> {
		#[derive(Deserialize)]
		struct Found {
			nodes: Vec<Hex>,
		}
		let found: Found = self.0.request("evidence_extrinsic", rpc_params![block, index]).await?;
		Ok(ExtrinsicProof {
			index,
			nodes: bytes(found.nodes).into(),
			implicit: implicit.into_iter().map(Bytes).collect::<Vec<_>>().into(),
		})
	}

	/// From where trust may start: the newest final block.
	pub async fn checkpoint(&self) -> Result<Checkpoint> {
		self.0.request("evidence_checkpoint", rpc_params![]).await
	}

	/// What a block's state says to a statement, and what else it holds under names.
	pub async fn prove(&self, statement: &Json, at: H256, also: &[Read]) -> Result<Answer> {
		let also: Vec<_> = also.iter().map(ToString::to_string).collect();
		let proof: Proof =
			self.0.request("evidence_prove", rpc_params![statement, at, also]).await?;
		if proof.runtime.migrating {
			bail!("rows are being migrated at block {at:?}: choose one before or after that");
		}
		Answer::new(proof, at)
	}

	/// What a block says that is not about any row: its time, and which code it ran.
	pub async fn facts(&self, block: H256, number: u32) -> Result<Answer> {
		self.prove(&json!({ "kind": "signed", "args": [number, 0] }), block, &[]).await
	}

	/// The history of a row, oldest event first: all of it, or as much of its end as a file holds.
	pub async fn history(&self, answer: &mut Answer) -> Result<Option<History>> {
		let Some(mut past) = answer.past.take() else { return Ok(None) };
		let mut parts = vec![past.events];
		let mut count = parts.iter().map(Vec::len).sum::<usize>();
		while let Some(earlier) = past.earlier.filter(|_| count < MAX_EVENTS) {
			let proof: Proof = self
				.0
				.request("evidence_prove", rpc_params![earlier.id, earlier.at, Json::Null])
				.await?;
			let before = proof.trail.filter(|before| !before.events.is_empty());
			let before = before.context("the node does not know the events before")?;
			count += before.events.len();
			(past.start, past.skipped, past.earlier) =
				(before.start, before.skipped, before.earlier);
			parts.push(before.events);
		}
		let events = parts.into_iter().rev().flatten().collect();
		Ok(Some(History::new(past.start, past.skipped, events)))
	}
}

/// The history of a row.
pub struct History {
	/// As a file holds it.
	pub trail: file::Trail,
	/// The events shown, with their names.
	pub events: Vec<Event>,
}

impl History {
	/// As much of the end as a file holds.
	fn new(start: H256, skipped: u32, mut events: Vec<Event>) -> Self {
		let hidden = events.len().saturating_sub(MAX_EVENTS);
		let (mut start_head, mut start_n) = (start.0, skipped);
		for event in events.drain(..hidden) {
			start_head = trail::next(&start_head, &event.entry());
			start_n = start_n.saturating_add(1);
		}
		let entries = events.iter().map(Event::entry).collect::<Vec<_>>().into();
		History { trail: file::Trail { start_n, start_head, entries }, events }
	}
}

impl Event {
	fn entry(&self) -> file::Entry {
		let event = Bytes(self.scale.0.clone());
		file::Entry { event, block: self.block.number, now: self.at }
	}
}

impl Answer {
	fn new(proof: Proof, at: H256) -> Result<Self> {
		let header = read_header(&proof.header.0)?;
		if header.hash() != at.0 {
			bail!("the node answers with block 0x{} instead of {at:?}", hex::encode(header.hash()));
		}
		let reads = proof.reads.iter().map(|name| {
			Read::parse(name)
				.ok_or_else(|| anyhow!("the node reads `{name}`, which is unknown here"))
		});
		let reads = reads.collect::<Result<Vec<_>>>()?;
		let wanted: Vec<_> = reads.iter().map(Read::wanted).collect();
		let nodes = bytes(proof.nodes);
		let values = state::read(&header.state_root(), &nodes, &wanted)
			.map_err(|why| anyhow!(build::Unusable::Proof(why)))?;
		let values = reads.iter().cloned().zip(values).collect();
		let state = State { nodes: nodes.into(), reads: reads.into() };
		let ground = Ground { header, state, extrinsics: Vec::new() };
		Ok(Answer { ground, values, past: proof.trail })
	}

	/// A row, if there is one.
	pub fn row<T: Decode>(
		&self,
		pallet: Pallet,
		item: &str,
		args: impl Into<Vec<Arg>>,
	) -> Result<Option<T>> {
		let name = Read::new(pallet.name(), item, args);
		let name = name.with_context(|| format!("{}.{item} has no such key", pallet.name()))?;
		match self.values.get(&name) {
			None | Some(Value::Absent) => Ok(None),
			Some(Value::Bytes(bytes)) => {
				let row = rows::decode(bytes);
				row.with_context(|| format!("{name} does not read as this salus knows it"))
					.map(Some)
			},
			Some(Value::Hash(_)) => bail!("the node shows no more than the hash of {name}"),
		}
	}
}

fn read_header(bytes: &[u8]) -> Result<Header> {
	Header::from_bytes(bytes).context("the node's header is none")
}

fn bytes(list: Vec<Hex>) -> Vec<Bytes> {
	list.into_iter().map(|hex| Bytes(hex.0)).collect()
}

/// A header as the node's own methods write it.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct HeaderJson {
	parent_hash: H256,
	number: String,
	state_root: H256,
	extrinsics_root: H256,
	digest: Digest,
}

#[derive(Deserialize)]
struct Digest {
	/// Each in SCALE.
	logs: Vec<Hex>,
}

impl HeaderJson {
	fn encode(&self) -> Result<Vec<u8>> {
		let number = u32::from_str_radix(self.number.trim_start_matches("0x"), 16)
			.with_context(|| format!("`{}` is no height", self.number))?;
		let mut bytes = self.parent_hash.0.to_vec();
		Compact(number).encode_to(&mut bytes);
		bytes.extend(self.state_root.0);
		bytes.extend(self.extrinsics_root.0);
		Compact(u32::try_from(self.digest.logs.len())?).encode_to(&mut bytes);
		self.digest.logs.iter().for_each(|log| bytes.extend(&log.0));
		Ok(bytes)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn event(byte: u8) -> Event {
		let block = BlockRef { hash: H256([byte; 32]), number: byte.into() };
		Event { name: "Event".into(), block, at: 7, scale: Hex(vec![byte]) }
	}

	#[test]
	fn a_header_is_written_as_its_hash_covers_it() {
		let header: HeaderJson = serde_json::from_value(json!({
			"parentHash": format!("0x{}", "01".repeat(32)),
			"number": "0x1ff",
			"stateRoot": format!("0x{}", "02".repeat(32)),
			"extrinsicsRoot": format!("0x{}", "03".repeat(32)),
			"digest": { "logs": ["0x0642414245083132", "0x08"] },
		}))
		.unwrap();
		let read = read_header(&header.encode().unwrap()).unwrap();
		assert_eq!((read.number(), read.parent()), (0x1ff, [1; 32]));
		assert_eq!((read.state_root(), read.extrinsics_root()), ([2; 32], [3; 32]));
	}

	#[test]
	fn what_a_history_has_no_room_for_becomes_its_start() {
		let events: Vec<_> = (0..MAX_EVENTS + 2).map(|n| event((n % 250) as u8)).collect();
		let whole = History::new(H256([9; 32]), 5, events[..MAX_EVENTS].to_vec());
		assert_eq!((whole.trail.start_n, whole.trail.start_head), (5, [9; 32]));
		assert_eq!(whole.trail.entries.len(), MAX_EVENTS);
		let cut = History::new(H256([9; 32]), 5, events.clone());
		assert_eq!((cut.trail.start_n, cut.trail.entries.len()), (7, MAX_EVENTS));
		let hidden =
			events[..2].iter().fold([9; 32], |head, event| trail::next(&head, &event.entry()));
		assert_eq!(cut.trail.start_head, hidden);
		assert_eq!(cut.events[0].block.number, events[2].block.number);
	}

	#[test]
	fn bytes_are_hexadecimal() {
		assert_eq!(Hex::try_from("0x00ff".to_string()).unwrap().0, [0, 255]);
		for wrong in ["00ff", "0x0", "0xzz"] {
			assert!(Hex::try_from(wrong.to_string()).is_err(), "{wrong}");
		}
	}
}
