//! Makes files of what nodes answer. Pure; the exporter asks, this puts together and proves the result before it is written.
//!
//! Nodes answer with justifications, headers, bodies and unordered proofs, which hold more than needed, or what evidence has no
//! form for. Here everything gets its one form: as few votes as suffice, none of a stranger, none twice; the nodes of a proof
//! that are needed, once.

use crate::{
	chain::Reigns,
	failure::{Failure, ProofFault},
	file::{Anchor, AnchorKind, Change, ExtrinsicProof, File, Finality, Point, State, Votes},
	finality::{is_signed, message, Set},
	header::Header,
	json::Bytes,
	reads::Read,
	report::Outcome,
	runtime,
	state::{self, no_nodes, Blake2Hasher, Wanted},
	statement,
	trust::Trust,
	verify, Hash,
};
use alloc::{collections::BTreeMap, vec::Vec};
use codec::{Compact, DecodeAll, Encode};
use core::{cmp::Reverse, fmt};
use sp_trie::{LayoutV0, LayoutV1, TrieDBMutBuilder, TrieLayout, TrieMut};

/// Why an answer does not serve.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unusable {
	/// The bytes are no justification.
	NoJustification,
	/// The justification is for another block.
	OtherBlock,
	/// Too few of its votes have a form in evidence, as after an equivocation. The next justified block may serve.
	TooFewVotes,
	/// The header announces no change of the set, or none that trust follows.
	NoChange(Failure),
	/// The proof does not show what is read.
	Proof(ProofFault),
	/// The extrinsics are not those of the block, or there is none at this place.
	OtherBody,
	/// A name stands twice among what is read.
	Twice,
}

impl fmt::Display for Unusable {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Unusable::NoJustification => f.write_str("the node's answer is no justification"),
			Unusable::OtherBlock => f.write_str("the justification is for another block"),
			Unusable::TooFewVotes => {
				f.write_str("too few of the votes can be shown; take the next justified block")
			},
			Unusable::NoChange(failure) => {
				write!(f, "the header does not change the set. {failure}")
			},
			Unusable::Proof(why) => write!(f, "the node's proof does not serve: {why}"),
			Unusable::OtherBody => f.write_str("the extrinsics are not those of the block"),
			Unusable::Twice => f.write_str("a name stands twice among what is to be read"),
		}
	}
}

#[cfg(feature = "std")]
impl std::error::Error for Unusable {}

/// A justification as the client stores it: round, block, votes, headers from above the block to what was voted for.
type Justification = (u64, (Hash, u32), Vec<Precommit>, Vec<Header>);

/// A vote in it: for which block, signature, voter.
type Precommit = ((Hash, u32), [u8; 64], Hash);

/// A vote that evidence has a form for.
struct Vote<'a> {
	place: usize,
	weight: u64,
	target: Hash,
	signature: [u8; 64],
	/// The headers from above the block to the target.
	way: Vec<&'a Header>,
}

/// As few votes of a justification as make `block` final, for the block itself if those suffice.
///
/// # Errors
/// [`Unusable::NoJustification`], [`Unusable::OtherBlock`], [`Unusable::TooFewVotes`].
pub fn votes(justification: &[u8], set: &Set, block: &Header) -> Result<Votes, Unusable> {
	let decoded = Justification::decode_all(&mut &justification[..]);
	let (round, target, precommits, headers) = decoded.map_err(|_| Unusable::NoJustification)?;
	if target != (block.hash(), block.number()) {
		return Err(Unusable::OtherBlock);
	}
	let votes = usable(round, &precommits, &headers, set, block);
	let own = votes.iter().filter(|vote| vote.way.is_empty()).collect();
	let enough = enough(own, set).or_else(|| enough(votes.iter().collect(), set));
	Ok(form(round, enough.ok_or(Unusable::TooFewVotes)?, set))
}

/// One vote per member of the set: signed, for the block or a descendant. Of two, the one for the lower block.
fn usable<'a>(
	round: u64,
	precommits: &[Precommit],
	headers: &'a [Header],
	set: &Set,
	block: &Header,
) -> Vec<Vote<'a>> {
	let headers = headers.iter().map(|header| (header.hash(), header)).collect();
	let mut votes = BTreeMap::<usize, Vote<'_>>::new();
	for (target, signature, voter) in precommits {
		let mut members = set.authorities.iter().enumerate();
		let Some((place, (_, weight))) = members.find(|(_, (key, _))| key == voter) else {
			continue;
		};
		let message = message(*target, round, set.id);
		let Some(way) =
			way(target, block, &headers).filter(|_| is_signed(voter, signature, &message))
		else {
			continue;
		};
		let vote = Vote { place, weight: *weight, target: target.0, signature: *signature, way };
		if votes.get(&place).is_none_or(|other| vote.way.len() < other.way.len()) {
			votes.insert(place, vote);
		}
	}
	votes.into_values().collect()
}

