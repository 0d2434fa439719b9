use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;

fn set(class: u8, policy: Option<Policy>) -> Call<Test> {
	Call::set_policy { class, policy }
}

#[test]
fn set_policy_binds_future_issues_only() {
	run(|| {
		let before = issued();
		let narrow = Policy { max_quantity: 10, ..policy() };
		assert_ok!(send_from(RuntimeOrigin::root(), set(CLASS, Some(narrow.clone()))));
		assert_eq!(last_event(), Event::PolicySet { class: CLASS, policy: Some(narrow.clone()) });
		assert_eq!(Prescriptions::policy(CLASS), Some(narrow));
		assert_noop!(
			send(DOCTOR, issue(1, commitment(), terms(), Access::Closed, None)),
			Error::<Test>::PolicyViolated
		);
		hand_to(before, PHARMACY);
		hand_out(before, 30);
	});
}

#[test]
fn set_policy_none_ends_the_class() {
	run(|| {
		assert_ok!(send_from(RuntimeOrigin::root(), set(CLASS, None)));
		assert_eq!(Prescriptions::policy(CLASS), None);
		assert_noop!(
			send(DOCTOR, issue(1, commitment(), terms(), Access::Closed, None)),
			Error::<Test>::PolicyViolated
		);
	});
}

#[test]
fn set_policy_with_more_fills_than_slots_fails() {
	run(|| {
		let repeats = |max_repeats| Some(Policy { max_repeats, ..policy() });
		assert_noop!(
			send_from(RuntimeOrigin::root(), set(2, repeats(16))),
			Error::<Test>::InvalidPolicy
		);
		assert_ok!(send_from(RuntimeOrigin::root(), set(2, repeats(15))));
	});
}

#[test]
fn set_policy_by_anybody_else_fails() {
	run(|| {
		assert_noop!(send(DOCTOR, set(CLASS, None)), BadOrigin);
		assert_noop!(send_from(RuntimeOrigin::none(), set(CLASS, None)), BadOrigin);
	});
}
