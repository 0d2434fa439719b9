use super::{mock::*, setup::*};
use crate::*;
use codec::MaxEncodedLen;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, RxId};

const ROW: fn() -> Balance = || CopayOf::<Test>::max_encoded_len() as Balance;

fn hold(rx: RxId, asset: Asset, amount: Balance) -> DispatchResult {
	send(STRANGER, Call::hold_copay { rx, asset, amount, until: Now::get() + DAY })
}

fn held(asset: Asset) -> Balance {
	on_hold(asset, HoldReason::Copay, STRANGER)
}

#[test]
fn hold_copay_sets_money_aside_until_a_week_after_its_end() {
	run(|| {
		let rx = item();
		assert_ok!(hold(rx, CARE, 500));
		let until = START + DAY;
		assert_eq!(Escrow::copay(rx), Some((CARE, 500, until)));
		let event = Event::CopayHeld { rx, asset: CARE, amount: 500, until };
		assert_eq!(last_event(), event);
		assert_eq!((held(CARE), balance(CARE, STRANGER)), (500, POOR - 500));
		assert_eq!(deposited(STRANGER), ROW());

		turn(until + AFTERLIFE - 1);
		assert_eq!(held(CARE), 500);
		turn(until + AFTERLIFE);
		assert_eq!(Escrow::copay(rx), None);
		assert_eq!(last_event(), Event::CopayReleased { rx, amount: 500 });
		assert_eq!((held(CARE), balance(CARE, STRANGER), deposited(STRANGER)), (0, POOR, 0));
	});
}

#[test]
fn hold_copay_is_one_for_each_item() {
	run(|| {
		let rx = item();
		assert_ok!(hold(rx, CARE, 500));
		assert_noop!(hold(rx, NATIVE, 500), Error::<Test>::AlreadyExists);
		assert_ok!(hold(item(), NATIVE, 500));
	});
}

#[test]
fn hold_copay_outside_the_bounds_fails() {
	run(|| {
		let rx = item();
		let gone = item();
		prune(gone);
		assert_noop!(hold(gone, CARE, 1), Error::<Test>::NotFound);
		assert_noop!(hold(rx, CARE, 0), Error::<Test>::OutOfBounds);
		assert_noop!(hold(rx, OTHER, 1), Error::<Test>::AssetNotAdmitted);
		let until = |until| send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 1, until });
		assert_noop!(until(START), Error::<Test>::InvalidPeriod);
		assert_noop!(until(START + 366 * DAY + 1), Error::<Test>::InvalidPeriod);
		assert_ok!(until(START + 366 * DAY));
		RulesInForce::<Test>::kill();
		assert_noop!(hold(item(), CARE, 1), Error::<Test>::NoRules);
	});
}

#[test]
fn hold_copay_leaves_the_least_balance() {
	run(|| {
		assert_noop!(hold(item(), CARE, POOR - 4), TokenError::FundsUnavailable);
		assert_ok!(hold(item(), CARE, POOR - 5));
		let most = RICH - 10 - 2 * ROW();
		assert_noop!(hold(item(), NATIVE, most + 1), TokenError::FundsUnavailable);
		assert_ok!(hold(item(), NATIVE, most));
		// Nothing is left for the row.
		assert_noop!(hold(item(), CARE, 1), TokenError::FundsUnavailable);
	});
}

#[test]
fn hold_copay_is_open_to_every_signed_account() {
	run(|| {
		let (asset, amount, until) = (NATIVE, 1, START + DAY);
		for who in [PAYER, PHARMACY, NEWCOMER] {
			let call = Call::hold_copay { rx: item(), asset: asset.clone(), amount, until };
			assert_ok!(send(who, call));
		}
		only_signed(Call::hold_copay { rx: item(), asset, amount, until });
	});
}
