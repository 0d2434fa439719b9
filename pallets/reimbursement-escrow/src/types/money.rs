//! Funds that are held: of payers, for patients' shares, and where providers are paid.

use super::Balance;
use codec::{Decode, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::Moment;

/// A payer's funds in one asset, all held on one account.
///
/// `hold = free + what covers have left + what claims have reserved`, over the pools of that account.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Pool<A> {
	/// The account on which the funds are held: whoever funded the pool first.
	pub account: A,
	/// Not promised to anybody.
	pub free: Balance,
	/// Position of the oldest claim that waits for funds.
	pub head: u64,
	/// Position after the newest.
	pub tail: u64,
}

impl<A> Pool<A> {
	/// Whether nobody waits for funds.
	pub fn is_queue_empty(&self) -> bool {
		self.head == self.tail
	}
}

/// Money that somebody set aside for a patient's shares of one prescription.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Copay<A, K, Ticket> {
	/// Who did.
	pub who: A,
	/// In what.
	pub asset: K,
	/// What is left.
	pub remaining: Balance,
	/// Used before this moment, then it goes back.
	pub until: Moment,
	/// Where its entry in the queue of deadlines stands.
	pub due: Moment,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// How a provider is paid.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, MaxEncodedLen, TypeInfo)]
pub struct Payee<A> {
	/// The account, and the licence holder who chose it: a later holder is paid to its own account. `None`: the holder's.
	pub chosen: Option<(A, A)>,
	/// How many debts stand against the provider, so that a payment without any reads none.
	pub debts: u32,
}
