//! Moving money to a provider: the only place for claims, whatever decided.

use crate::{
	price, rows::Row, AccountIdOf, AssetIdOf, Balance, Cause, Claim, Config, Copays, Debts, Error,
	Event, HoldReason, Pallet, Payee, Payees, Payment, Pool, Pools, RulesInForce, Split, Stage,
	Waits, Why,
};
use frame::{deps::frame_support::storage::with_storage_layer, prelude::*};
use salus_primitives::{DispenseFacts, LicenceId, Moment, RxId};

/// Payer, provider, asset.
pub(crate) type DebtKey<T> = (LicenceId, LicenceId, AssetIdOf<T>);

/// What became of an attempt to pay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Outcome {
	/// Paid, or closed because it may not be paid.
	Done,
	/// The pool is short: the claim stays in line.
	Short,
	/// The payee cannot receive: the claim stays payable, out of line.
	Stuck,
}

/// What a payment is for.
#[derive(Clone, Copy)]
struct Bill {
	principal: Balance,
	interest: Balance,
	/// Of the patient's share, what a co-pay may give.
	patient: Balance,
}

/// What moved in one payment.
struct Moved {
	interest: Balance,
	net: Balance,
	set_off: Balance,
	collected: Balance,
	/// Of the reserve, what the payment used.
	used: Balance,
}

impl<T: Config> Pallet<T> {
	/// Pays a payable claim and saves nothing; any other is left alone.
	pub(crate) fn conclude(row: &mut Row<T>) {
		if matches!(row.claim.stage, Stage::Payable { .. }) {
			Self::pay(row, false);
		}
	}

	/// Tries to pay a payable claim. Only the first in line may take free funds while others wait.
	pub(crate) fn pay(row: &mut Row<T>, first_in_line: bool) -> Outcome {
		let Stage::Payable { split, cause, adjudicator, level, earlier, owed, waits, .. } =
			row.claim.stage.clone()
		else {
			return Outcome::Done;
		};
		if !Self::is_payable(row) {
			Self::stop_paying(row, earlier, level);
			return Outcome::Done;
		}
		let before = earlier.clone().unwrap_or_else(|| nothing_paid(row.now, cause));
		let principal = split.payer.saturating_sub(before.split.payer);
		let Some(interest) = Self::interest_owed(row, principal, owed, waits) else {
			return Outcome::Short;
		};
		let patient = Self::uncontested(&row.claim, &split, level).saturating_sub(before.collected);
		let moved = match Self::move_most(row, Bill { principal, interest, patient }, first_in_line)
		{
			Ok(moved) => moved,
			// It stands still since it first could not be received.
			Err(Waits::Payee(_)) if matches!(waits, Waits::Payee(_)) => {
				return Self::keep_waiting(row, earlier, owed, waits)
			},
			Err(found) => return Self::keep_waiting(row, earlier, owed, found),
		};
		row.claim.reserved = row.claim.reserved.saturating_sub(moved.used);
		let payment = Payment {
			split,
			interest: before.interest.saturating_add(moved.interest),
			collected: before.collected.saturating_add(moved.collected),
			at: row.now,
			cause,
			adjudicator,
		};
		Self::tell_paid(row, &payment, &moved);
		let owed = interest.saturating_sub(moved.interest);
		if owed > 0 {
			return Self::keep_waiting(row, Some(payment), owed, Waits::Funds);
		}
		let appeal_by = Self::appeal_until(&row.claim, &split, level, row.now);
		row.claim.stage = Stage::Paid { payment, level, appeal_by };
		Outcome::Done
	}

	/// Interest never keeps back a principal that is set aside: it stays owed, and waits for funds.
	fn move_most(row: &Row<T>, bill: Bill, first_in_line: bool) -> Result<Moved, Waits> {
		Self::move_money(row, &bill, first_in_line).or_else(|waits| {
			let Bill { principal, interest, .. } = bill;
			let reserved = principal > 0 && interest > 0 && principal <= row.claim.reserved;
			match waits {
				Waits::Funds if reserved => {
					Self::move_money(row, &Bill { interest: 0, ..bill }, first_in_line)
				},
				waits => Err(waits),
			}
		})
	}

