//! A member pays the fees of what its relayer relays for people who have no tokens, within a policy that it sets on the chain.
//!
//! ## Terms
//!
//! - **Sponsor**: a member's account, which pays. **Relayer**: a hot key, which sends. **Policy**: what the sponsor pays of
//!   what one relayer relays: which calls, how many a day, until when, and how dear at most.
//! - **Relayed call**: something that carries its signer's own signature ([`Config::Relayable`]; in Salus a
//!   meta-transaction). The pallet looks only at the ids of the call that was signed.
//! - **Day**: from midnight to midnight UTC, by the time of the block.
//!
//! ## Story
//!
//! 1. The Harbour Hospital sets a policy for the relayer on its web server: consents, grants and presentations, a thousand a
//!    day, none dearer than a hundredth of a token, for a year ([`set_policy`](Pallet::set_policy)). A deposit stands behind it.
//! 2. Mrs Lind's telephone signs a consent. It has no tokens and no account. The web server sends it in
//!    [`relay`](Pallet::relay); the hospital's account pays, the quota goes down by one.
//! 3. The web server is broken into. The thief can relay what patients signed, and waste at most `per_day x max_fee` of the
//!    hospital's money a day: it cannot move any of it. The hospital removes the policy
//!    ([`remove_policy`](Pallet::remove_policy)), from this position of the block on.
//! 4. A policy that has expired anybody may remove; the deposit goes back to the hospital.
//!
//! ## Who pays
//!
//! The runtime's `OnChargeTransaction` asks [`refusal`](Pallet::refusal) in the pool, [`charge`](Pallet::charge)s when the
//! fee is withdrawn, and tells [`settled`](Pallet::settled) when it is known. So the quota counts what failed, too: the
//! sponsor paid for it. A refusal makes the transaction invalid (`Payment`): a relayer is never charged in the sponsor's
//! place. What is not spent goes back to the sponsor.
//!
//! Only the outermost call of a transaction decides who pays. A `relay` inside a batch, a proxy, a multisig or anything else
//! fails with [`Error::NotSponsored`]: whoever sent that transaction has paid its fee, and no sponsor pays for it.
//!
//! The relayer needs an account for its nonce: the existential deposit, of which nothing is ever taken.
//!
//! ## What an attacker may try
//!
//! - **A relayer drains the sponsor** with dear transactions: long ones, a large declared length, calls that fail, a tip for
//!   the author of the block, who may be itself. The fee is bounded before it is taken, a tip is refused, failures count.
//! - **Somebody else's policy.** A policy is for one relayer, whose signature the transaction carries.
//! - **Quota at midnight.** A block's own time decides, so that a day has never more than its quota; around midnight
//!   `2 x per_day` can follow one another. The pool looks at the last block's time: the first transaction of a new day may
//!   wait for the first block of that day.
//! - **A race with removal.** The fee is withdrawn at the transaction's position: after a removal it is invalid, and cannot be
//!   in a block.
//! - **A stranger's policy.** Only members set policies ([`Config::MemberOrigin`]), for their own account. A policy obliges
//!   nobody else.
//!
//! ## Invariants
//!
//! 1. A policy names a call, a quota and a fee, and its relayer is not its sponsor.
//! 2. Under one policy a sponsor pays on no day more often than the day's largest `per_day`, nor more at once than `max_fee`.
//!    (Removing a policy forgets what was used; replacing it does not.)
//! 3. No relayed call runs unless a sponsor has paid in this transaction; between transactions nobody is paying.
//! 4. A relayer's balance pays nothing of what it relays.
//! 5. No use is dated later than now.
//! 6. A sponsor's deposits are those of its policies.
#![cfg_attr(not(feature = "std"), no_std)]

extern crate alloc;

pub use genesis::GenesisPolicy;
pub use pallet::*;
pub use types::*;
pub use weights::WeightInfo;

mod genesis;
#[cfg(any(test, feature = "try-runtime"))]
mod try_state;
pub mod types;
pub mod weights;

#[cfg(feature = "runtime-benchmarks")]
#[allow(clippy::expect_used)] // Never in a block.
mod benchmarking;
#[cfg(test)]
#[allow(clippy::arithmetic_side_effects)] // A test may fail.
mod tests;

use alloc::{boxed::Box, vec::Vec};
use frame::{
	deps::{
		frame_support::{
			dispatch::{extract_actual_weight, DispatchInfo},
			traits::{tokens, Consideration, EnsureOriginWithArg, Footprint},
		},
		frame_system,
		sp_runtime::DispatchErrorWithPostInfo,
	},
	prelude::*,
	traits::UnixTime,
};
use salus_primitives::{Moment, OrganisationId};

