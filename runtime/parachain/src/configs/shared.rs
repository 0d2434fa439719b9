//! What every network has alike: money, the council, calls around calls, and the healthcare pallets.

use crate::{
	constants::DAYS, fees::WeightFee, AccountId, AssetsHolder, Balances, Council, HealthRecords,
	OriginCaller, Preimage, Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall,
	RuntimeEvent, RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Timestamp,
};
use frame_system::EnsureRoot;

// Root, so that everybody can read beforehand what would let somebody issue what has no reserve.
salus_runtime_common::configure_money!(Runtime, WeightFee, EnsureRoot<AccountId>);
salus_runtime_common::configure_governance!(Runtime, DAYS);
salus_runtime_common::configure_wrappers!(Runtime);
salus_runtime_common::configure_healthcare!(Runtime);
