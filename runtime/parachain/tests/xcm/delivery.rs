//! What sending to Asset Hub costs: told beforehand, charged to the unit, and more than a flood can pay.

use crate::{hub, network::*, support::*};
use codec::Encode;
use cumulus_pallet_xcmp_queue::ChannelSignal;
use cumulus_primitives_core::{ParaId, XcmpMessageFormat, XcmpMessageHandler};
use frame_support::{
	assert_ok,
	storage::{storage_prefix, unhashed},
	weights::Weight,
};
use pallet_xcm::{Call, Error};
use polkadot_runtime_parachains::FeeTracker;
use salus_parachain_runtime::{
	configs::xcm::{
		delivery::{OutboundXcmpMessages, BASE, LAST_PAGE, LONGEST, PER_BYTE},
		stable_asset, AssetHub, Stable, ASSET_HUB, LEAST, STABLE_ID,
	},
	Assets, Balance, OriginCaller, Runtime, RuntimeCall, RuntimeOrigin, XcmpQueue,
};
use salus_runtime_common::genesis::account;
use sp_runtime::{traits::Dispatchable, DispatchError, FixedPointNumber, FixedU128, StateVersion};
use xcm::{
	latest::{prelude::*, Assets as AssetList},
	VersionedAssetId, VersionedAssets, VersionedXcm,
};
use xcm_executor::traits::TransferType;
use xcm_runtime_apis::{
	dry_run::runtime_decl_for_dry_run_api::DryRunApiV2,
	fees::{runtime_decl_for_xcm_payment_api::XcmPaymentApiV2, Error as FeeError},
};

fn insurer() -> RuntimeOrigin {
	RuntimeOrigin::signed(account("Insurer"))
}

/// The insurer leaves an amount to another account of this chain.
fn hand(to: &str, amount: Balance) {
	let call = pallet_assets::Call::<Runtime>::transfer {
		id: STABLE_ID.into(),
		target: account(to).into(),
		amount,
	};
	assert_ok!(act("Insurer", call));
}

/// An instruction with so many bytes that mean nothing.
fn of_no_use(length: usize) -> Instruction<()> {
	ExpectPallet {
		index: 0,
		name: vec![0; length],
		module_name: vec![],
		crate_major: 0,
		min_crate_minor: 0,
	}
}

/// The insurer's transfer with a program for Asset Hub, of which `length` bytes are of no use.
fn program(length: usize) -> RuntimeCall {
	let program = Xcm(vec![
		SetErrorHandler(Xcm(vec![of_no_use(length)])),
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: at(hub::USER) },
	]);
	Call::transfer_assets_using_type_and_then {
		dest: versioned(AssetHub::get()),
		assets: list(stable(dollars(10))),
		assets_transfer_type: Box::new(TransferType::DestinationReserve),
		remote_fees_id: Box::new(VersionedAssetId::from(AssetId(Stable::get()))),
		fees_transfer_type: Box::new(TransferType::DestinationReserve),
		custom_xcm_on_dest: Box::new(VersionedXcm::from(program)),
		weight_limit: Unlimited,
	}
	.into()
}

/// The price of a message of so many bytes.
fn price(length: usize) -> Balance {
	BASE + PER_BYTE * length as Balance
}

/// A wallet asks for the message of a transfer, and for the price of the message.
#[test]
fn what_is_charged_is_what_was_told() {
	bring("Insurer", dollars(100));
	let call = leave(AssetHub::get(), hub::USER, stable(dollars(10)));
	let told = |asset: Location| {
		look(|| {
			let origin = OriginCaller::system(frame_system::RawOrigin::Signed(account("Insurer")));
			let effects = Runtime::dry_run_call(origin, call.clone(), xcm::latest::VERSION);
			let forwarded = effects.unwrap().forwarded_xcms;
			let [(to, messages)] = &forwarded[..] else { panic!("{forwarded:?}") };
			let asset = VersionedAssetId::from(AssetId(asset));
			Runtime::query_delivery_fees(to.clone(), messages[0].clone(), asset)
		})
	};
	assert_eq!(DELIVERY, 20_300);
	assert_eq!(told(Stable::get()), Ok(VersionedAssets::from(AssetList::from(stable(DELIVERY)))));
	assert_eq!(told(Location::here()), Err(FeeError::AssetNotFound));

	let before = balance("Insurer");
	assert_ok!(dispatch(insurer(), call));
	assert_eq!(balance("Insurer"), before - dollars(10) - DELIVERY);
	assert_eq!(paid_for_delivery(), DELIVERY);
}

