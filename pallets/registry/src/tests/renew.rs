use crate::{mock::*, *};
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, LicenceStatus, Moment};

fn renew(id: u32, until: Moment) -> DispatchResult {
	Registry::renew(by(BOARD), id, until, H256::repeat_byte(9))
}

#[test]
fn renew_before_expiry_is_seamless() {
	run(|| {
		let id = doctor();
		let before = row(id);
		go_to(before.until - 1);
		let until = Now::get() + YEAR;
		assert_ok!(renew(id, until));
		assert_eq!(row(id), Licence { until, ..before });
		assert_eq!(file(id).credential, H256::repeat_byte(9));
		let event = Event::Renewed {
			licence: id,
			from: START,
			until,
			credential: H256::repeat_byte(9),
			bond: SHARE,
		};
		assert_eq!(last_event(), event);
	});
}

#[test]
fn renew_after_expiry_shows_the_gap() {
	for lapse in [0, GRACE - 1] {
		run(|| {
			let id = doctor();
			go_to(row(id).until + lapse);
			let now = Now::get();
			assert_eq!(Registry::status(id), Some(LicenceStatus::Expired));
			assert_ok!(renew(id, now + YEAR));
			assert_eq!((row(id).from, row(id).set), (now, (2, now)));
			assert_eq!(Registry::status(id), Some(LicenceStatus::Valid));
		});
	}
}

#[test]
fn renew_fails() {
	run(|| {
		let id = doctor();
		let until = row(id).until;
		assert_noop!(renew(99, until + 1), Error::<Test>::NotFound);
		for origin in [by(RIVAL), by(DOCTOR), by(CLINIC)] {
			assert_noop!(
				Registry::renew(origin, id, until + 1, credential()),
				Error::<Test>::NotAuthorized
			);
		}
		assert_noop!(renew(id, until), Error::<Test>::InvalidPeriod);
		let longest = START + Moment::from(VALIDITY_D) * DAY;
		assert_noop!(renew(id, longest + 1), Error::<Test>::InvalidPeriod);
		assert_ok!(renew(id, longest));

		assert_ok!(suspend(id, Ground::Ordinary));
		assert_noop!(renew(id, longest + 1), Error::<Test>::NotActive);
		assert_ok!(Registry::resume(by(BOARD), id));
		assert_ok!(Registry::rotate(by(DOCTOR), Target::Licence(id), FRESH));
		pass(1);
		assert_noop!(renew(id, longest + 1), Error::<Test>::AlreadyPending);

		// Within the grace, but ending in the past.
		go_to(longest + 10);
		assert_noop!(renew(id, longest + 10), Error::<Test>::InvalidPeriod);
		go_to(longest + GRACE);
		assert_noop!(renew(id, Now::get() + 1), Error::<Test>::TooLate);
	});
}

#[test]
fn renew_for_the_own_house_waits_for_the_council() {
	run(|| {
		let id = own_house_active();
		let until = row(id).until;
		assert_ok!(renew(id, until + 1));
		assert_eq!(row(id).until, until);
		let act = Act::Renew { until: until + 1, credential: H256::repeat_byte(9) };
		let due = START + 30 * DAY;
		let target = Target::Licence(id);
		assert_eq!(
			last_event(),
			Event::CouncilAsked { target, act: act.clone(), terms: None, due }
		);
		assert_noop!(renew(id, until + 2), Error::<Test>::AlreadyPending);
		assert_ok!(sign(target, true));
		assert_eq!(row(id).until, until + 1);
		// The council need not wait for itself.
		assert_ok!(Registry::renew(council(), id, until + 2, credential()));
		assert_eq!(row(id).until, until + 2);
	});
}

#[test]
fn renew_for_the_own_house_is_checked_again_when_countersigned() {
	run(|| {
		let id = own_house_active();
		let target = Target::Licence(id);
		go_to(row(id).until - 1);
		assert_ok!(renew(id, Now::get() + YEAR));
		assert_ok!(Registry::withdraw_bond(by(BOARD_HOUSE), BOARD_ORG, 900));
		let dear = RolePolicy { max_validity_d: 1, tail_d: TAIL_D, bonds: [SHARE + 1; 4] };
		let role = row(id).role;
		assert_ok!(Registry::set_role_policy(council(), role, dear));
		assert_noop!(sign(target, true), Error::<Test>::InvalidPeriod);
		let dear = RolePolicy { max_validity_d: VALIDITY_D, ..dear };
		assert_ok!(Registry::set_role_policy(council(), role, dear));
		assert_noop!(sign(target, true), Error::<Test>::BondShort);
		assert_ok!(Registry::deposit_bond(by(BOARD_HOUSE), BOARD_ORG, 1));
		pass(10);
		assert_ok!(sign(target, true));
		assert_eq!(row(id).from, Now::get());
		assert_eq!(Registry::status(id), Some(LicenceStatus::Valid));
	});
}
