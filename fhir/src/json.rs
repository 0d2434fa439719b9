//! JSON with the number's lexemes kept, and its canonical form `salus-json/1`.
//!
//! The form is RFC 8785 (keys in the order of their UTF-16 code units, shortest escapes, no white space) with one
//! change: a number stays as it was written. FHIR's decimals carry precision, so that `0.010` and `0.01` are different
//! statements, and a float cannot hold either. What has no canonical form is refused, never repaired.

use crate::error::{JsonError, JsonReason};
use json_event_parser::{JsonEvent, LowLevelJsonParser};
use std::{cmp::Ordering, collections::HashSet};

/// Name and version of the canonical form.
pub const CANONICAL_FORM: &str = "salus-json/1";

/// Largest input, in bytes: a patient's whole record as a Bundle has about one million.
pub const MAX_BYTES: usize = 8 * 1024 * 1024;

/// Deepest nesting of arrays and objects: FHIR resources stay under twenty.
pub const MAX_DEPTH: usize = 64;

/// A JSON value. An object's members are sorted and their keys unique.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
	/// `null`.
	Null,
	/// `true` or `false`.
	Bool(bool),
	/// A number as it was written.
	Number(String),
	/// A string, unescaped.
	String(String),
	/// An array.
	Array(Vec<Value>),
	/// An object.
	Object(Object),
}

/// The members of an object, in canonical order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object(Vec<(String, Value)>);

impl Object {
	/// From members in any order. The last one of equal keys stays; [`parse`] never passes equal keys.
	pub fn new(members: impl IntoIterator<Item = (String, Value)>) -> Self {
		let mut members: Vec<_> = members.into_iter().collect();
		members.reverse();
		members.sort_by(|a, b| key_order(&a.0, &b.0));
		members.dedup_by(|a, b| a.0 == b.0);
		Self(members)
	}

	/// The value under `key`.
	pub fn get(&self, key: &str) -> Option<&Value> {
		let found = self.0.binary_search_by(|(member, _)| key_order(member, key)).ok()?;
		self.0.get(found).map(|(_, value)| value)
	}

	/// Members in canonical order.
	pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
		self.0.iter().map(|(key, value)| (key.as_str(), value))
	}

	/// Whether there is no member.
	pub fn is_empty(&self) -> bool {
		self.0.is_empty()
	}
}

/// Order of keys in RFC 8785, section 3.2.3.
fn key_order(a: &str, b: &str) -> Ordering {
	a.encode_utf16().cmp(b.encode_utf16())
}

impl Value {
	/// A string.
	pub fn string(text: impl Into<String>) -> Self {
		Self::String(text.into())
	}

	/// An object of `members`.
	pub fn object<K: Into<String>>(members: impl IntoIterator<Item = (K, Value)>) -> Self {
		Self::Object(Object::new(members.into_iter().map(|(key, value)| (key.into(), value))))
	}

	/// The object, if it is one.
	pub fn as_object(&self) -> Option<&Object> {
		match self {
			Self::Object(object) => Some(object),
			_ => None,
		}
	}

	/// The array's elements, if it is one.
	pub fn as_array(&self) -> Option<&[Value]> {
		match self {
			Self::Array(elements) => Some(elements),
			_ => None,
		}
	}

	/// The string, if it is one.
	pub fn as_str(&self) -> Option<&str> {
		match self {
			Self::String(text) => Some(text),
			_ => None,
		}
	}

	/// The member `key` of an object.
	pub fn get(&self, key: &str) -> Option<&Value> {
		self.as_object()?.get(key)
	}

	/// The canonical form.
	pub fn canonical(&self) -> String {
		let mut out = String::new();
		self.write(&mut out);
		out
	}

	fn write(&self, out: &mut String) {
		match self {
			Self::Null => out.push_str("null"),
			Self::Bool(true) => out.push_str("true"),
			Self::Bool(false) => out.push_str("false"),
			Self::Number(lexeme) => out.push_str(lexeme),
			Self::String(text) => write_string(text, out),
			Self::Array(elements) => {
				write_list(out, ['[', ']'], elements, |value, out| value.write(out))
			},
			Self::Object(object) => write_list(out, ['{', '}'], &object.0, |(key, value), out| {
				write_string(key, out);
				out.push(':');
				value.write(out);
			}),
		}
	}
}

fn write_list<T>(
	out: &mut String,
	[open, close]: [char; 2],
	items: &[T],
	mut write: impl FnMut(&T, &mut String),
) {
	out.push(open);
	for (index, item) in items.iter().enumerate() {
		if index > 0 {
			out.push(',');
		}
		write(item, out);
	}
	out.push(close);
}

/// RFC 8785, section 3.2.2.2.
fn write_string(text: &str, out: &mut String) {
	out.push('"');
	for c in text.chars() {
		match c {
			'"' => out.push_str("\\\""),
			'\\' => out.push_str("\\\\"),
			'\u{8}' => out.push_str("\\b"),
			'\t' => out.push_str("\\t"),
			'\n' => out.push_str("\\n"),
			'\u{c}' => out.push_str("\\f"),
			'\r' => out.push_str("\\r"),
			'\0'..='\u{1f}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
			_ => out.push(c),
		}
	}
	out.push('"');
}

