//! Who may act, at this block: organisations, registrars named by the council, and the licences that registrars grant.
//!
//! To a court the registry proves that at block N key K held licence L in role R for organisation O, granted by registrar
//! G. It automates expiry, the effect of a fraud on everything issued under a licence, and the bond behind rows that carry
//! no deposit of their own.
//!
//! # Terms
//!
//! - **Council**: [`Config::GovernanceOrigin`]. **Registrar**: an account named by it, with the roles that it licenses, its
//!   duties in other pallets and an allotment of licences still to grant.
//! - **Licence**: holder, role, organisation, period, standing. **Organisation**: a legal entity with one account, on which
//!   its bonds are held. **Group**: organisations under one control.
//! - **Own house**: the registrar's account is the key in question, or its organisation is related to the licence's. Acts in
//!   its favour wait for the council; those that have no form to wait in (a lower bond, an answered report, the end of a
//!   taint by `revoke`) the council does itself.
//! - **Ground**: ordinary (what was issued stays good) or fraud since a block (what was issued since is *tainted*).
//! - **Share**: part of an organisation's bond that is bound to one licence. **Tail**: how long it stays held afterwards.
//!
//! # A story
//!
//! 1. The council names Mira's medical board a registrar for prescribers and gives it an allotment of a hundred
//!    licences to grant and organisations to enter.
//! 2. Mira enters the clinic of Doctor Okafor; the clinic sets a bond aside and Mira grants the doctor a licence. The share
//!    is taken from what was set aside: nobody's signature locks another's money.
//! 3. Okafor's telephone is lost. He rotates to a new key: after 24 hours the new key accepts, and the licence keeps its id.
//! 4. Forged prescriptions appear. Mira suspends the licence for fraud since the block of the theft: from this position of
//!    the block on nothing issued since can be used, without a row of another pallet being touched.
//! 5. The inquiry clears Okafor. The council overrules, and what he issued is usable again.
//! 6. He retires and surrenders the licence. His rows stay good; two years later anybody may release the share, and the
//!    clinic withdraws it.
//! 7. Mira would license her own clinic: that licence is `Awaiting` until the council countersigns, and void after 30 days of
//!    silence.
//!
//! # Contract with neighbours
//!
//! Other pallets see [`Licensing`](salus_primitives::Licensing), one read for each question. What they issue hangs on the
//! licence's id, never on the key. They report infractions; a report counts and changes nothing by itself.
//!
//! # Calls
//!
//! | who | calls |
//! |---|---|
//! | council | `set_role_policy`, `add_registrar`, `change_registrar`, `end_registrar`, `set_group`, `countersign`, `overrule`, `forfeit`; all that a registrar may, except `grant` |
//! | registrar | `enter_organisation`, `grant`, `renew`, `suspend`, `resume`, `revoke`, `replace_holder`, `set_tier`, `answer_report` |
//! | holder | `rotate`, `surrender`, `cancel_change` (a veto, if the registrar asked) |
//! | organisation's account | `rotate`, `surrender`, `rebond`, `deposit_bond`, `withdraw_bond`, `cancel_change` |
//! | the new key; anybody | `accept_change`; `release_bond` |
//!
//! A mistaken origin is told before the state of what it names. Nothing here has a hook: every deadline is a function of the
//! clock. The invariants are in `try_state.rs`, numbered as in section 8 of the design page `registry.md`.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

mod authority;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarking;
mod bonds;
mod changes;
mod genesis;
mod licences;
mod licensing;
mod organisations;
mod registrars;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
mod views;
pub mod weights;

#[cfg(test)]
mod mock;
#[cfg(test)]
mod tests;

pub use genesis::{GenesisLicence, GenesisOrganisation, GenesisPolicy, GenesisRegistrar};
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

use frame::{prelude::*, token::fungible};

