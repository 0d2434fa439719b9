//! What a file holds: section 4 of the format, as types. Reading one checks its form and its limits, nothing else.

use crate::{
	failure::Failure,
	header::Header,
	json::{names, record, Bytes, Json, List, Reader, Text, Writer},
	reads::Read,
	Hash,
};
use alloc::{string::String, vec::Vec};

/// The format and its version. Another is refused.
pub const FORMAT: &str = "salus-evidence/1";

/// Ending of a file's name.
pub const ENDING: &str = ".salus.json";

/// Media type.
pub const MEDIA_TYPE: &str = "application/vnd.salus.evidence+json";

/// Most bytes, without the newline at the end.
pub const MAX_BYTES: usize = 4 << 20;

/// Most validators of a set.
pub const MAX_AUTHORITIES: usize = 1_024;

/// Most changes of the set between the anchor and the last point.
pub const MAX_CHANGES: usize = 4_096;

/// Most headers between two blocks.
pub const MAX_LINKS: usize = 4_096;

/// Most points.
pub const MAX_POINTS: usize = 8;

/// Most nodes of one proof.
pub const MAX_NODES: usize = 256;

/// Most names read at one point.
pub const MAX_READS: usize = 64;

/// Most extrinsics shown of one block.
pub const MAX_EXTRINSICS: usize = 4;

/// Most signatures shown of one extrinsic: whoever sends a batch, and the patients whose acts it carries.
pub const MAX_SIGNED: usize = 33;

/// A file, without its format and its digest.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct File {
	/// The chain.
	pub chain: ChainId,
	/// From where trust starts.
	pub anchor: Anchor,
	/// How the set of validators changed since the anchor, oldest first.
	pub changes: List<Change, MAX_CHANGES>,
	/// Blocks at which something is proved; the first is `at`, that of the main row.
	pub points: List<Point, MAX_POINTS>,
	/// What is claimed.
	pub statement: Statement,
	/// What ids and commitments open to.
	pub openings: List<Opening, 16>,
	/// The history of the main row.
	pub trail: Option<Trail>,
	/// The fields shown of a document.
	pub document: Option<Document>,
	/// Of which version the runtime was at the points.
	pub runtime: List<RuntimeFacts, MAX_POINTS>,
	/// How rows and events are read.
	pub schemas: List<Schema, 16>,
	/// What nobody vouches for.
	pub unproved: Unproved,
}
record!(File {
	chain,
	anchor,
	changes,
	points,
	statement,
	openings,
	trail,
	document,
	runtime,
	schemas,
	unproved,
});

/// The chain.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChainId {
	/// Hash of block 0.
	pub genesis: Hash,
}
record!(ChainId { genesis });

/// From where trust starts: block `hash` is final, and `authorities` as set `set` vote on what follows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Anchor {
	/// How the expert came to trust it.
	pub kind: AnchorKind,
	/// Height of the block.
	pub number: u32,
	/// Hash of the block.
	pub hash: Hash,
	/// Id of the set.
	pub set: u64,
	/// GRANDPA keys of the set, in its order.
	pub authorities: List<Hash, MAX_AUTHORITIES>,
	/// Weights of the votes in the order of the keys; absent if all are 1.
	pub weights: Option<List<u64, MAX_AUTHORITIES>>,
	/// Block 0; only of a genesis.
	pub header: Option<Header>,
	/// That `authorities` stand in the state of block 0; only of a genesis.
	pub proof: Option<List<Bytes, MAX_NODES>>,
}
record!(Anchor { kind, number, hash, set, authorities, weights, header, proof });

/// How the expert came to trust an anchor.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnchorKind {
	/// The expert knows the hash of block 0.
	Genesis,
	/// The expert knows the fingerprint of a later block with its set, published by the consortium.
	Checkpoint,
}

/// The change from one set to the next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
	/// The last block of the older set; its digest names the next one.
	pub header: Header,
	/// The older set's votes for it.
	pub finality: Finality,
}
record!(Change { header, finality });

/// A block at which something is proved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
	/// The block.
	pub header: Header,
	/// The headers after it, up to where finality is shown.
	pub links: List<Header, MAX_LINKS>,
	/// Why the block is final.
	pub finality: Finality,
	/// What is read of its state.
	pub state: Option<State>,
	/// Extrinsics of the block.
	pub extrinsics: Option<List<ExtrinsicProof, MAX_EXTRINSICS>>,
}
record!(Point { header, links, finality, state, extrinsics });

