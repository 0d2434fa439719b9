//! Roles of licences and duties of registrars, each with its mask.

use crate::mask::mask;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;
use serde::{Deserialize, Serialize};

/// What a licence entitles its holder to be. Append only: the index is stored and is the bit in [`Roles`].
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Role {
	/// A person who prescribes.
	#[codec(index = 0)]
	Prescriber,
	/// A pharmacy, or one of its counters.
	#[codec(index = 1)]
	Dispenser,
	/// An insurer.
	#[codec(index = 2)]
	Payer,
	/// A hospital, custodian of records.
	#[codec(index = 3)]
	Hospital,
	/// A sponsor of clinical trials (ICH E6).
	#[codec(index = 4)]
	Sponsor,
	/// A person who conducts a trial at a site (ICH E6).
	#[codec(index = 5)]
	Investigator,
	/// An ethics committee (ICH E6: IRB/IEC).
	#[codec(index = 6)]
	EthicsCommittee,
	/// An authority that supervises the others.
	#[codec(index = 7)]
	Regulator,
	/// An independent reviewer.
	#[codec(index = 8)]
	Auditor,
	/// A person who treats without prescribing.
	#[codec(index = 9)]
	Clinician,
}

impl Role {
	/// Every role, in the order of their indices.
	pub const ALL: [Role; 10] = [
		Role::Prescriber,
		Role::Dispenser,
		Role::Payer,
		Role::Hospital,
		Role::Sponsor,
		Role::Investigator,
		Role::EthicsCommittee,
		Role::Regulator,
		Role::Auditor,
		Role::Clinician,
	];

	/// Whether the role belongs to a natural person, whose key is never its organisation's account.
	pub const fn is_personal(self) -> bool {
		matches!(self, Role::Prescriber | Role::Investigator | Role::Clinician)
	}

	/// Whether a licence of the role waits for the council, whoever grants it: these roles watch over the registrars' own
	/// world.
	pub const fn needs_council(self) -> bool {
		matches!(self, Role::Regulator | Role::Auditor)
	}

	const fn bit(self) -> u16 {
		match self {
			Role::Prescriber => 1,
			Role::Dispenser => 1 << 1,
			Role::Payer => 1 << 2,
			Role::Hospital => 1 << 3,
			Role::Sponsor => 1 << 4,
			Role::Investigator => 1 << 5,
			Role::EthicsCommittee => 1 << 6,
			Role::Regulator => 1 << 7,
			Role::Auditor => 1 << 8,
			Role::Clinician => 1 << 9,
		}
	}
}

mask! {
	/// A set of [`Role`]s: bit `n` is the role with index `n`.
	Roles(u16) of Role
}

impl Roles {
	/// No role.
	pub const NONE: Roles = Roles(0);

	/// The set with this mask; `None` if a bit stands for no role.
	pub const fn from_mask(mask: u16) -> Option<Roles> {
		if Roles::ALL.contains_all(Roles(mask)) {
			Some(Roles(mask))
		} else {
			None
		}
	}

	/// Whether every bit stands for a role (a decoded set need not).
	pub const fn is_valid(self) -> bool {
		Roles::from_mask(self.0).is_some()
	}

	/// Whether the set is empty.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// The roles of the set, in the order of their indices.
	pub fn iter(self) -> impl Iterator<Item = Role> {
		Role::ALL.into_iter().filter(move |role| self.contains(*role))
	}
}

/// A power of a registrar in other pallets, beside licensing. Append only.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
	Serialize,
	Deserialize,
)]
pub enum Duty {
	/// Attests deaths: closes the prescriptions of the dead.
	#[codec(index = 0)]
	Deaths,
	/// Recovers a patient's lost key, names guardians.
	#[codec(index = 1)]
	Recovery,
	/// Names the successor of a custodian that ended.
	#[codec(index = 2)]
	Custody,
}

impl Duty {
	/// Every duty, in the order of their indices.
	pub const ALL: [Duty; 3] = [Duty::Deaths, Duty::Recovery, Duty::Custody];

	const fn bit(self) -> u8 {
		match self {
			Duty::Deaths => 1,
			Duty::Recovery => 1 << 1,
			Duty::Custody => 1 << 2,
		}
	}
}

mask! {
	/// A set of [`Duty`]s: bit `n` is the duty with index `n`.
	Duties(u8) of Duty
}

impl Duties {
	/// No duty.
	pub const NONE: Duties = Duties(0);

	/// Whether every bit stands for a duty (a decoded set need not).
	pub const fn is_valid(self) -> bool {
		Duties::ALL.contains_all(self)
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_roles_bit_is_its_index() {
		for (index, role) in Role::ALL.into_iter().enumerate() {
			assert_eq!(role.encode(), [index as u8]);
			assert_eq!(Roles::from(role).mask(), 1 << index);
		}
		for (index, duty) in Duty::ALL.into_iter().enumerate() {
			assert_eq!(duty.encode(), [index as u8]);
			assert_eq!(Duties::from(duty).mask(), 1 << index);
		}
	}

	#[test]
	fn masks_know_their_bounds() {
		assert_eq!(Roles::from_mask(1 << 10), None);
		assert_eq!(Roles::from_mask(Roles::ALL.mask()), Some(Roles::ALL));
		assert!(!Roles::decode(&mut &[0u8, 0xff][..]).unwrap().is_valid());
		assert!(!Duties::decode(&mut &[0b1000u8][..]).unwrap().is_valid());
		assert!(Roles::ALL.contains_all(Roles::of(&[Role::Payer, Role::Auditor])));
		assert!(!Roles::from(Role::Payer).contains_all(Roles::of(&[Role::Payer, Role::Auditor])));
		let roles = Roles::of(&[Role::Clinician, Role::Prescriber]);
		assert_eq!(roles.iter().collect::<Vec<_>>(), [Role::Prescriber, Role::Clinician]);
	}
}
