//! Items and dispenses.

use super::scene::*;
use crate::{
	failure::Failure,
	file::{Kind, Scalar},
	reads::Arg,
	rows::{
		prescriptions::{
			Access, ArchivedRx, Closure, Dispense, Event, Lapse, LiveRx, Outcome, Rx, Stage, Terms,
			DOMAIN, EMERGENCY,
		},
		registry::{Ground, Standing},
		Hash, Pallet, Role, Trail, DAY, HOUR,
	},
};
use codec::Encode;
use sp_crypto_hashing::blake2_256;

const DOCTOR: u32 = 1;
const PHARMACY: u32 = 2;
const ISSUED: u32 = 10;
const DISPENSED: u32 = 20;
const PRODUCT: Hash = [8; 32];

fn root() -> Hash {
	Scene::document()
}

fn id_of(author: u32) -> Hash {
	blake2_256(&[DOMAIN, &(author, START, root()).encode()].concat())
}

fn id() -> Hash {
	id_of(DOCTOR)
}

fn issued() -> (Event, u32) {
	(Event::Issued { id: id(), issuer: DOCTOR, prior: None }, ISSUED)
}

fn told(seq: u8, quantity: u32, block: u32) -> (Event, u32) {
	let (id, by, product) = (id(), PHARMACY, PRODUCT);
	(Event::Dispensed { id, seq, by, quantity, product, flags: 0 }, block)
}

fn dispense(quantity: u32, block: u32) -> Dispense {
	Dispense { by: PHARMACY, block, at: time(block), quantity, fill: 0, flags: 0 }
}

fn live(trail: Trail, dispenses: Vec<Dispense>) -> LiveRx {
	LiveRx {
		patient: [4; 32],
		issuer: DOCTOR,
		issued_at: ISSUED,
		terms: Terms {
			class: 1,
			unit: 2,
			quantity: 28,
			repeats: 1,
			interval_h: 24,
			partial_h: 72,
			from: START,
			until: START + 30 * DAY,
		},
		trail,
		flags: 0,
		patient_seq: 0,
		access: Access::Only(PHARMACY),
		transfers_left: 1,
		stage: Stage::Held { by: PHARMACY, until: START + HOUR, pending: false },
		dispenses: crate::rows::Bounded(dispenses),
		ticket: (),
	}
}

fn put(scene: &mut Scene, row: Rx) {
	scene.row(0, Pallet::Prescriptions, "Items", vec![Arg::Id(id())], &row);
}

/// A scene with an item of these events and dispenses.
fn scene(kind: Kind, events: &[(Event, u32)], dispenses: Vec<Dispense>) -> Scene {
	let args = match kind {
		Kind::Dispense => vec![text(id()), Scalar::Number(0)],
		_ => vec![text(id())],
	};
	let mut scene = Scene::new(kind, args);
	let trail = scene.trail(id(), events);
	put(&mut scene, Rx::Live(live(trail, dispenses)));
	if kind == Kind::Dispense {
		scene.licence(0, PHARMACY, Role::Dispenser);
	} else {
		scene.licence(0, DOCTOR, Role::Prescriber);
		scene.open(id(), DOMAIN, DOCTOR, START, root());
	}
	scene
}

fn events() -> Vec<(Event, u32)> {
	let held = Event::Held { id: id(), by: PHARMACY, until: START + HOUR };
	vec![issued(), (held, 15), told(0, 20, DISPENSED)]
}

/// An item of which a part was handed out.
pub fn item() -> Scene {
	scene(Kind::Prescription, &events(), vec![dispense(20, DISPENSED)])
}

/// The same, long closed.
pub fn archived() -> Scene {
	let mut events = events();
	let lapsed = Event::Lapsed { id: id(), lapse: Lapse::ValidityEnded, at: time(30) };
	events.push((lapsed, 40));
	let mut told: Vec<_> =
		events.into_iter().map(|(event, block)| (event, block, time(block))).collect();
	told[3].2 = time(30);
	let mut scene = item();
	let trail = scene.trail_at(id(), &told);
	let row = ArchivedRx {
		issuer: DOCTOR,
		issued_at: ISSUED,
		class: 1,
		unit: 2,
		why: Closure::Expired,
		at: time(30),
		trail,
		dispenses: crate::rows::Bounded(vec![dispense(20, DISPENSED)]),
	};
	put(&mut scene, Rx::Archived(row));
	scene
}

