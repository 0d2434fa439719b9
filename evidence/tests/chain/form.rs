//! Step 1, the anchor and the trust file: one form, named limits, the expert's word.

use crate::{
	refusal,
	world::{example, World},
};
use salus_evidence::{
	anchor::Fingerprint,
	failure::Failure::{self, *},
	file::{Anchor, AnchorKind, File, Kind, Scalar, MAX_BYTES},
	finality::Set,
	json::{Bytes, Json, Reader, Writer},
	report::Outcome,
	trust::{Trust, TrustedAnchor},
	verify::{verify, write},
};

/// How bytes fare.
fn refused(bytes: &[u8], trust: &Trust) -> Failure {
	match verify(bytes, trust).outcome {
		Outcome::Refused(failure) => failure,
		other => panic!("{other:?}"),
	}
}

/// A valid file with one piece of text replaced.
fn replaced(from: &str, to: &str) -> Failure {
	let (world, file) = example(1, 0, 1);
	let text = String::from_utf8(write(&file)).unwrap();
	assert!(text.contains(from), "{from}");
	refused(text.replacen(from, to, 1).as_bytes(), &world.trust())
}

fn malformed(path: &str) -> Failure {
	Malformed { path: path.into() }
}

#[test]
fn other_files_are_told_apart() {
	let (world, file) = example(1, 0, 1);
	let bytes = write(&file);
	let trust = world.trust();
	for other in [&b""[..], b"{}", b"[[[[", b"%PDF-1.7", &[0xEF, 0xBB, 0xBF], &bytes[1..]] {
		assert_eq!(refused(other, &trust), UnknownFormat);
	}
	assert_eq!(verify(b"{}", &trust).outcome.exit_code(), 3);
	assert_eq!(replaced("evidence/1", "evidence/2"), UnknownFormat);
	let marked = [&[0xEF, 0xBB, 0xBF], &bytes[..]].concat();
	assert_eq!(refused(&marked, &trust), UnknownFormat);
	assert_eq!(refused(&vec![b' '; MAX_BYTES + 2], &trust), TooLarge);
	assert_eq!(refused(&vec![b' '; MAX_BYTES + 1], &trust), UnknownFormat);
}

#[test]
fn there_is_one_form() {
	let (world, file) = example(1, 0, 1);
	let text = String::from_utf8(write(&file)).unwrap();
	let at = |piece: &str| text.find(piece).unwrap();
	let not_canonical = |from: &str, to: &str| match replaced(from, to) {
		NotCanonical { offset } => offset,
		other => panic!("{from} {to}: {other:?}"),
	};
	// White space, escapes, leading zeros, fractions, exponents, upper-case hex, padding, the other base64.
	assert_eq!(not_canonical(",\"anchor\"", ", \"anchor\""), at("\"anchor\""));
	assert_eq!(not_canonical("\"a note\"", "\"a\\u0020note\""), at("a note") + 1);
	assert_eq!(not_canonical("\"ss58\":42", "\"ss58\":042"), at("42,\"note"));
	assert_eq!(not_canonical("\"ss58\":42", "\"ss58\":42.0"), at("42,\"note") + 2);
	assert_eq!(not_canonical("\"ss58\":42", "\"ss58\":4e1"), at("42,\"note") + 1);
	let hex = &text[at("\"genesis\":\"0x") + 13..][..64];
	not_canonical(hex, &hex.to_uppercase());
	let header = text.split("\"header\":\"").nth(1).unwrap().split('"').next().unwrap();
	not_canonical(header, &format!("{header}="));

	// Numbers that others round, negative ones, none.
	assert_eq!(replaced("\"ss58\":42", "\"ss58\":9007199254740992"), malformed("unproved.ss58"));
	assert_eq!(replaced("\"ss58\":42", "\"ss58\":4294967296"), malformed("unproved.ss58"));
	assert_eq!(replaced("\"ss58\":42", "\"ss58\":-42"), malformed("unproved.ss58"));
	assert_eq!(replaced("\"ss58\":42", "\"ss58\":null"), malformed("unproved.ss58"));
	// Keys that are missing, twice, out of order, unknown.
	assert_eq!(replaced("\"ss58\":42,", ""), malformed("unproved.ss58"));
	assert_eq!(replaced("\"ss58\":42,", "\"ss58\":42,\"ss58\":42,"), malformed("unproved.note"));
	let (one, two) = ("\"exporter\":\"test\",", "\"time\":1800000000000,");
	assert_eq!(
		replaced(&[one, two].concat(), &[two, one].concat()),
		malformed("unproved.exporter")
	);
	assert_eq!(replaced("\"openings\":[]", "\"openings\":[],\"more\":1"), malformed("runtime"));
	// Letters beyond ASCII, control letters, what is no text.
	assert_eq!(replaced("a note", "a n\u{f6}te"), malformed("unproved.note"));
	assert_eq!(replaced("a note", "a\tnote"), malformed("unproved.note"));
	assert_eq!(replaced("\"a note\"", "[]"), malformed("unproved.note"));
	// Depth meets a type.
	assert_eq!(
		replaced("\"openings\":[]", &format!("\"openings\":{}", "[".repeat(100_000))),
		malformed("openings[0]")
	);
	// An end too early, and one too late.
	assert_eq!(refused(text.trim_end().as_bytes(), &world.trust()), malformed(""));
	assert_eq!(refused(format!("{text}\n").as_bytes(), &world.trust()), TrailingBytes);
	assert_eq!(refused(format!("{text} ").as_bytes(), &world.trust()), TrailingBytes);
	assert_eq!(refused(&text.as_bytes()[..text.len() / 2], &world.trust()).name(), "Malformed");
}

