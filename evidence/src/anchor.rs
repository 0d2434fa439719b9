//! From where trust starts: whether the expert accepts the anchor, and its fingerprint for comparing by eye and ear.

use crate::{
	facts::Value,
	failure::Failure,
	file::{Anchor, AnchorKind, ChainId},
	finality::Set,
	json::{Bytes, Json, Reader, Writer},
	reads::Read,
	state,
	trust::Trust,
	Hash,
};
use alloc::{format, vec::Vec};
use codec::Encode;
use core::{fmt, str::FromStr};
use sp_crypto_hashing::blake2_256;

/// What a fingerprint's hash starts with.
const DOMAIN: &[u8] = b"salus/anchor/1";

/// Crockford's base32: no I, L, O, U.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Characters of a fingerprint, and of a group of them.
const LENGTH: usize = 40;
const GROUP: usize = 5;

/// 200 bits of the hash of an anchor, as eight groups of five characters: short enough for a letterhead.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fingerprint([u8; LENGTH]);

impl Fingerprint {
	/// The fingerprint of block `hash` of height `number` on the chain `genesis`, with the set that votes on what follows.
	pub fn new(genesis: &Hash, number: u32, hash: &Hash, set: &Set) -> Self {
		let mut bytes = Vec::from(DOMAIN);
		(genesis, number, hash, set.id, &set.authorities).encode_to(&mut bytes);
		let hash = blake2_256(&bytes);
		let mut letters = [0; LENGTH];
		let groups = hash.chunks_exact(GROUP).zip(letters.chunks_exact_mut(8));
		for (bytes, letters) in groups {
			let bits = bytes.iter().fold(0u64, |bits, byte| (bits << 8) | u64::from(*byte));
			for (letter, shift) in letters.iter_mut().zip((0..8u32).rev()) {
				*letter = letter_of(bits >> shift.saturating_mul(5));
			}
		}
		Fingerprint(letters)
	}
}

fn letter_of(bits: u64) -> u8 {
	let place = usize::try_from(bits & 31).unwrap_or_default();
	LETTERS.get(place).copied().unwrap_or_default()
}

impl fmt::Display for Fingerprint {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		for (place, letter) in self.0.iter().enumerate() {
			if place > 0 && place % GROUP == 0 {
				f.write_str("-")?;
			}
			write!(f, "{}", char::from(*letter))?;
		}
		Ok(())
	}
}

/// A text that is no fingerprint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoFingerprint;

impl fmt::Display for NoFingerprint {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(
			"A fingerprint has eight groups of five letters or digits, without I, L, O and U.",
		)
	}
}

#[cfg(feature = "std")]
impl std::error::Error for NoFingerprint {}

/// As people write it down: either case, with or without hyphens and spaces, O for 0, I and L for 1.
impl FromStr for Fingerprint {
	type Err = NoFingerprint;

	fn from_str(text: &str) -> Result<Self, NoFingerprint> {
		let letters = text.bytes().filter(|byte| !matches!(byte, b'-' | b' '));
		let letters = letters.map(|byte| match byte.to_ascii_uppercase() {
			b'O' => b'0',
			b'I' | b'L' => b'1',
			letter => letter,
		});
		let letters = letters.collect::<Vec<_>>().try_into().map_err(|_| NoFingerprint)?;
		let fingerprint = Fingerprint(letters);
		let known = fingerprint.0.iter().all(|letter| LETTERS.contains(letter));
		known.then_some(fingerprint).ok_or(NoFingerprint)
	}
}

impl Json for Fingerprint {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.string(64)?.parse().map_err(|_| reader.malformed())
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(&format!("{self}"));
	}
}

