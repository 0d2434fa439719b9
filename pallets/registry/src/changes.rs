//! Changes of key, of a licence's holder and of an organisation's account alike: asked, agreed, accepted or called off.

use crate::{authority::Authority, *};
use frame::{prelude::*, token::fungible::MutateHold, traits::tokens::Restriction};
use salus_primitives::{LicenceId, Moment, OrganisationId, RegistrarId, Trail};

/// A key's target with its rows.
pub(crate) enum Subject<T: Config> {
	Licence(LicenceId, LicenceOf<T>, FileOf<T>),
	Organisation(OrganisationId, OrganisationOf<T>),
}

impl<T: Config> Subject<T> {
	fn load(target: Target) -> Result<Self, DispatchError> {
		match target {
			Target::Licence(id) => {
				Pallet::<T>::open(id).map(|(row, file)| Subject::Licence(id, row, file))
			},
			Target::Organisation(id) => {
				let row = Organisations::<T>::get(id).ok_or(Error::<T>::NotFound)?;
				Ok(Subject::Organisation(id, row))
			},
		}
	}

	/// Stores what a pending change touches: of a licence only the file.
	fn store(self) {
		match self {
			Subject::Licence(id, _, file) => Files::<T>::insert(id, file),
			Subject::Organisation(id, row) => Organisations::<T>::insert(id, row),
		}
	}

	fn key(&self) -> &T::AccountId {
		match self {
			Subject::Licence(_, row, _) => &row.holder,
			Subject::Organisation(_, row) => &row.account,
		}
	}

	fn organisation(&self) -> OrganisationId {
		match self {
			Subject::Licence(_, row, _) => row.organisation,
			Subject::Organisation(id, _) => *id,
		}
	}

	fn registrar(&self) -> Option<RegistrarId> {
		match self {
			Subject::Licence(_, _, file) => Some(file.registrar),
			Subject::Organisation(_, row) => row.registrar,
		}
	}

	fn is_vetoed(&self) -> bool {
		match self {
			Subject::Licence(_, _, file) => file.vetoed,
			Subject::Organisation(_, row) => row.vetoed,
		}
	}

	/// What a change writes to: what waits, whether the present key vetoed, the trail.
	fn books(&mut self) -> (&mut Option<PendingOf<T>>, &mut bool, &mut Trail) {
		match self {
			Subject::Licence(_, _, file) => (&mut file.pending, &mut file.vetoed, &mut file.trail),
			Subject::Organisation(_, row) => (&mut row.pending, &mut row.vetoed, &mut row.trail),
		}
	}

	fn pending(&self) -> Option<&PendingOf<T>> {
		match self {
			Subject::Licence(_, _, file) => file.pending.as_ref(),
			Subject::Organisation(_, row) => row.pending.as_ref(),
		}
	}

	/// The change that waits, past its time or not: itself, its new key and when that may accept.
	fn change(&self) -> Result<(PendingOf<T>, T::AccountId, Moment), Error<T>> {
		let pending = self.pending().ok_or(Error::<T>::NothingPending)?;
		match &pending.act {
			Act::Change { new, from } => Ok((pending.clone(), new.clone(), *from)),
			_ => Err(Error::<T>::NothingPending),
		}
	}

	/// That `new` may be the key: of a personal licence, not the organisation's account.
	fn ensure_personal(&self, new: &T::AccountId) -> DispatchResult {
		match self {
			Subject::Licence(_, row, _) if row.role.is_personal() => {
				let house =
					Organisations::<T>::get(row.organisation).ok_or(Error::<T>::NotFound)?;
				Pallet::<T>::ensure_personal(row.role, new, &house.account)
			},
			_ => Ok(()),
		}
	}

	/// Whether the present key may refuse what its registrar asked. Not under suspension: it may be the thief's. An
	/// organisation cannot be suspended, so its second refusal does not count.
	fn may_veto(&self) -> bool {
		match self {
			Subject::Licence(_, row, _) => !matches!(row.standing, Standing::Suspended(_)),
			Subject::Organisation(_, row) => !row.vetoed,
		}
	}
}

impl<T: Config> Pallet<T> {
	/// A rotation to the registrar's own account is in favour of its house, and waits for the council.
	pub(crate) fn do_rotate(
		who: &T::AccountId,
		target: Target,
		new: T::AccountId,
	) -> DispatchResult {
		let subject = Subject::<T>::load(target)?;
		ensure!(subject.key() == who, Error::<T>::NotAuthorized);
		if let Subject::Licence(_, row, _) = &subject {
			ensure!(row.standing == Standing::Active, Error::<T>::NotActive);
		}
		let council = subject
			.registrar()
			.and_then(Self::successor_of)
			.is_some_and(|(_, registrar)| registrar.account == new);
		Self::ask_change(subject, target, new, T::RotationDelay::get(), Asker::Holder, council)
	}

	pub(crate) fn do_replace_holder(
		by: Authority<T>,
		target: Target,
		new: T::AccountId,
	) -> DispatchResult {
		let subject = Subject::<T>::load(target)?;
		Self::ensure_answers_for(&by, subject.registrar())?;
		if let Subject::Licence(_, row, _) = &subject {
			Self::ensure_not_final(row, Self::clock().1)?;
		}
		let (asker, council) = match by {
			Authority::Council => (Asker::Council, false),
			Authority::Registrar(..) => {
				let keys = [subject.key(), &new];
				let own_house = Self::is_own_house(&by, subject.organisation(), &keys);
				(Asker::Registrar, subject.is_vetoed() || own_house)
			},
		};
		Self::ask_change(subject, target, new, T::ReplaceDelay::get(), asker, council)
	}

