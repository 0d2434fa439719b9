//! Bad input, without a node: each fault has its sentence and its exit code, and leaves nothing behind.

use std::{
	fs,
	io::{Read, Write},
	net::TcpListener,
	path::Path,
	process::{Command, Output},
	thread,
};

const ALICE: &str = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

fn salus(args: &[&str]) -> Output {
	Command::new(env!("CARGO_BIN_EXE_salus"))
		.args(args)
		.env_remove("SALUS_SURI")
		.output()
		.expect("the binary runs")
}

fn text(bytes: &[u8]) -> String {
	String::from_utf8_lossy(bytes).into_owned()
}

/// Exit code of a wrong command line.
const USAGE: i32 = 64;

/// Fails with this exit code and one sentence that contains `says`; nothing goes to standard output.
fn fails(code: i32, says: &str, args: &[&str]) {
	let output = salus(args);
	let (out, err) = (text(&output.stdout), text(&output.stderr));
	assert_eq!(output.status.code(), Some(code), "{args:?}: {err}");
	assert!(err.contains(says), "{args:?}: {err}");
	assert_eq!(out, "", "{args:?}");
	assert!(!err.contains("panicked"), "{err}");
}

fn write(dir: &Path, name: &str, content: impl AsRef<[u8]>) -> String {
	let path = dir.join(name);
	fs::write(&path, content).unwrap();
	path.to_str().unwrap().to_owned()
}

#[test]
fn arguments_are_checked_before_anything_else() {
	fails(
		USAGE,
		"checksum",
		&[
			"registry",
			"enter-organisation",
			&ALICE.replace("utQY", "utQZ"),
			"--register",
			"r",
			"--number",
			"1",
		],
	);
	fails(USAGE, "64 hexadecimal digits", &["rx", "show", "0x12"]);
	fails(
		USAGE,
		"is no moment",
		&[
			"registry",
			"grant",
			ALICE,
			"--role",
			"payer",
			"--organisation",
			"1",
			"--until",
			"soon",
			"--credential",
			&format!("0x{}", "0".repeat(64)),
		],
	);
	fails(USAGE, "is no amount", &["registry", "deposit-bond", "1", "-", "--url", "x"]);
	fails(
		USAGE,
		"CODE=LICENCE",
		&[
			"rx",
			"issue",
			"a.json",
			"--licence",
			"1",
			"--patient",
			ALICE,
			"--out",
			".",
			"--dispenser",
			"VNE51",
		],
	);
	fails(USAGE, "required", &["rx", "claim", "--licence", "1"]);
	fails(USAGE, "--receipts", &["rx", "claim", "--licence", "1", "--message", "release.json"]);
	fails(USAGE, "unrecognized subcommand", &["rx", "burn"]);
}

#[test]
fn secrets_are_asked_for_and_never_repeated() {
	fails(1, "--suri-file", &["key", "show"]);
	fails(1, "cannot read the secret", &["key", "show", "--suri-file", "/no/such/file"]);
	let output = salus(&["key", "show", "--suri", "horse battery staple correct"]);
	assert_eq!(output.status.code(), Some(1));
	assert!(!text(&output.stderr).contains("staple"), "{}", text(&output.stderr));
	fails(1, "without a slash", &["key", "derive", "a/b", "--suri", "//Alice"]);
}

#[test]
fn a_new_secret_is_not_printed_and_nothing_is_overwritten() {
	let dir = tempfile::tempdir().unwrap();
	let file = dir.path().join("secret");
	let path = file.to_str().unwrap();
	let output = salus(&["key", "new", path]);
	assert!(output.status.success(), "{}", text(&output.stderr));
	let secret = fs::read_to_string(&file).unwrap();
	assert!(!text(&output.stdout).contains(secret.trim()));
	let shown = salus(&["key", "show", "--suri-file", path, "--json"]);
	let address =
		text(&shown.stdout).split('"').find(|word| word.starts_with('5')).unwrap().to_owned();
	assert!(text(&output.stdout).contains(&address));
	fails(1, "exists already", &["key", "new", path]);
	assert_eq!(fs::read_to_string(&file).unwrap(), secret);
}

