//! The pallets whose weights are measured on every network.

/// Defines `metadata` and `dispatch` of a runtime's benchmarks: those of the pallets that every network has, and the `$own`
/// ones. Invoked in a module of a runtime whose types bear the usual names.
#[macro_export]
macro_rules! configure_benchmarks {
	($($own:tt)*) => {
		use alloc::{string::String, vec::Vec};
		use frame_benchmarking::{define_benchmarks, BenchmarkBatch, BenchmarkConfig, BenchmarkList};
		use frame_support::traits::{StorageInfo, StorageInfoTrait, WhitelistedStorageKeys};
		use frame_system_benchmarking::{
			extensions::Pallet as SystemExtensions, Pallet as SystemBenchmarks,
		};

		impl frame_system_benchmarking::Config for Runtime {}
		impl pallet_transaction_payment::BenchmarkConfig for Runtime {}

		define_benchmarks!(
			[frame_system, SystemBenchmarks::<Runtime>]
			[frame_system_extensions, SystemExtensions::<Runtime>]
			[pallet_assets, Assets]
			[pallet_balances, Balances]
			[pallet_collective, Council]
			[pallet_health_records, HealthRecords]
			[pallet_membership, CouncilMembership]
			[pallet_meta_tx, MetaTx]
			[pallet_migrations, MultiBlockMigrations]
			[pallet_multisig, Multisig]
			[pallet_preimage, Preimage]
			[pallet_prescriptions, Prescriptions]
			[pallet_proxy, Proxy]
			[pallet_registry, Registry]
			[pallet_reimbursement_escrow, ReimbursementEscrow]
			[pallet_sponsorship, Sponsorship]
			[pallet_timestamp, Timestamp]
			[pallet_transaction_payment, TransactionPayment]
			[pallet_trial_consents, TrialConsents]
			[pallet_utility, Utility]
			[pallet_verify_signature, VerifySignature]
			[pallet_whitelist, Whitelist]
			$($own)*
		);

		/// The benchmarks there are, and the storage they touch.
		pub fn metadata(extra: bool) -> (Vec<BenchmarkList>, Vec<StorageInfo>) {
			let mut list = Vec::new();
			list_benchmarks!(list, extra);
			(list, AllPalletsWithSystem::storage_info())
		}

		/// Runs one.
		pub fn dispatch(config: BenchmarkConfig) -> Result<Vec<BenchmarkBatch>, String> {
			let whitelist = AllPalletsWithSystem::whitelisted_storage_keys();
			let mut batches = Vec::new();
			let params = (&config, &whitelist);
			add_benchmarks!(params, batches);
			Ok(batches)
		}
	};
}
