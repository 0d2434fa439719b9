//! Commitments to records, the patient's grants, and a receipt for every access, ordinary or in an emergency.
//!
//! ## Terms
//!
//! - **Record**: a document off the chain (any FHIR R4 resource). On it a Merkle tree of salted field commitments, one salt for
//!   each field; its root enters the record's id and nothing else. **Custodian**: the hospital that keeps document and salts.
//! - **Patient**: a key for a relationship with a custodian, entered by that custodian with the key's own signature.
//! - **Set**: one of 32 labels of a patient key; what it stands for is known to patient and custodian only.
//! - **Grant**: who may read which sets, or which record, for which purpose, from when until when, how often. **Receipt**:
//!   salted commitment to who read what, why and when (FHIR AuditEvent), given by the reader *before* the gateway releases
//!   anything.
//! - **Incident**: an access without a grant in an emergency. **Conduct**: the incidents that a licence has not explained.
//! - **Guardian**: a key with powers for a patient's until a date. **Controller**: the key that speaks for a patient's after a
//!   recovery.
//! - **Settling**, **trail**: as in `prescriptions`. Every row is first brought to what time alone has made of it ([`life`]);
//!   every event of a row is a link of its hash chain, which starts at the record's id or at its key.
//!
//! ## Story
//!
//! 1. St Brigid's Hospital enters Mrs Lind's key, which she made for this hospital and which signs what it agrees to: who her
//!    guardians are ([`enter_patient`](Pallet::enter_patient)). The hospital pays the deposit, she needs no tokens.
//! 2. The hospital anchors a discharge letter: [`anchor`](Pallet::anchor). The chain sees a hash and a set.
//! 3. Mrs Lind lets a specialist read that set for treatment, twice, until Friday: [`grant`](Pallet::grant), relayed by a
//!    member. The specialist gives a receipt ([`access`](Pallet::access)), the hospital's gateway sees it and releases the
//!    letter. The third access is refused.
//! 4. She takes the grant back: [`revoke`](Pallet::revoke), or [`revoke_signed`](Pallet::revoke_signed), which costs nothing
//!    and needs nobody.
//! 5. At night she is brought in unconscious. A clinician breaks the glass ([`break_glass`](Pallet::break_glass)), reads for a
//!    day, and explains within three ([`justify`](Pallet::justify)); else the licence opens nothing here any more. An auditor of
//!    another house reviews. Mrs Lind sees all of it.
//! 6. She asks to shred the letter: [`request_shred`](Pallet::request_shred). The hospital shreds within a month, or says what
//!    law forbids it, or nobody reads it any more. The id of a shredded record opens no more, because the salts are gone.
//! 7. She loses her phone. Two of her guardians name a new key ([`recover`](Pallet::recover)); a week later it speaks for the
//!    old one, here and in every pallet that asks [`PatientAuthority`](salus_primitives::PatientAuthority), unless the old one
//!    vetoes.
//!
//! ## Neighbours
//!
//! Licences come from [`Config::Licences`], which also takes reports of what was never explained or answered. The pallet is
//! the chain's [`PatientAuthority`](salus_primitives::PatientAuthority), and offers [`AccessFacts`](salus_primitives::AccessFacts) to gateways and
//! [`RecordFacts`](salus_primitives::RecordFacts) to whoever proves or judges records. `README.md` has the table of calls.
//!
//! ## Invariants
//!
//! `try_state` checks those that can be read from state, the tests the rest:
//!
//! 1. Every access had, at its position, an open grant within period, scope and reads, or an open incident in its time.
//! 2. Reads taken and reads left are the reads granted; a patient key has at most 32 grants.
//! 3. No access after a revocation at its position; no revocation changes an earlier receipt.
//! 4. A conduct lists exactly the incidents of its licence that wait for an explanation; the queue of deadlines has exactly one
//!    entry for each incident that is not closed.
//! 5. A licence with an overdue incident opens nothing.
//! 6. Nothing is shredded while a hold is in force; a marker leads to no patient and never becomes anything else.
//! 7. A record's id opens to one custodian, time and root; no id comes twice.
//! 8. A reviewer's organisation is not related to the clinician's.
//! 9. At most one key speaks for a patient's. The old one has no power once a recovery took effect, and gives nothing away
//!    while it is decided.
//! 10. A guardian has no power at or after its end, nor one that was not given.
//! 11. A hold ends within its bound; every request to shred has a time by which it is answered.
//! 12. A trail is the replay of its row's events; a failed call leaves it untouched.
//! 13. Shredding one record leaves the proof of every other one as it was (off the chain: `salus-fhir`).
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use views::RowKey;
pub use weights::WeightInfo;

