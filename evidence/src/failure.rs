//! Why a file is refused: the first link that does not hold.

use crate::{json::to_hex, Hash};
use alloc::{format, string::String};
use core::fmt;

/// The first link of a file that does not hold. Every sentence says what was found wrong and what to do.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Failure {
	/// More bytes than a file may have.
	TooLarge,
	/// What stands at `path` is not what the format puts there.
	Malformed {
		/// Where: fields joined by points, places in brackets. Empty: the file itself.
		path: String,
	},
	/// Not an evidence file, or one of a version that this verifier does not know.
	UnknownFormat,
	/// JSON, but not in the one form that a file has.
	NotCanonical {
		/// Bytes before the first that differs.
		offset: usize,
	},
	/// Something follows the end.
	TrailingBytes,
	/// The anchor is not one that the expert accepts.
	AnchorMismatch,
	/// The file, or a signature in it, is of another chain.
	WrongChain,
	/// A hard fork lies between anchor and target.
	HardForkCrossed {
		/// Height of the fork.
		number: u32,
	},
	/// Block 0 is not the one that the genesis hash names, or its state has other authorities.
	GenesisProofInvalid,
	/// A change of the set does not hold.
	SetChangeBroken {
		/// The older set.
		set: u64,
		/// What does not.
		why: ChangeFault,
	},
	/// A set was replaced by force: trust does not pass.
	ForcedChange {
		/// The older set.
		set: u64,
	},
	/// A header is not the child of the one before it.
	HeaderLinkBroken {
		/// Height at which the child was due.
		height: u32,
	},
	/// The votes for a block do not make it final.
	JustificationInvalid {
		/// The set that should have voted.
		set: u64,
		/// What is wrong.
		why: VoteFault,
	},
	/// A block that the expert trusts is contradicted: by another one at its height, or by votes above it of another set than
	/// its own.
	BeyondMandate,
	/// The proof of a point's state does not hold.
	StateProofInvalid {
		/// The point.
		point: usize,
		/// What is wrong.
		why: ProofFault,
	},
	/// No schema is known for what a pallet stored.
	SchemaMismatch {
		/// The pallet.
		name: String,
	},
	/// A proved value does not decode.
	Undecodable {
		/// What was read.
		name: String,
	},
	/// A proved value is not the claimed one.
	ValueMismatch {
		/// The claimed value.
		field: String,
	},
	/// What an id or commitment is said to open to does not hash to it.
	OpeningMismatch {
		/// The id or commitment.
		id: Hash,
	},
	/// The events shown do not lead to the row's trail.
	TrailMismatch {
		/// The first event, counted from 0 over the whole trail, that cannot be right.
		n: u32,
	},
	/// A licence was not valid where it had to be.
	LicenceNotValidAt {
		/// The block.
		block: u32,
	},
	/// Two points do not enclose the time in question, or the second is not the child of the first.
	TimeBracketInvalid,
	/// An extrinsic does not stand where the file says.
	ExtrinsicNotIncluded {
		/// The point.
		point: usize,
		/// Place in the block.
		index: u32,
	},
	/// A signature inside an extrinsic does not fit what it is said to sign.
	SignatureInvalid {
		/// Place in the block.
		index: u32,
	},
	/// Another key signed than the one in row or event.
	SignerMismatch,
	/// A field shown does not belong to the document.
	FieldProofInvalid {
		/// The field.
		path: String,
	},
	/// Everything shown is true, and does not suffice for the claim.
	NotEstablished {
		/// What is missing.
		part: String,
	},
	/// The file was changed where nothing else covers it.
	DigestMismatch,
	/// More signatures than a verifier checks.
	TooMuchWork,
	/// Everything shown is true, and the claim does not need all of it.
	Unneeded {
		/// What it does not need.
		part: String,
	},
}

/// What is wrong with a change of the set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeFault {
	/// Not above the block before it: doubled, or out of order.
	Height,
	/// The header announces no next set: it is not the last block of a set.
	NoChange,
	/// The change is announced for a later block than its own.
	Delayed,
	/// No authority, too many, one twice, or one without weight.
	Authorities,
	/// It carries no votes of its own.
	NoVotes,
	/// The votes do not make its block final.
	Votes(VoteFault),
}

/// What is wrong with votes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VoteFault {
	/// Signers, signatures and targets do not fit one another or the set.
	Shape,
	/// Less weight than needed.
	TooFewVotes,
	/// A vote more than needed.
	NotMinimal,
	/// A vote is for a block that does not descend from the one to be proved.
	TargetNotDescendant,
	/// No vote is for the block itself: the client takes the lowest vote for where all others begin, and refuses them too.
	Overshot,
	/// A header between block and targets that no vote needs, or one out of order.
	UnusedAncestry,
	/// The block is not above the anchor, where alone the set is known to vote.
	BelowAnchor,
	/// A signature does not fit.
	BadSignature {
		/// The authority's place in the set.
		signer: usize,
	},
}

