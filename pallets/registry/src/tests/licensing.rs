use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{
	ids::DAY, Actor, Bonded, Duty, LicenceFault, LicenceStatus, Licensing, Role, Roles, RowTicket,
};

fn check(id: u32, who: AccountId, roles: Roles) -> Result<Actor<AccountId>, LicenceFault> {
	<Registry as Licensing<_>>::check(id, &who, roles, Now::get())
}

fn find(id: u32, roles: Roles) -> Result<Actor<AccountId>, LicenceFault> {
	<Registry as Licensing<_>>::find(id, roles, Now::get())
}

fn ended(id: u32) -> bool {
	<Registry as Licensing<AccountId>>::ended(id, Now::get())
}

#[test]
fn check_tells_who_acts_for_whom() {
	run(|| {
		let id = doctor();
		let actor = Actor {
			account: DOCTOR,
			organisation: CLINIC_ORG,
			role: Role::Prescriber,
			bonded: true,
		};
		assert_eq!(check(id, DOCTOR, Role::Prescriber.into()), Ok(actor.clone()));
		assert_eq!(find(id, Roles::ALL), Ok(actor));
	});
}

#[test]
fn check_looks_at_id_holder_role_standing_period_in_this_order() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, Ground::Ordinary));
		let payer = Roles::from(Role::Payer);
		go_to(row(id).until);
		assert_eq!(check(99, DOCTOR, payer), Err(LicenceFault::NotFound));
		assert_eq!(check(id, THIEF, payer), Err(LicenceFault::NotHolder));
		assert_eq!(check(id, DOCTOR, payer), Err(LicenceFault::WrongRole));
		assert_eq!(check(id, DOCTOR, Roles::ALL), Err(LicenceFault::Suspended));
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_eq!(check(id, DOCTOR, Roles::ALL), Err(LicenceFault::Expired));
		assert_eq!(find(id, payer), Err(LicenceFault::WrongRole));
		assert_eq!(find(99, payer), Err(LicenceFault::NotFound));
	});
}

#[test]
fn check_at_the_edges_of_the_period() {
	run(|| {
		let (from, until) = (START + 10, START + 20);
		let (role, organisation) = (Role::Prescriber, CLINIC_ORG);
		assert_ok!(Registry::grant(
			by(BOARD),
			DOCTOR,
			role,
			organisation,
			Some(from),
			until,
			credential(),
			0
		));
		for (moment, expected) in [
			(from - 1, Err(LicenceFault::NotYetValid)),
			(from, Ok(())),
			(until - 1, Ok(())),
			(until, Err(LicenceFault::Expired)),
		] {
			go_to(moment);
			assert_eq!(check(1, DOCTOR, Roles::ALL).map(|_| ()), expected);
		}
	});
}

#[test]
fn status_and_ended_follow_every_standing() {
	run(|| {
		let cases: [(fn(u32), LicenceStatus, bool); 6] = [
			(|_| (), LicenceStatus::Valid, false),
			(
				|id| suspend(id, Ground::Ordinary).unwrap(),
				LicenceStatus::Suspended { fraud: false },
				false,
			),
			(
				|id| suspend(id, Ground::Fraud { since: 1 }).unwrap(),
				LicenceStatus::Suspended { fraud: true },
				false,
			),
			(
				|id| revoke(id, Ground::Ordinary).unwrap(),
				LicenceStatus::Revoked { fraud: false },
				true,
			),
			(
				|id| revoke(id, Ground::Fraud { since: 1 }).unwrap(),
				LicenceStatus::Revoked { fraud: true },
				true,
			),
			(|id| Registry::surrender(by(DOCTOR), id).unwrap(), LicenceStatus::Surrendered, true),
		];
		for (act, status, over) in cases {
			let id = doctor();
			act(id);
			assert_eq!(Registry::status(id), Some(status));
			assert_eq!(ended(id), over);
			let faultless = status == LicenceStatus::Valid;
			assert_eq!(find(id, Roles::ALL).is_ok(), faultless);
		}
		let id = own_house();
		assert_eq!((find(id, Roles::ALL), ended(id)), (Err(LicenceFault::Ended), false));
		pass(30 * DAY);
		assert!(ended(id));
		assert_eq!(Registry::status(99), None);
		assert!(!ended(99));
	});
}

