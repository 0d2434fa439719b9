//! The invariants of the design page `registry.md`, section 8, as far as one state shows them. What they say of the order of
//! events is tested by replay.

use crate::*;
use alloc::collections::BTreeMap;
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*, token::fungible::InspectHold};
use salus_primitives::{OrganisationId, Trail};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Self::try_ids()?;
		Self::try_indices()?;
		Self::try_standings()?;
		Self::try_bonds()?;
		Self::try_trails()?;
		Self::try_pending()?;
		Self::try_taints()
	}

	/// 1: ids ascend without gaps; licences and files have the same keys; what is named exists.
	fn try_ids() -> Result<(), TryRuntimeError> {
		let licences = NextLicence::<T>::get().saturating_sub(1);
		for id in 1..=licences {
			let row = Licences::<T>::get(id).ok_or("a licence is missing")?;
			let file = Files::<T>::get(id).ok_or("a file is missing")?;
			ensure!(
				Organisations::<T>::contains_key(row.organisation),
				"a licence of no organisation"
			);
			ensure!(Registrars::<T>::contains_key(file.registrar), "a licence of no registrar");
		}
		let organisations = NextOrganisation::<T>::get().saturating_sub(1);
		let registrars = NextRegistrar::<T>::get().saturating_sub(1);
		let counts = [
			(Licences::<T>::iter_keys().count(), licences),
			(Files::<T>::iter_keys().count(), licences),
			(
				Organisations::<T>::iter_keys()
					.filter(|id| (1..=organisations).contains(id))
					.count(),
				organisations,
			),
			(Organisations::<T>::iter_keys().count(), organisations),
			(
				Registrars::<T>::iter_keys().filter(|id| (1..=registrars).contains(id)).count(),
				registrars.into(),
			),
			(Registrars::<T>::iter_keys().count(), registrars.into()),
		];
		for (found, expected) in counts {
			ensure!(u32::try_from(found) == Ok(expected), "ids have gaps");
		}
		Ok(())
	}

	/// 1: identities, acting registrars and holders are indexed, and nothing else is.
	fn try_indices() -> Result<(), TryRuntimeError> {
		for (id, row) in Organisations::<T>::iter() {
			ensure!(Identities::<T>::get(row.identity) == Some(id), "an identity is not indexed");
		}
		ensure!(
			Identities::<T>::iter().count() == Organisations::<T>::iter_keys().count(),
			"an identity of no organisation"
		);
		let mut acting = 0u32;
		for (id, row) in Registrars::<T>::iter() {
			ensure!(
				Organisations::<T>::contains_key(row.organisation),
				"a registrar of no organisation"
			);
			if row.ended.is_none() {
				acting = acting.saturating_add(1);
				ensure!(
					RegistrarByAccount::<T>::get(&row.account) == Some(id),
					"an acting registrar is not indexed"
				);
			}
		}
		ensure!(RegistrarByAccount::<T>::count() == acting, "an index of no acting registrar");
		ensure!(acting <= T::MaxRegistrars::get(), "too many registrars act");
		let mut holders = BTreeMap::<T::AccountId, u32>::new();
		for row in Licences::<T>::iter_values() {
			let count = holders.entry(row.holder).or_default();
			*count = count.saturating_add(1);
		}
		ensure!(
			Holders::<T>::iter().collect::<BTreeMap<_, _>>() == holders,
			"holders are miscounted"
		);
		Ok(())
	}

	/// 2: a period is one; a licence has ended exactly if its standing says so; it awaits exactly if its grant does.
	fn try_standings() -> Result<(), TryRuntimeError> {
		for (id, row) in Licences::<T>::iter() {
			let file = Files::<T>::get(id).ok_or("a file is missing")?;
			ensure!(row.from < row.until, "an empty period");
			ensure!(
				file.granted <= row.set.0 && row.set <= Self::clock(),
				"set before the grant or after now"
			);
			ensure!(
				row.standing.is_final() == file.ended.is_some(),
				"standing and file disagree on the end"
			);
			let grant = file.pending.as_ref().is_some_and(|pending| pending.act == Act::Grant);
			ensure!(
				grant == (row.standing == Standing::Awaiting),
				"standing and file disagree on the grant"
			);
		}
		Ok(())
	}

	/// 3: an account's hold is what its organisations set aside; what is bound is the sum of the shares.
	fn try_bonds() -> Result<(), TryRuntimeError> {
		let mut shares = BTreeMap::<OrganisationId, BalanceOf<T>>::new();
		for (id, row) in Licences::<T>::iter() {
			let file = Files::<T>::get(id).ok_or("a file is missing")?;
			let sum = shares.entry(row.organisation).or_default();
			*sum = sum.saturating_add(file.bond);
		}
		let mut held = BTreeMap::<T::AccountId, BalanceOf<T>>::new();
		for (id, row) in Organisations::<T>::iter() {
			let bound = shares.get(&id).copied().unwrap_or_default();
			ensure!(row.bonded == bound, "shares do not add up");
			let sum = held.entry(row.account).or_default();
			*sum = sum.saturating_add(row.free).saturating_add(row.bonded);
		}
		for (account, amount) in held {
			let hold = T::Currency::balance_on_hold(&HoldReason::Bond.into(), &account);
			ensure!(hold == amount, "a hold is not what was set aside");
		}
		Ok(())
	}

	/// 4: a trail without events is at its start, and none is ahead of the chain.
	fn try_trails() -> Result<(), TryRuntimeError> {
		let now = Self::clock().0;
		let licences = Files::<T>::iter().map(|(id, file)| (Target::Licence(id), file.trail));
		let organisations =
			Organisations::<T>::iter().map(|(id, row)| (Target::Organisation(id), row.trail));
		for (target, trail) in licences.chain(organisations) {
			let start = Trail::of_key(TRAIL, &target);
			ensure!((trail.n == 0) == (trail == start), "a trail does not begin at its start");
			ensure!(trail.last <= now, "a trail is ahead of the chain");
		}
		Ok(())
	}

	/// 5: only a change is asked by a holder or waits for anybody but the council; an organisation has nothing else to wait
	/// for.
	fn try_pending() -> Result<(), TryRuntimeError> {
		for (id, file) in Files::<T>::iter() {
			let Some(pending) = file.pending else { continue };
			let row = Licences::<T>::get(id).ok_or("a licence is missing")?;
			match pending.act {
				Act::Change { ref new, from } => {
					ensure!(*new != row.holder && from < pending.due, "a change to nothing");
				},
				_ => {
					ensure!(
						pending.council && pending.by == Asker::Registrar,
						"an act waits for nobody"
					);
				},
			}
			ensure!(!row.standing.is_final(), "something waits for a licence that is over");
			let is_suspended = matches!(row.standing, Standing::Suspended(_));
			if let Act::Resume { set } = pending.act {
				ensure!(is_suspended && set == row.set.0, "a resumption of nothing");
			}
			ensure!(pending.by != Asker::Holder || !is_suspended, "a suspended holder rotates");
		}
		for row in Organisations::<T>::iter_values() {
			let is_change = |pending: &PendingOf<T>| matches!(pending.act, Act::Change { .. });
			ensure!(
				row.pending.as_ref().is_none_or(is_change),
				"an organisation waits for no change"
			);
		}
		Ok(())
	}

	/// 6: a taint begins within the licence's life.
	fn try_taints() -> Result<(), TryRuntimeError> {
		for (id, row) in Licences::<T>::iter() {
			let Some(since) = row.standing.tainted_since() else { continue };
			let file = Files::<T>::get(id).ok_or("a file is missing")?;
			ensure!(
				file.granted <= since && since <= row.set.0,
				"a taint outside the licence's life"
			);
		}
		Ok(())
	}
}