/// The account type of a runtime.
pub type AccountIdOf<T> = <T as frame_system::Config>::AccountId;
/// The call of a runtime.
pub type RuntimeCallOf<T> = <T as frame_system::Config>::RuntimeCall;
/// The terms of a runtime's policies.
pub type TermsOf<T> = Terms<<T as Config>::Balance>;
/// The policy that a runtime stores.
pub type PolicyOf<T> = Policy<<T as Config>::Balance, <T as Config>::Deposit>;
/// The policy as readers see it.
pub type PolicyView<T> = Policy<<T as Config>::Balance, ()>;

/// What of a runtime's calls can be relayed.
pub trait Relayable<Call> {
	/// The id of the call that was signed; `None` if `call` carries no signature of its own, or is longer than a relayed call
	/// may be.
	fn signed(call: &Call) -> Option<CallId>;
}

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
		/// A policy's row.
		#[codec(index = 0)]
		Policy,
	}

	/// What a runtime supplies.
	#[pallet::config]
	pub trait Config:
		frame_system::Config<
		RuntimeCall: Dispatchable<
			Info = DispatchInfo,
			PostInfo = PostDispatchInfo,
			RuntimeOrigin = <Self as frame_system::Config>::RuntimeOrigin,
		>,
	>
	{
		/// Who may sponsor: the account of the member that is named.
		type MemberOrigin: EnsureOriginWithArg<
			Self::RuntimeOrigin,
			OrganisationId,
			Success = Self::AccountId,
		>;

		/// What can be relayed.
		type Relayable: Relayable<RuntimeCallOf<Self>>;

		/// In what fees are paid.
		type Balance: tokens::Balance;

		/// What stands behind a policy's row; the sponsor's.
		type Deposit: Consideration<Self::AccountId, Footprint>;

		/// The clock.
		type Time: UnixTime;

		/// Weights of the calls.
		type WeightInfo: WeightInfo;
	}

	/// The policies, by sponsor and relayer.
	#[pallet::storage]
	pub type Policies<T: Config> = StorageDoubleMap<
		_,
		Blake2_128Concat,
		T::AccountId,
		Blake2_128Concat,
		T::AccountId,
		PolicyOf<T>,
	>;

	/// Who has paid for the transaction that is about to run, until its `relay` takes notice. Never from one transaction to
	/// the next, and so never written to the database.
	#[pallet::storage]
	#[pallet::whitelist_storage]
	pub type Paying<T: Config> = StorageValue<_, T::AccountId>;

	/// The policies at the start of a chain.
	#[pallet::genesis_config]
	#[derive(DefaultNoBound)]
	pub struct GenesisConfig<T: Config> {
		/// Who pays for whom, and for what. The sponsors have tokens for the deposits.
		pub policies: Vec<GenesisPolicy<T::AccountId, T::Balance>>,
	}

	#[pallet::genesis_build]
	impl<T: Config> BuildGenesisConfig for GenesisConfig<T> {
		fn build(&self) {
			for policy in self.policies.iter().cloned() {
				let (sponsor, relayer) = (policy.sponsor.clone(), policy.relayer.clone());
				let set = policy
					.terms()
					.ok_or(Error::<T>::NothingGranted.into())
					.and_then(|terms| Pallet::<T>::do_set_policy(sponsor, relayer, terms));
				assert!(set.is_ok(), "a policy of the genesis cannot be set: {set:?}");
			}
		}
	}

	/// What happened.
	#[pallet::event]
	#[pallet::generate_deposit(pub(crate) fn deposit_event)]
	pub enum Event<T: Config> {
		/// A policy was set, or replaced; what was used of the day stays used.
		#[codec(index = 0)]
		PolicySet {
			/// Who pays.
			sponsor: T::AccountId,
			/// Who relays.
			relayer: T::AccountId,
			/// For what.
			terms: TermsOf<T>,
		},
		/// A policy is gone.
		#[codec(index = 1)]
		PolicyRemoved {
			/// Who paid.
			sponsor: T::AccountId,
			/// Who relayed.
			relayer: T::AccountId,
		},
		/// A sponsor paid a transaction's fee. `TransactionPayment` names the relayer, who sent it.
		#[codec(index = 2)]
		Paid {
			/// Who paid.
			sponsor: T::AccountId,
			/// Who relayed.
			relayer: T::AccountId,
			/// How much, in the end.
			fee: T::Balance,
		},
	}

	#[pallet::error]
	pub enum Error<T> {
		/// There is no such policy.
		NotFound,
		/// The policy is another's, and has not expired.
		NotAuthorized,
		/// The end of the policy has passed already.
		InvalidPeriod,
		/// The terms name no call, no quota or no fee: nothing would be paid for. To stop paying, remove the policy.
		NothingGranted,
		/// The relayer is the sponsor: it pays for what it sends anyway.
		SameAccount,
		/// No sponsor has paid for this: `relay` must be the transaction itself, not a call within another.
		NotSponsored,
	}

	#[pallet::hooks]
	impl<T: Config> Hooks<BlockNumberFor<T>> for Pallet<T> {
		#[cfg(feature = "try-runtime")]
		fn try_state(_: BlockNumberFor<T>) -> Result<(), frame::deps::sp_runtime::TryRuntimeError> {
			Self::do_try_state()
		}
	}

	#[pallet::call(weight = <T as Config>::WeightInfo)]
	impl<T: Config> Pallet<T> {
		/// Sets what the caller pays of what `relayer` relays, or replaces it. The account of member `organisation`, which
		/// leaves a deposit.
		#[pallet::call_index(0)]
		pub fn set_policy(
			origin: OriginFor<T>,
			organisation: OrganisationId,
			relayer: T::AccountId,
			terms: TermsOf<T>,
		) -> DispatchResult {
			let sponsor = T::MemberOrigin::ensure_origin(origin, &organisation)?;
			Self::do_set_policy(sponsor, relayer, terms)
		}

		/// Removes a policy, and gives the deposit back. The sponsor; once the policy has expired, anybody.
		#[pallet::call_index(1)]
		pub fn remove_policy(
			origin: OriginFor<T>,
			sponsor: T::AccountId,
			relayer: T::AccountId,
		) -> DispatchResult {
			let who = ensure_signed(origin)?;
			Self::do_remove_policy(who, sponsor, relayer)
		}

		/// Relays what somebody signed, at the expense of `sponsor`. The relayer of one of its policies. What the relayed call
		/// answers is told as if it had been sent alone.
		///
		/// The weight has room for the sponsor's account: the payment's own weight counts the sender's, whom the nonce has
		/// touched already.
		#[pallet::call_index(2)]
		#[pallet::weight({
			let inner = call.get_dispatch_info();
			(Pallet::<T>::weight_of_relay().saturating_add(inner.call_weight), inner.class)
		})]
		pub fn relay(
			origin: OriginFor<T>,
			sponsor: T::AccountId,
			call: Box<RuntimeCallOf<T>>,
		) -> DispatchResultWithPostInfo {
			ensure_signed(origin.clone())?;
			ensure!(Paying::<T>::take() == Some(sponsor), Error::<T>::NotSponsored);
			let info = call.get_dispatch_info();
			let result = call.dispatch(origin);
			let weight =
				Self::weight_of_relay().saturating_add(extract_actual_weight(&result, &info));
			let post_info = PostDispatchInfo { actual_weight: Some(weight), pays_fee: Pays::Yes };
			match result {
				Ok(_) => Ok(post_info),
				Err(error) => Err(DispatchErrorWithPostInfo { post_info, error: error.error }),
			}
		}
	}

	#[pallet::view_functions]
	impl<T: Config> Pallet<T> {
		/// What a sponsor pays of what a relayer relays.
		pub fn policy(sponsor: T::AccountId, relayer: T::AccountId) -> Option<PolicyView<T>> {
			let Policy { terms, used, .. } = Policies::<T>::get(sponsor, relayer)?;
			Some(Policy { terms, used, ticket: () })
		}

		/// How many more transactions the sponsor pays today; none without a policy, or with one that has expired.
		pub fn left_today(sponsor: T::AccountId, relayer: T::AccountId) -> u32 {
			let policy = Policies::<T>::get(sponsor, relayer);
			policy.map_or(0, |policy| policy.left(Self::now()))
		}

		/// Why the sponsor would not pay now for a relayed call with this id at this fee; `None`: it would. The pool says no
		/// more than `Payment`.
		pub fn refusal_of(
			sponsor: T::AccountId,
			relayer: T::AccountId,
			signed: CallId,
			fee: T::Balance,
		) -> Option<Refusal> {
			Self::admitted(&sponsor, &relayer, &signed, fee).err()
		}
	}
}

