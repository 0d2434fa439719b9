use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Standing};

#[test]
fn extend_works_before_the_end_and_after_with_a_visible_gap() {
	run(|| {
		enrolled();
		at(APPROVED_UNTIL - 1);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		let until = APPROVED_UNTIL + DAY;
		assert_ok!(send(COMMITTEE, extend(1, until)));
		assert_eq!(last_event(), Event::FormExtended { trial: TRIAL, version: 1, until });
		at(APPROVED_UNTIL);
		assert_eq!(standing(), Standing::Active);
		at(until);
		assert_eq!(standing(), Standing::Suspended);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		assert_noop!(send(INVESTIGATOR, propose(CORE, ADULT)), Error::<Test>::NotApproved);
		after(DAY);
		assert_ok!(send(COMMITTEE, extend(1, until + 2 * DAY)));
		assert_eq!(standing(), Standing::Active);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
	});
}

#[test]
fn extend_fails_for_others_and_out_of_its_bounds() {
	run(|| {
		let later = APPROVED_UNTIL + 1;
		for bad in [START, APPROVED_UNTIL - 1, APPROVED_UNTIL] {
			assert_noop!(send(COMMITTEE, extend(1, bad)), Error::<Test>::InvalidPeriod);
		}
		for who in [SPONSOR, REGULATOR, HOUSE_COMMITTEE] {
			let call = but!(extend(1, later), extend, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let version = submitted(NEW_ONLY);
		assert_noop!(send(COMMITTEE, extend(version, later)), Error::<Test>::NotApproved);
		assert_noop!(send(COMMITTEE, extend(9, later)), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, extend(1, later)), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		assert_ok!(send(COMMITTEE, extend(1, later)));
		at(later + 1);
		let not_ahead = extend(1, Now::get());
		assert_noop!(send(COMMITTEE, not_ahead), Error::<Test>::InvalidPeriod);
	});
}
