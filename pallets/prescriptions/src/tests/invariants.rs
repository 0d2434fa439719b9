//! Random calls by many actors, with the numbered invariants after each, and a plain model of ids and quantities.

use super::{calls, mock::*};
use crate::*;
use frame::testing_prelude::*;
use proptest::prelude::*;
use salus_primitives::ids::{DAY, HOUR};
use std::collections::{BTreeMap, BTreeSet};

/// What somebody does; items are picked by number among the newest. `by: None` is the one who holds the item, or dispensed.
#[derive(Clone, Debug)]
enum Op {
	Issue {
		quantity: u32,
		repeats: u8,
		interval_h: u16,
		partial_h: u16,
		days: u64,
		prior: Option<u8>,
	},
	Emergency {
		quantity: u32,
	},
	Claim {
		by: u64,
		items: Vec<u8>,
	},
	Present {
		who: u64,
		items: Vec<u8>,
		to: u64,
		skew: u16,
	},
	Dispense {
		by: Option<u64>,
		item: u8,
		quantity: u32,
	},
	Return {
		by: Option<u64>,
		item: u8,
	},
	Decline {
		by: Option<u64>,
		item: u8,
	},
	Reopen {
		who: u64,
		item: u8,
		patient: bool,
	},
	Suspend {
		who: u64,
		item: u8,
	},
	Resume {
		who: u64,
		item: u8,
	},
	Cancel {
		who: u64,
		items: Vec<u8>,
	},
	Discard {
		who: u64,
		item: u8,
	},
	Recall {
		who: u64,
		item: u8,
	},
	SetAccess {
		who: u64,
		item: u8,
		access: Access,
	},
	Transfer {
		by: Option<u64>,
		item: u8,
		to: u64,
	},
	Withdraw {
		by: Option<u64>,
		item: u8,
		back: u8,
	},
	MarkError {
		who: u64,
		item: u8,
	},
	AttestDeath {
		who: u64,
		items: Vec<u8>,
	},
	Ratify {
		who: u64,
		item: u8,
		accept: bool,
	},
	Poke {
		item: u8,
	},
	/// The same call once more, as a replay.
	Again,
	Wait {
		time: u64,
	},
	Idle,
	Suspicion {
		who: u64,
		fault: bool,
	},
}

fn anybody() -> impl Strategy<Value = u64> {
	prop_oneof![
		Just(DOCTOR),
		Just(COLLEAGUE),
		Just(PHARMACY),
		Just(RIVAL),
		Just(REGULATOR),
		Just(REGISTRAR),
		Just(PATIENT),
		Just(STRANGER),
	]
}

fn doctor() -> impl Strategy<Value = u64> {
	prop_oneof![6 => Just(DOCTOR), 1 => Just(COLLEAGUE), 2 => Just(REGULATOR), 1 => anybody()]
}

fn pharmacy() -> impl Strategy<Value = u64> {
	prop_oneof![3 => Just(PHARMACY), 1 => Just(RIVAL)]
}

fn holder() -> impl Strategy<Value = Option<u64>> {
	prop_oneof![8 => Just(None), 1 => pharmacy().prop_map(Some)]
}

fn patient() -> impl Strategy<Value = u64> {
	prop_oneof![8 => Just(PATIENT), 1 => Just(GUARDIAN), 1 => anybody()]
}

fn access() -> impl Strategy<Value = Access> {
	prop_oneof![
		Just(Access::Closed),
		Just(Access::Any),
		pharmacy().prop_map(|who| Access::Only(licence(who))),
	]
}

fn some() -> impl Strategy<Value = Vec<u8>> {
	proptest::collection::vec(0..4u8, 1..3)
}

fn quantity() -> impl Strategy<Value = u32> {
	prop_oneof![1 => Just(0), 4 => Just(10), 4 => Just(30), 2 => 1..40u32]
}

fn fine_issue() -> impl Strategy<Value = Op> {
	let partial_h = prop_oneof![Just(0), Just(2), Just(24), Just(48)];
	let prior = proptest::option::weighted(0.2, 0..4u8);
	(prop_oneof![Just(10), Just(30)], 0..4u8, 24..30u16, partial_h, 1..30u64, prior).prop_map(
		|(quantity, repeats, interval_h, partial_h, days, prior)| Op::Issue {
			quantity,
			repeats,
			interval_h,
			partial_h,
			days,
			prior,
		},
	)
}

fn any_issue() -> impl Strategy<Value = Op> {
	(quantity(), 0..8u8, 22..26u16, 46..50u16, 0..62u64).prop_map(
		|(quantity, repeats, interval_h, partial_h, days)| Op::Issue {
			quantity,
			repeats,
			interval_h,
			partial_h,
			days,
			prior: None,
		},
	)
}