	/// The claim stays payable, with what was paid of it and the interest owed on that. What changes by it is told.
	fn keep_waiting(
		row: &mut Row<T>,
		paid: Option<Payment>,
		interest: Balance,
		found: Waits,
	) -> Outcome {
		let before = row.claim.stage.clone();
		let Stage::Payable { split, earlier, owed, waits, .. } = &mut row.claim.stage else {
			return Outcome::Done;
		};
		(*earlier, *owed, *waits) = (paid, interest, found);
		let split = *split;
		if row.claim.stage != before {
			row.emit(Event::Payable { key: row.key, split, owed: interest, waits: found });
		}
		if let Waits::Payee(_) = found {
			return Outcome::Stuck;
		}
		Self::wait_in_line(row);
		Outcome::Short
	}

	/// Interest on a principal until now, or until the payee could not receive it, with what is owed from before. `None` if it
	/// exceeds any balance.
	fn interest_owed(
		row: &Row<T>,
		principal: Balance,
		owed: Balance,
		waits: Waits,
	) -> Option<Balance> {
		let until = match waits {
			Waits::Payee(since) => since,
			Waits::Nothing | Waits::Funds => row.now,
		};
		let claim = &row.claim;
		price::interest(principal, claim.interest_ppm, claim.pay_by, until)?.checked_add(owed)
	}

	/// A dispense that may not be paid any more. What was paid before stays paid.
	fn stop_paying(row: &mut Row<T>, earlier: Option<Payment>, level: u8) {
		match earlier {
			Some(payment) => {
				row.claim.stage = Stage::Paid { payment, level, appeal_by: row.now };
				row.emit(Event::PaymentStopped { key: row.key });
			},
			None => Self::close(row, Why::NotPayable),
		}
	}

	fn tell_paid(row: &mut Row<T>, payment: &Payment, moved: &Moved) {
		row.emit(Event::Paid {
			key: row.key,
			payer: row.claim.payer,
			provider: row.claim.provider,
			asset: row.claim.asset.clone(),
			split: payment.split,
			interest: moved.interest,
			moved: moved.net,
			set_off: moved.set_off,
			collected: moved.collected,
			cause: payment.cause,
		});
	}

	/// Of the patient's share, what no appeal can take off the patient: only that is collected from a co-pay.
	fn uncontested<K>(claim: &Claim<K>, split: &Split, level: u8) -> Balance {
		if Self::is_cut(claim, split, level) {
			split.patient.min(claim.promise.split(claim.billed).patient)
		} else {
			split.patient
		}
	}

	/// Whether less than what was promised is paid, so that it can be appealed for the first time.
	fn is_cut<K>(claim: &Claim<K>, split: &Split, level: u8) -> bool {
		level == 0 && split.payer < claim.promise.split(claim.billed).payer
	}

	/// Closes a claim without payment.
	pub(crate) fn close(row: &mut Row<T>, why: Why) {
		row.claim.stage = Stage::Closed { why, at: row.now };
		row.emit(Event::Closed { key: row.key, why });
	}

	/// Whether the dispense may be paid at this block. One that was pruned since the submission may.
	fn is_payable(row: &Row<T>) -> bool {
		T::Dispenses::get(&(row.key.rx, row.key.dispense)).is_none_or(|facts| facts.payable)
	}

	/// How long a payment can be appealed.
	fn appeal_until<K>(claim: &Claim<K>, split: &Split, level: u8, now: Moment) -> Moment {
		if !Self::is_cut(claim, split, level) {
			return now;
		}
		RulesInForce::<T>::get().map_or(now, |rules| now.saturating_add(rules.appeal.0))
	}

