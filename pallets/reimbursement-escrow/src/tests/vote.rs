use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

#[test]
fn vote_of_two_overturns_a_denial() {
	run(|| {
		let key = appealed(3_000);
		assert_ok!(vote(FIRST_PANEL[0], key, true));
		let by = licence(FIRST_PANEL[0]);
		assert_eq!(last_event(), Event::Voted { key, by, overturn: true });
		// One against changes nothing.
		assert_ok!(vote(FIRST_PANEL[1], key, false));
		assert!(matches!(stage(key), Stage::Appealed { level: 1, .. }));
		assert_ok!(vote(FIRST_PANEL[2], key, true));
		let told = events();
		assert!(told.contains(&Event::Decided { key, level: 1, overturned: true }));
		let Stage::Paid { payment, level: 1, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.split, payment.cause), (split(3_000, 0, 0, 0), Cause::Appeal));
		assert_eq!((payment.adjudicator, payment.interest), (None, 0));
		assert_eq!((balance(CARE, PHARMACY), free(PAYER, CARE)), (POOR + 3_000, 7_000));
		assert_noop!(vote(FIRST_PANEL[3], key, true), Error::<Test>::NotAppealed);
	});
}

#[test]
fn vote_of_two_corrects_a_cut() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(adjudicate(ADJUDICATOR, key, 1_000, 500));
		assert_ok!(appeal(PHARMACY, key));
		after(24 * DAY);
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, true));
		}
		// Ten days after the claim was to be paid: 2,000 x 0.06 x 10 / 365.
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.split, payment.interest), (split(3_000, 0, 0, 0), 3));
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR + 3_003, 6_997));
		assert_eq!((stored(key).reserved, free(PAYER, CARE)), (0, 6_997));
		assert_noop!(appeal(PHARMACY, key), Error::<Test>::NothingContested);
	});
}

#[test]
fn vote_of_three_decides_on_the_second_level() {
	run(|| {
		let key = appealed(3_000);
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, false));
		}
		let heard: Vec<_> = stored(key).heard.into_inner();
		assert_eq!(heard, panel(&FIRST_PANEL[..2]));
		assert_ok!(appeal(PHARMACY, key));
		for (who, overturn) in SECOND_PANEL.into_iter().zip([true, false, true, false]) {
			assert_ok!(vote(who, key, overturn));
		}
		assert!(matches!(stage(key), Stage::Appealed { level: 2, .. }));
		assert_ok!(vote(SECOND_PANEL[4], key, true));
		assert!(matches!(stage(key), Stage::Paid { level: 2, .. }));
	});
}

#[test]
fn vote_of_three_upholds_for_good() {
	run(|| {
		let key = appealed(3_000);
		after(30 * DAY);
		// The first panel was silent.
		for who in &SECOND_PANEL[..3] {
			assert_ok!(vote(*who, key, false));
		}
		assert_eq!(stage(key), Stage::Closed { why: Why::Denied, at: Now::get() });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (10_000, POOR));
	});
}

#[test]
fn vote_until_the_deadline_of_the_level() {
	run(|| {
		let key = appealed(3_000);
		after(30 * DAY - 1);
		assert_ok!(vote(FIRST_PANEL[0], key, true));
		after(1);
		assert_noop!(vote(FIRST_PANEL[1], key, true), Error::<Test>::NotAuthorized);
		assert_ok!(vote(SECOND_PANEL[0], key, true));
		// Whoever voted on the first level and moved to the second has no second vote.
		let moved = panel(&[FIRST_PANEL[0], SECOND_PANEL[1]]);
		Panels::<Test>::insert(1, BoundedVec::truncate_from(panel(&FIRST_PANEL[1..])));
		Panels::<Test>::insert(2, BoundedVec::truncate_from(moved));
		assert_noop!(vote(FIRST_PANEL[0], key, true), Error::<Test>::AlreadyVoted);
		after(30 * DAY);
		assert_noop!(vote(SECOND_PANEL[1], key, true), Error::<Test>::NotAppealed);
	});
}

