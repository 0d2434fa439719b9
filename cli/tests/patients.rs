//! Against a node: patients without an account sign, and somebody else carries it to the chain.

mod common;

use common::Node;
use serde_json::Value;
use std::{fs, path::Path, thread, time::Duration};

const ORDER: &str = "fhir/data/hl7-r4/medicationrequest0301.json";

/// What a test may do with a patient's key that the chain has never heard of.
struct Patient<'a> {
	node: &'a Node,
	key: &'static str,
}

impl Patient<'_> {
	fn path(&self, name: &str) -> String {
		self.node.dir.path().join(name).to_str().unwrap().to_owned()
	}

	fn address(&self) -> String {
		let key = self.node.ok(&["key", "show", "--suri", self.key]);
		key["address"].as_str().unwrap().to_owned()
	}

	fn context(&self, name: &str, row: &str, blocks: &str) -> String {
		let file = self.path(name);
		self.node.ok(&["patient", "context", "--out", &file, "--row", row, "--blocks", blocks]);
		file
	}

	fn sign(&self, context: &str, name: &str, act: &[&str]) -> String {
		let file = self.path(name);
		let sign = ["patient", "sign", "--context-file", context, "--out", &file];
		self.node.ok(&[&sign[..], act, &["--suri", self.key]].concat());
		file
	}
}

/// What an account has of the native token.
fn balance(node: &Node, key: &str) -> Value {
	let address = node.ok(&["key", "show", "--suri", key])["address"].clone();
	let accounts = node.ok(&["escrow", "accounts", "--asset", "native"]);
	let mut accounts = accounts.as_array().unwrap().iter();
	accounts.find(|row| row["account"] == address).map_or(Value::Null, |row| row["total"].clone())
}

/// An item for a key, by the prescriber of the genesis.
fn issued(node: &Node, patient: &str) -> String {
	let now = jiff::Timestamp::now();
	let until = now + jiff::SignedDuration::from_hours(24 * 20);
	let completion = serde_json::json!({
		"format": "salus-completion/1", "author": "Dr Okoye", "reason": "authored anew for a test", "class": 1,
		"override": {
			"status": "active",
			"authoredOn": now.strftime("%FT%TZ").to_string(),
			"dispenseRequest.validityPeriod": {
				"start": now.strftime("%F").to_string(),
				"end": until.strftime("%F").to_string(),
			},
		},
	});
	let (file, out) = (node.dir.path().join("completion.json"), node.dir.path().join("receipts"));
	fs::write(&file, completion.to_string()).unwrap();
	fs::create_dir(&out).unwrap();
	let order = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(ORDER);
	let issue = ["rx", "issue", order.to_str().unwrap(), "--completion", file.to_str().unwrap()];
	let by = ["--licence", "1", "--suri", "//Prescriber", "--zone", "Europe/Amsterdam"];
	let to = ["--patient", patient, "--out", out.to_str().unwrap()];
	let dispenser = ["--dispenser", "Practitioner/f001=2"];
	let issued = node.ok(&[&issue[..], &by, &to, &dispenser].concat());
	issued["item"].as_str().unwrap().to_owned()
}

/// What a sponsor pays it pays a day, from midnight to midnight in UTC by the chain's clock, which runs ahead by some slots: waits
/// for the next day, if that is near.
fn within_a_day() {
	const DAY: i64 = 24 * 60 * 60;
	let left = DAY - jiff::Timestamp::now().as_second() % DAY;
	if left < 300 {
		thread::sleep(Duration::from_secs(left.unsigned_abs()));
	}
}

#[test]
fn a_patient_without_an_account_is_relayed_and_rubbish_costs_nothing() {
	within_a_day();
	let node = Node::start();
	let patient = Patient { node: &node, key: "//Nobody//item" };
	let item = issued(&node, &patient.address());
	let row = format!("rx/{item}");
	let context = patient.context("context.json", &row, "64");
	let present = ["rx", "present", &item, "--to", "2"];
	let act = patient.sign(&context, "present.json", &present);
	let relay = |what, file| ["relay", what, file, "--suri", "//Relayer"];
	let before = balance(&node, "//Relayer");

	rubbish_is_refused(&node, &patient, &context, &item);
	assert_eq!(node.ok(&relay("check", &act))["summary"], "The chain would take it");
	assert_eq!(balance(&node, "//Relayer"), before, "what was refused or checked cost something");

	let relayed = node.ok(&relay("submit", &act));
	assert_eq!((&relayed["summary"], &relayed["finality"]), (&"Relayed".into(), &"final".into()));
	assert!(node.ok(&["rx", "show", &item])["state"]
		.as_str()
		.unwrap()
		.starts_with("Held by licence 2"));
	let paid = balance(&node, "//Relayer");
	assert_ne!(paid, before);
	assert_eq!(balance(&node, patient.key), Value::Null, "the patient has no account");

	// Again: the number has moved on, and the relayer learns it for nothing.
	let (name, message) = node.refused(&relay("submit", &act));
	assert_eq!(name, "Prescriptions::StaleSequence", "{message}");
	assert_eq!(balance(&node, "//Relayer"), paid);
	expired_acts_are_refused(&node, &patient, &row, &item);
	a_sponsor_pays_what_its_policy_says(&node, &patient, &row, &item);
}

