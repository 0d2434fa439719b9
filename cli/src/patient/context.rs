//! What a patient must know of the chain to sign without it: fetched beforehand, kept in a file.

use super::row::{Numbers, Row};
use crate::{
	args,
	chain::{self, Chain},
	files,
	output::hex,
};
use anyhow::{bail, Context as _, Result};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::Path};
use subxt::{
	rpcs::client::rpc_params,
	utils::{Era, H256},
};

/// Format of a context's file.
const FORMAT: &str = "salus-context/1";
/// No context is longer.
const MAX_BYTES: usize = 1 << 20;
/// The longest that a signature may be good, in blocks: for so long the chain remembers the hash of the block that it begins
/// with.
pub const MAX_PERIOD: u64 = 4096;

/// A chain at a block, as a signature binds to it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Context {
	format: String,
	genesis: String,
	spec_version: u32,
	transaction_version: u32,
	/// The block from which on the signature is good.
	block: u64,
	block_hash: String,
	/// For how many blocks it is good.
	period: u64,
	/// The numbers that the next act on each row carries.
	#[serde(default)]
	numbers: BTreeMap<String, u64>,
}

/// What is signed of the chain beside a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
	/// The chain.
	pub genesis: H256,
	/// The runtime's version.
	pub spec_version: u32,
	/// The version of how transactions are encoded.
	pub transaction_version: u32,
	/// From when the signature is good, and for how long.
	pub era: Era,
	/// The hash of the block that the era begins with.
	pub block_hash: H256,
}

impl Context {
	/// Asks a node.
	pub async fn fetch(chain: &Chain, rows: &[Row], period: u64) -> Result<Self> {
		// A final block: what binds to it is good on every fork.
		let at = chain.finalised().await?;
		let numbers = Numbers::of_chain(chain, rows).await?;
		Ok(Context {
			format: FORMAT.into(),
			genesis: hex(chain.genesis().await?),
			spec_version: at.spec_version(),
			transaction_version: at.transaction_version(),
			block: at.block_number(),
			block_hash: hex(at.block_hash()),
			period: rounded(period)?,
			numbers: numbers.named(),
		})
	}

	/// Reads a context.
	pub fn read(path: &Path) -> Result<Self> {
		let name = || path.display().to_string();
		let bytes = files::read(path, MAX_BYTES)?;
		let context: Context = serde_json::from_slice(&bytes)
			.context("no context, as `salus patient context` writes it")
			.with_context(name)?;
		if context.format != FORMAT {
			bail!("{}: the format `{}` is not {FORMAT}", name(), context.format);
		}
		let known = chain::version()?;
		if context.spec_version != known {
			bail!(
				"{}: the chain runs version {}, this salus knows the calls of version {known}: use the salus of that release",
				name(),
				context.spec_version
			);
		}
		context.binding().with_context(name)?;
		Ok(context)
	}

	/// The file's bytes.
	pub fn to_bytes(&self) -> Result<Vec<u8>> {
		let mut bytes = serde_json::to_vec_pretty(self)?;
		bytes.push(b'\n');
		Ok(bytes)
	}

	/// What a signature binds to.
	pub fn binding(&self) -> Result<Binding> {
		if rounded(self.period)? != self.period {
			bail!("the period {} is no power of two", self.period);
		}
		Ok(Binding {
			genesis: self.genesis()?,
			spec_version: self.spec_version,
			transaction_version: self.transaction_version,
			era: Era::mortal(self.period, self.block),
			block_hash: hash(&self.block_hash).context("blockHash")?,
		})
	}

	/// The genesis hash.
	pub fn genesis(&self) -> Result<H256> {
		hash(&self.genesis).context("genesis")
	}

	/// The first block in which the signature is not good any more.
	pub fn ends(&self) -> u64 {
		self.block.saturating_add(self.period)
	}

	/// The numbers that it has.
	pub fn numbers(&self) -> Numbers {
		Numbers::named_so(self.numbers.clone())
	}
}

/// A hash in a file.
pub fn hash(text: &str) -> Result<H256> {
	args::hash(text).map_err(anyhow::Error::msg)
}

/// Eras come in powers of two.
fn rounded(period: u64) -> Result<u64> {
	if !(4..=MAX_PERIOD).contains(&period) {
		bail!("a signature is good for 4 to {MAX_PERIOD} blocks, not {period}");
	}
	Ok(period.next_power_of_two())
}

impl Chain {
	/// The hash of the chain's first block.
	pub async fn genesis(&self) -> Result<H256> {
		self.request("chain_getBlockHash", rpc_params![0]).await
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use subxt::ext::codec::Encode;

	/// A context of an imaginary chain.
	pub fn example() -> Context {
		Context {
			format: FORMAT.into(),
			genesis: hex([1; 32]),
			spec_version: chain::version().unwrap(),
			transaction_version: 1,
			block: 100,
			block_hash: hex([2; 32]),
			period: 64,
			numbers: BTreeMap::new(),
		}
	}

	fn read(text: &str) -> Result<Context> {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("context.json");
		std::fs::write(&path, text).unwrap();
		Context::read(&path)
	}

	#[test]
	fn a_context_is_read_as_it_was_written() {
		let text = String::from_utf8(example().to_bytes().unwrap()).unwrap();
		assert_eq!(read(&text).unwrap(), example());
		assert_eq!(example().ends(), 164);
		// Period 64, phase 100 mod 64, as the SDK writes them.
		assert_eq!(example().binding().unwrap().era.encode(), (5u16 | 36 << 4).encode());
	}

	#[test]
	fn what_is_no_context_is_said() {
		let text = String::from_utf8(example().to_bytes().unwrap()).unwrap();
		let version = example().spec_version;
		for (from, to, says) in [
			("salus-context/1", "salus-context/2", "the format"),
			("\"period\": 64", "\"period\": 63", "power of two"),
			("\"period\": 64", "\"period\": 8192", "4 to 4096"),
			("\"genesis\": \"0x01", "\"genesis\": \"0x1", "64 hexadecimal"),
			("\"block\"", "\"blok\"", "no context"),
			(
				&format!("\"specVersion\": {version}"),
				"\"specVersion\": 999999",
				"the salus of that release",
			),
		] {
			let changed = text.replace(from, to);
			assert_ne!(changed, text, "{from}");
			let error = format!("{:#}", read(&changed).unwrap_err());
			assert!(error.contains(says), "{error}");
		}
	}
}
