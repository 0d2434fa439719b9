//! Which transactions a full pool keeps, and which go into a block first.
//!
//! Without more, that is who pays the higher tip, and of those who pay none, whose transaction is smaller: a flood of empty
//! remarks, by anybody who has tokens, would keep every prescription out. So whom the chain knows goes before whom it does not,
//! whatever they pay; tips decide among equals. A member who floods others is known by name. Each account has so many
//! [places](PLACES), that one stolen key does not fill the pool.
//!
//! This is advice to pools, no rule of the chain: an author may put transactions into a block in any order.

use crate::{governance::CouncilMembers, AccountId, Address, Nonce};
use frame_support::traits::IsSubType;
use frame_system::Pallet as System;
use pallet_registry::{Holders, RegistrarByAccount};
use sp_runtime::{
	generic::{Preamble, UncheckedExtrinsic},
	transaction_validity::{TransactionPriority, ValidTransaction},
};

/// Transactions of one account that go before those of strangers: what a busy practice sends in a slot.
pub const PLACES: Nonce = 64;

/// What sets apart whom the chain knows; without a sender there is nobody to know, and the call itself decides.
const KNOWN: TransactionPriority = 1 << 63;

/// A runtime whose pools prefer whom its registry and its council know.
pub trait Preferring:
	frame_system::Config<
		AccountId = AccountId,
		Nonce = Nonce,
		RuntimeCall: IsSubType<pallet_sponsorship::Call<Self>>,
	> + pallet_membership::Config<CouncilMembers>
	+ pallet_registry::Config
	+ pallet_sponsorship::Config
{
}

/// What a signed transaction says of its sender.
pub struct Sent {
	by: AccountId,
	nonce: Nonce,
	/// A relay is valid only if its sponsor, an organisation, has admitted its relayer.
	sponsored: bool,
}

impl Sent {
	/// Reads a transaction whose extension holds its nonce where `nonce` finds it. `None`: nobody signed it.
	pub fn read<R: Preferring, Signature, Extension>(
		transaction: &UncheckedExtrinsic<Address, R::RuntimeCall, Signature, Extension>,
		nonce: impl Fn(&Extension) -> Nonce,
	) -> Option<Self> {
		let Preamble::Signed(Address::Id(by), _, extension) = &transaction.preamble else {
			return None;
		};
		let sponsored = matches!(
			transaction.function.is_sub_type(),
			Some(pallet_sponsorship::Call::relay { .. })
		);
		Some(Sent { by: by.clone(), nonce: nonce(extension), sponsored })
	}

	/// The priority of this transaction among others: a tip decides among those whom the chain knows, or does not know.
	pub fn rank<R: Preferring>(&self, valid: ValidTransaction) -> ValidTransaction {
		let tip = valid.priority / 2;
		let priority = if self.is_preferred::<R>() { KNOWN | tip } else { tip };
		ValidTransaction { priority, ..valid }
	}

	fn is_preferred<R: Preferring>(&self) -> bool {
		let place = self.nonce.saturating_sub(System::<R>::account_nonce(&self.by));
		place < PLACES && (self.sponsored || is_known::<R>(&self.by))
	}
}

/// Whether an account holds a licence, is a registrar, or sits on the council.
fn is_known<R: Preferring>(account: &AccountId) -> bool {
	Holders::<R>::contains_key(account)
		|| RegistrarByAccount::<R>::contains_key(account)
		|| pallet_membership::Pallet::<R, CouncilMembers>::members().contains(account)
}
