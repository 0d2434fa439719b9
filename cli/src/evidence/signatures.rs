//! Signed calls: an extrinsic of a block, with what its signatures cover beside it.
//!
//! What is signed and not sent (version of the runtime, genesis, the block with which the signature begins to be good) is found
//! from what is sent. The verifier checks the signatures over it; a wrong guess makes no file.

use super::node::Node;
use crate::{call::Call, refusal::Refused, relay::birth};
use anyhow::{bail, Context, Result};
use salus_evidence::file::ExtrinsicProof;
use serde::Deserialize;
use subxt::{
	ext::codec::{Compact, Decode, DecodeAll, Encode},
	rpcs::client::rpc_params,
	utils::{AccountId32, Era, MultiSignature, H256},
};

/// First byte of a transaction with a signature.
const SIGNED: u8 = 0x84;
/// How a transaction names its signer.
const BY_ID: u8 = 0;
/// First byte of a transaction whose extensions alone say who sent it, and of one that nobody signed.
const UNSIGNED: [u8; 3] = [0x45, 0x04, 0x05];
/// What a meta transaction's signature covers first (`MetaTxMarker`).
const META: &[u8; 8] = b"_meta_tx";
/// The calls that carry a meta transaction: one pays for the other.
const RELAY: [u8; 2] = [55, 2];
const DISPATCH: [u8; 2] = [33, 0];

/// An extrinsic with all that its signatures cover.
pub async fn shown(node: Node<'_>, block: H256, number: u32, index: u32) -> Result<ExtrinsicProof> {
	let body = node.body(block).await?;
	let sent = usize::try_from(index).ok().and_then(|index| body.get(index));
	let sent = sent.with_context(|| format!("block {number} has {} extrinsics", body.len()))?;
	let eras = eras(sent)?;
	let mut implicit = Vec::new();
	if !eras.is_empty() {
		let runtime = Runtime::of(node, block, number).await?;
		for (of, era) in eras {
			implicit.push(runtime.implied(node, of, era).await?);
		}
	}
	node.extrinsic(block, index, implicit).await
}

/// The place of the extrinsic that contains a call of these bytes, if there is one.
pub async fn find(node: Node<'_>, block: H256, calls: &[Vec<u8>]) -> Result<Option<u32>> {
	let body = node.body(block).await?;
	let contains =
		|sent: &Vec<u8>, call: &Vec<u8>| sent.windows(call.len()).any(|part| part == call);
	let found = body.iter().position(|sent| calls.iter().any(|call| contains(sent, call)));
	found.map(u32::try_from).transpose().context("a block of that many extrinsics")
}

/// Whose signature it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
	Transaction,
	MetaTransaction,
}

/// The name of the refusal to show an extrinsic that stands in its block.
const NOT_SHOWN: &str = "Evidence::CallNotShown";

/// Whether an extrinsic is refused for what it is, whatever node is asked.
pub fn cannot_show(error: &anyhow::Error) -> bool {
	error.downcast_ref::<Refused>().is_some_and(|refused| refused.name == NOT_SHOWN)
}

fn not_shown(why: &str) -> Refused {
	Refused::new(NOT_SHOWN, why)
}

/// When each signature of an extrinsic is good, outermost first.
fn eras(sent: &[u8]) -> Result<Vec<(Of, Era)>> {
	let bytes = Vec::<u8>::decode_all(&mut &*sent).context("the extrinsic has no length")?;
	match bytes.split_first() {
		Some((&SIGNED, rest)) => Ok(signed(rest)?),
		Some((first, _)) if UNSIGNED.contains(first) => Ok(Vec::new()),
		_ => bail!(not_shown("the extrinsic is of no format known here")),
	}
}

fn signed(mut rest: &[u8]) -> Result<Vec<(Of, Era)>, Refused> {
	let unknown = |_| not_shown("the transaction is of no layout known here");
	let (address, AccountId32(_)) = <(u8, AccountId32)>::decode(&mut rest).map_err(unknown)?;
	let (_, era) = <(MultiSignature, Era)>::decode(&mut rest).map_err(unknown)?;
	let (_, _, digest) = <(Compact<u32>, Compact<u128>, u8)>::decode(&mut rest).map_err(unknown)?;
	if address != BY_ID {
		return Err(not_shown("the transaction names its signer in a way that is not known here"));
	}
	if digest != 0 {
		return Err(not_shown(
			"the signer committed to the metadata's digest, which this salus cannot compute",
		));
	}
	let mut eras = vec![(Of::Transaction, era)];
	let carried = rest.strip_prefix(&RELAY).and_then(|relay| relay.get(32..)).unwrap_or(rest);
	if let Some(mut meta) = carried.strip_prefix(&DISPATCH) {
		let call = Call::take(&mut meta);
		call.map_err(|_| not_shown("the call in the meta transaction is none of this runtime"))?;
		let (_, _, _, AccountId32(_), era) =
			<(u8, u8, MultiSignature, AccountId32, Era)>::decode(&mut meta).map_err(unknown)?;
		eras.push((Of::MetaTransaction, era));
	}
	Ok(eras)
}

