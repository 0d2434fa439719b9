//! The asset arrives, and is money here.

use crate::{hub, network::*, support::*};
use frame_support::{
	assert_ok,
	traits::fungibles::{roles::Inspect, InspectHold},
};
use pallet_reimbursement_escrow::{Call as Escrow, HoldReason};
use pallet_xcm::ExecutionError;
use salus_parachain_runtime::{
	configs::xcm::{stable_asset, AssetHub, LEAST, STABLE_ID},
	Assets, AssetsHolder, Runtime, RuntimeHoldReason, RuntimeOrigin, System,
};
use salus_primitives::LicenceId;
use salus_runtime_common::{
	genesis::{account, reimbursement::CARE},
	AnyAssetId,
};
use xcm::{
	latest::{prelude::*, AssetTransferFilter},
	VersionedAssetId, VersionedXcm,
};

/// The payer of the development genesis.
const INSURER: LicenceId = 3;

#[test]
fn an_arrival_mints_what_was_sent_and_the_author_gets_the_fee() {
	bring("Insurer", dollars(100));
	assert_eq!(balance("Insurer"), dollars(100) - ARRIVAL);
	assert_eq!(balance("Alice"), ARRIVAL);
	assert_eq!((supply(), backing()), (dollars(100), dollars(100)));

	bring("Insurer", dollars(50));
	assert_eq!(balance("Insurer"), dollars(150) - 2 * ARRIVAL);
	assert_eq!(balance("Alice"), 2 * ARRIVAL);
	assert_eq!((supply(), backing()), (dollars(150), dollars(150)));
}

/// The asset keeps an account alive: nobody needs this chain's token before it can be paid.
#[test]
fn an_account_that_never_was_receives() {
	let nobody = "Nobody yet";
	assert!(!look(|| System::account_exists(&account(nobody))));
	bring(nobody, dollars(1));
	assert_eq!(balance(nobody), dollars(1) - ARRIVAL);
	assert!(look(|| System::account_exists(&account(nobody))));
}

/// As newer wallets do it: fees apart, and the rest of them given back.
#[test]
fn a_transfer_with_fees_apart_arrives() {
	let fees = dollars(1);
	let transfer = Xcm(vec![
		WithdrawAsset(of_hub(hub::USDT, dollars(100)).into()),
		InitiateTransfer {
			destination: salus(),
			remote_fees: Some(AssetTransferFilter::ReserveDeposit(of_hub(hub::USDT, fees).into())),
			preserve_origin: false,
			assets: vec![AssetTransferFilter::ReserveDeposit(Wild(All))].try_into().unwrap(),
			remote_xcm: Xcm(vec![
				RefundSurplus,
				DepositAsset { assets: Wild(AllCounted(1)), beneficiary: who("Insurer") },
			]),
		},
	]);
	assert_ok!(on_hub(|| hub::PolkadotXcm::execute(
		hub::RuntimeOrigin::signed(hub::USER),
		Box::new(VersionedXcm::from(transfer)),
		Weight::MAX,
	)));
	assert!(executed());
	// Seven instructions: announced, fees, announced, origin, surplus, deposit, topic.
	assert_eq!(balance("Insurer"), dollars(100) - 7_000 - 10_937);
	assert_eq!((supply(), backing()), (dollars(100), dollars(100)));
}

#[test]
fn an_insurer_puts_it_into_its_pool_and_takes_it_back() {
	let asset = AnyAssetId::WithId(STABLE_ID);
	let held = || {
		let reason = RuntimeHoldReason::ReimbursementEscrow(HoldReason::Pool);
		look(|| AssetsHolder::balance_on_hold(STABLE_ID, &reason, &account("Insurer")))
	};
	bring("Insurer", dollars(100));
	let fund = Escrow::fund { licence: INSURER, asset: asset.clone(), amount: dollars(90) };
	assert_ok!(act("Insurer", fund));
	assert_eq!(held(), dollars(90));
	assert_eq!(balance("Insurer"), dollars(10) - ARRIVAL);

	// What is in the pool cannot leave the chain.
	refused(
		RuntimeOrigin::signed(account("Insurer")),
		leave(AssetHub::get(), hub::USER, stable(dollars(50))),
		incomplete(0, ExecutionError::FailedToTransactAsset),
	);

	assert_ok!(act("Insurer", Escrow::withdraw { licence: INSURER, asset, amount: dollars(90) }));
	assert_eq!(held(), 0);
	assert_ok!(send_back("Insurer", dollars(50)));
	assert_eq!((supply(), backing()), (dollars(50), dollars(50)));
}

#[test]
fn the_council_holds_arrivals_back_and_loses_none() {
	use cumulus_pallet_xcmp_queue::Call;

	bring("Insurer", dollars(10));
	assert_ok!(dispatch(council(), Call::suspend_xcm_execution {}));
	send_from_hub(hub::USDT, who("Insurer"), dollars(100));
	assert_eq!((supply(), backing()), (dollars(10), dollars(110)));
	// The way out is another's matter.
	assert_ok!(send_back("Insurer", dollars(1)));

	assert_ok!(dispatch(council(), Call::resume_xcm_execution {}));
	bring("Insurer", dollars(1));
	assert_eq!((supply(), backing()), (dollars(110), dollars(110)));
}

/// Only a deposit on Asset Hub makes more of it.
#[test]
fn nobody_issues_it_here() {
	let owner = stable_asset().owner;
	let bytes: &[u8] = owner.as_ref();
	// The account of parachain 1000: made of its number, by no key.
	assert_eq!(bytes, [b"sibl".as_slice(), &1_000u32.to_le_bytes(), &[0; 24]].concat());
	let roles = [Assets::owner, Assets::issuer, Assets::admin, Assets::freezer];
	look(|| roles.into_iter().for_each(|role| assert_eq!(role(STABLE_ID), Some(owner.clone()))));

	for name in ["Alice", "Bank", "Insurer"] {
		let mint = pallet_assets::Call::<Runtime>::mint {
			id: STABLE_ID.into(),
			beneficiary: account(name).into(),
			amount: LEAST,
		};
		let origin = RuntimeOrigin::signed(account(name));
		refused(origin, mint, pallet_assets::Error::<Runtime>::NoPermission);
	}
	assert_eq!(supply(), 0);
}

/// What a wallet asks before it sends.
#[test]
fn the_fee_is_known_beforehand() {
	use salus_parachain_runtime::configs::xcm::{Stable, Trader};

	let message = Xcm::<()>(vec![
		ReserveAssetDeposited(stable(dollars(1)).into()),
		ClearOrigin,
		BuyExecution { fees: stable(dollars(1)), weight_limit: Unlimited },
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: who("Insurer") },
		SetTopic([0; 32]),
	]);
	let fee = look(|| {
		type Pallet = pallet_xcm::Pallet<Runtime>;
		let weight = Pallet::query_xcm_weight(VersionedXcm::from(message)).unwrap();
		let asset = VersionedAssetId::from(AssetId(Stable::get()));
		Pallet::query_weight_to_asset_fee::<Trader>(weight, asset).unwrap()
	});
	assert_eq!(fee, ARRIVAL);
}

/// The hub's asset 1 is not this chain's, nor is any other.
#[test]
fn no_other_asset_of_the_hub_is_money_here() {
	let care = look(|| Assets::total_supply(CARE));
	for id in [hub::OTHER, hub::LIKE_CARE] {
		let before = state();
		send_from_hub(id, who("Insurer"), dollars(100));
		assert!(!executed());
		assert_eq!(state(), before);
	}
	assert_eq!(look(|| Assets::total_supply(CARE)), care);
}
