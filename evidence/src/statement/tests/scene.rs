//! A file and what its chain part proved, made by hand.

use super::super::{check, derive, schemas, Verdict};
use crate::{
	facts::{Proved, ProvedPoint, Value},
	failure::Failure,
	file::{
		Anchor, AnchorKind, ChainId, Document, Entry, Field, File, Kind, Opening, Scalar,
		Statement, Trail, Unproved,
	},
	json::{to_hex, Bytes},
	reads::{Arg, Read, STORAGE_VERSION},
	rows::{
		self,
		registry::{Licence, Standing},
		Hash, Moment, Pallet, Role, DAY,
	},
	trail::next,
};
use codec::Encode;
use sp_crypto_hashing::blake2_256;

/// Time of the first block.
pub const START: Moment = 1_800_000_000_000;
/// Height of `at`.
pub const AT: u32 = 100;

/// When a block was: one in two seconds.
pub fn time(block: u32) -> Moment {
	START + 2_000 * Moment::from(block)
}

#[derive(Clone, PartialEq, Debug)]
pub struct Scene {
	pub file: File,
	pub proved: Proved,
}

impl Scene {
	/// A statement, at block [`AT`].
	pub fn new(kind: Kind, args: Vec<Scalar>) -> Self {
		let anchor = Anchor {
			kind: AnchorKind::Checkpoint,
			number: 0,
			hash: [0; 32],
			set: 0,
			authorities: vec![].into(),
			weights: None,
			header: None,
			proof: None,
		};
		let file = File {
			chain: ChainId { genesis: [0; 32] },
			anchor,
			changes: vec![].into(),
			points: vec![].into(),
			statement: Statement { kind, args: args.into(), expect: Default::default() },
			openings: vec![].into(),
			trail: None,
			document: None,
			runtime: vec![].into(),
			schemas: vec![].into(),
			unproved: Unproved::default(),
		};
		let mut scene = Scene { file, proved: Proved { genesis: [0; 32], points: vec![] } };
		scene.point(AT);
		scene
	}

	/// One more point, of this height.
	pub fn point(&mut self, number: u32) -> usize {
		let time_of = read("Timestamp", "Now", vec![]);
		let reads = [(time_of, Value::Bytes(time(number).encode()))].into_iter().collect();
		let hash = |number: u32| blake2_256(&number.encode());
		let (hash, parent) = (hash(number), hash(number - 1));
		let place = self.proved.points.len();
		let point = ProvedPoint { place, number, hash, parent, reads, extrinsics: vec![] };
		self.proved.points.push(point);
		place
	}

	/// A value under a name at a point, with what is read beside every row.
	pub fn read(&mut self, place: usize, pallet: Pallet, item: &str, args: Vec<Arg>, value: Value) {
		let reads = &mut self.proved.points[place].reads;
		let version = Value::Bytes(pallet.version().encode());
		reads.insert(read(pallet.name(), STORAGE_VERSION, vec![]), version);
		reads.insert(read("MultiBlockMigrations", "Cursor", vec![]), Value::Absent);
		reads.insert(read(pallet.name(), item, args), value);
	}

	/// A row at a point.
	pub fn row(
		&mut self,
		place: usize,
		pallet: Pallet,
		item: &str,
		args: Vec<Arg>,
		row: &impl Encode,
	) {
		self.read(place, pallet, item, args, Value::Bytes(row.encode()));
	}

	/// A licence of this role at a point, valid from the first block on.
	pub fn licence(&mut self, place: usize, id: u32, role: Role) {
		self.licence_as(place, id, &licence(role));
	}

	pub fn licence_as(&mut self, place: usize, id: u32, licence: &Licence) {
		self.row(place, Pallet::Registry, "Licences", vec![Arg::Number(id.into())], licence);
	}

	/// What an id opens to.
	pub fn open(&mut self, id: Hash, domain: &[u8], licence: u32, authored_at: Moment, root: Hash) {
		let parts = vec![licence.into(), authored_at.into(), Scalar::from(root)].into();
		let domain = std::str::from_utf8(domain).unwrap().into();
		self.file.openings.0.push(Opening { id, domain, parts });
	}

