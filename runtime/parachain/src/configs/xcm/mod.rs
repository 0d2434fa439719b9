//! One stable asset that comes from Asset Hub and goes back. Nothing else crosses the border of this chain.
//!
//! | what | here |
//! |---|---|
//! | comes in | a reserve transfer of [the asset](Stable) that [Asset Hub](AssetHub) announces and that pays for its execution |
//! | is here | one asset of `pallet-assets` ([`STABLE_ID`]): pools, contracts and co-pays of the escrow may be in it |
//! | goes out | `transfer_assets` and its like, to Asset Hub, [for two cents](delivery): burnt here, taken out of the reserve there |
//! | in between | what could not be deposited is trapped, for the account here that the sender named or [else](traps) for Asset Hub |
//!
//! What is here never exceeds what this chain's account on Asset Hub holds: only an announced deposit mints, whatever leaves is
//! burnt before the message is sent, and the asset belongs to [an account without a key](stable_asset). Only Root
//! could name another owner: in a call whose preimage everybody sees before the council's two thirds dispatch it.
//!
//! The mapping is one to one, and written down. A rule (such as "the general index is our id") would let anybody forge any asset
//! of this chain, because anybody can create assets on Asset Hub.
//!
//! # Refused
//!
//! | what | by |
//! |---|---|
//! | messages of the relay chain, of other parachains, of accounts on Asset Hub; messages that do not pay | [`barrier`] |
//! | messages with any instruction that a transfer does not need: calls, exports, locks, swaps, queries and so on | [`barrier`] |
//! | other assets, and this one from elsewhere | [`FromHub`] |
//! | teleports; local `execute` | [`pallet`] |
//! | `send` by anybody but Root | [`pallet`] |
//! | transfers by way of Asset Hub to a third chain, or into Asset Hub's account here | [`barrier`] |
//! | messages to other parachains, even of Root; of others than Root, messages of more than 512 bytes | [`delivery::ToHub`] |
//! | transfers whose sender does not keep enough for the price of sending | [`delivery`] |
//!
//! Versions are not negotiated: messages are sent in the version that the genesis names, which the council changes
//! (`force_default_xcm_version`), and Asset Hub is told nothing.
//!
//! # Channels
//!
//! A channel with a system parachain needs nobody's consent there: the relay chain opens both directions when the parachain asks
//! with `hrmp.establish_channel_with_system`. So Root asks, through the council's whitelist: `polkadot_xcm.send` to the relay
//! chain, with a message that pays from this chain's account there and transacts that call with the native origin. What the relay
//! chain then tells about channels is refused like everything else of it: nothing here depends on it. A channel that another
//! parachain asks for stays closed, because nobody accepts it.
//!
//! # Privacy
//!
//! A message names an asset, an amount, an account and a random topic, for everybody on both chains to see. Nobody should bring
//! the asset straight to the account under which a patient is treated.

pub mod barrier;
pub mod delivery;
pub mod pallet;
pub mod queues;
pub mod traps;

use crate::{
	AccountId, AssetId, Assets, Authorship, Balance, ParachainInfo, PolkadotXcm, RuntimeCall,
	RuntimeOrigin,
};
use alloc::{vec, vec::Vec};
use frame_support::{
	parameter_types,
	traits::{fungible::ItemOf, ConstU32, EnsureOrigin, EnsureOriginWithArg, Nothing},
	weights::{constants::WEIGHT_REF_TIME_PER_MILLIS, Weight},
};
use frame_system::EnsureSigned;
use polkadot_parachain_primitives::primitives::Sibling;
use salus_runtime_common::genesis::reimbursement::Foreign;
use sp_runtime::traits::AccountIdConversion;
use xcm::latest::{prelude::*, AssetId as XcmAssetId};
use xcm_builder::{
	deposit_or_burn_fee, AccountId32Aliases, Case, FixedRateOfFungible, FixedWeightBounds,
	FrameTransactionalProcessor, FungibleAdapter, IsConcrete, TakeRevenue,
};
use xcm_executor::AssetsInHolding;

/// The number of Asset Hub, on every relay chain that has one.
pub const ASSET_HUB: u32 = 1000;
/// The place of `pallet-assets` on Asset Hub.
pub const HUB_ASSETS: u8 = 50;
/// The asset's number on Asset Hub: Tether's dollar.
pub const HUB_ID: u128 = 1984;
/// The asset's number here.
pub const STABLE_ID: AssetId = 1984;

/// One dollar.
pub const DOLLAR: Balance = 1_000_000;
/// What an account must hold at least: a cent, as on Asset Hub.
pub const LEAST: Balance = DOLLAR / 100;
/// What a second of this chain's time costs, in the asset.
pub const PER_SECOND: Balance = DOLLAR;
/// What a mebibyte of a block's proof costs, in the asset. Together with the time, an arrival costs a cent and a third.
pub const PER_MEBIBYTE: Balance = DOLLAR / 10;

/// The weight of any instruction. The heaviest that is admitted, a withdrawal, has been measured in this release (on Asset Hub's
/// runtime for Westend) to read five rows, to write five and to prove 3.7 kB: a third of a millisecond on this database. This is
/// three and four times as much.
pub const INSTRUCTION: Weight = Weight::from_parts(WEIGHT_REF_TIME_PER_MILLIS, 16 * 1024);
/// More instructions than any wallet's transfer has.
pub const MAX_INSTRUCTIONS: u32 = 16;

