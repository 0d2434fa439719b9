//! The asset goes back to where it came from, and nowhere else.

use crate::{hub, support::*};
use frame_support::assert_ok;
use pallet_xcm::{Call, Error, ExecutionError};
use salus_parachain_runtime::{
	configs::xcm::{AssetHub, Stable, STABLE_ID},
	Runtime, RuntimeCall, RuntimeOrigin,
};
use salus_runtime_common::genesis::{account, reimbursement::CARE};
use xcm::{latest::prelude::*, VersionedAssetId, VersionedXcm};
use xcm_executor::traits::TransferType;

/// The call that says how the asset is to travel.
fn travel(destination: Location, how: TransferType) -> RuntimeCall {
	let deposit = DepositAsset { assets: Wild(AllCounted(1)), beneficiary: at(hub::USER) };
	Call::transfer_assets_using_type_and_then {
		dest: versioned(destination),
		assets: list(stable(dollars(10))),
		assets_transfer_type: Box::new(how.clone()),
		remote_fees_id: Box::new(VersionedAssetId::from(AssetId(Stable::get()))),
		fees_transfer_type: Box::new(how),
		custom_xcm_on_dest: Box::new(VersionedXcm::from(Xcm(vec![deposit]))),
		weight_limit: Unlimited,
	}
	.into()
}

fn insurer() -> RuntimeOrigin {
	RuntimeOrigin::signed(account("Insurer"))
}

#[test]
fn what_is_sent_back_is_burnt_here_and_taken_out_of_the_reserve() {
	bring("Insurer", dollars(100));
	assert_eq!(at_home(), hub::ENDOWMENT - dollars(100));

	assert_ok!(send_back("Insurer", dollars(40)));
	assert_eq!(balance("Insurer"), dollars(60) - ARRIVAL - DELIVERY);
	// The price of sending is still here: the asset's owner has it.
	assert_eq!((supply(), backing()), (dollars(60), dollars(60)));
	assert_eq!((paid_for_delivery(), balance("Alice")), (DELIVERY, ARRIVAL));
	assert_eq!(at_home(), hub::ENDOWMENT - dollars(60) - RETURN);
}

#[test]
fn every_way_that_wallets_know_leads_back() {
	bring("Insurer", dollars(100));
	let calls = [
		leave(AssetHub::get(), hub::USER, stable(dollars(10))),
		Call::transfer_assets {
			dest: versioned(AssetHub::get()),
			beneficiary: versioned(at(hub::USER)),
			assets: list(stable(dollars(10))),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		}
		.into(),
		travel(AssetHub::get(), TransferType::DestinationReserve),
	];
	for (sent, call) in (1..).zip(calls) {
		assert_ok!(dispatch(insurer(), call));
		let left = dollars(100 - 10 * sent);
		assert_eq!((supply(), backing()), (left, left));
		assert_eq!(at_home(), hub::ENDOWMENT - left - sent * RETURN);
		assert_eq!(paid_for_delivery(), sent * DELIVERY);
	}
}

/// To the last unit, but for the price of sending: the author brings its fees home too.
#[test]
fn everything_goes_back() {
	bring("Insurer", dollars(100));
	bring("Alice", dollars(1));
	assert_ok!(send_back("Insurer", dollars(100) - ARRIVAL - DELIVERY));
	assert_ok!(send_back("Alice", dollars(1) + ARRIVAL - DELIVERY));
	assert_eq!((balance("Insurer"), balance("Alice")), (0, 0));
	let kept = 2 * DELIVERY;
	assert_eq!((paid_for_delivery(), supply(), backing()), (kept, kept, kept));
	assert_eq!(at_home(), hub::ENDOWMENT - 2 * RETURN - kept);
}

#[test]
fn nobody_sends_what_it_does_not_have() {
	bring("Insurer", dollars(100));
	for (name, amount) in [("Insurer", dollars(100)), ("Bob", 1)] {
		let all = leave(AssetHub::get(), hub::USER, stable(amount));
		let error = incomplete(0, ExecutionError::FailedToTransactAsset);
		refused(RuntimeOrigin::signed(account(name)), all, error);
	}
}

/// What is here already waits; what comes in arrives.
#[test]
fn the_council_closes_the_way_out_and_opens_it_again() {
	bring("Insurer", dollars(100));
	let close = |suspended| dispatch(council(), Call::force_suspension { suspended });
	assert_ok!(close(true));
	let back = leave(AssetHub::get(), hub::USER, stable(dollars(40)));
	refused(insurer(), back, incomplete(0, ExecutionError::Barrier));
	bring("Insurer", dollars(100));
	assert_eq!((supply(), backing()), (dollars(200), dollars(200)));

	assert_ok!(close(false));
	assert_ok!(send_back("Insurer", dollars(40)));
	assert_eq!((supply(), backing()), (dollars(160), dollars(160)));
}

/// Neither to the relay chain nor to another parachain, nor by way of Asset Hub, nor into an account that Asset Hub has not got
/// here.
#[test]
fn there_is_no_other_way() {
	bring("Insurer", dollars(100));
	let barrier = || incomplete(0, ExecutionError::Barrier);
	let by_hub = || TransferType::RemoteReserve(AssetHub::get().into());
	let stranger = Location::new(1, [Parachain(STRANGER)]);
	for elsewhere in [Location::parent(), stranger, Location::new(1, [Parachain(1002)])] {
		refused(insurer(), leave(elsewhere.clone(), hub::USER, stable(dollars(10))), barrier());
		refused(insurer(), travel(elsewhere.clone(), by_hub()), barrier());
		refused(insurer(), travel(elsewhere.clone(), TransferType::LocalReserve), barrier());
		let reserve = TransferType::DestinationReserve;
		let error = Error::<Runtime>::InvalidAssetUnsupportedReserve;
		refused(insurer(), travel(elsewhere, reserve), error);
	}
	refused(insurer(), travel(AssetHub::get(), TransferType::LocalReserve), barrier());
	refused(insurer(), travel(AssetHub::get(), by_hub()), barrier());
	let teleport = TransferType::Teleport;
	refused(insurer(), travel(AssetHub::get(), teleport), Error::<Runtime>::Filtered);
}

/// The native token, Care Dollars, the relay chain's token and the hub's other assets stay where they are.
#[test]
fn nothing_else_leaves() {
	let of_hub =
		|id: u128| Location::new(1, [Parachain(1000), PalletInstance(50), GeneralIndex(id)]);
	let others = [
		Location::here(),
		Location::new(0, [PalletInstance(8), GeneralIndex(CARE.into())]),
		Location::new(0, [PalletInstance(8), GeneralIndex(STABLE_ID.into())]),
		Location::parent(),
		of_hub(CARE.into()),
		of_hub(1985),
	];
	for other in others {
		let asset: Asset = (other, dollars(1)).into();
		refused(
			insurer(),
			leave(AssetHub::get(), hub::USER, asset.clone()),
			Error::<Runtime>::Filtered,
		);
		let teleport = Call::limited_teleport_assets {
			dest: versioned(AssetHub::get()),
			beneficiary: versioned(at(hub::USER)),
			assets: list(asset.clone()),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		};
		refused(insurer(), teleport, Error::<Runtime>::Filtered);
		let local = asset.id.0.parents == 0;
		let transfer = Call::transfer_assets {
			dest: versioned(AssetHub::get()),
			beneficiary: versioned(at(hub::USER)),
			assets: list(asset),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		};
		let error = match local {
			true => Error::<Runtime>::Filtered,
			false => Error::<Runtime>::InvalidAssetUnknownReserve,
		};
		refused(insurer(), transfer, error);
	}
}
