//! The hooks: what is due fires in the order of time, and nothing is lost.

use super::{acts::*, mock::*, setup::*};
use crate::*;
use frame::testing_prelude::*;
use salus_primitives::ids::{DAY, HOUR};

fn poll(limit: Weight) -> Weight {
	let mut meter = WeightMeter::with_limit(limit);
	<Escrow as Hooks<u64>>::on_poll(System::block_number(), &mut meter);
	meter.consumed()
}

fn paid_in_this_block() -> Vec<ClaimKey> {
	let paid = |event| match event {
		Event::Paid { key, .. } => Some(key),
		_ => None,
	};
	events().into_iter().filter_map(paid).collect()
}

/// Claims of one unit each, all to be paid from the same moment.
fn many(number: u32) -> Moment {
	contract();
	fund(PAYER, CARE, number.into());
	for _ in 0..number {
		submitted(1);
	}
	keep_events();
	Now::get() + 14 * DAY
}

#[test]
fn thousands_due_in_one_moment_are_each_paid_once() {
	run(|| {
		let number = 2_000;
		let least = DuePerBlock::get() as usize;
		let mut pay_by = many(number);
		let mut paid = Vec::new();
		// Full blocks: only the hook before the transactions runs.
		while paid.len() < number as usize {
			at(pay_by);
			poll(Weight::MAX);
			let now = paid_in_this_block();
			assert!(now.len() >= least.min(number as usize - paid.len()), "{} paid", now.len());
			paid.extend(now);
			pay_by += 6_000;
		}
		let mut each = paid.clone();
		each.sort();
		each.dedup();
		assert_eq!((paid.len(), each.len()), (number as usize, number as usize));
		assert_eq!(balance(CARE, PHARMACY), POOR + Balance::from(number));
	});
}

#[test]
fn what_was_due_first_fires_first() {
	run(|| {
		contract();
		fund(PAYER, CARE, 10_000);
		let keys: Vec<_> = (0..50)
			.map(|_| {
				after(HOUR);
				submitted(10)
			})
			.collect();
		after(100 * DAY);
		let mut paid = Vec::new();
		while paid.len() < keys.len() {
			poll(Escrow::least_slice());
			let now = paid_in_this_block();
			assert!(!now.is_empty(), "nothing fires");
			paid.extend(now);
			after(6_000);
		}
		assert_eq!(paid, keys);
	});
}

#[test]
fn a_meter_that_is_too_small_fires_nothing_and_loses_nothing() {
	run(|| {
		let pay_by = many(3);
		at(pay_by);
		let one = <() as WeightInfo>::fire_nothing().saturating_add(<() as WeightInfo>::fire());
		assert_eq!(poll(Weight::zero()), Weight::zero());
		poll(one.saturating_sub(Weight::from_parts(1, 0)));
		assert_eq!(paid_in_this_block(), []);
		// And one that has room for one fires one.
		assert_eq!(poll(one), one);
		assert_eq!(paid_in_this_block().len(), 1);
		hooks();
		assert_eq!(paid_in_this_block().len(), 3);
	});
}

#[test]
fn idle_blocks_fire_in_what_remains() {
	run(|| {
		let pay_by = many(3);
		let idle = |limit| <Escrow as Hooks<u64>>::on_idle(1, limit);
		at(pay_by - 1);
		idle(Weight::MAX);
		assert_eq!(paid_in_this_block(), []);
		at(pay_by);
		assert_eq!(idle(Weight::zero()), Weight::zero());
		assert_eq!(paid_in_this_block(), []);
		idle(Weight::MAX);
		assert_eq!(paid_in_this_block().len(), 3);
	});
}

/// However empty the block, and however many are due.
#[test]
fn idle_blocks_fire_twice_the_promised_number() {
	run(|| {
		let twice = 2 * DuePerBlock::get() as usize;
		let pay_by = many(3 * DuePerBlock::get());
		at(pay_by);
		for expected in [twice, twice / 2] {
			<Escrow as Hooks<u64>>::on_idle(1, Weight::MAX);
			assert_eq!(paid_in_this_block().len(), expected);
			after(6_000);
		}
	});
}

