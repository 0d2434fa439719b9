use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Scopes, Signers, Standing};

fn form(version: u16) -> Form<()> {
	TrialConsents::form(TRIAL, version).unwrap()
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
