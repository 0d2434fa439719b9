//! What proves rows of state to somebody who does not trust this node.

use crate::{
	chain::{BlockRef, Chain, Client},
	json::{Evidence, Read},
	Error,
};
use codec::Encode;
use sp_runtime::{traits::BlakeTwo256, ConsensusEngineId};
use sp_state_machine::read_proof_check;

/// GRANDPA, which makes the justifications.
const GRANDPA: ConsensusEngineId = *b"FRNK";

/// Proves what stands under storage keys at a block, or that nothing does. The proof is checked before it is answered.
pub(crate) fn prove<C: Client>(
	chain: &Chain<C>,
	at: BlockRef,
	keys: Vec<Vec<u8>>,
) -> Result<Evidence, Error> {
	let header = chain.0.header(at.hash)?.ok_or(Error::UnknownBlock(at.hash))?;
	let proof = chain.0.read_proof(at.hash, &mut keys.iter().map(Vec::as_slice))?;
	let nodes = proof.iter_nodes().cloned().map(Into::into).collect();
	let mut values = read_proof_check::<BlakeTwo256, _>(header.state_root, proof, &keys)
		.map_err(|_| Error::Damaged(at.number))?;
	let value = |key| values.remove(key).flatten().map(Into::into);
	let values: Vec<_> = keys.iter().map(value).collect();
	let reads = keys.into_iter().zip(values);
	let justification = chain
		.0
		.justifications(at.hash)?
		.and_then(|justifications| justifications.into_justification(GRANDPA));
	Ok(Evidence {
		block: at,
		finalized: chain.is_final(at)?,
		header: header.encode().into(),
		justification: justification.map(Into::into),
		reads: reads.map(|(key, value)| Read { key: key.into(), value }).collect(),
		proof: nodes,
	})
}
