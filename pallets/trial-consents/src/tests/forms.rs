use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Moment, Scopes, Signers, Standing};

fn form(version: u16) -> Form<()> {
	TrialConsents::form(TRIAL, version).unwrap()
}

fn current(version: u16) -> bool {
	form(version).is_current(Now::get())
}

#[test]
fn submit_form_works_for_a_deposit() {
	run_empty(|| {
		open_trial();
		let before = on_hold(SPONSOR);
		let (commitment, until) = (H256::repeat_byte(2), START + REVIEW);
		assert_ok!(send(SPONSOR, submit(None)));
		let submitted = Event::FormSubmitted { trial: TRIAL, version: 1, commitment, until };
		assert_eq!(last_event(), submitted);
		let form = form(1);
		assert_eq!(form.status, FormStatus::Submitted { until, replace: None });
		assert_eq!((form.commitment, form.offered, form.core), (commitment, OFFERED, CORE));
		assert_eq!((form.sets.len(), form.deferred_h, form.ends_at), (6, DEFERRED_H, TRIAL_END));
		let size = FormOf::<Test>::max_encoded_len();
		assert_eq!(on_hold(SPONSOR), before + TrialConsents::footprint(size).size);
		assert_ok!(send(SPONSOR, submit(NEW_ONLY)));
		assert_eq!(TrialConsents::trial(TRIAL).unwrap().next, 3);
	});
}