/// One handing-out.
pub fn handed_out() -> Scene {
	scene(Kind::Dispense, &events(), vec![dispense(20, DISPENSED)])
}

#[test]
fn an_item_is_told_with_its_history() {
	let mut scene = item();
	scene.show_document(root());
	let verdict = scene.claim();
	assert!(verdict.sentences[0].contains("held by licence 2 until 2027-01-15 09:00:00 UTC"));
	assert!(verdict.sentences[0].contains("issued in block 10"));
	assert!(verdict
		.sentences
		.iter()
		.any(|line| line.contains("dispense 0: quantity 20 by licence 2")));
	assert_eq!(scene.value("state"), "held".into());
	assert_eq!(scene.value("authoredAt"), START.into());
	assert_eq!(scene.value("dispenses.0.quantity"), 20u32.into());
	assert_eq!(verdict.fields.len(), 1);
	scene.file.document.as_mut().unwrap().fields.0[0].salt[0] ^= 1;
	assert_eq!(scene.failure(), Failure::FieldProofInvalid { path: "resource".into() });
}

#[test]
fn what_time_did_is_told_though_it_is_not_written() {
	let mut scene = scene(Kind::Prescription, &events(), vec![dispense(20, DISPENSED)]);
	let trail = scene.trail(id(), &events());
	let mut row = live(trail, vec![dispense(20, DISPENSED)]);
	row.stage = Stage::Held { by: PHARMACY, until: time(AT), pending: true };
	put(&mut scene, Rx::Live(row));
	assert_eq!(scene.value("state.why"), "stopped".into());
	assert_eq!(scene.value("lapses.0.what"), "the hold ended".into());
	assert_eq!(scene.value("lapses.0.at"), time(AT).into());
}

#[test]
fn an_item_opens_to_its_author() {
	let missing = |scene: Scene| assert!(not_established(&scene.failure()));
	let mut closed = item();
	closed.file.openings.0.clear();
	missing(closed);
	// The dispenser's own words of an emergency open with its licence; of a prescription they do not.
	let mut other = item();
	let trail = other.trail(id(), &events());
	let mut row = live(trail, vec![dispense(20, DISPENSED)]);
	row.issuer = 9;
	put(&mut other, Rx::Live(row));
	assert_eq!(other.failure(), Failure::TrailMismatch { n: 0 });
	other.hide(1);
	other.licence(0, 9, Role::Prescriber);
	assert_eq!(other.failure(), Failure::OpeningMismatch { id: id() });
}

#[test]
fn an_emergency_opens_to_its_dispenser() {
	let id = id_of(PHARMACY);
	let mut scene = Scene::new(Kind::Prescription, vec![text(id)]);
	let until = START + 7 * DAY;
	let (by, prescriber) = (PHARMACY, DOCTOR);
	let told = Event::EmergencyDispensed { id, by, prescriber, quantity: 5, until };
	let trail = scene.trail(id, &[(told, ISSUED)]);
	let mut row = live(trail, vec![dispense(5, ISSUED)]);
	(row.flags, row.stage) = (EMERGENCY, Stage::Owed { until });
	let put = |scene: &mut Scene, row: &LiveRx| {
		scene.row(0, Pallet::Prescriptions, "Items", vec![Arg::Id(id)], &Rx::Live(row.clone()));
	};
	put(&mut scene, &row);
	scene.licence(0, DOCTOR, Role::Prescriber);
	scene.open(id, DOMAIN, PHARMACY, START, root());
	assert_eq!(scene.value("state"), "owed".into());
	assert_eq!(scene.value("author"), PHARMACY.into());
	// Without the event the flag says it.
	scene.hide(1);
	let place = scene.point(ISSUED);
	assert_eq!(place, 1);
	assert_eq!(scene.value("author"), PHARMACY.into());
	row.flags = 0;
	put(&mut scene, &row);
	assert_eq!(scene.failure(), Failure::OpeningMismatch { id });
}

