//! Votes for a block and its descendants, what a forger does to them, and the same votes as a justification of the client.
//! Compiled into the oracles too (`evidence/oracle`).

use crate::world::{justification, known, SdkHeader, Validators, World};
use codec::{Decode, Encode};
use finality_grandpa::{Precommit, SignedPrecommit};
use salus_evidence::{build, file::Votes, finality::Set, header::Header};
use sp_consensus_grandpa::GrandpaJustification;
use sp_core::{ed25519, H256};
use sp_runtime::traits::Header as _;

/// Votes of a file as a justification; `None` if the form has no such thing.
pub fn as_justification(
	votes: &Votes,
	set: &Set,
	block: &SdkHeader,
) -> Option<GrandpaJustification<SdkHeader>> {
	let sdk = |header: &Header| SdkHeader::decode(&mut header.encoded()).ok();
	let ancestry = votes.ancestry.iter().flat_map(|list| list.iter()).map(sdk);
	let ancestry = ancestry.collect::<Option<Vec<SdkHeader>>>()?;
	let height = |hash: H256| match hash == block.hash() {
		true => Some(block.number),
		false => Some(ancestry.iter().find(|header| header.hash() == hash)?.number),
	};
	let voted = |place: usize| {
		votes.signers.get(place / 8).is_some_and(|byte| byte >> (place % 8) & 1 == 1)
	};
	let signers = set.authorities.iter().enumerate().filter(|(place, _)| voted(*place));
	let mut precommits = Vec::new();
	for (n, ((_, (key, _)), signature)) in signers.zip(votes.signatures.iter()).enumerate() {
		let own = block.hash().0;
		let target = H256(*votes.targets.as_ref().map_or(Some(&own), |targets| targets.get(n))?);
		precommits.push(SignedPrecommit {
			precommit: Precommit { target_hash: target, target_number: height(target)? },
			signature: ed25519::Signature::from_raw(*signature).into(),
			id: ed25519::Public::from_raw(*key).into(),
		});
	}
	let mut whole = justification(block, precommits, ancestry);
	whole.round = votes.round;
	Some(whole)
}

/// A block with two branches on it, of four blocks and of two, and a set that voted: each member in turn for one of
/// `targets`, where 0 is the block itself.
pub fn voted(weights: &[u64], targets: &[usize]) -> (World, Votes, Validators) {
	let members = weights.iter().copied().enumerate().collect();
	let mut world = World::with(Validators { id: 0, members });
	let block = world.block(vec![], vec![]);
	let mut headers = vec![world.header(block).clone()];
	for (mark, parent) in [(1, 0), (2, 1), (3, 2), (4, 3), (5, 0), (6, 5)] {
		let (parent, root) = (&headers[parent], H256::repeat_byte(mark));
		let number = parent.number + 1;
		headers.push(SdkHeader::new(number, root, root, parent.hash(), Default::default()));
	}
	let set = world.set().clone();
	let target = |place: usize| &headers[targets[place % targets.len()] % headers.len()];
	let cast = (0..weights.len()).map(|place| set.vote(place, target(place))).collect::<Vec<_>>();
	let whole = justification(&headers[0], cast, headers[1..].to_vec());
	let votes = build::votes(&whole.encode(), &set.set(), &known(&headers[0])).unwrap();
	(world, votes, set)
}

/// What a forger does to votes.
pub fn mutate(votes: &mut Votes, kind: u8, at: usize, bit: u8) {
	let flip = |bytes: &mut [u8]| {
		let length = bytes.len().max(1);
		if let Some(byte) = bytes.get_mut(at % length) {
			*byte ^= 1 << (bit % 8);
		}
	};
	let count = votes.signatures.len();
	if count == 0 {
		return;
	}
	match kind {
		0 => votes.round ^= 1 << (bit % 8),
		1 => flip(&mut votes.signers.0),
		2 => flip(votes.signatures.0[at % count].as_mut_slice()),
		3 => drop(votes.signatures.0.remove(at % count)),
		4 => votes.signatures.0.swap(0, at % count),
		5 => votes.targets.iter_mut().for_each(|targets| flip(&mut targets.0[at % count])),
		6 => votes.targets.iter_mut().for_each(|targets| targets.0.swap(0, at % count)),
		7 => votes.targets = None,
		_ => {
			if let Some(ancestry) = votes.ancestry.as_mut().filter(|ancestry| !ancestry.is_empty())
			{
				drop(ancestry.0.remove(at % ancestry.0.len()));
			}
		},
	}
}
