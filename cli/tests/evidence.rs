//! Evidence from beginning to end: on a chain whose only validator votes, every kind of statement is exported; then the node is
//! stopped, and everything is verified, shown, rendered and forged without it.

mod common;

use common::{client, run, Node, PATIENCE};
use serde_json::{json, Value};
use std::{
	fs,
	path::{Path, PathBuf},
	thread,
	time::{Duration, Instant},
};

const RECORD: &str =
	"fhir/data/synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json";
const LINE: &str = "fe1ddf3f-f751-464e-9c69-c9006b6dbdb9";
const OBSERVATION: &str = "fhir/data/hl7-r4/observation-example-spirometry.json";
/// Keys with tokens: a participant of a trial, and a patient of a hospital.
const PARTICIPANT: &str = "//Charlie//stash";
const PATIENT: &str = "//Dave//stash";
/// A commitment to what nobody has.
const SOMETHING: &str = "0x7777777777777777777777777777777777777777777777777777777777777777";

/// The chain with its papers.
struct Stage {
	node: Node,
	item: String,
	claim: String,
	record: String,
}

impl Stage {
	fn path(&self, name: &str) -> String {
		self.node.dir.path().join(name).to_str().unwrap().to_owned()
	}

	/// Acts, and waits until it is in a block.
	fn act(&self, key: &str, args: &[&str]) -> Value {
		self.node.ok(&[args, &["--suri", key, "--in-block"]].concat())
	}

	fn address(&self, key: &str) -> String {
		self.node.ok(&["key", "show", "--suri", key])["address"].as_str().unwrap().to_owned()
	}

	/// Exports a statement to a file, of which it answers the report.
	fn export(&self, name: &str, args: &[&str]) -> (String, Value) {
		let out = self.path(&format!("{name}.salus.json"));
		let report = self.node.ok(&[&["evidence", "export"], args, &["--out", &out]].concat());
		assert!(report["summary"].as_str().unwrap().contains("every link holds"), "{report}");
		(out, report)
	}
}

