//! Fields that the holder of a document chose to show, and the way from each to the document's commitment.
//!
//! The format `salus-document/1` (`fhir/README.md`), written here a second time: a list of fields that never changes gives each
//! its leaf, every leaf has its own salt, and a field that the document lacks is a leaf too. So a field cannot stand in another's
//! place, and absence is shown like presence.

mod canonical;
mod schemas;

use crate::{
	failure::Failure,
	file::{Document, Field},
	Hash,
};
use alloc::{format, string::String, vec::Vec};
use canonical::{is_canonical, write_string};
use schemas::Schema;
use sp_crypto_hashing::blake2_256;

/// What the bytes of a leaf begin with, version included.
const LEAF: &[u8] = b"salus/field\x01";

/// What the bytes of a node begin with, version included.
const NODE: &[u8] = b"salus/node\x01";

/// Most bytes of all values shown.
pub const MAX_VALUES: usize = 64 << 10;

/// A field that belongs to the document.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Shown {
	/// Its path.
	pub path: String,
	/// Its value in canonical JSON; `None`: the document has no such field.
	pub value: Option<String>,
}

impl Shown {
	/// The field as people read it.
	pub fn words(&self) -> String {
		match &self.value {
			Some(value) => format!("{}: {value}", self.path),
			None => format!("{}: the document has no such field", self.path),
		}
	}
}

/// Checks that every field shown belongs to the document.
///
/// # Errors
/// [`Failure::SchemaMismatch`] for a list of fields that is not known; [`Failure::FieldProofInvalid`] with the first field that
/// the list lacks, that stands twice or out of the list's order, whose value has not the canonical form, or that does not lead
/// to the commitment; [`Failure::Malformed`] for no field at all, or for more bytes than [`MAX_VALUES`].
pub fn verify(document: &Document) -> Result<Vec<Shown>, Failure> {
	let Some(schema) = Schema::named(&document.version) else {
		return Err(Failure::SchemaMismatch { name: String::from(&*document.version) });
	};
	let sizes =
		document.fields.iter().filter_map(|field| field.value.as_ref().map(|value| value.len()));
	if document.fields.is_empty() || sizes.sum::<usize>() > MAX_VALUES {
		return Err(Failure::Malformed { path: "document.fields".into() });
	}
	let mut next = 0;
	let mut shown = Vec::new();
	for field in document.fields.iter() {
		let invalid = || Failure::FieldProofInvalid { path: String::from(&*field.path) };
		let position = schema.position(&field.path).filter(|position| *position >= next);
		let position = position.ok_or_else(invalid)?;
		let belongs = field.proof.len() == schema.depth()
			&& field.value.as_ref().is_none_or(|value| is_canonical(value))
			&& root(field, position) == document.commitment;
		if !belongs {
			return Err(invalid());
		}
		next = position.saturating_add(1);
		let value = field.value.as_ref().map(|value| String::from_utf8(value.to_vec()));
		let value = value.transpose().map_err(|_| invalid())?;
		shown.push(Shown { path: String::from(&*field.path), value });
	}
	Ok(shown)
}

/// Where the way up from a field ends.
fn root(field: &Field, position: usize) -> Hash {
	let (mut below, mut place) = (leaf(field), position);
	for beside in field.proof.iter() {
		let (left, right) = if place % 2 == 0 { (&below, beside) } else { (beside, &below) };
		below = blake2_256(&[NODE, left, right].concat());
		place /= 2;
	}
	below
}

/// The leaf of a field: of a list with its path and, if it is there, its value.
fn leaf(field: &Field) -> Hash {
	let mut bytes = [LEAF, &field.salt, b"["].concat();
	write_string(&field.path, &mut bytes);
	if let Some(value) = &field.value {
		bytes.push(b',');
		bytes.extend_from_slice(value);
	}
	bytes.push(b']');
	blake2_256(&bytes)
}

#[cfg(test)]
mod tests;
