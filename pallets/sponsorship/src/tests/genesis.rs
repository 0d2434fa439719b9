use super::mock::*;
use crate::*;
use frame::testing_prelude::*;

fn genesis(calls: Vec<CallId>) -> TestState {
	RuntimeGenesisConfig {
		balances: pallet_balances::GenesisConfig {
			balances: vec![(HOSPITAL, WEALTH)],
			..Default::default()
		},
		sponsorship: crate::GenesisConfig {
			policies: vec![GenesisPolicy {
				sponsor: HOSPITAL,
				relayer: RELAYER,
				calls,
				per_day: 3,
				until: START + 1,
				max_fee: MAX_FEE,
			}],
		},
		..Default::default()
	}
	.build_storage()
	.unwrap()
	.into()
}

#[test]
fn a_policy_of_the_genesis_is_one_like_any_other() {
	Now::set(START);
	genesis(vec![REMARK, REMARK]).execute_with(|| {
		assert_eq!(held(HOSPITAL), deposit());
		assert_eq!(policy().terms.calls.len(), 1);
		assert_ok!(send(RELAYER, remark(1), 10).unwrap());
		Sponsorship::do_try_state().unwrap();
	});
}

#[test]
#[should_panic(expected = "a policy of the genesis cannot be set")]
fn one_that_names_too_many_calls_is_none() {
	Now::set(START);
	genesis((0..=MAX_CALLS as u8).map(|call| (1, call)).collect());
}
