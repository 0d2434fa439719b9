use super::{mock::*, setup::run};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn genesis_has_the_usual_times() {
	run(|| {
		let usual = EmergencyRules { read: 24 * HOUR, justify: 72 * HOUR, review: 90 * DAY };
		assert_eq!(HealthRecords::emergency(), usual);
	});
}

#[test]
#[should_panic(expected = "the rules of emergencies are not sound")]
fn genesis_refuses_unsound_times() {
	let emergency = EmergencyRules { read: 0, ..Default::default() };
	let _ = GenesisConfig::<Test> { emergency, ..Default::default() }.build_storage();
}

#[test]
fn the_constants_fit_together() {
	run(<HealthRecords as Hooks<u64>>::integrity_test);
}
