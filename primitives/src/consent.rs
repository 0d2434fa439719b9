//! What a participant has agreed to, and what that is worth now.

use crate::ids::{BlockNumber, LicenceId, Moment};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use scale_info::TypeInfo;

/// A clinical trial: sequential, from 1, never reused.
pub type TrialId = u32;

/// What a consent covers: 32 bits whose meaning stands in the version of the form that was signed. Taking part and the
/// processing of data are different bits with different legal bases; none implies another.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Scopes(pub u32);

impl Scopes {
	/// Nothing.
	pub const NONE: Scopes = Scopes(0);
	/// Everything.
	pub const ALL: Scopes = Scopes(u32::MAX);

	/// Whether there is nothing in it.
	pub const fn is_empty(self) -> bool {
		self.0 == 0
	}

	/// Whether all of `other` is in it.
	pub const fn contains(self, other: Scopes) -> bool {
		self.0 & other.0 == other.0
	}

	/// What is in both.
	pub const fn and(self, other: Scopes) -> Scopes {
		Scopes(self.0 & other.0)
	}

	/// What is in either.
	pub const fn or(self, other: Scopes) -> Scopes {
		Scopes(self.0 | other.0)
	}

	/// What is in it but not in `other`.
	pub const fn without(self, other: Scopes) -> Scopes {
		Scopes(self.0 & !other.0)
	}
}

/// In which capacity somebody signs a consent (ICH E6(R3) 2.8; 21 CFR 11.50: the meaning of the signature). Append only, at
/// most eight.
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
pub enum Signer {
	/// The participant, consenting for themself.
	#[codec(index = 0)]
	Subject,
	/// The legally authorised representative.
	#[codec(index = 1)]
	Representative,
	/// The participant, assenting to what the representative consents to.
	#[codec(index = 2)]
	Assent,
	/// The impartial witness.
	#[codec(index = 3)]
	Witness,
	/// The investigator who explained the trial.
	#[codec(index = 4)]
	Investigator,
}

impl Signer {
	/// The set of this one.
	pub const fn only(self) -> Signers {
		match self {
			Signer::Subject => Signers::SELF,
			Signer::Representative => Signers::REPRESENTATIVE,
			Signer::Assent => Signers::ASSENT,
			Signer::Witness => Signers::WITNESS,
			Signer::Investigator => Signers::INVESTIGATOR,
		}
	}
}

/// A set of [`Signer`]s: bit `n` is the signer with index `n`.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct Signers(pub u8);

impl Signers {
	/// Nobody.
	pub const NONE: Signers = Signers(0);
	/// [`Signer::Subject`].
	pub const SELF: Signers = Signers(1);
	/// [`Signer::Representative`].
	pub const REPRESENTATIVE: Signers = Signers(1 << 1);
	/// [`Signer::Assent`].
	pub const ASSENT: Signers = Signers(1 << 2);
	/// [`Signer::Witness`].
	pub const WITNESS: Signers = Signers(1 << 3);
	/// [`Signer::Investigator`].
	pub const INVESTIGATOR: Signers = Signers(1 << 4);
	/// Every signer that exists.
	pub const ALL: Signers = Signers(0b1_1111);

	/// Whether all of `other` are in it.
	pub const fn contains(self, other: Signers) -> bool {
		self.0 & other.0 == other.0
	}

	/// Whether some of `other` are in it.
	pub const fn intersects(self, other: Signers) -> bool {
		self.0 & other.0 != 0
	}

	/// Those in either.
	pub const fn or(self, other: Signers) -> Signers {
		Signers(self.0 | other.0)
	}

	/// Whether a form may admit the set: an investigator, and the participant or a representative. Whoever consents does not
	/// assent as well: that would be two signatures of one key.
	pub const fn is_well_formed(self) -> bool {
		Signers::ALL.contains(self)
			&& self.contains(Signers::INVESTIGATOR)
			&& self.intersects(Signers::SELF.or(Signers::REPRESENTATIVE))
			&& !self.contains(Signers::SELF.or(Signers::ASSENT))
	}
}

