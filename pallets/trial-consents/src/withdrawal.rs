//! Withdrawing: always possible, no dearer than signing, for free without anybody's help.

use crate::{rows::Row, Config, DataUse, Error, Event, FreeCalls, Pallet};
use frame::{deps::frame_system, prelude::*};
use salus_primitives::{
	statement::{FREE_LONGEVITY, FREE_PRIORITY},
	Moment, Scopes, Signers, Statement, TrialId,
};

/// Domain of the statement that a free withdrawal carries.
pub const WITHDRAW_DOMAIN: &[u8] = b"salus/withdraw-consent";

impl<T: Config> Pallet<T> {
	pub(crate) fn do_withdraw(
		who: &T::AccountId,
		trial: TrialId,
		subject: T::AccountId,
		round: u16,
		scopes: Scopes,
		data_use: DataUse,
	) -> DispatchResult {
		let now = Self::now();
		let mut row = Self::withdrawable(trial, subject, round, scopes, now)?;
		let by = Self::withdrawing_party(&row, who)?;
		let (held, ends) =
			row.row.withdraw(scopes, by, now).ok_or(Error::<T>::NothingToWithdraw)?;
		let erase_by = (data_use == DataUse::EraseWhereLawful).then(|| {
			// Who takes part no longer wants nothing kept.
			let scopes = if ends { Scopes::ALL } else { held };
			row.row.ask_erasure(scopes, now.saturating_add(T::EraseWithin::get()))
		});
		let subject = row.subject.clone();
		row.emit(if ends {
			Event::Withdrawn { trial, subject, round, by, erase_by }
		} else {
			Event::ScopesWithdrawn { trial, subject, round, by, scopes: held, erase_by }
		});
		row.save();
		Ok(())
	}

	pub(crate) fn do_withdraw_free(
		who: &T::AccountId,
		trial: TrialId,
		subject: T::AccountId,
		round: u16,
		scopes: Scopes,
		data_use: DataUse,
	) -> DispatchResult {
		Self::do_withdraw(who, trial, subject, round, scopes, data_use)?;
		FreeCalls::<T>::mutate(|quota| quota.count(Self::block()));
		Ok(())
	}

	/// Whether the pool takes a free withdrawal, and a block includes it.
	///
	/// The quota is the consent itself: each success takes away at least one of its at most 32 scopes, and someone paid a
	/// deposit for the row. What cannot succeed is found out by one read, before the signature is looked at, and a block that has
	/// its share of what is free is told so before anything else. The pool holds one withdrawal from each consent: of another
	/// set of scopes too, else one consent could fill the pool.
	pub(crate) fn authorize_withdrawal(
		source: TransactionSource,
		trial: &TrialId,
		subject: &T::AccountId,
		round: &u16,
		scopes: &Scopes,
		data_use: &DataUse,
		who: &T::AccountId,
		signature: &T::Signature,
	) -> TransactionValidityWithRefund {
		let has_room = source != TransactionSource::InBlock
			|| FreeCalls::<T>::get().used(Self::block()) < T::MaxFreePerBlock::get();
		ensure!(has_room, InvalidTransaction::ExhaustsResources);
		let now = Self::now();
		let row = Self::withdrawable(*trial, subject.clone(), *round, *scopes, now)
			.map_err(|_| InvalidTransaction::Stale)?;
		Self::withdrawing_party(&row, who).map_err(|_| InvalidTransaction::BadSigner)?;
		let statement = Self::withdrawal(*trial, subject, *round, *scopes, *data_use, who);
		ensure!(statement.is_signed(signature, who), InvalidTransaction::BadProof);
		// Before everything that pays: data that waits in the same pool is then recorded after it, and so not at all.
		ValidTransaction::with_tag_prefix("TrialConsents/withdraw")
			.and_provides((trial, subject, round))
			.priority(FREE_PRIORITY)
			.longevity(FREE_LONGEVITY)
			.propagate(true)
			.build()
			.map(|valid| (valid, Weight::zero()))
	}

	/// What `who` signs to withdraw without a transaction.
	pub fn withdrawal(
		trial: TrialId,
		subject: &T::AccountId,
		round: u16,
		scopes: Scopes,
		data_use: DataUse,
		who: &T::AccountId,
	) -> Statement {
		// Stays for ever: `frame_system` forgets every old hash but this one.
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let said = (trial, subject, round, scopes, data_use, who);
		Statement::new(WITHDRAW_DOMAIN, &genesis, &said)
	}

	/// The row, if its consent was given in this round and covers some of the scopes.
	///
	/// The round of the consent and its scopes are the replay guard of withdrawing, which is relayed without a nonce, and for
	/// free under a signature that never grows old. What an attacker could try:
	///
	/// - **A withdrawal twice**, by two relayers, or relayed and free: the scopes are gone, and none comes back in the round of
	///   the consent, which only a complete set of signatures replaces (`NothingToWithdraw`, then `StaleRound`).
	/// - **An old withdrawal against a renewed consent**: that has a later round (`StaleRound`).
	/// - **A proposal after a proposal, to make the round stale**: the round is that of the consent, not of the proposal.
	/// - **A withdrawal signed by a key that was since recovered, or a guardian whose power has ended**: who may act is asked
	///   anew each time.
	/// - **A key's old withdrawal against a new row**: a key whose row has moved on gets no new one, and no trial id recurs.
	fn withdrawable(
		trial: TrialId,
		subject: T::AccountId,
		round: u16,
		scopes: Scopes,
		now: Moment,
	) -> Result<Row<T>, Error<T>> {
		let row = Self::row(trial, subject, now)?;
		let given = row.row.withdrawable().ok_or(Error::NothingToWithdraw)?;
		ensure!(given.round == round, Error::StaleRound);
		ensure!(!given.scopes.and(scopes).is_empty(), Error::NothingToWithdraw);
		Ok(row)
	}

	/// As whose word the withdrawal counts: anybody's without whom there would be no consent, but the investigator's and the
	/// witness's.
	fn withdrawing_party(row: &Row<T>, who: &T::AccountId) -> Result<crate::Party, Error<T>> {
		let signed =
			row.row.withdrawable().is_some_and(|given| given.by.contains(Signers::REPRESENTATIVE));
		let representative = row.row.representative.as_ref().filter(|_| signed);
		Self::party(who, &row.subject, representative, row.now)
	}
}
