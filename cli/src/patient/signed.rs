//! A patient's act, signed, in a file: anybody may relay it and nobody can change it. It is a meta-transaction, which a relayer
//! pays for, or a call of the free lane, which carries its signature in itself.

use super::context::{hash, Binding, Context};
use crate::{
	call::Call,
	files,
	output::{hex, Report},
};
use anyhow::{anyhow, bail, Context as _, Result};
use serde::{Deserialize, Serialize};
use sp_crypto_hashing::blake2_256;
use std::path::Path;
use subxt::{
	ext::codec::{Decode, Encode},
	utils::{AccountId32, Era, MultiSignature, H256},
};
use subxt_signer::sr25519::{self, Keypair};

/// Format of the file.
const FORMAT: &str = "salus-act/1";
/// No act is longer: a call of a patient has a few hundred bytes.
const MAX_BYTES: usize = 1 << 20;
/// What keeps the signature from being good for an ordinary transaction (`MetaTxMarker`).
const MARKER: &[u8; 8] = b"_meta_tx";
/// The version of the extensions around the call.
const EXTENSION_VERSION: u8 = 0;
/// `VerifySignature::Signed`.
const SIGNED: u8 = 1;

/// A signed act as it is written. Only its bytes count; the rest is for people, and is checked against them.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Signed {
	format: String,
	/// What it says, from the call's own bytes.
	says: Vec<String>,
	signer: String,
	/// The chain that it is for.
	genesis: String,
	spec_version: u32,
	/// The first block in which it is not good any more; a free act never grows old.
	#[serde(skip_serializing_if = "Option::is_none")]
	ends_at_block: Option<u64>,
	bytes: Bytes,
}

/// An act's bytes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
enum Bytes {
	MetaTx(String),
	FreeCall(String),
}

/// An act as the chain takes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Act {
	/// For a relayer to pay.
	MetaTx(MetaTx),
	/// For nobody to pay.
	Free(Call),
}

/// The parts of a meta-transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MetaTx {
	/// What is to be done.
	pub call: Call,
	/// Who signed.
	pub signer: AccountId32,
	/// The signature.
	pub signature: MultiSignature,
	/// When it is good.
	pub era: Era,
}

impl Signed {
	/// Signs a call for the chain of a context.
	pub fn new(call: &Call, context: &Context, key: &Keypair) -> Result<Self> {
		let binding = context.binding()?;
		let meta_tx = MetaTx {
			call: call.clone(),
			signer: key.public_key().to_account_id(),
			signature: MultiSignature::Sr25519(key.sign(&message(call, &binding)).0),
			era: binding.era,
		};
		let bytes = Bytes::MetaTx(hex(meta_tx.encode()));
		Self::written(call, context, key, Some(context.ends()), bytes)
	}

	/// Writes down a call of the free lane, which is signed in itself.
	pub fn free(call: &Call, context: &Context, key: &Keypair) -> Result<Self> {
		Self::written(call, context, key, None, Bytes::FreeCall(hex(call.bytes())))
	}

	fn written(
		call: &Call,
		context: &Context,
		key: &Keypair,
		ends_at_block: Option<u64>,
		bytes: Bytes,
	) -> Result<Self> {
		let binding = context.binding()?;
		Ok(Signed {
			format: FORMAT.into(),
			says: call.words()?,
			signer: key.public_key().to_account_id().to_string(),
			genesis: hex(binding.genesis),
			spec_version: binding.spec_version,
			ends_at_block,
			bytes,
		})
	}

	/// Reads an act, and refuses one that says in words what it does not say in bytes.
	pub fn read(path: &Path) -> Result<(Self, Act)> {
		let name = || path.display().to_string();
		let bytes = files::read(path, MAX_BYTES)?;
		let signed: Signed = serde_json::from_slice(&bytes)
			.context("no signed act, as `salus patient sign` writes it")
			.with_context(name)?;
		if signed.format != FORMAT {
			bail!("{}: the format `{}` is not {FORMAT}", name(), signed.format);
		}
		let act = signed.decode().with_context(name)?;
		Ok((signed, act))
	}

