//! What a forger may try with the chain's part of a file, each with the failure that names it.

use crate::{
	refusal,
	world::{example, justification, key, known, trie, vote, SdkHeader, Validators, World},
};
use codec::Encode;
use salus_evidence::{
	build::{self, Unusable},
	failure::{
		ChangeFault,
		Failure::{self, *},
		ProofFault, VoteFault,
	},
	file::{Change, File, Finality, Point, PointRef, Votes},
	header::Header,
	json::Bytes,
	reads::{Arg, Read},
	state::{self, Wanted},
	trust::{Trust, TrustedAnchor},
	verify::MAX_SIGNATURES,
	Hash,
};
use sp_core::{Blake2Hasher, H256};
use sp_runtime::traits::Header as _;
use sp_trie::LayoutV1;

fn broken(set: u64, why: ChangeFault) -> Option<Failure> {
	Some(SetChangeBroken { set, why })
}

fn invalid(set: u64, why: VoteFault) -> Option<Failure> {
	Some(JustificationInvalid { set, why })
}

fn unproved(why: ProofFault) -> Option<Failure> {
	Some(StateProofInvalid { point: 0, why })
}

/// The votes of a file's first point.
fn votes(file: &mut File) -> &mut Votes {
	match &mut file.points.0[0].finality {
		Finality::Votes(votes) => votes,
		other => panic!("{other:?}"),
	}
}

/// Seven validators, one point; the file with something done to its votes.
fn with_votes(change: impl Fn(&World, &mut Votes)) -> Option<Failure> {
	let (world, mut file) = example(7, 1, 1);
	change(&world, votes(&mut file));
	refusal(&file, &world.trust())
}

/// The vote of a validator for the last block, as a file holds it.
fn signature(world: &World, place: usize) -> [u8; 64] {
	let signed = world.set().vote(place, world.header(world.head()));
	let bytes: &[u8] = signed.signature.as_ref();
	bytes.try_into().unwrap()
}

#[test]
fn votes_are_those_of_the_set_and_as_few_as_suffice() {
	let bad = |signer| invalid(1, VoteFault::BadSignature { signer });
	assert_eq!(with_votes(|_, _| ()), None);
	assert_eq!(with_votes(|_, votes| votes.round += 1), bad(0));
	assert_eq!(with_votes(|_, votes| votes.signatures.0.swap(0, 1)), bad(0));
	assert_eq!(with_votes(|_, votes| votes.signatures.0[4][0] ^= 1), bad(4));
	// Another member is said to have voted.
	assert_eq!(with_votes(|_, votes| votes.signers.0 = vec![0b101_1110]), bad(1));

	let one_less = |_: &World, votes: &mut Votes| {
		votes.signers.0 = vec![0b1111];
		votes.signatures.0.truncate(4);
	};
	assert_eq!(with_votes(one_less), invalid(1, VoteFault::TooFewVotes));
	let one_more = |world: &World, votes: &mut Votes| {
		votes.signers.0 = vec![0b11_1111];
		votes.signatures.0.push(signature(world, 5));
	};
	assert_eq!(with_votes(one_more), invalid(1, VoteFault::NotMinimal));
	let other = |world: &World, votes: &mut Votes| {
		votes.signers.0 = vec![0b110_0111];
		votes.signatures.0[3] = signature(world, 5);
		votes.signatures.0[4] = signature(world, 6);
	};
	assert_eq!(with_votes(other), None, "which of them voted does not matter");

	// Bits beyond the set, a byte too many, too few; signatures that do not fit the bits.
	for bits in [vec![0b1001_1111], vec![0b1_1111, 0], vec![]] {
		let form = |_: &World, votes: &mut Votes| votes.signers.0 = bits.clone();
		assert_eq!(with_votes(form), invalid(1, VoteFault::Shape));
	}
	let extra = |world: &World, votes: &mut Votes| votes.signatures.0.push(signature(world, 5));
	assert_eq!(with_votes(extra), invalid(1, VoteFault::Shape));
}

