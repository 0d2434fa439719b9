//! Signed calls: an extrinsic of a block, with what its signatures cover beside it.
//!
//! What is signed and not sent (version of the runtime, genesis, the block with which the signature begins to be good, the digest
//! of the metadata) is found from what is sent. The verifier checks the signatures over it; a wrong guess makes no file.

use super::{digest, node::Node};
use crate::{call::Call, refusal::Refused, relay::birth};
use anyhow::{bail, Context, Result};
use salus_evidence::{
	extrinsic,
	facts::SignedCall,
	file::{ExtrinsicProof, MAX_SIGNED},
	rows::AccountId,
};
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
/// Calls that are made of others: `batch`, `batch_all`, `force_batch`.
const BATCHES: [[u8; 2]; 3] = [[30, 0], [30, 2], [30, 4]];

/// The extrinsic at a place of a block, with all that its signatures cover.
pub async fn at(node: Node<'_>, block: H256, index: u32) -> Result<ExtrinsicProof> {
	let body = node.body(block).await?;
	let sent = usize::try_from(index).ok().and_then(|index| body.get(index));
	let sent = sent.with_context(|| format!("the block has {} extrinsics", body.len()))?;
	shown(node, block, index, sent).await
}

/// The extrinsic of a block in which one whom `by` accepts signed a call that begins so. Anybody may send the same bytes in a
/// transaction of the same block, so all that hold them are looked at.
pub async fn find(
	node: Node<'_>,
	block: H256,
	calls: &[Vec<u8>],
	by: impl Fn(&AccountId) -> bool,
) -> Result<Option<ExtrinsicProof>> {
	let (header, genesis) = (node.header(block).await?, node.genesis().await?);
	for (index, sent) in (0..).zip(node.body(block).await?) {
		if !calls.iter().any(|call| sent.windows(call.len()).any(|part| part == call)) {
			continue;
		}
		let shown = match shown(node, block, index, &sent).await {
			Err(error) if cannot_show(&error) => continue,
			shown => shown?,
		};
		let proved = extrinsic::check(0, &shown, &header, &genesis.0);
		if proved.is_ok_and(|proved| is_signed(&proved.signed, calls, &by)) {
			return Ok(Some(shown));
		}
	}
	Ok(None)
}

/// Whether the first of the signed calls that begins so is of one whom `by` accepts: the verifier judges by that one.
fn is_signed(signed: &[SignedCall], calls: &[Vec<u8>], by: impl Fn(&AccountId) -> bool) -> bool {
	let called = |one: &&SignedCall| calls.iter().any(|call| one.call.starts_with(call));
	signed.iter().find(called).is_some_and(|one| by(&one.account))
}

async fn shown(node: Node<'_>, block: H256, index: u32, sent: &[u8]) -> Result<ExtrinsicProof> {
	let eras = eras(sent)?;
	let mut implicit = Vec::new();
	if !eras.is_empty() {
		let runtime = Runtime::of(node, block).await?;
		for (of, era) in eras {
			let metadata = match of {
				Of::Transaction { digest: true } => Some(runtime.digest(node).await?),
				_ => None,
			};
			implicit.push(runtime.implied(of, runtime.birth(node, era).await?, metadata));
		}
	}
	node.extrinsic(block, index, implicit).await
}

/// Whose signature it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
	/// Of whoever sends, over the metadata's digest too or not.
	Transaction { digest: bool },
	/// Of a patient, whose act it carries.
	MetaTransaction,
}

/// The name of the refusal to show an extrinsic that stands in its block.
const NOT_SHOWN: &str = "Evidence::CallNotShown";

