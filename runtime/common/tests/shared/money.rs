//! Payers, pharmacies and what moves between them.

use super::support::*;
use frame_support::{
	assert_ok,
	traits::fungibles::{Inspect, InspectHold},
};
use pallet_prescriptions::{Access, Call as Rx};
use pallet_reimbursement_escrow::{
	Call as Escrow, Cause, ClaimKey, Event, HoldReason, PriceRule, Rule, Stage, Terms,
};
use runtime::{
	AccountId, Assets, AssetsHolder, Balance, Balances, Moment, ReimbursementEscrow, Runtime,
	RuntimeEvent, RuntimeHoldReason,
};
use salus_primitives::{ids::DAY, LicenceId, RxId};
use salus_runtime_common::{genesis::reimbursement, AnyAssetId, AnyAssets};
use sp_core::H256;
use sp_io::hashing::blake2_256;

/// The payer of the development genesis.
pub const INSURER: LicenceId = 3;
/// The stable asset of the development genesis.
pub const CARE: AnyAssetId = AnyAssetId::WithId(reimbursement::CARE);
/// The chain's own token.
pub const NATIVE: AnyAssetId = AnyAssetId::Native;

type Money = AnyAssets<Balances, AssetsHolder>;

/// What an account has, on hold or not.
pub fn all_of(asset: AnyAssetId, who: &str) -> Balance {
	<Money as Inspect<AccountId>>::total_balance(asset, &account(who))
}

/// What an account has on hold for its pools.
pub fn pool_hold(asset: AnyAssetId, who: &str) -> Balance {
	let reason = RuntimeHoldReason::ReimbursementEscrow(HoldReason::Pool);
	<Money as InspectHold<AccountId>>::balance_on_hold(asset, &reason, &account(who))
}

/// How much there is of the native token and of Care Dollars.
pub fn issued_money() -> (Balance, Balance) {
	(Balances::total_issuance(), Assets::total_supply(reimbursement::CARE))
}

/// The price of a unit, and nothing for the patient to bear.
pub fn per_unit(price: Balance) -> PriceRule {
	PriceRule { per_fill: 0, per_unit: price, cap: Balance::MAX, fixed: 0, ppm: 0 }
}

/// The insurer puts funds into its pool.
pub fn fund(asset: AnyAssetId, amount: Balance) {
	assert_ok!(act("Insurer", Escrow::fund { licence: INSURER, asset, amount }));
}

/// The insurer sets funds aside for a prescription.
pub fn cover(rx: RxId, asset: AnyAssetId, rule: PriceRule, reserve: Balance) {
	let cover = Escrow::cover {
		licence: INSURER,
		rx,
		rank: 0,
		asset,
		rule: Rule::Inline(rule),
		provider: Some(PHARMACY),
		until: now() + 30 * DAY,
		reserve,
	};
	assert_ok!(act("Insurer", cover));
}

/// Insurer and pharmacy agree: paid after `pay`, at most `silent_cap` for whatever the insurer says nothing about.
pub fn contract(pay: Moment, silent_cap: Balance) {
	use codec::Encode;

	let terms = Terms {
		asset: CARE,
		notice: pay / 2,
		pay,
		filing: 30 * DAY,
		interest_ppm: 50_000,
		silent_cap,
		until: now() + 1_000 * DAY,
	};
	let hash = H256(terms.using_encoded(blake2_256));
	let offer = Escrow::offer_contract { licence: INSURER, provider: PHARMACY, terms };
	assert_ok!(act("Insurer", offer));
	assert_ok!(act(
		"Pharmacy",
		Escrow::accept_contract { licence: PHARMACY, payer: INSURER, hash }
	));
}

/// An item that the pharmacy holds.
pub fn held_item(salt: u8) -> RxId {
	let id = issued(salt, "Patient", Access::Only(PHARMACY));
	let claim = Rx::claim { licence: PHARMACY, ids: vec![id].try_into().unwrap() };
	assert_ok!(act("Pharmacy", claim));
	id
}

/// The pharmacy hands out a quantity.
pub fn dispense(id: RxId, quantity: u32) -> Rx<Runtime> {
	Rx::dispense {
		licence: PHARMACY,
		id,
		quantity,
		product: H256::repeat_byte(0xaa),
		substituted: false,
	}
}

/// The claim of the primary payer for a dispense.
pub fn key_of(rx: RxId, dispense: u8) -> ClaimKey {
	ClaimKey { rx, dispense, rank: 0 }
}

/// The pharmacy claims a dispense from the insurer.
pub fn submit(key: ClaimKey, billed: Balance) -> Escrow<Runtime> {
	Escrow::submit {
		licence: PHARMACY,
		key,
		payer: INSURER,
		billed,
		commitment: H256::repeat_byte(0xcc),
	}
}

/// Where a claim stands.
pub fn stage(key: ClaimKey) -> Stage {
	ReimbursementEscrow::claim(key).expect("there is such a claim").stage
}

/// What the escrow told in the last block.
pub fn told() -> Vec<Event<Runtime>> {
	events()
		.into_iter()
		.filter_map(|event| match event {
			RuntimeEvent::ReimbursementEscrow(event) => Some(event),
			_ => None,
		})
		.collect()
}

/// The claims that were paid in the last block, in order: key, what moved, and what moved it.
pub fn paid() -> Vec<(ClaimKey, Balance, Cause)> {
	told()
		.into_iter()
		.filter_map(|event| match event {
			Event::Paid { key, moved, cause, .. } => Some((key, moved, cause)),
			_ => None,
		})
		.collect()
}
