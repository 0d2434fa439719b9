//! Nothing of a document reaches the chain, and the patient's key leaves it.

use super::{
	money::{self, CARE, INSURER},
	support::*,
};
use codec::Encode;
use frame_support::assert_ok;
use pallet_prescriptions::{Access, Call as Rx, Terms};
use pallet_reimbursement_escrow::Call as Escrow;
use runtime::{Executive, Prescriptions, Runtime};
use salus_primitives::ids::DAY;
use sp_core::H256;
use sp_io::hashing::{blake2_256, keccak_256, sha2_256, twox_128};

/// What a document holds and nobody may learn from the chain.
const CANARIES: [&str; 6] = [
	"Canary Lind",
	"9449304130",
	"1970-04-01",
	"SNOMED 374745009",
	"one tablet at night",
	"https://ehr.example/Patient/canary",
];

fn contains(haystack: &[u8], needle: &[u8]) -> bool {
	haystack.windows(needle.len()).any(|window| window == needle)
}

/// A canary in clear or as any hash that a dictionary would find.
fn traces() -> Vec<Vec<u8>> {
	CANARIES
		.into_iter()
		.map(str::as_bytes)
		.flat_map(|canary| {
			[
				canary.to_vec(),
				blake2_256(canary).to_vec(),
				sha2_256(canary).to_vec(),
				keccak_256(canary).to_vec(),
				twox_128(canary).to_vec(),
			]
		})
		.collect()
}

/// As a client commits: with a salt that never leaves it.
fn commitment(salt: u8) -> H256 {
	blake2_256(
		&[b"salus/fhir".as_slice(), &[1], &[salt; 32], CANARIES.concat().as_bytes()].concat(),
	)
	.into()
}

#[test]
fn canaries_never_reach_state_events_or_transactions() {
	development(|| {
		wait(0);
		let mut seen: Vec<Vec<u8>> = Vec::new();
		let mut tell = |who: &str, call: runtime::RuntimeCall| {
			let extrinsic = signed(&key(who), call);
			seen.push(extrinsic.encode());
			assert_ok!(block(|| Executive::apply_extrinsic(extrinsic).unwrap()));
			seen.push(events().encode());
		};
		let (authored_at, product) = (now(), commitment(2));
		let id = Prescriptions::id(PRESCRIBER, authored_at, commitment(1));
		let issue = issue(PRESCRIBER, commitment(1), "Patient", Access::Only(PHARMACY));
		tell("Prescriber", issue.into());
		let claim = Rx::claim { licence: PHARMACY, ids: vec![id].try_into().unwrap() };
		tell("Pharmacy", claim.into());
		let dispense =
			|quantity| Rx::dispense { licence: PHARMACY, id, quantity, product, substituted: true };
		tell("Pharmacy", dispense(10).into());
		let cancel = Rx::cancel { licence: PRESCRIBER, ids: vec![id].try_into().unwrap() };
		tell("Prescriber", cancel.into());
		tell("Pharmacy", dispense(20).into());
		seen.extend(storage().into_iter().flat_map(|(key, value)| [key, value]));
		for trace in traces() {
			assert!(seen.iter().all(|bytes| !contains(bytes, &trace)));
		}
		// The scan would have found them.
		assert!(contains(&["x", CANARIES[0], "y"].concat().into_bytes(), &traces()[0]));
	});
}

/// The commitment opens the id and is stored nowhere: who has no document learns nothing from the row.
#[test]
fn a_commitment_is_not_in_the_state() {
	development(|| {
		wait(0);
		act("Prescriber", issue(PRESCRIBER, commitment(1), "Patient", Access::Closed)).unwrap();
		// Block 3 has forgotten the transactions and events of block 2.
		wait(0);
		let commitment = commitment(1);
		assert!(storage().iter().all(|(_, value)| !contains(value, commitment.as_bytes())));
	});
}

