//! What a validator's session keys let it do.

use super::consortium::Client;
use salus_consortium_runtime::opaque::Block;
use sc_consensus_grandpa::SharedAuthoritySet;
use sp_api::ProvideRuntimeApi;
use sp_blockchain::HeaderBackend;
use sp_consensus_aura::{sr25519::AuthorityId as AuraId, AuraApi};
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::{
	crypto::{key_types, KeyTypeId},
	ByteArray, H256,
};
use sp_keystore::KeystorePtr;
use sp_runtime::traits::NumberFor;
use std::{fmt, sync::Arc};

/// What a node's keystore lets it do in the present set of validators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Duty {
	/// Nothing is expected: it is no validator.
	Observe,
	/// The keystore has no session keys.
	Keyless,
	/// It has keys, and the set does not contain them.
	Wait,
	/// It makes blocks and cannot vote on finality.
	Author,
	/// It votes on finality and cannot make blocks.
	Vote,
	/// It makes blocks and votes on finality.
	Validate,
}

impl fmt::Display for Duty {
	fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
		f.write_str(match self {
			Duty::Observe => "no validator",
			Duty::Keyless => {
				"this validator has no session keys in its keystore: make them with author_rotateKeysWithOwner, or insert \
				 them with `salus-node key insert` (types aura and gran)"
			},
			Duty::Wait => {
				"none of this validator's session keys is in the active set: it neither makes blocks nor votes. Set the keys \
				 of its member on the chain; they count from the session after the next"
			},
			Duty::Author => {
				"this validator makes blocks but does not vote on finality: the keystore lacks the active set's `gran` key"
			},
			Duty::Vote => {
				"this validator votes on finality but makes no blocks: the keystore lacks the active set's `aura` key"
			},
			Duty::Validate => "session keys in the keystore and in the active set",
		})
	}
}

/// Where the keys and the set of validators are.
#[derive(Clone)]
pub(super) struct Keys {
	pub(super) authority: bool,
	pub(super) keystore: KeystorePtr,
	pub(super) client: Arc<Client>,
	pub(super) voters: SharedAuthoritySet<H256, NumberFor<Block>>,
}

impl Keys {
	/// What the node does now. Errors: the runtime does not answer.
	pub(super) fn duty(&self) -> Result<Duty, sp_api::ApiError> {
		if !self.authority {
			return Ok(Duty::Observe);
		}
		let authors = self.authors()?;
		let votes = self.owned(key_types::GRANDPA);
		let makes = self.owned(key_types::AURA);
		let author = makes.iter().any(|key| authors.iter().any(|id| id.as_slice() == &key[..]));
		let voters = self.voters.current_authorities();
		let voter = votes
			.iter()
			.filter_map(|key| GrandpaId::from_slice(key).ok())
			.any(|id| voters.contains(&id));
		Ok(match (author, voter) {
			(true, true) => Duty::Validate,
			(true, false) => Duty::Author,
			(false, true) => Duty::Vote,
			(false, false) if votes.is_empty() && makes.is_empty() => Duty::Keyless,
			(false, false) => Duty::Wait,
		})
	}

	/// Who makes the next block's slots.
	pub(super) fn authors(&self) -> Result<Vec<AuraId>, sp_api::ApiError> {
		self.client.runtime_api().authorities(self.client.info().best_hash)
	}

	fn owned(&self, key: KeyTypeId) -> Vec<Vec<u8>> {
		// A folder that cannot be read has no keys.
		self.keystore.keys(key).unwrap_or_default()
	}
}
