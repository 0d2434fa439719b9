//! What other systems let happen, tried here. See section 13 of the design page.

use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn one_party_submits_approves_and_is_paid() {
	run(|| {
		let key = scene(1_000);
		assert_noop!(adjudicate(PHARMACY, key, 1_000, 0), Error::<Test>::NotAuthorized);
		assert_noop!(poke(key), Error::<Test>::NothingDue);
		assert_ok!(deny(ADJUDICATOR, key, 16));
		assert_ok!(appeal(PHARMACY, key));
		assert_noop!(vote(PHARMACY, key, true), Error::<Test>::NotAuthorized);
		// A panel of its own group.
		Related::set([3, licence(FIRST_PANEL[0])].into());
		assert_noop!(vote(FIRST_PANEL[0], key, true), Error::<Test>::ConflictOfInterest);
		// A payer of its own group.
		Related::set([1, 3].into());
		let own = submitted(1_000);
		assert_noop!(adjudicate(PAYER, own, 1_000, 0), Error::<Test>::ConflictOfInterest);
	});
}

#[test]
fn a_stranger_makes_a_common_balance_pay() {
	run(|| {
		let key = scene(1_000);
		assert_noop!(poke(key), Error::<Test>::NothingDue);
		// One payer's funds never pay for another.
		contract_between(SECOND_PAYER, PHARMACY, terms());
		let rx = item();
		let foreign = super::setup::key(rx, dispense(rx, 30));
		assert_ok!(submit(PHARMACY, foreign, SECOND_PAYER, 1_000));
		turn_after(14 * DAY);
		assert!(is_paid(key) && !is_paid(foreign));
	});
}

#[test]
fn a_claim_is_made_on_no_service_a_foreign_one_or_one_twice() {
	run(|| {
		contract();
		contract_between(PAYER, RIVAL, terms());
		let rx = item();
		let key = key(rx, 0);
		assert_noop!(submits(key, 1_000), Error::<Test>::NotFound);
		dispense(rx, 30);
		assert_noop!(submit(RIVAL, key, PAYER, 1_000), Error::<Test>::NotAuthorized);
		assert_ok!(submits(key, 1_000));
		assert_noop!(submits(key, 1_000), Error::<Test>::AlreadyExists);
		assert_noop!(submit(BRANCH, key, PAYER, 999), Error::<Test>::AlreadyExists);
	});
}

#[test]
fn a_coverage_is_claimed_that_nobody_signed() {
	run(|| {
		fund(PAYER, CARE, 10_000);
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		assert_noop!(submits(key, 1_000), Error::<Test>::NoContract);
		// Offered is not agreed.
		let offer = Call::offer_contract {
			licence: licence(PAYER),
			provider: licence(PHARMACY),
			terms: terms(),
		};
		assert_ok!(send(PAYER, offer));
		assert_noop!(submits(key, 1_000), Error::<Test>::NoContract);
	});
}

#[test]
fn strangers_release_or_refund() {
	run(|| {
		let key = scene(1_000);
		let covered = preauthorised();
		let paid = super::setup::key(covered, dispense(covered, 30));
		let end = |who| Call::end_cover { licence: licence(who), rx: covered, rank: 0 };
		for who in [STRANGER, RIVAL, SECOND_PAYER] {
			assert_noop!(retract(who, key), Error::<Test>::NotAuthorized);
			assert_noop!(order_reversal(who, paid, 1), Error::<Test>::NotAuthorized);
			assert_noop!(send(who, end(who)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, end(PAYER)), Error::<Test>::NotAuthorized);
		let all = Call::withdraw { licence: licence(PAYER), asset: CARE, amount: 1 };
		assert_noop!(send(STRANGER, all), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn a_payment_fails_once_and_is_forgotten() {
	run(|| {
		contract();
		let short = submitted(1_000);
		turn_after(14 * DAY);
		assert_eq!(waits_for(short), Some(Waits::Funds));
		fund(PAYER, CARE, 1_000);
		assert!(is_paid(short));

		fund(PAYER, CARE, 1_000);
		let stuck = submitted(1_000);
		block(PHARMACY);
		turn_after(14 * DAY);
		assert!(matches!(waits_for(stuck), Some(Waits::Payee(_))));
		thaw(PHARMACY);
		assert_ok!(poke(stuck));
		assert!(is_paid(stuck));
	});
}

#[test]
fn a_payer_empties_its_pool_before_it_must_pay() {
	run(|| {
		let key = scene(4_000);
		let out = |amount| Call::withdraw { licence: licence(PAYER), asset: CARE, amount };
		assert_noop!(send(PAYER, out(6_001)), Error::<Test>::InsufficientFree);
		assert_ok!(send(PAYER, out(6_000)));
		let late = submitted(1_000);
		fund(PAYER, CARE, 10);
		assert_noop!(send(PAYER, out(10)), Error::<Test>::PoolShort);
		// Nor are funds set aside for others while somebody waits.
		let rx = item();
		assert_noop!(covers(rx, Plan { reserve: 10, ..plan() }), Error::<Test>::PoolShort);
		turn_after(14 * DAY);
		assert!(is_paid(key) && !is_paid(late));
	});
}

#[test]
fn a_payer_loses_its_key_or_its_licence_and_owes_nothing() {
	run(|| {
		let key = scene(4_000);
		fault(PAYER, Some(salus_primitives::LicenceFault::Ended));
		replace_key(PAYER, NOBODY);
		turn_after(14 * DAY);
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.interest, balance(CARE, PHARMACY)), (0, POOR + 4_000));
	});
}

#[test]
fn a_payer_delays_by_ever_new_notices() {
	run(|| {
		let key = scene(1_000);
		let begin = Now::get();
		for _ in 0..3 {
			let Stage::Submitted { deemed_at, .. } = stage(key) else { panic!("not open") };
			at(deemed_at - 1);
			assert_ok!(notice(PAYER, key, 1));
			let Stage::Noticed { answer_by, .. } = stage(key) else { panic!("not noticed") };
			at(answer_by - 1);
			assert_ok!(resubmit(PHARMACY, key, 1_000));
		}
		assert_noop!(notice(PAYER, key, 1), Error::<Test>::MaxRoundsExceeded);
		// Seventy days for each notice at most.
		turn(begin + (14 + 3 * 70) * DAY);
		assert!(is_paid(key));
	});
}

#[test]
fn a_patient_is_charged_what_the_provider_gave_up() {
	run(|| {
		let key = covered_scene(4_000);
		// The price allows 3,200, of which 420 are the patient's; 800 are the provider's loss.
		assert_noop!(adjudicate(PAYER, key, SHARE, 420 + 800), Error::<Test>::AuthorisationBinding);
		let moved = [(Group::PR, 45, 800)];
		assert_noop!(adjudicate_with(PAYER, key, SHARE, 420, &moved), Error::<Test>::Unbalanced);
		turn_after(30 * DAY);
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!(payment.split, split(SHARE, 420, 800, 0));
	});
}