fn repository(path: &str) -> PathBuf {
	Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Asks until there is an answer.
fn eventually<T>(mut ask: impl FnMut() -> Option<T>) -> T {
	let start = Instant::now();
	while start.elapsed() < PATIENCE {
		if let Some(answer) = ask() {
			return answer;
		}
		thread::sleep(Duration::from_millis(500));
	}
	panic!("no answer in {PATIENCE:?}")
}

/// Newest final block.
fn finalised(node: &Node) -> u64 {
	let fingerprint = node.ok(&["evidence", "fingerprint"]);
	fingerprint["block"].as_u64().unwrap()
}

#[test]
fn a_file_proves_a_statement_without_the_node() {
	let mut stage = Stage {
		node: Node::finalising(),
		item: String::new(),
		claim: String::new(),
		record: String::new(),
	};
	refusals_say_what_to_do(&stage);
	something_is_prescribed_and_paid(&mut stage);
	let moment = somebody_takes_part_and_leaves(&stage);
	a_record_is_read(&mut stage);

	let files = every_kind_is_exported(&stage, &moment);
	chosen_fields_are_shown(&stage);
	let anchors = anchors_are_published(&stage);
	exports_that_prove_nothing_are_refused(&stage);
	let dir = stage.node.stop();
	for (kind, file) in &files {
		is_proved(kind, file, &anchors);
	}
	a_later_anchor_leads_to_the_same(&dir.path().join("older.salus.json"), &anchors);
	forgeries_are_refused(&files[0].1, &anchors);
	pages_are_for_people(dir.path(), &files[0].1, &anchors);
}

fn refusals_say_what_to_do(stage: &Stage) {
	let out = stage.path("no.salus.json");
	let licence = |at: &'static str| ["evidence", "export", "licence", "1", "--at", at];
	let (_, message) = stage.node.refused(&[&licence("999999")[..], &["--out", &out]].concat());
	assert!(message.contains("no block 999999 yet"), "{message}");
	let newest = ["evidence", "export", "licence", "99999", "--out", &out];
	let (name, message) = stage.node.refused(&newest);
	assert_eq!(name, "Evidence::NotThere", "{message}");
	assert!(!Path::new(&out).exists());
}

fn something_is_prescribed_and_paid(stage: &mut Stage) {
	let insurer = |stage: &Stage, args: &[&str]| {
		stage
			.act("//Insurer", &[&["escrow"], args, &["--licence", "3", "--asset", "CARE"]].concat())
	};
	insurer(stage, &["fund", "500.00"]);
	let terms = ["--notice", "10d", "--pay", "14d", "--filing", "90d", "--until", "+365d"];
	let offer = ["offer", "--provider", "2", "--silent-cap", "100.00"];
	let offered = insurer(stage, &[&offer[..], &terms].concat());
	let hash = offered["hash"].as_str().unwrap();
	stage
		.act("//Pharmacy", &["escrow", "accept", "--licence", "2", "--payer", "3", "--hash", hash]);

	let now = jiff::Timestamp::now();
	let until = now + jiff::SignedDuration::from_hours(24 * 20);
	let completion = json!({
		"format": "salus-completion/1",
		"author": "Dr Okoye",
		"reason": "a record of the past, authored anew for a test",
		"class": 1,
		"lines": [LINE],
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
	});
	let (completed, out) = (stage.path("completion.json"), stage.path("papers"));
	fs::write(&completed, completion.to_string()).unwrap();
	fs::create_dir(&out).unwrap();
	let record = repository(RECORD);
	let patient = stage.address(PATIENT);
	// Of the record's claims one has a prescription on this chain; the others are refused, and so the exit code is 1.
	let batch = [
		&["escrow", "batch", record.to_str().unwrap(), "--profile", "synthea"][..],
		&["--completion", &completed, "--out", &out, "--licence", "1", "--patient", &patient],
		&["--dispenser", "VNE51=2", "--pharmacy", "2", "--payer", "3", "--asset", "CARE"],
		&["--currency", "USD", "--max-age", "9999d", "--prescriber-suri", "//Prescriber"],
		&["--suri", "//Pharmacy", "--in-block", "--json"],
	];
	let output = run(&stage.node.url, &batch.concat());
	let batch: Value = serde_json::from_slice(&output.stdout).unwrap();
	assert_eq!(batch["submitted"], 1, "{batch}");
	let papers = |what: &str| {
		let files = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().path());
		let mut found = files.filter(|path| path.to_str().unwrap().contains(what));
		let first = found.next().unwrap_or_else(|| panic!("no {what} in {out}"));
		first.to_str().unwrap().to_owned()
	};
	// Lists tell what is final.
	stage.claim = eventually(|| {
		let claims = stage.node.ok(&["escrow", "list", "--payer", "3"]);
		claims[0]["claim"].as_str().map(str::to_owned)
	});
	fs::rename(papers("-dispense-"), stage.path("dispense.json")).unwrap();
	fs::rename(papers("-claim-"), stage.path("claim.json")).unwrap();
	stage.item = papers("Johnnie679");
	let adjudicate = ["adjudicate", &stage.claim, "--payer-share", "80.00"];
	let adjudicated = stage.act(
		"//Insurer",
		&[&["escrow"], &adjudicate[..], &["--adjust", "CO/45/175.00", "--licence", "3"]].concat(),
	);
	assert!(adjudicated["state"].as_str().unwrap().starts_with("Paid 80.00"), "{adjudicated}");
}

