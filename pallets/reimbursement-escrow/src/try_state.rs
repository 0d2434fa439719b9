//! The invariants that can be read from state, by their numbers in the crate's documentation.

use crate::{
	AssetIdOf, Balance, Claim, ClaimKey, ClaimOf, Claims, Config, Contracts, Copays, Covers, Debts,
	Due, DueKey, DueKeyOf, HoldReason, Pallet, Panels, Payees, Pools, RulesInForce, Ruling,
	Shortfalls, Split, Stage, Tariffs, Waits, AFTERLIFE, MAX_RANKS,
};
use alloc::{
	collections::{BTreeMap, BTreeSet},
	vec::Vec,
};
use frame::{
	deps::{frame_support::traits::fungibles::InspectHold, sp_runtime::TryRuntimeError},
	prelude::*,
};
use salus_primitives::{LicenceId, Moment, RxId, Settle};

type Check = Result<(), TryRuntimeError>;

/// Sums by account and asset, both encoded.
type Sums = BTreeMap<(Vec<u8>, Vec<u8>), Balance>;

impl<T: Config> Pallet<T> {
	/// Checks every stored row, and the money behind them.
	pub fn do_try_state() -> Check {
		Self::pools_are_held()?;
		Self::copays_are_held()?;
		let now = Self::now();
		for (rx, (dispense, rank), claim) in Claims::<T>::iter() {
			let key = ClaimKey { rx, dispense, rank };
			Self::claim_is_sound(&key, &claim, now)?;
		}
		Self::ranks_do_not_exceed()?;
		Self::rows_have_entries(now)?;
		Self::entries_have_rows(now)?;
		Self::queues_are_in_order()?;
		Self::debts_are_counted()?;
		Self::rules_and_panels_are_sound()
	}

	/// 1, of pools.
	fn pools_are_held() -> Check {
		let mut sums = Sums::new();
		for (_, asset, pool) in Pools::<T>::iter() {
			add(&mut sums, &pool.account, &asset, pool.free)?;
		}
		for cover in Covers::<T>::iter_values() {
			add(&mut sums, &cover.account, &cover.asset, cover.remaining)?;
		}
		for claim in Claims::<T>::iter_values().filter(|claim| claim.reserved > 0) {
			let pool = Pools::<T>::get(claim.payer, &claim.asset);
			let account = pool.map(|pool| pool.account);
			let account = account.ok_or(TryRuntimeError::Other("1: a reserve without a pool"))?;
			add(&mut sums, &account, &claim.asset, claim.reserved)?;
		}
		ensure!(Self::are_held(&sums, HoldReason::Pool), "1: a hold is not the sum of its parts");
		Ok(())
	}

	/// 1, of co-pays.
	fn copays_are_held() -> Check {
		let mut sums = Sums::new();
		for copay in Copays::<T>::iter_values() {
			add(&mut sums, &copay.who, &copay.asset, copay.remaining)?;
		}
		ensure!(Self::are_held(&sums, HoldReason::Copay), "1: a co-pay is not what is held");
		Ok(())
	}

	/// Whether each sum is exactly what is on hold for a reason. A hold for which nothing stands is not found here but on the
	/// accounts that have one: those of the sums.
	fn are_held(sums: &Sums, reason: HoldReason) -> bool {
		let reason = reason.into();
		sums.iter().all(|((who, asset), sum)| {
			let who = T::AccountId::decode(&mut &who[..]);
			let asset = AssetIdOf::<T>::decode(&mut &asset[..]);
			match (who, asset) {
				(Ok(who), Ok(asset)) => T::Assets::balance_on_hold(asset, &reason, &who) == *sum,
				_ => false,
			}
		})
	}

