//! The queue of deadlines. It tells; no right depends on it.

use super::{calls::*, mock::*, setup::*};
use crate::*;
use frame::{
	deps::{
		frame_support::weights::WeightMeter,
		frame_system::{limits::BlockWeights, Config},
	},
	testing_prelude::*,
};
use salus_primitives::{
	ids::{DAY, HOUR},
	Infraction, Licensing, Moment,
};

const JUSTIFY: Moment = 72 * HOUR;

/// So many patients, each with an emergency of its own clinician, a millisecond after one another. The keys.
fn emergencies(n: u64) -> Vec<u64> {
	let keys: Vec<_> = (0..n).map(|n| 1_000 + n).collect();
	for key in keys.iter().rev() {
		alone(*key);
		// Each clinician has the number of its patient.
		Registry::mutate(|all| {
			let clinician = Registered { holder: *key, ..all[&licence(COLLEAGUE)].clone() };
			all.insert(licence(*key), clinician);
		});
		assert_ok!(send(*key, break_glass(*key, *key, 1)));
		after(1);
	}
	keys
}

/// Of whom the last block told that access is suspended, in order.
fn told() -> Vec<(u64, Moment)> {
	let told = events().into_iter().filter_map(|event| match event {
		Event::AccessSuspended { patient, at, .. } => Some((patient, at)),
		_ => None,
	});
	told.collect()
}

/// A block's guaranteed room and not a deadline more.
fn poll_least() {
	let mut meter = WeightMeter::with_limit(HealthRecords::least_slice());
	<HealthRecords as Hooks<u64>>::on_poll(System::block_number(), &mut meter);
}

#[test]
fn a_deadline_is_told_of_in_the_block_in_which_it_falls() {
	run(|| {
		let (_, incident) = broken();
		at(START + JUSTIFY - 1);
		poll();
		assert_eq!(told(), []);
		at(START + JUSTIFY);
		poll();
		assert_eq!(told(), [(PATIENT, START + JUSTIFY)]);
		at(START + JUSTIFY + 90 * DAY - 1);
		poll();
		assert_eq!(events(), []);
		at(START + JUSTIFY + 90 * DAY);
		poll();
		let (verdict, at) = (Verdict::PresumedAbuse, Now::get());
		let closed = Event::IncidentClosed { patient: PATIENT, incident, verdict, at };
		assert_eq!(events(), [closed]);
		assert_eq!(Reports::get(), [(licence(CLINICIAN), Infraction::UnexplainedAccess)]);
		assert!(!Conducts::<Test>::contains_key(licence(CLINICIAN)));
		assert_eq!(Due::<Test>::iter().count(), 0);
	});
}

#[test]
fn an_explained_incident_closes_without_a_review_and_without_a_report() {
	run(|| {
		let (_, incident) = broken();
		after(HOUR);
		assert_ok!(send(CLINICIAN, justify(PATIENT, incident)));
		turn(START + JUSTIFY);
		assert_eq!(told(), []);
		turn(START + HOUR + 90 * DAY);
		let (verdict, at) = (Verdict::Unreviewed, Now::get());
		let closed = Event::IncidentClosed { patient: PATIENT, incident, verdict, at };
		assert_eq!((events(), Reports::get().len()), (vec![closed], 0));
	});
}

/// Both deadlines have passed: each is told with its own time, and the report comes once.
#[test]
fn a_queue_that_slept_tells_everything_once() {
	run(|| {
		let (_, incident) = broken();
		turn(START + 200 * DAY);
		let by = licence(CLINICIAN);
		let (suspended, closed) = (START + JUSTIFY, START + JUSTIFY + 90 * DAY);
		let verdict = Verdict::PresumedAbuse;
		let told = [
			Event::AccessSuspended { patient: PATIENT, incident, by, at: suspended },
			Event::IncidentClosed { patient: PATIENT, incident, verdict, at: closed },
		];
		assert_eq!(events(), told);
		turn(START + 201 * DAY);
		assert_eq!((events().len(), Reports::get().len()), (0, 1));
	});
}

/// What is due is more than a block's room: the rest comes next, in the order of time, and nothing is lost.
#[test]
fn more_than_a_block_holds_is_finished_in_the_next_ones_in_order() {
	run(|| {
		let keys = emergencies(25);
		at(START + 10 * DAY);
		let mut all = Vec::new();
		for expected in [10, 10, 5, 0] {
			poll_least();
			let told = told();
			assert_eq!(told.len(), expected);
			all.extend(told);
			next_block();
		}
		assert!(all.is_sorted_by_key(|(_, at)| *at));
		let told: Vec<_> = all.into_iter().map(|(patient, _)| patient).rev().collect();
		assert_eq!(told, keys);
	});
}