mod access;
mod custody;
mod emergencies;
mod facts;
mod grants;
pub mod life;
mod patients;
mod rows;
mod sweep;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::arithmetic_side_effects, clippy::indexing_slicing)]
// Never in a block.
mod benchmarking;
#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // A test may fail.
mod tests;

use frame::{
	deps::frame_support::weights::WeightMeter,
	prelude::*,
	traits::{IdentifyAccount, UnixTime, Verify},
};
use salus_primitives::{
	BlockQuota, LicenceId, Licensing, Moment, Page, Purpose, RecordId, RowTicket, Upkeep,
};

/// The account type of a runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

/// A record as a runtime stores it.
pub type RecordOf<T> = Record<AccountIdOf<T>, <T as Config>::RecordTicket>;

/// A record as readers see it.
pub type RecordView<T> = Record<AccountIdOf<T>, ()>;

/// A grant of a runtime.
pub type GrantOf<T> = Grant<AccountIdOf<T>>;

/// A patient as a runtime stores it.
pub type PatientOf<T> = Patient<AccountIdOf<T>, <T as Config>::PatientTicket>;

/// A patient as readers see it.
pub type PatientView<T> = Patient<AccountIdOf<T>, ()>;

/// Where an incident stands.
pub type IncidentKey<T> = (AccountIdOf<T>, IncidentId);

#[frame::pallet]
#[allow(clippy::expect_used)] // In what the macro writes, not in what stands here.
pub mod pallet {
	use super::*;