/// The headers from above `block` to `target`; none if it is the block, `None` if it does not descend from it.
fn way<'a>(
	target: &(Hash, u32),
	block: &Header,
	headers: &BTreeMap<Hash, &'a Header>,
) -> Option<Vec<&'a Header>> {
	let mut way = Vec::new();
	let mut at = *target;
	while at != (block.hash(), block.number()) {
		let header = headers.get(&at.0).filter(|header| header.number() == at.1)?;
		way.push(*header);
		at = (header.parent(), at.1.checked_sub(1)?);
	}
	Some(way)
}

/// As few votes as suffice: the heaviest, so that none of them can be spared. `None` if all together do not.
fn enough<'v, 'a>(mut votes: Vec<&'v Vote<'a>>, set: &Set) -> Option<Vec<&'v Vote<'a>>> {
	votes.sort_by_key(|vote| (Reverse(vote.weight), vote.way.len(), vote.place));
	let needed = set.threshold();
	let mut given = 0u128;
	let mut chosen = Vec::new();
	for vote in votes {
		if given >= needed {
			break;
		}
		given = given.saturating_add(vote.weight.into());
		chosen.push(vote);
	}
	chosen.sort_by_key(|vote| vote.place);
	(given >= needed).then_some(chosen)
}

/// Votes, in the order of the set, in the form of evidence.
fn form(round: u64, votes: Vec<&Vote<'_>>, set: &Set) -> Votes {
	let voted = |place: usize| votes.iter().any(|vote| vote.place == place);
	let bits =
		set.authorities.iter().enumerate().map(|(place, _)| voted(place)).collect::<Vec<_>>();
	let byte =
		|bits: &[bool]| bits.iter().rev().fold(0u8, |byte, bit| (byte << 1) | u8::from(*bit));
	let ancestry = votes.iter().flat_map(|vote| &vote.way);
	let ancestry = ancestry.map(|header| ((header.number(), header.hash()), (*header).clone()));
	let ancestry = ancestry.collect::<BTreeMap<_, _>>().into_values().collect::<Vec<_>>();
	let elsewhere = !ancestry.is_empty();
	let targets = votes.iter().map(|vote| vote.target).collect::<Vec<_>>();
	let signatures = votes.iter().map(|vote| vote.signature).collect::<Vec<_>>();
	Votes {
		round,
		signers: Bytes(bits.chunks(8).map(byte).collect()),
		signatures: signatures.into(),
		targets: elsewhere.then(|| targets.into()),
		ancestry: elsewhere.then(|| ancestry.into()),
	}
}

/// The genesis as an anchor: block 0, and that its state, of which `nodes` are some, has these authorities.
///
/// # Errors
/// [`Unusable::Proof`].
pub fn genesis<'a>(
	header: &Header,
	nodes: impl IntoIterator<Item = &'a [u8]>,
	set: &Set,
) -> Result<Anchor, Unusable> {
	let read = Read::new("Grandpa", "Authorities", []).ok_or(Unusable::Twice)?;
	let proof = state::compact(&header.state_root(), nodes, &[read.wanted()]);
	Ok(Anchor {
		kind: AnchorKind::Genesis,
		header: Some(header.clone()),
		proof: Some(proof.map_err(Unusable::Proof)?.into()),
		..Anchor::checkpoint(0, header.hash(), set)
	})
}

/// A way from an anchor through the changes of the set, to which points are added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Way {
	/// The changes so far.
	pub changes: Vec<Change>,
	/// Who votes on which blocks.
	reigns: Reigns,
}

impl Way {
	/// The way that begins with the anchor's set.
	pub fn new(set: Set) -> Self {
		Way { changes: Vec::new(), reigns: Reigns::new(set) }
	}

	/// Adds a change of the set: the last block of the present one, with its justification.
	///
	/// # Errors
	/// As [`votes`]; [`Unusable::NoChange`].
	pub fn change(&mut self, header: Header, justification: &[u8]) -> Result<(), Unusable> {
		let votes = votes(justification, self.reigns.last(), &header)?;
		self.reigns.change(&header).map_err(Unusable::NoChange)?;
		self.changes.push(Change { header, finality: Finality::Votes(votes) });
		Ok(())
	}

