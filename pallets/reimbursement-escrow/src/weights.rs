//! Weights; overwritten by `scripts/bench-weights pallet_reimbursement_escrow`.

use frame::prelude::*;

/// Weights of the calls and of the hooks' steps.
pub trait WeightInfo {
	/// Weight of `set_rules`.
	fn set_rules() -> Weight;
	/// Weight of `set_carc`.
	fn set_carc() -> Weight;
	/// Weight of `admit_asset`.
	fn admit_asset() -> Weight;
	/// Weight of `set_panel`.
	fn set_panel() -> Weight;
	/// Weight of `fund`.
	fn fund() -> Weight;
	/// Weight of `withdraw`.
	fn withdraw() -> Weight;
	/// Weight of `offer_contract`.
	fn offer_contract() -> Weight;
	/// Weight of `accept_contract`.
	fn accept_contract() -> Weight;
	/// Weight of `end_contract`.
	fn end_contract() -> Weight;
	/// Weight of `set_tariff`.
	fn set_tariff() -> Weight;
	/// Weight of `cover`.
	fn cover() -> Weight;
	/// Weight of `end_cover`.
	fn end_cover() -> Weight;
	/// Weight of `submit`.
	fn submit() -> Weight;
	/// Weight of `notice`.
	fn notice() -> Weight;
	/// Weight of `resubmit`.
	fn resubmit() -> Weight;
	/// Weight of `retract`.
	fn retract() -> Weight;
	/// Weight of `adjudicate`.
	fn adjudicate() -> Weight;
	/// Weight of `deny`.
	fn deny() -> Weight;
	/// Weight of `appeal`.
	fn appeal() -> Weight;
	/// Weight of `vote`.
	fn vote() -> Weight;
	/// Weight of `order_reversal`.
	fn order_reversal() -> Weight;
	/// Weight of `hold_copay`.
	fn hold_copay() -> Weight;
	/// Weight of `release_copay`.
	fn release_copay() -> Weight;
	/// Weight of `set_payee`.
	fn set_payee() -> Weight;
	/// Weight of `poke`.
	fn poke() -> Weight;
	/// Weight of `on_dispensed_uncovered`.
	fn on_dispensed_uncovered() -> Weight;
	/// Weight of `on_dispensed_paid`.
	fn on_dispensed_paid() -> Weight;
	/// Weight of `on_dispensed_paid_native`.
	fn on_dispensed_paid_native() -> Weight;
	/// Weight of `on_dispensed_set_off`.
	fn on_dispensed_set_off() -> Weight;
	/// Weight of `withdrawn`.
	fn withdrawn() -> Weight;
	/// Weight of `fire`.
	fn fire() -> Weight;
	/// Weight of `serve`.
	fn serve(n: u32, ) -> Weight;
	/// Weight of `fire_nothing`.
	fn fire_nothing() -> Weight;
}

/// An estimate until it is measured.
const ESTIMATE: Weight = Weight::from_parts(200_000_000, 20_000);

/// As measured.
pub struct SubstrateWeight<T>(core::marker::PhantomData<T>);

impl<T: frame_system::Config> WeightInfo for SubstrateWeight<T> {
	fn set_rules() -> Weight {
		ESTIMATE
	}
	fn set_carc() -> Weight {
		ESTIMATE
	}
	fn admit_asset() -> Weight {
		ESTIMATE
	}
	fn set_panel() -> Weight {
		ESTIMATE
	}
	fn fund() -> Weight {
		ESTIMATE
	}
	fn withdraw() -> Weight {
		ESTIMATE
	}
	fn offer_contract() -> Weight {
		ESTIMATE
	}
	fn accept_contract() -> Weight {
		ESTIMATE
	}
	fn end_contract() -> Weight {
		ESTIMATE
	}
	fn set_tariff() -> Weight {
		ESTIMATE
	}
	fn cover() -> Weight {
		ESTIMATE
	}
	fn end_cover() -> Weight {
		ESTIMATE
	}
	fn submit() -> Weight {
		ESTIMATE
	}
	fn notice() -> Weight {
		ESTIMATE
	}
	fn resubmit() -> Weight {
		ESTIMATE
	}
	fn retract() -> Weight {
		ESTIMATE
	}
	fn adjudicate() -> Weight {
		ESTIMATE
	}
	fn deny() -> Weight {
		ESTIMATE
	}
	fn appeal() -> Weight {
		ESTIMATE
	}
	fn vote() -> Weight {
		ESTIMATE
	}
	fn order_reversal() -> Weight {
		ESTIMATE
	}
	fn hold_copay() -> Weight {
		ESTIMATE
	}
	fn release_copay() -> Weight {
		ESTIMATE
	}
	fn set_payee() -> Weight {
		ESTIMATE
	}
	fn poke() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_uncovered() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_paid() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_paid_native() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_set_off() -> Weight {
		ESTIMATE
	}
	fn withdrawn() -> Weight {
		ESTIMATE
	}
	fn fire() -> Weight {
		ESTIMATE
	}
	fn serve(n: u32, ) -> Weight {
		ESTIMATE.saturating_mul(n.into())
	}
	fn fire_nothing() -> Weight {
		ESTIMATE
	}
}

impl WeightInfo for () {
	fn set_rules() -> Weight {
		ESTIMATE
	}
	fn set_carc() -> Weight {
		ESTIMATE
	}
	fn admit_asset() -> Weight {
		ESTIMATE
	}
	fn set_panel() -> Weight {
		ESTIMATE
	}
	fn fund() -> Weight {
		ESTIMATE
	}
	fn withdraw() -> Weight {
		ESTIMATE
	}
	fn offer_contract() -> Weight {
		ESTIMATE
	}
	fn accept_contract() -> Weight {
		ESTIMATE
	}
	fn end_contract() -> Weight {
		ESTIMATE
	}
	fn set_tariff() -> Weight {
		ESTIMATE
	}
	fn cover() -> Weight {
		ESTIMATE
	}
	fn end_cover() -> Weight {
		ESTIMATE
	}
	fn submit() -> Weight {
		ESTIMATE
	}
	fn notice() -> Weight {
		ESTIMATE
	}
	fn resubmit() -> Weight {
		ESTIMATE
	}
	fn retract() -> Weight {
		ESTIMATE
	}
	fn adjudicate() -> Weight {
		ESTIMATE
	}
	fn deny() -> Weight {
		ESTIMATE
	}
	fn appeal() -> Weight {
		ESTIMATE
	}
	fn vote() -> Weight {
		ESTIMATE
	}
	fn order_reversal() -> Weight {
		ESTIMATE
	}
	fn hold_copay() -> Weight {
		ESTIMATE
	}
	fn release_copay() -> Weight {
		ESTIMATE
	}
	fn set_payee() -> Weight {
		ESTIMATE
	}
	fn poke() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_uncovered() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_paid() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_paid_native() -> Weight {
		ESTIMATE
	}
	fn on_dispensed_set_off() -> Weight {
		ESTIMATE
	}
	fn withdrawn() -> Weight {
		ESTIMATE
	}
	fn fire() -> Weight {
		ESTIMATE
	}
	fn serve(n: u32, ) -> Weight {
		ESTIMATE.saturating_mul(n.into())
	}
	fn fire_nothing() -> Weight {
		ESTIMATE
	}
}
