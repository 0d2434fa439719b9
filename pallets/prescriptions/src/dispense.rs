//! What crosses the counter: dispense, withdraw, and in an emergency dispense first and ratify later.

use crate::{
	facts,
	rows::{is_held_by, Row},
	Access, AccountIdOf, Closure, Config, Dispense, Error, Event, Flags, Items, LiveRx,
	ObligationHour, Obligations, Pallet, Policies, Rx, Stage, Terms,
};
use frame::prelude::*;
use salus_primitives::{LicenceId, Licensing, Moment, OnDispensed, Role, RxId, Trail};

/// What the dispenser says of an emergency.
pub struct Emergency<A> {
	pub patient: A,
	pub class: u8,
	pub unit: u8,
	pub quantity: u32,
	pub prescriber: LicenceId,
}

impl<T: Config> Pallet<T> {
	/// Answers the weight that [`Config::OnDispensed`] used.
	pub(crate) fn do_dispense(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RxId,
		quantity: u32,
		product: H256,
		substituted: bool,
	) -> Result<Weight, DispatchError> {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Dispenser], now)?;
		let mut row = Self::row(id, now)?;
		let live = Self::dispensable(&mut row, licence)?;
		ensure!(!T::Licences::tainted(live.issuer, live.issued_at), Error::<T>::IssuerRevoked);
		ensure!(live.eligible_from() <= now, Error::<T>::TooEarly);
		let progress = live.progress();
		let rest = live.terms.quantity.saturating_sub(progress.dispensed);
		ensure!((1..=rest).contains(&quantity), Error::<T>::ExceedsFill);
		let complete = quantity == rest;
		ensure!(
			!substituted || live.flags.has(Flags::SUBSTITUTION),
			Error::<T>::SubstitutionNotAllowed
		);
		ensure!(complete || live.terms.partial_h > 0, Error::<T>::PartialNotAllowed);
		let fills_left = live.fills_left().saturating_sub(complete.into());
		let slots_left = live.slots_left().checked_sub(1);
		ensure!(
			slots_left.is_some_and(|slots| slots >= fills_left),
			Error::<T>::MaxDispensesExceeded
		);

		let pending = matches!(live.stage, Stage::Held { pending: true, .. });
		let flags = if substituted { Dispense::SUBSTITUTED } else { 0 }
			| if pending { Dispense::LATE } else { 0 };
		let fill = progress.fill;
		let dispense =
			Dispense { by: licence, block: Self::block(), at: now, quantity, fill, flags };
		let seq = Self::append(live, dispense)?;
		row.emit(Event::Dispensed { id, seq, by: licence, quantity, product, flags });
		if complete {
			match (pending, fills_left) {
				(true, _) => row.close(Closure::Stopped)?,
				(false, 0) => row.close(Closure::Completed)?,
				(false, _) => row.live()?.stage = Stage::Free,
			}
		}
		Self::save_and_tell(row, seq)
	}

	pub(crate) fn do_withdraw_dispense(who: AccountIdOf<T>, id: RxId, seq: u8) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row(id, now)?;
		let dispense = *row.rx.dispenses().get(usize::from(seq)).ok_or(Error::<T>::NotFound)?;
		ensure!(T::Licences::holder(dispense.by) == Some(who), Error::<T>::NotAuthorized);
		// An archived row has outlived the window of its last dispense.
		let live = row.live().map_err(|_| Error::<T>::TooLate)?;
		ensure!(!matches!(live.stage, Stage::Owed { .. }), Error::<T>::NotOpen);
		let last = live.dispenses.iter().rposition(|other| !other.has(Dispense::WITHDRAWN));
		ensure!(last == Some(usize::from(seq)), Error::<T>::NotLast);
		ensure!(now < dispense.at.saturating_add(T::WithdrawWindow::get()), Error::<T>::TooLate);
		T::OnDispensed::withdrawn(&(id, seq)).map_err(|_| Error::<T>::AlreadyPaid)?;

		let completed = live.progress().begun.is_none() && !dispense.has(Dispense::VOIDED);
		if let Some(dispense) = live.dispenses.get_mut(usize::from(seq)) {
			dispense.flags |= Dispense::WITHDRAWN;
		}
		row.emit(Event::DispenseWithdrawn { id, seq });
		Self::restore(&mut row, &dispense, completed)?;
		row.settle();
		row.save()
	}

	pub(crate) fn do_emergency_dispense(
		who: AccountIdOf<T>,
		licence: LicenceId,
		commitment: H256,
		authored_at: Moment,
		new: Emergency<AccountIdOf<T>>,
	) -> DispatchResult {
		let now = Self::now();
		let Emergency { patient, class, unit, quantity, prescriber } = new;
		let actor = Self::actor(&who, licence, &[Role::Dispenser], now)?;
		Self::named(prescriber, Role::Prescriber, now)?;
		// The dispenser's licence, not the prescriber's: nobody can take an id that another is about to use.
		let id = Self::new_id(licence, authored_at, &commitment, now)?;
		let policy = Policies::<T>::get(class).ok_or(Error::<T>::PolicyViolated)?;
		ensure!(quantity > 0, Error::<T>::InvalidTerms);
		ensure!(policy.emergency && quantity <= policy.max_quantity, Error::<T>::PolicyViolated);
		ensure!(!Items::<T>::contains_key(id), Error::<T>::AlreadyExists);
		let ticket = Self::ticket(&actor)?;

		let until = now.saturating_add(T::RatifyWithin::get());
		let mut live = LiveRx {
			patient,
			issuer: prescriber,
			issued_at: Self::block(),
			terms: Terms {
				class,
				unit,
				quantity,
				repeats: 0,
				interval_h: 0,
				partial_h: 0,
				from: now,
				until,
			},
			trail: Trail::of_id(id),
			flags: Flags(Flags::EMERGENCY),
			patient_seq: 0,
			access: Access::Closed,
			transfers_left: 0,
			stage: Stage::Owed { until },
			dispenses: Default::default(),
			ticket,
		};
		let dispense =
			Dispense { by: licence, block: Self::block(), at: now, quantity, fill: 0, flags: 0 };
		Self::append(&mut live, dispense)?;
		let hour = Self::hour_of(until);
		Obligations::<T>::insert(hour, id, ());
		ObligationHour::<T>::mutate(|oldest| {
			*oldest = Some(oldest.map_or(hour, |old| old.min(hour)))
		});
		let mut row = Row::<T>::new(id, now, live);
		row.emit(Event::EmergencyDispensed { id, by: licence, prescriber, quantity, until });
		row.save()
	}

	/// Answers the weight that [`Config::OnDispensed`] used: only now is there something to pay.
	pub(crate) fn do_ratify(
		who: AccountIdOf<T>,
		licence: LicenceId,
		id: RxId,
		accept: bool,
	) -> Result<Weight, DispatchError> {
		let now = Self::now();
		Self::actor(&who, licence, &[Role::Prescriber], now)?;
		let mut row = Self::row(id, now)?;
		ensure!(row.rx.issuer() == licence, Error::<T>::NotAuthorized);
		let owed = match &row.rx {
			Rx::Live(LiveRx { stage: Stage::Owed { until }, .. }) => Ok(*until),
			rx if matches!(rx.closed(), Some((Closure::Unratified, _))) => Err(Error::<T>::TooLate),
			_ => Err(Error::<T>::NotOpen),
		};
		let until = owed?;

		row.live()?.close(if accept { Closure::Completed } else { Closure::Unratified }, now);
		row.emit(Event::Ratified { id, accepted: accept });
		Obligations::<T>::remove(Self::hour_of(until), id);
		if accept {
			Self::save_and_tell(row, 0)
		} else {
			row.save().map(|()| Weight::zero())
		}
	}

	/// The row if this dispenser may hand out now. A validity that ended says so, whoever held the item.
	fn dispensable(
		row: &mut Row<T>,
		licence: LicenceId,
	) -> Result<&mut LiveRx<AccountIdOf<T>, T::Ticket>, Error<T>> {
		if matches!(row.rx.closed(), Some((Closure::Expired, _))) {
			return Err(Error::Expired);
		}
		let live = row.live().map_err(|_| Error::NotHolder)?;
		ensure!(is_held_by(&live.stage, licence), Error::NotHolder);
		Ok(live)
	}

	fn append(
		live: &mut LiveRx<AccountIdOf<T>, T::Ticket>,
		dispense: Dispense,
	) -> Result<u8, Error<T>> {
		let seq = u8::try_from(live.dispenses.len()).map_err(|_| Error::MaxDispensesExceeded)?;
		live.dispenses.try_push(dispense).map_err(|_| Error::MaxDispensesExceeded)?;
		Ok(seq)
	}

	/// After a withdrawal: a completed item opens again, and the dispenser has the hold again that completing the fill had
	/// ended. What else happened to the item since stands, and an emergency gives no second dispense.
	///
	/// A completed item that a cancellation or a renewal met ([`Flags::FINAL`]) does not open: the prescriber was told that
	/// nothing more would be handed out, and may have prescribed anew. It closes as one cancelled, which is what the
	/// cancellation would have done without the dispense.
	///
	/// The hold lasts for the notice of a recall, time to record what really crossed the counter: a whole one would let a
	/// dispenser outlast a recall, or the lock, by completing a fill and withdrawing it. Who may not dispense gets none.
	fn restore(row: &mut Row<T>, withdrawn: &Dispense, completed: bool) -> Result<(), Error<T>> {
		let now = row.now;
		let live = row.live()?;
		if matches!(live.stage, Stage::Closed { why: Closure::Completed, .. }) {
			if live.flags.has(Flags::FINAL) {
				let why = live.cancelled();
				return row.close(why);
			}
			if live.fills_left() > 0 && !live.flags.has(Flags::EMERGENCY) {
				live.stage = Stage::Free;
			}
		}
		let until = Self::notice_end(now).min(Self::hold_end(withdrawn.at, live.terms.until));
		if completed
			&& now < until
			&& live.stage == Stage::Free
			&& Self::named(withdrawn.by, Role::Dispenser, now).is_ok()
			&& !T::Licences::tainted(live.issuer, live.issued_at)
		{
			live.stage = Stage::Held { by: withdrawn.by, until, pending: false };
		}
		Ok(())
	}

	/// Writes the row, then tells [`Config::OnDispensed`], which reads it.
	fn save_and_tell(row: Row<T>, seq: u8) -> Result<Weight, DispatchError> {
		let facts = facts::of(&row.id, &row.rx, seq);
		row.save()?;
		Ok(facts.map_or(Weight::zero(), |facts| T::OnDispensed::on_dispensed(&facts)))
	}
}
