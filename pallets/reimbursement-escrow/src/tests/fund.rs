use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceFault};

fn put(who: u64, asset: Asset, amount: Balance) -> DispatchResult {
	send(who, Call::fund { licence: licence(PAYER), asset, amount })
}

#[test]
fn fund_puts_money_on_hold_where_it_is() {
	run(|| {
		for asset in [NATIVE, CARE] {
			assert_ok!(put(PAYER, asset.clone(), 700));
			assert_ok!(put(PAYER, asset.clone(), 300));
			assert_eq!(
				(balance(asset.clone(), PAYER), pooled(asset.clone(), PAYER)),
				(RICH - 1_000, 1_000)
			);
			let pool = Pool { account: PAYER, free: 1_000, head: 0, tail: 0 };
			assert_eq!(Escrow::pool(licence(PAYER), asset.clone()), Some(pool));
			let payer = licence(PAYER);
			assert_eq!(last_event(), Event::Funded { payer, asset, amount: 300 });
		}
	});
}

#[test]
fn fund_of_a_new_key_adds_to_the_account_of_the_pool() {
	run(|| {
		assert_ok!(put(PAYER, CARE, 700));
		replace_key(PAYER, STRANGER);
		assert_noop!(put(PAYER, CARE, 1), Error::<Test>::NotAuthorized);
		// The least balance stays with whoever pays.
		assert_noop!(put(STRANGER, CARE, POOR - 4), TokenError::FundsUnavailable);
		assert_ok!(put(STRANGER, CARE, POOR - 5));
		assert_eq!((balance(CARE, STRANGER), pooled(CARE, STRANGER)), (5, 0));
		assert_eq!((balance(CARE, PAYER), pooled(CARE, PAYER)), (RICH - 700, 700 + POOR - 5));
		assert_eq!(Escrow::pool(licence(PAYER), CARE).unwrap().account, PAYER);
	});
}

#[test]
fn fund_of_a_new_key_begins_where_nothing_is_held() {
	run(|| {
		contract();
		let key = submitted(1_000);
		assert_eq!(Escrow::pool(licence(PAYER), CARE).unwrap().account, PAYER);
		replace_key(PAYER, STRANGER);
		assert_ok!(put(STRANGER, CARE, 900));
		assert_eq!(Escrow::pool(licence(PAYER), CARE).unwrap().account, STRANGER);
		assert_eq!((pooled(CARE, STRANGER), claim(key).queued), (900, true));
	});
}

#[test]
fn fund_leaves_the_least_balance_outside_the_hold() {
	run(|| {
		assert_noop!(put(PAYER, NATIVE, RICH - 9), TokenError::FundsUnavailable);
		assert_ok!(put(PAYER, NATIVE, RICH - 10));
		assert_noop!(put(PAYER, CARE, RICH - 4), TokenError::FundsUnavailable);
		assert_ok!(put(PAYER, CARE, RICH - 5));
	});
}

#[test]
fn fund_from_a_frozen_account_fails() {
	run(|| {
		freeze(PAYER);
		assert_noop!(put(PAYER, CARE, 1), TokenError::FundsUnavailable);
		thaw(PAYER);
		assert_ok!(put(PAYER, CARE, 1));
	});
}

#[test]
fn fund_of_nothing_or_of_a_foreign_asset_fails() {
	run(|| {
		assert_noop!(put(PAYER, CARE, 0), Error::<Test>::OutOfBounds);
		assert_noop!(put(PAYER, OTHER, 1), Error::<Test>::AssetNotAdmitted);
		assert_noop!(put(PAYER, UNKNOWN, 1), Error::<Test>::AssetNotAdmitted);
	});
}

#[test]
fn fund_without_the_payers_valid_licence_fails() {
	run(|| {
		for who in [ADJUDICATOR, SECOND_PAYER, PHARMACY, STRANGER] {
			assert_noop!(put(who, CARE, 1), Error::<Test>::NotAuthorized);
		}
		let (asset, amount) = (CARE, 1);
		let wrong_role = Call::fund { licence: licence(PHARMACY), asset, amount };
		assert_noop!(send(PHARMACY, wrong_role), Error::<Test>::NotAuthorized);
		fault(PAYER, Some(LicenceFault::Expired));
		assert_noop!(put(PAYER, CARE, 1), Error::<Test>::LicenceNotValid);
		only_signed(Call::fund { licence: licence(PAYER), asset: CARE, amount: 1 });
	});
}

#[test]
fn fund_beyond_any_balance_fails() {
	new_test_ext().execute_with(|| {
		let pool = Pool { account: PAYER, free: Balance::MAX, head: 0, tail: 0 };
		Pools::<Test>::insert(licence(PAYER), CARE, pool);
		assert_noop!(put(PAYER, CARE, 1), ArithmeticError::Overflow);
	});
}

#[test]
fn fund_serves_ten_who_wait_and_the_next_block_the_others() {
	run(|| {
		contract();
		let keys: Vec<_> = (0..12).map(|_| submitted(1_000)).collect();
		let missing = Event::Unfunded { key: keys[11], missing: 1_000 };
		assert_eq!(last_event(), missing);
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (0, 0));
		let waiting = || keys.iter().filter(|key| stored(**key).queued).count();
		// Not enough for the first: nobody overtakes it.
		assert_ok!(put(PAYER, CARE, 999));
		assert_eq!(waiting(), 12);
		assert_ok!(put(PAYER, CARE, 20_001));
		assert_eq!(waiting(), 2);
		assert!(keys[..10].iter().all(|key| stored(*key).reserved == 1_000));
		assert_eq!(last_event(), Event::Reserved { key: keys[9], amount: 1_000 });
		turn_after(1_000);
		assert_eq!(waiting(), 0);
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (9_000, 21_000));
	});
}

#[test]
fn fund_pays_what_is_owed_with_interest_for_whole_days() {
	run(|| {
		contract();
		let rx = item();
		let key = key(rx, dispense(rx, 30));
		assert_ok!(submits(key, 5_000));
		turn_after(14 * DAY);
		assert!(matches!(stage(key), Stage::Payable { waits: Waits::Funds, .. }));
		at(Now::get() + 73 * DAY + DAY / 2);
		// 5,000 at 6 % for a fifth of a year.
		assert_ok!(put(PAYER, CARE, 5_059));
		assert!(matches!(stage(key), Stage::Payable { .. }));
		assert_ok!(put(PAYER, CARE, 1));
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.split.payer, payment.interest), (5_000, 60));
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR + 5_060, 0));
	});
}