#[test]
fn submit_form_fails_for_others() {
	run(|| {
		let call = || submit(NEW_ONLY);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		let other = but!(call(), submit_form, licence = licence(OTHER_SPONSOR));
		assert_noop!(send(OTHER_SPONSOR, other), Error::<Test>::NotAuthorized);
		assert_noop!(send(SPONSOR, but!(call(), submit_form, trial = 2)), Error::<Test>::NotFound);
		expire(SPONSOR);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn submit_form_fails_with_what_is_not_sound() {
	run(|| {
		let call = || submit(NEW_ONLY);
		for bad in [Scopes::NONE, CORE.or(Scopes(1 << 20))] {
			let call = but!(call(), submit_form, core = bad);
			assert_noop!(send(SPONSOR, call), Error::<Test>::InvalidScopes);
		}
		for bad in [
			sets(&[]),
			sets(&[ADULT, ADULT]),
			sets(&[ADULT, Signers::SELF]),
			sets(&[ADULT.or(Signers::ASSENT)]),
		] {
			let call = but!(call(), submit_form, sets = bad);
			assert_noop!(send(SPONSOR, call), Error::<Test>::InvalidSigners);
		}
		let stages = |mask| Some(Reconsent::Stages { mask, grace_until: 0 });
		for bad in [None, stages(0), stages(0b1_0000), stages(0b1_0001)] {
			assert_noop!(send(SPONSOR, submit(bad)), Error::<Test>::InvalidReconsent);
		}
		for good in [NEW_ONLY, stages(1), stages(0b1111)] {
			assert_ok!(send(SPONSOR, submit(good)));
		}
		assert_ok!(send(SPONSOR, but!(call(), submit_form, core = OFFERED)));
		let longest = but!(call(), submit_form, deferred_h = MAX_DEFERRED_H);
		assert_ok!(send(SPONSOR, longest));
		let longer = but!(call(), submit_form, deferred_h = MAX_DEFERRED_H + 1);
		assert_noop!(send(SPONSOR, longer), Error::<Test>::InvalidPeriod);
		Trials::<Test>::mutate(TRIAL, |trial| trial.as_mut().unwrap().next = u16::MAX);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::LimitReached);
		Trials::<Test>::mutate(TRIAL, |trial| trial.as_mut().unwrap().next = 7);
	});
}

#[test]
fn a_ninth_version_makes_room_or_waits() {
	run(|| {
		consent();
		for _ in 2..=7 {
			approve_new(NEW_ONLY);
		}
		// The eighth and the ninth are submitted while there is room for one.
		let (eighth, ninth) = (submitted(NEW_ONLY), submitted(NEW_ONLY));
		assert_ok!(send(COMMITTEE, approve(eighth)));
		assert_noop!(send(COMMITTEE, approve(ninth)), Error::<Test>::MaxFormsExceeded);
		let some = Some(Reconsent::Stages { mask: 0b0111, grace_until: 0 });
		for no_room in [NEW_ONLY, some] {
			assert_noop!(send(SPONSOR, submit(no_room)), Error::<Test>::MaxFormsExceeded);
		}
		// One that asks everybody again makes room itself, once its grace is over.
		let tenth = submitted(ask_all(DAY));
		assert_noop!(send(COMMITTEE, approve(tenth)), Error::<Test>::MaxFormsExceeded);
		after(DAY);
		assert_ok!(send(COMMITTEE, approve(tenth)));
		assert_eq!(TrialConsents::trial(TRIAL).unwrap().live.to_vec(), [tenth]);
		let since = Now::get();
		let lapsed = Standing::Lapsed { since, why: salus_primitives::Renewal::NewVersion };
		assert_eq!(standing(), lapsed);
		assert_ok!(send(SPONSOR, end_trial(SPONSOR)));
		assert_eq!(standing(), lapsed, "it had lapsed before the end");
	});
}

#[test]
fn spent_versions_leave_the_list() {
	run(|| {
		for _ in 2..=7 {
			approve_new(NEW_ONLY);
		}
		approve_new(ask_all(DAY));
		after(DAY - 1);
		assert_noop!(send(SPONSOR, submit(NEW_ONLY)), Error::<Test>::MaxFormsExceeded);
		after(1);
		assert_ok!(send(SPONSOR, submit(NEW_ONLY)));
		assert_eq!(TrialConsents::trial(TRIAL).unwrap().live.to_vec(), [8]);
	});
}

#[test]
fn decide_form_approves_from_this_block() {
	run_empty(|| {
		open_trial();
		let version = submitted(None);
		after(DAY);
		let from = Now::get();
		assert_ok!(send(COMMITTEE, approve(version)));
		let (until, block) = (APPROVED_UNTIL, 2);
		assert_eq!(
			last_event(),
			Event::FormApproved {
				trial: TRIAL,
				version,
				from,
				until,
				replaces: None,
				reconsent: None
			}
		);
		let approval = Approval { from, until, block };
		assert_eq!(form(1).status, FormStatus::Approved { approval, replace: None });
		let trial = TrialConsents::trial(TRIAL).unwrap();
		assert_eq!((trial.current, &trial.live[..]), (Some(1), &[1][..]));
		assert_noop!(send(COMMITTEE, approve(1)), Error::<Test>::NotSubmitted);
		let reject = decide(1, Decision::Reject);
		assert_noop!(send(COMMITTEE, reject), Error::<Test>::NotSubmitted);
	});
}

#[test]
fn decide_form_fails_for_others() {
	run(|| {
		let version = submitted(NEW_ONLY);
		let call = || approve(version);
		// Stranger, sponsor, a committee of another trial, an expired one.
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		for who in [SPONSOR, HOUSE_COMMITTEE, REGULATOR] {
			let call = but!(call(), decide_form, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		assert_noop!(send(COMMITTEE, approve(9)), Error::<Test>::NotFound);
		let other = but!(call(), decide_form, trial = 2);
		assert_noop!(send(COMMITTEE, other), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, call()), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		// Bought by the sponsor's group since.
		Registry::mutate(|all| all.get_mut(&licence(COMMITTEE)).unwrap().organisation = 102);
		assert_noop!(send(COMMITTEE, call()), Error::<Test>::ConflictOfInterest);
		assert_ok!(send(COMMITTEE, suspend(COMMITTEE, None)));
		for call in [extend(1, TRIAL_END), extend_trial(TRIAL_END + 1), resume(COMMITTEE, None)] {
			assert_noop!(send(COMMITTEE, call), Error::<Test>::ConflictOfInterest);
		}
	});
}

#[test]
fn silence_of_the_committee_is_a_rejection() {
	run_empty(|| {
		open_trial();
		let (first, second) = (submitted(None), submitted(None));
		at(START + REVIEW - 1);
		assert_ok!(send(COMMITTEE, decide(first, Decision::Reject)));
		assert_eq!(last_event(), Event::FormRejected { trial: TRIAL, version: first });
		at(START + REVIEW);
		assert_eq!(form(second).status, FormStatus::Rejected);
		assert_noop!(send(COMMITTEE, approve(second)), Error::<Test>::NotSubmitted);
		let third = submitted(None);
		assert_ok!(send(COMMITTEE, approve(third)));
		for rejected in [first, second] {
			let call = propose_on(rejected, CORE, ADULT);
			assert_noop!(send(INVESTIGATOR, call), Error::<Test>::NotApproved);
		}
	});
}

#[test]
fn decide_form_fails_out_of_its_bounds() {
	run_empty(|| {
		open_trial();
		let (version, without) = (submitted(None), submitted(None));
		let (now, later) = (START, START + DAY);
		let decide = |from, until| decide(version, Decision::Approve { from, until });
		for (from, until) in
			[(Some(now - 1), later), (Some(later), later), (None, now), (Some(later), now)]
		{
			assert_noop!(send(COMMITTEE, decide(from, until)), Error::<Test>::InvalidPeriod);
		}
		assert_ok!(send(COMMITTEE, decide(Some(now), now + 1)));
		// Without a word on those who consented, an approved version is not replaced.
		assert_noop!(send(COMMITTEE, approve(without)), Error::<Test>::InvalidReconsent);
	});
}

#[test]
fn a_version_is_in_use_until_its_successor_is() {
	run(|| {
		let second = submitted(NEW_ONLY);
		let third = submitted(ask_all(20 * DAY));
		let from = |days: Moment| {
			let from = Some(START + days * DAY);
			Decision::Approve { from, until: APPROVED_UNTIL }
		};
		assert_ok!(send(COMMITTEE, decide(second, from(10))));
		assert_noop!(send(COMMITTEE, decide(third, from(9))), Error::<Test>::InvalidPeriod);
		assert_ok!(send(COMMITTEE, decide(third, from(15))));
		assert_ok!(send(INVESTIGATOR, propose_on(1, OFFERED, ADULT)));
		sign_all();
		assert_noop!(
			send(INVESTIGATOR, propose_on(second, CORE, ADULT)),
			Error::<Test>::NotApproved
		);
		let used = || [1, second, third].map(current);
		at(START + 10 * DAY - 1);
		assert_eq!(used(), [true, false, false]);
		at(START + 10 * DAY);
		assert_eq!(used(), [false, true, false]);
		assert_eq!(standing(), Standing::Active, "the second is for new participants");
		assert_noop!(send(INVESTIGATOR, propose_on(1, CORE, ADULT)), Error::<Test>::NotApproved);
		assert_ok!(send(INVESTIGATOR, propose_on(second, CORE, ADULT)));
		at(START + 15 * DAY - 1);
		assert_eq!((used(), standing()), ([false, true, false], Standing::Active));
		at(START + 15 * DAY);
		let until = START + 20 * DAY;
		let why = salus_primitives::Renewal::NewVersion;
		assert_eq!((used(), standing()), ([false, false, true], Standing::Due { until, why }));
	});
}

#[test]
fn extend_works_before_the_end_and_after_with_a_visible_gap() {
	run(|| {
		enrolled();
		at(APPROVED_UNTIL - 1);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
		let until = APPROVED_UNTIL + DAY;
		assert_ok!(send(COMMITTEE, extend(1, until)));
		assert_eq!(last_event(), Event::FormExtended { trial: TRIAL, version: 1, until });
		at(APPROVED_UNTIL);
		assert_eq!(standing(), Standing::Active);
		at(until);
		assert_eq!(standing(), Standing::Suspended);
		assert_noop!(send(INVESTIGATOR, record(CORE)), Error::<Test>::NotConsented);
		assert_noop!(send(INVESTIGATOR, propose(CORE, ADULT)), Error::<Test>::NotApproved);
		after(DAY);
		assert_ok!(send(COMMITTEE, extend(1, until + 2 * DAY)));
		assert_eq!(standing(), Standing::Active);
		assert_ok!(send(INVESTIGATOR, record(CORE)));
	});
}

#[test]
fn extend_fails_for_others_and_out_of_its_bounds() {
	run(|| {
		let later = APPROVED_UNTIL + 1;
		for bad in [START, APPROVED_UNTIL - 1, APPROVED_UNTIL] {
			assert_noop!(send(COMMITTEE, extend(1, bad)), Error::<Test>::InvalidPeriod);
		}
		for who in [SPONSOR, REGULATOR, HOUSE_COMMITTEE] {
			let call = but!(extend(1, later), extend, licence = licence(who));
			assert_noop!(send(who, call), Error::<Test>::NotAuthorized);
		}
		let version = submitted(NEW_ONLY);
		assert_noop!(send(COMMITTEE, extend(version, later)), Error::<Test>::NotApproved);
		assert_noop!(send(COMMITTEE, extend(9, later)), Error::<Test>::NotFound);
		expire(COMMITTEE);
		assert_noop!(send(COMMITTEE, extend(1, later)), Error::<Test>::LicenceNotValid);
		fault(COMMITTEE, None);
		assert_ok!(send(COMMITTEE, extend(1, later)));
		at(later + 1);
		let not_ahead = extend(1, Now::get());
		assert_noop!(send(COMMITTEE, not_ahead), Error::<Test>::InvalidPeriod);
	});
}
