use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{
	ids::{DAY, HOUR},
	Infraction,
};

const RETENTION: salus_primitives::Moment = 400 * DAY;

#[test]
fn sweep_writes_what_time_has_changed() {
	run(|| {
		let id = granted();
		assert_ok!(send(GUARDIANS[0], recover(PATIENT, SUCCESSOR)));
		assert_ok!(send(PATIENT, request_shred(id)));
		turn(START + 10 * DAY);
		assert_eq!(events(), [Event::Expired { patient: PATIENT, slot: 0, at: START + 10 * DAY }]);
		turn(START + 15 * DAY);
		let abandoned = Event::RecoveryAbandoned { patient: PATIENT, at: START + 14 * DAY };
		assert_eq!(events(), [abandoned]);
		turn(START + 31 * DAY);
		assert_eq!(events(), [Event::ShredIgnored { id, at: START + 30 * DAY }]);
		assert_eq!(Reports::get(), [(licence(HOSPITAL), Infraction::IgnoredShredding)]);
		turn(START + 32 * DAY);
		assert_eq!((events().len(), Reports::get().len()), (0, 1));
	});
}

#[test]
fn sweep_writes_a_recovery_and_the_end_of_a_hold() {
	run(|| {
		let id = anchored();
		assert_ok!(send(REGULATOR, hold(REGULATOR, id, START + DAY)));
		let at = decided();
		turn(at);
		let told = [
			Event::HoldEnded { id, at: START + DAY },
			Event::Recovered { patient: PATIENT, controller: SUCCESSOR, at },
		];
		assert_eq!(events(), told);
		assert_eq!(Patients::<Test>::get(PATIENT).unwrap().controller, Some(SUCCESSOR));
	});
}

#[test]
fn sweep_removes_what_is_over_when_its_retention_ends() {
	run(|| {
		let (gone, stays) = (granted(), anchored_for(PATIENT, 0));
		assert_ok!(send(HOSPITAL, shred(HOSPITAL, gone)));
		assert_ok!(send(PATIENT, revoke(PATIENT, 0)));
		let incident = broken_by(CLINICIAN, PATIENT);
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		assert_ok!(send(AUDITOR, review(AUDITOR, PATIENT, incident, Finding::Cleared)));
		turn(START + RETENTION - 1);
		assert_eq!(events(), []);
		turn(START + RETENTION);
		let told = [
			Event::GrantPruned { patient: PATIENT, slot: 0 },
			Event::IncidentPruned { patient: PATIENT, incident },
			Event::RecordPruned { id: gone },
		];
		assert_eq!(events(), told);
		assert!(HealthRecords::record(stays).is_some());
		assert_eq!(deposited(HOSPITAL), deposit());
	});
}

/// Nobody has told of its end yet: both are told.
#[test]
fn sweep_tells_of_the_end_of_a_grant_before_it_goes() {
	run(|| {
		granted();
		let at = START + 10 * DAY;
		turn(at + RETENTION);
		let (patient, slot) = (PATIENT, 0);
		let told = [Event::Expired { patient, slot, at }, Event::GrantPruned { patient, slot }];
		assert_eq!(events(), told);
	});
}

/// What the queue has not told of, the sweep leaves to it.
#[test]
fn sweep_leaves_an_incident_to_the_queue() {
	run(|| {
		broken();
		at(START + 600 * DAY);
		sweep_alone();
		assert_eq!((events().len(), Incidents::<Test>::iter().count()), (0, 1));
		poll();
		sweep_alone();
		assert!(matches!(last_event(), Event::IncidentPruned { .. }));
	});
}

/// A round of the sweep without the queue.
fn sweep_alone() {
	let mut cursor = HealthRecords::sweep_next(Cursor::Grants(None), Now::get());
	while cursor != Cursor::Grants(None) {
		cursor = HealthRecords::sweep_next(cursor, Now::get());
	}
}

#[test]
fn sweep_goes_round_and_misses_no_row() {
	run(|| {
		entered();
		for slot in 0..12 {
			give(PATIENT, Gift { slot, ..gift() });
		}
		let ids: Vec<_> = (0..9).map(|_| anchored_for(PATIENT, 0)).collect();
		for id in &ids {
			assert_ok!(send(REGULATOR, hold(REGULATOR, *id, START + HOUR)));
		}
		SweepPerBlock::set(7);
		at(START + 11 * DAY);
		let told = |wanted: fn(&Event<Test>) -> bool| events().iter().filter(|e| wanted(e)).count();
		let mut counts = Vec::new();
		for _ in 0..4 {
			idle();
			counts.push((
				told(|event| matches!(event, Event::Expired { .. })),
				told(|event| matches!(event, Event::HoldEnded { .. })),
			));
			next_block();
		}
		// Twelve grants, two turns to other kinds of rows, nine records.
		assert_eq!(counts, [(7, 0), (5, 0), (0, 7), (0, 2)]);
	});
}

#[test]
fn sweep_takes_at_most_half_of_what_remains() {
	run(|| {
		entered();
		for slot in 0..9 {
			give(PATIENT, Gift { slot, ..gift() });
		}
		after(20 * DAY);
		let room = <() as WeightInfo>::sweep_row().saturating_mul(9);
		let used = <HealthRecords as Hooks<u64>>::on_idle(1, room);
		assert!(used.all_lte(room.checked_div(2).unwrap()));
		assert!(!events().is_empty());
		let nothing = <HealthRecords as Hooks<u64>>::on_idle(1, Weight::zero());
		assert_eq!(nothing, Weight::zero());
	});
}
