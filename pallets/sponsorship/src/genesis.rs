//! Policies at the start of a chain.

use crate::{CallId, Terms};
use alloc::vec::Vec;
use frame::prelude::{Deserialize, Serialize};
use salus_primitives::Moment;

/// A policy at the start of a chain.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(crate = "frame::derive::serde", rename_all = "camelCase", deny_unknown_fields)]
pub struct GenesisPolicy<AccountId, Balance> {
	/// Who pays.
	pub sponsor: AccountId,
	/// Who relays.
	pub relayer: AccountId,
	/// [`Terms::calls`].
	pub calls: Vec<CallId>,
	/// [`Terms::per_day`].
	pub per_day: u32,
	/// [`Terms::until`].
	pub until: Moment,
	/// [`Terms::max_fee`].
	pub max_fee: Balance,
}

impl<AccountId, Balance> GenesisPolicy<AccountId, Balance> {
	/// The terms; `None` if they name more calls than a policy can.
	pub(crate) fn terms(self) -> Option<Terms<Balance>> {
		let calls: alloc::collections::BTreeSet<CallId> = self.calls.into_iter().collect();
		let calls = calls.try_into().ok()?;
		Some(Terms { calls, per_day: self.per_day, until: self.until, max_fee: self.max_fee })
	}
}