#[test]
fn an_entry_that_fails_waits_an_hour_and_blocks_nobody() {
	run(|| {
		let key = scene(1_000);
		let rx = item();
		let until = Now::get() + DAY;
		assert_ok!(send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 100, until }));
		// What is held cannot be given back while the account is blocked.
		block(STRANGER);
		turn_after(14 * DAY);
		assert!(is_paid(key));
		let (at, row) = (Now::get() + HOUR, DueKey::Copay(rx));
		assert_eq!(Copays::<Test>::get(rx).unwrap().due, at);
		assert!(Due::<Test>::contains_key((at.to_be_bytes(), &row)));
		assert_eq!(on_hold(CARE, HoldReason::Copay, STRANGER), 100);

		thaw(STRANGER);
		turn_after(HOUR - 1);
		assert!(Copays::<Test>::contains_key(rx));
		turn_after(1);
		assert_eq!(Copays::<Test>::get(rx), None);
		assert_eq!((balance(CARE, STRANGER), deposited(STRANGER)), (POOR, 0));
	});
}

#[test]
fn rows_go_at_their_end_with_their_deposits() {
	run(|| {
		contract();
		let rx = preauthorised();
		let payer = licence(PAYER);
		let until = Now::get() + 30 * DAY;
		assert_ok!(send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 100, until }));
		let (from, rule, number) = (Now::get(), price(), 7);
		let tariff = Call::set_tariff { licence: payer, number, rule, from, until };
		assert_ok!(send(PAYER, tariff));
		assert!(deposited(PAYER) > 0 && deposited(STRANGER) > 0);
		// Deposits go back to who paid them, whoever holds the licence by then.
		replace_key(PAYER, ADJUDICATOR);

		turn(until + AFTERLIFE - 1);
		assert!(Covers::<Test>::contains_key(rx, 0) && Copays::<Test>::contains_key(rx));
		assert!(Tariffs::<Test>::contains_key(payer, 7));
		turn(until + AFTERLIFE);
		assert!(!Covers::<Test>::contains_key(rx, 0) && !Copays::<Test>::contains_key(rx));
		assert!(!Tariffs::<Test>::contains_key(payer, 7));
		assert_eq!((free(PAYER, CARE), balance(CARE, STRANGER)), (10_000, POOR));
		turn(START + (365 + 90) * DAY - 1);
		assert!(Contracts::<Test>::contains_key(payer, licence(PHARMACY)));
		turn_after(1);
		assert!(!Contracts::<Test>::contains_key(payer, licence(PHARMACY)));
		assert_eq!([PAYER, ADJUDICATOR, STRANGER].map(deposited), [0, 0, 0]);
	});
}

#[test]
fn a_final_claim_goes_after_its_retention() {
	run(|| {
		let key = scene(1_000);
		let paid_at = Now::get() + 14 * DAY;
		turn(paid_at);
		turn(paid_at + 400 * DAY - 1);
		assert!(is_paid(key));
		turn_after(1);
		assert_eq!(Escrow::claim(key), None);
		assert_eq!(last_event(), Event::ClaimPruned { key });
		// Nobody can claim it again: the filing limit is shorter.
		contract();
		assert_noop!(submits(key, 1_000), Error::<Test>::NoContract);
	});
}

#[test]
fn those_who_wait_are_served_after_a_release() {
	run(|| {
		contract();
		let rx = preauthorised_with(|plan| plan.reserve = 10_000);
		let waiting = submitted(4_000);
		assert!(stored(waiting).queued);
		let until = Escrow::cover_of(rx, 0).unwrap().until;
		turn(until + AFTERLIFE - 1);
		assert_eq!(waits_for(waiting), Some(Waits::Funds));
		turn_after(1);
		assert!(is_paid(waiting));
	});
}

