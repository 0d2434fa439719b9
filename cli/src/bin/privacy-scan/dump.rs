//! Everything that a chain holds and has held, over JSON-RPC.

use anyhow::{bail, Context, Result};
use serde::Deserialize;
use sp_crypto_hashing::twox_128;
use std::{
	collections::{BTreeSet, HashSet},
	fmt::Write,
	fs,
	path::Path,
};
use subxt::rpcs::{client::rpc_params, RpcClient};

/// Keys of one answer.
const PAGE: u32 = 1000;
/// Keys of one question for values.
const KEYS: usize = 256;
/// Blocks of one question for values.
const BLOCKS: usize = 64;
/// The runtime itself, which no transaction of a document can have changed. It is full of words.
const CODE: &str = "0x3a636f6465";
/// What stands before the keys of child tries, which `dump` does not read.
const CHILDREN: &str = "0x3a6368696c645f73746f726167653a";

/// The place of a key.
pub const KEY: &str = "key";
/// The beginning of the place of a value that stood in the first block, before any document was read. It is in the dump, and
/// is not searched.
pub const GENESIS: &str = "genesis";

#[derive(Deserialize)]
struct SignedBlock {
	block: Block,
}

#[derive(Deserialize)]
struct Block {
	header: Header,
	extrinsics: Vec<String>,
}

#[derive(Deserialize)]
struct Header {
	number: String,
	digest: Digest,
}

#[derive(Deserialize)]
struct Digest {
	logs: Vec<String>,
}

#[derive(Deserialize)]
struct Changes {
	block: String,
	changes: Vec<(String, Option<String>)>,
}

/// Writes the dump: `PLACE\tHEX` on each line, each pair once.
pub async fn run(url: &str, out: &Path) -> Result<()> {
	let node =
		RpcClient::from_url(url).await.with_context(|| format!("cannot connect to {url}"))?;
	let mut lines = BTreeSet::new();
	let mut keys = BTreeSet::new();
	let blocks = blocks(&node).await?;
	for block in &blocks {
		told(&node, block, &mut lines).await?;
		keys.extend(keys_at(&node, block).await?);
	}
	if keys.iter().any(|key| key.starts_with(CHILDREN)) {
		bail!("the chain has child tries, which are not read");
	}
	keys.remove(CODE);
	let keys: Vec<String> = keys.into_iter().collect();
	values(&node, &keys, &blocks, &mut lines).await?;
	let mut text = String::new();
	for (place, hex) in &lines {
		writeln!(text, "{place}\t{hex}")?;
	}
	fs::write(out, text).with_context(|| format!("cannot write {}", out.display()))?;
	println!(
		"{} blocks, {} keys, {} different pieces written to {}",
		blocks.len(),
		keys.len(),
		lines.len(),
		out.display()
	);
	Ok(())
}

/// The hashes of all blocks, up to the newest.
async fn blocks(node: &RpcClient) -> Result<Vec<String>> {
	let newest: SignedBlock = node.request("chain_getBlock", rpc_params![]).await?;
	let number = newest.block.header.number;
	let number = u32::from_str_radix(number.trim_start_matches("0x"), 16)
		.with_context(|| format!("a block has the number {number}"))?;
	let mut hashes = Vec::new();
	for number in 0..=number {
		hashes.push(node.request("chain_getBlockHash", rpc_params![number]).await?);
	}
	Ok(hashes)
}

/// What a block tells: its transactions, and its header's digest.
async fn told(
	node: &RpcClient,
	block: &String,
	lines: &mut BTreeSet<(String, String)>,
) -> Result<()> {
	let SignedBlock { block } = node.request("chain_getBlock", rpc_params![block]).await?;
	let number = block.header.number;
	let place = |what: &str, at: usize| format!("{what} {at} of block {number}");
	for (at, extrinsic) in block.extrinsics.into_iter().enumerate() {
		lines.insert((place("extrinsic", at), extrinsic));
	}
	for (at, log) in block.header.digest.logs.into_iter().enumerate() {
		lines.insert((place("digest", at), log));
	}
	Ok(())
}

async fn keys_at(node: &RpcClient, block: &String) -> Result<Vec<String>> {
	let mut keys: Vec<String> = Vec::new();
	loop {
		let page: Vec<String> = node
			.request("state_getKeysPaged", rpc_params!["0x", PAGE, keys.last(), block])
			.await
			.context("the node does not list the keys of an old block: does it keep all states?")?;
		let last = page.len() < PAGE as usize;
		keys.extend(page);
		if last {
			return Ok(keys);
		}
	}
}

/// All values that the keys have had. The node answers those of a first block, and what each later block changed.
async fn values(
	node: &RpcClient,
	keys: &[String],
	blocks: &[String],
	lines: &mut BTreeSet<(String, String)>,
) -> Result<()> {
	let events =
		format!("0x{}{}", hex::encode(twox_128(b"System")), hex::encode(twox_128(b"Events")));
	let mut named = HashSet::new();
	let mut first = HashSet::new();
	for window in blocks.chunks(BLOCKS) {
		for keys in keys.chunks(KEYS) {
			let params = rpc_params![keys, window.first(), window.last()];
			let answer: Vec<Changes> = node
				.request("state_queryStorage", params)
				.await
				.context("the node does not tell what its blocks changed")?;
			for Changes { block, changes } in answer {
				let is_first = blocks.first() == Some(&block);
				for (key, value) in changes {
					let Some(value) = value else { continue };
					if named.insert(key.clone()) {
						lines.insert((KEY.into(), key.clone()));
					}
					if is_first {
						first.insert((key.clone(), value.clone()));
						lines.insert((format!("{GENESIS} value of {key}"), value));
					} else if key == events {
						lines.insert(("events".into(), value));
					} else if !first.contains(&(key.clone(), value.clone())) {
						lines.insert((format!("value of {key}"), value));
					}
				}
			}
		}
	}
	// A key that no value was told of would have been passed over.
	match keys.iter().find(|key| !named.contains(*key)) {
		Some(key) => bail!("the node lists the key {key} and tells no value of it"),
		None => Ok(()),
	}
}
