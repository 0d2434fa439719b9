//! Against a node: refusals by the chain, transactions, and the council. The whole story is `scripts/demo`.

mod common;

use common::{run, Node};
use serde_json::Value;
use sp_crypto_hashing::twox_128;
use std::{fs, path::Path};
use subxt::rpcs::{client::rpc_params, RpcClient};

const BOB: &str = "5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty";
#[test]
fn a_chain_is_told_and_asked() {
	let node = Node::start();
	a_claim_of_this_moment_is_not_of_the_future(&node);
	unknown_ids_are_sentences(&node);
	the_council_acts(&node);
	validators_come_and_go(&node);
	waiting_is_a_choice(&node);
	the_escrow_is_told_and_asked(&node);
	a_record_is_claimed_decided_and_stated(&node);
}

/// Though the chain's newest block is older. It gets as far as the chain, which does not know what it is for.
fn a_claim_of_this_moment_is_not_of_the_future(node: &Node) {
	let coded = |code: &str| serde_json::json!({ "coding": [{ "code": code }] });
	let bill = serde_json::json!({ "value": 1.00, "currency": "USD" });
	let named = |system: &str, value: &str| serde_json::json!({ "identifier": { "system": system, "value": value } });
	let claim = serde_json::json!({
		"resourceType": "Claim",
		"status": "active",
		"use": "claim",
		"created": jiff::Timestamp::now().to_string(),
		"type": coded("pharmacy"),
		"patient": named("urn:example:patients", "12"),
		"provider": named("urn:example:pharmacies", "VNE51"),
		"insurer": named("urn:example:insurers", "aurora"),
		"priority": coded("normal"),
		"prescription": named("urn:salus:prescription", &format!("0x{}", "7".repeat(64))),
		"insurance": [{ "sequence": 1, "focal": true, "coverage": { "display": "basic" } }],
		"item": [{
			"sequence": 1,
			"extension": [{ "url": "urn:salus:dispense", "valueUnsignedInt": 0 }],
			"productOrService": { "text": "as dispensed" },
			"net": bill,
		}],
		"total": bill,
	});
	let file = node.dir.path().join("claim.json");
	fs::write(&file, claim.to_string()).unwrap();
	let (file, out) = (file.to_str().unwrap(), node.dir.path().to_str().unwrap());
	let submit = ["escrow", "submit", "--document", file, "--out", out, "--licence", "2"];
	let paid = ["--payer", "3", "--asset", "CARE", "--currency", "USD", "--suri", "//Pharmacy"];
	let (name, message) = node.refused(&[&submit[..], &paid].concat());
	assert_eq!(name, "ReimbursementEscrow::NotFound", "{message}");
}

fn unknown_ids_are_sentences(node: &Node) {
	let id = format!("0x{}", "7".repeat(64));
	let (_, message) = node.refused(&["rx", "show", &id]);
	assert!(message.contains("has no item 0x7777"), "{message}");
	let (_, message) = node.refused(&["registry", "show", "99999"]);
	assert!(message.contains("no licence 99999"), "{message}");
	let (_, message) = node.refused(&["council", "vote", &id, "--suri", "//Alice"]);
	assert!(message.contains("no open proposal"), "{message}");
	let (_, message) = node.refused(&["rx", "policy", "200"]);
	assert!(message.contains("class 200 has no policy"), "{message}");
	let (name, message) =
		node.refused(&["rx", "claim", &id, "--licence", "99999", "--suri", "//Bob"]);
	assert_eq!(name, "Prescriptions::NotAuthorized", "{message}");
	assert!(message.contains("Check the licence"), "{message}");
}

