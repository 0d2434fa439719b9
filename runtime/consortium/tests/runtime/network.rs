//! What a block and a transaction need on this network.

use runtime::{Header, Moment, Nonce, TxExtension};
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
