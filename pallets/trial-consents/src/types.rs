//! What the rows hold. What follows from row and clock is in [`life`](crate::life) and [`standing`](crate::standing), the
//! calls in the modules by topic.

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use frame::{
	prelude::{BoundedVec, TypeInfo, H256},
	traits::ConstU32,
};
use salus_primitives::{
	BlockNumber, Given, LicenceId, Moment, OrganisationId, Scopes, Signers, Trail,
};

/// Versions of a trial's form on which consents may be in force.
pub const MAX_LIVE: u32 = 8;

/// Longest time for which a form may let a consent be deferred, in hours: thirty days. An emergency is over by then.
pub const MAX_DEFERRED_H: u16 = 720;

/// Sets of signers that a form admits.
pub type Sets = BoundedVec<Signers, ConstU32<6>>;

/// A month of the calendar (UTC), counted from January 1970, which is 0.
pub type Month = u16;

/// A clinical trial (FHIR R4 `ResearchStudy`).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Trial<Ticket> {
	/// Licence of the sponsor.
	pub sponsor: LicenceId,
	/// Licence of the ethics committee.
	pub committee: LicenceId,
	/// Commitment to the protocol.
	pub protocol: H256,
	/// When it ends by itself, exclusive.
	pub ends_at: Moment,
	/// When it was ended before that.
	pub ended: Option<Moment>,
	/// The version approved last.
	pub current: Option<u16>,
	/// The version that the next form gets; the first is 1.
	pub next: u16,
	/// Versions on which a consent may be in force, oldest first: the approved one, and those superseded that do not ask
	/// every participant again, or whose grace is not over.
	pub live: BoundedVec<u16, ConstU32<MAX_LIVE>>,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// One version of a trial's consent form.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Form<Ticket> {
	/// Commitment to the document, in which the meaning of each scope stands.
	pub commitment: H256,
	/// The scopes that it offers.
	pub offered: Scopes,
	/// Those of them without which nobody can take part; at least one.
	pub core: Scopes,
	/// The sets of signers that it admits.
	pub sets: Sets,
	/// Hours for which an investigator may defer the consent in an emergency (ICH E6(R3) 2.8.7), at most
	/// [`MAX_DEFERRED_H`]; 0: not at all.
	pub deferred_h: u16,
	/// The trial's end, exclusive, so that no hot call reads the trial. Of a version that is no longer live it is the end of
	/// time: every consent on it has lapsed, and the end of the trial adds nothing.
	pub ends_at: Moment,
	/// Who has suspended it.
	pub suspended: Suspension,
	/// Where it stands.
	pub status: FormStatus,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// Who has suspended a version. The two are independent: neither lifts what the other has said.
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
pub struct Suspension {
	/// The trial's ethics committee.
	pub committee: bool,
	/// A regulator.
	pub regulator: bool,
}

impl Suspension {
	/// Whether anybody has.
	pub const fn any(self) -> bool {
		self.committee || self.regulator
	}
}

/// Where a form stands. "Closed" is no status: its trial's end is in the form.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum FormStatus {
	/// Waits for the committee.
	#[codec(index = 0)]
	Submitted {
		/// When silence becomes a rejection, exclusive.
		until: Moment,
		/// What its approval means for consents to earlier versions.
		replace: Option<Reconsent>,
	},
	/// The committee's favourable opinion (ICH E6(R3) 2.8.2).
	#[codec(index = 1)]
	Approved {
		/// Its bounds.
		approval: Approval,
		/// What it meant for consents to earlier versions.
		replace: Option<Reconsent>,
	},
	/// A later version has taken its place, or will.
	#[codec(index = 2)]
	Superseded {
		/// The bounds of its own approval, which goes on for those who need not sign again.
		approval: Approval,
		/// When the successor takes its place.
		at: Moment,
		/// By stage (None, Enrolled, OnStudy, FollowUp), when its participants must sign a later version.
		asks: [Option<Ask>; 4],
	},
	/// The committee rejected it, or stayed silent.
	#[codec(index = 3)]
	Rejected,
}

/// The bounds of a committee's approval.
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
pub struct Approval {
	/// From when the version may be used.
	pub from: Moment,
	/// When it may no longer be, exclusive, unless the committee extends it.
	pub until: Moment,
	/// Block of the decision.
	pub block: BlockNumber,
}

/// A later version asks participants of a stage to sign again.
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
pub struct Ask {
	/// From when their consent is due for renewal.
	pub from: Moment,
	/// When it lapses, exclusive; not before `from`.
	pub until: Moment,
}

/// What a version's approval means for those who consented to an earlier one (ICH E6(R3) 2.8.2).
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
pub enum Reconsent {
	/// Nothing: it is for new participants.
	#[codec(index = 0)]
	NewOnly,
	/// Participants of some stages must sign it.
	#[codec(index = 1)]
	Stages {
		/// Bit `n`: the stage with index `n` of None, Enrolled, OnStudy, FollowUp; at least one, no other bit.
		mask: u8,
		/// When a consent that was not renewed lapses, exclusive. A time that is past when the version comes into use lets
		/// it lapse at once (urgent safety measure).
		grace_until: Moment,
	},
}

/// What a committee decides on a form.
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
pub enum Decision {
	/// A favourable opinion.
	#[codec(index = 0)]
	Approve {
		/// From when the version may be used; `None`: from this block.
		from: Option<Moment>,
		/// When it may no longer be, exclusive.
		until: Moment,
	},
	/// An unfavourable one.
	#[codec(index = 1)]
	Reject,
}

