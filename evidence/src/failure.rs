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
	/// A set signed above a checkpoint that the expert trusts and that names a later set.
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
	/// Every vote is for one and the same child, or above it: they make that final, and the client would say so.
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
			| Failure::TooMuchWork => self.of_the_file(f),
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
				"This is no evidence file of a version that this verifier knows. Check the file's name, \
				 or use a newer verifier.",
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
				 validators. Ask for the file again.",
			),
			Failure::SetChangeBroken { set, why } => write!(
				f,
				"The change away from validator set {set} does not hold: {why}. Trust ends there; ask for a \
				 file with every change in order.",
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
				"Keys of an older set signed above a checkpoint that you trust, where they had no say any \
				 more. Do not accept the file; tell the consortium.",
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
				 the schema, or add the release to the trust file.",
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
				"The licence was not valid at block {block}, where the claim needs it. The act had no licence.",
			),
			Failure::TimeBracketInvalid => f.write_str(
				"The two blocks shown do not enclose the time in question. Ask for the block before and the \
				 block after it.",
			),
			Failure::ExtrinsicNotIncluded { point, index } => write!(
				f,
				"Extrinsic {index} does not stand in the block of point {point} as shown. Ask for the file \
				 again.",
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
			VoteFault::Overshot => f.write_str("all are for a block above it"),
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
