//! What time alone changes.
//!
//! A row that has a deadline is not touched when the deadline passes. Whoever looks at it settles it first, and writes the
//! result only if the look ends in a write. So a right never depends on a sweep: a swept and an unswept row are
//! indistinguishable.

use crate::ids::Moment;
use alloc::vec::Vec;

/// Something that time did to a row, and when it took effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lapsed<L> {
	/// The deadline, not the moment at which somebody noticed.
	pub at: Moment,
	/// What it changed.
	pub what: L,
}

/// A row with deadlines.
///
/// An implementation says which deadline comes next and what it does; [`settle`](Self::settle) is the fold over those that
/// have passed. It is idempotent, and settling at `t1` and then at `t2 >= t1` equals settling at `t2`, because a lapse
/// sees only its own due time, never the clock.
pub trait Settle {
	/// The kinds of deadline.
	type Lapse;

	/// A bound on how many deadlines can pass between two writes of the row, which keeps settling total.
	const MAX_LAPSES: u32;

	/// The next deadline, the earliest first; ties in the order the row's page gives. `None` if time changes nothing more.
	fn due(&self) -> Option<Lapsed<Self::Lapse>>;

	/// Applies the deadline that [`due`](Self::due) answered.
	fn lapse(&mut self, lapsed: &Lapsed<Self::Lapse>);

	/// Applies every deadline at or before `now`, and says which.
	fn settle(&mut self, now: Moment) -> Vec<Lapsed<Self::Lapse>> {
		let mut passed = Vec::new();
		for _ in 0..Self::MAX_LAPSES {
			match self.due() {
				Some(next) if next.at <= now => {
					self.lapse(&next);
					passed.push(next);
				},
				_ => break,
			}
		}
		passed
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	/// A reservation that ends, and then the offer itself.
	#[derive(Clone, PartialEq, Debug)]
	struct Offer {
		reserved: Option<Moment>,
		open: bool,
		until: Moment,
	}

	#[derive(Clone, PartialEq, Debug)]
	enum Lapse {
		Reservation,
		Offer,
	}

	impl Settle for Offer {
		type Lapse = Lapse;
		const MAX_LAPSES: u32 = 2;

		fn due(&self) -> Option<Lapsed<Lapse>> {
			let reservation = self.reserved.map(|at| Lapsed { at, what: Lapse::Reservation });
			let offer = self.open.then_some(Lapsed { at: self.until, what: Lapse::Offer });
			reservation.into_iter().chain(offer).min_by_key(|lapsed| lapsed.at)
		}

		fn lapse(&mut self, lapsed: &Lapsed<Lapse>) {
			match lapsed.what {
				Lapse::Reservation => self.reserved = None,
				Lapse::Offer => self.open = false,
			}
		}
	}

	#[test]
	fn deadlines_apply_in_order_at_their_own_time() {
		let offer = Offer { reserved: Some(10), open: true, until: 20 };
		let mut row = offer.clone();
		assert_eq!(row.settle(9), []);
		assert_eq!(row, offer);
		assert_eq!(row.settle(10), [Lapsed { at: 10, what: Lapse::Reservation }]);
		let mut late = offer.clone();
		assert_eq!(
			late.settle(1_000),
			[Lapsed { at: 10, what: Lapse::Reservation }, Lapsed { at: 20, what: Lapse::Offer }]
		);
	}

	#[test]
	fn settling_is_idempotent_and_composes() {
		for reserved in [None, Some(0), Some(5), Some(10), Some(20)] {
			for t1 in 0..25 {
				for t2 in t1..25 {
					let mut once = Offer { reserved, open: true, until: 10 };
					let mut twice = once.clone();
					once.settle(t2);
					twice.settle(t1);
					twice.settle(t2);
					assert_eq!(once, twice);
					assert_eq!(once.settle(t2), []);
				}
			}
		}
	}
}