	fn decode(&self) -> Result<Act> {
		let (Bytes::MetaTx(text) | Bytes::FreeCall(text)) = &self.bytes;
		let bytes = text.strip_prefix("0x").and_then(|digits| hex::decode(digits).ok());
		let bytes = bytes.context("bytes: not 0x and hexadecimal digits")?;
		let (act, says, signer) = match &self.bytes {
			Bytes::MetaTx(_) => {
				let meta_tx = MetaTx::decode(&bytes)?;
				let (says, signer) = (meta_tx.call.words()?, meta_tx.signer.to_string());
				(Act::MetaTx(meta_tx), says, Some(signer))
			},
			Bytes::FreeCall(_) => {
				let rest = &mut bytes.as_slice();
				let call = Call::take(rest)?;
				if !rest.is_empty() {
					bail!("{} bytes follow its end", rest.len());
				}
				let says = call.words()?;
				let signer = says.iter().find_map(|line| line.strip_prefix("who: "));
				let signer = signer.map(str::to_owned);
				(Act::Free(call), says, signer)
			},
		};
		if says != self.says || signer.as_ref() != Some(&self.signer) {
			bail!("the file does not say what its bytes say");
		}
		Ok(act)
	}

	/// The file's bytes.
	pub fn to_bytes(&self) -> Result<Vec<u8>> {
		let mut bytes = serde_json::to_vec_pretty(self)?;
		bytes.push(b'\n');
		Ok(bytes)
	}

	/// The chain that it is for.
	pub fn genesis(&self) -> Result<H256> {
		hash(&self.genesis).context("genesis")
	}

	/// The runtime that it is for.
	pub fn spec_version(&self) -> u32 {
		self.spec_version
	}

	/// The first block in which it is not good any more.
	pub fn ends(&self) -> Option<u64> {
		self.ends_at_block
	}

	/// For people.
	pub fn report(&self, headline: &str) -> Report {
		Report::new(headline)
			.with("says", self.says.clone())
			.with("signer", self.signer.as_str())
			.with("chain", self.genesis.as_str())
			.with_some("goodUntilBlock", self.ends_at_block)
	}
}

impl MetaTx {
	/// The bytes, as `MetaTx.dispatch` takes them.
	pub fn encode(&self) -> Vec<u8> {
		let mut bytes = self.call.bytes().to_vec();
		(EXTENSION_VERSION, SIGNED, &self.signature, &self.signer.0, self.era)
			.encode_to(&mut bytes);
		bytes
	}

	/// Reads what [`encode`](Self::encode) writes, and nothing else.
	pub fn decode(bytes: &[u8]) -> Result<Self> {
		let rest = &mut &*bytes;
		let call = Call::take(rest)?;
		let (version, signed) = <(u8, u8)>::decode(rest).map_err(|_| cut())?;
		if version != EXTENSION_VERSION {
			bail!("version {version} of the extensions is unknown");
		}
		if signed != SIGNED {
			bail!("it is not signed");
		}
		let (signature, signer, era) =
			<(MultiSignature, [u8; 32], Era)>::decode(rest).map_err(|_| cut())?;
		if !rest.is_empty() {
			bail!("{} bytes follow its end", rest.len());
		}
		if era == Era::Immortal {
			bail!("it never ends, and the chain takes only what ends");
		}
		Ok(MetaTx { call, signer: AccountId32(signer), signature, era })
	}

	/// Whether the signature is good for what it is bound to; `None` for a kind of key that only the chain can check.
	pub fn is_signed_for(&self, binding: &Binding) -> Option<bool> {
		let MultiSignature::Sr25519(signature) = &self.signature else { return None };
		let key = sr25519::PublicKey(self.signer.0);
		Some(sr25519::verify(&sr25519::Signature(*signature), message(&self.call, binding), &key))
	}
}

