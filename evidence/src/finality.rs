//! Votes: whether a set of validators made a block final.
//!
//! The rule is narrower than the client's. One vote per authority, just enough of them, each for the block itself or a
//! descendant that the file leads back to it. Votes of strangers, doubles and equivocations have no place in the form.

use crate::{
	failure::VoteFault,
	file::Votes,
	header::{Authority, Header},
	Hash,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use codec::Encode;
use sp_core::{ed25519, Pair};

/// A set of validators.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
	/// Its id: how many sets there were before it.
	pub id: u64,
	/// Its members with their weights, in its order.
	pub authorities: Vec<Authority>,
}

impl Set {
	/// A set; `None` if nobody is in it, somebody twice, or somebody without weight.
	pub fn new(id: u64, authorities: Vec<Authority>) -> Option<Self> {
		let mut seen = BTreeSet::new();
		let each = authorities.iter().all(|(key, weight)| *weight > 0 && seen.insert(key));
		let sound = each && !authorities.is_empty();
		sound.then_some(Set { id, authorities })
	}

	/// The weight that makes a block final: more than two thirds, `total - (total - 1) / 3`.
	pub fn threshold(&self) -> u128 {
		let total = weight(self.authorities.iter());
		total.saturating_sub(total.saturating_sub(1) / 3)
	}

	/// Whether these votes make `block` final.
	///
	/// # Errors
	/// Why they do not.
	pub fn check(&self, votes: &Votes, block: &Header) -> Result<(), VoteFault> {
		let signers = self.signers(&votes.signers.0).ok_or(VoteFault::Shape)?;
		if signers.len() != votes.signatures.len() {
			return Err(VoteFault::Shape);
		}
		self.check_weight(&signers)?;
		let targets = targets(votes, block)?;
		for (((place, (key, _)), signature), target) in
			signers.iter().zip(votes.signatures.iter()).zip(targets)
		{
			if !is_signed(key, signature, &message(target, votes.round, self.id)) {
				return Err(VoteFault::BadSignature { signer: *place });
			}
		}
		Ok(())
	}

	/// The members whose bits are set, with their places; `None` if the bits are not those of this set.
	fn signers(&self, bits: &[u8]) -> Option<Vec<(usize, &Authority)>> {
		if bits.len() != self.authorities.len().div_ceil(8) {
			return None;
		}
		let mut set = bits.iter().flat_map(|byte| (0..8u8).map(move |bit| byte & (1 << bit) != 0));
		let members = self.authorities.iter().enumerate();
		let signers = members.filter(|_| set.next() == Some(true)).collect();
		set.all(|bit| !bit).then_some(signers)
	}

	/// Enough, and none to spare.
	fn check_weight(&self, signers: &[(usize, &Authority)]) -> Result<(), VoteFault> {
		let given = weight(signers.iter().map(|(_, authority)| *authority));
		let needed = self.threshold();
		if given < needed {
			return Err(VoteFault::TooFewVotes);
		}
		let least = signers.iter().map(|(_, (_, weight))| *weight).min().unwrap_or_default();
		match given.saturating_sub(least.into()) < needed {
			true => Ok(()),
			false => Err(VoteFault::NotMinimal),
		}
	}
}

fn weight<'a>(authorities: impl Iterator<Item = &'a Authority>) -> u128 {
	// A sum of fewer than 2^64 numbers below 2^64.
	authorities.fold(0, |sum, (_, weight)| sum.saturating_add((*weight).into()))
}

/// For what each signer voted, in their order.
fn targets(votes: &Votes, block: &Header) -> Result<Vec<(Hash, u32)>, VoteFault> {
	let own = (block.hash(), block.number());
	let (targets, ancestry) = match (&votes.targets, &votes.ancestry) {
		(None, None) => return Ok(votes.signatures.iter().map(|_| own).collect()),
		(Some(targets), Some(ancestry)) => (targets, ancestry),
		_ => return Err(VoteFault::Shape),
	};
	if targets.len() != votes.signatures.len() {
		return Err(VoteFault::Shape);
	}
	let mut descendants = Descendants::new(block, ancestry)?;
	let heights = targets.iter().map(|target| match *target == own.0 {
		true => Ok(own),
		false => descendants.lead_back(target),
	});
	let heights = heights.collect::<Result<Vec<_>, _>>()?;
	// No header at all: then no vote is for another block, and `targets` would be a second form of leaving it out.
	if ancestry.is_empty() || descendants.used.len() != ancestry.len() {
		return Err(VoteFault::UnusedAncestry);
	}
	// The lowest vote is where the client begins: it must be for the block, and all others lead back to it.
	match heights.contains(&own) {
		true => Ok(heights),
		false => Err(VoteFault::Overshot),
	}
}

/// Headers between a block and what was voted for.
struct Descendants<'a> {
	block: &'a Header,
	headers: BTreeMap<Hash, &'a Header>,
	/// Those that some vote needs.
	used: BTreeSet<Hash>,
}

impl<'a> Descendants<'a> {
	/// The headers, if they stand in their one order.
	fn new(block: &'a Header, ancestry: &'a [Header]) -> Result<Self, VoteFault> {
		let places = || ancestry.iter().map(|header| (header.number(), header.hash()));
		if !places().zip(places().skip(1)).all(|(one, next)| one < next) {
			return Err(VoteFault::UnusedAncestry);
		}
		let headers = ancestry.iter().map(|header| (header.hash(), header)).collect();
		Ok(Descendants { block, headers, used: BTreeSet::new() })
	}

	/// Follows parents from `target` to the block; the target's height. No header is passed twice.
	fn lead_back(&mut self, target: &Hash) -> Result<(Hash, u32), VoteFault> {
		let stray = VoteFault::TargetNotDescendant;
		let start = *self.headers.get(target).ok_or(stray)?;
		let mut at = start;
		while self.used.insert(at.hash()) {
			if at.follows(self.block.number(), &self.block.hash()) {
				break;
			}
			let below = *self.headers.get(&at.parent()).ok_or(stray)?;
			if !at.follows(below.number(), &below.hash()) {
				return Err(stray);
			}
			at = below;
		}
		Ok((*target, start.number()))
	}
}

/// What a validator signs to vote for a block: a precommit (variant 1), the round, the set.
pub fn message((hash, number): (Hash, u32), round: u64, set: u64) -> Vec<u8> {
	(1u8, hash, number, round, set).encode()
}

/// Whether a key signed a message, by the rules that the validators apply.
pub fn is_signed(key: &Hash, signature: &[u8; 64], message: &[u8]) -> bool {
	let signature = ed25519::Signature::from_raw(*signature);
	ed25519::Pair::verify(&signature, message, &ed25519::Public::from_raw(*key))
}