/// An account.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// An amount of the native token.
pub type BalanceOf<T> = <<T as Config>::Currency as fungible::Inspect<AccountIdOf<T>>>::Balance;
/// A licence of this runtime.
pub type LicenceOf<T> = Licence<AccountIdOf<T>>;
/// A licence's file of this runtime.
pub type FileOf<T> = File<AccountIdOf<T>, BalanceOf<T>>;
/// An organisation of this runtime.
pub type OrganisationOf<T> = Organisation<AccountIdOf<T>, BalanceOf<T>>;
/// A registrar of this runtime.
pub type RegistrarOf<T> = Registrar<AccountIdOf<T>>;
/// Something pending of this runtime.
pub type PendingOf<T> = Pending<AccountIdOf<T>>;
/// A role's policy of this runtime.
pub type PolicyOf<T> = RolePolicy<BalanceOf<T>>;
/// The terms of a grant of this runtime.
pub type TermsOf<T> = Terms<AccountIdOf<T>, BalanceOf<T>>;

#[frame::pallet]
#[allow(clippy::expect_used)] // In what the macro writes, not in what stands here.
pub mod pallet {
	use super::*;
	use alloc::vec::Vec;
	use frame::traits::{ConstU16, Convert, UnixTime};
	use salus_primitives::{
		BlockNumber, Duties, Infraction, LicenceId, LicenceStatus, Moment, OrganisationId, Page,
		RegistrarId, Role, Roles,
	};

	/// Layout of the storage.
	pub const STORAGE_VERSION: StorageVersion = StorageVersion::new(0);

	#[pallet::pallet]
	#[pallet::storage_version(STORAGE_VERSION)]
	pub struct Pallet<T>(_);

	#[pallet::config]
	pub trait Config: frame_system::Config {
		/// The council: two thirds of the collective.
		type GovernanceOrigin: EnsureOrigin<Self::RuntimeOrigin>;

		/// The clock, in milliseconds: `pallet-timestamp`.
		type Time: UnixTime;

		/// The native token, in which bonds are held. `Balances` must come first among the pallets, so that a genesis can hold.
		type Currency: fungible::Inspect<Self::AccountId>
			+ fungible::Mutate<Self::AccountId>
			+ fungible::MutateHold<Self::AccountId, Reason: From<HoldReason>>;

		/// Between a holder's wish for another key and the first moment at which that key may accept, in milliseconds.
		#[pallet::constant]
		type RotationDelay: Get<Moment>;

		/// The same for a registrar's wish: the time that the present key has for its veto, in milliseconds.
		#[pallet::constant]
		type ReplaceDelay: Get<Moment>;

		/// How long the new key may accept, in milliseconds.
		#[pallet::constant]
		type AcceptWithin: Get<Moment>;

		/// How long the council may countersign, in milliseconds.
		#[pallet::constant]
		type CountersignWithin: Get<Moment>;

		/// How long after its end a licence may still be renewed, in milliseconds.
		#[pallet::constant]
		type RenewGrace: Get<Moment>;

		/// Most licences in one `suspend`.
		#[pallet::constant]
		type MaxBatch: Get<u32>;

		/// Most acting registrars.
		#[pallet::constant]
		type MaxRegistrars: Get<u32>;

		/// Least tail of a role, in days: at least the longest life of the role's bonded rows in other pallets, which the
		/// runtime asserts.
		type MinTail: Convert<Role, u16>;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// Why the registry holds an account's tokens.
	#[pallet::composite_enum]
	pub enum HoldReason {
		/// The bond of an organisation.
		#[codec(index = 0)]
		Bond,
	}

	/// The licences; never pruned.
	#[pallet::storage]
	pub type Licences<T: Config> = StorageMap<_, Twox64Concat, LicenceId, LicenceOf<T>>;

	/// What no hot call reads of a licence; the same keys as [`Licences`].
	#[pallet::storage]
	pub type Files<T: Config> = StorageMap<_, Twox64Concat, LicenceId, FileOf<T>>;

	/// The organisations; never pruned.
	#[pallet::storage]
	pub type Organisations<T: Config> =
		StorageMap<_, Twox64Concat, OrganisationId, OrganisationOf<T>>;

	/// Which organisation an entry of a public register is: one entity entered twice would defeat every comparison.
	#[pallet::storage]
	pub type Identities<T: Config> = StorageMap<_, Identity, H256, OrganisationId>;

	/// The registrars, acting and ended.
	#[pallet::storage]
	pub type Registrars<T: Config> = StorageMap<_, Twox64Concat, RegistrarId, RegistrarOf<T>>;

