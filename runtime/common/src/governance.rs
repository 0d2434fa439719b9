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
/// The validators' instance of `pallet-membership`.
pub type ValidatorMembers = pallet_membership::Instance2;

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
