//! Every field of the format changed, in every way that its kind of value allows, and written anew with its digest: a table says
//! what each may give.

use crate::{
	tree::{accepting, Node},
	world::{absence, general, justification, trie, Entries, Validators, World, EPOCH},
};
use codec::Encode;
use salus_evidence::{
	build,
	file::{
		Document, Entry, Field, Finality, Kind, Opening, PointRef, Scalar, Statement, Trail, ENDING,
	},
	json::Bytes,
	reads::{Arg, Read, STORAGE_VERSION},
	report::Outcome,
	rows::{self, prescriptions, registry, Bounded, Pallet, Role, DAY},
	trail,
	trust::Trust,
	verify::{parse, verify},
	Hash,
};
use sp_core::Blake2Hasher;
use sp_crypto_hashing::blake2_256;
use sp_runtime::traits::Header as _;
use sp_trie::LayoutV1;
use std::{
	collections::{BTreeMap, BTreeSet},
	fs,
	path::Path,
};

/// The lines of the table in `fields.md`: a path, which stands for all below it that has no line of its own, and what a change
/// there may give beside failures of the form.
fn table() -> Vec<(String, BTreeSet<String>)> {
	let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/chain/fields.md");
	let text = fs::read_to_string(path).unwrap();
	let lines = text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
	let words = |cells: &str| {
		let words = cells.split(" |").next().unwrap().split(", ");
		words
			.filter(|word| !word.is_empty())
			.map(|word| word.trim_matches('`').to_owned())
			.collect()
	};
	lines.map(|(path, cells)| (path.trim_start_matches("file").to_owned(), words(cells))).collect()
}

/// Failures of the form: any change may give them, if its value is none that the format puts there.
const FORM: [&str; 4] = ["Malformed", "NotCanonical", "UnknownFormat", "TooMuchWork"];

/// A file with all that the table names: of a checkpoint with weights, with a change of the set, votes for descendants, an older
/// point and one that leads to another; about the absence of an item whose id is opened.
fn absent() -> Vec<u8> {
	let mut world =
		World::with(Validators { id: 0, members: vec![(0, 2), (1, 1), (2, 1), (3, 1)] });
	let old = world.block(vec![], vec![]);
	world.pass(1);
	let anchor = world.block(vec![], vec![]);
	world.change(4..8);
	let first = world.block(vec![], vec![]);
	let second = world.block(vec![], vec![]);
	world.pass(3);
	let way = world.way(anchor);

	let (opening, id) = opened([1; 32]);
	let item = Read::new("Prescriptions", "Items", [Arg::Id(id)]).unwrap();
	let mut reads = absence();
	reads[0] = item.clone();
	let state = |number: usize| {
		let nodes = world.blocks[number].nodes.iter().map(|node| &node[..]);
		Some(build::state(&world.known(number), nodes, reads.clone()).unwrap())
	};
	let headers = |range: std::ops::RangeInclusive<usize>| {
		range.map(|number| world.known(number)).collect::<Vec<_>>()
	};

	// The last votes are for the block after the next one.
	let tip = second + 1;
	let (set, ahead) = (world.set(), world.header(tip + 2));
	let cast = vec![set.vote(0, world.header(tip)), set.vote(1, ahead), set.vote(3, ahead)];
	let between = vec![world.header(tip + 1).clone(), ahead.clone()];
	let votes = justification(world.header(tip), cast, between).encode();
	let mut middle = way.point(world.known(second), headers(tip..=tip), &votes).unwrap();
	middle.state = state(second);
	let mut at = middle.clone();
	at.header = world.known(first);
	at.links = vec![].into();
	at.finality = Finality::Point(PointRef { index: 2 });
	at.state = state(first);
	let mut older = at.clone();
	older.header = world.known(old);
	older.links = headers(old + 1..=anchor).into();
	older.finality = Finality::Ancestor;
	older.state = state(old);

	let mut file = world.file(anchor, &way, vec![at, older, middle]);
	file.statement.args = vec![Scalar::Text(item.to_string())].into();
	file.openings = vec![opening].into();
	build::finish(file, true).unwrap()
}

