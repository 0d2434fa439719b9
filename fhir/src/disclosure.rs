//! Fields of a document shown together: what a holder hands to somebody who may see these and no others.
//!
//! Whoever verifies such a file needs nothing but the commitment, taken from the chain. Every link is checked by itself, so
//! that a refusal says what was changed: the value or its salt, the hashes on the way up, or the document itself.

use crate::{
	document::{hex_value, Document, FieldProof, File, Hash},
	error::{DocumentError, Error},
	json::{self, Value, CANONICAL_FORM},
	schema::Schema,
};
use std::fmt;

/// Format of a file of shown fields.
pub const DISCLOSURE_FORMAT: &str = "salus-disclosure/1";

/// A link between a shown field and its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
	/// Path, value and salt to the leaf.
	Leaf,
	/// The leaf and the hashes beside the way up to the commitment.
	Way,
}

impl fmt::Display for Link {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		f.write_str(match self {
			Self::Leaf => "value and salt do not give its leaf",
			Self::Way => "its leaf and the hashes beside the way up do not give the commitment",
		})
	}
}

/// A shown field, with its leaf.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Shown {
	proof: FieldProof,
	/// What value and salt must give: stated, so that a wrong one is told from a wrong way up.
	leaf: Hash,
}

/// Some fields of a document, and nothing else of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
	schema: &'static Schema,
	commitment: Hash,
	/// In the schema's order.
	shown: Vec<Shown>,
}

impl Document {
	/// The fields at `paths`, each once, to be shown: present or proved absent.
	///
	/// # Errors
	/// [`DocumentError::UnknownField`] for a path that the schema does not list, [`DocumentError::NothingShown`] for no path.
	pub fn disclose(&self, paths: &[&str]) -> Result<Disclosure, DocumentError> {
		if let Some(unknown) = paths.iter().find(|path| self.schema().position(path).is_none()) {
			return Err(DocumentError::UnknownField(crate::error::excerpt(unknown)));
		}
		let shown = |path: &&str| {
			let proof = self.prove(path)?;
			Ok(Shown { leaf: proof.leaf(), proof })
		};
		let chosen = self.schema().fields.iter().filter(|field| paths.contains(field));
		let shown = chosen.map(shown).collect::<Result<Vec<_>, _>>()?;
		if shown.is_empty() {
			return Err(DocumentError::NothingShown);
		}
		Ok(Disclosure { schema: self.schema(), commitment: self.commitment(), shown })
	}
}

impl Disclosure {
	/// The kind of document.
	pub fn schema(&self) -> &'static Schema {
		self.schema
	}

	/// The commitment that the file says it is about. Not verified by itself: compare with the chain.
	pub fn commitment(&self) -> Hash {
		self.commitment
	}

	/// Paths and values in the schema's order; `None` is shown to be absent. Worth what [`Disclosure::verify`] says.
	pub fn fields(&self) -> impl Iterator<Item = (&str, Option<&Value>)> {
		self.shown.iter().map(|field| (field.proof.path.as_str(), field.proof.value.as_ref()))
	}

	/// Whether all of these are fields of the document under `commitment`, which the verifier took from the chain.
	///
	/// # Errors
	/// [`DocumentError::OtherDocument`] if the file is about another one, [`DocumentError::Broken`] with the first field
	/// that does not belong to it, and the link that fails; [`DocumentError::Malformed`] if a way up has another length
	/// than the schema gives it.
	pub fn verify(&self, commitment: &Hash) -> Result<(), DocumentError> {
		if self.commitment != *commitment {
			let (stated, expected) = (self.commitment, *commitment);
			return Err(DocumentError::OtherDocument { stated, expected });
		}
		for Shown { proof, leaf } in &self.shown {
			let broken = |link| DocumentError::Broken { path: proof.path.clone(), link };
			if proof.leaf() != *leaf {
				return Err(broken(Link::Leaf));
			}
			proof.verify(commitment).map_err(|error| match error {
				DocumentError::Mismatch => broken(Link::Way),
				other => other,
			})?;
		}
		Ok(())
	}

	/// The file.
	pub fn to_json(&self) -> String {
		let fields = self.shown.iter().map(|Shown { proof, leaf }| {
			let mut members = vec![
				("salt", hex_value(&proof.salt)),
				("leaf", hex_value(leaf)),
				("proof", Value::Array(proof.siblings.iter().map(hex_value).collect())),
			];
			members.extend(proof.value.clone().map(|value| ("value", value)));
			(proof.path.as_str(), Value::object(members))
		});
		let members = [
			("format", Value::string(DISCLOSURE_FORMAT)),
			("canonical", Value::string(CANONICAL_FORM)),
			("schema", Value::string(self.schema.name)),
			("commitment", hex_value(&self.commitment)),
			("fields", Value::object(fields)),
		];
		Value::object(members).canonical()
	}

	/// Reads a file. It is not verified yet.
	///
	/// # Errors
	/// [`Error::Json`], and [`Error::Document`] for unknown formats, schemas, members and fields, for a member that is
	/// malformed, and for a file without a field.
	pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
		let value = json::parse(bytes)?;
		let file = File(&value);
		file.only(&["format", "canonical", "schema", "commitment", "fields"])?;
		file.expect("format", DISCLOSURE_FORMAT)?;
		file.expect("canonical", CANONICAL_FORM)?;
		let (schema, fields) = (file.schema()?, file.object("fields")?);
		if let Some((path, _)) = fields.iter().find(|(path, _)| schema.position(path).is_none()) {
			return Err(DocumentError::UnknownField(crate::error::excerpt(path)).into());
		}
		let mut shown = Vec::new();
		for path in schema.fields {
			let Some(field) = fields.get(path) else { continue };
			let field = shown_field(schema, path, File(field));
			shown.push(field.map_err(|_| DocumentError::Malformed(format!("fields.{path}")))?);
		}
		if shown.is_empty() {
			return Err(DocumentError::NothingShown.into());
		}
		Ok(Self { schema, commitment: file.hash("commitment")?, shown })
	}
}

fn shown_field(
	schema: &'static Schema,
	path: &str,
	field: File<'_>,
) -> Result<Shown, DocumentError> {
	field.only(&["salt", "leaf", "proof", "value"])?;
	let value = field.0.get("value").cloned();
	let (salt, siblings) = (field.hash("salt")?, field.hashes("proof")?);
	let proof = FieldProof { schema, path: path.to_owned(), salt, value, siblings };
	Ok(Shown { proof, leaf: field.hash("leaf")? })
}