	/// A block, with the headers from it to one with a justification, that one included.
	///
	/// # Errors
	/// As [`votes`].
	pub fn point(
		&self,
		header: Header,
		links: Vec<Header>,
		justification: &[u8],
	) -> Result<Point, Unusable> {
		let tip = links.last().unwrap_or(&header);
		let votes = votes(justification, self.reigns.at(tip.number()), tip)?;
		let finality = Finality::Votes(votes);
		Ok(Point { header, links: links.into(), finality, state: None, extrinsics: None })
	}
}

/// What is read of a block's state, from nodes of its trie in any order.
///
/// # Errors
/// [`Unusable::Proof`], [`Unusable::Twice`].
pub fn state<'a>(
	header: &Header,
	nodes: impl IntoIterator<Item = &'a [u8]>,
	mut reads: Vec<Read>,
) -> Result<State, Unusable> {
	reads.sort();
	if !reads.is_sorted_by(|one, next| one < next) {
		return Err(Unusable::Twice);
	}
	let wanted = reads.iter().map(Read::wanted).collect::<Vec<_>>();
	let nodes = state::compact(&header.state_root(), nodes, &wanted).map_err(Unusable::Proof)?;
	Ok(State { nodes: nodes.into(), reads: reads.into() })
}

/// An extrinsic of a block, from all of them, each with its length as the block holds it.
///
/// `implicit` is what was signed but not sent: of the transaction, then of each meta transaction inside.
///
/// # Errors
/// [`Unusable::OtherBody`].
pub fn extrinsic(
	header: &Header,
	body: &[Vec<u8>],
	index: u32,
	implicit: Vec<Bytes>,
) -> Result<ExtrinsicProof, Unusable> {
	let root = header.extrinsics_root();
	// By the layout of the block's runtime: of state version 0, later of 1.
	let tries = [trie::<LayoutV0<Blake2Hasher>>(body), trie::<LayoutV1<Blake2Hasher>>(body)];
	let trie = tries.into_iter().find(|(found, _)| *found == root).ok_or(Unusable::OtherBody)?;
	let key = Compact(index).encode();
	let wanted = [Wanted { key: &key, hash_only: false }];
	if usize::try_from(index).ok().and_then(|index| body.get(index)).is_none() {
		return Err(Unusable::OtherBody);
	}
	let nodes = state::compact(&root, trie.1.iter().map(|node| &node[..]), &wanted);
	let nodes = nodes.map_err(Unusable::Proof)?.into();
	Ok(ExtrinsicProof { index, nodes, implicit: implicit.into() })
}

/// The trie of a body: its root and its nodes.
fn trie<L: TrieLayout<Hash = Blake2Hasher>>(body: &[Vec<u8>]) -> (Hash, Vec<Vec<u8>>) {
	let mut nodes = no_nodes();
	let mut root = Default::default();
	let mut trie = TrieDBMutBuilder::<L>::new(&mut nodes, &mut root).build();
	for (index, extrinsic) in (0u32..).zip(body) {
		// A trie in memory lacks no node, and only that fails.
		let _ = trie.insert(&Compact(index).encode(), extrinsic);
	}
	drop(trie);
	(root.0, nodes.drain().into_values().map(|(node, _)| node).collect())
}

/// Fills in all that follows from the rest: what the file claims, what it says of the runtime and of the schemas. Leaves out what
/// nodes read that the claim does not need. Writes the file, if it proves its claim.
///
/// # Errors
/// The first link that does not hold.
pub fn finish(mut file: File, with_texts: bool) -> Result<Vec<u8>, Failure> {
	let trust = Trust::default();
	let proved = verify::prove(&file, &trust)?;
	let (verdict, needed) = statement::derive(&file, &proved)?;
	for (place, (point, proved)) in file.points.0.iter_mut().zip(&proved.points).enumerate() {
		let Some(state) = &mut point.state else { continue };
		narrow(state, &point.header, needed.reads(proved).cloned().collect())
			.map_err(|why| Failure::StateProofInvalid { point: place, why })?;
	}
	let proved = verify::prove(&file, &trust)?;
	file.statement.expect = verdict.claims;
	file.runtime = runtime::facts(&proved)?.into();
	file.schemas = statement::schemas(&proved, with_texts).into();
	let bytes = verify::write(&file);
	match verify::verify(&bytes, &trust).outcome {
		Outcome::Refused(failure) => Err(failure),
		_ => Ok(bytes),
	}
}

/// Leaves in a state these reads only.
fn narrow(state: &mut State, header: &Header, reads: Vec<Read>) -> Result<(), ProofFault> {
	if reads.len() < state.reads.len() {
		let wanted = reads.iter().map(Read::wanted).collect::<Vec<_>>();
		state.nodes = state::narrow(&header.state_root(), &state.nodes, &wanted)?.into();
		state.reads = reads.into();
	}
	Ok(())
}
