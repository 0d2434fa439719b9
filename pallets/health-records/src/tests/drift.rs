//! Each check of `try_state` sees the damage that it is there for.

use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::{ids::DAY, Bonded, Moment, RecordId, Trail};

/// Some of everything that can be stored.
struct Scene {
	/// Held, and asked to be shredded.
	held: RecordId,
	shredded: RecordId,
	/// Of the clinician, not explained.
	open: IncidentId,
	/// Of the colleague, explained.
	justified: IncidentId,
}

fn scene() -> Scene {
	let (held, shredded) = (granted(), anchored_for(PATIENT, 0));
	assert_ok!(send(REGULATOR, hold(REGULATOR, held, START + DAY)));
	assert_ok!(send(PATIENT, request_shred(held)));
	assert_ok!(send(HOSPITAL, shred(HOSPITAL, shredded)));
	give(PATIENT, Gift { slot: 1, reads: 1, ..gift() });
	assert_ok!(send(CLINIC, access(PATIENT, 1, &[held])));
	let open = broken_by(CLINICIAN, PATIENT);
	let justified = broken_by(COLLEAGUE, PATIENT);
	assert_ok!(send(COLLEAGUE, justify(PATIENT, justified)));
	decided();
	Scene { held, shredded, open, justified }
}

/// Whether the damage is seen, for this reason.
fn detects(reason: &str, damage: impl FnOnce(Scene)) {
	new_test_ext().execute_with(|| {
		let scene = scene();
		assert_ok!(HealthRecords::do_try_state());
		damage(scene);
		match HealthRecords::do_try_state() {
			Err(DispatchError::Other(what)) => assert!(what.starts_with(reason), "{what}"),
			other => panic!("{reason} not detected: {other:?}"),
		}
	});
}

fn change_record(id: RecordId, change: impl FnOnce(&mut KeptRecord<u64, Bonded>)) {
	Records::<Test>::mutate(id, |row| match row {
		Some(Record::Kept(kept)) => change(kept),
		_ => panic!("not kept"),
	});
}

fn change_grant(slot: u8, change: impl FnOnce(&mut Grant<u64>)) {
	Grants::<Test>::mutate(PATIENT, slot, |row| change(row.as_mut().unwrap()));
}

fn change_incident(id: IncidentId, change: impl FnOnce(&mut Incident)) {
	Incidents::<Test>::mutate(PATIENT, id, |row| change(row.as_mut().unwrap()));
}

fn change_patient(change: impl FnOnce(&mut PatientOf<Test>)) {
	Patients::<Test>::mutate(PATIENT, |row| change(row.as_mut().unwrap()));
}

fn change_conduct(who: u64, change: impl FnOnce(&mut Conduct<u64>)) {
	Conducts::<Test>::mutate(licence(who), |row| change(row.as_mut().unwrap()));
}

fn entry(id: IncidentId) -> ([u8; 8], (u64, IncidentId)) {
	(Incidents::<Test>::get(PATIENT, id).unwrap().due.to_be_bytes(), (PATIENT, id))
}

#[test]
fn drift_of_the_rules_is_detected() {
	detects("rules", |_| Emergency::<Test>::mutate(|rules| rules.read = 0));
}

#[test]
fn drift_of_records_is_detected() {
	detects("a set", |scene| change_record(scene.held, |row| row.set = 32));
	detects("11: a hold", |scene| {
		let until = START + 366 * DAY + 1;
		change_record(scene.held, |row| row.hold.as_mut().unwrap().until = until)
	});
	detects("11: a request", |scene| {
		change_record(scene.held, |row| row.erasure = Some(Erasure::Requested { due: 0 }))
	});
	detects("11: a request", |scene| {
		let since = START + 1;
		change_record(scene.held, |row| row.erasure = Some(Erasure::Ignored { since }))
	});
	detects("6", |scene| {
		Records::<Test>::mutate(scene.shredded, |row| match row {
			Some(Record::Shredded(marker)) => marker.at = START + 1,
			_ => panic!("not shredded"),
		})
	});
}

