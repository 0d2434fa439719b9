//! What is read out of real messages.

// Clippy exempts test functions, but not the helpers beside them.
#![allow(
	clippy::arithmetic_side_effects,
	clippy::indexing_slicing,
	clippy::panic,
	clippy::unwrap_used
)]

mod common;

use common::*;
use salus_fhir::{
	nhs, status::*, Access, CancelOutcome, DispenseAction, DispenseStatus, Prescription, Profile,
	Reading,
};
use serde_json::{json, Value};

fn ms(text: &str) -> u64 {
	let timestamp: jiff::Timestamp = text.parse().unwrap();
	timestamp.as_millisecond().try_into().unwrap()
}

#[test]
fn r4_fields_are_read_as_written() {
	let order = order(&base(), &r4(), None);
	let [item]: [Prescription; 1] = order.items.try_into().unwrap();
	assert_eq!(item.line.unwrap().value, "m1");
	assert_eq!(item.authored_at_ms, ms("2026-03-01T09:00:00Z"));
	assert_eq!((item.unit, item.quantity, item.repeats, item.interval_h), (1, 30, 2, 28 * 24));
	// Winter time at the start; the end is inclusive, and the next day starts in summer time still.
	assert_eq!(item.from_ms, ms("2026-02-28T23:00:00Z"));
	assert_eq!(item.until_ms, ms("2026-10-24T22:00:00Z"));
	assert!(item.substitution_allowed);
	assert_eq!(item.access, Access::Closed);
	assert_eq!((item.class, item.partial_h, item.prior, item.group), (None, None, None, None));
	assert_eq!(item.prescriber.reference.as_deref(), Some("Practitioner/1"));
	assert_eq!(
		item.draft.value("medicationCodeableConcept").unwrap().canonical(),
		r#"{"text":"canary drug"}"#
	);
	assert_eq!(
		item.draft.value("profile").unwrap().canonical(),
		r#"{"name":"r4/1","zone":"Europe/Amsterdam"}"#
	);
	assert_eq!(item.draft.value("dosageInstruction"), None);
}

#[test]
fn an_acute_eps_order_is_read_with_its_own_rules() {
	let order = order(&eps(), &Profile::nhs_eps(), None);
	assert_eq!(order.message.unwrap().value, "46183abc-9fad-4673-85db-ce2cb6614732");
	let quantities: Vec<_> = order.items.iter().map(|item| item.quantity).collect();
	assert_eq!(quantities, [20, 20, 30, 30]);
	for item in &order.items {
		assert_eq!(item.authored_at_ms, ms("2022-10-21T13:47:00Z"));
		assert_eq!((item.repeats, item.interval_h, item.substitution_allowed), (0, 0, false));
		assert_eq!(item.from_ms, ms("2022-10-20T23:00:00Z"));
		assert_eq!(item.until_ms, ms("2023-04-20T23:00:00Z"));
		assert_eq!(item.group.as_ref().unwrap().value, "24F5DA-A83008-7EFE6Z");
		assert_eq!(
			item.prescription.as_ref().unwrap().value,
			"20ba5fb5-cb58-462c-923e-22d180b09356"
		);
		let Access::Only(dispenser) = &item.access else { panic!("{:?}", item.access) };
		assert_eq!(dispenser.code(), "FA565");
		assert_eq!(item.prescriber.value("https://fhir.hl7.org.uk/Id/gmc-number"), Some("6095103"));
		assert_eq!(item.prescriber.value(nhs::ODS), Some("A83008"));
		for path in ["message", "patient", "prescriber", "provenance"] {
			assert!(item.draft.value(path).is_some(), "{path}");
		}
	}
	assert_eq!(order.items[0].line.as_ref().unwrap().value, "a54219b8-f741-4c47-b662-e4f8dfa49ab6");
}

