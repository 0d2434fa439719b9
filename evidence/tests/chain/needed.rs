//! A file shows what its claim needs, and nothing else, though all of it be true and proved.

use crate::{
	extrinsics::{patient, remark, signed},
	refusal,
	world::{absence, code, example, general, schema},
};
use codec::Encode;
use salus_evidence::{
	build,
	failure::Failure::*,
	file::{File, Finality, Kind, Point, RuntimeFacts, Statement},
	reads::{Arg, Read},
	rows::Pallet,
	trust::{Release, Trust},
	verify::parse,
};

#[test]
fn runtimes_are_what_the_state_says_at_every_point() {
	let (world, file) = example(1, 0, 2);
	let with = |change: &dyn Fn(&mut Vec<RuntimeFacts>)| {
		let mut file = file.clone();
		change(&mut file.runtime.0);
		refusal(&file, &world.trust())
	};
	let malformed = Some(Malformed { path: "runtime".into() });
	let mismatch = |field: &str| Some(ValueMismatch { field: format!("runtime.{field}") });
	assert_eq!(with(&|_| ()), None);
	assert_eq!(with(&|facts| facts[0].spec = 2), mismatch("spec"));
	assert_eq!(with(&|facts| facts[1].code[0] ^= 1), mismatch("code"));
	assert_eq!(with(&|facts| facts[1].point = 2), malformed);
	assert_eq!(with(&|facts| facts.swap(0, 1)), malformed);
	assert_eq!(with(&|facts| *facts = facts.split_off(1)), malformed);
	let left_out = Some(NotEstablished { part: "the runtime of point 1".into() });
	assert_eq!(with(&|facts| facts.truncate(1)), left_out);
	let more = Some(Unneeded { part: "the runtime of point 1".into() });
	assert_eq!(with(&|facts| facts.push(facts[1].clone())), more);
	// Nobody signed a digest of the metadata there.
	assert_eq!(with(&|facts| facts[0].metadata = Some([9; 32])), mismatch("metadata"));
	// A point reads what is said of its runtime, whatever else it is for.
	for (n, read) in general(0).map(|(read, _)| read).into_iter().enumerate() {
		let mut file = file.clone();
		let others = absence().into_iter().filter(|other| *other != read).collect();
		let number = file.points[1].header.number() as usize;
		file.points.0[1] = world.reading_of(file.points[1].clone(), number, others);
		let missing = NotEstablished { part: format!("the read of {read} at point 1") };
		assert_eq!(refusal(&file, &world.trust()), Some(missing), "{n}");
	}
}

#[test]
fn a_digest_of_the_metadata_is_what_was_signed() {
	let digest = [5; 32];
	let (mut world, _) = example(1, 0, 1);
	let implicit = (1, 1, world.genesis(), world.genesis(), Some(digest));
	let (transaction, _) = signed(&patient(), &remark(5), implicit);
	let number = world.block(vec![], vec![transaction.encode()]);
	let way = world.way(0);
	let mut file = world.file(0, &way, vec![world.point(&way, number, number)]);
	file.points.0[0].extrinsics =
		Some(vec![world.extrinsic(number, 0, vec![implicit.encode()])].into());
	let args = vec![(number as u32).into(), 0u32.into()].into();
	file.statement = Statement { kind: Kind::Signed, args, expect: Default::default() };
	let mut file = parse(&build::finish(file, false).unwrap()).unwrap().0;
	assert_eq!(file.runtime[0].metadata, Some(digest));
	let knows = |metadata, spec| Trust {
		releases: vec![Release { code: code(), spec, metadata }].into(),
		..world.trust()
	};
	let mismatch = Some(ValueMismatch { field: "runtime.metadata".into() });
	assert_eq!(refusal(&file, &knows(digest, 1)), None);
	assert_eq!(refusal(&file, &knows([6; 32], 2)), None, "of another version");
	assert_eq!(refusal(&file, &knows([6; 32], 1)), mismatch);
	file.runtime.0[0].metadata = None;
	assert_eq!(refusal(&file, &world.trust()), mismatch);
}

#[test]
fn what_the_claim_does_not_need_is_refused() {
	let (world, file) = example(4, 1, 2);
	let unneeded = |part: String| Some(Unneeded { part });
	let number = |place: usize| file.points[place].header.number() as usize;
	let with = |change: &dyn Fn(&mut File)| {
		let mut file = file.clone();
		change(&mut file);
		refusal(&file, &world.trust())
	};
	assert_eq!(with(&|_| ()), None);
	// A read more, of what is there and of what is not.
	let neighbour = sp_crypto_hashing::blake2_256(&[0, 1]);
	for (name, arg) in [("Items", Arg::Id(neighbour)), ("Policies", Arg::Number(7))] {
		let more = Read::new("Prescriptions", name, [arg]).unwrap();
		let reads = [absence(), vec![more.clone()]].concat();
		let read_too = with(&|file| {
			let point = file.points[1].clone();
			file.points.0[1] = world.reading_of(point, number(1), reads.clone());
		});
		assert_eq!(read_too, unneeded(format!("the read of {more} at point 1")));
	}
	// A point twice, a point less: the claim names its blocks.
	let twice = with(&|file| file.points.0.push(file.points[1].clone()));
	assert!(matches!(twice, Some(NotEstablished { .. })), "its runtime is not told: {twice:?}");
	for place in 0..2 {
		let told_twice = with(&|file| {
			file.points.0.insert(1, file.points[place].clone());
			let facts = RuntimeFacts { point: 2, ..file.runtime[1].clone() };
			file.runtime.0.push(facts);
		});
		assert_eq!(told_twice, Some(Malformed { path: "points".into() }), "{place}");
	}
	let less = with(&|file| {
		file.points.0.pop();
		file.runtime.0.pop();
	});
	assert_eq!(less, Some(ValueMismatch { field: "neverCreated".into() }), "and no second block");
	// An extrinsic, a schema.
	let inherent = world.extrinsic(number(0), 0, vec![]);
	let shown = with(&|file| file.points.0[0].extrinsics = Some(vec![inherent.clone()].into()));
	assert_eq!(shown, unneeded("extrinsic 0 of point 0".into()));
	let schema = schema(Pallet::TrialConsents);
	let known = with(&|file| file.schemas.0.push(schema.clone()));
	assert_eq!(known, unneeded("the schema of TrialConsents".into()));
}

#[test]
fn no_change_of_the_set_is_shown_above_all_votes() {
	let (mut world, mut file) = example(4, 1, 2);
	let last = world.head();
	world.change(30..34);
	let idle = format!("the change of the validators at block {}", last + 1);
	let idle = Some(Unneeded { part: idle });
	let point = file.points[1].clone();
	file.changes = world.way(0).changes.into();
	assert_eq!(refusal(&file, &world.trust()), idle);
	// Nor where the anchor follows on every point, so that nobody need have voted.
	let way = world.way(last);
	let older =
		Point { links: vec![world.known(last)].into(), finality: Finality::Ancestor, ..point };
	let mut below = world.file(last, &way, vec![older]);
	let trust = Trust { anchors: vec![world.trusted(last)].into(), ..world.trust() };
	assert_eq!(refusal(&below, &trust), None);
	below.changes = way.changes.into();
	assert_eq!(refusal(&below, &trust), idle);
}
