use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::DAY;

#[test]
fn a_member_sets_a_policy_behind_a_deposit() {
	run(|| {
		assert_ok!(set(terms()));
		assert_eq!(policy().terms, terms());
		assert_eq!(policy().used, Used::default());
		assert_eq!(held(HOSPITAL), deposit());
		let (sponsor, relayer) = (HOSPITAL, RELAYER);
		assert_eq!(last_event(), Event::PolicySet { sponsor, relayer, terms: terms() });
	});
}

#[test]
fn replacing_costs_nothing_more_and_forgets_no_use() {
	run(|| {
		assert_ok!(set(terms()));
		assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		let fewer = Terms { per_day: 1, ..terms() };
		assert_ok!(set(fewer.clone()));
		assert_eq!(held(HOSPITAL), deposit());
		assert_eq!(policy().terms, fewer);
		assert_eq!(send(RELAYER, remark(1), 10), Err(Refusal::QuotaSpent));
	});
}

#[test]
fn only_the_members_own_account_may() {
	run(|| {
		let attempts = [
			(RuntimeOrigin::root(), MEMBER),
			(RuntimeOrigin::none(), MEMBER),
			(by(RELAYER), MEMBER),
			(by(HOSPITAL), MEMBER + 1),
		];
		for (origin, organisation) in attempts {
			assert_noop!(Sponsorship::set_policy(origin, organisation, OTHER, terms()), BadOrigin);
		}
	});
}

#[test]
fn every_error() {
	run(|| {
		let refused = |relayer, terms, error: Error<Test>| {
			assert_noop!(Sponsorship::set_policy(by(HOSPITAL), MEMBER, relayer, terms), error);
		};
		refused(HOSPITAL, terms(), Error::SameAccount);
		let none = [
			Terms { calls: Default::default(), ..terms() },
			Terms { per_day: 0, ..terms() },
			Terms { max_fee: 0, ..terms() },
		];
		for terms in none {
			refused(RELAYER, terms, Error::NothingGranted);
		}
		refused(RELAYER, Terms { until: START, ..terms() }, Error::InvalidPeriod);
		assert_ok!(set(Terms { until: START + 1, ..terms() }));
	});
}

#[test]
fn without_the_deposit_there_is_no_policy() {
	run(|| {
		let transfer = Balances::transfer_allow_death(by(HOSPITAL), OTHER, WEALTH - deposit());
		assert_ok!(transfer);
		assert_noop!(set(terms()), TokenError::FundsUnavailable);
	});
}

#[test]
fn a_policy_names_no_more_than_its_bound() {
	let many: Vec<CallId> = (0..=MAX_CALLS as u8).map(|call| (1, call)).collect();
	let decode = |calls: &[CallId]| {
		let bytes = (calls.to_vec(), 1u32, START + DAY, 1u128).encode();
		TermsOf::<Test>::decode(&mut &bytes[..])
	};
	assert!(decode(&many).is_err());
	let terms = decode(&many[1..]).unwrap();
	run(|| {
		assert_ok!(set(terms));
		assert!(policy().encoded_size() <= PolicyOf::<Test>::max_encoded_len());
	});
}
