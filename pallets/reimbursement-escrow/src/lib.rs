//! Pays dispensers for what they dispensed, from funds that payers have put on hold, under rules that payers signed
//! beforehand: at the dispense, by decision, or by deadline when the payer is silent.
//!
//! ## Terms
//!
//! - **Pool**: a payer's own funds in one asset, on hold on the payer's account. Its *free* part is promised to nobody.
//! - **Contract**: terms that payer and provider both signed. **Tariff**: a payer's price under a number without public
//!   meaning. **Cover**: a payer's signed decision for one prescription: price, provider, until. With funds set aside it is a
//!   **pre-authorisation** (FHIR `ClaimResponse.use = preauthorization`), and it binds.
//! - **Claim key**: item, dispense, rank. One dispense has one row for each rank, so a duplicate cannot be written down. Rank
//!   0 is the primary payer, then the secondary, up to 3.
//! - **Promise** ([`price::Promise`]): what the payer has promised for a claim: by its cover's price, else by the contract's
//!   *silent cap*. It answers every question of amount.
//! - **Deemed clean**: a claim on which no deficiency notice was given in time (42 CFR 423.520).
//! - **CARC**: claim adjustment reason code; group codes CO, PR, OA, PI, CR: X12 835.
//! - **Settling**: a claim is first brought to what time alone has made of it ([`life`]); rights follow the clock, not the
//!   hook. **Queue of deadlines**: every row with an end has one entry, in the order of time.
//! - **Trail**: every event of a claim is a link of a hash chain. Its first link is of the pallet's name and the key; replay as
//!   for prescriptions: `head' = blake2_256(head ‖ SCALE(event, block, now))`, for [`Event::Lapsed`] with the time it names.
//!
//! ## Story
//!
//! 1. Aurora Insurance puts 10,000 units of a stable asset into its pool ([`fund`](Pallet::fund)) and signs a contract with
//!    the Harbour Pharmacy ([`offer_contract`](Pallet::offer_contract), [`accept_contract`](Pallet::accept_contract)).
//! 2. Mrs Lind's software shows Aurora her prescription, off the chain. Aurora prices it with tariff 4711 and sets 60.00 aside:
//!    [`cover`](Pallet::cover).
//! 3. The pharmacy dispenses. In the same block the payer's share moves from Aurora's hold to the pharmacy, and the claim
//!    stands as Paid. A second claim for the dispense is refused: the key exists.
//! 4. For another prescription there is no cover. The pharmacy [`submit`](Pallet::submit)s a claim; Aurora's silent cap is set
//!    aside. Aurora may give a [`notice`](Pallet::notice) with all defects, [`adjudicate`](Pallet::adjudicate) or
//!    [`deny`](Pallet::deny), each by its deadline. It does nothing: at `pay_by` the claim pays itself.
//! 5. A third claim is denied. The pharmacy [`appeal`](Pallet::appeal)s; two members of a panel without ties to either side
//!    [`vote`](Pallet::vote) to overturn, and it is paid.
//! 6. What Aurora left unpaid, a secondary payer may cover: a claim of rank 1, for the patient's share at most.
//! 7. A dispense is withdrawn: the pharmacy pays back in that call, or the withdrawal is refused.
//! 8. Aurora [`withdraw`](Pallet::withdraw)s what is free. What is promised stays until it is paid or its deadline passes.
//!
//! ## Neighbours
//!
//! Facts about dispenses come from [`Config::Dispenses`], licences from [`Config::Licences`], money is any
//! [`fungibles`](frame::token::fungibles) asset with holds. The pallet offers [`OnDispensed`](salus_primitives::OnDispensed)
//! to prescriptions. It moves money by holds only and keeps no account of its own. `README.md` has the table of calls.
//!
//! ## Invariants
//!
//! `try_state` checks those that can be read from state, the tests the rest:
//!
//! 1. Per account and asset: the hold is the sum of free, of what covers have left and of what claims have reserved. No call
//!    or hook changes an asset's total issuance.
//! 2. At most one claim for each dispense and rank; whenever money moves to a provider, its dispense is payable at that
//!    block.
//! 3. In every split, `billed = payer + patient + writeoff + other`; the adjustments of an event sum to the last two.
//! 4. Over all ranks of a dispense, the payers' shares and the last rank's patient's share sum to at most what was billed, and
//!    a rank pays at most the residual of the one before.
//! 5. The quantity priced is the quantity dispensed.
//! 6. Paid means that the payer's share and the interest left the payer's hold, less what was set off, to the payee, once.
//! 7. An adjudicator's organisation is not the provider's. No voter has ties to payer, provider, adjudicator or appellant, nor
//!    votes on two levels.
//! 8. Every claim, cover, contract, tariff and co-pay has exactly one entry in the queue of deadlines, not after its next one.
//! 9. Deadlines fire in the order of time; none is passed over.
//! 10. A deadline fires once: a second [`poke`](Pallet::poke) finds nothing due.
//! 11. A pool's claims are served in the order in which they began to wait; nothing is withdrawn while one waits.
//! 12. Of a payment, at most the whole comes back, by reversal or by recoupment, not both; debts are what was recouped less
//!     what was set off.
//! 13. After silence in every role, every claim is final within a bound, a payable one within two years.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

