use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{LicenceStatus, Licensing};

const FRAUD: Ground = Ground::Fraud { since: 1 };

fn tainted(id: u32) -> bool {
	<Registry as Licensing<AccountId>>::tainted(id, 1)
}

#[test]
fn revoke_works_and_drops_what_is_pending() {
	run(|| {
		let id = doctor();
		assert_ok!(Registry::rotate(by(DOCTOR), Target::Licence(id), FRESH));
		pass(3);
		assert_ok!(revoke(id, Ground::Ordinary));
		assert_eq!(
			(row(id).standing, row(id).set),
			(Standing::Revoked(Ground::Ordinary), (2, START + 3))
		);
		assert_eq!((file(id).ended, file(id).pending), (Some(START + 3), None));
		let event = Event::Revoked { licence: id, ground: Ground::Ordinary, decision: decision() };
		assert_eq!(last_event(), event);
		assert!(!tainted(id));
	});
}

#[test]
fn revoke_finds_fraud_late() {
	run(|| {
		let ends: [fn(u32) -> DispatchResult; 3] = [
			|id| revoke(id, Ground::Ordinary),
			|id| Registry::surrender(by(DOCTOR), id),
			|_| Ok(pass(5 * YEAR)),
		];
		for end in ends {
			let id = doctor();
			let since = System::block_number() as u32;
			assert_ok!(end(id));
			let ended = file(id).ended;
			pass(1);
			assert_ok!(revoke(id, Ground::Fraud { since }));
			assert!(<Registry as Licensing<AccountId>>::tainted(id, since));
			// The tail runs from the first end.
			assert_eq!(file(id).ended, ended.or(Some(Now::get())));
		}
	});
}

#[test]
fn revoke_of_what_is_final_fails() {
	run(|| {
		let id = doctor();
		assert_ok!(revoke(id, Ground::Ordinary));
		assert_noop!(revoke(id, Ground::Ordinary), Error::<Test>::Final);
		assert_ok!(revoke(id, FRAUD));
		for ground in [Ground::Ordinary, FRAUD] {
			assert_noop!(revoke(id, ground), Error::<Test>::Final);
		}
		let awaiting = own_house();
		assert_noop!(revoke(awaiting, Ground::Ordinary), Error::<Test>::Final);
		assert_ok!(sign(Target::Licence(awaiting), false));
		assert_noop!(revoke(awaiting, Ground::Ordinary), Error::<Test>::Final);
	});
}

#[test]
fn revoke_for_fraud_widens_and_never_narrows() {
	run(|| {
		let id = doctor();
		pass(1);
		pass(1);
		assert_ok!(revoke(id, Ground::Fraud { since: 3 }));
		let ended = file(id).ended;
		pass(1);
		assert_noop!(revoke(id, Ground::Fraud { since: 3 }), Error::<Test>::Final);
		assert_noop!(revoke(id, Ground::Fraud { since: 4 }), Error::<Test>::Final);
		assert_noop!(revoke(id, Ground::Fraud { since: 0 }), Error::<Test>::InvalidBlock);
		assert_ok!(revoke(id, Ground::Fraud { since: 2 }));
		let tainted = <Registry as Licensing<AccountId>>::tainted;
		assert!(tainted(id, 2) && !tainted(id, 1));
		assert_eq!(file(id).ended, ended);
	});
}

#[test]
fn revoke_fails() {
	run(|| {
		let id = doctor();
		pass(1);
		let late = Ground::Fraud { since: 3 };
		assert_noop!(revoke(id, late), Error::<Test>::InvalidBlock);
		assert_noop!(revoke(99, Ground::Ordinary), Error::<Test>::NotFound);
		for origin in [by(RIVAL), by(DOCTOR), by(CLINIC)] {
			assert_noop!(
				Registry::revoke(origin, id, Ground::Ordinary, decision()),
				Error::<Test>::NotAuthorized
			);
		}
		// A suspension's taint is not narrowed: it stays, or the inquiry finds no fraud at all.
		assert_ok!(suspend(id, FRAUD));
		assert_noop!(revoke(id, Ground::Fraud { since: 2 }), Error::<Test>::InvalidBlock);
	});
}

#[test]
fn revoke_for_negligence_ends_the_taint_of_a_suspension() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, FRAUD));
		assert!(tainted(id));
		assert_ok!(revoke(id, Ground::Ordinary));
		assert!(!tainted(id));
		assert_eq!(Registry::status(id), Some(LicenceStatus::Revoked { fraud: false }));
	});
}

#[test]
fn revoke_gives_nothing_back_to_the_own_house() {
	run(|| {
		let id = own_house_active();
		assert_ok!(suspend(id, FRAUD));
		assert_noop!(revoke(id, Ground::Ordinary), Error::<Test>::NotAuthorized);
		assert!(tainted(id));
		assert_ok!(Registry::revoke(council(), id, Ground::Ordinary, decision()));
		assert!(!tainted(id));
	});
}

#[test]
fn surrender_by_either_side_works() {
	run(|| {
		for who in [DOCTOR, CLINIC] {
			let id = doctor();
			assert_ok!(Registry::surrender(by(who), id));
			assert_eq!(row(id).standing, Standing::Surrendered);
			assert_eq!(file(id).ended, Some(START));
			assert_eq!(last_event(), Event::Surrendered { licence: id });
			assert_eq!(Registry::status(id), Some(LicenceStatus::Surrendered));
		}
		let id = doctor();
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_ok!(Registry::surrender(by(DOCTOR), id));
	});
}

#[test]
fn surrender_is_no_escape() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, FRAUD));
		assert_noop!(Registry::surrender(by(DOCTOR), id), Error::<Test>::Final);
		assert_noop!(Registry::surrender(by(CLINIC), id), Error::<Test>::Final);
	});
}

#[test]
fn surrender_fails() {
	run(|| {
		let id = doctor();
		assert_noop!(Registry::surrender(by(DOCTOR), 99), Error::<Test>::NotFound);
		for who in [BOARD, PHARMACY, STRANGER] {
			assert_noop!(Registry::surrender(by(who), id), Error::<Test>::NotAuthorized);
		}
		assert_noop!(Registry::surrender(council(), id), DispatchError::BadOrigin);
		assert_ok!(Registry::surrender(by(DOCTOR), id));
		assert_noop!(Registry::surrender(by(DOCTOR), id), Error::<Test>::Final);
		let awaiting = own_house();
		assert_noop!(Registry::surrender(by(COLLEAGUE), awaiting), Error::<Test>::Final);
	});
}
