use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{LicenceFault, RecordFacts, RecordStatus};

#[test]
fn mark_error_says_that_a_record_should_never_have_been_written() {
	run(|| {
		let id = anchored();
		assert_ok!(send(HOSPITAL, mark_error(HOSPITAL, id)));
		assert_eq!(last_event(), Event::MarkedInError { id });
		assert_eq!(<HealthRecords as RecordFacts>::status(&id), Some(RecordStatus::InError));
		assert_noop!(send(HOSPITAL, mark_error(HOSPITAL, id)), Error::<Test>::NotLive);
		// It can still be shredded.
		assert_ok!(send(PATIENT, request_shred(id)));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, id)));
	});
}

#[test]
fn mark_error_by_its_custodian_or_the_successor_only() {
	run(|| {
		let id = anchored();
		for who in [OTHER_HOSPITAL, CLINICIAN, REGULATOR] {
			assert_noop!(send(who, mark_error(who, id)), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(PATIENT, mark_error(HOSPITAL, id)), Error::<Test>::NotAuthorized);
		fault(HOSPITAL, Some(LicenceFault::NotYetValid));
		assert_noop!(send(HOSPITAL, mark_error(HOSPITAL, id)), Error::<Test>::LicenceNotValid);
		succeeded();
		assert_ok!(send(OTHER_HOSPITAL, mark_error(OTHER_HOSPITAL, id)));
	});
}

#[test]
fn mark_error_of_what_is_not_live_fails() {
	run(|| {
		entered();
		let [amended, asked, gone] = [0; 3].map(|set| anchored_for(PATIENT, set));
		assert_ok!(send(HOSPITAL, amend(HOSPITAL, amended, root())));
		assert_ok!(send(PATIENT, request_shred(asked)));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, gone)));
		for id in [amended, asked, gone] {
			assert_noop!(send(HOSPITAL, mark_error(HOSPITAL, id)), Error::<Test>::NotLive);
		}
		let unknown = mark_error(HOSPITAL, H256::zero());
		assert_noop!(send(HOSPITAL, unknown), Error::<Test>::NotFound);
	});
}
