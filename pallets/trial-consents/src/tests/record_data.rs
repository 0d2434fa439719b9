use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{Scopes, Standing};

#[test]
fn record_data_counts_and_tells() {
	run(|| {
		enrolled();
		for number in 1..=3 {
			assert_ok!(send(INVESTIGATOR, record(CORE.or(BIOBANK))));
			assert_eq!(
				last_event(),
				Event::DataRecorded {
					trial: TRIAL,
					subject: SUBJECT,
					by: licence(INVESTIGATOR),
					scopes: CORE.or(BIOBANK),
					commitment: H256::repeat_byte(3),
					number,
					standing: Standing::Active,
				}
			);
			assert_eq!(row().records, number);
		}
	});
}

#[test]
fn record_data_needs_every_scope_and_a_participant() {
	run(|| {
		proposed(CORE.or(BIOBANK), ADULT);
		sign_all();
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotEnrolled);
		assert_ok!(send(INVESTIGATOR, enrol()));
		for bad in [Scopes::NONE, GENETICS, OFFERED, Scopes::ALL] {
			assert_noop!(send(INVESTIGATOR, record(bad)), Error::<Test>::ScopeNotGranted);
		}
		assert_ok!(send(INVESTIGATOR, record(Scopes(1))));
		Consents::<Test>::mutate(TRIAL, SUBJECT, |row| row.as_mut().unwrap().records = u32::MAX);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::LimitReached);
	});
}
