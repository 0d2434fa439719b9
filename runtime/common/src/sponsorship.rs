//! A member's money for what its relayer relays: who may sponsor, what can be relayed, and whom a transaction's fee is taken
//! from. The rules are those of `pallet-sponsorship`.

use crate::sequenced::MAX_LENGTH;
use codec::{Encode, Output};
use core::marker::PhantomData;
use frame_support::traits::{EnsureOriginWithArg, IsSubType};
use frame_system::ensure_signed;
use pallet_registry::Organisations;
use pallet_sponsorship::{Call, CallId, Pallet as Sponsorship, Relayable};
use pallet_transaction_payment::{OnChargeTransaction, TxCreditHold};
use salus_primitives::OrganisationId;
use sp_runtime::{
	traits::{DispatchInfoOf, PostDispatchInfoOf},
	transaction_validity::{InvalidTransaction, TransactionValidityError},
};

/// The account of the organisation that is named: one read.
pub struct OrganisationAccount<T>(PhantomData<T>);

impl<T> EnsureOriginWithArg<T::RuntimeOrigin, OrganisationId> for OrganisationAccount<T>
where
	T: pallet_registry::Config<AccountId = crate::AccountId>,
{
	type Success = T::AccountId;

	fn try_origin(
		origin: T::RuntimeOrigin,
		organisation: &OrganisationId,
	) -> Result<T::AccountId, T::RuntimeOrigin> {
		let account = Organisations::<T>::get(organisation).map(|row| row.account);
		ensure_signed(origin.clone()).ok().filter(|who| account.as_ref() == Some(who)).ok_or(origin)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn try_successful_origin(organisation: &OrganisationId) -> Result<T::RuntimeOrigin, ()> {
		let account = crate::AccountId::new([7; 32]);
		crate::benchmarking::Scene::<T>::organisation(*organisation, &account);
		Ok(frame_system::RawOrigin::Signed(account).into())
	}
}

/// Meta-transactions can be relayed: what a patient signed, and nothing longer than it can be.
pub struct MetaTransactions<T>(PhantomData<T>);

/// The first two bytes of an encoding, which name a call, and how many there are.
#[derive(Default)]
struct Head {
	first: CallId,
	length: usize,
}

impl Output for Head {
	fn write(&mut self, bytes: &[u8]) {
		let head = [&mut self.first.0, &mut self.first.1];
		for (place, byte) in head.into_iter().skip(self.length).zip(bytes) {
			*place = *byte;
		}
		self.length = self.length.saturating_add(bytes.len());
	}
}

impl<T> Relayable<T::RuntimeCall> for MetaTransactions<T>
where
	T: pallet_meta_tx::Config,
	T::RuntimeCall: IsSubType<pallet_meta_tx::Call<T>>,
{
	/// A meta-transaction's encoding begins with the signed call, and a call's with its indices.
	fn signed(call: &T::RuntimeCall) -> Option<CallId> {
		let Some(pallet_meta_tx::Call::dispatch { meta_tx, .. }) = call.is_sub_type() else {
			return None;
		};
		let mut head = Head::default();
		meta_tx.encode_to(&mut head);
		(head.length <= MAX_LENGTH).then_some(head.first)
	}
}

/// Takes fees as `Inner` does, from the sponsor if the transaction is a relay that its policy admits. One that it does not
/// admit is refused, as a payment that cannot be made: the relayer is never charged in the sponsor's place.
///
/// It sees only the outermost call, so nothing that is wrapped can reach a sponsor's money.
pub struct SponsoredFees<Inner>(PhantomData<Inner>);

/// The sponsor and the relayed call of a relay.
fn relayed<T>(call: &T::RuntimeCall) -> Option<(&T::AccountId, &T::RuntimeCall)>
where
	T: pallet_sponsorship::Config,
	T::RuntimeCall: IsSubType<Call<T>>,
{
	match call.is_sub_type() {
		Some(Call::relay { sponsor, call }) => Some((sponsor, call)),
		_ => None,
	}
}

fn unpaid<E>(_: E) -> TransactionValidityError {
	InvalidTransaction::Payment.into()
}

impl<T, Inner> TxCreditHold<T> for SponsoredFees<Inner>
where
	T: pallet_transaction_payment::Config,
	Inner: TxCreditHold<T>,
{
	type Credit = Inner::Credit;
}

impl<T, Inner> OnChargeTransaction<T> for SponsoredFees<Inner>
where
	T: pallet_transaction_payment::Config + pallet_sponsorship::Config,
	T::RuntimeCall: IsSubType<Call<T>>,
	Inner: OnChargeTransaction<T, Balance = <T as pallet_sponsorship::Config>::Balance>,
{
	type Balance = Inner::Balance;
	/// The sponsor, and what was taken.
	type LiquidityInfo = (Option<T::AccountId>, Inner::LiquidityInfo);

	fn withdraw_fee(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<Self::LiquidityInfo, TransactionValidityError> {
		let Some((sponsor, inner)) = relayed::<T>(call) else {
			return Ok((None, Inner::withdraw_fee(who, call, info, fee_with_tip, tip)?));
		};
		Sponsorship::<T>::charge(sponsor, who, inner, fee_with_tip, tip).map_err(unpaid)?;
		let taken = Inner::withdraw_fee(sponsor, call, info, fee_with_tip, tip)?;
		Ok((Some(sponsor.clone()), taken))
	}

	fn can_withdraw_fee(
		who: &T::AccountId,
		call: &T::RuntimeCall,
		info: &DispatchInfoOf<T::RuntimeCall>,
		fee_with_tip: Self::Balance,
		tip: Self::Balance,
	) -> Result<(), TransactionValidityError> {
		let Some((sponsor, inner)) = relayed::<T>(call) else {
			return Inner::can_withdraw_fee(who, call, info, fee_with_tip, tip);
		};
		let refusal = Sponsorship::<T>::refusal(sponsor, who, inner, fee_with_tip, tip);
		refusal.map_or(Ok(()), |refusal| Err(unpaid(refusal)))?;
		Inner::can_withdraw_fee(sponsor, call, info, fee_with_tip, tip)
	}

	fn correct_and_deposit_fee(
		who: &T::AccountId,
		info: &DispatchInfoOf<T::RuntimeCall>,
		post_info: &PostDispatchInfoOf<T::RuntimeCall>,
		corrected_fee_with_tip: Self::Balance,
		tip: Self::Balance,
		(sponsor, taken): Self::LiquidityInfo,
	) -> Result<(), TransactionValidityError> {
		let payer = sponsor.as_ref().unwrap_or(who);
		Inner::correct_and_deposit_fee(payer, info, post_info, corrected_fee_with_tip, tip, taken)?;
		if let Some(sponsor) = sponsor {
			Sponsorship::<T>::settled(sponsor, who.clone(), corrected_fee_with_tip);
		}
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn endow_account(who: &T::AccountId, amount: Self::Balance) {
		Inner::endow_account(who, amount)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn minimum_balance() -> Self::Balance {
		Inner::minimum_balance()
	}
}
