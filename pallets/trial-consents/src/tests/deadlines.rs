//! The edge cases of the design that are about order within a block and about the clock.

use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, ConsentFacts, Moment, Renewal, Scopes, Signer, Standing};

fn due(until: Moment, why: Renewal) -> Standing {
	Standing::Due { until, why }
}

fn refused_record() {
	assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
}

fn recorded() {
	assert_ok!(send(INVESTIGATOR, record(CORE)));
}

#[test]
fn withdraw_and_record_in_one_block() {
	run(|| {
		enrolled();
		recorded();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		refused_record();
		assert_eq!((row().records, standing()), (1, Standing::Ended));
	});
}

#[test]
fn withdraw_and_enrol_in_one_block() {
	run(|| {
		consent();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
	});
	run(|| {
		consent();
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		assert_eq!(row().enrolment, Enrolment::Off(OffReason::Withdrawn));
	});
}

#[test]
fn approve_and_enrol_in_one_block() {
	for replace in [NEW_ONLY, ask_all(DAY)] {
		run(|| {
			consent();
			approve_new(replace);
			assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
		});
	}
	run(|| {
		enrolled();
		approve_new(ask_all(DAY));
		assert_eq!(standing(), due(START + DAY, Renewal::NewVersion));
	});
	run(|| {
		enrolled();
		approve_new(NEW_ONLY);
		assert_eq!(standing(), Standing::Active);
	});
}

#[test]
fn last_signature_and_supersede_in_one_block() {
	run(|| {
		proposed(CORE, ADULT);
		signed(Signer::Investigator);
		approve_new(ask_all(DAY));
		assert_noop!(send(SUBJECT, sign(Signer::Subject)), Error::<Test>::NotApproved);
	});
	run(|| {
		consent();
		approve_new(ask_all(DAY));
		assert_eq!((given().version, standing()), (1, due(START + DAY, Renewal::NewVersion)));
	});
}

#[test]
fn record_before_and_at_the_end_of_the_grace() {
	run(|| {
		enrolled();
		approve_new(ask_all(DAY));
		at(START + DAY - 1);
		recorded();
		at(START + DAY);
		refused_record();
		// A new round cures it.
		proposed(CORE, ADULT);
		sign_all();
		recorded();
	});
}

#[test]
fn an_urgent_version_stops_in_the_same_block() {
	run(|| {
		enrolled();
		recorded();
		approve_new(ask_all(0));
		let why = Renewal::NewVersion;
		assert_eq!(standing(), Standing::Lapsed { since: START, why });
		refused_record();
		assert_ok!(send(SUBJECT, withdraw(CORE)));
	});
}

#[test]
fn a_new_version_for_new_participants_leaves_the_old_ones() {
	run(|| {
		enrolled();
		let second = approve_new(NEW_ONLY);
		after(300 * DAY);
		assert_eq!(standing(), Standing::Active);
		recorded();
		assert_noop!(send(INVESTIGATOR, propose_on(1, CORE, ADULT)), Error::<Test>::NotApproved);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
		// The approval of the old version still bounds it, and can be extended.
		at(APPROVED_UNTIL);
		assert_eq!(standing(), Standing::Suspended);
		assert_ok!(send(COMMITTEE, extend(1, TRIAL_END)));
		assert_eq!(standing(), Standing::Active);
	});
}

#[test]
fn who_advances_into_an_asked_stage_is_due_at_once() {
	run(|| {
		enrolled();
		let grace_until = START + DAY;
		approve_new(Some(Reconsent::Stages { mask: 0b0100, grace_until }));
		assert_eq!(standing(), Standing::Active);
		assert_ok!(send(INVESTIGATOR, advance(Step::OnStudy)));
		assert_eq!(standing(), due(grace_until, Renewal::NewVersion));
		recorded();
	});
}