/// The runtime that executed a block, as signatures name it.
struct Runtime {
	/// The block's height.
	number: u32,
	spec: u32,
	transaction: u32,
	genesis: H256,
}

impl Runtime {
	async fn of(node: Node<'_>, block: H256, number: u32) -> Result<Self> {
		#[derive(Deserialize)]
		#[serde(rename_all = "camelCase")]
		struct Version {
			spec_version: u32,
			transaction_version: u32,
		}
		// The code that executes a block is in the state before it.
		let parent = H256(node.header(block).await?.parent());
		let version: Version =
			node.0.request("state_getRuntimeVersion", rpc_params![parent]).await?;
		let Version { spec_version: spec, transaction_version: transaction } = version;
		Ok(Runtime { number, spec, transaction, genesis: node.genesis().await? })
	}

	/// What a signature covers beside what is sent.
	async fn implied(&self, node: Node<'_>, of: Of, era: Era) -> Result<Vec<u8>> {
		let begins = match era {
			Era::Immortal => self.genesis,
			era => {
				let birth = birth(era, self.number.into());
				node.block(Some(u32::try_from(birth)?)).await?
			},
		};
		let (before, after): (&[u8], &[u8]) = match of {
			// No digest of the metadata.
			Of::Transaction => (&[], &[0]),
			Of::MetaTransaction => (META, &[]),
		};
		let said = (self.spec, self.transaction, self.genesis.0, begins.0).encode();
		Ok([before, &said, after].concat())
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::{chain::salus, patient::signed::MetaTx};

	fn transaction(era: Era, digest: u8, call: &[u8]) -> Vec<u8> {
		let signature = MultiSignature::Sr25519([1; 64]);
		let mut bytes = vec![SIGNED, BY_ID];
		bytes.extend([2; 32]);
		(signature, era, Compact(7u32), Compact(0u128), digest).encode_to(&mut bytes);
		bytes.extend(call);
		bytes.encode()
	}

	fn meta(era: Era) -> Vec<u8> {
		let call = salus::transactions().prescriptions().recall(H256([7; 32]), 3);
		let meta_tx = MetaTx {
			call: Call::new(&call).unwrap(),
			signer: AccountId32([3; 32]),
			signature: MultiSignature::Sr25519([4; 64]),
			era,
		};
		[&DISPATCH[..], &meta_tx.encode(), &[0; 4]].concat()
	}

	#[test]
	fn every_signature_is_found_with_its_era() {
		let (outer, inner) = (Era::mortal(64, 100), Era::mortal(32, 90));
		let plain = transaction(outer, 0, &[0, 0, 1]);
		assert_eq!(eras(&plain).unwrap(), [(Of::Transaction, outer)]);
		let carried = transaction(Era::Immortal, 0, &meta(inner));
		let both = [(Of::Transaction, Era::Immortal), (Of::MetaTransaction, inner)];
		assert_eq!(eras(&carried).unwrap(), both);
		let relayed = [&RELAY[..], &[9; 32], &meta(inner)].concat();
		assert_eq!(eras(&transaction(outer, 0, &relayed)).unwrap().len(), 2);
		for unsigned in UNSIGNED {
			assert_eq!(eras(&vec![unsigned, 1, 2].encode()).unwrap(), []);
		}
	}

	#[test]
	fn what_is_not_understood_is_said() {
		let error = |bytes: &[u8]| format!("{:#}", eras(bytes).unwrap_err());
		let digest = eras(&transaction(Era::Immortal, 1, &[0, 0])).unwrap_err();
		assert!(cannot_show(&digest) && !cannot_show(&eras(&[1, 2, 3]).unwrap_err()));
		assert!(error(&vec![0x83u8, 0].encode()).contains("no format"));
		assert!(error(&transaction(Era::Immortal, 1, &[0, 0])).contains("digest"));
		let whole = transaction(Era::Immortal, 0, &meta(Era::Immortal));
		let cut = Vec::<u8>::decode_all(&mut whole.as_slice()).unwrap()[..150].to_vec().encode();
		assert!(error(&cut).contains("meta transaction") || error(&cut).contains("layout"));
		assert!(error(&[1, 2, 3]).contains("length"));
	}
}