#[cfg(feature = "runtime-benchmarks")]
pub use benchmarking::{BenchmarkHelper, LAST};
pub use pallet::*;
pub use price::{PriceRule, Promise, Promisor, Rule};
pub use types::*;
pub use weights::WeightInfo;

mod appeals;
mod at_dispense;
mod claims;
mod contracts;
mod copays;
mod covers;
mod due;
mod governance;
pub mod life;
mod payment;
mod pools;
pub mod price;
mod recovery;
mod rows;
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

use alloc::vec::Vec;
use frame::{
	deps::frame_support::{
		traits::{
			fungibles::{Inspect, InspectHold, MutateHold},
			Consideration, Footprint,
		},
		weights::WeightMeter,
	},
	prelude::*,
	traits::{MaybeSerializeDeserialize, UnixTime},
};
use salus_primitives::{
	DispenseFacts, LicenceId, Licensing, Moment, Page, RowTicket, RxId, Upkeep,
};

/// The account type of a runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// How a runtime names its assets.
pub type AssetIdOf<T> = <<T as Config>::Assets as Inspect<AccountIdOf<T>>>::AssetId;
/// The pool that a runtime stores.
pub type PoolOf<T> = Pool<AccountIdOf<T>>;
/// The terms of a runtime's contracts.
pub type TermsOf<T> = Terms<AssetIdOf<T>>;
/// The contract that a runtime stores.
pub type ContractOf<T> = Contract<AssetIdOf<T>, <T as Config>::Ticket>;
/// The tariff that a runtime stores.
pub type TariffOf<T> = Tariff<<T as Config>::Ticket>;
/// The cover that a runtime stores.
pub type CoverOf<T> = Cover<AccountIdOf<T>, AssetIdOf<T>, <T as Config>::Ticket>;
/// The claim that a runtime stores.
pub type ClaimOf<T> = Claim<AssetIdOf<T>>;
/// The co-pay that a runtime stores.
pub type CopayOf<T> = Copay<AccountIdOf<T>, AssetIdOf<T>, <T as Config>::CopayTicket>;
/// What a deadline of a runtime belongs to.
pub type DueKeyOf<T> = DueKey<AssetIdOf<T>>;
/// An entry of the queue of deadlines: when, and what for.
pub type DueEntryOf<T> = (Moment, DueKeyOf<T>);

#[frame::pallet]
#[allow(clippy::expect_used)] // In what the macro writes, not in what stands here.
pub mod pallet {
	use super::*;

