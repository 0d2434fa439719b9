//! Statements about chains that are made up here: every kind with every way in which it can fail.

mod claim;
mod consents;
mod figures;
mod licence;
mod others;
mod prescriptions;
mod records;
mod samples;
mod scene;

use super::*;
use crate::{
	facts::{ProvedExtrinsic, ProvedPoint, Value},
	file::{Scalar, Schema},
	reads::{Arg, Read, STORAGE_VERSION},
};
use scene::{not_established, unneeded, Scene};

/// One good scene of each kind and shape.
fn scenes() -> Vec<(&'static str, Scene)> {
	vec![
		("prescription", prescriptions::item()),
		("archived prescription", prescriptions::archived()),
		("dispense", prescriptions::handed_out()),
		("licence", licence::known()),
		("licence with its file", licence::with_file()),
		("consent", consents::given()),
		("no consent", consents::nobody()),
		("withdrawal", consents::withdrawn()),
		("record", records::kept()),
		("shredded record", records::shredded()),
		("grant", records::granted()),
		("claim", claim::paid()),
		("absent item", others::no_item()),
		("absent row", others::no_claim()),
		("signed", others::call()),
	]
}

#[test]
fn good_files_verify_and_say_so() {
	for (name, mut scene) in scenes() {
		let verdict = scene.claim();
		assert_eq!(check(&scene.file, &scene.proved), Ok(verdict.clone()), "{name}");
		assert!(!verdict.claims.0.is_empty() && !verdict.sentences.is_empty(), "{name}");
		for sentence in verdict.sentences.iter().chain(&verdict.limits) {
			let whole =
				sentence.ends_with('.') && !sentence.contains("  ") && !sentence.contains('\t');
			assert!(whole && sentence.is_ascii(), "{name}: {sentence}");
		}
		// Names are told apart, and fit the format.
		let mut names: Vec<_> = verdict.claims.0.iter().map(|(name, _)| name.clone()).collect();
		names.sort();
		names.dedup();
		assert_eq!(names.len(), verdict.claims.0.len(), "{name}");
		assert!(names.iter().all(|name| name.len() <= 128), "{name}");
	}
}

#[test]
fn every_value_of_a_claim_is_compared() {
	for (name, mut scene) in scenes() {
		let claims = scene.claim().claims;
		for (n, (field, value)) in claims.0.iter().enumerate() {
			let mismatch = Err(Failure::ValueMismatch { field: field.clone() });
			let changed = match value {
				Scalar::Number(number) => Scalar::Number(number ^ 1),
				Scalar::Flag(flag) => Scalar::Flag(!flag),
				Scalar::Text(text) => Scalar::Text(format!("{text}.")),
			};
			scene.file.statement.expect = claims.clone();
			scene.file.statement.expect.0[n].1 = changed;
			assert_eq!(scene.checked(), mismatch, "{name}");
			scene.file.statement.expect = claims.clone();
			scene.file.statement.expect.0[n].0.push('x');
			assert_eq!(scene.checked(), mismatch, "{name}");
			scene.file.statement.expect.0.truncate(n);
			assert_eq!(scene.checked(), mismatch, "{name}");
		}
		scene.file.statement.expect = claims;
		scene.file.statement.expect.0.push(("more".into(), Scalar::Flag(true)));
		assert_eq!(scene.checked(), Err(Failure::ValueMismatch { field: "more".into() }), "{name}");
	}
}

#[test]
fn every_read_is_needed() {
	for (name, mut scene) in scenes() {
		scene.claim();
		for place in 0..scene.proved.points.len() {
			for read in scene.proved.points[place].reads.keys() {
				let mut without = scene.clone();
				without.proved.points[place].reads.remove(read);
				assert!(
					matches!(without.checked(), Err(Failure::NotEstablished { .. })),
					"{name}, {read} at {place}: {:?}",
					without.checked()
				);
				let mut hashed = scene.clone();
				hashed.proved.points[place].reads.insert(read.clone(), Value::Hash([0; 32]));
				let outcome = hashed.checked();
				let refused = matches!(
					outcome,
					Err(Failure::NotEstablished { .. } | Failure::SchemaMismatch { .. })
				);
				assert!(refused, "{name}, {read} at {place}: {outcome:?}");
			}
		}
		let mut without = scene.clone();
		without.proved.points.clear();
		assert!(matches!(without.checked(), Err(Failure::NotEstablished { .. })), "{name}");
	}
}

