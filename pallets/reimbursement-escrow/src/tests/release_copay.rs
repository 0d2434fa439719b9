use super::{mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, RxId};

fn held() -> RxId {
	let rx = item();
	let call = Call::hold_copay { rx, asset: CARE, amount: 500, until: START + DAY };
	assert_ok!(send(STRANGER, call));
	rx
}

fn release(rx: RxId) -> DispatchResult {
	send(STRANGER, Call::release_copay { rx })
}

#[test]
fn release_copay_gives_back_what_is_left_from_its_end_on() {
	run(|| {
		let rx = held();
		at(START + DAY - 1);
		assert_noop!(release(rx), Error::<Test>::TooEarly);
		at(START + DAY);
		assert_ok!(release(rx));
		assert_eq!(last_event(), Event::CopayReleased { rx, amount: 500 });
		assert_eq!(balance(CARE, STRANGER), POOR);
		// The row stays for what a withdrawn dispense may bring back.
		assert_eq!(Escrow::copay(rx), Some((CARE, 0, START + DAY)));
		assert_noop!(release(rx), Error::<Test>::NothingDue);
		turn(START + DAY + AFTERLIFE);
		assert_noop!(release(rx), Error::<Test>::NotFound);
		assert_eq!(deposited(STRANGER), 0);
	});
}

#[test]
fn release_copay_by_anybody_else_fails() {
	run(|| {
		let rx = held();
		at(START + DAY);
		for who in [PAYER, PHARMACY, NEWCOMER] {
			assert_noop!(send(who, Call::release_copay { rx }), Error::<Test>::NotAuthorized);
		}
		only_signed(Call::release_copay { rx });
	});
}
