//! What the parties of a claim send, each under its own licence.

use super::{mock::*, setup::*};
use crate::{Adjustment, Adjustments, Balance, Call, ClaimKey, DueKey, Group, Stage, Waits};
use frame::testing_prelude::*;

pub fn submit_call(who: u64, key: ClaimKey, payer: u64, billed: Balance) -> Call<Test> {
	let (licence, payer) = (licence(who), licence(payer));
	Call::submit { licence, key, payer, billed, commitment: H256::repeat_byte(1) }
}

pub fn submit(who: u64, key: ClaimKey, payer: u64, billed: Balance) -> DispatchResult {
	send(who, submit_call(who, key, payer, billed))
}

pub fn notice(who: u64, key: ClaimKey, defects: u32) -> DispatchResult {
	send(who, Call::notice { licence: licence(who), key, defects })
}

pub fn resubmit(who: u64, key: ClaimKey, billed: Balance) -> DispatchResult {
	let commitment = H256::repeat_byte(2);
	send(who, Call::resubmit { licence: licence(who), key, billed, commitment })
}

pub fn retract(who: u64, key: ClaimKey) -> DispatchResult {
	send(who, Call::retract { licence: licence(who), key })
}

pub fn adjustments(parts: &[(Group, u16, Balance)]) -> Adjustments {
	let parts = parts.iter().map(|(group, carc, amount)| Adjustment {
		group: *group,
		carc: *carc,
		amount: *amount,
	});
	parts.collect::<Vec<_>>().try_into().unwrap()
}

/// What is missing to `billed` is written off (CO 45).
pub fn adjudicate(who: u64, key: ClaimKey, payer: Balance, patient: Balance) -> DispatchResult {
	let rest = claim(key).billed.saturating_sub(payer + patient);
	let parts: &[_] = if rest > 0 { &[(Group::CO, 45, rest)] } else { &[] };
	adjudicate_with(who, key, payer, patient, parts)
}

pub fn adjudicate_with(
	who: u64,
	key: ClaimKey,
	payer: Balance,
	patient: Balance,
	parts: &[(Group, u16, Balance)],
) -> DispatchResult {
	let adjustments = adjustments(parts);
	send(who, Call::adjudicate { licence: licence(who), key, payer, patient, adjustments })
}

pub fn deny(who: u64, key: ClaimKey, carc: u16) -> DispatchResult {
	send(who, Call::deny { licence: licence(who), key, carc })
}

pub fn appeal(who: u64, key: ClaimKey) -> DispatchResult {
	let commitment = H256::repeat_byte(3);
	send(who, Call::appeal { licence: licence(who), key, commitment })
}

pub fn vote(who: u64, key: ClaimKey, overturn: bool) -> DispatchResult {
	send(who, Call::vote { licence: licence(who), key, overturn })
}

pub fn order_reversal(who: u64, key: ClaimKey, amount: Balance) -> DispatchResult {
	send(who, Call::order_reversal { licence: licence(who), key, amount })
}

pub fn poke(key: ClaimKey) -> DispatchResult {
	poke_at(DueKey::Claim(key))
}

pub fn poke_at(key: DueKey<Asset>) -> DispatchResult {
	send(STRANGER, Call::poke { key })
}

pub fn hold_copay(who: u64, key: ClaimKey, amount: Balance) {
	let until = Now::get() + 100 * salus_primitives::ids::DAY;
	assert_ok!(send(who, Call::hold_copay { rx: key.rx, asset: CARE, amount, until }));
}

/// A contract, a pool of 10,000 and a claim of `billed`.
pub fn scene(billed: Balance) -> ClaimKey {
	contract();
	fund(PAYER, CARE, 10_000);
	submitted(billed)
}

/// A pool of 10,000, and a claim of 30 units and of `billed` that a cover without funds set aside is for.
pub fn covered_scene(billed: Balance) -> ClaimKey {
	let rx = preauthorised_with(|plan| plan.reserve = 0);
	let key = key(rx, dispense(rx, 30));
	assert_ok!(submits(key, billed));
	key
}

/// A claim of [`scene`], denied.
pub fn denied(billed: Balance) -> ClaimKey {
	let key = scene(billed);
	assert_ok!(deny(ADJUDICATOR, key, 16));
	key
}

/// The same, appealed.
pub fn appealed(billed: Balance) -> ClaimKey {
	let key = denied(billed);
	assert_ok!(appeal(PHARMACY, key));
	key
}

pub fn is_paid(key: ClaimKey) -> bool {
	matches!(stage(key), Stage::Paid { .. })
}

pub fn waits_for(key: ClaimKey) -> Option<Waits> {
	match stage(key) {
		Stage::Payable { waits, .. } => Some(waits),
		_ => None,
	}
}