/// A document of four leaves of which two are shown, and its commitment.
fn document() -> (Document, Hash) {
	let leaf = |path: &str, value: &str| {
		blake2_256(&[b"salus/field\x01", &[7; 32][..], path.as_bytes(), value.as_bytes()].concat())
	};
	let node =
		|left: Hash, right: Hash| blake2_256(&[&b"salus/node\x01"[..], &left, &right].concat());
	let leaves = [
		leaf("[\"profile\"", ",\"a\"]"),
		leaf("[\"completion\"", "]"),
		leaf("[\"resource\"", ",\"b\"]"),
		[3; 32],
	];
	let halves = [node(leaves[0], leaves[1]), node(leaves[2], leaves[3])];
	let commitment = node(halves[0], halves[1]);
	let field = |path: &str, value: Option<&str>, proof: [Hash; 2]| Field {
		path: path.into(),
		salt: [7; 32],
		value: value.map(|value| Bytes(value.as_bytes().to_vec())),
		proof: proof.to_vec().into(),
	};
	let fields = vec![
		field("profile", Some("\"a\""), [leaves[1], halves[1]]),
		field("completion", None, [leaves[0], halves[1]]),
		field("resource", Some("\"b\""), [leaves[3], halves[0]]),
	];
	(Document { commitment, version: "salus-message/1".into(), fields: fields.into() }, commitment)
}

/// An item's id of two days before the first block, and what it opens to.
fn opened(commitment: Hash) -> (Opening, Hash) {
	let (licence, authored_at) = (7u32, EPOCH - 2 * DAY);
	let id =
		blake2_256(&[prescriptions::DOMAIN, &(licence, authored_at, commitment).encode()].concat());
	let parts = vec![licence.into(), authored_at.into(), Scalar::from(commitment)].into();
	let domain = std::str::from_utf8(prescriptions::DOMAIN).unwrap().into();
	(Opening { id, domain, parts }, id)
}

/// A file of the genesis about a licence, with its history and a part of the credential.
fn licence() -> Vec<u8> {
	let (document, credential) = document();
	let (events, row, entry) = licensed(credential);
	let mut world = World::new(4);
	let number = world.block(vec![], vec![]);
	let named = |pallet: &str, name: &str, args: Vec<Arg>, value: Vec<u8>| {
		(Read::new(pallet, name, args).unwrap(), value)
	};
	let id = || vec![Arg::Number(7)];
	let rows = [
		named("Registry", "Licences", id(), row),
		named("Registry", "Files", id(), entry),
		named("Registry", STORAGE_VERSION, vec![], Pallet::Registry.version().encode()),
	];
	let every = general(number as u32);
	let known = rows.iter().map(|(name, row)| (name.key().to_vec(), row.clone()));
	let every_value = every.iter().cloned();
	let every_value = every_value.filter_map(|(name, value)| Some((name.key().to_vec(), value?)));
	let state: Entries = known.chain(every_value).collect();
	let (root, nodes) = trie::<LayoutV1<Blake2Hasher>>(&state);
	let block = &mut world.blocks[number];
	block.header.set_state_root(root);
	block.nodes = nodes;

	let way = world.way(0);
	let votes = world.set().justify(world.header(number));
	let mut point = way.point(world.known(number), vec![], &votes).unwrap();
	let reads = rows.into_iter().map(|(name, _)| name);
	let reads = reads.chain(every.into_iter().map(|(name, _)| name)).collect();
	let nodes = world.blocks[number].nodes.iter().map(|node| &node[..]);
	point.state = Some(build::state(&point.header, nodes, reads).unwrap());
	let mut file = world.file(0, &way, vec![point]);
	let args = vec![Scalar::Number(7), Scalar::Text(Role::Prescriber.word().into())].into();
	file.statement = Statement { kind: Kind::Licence, args, expect: Default::default() };
	file.trail = Some(events);
	file.document = Some(document);
	build::finish(file, false).unwrap()
}

/// The history of a licence, its row, and its entry in the registry.
fn licensed(credential: Hash) -> (Trail, Vec<u8>, Vec<u8>) {
	let terms = registry::Terms {
		holder: [5; 32],
		role: Role::Prescriber,
		organisation: 3,
		registrar: 1,
		from: EPOCH,
		until: EPOCH + DAY,
		credential,
		tier: 0,
		bond: 0,
	};
	let row = registry::Licence {
		holder: terms.holder,
		organisation: 3,
		role: terms.role,
		bonded: true,
		from: terms.from,
		until: terms.until,
		standing: registry::Standing::Active,
		set: (1, EPOCH + 2_000),
	};
	let start = trail::begin(b"Registry", &registry::Target::Licence(7));
	let events = [
		registry::Event::Granted { licence: 7, terms },
		registry::Event::TierSet { licence: 7, tier: 1, bond: 1 },
		registry::Event::TierSet { licence: 7, tier: 0, bond: 0 },
	];
	let entry = |event: &registry::Event| Entry {
		event: Bytes(event.encode()),
		block: 1,
		now: EPOCH + 2_000,
	};
	let entries: Vec<_> = events.iter().map(entry).collect();
	let head = entries.iter().fold(start, |head, entry| trail::next(&head, entry));
	let file = registry::File {
		registrar: 1,
		credential,
		granted: 1,
		tier: 0,
		bond: 0,
		ended: None,
		vetoed: false,
		pending: None,
		reports: Bounded::default(),
		trail: rows::Trail { head, n: 3, last: 1 },
	};
	let trail = Trail { start_n: 0, start_head: start, entries: entries.into() };
	(trail, row.encode(), file.encode())
}

