use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceStatus, Licensing, Role};

fn sign(id: u32, accept: bool) -> DispatchResult {
	mock::sign(Target::Licence(id), accept)
}

#[test]
fn countersign_brings_a_grant_into_force_from_now() {
	run(|| {
		let id = own_house();
		go_to(START + 30 * DAY - 1);
		let now = Now::get();
		assert_ok!(sign(id, true));
		assert_eq!((row(id).standing, row(id).from), (Standing::Active, now));
		assert_eq!((row(id).set, file(id).pending), ((2, now), None));
		assert_eq!(Registry::status(id), Some(LicenceStatus::Valid));
		let [.., first, second] = &events()[..] else { panic!("two events") };
		assert_eq!(*first, Event::Countersigned { target: Target::Licence(id) });
		assert!(matches!(second, Event::Granted { terms, .. } if terms.from == now));
		// Two links: the agreement and the grant.
		assert_eq!(file(id).trail.n, 3);
	});
}

#[test]
fn countersign_leaves_a_later_beginning() {
	run(|| {
		let from = START + 60 * DAY;
		assert_ok!(Registry::grant(
			by(BOARD),
			DOCTOR,
			Role::Regulator,
			CLINIC_ORG,
			Some(from),
			from + YEAR,
			credential(),
			0
		));
		pass(1);
		assert_ok!(sign(1, true));
		assert_eq!(row(1).from, from);
	});
}

#[test]
fn countersign_refuses() {
	run(|| {
		let id = own_house();
		pass(2);
		assert_ok!(sign(id, false));
		assert_eq!(row(id).standing, Standing::Void);
		assert_eq!((file(id).ended, file(id).pending), (Some(START + 2), None));
		assert_eq!(last_event(), Event::Refused { target: Target::Licence(id) });
		// The rest of the acts is dropped, nothing else.
		let id = own_house_active();
		let before = row(id);
		assert_ok!(Registry::renew(by(BOARD), id, before.until + 1, credential()));
		assert_ok!(sign(id, false));
		assert_eq!((row(id), file(id).pending), (before, None));
	});
}

#[test]
fn countersign_is_the_councils() {
	run(|| {
		let id = own_house();
		for who in [BOARD, RIVAL, COLLEAGUE, BOARD_HOUSE] {
			assert_noop!(
				Registry::countersign(by(who), Target::Licence(id), Act::Grant, true),
				DispatchError::BadOrigin
			);
		}
	});
}

#[test]
fn countersign_fails() {
	run(|| {
		assert_noop!(sign(99, true), Error::<Test>::NotFound);
		assert_noop!(mock::sign(Target::Organisation(99), true), Error::<Test>::NotFound);
		assert_noop!(
			mock::sign(Target::Organisation(CLINIC_ORG), true),
			Error::<Test>::NothingPending
		);
		let id = doctor();
		assert_noop!(sign(id, true), Error::<Test>::NothingPending);
		// A change that needs no council.
		assert_ok!(Registry::rotate(by(DOCTOR), Target::Licence(id), FRESH));
		assert_noop!(sign(id, true), Error::<Test>::NothingPending);
		let id = own_house();
		go_to(START + 30 * DAY);
		for accept in [true, false] {
			assert_noop!(sign(id, accept), Error::<Test>::TooLate);
		}
	});
}

#[test]
fn countersign_agrees_to_what_the_council_saw_only() {
	run(|| {
		let id = own_house_active();
		let target = Target::Licence(id);
		let motion = |act: &Act<AccountId>, accept| {
			Registry::countersign(council(), target, act.clone(), accept)
		};
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		let seen = waiting(target).unwrap().act;
		// Under the motion the registrar puts its own key in the place of the one that the council saw.
		assert_ok!(Registry::cancel_change(by(BOARD), target));
		assert_ok!(Registry::replace_holder(by(BOARD), target, BOARD));
		for accept in [true, false] {
			assert_noop!(motion(&seen, accept), Error::<Test>::NothingPending);
		}
		assert_ok!(motion(&waiting(target).unwrap().act, false));

		let until = row(id).until;
		assert_ok!(Registry::renew(by(BOARD), id, until + 1, credential()));
		for (until, credential) in [(until + 2, credential()), (until + 1, decision())] {
			let other = Act::Renew { until, credential };
			assert_noop!(motion(&other, true), Error::<Test>::NothingPending);
		}
		assert_ok!(sign(id, true));

		// An organisation's account likewise.
		assert_ok!(Registry::enter_organisation(by(RIVAL), STRANGER, identity(77)));
		let target = Target::Organisation(5);
		assert_ok!(Registry::replace_holder(by(RIVAL), target, RIVAL));
		let Some(Pending { act: Act::Change { from, .. }, .. }) = waiting(target) else {
			panic!("a change waits")
		};
		let other = Act::Change { new: FRESH, from };
		assert_noop!(
			Registry::countersign(council(), target, other, true),
			Error::<Test>::NothingPending
		);
		assert_ok!(mock::sign(target, true));
	});
}