/// A participant consents and withdraws; answers a moment between.
fn somebody_takes_part_and_leaves(stage: &Stage) -> String {
	let consent = |key: &str, args: &[&str]| stage.act(key, &[&["consent"], args].concat());
	let participant = stage.address(PARTICIPANT);
	let by = |licence: &'static str| ["--licence", licence];
	let trial = ["trial", "--committee", "7", "--protocol", SOMETHING, "--until", "+300d"];
	consent("//Sponsor", &[&trial[..], &by("5")].concat());
	consent("//Sponsor", &[&["site", "1", "6"], &by("5")[..]].concat());
	let form = ["form", "1", "--commitment", SOMETHING, "--offered", "0,1", "--core", "0"];
	consent("//Sponsor", &[&form[..], &["--set", "subject,investigator"], &by("5")].concat());
	consent(
		"//Ethics",
		&[&["decide", "1", "1", "approve", "--until", "+299d"], &by("7")[..]].concat(),
	);
	let propose = ["propose", "1", &participant, "--version", "1", "--scopes", "0,1"];
	let need = ["--need", "subject,investigator"];
	consent("//Investigator", &[&propose[..], &need, &by("6")].concat());
	let sign = ["sign", "1", &participant, "--scopes", "0,1"];
	consent(PARTICIPANT, &sign);
	let role = ["--as", "investigator", "--suri", "//Investigator"];
	// Until it is final: what stands is told of the newest final block.
	stage.node.ok(&[&["consent"], &sign[..], &role].concat());
	let standing = stage.node.ok(&["consent", "standing", "1", &participant]);
	assert_eq!(standing["permits"], true, "{standing}");
	// In the middle of a block's time, so that no clock can be on the edge.
	thread::sleep(Duration::from_secs(3));
	let moment = jiff::Timestamp::now().strftime("%FT%TZ").to_string();
	thread::sleep(Duration::from_secs(3));
	consent(PARTICIPANT, &["withdraw", "1", &participant]);
	moment
}

/// A hospital anchors, the patient lets another one read.
fn a_record_is_read(stage: &mut Stage) {
	let patient = stage.address(PATIENT);
	let (context, agreement) = (stage.path("context.json"), stage.path("agreement.json"));
	stage.node.ok(&["patient", "context", "--out", &context]);
	let agree = ["patient", "agree", "--context-file", &context, "--custodian", "4"];
	stage.node.ok(&[&agree[..], &["--out", &agreement, "--suri", PATIENT]].concat());
	stage.act("//Hospital", &["record", "enter-patient", &agreement, "--licence", "4"]);
	let observation = repository(OBSERVATION);
	let anchor = ["record", "anchor", observation.to_str().unwrap(), "--licence", "4"];
	let out = stage.path("records");
	fs::create_dir(&out).unwrap();
	let of = ["--patient", &patient, "--set", "3", "--out", &out, "--zone", "Europe/Amsterdam"];
	let anchored = stage.act("//Hospital", &[&anchor[..], &of].concat());
	stage.record = anchored["receipt"].as_str().unwrap().to_owned();
	let grant = ["record", "grant", &patient, "0", "--to", "11", "--sets", "3", "--purpose"];
	let terms = ["treatment", "--until", "+30d", "--reads", "2"];
	stage.act(PATIENT, &[&grant[..], &terms].concat());
	let access = ["record", "access", &patient, &stage.record, "--slot", "0"];
	let reader = ["--licence", "11", "--receipt", SOMETHING, "--suri", "//Hospital2"];
	// Until it is final, and so is everything before: files are made of final blocks.
	stage.node.ok(&[&access[..], &reader].concat());
}

/// Exports one file of each kind; answers them with their kinds.
fn every_kind_is_exported(stage: &Stage, moment: &str) -> Vec<(&'static str, String)> {
	let (participant, patient) = (stage.address(PARTICIPANT), stage.address(PATIENT));
	let absent = format!("Prescriptions.Items({SOMETHING})");
	let issued = stage.node.ok(&["rx", "show", &stage.item])["issuedAt"].as_u64().unwrap();
	let (issued, older) = (issued.to_string(), finalised(&stage.node).to_string());
	let older = ["licence", "1", "--at", &older];
	stage.export("older", &older);
	let files: Vec<_> = [
		("prescription", vec![stage.item.as_str()]),
		("dispense", vec![stage.item.as_str(), "0"]),
		("licence", vec!["1"]),
		("consent", vec!["1", &participant, moment]),
		("withdrawal", vec!["1", &participant]),
		("record", vec![stage.record.as_str()]),
		("grant", vec![&patient, "0"]),
		("claim", vec![stage.claim.as_str()]),
		("absent", vec![&absent]),
		("signed", vec![&issued, "1"]),
	]
	.into_iter()
	.map(|(kind, args)| {
		let (file, report) = stage.export(kind, &[&[kind][..], &args].concat());
		let size = report["bytes"].as_u64().unwrap();
		assert!(size <= 24 << 10, "{kind}: {size} bytes");
		assert!(report["discloses"].to_string().contains("no field"), "{report}");
		(kind, file)
	})
	.collect();
	let (_, message) =
		stage.node.refused(&["evidence", "export", "licence", "1", "--out", &files[2].1]);
	assert!(message.contains("not overwritten"), "{message}");
	is_private(&files[0].1);
	files
}

