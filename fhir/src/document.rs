//! Documents: salted field commitments under a Merkle root, so that a field can be shown alone.
//!
//! A [`Schema`] lists the fields of a kind of document, in an order that never changes within its version. The field
//! at position `i` is leaf `i`; a field that the source lacks is a leaf too, marked absent. Position and path are thus
//! bound to one another: no document can hold a field twice or hide one, absence is proved like presence, and the
//! number of fields filled in does not show. Leaves are padded with salted ones to a power of two.
//!
//! ```text
//! leaf     = blake2_256("salus/field" ‖ 0x01 ‖ salt[32] ‖ canonical(["path", value]))    present
//!            blake2_256("salus/field" ‖ 0x01 ‖ salt[32] ‖ canonical(["path"]))           absent
//!            blake2_256("salus/field" ‖ 0x01 ‖ salt[32] ‖ canonical([]))                 padding
//! node     = blake2_256("salus/node" ‖ 0x01 ‖ left ‖ right)
//! ```
//!
//! The commitment is the root. `canonical` is [`CANONICAL_FORM`]. Destroying the salts leaves a value that proves
//! nothing about anybody (architecture.md, privacy rules).

use crate::{
	error::{DocumentError, Error},
	json::{self, Object, Value, CANONICAL_FORM},
	schema::Schema,
};
use sp_crypto_hashing::blake2_256;
use std::fmt;

/// Format of a document's files.
pub const DOCUMENT_FORMAT: &str = "salus-document/1";

/// Format of a field's proof.
pub const PROOF_FORMAT: &str = "salus-field-proof/1";

const LEAF_DOMAIN: &[u8] = b"salus/field\x01";
const NODE_DOMAIN: &[u8] = b"salus/node\x01";

/// A commitment, leaf or node.
pub type Hash = [u8; 32];

/// A salt: one per field, never reused.
pub type Salt = [u8; 32];

/// A salt from the operating system.
pub fn os_salt() -> Result<Salt, DocumentError> {
	let mut salt = [0; 32];
	getrandom::getrandom(&mut salt).map_err(|error| DocumentError::Salt(error.to_string()))?;
	Ok(salt)
}

/// Fields that wait for their salts. `Debug` shows no value.
#[derive(Clone, PartialEq, Eq)]
pub struct Draft {
	schema: &'static Schema,
	values: Vec<Option<Value>>,
}

impl Draft {
	/// Fields of `schema` from their values. A path that the schema does not list is refused.
	pub fn new(
		schema: &'static Schema,
		fields: impl IntoIterator<Item = (String, Value)>,
	) -> Result<Self, DocumentError> {
		let mut values = vec![None; schema.fields.len()];
		for (path, value) in fields {
			let slot = schema.position(&path).and_then(|position| values.get_mut(position));
			*slot.ok_or(DocumentError::UnknownField(path))? = Some(value);
		}
		Ok(Self { schema, values })
	}

	/// The value of a field, `None` if it is absent or the schema does not list it.
	pub fn value(&self, path: &str) -> Option<&Value> {
		self.values.get(self.schema.position(path)?)?.as_ref()
	}

	/// Draws a salt for every leaf, padding included. Pass [`os_salt`]; a fixed source is for tests alone.
	pub fn commit(
		&self,
		mut salts: impl FnMut() -> Result<Salt, DocumentError>,
	) -> Result<Document, DocumentError> {
		let salts = (0..self.schema.leaves()).map(|_| salts()).collect::<Result<_, _>>()?;
		Ok(Document { draft: self.clone(), salts })
	}
}

/// A committed document: values, salts, and what follows from them. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Document {
	draft: Draft,
	/// One per leaf: fields in the schema's order, then padding.
	salts: Vec<Salt>,
}

