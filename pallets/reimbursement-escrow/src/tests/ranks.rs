//! Several payers for one dispense, rank by rank.

use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Role};

/// Licences of three more payers.
const PAYERS: [u64; 4] = [PAYER, SECOND_PAYER, 70, 71];

fn four_payers() {
	for who in &PAYERS[2..] {
		enter(licence(*who), *who, Role::Payer, licence(*who));
		let care = RuntimeOrigin::signed(SECOND_PAYER);
		assert_ok!(Assets::transfer(care, 1, *who, 20_000));
	}
	for who in PAYERS {
		fund(who, CARE, 10_000);
		contract_between(who, PHARMACY, terms());
	}
}

fn prior(key: ClaimKey) -> Balance {
	stored(key).promise.prior
}

#[test]
fn four_ranks_pay_what_was_billed_and_no_more() {
	run(|| {
		four_payers();
		let first = submitted(4_000);
		assert_ok!(adjudicate(PAYER, first, 1_000, 2_500));
		let key = |rank| at_rank(rank, first);
		assert_ok!(submit(PHARMACY, key(1), PAYERS[1], 4_000));
		assert_eq!(prior(key(1)), 1_500);
		let borne = [(Group::OA, 45, 1_500)];
		assert_ok!(adjudicate_with(PAYERS[1], key(1), 1_000, 1_500, &borne));
		assert_ok!(submit(PHARMACY, key(2), PAYERS[2], 4_000));
		// A refusal leaves everything that stood open.
		assert_ok!(deny(PAYERS[2], key(2), 16));
		assert_ok!(submit(PHARMACY, key(3), PAYERS[3], 4_000));
		assert_noop!(submit(PHARMACY, key(4), PAYERS[3], 4_000), Error::<Test>::OutOfBounds);
		turn_after(14 * DAY);
		let paid: Balance = [0, 1, 3]
			.map(|rank| match stage(key(rank)) {
				Stage::Paid { payment, .. } => payment.split.payer,
				stage => panic!("{stage:?}"),
			})
			.iter()
			.sum();
		assert_eq!(balance(CARE, PHARMACY), POOR + paid);
		assert_eq!(paid, 3_500);
		// All of it comes back.
		assert_ok!(withdraw_dispense(first.rx, first.dispense));
		assert_eq!(balance(CARE, PHARMACY), POOR);
	});
}

#[test]
fn a_copay_is_asked_once_over_all_ranks() {
	run(|| {
		four_payers();
		let first = submitted(5_600);
		hold_copay(STRANGER, first, 200);
		// Beyond the cap: not contested, so 200 of the 600 are collected.
		assert_ok!(adjudicate(PAYER, first, 5_000, 600));
		assert_eq!(claim(first).residual(), Some(400));
		let next = at_rank(1, first);
		assert_ok!(submit(PHARMACY, next, SECOND_PAYER, 5_600));
		assert_eq!((prior(next), stored(next).reserved), (5_200, 400));
		turn_after(14 * DAY);
		assert_eq!(balance(CARE, PHARMACY), POOR + 5_000 + 200 + 400);
	});
}

#[test]
fn a_later_rank_waits_for_a_decision_of_the_one_before() {
	run(|| {
		four_payers();
		let first = submitted(4_000);
		let next = at_rank(1, first);
		let opens = || submit(PHARMACY, next, SECOND_PAYER, 4_000);
		let stays_closed = || {
			assert_noop!(opens(), Error::<Test>::RankNotOpen);
		};
		stays_closed();
		assert_ok!(notice(PAYER, first, 1));
		stays_closed();
		assert_ok!(resubmit(PHARMACY, first, 4_000));
		block(PHARMACY);
		assert_ok!(adjudicate(PAYER, first, 3_000, 1_000));
		// Payable, not paid.
		stays_closed();
		thaw(PHARMACY);
		assert_ok!(poke(first));
		assert_ok!(opens());
	});
}
