use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceStatus, Moment, Role};

const LONGEST: Moment = VALIDITY_D as Moment * DAY;

/// A grant by the board with one thing different each time.
struct Grant {
	origin: RuntimeOrigin,
	holder: AccountId,
	role: Role,
	organisation: u32,
	from: Option<Moment>,
	until: Moment,
	tier: u8,
}

impl Default for Grant {
	fn default() -> Self {
		Grant {
			origin: by(BOARD),
			holder: DOCTOR,
			role: Role::Prescriber,
			organisation: CLINIC_ORG,
			from: None,
			until: START + YEAR,
			tier: 0,
		}
	}
}

impl Grant {
	fn call(self) -> DispatchResult {
		let Grant { origin, holder, role, organisation, from, until, tier } = self;
		Registry::grant(origin, holder, role, organisation, from, until, credential(), tier)
	}
}

#[test]
fn grant_works() {
	run(|| {
		assert_ok!(Grant { tier: 2, ..Default::default() }.call());
		let expected = Licence {
			holder: DOCTOR,
			organisation: CLINIC_ORG,
			role: Role::Prescriber,
			bonded: true,
			from: START,
			until: START + YEAR,
			standing: Standing::Active,
			set: (1, START),
		};
		assert_eq!(row(1), expected);
		let file = file(1);
		assert_eq!((file.registrar, file.credential, file.granted), (BOARD_ID, credential(), 1));
		assert_eq!((file.tier, file.bond, file.ended, file.vetoed), (2, 4 * SHARE, None, false));
		assert_eq!((file.pending, file.trail.n, file.trail.last), (None, 1, 1));
		assert_eq!((house(CLINIC_ORG).free, house(CLINIC_ORG).bonded), (600, 400));
		assert_eq!(held(CLINIC), 1_000);
		assert_eq!(Holders::<Test>::get(DOCTOR), Some(1));
		assert_eq!(Registrars::<Test>::get(BOARD_ID).unwrap().allotment, 99);
		let terms = Terms {
			holder: DOCTOR,
			role: Role::Prescriber,
			organisation: CLINIC_ORG,
			registrar: BOARD_ID,
			from: START,
			until: START + YEAR,
			credential: credential(),
			tier: 2,
			bond: 4 * SHARE,
		};
		assert_eq!(events(), [Event::Granted { licence: 1, terms }]);
	});
}

#[test]
fn grant_by_anybody_but_a_registrar_of_the_role_fails() {
	run(|| {
		for (origin, role) in
			[(by(STRANGER), Role::Prescriber), (by(RIVAL), Role::Payer), (by(CLINIC), Role::Payer)]
		{
			assert_noop!(
				Grant { origin, role, ..Default::default() }.call(),
				Error::<Test>::NotAuthorized
			);
		}
		// The council names who may grant; it does not grant.
		assert_noop!(
			Grant { origin: council(), ..Default::default() }.call(),
			DispatchError::BadOrigin
		);
		assert_ok!(Registry::end_registrar(council(), BOARD_ID, None));
		assert_noop!(Grant::default().call(), Error::<Test>::NotAuthorized);
	});
}

#[test]
fn grant_checks_organisation_and_policy() {
	run(|| {
		assert_noop!(
			Grant { organisation: 99, ..Default::default() }.call(),
			Error::<Test>::NotFound
		);
		assert_noop!(Grant { tier: 4, ..Default::default() }.call(), Error::<Test>::InvalidPolicy);
		RolePolicies::<Test>::remove(Role::Prescriber);
		assert_noop!(Grant::default().call(), Error::<Test>::InvalidPolicy);
	});
}

#[test]
fn grant_of_a_personal_role_is_to_a_person() {
	run(|| {
		for role in [Role::Prescriber, Role::Investigator, Role::Clinician] {
			assert_noop!(
				Grant { holder: CLINIC, role, ..Default::default() }.call(),
				Error::<Test>::NotPersonal
			);
		}
		assert_ok!(Grant { holder: CLINIC, role: Role::Hospital, ..Default::default() }.call());
	});
}

