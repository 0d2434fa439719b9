//! The pure function, on both sides of each of its moments.

use super::mock::{
	APPROVED_UNTIL, BOTH, CORE, MAJORITY, MAJORITY_GRACE, OFFERED, OF_AGE, REPRESENTED, SITE,
	START, TRIAL_END,
};
use crate::{
	standing::{begin_of, standing, Circumstances},
	Approval, Ask, Enrolment, ExitReason, Form, FormStatus, OffReason, Reconsent, Suspension,
};
use frame::prelude::H256;
use salus_primitives::{
	ids::DAY,
	Given, Moment,
	Renewal::{self, Deferred, Majority, NewVersion},
	Signers,
	Standing::{self, Active, Due, Ended, Lapsed, Suspended},
};

const APPROVAL: Approval = Approval { from: START, until: APPROVED_UNTIL, block: 1 };

fn form() -> Form<()> {
	Form {
		commitment: H256::zero(),
		offered: OFFERED,
		core: CORE,
		sets: Default::default(),
		deferred_h: 1,
		ends_at: TRIAL_END,
		suspended: Suspension::default(),
		status: FormStatus::Approved { approval: APPROVAL, replace: None },
		ticket: (),
	}
}

fn given(by: Signers) -> Given {
	Given {
		version: 1,
		scopes: OFFERED,
		core: CORE,
		by,
		round: 1,
		at: START,
		block: 1,
		investigator: 1,
		deferred: None,
	}
}

fn adult() -> Given {
	given(Signers::SELF.or(SITE))
}

fn circumstances(enrolment: Enrolment, majority: Option<u16>) -> Circumstances {
	Circumstances { enrolment, majority, majority_grace: MAJORITY_GRACE }
}

fn enrolled() -> Circumstances {
	circumstances(Enrolment::Enrolled(START), None)
}

/// At each moment what the standing is from then on, until the next.
fn changes(given: &Given, form: &Form<()>, who: &Circumstances, expected: &[(Moment, Standing)]) {
	for (n, (at, now)) in expected.iter().enumerate() {
		assert_eq!(standing(given, form, who, *at), *now, "at {at}");
		if let Some((_, before)) = n.checked_sub(1).map(|n| expected[n]) {
			assert_eq!(standing(given, form, who, at - 1), before, "before {at}");
		}
	}
}

fn due(until: Moment, why: Renewal) -> Standing {
	Due { until, why }
}

fn lapsed(since: Moment, why: Renewal) -> Standing {
	Lapsed { since, why }
}

#[test]
fn approval_and_trial_bound_it() {
	let expected = [(START, Active), (APPROVED_UNTIL, Suspended), (TRIAL_END, Ended)];
	changes(&adult(), &form(), &enrolled(), &expected);
	for (committee, regulator) in [(true, false), (false, true), (true, true)] {
		let suspended = Suspension { committee, regulator };
		let form = Form { suspended, ..form() };
		changes(&adult(), &form, &enrolled(), &[(START, Suspended), (TRIAL_END, Ended)]);
	}
}

#[test]
fn a_new_version_asks_the_stages_that_it_names() {
	let (from, until) = (START + 10 * DAY, START + 20 * DAY);
	let off = Enrolment::Off(OffReason::Exited(ExitReason::Completed));
	let stages =
		[Enrolment::None, Enrolment::Enrolled(START), Enrolment::OnStudy, Enrolment::FollowUp, off];
	for mask in 0..0b1_0000 {
		let mut form = form();
		form.supersede(Reconsent::Stages { mask, grace_until: until }, from);
		for (n, stage) in stages.into_iter().enumerate() {
			let who = circumstances(stage, None);
			// Off the trial, who was asked first decides.
			if mask & 1 << n != 0 || (n == 4 && mask != 0) {
				let asked = [
					(START, Active),
					(from, due(until, NewVersion)),
					(until, lapsed(until, NewVersion)),
					(TRIAL_END, Ended),
				];
				changes(&adult(), &form, &who, &asked);
			} else {
				let expected = [(START, Active), (APPROVED_UNTIL, Suspended)];
				changes(&adult(), &form, &who, &expected);
			}
		}
	}
}

#[test]
fn a_grace_that_is_over_lets_it_lapse_at_once() {
	for grace_until in [0, START + 9 * DAY, START + 10 * DAY] {
		let mut form = form();
		let from = START + 10 * DAY;
		form.supersede(Reconsent::Stages { mask: 0b10, grace_until }, from);
		let expected = [(START, Active), (from, lapsed(from, NewVersion))];
		changes(&adult(), &form, &enrolled(), &expected);
	}
}