#[test]
fn the_row_is_as_its_events_tell() {
	let with = |change: &dyn Fn(&mut LiveRx)| {
		let mut scene = item();
		let trail = scene.trail(id(), &events());
		let mut row = live(trail, vec![dispense(20, DISPENSED)]);
		change(&mut row);
		put(&mut scene, Rx::Live(row));
		scene.failure()
	};
	let wrong = |n| Failure::TrailMismatch { n };
	assert_eq!(with(&|row| row.dispenses.0[0].quantity = 19), wrong(2));
	assert_eq!(with(&|row| row.dispenses.0[0].by = 3), wrong(2));
	assert_eq!(with(&|row| row.dispenses.0[0].at += 1), wrong(2));
	assert_eq!(with(&|row| row.dispenses.0.push(dispense(1, 30))), wrong(2));
	assert_eq!(with(&|row| row.dispenses.0.clear()), wrong(2));
	assert_eq!(with(&|row| row.issued_at = 11), wrong(0));

	let ended = |event: Event, stage: Stage| {
		let mut scene = item();
		let trail = scene.trail(id(), &[events(), vec![(event, 30)]].concat());
		let mut row = live(trail, vec![dispense(20, DISPENSED)]);
		row.stage = stage;
		put(&mut scene, Rx::Live(row));
		scene.checked_anew()
	};
	let closed = Event::Closed { id: id(), why: Closure::Deceased };
	let deceased = Stage::Closed { why: Closure::Deceased, at: time(30) };
	assert!(ended(closed.clone(), deceased).is_ok());
	assert_eq!(ended(closed, Stage::Free), Err(wrong(3)));
	let withdrawn = Event::DispenseWithdrawn { id: id(), seq: 0 };
	assert_eq!(ended(withdrawn, Stage::Free), Err(wrong(3)));
	let stranger = Event::Reopened { id: [1; 32] };
	assert_eq!(ended(stranger, Stage::Free), Err(wrong(3)));
}

#[test]
fn the_row_stands_as_its_last_event_left_it() {
	let (id, by, until) = (id(), PHARMACY, START + HOUR);
	let held = |pending| Stage::Held { by, until, pending };
	let closed = |why| Stage::Closed { why, at: time(30) };
	let (declined, owed) = (Stage::Declined { by, until }, Stage::Owed { until });
	let suspended = |by| Stage::OnHold { by };
	let lapsed = |lapse| Event::Lapsed { id, lapse, at: time(30) };
	let asked = |outcome| Event::CancelRequested { id, by: DOCTOR, outcome };
	let ratified = |accepted| Event::Ratified { id, accepted };
	for (event, stage, other) in [
		(Event::Returned { id, reason: 1 }, Stage::Free, held(false)),
		(Event::Reopened { id }, Stage::Free, declined),
		(Event::Resumed { id, by: DOCTOR }, Stage::Free, suspended(DOCTOR)),
		(Event::Held { id, by, until }, held(false), held(true)),
		(Event::Transferred { id, to: by }, held(true), Stage::Free),
		(Event::Recalled { id, until }, held(false), Stage::Free),
		(Event::Declined { id, reason: 1, until }, declined, Stage::Free),
		(Event::Suspended { id, by: DOCTOR }, suspended(DOCTOR), suspended(by)),
		(told(1, 1, 30).0, held(false), owed),
		(asked(Outcome::WithDispenser), held(true), held(false)),
		(asked(Outcome::Cancelled), closed(Closure::Stopped), Stage::Free),
		(Event::MarkedInError { id }, closed(Closure::EnteredInError), closed(Closure::Completed)),
		(ratified(true), closed(Closure::Completed), owed),
		(ratified(false), closed(Closure::Unratified), owed),
		(lapsed(Lapse::ValidityEnded), closed(Closure::Expired), closed(Closure::Unratified)),
		(lapsed(Lapse::DeclineEnded), closed(Closure::NotDispensed), declined),
		(lapsed(Lapse::HoldEnded), Stage::Free, held(false)),
	] {
		let with = |stage: Stage| {
			let mut scene = item();
			let trail = scene.trail(id, &[events(), vec![(event.clone(), 30)]].concat());
			let mut dispenses = vec![dispense(20, DISPENSED)];
			if let Event::Dispensed { .. } = event {
				dispenses.push(dispense(1, 30));
			}
			let mut row = live(trail, dispenses);
			row.stage = stage;
			put(&mut scene, Rx::Live(row));
			scene.checked_anew()
		};
		assert_eq!(with(stage), Ok(()), "{event:?}");
		assert_eq!(with(other), Err(Failure::TrailMismatch { n: 3 }), "{event:?} {other:?}");
	}
}