fn wait() -> impl Strategy<Value = u64> {
	prop_oneof![
		6 => 1..12 * HOUR,
		6 => (1..30u64).prop_map(|hours| hours * HOUR),
		2 => 1..10 * DAY,
		1 => Just(450 * DAY),
	]
}

/// What moves an item on.
fn usual() -> impl Strategy<Value = Op> {
	let one = || 0..4u8;
	let skew = prop_oneof![9 => Just(0), 1 => 1..3u16];
	prop_oneof![
		3 => fine_issue(),
		1 => Just(Op::Emergency { quantity: 10 }),
		3 => (pharmacy(), some()).prop_map(|(by, items)| Op::Claim { by, items }),
		6 => (patient(), one(), pharmacy(), skew)
			.prop_map(|(who, item, to, skew)| Op::Present { who, items: vec![item], to, skew }),
		12 => (holder(), one(), quantity())
			.prop_map(|(by, item, quantity)| Op::Dispense { by, item, quantity }),
		4 => (holder(), one(), prop_oneof![4 => Just(0), 1 => 1..3u8])
			.prop_map(|(by, item, back)| Op::Withdraw { by, item, back }),
		2 => (patient(), one(), access())
			.prop_map(|(who, item, access)| Op::SetAccess { who, item, access }),
		5 => wait().prop_map(|time| Op::Wait { time }),
		2 => Just(Op::Idle),
	]
}

/// What disturbs its course.
fn unusual() -> impl Strategy<Value = Op> {
	let one = || 0..4u8;
	prop_oneof![
		2 => any_issue(),
		1 => quantity().prop_map(|quantity| Op::Emergency { quantity }),
		2 => (patient(), some(), pharmacy())
			.prop_map(|(who, items, to)| Op::Present { who, items, to, skew: 0 }),
		2 => (holder(), one()).prop_map(|(by, item)| Op::Return { by, item }),
		2 => (holder(), one()).prop_map(|(by, item)| Op::Decline { by, item }),
		2 => (prop_oneof![patient(), doctor()], one(), any::<bool>())
			.prop_map(|(who, item, patient)| Op::Reopen { who, item, patient }),
		2 => (doctor(), one()).prop_map(|(who, item)| Op::Suspend { who, item }),
		2 => (doctor(), one()).prop_map(|(who, item)| Op::Resume { who, item }),
		2 => (doctor(), some()).prop_map(|(who, items)| Op::Cancel { who, items }),
		1 => (patient(), one()).prop_map(|(who, item)| Op::Discard { who, item }),
		2 => (patient(), one()).prop_map(|(who, item)| Op::Recall { who, item }),
		4 => (holder(), one(), pharmacy()).prop_map(|(by, item, to)| Op::Transfer { by, item, to }),
		1 => (doctor(), one()).prop_map(|(who, item)| Op::MarkError { who, item }),
		1 => (prop_oneof![Just(REGISTRAR), anybody()], some())
			.prop_map(|(who, items)| Op::AttestDeath { who, items }),
		2 => (doctor(), one(), any::<bool>())
			.prop_map(|(who, item, accept)| Op::Ratify { who, item, accept }),
		1 => one().prop_map(|item| Op::Poke { item }),
		3 => Just(Op::Again),
		1 => (anybody(), proptest::bool::weighted(0.3))
			.prop_map(|(who, fault)| Op::Suspicion { who, fault }),
	]
}

/// Some items are in a pharmacy's hands before anything odd happens.
fn ops() -> impl Strategy<Value = Vec<Op>> {
	let hand_over = (0..3u8).prop_map(|item| Op::Present {
		who: PATIENT,
		items: vec![item],
		to: PHARMACY,
		skew: 0,
	});
	let begin = proptest::collection::vec((fine_issue(), hand_over), 2..4);
	let any = prop_oneof![3 => usual(), 2 => unusual()];
	(begin, proptest::collection::vec(any, 1..60)).prop_map(|(begin, rest)| {
		begin.into_iter().flat_map(|(issue, present)| [issue, present]).chain(rest).collect()
	})
}

/// What the events say happened, kept without the pallet's own arithmetic.
#[derive(Default)]
struct Model {
	/// Every id ever created, with the quantity and fills of its terms.
	created: BTreeMap<RxId, (u32, u8)>,
	/// The same ids, oldest first.
	order: Vec<RxId>,
	/// Quantity of each dispense that stands.
	standing: BTreeMap<(RxId, u8), u32>,
	/// Every dispense id ever used.
	used: BTreeSet<(RxId, u8)>,
	/// Transfers left when last seen.
	transfers: BTreeMap<RxId, u8>,
	/// What a cancellation or a renewal closed or found closed.
	over: BTreeSet<RxId>,
	/// The last call, to be replayed.
	last: Option<(u64, Call<Test>)>,
}

