//! What every network has alike: money, the council, calls around calls, and the healthcare pallets.

use crate::{
	configs::xcm::{pallet::MovesMoney, AnyAccountButNotTheStable},
	constants::{DAYS, SLOT_DURATION},
	fees::WeightFee,
	AccountId, AssetsHolder, Balances, Council, HealthRecords, OriginCaller, Preimage,
	Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Timestamp,
};
use frame_system::EnsureRoot;

// Root may change any asset, and not the council directly: everybody can read beforehand what would let somebody issue what has
// no reserve.
salus_runtime_common::configure_money!(
	Runtime,
	SLOT_DURATION,
	WeightFee,
	AnyAccountButNotTheStable,
	EnsureRoot<AccountId>
);
salus_runtime_common::configure_governance!(Runtime, DAYS);
salus_runtime_common::configure_wrappers!(Runtime, MovesMoney);
salus_runtime_common::configure_healthcare!(Runtime, SLOT_DURATION);
