use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{LicenceStatus, Licensing, Role};

fn tainted(id: u32, block: u32) -> bool {
	<Registry as Licensing<AccountId>>::tainted(id, block)
}

#[test]
fn suspend_a_page_works() {
	run(|| {
		let ids: Vec<_> = (0..9).map(|_| doctor()).collect();
		pass(5);
		let page = BoundedVec::truncate_from(ids.clone());
		let ground = Ground::Fraud { since: 2 };
		assert_ok!(Registry::suspend(by(BOARD), page, ground, decision()));
		for id in ids {
			assert_eq!(row(id).standing, Standing::Suspended(ground));
			assert_eq!(row(id).set, (2, START + 5));
			assert_eq!((file(id).trail.n, file(id).trail.last), (2, 2));
			assert!(tainted(id, 2) && !tainted(id, 1));
		}
	});
}

#[test]
fn suspend_is_all_or_nothing() {
	run(|| {
		let (good, over) = (doctor(), doctor());
		assert_ok!(revoke(over, Ground::Ordinary));
		let both = |last| BoundedVec::truncate_from(vec![good, last]);
		let ground = Ground::Ordinary;
		assert_noop!(
			with_layer(|| Registry::suspend(by(BOARD), both(over), ground, decision())),
			Error::<Test>::Final
		);
		assert_noop!(
			with_layer(|| Registry::suspend(by(BOARD), both(99), ground, decision())),
			Error::<Test>::NotFound
		);
		let foreign = grant_by(RIVAL, DOCTOR, Role::Prescriber, CLINIC_ORG);
		assert_noop!(
			with_layer(|| Registry::suspend(by(BOARD), both(foreign), ground, decision())),
			Error::<Test>::NotAuthorized
		);
		// Named twice is suspended twice, to the same effect.
		assert_ok!(Registry::suspend(by(BOARD), both(good), ground, decision()));
		assert_eq!(file(good).trail.n, 3);
	});
}

/// A call as a transaction runs it.
fn with_layer(call: impl FnOnce() -> DispatchResult) -> DispatchResult {
	frame::deps::frame_support::storage::with_storage_layer(call)
}

#[test]
fn suspend_needs_a_living_licence() {
	run(|| {
		let awaiting = own_house();
		assert_noop!(suspend(awaiting, Ground::Ordinary), Error::<Test>::Final);
		let id = doctor();
		for origin in [by(DOCTOR), by(CLINIC), by(RIVAL), by(STRANGER)] {
			assert_noop!(suspend_by(origin, id, Ground::Ordinary), Error::<Test>::NotAuthorized);
		}
		// What has expired can still be suspended: fraud is found late.
		go_to(row(id).until + 10 * YEAR);
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		assert!(tainted(id, 1));
	});
}

#[test]
fn suspend_for_fraud_since_a_block_of_its_life() {
	run(|| {
		pass(1);
		let id = doctor();
		pass(1);
		assert_noop!(suspend(id, Ground::Fraud { since: 1 }), Error::<Test>::InvalidBlock);
		assert_noop!(suspend(id, Ground::Fraud { since: 4 }), Error::<Test>::InvalidBlock);
		assert_ok!(suspend(id, Ground::Fraud { since: 3 }));
		// A taint widens, and never narrows by suspending again.
		assert_noop!(suspend(id, Ground::Ordinary), Error::<Test>::InvalidBlock);
		assert_ok!(suspend(id, Ground::Fraud { since: 3 }));
		assert_ok!(suspend(id, Ground::Fraud { since: 2 }));
		assert_noop!(suspend(id, Ground::Fraud { since: 3 }), Error::<Test>::InvalidBlock);
		assert!(tainted(id, 2));
	});
}

#[test]
fn suspend_replaces_an_ordinary_ground() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, Ground::Ordinary));
		assert!(!tainted(id, 1));
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		assert_eq!(Registry::status(id), Some(LicenceStatus::Suspended { fraud: true }));
	});
}

#[test]
fn suspend_drops_the_thiefs_rotation_but_not_the_registrars_replacement() {
	run(|| {
		let id = doctor();
		let target = Target::Licence(id);
		assert_ok!(Registry::rotate(by(DOCTOR), target, THIEF));
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		assert_eq!(file(id).pending, None);
		assert_ok!(Registry::replace_holder(by(BOARD), target, FRESH));
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		assert!(file(id).pending.is_some());
	});
}

#[test]
fn suspend_drops_the_request_to_lift_the_suspension_before() {
	run(|| {
		let id = own_house_active();
		let target = Target::Licence(id);
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_ok!(Registry::resume(by(BOARD), id));
		let motion = waiting(target).unwrap().act;
		pass(1);
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		let countersign = || Registry::countersign(council(), target, motion.clone(), true);
		assert_noop!(countersign(), Error::<Test>::NothingPending);
		// To ask again is no way around: the old motion was about the old suspension.
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_noop!(countersign(), Error::<Test>::NothingPending);
		assert!(tainted(id, 1));
		assert_ok!(sign(target, true));
		assert!(!tainted(id, 1));
	});
}

#[test]
fn a_suspension_does_not_end_by_time() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, Ground::Ordinary));
		pass(50 * YEAR);
		assert_eq!(Registry::status(id), Some(LicenceStatus::Suspended { fraud: false }));
	});
}

#[test]
fn resume_works() {
	run(|| {
		let id = doctor();
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		pass(7);
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_eq!((row(id).standing, row(id).set), (Standing::Active, (2, START + 7)));
		assert_eq!(last_event(), Event::Resumed { licence: id });
		assert!(!tainted(id, 1));
	});
}

#[test]
fn resume_fails() {
	run(|| {
		let id = doctor();
		assert_noop!(Registry::resume(by(BOARD), id), Error::<Test>::NotSuspended);
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_noop!(Registry::resume(by(DOCTOR), id), Error::<Test>::NotAuthorized);
		assert_noop!(Registry::resume(by(BOARD), 99), Error::<Test>::NotFound);
		assert_ok!(Registry::replace_holder(by(BOARD), Target::Licence(id), FRESH));
		assert_noop!(Registry::resume(by(BOARD), id), Error::<Test>::AlreadyPending);
	});
}

#[test]
fn resume_for_the_own_house_waits_for_the_council() {
	run(|| {
		let id = own_house_active();
		assert_ok!(suspend(id, Ground::Fraud { since: 1 }));
		assert_ok!(Registry::resume(by(BOARD), id));
		assert!(matches!(last_event(), Event::CouncilAsked { act: Act::Resume { set: 1 }, .. }));
		assert!(tainted(id, 1));
		assert_noop!(Registry::resume(by(BOARD), id), Error::<Test>::AlreadyPending);
		assert_ok!(sign(Target::Licence(id), true));
		assert_eq!(last_event(), Event::Resumed { licence: id });
		assert_eq!(row(id).standing, Standing::Active);
		// A request nobody answered does not block the council.
		assert_ok!(suspend(id, Ground::Ordinary));
		assert_ok!(Registry::resume(by(BOARD), id));
		pass(30 * salus_primitives::ids::DAY);
		assert_ok!(Registry::resume(council(), id));
		assert_eq!(file(id).pending, None);
	});
}
