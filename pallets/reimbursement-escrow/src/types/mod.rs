//! What the pallet stores, and the closed lists that calls name.

mod claims;
mod contracts;
mod covers;
mod decisions;
mod money;
mod rules;

pub use claims::*;
pub use contracts::*;
pub use covers::*;
pub use decisions::*;
pub use money::*;
pub use rules::*;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::prelude::TypeInfo;
use salus_primitives::{ids::DAY, LicenceId, Moment, RxId};

/// How long the row of a cover, tariff or co-pay stays after its end, in milliseconds: longer than a dispense can be
/// withdrawn, so that money that comes back finds its place.
pub const AFTERLIFE: Moment = 7 * DAY;

/// An amount of one asset, in its minor units.
pub type Balance = u128;

/// What a deadline belongs to.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum DueKey<K> {
	/// A claim.
	#[codec(index = 0)]
	Claim(ClaimKey),
	/// The cover of an item, at a rank.
	#[codec(index = 1)]
	Cover(RxId, u8),
	/// The co-pay for an item.
	#[codec(index = 2)]
	Copay(RxId),
	/// The contract of payer and provider.
	#[codec(index = 3)]
	Contract(LicenceId, LicenceId),
	/// A payer's tariff.
	#[codec(index = 4)]
	Tariff(LicenceId, u16),
	/// A pool into which funds came back while claims waited for them.
	#[codec(index = 5)]
	Queue(LicenceId, K),
}