#[test]
fn drift_of_grants_is_detected() {
	detects("1: a grant of nothing", |_| change_grant(0, |row| row.what = What::Sets(0)));
	detects("1: a grant of nothing", |_| change_grant(0, |row| row.until = row.from));
	detects("1: a grant closed", |_| {
		let at = START + 10 * DAY + 1;
		change_grant(1, |row| row.state = GrantState::Closed { why: GrantEnd::Spent, at })
	});
	detects("2: open", |_| change_grant(0, |row| row.state = GrantState::Open { reads_left: 0 }));
	detects("2: a slot", |_| {
		let grant = Grants::<Test>::get(PATIENT, 0).unwrap();
		Grants::<Test>::insert(PATIENT, 32, grant);
	});
}

#[test]
fn drift_of_the_queue_of_deadlines_is_detected() {
	for open in [true, false] {
		let pick = |scene: &Scene| if open { scene.open } else { scene.justified };
		detects("4: an entry too few", |scene| Due::<Test>::remove(entry(pick(&scene))));
		detects("4: an entry at another", |scene| {
			let (due, key) = entry(pick(&scene));
			let later = Moment::from_be_bytes(due) + 1;
			Due::<Test>::remove((due, key));
			Due::<Test>::insert((later.to_be_bytes(), key), ());
			change_incident(key.1, |row| row.due = later);
		});
	}
	detects("4: an entry too few or too many", |scene| {
		change_incident(scene.justified, |row| {
			row.state = IncidentState::Closed { verdict: Verdict::Cleared, at: START }
		})
	});
	detects("4: an entry without", |scene| {
		let (_, key) = entry(scene.open);
		Due::<Test>::insert((START.to_be_bytes(), key), ());
	});
	detects("4: an entry without", |_| {
		Due::<Test>::insert((START.to_be_bytes(), (STRANGER, 1)), ())
	});
}

#[test]
fn drift_of_conducts_is_detected() {
	detects("4: an incident not", |_| Conducts::<Test>::remove(licence(CLINICIAN)));
	detects("4: an incident not", |_| change_conduct(CLINICIAN, |row| row.open[0].patient = 7));
	detects("4: an incident not", |scene| {
		// Listed although it was explained.
		let mut conduct = Conducts::<Test>::get(licence(CLINICIAN)).unwrap();
		conduct.open[0].incident = scene.justified;
		Conducts::<Test>::insert(licence(COLLEAGUE), conduct);
	});
	detects("4: a conduct of nothing", |_| {
		Conducts::<Test>::insert(licence(DOCTOR), Conduct::default())
	});
	detects("4: an entry that waits", |_| {
		change_conduct(CLINICIAN, |row| row.open[0].justify_by += 1)
	});
	detects("4: an entry that waits", |_| {
		let conduct = Conducts::<Test>::get(licence(CLINICIAN)).unwrap();
		Conducts::<Test>::insert(licence(DOCTOR), conduct);
	});
}

#[test]
fn drift_of_incidents_is_detected() {
	detects("an id that was never", |_| LastIncident::<Test>::put(1));
	detects("an incident without a time", |scene| {
		change_incident(scene.open, |row| row.read_until = row.at)
	});
}

#[test]
fn drift_of_patients_is_detected() {
	detects("10", |_| change_patient(|row| row.guardians.threshold = 3));
	detects("10", |_| change_patient(|row| row.guardians.list[0].key = PATIENT));
	detects("10", |_| change_patient(|row| row.controller = Some(GUARDIANS[0])));
	detects("10", |_| {
		let (new, effective_at) = (GUARDIANS[2], Moment::MAX);
		change_patient(|row| row.recovery = Some(Recovery::Decided { new, effective_at }))
	});
	detects("9: a key", |_| change_patient(|row| row.controller = Some(PATIENT)));
	detects("9: a recovery", |_| change_patient(|row| row.controller = Some(SUCCESSOR)));
}

#[test]
fn drift_of_trails_is_detected() {
	let damages: [fn(&mut Trail); 2] = [|trail| trail.n = 0, |trail| trail.last = 1_000];
	for damage in damages {
		detects("12", |scene| change_record(scene.held, |row| damage(&mut row.trail)));
		detects("12", |scene| {
			Records::<Test>::mutate(scene.shredded, |row| damage(row.as_mut().unwrap().trail_mut()))
		});
		detects("12", |_| change_grant(0, |row| damage(&mut row.trail)));
		detects("12", |scene| change_incident(scene.open, |row| damage(&mut row.trail)));
		detects("12", |_| change_patient(|row| damage(&mut row.trail)));
	}
}
