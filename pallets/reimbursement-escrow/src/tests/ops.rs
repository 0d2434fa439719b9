//! What actors may do, at random.

use super::mock::*;
use crate::Balance;
use proptest::prelude::*;
use salus_primitives::ids::{DAY, HOUR};

/// Items of one case.
const ITEMS: u8 = 4;

/// What somebody does. A claim is named by a number among those of the right stage, newest first; `odd` breaks the rule: a
/// claim of any stage, or an actor who has no right.
#[derive(Clone, Debug)]
pub enum Op {
	Govern {
		what: u8,
		on: bool,
	},
	Fund {
		payer: u64,
		asset: Asset,
		amount: Balance,
	},
	Withdraw {
		payer: u64,
		asset: Asset,
		amount: Balance,
	},
	Offer {
		payer: u64,
		provider: u64,
		asset: Asset,
		cap: Balance,
		pay: u64,
		days: u64,
	},
	Accept {
		payer: u64,
		provider: u64,
	},
	EndContract {
		payer: u64,
		provider: u64,
		by_payer: bool,
	},
	Tariff {
		payer: u64,
		number: u16,
		days: u64,
	},
	Cover {
		payer: u64,
		item: u8,
		rank: u8,
		asset: Asset,
		tariff: bool,
		days: u64,
		reserve: Balance,
	},
	EndCover {
		payer: u64,
		item: u8,
		rank: u8,
	},
	Dispense {
		by: u64,
		item: u8,
		quantity: u32,
	},
	Submit {
		n: u8,
		rank: u8,
		payer: u64,
		billed: Balance,
		odd: bool,
	},
	Notice {
		n: u8,
		defects: u32,
		odd: bool,
	},
	Resubmit {
		n: u8,
		percent: u128,
		odd: bool,
	},
	Retract {
		n: u8,
		odd: bool,
	},
	Adjudicate {
		n: u8,
		payer: u128,
		patient: u128,
		off: u128,
		odd: bool,
	},
	Deny {
		n: u8,
		carc: u16,
		odd: bool,
	},
	Appeal {
		n: u8,
		by: u64,
		odd: bool,
	},
	Vote {
		n: u8,
		member: usize,
		overturn: bool,
		odd: bool,
	},
	OrderReversal {
		n: u8,
		percent: u128,
		odd: bool,
	},
	HoldCopay {
		item: u8,
		asset: Asset,
		amount: Balance,
		days: u64,
	},
	ReleaseCopay {
		item: u8,
		who: u64,
	},
	SetPayee {
		provider: u64,
		account: Option<u64>,
	},
	PokeClaim {
		n: u8,
	},
	PokeFirst,
	WithdrawDispense {
		n: u8,
	},
	Void {
		n: u8,
	},
	UseUp {
		item: u8,
	},
	Block {
		who: u64,
		on: bool,
	},
	Fault {
		who: u64,
		on: bool,
	},
	Wait {
		time: u64,
	},
	Turn {
		time: u64,
	},
	Starve,
}

fn payer() -> impl Strategy<Value = u64> {
	prop_oneof![3 => Just(PAYER), 1 => Just(SECOND_PAYER)]
}

fn provider() -> impl Strategy<Value = u64> {
	prop_oneof![3 => Just(PHARMACY), 1 => Just(RIVAL)]
}

fn asset() -> impl Strategy<Value = Asset> {
	prop_oneof![3 => Just(CARE), 1 => Just(NATIVE)]
}

fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![1 => Just(0), 2 => 1..100u128, 6 => 100..8_000u128, 1 => Just(2_000_000)]
}

fn odd() -> impl Strategy<Value = bool> {
	proptest::bool::weighted(0.1)
}

fn item_number() -> impl Strategy<Value = u8> {
	0..ITEMS
}

fn span() -> impl Strategy<Value = u64> {
	prop_oneof![
		8 => 1..HOUR,
		8 => (1..72u64).prop_map(|hours| hours * HOUR),
		6 => (1..15u64).prop_map(|days| days * DAY),
		3 => (15..70u64).prop_map(|days| days * DAY),
		1 => (100..900u64).prop_map(|days| days * DAY),
	]
}