#[test]
fn grant_checks_the_period() {
	run(|| {
		for (from, until) in [
			(None, START),
			(None, START + LONGEST + 1),
			(Some(START - 1), START + YEAR),
			(Some(START + 5), START + 5),
			(Some(START + 5), START + 5 + LONGEST + 1),
		] {
			assert_noop!(
				Grant { from, until, ..Default::default() }.call(),
				Error::<Test>::InvalidPeriod
			);
		}
		assert_ok!(Grant { until: START + LONGEST, ..Default::default() }.call());
		assert_ok!(Grant { from: Some(START), until: START + 1, ..Default::default() }.call());
		let from = Some(START + DAY);
		assert_ok!(Grant { from, until: START + DAY + LONGEST, ..Default::default() }.call());
		assert_eq!(Registry::status(3), Some(LicenceStatus::NotYet));
	});
}

#[test]
fn grant_is_bounded_by_allotment_bond_and_ids() {
	run(|| {
		let allot = |allotment| {
			let row = Registrars::<Test>::get(BOARD_ID).unwrap();
			let (roles, duties) = (row.roles, row.duties);
			Registry::change_registrar(council(), BOARD_ID, BOARD, roles, duties, allotment)
		};
		assert_ok!(allot(1));
		doctor();
		assert_noop!(Grant::default().call(), Error::<Test>::AllotmentSpent);
		assert_ok!(allot(10));
		// 900 left: the dearest tier fits once, then the second no more.
		assert_ok!(Grant { tier: 3, ..Default::default() }.call());
		assert_noop!(Grant { tier: 1, ..Default::default() }.call(), Error::<Test>::BondShort);
		assert_ok!(Grant::default().call());
		assert_noop!(Grant::default().call(), Error::<Test>::BondShort);
		let next = NextLicence::<Test>::get();
		NextLicence::<Test>::put(u32::MAX);
		assert_noop!(
			Grant { organisation: PHARMACY_ORG, ..Default::default() }.call(),
			Error::<Test>::LimitReached
		);
		NextLicence::<Test>::put(next);
	});
}

#[test]
fn grant_for_the_own_house_awaits_the_council() {
	run(|| {
		let groups = BoundedVec::truncate_from(vec![BOARD_ORG, PHARMACY_ORG]);
		assert_ok!(Registry::set_group(council(), groups, Some(1)));
		for (holder, role, organisation) in [
			(BOARD, Role::Prescriber, CLINIC_ORG),
			(DOCTOR, Role::Prescriber, BOARD_ORG),
			(DOCTOR, Role::Dispenser, PHARMACY_ORG),
			(DOCTOR, Role::Regulator, CLINIC_ORG),
			(DOCTOR, Role::Auditor, CLINIC_ORG),
		] {
			let id = grant_by(BOARD, holder, role, organisation);
			assert_eq!(row(id).standing, Standing::Awaiting);
			assert_eq!(Registry::status(id), Some(LicenceStatus::Awaiting));
			let due = START + 30 * DAY;
			assert_eq!(
				file(id).pending,
				Some(Pending { act: Act::Grant, by: Asker::Registrar, council: true, due })
			);
			assert!(matches!(
				last_event(),
				Event::CouncilAsked { act: Act::Grant, terms: Some(terms), .. }
					if terms.holder == holder
			));
		}
		// The rival's house is not the board's.
		assert_eq!(
			row(grant_by(BOARD, DOCTOR, Role::Prescriber, RIVAL_ORG)).standing,
			Standing::Active
		);
		go_to(START + 30 * DAY - 1);
		assert_eq!(Registry::status(1), Some(LicenceStatus::Awaiting));
		go_to(START + 30 * DAY);
		assert_eq!(Registry::status(1), Some(LicenceStatus::Void));
	});
}