/// The price must be left when the transfer has gone. What is left of an account then and may not live on goes with it.
#[test]
fn who_cannot_pay_keeps_everything() {
	bring("Insurer", dollars(100));
	for (name, left) in [("Bob", 0), ("Charlie", LEAST - 1), ("Dave", LEAST)] {
		hand(name, dollars(10) + DELIVERY - 1);
		let all = leave(AssetHub::get(), hub::USER, stable(dollars(10)));
		refused(RuntimeOrigin::signed(account(name)), all, Error::<Runtime>::FeesNotMet);

		hand(name, 1 + left);
		let paid = paid_for_delivery();
		assert_ok!(send_back(name, dollars(10)));
		let lives = left >= LEAST;
		assert_eq!(balance(name), if lives { left } else { 0 });
		assert_eq!(paid_for_delivery() - paid, DELIVERY + if lives { 0 } else { left });
	}
	assert_eq!((supply(), backing()), (dollars(70), dollars(70)));
}

/// No key moves what was paid; Root does, in a call that everybody reads before.
#[test]
fn root_disposes_of_what_was_paid() {
	bring("Insurer", dollars(100));
	assert_ok!(send_back("Insurer", dollars(10)));
	let transfer = pallet_assets::Call::<Runtime>::transfer_all {
		id: STABLE_ID.into(),
		dest: account("Bob").into(),
		keep_alive: false,
	};
	let owner = frame_system::RawOrigin::Signed(stable_asset().owner);
	let call = pallet_utility::Call::<Runtime>::dispatch_as {
		as_origin: Box::new(owner.into()),
		call: Box::new(transfer.into()),
	};
	refused(insurer(), call.clone(), DispatchError::BadOrigin);
	assert_ok!(dispatch(RuntimeOrigin::root(), call));
	assert_eq!((paid_for_delivery(), balance("Bob")), (0, DELIVERY));
}

/// As long as a wallet makes it: an account that names its network, a limit of weight, more money than there is.
#[test]
fn a_wallets_longest_message_is_short_enough() {
	let assets = || AssetList::from(of_hub(hub::USDT, Balance::MAX));
	let network = Some(ByGenesis([0xff; 32]));
	let message = Xcm::<()>(vec![
		WithdrawAsset(assets()),
		ClearOrigin,
		BuyExecution { fees: of_hub(hub::USDT, Balance::MAX), weight_limit: Limited(Weight::MAX) },
		DepositAsset {
			assets: Wild(AllCounted(1)),
			beneficiary: AccountId32 { network, id: [0xff; 32] }.into(),
		},
		SetTopic([0xff; 32]),
	]);
	assert_eq!(message.encoded_size(), 180);
}

#[test]
fn only_root_sends_long_messages() {
	bring("Insurer", dollars(100));
	let longest = (1..LONGEST).rev().find(|length| dispatch(insurer(), program(*length)).is_ok());
	let longest = longest.unwrap();
	assert_eq!(paid_for_delivery(), price(LONGEST));
	refused(insurer(), program(longest + 1), Error::<Runtime>::SendFailure);
	assert_eq!((supply(), backing()), (dollars(90), dollars(90)));

	let send = Call::<Runtime>::send {
		dest: versioned(AssetHub::get()),
		message: Box::new(VersionedXcm::from(Xcm(vec![of_no_use(2 * LONGEST)]))),
	};
	assert_ok!(dispatch(RuntimeOrigin::root(), send));
	assert_eq!(paid_for_delivery(), price(LONGEST));
}

/// Asset Hub, as the queue names it.
fn hub_id() -> ParaId {
	ASSET_HUB.into()
}

/// One departure more in the block that is being made, of a dollar; what it cost.
fn one_more(name: &str) -> Result<Balance, DispatchError> {
	let who = account(name);
	let before = Assets::balance(STABLE_ID, &who);
	leave(AssetHub::get(), hub::USER, stable(dollars(1)))
		.dispatch(RuntimeOrigin::signed(who.clone()))
		.map_err(|failed| failed.error)?;
	Ok(before - Assets::balance(STABLE_ID, &who) - dollars(1))
}

/// The same; and what it cost was the price, which it raised by a twentieth or let be.
fn one_more_at_the_price(name: &str) -> Result<Balance, DispatchError> {
	let factor = XcmpQueue::get_fee_factor(hub_id());
	let price = one_more(name)?;
	assert_eq!(price, factor.saturating_mul_int(DELIVERY));
	let next = XcmpQueue::get_fee_factor(hub_id());
	assert!(next == factor || next == factor * FixedU128::from_rational(105, 100));
	Ok(price)
}

