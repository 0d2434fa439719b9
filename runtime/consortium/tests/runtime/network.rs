//! What a block, a transaction and a session key need on this network.

use crate::shared::support::key;
use codec::Encode;
use runtime::{AccountId, Header, Moment, Nonce, SessionKeys, TxExtension};
use sp_core::{ed25519, proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_inherents::InherentData;
use sp_runtime::generic::Era;

/// What the node of a validator puts into a block at this time.
pub fn inherents(time: Moment, _parent: &Header) -> InherentData {
	let mut data = InherentData::new();
	data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &sp_timestamp::Timestamp::new(time)).unwrap();
	data
}

/// A transaction's extensions.
pub fn extensions(nonce: Nonce, era: Era, tip: u128) -> TxExtension {
	(
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(era),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		pallet_transaction_payment::ChargeTransactionPayment::from(tip).into(),
		frame_metadata_hash_extension::CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	)
}

/// The key `//name` of the development phrase, as votes on finality are signed with.
pub fn finality_key(name: &str) -> ed25519::Pair {
	ed25519::Pair::from_string(&format!("//{name}"), None).unwrap()
}

/// The session keys derived from `seed`, and the proof that they are `owner`'s.
pub fn session_keys(seed: &str, owner: &AccountId) -> (SessionKeys, Vec<u8>) {
	let (mut aura, mut grandpa) = (key(seed), finality_key(seed));
	let owner = owner.encode();
	let proof =
		(aura.generate_proof_of_possession(&owner), grandpa.generate_proof_of_possession(&owner));
	let keys = SessionKeys { aura: aura.public().into(), grandpa: grandpa.public().into() };
	(keys, proof.encode())
}