impl Model {
	/// The item that a number picks, 0 the newest; if there is none, an id of nothing.
	fn pick(&self, n: u8) -> RxId {
		self.order.iter().rev().nth(n.into()).or(self.order.last()).copied().unwrap_or_default()
	}

	/// Who holds the item, or dispensed last.
	fn hands(&self, by: Option<u64>, item: u8) -> u64 {
		let last = |rx: Rx<u64, ()>| rx.dispenses().last().map(|dispense| dispense.by);
		by.or_else(|| match Prescriptions::item(self.pick(item))? {
			Rx::Live(LiveRx { stage: Stage::Held { by, .. }, .. }) => Some(by.into()),
			rx => last(rx).map(u64::from),
		})
		.unwrap_or(PHARMACY)
	}

	/// The dispense so many before the last that stands.
	fn seq(&self, item: u8, back: u8) -> u8 {
		let standing = self.standing.range((self.pick(item), 0)..=(self.pick(item), u8::MAX));
		standing.map(|((_, seq), _)| *seq).rev().nth(back.into()).unwrap_or_default()
	}

	fn pick_all(&self, items: &[u8]) -> Vec<RxId> {
		items.iter().map(|n| self.pick(*n)).collect()
	}

	fn call(&self, op: &Op) -> Option<(u64, Call<Test>)> {
		Some(match op.clone() {
			Op::Issue { quantity, repeats, interval_h, partial_h, days, prior } => {
				let until = Now::get() + days * DAY;
				let terms = Terms { quantity, repeats, interval_h, partial_h, until, ..terms() };
				let prior = prior.map(|n| self.pick(n));
				let call =
					calls::issue(licence(DOCTOR), commitment(), terms, Access::Closed, prior);
				(DOCTOR, call)
			},
			Op::Emergency { quantity } => {
				let (by, prescriber) = (licence(PHARMACY), licence(DOCTOR));
				(PHARMACY, calls::emergency(by, commitment(), quantity, prescriber))
			},
			Op::Claim { by, items } => (by, calls::claim(licence(by), &self.pick_all(&items))),
			Op::Present { who, items, to, skew } => {
				let mut call = calls::present(&self.pick_all(&items), licence(to));
				if let Call::present { ids, .. } = &mut call {
					ids.iter_mut().for_each(|(_, seq)| *seq += skew);
				}
				(who, call)
			},
			Op::Dispense { by, item, quantity } => {
				let by = self.hands(by, item);
				(by, calls::dispense(licence(by), self.pick(item), quantity))
			},
			Op::Return { by, item } => {
				(self.hands(by, item), calls::return_item(&[self.pick(item)]))
			},
			Op::Decline { by, item } => {
				let by = self.hands(by, item);
				(by, calls::decline(licence(by), self.pick(item)))
			},
			Op::Reopen { who, item, patient: true } => {
				(who, calls::reopen_by_patient(self.pick(item)))
			},
			Op::Reopen { who, item, .. } => (who, calls::reopen_by_issuer(self.pick(item))),
			Op::Suspend { who, item } => (who, calls::suspend(licence(who), self.pick(item))),
			Op::Resume { who, item } => (who, calls::resume(licence(who), self.pick(item))),
			Op::Cancel { who, items } => (who, calls::cancel(licence(who), &self.pick_all(&items))),
			Op::Discard { who, item } => (who, calls::discard(self.pick(item))),
			Op::Recall { who, item } => (who, calls::recall(self.pick(item))),
			Op::SetAccess { who, item, access } => {
				(who, calls::set_access(self.pick(item), access))
			},
			Op::Transfer { by, item, to } => {
				let by = self.hands(by, item);
				(by, calls::transfer(licence(by), self.pick(item), licence(to)))
			},
			Op::Withdraw { by, item, back } => {
				let call = calls::withdraw(self.pick(item), self.seq(item, back));
				(self.hands(by, item), call)
			},
			Op::MarkError { who, item } => (who, calls::mark_error(licence(who), self.pick(item))),
			Op::AttestDeath { who, items } => (who, calls::attest_death(&self.pick_all(&items))),
			Op::Ratify { who, item, accept } => {
				(who, calls::ratify(licence(who), self.pick(item), accept))
			},
			Op::Poke { item } => (STRANGER, calls::poke(self.pick(item))),
			Op::Again => return self.last.clone(),
			Op::Wait { .. } | Op::Idle | Op::Suspicion { .. } => return None,
		})
	}

