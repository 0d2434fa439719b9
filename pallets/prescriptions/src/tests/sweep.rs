use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn idle() {
	Prescriptions::on_idle(1, Weight::MAX);
}

#[test]
fn sweep_settles_archives_and_removes_without_any_transaction() {
	run(|| {
		let (id, owed) = (held(), owed());
		after(3 * DAY);
		idle();
		assert!(matches!(stored(id), Rx::Live(LiveRx { stage: Stage::Free, .. })));
		after(5 * DAY);
		idle();
		assert!(matches!(
			stored(owed),
			Rx::Live(LiveRx { stage: Stage::Closed { why: Closure::Unratified, .. }, .. })
		));
		after(30 * DAY);
		idle();
		assert!(matches!((stored(id), stored(owed)), (Rx::Archived(_), Rx::Archived(_))));
		assert_eq!((on_hold(DOCTOR), on_hold(PHARMACY)), (0, 0));
		after(500 * DAY);
		idle();
		assert_eq!(Items::<Test>::iter().count(), 0);
	});
}

#[test]
fn sweep_goes_round_and_misses_no_row() {
	run(|| {
		for _ in 0..23 {
			issued();
		}
		SweepPerBlock::set(7);
		after(34 * DAY);
		let archived =
			|| Items::<Test>::iter_values().filter(|rx| matches!(rx, Rx::Archived(_))).count();
		for expected in [7, 14, 21, 23] {
			idle();
			assert_eq!(archived(), expected);
		}
		// Invariant 10: one round of idle blocks after the time of removal, none is left.
		at(START + 430 * DAY);
		for _ in 0..4 {
			idle();
		}
		assert_eq!(Items::<Test>::iter().count(), 0);
		idle();
		assert_eq!(SweepCursor::<Test>::get(), None);
	});
}

#[test]
fn sweep_takes_at_most_half_of_what_remains() {
	run(|| {
		for _ in 0..5 {
			issued();
		}
		after(34 * DAY);
		let info = <() as WeightInfo>::sweep_row();
		let room = info.saturating_mul(20);
		let used = Prescriptions::on_idle(1, room);
		assert!(used.all_lte(room.checked_div(2).unwrap()));
		assert_eq!(Prescriptions::on_idle(1, Weight::zero()), Weight::zero());
	});
}

#[test]
fn obligations_are_settled_in_order_at_most_ten_per_block() {
	run(|| {
		let first: Vec<_> = (0..12).map(|_| owed()).collect();
		after(2 * HOUR);
		let last = owed();
		// An hour is read when it is over; the rows are settled before, for whoever looks.
		at(START + 7 * DAY + HOUR - 1);
		assert!(first.iter().all(|id| closure(*id) == Some(Closure::Unratified)));
		idle();
		assert_eq!(Reports::get().len(), 0);
		after(1);
		idle();
		assert_eq!(Reports::get().len(), 20);
		idle();
		assert_eq!(Reports::get().len(), 24);
		assert_eq!(closure(last), None);
		after(3 * HOUR);
		idle();
		assert_eq!(Reports::get().len(), 26);
		assert_eq!(Obligations::<Test>::iter().count(), 0);
	});
}

#[test]
fn sweep_takes_an_owed_row_that_the_obligations_lost() {
	run(|| {
		let id = owed();
		let _ = Obligations::<Test>::clear(10, None);
		at(START + 9 * DAY);
		idle(); // finds the hours empty
		assert_eq!(closure(id), Some(Closure::Unratified));
		assert_eq!(Reports::get().len(), 2);
	});
}

#[test]
fn obligations_many_due_in_one_block_are_all_settled_in_the_end() {
	run(|| {
		let ids: Vec<_> = (0..60).map(|_| owed()).collect();
		at(START + 8 * DAY);
		for _ in 0..10 {
			idle();
		}
		assert_eq!(Reports::get().len(), 120);
		assert!(ids.iter().all(|id| closure(*id) == Some(Closure::Unratified)));
	});
}

#[test]
fn sweep_of_ten_thousand_items_due_in_one_block() {
	run(|| {
		assert_ok!(Balances::force_set_balance(RuntimeOrigin::root(), DOCTOR, u64::MAX / 2));
		let ids: Vec<_> = (0..10_000).map(|_| issued()).collect();
		after(30 * DAY);
		// Everybody sees it at once, whatever is stored.
		assert!(ids.iter().all(|id| closure(*id) == Some(Closure::Expired)));
		assert_noop!(send(PATIENT, super::calls::discard(ids[0])), Error::<Test>::NotOpen);
		for _ in 0..10_000 / 50 {
			idle();
		}
		let expired = |rx: RxOf<Test>| matches!(rx.closed(), Some((Closure::Expired, _)));
		assert!(Items::<Test>::iter_values().all(expired));
	});
}

/// Due from the end of the hour on, which is when the hook looks; not at the deadline itself.
#[test]
fn upkeep_tells_of_the_hours_that_are_over() {
	run(|| {
		assert_eq!(Prescriptions::upkeep(), Upkeep::default());
		let first = owed();
		owed();
		after(2 * HOUR);
		owed();
		let over = START + 7 * DAY + HOUR;
		at(over - 1);
		assert_eq!(Prescriptions::upkeep(), Upkeep::default());
		at(over);
		assert_eq!(Prescriptions::upkeep(), Upkeep { backlog: 2, overdue: 0 });
		assert_ok!(send(DOCTOR, super::calls::poke(first)));
		at(over + 2 * HOUR + 5);
		assert_eq!(Prescriptions::upkeep(), Upkeep { backlog: 2, overdue: 2 * HOUR + 5 });
		idle();
		assert_eq!(Prescriptions::upkeep(), Upkeep::default());
	});
}

#[test]
fn upkeep_of_a_long_halt_is_counted_up_to_the_limit() {
	run(|| {
		let limit = Upkeep::MAX_COUNTED;
		for n in 0..u64::from(limit) + 1 {
			Obligations::<Test>::insert(1, H256::from_low_u64_be(n), ());
		}
		ObligationHour::<Test>::put(0);
		let overdue = Now::get() - 2 * HOUR;
		assert_eq!(Prescriptions::upkeep(), Upkeep { backlog: limit, overdue });
		// More empty hours than are looked at.
		let _ = Obligations::<Test>::clear(u32::MAX, None);
		Obligations::<Test>::insert(limit, H256::zero(), ());
		assert_eq!(Prescriptions::upkeep(), Upkeep::default());
		ObligationHour::<Test>::put(1);
		assert_eq!(Prescriptions::upkeep().backlog, 1);
		let _ = Obligations::<Test>::clear(u32::MAX, None);
	});
}
