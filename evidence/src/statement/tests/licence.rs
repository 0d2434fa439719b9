//! Licences themselves.

use super::scene::*;
use crate::{
	failure::Failure,
	file::Kind,
	reads::Arg,
	rows::{
		registry::{Event, File, Ground, Standing, Target, Terms, COUNTERSIGN_WITHIN},
		Bounded, Hash, Moment, Pallet, Role, Trail, DAY,
	},
	trail::begin,
};

const ID: u32 = 7;

fn credential() -> Hash {
	Scene::document()
}

/// A licence as a registry knows it.
pub fn known() -> Scene {
	let mut scene = Scene::new(Kind::Licence, vec![ID.into(), "prescriber".into()]);
	scene.licence(0, ID, Role::Prescriber);
	scene
}

fn granted() -> Event {
	let terms = Terms {
		holder: [5; 32],
		role: Role::Prescriber,
		organisation: 3,
		registrar: 1,
		from: START,
		until: START + 365 * DAY,
		credential: credential(),
		tier: 0,
		bond: 0,
	};
	Event::Granted { licence: ID, terms }
}

fn put_file(scene: &mut Scene, trail: Trail) {
	let file = File {
		registrar: 1,
		credential: credential(),
		granted: 1,
		tier: 0,
		bond: 10,
		ended: None,
		vetoed: false,
		pending: None,
		reports: Bounded::default(),
		trail,
	};
	scene.row(0, Pallet::Registry, "Files", vec![Arg::Number(ID.into())], &file);
}

fn history(scene: &mut Scene, events: &[(Event, u32)]) {
	let trail = scene.trail(begin(b"Registry", &Target::Licence(ID)), events);
	put_file(scene, trail);
}

/// The same with its history and what the credential shows.
pub fn with_file() -> Scene {
	let mut scene = known();
	history(&mut scene, &[(granted(), 1)]);
	scene
}

fn status(change: impl FnOnce(&mut crate::rows::registry::Licence)) -> String {
	let (mut scene, mut row) = (known(), licence(Role::Prescriber));
	change(&mut row);
	scene.licence_as(0, ID, &row);
	match scene.value("status") {
		crate::file::Scalar::Text(text) => text,
		other => panic!("{other:?}"),
	}
}

#[test]
fn where_a_licence_stands_follows_from_row_and_clock() {
	let now: Moment = time(AT);
	assert_eq!(status(|_| ()), "valid");
	assert_eq!(status(|row| row.from = now), "valid");
	assert_eq!(status(|row| row.from = now + 1), "not yet valid");
	assert_eq!(status(|row| row.until = now + 1), "valid");
	assert_eq!(status(|row| row.until = now), "expired");
	assert_eq!(status(|row| row.standing = Standing::Suspended(Ground::Ordinary)), "suspended");
	assert_eq!(status(|row| row.standing = Standing::Revoked(Ground::Ordinary)), "revoked");
	assert_eq!(status(|row| row.standing = Standing::Surrendered), "surrendered");
	let awaiting = |set: Moment| {
		move |row: &mut crate::rows::registry::Licence| {
			(row.standing, row.set.1) = (Standing::Awaiting, set);
		}
	};
	assert_eq!(status(awaiting(now - COUNTERSIGN_WITHIN + 1)), "awaiting");
	assert_eq!(status(awaiting(now - COUNTERSIGN_WITHIN)), "void");
}

#[test]
fn fraud_is_told_and_another_role_is_none() {
	let (mut scene, mut row) = (known(), licence(Role::Prescriber));
	row.standing = Standing::Revoked(Ground::Fraud { since: 40 });
	scene.licence_as(0, ID, &row);
	assert_eq!(scene.value("taintedSince"), 40u32.into());
	scene.licence(0, ID, Role::Auditor);
	assert_eq!(scene.failure(), Failure::ValueMismatch { field: "role".into() });
	let unknown = crate::facts::Value::Absent;
	scene.read(0, Pallet::Registry, "Licences", vec![Arg::Number(ID.into())], unknown);
	assert!(not_established(&scene.failure()));
}

#[test]
fn the_file_opens_the_credential_and_tells_the_history() {
	let mut scene = with_file();
	scene.show_document(credential());
	let verdict = scene.claim();
	assert_eq!(verdict.fields.len(), 1);
	assert!(verdict.sentences.iter().any(|line| line.starts_with("Event 0, block 1, ")));

	let suspended = Event::Suspended { licence: ID, ground: Ground::Ordinary, decision: [0; 32] };
	history(&mut scene, &[(granted(), 1), (suspended, 50)]);
	assert_eq!(scene.failure(), Failure::TrailMismatch { n: 1 });
	// The row follows.
	let mut row = licence(Role::Prescriber);
	row.standing = Standing::Suspended(Ground::Ordinary);
	scene.licence_as(0, ID, &row);
	scene.claim();
	// So do key and end.
	let (old, new) = ([5; 32], [6; 32]);
	let changed = Event::HolderChanged { licence: ID, old, new };
	let until = START + 400 * DAY;
	let (from, credential, bond) = (START, credential(), 0);
	let renewed = Event::Renewed { licence: ID, from, until, credential, bond };
	history(&mut scene, &[(granted(), 1), (changed, 40), (renewed, 50)]);
	let told = |scene: &mut Scene, holder, until| {
		let mut row = licence(Role::Prescriber);
		(row.holder, row.until) = (holder, until);
		scene.licence_as(0, ID, &row);
		scene.checked_anew()
	};
	assert_eq!(told(&mut scene, new, until), Ok(()));
	assert_eq!(told(&mut scene, old, until), Err(Failure::TrailMismatch { n: 2 }));
	assert_eq!(told(&mut scene, new, until - 1), Err(Failure::TrailMismatch { n: 2 }));
	// A refused grant is void.
	let due = START;
	let act = crate::rows::registry::Act::Grant;
	let Event::Granted { terms, .. } = granted() else { panic!("granted") };
	let asked = Event::CouncilAsked { target: Target::Licence(ID), act, terms: Some(terms), due };
	let refused = Event::Refused { target: Target::Licence(ID) };
	history(&mut scene, &[(asked, 1), (refused, 50)]);
	assert_eq!(scene.failure(), Failure::TrailMismatch { n: 1 });
	row.standing = Standing::Void;
	scene.licence_as(0, ID, &row);
	scene.claim();
}
