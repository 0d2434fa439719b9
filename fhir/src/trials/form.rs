//! Which codes of a Consent stand for which scopes of a form.

use crate::{
	document::{parse_hash, Hash},
	error::{excerpt, Error, Reason, Refusal},
	json::{self, Value},
	node::Node,
	write::{by_identifier, coding, concept},
};
use std::{fmt, str::FromStr};

/// Format of a form's table of scopes.
pub const SCOPES_FORMAT: &str = "salus-scopes/1";

/// A version of a consent form on the chain. As text: `<trial>/<version>/0x<commitment>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormKey {
	/// The trial.
	pub trial: u32,
	/// The version within it.
	pub version: u16,
	/// The commitment to the form's document.
	pub commitment: Hash,
}

impl fmt::Display for FormKey {
	fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
		write!(f, "{}/{}/0x{}", self.trial, self.version, hex::encode(self.commitment))
	}
}

/// No [`FormKey`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
	"is no form: the trial's number, the version, 0x and 64 lower-case digits, with `/` between"
)]
pub struct NotAForm;

impl FromStr for FormKey {
	type Err = NotAForm;

	fn from_str(text: &str) -> Result<Self, NotAForm> {
		let mut parts = text.split('/');
		let trial = parts.next().and_then(|part| part.parse().ok()).ok_or(NotAForm)?;
		let version = parts.next().and_then(|part| part.parse().ok()).ok_or(NotAForm)?;
		let commitment = parts.next().and_then(parse_hash).ok_or(NotAForm)?;
		let key = Self { trial, version, commitment };
		// One spelling only: no `+1`, no `01`, nothing behind.
		if key.to_string() == text {
			Ok(key)
		} else {
			Err(NotAForm)
		}
	}
}

/// Elements of a provision that the table may give a meaning: lists of Coding, of CodeableConcept (`code`, `action`) and of
/// references (`data`).
pub(super) const ELEMENTS: [&str; 5] = ["purpose", "class", "code", "action", "data"];

/// The table of scopes that is published with a form:
///
/// ```json
/// {
///   "format": "salus-scopes/1",
///   "form": "7/2/0x...",
///   "scopes": [
///     { "bit": 0, "core": true, "title": "take part in the trial", "codes": [
///       { "element": "purpose", "system": "http://...", "code": "CLINTRCH" }
///     ] }
///   ]
/// }
/// ```
///
/// A code stands for one scope; a scope may have several codes. For `data` the system and code are those of the
/// identifier of what is referred to, or no system and the literal reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScopeTable {
	form: FormKey,
	offered: u32,
	core: u32,
	codes: Vec<ScopeCode>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct ScopeCode {
	element: String,
	system: String,
	code: String,
	scope: u32,
}

impl ScopeTable {
	/// Reads a table.
	///
	/// # Errors
	/// [`Error::Json`]; [`Error::Refused`] for an unknown member or element, a bit above 31 or twice in the table, a scope
	/// without codes, a code that stands for two scopes, and a table without a scope that is `core`.
	pub fn parse(bytes: &[u8]) -> Result<Self, Error> {
		Ok(Self::read(&json::parse(bytes)?)?)
	}

	fn read(value: &Value) -> Result<Self, Refusal> {
		let node = Node::root("scopes", value);
		node.only(&["format", "form", "scopes"])?;
		node.need("format", "it names the format")?.expect(SCOPES_FORMAT, SCOPES_FORMAT)?;
		let form = node.need("form", "a table belongs to a version of a form")?;
		let (text, expected) = (form.text()?, "trial, version and commitment, with `/` between");
		let form = text.parse().map_err(|_| form.code_error(text, expected))?;
		let mut table = Self { form, offered: 0, core: 0, codes: Vec::new() };
		let scopes = node.need("scopes", "a form offers something")?;
		for scope in scopes.elements()? {
			table.add(&scope)?;
		}
		if table.core == 0 {
			let why = "one scope at least is core: without it nobody takes part";
			return Err(scopes.refuse(Reason::Absent(why)));
		}
		Ok(table)
	}

