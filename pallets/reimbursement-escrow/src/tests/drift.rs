use super::{acts::*, mock::*, setup, setup::*};
use crate::*;
use frame::{deps::frame_support::traits::fungibles::UnbalancedHold, testing_prelude::*};
use salus_primitives::{ids::DAY, LicenceId, RxId};

/// Some of everything that can be stored.
struct Scene {
	/// An item with a cover and a co-pay, of which a dispense was paid.
	rx: RxId,
	/// That dispense.
	paid: ClaimKey,
	/// Set aside.
	submitted: ClaimKey,
	/// Waits for funds, before [`last`](Self::last).
	waits: ClaimKey,
	last: ClaimKey,
	/// Before the panel of level 1, with a vote.
	appealed: ClaimKey,
	/// Ordered back: 1,000.
	recouped: ClaimKey,
}

fn scene() -> Scene {
	contract();
	let tariff = Call::set_tariff {
		licence: licence(PAYER),
		number: 4711,
		rule: price(),
		from: START,
		until: START + DAY,
	};
	assert_ok!(send(PAYER, tariff));
	let rx = preauthorised();
	let until = START + DAY;
	assert_ok!(send(STRANGER, Call::hold_copay { rx, asset: CARE, amount: 500, until }));
	let paid = key(rx, dispense(rx, 30));
	let recouped = key(rx, dispense(rx, 30));
	assert_ok!(order_reversal(REGULATOR, recouped, 1_000));
	let submitted = setup::submitted(1_000);
	let appealed = setup::submitted(1_000);
	assert_ok!(deny(PAYER, appealed, 16));
	assert_ok!(appeal(PHARMACY, appealed));
	assert_ok!(vote(FIRST_PANEL[0], appealed, true));
	let waits = setup::submitted(5_000);
	let last = setup::submitted(5_000);
	Scene { rx, paid, submitted, waits, last, appealed, recouped }
}

/// Whether the damage is seen, under its number.
fn detects(number: &str, damage: impl FnOnce(Scene)) {
	new_test_ext().execute_with(|| {
		let scene = scene();
		assert_ok!(Escrow::do_try_state());
		damage(scene);
		match Escrow::do_try_state() {
			Err(DispatchError::Other(what)) => assert!(what.starts_with(number), "{what}"),
			other => panic!("{number} not detected: {other:?}"),
		}
	});
}

fn change(key: ClaimKey, change: impl FnOnce(&mut ClaimOf<Test>)) {
	Claims::<Test>::mutate(key.rx, (key.dispense, key.rank), |row| change(row.as_mut().unwrap()));
}

fn put(key: ClaimKey, claim: ClaimOf<Test>) {
	Claims::<Test>::insert(key.rx, (key.dispense, key.rank), claim);
}

fn change_pool(change: impl FnOnce(&mut PoolOf<Test>)) {
	Pools::<Test>::mutate(licence(PAYER), CARE, |row| change(row.as_mut().unwrap()));
}

fn payment(claim: &mut ClaimOf<Test>) -> &mut Payment {
	match &mut claim.stage {
		Stage::Paid { payment, .. } | Stage::Recouped { payment, .. } => payment,
		other => panic!("not paid: {other:?}"),
	}
}

fn votes(claim: &mut ClaimOf<Test>) -> (&mut Votes, &mut u8) {
	match &mut claim.stage {
		Stage::Appealed { votes, level, .. } => (votes, level),
		other => panic!("not appealed: {other:?}"),
	}
}

fn due_of(key: ClaimKey) -> (Moment, DueKey<Asset>) {
	(stored(key).due, DueKey::Claim(key))
}

fn remove_entry((at, key): (Moment, DueKey<Asset>)) {
	Due::<Test>::remove((at.to_be_bytes(), key));
}

fn put_entry((at, key): (Moment, DueKey<Asset>)) {
	Due::<Test>::insert((at.to_be_bytes(), key), ());
}

const SHORTFALLS: (LicenceId, Asset) = (PAYER as LicenceId, CARE);

#[test]
fn drift_of_what_is_held_is_detected() {
	detects("1: a hold", |_| change_pool(|pool| pool.free += 1));
	detects("1: a hold", |scene| {
		Covers::<Test>::mutate(scene.rx, 0, |row| row.as_mut().unwrap().remaining -= 1)
	});
	detects("1: a hold", |scene| change(scene.submitted, |claim| claim.reserved -= 1));
	detects("1: a hold", |_| {
		assert_ok!(AssetsHolder::set_balance_on_hold(1, &HoldReason::Pool.into(), &PAYER, 1));
	});
	detects("1: a reserve", |_| Pools::<Test>::remove(licence(PAYER), CARE));
	detects("1: a sum", |_| change_pool(|pool| pool.free = Balance::MAX));
	detects("1: a co-pay", |scene| {
		Copays::<Test>::mutate(scene.rx, |row| row.as_mut().unwrap().remaining += 1)
	});
}

#[test]
fn drift_of_ranks_is_detected() {
	detects("2", |scene| put(at_rank(4, scene.paid), stored(scene.paid)));
	detects("4", |scene| {
		// The next payer pays the whole again.
		put(at_rank(1, scene.paid), stored(scene.paid));
	});
}

