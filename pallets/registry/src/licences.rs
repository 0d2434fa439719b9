//! The life of a licence: granted, prolonged, out of force and back, ended; and what the council says to it.

use crate::{authority::Authority, *};
use frame::prelude::*;
use salus_primitives::{ids::DAY, LicenceId, Moment, OrganisationId, Role, Trail};

impl<T: Config> Pallet<T> {
	/// A licence and its file, if the council or its registrar asks.
	pub(crate) fn governed(
		by: &Authority<T>,
		licence: LicenceId,
	) -> Result<(LicenceOf<T>, FileOf<T>), DispatchError> {
		let (row, file) = Self::open(licence)?;
		Self::ensure_answers_for(by, Some(file.registrar))?;
		Ok((row, file))
	}

	/// A licence and its file.
	pub(crate) fn open(licence: LicenceId) -> Result<(LicenceOf<T>, FileOf<T>), DispatchError> {
		let row = Licences::<T>::get(licence).ok_or(Error::<T>::NotFound)?;
		let file = Files::<T>::get(licence).ok_or(Error::<T>::NotFound)?;
		Ok((row, file))
	}

	/// Records an event in the file, then stores both rows.
	pub(crate) fn close(
		licence: LicenceId,
		row: LicenceOf<T>,
		mut file: FileOf<T>,
		at: Stamp,
		event: Event<T>,
	) {
		Self::record(&mut file.trail, at, event);
		Licences::<T>::insert(licence, row);
		Files::<T>::insert(licence, file);
	}

	/// Puts an act into the file for the council.
	fn ask_council(licence: LicenceId, mut file: FileOf<T>, at: Stamp, act: Act<T::AccountId>) {
		let due = at.1.saturating_add(T::CountersignWithin::get());
		file.pending = Some(Pending { act: act.clone(), by: Asker::Registrar, council: true, due });
		let event = Event::CouncilAsked { target: Target::Licence(licence), act, terms: None, due };
		Self::record(&mut file.trail, at, event);
		Files::<T>::insert(licence, file);
	}

