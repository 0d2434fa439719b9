//! Between prescriptions and whoever acts on a dispense.

use crate::ids::{BlockNumber, DispenseId, LicenceId, Moment, RxId};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;
use sp_runtime::DispatchResult;

/// What happened at a counter, as the chain recorded it.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Facts {
	/// The item.
	pub rx: RxId,
	/// Position of the dispense in the item's list, from 0; with `rx` the [`DispenseId`].
	pub seq: u8,
	/// Licence of the dispenser.
	pub by: LicenceId,
	/// When it was recorded.
	pub at: Moment,
	/// Quantity handed out, in the smallest unit that the item names.
	pub quantity: u32,
	/// Index into the versioned table of units.
	pub unit: u8,
	/// Index into the policy table (jurisdiction and schedule); never a drug code.
	pub class: u8,
	/// The fill it belongs to, from 0.
	pub fill: u8,
	/// Whether it is the first dispense of its fill that was not withdrawn.
	pub first_of_fill: bool,
	/// Licence under which the item was issued.
	pub issuer: LicenceId,
	/// Block in which the item was issued.
	pub issued_at: BlockNumber,
	/// Whether a claim for it may be paid: not while it waits for ratification, nor when unratified, withdrawn or entered
	/// in error.
	pub payable: bool,
}

impl Facts {
	/// The key on which a claim can exist.
	pub fn id(&self) -> DispenseId {
		(self.rx, self.seq)
	}
}

/// Facts about dispenses, for pallets that pay for them.
pub trait DispenseFacts {
	/// The facts of one dispense; `None` if there is none or its row was pruned.
	fn get(id: &DispenseId) -> Option<Facts>;

	/// Whether there is such an item: it was issued, and not pruned.
	fn exists(rx: &RxId) -> bool;

	/// Whether the item could be dispensed at present by whoever holds it: open, in its validity, its fills not used up.
	fn may_dispense(rx: &RxId) -> bool;

	/// Whether the next dispense would be the first of its fill; `None` where [`may_dispense`](Self::may_dispense) is false.
	fn begins_fill(rx: &RxId) -> Option<bool>;
}

/// Told of dispenses as they happen: settlement in the block of the dispense. `()` does nothing.
pub trait OnDispensed {
	/// A dispense was recorded. Cannot fail it: the goods may have left the counter. Returns the weight used, at most
	/// [`on_dispensed_weight`](Self::on_dispensed_weight).
	fn on_dispensed(facts: &Facts) -> Weight;

	/// A dispense is about to be withdrawn. An error refuses the withdrawal: the money is out and stays out.
	fn withdrawn(id: &DispenseId) -> DispatchResult;

	/// The item was entered in error: nothing more is payable on it.
	fn frozen(rx: &RxId);

	/// Weight of the dearest [`on_dispensed`](Self::on_dispensed).
	fn on_dispensed_weight() -> Weight;

	/// Weight of the dearest [`withdrawn`](Self::withdrawn).
	fn withdrawn_weight() -> Weight;

	/// Weight of the dearest [`frozen`](Self::frozen).
	fn frozen_weight() -> Weight;
}

impl OnDispensed for () {
	fn on_dispensed(_: &Facts) -> Weight {
		Weight::zero()
	}

	fn withdrawn(_: &DispenseId) -> DispatchResult {
		Ok(())
	}

	fn frozen(_: &RxId) {}

	fn on_dispensed_weight() -> Weight {
		Weight::zero()
	}

	fn withdrawn_weight() -> Weight {
		Weight::zero()
	}

	fn frozen_weight() -> Weight {
		Weight::zero()
	}
}
