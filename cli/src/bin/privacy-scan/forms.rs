//! The forms in which a needle could stand on a chain.
//!
//! Chance puts short strings anywhere: among ten million random bytes a given string of four stands once in 400 runs, and
//! documents have hundreds of such strings. So a form is looked for **from six bytes on**; strings of four and five bytes
//! are looked for as SCALE writes them, with their length in front, which is how a runtime would store a text, and
//! strings of one to three bytes are not looked for as they are. The hashes of all of them, of one byte even, are.

use crate::needles::Needle;
use sha2::{Digest, Sha512};
use sp_crypto_hashing::{
	blake2_128, blake2_256, blake2_512, blake2_64, keccak_256, keccak_512, sha2_256, twox_64,
};
use std::collections::BTreeSet;
use subxt::ext::codec::Encode;

/// Shortest bytes that are looked for as they are.
const SHORTEST: usize = 6;
/// Shortest text that is looked for with its length in front.
const SHORTEST_SCALE: usize = 4;
/// So much of a hash is looked for, so that a truncated one is found, too.
const HASHED: usize = 16;

/// Bytes to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
	/// What they are.
	pub name: &'static str,
	/// The bytes.
	pub bytes: Vec<u8>,
	/// Whether ASCII letters count in either case; then the bytes are lower case.
	pub any_case: bool,
}

/// All forms of a needle.
pub fn of(needle: &Needle) -> Vec<Form> {
	match needle {
		Needle::Text(text) => {
			let mut forms = plain(text);
			forms.extend(hashes(text));
			forms
		},
		Needle::Day(day) => {
			let millis = exact("moment, little-endian", day.to_le_bytes().into());
			let seconds =
				exact("moment in seconds, little-endian", (day / 1000).to_le_bytes().into());
			vec![millis, seconds, exact("moment, big-endian", day.to_be_bytes().into())]
		},
	}
}

fn exact(name: &'static str, bytes: Vec<u8>) -> Form {
	Form { name, bytes, any_case: false }
}

fn any_case(name: &'static str, bytes: Vec<u8>) -> Form {
	Form { name, bytes: bytes.to_ascii_lowercase(), any_case: true }
}

fn plain(text: &str) -> Vec<Form> {
	let mut forms = vec![
		any_case("text", text.into()),
		any_case("hexadecimal text", hex::encode(text).into()),
		any_case("UTF-16, little-endian", text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
		any_case("UTF-16, big-endian", text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
	];
	if text.chars().all(|letter| letter.is_ascii_digit()) {
		if let Ok(number) = text.parse::<u64>() {
			// Fewer digits are quantities and dates.
			if number > u64::from(u32::MAX) {
				forms.push(exact("number, little-endian", number.to_le_bytes().into()));
				forms.push(exact("number, big-endian", number.to_be_bytes().into()));
			}
		}
	}
	forms.extend(uuid(text).map(|bytes| exact("UUID in bytes", bytes)));
	forms.retain(|form| form.bytes.len() >= SHORTEST);
	if (SHORTEST_SCALE..SHORTEST).contains(&text.len()) {
		let spellings = BTreeSet::from([text.to_owned(), text.to_lowercase(), text.to_uppercase()]);
		let scale = |text: String| exact("text with its length", text.encode());
		forms.extend(spellings.into_iter().map(scale));
	}
	forms
}

/// The bytes of an identifier such as `urn:uuid:123e4567-e89b-12d3-a456-426614174000`.
fn uuid(text: &str) -> Option<Vec<u8>> {
	let digits = text.strip_prefix("urn:uuid:").unwrap_or(text);
	let groups: Vec<usize> = digits.split('-').map(str::len).collect();
	(groups == [8, 4, 4, 4, 12]).then(|| hex::decode(digits.replace('-', "")).ok()).flatten()
}

/// The unsalted hashes of a text in the spellings that programs hash: as it is, in one case, its letters and digits only, as
/// JSON, as SCALE.
fn hashes(text: &str) -> Vec<Form> {
	let plain: String = text.chars().filter(|letter| letter.is_alphanumeric()).collect();
	let json = serde_json::Value::from(text).to_string();
	let mut spellings: BTreeSet<Vec<u8>> =
		[text, &text.to_lowercase(), &text.to_uppercase(), &plain, &json].map(Vec::from).into();
	spellings.insert(text.encode());
	spellings.remove(&Vec::new());
	spellings.iter().flat_map(|spelling| hashed(spelling)).collect()
}

fn hashed(bytes: &[u8]) -> [Form; 9] {
	let start = |name, hash: &[u8]| exact(name, hash.get(..HASHED).unwrap_or(hash).to_vec());
	[
		start("blake2-64", &blake2_64(bytes)),
		start("blake2-128", &blake2_128(bytes)),
		start("blake2-256", &blake2_256(bytes)),
		start("blake2-512", &blake2_512(bytes)),
		start("sha2-256", &sha2_256(bytes)),
		start("sha2-512", &Sha512::digest(bytes)),
		start("keccak-256", &keccak_256(bytes)),
		start("keccak-512", &keccak_512(bytes)),
		// The longer ones begin with it.
		start("twox", &twox_64(bytes)),
	]
}

#[cfg(test)]
mod tests {
	use super::*;

	fn named(text: &str, name: &str) -> Vec<String> {
		let forms = of(&Needle::Text(text.into()));
		forms.iter().filter(|form| form.name == name).map(|form| hex::encode(&form.bytes)).collect()
	}

	#[test]
	fn hashes_are_the_published_ones() {
		let has = |name, hash: &str| {
			let found = named("abc", name);
			assert!(found.iter().any(|found| hash.starts_with(found)), "{name}: {found:?}");
		};
		has("sha2-256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
		has("sha2-512", "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a");
		has("blake2-512", "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1");
		has("blake2-256", "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
		has("keccak-256", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
		assert_eq!(named("abc", "sha2-256").len(), 4, "abc, ABC, \"abc\", 3 abc");
	}

	#[test]
	fn short_texts_are_looked_for_where_chance_does_not_put_them() {
		assert_eq!(named("ab", "text"), [""; 0]);
		assert!(!named("ab", "blake2-256").is_empty());
		assert_eq!(named("Anne", "text"), [""; 0]);
		assert_eq!(
			named("Anne", "text with its length"),
			["10414e4e45", "10416e6e65", "10616e6e65"]
		);
		assert_eq!(named("Joanne", "text"), [hex::encode("joanne")]);
		assert_eq!(named("Joanne", "text with its length"), [""; 0]);
		assert_eq!(named("Ann", "UTF-16, little-endian"), ["61006e006e00"]);
	}

	#[test]
	fn identifiers_are_looked_for_as_numbers_and_bytes() {
		assert_eq!(named("9434765919", "number, big-endian"), ["00000002325b1a5f"]);
		assert_eq!(named("30", "number, big-endian"), [""; 0]);
		let uuid = "123e4567-e89b-12d3-a456-426614174000";
		let bytes = ["123e4567e89b12d3a456426614174000"];
		assert_eq!(named(uuid, "UUID in bytes"), bytes);
		assert_eq!(named(&format!("urn:uuid:{uuid}"), "UUID in bytes"), bytes);
		assert_eq!(named("12-34", "UUID in bytes"), [""; 0]);
	}
}