#[test]
fn another_set_has_no_say() {
	let (mut world, _) = example(4, 1, 1);
	let number = world.head();
	let way = world.way(0);
	let mut file = world.file(0, &way, vec![world.point(&way, number, number)]);
	// The right keys under a wrong id, and the keys of the set before.
	for set in [Validators { id: 2, ..world.set().clone() }, world.sets[0].0.clone()] {
		let cast = set.justify(world.header(number));
		let taken = build::votes(&cast, &set.set(), &world.known(number)).unwrap();
		file.points.0[0].finality = Finality::Votes(taken);
		let bad = VoteFault::BadSignature { signer: 0 };
		assert_eq!(refusal(&file, &world.trust()), invalid(1, bad));
	}
	// The set after, on the last block of the set before.
	world.change(20..24);
	let last = world.head();
	let cast = world.set().justify(world.header(last));
	let taken = build::votes(&cast, &world.set().set(), &world.known(last)).unwrap();
	let way = world.way(0);
	let mut file = world.file(0, &way, vec![world.point(&way, last, last)]);
	assert_eq!(refusal(&file, &world.trust()), None);
	file.points.0[0].finality = Finality::Votes(taken);
	assert_eq!(refusal(&file, &world.trust()), invalid(1, VoteFault::BadSignature { signer: 0 }));
}

/// A fork: a block, and descendants of it for which some voted.
struct Fork {
	world: World,
	block: usize,
	ahead: Vec<SdkHeader>,
	sibling: SdkHeader,
}

/// A block after another.
fn child(parent: &SdkHeader, mark: u8) -> SdkHeader {
	let root = H256([mark; 32]);
	SdkHeader::new(parent.number + 1, root, root, parent.hash(), Default::default())
}

fn fork() -> Fork {
	let mut world = World::new(4);
	let block = world.block(vec![], vec![]);
	let one = child(world.header(block), 1);
	let two = child(&one, 2);
	let sibling = child(world.header(block - 1), 3);
	Fork { world, block, ahead: vec![one, two], sibling }
}

impl Fork {
	/// A justification for the block, by votes for the block, for its child, and for `last`.
	fn cast(&self, last: &SdkHeader) -> Vec<u8> {
		let (set, block) = (self.world.set(), self.world.header(self.block));
		let cast = vec![set.vote(0, block), set.vote(1, &self.ahead[0]), set.vote(2, last)];
		justification(block, cast, self.ahead.clone()).encode()
	}

	fn taken(&self) -> Votes {
		let (set, block) = (self.world.set().set(), self.world.known(self.block));
		build::votes(&self.cast(&self.ahead[1]), &set, &block).unwrap()
	}

	fn refusal(&self, votes: Votes) -> Option<Failure> {
		let (world, way) = (&self.world, self.world.way(0));
		let mut file = world.file(0, &way, vec![world.point(&way, self.block, self.block)]);
		file.points.0[0].finality = Finality::Votes(votes);
		refusal(&file, &world.trust())
	}
}

