//! The consortium council: who may do what only everybody together may do.
//!
//! The council replaces sudo, which is in no runtime. It acts by [two thirds](CouncilTwoThirds): it names registrars and
//! validators directly, and reaches Root (runtime upgrades, emergencies) only through `pallet-whitelist`, where it names a
//! call's hash and dispatches the preimage, so that everybody can read what is about to happen.

use crate::types::AccountId;
use frame_system::EnsureNever;
use pallet_collective::{DefaultVote, EnsureProportionAtLeast, MemberCount};

/// The council's instance of `pallet-collective`.
pub type CouncilCollective = pallet_collective::Instance1;
/// The council's instance of `pallet-membership`.
pub type CouncilMembers = pallet_membership::Instance1;

/// At least two thirds of the council's members said yes.
pub type CouncilTwoThirds = EnsureProportionAtLeast<AccountId, CouncilCollective, 2, 3>;

/// Nobody: the council's members are changed through its membership pallet alone.
pub type Nobody = EnsureNever<()>;

/// Who does not vote has not agreed. The defaults that `pallet-collective` offers count the silent as agreeing once some
/// others have, which would turn "two thirds of the council" into two thirds of whoever was awake.
pub struct SilenceIsNo;

impl DefaultVote for SilenceIsNo {
	fn default_vote(_: Option<bool>, _: MemberCount, _: MemberCount, _: MemberCount) -> bool {
		false
	}
}

/// Configures the council and its way to Root for a runtime whose types bear the usual names. `$days`: how many blocks a day has.
#[macro_export]
macro_rules! configure_governance {
	($runtime:ty, $days:expr) => {
		const _: () = {
			use frame_support::{
				parameter_types,
				traits::{fungible::HoldConsideration, ConstU32, LinearStoragePrice},
				weights::Weight,
			};
			use frame_system::EnsureRoot;
			use sp_runtime::Perbill;
			use $crate::{
				constants::{deposit, share, DEPOSIT_PER_BYTE},
				governance,
			};

			parameter_types! {
				/// How long the council's members have to vote.
				pub const MotionDuration: $crate::BlockNumber = 7 * $days;
				/// The heaviest call that a motion may carry.
				pub MaxProposalWeight: Weight = share(
					Perbill::from_percent(50),
					<$runtime as frame_system::Config>::BlockWeights::get().max_block,
				);
				/// How long a whitelisted call waits to be dispatched.
				pub const DeferredDispatchExpiration: $crate::BlockNumber = 7 * $days;
				/// A preimage's deposit: its entry.
				pub const PreimageBaseDeposit: $crate::Balance = deposit(2, 64);
				/// A preimage's deposit: each byte.
				pub const PreimageByteDeposit: $crate::Balance = DEPOSIT_PER_BYTE;
				/// What a preimage's deposit is held for.
				pub const PreimageHoldReason: RuntimeHoldReason =
					RuntimeHoldReason::Preimage(pallet_preimage::HoldReason::Preimage);
			}

			/// The council's size at most: one or two seats for each member of the consortium.
			type MaxCouncillors = ConstU32<64>;

			impl pallet_collective::Config<governance::CouncilCollective> for $runtime {
				type RuntimeOrigin = RuntimeOrigin;
				type Proposal = RuntimeCall;
				type RuntimeEvent = RuntimeEvent;
				type MotionDuration = MotionDuration;
				type MaxProposals = ConstU32<64>;
				type MaxMembers = MaxCouncillors;
				type DefaultVote = governance::SilenceIsNo;
				type WeightInfo = pallet_collective::weights::SubstrateWeight<$runtime>;
				type SetMembersOrigin = governance::Nobody;
				type MaxProposalWeight = MaxProposalWeight;
				type DisapproveOrigin = EnsureRoot<$crate::AccountId>;
				type KillOrigin = EnsureRoot<$crate::AccountId>;
				type Consideration = ();
			}

			impl pallet_membership::Config<governance::CouncilMembers> for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type AddOrigin = governance::CouncilTwoThirds;
				type RemoveOrigin = governance::CouncilTwoThirds;
				type SwapOrigin = governance::CouncilTwoThirds;
				type ResetOrigin = governance::CouncilTwoThirds;
				type PrimeOrigin = governance::CouncilTwoThirds;
				type MembershipInitialized = Council;
				type MembershipChanged = Council;
				type MaxMembers = MaxCouncillors;
				type WeightInfo = pallet_membership::weights::SubstrateWeight<$runtime>;
			}

			impl pallet_preimage::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type WeightInfo = pallet_preimage::weights::SubstrateWeight<$runtime>;
				type Currency = Balances;
				type ManagerOrigin = governance::CouncilTwoThirds;
				type Consideration = HoldConsideration<
					$crate::AccountId,
					Balances,
					PreimageHoldReason,
					LinearStoragePrice<PreimageBaseDeposit, PreimageByteDeposit, $crate::Balance>,
				>;
			}

			impl pallet_whitelist::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type RuntimeCall = RuntimeCall;
				type WhitelistOrigin = governance::CouncilTwoThirds;
				type DispatchWhitelistedOrigin = governance::CouncilTwoThirds;
				type Preimages = Preimage;
				type DeferredDispatchExpiration = DeferredDispatchExpiration;
				type BlockNumberProvider = System;
				type WeightInfo = pallet_whitelist::weights::SubstrateWeight<$runtime>;
			}
		};
	};
}