/// Why the last of a point's headers is final.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finality {
	/// The set voted for it.
	Votes(Votes),
	/// It is the anchor's block.
	Ancestor,
	/// The next header is that of a later point.
	Point(PointRef),
}

/// The votes of a set, as few as suffice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Votes {
	/// Round of the vote.
	pub round: u64,
	/// Who voted: bit `i % 8` of byte `i / 8` is authority `i`; as many bytes as the set needs.
	pub signers: Bytes,
	/// Their Ed25519 signatures, in the order of the set.
	pub signatures: List<[u8; 64], MAX_AUTHORITIES>,
	/// For what each signer voted, in the order of the signatures; absent if all voted for the block itself.
	pub targets: Option<List<Hash, MAX_AUTHORITIES>>,
	/// Headers from above the block to those targets, by height, then by hash; absent with `targets`.
	pub ancestry: Option<List<Header, MAX_LINKS>>,
}

/// Names a point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PointRef {
	/// Its place in the file.
	pub index: u32,
}

/// What is read of a block's state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
	/// One compact proof of all names.
	pub nodes: List<Bytes, MAX_NODES>,
	/// The names, in their order.
	pub reads: List<Read, MAX_READS>,
}
record!(State { nodes, reads });

/// An extrinsic in its block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ExtrinsicProof {
	/// Its place in the block.
	pub index: u32,
	/// Compact proof under the root of the block's extrinsics. The extrinsic itself is the value in it.
	pub nodes: List<Bytes, MAX_NODES>,
	/// What was signed but not sent, per signature: of the transaction, then of each meta transaction inside.
	pub implicit: List<Bytes, MAX_SIGNED>,
}
record!(ExtrinsicProof { index, nodes, implicit });

/// What is claimed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
	/// What it is about.
	pub kind: Kind,
	/// Which row, and what of it.
	pub args: List<Scalar, 8>,
	/// The claim in decoded values. The verifier derives the same list and compares it whole, in its order.
	pub expect: Claims,
}
record!(Statement { kind, args, expect });

/// What a statement is about. Append only.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Kind {
	/// State and history of a prescribed item.
	Prescription,
	/// One dispense of an item.
	Dispense,
	/// A licence at a block.
	Licence,
	/// A participant's standing at a time.
	Consent,
	/// That a participant withdrew.
	Withdrawal,
	/// A health record.
	Record,
	/// A grant of access with its receipts.
	Grant,
	/// A claim for money.
	Claim,
	/// That there is no such row.
	Absent,
	/// That a key signed a call.
	Signed,
}

/// Decoded values under their names: nested ones under paths such as `dispenses.0.quantity`. At most 1,024.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Claims(pub Vec<(String, Scalar)>);

/// A decoded value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Scalar {
	/// A number below 2^53; larger ones are texts of decimal digits.
	Number(u64),
	/// Yes or no.
	Flag(bool),
	/// A text; bytes are lower-case hex behind `0x`. At most 4,096 characters.
	Text(String),
}

/// What an id or a commitment opens to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Opening {
	/// The id or commitment.
	pub id: Hash,
	/// The constant that its hash starts with.
	pub domain: Text<32>,
	/// What follows the domain.
	pub parts: List<Scalar, 8>,
}
record!(Opening { id, domain, parts });

/// The history of a row, or the end of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trail {
	/// How many earlier events are not shown.
	pub start_n: u32,
	/// The head after those.
	pub start_head: Hash,
	/// The events shown, oldest first.
	pub entries: List<Entry, 1_024>,
}
record!(Trail { start_n, start_head, entries });

/// One event of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
	/// The pallet's event in SCALE.
	pub event: Bytes,
	/// Block.
	pub block: u32,
	/// Time with which it entered the trail, in milliseconds since the Unix epoch.
	pub now: u64,
}
record!(Entry { event, block, now });

/// Fields of a document that the holder chose to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
	/// The root over all fields.
	pub commitment: Hash,
	/// Name and version of the document's schema.
	pub version: Text<64>,
	/// The fields shown.
	pub fields: List<Field, 256>,
}
record!(Document { commitment, version, fields });

/// One field of a document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
	/// Its path in the schema.
	pub path: Text<128>,
	/// Its salt.
	pub salt: Hash,
	/// The canonical JSON of its value; absent if the document has no such field.
	pub value: Option<Bytes>,
	/// The hashes beside the way up to the root, from the leaf's neighbour on.
	pub proof: List<Hash, 16>,
}
record!(Field { path, salt, value, proof });

