//! What a key signs to be heard without a transaction of its own.

use crate::ids::BlockNumber;
use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use sp_runtime::traits::{IdentifyAccount, Verify};

/// What wallets put around bytes before they sign them, so that nobody can be made to sign a transaction as plain bytes.
const WRAP: (&[u8], &[u8]) = (b"<Bytes>", b"</Bytes>");

/// Priority in the pool of a statement that is free: the highest there is, which no tip exceeds, since nobody's money may stand
/// in the way of a patient who takes something back. What is free must be bounded by what it takes back, and by
/// [`BlockQuota`] in each block.
pub const FREE_PRIORITY: u64 = u64::MAX;

/// For how many blocks a pool keeps such a statement: an hour where slots have two seconds, three where they have six. Pools
/// count blocks, and nobody is harmed if it is sent again.
pub const FREE_LONGEVITY: u64 = 1_800;

/// How often something free was done in the present block.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct BlockQuota {
	/// The block that is counted.
	block: BlockNumber,
	/// How often.
	used: u32,
}

impl BlockQuota {
	/// How often in this block.
	pub fn used(&self, block: BlockNumber) -> u32 {
		if self.block == block {
			self.used
		} else {
			0
		}
	}

	/// Counts once more in this block.
	pub fn count(&mut self, block: BlockNumber) {
		*self = BlockQuota { block, used: self.used(block).saturating_add(1) };
	}
}

/// A statement about one chain: `domain ‖ genesis hash ‖ SCALE(what is said)`.
///
/// The domain is a constant of the call that takes the statement, begins with `salus/` and is never a prefix of another's. No
/// transaction of a runtime without a pallet of index 115 (`s`) begins with these bytes, so a statement is never a
/// transaction. What is said must name the row and its round, so that it can be heard once only.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement(Vec<u8>);

impl Statement {
	/// The statement that `said` on the chain with this genesis hash.
	pub fn new(domain: &[u8], genesis: &impl Encode, said: &impl Encode) -> Self {
		let mut bytes = domain.to_vec();
		genesis.encode_to(&mut bytes);
		said.encode_to(&mut bytes);
		Statement(bytes)
	}

	/// The bytes to sign.
	pub fn as_bytes(&self) -> &[u8] {
		&self.0
	}

	/// The bytes that a wallet signs instead (`signRaw` of polkadot.js): the same in `<Bytes>..</Bytes>`.
	pub fn wrapped(&self) -> Vec<u8> {
		[WRAP.0, &self.0, WRAP.1].concat()
	}

	/// Whether `who` signed it, as it is or wrapped as wallets do.
	pub fn is_signed<S: Verify>(
		&self,
		signature: &S,
		who: &<S::Signer as IdentifyAccount>::AccountId,
	) -> bool {
		signature.verify(&self.0[..], who) || signature.verify(&self.wrapped()[..], who)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use sp_core::{sr25519, Pair, H256};
	use sp_runtime::{traits::IdentifyAccount, MultiSignature, MultiSigner};

	#[test]
	fn it_is_signed_raw_or_wrapped_by_its_key_for_its_chain_and_words_only() {
		let pair = sr25519::Pair::from_seed(&[1; 32]);
		let who = MultiSigner::from(pair.public()).into_account();
		let genesis = H256::repeat_byte(1);
		let statement = Statement::new(b"salus/test", &genesis, &(7u32, 9u8));
		let sign = |bytes: &[u8]| MultiSignature::from(pair.sign(bytes));
		let raw = sign(statement.as_bytes());
		assert!(statement.is_signed(&raw, &who));
		let wrapped = [b"<Bytes>", statement.as_bytes(), b"</Bytes>"].concat();
		assert!(statement.is_signed(&sign(&wrapped), &who));

		let other = sr25519::Pair::from_seed(&[2; 32]);
		assert!(!statement.is_signed(&raw, &MultiSigner::from(other.public()).into_account()));
		for differs in [
			Statement::new(b"salus/text", &genesis, &(7u32, 9u8)),
			Statement::new(b"salus/test", &H256::repeat_byte(2), &(7u32, 9u8)),
			Statement::new(b"salus/test", &genesis, &(7u32, 8u8)),
		] {
			assert!(!differs.is_signed(&raw, &who));
		}
	}
}
