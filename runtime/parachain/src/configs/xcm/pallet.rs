//! What accounts, the council and Root may do: `pallet-xcm`.
//!
//! | call | who | |
//! |---|---|---|
//! | `transfer_assets`, `limited_reserve_transfer_assets`, `transfer_assets_using_type_and_then` | any account | the stable asset, to Asset Hub |
//! | `claim_assets` | any account | what is trapped for it |
//! | `force_suspension` | the council | stops transfers and claims, not arrivals |
//! | `force_xcm_version`, `force_default_xcm_version` and the other `force_` calls | the council | |
//! | `send` | Root | to Asset Hub and the relay chain |
//! | `execute`, teleports, aliases | nobody | |
//!
//! What leaves pays the [price of sending](super::delivery). A treasurer's proxy may do what any account may.

use super::{
	delivery::Router, LocationToAccount, OnlyStable, UniversalLocation, Weigher, XcmExecutor,
	INSTRUCTION,
};
use crate::{AccountId, Balances, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin};
use frame_support::{
	parameter_types,
	traits::{ConstU32, Contains, Disabled, Everything, Nothing},
	weights::Weight,
};
use salus_runtime_common::governance::CouncilTwoThirds;
use xcm::latest::NetworkId;
use xcm_builder::{EnsureXcmOrigin, LocationWithAssetFilters, SignedToAccountId32};

parameter_types! {
	/// Accounts here are named without a network: see [`location_of`](super::location_of).
	pub const NoNetwork: Option<NetworkId> = None;
}

impl pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type CurrencyMatcher = ();
	type AuthorizedAliasConsideration = Disabled;
	// Converts no account: Root alone is left.
	type SendXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, ()>;
	type XcmRouter = Router;
	type ExecuteXcmOrigin =
		EnsureXcmOrigin<RuntimeOrigin, SignedToAccountId32<RuntimeOrigin, AccountId, NoNetwork>>;
	type XcmExecuteFilter = Nothing;
	type XcmExecutor = XcmExecutor;
	type XcmTeleportFilter = Nothing;
	type XcmReserveTransferFilter = LocationWithAssetFilters<Everything, OnlyStable>;
	type Weigher = Weigher;
	type UniversalLocation = UniversalLocation;
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeCall = RuntimeCall;
	// Nobody is asked for its version: the answer would be refused.
	const VERSION_DISCOVERY_QUEUE_SIZE: u32 = 0;
	type AdvertisedXcmVersion = pallet_xcm::CurrentXcmVersion;
	type AdminOrigin = CouncilTwoThirds;
	type TrustedLockers = ();
	type SovereignAccountOf = LocationToAccount;
	type MaxLockers = ConstU32<0>;
	type MaxRemoteLockConsumers = ConstU32<0>;
	type RemoteLockConsumerIdentifier = ();
	type WeightInfo = CallWeights;
}

impl cumulus_pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type XcmExecutor = XcmExecutor;
}

/// The calls by which an account moves its money over the border: what a treasurer's proxy may do besides what it may on every
/// network.
pub struct MovesMoney;

impl Contains<RuntimeCall> for MovesMoney {
	fn contains(call: &RuntimeCall) -> bool {
		use pallet_xcm::Call;

		matches!(
			call,
			RuntimeCall::PolkadotXcm(
				Call::transfer_assets { .. }
					| Call::limited_reserve_transfer_assets { .. }
					| Call::transfer_assets_using_type_and_then { .. }
					| Call::claim_assets { .. }
			)
		)
	}
}

/// Weights of the pallet's calls and steps, in [`INSTRUCTION`]s. The pallet brings none that were measured: they depend on the
/// instructions and on the transport. Each row or page that is touched is less than one; sending is one, because a page is
/// [short](super::queues::PAGE).
pub struct CallWeights;

macro_rules! weights {
	($($step:ident($($size:ty)?): $instructions:literal,)*) => {
		$(fn $step($(_: $size)?) -> Weight { INSTRUCTION.saturating_mul($instructions) })*
	};
}

impl pallet_xcm::WeightInfo for CallWeights {
	weights! {
		send(): 1,
		// Withdraw, burn; take the price of sending and deposit it; send.
		teleport_assets(): 5,
		reserve_transfer_assets(): 5,
		transfer_assets(): 5,
		// Claim, deposit, the trap's row. There is one asset to claim.
		claim_assets(u32): 3,
		execute(): 1,
		force_xcm_version(): 1,
		force_default_xcm_version(): 1,
		force_subscribe_version_notify(): 2,
		force_unsubscribe_version_notify(): 2,
		force_suspension(): 1,
		migrate_supported_version(): 1,
		migrate_version_notifiers(): 1,
		already_notified_target(): 1,
		notify_current_targets(): 1,
		notify_target_migration_fail(): 1,
		migrate_version_notify_targets(): 1,
		migrate_and_notify_old_targets(): 1,
		new_query(): 1,
		take_response(): 1,
		add_authorized_alias(): 1,
		remove_authorized_alias(): 1,
		weigh_message(u32): 1,
		decode_xcm(u32): 1,
	}
}
