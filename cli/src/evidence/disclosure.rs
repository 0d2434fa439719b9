//! What only the holder has: the parts of an id, and the fields of a document that the holder chooses to show.

use super::check::plain;
use crate::{
	files,
	receipt::{self, Receipt},
};
use anyhow::{bail, Context, Result};
use clap::Args;
use salus_evidence::{
	file::{Document, Field, Opening, Scalar},
	json::{to_hex, Bytes},
};
use salus_fhir::{self, document, json::MAX_BYTES};
use std::{
	io::{self, IsTerminal, Write},
	path::{Path, PathBuf},
};

/// Which fields of a document are shown. None, unless they are named.
#[derive(Args, Clone, Debug, Default)]
pub struct Chosen {
	/// The fields of the document to be shown, separated by commas: Observation.code,Observation.subject. None, if absent.
	#[arg(long, value_name = "PATHS", value_delimiter = ',')]
	pub fields: Vec<String>,
	/// The document with its salts, if it is not that of the receipt.
	#[arg(long, value_name = "FILE", requires = "fields")]
	pub document: Option<PathBuf>,
	/// Do not ask before the fields are written.
	#[arg(long)]
	pub yes: bool,
}

impl Chosen {
	/// The fields, out of the document that is named, else of the receipt's.
	pub fn read(&self, receipt: Option<&Receipt>) -> Result<Option<Document>> {
		if self.fields.is_empty() {
			return Ok(None);
		}
		let document = match (&self.document, receipt) {
			(Some(path), _) => open(path)?,
			(None, Some(receipt)) => receipt.document.clone(),
			(None, None) => bail!("--fields needs the document that has them: name it, with its salts, with --document"),
		};
		shown(&document, &self.fields).map(Some)
	}

	/// Asks whether these fields are to be written, unless that was said beforehand.
	pub fn confirm(&self, document: Option<&Document>) -> Result<()> {
		let Some(document) = document.filter(|_| !self.yes) else { return Ok(()) };
		if !io::stdin().is_terminal() {
			bail!("{} fields of the document would be shown: say --yes", document.fields.len());
		}
		let mut screen = io::stderr();
		writeln!(screen, "Whoever gets the file reads:")?;
		for line in in_words(document) {
			writeln!(screen, "  {line}")?;
		}
		write!(screen, "Write it? [y/N] ")?;
		screen.flush()?;
		let mut answer = String::new();
		io::stdin().read_line(&mut answer).context("no answer")?;
		match answer.trim() {
			"y" | "Y" | "yes" => Ok(()),
			_ => bail!("nothing was written"),
		}
	}
}

/// A document with its salts: a receipt's, or one that stands alone.
fn open(path: &Path) -> Result<document::Document> {
	let read = |kind| Receipt::read(kind, path).map(|receipt| receipt.document);
	match read(receipt::ITEM).or_else(|_| read(receipt::RECORD)) {
		Ok(document) => Ok(document),
		Err(_) => document::Document::open(&files::read(path, MAX_BYTES)?)
			.with_context(|| path.display().to_string()),
	}
}

/// Fields with their salts and the ways up to the commitment, in the order of the document's schema.
fn shown(document: &document::Document, paths: &[String]) -> Result<Document> {
	let schema = document.schema();
	if let Some(unknown) = paths.iter().find(|path| schema.position(path).is_none()) {
		bail!("{} has no field `{unknown}`; it has: {}", schema.name, schema.fields.join(", "));
	}
	let chosen = schema.fields.iter().filter(|field| paths.iter().any(|path| path == **field));
	let fields = chosen.map(|path| {
		let proof = document.prove(path)?;
		Ok(Field {
			path: path[..].into(),
			salt: proof.salt,
			value: proof.value.map(|value| Bytes(value.canonical().into_bytes())),
			proof: proof.siblings.into(),
		})
	});
	let fields = fields.collect::<Result<Vec<_>>>()?.into();
	Ok(Document { commitment: document.commitment(), version: schema.name.into(), fields })
}

