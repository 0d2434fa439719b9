//! What the node asks of a runtime, whichever network it belongs to. What only one network's runtime answers, its own service
//! asks by its own runtime's interface.

use super::Client;
use pallet_transaction_payment_rpc::TransactionPaymentRuntimeApi;
use salus_runtime_api::{
	HealthRecordsApi, OperationsApi, PrescriptionsApi, RegistryApi, ReimbursementApi,
	TrialConsentsApi,
};
use salus_runtime_common::{opaque::Block, AccountId, AnyAssetId, Balance, Nonce};
use sc_offchain::OffchainWorkerApi;
use sp_api::{ApiExt, CallApiAt, ConstructRuntimeApi, Metadata};
use sp_block_builder::BlockBuilder;
use sp_consensus_aura::{sr25519::AuthorityId as AuraId, AuraApi};
use sp_session::SessionKeys;
use sp_transaction_pool::runtime_api::TaggedTransactionQueue;
use substrate_frame_rpc_system::AccountNonceApi;

/// The questions that every network's runtime answers.
pub trait Apis:
	ApiExt<Block>
	+ Metadata<Block>
	+ BlockBuilder<Block>
	+ TaggedTransactionQueue<Block>
	+ OffchainWorkerApi<Block>
	+ SessionKeys<Block>
	+ AuraApi<Block, AuraId>
	+ AccountNonceApi<Block, AccountId, Nonce>
	+ TransactionPaymentRuntimeApi<Block, Balance>
	+ RegistryApi<Block, AccountId, Balance>
	+ PrescriptionsApi<Block, AccountId>
	+ TrialConsentsApi<Block, AccountId>
	+ HealthRecordsApi<Block, AccountId>
	+ ReimbursementApi<Block, AccountId, AnyAssetId>
	+ OperationsApi<Block>
{
}

impl<C: CallApiAt<Block> + Send + Sync + 'static> Apis
	for salus_consortium_runtime::RuntimeApiImpl<Block, C>
{
}

#[cfg(feature = "parachain")]
impl<C: CallApiAt<Block> + Send + Sync + 'static> Apis
	for salus_parachain_runtime::RuntimeApiImpl<Block, C>
{
}

/// A network's runtime, as its client asks it.
pub trait Runtime:
	ConstructRuntimeApi<Block, Client<Self>, RuntimeApi: Apis> + Send + Sync + Sized + 'static
{
	/// Whether the import of a block notes what it reads of the state, as the relay chain's validators are given it, so that the
	/// runtime counts the same.
	const PROVES: bool;
}

impl Runtime for salus_consortium_runtime::RuntimeApi {
	const PROVES: bool = false;
}

#[cfg(feature = "parachain")]
impl Runtime for salus_parachain_runtime::RuntimeApi {
	const PROVES: bool = true;
}
