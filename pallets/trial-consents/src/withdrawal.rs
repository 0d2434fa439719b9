//! Withdrawing: always possible, no dearer than signing, for free without anybody's help.

use crate::{rows::Row, Config, DataUse, Error, Event, FreeCalls, Pallet};
use alloc::vec;
use codec::Encode;
use frame::{deps::frame_system, prelude::*};
use salus_primitives::{Moment, Scopes, Signers, Statement, TrialId};

/// Domain of the statement that a free withdrawal carries.
pub const WITHDRAW_DOMAIN: &[u8] = b"salus/withdraw-consent";

/// Blocks for which the pool keeps a free withdrawal: an hour of two-second blocks. Nobody is harmed if it is sent again.
const LONGEVITY: TransactionLongevity = 1_800;

/// Before everything that pays, so that data waiting in the same pool is recorded after the withdrawal and so not at all.
/// Crowding nobody out: [`Config::MaxFreePerBlock`] bounds what it takes of a block.
const PRIORITY: TransactionPriority = TransactionPriority::MAX / 2;

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
		let used = Self::free_calls().saturating_add(1);
		FreeCalls::<T>::put((frame_system::Pallet::<T>::block_number(), used));
		Ok(())
	}

	/// Whether the pool takes a free withdrawal, and a block includes it.
	///
	/// The quota is the consent itself: each success takes away at least one of its at most 32 scopes, and someone paid a
	/// deposit for the row. What cannot succeed is found out by one read, before the signature is looked at. The pool holds
	/// one withdrawal of each set of scopes.
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
		let now = Self::now();
		let row = Self::withdrawable(*trial, subject.clone(), *round, *scopes, now)
			.map_err(|_| InvalidTransaction::Stale)?;
		Self::withdrawing_party(&row, who).map_err(|_| InvalidTransaction::BadSigner)?;
		// The genesis hash stays for ever: `frame_system` forgets every old hash but that one.
		let genesis = frame_system::Pallet::<T>::block_hash(BlockNumberFor::<T>::zero());
		let said = (trial, subject, round, scopes, data_use, who);
		ensure!(
			Statement::new(WITHDRAW_DOMAIN, &genesis, &said).is_signed(signature, who),
			InvalidTransaction::BadProof
		);
		ensure!(
			source != TransactionSource::InBlock || Self::free_calls() < T::MaxFreePerBlock::get(),
			InvalidTransaction::ExhaustsResources
		);
		let validity = ValidTransaction {
			priority: PRIORITY,
			requires: vec![],
			provides: vec![(WITHDRAW_DOMAIN, trial, subject, scopes).encode()],
			longevity: LONGEVITY,
			propagate: true,
		};
		Ok((validity, Weight::zero()))
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
		let given = row.row.given().ok_or(Error::NothingToWithdraw)?;
		ensure!(given.round == round, Error::StaleRound);
		ensure!(!given.scopes.and(scopes).is_empty(), Error::NothingToWithdraw);
		Ok(row)
	}

	/// As whose word the withdrawal counts: anybody's without whom there would be no consent, but the investigator's and the
	/// witness's.
	fn withdrawing_party(row: &Row<T>, who: &T::AccountId) -> Result<crate::Party, Error<T>> {
		let signed =
			row.row.given().is_some_and(|given| given.by.contains(Signers::REPRESENTATIVE));
		let representative = row.row.representative.as_ref().filter(|_| signed);
		Self::party(who, &row.subject, representative, row.now)
	}

	/// Free withdrawals of this block so far.
	fn free_calls() -> u32 {
		let (block, used) = FreeCalls::<T>::get();
		if block == frame_system::Pallet::<T>::block_number() {
			used
		} else {
			0
		}
	}
}