#[test]
fn rows_are_read_by_their_version_and_in_whole() {
	for (name, mut scene) in scenes() {
		scene.claim();
		let reads: Vec<Read> = scene.proved.points[0].reads.keys().cloned().collect();
		for read in reads {
			let with = |value: Value| {
				let mut changed = scene.clone();
				changed.proved.points[0].reads.insert(read.clone(), value);
				changed.checked()
			};
			let (is_version, pallet) =
				(read.name() == STORAGE_VERSION, String::from(read.pallet()));
			let schema = Err(Failure::SchemaMismatch { name: pallet });
			match scene.proved.points[0].reads[&read].clone() {
				Value::Bytes(version) if is_version => {
					assert_eq!(with(Value::Bytes(vec![2, 0])), schema, "{name}");
					let unset = with(Value::Absent);
					assert_eq!(unset.is_ok(), version == [0, 0], "{name}: {unset:?}");
				},
				Value::Absent if read.name() == "Cursor" => {
					assert_eq!(with(Value::Bytes(vec![0])), schema, "{name}");
				},
				Value::Bytes(bytes) => {
					let undecodable = Err(Failure::Undecodable { name: format!("{read}") });
					assert_eq!(
						with(Value::Bytes([&bytes[..], &[0]].concat())),
						undecodable,
						"{name}"
					);
					let short = bytes[..bytes.len() - 1].to_vec();
					assert_eq!(with(Value::Bytes(short)), undecodable, "{name}");
				},
				_ => {},
			}
		}
	}
}

#[test]
fn a_history_is_whole_or_refused() {
	for (name, mut scene) in scenes() {
		scene.claim();
		let Some(trail) = scene.file.trail.clone() else {
			// Where no history is told, none may stand.
			scene.trail_of_nothing();
			assert!(scene.checked().is_err(), "{name}");
			continue;
		};
		for n in 0..trail.entries.len() {
			let changes: [&dyn Fn(&mut Vec<crate::file::Entry>); 5] = [
				&|entries| drop(entries.remove(n)),
				&|entries| entries.insert(n, entries[n].clone()),
				&|entries| entries[n].now += 1,
				&|entries| entries[n].block += 1,
				&|entries| *entries[n].event.0.last_mut().unwrap() ^= 1,
			];
			for change in changes {
				let mut changed = scene.clone();
				change(&mut changed.file.trail.as_mut().unwrap().entries.0);
				let outcome = changed.checked();
				let refused = matches!(outcome, Err(Failure::TrailMismatch { .. }));
				assert!(refused, "{name}, event {n}: {outcome:?}");
			}
		}
		scene.file.trail = None;
		assert!(scene.checked().is_err(), "{name}");
	}
}

#[test]
fn arguments_are_those_of_the_kind() {
	for (name, mut scene) in scenes() {
		scene.claim();
		let args = scene.file.statement.args.clone();
		let malformed = Err(Failure::Malformed { path: "statement.args".into() });
		for n in 0..args.len() {
			for other in [Scalar::Flag(true), Scalar::Number(1 << 53)] {
				if matches!((&args[n], &other), (Scalar::Number(number), Scalar::Number(_)) if *number > u32::MAX.into())
				{
					continue;
				}
				let mut changed = scene.clone();
				changed.file.statement.args.0[n] = other;
				assert_eq!(changed.checked(), malformed, "{name}, argument {n}");
			}
			let mut fewer = scene.clone();
			fewer.file.statement.args.0.remove(n);
			assert_eq!(fewer.checked(), malformed, "{name}");
		}
		scene.file.statement.args.0.push(Scalar::Number(1));
		assert_eq!(scene.checked(), malformed, "{name}");
	}
}

#[test]
fn what_is_opened_is_the_statements_own() {
	for (name, mut scene) in scenes() {
		scene.claim();
		for n in 0..scene.file.openings.len() {
			let id = scene.file.openings[n].id;
			let changes: [&dyn Fn(&mut crate::file::Opening); 5] = [
				&|opening| opening.domain = "salus/ry".into(),
				&|opening| opening.parts.0[0] = Scalar::Number(99),
				&|opening| opening.parts.0[1] = Scalar::Number(99),
				&|opening| opening.parts.0[2] = Scalar::from([9; 32]),
				&|opening| drop(opening.parts.0.pop()),
			];
			for change in changes {
				let mut changed = scene.clone();
				change(&mut changed.file.openings.0[n]);
				assert_eq!(changed.checked(), Err(Failure::OpeningMismatch { id }), "{name}");
			}
		}
		let mut more = scene.clone();
		more.open(*b"another id that nobody asked for", b"salus/rx", 1, 1, [1; 32]);
		let id = more.file.openings.last().unwrap().id;
		assert_eq!(more.checked(), Err(Failure::OpeningMismatch { id }), "{name}");
	}
}

