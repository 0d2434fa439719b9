//! Receipts: what the prescriber keeps and the patient carries of an issued item, one file each.
//!
//! A receipt holds the document with its salts, and what opens the item's id beside the document's commitment: licence and
//! authoring time. Whoever has it can prove what the id stands for; destroying it leaves an id that proves nothing.

use crate::{args, files, output::hex};
use anyhow::{anyhow, bail, Context, Result};
use salus_fhir::{
	document::Hash,
	json::{Value, MAX_BYTES},
	Document,
};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sp_crypto_hashing::blake2_256;
use std::{
	fs,
	path::{Path, PathBuf},
	str::FromStr,
};
use subxt::utils::H256;

/// Format of a receipt's file.
const FORMAT: &str = "salus-receipt/1";

/// What opens an item's id.
#[derive(Clone, Debug)]
pub struct Receipt {
	/// The item.
	pub id: H256,
	/// The prescriber's licence.
	pub licence: u32,
	/// When the document was authored, in milliseconds since the Unix epoch.
	pub authored_at: u64,
	/// The document.
	pub document: Document,
}

/// A receipt as it is written. The document stands in its own bytes: its numbers must keep their spelling.
#[derive(Deserialize, Serialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Written {
	format: String,
	id: String,
	licence: u32,
	authored_at: u64,
	document: Box<RawValue>,
}

impl Receipt {
	/// The receipt of a document that is about to be issued.
	pub fn new(licence: u32, authored_at: u64, document: Document) -> Self {
		let id = item_id(licence, authored_at, &document.commitment());
		Receipt { id, licence, authored_at, document }
	}

	/// Reads a receipt. Nothing in it can have been changed: the document must give the commitment that it names, and
	/// licence, authoring time and commitment must give the id.
	pub fn read(path: &Path) -> Result<Self> {
		let name = || path.display().to_string();
		let bytes = files::read(path, 2 * MAX_BYTES)?;
		let written: Written = serde_json::from_slice(&bytes)
			.map_err(|error| anyhow!("no receipt of an issued item: {error}"))
			.with_context(name)?;
		if written.format != FORMAT {
			bail!("{}: the format `{}` is not {FORMAT}", name(), written.format);
		}
		let document = Document::open(written.document.get().as_bytes()).with_context(name)?;
		let receipt = Receipt::new(written.licence, written.authored_at, document);
		if hex(receipt.id) != written.id {
			bail!(
				"{}: licence, authoring time and document do not open the id {}",
				name(),
				written.id
			);
		}
		Ok(receipt)
	}

	/// The receipt's bytes.
	pub fn to_bytes(&self) -> Result<Vec<u8>> {
		let written = Written {
			format: FORMAT.into(),
			id: hex(self.id),
			licence: self.licence,
			authored_at: self.authored_at,
			document: RawValue::from_string(self.document.private_json())?,
		};
		let mut bytes = serde_json::to_vec_pretty(&written)?;
		bytes.push(b'\n');
		Ok(bytes)
	}

	/// Whether the document is the line `line`, by identifier or resource id, on the form `group`, where they are given.
	pub fn is_for(&self, line: Option<&str>, group: Option<&str>) -> bool {
		let value =
			|identifier: &Value| identifier.get("value").and_then(Value::as_str).map(str::to_owned);
		let lines: Vec<String> = self
			.document
			.value("identifier")
			.and_then(Value::as_array)
			.map(|identifiers| identifiers.iter().filter_map(value).collect())
			.unwrap_or_default();
		let id = self.document.value("id").and_then(Value::as_str);
		let form = self.document.value("groupIdentifier").and_then(value);
		line.is_none_or(|line| id == Some(line) || lines.iter().any(|own| own == line))
			&& group.is_none_or(|group| form.as_deref() == Some(group))
	}
}

/// All receipts in a folder, by their files' names.
pub fn all_in(folder: &Path) -> Result<Vec<(PathBuf, Receipt)>> {
	let entries = fs::read_dir(folder).and_then(|entries| entries.collect::<Result<Vec<_>, _>>());
	let mut paths: Vec<PathBuf> = entries
		.with_context(|| format!("cannot read the folder {}", folder.display()))?
		.iter()
		.map(fs::DirEntry::path)
		.filter(|path| path.extension().is_some_and(|extension| extension == "json"))
		.collect();
	paths.sort();
	paths.into_iter().map(|path| Receipt::read(&path).map(|receipt| (path, receipt))).collect()
}