#[test]
fn zero_rest_bits_and_claimed_lengths() {
	let bytes = |text: &str| Bytes::read(&mut Reader::new(text.as_bytes()));
	assert_eq!(bytes("\"AA\""), Ok(Bytes(vec![0])));
	assert_eq!(bytes("\"AB\""), Err(malformed("")), "rest bits");
	assert_eq!(bytes("\"AA==\"").unwrap_err().name(), "NotCanonical");
	assert_eq!(bytes("\"A+==\"").unwrap_err().name(), "NotCanonical");
	assert_eq!(bytes("\"A\""), Err(malformed("")));

	// A header whose digest claims 2^30 items.
	let (world, file) = example(1, 0, 1);
	let header = file.points[0].header.encoded();
	let mut huge = header[..header.len() - 1].to_vec();
	huge.extend([0x03, 0x00, 0x00, 0x00, 0x40]);
	let mut text = Writer::default();
	Bytes(huge).write(&mut text);
	let mut own = Writer::default();
	file.points[0].header.write(&mut own);
	let whole = String::from_utf8(write(&file)).unwrap();
	let point = whole.rfind(own.text()).unwrap();
	let changed = [&whole[..point], text.text(), &whole[point + own.text().len()..]].concat();
	assert_eq!(refused(changed.as_bytes(), &world.trust()), malformed("points[0].header"));
}

#[test]
fn lists_have_limits() {
	let (world, file) = example(1, 0, 1);
	let with = |change: &dyn Fn(&mut File)| {
		let mut file = file.clone();
		change(&mut file);
		refusal(&file, &world.trust())
	};
	let nine = |file: &mut salus_evidence::file::File| {
		file.points = vec![file.points[0].clone(); 9].into();
	};
	assert_eq!(with(&nine), Some(malformed("points")));
	let (eight, shown) = example(1, 0, 8);
	assert_eq!((shown.points.len(), refusal(&shown, &eight.trust())), (8, None));
	let long = |length: usize| {
		move |file: &mut salus_evidence::file::File| {
			file.unproved.note = (&*"x".repeat(length)).into()
		}
	};
	assert_eq!(with(&long(768)), None);
	assert_eq!(with(&long(769)), Some(malformed("unproved.note")));
	let args = |file: &mut salus_evidence::file::File| {
		file.statement.args = vec![Scalar::Number(1); 9].into();
	};
	assert_eq!(with(&args), Some(malformed("statement.args")));
	let none = |file: &mut salus_evidence::file::File| {
		(file.points, file.runtime) = Default::default();
	};
	assert_eq!(with(&none).unwrap().name(), "NotEstablished");
	let empty = |file: &mut salus_evidence::file::File| {
		let mut points = file.points.to_vec();
		points[0].extrinsics = Some(Vec::new().into());
		file.points = points.into();
	};
	assert_eq!(with(&empty), Some(malformed("points[0].extrinsics")));
}

#[test]
fn the_digest_comes_last_and_covers_the_note() {
	assert_eq!(replaced("a note", "a mote"), DigestMismatch);
	// Something better is said if something else is wrong too.
	let (world, mut file) = example(1, 0, 1);
	file.statement.kind = Kind::Licence;
	let text = String::from_utf8(write(&file)).unwrap().replace("a note", "a mote");
	assert_eq!(refused(text.as_bytes(), &world.trust()).name(), "Malformed");
}

#[test]
fn anchors_are_the_experts() {
	let (world, file) = example(4, 1, 1);
	let other = example(5, 1, 1).0;
	assert_eq!(refusal(&file, &other.trust()), Some(WrongChain));
	let fingerprint = |text: &str| Trust { fingerprint: text.parse().ok(), ..Trust::default() };
	let wrong = fingerprint(&"00000".repeat(8));
	assert_eq!(refusal(&file, &wrong), Some(AnchorMismatch));

	// A checkpoint that is not in the trust file.
	let (anchor, way) = (world.head(), world.way(world.head()));
	let mut later = world.clone();
	let number = later.block(vec![], vec![]);
	let file = later.file(anchor, &way, vec![later.point(&way, number, number)]);
	assert_eq!(refusal(&file, &world.trust()), Some(AnchorMismatch));
	let changes: [fn(&mut TrustedAnchor); 5] = [
		|known| known.number += 1,
		|known| known.set += 1,
		|known| known.hash[0] ^= 1,
		|known| known.authorities = known.authorities[1..].to_vec().into(),
		|known| known.weights = Some(vec![1, 1, 1, 2].into()),
	];
	for change in changes {
		let mut known = later.trusted(anchor);
		change(&mut known);
		let trust = Trust { anchors: vec![known].into(), ..world.trust() };
		assert_eq!(refusal(&file, &trust), Some(AnchorMismatch));
	}
}

