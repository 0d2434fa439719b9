//! What stands behind a row of storage.

use crate::licensing::Actor;
use codec::{Decode, DecodeWithMemTracking, Encode, FullCodec, MaxEncodedLen};
use core::marker::PhantomData;
use frame_support::{
	traits::{Consideration, Footprint},
	Parameter,
};
use scale_info::TypeInfo;
use sp_runtime::{DispatchError, DispatchResult, TokenError};

/// Taken when a row is written, given back when it goes.
///
/// FRAME's [`Consideration`] sees an account; a row here is written under a licence, whose holder may change while the row
/// lives. So the ticket sees the [`Actor`], and remembers what it needs for its return.
pub trait RowTicket<A>: Parameter + FullCodec + MaxEncodedLen {
	/// A ticket for a row of `size`, borne by `by`.
	fn new(by: &Actor<A>, size: Footprint) -> Result<Self, DispatchError>;

	/// The row is gone.
	fn drop(self) -> DispatchResult;

	/// Makes the next [`new`](Self::new) for this actor succeed.
	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(by: &Actor<A>, size: Footprint);
}

/// The bond in the registry stands for the row: no read, no write, no bytes. For hot paths.
///
/// It says that the writer's licence was valid at that block, with a share of the bond set aside for it; it does not say
/// that the share covers the bytes. [`TokenError::FundsUnavailable`] if the licence carries no bond.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Bonded(PhantomData<()>);

impl<A> RowTicket<A> for Bonded {
	fn new(by: &Actor<A>, _: Footprint) -> Result<Self, DispatchError> {
		if by.bonded {
			Ok(Bonded(PhantomData))
		} else {
			Err(TokenError::FundsUnavailable.into())
		}
	}

	fn drop(self) -> DispatchResult {
		Ok(())
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(_: &Actor<A>, _: Footprint) {}
}

/// A deposit of its own, which goes back to the account that paid it, whoever holds the licence by then.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deposit<A, C> {
	depositor: A,
	ticket: C,
}

impl<A, C> RowTicket<A> for Deposit<A, C>
where
	A: Parameter + MaxEncodedLen + 'static,
	C: Consideration<A, Footprint> + Parameter,
{
	fn new(by: &Actor<A>, size: Footprint) -> Result<Self, DispatchError> {
		let ticket = C::new(&by.account, size)?;
		Ok(Deposit { depositor: by.account.clone(), ticket })
	}

	fn drop(self) -> DispatchResult {
		self.ticket.drop(&self.depositor)
	}

	#[cfg(feature = "runtime-benchmarks")]
	fn ensure_successful(by: &Actor<A>, size: Footprint) {
		C::ensure_successful(&by.account, size)
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::roles::Role;

	fn actor(bonded: bool) -> Actor<u64> {
		Actor { account: 1, organisation: 1, role: Role::Prescriber, bonded }
	}

	#[test]
	fn bonded_needs_a_bond_and_takes_no_bytes() {
		let size = Footprint::from_parts(1, 100);
		let ticket = <Bonded as RowTicket<u64>>::new(&actor(true), size).unwrap();
		assert_eq!(ticket.encoded_size(), 0);
		assert_eq!(<Bonded as RowTicket<u64>>::drop(ticket), Ok(()));
		assert_eq!(
			<Bonded as RowTicket<u64>>::new(&actor(false), size),
			Err(TokenError::FundsUnavailable.into())
		);
	}

	#[test]
	fn a_deposit_remembers_who_paid() {
		let ticket = Deposit::<u64, ()>::new(&actor(false), Footprint::from_parts(1, 1)).unwrap();
		assert_eq!(ticket.depositor, 1);
		assert_eq!(ticket.drop(), Ok(()));
	}
}
