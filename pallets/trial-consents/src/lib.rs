//! Who consented to what in a clinical trial, on which approved form, with whose signatures, and that nothing was collected
//! without it.
//!
//! ## Terms
//!
//! - **Subject**: the participant's key, one per trial. **Representative**: key of the legally authorised representative.
//!   **Witness**: an impartial one. **Investigator**: holder of an investigator's licence that the sponsor registered as a
//!   site. **Committee**: the ethics committee that the trial names.
//! - **Form**: a version of the trial's consent form, a commitment to the document with the **scopes** it offers. **Core**
//!   scopes are those without which nobody takes part.
//! - **Signer set**: who must sign. A form lists the sets that it admits.
//! - **Round**: the number of the proposal that is being signed. It orders signatures without a nonce.
//! - **Standing**: what a consent is worth now, a pure function of consent, form and clock ([`standing`]). Never stored.
//! - **Trail**: every event of a participant is a link of a hash chain that starts at
//!   `Trail::of_key("TrialConsents", (trial, subject))`, with the first key of the subject. Replay: for each event with a
//!   `subject` in order, `head' = blake2_256(head ‖ SCALE(event, block, now))`, with [`Event`] encoded without the runtime's
//!   pallet index, `now` the time of the block, and for [`Event::Lapsed`] the time it names. [`Event::Pruned`] is not part
//!   of it.
//!
//! ## Story
//!
//! 1. Norna Pharma [registers](Pallet::register_trial) a trial with the ethics committee of another house and
//!    [admits](Pallet::set_site) Dr Osei's site. It [submits](Pallet::submit_form) version 1 of the form; the committee
//!    [approves](Pallet::decide_form) it until next spring.
//! 2. Dr Osei explains the trial to Mr Lund and [proposes](Pallet::propose) participation, the use of his data, and a
//!    biobank. Mr Lund cannot read, so a witness must sign as well. Mr Lund [signs](Pallet::sign) without the biobank: the
//!    round goes up, and what was signed before is void. All sign the narrower round; with the last signature the consent is
//!    given. None but the sponsor, the committee and the investigator needs tokens.
//! 3. Dr Osei [enrols](Pallet::enrol) him and [records](Pallet::record_data) commitments to data. Each is accepted only
//!    while the consent permits it, at that position in that block.
//! 4. A new risk is found. Version 2 asks all who are on study again, within a month. Mr Lund's consent is due; he does not
//!    sign, and when the month is over no data is accepted, though nobody has sent anything.
//! 5. Mr Lund [withdraws](Pallet::withdraw), while his sponsor's nodes are down: [`withdraw_signed`](Pallet::withdraw_signed)
//!    carries his signature, needs no account and costs nothing. He asks for erasure where the law allows it, and the
//!    sponsor must [answer](Pallet::answer_erasure).
//! 6. Two years after the end of the trial the rows go, and their deposits go back.
//!
//! ## The signature of a free withdrawal
//!
//! [`Statement`](salus_primitives::Statement) with the domain [`WITHDRAW_DOMAIN`], the genesis hash, and
//! `SCALE(trial, subject, round, scopes, data_use, who)`: the call's arguments in their order, without the signature.
//!
//! ## Neighbours
//!
//! Licences come from [`Config::Licences`], the authority over a participant's key from [`Config::Patients`]; the pallet
//! offers [`ConsentFacts`](salus_primitives::ConsentFacts). A call under a licence names it, and the licence is looked at
//! before the row. What reads storage are view functions. `README.md` has the table of calls.
//!
//! ## Invariants
//!
//! `try_state` checks those that can be read from state, the tests the rest:
//!
//! 1. Who is enrolled was so with a consent in force on the version current then; in an emergency with a deferred one.
//! 2. A consent was given at or after the approval of its version and signed by a set that the form admits (deferred: by the
//!    investigator alone); `core ⊆ scopes ⊆ offered`.
//! 3. The keys of one round are pairwise distinct; the investigator signs under a licence, nobody else with that account.
//! 4. Data is recorded only where the standing, at that position, is Active or Due before its end, with every scope held.
//! 5. A withdrawal changes neither `records` nor an earlier event; no record follows the end of a consent.
//! 6. Scopes never grow within a round, and between rounds only through a complete set of signatures.
//! 7. At every moment at most one version of a trial is current; `live` lists the approved and superseded ones on which a
//!    consent can be in force.
//! 8. After the month of majority and its grace no consent without the participant's own signature is Active or Due.
//! 9. Once the participant has said no, every later set of signers has their assent or their own consent.
//! 10. A trail is the replay of its participant's events; a failed call leaves it untouched.
//! 11. A withdrawal weighs no more than a signature, and works wherever there is a consent, whatever it is worth.
//! 12. Over all interleavings of approving, superseding, suspending, proposing, signing, withdrawing, enrolling, recording
//!     and waiting, each record accepted has a valid consent (`tests/model.rs`).
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;
pub use withdrawal::WITHDRAW_DOMAIN;

