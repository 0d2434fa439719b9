use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;

#[test]
fn register_trial_works_for_a_deposit() {
	run_empty(|| {
		assert_ok!(send(SPONSOR, register(TRIAL_END)));
		let trial = TrialConsents::trial(TRIAL).unwrap();
		assert_eq!((trial.sponsor, trial.committee), (licence(SPONSOR), licence(COMMITTEE)));
		assert_eq!((trial.ends_at, trial.ended), (TRIAL_END, None));
		assert_eq!((trial.current, trial.next, trial.live.len()), (None, 1, 0));
		assert_eq!(
			last_event(),
			Event::TrialRegistered {
				trial: TRIAL,
				sponsor: licence(SPONSOR),
				committee: licence(COMMITTEE),
				protocol: H256::repeat_byte(1),
				ends_at: TRIAL_END,
			}
		);
		let size = TrialOf::<Test>::max_encoded_len();
		assert_eq!(on_hold(SPONSOR), TrialConsents::footprint(size).size);
		assert_ok!(send(SPONSOR, register(TRIAL_END)));
		assert_eq!(LastTrial::<Test>::get(), 2);
	});
}

#[test]
fn register_trial_fails_without_licences_or_independence() {
	run_empty(|| {
		let call = || register(TRIAL_END);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		let as_committee = but!(call(), register_trial, licence = licence(COMMITTEE));
		assert_noop!(send(COMMITTEE, as_committee), Error::<Test>::NotAuthorized);
		let no_committee = but!(call(), register_trial, committee = licence(REGULATOR));
		assert_noop!(send(SPONSOR, no_committee), Error::<Test>::NotAuthorized);
		let own_house = but!(call(), register_trial, committee = licence(HOUSE_COMMITTEE));
		assert_noop!(send(SPONSOR, own_house), Error::<Test>::ConflictOfInterest);
		expire(COMMITTEE);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		expire(SPONSOR);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn register_trial_fails_out_of_its_bounds() {
	run_empty(|| {
		for bad in [START, START + MAX_TRIAL + 1] {
			assert_noop!(send(SPONSOR, register(bad)), Error::<Test>::InvalidPeriod);
		}
		for good in [START + 1, START + MAX_TRIAL] {
			assert_ok!(send(SPONSOR, register(good)));
		}
		LastTrial::<Test>::put(u32::MAX);
		assert_noop!(send(SPONSOR, register(TRIAL_END)), Error::<Test>::LimitReached);
		LastTrial::<Test>::put(2);
		let balance = Balances::free_balance(SPONSOR);
		assert_ok!(Balances::transfer_allow_death(RuntimeOrigin::signed(SPONSOR), 50, balance - 9));
		assert_noop!(send(SPONSOR, register(TRIAL_END)), TokenError::FundsUnavailable);
	});
}
