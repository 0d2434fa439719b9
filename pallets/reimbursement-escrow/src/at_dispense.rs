//! What happens to money when prescriptions records, takes back or voids a dispense.

use crate::{
	covers::Priced,
	payment::DebtKey,
	rows::{trail_of, Row, NOWHERE},
	Balance, Cause, Claim, ClaimKey, Config, CoverOf, Covers, Debts, Deferral, Event, Pallet,
	Payment, Stage, WeightInfo, MAX_RANKS,
};
use frame::{deps::frame_support::storage::with_storage_layer, prelude::*};
use salus_primitives::{DispenseId, Facts, OnDispensed, RxId};

impl<T: Config> OnDispensed for Pallet<T> {
	/// Pays at once what a pre-authorisation of the primary payer covers. A dispense never fails because of money: whatever is
	/// in the way rolls the payment back, and the provider submits a claim.
	fn on_dispensed(facts: &Facts) -> Weight {
		let Some(cover) = Covers::<T>::get(facts.rx, 0).filter(|cover| cover.reserved) else {
			return T::WeightInfo::on_dispensed_uncovered();
		};
		let native = T::Native::contains(&cover.asset);
		match with_storage_layer(|| Self::pay_at_dispense(facts, cover)) {
			Ok(false) if native => T::WeightInfo::on_dispensed_paid_native(),
			Ok(false) => T::WeightInfo::on_dispensed_paid(),
			Ok(true) => T::WeightInfo::on_dispensed_set_off(),
			Err(Refused(cause)) => {
				let Facts { rx, seq: dispense, .. } = *facts;
				Self::deposit_event(Event::PaymentDeferred { rx, dispense, cause });
				T::WeightInfo::on_dispensed_set_off()
			},
		}
	}

	fn withdrawn((rx, dispense): &DispenseId) -> DispatchResult {
		for rank in 0..MAX_RANKS {
			let key = ClaimKey { rx: *rx, dispense: *dispense, rank };
			// No rank begins without the one before it.
			if !Self::claim_exists(&key) {
				break;
			}
			Self::take_back(key)?;
		}
		Ok(())
	}

	/// Each payment looks at the dispense again, so nothing is to be done here for up to 64 claims.
	fn frozen(_: &RxId) {}

	fn on_dispensed_weight() -> Weight {
		T::WeightInfo::on_dispensed_set_off()
	}

	fn withdrawn_weight() -> Weight {
		T::WeightInfo::withdrawn()
	}

	fn frozen_weight() -> Weight {
		Weight::zero()
	}
}

/// A deferral as an error, so that the storage layer rolls back.
struct Refused(Deferral);

impl From<DispatchError> for Refused {
	fn from(_: DispatchError) -> Self {
		Refused(Deferral::Payee)
	}
}

impl<T: Config> Pallet<T> {
	/// Answers whether more than the payment itself was touched: a debt or a co-pay.
	fn pay_at_dispense(facts: &Facts, mut cover: CoverOf<T>) -> Result<bool, Refused> {
		let key = ClaimKey { rx: facts.rx, dispense: facts.seq, rank: 0 };
		let provider = facts.by;
		ensure!(facts.payable && !Self::claim_exists(&key), Refused(Deferral::NotPayable));
		let Priced { promise, allowed } =
			Self::price(&cover, facts.at, provider, facts.quantity, facts.first_of_fill)
				.map_err(Refused)?;
		let split = promise.split(allowed);
		let (payee, debts) = Self::payee_of(provider).ok_or(Refused(Deferral::Payee))?;

		let debt = (cover.payer, provider, cover.asset.clone());
		let set_off = if debts > 0 { Self::set_off(debt, split.payer) } else { 0 };
		let moved = split.payer.saturating_sub(set_off);
		Self::pay_from_hold(&cover.asset, &cover.account, &payee, moved)?;
		let collected = Self::collect(&key.rx, &cover.asset, &payee, split.patient);
		cover.remaining = cover.remaining.saturating_sub(split.payer);

		let now = Self::now();
		let cause = Cause::AtDispense;
		let payment = Payment { split, interest: 0, collected, at: now, cause, adjudicator: None };
		let claim = Claim {
			payer: cover.payer,
			provider,
			asset: cover.asset.clone(),
			billed: allowed,
			promise,
			reserved: 0,
			interest_ppm: 0,
			pay_by: now,
			heard: Default::default(),
			queued: false,
			due: NOWHERE,
			stage: Stage::Paid { payment, level: 0, appeal_by: now },
			trail: trail_of(&key),
		};
		let mut row = Row::<T>::new(key, claim, now);
		row.emit(Event::Paid {
			key,
			payer: cover.payer,
			provider,
			asset: cover.asset.clone(),
			split,
			interest: 0,
			moved,
			set_off,
			collected,
			cause,
		});
		row.save();
		Covers::<T>::insert(key.rx, key.rank, cover);
		Ok(debts > 0 || collected > 0)
	}

	/// Of a share, what the provider owes the payer stays in the payer's pool.
	fn set_off(debt: DebtKey<T>, share: Balance) -> Balance {
		let set_off = Debts::<T>::get(&debt).min(share);
		Self::free(debt.0, &debt.2, set_off);
		Self::settle_debt(debt, set_off);
		set_off
	}
}