#[test]
fn vote_is_for_valid_members_once() {
	run(|| {
		let key = appealed(3_000);
		only_signed(Call::vote { licence: licence(FIRST_PANEL[0]), key, overturn: true });
		for who in [PHARMACY, PAYER, REGULATOR, DOCTOR, STRANGER, SECOND_PANEL[0]] {
			assert_noop!(vote(who, key, true), Error::<Test>::NotAuthorized);
		}
		let unknown = ClaimKey { dispense: 9, ..key };
		assert_noop!(vote(FIRST_PANEL[0], unknown, true), Error::<Test>::NotFound);
		fault(FIRST_PANEL[0], Some(LicenceFault::Expired));
		assert_noop!(vote(FIRST_PANEL[0], key, true), Error::<Test>::LicenceNotValid);
		fault(FIRST_PANEL[0], None);
		assert_ok!(vote(FIRST_PANEL[0], key, true));
		assert_noop!(vote(FIRST_PANEL[0], key, false), Error::<Test>::AlreadyVoted);
		let rules = RulesInForce::<Test>::take();
		assert_noop!(vote(FIRST_PANEL[1], key, true), Error::<Test>::NoRules);
		RulesInForce::<Test>::set(rules);
		let open = submitted(1);
		assert_noop!(vote(FIRST_PANEL[1], open, true), Error::<Test>::NotAppealed);
	});
}

#[test]
fn vote_of_whoever_has_ties_fails() {
	run(|| {
		// The last member is of the payer's group.
		let key = appealed(3_000);
		assert_noop!(vote(FIRST_PANEL[3], key, true), Error::<Test>::ConflictOfInterest);
		// Of the provider's.
		Related::set([3, licence(FIRST_PANEL[0])].into());
		assert_noop!(vote(FIRST_PANEL[0], key, true), Error::<Test>::ConflictOfInterest);
		// Of the appellant's, a regulator for a patient.
		let other = submitted(1_000);
		assert_ok!(deny(ADJUDICATOR, other, 16));
		assert_ok!(appeal(REGULATOR, other));
		Related::set([6, licence(FIRST_PANEL[0])].into());
		assert_noop!(vote(FIRST_PANEL[0], other, true), Error::<Test>::ConflictOfInterest);
		assert_ok!(vote(FIRST_PANEL[0], key, true));
		// Of the adjudicator's, who has left the payer since.
		change(ADJUDICATOR, |entry| entry.organisation = 99);
		Related::set([99, licence(FIRST_PANEL[1])].into());
		assert_noop!(vote(FIRST_PANEL[1], key, true), Error::<Test>::ConflictOfInterest);
		assert_ok!(vote(FIRST_PANEL[2], key, true));
	});
}

#[test]
fn vote_that_overturns_waits_for_funds_like_any_claim() {
	run(|| {
		contract();
		let key = submitted(3_000);
		assert_ok!(deny(PAYER, key, 16));
		assert_ok!(appeal(PHARMACY, key));
		for who in &FIRST_PANEL[..2] {
			assert_ok!(vote(*who, key, true));
		}
		assert_eq!(waits_for(key), Some(Waits::Funds));
		fund(PAYER, CARE, 3_000);
		assert!(is_paid(key));
	});
}

#[test]
fn vote_on_a_dispense_that_may_not_be_paid_leaves_what_was_paid() {
	run(|| {
		let key = scene(3_000);
		assert_ok!(adjudicate(ADJUDICATOR, key, 1_000, 0));
		let denial = submitted(1_000);
		assert_ok!(deny(ADJUDICATOR, denial, 16));
		for key in [key, denial] {
			assert_ok!(appeal(PHARMACY, key));
			void(key.rx, key.dispense);
			for who in &FIRST_PANEL[..2] {
				assert_ok!(vote(*who, key, true));
			}
		}
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!(payment.split.payer, 1_000);
		assert_eq!(stage(denial), Stage::Closed { why: Why::NotPayable, at: Now::get() });
		assert_eq!((free(PAYER, CARE), balance(CARE, PHARMACY)), (9_000, POOR + 1_000));
	});
}
