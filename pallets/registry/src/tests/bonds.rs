use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::Role;

/// What the clinic has set aside, free and bound; and what is held on its account.
fn clinic() -> (Balance, Balance, Balance) {
	(house(CLINIC_ORG).free, house(CLINIC_ORG).bonded, held(CLINIC))
}

#[test]
fn deposit_and_withdraw_bond_work() {
	run(|| {
		assert_ok!(Registry::deposit_bond(by(CLINIC), CLINIC_ORG, 50));
		assert_eq!(last_event(), Event::BondDeposited { organisation: CLINIC_ORG, amount: 50 });
		assert_eq!(clinic(), (1_050, 0, 1_050));
		doctor();
		assert_ok!(Registry::withdraw_bond(by(CLINIC), CLINIC_ORG, 950));
		assert_eq!(last_event(), Event::BondWithdrawn { organisation: CLINIC_ORG, amount: 950 });
		assert_eq!(clinic(), (0, SHARE, SHARE));
		assert_eq!(house(CLINIC_ORG).trail.n, 2);
	});
}

#[test]
fn deposit_bond_fails() {
	run(|| {
		let deposit = |who, id, amount| Registry::deposit_bond(by(who), id, amount);
		assert_noop!(deposit(CLINIC, 99, 1), Error::<Test>::NotFound);
		assert_noop!(deposit(STRANGER, CLINIC_ORG, 1), Error::<Test>::NotAuthorized);
		assert_noop!(deposit(CLINIC, CLINIC_ORG, 0), Error::<Test>::NoBond);
		assert_noop!(deposit(CLINIC, CLINIC_ORG, 9_001), TokenError::FundsUnavailable);
	});
}

#[test]
fn withdraw_bond_fails() {
	run(|| {
		doctor();
		let withdraw = |who, id, amount| Registry::withdraw_bond(by(who), id, amount);
		assert_noop!(withdraw(CLINIC, 99, 1), Error::<Test>::NotFound);
		assert_noop!(withdraw(STRANGER, CLINIC_ORG, 1), Error::<Test>::NotAuthorized);
		assert_noop!(withdraw(CLINIC, CLINIC_ORG, 0), Error::<Test>::NoBond);
		assert_noop!(withdraw(CLINIC, CLINIC_ORG, 901), Error::<Test>::BondInUse);
	});
}

#[test]
fn set_tier_sizes_the_share() {
	run(|| {
		let id = doctor();
		assert_ok!(Registry::set_tier(by(BOARD), id, 3));
		assert_eq!((clinic(), file(id).tier), ((200, 800, 1_000), 3));
		let event = Event::TierSet { licence: id, tier: 3, bond: 8 * SHARE };
		assert_eq!(last_event(), event);
		assert_ok!(Registry::set_tier(council(), id, 0));
		assert_eq!(clinic(), (900, 100, 1_000));
	});
}

#[test]
fn set_tier_fails() {
	run(|| {
		let id = doctor();
		let set = |who, id, tier| Registry::set_tier(by(who), id, tier);
		assert_noop!(set(BOARD, 99, 1), Error::<Test>::NotFound);
		for who in [RIVAL, DOCTOR, CLINIC] {
			assert_noop!(set(who, id, 1), Error::<Test>::NotAuthorized);
		}
		assert_noop!(set(BOARD, id, 4), Error::<Test>::InvalidPolicy);
		assert_ok!(Registry::withdraw_bond(by(CLINIC), CLINIC_ORG, 801));
		assert_noop!(set(BOARD, id, 1), Error::<Test>::BondShort);
		assert_ok!(revoke(id, Ground::Ordinary));
		assert_noop!(set(BOARD, id, 0), Error::<Test>::Final);
	});
}

#[test]
fn set_tier_does_not_change_what_the_council_countersigns() {
	run(|| {
		let id = own_house();
		for origin in [by(BOARD), council()] {
			assert_noop!(Registry::set_tier(origin, id, 1), Error::<Test>::AlreadyPending);
		}
	});
}

#[test]
fn set_tier_down_for_the_own_house_is_the_councils() {
	run(|| {
		let id = own_house_active();
		assert_ok!(Registry::set_tier(by(BOARD), id, 1));
		assert_noop!(Registry::set_tier(by(BOARD), id, 0), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::set_tier(council(), id, 0));
	});
}

#[test]
fn rebond_follows_the_policy() {
	run(|| {
		let id = doctor();
		for bond in [400, 30] {
			let policy = RolePolicy { max_validity_d: 1, tail_d: TAIL_D, bonds: [bond; 4] };
			assert_ok!(Registry::set_role_policy(council(), Role::Prescriber, policy));
			assert_ok!(Registry::rebond(by(CLINIC), id));
			assert_eq!(clinic(), (1_000 - bond, bond, 1_000));
			assert_eq!(last_event(), Event::Rebonded { licence: id, bond });
		}
	});
}

#[test]
fn rebond_fails() {
	run(|| {
		let id = doctor();
		assert_noop!(Registry::rebond(by(CLINIC), 99), Error::<Test>::NotFound);
		for who in [DOCTOR, BOARD, PHARMACY] {
			assert_noop!(Registry::rebond(by(who), id), Error::<Test>::NotAuthorized);
		}
		let dear = RolePolicy { max_validity_d: 1, tail_d: TAIL_D, bonds: [1_001; 4] };
		assert_ok!(Registry::set_role_policy(council(), Role::Prescriber, dear));
		assert_noop!(Registry::rebond(by(CLINIC), id), Error::<Test>::BondShort);
		assert_ok!(Registry::surrender(by(CLINIC), id));
		assert_noop!(Registry::rebond(by(CLINIC), id), Error::<Test>::Final);
	});
}

#[test]
fn a_role_of_size_zero_is_bonded() {
	run(|| {
		let free = RolePolicy { max_validity_d: VALIDITY_D, tail_d: TAIL_D, bonds: [0; 4] };
		assert_ok!(Registry::set_role_policy(council(), Role::Prescriber, free));
		let id = doctor();
		assert_eq!((row(id).bonded, file(id).bond), (true, 0));
	});
}