/// A file about a person is for whoever made it alone.
fn is_private(file: &str) {
	use std::os::unix::fs::PermissionsExt;
	let mode = fs::metadata(file).unwrap().permissions().mode();
	assert_eq!(mode & 0o777, 0o600, "{file}");
}

fn chosen_fields_are_shown(stage: &Stage) {
	let fields = ["--fields", "Observation.code,Observation.bodySite"];
	let export = [&["record", &stage.record][..], &fields].concat();
	let out = stage.path("asked.salus.json");
	let (_, message) =
		stage.node.refused(&[&["evidence", "export"], &export[..], &["--out", &out]].concat());
	assert!(message.contains("--yes"), "nobody is there to be asked: {message}");
	let (file, report) = stage.export("shown", &[&export[..], &["--yes"]].concat());
	let discloses = report["discloses"].to_string();
	assert!(
		discloses.contains("Observation.code: ") && discloses.contains("no such field"),
		"{report}"
	);
	let text = fs::read_to_string(&file).unwrap();
	assert!(text.contains("Observation.code") && !text.contains("Observation.valueQuantity"));
	for (kind, args, document, field) in [
		("dispense", vec![stage.item.as_str(), "0"], "dispense.json", "quantity"),
		("claim", vec![stage.claim.as_str()], "claim.json", "total"),
	] {
		let document = stage.path(document);
		let fields = ["--fields", field, "--document", &document, "--yes"];
		let name = format!("shown-{kind}");
		let (_, report) = stage.export(&name, &[&[kind], &args[..], &fields].concat());
		assert!(report["discloses"].to_string().contains(&format!("{field}: ")), "{report}");
	}
	// A document that stands behind something else.
	let claim = stage.path("claim.json");
	let other = ["--fields", "total", "--document", &claim, "--yes", "--out", &out];
	let export = [&["evidence", "export", "dispense", &stage.item, "0"][..], &other].concat();
	assert_eq!(stage.node.refused(&export).0, "Evidence::OpeningMismatch");
}

/// Fingerprints, as they would be published, and a trust file.
struct Anchors {
	genesis: String,
	trust: String,
	other: String,
}

fn anchors_are_published(stage: &Stage) -> Anchors {
	let trust = stage.path("trust.json");
	let genesis = stage.node.ok(&["evidence", "fingerprint", "--genesis"]);
	assert_eq!((&genesis["block"], &genesis["set"]), (&0.into(), &0.into()));
	let newest = stage.node.ok(&["evidence", "fingerprint", "--out", &trust]);
	assert_ne!(newest["fingerprint"], genesis["fingerprint"]);
	// A file from an anchor above it.
	let out = stage.path("anchored.salus.json");
	let licence = ["evidence", "export", "licence", "1", "--at", "3", "--from", &trust];
	let report = stage.node.ok(&[&licence[..], &["--out", &out]].concat());
	assert_eq!(report["fingerprint"], newest["fingerprint"]);
	let text = |value: &Value| value["fingerprint"].as_str().unwrap().to_owned();
	Anchors { genesis: text(&genesis), trust, other: text(&newest) }
}