/// The fields as people read them, on a screen too.
pub fn in_words(document: &Document) -> Vec<String> {
	let words = |field: &Field| match &field.value {
		Some(value) => format!("{}: {}", &*field.path, plain(&String::from_utf8_lossy(value))),
		None => format!("{}: the document has no such field", &*field.path),
	};
	document.fields.iter().map(words).collect()
}

/// What a receipt's id opens to.
pub fn opening(receipt: &Receipt) -> Opening {
	Opening {
		id: receipt.id.0,
		domain: String::from_utf8_lossy(receipt.kind.domain()).as_ref().into(),
		parts: vec![
			Scalar::Number(receipt.licence.into()),
			Scalar::Number(receipt.authored_at),
			Scalar::Text(to_hex(&receipt.document.commitment())),
		]
		.into(),
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::receipt::tests::receipt;
	use salus_evidence::document::verify;

	fn chosen(fields: &[&str]) -> Chosen {
		let fields = fields.iter().map(ToString::to_string).collect();
		Chosen { fields, ..Chosen::default() }
	}

	#[test]
	fn chosen_fields_verify_and_no_other_is_there() {
		let receipt = receipt();
		assert_eq!(chosen(&[]).read(Some(&receipt)).unwrap(), None);
		let picked = chosen(&["note", "identifier", "status", "note"]);
		let document = picked.read(Some(&receipt)).unwrap().unwrap();
		let fields = verify(&document).unwrap();
		let fields: Vec<_> =
			fields.iter().map(|field| (field.path.as_str(), field.value.as_deref())).collect();
		let identifier = r#"[{"value":"line-1"},{"value":"line-one"}]"#;
		let note = r#"[{"text":"0.010"}]"#;
		assert_eq!(
			fields,
			[("identifier", Some(identifier)), ("status", None), ("note", Some(note))]
		);
		assert_eq!(document.commitment, receipt.document.commitment());
		assert_eq!(in_words(&document)[1], "status: the document has no such field");
	}

	#[test]
	fn what_cannot_be_shown_is_said() {
		let error = chosen(&["price"]).read(Some(&receipt())).unwrap_err().to_string();
		assert!(
			error.contains("no field `price`") && error.contains("dosageInstruction"),
			"{error}"
		);
		assert!(chosen(&["note"]).read(None).unwrap_err().to_string().contains("--document"));
		let document = chosen(&["note"]).read(Some(&receipt())).unwrap();
		assert!(Chosen { yes: true, ..chosen(&["note"]) }.confirm(document.as_ref()).is_ok());
		assert!(chosen(&[]).confirm(None).is_ok());
	}

	#[test]
	fn a_document_is_found_in_a_receipt_or_alone() {
		let dir = tempfile::tempdir().unwrap();
		let receipt = receipt();
		let alone = receipt.document.private_json().into_bytes();
		for (name, bytes) in [("receipt", receipt.to_bytes().unwrap()), ("alone", alone)] {
			let path = dir.path().join(name);
			std::fs::write(&path, bytes).unwrap();
			let named = Chosen { document: Some(path), ..chosen(&["note"]) };
			assert!(named.read(None).unwrap().is_some(), "{name}");
		}
		let nothing = dir.path().join("nothing");
		std::fs::write(&nothing, "{}").unwrap();
		assert!(Chosen { document: Some(nothing), ..chosen(&["note"]) }.read(None).is_err());
	}

	#[test]
	fn an_id_opens_as_the_verifier_reads_it() {
		let opening = opening(&receipt());
		assert_eq!(opening.domain.as_bytes(), b"salus/rx");
		assert_eq!(opening.id, receipt().id.0);
		let commitment = Scalar::Text(to_hex(&receipt().document.commitment()));
		assert_eq!(opening.parts.last(), Some(&commitment));
	}
}
