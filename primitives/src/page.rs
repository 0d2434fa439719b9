//! One page of a list that a query walks.

use alloc::vec::Vec;
use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

/// Most items that a page holds, whatever was asked for.
pub const MAX_ITEMS: u32 = 64;

/// Most keys that are looked at for one page. A page may therefore be empty and still have a next one.
pub const MAX_SCANNED: u32 = 1_024;

/// A bounded part of a list, and where the rest begins.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Page<T, Cursor> {
	/// What was found, in the order of the list; at most [`MAX_ITEMS`].
	pub items: Vec<T>,
	/// Where to go on: what to pass as `cursor` for the next page. `None` when the list is at its end.
	pub next: Option<Cursor>,
}

impl<T, Cursor> Page<T, Cursor> {
	/// Looks at `keys` in order and keeps what `pick` makes of them, until `limit` items (at most [`MAX_ITEMS`], at least
	/// one) are found or [`MAX_SCANNED`] keys were looked at. The first key not looked at is [`next`](Self::next).
	pub fn collect(
		keys: impl Iterator<Item = Cursor>,
		limit: u32,
		mut pick: impl FnMut(&Cursor) -> Option<T>,
	) -> Self {
		let limit = usize::try_from(limit.clamp(1, MAX_ITEMS)).unwrap_or(1);
		let mut items = Vec::new();
		let mut left = MAX_SCANNED;
		for key in keys {
			if left == 0 || items.len() >= limit {
				return Page { items, next: Some(key) };
			}
			items.extend(pick(&key));
			left = left.saturating_sub(1);
		}
		Page { items, next: None }
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn even(key: &u32) -> Option<u32> {
		(key % 2 == 0).then_some(*key)
	}

	#[test]
	fn pages_join_without_gap_or_repetition() {
		let mut all = Vec::new();
		let mut cursor = 1;
		loop {
			let page = Page::collect(cursor..=500, 7, even);
			assert!(page.items.len() <= 7);
			all.extend(page.items);
			match page.next {
				Some(next) => cursor = next,
				None => break,
			}
		}
		assert_eq!(all, (1..=500).filter(|key| key % 2 == 0).collect::<Vec<_>>());
	}

	#[test]
	fn limits_hold_whatever_is_asked() {
		let page = Page::collect(1u32..=500, u32::MAX, |key| Some(*key));
		assert_eq!((page.items.len(), page.next), (64, Some(65)));
		let page = Page::collect(1u32..=500, 0, |key| Some(*key));
		assert_eq!((page.items.len(), page.next), (1, Some(2)));
		let page = Page::collect(1u32..=5_000, 64, |_| None::<u32>);
		assert_eq!((page.items.len(), page.next), (0, Some(1_025)));
	}
}
