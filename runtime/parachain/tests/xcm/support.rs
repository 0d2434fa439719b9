//! Who sends what, and what became of it.

use crate::{
	hub,
	network::{from_para, from_relay, look, look_at_hub, on_hub, on_salus},
};
use pallet_xcm::ExecutionError;
use polkadot_parachain_primitives::primitives::Sibling;
use salus_parachain_runtime::{
	configs::xcm::{
		stable_asset, AssetHub, Stable, XcmExecutor, ASSET_HUB, DOLLAR, HUB_ASSETS, STABLE_ID,
	},
	genesis::PARA_ID,
	AccountId, Assets, Balance, Runtime, RuntimeCall, RuntimeEvent, RuntimeOrigin, System,
};
use salus_runtime_common::{genesis::account, governance::CouncilCollective};
use sp_core::H256;
use sp_io::hashing::twox_128;
use sp_runtime::{
	traits::{AccountIdConversion, Dispatchable},
	DispatchError, DispatchResult,
};
use xcm::{latest::prelude::*, VersionedAssets, VersionedLocation};

/// A parachain that wishes no good.
pub const STRANGER: u32 = 2666;
/// What an arrival of five instructions costs: five milliseconds at a dollar for a second, five times 16 KiB at ten cents for a
/// mebibyte.
pub const ARRIVAL: Balance = 5_000 + 7_812;
/// What the hub takes for the five instructions of a return.
pub const RETURN: Balance = 5;
/// What it costs to send a transfer while little waits: a cent, and a hundredth of one for each of 103 bytes.
pub const DELIVERY: Balance = 10_000 + 103 * 100;

/// Dollars.
pub const fn dollars(n: Balance) -> Balance {
	n * DOLLAR
}

/// The asset, as seen from this chain.
pub fn stable(amount: Balance) -> Asset {
	(Stable::get(), amount).into()
}

/// An asset of Asset Hub, as seen from there.
pub fn of_hub(id: u32, amount: Balance) -> Asset {
	([PalletInstance(HUB_ASSETS), GeneralIndex(id.into())], amount).into()
}

/// An account, as seen from its chain.
pub fn at(account: AccountId) -> Location {
	AccountId32 { network: None, id: account.into() }.into()
}

/// The account `//name`, as seen from this chain.
pub fn who(name: &str) -> Location {
	at(account(name))
}

/// This chain, as seen from its siblings.
pub fn salus() -> Location {
	Location::new(1, [Parachain(PARA_ID)])
}

/// What a call wants.
pub fn versioned(location: impl Into<Location>) -> Box<VersionedLocation> {
	Box::new(location.into().into())
}

/// What a call wants.
pub fn list(asset: Asset) -> Box<VersionedAssets> {
	Box::new(asset.into())
}

/// How much of the asset there is on this chain, whoever has it and wherever it is stuck.
pub fn supply() -> Balance {
	look(|| Assets::total_supply(STABLE_ID))
}

/// How much of the asset this chain's account on Asset Hub holds.
pub fn backing() -> Balance {
	held_on_hub(hub::USDT)
}

/// What the hub's user has of the asset, over there.
pub fn at_home() -> Balance {
	look_at_hub(|| hub::Assets::balance(hub::USDT, hub::USER))
}

/// How much of an asset this chain's account on Asset Hub holds.
pub fn held_on_hub(id: u32) -> Balance {
	let here: AccountId = Sibling::from(PARA_ID).into_account_truncating();
	look_at_hub(|| hub::Assets::balance(id, here))
}

/// How much of the asset an account of this chain may spend.
pub fn balance(name: &str) -> Balance {
	look(|| Assets::balance(STABLE_ID, account(name)))
}

/// What was paid for sending.
pub fn paid_for_delivery() -> Balance {
	look(|| Assets::balance(STABLE_ID, stable_asset().owner))
}

/// The hub's user sends an amount of one of its assets to an account of this chain, as wallets do.
pub fn send_from_hub(id: u32, beneficiary: Location, amount: Balance) {
	on_hub(|| {
		hub::PolkadotXcm::limited_reserve_transfer_assets(
			hub::RuntimeOrigin::signed(hub::USER),
			versioned(salus()),
			versioned(beneficiary),
			list(of_hub(id, amount)),
			0,
			Unlimited,
		)
	})
	.expect("the hub sends it")
}

/// The hub's user brings an amount of the asset to the account `//name`.
pub fn bring(name: &str, amount: Balance) {
	send_from_hub(hub::USDT, who(name), amount);
	assert!(executed());
}

/// The transaction of the account `//name`.
pub fn act(name: &str, call: impl Into<RuntimeCall>) -> DispatchResult {
	dispatch(RuntimeOrigin::signed(account(name)), call)
}

/// Two thirds of the council.
pub fn council() -> RuntimeOrigin {
	pallet_collective::RawOrigin::<AccountId, CouncilCollective>::Members(2, 3).into()
}

