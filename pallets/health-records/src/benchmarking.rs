//! What benchmarks need of the pallets around this one.

use salus_primitives::{LicenceId, Moment, Role};

/// Sets the scene for benchmarks.
pub trait BenchmarkHelper<AccountId, Signature> {
	/// A valid, bonded licence of `role` held by `who`. Each account belongs to an organisation of its own.
	fn licence(who: &AccountId, role: Role) -> LicenceId;

	/// Makes `who` an acting registrar with every duty.
	fn registrar(who: &AccountId);

	/// Ends the licence for good.
	fn end(licence: LicenceId);

	/// The account of the `n`th key that can sign.
	fn key(n: u32) -> AccountId;

	/// What that key signs.
	fn sign(n: u32, message: &[u8]) -> Signature;

	/// Sets the clock that [`Config::Time`](crate::Config::Time) reads.
	fn set_time(now: Moment);
}