fn the_council_acts(node: &Node) {
	let policy = [
		"rx",
		"set-policy",
		"77",
		"--max-repeats",
		"3",
		"--max-validity",
		"100",
		"--max-quantity",
		"9",
	];
	let (name, _) = node.refused(&[&policy[..], &["--suri", "//Bob"]].concat());
	assert_eq!(name, "Council::NotMember");
	let done = node.ok(&[&policy[..], &["--suri", "//Alice"]].concat());
	assert_eq!(done["finality"], "final");
	assert_eq!(node.ok(&["rx", "policy", "77"])["maxRepeats"], 3);

	// An act that the pallet refuses keeps the pallet's name, though the council executed it.
	let bad = [
		"registry",
		"policy",
		"prescriber",
		"--max-validity",
		"0",
		"--tail",
		"1",
		"--bonds",
		"1,2,3,4",
	];
	let (name, _) = node.refused(&[&bad[..], &["--suri", "//Alice"]].concat());
	assert_eq!(name, "Registry::InvalidPolicy");

	let enter = ["registry", "enter-organisation", BOB, "--register", "R", "--number", "77"];
	let (name, _) = node.refused(&[&enter[..], &["--suri", "//Ferdie"]].concat());
	assert_eq!(name, "Registry::NotAuthorized");
	let entered = node.ok(&[&enter[..], &["--council", "--suri", "//Alice"]].concat());
	let organisations = node.ok(&["registry", "list", "organisations"]);
	let ids: Vec<_> =
		organisations.as_array().unwrap().iter().map(|row| &row["organisation"]).collect();
	assert!(ids.contains(&&entered["organisation"]), "{organisations}");
}

fn validators_come_and_go(node: &Node) {
	let standing = |account: &str| {
		let rows = node.ok(&["validators", "list"]);
		let row = rows.as_array().unwrap().iter().find(|row| row["validator"] == account).cloned();
		row.map(|row| row["standing"].as_str().unwrap().to_owned())
	};
	let new = node.dir.path().join("new").display().to_string();
	let account = node.ok(&["key", "new", &new])["address"].as_str().unwrap().to_owned();
	let (_, message) = node.refused(&["validators", "set-keys", "--suri-file", &new]);
	assert!(message.contains("fee"), "{message}");
	node.ok(&["transfer", &account, "10", "--suri", "//Alice"]);

	node.ok(&["validators", "add", &account, "--suri", "//Alice"]);
	assert_eq!(standing(&account).unwrap(), "has registered no keys");
	let made = node.ok(&["validators", "set-keys", "--suri-file", &new]);
	assert_eq!(made["keys"].as_str().unwrap().len(), 2 + 2 * 64);
	assert_eq!(standing(&account).unwrap(), "begins with the session after the next");
	node.ok(&["validators", "remove", &account, "--suri", "//Alice"]);
	assert_eq!(standing(&account), None);

	// By way of Root: the length of a session is the runtime's, not the council's.
	let (name, _) = node.refused(&["council", "root", "session-length", "1000", "--suri", "//Bob"]);
	assert_eq!((name.as_str(), session_length(node)), ("Council::NotMember", None));
	let done = node.ok(&["council", "root", "session-length", "1000", "--suri", "//Alice"]);
	assert_eq!(done["finality"], "final");
	assert_eq!(session_length(node).unwrap(), format!("0x{}", hex::encode(1_000u32.to_le_bytes())));
	let (_, message) = node.refused(&["council", "apply-upgrade", &new, "--suri", "//Alice"]);
	assert!(message.contains("no runtime"), "{message}");
}

/// What the chain holds in the place of the runtime's own length of a session.
fn session_length(node: &Node) -> Option<String> {
	let key = format!("0x{}", hex::encode(twox_128(b":SessionLength:")));
	let ask = async {
		let rpc = RpcClient::from_url(&node.url).await.unwrap();
		rpc.request("state_getStorage", rpc_params![key]).await.unwrap()
	};
	tokio::runtime::Runtime::new().unwrap().block_on(ask)
}

fn waiting_is_a_choice(node: &Node) {
	let list = [
		"rx",
		"set-policy",
		"78",
		"--max-repeats",
		"0",
		"--max-validity",
		"1",
		"--max-quantity",
		"1",
	];
	let sent = node.ok(&[&list[..], &["--suri", "//Alice", "--no-wait"]].concat());
	assert_eq!(sent["finality"], "accepted by the node, in no block yet");
	assert_eq!(sent["block"], Value::Null);
	let sent = node.ok(&[&list[..], &["--suri", "//Alice", "--in-block"]].concat());
	assert!(sent["block"].as_u64().is_some());
	assert!(node.dir.path().exists());
}

