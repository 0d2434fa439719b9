use super::{mock::*, setup::*};
use crate::*;
use codec::MaxEncodedLen;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

const ROW: fn() -> Balance = || ContractOf::<Test>::max_encoded_len() as Balance;

fn offer_to(provider: u64, change: impl FnOnce(&mut Terms<Asset>)) -> Call<Test> {
	let mut terms = terms();
	change(&mut terms);
	Call::offer_contract { licence: licence(PAYER), provider: licence(provider), terms }
}

fn offer(change: impl FnOnce(&mut Terms<Asset>)) -> DispatchResult {
	send(PAYER, offer_to(PHARMACY, change))
}

fn row() -> ContractOf<Test> {
	Contracts::<Test>::get(licence(PAYER), licence(PHARMACY)).unwrap()
}

#[test]
fn offer_contract_binds_nobody_yet() {
	run(|| {
		assert_ok!(offer(|_| ()));
		let row = row();
		assert_eq!((row.since, row.offer, row.due), (None, Some(terms()), terms().until));
		assert_eq!(deposited(PAYER), ROW());
		let (payer, provider) = (licence(PAYER), licence(PHARMACY));
		let hash = hash(&terms());
		assert_eq!(last_event(), Event::ContractOffered { payer, provider, hash });
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		assert_noop!(submits(key, 1_000), Error::<Test>::NoContract);
	});
}

#[test]
fn offer_contract_of_a_change_leaves_what_is_in_force() {
	run(|| {
		contract();
		assert_ok!(offer(|terms| terms.silent_cap = 1));
		assert_ok!(offer(|terms| terms.silent_cap = 2));
		let row = row();
		assert_eq!((row.since, row.terms.silent_cap), (Some(START), 5_000));
		assert_eq!(row.offer.unwrap().silent_cap, 2);
		assert_eq!(deposited(PAYER), ROW());
	});
}

#[test]
fn offer_contract_that_nobody_accepts_goes_and_its_deposit_comes_back() {
	run(|| {
		assert_ok!(offer(|terms| terms.until = START + DAY));
		turn(START + DAY - 1);
		assert_eq!(row().since, None);
		turn(START + DAY);
		assert_eq!(Escrow::contract(licence(PAYER), licence(PHARMACY)), None);
		assert_eq!(deposited(PAYER), 0);
	});
}

#[test]
fn offer_contract_outside_the_rules_fails() {
	run(|| {
		let rules = rules();
		let fails = |change: fn(&mut Terms<Asset>)| {
			assert_noop!(offer(change), Error::<Test>::OutOfBounds);
		};
		fails(|terms| terms.notice = 999);
		fails(|terms| (terms.notice, terms.pay) = (14 * DAY + 1, 30 * DAY));
		fails(|terms| (terms.notice, terms.pay) = (1_000, 1_999));
		fails(|terms| terms.pay = 30 * DAY + 1);
		fails(|terms| terms.filing = 59_999);
		fails(|terms| terms.filing = 390 * DAY + 1);
		fails(|terms| terms.pay = terms.notice);
		fails(|terms| terms.interest_ppm = 100_001);
		fails(|terms| terms.until = START);
		fails(|terms| terms.until = START + MAX_TERM + 1);
		assert_ok!(offer(|terms| {
			(terms.notice, terms.pay) = (rules.notice.least, rules.pay.least);
			(terms.filing, terms.until) = (rules.filing.least, START + 1);
		}));
		assert_ok!(offer(|terms| {
			(terms.notice, terms.pay) = (rules.notice.most, rules.pay.most);
			(terms.filing, terms.interest_ppm) = (rules.filing.most, rules.interest_ppm);
			(terms.silent_cap, terms.until) = (Balance::MAX, START + MAX_TERM);
		}));
		assert_ok!(offer(|terms| terms.pay = terms.notice + 1));
	});
}

#[test]
fn offer_contract_in_an_asset_not_admitted_or_without_rules_fails() {
	run(|| {
		assert_noop!(offer(|terms| terms.asset = OTHER), Error::<Test>::AssetNotAdmitted);
		RulesInForce::<Test>::kill();
		assert_noop!(offer(|_| ()), Error::<Test>::NoRules);
	});
}

#[test]
fn offer_contract_within_a_group_fails() {
	run(|| {
		assert_noop!(send(PAYER, offer_to(SISTER, |_| ())), Error::<Test>::ConflictOfInterest);
		change(PHARMACY, |entry| entry.organisation = 1);
		assert_noop!(offer(|_| ()), Error::<Test>::ConflictOfInterest);
	});
}

#[test]
fn offer_contract_needs_two_valid_licences() {
	run(|| {
		for who in [ADJUDICATOR, PHARMACY, STRANGER] {
			let call = offer_to(PHARMACY, |_| ());
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		for provider in [SECOND_PAYER, DOCTOR, STRANGER] {
			let call = offer_to(provider, |_| ());
			assert_noop!(send(PAYER, call), Error::<Test>::NotAuthorized);
		}
		for who in [PAYER, PHARMACY] {
			fault(who, Some(LicenceFault::Suspended));
			assert_noop!(offer(|_| ()), Error::<Test>::LicenceNotValid);
			fault(who, None);
		}
		only_signed(offer_to(PHARMACY, |_| ()));
	});
}

#[test]
fn offer_contract_without_its_deposit_fails() {
	run(|| {
		fund(PAYER, NATIVE, RICH - 10 - ROW() + 1);
		assert_noop!(offer(|_| ()), TokenError::FundsUnavailable);
		let (licence, asset, amount) = (licence(PAYER), NATIVE, 1);
		assert_ok!(send(PAYER, Call::withdraw { licence, asset, amount }));
		assert_ok!(offer(|_| ()));
	});
}