	/// 2, 3, 6, 7, 12 and the shape of one claim.
	fn claim_is_sound(key: &ClaimKey, claim: &ClaimOf<T>, now: Moment) -> Check {
		ensure!(key.rank < MAX_RANKS, "2: a rank that nobody has");
		ensure!(claim.billed > 0, "3: nothing was billed");
		let balances = |split: &Split| split.total() == Some(claim.billed);
		ensure!(splits(claim).iter().all(balances), "3: a split does not sum to what was billed");
		ensure!(balances(&claim.promise.split(claim.billed)), "3: a promise does not balance");
		let promised = claim.promise.split(claim.billed).payer;
		ensure!(claim.reserved <= promised, "6: more is set aside than promised");
		if let Stage::Appealed { votes, level, .. } = &claim.stage {
			let voters: Vec<_> = votes.iter().map(|(voter, _)| voter).collect();
			let twice = (1..voters.len()).any(|n| {
				voters
					.get(..n)
					.zip(voters.get(n))
					.is_some_and(|(before, voter)| before.contains(voter))
			});
			ensure!(!twice, "7: a member voted twice");
			let again = voters.iter().any(|voter| claim.heard.contains(voter));
			ensure!(!again, "7: a member voted on two levels");
			ensure!(matches!(level, 1 | 2), "7: a panel that does not exist");
		}
		if let Stage::Recouped { amount, payment, .. } = &claim.stage {
			ensure!(*amount <= payment.split.payer, "12: more came back than was paid");
		}
		if let Stage::Payable { waits: Waits::Funds, .. } = &claim.stage {
			ensure!(claim.queued, "11: a claim waits for funds outside the queue");
		}
		ensure!(claim.trail.n > 0, "trail: a claim without an event");
		ensure!(claim.trail.last <= Self::block(), "trail: an event of a block to come");
		let mut settled = claim.clone();
		settled.settle(now);
		let once = settled.clone();
		ensure!(settled.settle(now).is_empty() && settled == once, "settling settles more");
		Ok(())
	}

	/// 4.
	fn ranks_do_not_exceed() -> Check {
		let mut dispenses: BTreeMap<(RxId, u8), Vec<(u8, ClaimOf<T>)>> = BTreeMap::new();
		for (rx, (dispense, rank), claim) in Claims::<T>::iter() {
			dispenses.entry((rx, dispense)).or_default().push((rank, claim));
		}
		for claims in dispenses.values_mut() {
			claims.sort_by_key(|(rank, _)| *rank);
			let paid = claims.iter().filter_map(|(_, claim)| match &claim.stage {
				Stage::Paid { payment, .. } => Some(payment.split),
				_ => None,
			});
			let payers =
				paid.clone().try_fold(0, |sum: Balance, split| sum.checked_add(split.payer));
			let patient = paid.last().map_or(0, |split| split.patient);
			let billed = claims.first().map_or(0, |(_, claim)| claim.billed);
			let all = payers.and_then(|payers| payers.checked_add(patient));
			ensure!(all.is_some_and(|all| all <= billed), "4: the ranks pay more than was billed");
		}
		Ok(())
	}

	/// 8, from the rows.
	fn rows_have_entries(now: Moment) -> Check {
		let mut rows: Vec<(DueKeyOf<T>, Moment, Moment)> = Vec::new();
		for (rx, (dispense, rank), claim) in Claims::<T>::iter() {
			let next = claim.next_look(T::Retention::get(), now);
			rows.push((DueKey::Claim(ClaimKey { rx, dispense, rank }), claim.due, next));
		}
		rows.extend(Covers::<T>::iter().map(|(rx, rank, cover)| {
			(DueKey::Cover(rx, rank), cover.due, cover.until.saturating_add(AFTERLIFE))
		}));
		rows.extend(Copays::<T>::iter().map(|(rx, copay)| {
			(DueKey::Copay(rx), copay.due, copay.until.saturating_add(AFTERLIFE))
		}));
		rows.extend(Tariffs::<T>::iter().map(|(payer, number, tariff)| {
			(DueKey::Tariff(payer, number), tariff.due, tariff.until.saturating_add(AFTERLIFE))
		}));
		rows.extend(Contracts::<T>::iter().map(|(payer, provider, contract)| {
			(DueKey::Contract(payer, provider), contract.due, contract.removable_at())
		}));
		for (key, due, next) in rows {
			let stands = Due::<T>::contains_key((due.to_be_bytes(), key));
			ensure!(stands, "8: a row without an entry in the queue of deadlines");
			// One that could not be fired waits an hour past its time.
			ensure!(due <= next || next <= now, "8: an entry after the deadline");
		}
		Ok(())
	}