/// Whether an extrinsic is refused for what it is, whatever node is asked.
fn cannot_show(error: &anyhow::Error) -> bool {
	let refused = error.downcast_ref::<Refused>();
	refused.is_some_and(|refused| [NOT_SHOWN, "Node::TooLarge"].contains(&refused.name.as_str()))
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
	let (_, _, digest) =
		<(Compact<u32>, Compact<u128>, bool)>::decode(&mut rest).map_err(unknown)?;
	if address != BY_ID {
		return Err(not_shown("the transaction names its signer in a way that is not known here"));
	}
	let mut eras = vec![(Of::Transaction { digest }, era)];
	let carried = rest.strip_prefix(&RELAY).and_then(|relay| relay.get(32..)).unwrap_or(rest);
	eras.extend(acts(carried)?.into_iter().map(|era| (Of::MetaTransaction, era)));
	match eras.len() <= MAX_SIGNED {
		true => Ok(eras),
		false => Err(not_shown("more acts stand in the batch than a file has room for")),
	}
}

/// When the signature of each patient's act in a call is good. As the verifier reads it: of a batch that holds any other call,
/// no signature inside is shown.
fn acts(call: &[u8]) -> Result<Vec<Era>, Refused> {
	let unknown = |_| not_shown("the transaction is of no layout known here");
	let batch = BATCHES.iter().find_map(|batch| call.strip_prefix(batch));
	let (Compact(count), mut rest) = match batch {
		None => (Compact(1), call),
		Some(mut calls) => (Compact::<u32>::decode(&mut calls).map_err(unknown)?, calls),
	};
	let mut eras = Vec::new();
	for _ in 0..count {
		let Some(mut meta) = rest.strip_prefix(&DISPATCH) else { return Ok(Vec::new()) };
		let call = Call::take(&mut meta);
		call.map_err(|_| not_shown("the call in the meta transaction is none of this runtime"))?;
		type Signed = (u8, u8, MultiSignature, AccountId32, Era, u32);
		let (_, _, _, AccountId32(_), era, _) = Signed::decode(&mut meta).map_err(unknown)?;
		eras.push(era);
		rest = meta;
	}
	Ok(eras)
}

/// The runtime that executed a block, as signatures name it.
struct Runtime {
	/// The block's height.
	number: u32,
	/// The block before, in whose state the runtime's code is.
	parent: H256,
	name: String,
	spec: u32,
	transaction: u32,
	genesis: H256,
}

impl Runtime {
	async fn of(node: Node<'_>, block: H256) -> Result<Self> {
		#[derive(Deserialize)]
		#[serde(rename_all = "camelCase")]
		struct Version {
			spec_name: String,
			spec_version: u32,
			transaction_version: u32,
		}
		let header = node.header(block).await?;
		let (number, parent) = (header.number(), H256(header.parent()));
		let version: Version =
			node.0.request("state_getRuntimeVersion", rpc_params![parent]).await?;
		let Version { spec_name: name, spec_version: spec, transaction_version: transaction } =
			version;
		Ok(Runtime { number, parent, name, spec, transaction, genesis: node.genesis().await? })
	}

	/// The digest of its metadata.
	async fn digest(&self, node: Node<'_>) -> Result<[u8; 32]> {
		digest::of(node, self.parent, self.name.clone(), self.spec).await
	}

	/// The block with which a signature begins to be good.
	async fn birth(&self, node: Node<'_>, era: Era) -> Result<H256> {
		match era {
			Era::Immortal => Ok(self.genesis),
			era => node.block(Some(u32::try_from(birth(era, self.number.into()))?)).await,
		}
	}

