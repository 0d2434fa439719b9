//! Every file under `data` is read, and what becomes of it is compared with `tests/table.txt`; every claim in them with
//! `tests/claims.txt`, every resource in them as a record with `tests/records.txt`.
//!
//! `SALUS_BLESS=1` rewrites the tables; the difference is then for a person to judge.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

use salus_fhir::{
	check,
	claims::{self, Terms},
	json, os_salt, records, Currency, Error, Profile, Reading,
};
use std::{collections::BTreeMap, fmt::Write, fs, path::Path};

/// The profile under which a file of `data` is read.
fn profile_of(file: &str) -> Profile {
	match file.split('/').next() {
		Some("nhs-eps") => Profile::nhs_eps(),
		_ => Profile::r4(Some("Europe/Amsterdam")).unwrap(),
	}
}

fn files(root: &Path, folder: &Path, found: &mut Vec<String>) {
	for entry in fs::read_dir(folder).unwrap() {
		let path = entry.unwrap().path();
		if path.is_dir() {
			files(root, &path, found);
		} else if path.extension().is_some_and(|extension| extension == "json") {
			found.push(path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/"));
		}
	}
}

fn kind(reading: &Reading) -> String {
	match reading {
		Reading::Order(order) => format!("order, {} item(s)", order.items.len()),
		Reading::Cancellation(cancellation) => {
			format!("cancellation, reason {}", cancellation.reason)
		},
		Reading::CancelAnswer(answer) => format!("answer to a cancellation, {:?}", answer.outcome),
		Reading::DispenseNotice(notice) => {
			let actions: Vec<_> =
				notice.lines.iter().map(|line| format!("{:?}", line.action)).collect();
			format!("dispense notice, {}", actions.join("; "))
		},
		Reading::Release(release) => {
			format!(
				"release of {}",
				if release.group.is_some() { "a form" } else { "what is nominated" }
			)
		},
		Reading::Return(returned) => format!("return, reason {}", returned.reason),
		Reading::Withdrawal(withdrawal) => format!("withdrawal, reason {}", withdrawal.reason),
	}
}

#[test]
fn every_file_converts_or_is_refused_with_field_and_reason() {
	let root = Path::new(env!("CARGO_MANIFEST_DIR"));
	let data = root.join("data");
	let mut names = Vec::new();
	files(&data, &data, &mut names);
	names.sort();
	assert_eq!(names.len(), 149);
	let mut table = String::new();
	for name in names {
		let bytes = fs::read(data.join(&name)).unwrap();
		let profile = profile_of(&name);
		let checked = check(&bytes, &profile, None);
		assert!(!checked.unreadable(), "{name}: {checked}");
		let verdict = match salus_fhir::read(&bytes, &profile, None) {
			Ok(reading) => {
				assert_eq!(checked.outcome.unwrap().len(), reading.drafts().len());
				format!("ok       {}", kind(&reading))
			},
			Err(error) => {
				assert_eq!(Err(error.clone()), checked.outcome);
				let Error::Refused(refusal) = &error else { panic!("{name}: {error}") };
				assert!(refusal.path.starts_with(&checked.resource_type), "{refusal}");
				format!("refused  {error}")
			},
		};
		writeln!(table, "{name}\n    {:22} {verdict}", checked.resource_type).unwrap();
	}
	let committed = root.join("tests/table.txt");
	if std::env::var_os("SALUS_BLESS").is_some() {
		fs::write(&committed, &table).unwrap();
	}
	assert_eq!(fs::read_to_string(&committed).unwrap(), table);
}

/// The canonical form of every file is a fixed point, and says the same.
#[test]
fn canonical_form_of_every_file_is_a_fixed_point() {
	let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
	let mut names = Vec::new();
	files(&data, &data, &mut names);
	for name in names {
		let value = json::parse(&fs::read(data.join(&name)).unwrap()).unwrap();
		let canonical = value.canonical();
		let again = json::parse(canonical.as_bytes()).unwrap();
		assert_eq!(again, value, "{name}");
		assert_eq!(again.canonical(), canonical, "{name}");
	}
}

/// What becomes of every claim and every answer to one, in files and in the Synthea record, compared with
/// `tests/claims.txt`.
#[test]
fn every_claim_is_imported_or_refused_with_a_reason() {
	let root = Path::new(env!("CARGO_MANIFEST_DIR"));
	let data = root.join("data");
	let (mut names, mut table) = (Vec::new(), String::new());
	files(&data, &data, &mut names);
	names.sort();
	let currency = Currency::new("USD", 2).unwrap();
	// The published claims are old.
	let terms = Terms { currency, now_ms: 1_772_445_600_000, max_age_ms: u64::MAX };
	for name in names {
		let bytes = fs::read(data.join(&name)).unwrap();
		let mut lines = String::new();
		let profiles = match name.starts_with("synthea") {
			true => vec![profile_of(&name), Profile::synthea()],
			false => vec![profile_of(&name)],
		};
		for profile in profiles {
			for claim in claims::of_bundle(&bytes, &profile, &terms).unwrap() {
				let verdict = match claim.outcome {
					Ok(claim) => {
						let (total, read) = (terms.currency.render(claim.total), claim.adaptations);
						format!("ok       {total} USD, {} adaptation(s)", read.len())
					},
					Err(error) => format!("refused  {error}"),
				};
				let kind = format!("{} {}", profile.name(), claim.kind.unwrap_or_default());
				writeln!(lines, "    {kind:23} {verdict}").unwrap();
			}
		}
		let value = json::parse(&bytes).unwrap();
		let entries = value.get("entry").and_then(json::Value::as_array).unwrap_or_default();
		let resources = entries.iter().filter_map(|entry| entry.get("resource"));
		for answer in resources.chain([&value]) {
			let kind = answer.get("resourceType").and_then(json::Value::as_str).unwrap();
			if matches!(kind, "ClaimResponse" | "ExplanationOfBenefit") {
				let read =
					claims::read_adjudication(answer.canonical().as_bytes(), &terms.currency);
				writeln!(lines, "    {kind:23} refused  {}", read.unwrap_err()).unwrap();
			}
		}
		if !lines.is_empty() {
			table.push_str(&format!("{name}\n{lines}"));
		}
	}
	let committed = root.join("tests/claims.txt");
	if std::env::var_os("SALUS_BLESS").is_some() {
		fs::write(&committed, &table).unwrap();
	}
	assert_eq!(fs::read_to_string(&committed).unwrap(), table);
}

/// Every resource in every file is committed to field by field as a record, or whole, or refused: how many of each folder,
/// compared with `tests/records.txt`.
#[test]
fn every_resource_is_a_record_or_refused_with_a_reason() {
	let root = Path::new(env!("CARGO_MANIFEST_DIR"));
	let data = root.join("data");
	let (mut names, mut verdicts) = (Vec::new(), BTreeMap::<_, usize>::new());
	files(&data, &data, &mut names);
	for name in names {
		let bytes = fs::read(data.join(&name)).unwrap();
		let folder = name.split('/').next().unwrap().to_owned();
		for entry in records::of_bundle(&bytes, &profile_of(&name)).unwrap() {
			let verdict = match entry.outcome {
				Ok(record) => {
					let schema = record.draft.commit(os_salt).unwrap().schema().name;
					format!("ok       {} {schema}, {:?}", record.kind, record.status)
				},
				Err(error) => format!("refused  {error}"),
			};
			*verdicts.entry((folder.clone(), verdict)).or_default() += 1;
		}
	}
	let line = |((folder, verdict), count)| format!("{folder:8} {count:4} {verdict}\n");
	let table: String = verdicts.into_iter().map(line).collect();
	let committed = root.join("tests/records.txt");
	if std::env::var_os("SALUS_BLESS").is_some() {
		fs::write(&committed, &table).unwrap();
	}
	assert_eq!(fs::read_to_string(&committed).unwrap(), table);
}
