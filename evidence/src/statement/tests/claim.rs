//! Claims for money.

use super::scene::*;
use crate::{
	facts::Value,
	failure::Failure,
	file::Kind,
	reads::Arg,
	rows::{
		escrow::{
			Cause, Claim, ClaimKey, Event, NativeOrWithId, Payment, Promise, Promisor, Split,
			Stage, Why, TRAIL,
		},
		prescriptions::{ArchivedRx, Closure, Dispense, Rx},
		Balance, Bounded, Hash, Pallet, Trail, DAY,
	},
	trail::begin,
};

const RX: Hash = [6; 32];
const KEY: ClaimKey = ClaimKey { rx: RX, dispense: 1, rank: 0 };
const PAYER: u32 = 1;
const PHARMACY: u32 = 2;

fn split(payer: Balance) -> Split {
	Split { payer, patient: 10, writeoff: 5, other: 0 }
}

fn payment(payer: Balance) -> Payment {
	Payment {
		split: split(payer),
		interest: 3,
		collected: 0,
		at: time(40),
		cause: Cause::Deadline,
		adjudicator: None,
	}
}

fn submitted() -> (Event, u32) {
	let (payer, provider, commitment) = (PAYER, PHARMACY, Scene::document());
	let pay_by = time(40);
	(Event::Submitted { key: KEY, payer, provider, billed: 100, commitment, pay_by }, 20)
}

fn told(payer: Balance, interest: Balance, block: u32) -> (Event, u32) {
	let event = Event::Paid {
		key: KEY,
		payer: PAYER,
		provider: PHARMACY,
		asset: NativeOrWithId::WithId(1),
		split: split(payer),
		interest,
		moved: payer,
		set_off: 0,
		collected: 0,
		cause: Cause::Deadline,
	};
	(event, block)
}

fn claim(stage: Stage, trail: Trail) -> Claim {
	Claim {
		payer: PAYER,
		provider: PHARMACY,
		asset: NativeOrWithId::WithId(1),
		billed: 100,
		promise: Promise {
			allowed: 85,
			fixed: 0,
			ppm: 0,
			most: Balance::MAX,
			prior: 0,
			by: Promisor::Contract,
		},
		reserved: 0,
		interest_ppm: 1,
		pay_by: time(40),
		heard: Bounded::default(),
		queued: false,
		due: 0,
		stage,
		trail,
	}
}

fn item(by: u32) -> Rx {
	let dispense = |quantity| Dispense { by, block: 9, at: time(9), quantity, fill: 0, flags: 0 };
	Rx::Archived(ArchivedRx {
		issuer: 1,
		issued_at: 1,
		class: 1,
		unit: 1,
		why: Closure::Completed,
		at: time(9),
		trail: Trail { head: [0; 32], n: 1, last: 1 },
		dispenses: Bounded(vec![dispense(3), dispense(4)]),
	})
}

/// A claim of these events, standing so.
fn scene(events: &[(Event, u32)], stage: Stage) -> Scene {
	let mut scene = Scene::new(Kind::Claim, vec![text(RX), KEY.dispense.into(), KEY.rank.into()]);
	let trail = scene.trail(begin(TRAIL, &KEY), events);
	let args = vec![Arg::Id(RX), Arg::Number(1), Arg::Number(0)];
	scene.row(0, Pallet::ReimbursementEscrow, "Claims", args, &claim(stage, trail));
	scene.row(0, Pallet::Prescriptions, "Items", vec![Arg::Id(RX)], &item(PHARMACY));
	scene
}

fn is_paid(payment: Payment) -> Stage {
	Stage::Paid { payment, level: 0, appeal_by: time(40) }
}

/// A claim that silence paid.
pub fn paid() -> Scene {
	scene(&[submitted(), told(85, 3, 40)], is_paid(payment(85)))
}

#[test]
fn a_paid_claim_says_how_much_why_and_when() {
	let mut scene = paid();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].contains("was paid on "), "{verdict:?}");
	assert_eq!(scene.value("paid.cause"), "deadline".into());
	assert_eq!(scene.value("paid.at"), time(40).into());
	assert_eq!(scene.value("dispense.quantity"), 4u32.into());
	scene.show_document(Scene::document());
	assert_eq!(scene.claim().fields.len(), 1);
	// The beginning does not matter to what was paid, but to what was submitted.
	scene.hide(1);
	assert_eq!(scene.failure(), Failure::OpeningMismatch { id: Scene::document() });
	scene.file.document = None;
	scene.claim();
}