#[test]
fn without_a_nomination_nobody_may_claim() {
	let folder =
		"nhs-eps/primary-care/acute/no-nominated-pharmacy/medical-prescriber/author/unknown";
	let order = order(
		&file(&format!("{folder}/1-Process-Request-Send-200_OK.json")),
		&Profile::nhs_eps(),
		None,
	);
	for item in order.items {
		assert_eq!(item.access, Access::Closed);
		assert_eq!(item.authored_at_ms, ms("2021-05-07T14:47:57Z"));
		// The end of a period is inclusive at its own precision: one second.
		assert_eq!(item.until_ms, ms("2021-06-05T00:00:00Z"));
	}
}

#[test]
fn repeat_dispensing_has_repeats_and_the_supply_as_interval() {
	let name = format!("{SPEC}/prescribing/prescription-order/eRD-primary-example-req.json");
	let items = order(&file(&name), &Profile::nhs_eps(), None).items;
	assert_eq!(items.len(), 4);
	assert_eq!((items[0].repeats, items[0].interval_h), (6, 240));
	assert_eq!(items[0].until_ms, ms("2022-11-22T00:00:00Z"));
	// Without an end: a year from the signature, or the expiry of the authorisation.
	let mut open = file(&name);
	for entry in open["entry"].as_array_mut().unwrap() {
		if let Some(period) = entry.pointer_mut("/resource/dispenseRequest/validityPeriod") {
			period.as_object_mut().unwrap().remove("end");
		}
	}
	let items = order(&open, &Profile::nhs_eps(), None).items;
	assert_eq!(items[0].until_ms, ms("2023-04-07T23:00:00Z"));
	let text = open.to_string().replace("2023-04-07", "2024-04-07");
	let items = order(&serde_json::from_str(&text).unwrap(), &Profile::nhs_eps(), None).items;
	assert_eq!(items[0].until_ms, ms("2023-10-20T23:00:00Z"));

	let repeat = format!("{SPEC}/prescribing/prescription-order/repeat-primary-example-req.json");
	let items = order(&file(&repeat), &Profile::nhs_eps(), None).items;
	assert!(items.iter().all(|item| item.repeats == 0 && item.interval_h == 0));
}

#[test]
fn a_completed_prescription_is_issued_only_with_an_explicit_override() {
	let hl7 = file("hl7-r4/medicationrequest0301.json");
	assert_eq!(refusal(&hl7, &r4()), "MedicationRequest.status: is `completed`, must be `active`");
	let completion = completion(json!({
		"format": "salus-completion/1",
		"author": "A. Careful",
		"reason": "issued anew",
		"class": 3,
		"partialHours": 72,
		"override": { "status": "active", "authoredOn": "2026-03-01T09:00:00Z" }
	}));
	let items = order(&hl7, &r4(), Some(&completion)).items;
	assert_eq!((items[0].class, items[0].partial_h), (Some(3), Some(72)));
	assert_eq!((items[0].quantity, items[0].unit, items[0].repeats), (30, 1, 0));
	assert_eq!(items[0].authored_at_ms, ms("2026-03-01T09:00:00Z"));
	// The document keeps both what it said and what was said instead.
	assert_eq!(items[0].draft.value("status").unwrap().as_str(), Some("completed"));
	assert!(items[0]
		.draft
		.value("completion")
		.unwrap()
		.canonical()
		.contains("\"status\":\"active\""));
}

#[test]
fn one_item_of_a_synthea_record_is_issued_with_what_it_lacks() {
	let record = "synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json";
	let quantity =
		json!({ "value": 30.0, "system": "http://snomed.info/sct", "code": "732937005" });
	let completion = completion(json!({
		"format": "salus-completion/1",
		"author": "A. Careful",
		"reason": "Synthea writes no dispenseRequest",
		"lines": ["fe1ddf3f-f751-464e-9c69-c9006b6dbdb9"],
		"supply": {
			"dispenseRequest.quantity": quantity,
			"dispenseRequest.numberOfRepeatsAllowed": 0,
			"dispenseRequest.validityPeriod": { "start": "2016-03-18", "end": "2016-06" },
			"substitution": { "allowedBoolean": false }
		}
	}));
	let items =
		order(&file(record), &Profile::r4(Some("America/New_York")).unwrap(), Some(&completion))
			.items;
	assert_eq!(items.len(), 1);
	assert_eq!((items[0].unit, items[0].quantity), (2, 30));
	assert_eq!(items[0].authored_at_ms, ms("2016-03-18T09:04:09Z"));
	assert_eq!(items[0].until_ms, ms("2016-07-01T04:00:00Z"));
}

