//! Who claims what could not be deposited.

use super::{location_of, AssetHub, LocationToAccount};
use crate::PolkadotXcm;
use xcm::latest::{prelude::*, Assets};
use xcm_executor::{
	traits::{ClaimAssets, ConvertLocation, DropAssets},
	AssetsInHolding,
};

/// The traps of `pallet-xcm`, each for somebody who can come and claim.
///
/// A sender may name anybody (`SetHints`). If that is an account of this chain, it claims, however its network was written;
/// [`location_of`] it is who comes. Anybody else could send nothing that is executed here, the sender's own account on Asset Hub
/// for one, and what is theirs would lie here for ever. So their traps are Asset Hub's, as if nobody had been named.
pub struct Traps;

/// As whom the one who was named can come.
fn claimer(named: &Location) -> Location {
	LocationToAccount::convert_location(named).map_or_else(AssetHub::get, location_of)
}

impl DropAssets for Traps {
	fn drop_assets(named: &Location, assets: AssetsInHolding, context: &XcmContext) -> Weight {
		PolkadotXcm::drop_assets(&claimer(named), assets, context)
	}
}

impl ClaimAssets for Traps {
	fn claim_assets(
		origin: &Location,
		ticket: &Location,
		assets: &Assets,
		context: &XcmContext,
	) -> Option<AssetsInHolding> {
		<PolkadotXcm as ClaimAssets>::claim_assets(origin, ticket, assets, context)
	}
}