/// What is wrong with a proof.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProofFault {
	/// It is another root's.
	RootMismatch,
	/// It lacks a node on the way to something that is read.
	Incomplete,
	/// It has a node that nothing needs.
	Unused,
	/// A node of it is none, or has not the one form that the trie gives it.
	Malformed,
	/// Its values are larger, together, than any file.
	TooLarge,
	/// A name is read twice, or out of order.
	Order,
}

impl fmt::Display for Failure {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Failure::TooLarge
			| Failure::Malformed { .. }
			| Failure::UnknownFormat
			| Failure::NotCanonical { .. }
			| Failure::TrailingBytes
			| Failure::DigestMismatch
			| Failure::TooMuchWork
			| Failure::Unneeded { .. } => self.of_the_file(f),
			Failure::AnchorMismatch
			| Failure::WrongChain
			| Failure::HardForkCrossed { .. }
			| Failure::GenesisProofInvalid
			| Failure::SetChangeBroken { .. }
			| Failure::ForcedChange { .. }
			| Failure::HeaderLinkBroken { .. }
			| Failure::JustificationInvalid { .. }
			| Failure::BeyondMandate => self.of_the_chain(f),
			Failure::StateProofInvalid { .. }
			| Failure::SchemaMismatch { .. }
			| Failure::Undecodable { .. }
			| Failure::ValueMismatch { .. }
			| Failure::OpeningMismatch { .. }
			| Failure::TrailMismatch { .. }
			| Failure::LicenceNotValidAt { .. }
			| Failure::TimeBracketInvalid
			| Failure::ExtrinsicNotIncluded { .. }
			| Failure::SignatureInvalid { .. }
			| Failure::SignerMismatch
			| Failure::FieldProofInvalid { .. }
			| Failure::NotEstablished { .. } => self.of_the_statement(f),
		}
	}
}

impl Failure {
	/// The name without its data: what programs tell failures apart by.
	pub fn name(&self) -> String {
		format!("{self:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
	}

	/// What a program that was asked to verify ends with: 3 for what is no evidence, else one for each link, by tens for each part
	/// of the chain of proof. They never change their meaning.
	pub fn exit_code(&self) -> u8 {
		match self {
			Failure::UnknownFormat => 3,
			Failure::TooLarge => 10,
			Failure::Malformed { .. } => 11,
			Failure::NotCanonical { .. } => 12,
			Failure::TrailingBytes => 13,
			Failure::TooMuchWork => 14,
			Failure::DigestMismatch => 15,
			Failure::Unneeded { .. } => 16,
			Failure::AnchorMismatch => 20,
			Failure::WrongChain => 21,
			Failure::HardForkCrossed { .. } => 22,
			Failure::GenesisProofInvalid => 23,
			Failure::BeyondMandate => 24,
			Failure::SetChangeBroken { .. } => 30,
			Failure::ForcedChange { .. } => 31,
			Failure::HeaderLinkBroken { .. } => 32,
			Failure::JustificationInvalid { .. } => 33,
			Failure::StateProofInvalid { .. } => 40,
			Failure::SchemaMismatch { .. } => 41,
			Failure::Undecodable { .. } => 42,
			Failure::ValueMismatch { .. } => 43,
			Failure::OpeningMismatch { .. } => 44,
			Failure::TrailMismatch { .. } => 45,
			Failure::LicenceNotValidAt { .. } => 46,
			Failure::TimeBracketInvalid => 47,
			Failure::FieldProofInvalid { .. } => 48,
			Failure::NotEstablished { .. } => 49,
			Failure::ExtrinsicNotIncluded { .. } => 50,
			Failure::SignatureInvalid { .. } => 51,
			Failure::SignerMismatch => 52,
		}
	}

	fn of_the_file(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Failure::TooLarge => f.write_str(
				"The file is larger than 4 MiB, which no evidence file is. Ask for the file itself.",
			),
			Failure::Malformed { path } if path.is_empty() => f.write_str(
				"The file breaks off, or its outermost form is not that of evidence. Ask for it again.",
			),
			Failure::Malformed { path } => write!(
				f,
				"What stands at `{path}` is not what the format puts there. Ask for the file again.",
			),
			Failure::UnknownFormat => f.write_str(
				"This is not an evidence file, or one of a version that this verifier does not know. Check the \
				 file's name, or use a newer verifier.",
			),
			Failure::NotCanonical { offset } => write!(
				f,
				"At byte {offset} the file is not written in the one form that evidence has: something \
				 reformatted or altered it. Ask for the original.",
			),
			Failure::TrailingBytes => f.write_str(
				"Something follows the end of the evidence. Ask for the original; do not cut it yourself.",
			),
			Failure::DigestMismatch => f.write_str(
				"The digest is not that of the file. Every link above holds, so the change is in the part \
				 that nobody vouches for, or in the digest. Ask for the original.",
			),
			Failure::Unneeded { part } => write!(
				f,
				"What the file shows holds, and is more than its claim needs: {part}. Something was added or taken out; \
				 ask for the original.",
			),
			_ => f.write_str(
				"The file asks for more signature checks than any honest one needs. Ask for one that starts \
				 at a later checkpoint.",
			),
		}
	}

