//! Receipts: what an author keeps, and the patient carries, of a document whose commitment is in an id on the chain.
//!
//! A receipt holds the document with its salts, and what opens the id beside the document's commitment: licence and authoring
//! time. Whoever has it can prove what the id stands for; destroying it leaves an id that proves nothing.

use crate::{files, output::hex};
use anyhow::{anyhow, bail, Context, Result};
use salus_fhir::{document::Hash, json::MAX_BYTES, Document};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use sp_crypto_hashing::blake2_256;
use std::path::Path;
use subxt::utils::H256;

/// What a receipt is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kind {
	/// Format of the file.
	format: &'static str,
	/// In words.
	name: &'static str,
	/// What the pallet writes before what it hashes to an id.
	domain: &'static [u8],
}

/// An item of a prescription.
pub const ITEM: Kind = Kind { format: "salus-receipt/1", name: "issued item", domain: b"salus/rx" };
/// A health record.
pub const RECORD: Kind =
	Kind { format: "salus-record/1", name: "anchored record", domain: b"salus/record" };

/// What opens an id.
#[derive(Clone, Debug)]
pub struct Receipt {
	/// What it is of.
	pub kind: Kind,
	/// The id.
	pub id: H256,
	/// The author's licence.
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
	/// The receipt of a document that is about to go to the chain.
	pub fn new(kind: Kind, licence: u32, authored_at: u64, document: Document) -> Self {
		let id = kind.id(licence, authored_at, &document.commitment());
		Receipt { kind, id, licence, authored_at, document }
	}

	/// Reads a receipt. Nothing in it can have been changed: the document must give the commitment that it names, and
	/// licence, authoring time and commitment must give the id.
	pub fn read(kind: Kind, path: &Path) -> Result<Self> {
		let name = || path.display().to_string();
		let bytes = files::read(path, 2 * MAX_BYTES)?;
		let written: Written = serde_json::from_slice(&bytes)
			.map_err(|error| anyhow!("no receipt of an {}: {error}", kind.name))
			.with_context(name)?;
		if written.format != kind.format {
			bail!("{}: the format `{}` is not {}", name(), written.format, kind.format);
		}
		let document = Document::open(written.document.get().as_bytes()).with_context(name)?;
		let receipt = Receipt::new(kind, written.licence, written.authored_at, document);
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
			format: self.kind.format.into(),
			id: hex(self.id),
			licence: self.licence,
			authored_at: self.authored_at,
			document: RawValue::from_string(self.document.private_json())?,
		};
		let mut bytes = serde_json::to_vec_pretty(&written)?;
		bytes.push(b'\n');
		Ok(bytes)
	}
}

impl Kind {
	/// What the pallet writes before what it hashes to an id.
	pub fn domain(self) -> &'static [u8] {
		self.domain
	}

	/// `blake2_256(domain ‖ licence ‖ authored_at ‖ commitment)`, numbers little-endian.
	pub fn id(self, licence: u32, authored_at: u64, commitment: &Hash) -> H256 {
		let numbers = [&licence.to_le_bytes()[..], &authored_at.to_le_bytes()].concat();
		H256(blake2_256(&[self.domain, &numbers, commitment].concat()))
	}
}

#[cfg(test)]
pub mod tests {
	use super::*;
	use salus_fhir::{json, schema, Draft};
	use std::{fs, path::PathBuf};

	/// A receipt of an imaginary item.
	pub fn receipt() -> Receipt {
		let fields = [
			("id", r#""resource-1""#),
			("identifier", r#"[{"value":"line-1"},{"value":"line-one"}]"#),
			("groupIdentifier", r#"{"value":"form-1"}"#),
			("note", r#"[{"text":"0.010"}]"#),
		];
		let fields =
			fields.map(|(path, text)| (path.to_owned(), json::parse(text.as_bytes()).unwrap()));
		let draft = Draft::new(&schema::PRESCRIPTION, fields).unwrap();
		Receipt::new(ITEM, 7, 1_700_000_000_000, draft.commit(|| Ok([1; 32])).unwrap())
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
		let read = Receipt::read(ITEM, &path).unwrap();
		assert_eq!((read.id, read.document), (receipt().id, receipt().document));
		assert!(Receipt::read(RECORD, &path).is_err());
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
			assert!(Receipt::read(ITEM, &path).is_err(), "{from} became {to}");
		}
	}

	#[test]
	fn an_id_has_its_parts_in_the_pallets_order() {
		let mut bytes = b"salus/rx".to_vec();
		bytes.extend([7, 0, 0, 0]);
		bytes.extend(5u64.to_le_bytes());
		bytes.extend([9; 32]);
		assert_eq!(ITEM.id(7, 5, &[9; 32]).0, blake2_256(&bytes));
	}
}
