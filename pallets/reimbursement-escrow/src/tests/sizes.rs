//! What rows take in storage, with their keys: 32 bytes of prefix, then hash and key.

use super::mock::START;
use crate::*;
use codec::{Encode, MaxEncodedLen};
use frame::{
	deps::{frame_support::traits::fungible::NativeOrWithId, sp_core::crypto::AccountId32},
	testing_prelude::*,
};
use salus_primitives::{ids::DAY, Trail};

type Asset = NativeOrWithId<u32>;
/// The account that paid and what it paid.
type Ticket = (AccountId32, Balance);

const ASSET: Asset = NativeOrWithId::WithId(1);
const ACCOUNT: AccountId32 = AccountId32::new([1; 32]);
const TICKET: Ticket = (ACCOUNT, 1);
/// Of an item, Identity, and of a rank, Twox64Concat.
const ITEM_AND_RANK: usize = 32 + 32 + 8 + 1;
/// The same with a dispense.
const CLAIM: usize = ITEM_AND_RANK + 1;
/// Of two licences, Twox64Concat.
const PARTIES: usize = 32 + 2 * (8 + 4);

const SPLIT: Split = Split { payer: 2_780, patient: 420, writeoff: 0, other: 0 };

fn price() -> PriceRule {
	PriceRule { per_fill: 200, per_unit: 100, cap: 10_000, fixed: 100, ppm: 100_000 }
}

fn payment() -> Payment {
	let cause = Cause::AtDispense;
	Payment { split: SPLIT, interest: 0, collected: 0, at: START, cause, adjudicator: Some(1) }
}

fn claim(stage: Stage, heard: u32) -> Claim<Asset> {
	Claim {
		payer: 1,
		provider: 2,
		asset: ASSET,
		billed: 3_200,
		promise: Promise::of_rule(&price(), 3_200, Promisor::Cover),
		reserved: 2_780,
		interest_ppm: 60_000,
		pay_by: START,
		heard: (0..heard).collect::<Vec<_>>().try_into().unwrap(),
		queued: false,
		due: START,
		stage,
		trail: Trail::of_key(b"ReimbursementEscrow", &0),
	}
}

fn appealed(ruling: Ruling) -> Stage {
	let votes: Vec<_> = (0..MAX_VOTES).map(|voter| (voter, true)).collect();
	let votes = votes.try_into().unwrap();
	Stage::Appealed { ruling, by: 1, level: 2, decide_by: START, last_by: START, votes }
}

fn payable(waits: Waits) -> Stage {
	Stage::Payable {
		split: SPLIT,
		cause: Cause::Appeal,
		adjudicator: Some(1),
		level: 2,
		earlier: Some(payment()),
		owed: 1,
		since: START,
		waits,
	}
}

fn size(stage: Stage) -> usize {
	CLAIM + claim(stage, 0).encoded_size()
}

#[test]
fn claims_take_the_bytes_that_are_announced() {
	let submitted = Stage::Submitted { deemed_at: START, first: 0, rounds: 0 };
	assert_eq!(size(submitted), 264);
	let (defects, first, rounds, at, answer_by) = (1, 1, 1, START, START);
	assert_eq!(size(Stage::Noticed { defects, first, rounds, at, answer_by }), 276);
	assert_eq!(size(Stage::Denied { carc: 16, by: 1, level: 0, appeal_by: START }), 266);
	assert_eq!(size(Stage::Paid { payment: payment(), level: 0, appeal_by: START }), 370);
	assert_eq!(size(Stage::Reversed { amount: 1, at: START }), 275);
	assert_eq!(size(Stage::Closed { why: Why::Denied, at: START }), 260);
}

#[test]
fn the_longest_claim_is_no_longer_than_announced() {
	let longest = [appealed(Ruling::Payment(payment())), payable(Waits::Payee(START))]
		.map(|stage| claim(stage, MAX_VOTES).encoded_size());
	assert_eq!(longest.into_iter().max(), Some(Claim::<Asset>::max_encoded_len()));
	assert_eq!(CLAIM + Claim::<Asset>::max_encoded_len(), 486);
}

#[test]
fn what_payers_promise_takes_the_bytes_that_are_announced() {
	let cover = |rule| Cover::<AccountId32, Asset, Ticket> {
		payer: 1,
		account: ACCOUNT,
		asset: ASSET,
		rule,
		provider: Some(2),
		until: START,
		remaining: 6_000,
		reserved: true,
		due: START,
		ticket: TICKET,
	};
	let inline = cover(Rule::Inline(price()));
	assert_eq!(ITEM_AND_RANK + inline.encoded_size(), 269);
	assert_eq!(ITEM_AND_RANK + cover(Rule::Tariff(4711)).encoded_size(), 203);
	assert_eq!(inline.encoded_size(), Cover::<AccountId32, Asset, Ticket>::max_encoded_len());

	let terms = Terms {
		asset: ASSET,
		notice: 7 * DAY,
		pay: 14 * DAY,
		filing: 90 * DAY,
		interest_ppm: 60_000,
		silent_cap: 5_000,
		until: START,
	};
	let (since, due, ticket) = (Some(START), START, TICKET);
	let contract = Contract { since, terms: terms.clone(), offer: Some(terms), due, ticket };
	assert_eq!(PARTIES + contract.encoded_size(), 236);
	assert_eq!(contract.encoded_size(), Contract::<Asset, Ticket>::max_encoded_len());

	let tariff = Tariff { rule: price(), from: START, until: START, due, ticket: TICKET };
	assert_eq!(PARTIES - 2 + tariff.encoded_size(), 194);
	assert_eq!(tariff.encoded_size(), Tariff::<Ticket>::max_encoded_len());
}

#[test]
fn money_takes_the_bytes_that_are_announced() {
	let pool = Pool { account: ACCOUNT, free: 1, head: 0, tail: 1 };
	assert_eq!(pool.encoded_size(), Pool::<AccountId32>::max_encoded_len());
	assert_eq!(pool.encoded_size(), 64);
	let copay = Copay::<AccountId32, Asset, Balance> {
		who: ACCOUNT,
		asset: ASSET,
		remaining: 1,
		until: START,
		due: START,
		ticket: 1,
	};
	assert_eq!(copay.encoded_size(), Copay::<AccountId32, Asset, Balance>::max_encoded_len());
	assert_eq!(32 + 32 + copay.encoded_size(), 149);
	let payee = Payee { chosen: Some((ACCOUNT, ACCOUNT)), debts: 1 };
	assert_eq!(payee.encoded_size(), Payee::<AccountId32>::max_encoded_len());
	assert_eq!(payee.encoded_size(), 69);
}

/// The moment stands first and big-endian, so that the order of the keys is the order of time.
#[test]
fn an_entry_of_the_queue_of_deadlines_takes_few_bytes() {
	let key = DueKey::<Asset>::Claim(ClaimKey { rx: H256::zero(), dispense: 0, rank: 0 });
	assert_eq!(key.encoded_size(), DueKey::<Asset>::max_encoded_len());
	assert_eq!(32 + 8 + key.encoded_size(), 75);
}