	fn of_the_chain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Failure::AnchorMismatch => f.write_str(
				"The file starts from an anchor that you do not accept. Compare the fingerprint with the \
				 published one, letter by letter, or ask for a file that starts from yours.",
			),
			Failure::WrongChain => f.write_str(
				"The file, or a signature in it, belongs to another chain than the one expected. Ask for \
				 evidence from the right network.",
			),
			Failure::HardForkCrossed { number } => write!(
				f,
				"A hard fork at block {number} lies between the anchor and what is claimed. Ask for a file \
				 that starts at the fork or later.",
			),
			Failure::GenesisProofInvalid => f.write_str(
				"Block 0 in the file is not the one that the genesis hash names, or its state has other \
				 validators. Either the header, the proof or the validators were altered; which, nobody can \
				 tell. Ask for the file again.",
			),
			Failure::SetChangeBroken { set, why } => write!(
				f,
				"The change away from validator set {set} does not hold: {why}. Either the header or its votes were \
				 altered, or a change is missing. Trust ends there; ask for a file with every change in order.",
			),
			Failure::ForcedChange { set } => write!(
				f,
				"Validator set {set} was replaced by force, so its votes say nothing about who followed. Ask \
				 for a file that starts at a later checkpoint.",
			),
			Failure::HeaderLinkBroken { height } => write!(
				f,
				"The header due at height {height} is not the child of the one before it. One of the two was \
				 altered; which, nobody can tell. Ask for the file again.",
			),
			Failure::JustificationInvalid { set, why } => write!(
				f,
				"The votes of validator set {set} do not make their block final: {why}. Either the votes or \
				 the header was altered; which, nobody can tell. Ask for the file again.",
			),
			_ => f.write_str(
				"The file contradicts a block that you trust: it has another block at that height, or votes \
				 above it of validators who had no say there. Do not accept the file; tell the consortium.",
			),
		}
	}

	fn of_the_statement(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			Failure::StateProofInvalid { point, why } => write!(
				f,
				"What is read at point {point} does not follow from its block: {why}. Either the proof or the \
				 header was altered. Ask for the file again.",
			),
			Failure::SchemaMismatch { name } => write!(
				f,
				"How `{name}` stored its rows at that block is not known to this verifier. Use one that knows \
				 the schema.",
			),
			Failure::Undecodable { name } => write!(
				f,
				"The proved bytes of `{name}` do not read as its schema says. Check which release ran at that \
				 block.",
			),
			Failure::ValueMismatch { field } => write!(
				f,
				"The claim about `{field}` is not what the chain holds. Do not rely on the claim.",
			),
			Failure::OpeningMismatch { id } => write!(
				f,
				"What {} is said to be made of does not hash to it. Ask the holder for the right opening.",
				to_hex(id),
			),
			Failure::TrailMismatch { n } => write!(
				f,
				"The history shown breaks at event {n}: it does not lead to what the row committed to. An \
				 event was changed, left out or added. Ask for the whole trail.",
			),
			Failure::LicenceNotValidAt { block } => write!(
				f,
				"At the end of block {block}, where the claim needs it, the licence was not valid. Do not rely on the claim.",
			),
			Failure::TimeBracketInvalid => f.write_str(
				"The two blocks shown do not enclose the time in question. Ask for the block before and the \
				 block after it.",
			),
			Failure::ExtrinsicNotIncluded { point, index } => write!(
				f,
				"Extrinsic {index} does not stand in the block of point {point} as shown: either the proof or \
				 the header was altered. Ask for the file again.",
			),
			Failure::SignatureInvalid { index } => write!(
				f,
				"The signature in extrinsic {index} does not fit what it is said to sign. Do not rely on it.",
			),
			Failure::SignerMismatch => f.write_str(
				"Another key signed than the one that the row or event names. Do not rely on the signature.",
			),
			Failure::FieldProofInvalid { path } => write!(
				f,
				"The field `{path}` does not belong to the document: value, salt or place was changed. Ask \
				 the holder to show it again.",
			),
			Failure::NotEstablished { part } => write!(
				f,
				"What the file shows holds, and does not suffice for its claim: {part} is missing. Ask for a \
				 file that shows it.",
			),
			_ => Ok(()),
		}
	}
}

