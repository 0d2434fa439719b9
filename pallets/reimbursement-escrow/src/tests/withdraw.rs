use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::LicenceFault;

fn take(who: u64, asset: Asset, amount: Balance) -> DispatchResult {
	send(who, Call::withdraw { licence: licence(PAYER), asset, amount })
}

#[test]
fn withdraw_gives_free_funds_back() {
	run(|| {
		for asset in [NATIVE, CARE] {
			fund(PAYER, asset.clone(), 1_000);
			assert_ok!(take(PAYER, asset.clone(), 400));
			assert_eq!(
				(balance(asset.clone(), PAYER), pooled(asset.clone(), PAYER)),
				(RICH - 600, 600)
			);
			assert_eq!(free(PAYER, asset.clone()), 600);
			let payer = licence(PAYER);
			let event = Event::Withdrawn { payer, asset: asset.clone(), amount: 400 };
			assert_eq!(last_event(), event);
			// An empty pool leaves no row.
			assert_ok!(take(PAYER, asset.clone(), 600));
			assert_eq!(Escrow::pool(payer, asset), None);
		}
	});
}

#[test]
fn withdraw_leaves_what_is_promised() {
	run(|| {
		let rx = preauthorised();
		assert_noop!(take(PAYER, CARE, 4_001), Error::<Test>::InsufficientFree);
		assert_ok!(take(PAYER, CARE, 4_000));
		assert_eq!((free(PAYER, CARE), pooled(CARE, PAYER)), (0, 6_000));
		dispense(rx, 30);
		assert_eq!(balance(CARE, PHARMACY), POOR + SHARE);
	});
}

#[test]
fn withdraw_while_somebody_waits_fails() {
	run(|| {
		contract();
		fund(PAYER, CARE, 100);
		let key = submitted(1_000);
		assert_noop!(take(PAYER, CARE, 1), Error::<Test>::PoolShort);
		assert_ok!(send(PHARMACY, Call::retract { licence: licence(PHARMACY), key }));
		// Its place in the queue stays until it is served.
		assert_ok!(send(STRANGER, Call::poke { key: DueKey::Queue(licence(PAYER), CARE) }));
		assert_ok!(take(PAYER, CARE, 100));
	});
}

#[test]
fn withdraw_of_nothing_or_from_no_pool_fails() {
	run(|| {
		assert_noop!(take(PAYER, CARE, 1), Error::<Test>::NotFound);
		fund(PAYER, CARE, 100);
		assert_noop!(take(PAYER, CARE, 0), Error::<Test>::OutOfBounds);
		assert_noop!(take(PAYER, NATIVE, 1), Error::<Test>::NotFound);
	});
}

#[test]
fn withdraw_needs_no_valid_licence_but_its_holder() {
	run(|| {
		fund(PAYER, CARE, 100);
		for who in [ADJUDICATOR, SECOND_PAYER, PHARMACY, STRANGER] {
			assert_noop!(take(who, CARE, 1), Error::<Test>::NotAuthorized);
		}
		fault(PAYER, Some(LicenceFault::Ended));
		assert_ok!(take(PAYER, CARE, 1));
		only_signed(Call::withdraw { licence: licence(PAYER), asset: CARE, amount: 1 });
	});
}

#[test]
fn withdraw_goes_to_whoever_holds_the_licence_now() {
	run(|| {
		fund(PAYER, CARE, 100);
		replace_key(PAYER, NEWCOMER);
		assert_noop!(take(PAYER, CARE, 10), Error::<Test>::NotAuthorized);
		// Below the least balance of the asset.
		assert_noop!(take(NEWCOMER, CARE, 4), TokenError::CannotCreate);
		assert_ok!(take(NEWCOMER, CARE, 5));
		assert_eq!((balance(CARE, NEWCOMER), pooled(CARE, PAYER)), (5, 95));
		block(NEWCOMER);
		assert!(take(NEWCOMER, CARE, 5).is_err());
		thaw(NEWCOMER);
		assert_ok!(take(NEWCOMER, CARE, 95));
	});
}

#[test]
fn withdraw_in_the_native_asset_to_a_new_account_makes_it_exist() {
	run(|| {
		fund(PAYER, NATIVE, 100);
		replace_key(PAYER, NOBODY);
		assert_noop!(take(NOBODY, NATIVE, 9), TokenError::CannotCreate);
		assert_ok!(take(NOBODY, NATIVE, 10));
		assert_eq!(balance(NATIVE, NOBODY), 10);
	});
}
