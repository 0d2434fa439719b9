use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn offer(terms: Terms<Asset>) {
	let (licence, provider) = (licence(PAYER), licence(PHARMACY));
	assert_ok!(send(PAYER, Call::offer_contract { licence, provider, terms }));
}

fn acceptance(terms: &Terms<Asset>) -> Call<Test> {
	let (licence, payer, hash) = (licence(PHARMACY), licence(PAYER), hash(terms));
	Call::accept_contract { licence, payer, hash }
}

fn accept(terms: &Terms<Asset>) -> DispatchResult {
	send(PHARMACY, acceptance(terms))
}

fn row() -> ContractOf<Test> {
	Contracts::<Test>::get(licence(PAYER), licence(PHARMACY)).unwrap()
}

#[test]
fn accept_contract_puts_it_in_force_from_now() {
	run(|| {
		let terms = terms();
		offer(terms.clone());
		let rx = item();
		let before = key(rx, dispense(rx, 30));
		after(1);
		assert_ok!(accept(&terms));
		let row = row();
		assert_eq!((row.since, &row.terms, row.offer), (Some(START + 1), &terms, None));
		let (payer, provider) = (licence(PAYER), licence(PHARMACY));
		let hash = hash(&terms);
		assert_eq!(last_event(), Event::ContractAccepted { payer, provider, hash });
		assert_noop!(submits(before, 1_000), Error::<Test>::NoContract);
		let now = key(rx, dispense(rx, 30));
		assert_ok!(submits(now, 1_000));
	});
}

#[test]
fn accept_contract_of_a_change_binds_later_submissions() {
	run(|| {
		contract();
		let rx = item();
		let keys = [0, 1].map(|_| key(rx, dispense(rx, 30)));
		assert_ok!(submits(keys[0], 6_000));
		after(DAY);
		let changed = Terms { silent_cap: 5_500, pay: 20 * DAY, ..terms() };
		offer(changed.clone());
		assert_ok!(accept(&changed));
		assert_eq!(row().since, Some(START));
		assert_ok!(submits(keys[1], 6_000));
		let told = keys.map(|key| (claim(key).promise.allowed, claim(key).pay_by));
		assert_eq!(told, [(5_000, START + 14 * DAY), (5_500, START + 21 * DAY)]);
	});
}

#[test]
fn accept_contract_after_the_former_is_over_begins_a_new_one() {
	run(|| {
		let first = Terms { until: START + DAY, ..terms() };
		contract_between(PAYER, PHARMACY, first.clone());
		for (now, since) in [(START + DAY - 1, START), (START + 2 * DAY, START + 2 * DAY)] {
			at(now);
			let next = Terms { until: START + 2 * DAY, ..first.clone() };
			let next = if since == START { next } else { terms() };
			offer(next.clone());
			assert_ok!(accept(&next));
			assert_eq!(row().since, Some(since));
		}
	});
}

#[test]
fn accept_contract_of_terms_not_seen_fails() {
	run(|| {
		let terms = terms();
		offer(terms.clone());
		let other = Terms { silent_cap: terms.silent_cap + 1, ..terms.clone() };
		assert_noop!(accept(&other), Error::<Test>::Mismatch);
		// The payer changed its offer meanwhile.
		offer(other.clone());
		assert_noop!(accept(&terms), Error::<Test>::Mismatch);
		assert_ok!(accept(&other));
	});
}

#[test]
fn accept_contract_without_an_offer_fails() {
	run(|| {
		assert_noop!(accept(&terms()), Error::<Test>::NotFound);
		contract();
		assert_noop!(accept(&terms()), Error::<Test>::NotFound);
	});
}

#[test]
fn accept_contract_at_its_end_is_too_late() {
	run(|| {
		let terms = Terms { until: START + DAY, ..terms() };
		offer(terms.clone());
		at(START + DAY);
		assert_noop!(accept(&terms), Error::<Test>::TooLate);
		let terms = Terms { until: START + 2 * DAY, ..terms };
		offer(terms.clone());
		at(START + 2 * DAY - 1);
		assert_ok!(accept(&terms));
	});
}

#[test]
fn accept_contract_by_anybody_else_fails() {
	run(|| {
		let terms = terms();
		offer(terms.clone());
		for who in [PAYER, BRANCH, RIVAL, STRANGER] {
			assert_noop!(send(who, acceptance(&terms)), Error::<Test>::NotAuthorized);
		}
		let (payer, hash) = (licence(PAYER), hash(&terms));
		let own = Call::accept_contract { licence: licence(BRANCH), payer, hash };
		assert_noop!(send(BRANCH, own), Error::<Test>::NotFound);
		fault(PHARMACY, Some(LicenceFault::Expired));
		assert_noop!(accept(&terms), Error::<Test>::LicenceNotValid);
		only_signed(acceptance(&terms));
	});
}