#[test]
fn a_document_that_the_chain_does_not_commit_to_is_refused() {
	for (name, mut scene) in scenes() {
		scene.claim();
		scene.show_document([7; 32]);
		let outcome = scene.checked();
		// Of a licence the document is its credential, which its file commits to.
		let refused = match name {
			"licence" => matches!(outcome, Err(Failure::NotEstablished { .. })),
			_ => outcome == Err(Failure::OpeningMismatch { id: [7; 32] }),
		};
		assert!(refused, "{name}: {outcome:?}");
	}
}

#[test]
fn schemas_are_those_by_which_rows_are_read() {
	let mut scene = prescriptions::item();
	scene.claim();
	scene.file.schemas = schemas(&scene.proved, true).into();
	assert_eq!(scene.checked(), Ok(()), "with their texts, too");
	assert!(scene
		.file
		.schemas
		.iter()
		.map(|schema| &*schema.name)
		.eq(["Registry", "Prescriptions"]));
	let with = |change: &dyn Fn(&mut Vec<Schema>)| {
		let mut scene = scene.clone();
		change(&mut scene.file.schemas.0);
		scene.checked().unwrap_err()
	};
	let changes: [&dyn Fn(&mut Schema); 4] = [
		&|schema| schema.version = 2,
		&|schema| schema.hash[0] ^= 1,
		&|schema| schema.text = Some("enum Rx".into()),
		&|schema| schema.name = "Registry".into(),
	];
	for change in changes {
		let mut schema = scene.file.schemas[1].clone();
		change(&mut schema);
		let name = String::from(&*schema.name);
		let failure = with(&|schemas| schemas[1] = schema.clone());
		assert_eq!(failure, Failure::SchemaMismatch { name });
	}
	// None missing, none more, in their order, all with their texts or none.
	assert!(not_established(&with(&|schemas| drop(schemas.remove(0)))));
	assert!(not_established(&with(&|schemas| drop(schemas.pop()))));
	assert!(not_established(&with(&|schemas| schemas.swap(0, 1))));
	assert!(not_established(&with(&|schemas| schemas[1].text = None)));
	let twice = with(&|schemas| schemas.push(schemas[1].clone()));
	assert_eq!(twice, unneeded("the schema of Prescriptions"));
}

#[test]
fn nothing_is_shown_that_is_not_needed() {
	for (name, mut scene) in scenes() {
		scene.claim();
		assert_eq!(scene.checked(), Ok(()), "{name}");
		let mut more = scene.clone();
		let place = more.point(60);
		let refused = more.checked().unwrap_err();
		match more.file.statement.kind {
			Kind::Absent => assert!(not_established(&refused), "{name}"),
			_ => assert_eq!(refused, unneeded(&format!("point {place}, block 60")), "{name}"),
		}
		for place in 0..scene.proved.points.len() {
			let with = |change: &dyn Fn(&mut ProvedPoint)| {
				let mut more = scene.clone();
				change(&mut more.proved.points[place]);
				more.checked().unwrap_err()
			};
			let policy = Read::new("Prescriptions", "Policies", [Arg::Number(9)]).unwrap();
			let version = Read::new("TrialConsents", STORAGE_VERSION, []).unwrap();
			for read in [policy, version] {
				let absent = |point: &mut ProvedPoint| {
					point.reads.entry(read.clone()).or_insert(Value::Absent);
				};
				if scene.proved.points[place].reads.contains_key(&read) {
					continue;
				}
				let part = format!("the read of {read} at point {place}");
				assert_eq!(with(&absent), unneeded(&part), "{name}");
			}
			let extrinsic = ProvedExtrinsic { index: 7, bytes: vec![1], signed: vec![] };
			let shown = with(&|point| point.extrinsics.push(extrinsic.clone()));
			let part = format!("extrinsic 7 of point {place}");
			assert_eq!(shown, unneeded(&part), "{name}");
		}
	}
}