#[test]
fn votes_for_descendants_count_if_they_lead_back() {
	let fork = fork();
	let taken = fork.taken();
	assert_eq!(taken.ancestry.as_ref().unwrap().len(), 2);
	assert_eq!(fork.refusal(taken.clone()), None);
	let with = |change: &dyn Fn(&mut Votes)| {
		let mut votes = taken.clone();
		change(&mut votes);
		fork.refusal(votes)
	};
	let ancestry = |votes: &mut Votes, headers: &[&SdkHeader]| {
		let headers = headers.iter().map(|header| known(header)).collect::<Vec<_>>();
		votes.ancestry = Some(headers.into());
	};
	let (one, two) = (&fork.ahead[0], &fork.ahead[1]);
	let stray = invalid(0, VoteFault::TargetNotDescendant);
	let unused = invalid(0, VoteFault::UnusedAncestry);
	assert_eq!(with(&|votes| ancestry(votes, &[two])), stray, "a gap");
	assert_eq!(with(&|votes| ancestry(votes, &[one])), stray, "an end");
	assert_eq!(with(&|votes| ancestry(votes, &[&fork.sibling, one, two])), unused);
	assert_eq!(with(&|votes| ancestry(votes, &[two, one])), unused, "order");
	assert_eq!(with(&|votes| ancestry(votes, &[one, one, two])), unused, "double");
	// A vote for a sibling of the block.
	let target = |votes: &mut Votes, place: usize, hash: H256| {
		votes.targets.as_mut().unwrap().0[place] = hash.0;
	};
	let to_sibling = |votes: &mut Votes| {
		target(votes, 2, fork.sibling.hash());
		ancestry(votes, &[&fork.sibling, one]);
	};
	assert_eq!(with(&to_sibling), stray);
	// What was voted for is part of what was signed.
	let bad = |signer| invalid(0, VoteFault::BadSignature { signer });
	assert_eq!(with(&|votes| target(votes, 1, two.hash())), bad(1));
	// All votes above the block, whether on one branch, which makes another block final, or on two.
	let (set, block) = (fork.world.set(), fork.world.header(fork.block));
	let other = child(block, 4);
	for cast in [[one, one, two], [one, two, &other]] {
		let cast = cast.iter().enumerate().map(|(place, target)| set.vote(place, target)).collect();
		let between = [&fork.ahead[..], &[other.clone()]].concat();
		let above = justification(block, cast, between).encode();
		let above = build::votes(&above, &set.set(), &fork.world.known(fork.block)).unwrap();
		assert_eq!(fork.refusal(above), invalid(0, VoteFault::Overshot));
	}
	// Targets and ancestry come together, one target per vote, and only if needed.
	let shape = invalid(0, VoteFault::Shape);
	assert_eq!(with(&|votes| votes.targets = None), shape);
	assert_eq!(with(&|votes| votes.ancestry = None), shape);
	assert_eq!(with(&|votes| votes.targets.as_mut().unwrap().0.truncate(2)), shape);
	let plain = fork.world.set().justify(fork.world.header(fork.block));
	let block = fork.world.known(fork.block);
	let mut plain = build::votes(&plain, &fork.world.set().set(), &block).unwrap();
	plain.targets = Some(vec![block.hash(); 3].into());
	plain.ancestry = Some(vec![].into());
	assert_eq!(fork.refusal(plain), unused);
}

#[test]
fn a_header_that_lies_about_its_height_leads_nowhere() {
	let mut fork = fork();
	fork.ahead[0].number += 1;
	fork.ahead[1] = {
		let root = H256([2; 32]);
		SdkHeader::new(4, root, root, fork.ahead[0].hash(), Default::default())
	};
	let (set, block) = (fork.world.set().set(), fork.world.known(fork.block));
	assert_eq!(build::votes(&fork.cast(&fork.ahead[1]), &set, &block), Err(Unusable::TooFewVotes));
	let cast: Vec<[u8; 64]> =
		[(0, fork.world.header(fork.block)), (1, &fork.ahead[0]), (2, &fork.ahead[1])]
			.map(|(place, header)| {
				let signed = fork.world.set().vote(place, header);
				let bytes: &[u8] = signed.signature.as_ref();
				bytes.try_into().unwrap()
			})
			.into();
	let targets = [fork.world.header(fork.block), &fork.ahead[0], &fork.ahead[1]]
		.map(|header| header.hash().0);
	let votes = Votes {
		round: crate::world::ROUND,
		signers: Bytes(vec![0b111]),
		signatures: cast.into(),
		targets: Some(targets.to_vec().into()),
		ancestry: Some(fork.ahead.iter().map(known).collect::<Vec<_>>().into()),
	};
	assert_eq!(fork.refusal(votes), invalid(0, VoteFault::TargetNotDescendant));
}

#[test]
fn strangers_and_doubles_are_dropped_when_a_file_is_made() {
	let fork = fork();
	let (set, block) = (fork.world.set(), fork.world.header(fork.block));
	let (known, sdk) = (fork.world.known(fork.block), set.set());
	let made =
		|cast| build::votes(&justification(block, cast, fork.ahead.clone()).encode(), &sdk, &known);
	let stranger = vote(key(40), block, 0);
	let mut forged = set.vote(2, block);
	forged.signature = set.vote(3, block).signature;
	let three = || vec![set.vote(0, block), set.vote(1, block), set.vote(2, block)];

	let plain = made(three()).unwrap();
	assert_eq!(plain.signers.0, [0b111]);
	// A stranger; a double; both votes of an equivocation, of which the one for the block is taken; one too many.
	for cast in [
		[vec![stranger.clone()], three()].concat(),
		[three(), three()].concat(),
		[vec![set.vote(0, &fork.ahead[1])], three()].concat(),
		[three(), vec![set.vote(3, &fork.ahead[0])]].concat(),
	] {
		assert_eq!(made(cast), Ok(plain.clone()));
	}
	for cast in [
		vec![set.vote(0, block), set.vote(1, block), stranger],
		vec![set.vote(0, block), set.vote(1, block), set.vote(1, block)],
		vec![set.vote(0, block), set.vote(1, block), forged],
		vec![set.vote(0, block), set.vote(1, block), set.vote(2, &fork.sibling)],
	] {
		assert_eq!(made(cast), Err(Unusable::TooFewVotes));
	}
	let other = fork.world.known(0);
	assert_eq!(build::votes(&set.justify(block), &sdk, &other), Err(Unusable::OtherBlock));
	assert_eq!(
		build::votes(&set.justify(block)[1..], &sdk, &known),
		Err(Unusable::NoJustification)
	);
}

