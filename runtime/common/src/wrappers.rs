//! Calls around calls: batches, proxies, multisigs, and members who relay what patients sign.
//!
//! None of them is a way round a licence, because licences are checked inside the calls, against whichever account in the
//! end acts.

/// Configures the pallets that wrap calls, and [what a proxy may do](crate::delegation), for a runtime whose types bear the
/// usual names. `$moves_money`: which calls that only this network has a treasurer may make, besides those of every network.
#[macro_export]
macro_rules! configure_wrappers {
	($runtime:ty, $moves_money:ty) => {
		const _: () = {
			use frame_support::{
				parameter_types,
				traits::{ConstU32, Contains, InstanceFilter},
			};
			use sp_runtime::traits::{BlakeTwo256, Verify};
			use $crate::{
				constants::deposit,
				delegation::{
					desk_of, desk_of_records, desk_of_trials, is_bond_act, is_counter_act,
					is_sponsors_act, ProxyType,
				},
			};

			impl pallet_utility::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type RuntimeCall = RuntimeCall;
				type PalletsOrigin = OriginCaller;
				type WeightInfo = pallet_utility::weights::SubstrateWeight<$runtime>;
			}

			parameter_types! {
				/// An account's first proxy.
				pub const ProxyDepositBase: $crate::Balance = deposit(1, 8);
				/// Each proxy: an account, its type and its delay.
				pub const ProxyDepositFactor: $crate::Balance = deposit(0, 37);
				/// A proxy's first announcement.
				pub const AnnouncementDepositBase: $crate::Balance = deposit(1, 8);
				/// Each announcement.
				pub const AnnouncementDepositFactor: $crate::Balance = deposit(0, 68);
				/// A multisig call that waits.
				pub const MultisigDepositBase: $crate::Balance = deposit(1, 88);
				/// Each approval of it.
				pub const MultisigDepositFactor: $crate::Balance = deposit(0, 32);
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
							RuntimeCall::Balances(..)
							| RuntimeCall::Assets(..)
							| RuntimeCall::Utility(..) => true,
							call => <$moves_money>::contains(call),
						},
						ProxyType::Relay => {
							matches!(call, RuntimeCall::MetaTx(..) | RuntimeCall::Utility(..))
						},
					}
				}

				fn is_superset(&self, other: &Self) -> bool {
					self.includes(*other)
				}
			}

			impl pallet_proxy::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type RuntimeCall = RuntimeCall;
				type Currency = Balances;
				type ProxyType = ProxyType;
				type ProxyDepositBase = ProxyDepositBase;
				type ProxyDepositFactor = ProxyDepositFactor;
				type MaxProxies = ConstU32<32>;
				type WeightInfo = pallet_proxy::weights::SubstrateWeight<$runtime>;
				type MaxPending = ConstU32<32>;
				type CallHasher = BlakeTwo256;
				type AnnouncementDepositBase = AnnouncementDepositBase;
				type AnnouncementDepositFactor = AnnouncementDepositFactor;
				type BlockNumberProvider = System;
			}

			impl pallet_multisig::Config for $runtime {
				type RuntimeEvent = RuntimeEvent;
				type RuntimeCall = RuntimeCall;
				type Currency = Balances;
				type DepositBase = MultisigDepositBase;
				type DepositFactor = MultisigDepositFactor;
				type MaxSignatories = ConstU32<100>;
				type WeightInfo = pallet_multisig::weights::SubstrateWeight<$runtime>;
				type BlockNumberProvider = System;
			}

			impl pallet_verify_signature::Config for $runtime {
				type Signature = $crate::Signature;
				type AccountIdentifier = <$crate::Signature as Verify>::Signer;
				type WeightInfo = pallet_verify_signature::weights::SubstrateWeight<$runtime>;
				#[cfg(feature = "runtime-benchmarks")]
				type BenchmarkHelper = ();
			}

			impl pallet_meta_tx::Config for $runtime {
				type WeightInfo = pallet_meta_tx::weights::SubstrateWeight<$runtime>;
				type RuntimeEvent = RuntimeEvent;
				#[cfg(not(feature = "runtime-benchmarks"))]
				type Extension = $crate::sequenced::SequencedExtension<$runtime>;
				// The benchmark of `dispatch` measures it without its extensions, which have weights of their own.
				#[cfg(feature = "runtime-benchmarks")]
				type Extension = pallet_meta_tx::WeightlessExtension<$runtime>;
			}
		};
	};
}