mod consents;
mod facts;
mod forms;
pub mod life;
mod participation;
mod rows;
pub mod standing;
mod sweep;
mod trials;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;
mod withdrawal;

#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]
// Never in a block.
mod benchmarking;
#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // A test may fail.
mod tests;

use frame::{
	deps::sp_runtime::traits::{IdentifyAccount, Verify},
	prelude::*,
	traits::UnixTime,
};
use salus_primitives::{
	BlockQuota, Given, LicenceId, Licensing, Moment, OrganisationId, Page, PatientAuthority,
	RowTicket, Scopes, Signer, Signers, Standing, TrialId,
};

/// The account type of a runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

/// The participant's row that a runtime stores.
pub type ParticipationOf<T> = Participation<AccountIdOf<T>, <T as Config>::Ticket>;

/// The form that a runtime stores.
pub type FormOf<T> = Form<<T as Config>::Ticket>;

/// The trial that a runtime stores.
pub type TrialOf<T> = Trial<<T as Config>::Ticket>;

/// The participant's row as readers see it.
pub type ParticipationView<T> = Participation<AccountIdOf<T>, ()>;

#[frame::pallet]
#[allow(clippy::expect_used)] // In what the macro writes, not in what stands here.
pub mod pallet {
	use super::*;

	/// The version of the stored rows.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// What a runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who may act, at this block.
		type Licences: Licensing<Self::AccountId>;

		/// Who may act for a participant's key.
		type Patients: PatientAuthority<Self::AccountId>;

		/// What stands behind a row; a deposit of whoever writes it.
		type Ticket: RowTicket<Self::AccountId>;

		/// What a key signs with, to withdraw without a transaction.
		type Signature: Parameter + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

		/// The clock of deadlines.
		type Time: UnixTime;

		/// How far ahead a trial's end may lie, in milliseconds.
		#[pallet::constant]
		type MaxTrial: Get<Moment>;

		/// How long a committee has to decide on a form, in milliseconds.
		#[pallet::constant]
		type ReviewWithin: Get<Moment>;

		/// How long a proposal can be signed, in milliseconds.
		#[pallet::constant]
		type SignWithin: Get<Moment>;

		/// From the first moment of the month of majority to the lapse of a consent without the participant's own signature, in
		/// milliseconds; at least the longest month, since the chain does not know the day.
		#[pallet::constant]
		type MajorityGrace: Get<Moment>;

		/// How long a sponsor has to answer a request to erase (GDPR 12(3): a month), in milliseconds.
		#[pallet::constant]
		type EraseWithin: Get<Moment>;

		/// How long the rows of a trial are kept after its end, in milliseconds.
		#[pallet::constant]
		type TrialRetention: Get<Moment>;

		/// Most free withdrawals in a block.
		#[pallet::constant]
		type MaxFreePerBlock: Get<u32>;

		/// Most rows that the sweep visits in a block.
		#[pallet::constant]
		type SweepPerBlock: Get<u32>;

		/// Weights of the calls and of the sweep's steps.
		type WeightInfo: WeightInfo;