/// Of which version the runtime was at a point.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuntimeFacts {
	/// The point.
	pub point: u32,
	/// The version that ran the block.
	pub spec: u32,
	/// Hash of the code that the block leaves for the next one: after an upgrade in it, not what ran it.
	pub code: Hash,
	/// Digest of the metadata (RFC-78), where signed or listed in a release of the trust file.
	pub metadata: Option<Hash>,
}
record!(RuntimeFacts { point, spec, code, metadata });

/// How the rows and events of a pallet are read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Schema {
	/// The pallet.
	pub name: Text<64>,
	/// Its storage version.
	pub version: u32,
	/// `blake2_256` of the text.
	pub hash: Hash,
	/// The SCALE types of rows and events.
	pub text: Option<Text<32_768>>,
}
record!(Schema { name, version, hash, text });

/// What nobody vouches for.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Unproved {
	/// Software that wrote the file.
	pub exporter: Text<128>,
	/// When, in milliseconds since the Unix epoch.
	pub time: u64,
	/// Prefix with which the network writes addresses.
	pub ss58: u32,
	/// A remark of whoever exported it.
	pub note: Text<768>,
}
record!(Unproved { exporter, time, ss58, note });

names!(AnchorKind { Genesis => "genesis", Checkpoint => "checkpoint" });

names!(Kind {
	Prescription => "prescription",
	Dispense => "dispense",
	Licence => "licence",
	Consent => "consent",
	Withdrawal => "withdrawal",
	Record => "record",
	Grant => "grant",
	Claim => "claim",
	Absent => "absent",
	Signed => "signed",
});

/// The name of a kind of finality in a file.
#[derive(Clone, Copy)]
enum FinalityKind {
	Votes,
	Ancestor,
	Point,
}

names!(FinalityKind { Votes => "votes", Ancestor => "ancestor", Point => "point" });

impl Json for Finality {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.expect("{")?;
		let finality = match Json::read_field("kind", reader)? {
			FinalityKind::Votes => Finality::Votes(Votes {
				round: Json::read_field("round", reader)?,
				signers: Json::read_field("signers", reader)?,
				signatures: Json::read_field("signatures", reader)?,
				targets: Json::read_field("targets", reader)?,
				ancestry: Json::read_field("ancestry", reader)?,
			}),
			FinalityKind::Ancestor => Finality::Ancestor,
			FinalityKind::Point => {
				Finality::Point(PointRef { index: Json::read_field("index", reader)? })
			},
		};
		reader.expect("}")?;
		Ok(finality)
	}

	fn write(&self, writer: &mut Writer) {
		writer.raw("{");
		match self {
			Finality::Votes(votes) => {
				FinalityKind::Votes.write_field("kind", writer);
				votes.round.write_field("round", writer);
				votes.signers.write_field("signers", writer);
				votes.signatures.write_field("signatures", writer);
				votes.targets.write_field("targets", writer);
				votes.ancestry.write_field("ancestry", writer);
			},
			Finality::Ancestor => FinalityKind::Ancestor.write_field("kind", writer),
			Finality::Point(point) => {
				FinalityKind::Point.write_field("kind", writer);
				point.index.write_field("index", writer);
			},
		}
		writer.raw("}");
	}
}

impl Json for Scalar {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		if reader.take("true") {
			return Ok(Scalar::Flag(true));
		}
		if reader.take("false") {
			return Ok(Scalar::Flag(false));
		}
		match reader.rest().first() {
			Some(b'"') => reader.string(4_096).map(|text| Scalar::Text(text.into())),
			_ => reader.number().map(Scalar::Number),
		}
	}

	fn write(&self, writer: &mut Writer) {
		match self {
			Scalar::Number(number) => writer.number(*number),
			Scalar::Flag(flag) => writer.raw(if *flag { "true" } else { "false" }),
			Scalar::Text(text) => writer.string(text),
		}
	}
}

/// Most values of a claim.
const MAX_CLAIMS: usize = 1_024;

impl Json for Claims {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.expect("{")?;
		let mut claims = Vec::new();
		while !reader.take("}") {
			if !claims.is_empty() {
				reader.expect(",")?;
			}
			let name = reader.string(128)?.into();
			reader.expect(":")?;
			if claims.len() >= MAX_CLAIMS {
				return Err(reader.malformed());
			}
			claims.push((name, Scalar::read(reader)?));
		}
		Ok(Claims(claims))
	}

	fn write(&self, writer: &mut Writer) {
		writer.raw("{");
		for (name, value) in &self.0 {
			writer.key(name);
			value.write(writer);
		}
		writer.raw("}");
	}
}
