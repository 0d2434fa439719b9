use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn adjudicate_pays_at_once() {
	run(|| {
		let key = scene(4_000);
		let parts = [(Group::CO, 45, 300), (Group::OA, 97, 60), (Group::PI, 45, 40)];
		assert_ok!(adjudicate_with(ADJUDICATOR, key, 3_000, 600, &parts));
		let decided = split(3_000, 600, 300, 100);
		let by = licence(ADJUDICATOR);
		let told = events();
		let adjustments = adjustments(&parts);
		assert!(told.contains(&Event::Adjudicated { key, by, split: decided, adjustments }));
		assert_eq!(
			last_event(),
			Event::Paid {
				key,
				payer: licence(PAYER),
				provider: licence(PHARMACY),
				asset: CARE,
				split: decided,
				interest: 0,
				moved: 3_000,
				set_off: 0,
				collected: 0,
				cause: Cause::Adjudicated,
			}
		);
		let payment = Payment {
			split: decided,
			interest: 0,
			collected: 0,
			at: Now::get(),
			cause: Cause::Adjudicated,
			adjudicator: Some(by),
		};
		let appeal_by = Now::get() + 60 * DAY;
		assert_eq!(stage(key), Stage::Paid { payment, level: 0, appeal_by });
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR + 3_000, 7_000));
		// What was cut stays set aside while it can be appealed.
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (1_000, 6_000));
		assert_eq!(claim(key).final_at(Now::get()), None);
		turn(appeal_by - 1);
		assert_eq!(stored(key).reserved, 1_000);
		turn(appeal_by);
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 7_000));
		assert_eq!(claim(key).final_at(Now::get()), Some(appeal_by));
	});
}

#[test]
fn adjudicate_in_full_is_final() {
	run(|| {
		let key = scene(4_000);
		assert_ok!(adjudicate(PAYER, key, 4_000, 0));
		assert_eq!(claim(key).final_at(Now::get()), Some(Now::get()));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 6_000));
	});
}

#[test]
fn adjudicate_of_everything_on_the_patient_can_be_appealed() {
	run(|| {
		let key = scene(4_000);
		assert_ok!(adjudicate(PAYER, key, 0, 4_000));
		assert_eq!((balance(CARE, PHARMACY), stored(key).reserved), (POOR, 4_000));
		assert_ok!(appeal(REGULATOR, key));
	});
}

#[test]
fn adjudicate_takes_from_a_copay_what_no_appeal_can_return() {
	run(|| {
		// Contested: under the contract the patient would bear nothing.
		let contested = scene(4_000);
		hold_copay(STRANGER, contested, 600);
		assert_ok!(adjudicate(PAYER, contested, 3_000, 1_000));
		assert_eq!(balance(CARE, PHARMACY), POOR + 3_000);
		assert_ok!(appeal(PHARMACY, contested));
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, contested, true));
		}
		assert_eq!(balance(CARE, PHARMACY), POOR + 4_000);
		assert_eq!(Escrow::copay(contested.rx).unwrap().1, 600);

		// Beyond the cap nothing was promised: the patient's share is settled.
		let settled = submitted(5_500);
		hold_copay(STRANGER, settled, 300);
		assert_ok!(adjudicate(PAYER, settled, 5_000, 500));
		assert_eq!(balance(CARE, PHARMACY), POOR + 9_300);
		assert_eq!(claim(settled).residual(), Some(200));
		assert_eq!(Escrow::copay(settled.rx).unwrap().1, 0);
	});
}

#[test]
fn adjudicate_that_does_not_balance_fails() {
	run(|| {
		let key = scene(4_000);
		let fails = |payer, patient, parts: &[_], error: Error<Test>| {
			assert_noop!(adjudicate_with(PAYER, key, payer, patient, parts), error);
		};
		let co = |amount| [(Group::CO, 45, amount)];
		fails(3_000, 600, &co(399), Error::Unbalanced);
		fails(3_000, 600, &co(401), Error::Unbalanced);
		fails(Balance::MAX, 600, &co(400), Error::Unbalanced);
		fails(3_000, 600, &[co(Balance::MAX)[0], co(1)[0]], Error::Unbalanced);
		for group in [Group::PR, Group::CR] {
			fails(3_000, 600, &[(group, 45, 400)], Error::Unbalanced);
		}
		for carc in [16, 29, 1] {
			fails(3_000, 600, &[(Group::CO, carc, 400)], Error::CarcNotAdmitted);
		}
		assert_ok!(adjudicate_with(PAYER, key, 3_000, 600, &co(400)));
	});
}

#[test]
fn adjudicate_above_the_promise_fails() {
	run(|| {
		let key = scene(6_000);
		assert_noop!(adjudicate(PAYER, key, 5_001, 0), Error::<Test>::Exceeds);
		assert_ok!(adjudicate(PAYER, key, 5_000, 0));
	});
}

