//! That an extrinsic stands in a block.

use super::MAX_ANSWER;
use crate::{
	chain::{BlockRef, Chain, Client},
	json::ExtrinsicProof,
	Error,
};
use codec::Encode;
use salus_evidence::{build, header::Header};

/// Proves an extrinsic by its place in a block, in the form in which a file holds it.
pub(crate) fn prove<C: Client>(
	chain: &Chain<C>,
	at: BlockRef,
	index: u32,
) -> Result<ExtrinsicProof, Error> {
	let header = chain.0.header(at.hash)?.ok_or(Error::UnknownBlock(at.hash))?.encode();
	let body = chain.0.block_body(at.hash)?.ok_or(Error::BodyPruned(at.number))?;
	let body: Vec<_> = body.into_iter().map(|extrinsic| extrinsic.encode()).collect();
	if usize::try_from(index).map_or(true, |index| index >= body.len()) {
		return Err(Error::NotFound("extrinsic"));
	}
	let damaged = Error::Damaged(at.number);
	let Some(read) = Header::from_bytes(&header) else { return Err(damaged) };
	let proof = build::extrinsic(&read, &body, index, vec![]).map_err(|_| damaged)?;
	if proof.nodes.iter().map(|node| node.len()).sum::<usize>() > MAX_ANSWER {
		return Err(Error::TooLarge(MAX_ANSWER));
	}
	let nodes = proof.nodes.0.into_iter().map(|node| node.0.into()).collect();
	Ok(ExtrinsicProof { block: at, header: header.into(), index, nodes })
}