	/// The version of the stored rows.
	const STORAGE_VERSION: StorageVersion = StorageVersion::new(1);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	/// Why this pallet holds a balance.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// A payer's pool.
		#[codec(index = 0)]
		Pool,
		/// A patient's shares, set aside.
		#[codec(index = 1)]
		Copay,
		/// A row of storage.
		#[codec(index = 2)]
		Row,
	}

	/// What a runtime supplies.
	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// Who sets rules, codes, assets and panels.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// Who may act, at this block.
		type Licences: Licensing<Self::AccountId>;

		/// What was dispensed.
		type Dispenses: DispenseFacts;

		/// The money.
		type Assets: Inspect<Self::AccountId, Balance = Balance, AssetId: MaybeSerializeDeserialize>
			+ InspectHold<Self::AccountId>
			+ MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// Of these, what moves with the balances of accounts alone, as the chain's own token does: a dispense paid in it is
		/// charged less.
		type Native: Contains<AssetIdOf<Self>>;

		/// What stands behind a payer's contracts, tariffs and covers.
		type Ticket: RowTicket<Self::AccountId>;

		/// What stands behind a co-pay.
		type CopayTicket: Consideration<Self::AccountId, Footprint>;

		/// The clock of deadlines.
		type Time: UnixTime;

		/// How long a final claim is kept, in milliseconds: longer than every filing limit, so that a pruned key cannot be
		/// claimed again.
		#[pallet::constant]
		type Retention: Get<Moment>;

		/// Deadlines for which every block has room, before its transactions. A block gives them a tenth of its weight, or
		/// what these take, whichever is more; and of what is left at its end at most twice what these take.
		#[pallet::constant]
		type DuePerBlock: Get<u32>;

		/// Weights of the calls and of the hooks' steps.
		type WeightInfo: WeightInfo;

		/// Sets the scene for benchmarks.
		#[cfg(feature = "runtime-benchmarks")]
		type BenchmarkHelper: BenchmarkHelper<Self::AccountId, AssetIdOf<Self>>;
	}

	#[pallet::extra_constants]
	impl<T: Config> Pallet<T> {
		/// Most ranks of one dispense.
		fn max_ranks() -> u8 {
			MAX_RANKS
		}

		/// How long a payable claim is owed before it becomes a certificate of debt, in milliseconds.
		fn debt_life() -> Moment {
			DEBT_LIFE
		}
	}

	/// Rates and deadlines.
	#[pallet::storage]
	pub type RulesInForce<T: Config> = StorageValue<_, Rules>;

	/// The adjustment reason codes that are admitted.
	#[pallet::storage]
	pub type Carcs<T: Config> = StorageMap<_, Twox64Concat, u16, CarcUse>;

	/// The assets in which pools, contracts and co-pays may be.
	#[pallet::storage]
	pub type AdmittedAssets<T: Config> = StorageMap<_, Blake2_128Concat, AssetIdOf<T>, ()>;

	/// The panels, by level: 1 and 2.
	#[pallet::storage]
	pub type Panels<T: Config> =
		StorageMap<_, Twox64Concat, u8, BoundedVec<LicenceId, ConstU32<MAX_PANEL>>, ValueQuery>;

	/// The pools, by payer.
	#[pallet::storage]
	pub type Pools<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenceId, Blake2_128Concat, AssetIdOf<T>, PoolOf<T>>;

	/// The claims that wait for a pool's funds, by position.
	#[pallet::storage]
	pub type Shortfalls<T: Config> =
		StorageDoubleMap<_, Twox64Concat, (LicenceId, AssetIdOf<T>), Twox64Concat, u64, ClaimKey>;

	/// The contracts, by payer and provider.
	#[pallet::storage]
	pub type Contracts<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenceId, Twox64Concat, LicenceId, ContractOf<T>>;

	/// The tariffs, by payer and number.
	#[pallet::storage]
	pub type Tariffs<T: Config> =
		StorageDoubleMap<_, Twox64Concat, LicenceId, Twox64Concat, u16, TariffOf<T>>;

	/// The covers, by item and rank.
	#[pallet::storage]
	pub type Covers<T: Config> = StorageDoubleMap<_, Identity, RxId, Twox64Concat, u8, CoverOf<T>>;

	/// The claims, by item, then by dispense and rank.
	#[pallet::storage]
	pub type Claims<T: Config> =
		StorageDoubleMap<_, Identity, RxId, Twox64Concat, (u8, u8), ClaimOf<T>>;

	/// What providers owe to payers, to be set off.
	#[pallet::storage]
	pub type Debts<T: Config> = StorageNMap<
		_,
		(
			NMapKey<Twox64Concat, LicenceId>,
			NMapKey<Twox64Concat, LicenceId>,
			NMapKey<Blake2_128Concat, AssetIdOf<T>>,
		),
		Balance,
		ValueQuery,
	>;

	/// Money for patients' shares, by item.
	#[pallet::storage]
	pub type Copays<T: Config> = StorageMap<_, Identity, RxId, CopayOf<T>>;

	/// How providers are paid, where it is not to the licence holder's account or a debt stands.
	#[pallet::storage]
	pub type Payees<T: Config> = StorageMap<_, Twox64Concat, LicenceId, Payee<AccountIdOf<T>>>;

	/// The queue of deadlines. The moment is big-endian, so that the order of the keys is the order of time.
	#[pallet::storage]
	pub type Due<T: Config> =
		StorageNMap<_, (NMapKey<Identity, [u8; 8]>, NMapKey<Identity, DueKeyOf<T>>), ()>;

	/// What the chain starts with.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Rates and deadlines; without them nothing can be agreed or claimed.
		pub rules: Option<Rules>,
		/// The admitted codes.
		pub carcs: Vec<(u16, CarcUse)>,
		/// The admitted assets.
		pub assets: Vec<AssetIdOf<T>>,
		/// Level and members.
		pub panels: Vec<(u8, Vec<LicenceId>)>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			Pallet::<T>::build_genesis(self);
		}
	}

	/// What happened. Every event with a `key`, but [`Event::ClaimPruned`], is a link of that claim's trail.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// Governance set the rates and deadlines.
		RulesSet {
			/// The rules.
			rules: Rules,
		},
		/// Governance admitted or removed a code.
		CarcSet {
			/// The code.
			carc: u16,
			/// What it may be used for; `None`: nothing.
			usage: Option<CarcUse>,
		},
		/// Governance admitted an asset, or admits it no more.
		AssetAdmitted {
			/// The asset.
			asset: AssetIdOf<T>,
			/// Whether pools, contracts and co-pays may begin in it.
			admitted: bool,
		},
		/// The council named a panel.
		PanelSet {
			/// 1 or 2.
			level: u8,
			/// Licences of the members.
			members: BoundedVec<LicenceId, ConstU32<MAX_PANEL>>,
		},
		/// A payer put funds into its pool.
		Funded {
			/// Licence of the payer.
			payer: LicenceId,
			/// The asset.
			asset: AssetIdOf<T>,
			/// In minor units.
			amount: Balance,
		},
		/// A payer took free funds out of its pool.
		Withdrawn {
			/// Licence of the payer.
			payer: LicenceId,
			/// The asset.
			asset: AssetIdOf<T>,
			/// In minor units.
			amount: Balance,
		},
		/// A payer offered terms.
		ContractOffered {
			/// Licence of the payer.
			payer: LicenceId,
			/// Licence of the provider.
			provider: LicenceId,
			/// `blake2_256` of the terms in SCALE.
			hash: H256,
		},
		/// The provider accepted them.
		ContractAccepted {
			/// Licence of the payer.
			payer: LicenceId,
			/// Licence of the provider.
			provider: LicenceId,
			/// `blake2_256` of the terms in SCALE.
			hash: H256,
		},
		/// A contract ends.
		ContractEnded {
			/// Licence of the payer.
			payer: LicenceId,
			/// Licence of the provider.
			provider: LicenceId,
			/// From when dispenses are not under it.
			until: Moment,
		},
		/// A payer published a price.
		TariffSet {
			/// Licence of the payer.
			payer: LicenceId,
			/// Its number.
			number: u16,
		},
		/// A payer decided beforehand on one prescription.
		Covered {
			/// The item.
			rx: RxId,
			/// The rank.
			rank: u8,
			/// Licence of the payer.
			payer: LicenceId,
			/// Funds set aside, in minor units; 0: none.
			reserved: Balance,
			/// Covers dispenses before this moment.
			until: Moment,
		},
		/// A payer took a cover back for what is dispensed from now.
		CoverShortened {
			/// The item.
			rx: RxId,
			/// The rank.
			rank: u8,
			/// Covers dispenses before this moment.
			until: Moment,
		},
		/// A cover is over; what it had left went back to the pool.
		CoverEnded {
			/// The item.
			rx: RxId,
			/// The rank.
			rank: u8,
			/// What went back, in minor units.
			returned: Balance,
		},
		/// A dispense with a pre-authorisation was not paid at once: the provider submits a claim.
		PaymentDeferred {
			/// The item.
			rx: RxId,
			/// The dispense.
			dispense: u8,
			/// Why.
			cause: Deferral,
		},
		/// A claim was submitted, and the payer's promise set aside.
		Submitted {
			/// The claim.
			key: ClaimKey,
			/// Licence of the payer.
			payer: LicenceId,
			/// Licence of the provider.
			provider: LicenceId,
			/// In minor units.
			billed: Balance,
			/// To the claim document.
			commitment: H256,
			/// Paid from here, whether the payer decides or not.
			pay_by: Moment,
		},
		/// The payer's pool could not set the promise aside: the claim waits in the pool's queue.
		Unfunded {
			/// The claim.
			key: ClaimKey,
			/// What is missing, in minor units.
			missing: Balance,
		},
		/// Funds that came later were set aside for a claim.
		Reserved {
			/// The claim.
			key: ClaimKey,
			/// In minor units.
			amount: Balance,
		},
		/// The payer named everything that is to be mended (42 CFR 423.520).
		DeficiencyNoticed {
			/// The claim.
			key: ClaimKey,
			/// Licence under which it was given.
			by: LicenceId,
			/// One bit for each defect.
			defects: u32,
			/// Closed from here, if unanswered.
			answer_by: Moment,
		},
		/// The provider answered.
		Resubmitted {
			/// The claim.
			key: ClaimKey,
			/// In minor units.
			billed: Balance,
			/// To the mended claim document.
			commitment: H256,
			/// Paid from here, whether the payer decides or not.
			pay_by: Moment,
		},
		/// The payer decided what it pays.
		Adjudicated {
			/// The claim.
			key: ClaimKey,
			/// Licence of the adjudicator.
			by: LicenceId,
			/// Who bears what.
			split: Split,
			/// The reasons for what nobody pays.
			adjustments: Adjustments,
		},
		/// The payer refused.
		Denied {
			/// The claim.
			key: ClaimKey,
			/// Licence of the adjudicator.
			by: LicenceId,
			/// The reason.
			carc: u16,
			/// Can be appealed before.
			appeal_by: Moment,
		},
		/// A decision was appealed.
		Appealed {
			/// The claim.
			key: ClaimKey,
			/// Licence of whoever appealed.
			by: LicenceId,
			/// 1 or 2.
			level: u8,
			/// To the grounds.
			commitment: H256,
			/// Deadline of the panel.
			decide_by: Moment,
		},
		/// A member of the panel voted.
		Voted {
			/// The claim.
			key: ClaimKey,
			/// Licence of the member.
			by: LicenceId,
			/// Whether to overturn.
			overturn: bool,
		},
		/// The panel decided.
		Decided {
			/// The claim.
			key: ClaimKey,
			/// 1 or 2.
			level: u8,
			/// Whether the decision was overturned.
			overturned: bool,
		},
		/// Money moved to the provider.
		Paid {
			/// The claim.
			key: ClaimKey,
			/// Licence of the payer.
			payer: LicenceId,
			/// Licence of the provider.
			provider: LicenceId,
			/// The asset.
			asset: AssetIdOf<T>,
			/// Who bears what.
			split: Split,
			/// Interest in this payment, in minor units.
			interest: Balance,
			/// What moved, principal and interest, less what was set off, in minor units.
			moved: Balance,
			/// What was set off against the provider's debt, in minor units.
			set_off: Balance,
			/// What a co-pay gave in this payment, in minor units.
			collected: Balance,
			/// What moved it.
			cause: Cause,
		},
		/// The claim is to be paid, and waits.
		Payable {
			/// The claim.
			key: ClaimKey,
			/// Who bears what.
			split: Split,
			/// Interest owed on what was paid already, in minor units.
			owed: Balance,
			/// What for.
			waits: Waits,
		},
		/// The dispense may not be paid any more; what was paid stays paid.
		PaymentStopped {
			/// The claim.
			key: ClaimKey,
		},
		/// The provider asked the next payer, and so accepted what this one paid.
		AppealWaived {
			/// The claim.
			key: ClaimKey,
		},
		/// The dispense was withdrawn and the provider paid back (group CR).
		Reversed {
			/// The claim.
			key: ClaimKey,
			/// What came back to the payer, in minor units.
			amount: Balance,
			/// What came back to the co-pay, in minor units.
			collected: Balance,
		},
		/// A regulator ordered the provider to pay back by set-off.
		Recouped {
			/// The claim.
			key: ClaimKey,
			/// Licence of the regulator.
			by: LicenceId,
			/// In minor units.
			amount: Balance,
		},
		/// The claim closed without payment.
		Closed {
			/// The claim.
			key: ClaimKey,
			/// Why.
			why: Why,
		},
		/// Time alone changed the claim. Emitted when it is next written.
		Lapsed {
			/// The claim.
			key: ClaimKey,
			/// What ended.
			lapse: life::Lapse,
			/// When that took effect.
			at: Moment,
		},
		/// The row is gone; its events and old states remain with archive nodes.
		ClaimPruned {
			/// The claim.
			key: ClaimKey,
		},
		/// Somebody set money aside for a patient's shares.
		CopayHeld {
			/// The item.
			rx: RxId,
			/// The asset.
			asset: AssetIdOf<T>,
			/// In minor units.
			amount: Balance,
			/// Used before this moment.
			until: Moment,
		},
		/// What was left of it went back.
		CopayReleased {
			/// The item.
			rx: RxId,
			/// In minor units.
			amount: Balance,
		},
		/// A provider chose where it is paid.
		PayeeSet {
			/// Licence of the provider.
			provider: LicenceId,
			/// The account; `None`: the licence holder's.
			account: Option<T::AccountId>,
		},
	}

	/// Why a call was refused.
	#[pallet::error]
	pub enum Error<T> {
		/// No such row.
		NotFound,
		/// The caller has no right to this: wrong licence, holder, role or side.
		NotAuthorized,
		/// The licence is the right one, but suspended, expired or ended.
		LicenceNotValid,
		/// Governance has set no rules yet.
		NoRules,
		/// The rules contradict themselves or the retention of claims.
		InvalidRules,
		/// The asset is not admitted.
		AssetNotAdmitted,
		/// Claims wait for this pool's funds: fund it first.
		PoolShort,
		/// The pool has less than this free.
		InsufficientFree,
		/// The parties, or a judge and a party, have ties.
		ConflictOfInterest,
		/// A term, price or amount is outside the bounds.
		OutOfBounds,
		/// What was named is not what is there.
		Mismatch,
		/// It exists, and is not written twice.
		AlreadyExists,
		/// The period is empty, begins in the past, or is too long.
		InvalidPeriod,
		/// Funds were set aside and the item can still be dispensed, or the decision falls short of the cover.
		AuthorisationBinding,
		/// The dispense may not be paid: withdrawn, in error, or not ratified.
		NotPayable,
		/// The deadline for this is over.
		TooLate,
		/// Not yet.
		TooEarly,
		/// There is neither a contract nor a cover of this payer.
		NoContract,
		/// The payer of the rank before has not finally left anything.
		RankNotOpen,
		/// The claim does not wait for a decision.
		NotSubmitted,
		/// The defect is not one of the list, or was not in the first notice.
		NewDefect,
		/// No more notices for this claim.
		MaxRoundsExceeded,
		/// No notice waits for an answer.
		NotNoticed,
		/// More than there is.
		Exceeds,
		/// The claim is paid or payable.
		AlreadyPaid,
		/// The parts do not sum to what was billed, or one stands where it may not.
		Unbalanced,
		/// The code is not admitted for this.
		CarcNotAdmitted,
		/// Nothing was cut.
		NothingContested,
		/// No appeal waits for a vote.
		NotAppealed,
		/// The member has voted, on this level or the one before.
		AlreadyVoted,
		/// The claim is not paid.
		NotPaid,
		/// The account does not exist, or cannot receive.
		NoSuchAccount,
		/// No deadline of this has passed.
		NothingDue,
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Sets the rates and deadlines, for what begins from now; they must be [sound](Rules::is_sound).
		#[pallet::call_index(0)]
		pub fn set_rules(origin: OriginFor<T>, rules: Rules) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_rules(rules)
		}

		/// Admits a code for some uses ([`CarcUse`] says how a code is written), or removes it.
		#[pallet::call_index(1)]
		pub fn set_carc(origin: OriginFor<T>, carc: u16, usage: Option<CarcUse>) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_carc(carc, usage)
		}

		/// Admits an asset that has been issued, or admits it no more for anything new.
		#[pallet::call_index(2)]
		pub fn admit_asset(
			origin: OriginFor<T>,
			asset: AssetIdOf<T>,
			admitted: bool,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_admit_asset(asset, admitted)
		}

		/// Names the panel of a level, 1 or 2. One house has one vote, on one level: no two members of both have ties.
		#[pallet::call_index(3)]
		pub fn set_panel(
			origin: OriginFor<T>,
			level: u8,
			members: BoundedVec<LicenceId, ConstU32<MAX_PANEL>>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_panel(level, members)
		}

		/// A payer puts `amount`, in minor units and not 0, into its pool; then up to ten claims that wait are served.
		#[pallet::call_index(4)]
		#[pallet::weight(T::WeightInfo::fund().saturating_add(T::WeightInfo::serve(pools::SERVED)))]
		pub fn fund(
			origin: OriginFor<T>,
			licence: LicenceId,
			asset: AssetIdOf<T>,
			amount: Balance,
		) -> DispatchResultWithPostInfo {
			let who = ensure_signed(origin)?;
			let service = Self::do_fund(who, licence, asset, amount)?;
			Ok(Some(T::WeightInfo::fund().saturating_add(service)).into())
		}

		/// A payer takes free funds out, to the licence holder's account, while no claim waits for them. `amount` is in
		/// minor units and not 0. The licence need not be valid.
		#[pallet::call_index(5)]
		pub fn withdraw(
			origin: OriginFor<T>,
			licence: LicenceId,
			asset: AssetIdOf<T>,
			amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw(who, licence, asset, amount)
		}

		/// A payer offers a provider a contract, or a change to the one in force, within what the rules [admit](Rules::admits).
		#[pallet::call_index(6)]
		pub fn offer_contract(
			origin: OriginFor<T>,
			licence: LicenceId,
			provider: LicenceId,
			terms: TermsOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_offer_contract(who, licence, provider, terms)
		}

		/// The provider accepts what it saw. A change binds what is submitted from now; after the end of a contract it begins a
		/// new one, under which no earlier dispense falls: claim those first. `hash` is `blake2_256` of the terms in SCALE.
		#[pallet::call_index(7)]
		pub fn accept_contract(
			origin: OriginFor<T>,
			licence: LicenceId,
			payer: LicenceId,
			hash: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_contract(who, licence, payer, hash)
		}

		/// Either side gives notice; the licence need not be valid. Claims on dispenses before the end go on.
		#[pallet::call_index(8)]
		pub fn end_contract(
			origin: OriginFor<T>,
			licence: LicenceId,
			other: LicenceId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_contract(who, licence, other)
		}

		/// A payer publishes a price under a number, for covers from `from` until before `until`, from now to [`MAX_TERM`]
		/// ahead. It is written once; a new price takes a new number.
		#[pallet::call_index(9)]
		pub fn set_tariff(
			origin: OriginFor<T>,
			licence: LicenceId,
			number: u16,
			rule: PriceRule,
			from: Moment,
			until: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_tariff(who, licence, number, rule, from, until)
		}

		/// A payer decides beforehand on one prescription, at a rank below [`MAX_RANKS`], for dispenses before `until`, at most
		/// [`Rules::cover`] ahead. With `reserve`, in minor units, not 0 it sets funds aside: a pre-authorisation.
		#[pallet::call_index(10)]
		pub fn cover(
			origin: OriginFor<T>,
			licence: LicenceId,
			rx: RxId,
			rank: u8,
			asset: AssetIdOf<T>,
			rule: Rule,
			provider: Option<LicenceId>,
			until: Moment,
			reserve: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			let new = covers::NewCover { asset, rule, provider, until, reserve };
			Self::do_cover(who, licence, rx, rank, new)
		}

		/// A payer takes a cover back for what is dispensed from now; the licence need not be valid. One with funds set aside
		/// binds while the item can be dispensed. The row and what is left go a week later, time to claim what was dispensed.
		#[pallet::call_index(11)]
		pub fn end_cover(
			origin: OriginFor<T>,
			licence: LicenceId,
			rx: RxId,
			rank: u8,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_end_cover(who, licence, rx, rank)
		}

		/// The dispenser, or another valid licence of its organisation, claims a dispense from a payer. `commitment` is to the
		/// claim document (FHIR `Claim`); `billed` is over all payers, in minor units and not 0, and the same at every rank.
		#[pallet::call_index(12)]
		pub fn submit(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			payer: LicenceId,
			billed: Balance,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_submit(who, licence, key, payer, billed, commitment)
		}

		/// The payer says what is to be mended: everything the first time, nothing new afterwards. `defects` has a bit for
		/// each, of [`Rules::defects`]; at most [`Rules::rounds`] times, and before the claim is deemed clean.
		#[pallet::call_index(13)]
		pub fn notice(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			defects: u32,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_notice(who, licence, key, defects)
		}

		/// The provider answers a notice, and may ask for less: `billed` in minor units, not 0; unchanged where an earlier
		/// payer has decided on it.
		#[pallet::call_index(14)]
		pub fn resubmit(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			billed: Balance,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_resubmit(who, licence, key, billed, commitment)
		}

		/// The provider takes a claim back. What a pre-authorisation paid at the dispense the dispenser may refuse for a
		/// week: it pays back, and the dispense can be claimed as if nothing had been paid.
		#[pallet::call_index(15)]
		pub fn retract(origin: OriginFor<T>, licence: LicenceId, key: ClaimKey) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_retract(who, licence, key)
		}

		/// The payer's adjudicator says who bears what of `billed`: `payer` and `patient` in minor units, the rest in
		/// `adjustments` of the groups CO, OA and PI (X12 835), so that the sum is exact. What it pays, at most what was
		/// promised, moves at once.
		#[pallet::call_index(16)]
		pub fn adjudicate(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			payer: Balance,
			patient: Balance,
			adjustments: Adjustments,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_adjudicate(who, licence, key, payer, patient, adjustments)
		}

		/// The payer's adjudicator refuses, with a code that is admitted for that; what was pre-authorised, only with one [for
		/// that too](CarcUse::denies_reserved).
		#[pallet::call_index(17)]
		pub fn deny(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			carc: u16,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deny(who, licence, key, carc)
		}

		/// The provider, or a regulator for a patient, appeals a denial or a cut. `commitment` is to the grounds.
		#[pallet::call_index(18)]
		pub fn appeal(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			commitment: H256,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_appeal(who, licence, key, commitment)
		}

		/// A member of the panel votes. Two equal votes decide on level 1, three on level 2.
		#[pallet::call_index(19)]
		pub fn vote(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			overturn: bool,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_vote(who, licence, key, overturn)
		}

		/// A regulator orders a provider to pay back `amount`, in minor units, not 0 and at most the payer's share that was paid,
		/// by set-off against later payments of this payer.
		#[pallet::call_index(20)]
		pub fn order_reversal(
			origin: OriginFor<T>,
			licence: LicenceId,
			key: ClaimKey,
			amount: Balance,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_order_reversal(who, licence, key, amount)
		}

		/// Anybody sets `amount`, in minor units and not 0, aside for the patient's shares of one prescription, until
		/// before `until`, at most [`Rules::cover`] ahead.
		#[pallet::call_index(21)]
		pub fn hold_copay(
			origin: OriginFor<T>,
			rx: RxId,
			asset: AssetIdOf<T>,
			amount: Balance,
			until: Moment,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_hold_copay(who, rx, asset, amount, until)
		}

		/// Whoever set it aside takes back what is left, once its time is over.
		#[pallet::call_index(22)]
		pub fn release_copay(origin: OriginFor<T>, rx: RxId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_release_copay(who, rx)
		}

		/// A provider chooses where it is paid; `None`: the licence holder's account.
		#[pallet::call_index(23)]
		pub fn set_payee(
			origin: OriginFor<T>,
			licence: LicenceId,
			account: Option<T::AccountId>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_set_payee(who, licence, account)
		}

		/// Does now what the hook would do: fires a deadline that has passed, or tries to pay a payable claim.
		#[pallet::call_index(24)]
		#[pallet::weight(T::WeightInfo::poke().saturating_add(T::WeightInfo::serve(pools::SERVED)))]
		pub fn poke(origin: OriginFor<T>, key: DueKeyOf<T>) -> DispatchResultWithPostInfo {
			ensure_signed(origin)?;
			let service = Self::do_poke(key)?;
			Ok(Some(T::WeightInfo::poke().saturating_add(service)).into())
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		/// After the inherents, so that the clock is this block's, and before the transactions, so that full blocks cannot
		/// starve a deadline.
		fn on_poll(_: BlockNumberFor<T>, meter: &mut WeightMeter) {
			Self::fire_in_slice(meter);
		}

		fn on_idle(_: BlockNumberFor<T>, remaining: Weight) -> Weight {
			Self::fire_in_rest(remaining)
		}

		fn integrity_test() {
			Self::check_integrity();
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// Rates and deadlines.
		pub fn rules() -> Option<Rules> {
			RulesInForce::<T>::get()
		}

		/// What a code may be used for.
		pub fn carc(carc: u16) -> Option<CarcUse> {
			Carcs::<T>::get(carc)
		}

		/// The panel of a level.
		pub fn panel(level: u8) -> Vec<LicenceId> {
			Panels::<T>::get(level).into_inner()
		}

		/// A payer's pool.
		pub fn pool(payer: LicenceId, asset: AssetIdOf<T>) -> Option<PoolOf<T>> {
			Pools::<T>::get(payer, asset)
		}

		/// The contract of payer and provider.
		pub fn contract(
			payer: LicenceId,
			provider: LicenceId,
		) -> Option<Contract<AssetIdOf<T>, ()>> {
			Self::contract_of(payer, provider)
		}

		/// A payer's tariff.
		pub fn tariff(payer: LicenceId, number: u16) -> Option<Tariff<()>> {
			Self::tariff_of(payer, number)
		}

		/// The cover of an item at a rank.
		pub fn cover_of(rx: RxId, rank: u8) -> Option<Cover<T::AccountId, AssetIdOf<T>, ()>> {
			Self::cover_view(rx, rank)
		}

		/// A claim.
		pub fn claim(key: ClaimKey) -> Option<ClaimOf<T>> {
			Self::settled(&key)
		}

		/// The claims of an item, at most 64.
		pub fn claims(rx: RxId) -> ClaimsOf<AssetIdOf<T>> {
			Self::claims_of_item(rx)
		}

		/// A provider's claims in the order of their keys from `cursor`: at most `limit` (64) claims and 1,024 rows looked at.
		pub fn claims_of_provider(
			provider: LicenceId,
			cursor: Option<ClaimKey>,
			limit: u32,
		) -> Page<(ClaimKey, ClaimOf<T>), ClaimKey> {
			Self::page_of_claims(cursor, limit, |claim| claim.provider == provider)
		}

		/// A payer's claims, as [`claims_of_provider`](Pallet::claims_of_provider).
		pub fn claims_of_payer(
			payer: LicenceId,
			cursor: Option<ClaimKey>,
			limit: u32,
		) -> Page<(ClaimKey, ClaimOf<T>), ClaimKey> {
			Self::page_of_claims(cursor, limit, |claim| claim.payer == payer)
		}

		/// What the next dispense of a quantity would pay under the cover of rank 0, and why not at once; `None` without a
		/// cover.
		pub fn quote(
			rx: RxId,
			provider: Option<LicenceId>,
			quantity: u32,
		) -> Option<Quote<AssetIdOf<T>>> {
			Self::quote_of(rx, provider, quantity)
		}

		/// The next moment at which time alone changes a claim; `None` if it is final.
		pub fn next_deadline(key: ClaimKey) -> Option<Moment> {
			Self::next_deadline_of(&key)
		}

		/// The queue of deadlines in order, from `cursor`: at most `limit` (64) entries.
		pub fn due(
			cursor: Option<DueEntryOf<T>>,
			limit: u32,
		) -> Page<DueEntryOf<T>, DueEntryOf<T>> {
			Self::page_of_due(cursor, limit)
		}

		/// The claims that wait for a pool's funds, in order, from a position: at most `limit` (64).
		pub fn shortfalls(
			payer: LicenceId,
			asset: AssetIdOf<T>,
			cursor: Option<u64>,
			limit: u32,
		) -> Page<ClaimKey, u64> {
			Self::page_of_shortfalls(payer, asset, cursor, limit)
		}

		/// What a provider owes a payer.
		pub fn debt(payer: LicenceId, provider: LicenceId, asset: AssetIdOf<T>) -> Balance {
			Debts::<T>::get((payer, provider, asset))
		}

		/// The co-pay held for an item: asset and what is left.
		pub fn copay(rx: RxId) -> Option<(AssetIdOf<T>, Balance, Moment)> {
			Copays::<T>::get(rx).map(|copay| (copay.asset, copay.remaining, copay.until))
		}

		/// Where a provider is paid: the account chosen, else the licence holder's.
		pub fn payee(provider: LicenceId) -> Option<T::AccountId> {
			Self::payee_of(provider).map(|(account, _)| account)
		}

		/// The deadlines that have passed and wait to be met.
		pub fn upkeep() -> Upkeep {
			Self::due_now()
		}
	}
}