#[test]
fn who_signed_the_last_version_but_one_is_asked_too() {
	run(|| {
		enrolled();
		approve_new(NEW_ONLY);
		approve_new(NEW_ONLY);
		assert_eq!(standing(), Standing::Active);
		approve_new(ask_all(DAY));
		assert_eq!(standing(), due(START + DAY, Renewal::NewVersion));
	});
}

#[test]
fn at_majority_the_own_signature_cures() {
	for cure in [ADULT, BOTH] {
		run(|| {
			proposed(CORE, ASSENTED);
			sign_all();
			assert_ok!(send(INVESTIGATOR, enrol()));
			let until = OF_AGE + MAJORITY_GRACE;
			at(OF_AGE - 1);
			assert_eq!(standing(), Standing::Active);
			at(OF_AGE);
			assert_eq!(standing(), due(until, Renewal::Majority));
			recorded();
			at(until - 1);
			recorded();
			at(until);
			let why = Renewal::Majority;
			assert_eq!(standing(), Standing::Lapsed { since: until, why });
			refused_record();
			let represented = propose(CORE, REPRESENTED);
			assert_noop!(send(INVESTIGATOR, represented), Error::<Test>::InvalidSigners);
			proposed(CORE, cure);
			sign_all();
			assert_eq!(standing(), Standing::Active);
			recorded();
		});
	}
}

#[test]
fn a_consent_for_a_minor_signed_too_late_is_worth_nothing() {
	run(|| {
		at(OF_AGE + MAJORITY_GRACE - DAY);
		let call = propose_with(CORE, REPRESENTED, Some(REPRESENTATIVE), Some(MAJORITY));
		assert_ok!(send(INVESTIGATOR, call));
		after(DAY);
		sign_all();
		assert!(matches!(standing(), Standing::Lapsed { why: Renewal::Majority, .. }));
		assert_noop!(send(INVESTIGATOR, enrol()), Error::<Test>::NotConsented);
		assert_ok!(send(SUBJECT, withdraw(CORE)));
	});
}

#[test]
fn a_representative_ends_it_though_the_minor_wants_to_stay() {
	run(|| {
		proposed(CORE, ASSENTED);
		sign_all();
		assert_ok!(send(INVESTIGATOR, enrol()));
		assert_ok!(send(REPRESENTATIVE, withdraw(CORE)));
		assert_eq!(standing(), Standing::Ended);
		refused_record();
	});
}

#[test]
fn a_key_takes_part_in_two_trials() {
	run(|| {
		consent();
		assert_ok!(send(SPONSOR, register(TRIAL_END)));
		assert_eq!(TrialConsents::standing(2, SUBJECT), Standing::Absent);
	});
}

#[test]
fn what_other_pallets_ask_is_answered_for_the_block_of_use() {
	run(|| {
		let allows = |scopes: Scopes| {
			let facts = <TrialConsents as ConsentFacts<u64>>::allows;
			facts(TRIAL, &SUBJECT, scopes, Now::get())
		};
		let given = || <TrialConsents as ConsentFacts<u64>>::given(TRIAL, &SUBJECT);
		let ahead = |time: Moment| {
			<TrialConsents as ConsentFacts<u64>>::standing(TRIAL, &SUBJECT, Now::get() + time)
		};
		assert!(!allows(CORE) && given().is_none());
		assert_eq!(ahead(0), Standing::Absent);
		proposed(CORE.or(BIOBANK), ADULT);
		assert!(!allows(CORE) && given().is_none());
		sign_all();
		assert!(allows(CORE) && allows(BIOBANK) && allows(Scopes(1)));
		assert!(!allows(GENETICS) && !allows(OFFERED) && !allows(Scopes::NONE));
		approve_new(ask_all(DAY));
		assert!(allows(CORE));
		assert_eq!(ahead(DAY - 1), due(START + DAY, Renewal::NewVersion));
		assert!(!ahead(DAY).permits());
		after(DAY);
		assert!(!allows(CORE) && given().is_some());
		assert_ok!(send(SUBJECT, withdraw(CORE)));
		assert!(given().is_none());
	});
}