#[test]
fn adjudicate_may_not_give_less_than_a_cover() {
	run(|| {
		let key = covered_scene(4_000);
		assert_noop!(adjudicate(PAYER, key, SHARE - 1, 420), Error::<Test>::AuthorisationBinding);
		assert_noop!(adjudicate(PAYER, key, SHARE, 421), Error::<Test>::AuthorisationBinding);
		assert_noop!(adjudicate(PAYER, key, SHARE + 1, 420), Error::<Test>::Exceeds);
		// A patient may be asked for less.
		assert_ok!(adjudicate(PAYER, key, SHARE, 419));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::NothingContested);
	});
}

#[test]
fn adjudicate_until_the_claim_is_to_be_paid() {
	run(|| {
		let (first, second) = (scene(1_000), submitted(1_000));
		after(14 * DAY - 1);
		assert_ok!(adjudicate(PAYER, first, 1_000, 0));
		after(1);
		assert_noop!(adjudicate(PAYER, second, 1_000, 0), Error::<Test>::TooLate);
		hooks();
		assert_noop!(adjudicate(PAYER, second, 1_000, 0), Error::<Test>::TooLate);
	});
}

#[test]
fn adjudicate_is_for_the_payers_adjudicator_without_ties() {
	run(|| {
		let key = scene(1_000);
		let call = Call::adjudicate {
			licence: licence(PAYER),
			key,
			payer: 1_000,
			patient: 0,
			adjustments: Default::default(),
		};
		only_signed(call);
		for who in [PHARMACY, SECOND_PAYER, REGULATOR, STRANGER] {
			assert_noop!(adjudicate(who, key, 1_000, 0), Error::<Test>::NotAuthorized);
		}
		fault(PAYER, Some(LicenceFault::Expired));
		assert_noop!(adjudicate(PAYER, key, 1_000, 0), Error::<Test>::LicenceNotValid);
		fault(PAYER, None);
		let unknown = ClaimKey { dispense: 9, ..key };
		let nothing: &[_] = &[];
		assert_noop!(adjudicate_with(PAYER, unknown, 0, 0, nothing), Error::<Test>::NotFound);

		// The organisations belong together since.
		Related::mutate(|group| group.insert(3));
		assert_noop!(adjudicate(PAYER, key, 1_000, 0), Error::<Test>::ConflictOfInterest);
		Related::mutate(|group| group.remove(&3));
		assert_ok!(notice(PAYER, key, 1));
		assert_noop!(adjudicate(PAYER, key, 1_000, 0), Error::<Test>::NotSubmitted);
	});
}

#[test]
fn adjudicate_of_a_dispense_that_may_not_be_paid_closes_the_claim() {
	run(|| {
		let key = scene(1_000);
		void(key.rx, key.dispense);
		assert_ok!(adjudicate(PAYER, key, 1_000, 0));
		assert_eq!(stage(key), Stage::Closed { why: Why::NotPayable, at: Now::get() });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn adjudicate_out_of_an_empty_pool_waits_in_line() {
	run(|| {
		contract();
		let (first, second) = (submitted(2_000), submitted(1_000));
		assert_ok!(adjudicate(PAYER, second, 1_000, 0));
		assert_eq!(waits_for(second), Some(Waits::Funds));
		assert_eq!(
			last_event(),
			Event::Payable {
				key: second,
				split: split(1_000, 0, 0, 0),
				owed: 0,
				waits: Waits::Funds
			}
		);
		// What is decided on the first in line is paid when it comes to it.
		fund(PAYER, CARE, 1_500);
		assert_eq!(waits_for(second), Some(Waits::Funds));
		assert_ok!(adjudicate(PAYER, first, 500, 0));
		turn_after(6_000);
		assert!(is_paid(first) && is_paid(second));
		assert_eq!((balance(CARE, PHARMACY), free(PAYER, CARE)), (POOR + 1_500, 0));
	});
}

#[test]
fn adjudicate_at_a_later_rank_leaves_what_earlier_payers_bore() {
	run(|| {
		let key = scene(4_000);
		assert_ok!(adjudicate(PAYER, key, 3_000, 600));
		fund(SECOND_PAYER, CARE, 10_000);
		contract_between(SECOND_PAYER, PHARMACY, terms());
		let next = at_rank(1, key);
		assert_ok!(submit(PHARMACY, next, SECOND_PAYER, 4_000));
		let prior = |amount| [(Group::OA, 45, amount)];
		assert_noop!(
			adjudicate_with(SECOND_PAYER, next, 601, 0, &prior(3_399)),
			Error::<Test>::Exceeds
		);
		assert_noop!(
			adjudicate_with(SECOND_PAYER, next, 500, 101, &prior(3_399)),
			Error::<Test>::Unbalanced
		);
		assert_ok!(adjudicate_with(SECOND_PAYER, next, 500, 100, &prior(3_400)));
		assert_eq!(balance(CARE, PHARMACY), POOR + 3_500);
	});
}
