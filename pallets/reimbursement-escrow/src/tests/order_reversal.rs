use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn paid(billed: Balance) -> ClaimKey {
	let key = submitted(billed);
	assert_ok!(adjudicate(ADJUDICATOR, key, billed, 0));
	key
}

fn debt() -> Balance {
	Escrow::debt(licence(PAYER), licence(PHARMACY), CARE)
}

#[test]
fn order_reversal_makes_a_debt_that_is_set_off() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let key = paid(2_000);
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_ok!(order_reversal(REGULATOR, key, 1_500));
		let by = licence(REGULATOR);
		assert_eq!(last_event(), Event::Recouped { key, by, amount: 1_500 });
		assert_eq!(stage(key), Stage::Recouped { amount: 1_500, payment, at: Now::get() });
		// No money moves.
		assert_eq!((debt(), balance(CARE, PHARMACY)), (1_500, POOR + 2_000));

		// Larger than a payment: nothing moves, the debt shrinks, the claim is paid.
		let key = paid(1_000);
		assert!(matches!(last_event(), Event::Paid { moved: 0, set_off: 1_000, .. }));
		assert!(is_paid(key));
		assert_eq!((debt(), balance(CARE, PHARMACY)), (500, POOR + 2_000));
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (8_000, 8_000));
		// Smaller: the rest moves, and nothing is owed any more.
		paid(1_000);
		assert_eq!((debt(), balance(CARE, PHARMACY)), (0, POOR + 2_500));
		assert_eq!(Payees::<Test>::get(licence(PHARMACY)), None);
		paid(1_000);
		assert_eq!(balance(CARE, PHARMACY), POOR + 3_500);
	});
}

#[test]
fn order_reversal_is_set_off_at_the_dispense() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		assert_ok!(order_reversal(REGULATOR, paid(1_000), 1_000));
		let rx = preauthorised();
		assert!(is_paid(key(rx, dispense(rx, 30))));
		assert!(matches!(last_event(), Event::Paid { set_off: 1_000, .. }));
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE);
		// What was set off is free again: 10,000 - 1,000 + 10,000 - 6,000 + 1,000.
		assert_eq!((debt(), free(PAYER, CARE)), (0, 14_000));
	});
}

#[test]
fn order_reversal_of_another_payer_or_asset_is_not_set_off() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		fund(SECOND_PAYER, CARE, 10_000);
		contract_between(SECOND_PAYER, PHARMACY, terms());
		assert_ok!(order_reversal(REGULATOR, paid(1_000), 1_000));
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		assert_ok!(submit(PHARMACY, key, SECOND_PAYER, 1_000));
		turn_after(14 * DAY);
		assert!(is_paid(key));
		assert_eq!((debt(), balance(CARE, PHARMACY)), (1_000, POOR + 2_000));
	});
}

#[test]
fn order_reversal_once_and_at_most_what_was_paid() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let key = paid(2_000);
		assert_noop!(order_reversal(REGULATOR, key, 0), Error::<Test>::OutOfBounds);
		assert_noop!(order_reversal(REGULATOR, key, 2_001), Error::<Test>::Exceeds);
		assert_ok!(order_reversal(REGULATOR, key, 2_000));
		assert_noop!(order_reversal(REGULATOR, key, 1), Error::<Test>::NotPaid);
		let open = submitted(1);
		assert_noop!(order_reversal(REGULATOR, open, 1), Error::<Test>::NotPaid);
	});
}

#[test]
fn order_reversal_is_for_regulators() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let key = paid(2_000);
		only_signed(Call::order_reversal { licence: licence(REGULATOR), key, amount: 1 });
		for who in [PAYER, PHARMACY, FIRST_PANEL[0], STRANGER] {
			assert_noop!(order_reversal(who, key, 1), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(order_reversal(REGULATOR, unknown, 1), Error::<Test>::NotFound);
		fault(REGULATOR, Some(LicenceFault::Ended));
		assert_noop!(order_reversal(REGULATOR, key, 1), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn order_reversal_ends_the_right_to_appeal() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let key = submitted(2_000);
		assert_ok!(adjudicate(ADJUDICATOR, key, 500, 0));
		assert_ok!(order_reversal(REGULATOR, key, 500));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 9_500));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::NothingContested);
	});
}