parameter_types! {
	/// Where the reserve is.
	pub AssetHub: Location = Location::new(1, [Parachain(ASSET_HUB)]);
	/// The asset, as seen from here.
	pub Stable: Location = Location::new(
		1,
		[Parachain(ASSET_HUB), PalletInstance(HUB_ASSETS), GeneralIndex(HUB_ID)],
	);
	/// Any amount of the asset.
	pub AnyStable: AssetFilter = Wild(AllOf { id: Stable::get().into(), fun: WildFungible });
	/// The same, as a list.
	pub OnlyStable: Vec<AssetFilter> = vec![AnyStable::get()];
	/// The asset, as fees name it.
	pub StableId: XcmAssetId = Stable::get().into();
	/// The asset, and who may announce it.
	pub StableFromHub: (AssetFilter, Location) = (AnyStable::get(), AssetHub::get());
	/// The asset, what a second costs, and what a mebibyte costs.
	pub StableRate: (XcmAssetId, u128, u128) = (StableId::get(), PER_SECOND, PER_MEBIBYTE);

	/// The relay chain that the parachain is made for. On another it makes no difference: no message carries it, and accounts are
	/// understood that name no network.
	pub const RelayNetwork: Option<NetworkId> = Some(NetworkId::Polkadot);
	/// Where this chain is.
	pub UniversalLocation: InteriorLocation =
		[GlobalConsensus(NetworkId::Polkadot), Parachain(ParachainInfo::parachain_id().into())].into();
}

/// The asset as the escrow and everybody else here knows it, for the genesis. It is owned by the account that Asset Hub would
/// have here if it could act here: there is no key to it, and no message can act for it.
pub fn stable_asset() -> Foreign {
	Foreign {
		id: STABLE_ID,
		owner: Sibling::from(ASSET_HUB).into_account_truncating(),
		least: LEAST,
		name: "Tether USD",
		symbol: "USDt",
		decimals: 6,
	}
}

/// Any account may create an asset, but not with [the stable asset's number](STABLE_ID): who created it would issue it. A genesis
/// has it, or Root makes it.
pub struct AnyAccountButNotTheStable;

impl EnsureOriginWithArg<RuntimeOrigin, AssetId> for AnyAccountButNotTheStable {
	type Success = AccountId;

	fn try_origin(origin: RuntimeOrigin, id: &AssetId) -> Result<AccountId, RuntimeOrigin> {
		if *id == STABLE_ID {
			return Err(origin);
		}
		<EnsureSigned<AccountId> as EnsureOrigin<RuntimeOrigin>>::try_origin(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(id: &AssetId) -> Result<RuntimeOrigin, ()> {
		if *id == STABLE_ID {
			return Err(());
		}
		<EnsureSigned<AccountId> as EnsureOrigin<RuntimeOrigin>>::try_successful_origin()
	}
}

/// Asset Hub, and nobody else, is believed about this asset, and about no other.
pub type FromHub = Case<StableFromHub>;

/// The accounts that messages can name: those of this chain. Other chains have none here.
pub type LocationToAccount = AccountId32Aliases<RelayNetwork, AccountId>;

/// An account of this chain, as programs name it here: without a network, as wallets do.
pub fn location_of(account: AccountId) -> Location {
	AccountId32 { network: None, id: account.into() }.into()
}

/// Moves the asset, and no other.
pub type Transactor = FungibleAdapter<
	ItemOf<Assets, ConstU32<STABLE_ID>, AccountId>,
	IsConcrete<Stable>,
	LocationToAccount,
	AccountId,
	(),
>;

/// Every instruction weighs [`INSTRUCTION`].
pub type Weigher = FixedWeightBounds<InstructionWeight, RuntimeCall, ConstU32<MAX_INSTRUCTIONS>>;

parameter_types! {
	/// See [`INSTRUCTION`].
	pub const InstructionWeight: Weight = INSTRUCTION;
}

/// Execution is paid in the asset, at a fixed rate.
pub type Trader = FixedRateOfFungible<StableRate, RevenueToAuthor>;

/// Fees of execution go to whoever made the block, as those of transactions do. What the author cannot receive is burnt.
pub struct RevenueToAuthor;

impl TakeRevenue for RevenueToAuthor {
	fn take_revenue(revenue: AssetsInHolding) {
		if let Some(author) = Authorship::author() {
			deposit_or_burn_fee::<Transactor>(revenue, None, location_of(author));
		}
	}
}

/// The executor's configuration: what is not named above, nobody may do.
pub struct XcmConfig;

impl xcm_executor::Config for XcmConfig {
	type RuntimeCall = RuntimeCall;
	type XcmSender = delivery::Router;
	type XcmEventEmitter = PolkadotXcm;
	type AssetTransactor = Transactor;
	type OriginConverter = ();
	type IsReserve = FromHub;
	type IsTeleporter = Nothing;
	type Aliasers = Nothing;
	type UniversalLocation = UniversalLocation;
	type Barrier = barrier::Barrier;
	type Weigher = Weigher;
	type Trader = Trader;
	type ResponseHandler = ();
	type AssetTrap = traps::Traps;
	type AssetLocker = ();
	type AssetExchanger = ();
	type SubscriptionService = ();
	type PalletInstancesInfo = ();
	type MaxAssetsIntoHolding = ConstU32<1>;
	type FeeManager = delivery::Fees;
	type MessageExporter = ();
	type UniversalAliases = Nothing;
	type CallDispatcher = RuntimeCall;
	type SafeCallFilter = Nothing;
	type TransactionalProcessor = FrameTransactionalProcessor;
	type HrmpNewChannelOpenRequestHandler = ();
	type HrmpChannelAcceptedHandler = ();
	type HrmpChannelClosingHandler = ();
	type XcmRecorder = PolkadotXcm;
}

/// Executes messages.
pub type XcmExecutor = xcm_executor::XcmExecutor<XcmConfig>;
