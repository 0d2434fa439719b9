use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn advance_goes_forward_only() {
	run(|| {
		consent();
		let early = advance(Step::OnStudy);
		assert_noop!(send(INVESTIGATOR, early), Error::<Test>::InvalidStep);
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_ok!(send(INVESTIGATOR, advance(Step::OnStudy)));
		let (by, to) = (licence(INVESTIGATOR), Step::OnStudy);
		let event = Event::Advanced { trial: TRIAL, subject: SUBJECT, by, to };
		assert_eq!((last_event(), row().enrolment), (event, Enrolment::OnStudy));
		assert_noop!(send(INVESTIGATOR, advance(Step::OnStudy)), Error::<Test>::InvalidStep);
		assert_ok!(send(INVESTIGATOR, advance(Step::FollowUp)));
		assert_eq!(row().enrolment, Enrolment::FollowUp);
		for to in [Step::OnStudy, Step::FollowUp] {
			assert_noop!(send(INVESTIGATOR, advance(to)), Error::<Test>::InvalidStep);
		}
	});
	run(|| {
		enrolled();
		assert_ok!(send(INVESTIGATOR, advance(Step::FollowUp)));
	});
	run(|| {
		enrolled();
		approve_new(ask_all(DAY));
		let due = advance(Step::OnStudy);
		assert_noop!(send(INVESTIGATOR, due), Error::<Test>::NotConsented);
	});
}