/// A call under whatever origin.
pub fn dispatch(origin: RuntimeOrigin, call: impl Into<RuntimeCall>) -> DispatchResult {
	let call = call.into();
	on_salus(|| call.dispatch(origin).map(drop).map_err(|failed| failed.error))
}

/// The call that sends an asset to an account elsewhere.
pub fn leave(destination: Location, beneficiary: AccountId, asset: Asset) -> RuntimeCall {
	pallet_xcm::Call::limited_reserve_transfer_assets {
		dest: versioned(destination),
		beneficiary: versioned(at(beneficiary)),
		assets: list(asset),
		fee_asset_item: 0,
		weight_limit: Unlimited,
	}
	.into()
}

/// The account `//name` sends an amount of the asset back to the hub's user.
pub fn send_back(name: &str, amount: Balance) -> DispatchResult {
	act(name, leave(AssetHub::get(), hub::USER, stable(amount)))
}

/// The events of this chain's last block.
pub fn events() -> Vec<RuntimeEvent> {
	look(System::events).into_iter().map(|record| record.event).collect()
}

/// Whether the last message that came in was executed to its end.
pub fn executed() -> bool {
	use pallet_message_queue::Event::{Processed, ProcessingFailed};

	let outcome = events().into_iter().find_map(|event| match event {
		RuntimeEvent::MessageQueue(Processed { success, .. }) => Some(success),
		RuntimeEvent::MessageQueue(ProcessingFailed { .. }) => Some(false),
		_ => None,
	});
	outcome.expect("a message came in")
}

/// Everything that this chain stores, but what every block and every message changes.
pub fn state() -> Vec<(Vec<u8>, Vec<u8>)> {
	let passing = ["MessageQueue", "XcmpQueue", "Authorship"].map(|name| twox_128(name.as_bytes()));
	let accounts = frame_support::storage::storage_prefix(b"System", b"Account");
	let lasts = |key: &[u8]| {
		key != b":intrablock_entropy"
			&& !passing.iter().any(|pallet| key.starts_with(pallet))
			&& (!key.starts_with(&twox_128(b"System")) || key.starts_with(&accounts))
	};
	look(|| {
		let mut all = Vec::new();
		let mut key = Vec::new();
		while let Some(next) = sp_io::storage::next_key(&key) {
			if lasts(&next) {
				all.push((next.clone(), sp_io::storage::get(&next).unwrap_or_default().to_vec()));
			}
			key = next;
		}
		all
	})
}

/// Who sends a message.
#[derive(Clone, Copy, Debug)]
pub enum Sender {
	/// The parachain with this number.
	Para(u32),
	/// The relay chain.
	Relay,
}

/// Asset Hub itself.
pub const HUB: Sender = Sender::Para(ASSET_HUB);

/// Everybody who could send a message.
pub const SENDERS: [Sender; 3] = [HUB, Sender::Para(STRANGER), Sender::Relay];

/// Sends a message that is refused, and that changes nothing; why it was refused.
pub fn refusal(sender: Sender, message: Xcm<()>) -> XcmError {
	let before = state();
	let error = look(|| {
		sp_io::storage::start_transaction();
		let origin = match sender {
			Sender::Para(id) => Location::new(1, [Parachain(id)]),
			Sender::Relay => Location::parent(),
		};
		let program = Xcm::<RuntimeCall>::from(message.clone());
		let limit = Weight::MAX;
		let mut id = [0; 32];
		let outcome =
			XcmExecutor::prepare_and_execute(origin, program, &mut id, limit, Weight::zero());
		sp_io::storage::rollback_transaction();
		outcome.ensure_complete().expect_err("it is refused").error
	});
	match sender {
		Sender::Para(id) => from_para(id, message),
		Sender::Relay => from_relay(message),
	}
	assert!(!executed());
	assert_eq!(state(), before);
	error
}

/// A call that is refused, and that changes nothing.
pub fn refused(
	origin: RuntimeOrigin,
	call: impl Into<RuntimeCall>,
	because: impl Into<DispatchError>,
) {
	let before = state();
	assert_eq!(dispatch(origin, call), Err(because.into()));
	assert_eq!(state(), before);
}

/// The error of a call whose program stopped at this instruction.
pub fn incomplete(index: u8, error: ExecutionError) -> pallet_xcm::Error<Runtime> {
	pallet_xcm::Error::LocalExecutionIncompleteWithError { index, error }
}

/// What the last message left in a trap: the trap, for whom, and how much of the asset.
pub fn trapped() -> (H256, Location, Balance) {
	let trap = events().into_iter().find_map(|event| match event {
		RuntimeEvent::PolkadotXcm(pallet_xcm::Event::AssetsTrapped { hash, origin, assets }) => {
			let assets = xcm::latest::Assets::try_from(assets).unwrap().into_inner();
			let [Asset { id, fun: Fungible(amount) }] = &assets[..] else { panic!("{assets:?}") };
			assert_eq!(id.0, Stable::get());
			Some((hash, origin, *amount))
		},
		_ => None,
	});
	trap.expect("something was trapped")
}
