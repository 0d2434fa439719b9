use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn poke_does_what_the_hook_would_do_once() {
	run(|| {
		let key = scene(1_000);
		only_signed(Call::poke { key: DueKey::Claim(key) });
		after(14 * DAY - 1);
		assert_noop!(poke(key), Error::<Test>::NothingDue);
		after(1);
		assert_ok!(poke(key));
		assert!(is_paid(key));
		assert_eq!(balance(CARE, PHARMACY), POOR + 1_000);
		assert_noop!(poke(key), Error::<Test>::NothingDue);
		// The hook finds nothing either.
		hooks();
		assert_eq!(balance(CARE, PHARMACY), POOR + 1_000);
	});
}

#[test]
fn poke_of_what_does_not_exist_fails() {
	run(|| {
		let rx = item();
		let keys = [
			DueKey::Claim(key(rx, 0)),
			DueKey::Cover(rx, 0),
			DueKey::Copay(rx),
			DueKey::Contract(1, 2),
			DueKey::Tariff(1, 2),
		];
		for key in keys {
			assert_noop!(poke_at(key), Error::<Test>::NotFound);
		}
		let queue = DueKey::Queue(licence(PAYER), CARE);
		assert_noop!(poke_at(queue), Error::<Test>::NothingDue);
	});
}

#[test]
fn poke_of_rows_at_their_end() {
	run(|| {
		contract();
		let rx = preauthorised();
		let until = Now::get() + 30 * DAY;
		let payer = licence(PAYER);
		assert_ok!(send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 100, until }));
		let (from, rule) = (Now::get(), price());
		assert_ok!(send(PAYER, Call::set_tariff { licence: payer, number: 7, rule, from, until }));
		let rows = [DueKey::Cover(rx, 0), DueKey::Copay(rx), DueKey::Tariff(payer, 7)];
		at(until + AFTERLIFE - 1);
		for row in &rows {
			assert_noop!(poke_at(row.clone()), Error::<Test>::NothingDue);
		}
		after(1);
		for row in &rows {
			assert_ok!(poke_at(row.clone()));
			assert_noop!(poke_at(row.clone()), Error::<Test>::NotFound);
		}
		assert_eq!((free(PAYER, CARE), balance(CARE, STRANGER)), (10_000, POOR));
		let contract = DueKey::Contract(payer, licence(PHARMACY));
		// Its entry stands where the offer ended, and moves when it fires.
		turn(START + 365 * DAY);
		at(START + (365 + 90) * DAY - 1);
		assert_noop!(poke_at(contract.clone()), Error::<Test>::NothingDue);
		after(1);
		assert_ok!(poke_at(contract));
		assert_eq!((deposited(PAYER), deposited(STRANGER)), (0, 0));
		assert_eq!(Due::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn poke_pays_where_the_payee_can_receive_again() {
	run(|| {
		let key = scene(1_000);
		let pay_by = stored(key).pay_by;
		block(PHARMACY);
		turn(pay_by);
		assert_eq!(waits_for(key), Some(Waits::Payee(pay_by)));
		assert_eq!(stored(key).reserved, 1_000);
		turn_after(100 * DAY);
		assert_noop!(poke(key), Error::<Test>::NoSuchAccount);
		thaw(PHARMACY);
		assert_ok!(poke(key));
		// That the payee could not receive costs the payer nothing.
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.interest, balance(CARE, PHARMACY)), (0, POOR + 1_000));
	});
}

#[test]
fn poke_pays_to_another_account() {
	run(|| {
		let key = scene(1_000);
		block(PHARMACY);
		turn_after(14 * DAY);
		let chosen = Call::set_payee { licence: licence(PHARMACY), account: Some(NEWCOMER) };
		assert_ok!(send(PHARMACY, chosen));
		assert_ok!(poke(key));
		assert_eq!((balance(CARE, NEWCOMER), balance(CARE, PHARMACY)), (1_000, POOR));
	});
}

#[test]
fn poke_of_one_that_waits_for_funds_serves_in_turn() {
	run(|| {
		contract();
		let (first, second) = (submitted(2_000), submitted(1_000));
		turn_after(14 * DAY);
		assert_eq!((waits_for(first), waits_for(second)), (Some(Waits::Funds), Some(Waits::Funds)));
		assert_noop!(poke(second), Error::<Test>::PoolShort);
		assert_noop!(poke_at(DueKey::Queue(licence(PAYER), CARE)), Error::<Test>::NothingDue);
		fund(PAYER, CARE, 1_500);
		assert_noop!(poke(second), Error::<Test>::PoolShort);
		fund(PAYER, CARE, 1_500);
		assert!(is_paid(first) && is_paid(second));
		assert_noop!(poke(second), Error::<Test>::NothingDue);
	});
}

#[test]
fn poke_of_one_behind_others_moves_the_queue() {
	run(|| {
		contract();
		let (first, second) = (submitted(2_000), submitted(1_000));
		after(14 * DAY);
		assert_ok!(poke(second));
		assert_eq!(waits_for(second), Some(Waits::Funds));
		fund(PAYER, CARE, 1_000);
		// The first one goes, by its own side; the next poke need not wait for a hook.
		assert_ok!(withdraw_dispense(first.rx, first.dispense));
		assert_ok!(poke(second));
		assert!(is_paid(second));
	});
}
