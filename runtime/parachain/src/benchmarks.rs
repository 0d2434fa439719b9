//! The list of pallets whose weights are measured, and what their benchmarks need of the runtime.

use crate::*;

salus_runtime_common::configure_benchmarks!(
	[cumulus_pallet_parachain_system, ParachainSystem]
	[cumulus_pallet_weight_reclaim, WeightReclaim]
	[pallet_message_queue, MessageQueue]
);