#[test]
fn an_expired_licence_ends_with_its_grace() {
	run(|| {
		let (id, suspended) = (doctor(), doctor());
		assert_ok!(suspend(suspended, Ground::Ordinary));
		go_to(row(id).until + GRACE - 1);
		assert_eq!((ended(id), ended(suspended)), (false, false));
		pass(1);
		assert_eq!((ended(id), ended(suspended)), (true, true));
	});
}

#[test]
fn holders_and_organisations() {
	run(|| {
		let (a, b) = (doctor(), grant_by(BOARD, COLLEAGUE, Role::Clinician, CLINIC_ORG));
		let other = grant_by(BOARD, DOCTOR, Role::Prescriber, PHARMACY_ORG);
		let same = <Registry as Licensing<AccountId>>::same_organisation;
		assert!(same(a, b) && !same(a, other) && !same(99, 99));
		assert_eq!(<Registry as Licensing<AccountId>>::holder(a), Some(DOCTOR));
		assert_eq!(<Registry as Licensing<AccountId>>::holder(99), None);
		assert_eq!(<Registry as Licensing<AccountId>>::organisation(other), Some(PHARMACY_ORG));
		assert!(<Registry as Licensing<AccountId>>::is_holder(&DOCTOR));
		assert!(!<Registry as Licensing<AccountId>>::is_holder(&STRANGER));
		// A group is no employer: conflicts, not rights.
		let both = BoundedVec::truncate_from(vec![CLINIC_ORG, PHARMACY_ORG]);
		assert_ok!(Registry::set_group(council(), both, Some(1)));
		assert!(!same(a, other));
		assert!(<Registry as Licensing<AccountId>>::related(CLINIC_ORG, PHARMACY_ORG));
	});
}

#[test]
fn a_registrar_has_its_duties_and_no_others() {
	run(|| {
		let registrar = |who: AccountId, duty| <Registry as Licensing<_>>::registrar(&who, duty);
		assert_eq!(registrar(BOARD, Duty::Deaths), Ok(BOARD_ID));
		assert_eq!(registrar(BOARD, Duty::Custody), Err(LicenceFault::NotRegistrar));
		assert_eq!(registrar(DOCTOR, Duty::Deaths), Err(LicenceFault::NotRegistrar));
		assert_ok!(Registry::end_registrar(council(), BOARD_ID, None));
		assert_eq!(registrar(BOARD, Duty::Deaths), Err(LicenceFault::NotRegistrar));
	});
}

#[test]
fn a_forfeited_share_bars_new_bonded_rows_only() {
	run(|| {
		let id = doctor();
		let ticket = |id| {
			let actor = check(id, DOCTOR, Roles::ALL).unwrap();
			<Bonded as RowTicket<_>>::new(&actor, Default::default())
		};
		let old = ticket(id).unwrap();
		assert_ok!(Registry::forfeit(council(), id, 1, STRANGER, decision()));
		assert_eq!(ticket(id), Err(TokenError::FundsUnavailable.into()));
		assert_ok!(<Bonded as RowTicket<AccountId>>::drop(old));
	});
}

#[test]
fn a_captured_registrar_is_bounded_and_cleared_page_by_page() {
	run(|| {
		let ids: Vec<_> =
			(0..9).map(|_| grant_by(RIVAL, THIEF, Role::Prescriber, CLINIC_ORG)).collect();
		assert_ok!(Registry::end_registrar(council(), RIVAL_ID, Some(BOARD_ID)));
		let page = Registry::licences_by_registrar(RIVAL_ID, Some(1), None, 64);
		assert_eq!(page.items.iter().map(|(id, _)| *id).collect::<Vec<_>>(), ids);
		let ground = Ground::Fraud { since: 1 };
		let page = BoundedVec::truncate_from(ids.clone());
		assert_ok!(Registry::suspend(by(BOARD), page, ground, decision()));
		for id in ids {
			assert_eq!(check(id, THIEF, Roles::ALL), Err(LicenceFault::Suspended));
			assert!(<Registry as Licensing<AccountId>>::tainted(id, 1));
		}
	});
}
