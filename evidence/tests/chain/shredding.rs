//! Five hundred records, of which a tenth is shredded: what can be proved of each, before and after.

use crate::world::{general, trie, Entries, World, EPOCH};
use codec::Encode;
use salus_evidence::{
	build,
	document::Shown,
	failure::Failure,
	file::{Claims, Document, Entry, Field, File, Kind, Opening, Point, Scalar, Statement, Trail},
	json::{to_hex, Bytes},
	reads::{Arg, Read, STORAGE_VERSION},
	report::Outcome,
	rows::{
		self,
		records::{Event, KeptRecord, Marker, Record, ShredReason, Version, DOMAIN},
		registry::{Licence, Standing},
		Moment, Pallet, Role, DAY,
	},
	statement::Verdict,
	trail,
	verify::verify,
	Hash,
};
use salus_fhir::{records::of_bundle, Draft, Profile};
use sp_core::Blake2Hasher;
use sp_crypto_hashing::blake2_256;
use sp_trie::LayoutV1;
use std::{
	collections::BTreeSet,
	fs,
	path::{Path, PathBuf},
};

const RECORDS: usize = 500;
const SHREDDED: usize = RECORDS / 10;
/// What chance begins with; every failure names it.
const SEED: u64 = 0x5A1D5;

const HOSPITAL: u32 = 3;
const PATIENT: Hash = [4; 32];
/// Heights of two blocks that are shown: the last before the first shredding, and one after the last.
const BEFORE: u32 = 130;
const AFTER: u32 = 200;

fn time(block: u32) -> Moment {
	EPOCH + 2_000 * Moment::from(block)
}

/// Numbers that depend on the seed alone.
struct Chance(Hash);

impl Chance {
	fn bytes(&mut self) -> Hash {
		self.0 = blake2_256(&self.0);
		blake2_256(&[&self.0[..], b"out"].concat())
	}

	fn below(&mut self, bound: usize) -> usize {
		let [a, b, c, d, ..] = self.bytes();
		u32::from_le_bytes([a, b, c, d]) as usize % bound
	}
}

/// Every resource of the folders of FHIR files that can be a record.
fn drafts() -> Vec<Draft> {
	let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fhir/data");
	let profile = Profile::r4(Some("Europe/Amsterdam")).unwrap();
	let mut files = ["hl7-r4", "synthea"]
		.iter()
		.flat_map(|folder| fs::read_dir(data.join(folder)).unwrap())
		.map(|entry| entry.unwrap().path())
		.collect::<Vec<_>>();
	files.sort();
	let read = |file: &PathBuf| of_bundle(&fs::read(file).unwrap(), &profile).unwrap();
	let read = files.iter().flat_map(read);
	read.filter_map(|entry| entry.outcome.ok()).map(|record| record.draft).collect()
}

/// A record with the holder's document.
#[derive(Debug)]
struct Kept {
	document: salus_fhir::Document,
	id: Hash,
	authored_at: Moment,
	anchored: u32,
	/// When it is shredded, if ever.
	shredded: Option<u32>,
}

impl Kept {
	fn new(n: usize, draft: &Draft, shredded: Option<u32>, chance: &mut Chance) -> Self {
		let document = draft.commit(|| Ok(chance.bytes())).unwrap();
		let anchored = 1 + n as u32 / 4;
		let authored_at = time(anchored) - 1 - n as Moment;
		let parts = (HOSPITAL, authored_at, document.commitment()).encode();
		let id = blake2_256(&[DOMAIN, &parts].concat());
		Kept { document, id, authored_at, anchored, shredded }
	}

	/// The row at a block, and the history that it holds.
	fn row(&self, at: u32) -> (Record, Trail) {
		let (id, custodian, patient, reason) =
			(self.id, HOSPITAL, PATIENT, ShredReason::PatientRequest);
		let anchored = (Event::Anchored { id, custodian, patient, set: 5 }, self.anchored);
		let shredded = self.shredded.filter(|block| *block <= at);
		let shred = shredded.map(|block| (Event::Shredded { id, reason }, block));
		let entries: Vec<_> = [anchored].into_iter().chain(shred).map(entry).collect();
		let head = entries.iter().fold(id, |head, entry| trail::next(&head, entry));
		let (n, last) = (entries.len() as u32, shredded.unwrap_or(self.anchored));
		let told = rows::Trail { head, n, last };
		let block = self.anchored;
		let row = match shredded {
			Some(at) => {
				Record::Shredded(Marker { custodian, block, at: time(at), reason, trail: told })
			},
			None => Record::Kept(KeptRecord {
				custodian,
				patient,
				set: 5,
				block,
				disputed: false,
				version: Version::Live,
				hold: None,
				erasure: None,
				trail: told,
				ticket: (),
			}),
		};
		(row, Trail { start_n: 0, start_head: id, entries: entries.into() })
	}

