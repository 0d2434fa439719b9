//! Moving money to a provider: the only place for claims, whatever decided.

use crate::{
	price, rows::Row, AccountIdOf, AssetIdOf, Balance, Cause, Claim, Config, Copays, Debts, Error,
	Event, HoldReason, Pallet, Payee, Payees, Payment, Pools, RulesInForce, Split, Stage, Waits,
	Why,
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
		let Stage::Payable { split, cause, adjudicator, level, earlier, since, waits } =
			row.claim.stage.clone()
		else {
			return Outcome::Done;
		};
		if !Self::is_payable(row) {
			match earlier {
				// What was paid before stays paid.
				Some(payment) => {
					row.claim.stage = Stage::Paid { payment, level, appeal_by: row.now };
				},
				None => Self::close(row, Why::NotPayable),
			}
			return Outcome::Done;
		}
		let paid = earlier.as_ref().map_or(0, |payment| payment.split.payer);
		let principal = split.payer.saturating_sub(paid);
		let until = match waits {
			Waits::Payee(since) => since,
			Waits::Nothing | Waits::Funds => row.now,
		};
		let before = earlier.as_ref().map_or((0, 0), |was| (was.interest, was.collected));
		let patient = Self::uncontested(&row.claim, &split, level).saturating_sub(before.1);
		match Self::move_money(row, principal, until, patient, first_in_line) {
			Ok(moved) => {
				row.claim.reserved = row.claim.reserved.saturating_sub(moved.used);
				let payment = Payment {
					split,
					interest: moved.interest.saturating_add(before.0),
					collected: moved.collected.saturating_add(before.1),
					at: row.now,
					cause,
					adjudicator,
				};
				let appeal_by = Self::appeal_until(&row.claim, &split, level, row.now);
				row.claim.stage = Stage::Paid { payment, level, appeal_by };
				row.emit(Event::Paid {
					key: row.key,
					payer: row.claim.payer,
					provider: row.claim.provider,
					asset: row.claim.asset.clone(),
					split,
					interest: moved.interest,
					moved: moved.net,
					set_off: moved.set_off,
					collected: moved.collected,
					cause,
				});
				Outcome::Done
			},
			Err(now_waits) => {
				let waits = match (waits, now_waits) {
					(Waits::Payee(since), Waits::Payee(_)) => Waits::Payee(since),
					(_, waits) => waits,
				};
				let stage =
					Stage::Payable { split, cause, adjudicator, level, earlier, since, waits };
				if row.claim.stage != stage {
					row.claim.stage = stage;
					row.emit(Event::Payable { key: row.key, split, waits });
				}
				match waits {
					Waits::Payee(_) => Outcome::Stuck,
					Waits::Funds | Waits::Nothing => {
						Self::wait_in_line(row);
						Outcome::Short
					},
				}
			},
		}
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
		match RulesInForce::<T>::get() {
			Some(rules) if Self::is_cut(claim, split, level) => now.saturating_add(rules.appeal.0),
			_ => now,
		}
	}

	/// Principal and interest, less what the provider owes, from the reserve and then from free funds; and of the patient's
	/// share what somebody has set aside. All or nothing.
	fn move_money(
		row: &Row<T>,
		principal: Balance,
		until: Moment,
		patient: Balance,
		first_in_line: bool,
	) -> Result<Moved, Waits> {
		let claim = &row.claim;
		let interest = price::interest(principal, claim.interest_ppm, claim.pay_by, until)
			.ok_or(Waits::Funds)?;
		let gross = principal.checked_add(interest).ok_or(Waits::Funds)?;
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
		let enough = pool.as_ref().is_some_and(|pool| {
			(first_in_line || pool.is_queue_empty()) && extra <= pool.free
		});
		ensure!(extra == 0 || enough, Waits::Funds);
		let collected = with_storage_layer::<_, DispatchError, _>(|| {
			if let Some(pool) = pool {
				Self::pay_from_hold(&claim.asset, &pool.account, &payee, net)?;
			}
			Ok(Self::collect(&row.key.rx, &claim.asset, &payee, patient))
		})
		.map_err(|_| stuck)?;
		Pools::<T>::mutate(claim.payer, &claim.asset, |pool| {
			if let Some(pool) = pool {
				pool.free = pool.free.saturating_sub(extra);
			}
		});
		Self::free(claim.payer, &claim.asset, spare);
		Self::settle_debt(debt, set_off);
		let used = used.saturating_add(spare);
		Ok(Moved { interest, net, set_off, collected, used })
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
			let (account, debts) =
				payee.take().map_or((None, 0), |payee| (payee.account, payee.debts));
			*payee = Self::payee_row(account, change(debts));
		});
	}

	/// Nothing chosen and nothing owed needs no row.
	pub(crate) fn payee_row(
		account: Option<AccountIdOf<T>>,
		debts: u32,
	) -> Option<Payee<AccountIdOf<T>>> {
		(account.is_some() || debts > 0).then_some(Payee { account, debts })
	}

	/// A claim becomes payable by a person's decision.
	pub(crate) fn make_payable(
		row: &mut Row<T>,
		split: Split,
		adjudicator: LicenceId,
	) {
		row.claim.stage = Stage::Payable {
			split,
			cause: Cause::Adjudicated,
			adjudicator: Some(adjudicator),
			level: 0,
			earlier: None,
			since: row.now,
			waits: Waits::Nothing,
		};
	}
}
