//! What other pallets learn of a dispense.

use crate::{Closure, Config, Dispense, Items, LiveRx, Pallet, Rx, Stage};
use salus_primitives::{DispenseFacts, DispenseId, Facts, Licensing, RxId};

/// The facts of one dispense of a settled row.
pub fn of<A, Ticket>(rx_id: &RxId, rx: &Rx<A, Ticket>, seq: u8) -> Option<Facts> {
	let dispense = rx.dispenses().get(usize::from(seq))?;
	let counts = !dispense.has(Dispense::WITHDRAWN);
	let earlier = rx
		.dispenses()
		.iter()
		.take(seq.into())
		.any(|other| other.fill == dispense.fill && !other.has(Dispense::WITHDRAWN));
	let owed = matches!(rx, Rx::Live(LiveRx { stage: Stage::Owed { .. }, .. }));
	let void = matches!(rx.closed(), Some((Closure::Unratified | Closure::EnteredInError, _)));
	let (unit, class, issued_at) = match rx {
		Rx::Live(live) => (live.terms.unit, live.terms.class, live.issued_at),
		Rx::Archived(archived) => (archived.unit, archived.class, archived.issued_at),
	};
	Some(Facts {
		rx: *rx_id,
		seq,
		by: dispense.by,
		at: dispense.at,
		quantity: dispense.quantity,
		unit,
		class,
		fill: dispense.fill,
		first_of_fill: counts && !earlier,
		issuer: rx.issuer(),
		issued_at,
		payable: counts && !owed && !void,
	})
}

impl<T: Config> DispenseFacts for Pallet<T> {
	fn get((rx, seq): &DispenseId) -> Option<Facts> {
		of(rx, &Self::settled(rx)?, *seq)
	}

	fn exists(rx: &RxId) -> bool {
		Items::<T>::contains_key(rx)
	}

	/// Not while it is suspended or declined, nor if the issuer's fraud bars it.
	fn may_dispense(rx: &RxId) -> bool {
		Self::begins_fill(rx).is_some()
	}

	fn begins_fill(rx: &RxId) -> Option<bool> {
		Self::settled_live(rx)
			.filter(|live| {
				matches!(live.stage, Stage::Free | Stage::Held { .. })
					&& live.terms.from <= Self::now()
					&& !T::Licences::tainted(live.issuer, live.issued_at)
			})
			.map(|live| live.progress().begun.is_none())
	}
}