/// A file, as a tree, with those who accept its anchor.
struct Sample {
	tree: Node,
	trust: Trust,
}

impl Sample {
	fn new(bytes: &[u8]) -> Self {
		let trust = accepting(&parse(bytes).unwrap().0);
		assert_eq!(verify(bytes, &trust).outcome, Outcome::Verified);
		let tree = Node::parse(bytes).unwrap();
		assert_eq!(tree.sealed(), bytes, "the tree is written as the file is");
		Sample { tree, trust }
	}

	/// What becomes of the file with another value in one place, in a word.
	fn with(&self, address: &[usize], value: Node) -> String {
		match verify(&self.tree.with(address, value).sealed(), &self.trust).outcome {
			Outcome::Refused(failure) => failure.name(),
			_ => "Verified".into(),
		}
	}
}

/// The files made here, with which fuzzing begins too: `SALUS_WRITE_VECTORS=1` writes them anew.
fn made() -> Vec<Vec<u8>> {
	let made = [("absent", absent()), ("licence", licence())];
	for (name, bytes) in &made {
		let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
		let path = folder.join(format!("{name}.salus.json"));
		if std::env::var_os("SALUS_WRITE_VECTORS").is_some() {
			fs::create_dir_all(&folder).unwrap();
			fs::write(&path, bytes).unwrap();
		}
		assert!(fs::read(path).unwrap() == *bytes, "{name}: write it anew, SALUS_WRITE_VECTORS=1");
	}
	made.map(|(_, bytes)| bytes).into()
}

/// The committed files of every kind, but the large one.
fn committed() -> impl Iterator<Item = Vec<u8>> {
	let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors/files");
	let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
	let mut paths: Vec<_> = paths.filter(|path| path.to_string_lossy().ends_with(ENDING)).collect();
	paths.sort();
	paths.into_iter().map(|path| fs::read(path).unwrap()).filter(|file| file.len() < 32 << 10)
}

/// Whether a path is another one or below it.
fn is_below(path: &str, other: &str) -> bool {
	let rest = path.strip_prefix(other);
	other.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
}

#[test]
fn a_change_of_each_field_gives_what_the_table_says() {
	let files = made().into_iter().chain(committed());
	let samples: Vec<_> = files.map(|file| Sample::new(&file)).collect();
	// Of each path, what changes gave.
	let mut seen = BTreeMap::<String, BTreeSet<String>>::new();
	for (n, sample) in samples.iter().enumerate() {
		let others = &samples[(n + 1) % samples.len()].tree;
		let others: BTreeMap<_, _> =
			others.values().into_iter().map(|(at, path)| (path, others.at(&at).clone())).collect();
		for (address, path) in sample.tree.values() {
			let value = sample.tree.at(&address);
			let of_another = others.get(&path).filter(|other| *other != value).cloned();
			let became = value.forged().into_iter().chain(of_another);
			let became = became.map(|forged| sample.with(&address, forged));
			let became = became.filter(|became| !FORM.contains(&&**became));
			seen.entry(path).or_default().extend(became);
		}
	}
	let table = table();
	let mut happens = vec![BTreeSet::new(); table.len()];
	for (path, became) in seen {
		println!("{path}: {became:?}");
		let lines = (0..table.len()).filter(|line| is_below(&path, &table[*line].0));
		let line = lines.max_by_key(|line| table[*line].0.len()).unwrap();
		happens[line].extend(became);
	}
	// Not more than the table says, and not less.
	let wrong = table.iter().zip(happens).filter(|((_, says), happens)| says != happens);
	let wrong: Vec<_> = wrong.map(|((path, _), happens)| (path, happens)).collect();
	assert!(wrong.is_empty(), "{wrong:#?}");
}
