use super::mock::*;
use crate::*;
use frame::testing_prelude::*;

fn remove(who: AccountId) -> DispatchResult {
	Sponsorship::remove_policy(by(who), HOSPITAL, RELAYER)
}

#[test]
fn the_sponsor_removes_at_once_and_gets_the_deposit_back() {
	run(|| {
		assert_ok!(set(terms()));
		assert_ok!(remove(HOSPITAL));
		assert_eq!(Policies::<Test>::iter().count(), 0);
		assert_eq!(Balances::free_balance(HOSPITAL), WEALTH);
		let (sponsor, relayer) = (HOSPITAL, RELAYER);
		assert_eq!(last_event(), Event::PolicyRemoved { sponsor, relayer });
		assert_eq!(send(RELAYER, remark(1), 10), Err(Refusal::NoPolicy));
	});
}

#[test]
fn anybody_removes_what_has_expired_and_the_sponsor_gets_the_deposit() {
	run(|| {
		assert_ok!(set(terms()));
		Now::set(terms().until - 1);
		assert_noop!(remove(OTHER), Error::<Test>::NotAuthorized);
		assert_noop!(remove(RELAYER), Error::<Test>::NotAuthorized);
		Now::set(terms().until);
		assert_ok!(remove(OTHER));
		assert_eq!(Balances::free_balance(HOSPITAL), WEALTH);
		assert_eq!(Balances::free_balance(OTHER), WEALTH);
	});
}

#[test]
fn every_error() {
	run(|| {
		assert_noop!(remove(HOSPITAL), Error::<Test>::NotFound);
		assert_ok!(set(terms()));
		assert_noop!(remove(OTHER), Error::<Test>::NotAuthorized);
		let other = Sponsorship::remove_policy(by(HOSPITAL), HOSPITAL, OTHER);
		assert_noop!(other, Error::<Test>::NotFound);
		for origin in [RuntimeOrigin::root(), RuntimeOrigin::none()] {
			assert_noop!(Sponsorship::remove_policy(origin, HOSPITAL, RELAYER), BadOrigin);
		}
	});
}