fn exports_that_prove_nothing_are_refused(stage: &Stage) {
	let out = stage.path("nothing.salus.json");
	let refused = |args: &[&str]| {
		stage.node.refused(&[&["evidence", "export"], args, &["--out", &out]].concat())
	};
	let there = format!("Registry.Licences({})", 1);
	assert_eq!(refused(&["absent", &there]).0, "Evidence::NotEstablished");
	let (_, message) = refused(&["signed", "2", "0"]);
	assert!(message.contains("signature"), "{message}");
	let (name, _) = refused(&["consent", "1", &stage.address(PARTICIPANT), "+1d"]);
	assert_eq!(name, "Evidence::TooEarly");
	// Before the participation began.
	let early = refused(&["withdrawal", "1", &stage.address(PARTICIPANT), "--at", "2"]);
	assert_eq!(early.0, "Evidence::NotThere");
	assert!(!Path::new(&out).exists());
}

/// Verifies a file as an expert does, without a node; the exit code and what was said.
fn verify(file: &str, args: &[&str]) -> (i32, Value) {
	let output = client(&[&["evidence", "verify", file, "--json"], args].concat());
	let errors = String::from_utf8_lossy(&output.stderr);
	let said = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{errors}"));
	(output.status.code().unwrap(), said)
}

fn is_proved(kind: &str, file: &str, anchors: &Anchors) {
	let (code, said) = verify(file, &["--anchor", &anchors.genesis]);
	assert_eq!((code, &said["outcome"]), (0, &"verified".into()), "{kind}: {said}");
	assert_eq!(said["statement"]["kind"], kind);
	let proved = said["proved"][0].as_str().unwrap();
	let expected = match kind {
		"prescription" => "under licence 1, that of a prescriber",
		"dispense" => "quantity 30",
		"licence" => "was valid: that of a prescriber",
		"consent" => "was active",
		"withdrawal" => "withdrew",
		"record" => "It is the newest version",
		"grant" => "1 read had been taken",
		"claim" => ": 8000, plus 0 interest (adjudicated). Billed: 25500. Amounts are in the smallest unit of asset 1",
		"absent" => "there was no Prescriptions.Items",
		"signed" => "with 1 signature that fits",
		other => panic!("{other}"),
	};
	assert!(proved.contains(expected), "{kind}: {proved}");
	if kind == "withdrawal" {
		assert!(said["proved"].to_string().contains("signed the call"), "{said}");
	}
	assert_eq!(said["notProved"].as_array().unwrap().len(), 9);

	// In capitals or not, with hyphens or not; by the trust file, whose chain is enough for the genesis; and by nothing.
	let spoken = anchors.genesis.to_lowercase().replace('-', " ");
	assert_eq!(verify(file, &["--anchor", &spoken]).0, 0, "{kind}");
	let (code, said) = verify(file, &["--trust", &anchors.trust]);
	assert_eq!(code, 0, "{kind}: {said}");
	let (code, said) = verify(file, &[]);
	assert_eq!((code, &said["outcome"]), (2, &"consistent".into()), "{kind}: {said}");
	let (code, said) = verify(file, &["--anchor", &anchors.other]);
	assert_eq!((code, &said["failure"]), (20, &"AnchorMismatch".into()), "{kind}: {said}");

	let screen = client(&["evidence", "verify", file, "--anchor", &anchors.genesis]);
	let screen = String::from_utf8(screen.stdout).unwrap();
	for part in ["Verified: every link holds", &anchors.genesis, "Not proved by any file", proved] {
		assert!(screen.contains(part), "{kind}: {part}");
	}
	let shown = client(&["evidence", "show", file]);
	assert_eq!(shown.status.code(), Some(2));
	let shown = String::from_utf8(shown.stdout).unwrap();
	for part in [
		"Consistent:",
		"What would be proved",
		"Unproved: what nobody vouches for",
		"Timestamp.Now",
	] {
		assert!(shown.contains(part), "{kind}: {part}");
	}
}

