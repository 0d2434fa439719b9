use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Standing};

#[test]
fn enrol_works_with_a_consent_in_force() {
	run(|| {
		consent();
		assert_ok!(send(INVESTIGATOR, enrol()));
		let (by, standing) = (licence(INVESTIGATOR), Standing::Active);
		let event = Event::Enrolled { trial: TRIAL, subject: SUBJECT, by, standing };
		assert_eq!((last_event(), row().enrolment), (event, Enrolment::Enrolled(START)));
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
	});
}

#[test]
fn enrol_needs_the_version_in_use() {
	run(|| {
		consent();
		approve_new(NEW_ONLY);
		assert_eq!(standing(), Standing::Active);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
	});
	run(|| {
		consent();
		approve_new(ask_all(DAY));
		assert!(standing().permits());
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
		proposed(CORE, ADULT);
		sign_all();
		assert_ok!(send(INVESTIGATOR, enrol()));
	});
}
