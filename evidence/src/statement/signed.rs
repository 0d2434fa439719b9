//! That a key signed a call.

use super::{
	case::Case,
	said::Said,
	words::{count, date},
};
use crate::{facts::missing, failure::Failure, json::to_hex, rows::Hash};
use alloc::{format, vec::Vec};
use sp_crypto_hashing::blake2_256;

/// `signed(block, place)`: an extrinsic that stands in a block, and who signed what in it.
pub fn signed(case: &Case<'_>, said: &mut Said<'_>) -> Result<Vec<Hash>, Failure> {
	let [block, place] = case.args()?;
	let (block, place): (u32, u32) = (block.number()?, place.number()?);
	case.no_opening()?;
	case.no_trail()?;
	if case.at.number != block {
		return Err(missing(format!("block {block} as the first point")));
	}
	let extrinsic = case.extrinsic(case.at, |extrinsic| extrinsic.index == place);
	let extrinsic = extrinsic.ok_or_else(|| missing(format!("extrinsic {place} of the block")))?;
	if extrinsic.signed.is_empty() {
		return Err(missing("a signature in the extrinsic"));
	}
	said.put("block", block)?;
	said.put("time", case.now)?;
	said.put("extrinsic", blake2_256(&extrinsic.bytes))?;
	for (n, signed) in extrinsic.signed.iter().enumerate() {
		said.put(format!("signed.{n}.account"), signed.account)?;
		said.put(format!("signed.{n}.call"), blake2_256(&signed.call))?;
		said.put_some(&format!("signed.{n}.spec"), signed.spec)?;
		said.put_some(&format!("signed.{n}.metadata"), signed.metadata)?;
		said.say(format!(
			"Account {} signed the call {}.",
			to_hex(&signed.account),
			to_hex(&signed.call)
		));
		if signed.metadata.is_none() {
			said.limit(format!(
				"Account {} did not sign the metadata's digest: what its device displayed is not proved.",
				to_hex(&signed.account),
			));
		}
	}
	said.conclude(format!(
		"Extrinsic {place} stands in block {block} ({}), with {} that {}.",
		date(case.now),
		count(extrinsic.signed.len(), "signature"),
		if extrinsic.signed.len() == 1 { "fits" } else { "fit" },
	));
	said.limit("That it stands there does not say that it succeeded.");
	Ok(Vec::new())
}
