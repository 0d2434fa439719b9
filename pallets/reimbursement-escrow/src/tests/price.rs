//! The laws of the arithmetic, without any storage.

use crate::{
	price::{interest, PriceRule, Promise, Promisor, MILLION},
	Balance, Split,
};
use proptest::prelude::*;
use salus_primitives::ids::DAY;

fn rule(per_fill: Balance, per_unit: Balance, cap: Balance) -> PriceRule {
	PriceRule { per_fill, per_unit, cap, fixed: 0, ppm: 0 }
}

fn promise(allowed: Balance, fixed: Balance, ppm: u32) -> Promise {
	Promise { allowed, fixed, ppm, most: Balance::MAX, prior: 0, by: Promisor::Cover }
}

fn split(payer: Balance, patient: Balance, writeoff: Balance, other: Balance) -> Split {
	Split { payer, patient, writeoff, other }
}

/// Small, ordinary and extreme amounts alike.
fn amount() -> impl Strategy<Value = Balance> {
	prop_oneof![0..10u128, 0..1_000_000u128, any::<Balance>(), Just(Balance::MAX)]
}

fn promises() -> impl Strategy<Value = Promise> {
	let by = prop_oneof![
		Just(Promisor::Contract),
		Just(Promisor::Cover),
		Just(Promisor::Preauthorisation)
	];
	(amount(), amount(), 0..=MILLION, amount(), amount(), by).prop_map(
		|(allowed, fixed, ppm, most, prior, by)| Promise { allowed, fixed, ppm, most, prior, by },
	)
}

#[test]
fn the_price_is_capped_and_the_fee_is_of_the_first_dispense() {
	let rule = rule(200, 100, 3_000);
	assert_eq!(rule.allowed(10, true), Some(1_200));
	assert_eq!(rule.allowed(10, false), Some(1_000));
	assert_eq!(rule.allowed(0, true), Some(200));
	assert_eq!([27, 28, 29].map(|n| rule.allowed(n, true)), [2_900, 3_000, 3_000].map(Some));
}

#[test]
fn a_price_beyond_any_balance_is_none() {
	let most = Balance::MAX / 3;
	assert_eq!(rule(0, most, 7).allowed(3, true), Some(7));
	assert_eq!(rule(0, most + 1, 7).allowed(3, true), None);
	assert_eq!(rule(1, Balance::MAX, 7).allowed(1, false), Some(7));
	assert_eq!(rule(1, Balance::MAX, 7).allowed(1, true), None);
	assert_eq!(rule(Balance::MAX, 0, Balance::MAX).allowed(u32::MAX, true), Some(Balance::MAX));
}

#[test]
fn a_share_is_at_most_the_whole() {
	let of = |ppm| PriceRule { ppm, ..rule(0, 0, 0) };
	assert!(of(MILLION).is_sound());
	assert!(!of(MILLION + 1).is_sound());
}

#[test]
fn the_patients_share_is_fixed_and_a_part_rounded_down() {
	assert_eq!(promise(3_200, 100, 100_000).split(3_200), split(2_780, 420, 0, 0));
	assert_eq!(promise(9, 0, 100_000).split(9), split(9, 0, 0, 0));
	assert_eq!(promise(10, 0, 100_000).split(10), split(9, 1, 0, 0));
	assert_eq!(promise(999_999, 0, 1).split(999_999), split(999_999, 0, 0, 0));
	assert_eq!(promise(1_000_000, 0, 1).split(1_000_000), split(999_999, 1, 0, 0));
	assert_eq!(promise(100, 101, 0).split(100), split(0, 100, 0, 0));
	assert_eq!(promise(100, 0, MILLION).split(100), split(0, 100, 0, 0));
	let max = Balance::MAX;
	assert_eq!(promise(max, max, MILLION).split(max), split(0, max, 0, 0));
	assert_eq!(promise(max, 0, MILLION).split(max), split(0, max, 0, 0));
	assert_eq!(promise(max, 0, 0).split(max), split(max, 0, 0, 0));
}

#[test]
fn what_exceeds_the_price_is_the_providers_loss() {
	assert_eq!(promise(3_200, 100, 100_000).split(4_000), split(2_780, 420, 800, 0));
	assert_eq!(promise(3_200, 100, 100_000).split(1_000), split(800, 200, 0, 0));
	let exhausted = Promise { most: 2_000, ..promise(3_200, 100, 100_000) };
	assert_eq!(exhausted.split(3_200), split(2_000, 420, 780, 0));
}

#[test]
fn a_second_payer_bears_of_the_residual_only() {
	let second = Promise { prior: 2_780, ..promise(1_000, 50, 0) };
	assert_eq!(second.split(3_200), split(370, 50, 0, 2_780));
	let all_borne = Promise { prior: 3_200, ..promise(1_000, 50, 0) };
	assert_eq!(all_borne.split(3_200), split(0, 0, 0, 3_200));
}

