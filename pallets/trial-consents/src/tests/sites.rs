//! What all calls share that a site makes for its participants.

use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;

#[test]
fn a_colleague_may_act_and_others_may_not() {
	run(|| {
		consent();
		let by = |who: u64| but!(enrol(), enrol, licence = licence(who));
		for who in [RIVAL, NURSE, SPONSOR] {
			assert_noop!(send(who, by(who)), Error::<Test>::NotAuthorized);
			let call = but!(advance(Step::OnStudy), advance, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
			assert_noop!(send(who, record_by(who, CORE)), Error::<Test>::NotAuthorized);
			let end = end_participation(ExitReason::Completed);
			let end = but!(end, end_participation, licence = licence(who));
			assert_noop!(send(who, end), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(STRANGER, enrol()), Error::<Test>::NotAuthorized);
		// Who is no site takes nobody on, but goes on with whom the house has taken on.
		assert_noop!(send(OUTSIDER, by(OUTSIDER)), Error::<Test>::NotAuthorized);
		assert_ok!(send(COLLEAGUE, by(COLLEAGUE)));
		assert_ok!(send(OUTSIDER, record_by(OUTSIDER, CORE)));
		expire(INVESTIGATOR);
		for call in [
			enrol(),
			advance(Step::OnStudy),
			record(CORE),
			end_participation(ExitReason::Completed),
		] {
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::LicenceNotValid);
		}
	});
}

#[test]
fn nothing_without_a_consent() {
	let calls = || {
		[enrol(), advance(Step::OnStudy), record(CORE), end_participation(ExitReason::Completed)]
	};
	let refused = |error: Error<Test>| {
		let error = DispatchError::from(error);
		for call in calls() {
			assert_noop!(send(INVESTIGATOR, call), error);
		}
	};
	run(|| {
		refused(Error::NotFound);
		proposed(OFFERED, ADULT);
		refused(Error::NotConsented);
		signed(salus_primitives::Signer::Investigator);
		refused(Error::NotConsented);
		signed(salus_primitives::Signer::Subject);
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		refused(Error::NotConsented);
	});
}
