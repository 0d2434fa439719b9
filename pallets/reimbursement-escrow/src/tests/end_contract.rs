use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn ending(who: u64, other: u64) -> Call<Test> {
	Call::end_contract { licence: licence(who), other: licence(other) }
}

fn until() -> Moment {
	Escrow::contract(licence(PAYER), licence(PHARMACY)).unwrap().terms.until
}

#[test]
fn end_contract_by_either_side_ends_it_after_notice() {
	for (who, other) in [(PAYER, PHARMACY), (PHARMACY, PAYER)] {
		run(|| {
			contract();
			after(DAY);
			assert_ok!(send(who, ending(who, other)));
			let until = START + 31 * DAY;
			let (payer, provider) = (licence(PAYER), licence(PHARMACY));
			assert_eq!(last_event(), Event::ContractEnded { payer, provider, until });
			// Giving notice again prolongs nothing.
			after(DAY);
			assert_ok!(send(other, ending(other, who)));
			assert_eq!(self::until(), until);
		});
	}
}

#[test]
fn end_contract_near_its_end_changes_nothing() {
	run(|| {
		contract();
		let end = until();
		at(end - 30 * DAY);
		assert_ok!(send(PAYER, ending(PAYER, PHARMACY)));
		assert_eq!(until(), end);
	});
}

#[test]
fn end_contract_leaves_claims_on_dispenses_before_the_end() {
	run(|| {
		contract();
		assert_ok!(send(PAYER, ending(PAYER, PHARMACY)));
		let rx = item();
		turn(until() - 1);
		let last = key(rx, dispense(rx, 30));
		turn(until());
		let late = key(rx, dispense(rx, 30));
		assert_noop!(submits(late, 1_000), Error::<Test>::NoContract);
		// The row stays for the filing limit of the last dispense.
		turn(until() - 2 + 90 * DAY);
		assert_ok!(submits(last, 1_000));
		turn_after(2);
		assert_eq!(Escrow::contract(licence(PAYER), licence(PHARMACY)), None);
		assert_eq!(deposited(PAYER), 0);
	});
}

#[test]
fn end_contract_of_an_offer_takes_it_back() {
	run(|| {
		let (licence, provider, terms) = (licence(PAYER), licence(PHARMACY), terms());
		assert_ok!(send(PAYER, Call::offer_contract { licence, provider, terms: terms.clone() }));
		assert_ok!(send(PAYER, ending(PAYER, PHARMACY)));
		let (payer, licence, hash) = (licence, provider, hash(&terms));
		let accept = Call::accept_contract { licence, payer, hash };
		assert_noop!(send(PHARMACY, accept), Error::<Test>::NotFound);
		turn_after(1);
		assert_eq!(Escrow::contract(payer, provider), None);
		assert_eq!(deposited(PAYER), 0);
	});
}

#[test]
fn end_contract_with_nobody_or_without_rules_fails() {
	run(|| {
		assert_noop!(send(PAYER, ending(PAYER, PHARMACY)), Error::<Test>::NotFound);
		contract();
		// Not theirs.
		assert_noop!(send(RIVAL, ending(RIVAL, PAYER)), Error::<Test>::NotFound);
		assert_noop!(send(ADJUDICATOR, ending(ADJUDICATOR, PHARMACY)), Error::<Test>::NotFound);
		RulesInForce::<Test>::kill();
		assert_noop!(send(PAYER, ending(PAYER, PHARMACY)), Error::<Test>::NoRules);
	});
}

#[test]
fn end_contract_needs_the_holder_and_no_valid_licence() {
	run(|| {
		contract();
		for who in [ADJUDICATOR, BRANCH, STRANGER] {
			assert_noop!(send(who, ending(PAYER, PHARMACY)), Error::<Test>::NotAuthorized);
			assert_noop!(send(who, ending(PHARMACY, PAYER)), Error::<Test>::NotAuthorized);
		}
		fault(PHARMACY, Some(LicenceFault::Ended));
		assert_ok!(send(PHARMACY, ending(PHARMACY, PAYER)));
		only_signed(ending(PAYER, PHARMACY));
	});
}
