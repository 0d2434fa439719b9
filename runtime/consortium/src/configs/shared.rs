//! What every network has alike: money, the council, calls around calls, and the healthcare pallets.

use crate::{
	constants::DAYS, AccountId, AssetsHolder, Balances, Council, HealthRecords, OriginCaller,
	Preimage, Prescriptions, Registry, ReimbursementEscrow, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeFreezeReason, RuntimeHoldReason, RuntimeOrigin, System, Timestamp,
};
use frame_support::traits::AsEnsureOriginWithArg;
use frame_system::EnsureSigned;
use salus_runtime_common::{fees::WeightFee, governance::CouncilTwoThirds};

type AnyAccount = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;

salus_runtime_common::configure_money!(Runtime, WeightFee, AnyAccount, CouncilTwoThirds);
salus_runtime_common::configure_governance!(Runtime, DAYS);
salus_runtime_common::configure_wrappers!(Runtime);
salus_runtime_common::configure_healthcare!(Runtime);
