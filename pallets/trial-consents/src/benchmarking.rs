//! What a benchmark needs of the pallets around this one.

use salus_primitives::{LicenceId, Moment, Role};

/// Sets the scene for benchmarks.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// A valid, bonded licence of `role` held by `who`, of an organisation of its own.
	fn licence(who: &AccountId, role: Role) -> LicenceId;

	/// Sets the clock that [`Config::Time`](crate::Config::Time) reads.
	fn set_time(now: Moment);

	/// The account of a key that can sign.
	fn key() -> AccountId;

	/// The signature of that key.
	fn sign(message: &[u8]) -> Signature;

	/// Makes `successor` speak for `key`, as after a recovery.
	fn succeed(key: &AccountId, successor: &AccountId);
}
