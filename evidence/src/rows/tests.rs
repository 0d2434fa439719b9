//! Rows are read as they are written, and settled as the pallets settle them: against texts and vectors that their tests write.

#[path = "../../schemas/text.rs"]
mod text;

use super::*;
use scale_info::{meta_type, MetaType};
use serde_json::Value;
use sp_crypto_hashing::blake2_256;
use std::collections::BTreeMap;
use text::Text;

const TEXTS: [(Pallet, &str); 5] = [
	(Pallet::Registry, include_str!("../../schemas/Registry.0.txt")),
	(Pallet::Prescriptions, include_str!("../../schemas/Prescriptions.1.txt")),
	(Pallet::TrialConsents, include_str!("../../schemas/TrialConsents.1.txt")),
	(Pallet::HealthRecords, include_str!("../../schemas/HealthRecords.1.txt")),
	(Pallet::ReimbursementEscrow, include_str!("../../schemas/ReimbursementEscrow.1.txt")),
];

/// What is read here of a pallet: its rows by map, and its events.
fn read_here(pallet: Pallet) -> (Vec<(&'static str, MetaType)>, MetaType) {
	match pallet {
		Pallet::Registry => (
			vec![
				("Licences", meta_type::<registry::Licence>()),
				("Files", meta_type::<registry::File>()),
			],
			meta_type::<registry::Event>(),
		),
		Pallet::Prescriptions => {
			(vec![("Items", meta_type::<prescriptions::Rx>())], meta_type::<prescriptions::Event>())
		},
		Pallet::TrialConsents => (
			vec![
				("Consents", meta_type::<consents::Participation>()),
				("Forms", meta_type::<consents::Form>()),
			],
			meta_type::<consents::Event>(),
		),
		Pallet::HealthRecords => (
			vec![
				("Records", meta_type::<records::Record>()),
				("Grants", meta_type::<records::Grant>()),
			],
			meta_type::<records::Event>(),
		),
		Pallet::ReimbursementEscrow => {
			(vec![("Claims", meta_type::<escrow::Claim>())], meta_type::<escrow::Event>())
		},
	}
}

#[test]
fn types_are_those_that_the_pallets_store() {
	for (pallet, stored) in TEXTS {
		let (rows, event) = read_here(pallet);
		let mut types = Text::default();
		let mut lines = vec![format!("{} {}", pallet.name(), pallet.version())];
		lines.extend(rows.into_iter().map(|(map, row)| format!("{map}: {}", types.add(row))));
		types.add(event);
		assert!(stored.starts_with(&(lines.join("\n") + "\n")), "{stored}");
		let stored: Vec<_> = stored.lines().collect();
		for (name, lines) in types.into_types() {
			let place = stored.iter().position(|line| *line == lines[0]);
			let place =
				place.unwrap_or_else(|| panic!("{} stores no {name}: {lines:?}", pallet.name()));
			let theirs = stored[place + 1..].iter().take_while(|line| line.starts_with('\t'));
			let theirs: Vec<_> = theirs.copied().collect();
			// Of events only the links of trails are read.
			let ours: Vec<_> = lines[1..].iter().map(String::as_str).collect();
			let same = name == "Event" && ours.iter().all(|line| theirs.contains(line));
			assert!(same || ours == theirs, "{name}: {ours:#?} {theirs:#?}");
		}
	}
}

#[test]
fn a_changed_text_has_another_hash() {
	for (pallet, _) in TEXTS {
		let text = pallet.text();
		// As it stands in a file.
		assert!(text.bytes().all(|letter| (b' '..=b'~').contains(&letter) && letter != b'"'));
		assert!(text.len() <= 32_768);
		let hash = crate::json::to_hex(&blake2_256(text.as_bytes()));
		assert_eq!(crate::json::to_hex(&pallet.schema()), hash, "{}", pallet.name());
	}
}

/// Inputs with moments and outcomes.
fn vectors(text: &str) -> Vec<(Vec<u8>, Vec<(Moment, Vec<u8>)>)> {
	let bytes = |value: &Value| hex::decode(value.as_str().unwrap()).unwrap();
	let cases: Vec<Value> = serde_json::from_str(text).unwrap();
	let cases = cases.iter().map(|case| {
		let outcomes = case[1].as_array().unwrap().iter();
		let outcomes = outcomes.map(|of| (of[0].as_str().unwrap().parse().unwrap(), bytes(&of[1])));
		(bytes(&case[0]), outcomes.collect())
	});
	cases.collect()
}

/// The vectors of a function, all of them, and not all alike.
fn agree<R: Decode + Encode + Clone>(text: &str, outcome: impl Fn(R, Moment) -> Vec<u8>) {
	let (mut count, mut outcomes) = (0, BTreeMap::new());
	for (input, expected) in vectors(text) {
		let row: R = decode(&input).unwrap();
		assert_eq!(row.encode(), input);
		assert!(decode::<R>(&[&input[..], &[0]].concat()).is_none());
		for (now, expected) in expected {
			let found = outcome(row.clone(), now);
			assert_eq!(found, expected, "{} at {now}", hex::encode(&input));
			count += 1;
			outcomes.insert(found, ());
		}
	}
	assert!(count >= 2_000 && outcomes.len() > 5, "{count} {}", outcomes.len());
}

fn digest(value: impl Encode) -> Vec<u8> {
	blake2_256(&value.encode())[..8].to_vec()
}

fn told<L>(lapses: Vec<Lapsed<L>>) -> Vec<(L, Moment)> {
	lapses.into_iter().map(|lapsed| (lapsed.what, lapsed.at)).collect()
}

#[test]
fn items_are_settled_as_their_pallet_does() {
	agree(
		include_str!("../../vectors/prescriptions.settle.json"),
		|mut row: prescriptions::Rx, now| {
			let lapses = told(row.settle(now));
			digest((row, lapses))
		},
	);
}

#[test]
fn licences_stand_where_their_pallet_says() {
	agree(include_str!("../../vectors/registry.status.json"), |row: registry::Licence, now| {
		row.status(now).encode()
	});
}

#[test]
fn consents_are_worth_what_their_pallet_says() {
	type Input = (consents::Participation, consents::Form);
	agree(include_str!("../../vectors/consents.standing.json"), |(mut row, form): Input, now| {
		row.settle(now);
		[row.standing(&form, now).encode(), digest(&row)[..4].to_vec()].concat()
	});
}

#[test]
fn records_and_grants_are_settled_as_their_pallet_does() {
	agree(include_str!("../../vectors/records.settle.json"), |mut row: records::Record, now| {
		let lapses = told(row.settle(now));
		digest((row, lapses))
	});
	agree(include_str!("../../vectors/grants.settle.json"), |mut row: records::Grant, now| {
		let lapses = told(row.settle(now));
		digest((row, lapses))
	});
}

#[test]
fn claims_are_settled_as_their_pallet_does() {
	agree(include_str!("../../vectors/claims.settle.json"), |mut row: escrow::Claim, now| {
		let lapses = told(row.settle(now));
		digest((row, lapses))
	});
}

#[test]
fn lists_beyond_their_bound_are_refused() {
	let three: Bounded<u8, 3> = decode(&vec![1u8, 2, 3].encode()).unwrap();
	assert_eq!(three.0, [1, 2, 3]);
	assert!(decode::<Bounded<u8, 3>>(&vec![1u8, 2, 3, 4].encode()).is_none());
	// A claimed length allocates nothing.
	let huge = Compact(u32::MAX).encode();
	assert!(decode::<Bounded<[u8; 32], { u32::MAX }>>(&huge).is_none());
}