impl Document {
	/// The kind of document.
	pub fn schema(&self) -> &'static Schema {
		self.draft.schema
	}

	/// The value of a field, `None` if it is absent or the schema does not list it.
	pub fn value(&self, path: &str) -> Option<&Value> {
		self.draft.value(path)
	}

	/// The root: what goes on the chain.
	pub fn commitment(&self) -> Hash {
		fold(self.leaves()).last().and_then(|top| top.first().copied()).unwrap_or_default()
	}

	fn leaves(&self) -> Vec<Hash> {
		let fields = self.schema().fields.iter().zip(&self.draft.values);
		let contents = fields.map(|(path, value)| field_bytes(path, value.as_ref()));
		let padding = std::iter::repeat_with(|| Value::Array(Vec::new()).canonical());
		self.salts
			.iter()
			.zip(contents.chain(padding))
			.map(|(salt, bytes)| leaf(salt, &bytes))
			.collect()
	}

	/// The proof that shows `path` alone: its value, or that it is absent.
	pub fn prove(&self, path: &str) -> Result<FieldProof, DocumentError> {
		let unknown = || DocumentError::UnknownField(path.to_owned());
		let position = self.schema().position(path).ok_or_else(unknown)?;
		let levels = fold(self.leaves());
		let siblings = levels
			.iter()
			.take_while(|level| level.len() > 1)
			.enumerate()
			.map(|(height, level)| level.get((position >> height) ^ 1).copied())
			.collect::<Option<_>>()
			.ok_or_else(unknown)?;
		Ok(FieldProof {
			schema: self.schema(),
			path: path.to_owned(),
			salt: *self.salts.get(position).ok_or_else(unknown)?,
			value: self.value(path).cloned(),
			siblings,
		})
	}

	/// The part that may be published: commitments of all fields, no salts, no values.
	pub fn public_json(&self) -> String {
		let leaves = self.leaves();
		let fields = self.schema().fields.iter().zip(&leaves);
		let padding = leaves.iter().skip(self.schema().fields.len());
		let mut members = self.header();
		members
			.push(("fields", Value::object(fields.map(|(path, leaf)| (*path, hex_value(leaf))))));
		members.push(("padding", Value::Array(padding.map(hex_value).collect())));
		Value::object(members).canonical()
	}

	/// The part to keep secret: salts and values. It is the whole document: [`Document::open`] reads it.
	pub fn private_json(&self) -> String {
		let fields = self.schema().fields.iter().zip(&self.draft.values).zip(&self.salts);
		let fields = fields.map(|((path, value), salt)| {
			let mut field = vec![("salt", hex_value(salt))];
			field.extend(value.clone().map(|value| ("value", value)));
			(*path, Value::object(field))
		});
		let padding = self.salts.iter().skip(self.schema().fields.len());
		let mut members = self.header();
		members.push(("fields", Value::object(fields)));
		members.push(("padding", Value::Array(padding.map(hex_value).collect())));
		members.push(("secret", Value::Bool(true)));
		Value::object(members).canonical()
	}

	fn header(&self) -> Vec<(&'static str, Value)> {
		vec![
			("format", Value::string(DOCUMENT_FORMAT)),
			("canonical", Value::string(CANONICAL_FORM)),
			("schema", Value::string(self.schema().name)),
			("commitment", hex_value(&self.commitment())),
		]
	}

	/// Reads the private part back and recomputes the commitment.
	///
	/// Refuses unknown formats, schemas and members, a file that is not marked as secret, a field too many or too few, and values
	/// or salts that do not give the commitment named in the file.
	pub fn open(bytes: &[u8]) -> Result<Self, Error> {
		let value = json::parse(bytes)?;
		let file = File(&value);
		file.only(&["format", "canonical", "schema", "commitment", "fields", "padding", "secret"])?;
		file.expect("format", DOCUMENT_FORMAT)?;
		file.expect("canonical", CANONICAL_FORM)?;
		// Whoever has the file in hand reads there that it is not to be given away.
		if value.get("secret") != Some(&Value::Bool(true)) {
			return Err(DocumentError::Malformed("secret".into()).into());
		}
		let schema = file.schema()?;
		let fields = file.object("fields")?;
		let malformed = |path: &str| DocumentError::Malformed(format!("fields.{path}"));
		if let Some((path, _)) = fields.iter().find(|(path, _)| schema.position(path).is_none()) {
			return Err(DocumentError::UnknownField(path.to_owned()).into());
		}
		let (mut values, mut salts) = (Vec::new(), Vec::new());
		for path in schema.fields {
			let field = File(fields.get(path).ok_or_else(|| malformed(path))?);
			field.only(&["salt", "value"]).map_err(|_| malformed(path))?;
			salts.push(field.hash("salt").map_err(|_| malformed(path))?);
			values.push(field.0.get("value").cloned());
		}
		salts.extend(file.hashes("padding")?);
		if salts.len() != schema.leaves() {
			return Err(DocumentError::Malformed("padding".into()).into());
		}
		let document = Self { draft: Draft { schema, values }, salts };
		if document.commitment() != file.hash("commitment")? {
			return Err(DocumentError::Mismatch.into());
		}
		Ok(document)
	}
}

impl fmt::Debug for Draft {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Draft({})", self.schema.name)
	}
}

impl fmt::Debug for Document {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "Document({}, 0x{})", self.schema().name, hex::encode(self.commitment()))
	}
}

/// One field shown alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldProof {
	/// The kind of document.
	pub schema: &'static Schema,
	/// Which field.
	pub path: String,
	/// Its salt.
	pub salt: Salt,
	/// Its value; `None` proves that the document lacks it.
	pub value: Option<Value>,
	/// Hashes beside the way up, from the leaf.
	pub siblings: Vec<Hash>,
}

impl FieldProof {
	/// The leaf that path, value and salt give.
	pub(crate) fn leaf(&self) -> Hash {
		leaf(&self.salt, &field_bytes(&self.path, self.value.as_ref()))
	}