	/// The version of the stored rows.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why a balance is held.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A patient's row and its grants.
		#[codec(index = 0)]
		Patient,
	}

	/// What a runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who sets how long emergencies take.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may act, at this block.
		type Licences: Licensing<Self::AccountId>;

		/// What stands behind a record; `Bonded` on a consortium's hot path.
		type RecordTicket: RowTicket<Self::AccountId>;

		/// What stands behind a patient's row and its grants: a deposit of the custodian.
		type PatientTicket: RowTicket<Self::AccountId>;

		/// How a key signs statements.
		type Signature: Parameter + Verify<Signer: IdentifyAccount<AccountId = Self::AccountId>>;

		/// The clock of deadlines.
		type Time: UnixTime;

		/// Whether the jurisdiction lets a patient close sets even to emergencies.
		#[pallet::constant]
		type SealAllowed: Get<bool>;

		/// How long after its authoring a record, a grant or an agreement is taken, in milliseconds.
		#[pallet::constant]
		type MaxAge: Get<Moment>;

		/// How far the author's clock may be ahead, in milliseconds.
		#[pallet::constant]
		type MaxSkew: Get<Moment>;

		/// How long a grant can last, in milliseconds.
		#[pallet::constant]
		type MaxGrant: Get<Moment>;

		/// How long a hold can last, in milliseconds.
		#[pallet::constant]
		type MaxHold: Get<Moment>;

		/// How long guardians can vote on a recovery, in milliseconds.
		#[pallet::constant]
		type VoteWithin: Get<Moment>;

		/// When a recovery by guardians takes effect, in milliseconds after it is decided.
		#[pallet::constant]
		type GuardianDelay: Get<Moment>;

		/// When a recovery by a registrar takes effect, in milliseconds after it is decided.
		#[pallet::constant]
		type RegistrarDelay: Get<Moment>;

		/// How long after a veto there is no other one, in milliseconds.
		#[pallet::constant]
		type VetoPause: Get<Moment>;

		/// How long a closed grant or incident, and the marker of a shredded record, is kept, in milliseconds.
		#[pallet::constant]
		type Retention: Get<Moment>;

		/// Most rows that the sweep visits in a block.
		#[pallet::constant]
		type SweepPerBlock: Get<u32>;

		/// Deadlines of incidents for which every block has room, before its transactions. A block gives them a tenth of its
		/// weight, or what these take, whichever is more; and of what is left at its end at most twice what these take.
		#[pallet::constant]
		type DuePerBlock: Get<u32>;

		/// Most free revocations in a block.
		#[pallet::constant]
		type MaxFreePerBlock: Get<u32>;

		/// Weights of the calls and of the hooks' steps.
		type WeightInfo: WeightInfo;

		/// Sets the scene for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, Self::Signature>;
	}

	/// The records.
	#[pallet::storage]
	pub type Records<T: Config> = StorageMap<_, Identity, RecordId, RecordOf<T>>;

	/// The grants, each in one of 32 slots of its patient. A closed one keeps its slot until its replay would be stale.
	#[pallet::storage]
	pub type Grants<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, u8, GrantOf<T>>;

	/// The accesses in an emergency.
	#[pallet::storage]
	pub type Incidents<T: Config> =
		StorageDoubleMap<_, Blake2_128Concat, T::AccountId, Twox64Concat, IncidentId, Incident>;

	/// The id of the last incident.
	#[pallet::storage]
	pub type LastIncident<T: Config> = StorageValue<_, IncidentId, ValueQuery>;

	/// What licences have not explained. No row: nothing.
	#[pallet::storage]
	pub type Conducts<T: Config> = StorageMap<_, Twox64Concat, LicenceId, Conduct<T::AccountId>>;

	/// The patients' keys.
	#[pallet::storage]
	pub type Patients<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, PatientOf<T>>;

	/// Deadlines of incidents in the order of time: the moment in big-endian bytes, then the incident.
	#[pallet::storage]
	pub type Due<T: Config> =
		StorageNMap<_, (NMapKey<Identity, [u8; 8]>, NMapKey<Identity, IncidentKey<T>>), ()>;

	/// Who keeps what an ended custodian anchored.
	#[pallet::storage]
	pub type Successors<T: Config> = StorageMap<_, Twox64Concat, LicenceId, LicenceId>;

	/// Free revocations of the present block.
	#[pallet::storage]
	pub type FreeCalls<T: Config> = StorageValue<_, BlockQuota, ValueQuery>;

	/// How long emergencies take.
	#[pallet::storage]
	pub type Emergency<T: Config> = StorageValue<_, EmergencyRules, ValueQuery>;

	/// Where the sweep goes on; `None`: from the start.
	#[pallet::storage]
	pub type SweepCursor<T: Config> = StorageValue<_, Cursor<T::AccountId>>;

	/// The rules at the start of a chain.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// How long emergencies take.
		pub emergency: EmergencyRules,
		/// Not read.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			assert!(self.emergency.is_sound(), "the rules of emergencies are not sound");
			Emergency::<T>::put(self.emergency);
		}
	}

	/// What happened. Every event of a record, grant, incident or patient is a link of that row's trail, but those that say
	/// that a row went; [`Event::Disputed`] and [`Event::ShredRequested`] are links of the record's and of the patient's.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance set how long emergencies take.
		EmergencySet {
			/// The times.
			rules: EmergencyRules,
		},
		/// A custodian entered a patient's key.
		PatientEntered {
			/// The key.
			patient: T::AccountId,
			/// Licence of the custodian.
			custodian: LicenceId,
			/// Who may act beside the patient.
			guardians: Guardians<T::AccountId>,
		},
		/// The custodian closed the relationship; records and closed grants stay.
		PatientClosed {
			/// The key.
			patient: T::AccountId,
		},
		/// A record was anchored.
		Anchored {
			/// The record.
			id: RecordId,
			/// Licence of the custodian.
			custodian: LicenceId,
			/// The patient's key.
			patient: T::AccountId,
			/// Its set.
			set: u8,
		},
		/// Another version replaced a record.
		Amended {
			/// The record.
			id: RecordId,
			/// The version.
			by: RecordId,
		},
		/// A record should never have been written.
		MarkedInError {
			/// The record.
			id: RecordId,
		},
		/// The patient disputes a record.
		Disputed {
			/// The record.
			id: RecordId,
			/// The patient's key.
			patient: T::AccountId,
			/// In whose name.
			by: Voice,
		},
		/// The patient asks to shred a record.
		ShredRequested {
			/// The record.
			id: RecordId,
			/// The patient's key.
			patient: T::AccountId,
			/// In whose name.
			by: Voice,
			/// End of the time to answer, exclusive; while a hold is in force it has not begun.
			due: Moment,
		},
		/// The custodian left the request unanswered. Emitted when the row is next written.
		ShredIgnored {
			/// The record.
			id: RecordId,
			/// Since when nobody reads it.
			at: Moment,
		},
		/// Document and salts are destroyed.
		Shredded {
			/// The record.
			id: RecordId,
			/// Why.
			reason: ShredReason,
		},
		/// A ban on shredding was placed.
		HoldPlaced {
			/// The record.
			id: RecordId,
			/// Licence of the custodian or regulator.
			by: LicenceId,
			/// Why.
			ground: HoldGround,
			/// Its end, exclusive.
			until: Moment,
		},
		/// A ban was lifted.
		HoldLifted {
			/// The record.
			id: RecordId,
			/// Licence of whoever lifted it.
			by: LicenceId,
		},
		/// A ban ended. Emitted when the row is next written.
		HoldEnded {
			/// The record.
			id: RecordId,
			/// When.
			at: Moment,
		},
		/// The marker of a shredded record is gone.
		RecordPruned {
			/// The record.
			id: RecordId,
		},
		/// Another custodian keeps what an ended one anchored.
		CustodySucceeded {
			/// Licence that ended.
			old: LicenceId,
			/// Licence of the successor.
			new: LicenceId,
		},
		/// The patient gave a permission to read.
		Granted {
			/// The patient's key.
			patient: T::AccountId,
			/// The grant's slot.
			slot: u8,
			/// In whose name.
			by: Voice,
			/// When the patient wrote it.
			authored_at: Moment,
			/// Who may read.
			grantee: Grantee<T::AccountId>,
			/// What.
			what: What,
			/// For what.
			purpose: Purpose,
			/// First moment.
			from: Moment,
			/// End, exclusive.
			until: Moment,
			/// How often.
			reads: u16,
		},
		/// Somebody reads under a grant.
		Accessed {
			/// The patient's key.
			patient: T::AccountId,
			/// The grant's slot.
			slot: u8,
			/// Licence of the reader; `None`: a key.
			by: Option<LicenceId>,
			/// Salted commitment to who reads what, why and when.
			receipt: H256,
			/// Reads left.
			reads_left: u16,
		},
		/// The patient took a permission back.
		Revoked {
			/// The patient's key.
			patient: T::AccountId,
			/// The grant's slot.
			slot: u8,
			/// In whose name.
			by: Voice,
		},
		/// A permission ended. Emitted when the row is next written.
		Expired {
			/// The patient's key.
			patient: T::AccountId,
			/// The grant's slot.
			slot: u8,
			/// When.
			at: Moment,
		},
		/// A closed grant is gone.
		GrantPruned {
			/// The patient's key.
			patient: T::AccountId,
			/// Its slot.
			slot: u8,
		},
		/// A clinician opened sets in an emergency.
		GlassBroken {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// Licence of the clinician.
			by: LicenceId,
			/// The sets.
			sets: Sets,
			/// What kind of emergency.
			reason: BreakGlassReason,
			/// Salted commitment to who reads, why and when.
			receipt: H256,
			/// End of the reading, exclusive.
			read_until: Moment,
			/// End of the time to explain, exclusive.
			justify_by: Moment,
		},
		/// The clinician reads.
		EmergencyAccessed {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// Salted commitment to who reads what, why and when.
			receipt: H256,
		},
		/// The clinician explained.
		Justified {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// Salted commitment to the explanation.
			commitment: H256,
			/// Whether it came too late.
			late: bool,
		},
		/// A reviewer judged.
		Reviewed {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// Licence of the reviewer.
			by: LicenceId,
			/// The judgement.
			finding: Finding,
		},
		/// The clinician did not explain in time: its licence opens nothing here until it does.
		AccessSuspended {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// Licence of the clinician.
			by: LicenceId,
			/// Since when.
			at: Moment,
		},
		/// Nobody reviewed an incident, or explained it, in time.
		IncidentClosed {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
			/// What that means.
			verdict: Verdict,
			/// When.
			at: Moment,
		},
		/// A closed incident is gone.
		IncidentPruned {
			/// The patient's key.
			patient: T::AccountId,
			/// The incident.
			incident: IncidentId,
		},
		/// The patient closed sets to emergencies.
		Sealed {
			/// The patient's key.
			patient: T::AccountId,
			/// All that are closed now.
			sets: Sets,
			/// In whose name.
			by: Voice,
		},
		/// The guardians were set.
		GuardiansSet {
			/// The patient's key.
			patient: T::AccountId,
			/// Who may act beside the patient now.
			guardians: Guardians<T::AccountId>,
			/// Salted commitment to a court's order; `None`: by the patient.
			order: Option<H256>,
		},
		/// A guardian or a registrar wants another key to speak for a lost one.
		RecoveryApproved {
			/// The patient's key.
			patient: T::AccountId,
			/// The guardian who voted; `None`: a registrar decided.
			by: Option<T::AccountId>,
			/// The other key.
			new: T::AccountId,
			/// When it will; `None`: more guardians must want it.
			effective_at: Option<Moment>,
		},
		/// The old key refused a recovery.
		RecoveryVetoed {
			/// The patient's key.
			patient: T::AccountId,
		},
		/// Too few guardians voted in time. Emitted when the row is next written.
		RecoveryAbandoned {
			/// The patient's key.
			patient: T::AccountId,
			/// When.
			at: Moment,
		},
		/// Another key speaks for the patient's. Emitted when the row is next written.
		Recovered {
			/// The patient's key.
			patient: T::AccountId,
			/// The other key.
			controller: T::AccountId,
			/// Since when.
			at: Moment,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// There is no such record, patient, grant or incident.
		NotFound,
		/// The caller has no right to this: wrong licence, holder, role or key.
		NotAuthorized,
		/// The licence is the right one, but suspended, expired or ended.
		LicenceNotValid,
		/// The call carries another number than the patient's row.
		StaleSequence,
		/// Times that do not follow one another, or beyond a bound.
		InvalidRules,
		/// It exists already, or the slot is not free yet.
		AlreadyExists,
		/// Two guardians with one key, one with the patient's own, no such power, or a threshold out of reach.
		InvalidGuardians,
		/// The key did not sign this agreement.
		BadSignature,
		/// Written too long ago, or in the future.
		Stale,
		/// There are 32 sets and 32 slots, from 0.
		InvalidSet,
		/// The record is not the newest version, or the patient asked to shred it.
		NotLive,
		/// The record is shredded.
		AlreadyShredded,
		/// The patient disputes it already.
		AlreadyDisputed,
		/// The patient asked already.
		AlreadyRequested,
		/// A ban on shredding is in force.
		OnHold,
		/// No ban on shredding is in force.
		NotOnHold,
		/// Empty, past, or longer than allowed.
		InvalidPeriod,
		/// No set, no read, or no record.
		InvalidScope,
		/// A recovery is decided: the old key may only veto and revoke.
		Recovering,
		/// The grant is closed, or another one; the incident is explained or closed.
		NotOpen,
		/// An emergency of this licence waits for its explanation longer than it may.
		AccessSuspended,
		/// The period has not begun.
		TooEarly,
		/// The period is over.
		Expired,
		/// Every read was taken.
		ReadsExhausted,
		/// The record is another patient's, or in a set that is not open to the reader.
		OutOfScope,
		/// The custodian left a request to shred unanswered: nobody reads the record.
		Blocked,
		/// Sixteen emergencies of this licence wait for their explanation: explain one first.
		MaxIncidentsExceeded,
		/// The patient closed one of the sets even to emergencies.
		Sealed,
		/// The reviewer's organisation is the clinician's, or of its group.
		ConflictOfInterest,
		/// The jurisdiction does not let a patient close sets to emergencies, the custodian has not ended, or the reason is not
		/// true of the record.
		NotAllowed,
		/// The key is the lost one, the one that speaks for it now, or a guardian's.
		InvalidKey,
		/// The guardian voted for this key already.
		AlreadyApproved,
		/// The recovery named has ended, or the last veto was too recent.
		TooLate,
		/// A grant is open or its slot not free yet, an incident is not closed, a guardian has powers, a recovery is on its way,
		/// another key speaks for the patient's, or the patient was entered or acted too recently.
		InUse,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Sets how long emergencies take, for those to come.
		#[pallet::call_index(0)]
		pub fn set_emergency(origin: OriginFor<T>, rules: EmergencyRules) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_emergency(rules)
		}

		/// A custodian enters a patient's key, which signed what it agrees to: [`Pallet::agreement`].
		#[pallet::call_index(1)]
		pub fn enter_patient(
			origin: OriginFor<T>,
			licence: LicenceId,
			patient: T::AccountId,
			guardians: Guardians<T::AccountId>,
			authored_at: Moment,
			signature: T::Signature,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_enter_patient(who, licence, patient, guardians, authored_at, signature)
		}

		/// The custodian closes the relationship.
		#[pallet::call_index(2)]
		pub fn close_patient(
			origin: OriginFor<T>,
			licence: LicenceId,
			patient: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_close_patient(who, licence, patient)
		}

		/// The custodian anchors a record of its patient.
		#[pallet::call_index(3)]
		pub fn anchor(
			origin: OriginFor<T>,
			licence: LicenceId,
			root: H256,
			authored_at: Moment,
			patient: T::AccountId,
			set: u8,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_anchor(who, licence, root, authored_at, patient, set)
		}

		/// The custodian replaces a record by another version (FHIR DocumentReference.relatesTo `replaces`).
		#[pallet::call_index(4)]
		pub fn amend(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RecordId,
			root: H256,
			authored_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_amend(who, licence, id, root, authored_at)
		}

		/// The custodian says that the record should never have been written.
		#[pallet::call_index(5)]
		pub fn mark_error(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RecordId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_mark_error(who, licence, id)
		}

		/// The patient disputes a record.
		#[pallet::call_index(6)]
		#[pallet::weight(T::WeightInfo::dispute().saturating_add(T::Licences::report_weight()))]
		pub fn dispute(origin: OriginFor<T>, id: RecordId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_dispute(who, id, seq)
		}

		/// The patient asks to shred a record.
		#[pallet::call_index(7)]
		pub fn request_shred(origin: OriginFor<T>, id: RecordId, seq: u32) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_request_shred(who, id, seq)
		}

		/// The custodian has destroyed document, salts and wrapped keys.
		#[pallet::call_index(8)]
		#[pallet::weight(T::WeightInfo::shred().saturating_add(T::Licences::report_weight()))]
		pub fn shred(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RecordId,
			reason: ShredReason,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_shred(who, licence, id, reason)
		}

		/// The custodian or a regulator forbids to shred, until a bounded time. Whoever placed a hold may place another in its
		/// stead.
		#[pallet::call_index(9)]
		#[pallet::weight(T::WeightInfo::place_hold().saturating_add(T::Licences::report_weight()))]
		pub fn place_hold(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RecordId,
			ground: HoldGround,
			until: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_place_hold(who, licence, id, ground, until)
		}

		/// Whoever placed the hold, or a regulator, lifts it.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::lift_hold().saturating_add(T::Licences::report_weight()))]
		pub fn lift_hold(origin: OriginFor<T>, licence: LicenceId, id: RecordId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_lift_hold(who, licence, id)
		}

		/// A registrar names who keeps what an ended custodian anchored.
		#[pallet::call_index(11)]
		pub fn succeed(origin: OriginFor<T>, old: LicenceId, new: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_succeed(who, old, new)
		}

		/// The patient lets somebody read.
		#[pallet::call_index(12)]
		pub fn grant(
			origin: OriginFor<T>,
			patient: T::AccountId,
			slot: u8,
			grantee: Grantee<T::AccountId>,
			what: What,
			purpose: Purpose,
			from: Moment,
			until: Moment,
			reads: u16,
			authored_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = grants::NewGrant { grantee, what, purpose, from, until, reads, authored_at };
			Self::do_grant(who, patient, slot, new)
		}

		/// The patient takes a permission back, from this position in the block on.
		#[pallet::call_index(13)]
		pub fn revoke(
			origin: OriginFor<T>,
			patient: T::AccountId,
			slot: u8,
			authored_at: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_revoke(&who, patient, slot, authored_at)
		}

		/// As [`revoke`](Self::revoke), without a transaction of anybody: `who` signed [`Pallet::revocation`]. Free: each grant
		/// is revoked once, and whoever gave it paid for that.
		#[pallet::call_index(14)]
		#[pallet::authorize(Pallet::<T>::authorize_revoke)]
		// No `Pays::No`: nobody pays for a general transaction anyway, and a signed one that carries this call only to fail pays.
		#[pallet::weight_of_authorize(T::WeightInfo::authorize_revoke_signed())]
		pub fn revoke_signed(
			origin: OriginFor<T>,
			patient: T::AccountId,
			slot: u8,
			authored_at: Moment,
			who: T::AccountId,
			_signature: T::Signature,
		) -> DispatchResult {
			ensure_authorized(origin)?;
			Self::do_revoke_free(&who, patient, slot, authored_at)
		}

		/// Somebody to whom the patient gave it reads: takes one read off the grant.
		#[pallet::call_index(15)]
		#[pallet::weight(T::WeightInfo::access(records.len().saturated_into()))]
		pub fn access(
			origin: OriginFor<T>,
			patient: T::AccountId,
			slot: u8,
			licence: Option<LicenceId>,
			records: Asked,
			receipt: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_access(who, patient, slot, licence, records, receipt)
		}

		/// A person who treats opens sets of a patient who cannot be asked.
		#[pallet::call_index(16)]
		pub fn break_glass(
			origin: OriginFor<T>,
			licence: LicenceId,
			patient: T::AccountId,
			sets: Sets,
			reason: BreakGlassReason,
			receipt: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_break_glass(who, licence, patient, sets, reason, receipt)
		}

		/// That person reads.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::access_incident(records.len().saturated_into()))]
		pub fn access_incident(
			origin: OriginFor<T>,
			licence: LicenceId,
			patient: T::AccountId,
			incident: IncidentId,
			records: Asked,
			receipt: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_access_incident(who, licence, (patient, incident), records, receipt)
		}

		/// That person explains; its licence need not be valid.
		#[pallet::call_index(18)]
		pub fn justify(
			origin: OriginFor<T>,
			patient: T::AccountId,
			incident: IncidentId,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_justify(who, (patient, incident), commitment)
		}

		/// An auditor or regulator of another house judges.
		#[pallet::call_index(19)]
		#[pallet::weight(T::WeightInfo::review().saturating_add(T::Licences::report_weight()))]
		pub fn review(
			origin: OriginFor<T>,
			licence: LicenceId,
			patient: T::AccountId,
			incident: IncidentId,
			finding: Finding,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_review(who, licence, (patient, incident), finding)
		}

		/// The patient says which sets no emergency opens.
		#[pallet::call_index(20)]
		pub fn seal(
			origin: OriginFor<T>,
			patient: T::AccountId,
			sets: Sets,
			seq: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_seal(who, patient, sets, seq)
		}

		/// The patient, or a registrar by a court's order, sets the guardians.
		#[pallet::call_index(21)]
		pub fn set_guardians(
			origin: OriginFor<T>,
			patient: T::AccountId,
			guardians: Guardians<T::AccountId>,
			warrant: Warrant,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_guardians(who, patient, guardians, warrant)
		}

		/// A guardian votes for a key to speak for a lost one, or a registrar decides so. `attempt` is the number in the
		/// patient's row.
		#[pallet::call_index(22)]
		pub fn recover(
			origin: OriginFor<T>,
			patient: T::AccountId,
			new: T::AccountId,
			attempt: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recover(who, patient, new, attempt)
		}

		/// The old key refuses a recovery that is decided. Its guardians may decide again at once and there is no second veto for
		/// a while: whoever does not trust them any more sends this and [`set_guardians`](Self::set_guardians) in one batch.
		#[pallet::call_index(23)]
		pub fn veto(origin: OriginFor<T>, patient: T::AccountId, attempt: u16) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_veto(who, patient, attempt)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			Self::fire_in_slice(meter);
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_idle(remaining)
		}

		fn integrity_test() {
			let replayable = T::MaxAge::get().saturating_add(T::MaxSkew::get());
			assert!(T::Retention::get() > replayable, "an id could recur, or a grant");
			assert!(T::GuardianDelay::get() > 0, "nobody could veto");
			assert!(T::RegistrarDelay::get() > 0, "nobody could veto");
			assert!(T::SweepPerBlock::get() > 0, "nothing would be swept");
			assert!(T::DuePerBlock::get() > 0, "no deadline would be kept");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The record.
		pub fn record(id: RecordId) -> Option<RecordView<T>> {
			Self::settled_record(id)
		}

		/// Whether the id stands for this document of this custodian.
		pub fn opens(id: RecordId, custodian: LicenceId, authored_at: Moment, root: H256) -> bool {
			Self::record_id(custodian, authored_at, &root) == id
		}

		/// The id of a record.
		pub fn id(custodian: LicenceId, authored_at: Moment, root: H256) -> RecordId {
			Self::record_id(custodian, authored_at, &root)
		}

		/// The patient's grants with their slots, at most 32.
		pub fn grants(patient: T::AccountId) -> alloc::vec::Vec<(u8, GrantOf<T>)> {
			Self::settled_grants(&patient)
		}

		/// The open grants to a licence, in the order of their keys from `cursor`. At most `limit` (64) items, and at most 1,024
		/// rows looked at; `next` is the cursor of the next page.
		pub fn grants_to(
			licence: LicenceId,
			cursor: Option<(T::AccountId, u8)>,
			limit: u32,
		) -> Page<(T::AccountId, u8), (T::AccountId, u8)> {
			Self::page_grants_to(licence, cursor, limit)
		}

		/// The patient's incidents, in the order of their keys from `cursor`, at most `limit` (64).
		pub fn incidents(
			patient: T::AccountId,
			cursor: Option<IncidentId>,
			limit: u32,
		) -> Page<(IncidentId, Incident), IncidentId> {
			Self::page_incidents(&patient, cursor, limit)
		}

		/// What a licence has not explained, and whether it is suspended for that here.
		pub fn conduct(licence: LicenceId) -> (Conduct<T::AccountId>, bool) {
			Self::conduct_of(licence)
		}

		/// Whether `who`, in its own name or as the holder of a licence, may read the record now for this purpose.
		pub fn may_access(who: T::AccountId, record: RecordId, purpose: Purpose) -> bool {
			<Self as salus_primitives::AccessFacts<_>>::allowed(&who, &record, purpose, Self::now())
		}

		/// The patient's relationship with its custodian.
		pub fn patient(key: T::AccountId) -> Option<PatientView<T>> {
			Self::settled_patient(key)
		}

		/// The custodian's records that a patient asked to shred, answered in vain or not yet, paged as
		/// [`grants_to`](Self::grants_to).
		pub fn shred_requests(
			custodian: LicenceId,
			cursor: Option<RecordId>,
			limit: u32,
		) -> Page<(RecordId, Erasure), RecordId> {
			Self::page_shred_requests(custodian, cursor, limit, |id, erasure| Some((id, erasure)))
		}

		/// The custodian's records whose patient waits in vain for an answer, paged as [`grants_to`](Self::grants_to).
		pub fn overdue_shreds(
			custodian: LicenceId,
			cursor: Option<RecordId>,
			limit: u32,
		) -> Page<RecordId, RecordId> {
			Self::page_shred_requests(custodian, cursor, limit, |id, erasure| {
				matches!(erasure, Erasure::Ignored { .. }).then_some(id)
			})
		}

		/// How long emergencies take.
		pub fn emergency() -> EmergencyRules {
			Emergency::<T>::get()
		}

		/// The deadlines of incidents that have passed and of which the chain has not told yet. The sweep that frees storage is
		/// not in it: it goes round in the order of keys.
		pub fn upkeep() -> Upkeep {
			Self::due_now()
		}
	}
}