	pub(crate) fn do_grant(
		who: &T::AccountId,
		holder: T::AccountId,
		role: Role,
		organisation: OrganisationId,
		from: Option<Moment>,
		until: Moment,
		credential: H256,
		tier: u8,
	) -> DispatchResult {
		let (registrar, mut granter) = Self::acting_registrar(who)
			.filter(|(_, row)| row.roles.contains(role))
			.ok_or(Error::<T>::NotAuthorized)?;
		let house = Organisations::<T>::get(organisation).ok_or(Error::<T>::NotFound)?;
		let at = Self::clock();
		let (policy, bond) = Self::asked(role, tier)?;
		let from = from.unwrap_or(at.1);
		let terms =
			Terms { holder, role, organisation, registrar, from, until, credential, tier, bond };
		Self::ensure_personal(role, &terms.holder, &house.account)?;
		ensure!(at.1 <= from, Error::<T>::InvalidPeriod);
		Self::ensure_period(&policy, from, until)?;
		granter.allotment = granter.allotment.checked_sub(1).ok_or(Error::<T>::AllotmentSpent)?;
		let house = Self::with_share(house, Zero::zero(), bond)?;
		let licence = NextLicence::<T>::get();
		let next = licence.checked_add(1).ok_or(Error::<T>::LimitReached)?;

		let keys = [&terms.holder, &house.account];
		let waits = role.needs_council() || Self::is_house_of(&granter, organisation, &keys);
		let (mut row, mut file) = Self::new_licence(licence, &terms, at);
		let event = if waits {
			let due = at.1.saturating_add(T::CountersignWithin::get());
			row.standing = Standing::Awaiting;
			let (target, act) = (Target::Licence(licence), Act::Grant);
			let by = Asker::Registrar;
			file.pending = Some(Pending { act: act.clone(), by, council: true, due });
			Event::CouncilAsked { target, act, terms: Some(terms), due }
		} else {
			Event::Granted { licence, terms }
		};
		NextLicence::<T>::put(next);
		Registrars::<T>::insert(registrar, granter);
		Organisations::<T>::insert(organisation, house);
		Self::count_holder(&row.holder);
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	/// The rows of an active licence without history.
	pub(crate) fn new_licence(
		licence: LicenceId,
		terms: &TermsOf<T>,
		at: Stamp,
	) -> (LicenceOf<T>, FileOf<T>) {
		let row = Licence {
			holder: terms.holder.clone(),
			organisation: terms.organisation,
			role: terms.role,
			bonded: true,
			from: terms.from,
			until: terms.until,
			standing: Standing::Active,
			set: at,
		};
		let file = File {
			registrar: terms.registrar,
			credential: terms.credential,
			granted: at.0,
			tier: terms.tier,
			bond: terms.bond,
			ended: None,
			vetoed: false,
			pending: None,
			reports: BoundedVec::new(),
			trail: Trail::of_key(TRAIL, &Target::Licence(licence)),
		};
		(row, file)
	}

	/// That a personal licence's key is not its organisation's account. It is asked of the key, not of the account: an
	/// organisation may rotate its account to a key that already holds one of its personal licences, since finding that out
	/// would mean reading all of them. Such a licence shows in a comparison of the two rows, and the council can revoke it.
	pub(crate) fn ensure_personal(
		role: Role,
		holder: &T::AccountId,
		account: &T::AccountId,
	) -> DispatchResult {
		ensure!(!role.is_personal() || holder != account, Error::<T>::NotPersonal);
		Ok(())
	}

	/// That `[from, until)` is a period, and no longer than the policy allows.
	fn ensure_period(policy: &PolicyOf<T>, from: Moment, until: Moment) -> DispatchResult {
		let longest = Moment::from(policy.max_validity_d).saturating_mul(DAY);
		let fits = from < until && until.saturating_sub(from) <= longest;
		ensure!(fits, Error::<T>::InvalidPeriod);
		Ok(())
	}

	pub(crate) fn do_renew(
		by: Authority<T>,
		licence: LicenceId,
		until: Moment,
		credential: H256,
	) -> DispatchResult {
		let (row, file) = Self::governed(&by, licence)?;
		let at = Self::clock();
		Self::ensure_renewable(&row, &file, until, at.1)?;
		ensure!(file.live(at.1).is_none(), Error::<T>::AlreadyPending);
		if Self::is_own_house(&by, row.organisation, &[&row.holder]) {
			Self::share_asked(&row, &file)?;
			Self::ask_council(licence, file, at, Act::Renew { until, credential });
			return Ok(());
		}
		let (row, file, event) = Self::prolong(licence, row, file, until, credential, at)?;
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	/// That a licence may be prolonged until `until`.
	fn ensure_renewable(
		row: &LicenceOf<T>,
		file: &FileOf<T>,
		until: Moment,
		now: Moment,
	) -> DispatchResult {
		ensure!(row.standing == Standing::Active, Error::<T>::NotActive);
		let last = row.until.saturating_add(T::RenewGrace::get());
		ensure!(now < last, Error::<T>::TooLate);
		ensure!(row.until < until, Error::<T>::InvalidPeriod);
		let (policy, _) = Self::asked(row.role, file.tier)?;
		Self::ensure_period(&policy, now, until)
	}

	/// Prolongs a licence and sizes its share anew. A licence that had lapsed begins anew, so that the gap shows.
	fn prolong(
		licence: LicenceId,
		mut row: LicenceOf<T>,
		mut file: FileOf<T>,
		until: Moment,
		credential: H256,
		at: Stamp,
	) -> Result<(LicenceOf<T>, FileOf<T>, Event<T>), DispatchError> {
		Self::share_anew(&mut row, &mut file)?;
		if row.until <= at.1 {
			row.from = at.1;
			row.set = at;
		}
		row.until = until;
		file.credential = credential;
		file.pending = None;
		let event = Event::Renewed { licence, from: row.from, until, credential, bond: file.bond };
		Ok((row, file, event))
	}

	/// That a ground lies within the licence's life and takes nothing from a taint.
	fn ensure_ground(
		row: &LicenceOf<T>,
		file: &FileOf<T>,
		ground: Ground,
		at: Stamp,
	) -> DispatchResult {
		if let Ground::Fraud { since } = ground {
			let within = file.granted <= since && since <= at.0;
			let widens = row.standing.tainted_since().is_none_or(|present| since <= present);
			ensure!(within && widens, Error::<T>::InvalidBlock);
		}
		Ok(())
	}

	pub(crate) fn do_suspend(
		by: &Authority<T>,
		licence: LicenceId,
		ground: Ground,
		decision: H256,
	) -> DispatchResult {
		let (mut row, mut file) = Self::governed(by, licence)?;
		let at = Self::clock();
		let admits = matches!(row.standing, Standing::Active | Standing::Suspended(_));
		ensure!(admits, Error::<T>::Final);
		let clears = ground == Ground::Ordinary && row.standing.tainted_since().is_some();
		ensure!(!clears, Error::<T>::InvalidBlock);
		Self::ensure_ground(&row, &file, ground, at)?;

		row.standing = Standing::Suspended(ground);
		row.set = at;
		file.pending = file.pending.filter(Pending::outlives_suspension);
		Self::close(licence, row, file, at, Event::Suspended { licence, ground, decision });
		Ok(())
	}

	pub(crate) fn do_resume(by: Authority<T>, licence: LicenceId) -> DispatchResult {
		let (row, file) = Self::governed(&by, licence)?;
		let at = Self::clock();
		let is_suspended = matches!(row.standing, Standing::Suspended(_));
		ensure!(is_suspended, Error::<T>::NotSuspended);
		ensure!(file.live(at.1).is_none(), Error::<T>::AlreadyPending);
		if Self::is_own_house(&by, row.organisation, &[&row.holder]) {
			Self::ask_council(licence, file, at, Act::Resume { set: row.set.0 });
			return Ok(());
		}
		let (row, file, event) = Self::put_back(licence, row, file, at);
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	/// Ends a suspension.
	fn put_back(
		licence: LicenceId,
		row: LicenceOf<T>,
		file: FileOf<T>,
		at: Stamp,
	) -> (LicenceOf<T>, FileOf<T>, Event<T>) {
		let row = Licence { standing: Standing::Active, set: at, ..row };
		(row, File { pending: None, ..file }, Event::Resumed { licence })
	}

	pub(crate) fn do_revoke(
		by: Authority<T>,
		licence: LicenceId,
		ground: Ground,
		decision: H256,
	) -> DispatchResult {
		let (mut row, mut file) = Self::governed(&by, licence)?;
		let at = Self::clock();
		let admits = match row.standing {
			Standing::Active | Standing::Suspended(_) | Standing::Surrendered => true,
			Standing::Revoked(Ground::Ordinary) => ground != Ground::Ordinary,
			// The inquiry finds more.
			Standing::Revoked(Ground::Fraud { since: present }) => {
				matches!(ground, Ground::Fraud { since } if since < present)
			},
			Standing::Awaiting | Standing::Void => false,
		};
		ensure!(admits, Error::<T>::Final);
		// Whoever ends a taint gives back what was issued: not to one's own house.
		let clears = ground == Ground::Ordinary && row.standing.tainted_since().is_some();
		let own_house = Self::is_own_house(&by, row.organisation, &[&row.holder]);
		ensure!(!(clears && own_house), Error::<T>::NotAuthorized);
		Self::ensure_ground(&row, &file, ground, at)?;

		row.standing = Standing::Revoked(ground);
		row.set = at;
		file.ended = file.ended.or(Some(at.1));
		file.pending = None;
		Self::close(licence, row, file, at, Event::Revoked { licence, ground, decision });
		Ok(())
	}

	pub(crate) fn do_surrender(who: &T::AccountId, licence: LicenceId) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		let is_account =
			|| Organisations::<T>::get(row.organisation).is_some_and(|house| house.account == *who);
		ensure!(row.holder == *who || is_account(), Error::<T>::NotAuthorized);
		let admits =
			matches!(row.standing, Standing::Active | Standing::Suspended(Ground::Ordinary));
		ensure!(admits, Error::<T>::Final);

		let at = Self::clock();
		row.standing = Standing::Surrendered;
		row.set = at;
		file.ended = Some(at.1);
		file.pending = None;
		Self::close(licence, row, file, at, Event::Surrendered { licence });
		Ok(())
	}

	/// What was surrendered, revoked and then overruled is active: the row does not know what came before, and the holder may
	/// surrender again.
	pub(crate) fn do_overrule(licence: LicenceId, decision: H256) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		let admits = matches!(row.standing, Standing::Suspended(_) | Standing::Revoked(_));
		ensure!(admits, Error::<T>::NotSuspended);

		let at = Self::clock();
		row.standing = Standing::Active;
		row.set = at;
		file.ended = None;
		file.pending = file.pending.filter(|pending| !matches!(pending.act, Act::Resume { .. }));
		Self::close(licence, row, file, at, Event::Overruled { licence, decision });
		Ok(())
	}

	/// The council's word on what waits in a licence's file.
	pub(crate) fn countersign_licence(
		licence: LicenceId,
		act: &Act<T::AccountId>,
		accept: bool,
	) -> DispatchResult {
		let (mut row, mut file) = Self::open(licence)?;
		let at = Self::clock();
		let target = Target::Licence(licence);
		let pending = Self::awaiting_council(&file.pending, act, at.1)?.clone();
		if !accept {
			file.pending = None;
			if pending.act == Act::Grant {
				Self::make_void(&mut row, &mut file, at, at.1);
			}
			Self::close(licence, row, file, at, Event::Refused { target });
			return Ok(());
		}

		file.pending = None;
		let (row, mut file, event) = match pending.act {
			Act::Grant => Self::bring_into_force(licence, row, file, at)?,
			Act::Renew { until, credential } => {
				Self::ensure_renewable(&row, &file, until, at.1)?;
				Self::prolong(licence, row, file, until, credential, at)?
			},
			Act::Resume { .. } => {
				let is_suspended = matches!(row.standing, Standing::Suspended(_));
				ensure!(is_suspended, Error::<T>::NotSuspended);
				Self::put_back(licence, row, file, at)
			},
			Act::Change { .. } => {
				file.pending = Some(Pending { council: false, ..pending });
				Self::close(licence, row, file, at, Event::Countersigned { target });
				return Ok(());
			},
		};
		Self::record(&mut file.trail, at, Event::Countersigned { target });
		Self::close(licence, row, file, at, event);
		Ok(())
	}

	/// What waits for the council and can still take effect, if it is what the council saw.
	pub(crate) fn awaiting_council<'a>(
		pending: &'a Option<PendingOf<T>>,
		seen: &Act<T::AccountId>,
		now: Moment,
	) -> Result<&'a PendingOf<T>, Error<T>> {
		let pending = pending
			.as_ref()
			.filter(|pending| pending.council && pending.act == *seen)
			.ok_or(Error::<T>::NothingPending)?;
		ensure!(pending.is_live(now), Error::<T>::TooLate);
		Ok(pending)
	}

	/// Checks a grant again, as things are now, and puts it into force, not before now.
	fn bring_into_force(
		licence: LicenceId,
		mut row: LicenceOf<T>,
		mut file: FileOf<T>,
		at: Stamp,
	) -> Result<(LicenceOf<T>, FileOf<T>, Event<T>), DispatchError> {
		let house = Organisations::<T>::get(row.organisation).ok_or(Error::<T>::NotFound)?;
		Self::ensure_personal(row.role, &row.holder, &house.account)?;
		let (policy, _) = Self::asked(row.role, file.tier)?;
		row.from = row.from.max(at.1);
		Self::ensure_period(&policy, row.from, row.until)?;
		Self::share_anew(&mut row, &mut file)?;

		row.standing = Standing::Active;
		row.set = at;
		let terms = Terms {
			holder: row.holder.clone(),
			role: row.role,
			organisation: row.organisation,
			registrar: file.registrar,
			from: row.from,
			until: row.until,
			credential: file.credential,
			tier: file.tier,
			bond: file.bond,
		};
		Ok((row, file, Event::Granted { licence, terms }))
	}

	/// Ends what never came into force, `since` when the council refused or its time passed.
	pub(crate) fn make_void(
		row: &mut LicenceOf<T>,
		file: &mut FileOf<T>,
		at: Stamp,
		since: Moment,
	) {
		row.standing = Standing::Void;
		row.set = at;
		file.ended = Some(since);
		file.pending = None;
	}

	/// That a licence may still come to something: not over, nor void by the council's silence.
	pub(crate) fn ensure_not_final(row: &LicenceOf<T>, now: Moment) -> DispatchResult {
		let silent = row.standing == Standing::Awaiting
			&& now >= row.awaits_until(T::CountersignWithin::get());
		ensure!(!row.standing.is_final() && !silent, Error::<T>::Final);
		Ok(())
	}

	/// One more licence for an account.
	pub(crate) fn count_holder(holder: &T::AccountId) {
		Holders::<T>::mutate(holder, |count| {
			*count = Some(count.unwrap_or(0).saturating_add(1));
		});
	}

	/// One licence less for an account.
	pub(crate) fn discount_holder(holder: &T::AccountId) {
		Holders::<T>::mutate_exists(holder, |count| {
			*count = count.and_then(|count| count.checked_sub(1)).filter(|count| *count > 0);
		});
	}
}
