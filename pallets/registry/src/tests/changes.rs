use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Role,
};

fn rotate(who: AccountId, target: Target, new: AccountId) -> DispatchResult {
	Registry::rotate(by(who), target, new)
}

fn replace(who: AccountId, target: Target, new: AccountId) -> DispatchResult {
	Registry::replace_holder(by(who), target, new)
}

fn asked(new: AccountId, delay: u64, by: Asker, council: bool) -> Option<PendingOf<Test>> {
	let from = Now::get() + delay;
	let act = Act::Change { new, from };
	Some(Pending { act, by, council, due: from + 30 * DAY })
}

#[test]
fn rotate_works() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		let before = row(id);
		assert_ok!(rotate(DOCTOR, target, FRESH));
		assert_eq!(file(id).pending, asked(FRESH, 24 * HOUR, Asker::Holder, false));
		assert_eq!(row(id), before);
		let from = START + 24 * HOUR;
		let event = Event::ChangeRequested {
			target,
			new: FRESH,
			from,
			due: from + 30 * DAY,
			by: Asker::Holder,
			council: false,
		};
		assert_eq!(last_event(), event);

		assert_ok!(rotate(CLINIC, Target::Organisation(CLINIC_ORG), FRESH));
		assert_eq!(house(CLINIC_ORG).pending, asked(FRESH, 24 * HOUR, Asker::Holder, false));
	});
}

#[test]
fn rotate_fails() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		assert_noop!(rotate(DOCTOR, Target::Licence(99), FRESH), Error::<Test>::NotFound);
		assert_noop!(rotate(DOCTOR, Target::Organisation(99), FRESH), Error::<Test>::NotFound);
		for who in [FRESH, CLINIC, BOARD] {
			assert_noop!(rotate(who, target, FRESH), Error::<Test>::NotAuthorized);
		}
		let clinic = Target::Organisation(CLINIC_ORG);
		assert_noop!(rotate(DOCTOR, clinic, FRESH), Error::<Test>::NotAuthorized);
		assert_noop!(rotate(DOCTOR, target, DOCTOR), Error::<Test>::SameHolder);
		assert_noop!(rotate(DOCTOR, target, CLINIC), Error::<Test>::NotPersonal);
		assert_ok!(rotate(DOCTOR, target, FRESH));
		assert_noop!(rotate(DOCTOR, target, FRESH), Error::<Test>::AlreadyPending);
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_noop!(rotate(DOCTOR, target, FRESH), Error::<Test>::NotActive);
	});
}

#[test]
fn a_change_nobody_accepted_makes_room() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		assert_ok!(rotate(DOCTOR, target, FRESH));
		pass(31 * DAY - 1);
		assert_noop!(rotate(DOCTOR, target, THIEF), Error::<Test>::AlreadyPending);
		pass(1);
		assert_ok!(rotate(DOCTOR, target, THIEF));
	});
}

#[test]
fn an_organisation_role_may_be_held_by_the_account() {
	run(|| {
		let id = grant_by(BOARD, DOCTOR, Role::Hospital, CLINIC_ORG);
		assert_ok!(rotate(DOCTOR, Target::Licence(id), CLINIC));
	});
}

#[test]
fn rotate_to_the_registrar_waits_for_the_council() {
	run(|| {
		let id = doctor();
		assert_ok!(rotate(DOCTOR, Target::Licence(id), BOARD));
		assert_eq!(file(id).pending, asked(BOARD, 24 * HOUR, Asker::Holder, true));
		let rivals = grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
		assert_ok!(rotate(DOCTOR, Target::Licence(rivals), BOARD));
		assert_eq!(file(rivals).pending, asked(BOARD, 24 * HOUR, Asker::Holder, false));
	});
}

#[test]
fn replace_holder_works() {
	run(|| {
		let id = doctor();
		assert_ok!(replace(BOARD, Target::Licence(id), FRESH));
		assert_eq!(file(id).pending, asked(FRESH, 72 * HOUR, Asker::Registrar, false));
		assert_ok!(Registry::enter_organisation(by(RIVAL), STRANGER, identity(77)));
		let target = Target::Organisation(5);
		assert_ok!(replace(RIVAL, target, FRESH));
		assert_eq!(house(5).pending, asked(FRESH, 72 * HOUR, Asker::Registrar, false));
	});
}

#[test]
fn replace_holder_for_the_own_house_waits_for_the_council() {
	run(|| {
		let id = own_house_active();
		assert_ok!(replace(BOARD, Target::Licence(id), FRESH));
		assert_eq!(file(id).pending, asked(FRESH, 72 * HOUR, Asker::Registrar, true));
		// To take a doctor's licence for itself is as good as granting it to itself.
		let id = doctor();
		assert_ok!(replace(BOARD, Target::Licence(id), BOARD));
		assert_eq!(file(id).pending, asked(BOARD, 72 * HOUR, Asker::Registrar, true));
	});
}

#[test]
fn replace_holder_fails() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		for who in [RIVAL, DOCTOR, CLINIC] {
			assert_noop!(replace(who, target, FRESH), Error::<Test>::NotAuthorized);
		}
		// The council entered the clinic: no registrar answers for it.
		let clinic = Target::Organisation(CLINIC_ORG);
		assert_noop!(replace(BOARD, clinic, FRESH), Error::<Test>::NotAuthorized);
		assert_ok!(Registry::replace_holder(council(), clinic, FRESH));
		assert_eq!(house(CLINIC_ORG).pending, asked(FRESH, 72 * HOUR, Asker::Council, false));
		assert_noop!(replace(BOARD, Target::Licence(99), FRESH), Error::<Test>::NotFound);
		assert_noop!(replace(BOARD, target, DOCTOR), Error::<Test>::SameHolder);
		assert_noop!(replace(BOARD, target, CLINIC), Error::<Test>::NotPersonal);
		assert_ok!(replace(BOARD, target, FRESH));
		assert_noop!(replace(BOARD, target, FRESH), Error::<Test>::AlreadyPending);
		assert_ok!(revoke(id, Ground::Ordinary));
		assert_noop!(replace(BOARD, target, FRESH), Error::<Test>::Final);
		let id = own_house();
		let target = Target::Licence(id);
		assert_noop!(replace(BOARD, target, FRESH), Error::<Test>::AlreadyPending);
		pass(30 * DAY);
		assert_noop!(replace(BOARD, target, FRESH), Error::<Test>::Final);
	});
}