fn a_later_anchor_leads_to_the_same(older: &Path, anchors: &Anchors) {
	let anchored = older.with_file_name("anchored.salus.json");
	let (anchored, older) = (anchored.to_str().unwrap(), older.to_str().unwrap());
	assert_eq!(verify(anchored, &["--anchor", &anchors.other]).0, 0);
	assert_eq!(verify(anchored, &["--trust", &anchors.trust]).0, 0);
	assert_eq!(verify(anchored, &["--anchor", &anchors.genesis]).0, 20);
	assert_eq!(verify(older, &["--trust", &anchors.trust]).0, 0);
}

fn forgeries_are_refused(file: &str, anchors: &Anchors) {
	let genesis = ["--anchor", anchors.genesis.as_str()];
	let text = fs::read_to_string(file).unwrap();
	let forged = format!("{file}.forged");
	for (from, to, failure, expected) in [
		("\"quantity\":30", "\"quantity\":300", "ValueMismatch", 43),
		("\"note\":\"\"", "\"note\":\"x\"", "DigestMismatch", 15),
		("{\"format\"", "{ \"format\"", "UnknownFormat", 3),
		("\"round\":", "\"round\":1", "JustificationInvalid", 33),
		("}\n", "}\n\n", "TrailingBytes", 13),
	] {
		let changed = text.replacen(from, to, 1);
		assert_ne!(changed, text, "{from}");
		fs::write(&forged, changed).unwrap();
		let (code, said) = verify(&forged, &genesis);
		assert_eq!((code, &said["failure"]), (expected, &failure.into()), "{from}: {said}");
		let page = format!("{file}.html");
		let render = ["evidence", "render", &forged, "--out", &page];
		assert_eq!(client(&[&render[..], &genesis].concat()).status.code(), Some(expected));
		assert!(!Path::new(&page).exists(), "a page of a forged file");
	}
	// What never ends is not read to its end.
	let endless = client(&["evidence", "verify", "/dev/zero"]);
	assert_eq!(endless.status.code(), Some(10));
	// Without a verdict there is none of a verdict's exit codes.
	for path in ["/no/such/file", "/"] {
		let unreadable = client(&["evidence", "verify", path]);
		assert_eq!(unreadable.status.code(), Some(66), "{path}");
	}
	let no_trust = client(&["evidence", "verify", file, "--trust", "/no/such/file"]);
	assert_eq!(no_trust.status.code(), Some(66));
	let no_anchor = client(&["evidence", "verify", file, "--anchor", "7K3QF"]);
	assert_eq!(no_anchor.status.code(), Some(64));
	assert!(no_anchor.stdout.is_empty());
}

fn pages_are_for_people(dir: &Path, file: &str, anchors: &Anchors) {
	let render = |name: &str, args: &[&str]| {
		let page = dir.join(name).to_str().unwrap().to_owned();
		let output = client(&[&["evidence", "render", file, "--out", &page], args].concat());
		(output.status.code(), fs::read_to_string(page).unwrap())
	};
	let (code, page) = render("verified.html", &["--anchor", &anchors.genesis, "--lang", "en"]);
	assert_eq!(code, Some(0));
	for part in [
		"<h1>Statement of evidence</h1>",
		"under licence 1, that of a prescriber",
		&anchors.genesis,
		"12 V.S.A.",
		"902(13)",
		"Article 45k",
		"not a qualified one",
		"owner and thief of a key look alike",
		"dispenser: handed out 30",
		"Subscribed and sworn to before me",
		"votes of 1 out of 1 validator",
		"base-uri",
		"UTC",
	] {
		assert!(page.contains(part), "{part}");
	}
	for foreign in ["<script", "http:", "https:", "src=", "@import", "url("] {
		assert!(!page.contains(foreign), "{foreign}");
	}
	assert!(!page.contains("NOT VERIFIED"));
	is_private(dir.join("verified.html").to_str().unwrap());
	let (code, page) = render("consistent.html", &[]);
	assert_eq!(code, Some(2));
	assert!(page.contains("<h1>NOT VERIFIED") && page.contains("Compare the fingerprint"));
	for verified in ["What is proved<", "Subscribed and sworn", "<td>holds</td>"] {
		assert!(!page.contains(verified), "{verified}");
	}
}