#[test]
fn headers_hang_together() {
	let (mut world, _) = example(4, 1, 1);
	let first = world.block(vec![], vec![]);
	world.pass(3);
	let last = world.block(vec![], vec![]);
	let way = world.way(0);
	let file =
		world.file(0, &way, vec![world.point(&way, first, last), world.point(&way, last, last)]);
	assert_eq!(refusal(&file, &world.trust()), None);
	let with = |change: &dyn Fn(&mut Vec<Header>)| {
		let mut file = file.clone();
		change(&mut file.points.0[0].links.0);
		refusal(&file, &world.trust())
	};
	let broken = |height: usize| Some(HeaderLinkBroken { height: height as u32 });
	assert_eq!(with(&|links| drop(links.remove(0))), broken(first + 1));
	assert_eq!(with(&|links| drop(links.remove(2))), broken(first + 3));
	assert_eq!(with(&|links| links.swap(1, 2)), broken(first + 2));
	assert_eq!(with(&|links| links.push(links[3].clone())), broken(last + 1));
	// Cut short: then the votes are for another block.
	let cut = with(&|links| links.truncate(3));
	assert_eq!(cut, invalid(1, VoteFault::BadSignature { signer: 0 }));

	let refers = |links: &[usize], index: u32| {
		let mut file = file.clone();
		file.points.0[0].links = links.iter().map(|n| world.known(*n)).collect::<Vec<_>>().into();
		file.points.0[0].finality = Finality::Point(PointRef { index });
		refusal(&file, &world.trust())
	};
	let between: Vec<_> = (first + 1..last).collect();
	assert_eq!(refers(&between, 1), None);
	assert_eq!(refers(&between[1..], 1), broken(first + 1));
	assert_eq!(refers(&between[..2], 1), broken(first + 3));
	assert_eq!(refers(&between, 0), broken(last), "itself");
	let nowhere = Malformed { path: "points[0].finality.index".into() };
	assert_eq!(refers(&between, 2), Some(nowhere));
	let mut file = file.clone();
	file.points.0[0].finality = Finality::Ancestor;
	assert_eq!(refusal(&file, &world.trust()), broken(0), "the anchor is older");
}

#[test]
fn sets_change_one_by_one() {
	let (world, file) = example(4, 3, 1);
	let with = |change: &dyn Fn(&mut Vec<Change>)| {
		let mut file = file.clone();
		change(&mut file.changes.0);
		refusal(&file, &world.trust())
	};
	let bad = |signer| ChangeFault::Votes(VoteFault::BadSignature { signer });
	assert_eq!(with(&|changes| drop(changes.remove(0))), broken(0, bad(0)), "skipped");
	assert_eq!(with(&|changes| drop(changes.remove(1))), broken(1, bad(0)), "skipped");
	let doubled = with(&|changes| changes.insert(0, changes[0].clone()));
	assert_eq!(doubled, broken(1, ChangeFault::Height));
	assert_eq!(with(&|changes| changes.swap(0, 1)), broken(0, bad(0)), "reordered");
	assert_eq!(with(&|changes| changes.swap(1, 2)), broken(1, bad(0)), "reordered");
	// The last one missing: then the old set should have voted.
	let old = invalid(2, VoteFault::BadSignature { signer: 0 });
	assert_eq!(with(&|changes| drop(changes.pop())), old);
	let silent = with(&|changes| changes[1].finality = Finality::Ancestor);
	assert_eq!(silent, broken(1, ChangeFault::NoVotes));
}