#[test]
fn of_several_versions_the_shortest_grace_counts() {
	let ask = |days: Moment| Reconsent::Stages { mask: 0b10, grace_until: START + days * DAY };
	let from = |days: Moment| START + days * DAY;
	for (graces, until) in [([30, 20], 20), ([20, 30], 20), ([20, 20], 20)] {
		let mut form = form();
		form.supersede(Reconsent::NewOnly, from(1));
		form.supersede(ask(graces[0]), from(2));
		form.supersede(ask(graces[1]), from(3));
		let until = from(until);
		let asked = [
			(START, Active),
			(from(2), due(until, NewVersion)),
			(until, lapsed(until, NewVersion)),
		];
		changes(&adult(), &form, &enrolled(), &asked);
		assert!(form.is_current(from(1) - 1) && !form.is_current(from(1)));
		assert!(!form.is_spent(Moment::MAX), "other stages were not asked");
	}
	let mut form = form();
	form.supersede(Reconsent::Stages { mask: 0b1111, grace_until: from(2) }, from(1));
	assert!(!form.is_spent(from(2) - 1) && form.is_spent(from(2)));
}

#[test]
fn majority_ends_what_others_consented_to() {
	let who = circumstances(Enrolment::OnStudy, Some(MAJORITY));
	let until = OF_AGE + MAJORITY_GRACE;
	let expected = [
		(START, Active),
		(OF_AGE, due(until, Majority)),
		(until, lapsed(until, Majority)),
		(TRIAL_END, Ended),
	];
	changes(&given(REPRESENTED), &form(), &who, &expected);
	let own = [(START, Active), (APPROVED_UNTIL, Suspended)];
	changes(&given(BOTH), &form(), &who, &own);
	changes(&given(REPRESENTED), &form(), &circumstances(Enrolment::OnStudy, None), &own);
}

#[test]
fn a_deferred_consent_is_due_from_the_start() {
	let until = START + DAY;
	let given = Given { deferred: Some(until), ..given(SITE) };
	let expected = [(START, due(until, Deferred)), (until, lapsed(until, Deferred))];
	changes(&given, &form(), &enrolled(), &expected);
}

#[test]
fn of_two_renewals_the_earlier_end_counts() {
	let who = circumstances(Enrolment::OnStudy, Some(MAJORITY));
	for (grace, until, why) in [
		(OF_AGE + DAY, OF_AGE + DAY, NewVersion),
		(OF_AGE + 60 * DAY, OF_AGE + MAJORITY_GRACE, Majority),
	] {
		let mut form = form();
		form.supersede(Reconsent::Stages { mask: 0b100, grace_until: grace }, OF_AGE - DAY);
		let expected = [
			(START, Active),
			(OF_AGE - DAY, due(grace, NewVersion)),
			(OF_AGE, due(until, why)),
			(until, lapsed(until, why)),
		];
		changes(&given(REPRESENTED), &form, &who, &expected);
	}
}

#[test]
fn what_has_lapsed_is_lapsed_whoever_suspends() {
	let mut form = form();
	let until = START + DAY;
	form.supersede(Reconsent::Stages { mask: 0b10, grace_until: until }, START);
	form.suspended.committee = true;
	let expected = [(START, Suspended), (until, lapsed(until, NewVersion)), (TRIAL_END, Ended)];
	changes(&adult(), &form, &enrolled(), &expected);
}

#[test]
fn asks_of_a_stage_merge_to_the_earlier_of_both() {
	let mut form = form();
	let ask = |grace_until| Reconsent::Stages { mask: 0b10, grace_until };
	form.supersede(ask(START + 9 * DAY), START + DAY);
	form.supersede(ask(START + 5 * DAY), START + 2 * DAY);
	let FormStatus::Superseded { asks, at, .. } = form.status else { panic!() };
	let merged = Ask { from: START + DAY, until: START + 5 * DAY };
	assert_eq!((at, asks), (START + DAY, [None, Some(merged), None, None]));
}

#[test]
fn months_begin_where_the_calendar_says() {
	// Days from 1 January 1970, from the tables of an almanac.
	for (year, month, days) in [
		(1970, 1, 0),
		(1970, 2, 31),
		(1972, 2, 761),
		(1972, 3, 790),
		(1999, 12, 10_926),
		(2000, 1, 10_957),
		(2000, 2, 10_988),
		(2000, 3, 11_017),
		(2024, 2, 19_754),
		(2024, 3, 19_783),
		(2027, 7, 21_000),
		(2038, 1, 24_837),
		(2100, 2, 47_513),
		(2100, 3, 47_541),
		(2101, 1, 47_847),
	] {
		assert_eq!(begin_of((year - 1970) * 12 + month - 1), days * DAY, "{year}-{month}");
	}
	// Every month is as long as a month, and the last one of all is far away.
	for month in 0..u16::MAX {
		let days = (begin_of(month + 1) - begin_of(month)) / DAY;
		assert!((28..=31).contains(&days), "month {month}");
	}
	assert_eq!(begin_of(MAJORITY), OF_AGE);
}