	/// 8, from the entries.
	fn entries_have_rows(now: Moment) -> Check {
		for (at, key) in Due::<T>::iter_keys() {
			let at = Moment::from_be_bytes(at);
			let known = match &key {
				// Nothing moves its time, and a pool may be emptied before it fires.
				DueKey::Queue(..) => at <= now,
				key => Self::due_of(key) == Some(at),
			};
			ensure!(known, "8: an entry without its row");
		}
		Ok(())
	}

	/// 11.
	fn queues_are_in_order() -> Check {
		let mut places: BTreeSet<ClaimKey> = BTreeSet::new();
		let mut entries = 0u64;
		for (payer, asset, pool) in Pools::<T>::iter() {
			ensure!(pool.head <= pool.tail, "11: a queue that ends before it begins");
			for place in pool.head..pool.tail {
				let key = Shortfalls::<T>::get((payer, &asset), place);
				let key = key.ok_or(TryRuntimeError::Other("11: a gap in a queue"))?;
				places.insert(key);
				entries = entries.saturating_add(1);
			}
		}
		let stored = Shortfalls::<T>::iter_keys().count().saturated_into::<u64>();
		ensure!(stored == entries, "11: an entry outside its queue");
		ensure!(places.len().saturated_into::<u64>() == entries, "11: a claim waits twice");
		for (rx, (dispense, rank), claim) in Claims::<T>::iter() {
			let waits = places.contains(&ClaimKey { rx, dispense, rank });
			ensure!(waits == claim.queued, "11: a claim does not know whether it waits");
		}
		Ok(())
	}

	/// 12.
	fn debts_are_counted() -> Check {
		let mut counts: BTreeMap<LicenceId, u32> = BTreeMap::new();
		for ((_, provider, _), debt) in Debts::<T>::iter() {
			ensure!(debt > 0, "12: a debt of nothing");
			let count = counts.entry(provider).or_default();
			*count = count.saturating_add(1);
		}
		for (provider, payee) in Payees::<T>::iter() {
			let count = counts.remove(&provider).unwrap_or_default();
			ensure!(payee.debts == count, "12: a provider's debts are miscounted");
			ensure!(payee.chosen.is_some() || count > 0, "12: a row that says nothing");
		}
		ensure!(counts.is_empty(), "12: a debt that its provider does not know");
		Ok(())
	}

	fn rules_and_panels_are_sound() -> Check {
		let sound =
			RulesInForce::<T>::get().is_none_or(|rules| rules.is_sound(T::Retention::get()));
		ensure!(sound, "rules: not sound");
		let second = Panels::<T>::get(2);
		let both = Panels::<T>::get(1).iter().any(|member| second.contains(member));
		ensure!(!both, "7: a judge on both levels");
		Ok(())
	}
}

fn add(sums: &mut Sums, who: &impl Encode, asset: &impl Encode, amount: Balance) -> Check {
	let sum = sums.entry((who.encode(), asset.encode())).or_default();
	*sum = sum.checked_add(amount).ok_or(TryRuntimeError::Other("1: a sum beyond any balance"))?;
	Ok(())
}

/// The splits that a claim's stage holds.
fn splits<K>(claim: &Claim<K>) -> Vec<Split> {
	match &claim.stage {
		Stage::Payable { split, earlier, .. } => {
			let earlier = earlier.as_ref().map(|payment| payment.split);
			[Some(*split), earlier].into_iter().flatten().collect()
		},
		Stage::Paid { payment, .. }
		| Stage::Recouped { payment, .. }
		| Stage::Appealed { ruling: Ruling::Payment(payment), .. } => [payment.split].into(),
		Stage::Unpaid { split, earlier, .. } => {
			let earlier = earlier.as_ref().map(|payment| payment.split);
			[Some(*split), earlier].into_iter().flatten().collect()
		},
		Stage::Submitted { .. }
		| Stage::Noticed { .. }
		| Stage::Denied { .. }
		| Stage::Appealed { .. }
		| Stage::Reversed { .. }
		| Stage::Closed { .. } => Vec::new(),
	}
}
