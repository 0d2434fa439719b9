//! The APIs of the frame: blocks, transactions, metadata, keys, fees, genesis.

/// Implements the APIs of the frame, and the `$own` ones, for a runtime whose types bear the usual names. It also has
/// `genesis::{preset, preset_names}`, and `nonce`, which finds the nonce in a transaction's extension.
#[macro_export]
macro_rules! frame_apis {
	($($own:tt)*) => {
		use alloc::vec::Vec;
		use codec::Encode;
		use frame_support::{
			genesis_builder_helper::{build_state, get_preset},
			view_functions::{ViewFunctionDispatchError, ViewFunctionId},
			weights::Weight,
		};
		use pallet_transaction_payment::{FeeDetails, RuntimeDispatchInfo};
		use sp_api::impl_runtime_apis;
		use sp_consensus_aura::sr25519::AuthorityId as AuraId;
		use sp_core::{crypto::KeyTypeId, OpaqueMetadata};
		use sp_inherents::{CheckInherentsResult, InherentData};
		use sp_runtime::{
			traits::Block as BlockT,
			transaction_validity::{TransactionSource, TransactionValidity},
			ApplyExtrinsicResult, ExtrinsicInclusionMode,
		};
		use sp_session::OpaqueGeneratedSessionKeys;
		use sp_version::RuntimeVersion;
		use $crate::{pool::Sent, Balance, Nonce};

		impl_runtime_apis! {
			impl sp_api::Core<Block> for Runtime {
				fn version() -> RuntimeVersion {
					VERSION
				}

				fn execute_block(block: <Block as BlockT>::LazyBlock) {
					Executive::execute_block(block);
				}

				fn initialize_block(header: &<Block as BlockT>::Header) -> ExtrinsicInclusionMode {
					Executive::initialize_block(header)
				}
			}

			impl sp_api::Metadata<Block> for Runtime {
				fn metadata() -> OpaqueMetadata {
					OpaqueMetadata::new(Runtime::metadata().into())
				}

				fn metadata_at_version(version: u32) -> Option<OpaqueMetadata> {
					Runtime::metadata_at_version(version)
				}

				fn metadata_versions() -> Vec<u32> {
					Runtime::metadata_versions()
				}
			}

			impl frame_support::view_functions::runtime_api::RuntimeViewFunction<Block> for Runtime {
				fn execute_view_function(
					id: ViewFunctionId,
					input: Vec<u8>,
				) -> Result<Vec<u8>, ViewFunctionDispatchError> {
					Runtime::execute_view_function(id, input)
				}
			}

			impl sp_block_builder::BlockBuilder<Block> for Runtime {
				fn apply_extrinsic(extrinsic: <Block as BlockT>::Extrinsic) -> ApplyExtrinsicResult {
					Executive::apply_extrinsic(extrinsic)
				}

				fn finalize_block() -> <Block as BlockT>::Header {
					Executive::finalize_block()
				}

				fn inherent_extrinsics(data: InherentData) -> Vec<<Block as BlockT>::Extrinsic> {
					data.create_extrinsics()
				}

				fn check_inherents(
					block: <Block as BlockT>::LazyBlock,
					data: InherentData,
				) -> CheckInherentsResult {
					data.check_extrinsics(&block)
				}
			}

			impl sp_transaction_pool::runtime_api::TaggedTransactionQueue<Block> for Runtime {
				fn validate_transaction(
					source: TransactionSource,
					transaction: <Block as BlockT>::Extrinsic,
					block_hash: <Block as BlockT>::Hash,
				) -> TransactionValidity {
					let sent = Sent::read::<Runtime, _, _>(&transaction, nonce);
					let valid = Executive::validate_transaction(source, transaction, block_hash)?;
					Ok(match sent {
						Some(sent) => sent.rank::<Runtime>(valid),
						None => valid,
					})
				}
			}

			impl sp_offchain::OffchainWorkerApi<Block> for Runtime {
				fn offchain_worker(header: &<Block as BlockT>::Header) {
					Executive::offchain_worker(header)
				}
			}

			impl sp_session::SessionKeys<Block> for Runtime {
				fn generate_session_keys(
					owner: Vec<u8>,
					seed: Option<Vec<u8>>,
				) -> OpaqueGeneratedSessionKeys {
					SessionKeys::generate(&owner, seed).into()
				}

				fn decode_session_keys(encoded: Vec<u8>) -> Option<Vec<(Vec<u8>, KeyTypeId)>> {
					SessionKeys::decode_into_raw_public_keys(&encoded)
				}
			}

			impl sp_consensus_aura::AuraApi<Block, AuraId> for Runtime {
				fn slot_duration() -> sp_consensus_aura::SlotDuration {
					sp_consensus_aura::SlotDuration::from_millis(Aura::slot_duration())
				}

				fn authorities() -> Vec<AuraId> {
					pallet_aura::Authorities::<Runtime>::get().into_inner()
				}
			}

			impl frame_system_rpc_runtime_api::AccountNonceApi<Block, AccountId, Nonce> for Runtime {
				fn account_nonce(account: AccountId) -> Nonce {
					System::account_nonce(account)
				}
			}

			impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentApi<Block, Balance>
				for Runtime
			{
				fn query_info(
					extrinsic: <Block as BlockT>::Extrinsic,
					length: u32,
				) -> RuntimeDispatchInfo<Balance> {
					TransactionPayment::query_info(extrinsic, length)
				}

				fn query_fee_details(
					extrinsic: <Block as BlockT>::Extrinsic,
					length: u32,
				) -> FeeDetails<Balance> {
					TransactionPayment::query_fee_details(extrinsic, length)
				}

				fn query_weight_to_fee(weight: Weight) -> Balance {
					TransactionPayment::weight_to_fee(weight)
				}

				fn query_length_to_fee(length: u32) -> Balance {
					TransactionPayment::length_to_fee(length)
				}
			}

			impl pallet_transaction_payment_rpc_runtime_api::TransactionPaymentCallApi<
				Block, Balance, RuntimeCall,
			> for Runtime {
				fn query_call_info(call: RuntimeCall, length: u32) -> RuntimeDispatchInfo<Balance> {
					TransactionPayment::query_call_info(call, length)
				}

				fn query_call_fee_details(call: RuntimeCall, length: u32) -> FeeDetails<Balance> {
					TransactionPayment::query_call_fee_details(call, length)
				}

				fn query_weight_to_fee(weight: Weight) -> Balance {
					TransactionPayment::weight_to_fee(weight)
				}

				fn query_length_to_fee(length: u32) -> Balance {
					TransactionPayment::length_to_fee(length)
				}
			}

			impl sp_genesis_builder::GenesisBuilder<Block> for Runtime {
				fn build_state(json: Vec<u8>) -> sp_genesis_builder::Result {
					build_state::<RuntimeGenesisConfig>(json)
				}

				fn get_preset(id: &Option<sp_genesis_builder::PresetId>) -> Option<Vec<u8>> {
					get_preset::<RuntimeGenesisConfig>(id, genesis::preset)
				}

				fn preset_names() -> Vec<sp_genesis_builder::PresetId> {
					genesis::preset_names()
				}
			}

			#[cfg(feature = "runtime-benchmarks")]
			impl frame_benchmarking::Benchmark<Block> for Runtime {
				fn benchmark_metadata(
					extra: bool,
				) -> (
					Vec<frame_benchmarking::BenchmarkList>,
					Vec<frame_support::traits::StorageInfo>,
				) {
					benchmarks::metadata(extra)
				}

				fn dispatch_benchmark(
					config: frame_benchmarking::BenchmarkConfig,
				) -> Result<Vec<frame_benchmarking::BenchmarkBatch>, alloc::string::String> {
					benchmarks::dispatch(config)
				}
			}

			#[cfg(feature = "try-runtime")]
			impl frame_try_runtime::TryRuntime<Block> for Runtime {
				fn on_runtime_upgrade(checks: frame_try_runtime::UpgradeCheckSelect) -> (Weight, Weight) {
					// A dry run: stopping with the reason is its result.
					#[allow(clippy::expect_used)]
					let weight = Executive::try_runtime_upgrade(checks).expect("the upgrade failed");
					(weight, <Runtime as frame_system::Config>::BlockWeights::get().max_block)
				}

				fn execute_block(
					block: <Block as BlockT>::LazyBlock,
					state_root_check: bool,
					signature_check: bool,
					select: frame_try_runtime::TryStateSelect,
				) -> Weight {
					// A dry run, too.
					#[allow(clippy::expect_used)]
					Executive::try_execute_block(block, state_root_check, signature_check, select)
						.expect("the block failed")
				}
			}

			$($own)*
		}
	};
}