/// Parses exactly one JSON value.
///
/// Refuses, with a [`JsonError`]: more than [`MAX_BYTES`], nesting over [`MAX_DEPTH`], a byte order mark, bytes that
/// are not UTF-8, duplicate keys, NaN and Infinity, lone surrogates, an early end, anything after the value, and any
/// other violation of RFC 8259.
pub fn parse(bytes: &[u8]) -> Result<Value, JsonError> {
	let fail = |offset, reason| Err(JsonError { offset, path: "$".into(), reason });
	if bytes.len() > MAX_BYTES {
		return fail(MAX_BYTES, JsonReason::TooLarge { limit: MAX_BYTES });
	}
	if bytes.starts_with(b"\xef\xbb\xbf") {
		return fail(0, JsonReason::ByteOrderMark);
	}
	if let Err(error) = std::str::from_utf8(bytes) {
		return fail(error.valid_up_to(), JsonReason::NotUtf8);
	}
	match Builder::default().run(bytes) {
		// The parser takes the six bytes after half a pair before it looks at them, the string's end included: give it
		// some and another end, to tell a lone half from an early end.
		Err(early) if early.reason == JsonReason::Truncated => {
			match Builder::default().run(&[bytes, b"      \""].concat()) {
				Err(error) if error.reason == JsonReason::LoneSurrogate => Err(error),
				_ => Err(early),
			}
		},
		done => done,
	}
}

/// An array or object that is still open.
enum Frame {
	Array(Vec<Value>),
	Object { members: Vec<(String, Value)>, seen: HashSet<String>, key: String },
}

/// Builds one value from the parser's events, without recursion.
#[derive(Default)]
struct Builder {
	open: Vec<Frame>,
	root: Option<Value>,
	offset: usize,
}

impl Builder {
	fn run(mut self, bytes: &[u8]) -> Result<Value, JsonError> {
		let mut parser = LowLevelJsonParser::new();
		loop {
			let rest = bytes.get(self.offset..).unwrap_or_default();
			let result = parser.parse_next(rest, true);
			let event = match result.event {
				Some(Ok(event)) => event,
				Some(Err(error)) => {
					let offset =
						usize::try_from(error.location().start.offset).unwrap_or(usize::MAX);
					return Err(self.syntax(bytes, offset.min(bytes.len()), error.message()));
				},
				None => return Err(self.error(bytes.len(), JsonReason::Truncated)),
			};
			self.offset = self.offset.saturating_add(result.consumed_bytes);
			match event {
				JsonEvent::Null => self.put(Value::Null),
				JsonEvent::Boolean(value) => self.put(Value::Bool(value)),
				JsonEvent::Number(lexeme) => self.put(Value::Number(lexeme.into_owned())),
				JsonEvent::String(text) => self.put(Value::String(text.into_owned())),
				JsonEvent::StartArray => self.push(Frame::Array(Vec::new()))?,
				JsonEvent::StartObject => self.push(Frame::Object {
					members: Vec::new(),
					seen: HashSet::new(),
					key: String::new(),
				})?,
				JsonEvent::ObjectKey(name) => self.key(name.into_owned())?,
				JsonEvent::EndArray | JsonEvent::EndObject => self.close(),
				JsonEvent::Eof => break,
			}
		}
		match self.root.take() {
			Some(value) => Ok(value),
			None => Err(self.error(bytes.len(), JsonReason::Truncated)),
		}
	}

	fn push(&mut self, frame: Frame) -> Result<(), JsonError> {
		if self.open.len() >= MAX_DEPTH {
			return Err(self.error(self.offset, JsonReason::TooDeep { limit: MAX_DEPTH }));
		}
		self.open.push(frame);
		Ok(())
	}

	fn key(&mut self, name: String) -> Result<(), JsonError> {
		if let Some(Frame::Object { seen, key, .. }) = self.open.last_mut() {
			let new = seen.insert(name.clone());
			key.clone_from(&name);
			if !new {
				return Err(self.error(self.offset, JsonReason::DuplicateKey(name)));
			}
		}
		Ok(())
	}

	fn put(&mut self, value: Value) {
		match self.open.last_mut() {
			Some(Frame::Array(elements)) => elements.push(value),
			Some(Frame::Object { members, key, .. }) => members.push((key.clone(), value)),
			None => self.root = Some(value),
		}
	}

	fn close(&mut self) {
		let closed = match self.open.pop() {
			Some(Frame::Array(elements)) => Value::Array(elements),
			Some(Frame::Object { members, .. }) => Value::Object(Object::new(members)),
			None => return,
		};
		self.put(closed);
	}

	fn syntax(&self, bytes: &[u8], offset: usize, message: &str) -> JsonError {
		let rest = bytes.get(offset..).unwrap_or_default();
		let reason = if self.root.is_some() {
			JsonReason::TrailingBytes
		} else if message.contains("surrogate") {
			JsonReason::LoneSurrogate
		} else if rest.is_empty() || message.starts_with("Unexpected end of file") {
			return self.error(bytes.len(), JsonReason::Truncated);
		} else if rest.starts_with(b"NaN") || rest.starts_with(b"Inf") {
			JsonReason::NotFinite
		} else {
			JsonReason::Syntax(crate::error::excerpt(message))
		};
		self.error(offset, reason)
	}

	fn error(&self, offset: usize, reason: JsonReason) -> JsonError {
		let mut path = String::from("$");
		for frame in &self.open {
			match frame {
				Frame::Array(elements) => path.push_str(&format!("[{}]", elements.len())),
				Frame::Object { key, .. } if key.is_empty() => {},
				Frame::Object { key, .. } => {
					path.push_str(&format!(".{}", crate::error::excerpt(key)))
				},
			}
		}
		JsonError { offset, path, reason }
	}
}
