//! The canonical form `salus-json/1`, as far as a verifier needs it: it tells whether bytes have the form, and writes none.
//!
//! RFC 8785 (keys in the order of their UTF-16 code units, shortest escapes, no white space) with one change: a number stays
//! as it was written.

use alloc::{string::String, vec::Vec};
use core::{cmp::Ordering, str};

/// Deepest nesting of arrays and objects.
const MAX_DEPTH: usize = 64;

/// Whether the bytes are exactly one JSON value in its canonical form.
pub fn is_canonical(bytes: &[u8]) -> bool {
	match str::from_utf8(bytes) {
		Ok(text) => Scan { rest: text, open: Vec::new() }.run().is_some(),
		Err(_) => false,
	}
}

/// Appends a string as the canonical form writes it.
pub fn write_string(text: &str, out: &mut Vec<u8>) {
	out.push(b'"');
	for byte in text.bytes() {
		match short_escape(byte) {
			Some(letter) => out.extend([b'\\', letter]),
			None if byte < 0x20 => {
				out.extend(b"\\u00");
				out.extend([byte >> 4, byte & 0xf].map(hex_digit));
			},
			None => out.push(byte),
		}
	}
	out.push(b'"');
}

/// The letter after the backslash of a character that has a short escape.
fn short_escape(byte: u8) -> Option<u8> {
	Some(match byte {
		b'"' | b'\\' => byte,
		0x08 => b'b',
		b'\t' => b't',
		b'\n' => b'n',
		0x0c => b'f',
		b'\r' => b'r',
		_ => return None,
	})
}

fn hex_digit(value: u8) -> u8 {
	let base = if value < 10 { b'0' } else { b'a'.saturating_sub(10) };
	base.saturating_add(value)
}

/// What is open around the present place.
enum Frame {
	Array,
	/// With its last key.
	Object(String),
}

/// Reads without recursion: hostile nesting costs a frame on the heap, and there are at most [`MAX_DEPTH`].
struct Scan<'a> {
	rest: &'a str,
	open: Vec<Frame>,
}

impl Scan<'_> {
	/// `None` where the form is left.
	fn run(&mut self) -> Option<()> {
		loop {
			if self.take("[") {
				self.push(Frame::Array)?;
				if !self.take("]") {
					continue;
				}
				self.open.pop();
			} else if self.take("{") {
				self.push(Frame::Object(String::new()))?;
				if !self.take("}") {
					let key = self.key()?;
					*self.open.last_mut()? = Frame::Object(key);
					continue;
				}
				self.open.pop();
			} else {
				self.scalar()?;
			}
			if !self.next_is_due()? {
				return self.rest.is_empty().then_some(());
			}
		}
	}

	/// After a value: closes what ends here, and says whether another value is due.
	fn next_is_due(&mut self) -> Option<bool> {
		while let Some(mut frame) = self.open.pop() {
			if self.take(if matches!(frame, Frame::Array) { "]" } else { "}" }) {
				continue;
			}
			self.take(",").then_some(())?;
			if let Frame::Object(last) = &mut frame {
				let key = self.key()?;
				if last.encode_utf16().cmp(key.encode_utf16()) != Ordering::Less {
					return None;
				}
				*last = key;
			}
			self.open.push(frame);
			return Some(true);
		}
		Some(false)
	}

	fn push(&mut self, frame: Frame) -> Option<()> {
		self.open.push(frame);
		(self.open.len() <= MAX_DEPTH).then_some(())
	}

	fn take(&mut self, token: &str) -> bool {
		let rest = self.rest.strip_prefix(token);
		self.rest = rest.unwrap_or(self.rest);
		rest.is_some()
	}

	fn key(&mut self) -> Option<String> {
		let key = self.string()?;
		self.take(":").then_some(key)
	}

	fn scalar(&mut self) -> Option<()> {
		if ["null", "true", "false"].iter().any(|literal| self.take(literal)) {
			Some(())
		} else if self.rest.starts_with('"') {
			self.string().map(drop)
		} else {
			self.number()
		}
	}

	/// A string, unescaped. Written back it must be what was read.
	fn string(&mut self) -> Option<String> {
		let body = self.rest.strip_prefix('"')?;
		let (mut text, mut chars) = (String::new(), body.chars());
		loop {
			match chars.next()? {
				'"' => break,
				'\\' => text.push(unescape(&mut chars)?),
				other => text.push(other),
			}
		}
		let rest = chars.as_str();
		let read = self.rest.strip_suffix(rest)?;
		let mut written = Vec::new();
		write_string(&text, &mut written);
		self.rest = rest;
		(written == read.as_bytes()).then_some(text)
	}

	/// A number in the grammar of RFC 8259, as it was written.
	fn number(&mut self) -> Option<()> {
		self.take("-");
		if !self.take("0") {
			self.digits()?;
		}
		if self.take(".") {
			self.digits()?;
		}
		if self.take("e") || self.take("E") {
			let _ = self.take("+") || self.take("-");
			self.digits()?;
		}
		// After a leading zero another digit would stand here, where no value can go on.
		Some(())
	}

	fn digits(&mut self) -> Option<()> {
		let rest = self.rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
		let some = rest.len() < self.rest.len();
		self.rest = rest;
		some.then_some(())
	}
}

