//! The invariants that can be read from state, by their numbers in the crate's documentation.

use crate::{
	life::Progress, Config, Dispense, Items, LiveRx, ObligationHour, Obligations, Pallet, Policies,
	Policy, Rx, RxOf, Stage, MAX_DISPENSES,
};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};
use salus_primitives::{ids::HOUR, Moment, RxId, Settle};

type Check = Result<(), TryRuntimeError>;

impl<T: Config> Pallet<T> {
	/// Checks every stored row, and what is kept beside them.
	pub fn do_try_state() -> Check {
		let now = Self::now();
		for (id, rx) in Items::<T>::iter() {
			Self::dispenses_within_validity(&rx)?;
			Self::trail_is_begun(&rx)?;
			if let Rx::Live(live) = &rx {
				quantities_within_fills(live)?;
				fills_in_order(live)?;
				terms_are_sound(live)?;
				settling_is_idempotent(live, now)?;
				Self::owed_has_obligation(&id, live)?;
			}
		}
		Self::obligations_are_owed()?;
		Self::policies_are_sound()
	}

	/// 3.
	fn dispenses_within_validity(rx: &RxOf<T>) -> Check {
		for dispense in rx.dispenses() {
			if let Rx::Live(live) = rx {
				let validity = live.terms.from..live.terms.until;
				ensure!(validity.contains(&dispense.at), "3: dispensed outside the validity");
			}
			let closed = rx.closed().map_or(Moment::MAX, |(_, at)| at);
			ensure!(dispense.at <= closed, "3: dispensed after closing");
		}
		Ok(())
	}

	/// 6, as far as the row says: each has been written by an event of a block that exists.
	fn trail_is_begun(rx: &RxOf<T>) -> Check {
		let trail = rx.trail();
		ensure!(trail.n > 0, "6: a row without an event");
		ensure!(trail.last <= Self::block(), "6: an event of a block to come");
		Ok(())
	}

	/// 8, one way.
	fn owed_has_obligation(id: &RxId, live: &LiveRx<T::AccountId, T::Ticket>) -> Check {
		if let Stage::Owed { until } = live.stage {
			let hour = Self::hour_of(until);
			ensure!(Obligations::<T>::contains_key(hour, id), "8: owed without an obligation");
			ensure!(
				ObligationHour::<T>::get().is_some_and(|oldest| oldest <= hour),
				"8: an obligation in a finished hour"
			);
		}
		Ok(())
	}

	/// 8, the other way.
	fn obligations_are_owed() -> Check {
		for (hour, id, ()) in Obligations::<T>::iter() {
			let owed = match Items::<T>::get(id) {
				Some(Rx::Live(LiveRx { stage: Stage::Owed { until }, .. })) => Some(until),
				_ => None,
			};
			ensure!(owed.map(Self::hour_of) == Some(hour), "8: an obligation without an owed item");
		}
		Ok(())
	}

	fn policies_are_sound() -> Check {
		ensure!(Policies::<T>::iter_values().all(|policy: Policy| policy.is_sound()), "policy");
		Ok(())
	}
}

/// The dispenses that count, each with the progress before it.
fn counted<A, Ticket>(
	live: &LiveRx<A, Ticket>,
) -> impl Iterator<Item = (Progress, &Dispense)> + use<'_, A, Ticket> {
	let quantity = live.terms.quantity;
	live.dispenses.iter().filter(|dispense| !dispense.has(Dispense::WITHDRAWN)).scan(
		Progress::default(),
		move |progress, dispense| {
			let before = *progress;
			*progress = progress.add(dispense, quantity);
			Some((before, dispense))
		},
	)
}

/// 1.
fn quantities_within_fills<A, Ticket>(live: &LiveRx<A, Ticket>) -> Check {
	for (before, dispense) in counted(live) {
		let sum = before.dispensed.checked_add(dispense.quantity);
		ensure!(sum.is_some_and(|sum| sum <= live.terms.quantity), "1: more than the fill");
	}
	Ok(())
}

/// 2.
fn fills_in_order<A, Ticket>(live: &LiveRx<A, Ticket>) -> Check {
	let interval = HOUR.saturating_mul(live.terms.interval_h.into());
	for (before, dispense) in counted(live) {
		ensure!(dispense.fill == before.fill, "2: a gap between fills");
		ensure!(dispense.fill <= live.terms.repeats, "2: more fills than prescribed");
		if let (None, Some(previous)) = (before.begun, before.previous) {
			ensure!(dispense.at >= previous.saturating_add(interval), "2: a fill too early");
		}
	}
	Ok(())
}

/// 4.
fn terms_are_sound<A, Ticket>(live: &LiveRx<A, Ticket>) -> Check {
	let terms = &live.terms;
	ensure!(terms.quantity > 0, "4: nothing prescribed");
	ensure!(terms.from < terms.until, "4: no validity");
	if let Stage::Held { until, .. } | Stage::Declined { until, .. } = live.stage {
		ensure!(until <= terms.until, "4: a deadline after the validity");
	}
	let withdrawn = live.dispenses.iter().filter(|dispense| dispense.has(Dispense::WITHDRAWN));
	let unused = u32::from(live.slots_left()).saturating_add(withdrawn.count().saturated_into());
	let fills = u32::from(terms.repeats).saturating_add(1);
	let left = fills.saturating_sub(live.progress().fill.into());
	ensure!(!live.is_open() || unused >= left, "4: fewer slots than fills");
	ensure!(fills <= MAX_DISPENSES, "4: more fills than slots");
	Ok(())
}

/// 5.
fn settling_is_idempotent<A: Clone + PartialEq, Ticket: Clone + PartialEq>(
	live: &LiveRx<A, Ticket>,
	now: Moment,
) -> Check {
	let mut settled = live.clone();
	settled.settle(now);
	let once = settled.clone();
	let again = settled.settle(now);
	ensure!(again.is_empty() && settled == once, "5: settling settles more");
	Ok(())
}
