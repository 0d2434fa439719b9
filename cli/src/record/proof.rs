//! Fields of a record shown alone, and checked by whoever is shown them. Without a node.

use crate::{
	args::{self, Common},
	files,
	output::{hex, Report},
	receipt::{Receipt, RECORD},
	refusal::Refused,
};
use anyhow::{anyhow, bail, Context, Result};
use clap::Args;
use salus_fhir::{json::MAX_BYTES, Disclosure};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::path::PathBuf;
use subxt::utils::H256;

/// Format of a file of shown fields.
const FORMAT: &str = "salus-shown/1";

/// What `disclose` is told.
#[derive(Args, Debug)]
pub struct DiscloseArgs {
	/// The receipt that `anchor` wrote.
	receipt: PathBuf,
	/// The fields: Observation.code. With none, those that there are are listed.
	fields: Vec<String>,
	/// The file to write.
	#[arg(long, value_name = "FILE")]
	out: Option<PathBuf>,
}

/// What `verify` is told.
#[derive(Args, Debug)]
pub struct VerifyArgs {
	/// The record's id, as the chain has it.
	#[arg(value_parser = args::hash)]
	record: H256,
	/// What `disclose` wrote, or the whole receipt.
	file: PathBuf,
}

/// Fields, with what opens the record's id: it names custodian, time and root, which are no secret to a reader of fields.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Shown {
	format: String,
	record: String,
	licence: u32,
	authored_at: u64,
	disclosure: Box<RawValue>,
}

/// Writes fields, to be shown alone.
pub fn disclose(args: &DiscloseArgs, common: &Common) -> Result<()> {
	let receipt = Receipt::read(RECORD, &args.receipt)?;
	let Some(out) = args.out.as_ref().filter(|_| !args.fields.is_empty()) else {
		let fields: Vec<&str> = receipt.document.schema().fields.to_vec();
		return common
			.format()
			.report(&Report::new("Name fields, and --out").with("fields", fields));
	};
	let paths: Vec<&str> = args.fields.iter().map(String::as_str).collect();
	let shown = Shown {
		format: FORMAT.into(),
		record: hex(receipt.id),
		licence: receipt.licence,
		authored_at: receipt.authored_at,
		disclosure: RawValue::from_string(receipt.document.disclose(&paths)?.to_json())?,
	};
	let mut bytes = serde_json::to_vec_pretty(&shown)?;
	bytes.push(b'\n');
	files::write_new(&[(out.clone(), bytes)])?;
	let report = Report::new("Fields taken out").with("record", shown.record);
	common.format().report(&report.with("fields", paths).with("file", out.display().to_string()))
}

/// Checks that a file shows what stands behind a record's id.
pub fn verify(args: &VerifyArgs, common: &Common) -> Result<()> {
	let bytes = files::read(&args.file, 2 * MAX_BYTES)?;
	let shown: Result<Shown, _> = serde_json::from_slice(&bytes);
	let report = match shown {
		Ok(shown) => fields(&shown, args),
		Err(error) => match Receipt::read(RECORD, &args.file) {
			Ok(receipt) => whole(&receipt, args),
			Err(_) => Err(anyhow!("neither shown fields nor a receipt: {error}")),
		},
	};
	let report = report.with_context(|| args.file.display().to_string())?;
	common.format().report(&report.with("record", hex(args.record)))
}

fn whole(receipt: &Receipt, args: &VerifyArgs) -> Result<Report> {
	if receipt.id != args.record {
		bail!(mismatch(format!("it is the receipt of {}", hex(receipt.id))));
	}
	Ok(Report::new("Verified: the document is what stands behind the record")
		.with("custodian", receipt.licence)
		.with("authoredAt", receipt.authored_at))
}

fn fields(shown: &Shown, args: &VerifyArgs) -> Result<Report> {
	if shown.format != FORMAT {
		bail!("the format `{}` is not {FORMAT}", shown.format);
	}
	let disclosure = Disclosure::from_json(shown.disclosure.get().as_bytes())?;
	let root = disclosure.commitment();
	if RECORD.id(shown.licence, shown.authored_at, &root) != args.record {
		bail!(mismatch("custodian, time and commitment do not open the record's id".into()));
	}
	disclosure.verify(&root).map_err(|error| mismatch(error.to_string()))?;
	let lines = disclosure.fields().map(|(path, value)| match value {
		Some(value) => format!("{path}: {}", value.canonical()),
		None => format!("{path}: absent"),
	});
	Ok(Report::new("Verified: the fields are of the document that stands behind the record")
		.with("custodian", shown.licence)
		.with("authoredAt", shown.authored_at)
		.with("fields", lines.collect::<Vec<_>>()))
}

fn mismatch(sentence: String) -> Refused {
	Refused::new("DocumentMismatch", sentence)
}

#[cfg(test)]
mod tests {
	use super::*;
	use clap::Parser;
	use salus_fhir::{records, Profile};
	use std::{fs, path::Path};

	const OBSERVATION: &str = "../fhir/data/hl7-r4/observation-example-spirometry.json";

	fn receipt(dir: &Path) -> (PathBuf, Receipt) {
		let bytes = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(OBSERVATION)).unwrap();
		let profile = Profile::r4(Some("Europe/Amsterdam")).unwrap();
		let record = records::read(&bytes, &profile).unwrap();
		let document = record.draft.commit(|| Ok([7; 32])).unwrap();
		let receipt = Receipt::new(RECORD, 4, 1_700_000_000_000, document);
		let path = dir.join("receipt.json");
		fs::write(&path, receipt.to_bytes().unwrap()).unwrap();
		(path, receipt)
	}

	fn refusal(record: H256, file: PathBuf) -> String {
		let common = crate::args::Cli::parse_from(["salus", "key", "show"]).common;
		format!("{:#}", verify(&VerifyArgs { record, file }, &common).unwrap_err())
	}

	#[test]
	fn a_field_is_shown_alone_and_nothing_in_it_can_be_changed() {
		let dir = tempfile::tempdir().unwrap();
		let common = crate::args::Cli::parse_from(["salus", "key", "show"]).common;
		let (path, receipt) = receipt(dir.path());
		let out = dir.path().join("shown.json");
		let fields = vec!["Observation.code".into(), "Observation.bodySite".into()];
		disclose(&DiscloseArgs { receipt: path.clone(), fields, out: Some(out.clone()) }, &common)
			.unwrap();
		let text = fs::read_to_string(&out).unwrap();
		assert!(!text.contains("valueQuantity"), "more is shown than asked for");
		verify(&VerifyArgs { record: receipt.id, file: out.clone() }, &common).unwrap();
		verify(&VerifyArgs { record: receipt.id, file: path.clone() }, &common).unwrap();

		let other = H256([9; 32]);
		assert!(refusal(other, out.clone()).contains("do not open"));
		assert!(refusal(other, path).contains("it is the receipt of"));
		for (from, to, says) in [
			("\"licence\": 4", "\"licence\": 5", "do not open"),
			("1700000000000", "1700000000001", "do not open"),
			("152584", "152585", "value and salt"),
			("salus-shown/1", "salus-shown/2", "is not salus-shown/1"),
			("Observation.bodySite", "Observation.device", "Observation.device"),
			("disclosure\"", "closure\"", "neither shown fields nor a receipt"),
		] {
			let changed = text.replacen(from, to, 1);
			assert_ne!(changed, text, "{from}");
			fs::write(&out, changed).unwrap();
			let error = refusal(receipt.id, out.clone());
			assert!(error.contains(says), "{from}: {error}");
		}
	}
}
