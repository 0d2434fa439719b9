use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::LicenceFault;

fn choice(account: Option<u64>) -> Call<Test> {
	Call::set_payee { licence: licence(PHARMACY), account }
}

fn choose(account: Option<u64>) {
	assert_ok!(send(PHARMACY, choice(account)));
	let event = Event::PayeeSet { provider: licence(PHARMACY), account };
	assert_eq!(last_event(), event);
}

#[test]
fn set_payee_chooses_who_is_paid() {
	run(|| {
		let rx = preauthorised();
		assert_eq!(Escrow::payee(licence(PHARMACY)), Some(PHARMACY));
		choose(Some(NEWCOMER));
		assert_eq!(Escrow::payee(licence(PHARMACY)), Some(NEWCOMER));
		dispense(rx, 30);
		assert_eq!((balance(CARE, NEWCOMER), balance(CARE, PHARMACY)), (SHARE, POOR));
		choose(None);
		assert_eq!(Escrow::payee(licence(PHARMACY)), Some(PHARMACY));
		assert_eq!(Payees::<Test>::iter().count(), 0);
	});
}

#[test]
fn set_payee_may_be_the_payer_itself() {
	run(|| {
		let rx = preauthorised();
		choose(Some(PAYER));
		let before = balance(CARE, PAYER);
		let key = key(rx, dispense(rx, 30));
		assert!(matches!(stage(key), Stage::Paid { .. }));
		assert_eq!(balance(CARE, PAYER), before + SHARE);
		assert_eq!(pooled(CARE, PAYER), 10_000 - SHARE);
	});
}

#[test]
fn set_payee_to_an_account_that_does_not_exist_fails() {
	run(|| {
		assert_noop!(send(PHARMACY, choice(Some(NOBODY))), Error::<Test>::NoSuchAccount);
	});
}

#[test]
fn set_payee_ends_with_the_key_that_chose() {
	run(|| {
		choose(Some(NEWCOMER));
		replace_key(PHARMACY, STRANGER);
		assert_eq!(Escrow::payee(licence(PHARMACY)), Some(STRANGER));
		replace_key(PHARMACY, PHARMACY);
		assert_eq!(Escrow::payee(licence(PHARMACY)), Some(NEWCOMER));
	});
}

#[test]
fn set_payee_keeps_the_count_of_debts() {
	run(|| {
		let rx = preauthorised();
		let key = key(rx, dispense(rx, 30));
		let call = Call::order_reversal { licence: licence(REGULATOR), key, amount: 1 };
		assert_ok!(send(REGULATOR, call));
		choose(Some(NEWCOMER));
		choose(None);
		let payee = Payee { chosen: None, debts: 1 };
		assert_eq!(Payees::<Test>::get(licence(PHARMACY)), Some(payee));
	});
}

#[test]
fn set_payee_without_the_providers_valid_licence_fails() {
	run(|| {
		for who in [PAYER, BRANCH, RIVAL, STRANGER] {
			assert_noop!(send(who, choice(None)), Error::<Test>::NotAuthorized);
		}
		let payer = Call::set_payee { licence: licence(PAYER), account: None };
		assert_noop!(send(PAYER, payer), Error::<Test>::NotAuthorized);
		fault(PHARMACY, Some(LicenceFault::Suspended));
		assert_noop!(send(PHARMACY, choice(None)), Error::<Test>::LicenceNotValid);
		only_signed(choice(None));
	});
}