	/// Notes what the events of this block say since the last look.
	fn learn(&mut self) {
		let block = events();
		keep_events();
		for event in block {
			match event {
				Event::Issued { id, .. } | Event::EmergencyDispensed { id, .. } => {
					let row = stored(id);
					let Rx::Live(live) = &row else { panic!("issued into the archive") };
					let fills = live.terms.repeats + 1;
					let known = self.created.insert(id, (live.terms.quantity, fills));
					assert_eq!(known, None, "9: {id:?} twice");
					self.order.push(id);
					if let Event::EmergencyDispensed { quantity, .. } = event {
						self.dispensed((id, 0), quantity);
					}
					self.within_policy(live);
					if let Event::Issued { prior, .. } = event {
						self.over.extend(prior);
					}
				},
				Event::CancelRequested { id, outcome, .. } => {
					if !matches!(outcome, Outcome::WithDispenser | Outcome::WithDispenserActive) {
						self.over.insert(id);
					}
				},
				Event::Dispensed { id, seq, quantity, .. } => self.dispensed((id, seq), quantity),
				Event::DispenseWithdrawn { id, seq } => {
					assert!(self.standing.remove(&(id, seq)).is_some(), "withdrawn twice");
				},
				_ => {},
			}
		}
	}

	fn dispensed(&mut self, id: (RxId, u8), quantity: u32) {
		assert!(self.used.insert(id), "9: dispense {id:?} twice");
		self.standing.insert(id, quantity);
		let sum: u32 =
			self.standing.range((id.0, 0)..=(id.0, u8::MAX)).map(|(_, quantity)| quantity).sum();
		let (quantity, fills) = self.created[&id.0];
		assert!(sum <= quantity * u32::from(fills), "1: more than prescribed");
	}

	/// Invariant 11: at the issue the policy is the one in force.
	fn within_policy(&self, live: &LiveRx<u64, ByteDeposit>) {
		assert!(policy().admits(&live.terms, Now::get()), "11: terms beyond the policy");
	}

	/// Invariants 7, 9, 12 and the agreement of rows and model.
	fn check(&mut self) {
		for (id, rx) in Items::<Test>::iter() {
			assert!(self.created.contains_key(&id), "9: a row out of nowhere");
			assert!(rx.closed().is_some() || !self.over.contains(&id), "12: {id:?} is back");
			let standing: Vec<_> = rx
				.dispenses()
				.iter()
				.enumerate()
				.filter(|(_, dispense)| !dispense.has(Dispense::WITHDRAWN))
				.map(|(seq, dispense)| ((id, seq as u8), dispense.quantity))
				.collect();
			let model: Vec<_> =
				self.standing.range((id, 0)..=(id, u8::MAX)).map(|(k, v)| (*k, *v)).collect();
			assert_eq!(standing, model, "dispenses of {id:?}");
			if let Rx::Live(live) = rx {
				let before = self.transfers.insert(id, live.transfers_left);
				assert!(before.is_none_or(|before| live.transfers_left <= before), "7");
			}
		}
	}
}

fn perform(model: &mut Model, op: &Op) {
	match op {
		Op::Wait { time } => after(*time),
		Op::Idle => {
			Prescriptions::on_idle(1, Weight::MAX);
		},
		Op::Suspicion { who, fault: suspended } => {
			if Registry::get().contains_key(&licence(*who)) {
				let suspended = suspended.then_some(salus_primitives::LicenceFault::Suspended);
				fault(*who, suspended);
			}
		},
		_ => {
			let Some((who, call)) = model.call(op) else { return };
			model.last = Some((who, call.clone()));
			let before = frame::deps::sp_io::storage::root(StateVersion::V1);
			if send(who, call.clone()).is_err() {
				let now = frame::deps::sp_io::storage::root(StateVersion::V1);
				assert_eq!(before, now, "a failed call changed something: {call:?}");
			} else if call.is_sequenced() {
				assert_noop!(send(who, call), Error::<Test>::StaleSequence);
			}
		},
	}
}

/// `PROPTEST_CASES` asks for more than the usual 64.
fn cases() -> u32 {
	std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(64)
}

proptest! {
	#![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

	#[test]
	fn invariants_hold_after_any_calls(ops in ops()) {
		Journal::set(Vec::new());
		Issued::set(0);
		new_test_ext().execute_with(|| {
			let mut model = Model::default();
			for op in &ops {
				perform(&mut model, op);
				model.learn();
				model.check();
				Prescriptions::do_try_state().unwrap();
			}
			check_trails();
			// Invariant 10: left alone, everything goes.
			after(600 * DAY);
			for _ in 0..8 {
				Prescriptions::on_idle(1, Weight::MAX);
			}
			assert_eq!(Items::<Test>::iter().count(), 0, "10: a row stays");
			assert_eq!(Obligations::<Test>::iter().count(), 0, "8: an obligation stays");
			assert_eq!((on_hold(DOCTOR), on_hold(PHARMACY)), (0, 0), "a ticket stays");
		});
	}
}
