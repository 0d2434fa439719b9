//! Writing.

use super::Json;
use alloc::{format, string::String};

/// Whether a letter steers a screen, turns the direction of reading, or is not seen at all: what could make a text look like
/// another one. The marks of direction that languages need (U+200E, U+200F) do no more than stand there.
pub fn steers(letter: char) -> bool {
	letter.is_control()
		|| matches!(
			letter,
			'\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200d}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
				| '\u{e0000}'..='\u{e007f}'
		)
}

/// Writes canonical JSON.
#[derive(Default)]
pub struct Writer {
	text: String,
}

impl Writer {
	/// What was written.
	pub fn into_text(self) -> String {
		self.text
	}

	/// What was written so far.
	pub fn text(&self) -> &str {
		&self.text
	}

	/// Writes as it stands.
	pub fn raw(&mut self, text: &str) {
		self.text.push_str(text);
	}

	/// Writes the key of a field, with the comma before it.
	pub fn key(&mut self, key: &str) {
		if !self.text.ends_with('{') {
			self.raw(",");
		}
		self.string(key);
		self.raw(":");
	}

	/// Writes a string. What the form has no letter for becomes a question mark.
	pub fn string(&mut self, text: &str) {
		self.raw("\"");
		let plain = |letter| matches!(letter, ' '..='~') && !matches!(letter, '"' | '\\');
		self.text.extend(text.chars().map(|letter| if plain(letter) { letter } else { '?' }));
		self.raw("\"");
	}

	/// Writes any text, with the escapes that the canonical form does without.
	pub fn escaped(&mut self, text: &str) {
		self.raw("\"");
		for letter in text.chars() {
			match letter {
				'"' | '\\' => self.text.extend(['\\', letter]),
				hidden if steers(hidden) => {
					let mut units = [0; 2];
					for unit in hidden.encode_utf16(&mut units) {
						self.raw(&format!("\\u{unit:04x}"));
					}
				},
				other => self.text.push(other),
			}
		}
		self.raw("\"");
	}

	/// Writes a field that is a list of any texts.
	pub fn sentences(&mut self, key: &str, sentences: &[impl AsRef<str>]) {
		self.key(key);
		self.raw("[");
		for (place, sentence) in sentences.iter().enumerate() {
			if place > 0 {
				self.raw(",");
			}
			self.escaped(sentence.as_ref());
		}
		self.raw("]");
	}

	/// Writes a number.
	pub fn number(&mut self, number: u64) {
		self.raw(&format!("{number}"));
	}

	/// Writes a list.
	pub fn list<T: Json>(&mut self, list: &[T]) {
		self.raw("[");
		for (place, value) in list.iter().enumerate() {
			if place > 0 {
				self.raw(",");
			}
			value.write(self);
		}
		self.raw("]");
	}
}
