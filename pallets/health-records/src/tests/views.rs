use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

#[test]
fn views_of_nothing() {
	run(|| {
		assert!(HealthRecords::record(H256::zero()).is_none());
		assert!(HealthRecords::patient(PATIENT).is_none());
		assert!(HealthRecords::grants(PATIENT).is_empty());
		assert_eq!(HealthRecords::incidents(PATIENT, None, 10).items, []);
		assert_eq!(HealthRecords::conduct(licence(CLINICIAN)), (Conduct::default(), false));
		assert_eq!(HealthRecords::emergency(), EmergencyRules::default());
	});
}

/// Rows as time has left them, whatever is stored.
#[test]
fn views_are_settled() {
	run(|| {
		let id = granted();
		broken_by(CLINICIAN, PATIENT);
		assert_ok!(send(PATIENT, request_shred(id)));
		at(decided());
		assert!(matches!(state(), GrantState::Open { .. }));
		at(START + 40 * DAY);
		assert_eq!(patient(PATIENT).controller, Some(SUCCESSOR));
		assert!(matches!(state(), GrantState::Closed { why: GrantEnd::Expired, .. }));
		assert_eq!(kept(id).erasure, Some(Erasure::Ignored { since: START + 30 * DAY }));
		assert!(matches!(incident(PATIENT, 1).state, IncidentState::Overdue { .. }));
		assert!(suspended(CLINICIAN));
		assert_eq!(HealthRecords::conduct(licence(CLINICIAN)).0.open.len(), 1);
		at(START + 100 * DAY);
		assert_eq!(HealthRecords::conduct(licence(CLINICIAN)), (Conduct::default(), false));
		assert_eq!(
			Grants::<Test>::get(PATIENT, 0).unwrap().state,
			GrantState::Open { reads_left: 2 }
		);
	});
}

#[test]
fn grants_of_a_patient_come_in_the_order_of_their_slots() {
	run(|| {
		entered();
		for slot in (0..32).rev() {
			give(PATIENT, Gift { slot, ..gift() });
		}
		let slots: Vec<_> = HealthRecords::grants(PATIENT).into_iter().map(|row| row.0).collect();
		assert_eq!(slots, (0..32).collect::<Vec<_>>());
	});
}

#[test]
fn grants_to_a_licence_come_in_pages_and_are_open() {
	run(|| {
		for key in 1_000..1_010 {
			alone(key);
			give(key, gift());
			give(key, Gift { slot: 1, grantee: Grantee::Key(CLINIC), ..gift() });
			give(key, Gift { slot: 2, until: START + HOUR, ..gift() });
		}
		let all = |limit| {
			let (mut all, mut cursor) = (Vec::new(), None);
			loop {
				let page = HealthRecords::grants_to(licence(CLINIC), cursor, limit);
				assert!(page.items.len() <= limit as usize);
				all.extend(page.items);
				match page.next {
					Some(next) => cursor = Some(next),
					None => break all,
				}
			}
		};
		assert_eq!(all(3).len(), 20);
		after(HOUR);
		let mut open = all(4);
		assert_eq!(open, all(64));
		open.sort();
		assert_eq!(open, (1_000..1_010).map(|key| (key, 0)).collect::<Vec<_>>());
		assert_eq!(HealthRecords::grants_to(licence(HOSPITAL), None, 64).items, []);
	});
}

#[test]
fn incidents_of_a_patient_come_in_pages() {
	run(|| {
		entered();
		alone(OTHER_PATIENT);
		broken_by(DOCTOR, OTHER_PATIENT);
		for _ in 0..7 {
			let incident = broken_by(CLINICIAN, PATIENT);
			assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		}
		let (mut ids, mut cursor) = (Vec::new(), None);
		loop {
			let page = HealthRecords::incidents(PATIENT, cursor, 3);
			ids.extend(page.items.into_iter().map(|(id, _)| id));
			match page.next {
				Some(next) => cursor = Some(next),
				None => break,
			}
		}
		ids.sort_unstable();
		assert_eq!(ids, (2..9).collect::<Vec<_>>());
	});
}

#[test]
fn requests_to_shred_are_the_custodians_and_its_successors() {
	run(|| {
		entered();
		let ids = [0; 3].map(|set| anchored_for(PATIENT, set));
		assert_ok!(send(PATIENT, request_shred(ids[0])));
		after(DAY);
		assert_ok!(send(PATIENT, request_shred(ids[1])));
		let due = |n: u64| Erasure::Requested { due: START + (30 + n) * DAY };
		let asked = |who| {
			let mut page = HealthRecords::shred_requests(licence(who), None, 64).items;
			page.sort_by_key(|(id, _)| ids.iter().position(|known| known == id));
			page
		};
		assert_eq!(asked(HOSPITAL), [(ids[0], due(0)), (ids[1], due(1))]);
		let overdue = |who| HealthRecords::overdue_shreds(licence(who), None, 64).items;
		at(START + 30 * DAY);
		assert_eq!(overdue(HOSPITAL), [ids[0]]);
		assert_eq!(overdue(OTHER_HOSPITAL), []);
		succeeded();
		assert_eq!(overdue(OTHER_HOSPITAL), [ids[0]]);
		let since = START + 30 * DAY;
		assert_eq!(asked(OTHER_HOSPITAL), [(ids[0], Erasure::Ignored { since }), (ids[1], due(1))]);
		let first = HealthRecords::shred_requests(licence(HOSPITAL), None, 1);
		let rest = HealthRecords::shred_requests(licence(HOSPITAL), first.next, 64);
		assert_eq!(first.items.len() + rest.items.len(), 2);
	});
}

/// Each call that a patient's key or a guardian's signs for a relayer, and no other.
#[test]
fn calls_that_guard_themselves_are_listed() {
	run(|| {
		entered();
		let id = H256::zero();
		for call in [
			dispute(id),
			request_shred(id),
			grant(PATIENT, gift()),
			revoke(PATIENT, 0),
			seal(PATIENT, 1),
			set_guardians(PATIENT, guardians()),
			recover(PATIENT, SUCCESSOR),
			veto(PATIENT),
		] {
			assert!(call.is_sequenced(), "{call:?}");
		}
		for call in [
			order_guardians(PATIENT, guardians()),
			enter(HOSPITAL, PATIENT, guardians()),
			access(PATIENT, 0, &[]),
			break_glass(CLINICIAN, PATIENT, 1),
			justify(PATIENT, 1),
			revoke_signed(PATIENT, 0, PATIENT),
			shred(HOSPITAL, id),
		] {
			assert!(!call.is_sequenced(), "{call:?}");
		}
	});
}
