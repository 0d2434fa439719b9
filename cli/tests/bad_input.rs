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
		2,
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
	fails(2, "64 hexadecimal digits", &["rx", "show", "0x12"]);
	fails(
		2,
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
	fails(2, "is no amount", &["registry", "deposit-bond", "1", "-", "--url", "x"]);
	fails(
		2,
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
	fails(2, "required", &["rx", "claim", "--licence", "1"]);
	fails(2, "--receipts", &["rx", "claim", "--licence", "1", "--message", "release.json"]);
	fails(2, "unrecognized subcommand", &["rx", "burn"]);
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
