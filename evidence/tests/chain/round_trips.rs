//! What is put together is verified, whatever the size of the set and the length of the way.

use crate::{
	outcome,
	world::{absence, code, example, Validators, World},
};
use salus_evidence::{
	anchor::Fingerprint,
	build,
	facts::Value,
	file::{Finality, PointRef},
	reads::{Arg, Read},
	report::Outcome,
	trust::Trust,
	verify::{parse, prove, verify, write},
};

#[test]
fn sets_changes_and_points_of_any_number() {
	let cases = [
		(1, 0, 1),
		(2, 1, 1),
		(3, 2, 2),
		(4, 3, 3),
		(5, 0, 8),
		(7, 12, 4),
		(10, 1, 5),
		(13, 2, 6),
		(21, 4, 7),
		(4, 100, 2),
	];
	for (validators, changes, points) in cases {
		let (world, file) = example(validators, changes, points);
		let bytes = write(&file);
		assert_eq!(parse(&bytes).unwrap().0, file, "what is read is what was written");
		let report = verify(&bytes, &world.trust());
		assert_eq!(report.outcome, Outcome::Verified, "{validators} {changes} {points}");
		assert!(report.verdict.is_some());
		assert_eq!(report.outcome.exit_code(), 0);
	}
}

#[test]
fn as_few_votes_as_suffice_are_taken() {
	for (validators, votes) in [(1, 1), (2, 2), (3, 3), (4, 3), (7, 5), (10, 7), (21, 15)] {
		let (_, file) = example(validators, 0, 1);
		let Finality::Votes(taken) = &file.points[0].finality else { panic!("votes") };
		assert_eq!(taken.signatures.len(), votes, "{validators}");
		assert_eq!(taken.signers.len(), validators.div_ceil(8));
		assert_eq!((&taken.targets, &taken.ancestry), (&None, &None));
	}
}

#[test]
fn weights_count() {
	// 100 in all, 67 needed: the two heaviest suffice.
	let members = vec![(1, 10), (2, 40), (3, 20), (4, 30)];
	let mut world = World::with(Validators { id: 0, members: vec![(0, 1)] });
	world.change_to(Validators { id: 1, members });
	let number = world.block(vec![], vec![]);
	let way = world.way(0);
	let file = world.file(0, &way, vec![world.point(&way, number, number)]);
	let Finality::Votes(taken) = &file.points[0].finality else { panic!("votes") };
	assert_eq!(taken.signers.0, [0b1010], "40 and 30");
	assert_eq!(outcome(&file, &world.trust()), Outcome::Verified);

	let checkpoint = world.anchor(number - 1);
	assert_eq!(checkpoint.weights.as_deref(), Some(&[10, 40, 20, 30][..]));
}

#[test]
fn a_checkpoint_is_accepted_by_its_fingerprint_or_by_the_trust_file() {
	let (mut world, _) = example(4, 2, 1);
	let anchor = world.head();
	world.change(10..14);
	let number = world.block(vec![], vec![]);
	let way = world.way(anchor);
	let file = world.file(anchor, &way, vec![world.point(&way, number, number)]);

	// Nobody vouches for it: the expert must compare.
	let report = verify(&write(&file), &Trust::default());
	assert_eq!(report.outcome, Outcome::Consistent);
	assert_eq!(report.outcome.exit_code(), 2);
	let shown: Fingerprint = report.anchor.unwrap().to_string().parse().unwrap();

	let by_hand = Trust { fingerprint: Some(shown), ..Trust::default() };
	assert_eq!(outcome(&file, &by_hand), Outcome::Verified);
	let by_file = Trust { anchors: vec![world.trusted(anchor)].into(), ..world.trust() };
	assert_eq!(outcome(&file, &by_file), Outcome::Verified);
}

#[test]
fn what_an_anchor_does_not_protect_is_told() {
	let (mut world, _) = example(4, 1, 1);
	let number = world.block(vec![], vec![]);
	world.pass(2);
	let way = world.way(0);
	let file = write(&world.file(0, &way, vec![world.point(&way, number, number + 1)]));
	for (anchor, told) in [(number, false), (number + 1, false), (number + 2, true)] {
		let trust = Trust { anchors: vec![world.trusted(anchor)].into(), ..world.trust() };
		let report = verify(&file, &trust);
		assert_eq!(report.outcome, Outcome::Verified, "{anchor}");
		let said = format!("Block {number} lies below your anchor at block {anchor}, ");
		let limits = report.verdict.unwrap().limits;
		assert_eq!(limits.iter().any(|limit| limit.starts_with(&said)), told, "{limits:?}");
	}
}

