//! What every network has alike: money, the council, calls around calls, and the healthcare pallets.

use crate::{
	constants::{DAYS, SLOT_DURATION},
	AccountId, AssetsHolder, Balances, Council, HealthRecords, OriginCaller, Preimage,
	Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Timestamp,
};
use frame_support::traits::{AsEnsureOriginWithArg, Nothing};
use frame_system::EnsureSigned;
use salus_runtime_common::{fees::WeightFee, governance::CouncilTwoThirds};

type AnyAccount = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;

salus_runtime_common::configure_money!(
	Runtime,
	SLOT_DURATION,
	WeightFee,
	AnyAccount,
	CouncilTwoThirds
);
salus_runtime_common::configure_governance!(Runtime, DAYS);
salus_runtime_common::configure_wrappers!(Runtime, Nothing);
salus_runtime_common::configure_healthcare!(Runtime, SLOT_DURATION);