/// The genesis names them: payer 3 is `//Insurer`, dispenser 2 `//Pharmacy`, prescriber 1 `//Prescriber`.
fn the_escrow_is_told_and_asked(node: &Node) {
	let fund = |amount, asset, key| {
		["escrow", "fund", amount, "--licence", "3", "--asset", asset, "--suri", key]
	};
	let (_, message) = node.refused(&fund("0.001", "CARE", "//Insurer"));
	assert!(message.contains("has 2 decimals"), "{message}");
	let (_, message) = node.refused(&fund("1.00", "GOLD", "//Insurer"));
	assert!(message.contains("no asset has the symbol or name"), "{message}");
	let (_, message) = node.refused(&fund("1.00", "77", "//Insurer"));
	assert!(message.contains("no asset 77"), "{message}");
	let (name, message) = node.refused(&fund("1.00", "1", "//Pharmacy"));
	assert_eq!(name, "ReimbursementEscrow::NotAuthorized", "{message}");
	assert!(message.contains("salus registry show"), "{message}");
	assert_eq!(node.ok(&fund("400.00", "care", "//Insurer"))["free"], "400.00 CARE");
	assert_eq!(node.ok(&fund("100", "1", "//Insurer"))["free"], "500.00 CARE");

	let offer = [
		"escrow",
		"offer",
		"--licence",
		"3",
		"--provider",
		"2",
		"--asset",
		"CARE",
		"--notice",
		"10d",
	];
	let terms =
		["--filing", "90d", "--silent-cap", "100.00", "--until", "+365d", "--suri", "//Insurer"];
	let (name, _) = node.refused(&[&offer[..], &terms, &["--pay", "31d"]].concat());
	assert_eq!(name, "ReimbursementEscrow::OutOfBounds");
	let offered = node.ok(&[&offer[..], &terms, &["--pay", "14d"]].concat());
	let hash = offered["hash"].as_str().unwrap();
	assert_eq!(node.ok(&["escrow", "contract", "--payer", "3", "--provider", "2"])["hash"], hash);
	let accept = |hash| {
		[
			"escrow",
			"accept",
			"--licence",
			"2",
			"--payer",
			"3",
			"--hash",
			hash,
			"--suri",
			"//Pharmacy",
		]
	};
	let other = format!("0x{}", "7".repeat(64));
	assert_eq!(node.refused(&accept(&other)).0, "ReimbursementEscrow::Mismatch");
	node.ok(&accept(hash));
	let key = format!("{other}/0/0");
	let (_, message) = node.refused(&["escrow", "show", &key]);
	assert!(message.contains("no claim 0x7777"), "{message}");
	let submit = [
		"escrow",
		"submit",
		&key,
		"--billed",
		"1.00",
		"--commitment",
		&other,
		"--licence",
		"2",
		"--suri",
		"//Pharmacy",
	];
	assert_eq!(
		node.refused(&[&submit[..], &["--payer", "3"]].concat()).0,
		"ReimbursementEscrow::NotFound"
	);
	assert_eq!(
		node.refused(&[&submit[..], &["--payer", "5"]].concat()).0,
		"ReimbursementEscrow::NoContract"
	);

	let rules = node.ok(&["escrow", "rules"]);
	let file = node.dir.path().join("rules.json");
	fs::write(&file, rules.to_string()).unwrap();
	let set = ["escrow", "set-rules", file.to_str().unwrap(), "--suri"];
	assert_eq!(node.refused(&[&set[..], &["//Bob"]].concat()).0, "Council::NotMember");
	node.ok(&[&set[..], &["//Alice"]].concat());
	assert_eq!(node.ok(&["escrow", "rules"]), rules);
}

