//! Headers of blocks, as far as evidence needs them: who is whose parent, which roots, which changes of the set.

use crate::{
	failure::Failure,
	json::{Bytes, Json, Reader, Writer},
	Hash,
};
use alloc::vec::Vec;
use codec::{Compact, Decode, DecodeAll, Encode, Input};
use sp_crypto_hashing::blake2_256;

/// GRANDPA's mark on what it puts into a digest.
pub const GRANDPA_ENGINE: [u8; 4] = *b"FRNK";

/// A validator's key and the weight of its vote.
pub type Authority = (Hash, u64);

/// A header, with the bytes that its hash covers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Header {
	encoded: Bytes,
	hash: Hash,
	parts: Parts,
}

#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
struct Parts {
	parent: Hash,
	number: Compact<u32>,
	state_root: Hash,
	extrinsics_root: Hash,
	digest: Vec<DigestItem>,
}

/// What stands in a digest. Authoring and seals are read and ignored: finality covers them.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
enum DigestItem {
	#[codec(index = 0)]
	Other(Vec<u8>),
	#[codec(index = 4)]
	Consensus([u8; 4], Vec<u8>),
	#[codec(index = 5)]
	Seal([u8; 4], Vec<u8>),
	#[codec(index = 6)]
	PreRuntime([u8; 4], Vec<u8>),
	#[codec(index = 8)]
	RuntimeEnvironmentUpdated,
}

/// What GRANDPA announces in a digest.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
pub enum ConsensusLog {
	/// The next set, so many blocks after this one.
	#[codec(index = 1)]
	ScheduledChange(Vec<Authority>, u32),
	/// A set in place of one that is stuck: the median of the last final blocks, the set, the delay.
	#[codec(index = 2)]
	ForcedChange(u32, Vec<Authority>, u32),
	/// An authority is out until the next change.
	#[codec(index = 3)]
	OnDisabled(u64),
	/// Voting stops after so many blocks.
	#[codec(index = 4)]
	Pause(u32),
	/// Voting goes on after so many blocks.
	#[codec(index = 5)]
	Resume(u32),
}

impl Header {
	/// Reads a header; `None` if the bytes are not exactly one in its only form.
	pub fn from_bytes(encoded: &[u8]) -> Option<Self> {
		let parts = Parts::decode_all(&mut &encoded[..]).ok()?;
		let one_form = parts.encode() == encoded;
		let (bytes, hash) = (Bytes(encoded.into()), blake2_256(encoded));
		one_form.then_some(Header { encoded: bytes, hash, parts })
	}

	/// The header in SCALE.
	pub fn encoded(&self) -> &[u8] {
		&self.encoded
	}

	/// Hash of the block.
	pub fn hash(&self) -> Hash {
		self.hash
	}

	/// Hash of the block before it.
	pub fn parent(&self) -> Hash {
		self.parts.parent
	}

	/// Height.
	pub fn number(&self) -> u32 {
		self.parts.number.0
	}

	/// Root of the state after the block.
	pub fn state_root(&self) -> Hash {
		self.parts.state_root
	}

	/// Root of the block's extrinsics.
	pub fn extrinsics_root(&self) -> Hash {
		self.parts.extrinsics_root
	}

	/// Whether this is the block after the one of this height and hash.
	pub fn follows(&self, number: u32, hash: &Hash) -> bool {
		number.checked_add(1) == Some(self.number()) && self.parent() == *hash
	}

	/// What GRANDPA announces in this block, in its order. What does not read is left out, as the client does.
	pub fn grandpa_logs(&self) -> impl Iterator<Item = ConsensusLog> + '_ {
		self.parts.digest.iter().filter_map(|item| match item {
			DigestItem::Consensus(engine, log) if *engine == GRANDPA_ENGINE => {
				ConsensusLog::decode_all(&mut &log[..]).ok()
			},
			_ => None,
		})
	}
}

impl Json for Header {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		let bytes = Bytes::read(reader)?;
		Header::from_bytes(&bytes).ok_or_else(|| reader.malformed())
	}

	fn write(&self, writer: &mut Writer) {
		self.encoded.write(writer);
	}
}

impl Decode for Header {
	fn decode<I: Input>(input: &mut I) -> Result<Self, codec::Error> {
		let encoded = Parts::decode(input)?.encode();
		Header::from_bytes(&encoded).ok_or_else(|| "not the one form of a header".into())
	}
}
