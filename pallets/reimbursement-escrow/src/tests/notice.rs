use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn notice_stops_the_payers_time() {
	run(|| {
		let key = scene(3_000);
		after(DAY);
		assert_ok!(notice(ADJUDICATOR, key, 0b101));
		let answer_by = Now::get() + 60 * DAY;
		let by = licence(ADJUDICATOR);
		assert_eq!(last_event(), Event::DeficiencyNoticed { key, by, defects: 0b101, answer_by });
		assert_eq!(
			stage(key),
			Stage::Noticed { defects: 0b101, first: 0b101, rounds: 1, at: Now::get(), answer_by }
		);
		// Past the day on which silence would have paid.
		turn_after(20 * DAY);
		assert!(matches!(stage(key), Stage::Noticed { .. }));
		assert_eq!((stored(key).reserved, stored(key).due), (3_000, answer_by));
		// Unanswered, the claim closes and the reserve is free.
		turn(answer_by - 1);
		assert_eq!(stored(key).reserved, 3_000);
		turn(answer_by);
		assert_eq!(stage(key), Stage::Closed { why: Why::Unanswered, at: answer_by });
		assert_eq!(last_event(), Event::Closed { key, why: Why::Unanswered });
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 10_000));
	});
}

#[test]
fn notice_until_the_claim_is_deemed_clean() {
	run(|| {
		let (first, second) = (scene(1_000), submitted(1_000));
		after(7 * DAY - 1);
		assert_ok!(notice(PAYER, first, 1));
		after(1);
		assert_noop!(notice(PAYER, second, 1), Error::<Test>::TooLate);
		// After an answer, ten days.
		assert_ok!(resubmit(PHARMACY, first, 1_000));
		after(10 * DAY);
		assert_noop!(notice(PAYER, first, 1), Error::<Test>::TooLate);
		// What silence has decided is decided, fired or not.
		after(14 * DAY);
		assert_noop!(notice(PAYER, second, 1), Error::<Test>::TooLate);
		hooks();
		assert_noop!(notice(PAYER, second, 1), Error::<Test>::TooLate);
	});
}

#[test]
fn notice_names_everything_the_first_time() {
	run(|| {
		let key = scene(1_000);
		assert_noop!(notice(PAYER, key, 0), Error::<Test>::NewDefect);
		assert_noop!(notice(PAYER, key, 0x0001_0001), Error::<Test>::NewDefect);
		assert_ok!(notice(PAYER, key, 0b111));
		assert_ok!(resubmit(PHARMACY, key, 1_000));
		assert_noop!(notice(PAYER, key, 0b1001), Error::<Test>::NewDefect);
		assert_noop!(notice(PAYER, key, 0), Error::<Test>::NewDefect);
		assert_ok!(notice(PAYER, key, 0b001));
		assert_ok!(resubmit(PHARMACY, key, 1_000));
		// The first list stays the measure.
		assert_ok!(notice(PAYER, key, 0b110));
		assert_ok!(resubmit(PHARMACY, key, 1_000));
		assert_noop!(notice(PAYER, key, 0b001), Error::<Test>::MaxRoundsExceeded);
	});
}

#[test]
fn notice_is_for_the_payers_side_and_an_undecided_claim() {
	run(|| {
		let key = scene(1_000);
		only_signed(Call::notice { licence: licence(PAYER), key, defects: 1 });
		for who in [PHARMACY, SECOND_PAYER, REGULATOR, STRANGER] {
			assert_noop!(notice(who, key, 1), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(notice(PAYER, unknown, 1), Error::<Test>::NotFound);
		fault(PAYER, Some(LicenceFault::Suspended));
		assert_noop!(notice(PAYER, key, 1), Error::<Test>::LicenceNotValid);
		fault(PAYER, None);

		let rules = RulesInForce::<Test>::take();
		assert_noop!(notice(PAYER, key, 1), Error::<Test>::NoRules);
		RulesInForce::<Test>::set(rules);
		assert_ok!(notice(PAYER, key, 1));
		assert_noop!(notice(PAYER, key, 1), Error::<Test>::NotSubmitted);
		assert_ok!(retract(PHARMACY, key));
		assert_noop!(notice(PAYER, key, 1), Error::<Test>::NotSubmitted);
	});
}