#[test]
fn anchors_are_sound_in_themselves() {
	let (world, file) = example(4, 0, 1);
	let with = |change: &dyn Fn(&mut Anchor)| {
		let mut file = file.clone();
		change(&mut file.anchor);
		refusal(&file, &world.trust())
	};
	assert_eq!(with(&|anchor| anchor.set = 1), Some(GenesisProofInvalid));
	assert_eq!(with(&|anchor| anchor.number = 1), Some(GenesisProofInvalid));
	assert_eq!(with(&|anchor| anchor.hash[0] ^= 1), Some(GenesisProofInvalid));
	assert_eq!(with(&|anchor| anchor.header = Some(world.known(1))), Some(GenesisProofInvalid));
	let fewer = |anchor: &mut Anchor| {
		anchor.authorities = anchor.authorities[1..].to_vec().into();
	};
	assert_eq!(with(&fewer), Some(GenesisProofInvalid));
	assert_eq!(with(&|anchor| anchor.proof = None), Some(malformed("anchor")));
	let named = |anchor: &mut Anchor| anchor.kind = AnchorKind::Checkpoint;
	assert_eq!(with(&named), Some(AnchorMismatch));
	let twice = |anchor: &mut Anchor| {
		anchor.authorities = [&anchor.authorities[1..], &anchor.authorities[1..2]].concat().into();
	};
	assert_eq!(with(&twice), Some(malformed("anchor.authorities")));
	let nobody = |anchor: &mut Anchor| anchor.authorities = vec![].into();
	assert_eq!(with(&nobody), Some(malformed("anchor.authorities")));
	for weights in [vec![1; 4], vec![2; 3]] {
		let weighed = |anchor: &mut Anchor| {
			anchor.weights = Some(weights.clone().into());
		};
		assert_eq!(with(&weighed), Some(malformed("anchor.weights")));
	}
	let idle = |anchor: &mut Anchor| {
		anchor.weights = Some(vec![1, 1, 1, 0].into());
	};
	assert_eq!(with(&idle), Some(malformed("anchor.authorities")));
}

#[test]
fn fingerprints_are_read_as_people_write_them() {
	let (world, file) = example(4, 0, 1);
	let set = file.anchor.set().unwrap();
	let print = |number, set| Fingerprint::new(&world.genesis(), number, &file.anchor.hash, set);
	let fingerprint = print(0, &set);
	let text = fingerprint.to_string();
	let groups: Vec<_> = text.split('-').collect();
	assert!(groups.len() == 8 && groups.iter().all(|group| group.len() == 5), "{text}");
	let written = text.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
	for form in [&text, &written, &groups.concat()] {
		assert_eq!(form.parse(), Ok(fingerprint));
	}
	for form in [&text[1..], &format!("{text}0"), &text.replacen(&text[..1], "U", 1)] {
		assert!(form.parse::<Fingerprint>().is_err(), "{form}");
	}
	let later = Set { id: 1, ..set.clone() };
	assert_ne!(print(1, &set), fingerprint);
	assert_ne!(print(0, &later), fingerprint);
}

#[test]
fn a_trust_file_is_the_experts_own() {
	let mut world = World::new(1);
	let number = world.block(vec![], vec![]);
	let mut text = Writer::default();
	let anchors = vec![world.trusted(number)];
	let trust = Trust { anchors: anchors.clone().into(), ..world.trust() };
	trust.write(&mut text);
	let text = text.into_text();
	assert_eq!(Trust::parse(text.as_bytes()), Ok(trust));
	let spaced = text.replace(',', ",\n\t").replace(':', ": ");
	assert_eq!(Trust::parse(format!("{spaced}\n").as_bytes()).unwrap().anchors.0, anchors);
	assert_eq!(Trust::parse(format!("{text}x").as_bytes()), Err(TrailingBytes));
	// Anchors of no chain.
	let genesis = &text[..text.find("\"anchors\"").unwrap()];
	let of_none = text.replace(genesis, "{");
	assert_eq!(Trust::parse(of_none.as_bytes()), Err(malformed("genesis")));
	// A weight for each validator, or none at all.
	let with = |weights: &str| {
		let other = text.replacen("\"]}", &format!("\"],\"weights\":{weights}}}"), 1);
		assert_ne!(other, text);
		Trust::parse(other.as_bytes()).map(|trust| trust.anchors.0[0].weights.is_some())
	};
	assert_eq!(with("[2]"), Ok(true));
	for wrong in ["[]", "[2,1]"] {
		assert_eq!(with(wrong), Err(malformed("weights")));
	}
}