#[test]
fn dispense_notices_pair_with_the_order() {
	let lines = |number: u8| {
		let name = format!(
			"{SPEC}/dispensing/dispense-notification/acute-primary-example-0{number}-req.json"
		);
		match reading(&file(&name), &Profile::nhs_eps()).unwrap() {
			Reading::DispenseNotice(notice) => notice,
			other => panic!("{other:?}"),
		}
	};
	let first = lines(1);
	assert_eq!(first.dispenser.value(nhs::ODS), Some("VNE51"));
	assert_eq!(first.release.as_deref(), Some("a5d77265-8ba5-4c74-b8ce-ea0dbaafbdb8"));
	assert_eq!(first.lines[0].order.code(), "a54219b8-f741-4c47-b662-e4f8dfa49ab6");
	assert_eq!(first.lines[0].group.as_ref().unwrap().value, "24F5DA-A83008-7EFE6Z");
	assert_eq!(first.lines[0].handed_over_ms, Some(ms("2022-11-27T11:45:00Z")));
	assert_eq!(first.lines[0].action, DispenseAction::Dispense { quantity: 20, unit: 1 });
	assert_eq!(first.lines[2].action, DispenseAction::Nothing);
	assert!(!first.lines[0].substituted);
	let partial = |notice: &salus_fhir::DispenseNotice| notice.lines[2].action.clone();
	assert_eq!(partial(&lines(2)), DispenseAction::Dispense { quantity: 15, unit: 1 });
	assert_eq!(partial(&lines(3)), DispenseAction::Dispense { quantity: 15, unit: 1 });

	let repeat =
		file(&format!("{SPEC}/dispensing/dispense-notification/repeat-primary-example-req.json"));
	let Reading::DispenseNotice(notice) = reading(&repeat, &Profile::nhs_eps()).unwrap() else {
		panic!()
	};
	let statuses: Vec<_> = notice.lines.iter().map(|line| line.status).collect();
	use DispenseStatus::*;
	assert_eq!(statuses, [Completed, Completed, OnHold, Cancelled]);
	// Not dispensed at all: the reason of NHS EPS goes into the call.
	let declined = set(repeat, "/entry/4/resource/type/coding/0/code", json!("0002"));
	let Reading::DispenseNotice(notice) = reading(&declined, &Profile::nhs_eps()).unwrap() else {
		panic!()
	};
	assert_eq!(notice.lines[3].action, DispenseAction::Decline { reason: 4 });
}

#[test]
fn a_dispense_stands_alone_under_r4() {
	let dispense = json!({
		"resourceType": "MedicationDispense",
		"status": "completed",
		"medicationReference": { "reference": "Medication/1" },
		"performer": [{ "actor": { "reference": "Organization/1" } }],
		"authorizingPrescription": [{ "reference": "MedicationRequest/m1" }],
		"quantity": { "value": 7, "system": "http://unitsofmeasure.org", "code": "mL" },
		"substitution": { "wasSubstituted": true }
	});
	let Reading::DispenseNotice(notice) = reading(&dispense, &r4()).unwrap() else { panic!() };
	assert_eq!(notice.lines[0].action, DispenseAction::Dispense { quantity: 7, unit: 3 });
	assert_eq!(notice.lines[0].order.code(), "MedicationRequest/m1");
	assert!(notice.lines[0].substituted);
	let declined = set(without(dispense.clone(), "/quantity"), "/status", json!("declined"));
	let Reading::DispenseNotice(notice) = reading(&declined, &r4()).unwrap() else { panic!() };
	assert_eq!(notice.lines[0].action, DispenseAction::Decline { reason: 0 });

	let refused = |value: Value| refusal(&value, &r4());
	assert_eq!(
		refused(set(dispense.clone(), "/status", json!("declined"))),
		"MedicationDispense.quantity: contradicts `status or type: nothing was handed out`"
	);
	assert_eq!(
		refused(set(dispense.clone(), "/quantity/value", json!(0))),
		"MedicationDispense.quantity: absent; a completed dispense hands something out"
	);
	let two = json!([{ "reference": "a" }, { "reference": "b" }]);
	assert_eq!(
		refused(set(dispense.clone(), "/authorizingPrescription", two)),
		"MedicationDispense.authorizingPrescription: must name exactly one prescription"
	);
	let two = json!({ "resourceType": "Bundle", "type": "collection", "entry": [
		{ "resource": dispense },
		{ "resource": set(dispense.clone(), "/performer/0/actor", json!({ "reference": "x" })) },
	]});
	assert!(reading(&two, &r4()).is_ok());
}

