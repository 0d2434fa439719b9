//! Reads, all on settled rows; the item of an event; which calls may be relayed.

use crate::{
	rows::{is_held_by, Row},
	AccountIdOf, Call, Config, Event, Items, LiveRx, Pallet, Rx, RxView,
};
use salus_primitives::{LicenceId, Page, RxId};

impl<T: Config> Pallet<T> {
	/// The row as time has left it.
	pub(crate) fn settled(id: &RxId) -> Option<RxView<T>> {
		Row::<T>::load(*id, Self::now()).map(|row| row.rx.without_ticket())
	}

	/// The same, while it is not archived.
	pub(crate) fn settled_live(id: &RxId) -> Option<LiveRx<AccountIdOf<T>, ()>> {
		match Self::settled(id)? {
			Rx::Live(live) => Some(live),
			Rx::Archived(_) => None,
		}
	}

	pub(crate) fn page_held_by(
		licence: LicenceId,
		cursor: Option<RxId>,
		limit: u32,
	) -> Page<RxId, RxId> {
		let keys = match cursor {
			Some(id) => Items::<T>::iter_keys_from(Items::<T>::hashed_key_for(id)),
			None => Items::<T>::iter_keys(),
		};
		Page::collect(cursor.into_iter().chain(keys), limit, |id| {
			Self::settled_live(id).filter(|live| is_held_by(&live.stage, licence)).map(|_| *id)
		})
	}
}

impl<T: Config> Event<T> {
	/// The item that the event is about.
	pub fn item(&self) -> Option<RxId> {
		match self {
			Event::PolicySet { .. } | Event::__Ignore(..) => None,
			Event::Issued { id, .. }
			| Event::Held { id, .. }
			| Event::Dispensed { id, .. }
			| Event::Returned { id, .. }
			| Event::Declined { id, .. }
			| Event::Reopened { id }
			| Event::Suspended { id, .. }
			| Event::Resumed { id, .. }
			| Event::CancelRequested { id, .. }
			| Event::Discarded { id, .. }
			| Event::Recalled { id, .. }
			| Event::AccessSet { id, .. }
			| Event::Transferred { id, .. }
			| Event::DispenseWithdrawn { id, .. }
			| Event::MarkedInError { id }
			| Event::Closed { id, .. }
			| Event::EmergencyDispensed { id, .. }
			| Event::Ratified { id, .. }
			| Event::Lapsed { id, .. }
			| Event::Pruned { id } => Some(*id),
		}
	}
}

impl<T: Config> Call<T> {
	/// Whether the call is a patient's and carries its row's sequence number, so that it can be relayed without a nonce.
	/// `Pallet::sequenced` says why that is sound.
	pub fn is_sequenced(&self) -> bool {
		matches!(
			self,
			Call::present { .. }
				| Call::discard { .. }
				| Call::recall { .. }
				| Call::set_access { .. }
				| Call::reopen { seq: Some(_), .. }
		)
	}
}
