//! Records and grants.

use super::scene::*;
use crate::{
	failure::Failure,
	file::Kind,
	reads::Arg,
	rows::{
		records::{
			Erasure, Event, Grant, GrantEnd, GrantState, Grantee, Hold, HoldGround, KeptRecord,
			Marker, Purpose, Record, ShredReason, Version, Voice, What, ANSWER_WITHIN, DOMAIN,
			GRANT_TRAIL,
		},
		AccountId, Hash, Moment, Pallet, Role, Trail, DAY,
	},
	trail::begin,
};
use codec::Encode;
use sp_crypto_hashing::blake2_256;

const HOSPITAL: u32 = 3;
const PATIENT: AccountId = [4; 32];
const ANCHORED: u32 = 10;

fn id() -> Hash {
	blake2_256(&[DOMAIN, &(HOSPITAL, START, Scene::document()).encode()].concat())
}

fn anchored() -> (Event, u32) {
	let custodian = HOSPITAL;
	(Event::Anchored { id: id(), custodian, patient: PATIENT, set: 5 }, ANCHORED)
}

fn record(trail: Trail) -> KeptRecord {
	KeptRecord {
		custodian: HOSPITAL,
		patient: PATIENT,
		set: 5,
		block: ANCHORED,
		disputed: false,
		version: Version::Live,
		hold: None,
		erasure: None,
		trail,
		ticket: (),
	}
}

fn put(scene: &mut Scene, row: &Record) {
	scene.row(0, Pallet::HealthRecords, "Records", vec![Arg::Id(id())], row);
}

fn scene(events: &[(Event, u32)]) -> (Scene, Trail) {
	let mut scene = Scene::new(Kind::Record, vec![text(id())]);
	let trail = scene.trail(id(), events);
	scene.licence(0, HOSPITAL, Role::Hospital);
	(scene, trail)
}

/// A record that is kept, and opens.
pub fn kept() -> Scene {
	let (mut scene, trail) = scene(&[anchored()]);
	put(&mut scene, &Record::Kept(record(trail)));
	scene.open(id(), DOMAIN, HOSPITAL, START, Scene::document());
	scene
}

/// A record of which the marker is left.
pub fn shredded() -> Scene {
	let reason = ShredReason::PatientRequest;
	let (mut scene, trail) = scene(&[anchored(), (Event::Shredded { id: id(), reason }, 50)]);
	let (custodian, block, at) = (HOSPITAL, ANCHORED, time(50));
	put(&mut scene, &Record::Shredded(Marker { custodian, block, at, reason, trail }));
	scene
}

#[test]
fn a_record_opens_to_its_document_and_shows_its_fields() {
	let mut scene = kept();
	scene.show_document(Scene::document());
	let verdict = scene.claim();
	assert_eq!(verdict.fields.len(), 1);
	assert!(verdict.sentences[0].contains("It is the newest version."));
	assert_eq!(scene.value("root"), Scene::document().into());
	scene.file.document.as_mut().unwrap().fields.0[0].proof.0[0][0] ^= 1;
	assert_eq!(scene.failure(), Failure::FieldProofInvalid { path: "resource".into() });

	let mut closed = kept();
	closed.file.openings.0.clear();
	assert!(not_established(&closed.failure()));
	// The id is another custodian's.
	let (mut other, trail) = self::scene(&[anchored()]);
	let mut row = record(trail);
	row.custodian = 9;
	put(&mut other, &Record::Kept(row));
	other.open(id(), DOMAIN, HOSPITAL, START, Scene::document());
	assert_eq!(other.failure(), Failure::OpeningMismatch { id: id() });
}

#[test]
fn a_shredded_record_opens_to_nobody() {
	let mut scene = shredded();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].contains("were destroyed on"));
	assert_eq!(scene.value("status"), "shredded".into());
	let mut copied = scene.clone();
	copied.open(id(), DOMAIN, HOSPITAL, START, Scene::document());
	assert_eq!(copied.checked(), Err(Failure::OpeningMismatch { id: id() }));
	scene.show_document(Scene::document());
	assert_eq!(scene.checked(), Err(Failure::OpeningMismatch { id: Scene::document() }));
}

