//! A value together with its path, so that every refusal says where.

use crate::{
	error::{excerpt, Reason, Refusal},
	json::{Object, Value},
	model::{Identifier, Reference},
};

/// A value of the input and the way to it.
#[derive(Debug, Clone)]
pub(crate) struct Node<'a> {
	pub value: &'a Value,
	pub path: String,
}

impl<'a> Node<'a> {
	pub fn root(path: impl Into<String>, value: &'a Value) -> Self {
		Self { value, path: path.into() }
	}

	pub fn refuse(&self, reason: Reason) -> Refusal {
		Refusal::new(self.path.clone(), reason)
	}

	/// The member `key`, if this is an object that has it.
	pub fn get(&self, key: &str) -> Option<Self> {
		Some(Self { value: self.value.get(key)?, path: format!("{}.{key}", self.path) })
	}

	/// The member `key`, refused with `why` if it is absent.
	pub fn need(&self, key: &str, why: &'static str) -> Result<Self, Refusal> {
		self.get(key)
			.ok_or_else(|| Refusal::new(format!("{}.{key}", self.path), Reason::Absent(why)))
	}

	/// The first element of the array `key`, refused with `why` if there is none.
	pub fn first(&self, key: &str, why: &'static str) -> Result<Self, Refusal> {
		let list = self.need(key, why)?;
		let first = list.elements()?.into_iter().next();
		first.ok_or_else(|| list.refuse(Reason::Absent(why)))
	}

	/// The elements of the array `key`; none if it is absent.
	pub fn list(&self, key: &str) -> Result<Vec<Self>, Refusal> {
		self.get(key).map_or(Ok(Vec::new()), |list| list.elements())
	}

	pub fn elements(&self) -> Result<Vec<Self>, Refusal> {
		let elements =
			self.value.as_array().ok_or_else(|| self.refuse(Reason::NotA("an array")))?;
		let at = |(index, value)| Self { value, path: format!("{}[{index}]", self.path) };
		Ok(elements.iter().enumerate().map(at).collect())
	}

