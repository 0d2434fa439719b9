//! The invariants that can be read from state, by their numbers in the crate's documentation.

use crate::{day_of, Config, Pallet, Paying, Policies};
use frame::{deps::sp_runtime::TryRuntimeError, prelude::*};

impl<T: Config> Pallet<T> {
	/// Checks every policy, and that nobody is paying.
	pub fn do_try_state() -> Result<(), TryRuntimeError> {
		let today = day_of(Self::now());
		for (sponsor, relayer, policy) in Policies::<T>::iter() {
			ensure!(policy.terms.grant_something(), "1: a policy that grants nothing");
			ensure!(sponsor != relayer, "1: a sponsor who relays");
			ensure!(policy.used.day <= today, "5: a use dated later than now");
		}
		ensure!(!Paying::<T>::exists(), "3: somebody is paying between transactions");
		Ok(())
	}
}
