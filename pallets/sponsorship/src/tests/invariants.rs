//! Random operations against a plain model, with the numbered invariants after each.

use super::mock::*;
use crate::*;
use frame::testing_prelude::*;
use proptest::prelude::*;
use salus_primitives::ids::{DAY, HOUR};
use std::collections::BTreeMap;

#[derive(Clone, Debug)]
enum Op {
	Set { relayer: AccountId, per_day: u32, hours: u64, max_fee: Balance },
	Remove { who: AccountId, relayer: AccountId },
	Send { relayer: AccountId, length: usize, fee: Balance, tip: Balance },
	Nested { relayer: AccountId },
	Wait(u64),
}

fn op() -> impl Strategy<Value = Op> {
	let relayer = || prop_oneof![8 => Just(RELAYER), 3 => Just(OTHER), 1 => Just(HOSPITAL)];
	prop_oneof![
		2 => (relayer(), 0..5u32, 0..60u64, 0..120u128).prop_map(
			|(relayer, per_day, hours, max_fee)| Op::Set { relayer, per_day, hours, max_fee }
		),
		1 => (relayer(), relayer()).prop_map(|(who, relayer)| Op::Remove { who, relayer }),
		8 => (relayer(), 60..66usize, 0..120u128, 0..20u128).prop_map(
			|(relayer, length, fee, tip)| Op::Send { relayer, length, fee, tip: tip / 19 }
		),
		1 => relayer().prop_map(|relayer| Op::Nested { relayer }),
		2 => (0..30u64).prop_map(Op::Wait),
	]
}

/// What a policy has cost on its present day, and the day's largest quota.
#[derive(Clone, Default)]
struct Tally {
	day: u32,
	count: u32,
	quota: u32,
}

#[derive(Default)]
struct Model {
	tallies: BTreeMap<AccountId, Tally>,
	paid: Balance,
}

impl Model {
	fn apply(&mut self, op: &Op) {
		let today = day_of(Now::get());
		for tally in self.tallies.values_mut().filter(|tally| tally.day != today) {
			*tally = Tally { day: today, count: 0, quota: 0 };
		}
		match op.clone() {
			Op::Set { relayer, per_day, hours, max_fee } => {
				let until = Now::get() + hours * HOUR;
				let terms = Terms { per_day, until, max_fee, ..terms() };
				let sound = per_day > 0 && hours > 0 && max_fee > 0 && relayer != HOSPITAL;
				let result = Sponsorship::set_policy(by(HOSPITAL), MEMBER, relayer, terms);
				assert_eq!(result.is_ok(), sound);
				if sound {
					let tally = self.tallies.entry(relayer).or_default();
					tally.day = today;
				}
			},
			Op::Remove { who, relayer } => {
				let row = Policies::<Test>::get(HOSPITAL, relayer);
				let may = row.is_some_and(|row| who == HOSPITAL || row.terms.until <= Now::get());
				let result = Sponsorship::remove_policy(by(who), HOSPITAL, relayer);
				assert_eq!(result.is_ok(), may);
				if may {
					self.tallies.remove(&relayer);
				}
			},
			Op::Send { relayer, length, fee, tip } => self.send(relayer, length, fee, tip),
			Op::Nested { relayer } => {
				let nested = Sponsorship::relay(by(relayer), HOSPITAL, Box::new(remark(1)));
				assert_err_ignore_postinfo!(nested, Error::<Test>::NotSponsored);
			},
			Op::Wait(hours) => Now::mutate(|now| *now += hours * HOUR),
		}
	}

	/// 2: it is paid exactly if the policy says so.
	fn send(&mut self, relayer: AccountId, length: usize, fee: Balance, tip: Balance) {
		let row = Policies::<Test>::get(HOSPITAL, relayer);
		let sent = send_tipped(relayer, remark(length), fee, tip);
		let expected = row.is_some_and(|row| {
			let tally = self.tallies.get_mut(&relayer).unwrap();
			tally.quota = tally.quota.max(row.terms.per_day);
			let paid = Now::get() < row.terms.until
				&& tally.count < row.terms.per_day
				&& fee <= row.terms.max_fee
				&& length < 64
				&& tip == 0;
			if paid {
				tally.count += 1;
				assert!(tally.count <= tally.quota);
			}
			paid
		});
		assert_eq!(sent.is_ok(), expected, "{sent:?}");
		if expected {
			self.paid += fee / 2;
		}
	}

	fn check(&self) {
		// 1, 3, 5.
		Sponsorship::do_try_state().unwrap();
		// 4.
		for relayer in [RELAYER, OTHER] {
			assert_eq!(Balances::free_balance(relayer), WEALTH);
		}
		// 6, and nothing else is taken from the sponsor.
		let deposits = deposit() * Policies::<Test>::iter().count() as Balance;
		assert_eq!(held(HOSPITAL), deposits);
		assert_eq!(Balances::free_balance(HOSPITAL), WEALTH - deposits - self.paid);
	}
}

proptest! {
	#![proptest_config(ProptestConfig::with_cases(128))]

	#[test]
	fn hold_under_random_operations(ops in prop::collection::vec(op(), 1..80)) {
		new_test_ext().execute_with(|| {
			// So that a random day is short of its quota now and then.
			Now::set(START / DAY * DAY + 20 * HOUR);
			let mut model = Model::default();
			for op in &ops {
				model.apply(op);
				model.check();
			}
		});
	}
}
