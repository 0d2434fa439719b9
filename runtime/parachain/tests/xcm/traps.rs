//! What could not be deposited is nobody else's and is not lost: it stays issued, and is claimed.

use crate::{hub, network::*, support::*};
use frame_support::assert_ok;
use pallet_xcm::{Call, ExecutionError};
use salus_parachain_runtime::{
	configs::xcm::{AssetHub, ASSET_HUB, LEAST},
	Balance, PolkadotXcm, Runtime, RuntimeOrigin,
};
use salus_runtime_common::genesis::account;
use xcm::{
	latest::{prelude::*, AssetTransferFilter},
	VersionedXcm,
};

/// An account of a kind that this chain does not have.
fn ethereum() -> Location {
	AccountKey20 { network: None, key: [7; 20] }.into()
}

/// What an arrival costs that stops at its last instruction but the topic.
const STOPPED: Balance = ARRIVAL - 1_000 - 1_562;

/// The program with which Asset Hub, by decision of its own governance, claims what is trapped for it.
fn hub_claims(amount: Balance) -> Xcm<()> {
	Xcm(vec![
		ClaimAsset { assets: stable(amount).into(), ticket: GeneralIndex(5).into() },
		BuyExecution { fees: stable(amount), weight_limit: Unlimited },
		DepositAsset { assets: Wild(AllCounted(1)), beneficiary: who("Insurer") },
	])
}

/// The call with which an account claims what is trapped for it.
fn claim(amount: Balance) -> Call<Runtime> {
	Call::claim_assets { assets: list(stable(amount)), beneficiary: versioned(who("Insurer")) }
}

#[test]
fn what_has_no_account_waits_for_asset_hub() {
	send_from_hub(hub::USDT, ethereum(), dollars(100));
	assert!(!executed());
	let (trap, claimer, amount) = trapped();
	assert_eq!((claimer, amount), (AssetHub::get(), dollars(100) - STOPPED));
	assert_eq!(look(|| PolkadotXcm::asset_trap(&trap)), 1);
	assert_eq!(balance("Alice"), STOPPED);
	assert_eq!((supply(), backing()), (dollars(100), dollars(100)));

	for sender in [Sender::Para(STRANGER), Sender::Relay] {
		assert_eq!(refusal(sender, hub_claims(amount)), XcmError::Barrier);
	}
	assert_eq!(refusal(HUB, hub_claims(amount + 1)), XcmError::UnknownClaim);
	for name in ["Alice", "Insurer"] {
		let origin = RuntimeOrigin::signed(account(name));
		refused(origin, claim(amount), incomplete(0, ExecutionError::UnknownClaim));
	}

	from_para(ASSET_HUB, hub_claims(amount));
	assert!(executed());
	assert_eq!(look(|| PolkadotXcm::asset_trap(&trap)), 0);
	assert_eq!(balance("Insurer") + balance("Alice"), dollars(100));
	assert_eq!((supply(), backing()), (dollars(100), dollars(100)));
	assert_eq!(refusal(HUB, hub_claims(amount)), XcmError::UnknownClaim);
}

/// Too little to pay for its execution, or too little for an account to live on.
#[test]
fn what_is_too_little_is_not_lost() {
	bring("Insurer", dollars(1));
	let alice = balance("Alice");
	for (amount, fee) in [(ARRIVAL - 1, 0), (ARRIVAL + LEAST - 1, STOPPED)] {
		let before = supply();
		send_from_hub(hub::USDT, who("Nobody"), amount);
		assert!(!executed());
		assert_eq!(trapped().1, AssetHub::get());
		assert_eq!(trapped().2, amount - fee);
		assert_eq!(supply(), before + amount);
		assert_eq!(supply(), backing());
	}
	assert_eq!(balance("Alice"), alice + STOPPED);
	assert_eq!(balance("Nobody"), 0);
}

/// A careful sender names who may claim, should the deposit fail; it fails. How much is trapped, and for whom.
fn trapped_for(claimer: Location) -> (Balance, Location) {
	let transfer = Xcm(vec![
		WithdrawAsset(of_hub(hub::USDT, dollars(100)).into()),
		InitiateTransfer {
			destination: salus(),
			remote_fees: Some(AssetTransferFilter::ReserveDeposit(
				of_hub(hub::USDT, dollars(1)).into(),
			)),
			preserve_origin: false,
			assets: vec![AssetTransferFilter::ReserveDeposit(Wild(All))].try_into().unwrap(),
			remote_xcm: Xcm(vec![
				SetHints { hints: vec![AssetClaimer { location: claimer }].try_into().unwrap() },
				DepositAsset { assets: Wild(AllCounted(1)), beneficiary: ethereum() },
			]),
		},
	]);
	let fees = balance("Alice");
	assert_ok!(on_hub(|| hub::PolkadotXcm::execute(
		hub::RuntimeOrigin::signed(hub::USER),
		Box::new(VersionedXcm::from(transfer)),
		Weight::MAX,
	)));
	assert!(!executed());
	let (_, claimer, amount) = trapped();
	assert_eq!(amount + balance("Alice") - fees, dollars(100));
	(amount, claimer)
}

/// The account `//Insurer` of a network.
fn insurer_of(network: NetworkId) -> Location {
	AccountId32 { network: Some(network), id: account("Insurer").into() }.into()
}

#[test]
fn what_was_meant_for_somebody_is_claimed_without_asset_hub() {
	// Some wallets name the network too.
	for named in [who("Insurer"), insurer_of(Polkadot)] {
		let (amount, claimer) = trapped_for(named);
		assert_eq!(claimer, who("Insurer"));

		let stranger = RuntimeOrigin::signed(account("Alice"));
		refused(stranger, claim(amount), incomplete(0, ExecutionError::UnknownClaim));
		assert_eq!(refusal(HUB, hub_claims(amount)), XcmError::UnknownClaim);
		let before = balance("Insurer");
		assert_ok!(act("Insurer", claim(amount)));
		assert_eq!(balance("Insurer"), before + amount);
		assert_eq!(supply(), backing());
		let again = RuntimeOrigin::signed(account("Insurer"));
		refused(again, claim(amount), incomplete(0, ExecutionError::UnknownClaim));
	}
}

/// Nobody of these could send a claim that is executed here.
#[test]
fn what_was_meant_for_somebody_elsewhere_waits_for_asset_hub() {
	let user = AccountId32 { network: None, id: hub::USER.into() };
	let sender = Location::new(1, [Parachain(ASSET_HUB), user]);
	let stranger = Location::new(1, [Parachain(STRANGER)]);
	for named in [sender, stranger, Location::parent(), ethereum(), insurer_of(Kusama)] {
		let (amount, claimer) = trapped_for(named);
		assert_eq!(claimer, AssetHub::get());
		from_para(ASSET_HUB, hub_claims(amount));
		assert!(executed());
		assert_eq!(supply(), backing());
	}
}