impl Anchor {
	/// The set that votes on what follows.
	///
	/// # Errors
	/// [`Failure::Malformed`] if nobody is in it, somebody twice or without weight, or if weights are written that go without
	/// saying.
	pub fn set(&self) -> Result<Set, Failure> {
		let malformed = |field: &str| Failure::Malformed { path: format!("anchor.{field}") };
		let weights = match &self.weights {
			None => self.authorities.iter().map(|_| 1).collect::<Vec<_>>(),
			Some(weights) if weights.len() != self.authorities.len() => {
				return Err(malformed("weights"))
			},
			Some(weights) if weights.iter().all(|weight| *weight == 1) => {
				return Err(malformed("weights"))
			},
			Some(weights) => weights.to_vec(),
		};
		let authorities = self.authorities.iter().copied().zip(weights).collect();
		Set::new(self.set, authorities).ok_or_else(|| malformed("authorities"))
	}

	/// The anchor of a set, as a file holds it.
	pub fn checkpoint(number: u32, hash: Hash, set: &Set) -> Self {
		let weights = set.authorities.iter().map(|(_, weight)| *weight).collect::<Vec<_>>();
		let plain = weights.iter().all(|weight| *weight == 1);
		Anchor {
			kind: AnchorKind::Checkpoint,
			number,
			hash,
			set: set.id,
			authorities: set.authorities.iter().map(|(key, _)| *key).collect::<Vec<_>>().into(),
			weights: (!plain).then(|| weights.into()),
			header: None,
			proof: None,
		}
	}

	/// Steps 2 and 3: the anchor is sound in itself, and the expert accepts it, if the expert accepts any.
	///
	/// # Errors
	/// [`Failure::WrongChain`], [`Failure::AnchorMismatch`], [`Failure::GenesisProofInvalid`], [`Failure::Malformed`].
	pub fn check(&self, chain: &ChainId, trust: &Trust) -> Result<Start, Failure> {
		if trust.genesis.is_some_and(|genesis| genesis != chain.genesis) {
			return Err(Failure::WrongChain);
		}
		let set = self.set()?;
		let fingerprint = Fingerprint::new(&chain.genesis, self.number, &self.hash, &set);
		let named = trust.genesis.is_some()
			&& (self.kind == AnchorKind::Genesis || trust.known().any(|known| known.is(self)));
		let confirmed = named || trust.fingerprint == Some(fingerprint);
		let asked = trust.genesis.is_some() || trust.fingerprint.is_some();
		if asked && !confirmed {
			return Err(Failure::AnchorMismatch);
		}
		self.check_kind(chain, &set)?;
		Ok(Start { set, fingerprint, confirmed })
	}

	/// A checkpoint stands for itself; a genesis shows that block 0 has this set.
	fn check_kind(&self, chain: &ChainId, set: &Set) -> Result<(), Failure> {
		let (header, proof) = match (self.kind, &self.header, &self.proof) {
			(AnchorKind::Checkpoint, None, None) => return Ok(()),
			(AnchorKind::Genesis, Some(header), Some(proof)) => (header, proof),
			_ => return Err(Failure::Malformed { path: "anchor".into() }),
		};
		let block = (self.number, self.hash, header.number(), header.hash(), self.set);
		if block != (0, chain.genesis, 0, chain.genesis, 0) {
			return Err(Failure::GenesisProofInvalid);
		}
		match authorities_in(&header.state_root(), proof) {
			Some(found) if found == set.authorities.encode() => Ok(()),
			_ => Err(Failure::GenesisProofInvalid),
		}
	}
}

/// What a state holds as GRANDPA's authorities, in SCALE.
fn authorities_in(root: &Hash, proof: &[Bytes]) -> Option<Vec<u8>> {
	let read = Read::new("Grandpa", "Authorities", [])?;
	match state::read(root, proof, &[read.wanted()]).ok()?.pop()? {
		Value::Bytes(bytes) => Some(bytes),
		_ => None,
	}
}

/// A sound anchor.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Start {
	/// The set that votes on what follows.
	pub set: Set,
	/// What the expert compares.
	pub fingerprint: Fingerprint,
	/// Whether it is one that the expert accepts. If not, the expert named none, and must compare.
	pub confirmed: bool,
}