#[test]
fn drift_of_splits_is_detected() {
	detects("3: nothing", |scene| change(scene.submitted, |claim| claim.billed = 0));
	detects("3: a split", |scene| change(scene.paid, |claim| claim.billed += 1));
	detects("3: a split", |scene| change(scene.paid, |claim| payment(claim).split.other += 1));
	detects("3: a split", |scene| change(scene.recouped, |claim| payment(claim).split.payer -= 1));
}

#[test]
fn drift_of_promises_is_detected() {
	detects("6", |scene| {
		change_pool(|pool| pool.free -= 1);
		change(scene.submitted, |claim| claim.reserved += 1);
	});
}

#[test]
fn drift_of_judges_is_detected() {
	let first = licence(FIRST_PANEL[0]);
	detects("7: a member voted twice", |scene| {
		change(scene.appealed, |claim| votes(claim).0.try_push((first, false)).unwrap())
	});
	detects("7: a member voted on two levels", |scene| {
		change(scene.appealed, |claim| claim.heard.try_push(first).unwrap())
	});
	for level in [0, 3] {
		detects("7: a panel", |scene| change(scene.appealed, |claim| *votes(claim).1 = level));
	}
	detects("7: a judge", |_| {
		Panels::<Test>::insert(1, Panels::<Test>::get(2));
	});
}

#[test]
fn drift_of_the_trail_is_detected() {
	detects("trail", |scene| change(scene.paid, |claim| claim.trail.n = 0));
	detects("trail", |scene| change(scene.paid, |claim| claim.trail.last = 1_000));
}

#[test]
fn drift_of_the_queue_of_deadlines_is_detected() {
	detects("8: a row", |scene| remove_entry(due_of(scene.paid)));
	detects("8: a row", |scene| {
		let due = Covers::<Test>::get(scene.rx, 0).unwrap().due;
		remove_entry((due, DueKey::Cover(scene.rx, 0)));
	});
	detects("8: a row", |scene| {
		let due = Copays::<Test>::get(scene.rx).unwrap().due;
		remove_entry((due, DueKey::Copay(scene.rx)));
	});
	detects("8: a row", |_| {
		let due = Tariffs::<Test>::get(licence(PAYER), 4711).unwrap().due;
		remove_entry((due, DueKey::Tariff(licence(PAYER), 4711)));
	});
	detects("8: a row", |_| {
		let (payer, provider) = (licence(PAYER), licence(PHARMACY));
		let due = Contracts::<Test>::get(payer, provider).unwrap().due;
		remove_entry((due, DueKey::Contract(payer, provider)));
	});
	detects("8: an entry after", |scene| {
		let (due, key) = due_of(scene.submitted);
		remove_entry((due, key.clone()));
		put_entry((due + 1, key));
		change(scene.submitted, |claim| claim.due = due + 1);
	});
	detects("8: an entry without", |scene| {
		let (due, key) = due_of(scene.paid);
		put_entry((due + 1, key));
	});
	detects("8: an entry without", |_| put_entry((START, DueKey::Copay(H256::zero()))));
	detects("8: an entry without", |_| put_entry((START + 1, DueKey::Queue(licence(PAYER), CARE))));
}

#[test]
fn drift_of_the_queue_for_funds_is_detected() {
	detects("11: a claim waits for funds", |scene| {
		change(scene.submitted, |claim| {
			let split = claim.promise.split(claim.billed);
			claim.stage = Stage::Payable {
				split,
				cause: Cause::Deadline,
				adjudicator: None,
				level: 0,
				earlier: None,
				owed: 0,
				since: START,
				waits: Waits::Funds,
			}
		})
	});
	detects("11: a queue", |_| change_pool(|pool| pool.head = pool.tail + 1));
	detects("11: a gap", |_| Shortfalls::<Test>::remove(SHORTFALLS, 0));
	detects("11: an entry outside", |scene| {
		Shortfalls::<Test>::insert(SHORTFALLS, 2, scene.submitted)
	});
	detects("11: a claim waits twice", |scene| {
		Shortfalls::<Test>::insert(SHORTFALLS, 1, scene.waits)
	});
	detects("11: a claim does not know", |scene| change(scene.last, |claim| claim.queued = false));
	detects("11: a claim does not know", |scene| {
		Shortfalls::<Test>::insert(SHORTFALLS, 1, scene.submitted)
	});
}

#[test]
fn drift_of_debts_is_detected() {
	let debt = (licence(PAYER), licence(PHARMACY), CARE);
	let owes = |debts| Payee { chosen: None, debts };
	detects("12: more", |scene| {
		change(scene.recouped, |claim| {
			let Stage::Recouped { amount, payment, .. } = &mut claim.stage else { panic!() };
			*amount = payment.split.payer + 1;
		})
	});
	detects("12: a debt of nothing", |_| Debts::<Test>::insert(debt.clone(), 0));
	detects("12: a provider", |_| Debts::<Test>::remove(debt.clone()));
	detects("12: a provider", |_| Payees::<Test>::insert(licence(PHARMACY), owes(2)));
	detects("12: a row", |_| Payees::<Test>::insert(licence(RIVAL), owes(0)));
	detects("12: a debt that", |_| Payees::<Test>::remove(licence(PHARMACY)));
}

#[test]
fn drift_of_the_rules_is_detected() {
	detects("rules", |_| RulesInForce::<Test>::put(Rules { rounds: 0, ..rules() }));
}
