use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

const SHORT: EmergencyRules = EmergencyRules { read: HOUR, justify: 2 * HOUR, review: DAY };

fn sets(rules: EmergencyRules) -> DispatchResult {
	send_from(RuntimeOrigin::root(), Call::set_emergency { rules })
}

#[test]
fn set_emergency_is_for_those_to_come() {
	run(|| {
		let (_, before) = broken();
		assert_ok!(sets(SHORT));
		assert_eq!(last_event(), Event::EmergencySet { rules: SHORT });
		assert_eq!(HealthRecords::emergency(), SHORT);
		let after = broken_by(COLLEAGUE, PATIENT);
		let times = |id| {
			let row = incident(PATIENT, id);
			(row.read_until - START, row.due - START, row.review)
		};
		assert_eq!(times(before), (24 * HOUR, 72 * HOUR, 90 * DAY));
		assert_eq!(times(after), (HOUR, 2 * HOUR, DAY));
		at(START + 2 * HOUR);
		assert!(suspended(COLLEAGUE) && !suspended(CLINICIAN));
	});
}

#[test]
fn set_emergency_by_governance_only() {
	run(|| {
		let call = Call::set_emergency { rules: SHORT };
		assert_noop!(send(REGULATOR, call), DispatchError::BadOrigin);
	});
}

#[test]
fn set_emergency_of_times_that_do_not_follow_one_another_fails() {
	let max = EmergencyRules::MAX_REVIEW;
	run(|| {
		for rules in [
			EmergencyRules { read: 0, ..SHORT },
			EmergencyRules { read: SHORT.justify + 1, ..SHORT },
			EmergencyRules { justify: SHORT.review, ..SHORT },
			EmergencyRules { review: max + 1, ..SHORT },
		] {
			assert_noop!(sets(rules), Error::<Test>::InvalidRules);
		}
		for rules in [
			EmergencyRules { read: 1, ..SHORT },
			EmergencyRules { read: SHORT.justify, ..SHORT },
			EmergencyRules { justify: SHORT.review - 1, ..SHORT },
			EmergencyRules { review: max, ..SHORT },
		] {
			assert_ok!(sets(rules));
		}
	});
}

/// Reading until the explanation is due, and an explanation after it.
#[test]
fn set_emergency_to_read_as_long_as_to_explain() {
	run(|| {
		assert_ok!(sets(EmergencyRules { read: SHORT.justify, ..SHORT }));
		let (id, incident) = broken();
		at(START + 2 * HOUR - 1);
		assert_ok!(send(CLINICIAN, read(CLINICIAN, PATIENT, incident, &[id])));
		after(1);
		let late = send(CLINICIAN, read(CLINICIAN, PATIENT, incident, &[id]));
		assert_eq!(late, Err(Error::<Test>::AccessSuspended.into()));
	});
}