/// An item on the command line: its id, or the file with its receipt.
#[derive(Clone, Debug)]
pub enum ItemRef {
	/// The id.
	Id(H256),
	/// The receipt's file.
	File(PathBuf),
}

impl FromStr for ItemRef {
	type Err = String;

	fn from_str(text: &str) -> Result<Self, String> {
		if text.starts_with("0x") {
			return args::hash(text).map(ItemRef::Id);
		}
		Ok(ItemRef::File(text.into()))
	}
}

impl ItemRef {
	/// The item's id.
	pub fn id(&self) -> Result<H256> {
		match self {
			ItemRef::Id(id) => Ok(*id),
			ItemRef::File(path) => Ok(Receipt::read(path)?.id),
		}
	}
}

/// `blake2_256("salus/rx" ‖ licence ‖ authored_at ‖ commitment)`, numbers little-endian.
fn item_id(licence: u32, authored_at: u64, commitment: &Hash) -> H256 {
	let bytes = [
		b"salus/rx".as_slice(),
		&licence.to_le_bytes(),
		&authored_at.to_le_bytes(),
		commitment.as_slice(),
	];
	H256(blake2_256(&bytes.concat()))
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_fhir::{json, schema, Draft};

	fn receipt() -> Receipt {
		let fields = [
			("id", r#""resource-1""#),
			("identifier", r#"[{"value":"line-1"},{"value":"line-one"}]"#),
			("groupIdentifier", r#"{"value":"form-1"}"#),
			("note", r#"[{"text":"0.010"}]"#),
		];
		let fields =
			fields.map(|(path, text)| (path.to_owned(), json::parse(text.as_bytes()).unwrap()));
		let draft = Draft::new(&schema::PRESCRIPTION, fields).unwrap();
		Receipt::new(7, 1_700_000_000_000, draft.commit(|| Ok([1; 32])).unwrap())
	}

	fn written(bytes: Vec<u8>) -> (tempfile::TempDir, PathBuf) {
		let dir = tempfile::tempdir().unwrap();
		let path = dir.path().join("rx.json");
		fs::write(&path, bytes).unwrap();
		(dir, path)
	}

	#[test]
	fn a_receipt_is_read_as_it_was_written() {
		let (_dir, path) = written(receipt().to_bytes().unwrap());
		let read = Receipt::read(&path).unwrap();
		assert_eq!((read.id, read.document), (receipt().id, receipt().document));
		assert_eq!(ItemRef::from_str(path.to_str().unwrap()).unwrap().id().unwrap(), receipt().id);
	}

	#[test]
	fn nothing_in_a_receipt_can_be_changed() {
		let text = String::from_utf8(receipt().to_bytes().unwrap()).unwrap();
		for (from, to) in [
			("0.010", "0.01"),
			("line-one", "line-two"),
			("\"licence\": 7", "\"licence\": 8"),
			("1700000000000", "1700000000001"),
			("salus-receipt/1", "salus-receipt/2"),
			("\"licence\"", "\"license\""),
		] {
			let changed = text.replace(from, to);
			assert_ne!(changed, text, "{from}");
			let (_dir, path) = written(changed.into_bytes());
			assert!(Receipt::read(&path).is_err(), "{from} became {to}");
		}
	}

	#[test]
	fn a_receipt_is_found_by_its_line_and_form() {
		let receipt = receipt();
		assert!(receipt.is_for(Some("line-1"), Some("form-1")));
		assert!(receipt.is_for(Some("line-one"), None));
		assert!(receipt.is_for(Some("resource-1"), None));
		assert!(receipt.is_for(None, Some("form-1")));
		assert!(!receipt.is_for(Some("line-1"), Some("form-2")));
		assert!(!receipt.is_for(Some("line-2"), Some("form-1")));
	}

	#[test]
	fn an_id_has_its_parts_in_the_pallets_order() {
		let mut bytes = b"salus/rx".to_vec();
		bytes.extend([7, 0, 0, 0]);
		bytes.extend(5u64.to_le_bytes());
		bytes.extend([9; 32]);
		assert_eq!(item_id(7, 5, &[9; 32]).0, blake2_256(&bytes));
	}
}