	/// The history of the main row; the trail that the row holds.
	pub fn trail<E: Encode>(&mut self, begin: Hash, events: &[(E, u32)]) -> rows::Trail {
		let told = events.iter().map(|(event, block)| (event, *block, time(*block)));
		self.trail_at(begin, &told.collect::<Vec<_>>())
	}

	/// The same, of events with times of their own.
	pub fn trail_at<E: Encode>(&mut self, begin: Hash, events: &[(E, u32, Moment)]) -> rows::Trail {
		let entry = |(event, block, now): &(E, u32, Moment)| Entry {
			event: Bytes(event.encode()),
			block: *block,
			now: *now,
		};
		let entries: Vec<_> = events.iter().map(entry).collect();
		let head = entries.iter().fold(begin, |head, entry| next(&head, entry));
		let n = entries.len() as u32;
		let last = entries.last().map_or(0, |entry| entry.block);
		self.file.trail = Some(Trail { start_n: 0, start_head: begin, entries: entries.into() });
		rows::Trail { head, n, last }
	}

	/// A history that nothing asked for.
	pub fn trail_of_nothing(&mut self) {
		self.file.trail = Some(Trail { start_n: 0, start_head: [0; 32], entries: vec![].into() });
	}

	/// Hides the first events.
	pub fn hide(&mut self, events: usize) {
		let trail = self.file.trail.as_mut().unwrap();
		for entry in trail.entries.0.drain(..events) {
			trail.start_head = next(&trail.start_head, &entry);
			trail.start_n += 1;
		}
	}

	/// A document with one field, under a commitment that it need not have.
	pub fn show_document(&mut self, commitment: Hash) {
		let field = Field {
			path: "resource".into(),
			salt: [1; 32],
			value: None,
			proof: vec![[2; 32], [3; 32]].into(),
		};
		let version = "salus-message/1".into();
		self.file.document = Some(Document { commitment, version, fields: vec![field].into() });
	}

	/// A document with one field, and its commitment.
	pub fn document() -> Hash {
		let leaf =
			blake2_256(&[b"salus/field\x01".as_slice(), &[1; 32], b"[\"resource\"]"].concat());
		// The third of four leaves.
		let node = |left: Hash, right: Hash| {
			blake2_256(&[b"salus/node\x01".as_slice(), &left, &right].concat())
		};
		node([3; 32], node(leaf, [2; 32]))
	}

	/// Claims what follows, with the schemas that this takes.
	pub fn claim(&mut self) -> Verdict {
		let (verdict, _) = derive(&self.file, &self.proved).unwrap();
		self.file.statement.expect = verdict.claims.clone();
		self.file.schemas = schemas(&self.proved, false).into();
		verdict
	}

	pub fn checked(&self) -> Result<(), Failure> {
		check(&self.file, &self.proved).map(drop)
	}

	/// Whether anything does not hold when nothing is claimed.
	pub fn checked_anew(&self) -> Result<(), Failure> {
		derive(&self.file, &self.proved).map(drop)
	}

	/// What does not hold when nothing is claimed.
	pub fn failure(&self) -> Failure {
		derive(&self.file, &self.proved).unwrap_err()
	}

	/// A value of the claim.
	pub fn value(&self, name: &str) -> Scalar {
		let claims = derive(&self.file, &self.proved).unwrap().0.claims;
		claims.0.into_iter().find(|(field, _)| field == name).unwrap().1
	}
}

/// A licence of this role, valid from the first block on.
pub fn licence(role: Role) -> Licence {
	Licence {
		holder: [5; 32],
		organisation: 3,
		role,
		bonded: true,
		from: START,
		until: START + 365 * DAY,
		standing: Standing::Active,
		set: (1, time(1)),
	}
}

pub fn read(pallet: &str, item: &str, args: Vec<Arg>) -> Read {
	Read::new(pallet, item, args).unwrap()
}

pub fn text(hash: Hash) -> Scalar {
	Scalar::Text(to_hex(&hash))
}

/// The failure of a file that shows more than its claim needs.
pub fn unneeded(part: &str) -> Failure {
	Failure::Unneeded { part: part.into() }
}

/// The failure of a file that lacks something.
pub fn not_established(failure: &Failure) -> bool {
	matches!(failure, Failure::NotEstablished { .. })
}
