//! An Asset Hub with what a transfer needs: assets in place 50, messages, and accounts for the parachains that hold its assets.

use crate::network::ParachainXcmRouter;
use frame_support::{
	derive_impl, parameter_types,
	traits::{AsEnsureOriginWithArg, ConstU128, ConstU32, Disabled, Everything, Nothing},
};
use frame_system::{EnsureRoot, EnsureSigned};
use polkadot_parachain_primitives::primitives::Sibling;
use salus_parachain_runtime::configs::xcm::{ASSET_HUB, HUB_ASSETS, HUB_ID};
use sp_runtime::{
	traits::{IdentityLookup, TryConvertInto},
	AccountId32 as AccountId, BuildStorage,
};
use xcm::latest::prelude::*;
use xcm_builder::{
	AccountId32Aliases, AllowTopLevelPaidExecutionFrom, AsPrefixedGeneralIndex,
	ConvertedConcreteId, EnsureXcmOrigin, FixedRateOfFungible, FixedWeightBounds,
	FrameTransactionalProcessor, FungiblesAdapter, NoChecking, SiblingParachainConvertsVia,
	SignedToAccountId32, TakeWeightCredit, TrailingSetTopicAsId, WithUniqueTopic,
};
use xcm_executor::XcmExecutor;
use xcm_simulator::mock_message_queue;

/// The stable asset's number.
pub const USDT: u32 = HUB_ID as u32;
/// An asset that anybody may have created.
pub const OTHER: u32 = 1985;
/// An asset that somebody created under the number that Care Dollars have on the other chain.
pub const LIKE_CARE: u32 = 1;

/// What [`USER`] has of every asset.
pub const ENDOWMENT: u128 = 1_000_000_000_000;
/// An account on the hub.
pub const USER: AccountId = AccountId::new([7; 32]);

type Block = frame_system::mocking::MockBlock<Runtime>;

#[frame_support::runtime]
mod runtime {
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(10)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(30)]
	pub type Queue = mock_message_queue;
	#[runtime::pallet_index(31)]
	pub type PolkadotXcm = pallet_xcm;
	#[runtime::pallet_index(50)]
	pub type Assets = pallet_assets;
}

#[derive_impl(frame_system::config_preludes::TestDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountId = AccountId;
	type Lookup = IdentityLookup<AccountId>;
	type Block = Block;
	type AccountData = pallet_balances::AccountData<u128>;
}

#[derive_impl(pallet_balances::config_preludes::TestDefaultConfig)]
impl pallet_balances::Config for Runtime {
	type Balance = u128;
	type ExistentialDeposit = ConstU128<1>;
	type AccountStore = System;
}

#[derive_impl(pallet_assets::config_preludes::TestDefaultConfig)]
impl pallet_assets::Config for Runtime {
	type Balance = u128;
	type Currency = Balances;
	type CreateOrigin = AsEnsureOriginWithArg<EnsureSigned<AccountId>>;
	type ForceOrigin = EnsureRoot<AccountId>;
}

impl mock_message_queue::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type XcmExecutor = XcmExecutor<XcmConfig>;
}

parameter_types! {
	pub const RelayNetwork: Option<NetworkId> = Some(Polkadot);
	pub UniversalLocation: InteriorLocation =
		[GlobalConsensus(Polkadot), Parachain(ASSET_HUB)].into();
	pub AssetsPallet: Location = PalletInstance(HUB_ASSETS).into();
	pub const InstructionWeight: Weight = Weight::from_parts(1_000_000_000, 64 * 1024);
	/// Nothing is teleported, so nothing is booked.
	pub const Nobody: AccountId = AccountId::new([0; 32]);
	/// A unit of the asset for each instruction.
	pub Rate: (AssetId, u128, u128) = (
		[PalletInstance(HUB_ASSETS), GeneralIndex(HUB_ID)].into(),
		1_000,
		0,
	);
}

type LocationToAccount =
	(SiblingParachainConvertsVia<Sibling, AccountId>, AccountId32Aliases<RelayNetwork, AccountId>);