#[test]
fn interest_is_of_whole_days_and_rounded_down() {
	// 6 % of 365,000 is 60 a day.
	assert_eq!(interest(365_000, 60_000, 0, DAY - 1), Some(0));
	assert_eq!(interest(365_000, 60_000, 0, DAY), Some(60));
	assert_eq!(interest(365_000, 60_000, 0, 11 * DAY - 1), Some(600));
	assert_eq!(interest(365_000, 60_000, 5, DAY + 4), Some(0));
	// Ten days and three hours are ten days.
	assert_eq!(interest(365_000, 60_000, 0, 10 * DAY + DAY / 8), Some(600));
	assert_eq!(interest(365_000, 60_000, DAY, 0), Some(0));
	assert_eq!(interest(365_000, 0, 0, 730 * DAY), Some(0));
}

#[test]
fn the_smallest_principal_that_yields_one_yields_exactly_one() {
	assert_eq!(interest(1, 60_000, 0, DAY), Some(0));
	// ceil(365 x 10^6 / 60,000) = 6,084.
	assert_eq!(interest(6_083, 60_000, 0, DAY), Some(0));
	assert_eq!(interest(6_084, 60_000, 0, DAY), Some(1));
	assert_eq!(interest(1, MILLION, 0, 365 * DAY), Some(1));
	assert_eq!(interest(1, MILLION, 0, 364 * DAY), Some(0));
}

#[test]
fn interest_at_the_extremes_does_not_wrap() {
	let max = Balance::MAX;
	assert_eq!(interest(max, MILLION, 0, 365 * DAY), Some(max));
	assert_eq!(interest(max, MILLION, 0, 366 * DAY), None);
	assert_eq!(interest(max, u32::MAX, 0, u64::MAX), None);
	assert_eq!(interest(0, u32::MAX, 0, u64::MAX), Some(0));
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(5_000))]

	/// Invariant 3.
	#[test]
	fn a_split_sums_to_what_was_billed(promise in promises(), billed in amount()) {
		prop_assert_eq!(promise.split(billed).total(), Some(billed));
	}

	#[test]
	fn a_payer_bears_no_more_than_it_promised(promise in promises(), billed in amount()) {
		let split = promise.split(billed);
		prop_assert!(split.payer <= promise.allowed.min(promise.most));
		prop_assert!(split.payer <= billed.saturating_sub(promise.prior));
		prop_assert!(split.other <= promise.prior);
		prop_assert!(promise.prior == 0 || split.writeoff == 0);
		prop_assert!(promise.prior > 0 || split.other == 0);
	}

	/// What a claim asks for later, a resubmission for less included, needs no more than was set aside.
	#[test]
	fn less_billed_is_not_more_paid(promise in promises(), a in amount(), b in amount()) {
		prop_assert!(promise.split(a.min(b)).payer <= promise.split(a.max(b)).payer);
	}

	/// Against 256 bits by hand: the product of the parts, divided once.
	#[test]
	fn the_patients_part_is_the_exact_floor(allowed in 0..u128::MAX >> 20, ppm in 0..=MILLION) {
		let patient = promise(allowed, 0, ppm).split(allowed).patient;
		prop_assert_eq!(patient, allowed * u128::from(ppm) / u128::from(MILLION));
	}

	#[test]
	fn interest_is_the_exact_floor(
		principal in 0..1u128 << 64,
		ppm in 0..=MILLION,
		since in 0..u64::MAX >> 1,
		days in 0..100_000u64,
		rest in 0..DAY,
	) {
		let exact = principal * u128::from(ppm) * u128::from(days) / (365 * u128::from(MILLION));
		prop_assert_eq!(interest(principal, ppm, since, since + days * DAY + rest), Some(exact));
	}

	#[test]
	fn interest_grows_with_everything(
		principal in amount(),
		ppm in any::<u32>(),
		until in any::<u64>(),
		more in any::<u64>(),
	) {
		let (until, later) = (until.min(more), until.max(more));
		match (interest(principal, ppm, 0, until), interest(principal, ppm, 0, later)) {
			(Some(less), Some(more)) => prop_assert!(less <= more),
			(None, more) => prop_assert_eq!(more, None),
			(Some(_), None) => {},
		}
	}

	#[test]
	fn a_price_is_at_most_its_cap(
		per_fill in amount(),
		per_unit in amount(),
		cap in amount(),
		quantity in any::<u32>(),
	) {
		let rule = rule(per_fill, per_unit, cap);
		let (first, other) = (rule.allowed(quantity, true), rule.allowed(quantity, false));
		prop_assert!(first.is_none_or(|allowed| allowed <= cap));
		prop_assert!(first.is_none_or(|first| other.is_some_and(|other| other <= first)));
	}
}