#[test]
fn a_closed_items_patient_key_leaves_the_state() {
	development(|| {
		wait(0);
		let id = issued(1, "Patient", Access::Closed);
		let cancel = Rx::cancel { licence: PRESCRIBER, ids: vec![id].try_into().unwrap() };
		assert_ok!(act("Prescriber", cancel));
		let patient: [u8; 32] = account("Patient").into();
		let holders = || {
			let state = storage();
			state
				.iter()
				.filter(|(key, value)| contains(key, &patient) || contains(value, &patient))
				.count()
		};
		assert_eq!(holders(), 1, "the row, and nothing beside it");
		wait(4 * DAY);
		wait(0);
		assert_eq!(holders(), 0);
	});
}

/// registry.md and prescriptions.md, sections 12: what a row says in clear fits into these fields and no others.
#[test]
fn terms_have_no_room_for_text() {
	let most = <Terms as codec::MaxEncodedLen>::max_encoded_len();
	assert_eq!(most, 27);
}

/// Payers and providers deal with each other about keys, amounts and reasons. The patient is in none of it: not by the key of
/// the prescription, and not by anything that two prescriptions of one patient share.
#[test]
fn money_knows_no_patient() {
	development(|| {
		wait(0);
		money::fund(CARE, 10_000);
		money::contract(DAY, 50);
		let covered = money::held_item(1);
		money::cover(covered, CARE, money::per_unit(1), 30);
		let claimed = money::held_item(2);
		let key = money::key_of(claimed, 0);
		assert_ok!(act("Pharmacy", money::dispense(covered, 30)));
		let mut seen: Vec<Vec<u8>> = vec![money::told().encode()];
		assert_ok!(act("Pharmacy", money::dispense(claimed, 30)));
		let (licence, commitment) = (INSURER, commitment(3));
		let calls: Vec<(&str, Escrow<Runtime>)> = vec![
			(
				"Pharmacy",
				Escrow::submit { licence: PHARMACY, key, payer: INSURER, billed: 50, commitment },
			),
			("Insurer", Escrow::notice { licence, key, defects: 1 }),
			("Pharmacy", Escrow::resubmit { licence: PHARMACY, key, billed: 50, commitment }),
			("Insurer", Escrow::deny { licence, key, carc: 16 }),
			("Pharmacy", Escrow::appeal { licence: PHARMACY, key, commitment }),
			("Auditor", Escrow::vote { licence: 9, key, overturn: true }),
			("Clinician", Escrow::vote { licence: 10, key, overturn: true }),
			("Regulator", Escrow::order_reversal { licence: REGULATOR, key, amount: 1 }),
			("Pharmacy", Escrow::set_payee { licence: PHARMACY, account: None }),
		];
		for (who, call) in calls {
			seen.push(call.encode());
			assert_ok!(act(who, call));
			seen.push(money::told().encode());
		}
		let escrow = twox_128(b"ReimbursementEscrow");
		let rows = storage().into_iter().filter(|(key, _)| key.starts_with(&escrow));
		seen.extend(rows.flat_map(|(key, value)| [key, value]));
		assert!(seen.len() > 30);
		let patient: [u8; 32] = account("Patient").into();
		for trace in traces().into_iter().chain([patient.to_vec()]) {
			assert!(seen.iter().all(|bytes| !contains(bytes, &trace)));
		}
	});
}

