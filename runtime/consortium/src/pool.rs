//! Which transactions a full pool keeps, and which go into a block first.
//!
//! Without more, that is who pays the higher tip, and of those who pay none, whose transaction is smaller: a flood of empty
//! remarks, by anybody who has tokens, would keep every prescription out. So whom the chain knows goes before whom it does not,
//! whatever they pay; tips decide among equals. A member who floods others is known by name. Each account has so many
//! [places](PLACES), that one stolen key does not fill the pool.
//!
//! This is advice to pools, no rule of the chain: an author may put transactions into a block in any order.

use crate::{
	AccountId, Address, CouncilMembership, Executive, Hash, Nonce, Runtime, RuntimeCall, System,
	UncheckedExtrinsic,
};
use sp_runtime::{
	generic::Preamble,
	transaction_validity::{TransactionPriority, TransactionSource, TransactionValidity},
};

/// Transactions of one account that go before those of strangers: what a busy practice sends in a slot.
pub const PLACES: Nonce = 64;

/// What sets apart whom the chain knows; without a sender there is nobody to know, and the call itself decides.
const KNOWN: TransactionPriority = 1 << 63;

/// Validates a transaction for the pool.
pub fn validate(
	source: TransactionSource,
	transaction: UncheckedExtrinsic,
	block: Hash,
) -> TransactionValidity {
	let sent = Sent::read(&transaction);
	let mut valid = Executive::validate_transaction(source, transaction, block)?;
	if let Some(sent) = sent {
		let tip = valid.priority / 2;
		valid.priority = if sent.is_preferred() { KNOWN | tip } else { tip };
	}
	Ok(valid)
}

/// What a signed transaction says of its sender.
struct Sent {
	by: AccountId,
	nonce: Nonce,
	/// A relay is valid only if its sponsor, an organisation, has admitted its relayer.
	sponsored: bool,
}

impl Sent {
	fn read(transaction: &UncheckedExtrinsic) -> Option<Self> {
		let Preamble::Signed(Address::Id(by), _, extension) = &transaction.preamble else {
			return None;
		};
		let sponsored = matches!(
			transaction.function,
			RuntimeCall::Sponsorship(pallet_sponsorship::Call::relay { .. })
		);
		Some(Sent { by: by.clone(), nonce: extension.6 .0, sponsored })
	}

	fn is_preferred(&self) -> bool {
		let place = self.nonce.saturating_sub(System::account_nonce(&self.by));
		place < PLACES && (self.sponsored || is_known(&self.by))
	}
}

/// Whether an account holds a licence, is a registrar, or sits on the council.
fn is_known(account: &AccountId) -> bool {
	use pallet_registry::{Holders, RegistrarByAccount};

	Holders::<Runtime>::contains_key(account)
		|| RegistrarByAccount::<Runtime>::contains_key(account)
		|| CouncilMembership::members().contains(account)
}
