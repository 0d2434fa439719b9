//! Time and identifiers.

use alloc::vec::Vec;
use codec::Encode;
use sp_core::H256;
use sp_crypto_hashing::blake2_256;

/// Milliseconds since the Unix epoch, as the timestamp of a block gives them. Every deadline of Salus is a `Moment`, and
/// every interval is half-open: `[from, until)`.
pub type Moment = u64;

/// One hour, in milliseconds.
pub const HOUR: Moment = 3_600_000;

/// One day, in milliseconds.
pub const DAY: Moment = 24 * HOUR;

/// Height of a block, for what a court asks ("at which block"); deadlines use [`Moment`].
pub type BlockNumber = u32;

/// A licence: sequential, from 1, never reused, so that a row can name its author for decades.
pub type LicenceId = u32;

/// A legal entity with one account on which its bonds are held: sequential, from 1.
pub type OrganisationId = u32;

/// An account that grants licences: sequential, from 1.
pub type RegistrarId = u16;

/// A prescribed item: [`content_id`] of who issued it, when, and the commitment to its document.
pub type RxId = H256;

/// One dispense: its item and its position in the item's list, from 0. The only key on which a claim for money can exist.
pub type DispenseId = (RxId, u8);

/// The id of a row that its author could compute before sending it:
/// `blake2_256(domain ‖ licence ‖ authored_at ‖ commitment)`, numbers in SCALE's little-endian form.
///
/// It opens to its three parts, so a row need not store the commitment; sending the same thing again gives the same id.
/// `domain` is a constant of the pallet (`b"salus/rx"`), never a prefix of another's.
pub fn content_id(
	domain: &[u8],
	licence: LicenceId,
	authored_at: Moment,
	commitment: &H256,
) -> H256 {
	let mut bytes = Vec::with_capacity(domain.len().saturating_add(44));
	bytes.extend_from_slice(domain);
	(licence, authored_at, commitment).encode_to(&mut bytes);
	blake2_256(&bytes).into()
}

/// Why a content-derived id may not be created at this moment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Staleness {
	/// `authored_at` lies more than the allowed age behind: a row of this id may have existed and been pruned.
	TooOld,
	/// `authored_at` lies further ahead than clocks may differ.
	InFuture,
}

/// Whether a row authored at `authored_at` may be created now: `now - max_age <= authored_at <= now + max_skew`.
///
/// Together with a retention longer than `max_age` this makes an id unrepeatable: while the row lives the id is taken, and
/// once the row is pruned the id is too old.
pub fn content_id_may_be_created(
	authored_at: Moment,
	now: Moment,
	max_age: Moment,
	max_skew: Moment,
) -> Result<(), Staleness> {
	if authored_at < now.saturating_sub(max_age) {
		return Err(Staleness::TooOld);
	}
	if authored_at > now.saturating_add(max_skew) {
		return Err(Staleness::InFuture);
	}
	Ok(())
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn content_id_is_the_hash_of_its_parts_in_order() {
		let mut bytes = b"salus/rx".to_vec();
		bytes.extend(7u32.to_le_bytes());
		bytes.extend(1_700_000_000_000u64.to_le_bytes());
		bytes.extend([9u8; 32]);
		let commitment = H256::repeat_byte(9);
		let id = content_id(b"salus/rx", 7, 1_700_000_000_000, &commitment);
		assert_eq!(id, H256(blake2_256(&bytes)));
		assert_ne!(id, content_id(b"salus/ry", 7, 1_700_000_000_000, &commitment));
		assert_ne!(id, content_id(b"salus/rx", 8, 1_700_000_000_000, &commitment));
		assert_ne!(id, content_id(b"salus/rx", 7, 1_700_000_000_001, &commitment));
	}

	#[test]
	fn age_and_skew_are_inclusive() {
		let check = |authored| content_id_may_be_created(authored, 1_000, 100, 10);
		assert_eq!(check(899), Err(Staleness::TooOld));
		assert_eq!(check(900), Ok(()));
		assert_eq!(check(1_010), Ok(()));
		assert_eq!(check(1_011), Err(Staleness::InFuture));
	}
}
