//! The canonical form of the JSON that a file is: read in one pass, written in one way.
//!
//! The reader takes nothing but what the writer would write: keys in the order of the type, no white space, no escapes,
//! whole numbers below 2^53, lower-case hex, base64url without padding. So each file has one form, and no form is compared
//! afterwards. Depth is that of the types: hostile nesting meets a type that does not nest.

mod reader;
mod writer;

pub use reader::{Reader, Step};
pub use writer::{steers, Writer};

use crate::failure::Failure;
use alloc::{format, string::String, vec::Vec};
use base64::{engine::general_purpose::URL_SAFE_NO_PAD, Engine};
use core::ops::Deref;

/// Largest number, 2^53 - 1: from 2^53 on other readers of JSON take two numbers for one.
pub const MAX_NUMBER: u64 = (1 << 53) - 1;

/// A type with one canonical form.
pub trait Json: Sized {
	/// Reads a value.
	///
	/// # Errors
	/// [`Failure::NotCanonical`] where another form of JSON was found, else [`Failure::Malformed`].
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure>;

	/// Writes the value.
	fn write(&self, writer: &mut Writer);

	/// Reads the value of a field. Optional fields may be absent.
	///
	/// # Errors
	/// As [`Json::read`].
	fn read_field(key: &'static str, reader: &mut Reader<'_>) -> Result<Self, Failure> {
		if !reader.key(key) {
			return reader.within(Step::Key(key), |reader| Err(reader.malformed()));
		}
		reader.within(Step::Key(key), Self::read)
	}

	/// Writes the field, if there is something to write.
	fn write_field(&self, key: &'static str, writer: &mut Writer) {
		writer.key(key);
		self.write(writer);
	}
}

/// A struct with a form: its fields in their order, without the brackets around them.
pub trait Fields: Sized {
	/// Reads the fields.
	///
	/// # Errors
	/// As [`Json::read`].
	fn read_fields(reader: &mut Reader<'_>) -> Result<Self, Failure>;

	/// Writes the fields.
	fn write_fields(&self, writer: &mut Writer);
}

/// Gives a struct its form: an object with its fields in the order written here.
macro_rules! record {
	($name:ident { $($field:ident),+ $(,)? }) => {
		impl $crate::json::Fields for $name {
			fn read_fields(
				reader: &mut $crate::json::Reader<'_>,
			) -> Result<Self, $crate::failure::Failure> {
				$(let $field = $crate::json::Json::read_field(stringify!($field), reader)?;)+
				Ok($name { $($field),+ })
			}

			fn write_fields(&self, writer: &mut $crate::json::Writer) {
				$($crate::json::Json::write_field(&self.$field, stringify!($field), writer);)+
			}
		}

		impl $crate::json::Json for $name {
			fn read(reader: &mut $crate::json::Reader<'_>) -> Result<Self, $crate::failure::Failure> {
				reader.expect("{")?;
				let value = $crate::json::Fields::read_fields(reader)?;
				reader.expect("}")?;
				Ok(value)
			}

			fn write(&self, writer: &mut $crate::json::Writer) {
				writer.raw("{");
				$crate::json::Fields::write_fields(self, writer);
				writer.raw("}");
			}
		}
	};
}
pub(crate) use record;

/// A list of at most `MAX` values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct List<T, const MAX: usize>(pub Vec<T>);

impl<T, const MAX: usize> Default for List<T, MAX> {
	fn default() -> Self {
		List(Vec::new())
	}
}

impl<T, const MAX: usize> Deref for List<T, MAX> {
	type Target = [T];

	fn deref(&self) -> &[T] {
		&self.0
	}
}

impl<T, const MAX: usize> From<Vec<T>> for List<T, MAX> {
	fn from(list: Vec<T>) -> Self {
		List(list)
	}
}

impl<T: Json, const MAX: usize> Json for List<T, MAX> {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.list(MAX).map(List)
	}

	fn write(&self, writer: &mut Writer) {
		writer.list(&self.0);
	}
}

/// Bulk bytes: base64url without padding.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Bytes(pub Vec<u8>);

impl Deref for Bytes {
	type Target = [u8];

	fn deref(&self) -> &[u8] {
		&self.0
	}
}

