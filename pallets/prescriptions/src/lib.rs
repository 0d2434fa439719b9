//! One row per prescribed item: who prescribed it under which licence, who may dispense it now, and what was dispensed.
//!
//! ## Terms
//!
//! - **Item**: one medication line, one row (FHIR R4 `MedicationRequest`). The lines of one form are separate items; what
//!   ties them together is a salted field of each commitment, never the chain.
//! - **Fill**: one permitted supply of `quantity`; an item has `1 + repeats` fills. A **partial** is less than the rest of
//!   the current fill. A **dispense id** `(RxId, u8)` is the only key on which a claim for money can exist.
//! - **Hold**: the exclusive right of one dispenser until a deadline. **Access**: the patient's choice of who may claim.
//! - **Class**: index into the policy table (jurisdiction and schedule), never a drug code.
//! - **Settling**: a row is first brought to what time alone has made of it ([`life`]); a swept and an unswept row are
//!   indistinguishable, and no right depends on a sweep.
//! - **Trail**: every event of an item is a link of a hash chain that starts at its id. Replay: for each event of the item
//!   in order, `head' = blake2_256(head ‖ SCALE(event, block, now))`, with [`Event`] encoded without the runtime's pallet
//!   index, `now` the time of the block, and for [`Event::Lapsed`] the time it names. [`Event::Pruned`] is not part of it.
//!
//! ## Story
//!
//! 1. Dr Okoye prescribes 28 tablets with five repeats. Her software salts and commits to the FHIR document, and
//!    [`issue`](Pallet::issue) writes the item: terms in clear, the commitment only inside the id, for Mrs Lind's key of
//!    this prescription.
//! 2. Mrs Lind shows a code at the Harbour Pharmacy; her phone signs [`present`](Pallet::present), which a member relays and
//!    pays for. The pharmacy holds the item. Had she nominated it (`Access::Only`), it could have used
//!    [`claim`](Pallet::claim).
//! 3. The pharmacy hands out 20, the rest next day: two calls of [`dispense`](Pallet::dispense). The fill is complete, the
//!    item is free again, and the next fill opens when the interval is over.
//! 4. Dr Okoye changes the therapy and calls [`cancel`](Pallet::cancel). If the item is free it closes at once; if a
//!    pharmacy holds it, it closes when the hold ends, and what crosses the counter until then is recorded and flagged.
//! 5. On a Sunday the pharmacy has only Dr Okoye's word by telephone: [`emergency_dispense`](Pallet::emergency_dispense).
//!    She ratifies within a week, or the dispense stays unpaid and both licences are reported.
//! 6. Three days after the item has closed the sweep takes the patient's key off the row; 400 days later the row goes.
//!
//! ## Neighbours
//!
//! Licences come from [`Config::Licences`], the authority over a patient's key from [`Config::Patients`], money through
//! [`Config::OnDispensed`]; the pallet offers [`DispenseFacts`](salus_primitives::DispenseFacts). A call that needs a valid
//! licence names it, and the licence is looked at before the row. What reads storage are view functions, all on settled
//! rows. `README.md` has the table of calls.
//!
//! ## Invariants
//!
//! `try_state` checks those that can be read from state, the tests the rest:
//!
//! 1. Per fill, the dispenses not withdrawn sum to at most `quantity`; in total to at most `quantity x (1 + repeats)`.
//! 2. Fills ascend without gaps, at most `1 + repeats` are used, and each starts at least the interval after the one before.
//! 3. Every dispense has `from <= at < until`, and none is later than the closing.
//! 4. Holds and decline windows end within the validity; `quantity > 0`; `from < until`; while open, the slots left suffice
//!    for the fills left, but for those that withdrawn dispenses used up.
//! 5. Settling is idempotent, and settling twice equals settling once at the later time.
//! 6. A trail is the replay of its item's events; a failed call leaves it untouched.
//! 7. Transfers left never grow.
//! 8. There is an obligation exactly for each stored owed item.
//! 9. No id, and so no dispense id, is created twice.
//! 10. No row outlives its removal time by more than one round of the sweep.
//! 11. Terms obey the policy in force when they were issued.
//! 12. An item that a cancellation or a renewal closed, or found closed, stays closed.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::BenchmarkHelper;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod close;
mod dispense;
mod facts;
mod hold;
mod issue;
pub mod life;
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