#[test]
fn the_anchoring_has_a_time_and_a_licence() {
	let mut scene = kept();
	scene.file.trail = None;
	assert!(not_established(&scene.failure()));
	scene.point(ANCHORED);
	scene.claim();
	assert_eq!(scene.value("anchoredTime"), time(ANCHORED).into());
	let mut row = licence(Role::Hospital);
	row.until = time(ANCHORED);
	scene.licence_as(0, HOSPITAL, &row);
	assert_eq!(scene.failure(), Failure::LicenceNotValidAt { block: ANCHORED });
	scene.licence(0, HOSPITAL, Role::Clinician);
	assert_eq!(scene.failure(), Failure::LicenceNotValidAt { block: ANCHORED });
}

#[test]
fn what_became_of_a_record_is_told() {
	let with = |change: &dyn Fn(&mut KeptRecord)| {
		let mut scene = kept();
		let trail = scene.trail(id(), &[anchored()]);
		let mut row = record(trail);
		change(&mut row);
		put(&mut scene, &Record::Kept(row));
		scene.file.trail = None;
		scene.point(ANCHORED);
		scene
	};
	let by = [9; 32];
	assert_eq!(with(&|row| row.version = Version::Amended { by }).value("amendedBy"), by.into());
	assert_eq!(with(&|row| row.version = Version::InError).value("status"), "in error".into());
	let hold = |until| Some(Hold { until, by: HOSPITAL, ground: HoldGround::LegalClaim });
	assert_eq!(
		with(&|row| row.hold = hold(time(AT) + 1)).value("hold.ground"),
		"legal claim".into()
	);
	// A hold that ended lets the time to answer begin.
	let ended = with(&|row| {
		row.hold = hold(time(AT));
		row.erasure = Some(Erasure::Requested { due: 1 });
	});
	assert_eq!(ended.value("erasure.due"), (time(AT) + ANSWER_WITHIN).into());
	let ignored = with(&|row| row.erasure = Some(Erasure::Requested { due: time(AT) }));
	assert_eq!(ignored.value("erasure.ignoredSince"), time(AT).into());
}

#[test]
fn a_record_is_as_its_events_tell() {
	let told = |events: &[(Event, u32)], change: &dyn Fn(&mut KeptRecord)| {
		let (mut scene, trail) = scene(&[&[anchored()], events].concat());
		let mut row = record(trail);
		change(&mut row);
		put(&mut scene, &Record::Kept(row));
		scene.open(id(), DOMAIN, HOSPITAL, START, Scene::document());
		scene.checked_anew()
	};
	let id = id();
	let wrong = |n| Err(Failure::TrailMismatch { n });
	assert_eq!(told(&[(Event::MarkedInError { id }, 20)], &|_| ()), wrong(1));
	assert_eq!(
		told(&[(Event::MarkedInError { id }, 20)], &|row| row.version = Version::InError),
		Ok(())
	);
	let disputed = Event::Disputed { id, patient: PATIENT, by: Voice::Patient };
	assert_eq!(told(&[(disputed, 20)], &|_| ()), wrong(1));
	let (by, ground, until) = (HOSPITAL, HoldGround::LegalClaim, START + DAY);
	let held = Event::HoldPlaced { id, by, ground, until };
	assert_eq!(told(&[(held.clone(), 20)], &|_| ()), wrong(1));
	let lifted = Event::HoldLifted { id, by };
	assert_eq!(told(&[(held, 20), (lifted, 30)], &|_| ()), Ok(()));
	let reason = ShredReason::LegalOrder;
	assert_eq!(told(&[(Event::Shredded { id, reason }, 20)], &|_| ()), wrong(1));
	assert_eq!(told(&[(Event::MarkedInError { id: [1; 32] }, 20)], &|_| ()), wrong(1));
	assert_eq!(told(&[], &|row| row.version = Version::InError), wrong(0));
	assert_eq!(told(&[], &|row| row.block = 11), wrong(0));
}

const SLOT: u8 = 2;
const AUTHORED: Moment = START - 5;

fn give(reads: u16) -> (Event, u32) {
	let event = Event::Granted {
		patient: PATIENT,
		slot: SLOT,
		by: Voice::Patient,
		authored_at: AUTHORED,
		grantee: Grantee::Licence(8),
		what: What::Sets(0b101),
		purpose: Purpose::Treatment,
		from: START,
		until: START + DAY,
		reads,
	};
	(event, 10)
}