	/// Which acting registrar an account is.
	#[pallet::storage]
	pub type RegistrarByAccount<T: Config> =
		CountedStorageMap<_, Blake2_128Concat, T::AccountId, RegistrarId>;

	/// How many licences an account holds, in any standing.
	#[pallet::storage]
	pub type Holders<T: Config> = StorageMap<_, Blake2_128Concat, T::AccountId, u32>;

	/// What a role's licences must keep to; a role without policy cannot be granted.
	#[pallet::storage]
	pub type RolePolicies<T: Config> = StorageMap<_, Twox64Concat, Role, PolicyOf<T>>;

	/// Id of the next licence.
	#[pallet::storage]
	pub type NextLicence<T: Config> = StorageValue<_, LicenceId, ValueQuery, ConstU32<1>>;

	/// Id of the next organisation.
	#[pallet::storage]
	pub type NextOrganisation<T: Config> = StorageValue<_, OrganisationId, ValueQuery, ConstU32<1>>;

	/// Id of the next registrar.
	#[pallet::storage]
	pub type NextRegistrar<T: Config> = StorageValue<_, RegistrarId, ValueQuery, ConstU16<1>>;

	/// What happened. A licence's or an organisation's events are the links of its trail, in this encoding: append only.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	// The fields are named as in calls and rows.
	#[allow(missing_docs)]
	pub enum Event<T: Config> {
		/// A role has a policy; present licences follow it from their next renewal.
		#[codec(index = 0)]
		RolePolicySet { role: Role, policy: PolicyOf<T> },
		/// The council named a registrar.
		#[codec(index = 1)]
		RegistrarAdded { registrar: RegistrarId, row: RegistrarOf<T> },
		/// A registrar's account, powers or allotment changed.
		#[codec(index = 2)]
		RegistrarChanged { registrar: RegistrarId, row: RegistrarOf<T> },
		/// A registrar may act no more; its successor answers for its licences.
		#[codec(index = 3)]
		RegistrarEnded { registrar: RegistrarId, successor: Option<RegistrarId> },
		/// An organisation was entered, by a registrar or by the council.
		#[codec(index = 4)]
		OrganisationEntered {
			organisation: OrganisationId,
			account: T::AccountId,
			identity: H256,
			registrar: Option<RegistrarId>,
		},
		/// An organisation belongs to a group, or to none.
		#[codec(index = 5)]
		GroupSet { organisation: OrganisationId, group: Option<u32> },
		/// A licence is in force.
		#[codec(index = 6)]
		Granted { licence: LicenceId, terms: TermsOf<T> },
		/// Something waits for the council; with its terms if it is a grant.
		#[codec(index = 7)]
		CouncilAsked {
			target: Target,
			act: Act<T::AccountId>,
			terms: Option<TermsOf<T>>,
			due: Moment,
		},
		/// The council agreed. The event of the act follows, except of a change, which waits for the new key.
		#[codec(index = 8)]
		Countersigned { target: Target },
		/// The council refused what was asked.
		#[codec(index = 9)]
		Refused { target: Target },
		/// A licence was prolonged. If it had lapsed, `from` is the moment of renewal: the gap shows.
		#[codec(index = 10)]
		Renewed {
			licence: LicenceId,
			from: Moment,
			until: Moment,
			credential: H256,
			bond: BalanceOf<T>,
		},
		/// A licence is out of force, for the ground given last.
		#[codec(index = 11)]
		Suspended { licence: LicenceId, ground: Ground, decision: H256 },
		/// A suspension ended.
		#[codec(index = 12)]
		Resumed { licence: LicenceId },
		/// A licence was taken away.
		#[codec(index = 13)]
		Revoked { licence: LicenceId, ground: Ground, decision: H256 },
		/// A licence was given up.
		#[codec(index = 14)]
		Surrendered { licence: LicenceId },
		/// The council undid a suspension or a revocation.
		#[codec(index = 15)]
		Overruled { licence: LicenceId, decision: H256 },
		/// Another key shall act; it may accept in `[from, due)`, once the council agreed if it must.
		#[codec(index = 16)]
		ChangeRequested {
			target: Target,
			new: T::AccountId,
			from: Moment,
			due: Moment,
			by: Asker,
			council: bool,
		},
		/// A change of key was called off; a veto if the present key did so to its registrar.
		#[codec(index = 17)]
		ChangeCancelled { target: Target, veto: bool },
		/// A licence has another key; its id and all that hangs on it stay.
		#[codec(index = 18)]
		HolderChanged { licence: LicenceId, old: T::AccountId, new: T::AccountId },
		/// An organisation has another account; its bonds moved with it, still held.
		#[codec(index = 19)]
		AccountChanged { organisation: OrganisationId, old: T::AccountId, new: T::AccountId },
		/// A licence's share has another size.
		#[codec(index = 20)]
		TierSet { licence: LicenceId, tier: u8, bond: BalanceOf<T> },
		/// A licence's share has the size that is asked at present.
		#[codec(index = 21)]
		Rebonded { licence: LicenceId, bond: BalanceOf<T> },
		/// An organisation set tokens aside.
		#[codec(index = 22)]
		BondDeposited { organisation: OrganisationId, amount: BalanceOf<T> },
		/// An organisation took back what is bound to no licence.
		#[codec(index = 23)]
		BondWithdrawn { organisation: OrganisationId, amount: BalanceOf<T> },
		/// A share is bound to its licence no more.
		#[codec(index = 24)]
		BondReleased { licence: LicenceId, amount: BalanceOf<T> },
		/// Part of a share was paid out by decision of the council.
		#[codec(index = 25)]
		BondForfeited { licence: LicenceId, amount: BalanceOf<T>, to: T::AccountId, decision: H256 },
		/// Another pallet reported an infraction; `count` of this kind so far.
		#[codec(index = 26)]
		InfractionReported { licence: LicenceId, what: Infraction, count: u16 },
		/// A registrar answered the reports of a kind, `answered` so far.
		#[codec(index = 27)]
		ReportAnswered { licence: LicenceId, what: Infraction, answered: u16, decision: H256 },
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such licence, organisation or registrar.
		NotFound,
		/// The caller may not do this to what it names.
		NotAuthorized,
		/// The account is an acting registrar's, or the identity another organisation's.
		AlreadyExists,
		/// As many registrars act as may, or the ids are used up.
		LimitReached,
		/// The registrar has ended.
		AlreadyEnded,
		/// The roles or duties do not exist, or a role would be taken away: end the registrar and name a new one.
		InvalidRoles,
		/// The successor does not act, is the same, or may not license all that its predecessor did.
		InvalidSuccessor,
		/// The role has no policy or no such tier; or the policy's validity is zero, its tail too short, its bonds descend.
		InvalidPolicy,
		/// A personal licence's key would be the organisation's account.
		NotPersonal,
		/// The period is empty, in the past, too long, or no longer than before.
		InvalidPeriod,
		/// The registrar has granted and entered all that it may.
		AllotmentSpent,
		/// What the organisation set aside does not cover the share.
		BondShort,
		/// The licence is not active.
		NotActive,
		/// The time for it has passed.
		TooLate,
		/// The time for it has not come.
		TooEarly,
		/// Something else waits for the council or for a new key.
		AlreadyPending,
		/// The licence's standing does not admit it: it is over, or has not begun.
		Final,
		/// The block of the fraud lies outside the licence's life, or would narrow the taint.
		InvalidBlock,
		/// The licence is not suspended (nor revoked).
		NotSuspended,
		/// Nothing of the kind waits, or not what the council saw.
		NothingPending,
		/// The key is the present one.
		SameHolder,
		/// The council has not agreed to the change.
		NotCountersigned,
		/// The amount is bound to licences.
		BondInUse,
		/// There is no share, or the amount is zero.
		NoBond,
		/// The amount exceeds the share.
		ExceedsBond,
		/// No unanswered report of the kind.
		NothingReported,
	}

	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// What each role's licences must keep to.
		pub policies: Vec<GenesisPolicy<BalanceOf<T>>>,
		/// The first organisations; ids ascend from 1.
		pub organisations: Vec<GenesisOrganisation<T::AccountId, BalanceOf<T>>>,
		/// The first registrars; ids ascend from 1.
		pub registrars: Vec<GenesisRegistrar<T::AccountId>>,
		/// The first licences, in force; ids ascend from 1.
		pub licences: Vec<GenesisLicence<T::AccountId>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			genesis::build::<T>(self)
		}
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		fn integrity_test() {
			for delay in [T::RotationDelay::get(), T::ReplaceDelay::get()] {
				assert!(delay > 0, "a change of key must leave time to notice");
			}
			for period in [T::AcceptWithin::get(), T::CountersignWithin::get()] {
				assert!(period > 0, "what waits must be able to take effect");
			}
			assert!(T::MaxBatch::get() > 0 && T::MaxRegistrars::get() > 0);
		}

		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Sets what a role's licences must keep to. Present ones follow from their next renewal; the tail applies at once.
		/// Council.
		#[pallet::call_index(0)]
		pub fn set_role_policy(
			origin: OriginFor<T>,
			role: Role,
			policy: PolicyOf<T>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_role_policy(role, policy)
		}