const RECORD: &str =
	"fhir/data/synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json";

/// What the record lacks for today: time, quantity and pharmacy, for its four prescriptions.
fn completion() -> Value {
	let now = jiff::Timestamp::now();
	let until = now + jiff::SignedDuration::from_hours(24 * 20);
	serde_json::json!({
		"format": "salus-completion/1",
		"author": "Dr Okoye",
		"reason": "a record of the past, authored anew for a test",
		"class": 1,
		"lines": [
			"de698418-6100-4b80-890d-4e1f26b832d0",
			"fdfc5406-6824-4bc7-ad2c-21c349225a29",
			"fe1ddf3f-f751-464e-9c69-c9006b6dbdb9",
			"b09e102a-a4e0-455a-b8a4-c38a930a49d4",
		],
		"supply": {
			"dispenseRequest.quantity": { "value": 30, "system": "http://snomed.info/sct", "code": "428673006" },
			"dispenseRequest.numberOfRepeatsAllowed": 0,
			"dispenseRequest.performer": { "identifier": { "system": "urn:example", "value": "VNE51" } },
			"dispenseRequest.validityPeriod": {
				"start": now.strftime("%FT%TZ").to_string(),
				"end": until.strftime("%FT%TZ").to_string(),
			},
			"substitution": { "allowedBoolean": true },
		},
		"override": { "authoredOn": now.strftime("%FT%TZ").to_string(), "status": "active" },
	})
}

fn a_record_is_claimed_decided_and_stated(node: &Node) {
	let out = node.dir.path().join("record");
	fs::create_dir(&out).unwrap();
	let completed = node.dir.path().join("completion.json");
	fs::write(&completed, completion().to_string()).unwrap();
	let record = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(RECORD);
	let batch = [
		"escrow",
		"batch",
		record.to_str().unwrap(),
		"--profile",
		"synthea",
		"--completion",
		completed.to_str().unwrap(),
		"--out",
		out.to_str().unwrap(),
		"--licence",
		"1",
		"--patient",
		BOB,
		"--dispenser",
		"VNE51=2",
		"--pharmacy",
		"2",
		"--payer",
		"3",
		"--asset",
		"CARE",
		"--currency",
		"USD",
		"--prescriber-suri",
		"//Prescriber",
		"--suri",
		"//Pharmacy",
	];
	let recent = node.ok(&batch);
	assert_eq!(
		(&recent["unfit"], &recent["submitted"]),
		(&26.into(), &0.into()),
		"all too old: {recent}"
	);
	let batch = [&batch[..], &["--max-age", "9999d"]].concat();
	let first = node.ok(&batch);
	assert_eq!((&first["submitted"], &first["unfit"]), (&4.into(), &22.into()), "{first}");
	assert_eq!(first["submittedBilled"], "1020.00 CARE");
	assert_eq!(first["claims"].as_array().unwrap().len(), 26);
	let again = node.ok(&batch);
	assert_eq!((&again["submitted"], &again["stoodAlready"]), (&0.into(), &4.into()), "{again}");

	let claims = node.ok(&["escrow", "list", "--payer", "3"]);
	assert_eq!(node.ok(&["escrow", "list", "--provider", "2"]), claims);
	let keys: Vec<&str> =
		claims.as_array().unwrap().iter().map(|row| row["claim"].as_str().unwrap()).collect();
	let [denied, cut, told, _] = keys[..] else { panic!("{claims}") };
	a_denial_is_overturned(node, denied);
	a_decision_is_a_document(node, cut, told);

	let reconcile = ["escrow", "reconcile", "--payer", "3", "--provider", "2", "--asset", "CARE"];
	let period = ["--currency", "USD", "--from", "2020-01-01", "--until", "+30d"];
	let statement = node.ok(&[&reconcile[..], &period].concat());
	assert_eq!(statement["paymentAmount"]["value"], 260.0, "{statement}");
	assert_eq!(statement["detail"].as_array().unwrap().len(), 3);
	let before = node.ok(&[
		&reconcile[..],
		&["--currency", "USD", "--from", "2020-01-01", "--until", "2020-02-01"],
	]
	.concat());
	assert_eq!(before["paymentAmount"]["value"], 0.0);

	// All four are there, with what the insurer, the pharmacy and six others have.
	let accounts = node.ok(&["escrow", "accounts", "--asset", "CARE"]);
	let sum = accounts.as_array().unwrap().last().unwrap();
	assert_eq!((&sum["account"], &sum["total"]), (&"sum".into(), &"2006000.00 CARE".into()));
	node.ok(&["escrow", "accounts", "--asset", "native"]);
}

