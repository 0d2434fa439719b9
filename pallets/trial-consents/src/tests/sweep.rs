use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::Signer;

fn idle() -> Weight {
	TrialConsents::on_idle(1, Weight::MAX)
}

fn proposed_to(subject: u64) {
	let call = but!(propose(CORE, ADULT), propose, subject = subject);
	assert_ok!(send(INVESTIGATOR, call));
}

#[test]
fn sweep_writes_what_lapsed_and_swept_or_not_is_the_same() {
	run(|| {
		proposed(CORE, ADULT);
		signed(Signer::Investigator);
		at(START + SIGN_WITHIN - 1);
		idle();
		assert!(stored().proposal.is_some());
		at(START + SIGN_WITHIN);
		let unswept = row();
		idle();
		assert_eq!(stored().proposal, None);
		let swept = row();
		assert_eq!(ParticipationView::<Test> { trail: unswept.trail.clone(), ..swept }, unswept);
		let subject = SUBJECT;
		let (lapse, at) = (Lapse::ProposalEnded, START + SIGN_WITHIN);
		assert_eq!(last_event(), Event::Lapsed { trial: TRIAL, subject, lapse, at });
		let n = row().trail.n;
		idle();
		idle();
		assert_eq!(row().trail.n, n, "a lapse is told once");
	});
}

#[test]
fn rows_go_after_the_retention_and_deposits_go_back() {
	for early in [false, true] {
		run(|| {
			on_study();
			proposed_to(OTHER_SUBJECT);
			submitted(NEW_ONLY);
			let end = if early {
				assert_ok!(send(SPONSOR, end_trial(SPONSOR)));
				START
			} else {
				TRIAL_END
			};
			at(end + TRIAL_RETENTION - 1);
			idle();
			idle();
			assert_eq!(Consents::<Test>::iter().count(), 2);
			at(end + TRIAL_RETENTION);
			idle();
			assert_eq!(Consents::<Test>::iter().count(), 0);
			idle();
			let left = (trials(), Forms::<Test>::iter().count());
			assert_eq!((left, Sites::<Test>::iter().count()), ((0, 0), 0));
			assert_eq!((on_hold(INVESTIGATOR), on_hold(SPONSOR)), (0, 0));
			assert_eq!(last_event(), Event::TrialPruned { trial: TRIAL });
			assert_noop!(send(SPONSOR, set_site(OUTSIDER, true)), Error::<Test>::NotFound);
			// The number is not used again.
			assert_ok!(send(SPONSOR, register(Now::get() + 1)));
			assert_eq!(LastTrial::<Test>::get(), 2);
		});
	}
}

fn trials() -> usize {
	Trials::<Test>::iter_keys().count()
}

#[test]
fn sweep_goes_round_in_bounded_steps() {
	run(|| {
		for n in 0..23 {
			proposed_to(1_000 + n);
		}
		SweepPerBlock::set(7);
		at(START + SIGN_WITHIN);
		let waiting =
			|| Consents::<Test>::iter_values().filter(|row| row.proposal.is_some()).count();
		for expected in [16, 9, 2, 0] {
			idle();
			assert_eq!(waiting(), expected);
		}
		at(TRIAL_END + TRIAL_RETENTION);
		for _ in 0..20 {
			idle();
		}
		assert_eq!(trials(), 0);
		SweepPerBlock::set(50);
	});
}

#[test]
fn sweep_stops_at_its_weight() {
	run(|| {
		proposed(CORE, ADULT);
		at(START + SIGN_WITHIN);
		assert_eq!(TrialConsents::on_idle(1, Weight::zero()), Weight::zero());
		let weights = <() as WeightInfo>::sweep_base;
		let one = weights().saturating_add(<() as WeightInfo>::sweep_row());
		let less = one.saturating_mul(2).saturating_sub(Weight::from_parts(2, 2));
		assert!(TrialConsents::on_idle(1, less).all_lte(less));
		assert!(stored().proposal.is_some());
		assert!(TrialConsents::on_idle(1, one.saturating_mul(2)).all_lte(one));
		assert!(stored().proposal.is_none());
	});
}