	/// What a signature covers beside what is sent.
	fn implied(&self, of: Of, birth: H256, metadata: Option<[u8; 32]>) -> Vec<u8> {
		let said = (self.spec, self.transaction, self.genesis.0, birth.0);
		match of {
			Of::Transaction { .. } => (said, metadata).encode(),
			Of::MetaTransaction => (META, said).encode(),
		}
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
		assert_eq!(eras(&plain).unwrap(), [(Of::Transaction { digest: false }, outer)]);
		let carried = transaction(Era::Immortal, 1, &meta(inner));
		let sender = (Of::Transaction { digest: true }, Era::Immortal);
		assert_eq!(eras(&carried).unwrap(), [sender, (Of::MetaTransaction, inner)]);
		let relayed = [&RELAY[..], &[9; 32], &meta(inner)].concat();
		assert_eq!(eras(&transaction(outer, 0, &relayed)).unwrap().len(), 2);
		// A batch of acts, and one in which something else stands.
		let batch = |calls: &[Vec<u8>]| {
			let count = Compact(calls.len() as u32).encode();
			eras(&transaction(outer, 0, &[&BATCHES[1][..], &count, &calls.concat()].concat()))
		};
		let all: Vec<_> = batch(&[meta(inner), meta(outer)]).unwrap().into_iter().collect();
		assert_eq!(all[1..], [(Of::MetaTransaction, inner), (Of::MetaTransaction, outer)]);
		assert_eq!(batch(&[meta(inner), vec![0, 0, 0]]).unwrap().len(), 1);
		assert_eq!(batch(&vec![meta(inner); MAX_SIGNED - 1]).unwrap().len(), MAX_SIGNED);
		assert!(cannot_show(&batch(&vec![meta(inner); MAX_SIGNED]).unwrap_err()));
		for unsigned in UNSIGNED {
			assert_eq!(eras(&vec![unsigned, 1, 2].encode()).unwrap(), []);
		}
	}

	#[test]
	fn what_is_not_understood_is_said() {
		let error = |bytes: &[u8]| format!("{:#}", eras(bytes).unwrap_err());
		let mode = eras(&transaction(Era::Immortal, 2, &[0, 0])).unwrap_err();
		assert!(cannot_show(&mode) && !cannot_show(&eras(&[1, 2, 3]).unwrap_err()));
		assert!(error(&vec![0x83u8, 0].encode()).contains("no format"));
		let whole = transaction(Era::Immortal, 0, &meta(Era::Immortal));
		let cut = Vec::<u8>::decode_all(&mut whole.as_slice()).unwrap()[..150].to_vec().encode();
		assert!(error(&cut).contains("meta transaction") || error(&cut).contains("layout"));
		assert!(error(&[1, 2, 3]).contains("length"));
	}

	#[test]
	fn what_is_implied_is_what_the_verifier_reads() {
		let (name, parent, genesis) = ("salus".into(), H256([1; 32]), H256([2; 32]));
		let runtime = Runtime { number: 9, parent, name, spec: 7, transaction: 1, genesis };
		let said = [&[7, 0, 0, 0, 1, 0, 0, 0][..], &[2; 32], &[3; 32]].concat();
		let implied = |of, metadata| runtime.implied(of, H256([3; 32]), metadata);
		let digested = [&said[..], &[1], &[4; 32]].concat();
		assert_eq!(implied(Of::Transaction { digest: true }, Some([4; 32])), digested);
		let plain = implied(Of::Transaction { digest: false }, None);
		assert_eq!(plain, [&said[..], &[0]].concat());
		assert_eq!(implied(Of::MetaTransaction, None), [META, &said[..]].concat());
	}

	#[test]
	fn a_call_is_found_by_who_signed_it_not_by_its_bytes() {
		let (call, patient, other) = (vec![53, 11, 7], [1; 32], [2; 32]);
		let signed = |account, call: &[u8]| SignedCall {
			account,
			call: call.into(),
			spec: None,
			metadata: None,
		};
		let withdrawal = signed(patient, &[&call[..], &[9]].concat());
		// The same bytes in a remark, and the same call of somebody whom the chain does not heed.
		let remark = signed(patient, &[&[0, 0][..], &call].concat());
		let forged = signed(other, &call);
		let found = |signed: &[SignedCall]| {
			is_signed(signed, &[vec![1], call.clone()], |account| *account == patient)
		};
		assert!(found(&[withdrawal.clone()]));
		assert!(found(&[remark.clone(), withdrawal.clone()]));
		assert!(!found(&[remark]) && !found(&[forged.clone()]) && !found(&[]));
		assert!(!found(&[forged, withdrawal]), "the verifier takes the first");
	}
}