	/// Whether this field is in the document under `commitment`.
	pub fn verify(&self, commitment: &Hash) -> Result<(), DocumentError> {
		let position = self.schema.position(&self.path);
		let position = position.ok_or_else(|| DocumentError::UnknownField(self.path.clone()))?;
		let depth = usize::try_from(self.schema.leaves().ilog2()).ok();
		if depth != Some(self.siblings.len()) {
			return Err(DocumentError::Malformed("siblings".into()));
		}
		let ways = self.siblings.iter().enumerate();
		let root =
			ways.fold(self.leaf(), |below, (height, sibling)| match (position >> height) & 1 {
				0 => node(&below, sibling),
				_ => node(sibling, &below),
			});
		if root == *commitment {
			Ok(())
		} else {
			Err(DocumentError::Mismatch)
		}
	}

	/// The proof as JSON.
	pub fn to_json(&self) -> String {
		let mut members = vec![
			("format", Value::string(PROOF_FORMAT)),
			("canonical", Value::string(CANONICAL_FORM)),
			("schema", Value::string(self.schema.name)),
			("path", Value::string(&self.path)),
			("salt", hex_value(&self.salt)),
			("proof", Value::Array(self.siblings.iter().map(hex_value).collect())),
		];
		members.extend(self.value.clone().map(|value| ("value", value)));
		Value::object(members).canonical()
	}

	/// Reads a proof. It is not verified yet.
	pub fn from_json(bytes: &[u8]) -> Result<Self, Error> {
		let value = json::parse(bytes)?;
		let file = File(&value);
		file.only(&["format", "canonical", "schema", "path", "salt", "proof", "value"])?;
		file.expect("format", PROOF_FORMAT)?;
		file.expect("canonical", CANONICAL_FORM)?;
		Ok(Self {
			schema: file.schema()?,
			path: file.text("path")?.to_owned(),
			salt: file.hash("salt")?,
			value: value.get("value").cloned(),
			siblings: file.hashes("proof")?,
		})
	}
}

/// The canonical bytes of a field.
fn field_bytes(path: &str, value: Option<&Value>) -> String {
	let mut pair = vec![Value::string(path)];
	pair.extend(value.cloned());
	Value::Array(pair).canonical()
}

fn leaf(salt: &Salt, content: &str) -> Hash {
	blake2_256(&[LEAF_DOMAIN, salt, content.as_bytes()].concat())
}

fn node(left: &Hash, right: &Hash) -> Hash {
	blake2_256(&[NODE_DOMAIN, left, right].concat())
}

/// All levels from the leaves to the root. The number of leaves is a power of two.
fn fold(leaves: Vec<Hash>) -> Vec<Vec<Hash>> {
	let mut levels = vec![leaves];
	while let Some(level) = levels.last().filter(|level| level.len() > 1) {
		let above = level.chunks(2).filter_map(|pair| match pair {
			[left, right] => Some(node(left, right)),
			_ => None,
		});
		let above = above.collect();
		levels.push(above);
	}
	levels
}

pub(crate) fn hex_value(bytes: &[u8; 32]) -> Value {
	Value::String(format!("0x{}", hex::encode(bytes)))
}

/// Typed access to the members of a file.
pub(crate) struct File<'a>(pub &'a Value);

impl<'a> File<'a> {
	pub fn only(&self, allowed: &[&str]) -> Result<(), DocumentError> {
		let object = self.0.as_object().ok_or_else(|| DocumentError::Malformed("$".into()))?;
		match object.iter().find(|(key, _)| !allowed.contains(key)) {
			Some((key, _)) => Err(DocumentError::UnknownField(key.to_owned())),
			None => Ok(()),
		}
	}

	pub fn text(&self, key: &str) -> Result<&'a str, DocumentError> {
		self.0.get(key).and_then(Value::as_str).ok_or_else(|| DocumentError::Malformed(key.into()))
	}

	pub fn object(&self, key: &str) -> Result<&'a Object, DocumentError> {
		let member = self.0.get(key).and_then(Value::as_object);
		member.ok_or_else(|| DocumentError::Malformed(key.into()))
	}

	pub fn expect(&self, key: &str, known: &str) -> Result<(), DocumentError> {
		match self.text(key)? {
			text if text == known => Ok(()),
			text => Err(DocumentError::UnknownFormat(crate::error::excerpt(text))),
		}
	}

	pub fn schema(&self) -> Result<&'static Schema, DocumentError> {
		let name = self.text("schema")?;
		Schema::named(name).ok_or_else(|| DocumentError::UnknownFormat(crate::error::excerpt(name)))
	}

	pub fn hash(&self, key: &str) -> Result<Hash, DocumentError> {
		parse_hash(self.text(key)?).ok_or_else(|| DocumentError::Malformed(key.into()))
	}

	pub fn hashes(&self, key: &str) -> Result<Vec<Hash>, DocumentError> {
		let list = self.0.get(key).and_then(Value::as_array);
		list.and_then(|list| list.iter().map(|hash| parse_hash(hash.as_str()?)).collect())
			.ok_or_else(|| DocumentError::Malformed(key.into()))
	}
}

/// `0x` and 64 lower-case digits: one spelling only.
pub(crate) fn parse_hash(text: &str) -> Option<Hash> {
	let digits = text.strip_prefix("0x").filter(|digits| !digits.contains(char::is_uppercase))?;
	hex::decode(digits).ok()?.try_into().ok()
}
