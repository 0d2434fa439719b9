use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Licensing, Role, Roles};

fn release(id: u32) -> DispatchResult {
	Registry::release_bond(by(STRANGER), id)
}

fn forfeit(id: u32, amount: Balance, to: AccountId) -> DispatchResult {
	Registry::forfeit(council(), id, amount, to, decision())
}

fn bonded(id: u32, who: AccountId) -> bool {
	<Registry as Licensing<_>>::check(id, &who, Roles::ALL, Now::get()).unwrap().bonded
}

#[test]
fn release_bond_a_tail_after_the_end() {
	run(|| {
		let cases: [(fn(u32) -> DispatchResult, u64); 3] = [
			(|_| Ok(()), YEAR + GRACE + TAIL),
			(|id| Registry::surrender(by(DOCTOR), id), TAIL),
			(|id| revoke(id, Ground::Ordinary), TAIL),
		];
		for (end, time) in cases {
			let id = doctor();
			assert_ok!(end(id));
			let free = house(CLINIC_ORG).free;
			assert_eq!(Registry::bond(id).unwrap().releasable, Now::get() + time);
			pass(time - 1);
			assert_noop!(release(id), Error::<Test>::TooEarly);
			pass(1);
			assert_ok!(release(id));
			assert_eq!(house(CLINIC_ORG).free, free + SHARE);
			assert_eq!((row(id).bonded, file(id).bond), (false, 0));
			assert_eq!(last_event(), Event::BondReleased { licence: id, amount: SHARE });
			assert_noop!(release(id), Error::<Test>::NoBond);
		}
		assert_noop!(release(99), Error::<Test>::NotFound);
		assert_noop!(Registry::release_bond(RuntimeOrigin::none(), 1), DispatchError::BadOrigin);
	});
}

#[test]
fn release_bond_of_what_never_came_into_force() {
	run(|| {
		let refused = own_house();
		let silent = own_house();
		assert_ok!(sign(Target::Licence(refused), false));
		assert_ok!(release(refused));
		pass(30 * DAY - 1);
		assert_noop!(release(silent), Error::<Test>::TooEarly);
		pass(1);
		assert_ok!(release(silent));
		assert_eq!((row(silent).standing, file(silent).pending), (Standing::Void, None));
		assert_eq!(file(silent).ended, Some(START + 30 * DAY));
		assert_eq!((house(BOARD_ORG).free, house(BOARD_ORG).bonded), (1_000, 0));
	});
}

#[test]
fn rebond_cures_what_was_released_and_overruled() {
	run(|| {
		let id = doctor();
		assert_ok!(revoke(id, Ground::Ordinary));
		assert_ok!(Registry::overrule(council(), id, decision()));
		assert_noop!(release(id), Error::<Test>::TooEarly);
		assert_ok!(revoke(id, Ground::Ordinary));
		pass(TAIL);
		assert_ok!(release(id));
		assert_ok!(Registry::overrule(council(), id, decision()));
		assert!(!row(id).bonded);
		assert_ok!(Registry::rebond(by(CLINIC), id));
		assert!(row(id).bonded);
	});
}

#[test]
fn forfeit_pays_from_the_hold() {
	run(|| {
		let id = doctor();
		assert!(bonded(id, DOCTOR));
		assert_ok!(forfeit(id, 40, STRANGER));
		assert_eq!(Balances::free_balance(STRANGER), 10_040);
		assert_eq!((held(CLINIC), house(CLINIC_ORG).free), (960, 900));
		assert_eq!((house(CLINIC_ORG).bonded, file(id).bond), (60, 60));
		let event =
			Event::BondForfeited { licence: id, amount: 40, to: STRANGER, decision: decision() };
		assert_eq!(last_event(), event);
		// The licence stays valid; new rows cannot rely on the bond until it is made up.
		assert!(!bonded(id, DOCTOR));
		assert_ok!(Registry::rebond(by(CLINIC), id));
		assert!(bonded(id, DOCTOR));
		assert_eq!((house(CLINIC_ORG).free, house(CLINIC_ORG).bonded), (860, 100));
		assert_ok!(forfeit(id, 100, STRANGER));
		assert_noop!(forfeit(id, 1, STRANGER), Error::<Test>::NoBond);
	});
}

#[test]
fn forfeit_fails() {
	run(|| {
		let id = doctor();
		assert_noop!(
			Registry::forfeit(by(BOARD), id, 1, STRANGER, decision()),
			DispatchError::BadOrigin
		);
		assert_noop!(forfeit(99, 1, STRANGER), Error::<Test>::NotFound);
		assert_noop!(forfeit(id, 0, STRANGER), Error::<Test>::NoBond);
		assert_noop!(forfeit(id, SHARE + 1, STRANGER), Error::<Test>::ExceedsBond);
	});
}

#[test]
fn forfeit_reaches_a_licence_that_is_over_while_its_tail_runs() {
	run(|| {
		let id = grant_by(BOARD, 7, Role::Dispenser, CLINIC_ORG);
		assert_ok!(Registry::surrender(by(7), id));
		pass(TAIL);
		assert_ok!(forfeit(id, SHARE, STRANGER));
		assert_noop!(release(id), Error::<Test>::NoBond);
	});
}