#[test]
fn many_who_wait_are_served_ten_by_ten() {
	run(|| {
		contract();
		let keys: Vec<_> = (0..25).map(|_| submitted(100)).collect();
		fund(PAYER, CARE, 2_500);
		let served = || keys.iter().filter(|key| !stored(**key).queued).count();
		assert_eq!(served(), 10);
		turn_after(6_000);
		turn_after(6_000);
		assert_eq!(served(), 25);
		assert_eq!(free(PAYER, CARE), 0);
	});
}

#[test]
fn an_empty_pool_owes_interest_for_whole_days() {
	run(|| {
		contract();
		let keys = [submitted(5_000), submitted(4_000)];
		turn_after(14 * DAY);
		assert_eq!(waits_for(keys[0]), Some(Waits::Funds));
		turn_after(10 * DAY + 3 * HOUR);
		fund(PAYER, CARE, 20_000);
		// The first in line first.
		assert_eq!(paid_in_this_block(), keys);
		for (key, billed) in keys.into_iter().zip([5_000, 4_000]) {
			let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
			assert_eq!(payment.interest, billed * 60_000 * 10 / 365_000_000);
		}
	});
}

#[test]
fn a_claim_owed_for_two_years_becomes_a_certificate_of_debt() {
	run(|| {
		contract();
		let key = submitted(5_000);
		let pay_by = stored(key).pay_by;
		turn(pay_by);
		turn(pay_by + DEBT_LIFE - 1);
		assert_eq!(waits_for(key), Some(Waits::Funds));
		turn(pay_by + DEBT_LIFE);
		let unpaid =
			Stage::Unpaid { split: split(5_000, 0, 0, 0), earlier: None, at: pay_by + DEBT_LIFE };
		assert_eq!(stage(key), unpaid);
		// Whoever comes after it is served.
		turn_after(6_000);
		assert!(!stored(key).queued);
		fund(PAYER, CARE, 10_000);
		assert_eq!((stage(key), free(PAYER, CARE)), (unpaid, 10_000));
	});
}

#[test]
fn a_payer_with_its_keys_destroyed_pays_in_time() {
	run(|| {
		let key = scene(3_000);
		let pay_by = stored(key).pay_by;
		turn(pay_by - 1);
		assert!(!is_paid(key));
		turn(pay_by);
		let Stage::Paid { payment, .. } = stage(key) else { panic!("not paid") };
		assert_eq!((payment.cause, payment.interest, payment.at), (Cause::Deadline, 0, pay_by));
		assert_eq!((balance(CARE, PHARMACY), pooled(CARE, PAYER)), (POOR + 3_000, 7_000));
		assert_eq!(events().iter().filter(|event| event.claim() == Some(key)).count(), 2);
	});
}

#[test]
fn a_claim_that_goes_while_it_waits_leaves_its_place_too() {
	run(|| {
		contract();
		let key = submitted(5_000);
		// No block for four years: the claim is owed, a certificate and past its retention at once.
		turn_after(4 * 365 * DAY);
		assert_eq!(Escrow::claim(key), None);
		assert_eq!(Shortfalls::<Test>::iter_keys().count(), 0);
	});
}

#[test]
fn upkeep_tells_of_what_is_due_and_not_met() {
	run(|| {
		assert_eq!(Escrow::upkeep(), Upkeep::default());
		let pay_by = many(3);
		at(pay_by - 1);
		assert_eq!(Escrow::upkeep(), Upkeep::default());
		at(pay_by);
		assert_eq!(Escrow::upkeep(), Upkeep { backlog: 3, overdue: 0 });
		let one = <() as WeightInfo>::fire_nothing().saturating_add(<() as WeightInfo>::fire());
		poll(one);
		at(pay_by + HOUR);
		assert_eq!(Escrow::upkeep(), Upkeep { backlog: 2, overdue: HOUR });
		hooks();
		assert_eq!(Escrow::upkeep(), Upkeep::default());
	});
}

#[test]
fn upkeep_counts_up_to_the_limit() {
	run(|| {
		let pay_by = many(Upkeep::MAX_COUNTED + 1);
		at(pay_by + HOUR);
		assert_eq!(Escrow::upkeep(), Upkeep { backlog: Upkeep::MAX_COUNTED, overdue: HOUR });
	});
}