fn a_sponsor_pays_what_its_policy_says(node: &Node, patient: &Patient, row: &str, item: &str) {
	let address =
		|key| node.ok(&["key", "show", "--suri", key])["address"].as_str().unwrap().to_owned();
	let (hospital, relayer) = (address("//Hospital2"), address("//Relayer"));
	let context = patient.context("sponsored.json", row, "64");
	let act = patient.sign(&context, "sponsored-act.json", &["rx", "recall", item]);
	let submit = ["relay", "submit", &act, "--suri", "//Relayer", "--sponsor", &hospital];
	let (name, message) = node.refused(&submit);
	assert_eq!(name, "Sponsorship::NoPolicy", "{message}");

	let set =
		["sponsor", "set", &relayer, "--organisation", "10", "--until", "+30d", "--per-day", "1"];
	fn with<'a>(set: &[&'a str], terms: &[&'a str], key: &'a str) -> Vec<&'a str> {
		[set, terms, &["--suri", key]].concat()
	}
	let none = with(&set, &["--max-fee", "1"], "//Sponsor");
	assert_eq!(node.refused(&none).0, "BadOrigin", "the organisation is another's");
	let dear = ["--max-fee", "0.000000000001", "--call", "Prescriptions.recall"];
	for (terms, why) in [
		(&dear[..], "Sponsorship::FeeTooHigh"),
		(&["--max-fee", "1", "--call", "Prescriptions.present"], "Sponsorship::NotListed"),
	] {
		node.ok(&with(&set, terms, "//Hospital2"));
		assert_eq!(node.refused(&submit).0, why);
	}
	node.ok(&with(&set, &["--max-fee", "1"], "//Hospital2"));
	let (sponsors, relayers) = (balance(node, "//Hospital2"), balance(node, "//Relayer"));
	let relayed = node.ok(&submit);
	assert!(relayed["paidBy"].as_str().unwrap().starts_with(&hospital), "{relayed}");
	assert_ne!(balance(node, "//Hospital2"), sponsors);
	assert_eq!(balance(node, "//Relayer"), relayers);
	assert_eq!(node.ok(&["sponsor", "show", &hospital, &relayer])["leftToday"], 0);

	let context = patient.context("again.json", row, "64");
	let act = patient.sign(&context, "again-act.json", &["rx", "set-access", item, "any"]);
	let submit = ["relay", "submit", &act, "--suri", "//Relayer", "--sponsor", &hospital];
	assert_eq!(node.refused(&submit).0, "Sponsorship::QuotaSpent");
	node.ok(&["sponsor", "remove", &relayer, "--suri", "//Hospital2"]);
	assert_eq!(node.refused(&submit).0, "Sponsorship::NoPolicy");
	node.refused(&["sponsor", "show", &hospital, &relayer]);
}

fn rubbish_is_refused(node: &Node, patient: &Patient, context: &str, item: &str) {
	let submit = |file: &str| node.refused(&["relay", "submit", file, "--suri", "//Relayer"]);
	let present = ["rx", "present", item, "--to", "2"];
	let stranger = Patient { node, key: "//Stranger" };
	let file = stranger.sign(context, "stranger.json", &present);
	assert_eq!(submit(&file).0, "Prescriptions::NotAuthorized");
	let file = patient.sign(context, "early.json", &["--seq", "7", "rx", "recall", item]);
	assert_eq!(submit(&file).0, "Prescriptions::StaleSequence");

	let text = fs::read_to_string(context).unwrap();
	let genesis = serde_json::from_str::<Value>(&text).unwrap();
	let hash = |name: &str| genesis[name].as_str().unwrap().to_owned();
	let other = patient.path("other.json");
	for (from, name) in [(hash("genesis"), "WrongChain"), (hash("blockHash"), "BadProof")] {
		fs::write(&other, text.replace(&from, &format!("0x{}", "9".repeat(64)))).unwrap();
		let file = patient.sign(&other, &format!("{name}.json"), &present);
		assert_eq!(submit(&file).0, name);
	}
	// Of several files each is dealt with, and one that is refused fails the whole.
	let files = [patient.path("stranger.json"), patient.path("early.json")];
	let output = common::run(&node.url, &["relay", "check", &files[0], &files[1]]);
	assert_eq!(output.status.code(), Some(1));
	let table = String::from_utf8_lossy(&output.stdout);
	assert!(table.contains("NotAuthorized") && table.contains("StaleSequence"), "{table}");
}

fn expired_acts_are_refused(node: &Node, patient: &Patient, row: &str, item: &str) {
	let short = patient.context("short.json", row, "4");
	let act = patient.sign(&short, "recall.json", &["rx", "recall", item]);
	for amount in ["1", "2", "3", "4"] {
		node.ok(&["registry", "deposit-bond", "1", amount, "--suri", "//Surgery"]);
	}
	let (name, message) = node.refused(&["relay", "submit", &act, "--suri", "//Relayer"]);
	assert_eq!(name, "Expired", "{message}");
}
