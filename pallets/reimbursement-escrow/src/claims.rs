//! Between provider and payer: submit, notice, resubmit, retract, adjudicate, deny.

use crate::{
	rows::{trail_of, Row, NOWHERE},
	AccountIdOf, Adjustments, AssetIdOf, Balance, Carcs, Cause, Claim, ClaimKey, Claims, Config,
	ContractOf, Contracts, CoverOf, Covers, Error, Event, Group, Pallet, Promise, Promisor, Rules,
	RulesInForce, Split, Stage, Why, MAX_RANKS,
};
use alloc::vec::Vec;
use frame::prelude::*;
use salus_primitives::{DispenseFacts, Facts, LicenceId, Licensing, Moment, Role, Roles};

/// What a new claim stands on.
struct Ground<T: Config> {
	asset: AssetIdOf<T>,
	promise: Promise,
	notice: Moment,
	pay: Moment,
	filing: Moment,
	interest_ppm: u32,
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_submit(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		payer: LicenceId,
		billed: Balance,
		commitment: H256,
	) -> DispatchResult {
		let now = Self::now();
		let actor = Self::actor(&who, licence, Roles::from(Role::Dispenser), now)?;
		let facts = T::Dispenses::get(&(key.rx, key.dispense)).ok_or(Error::<T>::NotFound)?;
		ensure!(
			T::Licences::organisation(facts.by) == Some(actor.organisation),
			Error::<T>::NotAuthorized
		);
		ensure!(key.rank < MAX_RANKS, Error::<T>::OutOfBounds);
		ensure!(facts.payable, Error::<T>::NotPayable);
		ensure!(!Self::claim_exists(&key), Error::<T>::AlreadyExists);
		ensure!(billed > 0, Error::<T>::OutOfBounds);
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		let grounds = Self::grounds(&key, payer, &facts, &rules)?;
		let lower = Self::lower_rank(&key, payer, billed, now)?;
		let prior = lower.as_ref().map_or(0, |(_, residual)| billed.saturating_sub(*residual));
		let ground = Self::better(grounds, billed, prior).ok_or(Error::<T>::NoContract)?;
		ensure!(now < facts.at.saturating_add(ground.filing), Error::<T>::TooLate);
		if let Some((row, _)) = lower {
			ensure!(row.claim.asset == ground.asset, Error::<T>::Mismatch);
			Self::waive_appeal(row);
		}

		let pay_by = now.saturating_add(ground.pay);
		let claim = Claim {
			payer,
			provider: facts.by,
			asset: ground.asset,
			billed,
			promise: ground.promise,
			reserved: 0,
			interest_ppm: ground.interest_ppm,
			pay_by,
			heard: Default::default(),
			queued: false,
			due: NOWHERE,
			stage: Stage::Submitted {
				deemed_at: now.saturating_add(ground.notice),
				first: 0,
				rounds: 0,
			},
			trail: trail_of(&key),
		};
		let provider = facts.by;
		let mut row = Row::<T>::new(key, claim, now);
		row.emit(Event::Submitted { key, payer, provider, billed, commitment, pay_by });
		Self::reserve(&mut row);
		row.save();
		Ok(())
	}

	/// What the payer has promised for the dispense: by a cover, and by a contract with the provider, if they were in force.
	fn grounds(
		key: &ClaimKey,
		payer: LicenceId,
		facts: &Facts,
		rules: &Rules,
	) -> Result<Vec<Ground<T>>, Error<T>> {
		let contract = Contracts::<T>::get(payer, facts.by)
			.filter(|contract| contract.was_in_force_at(facts.at));
		let cover = Covers::<T>::get(key.rx, key.rank).filter(|cover| {
			let admitted = cover.provider.is_none_or(|provider| provider == facts.by);
			cover.payer == payer && facts.at < cover.until && admitted
		});
		let mut grounds = Vec::new();
		if let Some(cover) = cover {
			let promise = Self::covered_promise(&cover, facts)?;
			let asset = cover.asset;
			let ground = match contract.clone() {
				Some(contract) => Self::under_contract(contract, promise),
				None => Ground {
					asset: asset.clone(),
					promise,
					notice: rules.notice.most,
					pay: rules.pay.most,
					filing: rules.filing.most,
					interest_ppm: rules.interest_ppm,
				},
			};
			grounds.push(Ground { asset, ..ground });
		}
		if let Some(contract) = contract {
			let promise = Promise::of_contract(contract.terms.silent_cap);
			grounds.push(Self::under_contract(contract, promise));
		}
		Ok(grounds)
	}

	/// The ground that promises the provider more; the cover if they promise the same. So a cover never takes away what the
	/// contract gives, not even one that the payer writes after the dispense.
	fn better(grounds: Vec<Ground<T>>, billed: Balance, prior: Balance) -> Option<Ground<T>> {
		let with_prior = grounds
			.into_iter()
			.map(|ground| Ground { promise: Promise { prior, ..ground.promise }, ..ground });
		with_prior.reduce(|first, second| {
			let share = |ground: &Ground<T>| ground.promise.split(billed).payer;
			if share(&second) > share(&first) {
				second
			} else {
				first
			}
		})
	}

