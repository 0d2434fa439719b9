//! What the expert trusts: from the expert's own file or a fingerprint given by hand, never from the evidence.

use crate::{
	anchor::Fingerprint,
	failure::Failure,
	file::{Anchor, MAX_AUTHORITIES},
	finality::Set,
	json::{record, Json, List, Reader},
	Hash,
};

/// What the expert trusts. Empty: nothing; then no file is more than consistent.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Trust {
	/// The chain. Anchors and forks are of this chain, and count for nothing without it.
	pub genesis: Option<Hash>,
	/// The fingerprint of an accepted anchor; it covers the chain.
	pub fingerprint: Option<Fingerprint>,
	/// Accepted anchors.
	pub anchors: List<TrustedAnchor, 256>,
	/// Hard forks: each is an anchor, and nothing older leads past it.
	pub forks: List<TrustedAnchor, 64>,
	/// Releases of the runtime.
	pub releases: List<Release, 1_024>,
}
record!(Trust { genesis, fingerprint, anchors, forks, releases });

impl Trust {
	/// Reads a trust file: keys as in the type and in its order, white space as people like it.
	///
	/// # Errors
	/// As for evidence, [`Failure::Malformed`] among them for anchors or forks of no chain, or with weights that do not fit.
	pub fn parse(text: &[u8]) -> Result<Self, Failure> {
		let mut reader = Reader::loose(text);
		let trust = Trust::read(&mut reader)?;
		reader.end()?;
		let malformed = |path: &str| Err(Failure::Malformed { path: path.into() });
		if trust.genesis.is_none() && trust.known().next().is_some() {
			return malformed("genesis");
		}
		if !trust.known().all(TrustedAnchor::weighs_all) {
			return malformed("weights");
		}
		Ok(trust)
	}

	/// Blocks known to be final, with the sets that vote on what follows.
	pub fn known(&self) -> impl Iterator<Item = &TrustedAnchor> {
		self.anchors.iter().chain(self.forks.iter())
	}
}

/// A block known to be final, with the set that votes on what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TrustedAnchor {
	/// Height.
	pub number: u32,
	/// Hash.
	pub hash: Hash,
	/// Id of the set.
	pub set: u64,
	/// GRANDPA keys of the set, in its order.
	pub authorities: List<Hash, MAX_AUTHORITIES>,
	/// Weights in the order of the keys; absent if all are 1.
	pub weights: Option<List<u64, MAX_AUTHORITIES>>,
}
record!(TrustedAnchor { number, hash, set, authorities, weights });

impl TrustedAnchor {
	/// Whether a file starts here.
	pub fn is(&self, anchor: &Anchor) -> bool {
		let own = (self.number, &self.hash, self.set, &self.authorities, &self.weights);
		own == (anchor.number, &anchor.hash, anchor.set, &anchor.authorities, &anchor.weights)
	}

	/// Whether there is a weight for each authority, if there are any.
	fn weighs_all(&self) -> bool {
		self.weights.as_ref().is_none_or(|weights| weights.len() == self.authorities.len())
	}

	/// Whether this is the set that votes on what follows.
	pub fn votes_as(&self, set: &Set) -> bool {
		let weights = self.weights.iter().flat_map(|weights| weights.iter().copied());
		let weights = weights.chain(core::iter::repeat(1));
		let members = self.authorities.iter().copied().zip(weights);
		self.set == set.id && members.eq(set.authorities.iter().copied())
	}
}

/// A release of the runtime, reproducible from its source.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Release {
	/// `blake2_256` of the Wasm.
	pub code: Hash,
	/// The specification's version.
	pub spec: u32,
	/// Digest of the metadata (RFC-78).
	pub metadata: Hash,
}
record!(Release { code, spec, metadata });
