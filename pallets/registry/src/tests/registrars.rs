use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{Duties, Duty, Role, Roles};

fn add(account: AccountId) -> DispatchResult {
	let roles = Roles::from(Role::Payer);
	Registry::add_registrar(council(), account, CLINIC_ORG, roles, Duties::NONE, 5)
}

fn successor(id: u16) -> Option<u16> {
	Registrars::<Test>::get(id).unwrap().ended.unwrap().1
}

#[test]
fn add_registrar_works() {
	run(|| {
		assert_ok!(add(STRANGER));
		let row = Registrars::<Test>::get(3).unwrap();
		let expected = Registrar {
			account: STRANGER,
			organisation: CLINIC_ORG,
			roles: Roles::from(Role::Payer),
			duties: Duties::NONE,
			allotment: 5,
			ended: None,
		};
		assert_eq!(row, expected);
		assert_eq!(RegistrarByAccount::<Test>::get(STRANGER), Some(3));
		assert_eq!(last_event(), Event::RegistrarAdded { registrar: 3, row });
		grant_by(STRANGER, 7, Role::Payer, PHARMACY_ORG);
	});
}

#[test]
fn add_registrar_fails() {
	run(|| {
		let add_to = |origin, account, organisation, roles| {
			Registry::add_registrar(origin, account, organisation, roles, Duties::NONE, 5)
		};
		let payer = Roles::from(Role::Payer);
		assert_noop!(add_to(by(BOARD), 7, CLINIC_ORG, payer), DispatchError::BadOrigin);
		assert_noop!(add_to(council(), 7, 99, payer), Error::<Test>::NotFound);
		assert_noop!(add_to(council(), BOARD, CLINIC_ORG, payer), Error::<Test>::AlreadyExists);
		let unknown = Roles::decode(&mut &[0u8, 0x80][..]).unwrap();
		assert_noop!(add_to(council(), 7, CLINIC_ORG, unknown), Error::<Test>::InvalidRoles);
		assert_ok!(add(7));
		assert_ok!(add(8));
		assert_noop!(add(9), Error::<Test>::LimitReached);
		assert_ok!(Registry::end_registrar(council(), 4, None));
		assert_ok!(add(9));
		NextRegistrar::<Test>::put(u16::MAX);
		assert_ok!(Registry::end_registrar(council(), 5, None));
		assert_noop!(add(9), Error::<Test>::LimitReached);
		NextRegistrar::<Test>::put(6);
	});
}

#[test]
fn change_registrar_works() {
	run(|| {
		let roles = Roles::of(&[Role::Prescriber, Role::Dispenser, Role::Clinician]);
		let duties = Duties::from(Duty::Recovery);
		assert_ok!(Registry::change_registrar(council(), RIVAL_ID, STRANGER, roles, duties, 1));
		let row = Registrars::<Test>::get(RIVAL_ID).unwrap();
		assert_eq!((row.account, row.organisation, row.allotment), (STRANGER, RIVAL_ORG, 1));
		assert_eq!((row.roles, row.duties), (roles, duties));
		assert_eq!(RegistrarByAccount::<Test>::get(RIVAL), None);
		assert_eq!(last_event(), Event::RegistrarChanged { registrar: RIVAL_ID, row });
		// Its own account is no other registrar's.
		assert_ok!(Registry::change_registrar(council(), RIVAL_ID, STRANGER, roles, duties, 2));
		grant_by(STRANGER, 7, Role::Clinician, PHARMACY_ORG);
	});
}

#[test]
fn change_registrar_fails() {
	run(|| {
		let change = |origin, id, account, roles| {
			Registry::change_registrar(origin, id, account, roles, Duties::NONE, 1)
		};
		assert_noop!(change(by(RIVAL), RIVAL_ID, RIVAL, Roles::ALL), DispatchError::BadOrigin);
		assert_noop!(change(council(), 9, RIVAL, Roles::ALL), Error::<Test>::NotFound);
		assert_noop!(change(council(), RIVAL_ID, BOARD, Roles::ALL), Error::<Test>::AlreadyExists);
		assert_noop!(
			change(council(), RIVAL_ID, RIVAL, Roles::from(Role::Prescriber)),
			Error::<Test>::InvalidRoles
		);
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, None));
		assert_noop!(change(council(), RIVAL_ID, RIVAL, Roles::ALL), Error::<Test>::AlreadyEnded);
	});
}

#[test]
fn end_registrar_leaves_its_licences_to_the_successor() {
	run(|| {
		let id = grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
		assert_noop!(suspend(id, Ground::Ordinary), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, Some(BOARD_ID)));
		assert_eq!(
			last_event(),
			Event::RegistrarEnded { registrar: RIVAL_ID, successor: Some(BOARD_ID) }
		);
		assert_eq!(RegistrarByAccount::<Test>::get(RIVAL), None);
		assert_noop!(suspend_by(by(RIVAL), id, Ground::Ordinary), Error::<Test>::NotAuthorized);
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_ok!(Registry::resume(by(BOARD), id));
	});
}

#[test]
fn end_registrar_without_successor_leaves_the_council() {
	run(|| {
		let id = grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, None));
		assert_eq!(Registry::status(id), Some(salus_primitives::LicenceStatus::Valid));
		assert_noop!(suspend(id, Ground::Ordinary), Error::<Test>::NotAuthorized);
		assert_ok!(suspend_by(council(), id, Ground::Ordinary));
		assert_ok!(Registry::resume(council(), id));
		assert_ok!(Registry::renew(council(), id, row(id).until + 1, credential()));
		// Too late is never: an ended one may get a successor.
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, Some(BOARD_ID)));
		assert_eq!(successor(RIVAL_ID), Some(BOARD_ID));
		assert_ok!(suspend(id, Ground::Ordinary));
	});
}

#[test]
fn end_registrar_fails() {
	run(|| {
		let end = |origin, id, next| Registry::end_registrar(origin, id, next);
		assert_noop!(end(by(BOARD), RIVAL_ID, None), DispatchError::BadOrigin);
		assert_noop!(end(council(), 9, None), Error::<Test>::NotFound);
		for bad in [BOARD_ID, RIVAL_ID, 9] {
			// Itself, one of fewer roles, nobody.
			assert_noop!(end(council(), BOARD_ID, Some(bad)), Error::<Test>::InvalidSuccessor);
		}
		assert_ok!(end(council(), BOARD_ID, None));
		assert_noop!(end(council(), BOARD_ID, None), Error::<Test>::AlreadyEnded);
		assert_noop!(end(council(), RIVAL_ID, Some(BOARD_ID)), Error::<Test>::InvalidSuccessor);
	});
}

#[test]
fn successions_are_followed_four_steps() {
	run(|| {
		let roles = Roles::of(&[Role::Prescriber, Role::Dispenser]);
		let id = grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
		let mut last = RIVAL_ID;
		for step in 1..=5u64 {
			let next = NextRegistrar::<Test>::get();
			let account = 200 + step;
			let add =
				Registry::add_registrar(council(), account, CLINIC_ORG, roles, Duties::NONE, 5);
			assert_ok!(add);
			assert_ok!(Registry::end_registrar(council(), last, Some(next)));
			let suspended = suspend_by(by(account), id, Ground::Ordinary);
			assert_eq!(suspended.is_ok(), step <= 4);
			last = next;
		}
	});
}
