use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn resubmit_gives_the_payer_the_time_that_stood_still() {
	run(|| {
		let key = scene(3_000);
		let begin = Now::get();
		after(2 * DAY);
		assert_ok!(notice(PAYER, key, 1));
		after(5 * DAY);
		assert_ok!(resubmit(PHARMACY, key, 2_500));
		// Fourteen days, the five that stood still, and ten to look again.
		let pay_by = begin + 29 * DAY;
		let commitment = H256::repeat_byte(2);
		assert_eq!(last_event(), Event::Resubmitted { key, billed: 2_500, commitment, pay_by });
		let deemed_at = Now::get() + 10 * DAY;
		assert_eq!(stage(key), Stage::Submitted { deemed_at, first: 1, rounds: 1 });
		let row = stored(key);
		assert_eq!((row.billed, row.reserved, row.pay_by), (2_500, 2_500, pay_by));
		assert_eq!(free(PAYER, CARE), 7_500);
		turn(pay_by - 1);
		assert!(!is_paid(key));
		turn(pay_by);
		assert!(is_paid(key));
		assert_eq!(balance(CARE, PHARMACY), POOR + 2_500);
	});
}

#[test]
fn resubmit_gives_a_preauthorisation_its_part_back() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 2_000);
		let key = key(rx, dispense(rx, 30));
		assert_ok!(submits(key, 3_000));
		assert_eq!(stored(key).reserved, 2_000);
		assert_ok!(notice(PAYER, key, 1));
		// 1,100 allowed, of which the patient bears 210.
		assert_ok!(resubmit(PHARMACY, key, 1_100));
		assert_eq!(stored(key).reserved, 890);
		assert_eq!(Escrow::cover_of(rx, 0).unwrap().remaining, 1_110);
	});
}

#[test]
fn resubmit_may_go_down_only() {
	run(|| {
		let key = scene(3_000);
		assert_noop!(resubmit(PHARMACY, key, 3_000), Error::<Test>::NotNoticed);
		assert_ok!(notice(PAYER, key, 1));
		assert_noop!(resubmit(PHARMACY, key, 0), Error::<Test>::OutOfBounds);
		assert_noop!(resubmit(PHARMACY, key, 3_001), Error::<Test>::Exceeds);
		let rules = RulesInForce::<Test>::take();
		assert_noop!(resubmit(PHARMACY, key, 3_000), Error::<Test>::NoRules);
		RulesInForce::<Test>::set(rules);
		assert_ok!(resubmit(PHARMACY, key, 3_000));

		// What was billed to the first payer is billed to the second.
		assert_ok!(adjudicate(PAYER, key, 0, 3_000));
		contract_between(SECOND_PAYER, PHARMACY, terms());
		let second = at_rank(1, key);
		assert_ok!(submit(PHARMACY, second, SECOND_PAYER, 3_000));
		assert_ok!(notice(SECOND_PAYER, second, 1));
		assert_noop!(resubmit(PHARMACY, second, 2_999), Error::<Test>::Mismatch);
		assert_ok!(resubmit(PHARMACY, second, 3_000));
	});
}

#[test]
fn resubmit_is_for_the_providers_side_until_the_answer_is_due() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(notice(PAYER, key, 1));
		let call =
			Call::resubmit { licence: licence(PHARMACY), key, billed: 1, commitment: H256::zero() };
		only_signed(call);
		for who in [PAYER, RIVAL, REGULATOR, STRANGER] {
			assert_noop!(resubmit(who, key, 3_000), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(resubmit(PHARMACY, unknown, 1), Error::<Test>::NotFound);
		// What was begun goes on without a valid licence, and by a colleague.
		fault(BRANCH, Some(LicenceFault::Expired));
		let answer_by = Now::get() + 60 * DAY;
		at(answer_by - 1);
		assert_ok!(resubmit(BRANCH, key, 3_000));

		assert_ok!(notice(PAYER, key, 1));
		after(60 * DAY);
		assert_noop!(resubmit(PHARMACY, key, 3_000), Error::<Test>::NotNoticed);
	});
}
