//! The rows that statements read, and what time alone makes of them: a second implementation.
//!
//! The pallets write these types, this module reads them; neither knows the other. Names and order are the pallets' own, so
//! that the text of each type (`schemas/`) is the same here and there, which tests on both sides compare. What follows from a
//! row and the clock (`settle`, `standing`, a licence's status) is written anew from the pallets' pages and checked against
//! `vectors/`, which the pallets' tests write.
//!
//! A row is read by its pallet's storage version, [`Pallet::version`], which is proved at the same point.

use alloc::{string::String, vec::Vec};
use codec::{Compact, Decode, DecodeAll, Encode, Error, Input, Output};

/// Makes a type that is read as its pallet writes it.
macro_rules! mirror {
	($($(#[$attribute:meta])* pub $kind:ident $name:ident $body:tt)*) => {$(
		$(#[$attribute])*
		#[derive(Clone, PartialEq, Eq, Debug, codec::Encode, codec::Decode)]
		#[cfg_attr(test, derive(scale_info::TypeInfo))]
		pub $kind $name $body
	)*};
}

pub mod consents;
pub mod escrow;
pub mod prescriptions;
pub mod records;
pub mod registry;
#[cfg(test)]
mod tests;

/// A hash, an id, a commitment.
pub type Hash = [u8; 32];
/// An account: a key, or what it hashes to.
pub type AccountId = [u8; 32];
/// Milliseconds since the Unix epoch. Every interval is half-open.
pub type Moment = u64;
/// Height of a block.
pub type BlockNumber = u32;
/// A licence, from 1.
pub type LicenceId = u32;
/// An organisation, from 1.
pub type OrganisationId = u32;
/// A registrar, from 1.
pub type RegistrarId = u16;
/// A trial, from 1.
pub type TrialId = u32;
/// An amount of an asset, in its minor units.
pub type Balance = u128;

/// One hour, in milliseconds.
pub const HOUR: Moment = 3_600_000;
/// One day, in milliseconds.
pub const DAY: Moment = 24 * HOUR;

/// A pallet whose rows statements read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Pallet {
	/// Licences.
	Registry,
	/// Prescribed items.
	Prescriptions,
	/// Trials' forms and participants' consents.
	TrialConsents,
	/// Records and grants.
	HealthRecords,
	/// Claims.
	ReimbursementEscrow,
}

impl Pallet {
	/// All of them.
	pub const ALL: [Pallet; 5] = [
		Pallet::Registry,
		Pallet::Prescriptions,
		Pallet::TrialConsents,
		Pallet::HealthRecords,
		Pallet::ReimbursementEscrow,
	];

	/// The name that its storage keys begin with, hashed.
	pub const fn name(self) -> &'static str {
		match self {
			Pallet::Registry => "Registry",
			Pallet::Prescriptions => "Prescriptions",
			Pallet::TrialConsents => "TrialConsents",
			Pallet::HealthRecords => "HealthRecords",
			Pallet::ReimbursementEscrow => "ReimbursementEscrow",
		}
	}

	/// The storage version whose rows and events this module reads.
	pub const fn version(self) -> u16 {
		match self {
			Pallet::Registry => 0,
			_ => 1,
		}
	}

	/// The types of its rows and events at that version, in words: what an evidence file with schemas holds. White space does not
	/// count, so it is one line.
	pub fn text(self) -> String {
		let text = match self {
			Pallet::Registry => include_str!("../../schemas/Registry.0.txt"),
			Pallet::Prescriptions => include_str!("../../schemas/Prescriptions.1.txt"),
			Pallet::TrialConsents => include_str!("../../schemas/TrialConsents.1.txt"),
			Pallet::HealthRecords => include_str!("../../schemas/HealthRecords.1.txt"),
			Pallet::ReimbursementEscrow => include_str!("../../schemas/ReimbursementEscrow.1.txt"),
		};
		text.split_whitespace().collect::<Vec<_>>().join(" ")
	}

	/// `blake2_256` of [`Pallet::text`].
	pub const fn schema(self) -> Hash {
		match self {
			Pallet::Registry => registry::SCHEMA,
			Pallet::Prescriptions => prescriptions::SCHEMA,
			Pallet::TrialConsents => consents::SCHEMA,
			Pallet::HealthRecords => records::SCHEMA,
			Pallet::ReimbursementEscrow => escrow::SCHEMA,
		}
	}
}

/// Reads a value with nothing left over.
pub fn decode<T: Decode>(mut bytes: &[u8]) -> Option<T> {
	T::decode_all(&mut bytes).ok()
}

/// At most `N` values; a longer list is no such row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bounded<T, const N: u32>(pub Vec<T>);

impl<T, const N: u32> Default for Bounded<T, N> {
	fn default() -> Self {
		Bounded(Vec::new())
	}
}

impl<T: Encode, const N: u32> Encode for Bounded<T, N> {
	fn encode_to<O: Output + ?Sized>(&self, out: &mut O) {
		self.0.encode_to(out);
	}
}

impl<T: Decode, const N: u32> Decode for Bounded<T, N> {
	fn decode<I: Input>(input: &mut I) -> Result<Self, Error> {
		let Compact(length) = Compact::<u32>::decode(input)?;
		if length > N {
			return Err("longer than its bound".into());
		}
		(0..length).map(|_| T::decode(input)).collect::<Result<_, _>>().map(Bounded)
	}
}

#[cfg(test)]
impl<T: scale_info::TypeInfo + 'static, const N: u32> scale_info::TypeInfo for Bounded<T, N> {
	type Identity = Vec<T>;

	fn type_info() -> scale_info::Type {
		Vec::<T>::type_info()
	}
}

mirror! {
	/// A row's history as one hash; see [`trail`](crate::trail).
	pub struct Trail {
		/// The last link.
		pub head: Hash,
		/// How many events there were.
		pub n: u32,
		/// Block of the newest event; 0 before the first.
		pub last: BlockNumber,
	}

	/// What a licence entitles its holder to be.
	#[derive(Copy)]
	#[allow(missing_docs)] // The pallets' names say it.
	pub enum Role {
		Prescriber,
		Dispenser,
		Payer,
		Hospital,
		Sponsor,
		Investigator,
		EthicsCommittee,
		Regulator,
		Auditor,
		Clinician,
	}

	/// What stands behind a row that has a deposit of its own: who paid it, and how much.
	pub struct Deposit {
		/// Whom it goes back to.
		pub depositor: AccountId,
		/// In units of the native token.
		pub ticket: Balance,
	}
}

/// What time did, and when it took effect.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Lapsed<L> {
	/// What.
	pub what: L,
	/// When.
	pub at: Moment,
}

/// Applies deadlines in their order, as long as the next one has passed, and says which.
fn apply<R, L>(
	row: &mut R,
	now: Moment,
	next: impl Fn(&R) -> Option<Lapsed<L>>,
	take: impl Fn(&mut R, &Lapsed<L>),
) -> Vec<Lapsed<L>> {
	let mut passed = Vec::new();
	// No row has more than three deadlines between two writes.
	for _ in 0..3 {
		match next(row) {
			Some(lapsed) if lapsed.at <= now => {
				take(row, &lapsed);
				passed.push(lapsed);
			},
			_ => break,
		}
	}
	passed
}