impl fmt::Display for ChangeFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		let text = match self {
			ChangeFault::Votes(why) => return write!(f, "the votes for it do not suffice: {why}"),
			ChangeFault::Height => "it does not lie above the one before it",
			ChangeFault::NoChange => "its block announces no next set",
			ChangeFault::Delayed => "it was announced for a later block",
			ChangeFault::Authorities => {
				"its next set is empty, too large, or has a key twice or a key without weight"
			},
			ChangeFault::NoVotes => "it has no votes of its own",
		};
		f.write_str(text)
	}
}

impl fmt::Display for VoteFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		match self {
			VoteFault::Shape => {
				f.write_str("signers and signatures do not fit one another or the set")
			},
			VoteFault::TooFewVotes => f.write_str("there are too few"),
			VoteFault::NotMinimal => f.write_str("there are more than needed"),
			VoteFault::TargetNotDescendant => {
				f.write_str("one is for a block that does not descend from it")
			},
			VoteFault::Overshot => f.write_str("none is for the block itself"),
			VoteFault::BelowAnchor => f.write_str("the block is not above the anchor"),
			VoteFault::UnusedAncestry => {
				f.write_str("a header is shown that no vote needs, or out of order")
			},
			VoteFault::BadSignature { signer } => {
				write!(f, "the signature of validator {signer} does not fit")
			},
		}
	}
}

impl fmt::Display for ProofFault {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			ProofFault::RootMismatch => "the proof is that of another block",
			ProofFault::Incomplete => "the proof lacks a node",
			ProofFault::Unused => "the proof has a node that nothing needs",
			ProofFault::Malformed => "a node of the proof is not one",
			ProofFault::TooLarge => "the values that it shows are too large",
			ProofFault::Order => "a name stands twice or out of order",
		})
	}
}

#[cfg(feature = "std")]
impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
	use super::{Failure::*, *};
	use alloc::vec::Vec;

	#[test]
	fn exit_codes_are_those_of_the_docs() {
		let (id, point, index, set) = ([0; 32], 0, 0, 0);
		let (path, name, field, part) = (String::new, String::new, String::new, String::new);
		let votes = VoteFault::Shape;
		let failures = [
			TooLarge,
			Malformed { path: path() },
			NotCanonical { offset: 0 },
			TrailingBytes,
			TooMuchWork,
			DigestMismatch,
			Unneeded { part: part() },
			AnchorMismatch,
			WrongChain,
			HardForkCrossed { number: 0 },
			GenesisProofInvalid,
			BeyondMandate,
			SetChangeBroken { set, why: ChangeFault::Height },
			ForcedChange { set },
			HeaderLinkBroken { height: 0 },
			JustificationInvalid { set, why: votes },
			StateProofInvalid { point, why: ProofFault::Unused },
			SchemaMismatch { name: name() },
			Undecodable { name: name() },
			ValueMismatch { field: field() },
			OpeningMismatch { id },
			TrailMismatch { n: 0 },
			LicenceNotValidAt { block: 0 },
			TimeBracketInvalid,
			FieldProofInvalid { path: path() },
			NotEstablished { part: part() },
			ExtrinsicNotIncluded { point, index },
			SignatureInvalid { index },
			SignerMismatch,
		];
		let ours = failures.map(|failure| (failure.exit_code(), failure.name()));

		let page = include_str!("../../docs/evidence.md");
		let (_, section) = page.split_once("### Exit codes").unwrap();
		let (section, _) = section.split_once("###").unwrap();
		let mut theirs = Vec::new();
		for row in section.lines().filter(|line| line.contains(" to ")) {
			let (codes, names) = row.trim_matches(['|', ' ']).split_once(" | ").unwrap();
			let (first, last) = codes.split_once(" to ").unwrap();
			let names = names.split(", ").map(|name| String::from(name.trim_matches('`')));
			theirs.extend((first.parse::<u8>().unwrap()..).zip(names));
			assert_eq!(theirs.last().unwrap().0, last.parse::<u8>().unwrap(), "{row}");
		}
		assert_eq!(theirs, ours);
		assert!(section.contains("3 `UnknownFormat`") && UnknownFormat.exit_code() == 3);
	}
}