#[test]
fn silence_is_settled_here() {
	let mut pending =
		scene(&[submitted()], Stage::Submitted { deemed_at: time(30), first: 0, rounds: 0 });
	assert!(pending.claim().sentences[0].contains("payable since "));
	assert_eq!(pending.value("lapses.0.what"), "the payer was silent".into());
	assert_eq!(pending.value("stage.owed"), 0u32.into());
}

#[test]
fn the_dispense_is_the_providers() {
	let mut scene = paid();
	scene.row(0, Pallet::Prescriptions, "Items", vec![Arg::Id(RX)], &item(9));
	assert_eq!(scene.failure(), Failure::ValueMismatch { field: "provider".into() });
	// No such dispense.
	let mut fewer = paid();
	let mut row = item(PHARMACY);
	if let Rx::Archived(row) = &mut row {
		row.dispenses.0.pop();
	}
	fewer.row(0, Pallet::Prescriptions, "Items", vec![Arg::Id(RX)], &row);
	assert_eq!(fewer.failure(), Failure::ValueMismatch { field: "provider".into() });
	// An item that is no longer kept.
	let mut gone = paid();
	gone.read(0, Pallet::Prescriptions, "Items", vec![Arg::Id(RX)], Value::Absent);
	assert!(gone.claim().limits[0].contains("no longer kept"));
}

#[test]
fn payments_are_those_of_the_events() {
	let outcome = |events: &[(Event, u32)], stage: Stage| scene(events, stage).checked_anew();
	let wrong = |n| Err(Failure::TrailMismatch { n });
	let one = [submitted(), told(85, 3, 40)];
	assert_eq!(outcome(&one, is_paid(payment(84))), wrong(1));
	assert_eq!(outcome(&one, is_paid(Payment { interest: 2, ..payment(85) })), wrong(1));
	assert_eq!(outcome(&one, is_paid(Payment { collected: 1, ..payment(85) })), wrong(1));
	assert_eq!(outcome(&one, is_paid(Payment { at: 1, ..payment(85) })), wrong(1));
	assert_eq!(outcome(&one, is_paid(Payment { cause: Cause::Appeal, ..payment(85) })), wrong(1));
	assert_eq!(outcome(&[submitted()], is_paid(payment(85))), wrong(0));
	let two = [submitted(), told(85, 1, 30), told(85, 2, 40)];
	assert_eq!(outcome(&two, is_paid(payment(85))), Ok(()));
	assert_eq!(outcome(&two, is_paid(Payment { interest: 2, ..payment(85) })), wrong(2));

	let reversed = (Event::Reversed { key: KEY, amount: 88, collected: 0 }, 50);
	let back = [submitted(), told(85, 3, 40), reversed];
	assert_eq!(outcome(&back, Stage::Reversed { amount: 88, at: time(50) }), Ok(()));
	assert_eq!(outcome(&back, Stage::Reversed { amount: 87, at: time(50) }), wrong(2));
	assert_eq!(outcome(&back, is_paid(payment(85))), wrong(2));
	let recouped = (Event::Recouped { key: KEY, by: 7, amount: 5 }, 50);
	let ordered = [submitted(), told(85, 3, 40), recouped];
	let stage = |amount| Stage::Recouped { amount, payment: payment(85), at: time(50) };
	assert_eq!(outcome(&ordered, stage(5)), Ok(()));
	assert_eq!(outcome(&ordered, stage(6)), wrong(2));

	let closed = (Event::Closed { key: KEY, why: Why::Retracted }, 50);
	let ended = [submitted(), closed];
	assert_eq!(outcome(&ended, Stage::Closed { why: Why::Retracted, at: time(50) }), Ok(()));
	assert_eq!(outcome(&ended, Stage::Closed { why: Why::Denied, at: time(50) }), wrong(1));
	let denied = (Event::Denied { key: KEY, by: 7, carc: 16, appeal_by: START + DAY }, 50);
	let stage = |carc| Stage::Denied { carc, by: 7, level: 0, appeal_by: START + DAY };
	assert_eq!(outcome(&[submitted(), denied.clone()], stage(16)), Ok(()));
	assert_eq!(outcome(&[submitted(), denied], stage(17)), wrong(1));
	let stranger = ClaimKey { rank: 1, ..KEY };
	let foreign = (Event::Closed { key: stranger, why: Why::Retracted }, 50);
	let stage = Stage::Closed { why: Why::Retracted, at: time(50) };
	assert_eq!(outcome(&[submitted(), foreign], stage), wrong(1));
}
