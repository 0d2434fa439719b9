use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Standing};

#[test]
fn end_participation_ends_the_consent_for_good() {
	for why in [
		ExitReason::Completed,
		ExitReason::LostToFollowUp,
		ExitReason::Investigator,
		ExitReason::Sponsor,
	] {
		run(|| {
			on_study();
			proposed(OFFERED, ADULT);
			let last = given();
			assert_ok!(send(INVESTIGATOR, end_participation(why)));
			let by = licence(INVESTIGATOR);
			let event = Event::Ended { trial: TRIAL, subject: SUBJECT, by, why };
			assert_eq!(last_event(), event);
			let row = row();
			assert_eq!(row.enrolment, Enrolment::Off(OffReason::Exited(why)));
			let (at, why) = (START, EndReason::Exited);
			assert_eq!(row.consent, Consent::Ended { at, why, last: Some(last) });
			assert_eq!((row.proposal, row.refused), (None, false));
			assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
			let again = end_participation(ExitReason::Completed);
			assert_noop!(send(INVESTIGATOR, again), Error::<Test>::NotConsented);
		});
	}
}

/// Invariant 5: whoever is off the trial gives no data again, whatever they sign.
#[test]
fn who_is_off_the_trial_stays_off() {
	run(|| {
		enrolled();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		proposed(OFFERED, ADULT);
		sign_all();
		assert_eq!(standing(), Standing::Active);
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::AlreadyEnrolled);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotEnrolled);
		assert_noop!(send(INVESTIGATOR, advance(Step::FollowUp)), Error::<Test>::InvalidStep);
		assert_eq!(row().enrolment, Enrolment::Off(OffReason::Withdrawn));
		// A new version asks them as any other.
		approve_new(Some(Reconsent::Stages { mask: 0b1000, grace_until: START + DAY }));
		let (until, why) = (START + DAY, salus_primitives::Renewal::NewVersion);
		assert_eq!(standing(), Standing::Due { until, why });
	});
}
