//! Who may act for a patient's key.

use crate::{ids::Moment, mask::mask};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame_support::weights::Weight;
use scale_info::TypeInfo;

/// What somebody wants to do for a patient. A guardian has some of them. Append only.
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
)]
pub enum Power {
	/// Present, recall, discard and reopen prescriptions, choose who may see them.
	#[codec(index = 0)]
	Prescriptions,
	/// Give and revoke access to records.
	#[codec(index = 1)]
	Records,
	/// Consent to trials and withdraw.
	#[codec(index = 2)]
	Consents,
	/// Replace a lost key.
	#[codec(index = 3)]
	Recovery,
}

impl Power {
	/// Every power, in the order of their indices.
	pub const ALL: [Power; 4] =
		[Power::Prescriptions, Power::Records, Power::Consents, Power::Recovery];

	const fn bit(self) -> u8 {
		match self {
			Power::Prescriptions => 1,
			Power::Records => 1 << 1,
			Power::Consents => 1 << 2,
			Power::Recovery => 1 << 3,
		}
	}
}

mask! {
	/// A set of [`Power`]s: bit `n` is the power with index `n`.
	Powers(u8) of Power
}

impl Powers {
	/// Whether the set holds something, and every bit stands for a power (a decoded set need not).
	pub const fn is_valid(self) -> bool {
		self.0 != 0 && Powers::ALL.contains_all(self)
	}
}

/// Answers for a patient's key: the key itself, its successor after a recovery, or a guardian with the power.
///
/// `health-records` implements it. `()` knows of no successor and no guardian: only the key acts for itself.
pub trait PatientAuthority<A> {
	/// Whether `who` may use `power` for the patient key `key` at `now`.
	fn may_act(key: &A, who: &A, power: Power, now: Moment) -> bool;

	/// Whether `who` speaks as the patient at `now`: the key itself or its successor, never a guardian. For what nobody can
	/// do in another's name, as signing as the participant of a trial.
	fn speaks_as(key: &A, who: &A, now: Moment) -> bool;

	/// Weight of one [`may_act`](Self::may_act) or [`speaks_as`](Self::speaks_as).
	fn may_act_weight() -> Weight;
}

impl<A: PartialEq> PatientAuthority<A> for () {
	fn may_act(key: &A, who: &A, _: Power, _: Moment) -> bool {
		key == who
	}

	fn speaks_as(key: &A, who: &A, _: Moment) -> bool {
		key == who
	}

	fn may_act_weight() -> Weight {
		Weight::zero()
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn a_powers_bit_is_its_index() {
		for (index, power) in Power::ALL.into_iter().enumerate() {
			assert_eq!(power.encode(), [index as u8]);
			assert_eq!(Powers::of(&[power]).mask(), 1 << index);
			assert!(Powers::ALL.contains(power));
		}
		assert!(!Powers::decode(&mut &[16u8][..]).unwrap().is_valid());
		assert!(!Powers::of(&[]).is_valid());
		assert!(!Powers::of(&[Power::Records]).contains(Power::Recovery));
	}
}