/// What an escape in JSON stands for, as far as the canonical form has escapes.
fn unescape(chars: &mut str::Chars<'_>) -> Option<char> {
	Some(match chars.next()? {
		letter @ ('"' | '\\') => letter,
		'b' => '\u{8}',
		't' => '\t',
		'n' => '\n',
		'f' => '\u{c}',
		'r' => '\r',
		'u' => {
			let digits: String = chars.by_ref().take(4).collect();
			char::from(u8::from_str_radix(digits.strip_prefix("00")?, 16).ok()?)
		},
		_ => return None,
	})
}

#[cfg(test)]
mod tests {
	use super::*;
	use salus_fhir::json::parse;

	/// What both implementations say of the bytes, which must be the same.
	fn agreed(bytes: &[u8]) -> bool {
		let canonical = parse(bytes).is_ok_and(|value| value.canonical().as_bytes() == bytes);
		assert_eq!(is_canonical(bytes), canonical, "{}", String::from_utf8_lossy(bytes));
		canonical
	}

	#[test]
	fn the_vectors_of_the_form_agree() {
		let vectors = include_str!("../../../fhir/tests/vectors/canonical.json");
		let vectors: Vec<serde_json::Value> = serde_json::from_str(vectors).unwrap();
		for vector in &vectors {
			let (input, canonical) = (vector["input"].as_str(), vector["canonical"].as_str());
			assert!(agreed(canonical.unwrap().as_bytes()), "{vector}");
			assert_eq!(agreed(input.unwrap().as_bytes()), input == canonical, "{vector}");
		}
		let refused = include_str!("../../../fhir/tests/vectors/refused.json");
		let refused: Vec<serde_json::Value> = serde_json::from_str(refused).unwrap();
		for vector in &refused {
			let bytes = match vector["hex"].as_str() {
				Some(hex) => hex::decode(hex).unwrap(),
				None => vector["text"].as_str().unwrap().as_bytes().to_vec(),
			};
			assert!(!agreed(&bytes), "{vector}");
		}
		assert!(vectors.len() >= 5 && refused.len() >= 20);
	}

	#[test]
	fn one_form_is_accepted_of_many_that_mean_the_same() {
		for (canonical, others) in [
			(
				r#"{"a":1,"b":2}"#,
				&[r#"{"b":2,"a":1}"#, r#"{"a":1,"b":2} "#, r#"{"a": 1,"b":2}"#][..],
			),
			(r#""\n""#, &[r#""\u000a""#, "\"\n\""]),
			(r#""\u001f""#, &[r#""\u001F""#]),
			("\"\u{7f}/\"", &[r#""\u007f/""#, "\"\u{7f}\\/\""]),
			("\"é\"", &[r#""\u00e9""#]),
			("[]", &["[ ]", "[],", "[]]", "[,]"]),
			("0.10", &["00.10", ".10", "+0.10", "0.10.", "0x1"]),
			("-0", &["-", "--0", "-00"]),
			("1E+2", &["1E+", "1E", "1e2e", "1 "]),
			("{}", &["{ }", "{,}", "{\"a\"}", "{\"a\":}", "{1:2}", ""]),
			("null", &["Null", "nulll", "nul"]),
		] {
			assert!(agreed(canonical.as_bytes()), "{canonical}");
			for other in others {
				assert!(!agreed(other.as_bytes()), "{other}");
			}
		}
	}

	#[test]
	fn nesting_is_bounded() {
		let nested = |depth: usize| ["[".repeat(depth), "]".repeat(depth)].concat();
		assert!(agreed(nested(64).as_bytes()));
		assert!(!agreed(nested(65).as_bytes()));
		assert!(!is_canonical("[".repeat(100_000).as_bytes()));
		let objects =
			|depth: usize| ["{\"a\":".repeat(depth), "1".into(), "}".repeat(depth)].concat();
		assert!(agreed(objects(64).as_bytes()));
		assert!(!agreed(objects(65).as_bytes()));
	}

	#[test]
	fn altered_bytes_are_judged_alike() {
		let text = r#"{"a":[{"b":"\u0001é\\"},-0.50E+3,null,true,[]],"é":{},"€":"😀"}"#;
		assert!(agreed(text.as_bytes()));
		for at in 0..text.len() {
			for byte in [b' ', b'"', b'\\', b'0', b',', b'}', 0x1f, 0xff, b'a', b'u'] {
				let mut bytes = text.as_bytes().to_vec();
				bytes[at] = byte;
				agreed(&bytes);
				bytes.insert(at, byte);
				agreed(&bytes);
			}
			agreed(&[&text.as_bytes()[..at], &text.as_bytes()[at + 1..]].concat());
		}
	}
}