#[test]
fn countersign_checks_a_grant_again() {
	run(|| {
		let grant = |until| {
			let id = NextLicence::<Test>::get();
			let regulator = Role::Regulator;
			let from = None;
			assert_ok!(Registry::grant(
				by(BOARD),
				DOCTOR,
				regulator,
				BOARD_ORG,
				from,
				until,
				credential(),
				0
			));
			id
		};
		let short = grant(START + 10);
		let id = grant(START + YEAR);
		go_to(START + 10);
		assert_noop!(sign(short, true), Error::<Test>::InvalidPeriod);
		assert_ok!(Registry::withdraw_bond(by(BOARD_HOUSE), BOARD_ORG, 800));
		let dear = RolePolicy { max_validity_d: 1, tail_d: TAIL_D, bonds: [SHARE + 1; 4] };
		assert_ok!(Registry::set_role_policy(council(), Role::Regulator, dear));
		assert_noop!(sign(id, true), Error::<Test>::InvalidPeriod);
		let dear = RolePolicy { max_validity_d: VALIDITY_D, ..dear };
		assert_ok!(Registry::set_role_policy(council(), Role::Regulator, dear));
		assert_noop!(sign(id, true), Error::<Test>::BondShort);
		// The registrar may have ended meanwhile: its grant stands.
		assert_ok!(Registry::end_registrar(council(), BOARD_ID, None));
		assert_ok!(Registry::deposit_bond(by(BOARD_HOUSE), BOARD_ORG, 1));
		assert_ok!(sign(id, true));
		assert_eq!(file(id).bond, SHARE + 1);
	});
}

#[test]
fn countersign_of_a_grant_to_what_became_the_account_fails() {
	run(|| {
		let id = own_house();
		let house = Target::Organisation(BOARD_ORG);
		assert_ok!(Registry::rotate(by(BOARD_HOUSE), house, COLLEAGUE));
		pass(DAY);
		assert_ok!(Registry::accept_change(by(COLLEAGUE), house));
		assert_noop!(sign(id, true), Error::<Test>::NotPersonal);
	});
}

#[test]
fn countersign_of_an_act_that_has_lost_its_object_fails() {
	run(|| {
		let id = own_house_active();
		let until = row(id).until;
		assert_ok!(Registry::renew(by(BOARD), id, until + 1, credential()));
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_noop!(sign(id, true), Error::<Test>::NotActive);
		assert_ok!(sign(id, false));
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_ok!(Registry::overrule(council(), id, decision()));
		assert_noop!(sign(id, true), Error::<Test>::NothingPending);
	});
}

#[test]
fn overrule_gives_back_at_once() {
	run(|| {
		let tainted = <Registry as Licensing<AccountId>>::tainted;
		let id = doctor();
		for end in [suspend, revoke] {
			assert_ok!(end(id, Ground::Fraud { since: 1 }));
			assert!(tainted(id, 1));
			pass(1);
			assert_ok!(Registry::overrule(council(), id, decision()));
			assert!(!tainted(id, 1));
			assert_eq!((row(id).standing, file(id).ended), (Standing::Active, None));
			assert_eq!(row(id).set.1, Now::get());
			let event = Event::Overruled { licence: id, decision: decision() };
			assert_eq!(last_event(), event);
			assert_eq!(Registry::status(id), Some(LicenceStatus::Valid));
		}
	});
}

#[test]
fn overrule_fails() {
	run(|| {
		let id = doctor();
		assert_noop!(Registry::overrule(council(), id, decision()), Error::<Test>::NotSuspended);
		assert_ok!(Registry::surrender(by(DOCTOR), id));
		assert_noop!(Registry::overrule(council(), id, decision()), Error::<Test>::NotSuspended);
		assert_noop!(Registry::overrule(council(), 99, decision()), Error::<Test>::NotFound);
		assert_noop!(Registry::overrule(by(BOARD), id, decision()), DispatchError::BadOrigin);
	});
}
