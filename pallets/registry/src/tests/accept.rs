use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, Licensing, Role, Roles,
};

fn accept(who: AccountId, target: Target) -> DispatchResult {
	Registry::accept_change(by(who), target)
}

fn cancel(origin: RuntimeOrigin, target: Target) -> DispatchResult {
	Registry::cancel_change(origin, target)
}

fn check(id: u32, who: AccountId) -> Result<(), LicenceFault> {
	<Registry as Licensing<_>>::check(id, &who, Roles::ALL, Now::get()).map(|_| ())
}

/// The doctor's licence, about to pass to a fresh key.
fn rotating() -> Target {
	let target = Target::Licence(doctor());
	assert_ok!(Registry::rotate(by(DOCTOR), target, FRESH));
	target
}

fn replacing() -> (u32, Target) {
	let id = doctor();
	let target = Target::Licence(id);
	assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
	(id, target)
}

#[test]
fn accept_change_in_its_time() {
	for (delay, expected) in [
		(24 * HOUR - 1, Err(Error::<Test>::TooEarly)),
		(24 * HOUR, Ok(())),
		(31 * DAY - 1, Ok(())),
		(31 * DAY, Err(Error::<Test>::TooLate)),
	] {
		run(|| {
			let target = rotating();
			pass(delay);
			match expected {
				Ok(()) => {
					assert_ok!(accept(FRESH, target));
				},
				Err(error) => {
					assert_noop!(accept(FRESH, target), error);
				},
			}
		});
	}
}

#[test]
fn accept_change_moves_the_rights_and_nothing_else() {
	run(|| {
		let target = rotating();
		let before = row(1);
		assert_eq!(check(1, DOCTOR), Ok(()));
		pass(DAY);
		assert_ok!(accept(FRESH, target));
		assert_eq!(row(1), Licence { holder: FRESH, set: (2, Now::get()), ..before });
		assert_eq!((file(1).pending, file(1).vetoed), (None, false));
		assert_eq!(check(1, DOCTOR), Err(LicenceFault::NotHolder));
		assert_eq!(check(1, FRESH), Ok(()));
		assert_eq!((Holders::<Test>::get(DOCTOR), Holders::<Test>::get(FRESH)), (None, Some(1)));
		let event = Event::HolderChanged { licence: 1, old: DOCTOR, new: FRESH };
		assert_eq!(last_event(), event);
		assert_noop!(accept(FRESH, target), Error::<Test>::NothingPending);
	});
}

#[test]
fn accept_change_is_the_new_keys() {
	run(|| {
		let target = rotating();
		pass(DAY);
		for who in [DOCTOR, BOARD, CLINIC, THIEF] {
			assert_noop!(accept(who, target), Error::<Test>::NotAuthorized);
		}
		assert_noop!(accept(FRESH, Target::Licence(99)), Error::<Test>::NotFound);
		let clinic = Target::Organisation(CLINIC_ORG);
		assert_noop!(accept(FRESH, clinic), Error::<Test>::NothingPending);
	});
}

#[test]
fn accept_change_needs_the_councils_word_if_asked() {
	run(|| {
		let id = own_house_active();
		let target = Target::Licence(id);
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		pass(3 * DAY);
		assert_noop!(accept(FRESH, target), Error::<Test>::NotCountersigned);
		assert_ok!(sign(target, true));
		assert_ok!(accept(FRESH, target));
	});
}

#[test]
fn accept_change_checks_again_that_the_key_is_personal() {
	run(|| {
		let target = rotating();
		let clinic = Target::Organisation(CLINIC_ORG);
		assert_ok!(Registry::rotate(by(CLINIC), clinic, FRESH));
		pass(DAY);
		assert_ok!(accept(FRESH, clinic));
		assert_noop!(accept(FRESH, target), Error::<Test>::NotPersonal);
	});
}

#[test]
fn accept_change_saves_a_stolen_licence_under_suspension() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		assert_ok!(Registry::rotate(by(DOCTOR), target, THIEF));
		pass(HOUR);
		assert_ok!(suspend(id, Ground::Fraud { since: 2 }));
		pass(DAY);
		assert_noop!(accept(THIEF, target), Error::<Test>::NothingPending);
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		// The old key may be the thief's: no veto.
		assert_noop!(cancel(by(DOCTOR), target), Error::<Test>::NotAuthorized);
		pass(3 * DAY);
		assert_ok!(accept(FRESH, target));
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_eq!(check(id, FRESH), Ok(()));
	});
}

