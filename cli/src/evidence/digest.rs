//! The digest of a runtime's metadata (RFC-78).
//!
//! A hardware wallet shows a call by metadata that it cannot keep and is handed with the call. Into what it signs it puts the
//! digest of that metadata, and the runtime, which was compiled with its own, refuses any other. A transaction holds one byte that
//! says so: the digest itself has to be found again.

use super::{
	export::SS58,
	node::{Hex, Node},
};
use crate::{args::SAL_DECIMALS, output::hex};
use anyhow::{anyhow, Context, Result};
use frame_metadata::RuntimeMetadataPrefixed;
use merkleized_metadata::{generate_metadata_digest, ExtraInfo};
use subxt::{
	ext::codec::{DecodeAll, Encode},
	rpcs::client::rpc_params,
	utils::H256,
};

/// The version of the metadata format that is digested.
const FORMAT: u32 = 15;
/// Symbol of the native token, as the runtime is compiled with it.
const SYMBOL: &str = "SAL";

/// The digest that the runtime in the state of a block was compiled with, if it was with any.
pub async fn of(node: Node<'_>, state: H256, name: String, version: u32) -> Result<[u8; 32]> {
	let asked = rpc_params!["Metadata_metadata_at_version", hex(FORMAT.encode()), state];
	let answer: Hex = node.0.request("state_call", asked).await?;
	let metadata = Option::<Vec<u8>>::decode_all(&mut answer.0.as_slice());
	let metadata = metadata.context("the node's answer is no metadata")?;
	let metadata = metadata
		.with_context(|| format!("the runtime of {state:?} has no metadata of version {FORMAT}"))?;
	digest(&metadata, name, version)
}

fn digest(metadata: &[u8], spec_name: String, spec_version: u32) -> Result<[u8; 32]> {
	let read = RuntimeMetadataPrefixed::decode_all(&mut &*metadata);
	let RuntimeMetadataPrefixed(_, metadata) = read.context("the node's metadata is none")?;
	let (base58_prefix, decimals, token_symbol) = (SS58, SAL_DECIMALS, SYMBOL.into());
	let told = ExtraInfo { spec_version, spec_name, base58_prefix, decimals, token_symbol };
	let digest = generate_metadata_digest(&metadata, told);
	Ok(digest.map_err(|why| anyhow!("the node's metadata has no digest: {why}"))?.hash())
}

#[cfg(test)]
mod tests {
	use super::*;

	/// Metadata of one call with two fields, and of what the digest's other parts are taken from: version 7 of `salus`, prefix 42.
	const METADATA: &str =
		"6d6574610f20000000040000040000050300080000032000000004000c041043616c6c00010420776974686472617708\
		 0114747269616c040000011c7375626a6563740800000b00001000000502001400000504001800000505001c04045600\
		 00080124737065635f6e616d651000000130737065635f76657273696f6e18000000041853797374656d000000082853\
		 53353850726566697814082a00001c56657273696f6e1c281473616c7573070000000000000004080c08000444436865\
		 636b4d6574616461746148617368040000000c000000";

	/// As `@polkadot-api/merkleize-metadata` 1.2.3 computes it, another implementation, on which wallets rely.
	const DIGEST: &str = "1841d6fb4c4ad1f1cf24899f2e625bb3dd6bc44c630644de303e434cd74529bc";

	#[test]
	fn the_digest_is_that_of_another_implementation() {
		let metadata = hex::decode(METADATA).unwrap();
		let digest = |metadata: &[u8], version| digest(metadata, "salus".into(), version);
		assert_eq!(hex::encode(digest(&metadata, 7).unwrap()), DIGEST);
		assert_ne!(hex::encode(digest(&metadata, 8).unwrap()), DIGEST);
		let why = |metadata: &[u8]| digest(metadata, 7).unwrap_err().to_string();
		assert!(why(&metadata[1..]).contains("metadata is none"));
		// Of format 14 there is no digest.
		let older = [&b"meta\x0e"[..], &[0; 6]].concat();
		assert!(why(&older).contains("no digest"), "{}", why(&older));
	}
}
