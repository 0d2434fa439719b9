use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;

#[test]
fn set_site_opens_and_closes_for_a_deposit() {
	run(|| {
		let before = on_hold(SPONSOR);
		let investigator = licence(OUTSIDER);
		assert_ok!(send(SPONSOR, set_site(OUTSIDER, true)));
		assert_eq!(last_event(), Event::SiteSet { trial: TRIAL, investigator, open: true });
		assert!(TrialConsents::is_site(TRIAL, investigator) && on_hold(SPONSOR) > before);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, true)), Error::<Test>::AlreadyExists);
		expire(OUTSIDER);
		assert_ok!(send(SPONSOR, set_site(OUTSIDER, false)));
		assert_eq!(last_event(), Event::SiteSet { trial: TRIAL, investigator, open: false });
		assert!(!TrialConsents::is_site(TRIAL, investigator));
		assert_eq!(on_hold(SPONSOR), before);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, false)), Error::<Test>::NotFound);
		assert_noop!(send(SPONSOR, set_site(OUTSIDER, true)), Error::<Test>::LicenceNotValid);
	});
}

#[test]
fn set_site_fails_for_others() {
	run(|| {
		let call = || set_site(OUTSIDER, true);
		assert_noop!(send(STRANGER, call()), Error::<Test>::NotAuthorized);
		let other = but!(call(), set_site, licence = licence(OTHER_SPONSOR));
		assert_noop!(send(OTHER_SPONSOR, other), Error::<Test>::NotAuthorized);
		assert_noop!(send(SPONSOR, set_site(NURSE, true)), Error::<Test>::NotAuthorized);
		assert_noop!(send(SPONSOR, but!(call(), set_site, trial = 2)), Error::<Test>::NotFound);
		at(TRIAL_END);
		assert_noop!(send(SPONSOR, call()), Error::<Test>::TrialEnded);
	});
}