use frame::{prelude::*, traits::UnixTime};
use salus_primitives::{
	LicenceId, Licensing, Moment, OnDispensed, Page, PatientAuthority, RowTicket, RxId, Upkeep,
};

/// The account type of a runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;

/// The row that a runtime stores.
pub type RxOf<T> = Rx<AccountIdOf<T>, <T as Config>::Ticket>;

/// The row as readers see it.
pub type RxView<T> = Rx<AccountIdOf<T>, ()>;

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
		/// Who sets the policies of the classes.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may act, at this block.
		type Licences: Licensing<Self::AccountId>;

		/// Who may act for a patient's key.
		type Patients: PatientAuthority<Self::AccountId>;

		/// What stands behind a row; `Bonded` on a consortium's hot path.
		type Ticket: RowTicket<Self::AccountId>;

		/// Who is told of dispenses, usually to pay for them.
		type OnDispensed: OnDispensed;

		/// The clock of deadlines.
		type Time: UnixTime;

		/// How long after its authoring an item can be issued, in milliseconds.
		#[pallet::constant]
		type MaxAge: Get<Moment>;

		/// How far the author's clock may be ahead, in milliseconds.
		#[pallet::constant]
		type MaxSkew: Get<Moment>;

		/// How long a dispenser may hold an item, in milliseconds.
		#[pallet::constant]
		type Lock: Get<Moment>;

		/// What a patient's recall leaves of a hold at most, in milliseconds.
		#[pallet::constant]
		type RecallNotice: Get<Moment>;

		/// How long a declined item can be reopened, in milliseconds.
		#[pallet::constant]
		type DeclineWindow: Get<Moment>;

		/// How long the prescriber named has to ratify an emergency dispense, in milliseconds.
		#[pallet::constant]
		type RatifyWithin: Get<Moment>;

		/// How long a dispense can be withdrawn, in milliseconds.
		#[pallet::constant]
		type WithdrawWindow: Get<Moment>;

		/// How long a row is kept after closing and after the end of its validity, in milliseconds.
		#[pallet::constant]
		type Retention: Get<Moment>;

		/// Most rows that the sweep visits in a block.
		#[pallet::constant]
		type SweepPerBlock: Get<u32>;

		/// Most obligations that a block settles.
		#[pallet::constant]
		type ObligationsPerBlock: Get<u32>;

		/// Weights of the calls and of the sweep's steps.
		type WeightInfo: WeightInfo;

		/// Sets the scene for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId>;
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most dispenses that one item can record.
		fn max_dispenses() -> u32 {
			MAX_DISPENSES
		}
	}

	/// The items.
	#[pallet::storage]
	pub type Items<T: Config> = StorageMap<_, Identity, RxId, RxOf<T>>;

	/// The limits of each class. No policy: the class cannot be issued.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageMap<_, Twox64Concat, u8, Policy>;

	/// Owed items by the hour in which the time to ratify ends.
	#[pallet::storage]
	pub type Obligations<T: Config> = StorageDoubleMap<_, Twox64Concat, u32, Identity, RxId, ()>;

	/// The oldest hour of [`Obligations`] that is not finished; `None` before the first emergency.
	#[pallet::storage]
	pub type ObligationHour<T: Config> = StorageValue<_, u32>;

	/// Where the sweep goes on; `None`: from the start.
	#[pallet::storage]
	pub type SweepCursor<T: Config> = StorageValue<_, RxId>;

	/// The policies at the start of a chain.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Class and policy.
		pub policies: alloc::vec::Vec<(u8, Policy)>,
		/// Not read.
		#[serde(skip)]
		pub _config: core::marker::PhantomData<T>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for (class, policy) in &self.policies {
				assert!(policy.is_sound(), "policy of class {class} is not sound");
				assert!(!Policies::<T>::contains_key(class), "two policies for class {class}");
				Policies::<T>::insert(class, policy);
			}
		}
	}

	/// What happened. Every event with an `id`, but [`Event::Pruned`], is a link of that item's trail.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance set or removed the policy of a class; it binds future issues only.
		PolicySet {
			/// The class.
			class: u8,
			/// Its policy; `None`: nothing more is issued in it.
			policy: Option<Policy>,
		},
		/// An item was issued.
		Issued {
			/// The item.
			id: RxId,
			/// Licence of the prescriber.
			issuer: LicenceId,
			/// The item that it replaces.
			prior: Option<RxId>,
		},
		/// A dispenser took the item.
		Held {
			/// The item.
			id: RxId,
			/// Licence of the dispenser.
			by: LicenceId,
			/// End of the hold, exclusive.
			until: Moment,
		},
		/// A part of a fill, or all of it, was handed out.
		Dispensed {
			/// The item.
			id: RxId,
			/// Position in the item's list of dispenses.
			seq: u8,
			/// Licence of the dispenser.
			by: LicenceId,
			/// Quantity, in the smallest unit.
			quantity: u32,
			/// Commitment to the product that was handed out.
			product: H256,
			/// The flags of the recorded [`Dispense`]: substituted, late.
			flags: u8,
		},
		/// The dispenser gave the item back.
		Returned {
			/// The item.
			id: RxId,
			/// Index into the table of reasons.
			reason: u8,
		},
		/// The dispenser declined to dispense.
		Declined {
			/// The item.
			id: RxId,
			/// Index into the table of reasons.
			reason: u8,
			/// End of the window for reopening, exclusive.
			until: Moment,
		},
		/// A declined item is free again.
		Reopened {
			/// The item.
			id: RxId,
		},
		/// The item is on hold.
		Suspended {
			/// The item.
			id: RxId,
			/// Licence of the issuer or regulator.
			by: LicenceId,
		},
		/// The item is free again.
		Resumed {
			/// The item.
			id: RxId,
			/// Licence of the issuer or regulator.
			by: LicenceId,
		},
		/// The issuer's side cancelled.
		CancelRequested {
			/// The item.
			id: RxId,
			/// Licence of the issuer or a colleague.
			by: LicenceId,
			/// What the cancellation met.
			outcome: Outcome,
		},
		/// The patient gave the item up.
		Discarded {
			/// The item.
			id: RxId,
			/// What that met, as for a cancellation.
			outcome: Outcome,
		},
		/// The patient shortened a hold.
		Recalled {
			/// The item.
			id: RxId,
			/// New end of the hold, exclusive.
			until: Moment,
		},
		/// The patient chose who may claim the item.
		AccessSet {
			/// The item.
			id: RxId,
			/// The choice.
			access: Access,
		},
		/// The hold went to another dispenser.
		Transferred {
			/// The item.
			id: RxId,
			/// Licence of the new holder.
			to: LicenceId,
		},
		/// A dispense was withdrawn.
		DispenseWithdrawn {
			/// The item.
			id: RxId,
			/// The dispense.
			seq: u8,
		},
		/// The item should never have been issued.
		MarkedInError {
			/// The item.
			id: RxId,
		},
		/// The item closed.
		Closed {
			/// The item.
			id: RxId,
			/// Why.
			why: Closure,
		},
		/// A dispenser handed out on a prescriber's word.
		EmergencyDispensed {
			/// The item.
			id: RxId,
			/// Licence of the dispenser; with it the id opens.
			by: LicenceId,
			/// Licence of the prescriber named.
			prescriber: LicenceId,
			/// Quantity, in the smallest unit.
			quantity: u32,
			/// End of the time to ratify, exclusive.
			until: Moment,
		},
		/// The prescriber named decided on an emergency dispense.
		Ratified {
			/// The item.
			id: RxId,
			/// Whether it is a prescription now.
			accepted: bool,
		},
		/// Time alone changed the item. Emitted when the row is next written.
		Lapsed {
			/// The item.
			id: RxId,
			/// What ended.
			lapse: Lapse,
			/// When that took effect.
			at: Moment,
		},
		/// The row is gone; its events and old states remain with archive nodes.
		Pruned {
			/// The item.
			id: RxId,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No item has this id, or it was pruned (NHS EPS R-0008).
		NotFound,
		/// The caller has no right to this: wrong licence, holder, role or key (NHS EPS R-0007).
		NotAuthorized,
		/// The licence is the right one, but suspended, expired or ended.
		LicenceNotValid,
		/// The policy allows more repeats than an item can record.
		InvalidPolicy,
		/// Authored too long ago, or in the future.
		Stale,
		/// The class has no policy, or the terms exceed it.
		PolicyViolated,
		/// No quantity, an empty or past validity, or access for everybody.
		InvalidTerms,
		/// An item with this id exists.
		AlreadyExists,
		/// A dispenser holds the item.
		AlreadyHeld,
		/// The item does not stand where this call could change it.
		NotOpen,
		/// The patient did not admit this dispenser.
		AccessDenied,
		/// The validity, or the next fill, has not begun.
		TooEarly,
		/// The validity is over.
		Expired,
		/// The prescriber's licence was revoked or suspended for fraud since before the issue.
		IssuerRevoked,
		/// The call carries another sequence number than the row.
		StaleSequence,
		/// The caller does not hold the item.
		NotHolder,
		/// Nothing, or more than the rest of the fill.
		ExceedsFill,
		/// The prescriber allowed no substitution.
		SubstitutionNotAllowed,
		/// The fill must be handed out whole.
		PartialNotAllowed,
		/// The slots left would not suffice for the fills left.
		MaxDispensesExceeded,
		/// A part of this fill was dispensed.
		PartlyDispensed,
		/// The item is not suspended.
		NotSuspended,
		/// Nobody holds the item.
		NotHeld,
		/// No transfer is left.
		TransferLimitReached,
		/// The time for this is over.
		TooLate,
		/// Only the last dispense that was not withdrawn can be.
		NotLast,
		/// The payer's side does not give the money back.
		AlreadyPaid,
		/// The item was marked before.
		AlreadyMarked,
		/// Time has changed nothing that is not stored.
		NothingDue,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Sets or removes the policy of a class, for future issues.
		#[pallet::call_index(0)]
		pub fn set_policy(
			origin: OriginFor<T>,
			class: u8,
			policy: Option<Policy>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_policy(class, policy)
		}

		/// Issues an item under the caller's licence as a prescriber. `prior` names an item of the same licence that this one
		/// replaces.
		#[pallet::call_index(1)]
		#[pallet::weight(match prior {
			Some(_) => T::WeightInfo::renew(),
			None => T::WeightInfo::issue(),
		})]
		pub fn issue(
			origin: OriginFor<T>,
			licence: LicenceId,
			commitment: H256,
			authored_at: Moment,
			patient: T::AccountId,
			terms: Terms,
			substitution: bool,
			access: Access,
			prior: Option<RxId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = issue::NewRx { patient, terms, substitution, access };
			Self::do_issue(who, licence, commitment, authored_at, new, prior)
		}

		/// A dispenser takes items that the patient has opened to it.
		#[pallet::call_index(2)]
		#[pallet::weight(T::WeightInfo::claim(ids.len().saturated_into()))]
		pub fn claim(origin: OriginFor<T>, licence: LicenceId, ids: Form) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_claim(who, licence, ids)
		}

		/// The patient gives items to a dispenser, whatever the access.
		#[pallet::call_index(3)]
		#[pallet::weight(
			T::WeightInfo::present(ids.len().saturated_into())
				.saturating_add(Pallet::<T>::authority_weight(ids.len()))
		)]
		pub fn present(origin: OriginFor<T>, ids: SequencedForm, to: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_present(who, ids, to)
		}

		/// The holder hands out a quantity. `product` commits to what was handed out.
		#[pallet::call_index(4)]
		#[pallet::weight(
			T::WeightInfo::dispense().saturating_add(T::OnDispensed::on_dispensed_weight())
		)]
		pub fn dispense(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RxId,
			quantity: u32,
			product: H256,
			substituted: bool,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_dispense(who, licence, id, quantity, product, substituted)?;
			Ok(Some(T::WeightInfo::dispense().saturating_add(used)).into())
		}

		/// The holder gives items back; its licence need not be valid.
		#[pallet::call_index(5)]
		#[pallet::weight(T::WeightInfo::return_item(ids.len().saturated_into()))]
		pub fn return_item(origin: OriginFor<T>, ids: Form, reason: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_return_item(who, ids, reason)
		}

		/// The holder declines to dispense.
		#[pallet::call_index(6)]
		pub fn decline(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RxId,
			reason: u8,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_decline(who, licence, id, reason)
		}

		/// The patient (with `seq`) or the issuer (without) frees a declined item.
		#[pallet::call_index(7)]
		#[pallet::weight(
			T::WeightInfo::reopen().saturating_add(Pallet::<T>::authority_weight(1))
		)]
		pub fn reopen(origin: OriginFor<T>, id: RxId, seq: Option<u16>) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_reopen(who, id, seq)
		}

		/// The issuer or a regulator puts the item on hold.
		#[pallet::call_index(8)]
		pub fn suspend(origin: OriginFor<T>, licence: LicenceId, id: RxId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_suspend(who, licence, id)
		}

		/// Whoever suspended the item, or a regulator, frees it.
		#[pallet::call_index(9)]
		pub fn resume(origin: OriginFor<T>, licence: LicenceId, id: RxId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resume(who, licence, id)
		}

		/// The issuer, its licence valid or not, or a valid prescriber of the same organisation cancels. Succeeds whatever the
		/// cancellation meets; the event says what.
		#[pallet::call_index(10)]
		#[pallet::weight(T::WeightInfo::cancel(ids.len().saturated_into()))]
		pub fn cancel(origin: OriginFor<T>, licence: LicenceId, ids: Form) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_cancel(who, licence, ids)
		}

		/// The patient gives the item up.
		#[pallet::call_index(11)]
		#[pallet::weight(
			T::WeightInfo::discard().saturating_add(Pallet::<T>::authority_weight(1))
		)]
		pub fn discard(origin: OriginFor<T>, id: RxId, seq: u16) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_discard(who, id, seq)
		}

		/// The patient shortens a hold to the notice and closes the access.
		#[pallet::call_index(12)]
		#[pallet::weight(
			T::WeightInfo::recall().saturating_add(Pallet::<T>::authority_weight(1))
		)]
		pub fn recall(origin: OriginFor<T>, id: RxId, seq: u16) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_recall(who, id, seq)
		}

		/// The patient chooses who may claim the item, after the present hold.
		#[pallet::call_index(13)]
		#[pallet::weight(
			T::WeightInfo::set_access().saturating_add(Pallet::<T>::authority_weight(1))
		)]
		pub fn set_access(
			origin: OriginFor<T>,
			id: RxId,
			access: Access,
			seq: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_access(who, id, access, seq)
		}

		/// The holder passes its hold, as it is, to a dispenser whom the access admits.
		#[pallet::call_index(14)]
		pub fn transfer(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RxId,
			to: LicenceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_transfer(who, licence, id, to)
		}

		/// The dispenser takes back the last dispense; its licence need not be valid, since this only corrects a record.
		#[pallet::call_index(15)]
		#[pallet::weight(
			T::WeightInfo::withdraw_dispense()
				.saturating_add(T::OnDispensed::withdrawn_weight())
				.saturating_add(Pallet::<T>::reports_weight())
		)]
		pub fn withdraw_dispense(origin: OriginFor<T>, id: RxId, seq: u8) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_dispense(who, id, seq)
		}

		/// The issuer says that the item should never have existed.
		#[pallet::call_index(16)]
		#[pallet::weight(
			T::WeightInfo::mark_error()
				.saturating_add(T::OnDispensed::frozen_weight())
				.saturating_add(Pallet::<T>::reports_weight())
		)]
		pub fn mark_error(origin: OriginFor<T>, licence: LicenceId, id: RxId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_mark_error(who, licence, id)
		}

		/// A registrar attests the patient's death; the items close.
		#[pallet::call_index(17)]
		#[pallet::weight(T::WeightInfo::attest_death(ids.len().saturated_into()))]
		pub fn attest_death(
			origin: OriginFor<T>,
			ids: BoundedVec<RxId, MaxAttested>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_attest_death(who, ids)
		}

		/// A dispenser hands out on a prescriber's word, before the prescription. `commitment` is the dispenser's record of it;
		/// the id is made with the dispenser's licence.
		#[pallet::call_index(18)]
		pub fn emergency_dispense(
			origin: OriginFor<T>,
			licence: LicenceId,
			commitment: H256,
			authored_at: Moment,
			patient: T::AccountId,
			class: u8,
			unit: u8,
			quantity: u32,
			prescriber: LicenceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = dispense::Emergency { patient, class, unit, quantity, prescriber };
			Self::do_emergency_dispense(who, licence, commitment, authored_at, new)
		}

		/// The prescriber named accepts or refuses an emergency dispense. Accepted, it is payable.
		#[pallet::call_index(19)]
		#[pallet::weight(
			T::WeightInfo::ratify().saturating_add(T::OnDispensed::on_dispensed_weight())
		)]
		pub fn ratify(
			origin: OriginFor<T>,
			licence: LicenceId,
			id: RxId,
			accept: bool,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let used = Self::do_ratify(who, licence, id, accept)?;
			Ok(Some(T::WeightInfo::ratify().saturating_add(used)).into())
		}

		/// Writes what time has changed, as the sweep would.
		#[pallet::call_index(20)]
		#[pallet::weight(
			T::WeightInfo::poke().saturating_add(Pallet::<T>::reports_weight())
		)]
		pub fn poke(origin: OriginFor<T>, id: RxId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_poke(id)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::do_idle(remaining)
		}

		fn integrity_test() {
			assert!(T::Retention::get() > T::MaxAge::get(), "an id could recur");
			assert!(
				T::Retention::get() > T::WithdrawWindow::get(),
				"a row would go before it closed"
			);
			assert!(T::RecallNotice::get() <= T::Lock::get(), "a recall would lengthen a hold");
			assert!(T::SweepPerBlock::get() > 0, "nothing would be swept");
			assert!(T::ObligationsPerBlock::get() > 0, "no obligation would be settled");
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The item.
		pub fn item(id: RxId) -> Option<RxView<T>> {
			Self::settled(&id)
		}

		/// Several items, in the order asked for.
		pub fn items(ids: BoundedVec<RxId, MaxQueried>) -> alloc::vec::Vec<Option<RxView<T>>> {
			ids.iter().map(Self::settled).collect()
		}

		/// When the item can be dispensed next at the earliest; `None` if never again.
		pub fn eligible_at(id: RxId) -> Option<Moment> {
			Self::settled_live(&id).and_then(|live| live.eligible_at())
		}

		/// What a cancellation would meet now; `None` if there is no such item, or only a ratification decides, or did.
		pub fn cancel_outcome(id: RxId) -> Option<Outcome> {
			Self::settled(&id).and_then(|row| row.cancel_outcome())
		}

		/// The limits of a class.
		// Parameters' names are in the metadata; polkadot-api makes TypeScript of them, which does not take `class` as a name.
		pub fn policy(index: u8) -> Option<Policy> {
			Policies::<T>::get(index)
		}

		/// The items that a dispenser holds, in the order of their keys from `cursor`. At most `limit` (64) items, and at most
		/// 1,024 rows looked at; `next` is the cursor of the next page.
		pub fn held_by(licence: LicenceId, cursor: Option<RxId>, limit: u32) -> Page<RxId, RxId> {
			Self::page_held_by(licence, cursor, limit)
		}

		/// The id of an item: of a prescription with the prescriber's licence, of an emergency dispense with the dispenser's.
		pub fn id(licence: LicenceId, authored_at: Moment, commitment: H256) -> RxId {
			Self::rx_id(licence, authored_at, &commitment)
		}

		/// The emergencies that nobody ratified and that wait to be closed: due once the hour in which the time to ratify ends
		/// is over. The sweep of the other rows is not in it: it goes round in the order of their keys.
		pub fn upkeep() -> Upkeep {
			Self::obligations_due()
		}
	}
}