impl<T: Config> Pallet<T> {
	/// Why `sponsor` does not pay for `call`, sent by `relayer` at this fee (the tip within it). One read; writes nothing.
	pub fn refusal(
		sponsor: &T::AccountId,
		relayer: &T::AccountId,
		call: &RuntimeCallOf<T>,
		fee: T::Balance,
		tip: T::Balance,
	) -> Option<Refusal> {
		Self::asked(sponsor, relayer, call, fee, tip).err()
	}

	/// Asks as [`refusal`](Self::refusal), counts, and lets the transaction's `relay` run. The caller takes the fee from the
	/// sponsor, and both or neither happen.
	pub fn charge(
		sponsor: &T::AccountId,
		relayer: &T::AccountId,
		call: &RuntimeCallOf<T>,
		fee: T::Balance,
		tip: T::Balance,
	) -> Result<(), Refusal> {
		let policy = Self::asked(sponsor, relayer, call, fee, tip)?;
		Self::count(sponsor, relayer, policy);
		Ok(())
	}

	/// Tells of what was paid, once the transaction has run.
	pub fn settled(sponsor: T::AccountId, relayer: T::AccountId, fee: T::Balance) {
		Paying::<T>::kill();
		Self::deposit_event(Event::Paid { sponsor, relayer, fee });
	}

