//! What somebody may try who has keys that were once good, or a place in an honest block: each file here is put together from true
//! parts and says something untrue.

use crate::{
	outcome, refusal,
	world::{example, Validators, World},
};
use salus_evidence::{
	failure::{
		Failure::{self, *},
		ProofFault,
	},
	file::{Finality, PointRef, Scalar},
	json::to_hex,
	reads::{Arg, Read},
	report::Outcome,
	trust::{Trust, TrustedAnchor},
};

/// A chain with a trusted block under its third set, and how many blocks its first set had.
fn trusted() -> (World, Trust, usize) {
	let (mut world, _) = example(4, 2, 1);
	world.pass(8);
	let known = world.trusted(world.head());
	let trust = Trust { anchors: vec![known].into(), ..world.trust() };
	let first = world.sets[0].1.unwrap();
	(world, trust, first)
}

/// Whoever has the keys of the first set writes another history: sets of these ids below the trusted block, the last of them voting
/// above it.
fn rewritten(
	world: &World,
	first: usize,
	sets: &[Validators],
) -> (World, salus_evidence::file::File) {
	let mut forged = World { blocks: world.blocks[..first].to_vec(), ..world.clone() };
	forged.sets.truncate(1);
	forged.sets[0].1 = None;
	for set in sets {
		forged.change_to(set.clone());
	}
	assert!(forged.head() < world.head(), "below the trusted block");
	forged.pass(world.head());
	let number = forged.block(vec![], vec![]);
	let way = forged.way(0);
	let file = forged.file(0, &way, vec![forged.point(&way, number, number)]);
	(forged, file)
}

#[test]
fn old_keys_make_no_newer_set() {
	let (world, trust, first) = trusted();
	let stranger = |id: u64| Validators::new(id, 40..44);
	// As many sets as there were, one more, and one whose members are right and whose weights are not.
	let mut heavy = world.set().clone();
	heavy.members[0].1 = 2;
	for sets in [
		vec![stranger(1), stranger(2)],
		vec![stranger(1), stranger(2), stranger(3)],
		vec![stranger(1), heavy],
	] {
		let (forged, file) = rewritten(&world, first, &sets);
		assert_eq!(refusal(&file, &trust), Some(BeyondMandate));
		// Who knows the genesis alone cannot tell.
		assert_eq!(refusal(&file, &forged.trust()), None);
	}
	// The true set itself may vote: that it votes for another block only it can say.
	let (_, file) = rewritten(&world, first, &[stranger(1), world.set().clone()]);
	assert_eq!(refusal(&file, &trust), None);
}

#[test]
fn honest_files_agree_with_every_block_that_is_trusted() {
	let (mut world, _) = example(4, 3, 1);
	world.pass(3);
	let number = world.block(vec![], vec![]);
	// Every block is trusted: also the last of a set, which the next one follows.
	let all = (1..=world.head()).map(|number| world.trusted(number));
	let trust = Trust { anchors: all.collect::<Vec<_>>().into(), ..world.trust() };
	for anchor in 0..number {
		let way = world.way(anchor);
		let file = world.file(anchor, &way, vec![world.point(&way, number, number)]);
		assert_eq!(outcome(&file, &trust), Outcome::Verified, "{anchor}");
	}
}

#[test]
fn anchors_that_contradict_one_another_lead_nowhere() {
	let (mut world, _) = example(4, 1, 1);
	let anchor = world.head();
	let number = world.block(vec![], vec![]);
	let way = world.way(anchor);
	let file = world.file(anchor, &way, vec![world.point(&way, number, number)]);
	let known = world.trusted(anchor);
	let with = |other: TrustedAnchor| {
		let anchors = vec![known.clone(), other].into();
		refusal(&file, &Trust { anchors, ..world.trust() })
	};
	assert_eq!(with(known.clone()), None);
	// The same block with another set after it, and an older one with a newer set.
	assert_eq!(with(TrustedAnchor { set: 7, ..known.clone() }), Some(BeyondMandate));
	let older = TrustedAnchor { number: known.number - 1, ..known.clone() };
	assert_eq!(with(older.clone()), None);
	assert_eq!(with(TrustedAnchor { set: 7, ..older }), Some(BeyondMandate));
	// A fork at the very block that is proved.
	let fork = world.trusted(number);
	let forks = vec![fork].into();
	let trust = Trust { anchors: vec![known.clone()].into(), forks, ..world.trust() };
	assert_eq!(refusal(&file, &trust), Some(HardForkCrossed { number: number as u32 }));
}

