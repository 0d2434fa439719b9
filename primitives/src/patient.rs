//! Who may act for a patient's key.

use crate::ids::Moment;
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
