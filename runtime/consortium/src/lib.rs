//! The consortium's runtime: Aura blocks of two seconds, GRANDPA finality, validators chosen by the council, no sudo.
//!
//! What the networks share is configured in [`salus_runtime_common`]: the healthcare pallets, money, the council, what wraps
//! calls ([`configs::shared`] takes it over). Here is what is this network's own: consensus ([`configs::consensus`],
//! [`validators`]) and the frame ([`configs::system`]).
#![cfg_attr(not(feature = "std"), no_std)]
// What the constructing macros generate; the modules are documented.
#![allow(missing_docs)]
// The constructing macros nest deeply.
#![recursion_limit = "256"]

extern crate alloc;

mod apis;
#[cfg(feature = "runtime-benchmarks")]
mod benchmarks;
pub mod configs;
pub mod constants;
pub mod genesis;
#[cfg(feature = "rehearsal")]
mod rehearsal;
pub mod validators;

use alloc::vec::Vec;
use sp_runtime::{generic, impl_opaque_keys};
use sp_version::RuntimeVersion;

pub use apis::RuntimeApi;
#[cfg(feature = "std")]
pub use apis::RuntimeApiImpl;
pub use salus_runtime_common::types::*;

#[cfg(feature = "std")]
include!(concat!(env!("OUT_DIR"), "/wasm_binary.rs"));

impl_opaque_keys! {
	/// What a validator signs with: blocks, and votes on finality.
	pub struct SessionKeys {
		/// Authors blocks.
		pub aura: Aura,
		/// Votes on finality.
		pub grandpa: Grandpa,
	}
}

// The attribute puts the version into a section of the Wasm and reads literals only.
macro_rules! version {
	(spec_version: $spec:tt) => {
		/// The runtime's version. `spec_version` rises with every upgrade, `transaction_version` when a signed transaction
		/// of the old runtime would mean something else in the new.
		#[sp_version::runtime_version]
		pub const VERSION: RuntimeVersion = RuntimeVersion {
			spec_name: alloc::borrow::Cow::Borrowed("salus-consortium"),
			impl_name: alloc::borrow::Cow::Borrowed("salus-consortium"),
			authoring_version: 1,
			spec_version: $spec,
			impl_version: 1,
			apis: apis::RUNTIME_API_VERSIONS,
			transaction_version: 1,
			system_version: 1,
		};
	};
}
#[cfg(not(feature = "rehearsal"))]
version!(spec_version: 1);
// One above the release's.
#[cfg(feature = "rehearsal")]
version!(spec_version: 2);

/// What stands around every transaction, in this order. The order is signed: changing it breaks every signer.
pub type TxExtension = (
	frame_system::AuthorizeCall<Runtime>,
	frame_system::CheckNonZeroSender<Runtime>,
	frame_system::CheckSpecVersion<Runtime>,
	frame_system::CheckTxVersion<Runtime>,
	frame_system::CheckGenesis<Runtime>,
	frame_system::CheckEra<Runtime>,
	frame_system::CheckNonce<Runtime>,
	frame_system::CheckWeight<Runtime>,
	pallet_skip_feeless_payment::SkipCheckIfFeeless<
		Runtime,
		pallet_transaction_payment::ChargeTransactionPayment<Runtime>,
	>,
	frame_metadata_hash_extension::CheckMetadataHash<Runtime>,
	frame_system::WeightReclaim<Runtime>,
);

/// The nonce in a transaction's extension.
fn nonce(extension: &TxExtension) -> Nonce {
	extension.6 .0
}

/// A transaction as it travels.
pub type UncheckedExtrinsic =
	generic::UncheckedExtrinsic<Address, RuntimeCall, Signature, TxExtension>;

/// What an ordinary transaction's signature covers.
pub type SignedPayload = generic::SignedPayload<RuntimeCall, TxExtension>;

/// A block with its transactions decoded.
pub type Block = generic::Block<Header, UncheckedExtrinsic>;

/// Executes blocks.
pub type Executive = frame_executive::Executive<
	Runtime,
	Block,
	frame_system::ChainContext<Runtime>,
	Runtime,
	AllPalletsWithSystem,
>;

// Indices are part of every encoded call, event, error and hold: append, never move. Declared in ascending order, which is
// also the order of genesis, inherents and hooks: time before whatever reads it, balances before whoever holds them, the
// list of validators before the session that reads it.
#[frame_support::runtime]
mod runtime {
	/// The consortium's runtime.
	#[runtime::runtime]
	#[runtime::derive(
		RuntimeCall,
		RuntimeEvent,
		RuntimeError,
		RuntimeOrigin,
		RuntimeFreezeReason,
		RuntimeHoldReason,
		RuntimeSlashReason,
		RuntimeLockId,
		RuntimeTask,
		RuntimeViewFunction
	)]
	pub struct Runtime;

	#[runtime::pallet_index(0)]
	pub type System = frame_system;
	#[runtime::pallet_index(1)]
	pub type Timestamp = pallet_timestamp;

	#[runtime::pallet_index(5)]
	pub type Balances = pallet_balances;
	#[runtime::pallet_index(6)]
	pub type TransactionPayment = pallet_transaction_payment;
	#[runtime::pallet_index(7)]
	pub type SkipFeelessPayment = pallet_skip_feeless_payment;
	#[runtime::pallet_index(8)]
	pub type Assets = pallet_assets;
	#[runtime::pallet_index(9)]
	pub type AssetsHolder = pallet_assets_holder;

	#[runtime::pallet_index(10)]
	pub type Authorship = pallet_authorship;
	#[runtime::pallet_index(11)]
	pub type Validators = pallet_membership<Instance2>;
	#[runtime::pallet_index(12)]
	pub type Session = pallet_session;
	#[runtime::pallet_index(13)]
	pub type Historical = pallet_session::historical;
	#[runtime::pallet_index(14)]
	pub type Aura = pallet_aura;
	#[runtime::pallet_index(15)]
	pub type Grandpa = pallet_grandpa;
	#[runtime::pallet_index(16)]
	pub type Offences = pallet_offences;

	#[runtime::pallet_index(20)]
	pub type Council = pallet_collective<Instance1>;
	#[runtime::pallet_index(21)]
	pub type CouncilMembership = pallet_membership<Instance1>;
	#[runtime::pallet_index(22)]
	pub type Preimage = pallet_preimage;
	#[runtime::pallet_index(23)]
	pub type Whitelist = pallet_whitelist;

	#[runtime::pallet_index(30)]
	pub type Utility = pallet_utility;
	#[runtime::pallet_index(31)]
	pub type Proxy = pallet_proxy;
	#[runtime::pallet_index(32)]
	pub type Multisig = pallet_multisig;
	#[runtime::pallet_index(33)]
	pub type MetaTx = pallet_meta_tx;
	#[runtime::pallet_index(34)]
	pub type VerifySignature = pallet_verify_signature;

	#[runtime::pallet_index(40)]
	pub type MultiBlockMigrations = pallet_migrations;

	#[runtime::pallet_index(50)]
	pub type Registry = pallet_registry;
	#[runtime::pallet_index(51)]
	pub type Prescriptions = pallet_prescriptions;
	#[runtime::pallet_index(52)]
	pub type ReimbursementEscrow = pallet_reimbursement_escrow;
	#[runtime::pallet_index(53)]
	pub type TrialConsents = pallet_trial_consents;
	#[runtime::pallet_index(54)]
	pub type HealthRecords = pallet_health_records;
	#[runtime::pallet_index(55)]
	pub type Sponsorship = pallet_sponsorship;
}
