//! Reading.

use super::{Json, MAX_NUMBER};
use crate::failure::Failure;
use alloc::{format, string::String, vec::Vec};

/// A step on the way to a value.
#[derive(Clone, Copy)]
pub enum Step {
	/// A field.
	Key(&'static str),
	/// A place in a list.
	Place(usize),
}

/// Reads canonical JSON.
pub struct Reader<'a> {
	text: &'a [u8],
	at: usize,
	path: Vec<Step>,
	/// Whether white space between values is skipped: for files that people write.
	loose: bool,
	/// Where white space was met that is not skipped.
	space: Option<usize>,
	/// Whether the last token opened an object, so that no comma stands before the next key.
	opened: bool,
}

impl<'a> Reader<'a> {
	/// A reader at the beginning of `text`.
	pub fn new(text: &'a [u8]) -> Self {
		Reader { text, at: 0, path: Vec::new(), loose: false, space: None, opened: false }
	}

	/// A reader that skips white space: for files that people write.
	pub fn loose(text: &'a [u8]) -> Self {
		Reader { loose: true, ..Reader::new(text) }
	}

	/// How many bytes were read.
	pub fn offset(&self) -> usize {
		self.at
	}

	/// What was not read yet.
	pub fn rest(&self) -> &'a [u8] {
		self.text.get(self.at..).unwrap_or_default()
	}

	/// Reads below `step`, which then appears in the path of a failure.
	pub(super) fn within<T>(
		&mut self,
		step: Step,
		read: impl FnOnce(&mut Self) -> Result<T, Failure>,
	) -> Result<T, Failure> {
		self.path.push(step);
		let value = read(self)?;
		self.path.pop();
		Ok(value)
	}

	/// The failure of what stands here.
	pub fn malformed(&self) -> Failure {
		if let Some(offset) = self.space {
			return Failure::NotCanonical { offset };
		}
		let mut path = String::new();
		for step in &self.path {
			match step {
				Step::Key(key) if path.is_empty() => path.push_str(key),
				Step::Key(key) => path.push_str(&format!(".{key}")),
				Step::Place(place) => path.push_str(&format!("[{place}]")),
			}
		}
		Failure::Malformed { path }
	}

	/// The failure of a form that is JSON but not the canonical one.
	pub fn not_canonical(&self) -> Failure {
		Failure::NotCanonical { offset: self.at }
	}

	/// The failure of a string whose letters are not those of its form, which began at `offset`: another form of the same bytes
	/// is told from none.
	pub(super) fn wrong_letters(
		&self,
		offset: usize,
		text: &str,
		of_other_form: impl Fn(u8) -> bool,
	) -> Failure {
		match text.bytes().any(of_other_form) {
			true => Failure::NotCanonical { offset },
			false => self.malformed(),
		}
	}

	fn skip_space(&mut self) {
		let space = self.rest().iter().take_while(|byte| byte.is_ascii_whitespace()).count();
		if self.loose {
			self.at = self.at.saturating_add(space);
		} else if space > 0 {
			self.space.get_or_insert(self.at);
		}
	}

	/// Takes `token` if it stands here.
	pub fn take(&mut self, token: &str) -> bool {
		self.skip_space();
		let found = self.rest().starts_with(token.as_bytes());
		if found {
			self.at = self.at.saturating_add(token.len());
			self.opened = token == "{";
		}
		found
	}

	/// Takes `token`.
	///
	/// # Errors
	/// If something else stands here.
	pub fn expect(&mut self, token: &str) -> Result<(), Failure> {
		match self.take(token) {
			true => Ok(()),
			false => Err(self.malformed()),
		}
	}

	/// Takes the end.
	///
	/// # Errors
	/// [`Failure::TrailingBytes`] if something follows.
	pub fn end(&mut self) -> Result<(), Failure> {
		self.skip_space();
		match self.rest() {
			[] => Ok(()),
			_ => Err(Failure::TrailingBytes),
		}
	}

	/// Takes the key of a field, with the comma before it, if it is the next one.
	pub fn key(&mut self, key: &str) -> bool {
		let (start, opened) = (self.at, self.opened);
		let found =
			(opened || self.take(",")) && self.take(&format!("\"{key}\"")) && self.take(":");
		if !found {
			(self.at, self.opened) = (start, opened);
		}
		found
	}

	/// Reads a string: printable ASCII without quotes and backslashes.
	///
	/// # Errors
	/// [`Failure::NotCanonical`] for an escape, [`Failure::Malformed`] for anything else.
	pub fn string(&mut self, max: usize) -> Result<&'a str, Failure> {
		self.expect("\"")?;
		let plain = |byte: &&u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'"' | b'\\');
		let length = self.rest().iter().take_while(plain).count();
		let text = self.rest().get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok());
		self.at = self.at.saturating_add(length);
		if self.rest().first() == Some(&b'\\') {
			return Err(self.not_canonical());
		}
		let text = text.filter(|_| length <= max).ok_or_else(|| self.malformed())?;
		// Not `expect`: white space inside a string is a letter.
		if self.rest().first() != Some(&b'"') {
			return Err(self.malformed());
		}
		self.at = self.at.saturating_add(1);
		Ok(text)
	}

	/// Reads a whole number up to [`MAX_NUMBER`].
	///
	/// # Errors
	/// [`Failure::NotCanonical`] for leading zeros, fractions and exponents, [`Failure::Malformed`] for anything else.
	pub fn number(&mut self) -> Result<u64, Failure> {
		self.skip_space();
		let length = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
		let digits = self.rest().get(..length).and_then(|bytes| core::str::from_utf8(bytes).ok());
		let digits = digits.unwrap_or_default();
		if digits.len() > 1 && digits.starts_with('0') {
			return Err(self.not_canonical());
		}
		let number = digits.parse().ok().filter(|number| *number <= MAX_NUMBER);
		let number = number.ok_or_else(|| self.malformed())?;
		self.at = self.at.saturating_add(length);
		if matches!(self.rest().first(), Some(b'.' | b'e' | b'E')) {
			return Err(self.not_canonical());
		}
		Ok(number)
	}

	/// Reads a list of at most `max` values.
	///
	/// # Errors
	/// As [`Json::read`]; [`Failure::Malformed`] for one value too many.
	pub fn list<T: Json>(&mut self, max: usize) -> Result<Vec<T>, Failure> {
		self.expect("[")?;
		let mut list = Vec::new();
		if self.take("]") {
			return Ok(list);
		}
		loop {
			if list.len() >= max {
				return Err(self.malformed());
			}
			list.push(self.within(Step::Place(list.len()), T::read)?);
			if !self.take(",") {
				self.expect("]")?;
				return Ok(list);
			}
		}
	}
}