	fn add(&mut self, scope: &Node<'_>) -> Result<(), Refusal> {
		scope.only(&["bit", "core", "title", "codes"])?;
		let bit = scope.need("bit", "it is the scope's number")?;
		let range = "0 to 31";
		let number: u32 = bit.integer(range)?;
		let mask = 1_u32
			.checked_shl(number)
			.ok_or_else(|| bit.refuse(Reason::OutOfRange { found: number.to_string(), range }))?;
		if self.offered & mask != 0 {
			return Err(bit.refuse(Reason::Rule("stands twice in the list")));
		}
		self.offered |= mask;
		scope.need("title", "a scope says in words what is agreed to")?.text()?;
		if scope.need("core", "a scope says whether all must agree to it")?.boolean()? {
			self.core |= mask;
		}
		let codes = scope.need("codes", "no code stands for this scope")?;
		for entry in codes.elements()? {
			entry.only(&["element", "system", "code"])?;
			let element = entry.need("element", "it says where the code stands")?;
			let named = element.text()?;
			if !ELEMENTS.contains(&named) {
				let expected = "`purpose`, `class`, `code`, `action` or `data`";
				return Err(element.code_error(named, expected));
			}
			let (system, code) = entry.coding()?;
			if self.scope(named, system, code).is_some() {
				return Err(entry.refuse(Reason::Rule("stands for two scopes")));
			}
			let (element, system, code) = (named.to_owned(), system.to_owned(), code.to_owned());
			self.codes.push(ScopeCode { element, system, code, scope: mask });
		}
		if codes.elements()?.is_empty() {
			return Err(codes.refuse(Reason::Absent("no code stands for this scope")));
		}
		Ok(())
	}

	/// The form.
	pub fn form(&self) -> FormKey {
		self.form
	}

	/// All scopes of the form.
	pub fn offered(&self) -> u32 {
		self.offered
	}

	/// The scopes without which nobody takes part.
	pub fn core(&self) -> u32 {
		self.core
	}

	/// The scope that a code stands for, as a mask of one bit.
	pub(super) fn scope(&self, element: &str, system: &str, code: &str) -> Option<u32> {
		let same = |entry: &&ScopeCode| {
			(entry.element.as_str(), entry.system.as_str(), entry.code.as_str())
				== (element, system, code)
		};
		self.codes.iter().find(same).map(|entry| entry.scope)
	}

	/// The first code of each of these scopes, by the element in which it stands.
	pub(super) fn written(&self, scopes: u32) -> Vec<(&'static str, Value)> {
		let mut left = scopes;
		let mut chosen = Vec::new();
		for entry in &self.codes {
			if left & entry.scope != 0 {
				left &= !entry.scope;
				chosen.push(entry);
			}
		}
		let of = |element: &'static str| {
			let entries = chosen.iter().filter(|entry| entry.element == element);
			let values: Vec<_> = entries.map(|entry| entry.to_value()).collect();
			(!values.is_empty()).then_some((element, Value::Array(values)))
		};
		ELEMENTS.into_iter().filter_map(of).collect()
	}
}

impl ScopeCode {
	/// As it stands in a provision.
	fn to_value(&self) -> Value {
		match self.element.as_str() {
			"purpose" | "class" => coding(&self.system, &self.code),
			"code" | "action" => concept(&self.system, &self.code),
			_ => {
				let target = match self.system.as_str() {
					"" => Value::object([("reference", Value::string(&self.code))]),
					system => by_identifier(system, &self.code),
				};
				Value::object([("meaning", Value::string("instance")), ("reference", target)])
			},
		}
	}
}

/// What a provision's entry of `element` says, as system and code.
pub(super) fn said(element: &str, entry: &Node<'_>) -> Result<(String, String), Refusal> {
	let (system, code) = match element {
		"purpose" | "class" => entry.coding()?,
		"code" | "action" => entry.first_coding()?,
		_ => {
			let target = entry.need("reference", "R4 requires it")?.reference()?;
			return Ok(match target.identifier {
				Some(identifier) => (identifier.system.unwrap_or_default(), identifier.value),
				None => (String::new(), target.reference.unwrap_or_default()),
			});
		},
	};
	Ok((system.to_owned(), code.to_owned()))
}

/// A code that the table does not know.
pub(super) fn unknown(entry: &Node<'_>, system: &str, code: &str) -> Refusal {
	let found = excerpt(&format!("{system}|{code}"));
	let expected = "a code of the form's table of scopes: what has no scope is not agreed to";
	entry.refuse(Reason::Code { found, expected })
}