impl Json for Bytes {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		let start = reader.offset();
		let text = reader.string(usize::MAX)?;
		let other_form = |byte| matches!(byte, b'+' | b'/' | b'=');
		let bytes = URL_SAFE_NO_PAD.decode(text).map(Bytes);
		bytes.map_err(|_| reader.wrong_letters(start, text, other_form))
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(&URL_SAFE_NO_PAD.encode(&self.0));
	}
}

impl Json for [u8; 64] {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		let bytes = Bytes::read(reader)?;
		bytes.0.try_into().map_err(|_| reader.malformed())
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(&URL_SAFE_NO_PAD.encode(self));
	}
}

/// The bytes of lower-case hex behind `0x`; `None` for anything else.
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
	let digits = text.strip_prefix("0x")?.as_bytes();
	let digit = |byte: &u8| match byte {
		b'0'..=b'9' => byte.checked_sub(b'0'),
		b'a'..=b'f' => byte.checked_sub(b'a' - 10),
		_ => None,
	};
	let byte = |pair: &[u8]| match pair {
		[high, low] => Some((digit(high)? << 4) | digit(low)?),
		_ => None,
	};
	digits.chunks(2).map(byte).collect()
}

/// Lower-case hex behind `0x`.
pub fn to_hex(bytes: &[u8]) -> String {
	let mut text = String::from("0x");
	bytes.iter().for_each(|byte| text.push_str(&format!("{byte:02x}")));
	text
}

impl Json for [u8; 32] {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		let start = reader.offset();
		let text = reader.string(66)?;
		let bytes = from_hex(text).and_then(|bytes| bytes.try_into().ok());
		bytes.ok_or_else(|| reader.wrong_letters(start, text, |byte| byte.is_ascii_uppercase()))
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(&to_hex(self));
	}
}

impl Json for u64 {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.number()
	}

	fn write(&self, writer: &mut Writer) {
		writer.number(*self);
	}
}

impl Json for u32 {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.number()?.try_into().map_err(|_| reader.malformed())
	}

	fn write(&self, writer: &mut Writer) {
		writer.number((*self).into());
	}
}

/// A text of at most `MAX` letters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Text<const MAX: usize>(pub String);

impl<const MAX: usize> Deref for Text<MAX> {
	type Target = str;

	fn deref(&self) -> &str {
		&self.0
	}
}

impl<const MAX: usize> From<&str> for Text<MAX> {
	fn from(text: &str) -> Self {
		Text(text.into())
	}
}

impl<const MAX: usize> Json for Text<MAX> {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		reader.string(MAX).map(|text| Text(text.into()))
	}

	fn write(&self, writer: &mut Writer) {
		writer.string(self);
	}
}

impl<T: Json> Json for Option<T> {
	fn read(reader: &mut Reader<'_>) -> Result<Self, Failure> {
		T::read(reader).map(Some)
	}

	fn write(&self, writer: &mut Writer) {
		self.iter().for_each(|value| value.write(writer));
	}

	fn read_field(key: &'static str, reader: &mut Reader<'_>) -> Result<Self, Failure> {
		if !reader.key(key) {
			return Ok(None);
		}
		reader.within(Step::Key(key), Self::read)
	}

	fn write_field(&self, key: &'static str, writer: &mut Writer) {
		self.iter().for_each(|value| value.write_field(key, writer));
	}
}

/// Gives an enum of names its form: a string.
macro_rules! names {
	($type:ident { $($variant:ident => $name:literal),+ $(,)? }) => {
		impl $type {
			/// The name in a file.
			pub fn name(self) -> &'static str {
				match self {
					$(Self::$variant => $name,)+
				}
			}

			/// What carries a name.
			pub fn of_name(name: &str) -> Option<Self> {
				match name {
					$($name => Some(Self::$variant),)+
					_ => None,
				}
			}
		}

		impl $crate::json::Json for $type {
			fn read(reader: &mut $crate::json::Reader<'_>) -> Result<Self, $crate::failure::Failure> {
				Self::of_name(reader.string(64)?).ok_or_else(|| reader.malformed())
			}

			fn write(&self, writer: &mut $crate::json::Writer) {
				writer.string(self.name());
			}
		}
	};
}
pub(crate) use names;
