use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn deny_closes_unless_it_is_appealed() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(deny(ADJUDICATOR, key, 16));
		let (by, appeal_by) = (licence(ADJUDICATOR), Now::get() + 60 * DAY);
		assert_eq!(last_event(), Event::Denied { key, by, carc: 16, appeal_by });
		assert_eq!(stage(key), Stage::Denied { carc: 16, by, level: 0, appeal_by });
		assert_eq!(free(PAYER, CARE), 7_000);
		turn(appeal_by - 1);
		assert_eq!(stored(key).reserved, 3_000);
		turn(appeal_by);
		assert_eq!(stage(key), Stage::Closed { why: Why::Denied, at: appeal_by });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn deny_until_the_claim_is_to_be_paid() {
	run(|| {
		let (first, second) = (scene(1_000), submitted(1_000));
		after(14 * DAY - 1);
		assert_ok!(deny(PAYER, first, 16));
		after(1);
		// By the clock, though no hook has run; and after it.
		assert_noop!(deny(PAYER, second, 16), Error::<Test>::TooLate);
		hooks();
		assert!(is_paid(second));
		assert_noop!(deny(PAYER, second, 16), Error::<Test>::TooLate);
	});
}

#[test]
fn deny_of_funds_set_aside_needs_a_reason_that_binds_anybody() {
	run(|| {
		let rx = preauthorised_with(|plan| plan.reserve = 1_000);
		let key = key(rx, dispense(rx, 30));
		assert_ok!(submits(key, 1_000));
		assert_noop!(deny(PAYER, key, 16), Error::<Test>::AuthorisationBinding);
		assert_noop!(deny(PAYER, key, 45), Error::<Test>::AuthorisationBinding);
		assert_ok!(deny(PAYER, key, 29));
		turn_after(60 * DAY);
		// It was the cover's while the cover lived.
		assert_eq!(free(PAYER, CARE), 10_000);
	});
}

#[test]
fn deny_needs_an_admitted_reason() {
	run(|| {
		let key = covered_scene(1_000);
		assert_noop!(deny(PAYER, key, 45), Error::<Test>::CarcNotAdmitted);
		assert_noop!(deny(PAYER, key, 1), Error::<Test>::CarcNotAdmitted);
		let rules = RulesInForce::<Test>::take();
		assert_noop!(deny(PAYER, key, 97), Error::<Test>::NoRules);
		RulesInForce::<Test>::set(rules);
		assert_ok!(deny(PAYER, key, 97));
	});
}

#[test]
fn deny_is_for_the_payers_adjudicator_without_ties() {
	run(|| {
		let key = scene(1_000);
		only_signed(Call::deny { licence: licence(PAYER), key, carc: 16 });
		for who in [PHARMACY, SECOND_PAYER, REGULATOR, STRANGER] {
			assert_noop!(deny(who, key, 16), Error::<Test>::NotAuthorized);
		}
		fault(ADJUDICATOR, Some(LicenceFault::Suspended));
		assert_noop!(deny(ADJUDICATOR, key, 16), Error::<Test>::LicenceNotValid);
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(deny(PAYER, unknown, 16), Error::<Test>::NotFound);
		Related::mutate(|group| group.insert(3));
		assert_noop!(deny(PAYER, key, 16), Error::<Test>::ConflictOfInterest);
		Related::mutate(|group| group.remove(&3));
		assert_ok!(deny(PAYER, key, 16));
		assert_noop!(deny(PAYER, key, 16), Error::<Test>::NotSubmitted);
	});
}
