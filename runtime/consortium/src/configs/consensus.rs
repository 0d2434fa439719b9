//! Who makes blocks and who finalises them.
//!
//! The validators are a list that the council keeps. A member enters by being added and by registering keys whose
//! ownership it proves; both are looked at when a session ends, and take effect one session later. A double vote on
//! finality is reported, proved and recorded; what follows from it is the council's decision.

use crate::{
	constants::{SESSIONS_KEPT, SESSION_LENGTH, SLOT_DURATION},
	validators::{MemberSessions, NoIdentification, ValidatorMembers},
	AccountId, Aura, Balances, Historical, Offences, Runtime, RuntimeCall, RuntimeEvent, Session,
	SessionKeys, UncheckedExtrinsic,
};
use frame_support::{
	parameter_types,
	traits::{ConstBool, ConstU128, ConstU32, ConstU64, KeyOwnerProofSystem},
};
use frame_system::offchain::{CreateBare, CreateTransactionBase};
use pallet_session::{
	historical::{IdentificationTuple, NoteHistoricalRoot},
	FindAccountFromAuthorIndex, PeriodicSessions,
};
use salus_runtime_common::{governance::CouncilTwoThirds, BlockNumber};
use sp_consensus_aura::sr25519::AuthorityId as AuraId;
use sp_consensus_grandpa::AuthorityId as GrandpaId;
use sp_core::crypto::KeyTypeId;
use sp_runtime::traits::{ConvertInto, OpaqueKeys};

parameter_types! {
	/// See [`SESSION_LENGTH`]. In storage, so that a rehearsal's chain spec can shorten it, and the council in need.
	pub storage SessionLength: BlockNumber = SESSION_LENGTH;
	/// For how many blocks a report of misbehaviour stays in the pool.
	pub const ReportLongevity: u64 = 7 * 24 * 1_800;
}

/// More validators than any consortium has, few enough for a set to be stored in one value.
pub type MaxAuthorities = ConstU32<128>;

impl pallet_aura::Config for Runtime {
	type AuthorityId = AuraId;
	type MaxAuthorities = MaxAuthorities;
	type DisabledValidators = Session;
	type AllowMultipleBlocksPerSlot = ConstBool<false>;
	type SlotDuration = ConstU64<SLOT_DURATION>;
}

impl pallet_authorship::Config for Runtime {
	type FindAuthor = FindAccountFromAuthorIndex<Runtime, Aura>;
	type EventHandler = ();
}

impl pallet_grandpa::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type WeightInfo = ();
	type MaxAuthorities = MaxAuthorities;
	type MaxNominators = ConstU32<0>;
	type MaxSetIdSessionEntries = ConstU64<{ SESSIONS_KEPT as u64 }>;
	type KeyOwnerProof = <Historical as KeyOwnerProofSystem<(KeyTypeId, GrandpaId)>>::Proof;
	type EquivocationReportSystem =
		pallet_grandpa::EquivocationReportSystem<Self, Offences, Historical, ReportLongevity>;
}

impl<C> CreateTransactionBase<C> for Runtime
where
	RuntimeCall: From<C>,
{
	type Extrinsic = UncheckedExtrinsic;
	type RuntimeCall = RuntimeCall;
}

impl<C> CreateBare<C> for Runtime
where
	RuntimeCall: From<C>,
{
	fn create_bare(call: RuntimeCall) -> UncheckedExtrinsic {
		UncheckedExtrinsic::new_bare(call)
	}
}

impl pallet_offences::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type IdentificationTuple = IdentificationTuple<Runtime>;
	type OnOffenceHandler = ();
}

impl pallet_session::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type ValidatorId = AccountId;
	type ValidatorIdOf = ConvertInto;
	type ShouldEndSession = PeriodicSessions<SessionLength, ConstU32<0>>;
	type NextSessionRotation = PeriodicSessions<SessionLength, ConstU32<0>>;
	type SessionManager = NoteHistoricalRoot<Runtime, MemberSessions>;
	type SessionHandler = <SessionKeys as OpaqueKeys>::KeyTypeIdProviders;
	type Keys = SessionKeys;
	type DisablingStrategy = ();
	type WeightInfo = pallet_session::weights::SubstrateWeight<Runtime>;
	type Currency = Balances;
	type KeyDeposit = ConstU128<0>;
}

impl pallet_session::historical::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type FullIdentification = ();
	type FullIdentificationOf = NoIdentification;
}

impl pallet_membership::Config<ValidatorMembers> for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type AddOrigin = CouncilTwoThirds;
	type RemoveOrigin = CouncilTwoThirds;
	type SwapOrigin = CouncilTwoThirds;
	type ResetOrigin = CouncilTwoThirds;
	type PrimeOrigin = CouncilTwoThirds;
	// The session manager reads the list when a session ends; nobody needs to be told.
	type MembershipInitialized = ();
	type MembershipChanged = ();
	type MaxMembers = MaxAuthorities;
	type WeightInfo = pallet_membership::weights::SubstrateWeight<Runtime>;
}