	fn opening(&self) -> Opening {
		let parts = vec![
			HOSPITAL.into(),
			self.authored_at.into(),
			Scalar::from(self.document.commitment()),
		];
		let domain = std::str::from_utf8(DOMAIN).unwrap().into();
		Opening { id: self.id, domain, parts: parts.into() }
	}

	/// Some fields of the document, by chance, and what they say.
	fn fields(&self, chance: &mut Chance) -> (Document, Vec<Shown>) {
		let schema = self.document.schema();
		let chosen = (0..=chance.below(3)).map(|_| chance.below(schema.fields.len()));
		let chosen = chosen.collect::<BTreeSet<_>>().into_iter().map(|place| schema.fields[place]);
		let (fields, said) = chosen
			.map(|path| {
				let proof = self.document.prove(path).unwrap();
				let value = proof.value.map(|value| value.canonical());
				let said = Shown { path: path.into(), value: value.clone() };
				let value = value.map(|value| Bytes(value.into_bytes()));
				let (salt, way) = (proof.salt, proof.siblings.into());
				(Field { path: path.into(), salt, value, proof: way }, said)
			})
			.unzip::<_, _, Vec<_>, _>();
		let (commitment, version) = (self.document.commitment(), schema.name.into());
		(Document { commitment, version, fields: fields.into() }, said)
	}
}

fn entry((event, block): (Event, u32)) -> Entry {
	Entry { event: Bytes(event.encode()), block, now: time(block) }
}

/// The chain, as it was before and after, and what all files about one block have in common.
struct Archive {
	world: World,
	blocks: [(u32, File); 2],
}

fn reads(id: Hash) -> Vec<Read> {
	let read = |pallet: &str, name: &str, args: &[Arg]| Read::new(pallet, name, args).unwrap();
	let (records, registry) = (Pallet::HealthRecords.name(), Pallet::Registry.name());
	vec![
		read(records, "Records", &[Arg::Id(id)]),
		read(records, STORAGE_VERSION, &[]),
		read(registry, "Licences", &[Arg::Number(HOSPITAL.into())]),
		read(registry, STORAGE_VERSION, &[]),
	]
}

/// The state of a block.
fn state(records: &[Kept], block: u32) -> Entries {
	let licence = Licence {
		holder: [5; 32],
		organisation: 3,
		role: Role::Hospital,
		bonded: true,
		from: EPOCH,
		until: EPOCH + 365 * DAY,
		standing: Standing::Active,
		set: (1, time(1)),
	};
	let every = general(block).into_iter();
	let mut entries: Entries =
		every.filter_map(|(read, value)| Some((read.key().to_vec(), value?))).collect();
	for kept in records {
		// In the order of `reads`.
		let values = [
			kept.row(block).0.encode(),
			Pallet::HealthRecords.version().encode(),
			licence.encode(),
			Pallet::Registry.version().encode(),
		];
		entries.extend(reads(kept.id).iter().map(|read| read.key().to_vec()).zip(values));
	}
	entries
}

impl Archive {
	fn new(records: &[Kept]) -> Self {
		let mut world = World::new(4);
		for block in [BEFORE, AFTER] {
			world.pass(block as usize - world.head() - 1);
			let state = trie::<LayoutV1<Blake2Hasher>>(&state(records, block));
			world.block_with(state, vec![], vec![]);
		}
		world.pass(2);
		let way = world.way(0);
		let file = |block: u32| {
			let point = world.voted(&way, block as usize, block as usize + 2);
			(block, world.file(0, &way, vec![point]))
		};
		let blocks = [file(BEFORE), file(AFTER)];
		Archive { world, blocks }
	}

	/// A file about a record at one of the blocks, with what its holder adds, as far as it can be made.
	fn make(
		&self,
		(block, common): &(u32, File),
		kept: &Kept,
		opening: Option<Opening>,
		document: Option<Document>,
	) -> Result<Vec<u8>, Failure> {
		let mut file = common.clone();
		let point: Point = file.points.0.remove(0);
		let every = general(*block).map(|(read, _)| read).to_vec();
		let reads = [reads(kept.id), every].concat();
		file.points = vec![self.world.reading_of(point, *block as usize, reads)].into();
		let args = vec![Scalar::Text(to_hex(&kept.id))].into();
		file.statement = Statement { kind: Kind::Record, args, expect: Claims::default() };
		file.trail = Some(kept.row(*block).1);
		file.openings = opening.into_iter().collect::<Vec<_>>().into();
		file.document = document;
		build::finish(file, false)
	}

