//! Nothing is final that is not for the bridges and for smoldot.

use crate::{
	cases, files,
	votes::{as_justification, mutate, voted},
	world::{SdkHeader, Validators},
};
use codec::{Decode, Encode};
use proptest::{
	prelude::*,
	test_runner::{TestCaseError, TestRunner},
};
use salus_evidence::{
	chain::{tip, Reigns},
	failure::VoteFault,
	file::{File, Finality, Votes},
	finality::Set,
	header::Header,
};
use salus_evidence_oracle::{bridges, smoldot};
use std::{cell::RefCell, collections::BTreeMap};

/// Why we refuse what the bridges take: a vote that can be spared, if a heavier one comes after it; votes all for descendants,
/// which the client refuses too; more or fewer signatures and targets than signers, which a justification cannot have.
const BRIDGES_TAKE: &[&str] = &["NotMinimal", "Overshot", "Shape"];

/// Why we refuse what smoldot takes: that again, and votes to spare.
const SMOLDOT_TAKES: &[&str] = &["NotMinimal", "Shape"];

/// How often which oracle took what we refuse, and why we do.
type Tally = BTreeMap<(&'static str, String), usize>;

/// Asks everybody; what stands against us.
fn judge(votes: &Votes, set: &Set, block: &Header, tally: &mut Tally) -> Result<(), String> {
	let ours = set.check(votes, block);
	let header = SdkHeader::decode(&mut block.encoded()).unwrap();
	let Some(whole) = as_justification(votes, set, &header) else {
		let refused = ours.is_err();
		return refused.then_some(()).ok_or("accepted what no justification says".into());
	};
	let (bytes, target) = (whole.encode(), (block.hash().into(), block.number()));
	let mut ask = |name, theirs: Result<(), String>, listed: &[&str]| match (&ours, theirs) {
		(Ok(()), Ok(())) => {
			*tally.entry(("all accept", String::new())).or_default() += 1;
			Ok(())
		},
		(Ok(()), Err(why)) => Err(format!("{name} refuses what we accept: {why}")),
		(Err(why), theirs) => {
			let word = word(why);
			let verdict = if theirs.is_ok() { name } else { "both refuse" };
			let known = theirs.is_err() || listed.contains(&&*word);
			let unlisted = format!("{name} accepts what we refuse: {why:?}");
			*tally.entry((verdict, word)).or_default() += 1;
			known.then_some(()).ok_or(unlisted)
		},
	};
	ask("bridges", bridges(&bytes, set, target), BRIDGES_TAKE)?;
	match set.authorities.iter().all(|(_, weight)| *weight == 1) {
		true => ask("smoldot", smoldot(&bytes, set), SMOLDOT_TAKES),
		false => Ok(()),
	}
}

/// The fault without its data.
fn word(fault: &VoteFault) -> String {
	format!("{fault:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

/// Adds the vote of the first member who has not voted; a good one.
fn spare(votes: &mut Votes, set: &Validators, block: &SdkHeader) {
	let voted = |place: usize| votes.signers[place / 8] >> (place % 8) & 1 == 1;
	let Some(place) = (0..set.members.len()).find(|place| !voted(*place)) else { return };
	let before = (0..place).filter(|place| voted(*place)).count();
	let signature = set.vote(place, block).signature;
	let bytes: &[u8] = signature.as_ref();
	votes.signers.0[place / 8] |= 1 << (place % 8);
	// A change before this one may have taken some away.
	let signatures = &mut votes.signatures.0;
	signatures.insert(before.min(signatures.len()), bytes.try_into().unwrap());
	for targets in votes.targets.iter_mut() {
		targets.0.insert(before.min(targets.0.len()), block.hash().0);
	}
}

#[test]
fn votes_made_at_random() {
	let weights = prop_oneof![
		proptest::collection::vec(1u64..2, 1..9),
		proptest::collection::vec(1u64..4, 1..9),
	];
	let targets = proptest::collection::vec(0usize..7, 1..5);
	let mutations = proptest::collection::vec((0u8..10, 0usize..64, 0u8..8), 0..3);
	let tally = RefCell::new(Tally::new());
	let all = TestRunner::new(cases(4_000)).run(
		&(weights, targets, mutations),
		|(weights, targets, mutations)| {
			let (world, mut votes, set) = voted(&weights, &targets);
			for (kind, at, bit) in mutations {
				match kind {
					9 => spare(&mut votes, &set, world.header(world.head())),
					_ => mutate(&mut votes, kind, at, bit),
				}
			}
			let block = world.known(world.head());
			let judged = judge(&votes, &set.set(), &block, &mut tally.borrow_mut());
			judged.map_err(TestCaseError::fail)
		},
	);
	let tally = tally.into_inner();
	println!("{tally:#?}");
	assert_eq!(all, Ok(()));
	let bridges = BRIDGES_TAKE.iter().map(|why| ("bridges", *why));
	for (name, why) in bridges.chain(SMOLDOT_TAKES.iter().map(|why| ("smoldot", *why))) {
		let listed = (name, why.to_owned());
		assert!(tally.contains_key(&listed), "{listed:?} is listed and never happens");
	}
}

/// The votes of a file, each with the set that cast them and the block that they make final.
fn votes_of(file: &File) -> Vec<(Votes, Set, Header)> {
	let mut found = Vec::new();
	let mut reigns = Reigns::new(file.anchor.set().unwrap());
	for change in file.changes.iter() {
		if let Finality::Votes(votes) = &change.finality {
			found.push((votes.clone(), reigns.last().clone(), change.header.clone()));
		}
		reigns.change(&change.header).unwrap();
	}
	for point in file.points.iter() {
		if let Finality::Votes(votes) = &point.finality {
			let tip = tip(point);
			found.push((votes.clone(), reigns.at(tip.number()).clone(), tip.clone()));
		}
	}
	found
}

#[test]
fn votes_of_files() {
	let (mut tally, mut good, mut forged) = (Tally::new(), 0, 0);
	for (votes, set, block) in files().iter().flat_map(votes_of) {
		assert_eq!(set.check(&votes, &block), Ok(()));
		assert_eq!(judge(&votes, &set, &block, &mut tally), Ok(()));
		good += 1;
		for kind in 0..9 {
			for at in 0..votes.signatures.len() {
				let mut other = votes.clone();
				mutate(&mut other, kind, at, (at % 8) as u8);
				assert_eq!(judge(&other, &set, &block, &mut tally), Ok(()));
				forged += 1;
			}
		}
	}
	println!("{good} good, {forged} forged; refused by us: {tally:#?}");
	assert!(good >= 30 && forged >= 1_000);
}
