//! Signed transactions, built from the runtime's own types.

use frame_metadata_hash_extension::CheckMetadataHash;
use jsonrpsee::{
	core::{client::ClientT, ClientError},
	rpc_params,
};
use pallet_transaction_payment::ChargeTransactionPayment;
use salus_consortium_runtime::{
	Runtime, RuntimeCall, SignedPayload, TxExtension, UncheckedExtrinsic, VERSION,
};
use serde_json::Value;
use sp_core::{sr25519::Pair, Bytes, Encode, Pair as _, H256};
use sp_runtime::{generic::Era, AccountId32, MultiAddress};

/// The key that the development phrase and a name give.
pub fn key(name: &str) -> Pair {
	Pair::from_string(&format!("//{name}"), None).unwrap()
}

/// The account of a key.
pub fn account(key: &Pair) -> AccountId32 {
	key.public().into()
}

/// Signs a call and submits it.
pub async fn submit(client: &impl ClientT, who: &Pair, call: RuntimeCall) -> H256 {
	let genesis = client.request("chain_getBlockHash", rpc_params![0]).await.unwrap();
	submit_with(client, who, call, nonce(client, who).await, genesis).await
}

/// As [`submit`], with a nonce.
pub async fn submit_with(
	client: &impl ClientT,
	who: &Pair,
	call: RuntimeCall,
	nonce: u32,
	genesis: H256,
) -> H256 {
	let version = spec_version(client).await.unwrap();
	let bytes = Bytes(sign_for(version, who, call, nonce, genesis).encode());
	client.request("author_submitExtrinsic", rpc_params![bytes]).await.unwrap()
}

/// The version of the runtime that makes the next block.
pub async fn spec_version(client: &impl ClientT) -> Result<u32, ClientError> {
	let version: Value = client.request("state_getRuntimeVersion", rpc_params![]).await?;
	Ok(serde_json::from_value(version["specVersion"].clone()).expect("a version"))
}

/// Signs a call for the runtime that this test is compiled with, as an ordinary transaction that never expires.
pub fn sign(who: &Pair, call: RuntimeCall, nonce: u32, genesis: H256) -> UncheckedExtrinsic {
	sign_for(VERSION.spec_version, who, call, nonce, genesis)
}

/// As [`sign`], for the runtime of a version. Its transactions are as here.
pub fn sign_for(
	spec_version: u32,
	who: &Pair,
	call: RuntimeCall,
	nonce: u32,
	genesis: H256,
) -> UncheckedExtrinsic {
	let extension: TxExtension = (
		frame_system::AuthorizeCall::new(),
		frame_system::CheckNonZeroSender::new(),
		frame_system::CheckSpecVersion::new(),
		frame_system::CheckTxVersion::new(),
		frame_system::CheckGenesis::new(),
		frame_system::CheckEra::from(Era::Immortal),
		frame_system::CheckNonce::from(nonce),
		frame_system::CheckWeight::new(),
		ChargeTransactionPayment::<Runtime>::from(0).into(),
		CheckMetadataHash::new(false),
		frame_system::WeightReclaim::new(),
	);
	let implicit =
		((), (), spec_version, VERSION.transaction_version, genesis, genesis, (), (), (), None, ());
	let payload = SignedPayload::from_raw(call.clone(), extension.clone(), implicit);
	let signature = payload.using_encoded(|bytes| who.sign(bytes));
	UncheckedExtrinsic::new_signed(
		call,
		MultiAddress::Id(account(who)),
		signature.into(),
		extension,
	)
}

/// The nonce of the next transaction, those in the pool counted.
pub async fn nonce(client: &impl ClientT, who: &Pair) -> u32 {
	client.request("system_accountNextIndex", rpc_params![account(who).to_string()]).await.unwrap()
}
