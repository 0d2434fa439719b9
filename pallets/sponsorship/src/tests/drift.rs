//! The checks of `try_state` see when storage contradicts itself.

use super::mock::*;
use crate::*;
use frame::testing_prelude::*;

fn detects(what: &str, spoil: impl FnOnce()) {
	new_test_ext().execute_with(|| {
		assert_ok!(set(terms()));
		Sponsorship::do_try_state().unwrap();
		spoil();
		let complaint = format!("{:?}", Sponsorship::do_try_state().unwrap_err());
		assert!(complaint.contains(what), "{complaint}");
	});
}

fn on_policy(change: impl FnOnce(&mut PolicyOf<Test>)) {
	Policies::<Test>::mutate(HOSPITAL, RELAYER, |policy| change(policy.as_mut().unwrap()));
}

#[test]
fn of_policies_and_of_who_is_paying() {
	detects("1: a policy that grants nothing", || on_policy(|policy| policy.terms.per_day = 0));
	detects("1: a sponsor who relays", || {
		Policies::<Test>::insert(HOSPITAL, HOSPITAL, policy());
	});
	detects("5: a use dated later", || on_policy(|policy| policy.used.day = day_of(START) + 1));
	detects("3: somebody is paying", || Paying::<Test>::put(HOSPITAL));
}