#[test]
fn a_history_may_begin_late_and_says_so() {
	let mut scene = item();
	scene.hide(1);
	// Nobody says when the item was issued.
	assert!(not_established(&scene.failure()));
	scene.point(ISSUED);
	let verdict = scene.claim();
	assert!(verdict.limits[0].contains("the first events, 1 in number"));
	assert_eq!(scene.value("issuedTime"), time(ISSUED).into());
	assert_eq!(scene.value("hidden"), 1u32.into());

	// A dispense is told by its own event.
	let mut dispense = handed_out();
	dispense.hide(2);
	dispense.claim();
	dispense.hide(1);
	assert!(not_established(&dispense.failure()));
}

#[test]
fn a_licence_is_valid_where_it_is_needed() {
	let invalid = |block| Failure::LicenceNotValidAt { block };
	for (good, id, role, block) in [
		(item(), DOCTOR, Role::Prescriber, ISSUED),
		(handed_out(), PHARMACY, Role::Dispenser, DISPENSED),
	] {
		let with = |change: &dyn Fn(&mut crate::rows::registry::Licence)| {
			let (mut scene, mut row) = (good.clone(), licence(role));
			change(&mut row);
			scene.licence_as(0, id, &row);
			scene
		};
		assert!(with(&|_| {}).checked().is_err());
		with(&|row| row.from = time(block)).claim();
		assert_eq!(with(&|row| row.from = time(block) + 1).failure(), invalid(block));
		with(&|row| row.until = time(block) + 1).claim();
		assert_eq!(with(&|row| row.until = time(block)).failure(), invalid(block));
		assert_eq!(with(&|row| row.role = Role::Payer).failure(), invalid(block));
		for standing in [
			Standing::Awaiting,
			Standing::Suspended(Ground::Ordinary),
			Standing::Surrendered,
			Standing::Void,
		] {
			assert_eq!(with(&|row| row.standing = standing).failure(), invalid(block));
		}
		// Set since the act: the row at the point no longer answers for it.
		let mut later = with(&|row| {
			row.standing = Standing::Revoked(Ground::Fraud { since: block + 1 });
			row.set = (block + 1, time(block + 1));
		});
		assert!(not_established(&later.failure()));
		let place = later.point(block);
		assert!(not_established(&later.failure()));
		later.licence(place, id, role);
		later.claim();
		later.licence(place, id, Role::Auditor);
		assert_eq!(later.failure(), invalid(block));
		later.read(
			place,
			Pallet::Registry,
			"Licences",
			vec![Arg::Number(id.into())],
			crate::facts::Value::Absent,
		);
		assert_eq!(later.failure(), invalid(block));
		// Another block's row does not answer.
		let mut elsewhere = later.clone();
		elsewhere.proved.points[place].number += 1;
		assert!(not_established(&elsewhere.failure()));
	}
}

#[test]
fn a_dispense_names_its_product_and_whether_it_stands() {
	let mut scene = handed_out();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].contains("It had not been withdrawn."));
	assert_eq!(scene.value("product"), PRODUCT.into());
	scene.show_document(PRODUCT);
	// The product's commitment is admitted; the field is no part of it.
	assert_eq!(scene.failure(), Failure::FieldProofInvalid { path: "resource".into() });

	let withdrawn = Event::DispenseWithdrawn { id: id(), seq: 0 };
	let mut gone = handed_out();
	let trail = gone.trail(id(), &[events(), vec![(withdrawn, 30)]].concat());
	let mut row = live(trail, vec![dispense(20, DISPENSED)]);
	row.dispenses.0[0].flags = Dispense::WITHDRAWN;
	put(&mut gone, Rx::Live(row));
	assert!(gone.claim().sentences[0].contains("withdrawn since"));
	assert_eq!(gone.value("withdrawn"), true.into());

	let mut other = handed_out();
	other.file.statement.args.0[1] = Scalar::Number(1);
	assert!(not_established(&other.failure()));
}
