//! Whole files of every kind in `evidence/vectors/files`, for verifiers that are built otherwise: what is said of each, and why
//! forged ones are refused. `SALUS_WRITE_VECTORS=1` writes them anew, which is only right when a rule has changed on purpose.

use super::{
	figures::{reads, world::*},
	scene::Scene,
	*,
};
use crate::{
	build,
	json::{to_hex, Bytes, Json, Writer},
	report::Outcome,
	trust::Trust,
	verify::verify,
};
use codec::{Compact, Encode};
use sp_core::{ecdsa, ed25519, sr25519, Blake2Hasher, Pair};
use sp_crypto_hashing::{blake2_256, keccak_256};
use sp_trie::LayoutV1;
use std::{collections::BTreeSet, env, fs, path::PathBuf};

/// How many forgeries of each file are judged; of the large one, which takes longer, fewer.
const FORGERIES: usize = 64;
const OF_THE_LARGE: usize = 8;
/// The file that holds other bytes whenever it is made: schnorrkel signs at random.
const AT_RANDOM: &str = "signed-sr25519";
/// The large file, of as many validators and changes as the aims name. It is checked by its fingerprint, the others by the chain's.
const LARGE: (&str, usize, usize) = ("hundred-changes", 7, 100);

/// A chain whose set changed so often since block 0.
fn chain(validators: usize, changes: usize) -> World {
	let mut world = World::new(validators);
	for change in 1..=changes {
		world.change(change..change + validators);
	}
	world
}

/// A file about a scene on such a chain.
fn file(chain: &World, scene: Scene) -> Vec<u8> {
	build::finish(unfinished(chain, scene, &[]).1, false).unwrap()
}

/// The same without its claim, with the chain on which it stands; each block that is shown has this body.
fn unfinished(chain: &World, scene: Scene, body: &[Vec<u8>]) -> (World, File) {
	let mut world = chain.clone();
	let mut shown = scene.proved.points.iter().collect::<Vec<_>>();
	shown.sort_by_key(|point| point.number);
	for point in shown {
		world.pass(point.number as usize - world.head() - 1);
		let rows = point.reads.iter().filter_map(|(read, value)| match value {
			Value::Bytes(bytes) => Some((read.key().to_vec(), bytes.clone())),
			_ => None,
		});
		let others = (0..32u8).map(|n| (blake2_256(&[n]).to_vec(), vec![n; 40]));
		let every = general(point.number).into_iter();
		let every = every.filter_map(|(read, value)| Some((read.key().to_vec(), value?)));
		let state = trie::<LayoutV1<Blake2Hasher>>(&rows.chain(others).chain(every).collect());
		world.block_with(state, vec![], body.to_vec());
	}
	world.pass(1);
	let way = world.way(0);
	let points = scene.proved.points.iter().map(|point| {
		let number = point.number as usize;
		let voted = world.voted(&way, number, number + 1);
		world.reading_of(voted, number, reads(point))
	});
	let File { statement, openings, trail, document, .. } = scene.file;
	let base = world.file(0, &way, points.collect());
	let file = File { statement, openings, trail, document, ..base };
	(world, file)
}

/// Whoever signs a transaction.
struct Signer {
	scheme: u8,
	account: Hash,
	sign: Box<dyn Fn(&[u8]) -> Vec<u8>>,
}

impl Signer {
	fn new<P: Pair + 'static>(scheme: u8, account: impl Fn(&[u8]) -> Hash) -> Self {
		let pair = P::from_seed_slice(&[scheme + 1; 32]).unwrap();
		let account = account(pair.public().as_ref());
		Signer { scheme, account, sign: Box::new(move |what| pair.sign(what).as_ref().to_vec()) }
	}

	/// A file about a remark that it signed.
	fn file(&self, chain: &World) -> Vec<u8> {
		let call = [vec![0, 0], b"I have read it".to_vec().encode()].concat();
		// Good for ever, the fourth of its signer, no tip, without the metadata's digest.
		let extension = (0u8, Compact(3u32), Compact(0u128), 0u8).encode();
		let genesis = chain.genesis();
		let implicit = (1u32, 1u32, genesis, genesis, None::<Hash>).encode();
		let signature = (self.sign)(&[&call[..], &extension, &implicit].concat());
		let head = [&[0x84, 0][..], &self.account, &[self.scheme], &signature].concat();
		let body = [vec![4, 0], vec![4, 1], [head, extension, call].concat()];
		let body = body.map(|transaction: Vec<u8>| transaction.encode());
		let (world, mut file) = unfinished(chain, others::call(), &body);
		let block = file.points[0].header.number() as usize;
		let proof = build::extrinsic(&world.known(block), &body, 2, vec![Bytes(implicit)]).unwrap();
		file.points.0[0].extrinsics = Some(vec![proof].into());
		build::finish(file, false).unwrap()
	}
}

