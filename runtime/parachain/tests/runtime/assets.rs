//! The number of the stable asset is nobody's to take.

use crate::shared::support::*;
use frame_support::assert_ok;
use pallet_assets::Call as Assets;
use runtime::{configs::xcm::STABLE_ID, AssetId, Runtime};
use sp_runtime::{DispatchError, DispatchResult};

fn create(who: &str, id: AssetId) -> DispatchResult {
	let admin = account(who).into();
	act(who, Assets::<Runtime>::create { id: id.into(), admin, min_balance: 1 })
}

#[test]
fn nobody_creates_what_would_be_taken_for_the_stable_asset() {
	development(|| {
		wait(0);
		// As in a genesis that was written without it.
		pallet_assets::Asset::<Runtime>::remove(STABLE_ID);
		assert_eq!(create("Bob", STABLE_ID), Err(DispatchError::BadOrigin));
		assert_ok!(create("Bob", STABLE_ID + 1));
	});
}
