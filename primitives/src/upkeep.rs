//! How far a pallet's queue of deadlines is behind, for whoever operates the chain.

use crate::ids::Moment;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// What of a queue of deadlines is due and not yet served. On a healthy chain nothing, but for the block in which it falls
/// due and, under load, a few after it.
///
/// Only a queue in the order of time can answer: a sweep that goes round by the rows' keys does not know what lies ahead.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Default,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Upkeep {
	/// Rows that are due, counted up to [`MAX_COUNTED`](Self::MAX_COUNTED).
	pub backlog: u32,
	/// How long the oldest of them has been due, in milliseconds; 0 if none is.
	pub overdue: Moment,
}

impl Upkeep {
	/// Most rows that are counted: so many, or more.
	pub const MAX_COUNTED: u32 = 1_024;

	/// Counts what is due at `now` in a queue: the moments at which its rows fall due, oldest first, read no further than to
	/// the first that lies ahead.
	pub fn count(queue: impl Iterator<Item = Moment>, now: Moment) -> Self {
		let mut found = Upkeep::default();
		for at in queue.take_while(|at| *at <= now) {
			found.overdue = found.overdue.max(now.saturating_sub(at));
			found.backlog = found.backlog.saturating_add(1);
			if found.backlog >= Self::MAX_COUNTED {
				break;
			}
		}
		found
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn what_is_due_is_counted_from_its_moment_on() {
		let at = |now| Upkeep::count([10, 20, 20, 30].into_iter(), now);
		assert_eq!(at(9), Upkeep::default());
		assert_eq!(at(10), Upkeep { backlog: 1, overdue: 0 });
		assert_eq!(at(19), Upkeep { backlog: 1, overdue: 9 });
		assert_eq!(at(20), Upkeep { backlog: 3, overdue: 10 });
		assert_eq!(at(Moment::MAX), Upkeep { backlog: 4, overdue: Moment::MAX - 10 });
		assert_eq!(Upkeep::count(core::iter::empty(), 5), Upkeep::default());
	}

	#[test]
	fn a_long_queue_is_read_no_further_than_the_limit() {
		let mut read = 0;
		let endless = core::iter::repeat_with(|| {
			read += 1;
			7
		});
		let found = Upkeep::count(endless, 9);
		assert_eq!(found, Upkeep { backlog: Upkeep::MAX_COUNTED, overdue: 2 });
		assert_eq!(read, Upkeep::MAX_COUNTED);
	}
}
