//! A prescription from its issue to its payment. The genesis names who acts: licence 1 is `//Prescriber`, 2 `//Pharmacy`,
//! 3 `//Insurer`.

use crate::{
	bounded,
	chain::{ask, within},
	cli::Salus,
};
use jiff::{SignedDuration, Timestamp};
use salus_zombienet::{Net, BY_RPC, EMBEDDED};
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
	time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio::join;
use zombienet_sdk::{subxt::ext::subxt_rpcs::client::rpc_params, NetworkNode};

/// How long the five transactions may take, each until it is final.
const STORY: Duration = Duration::from_secs(300);
/// How long until another collator has what is final at one.
const SPREAD: Duration = Duration::from_secs(60);

/// Where documents and receipts lie.
pub struct Desk(TempDir);

impl Desk {
	/// An empty one.
	pub fn new() -> Self {
		let desk = Desk(TempDir::new().unwrap());
		for folder in ["receipts", "dispensed"] {
			fs::create_dir(desk.path(folder)).unwrap();
		}
		desk
	}

	fn path(&self, name: &str) -> PathBuf {
		self.0.path().join(name)
	}

	fn write(&self, name: &str, document: &Value) -> String {
		let path = self.path(name);
		fs::write(&path, document.to_string()).unwrap();
		text(&path)
	}

	/// Issues a prescription of 30 tablets; answers its id when it is final.
	pub async fn issue(&self, salus: &Salus<'_>, name: &str) -> String {
		let order = self.write(&format!("{name}.json"), &order(name));
		let patient = salus.ok(&["key", "show", "--suri", &format!("//Patient//{name}")]).await;
		let by = ["--licence", "1", "--suri", "//Prescriber", "--class", "0"];
		let to = ["--patient", patient["address"].as_str().unwrap(), "--dispenser", "P2=2"];
		let out = text(&self.path("receipts"));
		let issue = ["rx", "issue", order.as_str(), "--out", out.as_str()];
		let issued = salus.ok(&[&issue[..], &by, &to].concat()).await;
		issued["item"].as_str().unwrap().to_owned()
	}

	/// Hands all of it out.
	async fn dispense(&self, salus: &Salus<'_>, name: &str) {
		let notice = self.write(&format!("{name}-notice.json"), &notice(name));
		let (receipts, out) = (text(&self.path("receipts")), text(&self.path("dispensed")));
		let papers = ["rx", "dispense", &notice, "--receipts", &receipts, "--out", &out];
		salus.ok(&[&papers[..], &["--licence", "2", "--suri", "//Pharmacy"]].concat()).await;
	}
}

fn text(path: &Path) -> String {
	path.to_str().unwrap().to_owned()
}

fn identifier(system: &str, value: &str) -> Value {
	json!({ "identifier": { "system": format!("urn:example:{system}"), "value": value } })
}

fn tablets() -> Value {
	let system = "http://terminology.hl7.org/CodeSystem/v3-orderableDrugForm";
	json!({ "value": 30, "system": system, "code": "TAB" })
}

/// An order of now, for the pharmacy `P2`.
fn order(name: &str) -> Value {
	let now = Timestamp::now();
	// The chain's clock is some seconds behind: its blocks have the time of the relay chain's slots.
	let (start, end) =
		(now - SignedDuration::from_mins(1), now + SignedDuration::from_hours(24 * 20));
	let written = |moment: Timestamp| moment.strftime("%FT%TZ").to_string();
	json!({
		"resourceType": "MedicationRequest", "id": name, "status": "active", "intent": "order",
		"identifier": [identifier("orders", name)["identifier"]],
		"medicationCodeableConcept": { "text": "amoxicillin 500 mg" },
		"subject": identifier("patients", "12"),
		"authoredOn": written(now),
		"requester": identifier("prescribers", "okoye"),
		"dispenseRequest": {
			"validityPeriod": { "start": written(start), "end": written(end) },
			"numberOfRepeatsAllowed": 0,
			"quantity": tablets(),
			"performer": identifier("pharmacies", "P2"),
		},
		"substitution": { "allowedBoolean": false },
	})
}

/// What the pharmacy handed out.
fn notice(name: &str) -> Value {
	json!({
		"resourceType": "MedicationDispense", "id": name, "status": "completed",
		"medicationCodeableConcept": { "text": "amoxicillin 500 mg" },
		"performer": [{ "actor": identifier("pharmacies", "P2") }],
		"authorizingPrescription": [identifier("orders", name)],
		"quantity": tablets(),
	})
}

/// Issued, covered, dispensed and in the same block paid by one collator; read at the other.
pub async fn a_dispense_is_paid(net: &Net, desk: &Desk) {
	let (here, there) = (net.node(EMBEDDED).unwrap(), net.node(BY_RPC).unwrap());
	let (salus, begun) = (Salus(here), Instant::now());
	let insurer = ["--licence", "3", "--asset", "CARE", "--suri", "//Insurer"];
	let fund = [&["escrow", "fund", "1000.00"][..], &insurer].concat();
	let (item, _) = join!(desk.issue(&salus, "first"), salus.ok(&fund));
	let cover = ["escrow", "cover", &item, "--per-unit", "0.10", "--cap", "10.00"];
	let terms = ["--provider", "2", "--until", "+90d", "--reserve", "10.00"];
	let cover = [&cover[..], &terms, &insurer].concat();
	let claim = ["rx", "claim", &item, "--licence", "2", "--suri", "//Pharmacy"];
	join!(salus.ok(&cover), salus.ok(&claim));
	desk.dispense(&salus, "first").await;
	bounded("issued, dispensed, paid and final, s", begun.elapsed(), STORY);

	let took = within(SPREAD, "the other collator has the payment", || async {
		Some(first_claim(there, &item).await.ok()?["stage"]["kind"] == "paid")
	})
	.await;
	bounded("read at the other collator after, s", took, SPREAD);
	let rx: Value = ask(there, "prescriptions_get", rpc_params![&item]).await.unwrap();
	assert_eq!(rx["stage"]["why"], "completed", "{rx}");
	let paid = first_claim(there, &item).await.unwrap();
	assert_eq!(paid["stage"]["payment"]["cause"], "atDispense", "{paid}");
	// 30 tablets at 0.10.
	assert_eq!(paid["billed"], "300", "{paid}");
}

/// The claim for the first dispense of an item, as a node tells it.
async fn first_claim(node: &NetworkNode, item: &str) -> anyhow::Result<Value> {
	let key = json!({ "rx": item, "dispense": 0, "rank": 0 });
	ask(node, "reimbursement_claim", rpc_params![key]).await
}

/// Waits until a node has an item.
pub async fn knows(node: &NetworkNode, item: &str) {
	within(SPREAD, "it knows the prescription", || async {
		let rx: Value = ask(node, "prescriptions_get", rpc_params![item]).await.ok()?;
		Some(rx["id"] == item)
	})
	.await;
}