/// What a file says of a change that a block with this digest makes.
fn announced(digest: Vec<sp_runtime::DigestItem>, next: Validators) -> Option<Failure> {
	let (mut world, _) = example(4, 1, 1);
	let way = world.way(0);
	let last = world.block(digest, vec![]);
	let cast = world.set().justify(world.header(last));
	let taken = build::votes(&cast, &world.set().set(), &world.known(last)).unwrap();
	let change = Change { header: world.known(last), finality: Finality::Votes(taken) };
	let number = world.block(vec![], vec![]);
	let cast = next.justify(world.header(number));
	let taken = build::votes(&cast, &next.set(), &world.known(number)).unwrap();
	let point = Point {
		header: world.known(number),
		links: vec![].into(),
		finality: Finality::Votes(taken),
		state: None,
		extrinsics: None,
	};
	let mut file = world.file(0, &way, vec![world.reading(point, number)]);
	file.changes.0.push(change);
	refusal(&file, &world.trust())
}

#[test]
fn a_change_is_announced_for_its_own_block_to_a_sound_set() {
	let next = Validators::new(2, 30..34);
	let now = next.announced(0);
	assert_eq!(announced(vec![now.clone()], next.clone()), None);
	let delayed = announced(vec![next.announced(1)], next.clone());
	assert_eq!(delayed, broken(1, ChangeFault::Delayed));
	assert_eq!(announced(vec![], next.clone()), broken(1, ChangeFault::NoChange));
	let forced = Some(ForcedChange { set: 1 });
	assert_eq!(announced(vec![next.forced()], next.clone()), forced);
	assert_eq!(announced(vec![now.clone(), next.forced()], next.clone()), forced);
	// The first announcement counts, as in the client.
	let other = Validators::new(2, 40..44);
	let bad = invalid(2, VoteFault::BadSignature { signer: 0 });
	assert_eq!(announced(vec![other.announced(0), now.clone()], next.clone()), bad);
	assert_eq!(announced(vec![now, other.announced(0)], next.clone()), None);
	// Nobody, somebody twice, somebody without weight.
	let unsound = broken(1, ChangeFault::Authorities);
	for members in [vec![], vec![(1, 1), (1, 1)], vec![(1, 1), (2, 0)]] {
		let digest = Validators { id: 2, members }.announced(0);
		assert_eq!(announced(vec![digest], next.clone()), unsound);
	}
}

#[test]
fn old_keys_have_no_say_above_a_trusted_checkpoint() {
	// The set before signs a branch of its own.
	let (world, _) = example(4, 2, 1);
	let checkpoint = world.trusted(world.head());
	let old = world.sets[0].1.unwrap() - 1;
	let mut forged = World { blocks: world.blocks[..=old].to_vec(), ..world.clone() };
	forged.sets.truncate(1);
	forged.sets[0].1 = None;
	forged.pass(20);
	let number = forged.block(vec![], vec![]);
	let way = forged.way(0);
	let file = forged.file(0, &way, vec![forged.point(&way, number, number)]);
	// Who knows the genesis alone cannot tell.
	assert_eq!(refusal(&file, &world.trust()), None);
	let trust = Trust { anchors: vec![checkpoint.clone()].into(), ..world.trust() };
	assert_eq!(refusal(&file, &trust), Some(BeyondMandate));
	// Nor by changing the set first.
	forged.change(50..54);
	let number = forged.block(vec![], vec![]);
	let way = forged.way(0);
	let file = forged.file(0, &way, vec![forged.point(&way, number, number)]);
	assert_eq!(refusal(&file, &trust), Some(BeyondMandate));

	// Nor against the checkpoint's own block; below it, they may.
	let at = |hash: Hash, number: usize| {
		let known = TrustedAnchor { hash, number: number as u32, ..checkpoint.clone() };
		refusal(&file, &Trust { anchors: vec![known].into(), ..world.trust() })
	};
	assert_eq!(at(forged.header(number).hash().0, number), None);
	assert_eq!(at([1; 32], number), Some(BeyondMandate));
	assert_eq!(at([1; 32], number + 1), None);
}

