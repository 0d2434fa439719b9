//! What the chain's part of a file proved: blocks that are final, what their states hold, which extrinsics stand in them.
//!
//! Whatever judges a statement takes its facts from here alone, never from the file.

use crate::{failure::Failure, reads::Read, Hash};
use alloc::{collections::BTreeMap, format, vec::Vec};
use codec::Decode;

/// What a state holds under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
	/// Nothing.
	Absent,
	/// These bytes.
	Bytes(Vec<u8>),
	/// Bytes of this hash, which the file does not hold.
	Hash(Hash),
}

/// What the chain's part of a file proved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Proved {
	/// Hash of block 0.
	pub genesis: Hash,
	/// The points in the file's order; the first is `at`.
	pub points: Vec<ProvedPoint>,
}

/// A final block and what is proved of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvedPoint {
	/// Its place in the file.
	pub place: usize,
	/// Height.
	pub number: u32,
	/// Hash.
	pub hash: Hash,
	/// Hash of the block before it.
	pub parent: Hash,
	/// What its state holds at the end of the block.
	pub reads: BTreeMap<Read, Value>,
	/// Extrinsics that stand in it.
	pub extrinsics: Vec<ProvedExtrinsic>,
}

/// An extrinsic that stands in a block. Standing there is not success.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProvedExtrinsic {
	/// Its place in the block.
	pub index: u32,
	/// The extrinsic without its length.
	pub bytes: Vec<u8>,
	/// What was signed: the transaction, then the meta transactions inside.
	pub signed: Vec<SignedCall>,
}

/// A call that a key signed for this chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedCall {
	/// The account.
	pub account: Hash,
	/// The call in SCALE.
	pub call: Vec<u8>,
	/// The runtime's version that was signed; `None` for a statement, which is of none.
	pub spec: Option<u32>,
	/// The digest of the metadata (RFC-78), if it was signed.
	pub metadata: Option<Hash>,
}

impl Proved {
	/// The point of the main row.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file has no point.
	pub fn at(&self) -> Result<&ProvedPoint, Failure> {
		self.points.first().ok_or_else(|| missing("a point"))
	}

	/// The point of this height.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file has none.
	pub fn point(&self, number: u32) -> Result<&ProvedPoint, Failure> {
		let point = self.points.iter().find(|point| point.number == number);
		point.ok_or_else(|| missing(format!("a point at block {number}")))
	}
}

impl ProvedPoint {
	/// What the state holds under a name.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file does not read it.
	pub fn read(&self, read: &Read) -> Result<&Value, Failure> {
		self.reads
			.get(read)
			.ok_or_else(|| missing(format!("the read of {read} at point {}", self.place)))
	}

	/// The bytes under a name, `None` if there is nothing.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file does not read it, or shows its hash only.
	pub fn bytes(&self, read: &Read) -> Result<Option<&[u8]>, Failure> {
		match self.read(read)? {
			Value::Absent => Ok(None),
			Value::Bytes(bytes) => Ok(Some(bytes)),
			Value::Hash(_) => Err(missing(format!("the value of {read} at point {}", self.place))),
		}
	}

	/// The block's time, in milliseconds since the Unix epoch.
	///
	/// # Errors
	/// [`Failure::NotEstablished`] if the file does not read it, [`Failure::Undecodable`] if it is no time.
	pub fn now(&self) -> Result<u64, Failure> {
		let read = Read::new("Timestamp", "Now", []).ok_or_else(|| missing("the time"))?;
		let bytes = self.bytes(&read)?.ok_or_else(|| missing("the time"))?;
		decode_all(&read, bytes)
	}
}

/// Decodes a whole value.
///
/// # Errors
/// [`Failure::Undecodable`] if the bytes are not exactly one `T`.
pub fn decode_all<T: Decode>(read: &Read, mut bytes: &[u8]) -> Result<T, Failure> {
	let value = T::decode(&mut bytes).ok().filter(|_| bytes.is_empty());
	value.ok_or_else(|| Failure::Undecodable { name: format!("{read}") })
}

/// The failure of a file that does not show `part`.
pub(crate) fn missing(part: impl Into<alloc::string::String>) -> Failure {
	Failure::NotEstablished { part: part.into() }
}