/// Sends two hundred departures in each block, which take a second of its time, until the next cannot be paid. What each cost.
fn flood(name: &str) -> Vec<Balance> {
	let mut prices = vec![];
	let mut send = || one_more_at_the_price(name).map(|price| prices.push(price)).err();
	let end = loop {
		if let Some(error) = on_salus(|| (0..200).find_map(|_| send())) {
			break error;
		}
	};
	assert_eq!(end, Error::<Runtime>::FeesNotMet.into());
	prices
}

/// Asset Hub says whether it takes more.
fn says(signal: ChannelSignal) {
	let page = (XcmpMessageFormat::Signals, signal).encode();
	let pages = [(hub_id(), 1, &page[..])];
	look(|| XcmpQueue::handle_xcmp_messages(pages.into_iter(), Weight::MAX));
}

/// Makes empty blocks until it is so; how many.
fn wait_until(so: impl Fn() -> bool) -> u32 {
	let made = (0..1_000).find(|_| so() || on_salus(|| false));
	made.expect("it comes to pass")
}

#[test]
fn a_flood_runs_out_of_money_and_the_price_comes_down_again() {
	bring("Insurer", dollars(100));
	bring("Flooder", dollars(2_000));
	let prices = flood("Flooder");
	let sent = prices.len() as Balance;
	assert_eq!(paid_for_delivery(), prices.iter().sum());
	// Each message costs the same until half of what the channel holds waits. Then two thousand dollars do not buy many.
	assert!(prices[..500].iter().all(|price| *price == DELIVERY));
	assert!(sent < 1_000 && prices.last() > Some(&dollars(25)), "{sent} for {:?}", prices.last());

	// Nobody else loses anything; nor does it get cheaper because nothing moves.
	let factor = || look(|| XcmpQueue::get_fee_factor(hub_id()));
	says(ChannelSignal::Suspend);
	let high = factor();
	let mine = || leave(AssetHub::get(), hub::USER, stable(dollars(90)));
	refused(insurer(), mine(), Error::<Runtime>::FeesNotMet);
	assert!(supply() < backing());
	assert_eq!(factor(), high);
	says(ChannelSignal::Resume);

	// In less than a minute all has left, and within half an hour the price is the usual one.
	assert!(wait_until(|| supply() == backing()) < 10);
	assert_eq!(at_home(), hub::ENDOWMENT - backing() - sent * RETURN);
	assert!(factor() > FixedU128::from_u32(1_000));
	assert!(wait_until(|| factor() == FixedU128::from_u32(1)) < 200);
	let (before, paid) = (balance("Insurer"), paid_for_delivery());
	assert_ok!(dispatch(insurer(), mine()));
	assert_eq!(balance("Insurer"), before - dollars(90) - DELIVERY);
	assert_eq!(paid_for_delivery(), paid + DELIVERY);
	assert_eq!(supply(), backing());
}

/// Gives the only page that waits another number.
fn renumber(page: u16) {
	type Channels = Vec<(ParaId, u8, bool, u16, u16, u32, u32)>;

	let waiting = OutboundXcmpMessages::take(hub_id(), 0).expect("a page waits");
	OutboundXcmpMessages::insert(hub_id(), page, waiting);
	let key = storage_prefix(b"XcmpQueue", b"OutboundXcmpStatus");
	let mut channels: Channels = unhashed::get(&key).unwrap();
	let [(_, _, _, first, last, ..)] = &mut channels[..] else { panic!("{channels:?}") };
	(*first, *last) = (page, page + 1);
	unhashed::put(&key, &channels);
}

#[test]
fn before_the_numbers_of_pages_end_the_queue_runs_empty() {
	bring("Insurer", dollars(100));
	for (page, full) in [(LAST_PAGE - 1, false), (LAST_PAGE, true)] {
		on_salus(|| {
			assert_ok!(one_more("Insurer"));
			renumber(page);
			let before = sp_io::storage::root(StateVersion::V1);
			let refused = full.then(|| Error::<Runtime>::SendFailure.into());
			assert_eq!(one_more("Insurer").err(), refused);
			assert_eq!(sp_io::storage::root(StateVersion::V1) == before, full);
			let message = Box::new(VersionedXcm::from(Xcm(vec![ClearTransactStatus])));
			let send = Call::<Runtime>::send { dest: versioned(AssetHub::get()), message };
			assert_ok!(RuntimeCall::from(send).dispatch(RuntimeOrigin::root()));
		});
	}
	assert_ok!(on_salus(|| one_more("Insurer")));
	look(|| assert_eq!(OutboundXcmpMessages::iter_keys().count(), 0));
	assert_eq!((supply(), backing()), (dollars(96), dollars(96)));
}
