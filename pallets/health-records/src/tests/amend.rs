use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::{deps::sp_runtime::TokenError, testing_prelude::*};
use salus_primitives::{
	ids::{DAY, HOUR},
	LicenceFault, RecordFacts, RecordId, RecordStatus,
};

fn amends(id: RecordId) -> DispatchResult {
	send(HOSPITAL, amend(HOSPITAL, id, root()))
}

#[test]
fn amend_replaces_a_record_by_another_version_in_the_same_set() {
	run(|| {
		entered();
		let id = anchored_for(PATIENT, 5);
		after(HOUR);
		let root = root();
		assert_ok!(send(HOSPITAL, amend(HOSPITAL, id, root)));
		let by = HealthRecords::id(licence(HOSPITAL), Now::get(), root);
		let (custodian, patient) = (licence(HOSPITAL), PATIENT);
		let told =
			[Event::Anchored { id: by, custodian, patient, set: 5 }, Event::Amended { id, by }];
		assert_eq!(events(), told);
		assert_eq!(<HealthRecords as RecordFacts>::status(&id), Some(RecordStatus::Amended { by }));
		assert_eq!(kept(by).version, Version::Live);
		assert_noop!(amends(id), Error::<Test>::NotLive);
		assert_ok!(amends(by));
	});
}

#[test]
fn amend_leaves_what_was_said_of_the_old_version_there() {
	run(|| {
		let id = anchored();
		assert_ok!(send(PATIENT, dispute(id)));
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, START + DAY)));
		assert_ok!(amends(id));
		let Version::Amended { by } = kept(id).version else { panic!() };
		let (old, new) = (kept(id), kept(by));
		assert!(old.disputed && old.hold.is_some());
		assert!(!new.disputed && new.hold.is_none());
	});
}

#[test]
fn amend_by_its_custodian_or_the_successor_only() {
	run(|| {
		let id = anchored();
		for who in [OTHER_HOSPITAL, CLINICIAN] {
			let call = amend(who, id, root());
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let call = amend(HOSPITAL, id, root());
		assert_noop!(send(PATIENT, call.clone()), Error::<Test>::NotAuthorized);
		fault(HOSPITAL, Some(LicenceFault::Suspended));
		assert_noop!(send(HOSPITAL, call), Error::<Test>::LicenceNotValid);
		succeeded();
		let root = root();
		assert_ok!(send(OTHER_HOSPITAL, amend(OTHER_HOSPITAL, id, root)));
		// The id opens to who wrote the version.
		let by = HealthRecords::id(licence(OTHER_HOSPITAL), Now::get(), root);
		assert_eq!(kept(by).custodian, licence(OTHER_HOSPITAL));
	});
}

#[test]
fn amend_of_what_is_not_live_fails() {
	run(|| {
		entered();
		let [wrong, asked, gone] = [0; 3].map(|set| anchored_for(PATIENT, set));
		assert_ok!(send(HOSPITAL, mark_error(HOSPITAL, wrong)));
		assert_ok!(send(PATIENT, request_shred(asked)));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, gone)));
		for id in [wrong, asked, gone] {
			assert_noop!(amends(id), Error::<Test>::NotLive);
		}
		assert_noop!(amends(H256::zero()), Error::<Test>::NotFound);
	});
}

#[test]
fn amend_by_a_version_that_is_old_or_exists_fails() {
	run(|| {
		let (id, other) = (anchored(), anchored_for(PATIENT, 0));
		let amends = |root, authored_at| {
			send(HOSPITAL, Call::amend { licence: licence(HOSPITAL), id, root, authored_at })
		};
		let new = root();
		assert_noop!(amends(new, START - DAY - 1), Error::<Test>::Stale);
		assert_noop!(amends(new, START + 300_001), Error::<Test>::Stale);
		// The roots of the two records.
		for back in [1, 2] {
			let root = H256::from_low_u64_be(Roots::get() - back);
			assert!([id, other].contains(&HealthRecords::id(licence(HOSPITAL), START, root)));
			assert_noop!(amends(root, START), Error::<Test>::AlreadyExists);
		}
		assert_ok!(amends(new, START - DAY));
	});
}

#[test]
fn amend_without_a_bond_fails() {
	run(|| {
		let id = anchored();
		change(HOSPITAL, |entry| entry.bonded = false);
		assert_noop!(amends(id), TokenError::FundsUnavailable);
	});
}