	/// Principal and interest, less what the provider owes, from the reserve and then from free funds; and of the patient's
	/// share what somebody has set aside. All or nothing.
	fn move_money(row: &Row<T>, bill: &Bill, first_in_line: bool) -> Result<Moved, Waits> {
		let claim = &row.claim;
		let gross = bill.principal.checked_add(bill.interest).ok_or(Waits::Funds)?;
		let stuck = Waits::Payee(row.now);
		let (payee, debts) = Self::payee_of(claim.provider).ok_or(stuck)?;
		let debt: DebtKey<T> = (claim.payer, claim.provider, claim.asset.clone());
		let set_off = if debts > 0 { Debts::<T>::get(&debt).min(gross) } else { 0 };
		let net = gross.saturating_sub(set_off);
		let used = net.min(claim.reserved);
		let extra = net.saturating_sub(used);
		// What the provider owes is the payer's again.
		let spare = set_off.min(claim.reserved.saturating_sub(used));

		let pool = Pools::<T>::get(claim.payer, &claim.asset);
		let enough = pool
			.as_ref()
			.is_some_and(|pool| (first_in_line || pool.is_queue_empty()) && extra <= pool.free);
		ensure!(extra == 0 || enough, Waits::Funds);
		let collected = with_storage_layer::<_, DispatchError, _>(|| {
			if let Some(pool) = &pool {
				Self::pay_from_hold(&claim.asset, &pool.account, &payee, net)?;
			}
			Ok(Self::collect(&row.key.rx, &claim.asset, &payee, bill.patient))
		})
		.map_err(|_| stuck)?;
		if let Some(pool) = pool.filter(|_| extra > 0) {
			let free = pool.free.saturating_sub(extra);
			Pools::<T>::insert(claim.payer, &claim.asset, Pool { free, ..pool });
		}
		Self::free(claim.payer, &claim.asset, spare);
		Self::settle_debt(debt, set_off);
		let used = used.saturating_add(spare);
		Ok(Moved { interest: bill.interest, net, set_off, collected, used })
	}

	/// What a co-pay gives towards the patient's share. That it cannot be moved stops no payment.
	pub(crate) fn collect(
		rx: &RxId,
		asset: &AssetIdOf<T>,
		payee: &AccountIdOf<T>,
		patient: Balance,
	) -> Balance {
		if patient == 0 {
			return 0;
		}
		let Some(mut copay) = Copays::<T>::get(rx) else { return 0 };
		let share = patient.min(copay.remaining);
		if share == 0 || copay.asset != *asset || copay.until <= Self::now() {
			return 0;
		}
		let moved = with_storage_layer(|| {
			Self::pay_out(&copay.asset, HoldReason::Copay, &copay.who, payee, share)
		});
		if moved.is_err() {
			return 0;
		}
		copay.remaining = copay.remaining.saturating_sub(share);
		Copays::<T>::insert(rx, copay);
		share
	}

	/// Takes a payment's set-off from the provider's debt.
	pub(crate) fn settle_debt(debt: DebtKey<T>, set_off: Balance) {
		if set_off == 0 {
			return;
		}
		let provider = debt.1;
		let left = Debts::<T>::get(&debt).saturating_sub(set_off);
		if left > 0 {
			Debts::<T>::insert(debt, left);
		} else {
			Debts::<T>::remove(debt);
			Self::count_debts(provider, |debts| debts.saturating_sub(1));
		}
	}

	/// The provider owes a payer more.
	pub(crate) fn add_debt(debt: DebtKey<T>, amount: Balance) -> DispatchResult {
		let provider = debt.1;
		let before = Debts::<T>::get(&debt);
		let sum = before.checked_add(amount).ok_or(Error::<T>::Exceeds)?;
		Debts::<T>::insert(debt, sum);
		if before == 0 {
			Self::count_debts(provider, |debts| debts.saturating_add(1));
		}
		Ok(())
	}

	fn count_debts(provider: LicenceId, change: impl FnOnce(u32) -> u32) {
		Payees::<T>::mutate_exists(provider, |payee| {
			let (chosen, debts) =
				payee.take().map_or((None, 0), |payee| (payee.chosen, payee.debts));
			*payee = Self::payee_row(chosen, change(debts));
		});
	}

	/// Nothing chosen and nothing owed needs no row.
	pub(crate) fn payee_row(
		chosen: Option<(AccountIdOf<T>, AccountIdOf<T>)>,
		debts: u32,
	) -> Option<Payee<AccountIdOf<T>>> {
		(chosen.is_some() || debts > 0).then_some(Payee { chosen, debts })
	}

	/// A claim becomes payable by a person's decision.
	pub(crate) fn make_payable(row: &mut Row<T>, split: Split, adjudicator: LicenceId) {
		row.claim.stage = Stage::Payable {
			split,
			cause: Cause::Adjudicated,
			adjudicator: Some(adjudicator),
			level: 0,
			earlier: None,
			owed: 0,
			since: row.now,
			waits: Waits::Nothing,
		};
	}
}

/// What a claim has before its first payment.
fn nothing_paid(at: Moment, cause: Cause) -> Payment {
	Payment { split: Split::default(), interest: 0, collected: 0, at, cause, adjudicator: None }
}
