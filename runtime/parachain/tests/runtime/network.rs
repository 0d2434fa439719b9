//! What a block, a transaction and a session key need on this network.

use crate::shared::support::key;
use codec::Encode;
use cumulus_pallet_weight_reclaim::StorageWeightReclaim;
use cumulus_primitives_core::{
	relay_chain::{HeadData, UpgradeGoAhead},
	AbridgedHrmpChannel, PersistedValidationData,
};
use cumulus_primitives_parachain_inherent::{ParachainInherentData, INHERENT_IDENTIFIER};
use cumulus_test_relay_sproof_builder::RelayStateSproofBuilder;
use runtime::{
	constants::SLOT_DURATION, genesis::PARA_ID, AccountId, Header, Moment, Nonce, SessionKeys,
	TxExtension,
};
use sp_core::{proof_of_possession::ProofOfPossessionGenerator, Pair};
use sp_inherents::InherentData;
use sp_runtime::generic::Era;
use std::cell::Cell;

thread_local! {
	static GO_AHEAD: Cell<Option<UpgradeGoAhead>> = const { Cell::new(None) };
	static CHANNEL: Cell<Option<u32>> = const { Cell::new(None) };
}

/// Opens a channel to the parachain with this number, which takes everything at once.
pub fn opens_channel_to(para: u32) {
	CHANNEL.set(Some(para));
}

/// Lets the relay chain's state say, from now on, that the code which waits may take effect, or nothing.
pub fn relay_says(go_ahead: Option<UpgradeGoAhead>) {
	GO_AHEAD.set(go_ahead);
}

/// What the node of a collator puts into a block at this time. The state of the relay chain is made up, and its proof is real:
/// there is a block in each of its slots, and the parent has been included.
pub fn inherents(time: Moment, parent: &Header) -> InherentData {
	let relay_parent_number = u32::try_from(time / SLOT_DURATION).unwrap();
	let mut relay = RelayStateSproofBuilder {
		para_id: PARA_ID.into(),
		current_slot: u64::from(relay_parent_number).into(),
		included_para_head: Some(HeadData(parent.encode())),
		upgrade_go_ahead: GO_AHEAD.get(),
		..Default::default()
	};
	if let Some(para) = CHANNEL.get() {
		*relay.upsert_outbound_channel(para.into()) = AbridgedHrmpChannel {
			max_capacity: 25,
			max_total_size: 100 * 1024,
			max_message_size: 100 * 1024,
			msg_count: 0,
			total_size: 0,
			mqc_head: None,
		};
	}
	let (relay_parent_storage_root, relay_chain_state, relay_parent_descendants) =
		relay.into_state_root_proof_and_descendants(0);
	let relay = ParachainInherentData {
		validation_data: PersistedValidationData {
			relay_parent_number,
			relay_parent_storage_root,
			..Default::default()
		},
		relay_chain_state,
		downward_messages: vec![],
		horizontal_messages: Default::default(),
		relay_parent_descendants,
		collator_peer_id: None,
	};
	let mut data = InherentData::new();
	data.put_data(sp_timestamp::INHERENT_IDENTIFIER, &sp_timestamp::Timestamp::new(time)).unwrap();
	data.put_data(INHERENT_IDENTIFIER, &relay).unwrap();
	data
}

/// A transaction's extensions.
pub fn extensions(nonce: Nonce, era: Era, tip: u128) -> TxExtension {
	StorageWeightReclaim::new((
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
	))
}

/// The session key derived from `seed`, and the proof that it is `owner`'s.
pub fn session_keys(seed: &str, owner: &AccountId) -> (SessionKeys, Vec<u8>) {
	let mut aura = key(seed);
	let proof = aura.generate_proof_of_possession(&owner.encode());
	(SessionKeys { aura: aura.public().into() }, proof.encode())
}