	pub fn object(&self) -> Result<&'a Object, Refusal> {
		self.value.as_object().ok_or_else(|| self.refuse(Reason::NotA("an object")))
	}

	pub fn text(&self) -> Result<&'a str, Refusal> {
		self.value.as_str().ok_or_else(|| self.refuse(Reason::NotA("a string")))
	}

	pub fn boolean(&self) -> Result<bool, Refusal> {
		match self.value {
			Value::Bool(value) => Ok(*value),
			_ => Err(self.refuse(Reason::NotA("a boolean"))),
		}
	}

	/// A number's lexeme.
	pub fn number(&self) -> Result<&'a str, Refusal> {
		match self.value {
			Value::Number(lexeme) => Ok(lexeme),
			_ => Err(self.refuse(Reason::NotA("a number"))),
		}
	}

	/// FHIR `integer`: no fraction, no exponent.
	pub fn integer<T: std::str::FromStr>(&self, range: &'static str) -> Result<T, Refusal> {
		let lexeme = self.number()?;
		lexeme
			.parse()
			.map_err(|_| self.refuse(Reason::OutOfRange { found: excerpt(lexeme), range }))
	}

	/// Refuses any other string than `code`.
	pub fn expect(&self, code: &str, expected: &'static str) -> Result<(), Refusal> {
		match self.text()? {
			found if found == code => Ok(()),
			found => Err(self.code_error(found, expected)),
		}
	}

	pub fn code_error(&self, found: &str, expected: &'static str) -> Refusal {
		self.refuse(Reason::Code { found: excerpt(found), expected })
	}

	/// Refuses members that are not in `allowed`.
	pub fn only(&self, allowed: &[&str]) -> Result<(), Refusal> {
		match self.object()?.iter().find(|(key, _)| !allowed.contains(key)) {
			Some((key, _)) => {
				Err(Refusal::new(format!("{}.{}", self.path, excerpt(key)), Reason::UnknownElement))
			},
			None => Ok(()),
		}
	}

	/// The resource's type.
	pub fn resource_type(&self) -> Result<&'a str, Refusal> {
		self.need("resourceType", "this is no FHIR resource")?.text()
	}

	/// The code of a CodeableConcept's first coding.
	pub fn concept_code(&self) -> Result<Self, Refusal> {
		self.first("coding", "the concept is not coded")?.need("code", "the concept is not coded")
	}

	/// System (empty if absent) and code of a Coding; a code without its system says nothing.
	pub fn coding(&self) -> Result<(&'a str, &'a str), Refusal> {
		let system = self.get("system").map(|system| system.text()).transpose()?;
		let code = self.need("code", "the concept is not coded")?.text()?;
		Ok((system.unwrap_or_default(), code))
	}

	/// System and code of a CodeableConcept's first coding.
	pub fn first_coding(&self) -> Result<(&'a str, &'a str), Refusal> {
		self.first("coding", "the concept is not coded")?.coding()
	}

	/// A code of decimal digits as a number, as NHS code systems use them (`0003`).
	pub fn numeric_code(&self) -> Result<u8, Refusal> {
		let code = self.concept_code()?;
		let text = code.text()?;
		let digits = text.bytes().all(|byte| byte.is_ascii_digit());
		let number = text.parse().ok().filter(|_| digits);
		number.ok_or_else(|| code.code_error(text, "a code of digits up to 255"))
	}

	/// The extension of this url.
	pub fn extension(&self, url: &str) -> Result<Option<Self>, Refusal> {
		for extension in self.list("extension")? {
			if extension.need("url", "an extension is named by its url")?.text()? == url {
				return Ok(Some(extension));
			}
		}
		Ok(None)
	}

	pub fn identifier(&self) -> Result<Identifier, Refusal> {
		let system = self.get("system").map(|system| system.text()).transpose()?;
		let value =
			self.need("value", "an identifier without a value identifies nothing")?.text()?;
		Ok(Identifier { system: system.map(str::to_owned), value: value.to_owned() })
	}

	/// Refuses what changes the meaning in a way that no reader knows.
	pub fn check_unmodified(&self) -> Result<(), Refusal> {
		let why = "it changes the meaning, and this reader does not know how";
		match ["modifierExtension", "implicitRules"].iter().find_map(|key| self.get(key)) {
			Some(modifier) => Err(modifier.refuse(Reason::NotUnderstood(why))),
			None => Ok(()),
		}
	}

	/// The only element of the array `key`, refused with `why` if there is none, with `rule` if there are more.
	pub fn only_one(
		&self,
		key: &str,
		why: &'static str,
		rule: &'static str,
	) -> Result<Self, Refusal> {
		let list = self.need(key, why)?;
		let mut elements = list.elements()?.into_iter();
		match (elements.next(), elements.next()) {
			(Some(only), None) => Ok(only),
			(None, _) => Err(list.refuse(Reason::Absent(why))),
			(Some(_), Some(second)) => Err(second.refuse(Reason::Rule(rule))),
		}
	}

	/// The first of the identifiers under `key`.
	pub fn first_identifier(&self, key: &str) -> Result<Option<Identifier>, Refusal> {
		self.list(key)?.first().map(Self::identifier).transpose()
	}

	pub fn reference(&self) -> Result<Reference, Refusal> {
		self.object()?;
		let reference = self.get("reference").map(|reference| reference.text()).transpose()?;
		let identifier =
			self.get("identifier").map(|identifier| identifier.identifier()).transpose()?;
		if reference.is_none() && identifier.is_none() {
			return Err(
				self.refuse(Reason::Absent("neither a reference nor an identifier is given"))
			);
		}
		Ok(Reference { reference: reference.map(str::to_owned), identifier })
	}
}