/// A trial and a hospital's records from beginning to end: of what their documents hold, nothing is on the chain, neither in
/// clear nor as a hash that a dictionary would find.
#[test]
fn trials_and_records_tell_nothing_of_their_documents() {
	use super::care::*;
	use pallet_health_records::{BreakGlassReason, Call as Records, ShredReason};
	use pallet_trial_consents::Call as Trials;

	development(|| {
		wait(0);
		entered("Patient", &["Guardian"]);
		let trial = trial();
		let round = consented(trial, "Patient");
		let patient = account("Patient");
		let authored_at = now();
		let anchor = |salt, set| Records::<Runtime>::anchor {
			licence: HOSPITAL,
			root: commitment(salt),
			authored_at,
			patient: account("Patient"),
			set,
		};
		let id = |salt| runtime::HealthRecords::id(HOSPITAL, authored_at, commitment(salt));
		let records = |salt| vec![id(salt)].try_into().unwrap();
		let (slot, subject) = (0, patient.clone());
		let members: Vec<(&str, runtime::RuntimeCall)> = vec![
			("Hospital", anchor(4, 0).into()),
			("Hospital", anchor(5, 1).into()),
			(
				"Hospital",
				Records::amend { licence: HOSPITAL, id: id(5), root: commitment(6), authored_at }
					.into(),
			),
			(
				"Clinician",
				Records::access {
					patient: patient.clone(),
					slot,
					licence: Some(CLINICIAN),
					records: records(4),
					receipt: commitment(7),
				}
				.into(),
			),
			(
				"Clinician",
				Records::break_glass {
					licence: CLINICIAN,
					patient: patient.clone(),
					sets: 2,
					reason: BreakGlassReason::EmergencyTreatment,
					receipt: commitment(8),
				}
				.into(),
			),
			(
				"Clinician",
				Records::access_incident {
					licence: CLINICIAN,
					patient: patient.clone(),
					incident: 1,
					records: records(6),
					receipt: commitment(9),
				}
				.into(),
			),
			(
				"Clinician",
				Records::justify { patient, incident: 1, commitment: commitment(10) }.into(),
			),
			(
				"Investigator",
				Trials::enrol { licence: INVESTIGATOR, trial, subject: subject.clone() }.into(),
			),
			(
				"Investigator",
				Trials::record_data {
					licence: INVESTIGATOR,
					trial,
					subject,
					scopes: CORE,
					commitment: commitment(11),
				}
				.into(),
			),
			(
				"Hospital",
				Records::shred {
					licence: HOSPITAL,
					id: id(4),
					reason: ShredReason::RetentionEnded,
				}
				.into(),
			),
		];
		granted("Patient", slot);
		let mut seen: Vec<Vec<u8>> = Vec::new();
		for (who, call) in members {
			let extrinsic = signed(&key(who), call);
			seen.push(extrinsic.encode());
			assert_ok!(block(|| Executive::apply_extrinsic(extrinsic).unwrap()));
			seen.push(events().encode());
			seen.extend(storage().into_iter().flat_map(|(key, value)| [key, value]));
		}
		let free = general(withdraw_signed(trial, "Patient", round, OFFERED, "Patient"));
		seen.push(free.encode());
		assert_ok!(super::support::free(free));
		seen.push(events().encode());
		seen.extend(storage().into_iter().flat_map(|(key, value)| [key, value]));
		for trace in traces() {
			assert!(seen.iter().all(|bytes| !contains(bytes, &trace)));
		}
		// A record's root opens its id, and is stored nowhere.
		wait(0);
		for salt in [4, 5, 6] {
			let root = commitment(salt);
			assert!(storage().iter().all(|(_, value)| !contains(value, root.as_bytes())));
		}
	});
}

/// No call or event of these pallets, nor anything within one, can hold text.
#[test]
fn claims_consents_and_records_have_no_room_for_text() {
	use pallet_health_records as records;
	use pallet_reimbursement_escrow as escrow;
	use pallet_trial_consents as consents;
	use scale_info::{meta_type, PortableRegistry, TypeDef, TypeDefPrimitive};

	let mut types = scale_info::Registry::new();
	types.register_types([
		meta_type::<escrow::Call<Runtime>>(),
		meta_type::<escrow::Event<Runtime>>(),
		meta_type::<consents::Call<Runtime>>(),
		meta_type::<consents::Event<Runtime>>(),
		meta_type::<records::Call<Runtime>>(),
		meta_type::<records::Event<Runtime>>(),
		// Its calls hold other calls.
		meta_type::<pallet_sponsorship::Event<Runtime>>(),
	]);
	let types = PortableRegistry::from(types);
	let byte = |id: u32| {
		let inner = types.resolve(id).map(|inner| &inner.type_def);
		matches!(inner, Some(TypeDef::Primitive(TypeDefPrimitive::U8)))
	};
	for known in &types.types {
		let text = match &known.ty.type_def {
			TypeDef::Primitive(primitive) => {
				matches!(primitive, TypeDefPrimitive::Str | TypeDefPrimitive::Char)
			},
			TypeDef::Sequence(sequence) => byte(sequence.type_param.id),
			_ => false,
		};
		assert!(!text, "{:?}", known.ty.path);
	}
	assert!(types.types.len() > 60);
}
