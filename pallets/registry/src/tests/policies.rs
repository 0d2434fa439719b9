use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::Role;

fn policy(max_validity_d: u16, tail_d: u16, bonds: [Balance; 4]) -> PolicyOf<Test> {
	RolePolicy { max_validity_d, tail_d, bonds }
}

#[test]
fn set_role_policy_by_council_works() {
	run(|| {
		let least = policy(1, MIN_TAIL_D, [0, 0, 7, 7]);
		assert_ok!(Registry::set_role_policy(council(), Role::Payer, least));
		assert_eq!(Registry::policy(Role::Payer), Some(least));
		assert_eq!(last_event(), Event::RolePolicySet { role: Role::Payer, policy: least });
		for origin in [by(BOARD), by(STRANGER), RuntimeOrigin::none()] {
			assert_noop!(
				Registry::set_role_policy(origin, Role::Payer, least),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn set_role_policy_that_contradicts_itself_fails() {
	run(|| {
		for bad in [
			policy(0, MIN_TAIL_D, [1; 4]),
			policy(1, MIN_TAIL_D - 1, [1; 4]),
			policy(1, MIN_TAIL_D, [1, 2, 3, 2]),
			policy(1, MIN_TAIL_D, [1, 0, 3, 4]),
		] {
			assert_noop!(
				Registry::set_role_policy(council(), Role::Payer, bad),
				Error::<Test>::InvalidPolicy
			);
		}
	});
}

#[test]
fn set_role_policy_binds_present_licences_from_their_renewal() {
	run(|| {
		let id = doctor();
		let dear = policy(VALIDITY_D, TAIL_D, [2_000; 4]);
		assert_ok!(Registry::set_role_policy(council(), Role::Prescriber, dear));
		assert!(row(id).bonded);
		let until = row(id).until + 1;
		assert_noop!(Registry::renew(by(BOARD), id, until, credential()), Error::<Test>::BondShort);
		assert_ok!(Registry::deposit_bond(by(CLINIC), CLINIC_ORG, 1_000));
		assert_ok!(Registry::renew(by(BOARD), id, until, credential()));
		assert_eq!((house(CLINIC_ORG).free, house(CLINIC_ORG).bonded), (0, 2_000));
		// Lowered: the surplus comes back at renewal.
		let cheap = policy(VALIDITY_D, TAIL_D, [10; 4]);
		assert_ok!(Registry::set_role_policy(council(), Role::Prescriber, cheap));
		assert_ok!(Registry::renew(by(BOARD), id, until + 1, credential()));
		assert_eq!((house(CLINIC_ORG).free, house(CLINIC_ORG).bonded), (1_990, 10));
	});
}