		/// Names a registrar. Council.
		#[pallet::call_index(1)]
		pub fn add_registrar(
			origin: OriginFor<T>,
			account: T::AccountId,
			organisation: OrganisationId,
			roles: Roles,
			duties: Duties,
			allotment: u32,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_add_registrar(account, organisation, roles, duties, allotment)
		}

		/// Changes an acting registrar's account, powers and allotment. Roles only grow. Council.
		#[pallet::call_index(2)]
		pub fn change_registrar(
			origin: OriginFor<T>,
			registrar: RegistrarId,
			account: T::AccountId,
			roles: Roles,
			duties: Duties,
			allotment: u32,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_change_registrar(registrar, account, roles, duties, allotment)
		}

		/// Ends a registrar, or gives one that has ended another successor. Its licences stand. Council.
		#[pallet::call_index(3)]
		pub fn end_registrar(
			origin: OriginFor<T>,
			registrar: RegistrarId,
			successor: Option<RegistrarId>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_end_registrar(registrar, successor)
		}

		/// Enters an organisation by its identity, the hash of its entry in a public register. Council, or a registrar, which
		/// takes it from its allotment and may not enter its own account.
		#[pallet::call_index(4)]
		pub fn enter_organisation(
			origin: OriginFor<T>,
			account: T::AccountId,
			identity: H256,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_enter_organisation(by, account, identity)
		}