fn a_denial_is_overturned(node: &Node, claim: &str) {
	let grounds = format!("0x{}", "7".repeat(64));
	let deny = ["escrow", "deny", claim, "--licence", "3", "--suri", "//Insurer", "--carc"];
	assert_eq!(
		node.refused(&[&deny[..], &["45"]].concat()).0,
		"ReimbursementEscrow::CarcNotAdmitted"
	);
	node.ok(&[&deny[..], &["197"]].concat());
	let answer = node.ok(&["escrow", "response", claim, "--currency", "USD"]);
	assert_eq!(
		(&answer["disposition"], &answer["outcome"]),
		(&"denied".into(), &"complete".into())
	);
	node.ok(&[
		"escrow",
		"appeal",
		claim,
		"--licence",
		"2",
		"--grounds",
		&grounds,
		"--suri",
		"//Pharmacy",
	]);
	let vote =
		|licence, key| ["escrow", "vote", claim, "overturn", "--licence", licence, "--suri", key];
	assert_eq!(node.refused(&vote("8", "//Regulator")).0, "ReimbursementEscrow::NotAuthorized");
	node.ok(&vote("9", "//Auditor"));
	assert_eq!(node.refused(&vote("9", "//Auditor")).0, "ReimbursementEscrow::AlreadyVoted");
	let paid = node.ok(&vote("10", "//Clinician"));
	assert_eq!(paid["state"], "Paid 100.00 CARE on appeal");
	let explained = node.ok(&["escrow", "eob", claim, "--currency", "USD"]);
	assert_eq!(explained["payment"]["amount"]["value"], 100.0, "{explained}");
}

fn a_decision_is_a_document(node: &Node, cut: &str, told: &str) {
	let adjudicate = ["escrow", "adjudicate", "--licence", "3", "--suri", "//Insurer"];
	let flags = ["--payer-share", "80.00", "--patient-share", "5.00", "--adjust"];
	let (name, message) =
		node.refused(&[&adjudicate[..], &[cut], &flags, &["CO/45/169.99"]].concat());
	assert_eq!(name, "ReimbursementEscrow::Unbalanced", "{message}");
	node.ok(&[&adjudicate[..], &[cut], &flags, &["CO/45/170.00"]].concat());
	let answer = node.ok(&["escrow", "response", cut, "--currency", "USD"]);
	let reasons = answer["item"][0]["adjudication"].to_string();
	assert!(reasons.contains("\"45\"") && reasons.contains("170.0"), "{reasons}");

	// The same decision on another claim, as the payer's own system would send it.
	let file = node.dir.path().join("decision.json");
	let output = run(&node.url, &["escrow", "response", cut, "--currency", "USD"]);
	let answer = String::from_utf8(output.stdout).unwrap();
	fs::write(&file, &answer).unwrap();
	let document = ["--document", file.to_str().unwrap(), "--currency", "USD"];
	let (_, message) = node.refused(&[&adjudicate[..], &[told], &document].concat());
	assert!(message.contains("decides on the claim"), "{message}");
	let (cut, told) = (cut.split('/').next().unwrap(), told.split('/').next().unwrap());
	fs::write(&file, answer.replace(cut, told)).unwrap();
	let decided = node.ok(&[&adjudicate[..], &document].concat());
	assert_eq!(decided["state"], "Paid 80.00 CARE by the payer's decision");
}