		/// Sets the scene for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Signature>;
	}

	/// Why a balance is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A row of storage.
		#[codec(index = 0)]
		Row,
	}

	/// The trial registered last; the first is 1.
	#[pallet::storage]
	pub type LastTrial<T: Config> = StorageValue<_, TrialId, ValueQuery>;

	/// The trials.
	#[pallet::storage]
	pub type Trials<T: Config> = StorageMap<_, Twox64Concat, TrialId, TrialOf<T>>;

	/// The forms by trial and version.
	#[pallet::storage]
	pub type Forms<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TrialId, Twox64Concat, u16, FormOf<T>>;

	/// The investigators who may propose to participants, by trial and licence.
	#[pallet::storage]
	pub type Sites<T: Config> =
		StorageDoubleMap<_, Twox64Concat, TrialId, Twox64Concat, LicenceId, T::Ticket>;

	/// The participants by trial and subject.
	#[pallet::storage]
	pub type Consents<T: Config> = StorageDoubleMap<
		_,
		Twox64Concat,
		TrialId,
		Blake2_128Concat,
		T::AccountId,
		ParticipationOf<T>,
	>;

	/// Free withdrawals of a block, and which. Of another block than the present one it says nothing.
	#[pallet::storage]
	pub type FreeCalls<T: Config> = StorageValue<_, BlockQuota, ValueQuery>;

	/// Where the sweep of the participants goes on; `None`: from the start.
	#[pallet::storage]
	pub type SweepCursor<T: Config> = StorageValue<_, (TrialId, T::AccountId)>;

	/// Where the sweep of the trials goes on; `None`: from the start.
	#[pallet::storage]
	pub type TrialCursor<T: Config> = StorageValue<_, TrialId>;

	/// What happened. Every event with a `subject`, but [`Event::Pruned`], is a link of that participant's trail.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A sponsor registered a trial.
		TrialRegistered {
			/// The trial.
			trial: TrialId,
			/// Licence of the sponsor.
			sponsor: LicenceId,
			/// Licence of the ethics committee.
			committee: LicenceId,
			/// Commitment to the protocol.
			protocol: H256,
			/// When it ends by itself, exclusive.
			ends_at: Moment,
		},
		/// A sponsor opened or closed a site.
		SiteSet {
			/// The trial.
			trial: TrialId,
			/// Licence of the investigator.
			investigator: LicenceId,
			/// Whether the investigator may propose from now on.
			open: bool,
		},
		/// A sponsor submitted a version of the form.
		FormSubmitted {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
			/// Commitment to the document.
			commitment: H256,
			/// When silence becomes a rejection, exclusive.
			until: Moment,
		},
		/// The committee approved a version.
		FormApproved {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
			/// From when it may be used.
			from: Moment,
			/// When it may no longer be, exclusive.
			until: Moment,
			/// The version whose place it takes.
			replaces: Option<u16>,
			/// What that means for consents to earlier versions.
			reconsent: Option<Reconsent>,
		},
		/// The committee rejected a version.
		FormRejected {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
		},
		/// A version was suspended: consents to it permit nothing.
		FormSuspended {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
			/// Licence of the committee or a regulator.
			by: LicenceId,
		},
		/// The committee, or a regulator, no longer suspends a version.
		FormResumed {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
			/// Licence of the committee or a regulator.
			by: LicenceId,
		},
		/// The committee extended its approval.
		FormExtended {
			/// The trial.
			trial: TrialId,
			/// The version.
			version: u16,
			/// When it may no longer be used, exclusive.
			until: Moment,
		},
		/// An investigator proposed to a participant what all needed are to sign. Whatever was being signed before is void.
		Proposed {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// Licence of the investigator.
			by: LicenceId,
			/// The site's organisation.
			organisation: OrganisationId,
			/// The version of the form.
			version: u16,
			/// What the consent would cover.
			scopes: Scopes,
			/// Who must sign.
			need: Signers,
			/// Who signs as the representative.
			representative: Option<T::AccountId>,
			/// The month in which the participant comes of age.
			majority: Option<Month>,
			/// The number of this proposal.
			round: u16,
			/// When it lapses, exclusive.
			until: Moment,
		},
		/// An investigator deferred the consent in an emergency.
		Deferred {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The site's organisation.
			organisation: OrganisationId,
			/// The investigator's word, in place of a consent.
			given: Given,
		},
		/// Somebody signed the proposal as it is.
		Signed {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// In which capacity.
			role: Signer,
			/// The key that signed.
			by: T::AccountId,
			/// The number of the proposal.
			round: u16,
		},
		/// The participant or the representative signed for less than was proposed. What others had signed is void.
		ScopesNarrowed {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// In which capacity.
			role: Signer,
			/// The key that signed.
			by: T::AccountId,
			/// The number of the narrower proposal; this signature counts in it.
			round: u16,
			/// What it covers.
			scopes: Scopes,
		},
		/// The last signature was given: the consent is in force, in place of an earlier one.
		Given {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The consent.
			given: Given,
		},
		/// The participant or the representative refused the proposal. What was given before stands, but for a deferred consent:
		/// that ends with the refusal to confirm it, and [`Event::Withdrawn`] follows.
		Refused {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The number of the proposal.
			round: u16,
			/// Whose word it is.
			by: Party,
		},
		/// Scopes that are not core were withdrawn. What was being signed is void.
		ScopesWithdrawn {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The round of the consent.
			round: u16,
			/// Whose word it is.
			by: Party,
			/// What was held and is no longer.
			scopes: Scopes,
			/// When the sponsor must have answered the request to erase; `None`: what was collected may be kept.
			erase_by: Option<Moment>,
		},
		/// The consent was withdrawn. The participant is off the trial; what was being signed is void.
		Withdrawn {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The round of the consent.
			round: u16,
			/// Whose word it is.
			by: Party,
			/// When the sponsor must have answered the request to erase; `None`: what was collected may be kept.
			erase_by: Option<Moment>,
		},
		/// A participant was enrolled.
		Enrolled {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// Licence of the investigator.
			by: LicenceId,
			/// What the consent was worth; Due only if it was deferred in an emergency.
			standing: Standing,
		},
		/// A participant advanced to another stage of the trial.
		Advanced {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// Licence of the investigator.
			by: LicenceId,
			/// The stage.
			to: Step,
		},
		/// Data about a participant was recorded.
		DataRecorded {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// Licence of the investigator.
			by: LicenceId,
			/// What it was collected under.
			scopes: Scopes,
			/// Commitment to the data.
			commitment: H256,
			/// Number of the record, from 1.
			number: u32,
			/// What the consent was worth.
			standing: Standing,
		},
		/// The site ended a participation, and with it the consent. What was being signed is void.
		Ended {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// Licence of the investigator.
			by: LicenceId,
			/// Why.
			why: ExitReason,
		},
		/// The sponsor answered a request to erase.
		ErasureAnswered {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// The answer.
			answer: Answer,
		},
		/// The row moved to the participant's new key; the trail goes on there. What was being signed is void.
		Rekeyed {
			/// The trial.
			trial: TrialId,
			/// The old key.
			subject: T::AccountId,
			/// The new key.
			new: T::AccountId,
		},
		/// Time alone changed the row. Emitted when the row is next written.
		Lapsed {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
			/// What ended.
			lapse: Lapse,
			/// When that took effect.
			at: Moment,
		},
		/// The participant's row is gone; its events and old states remain with archive nodes.
		Pruned {
			/// The trial.
			trial: TrialId,
			/// The participant.
			subject: T::AccountId,
		},
		/// A trial ended before its time.
		TrialEnded {
			/// The trial.
			trial: TrialId,
			/// Licence of the sponsor or a regulator.
			by: LicenceId,
		},
		/// The committee allowed a trial to go on for longer.
		TrialExtended {
			/// The trial.
			trial: TrialId,
			/// When it ends by itself, exclusive.
			ends_at: Moment,
		},
		/// A trial is gone, with its forms and sites.
		TrialPruned {
			/// The trial.
			trial: TrialId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such trial, form, site or participant, or it was pruned.
		NotFound,
		/// The caller has no right to this: wrong licence, role, site or key.
		NotAuthorized,
		/// The licence is the right one, but suspended, expired or ended.
		LicenceNotValid,
		/// The trial is over.
		TrialEnded,
		/// The committee and the sponsor are of one organisation, or of one group.
		ConflictOfInterest,
		/// The period is empty, begins in the past, is longer than allowed, or does not lengthen what it should.
		InvalidPeriod,
		/// No scope, a scope that the form does not offer, or not all of its core.
		InvalidScopes,
		/// A set of signers that cannot sign a consent, or that the form or the participant's age does not admit, or a
		/// representative without a need for one, or none with it.
		InvalidSigners,
		/// A version is in use, and the form does not say what is to become of the consents to it; or it names no stages.
		InvalidReconsent,
		/// Eight versions may still carry a consent: approve one that asks all stages again, once its grace is over.
		MaxFormsExceeded,
		/// The committee has decided already, or its time was over.
		NotSubmitted,
		/// The caller's side has not suspended this.
		NotSuspended,
		/// The caller's side has suspended this already.
		AlreadySuspended,
		/// The version is not in use: never approved, not yet, no longer, superseded or suspended.
		NotApproved,
		/// One key would sign in two capacities.
		SameSigner,
		/// The participant has said no: the set needs their assent or their own consent.
		AssentRequired,
		/// A minor without the month of majority, or with a later one than before.
		InvalidMajority,
		/// The form allows no deferral.
		NotAllowed,
		/// There is one already.
		AlreadyExists,
		/// The call names another round than the row, or nothing is being signed.
		StaleRound,
		/// Somebody has signed in this capacity.
		AlreadySigned,
		/// Nobody signs in this capacity.
		NotRequired,
		/// The scopes signed are not those proposed.
		Mismatch,
		/// No consent is in force, or it covers none of these scopes.
		NothingToWithdraw,
		/// No consent, or one that does not permit this now.
		NotConsented,
		/// The participant is, or was, enrolled.
		AlreadyEnrolled,
		/// That is no step forward.
		InvalidStep,
		/// The consent does not cover these scopes.
		ScopeNotGranted,
		/// The participant is not in the trial.
		NotEnrolled,
		/// No request to erase is waiting for an answer.
		NotRequested,
		/// No number is left.
		LimitReached,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// A sponsor registers a trial, with the ethics committee that will watch over it. `protocol` is a commitment.
		#[pallet::call_index(0)]
		pub fn register_trial(
			origin: OriginFor<T>,
			licence: LicenceId,
			protocol: H256,
			committee: LicenceId,
			ends_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_register_trial(who, licence, protocol, committee, ends_at)
		}

		/// The sponsor admits an investigator as a site, or admits them no longer.
		#[pallet::call_index(1)]
		pub fn set_site(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			investigator: LicenceId,
			open: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_site(who, licence, trial, investigator, open)
		}

		/// The sponsor submits the next version of the form. `replace` says what its approval means for consents to earlier
		/// versions; it must be given once a version was approved.
		#[pallet::call_index(2)]
		pub fn submit_form(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			commitment: H256,
			offered: Scopes,
			core: Scopes,
			sets: Sets,
			replace: Option<Reconsent>,
			deferred_h: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = forms::NewForm { commitment, offered, core, sets, replace, deferred_h };
			Self::do_submit_form(who, licence, trial, new)
		}

		/// The committee decides on a form. An approved one takes the place of the version in use.
		#[pallet::call_index(3)]
		pub fn decide_form(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			version: u16,
			decision: Decision,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decide_form(who, licence, trial, version, decision)
		}

		/// The committee or a regulator suspends a version, or all on which consents may be in force.
		#[pallet::call_index(4)]
		pub fn suspend(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			version: Option<u16>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_suspended(who, licence, trial, version, true)
		}

		/// The committee or a regulator no longer suspends; each lifts only what its side has said.
		#[pallet::call_index(5)]
		pub fn resume(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			version: Option<u16>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_suspended(who, licence, trial, version, false)
		}

		/// The committee extends its approval of a version, superseded or not, before its end or after.
		#[pallet::call_index(6)]
		pub fn extend(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			version: u16,
			until: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend(who, licence, trial, version, until)
		}

		/// An investigator at a site proposes to a participant, in place of what the same organisation proposed before.
		/// `majority` is the month in which a minor comes of age, and of minors only.
		#[pallet::call_index(7)]
		#[pallet::weight(T::WeightInfo::propose().saturating_add(Pallet::<T>::authority_weight(1)))]
		pub fn propose(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			version: u16,
			scopes: Scopes,
			need: Signers,
			representative: Option<T::AccountId>,
			majority: Option<Month>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = consents::NewProposal { version, scopes, need, representative, majority };
			Self::do_propose(who, licence, trial, subject, new)
		}

		/// An investigator at a site takes a participant into the trial in an emergency, before anybody could consent (ICH
		/// E6(R3) 2.8.7). Covers the core scopes, for as long as the form allows.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::defer().saturating_add(Pallet::<T>::authority_weight(1)))]
		pub fn defer(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			version: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_defer(who, licence, trial, subject, version)
		}

		/// Whoever is asked to signs, in one capacity, for the scopes proposed; participant and representative also for fewer.
		/// With the last signature the consent is given. The witness is any key that signs nothing else and holds no licence: an
		/// investigator who signs last sees which one it was.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::sign().saturating_add(Pallet::<T>::authority_weight(1)))]
		pub fn sign(
			origin: OriginFor<T>,
			trial: TrialId,
			subject: T::AccountId,
			role: Signer,
			round: u16,
			scopes: Scopes,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_sign(who, trial, subject, role, round, scopes)
		}

		/// The participant or the representative refuses what is proposed.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::refuse().saturating_add(Pallet::<T>::authority_weight(1)))]
		pub fn refuse(
			origin: OriginFor<T>,
			trial: TrialId,
			subject: T::AccountId,
			round: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_refuse(who, trial, subject, round)
		}

		/// The participant, or the representative who signed, takes scopes out of the consent given in `round`, be it that the
		/// site has ended it. Without one of its core scopes it is withdrawn.
		#[pallet::call_index(11)]
		#[pallet::weight(T::WeightInfo::withdraw().saturating_add(Pallet::<T>::authority_weight(1)))]
		pub fn withdraw(
			origin: OriginFor<T>,
			trial: TrialId,
			subject: T::AccountId,
			round: u16,
			scopes: Scopes,
			data_use: DataUse,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(&who, trial, subject, round, scopes, data_use)
		}

		/// As [`withdraw`](Self::withdraw), on the word that `who` signed: no account, no fee, no sponsor. The crate's
		/// documentation says what is signed.
		#[pallet::call_index(12)]
		#[pallet::authorize(Pallet::<T>::authorize_withdrawal)]
		#[pallet::weight(
			T::WeightInfo::withdraw_signed().saturating_add(Pallet::<T>::authority_weight(1))
		)]
		#[pallet::weight_of_authorize(
			T::WeightInfo::authorize_withdraw_signed()
				.saturating_add(Pallet::<T>::authority_weight(1))
		)]
		pub fn withdraw_signed(
			origin: OriginFor<T>,
			trial: TrialId,
			subject: T::AccountId,
			round: u16,
			scopes: Scopes,
			data_use: DataUse,
			who: T::AccountId,
			signature: T::Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			let _ = signature; // Verified by the authorization, without which nobody comes here.
			Self::do_withdraw_free(&who, trial, subject, round, scopes, data_use)
		}

		/// An investigator at a site, of the participant's organisation, enrols a participant whose consent to the version in
		/// use is in force, or was deferred.
		#[pallet::call_index(13)]
		pub fn enrol(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enrol(who, licence, trial, subject)
		}

		/// An investigator of the site's organisation notes that a participant, whose consent is in force, is at a later stage.
		#[pallet::call_index(14)]
		pub fn advance(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			to: Step,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_advance(who, licence, trial, subject, to)
		}

		/// An investigator of the site's organisation records a commitment to data collected under `scopes`.
		#[pallet::call_index(15)]
		pub fn record_data(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			scopes: Scopes,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_record_data(who, licence, trial, subject, scopes, commitment)
		}

		/// An investigator of the site's organisation ends a participation, and with it the consent.
		#[pallet::call_index(16)]
		pub fn end_participation(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			why: ExitReason,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_participation(who, licence, trial, subject, why)
		}

		/// The sponsor answers a request to erase.
		#[pallet::call_index(17)]
		pub fn answer_erasure(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			subject: T::AccountId,
			answer: Answer,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_answer_erasure(who, licence, trial, subject, answer)
		}

		/// The sponsor or a regulator ends a trial.
		#[pallet::call_index(18)]
		pub fn end_trial(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_trial(who, licence, trial)
		}

		/// The committee allows a trial to go on for longer.
		#[pallet::call_index(19)]
		pub fn extend_trial(
			origin: OriginFor<T>,
			licence: LicenceId,
			trial: TrialId,
			ends_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_extend_trial(who, licence, trial, ends_at)
		}

		/// The successor of a participant's key, after a recovery, moves the row to a new key.
		#[pallet::call_index(20)]
		#[pallet::weight(T::WeightInfo::rekey().saturating_add(Pallet::<T>::authority_weight(2)))]
		pub fn rekey(
			origin: OriginFor<T>,
			trial: TrialId,
			subject: T::AccountId,
			new: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rekey(who, trial, subject, new)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_idle(remaining)
		}

		fn integrity_test() {
			assert!(T::MaxTrial::get() > 0, "no trial could be registered");
			assert!(T::ReviewWithin::get() > 0, "no form could be approved");
			assert!(T::SignWithin::get() > 0, "nothing could be signed");
			assert!(
				T::MajorityGrace::get() >= salus_primitives::ids::DAY.saturating_mul(31),
				"a consent could lapse before the participant is of age"
			);
			assert!(T::MaxFreePerBlock::get() > 0, "nobody could withdraw for free");
			assert!(T::SweepPerBlock::get() > 0, "nothing would be swept");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The trial.
		pub fn trial(id: TrialId) -> Option<Trial<()>> {
			Self::trial_view(id)
		}

		/// The versions of a trial's form in their order from `cursor`, at most `limit` (64) of them; `next` is the cursor of
		/// the next page.
		pub fn forms(
			trial: TrialId,
			cursor: Option<u16>,
			limit: u32,
		) -> Page<(u16, Form<()>), u16> {
			Self::page_forms(trial, cursor, limit)
		}

		/// One version of a trial's form.
		pub fn form(trial: TrialId, version: u16) -> Option<Form<()>> {
			Self::form_view(trial, version)
		}

		/// Whether the investigator may propose to participants of the trial.
		pub fn is_site(trial: TrialId, investigator: LicenceId) -> bool {
			Sites::<T>::contains_key(trial, investigator)
		}

		/// The participant.
		pub fn consent(trial: TrialId, subject: T::AccountId) -> Option<ParticipationView<T>> {
			Self::settled(trial, &subject)
		}

		/// What the participant's consent is worth now.
		pub fn standing(trial: TrialId, subject: T::AccountId) -> Standing {
			Self::standing_of(trial, &subject, Self::now())
		}

		/// What it will be worth at `moment`, if nobody does anything until then. Of the past it tells what the present consent
		/// was worth; an archive node tells what the one before was.
		pub fn standing_at(trial: TrialId, subject: T::AccountId, moment: Moment) -> Standing {
			Self::standing_of(trial, &subject, moment)
		}

		/// The participants whose consents are due for renewal or lapsed, in the order of their keys from `cursor`. At most
		/// `limit` (64) items, and at most 1,024 rows looked at; `next` is the cursor of the next page.
		pub fn due(
			trial: TrialId,
			cursor: Option<T::AccountId>,
			limit: u32,
		) -> Page<(T::AccountId, Standing), T::AccountId> {
			Self::page_due(trial, cursor, limit)
		}

		/// The participants whose requests to erase the sponsor did not answer in time; pages as of [`due`](Self::due).
		pub fn overdue_erasures(
			trial: TrialId,
			cursor: Option<T::AccountId>,
			limit: u32,
		) -> Page<(T::AccountId, Erasure), T::AccountId> {
			Self::page_overdue_erasures(trial, cursor, limit)
		}
	}
}
