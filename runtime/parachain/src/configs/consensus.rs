//! Who makes blocks, and how they come under the relay chain.
//!
//! The collators are a list that the council keeps: `set_invulnerables`, `add_invulnerable`, `remove_invulnerable`. Nobody can
//! stand as a candidate. A member enters by registering keys whose ownership it proves and by being added; both take effect
//! two sessions later. Finality is the relay chain's, so there is nobody here to vote and nothing to equivocate about: a
//! collator may make one block more in a slot than the relay chain includes, where there is room for it ahead of inclusion.
//!
//! Blocks are made ahead of their inclusion (asynchronous backing): up to [`UNINCLUDED_SEGMENT_CAPACITY`] of them.

use crate::{
	constants::{
		MAXIMUM_BLOCK_WEIGHT, RELAY_PARENT_OFFSET, RELAY_SLOT_DURATION, SESSION_LENGTH,
		SLOT_DURATION, UNINCLUDED_SEGMENT_CAPACITY, VELOCITY,
	},
	AccountId, Aura, Balances, CollatorSelection, MessageQueue, Runtime, RuntimeEvent, Session,
	SessionKeys, XcmpQueue,
};
use cumulus_pallet_aura_ext::FixedVelocityConsensusHook;
use cumulus_pallet_parachain_system::RelayNumberMonotonicallyIncreases;
use cumulus_primitives_core::AggregateMessageOrigin;
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, EnqueueWithOrigin},
	weights::Weight,
	PalletId,
};
use pallet_collator_selection::IdentityCollator;
use pallet_session::{FindAccountFromAuthorIndex, PeriodicSessions};
use salus_runtime_common::{constants::share, governance::CouncilTwoThirds, BlockNumber};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_runtime::{traits::OpaqueKeys, Perbill};

parameter_types! {
	/// See [`SESSION_LENGTH`]. In storage, so that a rehearsal's chain spec can shorten it, and the council in need.
	pub storage SessionLength: BlockNumber = SESSION_LENGTH;
	/// To take messages into their queues, from the relay chain and from other parachains, may each take a quarter of a block.
	/// They are executed later: see [`ServiceWeight`](super::xcm::queues::ServiceWeight).
	pub MessagesWeight: Weight = share(Perbill::from_percent(25), MAXIMUM_BLOCK_WEIGHT);
	/// The relay chain.
	pub const RelayOrigin: AggregateMessageOrigin = AggregateMessageOrigin::Parent;
	/// Where fees for collators would be kept. It stays empty: fees go to the author of the block.
	pub const PotId: PalletId = PalletId(*b"PotStake");
}

/// More collators than any consortium has.
pub type MaxCollators = ConstU32<128>;

/// Whether a block may be made on top of those that are not included yet.
pub type ConsensusHook =
	FixedVelocityConsensusHook<Runtime, RELAY_SLOT_DURATION, VELOCITY, UNINCLUDED_SEGMENT_CAPACITY>;

impl cumulus_pallet_parachain_system::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type OnSystemEvent = ();
	type SelfParaId = parachain_info::Pallet<Runtime>;
	type OutboundXcmpMessageSource = super::xcm::delivery::Outbound;
	type DmpQueue = EnqueueWithOrigin<MessageQueue, RelayOrigin>;
	type ReservedDmpWeight = MessagesWeight;
	type XcmpMessageHandler = XcmpQueue;
	type ReservedXcmpWeight = MessagesWeight;
	type CheckAssociatedRelayNumber = RelayNumberMonotonicallyIncreases;
	type WeightInfo = cumulus_pallet_parachain_system::weights::SubstrateWeight<Runtime>;
	type ConsensusHook = ConsensusHook;
	type RelayParentOffset = ConstU32<RELAY_PARENT_OFFSET>;
	// This release calls the third version of scheduling unfinished.
	type SchedulingSignatureVerifier = ();
}

impl parachain_info::Config for Runtime {}

impl cumulus_pallet_aura_ext::Config for Runtime {}

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type MaxAuthorities = MaxCollators;
	type DisabledValidators = ();
	// The consensus hook counts the blocks of a slot.
	type AllowMultipleBlocksPerSlot = ConstBool<true>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Runtime, Aura>;
	type EventHandler = ();
}

impl pallet_collator_selection::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type Currency = Balances;
	type UpdateOrigin = CouncilTwoThirds;
	type PotId = PotId;
	type MaxCandidates = ConstU32<0>;
	type MinEligibleCollators = ConstU32<1>;
	type MaxInvulnerables = MaxCollators;
	// There are no candidates to be kicked.
	type KickThreshold = ConstU32<SESSION_LENGTH>;
	type ValidatorId = AccountId;
	type ValidatorIdOf = IdentityCollator;
	type ValidatorRegistration = Session;
	type WeightInfo = pallet_collator_selection::weights::SubstrateWeight<Runtime>;
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = IdentityCollator;
	type ShouldEndSession = PeriodicSessions<SessionLength, ConstU32<0>>;
	type NextSessionRotation = PeriodicSessions<SessionLength, ConstU32<0>>;
	type SessionManager = CollatorSelection;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}
