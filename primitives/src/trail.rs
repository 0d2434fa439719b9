//! A row's history as one hash.

use crate::ids::{BlockNumber, Moment};
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// A hash chain over the events of one row: `head' = blake2_256(head ‖ SCALE(event, block, now))`.
///
/// One storage proof of the row proves the whole order of its events. What time alone changed is not in it until the row is
/// next written; then it enters with the time at which it took effect.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Trail {
	/// The last link.
	pub head: H256,
	/// How many events there were.
	pub n: u32,
	/// Block of the newest event, so that an archive node walks back without an indexer; 0 before the first.
	pub last: BlockNumber,
}

impl Trail {
	/// The empty trail of a row with a content-derived id, which is its first link.
	pub fn of_id(id: H256) -> Self {
		Trail { head: id, n: 0, last: 0 }
	}

	/// The empty trail of a row with a sequential id. Its first link is `blake2_256("salus/trail" ‖ pallet ‖ SCALE(key))`.
	pub fn of_key(pallet: &[u8], key: &impl Encode) -> Self {
		let mut bytes = b"salus/trail".to_vec();
		bytes.extend_from_slice(pallet);
		key.encode_to(&mut bytes);
		Trail::of_id(blake2_256(&bytes).into())
	}

	/// Appends an event.
	pub fn push(&mut self, event: &impl Encode, block: BlockNumber, now: Moment) {
		let mut bytes: Vec<u8> = self.head.as_bytes().to_vec();
		(event, block, now).encode_to(&mut bytes);
		self.head = blake2_256(&bytes).into();
		self.n = self.n.saturating_add(1);
		self.last = block;
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_trail_is_the_fold_of_its_events() {
		let mut trail = Trail::of_id(H256::repeat_byte(1));
		trail.push(&7u8, 3, 1_000);
		let mut bytes = vec![1u8; 32];
		bytes.push(7);
		bytes.extend(3u32.to_le_bytes());
		bytes.extend(1_000u64.to_le_bytes());
		assert_eq!(trail, Trail { head: H256(blake2_256(&bytes)), n: 1, last: 3 });
	}

	#[test]
	fn order_time_and_start_matter() {
		let replay = |start: H256, events: &[(u8, u32, u64)]| {
			let mut trail = Trail::of_id(start);
			events.iter().for_each(|(event, block, now)| trail.push(event, *block, *now));
			trail.head
		};
		let start = H256::zero();
		let head = replay(start, &[(1, 1, 10), (2, 1, 10)]);
		assert_ne!(head, replay(start, &[(2, 1, 10), (1, 1, 10)]));
		assert_ne!(head, replay(start, &[(1, 1, 10), (2, 1, 11)]));
		assert_ne!(head, replay(start, &[(1, 1, 10)]));
		assert_ne!(head, replay(H256::repeat_byte(1), &[(1, 1, 10), (2, 1, 10)]));
		assert_ne!(Trail::of_key(b"Registry", &1u32).head, Trail::of_key(b"Registry", &2u32).head);
	}

	#[test]
	fn it_takes_forty_bytes() {
		assert_eq!(Trail::of_id(H256::zero()).encoded_size(), 40);
		assert_eq!(Trail::max_encoded_len(), 40);
	}
}
