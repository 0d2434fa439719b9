//! Many byte strings looked for at once.

use std::collections::HashMap;

/// Bits of the filter that most positions do not pass.
const FILTER: u32 = 24;

/// Finds any of many patterns of at least `width` bytes: by their first bytes, then in full.
pub struct Index {
	width: usize,
	filter: Vec<u64>,
	heads: HashMap<u64, Vec<usize>>,
	patterns: Vec<Vec<u8>>,
}

impl Index {
	/// An index of patterns, none shorter than `width`, which is 8 at most.
	pub fn new(width: usize, patterns: Vec<Vec<u8>>) -> Self {
		let mut index = Index {
			width,
			filter: vec![0; 1 << (FILTER - 6)],
			heads: HashMap::with_capacity(patterns.len()),
			patterns: Vec::new(),
		};
		for (at, pattern) in patterns.iter().enumerate() {
			let Some(head) = index.head(pattern) else { continue };
			let (word, bit) = place(head);
			if let Some(word) = index.filter.get_mut(word) {
				*word |= bit;
			}
			index.heads.entry(head).or_default().push(at);
		}
		index.patterns = patterns;
		index
	}

	/// The patterns that stand in the bytes, by their number.
	pub fn find<'a>(&'a self, bytes: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
		(0..bytes.len()).flat_map(move |at| {
			let rest = bytes.get(at..).unwrap_or_default();
			let candidates = self.candidates(rest);
			candidates.iter().copied().filter(move |number| {
				self.patterns.get(*number).is_some_and(|pattern| rest.starts_with(pattern))
			})
		})
	}

	fn candidates(&self, rest: &[u8]) -> &[usize] {
		let Some(head) = self.head(rest) else { return &[] };
		let (word, bit) = place(head);
		if self.filter.get(word).is_none_or(|word| word & bit == 0) {
			return &[];
		}
		self.heads.get(&head).map_or(&[], Vec::as_slice)
	}

	fn head(&self, bytes: &[u8]) -> Option<u64> {
		let mut head = [0; 8];
		head.get_mut(..self.width)?.copy_from_slice(bytes.get(..self.width)?);
		Some(u64::from_le_bytes(head))
	}
}

/// Where a head's bit is in the filter.
fn place(head: u64) -> (usize, u64) {
	let mixed = head.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - FILTER);
	(usize::try_from(mixed >> 6).unwrap_or_default(), 1 << (mixed & 63))
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn all_patterns_are_found_wherever_they_stand() {
		let patterns = ["abcde", "abcdef", "bcdef", "zzzzz"].map(Vec::from);
		let index = Index::new(5, patterns.into());
		let found = |text: &str| index.find(text.as_bytes()).collect::<Vec<_>>();
		assert_eq!(found("xabcdef"), [0, 1, 2]);
		assert_eq!(found("abcde"), [0]);
		assert_eq!(found("abcd"), [0; 0]);
		assert_eq!(found(""), [0; 0]);
		assert_eq!(found("zzzzzz"), [3, 3]);
	}
}