fn samples(chain: &World) -> Vec<(&'static str, Vec<u8>)> {
	let same = |key: &[u8]| key.try_into().unwrap();
	let ethereum = |key: &[u8]| {
		let mut account = [0xEE; 32];
		account[..20].copy_from_slice(&keccak_256(key)[12..]);
		account
	};
	let mut shown = prescriptions::item();
	shown.show_document(Scene::document());
	let (name, validators, changes) = LARGE;
	let mut late = others::no_claim();
	late.proved.points[0].number = 2 * changes as u32;
	vec![
		("prescription", file(chain, shown)),
		("dispense", file(chain, prescriptions::handed_out())),
		("licence", file(chain, licence::with_file())),
		("consent", file(chain, consents::given())),
		("withdrawal", file(chain, consents::withdrawn())),
		("record", file(chain, records::kept())),
		("record-shredded", file(chain, records::shredded())),
		("grant", file(chain, records::granted())),
		("claim", file(chain, claim::paid())),
		("absent", file(chain, others::no_item())),
		("signed-ed25519", Signer::new::<ed25519::Pair>(0, same).file(chain)),
		(AT_RANDOM, Signer::new::<sr25519::Pair>(1, same).file(chain)),
		("signed-ecdsa", Signer::new::<ecdsa::Pair>(2, blake2_256).file(chain)),
		("signed-ethereum", Signer::new::<ecdsa::KeccakPair>(3, ethereum).file(chain)),
		(name, file(&self::chain(validators, changes), late)),
	]
}

/// A file in which one letter is the next of its kind, so that the form often still holds; with the digest that fits, unless
/// the digest itself was changed. Other verifiers do the same to compare themselves.
fn forged(file: &[u8], at: usize) -> Vec<u8> {
	let mut forged = file.to_vec();
	forged[at] = match file[at] {
		b'9' => b'0',
		b'f' => b'a',
		b'z' => b'g',
		b'Z' => b'A',
		letter if letter.is_ascii_alphanumeric() => letter + 1,
		_ => b'0',
	};
	let end = file.len() - b",\"digest\":\"0x\"}\n".len() - 64;
	if at < end {
		let digest = to_hex(&blake2_256(&forged[..end]));
		forged.splice(end.., format!(",\"digest\":\"{digest}\"}}\n").into_bytes());
	}
	forged
}

/// What is said of a file and of its forgeries, evenly over its length, as JSON.
fn row(name: &str, file: &[u8], trust: &Trust, refused: &mut BTreeSet<String>) -> String {
	let report = verify(file, trust);
	assert_eq!(report.outcome, Outcome::Verified, "{name}");
	let forgeries = if name == LARGE.0 { OF_THE_LARGE } else { FORGERIES };
	let said = |n| {
		let at = (2 * n + 1) * file.len() / (2 * forgeries);
		match verify(&forged(file, at), trust).outcome {
			Outcome::Refused(failure) => failure.name(),
			// What nobody vouches for may say anything.
			other => other.word().to_owned(),
		}
	};
	let said = (0..forgeries).map(said).collect::<Vec<_>>();
	refused.extend(said.iter().cloned());
	let mut row = Writer::default();
	row.raw("{");
	row.key("file");
	row.string(name);
	report.anchor.write_field("fingerprint", &mut row);
	blake2_256(report.to_json().as_bytes()).write_field("report", &mut row);
	row.sentences("forged", &said);
	row.raw("}");
	row.into_text()
}

/// Compares a file of the folder with what it should be, or writes it.
fn written(name: &str, made: &[u8]) -> Vec<u8> {
	let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("vectors/files");
	if env::var_os("SALUS_WRITE_VECTORS").is_some() {
		fs::create_dir_all(&folder).unwrap();
		fs::write(folder.join(name), made).unwrap();
	}
	let found = fs::read(folder.join(name)).unwrap_or_default();
	assert!(
		found == made || name.starts_with(AT_RANDOM),
		"{name} is not what the rules give. If they were changed on purpose: SALUS_WRITE_VECTORS=1.",
	);
	found
}

#[test]
fn samples_are_what_the_rules_give() {
	let chain = self::chain(4, 1);
	let (mut rows, mut refused) = (Vec::new(), BTreeSet::new());
	for (name, made) in samples(&chain) {
		let file = written(&format!("{name}.salus.json"), &made);
		let fingerprint = verify(&file, &Trust::default()).anchor;
		let large = Trust { fingerprint, ..Trust::default() };
		let trust = if name == LARGE.0 { large } else { chain.trust() };
		rows.push(row(name, &file, &trust, &mut refused));
	}
	let mut trust = Writer::default();
	chain.trust().write(&mut trust);
	written("trust.json", format!("{}\n", trust.into_text()).as_bytes());
	written("outcomes.json", format!("[\n{}\n]\n", rows.join(",\n")).as_bytes());
	// Each is about another part of a file.
	for name in [
		"DigestMismatch",
		"ExtrinsicNotIncluded",
		"FieldProofInvalid",
		"GenesisProofInvalid",
		"HeaderLinkBroken",
		"JustificationInvalid",
		"Malformed",
		"NotCanonical",
		"NotEstablished",
		"OpeningMismatch",
		"SetChangeBroken",
		"SignatureInvalid",
		"StateProofInvalid",
		"TrailMismatch",
		"ValueMismatch",
		"WrongChain",
		"verified",
	] {
		assert!(refused.contains(name), "{name}: {refused:?}");
	}
}
