//! What is not there, and what was signed.

use super::scene::*;
use crate::{
	facts::{ProvedExtrinsic, SignedCall, Value},
	failure::Failure,
	file::{Kind, Scalar},
	reads::Arg,
	rows::{prescriptions, records, Hash, Moment, Pallet, DAY, HOUR},
	statement::absent::{ITEM_RETENTION, MAX_AGE, MAX_SKEW, RECORD_RETENTION},
};
use codec::Encode;
use salus_consortium_runtime::Runtime;
use sp_core::Get;
use sp_crypto_hashing::blake2_256;

fn id(domain: &[u8], authored_at: Moment) -> Hash {
	blake2_256(&[domain, &(1u32, authored_at, [2u8; 32]).encode()].concat())
}

/// An item that was never issued, written so long before the point.
fn item(age: Moment) -> Scene {
	let authored_at = time(AT).checked_sub(age).unwrap();
	let id = id(prescriptions::DOMAIN, authored_at);
	absent(
		"Prescriptions.Items",
		Pallet::Prescriptions,
		"Items",
		prescriptions::DOMAIN,
		id,
		authored_at,
	)
}

fn record(age: Moment) -> Scene {
	let authored_at = time(AT).checked_sub(age).unwrap();
	let id = id(records::DOMAIN, authored_at);
	absent(
		"HealthRecords.Records",
		Pallet::HealthRecords,
		"Records",
		records::DOMAIN,
		id,
		authored_at,
	)
}

fn absent(
	name: &str,
	pallet: Pallet,
	map: &str,
	domain: &[u8],
	id: Hash,
	authored_at: Moment,
) -> Scene {
	let Scalar::Text(hex) = text(id) else { panic!("a text") };
	let mut scene = Scene::new(Kind::Absent, vec![Scalar::Text(format!("{name}({hex})"))]);
	scene.read(0, pallet, map, vec![Arg::Id(id)], Value::Absent);
	scene.open(id, domain, 1, authored_at, [2; 32]);
	scene
}

/// An item that was never issued.
pub fn no_item() -> Scene {
	item(10 * DAY)
}

fn claim_key() -> Vec<Arg> {
	vec![Arg::Id([6; 32]), Arg::Number(0), Arg::Number(1)]
}

/// No claim under a key that has no date.
pub fn no_claim() -> Scene {
	let name = read("ReimbursementEscrow", "Claims", claim_key()).to_string();
	let mut scene = Scene::new(Kind::Absent, vec![Scalar::Text(name)]);
	scene.read(0, Pallet::ReimbursementEscrow, "Claims", claim_key(), Value::Absent);
	scene
}

#[test]
fn an_id_with_a_date_was_never_created_between_two_moments() {
	let never = |scene: Scene| scene.value("neverCreated");
	assert_eq!(never(item(24 * HOUR - 1)), false.into());
	assert_eq!(never(item(24 * HOUR)), true.into());
	let kept = 400 * DAY - HOUR / 12;
	assert_eq!(never(item(kept - 1)), true.into());
	assert_eq!(never(item(kept)), false.into());
	assert_eq!(never(record(400 * DAY)), true.into());
	assert_eq!(never(record(3_653 * DAY)), false.into());
	assert!(no_item().claim().sentences[0].contains("It was never created"));
	// Without its date nothing is said of the past.
	let mut undated = no_item();
	undated.file.openings.0.clear();
	assert_eq!(never(undated), false.into());
	assert_eq!(no_claim().claim().limits.len(), 1);
}

#[test]
fn what_is_there_is_not_absent() {
	let there = |scene: &mut Scene, place: usize| {
		let args = claim_key();
		scene.read(place, Pallet::ReimbursementEscrow, "Claims", args, Value::Bytes(vec![1]));
		assert!(not_established(&scene.failure()));
	};
	let mut scene = no_claim();
	there(&mut scene, 0);
	// At any point, of which each reads it.
	let mut two = no_claim();
	let place = two.point(50);
	assert!(not_established(&two.failure()));
	let args = claim_key();
	two.read(place, Pallet::ReimbursementEscrow, "Claims", args.clone(), Value::Absent);
	two.claim();
	assert_eq!(two.checked(), Ok(()));
	assert_eq!(two.value("absent.1.block"), 50u32.into());
	let mut three = two.clone();
	let place = three.point(60);
	three.read(place, Pallet::ReimbursementEscrow, "Claims", args, Value::Absent);
	three.claim();
	for number in [50, 49] {
		three.proved.points[place].number = number;
		assert_eq!(three.failure(), Failure::Malformed { path: "points".into() }, "by height");
	}
	there(&mut two, 1);
	// What has no row is no name of a row.
	for name in ["System.LastRuntimeUpgrade", "Timestamp.Now", "Prescriptions.Item", "", ":code"] {
		let mut other = no_claim();
		other.file.statement.args.0[0] = name.into();
		let malformed = Failure::Malformed { path: "statement.args".into() };
		assert_eq!(other.failure(), malformed, "{name}");
	}
}

#[test]
fn an_id_is_made_and_kept_as_long_as_the_runtime_says() {
	fn items<T: pallet_prescriptions::Config>() -> [Moment; 3] {
		[T::MaxAge::get(), T::MaxSkew::get(), T::Retention::get()]
	}
	fn records<T: pallet_health_records::Config>() -> [Moment; 3] {
		[T::MaxAge::get(), T::MaxSkew::get(), T::Retention::get()]
	}
	assert_eq!(items::<Runtime>(), [MAX_AGE, MAX_SKEW, ITEM_RETENTION]);
	assert_eq!(records::<Runtime>(), [MAX_AGE, MAX_SKEW, RECORD_RETENTION]);
}

/// A call that two keys signed: a relay and what it carries.
pub fn call() -> Scene {
	let mut scene = Scene::new(Kind::Signed, vec![AT.into(), 2u32.into()]);
	let relay =
		SignedCall { account: [1; 32], call: vec![1, 2], spec: Some(7), metadata: Some([9; 32]) };
	let inner = SignedCall { account: [2; 32], call: vec![2], spec: None, metadata: None };
	let extrinsic = ProvedExtrinsic { index: 2, bytes: vec![8, 8], signed: vec![relay, inner] };
	scene.proved.points[0].extrinsics.push(extrinsic);
	scene
}

#[test]
fn who_signed_is_told_and_that_it_is_no_success() {
	let mut scene = call();
	let verdict = scene.claim();
	assert!(verdict.sentences[0].starts_with("Extrinsic 2 stands in block 100 ("));
	assert!(verdict.limits.iter().any(|line| line.contains("does not say that it succeeded")));
	assert_eq!(scene.value("signed.0.metadata"), [9; 32].into());
	assert_eq!(scene.value("signed.1.call"), blake2_256(&[2]).into());

	let missing = |change: &dyn Fn(&mut Scene)| {
		let mut scene = call();
		change(&mut scene);
		assert!(not_established(&scene.failure()));
	};
	missing(&|scene| scene.file.statement.args.0[0] = (AT + 1).into());
	missing(&|scene| scene.file.statement.args.0[1] = 3u32.into());
	missing(&|scene| scene.proved.points[0].extrinsics[0].signed.clear());
	missing(&|scene| scene.proved.points[0].extrinsics.clear());
}
