use super::mock::*;
use crate::*;
use frame::testing_prelude::*;

#[test]
fn genesis_sets_policies() {
	run(|| assert_eq!(Prescriptions::policy(CLASS), Some(policy())));
}

#[test]
#[should_panic(expected = "policy of class 3 is not sound")]
fn genesis_refuses_an_unsound_policy() {
	let policies = vec![(3, Policy { max_repeats: 16, ..policy() })];
	let _ = GenesisConfig::<Test> { policies, ..Default::default() }.build_storage();
}

#[test]
#[should_panic(expected = "two policies for class 3")]
fn genesis_refuses_a_class_twice() {
	let policies = vec![(3, policy()), (3, policy())];
	let _ = GenesisConfig::<Test> { policies, ..Default::default() }.build_storage();
}

#[test]
fn the_constants_fit_together() {
	run(<Prescriptions as Hooks<u64>>::integrity_test);
}