	fn asked(
		sponsor: &T::AccountId,
		relayer: &T::AccountId,
		call: &RuntimeCallOf<T>,
		fee: T::Balance,
		tip: T::Balance,
	) -> Result<PolicyOf<T>, Refusal> {
		ensure!(tip.is_zero(), Refusal::Tipped);
		let signed = T::Relayable::signed(call).ok_or(Refusal::NotRelayable)?;
		Self::admitted(sponsor, relayer, &signed, fee)
	}

	fn admitted(
		sponsor: &T::AccountId,
		relayer: &T::AccountId,
		signed: &CallId,
		fee: T::Balance,
	) -> Result<PolicyOf<T>, Refusal> {
		let policy = Policies::<T>::get(sponsor, relayer).ok_or(Refusal::NoPolicy)?;
		match policy.refusal(signed, &fee, Self::now()) {
			Some(refusal) => Err(refusal),
			None => Ok(policy),
		}
	}

	fn count(sponsor: &T::AccountId, relayer: &T::AccountId, mut policy: PolicyOf<T>) {
		policy.count(Self::now());
		Policies::<T>::insert(sponsor, relayer, policy);
		Paying::<T>::put(sponsor);
	}

	fn do_set_policy(
		sponsor: T::AccountId,
		relayer: T::AccountId,
		terms: TermsOf<T>,
	) -> DispatchResult {
		ensure!(sponsor != relayer, Error::<T>::SameAccount);
		ensure!(terms.grant_something(), Error::<T>::NothingGranted);
		ensure!(Self::now() < terms.until, Error::<T>::InvalidPeriod);
		let (used, ticket) = match Policies::<T>::get(&sponsor, &relayer) {
			Some(policy) => (policy.used, policy.ticket),
			None => (Used::default(), T::Deposit::new(&sponsor, Self::footprint())?),
		};
		let policy = Policy { terms: terms.clone(), used, ticket };
		Policies::<T>::insert(&sponsor, &relayer, policy);
		Self::deposit_event(Event::PolicySet { sponsor, relayer, terms });
		Ok(())
	}

	fn do_remove_policy(
		who: T::AccountId,
		sponsor: T::AccountId,
		relayer: T::AccountId,
	) -> DispatchResult {
		let policy = Policies::<T>::get(&sponsor, &relayer).ok_or(Error::<T>::NotFound)?;
		let expired = policy.terms.until <= Self::now();
		ensure!(who == sponsor || expired, Error::<T>::NotAuthorized);
		policy.ticket.drop(&sponsor)?;
		Policies::<T>::remove(&sponsor, &relayer);
		Self::deposit_event(Event::PolicyRemoved { sponsor, relayer });
		Ok(())
	}

	/// The row of a policy with all the calls that it can name, so that replacing it moves no money.
	pub fn footprint() -> Footprint {
		let hashes = 16usize.saturating_mul(2);
		let accounts = T::AccountId::max_encoded_len().saturating_mul(2);
		let row = PolicyOf::<T>::max_encoded_len();
		Footprint::from_parts(1, hashes.saturating_add(accounts).saturating_add(row))
	}

	fn weight_of_relay() -> Weight {
		T::WeightInfo::relay().saturating_add(T::DbWeight::get().reads_writes(1, 1))
	}

	fn now() -> Moment {
		T::Time::now().as_millis().saturated_into()
	}
}
