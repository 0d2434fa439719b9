use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn a_policy_is_shown_with_what_is_left_of_the_day() {
	run(|| {
		let left = || Sponsorship::left_today(HOSPITAL, RELAYER);
		assert_eq!(Sponsorship::policy(HOSPITAL, RELAYER), None);
		assert_eq!(left(), 0);
		assert_ok!(set(terms()));
		assert_eq!(left(), 3);
		assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		let view = Sponsorship::policy(HOSPITAL, RELAYER).unwrap();
		assert_eq!((view.terms, view.used.count), (terms(), 1));
		assert_eq!(left(), 2);
		assert_ok!(set(Terms { per_day: 1, ..terms() }));
		assert_eq!(left(), 0);
		Now::set(START + DAY);
		assert_eq!(left(), 1);
		Now::set(terms().until);
		assert_eq!(left(), 0);
	});
}

#[test]
fn a_relayer_learns_why() {
	run(|| {
		let why = |signed, fee| Sponsorship::refusal_of(HOSPITAL, RELAYER, signed, fee);
		assert_eq!(why(REMARK, 1), Some(Refusal::NoPolicy));
		assert_ok!(set(terms()));
		assert_eq!(why(REMARK, MAX_FEE), None);
		assert_eq!(why(REMARK, MAX_FEE + 1), Some(Refusal::FeeTooHigh));
		assert_eq!(why(REMARK_WITH_EVENT, 1), Some(Refusal::NotListed));
		assert_ok!(set(Terms { until: START + 1, ..terms() }));
		Now::set(START + 1);
		assert_eq!(why(REMARK, 1), Some(Refusal::Expired));
	});
}