#[test]
fn fhir_check_tells_a_refusal_from_what_it_cannot_read() {
	let dir = tempfile::tempdir().unwrap();
	let refused = write(dir.path(), "claim.json", r#"{"resourceType":"Claim"}"#);
	let output = salus(&["fhir", "check", &refused]);
	assert_eq!(output.status.code(), Some(0), "a rule refused it: it was read");
	assert!(
		text(&output.stdout).starts_with(&format!("{refused} Claim refused ")),
		"{}",
		text(&output.stdout)
	);

	for (name, content, says) in [
		("truncated.json", r#"{"resourceType":"#.to_owned(), "ends too early"),
		("empty.json", String::new(), "ends too early"),
		("binary.json", "\u{0}".into(), "syntax"),
		("duplicate.json", r#"{"a":1,"a":2}"#.into(), "duplicate key"),
		("nan.json", r#"{"a":NaN}"#.into(), "NaN"),
		("deep.json", "[".repeat(100_000), "nested deeper"),
		("large.json", format!("[{}1]", "1,".repeat(20_000_000)), "larger than"),
	] {
		let path = write(dir.path(), name, content);
		let output = salus(&["fhir", "check", &path]);
		let line = text(&output.stdout);
		assert_eq!(output.status.code(), Some(1), "{name}: {line}");
		assert!(line.contains("refused") && line.contains(says), "{name}: {line}");
		assert_eq!(line.lines().count(), 1, "{name}");
	}
	let missing = salus(&["fhir", "check", "/no/such.json", "--json"]);
	assert_eq!(missing.status.code(), Some(1));
	assert!(text(&missing.stdout).contains("cannot read"));
	fails(1, "there is no profile", &["fhir", "check", &refused, "--profile", "galenic"]);
	fails(1, "no .json file", &["fhir", "check", write_empty_folder(dir.path()).as_str()]);
}

fn write_empty_folder(dir: &Path) -> String {
	let folder = dir.join("empty");
	fs::create_dir(&folder).unwrap();
	folder.to_str().unwrap().to_owned()
}

#[test]
fn a_commitment_is_written_whole_or_not_at_all() {
	let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fhir/data/nhs-eps/spec");
	let order = data.join("prescribing/prescription-order/repeat-primary-example-req.json");
	let order = order.to_str().unwrap();
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("out");
	fs::create_dir(&out).unwrap();
	let args = ["fhir", "commit", order, "--profile", "nhs-eps", "--out", out.to_str().unwrap()];
	let first = salus(&args);
	assert!(first.status.success(), "{}", text(&first.stderr));
	assert_eq!(fs::read_dir(&out).unwrap().count(), 8, "four items, each secret and public");
	fails(1, "exists already", &args);

	fs::remove_file(out.join("repeat-primary-example-req-1.json")).unwrap();
	fails(1, "exists already", &args);
	assert_eq!(fs::read_dir(&out).unwrap().count(), 7, "the missing one is not written alone");
	fails(
		1,
		"cannot write",
		&["fhir", "commit", order, "--profile", "nhs-eps", "--out", "/no/such/folder"],
	);
}

#[test]
fn a_document_of_the_wrong_kind_is_named() {
	let dir = tempfile::tempdir().unwrap();
	let claim = write(dir.path(), "claim.json", r#"{"resourceType":"Claim"}"#);
	let out = dir.path().to_str().unwrap();
	let suri = ["--suri", "//Alice"];
	let issue = ["rx", "issue", &claim, "--licence", "1", "--patient", ALICE, "--out", out];
	fails(1, "claim.json", &[&issue[..], &suri].concat());
	fails(1, "no receipt", &["rx", "show", &claim, "--url", "ws://127.0.0.1:1"]);
	fails(1, "DocumentMismatch", &["rx", "verify", &claim, &claim]);
}

#[test]
fn nobody_there_is_said() {
	for command in [&["registry", "list"][..], &["council", "list"], &["rx", "policy", "1"]] {
		fails(1, "is a node running there?", &[command, &["--url", "ws://127.0.0.1:1"]].concat());
	}
	fails(1, "unencrypted", &["registry", "list", "--url", "ws://192.0.2.1:9944"]);
	fails(1, "cannot connect", &["registry", "list", "--url", "not a url"]);
	let output = salus(&["registry", "list", "--url", "ws://127.0.0.1:1", "--json"]);
	let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
	assert!(error["message"].as_str().unwrap().contains("ws://127.0.0.1:1"));
}

#[test]
fn a_server_that_is_no_node_is_said() {
	let listener = TcpListener::bind("127.0.0.1:0").unwrap();
	let url = format!("ws://{}", listener.local_addr().unwrap());
	thread::spawn(move || {
		for stream in listener.incoming() {
			let mut stream = stream.unwrap();
			let _ = stream.read(&mut [0; 1024]);
			let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
		}
	});
	fails(1, "cannot connect", &["registry", "list", "--url", &url]);
}

#[test]
fn amounts_claims_and_spans_are_checked_before_anything_else() {
	let id = format!("0x{}", "7".repeat(64));
	let key = format!("{id}/0/0");
	let fund = |amount| ["escrow", "fund", amount, "--licence", "3", "--asset", "CARE"];
	for wrong in ["60,00", "1e3", "", ".5", "NaN"] {
		fails(USAGE, "is no amount", &fund(wrong));
	}
	fails(USAGE, "too large", &fund(&"9".repeat(40)));
	for wrong in ["7/0", &id, &format!("{id}/0/4"), &format!("{id}/00/0"), &format!("{id}/256/0")] {
		fails(USAGE, "ITEM/DISPENSE/RANK", &["escrow", "retract", wrong, "--licence", "2"]);
	}
	let adjudicate =
		["escrow", "adjudicate", &key, "--licence", "3", "--payer-share", "1", "--adjust"];
	for wrong in ["CO/45", "PR/3/1.00", "CR/1/1.00", "45/CO/1.00", "CO/B7/1.00"] {
		fails(USAGE, "GROUP/CARC/AMOUNT", &[&adjudicate[..], &[wrong]].concat());
	}
	fails(USAGE, "0..32", &["escrow", "notice", &key, "32", "--licence", "3"]);
	let offer =
		["escrow", "offer", "--licence", "3", "--provider", "2", "--asset", "1", "--notice", "10d"];
	let rest = ["--filing", "90d", "--silent-cap", "1", "--until", "+1d", "--pay"];
	for wrong in ["14", "14w", "1.5d", "99999999999999999999d"] {
		fails(USAGE, "is no span of time", &[&offer[..], &rest, &[wrong]].concat());
	}
	fails(
		USAGE,
		"64 hexadecimal digits",
		&["escrow", "appeal", &key, "--licence", "2", "--grounds", "because"],
	);
}

#[test]
fn an_escrow_command_says_what_it_lacks() {
	let id = format!("0x{}", "7".repeat(64));
	let key = format!("{id}/0/0");
	let submit = ["escrow", "submit", "--licence", "2", "--payer", "3"];
	fails(USAGE, "--document", &submit);
	fails(USAGE, "--commitment", &[&submit[..], &[&key, "--billed", "1.00"]].concat());
	fails(
		USAGE,
		"--currency",
		&[&submit[..], &["--document", "claim.json", "--out", "."]].concat(),
	);
	fails(
		USAGE,
		"cannot be used with",
		&[&submit[..], &[&key, "--document", "claim.json"]].concat(),
	);
	fails(USAGE, "--payer-share", &["escrow", "adjudicate", &key, "--licence", "3"]);
	fails(USAGE, "--currency", &["escrow", "adjudicate", "--licence", "3", "--document", "a.json"]);
	fails(USAGE, "--provider", &["escrow", "list"]);
	let cover = ["escrow", "cover", &id, "--licence", "3", "--asset", "1", "--until", "+1d"];
	fails(USAGE, "--cap", &cover);
	fails(USAGE, "cannot be used with", &[&cover[..], &["--cap", "1", "--tariff", "1"]].concat());
	fails(USAGE, "invalid value", &["escrow", "vote", &key, "perhaps", "--licence", "9"]);
	fails(USAGE, "--prescriber-suri", &["escrow", "batch", "a.json"]);
}

#[test]
fn rates_and_deadlines_are_read_before_the_council_is_asked() {
	let dir = tempfile::tempdir().unwrap();
	let set = |content: &str| write(dir.path(), "rules.json", content);
	for (content, says) in [
		("", "no rates and deadlines"),
		("{}", "missing field"),
		(r#"{"notice":["1 second","14d"]}"#, "no span of time"),
		(r#"{"everything":"1d"}"#, "unknown field"),
	] {
		let path = set(content);
		fails(
			1,
			says,
			&["escrow", "set-rules", &path, "--suri", "//Alice", "--url", "ws://127.0.0.1:1"],
		);
	}
	fails(1, "cannot read", &["escrow", "set-rules", "/no/such.json", "--suri", "//Alice"]);
}

#[test]
fn a_batch_reads_everything_before_it_connects() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("out");
	fs::create_dir(&out).unwrap();
	let claim = write(dir.path(), "claim.json", r#"{"resourceType":"Claim"}"#);
	let batch = [
		"--licence",
		"1",
		"--patient",
		ALICE,
		"--class",
		"1",
		"--prescriber-suri",
		"//Alice",
		"--suri",
		"//Bob",
		"--pharmacy",
		"2",
		"--payer",
		"3",
		"--asset",
		"1",
		"--currency",
		"USD",
		"--profile",
		"synthea",
		"--url",
		"ws://127.0.0.1:1",
	];
	let refused = |says: &str, file: &str| {
		let batch = [&["escrow", "batch", file, "--out", out.to_str().unwrap()], &batch[..]];
		fails(1, says, &batch.concat());
	};
	refused("claim.json", &claim);
	refused("cannot read", "/no/such.json");
	let record = Path::new(env!("CARGO_MANIFEST_DIR")).join(
		"../fhir/data/synthea/Johnnie679_Hermiston71_2cd30bd6-3a87-4191-af90-6daa70f58f55.json",
	);
	refused("`stopped`, must be `active`", record.to_str().unwrap());
	assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

/// A context of an imaginary chain, for the runtime that this program knows.
fn context(dir: &Path) -> String {
	let hash = format!("0x{}", "1".repeat(64));
	let context = |version: &str| {
		let text = format!(
			r#"{{"format":"salus-context/1","genesis":"{hash}","specVersion":{version},"transactionVersion":1,
			"block":100,"blockHash":"{hash}","period":64,"numbers":{{"rx/{hash}":3}}}}"#
		);
		write(dir, "context.json", text)
	};
	let other = sign(&context("0"), &dir.join("other.json"), &["rx", "recall", &hash]);
	let error = text(&other.stderr);
	let (_, known) = error.split_once("calls of version ").unwrap_or_else(|| panic!("{error}"));
	context(known.split(':').next().unwrap())
}

fn sign(context: &str, out: &Path, act: &[&str]) -> Output {
	let files = ["patient", "sign", "--context-file", context, "--out", out.to_str().unwrap()];
	salus(&[&files[..], act, &["--suri", "//Patient"]].concat())
}

#[test]
fn an_act_is_signed_without_a_node_or_not_at_all() {
	let dir = tempfile::tempdir().unwrap();
	let context = context(dir.path());
	let (item, other) = (format!("0x{}", "1".repeat(64)), format!("0x{}", "2".repeat(64)));
	let out = dir.path().join("act.json");
	let refused = |says: &str, context: &str, act: &[&str]| {
		let output = sign(context, &out, act);
		let error = text(&output.stderr);
		assert!(!output.status.success() && error.contains(says), "{act:?}: {error}");
		assert!(!out.exists(), "{act:?}");
	};
	refused("give --seq", &context, &["rx", "recall", &other]);
	refused("cannot read", "/no/such.json", &["rx", "recall", &item]);
	refused("no context", &write(dir.path(), "empty.json", "{}"), &["rx", "recall", &item]);
	refused("unrecognized subcommand", &context, &["rx", "claim", &item]);
	refused("unrecognized subcommand", &context, &["escrow", "fund"]);
	refused("too large", &context, &["--seq", "70000", "rx", "recall", &other]);

	let signed = sign(&context, &out, &["rx", "recall", &item]);
	assert!(signed.status.success(), "{}", text(&signed.stderr));
	assert!(text(&signed.stdout).contains("seq: 3"), "{}", text(&signed.stdout));
	let shown = salus(&["patient", "show", out.to_str().unwrap()]);
	assert!(text(&shown.stdout).contains("Prescriptions.recall"), "{}", text(&shown.stdout));
	let again = sign(&context, &out, &["rx", "recall", &item]);
	assert!(text(&again.stderr).contains("exists already"));
}

#[test]
fn a_relayer_reads_an_act_before_it_connects() {
	let dir = tempfile::tempdir().unwrap();
	let out = dir.path().join("act.json");
	let item = format!("0x{}", "1".repeat(64));
	assert!(sign(&context(dir.path()), &out, &["rx", "recall", &item]).status.success());
	let act = fs::read_to_string(&out).unwrap();
	let nowhere = ["--suri", "//Relayer", "--url", "ws://127.0.0.1:1"];
	let refused = |says: &str, content: &str| {
		let file = write(dir.path(), "changed.json", content);
		fails(1, says, &[&["relay", "submit", &file], &nowhere[..]].concat());
	};
	refused("no signed act", "");
	refused("no signed act", r#"{"format":"salus-act/1"}"#);
	refused("salus-act/2", &act.replace("salus-act/1", "salus-act/2"));
	refused("what its bytes say", &act.replace("seq: 3", "seq: 4"));
	refused("no call of this runtime", &act.replace("0x33", "0xff"));
	refused("hexadecimal", &act.replace("0x33", "0xxx"));
	refused("is a node running there?", &act);
	fails(USAGE, "required", &["relay", "submit"]);
	fails(1, "--suri-file", &["relay", "submit", out.to_str().unwrap()]);
}

#[test]
fn consents_and_records_are_told_what_they_lack() {
	let hash = format!("0x{}", "1".repeat(64));
	let trial = ["consent", "trial", "--licence", "5", "--committee", "7"];
	fails(USAGE, "--study", &trial);
	fails(USAGE, "--until", &[&trial[..], &["--protocol", &hash]].concat());
	fails(USAGE, "--out", &[&trial[..], &["--study", "study.json"]].concat());
	let form = ["consent", "form", "1", "--licence", "5", "--set", "subject,investigator"];
	fails(USAGE, "--commitment", &form);
	fails(USAGE, "--offered", &[&form[..], &["--commitment", &hash]].concat());
	let form = [&form[..], &["--scopes", "scopes.json"]].concat();
	fails(USAGE, "cannot be used with", &[&form[..], &["--commitment", &hash]].concat());
	fails(USAGE, "--grace", &[&form[..], &["--asks", "enrolled"]].concat());
	fails(USAGE, "none of subject", &["consent", "form", "1", "--licence", "5", "--set", "doctor"]);
	fails(USAGE, "--until", &["consent", "decide", "1", "1", "approve", "--licence", "7"]);
	let propose = ["consent", "propose", "1", ALICE, "--licence", "6", "--need"];
	fails(USAGE, "--version", &[&propose[..], &["subject,investigator", "--scopes", "0"]].concat());
	fails(USAGE, "is no month", &[&propose[..], &["subject", "--majority", "2027"]].concat());
	fails(USAGE, "none of 0 to 31", &["consent", "sign", "1", ALICE, "--scopes", "32"]);

	let grant = ["record", "grant", ALICE, "0", "--to", "11"];
	fails(USAGE, "--sets", &grant);
	fails(
		USAGE,
		"--purpose",
		&[&grant[..], &["--sets", "3", "--until", "+1d", "--reads", "1"]].concat(),
	);
	fails(USAGE, "--table", &[&grant[..], &["--document", "grant.json"]].concat());
	fails(USAGE, "--to", &["record", "grant", ALICE, "0", "--document", "a", "--table", "b"]);
	let access = ["record", "access", ALICE, &hash];
	fails(USAGE, "--slot", &[&access[..], &["--receipt", &hash]].concat());
	fails(USAGE, "--licence", &[&access[..], &["--receipt", &hash, "--incident", "1"]].concat());
	fails(USAGE, "--receipt", &[&access[..], &["--slot", "0"]].concat());
	let glass = ["record", "break-glass", ALICE, "--licence", "13", "--sets", "1"];
	fails(USAGE, "--reason", &[&glass[..], &["--receipt", &hash]].concat());
	fails(
		USAGE,
		"invalid value",
		&["record", "shred", &hash, "--licence", "4", "--reason", "tired"],
	);
	let guardian = ["record", "set-guardians", ALICE, "--guardian"];
	fails(USAGE, "KEY/POWERS/UNTIL", &[&guardian[..], &[ALICE]].concat());
	fails(
		USAGE,
		"none of prescriptions",
		&[&guardian[..], &[&format!("{ALICE}/all/+1d")]].concat(),
	);
	fails(1, "cannot read", &["record", "verify", &hash, "/no/such.json"]);
	fails(1, "no receipt of an anchored record", &["record", "show", "/dev/null"]);
}

#[test]
fn only_what_depends_on_nobody_is_free() {
	let dir = tempfile::tempdir().unwrap();
	let context = context(dir.path());
	let out = dir.path().join("act.json");
	let hash = format!("0x{}", "1".repeat(64));
	let free = |says: &str, act: &[&str]| {
		let output = sign(&context, &out, &[&["--free", "--seq", "1"], act].concat());
		let error = text(&output.stderr);
		assert!(!output.status.success() && error.contains(says), "{act:?}: {error}");
	};
	free("nothing on a prescription is free", &["rx", "recall", &hash]);
	free("only withdrawing", &["consent", "sign", "1", ALICE, "--scopes", "0"]);
	free("only revoking", &["record", "seal", ALICE, "--sets", "0"]);
	let free = ["--free", "--seq", "1", "consent", "withdraw", "1", ALICE];
	assert!(sign(&context, &out, &free).status.success());
	let act = fs::read_to_string(&out).unwrap();
	assert!(act.contains("TrialConsents.withdraw_signed") && !act.contains("endsAtBlock"), "{act}");
	// Nobody's key is needed to bring it to the chain, only a node.
	let nowhere = ["relay", "submit", out.to_str().unwrap(), "--url", "ws://127.0.0.1:1"];
	fails(1, "is a node running there?", &nowhere);
	let forged = write(dir.path(), "forged.json", act.replace(ALICE, &ALICE.replace('5', "6")));
	fails(1, "what its bytes say", &["relay", "submit", &forged]);
}

#[test]
fn an_agreement_is_read_before_anything_is_sent() {
	let dir = tempfile::tempdir().unwrap();
	let context = context(dir.path());
	let out = dir.path().join("agreement.json");
	let agree = ["patient", "agree", "--context-file", &context, "--custodian", "4"];
	let to = ["--out", out.to_str().unwrap(), "--suri", "//Patient"];
	assert!(salus(&[&agree[..], &to].concat()).status.success());
	let agreement = fs::read_to_string(&out).unwrap();
	let enter = |says: &str, content: &str, licence: &str| {
		let file = write(dir.path(), "changed.json", content);
		let by = ["--licence", licence, "--suri", "//Hospital", "--url", "ws://127.0.0.1:1"];
		fails(1, says, &[&["record", "enter-patient", &file], &by[..]].concat());
	};
	enter("no agreement", "{}", "4");
	enter("salus-agreement/2", &agreement.replace("agreement/1", "agreement/2"), "4");
	enter("it is for custodian 4", &agreement, "11");
	enter("is a node running there?", &agreement, "4");
}

#[test]
fn a_policy_names_calls_that_exist() {
	let set = ["sponsor", "set", ALICE, "--organisation", "1", "--per-day", "9", "--until", "+1d"];
	let fee = ["--max-fee", "1", "--suri", "//Alice", "--url", "ws://127.0.0.1:1"];
	for wrong in ["present", "Prescriptions.burn", "prescriptions.present"] {
		fails(1, "there is no call", &[&set[..], &fee, &["--call", wrong]].concat());
	}
	fails(USAGE, "--max-fee", &set);
	fails(USAGE, "is no amount", &[&set[..], &["--max-fee", "much"]].concat());
}