		/// Says that organisations are under one control, or no more. Council.
		#[pallet::call_index(5)]
		#[pallet::weight(<T as Config>::WeightInfo::set_group(
			u32::try_from(organisations.len()).unwrap_or(u32::MAX)
		))]
		pub fn set_group(
			origin: OriginFor<T>,
			organisations: BoundedVec<OrganisationId, ConstU32<MAX_GROUP>>,
			group: Option<u32>,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_set_group(&organisations, group)
		}

		/// Grants a licence, from now if no `from` is given. The share is taken from what the organisation set aside.
		/// Registrar of the role; for its own house, a regulator or an auditor it waits for the council.
		#[pallet::call_index(6)]
		pub fn grant(
			origin: OriginFor<T>,
			holder: T::AccountId,
			role: Role,
			organisation: OrganisationId,
			from: Option<Moment>,
			until: Moment,
			credential: H256,
			tier: u8,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_grant(&who, holder, role, organisation, from, until, credential, tier)
		}

		/// Prolongs a licence, until `RenewGrace` after its end. Registrar; for its own house it waits for the council.
		#[pallet::call_index(7)]
		pub fn renew(
			origin: OriginFor<T>,
			licence: LicenceId,
			until: Moment,
			credential: H256,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_renew(by, licence, until, credential)
		}

		/// Puts licences out of force, all or none. A new ground replaces that of a suspension, but never narrows its taint.
		/// Registrar.
		#[pallet::call_index(8)]
		#[pallet::weight(<T as Config>::WeightInfo::suspend(
			u32::try_from(licences.len()).unwrap_or(u32::MAX)
		))]
		pub fn suspend(
			origin: OriginFor<T>,
			licences: BoundedVec<LicenceId, T::MaxBatch>,
			ground: Ground,
			decision: H256,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			licences
				.into_iter()
				.try_for_each(|licence| Self::do_suspend(&by, licence, ground, decision))
		}

		/// Ends a suspension. Registrar; for its own house it waits for the council.
		#[pallet::call_index(9)]
		pub fn resume(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_resume(by, licence)
		}

		/// Takes a licence away. What was revoked or surrendered can still be revoked for fraud. Registrar.
		#[pallet::call_index(10)]
		pub fn revoke(
			origin: OriginFor<T>,
			licence: LicenceId,
			ground: Ground,
			decision: H256,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_revoke(by, licence, ground, decision)
		}

		/// Gives a licence up, unless it is suspended for fraud. Holder or organisation's account.
		#[pallet::call_index(11)]
		pub fn surrender(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_surrender(&who, licence)
		}

		/// Agrees to what waits, or refuses it; `act` is what the council saw, and [`Error::NothingPending`] if anything else
		/// waits by now. All that was checked when it was asked is checked again. Council.
		#[pallet::call_index(12)]
		pub fn countersign(
			origin: OriginFor<T>,
			target: Target,
			act: Act<T::AccountId>,
			accept: bool,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_countersign(target, &act, accept)
		}

		/// Undoes a suspension or a revocation: the licence is active, its taint gone. Council.
		#[pallet::call_index(13)]
		pub fn overrule(
			origin: OriginFor<T>,
			licence: LicenceId,
			decision: H256,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_overrule(licence, decision)
		}

		/// Asks for another key for the caller's own active licence or organisation.
		#[pallet::call_index(14)]
		pub fn rotate(origin: OriginFor<T>, target: Target, new: T::AccountId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rotate(&who, target, new)
		}

		/// Asks for another key in place of a lost or stolen one. The present key may veto. Registrar; for its own house, or
		/// after a veto, it waits for the council.
		#[pallet::call_index(15)]
		pub fn replace_holder(
			origin: OriginFor<T>,
			target: Target,
			new: T::AccountId,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_replace_holder(by, target, new)
		}

		/// Completes a change of key, and proves control of it. The new key.
		#[pallet::call_index(16)]
		pub fn accept_change(origin: OriginFor<T>, target: Target) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_accept_change(&who, target)
		}

		/// Calls a change of key off. Whoever asked, the council, or the present key: that is a veto, not open to a suspended
		/// licence, and to an organisation only once.
		#[pallet::call_index(17)]
		pub fn cancel_change(origin: OriginFor<T>, target: Target) -> DispatchResult {
			Self::do_cancel_change(origin, target)
		}

		/// Sets the tier of a licence and sizes its share anew. Registrar; lower for its own house: council.
		#[pallet::call_index(18)]
		pub fn set_tier(origin: OriginFor<T>, licence: LicenceId, tier: u8) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_set_tier(by, licence, tier)
		}

		/// Brings the share of a licence to the size asked at present. Organisation's account.
		#[pallet::call_index(19)]
		pub fn rebond(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_rebond(&who, licence)
		}

		/// Sets tokens aside for bonds. Organisation's account.
		#[pallet::call_index(20)]
		pub fn deposit_bond(
			origin: OriginFor<T>,
			organisation: OrganisationId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_deposit_bond(&who, organisation, amount)
		}

		/// Takes back what is bound to no licence. Organisation's account.
		#[pallet::call_index(21)]
		pub fn withdraw_bond(
			origin: OriginFor<T>,
			organisation: OrganisationId,
			amount: BalanceOf<T>,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_withdraw_bond(&who, organisation, amount)
		}

		/// Returns the share of a void licence, or of one whose tail has passed, to its organisation. Anybody.
		#[pallet::call_index(22)]
		pub fn release_bond(origin: OriginFor<T>, licence: LicenceId) -> DispatchResult {
			ensure_signed(origin)?;
			Self::do_release_bond(licence)
		}

		/// Pays part of a share out. New rows cannot rely on what is left until it is made up. Council.
		#[pallet::call_index(23)]
		pub fn forfeit(
			origin: OriginFor<T>,
			licence: LicenceId,
			amount: BalanceOf<T>,
			to: T::AccountId,
			decision: H256,
		) -> DispatchResult {
			T::GovernanceOrigin::ensure_origin(origin)?;
			Self::do_forfeit(licence, amount, to, decision)
		}

		/// Answers all reports of a kind so far. Registrar; of its own house: council.
		#[pallet::call_index(24)]
		pub fn answer_report(
			origin: OriginFor<T>,
			licence: LicenceId,
			what: Infraction,
			decision: H256,
		) -> DispatchResult {
			let by = Self::authority(origin)?;
			Self::do_answer_report(by, licence, what, decision)
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// The row of a licence.
		pub fn licence(licence: LicenceId) -> Option<LicenceOf<T>> {
			Licences::<T>::get(licence)
		}

		/// The rows of licences, in the order asked.
		pub fn licences(
			licences: BoundedVec<LicenceId, ConstU32<32>>,
		) -> Vec<Option<LicenceOf<T>>> {
			licences.into_iter().map(Licences::<T>::get).collect()
		}

		/// Where a licence stands at present.
		pub fn status(licence: LicenceId) -> Option<LicenceStatus> {
			Self::status_at(licence, Self::clock().1)
		}

		/// The file of a licence.
		pub fn file(licence: LicenceId) -> Option<FileOf<T>> {
			Files::<T>::get(licence)
		}

		/// An organisation.
		pub fn organisation(organisation: OrganisationId) -> Option<OrganisationOf<T>> {
			Organisations::<T>::get(organisation)
		}

		/// The organisation with this identity.
		pub fn organisation_by_identity(
			identity: H256,
		) -> Option<(OrganisationId, OrganisationOf<T>)> {
			let id = Identities::<T>::get(identity)?;
			Some((id, Organisations::<T>::get(id)?))
		}

		/// The acting registrars, by id; at most [`Config::MaxRegistrars`].
		pub fn registrars() -> Vec<(RegistrarId, RegistrarOf<T>)> {
			Self::acting_registrars()
		}

		/// What stands behind a licence.
		pub fn bond(licence: LicenceId) -> Option<Bond<BalanceOf<T>>> {
			Self::bond_of(licence)
		}

		/// What a role's licences must keep to.
		pub fn policy(role: Role) -> Option<PolicyOf<T>> {
			RolePolicies::<T>::get(role)
		}

		/// The licences that an account holds, in any standing.
		pub fn licences_by_holder(
			holder: T::AccountId,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
			Self::page_of_licences(cursor, limit, |row| row.holder == holder)
		}

		/// The licences for an organisation, in any standing.
		pub fn licences_by_organisation(
			organisation: OrganisationId,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
			Self::page_of_licences(cursor, limit, |row| row.organisation == organisation)
		}

		/// The licences that a registrar granted, in block `since` or later: what a captured one leaves behind.
		pub fn licences_by_registrar(
			registrar: RegistrarId,
			since: Option<BlockNumber>,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
			Self::page_by_registrar(registrar, since, cursor, limit)
		}

		/// What waits for the council or for a new key and can still take effect: licences first, then organisations.
		pub fn pending(cursor: Option<Target>, limit: u32) -> Page<(Target, PendingOf<T>), Target> {
			Self::page_of_pending(cursor, limit)
		}

		/// The unanswered reports whose newest is older than a block.
		pub fn open_reports(
			older_than: BlockNumber,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, Vec<Report>), LicenceId> {
			Self::page_of_reports(older_than, cursor, limit)
		}

		/// The licences suspended before a moment and still: a suspension does not end by time.
		pub fn old_suspensions(
			older_than: Moment,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
			Self::page_of_licences(cursor, limit, |row| {
				matches!(row.standing, Standing::Suspended(_)) && row.set.1 < older_than
			})
		}

		/// The active licences that end before a moment and can still be renewed.
		pub fn expiring(
			before: Moment,
			cursor: Option<LicenceId>,
			limit: u32,
		) -> Page<(LicenceId, LicenceOf<T>), LicenceId> {
			let now = Self::clock().1;
			Self::page_of_licences(cursor, limit, |row| {
				row.standing == Standing::Active
					&& row.until < before
					&& now < row.until.saturating_add(T::RenewGrace::get())
			})
		}
	}
}