#[test]
fn nothing_reaches_past_a_hard_fork() {
	let (mut world, _) = example(4, 1, 1);
	let fork = world.head();
	let number = world.block(vec![], vec![]);
	let way = world.way(0);
	let file = world.file(0, &way, vec![world.point(&way, number, number)]);
	let forks = |anchor: TrustedAnchor| Trust { forks: vec![anchor].into(), ..world.trust() };
	let listed = world.trusted(fork);
	let crossed = Some(HardForkCrossed { number: fork as u32 });
	assert_eq!(refusal(&file, &forks(listed.clone())), crossed);
	// One that lies above what is proved does not matter.
	let later = TrustedAnchor { number: number as u32 + 1, ..listed.clone() };
	assert_eq!(refusal(&file, &forks(later)), None);
	// The fork is an anchor; the branch that was left at its height is none.
	let way = world.way(fork);
	let mut file = world.file(fork, &way, vec![world.point(&way, number, number)]);
	assert_eq!(refusal(&file, &forks(listed.clone())), None);
	file.anchor.hash[0] ^= 1;
	let left = TrustedAnchor { hash: file.anchor.hash, ..listed.clone() };
	let trust = Trust { anchors: vec![left].into(), ..forks(listed) };
	assert_eq!(refusal(&file, &trust), crossed);
}

#[test]
fn votes_below_the_anchor_count_for_nothing() {
	let (mut world, _) = example(4, 0, 1);
	let old = world.head();
	let anchor = world.block(vec![], vec![]);
	let way = world.way(anchor);
	let trust = Trust { anchors: vec![world.trusted(anchor)].into(), ..world.trust() };
	for number in [old, anchor] {
		let file = world.file(anchor, &way, vec![world.point(&way, number, number)]);
		assert_eq!(refusal(&file, &trust), invalid(0, VoteFault::BelowAnchor));
	}
}

/// A file with something done to the proof of its state.
fn with_proof(change: impl Fn(&World, &mut Vec<Bytes>)) -> Option<Failure> {
	let (world, mut file) = example(1, 0, 1);
	change(&world, &mut file.points.0[0].state.as_mut().unwrap().nodes.0);
	refusal(&file, &world.trust())
}

#[test]
fn proofs_of_state_have_what_is_needed_and_nothing_else() {
	assert_eq!(with_proof(|_, _| ()), None);
	assert_eq!(with_proof(|_, nodes| drop(nodes.pop())), unproved(ProofFault::Incomplete));
	assert_eq!(with_proof(|_, nodes| nodes.clear()), unproved(ProofFault::Incomplete));
	// A node more: at the end, and where a neighbour stands as a hash.
	let twice = |_: &World, nodes: &mut Vec<Bytes>| nodes.push(nodes[0].clone());
	assert_eq!(with_proof(twice), unproved(ProofFault::Unused));
	let more = |world: &World, nodes: &mut Vec<Bytes>| {
		let block = world.blocks.last().unwrap();
		let neighbour = Arg::Id(sp_crypto_hashing::blake2_256(&[1, 1]));
		let more = Read::new("Prescriptions", "Items", [neighbour]).unwrap();
		let reads = [crate::world::absence(), vec![more]].concat();
		let header = known(&block.header);
		let all = block.nodes.iter().map(|node| &node[..]);
		*nodes = build::state(&header, all, reads).unwrap().nodes.0;
	};
	assert_eq!(with_proof(more), unproved(ProofFault::Unused));
	// Of another block; a value that is not the one.
	let other = |world: &World, nodes: &mut Vec<Bytes>| {
		let all = world.blocks[0].nodes.iter().map(|node| &node[..]);
		let reads = crate::world::absence();
		*nodes = build::state(&world.known(0), all, reads).unwrap().nodes.0;
	};
	assert_eq!(with_proof(other), unproved(ProofFault::RootMismatch));
	let junk = |_: &World, nodes: &mut Vec<Bytes>| nodes[0].0[0] = 0xFF;
	assert!(with_proof(junk).is_some());
	let padded = |_: &World, nodes: &mut Vec<Bytes>| nodes[0].0.push(0);
	assert_eq!(with_proof(padded), unproved(ProofFault::Malformed));
}