fn access(reads_left: u16, block: u32) -> (Event, u32) {
	let (by, receipt) = (Some(8), [reads_left as u8; 32]);
	(Event::Accessed { patient: PATIENT, slot: SLOT, by, receipt, reads_left }, block)
}

fn revoked(block: u32) -> (Event, u32) {
	(Event::Revoked { patient: PATIENT, slot: SLOT, by: Voice::Patient }, block)
}

/// A grant of these events, standing so.
fn grant(events: &[(Event, u32)], state: GrantState) -> Scene {
	let args = vec![text(PATIENT), SLOT.into(), AUTHORED.into()];
	let mut scene = Scene::new(Kind::Grant, args);
	let trail = scene.trail(begin(GRANT_TRAIL, &(PATIENT, SLOT, AUTHORED)), events);
	let row = Grant {
		authored_at: AUTHORED,
		grantee: Grantee::Licence(8),
		what: What::Sets(0b101),
		purpose: Purpose::Treatment,
		from: START,
		until: START + DAY,
		state,
		trail,
	};
	let args = vec![Arg::Id(PATIENT), Arg::Number(SLOT.into())];
	scene.row(0, Pallet::HealthRecords, "Grants", args, &row);
	scene
}

/// A grant of three reads, two of them taken.
pub fn granted() -> Scene {
	grant(&[give(3), access(2, 20), access(1, 30)], GrantState::Open { reads_left: 1 })
}

#[test]
fn a_grant_is_told_with_every_receipt() {
	let mut scene = granted();
	let verdict = scene.claim();
	assert_eq!(scene.value("receipts"), 2u32.into());
	assert_eq!(scene.value("reads"), 3u32.into());
	assert_eq!(scene.value("readsLeft"), 1u32.into());
	assert!(verdict
		.sentences
		.iter()
		.any(|line| line.contains("read by licence 8, receipt 0x0202")));
	// Any receipt may be opened.
	scene.show_document([2; 32]);
	assert_eq!(scene.checked(), Err(Failure::FieldProofInvalid { path: "resource".into() }));
}

#[test]
fn a_grant_shows_its_whole_history() {
	let mut scene = granted();
	scene.hide(1);
	assert!(not_established(&scene.failure()));
	// A slot holds another grant now.
	let mut other = granted();
	other.file.statement.args.0[2] = (AUTHORED + 1).into();
	assert_eq!(other.failure(), Failure::ValueMismatch { field: "authoredAt".into() });
}

#[test]
fn reads_are_counted_one_by_one() {
	let closed = |why, block| GrantState::Closed { why, at: time(block) };
	grant(&[give(1), access(0, 20)], closed(GrantEnd::Spent, 20)).claim();
	grant(&[give(2), revoked(20)], closed(GrantEnd::Revoked, 20)).claim();
	let wrong = |n| Failure::TrailMismatch { n };
	let open = |reads_left| GrantState::Open { reads_left };
	assert_eq!(grant(&[give(3), access(1, 20)], open(1)).failure(), wrong(1));
	assert_eq!(grant(&[give(3), access(2, 20)], open(1)).failure(), wrong(1));
	assert_eq!(grant(&[give(3), access(2, 20)], open(3)).failure(), wrong(1));
	assert_eq!(grant(&[give(2), revoked(20), access(1, 30)], open(1)).failure(), wrong(2));
	assert_eq!(grant(&[give(2), revoked(20)], open(2)).failure(), wrong(1));
	assert_eq!(grant(&[access(2, 20)], open(2)).failure(), wrong(0));
	let foreign = Event::Revoked { patient: [1; 32], slot: SLOT, by: Voice::Patient };
	let state = closed(GrantEnd::Revoked, 20);
	assert_eq!(grant(&[give(2), (foreign, 20)], state).failure(), wrong(1));
	// Nothing may be read after its period, written down or not.
	let mut over = grant(&[give(2)], open(2));
	over.proved.points[0].reads.insert(
		read("Timestamp", "Now", vec![]),
		crate::facts::Value::Bytes((START + DAY).encode()),
	);
	assert_eq!(over.value("state"), "expired".into());
}