#[test]
fn older_blocks_follow_from_the_anchor_and_from_one_another() {
	let (mut world, _) = example(4, 1, 1);
	let old = world.block(vec![], vec![]);
	world.pass(3);
	let anchor = world.block(vec![], vec![]);
	let (first, second) = (world.block(vec![], vec![]), world.block(vec![], vec![]));
	let way = world.way(anchor);

	let mut points: Vec<_> = [second, old, anchor, first]
		.map(|number| world.point(&way, number, second.max(number)))
		.into();
	points[1].links =
		(old + 1..=anchor).map(|number| world.known(number)).collect::<Vec<_>>().into();
	points[1].finality = Finality::Ancestor;
	points[2].links = Vec::new().into();
	points[2].finality = Finality::Ancestor;
	points[3].links = Vec::new().into();
	points[3].finality = Finality::Point(PointRef { index: 0 });
	let file = world.file(anchor, &way, points);
	assert_eq!(outcome(&file, &Trust::default()), Outcome::Consistent);
}

#[test]
fn reads_are_values_absences_and_hashes() {
	let (world, file) = example(4, 1, 1);
	let proved = prove(&file, &world.trust()).unwrap();
	let at = proved.at().unwrap();
	assert_eq!(at.reads.len(), absence().len());
	assert_eq!(at.read(&Read::new("", ":code", []).unwrap()), Ok(&Value::Hash(code())));
	assert_eq!(at.bytes(&crate::world::item()), Ok(None));
	assert_eq!(at.now(), Ok(crate::world::EPOCH + 2_000 * u64::from(at.number)));
	assert_eq!(outcome(&file, &world.trust()), Outcome::Verified);
}

#[test]
fn what_is_finished_claims_what_it_proves_and_shows_no_more() {
	let (world, file) = example(4, 1, 1);
	let mut answered = file.clone();
	let number = answered.points[0].header.number() as usize;
	let policy = Read::new("Prescriptions", "Policies", [Arg::Number(1)]).unwrap();
	let reads = [absence(), vec![policy]].concat();
	answered.points.0[0] = world.reading_of(file.points[0].clone(), number, reads);
	answered.statement.expect = Default::default();
	(answered.runtime, answered.schemas) = Default::default();
	let bytes = build::finish(answered.clone(), false).unwrap();
	assert_eq!(bytes, write(&file));
	// With the texts of the schemas it says the same.
	let bytes = build::finish(answered, true).unwrap();
	assert_eq!(verify(&bytes, &world.trust()).outcome, Outcome::Verified);
	assert!(parse(&bytes).unwrap().0.schemas.iter().all(|schema| schema.text.is_some()));
}

#[test]
fn a_report_tells_every_link_to_people_and_to_programs() {
	let (world, file) = example(4, 2, 2);
	let report = verify(&write(&file), &world.trust());
	// Anchor, changes, two points, what is proved of each, statement, digest.
	assert_eq!(report.links.len(), 8);
	let text = report.to_string();
	for link in &report.links {
		assert!(text.contains(link.as_str()), "{link}");
	}
	let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
	assert_eq!(json["outcome"], "verified");
	assert_eq!(json["links"].as_array().unwrap().len(), 8);
	assert_eq!(json["anchor"], report.anchor.unwrap().to_string());
	assert_eq!(json["statement"]["kind"], "absent");
	assert_eq!(json["unproved"]["note"], "a note");

	// As far as it came.
	let mut cut = file.clone();
	cut.points.0[1].state = None;
	cut.points.0[1].links.0.clear();
	let report = verify(&write(&cut), &world.trust());
	assert_eq!((report.links.len(), report.verdict.is_none()), (2, true));
	let json: serde_json::Value = serde_json::from_str(&report.to_json()).unwrap();
	assert_eq!(json["failure"], "JustificationInvalid");
	assert!(report.to_string().starts_with("Refused: The votes of validator set 2"));
}

#[test]
fn a_change_of_the_set_takes_at_most_a_kilobyte_and_a_half() {
	let size = |changes| write(&example(7, changes, 1).1).len();
	let each = (size(40) - size(20)) / 20;
	assert!(each <= 1_536, "{each} bytes");
	println!("{} bytes without changes, {each} bytes per change", size(0));
}