	fn ask_change(
		mut subject: Subject<T>,
		target: Target,
		new: T::AccountId,
		delay: Moment,
		by: Asker,
		council: bool,
	) -> DispatchResult {
		let at = Self::clock();
		ensure!(*subject.key() != new, Error::<T>::SameHolder);
		subject.ensure_personal(&new)?;
		let is_free = subject.pending().is_none_or(|pending| !pending.is_live(at.1));
		ensure!(is_free, Error::<T>::AlreadyPending);

		let from = at.1.saturating_add(delay);
		let due = from.saturating_add(T::AcceptWithin::get());
		let act = Act::Change { new: new.clone(), from };
		let (pending, _, trail) = subject.books();
		*pending = Some(Pending { act, by, council, due });
		let event = Event::ChangeRequested { target, new, from, due, by, council };
		Self::record(trail, at, event);
		subject.store();
		Ok(())
	}

	pub(crate) fn do_countersign(
		target: Target,
		act: &Act<T::AccountId>,
		accept: bool,
	) -> DispatchResult {
		match target {
			Target::Licence(licence) => Self::countersign_licence(licence, act, accept),
			Target::Organisation(_) => Self::countersign_account(target, act, accept),
		}
	}

	/// The council's word on a change of an organisation's account; nothing else of an organisation waits.
	fn countersign_account(
		target: Target,
		act: &Act<T::AccountId>,
		accept: bool,
	) -> DispatchResult {
		let mut subject = Subject::<T>::load(target)?;
		let at = Self::clock();
		let (pending, _, trail) = subject.books();
		let asked = Self::awaiting_council(pending, act, at.1)?.clone();
		*pending = accept.then_some(Pending { council: false, ..asked });
		let event =
			if accept { Event::Countersigned { target } } else { Event::Refused { target } };
		Self::record(trail, at, event);
		subject.store();
		Ok(())
	}

	pub(crate) fn do_accept_change(who: &T::AccountId, target: Target) -> DispatchResult {
		let subject = Subject::<T>::load(target)?;
		let at = Self::clock();
		let (pending, new, from) = subject.change()?;
		ensure!(new == *who, Error::<T>::NotAuthorized);
		ensure!(from <= at.1, Error::<T>::TooEarly);
		ensure!(pending.is_live(at.1), Error::<T>::TooLate);
		ensure!(!pending.council, Error::<T>::NotCountersigned);
		subject.ensure_personal(&new)?;

		match subject {
			Subject::Licence(licence, mut row, mut file) => {
				let old = core::mem::replace(&mut row.holder, new.clone());
				row.set = at;
				file.pending = None;
				file.vetoed = false;
				Self::discount_holder(&old);
				Self::count_holder(&new);
				Self::close(licence, row, file, at, Event::HolderChanged { licence, old, new });
			},
			Subject::Organisation(organisation, mut row) => {
				Self::move_bond(&row, &new)?;
				let old = core::mem::replace(&mut row.account, new.clone());
				row.pending = None;
				row.vetoed = false;
				let event = Event::AccountChanged { organisation, old, new };
				Self::record(&mut row.trail, at, event);
				Organisations::<T>::insert(organisation, row);
			},
		}
		Ok(())
	}

	/// Moves an organisation's bond to its new account, still held; a lock on the old one does not keep it.
	fn move_bond(row: &OrganisationOf<T>, new: &T::AccountId) -> DispatchResult {
		let held = row.free.saturating_add(row.bonded);
		if !held.is_zero() {
			T::Currency::transfer_on_hold(
				&HoldReason::Bond.into(),
				&row.account,
				new,
				held,
				Precision::Exact,
				Restriction::OnHold,
				Fortitude::Force,
			)?;
		}
		Ok(())
	}

	pub(crate) fn do_cancel_change(origin: OriginFor<T>, target: Target) -> DispatchResult {
		let caller = match T::GovernanceOrigin::try_origin(origin) {
			Ok(_) => None,
			Err(origin) => Some(ensure_signed(origin)?),
		};
		let mut subject = Subject::<T>::load(target)?;
		let at = Self::clock();
		let (change, _, _) = subject.change()?;
		let veto = match caller {
			None => false,
			Some(who) => Self::is_veto(&subject, &change, &who)?,
		};
		ensure!(change.is_live(at.1), Error::<T>::TooLate);

		let (pending, vetoed, trail) = subject.books();
		*pending = None;
		*vetoed |= veto;
		Self::record(trail, at, Event::ChangeCancelled { target, veto });
		subject.store();
		Ok(())
	}

	/// Whether an account that calls a change off vetoes it; an error if it may not call it off.
	fn is_veto(
		subject: &Subject<T>,
		change: &PendingOf<T>,
		who: &T::AccountId,
	) -> Result<bool, DispatchError> {
		let answers = || {
			Self::acting_registrar(who).is_some_and(|(id, row)| {
				let by = Authority::Registrar(id, row);
				Self::ensure_answers_for(&by, subject.registrar()).is_ok()
			})
		};
		let is_key = subject.key() == who;
		let is_asker = match change.by {
			Asker::Holder => is_key,
			Asker::Registrar => answers(),
			Asker::Council => false,
		};
		let may_veto = is_key && change.by != Asker::Holder && subject.may_veto();
		ensure!(is_asker || may_veto, Error::<T>::NotAuthorized);
		Ok(!is_asker)
	}
}