fn cut() -> anyhow::Error {
	anyhow!("it ends too early")
}

/// A statement about one chain, as a key signs it to be heard without a transaction.
pub fn statement(domain: &[u8], genesis: H256, said: &[u8]) -> Vec<u8> {
	[domain, &genesis.0, said].concat()
}

/// What is signed: version, call, extensions (only the era has bytes), what they imply.
fn message(call: &Call, binding: &Binding) -> [u8; 32] {
	let mut bytes = vec![EXTENSION_VERSION];
	bytes.extend(call.bytes());
	binding.era.encode_to(&mut bytes);
	bytes.extend(MARKER);
	(binding.spec_version, binding.transaction_version).encode_to(&mut bytes);
	bytes.extend(binding.genesis.0);
	bytes.extend(binding.block_hash.0);
	blake2_256(&bytes)
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::salus, key, patient::context::tests::example};

	fn signed() -> Signed {
		let call = salus::transactions().prescriptions().recall(H256([7; 32]), 3);
		let key = key::pair("//Patient").unwrap();
		Signed::new(&Call::new(&call).unwrap(), &example(), &key).unwrap()
	}

	fn read(text: &str) -> Result<(Signed, MetaTx)> {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("act.json");
		std::fs::write(&path, text).unwrap();
		let (signed, act) = Signed::read(&path)?;
		let Act::MetaTx(meta_tx) = act else { panic!("{act:?}") };
		Ok((signed, meta_tx))
	}

	fn text() -> String {
		String::from_utf8(signed().to_bytes().unwrap()).unwrap()
	}

	#[test]
	fn an_act_is_read_as_it_was_signed() {
		let (read, meta_tx) = read(&text()).unwrap();
		assert_eq!(read.ends(), Some(164));
		assert_eq!(meta_tx.signer, key::pair("//Patient").unwrap().public_key().to_account_id());
		assert_eq!(meta_tx.is_signed_for(&example().binding().unwrap()), Some(true));
	}

	#[test]
	fn a_signature_is_for_one_chain_one_runtime_and_one_time() {
		let (_, meta_tx) = read(&text()).unwrap();
		let binding = || example().binding().unwrap();
		for other in [
			Binding { genesis: H256([9; 32]), ..binding() },
			Binding { spec_version: 9, ..binding() },
			Binding { transaction_version: 9, ..binding() },
			Binding { era: Era::mortal(128, 100), ..binding() },
			Binding { block_hash: H256([9; 32]), ..binding() },
		] {
			assert_eq!(meta_tx.is_signed_for(&other), Some(false), "{other:?}");
		}
	}

	#[test]
	fn what_was_changed_cut_or_added_is_refused() {
		let good = signed();
		let Bytes::MetaTx(digits) = good.bytes.clone() else { panic!("{good:?}") };
		let changed = |bytes: String| {
			let changed = Signed { bytes: Bytes::MetaTx(bytes), ..good.clone() };
			let text = String::from_utf8(changed.to_bytes().unwrap()).unwrap();
			format!("{:#}", read(&text).unwrap_err())
		};
		assert!(changed(digits.replace("0x33", "0xff")).contains("no call of this runtime"));
		assert!(changed(digits.replace("0707", "0708")).contains("what its bytes say"));
		assert!(changed(digits[..digits.len() - 4].to_owned()).contains("ends too early"));
		assert!(changed(format!("{digits}00")).contains("1 bytes follow"));
		assert!(changed(digits[2..].to_owned()).contains("hexadecimal"));
		let immortal = format!("{}00", &digits[..digits.len() - 4]);
		assert!(changed(immortal).contains("never ends"));
		let error = read(&text().replace("seq: 3", "seq: 4")).unwrap_err();
		assert!(format!("{error:#}").contains("what its bytes say"));
		assert!(format!("{:#}", read("{}").unwrap_err()).contains("no signed act"));
	}
}