/// What money and promises come from.
fn funding() -> impl Strategy<Value = Op> {
	prop_oneof![
		6 => (payer(), asset(), amount())
			.prop_map(|(payer, asset, amount)| Op::Fund { payer, asset, amount }),
		2 => (payer(), asset(), amount())
			.prop_map(|(payer, asset, amount)| Op::Withdraw { payer, asset, amount }),
		2 => (payer(), provider(), asset(), 0..6_000u128, 1..32u64, 1..60u64).prop_map(
			|(payer, provider, asset, cap, pay, days)| Op::Offer {
				payer, provider, asset, cap, pay, days
			}
		),
		2 => (payer(), provider()).prop_map(|(payer, provider)| Op::Accept { payer, provider }),
		1 => (payer(), provider(), any::<bool>()).prop_map(|(payer, provider, by_payer)| {
			Op::EndContract { payer, provider, by_payer }
		}),
		1 => (payer(), 0..3u16, 1..60u64)
			.prop_map(|(payer, number, days)| Op::Tariff { payer, number, days }),
		5 => (
			(payer(), item_number(), prop_oneof![4 => Just(0), 1 => 0..5u8], asset()),
			(any::<bool>(), 1..40u64, prop_oneof![1 => Just(0), 2 => amount()]),
		)
			.prop_map(|((payer, item, rank, asset), (tariff, days, reserve))| Op::Cover {
				payer, item, rank, asset, tariff, days, reserve
			}),
		3 => (payer(), item_number(), 0..2u8)
			.prop_map(|(payer, item, rank)| Op::EndCover { payer, item, rank }),
		2 => (item_number(), asset(), amount(), 1..60u64)
			.prop_map(|(item, asset, amount, days)| Op::HoldCopay { item, asset, amount, days }),
		1 => (item_number(), prop_oneof![3 => Just(STRANGER), 1 => Just(PHARMACY)])
			.prop_map(|(item, who)| Op::ReleaseCopay { item, who }),
	]
}

/// What claims go through.
fn claiming() -> impl Strategy<Value = Op> {
	let n = || 0..3u8;
	prop_oneof![
		6 => (provider(), item_number(), 0..60u32)
			.prop_map(|(by, item, quantity)| Op::Dispense { by, item, quantity }),
		9 => (n(), prop_oneof![3 => Just(0), 2 => 1..5u8], payer(), amount(), odd()).prop_map(
			|(n, rank, payer, billed, odd)| Op::Submit { n, rank, payer, billed, odd }
		),
		3 => (n(), prop_oneof![Just(1), Just(3), 0..0x2_0000u32], odd())
			.prop_map(|(n, defects, odd)| Op::Notice { n, defects, odd }),
		3 => (n(), 50..102u128, odd())
			.prop_map(|(n, percent, odd)| Op::Resubmit { n, percent, odd }),
		2 => (n(), odd()).prop_map(|(n, odd)| Op::Retract { n, odd }),
		5 => (n(), 0..101u128, 0..101u128, prop_oneof![5 => Just(0), 1 => 0..3u128], odd())
			.prop_map(|(n, payer, patient, off, odd)| Op::Adjudicate { n, payer, patient, off, odd }),
		4 => (n(), prop_oneof![3 => Just(16), 2 => Just(29), 1 => Just(45)], odd())
			.prop_map(|(n, carc, odd)| Op::Deny { n, carc, odd }),
		5 => (n(), prop_oneof![4 => Just(PHARMACY), 1 => Just(REGULATOR)], odd())
			.prop_map(|(n, by, odd)| Op::Appeal { n, by, odd }),
		12 => (n(), 0..5usize, any::<bool>(), odd())
			.prop_map(|(n, member, overturn, odd)| Op::Vote { n, member, overturn, odd }),
		2 => (n(), 1..102u128, odd())
			.prop_map(|(n, percent, odd)| Op::OrderReversal { n, percent, odd }),
		3 => n().prop_map(|n| Op::WithdrawDispense { n }),
	]
}

/// What time does, and what disturbs.
fn passing() -> impl Strategy<Value = Op> {
	let account = prop_oneof![
		2 => Just(None),
		1 => Just(Some(NEWCOMER)),
		1 => Just(Some(PAYER)),
		1 => Just(Some(NOBODY)),
	];
	let who = || prop_oneof![3 => Just(PHARMACY), 1 => Just(PAYER), 1 => Just(STRANGER)];
	let licensed = prop_oneof![Just(PHARMACY), Just(PAYER), Just(FIRST_PANEL[0])];
	prop_oneof![
		4 => span().prop_map(|time| Op::Wait { time }),
		8 => span().prop_map(|time| Op::Turn { time }),
		1 => Just(Op::Starve),
		3 => (0..4u8).prop_map(|n| Op::PokeClaim { n }),
		2 => Just(Op::PokeFirst),
		1 => (provider(), account).prop_map(|(provider, account)| Op::SetPayee { provider, account }),
		1 => (0..3u8).prop_map(|n| Op::Void { n }),
		1 => item_number().prop_map(|item| Op::UseUp { item }),
		2 => (who(), proptest::bool::weighted(0.3)).prop_map(|(who, on)| Op::Block { who, on }),
		1 => (licensed, proptest::bool::weighted(0.3)).prop_map(|(who, on)| Op::Fault { who, on }),
		1 => (0..5u8, any::<bool>()).prop_map(|(what, on)| Op::Govern { what, on }),
	]
}

pub fn ops() -> impl Strategy<Value = Vec<Op>> {
	let any = prop_oneof![3 => funding(), 7 => claiming(), 2 => passing()];
	proptest::collection::vec(any, 40..60)
}