#[test]
fn messages_about_existing_prescriptions_are_read() {
	let profile = Profile::nhs_eps();
	let read = |name: &str| reading(&file(name), &profile).unwrap();
	let cancel = read(&format!("{ACUTE}/cancellations/7-Process-Request-Cancel-200_OK.json"));
	let Reading::Cancellation(cancel) = cancel else { panic!() };
	let Reading::Order(ordered) =
		read(&format!("{ACUTE}/cancellations/7-Process-Request-Send-200_OK.json"))
	else {
		panic!()
	};
	assert_eq!(Some(&cancel.line), ordered.items[0].line.as_ref());
	assert_eq!((cancel.reason, cancel.group), (7, ordered.items[0].group.clone()));
	assert_eq!(cancel.prescriber, ordered.items[0].prescriber);

	let Reading::Return(returned) =
		read(&format!("{SPEC}/dispensing/return/acute-primary-example-req.json"))
	else {
		panic!()
	};
	assert_eq!((returned.group.value.as_str(), returned.reason), ("24F5DA-A83008-7EFE6Z", 3));
	assert_eq!(returned.release.value, "a5d77265-8ba5-4c74-b8ce-ea0dbaafbdb8");
	assert_eq!(returned.dispenser.value(nhs::ODS), Some("VNE51"));
	assert_eq!(returned.at_ms, ms("2022-11-21T14:30:00Z"));

	let Reading::Withdrawal(withdrawal) =
		read(&format!("{SPEC}/dispensing/withdraw/acute-primary-example-req.json"))
	else {
		panic!()
	};
	assert_eq!(withdrawal.notification.value, "a14d4fc1-82a2-4a82-aae2-50e212e7b907");
	assert_eq!(
		(withdrawal.reason.as_str(), withdrawal.dispenser.value(nhs::ODS)),
		("MU", Some("VNE51"))
	);

	let Reading::Release(release) = read(&format!("{ACUTE}/1-Task-Request-Release-200_OK.json"))
	else {
		panic!()
	};
	assert!(release.group.is_some() && release.dispenser.value(nhs::ODS).is_some());

	let Reading::CancelAnswer(answer) =
		read(&format!("{SPEC}/errors/prescription-order-update/R-0010-Cancellation.json"))
	else {
		panic!()
	};
	assert_eq!(answer.outcome, CancelOutcome::NotDispensed);
}

#[test]
fn stages_have_the_statuses_of_the_design_page() {
	use ChainClosure as Why;
	let closed = |why| fhir_status(ChainStage::Closed(why));
	assert_eq!(fhir_status(ChainStage::Free), "active");
	assert_eq!(fhir_status(ChainStage::Held), "active");
	assert_eq!(fhir_status(ChainStage::OnHold), "on-hold");
	assert_eq!(closed(Why::Completed), "completed");
	assert_eq!((closed(Why::Cancelled), closed(Why::NotDispensed)), ("cancelled", "cancelled"));
	for why in [Why::Stopped, Why::Expired, Why::Deceased, Why::Unratified] {
		assert_eq!(closed(why), "stopped");
	}
	assert_eq!(closed(Why::EnteredInError), "entered-in-error");
	assert_eq!(
		(fhir_status(ChainStage::Declined), fhir_status(ChainStage::Owed)),
		("on-hold", "draft")
	);
}
