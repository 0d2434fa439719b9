use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn change(id: RxId, change: impl FnOnce(&mut LiveRx<u64, ByteDeposit>)) {
	Items::<Test>::mutate(id, |row| match row {
		Some(Rx::Live(live)) => change(live),
		_ => panic!("not live"),
	});
}

/// Whether the damage is seen, under its number.
fn detects(number: &str, damage: impl FnOnce(RxId)) {
	new_test_ext().execute_with(|| {
		let id = held();
		hand_out(id, 10);
		after(HOUR);
		hand_out(id, 20);
		after(DAY);
		hand_to(id, PHARMACY);
		hand_out(id, 30);
		assert_ok!(Prescriptions::do_try_state());
		damage(id);
		match Prescriptions::do_try_state() {
			Err(DispatchError::Other(what)) => assert!(what.starts_with(number), "{what}"),
			other => panic!("{number} not detected: {other:?}"),
		}
	});
}

#[test]
fn drift_of_quantities_and_fills_is_detected() {
	detects("1", |id| change(id, |row| row.dispenses[1].quantity = 21));
	detects("2", |id| change(id, |row| row.dispenses[2].fill = 2));
	detects("2", |id| change(id, |row| row.terms.repeats = 0));
	detects("2", |id| change(id, |row| row.dispenses[2].at = row.dispenses[0].at + DAY - 1));
}

#[test]
fn drift_of_times_is_detected() {
	detects("3", |id| change(id, |row| row.dispenses[0].at = row.terms.from - 1));
	detects("3", |id| change(id, |row| row.terms.until = row.dispenses[2].at));
	detects("3", |id| {
		change(id, |row| row.stage = Stage::Closed { why: Closure::Stopped, at: START })
	});
	let by = licence(PHARMACY);
	detects("4", |id| {
		change(id, |row| row.stage = Stage::Held { by, until: row.terms.until + 1, pending: false })
	});
	detects("4", |id| {
		change(id, |row| row.stage = Stage::Declined { by, until: row.terms.until + 1 })
	});
}

#[test]
fn drift_of_terms_is_detected() {
	detects("4", |id| {
		change(id, |row| (row.dispenses, row.terms.quantity) = (Default::default(), 0))
	});
	detects("4", |id| {
		change(id, |row| (row.dispenses, row.terms.from) = (Default::default(), row.terms.until))
	});
	detects("4", |id| change(id, |row| row.terms.repeats = 16));
	detects("4", |id| change(id, |row| row.terms.repeats = 15));
}

#[test]
fn drift_of_the_trail_is_detected() {
	detects("6", |id| change(id, |row| row.trail.n = 0));
	detects("6", |id| change(id, |row| row.trail.last = 1_000));
}

#[test]
fn drift_of_obligations_is_detected() {
	detects("8", |_| Obligations::<Test>::insert(1, H256::zero(), ()));
	detects("8", |_| {
		owed();
		let _ = Obligations::<Test>::clear(10, None);
	});
	detects("8", |_| {
		owed();
		ObligationHour::<Test>::kill();
	});
	detects("8", |_| {
		let id = owed();
		change(id, |row| row.stage = Stage::Closed { why: Closure::Completed, at: Now::get() });
	});
}

#[test]
fn drift_of_policies_is_detected() {
	detects("policy", |_| Policies::<Test>::insert(2, Policy { max_repeats: 16, ..policy() }));
}
