//! Patients' keys and who acts for them.

use super::Sets;
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	prelude::{BoundedVec, TypeInfo, H256},
	traits::ConstU32,
};
use salus_primitives::{LicenceId, Moment, Power, Powers, Trail};

/// Guardians of one patient key.
pub type MaxGuardians = ConstU32<3>;

/// A patient's relationship with a custodian.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Patient<A, Ticket> {
	/// Licence of the hospital that entered the key.
	pub custodian: LicenceId,
	/// The key that speaks for the patient's since the last recovery.
	pub controller: Option<A>,
	/// Who may act beside the patient, and how many of them recover a lost key.
	pub guardians: Guardians<A>,
	/// A recovery on its way.
	pub recovery: Option<Recovery<A>>,
	/// The number of recoveries that ended: which one a vote or veto is about.
	pub attempt: u16,
	/// When a recovery was last vetoed.
	pub vetoed_at: Option<Moment>,
	/// Sets that no emergency opens.
	pub sealed: Sets,
	/// The number that the next sequenced call of the patient must carry.
	pub seq: u32,
	/// When the key wrote what it agreed to at its entry.
	pub agreed_at: Moment,
	/// Its history as one hash.
	pub trail: Trail,
	/// What stands behind the row and behind its grants.
	pub ticket: Ticket,
}

/// Who may act beside the patient.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Guardians<A> {
	/// With distinct keys, none of them the patient's.
	pub list: BoundedVec<Guardian<A>, MaxGuardians>,
	/// How many with [`Power::Recovery`] recover a lost key; 0 if and only if there are no guardians with that power.
	pub threshold: u8,
}

impl<A> Default for Guardians<A> {
	fn default() -> Self {
		Guardians { list: BoundedVec::new(), threshold: 0 }
	}
}

impl<A: PartialEq> Guardians<A> {
	/// Whether keys are distinct and none is one of `others`, powers exist, and the threshold can be reached.
	pub fn are_sound(&self, others: &[&A]) -> bool {
		let keys = || self.list.iter().map(|guardian| &guardian.key);
		let distinct = keys()
			.enumerate()
			.all(|(n, key)| !others.contains(&key) && keys().take(n).all(|before| before != key));
		let recover = |guardian: &&Guardian<A>| guardian.powers.contains(Power::Recovery);
		let able = u8::try_from(self.list.iter().filter(recover).count()).unwrap_or(u8::MAX);
		distinct
			&& self.list.iter().all(|guardian| guardian.powers.is_valid())
			&& self.threshold <= able
			&& (self.threshold > 0 || able == 0)
	}

	/// Whether `who` is a guardian with the power at `now`.
	pub fn admit(&self, who: &A, power: Power, now: Moment) -> bool {
		self.list.iter().any(|guardian| {
			guardian.key == *who && guardian.powers.contains(power) && now < guardian.until
		})
	}
}

/// A key with powers over a patient's key.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Guardian<A> {
	/// One key per ward.
	pub key: A,
	/// What it may do.
	pub powers: Powers,
	/// End of the guardianship, exclusive.
	pub until: Moment,
}

/// A recovery on its way.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Recovery<A> {
	/// Guardians vote; the patient's key has all its rights.
	#[codec(index = 0)]
	Gathering {
		/// One vote for each guardian: who, and for which key.
		votes: BoundedVec<(A, A), MaxGuardians>,
		/// End of the vote, exclusive.
		until: Moment,
	},
	/// It takes effect by itself, unless the old key vetoes.
	#[codec(index = 1)]
	Decided {
		/// The key that will speak for the patient's.
		new: A,
		/// When.
		effective_at: Moment,
	},
}

/// Who spoke for a patient.
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
pub enum Voice {
	/// The patient's key, or what a recovery put in its place.
	#[codec(index = 0)]
	Patient,
	/// A guardian with the power.
	#[codec(index = 1)]
	Guardian,
}

/// By what right guardians are set.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Warrant {
	/// The patient's own.
	#[codec(index = 0)]
	Patient {
		/// The sequence number of the patient's row.
		seq: u32,
	},
	/// A court's.
	#[codec(index = 1)]
	Court {
		/// Salted commitment to its order.
		order: H256,
	},
}

/// What time did to a recovery.
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
pub enum RecoveryLapse {
	/// Too few guardians voted in time.
	#[codec(index = 0)]
	Abandoned,
	/// The new key speaks for the patient's.
	#[codec(index = 1)]
	Effective,
}