type LocalOrigin = SignedToAccountId32<RuntimeOrigin, AccountId, RelayNetwork>;
type Weigher = FixedWeightBounds<InstructionWeight, RuntimeCall, ConstU32<100>>;
type Router = WithUniqueTopic<ParachainXcmRouter<Queue>>;

/// How the hub executes messages.
pub struct XcmConfig;

impl xcm_executor::Config for XcmConfig {
	type RuntimeCall = RuntimeCall;
	type XcmSender = Router;
	type XcmEventEmitter = PolkadotXcm;
	type AssetTransactor = FungiblesAdapter<
		Assets,
		ConvertedConcreteId<
			u32,
			u128,
			AsPrefixedGeneralIndex<AssetsPallet, u32, TryConvertInto>,
			TryConvertInto,
		>,
		LocationToAccount,
		AccountId,
		NoChecking,
		Nobody,
	>;
	type OriginConverter = ();
	type IsReserve = Nothing;
	type IsTeleporter = Nothing;
	type Aliasers = Nothing;
	type UniversalLocation = UniversalLocation;
	type Barrier =
		TrailingSetTopicAsId<(TakeWeightCredit, AllowTopLevelPaidExecutionFrom<Everything>)>;
	type Weigher = Weigher;
	type Trader = FixedRateOfFungible<Rate, ()>;
	type ResponseHandler = ();
	type AssetTrap = PolkadotXcm;
	type AssetLocker = ();
	type AssetExchanger = ();
	type SubscriptionService = ();
	type PalletInstancesInfo = ();
	type MaxAssetsIntoHolding = ConstU32<8>;
	type FeeManager = ();
	type MessageExporter = ();
	type UniversalAliases = Nothing;
	type CallDispatcher = RuntimeCall;
	type SafeCallFilter = Nothing;
	type TransactionalProcessor = FrameTransactionalProcessor;
	type HrmpNewChannelOpenRequestHandler = ();
	type HrmpChannelAcceptedHandler = ();
	type HrmpChannelClosingHandler = ();
	type XcmRecorder = ();
}

impl pallet_xcm::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type CurrencyMatcher = ();
	type AuthorizedAliasConsideration = Disabled;
	type SendXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOrigin>;
	type XcmRouter = Router;
	type ExecuteXcmOrigin = EnsureXcmOrigin<RuntimeOrigin, LocalOrigin>;
	type XcmExecuteFilter = Everything;
	type XcmExecutor = XcmExecutor<XcmConfig>;
	type XcmTeleportFilter = Everything;
	type XcmReserveTransferFilter = Everything;
	type Weigher = Weigher;
	type UniversalLocation = UniversalLocation;
	type RuntimeOrigin = RuntimeOrigin;
	type RuntimeCall = RuntimeCall;
	const VERSION_DISCOVERY_QUEUE_SIZE: u32 = 100;
	type AdvertisedXcmVersion = pallet_xcm::CurrentXcmVersion;
	type AdminOrigin = EnsureRoot<AccountId>;
	type TrustedLockers = ();
	type SovereignAccountOf = LocationToAccount;
	type MaxLockers = ConstU32<0>;
	type MaxRemoteLockConsumers = ConstU32<0>;
	type RemoteLockConsumerIdentifier = ();
	type WeightInfo = pallet_xcm::TestWeightInfo;
}

/// Three assets, all in the hands of [`USER`].
pub fn state() -> sp_io::TestExternalities {
	let ids = [USDT, OTHER, LIKE_CARE];
	let genesis = RuntimeGenesisConfig {
		assets: AssetsConfig {
			assets: ids.map(|id| (id, USER, true, 10_000)).into(),
			accounts: ids.map(|id| (id, USER, ENDOWMENT)).into(),
			..Default::default()
		},
		..Default::default()
	};
	let mut state = sp_io::TestExternalities::new(genesis.build_storage().unwrap());
	state.execute_with(|| {
		System::set_block_number(1);
		Queue::set_para_id(ASSET_HUB.into());
	});
	state
}
