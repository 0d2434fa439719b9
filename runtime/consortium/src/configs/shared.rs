//! What every network has alike: money, the council, calls around calls, and the healthcare pallets.

use crate::{
	constants::DAYS, AssetsHolder, Balances, Council, HealthRecords, OriginCaller, Preimage,
	Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Timestamp,
};
use salus_runtime_common::{fees::WeightFee, governance::CouncilTwoThirds};

salus_runtime_common::configure_money!(Runtime, WeightFee, CouncilTwoThirds);
salus_runtime_common::configure_governance!(Runtime, DAYS);
salus_runtime_common::configure_wrappers!(Runtime);
salus_runtime_common::configure_healthcare!(Runtime);
