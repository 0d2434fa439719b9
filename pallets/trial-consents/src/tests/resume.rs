use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::Standing;

#[test]
fn neither_lifts_what_the_other_has_said() {
	run(|| {
		consent();
		assert_ok!(send(REGULATOR, suspend(REGULATOR, None)));
		assert_noop!(send(COMMITTEE, resume(COMMITTEE, None)), Error::<Test>::NotSuspended);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		assert_ok!(send(REGULATOR, resume(REGULATOR, None)));
		assert_eq!(standing(), Standing::Suspended);
		assert_ok!(send(COMMITTEE, resume(COMMITTEE, None)));
		assert_eq!(standing(), Standing::Active);
	});
}

#[test]
fn a_new_version_is_no_way_round_a_regulator() {
	run(|| {
		assert_ok!(send(REGULATOR, suspend(REGULATOR, None)));
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		let second = approve_new(NEW_ONLY);
		let expected = Suspension { committee: false, regulator: true };
		assert_eq!(TrialConsents::form(TRIAL, second).unwrap().suspended, expected);
		assert_noop!(send(INVESTIGATOR, propose(CORE, ADULT)), Error::<Test>::NotApproved);
		assert_ok!(send(REGULATOR, resume(REGULATOR, Some(second))));
		assert_ok!(send(INVESTIGATOR, propose(CORE, ADULT)));
	});
}