#[test]
fn accept_change_of_an_account_moves_the_bond_still_held() {
	run(|| {
		doctor();
		let target = Target::Organisation(CLINIC_ORG);
		assert_ok!(Registry::rotate(by(CLINIC), target, FRESH));
		pass(DAY);
		assert_ok!(accept(FRESH, target));
		assert_eq!((held(CLINIC), held(FRESH)), (0, 1_000));
		assert_eq!(Balances::free_balance(CLINIC), 9_000);
		assert_eq!(house(CLINIC_ORG).account, FRESH);
		let event = Event::AccountChanged { organisation: CLINIC_ORG, old: CLINIC, new: FRESH };
		assert_eq!(last_event(), event);
		assert_noop!(
			Registry::withdraw_bond(by(CLINIC), CLINIC_ORG, 1),
			Error::<Test>::NotAuthorized
		);
		assert_ok!(Registry::withdraw_bond(by(FRESH), CLINIC_ORG, 900));
	});
}

#[test]
fn accept_change_by_an_account_that_cannot_hold_fails() {
	run(|| {
		let target = Target::Organisation(CLINIC_ORG);
		assert_ok!(Registry::rotate(by(CLINIC), target, 999));
		pass(DAY);
		assert_noop!(accept(999, target), TokenError::CannotCreateHold);
	});
}

#[test]
fn cancel_change_by_whoever_asked_or_the_council_is_no_veto() {
	run(|| {
		let target = rotating();
		assert_ok!(cancel(by(DOCTOR), target));
		assert_eq!(last_event(), Event::ChangeCancelled { target, veto: false });
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		assert_ok!(cancel(by(BOARD), target));
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		assert_ok!(cancel(council(), target));
		assert!(!file(1).vetoed);
		assert_noop!(cancel(council(), target), Error::<Test>::NothingPending);
		pass(5 * DAY);
		assert_noop!(accept(FRESH, target), Error::<Test>::NothingPending);
	});
}

#[test]
fn cancel_change_of_what_the_council_asked_is_not_the_registrars() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		assert_ok!(Registry::replace_holder(council(), target, FRESH));
		assert_noop!(cancel(by(BOARD), target), Error::<Test>::NotAuthorized);
		assert_ok!(cancel(by(DOCTOR), target));
		assert_eq!(last_event(), Event::ChangeCancelled { target, veto: true });
		assert_ok!(Registry::replace_holder(council(), target, FRESH));
		assert_ok!(cancel(council(), target));
		assert_eq!(last_event(), Event::ChangeCancelled { target, veto: false });
	});
}

#[test]
fn cancel_change_by_the_present_key_is_a_veto_and_then_the_council_decides() {
	run(|| {
		let (id, target) = replacing();
		assert_ok!(cancel(by(DOCTOR), target));
		assert_eq!(last_event(), Event::ChangeCancelled { target, veto: true });
		assert!(file(id).vetoed);
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		assert!(file(id).pending.unwrap().council);
		pass(3 * DAY);
		assert_noop!(accept(FRESH, target), Error::<Test>::NotCountersigned);
		assert_ok!(sign(target, true));
		assert_ok!(accept(FRESH, target));
		// The veto was the old key's.
		assert!(!file(id).vetoed);
	});
}

#[test]
fn an_organisation_vetoes_once() {
	run(|| {
		let target = Target::Organisation(CLINIC_ORG);
		let replace = || Registry::replace_holder(council(), target, FRESH);
		assert_ok!(replace());
		assert_ok!(cancel(by(CLINIC), target));
		assert!(house(CLINIC_ORG).vetoed);
		assert_ok!(replace());
		assert_noop!(cancel(by(CLINIC), target), Error::<Test>::NotAuthorized);
		pass(3 * DAY);
		assert_ok!(accept(FRESH, target));
		assert!(!house(CLINIC_ORG).vetoed);
	});
}

#[test]
fn countersign_an_account() {
	run(|| {
		assert_ok!(Registry::enter_organisation(by(RIVAL), STRANGER, identity(77)));
		let target = Target::Organisation(5);
		assert_ok!(Registry::replace_holder(by(RIVAL), target, RIVAL));
		assert!(house(5).pending.unwrap().council);
		assert_ok!(sign(target, false));
		assert_eq!(last_event(), Event::Refused { target });
		assert_ok!(Registry::replace_holder(by(RIVAL), target, RIVAL));
		assert_ok!(sign(target, true));
		assert_eq!(last_event(), Event::Countersigned { target });
		pass(3 * DAY);
		assert_ok!(accept(RIVAL, target));
	});
}

#[test]
fn cancel_change_fails() {
	run(|| {
		let (_, target) = replacing();
		for who in [RIVAL, CLINIC, FRESH] {
			assert_noop!(cancel(by(who), target), Error::<Test>::NotAuthorized);
		}
		assert_noop!(cancel(by(DOCTOR), Target::Licence(99)), Error::<Test>::NotFound);
		pass(33 * DAY);
		assert_noop!(cancel(by(DOCTOR), target), Error::<Test>::TooLate);
		// A holder's own wish is not the registrar's to cancel.
		let target = Target::Licence(grant_by(BOARD, DOCTOR, Role::Prescriber, CLINIC_ORG));
		assert_ok!(Registry::rotate(by(DOCTOR), target, FRESH));
		assert_noop!(cancel(by(BOARD), target), Error::<Test>::NotAuthorized);
	});
}