	fn under_contract(contract: ContractOf<T>, promise: Promise) -> Ground<T> {
		let terms = contract.terms;
		Ground {
			asset: terms.asset,
			promise,
			notice: terms.notice,
			pay: terms.pay,
			filing: terms.filing,
			interest_ppm: terms.interest_ppm,
		}
	}

	/// The cover's price for what was dispensed; of funds set aside, at most what is left.
	fn covered_promise(cover: &CoverOf<T>, facts: &Facts) -> Result<Promise, Error<T>> {
		let priced = Self::promise_of(cover, facts.quantity, facts.first_of_fill)
			.ok_or(Error::OutOfBounds)?;
		let most = if cover.reserved { cover.remaining } else { Balance::MAX };
		Ok(Promise { most, ..priced.promise })
	}

	/// The claim of the rank before, and what it left. A payer pays for a dispense once: not again at a later rank.
	fn lower_rank(
		key: &ClaimKey,
		payer: LicenceId,
		billed: Balance,
		now: Moment,
	) -> Result<Option<(Row<T>, Balance)>, Error<T>> {
		let Some(rank) = key.rank.checked_sub(1) else { return Ok(None) };
		let row = Row::<T>::open(ClaimKey { rank, ..*key }, now).map_err(|_| Error::RankNotOpen)?;
		let asked_before = |rank| {
			Claims::<T>::get(key.rx, (key.dispense, rank)).is_some_and(|claim| claim.payer == payer)
		};
		ensure!(!(0..key.rank).any(asked_before), Error::AlreadyExists);
		ensure!(row.claim.billed == billed, Error::Mismatch);
		let residual = row.claim.residual().ok_or(Error::RankNotOpen)?;
		Ok(Some((row, residual)))
	}

	/// Whoever asks the next payer accepts the decision of the one before.
	fn waive_appeal(mut row: Row<T>) {
		let (key, now) = (row.key, row.now);
		match &mut row.claim.stage {
			Stage::Denied { .. } => Self::close(&mut row, Why::Denied),
			Stage::Paid { appeal_by, .. } if now < *appeal_by => {
				*appeal_by = now;
				row.emit(Event::AppealWaived { key });
			},
			_ => {},
		}
		row.save();
	}

	pub(crate) fn do_notice(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		defects: u32,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row_for_payer(&who, licence, key, now)?;
		let Stage::Submitted { deemed_at, first, rounds } = Self::undecided(&row)? else {
			return Err(Error::<T>::NotSubmitted.into());
		};
		ensure!(now < deemed_at, Error::<T>::TooLate);
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		ensure!(rounds < rules.rounds, Error::<T>::MaxRoundsExceeded);
		let admitted = if rounds == 0 { rules.defects } else { first };
		ensure!(defects != 0 && defects & !admitted == 0, Error::<T>::NewDefect);

		let answer_by = now.saturating_add(rules.answer);
		row.claim.stage = Stage::Noticed {
			defects,
			first: if rounds == 0 { defects } else { first },
			rounds: rounds.saturating_add(1),
			at: now,
			answer_by,
		};
		row.emit(Event::DeficiencyNoticed { key, by: licence, defects, answer_by });
		row.save();
		Ok(())
	}

	/// The payer's time goes on where the notice stopped it, after the days in which it may look again.
	pub(crate) fn do_resubmit(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		billed: Balance,
		commitment: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row_for_provider(&who, licence, key, now)?;
		let Stage::Noticed { first, rounds, at, .. } = row.claim.stage else {
			return Err(Error::<T>::NotNoticed.into());
		};
		ensure!(billed > 0, Error::<T>::OutOfBounds);
		ensure!(billed <= row.claim.billed, Error::<T>::Exceeds);
		ensure!(key.rank == 0 || billed == row.claim.billed, Error::<T>::Mismatch);
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;

		let claim = &mut row.claim;
		let stopped = now.saturating_sub(at);
		claim.pay_by = claim.pay_by.saturating_add(stopped).saturating_add(rules.renotice);
		let deemed_at = now.saturating_add(rules.renotice);
		claim.stage = Stage::Submitted { deemed_at, first, rounds };
		claim.billed = billed;
		let spare = claim.reserved.saturating_sub(claim.wanted());
		claim.reserved = claim.reserved.saturating_sub(spare);
		let pay_by = claim.pay_by;
		Self::give_back(&row, spare);
		row.emit(Event::Resubmitted { key, billed, commitment, pay_by });
		row.save();
		Ok(())
	}

	pub(crate) fn do_retract(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
	) -> DispatchResult {
		let mut row = Self::row_for_provider(&who, licence, key, Self::now())?;
		match &row.claim.stage {
			Stage::Submitted { .. } | Stage::Noticed { .. } | Stage::Denied { .. } => {},
			Stage::Paid { payment, .. } if payment.cause == Cause::AtDispense => {
				return Self::refuse_payment(&who, row);
			},
			Stage::Payable { .. } | Stage::Paid { .. } => {
				return Err(Error::<T>::AlreadyPaid.into())
			},
			_ => return Err(Error::<T>::TooLate.into()),
		}
		Self::close(&mut row, Why::Retracted);
		row.save();
		Ok(())
	}

