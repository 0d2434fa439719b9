use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{Licensing, Role};

#[test]
fn enter_organisation_by_registrar_or_council_works() {
	run(|| {
		for (origin, registrar) in [(by(RIVAL), Some(RIVAL_ID)), (council(), None)] {
			let id = NextOrganisation::<Test>::get();
			let identity = identity(u64::from(id) + 500);
			assert_ok!(Registry::enter_organisation(origin, STRANGER, identity));
			let row = house(id);
			assert_eq!((row.account, row.identity, row.registrar), (STRANGER, identity, registrar));
			assert_eq!((row.free, row.bonded, row.trail.n), (0, 0, 1));
			assert_eq!(Registry::organisation_by_identity(identity), Some((id, row)));
			let event = Event::OrganisationEntered {
				organisation: id,
				account: STRANGER,
				identity,
				registrar,
			};
			assert_eq!(last_event(), event);
		}
	});
}

#[test]
fn enter_organisation_takes_from_the_allotment_of_a_registrar() {
	run(|| {
		let left = || Registrars::<Test>::get(RIVAL_ID).unwrap().allotment;
		Registrars::<Test>::mutate(RIVAL_ID, |row| row.as_mut().unwrap().allotment = 1);
		assert_ok!(Registry::enter_organisation(by(RIVAL), STRANGER, identity(500)));
		assert_eq!(left(), 0);
		assert_noop!(
			Registry::enter_organisation(by(RIVAL), STRANGER, identity(501)),
			Error::<Test>::AllotmentSpent
		);
		assert_ok!(Registry::enter_organisation(council(), STRANGER, identity(501)));
		assert_eq!(left(), 0);
	});
}

#[test]
fn enter_organisation_of_a_registrar_itself_is_the_councils() {
	run(|| {
		assert_noop!(
			Registry::enter_organisation(by(RIVAL), RIVAL, identity(500)),
			Error::<Test>::NotAuthorized
		);
		assert_ok!(Registry::enter_organisation(council(), RIVAL, identity(500)));
		// Its own account is its own house, related or not.
		assert_ok!(Registry::deposit_bond(by(RIVAL), 5, SHARE));
		let id = grant_by(RIVAL, DOCTOR, Role::Prescriber, 5);
		assert_eq!(row(id).standing, Standing::Awaiting);
	});
}

#[test]
fn enter_organisation_fails() {
	run(|| {
		let new = identity(99);
		assert_noop!(
			Registry::enter_organisation(by(STRANGER), STRANGER, new),
			Error::<Test>::NotAuthorized
		);
		assert_noop!(
			Registry::enter_organisation(RuntimeOrigin::none(), STRANGER, new),
			DispatchError::BadOrigin
		);
		// One entity entered by two registrars.
		assert_ok!(Registry::enter_organisation(by(RIVAL), STRANGER, new));
		assert_noop!(
			Registry::enter_organisation(by(BOARD), STRANGER, new),
			Error::<Test>::AlreadyExists
		);
		NextOrganisation::<Test>::put(u32::MAX);
		assert_noop!(
			Registry::enter_organisation(by(BOARD), STRANGER, identity(98)),
			Error::<Test>::LimitReached
		);
		NextOrganisation::<Test>::put(6);
	});
}

#[test]
fn set_group_relates_and_separates() {
	run(|| {
		let both = || BoundedVec::truncate_from(vec![CLINIC_ORG, PHARMACY_ORG]);
		let related = <Registry as Licensing<AccountId>>::related;
		assert!(related(CLINIC_ORG, CLINIC_ORG));
		assert!(!related(CLINIC_ORG, PHARMACY_ORG));
		assert_ok!(Registry::set_group(council(), both(), Some(7)));
		assert!(related(CLINIC_ORG, PHARMACY_ORG));
		assert!(!related(CLINIC_ORG, RIVAL_ORG));
		assert_eq!(
			events(),
			[CLINIC_ORG, PHARMACY_ORG]
				.map(|organisation| Event::GroupSet { organisation, group: Some(7) })
		);
		assert_ok!(Registry::set_group(council(), both(), None));
		assert!(!related(CLINIC_ORG, PHARMACY_ORG));
	});
}

#[test]
fn set_group_fails() {
	run(|| {
		let list = |ids: &[u32]| BoundedVec::truncate_from(ids.to_vec());
		assert_noop!(
			Registry::set_group(by(BOARD), list(&[CLINIC_ORG]), Some(7)),
			DispatchError::BadOrigin
		);
		assert_noop!(
			Registry::set_group(council(), list(&[CLINIC_ORG, 99]), Some(7)),
			Error::<Test>::NotFound
		);
	});
}