/// A consent on which every needed signature was given, or that was deferred in an emergency.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Given {
	/// The version of the form.
	pub version: u16,
	/// What it still covers: withdrawing takes scopes away, nothing adds any.
	pub scopes: Scopes,
	/// Those of the version's scopes without which nobody takes part: withdrawing one of them ends the consent.
	pub core: Scopes,
	/// Who signed.
	pub by: Signers,
	/// The round in which it was signed; a withdrawal names it.
	pub round: u16,
	/// When the last signature came.
	pub at: Moment,
	/// Block of the last signature.
	pub block: BlockNumber,
	/// Licence of the investigator who proposed it.
	pub investigator: LicenceId,
	/// Deferred in an emergency (ICH E6(R3) 2.8.7): the investigator's word alone, good until then, exclusive.
	pub deferred: Option<Moment>,
}

/// Why a consent must be renewed.
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
pub enum Renewal {
	/// A later version of the form asks participants of this stage again.
	#[codec(index = 0)]
	NewVersion,
	/// The participant comes of age, and somebody else consented.
	#[codec(index = 1)]
	Majority,
	/// It was deferred in an emergency.
	#[codec(index = 2)]
	Deferred,
}

/// What a consent is worth at a moment: a function of row, form and clock, never stored.
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
pub enum Standing {
	/// Nobody has consented.
	#[codec(index = 0)]
	Absent,
	/// In force.
	#[codec(index = 1)]
	Active,
	/// In force, and to be renewed.
	#[codec(index = 2)]
	Due {
		/// When it lapses if it is not renewed, exclusive.
		until: Moment,
		/// Why.
		why: Renewal,
	},
	/// Not renewed in time: nothing is permitted until a new round is signed.
	#[codec(index = 3)]
	Lapsed {
		/// Since when.
		since: Moment,
		/// What it was not renewed for.
		why: Renewal,
	},
	/// The version's approval is suspended or has run out: nothing is permitted until the committee allows it again.
	#[codec(index = 4)]
	Suspended,
	/// Withdrawn or refused, or the participation or the trial has ended.
	#[codec(index = 5)]
	Ended,
}

impl Standing {
	/// Whether what the consent covers may be done: it is in force, to be renewed or not.
	pub const fn permits(self) -> bool {
		matches!(self, Standing::Active | Standing::Due { .. })
	}
}

/// Consents, as whoever collects or releases trial data sees them. To be asked in the block of the use.
pub trait ConsentFacts<A> {
	/// What the participant's consent is worth at `now`.
	fn standing(trial: TrialId, subject: &A, now: Moment) -> Standing;

	/// Whether the participant's consent permits all of `scopes` at `now`; never for no scope at all.
	fn allows(trial: TrialId, subject: &A, scopes: Scopes, now: Moment) -> bool;

	/// The consent that was given and not ended, whatever it is worth now.
	fn given(trial: TrialId, subject: &A) -> Option<Given>;
}

#[cfg(test)]
mod tests {
	use super::*;

	#[test]
	fn sets_that_a_form_may_admit() {
		let set = |signers: &[Signer]| {
			signers.iter().fold(Signers::NONE, |set, signer| set.or(signer.only()))
		};
		use Signer::*;
		for good in [
			set(&[Subject, Investigator]),
			set(&[Subject, Witness, Investigator]),
			set(&[Representative, Investigator]),
			set(&[Representative, Assent, Investigator]),
			set(&[Subject, Representative, Witness, Investigator]),
		] {
			assert!(good.is_well_formed(), "{good:?}");
		}
		for bad in [
			Signers::NONE,
			set(&[Subject]),
			set(&[Investigator]),
			set(&[Witness, Investigator]),
			set(&[Assent, Investigator]),
			set(&[Subject, Assent, Investigator]),
			set(&[Subject, Representative, Assent, Investigator]),
			Signers(0b11_0001),
		] {
			assert!(!bad.is_well_formed(), "{bad:?}");
		}
		assert_eq!(Signers::ALL, set(&[Subject, Representative, Assent, Witness, Investigator]));
	}

	#[test]
	fn scopes_are_sets() {
		let (a, b) = (Scopes(0b0110), Scopes(0b0011));
		assert_eq!((a.and(b), a.or(b), a.without(b)), (Scopes(2), Scopes(7), Scopes(4)));
		assert!(a.contains(Scopes(4)) && !a.contains(b) && a.contains(Scopes::NONE));
		assert!(Scopes::NONE.is_empty() && !a.is_empty());
	}

	#[test]
	fn only_active_and_due_permit() {
		let why = Renewal::Deferred;
		assert!(Standing::Active.permits() && Standing::Due { until: 1, why }.permits());
		for not in [
			Standing::Absent,
			Standing::Lapsed { since: 1, why },
			Standing::Suspended,
			Standing::Ended,
		] {
			assert!(!not.permits());
		}
	}
}
