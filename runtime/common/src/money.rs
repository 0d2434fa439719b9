//! The native token, fees, and other assets, as every network has them.

/// Configures tokens, fees and assets of a runtime whose types bear the usual names. `$slot`: how long a slot is, in
/// milliseconds. `$weight_fee`: what weight costs. `$create`: who may create an asset. `$force`: who may change any.
#[macro_export]
macro_rules! configure_money {
	($runtime:ty, $slot:expr, $weight_fee:ty, $create:ty, $force:ty) => {
		const _: () = {
			use frame_support::{
				parameter_types,
				traits::{ConstU128, ConstU32, ConstU8, VariantCountOf},
			};
			use pallet_transaction_payment::FungibleAdapter;
			use $crate::{
				constants::{deposit, DEPOSIT_PER_BYTE, EXISTENTIAL_DEPOSIT, UNIT},
				fees,
				sponsorship::SponsoredFees,
			};

			impl pallet_balances::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type RuntimeHoldReason = RuntimeHoldReason;
				type RuntimeFreezeReason = RuntimeFreezeReason;
				type WeightInfo = pallet_balances::weights::SubstrateWeight<$runtime>;
				type Balance = $crate::Balance;
				type DustRemoval = ();
				type ExistentialDeposit = ConstU128<EXISTENTIAL_DEPOSIT>;
				type AccountStore = System;
				type ReserveIdentifier = [u8; 8];
				type FreezeIdentifier = RuntimeFreezeReason;
				type MaxLocks = ConstU32<50>;
				type MaxReserves = ConstU32<50>;
				type MaxFreezes = VariantCountOf<RuntimeFreezeReason>;
				type DoneSlashHandler = ();
			}

			impl pallet_transaction_payment::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type OnChargeTransaction =
					SponsoredFees<FungibleAdapter<Balances, fees::ToAuthor<$runtime>>>;
				type WeightToFee = $weight_fee;
				type LengthToFee = fees::LengthFee;
				type FeeMultiplierUpdate = fees::FeeMultiplier<$runtime, { $slot }>;
				type OperationalFeeMultiplier = ConstU8<5>;
				type WeightInfo = pallet_transaction_payment::weights::SubstrateWeight<$runtime>;
			}

			impl pallet_skip_feeless_payment::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
			}

			parameter_types! {
				/// To create an asset: dear enough that nobody does it for fun.
				pub const AssetDeposit: $crate::Balance = 100 * UNIT;
				/// An account's row in an asset.
				pub const AssetAccountDeposit: $crate::Balance = deposit(1, 16);
				/// An asset's name and symbol.
				pub const MetadataDepositBase: $crate::Balance = deposit(1, 68);
				/// A permission to spend.
				pub const ApprovalDeposit: $crate::Balance = deposit(1, 92);
			}

			impl pallet_assets::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type Balance = $crate::Balance;
				type RemoveItemsLimit = ConstU32<1000>;
				type AssetId = $crate::AssetId;
				type AssetIdParameter = codec::Compact<$crate::AssetId>;
				type ReserveData = ();
				type Currency = Balances;
				type CreateOrigin = $create;
				type ForceOrigin = $force;
				type AssetDeposit = AssetDeposit;
				type AssetAccountDeposit = AssetAccountDeposit;
				type MetadataDepositBase = MetadataDepositBase;
				type MetadataDepositPerByte = ConstU128<DEPOSIT_PER_BYTE>;
				type ApprovalDeposit = ApprovalDeposit;
				type StringLimit = ConstU32<50>;
				type Freezer = ();
				type Holder = AssetsHolder;
				type Extra = ();
				type CallbackHandle = ();
				type AssetIdAllocator = ();
				type WeightInfo = pallet_assets::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = ();
			}

			impl pallet_assets_holder::Config for $runtime {
				type RuntimeHoldReason = RuntimeHoldReason;
				type RuntimeEvent = RuntimeEvent;
			}
		};
	};
}