/// The keys of the set in office sign two histories, and both go on above the trusted block.
#[test]
fn at_a_trusted_height_stands_the_trusted_block() {
	let (mut world, _) = example(4, 1, 1);
	let (shown, above) = (world.block(vec![], vec![]), world.block(vec![], vec![]));
	let way = world.way(0);
	// Once the trusted height is that of the block shown, once that of a header on the way to the votes.
	for (number, trusted) in [(shown, shown), (shown - 1, shown)] {
		let file = world.file(0, &way, vec![world.point(&way, number, above)]);
		let known = world.trusted(trusted);
		let with = |known| {
			let anchors = vec![known].into();
			refusal(&file, &Trust { anchors, ..world.trust() })
		};
		assert_ne!(with(known.clone()), Some(BeyondMandate));
		assert_eq!(with(TrustedAnchor { hash: [7; 32], ..known }), Some(BeyondMandate));
	}
}

/// A file with two points, the first read as of the second.
#[test]
fn one_blocks_state_is_not_anothers() {
	let (mut world, _) = example(4, 1, 1);
	let (one, two) = (world.block(vec![], vec![]), world.block(vec![], vec![]));
	let way = world.way(0);
	let points = vec![world.point(&way, one, two), world.point(&way, two, two)];
	let file = world.file(0, &way, points);
	assert_eq!(refusal(&file, &world.trust()), None);
	let mut swapped = file.clone();
	swapped.points.0[0].state = file.points[1].state.clone();
	let why = ProofFault::RootMismatch;
	assert_eq!(refusal(&swapped, &world.trust()), Some(StateProofInvalid { point: 0, why }));
	// The statement is of the first point, whatever others read.
	let mut bare = file.clone();
	bare.points.0[0].state = None;
	assert_eq!(refusal(&bare, &world.trust()).unwrap().name(), "NotEstablished");
}

#[test]
fn points_lead_up_and_never_round() {
	let (mut world, _) = example(4, 0, 1);
	let (one, two) = (world.block(vec![], vec![]), world.block(vec![], vec![]));
	let way = world.way(0);
	let points = vec![world.point(&way, one, two), world.point(&way, two, two)];
	let mut file = world.file(0, &way, points);
	let leads = |index| Finality::Point(PointRef { index });
	file.points.0[0].links.0.clear();
	file.points.0[0].finality = leads(1);
	assert_eq!(refusal(&file, &world.trust()), None);
	// Each to the other, and to itself: nobody voted for either.
	file.points.0[1].finality = leads(0);
	let broken = |height: usize| Some(HeaderLinkBroken { height: height as u32 });
	assert_eq!(refusal(&file, &world.trust()), broken(two + 1));
	file.points.0[1].finality = leads(1);
	assert_eq!(refusal(&file, &world.trust()), broken(two + 1));
	file.points.0[1].finality = Finality::Ancestor;
	assert_eq!(refusal(&file, &world.trust()), broken(0));
}

#[test]
fn what_is_there_is_absent_under_no_name() {
	// Of an item that is there: the part of its key, its map, its pallet, the same bytes as a number.
	let (world, file) = example(1, 0, 1);
	let there = to_hex(&sp_crypto_hashing::blake2_256(&[0, 1]));
	let said = |name: String| {
		let mut file = file.clone();
		file.statement.args = vec![Scalar::Text(name)].into();
		refusal(&file, &world.trust())
	};
	let malformed = || Some(Failure::Malformed { path: "statement.args".into() });
	for name in [
		format!("Prescriptions.Items({})", &there[..64]),
		"Prescriptions.Items".into(),
		"Prescriptions.Items()".into(),
		"Prescriptions".into(),
		format!("Prescriptions.Items({}00)", there),
		format!("Prescriptions.Items({},0)", there),
		format!("Prescriptions.Items({})", there.to_uppercase()),
		"Prescriptions.Items(18446744073709551616)".into(),
		"Prescriptions.Policies(256)".into(),
		"Prescriptions.Policies(01)".into(),
		"Timestamp.Now".into(),
		":code".into(),
	] {
		assert_eq!(said(name.clone()), malformed(), "{name}");
	}
	// The file reads another item than the one of which it speaks.
	let other = Read::new("Prescriptions", "Items", [Arg::Id([0xAC; 32])]).unwrap();
	assert_eq!(said(other.to_string()).unwrap().name(), "NotEstablished");
}
