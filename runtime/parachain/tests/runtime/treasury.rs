//! Who moves an organisation's money over the border: its treasurer's proxy, and no other.

use crate::{
	network,
	shared::{support::*, wrappers::*},
};
use frame_support::{
	assert_ok,
	traits::{fungibles::Mutate, InstanceFilter},
};
use pallet_xcm::Call;
use runtime::{
	configs::xcm::{
		delivery::{BASE, PER_BYTE},
		AssetHub, Stable, Transactor, ASSET_HUB, DOLLAR, STABLE_ID,
	},
	Assets, PolkadotXcm, Runtime, RuntimeCall,
};
use salus_runtime_common::delegation::ProxyType;
use xcm::{latest::prelude::*, VersionedAssetId, VersionedXcm};
use xcm_executor::traits::{DropAssets, TransactAsset, TransferType};

const AMOUNT: u128 = 10 * DOLLAR;

/// The account, as programs name it.
fn location(name: &str) -> Location {
	AccountId32 { network: None, id: account(name).into() }.into()
}

fn stable() -> Asset {
	(Stable::get(), AMOUNT).into()
}

fn balance(name: &str) -> u128 {
	Assets::balance(STABLE_ID, account(name))
}

/// Every call that sends the amount to Asset Hub.
fn departures() -> Vec<RuntimeCall> {
	let dest = || Box::new(AssetHub::get().into());
	let beneficiary = || Box::new(location("Bob").into());
	let assets = || Box::new(stable().into());
	let (fee_asset_item, weight_limit) = (0, Unlimited);
	let deposit = DepositAsset { assets: Wild(AllCounted(1)), beneficiary: location("Bob") };
	let calls: [Call<Runtime>; 3] = [
		Call::transfer_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
			weight_limit: weight_limit.clone(),
		},
		Call::limited_reserve_transfer_assets {
			dest: dest(),
			beneficiary: beneficiary(),
			assets: assets(),
			fee_asset_item,
			weight_limit: weight_limit.clone(),
		},
		Call::transfer_assets_using_type_and_then {
			dest: dest(),
			assets: assets(),
			assets_transfer_type: Box::new(TransferType::DestinationReserve),
			remote_fees_id: Box::new(VersionedAssetId::from(AssetId(Stable::get()))),
			fees_transfer_type: Box::new(TransferType::DestinationReserve),
			custom_xcm_on_dest: Box::new(VersionedXcm::from(Xcm(vec![deposit]))),
			weight_limit,
		},
	];
	calls.map(Into::into).into()
}

fn claim() -> RuntimeCall {
	let beneficiary = Box::new(location("Insurer").into());
	Call::<Runtime>::claim_assets { assets: Box::new(stable().into()), beneficiary }.into()
}

/// Traps the amount for the insurer, as a deposit that failed would.
fn trap() {
	let owner = location("Insurer");
	let taken = Transactor::withdraw_asset(&stable(), &owner, None).unwrap();
	let context = XcmContext { origin: None, message_id: [0; 32], topic: None };
	PolkadotXcm::drop_assets(&owner, taken, &context);
}

#[test]
fn a_treasurer_sends_the_stable_asset_back_and_claims_it() {
	development(|| {
		network::opens_channel_to(ASSET_HUB);
		wait(0);
		Assets::mint_into(STABLE_ID, &account("Insurer"), 10 * AMOUNT).unwrap();
		let price = BASE + 103 * PER_BYTE;
		for proxy in EVERY_TYPE {
			let may = matches!(proxy, ProxyType::Treasury | ProxyType::Organisation);
			assert_ok!(act("Insurer", add_proxy("Bob", proxy)));
			for call in departures() {
				Assets::mint_into(STABLE_ID, &account("Insurer"), AMOUNT + price).unwrap();
				let (before, supply) = (balance("Insurer"), Assets::total_supply(STABLE_ID));
				let outcome = through_proxy("Bob", "Insurer", call);
				let sent = cumulus_pallet_parachain_system::HrmpOutboundMessages::<Runtime>::get();
				assert_eq!(outcome, if may { Ok(()) } else { filtered() }, "{proxy:?}");
				let (gone, paid) = if may { (AMOUNT, price) } else { (0, 0) };
				assert_eq!(sent.len(), usize::from(may));
				assert_eq!(balance("Insurer"), before - gone - paid);
				assert_eq!(Assets::total_supply(STABLE_ID), supply - gone);
			}
			trap();
			let before = balance("Insurer");
			let outcome = through_proxy("Bob", "Insurer", claim());
			assert_eq!(outcome, if may { Ok(()) } else { filtered() }, "{proxy:?}");
			assert_eq!(balance("Insurer"), before + if may { AMOUNT } else { 0 });
			assert_ok!(act("Insurer", pallet_proxy::Call::remove_proxies {}));
		}
	});
}

/// Not what commands the border, nor what goes no way.
#[test]
fn no_proxy_may_do_more_there() {
	let message = Box::new(VersionedXcm::from(Xcm(vec![ClearOrigin])));
	let program = Box::new(VersionedXcm::from(Xcm(vec![ClearOrigin])));
	let others: [Call<Runtime>; 4] = [
		Call::send { dest: Box::new(AssetHub::get().into()), message },
		Call::execute { message: program, max_weight: Default::default() },
		Call::force_default_xcm_version { maybe_xcm_version: None },
		Call::limited_teleport_assets {
			dest: Box::new(AssetHub::get().into()),
			beneficiary: Box::new(location("Bob").into()),
			assets: Box::new(stable().into()),
			fee_asset_item: 0,
			weight_limit: Unlimited,
		},
	];
	for call in others.map(RuntimeCall::from) {
		assert!(EVERY_TYPE.iter().all(|proxy| !proxy.filter(&call)), "{call:?}");
	}
}
