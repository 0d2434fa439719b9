//! The frame: accounts, blocks, time, migrations.

use crate::{
	constants::{RuntimeBlockWeights, MAXIMUM_BLOCK_WEIGHT},
	Aura, Balance, Block, MultiBlockMigrations, PalletInfo, Runtime, RuntimeCall, RuntimeEvent,
	RuntimeOrigin, RuntimeTask, VERSION,
};
use frame_support::{
	derive_impl,
	migrations::FreezeChainOnFailedMigration,
	parameter_types,
	traits::{ConstU16, ConstU32, ConstU64},
	weights::{constants::ParityDbWeight, Weight},
};
use salus_runtime_common::{
	constants::{share, RuntimeBlockLength, SS58_PREFIX},
	BlockNumber,
};
use sp_runtime::Perbill;
use sp_version::RuntimeVersion;

parameter_types! {
	/// How far back a mortal transaction may have been born: some hours, by the slots of the relay chain. It is also the
	/// longest life of a patient's signature ([`salus_runtime_common::sequenced`]).
	pub const BlockHashCount: BlockNumber = 4096;
	/// See [`VERSION`].
	pub const Version: RuntimeVersion = VERSION;
	/// A migration of several blocks takes at most half of each.
	pub MaxServiceWeight: Weight = share(Perbill::from_percent(50), MAXIMUM_BLOCK_WEIGHT);
}

#[derive_impl(frame_system::config_preludes::ParaChainDefaultConfig)]
impl frame_system::Config for Runtime {
	type AccountId = salus_runtime_common::AccountId;
	type Lookup = sp_runtime::traits::AccountIdLookup<Self::AccountId, ()>;
	type Nonce = salus_runtime_common::Nonce;
	type Block = Block;
	type BlockHashCount = BlockHashCount;
	type BlockWeights = RuntimeBlockWeights;
	type BlockLength = RuntimeBlockLength;
	type DbWeight = ParityDbWeight;
	type Version = Version;
	type AccountData = pallet_balances::AccountData<Balance>;
	type SS58Prefix = ConstU16<SS58_PREFIX>;
	type SystemWeightInfo = frame_system::weights::SubstrateWeight<Runtime>;
	type ExtensionsWeightInfo = frame_system::SubstrateExtensionsWeight<Runtime>;
	type MaxConsumers = ConstU32<16>;
	// The relay chain must know the new code before blocks are made by it.
	type OnSetCode = cumulus_pallet_parachain_system::ParachainSetCode<Runtime>;
	type MultiBlockMigrator = MultiBlockMigrations;
}

impl pallet_timestamp::Config for Runtime {
	type Moment = salus_runtime_common::Moment;
	type OnTimestampSet = Aura;
	// Blocks follow the slots of the relay chain, which may include several of them at once.
	type MinimumPeriod = ConstU64<0>;
	type WeightInfo = pallet_timestamp::weights::SubstrateWeight<Runtime>;
}

impl pallet_migrations::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Migrations = ();
	#[cfg(feature = "runtime-benchmarks")]
	type Migrations = pallet_migrations::mock_helpers::MockedMigrations;
	type CursorMaxLen = ConstU32<65_536>;
	type IdentifierMaxLen = ConstU32<256>;
	type MigrationStatusHandler = ();
	// Rows that a migration left half done must not be acted on: the council repairs them first.
	type FailedMigrationHandler = FreezeChainOnFailedMigration;
	type MaxServiceWeight = MaxServiceWeight;
	type WeightInfo = pallet_migrations::weights::SubstrateWeight<Runtime>;
}

impl cumulus_pallet_weight_reclaim::Config for Runtime {
	// Measured; the pallet gives its other set of weights to nobody.
	type WeightInfo = ();
}