#[test]
fn a_late_notice_delays_no_effect() {
	run(|| {
		let keys = emergencies(25);
		let last = keys[0];
		at(START + JUSTIFY + HOUR);
		assert_noop!(send(last, break_glass(last, PATIENT, 1)), Error::<Test>::NotFound);
		entered();
		let call = break_glass(last, PATIENT, 1);
		assert_noop!(send(last, call), Error::<Test>::AccessSuspended);
		assert!(suspended(last));
		poll_least();
		assert!(told().iter().all(|(patient, _)| *patient != last));
		assert!(suspended(last));
	});
}

#[test]
fn a_block_without_room_tells_nothing() {
	run(|| {
		broken();
		at(START + JUSTIFY);
		for limit in [Weight::zero(), <() as WeightInfo>::fire_nothing()] {
			let mut meter = WeightMeter::with_limit(limit);
			<HealthRecords as Hooks<u64>>::on_poll(1, &mut meter);
			assert!(meter.consumed().all_lte(limit));
			assert_eq!(told(), []);
		}
		idle();
		assert_eq!(told().len(), 1);
	});
}

/// The room is a tenth of a block, or what the promised number takes if that is more.
#[test]
fn the_room_is_bounded() {
	run(|| {
		emergencies(10);
		at(START + 10 * DAY);
		let mut meter = WeightMeter::new();
		<HealthRecords as Hooks<u64>>::on_poll(1, &mut meter);
		let weights: BlockWeights = <Test as Config>::BlockWeights::get();
		let tenth = weights.max_block;
		let tenth = tenth.checked_div(10).unwrap();
		assert!(meter.consumed().all_lte(tenth.max(HealthRecords::least_slice())));
		let each = <() as WeightInfo>::fire().saturating_add(Licences::report_weight());
		let promised = each.saturating_mul(10).saturating_add(<() as WeightInfo>::fire_nothing());
		assert_eq!(HealthRecords::least_slice(), promised);
	});
}

/// However empty the block, and however many are due.
#[test]
fn idle_blocks_tell_of_twice_the_promised_number() {
	run(|| {
		emergencies(25);
		at(START + 10 * DAY);
		for expected in [20, 5] {
			idle();
			assert_eq!(told().len(), expected);
			next_block();
		}
	});
}

/// An entry that nobody knows goes, and does not stand in the way.
#[test]
fn an_entry_without_an_incident_goes() {
	run(|| {
		broken();
		Due::<Test>::insert((START.to_be_bytes(), (PATIENT, 7)), ());
		Due::<Test>::insert((START.to_be_bytes(), (PATIENT, 1)), ());
		at(START + JUSTIFY);
		poll();
		assert_eq!(told(), [(PATIENT, START + JUSTIFY)]);
		assert_eq!(Due::<Test>::iter().count(), 1);
	});
}

#[test]
fn upkeep_tells_of_what_is_due_and_not_told() {
	run(|| {
		assert_eq!(HealthRecords::upkeep(), Upkeep::default());
		let keys = emergencies(3);
		let first = START + JUSTIFY;
		at(first - 1);
		assert_eq!(HealthRecords::upkeep(), Upkeep::default());
		at(first);
		assert_eq!(HealthRecords::upkeep(), Upkeep { backlog: 1, overdue: 0 });
		at(first + 9);
		assert_eq!(HealthRecords::upkeep(), Upkeep { backlog: 3, overdue: 9 });
		poll();
		assert_eq!((told().len(), HealthRecords::upkeep()), (keys.len(), Upkeep::default()));
	});
}

#[test]
fn upkeep_counts_up_to_the_limit() {
	run(|| {
		let limit = u64::from(Upkeep::MAX_COUNTED);
		let entries = || (0..=limit).map(|n| ((START + n).to_be_bytes(), (n, 1)));
		entries().for_each(|entry| Due::<Test>::insert(entry, ()));
		at(START + 2 * limit);
		let most = Upkeep { backlog: Upkeep::MAX_COUNTED, overdue: 2 * limit };
		assert_eq!(HealthRecords::upkeep(), most);
		entries().for_each(Due::<Test>::remove);
	});
}
