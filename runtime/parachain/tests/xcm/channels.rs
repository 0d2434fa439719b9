//! What Root does at the border: it asks the relay chain for a channel, and sets right on Asset Hub what went wrong there.

use crate::{hub, network::*, support::*};
use cumulus_primitives_core::UpwardMessageSender;
use frame_support::assert_ok;
use pallet_xcm::{Call, Error};
use polkadot_parachain_primitives::primitives::Sibling;
use salus_parachain_runtime::{
	configs::xcm::{delivery::Router, AssetHub},
	genesis::PARA_ID,
	ParachainSystem, Runtime, RuntimeOrigin,
};
use sp_runtime::traits::AccountIdConversion;
use xcm::{latest::prelude::*, VersionedLocation, VersionedXcm};
use xcm_builder::InspectMessageQueues;

fn send(destination: Location, message: Xcm<()>) -> Call<Runtime> {
	Call::send { dest: versioned(destination), message: Box::new(VersionedXcm::from(message)) }
}

/// `hrmp.establish_channel_with_system(1000)`, as the relay chain encodes it.
fn establish_channel() -> Xcm<()> {
	let call = [vec![60, 10], 1000u32.to_le_bytes().to_vec()].concat();
	let fees: Asset = (Here, 1_000_000_000u128).into();
	let account = AccountId32 { network: None, id: [0; 32] };
	Xcm(vec![
		WithdrawAsset(fees.clone().into()),
		BuyExecution { fees, weight_limit: Unlimited },
		Transact { origin_kind: OriginKind::Native, fallback_max_weight: None, call: call.into() },
		RefundSurplus,
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: account.into() },
	])
}

#[test]
fn root_asks_the_relay_chain_for_a_channel() {
	look(<ParachainSystem as UpwardMessageSender>::ensure_successful_delivery);
	let message = establish_channel();
	assert_ok!(dispatch(RuntimeOrigin::root(), send(Location::parent(), message.clone())));
	let messages = look(Router::get_messages);
	let [(to, sent)] = &messages[..] else { panic!("{messages:?}") };
	assert_eq!(*to, VersionedLocation::from(Location::parent()));
	let [sent] = &sent[..] else { panic!("{sent:?}") };
	let sent = Xcm::<()>::try_from(sent.clone()).unwrap().0;
	// As written: nothing tells the relay chain that an account speaks, because the chain itself does. And a topic.
	let Some((SetTopic(_), instructions)) = sent.split_last() else { panic!("{sent:?}") };
	assert_eq!(instructions, message.0);
}

#[test]
fn even_root_sends_to_no_other_chain() {
	for elsewhere in [
		Location::new(1, [Parachain(STRANGER)]),
		Location::new(1, [Parachain(1002)]),
		Location::new(1, [Parachain(1000), PalletInstance(50)]),
		Location::new(2, [GlobalConsensus(Kusama)]),
		Location::here(),
	] {
		let message = Xcm(vec![ClearOrigin]);
		let error = Error::<Runtime>::Unreachable;
		refused(RuntimeOrigin::root(), send(elsewhere, message), error);
	}
}

/// Nothing here depends on what the relay chain tells about channels.
#[test]
fn notices_of_channels_are_not_heard() {
	for notice in [
		HrmpNewChannelOpenRequest { sender: 1000, max_message_size: 1, max_capacity: 1 },
		HrmpChannelAccepted { recipient: 1000 },
		HrmpChannelClosing { initiator: 1000, sender: 1000, recipient: PARA_ID },
	] {
		assert_eq!(refusal(Sender::Relay, Xcm(vec![notice])), XcmError::Barrier);
	}
}

/// What was sent by mistake lies in this chain's account on Asset Hub. Root sends it back from there.
#[test]
fn root_gives_back_what_was_sent_by_mistake() {
	let amount = dollars(100);
	send_from_hub(hub::OTHER, who("Insurer"), amount);
	assert!(!executed());
	assert_eq!(held_on_hub(hub::OTHER), amount);

	// Whoever wants it back pays what the hub takes, into the same account.
	bring("Insurer", dollars(1));
	let fee = 4;
	assert_ok!(on_hub(|| hub::Assets::transfer(
		hub::RuntimeOrigin::signed(hub::USER),
		hub::USDT,
		Sibling::from(PARA_ID).into_account_truncating(),
		fee,
	)));
	let assets = vec![of_hub(hub::OTHER, amount), of_hub(hub::USDT, fee)];
	let back = Xcm(vec![
		WithdrawAsset(assets.into()),
		BuyExecution { fees: of_hub(hub::USDT, fee), weight_limit: Unlimited },
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: at(hub::USER) },
	]);
	assert_ok!(dispatch(RuntimeOrigin::root(), send(AssetHub::get(), back)));
	assert_eq!(paid_for_delivery(), 0);
	assert_eq!(held_on_hub(hub::OTHER), 0);
	let home = look_at_hub(|| hub::Assets::balance(hub::OTHER, hub::USER));
	assert_eq!(home, hub::ENDOWMENT);
	assert_eq!((supply(), backing()), (dollars(1), dollars(1)));
}
