//! Calls around calls: batches, proxies, multisigs, and members who relay what patients sign.
//!
//! None of them is a way round a licence, because licences are checked inside the calls, against whichever account in the
//! end acts.

use crate::{
	Balance, Balances, OriginCaller, Runtime, RuntimeCall, RuntimeEvent, Signature, System,
};
use frame_support::{
	parameter_types,
	traits::{ConstU32, InstanceFilter},
};
use salus_runtime_common::{
	constants::deposit,
	delegation::{
		desk_of, desk_of_records, desk_of_trials, is_bond_act, is_counter_act, is_sponsors_act,
		ProxyType,
	},
};
use sp_runtime::traits::{BlakeTwo256, Verify};

impl pallet_utility::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type PalletsOrigin = OriginCaller;
	type WeightInfo = pallet_utility::weights::SubstrateWeight<Runtime>;
}

parameter_types! {
	/// An account's first proxy.
	pub const ProxyDepositBase: Balance = deposit(1, 8);
	/// Each proxy: an account, its type and its delay.
	pub const ProxyDepositFactor: Balance = deposit(0, 37);
	/// A proxy's first announcement.
	pub const AnnouncementDepositBase: Balance = deposit(1, 8);
	/// Each announcement.
	pub const AnnouncementDepositFactor: Balance = deposit(0, 68);
	/// A multisig call that waits.
	pub const MultisigDepositBase: Balance = deposit(1, 88);
	/// Each approval of it.
	pub const MultisigDepositFactor: Balance = deposit(0, 32);
}

impl InstanceFilter<RuntimeCall> for ProxyType {
	fn filter(&self, call: &RuntimeCall) -> bool {
		let desk = match call {
			RuntimeCall::ReimbursementEscrow(call) => Some(desk_of(call)),
			RuntimeCall::TrialConsents(call) => Some(desk_of_trials(call)),
			RuntimeCall::HealthRecords(call) => Some(desk_of_records(call)),
			_ => None,
		};
		if let Some(desk) = desk {
			return desk.is_some_and(|desk| self.includes(desk));
		}
		match self {
			ProxyType::Organisation => {
				ProxyType::Counter.filter(call)
					|| ProxyType::Treasury.filter(call)
					|| ProxyType::Relay.filter(call)
					|| matches!(
						call,
						RuntimeCall::Proxy(..)
							| RuntimeCall::Session(..)
							| RuntimeCall::Preimage(..)
					)
			},
			ProxyType::ClaimsDesk | ProxyType::RecordsDesk => {
				matches!(call, RuntimeCall::Utility(..))
			},
			ProxyType::Counter => match call {
				RuntimeCall::Prescriptions(call) => is_counter_act(call),
				call => matches!(call, RuntimeCall::Utility(..)),
			},
			ProxyType::Treasury => match call {
				RuntimeCall::Registry(call) => is_bond_act(call),
				RuntimeCall::Sponsorship(call) => is_sponsors_act(call),
				call => matches!(
					call,
					RuntimeCall::Balances(..) | RuntimeCall::Assets(..) | RuntimeCall::Utility(..)
				),
			},
			ProxyType::Relay => matches!(call, RuntimeCall::MetaTx(..) | RuntimeCall::Utility(..)),
		}
	}

	fn is_superset(&self, other: &Self) -> bool {
		self.includes(*other)
	}
}

impl pallet_proxy::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type ProxyType = ProxyType;
	type ProxyDepositBase = ProxyDepositBase;
	type ProxyDepositFactor = ProxyDepositFactor;
	type MaxProxies = ConstU32<32>;
	type WeightInfo = pallet_proxy::weights::SubstrateWeight<Runtime>;
	type MaxPending = ConstU32<32>;
	type CallHasher = BlakeTwo256;
	type AnnouncementDepositBase = AnnouncementDepositBase;
	type AnnouncementDepositFactor = AnnouncementDepositFactor;
	type BlockNumberProvider = System;
}

impl pallet_multisig::Config for Runtime {
	type RuntimeEvent = RuntimeEvent;
	type RuntimeCall = RuntimeCall;
	type Currency = Balances;
	type DepositBase = MultisigDepositBase;
	type DepositFactor = MultisigDepositFactor;
	type MaxSignatories = ConstU32<100>;
	type WeightInfo = pallet_multisig::weights::SubstrateWeight<Runtime>;
	type BlockNumberProvider = System;
}

impl pallet_verify_signature::Config for Runtime {
	type Signature = Signature;
	type AccountIdentifier = <Signature as Verify>::Signer;
	type WeightInfo = pallet_verify_signature::weights::SubstrateWeight<Runtime>;
	#[cfg(feature = "runtime-benchmarks")]
	type BenchmarkHelper = crate::benchmarks::SignatureHelper;
}

impl pallet_meta_tx::Config for Runtime {
	type WeightInfo = pallet_meta_tx::weights::SubstrateWeight<Runtime>;
	type RuntimeEvent = RuntimeEvent;
	#[cfg(not(feature = "runtime-benchmarks"))]
	type Extension = salus_runtime_common::sequenced::SequencedExtension<Runtime>;
	// The benchmark of `dispatch` measures it without its extensions, which have weights of their own.
	#[cfg(feature = "runtime-benchmarks")]
	type Extension = pallet_meta_tx::WeightlessExtension<Runtime>;
}