	/// What a file proves.
	fn verdict(&self, file: &[u8]) -> Verdict {
		let report = verify(file, &self.world.trust());
		assert_eq!(report.outcome, Outcome::Verified, "seed {SEED:#x}");
		report.verdict.unwrap()
	}
}

fn said(verdict: &Verdict, name: &str) -> Option<Scalar> {
	let mut claims = verdict.claims.0.iter();
	claims.find(|(claim, _)| claim == name).map(|(_, value)| value.clone())
}

/// Fields of a record that is kept can be shown, as they are.
fn opens(archive: &Archive, block: usize, kept: &Kept, chance: &mut Chance) -> Vec<u8> {
	let (document, fields) = kept.fields(chance);
	let (opening, what) = (Some(kept.opening()), &archive.blocks[block]);
	let made = archive.make(what, kept, opening, Some(document));
	let file = made.unwrap_or_else(|failure| panic!("seed {SEED:#x}, {kept:?}: {failure}"));
	let verdict = archive.verdict(&file);
	assert_eq!(verdict.fields, fields, "seed {SEED:#x}, {kept:?}");
	assert_eq!(said(&verdict, "status"), Some("live".into()));
	file
}

/// Of a shredded record the marker, its custodian's licence and its dates can be proved, and nothing that was in it, not even by
/// whoever kept a copy.
fn is_gone(archive: &Archive, kept: &Kept, other: &Kept, chance: &mut Chance) {
	let make = |opening: Option<&Kept>, document: Option<Document>| {
		archive.make(&archive.blocks[1], kept, opening.map(Kept::opening), document)
	};
	let shown = |kept: &Kept, chance: &mut Chance| Some(kept.fields(chance).0);
	let stranger = |id| Err(Failure::OpeningMismatch { id });
	let context = format!("seed {SEED:#x}, {kept:?}");
	assert_eq!(make(Some(kept), shown(kept, chance)), stranger(kept.id), "{context}");
	assert_eq!(make(Some(kept), None), stranger(kept.id), "{context}");
	let root = kept.document.commitment();
	assert_eq!(make(None, shown(kept, chance)), stranger(root), "{context}");
	// Nor do another's papers serve.
	assert_eq!(make(Some(other), shown(other, chance)), stranger(other.id), "{context}");

	let file = make(None, None).unwrap_or_else(|failure| panic!("{context}: {failure}"));
	assert!(!String::from_utf8(file.clone()).unwrap().contains(&to_hex(&root)), "{context}");
	let verdict = archive.verdict(&file);
	let shredded = kept.shredded.map(|block| time(block).into());
	let expected = [
		("status", Some("shredded".into())),
		("reason", Some("patient's request".into())),
		("shreddedAt", shredded),
		("anchoredBlock", Some(kept.anchored.into())),
		("anchoredTime", Some(time(kept.anchored).into())),
		("custodian", Some(HOSPITAL.into())),
		("licence.until", Some((EPOCH + 365 * DAY).into())),
		("authoredAt", None),
		("root", None),
		("patient", None),
	];
	for (name, value) in expected {
		assert_eq!(said(&verdict, name), value, "{name}: {context}");
	}
}

#[test]
fn a_tenth_is_shredded_and_the_rest_still_opens() {
	let mut chance = Chance(blake2_256(&SEED.encode()));
	let drafts = drafts();
	assert!(drafts.len() > 200, "{}", drafts.len());
	let mut chosen = BTreeSet::new();
	while chosen.len() < SHREDDED {
		chosen.insert(chance.below(RECORDS));
	}
	let records: Vec<_> = (0..RECORDS)
		.map(|n| {
			let soon = BEFORE + 1 + chance.below((AFTER - BEFORE) as usize) as u32;
			let shredded = chosen.contains(&n).then_some(soon);
			Kept::new(n, &drafts[n % drafts.len()], shredded, &mut chance)
		})
		.collect();
	let archive = Archive::new(&records);
	let mut opened = 0;
	for (n, kept) in records.iter().enumerate() {
		if kept.shredded.is_none() {
			opens(&archive, 1, kept, &mut chance);
			opened += 1;
			continue;
		}
		// What was given out before still verifies: the chain does not reach copies.
		let copy = opens(&archive, 0, kept, &mut chance);
		is_gone(&archive, kept, &records[(n + 1) % RECORDS], &mut chance);
		archive.verdict(&copy);
	}
	assert_eq!(opened, RECORDS - SHREDDED);
}
