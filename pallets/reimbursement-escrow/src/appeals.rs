//! Appeals: who judges whom, and what comes of it.

use crate::{
	rows::Row, AccountIdOf, ClaimKey, Config, Error, Event, Pallet, Panels, RulesInForce, Ruling,
	Stage, Votes, Why,
};
use frame::prelude::*;
use salus_primitives::{LicenceId, Moment, Role, Roles};

/// Who may sit on a panel: neither side of a claim.
pub(crate) const JUDGES: Roles = Roles::of(&[
	Role::Prescriber,
	Role::Hospital,
	Role::EthicsCommittee,
	Role::Regulator,
	Role::Auditor,
	Role::Clinician,
]);

/// Equal votes that decide on a level.
fn majority(level: u8) -> usize {
	if level == 1 {
		2
	} else {
		3
	}
}

impl<T: Config> Pallet<T> {
	pub(crate) fn do_appeal(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		commitment: H256,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::row_for_appellant(&who, licence, key, now)?;
		let (ruling, before) = Self::contested(&row)?;
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;

		let level = before.saturating_add(1);
		let span = if level == 1 { rules.decide.0 } else { rules.decide.1 };
		let decide_by = now.saturating_add(span);
		let last_by = if level == 1 { decide_by.saturating_add(rules.decide.1) } else { decide_by };
		let votes = Votes::default();
		row.claim.stage = Stage::Appealed { ruling, by: licence, level, decide_by, last_by, votes };
		row.emit(Event::Appealed { key, by: licence, level, commitment, decide_by });
		row.save();
		Ok(())
	}

	/// What can be appealed now, and how many panels have upheld it.
	fn contested(row: &Row<T>) -> Result<(Ruling, u8), Error<T>> {
		match &row.claim.stage {
			Stage::Denied { carc, by, level, .. } => {
				Ok((Ruling::Denial { carc: *carc, by: *by }, *level))
			},
			Stage::Paid { payment, level, appeal_by } => {
				let promised = row.claim.promise.split(row.claim.billed).payer;
				ensure!(payment.split.payer < promised, Error::NothingContested);
				ensure!(row.now < *appeal_by, Error::TooLate);
				Ok((Ruling::Payment(payment.clone()), *level))
			},
			Stage::Closed { why: Why::Denied, .. } => Err(Error::TooLate),
			_ => Err(Error::NothingContested),
		}
	}

	/// The provider's side, or a regulator for the patient.
	fn row_for_appellant(
		who: &AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		now: Moment,
	) -> Result<Row<T>, DispatchError> {
		let row = Self::row_for_provider(who, licence, key, now);
		match row {
			Err(error) if error == Error::<T>::NotAuthorized.into() => {
				Self::actor(who, licence, Roles::from(Role::Regulator), now)?;
				Ok(Row::open(key, now)?)
			},
			row => row,
		}
	}

	pub(crate) fn do_vote(
		who: AccountIdOf<T>,
		licence: LicenceId,
		key: ClaimKey,
		overturn: bool,
	) -> DispatchResult {
		let now = Self::now();
		Self::actor(&who, licence, JUDGES, now)?;
		let mut row = Row::<T>::open(key, now)?;
		let Stage::Appealed { ruling, by, level, mut votes, decide_by, last_by } =
			row.claim.stage.clone()
		else {
			return Err(Error::<T>::NotAppealed.into());
		};
		ensure!(Panels::<T>::get(level).contains(&licence), Error::<T>::NotAuthorized);
		let voted = votes.iter().any(|(voter, _)| *voter == licence);
		ensure!(!voted && !row.claim.heard.contains(&licence), Error::<T>::AlreadyVoted);
		let parties = [Some(row.claim.payer), Some(row.claim.provider), Some(by)];
		let biased = parties
			.into_iter()
			.chain([ruling.adjudicator()])
			.flatten()
			.any(|party| Self::have_ties(licence, party));
		ensure!(!biased, Error::<T>::ConflictOfInterest);
		// A decision falls before the votes are full.
		votes.try_push((licence, overturn)).map_err(|_| Error::<T>::AlreadyVoted)?;

		row.emit(Event::Voted { key, by: licence, overturn });
		let equal = votes.iter().filter(|(_, vote)| *vote == overturn).count();
		if equal < majority(level) {
			row.claim.stage = Stage::Appealed { ruling, by, level, decide_by, last_by, votes };
		} else {
			row.claim.hear(&votes);
			row.emit(Event::Decided { key, level, overturned: overturn });
			Self::decide(&mut row, ruling, level, overturn)?;
		}
		row.save();
		Ok(())
	}

	/// What a panel's decision makes of the claim.
	fn decide(row: &mut Row<T>, ruling: Ruling, level: u8, overturn: bool) -> DispatchResult {
		let now = row.now;
		let rules = RulesInForce::<T>::get().ok_or(Error::<T>::NoRules)?;
		let appeal_by = if level == 1 { now.saturating_add(rules.appeal.1) } else { now };
		match (overturn, ruling) {
			(true, ruling) => {
				row.claim.stage = row.claim.overturned(ruling, level, now);
				Self::conclude(row);
			},
			(false, Ruling::Denial { .. }) if level > 1 => Self::close(row, Why::Denied),
			(false, Ruling::Denial { carc, by }) => {
				row.claim.stage = Stage::Denied { carc, by, level, appeal_by };
			},
			(false, Ruling::Payment(payment)) => {
				row.claim.stage = Stage::Paid { payment, level, appeal_by };
			},
		}
		Ok(())
	}
}