	pub(crate) fn do_adjudicate(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		payer: Balance,
		patient: Balance,
		adjustments: Adjustments,
	) -> DispatchResult {
		let mut row = Self::row_for_payer(&who, licence, key, Self::now())?;
		Self::ensure_may_decide(&row, licence)?;
		let split = Self::balanced(row.claim.billed, payer, patient, &adjustments)?;
		let promised = row.claim.promise.split(row.claim.billed);
		ensure!(payer <= promised.payer, Error::<T>::Exceeds);
		// What earlier payers have borne is nobody's any more.
		let borne = split.writeoff.saturating_add(split.other);
		ensure!(row.claim.promise.prior <= borne, Error::<T>::Unbalanced);
		ensure!(
			!row.claim.promise.is_covered()
				|| (payer == promised.payer && patient <= promised.patient),
			Error::<T>::AuthorisationBinding
		);
		row.emit(Event::Adjudicated { key, by: licence, split, adjustments });
		Self::make_payable(&mut row, split, licence);
		Self::conclude(&mut row);
		row.save();
		Ok(())
	}

	/// The X12 835 equation. The patient's share stands in its own place, and a correction is the chain's to make.
	fn balanced(
		billed: Balance,
		payer: Balance,
		patient: Balance,
		adjustments: &Adjustments,
	) -> Result<Split, Error<T>> {
		let mut split = Split { payer, patient, writeoff: 0, other: 0 };
		for adjustment in adjustments {
			let part = match adjustment.group {
				Group::CO => &mut split.writeoff,
				Group::OA | Group::PI => &mut split.other,
				Group::PR | Group::CR => return Err(Error::Unbalanced),
			};
			*part = part.checked_add(adjustment.amount).ok_or(Error::Unbalanced)?;
			let admitted = Carcs::<T>::get(adjustment.carc).is_some_and(|carc| carc.adjusts);
			ensure!(admitted, Error::CarcNotAdmitted);
		}
		ensure!(split.total() == Some(billed), Error::Unbalanced);
		Ok(split)
	}

	pub(crate) fn do_deny(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		carc: u16,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row_for_payer(&who, licence, key, now)?;
		Self::ensure_may_decide(&row, licence)?;
		let usage = Carcs::<T>::get(carc).ok_or(Error::<T>::CarcNotAdmitted)?;
		if row.claim.promise.by == Promisor::Preauthorisation {
			ensure!(usage.denies_reserved, Error::<T>::AuthorisationBinding);
		} else {
			ensure!(usage.denies, Error::<T>::CarcNotAdmitted);
		}
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		let appeal_by = now.saturating_add(rules.appeal.0);
		row.claim.stage = Stage::Denied { carc, by: licence, level: 0, appeal_by };
		row.emit(Event::Denied { key, by: licence, carc, appeal_by });
		row.save();
		Ok(())
	}

	/// It is submitted and in time, and the adjudicator has no ties to the provider.
	fn ensure_may_decide(row: &Row<T>, adjudicator: LicenceId) -> DispatchResult {
		Self::undecided(row)?;
		ensure!(!Self::have_ties(adjudicator, row.claim.provider), Error::<T>::ConflictOfInterest);
		Ok(())
	}

	/// The stage, if the payer may still decide. What silence has decided says so.
	fn undecided(row: &Row<T>) -> Result<Stage, Error<T>> {
		match &row.claim.stage {
			stage @ Stage::Submitted { .. } => Ok(stage.clone()),
			Stage::Payable { cause: Cause::Deadline, .. } => Err(Error::TooLate),
			Stage::Paid { payment, .. } if payment.cause == Cause::Deadline => Err(Error::TooLate),
			_ => Err(Error::NotSubmitted),
		}
	}

	/// A claim, for a valid payer's licence of the payer's organisation.
	fn row_for_payer(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		now: Moment,
	) -> Result<Row<T>, DispatchError> {
		Self::actor(who, licence, Roles::from(Role::Payer), now)?;
		let row = Row::<T>::open(key, now)?;
		Self::ensure_side(who, licence, row.claim.payer)?;
		Ok(row)
	}

	/// A claim, for a licence of the provider's organisation, valid or not.
	pub(crate) fn row_for_provider(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		now: Moment,
	) -> Result<Row<T>, DispatchError> {
		let row = Row::<T>::open(key, now)?;
		Self::ensure_side(who, licence, row.claim.provider)?;
		Ok(row)
	}
}

impl<K, Ticket> crate::Contract<K, Ticket> {
	/// Whether a dispense at this moment is under it.
	pub fn was_in_force_at(&self, at: Moment) -> bool {
		self.since.is_some_and(|since| since <= at) && at < self.terms.until
	}
}