#[test]
fn a_value_under_another_key_is_not_passed_off() {
	let (world, file) = example(1, 0, 1);
	let with = |change: &dyn Fn(&mut Vec<Read>)| {
		let mut file = file.clone();
		change(&mut file.points.0[0].state.as_mut().unwrap().reads.0);
		refusal(&file, &world.trust())
	};
	let item = |id| Read::new("Prescriptions", "Items", [Arg::Id(id)]).unwrap();
	let place =
		|reads: &[Read]| reads.iter().position(|read| *read == crate::world::item()).unwrap();
	// There is such a row, and the proof of the other's absence does not show it.
	let there = sp_crypto_hashing::blake2_256(&[0, 1]);
	let faults = [ProofFault::Incomplete, ProofFault::Order].map(unproved);
	assert!(faults.contains(&with(&|reads| {
		let at = place(reads);
		reads[at] = item(there)
	})));
	assert_eq!(with(&|reads| reads.swap(0, 1)), unproved(ProofFault::Order));
	assert_eq!(with(&|reads| reads.insert(0, reads[0].clone())), unproved(ProofFault::Order));
	assert_eq!(with(&|reads| drop(reads.remove(place(reads)))), unproved(ProofFault::Unused));
	assert_eq!(with(&|reads| reads.clear()), unproved(ProofFault::Incomplete));
	let twice = [crate::world::item(), crate::world::item()].to_vec();
	let nodes = world.blocks[1].nodes.iter().map(|node| &node[..]);
	assert_eq!(build::state(&world.known(1), nodes, twice), Err(Unusable::Twice));
}

#[test]
fn hostile_tries_do_no_harm() {
	// A trie that holds what looks like nodes, deep and wide.
	let entries = (0..64u8).map(|i| (vec![i; usize::from(i)], vec![0x01; 40])).collect();
	let (root, nodes) = trie::<LayoutV1<Blake2Hasher>>(&entries);
	let header = SdkHeader::new(1, root, root, root, Default::default());
	let reads = crate::world::absence();
	let header = known(&header);
	let whole = nodes.iter().map(|node| &node[..]);
	assert!(build::state(&header, whole, reads.clone()).is_ok());
	for left_out in 0..nodes.len() {
		let some = nodes.iter().enumerate().filter(|(at, _)| *at != left_out);
		let state = build::state(&header, some.map(|(_, node)| &node[..]), reads.clone());
		assert!(matches!(state, Ok(_) | Err(Unusable::Proof(ProofFault::Incomplete))));
	}
}

#[test]
fn a_value_is_not_shown_a_thousand_times() {
	let entries = |count: u8| (0..count).map(|i| (vec![i], vec![7; 1 << 20])).collect();
	let shown = |count: u8| {
		let (root, nodes) = trie::<LayoutV1<Blake2Hasher>>(&entries(count));
		let keys: Vec<_> = (0..count).map(|i| vec![i]).collect();
		let keys: Vec<_> = keys.iter().map(|key| Wanted { key, hash_only: false }).collect();
		state::compact(&root.0, nodes.iter().map(|node| &node[..]), &keys).map(|proof| proof.len())
	};
	// A branch, and once each the leaf and the value that all have in common.
	assert_eq!(shown(4), Ok(3));
	assert_eq!(shown(5), Err(ProofFault::TooLarge));
}

#[test]
fn nobody_is_made_to_work_for_hours() {
	let (world, mut file) = example(1, 1, 1);
	let votes = |signatures: usize| {
		Finality::Votes(Votes {
			round: 0,
			signers: Bytes(vec![]),
			signatures: vec![[0; 64]; signatures].into(),
			targets: None,
			ancestry: None,
		})
	};
	let honest = file.changes[0].clone();
	let change = |signatures| Change { finality: votes(signatures), ..honest.clone() };
	// With the one that the point has.
	let mut changes = vec![change(1_024); 19];
	changes.push(change(MAX_SIGNATURES - 19 * 1_024 - 1));
	file.changes = changes.clone().into();
	assert_eq!(refusal(&file, &world.trust()).unwrap().name(), "SetChangeBroken");
	changes.push(change(1));
	file.changes = changes.into();
	assert_eq!(refusal(&file, &world.trust()), Some(TooMuchWork));
}
