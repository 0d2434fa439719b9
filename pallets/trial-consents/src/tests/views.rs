use super::{calls::*, mock::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Renewal, Standing};

#[test]
fn forms_come_in_pages() {
	run(|| {
		for _ in 2..=70 {
			submitted(NEW_ONLY);
		}
		let first = TrialConsents::forms(TRIAL, None, 1_000);
		assert_eq!((first.items.len(), first.next), (64, Some(65)));
		let rest = TrialConsents::forms(TRIAL, first.next, 1_000);
		let versions: Vec<_> = rest.items.iter().map(|(version, _)| *version).collect();
		assert_eq!((versions, rest.next), ((65..=70).collect(), None));
		assert_eq!(TrialConsents::forms(2, None, 64).items, []);
		let status = |version| TrialConsents::form(TRIAL, version).unwrap().status;
		assert!(matches!(status(2), FormStatus::Submitted { .. }));
		after(REVIEW);
		assert_eq!(status(2), FormStatus::Rejected, "views are settled");
	});
}

#[test]
fn due_tells_who_must_sign_again() {
	run(|| {
		let subjects: Vec<u64> = (1_000..1_010).collect();
		for subject in &subjects {
			let call = but!(propose(CORE, ADULT), propose, subject = *subject);
			assert_ok!(send(INVESTIGATOR, call));
			for (who, role) in [
				(INVESTIGATOR, salus_primitives::Signer::Investigator),
				(*subject, salus_primitives::Signer::Subject),
			] {
				let (trial, subject, round, scopes) = (TRIAL, *subject, 1, CORE);
				assert_ok!(send(who, Call::sign { trial, subject, role, round, scopes }));
			}
		}
		assert_eq!(TrialConsents::due(TRIAL, None, 64).items, []);
		approve_new(ask_all(DAY));
		// One renewed.
		consent();
		let all = |standing: Standing| {
			let (mut found, mut cursor) = (Vec::new(), None);
			loop {
				let page = TrialConsents::due(TRIAL, cursor, 3);
				assert!(page.items.len() <= 3);
				found.extend(page.items);
				cursor = page.next;
				if cursor.is_none() {
					break;
				}
			}
			found.sort_by_key(|(who, _)| *who);
			assert_eq!(found.iter().map(|(who, _)| *who).collect::<Vec<_>>(), subjects);
			assert!(found.iter().all(|(_, found)| *found == standing));
		};
		let (until, why) = (START + DAY, Renewal::NewVersion);
		all(Standing::Due { until, why });
		after(DAY);
		all(Standing::Lapsed { since: until, why });
	});
}

#[test]
fn standing_at_tells_what_will_be_and_was() {
	run(|| {
		after(DAY);
		let standing = |moment| TrialConsents::standing_at(TRIAL, SUBJECT, moment);
		assert_eq!(standing(START), Standing::Absent);
		consent();
		approve_new(ask_all(DAY));
		let now = Now::get();
		let (until, why) = (now + DAY, Renewal::NewVersion);
		for (moment, expected) in [
			(now - 1, Standing::Absent),
			(now, Standing::Due { until, why }),
			(until - 1, Standing::Due { until, why }),
			(until, Standing::Lapsed { since: until, why }),
			(TRIAL_END, Standing::Ended),
		] {
			assert_eq!(standing(moment), expected);
		}
	});
}

#[test]
fn what_is_not_there_is_absent() {
	run(|| {
		assert_eq!(TrialConsents::trial(2), None);
		assert_eq!(TrialConsents::form(TRIAL, 2), None);
		assert_eq!(TrialConsents::consent(TRIAL, SUBJECT), None);
		assert_eq!(standing(), Standing::Absent);
		assert!(!TrialConsents::is_site(TRIAL, licence(OUTSIDER)));
	});
}