/// One participant in one trial: consent, enrolment and history (FHIR R4 `Consent` and `ResearchSubject`).
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Participation<A, Ticket> {
	/// The site's organisation.
	pub organisation: OrganisationId,
	/// The representative who signed the consent in force, or the last one.
	pub representative: Option<A>,
	/// The month in which the participant comes of age, as the last consent said; once known it can only come nearer.
	pub majority: Option<Month>,
	/// The participant in person withdrew, or refused what somebody else was to sign for them: nobody consents for them any
	/// more without their assent (EU CTR art. 31, 32).
	pub refused: bool,
	/// Number of the latest proposal. Never goes back.
	pub round: u16,
	/// What has been given.
	pub consent: Consent,
	/// What is being signed.
	pub proposal: Option<Proposal<A>>,
	/// Where the participant stands in the trial.
	pub enrolment: Enrolment,
	/// Data records accepted.
	pub records: u32,
	/// What was asked at a withdrawal about the data collected before.
	pub erasure: Option<Erasure>,
	/// The history as one hash.
	pub trail: Trail,
	/// What stands behind the row.
	pub ticket: Ticket,
}

/// What a participant has given.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Consent {
	/// Nothing yet.
	#[codec(index = 0)]
	Absent,
	/// A consent; what it is worth is its [`Standing`](salus_primitives::Standing).
	#[codec(index = 1)]
	Given(Given),
	/// Nothing any more.
	#[codec(index = 2)]
	Ended {
		/// Since when.
		at: Moment,
		/// Why.
		why: EndReason,
		/// The consent as it was before, for evidence.
		last: Option<Given>,
	},
}

/// Why there is no consent any more. A withdrawal has no reason, and no field for one (EU CTR 28(3)).
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
pub enum EndReason {
	/// The participant or the representative withdrew.
	#[codec(index = 0)]
	Withdrawn,
	/// The participant or the representative refused what was proposed first.
	#[codec(index = 1)]
	Refused,
	/// What was proposed first was not signed in time.
	#[codec(index = 2)]
	Unsigned,
	/// The site ended the participation.
	#[codec(index = 3)]
	Exited,
}

/// What is being signed.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Proposal<A> {
	/// The version of the form.
	pub version: u16,
	/// What it would cover.
	pub scopes: Scopes,
	/// Who must sign.
	pub need: Signers,
	/// Who has signed.
	pub have: Signers,
	/// Who signs as the representative.
	pub representative: Option<A>,
	/// Who signed as the witness; forgotten with the proposal.
	pub witness: Option<A>,
	/// The month in which the participant comes of age; only of a minor.
	pub majority: Option<Month>,
	/// Licence of the investigator who proposed it, and must sign it.
	pub by: LicenceId,
	/// When it lapses, exclusive.
	pub until: Moment,
}

/// Where a participant stands in the trial (FHIR R4 `ResearchSubject.status`). Goes forward only.
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
pub enum Enrolment {
	/// Not enrolled.
	#[codec(index = 0)]
	None,
	/// Enrolled, at that time.
	#[codec(index = 1)]
	Enrolled(Moment),
	/// Under the trial's intervention.
	#[codec(index = 2)]
	OnStudy,
	/// Observed after it.
	#[codec(index = 3)]
	FollowUp,
	/// Off the trial, for good.
	#[codec(index = 4)]
	Off(OffReason),
}

/// Why a participant is off the trial.
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
pub enum OffReason {
	/// The consent was withdrawn.
	#[codec(index = 0)]
	Withdrawn,
	/// The site ended the participation.
	#[codec(index = 1)]
	Exited(ExitReason),
}

/// Why a site ends a participation, as far as a public ledger may know: what happened to the participant is no reason here.
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
pub enum ExitReason {
	/// The participation came to its planned end.
	#[codec(index = 0)]
	Completed,
	/// The participant could not be reached.
	#[codec(index = 1)]
	LostToFollowUp,
	/// The investigator decided so.
	#[codec(index = 2)]
	Investigator,
	/// The sponsor decided so.
	#[codec(index = 3)]
	Sponsor,
}

/// The stage to which a participant advances.
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
pub enum Step {
	/// [`Enrolment::OnStudy`].
	#[codec(index = 0)]
	OnStudy,
	/// [`Enrolment::FollowUp`].
	#[codec(index = 1)]
	FollowUp,
}

/// What becomes of the data collected before a withdrawal.
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
pub enum DataUse {
	/// It may be kept and used.
	#[codec(index = 0)]
	KeepCollected,
	/// It is to be erased, where no law demands that it is kept (GDPR 17).
	#[codec(index = 1)]
	EraseWhereLawful,
}

/// A request to erase what was collected.
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
pub struct Erasure {
	/// What it was collected under.
	pub scopes: Scopes,
	/// When the sponsor must have answered, exclusive.
	pub due: Moment,
	/// What the sponsor answered.
	pub answer: Option<Answer>,
}

/// A sponsor's answer to a request to erase.
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
pub enum Answer {
	/// Everything was erased.
	#[codec(index = 0)]
	Erased,
	/// A part is kept, because a law demands it.
	#[codec(index = 1)]
	Partly,
	/// All is kept, because a law demands it.
	#[codec(index = 2)]
	Kept,
}

/// Whose word a refusal or a withdrawal is.
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
pub enum Party {
	/// The participant's own: the key or its successor.
	#[codec(index = 0)]
	Subject,
	/// The representative's.
	#[codec(index = 1)]
	Representative,
	/// A guardian's, with the power over consents.
	#[codec(index = 2)]
	Guardian,
}

/// What time alone does to a participant's row.
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
pub enum Lapse {
	/// A proposal was not signed in time.
	#[codec(index = 0)]
	ProposalEnded,
}
