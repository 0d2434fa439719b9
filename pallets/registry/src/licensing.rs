//! What other pallets see: [`Licensing`].

use crate::*;
use frame::prelude::*;
use salus_primitives::{
	Actor, BlockNumber, Duty, Infraction, LicenceFault, LicenceId, LicenceStatus, Licensing,
	Moment, OrganisationId, RegistrarId, Roles,
};

impl<A> Licence<A> {
	/// Where it stands at `now`. Standing comes before period: an expired suspension is a suspension.
	pub(crate) fn status(&self, now: Moment, countersign_within: Moment) -> LicenceStatus {
		let is_fraud = |ground| matches!(ground, Ground::Fraud { .. });
		match self.standing {
			Standing::Awaiting if now < self.awaits_until(countersign_within) => {
				LicenceStatus::Awaiting
			},
			Standing::Awaiting | Standing::Void => LicenceStatus::Void,
			Standing::Suspended(ground) => LicenceStatus::Suspended { fraud: is_fraud(ground) },
			Standing::Revoked(ground) => LicenceStatus::Revoked { fraud: is_fraud(ground) },
			Standing::Surrendered => LicenceStatus::Surrendered,
			Standing::Active if now < self.from => LicenceStatus::NotYet,
			Standing::Active if now < self.until => LicenceStatus::Valid,
			Standing::Active => LicenceStatus::Expired,
		}
	}

	/// When an awaiting licence becomes void: nothing changes the row while it waits, so `set` is its grant.
	pub(crate) fn awaits_until(&self, countersign_within: Moment) -> Moment {
		self.set.1.saturating_add(countersign_within)
	}

	/// What a valid licence of one of `roles` says of its holder.
	fn actor(
		self,
		roles: Roles,
		now: Moment,
		countersign_within: Moment,
	) -> Result<Actor<A>, LicenceFault> {
		if !roles.contains(self.role) {
			return Err(LicenceFault::WrongRole);
		}
		match self.status(now, countersign_within) {
			LicenceStatus::Valid => Ok(Actor {
				account: self.holder,
				organisation: self.organisation,
				role: self.role,
				bonded: self.bonded,
			}),
			LicenceStatus::NotYet => Err(LicenceFault::NotYetValid),
			LicenceStatus::Expired => Err(LicenceFault::Expired),
			LicenceStatus::Suspended { .. } => Err(LicenceFault::Suspended),
			LicenceStatus::Awaiting
			| LicenceStatus::Revoked { .. }
			| LicenceStatus::Surrendered
			| LicenceStatus::Void => Err(LicenceFault::Ended),
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Where a licence stands at `now`.
	pub(crate) fn status_at(licence: LicenceId, now: Moment) -> Option<LicenceStatus> {
		Licences::<T>::get(licence).map(|row| row.status(now, T::CountersignWithin::get()))
	}
}

impl<T: Config> Licensing<T::AccountId> for Pallet<T> {
	fn check(
		licence: LicenceId,
		who: &T::AccountId,
		roles: Roles,
		now: Moment,
	) -> Result<Actor<T::AccountId>, LicenceFault> {
		let row = Licences::<T>::get(licence).ok_or(LicenceFault::NotFound)?;
		if row.holder != *who {
			return Err(LicenceFault::NotHolder);
		}
		row.actor(roles, now, T::CountersignWithin::get())
	}

	fn find(
		licence: LicenceId,
		roles: Roles,
		now: Moment,
	) -> Result<Actor<T::AccountId>, LicenceFault> {
		let row = Licences::<T>::get(licence).ok_or(LicenceFault::NotFound)?;
		row.actor(roles, now, T::CountersignWithin::get())
	}

	fn status(licence: LicenceId, now: Moment) -> Option<LicenceStatus> {
		Self::status_at(licence, now)
	}

	fn tainted(licence: LicenceId, issued_at: BlockNumber) -> bool {
		Licences::<T>::get(licence)
			.and_then(|row| row.standing.tainted_since())
			.is_some_and(|since| issued_at >= since)
	}

	fn holder(licence: LicenceId) -> Option<T::AccountId> {
		Licences::<T>::get(licence).map(|row| row.holder)
	}

	fn organisation(licence: LicenceId) -> Option<OrganisationId> {
		Licences::<T>::get(licence).map(|row| row.organisation)
	}

	fn related(a: OrganisationId, b: OrganisationId) -> bool {
		Self::are_related(a, b)
	}

	/// A licence that does not exist has not ended: nobody may take its place.
	fn ended(licence: LicenceId, now: Moment) -> bool {
		Licences::<T>::get(licence).is_some_and(|row| {
			match row.status(now, T::CountersignWithin::get()) {
				LicenceStatus::Revoked { .. }
				| LicenceStatus::Surrendered
				| LicenceStatus::Void => true,
				LicenceStatus::Expired | LicenceStatus::Suspended { .. } => {
					now >= row.until.saturating_add(T::RenewGrace::get())
				},
				LicenceStatus::Awaiting | LicenceStatus::NotYet | LicenceStatus::Valid => false,
			}
		})
	}

	fn is_holder(who: &T::AccountId) -> bool {
		Holders::<T>::contains_key(who)
	}

	fn registrar(who: &T::AccountId, duty: Duty) -> Result<RegistrarId, LicenceFault> {
		Self::acting_registrar(who)
			.filter(|(_, row)| row.duties.contains(duty))
			.map(|(id, _)| id)
			.ok_or(LicenceFault::NotRegistrar)
	}

	/// A count at its maximum stays there, without an event. A ninth kind of infraction would be lost, so there are at most
	/// eight.
	fn report(licence: LicenceId, what: Infraction) {
		Files::<T>::mutate_extant(licence, |file| {
			let at = Self::clock();
			let count = match file.reports.iter_mut().find(|report| report.what == what) {
				Some(report) => {
					let Some(count) = report.count.checked_add(1) else { return };
					report.count = count;
					report.last = at.0;
					count
				},
				None => {
					let first = Report { what, count: 1, answered: 0, last: at.0 };
					if file.reports.try_push(first).is_err() {
						return;
					}
					1
				},
			};
			let event = Event::InfractionReported { licence, what, count };
			Self::record(&mut file.trail, at, event);
		});
	}

	fn report_weight() -> Weight {
		T::WeightInfo::report()
	}
}
